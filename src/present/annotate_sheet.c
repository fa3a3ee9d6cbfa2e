/* An annotation for people, as a sheet: who is named, who says what, what is promised, asked, planned, denied, when, how much. The order
** is that of a reporter's questions. A person stands once, whatever the number of mentions; clauses are put together by how firm they
** are, and those that only tell what a quotation above tells already are counted, not shown. */
#include "present/annotate.h"
#include "present/doc.h"
#include "present/sheet.h"

/* Words of a quotation or clause shown at most, unless all is asked for; forms of a name in brackets. */
enum { SHORT_WORDS = 40, FORMS_MAX = 4, SECTIONS_MAX = 20 };

struct sheet_maker {
    const struct annotate_view *v;
    struct sheet_section section[SECTIONS_MAX];
    uint32_t n;
};

/* ---- pieces of lines ---- */

static str place_of(const struct annotate_view *v, span at)
{
    buf b = {0};
    span in = annotate_source(v, at);
    buf_addf(&b, "@%u-%u", in.begin, in.end);
    return doc_str(&b, v->ar);
}

/* Bytes of the first n words of s, all of it where there are fewer. */
static size_t first_words(str s, uint32_t n)
{
    size_t at = 0;
    for (uint32_t i = 0; i < n && at < s.n; i++) {
        while (at < s.n && s.p[at] == ' ') at++;
        while (at < s.n && s.p[at] != ' ') at++;
    }
    return at;
}

/* The words at a place, cut behind SHORT_WORDS; one line, whatever the text had between its words. */
static str shown(const struct annotate_view *v, span at)
{
    buf b = {0};
    str words = annotate_words(v, at);
    size_t n = v->full ? words.n : first_words(words, SHORT_WORDS);
    buf_add(&b, (str){words.p, n});
    if (n < words.n) buf_addz(&b, " ...");
    return doc_str(&b, v->ar);
}

static bool is_named_so(const struct annotate_view *v, const struct annotate_who *who)
{
    return who->n_tie == 1 && str_eq(v->a->coref->actor_name[who->tie[0].actor], annotate_words(v, who->at));
}

/* "the ministry (defense ministry 0.85)": the words of the text, and whom they mean where that is not what they say. */
static void add_who(buf *out, const struct annotate_view *v, const struct annotate_who *who)
{
    str words = annotate_words(v, who->at);
    size_t n = first_words(words, 12);
    buf_add(out, (str){words.p, n});
    if (n < words.n) buf_addz(out, " ...");
    if (!who->n_tie || is_named_so(v, who)) return;
    buf_addz(out, " (");
    for (uint32_t i = 0; i < who->n_tie; i++) {
        if (i) buf_addz(out, ", ");
        buf_add(out, v->a->coref->actor_name[who->tie[i].actor]);
        buf_addc(out, ' ');
        annotate_prob(out, who->tie[i].prob);
    }
    buf_addc(out, ')');
}

static str who_str(const struct annotate_view *v, const struct annotate_who *who)
{
    buf b = {0};
    add_who(&b, v, who);
    return doc_str(&b, v->ar);
}

static struct sheet_section *add_section(struct sheet_maker *m, const char *heading)
{
    struct sheet_section *s = &m->section[m->n < SECTIONS_MAX ? m->n++ : SECTIONS_MAX - 1];
    s->heading = heading;
    return s;
}

static enum status room(struct sheet_section *s, uint32_t n, arena *ar, struct err *err)
{
    s->quote = ARENA_NEW(ar, n, struct sheet_quote);
    return s->quote ? OK : arena_why(ar, err);
}

/* ---- who is named ---- */

