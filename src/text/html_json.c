/* What a page's JSON-LD (schema.org) says of its article: headline, date, authors, publisher, language. JSON
** is jansson's; what is written here is only where in the graph to look. Pages nest their article in @graph,
** in arrays, in mainEntity, so that every object is looked at, the nearest to the root first, up to MAX_NODES.
** Ranks: an object's type gives 30, 20 or 10, the field adds 0 to 2; the table of html_meta.c gives meta
** elements their places between these. */
#include "text/html_meta.h"

#include <jansson.h>

/* Larger texts are data of programs, not descriptions of an article; they are passed over as if they were not
** there. */
#define MAX_JSON_BYTES ((size_t)2 << 20)
#define MAX_NODES 4000 /* objects and arrays looked at */

/* Rank of a type among those that describe the page's own text; 0: none of them.
**
**     NewsArticle, ScholarlyArticle, BlogPosting, Report      3: of the text of the page
**     SocialMediaPosting, Recipe, Review                      2
**     WebPage, CreativeWork                                   1: of the page
**     Person, Organization, WebSite, ImageObject              0 */
static int rank_of_name(str type)
{
    if (str_ends(type, STR("Article")) || str_ends(type, STR("BlogPosting")) || str_ends(type, STR("Report"))) return 3;
    if (str_ends(type, STR("Posting")) || str_ends(type, STR("Recipe")) || str_ends(type, STR("Review"))) return 2;
    if (str_ends(type, STR("WebPage")) || str_ends(type, STR("CreativeWork"))) return 1;
    return 0;
}

/* The best rank of any of the types; "@type" may be a string or an array of them. */
static int rank_of_type(const json_t *node)
{
    const json_t *type = json_object_get(node, "@type");
    int best = json_is_string(type) ? rank_of_name(str_of(json_string_value(type))) : 0;
    size_t i;
    const json_t *one;
    json_array_foreach(type, i, one)
    {
        int rank = json_is_string(one) ? rank_of_name(str_of(json_string_value(one))) : 0;
        if (rank > best) best = rank;
    }
    return best;
}

/* A string, or the name of an object, or the first of an array; "" for anything else. Borrowed from the JSON
** tree, which is freed before html_meta_json returns: offers copy it. */
static str name_of(const json_t *v)
{
    if (json_is_array(v)) v = json_array_get(v, 0);
    if (json_is_object(v)) v = json_object_get(v, "name");
    if (json_is_array(v)) v = json_array_get(v, 0);
    return json_is_string(v) ? str_of(json_string_value(v)) : (str){"", 0};
}

/* All names of an author field, parted by ", ", twenty at most. Addresses that stand for a name are left out. */
static void names_of(buf *out, const json_t *v)
{
    size_t n = json_is_array(v) ? json_array_size(v) : 1;
    for (size_t i = 0; i < n && i < 20; i++) {
        str one = str_trim(name_of(json_is_array(v) ? json_array_get(v, i) : v));
        if (!one.n || str_find(one, STR("://"), 0) != SIZE_MAX) continue;
        if (out->n) buf_addz(out, ", ");
        buf_add(out, one);
    }
}

/* Offers what one object says. "name" is a title only for the weaker types: an article's "name" is often the
** site's. */
static void take_article(struct html_meta *m, const json_t *node, int rank)
{
    int base = rank * 10;
    buf names = {0};
    str title = name_of(json_object_get(node, "headline"));
    if (!title.n && rank < 3) title = name_of(json_object_get(node, "name"));
    html_meta_offer(m, META_TITLE, base + 1, title);
    html_meta_offer(m, META_DATE, base + 2, name_of(json_object_get(node, "datePublished")));
    html_meta_offer(m, META_MODIFIED, base + 2, name_of(json_object_get(node, "dateModified")));
    names_of(&names, json_object_get(node, "author"));
    html_meta_offer(m, META_AUTHOR, base + 2, buf_str(&names));
    html_meta_offer(m, META_SITE, base, name_of(json_object_get(node, "publisher")));
    html_meta_offer(m, META_LANGUAGE, base, name_of(json_object_get(node, "inLanguage")));
    buf_free(&names);
}

/* Every object below root, nearest first: a queue, since the depth is the page's choice. What stands under
** "comment" is of readers and not looked at. A refusal of the arena leaves the page without structured data,
** no more.
** Example: {"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", "author": {"@type": "Person"}}]} is looked at in
** the order root, graph, site, article, person; only the article has a rank. */
static void take_all(struct html_meta *m, const json_t *root)
{
    const json_t **queue = ARENA_NEW(m->ar, MAX_NODES, const json_t *);
    size_t n = 0;
    if (queue) queue[n++] = root;
    for (size_t i = 0; i < n; i++) {
        size_t k;
        const char *key;
        const json_t *below;
        int rank = json_is_object(queue[i]) ? rank_of_type(queue[i]) : 0;
        if (rank) take_article(m, queue[i], rank);
        json_array_foreach(queue[i], k, below) if (n < MAX_NODES && json_is_object(below)) queue[n++] = below;
        if (!json_is_object(queue[i])) continue;
        json_object_foreach((json_t *)queue[i], key, below) if (n < MAX_NODES &&
                                                                (json_is_array(below) || json_is_object(below)) &&
                                                                strcmp(key, "comment") != 0) queue[n++] = below;
    }
}

/* Controls inside strings are common in the wild and no JSON; they become spaces before parsing. The text is
** copied because of that, outside the arena and only while it is read. jansson bounds the depth by itself and
** refuses beyond. */
void html_meta_json(struct html_meta *m, str text)
{
    if (!text.n || text.n > MAX_JSON_BYTES) return; /* nothing would be copied, and there is no offset into a NULL */
    buf copy = {0};
    for (size_t i = 0; i < text.n; i++) buf_addc(&copy, (unsigned char)text.p[i] < ' ' ? ' ' : text.p[i]);
    size_t from = 0; /* comment signs may stand before it, and "<![CDATA[" in them */
    while (from < copy.n && copy.p[from] != '{' && !(copy.p[from] == '[' && (!from || !strchr("!A", copy.p[from - 1])))) from++;
    json_error_t e;
    json_t *root = copy.failed ? NULL : json_loadb(copy.p + from, copy.n - from, JSON_DISABLE_EOF_CHECK, &e);
    if (root) take_all(m, root);
    json_decref(root);
    buf_free(&copy);
}
