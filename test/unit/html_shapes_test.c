/* HTML in many shapes: what becomes a block, of which kind and level, what is left out, and what the tags cannot do. */
#include "page_read.h"

#include "base/random.h"
#include "test.h"

struct shape_case {
    const char *in;
    const char *out; /* blocks, parted by '|' */
};

/* Reads each case, with kinds or without, and holds the properties of every page. */
static void run_cases(struct test_case *test_self, const struct shape_case *cases, size_t n, bool kinds)
{
    buf b = {0};
    for (size_t i = 0; i < n; i++) {
        struct page_read r = page_read_html(cases[i].in);
        CHECK_MSG(!r.s, "case %zu: %s", i, r.err.msg);
        CHECK_MSG(!r.wrong, "case %zu: %s", i, r.wrong);
        CHECK_MSG(str_eq(page_read_join(&r, kinds, &b), str_of(cases[i].out)), "case %zu gives \"%.*s\", not \"%s\"", i,
                  STR_ARG(buf_str(&b)), cases[i].out);
        page_read_free(&r);
    }
    buf_free(&b);
}

/* One long sentence, so that the page has running text and the judges nothing to doubt. */
#define LONG "The ministers of the four states agreed on Monday that the patrols will be shared from the spring on."

static const struct shape_case kind_cases[] = {
    {"<p>" LONG "</p><h2>Aims</h2><p>" LONG "</p>", "paragraph: " LONG "|heading 2: Aims|paragraph: " LONG},
    {"<p>" LONG "</p><h6>Small</h6><p>" LONG "</p>", "paragraph: " LONG "|heading 6: Small|paragraph: " LONG},
    {"<p>" LONG "</p><ul><li>one</li><li>two<ol><li>deep</ol></ul><p>" LONG "</p>",
     "paragraph: " LONG "|item 1: one|item 1: two|item 2: deep|paragraph: " LONG},
    {"<p>" LONG "</p><dl><dt>Term<dd>What it means.</dl><p>" LONG "</p>",
     "paragraph: " LONG "|item 1: Term|item 1: What it means.|paragraph: " LONG},
    {"<p>" LONG "</p><blockquote>" LONG "</blockquote>", "paragraph: " LONG "|quote: " LONG},
    {"<p>" LONG "</p><blockquote><ul><li>" LONG "</ul></blockquote>", "paragraph: " LONG "|item 1: " LONG},
    {"<p>" LONG "</p><table><tr><td>Ports<td>12</tr><tr><th>Ships<th>7</table><p>" LONG "</p>",
     "paragraph: " LONG "|table: Ports 12|table: Ships 7|paragraph: " LONG},
    {"<p>" LONG "</p><figure><img src=x><figcaption>A boat at the quay</figcaption></figure><p>" LONG "</p>",
     "paragraph: " LONG "|caption: A boat at the quay|paragraph: " LONG},
    {"<p>" LONG "</p><li>an item without a list</li><p>" LONG,
     "paragraph: " LONG "|paragraph: an item without a list|paragraph: " LONG},
};

TEST(tags_make_kinds_and_levels) { run_cases(test_self, kind_cases, ARRAY_LEN(kind_cases), true); }

TEST(lists_deeper_than_nine_stay_at_nine)
{
    buf b = {0};
    buf_addz(&b, "<p>" LONG "</p>");
    for (int i = 0; i < 30; i++) buf_addz(&b, "<ul><li>");
    buf_addz(&b, "the bottom of it");
    for (int i = 0; i < 30; i++) buf_addz(&b, "</li></ul>");
    buf_addz(&b, "<p>" LONG "</p>");
    buf_addc(&b, 0);
    struct page_read r = page_read_html(b.p);
    CHECK(!r.s && !r.wrong && r.page.n_block == 3);
    CHECK_INT(r.page.block[1].kind, TEXT_ITEM);
    CHECK_INT(r.page.block[1].level, 9);
    page_read_free(&r);
    buf_free(&b);
}

