/* Which sentence became which. Steps, each in its own file: what stands word for word (anchors.c); reworded
** sentences that went elsewhere (strays.c); what became what between the anchors (gaps.c); parts (splits.c);
** then which links are moves. Every step works on the text that comes first in compare_text_order, so that
** swapping the texts mirrors the result.
**
** Why not one dynamic programme over everything: moves cross, and a likeness that is enough between two sure
** neighbours is no evidence across half a text. So what is sure comes first and narrows down what the weaker
** steps may say. An alignment is a pure function of the two texts and the settings: no address, no number of a
** word and no order of reading enters into it.
**
** Invariant after every step: mate_a and mate_b are each other's inverse, and a sentence has one mate at most.
** Second parts of a split are kept apart, as extra links. */
#include "compare/align_parts.h"

#include <stdlib.h>

/* The three shares are measured: test/eval/README.md says on which data. max_pairs bounds the time. */
const struct compare_settings compare_default_settings = {
    .prob_link = 0.40, .min_overlap = 0.45, .min_share = 0.7, .max_pairs = (uint64_t)1 << 20};

/* Static text, for people and, in small letters, for JSON; "" for LABEL_COUNT. */
const char *compare_label_name(enum compare_label l)
{
    static const char *const names[LABEL_COUNT] = {
        [LABEL_KEPT] = "kept",         [LABEL_REWORDED] = "reworded",
        [LABEL_MOVED] = "moved",       [LABEL_MOVED_REWORDED] = "moved and reworded",
        [LABEL_SPLIT] = "split",       [LABEL_JOINED] = "joined",
        [LABEL_RETURNED] = "returned", [LABEL_NEW] = "new",
        [LABEL_FIRST] = "first",       [LABEL_DROPPED] = "dropped",
    };
    return l < LABEL_COUNT ? names[l] : "";
}

/* ---- pairing ---- */

/* All of it lives in ar, as long as the pairing does; `err` is kept, so that the steps need not pass it on.
** LIMIT or NOMEM from the arena only. verbatim stays 0 until pairing_verbatim has run. */
enum status pairing_new(struct pairing *p, const struct compare_text *a, const struct compare_text *b, arena *ar,
                        struct err *err)
{
    *p = (struct pairing){.a = a, .b = b, .model = &gap_default_model, .ar = ar, .err = err};
    p->mate_a = ARENA_NEW(ar, a->n_sentence, uint32_t);
    p->mate_b = ARENA_NEW(ar, b->n_sentence, uint32_t);
    p->stray = ARENA_NEW(ar, a->n_sentence, bool);
    if (!p->mate_a || !p->mate_b || !p->stray) return arena_why(ar, err);
    memset(p->mate_a, 0xFF, a->n_sentence * sizeof *p->mate_a);
    memset(p->mate_b, 0xFF, b->n_sentence * sizeof *p->mate_b);
    return OK;
}

/* The order of the steps matters. Strays come before gaps, for what went elsewhere must not be forced
** into the gap it left; leftovers come after them, because a sentence that stands twice belongs first to a
** place in order. The order is found anew at the end: the links of the gaps are in it too. */
static enum status pair_up(struct pairing *p, struct profiles *ps, struct extra_link **extra, uint32_t *n_extra,
                           const struct compare_settings *set)
{
    enum status st = pairing_verbatim(p);
    if (!st) st = pairing_order(p);
    if (!st) st = pairing_strays(p, ps, set);
    if (!st) st = pairing_gaps(p, ps, set);
    if (!st) st = pairing_leftovers(p);
    if (!st) st = pairing_order(p);
    return st ? st : pairing_splits(extra, n_extra, p, ps, set);
}

/* ---- the result ---- */

/* A link is met once only, so this is a total order: qsort, which is not stable, gives the same result
** everywhere. */
static int by_newer(const void *pa, const void *pb)
{
    const struct compare_link *x = pa, *y = pb;
    if (x->newer != y->newer) return x->newer < y->newer ? -1 : 1;
    return (x->older > y->older) - (x->older < y->older);
}

/* Sentences that fold to the same words are alike by definition (similarity 1), and most links are such: their
** profiles are never made. `swapped` puts the sides back as the caller named them. The caller has made room in
** al->link. */
static enum status add_link(struct compare_alignment *al, const struct pairing *p, struct profiles *ps, uint32_t i, uint32_t j,
                            bool moved, bool swapped)
{
    bool same_wording = p->a->wording[i] == p->b->wording[j];
    double similarity = 1;
    if (p->a->folded[i] != p->b->folded[j]) {
        struct profile *x, *y;
        enum status st = profile_of(&x, ps, 0, i, p->err);
        if (!st) st = profile_of(&y, ps, 1, j, p->err);
        if (st) return st;
        similarity = profile_overlap(x, y);
    }
    al->link[al->n_link++] = (struct compare_link){.older = swapped ? j : i,
                                                   .newer = swapped ? i : j,
                                                   .similarity = similarity,
                                                   .same_wording = same_wording,
                                                   .moved = moved};
    return OK;
}

