/* The layout of plain text: files wrapped at a width come back as their paragraphs, copies with a line for each paragraph
** stay as they are; items, tables, ruled headings, line ends and lines in scripts without spaces. */
#include "page_read.h"

#include "base/random.h"
#include "test.h"

static const char *const words[] = {
    "the",   "ministers", "of",     "all",        "four", "states", "agreed",  "to",
    "share", "patrols",   "at",     "sea",        "and",  "in",     "harbour", "waters",
    "from",  "spring",    "onward", "subject",    "to",   "yearly", "review",  "by",
    "their", "staffs",    "under",  "conditions", "set",  "out",    "below",   "notwithstanding"};

/* One paragraph of n words: capital at the start of each sentence, about twelve words to one. */
static void write_paragraph(buf *b, uint32_t n, uint64_t *seed)
{
    bool opens = true;
    for (uint32_t i = 0; i < n; i++) {
        const char *w = words[random_below(seed, (uint32_t)ARRAY_LEN(words))];
        if (i) buf_addc(b, ' ');
        buf_addc(b, opens ? (char)(w[0] - 32) : w[0]);
        buf_addz(b, w + 1);
        opens = i + 1 == n || !random_below(seed, 12);
        if (opens) buf_addc(b, '.');
    }
}

/* text with its line breaks set so that no line is wider than `width` columns and none could take the next word. */
static void wrap(buf *out, str text, size_t width, size_t indent, const char *line_end)
{
    size_t column = indent;
    buf_fill(out, ' ', indent);
    for (str word, rest = text; list_next(&rest, ' ', &word);) {
        bool first = column == indent;
        if (!first && column + 1 + word.n > width) {
            buf_addz(out, line_end);
            buf_fill(out, ' ', indent);
            column = indent;
            first = true;
        }
        if (!first) buf_addc(out, ' ');
        buf_add(out, word);
        column += word.n + !first;
    }
    buf_addz(out, line_end);
}

static const char *const line_ends[] = {"\n", "\r\n", "\r", " \n", "\t\r\n"};

TEST(wrapped_files_come_back_as_paragraphs)
{
    uint64_t seed = 31;
    for (int round = 0; round < 400; round++) {
        buf file = {0};
        buf want = {0};
        buf got = {0};
        size_t indent = random_below(&seed, 3) ? 0 : random_below(&seed, 9);
        size_t width = 50 + random_below(&seed, 60);
        const char *end = line_ends[random_below(&seed, (uint32_t)ARRAY_LEN(line_ends))];
        for (uint32_t p = 0, n = 3 + random_below(&seed, 4); p < n; p++) {
            buf one = {0};
            write_paragraph(&one, 50 + random_below(&seed, 100), &seed);
            if (p) buf_addc(&want, '|');
            buf_add(&want, buf_str(&one));
            if (p) buf_addz(&file, end);
            wrap(&file, buf_str(&one), width, indent, end);
            buf_free(&one);
        }
        struct page_read r = page_read_with(buf_str(&file), "text/plain", "x.txt", "", 0);
        CHECK_MSG(!r.s && !r.wrong, "round %d: %s", round, r.s ? r.err.msg : r.wrong);
        CHECK_MSG(str_eq(page_read_join(&r, false, &got), buf_str(&want)), "round %d, width %zu, indent %zu: %.*s", round,
                  width, indent, STR_ARG(buf_str(&got)));
        page_read_free(&r);
        buf_free(&file);
        buf_free(&want);
        buf_free(&got);
    }
}

/* A line for each paragraph, without empty lines between, as browsers copy. */
TEST(copies_with_a_line_for_each_paragraph_stay)
{
    uint64_t seed = 32;
    for (int round = 0; round < 400; round++) {
        buf file = {0};
        buf want = {0};
        buf got = {0};
        const char *end = line_ends[random_below(&seed, (uint32_t)ARRAY_LEN(line_ends))];
        for (uint32_t p = 0, n = 4 + random_below(&seed, 12); p < n; p++) {
            buf one = {0};
            write_paragraph(&one, random_below(&seed, 4) ? 40 + random_below(&seed, 80) : 2 + random_below(&seed, 5), &seed);
            if (p) buf_addc(&want, '|');
            buf_add(&want, buf_str(&one));
            buf_add(&file, buf_str(&one));
            buf_addz(&file, end);
            buf_free(&one);
        }
        struct page_read r = page_read_with(buf_str(&file), "text/plain", "x.txt", "", 0);
        CHECK_MSG(!r.s && !r.wrong, "round %d: %s", round, r.s ? r.err.msg : r.wrong);
        CHECK_MSG(str_eq(page_read_join(&r, false, &got), buf_str(&want)), "round %d: %.*s", round, STR_ARG(buf_str(&got)));
        page_read_free(&r);
        buf_free(&file);
        buf_free(&want);
        buf_free(&got);
    }
}

