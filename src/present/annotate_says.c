/* Who says what, and who does what: the two sections that an annotation is read for. Quotations stand in the order of the text, as the
** argument goes; clauses stand by how they are said to be, promises first, because what binds somebody is what a reader looks for, and
** within that in the order of the text. */
#include "present/annotate_sheet.h"

/* ---- who says what ---- */

/* What kind of quotation it is, the word of speech, and how sure the speaker is. */
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
    return annotate_kept(v, &b);
}

/* A phrase in marks inside of what is told of the same speaker stands there already. */
static bool lies_within(const struct language_quotes *q, uint32_t i, uint32_t outer)
{
    return outer != UINT32_MAX && q->at[i].end <= q->at[outer].end && q->speaker[i].begin == q->speaker[outer].begin;
}

/* Terms have no speaker by definition; they are listed in a line below, since what is put in marks without a speaker is often what a text
** keeps at a distance. */
enum status annotate_say_quotations(struct annotate_sections *m, struct err *err)
{
    const struct annotate_view *v = m->v;
    const struct language_quotes *q = v->a->quotes;
    struct sheet_section *s = annotate_section(m, "Who says what");
    uint32_t outer = UINT32_MAX;
    buf terms = {0};
    if (annotate_room(s, q->n, v->ar, err)) return arena_why(v->ar, err);
    for (uint32_t i = 0; i < q->n; i++) {
        if (q->kind[i] == QUOTE_TERM) {
            buf_addf(&terms, "%s\"%.*s\"", terms.n ? "; " : "", STR_ARG(annotate_words(v, q->at[i])));
            continue;
        }
        if (!v->full && lies_within(q, i, outer)) continue;
        outer = i;
        struct annotate_who who = annotate_who_in(v, q->speaker[i]);
        s->quote[s->n_quote++] = (struct sheet_quote){.name = annotate_who_str(v, &who),
                                                      .place = annotate_place(v, q->at[i]),
                                                      .about = quote_about(v, i),
                                                      .words = annotate_shown(v, q->at[i]),
                                                      .language = v->a->language};
    }
    s = annotate_section(m, "In quotation marks, said by nobody named");
    s->line = annotate_kept(v, &terms);
    return OK;
}

/* ---- who does what ---- */

/* NOT comes first: a promise and its refusal must not look alike. Then by whom it is said, where not by the text itself, the word that
** decided, and how sure. */
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
        annotate_add_who(&b, v, &by);
        buf_addz(&b, "; ");
    }
    if (c->cue[i] != LANGUAGE_NONE && c->cue[i] != c->word[i])
        buf_addf(&b, "\"%.*s\" ", STR_ARG(annotate_words(v, annotate_bytes(v, (span){c->cue[i], c->cue[i] + 1}))));
    annotate_prob(&b, c->prob[i]);
    return annotate_kept(v, &b);
}

/* Its words from the first to the last of what is told with it. */
static struct sheet_quote clause_quote(const struct annotate_view *v, uint32_t i, span words)
{
    const struct language_clauses *c = v->a->clauses;
    struct annotate_who who = annotate_who_is(v, c->subject[i]);
    span at = annotate_bytes(v, words);
    span verb = annotate_bytes(v, (span){c->word[i], c->word[i] + 1});
    struct sheet_quote q = {.name = annotate_who_str(v, &who),
                            .place = annotate_place(v, at),
                            .about = clause_about(v, i),
                            .words = annotate_shown(v, at),
                            .language = v->a->language};
    if (verb.begin >= at.begin && verb.end - at.begin <= q.words.n) q.mark = (span){verb.begin - at.begin, verb.end - at.begin};
    return q;
}

/* Two passes over the clauses for each kind, to size its section; kinds are few. */
enum status annotate_say_clauses(struct annotate_sections *m, struct err *err)
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
        struct sheet_section *s = annotate_section(m, order[k].heading);
        status = annotate_room(s, pick.n[order[k].of], v->ar, err);
        for (uint32_t i = 0; i < c->n && !status; i++)
            if (pick.state[i] == PICK_SHOWN && c->modality[i] == order[k].of)
                s->quote[s->n_quote++] = clause_quote(v, i, pick.words[i]);
    }
    m->left_out = pick;
    return status;
}
