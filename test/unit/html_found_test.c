/* What an HTML page says of itself: metadata by rank, structured data, microdata, and what a reader sees before them. */
#include "text/html_meta.h"

#include "page_read.h"

#include "test.h"

#define LONG "The ministers of the four states agreed on Monday that the patrols will be shared from the spring on."
#define BODY "<p>" LONG "</p><p>" LONG "</p>"

struct found_case {
    const char *page;
    const char *address;
    const char *found; /* "title;day basis;author;site;language", as found_line writes it */
};

static str found_line(const struct text_found *f, buf *b)
{
    buf_clear(b);
    buf_add(b, f->title);
    buf_addc(b, ';');
    day_write(b, f->date);
    if (f->date != DATE_NONE) buf_addf(b, " %s", text_date_basis_name(f->date_basis));
    buf_addc(b, ';');
    buf_add(b, f->author);
    buf_addc(b, ';');
    buf_add(b, f->site);
    buf_addc(b, ';');
    buf_add(b, f->language);
    return buf_str(b);
}

static void run_cases(struct test_case *test_self, const struct found_case *cases, size_t n)
{
    buf b = {0};
    for (size_t i = 0; i < n; i++) {
        struct page_read r = page_read_with(str_of(cases[i].page), "text/html", "", cases[i].address, 0);
        CHECK_MSG(!r.s && !r.wrong, "case %zu: %s", i, r.s ? r.err.msg : r.wrong);
        CHECK_MSG(str_eq(found_line(&r.page.found, &b), str_of(cases[i].found)), "case %zu gives \"%.*s\", not \"%s\"", i,
                  STR_ARG(buf_str(&b)), cases[i].found);
        page_read_free(&r);
    }
    buf_free(&b);
}

static const struct found_case title_cases[] = {
    {"<title>Patrols are shared</title>" BODY, "", "Patrols are shared;;;;en"},
    {"<title>Patrols are shared by four | Harbour Gazette</title>" BODY, "", "Patrols are shared by four;;;;en"},
    {"<title>Patrols are shared by four - News - Harbour Gazette</title>" BODY, "https://www.harbourgazette.example/x",
     "Patrols are shared by four - News;;;;en"},
    {"<title>Patrols are shared by four - Harbour Gazette</title><meta property=og:site_name content='Harbour Gazette'>" BODY,
     "", "Patrols are shared by four;;;Harbour Gazette;en"},
    {"<title>War - a short history of it</title>" BODY, "", "War - a short history of it;;;;en"},
    {"<title>a</title><meta property=og:title content='Patrols &amp;amp; ports'>" BODY, "", "Patrols & ports;;;;en"},
    {"<title>Other words</title><h1>Patrols are shared</h1>" BODY, "", "Patrols are shared;;;;en"},
    {"<title>Patrols are shared by all</title><h1>Harbour Gazette</h1><h2>Patrols are shared by all</h2>"
     "<meta property=og:site_name content='Harbour Gazette'>" BODY,
     "", "Patrols are shared by all;;;Harbour Gazette;en"},
    /* the letters of a word inside another are no shared word: "art" is not in "party", "on" not in "London" */
    {"<title>art on us</title><h1>London party bus</h1><h2>art on us</h2>" BODY, "", "art on us;;;;en"},
    {"<meta name=twitter:title content=Tweeted><meta property=og:title content=Shown><title>Titled</title>" BODY, "",
     "Shown;;;;en"},
    {"<meta property=og:title content=''><title>Titled</title>" BODY, "", "Titled;;;;en"},
    {"<meta property=og:title content=First><meta property=og:title content=Second>" BODY, "", "First;;;;en"},
    {"<h1>" LONG " " LONG " " LONG " " LONG "</h1>" BODY, "", ";;;;en"},
    {BODY, "", ";;;;en"},
};

TEST(titles_by_rank_and_by_what_is_seen) { run_cases(test_self, title_cases, ARRAY_LEN(title_cases)); }

