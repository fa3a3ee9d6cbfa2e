/* The measures over long sentences alone: by hand, and against the measures of the long sentences cut out. */
#include "conllu_help.h"

/* "measure gold system correct aligned" of one measure. */
static bool is(const struct language_score *all, enum language_measure m, uint32_t gold, uint32_t system, uint32_t correct,
               uint32_t aligned)
{
    struct language_score s = all[m];
    bool good = s.gold == gold && s.system == system && s.correct == correct && s.aligned == aligned;
    if (!good) printf("# %s: %u %u %u %u\n", language_measure_name(m), s.gold, s.system, s.correct, s.aligned);
    return good;
}

#define SHORT "1 a a X _ _ 0 root;2 b b X _ _ 1 obj;;"
#define LONG "1 c c X _ _ 0 root;2 d d X _ _ 1 obj;3 e e X _ _ 1 det;;"

/* The system cuts the long sentence: its words count all the same, and so do both its sentences that begin there. */
TEST(words_of_long_sentences_count)
{
    arena *ar = arena_new(0);
    struct language_score s[MEASURE_COUNT];
    struct conllu_text gold = conllu_brief(SHORT LONG SHORT, ar);
    struct conllu_text system = conllu_brief("1 a a X _ _ 0 root;;1 b b X _ _ 0 root;;1 c c X _ _ 0 root;2 d d Y _ _ 1 "
                                             "nsubj;;1 e e X _ _ 0 det;2 a a X _ _ 1 det;3 b b X _ _ 1 det;;",
                                             ar);
    CHECK(gold.n == 3 && system.n == 4 && !language_score_long(s, &gold, &system, 3, ar, NULL));
    CHECK(is(s, MEASURE_TOKENS, 3, 3, 3, 0));
    CHECK(is(s, MEASURE_SENTENCES, 1, 2, 0, 0));
    CHECK(is(s, MEASURE_WORDS, 3, 3, 3, 0));
    CHECK(is(s, MEASURE_UPOS, 3, 3, 2, 3));
    CHECK(is(s, MEASURE_UAS, 3, 3, 2, 3));
    CHECK(is(s, MEASURE_LAS, 3, 3, 1, 3));
    CHECK(!language_score_long(s, &gold, &system, 4, ar, NULL));
    for (int m = 0; m < MEASURE_COUNT; m++) CHECK(is(s, (enum language_measure)m, 0, 0, 0, 0));
    arena_free(ar);
}

TEST(zero_words_are_all)
{
    arena *ar = arena_new(0);
    struct language_score all[MEASURE_COUNT], zero[MEASURE_COUNT];
    struct conllu_text gold = conllu_brief(SHORT LONG, ar),
                       system = conllu_brief(SHORT "1 c c X _ _ 2 obj;2 d d X _ _ 0 root;3 e;;", ar);
    CHECK(!language_score_texts(all, &gold, &system, ar, NULL) && !language_score_long(zero, &gold, &system, 0, ar, NULL));
    CHECK(memcmp(all, zero, sizeof all) == 0);
    CHECK(is(all, MEASURE_LAS, 5, 5, 2, 5));
    arena_free(ar);
}

/* The sentences of t that have min words or more. */
static struct conllu_text long_ones(const struct conllu_text *t, uint32_t min, arena *ar)
{
    struct conllu_text out = {ARENA_NEW(ar, t->n, struct conllu_sentence), 0};
    for (uint32_t i = 0; i < t->n; i++)
        if (t->sentence[i].n_word >= min) out.sentence[out.n++] = t->sentence[i];
    return out;
}

/* Where both sides end sentences alike, counting long sentences in the text is counting them cut out of it. */
TEST(a_treebank_with_errors_is_counted_as_cut_out)
{
    str file = treebank("en_gum-dev");
    if (!file.p) SKIP("a treebank (data/ud) is not on this machine");
    uint64_t seed = 23;
    arena *ar = arena_new(0);
    struct conllu_text gold, system;
    CHECK(!conllu_read(&gold, file, ar, NULL) && !conllu_read(&system, file, ar, NULL));
    for (uint32_t i = 0; i < system.n; i++) {
        struct conllu_sentence *s = &system.sentence[i];
        for (uint32_t w = 0; w < s->n_word; w++) {
            uint32_t what = random_below(&seed, 12);
            if (what == 0) s->deprel[w] = STR("nsubj");
            if (what == 1) s->upos[w] = STR("X");
            if (what == 2) s->head[w] = random_below(&seed, s->n_word + 1);
            if (what == 3) s->lemma[w] = STR("x");
        }
    }
    static const uint32_t mins[] = {2, 20, 35, 60};
    for (size_t k = 0; k < ARRAY_LEN(mins); k++) {
        struct language_score in[MEASURE_COUNT], out[MEASURE_COUNT];
        struct conllu_text g = long_ones(&gold, mins[k], ar), s = long_ones(&system, mins[k], ar);
        CHECK(g.n > 0 && g.n < gold.n);
        CHECK(!language_score_long(in, &gold, &system, mins[k], ar, NULL) && !language_score_texts(out, &g, &s, ar, NULL));
        for (int m = 0; m < MEASURE_COUNT; m++)
            CHECK_MSG(is(in, (enum language_measure)m, out[m].gold, out[m].system, out[m].correct, out[m].aligned), "%u words",
                      mins[k]);
        CHECK(in[MEASURE_LAS].correct < in[MEASURE_LAS].gold);
    }
    arena_free(ar);
    free((char *)file.p);
}

TESTS(CASE(words_of_long_sentences_count), CASE(zero_words_are_all), CASE(a_treebank_with_errors_is_counted_as_cut_out))
