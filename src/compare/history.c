/* The whole line of a concept or phrase through all documents: who used it, first and last, in which form; and
** the stretches of silence, told from stretches without any text.
**
** Pure: from documents with their uses to counts. The rule that matters is the difference between three kinds
** of nothing: a text that was read and does not say it (silent), a year in which nothing was issued (no text),
** a text that could not be read on it (not in the record).
**
** Time lines are by issuer and year, gaps by series and text: an issuer may speak in several series, and a
** series has its own rhythm, so "no text issued" makes sense only for the one and "silent in between" only for
** the other. */
#include "compare/series_parts.h"

/* Keys borrow from the manifests, which live as long as the history. */
static str issuer_of(const struct compare_history *h, uint32_t doc) { return h->doc[doc].member.doc.manifest.issuer; }
static str series_of(const struct compare_history *h, uint32_t doc) { return h->doc[doc].member.doc.manifest.series; }
static day date_of(const struct compare_history *h, uint32_t doc) { return h->doc[doc].member.doc.manifest.date; }

/* ---- tallies ---- */

/* Tallies while they are counted; there are few keys, so they are looked for in a row. Zeroed but for ar and
** err. */
struct tallies {
    struct compare_tally *item; /* [n] */
    uint32_t *last_doc;         /* [n] to count each document once */
    uint32_t n, cap;
    arena *ar;
    struct err *err;
};

/* NULL: no memory. Pointers into the list hold until the next new key. form tells two forms with one spelling
** apart; issuers and speakers all have COMPARE_NONE there. */
static struct compare_tally *tally_of(struct tallies *t, str key, uint32_t form)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (t->item[i].form == form && str_eq(t->item[i].key, key)) return &t->item[i];
    if (t->n == t->cap) {
        uint32_t cap = t->cap ? t->cap * 2 : 16;
        struct compare_tally *item = arena_grow(t->ar, t->item, t->cap, cap, sizeof *item);
        uint32_t *last = arena_grow(t->ar, t->last_doc, t->cap, cap, sizeof *last);
        if (!item || !last) return NULL;
        t->item = item;
        t->last_doc = last;
        t->cap = cap;
    }
    t->item[t->n] = (struct compare_tally){.key = key, .form = form, .first_use = COMPARE_NONE};
    t->last_doc[t->n] = COMPARE_NONE;
    return &t->item[t->n++];
}

/* Documents come by date, the undated last: one of those cannot say that it was later, so it is the last use only of a key
** that no dated document has. */
static enum status count_use(struct tallies *t, str key, uint32_t form, uint32_t use, uint32_t doc, bool dated)
{
    struct compare_tally *x = tally_of(t, key, form);
    if (!x) return arena_why(t->ar, t->err);
    uint32_t *last = &t->last_doc[x - t->item];
    x->n_use++;
    x->n_doc += *last != doc;
    *last = doc;
    bool first = x->first_use == COMPARE_NONE;
    if (first) x->first_use = use;
    if (first || dated) x->last_use = use;
    return OK;
}

/* What a speaker is called: joint ones together, then by the concept named, then by their own words. */
static str speaker_key(const struct compare_history *h, const struct compare_use *u)
{
    const struct compare_speaker *s = &u->speaker;
    if (s->kind == SPEAKER_UNKNOWN) return (str){NULL, 0};
    if (s->kind == SPEAKER_JOINT) return str_of(compare_speaker_name(SPEAKER_JOINT));
    if (s->concept != COMPARE_NONE) return h->list->concept[s->concept].name;
    return str_span(h->doc[u->text].member.read->clean, s->at);
}

/* Only dated texts of the same issuer, and only such as were read on it. The silence of an issuer who has
** fallen silent for good, as far as the record goes. */
static void count_silent_after(struct compare_history *h)
{
    for (uint32_t i = 0; i < h->n_by_issuer; i++) {
        struct compare_tally *x = &h->by_issuer[i];
        uint32_t last = h->use[x->last_use].text;
        for (uint32_t d = last + 1; d < h->n_doc; d++)
            x->n_silent_after += date_of(h, d) != DATE_NONE && h->doc[d].said == SAID_SILENT && str_eq(issuer_of(h, d), x->key);
    }
}

/* A failure leaves whole tallies up to it; the caller gives the history up. */
static enum status make_tallies(struct compare_history *h, arena *ar, struct err *err)
{
    struct tallies form = {.ar = ar, .err = err}, issuer = form, speaker = form;
    enum status st = OK;
    for (uint32_t i = 0; !st && i < h->n_use; i++) {
        const struct compare_use *u = &h->use[i];
        str name = u->form == COMPARE_NONE ? h->asked : h->list->form[u->form].text;
        bool dated = date_of(h, u->text) != DATE_NONE;
        st = count_use(&form, name, u->form, i, u->text, dated);
        if (!st) st = count_use(&issuer, issuer_of(h, u->text), COMPARE_NONE, i, u->text, dated);
        if (!st) st = count_use(&speaker, speaker_key(h, u), COMPARE_NONE, i, u->text, dated);
    }
    h->by_form = form.item, h->n_by_form = form.n;
    h->by_issuer = issuer.item, h->n_by_issuer = issuer.n;
    h->by_speaker = speaker.item, h->n_by_speaker = speaker.n;
    if (!st) count_silent_after(h);
    return st;
}

