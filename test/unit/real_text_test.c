/* Real texts, read where they lie beside the project: statements and the versions of articles. Nothing of them is known here
** but what must hold of any text: quotes equal their bytes, sentences cover their blocks, line ends do not matter. */
#include "page_read.h"

#include "test.h"

#define MAX_FILES 60 /* of each folder: enough of every sort, and done in a second */

/* Runs `holds` on the files of a folder below the shared data; it gives NULL, or what is wrong of the file. */
static void each_file(struct test_case *test_self, const char *folder, const char *(*holds)(str bytes))
{
    char path[512];
    arena *ar = arena_new(0);
    struct source_list list;
    struct err err = {0};
    (void)snprintf(path, sizeof path, "%s/data/statements/%s", test_shared(), folder);
    CHECK_MSG(!source_walk(&list, path, NULL, NULL, ar, &err), "%s", err.msg);
    CHECK_MSG(list.n >= 10, "%s has %zu texts", path, list.n);
    size_t step = list.n / MAX_FILES + 1;
    for (size_t i = 0; i < list.n; i += step) {
        struct arena_mark mark = arena_here(ar);
        str bytes;
        CHECK_MSG(!source_read_file(&bytes, list.path[i], (size_t)64 << 20, ar, &err), "%s", err.msg);
        const char *why = holds(bytes);
        CHECK_MSG(!why, "%s: %s", list.path[i], why);
        arena_back(ar, mark);
    }
    arena_free(ar);
}

/* The source bytes of each sentence, read as a text of their own, have the wording of the sentence. */
static const char *quotes_wrong(str bytes)
{
    struct page_read r = page_read_with(bytes, "text/plain", "x.txt", "", 0);
    struct text_sentences s;
    const char *why = r.s ? "cannot be read" : r.wrong;
    if (!why && text_sentences_find(&s, &r.page, r.ar, NULL)) why = "no sentences";
    buf clean = {0};
    buf source = {0};
    for (uint32_t i = 0; !why && i < s.n; i++) {
        buf_clear(&clean);
        buf_clear(&source);
        text_wording(&clean, text_clean_span(&r.page, s.at[i]));
        text_wording(&source, str_span(bytes, text_source_span(&r.page, s.at[i])));
        if (!str_eq(buf_str(&clean), buf_str(&source))) why = "a quote is not its bytes";
        if (why) printf("# %.*s / %.*s\n", STR_ARG(buf_str(&clean)), STR_ARG(buf_str(&source)));
    }
    buf_free(&clean);
    buf_free(&source);
    page_read_free(&r);
    return why;
}

/* Sentences of a block, set together, are the block: nothing but spaces lies between them. */
static const char *cover_wrong(str bytes)
{
    struct page_read r = page_read_with(bytes, "text/plain", "x.txt", "", 0);
    struct text_sentences s = {0};
    const char *why = r.s ? "cannot be read" : r.wrong;
    if (!why && text_sentences_find(&s, &r.page, r.ar, NULL)) why = "no sentences";
    uint32_t i = 0;
    for (uint32_t b = 0; !why && b < r.page.n_block; b++) {
        uint32_t at = r.page.block[b].at.begin;
        if (i == s.n || s.block[i] != b) why = "a block without a sentence";
        for (; !why && i < s.n && s.block[i] == b; i++) {
            bool tight = s.at[i].begin == at || (s.at[i].begin == at + 1 && r.page.clean.p[at] == ' ');
            if (!tight || s.at[i].end <= s.at[i].begin) why = "something between two sentences";
            at = s.at[i].end;
        }
        if (!why && at != r.page.block[b].at.end) why = "the end of a block";
    }
    if (!why && i != s.n) why = "a sentence of no block";
    page_read_free(&r);
    return why;
}

/* The same text with the line ends of other systems is the same page. */
static const char *line_ends_wrong(str bytes)
{
    static const char *const ends[] = {"\r\n", "\r"};
    struct page_read r = page_read_with(bytes, "text/plain", "x.txt", "", 0);
    const char *why = r.s ? "cannot be read" : r.wrong;
    for (size_t e = 0; !why && e < 2; e++) {
        buf other = {0};
        for (size_t i = 0; i < bytes.n; i++) {
            if (bytes.p[i] == '\n')
                buf_addz(&other, ends[e]);
            else if (bytes.p[i] != '\r')
                buf_addc(&other, bytes.p[i]);
        }
        struct page_read o = page_read_with(buf_str(&other), "text/plain", "x.txt", "", 0);
        if (o.s || o.wrong || !str_eq(o.page.clean, r.page.clean) || o.page.n_block != r.page.n_block) why = "another page";
        for (uint32_t b = 0; !why && b < r.page.n_block; b++)
            if (o.page.block[b].kind != r.page.block[b].kind || o.page.block[b].level != r.page.block[b].level)
                why = "another kind";
        page_read_free(&o);
        buf_free(&other);
    }
    page_read_free(&r);
    return why;
}

/* Clean text is clean: read again as a page it has the same words in the same order. */
static const char *second_reading_wrong(str bytes)
{
    struct page_read r = page_read_with(bytes, "text/plain", "x.txt", "", 0);
    const char *why = r.s ? "cannot be read" : r.wrong;
    if (!why) {
        struct page_read again = page_read_with(r.page.clean, "text/plain", "x.txt", "", 0);
        buf a = {0};
        buf b = {0};
        text_wording(&a, r.page.clean);
        if (!again.s) text_wording(&b, again.page.clean);
        if (again.s || again.wrong || !str_eq(buf_str(&a), buf_str(&b))) why = "other words when read again";
        buf_free(&a);
        buf_free(&b);
        page_read_free(&again);
    }
    page_read_free(&r);
    return why;
}

static void all_folders(struct test_case *test_self, const char *(*holds)(str bytes))
{
    static const char *const folders[] = {"fomc", "fomc-longer-run-goals", "wiki-versions"};
    for (size_t i = 0; i < ARRAY_LEN(folders) && !test_self->failed; i++) each_file(test_self, folders[i], holds);
}

TEST(quotes_are_their_bytes)
{
    if (!test_shared()) SKIP("no shared data");
    all_folders(test_self, quotes_wrong);
}

TEST(sentences_cover_their_blocks)
{
    if (!test_shared()) SKIP("no shared data");
    all_folders(test_self, cover_wrong);
}

TEST(line_ends_do_not_matter)
{
    if (!test_shared()) SKIP("no shared data");
    all_folders(test_self, line_ends_wrong);
}

TEST(clean_text_is_read_again_as_it_is)
{
    if (!test_shared()) SKIP("no shared data");
    all_folders(test_self, second_reading_wrong);
}

TESTS(CASE(quotes_are_their_bytes), CASE(sentences_cover_their_blocks), CASE(line_ends_do_not_matter),
      CASE(clean_text_is_read_again_as_it_is))
