/* The rules behind the splitter: what each kind of word allows, and sentences of known ends set side by side in any
** order. The lists of words are read from the source too, to see that each is in the order that its search needs. */
#include "text/sentence.h"

#include "base/random.h"
#include "test.h"

struct word_case {
    const char *word;
    enum abbreviation what;
};

TEST(words_before_a_period)
{
    static const struct word_case cases[] = {
        {"Dr", ABBR_NEVER},    {"Mr", ABBR_NEVER},     {"Lt.-Gen", ABBR_NEVER}, {"e.g", ABBR_NEVER},
        {"vs", ABBR_NEVER},    {"No", ABBR_NUMBER},    {"no", ABBR_NONE},       {"Art", ABBR_NUMBER},
        {"art", ABBR_NONE},    {"para", ABBR_NUMBER},  {"U.S", ABBR_OPEN},      {"u.s", ABBR_OPEN},
        {"D.C", ABBR_OPEN},    {"Ph.D", ABBR_OPEN},    {"R.O.K", ABBR_OPEN},    {"Inc", ABBR_OPEN},
        {"Jan", ABBR_OPEN},    {"a.m", ABBR_TIME},     {"P.M", ABBR_TIME},      {"J", ABBR_INITIAL},
        {"j", ABBR_NONE},      {"ca", ABBR_NEVER},     {"CA", ABBR_NONE},       {"Sgn", ABBR_OPEN},
        {"mgmt", ABBR_OPEN},   {"Hmm", ABBR_NONE},     {"NCG", ABBR_NONE},      {"regime", ABBR_NONE},
        {"2026", ABBR_NONE},   {"U.S.", ABBR_NONE},    {"", ABBR_NONE},         {".", ABBR_NONE},
        {"a..b", ABBR_NONE},   {"US.Navy", ABBR_NONE}, {"rhythm", ABBR_NONE},   {"d", ABBR_NUMBER},
        {"f.eks", ABBR_NEVER}, {"bl.a", ABBR_NEVER},   {"zzzzzz", ABBR_NONE},   {"abcdefghijklmnopq", ABBR_NONE},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        CHECK_MSG(sentence_abbreviation(str_of(cases[i].word)) == cases[i].what, "\"%s\" is %d", cases[i].word,
                  sentence_abbreviation(str_of(cases[i].word)));
}

TEST(numbers_of_items)
{
    static const char *const yes[] = {"1", "12", "123", "2.1", "1.2.3", "i", "iv", "XII", "b", "B", "x"};
    static const char *const no[] = {"",   "1234",   "2026",   "2.", ".1", "1..2",       "ab",
                                     "1a", "xviiii", "1.2026", "-",  "A1", "12.34.567.8"};
    for (size_t i = 0; i < ARRAY_LEN(yes); i++) CHECK_MSG(sentence_enumerator(str_of(yes[i])), "%s", yes[i]);
    for (size_t i = 0; i < ARRAY_LEN(no); i++) CHECK_MSG(!sentence_enumerator(str_of(no[i])), "%s", no[i]);
}

TEST(lists_know_their_words_in_any_case)
{
    static const char *const openers[] = {"The", "the", "However", "ACCORDING", "Yet", "We"};
    static const char *const none[] = {"Army", "he ", " the", "th", "thee", "", "de ", "zebra", "1", "\xC3\x85"};
    for (size_t i = 0; i < ARRAY_LEN(openers); i++) CHECK_MSG(sentence_opener(str_of(openers[i])), "%s", openers[i]);
    for (size_t i = 0; i < ARRAY_LEN(none); i++) CHECK_MSG(!sentence_opener(str_of(none[i])), "\"%s\"", none[i]);
    CHECK(sentence_section_word(STR("Article")) && sentence_section_word(STR("SEC")) && !sentence_section_word(STR("Art.")));
    CHECK(sentence_speech_verb(STR("said")) && sentence_speech_verb(STR("Asked")) && !sentence_speech_verb(STR("sai")));
    CHECK(sentence_pronoun(STR("I")) && sentence_pronoun(STR("they")) && !sentence_pronoun(STR("it")));
    CHECK(sentence_after_time(STR("KST")) && sentence_after_time(STR("Monday")) && !sentence_after_time(STR("The")));
}

/* ---- tables in the source ---- */

/* Words of the table that opens with `head` in a source file: what stands between quotes behind each '{'. NULL, or what is
** out of order. */
static const char *table_wrong(const char *path, const char *head, bool any_case, uint32_t least)
{
    arena *ar = arena_new(0);
    str text;
    const char *why = NULL;
    buf last = {0};
    buf word = {0};
    uint32_t n = 0;
    if (source_read_file(&text, path, (size_t)1 << 20, ar, NULL)) why = "cannot be read";
    size_t at = why ? SIZE_MAX : str_find(text, str_of(head), 0);
    size_t end = at == SIZE_MAX ? 0 : str_find(text, STR("};"), at);
    if (!why && at == SIZE_MAX) why = "has no such table";
    if (!why) at = str_find(text, STR("{"), at) + 1;
    while (!why && (at = str_find(text, STR("{"), at)) != SIZE_MAX && at < end) {
        size_t from = str_find(text, STR("\""), at) + 1;
        size_t to = str_find(text, STR("\""), from);
        buf_clear(&word);
        for (size_t i = from; i < to; i++)
            buf_addc(&word, any_case ? (char)ascii_tolower((unsigned char)text.p[i]) : text.p[i]);
        if (n && str_cmp(buf_str(&last), buf_str(&word)) >= 0) why = "is out of order";
        if (why) printf("# %s: %.*s, %.*s\n", path, STR_ARG(buf_str(&last)), STR_ARG(buf_str(&word)));
        buf_clear(&last);
        buf_add(&last, buf_str(&word));
        n++;
        at = to;
    }
    if (!why && n < least) why = "has too few words";
    buf_free(&last);
    buf_free(&word);
    arena_free(ar);
    return why;
}

TEST(tables_are_in_order)
{
    static const struct {
        const char *path, *head;
        bool any_case;
        uint32_t least;
    } tables[] = {{"src/text/html_sign.c", "sign_word words[]", false, 90},
                  {"src/text/html_depth.c", "struct known known[]", false, 90},
                  {"src/text/sentence_words.c", "abbreviations[]", true, 200}};
    for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
        const char *why = table_wrong(tables[i].path, tables[i].head, tables[i].any_case, tables[i].least);
        CHECK_MSG(!why, "%s %s", tables[i].path, why);
    }
}