/* ---- time lines ---- */

/* Civil years: a period is what a reader of a time line expects, whatever the series' own rhythm. */
static int32_t year_of(day d) { return civil_of_day(d).year; }

/* One text that says it makes the year "said"; one that was read and does not makes an unread year "silent". So
** the order of the documents does not matter: said wins over silent, silent over not read, that over nothing
** issued. */
static void count_doc(struct compare_period *p, const struct compare_history_doc *d)
{
    p->n_doc++;
    p->n_use += d->n_use;
    p->n_doc_said += d->said == SAID_YES;
    if (d->said == SAID_YES)
        p->said = SAID_YES;
    else if (p->said == SAID_NO_TEXT || (p->said == SAID_NOT_READ && d->said == SAID_SILENT))
        p->said = d->said;
}

/* All years from the first to the last text of the whole history, so that time lines of several issuers stand
** under one another. */
static enum status new_timeline(struct compare_timeline *line, str key, int32_t from, int32_t to, arena *ar, struct err *err)
{
    line->key = key;
    line->n_period = (uint32_t)(to - from + 1);
    line->period = ARENA_NEW(ar, line->n_period, struct compare_period);
    if (!line->period) return arena_why(ar, err);
    for (uint32_t i = 0; i < line->n_period; i++)
        line->period[i] = (struct compare_period){.year = from + (int32_t)i, .said = SAID_NO_TEXT};
    return OK;
}

/* In order of the issuers' first dated text; there are few, so they are looked for in a row. */
static enum status make_timelines(struct compare_history *h, arena *ar, struct err *err)
{
    if (h->first == DATE_NONE) return OK;
    int32_t from = year_of(h->first), to = year_of(h->last);
    h->timeline = ARENA_NEW(ar, h->n_doc, struct compare_timeline);
    if (!h->timeline) return arena_why(ar, err);
    for (uint32_t d = 0; d < h->n_doc; d++) {
        if (date_of(h, d) == DATE_NONE) continue;
        uint32_t k = 0;
        while (k < h->n_timeline && !str_eq(h->timeline[k].key, issuer_of(h, d))) k++;
        if (k == h->n_timeline) {
            enum status st = new_timeline(&h->timeline[h->n_timeline++], issuer_of(h, d), from, to, ar, err);
            if (st) return st;
        }
        count_doc(&h->timeline[k].period[year_of(date_of(h, d)) - from], &h->doc[d]);
    }
    return OK;
}

/* ---- gaps ---- */

/* Silences inside the series that document d opens. Only between two uses: silence before the first or after
** the last is told by first use and n_silent_after. Texts not read on it neither end a gap nor count in it. */
static void series_gaps(struct compare_history *h, uint32_t d)
{
    struct compare_gap gap = {.series = series_of(h, d), .before = COMPARE_NONE};
    for (uint32_t k = d; k < h->n_doc; k++) {
        if (date_of(h, k) == DATE_NONE || !str_eq(series_of(h, k), gap.series)) continue;
        gap.n_silent += h->doc[k].said == SAID_SILENT;
        if (h->doc[k].said != SAID_YES) continue;
        gap.after = k;
        if (gap.before != COMPARE_NONE && gap.n_silent) h->gap[h->n_gap++] = gap;
        gap.before = k;
        gap.n_silent = 0;
    }
}

/* Each series once, where its first dated text stands. Quadratic in the documents at worst, with a comparison
** of two short names each. */
static bool opens_series(const struct compare_history *h, uint32_t d)
{
    if (!series_of(h, d).n || date_of(h, d) == DATE_NONE) return false;
    for (uint32_t k = 0; k < d; k++)
        if (str_eq(series_of(h, k), series_of(h, d))) return false;
    return true;
}

/* Documents must be in order of date, undated last, and uses in order of document. Undated texts are counted
** and stand in no time line or gap. */
enum status compare_history_tally(struct compare_history *h, arena *ar, struct err *err)
{
    h->first = h->last = DATE_NONE;
    for (uint32_t d = 0; d < h->n_doc; d++) {
        if (date_of(h, d) == DATE_NONE) {
            h->n_undated++;
            continue;
        }
        if (h->first == DATE_NONE) h->first = date_of(h, d);
        h->last = date_of(h, d);
    }
    for (uint32_t d = 0; d < h->n_doc; d++) h->n_part_read += h->doc[d].member.n_not_read > 0;
    h->gap = ARENA_NEW(ar, h->n_doc, struct compare_gap);
    if (!h->gap) return arena_why(ar, err);
    enum status st = make_tallies(h, ar, err);
    if (!st) st = make_timelines(h, ar, err);
    for (uint32_t d = 0; !st && d < h->n_doc; d++)
        if (opens_series(h, d)) series_gaps(h, d);
    return st;
}
