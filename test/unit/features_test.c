/* Fingerprints of spelling: what stands where, what is alike, and that no bytes upset it. */
#include "language/features.h"

#include "base/random.h"
#include "language/normal.h"
#include "test.h"

/* Places of the single features. */
enum { WORD, SHAPE, PREFIX1, PREFIX2, PREFIX3, SUFFIX1, SUFFIX2, SUFFIX3, SUFFIX4, RUNS };

static struct features of(const char *form)
{
    struct features f;
    features_of(&f, str_of(form));
    return f;
}

TEST(single_features_stand_at_their_places)
{
    struct features a = of("pledges"), b = of("pledged"), c = of("hedges");
    CHECK_INT(RUNS, FEATURES_SINGLE);
    CHECK(a.key[WORD] != b.key[WORD] && a.key[SHAPE] == b.key[SHAPE]);
    for (int k = PREFIX1; k <= PREFIX3; k++) CHECK_MSG(a.key[k] && a.key[k] == b.key[k] && a.key[k] != c.key[k], "%d", k);
    for (int k = SUFFIX1; k <= SUFFIX4; k++) CHECK_MSG(a.key[k] && a.key[k] == c.key[k] && a.key[k] != b.key[k], "%d", k);
    /* The same letters in another place are another feature. */
    struct features d = of("abab");
    CHECK(d.key[PREFIX2] != d.key[SUFFIX2] && d.key[PREFIX1] != d.key[PREFIX2]);
}

TEST(short_words_lack_what_is_as_long_as_they)
{
    static const char *const words[] = {"", "é", "ab", "abc", "abcd", "abcde"};
    for (uint32_t n = 0; n < ARRAY_LEN(words); n++) {
        struct features f = of(words[n]);
        CHECK(f.key[WORD] && f.key[SHAPE]);
        for (uint32_t k = 1; k <= 3; k++) CHECK_MSG((f.key[PREFIX1 + k - 1] != 0) == (k < n), "%s prefix %u", words[n], k);
        for (uint32_t k = 1; k <= 4; k++) CHECK_MSG((f.key[SUFFIX1 + k - 1] != 0) == (k < n), "%s suffix %u", words[n], k);
        /* Of "<word>": n + 2 characters have n runs of 3 and n - 1 of 4. */
        CHECK_INT(f.n, FEATURES_SINGLE + (n ? 2 * n - 1 : 0));
    }
}

/* Runs of a word: of 3 characters from the start, then of 4. Both know the ends, "<" and ">", and are of one kind. */
TEST(runs_are_those_of_the_marked_word)
{
    struct features a = of("abc"), b = of("xabc"), c = of("abcx"), d = of("<ab");
    CHECK_INT(a.n, RUNS + 5); /* <ab abc bc> <abc abc> */
    CHECK(a.key[RUNS + 2] == b.key[RUNS + 3] && a.key[RUNS + 4] == b.key[RUNS + 6]);
    CHECK(a.key[RUNS] == c.key[RUNS] && a.key[RUNS + 3] == c.key[RUNS + 4]);
    CHECK(a.key[RUNS] != b.key[RUNS] && a.key[RUNS] == d.key[RUNS + 1]);
    for (uint32_t i = RUNS; i < a.n; i++)
        for (uint32_t k = i + 1; k < a.n; k++) CHECK(a.key[i] != a.key[k]);
}

TEST(runs_end_at_the_room)
{
    char word[100];
    memset(word, 0, sizeof word);
    for (uint32_t n = 0; n < 99; n++) {
        word[n] = (char)('a' + n % 26);
        struct features f = of(word);
        uint32_t all = FEATURES_SINGLE + 2 * (n + 1) - 1;
        CHECK_INT(f.n, all < FEATURES_MAX ? all : FEATURES_MAX);
    }
}

TEST(case_and_digits_do_not_count_but_in_the_shape)
{
    struct features a = of("Korea"), b = of("KOREA"), c = of("korea"), d = of("F-35"), e = of("f-22");
    for (uint32_t k = 0; k < a.n; k++) CHECK((k == SHAPE) == (a.key[k] != b.key[k]) && (k == SHAPE) == (a.key[k] != c.key[k]));
    CHECK(b.key[SHAPE] != c.key[SHAPE]);
    for (uint32_t k = 0; k < d.n; k++) CHECK((k == SHAPE) == (d.key[k] != e.key[k]));
    CHECK(of("don’t").key[WORD] == of("don't").key[WORD]);
}