/* Items whose lines are set in under their bullets, whatever the bullet. */
TEST(wrapped_items_stay_items)
{
    static const char *const bullets[] = {"- ", "* ", "\xE2\x80\xA2 ", "1. ", "(a) ", "iv) ", "\xE2\x97\x8B "};
    uint64_t seed = 33;
    for (int round = 0; round < 200; round++) {
        buf file = {0};
        arena *ar = arena_new(0);
        const char *bullet = bullets[random_below(&seed, (uint32_t)ARRAY_LEN(bullets))];
        size_t width = 60 + random_below(&seed, 30);
        uint32_t n = 2 + random_below(&seed, 4);
        str items[8];
        for (uint32_t p = 0; p < n; p++) {
            buf one = {0};
            buf lines = {0};
            write_paragraph(&one, 25 + random_below(&seed, 30), &seed);
            wrap(&lines, buf_str(&one), width, 4, "\n");
            items[p] = str_copy(ar, buf_str(&one));
            buf_addz(&file, bullet);
            buf_add(&file, (str){lines.p + 4, lines.n - 4});
            buf_free(&one);
            buf_free(&lines);
        }
        struct page_read r = page_read_with(buf_str(&file), "text/plain", "x.txt", "", 0);
        CHECK_MSG(!r.s && !r.wrong && r.page.n_block == n, "round %d: %u blocks of %u: %.*s", round, r.page.n_block, n,
                  STR_ARG(buf_str(&file)));
        for (uint32_t p = 0; p < n; p++) {
            CHECK_INT(r.page.block[p].kind, TEXT_ITEM);
            CHECK(str_ends(text_clean_span(&r.page, r.page.block[p].at), items[p]));
        }
        page_read_free(&r);
        arena_free(ar);
        buf_free(&file);
    }
}

struct layout_case {
    const char *in;
    const char *out; /* kinds and blocks, parted by '|' */
};

#define LONG "The ministers of the four states agreed on Monday that the patrols will be shared from the spring on."
static const struct layout_case layouts[] = {
    {"# One\n" LONG "\n## Two\n" LONG "\n####### Seven\n" LONG,
     "title: One|paragraph: " LONG "|heading 2: Two|paragraph: " LONG "|heading 2: ####### Seven|paragraph: " LONG},
    {LONG "\nAims of it\n----------\n" LONG, "paragraph: " LONG "|heading 1: Aims of it|paragraph: " LONG},
    {LONG "\nThis line stops.\n=====\n" LONG, "paragraph: " LONG "|paragraph: This line stops.|paragraph: " LONG},
    {LONG "\n  * * *  \n" LONG, "paragraph: " LONG "|paragraph: " LONG},
    {LONG "\nShip\tPort\tCrew\nA\tB\t12\n" LONG, "paragraph: " LONG "|table: Ship Port Crew|table: A B 12|paragraph: " LONG},
    {LONG "\n- one\n    - two\n        - three\n" LONG,
     "paragraph: " LONG "|item 1: - one|item 2: - two|item 3: - three|paragraph: " LONG},
    {LONG "\n\t\t\t\t\t\t- far in\n" LONG, "paragraph: " LONG "|item 6: - far in|paragraph: " LONG},
    {LONG "\n1. one\n2) two\n(3) three\n\xE2\x91\xA3 four\n" LONG,
     "paragraph: " LONG "|item 1: 1. one|item 1: 2) two|item 1: (3) three|item 1: \xE2\x91\xA3 four|paragraph: " LONG},
    {LONG "\n2025. was a year.\nA. Smith spoke.\n" LONG,
     "paragraph: " LONG "|paragraph: 2025. was a year.|paragraph: A. Smith spoke.|paragraph: " LONG},
};

