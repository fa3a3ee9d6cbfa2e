/* The skeleton of HTML pages and the estimate of their depth: what is kept of tags and text, what is left out, and that
** every run leads to its stretch of the page, whatever the bytes are. */
#include "text/html_skeleton.h"

#include "base/random.h"
#include "test.h"
#include "text/html_depth.h"
#include "text/html_tree.h"

struct skeleton_case {
    const char *page;
    const char *skeleton;
};

static const struct skeleton_case cases[] = {
    {"", ""},
    {"text", "~"},
    {" \n", " "},
    {"<p>one two</p> <p>three", "<p>~</p> <p>~"},
    {"a &amp; b", "~&amp;~"},
    {"&amp;&lt;x", "&amp;~&lt;~"},
    {"&amp;", "&amp;~"},
    {"a & b &; c", "~"},
    {"<P CLASS=x onclick='y' id=\"z\">", "<p CLASS=x id=\"z\">"},
    {"<p class=a class=b CLASS=c>", "<p class=a>"},
    {"<p class = 'a b' >", "<p class='a b'>"},
    {"<p class=''>", "<p class>"},
    {"<p class>", "<p class>"},
    {"<p id=a/><b/>", "<p id=a/><b/>"},
    {"<p style='color:red'><p style='DISPLAY:none'>", "<p><p style='DISPLAY:none'>"},
    {"<img src=x alt='a > b'>y", "<img>~"},
    {"</p class=x>y", "</p>~"},
    {"<!DOCTYPE html><p>", "<!DOCTYPE html><p>"},
    {"<!-- <p> --><?x?></ p><![CDATA[x]]>y", "~"},
    {"<script>if (a < b) '<p>'</script>x", "<script></script>~"},
    {"<style><p></style><textarea><p></textarea>", "<style></style><textarea></textarea>"},
    {"<title>a &amp; b</title>", "<title>~&amp;~</title>"},
    {"<xmp>a &amp; <b></xmp>", "<xmp>~</xmp>"},
    {"<plaintext>a</plaintext>b", "<plaintext>~"},
    {"a<b", "~"},
    {"a<b c='", "~"},
    {"a<!--", "~"},
    {"a < b <3 <", "~"},
};

TEST(tags_stay_and_text_becomes_signs)
{
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        arena *ar = arena_new(0);
        struct skeleton s;
        CHECK(!skeleton_make(&s, str_of(cases[i].page), ar, NULL));
        CHECK_STR(((str){s.html, s.n_html}), cases[i].skeleton);
        CHECK_INT(s.n_cut, 0);
        arena_free(ar);
    }
}

TEST(data_are_found_by_their_type)
{
    str page = str_of("<script type='application/ld+json'>{\"a\":1}</script><script>x</script>"
                      "<script TYPE=\"application/LD+json\">b</script><script type=application/ld+json;v=1> two </script>"
                      "<p type='application/ld+json'>text</p>");
    arena *ar = arena_new(0);
    struct skeleton s;
    CHECK(!skeleton_make(&s, page, ar, NULL));
    CHECK_INT(s.n_data, 3);
    CHECK_STR(str_span(page, s.data[0]), "{\"a\":1}");
    CHECK_STR(str_span(page, s.data[1]), "b");
    CHECK_STR(str_span(page, s.data[2]), " two ");
    arena_free(ar);
}

/* NULL, or what of the runs does not hold. */
static const char *runs_wrong(const struct skeleton *s, str page)
{
    uint32_t at = 0;
    uint32_t text = 0;
    for (uint32_t i = 0; i < s->n_run; i++) {
        const struct skeleton_run *r = &s->run[i];
        if (r->at < at || r->at + r->n > s->n_html) return "runs in order in the skeleton";
        if (r->text.begin < text || r->text.end < r->text.begin || r->text.end > page.n) return "runs in order in the page";
        str in_page = str_span(page, r->text);
        str shown = {s->html + r->at, r->n};
        if (r->is_reference && !str_eq(shown, in_page)) return "a reference letter by letter";
        if (!r->is_reference && (r->n != 1 || shown.p[0] != (r->is_space ? ' ' : SKELETON_TEXT))) return "a sign";
        bool blank = true;
        for (size_t k = 0; k < in_page.n; k++) blank = blank && ascii_space((unsigned char)in_page.p[k]);
        if (!r->is_reference && in_page.n && blank != r->is_space) return "white space told apart";
        at = r->at + r->n;
        text = r->text.end;
    }
    return NULL;
}

