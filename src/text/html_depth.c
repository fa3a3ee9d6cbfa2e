/* The estimate of depth: a stack of names, and the few rules by which end tags are heard or not. */
#include "text/html_depth.h"

#include "text/html_skeleton.h"

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

struct known {
    const char *name;
    uint8_t is;
};

static const struct known known[] = {
    {"a", FORMAT},
    {"address", SPECIAL},
    {"applet", SPECIAL | SCOPE},
    {"area", VOID},
    {"article", SPECIAL},
    {"aside", SPECIAL},
    {"b", FORMAT},
    {"base", VOID},
    {"basefont", VOID},
    {"bgsound", VOID},
    {"big", FORMAT},
    {"blockquote", SPECIAL},
    {"body", UNCOUNTED},
    {"br", VOID},
    {"button", SPECIAL},
    {"caption", SPECIAL | SCOPE | TABLE},
    {"center", SPECIAL},
    {"code", FORMAT},
    {"col", VOID},
    {"colgroup", FLAT},
    {"command", VOID},
    {"dd", FLAT},
    {"details", SPECIAL},
    {"dir", SPECIAL},
    {"div", SPECIAL},
    {"dl", SPECIAL},
    {"dt", FLAT},
    {"em", FORMAT},
    {"embed", VOID},
    {"fieldset", SPECIAL},
    {"figcaption", SPECIAL},
    {"figure", SPECIAL},
    {"font", FORMAT},
    {"footer", SPECIAL},
    {"form", SPECIAL},
    {"frame", VOID},
    {"h1", SPECIAL},
    {"h2", SPECIAL},
    {"h3", SPECIAL},
    {"h4", SPECIAL},
    {"h5", SPECIAL},
    {"h6", SPECIAL},
    {"head", UNCOUNTED},
    {"header", SPECIAL},
    {"hgroup", SPECIAL},
    {"hr", VOID},
    {"html", UNCOUNTED},
    {"i", FORMAT},
    {"iframe", SPECIAL},
    {"image", VOID},
    {"img", VOID},
    {"input", VOID},
    {"isindex", VOID},
    {"keygen", VOID},
    {"li", FLAT},
    {"link", VOID},
    {"listing", SPECIAL},
    {"main", SPECIAL},
    {"marquee", SPECIAL | SCOPE},
    {"menu", SPECIAL},
    {"menuitem", VOID},
    {"meta", VOID},
    {"nav", SPECIAL},
    {"nobr", FORMAT},
    {"object", SPECIAL | SCOPE},
    {"ol", SPECIAL},
    {"optgroup", FLAT},
    {"option", FLAT},
    {"p", FLAT},
    {"param", VOID},
    {"pre", SPECIAL},
    {"s", FORMAT},
    {"script", SPECIAL},
    {"section", SPECIAL},
    {"select", SPECIAL},
    {"small", FORMAT},
    {"source", VOID},
    {"strike", FORMAT},
    {"strong", FORMAT},
    {"style", SPECIAL},
    {"summary", SPECIAL},
    {"table", SPECIAL | SCOPE | TABLE},
    {"tbody", FLAT},
    {"td", FLAT | SCOPE},
    {"template", SPECIAL | SCOPE | TABLE},
    {"tfoot", FLAT},
    {"th", FLAT | SCOPE},
    {"thead", FLAT},
    {"title", SPECIAL},
    {"tr", FLAT},
    {"track", VOID},
    {"tt", FORMAT},
    {"u", FORMAT},
    {"ul", SPECIAL},
    {"wbr", VOID},
    {"xmp", SPECIAL},
};

struct depth_entry {
    uint64_t name;
    uint8_t is;
    bool kept;
};

static const struct known *look_up(str name)
{
    size_t lo = 0;
    size_t hi = ARRAY_LEN(known);
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = str_cmp(name, str_of(known[mid].name));
        if (!c) return &known[mid];
        if (c < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return NULL;
}

/* Which counter a formatting name has. */
static uint32_t *formatting_count(struct html_depth *d, str name)
{
    return &d->n_formatting[hash64(name) % ARRAY_LEN(d->n_formatting)];
}

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

bool html_depth_start(struct html_depth *d, str name)
{
    const struct known *k = look_up(name);
    uint8_t is = k ? k->is : 0;
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

/* Entry that an end tag closes, or UINT32_MAX when it is not heard. */
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
        memmove(d->open + at, d->open + at + 1, (d->n - at - 1) * sizeof *d->open);
        d->n--;
    } else {
        d->n = at;
    }
    return kept;
}
