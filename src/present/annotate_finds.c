/* What is said, done, when and how much, as JSON: the findings one by one, in the order of the text. Names of kinds are the language
** room's own, so that a program meets one vocabulary everywhere; "-", by which that room says nothing, is null. */
#include "present/annotate_put.h"

/* ---- who says what, who does what ---- */

/* A quotation that goes on in other marks is one entry for each part, tied by `part_of`. */
void annotate_put_quotations(struct jout *j, const struct annotate_view *v)
{
    const struct language_quotes *q = v->a->quotes;
    jout_array(j, "quotations");
    for (uint32_t i = 0; i < q->n; i++) {
        jout_object(j, NULL);
        annotate_put_number(j, "quotation", i);
        annotate_put_place(j, v, q->at[i]);
        jout_strz(j, "kind", language_quote_name((enum language_quote)q->kind[i]));
        annotate_put_who(j, v, "speaker", annotate_who_in(v, q->speaker[i]));
        annotate_put_quote(j, v, "verb", annotate_bytes(v, q->verb[i]));
        annotate_put_number(j, "part_of", q->part_of[i]);
        jout_bool(j, "closed", q->closed[i]);
        annotate_put_sure(j, "model", q->prob[i]);
        jout_end(j);
        annotate_put_flush(v);
    }
    jout_end(j);
}

/* Names of the room's enums that it has no names for itself: they are of the answer's format (doc/json.md), and must not change. NULL
** gives null. */
static const char *subject_name(uint8_t is)
{
    switch ((enum language_subject)is) {
    case SUBJECT_OWN: return "own";
    case SUBJECT_SHARED: return "shared";
    case SUBJECT_CONTROL: return "control";
    case SUBJECT_ANTECEDENT: return "antecedent";
    case SUBJECT_NONE: break;
    }
    return NULL;
}

static const char *tense_name(uint8_t tense)
{
    switch ((enum language_tense)tense) {
    case TENSE_PAST: return "past";
    case TENSE_PRESENT: return "present";
    case TENSE_FUTURE: return "future";
    case TENSE_NONE: break;
    }
    return NULL;
}

/* Everything that the room knows of a clause but the numbers that only its own rules need. */
static void clause(struct jout *j, const struct annotate_view *v, uint32_t i)
{
    const struct language_clauses *c = v->a->clauses;
    jout_object(j, NULL);
    annotate_put_number(j, "clause", i);
    annotate_put_place(j, v, annotate_bytes(v, c->words[i]));
    annotate_put_word(j, v, "predicate", c->word[i]);
    jout_str(j, "lemma", v->a->text->lemma[c->word[i]]);
    annotate_put_number(j, "parent", c->parent[i]);
    jout_strz(j, "hang", language_hang_name((enum language_hang)c->hang[i]));
    annotate_put_who(j, v, "subject", annotate_who_is(v, c->subject[i]));
    jout_strz(j, "subject_from", subject_name(c->subject_is[i]));
    annotate_put_who(j, v, "object", annotate_who_is(v, c->object[i]));
    jout_strz(j, "modality", language_modality_name((enum language_modality)c->modality[i]));
    jout_strz(j, "standing", language_modality_name((enum language_modality)c->standing[i]));
    jout_bool(j, "negative", c->negative[i]);
    jout_bool(j, "negated", c->negated[i]);
    jout_bool(j, "conditional", c->conditional[i]);
    annotate_put_number(j, "condition", c->condition[i]);
    jout_strz(j, "tense", tense_name(c->tense[i]));
    jout_bool(j, "passive", c->passive[i]);
    annotate_put_word(j, v, "cue", c->cue[i]);
    annotate_put_number(j, "said_in", c->source[i]);
    annotate_put_who(j, v, "said_by", annotate_who_is(v, c->said_by[i]));
    annotate_put_sure(j, "model", c->prob[i]);
    jout_end(j);
}

