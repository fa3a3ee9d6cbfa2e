/* Golden pages: test/golden/page/X.txt or X.html read and printed as X.out. To take a change: build/eval/page_show
** FILE > X.out, and read the difference. The seeds are held by what their README says of them. */
#include "page_check.h"
#include "page_print.h"
#include "text/phrases.h"

#include "test.h"

#include <dirent.h>

struct file_page {
    arena *ar;
    str bytes;
    struct text_page page;
    struct err err;
    enum status s;
};

static struct file_page read_file(const char *folder, const char *name)
{
    struct file_page f = {.ar = arena_new(0)};
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    struct source_hints hints = {.name = str_of(name)};
    f.s = source_read_file(&f.bytes, path, (size_t)64 << 20, f.ar, &f.err);
    if (!f.s) f.s = text_page_read(&f.page, f.bytes, &hints, (str){0}, f.ar, &f.err);
    return f;
}

/* First line where a and b differ, for the report. */
static str first_difference(str a, str b)
{
    size_t i = 0;
    while (i < a.n && i < b.n && a.p[i] == b.p[i]) i++;
    size_t from = i;
    while (from && a.p[from - 1] != '\n') from--;
    size_t to = i;
    while (to < a.n && a.p[to] != '\n') to++;
    return (str){a.p + from, to - from};
}

static bool golden_holds(const char *folder, const char *name)
{
    struct file_page f = read_file(folder, name);
    char path[1024];
    buf got = {0};
    str want = {0};
    (void)snprintf(path, sizeof path, "%s/%.*s.out", folder, (int)(strrchr(name, '.') - name), name);
    if (!f.s) page_print(&got, &f.page);
    if (!f.s) f.s = source_read_file(&want, path, (size_t)64 << 20, f.ar, &f.err);
    const char *wrong = f.s ? f.err.msg : page_wrong(&f.page, f.bytes);
    bool same = !wrong && str_eq(buf_str(&got), want);
    if (wrong) printf("# %s: %s\n", name, wrong);
    if (!wrong && !same) printf("# %s: gives: %.*s\n", name, STR_ARG(first_difference(buf_str(&got), want)));
    buf_free(&got);
    arena_free(f.ar);
    return same;
}

TEST(golden_pages)
{
    const char *folder = "test/golden/page";
    DIR *dir = opendir(folder);
    struct dirent *e;
    int n = 0;
    int bad = 0;
    CHECK(dir);
    while ((e = readdir(dir))) {
        size_t len = strlen(e->d_name);
        bool page = len > 5 && (!strcmp(e->d_name + len - 4, ".txt") || !strcmp(e->d_name + len - 5, ".html"));
        if (!page) continue;
        n++;
        bad += !golden_holds(folder, e->d_name);
    }
    closedir(dir);
    CHECK_MSG(n >= 23, "only %d pages", n);
    CHECK_INT(bad, 0);
}

TEST(phrases_are_in_order)
{
    size_t n;
    const struct phrase *t = phrase_table(&n);
    CHECK(n > 500);
    for (size_t i = 0; i < n; i++) {
        CHECK_MSG(!i || str_cmp(t[i - 1].text, t[i].text) < 0, "%.*s", STR_ARG(t[i].text));
        CHECK_MSG(phrase_of(t[i].text) == t[i].class, "%.*s", STR_ARG(t[i].text));
    }
}

/* ---- the seeds ---- */

static uint32_t count_kind(const struct text_page *p, enum text_kind k)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n_block; i++) n += p->block[i].kind == k;
    return n;
}

/* The last block of the document itself. */
static str last_main(const struct text_page *p)
{
    str s = {0};
    for (uint32_t i = 0; i < p->n_block; i++)
        if (text_kind_is_main(p->block[i].kind)) s = text_clean_span(p, p->block[i].at);
    return s;
}

static struct file_page read_seed(const char *name)
{
    char folder[512] = "";
    if (test_shared()) (void)snprintf(folder, sizeof folder, "%s/seeds", test_shared());
    return read_file(folder, name);
}

