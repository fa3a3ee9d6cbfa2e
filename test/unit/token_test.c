/* Tokens and wordings. In the cases tokens are parted by '|'. */
#include "text/text.h"

#include "test.h"

struct token_case {
    const char *text;
    const char *tokens;
};

static const struct token_case token_cases[] = {
    {"", ""},
    {" \t\n ", ""},
    {"The allies met.", "The|allies|met|."},
    {"non-nuclear U.S.-ROK ties", "non-nuclear|U.S.|-|ROK|ties"},
    {"the ROK-U.S. Alliance, anti-U.S. acts", "the|ROK|-|U.S.|Alliance|,|anti|-|U.S.|acts"},
    {"US-led, NATO-led, KF-21, F-35A, COVID-19", "US|-|led|,|NATO|-|led|,|KF-21|,|F-35A|,|COVID-19"},
    {"South Korean-led, 5-year, mid-2026, 2024-2025", "South|Korean-led|,|5-year|,|mid-2026|,|2024|-|2025"},
    {"Trump's, allies' and it\xE2\x80\x99s", "Trump|'s|,|allies|'|and|it|\xE2\x80\x99s"},
    {"the U.S.'s don't o\xE2\x80\x99"
     "clock",
     "the|U.S.|'s|don't|o\xE2\x80\x99"
     "clock"},
    {"2-1/4 to 1/2 percent, 2011-12", "2-1/4|to|1/2|percent|,|2011|-|12"},
    {"3.5% of 10,000 at 8:30 a.m.", "3.5|%|of|10,000|at|8:30|a.m."},
    {"$350 billion (\xE2\x82\xAC"
     "5)",
     "$|350|billion|(|\xE2\x82\xAC|5|)"},
    {"'end of that regime.' Such", "'|end|of|that|regime|.|'|Such"},
    {"wait... what?!", "wait|...|what|?|!"},
    {"and so on\xE2\x80\xA6", "and|so|on|\xE2\x80\xA6"},
    {"one\xE2\x80\x94two -- three", "one|\xE2\x80\x94|two|--|three"},
    {"the 5th, the 1990s, and/or", "the|5th|,|the|1990s|,|and|/|or"},
    {"J. D. Vance, J.D.Vance", "J|.|D|.|Vance|,|J.D.|Vance"},
    {"ended.The next, example.com", "ended|.|The|next|,|example.com"},
    {"Plan A.The rest", "Plan|A|.|The|rest"},
    {"R&D, AT&T, a & b", "R&D|,|AT&T|,|a|&|b"},
    {"see No.5 and \xC2\xA7 7", "see|No|.|5|and|\xC2\xA7|7"},
    {"\xED\x95\x9C\xEB\xAF\xB8\xEB\x8A\x94 2026\xEB\x85\x84 \xE2\x80\x98\xED\x95\xB5\xE2\x80\x99\xEC\x9D\x98",
     "\xED\x95\x9C\xEB\xAF\xB8\xEB\x8A\x94|2026\xEB\x85\x84|\xE2\x80\x98|\xED\x95\xB5|\xE2\x80\x99|\xEC\x9D\x98"},
    {"\xEC\x9A\x94\xE3\x80\x82\xEA\xB7\xB8", "\xEC\x9A\x94|\xE3\x80\x82|\xEA\xB7\xB8"},
    {"\xE7\xBE\x8E\xEB\xB6\x81", "\xE7\xBE\x8E|\xEB\xB6\x81"},
    {"f.eks. bl.a. \xC3\xA5rets", "f.eks|.|bl.a|.|\xC3\xA5rets"},
    {"co\xC2\xADoperate \xC2\xA0 Cafe\xCC\x81", "co\xC2\xADoperate|Cafe\xCC\x81"},
    {"a\xFF"
     "b",
     "a|\xFF|b"},
    {"-5 <b> \xF0\x9F\x98\x80!", "-|5|<|b|>|\xF0\x9F\x98\x80|!"},
};

static void join_tokens(buf *out, str text)
{
    arena *ar = arena_new(0);
    struct text_tokens t;
    struct err err = {0};
    if (text_tokens_of(&t, text, 0, ar, &err)) buf_addz(out, err.msg);
    for (uint32_t i = 0; i < t.n; i++) {
        if (i) buf_addc(out, '|');
        buf_add(out, str_span(text, t.at[i]));
    }
    arena_free(ar);
}