/* All of them: which of them a reader wants is the other faces' question. */
void annotate_put_clauses(struct jout *j, const struct annotate_view *v)
{
    jout_array(j, "clauses");
    for (uint32_t i = 0; i < v->a->clauses->n; i++) {
        clause(j, v, i);
        annotate_put_flush(v);
    }
    jout_end(j);
}

/* ---- when, how much ---- */

/* EDTF; null where the days are not known. */
static void vague(struct jout *j, const char *key, struct vague days)
{
    buf b = {0};
    vague_write(&b, days);
    annotate_put_some(j, key, buf_str(&b));
    if (b.failed) j->out->failed = b.failed;
    buf_free(&b);
}

/* "-" is how the language room says nothing. */
static void named(struct jout *j, const char *key, const char *name)
{
    jout_strz(j, key, name[0] == '-' && !name[1] ? NULL : name);
}

/* ISO 8601; null without a length. */
static void length(struct jout *j, const char *key, uint32_t n, enum when_unit unit)
{
    buf b = {0};
    language_when_length_write(&b, n, unit);
    annotate_put_some(j, key, buf_str(&b));
    if (b.failed) j->out->failed = b.failed;
    buf_free(&b);
}

/* From what the days were told; NULL: they were not. */
static const char *how_name(enum when_how how)
{
    switch (how) {
    case WHEN_EXPLICIT: return "explicit";
    case WHEN_BY_DOCUMENT: return "document";
    case WHEN_BY_TEXT: return "text";
    case WHEN_UNRESOLVED: break;
    }
    return NULL;
}

/* `names` is what the expression says alone, `means` with its relation: "by 2030" names 2030 and means ../2030-12-31. */
void annotate_put_dates(struct jout *j, const struct annotate_view *v)
{
    jout_array(j, "dates");
    for (uint32_t i = 0; i < v->a->dates->n; i++) {
        const struct when *w = &v->a->dates->item[i];
        jout_object(j, NULL);
        annotate_put_place(j, v, w->at);
        annotate_put_quote(j, v, "whole", w->whole);
        jout_strz(j, "kind", language_when_kind_name(w->kind));
        named(j, "relation", language_when_relation_name(w->relation));
        vague(j, "names", w->named);
        vague(j, "means", w->days);
        jout_strz(j, "by", how_name(w->how));
        named(j, "unresolved", language_when_why_name(w->why));
        length(j, "length", w->length, w->unit);
        jout_bool(j, "fiscal", w->fiscal);
        annotate_put_sure(j, "rule", w->prob_right);
        jout_end(j);
        annotate_put_flush(v);
    }
    jout_end(j);
}

/* As text: "0.1" is exact, a floating number would not be. */
static void value(struct jout *j, const char *key, struct amount_value amount)
{
    buf b = {0};
    annotate_value(&b, amount);
    jout_str(j, key, buf_str(&b));
    if (b.failed) j->out->failed = b.failed;
    buf_free(&b);
}

/* low equals high where one number stands. */
void annotate_put_amounts(struct jout *j, const struct annotate_view *v)
{
    static const char *const range[] = {"one", "range", "from-to"};
    jout_array(j, "amounts");
    for (uint32_t i = 0; i < v->a->amounts->n; i++) {
        const struct amount *a = &v->a->amounts->item[i];
        jout_object(j, NULL);
        annotate_put_place(j, v, a->at);
        annotate_put_quote(j, v, "whole", a->whole);
        value(j, "low", a->low);
        value(j, "high", a->high);
        jout_strz(j, "range", range[a->range]);
        named(j, "about", language_amount_about_name(a->about));
        jout_strz(j, "unit", language_amount_unit_name(a));
        annotate_put_quote(j, v, "noun", a->noun);
        named(j, "base", language_amount_base_name(a->base));
        annotate_put_quote(j, v, "base_words", a->base_at);
        annotate_put_quote(j, v, "rate", a->rate == AMOUNT_NO_RATE ? (span){0, 0} : a->rate_at);
        length(j, "rate_length", a->rate_length, a->rate_unit);
        annotate_put_sure(j, "rule", a->prob_right);
        jout_end(j);
        annotate_put_flush(v);
    }
    jout_end(j);
}
