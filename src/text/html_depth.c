/* The estimate of depth: a stack of names, and the few rules by which end tags are heard or not. It is an
** estimate and not a tree builder: optional end tags (p, li, td ...) are left out of the count because a start
** tag of the same kind closes them, so that they nest only through elements that are counted. Errors in one
** direction are harmless (a tag left out of a page that real browsers would also cut); in the other, the
** parser's own limit on memory (html_tree.c) still ends the page. Invariant: an entry is pushed for every
** start tag that is counted, also for one that is left out, so that its end tag finds it and is left out with
** it. */
#include "text/html_depth.h"

#include "text/html_skeleton.h"

/* The search looks no further, which bounds the cost of an end tag; a page that leaves more than 96 elements
** open above the one it closes is not read better by looking on. */
#define LOOK_BACK 96 /* entries searched for the start of an end tag */

enum {
    VOID = 1,    /* never open */
    FORMAT = 2,  /* formatting element: made again after blocks end */
    SPECIAL = 4, /* stops the search of an ordinary end tag */
    SCOPE = 8,   /* stops the search of any but a table's end tag */
    FLAT = 16,   /* closes its like: nests only by what is between */
    TABLE = 32,  /* its end tag is heard through all but tables and templates */
    UNCOUNTED = 64
};

/* A name and what it is to the estimate; names that are not in the table are ordinary inline elements (is ==
** 0). */
struct known {
    str name;
    uint8_t is;
};

/* Sorted by bytes, for a search by halves. The classes follow the HTML standard's lists of special and
** formatting elements (https://html.spec.whatwg.org/multipage/parsing.html#special) and its scopes.
** Names that are both FLAT and SCOPE are cells; UNCOUNTED ones stand once in a page whatever it says. */
static const struct known known[] = {
    {STR("a"), FORMAT},
    {STR("address"), SPECIAL},
    {STR("applet"), SPECIAL | SCOPE},
    {STR("area"), VOID},
    {STR("article"), SPECIAL},
    {STR("aside"), SPECIAL},
    {STR("b"), FORMAT},
    {STR("base"), VOID},
    {STR("basefont"), VOID},
    {STR("bgsound"), VOID},
    {STR("big"), FORMAT},
    {STR("blockquote"), SPECIAL},
    {STR("body"), UNCOUNTED},
    {STR("br"), VOID},
    {STR("button"), SPECIAL},
    {STR("caption"), SPECIAL | SCOPE | TABLE},
    {STR("center"), SPECIAL},
    {STR("code"), FORMAT},
    {STR("col"), VOID},
    {STR("colgroup"), FLAT},
    {STR("command"), VOID},
    {STR("dd"), FLAT},
    {STR("details"), SPECIAL},
    {STR("dir"), SPECIAL},
    {STR("div"), SPECIAL},
    {STR("dl"), SPECIAL},
    {STR("dt"), FLAT},
    {STR("em"), FORMAT},
    {STR("embed"), VOID},
    {STR("fieldset"), SPECIAL},
    {STR("figcaption"), SPECIAL},
    {STR("figure"), SPECIAL},
    {STR("font"), FORMAT},
    {STR("footer"), SPECIAL},
    {STR("form"), SPECIAL},
    {STR("frame"), VOID},
    {STR("h1"), SPECIAL},
    {STR("h2"), SPECIAL},
    {STR("h3"), SPECIAL},
    {STR("h4"), SPECIAL},
    {STR("h5"), SPECIAL},
    {STR("h6"), SPECIAL},
    {STR("head"), UNCOUNTED},
    {STR("header"), SPECIAL},
    {STR("hgroup"), SPECIAL},
    {STR("hr"), VOID},
    {STR("html"), UNCOUNTED},
    {STR("i"), FORMAT},
    {STR("iframe"), SPECIAL},
    {STR("image"), VOID},
    {STR("img"), VOID},
    {STR("input"), VOID},
    {STR("isindex"), VOID},
    {STR("keygen"), VOID},
    {STR("li"), FLAT},
    {STR("link"), VOID},
    {STR("listing"), SPECIAL},
    {STR("main"), SPECIAL},
    {STR("marquee"), SPECIAL | SCOPE},
    {STR("menu"), SPECIAL},
    {STR("menuitem"), VOID},
    {STR("meta"), VOID},
    {STR("nav"), SPECIAL},
    {STR("nobr"), FORMAT},
    {STR("object"), SPECIAL | SCOPE},
    {STR("ol"), SPECIAL},
    {STR("optgroup"), FLAT},
    {STR("option"), FLAT},
    {STR("p"), FLAT},
    {STR("param"), VOID},
    {STR("pre"), SPECIAL},
    {STR("s"), FORMAT},
    {STR("script"), SPECIAL},
    {STR("section"), SPECIAL},
    {STR("select"), SPECIAL},
    {STR("small"), FORMAT},
    {STR("source"), VOID},
    {STR("strike"), FORMAT},
    {STR("strong"), FORMAT},
    {STR("style"), SPECIAL},
    {STR("summary"), SPECIAL},
    {STR("table"), SPECIAL | SCOPE | TABLE},
    {STR("tbody"), FLAT},
    {STR("td"), FLAT | SCOPE},
    {STR("template"), SPECIAL | SCOPE | TABLE},
    {STR("tfoot"), FLAT},
    {STR("th"), FLAT | SCOPE},
    {STR("thead"), FLAT},
    {STR("title"), SPECIAL},
    {STR("tr"), FLAT},
    {STR("track"), VOID},
    {STR("tt"), FORMAT},
    {STR("u"), FORMAT},
    {STR("ul"), SPECIAL},
    {STR("wbr"), VOID},
    {STR("xmp"), SPECIAL},
};