static const struct shape_case flow_cases[] = {
    {"<p>one<br>two<br>three", "one two three"},
    {"<p>one<br><br>two", "one|two"},
    {"<p>one<br>&nbsp;<br>two", "one|two"},
    {"<p>one<br>\n<br>\n two<br> <!-- x -->\t<br>three", "one|two|three"},
    {"<p>one<br><b></b><br>two<br>.<br>three", "one|two . three"},
    {"one<hr>two", "one|two"},
    {"<span>one</span><span>two</span>", "onetwo"},
    {"<span>Jane Doe</span><span>3 May</span>", "Jane Doe 3 May"},
    {"<b>wo</b>rd", "word"},
    {"<b>ro<i>k</b>US</i> and 3<b>5<i>7</b>8</i>", "rokUS and 3578"},
    {"H<sub>2</sub>O and x<sup>2</sup>", "H2O and x2"},
    {"<a href=a>one</a><a href=b>two</a> <a href=c>three</a>", "one two three"},
    {"<custom-part>one</custom-part><custom-part>two</custom-part>", "onetwo"},
    {"<unknown>one</unknown><unknown>two</unknown>", "onetwo"},
    {"<details><summary>More</summary>Inside.</details>", "More|Inside."},
    {"<div>\n  <p>\n    spread\n    over   lines\n  </p>\n</div>", "spread over lines"},
    {"<p>a&#32;&#9;&#10;b</p>", "a b"},
    {"<p>one<!-- a comment --> two<!---->three<!-->four<!--->five", "one twothreefourfive"},
    {"<p>one<?php echo 1 ?>two</bogus>three</ >four", "onetwothreefour"},
    {"<p>one<![CDATA[two]]>three", "onethree"},
    {"<fieldset><legend>Name</legend>Value</fieldset>", "Name|Value"},
    {"<address>Quay 1<br>The Harbour</address>", "Quay 1 The Harbour"},
    {"<center>one</center>two<dir><li>three</dir>", "one|two|three"},
    {"<xmp>a <b> c</xmp>after", "a <b> c|after"},
    {"before<plaintext>a <b> &amp; c", "before|a <b> &amp; c"},
    {"<listing>one\n\ntwo</listing>", "one|two"},
    {"<pre>one\r\n \t\r\ntwo\n\n\n\nthree\n</pre>", "one|two|three"},
    {"<pre>  a   b\n  c</pre>", "a b c"},
};

TEST(text_flows_until_a_block_begins) { run_cases(test_self, flow_cases, ARRAY_LEN(flow_cases), false); }

static const struct shape_case table_cases[] = {
    {"<table><tr><td>only</table>", "only"},
    {"<table><thead><tr><th>a<th>b<tbody><tr><td>1<td>2<tfoot><tr><td>3<td>4</table>", "a b|1 2|3 4"},
    {"<table><tr><td><div>a</div><td><div>b</div></table>", "a|b"},
    {"<table><tr><td>a<td><table><tr><td>b<td>c</table><td>d</table>", "a|b c|d"},
    {"<table><caption>Trade</caption><tr><td>a<td>b</table>after", "Trade|a b|after"},
    {"<table><tr><td>a<br>b<td>c</table>", "a b c"},
    {"<table><tr><td>a</td>stray<td>b</tr></table>", "stray|a b"},
    {"<table><tr><td><td></table>x", "x"},
    {"<tr><td>a<td>b", "ab"},
};

TEST(rows_are_blocks_unless_they_are_layout) { run_cases(test_self, table_cases, ARRAY_LEN(table_cases), false); }

static const struct shape_case hidden_cases[] = {
    {"<p style=\"display:none\">no</p><p style='color:red;visibility : hidden'>no</p>yes", "yes"},
    {"<p style='DISPLAY: None'>no</p>yes", "yes"},
    {"<p style='display:\n none !important'>no</p>yes", "yes"},
    {"<p style='display:block'>a</p><p style='visibility:visible'>b</p>", "a|b"},
    {"<p class=sr-only>no</p><p class='u visually-hidden'>no</p><p class=screen-reader-text>no</p>yes", "yes"},
    {"<div hidden><p>no</p><table><tr><td>no</table></div>yes", "yes"},
    {"<div aria-hidden=false>yes</div><div aria-hidden=TRUE>no</div>", "yes"},
    {"<button>no</button><select><option>no</select><textarea>no</textarea><canvas>no</canvas>yes", "yes"},
    {"<video>no</video><audio>no</audio><object>no</object><iframe>no</iframe><noscript>no</noscript>yes", "yes"},
    {"<svg><text>no</text></svg><math><mtext>no</mtext></math>yes", "yes"},
    {"<head><title>no</title><style>no</style></head><body>yes", "yes"},
    {"<template><p>no</p></template><datalist><option>no</datalist>yes", "yes"},
};

