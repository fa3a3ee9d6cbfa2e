/* The parser's face over a small random model: any text becomes trees, sentences alone or among others alike, caps are told. */
#include "network_help.h"

#include "conllu_help.h"

struct opened {
    arena *ar;
    struct language_model *model;
    struct language_parser *parser;
};

static bool open_small(struct opened *o, uint64_t seed)
{
    struct network_made made;
    struct err err = {0};
    *o = (struct opened){.ar = arena_new(0)};
    network_make(&made, seed, o->ar);
    bool good =
        !language_model_open(&o->model, network_file(&made, o->ar), &err) && !language_parser_new(&o->parser, o->model, &err);
    if (!good) printf("# %s\n", err.msg);
    return good;
}

static void close_small(struct opened *o)
{
    language_parser_free(o->parser);
    language_model_close(o->model);
    arena_free(o->ar);
}

/* Every sentence is a tree with one root, which alone is called so; nothing is empty; probabilities are some. */
static bool is_sound(const struct language_text *t)
{
    for (uint32_t s = 0; s < t->words.n_sentence; s++) {
        span w = language_sentence_words(t, s);
        uint32_t n = span_len(w), roots = 0;
        if (!n || n > LANGUAGE_MAX_SENTENCE_WORDS) return false;
        for (uint32_t i = w.begin; i < w.end; i++) {
            uint32_t at = i - w.begin + 1, steps = 0;
            while (at && at <= n && steps++ <= n) at = t->head[w.begin + at - 1];
            roots += t->head[i] == 0;
            if (at || (t->head[i] == 0) != str_eq(t->deprel[i], STR("root")) || t->upos[i] >= UPOS_COUNT) return false;
            if (!t->lemma[i].n || !t->xpos[i].n || !t->feats[i].n || !t->deprel[i].n) return false;
            if (!(t->prob_head[i] >= 0 && t->prob_head[i] <= 1 && t->prob_tag[i] >= 0 && t->prob_tag[i] <= 1)) return false;
        }
        if (roots != 1) return false;
    }
    return true;
}

/* Words of the model, spaces, line ends, signs and any bytes. */
static str random_text(uint32_t words, uint64_t *seed, arena *ar)
{
    static const char *const gaps[] = {" ", " ", " ", ". ", "\n", "\n\n", "", "\t", "\xC2\xA0", "\xFF", "...", "(", "\""};
    buf b = {0};
    str *form = ARENA_NEW(ar, words, str);
    network_forms(form, words, seed, ar);
    for (uint32_t i = 0; i < words; i++) {
        buf_add(&b, form[i]);
        buf_addz(&b, gaps[random_below(seed, ARRAY_LEN(gaps))]);
    }
    str text = str_copy(ar, buf_str(&b));
    buf_free(&b);
    return text;
}

TEST(any_text_becomes_trees)
{
    struct opened o;
    uint64_t seed = 1;
    CHECK(open_small(&o, 1));
    for (int round = 0; round < 60; round++) {
        arena *ar = arena_new(0);
        struct language_text t;
        str text = random_text(random_below(&seed, round % 9 ? 200 : 3000), &seed, ar);
        CHECK_INT(language_parse(&t, o.parser, text, ar, NULL), OK);
        CHECK_MSG(is_sound(&t), "round %d: %zu bytes", round, text.n);
        arena_free(ar);
    }
    close_small(&o);
}

/* Each sentence given by itself says what it said in the text. */
TEST(a_sentence_alone_says_what_it_said_in_its_text)
{
    struct opened o;
    uint64_t seed = 2;
    CHECK(open_small(&o, 2));
    for (int round = 0; round < 10; round++) {
        arena *ar = arena_new(0);
        struct language_text t, one;
        CHECK_INT(language_parse(&t, o.parser, random_text(300, &seed, ar), ar, NULL), OK);
        for (uint32_t s = 0; s < t.words.n_sentence; s++) {
            span w = language_sentence_words(&t, s);
            struct conllu_sentence given;
            CHECK_INT(language_text_conllu(&given, &t, s, &(struct language_place){0}, ar, NULL), OK);
            given.form = t.words.form + w.begin; /* not made fit */
            CHECK_INT(language_parse_conllu(&one, o.parser, &given, KEEP_WORDS, ar, NULL), OK);
            CHECK(one.words.n_word == span_len(w));
            for (uint32_t i = 0; i < one.words.n_word; i++) {
                uint32_t k = w.begin + i;
                CHECK_MSG(one.head[i] == t.head[k] && str_eq(one.deprel[i], t.deprel[k]) && str_eq(one.lemma[i], t.lemma[k]) &&
                              one.upos[i] == t.upos[k] && one.prob_head[i] == t.prob_head[k] &&
                              one.prob_tag[i] == t.prob_tag[k],
                          "round %d sentence %u word %u", round, s, i);
            }
        }
        arena_free(ar);
    }
    close_small(&o);
}

/* A cap on the results gives the text or a line, and the parser serves on. */
TEST(caps_are_told)
{
    struct opened o;
    uint64_t seed = 3;
    CHECK(open_small(&o, 3));
    str text = random_text(150, &seed, o.ar);
    bool done = false;
    uint32_t refused = 0;
    for (size_t cap = 64; !done && cap < ((size_t)1 << 20); cap += 256) {
        arena *ar = arena_new(cap);
        struct language_text t;
        struct err err = {0};
        enum status status = language_parse(&t, o.parser, text, ar, &err);
        CHECK_MSG(status == OK ? is_sound(&t) : status == E_LIMIT && err.msg[0], "cap %zu: %d", cap, (int)status);
        done = !status;
        refused += !done;
        arena_free(ar);
    }
    CHECK_MSG(done && refused > 20, "%u", refused);
    close_small(&o);
}

TESTS(CASE(any_text_becomes_trees), CASE(a_sentence_alone_says_what_it_said_in_its_text), CASE(caps_are_told))