static str person_about(const struct annotate_view *v, uint32_t p)
{
    const struct language_names *n = v->a->names;
    buf b = {0};
    uint32_t best = n->first[p];
    uint32_t titled = n->titled[p];
    if (titled != NAME_NONE) {
        best = titled;
        buf_addf(&b, "\"%.*s\"; ", STR_ARG(annotate_words(v, n->office_at[titled])));
    }
    if (n->person_country[p].n) buf_addf(&b, "%.*s; ", STR_ARG(n->person_country[p]));
    if (n->n_mentions[p] == 1)
        buf_addz(&b, "named once; ");
    else
        buf_addf(&b, "named %u times; ", n->n_mentions[p]);
    annotate_prob(&b, n->prob_mention[best]);
    if (n->variant_of[p] != NAME_NONE) {
        buf_addf(&b, "; may be %.*s (%s ", STR_ARG(n->full[n->variant_of[p]]),
                 language_same_reason((enum same_reason)n->variant_reason[p]));
        annotate_prob(&b, n->prob_variant[p]);
        buf_addc(&b, ')');
    }
    return doc_str(&b, v->ar);
}

static enum status persons(struct sheet_maker *m, struct err *err)
{
    const struct annotate_view *v = m->v;
    const struct language_names *n = v->a->names;
    struct sheet_section *s = add_section(m, "Persons");
    if (room(s, n->n_person, v->ar, err)) return err->code;
    for (uint32_t p = 0; p < n->n_person; p++) {
        uint32_t best = n->titled[p] == NAME_NONE ? n->first[p] : n->titled[p];
        s->quote[s->n_quote++] =
            (struct sheet_quote){.name = n->full[p], .place = place_of(v, n->phrase[best]), .about = person_about(v, p)};
    }
    return OK;
}

/* Forms in brackets, the most used first, where there is another than the name itself. */
static void add_forms(buf *out, const struct annotate_view *v, const struct annotate_group *g)
{
    uint32_t before = UINT32_MAX;
    if (g->n_form == 1 && str_eq(v->form[g->form].text, g->name)) return;
    buf_addz(out, " (");
    for (uint32_t shown_n = 0; shown_n < FORMS_MAX && shown_n < g->n_form; shown_n++) {
        uint32_t best = UINT32_MAX; /* the next below `before` in the order of count, then of first use */
        for (uint32_t f = g->form; f != UINT32_MAX; f = v->form[f].next) {
            bool later =
                before == UINT32_MAX || v->form[f].n < v->form[before].n || (v->form[f].n == v->form[before].n && f > before);
            if (!later || f == before) continue;
            if (best == UINT32_MAX || v->form[f].n > v->form[best].n || (v->form[f].n == v->form[best].n && f < best)) best = f;
        }
        if (best == UINT32_MAX) break;
        buf_addf(out, "%s%.*s %u", shown_n ? ", " : "", STR_ARG(v->form[best].text), v->form[best].n);
        before = best;
    }
    buf_addz(out, g->n_form > FORMS_MAX ? ", ...)" : ")");
}

static void names(struct sheet_maker *m)
{
    static const char *const heading[] = {"Countries", "Organisations", "Places", "Treaties, strategies, events",
                                          "Other names"};
    const struct annotate_view *v = m->v;
    for (uint32_t of = 0; of < CLASS_COUNT; of++) {
        buf b = {0};
        struct sheet_section *s = add_section(m, heading[of]);
        for (uint32_t g = 0; g < v->n_group; g++) {
            if (v->group[g].of != of) continue;
            buf_addf(&b, "%s%.*s %u", b.n ? "; " : "", STR_ARG(v->group[g].name), v->group[g].n);
            add_forms(&b, v, &v->group[g]);
        }
        s->line = doc_str(&b, v->ar);
    }
}

/* ---- who says what ---- */

static str quote_about(const struct annotate_view *v, uint32_t i)
{
    const struct language_quotes *q = v->a->quotes;
    buf b = {0};
    buf_addz(&b, language_quote_name((enum language_quote)q->kind[i]));
    span verb = annotate_bytes(v, q->verb[i]);
    if (verb.end > verb.begin) buf_addf(&b, ", \"%.*s\"", STR_ARG(annotate_words(v, verb)));
    if (!q->closed[i]) buf_addz(&b, ", its end is not marked");
    buf_addz(&b, "; ");
    annotate_prob(&b, q->prob[i]);
    return doc_str(&b, v->ar);
}