/* Runs of one sort of sign count once or twice. */
TEST(shapes_tell_runs_apart_by_one_and_more)
{
    static const char *const alike[][2] = {{"Kim", "Washington"},  {"NATO", "OK"},       {"2026", "15"}, {"1,250", "9,00"},
                                           {"ministers", "ab"},    {"Émile", "Paul"},    {"...", ".."},  {"A.B.", "U.S."},
                                           {"the-one", "any-two"}, {"Österreich", "Xyz"}};
    static const char *const apart[][2] = {{"Kim", "kim"}, {"NATO", "N"}, {"2026", "2"},     {"1,250", "1.250"},
                                           {"a", "ab"},    {"...", "."},  {"McCain", "Mcc"}, {"", "a"},
                                           {"韓", "~"},    {"35B", "B35"}};
    for (size_t i = 0; i < ARRAY_LEN(alike); i++)
        CHECK_MSG(of(alike[i][0]).key[SHAPE] == of(alike[i][1]).key[SHAPE], "%s %s", alike[i][0], alike[i][1]);
    for (size_t i = 0; i < ARRAY_LEN(apart); i++)
        CHECK_MSG(of(apart[i][0]).key[SHAPE] != of(apart[i][1]).key[SHAPE], "%s %s", apart[i][0], apart[i][1]);
}

/* The word's own key is that of the vectors: hash64 of the normal form. */
TEST(the_word_is_keyed_as_vectors_are)
{
    static const char *const words[] = {"Korea", "1,250", "’s", "", "É", "``"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        char normal[LANGUAGE_NORMAL_BYTES];
        str s = {normal, language_normal(normal, sizeof normal, str_of(words[i]))};
        CHECK(of(words[i]).word == hash64(s) && of(words[i]).key[WORD] == hash64_mix(1, hash64(s)));
    }
}

/* Beyond 64 characters the first and the last half count, of one byte or of four. */
TEST(long_words_count_by_both_ends)
{
    static const char *const units[] = {"a", "é", "韓", "𝔘"};
    for (size_t u = 0; u < ARRAY_LEN(units); u++) {
        struct features f[4];
        for (uint32_t i = 0; i < 4; i++) {
            buf b = {0};
            for (uint32_t k = 0; k < 32; k++) buf_addz(&b, units[u]);
            for (uint32_t k = 0; k < 100 * i; k++) buf_addz(&b, "z");
            for (uint32_t k = 0; k < 28; k++) buf_addz(&b, units[u]);
            buf_addz(&b, "good");
            features_of(&f[i], buf_str(&b));
            buf_free(&b);
        }
        for (uint32_t k = PREFIX1; k < FEATURES_MAX; k++)
            CHECK_MSG(f[1].key[k] == f[0].key[k] && f[2].key[k] == f[0].key[k] && f[3].key[k] == f[0].key[k], "unit %zu, %u", u,
                      k);
        CHECK(f[0].key[SUFFIX4] == of("goods and good").key[SUFFIX4]);
    }
}

/* Any bytes: nothing is read or written beyond, and the same bytes give the same. */
TEST(any_bytes_have_features)
{
    uint64_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        uint32_t n = random_below(&seed, random_below(&seed, 20) ? 30 : 400);
        char *p = malloc(n + 1); /* of its very size, so that a read beyond is seen */
        for (uint32_t i = 0; i < n; i++) p[i] = (char)random_below(&seed, 256);
        struct features a, b;
        memset(&a, 0xAA, sizeof a);
        memset(&b, 0x55, sizeof b);
        features_of(&a, (str){p, n});
        features_of(&b, (str){p, n});
        free(p);
        CHECK(a.n == b.n && a.n >= FEATURES_SINGLE && a.n <= FEATURES_MAX && a.word == b.word);
        CHECK(!memcmp(a.key, b.key, a.n * sizeof *a.key));
    }
    struct features f;
    features_of(&f, (str){NULL, 0});
    CHECK_INT(f.n, FEATURES_SINGLE);
    CHECK(of("\xFF").key[WORD] != of("\xFE").key[WORD]);
}

TESTS(CASE(single_features_stand_at_their_places), CASE(short_words_lack_what_is_as_long_as_they),
      CASE(runs_are_those_of_the_marked_word), CASE(runs_end_at_the_room), CASE(case_and_digits_do_not_count_but_in_the_shape),
      CASE(shapes_tell_runs_apart_by_one_and_more), CASE(the_word_is_keyed_as_vectors_are), CASE(long_words_count_by_both_ends),
      CASE(any_bytes_have_features))
