/* The sure part of an alignment: sentences that stand word for word on both sides, and the order that most of
** them keep.
**
** Nothing here looks at likeness: two sentences are the same when their folded words are (case, marks and
** aliases do not count). That alone is enough for most sentences of a series, and costs two passes over a hash
** map. */
#include "compare/align_parts.h"

#include <stdlib.h>

/* ---- word for word ---- */

/* Both still free, so that a link is never overwritten. */
static bool same(const struct pairing *p, uint32_t i, uint32_t j)
{
    return p->mate_a[i] == NO_MATE && p->mate_b[j] == NO_MATE && p->a->folded[i] == p->b->folded[j];
}

/* Link equal neighbours of linked sentences, onwards from each and then backwards. The ends of the texts count
** as linked. Equal sentences that stand several times are told apart by their neighbours alone, as in patience
** diff: of "Thank you." after two different paragraphs each finds its own. Each pass runs in the direction it
** grows, so one pass reaches the end of every run. */
static void grow(struct pairing *p)
{
    uint32_t n = p->a->n_sentence, m = p->b->n_sentence;
    /* Texts that open and close alike are aligned from both ends before anything else can claim those
    ** sentences. */
    for (uint32_t i = 0, j = 0; i < n && j < m && same(p, i, j); i++, j++) pairing_link(p, i, j);
    for (uint32_t i = n, j = m; i && j && same(p, i - 1, j - 1); i--, j--) pairing_link(p, i - 1, j - 1);
    for (uint32_t i = 0; i + 1 < n; i++) {
        uint32_t j = p->mate_a[i];
        if (j != NO_MATE && j + 1 < m && same(p, i + 1, j + 1)) pairing_link(p, i + 1, j + 1);
    }
    for (uint32_t i = n; i-- > 1;) {
        uint32_t j = p->mate_a[i];
        if (j != NO_MATE && j && same(p, i - 1, j - 1)) pairing_link(p, i - 1, j - 1);
    }
}

/* Below NO_MATE, and no sentence has such a number: a text of so many could not be held. */
#define SEVERAL (UINT32_MAX - 2)

/* Where each wording stands: its sentence, or SEVERAL. Fingerprints of 64 bits stand for wordings here. A clash
** would link two sentences that differ; the redline between them shows it, and compare_engine_confirm refuses
** what the report calls word for word. */
static enum status place_once(struct hash_map *map, const struct compare_text *t, arena *ar, struct err *err)
{
    for (uint32_t i = 0; i < t->n_sentence; i++) {
        /* A third place does not matter: more than one is several. */
        bool known = hash_map_get(map, t->folded[i]) != UINT32_MAX;
        if (hash_map_put(map, ar, t->folded[i], known ? SEVERAL : i)) return arena_why(ar, err);
    }
    return OK;
}

/* Afterwards p->verbatim tells how much of the shorter text stands unchanged: the later steps believe in moves
** only where that is much. Linear. */
enum status pairing_verbatim(struct pairing *p)
{
    struct hash_map at_a = {0}, at_b = {0};
    enum status st = place_once(&at_a, p->a, p->ar, p->err);
    if (!st) st = place_once(&at_b, p->b, p->ar, p->err);
    if (st) return st;
    for (uint32_t i = 0; i < p->a->n_sentence; i++) {
        uint32_t j = hash_map_get(&at_b, p->a->folded[i]);
        if (j < SEVERAL && hash_map_get(&at_a, p->a->folded[i]) == i) pairing_link(p, i, j);
    }
    grow(p);
    uint32_t n = 0, least = p->a->n_sentence < p->b->n_sentence ? p->a->n_sentence : p->b->n_sentence;
    for (uint32_t i = 0; i < p->a->n_sentence; i++) n += p->mate_a[i] != NO_MATE;
    p->verbatim = least ? (double)n / least : 0;
    return OK;
}

#define MIN_WORDS_OUT_OF_PLACE 4 /* shorter ones ("Thank you.") say nothing by standing elsewhere */

