/* UTF-8 against the definition in the Unicode Standard (table 3-7, well-formed byte sequences), all of it. */
#include "base/base.h"
#include "base/random.h"
#include "test.h"

/* Length of the well-formed sequence at p, 0 when there is none: the rows of the table, one by one. */
static size_t well_formed(const unsigned char *p, size_t n)
{
    static const struct {
        unsigned char lead[2], second[2];
        size_t size;
    } rows[] = {{{0xC2, 0xDF}, {0x80, 0xBF}, 2}, {{0xE0, 0xE0}, {0xA0, 0xBF}, 3}, {{0xE1, 0xEC}, {0x80, 0xBF}, 3},
                {{0xED, 0xED}, {0x80, 0x9F}, 3}, {{0xEE, 0xEF}, {0x80, 0xBF}, 3}, {{0xF0, 0xF0}, {0x90, 0xBF}, 4},
                {{0xF1, 0xF3}, {0x80, 0xBF}, 4}, {{0xF4, 0xF4}, {0x80, 0x8F}, 4}};
    if (n && p[0] < 0x80) return 1;
    for (size_t r = 0; r < ARRAY_LEN(rows); r++) {
        if (n < rows[r].size || p[0] < rows[r].lead[0] || p[0] > rows[r].lead[1]) continue;
        if (p[1] < rows[r].second[0] || p[1] > rows[r].second[1]) return 0;
        for (size_t i = 2; i < rows[r].size; i++)
            if (p[i] < 0x80 || p[i] > 0xBF) return 0;
        return rows[r].size;
    }
    return 0;
}

TEST(every_character_goes_out_and_back)
{
    for (int32_t cp = 0; cp <= 0x10FFFF; cp++) {
        if (cp >= 0xD800 && cp <= 0xDFFF) continue;
        char raw[4];
        size_t n = utf8_encode(raw, cp);
        size_t size;
        CHECK_MSG(n == (cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4), "U+%04X", (unsigned)cp);
        CHECK_MSG(utf8_decode((str){raw, n}, 0, &size) == cp && size == n, "U+%04X", (unsigned)cp);
        CHECK_MSG(utf8_valid((str){raw, n}, NULL), "U+%04X", (unsigned)cp);
    }
}

TEST(all_short_sequences_follow_the_table)
{
    static const unsigned char tails[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};
    for (unsigned a = 0; a < 256; a++)
        for (unsigned b = 0; b < 256; b++)
            for (size_t c = 0; c < ARRAY_LEN(tails) * ARRAY_LEN(tails); c++) {
                unsigned char p[4] = {(unsigned char)a, (unsigned char)b, tails[c / ARRAY_LEN(tails)],
                                      tails[c % ARRAY_LEN(tails)]};
                for (size_t n = 1; n <= 4; n++) {
                    size_t size;
                    size_t want = well_formed(p, n);
                    int32_t cp = utf8_decode((str){(const char *)p, n}, 0, &size);
                    CHECK_MSG((cp >= 0) == (want > 0) && size == (want ? want : 1), "%02x %02x %02x %02x cut at %zu", p[0],
                              p[1], p[2], p[3], n);
                }
            }
}

/* Mostly ASCII in long runs, as texts are, so that the eight-byte step is met at every place. */
static size_t random_bytes(char *p, size_t cap, uint64_t *seed)
{
    static const char *const pieces[] = {"plain ascii words ", "\xED\x95\x9C", "\xC3\xA9", "\xF0\x9F\x87\xB0",
                                         "\xE2\x80\x9C",       "\xFF",         "\xC3",     "\xE2\x80"};
    size_t n = 0;
    uint32_t evil = random_below(seed, 3) ? 5 : ARRAY_LEN(pieces);
    for (;;) {
        const char *piece = pieces[random_below(seed, 3) ? 0 : random_below(seed, evil)];
        size_t k = strlen(piece);
        if (k > 4) k = 1 + random_below(seed, (uint32_t)k);
        if (n + k > cap || !random_below(seed, 12)) return n;
        memcpy(p + n, piece, k);
        n += k;
    }
}

