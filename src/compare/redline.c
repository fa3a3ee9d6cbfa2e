/* The word-level redline: which words stayed, went and came. What stays is worth its words; each stretch that
** stays between two changes costs something, so that a lonely "the" is given up and a phrase is kept whole. The
** best script is found by dynamic programming over two states (in a stretch that stays, in a change), Gotoh
** 1982. Blocks too large for that are first cut at words that stand once on each side and in the same order.
**
** Contract: applied to the older words the script gives the newer; equal ends are kept always; between them no
** script is worth more (held against plain recursion by redline_test.c, for blocks that are solved whole);
** swapped sides give the same kept words. Worths are small integers, so no rounding can break a tie differently
** elsewhere.
**
** The recurrence, over the first i words of one side and j of the other: stay(i,j), where both last words are
** kept, is the worth of the word plus the greater of stay(i-1,j-1) and best(i-1,j-1) less the cost of an
** island; best(i,j) is the greatest of best(i-1,j), best(i,j-1) and stay(i,j). Words that differ cannot stay. */
#include "compare/words.h"

#include <stdlib.h>

/* In tenths of a word of content. An island is a stretch that stays with changes on both sides. */
#define WORTH_CONTENT 10
#define WORTH_FUNCTION 4
#define WORTH_PUNCT 3
#define COST_ISLAND 9
#define MAX_CELLS ((uint64_t)1 << 22)

/* A stretch of one text; a part of a stretch shares its array of flags. */
struct side {
    const struct compare_text *t;
    uint32_t from, to;
    bool *kept; /* [to - from] of the whole stretch; kept words pair up in order */
};

/* Function words are worth keeping inside a phrase and not worth an island of their own: 4 < 9. One word of content just is: 10 > 9. */
static int worth(const struct compare_text *t, uint32_t word)
{
    switch ((enum word_class)word_class_at(t, word)) {
    case CLASS_PUNCT: return WORTH_PUNCT;
    case CLASS_FUNCTION: return WORTH_FUNCTION;
    case CLASS_CONTENT:
    case CLASS_NUMBER: break;
    }
    return WORTH_CONTENT;
}

/* Does not depend on the vocabulary, unlike word_of: for order, not for equality. */
static uint64_t word_hash(const struct side *s, uint32_t i) { return vocab_at(s->t->vocab, s->t->word[s->from + i])->hash; }

/* Folded, so capitals and aliases stay the same word. */
static uint32_t word_of(const struct side *s, uint32_t i) { return s->t->word[s->from + i]; }

/* How a cell was reached. Bits 0-1: the best way to stand here; bit 2: the stretch that stays and ends here began
** earlier than with this word. */
enum { FROM_LEFT = 1, FROM_UP = 2, FROM_STAY = 3, GOES_ON = 4 };

/* Far below any sum, and far enough from the end that adding to it cannot wrap. */
#define NEVER (INT32_MIN / 2)

/* best[j], stay[j]: most worth of the first i and j words, in any way and with both last words kept. O(n m)
** time, one byte a cell for the way back and two rows of sums. A tie falls to passing a word of b, then of a,
** then keeping. */
static void fill(uint8_t *way, int32_t *best, int32_t *stay, const struct side *a, uint32_t n, const struct side *b, uint32_t m)
{
    for (uint32_t j = 0; j <= m; j++) {
        best[j] = 0;
        stay[j] = NEVER;
        way[j] = FROM_LEFT;
    }
    for (uint32_t i = 1; i <= n; i++) {
        uint8_t *row = way + (size_t)i * (m + 1);
        /* The row above is written over from left to right; of it only the diagonal neighbour is still needed. */
        int32_t diag_best = best[0], diag_stay = stay[0];
        uint32_t word = word_of(a, i - 1);
        int gain = worth(a->t, a->from + i - 1);
        row[0] = FROM_UP;
        for (uint32_t j = 1; j <= m; j++) {
            int32_t up = best[j], up_stay = stay[j], here = NEVER;
            uint8_t on = 0;
            if (word == word_of(b, j - 1)) {
                int32_t open = diag_best - COST_ISLAND;
                on = diag_stay >= open ? GOES_ON : 0;
                here = (on ? diag_stay : open) + gain;
            }
            best[j] = best[j - 1];
            row[j] = on | FROM_LEFT;
            if (up > best[j]) {
                best[j] = up;
                row[j] = on | FROM_UP;
            }
            if (here > best[j]) {
                best[j] = here;
                row[j] = on | FROM_STAY;
            }
            stay[j] = here;
            diag_best = up;
            diag_stay = up_stay;
        }
    }
}