/* In order of place on both sides: the first free one of a finds the first free one of b. Chains through `next`
** keep that linear; a free sentence of b is passed over once it was taken. */
enum status pairing_leftovers(struct pairing *p)
{
    struct hash_map at = {0}; /* wording to the first sentence of b that is still free */
    uint32_t *next = ARENA_NEW(p->ar, p->b->n_sentence, uint32_t);
    if (!next) return arena_why(p->ar, p->err);
    /* Backwards, so that each chain runs forwards and the map holds its first. */
    for (uint32_t j = p->b->n_sentence; j-- > 0;) {
        if (p->mate_b[j] != NO_MATE) continue;
        next[j] = hash_map_get(&at, p->b->folded[j]);
        if (hash_map_put(&at, p->ar, p->b->folded[j], j)) return arena_why(p->ar, p->err);
    }
    for (uint32_t i = 0; i < p->a->n_sentence; i++) {
        if (p->mate_a[i] != NO_MATE || p->a->word_from[i + 1] - p->a->word_from[i] < MIN_WORDS_OUT_OF_PLACE) continue;
        uint32_t j = hash_map_get(&at, p->a->folded[i]);
        while (j != NO_MATE && p->mate_b[j] != NO_MATE) j = next[j];
        if (j != NO_MATE) pairing_link(p, i, j);
    }
    return OK;
}

/* ---- the heaviest order ---- */

/* A tree of maxima over the places of b (Fenwick 1994): best chain that ends at or before a place. Weights are
** summed in 64 bits: a link weighs some hundreds, and there may be millions. */
struct chain {
    uint64_t weight;
    uint32_t last; /* sentence of a, or NO_MATE */
};

/* Words; that it is a sentence counts a little, however short; one that stays with its paragraph counts up to
** double, one that left its paragraph for another half. So a short sentence that stands in the midst of its old neighbours is not thrown out of the order by a long one that left its own. */
static uint64_t link_weight(const struct pairing *p, uint32_t i)
{
    uint32_t j = p->mate_a[i];
    struct votes v;
    uint64_t words = p->a->word_from[i + 1] - p->a->word_from[i] + p->b->word_from[j + 1] - p->b->word_from[j];
    pairing_votes(&v, p, i, false);
    uint64_t company = v.both, all = company + v.only_a + v.only_b + 1;
    bool alone = !company && v.only_a && v.only_b;
    return (words + 6) * 16 * (company + all) / all / (alone ? 2 : 1);
}

/* The heaviest chain of links that rise on both sides (weighted longest increasing subsequence). Links outside
** it are strays: candidates for moves, not yet moves. Earlier marks are overwritten. O(n log m). */
enum status pairing_order(struct pairing *p)
{
    uint32_t n = p->a->n_sentence, m = p->b->n_sentence;
    struct chain *tree = ARENA_NEW(p->ar, (size_t)m + 1, struct chain);
    uint32_t *before = ARENA_NEW(p->ar, n, uint32_t);
    if (!tree || !before) return arena_why(p->ar, p->err);
    for (uint32_t k = 0; k <= m; k++) tree[k].last = NO_MATE;
    struct chain best = {0, NO_MATE};
    for (uint32_t i = 0; i < n; i++) {
        uint32_t j = p->mate_a[i];
        p->stray[i] = j != NO_MATE;
        if (j == NO_MATE) continue;
        /* Best chain that ends before sentence j of b: places below it lie in the tree at the indices on this
        ** path. */
        struct chain c = {0, NO_MATE};
        for (uint32_t k = j; k; k &= k - 1)
            if (tree[k].weight > c.weight) c = tree[k];
        before[i] = c.last;
        c = (struct chain){c.weight + link_weight(p, i), i};
        if (c.weight > best.weight) best = c;
        for (uint32_t k = j + 1; k <= m; k += k & -k)
            if (c.weight > tree[k].weight) tree[k] = c;
    }
    for (uint32_t i = best.last; i != NO_MATE; i = before[i]) p->stray[i] = false;
    return OK;
}