/* ---- sentences side by side ---- */

/* Each is one sentence, and ends in a way that any of the others may follow. */
static const char *const whole[] = {
    "The ministers met on Dec. 11 in Washington.",
    "Dr. Kim and Lt. Col. Park signed for the U.S. side.",
    "It rose by 3.5 percent to $1.2 billion, e.g. in ports.",
    "\"We agree,\" she said, \"and we sign.\"",
    "They put one question: \"Why now?\"",
    "Is that so?",
    "They left (in haste).",
    "See Art. 5, para. 2, and No. 7 of the annex.",
    "The talks ended at 8 p.m. on Monday!",
    "\xE2\x80\x9CThe plan stands.\xE2\x80\x9D",
    "That followed from Article 5.",
    "\xED\x9A\x8C\xEC\x9D\x98\xEB\xA5\xBC \xEC\x97\xB4\xEC\x97\x88\xEB\x8B\xA4.",
    "Nobody spoke...",
    "The point is made.[12]",
    "Mr. J. D. Vance spoke for the U.S. Department of War.",
};

TEST(known_sentences_come_apart_again)
{
    static const char *const spaces[] = {" ", "  ", "\n", "\xC2\xA0"};
    uint64_t seed = 51;
    for (int round = 0; round < 5000; round++) {
        buf text = {0};
        arena *ar = arena_new(0);
        struct text_sentences t;
        size_t pick[8];
        uint32_t n = 1 + random_below(&seed, 8);
        for (uint32_t i = 0; i < n; i++) {
            pick[i] = random_below(&seed, (uint32_t)ARRAY_LEN(whole));
            if (i) buf_addz(&text, spaces[random_below(&seed, (uint32_t)ARRAY_LEN(spaces))]);
            buf_addz(&text, whole[pick[i]]);
        }
        CHECK(!text_sentences_of(&t, buf_str(&text), ar, NULL));
        CHECK_MSG(t.n == n, "round %d: %u of %u: %.*s", round, t.n, n, STR_ARG(buf_str(&text)));
        for (uint32_t i = 0; i < n; i++)
            CHECK_MSG(str_eq(str_span(buf_str(&text), t.at[i]), str_of(whole[pick[i]])), "round %d: \"%.*s\"", round,
                      STR_ARG(str_span(buf_str(&text), t.at[i])));
        arena_free(ar);
        buf_free(&text);
    }
}

/* A block is split as it would be alone, and no sentence looks over its edge. */
TEST(blocks_do_not_see_each_other)
{
    uint64_t seed = 52;
    static const enum text_kind kinds[] = {TEXT_PARAGRAPH, TEXT_ITEM, TEXT_QUOTE, TEXT_HEADING,
                                           TEXT_TABLE,     TEXT_MENU, TEXT_NOTE};
    for (int round = 0; round < 500; round++) {
        buf clean = {0};
        struct text_block block[6];
        uint32_t n_block = 1 + random_below(&seed, 6);
        arena *ar = arena_new(0);
        struct text_sentences all;
        for (uint32_t b = 0; b < n_block; b++) {
            if (b) buf_addz(&clean, "\n\n");
            uint32_t begin = (uint32_t)clean.n;
            for (uint32_t i = 0, n = 1 + random_below(&seed, 4); i < n; i++)
                buf_addf(&clean, "%s%s", i ? " " : "", whole[random_below(&seed, (uint32_t)ARRAY_LEN(whole))]);
            block[b] =
                (struct text_block){{begin, (uint32_t)clean.n}, kinds[random_below(&seed, (uint32_t)ARRAY_LEN(kinds))], 0};
        }
        struct text_page page = {.clean = buf_str(&clean), .block = block, .n_block = n_block};
        CHECK(!text_sentences_find(&all, &page, ar, NULL));
        uint32_t i = 0;
        for (uint32_t b = 0; b < n_block; b++) {
            struct text_sentences one;
            bool line = block[b].kind == TEXT_HEADING || block[b].kind == TEXT_TABLE || block[b].kind == TEXT_MENU;
            CHECK(!text_sentences_of(&one, str_span(buf_str(&clean), block[b].at), ar, NULL));
            uint32_t n = line ? 1 : one.n;
            for (uint32_t k = 0; k < n; k++, i++) {
                span want = line ? block[b].at : (span){one.at[k].begin + block[b].at.begin, one.at[k].end + block[b].at.begin};
                CHECK_MSG(i < all.n && all.block[i] == b && all.at[i].begin == want.begin && all.at[i].end == want.end,
                          "round %d, block %u, sentence %u", round, b, k);
            }
        }
        CHECK_INT(all.n, i);
        arena_free(ar);
        buf_free(&clean);
    }
}

TESTS(CASE(words_before_a_period), CASE(numbers_of_items), CASE(lists_know_their_words_in_any_case), CASE(tables_are_in_order),
      CASE(known_sentences_come_apart_again), CASE(blocks_do_not_see_each_other))
