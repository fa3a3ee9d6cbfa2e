/* What a manifest says could not be read of a text: there silence is no finding. */
#include "compare/series_parts.h"

/* Folded text of every name and form, in the order: names, forms. */
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

static uint32_t concept_of(str subject, const str *folded, const struct concept_list *list)
{
    for (uint32_t i = 0; i < list->n_concept + list->n_form; i++)
        if (str_eq(folded[i], subject)) return i < list->n_concept ? i : list->form[i - list->n_concept].concept;
    return COMPARE_NONE;
}

/* Concepts of n names. */
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

enum status compare_concept_named(uint32_t *out, const struct concept_list *list, str name, arena *ar, struct err *err)
{
    return concepts_of(out, &name, 1, list, ar, err);
}

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

bool compare_member_unread(const struct compare_member *m, uint32_t concept)
{
    for (uint32_t i = 0; i < m->n_not_read; i++)
        if (m->not_read_concept[i] == concept) return true;
    return false;
}

static bool is_word_byte(str s, size_t at) { return at < s.n && (ascii_alnum((unsigned char)s.p[at]) || (s.p[at] & 0x80)); }

/* Whether the words of the subject stand in the sentence, whatever the case of their letters. */
static bool says_words(str sentence, str subject)
{
    buf s = {0}, want = {0};
    utf8_fold(&s, sentence);
    utf8_fold(&want, subject);
    bool found = false;
    str in = buf_str(&s);
    for (size_t at = 0; want.n && !s.failed && !want.failed && !found; at++) {
        at = str_find(in, buf_str(&want), at);
        if (at == SIZE_MAX) break;
        found = !(at > 0 && is_word_byte(in, at - 1)) && !is_word_byte(in, at + want.n);
    }
    buf_free(&s);
    buf_free(&want);
    return found;
}

static bool sentence_says(const struct compare_report *rep, uint32_t sentence, str subject, uint32_t concept)
{
    const struct compare_member *m = &rep->text[rep->newest];
    if (says_words(compare_member_sentence(m, sentence), subject)) return true;
    if (concept >= rep->concepts.n_row) return false;
    const struct compare_cell *cell = &rep->concepts.row[concept].cell[rep->newest];
    for (uint32_t i = cell->use_from; i < cell->use_from + cell->n_use; i++)
        if (rep->concepts.use[i].sentence == sentence) return true;
    return false;
}

enum status compare_unread_find(struct compare_sentence *sent, uint32_t sentence, const struct compare_report *rep,
                                struct engine *e)
{
    uint8_t *flag = ARENA_NEW(e->ar, rep->n_text, uint8_t);
    if (!flag) return arena_why(e->ar, e->err);
    for (uint32_t t = 0; t < rep->newest; t++) {
        const struct compare_member *m = &rep->text[t];
        for (uint32_t i = 0; i < m->n_not_read && !flag[t]; i++) {
            if (!sentence_says(rep, sentence, m->not_read[i], m->not_read_concept[i])) continue;
            flag[t] = 1;
            if (!sent->unread_subject.n) sent->unread_subject = m->not_read[i];
        }
    }
    return compare_runs_of_flags(&sent->unread, flag, rep->n_text, e->ar, e->err);
}
