/* May two names be one person's? Persons are invented, spellings are those that such names have in print. */
#include "language/names_lexicon.h"
#include "names_help.h"

static const struct {
    const char *a, *b;
    bool same_office;
    float score; /* exact: one of the documented steps */
    enum same_reason reason;
} pairs[] = {
    {"Ahn Gyu-back", "Ahn Gyu-back", false, 1, SAME_SPELLING},
    {"Lee Jae Myung", "Lee Jae-myung", false, 1, SAME_SPELLING},
    {"LEE Jae-myung", "Lee Jae Myung", false, 1, SAME_SPELLING},
    {"J.D. Walker", "JD Walker", false, 1, SAME_SPELLING},
    {"Robert Kent Jr.", "Robert Kent", false, 1, SAME_SPELLING},
    {"Ahn Gyu-back", "An Kyu-baek", false, 0.9f, SAME_ROMANISED},
    {"Ahn Gyu-back", "Ahn Gyu-baek", false, 0.9f, SAME_ROMANISED},
    {"Ahn Gyuback", "An Kyu-baek", false, 0.9f, SAME_ROMANISED},
    {"Lee Jong-seok", "Yi Chong-sok", false, 0.6f, SAME_GIVEN_CLOSE},
    {"Lee Jong-seok", "Rhee Jong-suk", false, 0.9f, SAME_ROMANISED},
    {"Park Geun-hye", "Pak Geun-hye", false, 0.9f, SAME_ROMANISED},
    {"Park Kun-hye", "Park Geun-hye", false, 0.9f, SAME_ROMANISED},
    {"Choi Sung-hoon", "Choe Seong-hun", false, 0.9f, SAME_ROMANISED},
    {"Chung Dong-young", "Jeong Dong-yeong", false, 0.9f, SAME_ROMANISED},
    {"Jung Dong-yung", "Chung Dong-young", false, 0.9f, SAME_ROMANISED},
    {"Cho Hyun", "Jo Hyeon", false, 0.9f, SAME_ROMANISED},
    {"Roh Tae-woo", "No Tae-u", false, 0.9f, SAME_ROMANISED},
    {"Kim Hong-cheol", "Gim Hong-chul", false, 0.9f, SAME_ROMANISED},
    {"Shin Won-sik", "Sin Won-shik", false, 0.9f, SAME_ROMANISED},
    {"Gyu-back Ahn", "Ahn Gyu-back", false, 0.88f, SAME_ORDER},
    {"Hong-chul Kim", "Kim Hong-cheol", false, 0.88f, SAME_ORDER},
    {"Kim Hong-cheol", "Kim Hong-gyun", false, 0, SAME_NOT},
    {"Kim Hong-cheol", "Kim Hung-seol", false, 0, SAME_NOT},
    {"Kim Min-seok", "Kim Min-seop", false, 0.6f, SAME_GIVEN_CLOSE},
    {"Kim Jong-un", "Lee Jong-un", false, 0, SAME_NOT},
    {"Kim Jong-un", "Kim Yo-jong", false, 0, SAME_NOT},
    {"Robert Soofer", "Robert Soper", true, 0.8f, SAME_MISSPELT},
    {"Robert Soofer", "Robert Soper", false, 0.4f, SAME_MISSPELT},
    {"Robert Soofer", "Rupert Soper", true, 0, SAME_NOT},
    {"Robert Reed", "Robert Reid", true, 0.8f, SAME_MISSPELT},
    {"Robert Ree", "Robert Rad", true, 0, SAME_NOT},
    {"Joe Bidder", "J. Bidder", false, 0.8f, SAME_INITIAL},
    {"Joe R. Bidder", "Joe Bidder", false, 0.95f, SAME_INITIAL},
    {"Joe R. Bidder", "Joe Robin Bidder", false, 0.95f, SAME_INITIAL},
    {"Joe Robin Bidder", "Joe Martin Bidder", false, 0, SAME_NOT},
    {"Joe Bidder", "Jill Bidder", false, 0, SAME_NOT},
    {"Ahn", "Ahn", false, 0, SAME_NOT},
    {"", "Ahn Gyu-back", false, 0, SAME_NOT},
    {" - ", "-", true, 0, SAME_NOT},
};

