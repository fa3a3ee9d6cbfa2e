/* An annotation as one object on one line (entente/annotate/1, doc/json.md): every finding with its place in the text, its bytes in the
** source, its words and how sure it is. Nothing is left out for brevity; what is not known is null. */
#include "present/annotate.h"
#include "present/json.h"

static void flush(const struct annotate_view *v)
{
    if (v->a->flush) v->a->flush(v->a->ctx);
}

static void some(struct jout *j, const char *key, str value)
{
    if (value.n)
        jout_str(j, key, value);
    else
        jout_null(j, key);
}

/* Number of a thing that is listed, from 1 as people count; null for none. */
static void number(struct jout *j, const char *key, uint32_t i)
{
    if (i == UINT32_MAX)
        jout_null(j, key);
    else
        jout_int(j, key, (int64_t)i + 1);
}

/* Members of the open object: where, and what stands there. */
static void place(struct jout *j, const struct annotate_view *v, span at)
{
    jout_span(j, "at", at);
    jout_span(j, "bytes", annotate_source(v, at));
    jout_str(j, "quote", annotate_words(v, at));
}

static void quote(struct jout *j, const struct annotate_view *v, const char *key, span at)
{
    if (at.end <= at.begin) {
        jout_null(j, key);
        return;
    }
    jout_object(j, key);
    place(j, v, at);
    jout_end(j);
}

/* found_by: "model" rests on the parse, "rule" on the bytes alone. */
static void sure(struct jout *j, const char *found_by, float prob)
{
    jout_strz(j, "found_by", found_by);
    jout_real(j, "confidence", (double)prob);
}

static void word(struct jout *j, const struct annotate_view *v, const char *key, uint32_t w)
{
    span at = w < v->n_word ? annotate_bytes(v, (span){w, w + 1}) : (span){0, 0};
    quote(j, v, key, at);
}

/* Words of somebody, and whom they mean. */
static void who(struct jout *j, const struct annotate_view *v, const char *key, struct annotate_who w)
{
    if (w.at.end <= w.at.begin) {
        jout_null(j, key);
        return;
    }
    jout_object(j, key);
    place(j, v, w.at);
    jout_array(j, "actors");
    for (uint32_t i = 0; i < w.n_tie; i++) {
        const struct annotate_tie *t = &w.tie[i];
        jout_object(j, NULL);
        number(j, "actor", t->actor);
        jout_str(j, "name", v->a->coref->actor_name[t->actor]);
        jout_strz(j, "how", language_coref_how((enum coref_how)v->a->coref->how[t->mention]));
        jout_real(j, "confidence", (double)t->prob);
        jout_end(j);
    }
    jout_end(j);
    jout_end(j);
}

/* ---- who is named ---- */

static void actors(struct jout *j, const struct annotate_view *v)
{
    const struct language_coref *c = v->a->coref;
    jout_array(j, "actors");
    for (uint32_t i = 0; i < c->n_actor; i++) {
        jout_object(j, NULL);
        number(j, "actor", i);
        jout_strz(j, "kind", language_name_kind((enum name_kind)c->actor_kind[i]));
        jout_str(j, "name", c->actor_name[i]);
        some(j, "country", c->actor_country[i]);
        number(j, "person", c->actor_person[i]);
        jout_end(j);
    }
    jout_end(j);
    flush(v);
    jout_array(j, "mentions");
    for (uint32_t m = 0; m < c->n; m++) {
        jout_object(j, NULL);
        place(j, v, c->bytes[m]);
        jout_strz(j, "how", language_coref_how((enum coref_how)c->how[m]));
        jout_array(j, "actors");
        for (int side = 0; side < 2; side++)
            if (c->actor[side][m] != NAME_NONE) number(j, NULL, c->actor[side][m]);
        jout_end(j);
        number(j, "tied_to", c->before[m]);
        sure(j, "model", c->prob[m]);
        jout_end(j);
        flush(v);
    }
    jout_end(j);
}

static void mention(struct jout *j, const struct annotate_view *v, uint32_t m)
{
    const struct language_names *n = v->a->names;
    jout_object(j, NULL);
    place(j, v, n->bytes[n->name[m]]);
    number(j, "person", n->person[m]);
    quote(j, v, "phrase", n->phrase[m]);
    quote(j, v, "office_phrase", n->office_at[m]);
    some(j, "office", n->office[m]);
    some(j, "office_country", n->office_country[m]);
    quote(j, v, "organisation", n->organisation_at[m]);
    some(j, "how", str_of(language_name_how((enum name_how)n->how[m])));
    sure(j, "model", n->prob_mention[m]);
    jout_end(j);
}

static const char *gender_name(uint8_t gender)
{
    return gender == GENDER_MALE ? "male" : gender == GENDER_FEMALE ? "female" : NULL;
}

