/* Metadata of an HTML page: meta elements, links, microdata, <time>, and what of them makes title, author,
** site, date. Each source offers its value with a rank; html_meta_offer keeps the best. Nothing is put
** together from parts and nothing is guessed: a date that does not read as one day, a language that is no tag,
** an author that is an address say nothing. */
#include "text/html_meta.h"

#include "text/found.h"
#include "text/html_page.h"
#include "text/html_tree.h"

/* ISO first, since it cannot be misread; eight digits only when they end there or a time follows, so that a
** count of seconds is no date; at last what a person would write, in texts short enough to be a date and
** little else. */
day html_meta_day(str s)
{
    day d;
    size_t at = 0;
    span where;
    s = str_trim(s);
    if (s.n >= 10 && day_parse_iso((str){s.p, 10}, &d)) return d;
    uint64_t compact;
    if (s.n >= 8 && str_to_u64((str){s.p, 8}, 99999999, &compact) && compact > 19000000 && (s.n == 8 || s.p[8] == 'T'))
        return day_of_civil(
            (struct civil){(int32_t)(compact / 10000), (int32_t)(compact / 100 % 100), (int32_t)(compact % 100)});
    return s.n < 80 && found_date_next(s, &at, &d, &where) ? d : DATE_NONE;
}

/* The references are gumbo's: s as the text of a page, no markup in it, which is why each '<' is written as a
** reference first. Costs a small tree; asked only of values that hold an '&'. Returns "" when the arena
** refuses: the value then counts as not given. */
str html_meta_unescape(str s, arena *ar)
{
    buf escaped = {0};
    buf plain = {0};
    struct err err;
    GumboOutput *tree;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '<')
            buf_addz(&escaped, "&lt;");
        else
            buf_addc(&escaped, s.p[i]);
    }
    str copy = str_copy(ar, buf_str(&escaped));
    if (copy.p && !escaped.failed && !html_tree_parse(&tree, (char *)(uintptr_t)copy.p, copy.n, ar, &err)) {
        for (const GumboNode *n = tree->root; n; n = html_next(n, true, tree->root))
            if (n->type == GUMBO_NODE_TEXT || n->type == GUMBO_NODE_WHITESPACE) buf_addz(&plain, n->v.text.text);
    }
    str out = str_copy(ar, str_trim(buf_str(&plain)));
    buf_free(&escaped);
    buf_free(&plain);
    return out.p ? out : (str){"", 0};
}

/* The check of the date stands here and not at the end, so that a bad value of high rank does not hide a good
** one of a lower. */
void html_meta_offer(struct html_meta *m, enum html_field field, int rank, str value)
{
    value = str_trim(value);
    if (!value.n || rank <= m->rank[field] || !utf8_valid(value, NULL)) return;
    if ((field == META_DATE || field == META_MODIFIED) && html_meta_day(value) == DATE_NONE) return;
    bool text = field == META_TITLE || field == META_AUTHOR || field == META_SITE;
    str copy = text && memchr(value.p, '&', value.n) ? html_meta_unescape(value, m->ar) : str_copy(m->ar, value);
    if (!copy.n) return;
    m->value[field] = copy;
    m->rank[field] = rank;
}

/* ---- meta elements ---- */

#define PLAIN_TIME 15 /* rank of a <time> that does not say what of */

/* One row of the table of meta names. */
struct named {
    const char *name;
    enum html_field field;
    int rank;
};