#define HEAD "<title>Patrols are shared</title>"
static const struct found_case date_cases[] = {
    {HEAD "<meta property=article:published_time content=2025-03-03T10:00:00Z>" BODY, "",
     "Patrols are shared;2025-03-03 page metadata;;;en"},
    {HEAD "<meta name=date content='3 March 2025'>" BODY, "", "Patrols are shared;2025-03-03 page metadata;;;en"},
    {HEAD "<meta name=PubDate content=20250303>" BODY, "", "Patrols are shared;2025-03-03 page metadata;;;en"},
    {HEAD "<meta name=date content='03/04/2025'>" BODY, "", "Patrols are shared;;;;en"},
    {HEAD "<meta name=date content='2025-02-30'>" BODY, "", "Patrols are shared;;;;en"},
    {HEAD "<meta property=article:modified_time content=2025-03-03>" BODY, "", "Patrols are shared;;;;en"},
    {HEAD "<meta name=article.publish_date content=2025-03-03>" BODY, "", "Patrols are shared;2025-03-03 page metadata;;;en"},
    {HEAD "<meta name=publication-expires-date content=2025-03-03>" BODY, "", "Patrols are shared;;;;en"},
    {"<h1>Patrols are shared</h1><p>3 March 2025</p>" BODY, "", "Patrols are shared;2025-03-03 page;;;en"},
    {"<h1>Patrols are shared</h1><p>Updated 3 March 2025</p>" BODY, "", "Patrols are shared;2025-03-03 page;;;en"},
    {"<h1>Patrols are shared</h1><p>Published 2 March 2025 | Updated 3 March 2025</p>" BODY, "",
     "Patrols are shared;2025-03-02 page;;;en"},
    {"<h1>Patrols are shared</h1><p>Updated 3 March 2025 | Published 2 March 2025</p>" BODY, "",
     "Patrols are shared;2025-03-02 page;;;en"},
    {"<h1>Patrols are shared</h1><p>Published:</p><p>2 March 2025</p>" BODY, "", "Patrols are shared;2025-03-02 page;;;en"},
    {"<h1>Patrols are shared</h1><p>They had met on 3 March 2025 in a hall.</p>" BODY, "", "Patrols are shared;;;;en"},
    {"<h1>Patrols are shared</h1><div class=related><p>3 March 2025</p></div>" BODY, "", "Patrols are shared;;;;en"},
    {"<h1>Patrols are shared</h1>" BODY "<p>Posted on 3 March 2025</p>", "", "Patrols are shared;2025-03-03 page;;;en"},
    {HEAD BODY, "https://x.example/2025/03/03/patrols", "Patrols are shared;2025-03-03 address;;;en"},
    {HEAD "<link rel=canonical href='https://x.example/2025/03/03/p'>" BODY, "", "Patrols are shared;;;;en"},
    {"<h1>Patrols are shared</h1><p>3 March 2025</p>" BODY, "https://x.example/2024/01/01/p",
     "Patrols are shared;2025-03-03 page;;;en"},
    /* two days far apart, the one above the headline: nothing tells which */
    {"<meta name=date content=2024-01-01><p>3 March 2025</p><h1>Patrols are shared</h1>" BODY, "", "Patrols are shared;;;;en"},
    {"<meta name=date content=2025-03-02><h1>Patrols are shared</h1><p>Updated 4 March 2025</p>" BODY, "",
     "Patrols are shared;2025-03-02 page metadata;;;en"},
    {"<meta name=date content=2024-01-01><h1>Patrols are shared</h1><p>Published 4 March 2025</p>" BODY, "",
     "Patrols are shared;2025-03-04 page;;;en"},
};

TEST(dates_by_label_place_and_metadata) { run_cases(test_self, date_cases, ARRAY_LEN(date_cases)); }

