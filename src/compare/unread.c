/* What a manifest says could not be read of a text: there silence is no finding.
**
** A manifest may admit that parts of a source could not be read ("not-read: North Korea; exercises"). A subject
** is met by a concept that it names, wherever a form of that concept stands, or by its words. Errors are on the
** safe side: a subject met wrongly only turns "first" into "new".
**
** Asked per sentence, not per text: that a manifest admits not to have read "exercises" must not make every new
** sentence doubtful, only those that speak of exercises. */
#include "compare/series_parts.h"

/* A subject is looked up without regard to case and marks, as a person writes it: "NCG Guidelines", "north
** korea". Folded text of every name and form, in the order: names, forms. `all` holds the bytes; folded borrows
** from it and is good as long as it is. Pointers are set at the end, since the buffer moves while it grows. */
static enum status fold_list(str *folded, const struct concept_list *list, buf *all, struct err *err)
{
    for (uint32_t i = 0; i < list->n_concept + list->n_form; i++) {
        size_t from = all->n;
        utf8_fold(all, i < list->n_concept ? list->concept[i].name : list->form[i - list->n_concept].text);
        folded[i].n = all->n - from;
    }
    size_t at = 0;
    for (uint32_t i = 0; i < list->n_concept + list->n_form; i++) {
        folded[i].p = all->p + at;
        at += folded[i].n;
    }
    return buf_check(all, err);
}

/* Names win over forms, earlier ones over later. */
static uint32_t concept_of(str subject, const str *folded, const struct concept_list *list)
{
    for (uint32_t i = 0; i < list->n_concept + list->n_form; i++)
        if (str_eq(folded[i], subject)) return i < list->n_concept ? i : list->form[i - list->n_concept].concept;
    return COMPARE_NONE;
}

/* Concepts of n names. O(names + subjects x forms): manifests name a handful. */
static enum status concepts_of(uint32_t *concept, const str *name, uint32_t n, const struct concept_list *list, arena *ar,
                               struct err *err)
{
    str *folded = ARENA_NEW(ar, (size_t)list->n_concept + list->n_form, str);
    if (!folded) return arena_why(ar, err);
    buf all = {0}, one = {0};
    enum status st = fold_list(folded, list, &all, err);
    for (uint32_t i = 0; !st && i < n; i++) {
        buf_clear(&one);
        utf8_fold(&one, name[i]);
        st = buf_check(&one, err);
        if (!st) concept[i] = concept_of(buf_str(&one), folded, list);
    }
    buf_free(&all);
    buf_free(&one);
    return st;
}

/* *out is COMPARE_NONE, and the status OK, for a name that the list does not have. */
enum status compare_concept_named(uint32_t *out, const struct concept_list *list, str name, arena *ar, struct err *err)
{
    return concepts_of(out, &name, 1, list, ar, err);
}

/* Nothing to do for a manifest without the key; called once a member. Strings borrow from the manifest. */
enum status compare_member_subjects(struct compare_member *m, const struct concept_list *list, arena *ar, struct err *err)
{
    str rest = m->doc.manifest.not_read, item;
    uint32_t n = 0;
    while (list_next(&rest, ';', &item)) n++;
    if (!n) return OK;
    m->not_read = ARENA_NEW(ar, n, str);
    uint32_t *concept = ARENA_NEW(ar, n, uint32_t);
    if (!m->not_read || !concept) return arena_why(ar, err);
    for (rest = m->doc.manifest.not_read; list_next(&rest, ';', &item);) m->not_read[m->n_not_read++] = item;
    m->not_read_concept = concept;
    return concepts_of(concept, m->not_read, n, list, ar, err);
}

/* By number, not by words. */
bool compare_member_unread(const struct compare_member *m, uint32_t concept)
{
    for (uint32_t i = 0; i < m->n_not_read; i++)
        if (m->not_read_concept[i] == concept) return true;
    return false;
}

/* Letters beyond ASCII count as parts of a word: better a subject not seen than one seen inside another word.
** at may lie beyond the end. */
static bool is_word_byte(str s, size_t at) { return at < s.n && (ascii_alnum((unsigned char)s.p[at]) || (s.p[at] & 0x80)); }

/* Whether the words of the subject stand in the sentence, whatever the case of their letters. An empty subject
** is met nowhere. */
static enum status says_words(bool *found, str sentence, str subject, struct err *err)
{
    buf s = {0}, want = {0};
    utf8_fold(&s, sentence);
    utf8_fold(&want, subject);
    enum status st = buf_check(&s, err);
    if (!st) st = buf_check(&want, err);
    str in = buf_str(&s);
    *found = false;
    for (size_t at = 0; !st && want.n && !*found; at++) {
        at = str_find(in, buf_str(&want), at);
        if (at == SIZE_MAX) break;
        *found = !(at > 0 && is_word_byte(in, at - 1)) && !is_word_byte(in, at + want.n);
    }
    buf_free(&s);
    buf_free(&want);
    return st;
}

/* Asked before any other work is done. */
bool compare_anything_unread(const struct compare_member *text, uint32_t n_text)
{
    for (uint32_t t = 0; t < n_text; t++)
        if (text[t].n_not_read) return true;
    return false;
}

/* Whether a mention of the concept and the words share a place. A part is enough: "North Korean missiles"
** speaks of North Korea. */
static bool touches(const struct mention_list *in, const struct concept_list *list, span where, uint32_t concept)
{
    for (uint32_t i = 0; i < in->n; i++)
        if (list->form[in->item[i].form].concept == concept && in->item[i].at.begin < where.end &&
            where.begin < in->item[i].at.end)
            return true;
    return false;
}

/* Texts in q->said are not asked: that they say it is known. OK and empty, without any work, when no manifest
** admits anything. The mentions of the sentence are found once, then each text and subject is asked. */
enum status compare_unread_find(struct compare_runs *out, str *subject, const struct unread_query *q, arena *ar,
                                struct err *err)
{
    *out = (struct compare_runs){0};
    if (!compare_anything_unread(q->text, q->n_text)) return OK;
    uint8_t *flag = ARENA_NEW(ar, q->n_text, uint8_t);
    arena *scratch = arena_new(arena_cap_bytes(ar));
    struct mention_list in = {.ar = ar};
    enum status st = flag && scratch ? mentions_find(&in, q->names, q->clean, q->sentence, scratch, err) : arena_why(ar, err);
    for (uint32_t t = 0; !st && t < q->n_text; t++) {
        const struct compare_member *m = &q->text[t];
        if (q->said && compare_runs_has(q->said, t)) continue;
        for (uint32_t i = 0; !st && i < m->n_not_read && !flag[t]; i++) {
            bool speaks =
                m->not_read_concept[i] != COMPARE_NONE && touches(&in, q->names->list, q->where, m->not_read_concept[i]);
            if (!speaks) st = says_words(&speaks, str_span(q->clean, q->where), m->not_read[i], err);
            if (!speaks) continue;
            flag[t] = 1;
            if (subject && !subject->n) *subject = m->not_read[i];
        }
    }
    arena_free(scratch);
    return st ? st : compare_runs_of_flags(out, flag, q->n_text, ar, err);
}
