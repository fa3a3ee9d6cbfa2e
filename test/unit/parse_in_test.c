/* Parsing within given sentences: every word lies in one span and spells it with the others, whatever the spans; sentences that the
** parser itself finds give what it finds; what is no list of sentences is refused with its place. */
#include "parser_small.h"

#include "test.h"

/* Does the byte at this place belong to white space, of any script and any length? */
static bool is_white(str text, uint32_t at)
{
    for (uint32_t back = 0; back < 4 && back <= at; back++) {
        size_t size;
        int32_t cp = utf8_decode(text, at - back, &size);
        if (cp >= 0 && size > back && utf8_class(cp) == CHAR_SPACE) return true;
    }
    return false;
}

/* Tokens in order, each within one span, none over another; between them, within the spans, only white space; a sentence in one
** span, and two of one span only where the first is marked as cut. */
static bool lies_within(const struct language_text *t, const span *at, uint32_t n)
{
    const struct language_words *w = &t->words;
    uint32_t k = 0, s = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t place = at[i].begin, of_span = 0;
        for (; s < w->n_sentence && w->token[w->sentence_token[s]].begin < at[i].end; s++, of_span++) {
            if (of_span && !w->sentence_cut[s - 1]) return false;
            for (; k < w->sentence_token[s + 1]; k++) {
                if (w->token[k].begin < place || w->token[k].end > at[i].end || w->token[k].begin >= w->token[k].end)
                    return false;
                for (; place < w->token[k].begin; place++)
                    if (!is_white(t->text, place)) return false;
                place = w->token[k].end;
            }
        }
        if (of_span && w->sentence_cut[s - 1]) return false;
        for (; place < at[i].end; place++)
            if (!is_white(t->text, place)) return false;
    }
    return s == w->n_sentence && k == w->n_token;
}

/* The words of a token, in order, spell it. */
static bool words_spell_tokens(const struct language_text *t)
{
    const struct language_words *w = &t->words;
    for (uint32_t k = 0; k < w->n_token; k++) {
        uint32_t at = w->token[k].begin;
        for (uint32_t i = w->token_word[k]; i < w->token_word[k + 1]; i++) {
            if (w->form[i].p != t->text.p + at) return false;
            at += (uint32_t)w->form[i].n;
        }
        if (at != w->token[k].end) return false;
    }
    return w->token_word[w->n_token] == w->n_word;
}

/* Spans in order over a text of n bytes: some touch, some are empty, some leave bytes out. Returns how many. */
static uint32_t random_spans(span *at, uint32_t room, uint32_t n_byte, uint32_t step, uint64_t *seed)
{
    uint32_t n = 0, place = random_below(seed, 3) ? 0 : random_below(seed, n_byte + 1);
    while (n < room && place < n_byte) {
        uint32_t len = random_below(seed, step + 1);
        uint32_t end = len < n_byte - place ? place + len : n_byte;
        at[n++] = (span){place, end};
        place = end + (random_below(seed, 2) ? 0 : random_below(seed, step));
    }
    return n;
}

TEST(words_lie_inside_any_spans)
{
    enum { ROOM = 4000 };
    static span at[ROOM];
    struct small o;
    uint64_t seed = 11;
    uint32_t cut = 0, empty = 0;
    CHECK(small_open(&o, 11));
    for (int round = 0; round < 120; round++) {
        arena *ar = arena_new(0);
        struct language_text t;
        struct err err = {0};
        str text = small_text(random_below(&seed, round % 10 ? 150 : 4000), &seed, ar);
        uint32_t step = 1 + random_below(&seed, round % 3 ? 60 : 20000);
        uint32_t n = random_spans(at, ROOM, (uint32_t)text.n, step, &seed);
        CHECK_MSG(!language_parse_in(&t, o.parser, text, at, n, ar, &err), "round %d: %s", round, err.msg);
        CHECK_MSG(lies_within(&t, at, n) && words_spell_tokens(&t) && small_sound(&t), "round %d: %u spans, step %u", round, n,
                  step);
        for (uint32_t s = 0; s < t.words.n_sentence; s++) cut += t.words.sentence_cut[s];
        for (uint32_t i = 0; i < n; i++) empty += at[i].begin == at[i].end;
        arena_free(ar);
    }
    CHECK_MSG(cut > 5 && empty > 50, "%u cut, %u empty", cut, empty);
    small_close(&o);
}

/* Its own sentences: the text's result. */
TEST(the_parsers_own_sentences_change_nothing)
{
    struct small o;
    uint64_t seed = 12;
    CHECK(small_open(&o, 12));
    for (int round = 0; round < 40; round++) {
        arena *ar = arena_new(0);
        struct language_text t, in;
        str text = small_text(random_below(&seed, round % 9 ? 200 : 3000), &seed, ar);
        CHECK_INT(language_parse(&t, o.parser, text, ar, NULL), OK);
        span *at = ARENA_NEW(ar, t.words.n_sentence, span);
        uint32_t n = 0;
        for (uint32_t s = 0; s < t.words.n_sentence; s++) {
            span token = language_sentence_tokens(&t, s);
            bool goes_on = s && t.words.sentence_cut[s - 1]; /* a cut one is one span with what follows */
            if (goes_on)
                n--;
            else
                at[n].begin = t.words.token[token.begin].begin;
            at[n++].end = t.words.token[token.end - 1].end;
        }
        CHECK_INT(language_parse_in(&in, o.parser, text, at, n, ar, NULL), OK);
        CHECK_MSG(small_same(&t, &in), "round %d: %u and %u words", round, t.words.n_word, in.words.n_word);
        arena_free(ar);
    }
    small_close(&o);
}