static void persons(struct jout *j, const struct annotate_view *v)
{
    const struct language_names *n = v->a->names;
    jout_array(j, "persons");
    for (uint32_t p = 0; p < n->n_person; p++) {
        uint32_t titled = n->titled[p];
        jout_object(j, NULL);
        number(j, "person", p);
        jout_str(j, "name", n->full[p]);
        some(j, "office", titled == NAME_NONE ? STR("") : n->office[titled]);
        quote(j, v, "office_phrase", titled == NAME_NONE ? (span){0, 0} : n->office_at[titled]);
        some(j, "country", n->person_country[p]);
        jout_strz(j, "gender", gender_name(n->gender[p]));
        jout_int(j, "times_named", n->n_mentions[p]);
        if (n->variant_of[p] == NAME_NONE)
            jout_null(j, "may_be");
        else {
            jout_object(j, "may_be");
            number(j, "person", n->variant_of[p]);
            jout_str(j, "name", n->full[n->variant_of[p]]);
            jout_strz(j, "reason", language_same_reason((enum same_reason)n->variant_reason[p]));
            sure(j, "rule", n->prob_variant[p]);
            jout_end(j);
        }
        jout_end(j);
        flush(v);
    }
    jout_end(j);
    jout_array(j, "person_mentions");
    for (uint32_t m = 0; m < n->n_mention; m++) {
        mention(j, v, m);
        flush(v);
    }
    jout_end(j);
}

static void names(struct jout *j, const struct annotate_view *v)
{
    const struct language_names *n = v->a->names;
    jout_array(j, "names");
    for (uint32_t i = 0; i < n->n; i++) {
        if (n->kind[i] == NAME_PERSON) continue;
        jout_object(j, NULL);
        place(j, v, n->bytes[i]);
        jout_strz(j, "kind", language_name_kind((enum name_kind)n->kind[i]));
        some(j, "country", n->country[i]);
        sure(j, "model", n->prob[i]);
        jout_end(j);
        flush(v);
    }
    jout_end(j);
}

/* ---- who says what, who does what ---- */

static void quotations(struct jout *j, const struct annotate_view *v)
{
    const struct language_quotes *q = v->a->quotes;
    jout_array(j, "quotations");
    for (uint32_t i = 0; i < q->n; i++) {
        jout_object(j, NULL);
        number(j, "quotation", i);
        place(j, v, q->at[i]);
        jout_strz(j, "kind", language_quote_name((enum language_quote)q->kind[i]));
        who(j, v, "speaker", annotate_who_in(v, q->speaker[i]));
        quote(j, v, "verb", annotate_bytes(v, q->verb[i]));
        number(j, "part_of", q->part_of[i]);
        jout_bool(j, "closed", q->closed[i]);
        sure(j, "model", q->prob[i]);
        jout_end(j);
        flush(v);
    }
    jout_end(j);
}

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

static void clause(struct jout *j, const struct annotate_view *v, uint32_t i)
{
    const struct language_clauses *c = v->a->clauses;
    jout_object(j, NULL);
    number(j, "clause", i);
    place(j, v, annotate_bytes(v, c->words[i]));
    word(j, v, "predicate", c->word[i]);
    jout_str(j, "lemma", v->a->text->lemma[c->word[i]]);
    number(j, "parent", c->parent[i]);
    jout_strz(j, "hang", language_hang_name((enum language_hang)c->hang[i]));
    who(j, v, "subject", annotate_who_is(v, c->subject[i]));
    jout_strz(j, "subject_from", subject_name(c->subject_is[i]));
    who(j, v, "object", annotate_who_is(v, c->object[i]));
    jout_strz(j, "modality", language_modality_name((enum language_modality)c->modality[i]));
    jout_strz(j, "standing", language_modality_name((enum language_modality)c->standing[i]));
    jout_bool(j, "negative", c->negative[i]);
    jout_bool(j, "negated", c->negated[i]);
    jout_bool(j, "conditional", c->conditional[i]);
    number(j, "condition", c->condition[i]);
    jout_strz(j, "tense", tense_name(c->tense[i]));
    jout_bool(j, "passive", c->passive[i]);
    word(j, v, "cue", c->cue[i]);
    number(j, "said_in", c->source[i]);
    who(j, v, "said_by", annotate_who_is(v, c->said_by[i]));
    sure(j, "model", c->prob[i]);
    jout_end(j);
}

static void clauses(struct jout *j, const struct annotate_view *v)
{
    jout_array(j, "clauses");
    for (uint32_t i = 0; i < v->a->clauses->n; i++) {
        clause(j, v, i);
        flush(v);
    }
    jout_end(j);
}

/* ---- when, how much ---- */