static enum status quotations(struct sheet_maker *m, struct err *err)
{
    const struct annotate_view *v = m->v;
    const struct language_quotes *q = v->a->quotes;
    struct sheet_section *s = add_section(m, "Who says what");
    buf terms = {0};
    if (room(s, q->n, v->ar, err)) return err->code;
    for (uint32_t i = 0; i < q->n; i++) {
        if (q->kind[i] == QUOTE_TERM) {
            buf_addf(&terms, "%s\"%.*s\"", terms.n ? "; " : "", STR_ARG(annotate_words(v, q->at[i])));
            continue;
        }
        struct annotate_who who = annotate_who_in(v, q->speaker[i]);
        s->quote[s->n_quote++] =
            (struct sheet_quote){.name = who.at.end > who.at.begin ? who_str(v, &who) : STR("(nobody named)"),
                                 .place = place_of(v, q->at[i]),
                                 .about = quote_about(v, i),
                                 .words = shown(v, q->at[i])};
    }
    s = add_section(m, "In quotation marks, said by nobody named");
    s->line = doc_str(&terms, v->ar);
    return OK;
}

/* ---- who does what ---- */

static str clause_about(const struct annotate_view *v, uint32_t i)
{
    const struct language_clauses *c = v->a->clauses;
    buf b = {0};
    if (c->negative[i]) buf_addz(&b, "NOT; ");
    if (c->conditional[i]) buf_addz(&b, "under a condition; ");
    if (c->said_by[i] != LANGUAGE_NONE) {
        struct annotate_who by = annotate_who_is(v, c->said_by[i]);
        buf_addz(&b, "said by ");
        add_who(&b, v, &by);
        buf_addz(&b, "; ");
    }
    if (c->cue[i] != LANGUAGE_NONE && c->cue[i] != c->word[i])
        buf_addf(&b, "\"%.*s\"; ", STR_ARG(annotate_words(v, annotate_bytes(v, (span){c->cue[i], c->cue[i] + 1}))));
    annotate_prob(&b, c->prob[i]);
    return doc_str(&b, v->ar);
}

static struct sheet_quote clause_quote(const struct annotate_view *v, uint32_t i)
{
    const struct language_clauses *c = v->a->clauses;
    struct annotate_who who = annotate_who_is(v, c->subject[i]);
    span at = annotate_bytes(v, c->words[i]);
    span verb = annotate_bytes(v, (span){c->word[i], c->word[i] + 1});
    struct sheet_quote q = {.name = who.at.end > who.at.begin ? who_str(v, &who) : STR("(nobody named)"),
                            .place = place_of(v, at),
                            .about = clause_about(v, i),
                            .words = shown(v, at)};
    if (verb.begin >= at.begin && verb.end - at.begin <= q.words.n) q.mark = (span){verb.begin - at.begin, verb.end - at.begin};
    return q;
}

static bool matters(const struct annotate_view *v, uint32_t i)
{
    (void)i;
    (void)v;
    return true;
}

static enum status clauses(struct sheet_maker *m, struct err *err)
{
    static const struct {
        enum language_modality of;
        const char *heading;
    } order[] = {{MODALITY_PROMISED, "Promised"},  {MODALITY_DEMANDED, "Demanded"}, {MODALITY_PLANNED, "Planned"},
                 {MODALITY_DENIED, "Denied"},      {MODALITY_POSSIBLE, "Possible"}, {MODALITY_REPORTED, "Reported"},
                 {MODALITY_DONE, "Told as a fact"}};
    const struct annotate_view *v = m->v;
    const struct language_clauses *c = v->a->clauses;
    for (size_t k = 0; k < ARRAY_LEN(order); k++) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < c->n; i++) n += c->modality[i] == order[k].of && matters(v, i);
        struct sheet_section *s = add_section(m, order[k].heading);
        if (room(s, n, v->ar, err)) return err->code;
        for (uint32_t i = 0; i < c->n; i++)
            if (c->modality[i] == order[k].of && matters(v, i)) s->quote[s->n_quote++] = clause_quote(v, i);
    }
    return OK;
}

/* ---- when, how much ---- */

