/* Pages: layout of plain text, the map to the source, the judges, and the two seeds. */
#include "page_check.h"

#include "test.h"

struct read_page {
    arena *ar;
    struct text_page page;
    enum status s;
    struct err err;
};

static struct read_page read_as(str bytes, const char *name)
{
    struct read_page r = {.ar = arena_new(0)};
    struct source_hints hints = {.name = str_of(name)};
    r.s = text_page_read(&r.page, bytes, &hints, (str){0}, r.ar, &r.err);
    return r;
}

/* The clean text, its blocks parted by '|'. */
static str joined(const struct read_page *r, buf *b)
{
    buf_clear(b);
    for (uint32_t i = 0; !r->s && i < r->page.n_block; i++) {
        if (i) buf_addc(b, '|');
        buf_add(b, text_clean_span(&r->page, r->page.block[i].at));
    }
    return buf_str(b);
}

struct layout_case {
    const char *in;
    const char *out;
};

static const struct layout_case layout_cases[] = {
    {"", ""},
    {" \n\t\n\r\n", ""},
    {"One.\n\nTwo.\n", "One.|Two."},
    {"  One \t word.  \r\n\r\n\r\n Two.", "One word.|Two."},
    {"One\rTwo\r\rThree", "One|Two|Three"},
    {"a\xC2\xA0"
     "b\xE3\x80\x80"
     "c\xC2\xAD"
     "d\xE2\x80\x8B"
     "e\f",
     "a b cde"},
    {"# Aims\n\nText.\n", "Aims|Text."},
    {"Aims\n====\nText.\n", "Aims|Text."},
    {"Text.\n\n* * *\n\nMore.\n", "Text.|More."},
    {"- one\n- two\n  more\n3. three", "- one|- two more|3. three"},
    /* wrapped at 40: joined; the last lines of paragraphs are short */
    {"The members met on Tuesday and agreed to\nkeep the present arrangements in force,\nsubject to a review in the spring.\n\n"
     "They thanked the host for the very warm\nwelcome and for the excellent programme.\n",
     "The members met on Tuesday and agreed to keep the present arrangements in force, subject to a review in the spring.|"
     "They thanked the host for the very warm welcome and for the excellent programme."},
    /* each line a paragraph of its own: kept apart */
    {"The members met on Tuesday and agreed to keep the present arrangements in force.\nThey thanked the host.\n"
     "A review will follow in the spring, and the members will then decide whether more is needed than this.\nThe end.\n",
     "The members met on Tuesday and agreed to keep the present arrangements in force.|They thanked the host.|"
     "A review will follow in the spring, and the members will then decide whether more is needed than this.|The end."},
    /* short lines that could have taken the next word: an address, not a paragraph */
    {"Kim Example\nDeputy Minister\nMinistry of Examples\nSeoul\n", "Kim Example|Deputy Minister|Ministry of Examples|Seoul"},
};

TEST(plain_text_becomes_blocks)
{
    buf b = {0};
    for (size_t i = 0; i < ARRAY_LEN(layout_cases); i++) {
        str in = str_of(layout_cases[i].in);
        struct read_page r = read_as(in, "x.txt");
        CHECK_MSG(!r.s, "case %zu: %s", i, r.err.msg);
        CHECK_STR(joined(&r, &b), layout_cases[i].out);
        const char *why = page_wrong(&r.page, in);
        CHECK_MSG(!why, "case %zu: %s", i, why);
        arena_free(r.ar);
    }
    buf_free(&b);
}

TEST(source_spans_lead_back)
{
    str in = STR("\xEF\xBB\xBF  One  two,\n\n three\tfour.\n");
    struct read_page r = read_as(in, "x.txt");
    CHECK(!r.s && r.page.n_block == 2);
    CHECK_STR(r.page.clean, "One two,\n\nthree four.");
    CHECK_STR(str_span(in, text_source_span(&r.page, (span){0, 3})), "One");
    CHECK_STR(str_span(in, text_source_span(&r.page, (span){3, 4})), "  ");
    CHECK_STR(str_span(in, text_source_span(&r.page, (span){4, 8})), "two,");
    CHECK_STR(str_span(in, text_source_span(&r.page, (span){11, 14})), "hre");
    CHECK_STR(str_span(in, text_source_span(&r.page, (span){4, 15})), "two,\n\n three");
    arena_free(r.ar);
}

TEST(a_file_name_may_state_the_date)
{
    static const struct {
        const char *name, *text, *want;
    } cases[] = {
        {"2025-12-11.txt", "The parties met.", "2025-12-11 file name"},
        {"2025-12-11-joint.txt", "The parties met.", "2025-12-11 file name"},
        {"2025-12-11.txt", "Monday, January 26, 2026\n\nThe parties met and talked at length.", "2026-01-26 page"},
        {"2025-12-110.txt", "The parties met.", " unknown"},
        {"2025-13-11.txt", "The parties met.", " unknown"},
        {"statement-2025-12-11.txt", "The parties met.", " unknown"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct read_page r = read_as(str_of(cases[i].text), cases[i].name);
        CHECK(!r.s);
        buf b = {0};
        day_write(&b, r.page.found.date);
        buf_addf(&b, " %s", text_date_basis_name(r.page.found.date_basis));
        CHECK_STR(buf_str(&b), cases[i].want);
        buf_free(&b);
        arena_free(r.ar);
    }
}

TESTS(CASE(a_file_name_may_state_the_date), CASE(plain_text_becomes_blocks), CASE(source_spans_lead_back))
