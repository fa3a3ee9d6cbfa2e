/* Concepts over the texts of a series: said, silent, or not in the record; streaks; changes of name. Invariant:
** a text that says a concept says it, whatever its manifest claims not to have been read; only silence is
** doubted.
**
** Three words for one cell: said (a form stands in the text), silent (it was read and no form stands there),
** not read (the manifest admits it, or the budget ended before this text). Only the first two are knowledge; a
** streak or a fate passes the third over. */
#include "compare/series_parts.h"

#include <stdlib.h>

/* Uses are found text by text, newest first; the table wants them concept by concept. Uses of one text are in
** order of place already; the sort keeps that by comparing it. */
static int by_concept(const void *pa, const void *pb)
{
    const struct compare_use *a = pa, *b = pb;
    if (a->concept != b->concept) return a->concept < b->concept ? -1 : 1;
    if (a->text != b->text) return a->text < b->text ? -1 : 1;
    return (a->at.begin > b->at.begin) - (a->at.begin < b->at.begin);
}

/* Uses of all texts that may be read, newest text first; *from gets the earliest text looked at. Newest first,
** so that what the budget leaves out is the oldest; then looked_from says where knowledge begins, and older
** cells are "not read". */
static enum status find_uses(struct use_list *uses, uint32_t *from, struct engine *e)
{
    enum status st = OK;
    arena *scratch = arena_new(arena_cap_bytes(e->ar));
    if (!scratch) return err_set(e->err, E_NOMEM, "no memory to look for concepts");
    *from = e->s->n_text;
    for (uint32_t t = e->s->n_text; !st && t-- > 0;) {
        st = compare_engine_read(e, t, false);
        if (!st) st = compare_uses_of_concepts(uses, &e->names, e->s->text[t].read, t, scratch, e->err);
        if (!st) *from = t;
        arena_reset(scratch);
    }
    arena_free(scratch);
    return st == DONE ? OK : st;
}

/* The cells of one row; *use moves on to the first use of the next concept. Both arrays of flags stay in the
** arena with the row: two bytes a text and concept are not worth a scratch. */
static enum status fill_cells(struct compare_concept_row *row, const struct compare_concepts *c, uint32_t n_text, uint32_t *use,
                              struct engine *e)
{
    row->cell = ARENA_NEW(e->ar, n_text, struct compare_cell);
    uint8_t *said = ARENA_NEW(e->ar, n_text, uint8_t), *unread = ARENA_NEW(e->ar, n_text, uint8_t);
    if (!row->cell || !said || !unread) return arena_why(e->ar, e->err);
    for (uint32_t t = 0; t < n_text; t++) {
        struct compare_cell *cell = &row->cell[t];
        cell->use_from = *use;
        while (*use < c->n_use && c->use[*use].concept == row->concept && c->use[*use].text == t) ++*use;
        cell->n_use = *use - cell->use_from;
        bool blind = t < c->looked_from || compare_member_unread(&e->s->text[t], row->concept);
        cell->said = cell->n_use ? SAID_YES : blind ? SAID_NOT_READ : SAID_SILENT;
        said[t] = cell->said == SAID_YES;
        unread[t] = cell->said == SAID_NOT_READ;
    }
    enum status st = compare_runs_of_flags(&row->said, said, n_text, e->ar, e->err);
    if (!st) st = compare_runs_of_flags(&row->unread, unread, n_text, e->ar, e->err);
    return st;
}

/* The latest text below `below` that could be read on it, or COMPARE_NONE. Linear in the texts passed over;
** unread ones are few. */
static uint32_t known_before(const struct compare_concept_row *row, uint32_t below)
{
    while (below-- > 0)
        if (row->cell[below].said != SAID_NOT_READ) return below;
    return COMPARE_NONE;
}

/* Texts that could not be read neither break a streak nor begin one. COMPARE_NONE when no text could be read on
** it. */
static void find_streak(struct compare_concept_row *row, uint32_t n_text)
{
    row->streak = (struct compare_run){COMPARE_NONE, COMPARE_NONE};
    uint32_t t = known_before(row, n_text);
    if (t == COMPARE_NONE) return;
    enum compare_said is = row->cell[t].said;
    row->streak_said = is == SAID_YES;
    row->streak.to = t;
    for (; t != COMPARE_NONE && row->cell[t].said == is; t = known_before(row, t)) row->streak.from = t;
}

