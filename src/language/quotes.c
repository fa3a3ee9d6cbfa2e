/* Quotations put together: marks are paired, each pair gets its kind and speaker in the order of the text (later ones lean on
** earlier ones), speech without marks is added, and all are laid out by where they begin.
**
** Four kinds, as newsrooms and the corpora of quotation have them (Pareti, LREC 2012, whose "mixed" is partial here): direct, a
** whole sentence in marks; partial, a phrase in marks inside a sentence that tells the rest in the writer's words ("called the
** move 'sage'"); term, marks around what nobody is told to have said; indirect, "said that" without marks. A reader of the record
** wants to know who answers for which words: for a direct quotation its speaker for all of them, for an indirect one the writer
** for the wording. */
#include "language/quotes_parts.h"

#include <stdlib.h>

const char *language_quote_name(enum language_quote kind)
{
    static const char *const name[QUOTE_COUNT] = {"direct", "partial", "term", "indirect"};
    return kind < QUOTE_COUNT ? name[kind] : "none";
}

/* Doubling keeps the cost of n quotations at O(n). */
struct quote *quotes_add(struct quotes_work *k)
{
    if (k->n == k->n_room) {
        uint32_t room = k->n_room ? 2 * k->n_room : 16;
        struct quote *more = arena_grow(k->ar, k->q, k->n_room, room, sizeof *more);
        if (!more) return NULL;
        k->q = more;
        k->n_room = room;
    }
    return &k->q[k->n++];
}

/* Where a quotation stands, with its old number to make the order total: qsort keeps no order of equals, and the answer must not
** hang on the C library. */
struct place {
    span at;
    uint32_t old;
};

static int by_place(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->at.begin != y->at.begin) return x->at.begin < y->at.begin ? -1 : 1;
    if (x->at.end != y->at.end) return x->at.end > y->at.end ? -1 : 1;
    return x->old < y->old ? -1 : x->old > y->old;
}

/* Into parallel arrays, by where each begins; the longer before what lies in it, so that a part always follows its first. */
static enum status lay_out(struct language_quotes *out, const struct quotes_work *k, struct err *err)
{
    arena *ar = k->ar;
    struct place *place = ARENA_NEW(ar, k->n, struct place);
    uint32_t *now = ARENA_NEW(ar, k->n, uint32_t); /* new number of each */
    *out = (struct language_quotes){.n = k->n,
                                    .at = ARENA_NEW(ar, k->n, span),
                                    .kind = ARENA_NEW(ar, k->n, uint8_t),
                                    .speaker = ARENA_NEW(ar, k->n, span),
                                    .verb = ARENA_NEW(ar, k->n, span),
                                    .part_of = ARENA_NEW(ar, k->n, uint32_t),
                                    .closed = ARENA_NEW(ar, k->n, bool),
                                    .prob = ARENA_NEW(ar, k->n, float)};
    if (!place || !now || !out->at || !out->kind || !out->speaker || !out->verb || !out->part_of || !out->closed || !out->prob)
        return arena_why(ar, err);
    for (uint32_t i = 0; i < k->n; i++) place[i] = (struct place){k->q[i].at, i};
    if (k->n) qsort(place, k->n, sizeof *place, by_place);
    for (uint32_t i = 0; i < k->n; i++) now[place[i].old] = i;
    for (uint32_t i = 0; i < k->n; i++) {
        const struct quote *q = &k->q[place[i].old];
        out->at[i] = q->at;
        out->kind[i] = q->kind;
        out->speaker[i] = q->speaker;
        out->verb[i] = q->verb;
        out->part_of[i] = q->part_of == LANGUAGE_NONE ? LANGUAGE_NONE : now[q->part_of];
        out->closed[i] = q->closed;
        out->prob[i] = q->prob;
    }
    return OK;
}

enum status language_quotes_find(struct language_quotes *out, const struct language_text *t, arena *ar, struct err *err)
{
    struct quotes_work k = {.ar = ar};
    *out = (struct language_quotes){0};
    enum status status = clauses_tree_make(&k.tree, t, ar, err);
    if (!status) status = language_clauses_find(&k.clauses, t, ar, err);
    if (!status) status = quotes_pair_marks(&k, err);
    for (uint32_t i = 0; i < k.n && !status; i++) quotes_attribute(&k, i);
    if (!status) status = quotes_find_said(&k, err);
    return status ? status : lay_out(out, &k, err);
}
