/* Running: a group of sentences side by side, so that each weight that is fetched serves many words.
**
** Sentences stand in falling order of length; at step t of an LSTM the first count(t) of them still go on. Everything
** about one word is computed from its own sentence alone, by whole numbers or in a fixed order, so grouping changes no bit. */
#include "language/network.h"

#include "language/features.h"
#include "language/tree.h"
#include "language/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CACHE_WORDS 4096u           /* inputs of forms that were met, by their fingerprint */
#define WHOLE_COLUMNS ((size_t)512) /* of a head's layer at most */
#define SCRATCH_BYTES ((size_t)40 << 20)
#define SCRATCH_STEP ((size_t)256 << 10) /* scratch grows by whole steps, so that a slightly longer sentence is no reason to */

struct network_run {
    const struct network *net;
    arena *ar;            /* for one group; what it needs lies in its first block, which an arena keeps */
    size_t ready_bytes;   /* of that block */
    uint64_t *cache_key;  /* [CACHE_WORDS] */
    int16_t *cache_input; /* [CACHE_WORDS][dim_vector + dim_row] */
    bool *cache_full;     /* [CACHE_WORDS] */
};

/* One face for all that can be missing: each array may be NULL when the freeing function gets them. */
enum status network_run_new(struct network_run **out, const struct network *net, struct err *err)
{
    size_t width = net->shape.dim_vector + net->shape.dim_row;
    *out = NULL;
    struct network_run *run = calloc(1, sizeof *run);
    if (run) {
        run->net = net;
        run->ar = arena_new(SCRATCH_BYTES);
        run->cache_key = calloc(CACHE_WORDS, sizeof *run->cache_key);
        run->cache_input = calloc(CACHE_WORDS * width, sizeof *run->cache_input);
        run->cache_full = calloc(CACHE_WORDS, sizeof *run->cache_full);
    }
    if (!run || !run->ar || !run->cache_key || !run->cache_input || !run->cache_full) {
        network_run_free(run);
        return err_set(err, E_NOMEM, "no memory for a parser");
    }
    *out = run;
    return OK;
}

void network_run_free(struct network_run *run)
{
    if (!run) return;
    arena_free(run->ar);
    free(run->cache_key);
    free(run->cache_input);
    free(run->cache_full);
    free(run);
}

/* ---- scratch ---- */

static size_t larger(size_t a, size_t b) { return a > b ? a : b; }

/* What network_parse takes for a group at most: the pieces of its functions in the order in which they are taken.
** This must follow every taking below: what is added to a function and not here still works, but then comes from the system
** while parsing. */
static size_t scratch_bytes(const struct network *net, const struct network_sentence *longest, uint32_t n, size_t rows)
{
    const struct network_shape *s = &net->shape;
    size_t in = (size_t)s->dim_vector + s->dim_row;
    size_t wide = larger(in, 2 * (size_t)s->hidden);
    size_t len = longest->n;
    size_t k = s->dim_arc;
    size_t group = n * sizeof(uint32_t) + 2 * rows * wide * sizeof(int16_t);
    size_t lstm = n * ((wide + s->hidden) * sizeof(int16_t) + 5 * (size_t)s->hidden * sizeof(float));
    size_t top = len * ((net->head[NETWORK_TOP].n + 1) * sizeof(float) + WHOLE_COLUMNS * sizeof(int16_t));
    size_t classes = len * larger(s->n_tag, s->n_script) * sizeof(float);
    size_t arcs = (len * (len + 1) + (2 * len + 1) * k) * sizeof(float);
    size_t relate = (len * s->n_rel + s->dim_rel) * sizeof(float);
    size_t one = top + larger(classes, arcs + larger(relate, language_tree_bytes(longest->n)));
    const size_t rounding = 16 * 64; /* of an arena, for more pieces than there are */
    return group + larger(lstm, one) + rounding;
}

