/* Trains the model of a gap (src/compare/gaps.c) on labelled pairs and prints its table: `train_align FILE.jsonl...`.
** Weights of most likelihood with a quadratic penalty, found by Adam (Kingma and Ba 2015) from zero; nothing is random.
** First five times without one fold (by writer where the data have one, else by pair), to tell how well it does on
** what it has not seen: F1 over all links and over changed ones, for each file. */
#include "pairs.h"

#include "compare/align_parts.h"

#include <math.h>

enum { FOLDS = 5, ROUNDS = 250, MAX_FILES = 8 };
#define PENALTY 1.0
#define RATE 0.15

struct sample {
    struct gap gap;
    double *x;      /* [n_a * n_b * GAP_FEATURES] */
    bool *open;     /* [n_a * n_b] neither has gone elsewhere */
    uint32_t *gold; /* [n_a] sentence of b in the gap, or NO_MATE; in order */
};

struct text_pair {
    const struct eval_pair *pair;
    struct compare_text t[2]; /* old, new */
    bool swapped;             /* new comes first in compare_text_order */
    struct sample *sample;    /* [n_sample] */
    uint32_t n_sample, fold, file;
};

struct tally {
    uint64_t gold, found, right;
};

static double f1(const struct tally *t)
{
    return t->gold + t->found ? 2.0 * (double)t->right / (double)(t->gold + t->found) : 1;
}

static bool is_gold(const struct text_pair *tp, uint32_t a, uint32_t b)
{
    uint32_t older = tp->swapped ? b : a, newer = tp->swapped ? a : b;
    for (uint32_t k = 0; k < tp->pair->n_link; k++)
        if (tp->pair->link[k].older == older && tp->pair->link[k].newer == newer) return true;
    return false;
}

/* One link a sentence, all in order: of two that disagree the one with more words in common stays. */
static void order_gold(struct sample *s, const struct text_pair *tp)
{
    uint32_t n_b = s->gap.n_b;
    for (uint32_t u = 0; u < s->gap.n_a; u++) {
        double best = -1;
        s->gold[u] = NO_MATE;
        for (uint32_t v = 0; v < n_b; v++) {
            size_t z = (size_t)u * n_b + v;
            if (!s->open[z] || !is_gold(tp, s->gap.from_a + u, s->gap.from_b + v)) continue;
            if (s->x[z * GAP_FEATURES + GAP_KIN] > best) best = s->x[z * GAP_FEATURES + GAP_KIN], s->gold[u] = v;
        }
        for (uint32_t w = 0; w < u && s->gold[u] != NO_MATE; w++) {
            if (s->gold[w] == NO_MATE || s->gold[w] < s->gold[u]) continue;
            double other = s->x[((size_t)w * n_b + s->gold[w]) * GAP_FEATURES + GAP_KIN];
            s->gold[best > other ? w : u] = NO_MATE;
        }
    }
}

static enum status make_sample(struct sample *s, const struct text_pair *tp, struct pairing *p, struct profiles *ps, arena *ar)
{
    size_t cells = (size_t)s->gap.n_a * s->gap.n_b;
    s->x = ARENA_NEW(ar, cells * GAP_FEATURES, double);
    s->open = ARENA_NEW(ar, cells, bool);
    s->gold = ARENA_NEW(ar, s->gap.n_a, uint32_t);
    if (!s->x || !s->open || !s->gold) return arena_why(ar, p->err);
    for (uint32_t u = 0; u < s->gap.n_a; u++) {
        for (uint32_t v = 0; v < s->gap.n_b; v++) {
            size_t z = (size_t)u * s->gap.n_b + v;
            s->open[z] = p->mate_a[s->gap.from_a + u] == NO_MATE && p->mate_b[s->gap.from_b + v] == NO_MATE;
            enum status st = s->open[z] ? gap_features(s->x + z * GAP_FEATURES, p, ps, &s->gap, u, v) : OK;
            if (st) return st;
        }
    }
    order_gold(s, tp);
    return OK;
}

/* All that the aligner does before it comes to the gaps. */
static enum status make_samples(struct text_pair *tp, arena *ar, struct err *err)
{
    compare_vocab *v;
    struct pairing p;
    struct profiles ps;
    enum status st = compare_vocab_new(&v, NULL, ar, err);
    for (int s = 0; s < 2 && !st; s++) st = eval_text(&tp->t[s], v, &tp->pair->side[s], ar, err);
    if (st) return st;
    int order = compare_text_order(&tp->t[0], &tp->t[1]);
    tp->swapped = order > 0;
    if (!order) return OK;
    const struct compare_text *a = &tp->t[tp->swapped], *b = &tp->t[!tp->swapped];
    st = pairing_new(&p, a, b, ar, err);
    if (!st) st = profiles_new(&ps, a, b, ar, err);
    if (!st) st = pairing_verbatim(&p);
    if (!st) st = pairing_order(&p);
    if (!st) st = pairing_strays(&p, &ps, &compare_default_settings);
    for (struct gap g = {0}; !st && gap_next(&p, &g);) {
        struct sample *grown = arena_grow(ar, tp->sample, tp->n_sample, tp->n_sample + 1, sizeof *grown);
        if (!grown) return arena_why(ar, err);
        tp->sample = grown;
        grown[tp->n_sample] = (struct sample){.gap = g};
        st = make_sample(&grown[tp->n_sample++], tp, &p, &ps, ar);
    }
    return st;
}