TEST(first_seed_is_read_as_its_readme_says)
{
    if (!test_shared()) SKIP("no shared data");
    struct file_page f = read_seed("000_8ec175865552aa2c.txt");
    CHECK_MSG(!f.s, "%s", f.err.msg);
    const struct text_page *p = &f.page;
    CHECK(!page_wrong(p, f.bytes));
    CHECK(p->n_block > 3 && p->block[0].kind == TEXT_DATELINE && p->block[1].kind == TEXT_TITLE);
    CHECK(p->block[2].kind == TEXT_MENU);
    CHECK(str_eq(p->found.title, text_clean_span(p, p->block[1].at)));
    CHECK_STR(p->found.language, "en");
    CHECK_INT(p->found.date_basis, TEXT_DATE_PAGE);
    CHECK_INT(p->found.date, day_of_civil((struct civil){2026, 1, 26}));
    CHECK_STR(text_clean_span(p, p->found.date_at), "January 26, 2026");
    CHECK(str_ends(last_main(p), STR("practical implementation of this revised vision.")));
    CHECK_INT(count_kind(p, TEXT_PARAGRAPH), 11);
    CHECK_INT(count_kind(p, TEXT_MENU), 5);
    CHECK_INT(count_kind(p, TEXT_TEASER), 8); /* four headlines, four texts cut short */
    CHECK_INT(p->n_block, 26);
    arena_free(f.ar);
}

TEST(second_seed_is_read_as_its_readme_says)
{
    if (!test_shared()) SKIP("no shared data");
    struct file_page f = read_seed("004_0c6a4617c6e4cd2e.txt");
    CHECK_MSG(!f.s, "%s", f.err.msg);
    const struct text_page *p = &f.page;
    CHECK(!page_wrong(p, f.bytes));
    CHECK(p->n_block && p->block[0].kind == TEXT_TITLE);
    CHECK(str_eq(p->found.title, text_clean_span(p, p->block[0].at)));
    CHECK_STR(p->found.language, "en");
    CHECK_INT(p->found.date, DATE_NONE);
    CHECK_INT(p->found.date_basis, TEXT_DATE_UNKNOWN);
    CHECK(str_ends(last_main(p), STR("remains unwavering.")));
    CHECK_INT(count_kind(p, TEXT_PARAGRAPH), 8);
    CHECK_INT(count_kind(p, TEXT_MENU), 1);
    CHECK_INT(count_kind(p, TEXT_TEASER), 8); /* seven stories, one of them with its headline */
    CHECK_INT(count_kind(p, TEXT_NOTE), 5);
    CHECK_INT(count_kind(p, TEXT_CAPTION), 1);
    CHECK_INT(count_kind(p, TEXT_NOTICE), 3);
    CHECK_INT(p->n_block, 27);
    arena_free(f.ar);
}

/* ---- official statements lose nothing ---- */

static size_t count_ink(str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += !ascii_space((unsigned char)s.p[i]) && s.p[i] != '\xA0' && s.p[i] != '\xC2';
    return n;
}

static void lose_no_paragraph(struct test_case *test_self, const char *series)
{
    char folder[512];
    (void)snprintf(folder, sizeof folder, "%s/data/statements/%s", test_shared(), series);
    DIR *dir = opendir(folder);
    struct dirent *e;
    int n = 0;
    CHECK(dir);
    while ((e = readdir(dir))) {
        size_t len = strlen(e->d_name);
        if (len < 5 || strcmp(e->d_name + len - 4, ".txt") != 0) continue;
        struct file_page f = read_file(folder, e->d_name);
        n++;
        CHECK_MSG(!f.s, "%s: %s", e->d_name, f.err.msg);
        CHECK_MSG(!page_wrong(&f.page, f.bytes), "%s", e->d_name);
        day named = DATE_NONE;
        CHECK(day_parse_iso((str){e->d_name, 10}, &named));
        CHECK_INT(f.page.found.date_basis, TEXT_DATE_NAME); /* none of them states its date */
        CHECK_INT(f.page.found.date, named);
        CHECK_INT(count_ink(f.page.clean), count_ink(f.bytes));
        for (uint32_t i = 0; i < f.page.n_block; i++)
            CHECK_MSG(text_kind_is_main(f.page.block[i].kind), "%s: %.*s", e->d_name,
                      STR_ARG(text_clean_span(&f.page, f.page.block[i].at)));
        arena_free(f.ar);
    }
    closedir(dir);
    CHECK(n >= 10);
}

TEST(statements_stay_whole)
{
    if (!test_shared()) SKIP("no shared data");
    lose_no_paragraph(test_self, "fomc");
    if (!test_self->failed) lose_no_paragraph(test_self, "fomc-longer-run-goals");
}

TESTS(CASE(golden_pages), CASE(phrases_are_in_order), CASE(first_seed_is_read_as_its_readme_says),
      CASE(second_seed_is_read_as_its_readme_says), CASE(statements_stay_whole))
