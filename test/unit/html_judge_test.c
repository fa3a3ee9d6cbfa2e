/* What of an HTML page is taken for the document: signs of elements, weights, links, and texts that lie in odd places. */
#include "page_read.h"

#include "test.h"

#define LONG "The ministers of the four states agreed on Monday that the patrols will be shared from the spring on."
#define MORE "They reaffirmed that every port stays open to all ships, and that the staffs will review the plan each year."
#define LAST "They thanked the host for the welcome, and agreed to meet again in the spring to look at what has been done."
#define ARTICLE "<p>" LONG "</p><p>" MORE "</p><p>" LAST "</p>"
#define MAIN LONG "|" MORE "|" LAST

/* What stands around the article: before it, behind it, and the kind that a piece of it must get. */
struct around_case {
    const char *before, *behind;
    const char *needle;
    enum text_kind kind;
};

static const struct around_case around_cases[] = {
    {"<nav><a href=x>Harbour news</a></nav>", "", "Harbour news", TEXT_MENU},
    {"<header><p>The Gazette of the Harbour</p></header>", "", "The Gazette", TEXT_MENU},
    {"<div class=breadcrumbs>Harbour / Patrols</div>", "", "Harbour /", TEXT_MENU},
    {"<div role=navigation>Harbour topics</div>", "", "Harbour topics", TEXT_MENU},
    {"<ul class='main-menu'><li><a href=x>Ports of call</a></ul>", "", "Ports of call", TEXT_MENU},
    {"", "<footer><p>Quay 1, the old harbour</p></footer>", "Quay 1", TEXT_NOTICE},
    {"", "<div id=site-footer>Quay 1, the old harbour</div>", "Quay 1", TEXT_NOTICE},
    {"", "<aside><p>Fees rise at the old port</p></aside>", "Fees rise", TEXT_MENU},
    {"", "<div class=related-stories><a href=x>Fees rise at the old port</a></div>", "Fees rise", TEXT_TEASER},
    {"", "<section class=comments><p>I do not believe a word of it.</p></section>", "I do not", TEXT_NOTE},
    {"", "<div class='share-buttons'>Send it on</div>", "Send it on", TEXT_MENU},
    {"<div class=cookie-banner>We look at how you use the site</div>", "", "We look at", TEXT_NOTICE},
    {"", "<div class='newsletter signup'>All news by mail</div>", "All news", TEXT_NOTICE},
    {"<div class=article-meta>Mara L.</div>", "", "Mara L.", TEXT_BYLINE},
    {"<figure><figcaption>A boat at the quay</figcaption></figure>", "", "A boat", TEXT_CAPTION},
    {"<p>Soldiers at the gate (Image: Agency)</p>", "", "Soldiers", TEXT_MENU},
    {"<div class=ad>Buy a boat today</div>", "", "Buy a boat", TEXT_MENU},
    {"", "<p class=copyright>\xC2\xA9 2025 Harbour Gazette. All rights reserved.</p>", "2025 Harbour", TEXT_NOTICE},
    {"<div class=wp-block-readMore><a href=x>Fees rise</a></div>", "", "Fees rise", TEXT_TEASER},
};

TEST(parts_around_an_article)
{
    buf page = {0};
    buf got = {0};
    for (size_t i = 0; i < ARRAY_LEN(around_cases); i++) {
        const struct around_case *c = &around_cases[i];
        buf_clear(&page);
        buf_addf(&page, "<body>%s<article>%s</article>%s", c->before, ARTICLE, c->behind);
        struct page_read r = page_read_with(buf_str(&page), "text/html", "", "", 0);
        CHECK_MSG(!r.s && !r.wrong, "case %zu: %s", i, r.s ? r.err.msg : r.wrong);
        CHECK_MSG(str_eq(page_read_main(&r, &got), STR(MAIN)), "case %zu: %.*s", i, STR_ARG(buf_str(&got)));
        enum text_kind kind = page_read_kind(&r, c->needle);
        CHECK_MSG(kind == c->kind, "case %zu: \"%s\" is a %s", i, c->needle,
                  kind < TEXT_KIND_COUNT ? text_kind_name(kind) : "nothing");
        page_read_free(&r);
    }
    buf_free(&page);
    buf_free(&got);
}