TEST(validity_columns_and_cuts_agree_with_steps)
{
    uint64_t seed = 21;
    for (int round = 0; round < 20000; round++) {
        char text[80];
        str s = {text, random_bytes(text, sizeof text, &seed)};
        size_t bad = SIZE_MAX, columns = 0, fit = 0, room = random_below(&seed, 30);
        for (size_t i = 0, size; i < s.n; i += size) {
            size = well_formed((const unsigned char *)s.p + i, s.n - i);
            if (!size && bad == SIZE_MAX) bad = i;
            if (!size) size = 1;
            size_t step;
            columns += (size_t)utf8_width(utf8_decode(s, i, &step));
            CHECK_INT(step, size);
            if (columns <= room) fit = i + size;
        }
        size_t got = SIZE_MAX;
        CHECK(utf8_valid(s, &got) == (bad == SIZE_MAX) && got == bad);
        CHECK_INT(utf8_columns(s), columns);
        CHECK_INT(utf8_fit(s, room), fit);
        buf b = {0};
        utf8_fold(&b, s);
        CHECK(bad != SIZE_MAX || utf8_valid(buf_str(&b), NULL));
        buf twice = {0};
        utf8_fold(&twice, buf_str(&b));
        CHECK(str_eq(buf_str(&twice), buf_str(&b))); /* folding what is folded changes nothing */
        buf_free(&twice);
        buf_free(&b);
    }
}

TEST(classes_and_widths)
{
    static const struct {
        int32_t cp;
        enum char_class class;
        int width;
    } cases[] = {
        {'a', CHAR_LETTER, 1},     {'Z', CHAR_LETTER, 1},     {'7', CHAR_DIGIT, 1},     {' ', CHAR_SPACE, 1},
        {'\n', CHAR_SPACE, 0},     {0x01, CHAR_CONTROL, 0},   {0x7F, CHAR_CONTROL, 0},  {'.', CHAR_PUNCT, 1},
        {'$', CHAR_SYMBOL, 1},     {'~', CHAR_SYMBOL, 1},     {0xA0, CHAR_SPACE, 1},    {0x85, CHAR_SPACE, 0},
        {0xE9, CHAR_LETTER, 1},    {0x0301, CHAR_MARK, 0},    {0xD55C, CHAR_LETTER, 2}, {0x4E2D, CHAR_LETTER, 2},
        {0x2014, CHAR_PUNCT, 1},   {0x20AC, CHAR_SYMBOL, 1},  {0x3000, CHAR_SPACE, 2},  {0x0663, CHAR_DIGIT, 1},
        {0x200B, CHAR_CONTROL, 0}, {0x1F600, CHAR_SYMBOL, 2}, {-1, CHAR_OTHER, 1},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CHECK_MSG(utf8_class(cases[i].cp) == cases[i].class, "class of U+%04X is %d", (unsigned)cases[i].cp,
                  utf8_class(cases[i].cp));
        CHECK_MSG(utf8_width(cases[i].cp) == cases[i].width, "width of U+%04X is %d", (unsigned)cases[i].cp,
                  utf8_width(cases[i].cp));
    }
    CHECK(utf8_is_upper('A') && !utf8_is_upper('a') && utf8_is_upper(0xC9) && !utf8_is_upper(0xD55C) && !utf8_is_upper(-1));
    CHECK(utf8_lower('Q') == 'q' && utf8_lower(0xC9) == 0xE9 && utf8_lower(0xD55C) == 0xD55C && utf8_lower(-1) == -1);
    for (int32_t cp = 0; cp < 0x3000; cp++) {
        int32_t plain = utf8_plain(cp);
        CHECK(plain == cp || plain == '"' || plain == '\'' || plain == '-');
    }
}

TESTS(CASE(every_character_goes_out_and_back), CASE(all_short_sequences_follow_the_table),
      CASE(validity_columns_and_cuts_agree_with_steps), CASE(classes_and_widths))
