/* An annotation for people, as a sheet: who is named, who says what, what is promised, asked, planned, denied, when, how much. The order
** is that of a reporter's questions. A person stands once, whatever the number of mentions; clauses are put together by how firm they
** are, and those that only tell what a quotation above tells already are counted, not shown. */
#include "present/annotate.h"
#include "present/doc.h"
#include "present/sheet.h"

/* Words of a quotation or clause shown at most, unless all is asked for; forms of a name in brackets; names in a line. */
enum { SHORT_WORDS = 40, FORMS_MAX = 4, NAMES_MAX = 30, SECTIONS_MAX = 20 };

struct sheet_maker {
    const struct annotate_view *v;
    struct sheet_section section[SECTIONS_MAX];
    uint32_t n;
    struct annotate_pick left_out; /* zeroed where clauses are not asked for */
};

/* ---- pieces of lines ---- */

/* What was gathered, in the arena; that it refused is remembered. */
static str kept(const struct annotate_view *v, buf *b)
{
    str s = doc_str(b, v->ar);
    if (!s.p) *v->refused = true;
    return s.p ? s : STR("");
}

static str place_of(const struct annotate_view *v, span at)
{
    buf b = {0};
    span in = annotate_source(v, at);
    buf_addf(&b, "@%u-%u", in.begin, in.end);
    return kept(v, &b);
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
    return kept(v, &b);
}

/* Whether the words already say who is meant: a country or body by one of its names, a person in full. */
static bool says_itself(const struct annotate_view *v, const struct annotate_who *who)
{
    const struct language_coref *c = v->a->coref;
    for (uint32_t i = 0; i < who->n_tie; i++) {
        const struct annotate_tie *t = &who->tie[i];
        if (c->how[t->mention] != COREF_NAME) return false;
        if (c->actor_kind[t->actor] == NAME_PERSON &&
            str_find(annotate_words(v, who->at), c->actor_name[t->actor], 0) == SIZE_MAX)
            return false;
    }
    return true;
}

/* "the ministry (defense ministry 0.85)": the words of the text, and whom they mean where that is not what they say. */
static void add_who(buf *out, const struct annotate_view *v, const struct annotate_who *who)
{
    str words = annotate_words(v, who->at);
    size_t n = first_words(words, 12);
    buf_add(out, (str){words.p, n});
    if (n < words.n) buf_addz(out, " ...");
    if (says_itself(v, who)) return;
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
    if (who->at.end <= who->at.begin) return STR("(nobody named)");
    add_who(&b, v, who);
    return kept(v, &b);
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
    return kept(v, &b);
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
        uint32_t n = 0;
        struct sheet_section *s = add_section(m, heading[of]);
        for (uint32_t g = 0; g < v->n_group; g++) {
            if (v->group[g].of != of) continue;
            if (n++ >= NAMES_MAX && !v->full) continue;
            buf_addf(&b, "%s%.*s %u", b.n ? "; " : "", STR_ARG(v->group[g].name), v->group[g].n);
            add_forms(&b, v, &v->group[g]);
        }
        if (n > NAMES_MAX && !v->full) buf_addf(&b, "; and %u more", n - NAMES_MAX);
        s->line = kept(v, &b);
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
    if (q->part_of[i] != LANGUAGE_NONE) buf_addz(&b, ", goes on");
    if (!q->closed[i]) buf_addz(&b, ", its end is not marked");
    buf_addc(&b, ' ');
    annotate_prob(&b, q->prob[i]);
    return kept(v, &b);
}

/* A phrase in marks inside of what is told of the same speaker stands there already. */
static bool lies_within(const struct language_quotes *q, uint32_t i, uint32_t outer)
{
    return outer != UINT32_MAX && q->at[i].end <= q->at[outer].end && q->speaker[i].begin == q->speaker[outer].begin;
}