struct main_case {
    const char *page;
    const char *main;
};

static const struct main_case main_cases[] = {
    /* the text lies in what calls itself something else: the sign is not believed */
    {"<div class=share-container>" ARTICLE "</div>", MAIN},
    {"<form id=aspnetForm>" ARTICLE "</form>", MAIN},
    {"<div class=sidebar-layout><div class=menu>" ARTICLE "</div></div>", MAIN},
    {"<header>" ARTICLE "</header>", MAIN},
    {"<body class='post with-comments related'>" ARTICLE, MAIN},
    {"<div class=has-sidebar>" ARTICLE "</div><div class=no-comments></div>", MAIN},
    /* layout of old pages */
    {"<table><tr><td>" ARTICLE "</table>", MAIN},
    {"<table><tr><td class=nav><a href=a>One</a><br><a href=b>Two</a><td>" ARTICLE "</table>", MAIN},
    {"<center><font>" LONG "<br><br>" MORE "<br><br>" LAST "</font></center>", MAIN},
    {LONG "<p>" MORE "<p>" LAST, MAIN},
    {"<div>" LONG "</div><div>" MORE "</div><div>" LAST "</div>", MAIN},
    /* a text in several bodies, and one beside a longer list of readers' words */
    {"<div class=article-body><p>" LONG "</div><div class=x></div><div class=article-body><p>" MORE "<p>" LAST "</div>", MAIN},
    {"<article>" ARTICLE "</article><div class=comments>" ARTICLE ARTICLE "</div>", MAIN},
    {"<div itemprop=articleBody>" ARTICLE "</div><div>" ARTICLE "</div>", MAIN},
    {"<div itemprop='text articleBody'>" ARTICLE "</div><div>" ARTICLE "</div>", MAIN},
    /* one paragraph, and what goes with it */
    {"<h1>Patrols</h1><p>" LONG "</p><ul><li>the old port</li><li>the new one</li></ul>", LONG "|the old port|the new one"},
    {"<p>" LONG "</p><blockquote>So it was</blockquote>", LONG "|So it was"},
    {"<nav><a href=x>One</a></nav><div><p>" LONG "</p><table><tr><td>Ports<td>12</table></div>", LONG "|Ports 12"},
    /* headings, links and quotations inside */
    {"<article><p>" LONG "</p><h2><a href=x>What comes next</a></h2><p>" MORE "</p><p>" LAST "</p></article>",
     LONG "|What comes next|" MORE "|" LAST},
    {"<article><p>" LONG "</p><p><a href=x>Read what the other paper says of it</a></p><p>" MORE "</p><p>" LAST
     "</p></article>",
     MAIN},
    {"<article><p>" LONG "</p><blockquote class=share>" MORE "</blockquote><p>" LAST "</p></article>", MAIN},
    {"<article><p>" LONG "</p><p>Share</p><p>" MORE "</p><p>Advertisement</p><p>" LAST "</p></article>", MAIN},
    {"<article><section><header><h3>Aims</h3></header></section><p>" LONG "</p><section><header><h3>Means</h3></header><p>" MORE
     "</p></section><p>" LAST "</p></article>",
     LONG "|Means|" MORE "|" LAST},
    {"<div>1) Ports <a href=x>the list of all ports of the four states</a><br>\n<br>" LONG "<br><br>"
     "<a href=x>the list of all ports of the four states</a><br><br>" MORE "<br><br>" LAST "</div>",
     LONG "|the list of all ports of the four states|" MORE "|" LAST},
};

TEST(documents_in_odd_places)
{
    buf got = {0};
    for (size_t i = 0; i < ARRAY_LEN(main_cases); i++) {
        struct page_read r = page_read_html(main_cases[i].page);
        CHECK_MSG(!r.s && !r.wrong, "case %zu: %s", i, r.s ? r.err.msg : r.wrong);
        CHECK_MSG(str_eq(page_read_main(&r, &got), str_of(main_cases[i].main)), "case %zu: %.*s", i, STR_ARG(buf_str(&got)));
        page_read_free(&r);
    }
    buf_free(&got);
}