TEST(tokens_are_as_people_count_them)
{
    for (size_t i = 0; i < ARRAY_LEN(token_cases); i++) {
        buf b = {0};
        join_tokens(&b, str_of(token_cases[i].text));
        CHECK_MSG(str_eq(buf_str(&b), str_of(token_cases[i].tokens)), "%s -> %.*s", token_cases[i].text, STR_ARG(buf_str(&b)));
        buf_free(&b);
    }
}

TEST(kinds_and_offsets)
{
    arena *ar = arena_new(0);
    struct text_tokens t;
    struct err err = {0};
    CHECK_INT(text_tokens_of(&t, STR("In 2026, 3.5% of $1 for the 5th"), 100, ar, &err), OK);
    static const uint8_t want[] = {TOKEN_WORD,   TOKEN_NUMBER, TOKEN_PUNCT, TOKEN_NUMBER, TOKEN_SYMBOL, TOKEN_WORD,
                                   TOKEN_SYMBOL, TOKEN_NUMBER, TOKEN_WORD,  TOKEN_WORD,   TOKEN_WORD};
    CHECK_INT(t.n, ARRAY_LEN(want));
    for (size_t i = 0; i < t.n; i++) CHECK_MSG(t.kind[i] == want[i], "token %zu", i);
    CHECK(t.at[0].begin == 100 && t.at[1].begin == 103 && t.at[1].end == 107);
    CHECK_INT(text_tokens_of(&t, STR("abc"), UINT32_MAX - 1, ar, &err), E_LIMIT);
    arena_free(ar);
}

/* ---- properties ---- */

static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

/* Text of pieces that meet in nasty ways, with broken bytes among them. */
static void random_text(buf *out, uint64_t *state)
{
    static const char *const pieces[] = {"a",
                                         "B",
                                         "U.S.",
                                         "-",
                                         "'",
                                         "'s",
                                         ".",
                                         "..",
                                         " ",
                                         "  ",
                                         "\t",
                                         "3",
                                         "3.5",
                                         ",",
                                         ":",
                                         "%",
                                         "\xE2\x80\x99",
                                         "\xE2\x80\x94",
                                         "\xED\x95\x9C",
                                         "\xC2\xA0",
                                         "\xCC\x81",
                                         "\xFF",
                                         "\xE2\x80",
                                         "``",
                                         "\"",
                                         "&",
                                         "The",
                                         "word",
                                         "\xE2\x80\x8B",
                                         "_",
                                         "\n",
                                         "(",
                                         ")"};
    size_t n = next_random(state) % 40;
    for (size_t i = 0; i < n; i++) buf_addz(out, pieces[next_random(state) % ARRAY_LEN(pieces)]);
}

/* Between tokens there are only spaces, in tokens only whole characters: the tokens rebuild the text. */
static bool rebuilds(str s, const struct text_tokens *t)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i <= t->n; i++) {
        uint32_t begin = i < t->n ? t->at[i].begin : (uint32_t)s.n;
        if (begin < at) return false;
        while (at < begin) {
            size_t size;
            if (utf8_class(utf8_decode(s, at, &size)) != CHAR_SPACE) return false;
            at += (uint32_t)size;
        }
        if (at != begin || i == t->n) continue;
        if (t->at[i].end <= begin || t->at[i].end > s.n) return false;
        for (size_t size; at < t->at[i].end; at += (uint32_t)size)
            if (utf8_class(utf8_decode(s, at, &size)) == CHAR_SPACE) return false;
        if (at != t->at[i].end) return false;
    }
    return at == s.n;
}

TEST(tokens_rebuild_the_text)
{
    uint64_t state = 20260126;
    for (int round = 0; round < 20000; round++) {
        arena *ar = arena_new(0);
        struct text_tokens t;
        struct err err = {0};
        buf b = {0};
        random_text(&b, &state);
        CHECK_INT(text_tokens_of(&t, buf_str(&b), 0, ar, &err), OK);
        CHECK_MSG(rebuilds(buf_str(&b), &t), "round %d: %.*s", round, STR_ARG(buf_str(&b)));
        buf_free(&b);
        arena_free(ar);
    }
}