/* Empty scratch with room for so much in its first block: later takings are pointers moved, nothing comes from the system or goes
** back to it. The old scratch stays where there is none. */
static enum status make_ready(struct network_run *run, size_t bytes, struct err *err)
{
    arena_reset(run->ar);
    if (bytes <= run->ready_bytes) return OK;
    bytes = (bytes + SCRATCH_STEP - 1) / SCRATCH_STEP * SCRATCH_STEP;
    arena *ar = arena_new(SCRATCH_BYTES);
    if (!ar) return err_set(err, E_NOMEM, "no memory for a parser");
    if (!arena_raw(ar, bytes, 1)) {
        enum status status = arena_why(ar, err);
        arena_free(ar);
        return status;
    }
    arena_reset(ar);
    arena_free(run->ar);
    run->ar = ar;
    run->ready_bytes = bytes;
    return OK;
}

/* ---- words ---- */

/* Rows are whole numbers of 8 bits with one scale each; factor is the weight of the feature. */
static void add_row(float *x, const struct network_table *t, uint32_t row, float factor)
{
    float worth = t->scale[row] * factor;
    const int8_t *part = t->row + (size_t)row * t->dim;
    for (uint32_t i = 0; i < t->dim; i++) x[i] += worth * (float)part[i];
}

/* The input of a form: its word vector, then the rows of its features; runs of characters count together as one over the square root
** of their number.
** A form without a vector leaves that part zero: the rows of its spelling speak alone. Unknown features are left out, and
** do not count in the root either. What exceeds the range of an input is held at its end, since input_worth was fixed by
** the model and is the same for all words. */
static void look_at(int16_t *out, const struct network *net, str form)
{
    float x[512] = {0};
    struct features f;
    features_of(&f, form);
    uint32_t vector = network_find(&net->vector.keys, f.word);
    if (vector != UINT32_MAX) add_row(x, &net->vector, vector, 1.0f);
    float *rows = x + net->shape.dim_vector;
    uint32_t run[FEATURES_MAX];
    uint32_t n_run = 0;
    for (uint32_t k = 0; k < f.n; k++) {
        uint32_t row = f.key[k] ? network_find(&net->row.keys, f.key[k]) : UINT32_MAX;
        if (row == UINT32_MAX) continue;
        if (k < FEATURES_SINGLE)
            add_row(rows, &net->row, row, 1.0f);
        else
            run[n_run++] = row;
    }
    for (uint32_t k = 0; k < n_run; k++) add_row(rows, &net->row, run[k], 1.0f / sqrtf((float)n_run));
    float factor = 1.0f / net->shape.input_worth;
    for (uint32_t i = 0; i < net->shape.dim_vector + net->shape.dim_row; i++) {
        float whole = x[i] * factor;
        whole = whole > (float)KERNEL_MAX_INPUT ? (float)KERNEL_MAX_INPUT : whole;
        whole = whole < -(float)KERNEL_MAX_INPUT ? -(float)KERNEL_MAX_INPUT : whole;
        out[i] = (int16_t)lrintf(whole);
    }
}

/* A word's input depends on its form alone, and a few thousand forms make most of a text. Each place of the cache holds the
** last form that fell on it; keys are compared by their 64 bits, not by the form. The answer is good until the next call. */
static const int16_t *input_of(struct network_run *run, str form)
{
    uint64_t key = hash64(form);
    size_t at = key % CACHE_WORDS;
    int16_t *input = run->cache_input + at * (run->net->shape.dim_vector + run->net->shape.dim_row);
    if (run->cache_full[at] && run->cache_key[at] == key) return input;
    run->cache_full[at] = true;
    run->cache_key[at] = key;
    look_at(input, run->net, form);
    return input;
}

/* ---- layers ---- */

struct group {
    struct network_sentence *sentence; /* [n] falling length */
    uint32_t n, rows;
    uint32_t *start; /* [n] first row of each, in arrays over all words */
};