/* The list that the caller sees, in the arena of the result; everything else of the pairing stays in scratch.
** On failure al->link may hold some links and is thrown away by the caller. */
static enum status write_links(struct compare_alignment *al, const struct pairing *p, struct profiles *ps,
                               const struct extra_link *extra, uint32_t n_extra, bool swapped, arena *ar)
{
    uint32_t n = n_extra;
    for (uint32_t i = 0; i < p->a->n_sentence; i++) n += p->mate_a[i] != NO_MATE;
    al->n_link = 0;
    al->link = ARENA_NEW(ar, n, struct compare_link);
    if (!al->link) return arena_why(ar, p->err);
    /* Moves are known only when all links are: a stray is judged by where its neighbours went. */
    bool *moved = NULL;
    enum status st = pairing_moves(&moved, p);
    for (uint32_t i = 0; i < p->a->n_sentence && !st; i++)
        if (p->mate_a[i] != NO_MATE) st = add_link(al, p, ps, i, p->mate_a[i], moved[i], swapped);
    for (uint32_t k = 0; k < n_extra && !st; k++) {
        /* A part goes where its whole went. */
        uint32_t linked = p->mate_a[extra[k].a] != NO_MATE ? extra[k].a : p->mate_b[extra[k].b];
        st = add_link(al, p, ps, extra[k].a, extra[k].b, moved[linked], swapped);
    }
    if (!st) qsort(al->link, al->n_link, sizeof *al->link, by_newer);
    return st;
}

/* Of a link that is its sentences' only one. The wording decides, not the folded words: a change of capitals or
** of a name is a rewording, though a small one. */
static enum compare_label label_of(const struct compare_link *l)
{
    if (l->same_wording) return l->moved ? LABEL_MOVED : LABEL_KEPT;
    return l->moved ? LABEL_MOVED_REWORDED : LABEL_REWORDED;
}

/* Exactly one label for each sentence of both sides. Links come sorted by newer; a sentence with several of
** them is split (older side) or joined (newer side), and its partners say so too. */
static enum status write_labels(struct compare_alignment *al, uint32_t n_older, uint32_t n_newer, arena *ar, struct err *err)
{
    al->older_label = ARENA_NEW(ar, n_older, uint8_t);
    al->newer_label = ARENA_NEW(ar, n_newer, uint8_t);
    if (!al->older_label || !al->newer_label) return arena_why(ar, err);
    memset(al->older_label, LABEL_DROPPED, n_older);
    memset(al->newer_label, LABEL_NEW, n_newer);
    for (uint32_t k = 0; k < al->n_link; k++) {
        const struct compare_link *l = &al->link[k];
        uint8_t *o = &al->older_label[l->older], *n = &al->newer_label[l->newer];
        bool again_older = *o != LABEL_DROPPED, again_newer = *n != LABEL_NEW;
        /* A sentence that is met again is split or joined, and so is its partner of this link. */
        if (!again_older && !again_newer) *o = *n = (uint8_t)label_of(l);
        if (again_older) *o = *n = LABEL_SPLIT;
        if (again_newer) *o = *n = LABEL_JOINED;
    }
    /* The first link of a split or a join was met before it was known to be one. */
    for (uint32_t k = 0; k < al->n_link; k++) {
        uint8_t *o = &al->older_label[al->link[k].older], *n = &al->newer_label[al->link[k].newer];
        if (*o == LABEL_SPLIT) *n = LABEL_SPLIT;
        if (*n == LABEL_JOINED) *o = LABEL_JOINED;
    }
    return OK;
}

/* Texts in which the comparison sees no difference: each sentence is linked with itself. Nothing is
** looked for: a sentence keeps its place even where others that are equal stand beside it. */
static enum status align_same(struct compare_alignment *al, const struct compare_text *t, arena *ar, struct err *err)
{
    al->n_link = t->n_sentence;
    al->link = ARENA_NEW(ar, t->n_sentence, struct compare_link);
    if (!al->link) return arena_why(ar, err);
    for (uint32_t i = 0; i < t->n_sentence; i++)
        al->link[i] = (struct compare_link){.older = i, .newer = i, .similarity = 1, .same_wording = true};
    return write_labels(al, t->n_sentence, t->n_sentence, ar, err);
}

/* The lesser text of compare_text_order is always `a` inside, so that swapping the texts swaps the result and
** nothing else. A scratch arena of the same cap as the result's holds the work; *out is written only when all
** is done. */
enum status align_by_model(struct compare_alignment *out, const struct compare_text *older, const struct compare_text *newer,
                           const struct compare_settings *set, const struct gap_model *model, arena *ar, struct err *err)
{
    int order = compare_text_order(older, newer);
    struct compare_alignment al = {0};
    if (!order) {
        enum status same = align_same(&al, older, ar, err);
        if (!same) *out = al;
        return same;
    }
    /* A hostile text may need far more scratch than its answer is large, so scratch is bounded like the answer. */
    arena *scratch = arena_new(arena_cap_bytes(ar));
    if (!scratch) return err_set(err, E_NOMEM, "no memory to align two texts");
    struct pairing p;
    struct profiles ps;
    struct extra_link *extra = NULL;
    uint32_t n_extra = 0;
    const struct compare_text *a = order < 0 ? older : newer, *b = order < 0 ? newer : older;
    enum status st = pairing_new(&p, a, b, scratch, err);
    p.model = model;
    if (!st) st = profiles_new(&ps, a, b, scratch, err);
    if (!st) st = pair_up(&p, &ps, &extra, &n_extra, set);
    if (!st) st = write_links(&al, &p, &ps, extra, n_extra, order > 0, ar);
    if (!st) st = write_labels(&al, older->n_sentence, newer->n_sentence, ar, err);
    if (!st) *out = al;
    arena_free(scratch);
    return st;
}

/* The public door: the trained model. The trainer (test/eval/train_align.c) comes in by align_by_model. */
enum status compare_align(struct compare_alignment *out, const struct compare_text *older, const struct compare_text *newer,
                          const struct compare_settings *set, arena *ar, struct err *err)
{
    return align_by_model(out, older, newer, set, &gap_default_model, ar, err);
}