/* Names of <meta name|property|itemprop>, lower-case. Ranks go with those of JSON-LD: an article there offers 30 to 32.
**
**     33      of papers in journals (citation_*)
**     30..32  an article's JSON-LD; published_time of Open Graph; datePublished
**     20..29  names that say less plainly what they date or name
**     15, 19  <time>, by its class or by its place
**     1..12   <title>, a page's JSON-LD */
static const struct named names[] = {
    {"og:title", META_TITLE, 28},
    {"twitter:title", META_TITLE, 20},
    {"dc.title", META_TITLE, 18},
    {"dcterms.title", META_TITLE, 18},
    {"citation_title", META_TITLE, 33},
    {"headline", META_TITLE, 22},
    {"og:site_name", META_SITE, 40},
    {"application-name", META_SITE, 5},
    {"og:url", META_ADDRESS, 10},
    {"og:locale", META_LANGUAGE, 5},
    {"content-language", META_LANGUAGE, 8},
    {"dc.language", META_LANGUAGE, 8},
    {"author", META_AUTHOR, 25},
    {"article:author", META_AUTHOR, 24},
    {"byl", META_AUTHOR, 26},
    {"parsely-author", META_AUTHOR, 26},
    {"sailthru.author", META_AUTHOR, 26},
    {"dc.creator", META_AUTHOR, 20},
    {"dcterms.creator", META_AUTHOR, 20},
    {"citation_author", META_AUTHOR, 33},
    {"article:published_time", META_DATE, 31},
    {"og:article:published_time", META_DATE, 30},
    {"og:published_time", META_DATE, 30},
    {"article:modified_time", META_MODIFIED, 31},
    {"og:updated_time", META_MODIFIED, 20},
    {"datemodified", META_MODIFIED, 30},
    {"datepublished", META_DATE, 30},
    {"citation_publication_date", META_DATE, 33},
    {"citation_date", META_DATE, 29},
    {"citation_online_date", META_DATE, 33},
    {"dc.date.issued", META_DATE, 28},
    {"dcterms.issued", META_DATE, 28},
    {"dcterms.created", META_DATE, 26},
    {"dc.date.created", META_DATE, 26},
    {"dc.date", META_DATE, 24},
    {"dcterms.date", META_DATE, 24},
    {"parsely-pub-date", META_DATE, 29},
    {"sailthru.date", META_DATE, 28},
    {"pubdate", META_DATE, 27},
    {"pub_date", META_DATE, 27},
    {"date", META_DATE, 20},
};

/* Names that are in no table but speak plainly ("article.publish_date", "publication_time"), unless they speak
** of a change or an expiry as well. */
static bool says_published(str name)
{
    bool publish = str_find(name, STR("publi"), 0) != SIZE_MAX;
    bool when = str_find(name, STR("date"), 0) != SIZE_MAX || str_find(name, STR("time"), 0) != SIZE_MAX;
    bool other = str_find(name, STR("modif"), 0) != SIZE_MAX || str_find(name, STR("updat"), 0) != SIZE_MAX ||
                 str_find(name, STR("expir"), 0) != SIZE_MAX;
    return publish && when && !other;
}

/* One <meta>: its name may stand in any of four attributes, of which pages mix up all. A name of 64 bytes or
** more is none that is known. */
static void take_meta(struct html_meta *m, const GumboElement *e)
{
    static const char *const keys[] = {"property", "name", "itemprop", "http-equiv"};
    str content = html_attribute(e, "content");
    for (size_t k = 0; k < ARRAY_LEN(keys) && content.n; k++) {
        char low[64];
        str key = html_attribute(e, keys[k]);
        if (!key.n || key.n >= sizeof low) continue;
        for (size_t i = 0; i < key.n; i++) low[i] = (char)ascii_tolower((unsigned char)key.p[i]);
        str name = {low, key.n};
        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
            bool address = names[i].field == META_AUTHOR && str_find(content, STR("://"), 0) != SIZE_MAX;
            if (str_eq(name, str_of(names[i].name)) && !address) html_meta_offer(m, names[i].field, names[i].rank, content);
        }
        if (says_published(name)) html_meta_offer(m, META_DATE, 22, content);
    }
}

/* The canonical address, which tells copies of one page apart from pages of their own. */
static void take_link(struct html_meta *m, const GumboElement *e)
{
    if (html_has_word(html_attribute(e, "rel"), STR("canonical")))
        html_meta_offer(m, META_ADDRESS, 20, html_attribute(e, "href"));
}

/* ---- elements of the page ---- */

/* <time datetime> and microdata. Which <time> is the page's own: marked as published, or the first one of the
** article, that is, behind the headline; above it stand clocks and other stories. Equal ranks keep the first.
**
**     <time datetime=2025-03-03 class=published>         the day
**     <time datetime=2025-03-03> behind the headline     the day, if no line says another
**     <time datetime=2025-03-03 class=updated>           nothing */
static void take_marked(struct html_page *h, struct html_meta *m, const GumboNode *node, bool seen_h1)
{
    const GumboElement *e = &node->v.element;
    str prop = html_attribute(e, "itemprop");
    str when = html_attribute(e, "datetime");
    if (!when.n) when = html_attribute(e, "content");
    bool published = html_has_word(prop, STR("datePublished"));
    if (published) html_meta_offer(m, META_DATE, 30, when.n ? when : html_text_of(h, node, 80));
    if (e->tag == GUMBO_TAG_TIME && when.n) {
        str class = html_attribute(e, "class");
        bool updated = str_find(class, STR("updated"), 0) != SIZE_MAX || str_find(class, STR("modified"), 0) != SIZE_MAX;
        bool says = says_published(class) || str_find(class, STR("published"), 0) != SIZE_MAX;
        if (says)
            html_meta_offer(m, META_DATE, 19, when);
        else if (!updated && seen_h1)
            html_meta_offer(m, META_DATE, PLAIN_TIME, when);
    }
    if (html_has_word(prop, STR("headline"))) html_meta_offer(m, META_TITLE, 24, html_text_of(h, node, 400));
    if (html_has_word(prop, STR("author"))) html_meta_offer(m, META_AUTHOR, 15, html_text_of(h, node, 100));
    if (html_has_word(html_attribute(e, "rel"), STR("author"))) html_meta_offer(m, META_AUTHOR, 14, html_text_of(h, node, 100));
}

