/* Which clauses a person is shown. A text of fifty sentences has a hundred clauses; a reader wants what somebody promises, asks, plans
** or denies, and what somebody who is known did. So a clause that only fills another ("pledged to take the lead") is told in that
** one's line, what hangs below a noun or says a purpose is left to --full, and a fact that was quoted above is not told twice. What did not happen is always told: an omission is news. */
#include "present/annotate.h"

/* Below a noun, or a purpose or manner of another: seldom a statement of its own. */
static bool is_inner(const struct language_clauses *c, uint32_t i)
{
    switch ((enum language_hang)c->hang[i]) {
    case HANG_MAIN:
    case HANG_COMPLEMENT:
    case HANG_CONJUNCT:
    case HANG_PARATAXIS: return false;
    case HANG_CONDITION:
    case HANG_TIME:
    case HANG_REASON:
    case HANG_CONCESSION:
    case HANG_RELATIVE: return c->tense[i] == TENSE_NONE || c->modality[i] <= MODALITY_REPORTED;
    case HANG_SUBJECT:
    case HANG_PURPOSE:
    case HANG_MANNER:
    case HANG_NOUN:
    case HANG_OTHER:
    case HANG_COUNT: break;
    }
    return true;
}

/* Told in the line above it: an infinitive that fills it, or of the same kind and polarity and not of another subject beside it. */
static bool goes_with(const struct language_clauses *c, uint32_t i, uint32_t above)
{
    if (c->hang[i] == HANG_COMPLEMENT && c->tense[i] == TENSE_NONE) return true;
    bool beside = c->hang[i] == HANG_CONJUNCT || c->hang[i] == HANG_PARATAXIS;
    return c->modality[i] == c->modality[above] && c->negative[i] == c->negative[above] &&
           !(beside && c->subject_is[i] == SUBJECT_OWN);
}

/* Named, or meant by words such as "both sides", even where it could not be told who that is; "it" of which nobody is known may be
** anything. */
static bool is_somebody(const struct annotate_view *v, uint32_t subject)
{
    const struct language_coref *c = v->a->coref;
    uint32_t m = subject < v->n_word ? v->mention[subject] : UINT32_MAX;
    return m != UINT32_MAX && (c->actor[0][m] != NAME_NONE || c->how[m] != COREF_PRONOUN);
}

/* The state of a clause by itself; speaks: something in the text is said by its predicate. */
static enum annotate_state judge(const struct annotate_view *v, uint32_t i, bool speaks)
{
    const struct language_clauses *c = v->a->clauses;
    if (is_inner(c, i)) return PICK_UNDER;
    if (c->modality[i] == MODALITY_DONE) {
        if (speaks) return PICK_SAID;
        return c->negative[i] || is_somebody(v, c->subject[i]) ? PICK_SHOWN : PICK_FACT;
    }
    bool quoted = v->a->parts & PART_QUOTATIONS && (c->source[i] != LANGUAGE_NONE || c->said_by[i] != LANGUAGE_NONE);
    return c->modality[i] == MODALITY_REPORTED && quoted ? PICK_SAID : PICK_SHOWN;
}

/* The nearest clause above i that is shown; LANGUAGE_NONE: none. Parents lie in one sentence, so the way up is short; a ring ends by
** the bound. */
static uint32_t shown_above(const struct language_clauses *c, const uint8_t *state, uint32_t i)
{
    uint32_t up = c->parent[i];
    for (uint32_t step = 0; up != LANGUAGE_NONE && step < 64; step++) {
        if (state[up] == PICK_SHOWN) return up;
        up = c->parent[up];
    }
    return LANGUAGE_NONE;
}

/* Quoted without a gap: what lies between two parts of a line is quoted with them. */
static void stretch(struct annotate_pick *p, uint32_t above, span words)
{
    if (words.begin < p->words[above].begin) p->words[above].begin = words.begin;
    if (words.end > p->words[above].end) p->words[above].end = words.end;
}

/* "to strengthen the alliance and enhance deterrence", "struggling to decide": what goes along with another clause, or fills it without a
** tense of its own, is a statement only where that one is. */
static bool leans(const struct language_clauses *c, uint32_t i)
{
    return c->hang[i] == HANG_CONJUNCT || (c->hang[i] == HANG_COMPLEMENT && c->tense[i] == TENSE_NONE);
}

static void lower(struct annotate_pick *p, const struct language_clauses *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t up = c->parent[i];
        if (p->state[i] == PICK_SHOWN && up != LANGUAGE_NONE && p->state[up] == PICK_UNDER && leans(c, i))
            p->state[i] = PICK_UNDER;
    }
}

/* What stands right below a shown clause and is not shown itself fills its line: "pledged [to take the lead]". */
static void put_together(struct annotate_pick *p, const struct language_clauses *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t up = c->parent[i];
        if (p->state[i] == PICK_SHOWN && up != LANGUAGE_NONE && p->state[up] <= PICK_WITH && goes_with(c, i, up))
            p->state[i] = PICK_WITH;
    }
    for (uint32_t i = 0; i < c->n; i++) {
        if (p->state[i] != PICK_WITH && p->state[i] != PICK_UNDER) continue;
        uint32_t above = shown_above(c, p->state, i);
        if (above != LANGUAGE_NONE) stretch(p, above, c->words[i]);
    }
}

/* Counted by state, so that the answer can say what it does not show. */
enum status annotate_pick_clauses(struct annotate_pick *out, const struct annotate_view *v, struct err *err)
{
    const struct language_clauses *c = v->a->clauses;
    *out = (struct annotate_pick){.state = ARENA_NEW(v->ar, c->n, uint8_t), .words = ARENA_NEW(v->ar, c->n, span)};
    bool *speaks = ARENA_NEW(v->ar, c->n, bool);
    if (!out->state || !out->words || !speaks) return arena_why(v->ar, err);
    for (uint32_t i = 0; i < c->n; i++)
        if (c->source[i] != LANGUAGE_NONE) speaks[c->source[i]] = true;
    for (uint32_t i = 0; i < c->n; i++) {
        out->words[i] = c->words[i];
        out->state[i] = v->full ? PICK_SHOWN : (uint8_t)judge(v, i, speaks[i]);
    }
    if (!v->full) lower(out, c);
    if (!v->full) put_together(out, c);
    for (uint32_t i = 0; i < c->n; i++) {
        if (out->state[i] == PICK_SHOWN) out->n[c->modality[i]]++;
        out->n_fact += out->state[i] == PICK_FACT;
        out->n_said += out->state[i] == PICK_SAID;
        out->n_under += out->state[i] == PICK_UNDER;
    }
    return OK;
}
