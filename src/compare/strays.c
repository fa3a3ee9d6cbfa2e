/* Sentences that went elsewhere. A reworded one is believed to have moved only on good grounds: it is much
** alike, nothing else left over is nearly as much so, sentences that kept their place lie between its two
** places, and either most of the text stands word for word or the sentence nearly does. In a text rewritten
** throughout, likeness at a distance is mostly a writer repeating himself.
**
** Three grounds hold each other up: the overlap of stems says how alike, the lead over the nearest rival says
** that it is this sentence and no other, and the links that are sure say that it really changed its place.
** Thresholds that decide are named below, with what they were set on in test/eval/README.md.
**
** Cost: all pairs of sentences without a mate while there are few (FEW_PAIRS), else twelve promising ones for
** each sentence by shared stems; so linear in the words for long texts, whatever they hold. */
#include "compare/align_parts.h"

#include <math.h>
#include <stdlib.h>

#define MIN_VERBATIM 0.4    /* share of sentences word for word, from which reworded ones may have moved */
#define MIN_NEARLY_SAME 0.9 /* overlap that is believed in any text */
#define MIN_COMMON 8.0      /* weight of the common words: a short phrase is no evidence */
#define MIN_LEAD 0.02       /* over the nearest rival */
#define MIN_STRONG 0.65     /* overlap, and lead, of a pair that helps to find the order */
#define MIN_STRONG_LEAD 0.15
#define FEW_PAIRS 65536    /* up to here all pairs are looked at */
#define COMMON_WORD 40     /* sentences with a stem, from which it does not help to find pairs */
#define MAX_TRIED 12       /* pairs looked at for one sentence */
#define LONG_PARAGRAPH 200 /* sentences looked at around one to see what its paragraph became */
#define FAR 6              /* sentences passed */

/* A pair worth looking at again. Chains run from strong to weak through both its sentences, so that a rival is
** found without a search. */
struct candidate {
    double overlap;
    uint32_t a, b;
    uint32_t next_a, next_b; /* the next weaker one of the same sentence of a, of b */
};

/* What one call of pairing_strays works with; everything in the arena of the pairing. */
struct search {
    struct pairing *p;
    struct profiles *ps;
    double least;
    struct candidate *item; /* [n] strongest first */
    uint32_t n, cap;
    uint32_t *first_a, *first_b; /* strongest candidate of each sentence, or NO_MATE */
    uint32_t *rank_a, *rank_b;   /* word-for-word links that keep the order before each sentence */
};

/* How many sure links lie between the two places: 0 means that the pair is in order, and the gaps will see it. */
static uint32_t crossed(const struct search *s, uint32_t i, uint32_t j)
{
    return s->rank_a[i] > s->rank_b[j] ? s->rank_a[i] - s->rank_b[j] : s->rank_b[j] - s->rank_a[i];
}

/* ---- pairs worth looking at ---- */

/* Below `least` a pair is forgotten at once: it could neither be linked nor be a rival that matters. */
static enum status look_at(struct search *s, uint32_t i, uint32_t j)
{
    struct profile *x, *y;
    enum status st = profile_of(&x, s->ps, 0, i, s->p->err);
    if (!st) st = profile_of(&y, s->ps, 1, j, s->p->err);
    if (st) return st;
    double overlap = profile_overlap(x, y);
    if (overlap < s->least) return OK;
    if (s->n == s->cap) {
        uint32_t cap = s->cap ? s->cap * 2 : 64;
        struct candidate *item = arena_grow(s->p->ar, s->item, s->cap, cap, sizeof *item);
        if (!item) return arena_why(s->p->ar, s->p->err);
        s->item = item;
        s->cap = cap;
    }
    s->item[s->n++] = (struct candidate){overlap, i, j, NO_MATE, NO_MATE};
    return OK;
}

/* For few free sentences, where it is quicker than an index; it also makes no mistake that an index could make. */
static enum status look_at_all(struct search *s)
{
    for (uint32_t i = 0; i < s->p->a->n_sentence; i++) {
        if (s->p->mate_a[i] != NO_MATE) continue;
        for (uint32_t j = 0; j < s->p->b->n_sentence; j++) {
            enum status st = s->p->mate_b[j] == NO_MATE ? look_at(s, i, j) : OK;
            if (st) return st;
        }
    }
    return OK;
}

/* Sentences of b without a mate, by the stems that stand in them. */
struct index {
    uint32_t *from;     /* [stems + 1] in sentence */
    uint32_t *sentence; /* ascending for each stem */
};