static enum status quotations(struct sheet_maker *m, struct err *err)
{
    const struct annotate_view *v = m->v;
    const struct language_quotes *q = v->a->quotes;
    struct sheet_section *s = add_section(m, "Who says what");
    uint32_t outer = UINT32_MAX;
    buf terms = {0};
    if (room(s, q->n, v->ar, err)) return err->code;
    for (uint32_t i = 0; i < q->n; i++) {
        if (q->kind[i] == QUOTE_TERM) {
            buf_addf(&terms, "%s\"%.*s\"", terms.n ? "; " : "", STR_ARG(annotate_words(v, q->at[i])));
            continue;
        }
        if (!v->full && lies_within(q, i, outer)) continue;
        outer = i;
        struct annotate_who who = annotate_who_in(v, q->speaker[i]);
        s->quote[s->n_quote++] = (struct sheet_quote){
            .name = who_str(v, &who), .place = place_of(v, q->at[i]), .about = quote_about(v, i), .words = shown(v, q->at[i])};
    }
    s = add_section(m, "In quotation marks, said by nobody named");
    s->line = kept(v, &terms);
    return OK;
}

/* ---- who does what ---- */

static str clause_about(const struct annotate_view *v, uint32_t i)
{
    const struct language_clauses *c = v->a->clauses;
    buf b = {0};
    if (c->negative[i]) buf_addz(&b, "NOT; ");
    if (c->passive[i]) buf_addz(&b, "passive; ");
    if (c->conditional[i]) buf_addz(&b, "under a condition; ");
    if (c->said_by[i] != LANGUAGE_NONE) {
        struct annotate_who by = annotate_who_is(v, c->said_by[i]);
        buf_addz(&b, "said by ");
        add_who(&b, v, &by);
        buf_addz(&b, "; ");
    }
    if (c->cue[i] != LANGUAGE_NONE && c->cue[i] != c->word[i])
        buf_addf(&b, "\"%.*s\" ", STR_ARG(annotate_words(v, annotate_bytes(v, (span){c->cue[i], c->cue[i] + 1}))));
    annotate_prob(&b, c->prob[i]);
    return kept(v, &b);
}

/* Its words from the first to the last of what is told with it. */
static struct sheet_quote clause_quote(const struct annotate_view *v, uint32_t i, span words)
{
    const struct language_clauses *c = v->a->clauses;
    struct annotate_who who = annotate_who_is(v, c->subject[i]);
    span at = annotate_bytes(v, words);
    span verb = annotate_bytes(v, (span){c->word[i], c->word[i] + 1});
    struct sheet_quote q = {
        .name = who_str(v, &who), .place = place_of(v, at), .about = clause_about(v, i), .words = shown(v, at)};
    if (verb.begin >= at.begin && verb.end - at.begin <= q.words.n) q.mark = (span){verb.begin - at.begin, verb.end - at.begin};
    return q;
}

static enum status clauses(struct sheet_maker *m, struct err *err)
{
    static const struct {
        enum language_modality of;
        const char *heading;
    } order[] = {{MODALITY_PROMISED, "Promised"}, {MODALITY_DEMANDED, "Demanded"}, {MODALITY_PLANNED, "Planned"},
                 {MODALITY_DENIED, "Denied"},     {MODALITY_POSSIBLE, "Possible"}, {MODALITY_REPORTED, "Reported"},
                 {MODALITY_DONE, "Done"}};
    const struct annotate_view *v = m->v;
    const struct language_clauses *c = v->a->clauses;
    struct annotate_pick pick;
    enum status status = annotate_pick_clauses(&pick, v, err);
    for (size_t k = 0; k < ARRAY_LEN(order) && !status; k++) {
        struct sheet_section *s = add_section(m, order[k].heading);
        status = room(s, pick.n[order[k].of], v->ar, err);
        for (uint32_t i = 0; i < c->n && !status; i++)
            if (pick.state[i] == PICK_SHOWN && c->modality[i] == order[k].of)
                s->quote[s->n_quote++] = clause_quote(v, i, pick.words[i]);
    }
    m->left_out = pick;
    return status;
}

/* ---- when, how much ---- */

/* The same words with the same meaning once, with how often. */
struct value_list {
    struct sheet_section *section;
    struct hash_map seen; /* by words and meaning: which quote */
    uint32_t *times;      /* [capacity of section] */
};

