/* What an HTML page shows of itself around the start of its text: headline, date, byline. Pages often carry
** metadata from their first day and show the day of the text as it stands; what a reader sees is believed
** first. Everything is looked for in a window of blocks around the headline and the first running text
** (from..to), never in the text itself: a date inside a sentence is news. Where two sources disagree and
** nothing tells which is right, the answer is that the day is unknown. */
#include "text/found.h"
#include "text/html_meta.h"
#include "text/html_page.h"

#define BEFORE_TITLE 8   /* blocks looked at above the headline */
#define WITHOUT_TITLE 14 /* the same above the text, when there is no headline */
#define INTO_TEXT 3      /* blocks of the text looked at */
#define NO_BLOCK UINT32_MAX

/* One page under these questions. */
struct scene {
    struct html_page *h;
    struct draft *d;
    uint32_t title; /* block of the headline */
    day modified;   /* by metadata */
    day in_address;
    uint32_t from;
    uint32_t to;
};

static str text_of(const struct scene *s, uint32_t b) { return draft_str(s->d, &s->d->block[b]); }

/* ---- headline ---- */

/* Does word stand whole in the folded text, nothing of a word right before or behind it? */
static bool has_whole_word(str folded, str word)
{
    for (size_t at = 0; (at = str_find(folded, word, at)) != SIZE_MAX; at++) {
        unsigned char before = at ? (unsigned char)folded.p[at - 1] : ' ';
        unsigned char behind = at + word.n < folded.n ? (unsigned char)folded.p[at + word.n] : ' ';
        if (!ascii_alnum(before) && !ascii_alnum(behind)) return true;
    }
    return false;
}

/* Words of a that stand whole in b too, out of 100; 0 when a has none. Case, quotes and dashes do not count.
** Not symmetric: the title in the metadata often holds the headline and more. */
static uint32_t shared_words(str a, str b)
{
    buf x = {0};
    buf y = {0};
    uint32_t n = 0;
    uint32_t common = 0;
    utf8_fold(&x, a);
    utf8_fold(&y, b);
    str rest = buf_str(&x);
    for (str word; !x.failed && !y.failed && list_next(&rest, ' ', &word); n++) common += has_whole_word(buf_str(&y), word);
    buf_free(&x);
    buf_free(&y);
    return n ? common * 100 / n : 0;
}

/* Does the host of an address hold the letters of the name ("Harbour Gazette" in "www.harbourgazette.example")? Only
** letters and digits are compared, forty of the name at most; names below four are found in too many hosts. */
static bool names_host(str name, str address)
{
    char letters[40];
    char host[80];
    size_t n = 0;
    size_t n_host = 0;
    size_t at = str_find(address, STR("://"), 0);
    for (size_t i = 0; i < name.n && n < sizeof letters; i++)
        if (ascii_alnum((unsigned char)name.p[i])) letters[n++] = (char)ascii_tolower((unsigned char)name.p[i]);
    for (size_t i = at == SIZE_MAX ? address.n : at + 3; i < address.n && address.p[i] != '/' && n_host < sizeof host; i++)
        if (ascii_alnum((unsigned char)address.p[i])) host[n_host++] = (char)ascii_tolower((unsigned char)address.p[i]);
    return n >= 4 && str_find((str){host, n_host}, (str){letters, n}, 0) != SIZE_MAX;
}

/* "Headline | Site", "Headline - Section - Site": cut a last part that is the site's name, or short behind a
** bar. Again and again, since titles carry several parts; at least twelve bytes stay, so that a short headline
** with a dash is left whole.
**
**     Patrols are shared by four | Harbour Gazette                    cut: short, behind a bar
**     Patrols are shared by four - Harbour Gazette                    cut where the page or its address names it
**     War - a short history of it                                     left: "War" is too short to be what remains */
static str without_site(str title, str site, str address)
{
    static const str bars[] = {STR(" | "), STR(" - "), STR(" – "), STR(" — "), STR(" • "), STR(" · "), STR(" :: "), STR(" » ")};
    for (size_t k = 0; k < ARRAY_LEN(bars); k++) {
        size_t last = SIZE_MAX;
        for (size_t at = 0; (at = str_find(title, bars[k], at)) != SIZE_MAX; at++) last = at;
        if (last == SIZE_MAX || last < 12) continue;
        str tail = {title.p + last + bars[k].n, title.n - last - bars[k].n};
        bool named = names_host(tail, address);
        if (site.n) named = named || shared_words(tail, site) >= 50 || shared_words(site, tail) >= 50;
        uint32_t n_space = 0;
        for (size_t i = 0; i < tail.n; i++) n_space += tail.p[i] == ' ';
        if (named || (k == 0 && n_space <= 3)) return without_site((str){title.p, last}, site, address);
    }
    return title;
}

