/* Between links that keep the order: what became what there. All ways of walking through the gap, linking
** sentences in order or passing them over, get a weight (a log-linear model: likeness of the two, their places
** in the gap, the steps between links); a pair's probability is the share of the walks that link it. Chosen are
** the links, in one order, whose probabilities exceed the least one wanted by most in sum (decoding by expected
** accuracy: Miyazawa 1995; Holmes and Durbin 1998). Weak likeness is enough between sure neighbours, strong
** likeness is needed beside a rival.
**
** Invariants: a gap lies between two links that keep the order (or the ends of the texts) and holds no such
** link inside; strays may stand in it and are passed over, since their score is -infinity. Sums of weights are
** kept as logarithms throughout, because a long gap has more walks than a double can count.
**
** The recurrence, for a gap of n by m, with s(u,v) the score of linking the u-th with the v-th sentence and p,
** q, r the weights of GAP_PASS, GAP_PASS_ON and GAP_PASS_OTHER, all as logarithms:
**
** L(u,v) = s(u,v) + sum of L, X, Y at (u-1,v-1);
**
** X(u,v) = sum of L(u-1,v) + p and X(u-1,v) + q;
**
** Y(u,v) = sum of L(u,v-1) + p, X(u,v-1) + r and Y(u,v-1) + q.
**
** The start counts as a link. Y never goes over to X, so passing sentences over in another order is no other
** walk. */
#include "compare/align_parts.h"

#include <math.h>

/* Trained by test/eval/train_align.c; test/eval/README.md says on what and how well. */
const struct gap_model gap_default_model = {.weight = {
                                                [GAP_BIAS] = -0.468,
                                                [GAP_KIN] = 3.610,
                                                [GAP_COMMON] = 1.844,
                                                [GAP_LENGTH] = 3.080,
                                                [GAP_LETTERS] = 2.454,
                                                [GAP_SHORTER] = -1.935,
                                                [GAP_FROM_START] = -2.094,
                                                [GAP_FROM_END] = -0.568,
                                                [GAP_PARAGRAPH] = 0.559,
                                                [GAP_PASS] = 0.488,
                                                [GAP_PASS_ON] = 0.614,
                                                [GAP_PASS_OTHER] = 0.198,
                                            }};

#define MAX_OFFSET 3  /* places out of line that count */
#define MAX_BLOCK 400 /* sentences of a side that are walked through at once; larger gaps are cut in step */
#define LEAST_BLOCK 8

/* ---- features ---- */

/* Of the whole text, not of the gap: the first sentence of a gap may stand in the midst of a paragraph. */
static bool opens_paragraph(const struct compare_text *t, uint32_t i) { return !i || t->paragraph[i] != t->paragraph[i - 1]; }

/* How far out of step, capped: beyond a few places more distance is no more evidence. In [0,1]. */
static double offset(uint32_t u, uint32_t v)
{
    uint32_t off = u > v ? u - v : v - u;
    return (double)(off > MAX_OFFSET ? MAX_OFFSET : off) / MAX_OFFSET;
}

/* In the order of the enum, which is the order of the weights. Logarithms of sums, since the tenth common word
** says less than the second. A paragraph that opens on both sides counts for the pair, one that opens on one
** side half as much against it. */
enum status gap_features(double *x, struct pairing *p, struct profiles *ps, const struct gap *g, uint32_t u, uint32_t v)
{
    struct likeness like;
    enum status st = profile_likeness(&like, ps, g->from_a + u, g->from_b + v, p->err);
    if (st) return st;
    bool opens_a = opens_paragraph(p->a, g->from_a + u), opens_b = opens_paragraph(p->b, g->from_b + v);
    x[GAP_BIAS] = 1;
    x[GAP_KIN] = like.kin;
    x[GAP_COMMON] = log1p(like.common);
    x[GAP_LENGTH] = like.length;
    x[GAP_LETTERS] = like.letters;
    x[GAP_SHORTER] = log1p(like.shorter);
    x[GAP_FROM_START] = offset(u, v);
    x[GAP_FROM_END] = offset(g->n_a - u, g->n_b - v);
    x[GAP_PARAGRAPH] = opens_a != opens_b ? -0.5 : opens_a ? 1 : 0;
    return OK;
}

