/* Building clean text: the ways that take eight bytes at a time against a plain way, character by character; what has no
** width, what is white space, gaps of markup, references, and blocks without a sign. */
#include "text/draft.h"

#include "base/random.h"
#include "test.h"

/* What a character is to a reader, said anew: white space, nothing, or a sign. */
static char plain_what(int32_t cp)
{
    static const int32_t nothing[][2] = {{0xAD, 0xAD},     {0x34F, 0x34F},   {0x200B, 0x200F}, {0x202A, 0x202E},
                                         {0x2060, 0x2064}, {0x2066, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB},
                                         {0x7F, 0x84},     {0x86, 0x9F},     {0, 8},           {0xE, 0x1B}};
    static const int32_t space[][2] = {{9, 13},          {0x1C, 0x20},     {0x85, 0x85},     {0xA0, 0xA0},
                                       {0x1680, 0x1680}, {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F},
                                       {0x205F, 0x205F}, {0x3000, 0x3000}};
    for (size_t i = 0; i < ARRAY_LEN(nothing); i++)
        if (cp >= nothing[i][0] && cp <= nothing[i][1]) return 'n';
    for (size_t i = 0; i < ARRAY_LEN(space); i++)
        if (cp >= space[i][0] && cp <= space[i][1]) return ' ';
    return 's';
}

/* Clean text of one block by the plain way; at[i] gets the source byte of each clean byte that is no space. */
static void plain_fold(buf *clean, uint32_t *at, str s)
{
    bool due = false;
    for (size_t i = 0, size; i < s.n; i += size) {
        char what = plain_what(utf8_decode(s, i, &size));
        if (what == ' ') due = clean->n > 0;
        if (what != 's') continue;
        if (due) buf_addc(clean, ' ');
        due = false;
        for (size_t k = 0; k < size; k++) at[clean->n + k] = (uint32_t)(i + k);
        buf_add(clean, (str){s.p + i, size});
    }
}

/* NULL, or what draft_text makes of s[from..) that the plain way does not. */
static const char *fold_wrong(str s, uint32_t from)
{
    arena *ar = arena_new(0);
    struct source_text src = {.utf8 = s};
    struct draft d;
    buf want = {0};
    str tail = s.n ? (str){s.p + from, s.n - from} : s; /* no offset, even of 0, from no place */
    uint32_t *at = ARENA_NEW(ar, s.n + 8, uint32_t);
    const char *why = NULL;
    draft_start(&d, &src, ar);
    draft_open(&d);
    draft_text(&d, (span){from, (uint32_t)s.n});
    bool stays = draft_close(&d, TEXT_PARAGRAPH, 0, 0);
    plain_fold(&want, at, tail);
    if (stays != (want.n > 0)) why = "whether the block stays";
    if (!why && !str_eq((str){d.clean, d.n_clean}, buf_str(&want))) why = "the clean text";
    if (!why && stays && (d.block[0].at.begin != 0 || d.block[0].at.end != want.n)) why = "the block";
    uint32_t done = 0;
    for (uint32_t i = 0; !why && i < d.n_piece; i++) {
        const struct source_piece *p = &d.piece[i];
        if (p->text != done) why = "a hole between pieces";
        for (uint32_t k = 0; !why && k < p->n_text; k++)
            if (want.p[p->text + k] != ' ' && (p->n_text != p->n_bytes || p->byte + k != from + at[p->text + k]))
                why = "the place of a sign";
        done = p->text + p->n_text;
    }
    if (!why && done != want.n) why = "pieces over the whole";
    buf_free(&want);
    arena_free(ar);
    return why;
}

TEST(folding_is_what_the_plain_way_makes)
{
    static const char *const pieces[] = {" ",
                                         "  ",
                                         "\n",
                                         "\t",
                                         "a",
                                         "word",
                                         "longerword",
                                         "\x01",
                                         "\x7F",
                                         "\xC2\xA0",
                                         ".",
                                         "~",
                                         "\xC2\xAD",
                                         "\xC3\xA9",
                                         "\xE2\x80\x8B",
                                         "\xE2\x80\x94",
                                         "\xE3\x80\x80",
                                         "\xE3\x81\x82",
                                         "\xED\x95\x9C",
                                         "\xEF\xBB\xBF",
                                         "\xF0\x9F\x98\x80",
                                         "\xCD\x8F",
                                         "\xCD\x81",
                                         "\xE1\x9A\x80",
                                         "\x1C"};
    uint64_t seed = 81;
    for (int round = 0; round < 20000; round++) {
        buf b = {0};
        uint32_t from = random_below(&seed, 9);
        buf_fill(&b, '-', from);
        for (uint32_t i = 0, n = random_below(&seed, 40); i < n; i++)
            buf_addz(&b, pieces[random_below(&seed, random_below(&seed, 3) ? 8 : (uint32_t)ARRAY_LEN(pieces))]);
        const char *why = fold_wrong(buf_str(&b), from);
        CHECK_MSG(!why, "round %d: %s: \"%.*s\"", round, why, STR_ARG(buf_str(&b)));
        buf_free(&b);
    }
}