/* How well block b serves as headline, said being the title in the metadata; 0: not. An <h1> counts by itself
** when it is the only one, unless it is the site's name; an <h2>, and least of all another block, only when it
** says the same.
** Ranks: 90 and more an <h1> that agrees with the metadata, 60 one that has nothing to agree with, 50 the only
** one of the page near the text, 45 another block that says the same words. */
static uint32_t headline_rank(const struct scene *s, uint32_t b, str said)
{
    GumboTag tag = (GumboTag)s->h->block[b].tag;
    const struct look *l = &s->h->look[b];
    str t = text_of(s, b);
    str site = s->d->found.site;
    bool heads = tag == GUMBO_TAG_H1 || tag == GUMBO_TAG_H2;
    if (l->phrase || t.n > 400 || l->body || (!heads && (t.n + 8 < said.n || t.n > said.n + 8))) return 0;
    uint32_t shared = said.n ? (shared_words(t, said) + shared_words(said, t)) / 2 : 0;
    bool names_site = site.n && shared_words(t, site) == 100 && shared < 60;
    if (names_site || (l->n_word < 2 && said.n && shared < 90)) return 0;
    if (!heads) return shared == 100 && l->n_word >= 3 ? 45 : 0;
    if (tag == GUMBO_TAG_H2) return shared >= 70 ? shared : 0;
    bool near = b + 12 >= s->h->first_main;
    if (shared >= 30 || !said.n) return shared + 60;
    return s->h->n_h1 == 1 && near ? 50 : 0;
}

/* The best block up to the start of the text; of equals the last, which stands nearest to the text (mastheads
** repeat the headline). NO_BLOCK when none serves. */
static uint32_t find_headline(const struct scene *s, str said)
{
    uint32_t best = NO_BLOCK;
    uint32_t best_rank = 0;
    for (uint32_t b = 0; b < s->d->n_block && b <= s->h->first_main + 2; b++) {
        uint32_t rank = headline_rank(s, b, said);
        if (rank > best_rank || (rank && rank == best_rank)) {
            best = b;
            best_rank = rank;
        }
    }
    return best;
}

/* ---- date ---- */

static bool has_any(str folded, const char *const *word, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_find(folded, str_of(word[i]), 0) != SIZE_MAX) return true;
    return false;
}

/* What the words before a date say of it, in the languages of the phrases. "Updated" wins over "published",
** because lines that say both say "published and last updated". Costs the length times the lists: asked only
** of short blocks. */
static enum found_label label_of(str before)
{
    static const char *const updated[] = {"updated",      "modified",   "reviewed",    "edited",     "revised",    "opdateret",
                                          "aktualisiert", "mis à jour", "actualizado", "aggiornato", "bijgewerkt", "수정"};
    static const char *const published[] = {"published", "posted",    "publish",    "udgivet",      "veröffentlicht",
                                            "publié",    "publicado", "pubblicato", "gepubliceerd", "publicerad",
                                            "publisert", "입력",      "등록"};
    buf low = {0};
    utf8_fold(&low, before);
    bool up = has_any(buf_str(&low), updated, ARRAY_LEN(updated));
    bool pub = has_any(buf_str(&low), published, ARRAY_LEN(published));
    buf_free(&low);
    return up ? FOUND_UPDATED : pub ? FOUND_PUBLISHED : FOUND_BARE;
}

/* The best date seen so far; rank 4: labelled as published, 3: bare and below the headline (or without one),
** 2: bare and above it, 1: labelled as changed, 0: none. */
struct seen_date {
    day when;
    span at; /* in clean */
    uint32_t block;
    int rank;
};

/* Does the line state a date and hardly more? Asked apart: the answer's own first date must not overwrite the
** one that is looked at. */
static bool only_dates(str t)
{
    day first;
    span where;
    enum found_label label;
    return found_dateline(t, &first, &where, &label);
}