/* One LSTM one way: x [rows][in] to y [rows][2 hidden], its half of the columns.
** All sentences of the group go one step at a time, so that one product reads the weights once for all of them. They stand
** by falling length: those that are through drop off at the end, and the rest is always the front. way 1 reads from the
** last word. a: [n][in + h], input and last output side by side, one row a sentence; its output half is zero at first. */
static bool run_lstm(struct network_run *run, const struct group *g, int16_t *y, const int16_t *x, uint32_t in, uint32_t layer,
                     int way)
{
    const struct network *net = run->net;
    uint32_t h = net->shape.hidden;
    uint32_t width = in + h;
    struct arena_mark mark = arena_here(run->ar);
    int16_t *a = arena_alloc(run->ar, (size_t)g->n * width, sizeof *a);
    float *gate = arena_raw(run->ar, (size_t)g->n * 4 * h, sizeof *gate);
    float *cell = arena_alloc(run->ar, (size_t)g->n * h, sizeof *cell);
    if (!a || !gate || !cell) return false;
    uint32_t going = g->n;
    for (uint32_t t = 0; t < g->sentence[0].n; t++) {
        while (g->sentence[going - 1].n <= t) going--;
        for (uint32_t i = 0; i < going; i++) {
            size_t row = g->start[i] + (way ? g->sentence[i].n - 1 - t : t);
            memcpy(a + (size_t)i * width, x + row * in, in * sizeof *a);
        }
        net->kernel->product(gate, 4 * (size_t)h, a, width, NULL, going, &net->lstm[layer][way]);
        for (uint32_t i = 0; i < going; i++) {
            size_t row = g->start[i] + (way ? g->sentence[i].n - 1 - t : t);
            net->kernel->cells(a + (size_t)i * width + in, cell + (size_t)i * h, gate + (size_t)i * 4 * h, h);
            memcpy(y + row * 2 * h + (size_t)way * h, a + (size_t)i * width + in, h * sizeof *y);
        }
    }
    arena_back(run->ar, mark);
    return true;
}

/* ---- heads ---- */

/* One sentence under its heads.
** top holds what the heads read, computed for all words in one product: columns of word and head for arcs, of word and head
** for relations, then of tags, then of scripts. */
struct under {
    struct network_run *run;
    struct network_sentence *s;
    float *top; /* [n][columns] */
    uint32_t columns;
    int16_t *whole; /* [n][WHOLE_COLUMNS] room for a part of top, bent and rounded */
    float *worth;   /* [n] */
};

/* Bend columns [from, from + width) and round them row by row. */
static void bend_part(struct under *u, uint32_t from, uint32_t width)
{
    for (uint32_t i = 0; i < u->s->n; i++) {
        float *x = u->top + (size_t)i * u->columns + from;
        u->worth[i] = u->run->net->kernel->bend_round(u->whole + (size_t)i * width, x, width);
    }
}

/* Scores of a class head over its columns of top, [n][classes]; NULL when the arena is full. */
static float *class_scores(struct under *u, uint32_t from, enum network_matrix m)
{
    const struct kernel_matrix *w = &u->run->net->head[m];
    float *score = arena_raw(u->run->ar, (size_t)u->s->n * w->n, sizeof *score);
    if (!score) return NULL;
    bend_part(u, from, w->depth);
    u->run->net->kernel->product(score, w->n, u->whole, w->depth, u->worth, u->s->n, w);
    return score;
}

/* prob_tag is read before anything changes the row; the scores themselves are dropped at once. */
static bool tag(struct under *u, uint32_t from)
{
    const struct kernel *kernel = u->run->net->kernel;
    uint32_t n = u->run->net->head[NETWORK_TAG].n;
    struct arena_mark mark = arena_here(u->run->ar);
    float *score = class_scores(u, from, NETWORK_TAG);
    for (uint32_t i = 0; score && i < u->s->n; i++) {
        const float *row = score + (size_t)i * n;
        u->s->tag[i] = kernel->highest(row, n);
        u->s->prob_tag[i] = kernel->share(row, n, u->s->tag[i]);
    }
    arena_back(u->run->ar, mark);
    return score != NULL;
}