TEST(wordings_do_not_see_typography)
{
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {
        {"the \xE2\x80\x9Cleading role\xE2\x80\x9D", "the \"leading role\"", true},
        {"the ``leading role''", "the \"leading role\"", true},
        {"Seoul\xE2\x80\x99s role", "Seoul's role", true},
        {"Korea\xE2\x80\x93Japan ties", "Korea-Japan ties", true},
        {"one \xE2\x80\x94 two", "one - two", true},
        {"one\xE2\x80\x94two", "one -- two", true},
        {"wait\xE2\x80\xA6", "wait...", true},
        {"two  words", "two\xC2\xA0words", true},
        {"co\xC2\xADoperate", "cooperate", true},
        {"a\xE2\x80\x8B \xE2\x80\x8B b", "a b", true},
        {"Cafe\xCC\x81", "Caf\xC3\xA9", true},
        {"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "\xED\x95\x9C", true},
        {"3.5 %", "3.5%", true},
        {"the Alliance", "the alliance", false},
        {"the role", "a role", false},
        {"not now", "now", false},
        {"now.", "now", false},
        {"ab", "a b", false},
        {"a-b", "a - b", false},
        {"3.5", "3,5", false},
        {"an \"end\"", "an end", false},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        buf a = {0};
        buf b = {0};
        text_wording(&a, str_of(cases[i].a));
        text_wording(&b, str_of(cases[i].b));
        CHECK_MSG(str_eq(buf_str(&a), buf_str(&b)) == cases[i].same, "\"%.*s\" and \"%.*s\"", STR_ARG(buf_str(&a)),
                  STR_ARG(buf_str(&b)));
        buf_free(&a);
        buf_free(&b);
    }
    buf b = {0};
    text_wording(&b, STR("The U.S.-ROK \xE2\x80\x98role\xE2\x80\x99, 3.5%."));
    CHECK_STR(buf_str(&b), "The U.S. - ROK ' role ' , 3.5 % .");
    buf_free(&b);
}

/* Changing, dropping or adding any one word changes the wording. */
TEST(wordings_see_every_word)
{
    static const char *const words[] = {"The",     "allies",      "U.S.",  "3.5",
                                        "Seoul's", "non-nuclear", "(NCG)", "\xED\x95\x9C\xEB\xAF\xB8"};
    uint64_t state = 7;
    for (int round = 0; round < 2000; round++) {
        buf a = {0};
        buf b = {0};
        buf wa = {0};
        buf wb = {0};
        size_t n = 1 + next_random(&state) % 12;
        size_t hit = next_random(&state) % n;
        int way = (int)(next_random(&state) % 3);
        for (size_t i = 0; i < n; i++) {
            const char *word = words[next_random(&state) % ARRAY_LEN(words)];
            buf_addf(&a, "%s ", word);
            if (i != hit || way == 0) buf_addf(&b, "%s ", word);
            if (i == hit && way != 1) buf_addz(&b, "other ");
        }
        text_wording(&wa, buf_str(&a));
        text_wording(&wb, buf_str(&b));
        CHECK_MSG(!str_eq(buf_str(&wa), buf_str(&wb)), "%.*s / %.*s", STR_ARG(buf_str(&a)), STR_ARG(buf_str(&b)));
        buf_free(&a);
        buf_free(&b);
        buf_free(&wa);
        buf_free(&wb);
    }
}

TEST(endless_words_take_linear_time)
{
    static const char *const units[] = {"a", "a-", "U.S.", "'s", "3,", ".", "A&", "\xCC\x81", "\xE2\x80\x99", "-"};
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        arena *ar = arena_new((size_t)256 << 20);
        struct text_tokens t;
        struct err err = {0};
        buf b = {0};
        buf w = {0};
        while (b.n < 2000000) buf_addz(&b, units[i]);
        CHECK_INT(text_tokens_of(&t, buf_str(&b), 0, ar, &err), OK);
        CHECK(rebuilds(buf_str(&b), &t));
        text_wording(&w, buf_str(&b));
        CHECK(!w.failed && w.n);
        buf_free(&b);
        buf_free(&w);
        arena_free(ar);
    }
}

TEST(kinds_of_block_have_names)
{
    for (int k = 0; k < TEXT_KIND_COUNT; k++) CHECK(text_kind_name((enum text_kind)k)[0] >= 'a');
    CHECK_STR(str_of(text_kind_name(TEXT_PARAGRAPH)), "paragraph");
}

TESTS(CASE(tokens_are_as_people_count_them), CASE(kinds_and_offsets), CASE(tokens_rebuild_the_text),
      CASE(wordings_do_not_see_typography), CASE(wordings_see_every_word), CASE(endless_words_take_linear_time),
      CASE(kinds_of_block_have_names))