TEST(what_no_reader_sees_is_left_out) { run_cases(test_self, hidden_cases, ARRAY_LEN(hidden_cases), false); }

/* Where scripts end is a rule of its own: https://html.spec.whatwg.org/multipage/parsing.html#script-data-state */
static const struct shape_case script_cases[] = {
    {"<script>a</script>yes", "yes"},
    {"<script>'</scripty>' </ script> </script >yes", "yes"},
    {"<script>'<script>'</script>yes", "yes"},
    {"<SCRIPT><!-- a --></ScRiPt\n>yes", "yes"},
    {"<script><!-- <script>a</script> b --></script>yes", "yes"},
    {"<script><!-- <script>a</script> <script>b</script> c</script>yes", "yes"},
    {"<script><!--> <script></script>yes", "yes"},
    {"<script><!-- <scripts> </script>yes", "yes"},
    {"<script><!-- <script/a</script/b</script>yes", "yes"},
    {"<script><!-- --> <script></script>yes", "yes"},
    {"before<script>never ends <p>no", "before"},
    {"before<script><!-- <script></script>still <p>no", "before"},
    {"<style>p::before{content:'</p>'}</style>yes<style>", "yes"},
    {"<iframe><p>no</p></iframe>yes<textarea></p>no</textarea>", "yes"},
    {"<title>a</title><p>b<title>c</title>d", "bd"},
};

TEST(scripts_end_where_browsers_end_them) { run_cases(test_self, script_cases, ARRAY_LEN(script_cases), false); }

static const struct shape_case reference_cases[] = {
    {"&lt;p&gt;", "<p>"},
    {"&amp;lt;", "&lt;"},
    {"&#x41;&#X42;&#67;", "ABC"},
    {"&#65&#66;", "AB"},
    {"&#0;&#xD800;&#x110000;", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"&#128;&#150;", "\xE2\x82\xAC\xE2\x80\x93"},
    {"&nosuch; & &; &&amp; &#; &#x;", "&nosuch; & &; && &#; &#x;"},
    {"&ampx &copyx &copy;x", "&x \xC2\xA9x \xC2\xA9x"},
    {"&NotEqualTilde;&fjlig;", "\xE2\x89\x82\xCC\xB8"
                               "fj"},
    {"a&shy;b&zwnj;c&ZeroWidthSpace;d", "abcd"},
    {"a&nbsp;&ensp;&thinsp;b", "a b"},
    {"AT&T and R&D;", "AT&T and R&D;"},
    {"&amp&amp&amp", "&&&"},
    {"x&#x1F600;y", "x\xF0\x9F\x98\x80y"},
};

TEST(references_are_what_browsers_show) { run_cases(test_self, reference_cases, ARRAY_LEN(reference_cases), false); }

static const struct shape_case broken_cases[] = {
    {"", ""},
    {"<", "<"},
    {"a<", "a<"},
    {"a</", "a</"},
    {"a<b", "a"},
    {"a<!", "a"},
    {"a<!--", "a"},
    {"a<1>b", "a<1>b"},
    {"<p<b>x", "x"},
    {"<p class='a>b'>x</p>", "x"},
    {"<p class=a'b>x</p>", "x"},
    {"<p a=b=c d>x</p>", "x"},
    {"<p =x>y", "y"},
    {"<p/><b/>x", "x"},
    {"</p>x</div></div>y", "xy"},
    {"<b><i>a</b>b</i>c", "abc"},
    {"<p>a<div>b</p>c", "a|b|c"},
    {"<a>one<a>two</a>", "one two"},
    {"<h1>a<h2>b</h1>c", "a|b|c"},
    {"<html><body>a</body></html>b<p>c", "ab|c"},
    {"<body><head><p>a", "a"},
    {"<frameset><frame></frameset><p>no", ""},
    {"\xEF\xBB\xBF<p>x", "x"},
    {"<p>\xC2\xA0\xE2\x80\x8B\xC2\xAD</p>", ""},
};