TEST(lines_with_signs_of_their_own)
{
    buf b = {0};
    for (size_t i = 0; i < ARRAY_LEN(layouts); i++) {
        struct page_read r = page_read_plain(layouts[i].in);
        CHECK_MSG(!r.s && !r.wrong, "case %zu: %s", i, r.s ? r.err.msg : r.wrong);
        CHECK_MSG(str_eq(page_read_join(&r, true, &b), str_of(layouts[i].out)), "case %zu gives %.*s", i, STR_ARG(buf_str(&b)));
        page_read_free(&r);
    }
    buf_free(&b);
}

/* Japanese is broken anywhere, so nothing may come between; Korean is broken at spaces, so one must. */
TEST(scripts_without_spaces_join_without)
{
    static const char *const japanese = "四つの国の大臣は月曜日に会い、巡視を共に行うことで合意した。";
    static const char *const korean[] = {"네 나라의", "장관들은 월요일에", "만나 순찰을", "함께 하기로"};
    buf file = {0};
    buf want = {0};
    buf got = {0};
    for (int i = 0; i < 12; i++) buf_addz(&want, japanese);
    for (size_t at = 0, size, n = 0; at < want.n; at += size) {
        (void)utf8_decode(buf_str(&want), at, &size);
        buf_add(&file, (str){want.p + at, size});
        if (++n % 30 == 0) buf_addc(&file, '\n');
    }
    struct page_read r = page_read_with(buf_str(&file), "text/plain", "x.txt", "", 0);
    CHECK(!r.s && !r.wrong);
    CHECK_MSG(str_eq(page_read_join(&r, false, &got), buf_str(&want)), "%.*s", STR_ARG(buf_str(&got)));
    page_read_free(&r);
    buf_clear(&file);
    buf_clear(&want);
    for (int line = 0; line < 20; line++)
        for (size_t k = 0; k < ARRAY_LEN(korean); k++) {
            buf_addf(&file, "%s%s", korean[k], k + 1 < ARRAY_LEN(korean) ? " " : "\n");
            buf_addf(&want, "%s%s", line || k ? " " : "", korean[k]);
        }
    r = page_read_with(buf_str(&file), "text/plain", "x.txt", "", 0);
    CHECK(!r.s && !r.wrong);
    CHECK_MSG(str_eq(page_read_join(&r, false, &got), buf_str(&want)), "%.*s", STR_ARG(buf_str(&got)));
    page_read_free(&r);
    buf_free(&file);
    buf_free(&want);
    buf_free(&got);
}

/* Memory is held for one group of lines, which is cut beyond a hundred thousand of them; nothing is lost at the cut. */
TEST(a_group_without_end_is_cut_and_kept)
{
    buf file = {0};
    for (int i = 0; i < 250000; i++) buf_addf(&file, "%d\n", i % 10);
    struct page_read r = page_read_with(buf_str(&file), "text/plain", "x.txt", "", 0);
    CHECK_MSG(!r.s && !r.wrong, "%s", r.s ? r.err.msg : r.wrong);
    size_t digits = 0;
    for (size_t i = 0; i < r.page.clean.n; i++) digits += ascii_digit((unsigned char)r.page.clean.p[i]);
    CHECK_INT(digits, 250000);
    page_read_free(&r);
    buf_free(&file);
}

TEST(bytes_that_are_no_text_are_refused)
{
    static const struct {
        const char *bytes;
        size_t n;
    } cases[] = {{"%PDF-1.7\n\x01\x02", 11}, {"PK\x03\x04\x14\0\0\0\x08\0", 10}, {"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct page_read r = page_read_with((str){cases[i].bytes, cases[i].n}, "", "x", "", 0);
        CHECK_MSG(r.s == E_FORMAT && r.err.msg[0], "case %zu: %d", i, r.s);
        page_read_free(&r);
    }
}

TESTS(CASE(wrapped_files_come_back_as_paragraphs), CASE(copies_with_a_line_for_each_paragraph_stay),
      CASE(wrapped_items_stay_items), CASE(lines_with_signs_of_their_own), CASE(scripts_without_spaces_join_without),
      CASE(a_group_without_end_is_cut_and_kept), CASE(bytes_that_are_no_text_are_refused))