/* Two passes, counting and filling. While filling, from[k + 1] is where stem k goes on; afterwards it is where
** k ends, so that [from[k], from[k + 1]) is its stretch. */
static enum status index_make(struct index *x, const struct search *s)
{
    const struct pairing *p = s->p;
    uint32_t n = vocab_size(p->b->vocab);
    size_t all = 0;
    x->from = ARENA_NEW(p->ar, (size_t)n + 2, uint32_t);
    if (!x->from) return arena_why(p->ar, p->err);
    for (int fill = 0; fill < 2; fill++) {
        for (uint32_t j = 0; j < p->b->n_sentence; j++) {
            struct profile *y;
            if (p->mate_b[j] != NO_MATE) continue;
            enum status st = profile_of(&y, s->ps, 1, j, p->err);
            if (st) return st;
            for (uint32_t k = 0; k < y->n; k++) {
                if (k && y->stem[k].key == y->stem[k - 1].key) continue;
                if (fill)
                    x->sentence[x->from[y->stem[k].key + 1]++] = j;
                else
                    x->from[y->stem[k].key + 2]++, all++;
            }
        }
        if (fill) break;
        for (uint32_t k = 2; k < n + 2; k++) x->from[k] += x->from[k - 1];
        x->sentence = ARENA_NEW(p->ar, all, uint32_t);
        if (!x->sentence) return arena_why(p->ar, p->err);
    }
    return OK;
}

struct hit {
    uint32_t sentence, shared;
};

/* Keep the best MAX_TRIED, best first; of equals the one met first. */
static void keep_best(struct hit *best, uint32_t *n, struct hit one)
{
    uint32_t k = *n;
    if (k == MAX_TRIED && best[k - 1].shared >= one.shared) return;
    if (k < MAX_TRIED)
        ++*n;
    else
        k--;
    for (; k && best[k - 1].shared < one.shared; k--) best[k] = best[k - 1];
    best[k] = one;
}

/* The sentences of b that share most rare stems with each of a. A stem that stands in more than COMMON_WORD
** sentences is passed over: it would make the work quadratic and tells nothing. Hits are met in order of stem,
** then place, never of address. */
static enum status look_at_likely(struct search *s)
{
    struct pairing *p = s->p;
    struct index x;
    enum status st = index_make(&x, s);
    uint32_t *shared = ARENA_NEW(p->ar, p->b->n_sentence, uint32_t);
    uint32_t *met = ARENA_NEW(p->ar, p->b->n_sentence, uint32_t);
    if (st || !shared || !met) return st ? st : arena_why(p->ar, p->err);
    for (uint32_t i = 0; i < p->a->n_sentence && !st; i++) {
        struct profile *y;
        struct hit best[MAX_TRIED];
        uint32_t n = 0, n_best = 0;
        if (p->mate_a[i] != NO_MATE) continue;
        st = profile_of(&y, s->ps, 0, i, p->err);
        for (uint32_t k = 0; k < y->n && !st; k++) {
            uint32_t from = x.from[y->stem[k].key], to = x.from[y->stem[k].key + 1];
            if ((k && y->stem[k].key == y->stem[k - 1].key) || to - from > COMMON_WORD) continue;
            for (uint32_t q = from; q < to; q++)
                if (!shared[x.sentence[q]]++) met[n++] = x.sentence[q];
        }
        for (uint32_t q = 0; q < n; q++) {
            keep_best(best, &n_best, (struct hit){met[q], shared[met[q]]});
            shared[met[q]] = 0;
        }
        for (uint32_t q = 0; q < n_best && !st; q++) st = look_at(s, i, best[q].sentence);
    }
    return st;
}

/* ---- the choice among them ---- */