static const struct found_case markup_cases[] = {
    {"<h1>Patrols</h1><time datetime=2025-03-03T10:00>long ago</time>" BODY, "", "Patrols;2025-03-03 page metadata;;;en"},
    {"<time datetime=2025-03-03>long ago</time><h1>Patrols</h1>" BODY, "", "Patrols;;;;en"},
    {"<h1>Patrols</h1><time class=updated datetime=2025-03-03>x</time>" BODY, "", "Patrols;;;;en"},
    {"<time class=published datetime=2025-03-03>x</time><h1>Patrols</h1>" BODY, "", "Patrols;2025-03-03 page metadata;;;en"},
    {"<h1>Patrols</h1><span itemprop=datePublished content=2025-03-03>x</span>" BODY, "",
     "Patrols;2025-03-03 page metadata;;;en"},
    {"<h1>Patrols</h1><span itemprop='dateCreated datePublished' content=2025-03-03>x</span>" BODY, "",
     "Patrols;2025-03-03 page metadata;;;en"},
    {"<div itemprop='name headline'>Patrols are shared by four</div>" BODY, "", "Patrols are shared by four;;;;en"},
    {"<h1>Patrols</h1><a rel='nofollow author' href=x>Mara Linden</a>" BODY, "", "Patrols;;Mara Linden;;en"},
    {"<h1>Patrols</h1><p>By Mara Linden</p>" BODY, "", "Patrols;;Mara Linden;;en"},
    {"<h1>Patrols</h1><p>By</p><p>Mara Linden</p>" BODY, "", "Patrols;;Mara Linden;;en"},
    {"<h1>Patrols</h1><div class=post-author><span>Mara Linden</span></div>" BODY, "", "Patrols;;Mara Linden;;en"},
    {"<h1>Patrols</h1><p>Mara Linden</p>" BODY, "", "Patrols;;;;en"},
    {"<meta name=author content='By Mara Linden'><h1>Patrols</h1>" BODY, "", "Patrols;;Mara Linden;;en"},
    {"<meta name=author content='https://x.example/mara'><h1>Patrols</h1>" BODY, "", "Patrols;;;;en"},
    {"<meta name=author content='Gazette'><meta property=og:site_name content=Gazette><h1>Patrols</h1><p>By Mara "
     "Linden</p>" BODY,
     "", "Patrols;;Mara Linden;Gazette;en"},
    {"<html lang=da-DK><h1>Patrols</h1>" BODY, "", "Patrols;;;;da"},
    {"<html lang=KO><h1>Patrols</h1>" BODY, "", "Patrols;;;;ko"},
    {"<html lang=english><h1>Patrols</h1>" BODY, "", "Patrols;;;;en"},
    {"<html lang=''><meta property=og:locale content=fr_FR><h1>Patrols</h1>" BODY, "", "Patrols;;;;fr"},
    {"<h1>Patrols</h1><p>Yes.</p>", "", "Patrols;;;;"},
};

TEST(markup_tells_author_time_and_language) { run_cases(test_self, markup_cases, ARRAY_LEN(markup_cases)); }

#define LD(json_) "<script type='application/ld+json'>" json_ "</script>"
static const struct found_case json_cases[] = {
    {LD("{\"@type\":\"NewsArticle\",\"headline\":\"Patrols are shared\",\"datePublished\":\"2025-03-03\",\"author\":\"Mara "
        "Linden\"}") BODY,
     "", "Patrols are shared;2025-03-03 page metadata;Mara Linden;;en"},
    {LD("[{\"@type\":\"WebSite\",\"name\":\"Gazette\"},{\"@type\":[\"x\",\"Report\"],\"headline\":\"Patrols\"}]") BODY, "",
     "Patrols;;;;en"},
    {LD("{\"@type\":\"WebPage\",\"name\":\"Weak\"}") LD("{\"@type\":\"Article\",\"headline\":\"Strong\"}") BODY, "",
     "Strong;;;;en"},
    {LD("{\"@type\":\"Article\",\"headline\":\"Strong\"}") LD("{\"@type\":\"WebPage\",\"name\":\"Weak\"}") BODY, "",
     "Strong;;;;en"},
    {LD("{\"@type\":\"Person\",\"headline\":\"Not of the page\"}") BODY, "", ";;;;en"},
    {LD("{\"@type\":\"Article\",\"headline\":17,\"author\":[{\"name\":[\"Mara\"]},null,7,[]]}") BODY, "", ";;Mara;;en"},
    {LD("{\"@type\":\"Article\",\"headline\":\"cut") BODY, "", ";;;;en"},
    {LD("") LD("null") LD("7") LD("\"x\"") LD("[]") BODY, "", ";;;;en"},
    {LD("{\"@type\":\"Article\",\"comment\":{\"@type\":\"Article\",\"headline\":\"By a reader\"}}") BODY, "", ";;;;en"},
    {LD("<!-- {\"@type\":\"Article\",\"headline\":\"In comment signs\"} -->") BODY, "", "In comment signs;;;;en"},
    {LD("{\"@type\":\"Article\",\"publisher\":{\"@type\":\"Organization\",\"name\":\"Gazette\"},\"inLanguage\":\"en-GB\"}")
         BODY,
     "", ";;;Gazette;en"},
    {"<script>{\"@type\":\"Article\",\"headline\":\"Not data\"}</script>" BODY, "", ";;;;en"},
    {LD("{\"@type\":\"Article\",\"datePublished\":\"2025-13-03\",\"dateModified\":\"2025-03-03\"}") BODY, "", ";;;;en"},
};