/* Held against the latest earlier text that could be read on it, which need not be the previous one. FIRST is
** said even where older texts could not be read on it: row->unread says so beside it. But where nothing older
** is known at all, it is UNKNOWN. */
static enum compare_concept_fate fate_of(const struct compare_concept_row *row, uint32_t newest)
{
    uint32_t before = known_before(row, newest);
    bool ever = row->said.n && row->said.run[0].from < newest;
    switch (row->cell[newest].said) {
    case SAID_NOT_READ:
    case SAID_NO_TEXT: return CONCEPT_UNKNOWN;
    case SAID_YES:
        if (before == COMPARE_NONE) return newest ? CONCEPT_UNKNOWN : CONCEPT_FIRST;
        if (row->cell[before].said == SAID_YES) return CONCEPT_STAYS;
        return ever ? CONCEPT_RETURNED : CONCEPT_FIRST;
    case SAID_SILENT:
        if (before != COMPARE_NONE && row->cell[before].said == SAID_YES) return CONCEPT_DROPPED;
        return ever ? CONCEPT_ABSENT : CONCEPT_NEVER;
    }
    return CONCEPT_UNKNOWN;
}

/* Uses of a cell are few. */
static bool cell_has_form(const struct compare_concepts *c, const struct compare_cell *cell, uint32_t form)
{
    for (uint32_t i = cell->use_from; i < cell->use_from + cell->n_use; i++)
        if (c->use[i].form == form) return true;
    return false;
}

/* Forms of cell a that b does not have. Each form once, in order of first use. *out has room for every use of
** a. */
static enum status forms_only_in(uint32_t **out, uint32_t *n, const struct compare_concepts *c, const struct compare_cell *a,
                                 const struct compare_cell *b, struct engine *e)
{
    *n = 0;
    *out = ARENA_NEW(e->ar, a->n_use, uint32_t);
    if (!*out) return arena_why(e->ar, e->err);
    for (uint32_t i = a->use_from; i < a->use_from + a->n_use; i++) {
        uint32_t form = c->use[i].form, k = 0;
        while (k < *n && (*out)[k] != form) k++;
        if (k == *n && !cell_has_form(c, b, form)) (*out)[(*n)++] = form;
    }
    return OK;
}

/* Forms that came and went (only when both texts say it: else all of them did), and who speaks in the newest.
** One side only is worth saying when every use has that speaker; otherwise it is unknown, not mixed. */
static enum status compare_names(struct compare_concept_row *row, const struct compare_concepts *c, uint32_t newest,
                                 struct engine *e)
{
    const struct compare_cell *now = &row->cell[newest];
    row->speaker = now->n_use ? c->use[now->use_from].speaker.kind : SPEAKER_UNKNOWN;
    for (uint32_t i = 1; i < now->n_use; i++)
        if (c->use[now->use_from + i].speaker.kind != row->speaker) row->speaker = SPEAKER_UNKNOWN;
    if (row->fate != CONCEPT_STAYS) return OK;
    const struct compare_cell *then = &row->cell[known_before(row, newest)];
    enum status st = forms_only_in(&row->form_gained, &row->n_form_gained, c, now, then, e);
    return st ? st : forms_only_in(&row->form_lost, &row->n_form_lost, c, then, now, e);
}

/* O(words of the texts read + uses log uses + concepts x texts). Sets rep->concepts; an empty list leaves it
** zeroed. */
enum status compare_concepts_make(struct compare_report *rep, struct engine *e)
{
    struct compare_concepts *c = &rep->concepts;
    uint32_t n_concept = e->s->list->n_concept, n_text = e->s->n_text;
    if (!n_concept) return OK; /* and no text is read for their sake */
    struct use_list uses = {.ar = e->ar};
    enum status st = find_uses(&uses, &c->looked_from, e);
    c->row = ARENA_NEW(e->ar, n_concept, struct compare_concept_row);
    if (!st && !c->row) st = arena_why(e->ar, e->err);
    if (st) return st;
    if (uses.n) qsort(uses.item, uses.n, sizeof *uses.item, by_concept);
    c->use = uses.item;
    c->n_use = uses.n;
    c->n_row = n_concept;
    uint32_t use = 0;
    for (uint32_t i = 0; !st && i < n_concept; i++) {
        struct compare_concept_row *row = &c->row[i];
        row->concept = i;
        st = fill_cells(row, c, n_text, &use, e);
        if (st) break;
        find_streak(row, n_text);
        row->fate = fate_of(row, rep->newest);
        row->shorter = row->fate == CONCEPT_DROPPED && rep->length.shorter;
        st = compare_names(row, c, rep->newest, e);
    }
    return st;
}