/* All dates of block b, the best into *best. Blocks of running text, long ones and those of many words are
** passed over. A date without a label takes the label of the short block right before it ("Published:" set
** apart). In a block of the document itself a date counts only when the block states little else: its first
** sentence may name a day.
**
**     Published 2 March 2025 | Updated 3 March 2025       rank 4 for the first, 1 for the second
**     Published:  (a block of its own)  2 March 2025      4, by the block before
**     2 March 2025  below the headline                    3
**     2 March 2025  above it                              2
**     They had met on 2 March 2025 in a hall.             0: the text speaks of it */
static void look_for_date(const struct scene *s, uint32_t b, struct seen_date *best)
{
    str t = text_of(s, b);
    const struct look *l = &s->h->look[b];
    if (t.n > 300 || (l->body && b >= s->h->first_main) || l->n_word > 24) return;
    size_t at = 0;
    size_t from = 0;
    day when;
    span where;
    while (found_date_next(t, &at, &when, &where)) {
        enum found_label label = label_of((str){t.p + from, where.begin - from});
        if (label == FOUND_BARE && !from && b && s->h->look[b - 1].n_word <= 4) label = label_of(text_of(s, b - 1));
        bool below = s->title != NO_BLOCK && b > s->title;
        int rank = label == FOUND_PUBLISHED ? 4 : label == FOUND_UPDATED ? 1 : below || s->title == NO_BLOCK ? 3 : 2;
        if (label == FOUND_BARE && l->n_word > 16) rank = 0;
        if (label == FOUND_BARE && when == s->modified && s->d->found.date != DATE_NONE) rank = 1;
        if (text_kind_is_main((enum text_kind)s->d->block[b].kind) && !only_dates(t)) rank = 0;
        if (rank > best->rank) {
            uint32_t begin = s->d->block[b].at.begin;
            *best = (struct seen_date){when, {begin + where.begin, begin + where.end}, b, rank};
        }
        from = at;
    }
}

static int days_apart(day a, day b) { return a > b ? a - b : b - a; }

/* A day of publication in metadata stands when the page shows the same, or a change within days. Where they
** are further apart, one of them is of another text or of the page's first day, and nothing tells which: then
** the day is unknown. False also where the page shows the same day with a better label than "updated": then
** the page itself is the basis, and its span is kept.
** What find_date makes of the two:
**
**     metadata say   the page shows              the day is
**     2 March        "2 March"                   2 March, by the page
**     2 March        "Updated 4 March"           2 March, by the metadata
**     2 January      "Updated 4 March"           unknown: a change of what?
**     2 January      "Published 4 March"         4 March, by the page
**     2 January      "4 March", above the title  unknown
**     nothing        "4 March", below the title  4 March, by the page */
static bool keeps_metadata(day said, const struct seen_date *shown)
{
    return said != DATE_NONE &&
           (said == shown->when ? shown->rank == 1 : shown->rank == 1 && days_apart(said, shown->when) <= 3);
}

/* A bare date right below the headline is the page's own. */
static bool is_close(const struct scene *s, const struct seen_date *shown)
{
    return s->title != NO_BLOCK && shown->block > s->title && shown->block <= s->title + 3;
}

/* "Posted on ..." below the text, where nothing else told. */
static void look_below(const struct scene *s, struct seen_date *best)
{
    uint32_t end = s->h->last_main + 8 < s->d->n_block ? s->h->last_main + 8 : s->d->n_block;
    for (uint32_t b = s->h->last_main + 1; b < end; b++) look_for_date(s, b, best);
    if (best->rank < 4) *best = (struct seen_date){.when = DATE_NONE};
}

/* The window first, then what stands below the text. A date inside a menu counts only with a label; inside
** related stories and comments never. The block that gave the date becomes a dateline, so that no analysis
** takes it for text. In doubt (either) the date is taken back and date_in_doubt tells html_found not to use a
** bare <time> instead. */
static void find_date(const struct scene *s)
{
    struct text_found *f = &s->d->found;
    struct seen_date best = {.when = DATE_NONE};
    for (uint32_t b = s->from; b < s->to; b++) {
        uint32_t sign = s->h->element[s->h->block[b].element].sign;
        struct seen_date one = best;
        look_for_date(s, b, &one);
        bool labelled = one.rank == 4 || one.rank == 1;
        if (!(sign & (HTML_RELATED | HTML_COMMENT)) && (labelled || !(sign & HTML_NAV))) best = one;
    }
    if (best.when == DATE_NONE && f->date == DATE_NONE) look_below(s, &best);
    /* From here on the page's own word counts, unless the address agrees with the metadata. */
    if (best.when == DATE_NONE || keeps_metadata(f->date, &best)) return;
    if (f->date != DATE_NONE && f->date != best.when && f->date == s->in_address && best.rank < 4) return;
    bool either = f->date != DATE_NONE && best.rank < (is_close(s, &best) ? 3 : 4) && days_apart(f->date, best.when) > 1;
    s->h->date_in_doubt = either;
    f->date = either ? DATE_NONE : best.when;
    f->date_basis = either ? TEXT_DATE_UNKNOWN : TEXT_DATE_PAGE;
    f->date_at = either ? (span){0, 0} : best.at;
    s->d->block[best.block].kind = TEXT_DATELINE;
}