/* One open element. The name is kept as its fingerprint: two names that agree in it would only make the
** estimate a little wrong. */
struct depth_entry {
    uint64_t name;
    uint8_t is;
    bool kept;
};

/* NULL for a name that is not in the table. O(log n). */
static const struct known *look_up(str name)
{
    size_t lo = 0;
    size_t hi = ARRAY_LEN(known);
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = str_cmp(name, known[mid].name);
        if (!c) return &known[mid];
        if (c < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return NULL;
}

/* Which counter a formatting name has. Names may share one: the sum n_formatting_all is what the limits look
** at, and the single counters only tell an end tag that has something to close from one that has nothing. */
static uint32_t *formatting_count(struct html_depth *d, str name)
{
    return &d->n_formatting[hash64(name) % ARRAY_LEN(d->n_formatting)];
}

/* Opens an entry; grows the stack by doubling. False after a refusal, which sticks in d->failed and ends the
** page.
** The stack of a page that nests without end is as long as its tags, 16 bytes each: linear, and bounded by the arena. */
static bool push(struct html_depth *d, uint64_t name, uint8_t is, bool kept)
{
    if (d->n == d->cap) {
        uint32_t want = d->cap ? d->cap * 2 : 256;
        struct depth_entry *p = arena_grow(d->ar, d->open, d->cap, want, sizeof *p);
        if (!p) {
            d->failed = arena_why(d->ar, NULL);
            return false;
        }
        d->open = p;
        d->cap = want;
    }
    d->open[d->n++] = (struct depth_entry){name, is, kept};
    return true;
}

/* A tag is always kept when it cannot nest (void elements, cells, items) and when the arena has failed: the
** caller asks for the failure itself. Formatting elements have a limit of their own, far below the depth,
** because the parser makes each one that was left open again in every later block.
** What is pushed although it is not kept: its end tag will come, and must be left out with it. */
bool html_depth_start(struct html_depth *d, str name)
{
    const struct known *k = look_up(name);
    uint8_t is = k ? k->is : 0;
    /* Nothing to estimate: they are never open, or close their like. */
    if (d->failed || (is & (VOID | UNCOUNTED)) || ((is & FLAT) && !(is & SCOPE))) return true;
    if (is & SCOPE && is & FLAT) return true; /* cells nest only through tables, which count */
    bool kept = d->n < SKELETON_MAX_DEPTH;
    if (is & FORMAT) {
        kept = kept && d->n_formatting_all < SKELETON_MAX_FORMATTING && d->n_misnested < SKELETON_MAX_MISNESTED;
        if (kept) {
            ++*formatting_count(d, name);
            d->n_formatting_all++;
        }
    }
    return push(d, hash64(name), is, kept) && kept;
}

/* Entry that an end tag closes, or UINT32_MAX when it is not heard. The stops are the standard's scopes:
** "</p>" inside a table cell does not close a paragraph outside of it, but "</table>" closes the table
** whatever is open in it. Example: with <div><table><tr><td><span> open, "</span>" closes the span; a second
** one finds the table first and is not heard; "</div>" is not heard either, as the table is a scope;
** "</table>" takes table and all in it away. */
static uint32_t find_open(const struct html_depth *d, uint64_t name, uint8_t is)
{
    uint32_t stop = d->n > LOOK_BACK ? d->n - LOOK_BACK : 0;
    for (uint32_t i = d->n; i > stop; i--) {
        const struct depth_entry *e = &d->open[i - 1];
        if (e->name == name) return i - 1;
        if ((e->is & SCOPE) && !(is & TABLE)) return UINT32_MAX;
        if ((e->is & SPECIAL) && !(is & (SPECIAL | FORMAT | TABLE))) return UINT32_MAX;
    }
    return UINT32_MAX;
}

/* An end tag that is heard takes everything above its element along, but for a formatting element, which is
** taken out of the middle (the standard's adoption agency). The agency costs the parser a walk over what lies
** above, so its runs are counted too (n_misnested) and end tags of that sort are left out beyond the limit.
** Kept, too, are end tags that find nothing within LOOK_BACK: gumbo ignores them or makes an empty element ("</p>").
**
**     <b><i>x</b></i>     "</b>" is misnested once: it leaves <i> open, and is counted in n_misnested
**     <div><b></div>      "</div>" takes the <b> off the stack; the parser will open it again, so n_formatting stays */
bool html_depth_end(struct html_depth *d, str name)
{
    const struct known *k = look_up(name);
    uint8_t is = k ? k->is : 0;
    if (is & (VOID | UNCOUNTED | FLAT)) return true;
    uint32_t at = find_open(d, hash64(name), is);
    bool format = is & FORMAT;
    uint32_t *count = formatting_count(d, name);
    bool kept = at == UINT32_MAX || d->open[at].kept;
    if (format && at != UINT32_MAX && at + 1 != d->n && kept) kept = ++d->n_misnested < SKELETON_MAX_MISNESTED;
    if (format && kept && *count) {
        --*count;
        d->n_formatting_all--;
    }
    if (at == UINT32_MAX) return kept;
    if (format) {
        /* At most LOOK_BACK entries move. */
        memmove(d->open + at, d->open + at + 1, (d->n - at - 1) * sizeof *d->open);
        d->n--;
    } else {
        d->n = at;
    }
    return kept;
}