/* A sentence's parse does not hang on its neighbours: alone in its text it says the same but for the classifiers' context. */
TEST(edges_cut_tokens_and_sentences_where_they_are)
{
    static const char text[] = "The two sides pledged.\n\nThe ministers pledged to strengthen Korea's alliance";
    static const span at[] = {{0, 8}, {8, 8}, {8, 22}, {22, 24}, {24, 35}, {40, 76}};
    struct small o;
    struct language_text t;
    CHECK(small_open(&o, 13));
    CHECK_INT(language_parse_in(&t, o.parser, str_of(text), at, ARRAY_LEN(at), o.ar, NULL), OK);
    CHECK_INT(t.words.n_sentence, 4); /* the empty span and the line ends give none */
    CHECK(lies_within(&t, at, ARRAY_LEN(at)));
    CHECK_STR(str_span(t.text, t.words.token[0]), "The");
    CHECK(t.words.sentence_par[0] && !t.words.sentence_par[1] && t.words.sentence_par[2] && !t.words.sentence_par[3]);
    CHECK_INT(t.words.token[t.words.sentence_token[1]].begin, 8);
    CHECK_INT(t.words.token[t.words.sentence_token[2]].begin, 24);
    CHECK_INT(t.words.token[t.words.sentence_token[3] - 1].end, 35);
    CHECK_INT(t.words.token[t.words.sentence_token[3]].begin, 40);
    CHECK_INT(language_parse_in(&t, o.parser, str_of(text), NULL, 0, o.ar, NULL), OK);
    CHECK(!t.words.n_sentence && !t.words.n_word);
    CHECK_INT(language_parse_in(&t, o.parser, STR(""), at, 0, o.ar, NULL), OK);
    CHECK(!t.words.n_sentence);
    small_close(&o);
}

/* Each list is wrong in one way; the message names the span and its bytes. */
TEST(what_is_no_list_of_sentences_is_refused)
{
    static const struct {
        span at[3];
        uint32_t n;
        const char *says;
    } wrong[] = {
        {{{0, 5}, {4, 9}}, 2, "sentence 2: begins at byte 4"},
        {{{10, 15}, {0, 5}}, 2, "sentence 2: begins at byte 0"},
        {{{0, 5}, {5, 9}, {9, 31}}, 3, "sentence 3: bytes 9 to 31 of a text of 30"},
        {{{7, 3}}, 1, "sentence 1: bytes 7 to 3"},
        {{{UINT32_MAX, UINT32_MAX}}, 1, "sentence 1"},
        {{{0, 30}, {30, 30}, {29, 30}}, 3, "sentence 3"},
        {{{31, 31}}, 1, "sentence 1"},
    };
    struct small o;
    struct language_text t;
    CHECK(small_open(&o, 14));
    str text = {"The two sides pledged. Korea's", 30};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct err err = {0};
        CHECK_INT(language_parse_in(&t, o.parser, text, wrong[i].at, wrong[i].n, o.ar, &err), E_FORMAT);
        CHECK_MSG(str_find(str_of(err.msg), str_of(wrong[i].says), 0) == 0 && !strchr(err.msg, '\n'), "%zu: %s", i, err.msg);
    }
    span whole = {0, 30};
    CHECK_INT(language_parse_in(&t, o.parser, text, &whole, 1, o.ar, NULL), OK); /* and the parser serves on */
    CHECK_INT(t.words.n_sentence, 1);
    small_close(&o);
}

/* A cap on the results gives the text or a line. */
TEST(caps_are_told)
{
    struct small o;
    uint64_t seed = 15;
    uint32_t refused = 0;
    bool done = false;
    CHECK(small_open(&o, 15));
    str text = small_text(150, &seed, o.ar);
    span at[] = {{0, 100}, {100, (uint32_t)text.n}};
    for (size_t cap = 64; !done && cap < ((size_t)1 << 20); cap += 256) {
        arena *ar = arena_new(cap);
        struct language_text t;
        struct err err = {0};
        enum status status = language_parse_in(&t, o.parser, text, at, 2, ar, &err);
        CHECK_MSG(status == OK ? small_sound(&t) : status == E_LIMIT && err.msg[0], "cap %zu: %d", cap, (int)status);
        done = !status;
        refused += !done;
        arena_free(ar);
    }
    CHECK_MSG(done && refused > 20, "%u", refused);
    small_close(&o);
}

TESTS(CASE(words_lie_inside_any_spans), CASE(the_parsers_own_sentences_change_nothing),
      CASE(edges_cut_tokens_and_sentences_where_they_are), CASE(what_is_no_list_of_sentences_is_refused), CASE(caps_are_told))