static const struct present_column find_columns[] = {{"at", "place", CELL_TEXT, 0, false},
                                                     {"words", "words", CELL_TEXT, 0, true},
                                                     {"means", "means", CELL_TEXT, 40, false},
                                                     {"sure", "sure", CELL_TEXT, 0, false}};

static struct present_table *find_table(const struct annotate_view *v, uint32_t n)
{
    struct present_table *t = ARENA_NEW(v->ar, 1, struct present_table);
    struct present_cell *cell = ARENA_NEW(v->ar, (size_t)n * ARRAY_LEN(find_columns), struct present_cell);
    if (!t || !cell) return NULL;
    *t = (struct present_table){.column = find_columns, .n_column = ARRAY_LEN(find_columns), .cell = cell, .n_row = n};
    return t;
}

static void find_row(struct present_table *t, uint32_t i, const struct annotate_view *v, span at, buf *means, float prob)
{
    struct present_cell *row = &t->cell[(size_t)i * ARRAY_LEN(find_columns)];
    buf sure = {0};
    annotate_prob(&sure, prob);
    row[0].text = place_of(v, at);
    row[1].text = annotate_words(v, at);
    row[2].text = doc_str(means, v->ar);
    row[3].text = doc_str(&sure, v->ar);
}

static enum status dates(struct sheet_maker *m, struct err *err)
{
    const struct annotate_view *v = m->v;
    struct present_table *t = find_table(v, v->a->dates->n);
    if (!t) return arena_why(v->ar, err);
    for (uint32_t i = 0; i < t->n_row; i++) {
        const struct when *w = &v->a->dates->item[i];
        buf means = {0};
        annotate_days(&means, w);
        find_row(t, i, v, w->whole, &means, w->prob_right);
    }
    add_section(m, "When")->table = t;
    return OK;
}

static enum status amounts(struct sheet_maker *m, struct err *err)
{
    const struct annotate_view *v = m->v;
    struct present_table *t = find_table(v, v->a->amounts->n);
    if (!t) return arena_why(v->ar, err);
    for (uint32_t i = 0; i < t->n_row; i++) {
        const struct amount *a = &v->a->amounts->item[i];
        buf means = {0};
        annotate_amount(&means, v, a);
        find_row(t, i, v, a->whole, &means, a->prob_right);
    }
    add_section(m, "How much")->table = t;
    return OK;
}

/* ---- the sheet ---- */

static str lead(const struct annotate_view *v)
{
    buf b = {0};
    if (v->a->date == DATE_NONE)
        buf_addz(&b, "date unknown");
    else {
        day_write_long(&b, v->a->date);
        buf_addf(&b, " (%s)", v->a->date_basis);
    }
    buf_addf(&b, "; %u sentences, %u words", v->a->text->words.n_sentence, v->a->text->words.n_word);
    return doc_str(&b, v->ar);
}

static str coverage(const struct annotate_view *v)
{
    buf b = {0};
    buf_addz(&b, "found by rules over a parse");
    return doc_str(&b, v->ar);
}

enum status annotate_sheet(buf *out, const struct annotate_view *v, const struct present_style *style, struct err *err)
{
    struct sheet_maker m = {.v = v};
    uint32_t parts = v->a->parts;
    enum status status = OK;
    if (parts & PART_PERSONS) status = persons(&m, err);
    if (!status && parts & PART_NAMES) names(&m);
    if (!status && parts & PART_QUOTATIONS) status = quotations(&m, err);
    if (!status && parts & PART_CLAUSES) status = clauses(&m, err);
    if (!status && parts & PART_DATES) status = dates(&m, err);
    if (!status && parts & PART_AMOUNTS) status = amounts(&m, err);
    if (status) return status;
    struct sheet sheet = {.title = v->a->title.n ? v->a->title : v->a->document,
                          .lead = lead(v),
                          .section = m.section,
                          .n_section = m.n,
                          .coverage = coverage(v)};
    if (style->face == FACE_HTML)
        sheet_html(out, &sheet);
    else
        sheet_terminal(out, &sheet, style);
    return OK;
}