/* ---- walks ---- */

/* The three states of a walk; see GAP_PASS in align_parts.h for the steps between them. */
enum { LINK, PASS_A, PASS_B };

/* log(exp(a) + exp(b)). Exact for -infinity on either side, which stands for "no such walk". */
static double add_logs(double a, double b)
{
    double high = a > b ? a : b, low = a > b ? b : a;
    return isinf(low) ? high : high + log1p(exp(low - high));
}

/* prob is zeroed, the other tables are not: gap_run writes every cell of them before it reads it. O(n_a n_b)
** memory, which MAX_BLOCK bounds at some 10 MB. */
enum status gap_tables_new(struct gap_tables *t, uint32_t n_a, uint32_t n_b, arena *ar, struct err *err)
{
    size_t cells = ((size_t)n_a + 1) * ((size_t)n_b + 1);
    *t = (struct gap_tables){.prob = ARENA_NEW(ar, cells, double)};
    bool ok = t->prob != NULL;
    for (int k = 0; k < 3; k++) {
        t->ahead[k] = arena_raw(ar, cells, sizeof(double));
        t->back[k] = arena_raw(ar, cells, sizeof(double));
        ok = ok && t->ahead[k] && t->back[k];
    }
    return ok ? OK : arena_why(ar, err);
}

/* Weight of ending the walk in each state and being linked next, or leaving the gap: both ends of it are links. */
static double then_link(const double at[3]) { return add_logs(at[LINK], add_logs(at[PASS_A], at[PASS_B])); }

/* The forward pass: weight of all walks that end in each state at each cell. Row by row,
** since a cell needs its left, upper and diagonal neighbour. */
static void walk_ahead(struct gap_tables *t, const struct gap_model *m, uint32_t n_a, uint32_t n_b)
{
    size_t row = (size_t)n_b + 1;
    for (uint32_t u = 0; u <= n_a; u++) {
        for (uint32_t v = 0; v <= n_b; v++) {
            size_t z = u * row + v;
            double at[3] = {u || v ? -INFINITY : 0, -INFINITY, -INFINITY};
            if (u && v) {
                size_t before = z - row - 1;
                double from[3] = {t->ahead[LINK][before], t->ahead[PASS_A][before], t->ahead[PASS_B][before]};
                at[LINK] = then_link(from) + t->score[(size_t)(u - 1) * n_b + v - 1];
            }
            if (u) {
                size_t up = z - row;
                at[PASS_A] = add_logs(t->ahead[LINK][up] + m->weight[GAP_PASS], t->ahead[PASS_A][up] + m->weight[GAP_PASS_ON]);
            }
            if (v) {
                size_t left = z - 1;
                at[PASS_B] = add_logs(t->ahead[LINK][left] + m->weight[GAP_PASS],
                                      add_logs(t->ahead[PASS_A][left] + m->weight[GAP_PASS_OTHER],
                                               t->ahead[PASS_B][left] + m->weight[GAP_PASS_ON]));
            }
            for (int k = 0; k < 3; k++) t->ahead[k][z] = at[k];
        }
    }
    size_t end = n_a * row + n_b;
    double from[3] = {t->ahead[LINK][end], t->ahead[PASS_A][end], t->ahead[PASS_B][end]};
    t->all = then_link(from);
}

