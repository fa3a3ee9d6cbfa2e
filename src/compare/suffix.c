/* Suffix array by prefix doubling (Manber and Myers 1993) with counting sorts, shared lengths by Kasai et al.
** 2001, and the intervals of shared stretches by one pass with a stack (Abouelhoda, Kurtz and Ohlebusch 2004).
**
** Chosen over faster constructions for its shortness; doubling ends early when all classes are distinct. Held
** against plain comparison by suffix_test.c.
**
** An example, for the row a b a b c: the suffixes in order are "a b a b c", "a b c", "b a b c", "b c", "c",
** which stand at 0 2 1 3 4 and share 0 2 0 1 0 words with the one before. Two repeats follow: "a b", at
** suffixes 0 to 1, and "b", at 2 to 3; neither lies inside the other's interval, so neither is a parent. */
#include "compare/suffix.h"

/* What one doubling round works on; swapped, never copied. All arrays are taken once and serve every round. */
struct doubling {
    uint32_t *at, *at2;     /* [n] order so far, and by the second half */
    uint32_t *rank, *rank2; /* [n] class of each suffix by its first k words */
    uint32_t *count;        /* [n_class + 1] */
    uint32_t n, n_class;
};

/* count must hold as many classes as there are values at first, and as many as suffixes later. */
static enum status allot(struct doubling *d, uint32_t n, uint32_t n_value, arena *ar, struct err *err)
{
    uint32_t cells = n > n_value ? n : n_value;
    d->n = n;
    d->at = ARENA_NEW(ar, n, uint32_t);
    d->at2 = ARENA_NEW(ar, n, uint32_t);
    d->rank = ARENA_NEW(ar, n, uint32_t);
    d->rank2 = ARENA_NEW(ar, n, uint32_t);
    d->count = ARENA_NEW(ar, (size_t)cells + 1, uint32_t);
    return d->at && d->at2 && d->rank && d->rank2 && d->count ? OK : arena_why(ar, err);
}

/* Stable counting sort of at2 by rank into at. Stable, so what was in order by the second half stays so among
** equals: that is the radix sort of pairs. */
static void sort_by_rank(struct doubling *d)
{
    memset(d->count, 0, ((size_t)d->n_class + 1) * sizeof *d->count);
    for (uint32_t i = 0; i < d->n; i++) d->count[d->rank[i] + 1]++;
    for (uint32_t c = 0; c < d->n_class; c++) d->count[c + 1] += d->count[c];
    for (uint32_t i = 0; i < d->n; i++) d->at[d->count[d->rank[d->at2[i]]]++] = d->at2[i];
}

/* Class of the stretch of k words that begins k words further on; the end of the sequence is least. */
static uint32_t second(const struct doubling *d, uint32_t at, uint32_t k) { return at + k < d->n ? d->rank[at + k] + 1 : 0; }

/* From order by k words to order by 2 k. */
static void double_once(struct doubling *d, uint32_t k)
{
    /* By the second half: those that have none come first, the others in the order of the suffix behind them. */
    uint32_t m = 0;
    for (uint32_t i = d->n - k; i < d->n; i++) d->at2[m++] = i;
    for (uint32_t i = 0; i < d->n; i++)
        if (d->at[i] >= k) d->at2[m++] = d->at[i] - k;
    sort_by_rank(d);
    uint32_t class_ = 0;
    for (uint32_t i = 0; i < d->n; i++) {
        bool same = i && d->rank[d->at[i]] == d->rank[d->at[i - 1]] && second(d, d->at[i], k) == second(d, d->at[i - 1], k);
        class_ += i && !same;
        d->rank2[d->at[i]] = class_;
    }
    d->n_class = class_ + 1;
    uint32_t *swap = d->rank;
    d->rank = d->rank2;
    d->rank2 = swap;
}

/* Linear: walking in order of place, what is shared falls by one word at most. */
static void shared_lengths(struct suffixes *s, const uint32_t *seq)
{
    uint32_t shared = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        if (!s->rank[i]) {
            shared = 0;
            continue;
        }
        uint32_t j = s->at[s->rank[i] - 1];
        while (i + shared < s->n && j + shared < s->n && seq[i + shared] == seq[j + shared]) shared++;
        s->lcp[s->rank[i]] = shared;
        shared -= shared > 0;
    }
}