/* Both sides changed at both ends. Above MAX_CELLS nothing is kept: such a block has thousands of words on both sides and none that could cut it. Scratch is given back. */
static enum status solve(const struct side *a, const struct side *b, arena *scratch, struct err *err)
{
    uint32_t n = a->to - a->from, m = b->to - b->from;
    if (!n || !m || (uint64_t)n * m > MAX_CELLS) return OK;
    struct arena_mark mark = arena_here(scratch);
    uint8_t *way = arena_raw(scratch, (size_t)(n + 1) * (m + 1), 1);
    int32_t *best = ARENA_NEW(scratch, m + 1, int32_t);
    int32_t *stay = ARENA_NEW(scratch, m + 1, int32_t);
    if (!way || !best || !stay) return arena_why(scratch, err);
    fill(way, best, stay, a, n, b, m);
    for (uint32_t i = n, j = m; i && j;) {
        uint8_t w = way[(size_t)i * (m + 1) + j];
        if ((w & 3) == FROM_LEFT) {
            j--;
        } else if ((w & 3) == FROM_UP) {
            i--;
        } else {
            /* A stretch that stays is walked back to where it began: inside it another way may be as good, but
            ** it would cut the stretch. */
            for (bool on = true; on;) {
                on = way[(size_t)i * (m + 1) + j] & GOES_ON;
                a->kept[--i] = true;
                b->kept[--j] = true;
            }
        }
    }
    arena_back(scratch, mark);
    return OK;
}

/* from and to count from the start of s. */
static struct side part(const struct side *s, uint32_t from, uint32_t to)
{
    return (struct side){s->t, s->from + from, s->from + to, s->kept + from};
}

/* Keep what both sides have at their ends, solve the rest. Equal ends are kept before anything is weighed: a
** reader sees them so, and most sentences are nothing but ends. */
static enum status solve_trimmed(struct side a, struct side b, arena *scratch, struct err *err)
{
    uint32_t n = a.to - a.from, m = b.to - b.from, head = 0, tail = 0, least = n < m ? n : m;
    while (head < least && word_of(&a, head) == word_of(&b, head)) a.kept[head] = b.kept[head] = true, head++;
    while (tail < least - head && word_of(&a, n - 1 - tail) == word_of(&b, m - 1 - tail)) {
        tail++;
        a.kept[n - tail] = b.kept[m - tail] = true;
    }
    a = part(&a, head, n - tail);
    b = part(&b, head, m - tail);
    return solve(&a, &b, scratch, err);
}

/* ---- large blocks ---- */

/* A word and where it stands; in a pair, hash is the place on the other side. */
struct place {
    uint64_t hash;
    uint32_t at;
};

/* Words of one hash lie side by side, in order of place. */
static int by_hash(const void *pa, const void *pb)
{
    const struct place *a = pa, *b = pb;
    if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

/* Words that stand once in s, sorted by fingerprint. Unique by fingerprint: two words that clash count as one
** that stands twice, which only costs an anchor. */
static enum status unique_words(struct place **out, uint32_t *n, const struct side *s, arena *ar, struct err *err)
{
    uint32_t all = s->to - s->from, kept = 0;
    struct place *p = ARENA_NEW(ar, all, struct place);
    if (!p) return arena_why(ar, err);
    for (uint32_t i = 0; i < all; i++) p[i] = (struct place){word_hash(s, i), i};
    qsort(p, all, sizeof *p, by_hash);
    for (uint32_t i = 0, to; i < all; i = to) {
        for (to = i + 1; to < all && p[to].hash == p[i].hash; to++) {
        }
        if (to == i + 1) p[kept++] = p[i];
    }
    *out = p;
    *n = kept;
    return OK;
}

/* Longest run of increasing b in the order of a; pair[i].hash is a's place, pair[i].at b's. Patience sorting:
** pile[k] is the pair with the least b that ends a run of k + 1. Fills run, gives its length. O(n log n). run,
** pile and below have room for n. */
static uint32_t longest_run(uint32_t *run, const struct place *pair, uint32_t n, uint32_t *pile, uint32_t *below)
{
    uint32_t n_pile = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t lo = 0, hi = n_pile;
        while (lo < hi) {
            uint32_t mid = (lo + hi) / 2;
            if (pair[pile[mid]].at < pair[i].at)
                lo = mid + 1;
            else
                hi = mid;
        }
        below[i] = lo ? pile[lo - 1] : UINT32_MAX;
        pile[lo] = i;
        if (lo == n_pile) n_pile++;
    }
    for (uint32_t k = n_pile, i = n_pile ? pile[n_pile - 1] : 0; k--; i = below[i]) run[k] = i;
    return n_pile;
}

