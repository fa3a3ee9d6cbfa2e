/* An annotation as one object on one line (entente/annotate/1, doc/json.md): every finding with its place in the text, its bytes in the
** source, its words and how sure it is. Nothing is left out for brevity; what is not known is null. Things that others point to (actors,
** persons, clauses) are numbered from 1 in the order in which they are listed. */
#include "present/annotate_put.h"

/* ---- who is named ---- */

/* Actors, then what they were tied together from. A person is an actor too; the number leads to the office. */
static void actors(struct jout *j, const struct annotate_view *v)
{
    const struct language_coref *c = v->a->coref;
    jout_array(j, "actors");
    for (uint32_t i = 0; i < c->n_actor; i++) {
        jout_object(j, NULL);
        annotate_put_number(j, "actor", i);
        jout_strz(j, "kind", language_name_kind((enum name_kind)c->actor_kind[i]));
        jout_str(j, "name", c->actor_name[i]);
        annotate_put_some(j, "country", c->actor_country[i]);
        annotate_put_number(j, "person", c->actor_person[i]);
        jout_end(j);
    }
    jout_end(j);
    annotate_put_flush(v);
    jout_array(j, "mentions");
    for (uint32_t m = 0; m < c->n; m++) {
        jout_object(j, NULL);
        annotate_put_place(j, v, c->bytes[m]);
        jout_strz(j, "how", language_coref_how((enum coref_how)c->how[m]));
        jout_array(j, "actors");
        for (int side = 0; side < 2; side++)
            if (c->actor[side][m] != NAME_NONE) annotate_put_number(j, NULL, c->actor[side][m]);
        jout_end(j);
        annotate_put_number(j, "tied_to", c->before[m]);
        annotate_put_sure(j, "model", c->prob[m]);
        jout_end(j);
        annotate_put_flush(v);
    }
    jout_end(j);
}

/* One time that a person is named, with what stands beside the name there. */
static void mention(struct jout *j, const struct annotate_view *v, uint32_t m)
{
    const struct language_names *n = v->a->names;
    jout_object(j, NULL);
    annotate_put_place(j, v, n->bytes[n->name[m]]);
    annotate_put_number(j, "person", n->person[m]);
    annotate_put_quote(j, v, "phrase", n->phrase[m]);
    annotate_put_quote(j, v, "office_phrase", n->office_at[m]);
    annotate_put_some(j, "office", n->office[m]);
    annotate_put_some(j, "office_country", n->office_country[m]);
    annotate_put_quote(j, v, "organisation", n->organisation_at[m]);
    annotate_put_some(j, "how", str_of(language_name_how((enum name_how)n->how[m])));
    annotate_put_sure(j, "model", n->prob_mention[m]);
    jout_end(j);
}

/* NULL, hence null, for what no title says. */
static const char *gender_name(uint8_t gender)
{
    return gender == GENDER_MALE ? "male" : gender == GENDER_FEMALE ? "female" : NULL;
}

/* Who may be the same stands beside the person, never in his place: to merge is a person's decision. */
static void may_be(struct jout *j, const struct language_names *n, uint32_t p)
{
    if (n->variant_of[p] == NAME_NONE) {
        jout_null(j, "may_be");
        return;
    }
    jout_object(j, "may_be");
    annotate_put_number(j, "person", n->variant_of[p]);
    jout_str(j, "name", n->full[n->variant_of[p]]);
    jout_strz(j, "reason", language_same_reason((enum same_reason)n->variant_reason[p]));
    annotate_put_sure(j, "rule", n->prob_variant[p]);
    jout_end(j);
}

/* The concept of the record whose name this is (confidence 1), or may be. */
static void listed(struct jout *j, const struct annotate_view *v, uint32_t p)
{
    const struct language_names *n = v->a->names;
    if (!v->a->concept || n->known_as[p] == NAME_NONE) {
        jout_null(j, "listed");
        return;
    }
    jout_object(j, "listed");
    jout_str(j, "concept", v->a->concept[n->known_as[p]]);
    jout_str(j, "form", v->a->known->form[n->known_as[p]]);
    jout_strz(j, "reason", language_same_reason((enum same_reason)n->known_reason[p]));
    annotate_put_sure(j, "rule", n->prob_known[p]);
    jout_end(j);
}