/* seq is borrowed during the call. LIMIT and NOMEM from the arena. */
enum status suffixes_make(struct suffixes *out, const uint32_t *seq, uint32_t n, uint32_t n_value, arena *ar, struct err *err)
{
    struct doubling d;
    enum status st = allot(&d, n, n_value, ar, err);
    uint32_t *lcp = ARENA_NEW(ar, n, uint32_t);
    if (!st && !lcp) st = arena_why(ar, err);
    if (st) return st;
    d.n_class = n_value;
    for (uint32_t i = 0; i < n; i++) {
        d.rank[i] = seq[i];
        d.at2[i] = i;
    }
    sort_by_rank(&d);
    /* Classes must be dense before the first doubling, so that "all are distinct" can be seen by their number. */
    if (n) double_once(&d, 1);
    for (uint32_t k = 2; k < n && d.n_class < n; k *= 2) double_once(&d, k);
    *out = (struct suffixes){.at = d.at, .rank = d.rank, .lcp = lcp, .n = n};
    shared_lengths(out, seq);
    return OK;
}

/* An interval that is still open to the right. */
struct open_repeat {
    uint32_t from, n_word;
    uint32_t first_child; /* chain over repeats whose parent is not yet known, or UINT32_MAX */
};

/* The repeats while they are listed; sibling chains those that wait for their parent. */
struct listing {
    struct repeat *item; /* [n] */
    uint32_t *sibling;   /* [n] */
    struct open_repeat *open;
    uint32_t n, n_open, min_words;
};

/* Close the innermost open interval at `to`; its number when it is long enough to be listed. Children are
** closed before their parents, so numbers rise from child to parent. UINT32_MAX: too short to be listed, and so
** are all around it. */
static uint32_t close_one(struct listing *l, uint32_t to)
{
    const struct open_repeat o = l->open[--l->n_open];
    if (o.n_word < l->min_words) return UINT32_MAX;
    uint32_t me = l->n++;
    l->item[me] = (struct repeat){.from = o.from, .to = to, .n_word = o.n_word, .parent = UINT32_MAX};
    for (uint32_t c = o.first_child; c != UINT32_MAX; c = l->sibling[c]) l->item[c].parent = me;
    return me;
}

/* Hands a closed repeat to the innermost interval that is still open. */
static void adopt(struct listing *l, uint32_t child)
{
    if (child == UINT32_MAX) return;
    struct open_repeat *top = &l->open[l->n_open - 1];
    l->sibling[child] = top->first_child;
    top->first_child = child;
}

/* O(n). min_words 0 counts as 1. *out has room for n; *n_repeat says how many there are. */
enum status suffixes_repeats(struct repeat **out, uint32_t *n_repeat, const struct suffixes *s, uint32_t min_words, arena *ar,
                             struct err *err)
{
    struct listing l = {.min_words = min_words ? min_words : 1};
    l.item = ARENA_NEW(ar, s->n, struct repeat);
    l.sibling = ARENA_NEW(ar, s->n, uint32_t);
    l.open = ARENA_NEW(ar, (size_t)s->n + 1, struct open_repeat);
    if (!l.item || !l.sibling || !l.open) return arena_why(ar, err);
    /* The interval of all suffixes, which share nothing: it is never closed, so the stack never runs empty. */
    l.open[l.n_open++] = (struct open_repeat){0, 0, UINT32_MAX};
    for (uint32_t i = 1; i <= s->n; i++) {
        uint32_t shared = i < s->n ? s->lcp[i] : 0, from = i - 1, child = UINT32_MAX;
        while (l.open[l.n_open - 1].n_word > shared) {
            from = l.open[l.n_open - 1].from;
            child = close_one(&l, i - 1);
            /* When the next one out is as long or longer than what is shared, it is the parent. */
            if (l.open[l.n_open - 1].n_word >= shared) {
                adopt(&l, child);
                child = UINT32_MAX;
            }
        }
        if (l.open[l.n_open - 1].n_word < shared) {
            l.open[l.n_open++] = (struct open_repeat){from, shared, UINT32_MAX};
            adopt(&l, child);
        }
    }
    *out = l.item;
    *n_repeat = l.n;
    return OK;
}