/* Wrappers, comments, attributes of no meaning and white space change nothing of what is read. */
TEST(markup_without_meaning_changes_nothing)
{
    static const char *const pages[] = {
        "<h1>Patrols</h1>" ARTICLE,
        "<!DOCTYPE html><html><head><meta charset=utf-8></head><body><h1>Patrols</h1>" ARTICLE "</body></html>",
        "<div><div><div><div><h1>Patrols</h1>" ARTICLE "</div></div></div></div>",
        "\n\n<h1 data-x=1 onclick=y>\n Patrols\n</h1>\n<!-- x -->" ARTICLE "\n\n",
        "<script>x</script><style>y</style><h1><span>Pat<b>rols</b></span></h1>" ARTICLE "<noscript><p>z</p></noscript>",
        "<h1>P&#97;trols</h1><div>" ARTICLE "</div>",
    };
    buf first = {0};
    buf got = {0};
    for (size_t i = 0; i < ARRAY_LEN(pages); i++) {
        struct page_read r = page_read_html(pages[i]);
        CHECK(!r.s && !r.wrong);
        CHECK_STR(r.page.found.title, "Patrols");
        str line = page_read_join(&r, true, i ? &got : &first);
        CHECK_MSG(str_eq(line, buf_str(&first)), "page %zu: %.*s", i, STR_ARG(line));
        page_read_free(&r);
    }
    buf_free(&first);
    buf_free(&got);
}

/* ---- limits ---- */

/* Whatever the cap: read, or refused as a limit with a reason; never a part of the page. What the reader keeps of a page
** fits into a small multiple of its text. */
static void run_caps(struct test_case *test_self, const char *media, const char *unit, int n)
{
    buf page = {0};
    for (int i = 0; i < n; i++) buf_addz(&page, unit);
    struct page_read whole = page_read_with(buf_str(&page), media, "x.txt", "", 0);
    CHECK_MSG(!whole.s && !whole.wrong, "%s", whole.s ? whole.err.msg : whole.wrong);
    CHECK_MSG(arena_used_bytes(whole.ar) < 8 * page.n + 65536, "%zu bytes kept", arena_used_bytes(whole.ar));
    size_t n_read = 0;
    size_t n_refused = 0;
    for (size_t cap = 500; cap < (size_t)64 << 20; cap = cap * 3 / 2) {
        struct page_read r = page_read_with(buf_str(&page), media, "x.txt", "", cap);
        CHECK_MSG(r.s == OK || r.s == E_LIMIT, "cap %zu: %d %s", cap, r.s, r.err.msg);
        CHECK_MSG(r.s != OK || (!r.wrong && str_eq(r.page.clean, whole.page.clean)), "cap %zu: %s", cap, r.wrong);
        CHECK_MSG(r.s == OK || r.err.msg[0], "cap %zu: no reason", cap);
        CHECK_MSG(!n_read || r.s == OK, "cap %zu is refused, a smaller one was not", cap);
        CHECK(arena_used_bytes(r.ar) <= cap);
        n_read += r.s == OK;
        n_refused += r.s != OK;
        page_read_free(&r);
    }
    CHECK(n_read > 3 && n_refused > 3);
    page_read_free(&whole);
    buf_free(&page);
}

TEST(caps_of_plain_pages) { run_caps(test_self, "text/plain", LONG "\n\n- an item, and more of it\n", 300); }
TEST(caps_of_html_pages) { run_caps(test_self, "text/html", "<p class=a>" LONG " <b>R&amp;D</b></p><ul><li>x</ul>", 300); }
TEST(caps_of_pages_with_much_markup) { run_caps(test_self, "text/html", "<div class=a><span></span></div>", 2000); }
TEST(caps_of_pages_of_white_space) { run_caps(test_self, "text/plain", "a \t ", 5000); }

TESTS(CASE(parts_around_an_article), CASE(documents_in_odd_places), CASE(markup_without_meaning_changes_nothing),
      CASE(caps_of_plain_pages), CASE(caps_of_html_pages), CASE(caps_of_pages_with_much_markup),
      CASE(caps_of_pages_of_white_space))
