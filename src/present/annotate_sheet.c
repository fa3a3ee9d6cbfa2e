/* An annotation for people, as a sheet: who is named, who says what, what is promised, asked, planned, denied, when, how much. The order
** is that of a reporter's questions. A person stands once, whatever the number of mentions; clauses are put together by how firm they
** are, and those that only tell what a quotation above tells already are counted, not shown. */
#include "present/annotate_sheet.h"

/* Forms of a name shown in brackets; names of one kind shown in a line: beyond, they are counted. */
enum { FORMS_MAX = 4, NAMES_MAX = 30 };

/* ---- who is named ---- */

/* The concept of the record that the person is, or may be: the same name, or one like it with the reason. */
static void add_listed(buf *out, const struct annotate_view *v, uint32_t p)
{
    const struct language_names *n = v->a->names;
    if (!v->a->concept || n->known_as[p] == NAME_NONE) return;
    str concept = v->a->concept[n->known_as[p]];
    if (n->prob_known[p] >= 1) {
        buf_addf(out, "; listed as %.*s", STR_ARG(concept));
        return;
    }
    buf_addf(out, "; may be the listed %.*s (%s ", STR_ARG(concept),
             language_same_reason((enum same_reason)n->known_reason[p]));
    annotate_prob(out, n->prob_known[p]);
    buf_addc(out, ')');
}

/* Office as it stands in the text, country, how often, how sure, and who may be the same person. */
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
    add_listed(&b, v, p);
    return annotate_kept(v, &b);
}

/* In order of first mention. The place is that of the longest office phrase, where the person is introduced. */
static enum status persons(struct annotate_sections *m, struct err *err)
{
    const struct annotate_view *v = m->v;
    const struct language_names *n = v->a->names;
    struct sheet_section *s = annotate_section(m, "Persons");
    if (annotate_room(s, n->n_person, v->ar, err)) return arena_why(v->ar, err);
    for (uint32_t p = 0; p < n->n_person; p++) {
        uint32_t best = n->titled[p] == NAME_NONE ? n->first[p] : n->titled[p];
        s->quote[s->n_quote++] =
            (struct sheet_quote){.name = n->full[p], .place = annotate_place(v, n->phrase[best]), .about = person_about(v, p)};
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

/* One line for each kind, the most named first: a reader looks there for what the text is about. */
static void names(struct annotate_sections *m)
{
    static const char *const heading[] = {"Countries", "Organisations", "Places", "Treaties, strategies, events",
                                          "Other names"};
    const struct annotate_view *v = m->v;
    for (uint32_t of = 0; of < CLASS_COUNT; of++) {
        buf b = {0};
        uint32_t n = 0;
        struct sheet_section *s = annotate_section(m, heading[of]);
        for (uint32_t g = 0; g < v->n_group; g++) {
            if (v->group[g].of != of) continue;
            if (n++ >= NAMES_MAX && !v->full) continue;
            buf_addf(&b, "%s%.*s %u", b.n ? "; " : "", STR_ARG(v->group[g].name), v->group[g].n);
            add_forms(&b, v, &v->group[g]);
        }
        if (n > NAMES_MAX && !v->full) buf_addf(&b, "; and %u more", n - NAMES_MAX);
        s->line = annotate_kept(v, &b);
    }
}

/* ---- the sheet ---- */

/* Which text, of which day and by what word, how long: enough to see that the right thing was read. */
static str lead(const struct annotate_view *v)
{
    const struct present_annotation *a = v->a;
    buf b = {0};
    if (a->title.n && a->document.p) buf_addf(&b, "%.*s; ", STR_ARG(a->document));
    if (a->date == DATE_NONE)
        buf_addz(&b, "date unknown");
    else {
        day_write_long(&b, a->date);
        buf_addf(&b, " (%s)", a->date_basis);
    }
    if (a->language.n && !str_starts(a->language, STR("en")))
        buf_addf(&b, "; in another language (%.*s): only English is understood", STR_ARG(a->language));
    buf_addf(&b, "; %u sentence%s, %u words", a->text->words.n_sentence, a->text->words.n_sentence == 1 ? "" : "s", v->n_word);
    return annotate_kept(v, &b);
}

/* How many clauses are not shown, and why. */
static void say_left_out(buf *out, const struct annotate_pick *p)
{
    const struct {
        uint32_t n;
        const char *why;
    } left[] = {{p->n_fact, "told as facts of which nobody is the subject"},
                {p->n_said, "that the quotations tell"},
                {p->n_under, "that stand inside others"}};
    bool some = false;
    for (size_t i = 0; i < ARRAY_LEN(left); i++) {
        if (!left[i].n) continue;
        buf_addf(out, "%s%u %s", some ? ", " : " Clauses not shown without --full: ", left[i].n, left[i].why);
        some = true;
    }
    if (some) buf_addc(out, '.');
}

/* What stands in the text and not in the answer, and how all of it was found. */
static str coverage(const struct annotate_view *v, const struct annotate_pick *left_out)
{
    const struct present_annotation *a = v->a;
    buf b = {0};
    uint32_t n = a->text->words.n_sentence;
    buf_addf(&b, "%u sentence%s of the main text", n, n == 1 ? "" : "s");
    if (a->n_aside) buf_addf(&b, "; %u block%s around it left alone", a->n_aside, a->n_aside == 1 ? "" : "s");
    buf_addz(&b, ".");
    say_left_out(&b, left_out);
    if (a->model)
        buf_addf(&b, " Found by rules over the parse of %.*s %.*s", STR_ARG(a->model->model), STR_ARG(a->model->version));
    else
        buf_addz(&b, " Found by rules over a parse");
    buf_addz(&b, ", by no person: the number behind each finding says how sure, from 0 to 1; in brackets, whom the words mean. "
                 "@ gives bytes of the source.");
    return annotate_kept(v, &b);
}

/* Nothing is written before all of it could be made: half an answer would look like a whole one. */
enum status annotate_sheet(buf *out, const struct annotate_view *v, const struct present_style *style, struct err *err)
{
    struct annotate_sections m = {.v = v};
    uint32_t parts = v->a->parts;
    enum status status = OK;
    if (parts & PART_PERSONS) status = persons(&m, err);
    if (!status && parts & PART_NAMES) names(&m);
    if (!status && parts & PART_QUOTATIONS) status = annotate_say_quotations(&m, err);
    if (!status && parts & PART_CLAUSES) status = annotate_say_clauses(&m, err);
    if (!status && parts & PART_DATES) status = annotate_say_dates(&m, err);
    if (!status && parts & PART_AMOUNTS) status = annotate_say_amounts(&m, err);
    if (status) return status;
    str first = lead(v);
    str last = coverage(v, &m.left_out);
    if (*v->refused) return arena_why(v->ar, err);
    struct sheet sheet = {.title = v->a->title.n      ? v->a->title
                                   : v->a->document.p ? v->a->document
                                                      : STR("standard input"),
                          .lead = first,
                          .section = m.section,
                          .n_section = m.n,
                          .coverage = last};
    if (style->face == FACE_HTML)
        sheet_html(out, &sheet);
    else
        sheet_terminal(out, &sheet, style);
    return OK;
}