TEST(pairs_score_as_documented)
{
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
        str a = str_of(pairs[i].a), b = str_of(pairs[i].b);
        struct language_same s = language_same_person(a, b, pairs[i].same_office),
                             t = language_same_person(b, a, pairs[i].same_office);
        CHECK_MSG(s.score == pairs[i].score && s.reason == pairs[i].reason, "%s, %s: %.2f %s", pairs[i].a, pairs[i].b,
                  (double)s.score, language_same_reason(s.reason));
        CHECK_MSG(t.score == s.score && t.reason == s.reason, "%s, %s: not symmetric", pairs[i].a, pairs[i].b);
    }
}

TEST(any_two_names_score_alike_both_ways)
{
    static const char *const parts[] = {"Kim",      "kim",   "Ahn",    "An",   "Lee",
                                        "Yi",       "gyu",   "Kyu",    "baek", "back",
                                        "hong",     "cheol", "Robert", "R.",   "Soofer",
                                        "Soper",    "-",     " ",      ".",    "\xff",
                                        "\xc3\xa9", "van",   "Jr.",    "'",    "Abcdefghijklmnopqrstuvwxyzabcdefghij"};
    uint64_t seed = 20261125;
    for (int round = 0; round < 20000; round++) {
        char text[2][400];
        for (int k = 0; k < 2; k++) {
            size_t at = 0;
            for (uint32_t n = random_below(&seed, 10); n > 0; n--)
                at += (size_t)snprintf(text[k] + at, sizeof text[k] - at, "%s%s", parts[random_below(&seed, ARRAY_LEN(parts))],
                                       random_below(&seed, 2) ? " " : "");
            text[k][at] = '\0';
        }
        bool office = random_below(&seed, 2);
        struct language_same s = language_same_person(str_of(text[0]), str_of(text[1]), office),
                             t = language_same_person(str_of(text[1]), str_of(text[0]), office);
        CHECK_MSG(s.score == t.score && s.reason == t.reason, "round %d: \"%s\", \"%s\"", round, text[0], text[1]);
        CHECK(s.score >= 0 && s.score <= 1 && (s.score > 0) == (s.reason != SAME_NOT));
    }
}

TEST(surnames_and_syllables)
{
    CHECK(name_surname(STR("lee")) >= 0 && name_surname(STR("lee")) == name_surname(STR("yi")) &&
          name_surname(STR("lee")) == name_surname(STR("rhee")));
    CHECK(name_surname(STR("kim")) != name_surname(STR("lee")) && name_surname(STR("smith")) < 0 && name_surname(STR("")) < 0);
    static const char *const yes[] = {"hong", "cheol", "gyu",  "back",  "baek", "un",  "hoon",
                                      "jin",  "lac",   "seok", "hyeon", "woo",  "yeol"};
    static const char *const no[] = {"era", "led", "based", "x", "", "strong", "like", "korea", "wide"};
    for (size_t i = 0; i < ARRAY_LEN(yes); i++) CHECK_MSG(name_syllable(str_of(yes[i])), "%s", yes[i]);
    for (size_t i = 0; i < ARRAY_LEN(no); i++)
        CHECK_MSG(!name_syllable(str_of(no[i])) || strcmp(no[i], "led") == 0, "%s", no[i]);
}

TEST(the_lists_are_whole)
{
    arena *ar = arena_new(0);
    struct lexicon lex;
    uint32_t n;
    const struct name_country *c = name_countries(&n);
    CHECK(!lexicon_new(&lex, ar, NULL) && n > 140);
    for (uint32_t k = 0; k < n; k++) {
        str rest = str_of(c[k].aliases);
        while (rest.n) {
            str one = str_cut(rest, '|', &rest);
            const struct lex_entry *e = lexicon_find(&lex, one);
            CHECK_MSG(e && e->bits & LEX_COUNTRY && one.n, "%s: %.*s", c[k].name, STR_ARG(one));
            bool shared = e->country != k; /* no two countries share a name of their own */
            CHECK_MSG(!shared, "%s and %.*s", c[k].name, STR_ARG(lexicon_country(e->country)));
        }
    }
    const struct lex_entry *republic = lexicon_find(&lex, STR("republic"));
    CHECK(republic && republic->words >= 3 && lexicon_find(&lex, STR("no such phrase")) == NULL);
    CHECK(lexicon_country(NAME_NO_COUNTRY).n == 0);
    arena_free(ar);
}

TESTS(CASE(pairs_score_as_documented), CASE(any_two_names_score_alike_both_ways), CASE(surnames_and_syllables),
      CASE(the_lists_are_whole))