/* The backward pass, from the end. A walk that stands in PASS_B may not go over to PASS_A: that is what makes
** each choice of links one walk only, and the probabilities sums over choices. */
static void walk_back(struct gap_tables *t, const struct gap_model *m, uint32_t n_a, uint32_t n_b)
{
    size_t row = (size_t)n_b + 1;
    for (uint32_t u = n_a + 1; u-- > 0;) {
        for (uint32_t v = n_b + 1; v-- > 0;) {
            size_t z = u * row + v;
            double link = u == n_a && v == n_b ? 0 : -INFINITY, pass_a = -INFINITY, pass_b = -INFINITY;
            if (u < n_a && v < n_b) link = t->back[LINK][z + row + 1] + t->score[(size_t)u * n_b + v];
            if (u < n_a) pass_a = t->back[PASS_A][z + row];
            if (v < n_b) pass_b = t->back[PASS_B][z + 1];
            t->back[LINK][z] = add_logs(link, add_logs(pass_a, pass_b) + m->weight[GAP_PASS]);
            t->back[PASS_A][z] = add_logs(link, add_logs(pass_a + m->weight[GAP_PASS_ON], pass_b + m->weight[GAP_PASS_OTHER]));
            t->back[PASS_B][z] = add_logs(link, pass_b + m->weight[GAP_PASS_ON]);
        }
    }
}

/* t->score must be set. A pair's probability is the weight of the walks through its link over that of all
** walks; there is always the walk that links nothing, so `all` is finite. */
void gap_run(struct gap_tables *t, const struct gap_model *model, uint32_t n_a, uint32_t n_b)
{
    size_t row = (size_t)n_b + 1;
    walk_ahead(t, model, n_a, n_b);
    walk_back(t, model, n_a, n_b);
    for (uint32_t u = 0; u < n_a; u++)
        for (uint32_t v = 0; v < n_b; v++) {
            size_t z = (u + 1) * row + v + 1;
            t->prob[(size_t)u * n_b + v] = exp(t->ahead[LINK][z] + t->back[LINK][z] - t->all);
        }
}

/* ---- choice ---- */

/* The links in one order whose probabilities exceed `least` by most in sum. best: [(n_a + 1) * (n_b + 1)]. Of
** equal sums the walk back prefers to pass a sentence of a, then of b: always the same choice, whatever the
** machine. best may be the table `ahead` of the gap, which is no longer needed. */
static void choose(struct pairing *p, const struct gap *g, const double *prob, double least, double *best)
{
    size_t row = (size_t)g->n_b + 1;
    for (uint32_t u = 0; u <= g->n_a; u++) {
        for (uint32_t v = 0; v <= g->n_b; v++) {
            size_t z = u * row + v;
            best[z] = 0;
            if (!u || !v) continue;
            double with = best[z - row - 1] + prob[(size_t)(u - 1) * g->n_b + v - 1] - least;
            best[z] = best[z - 1] > best[z - row] ? best[z - 1] : best[z - row];
            if (with > best[z]) best[z] = with;
        }
    }
    for (uint32_t u = g->n_a, v = g->n_b; u && v;) {
        size_t z = u * row + v;
        if (best[z] <= best[z - row]) {
            u--;
        } else if (best[z] <= best[z - 1]) {
            v--;
        } else {
            pairing_link(p, g->from_a + --u, g->from_b + --v);
        }
    }
}

/* One block of a gap: features, scores, probabilities, choice. Sentences that have a mate already (strays) get
** -infinity and stay as they are. All scratch; the caller resets it. */
static enum status solve(struct pairing *p, struct profiles *ps, const struct gap *g, double least, arena *scratch)
{
    struct gap_tables t;
    double *score = ARENA_NEW(scratch, (size_t)g->n_a * g->n_b, double);
    if (!score) return arena_why(scratch, p->err);
    enum status st = gap_tables_new(&t, g->n_a, g->n_b, scratch, p->err);
    for (uint32_t u = 0; u < g->n_a && !st; u++) {
        for (uint32_t v = 0; v < g->n_b && !st; v++) {
            double x[GAP_FEATURES], *s = &score[(size_t)u * g->n_b + v];
            *s = -INFINITY;
            if (p->mate_a[g->from_a + u] != NO_MATE || p->mate_b[g->from_b + v] != NO_MATE) continue;
            st = gap_features(x, p, ps, g, u, v);
            *s = 0;
            for (int f = 0; f < GAP_FEATURES; f++) *s += p->model->weight[f] * x[f];
        }
    }
    if (st) return st;
    t.score = score;
    gap_run(&t, p->model, g->n_a, g->n_b);
    choose(p, g, t.prob, least, t.ahead[0]);
    return OK;
}