/* ---- byline ---- */

/* Two to five words, each with a capital but for one particle, no digits and no marks of addresses: a name, or
** a short list of them. */
static bool is_name(str s)
{
    uint32_t n = 0;
    uint32_t n_capital = 0;
    if (s.n < 4 || s.n > 60) return false;
    for (size_t i = 0; i < s.n; i++)
        if (ascii_digit((unsigned char)s.p[i]) || strchr("@:!?/|", s.p[i])) return false;
    for (str word; list_next(&s, ' ', &word); n++) {
        size_t size;
        n_capital += utf8_is_upper(utf8_decode(word, 0, &size));
    }
    return n >= 2 && n <= 5 && n_capital >= 2 && n_capital + 1 >= n;
}

/* Does the block's element, or one near above it, call itself the author? */
static bool says_author(const struct scene *s, uint32_t b)
{
    uint32_t e = s->h->block[b].element;
    for (int up = 0; up < 3; up++, e = s->h->element[e].parent) {
        const GumboElement *g = &s->h->element[e].node->v.element;
        str words = html_attribute(g, "class");
        if (str_find(words, STR("author"), 0) != SIZE_MAX || str_find(words, STR("byline"), 0) != SIZE_MAX) return true;
    }
    return false;
}

/* The byline of the page, or a name in an element for it, or one below the single word "By". Asked only where
** the metadata name no person: an author that is the site itself is an organisation. The blocks that say it
** become bylines either way. */
static void find_author(const struct scene *s)
{
    struct text_found *f = &s->d->found;
    bool organisation = f->author.n && f->site.n && shared_words(f->author, f->site) >= 50;
    bool found = f->author.n && !organisation;
    for (uint32_t b = s->from; b < s->to && !found; b++) {
        str t = text_of(s, b);
        bool under_by = b && is_name(t) && str_eq_nocase_ascii(str_trim(text_of(s, b - 1)), STR("by"));
        bool line = furniture_is_byline(t, &s->h->look[b]);
        if (!line && !under_by && !(is_name(t) && says_author(s, b))) continue;
        str name = found_author_of(t);
        found = name.n > 0;
        if (found) f->author = str_copy(s->d->work, name);
        s->d->block[b].kind = TEXT_BYLINE;
    }
}

/* Settles title, date and author in h->d->found and the kinds of the blocks that state them. The title as the
** page shows it goes before the one of the metadata, whose wording is often cut or made for search engines. */
void html_visible(struct html_page *h, str address, day modified)
{
    struct text_found *f = &h->d->found;
    struct scene s = {.h = h, .d = h->d, .modified = modified};
    s.in_address = found_address_day(f->address.n ? f->address : address);
    if (!h->d->n_block) return;
    str said = without_site(f->title, f->site, f->address.n ? f->address : address);
    s.title = find_headline(&s, said);
    if (s.title != NO_BLOCK) {
        f->title = str_copy(h->d->work, text_of(&s, s.title));
        h->d->block[s.title].kind = TEXT_TITLE;
        h->d->block[s.title].level = 0;
    } else {
        f->title = said;
    }
    /* A headline below the start of the text (odd pages) does not move the window down. */
    uint32_t top = s.title != NO_BLOCK && s.title <= h->first_main ? s.title : h->first_main;
    uint32_t before = s.title != NO_BLOCK ? BEFORE_TITLE : WITHOUT_TITLE;
    s.from = top > before ? top - before : 0;
    s.to = h->first_main + INTO_TEXT;
    if (s.to > h->d->n_block) s.to = h->d->n_block;
    if (s.title != NO_BLOCK && s.to > s.title + 40) s.to = s.title + 40;
    find_date(&s);
    find_author(&s);
}