/* All elements of the page, head and body, in document order. Only elements with attributes can say something
** of this sort, which passes over most of a page. */
static void take_tree(struct html_page *h, struct html_meta *m)
{
    bool seen_h1 = false;
    const GumboNode *root = h->tree->root;
    for (const GumboNode *n = root; n; n = html_next(n, true, root)) {
        if (n->type != GUMBO_NODE_ELEMENT) continue;
        const GumboElement *e = &n->v.element;
        if (n == h->h1) seen_h1 = true;
        if (e->tag == GUMBO_TAG_META) take_meta(m, e);
        if (e->tag == GUMBO_TAG_LINK) take_link(m, e);
        if (e->tag == GUMBO_TAG_HTML) html_meta_offer(m, META_LANGUAGE, 50, html_attribute(e, "lang"));
        if (e->attributes.length && e->tag != GUMBO_TAG_META && e->tag != GUMBO_TAG_LINK) take_marked(h, m, n, seen_h1);
    }
}

/* ---- putting together ---- */

/* "en-US", "en_GB", "EN" as "en" (the primary subtag of BCP 47, two or three letters); empty when it is no
** language tag, so that the text's own words are asked. */
static str language_tag(str s, arena *ar)
{
    size_t n = 0;
    while (n < s.n && ascii_alpha((unsigned char)s.p[n])) n++;
    bool good = (n == 2 || n == 3) && (n == s.n || s.p[n] == '-' || s.p[n] == '_');
    char *p = good ? str_zt(ar, (str){s.p, n}) : NULL;
    for (size_t i = 0; p && i < n; i++) p[i] = (char)ascii_tolower((unsigned char)p[i]);
    return (str){p ? p : "", p ? n : 0};
}

/* JSON-LD before the tree, which matters for equal ranks. The date is put aside when it comes from a bare
** <time> (weak): such an element says no more than the line it stands in, and html_visible reads that line
** with its label.
** Where each field comes from, best first:
**
**     title      the headline shown (html_visible), JSON-LD, Open Graph, microdata, <title>, without the site's name
**     date       the day shown with a label, metadata, a bare <time>, the address
**     author     metadata that name a person, the byline shown
**     site       og:site_name, the publisher of JSON-LD
**     address    <link rel=canonical>, og:url
**     language   <html lang>, metadata, the text's own words */
void html_found(struct html_page *h, str address)
{
    struct text_found *f = &h->d->found;
    struct html_meta m = {.ar = h->d->work};
    for (uint32_t i = 0; i < h->skeleton->n_data; i++) html_meta_json(&m, str_span(h->page, h->skeleton->data[i]));
    take_tree(h, &m);
    if (h->title) html_meta_offer(&m, META_TITLE, 2, html_text_of(h, h->title, 400));
    f->title = m.value[META_TITLE];
    size_t n_label = 0;
    f->author = m.value[META_AUTHOR];
    if (phrase_label(f->author, &n_label) == PHRASE_BYLINE)
        f->author = str_trim((str){f->author.p + n_label, f->author.n - n_label});
    f->site = m.value[META_SITE];
    f->address = m.value[META_ADDRESS];
    f->language = language_tag(m.value[META_LANGUAGE], m.ar);
    bool weak = m.rank[META_DATE] == PLAIN_TIME; /* a <time> says no more than the line that it stands in */
    f->date = weak ? DATE_NONE : html_meta_day(m.value[META_DATE]);
    if (f->date != DATE_NONE) f->date_basis = TEXT_DATE_META;
    html_visible(h, address, html_meta_day(m.value[META_MODIFIED]));
    if (f->date == DATE_NONE && weak && !h->date_in_doubt) {
        f->date = html_meta_day(m.value[META_DATE]);
        f->date_basis = TEXT_DATE_META;
    }
    found_rest(h->d, address);
}