/* ---- likelihood and its slope ---- */

/* The steps of the gold walk. */
static void gold_steps(double *slope, double *sum, const struct sample *s, const struct gap_model *m)
{
    enum { AT_LINK, AT_A, AT_B } at = AT_LINK;
    uint32_t u = 0, v = 0;
    for (uint32_t k = 0; k <= s->gap.n_a; k++) {
        if (k < s->gap.n_a && s->gold[k] == NO_MATE) continue;
        uint32_t to_v = k < s->gap.n_a ? s->gold[k] : s->gap.n_b;
        for (; u < k; u++) {
            int which = at == AT_LINK ? GAP_PASS : GAP_PASS_ON;
            slope[which]++, *sum += m->weight[which];
            at = AT_A;
        }
        for (; v < to_v; v++) {
            int which = at == AT_LINK ? GAP_PASS : at == AT_A ? GAP_PASS_OTHER : GAP_PASS_ON;
            slope[which]++, *sum += m->weight[which];
            at = AT_B;
        }
        at = AT_LINK;
        u = k + 1;
        v = to_v + 1;
    }
}

/* How often all walks together take each step. */
static void expect_steps(double *slope, const struct gap_tables *t, const struct gap_model *m, uint32_t n_a, uint32_t n_b)
{
    enum { LINK, PASS_A, PASS_B };
    size_t row = (size_t)n_b + 1;
    for (uint32_t u = 0; u <= n_a; u++) {
        for (uint32_t v = 0; v <= n_b; v++) {
            size_t z = u * row + v;
            double pass_a = u < n_a ? t->back[PASS_A][z + row] : -INFINITY,
                   pass_b = v < n_b ? t->back[PASS_B][z + 1] : -INFINITY;
            double from_link = t->ahead[LINK][z] - t->all, from_a = t->ahead[PASS_A][z] - t->all,
                   from_b = t->ahead[PASS_B][z] - t->all;
            slope[GAP_PASS] -= (exp(from_link + pass_a) + exp(from_link + pass_b)) * exp(m->weight[GAP_PASS]);
            slope[GAP_PASS_ON] -= (exp(from_a + pass_a) + exp(from_b + pass_b)) * exp(m->weight[GAP_PASS_ON]);
            slope[GAP_PASS_OTHER] -= exp(from_a + pass_b) * exp(m->weight[GAP_PASS_OTHER]);
        }
    }
}

static enum status add_slope(double *slope, double *likelihood, const struct sample *s, const struct gap_model *m,
                             arena *scratch, struct err *err)
{
    uint32_t n_a = s->gap.n_a, n_b = s->gap.n_b;
    struct gap_tables t;
    double *score = ARENA_NEW(scratch, (size_t)n_a * n_b, double), gold = 0;
    enum status st = score ? gap_tables_new(&t, n_a, n_b, scratch, err) : arena_why(scratch, err);
    if (st) return st;
    for (size_t z = 0; z < (size_t)n_a * n_b; z++) {
        score[z] = s->open[z] ? 0 : -INFINITY;
        for (int f = 0; f < GAP_FEATURES; f++) score[z] += m->weight[f] * s->x[z * GAP_FEATURES + (size_t)f];
    }
    t.score = score;
    gap_run(&t, m, n_a, n_b);
    gold_steps(slope, &gold, s, m);
    for (uint32_t u = 0; u < n_a; u++) {
        for (uint32_t v = 0; v < n_b; v++) {
            size_t z = (size_t)u * n_b + v;
            bool linked = s->gold[u] == v;
            if (linked) gold += score[z];
            for (int f = 0; f < GAP_FEATURES; f++)
                slope[f] += ((linked ? 1 : 0) - t.prob[z]) * s->x[z * GAP_FEATURES + (size_t)f];
        }
    }
    expect_steps(slope, &t, m, n_a, n_b);
    *likelihood += gold - t.all;
    return OK;
}

/* Train on all pairs but those of one fold (FOLDS: on all). */
static enum status train(struct gap_model *m, double *likelihood, const struct text_pair *tp, uint32_t n, uint32_t without,
                         struct err *err)
{
    double first[GAP_WEIGHTS] = {0}, second[GAP_WEIGHTS] = {0};
    arena *scratch = arena_new(0);
    enum status st = scratch ? OK : err_set(err, E_NOMEM, "no memory to train");
    *m = (struct gap_model){0};
    for (int round = 1; round <= ROUNDS && !st; round++) {
        double slope[GAP_WEIGHTS] = {0};
        *likelihood = 0;
        for (uint32_t i = 0; i < n; i++) {
            if (tp[i].fold == without) continue;
            for (uint32_t k = 0; k < tp[i].n_sample && !st; k++)
                st = add_slope(slope, likelihood, &tp[i].sample[k], m, scratch, err), arena_reset(scratch);
        }
        double late = (double)(ROUNDS - round) / (ROUNDS * 0.4), rate = RATE * (late > 1 ? 1 : late + 0.02);
        for (int k = 0; k < GAP_WEIGHTS; k++) {
            double *w = &m->weight[k], g = slope[k] - PENALTY * *w;
            first[k] = 0.9 * first[k] + 0.1 * g;
            second[k] = 0.99 * second[k] + 0.01 * g * g;
            *w += rate * first[k] / (1 - pow(0.9, round)) / (sqrt(second[k] / (1 - pow(0.99, round))) + 1e-8);
        }
    }
    arena_free(scratch);
    return st;
}