/* ---- all gaps ---- */

/* Called on the pairing as it is: the caller must not link while it walks through the gaps. */
bool gap_next(const struct pairing *p, struct gap *g)
{
    uint32_t i = g->from_a + g->n_a, j = g->from_b + g->n_b, n = p->a->n_sentence, m = p->b->n_sentence;
    for (; i < n || j < m; i++, j++) {
        uint32_t from = i;
        while (i < n && (p->mate_a[i] == NO_MATE || p->stray[i])) i++;
        uint32_t to = i < n ? p->mate_a[i] : m;
        *g = (struct gap){from, i - from, j, to - j};
        if (g->n_a && g->n_b) return true;
        j = to;
    }
    return false;
}

/* How many blocks of at most `side` sentences the longer side needs; the shorter is cut in the same number. */
static uint32_t blocks_of(const struct gap *g, uint32_t side)
{
    uint32_t longer = g->n_a > g->n_b ? g->n_a : g->n_b;
    return (longer + side - 1) / side;
}

/* Pairs looked at when blocks have this many sentences at most. In 64 bits: two texts of 100,000 sentences
** without an anchor would make 10^10. */
static uint64_t cells_with(const struct pairing *p, uint32_t side)
{
    uint64_t sum = 0;
    for (struct gap g = {0}; gap_next(p, &g);) {
        uint64_t k = blocks_of(&g, side);
        sum += (g.n_a / k + 1) * (g.n_b / k + 1) * k;
    }
    return sum;
}

/* Blocks are halved until all cells together fit max_pairs, so the time is bounded whatever the texts; what a
** cut parts cannot be linked across it. That is a loss only in gaps of more than MAX_BLOCK sentences or where
** very many gaps are long. */
enum status pairing_gaps(struct pairing *p, struct profiles *ps, const struct compare_settings *set)
{
    uint32_t side = MAX_BLOCK;
    enum status st = OK;
    arena *scratch = arena_new(arena_cap_bytes(p->ar));
    if (!scratch) return err_set(p->err, E_NOMEM, "no memory to align two texts");
    while (side > LEAST_BLOCK && cells_with(p, side) > set->max_pairs) side /= 2;
    /* What is chosen in a gap must not change where the next one begins: all are listed before. */
    struct gap *list = NULL;
    uint32_t n = 0;
    for (struct gap g = {0}; gap_next(p, &g);) n++;
    list = ARENA_NEW(p->ar, n, struct gap);
    if (!list) st = arena_why(p->ar, p->err);
    n = 0;
    for (struct gap g = {0}; !st && gap_next(p, &g);) list[n++] = g;
    for (uint32_t k = 0; k < n && !st; k++) {
        uint64_t blocks = blocks_of(&list[k], side);
        for (uint64_t b = 0; b < blocks && !st; b++) {
            struct gap g = list[k];
            uint32_t from_a = (uint32_t)(g.n_a * b / blocks), to_a = (uint32_t)(g.n_a * (b + 1) / blocks);
            uint32_t from_b = (uint32_t)(g.n_b * b / blocks), to_b = (uint32_t)(g.n_b * (b + 1) / blocks);
            g = (struct gap){g.from_a + from_a, to_a - from_a, g.from_b + from_b, to_b - from_b};
            if (g.n_a && g.n_b) st = solve(p, ps, &g, set->prob_link, scratch);
            arena_reset(scratch);
        }
    }
    arena_free(scratch);
    return st;
}