/* The likeliest lemma scripts of each word; a network with fewer repeats the last. */
static bool script(struct under *u, uint32_t from)
{
    uint32_t n = u->run->net->head[NETWORK_SCRIPT].n;
    struct arena_mark mark = arena_here(u->run->ar);
    float *score = class_scores(u, from, NETWORK_SCRIPT);
    for (uint32_t i = 0; score && i < u->s->n; i++) {
        float *row = score + (size_t)i * n;
        for (uint32_t k = 0; k < NETWORK_SCRIPTS; k++) {
            uint32_t best = u->run->net->kernel->highest(row, n);
            u->s->script[i][k] = k && row[best] == -INFINITY ? u->s->script[i][k - 1] : best;
            row[best] = -INFINITY;
        }
    }
    arena_back(u->run->ar, mark);
    return score != NULL;
}

/* Scores of all arcs, [n][n + 1]: rows of the product against all heads, turned so that the inner loop runs over heads.
** Column 0 is the root, which has a learned vector in the place of a word's. Bending both parts matters for its effect on
** top: those of the heads are then read as floats, and only the words, bent last, stay in u->whole as whole numbers for the
** product. Heads are so never
** rounded. */
static float *arc_scores(struct under *u)
{
    const struct network *net = u->run->net;
    const struct kernel_matrix *w = &net->head[NETWORK_ARC];
    uint32_t k = w->depth;
    uint32_t n = u->s->n;
    float *score = arena_alloc(u->run->ar, (size_t)n * (n + 1), sizeof *score);
    float *word = arena_raw(u->run->ar, (size_t)n * k, sizeof *word);
    float *head = arena_raw(u->run->ar, (size_t)(n + 1) * k, sizeof *head);
    if (!score || !word || !head) return NULL;
    bend_part(u, k, k);
    bend_part(u, 0, k);
    net->kernel->product(word, k, u->whole, k, u->worth, n, w);
    for (uint32_t d = 0; d < k; d++) {
        head[(size_t)d * (n + 1)] = net->arc_root[d];
        for (uint32_t j = 0; j < n; j++) head[(size_t)d * (n + 1) + j + 1] = u->top[(size_t)j * u->columns + k + d];
    }
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t d = 0; d < k; d++)
            net->kernel->add_scaled(score + (size_t)i * (n + 1), word[(size_t)i * k + d], head + (size_t)d * (n + 1), n + 1);
    return score;
}

/* Relations come after the tree, one for each word and its head: scores of all pairs would cost the square of the length
** times the relations. Only the word at the root may have the relation of the root, so it is barred from the others;
** prob_head is the share of the relation, times the share of the arc among all heads but the word itself. */
static bool relate(struct under *u, float *arc)
{
    const struct network *net = u->run->net;
    const struct kernel_matrix *w = &net->head[NETWORK_REL];
    uint32_t k = w->depth;
    uint32_t at = 2 * net->shape.dim_arc;
    struct network_sentence *s = u->s;
    float *score = arena_raw(u->run->ar, (size_t)s->n * w->n, sizeof *score);
    float *x = arena_raw(u->run->ar, k, sizeof *x);
    if (!score || !x) return false;
    for (uint32_t i = 0; i < s->n; i++) {
        const float *word = u->top + (size_t)i * u->columns + at;
        const float *head = s->head[i] ? u->top + (size_t)(s->head[i] - 1) * u->columns + at + k : net->rel_root;
        for (uint32_t d = 0; d < k; d++) x[d] = word[d] + head[d];
        u->worth[i] = net->kernel->bend_round(u->whole + (size_t)i * k, x, k);
    }
    net->kernel->product(score, w->n, u->whole, k, u->worth, s->n, w);
    for (uint32_t i = 0; i < s->n; i++) {
        float *row = score + (size_t)i * w->n;
        float p = net->kernel->share(row, w->n, net->rel_of_root);
        uint32_t best = net->rel_of_root;
        if (s->head[i]) {
            row[net->rel_of_root] = -INFINITY;
            best = net->kernel->highest(row, w->n);
            p = net->kernel->share(row, w->n, best);
        }
        s->rel[i] = best;
        float *arcs = arc + (size_t)i * (s->n + 1);
        arcs[i + 1] = -INFINITY;
        s->prob_head[i] = p * net->kernel->share(arcs, s->n + 1, s->head[i]);
    }
    return true;
}