static void vague(struct jout *j, const char *key, struct vague days)
{
    buf b = {0};
    vague_write(&b, days);
    some(j, key, buf_str(&b));
    if (b.failed) j->out->failed = b.failed;
    buf_free(&b);
}

/* "-" is how the language room says nothing. */
static void named(struct jout *j, const char *key, const char *name)
{
    jout_strz(j, key, name[0] == '-' && !name[1] ? NULL : name);
}

static void length(struct jout *j, const char *key, uint32_t n, enum when_unit unit)
{
    buf b = {0};
    language_when_length_write(&b, n, unit);
    some(j, key, buf_str(&b));
    if (b.failed) j->out->failed = b.failed;
    buf_free(&b);
}

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

static void dates(struct jout *j, const struct annotate_view *v)
{
    jout_array(j, "dates");
    for (uint32_t i = 0; i < v->a->dates->n; i++) {
        const struct when *w = &v->a->dates->item[i];
        jout_object(j, NULL);
        place(j, v, w->at);
        quote(j, v, "whole", w->whole);
        jout_strz(j, "kind", language_when_kind_name(w->kind));
        named(j, "relation", language_when_relation_name(w->relation));
        vague(j, "names", w->named);
        vague(j, "means", w->days);
        jout_strz(j, "by", how_name(w->how));
        named(j, "unresolved", language_when_why_name(w->why));
        length(j, "length", w->length, w->unit);
        jout_bool(j, "fiscal", w->fiscal);
        sure(j, "rule", w->prob_right);
        jout_end(j);
        flush(v);
    }
    jout_end(j);
}

static void value(struct jout *j, const char *key, struct amount_value amount)
{
    buf b = {0};
    annotate_value(&b, amount);
    jout_str(j, key, buf_str(&b));
    if (b.failed) j->out->failed = b.failed;
    buf_free(&b);
}

static void amounts(struct jout *j, const struct annotate_view *v)
{
    static const char *const range[] = {"one", "range", "from-to"};
    jout_array(j, "amounts");
    for (uint32_t i = 0; i < v->a->amounts->n; i++) {
        const struct amount *a = &v->a->amounts->item[i];
        jout_object(j, NULL);
        place(j, v, a->at);
        quote(j, v, "whole", a->whole);
        value(j, "low", a->low);
        value(j, "high", a->high);
        jout_strz(j, "range", range[a->range]);
        named(j, "about", language_amount_about_name(a->about));
        jout_strz(j, "unit", language_amount_unit_name(a));
        quote(j, v, "noun", a->noun);
        named(j, "base", language_amount_base_name(a->base));
        quote(j, v, "base_words", a->base_at);
        quote(j, v, "rate", a->rate == AMOUNT_NO_RATE ? (span){0, 0} : a->rate_at);
        length(j, "rate_length", a->rate_length, a->rate_unit);
        sure(j, "rule", a->prob_right);
        jout_end(j);
        flush(v);
    }
    jout_end(j);
}

/* ---- the whole ---- */

static void head(struct jout *j, const struct annotate_view *v)
{
    const struct present_annotation *a = v->a;
    buf hex = {0};
    jout_strz(j, "schema", "entente/annotate/1");
    some(j, "document", a->document);
    some(j, "title", a->title);
    some(j, "language", a->language);
    jout_day(j, "date", a->date);
    jout_strz(j, "date_basis", a->date_basis);
    if (a->source) source_hash_write(&hex, a->source);
    some(j, "source", buf_str(&hex));
    if (hex.failed) j->out->failed = hex.failed;
    buf_free(&hex);
    if (a->model) {
        jout_object(j, "model");
        jout_str(j, "model", a->model->model);
        jout_str(j, "version", a->model->version);
        jout_end(j);
    } else
        jout_null(j, "model");
    jout_int(j, "aside", a->n_aside);
    jout_int(j, "sentences", a->text->words.n_sentence);
    jout_int(j, "words", a->text->words.n_word);
    jout_str(j, "text", a->text->text);
}

void annotate_json(buf *out, const struct annotate_view *v)
{
    struct jout j = {.out = out, .one_line = true};
    uint32_t parts = v->a->parts;
    jout_object(&j, NULL);
    head(&j, v);
    flush(v);
    if (parts & (PART_PERSONS | PART_NAMES | PART_QUOTATIONS | PART_CLAUSES)) actors(&j, v);
    if (parts & PART_PERSONS) persons(&j, v);
    if (parts & PART_NAMES) names(&j, v);
    if (parts & PART_QUOTATIONS) quotations(&j, v);
    if (parts & PART_CLAUSES) clauses(&j, v);
    if (parts & PART_DATES) dates(&j, v);
    if (parts & PART_AMOUNTS) amounts(&j, v);
    jout_end(&j);
    flush(v);
}