/* Strongest first; a tie falls to the earlier sentence of a, then of b. As `a` is the lesser text whichever is
** older, ties are mirrored too. */
static int by_overlap(const void *pa, const void *pb)
{
    const struct candidate *x = pa, *y = pb;
    if (x->overlap != y->overlap) return x->overlap > y->overlap ? -1 : 1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

/* Neither sentence has a mate yet. */
static bool is_free(const struct pairing *p, const struct candidate *c)
{
    return p->mate_a[c->a] == NO_MATE && p->mate_b[c->b] == NO_MATE;
}

/* Sort, and chain up the candidates of each sentence. From the weakest to the strongest, so that each chain
** begins with its strongest. */
static enum status chain_up(struct search *s)
{
    struct pairing *p = s->p;
    if (s->n) qsort(s->item, s->n, sizeof *s->item, by_overlap);
    s->first_a = ARENA_NEW(p->ar, p->a->n_sentence, uint32_t);
    s->first_b = ARENA_NEW(p->ar, p->b->n_sentence, uint32_t);
    if (!s->first_a || !s->first_b) return arena_why(p->ar, p->err);
    memset(s->first_a, 0xFF, p->a->n_sentence * sizeof *s->first_a);
    memset(s->first_b, 0xFF, p->b->n_sentence * sizeof *s->first_b);
    for (uint32_t k = s->n; k-- > 0;) {
        struct candidate *c = &s->item[k];
        c->next_a = s->first_a[c->a];
        c->next_b = s->first_b[c->b];
        s->first_a[c->a] = s->first_b[c->b] = k;
    }
    return OK;
}

/* Overlap of the strongest other candidate that is still free for one of the two sentences. */
static double rival(const struct search *s, uint32_t self)
{
    double best = 0;
    for (uint32_t k = s->first_a[s->item[self].a]; k != NO_MATE; k = s->item[k].next_a) {
        if (k == self || !is_free(s->p, &s->item[k])) continue;
        best = s->item[k].overlap;
        break;
    }
    for (uint32_t k = s->first_b[s->item[self].b]; k != NO_MATE; k = s->item[k].next_b) {
        if (k == self || !is_free(s->p, &s->item[k])) continue;
        if (s->item[k].overlap > best) best = s->item[k].overlap;
        break;
    }
    return best;
}

/* Sure enough to tell which sentences keep the order, wherever it stands. */
static bool is_strong(const struct search *s, const struct candidate *c, double lead)
{
    (void)s;
    return c->overlap >= MIN_STRONG && lead >= MIN_STRONG_LEAD;
}

/* A reworded sentence that went elsewhere. The common weight guards against two short sentences of set phrases,
** which overlap by nature. */
static bool is_believed(const struct search *s, const struct candidate *c, double lead)
{
    if (lead < MIN_LEAD || !crossed(s, c->a, c->b)) return false;
    if (c->overlap >= MIN_NEARLY_SAME) return true;
    return s->p->verbatim >= MIN_VERBATIM && profile_common(s->ps->of[0][c->a], s->ps->of[1][c->b]) >= MIN_COMMON;
}

/* Link what may be, strongest first, again and again while a link takes a rival away. Each round links at least
** one pair or ends, so it ends. */
static void choose(struct search *s, bool (*may)(const struct search *, const struct candidate *, double lead), bool stray)
{
    for (bool more = true; more;) {
        more = false;
        for (uint32_t k = 0; k < s->n; k++) {
            const struct candidate *c = &s->item[k];
            if (!is_free(s->p, c) || !may(s, c, c->overlap - rival(s, k))) continue;
            pairing_link(s->p, c->a, c->b);
            s->p->stray[c->a] = stray;
            more = true;
        }
    }
}

/* Linked with other words than its own. */
static bool is_reworded(const struct pairing *p, uint32_t i)
{
    return p->mate_a[i] != NO_MATE && p->a->folded[i] != p->b->folded[p->mate_a[i]];
}

/* Links that keep the order before each sentence; only_verbatim: word for word. */
static enum status rank(uint32_t **rank_a, uint32_t **rank_b, const struct pairing *p, bool only_verbatim)
{
    *rank_a = ARENA_NEW(p->ar, (size_t)p->a->n_sentence + 1, uint32_t);
    *rank_b = ARENA_NEW(p->ar, (size_t)p->b->n_sentence + 1, uint32_t);
    if (!*rank_a || !*rank_b) return arena_why(p->ar, p->err);
    for (uint32_t i = 0; i < p->a->n_sentence; i++) {
        bool counts = p->mate_a[i] != NO_MATE && !p->stray[i] && !(only_verbatim && is_reworded(p, i));
        (*rank_a)[i + 1] = (*rank_a)[i] + counts;
    }
    for (uint32_t j = 0; j < p->b->n_sentence; j++) {
        uint32_t i = p->mate_b[j];
        bool counts = i != NO_MATE && !p->stray[i] && !(only_verbatim && is_reworded(p, i));
        (*rank_b)[j + 1] = (*rank_b)[j] + counts;
    }
    return OK;
}

/* First the strong ones are linked on trial, to see which sentences keep the order around them; then those that
** crossed it are taken apart again and must pass the stricter test; those in place are given back to the gaps.
** What remains linked by this step is marked stray. */
enum status pairing_strays(struct pairing *p, struct profiles *ps, const struct compare_settings *set)
{
    struct search s = {.p = p, .ps = ps, .least = set->min_overlap};
    uint64_t free_a = 0, free_b = 0;
    for (uint32_t i = 0; i < p->a->n_sentence; i++) free_a += p->mate_a[i] == NO_MATE;
    for (uint32_t j = 0; j < p->b->n_sentence; j++) free_b += p->mate_b[j] == NO_MATE;
    enum status st = free_a * free_b <= FEW_PAIRS ? look_at_all(&s) : look_at_likely(&s);
    if (!st) st = chain_up(&s);
    if (st) return st;
    choose(&s, is_strong, false);
    st = pairing_order(p);
    if (!st) st = rank(&s.rank_a, &s.rank_b, p, true);
    if (st) return st;
    for (uint32_t i = 0; i < p->a->n_sentence; i++)
        if (is_reworded(p, i) && p->stray[i]) pairing_part(p, i);
    choose(&s, is_believed, true);
    /* Strong ones in place are left to the gaps, which know more of their neighbours. */
    for (uint32_t i = 0; i < p->a->n_sentence; i++)
        if (is_reworded(p, i) && !p->stray[i]) pairing_part(p, i);
    return OK;
}

/* ---- which strays have moved ---- */

/* One side of the count: for each linked sentence in the paragraph of x, does its mate stand in the paragraph
** of y? LONG_PARAGRAPH bounds the work in texts without paragraphs. */
static void vote(struct votes *v, const struct pairing *p, bool x_is_a, uint32_t i, uint32_t j, bool in_order)
{
    const struct compare_text *x = x_is_a ? p->a : p->b, *y = x_is_a ? p->b : p->a;
    const uint32_t *mate = x_is_a ? p->mate_a : p->mate_b;
    for (int step = -1; step <= 1; step += 2) {
        for (uint32_t k = 1; k <= LONG_PARAGRAPH; k++) {
            uint32_t q = step < 0 ? i - k : i + k;
            if (q >= x->n_sentence || x->paragraph[q] != x->paragraph[i]) break;
            if (mate[q] == NO_MATE || (in_order && p->stray[x_is_a ? q : mate[q]])) continue;
            bool there = y->paragraph[mate[q]] == y->paragraph[j];
            v->both += there && x_is_a;
            *(x_is_a ? &v->only_a : &v->only_b) += !there;
        }
    }
}

/* `both` is counted from a alone, or each such link would count twice. Cost: the two paragraphs. */
void pairing_votes(struct votes *v, const struct pairing *p, uint32_t i, bool in_order)
{
    *v = (struct votes){0};
    vote(v, p, true, i, p->mate_a[i], in_order);
    vote(v, p, false, p->mate_a[i], i, in_order);
}

/* passed: links that keep the order and lie between the two places; all: of the text. Inside one paragraph
** another order is style more often than news, so it must have passed many; between paragraphs one that left
** its company is enough when it passed several, or all its neighbours stayed behind. */
static bool is_move(const struct pairing *p, uint32_t i, uint32_t passed, uint32_t all)
{
    struct votes v;
    bool verbatim = !is_reworded(p, i), stands = p->verbatim >= MIN_VERBATIM;
    if (!verbatim && !stands) return false;
    pairing_votes(&v, p, i, true);
    /* One of the two paragraphs is made of the other's sentences: another order inside counts when it passed many. */
    if (v.both && (2 * v.both >= v.only_a || 2 * v.both >= v.only_b))
        return verbatim && ((stands && 2 * passed >= v.both) || 2 * passed >= all);
    if (passed >= FAR || 2 * passed >= all) return true;
    return verbatim ? v.only_a || v.only_b : v.only_a && v.only_b;
}

/* False everywhere but for strays; out is zeroed by the arena. */
enum status pairing_moves(bool **out, const struct pairing *p)
{
    uint32_t *rank_a, *rank_b;
    enum status st = rank(&rank_a, &rank_b, p, false);
    *out = ARENA_NEW(p->ar, p->a->n_sentence, bool);
    if (st || !*out) return st ? st : arena_why(p->ar, p->err);
    for (uint32_t i = 0; i < p->a->n_sentence; i++) {
        uint32_t j = p->mate_a[i];
        if (j == NO_MATE || !p->stray[i]) continue;
        uint32_t passed = rank_a[i] > rank_b[j] ? rank_a[i] - rank_b[j] : rank_b[j] - rank_a[i];
        (*out)[i] = is_move(p, i, passed, rank_a[p->a->n_sentence]);
    }
    return OK;
}