/* The heads of one sentence. Tags and scripts look at their own columns only; relations need the tree, and the tree the
** scores of arcs. */
static enum status parse_one(struct network_run *run, struct network_sentence *s, const int16_t *y, struct err *err)
{
    const struct network *net = run->net;
    const struct network_shape *shape = &net->shape;
    struct under u = {.run = run, .s = s, .columns = net->head[NETWORK_TOP].n};
    u.top = arena_raw(run->ar, (size_t)s->n * u.columns, sizeof *u.top);
    u.whole = arena_raw(run->ar, (size_t)s->n * WHOLE_COLUMNS, sizeof *u.whole);
    u.worth = arena_raw(run->ar, s->n, sizeof *u.worth);
    if (!u.top || !u.whole || !u.worth) return arena_why(run->ar, err);
    net->kernel->product(u.top, u.columns, y, 2 * (size_t)shape->hidden, NULL, s->n, &net->head[NETWORK_TOP]);
    uint32_t tags = 2 * shape->dim_arc + 2 * shape->dim_rel;
    if (!tag(&u, tags) || !script(&u, tags + shape->dim_tag)) return arena_why(run->ar, err);
    float *arc = arc_scores(&u);
    if (!arc) return arena_why(run->ar, err);
    enum status status = language_tree_of(s->head, arc, s->n, run->ar, err);
    if (status) return status;
    return relate(&u, arc) ? OK : arena_why(run->ar, err);
}

/* x and y change places after each layer, so both have room for the wider of input and output. Sentences must stand by
** falling length, as run_lstm and scratch_bytes rely on it: the first is the longest. */
enum status network_parse(struct network_run *run, struct network_sentence *sentence, uint32_t n, struct err *err)
{
    const struct network_shape *shape = &run->net->shape;
    uint32_t in = shape->dim_vector + shape->dim_row;
    uint32_t h = shape->hidden;
    struct group g = {.sentence = sentence, .n = n};
    if (!n) return OK;
    for (uint32_t i = 0; i < n; i++) g.rows += sentence[i].n;
    enum status status = make_ready(run, scratch_bytes(run->net, sentence, n, g.rows), err);
    if (status) return status;
    g.start = arena_alloc(run->ar, n, sizeof *g.start);
    if (!g.start) return arena_why(run->ar, err);
    for (uint32_t i = 1; i < n; i++) g.start[i] = g.start[i - 1] + sentence[i - 1].n;
    int16_t *x = arena_raw(run->ar, (size_t)g.rows * (in > 2 * h ? in : 2 * h), sizeof *x);
    int16_t *y = arena_raw(run->ar, (size_t)g.rows * (in > 2 * h ? in : 2 * h), sizeof *y);
    if (!x || !y) return arena_why(run->ar, err);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t w = 0; w < sentence[i].n; w++)
            memcpy(x + (size_t)(g.start[i] + w) * in, input_of(run, sentence[i].form[w]), in * sizeof *x);
    for (uint32_t l = 0; l < shape->layers; l++) {
        for (int way = 0; way < 2; way++)
            if (!run_lstm(run, &g, y, x, l ? 2 * h : in, l, way)) return arena_why(run->ar, err);
        int16_t *swap = x;
        x = y;
        y = swap;
    }
    for (uint32_t i = 0; i < n; i++) {
        struct arena_mark mark = arena_here(run->ar);
        status = parse_one(run, &sentence[i], x + (size_t)g.start[i] * 2 * h, err);
        if (status) return status;
        arena_back(run->ar, mark);
    }
    return OK;
}