TEST(structured_data_of_all_shapes) { run_cases(test_self, json_cases, ARRAY_LEN(json_cases)); }

/* Depth and number are the page's choice: what is too deep or too much says nothing, and costs little. */
TEST(structured_data_without_measure)
{
    static const struct {
        const char *open, *middle, *close;
        size_t n;
        const char *title;
    } cases[] = {
        {"{\"a\":", "{\"@type\":\"Article\",\"headline\":\"Deep\"}", "}", 1000, "Deep"},
        {"{\"a\":", "{\"@type\":\"Article\",\"headline\":\"Deep\"}", "}", 100000, ""},
        {"[", "1", "]", 200000, ""},
        {"{\"@type\":\"Thing\"},", "{\"@type\":\"Article\",\"headline\":\"Late\"}]", "", 3000, "Late"},
        {"{\"@type\":\"Thing\"},", "{\"@type\":\"Article\",\"headline\":\"Late\"}]", "", 9000, ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        buf b = {0};
        struct html_meta m = {.ar = arena_new(0)};
        if (cases[i].close[0] == 0) buf_addc(&b, '[');
        for (size_t k = 0; k < cases[i].n; k++) buf_addz(&b, cases[i].open);
        buf_addz(&b, cases[i].middle);
        for (size_t k = 0; k < cases[i].n; k++) buf_addz(&b, cases[i].close);
        html_meta_json(&m, buf_str(&b));
        CHECK_STR(m.value[META_TITLE], cases[i].title);
        arena_free(m.ar);
        buf_free(&b);
    }
}

TEST(a_better_rank_wins_whatever_the_order)
{
    static const char *const values[] = {"low", "middle", "high"};
    static const int ranks[] = {3, 7, 20};
    static const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (size_t i = 0; i < ARRAY_LEN(orders); i++) {
        struct html_meta m = {.ar = arena_new(0)};
        for (int k = 0; k < 3; k++) html_meta_offer(&m, META_SITE, ranks[orders[i][k]], str_of(values[orders[i][k]]));
        html_meta_offer(&m, META_SITE, 20, STR("as high, later"));
        html_meta_offer(&m, META_SITE, 99, STR("   "));
        html_meta_offer(&m, META_SITE, 99, STR("\xFF"));
        html_meta_offer(&m, META_DATE, 99, STR("soon"));
        CHECK_STR(m.value[META_SITE], "high");
        CHECK(!m.value[META_DATE].n && !m.rank[META_DATE]);
        arena_free(m.ar);
    }
}

TEST(metadata_are_unescaped_once)
{
    static const struct {
        const char *in, *out;
    } cases[] = {{"a &amp; b", "a & b"},
                 {"&lt;b&gt; x", "<b> x"},
                 {"x < y > z", "x < y > z"},
                 {"&amp;amp;", "&amp;"},
                 {" &#8220;q&#8221; ", "\xE2\x80\x9Cq\xE2\x80\x9D"},
                 {"&", "&"},
                 {"<script>x</script>", "<script>x</script>"},
                 {"a\n&nbsp;b", "a\n\xC2\xA0"
                                "b"}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        arena *ar = arena_new(0);
        CHECK_STR(html_meta_unescape(str_of(cases[i].in), ar), cases[i].out);
        arena_free(ar);
    }
}

TESTS(CASE(titles_by_rank_and_by_what_is_seen), CASE(dates_by_label_place_and_metadata),
      CASE(markup_tells_author_time_and_language), CASE(structured_data_of_all_shapes), CASE(structured_data_without_measure),
      CASE(a_better_rank_wins_whatever_the_order), CASE(metadata_are_unescaped_once))