TEST(runs_hold_for_any_bytes)
{
    static const char *const pieces[] = {
        "<p>",      "</p>",    "<",        ">",          "&amp;",     "&",   "&#65",    ";",        "text",
        " ",        "\n",      "<script>", "</script>",  "<!--",      "-->", "<style>", "</style>", "<title>",
        "</title>", "='\"",    "class=a",  "<a href='x", "'",         "\"",  "/",       "<b ",      "\xED\x95\x9C",
        "\xFF",     "&notit;", "<xmp>",    "</xmp>",     "<![CDATA[", "]]>", "="};
    uint64_t seed = 4;
    for (int round = 0; round < 20000; round++) {
        buf b = {0};
        arena *ar = arena_new(0);
        struct skeleton s;
        for (uint32_t i = 0, n = random_below(&seed, 30); i < n; i++)
            buf_addz(&b, pieces[random_below(&seed, (uint32_t)ARRAY_LEN(pieces))]);
        CHECK(!skeleton_make(&s, buf_str(&b), ar, NULL));
        const char *why = runs_wrong(&s, buf_str(&b));
        CHECK_MSG(!why, "round %d: %s: %.*s", round, why, STR_ARG(buf_str(&b)));
        CHECK_MSG(s.n_html <= b.n + b.n / 2, "round %d: %u of %zu bytes", round, s.n_html, b.n);
        arena_free(ar);
        buf_free(&b);
    }
}

/* The value of the first attribute, as the skeleton has it. */
static size_t kept_value(const char *name, const char *unit, size_t n)
{
    buf b = {0};
    arena *ar = arena_new(0);
    struct skeleton s;
    buf_addf(&b, "<p %s=\"", name);
    for (size_t i = 0; i < n; i++) buf_addz(&b, unit);
    buf_addz(&b, "\">x");
    size_t got = SIZE_MAX;
    if (!skeleton_make(&s, buf_str(&b), ar, NULL)) {
        str html = {s.html, s.n_html};
        size_t open = str_find(html, STR("\""), 0);
        got = open == SIZE_MAX ? 0 : str_find(html, STR("\""), open + 1) - open - 1;
        if (open != SIZE_MAX && !utf8_valid(html, NULL)) got = SIZE_MAX;
    }
    arena_free(ar);
    buf_free(&b);
    return got;
}

TEST(long_values_are_cut_at_characters_and_references)
{
    CHECK_INT(kept_value("class", "a", SKELETON_MAX_VALUE), SKELETON_MAX_VALUE);
    CHECK_INT(kept_value("class", "a", SKELETON_MAX_VALUE + 1), SKELETON_MAX_VALUE);
    CHECK_INT(kept_value("content", "a", 100000), SKELETON_MAX_CONTENT);
    CHECK_INT(kept_value("class", "\xED\x95\x9C", 1000), SKELETON_MAX_VALUE / 3 * 3);
    CHECK_INT(kept_value("class", "\xF0\x9F\x98\x80", 1000), SKELETON_MAX_VALUE);
    size_t n = kept_value("class", "ab&amp;", 1000); /* no reference is cut in two */
    CHECK(n <= SKELETON_MAX_VALUE && n % 7 == 2);
    CHECK_INT(kept_value("onclick", "a", 10), 0);
}

TEST(names_too_long_are_left_out)
{
    for (size_t n = 62; n < 68; n++) {
        buf b = {0};
        arena *ar = arena_new(0);
        struct skeleton s;
        buf_addc(&b, '<');
        buf_fill(&b, 'x', n);
        buf_addz(&b, ">y</");
        buf_fill(&b, 'x', n);
        buf_addc(&b, '>');
        CHECK(!skeleton_make(&s, buf_str(&b), ar, NULL));
        CHECK_INT(s.n_html, n <= 64 ? b.n : 1);
        CHECK_INT(s.n_cut, n <= 64 ? 0 : 1);
        arena_free(ar);
        buf_free(&b);
    }
}

TEST(attributes_have_a_number)
{
    buf b = {0};
    arena *ar = arena_new(0);
    struct skeleton s;
    buf_addz(&b, "<p");
    for (int i = 0; i < 1000; i++) buf_addf(&b, " a%d=x class%d id=y%d", i, i, i);
    buf_addz(&b, ">z");
    CHECK(!skeleton_make(&s, buf_str(&b), ar, NULL));
    CHECK_STR(((str){s.html, s.n_html}), "<p id=y0>~"); /* the first of equal names, and none that nobody asks for */
    arena_free(ar);
    buf_free(&b);
}

/* ---- depth ---- */

/* Keeps of n start tags with this name, and how deep the estimate then is. */
static uint32_t kept_of(struct html_depth *d, const char *name, uint32_t n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) kept += html_depth_start(d, str_of(name));
    return kept;
}

