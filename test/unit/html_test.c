/* HTML: blocks, the map to the source, and pages that nest or repeat without measure. */
#include "page_check.h"

#include "test.h"

#include <time.h>

struct html_case {
    const char *in;
    const char *out; /* blocks, parted by '|' */
};

static const struct html_case cases[] = {
    {"<p>One <b>two</b>three.</p><p>Four", "One twothree.|Four"},
    {"un<i>believ</i>able<br>next<br><br>after", "unbelievable next|after"},
    {"<div>a<p>b</p>c</div>", "a|b|c"},
    {"a &lt;b&gt; &amp;amp; &copy;2025 &notit; &bogus; &#8211;&nbsp;&hellip;", "a <b> &amp; ©2025 ¬it; &bogus; – …"},
    {"<ul><li>one<li>two<ul><li>in</ul></ul>", "one|two|in"},
    {"x<script>var a = '<p>no</p>';</script><style>p{}</style><!-- no --><template>no</template><noscript>no</noscript>y",
     "xy"},
    {"<p hidden>no</p><p style='display: none'>no</p><p aria-hidden=true>no</p><p>yes", "yes"},
    {"<table><tr><td>a</td><td>b</td></tr><tr><td><p>c</p></td><td>d</td></tr></table>", "a b|c|d"},
    {"<pre>one\ntwo\n\nthree</pre>", "one two|three"},
    {"<table>out<tr><td>in</table>", "out|in"},
    {"<a href=x>Home</a><a href=y>News</a>", "Home News"},
    {"<title>no</title><h1>yes</h1>\xC2\xA0 <p> \xE2\x80\x8B</p>", "yes"},
    {"1 < 2 & 3 > 2 <3", "1 < 2 & 3 > 2 <3"},
    {"<p>cut <a href=\"x", "cut"},
    {"<svg><title>no</title></svg><math><mi>no</mi></math>yes", "yes"},
};

TEST(html_becomes_blocks)
{
    buf b = {0};
    struct source_hints hints = {.media_type = STR("text/html"), .charset = STR("utf-8")};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        arena *ar = arena_new(0);
        struct text_page page;
        struct err err = {0};
        str in = str_of(cases[i].in);
        CHECK_MSG(!text_page_read(&page, in, &hints, (str){0}, ar, &err), "case %zu: %s", i, err.msg);
        buf_clear(&b);
        for (uint32_t k = 0; k < page.n_block; k++) {
            if (k) buf_addc(&b, '|');
            buf_add(&b, text_clean_span(&page, page.block[k].at));
        }
        CHECK_STR(buf_str(&b), cases[i].out);
        const char *why = page_wrong(&page, in);
        CHECK_MSG(!why, "case %zu: %s", i, why);
        arena_free(ar);
    }
    buf_free(&b);
}

TEST(spans_lead_to_the_references)
{
    arena *ar = arena_new(0);
    struct text_page page;
    struct source_hints hints = {.media_type = STR("text/html"), .charset = STR("utf-8")};
    str in = STR("<p>R&amp;D at  <b>&#83;eoul</b>&mdash;now</p>");
    CHECK(!text_page_read(&page, in, &hints, (str){0}, ar, NULL));
    CHECK_STR(page.clean, "R&D at Seoul\xE2\x80\x94now");
    CHECK_STR(str_span(in, text_source_span(&page, (span){1, 2})), "&amp;");
    CHECK_STR(str_span(in, text_source_span(&page, (span){0, 3})), "R&amp;D");
    CHECK_STR(str_span(in, text_source_span(&page, (span){7, 12})), "&#83;eoul");
    CHECK_STR(str_span(in, text_source_span(&page, (span){12, 15})), "&mdash;");
    CHECK_STR(str_span(in, text_source_span(&page, (span){6, 7})), "  ");
    arena_free(ar);
}

/* n times a, '#' in it counting, then the middle, then n times z. */
static void repeat(buf *b, const char *a, const char *middle, const char *z, int n)
{
    for (int i = 0; i < n; i++)
        for (const char *p = a; *p; p++) {
            if (*p == '#')
                buf_addf(b, "%d", i);
            else
                buf_addc(b, *p);
        }
    buf_addz(b, middle);
    for (int i = 0; i < n; i++) buf_addz(b, z);
}