/* Each person once, placed where first named, with the longest office that stands beside any mention; then every mention. */
static void persons(struct jout *j, const struct annotate_view *v)
{
    const struct language_names *n = v->a->names;
    jout_array(j, "persons");
    for (uint32_t p = 0; p < n->n_person; p++) {
        uint32_t titled = n->titled[p];
        jout_object(j, NULL);
        annotate_put_number(j, "person", p);
        jout_str(j, "name", n->full[p]);
        annotate_put_place(j, v, n->bytes[n->name[n->first[p]]]);
        annotate_put_some(j, "office", titled == NAME_NONE ? STR("") : n->office[titled]);
        annotate_put_quote(j, v, "office_phrase", titled == NAME_NONE ? (span){0, 0} : n->office_at[titled]);
        annotate_put_some(j, "country", n->person_country[p]);
        jout_strz(j, "gender", gender_name(n->gender[p]));
        jout_int(j, "times_named", n->n_mentions[p]);
        may_be(j, n, p);
        listed(j, v, p);
        annotate_put_sure(j, "model", n->prob_mention[titled == NAME_NONE ? n->first[p] : titled]);
        jout_end(j);
        annotate_put_flush(v);
    }
    jout_end(j);
    jout_array(j, "person_mentions");
    for (uint32_t m = 0; m < n->n_mention; m++) {
        mention(j, v, m);
        annotate_put_flush(v);
    }
    jout_end(j);
}

/* All names that are no person's: these stand above, with more to tell. */
static void names(struct jout *j, const struct annotate_view *v)
{
    const struct language_names *n = v->a->names;
    jout_array(j, "names");
    for (uint32_t i = 0; i < n->n; i++) {
        if (n->kind[i] == NAME_PERSON) continue;
        jout_object(j, NULL);
        annotate_put_place(j, v, n->bytes[i]);
        jout_strz(j, "kind", language_name_kind((enum name_kind)n->kind[i]));
        annotate_put_some(j, "country", n->country[i]);
        annotate_put_quote(j, v, "short_for", n->same_as[i] == NAME_NONE ? (span){0, 0} : n->bytes[n->same_as[i]]);
        annotate_put_sure(j, "model", n->prob[i]);
        jout_end(j);
        annotate_put_flush(v);
    }
    jout_end(j);
}

/* ---- the whole ---- */

/* What the answer is about, before any finding. The text itself is here, so that places can be checked without the file. */
static void head(struct jout *j, const struct annotate_view *v)
{
    const struct present_annotation *a = v->a;
    buf hex = {0};
    jout_strz(j, "schema", "entente/annotate/1");
    annotate_put_some(j, "document", a->document);
    annotate_put_some(j, "title", a->title);
    annotate_put_some(j, "language", a->language);
    jout_day(j, "date", a->date);
    jout_strz(j, "date_basis", a->date_basis);
    if (a->source) source_hash_write(&hex, a->source);
    annotate_put_some(j, "source", buf_str(&hex));
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

/* Parts in the order of enum present_parts but for the actors, to which the others point. */
void annotate_json(buf *out, const struct annotate_view *v)
{
    struct jout j = {.out = out, .one_line = true};
    uint32_t parts = v->a->parts;
    jout_object(&j, NULL);
    head(&j, v);
    annotate_put_flush(v);
    if (parts & (PART_PERSONS | PART_NAMES | PART_QUOTATIONS | PART_CLAUSES)) actors(&j, v);
    if (parts & PART_PERSONS) persons(&j, v);
    if (parts & PART_NAMES) names(&j, v);
    if (parts & PART_QUOTATIONS) annotate_put_quotations(&j, v);
    if (parts & PART_CLAUSES) annotate_put_clauses(&j, v);
    if (parts & PART_DATES) annotate_put_dates(&j, v);
    if (parts & PART_AMOUNTS) annotate_put_amounts(&j, v);
    jout_end(&j);
    annotate_put_flush(v);
}
