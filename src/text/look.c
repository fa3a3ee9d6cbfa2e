/* How blocks look by themselves: their words and ends, without place or neighbours. Each question is answered
** once here, because the judges ask it of the same block many times over. The lengths are settings; test/eval
** holds what they are worth. */
#include "text/look.h"

/* A line and a quarter of print: shorter blocks are running text only with twelve words or more. A title is at
** most three such lines. */
#define BODY_COLUMNS 80
#define TITLE_COLUMNS 240

/* Drop closing quotes and brackets. The loop goes on until nothing was cut, since "regime.'\")" has three of
** them; a letter or digit at the end, the usual case in titles and menus, ends it at once. */
static str bare_end(str s)
{
    static const str close[] = {STR("\""), STR("'"), STR(")"), STR("]"),  STR("”"),
                                STR("’"),  STR("»"), STR("“"), STR("」"), STR(" ")};
    for (bool cut = true; cut && s.n;) {
        cut = false;
        if (ascii_alnum((unsigned char)s.p[s.n - 1])) break;
        for (size_t k = 0; k < ARRAY_LEN(close); k++)
            if (str_ends(s, close[k])) {
                s.n -= close[k].n;
                cut = true;
            }
    }
    return s;
}

/* "Read mo...", "The ministers agreed […]": three dots behind which at most brackets and spaces stand. */
static bool ends_in_dots(str s)
{
    while (s.n && (s.p[s.n - 1] == ']' || s.p[s.n - 1] == ')' || s.p[s.n - 1] == ' ')) s.n--;
    return str_ends(s, STR("...")) || str_ends(s, STR("…"));
}

/* Of ASCII and full-width marks alike; a colon counts, because it leads in what follows in running text. */
static bool ends_in_stop(str s)
{
    static const str stop[] = {STR("."),  STR("!"),  STR("?"),  STR(":"),  STR(";"),
                               STR("。"), STR("！"), STR("？"), STR("："), STR("…")};
    s = bare_end(s);
    if (!s.n || ascii_alnum((unsigned char)s.p[s.n - 1])) return false;
    for (size_t k = 0; k < ARRAY_LEN(stop); k++)
        if (str_ends(s, stop[k])) return true;
    return false;
}

/* Spaces and one; in scripts without spaces six columns (three signs) count as a word, when that gives far
** more. Blocks hold single spaces, so that counting them is counting words. 65535 is as good as more. */
static uint16_t count_words(str s, uint32_t columns)
{
    uint32_t n = s.n ? 1 : 0;
    for (const char *p = s.p, *end = s.p + s.n; p && (p = memchr(p, ' ', (size_t)(end - p))); p++) n++;
    if (columns / 6 > n * 2) n = columns / 6; /* Japanese, Chinese: hardly a space */
    return (uint16_t)(n < UINT16_MAX ? n : UINT16_MAX);
}

/* The order follows the members: what a phrase says excludes running text, and both exclude a title.
**
**     The ministers ... will be shared.           body, stops
**     Ministers agree on patrols                  titled
**     Harbour fees rise again ...                 cut: neither
**     Related articles                            phrase
**     Photo: Agency                               label */
static struct look look_at(const struct draft *d, const struct draft_block *b)
{
    struct look l = {0};
    str s = draft_str(d, b);
    size_t n_label = 0;
    l.n_word = count_words(s, b->columns);
    l.cut = ends_in_dots(s);
    l.stops = ends_in_stop(s);
    l.phrase = (uint8_t)phrase_of(s);
    if (s.n < 1000 && !l.phrase) l.label = (uint8_t)phrase_label(s, &n_label);
    l.n_label = (uint8_t)n_label;
    /* Items of official texts often end in a semicolon or in nothing: eight words are enough for them. */
    bool listed = b->kind == TEXT_ITEM || b->kind == TEXT_QUOTE;
    l.body = !l.cut && !l.phrase && (l.stops || (listed && l.n_word >= 8)) && (b->columns >= BODY_COLUMNS || l.n_word >= 12);
    char last = s.n ? s.p[s.n - 1] : 0;
    /* Headlines ask and cry, and may end in a bracket; a full stop, colon or semicolon ends a sentence. */
    bool open_end = !l.stops || last == '?' || last == '!' || (last != '.' && last != ':' && last != ';' && l.n_word <= 20);
    l.titled = !l.cut && open_end && last != ':' && last != ',' && b->columns <= TITLE_COLUMNS && l.n_word <= 40;
    return l;
}

/* A draft that has failed already gives NULL and stays as it is. */
struct look *look_at_all(struct draft *d)
{
    struct look *l = d->failed ? NULL : ARENA_NEW(d->work, d->n_block, struct look);
    if (!l && !d->failed) d->failed = arena_why(d->work, NULL);
    for (uint32_t i = 0; l && i < d->n_block; i++) l[i] = look_at(d, &d->block[i]);
    return l;
}