/* Every byte at each place of a run of letters, at every alignment of its start. */
TEST(each_byte_at_each_place)
{
    for (int c = 0; c < 0x80; c++)
        for (uint32_t from = 0; from < 8; from++)
            for (size_t at = from; at < from + 20; at++) {
                char text[32];
                memset(text, 'x', sizeof text);
                text[at] = (char)c;
                const char *why = fold_wrong((str){text, sizeof text}, from);
                CHECK_MSG(!why, "byte %d at %zu from %u: %s", c, at, from, why);
            }
}

/* Every character there is, between letters and alone. */
TEST(each_character_is_sign_space_or_nothing)
{
    for (int32_t cp = 0; cp < 0x30000; cp++) {
        char text[8] = "a";
        if (cp >= 0xD800 && cp < 0xE000) continue;
        size_t n = 1 + utf8_encode(text + 1, cp);
        text[n++] = 'b';
        const char *why = fold_wrong((str){text, n}, 0);
        if (!why) why = fold_wrong((str){text + 1, n - 2}, 0);
        CHECK_MSG(!why, "U+%04X: %s", (unsigned)cp, why);
    }
}

TEST(columns_are_counted_alike_at_any_length)
{
    static const struct {
        const char *sign;
        uint32_t columns;
    } signs[] = {{"a", 1}, {"\xC3\xA9", 1}, {"\xED\x95\x9C", 2}, {"\xE3\x81\x82", 2}, {"\xE2\x80\x94", 1}, {" ", 1}};
    uint64_t seed = 82;
    for (int round = 0; round < 3000; round++) {
        buf b = {0};
        uint32_t want = 0;
        for (uint32_t i = 0, n = random_below(&seed, 30); i < n; i++) {
            size_t k = random_below(&seed, random_below(&seed, 3) ? 1 : (uint32_t)ARRAY_LEN(signs));
            buf_addz(&b, signs[k].sign);
            want += signs[k].columns;
        }
        CHECK_INT(draft_columns(buf_str(&b)), want);
        buf_free(&b);
    }
}

TEST(references_gaps_and_spaces)
{
    arena *ar = arena_new(0);
    struct source_text src = {.utf8 = STR("ab&nbsp;cd&amp;e&shy;f  g&#0h")};
    struct draft d;
    draft_start(&d, &src, ar);
    draft_open(&d);
    draft_gap(&d); /* before the first sign there is nothing to part */
    draft_space(&d, (span){0, 0});
    draft_text(&d, (span){0, 1});
    draft_gap(&d);
    draft_text(&d, (span){1, 2});
    draft_sign(&d, STR("\xC2\xA0"), (span){2, 8});
    draft_text(&d, (span){8, 10});
    draft_sign(&d, STR("&"), (span){10, 15});
    draft_text(&d, (span){15, 16});
    draft_sign(&d, STR("\xC2\xAD"), (span){16, 21});
    draft_text(&d, (span){21, 25});
    draft_sign(&d, STR("\xEF\xBF\xBD"), (span){25, 28});
    draft_text(&d, (span){28, 29});
    draft_gap(&d);
    CHECK(draft_close(&d, TEXT_PARAGRAPH, 0, 0));
    CHECK_STR(((str){d.clean, d.n_clean}), "a b cd&ef g\xEF\xBF\xBDh");
    struct text_page page;
    draft_open(&d);
    draft_space(&d, (span){0, 5});
    CHECK(!draft_close(&d, TEXT_PARAGRAPH, 0, 0)); /* no sign, no block */
    CHECK_INT(d.n_block, 1);
    src.piece = &(struct source_piece){0, (uint32_t)src.utf8.n, 0, (uint32_t)src.utf8.n};
    src.n_piece = 1;
    d.src = src;
    CHECK(!draft_finish(&page, &d, ar, NULL));
    CHECK_STR(str_span(src.utf8, text_source_span(&page, (span){3, 4})), "&nbsp;");
    CHECK_STR(str_span(src.utf8, text_source_span(&page, (span){6, 7})), "&amp;");
    CHECK_STR(str_span(src.utf8, text_source_span(&page, (span){11, 14})), "&#0");
    arena_free(ar);
}

/* A refusal sticks: all later writing is passed over, and the end tells why. */
TEST(refusals_stick_to_the_draft)
{
    buf b = {0};
    for (int i = 0; i < 5000; i++) buf_addz(&b, "word  ");
    for (size_t cap = 200; cap < 200000; cap *= 2) {
        arena *ar = arena_new(cap);
        struct source_text src = {.utf8 = buf_str(&b)};
        struct draft d;
        struct text_page page = {.n_block = 77};
        struct err err = {0};
        draft_start(&d, &src, ar);
        for (int i = 0; i < 10; i++) {
            draft_open(&d);
            draft_text(&d, (span){0, (uint32_t)b.n});
            bool stays = draft_close(&d, TEXT_PARAGRAPH, 0, 0);
            CHECK(!(stays && d.failed));
        }
        CHECK_INT(d.failed, E_LIMIT);
        CHECK_INT(draft_finish(&page, &d, ar, &err), E_LIMIT);
        CHECK(err.msg[0] && page.n_block == 77);
        arena_free(ar);
    }
    buf_free(&b);
}

TESTS(CASE(folding_is_what_the_plain_way_makes), CASE(each_byte_at_each_place), CASE(each_character_is_sign_space_or_nothing),
      CASE(columns_are_counted_alike_at_any_length), CASE(references_gaps_and_spaces), CASE(refusals_stick_to_the_draft))