/* ---- how well it does ---- */

static enum status measure(struct tally *all, struct tally *changed, const struct text_pair *tp, const struct gap_model *m,
                           struct err *err)
{
    struct compare_alignment al;
    arena *ar = arena_new(0);
    if (!ar) return err_set(err, E_NOMEM, "no memory to align");
    enum status st = align_by_model(&al, &tp->t[0], &tp->t[1], &compare_default_settings, m, ar, err);
    const struct compare_text *old = &tp->t[0], *new = &tp->t[1];
    for (uint32_t k = 0; k < tp->pair->n_link; k++) {
        all->gold++;
        changed->gold += old->wording[tp->pair->link[k].older] != new->wording[tp->pair->link[k].newer];
    }
    for (uint32_t k = 0; !st && k < al.n_link; k++) {
        uint32_t i = al.link[k].older, j = al.link[k].newer;
        bool right = is_gold(tp, tp->swapped ? j : i, tp->swapped ? i : j);
        all->found++;
        all->right += right;
        changed->found += !al.link[k].same_wording;
        changed->right += right && !al.link[k].same_wording;
    }
    arena_free(ar);
    return st;
}

static void print_model(const struct gap_model *m)
{
    static const char *const names[GAP_WEIGHTS] = {"GAP_BIAS",      "GAP_KIN",     "GAP_COMMON",     "GAP_LENGTH",
                                                   "GAP_LETTERS",   "GAP_SHORTER", "GAP_FROM_START", "GAP_FROM_END",
                                                   "GAP_PARAGRAPH", "GAP_PASS",    "GAP_PASS_ON",    "GAP_PASS_OTHER"};
    for (int k = 0; k < GAP_WEIGHTS; k++) printf("[%s] = %.3f,\n", names[k], m->weight[k]);
}

static uint32_t fold_of(const struct eval_pair *p)
{
    const json_t *writer = json_object_get(p->object, "writer");
    uint64_t key = writer ? (uint64_t)json_integer_value(writer) : hash64(str_of(p->id));
    return (uint32_t)(hash64_mix(key, 1) % FOLDS);
}

static enum status cross_validate(const struct text_pair *tp, uint32_t n, uint32_t n_file, struct err *err)
{
    struct tally all[MAX_FILES] = {{0}}, changed[MAX_FILES] = {{0}};
    enum status st = OK;
    for (uint32_t fold = 0; fold < FOLDS && !st; fold++) {
        struct gap_model m;
        double likelihood;
        st = train(&m, &likelihood, tp, n, fold, err);
        for (uint32_t i = 0; i < n && !st; i++)
            if (tp[i].fold == fold) st = measure(&all[tp[i].file], &changed[tp[i].file], &tp[i], &m, err);
    }
    for (uint32_t f = 0; f < n_file && !st; f++)
        printf("# file %u, unseen folds: all_f1 %.4f changed_f1 %.4f\n", f + 1, f1(&all[f]), f1(&changed[f]));
    return st;
}

int main(int argc, char **argv)
{
    struct err err = {0};
    arena *ar = arena_new((size_t)8 << 30);
    struct text_pair *tp = NULL;
    uint32_t n = 0;
    enum status st = ar ? OK : E_NOMEM;
    if (argc < 2 || argc > MAX_FILES + 1) {
        fprintf(stderr, "usage: train_align FILE.jsonl...\n");
        return 2;
    }
    for (int a = 1; a < argc && !st; a++) {
        struct eval_pair *pair;
        uint32_t more;
        st = eval_read(&pair, &more, argv[a], ar, &err);
        if (st) break;
        tp = arena_grow(ar, tp, n, (size_t)n + more, sizeof *tp);
        for (uint32_t i = 0; i < more && tp && !st; i++, n++) {
            tp[n] = (struct text_pair){.pair = &pair[i], .fold = fold_of(&pair[i]), .file = (uint32_t)a - 1};
            st = make_samples(&tp[n], ar, &err);
        }
    }
    struct gap_model m;
    double likelihood = 0;
    if (!st) st = cross_validate(tp, n, (uint32_t)argc - 1, &err);
    if (!st) st = train(&m, &likelihood, tp, n, FOLDS, &err);
    for (uint32_t i = 0; i < n; i++) json_decref(tp[i].pair->object);
    if (st) {
        fprintf(stderr, "train_align: %s\n", err.msg);
        return 3;
    }
    printf("# log likelihood %.2f\n", likelihood);
    print_model(&m);
    arena_free(ar);
    return 0;
}