TEST(broken_markup_is_mended_as_browsers_do) { run_cases(test_self, broken_cases, ARRAY_LEN(broken_cases), false); }

TEST(case_of_names_does_not_matter)
{
    static const char *const same[] = {"<p>a</p><ul><li>b</li></ul><table><tr><td>c<td>d</table>",
                                       "<P>a</P><UL><LI>b</LI></UL><TABLE><TR><TD>c<TD>d</TABLE>",
                                       "<P\n>a</P\t><Ul ><lI/>b</li></uL ><tAbLe><tr><Td>c<tD>d</taBLe>"};
    buf b = {0};
    for (size_t i = 0; i < ARRAY_LEN(same); i++) {
        struct page_read r = page_read_html(same[i]);
        CHECK(!r.s && !r.wrong);
        CHECK_STR(page_read_join(&r, false, &b), "a|b|c d");
        page_read_free(&r);
    }
    buf_free(&b);
}

/* Tags in any order, closed or not: each word of the page stands in its clean text once, and leads back to its place. */
TEST(no_word_is_lost_or_doubled)
{
    static const char *const tags[] = {
        "div",   "p",  "b",          "i",       "a",      "ul",         "li",      "ol",    "table",   "tr",   "td", "th",
        "tbody", "h2", "blockquote", "span",    "pre",    "section",    "center",  "font",  "article", "nav",  "dl", "dt",
        "dd",    "em", "form",       "caption", "figure", "figcaption", "unknown", "aside", "footer",  "nobr", "u",  "address"};
    uint64_t seed = 61;
    for (int round = 0; round < 1500; round++) {
        buf b = {0};
        uint32_t n_word = 0;
        uint32_t place[128];
        for (uint32_t i = 0, n = 1 + random_below(&seed, 100); i < n; i++) {
            uint32_t what = random_below(&seed, 10);
            const char *tag = tags[random_below(&seed, (uint32_t)ARRAY_LEN(tags))];
            if (what < 4) {
                place[n_word] = (uint32_t)b.n + 1;
                buf_addf(&b, " w%u. ", n_word++);
            } else if (what == 4) {
                buf_addz(&b, random_below(&seed, 2) ? "<br>" : "<hr>");
            } else {
                buf_addf(&b, "<%s%s>", what < 8 ? "" : "/", tag);
            }
        }
        struct page_read r = page_read_with(buf_str(&b), "text/html", "", "", 0);
        CHECK_MSG(!r.s && !r.wrong, "round %d: %s", round, r.s ? r.err.msg : r.wrong);
        for (uint32_t k = 0; k < n_word; k++) {
            char word[16];
            (void)snprintf(word, sizeof word, "w%u.", k);
            size_t at = str_find(r.page.clean, str_of(word), 0);
            CHECK_MSG(at != SIZE_MAX, "round %d: %s is lost of %.*s", round, word, STR_ARG(buf_str(&b)));
            CHECK_MSG(str_find(r.page.clean, str_of(word), at + 1) == SIZE_MAX, "round %d: %s stands twice", round, word);
            span source = text_source_span(&r.page, (span){(uint32_t)at, (uint32_t)(at + strlen(word))});
            CHECK_MSG(source.begin == place[k] && span_len(source) == strlen(word), "round %d: %s leads to %u", round, word,
                      source.begin);
        }
        page_read_free(&r);
        buf_free(&b);
    }
}

TESTS(CASE(no_word_is_lost_or_doubled), CASE(tags_make_kinds_and_levels), CASE(lists_deeper_than_nine_stay_at_nine),
      CASE(text_flows_until_a_block_begins), CASE(rows_are_blocks_unless_they_are_layout),
      CASE(what_no_reader_sees_is_left_out), CASE(scripts_end_where_browsers_end_them), CASE(references_are_what_browsers_show),
      CASE(broken_markup_is_mended_as_browsers_do), CASE(case_of_names_does_not_matter))
