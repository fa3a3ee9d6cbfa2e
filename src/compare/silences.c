/* Who fell silent on what: concepts and formulas that had stood and that the newest text does not say.
**
** Silence is a finding about texts that were read and do not say it; those that could not be read are passed
** over, and a newest text that could not be read is no silence at all. Phrases that a heavier one shadows are
** left out, or one formula that ended would be told five times.
**
** Cost: that of the phrases, which read every text, plus one pass over the table of concepts. */
#include "compare/series_parts.h"

#include <stdlib.h>

/* All texts are read here; no budget. The table of concepts wants a report around it; only its series and
** newest text are set. */
static enum status concept_rows(struct compare_report *rep, struct compare_series *s, arena *ar, struct err *err)
{
    static const struct compare_limits all = {.max_read_bytes = UINT64_MAX};
    struct engine e;
    *rep = (struct compare_report){.text = s->text, .n_text = s->n_text, .newest = s->n_text - 1, .list = s->list};
    enum status st = compare_engine_open(&e, s, &all, ar, err);
    if (!st) st = compare_concepts_make(rep, &e);
    compare_engine_close(&e);
    return st;
}

/* Silence in a text that says less of everything weighs less. Held against the last text that said it, which
** need not be the one before. */
static bool fell_in_shorter(const struct compare_series *s, uint32_t last, uint32_t since)
{
    struct compare_length length;
    const struct compare_limits *limits = s->limits ? s->limits : &compare_default_limits;
    compare_length_make(&length, &s->text[last], &s->text[since], limits->shorter_share);
    return length.shorter;
}

/* Fill since and n_silent of a concept that the newest text does not say; false when no text since was read on
** it. out->n_silent must be 0 before. */
static bool silent_since(struct compare_silence *out, const struct compare_concept_row *row, uint32_t n_text)
{
    out->since = COMPARE_NONE;
    for (uint32_t t = compare_runs_last(&row->said) + 1; t < n_text; t++) {
        if (row->cell[t].said != SAID_SILENT) continue;
        if (out->since == COMPARE_NONE) out->since = t;
        out->n_silent++;
    }
    return out->since != COMPARE_NONE;
}

/* One pass over the table; what the newest text could not be read on is neither silence nor never. never lists
** what no text said and the newest could be read on; in order of the list. */
static enum status add_concepts(struct compare_silences *out, const struct compare_report *rep, const struct compare_series *s,
                                arena *ar, struct err *err)
{
    out->never = ARENA_NEW(ar, rep->concepts.n_row, uint32_t);
    if (!out->never) return arena_why(ar, err);
    for (uint32_t i = 0; i < rep->concepts.n_row; i++) {
        const struct compare_concept_row *row = &rep->concepts.row[i];
        if (!row->said.n) {
            if (row->fate == CONCEPT_NEVER) out->never[out->n_never++] = i;
            continue;
        }
        struct compare_silence x = {.concept = i, .stood = row->said};
        uint32_t last = compare_runs_last(&row->said);
        if (last == rep->newest || row->said.n_text < out->min_texts || !silent_since(&x, row, rep->n_text)) continue;
        x.last = rep->concepts.use[row->cell[last].use_from];
        x.shorter = fell_in_shorter(s, last, x.since);
        x.weight = row->said.n_text;
        out->silence[out->n_silence++] = x;
    }
    return OK;
}

/* Phrases of one content word ("2 percent") come and go with the figures and are left to `entente phrases`.
** out->silence has room for all phrases. */
static void add_phrases(struct compare_silences *out, const struct compare_phrases *p, const struct compare_series *s)
{
    for (uint32_t i = 0; i < p->n_phrase; i++) {
        const struct compare_phrase *x = &p->phrase[i];
        if (x->in_newest || x->shadowed || x->n_content < 2) continue;
        struct compare_silence *silence = &out->silence[out->n_silence];
        *silence = (struct compare_silence){.concept = COMPARE_NONE, .phrase = x->text, .stood = x->stood, .last = x->last};
        silence->weight = (x->n_content - 1) * x->stood.n_text;
        silence->since = COMPARE_NONE;
        for (uint32_t t = x->last.text + 1; t < s->n_text; t++) {
            if (compare_runs_has(&x->unread, t)) continue;
            if (silence->since == COMPARE_NONE) silence->since = t;
            silence->n_silent++;
        }
        if (silence->since == COMPARE_NONE) continue;
        silence->shorter = fell_in_shorter(s, x->last.text, silence->since);
        out->n_silence++;
    }
}

/* Latest first: what has just ended is news. Equal concepts do not occur; two phrases of one place and weight
** are held apart by nothing and are equal for a reader. */
static int by_silence(const void *pa, const void *pb)
{
    const struct compare_silence *a = pa, *b = pb;
    bool phrase_a = a->concept == COMPARE_NONE, phrase_b = b->concept == COMPARE_NONE;
    if (phrase_a != phrase_b) return phrase_a ? 1 : -1;
    if (a->since != b->since) return a->since > b->since ? -1 : 1;
    if (a->weight != b->weight) return a->weight > b->weight ? -1 : 1;
    if (a->last.at.begin != b->last.at.begin) return a->last.at.begin < b->last.at.begin ? -1 : 1;
    return (a->concept > b->concept) - (a->concept < b->concept);
}

/* min_texts 0: 2. Phrases are those of three words or more. Reads all texts. */
enum status compare_silences_run(struct compare_silences *out, struct compare_series *s, uint32_t min_texts, arena *ar,
                                 struct err *err)
{
    struct compare_silences x = {.text = s->text, .n_text = s->n_text, .list = s->list, .min_texts = min_texts ? min_texts : 2};
    struct compare_report rep;
    struct compare_phrases phrases;
    if (!s->n_text) return err_set(err, E_NOTFOUND, "no text to look for silences in");
    enum status st = compare_phrases_run(&phrases, s, 3, x.min_texts, PHRASE_BY_ENDED, ar, err);
    if (!st) st = concept_rows(&rep, s, ar, err);
    if (st) return st;
    x.silence = ARENA_NEW(ar, (size_t)rep.concepts.n_row + phrases.n_phrase, struct compare_silence);
    if (!x.silence) return arena_why(ar, err);
    st = add_concepts(&x, &rep, s, ar, err);
    if (st) return st;
    add_phrases(&x, &phrases, s);
    if (x.n_silence) qsort(x.silence, x.n_silence, sizeof *x.silence, by_silence);
    compare_coverage_fill(&x.coverage, s->text, s->n_text);
    *out = x;
    return OK;
}