struct hostile {
    const char *open;
    const char *close;
    int n;
    bool refused;
};

static const struct hostile hostiles[] = {
    {"<div>", "</div>", 20000, false},
    {"<div>", "</div>", 200000, false},
    {"<div><table></div>", "", 50000, false},
    {"<div><button></div>", "", 50000, false},
    {"<span><div></span>", "", 50000, false},
    {"<b class=x#>", "<p>x", 20000, false},
    {"<p><b class=x#>", "<p>x", 20000, true},
    {"<font color=#><b>", "</p><p>x", 20000, false},
    {"<a href=#><div></a>", "", 50000, false},
    {"<ul><li>", "", 100000, false},
    {"<table><tr><td>", "", 30000, false},
    {"<rt>", "", 100000, false},
    {"<body a#=1>", "", 50000, false},
    {"<x-# y#=1 ", ">", 1, false},
    {"&amp;&#65;", "", 100000, false},
    {"</p></br>", "", 100000, false},
    {"<svg><desc>", "<p>", 50000, false},
    {"<select><option>", "", 50000, false},
    {"<form><input type=hidden><table>", "x", 30000, false},
    {"<!--", "", 100000, false},
    {"<script><!-- <script>", "</script>", 2000, false},
    {"<frameset>", "", 100000, false},
    {"<template><tr>", "", 50000, false},
};

/* Processor time is generous: what is guarded against takes minutes. */
TEST(hostile_pages_end_soon)
{
    struct source_hints hints = {.media_type = STR("text/html"), .charset = STR("utf-8")};
    for (size_t i = 0; i < ARRAY_LEN(hostiles); i++) {
        buf b = {0};
        arena *ar = arena_new(0);
        struct text_page page;
        struct err err = {0};
        repeat(&b, hostiles[i].open, "<p>the text inside", hostiles[i].close, hostiles[i].n);
        clock_t from = clock();
        enum status s = text_page_read(&page, buf_str(&b), &hints, (str){0}, ar, &err);
        double seconds = (double)(clock() - from) / CLOCKS_PER_SEC;
        CHECK_MSG(s == OK || s == E_LIMIT, "case %zu: %s", i, err.msg);
        CHECK_MSG((s == E_LIMIT) == hostiles[i].refused, "case %zu: %s", i, err.msg);
        CHECK_MSG(seconds < 20, "case %zu: %.1f s", i, seconds);
        const char *why = s ? NULL : page_wrong(&page, buf_str(&b));
        CHECK_MSG(!why, "case %zu: %s", i, why);
        if (getenv("HTML_TEST_TIMES")) printf("# case %zu: %.2f s, %zu bytes, %s\n", i, seconds, b.n, s ? err.msg : "read");
        arena_free(ar);
        buf_free(&b);
    }
}

/* Whatever the arena's cap: the right code, a reason, and no step beyond it. */
TEST(small_arenas_are_refused)
{
    buf b = {0};
    struct source_hints hints = {.media_type = STR("text/html"), .charset = STR("utf-8")};
    for (int i = 0; i < 3000; i++)
        buf_addf(&b, "<p class=c%d>Some text &amp; <a href=x>more</a>, so that there is a tree.</p>", i);
    size_t refused = 0;
    for (size_t cap = 1000; cap < (size_t)64 << 20; cap = cap * 5 / 4) {
        arena *ar = arena_new(cap);
        struct text_page page;
        struct err err = {0};
        enum status s = text_page_read(&page, buf_str(&b), &hints, (str){0}, ar, &err);
        CHECK_MSG(s == OK || (s == E_LIMIT && err.msg[0]), "cap %zu: %d %s", cap, s, err.msg);
        refused += s != OK;
        arena_free(ar);
    }
    CHECK(refused > 5 && refused < 45);
    buf_free(&b);
}

TESTS(CASE(html_becomes_blocks), CASE(spans_lead_to_the_references), CASE(hostile_pages_end_soon),
      CASE(small_arenas_are_refused))
