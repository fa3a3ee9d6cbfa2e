/* The normal form of words: what it folds, that it is stable, and that no bytes and no room upset it. */
#include "language/normal.h"

#include "base/random.h"
#include "conllu_help.h"

/* Checks the form of one word with ample room. */
#define CHECK_NORMAL(form_, want_)                                                                                             \
    do {                                                                                                                       \
        char out_[LANGUAGE_NORMAL_BYTES];                                                                                      \
        str got_ = {out_, language_normal(out_, sizeof out_, STR(form_))};                                                     \
        CHECK_STR(got_, want_);                                                                                                \
    } while (0)

TEST(case_goes_also_beyond_ascii)
{
    CHECK_NORMAL("NATO", "nato");
    CHECK_NORMAL("Erdoğan", "erdoğan");
    CHECK_NORMAL("ÉTAT", "état");
    CHECK_NORMAL("Киев", "киев");
}

TEST(each_digit_becomes_a_zero)
{
    CHECK_NORMAL("1,250", "0,000");
    CHECK_NORMAL("3.5", "0.0");
    CHECK_NORMAL("F-35B", "f-00b");
    CHECK_NORMAL("1990s", "0000s");
}

TEST(quotes_and_dashes_become_plain)
{
    CHECK_NORMAL("n’t", "n't");
    CHECK_NORMAL("’s", "'s");
    CHECK_NORMAL("—", "-");
    CHECK_NORMAL("–", "-");
    CHECK_NORMAL("“", "\"");
    CHECK_NORMAL("``", "\"");
    CHECK_NORMAL("''", "\"");
    CHECK_NORMAL("’’", "\"");
    CHECK_NORMAL("'''", "'''");
}

TEST(broken_and_empty_forms_stand)
{
    CHECK_NORMAL("", "");
    CHECK_NORMAL("\xFF"
                 "A\xC3",
                 "\xFF"
                 "a\xC3");
    char none[1] = {'x'};
    CHECK_INT(language_normal(none, 0, STR("word")), 0);
    CHECK(none[0] == 'x');
}

TEST(a_long_form_is_cut_at_a_character)
{
    char out[4];
    CHECK_INT(language_normal(out, 4, STR("aÉÉÉ")), 3);
    CHECK(memcmp(out, "aé", 3) == 0);
    CHECK_INT(language_normal(out, 4, STR("abcdef")), 4);
    CHECK_INT(language_normal(out, 1, STR("É")), 0);
}

/* One random form of up to 40 bytes: letters, digits, quotes, dashes, letters of other scripts, broken bytes. */
static str random_form(buf *b, uint64_t *seed)
{
    static const char *const parts[] = {"a", "Z", "7", "'", "`",  "-",    "’",    "“",       "—",
                                        "É", "Ж", "ß", "İ", "韓", "\xC3", "\x80", "\xF0\x9F"};
    buf_empty(b);
    for (uint32_t i = random_below(seed, 12); i > 0; i--) buf_addz(b, parts[random_below(seed, ARRAY_LEN(parts))]);
    return buf_str(b);
}

TEST(twice_is_once_and_no_room_is_overrun)
{
    uint64_t seed = 20251125;
    buf b = {0};
    for (int round = 0; round < 20000; round++) {
        char once[LANGUAGE_NORMAL_BYTES + 1];
        char twice[LANGUAGE_NORMAL_BYTES];
        str form = random_form(&b, &seed);
        size_t cap = random_below(&seed, LANGUAGE_NORMAL_BYTES + 1);
        once[cap] = '#';
        size_t n = language_normal(once, cap, form);
        CHECK_MSG(n <= cap && once[cap] == '#', "round %d", round);
        size_t m = language_normal(twice, sizeof twice, (str){once, n});
        CHECK_MSG(m == n && memcmp(once, twice, n) == 0, "round %d: \"%.*s\"", round, STR_ARG(form));
        for (size_t i = 0; i < n; i++) CHECK_MSG(once[i] < '1' || once[i] > '9', "round %d", round);
    }
    buf_free(&b);
}

TEST(no_word_of_the_treebanks_is_lost)
{
    str text = treebank("en_gum-dev");
    if (!text.p) SKIP("a treebank (data/ud) is not on this machine");
    arena *ar = arena_new((size_t)2 << 30);
    struct conllu_text t;
    CHECK_INT(conllu_read(&t, text, ar, NULL), OK);
    for (uint32_t i = 0; i < t.n; i++) {
        for (uint32_t w = 0; w < t.sentence[i].n_word; w++) {
            char out[LANGUAGE_NORMAL_BYTES];
            str form = t.sentence[i].form[w];
            CHECK_MSG(language_normal(out, sizeof out, form) > 0, "%.*s", STR_ARG(form));
        }
    }
    arena_free(ar);
    free((char *)text.p);
}

TESTS(CASE(case_goes_also_beyond_ascii), CASE(each_digit_becomes_a_zero), CASE(quotes_and_dashes_become_plain),
      CASE(broken_and_empty_forms_stand), CASE(a_long_form_is_cut_at_a_character), CASE(twice_is_once_and_no_room_is_overrun),
      CASE(no_word_of_the_treebanks_is_lost))