TEST(nesting_is_cut_at_its_depth)
{
    static const struct {
        const char *name;
        uint32_t want; /* of 2,000 start tags without an end */
    } names[] = {{"div", SKELETON_MAX_DEPTH},
                 {"span", SKELETON_MAX_DEPTH},
                 {"table", SKELETON_MAX_DEPTH},
                 {"x-y", SKELETON_MAX_DEPTH},
                 {"b", SKELETON_MAX_FORMATTING},
                 {"a", SKELETON_MAX_FORMATTING},
                 {"br", 2000},
                 {"img", 2000},
                 {"p", 2000},
                 {"li", 2000},
                 {"td", 2000},
                 {"body", 2000}};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct html_depth d = {.ar = arena_new(0)};
        uint32_t kept = kept_of(&d, names[i].name, 2000);
        CHECK_MSG(kept == names[i].want && !d.failed, "%s: %u", names[i].name, kept);
        arena_free(d.ar);
    }
}

TEST(end_tags_make_room_again)
{
    struct html_depth d = {.ar = arena_new(0)};
    for (int round = 0; round < 5000; round++) {
        CHECK(html_depth_start(&d, STR("div")) && html_depth_start(&d, STR("b")));
        CHECK(html_depth_end(&d, STR("b")) && html_depth_end(&d, STR("div")));
    }
    CHECK_INT(d.n, 0);
    CHECK_INT(d.n_formatting_all, 0);
    CHECK_INT(kept_of(&d, "div", 1000), SKELETON_MAX_DEPTH);
    /* the end tags of what was left out are left out too, those of the others are kept */
    for (uint32_t i = 0; i < 1000; i++) CHECK_INT(html_depth_end(&d, STR("div")), i >= 1000 - SKELETON_MAX_DEPTH);
    CHECK_INT(d.n, 0);
    CHECK(html_depth_end(&d, STR("div")) && html_depth_end(&d, STR("p")) && html_depth_end(&d, STR("br")));
    arena_free(d.ar);
}

/* "</p>" and the like do not reach out of a cell, "</table>" does; a tag that is not heard talks nothing down. */
TEST(end_tags_are_heard_in_their_scope)
{
    struct html_depth d = {.ar = arena_new(0)};
    CHECK(html_depth_start(&d, STR("span")) && html_depth_start(&d, STR("table")) && html_depth_start(&d, STR("span")));
    CHECK_INT(d.n, 3);
    CHECK(html_depth_end(&d, STR("i")));
    CHECK_INT(d.n, 3);
    CHECK(html_depth_end(&d, STR("span")));
    CHECK_INT(d.n, 2);
    CHECK(html_depth_end(&d, STR("span"))); /* the outer one, through the table: not heard */
    CHECK_INT(d.n, 2);
    CHECK(html_depth_end(&d, STR("table")));
    CHECK_INT(d.n, 1);
    CHECK(html_depth_start(&d, STR("div")) && html_depth_end(&d, STR("span"))); /* an inline end tag does not close a div */
    CHECK_INT(d.n, 2);
    arena_free(d.ar);
}

TEST(pages_that_nest_too_deep_keep_their_text)
{
    buf b = {0};
    arena *ar = arena_new(0);
    struct skeleton s;
    for (int i = 0; i < 3000; i++) buf_addz(&b, "<div>t");
    for (int i = 0; i < 3000; i++) buf_addz(&b, "</div>");
    CHECK(!skeleton_make(&s, buf_str(&b), ar, NULL));
    CHECK_INT(s.n_cut, 3000 - SKELETON_MAX_DEPTH);
    uint32_t signs = 0;
    uint32_t tags = 0;
    for (uint32_t i = 0; i < s.n_html; i++) {
        signs += s.html[i] == SKELETON_TEXT;
        tags += s.html[i] == '<';
    }
    CHECK_INT(signs, 3000);
    CHECK_INT(tags, 2 * SKELETON_MAX_DEPTH);
    arena_free(ar);
    buf_free(&b);
}

TEST(a_tree_needs_its_room)
{
    char html[] = "<p>~</p>";
    GumboOutput *tree = NULL;
    struct err err = {0};
    arena *small = arena_new((size_t)1 << 20);
    CHECK_INT(html_tree_parse(&tree, html, sizeof html - 1, small, &err), E_LIMIT);
    CHECK(err.msg[0] && !tree);
    arena_free(small);
    arena *ar = arena_new(0);
    CHECK_INT(html_tree_parse(&tree, html, sizeof html - 1, ar, &err), OK);
    CHECK(tree && tree->root->type == GUMBO_NODE_ELEMENT);
    CHECK_INT(html_tree_parse(&tree, html, 0, ar, &err), OK);
    arena_free(ar);
}

TESTS(CASE(tags_stay_and_text_becomes_signs), CASE(data_are_found_by_their_type), CASE(runs_hold_for_any_bytes),
      CASE(long_values_are_cut_at_characters_and_references), CASE(names_too_long_are_left_out), CASE(attributes_have_a_number),
      CASE(nesting_is_cut_at_its_depth), CASE(end_tags_make_room_again), CASE(end_tags_are_heard_in_their_scope),
      CASE(pages_that_nest_too_deep_keep_their_text), CASE(a_tree_needs_its_room))