static enum status values(struct value_list *l, struct sheet_section *s, uint32_t n, arena *ar, struct err *err)
{
    *l = (struct value_list){.section = s, .times = ARENA_NEW(ar, n, uint32_t)};
    return l->times ? room(s, n, ar, err) : arena_why(ar, err);
}

/* means is emptied. */
static enum status add_value(struct value_list *l, const struct annotate_view *v, span at, buf *means, float prob)
{
    str words = annotate_words(v, at);
    buf_addc(means, ' ');
    annotate_prob(means, prob);
    str about = kept(v, means);
    uint64_t key = hash64_mix(hash64(words), hash64(about));
    uint32_t i = v->full ? UINT32_MAX : hash_map_get(&l->seen, key);
    if (i != UINT32_MAX && str_eq(l->section->quote[i].name, words) && str_eq(l->section->quote[i].about, about)) {
        l->times[i]++;
        return OK;
    }
    i = l->section->n_quote++;
    l->section->quote[i] = (struct sheet_quote){.name = words, .place = place_of(v, at), .about = about};
    l->times[i] = 1;
    return v->full ? OK : hash_map_put(&l->seen, v->ar, key, i);
}

static void say_times(struct value_list *l, const struct annotate_view *v)
{
    for (uint32_t i = 0; i < l->section->n_quote; i++) {
        struct sheet_quote *q = &l->section->quote[i];
        if (l->times[i] < 2) continue;
        buf b = {0};
        buf_addf(&b, "%.*s; %u times", STR_ARG(q->about), l->times[i]);
        q->about = kept(v, &b);
    }
}

/* Lengths and vague times mean no days: in a line by themselves, they do not hide those that do. */
static bool has_no_days(const struct when *w) { return w->why == WHEN_LENGTH || w->why == WHEN_UNCLEAR; }

static enum status dates(struct sheet_maker *m, struct err *err)
{
    const struct annotate_view *v = m->v;
    struct value_list list;
    buf vague = {0};
    enum status status = values(&list, add_section(m, "When"), v->a->dates->n, v->ar, err);
    for (uint32_t i = 0; i < v->a->dates->n && !status; i++) {
        const struct when *w = &v->a->dates->item[i];
        if (has_no_days(w)) {
            buf_addf(&vague, "%s\"%.*s\"", vague.n ? "; " : "", STR_ARG(annotate_words(v, w->whole)));
            continue;
        }
        buf means = {0};
        annotate_days(&means, w);
        status = add_value(&list, v, w->whole, &means, w->prob_right);
    }
    str line = kept(v, &vague);
    if (status) return arena_why(v->ar, err);
    say_times(&list, v);
    add_section(m, "Lengths, and times of no certain days")->line = line;
    return OK;
}

static enum status amounts(struct sheet_maker *m, struct err *err)
{
    const struct annotate_view *v = m->v;
    struct value_list list;
    enum status status = values(&list, add_section(m, "How much"), v->a->amounts->n, v->ar, err);
    for (uint32_t i = 0; i < v->a->amounts->n && !status; i++) {
        const struct amount *a = &v->a->amounts->item[i];
        buf means = {0};
        annotate_amount(&means, v, a);
        status = add_value(&list, v, a->whole, &means, a->prob_right);
    }
    if (status) return arena_why(v->ar, err);
    say_times(&list, v);
    return OK;
}

/* ---- the sheet ---- */

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
    return kept(v, &b);
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
    if (left_out->n_fact + left_out->n_said + left_out->n_under)
        buf_addf(&b,
                 " Clauses not shown without --full: %u told as facts of which nobody is the subject, %u that the quotations "
                 "tell, %u that stand inside others.",
                 left_out->n_fact, left_out->n_said, left_out->n_under);
    if (a->model)
        buf_addf(&b, " Found by rules over the parse of %.*s %.*s", STR_ARG(a->model->model), STR_ARG(a->model->version));
    else
        buf_addz(&b, " Found by rules over a parse");
    buf_addz(&b, ", by no person: the number behind each finding says how sure, from 0 to 1; in brackets, whom the words mean. "
                 "@ gives bytes of the source.");
    return kept(v, &b);
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
