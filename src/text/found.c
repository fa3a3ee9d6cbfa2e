/* What a plain page says of itself. The date is taken from lines that only state one, near the title, from the
** line that opens the text ("SEOUL, Jan. 26, 2026 --") or from the last line of the document; a date inside a
** sentence is news, not the page's own. Works on judged blocks: kinds must be settled before, and the only
** kind that is set here is that of the line that signs the document. Cost: each block of the head once, the
** opening and the last line; nothing in between is looked at. */
#include "text/found.h"

/* A dateline that opens running text: a place in capitals or the like, a full date, then a dash or bracket.
** The date must begin within the first line (90 bytes) and at most five words in; a sentence that ends before
** it makes it a date of the news. where counts in s.
**
**     SEOUL, Jan. 26, 2026 -- The ministers ...       yes
**     Seoul (26 January 2026) The ministers ...       no: what follows the date must part it from the text
**     The talks of 26 January 2026 -- the third ...   yes, by its form; the head is asked before
**     They met. On 26 January 2026 -- again ...       no: a sentence ended before */
static bool opening_date(str s, day *out, span *where)
{
    str head = {s.p, s.n < 90 ? s.n : 90};
    size_t at = 0;
    size_t size;
    if (!head.n || !utf8_is_upper(utf8_decode(head, 0, &size)) || !found_date_next(head, &at, out, where)) return false;
    for (size_t i = 0; i < where->begin; i++)
        if (head.p[i] == '.' && i + 1 < where->begin && head.p[i + 1] == ' ' && i > 3 &&
            ascii_lower((unsigned char)head.p[i - 1]) && ascii_lower((unsigned char)head.p[i - 2]) &&
            ascii_lower((unsigned char)head.p[i - 3]))
            return false; /* a sentence ended before the date */
    str rest = {s.p + where->end, s.n - where->end};
    static const str after[] = {STR(" --"), STR(" – "), STR(" — "), STR(" - "), STR("--"), STR("—"), STR(" (")};
    uint32_t n_word = 0;
    for (size_t i = 0; i < where->begin; i++) n_word += head.p[i] == ' ';
    for (size_t k = 0; k < ARRAY_LEN(after); k++)
        if (str_starts(rest, after[k])) return n_word <= 5;
    return false;
}

/* The page's date is the one at `where` of block b: shown to readers as the page's own words. */
static void take_date(struct draft *d, const struct draft_block *b, day when, span where)
{
    d->found.date = when;
    d->found.date_basis = TEXT_DATE_PAGE;
    d->found.date_at = (span){b->at.begin + where.begin, b->at.begin + where.end};
}

/* Datelines of the head: a labelled one before a bare one, one below the title before one above it; "updated" never. */
static void head_date(struct draft *d, const struct furniture *f)
{
    int best = 0;
    for (uint32_t i = 0; i < f->body; i++) {
        const struct draft_block *b = &d->block[i];
        day when;
        span where;
        enum found_label label;
        if (b->kind != TEXT_DATELINE || !found_dateline(draft_str(d, b), &when, &where, &label)) continue;
        bool below = f->title != UINT32_MAX && i > f->title;
        /* A line that only says "updated" gives rank 0 and never wins: the day of a change is not the day of
        ** the text. */
        int rank = label == FOUND_UPDATED ? 0 : label == FOUND_PUBLISHED ? 3 : below ? 2 : 1;
        if (rank <= best) continue;
        best = rank;
        take_date(d, b, when, where);
    }
}

/* The date that signs a document: its last line, place and date only. Asked only when no furniture follows the
** document and at least two blocks stand in it, so that a text of one line is not its own signature. */
static void last_date(struct draft *d, const struct furniture *f)
{
    day when;
    span where;
    enum found_label label;
    /* A document of one block has no signature, and behind furniture the last line is not the document's. */
    if (f->tail < f->body + 2 || f->tail != d->n_block) return;
    struct draft_block *b = &d->block[f->tail - 1];
    if (b->columns > 80 || !found_dateline(draft_str(d, b), &when, &where, &label) || label == FOUND_UPDATED) return;
    b->kind = TEXT_DATELINE;
    take_date(d, b, when, where);
}

/* What follows a dash, a bar or a comma is an office, a paper or a place. Borrowed from s; empty when only a
** label stands there. */
str found_author_of(str s)
{
    size_t n = 0;
    if (phrase_label(s, &n) == PHRASE_BYLINE) s = str_trim((str){s.p + n, s.n - n});
    static const str ends[] = {STR(" | "), STR(" - "), STR(" – "), STR(" — "), STR(", "), STR(" · ")};
    /* Each cut is made at the first place; what remains is cut again by the next. */
    for (size_t k = 0; k < ARRAY_LEN(ends); k++) {
        size_t at = str_find(s, ends[k], 0);
        if (at != SIZE_MAX && at) s.n = at;
    }
    static const str offices[] = {STR(" 기자"), STR(" 특파원"), STR(" 논설위원")};
    for (size_t k = 0; k < ARRAY_LEN(offices); k++)
        if (str_ends(s, offices[k])) {
            s.n -= offices[k].n;
            size_t i = s.n;
            while (i && s.p[i - 1] != ' ') i--;
            s = (str){s.p + i, s.n - i}; /* the name is one word; before it may stand a date or a place */
        }
    return s;
}

/* A copy in the work arena: found strings outlive the blocks they came from. A refusal sticks to the draft,
** and the page is refused when it is handed over. */
static str kept(struct draft *d, str s)
{
    str copy = str_copy(d->work, s);
    if (!copy.p && s.n) d->failed = arena_why(d->work, NULL);
    return copy;
}

/* In order of trust: a dateline of the head, the line that opens the text, the line that signs it.
**
**     Published 2 March 2025            in the head                     first
**     SEOUL, March 2, 2025 -- ...       the first running text          if the head has none
**     Seoul, 2 March 2025               the last line of the document   if neither has
**     https://x.example/2025/03/02/     the address (found_rest)        at last, and marked so */
void found_plain(struct draft *d, const struct furniture *f)
{
    if (d->failed) return;
    if (f->title != UINT32_MAX) d->found.title = kept(d, draft_str(d, &d->block[f->title]));
    head_date(d, f);
    day when;
    span where;
    if (d->found.date == DATE_NONE && f->body < d->n_block && opening_date(draft_str(d, &d->block[f->body]), &when, &where))
        take_date(d, &d->block[f->body], when, where);
    if (d->found.date == DATE_NONE) last_date(d, f);
    for (uint32_t i = 0; i < d->n_block && i < f->body; i++)
        if (d->block[i].kind == TEXT_BYLINE && !d->found.author.n)
            d->found.author = kept(d, found_author_of(draft_str(d, &d->block[i])));
}

/* What nothing on the page said. The address is asked last for a date, and marked as the basis. The declared
** language stands unless it is no tag; the text's own words are asked only where nothing was declared. */
void found_rest(struct draft *d, str address)
{
    if (d->failed) return;
    if (d->found.date == DATE_NONE && address.n) {
        d->found.date = found_address_day(address);
        if (d->found.date != DATE_NONE) d->found.date_basis = TEXT_DATE_ADDRESS;
    }
    if (!d->found.language.n) d->found.language = str_of(language_of(d));
}