/* Cut at words that stand once on both sides, then solve each block between two cuts. Not optimal as a whole,
** only between two cuts; but a word that stands once on both sides in the common order is nearly always the
** same word to a reader. */
static enum status solve_large(const struct side *a, const struct side *b, arena *scratch, struct err *err)
{
    struct place *ua, *ub;
    uint32_t na, nb, n = 0;
    enum status st = unique_words(&ua, &na, a, scratch, err);
    if (!st) st = unique_words(&ub, &nb, b, scratch, err);
    if (st) return st;
    uint32_t least = na < nb ? na : nb;
    struct place *pair = ARENA_NEW(scratch, least, struct place);
    uint32_t *work = ARENA_NEW(scratch, (size_t)least * 3, uint32_t);
    if (!pair || !work) return arena_why(scratch, err);
    for (uint32_t i = 0, j = 0; i < na && j < nb;) {
        if (ua[i].hash == ub[j].hash) {
            if (word_of(a, ua[i].at) == word_of(b, ub[j].at)) pair[n++] = (struct place){ua[i].at, ub[j].at};
            i++;
            j++;
        } else if (ua[i].hash < ub[j].hash) {
            i++;
        } else {
            j++;
        }
    }
    qsort(pair, n, sizeof *pair, by_hash);
    uint32_t n_run = longest_run(work, pair, n, work + least, work + 2 * (size_t)least), from_a = 0, from_b = 0;
    for (uint32_t k = 0; k <= n_run && !st; k++) {
        /* The last block ends with the texts; a cut word belongs to no block and is kept. */
        uint32_t to_a = k < n_run ? (uint32_t)pair[work[k]].hash : a->to - a->from;
        uint32_t to_b = k < n_run ? pair[work[k]].at : b->to - b->from;
        st = solve_trimmed(part(a, from_a, to_a), part(b, from_b, to_b), scratch, err);
        if (k < n_run) a->kept[to_a] = b->kept[to_b] = true;
        from_a = to_a + 1;
        from_b = to_b + 1;
    }
    return st;
}

/* ---- the script ---- */

/* Equal stretches apart, shorter first, then by the first word that differs: never by which is called older.
** The solver always sees the lesser stretch as its first side, so that its ties mirror. */
static bool comes_first(const struct side *a, const struct side *b)
{
    uint32_t n = a->to - a->from, m = b->to - b->from;
    if (n != m) return n < m;
    for (uint32_t i = 0; i < n; i++)
        if (word_of(a, i) != word_of(b, i)) return word_hash(a, i) < word_hash(b, i);
    return true;
}

/* Deleted before inserted at each change. `most` counts runs of equal flags on both sides: at least as many as
** edits. */
static enum status write_script(struct compare_edit **out, uint32_t *n, const struct side *a, const struct side *b, arena *ar,
                                struct err *err)
{
    uint32_t i = a->from, j = b->from, most = 0;
    for (uint32_t k = 0; k < a->to - a->from; k++) most += k == 0 || a->kept[k] != a->kept[k - 1];
    for (uint32_t k = 0; k < b->to - b->from; k++) most += k == 0 || b->kept[k] != b->kept[k - 1];
    struct compare_edit *e = ARENA_NEW(ar, most, struct compare_edit);
    if (!e) return arena_why(ar, err);
    *n = 0;
    while (i < a->to || j < b->to) {
        uint32_t from_i = i, from_j = j;
        while (i < a->to && !a->kept[i - a->from]) i++;
        if (i > from_i) e[(*n)++] = (struct compare_edit){OP_DELETED, from_i, i, j, j};
        while (j < b->to && !b->kept[j - b->from]) j++;
        if (j > from_j) e[(*n)++] = (struct compare_edit){OP_INSERTED, i, i, from_j, j};
        from_i = i;
        from_j = j;
        while (i < a->to && j < b->to && a->kept[i - a->from] && b->kept[j - b->from]) i++, j++;
        if (i > from_i) e[(*n)++] = (struct compare_edit){OP_SAME, from_i, i, from_j, j};
    }
    *out = e;
    return OK;
}

/* *out and *n only on success. Time O(words) for equal stretches, O(product) of what differs up to MAX_CELLS,
** O(n log n) beyond. */
enum status compare_redline(struct compare_edit **out, uint32_t *n, const struct compare_text *older, uint32_t a, uint32_t b,
                            const struct compare_text *newer, uint32_t c, uint32_t d, arena *ar, struct err *err)
{
    arena *scratch = arena_new(arena_cap_bytes(ar));
    if (!scratch) return err_set(err, E_NOMEM, "no memory to compare two sentences");
    struct side x = {older, a, b, ARENA_NEW(scratch, b - a, bool)};
    struct side y = {newer, c, d, ARENA_NEW(scratch, d - c, bool)};
    enum status st = x.kept && y.kept ? OK : arena_why(scratch, err);
    if (!st) {
        bool in_order = comes_first(&x, &y);
        struct side first = in_order ? x : y, second = in_order ? y : x;
        bool large = (uint64_t)(b - a) * (d - c) > MAX_CELLS;
        st = large ? solve_large(&first, &second, scratch, err) : solve_trimmed(first, second, scratch, err);
    }
    if (!st) st = write_script(out, n, &x, &y, ar, err);
    arena_free(scratch);
    return st;
}
