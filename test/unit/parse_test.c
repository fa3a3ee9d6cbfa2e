/* The parser's face over a small random model: any text becomes trees, sentences alone or among others alike, caps are told. */
#include "parser_small.h"

#include "conllu_help.h"

TEST(any_text_becomes_trees)
{
    struct small o;
    uint64_t seed = 1;
    CHECK(small_open(&o, 1));
    for (int round = 0; round < 60; round++) {
        arena *ar = arena_new(0);
        struct language_text t;
        str text = small_text(random_below(&seed, round % 9 ? 200 : 3000), &seed, ar);
        CHECK_INT(language_parse(&t, o.parser, text, ar, NULL), OK);
        CHECK_MSG(small_sound(&t), "round %d: %zu bytes", round, text.n);
        arena_free(ar);
    }
    small_close(&o);
}

/* Each sentence given by itself says what it said in the text. */
TEST(a_sentence_alone_says_what_it_said_in_its_text)
{
    struct small o;
    uint64_t seed = 2;
    CHECK(small_open(&o, 2));
    for (int round = 0; round < 10; round++) {
        arena *ar = arena_new(0);
        struct language_text t, one;
        CHECK_INT(language_parse(&t, o.parser, small_text(300, &seed, ar), ar, NULL), OK);
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
    small_close(&o);
}

/* A cap on the results gives the text or a line, and the parser serves on. */
TEST(caps_are_told)
{
    struct small o;
    uint64_t seed = 3;
    CHECK(small_open(&o, 3));
    str text = small_text(150, &seed, o.ar);
    bool done = false;
    uint32_t refused = 0;
    for (size_t cap = 64; !done && cap < ((size_t)1 << 20); cap += 256) {
        arena *ar = arena_new(cap);
        struct language_text t;
        struct err err = {0};
        enum status status = language_parse(&t, o.parser, text, ar, &err);
        CHECK_MSG(status == OK ? small_sound(&t) : status == E_LIMIT && err.msg[0], "cap %zu: %d", cap, (int)status);
        done = !status;
        refused += !done;
        arena_free(ar);
    }
    CHECK_MSG(done && refused > 20, "%u", refused);
    small_close(&o);
}

TESTS(CASE(any_text_becomes_trees), CASE(a_sentence_alone_says_what_it_said_in_its_text), CASE(caps_are_told))
