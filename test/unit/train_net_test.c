/* The trainer of the parser: its products, its gradients beside differences of the loss, that it learns, and that what it exports
** says in whole numbers what it said in floats. */
#include "data.h"
#include "export.h"
#include "language/network.h"

#include <math.h>

#include "base/random.h"
#include "model_help.h"
#include "temp.h"
#include "test.h"

static float any(uint64_t *seed, float least, float most)
{
    return least + (most - least) * (float)(random_next(seed) >> 40) * 0x1p-24f;
}

/* ---- products ---- */

/* Both forms against a plain triple loop in doubles; C has gaps between its rows, which must stay. */
static bool product_agrees(size_t m, size_t n, size_t k, uint32_t manner, float *scratch, uint64_t *seed)
{
    bool turn_a = manner & 1, turn_b = manner & 2, add = manner & 4;
    size_t ld_a = (turn_a ? m : k) + random_below(seed, 3), ld_b = (turn_b ? k : n) + random_below(seed, 3);
    size_t ld_c = n + random_below(seed, 3), size_a = (turn_a ? k : m) * ld_a, size_b = (turn_b ? n : k) * ld_b;
    float *a = malloc((size_a + 1) * sizeof *a), *b = malloc((size_b + 1) * sizeof *b);
    float *c[2] = {malloc((m * ld_c + 1) * sizeof(float)), malloc((m * ld_c + 1) * sizeof(float))};
    float *packed = aligned_alloc(64, (matrix_packed_floats(n, k) * sizeof *packed + 64) / 64 * 64);
    for (size_t i = 0; i < size_a; i++) a[i] = any(seed, -1, 1);
    for (size_t i = 0; i < size_b; i++) b[i] = any(seed, -1, 1);
    for (size_t i = 0; i <= m * ld_c; i++) c[0][i] = c[1][i] = 3;
    struct matrix A = {a, ld_a, turn_a}, B = {b, ld_b, turn_b};
    matrix_multiply(c[0], ld_c, A, B, m, n, k, add, scratch);
    matrix_pack(packed, B, n, k);
    matrix_multiply_packed(c[1], ld_c, A, packed, m, n, k, add, scratch);
    bool good = c[0][m * ld_c] == 3 && c[1][m * ld_c] == 3;
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < ld_c; j++) {
            double want = j >= n || add ? 3 : 0;
            for (size_t d = 0; j < n && d < k; d++)
                want += (double)a[turn_a ? d * ld_a + i : i * ld_a + d] * (double)b[turn_b ? j * ld_b + d : d * ld_b + j];
            double off = 2e-7 * (1 + (double)k) * (j < n); /* sums of floats: some last bits of about sqrt(k) for each step */
            good = good && fabs((double)c[0][i * ld_c + j] - want) <= off && fabs((double)c[1][i * ld_c + j] - want) <= off;
        }
    free(a);
    free(b);
    free(c[0]);
    free(c[1]);
    free(packed);
    return good;
}

TEST(products_are_those_of_a_plain_loop)
{
    uint64_t seed = 1;
    float *scratch = aligned_alloc(64, MATRIX_SCRATCH_FLOATS * sizeof *scratch);
    for (uint32_t round = 0; round < 400; round++) {
        size_t m = 1 + random_below(&seed, 40), n = 1 + random_below(&seed, 40), k = random_below(&seed, 40);
        CHECK_MSG(product_agrees(m, n, k, round % 8, scratch, &seed), "%zu x %zu x %zu, manner %u", m, n, k, round % 8);
    }
    /* Beyond one block of each side. */
    static const size_t large[][3] = {{145, 17, 257},  {300, 33, 256}, {1, 2049, 3}, {7, 2048, 300},
                                      {289, 100, 513}, {0, 5, 5},      {5, 0, 5}};
    for (uint32_t i = 0; i < ARRAY_LEN(large); i++)
        for (uint32_t manner = 0; manner < 8; manner++)
            CHECK_MSG(product_agrees(large[i][0], large[i][1], large[i][2], manner, scratch, &seed), "large %u, manner %u", i,
                      manner);
    free(scratch);
}

/* ---- a tiny network ---- */

enum { TYPES = 6, ROWS = 20, VECTORS = 5, SENTENCES = 3, LONGEST = 6 };

struct tiny {
    struct net net;
    struct net_work work;
    struct net_type type[TYPES];
    uint32_t row[TYPES][5];
    uint32_t number[5][SENTENCES][LONGEST]; /* types, heads, relations, tags, scripts */
    struct net_sentence sentence[SENTENCES];
    float vector[VECTORS * 8];
    float *theta, *gradient, *spare; /* [total] each */
};

static const struct net_shape tiny_shape = {.n_row = ROWS,
                                            .dim_row = 8,
                                            .n_vector = VECTORS,
                                            .dim_vector = 8,
                                            .layers = 2,
                                            .hidden = 16,
                                            .dim_arc = 16,
                                            .dim_rel = 14,
                                            .dim_tag = 12,
                                            .dim_lemma = 10,
                                            .n_rel = 5,
                                            .n_tag = 7,
                                            .n_script = 6};

/* Sentences of 6, 4 and 1 words with random answers, a tree or not; some words have no known head, tag or script. */
static void make_sentences(struct tiny *t, uint64_t *seed)
{
    static const uint32_t length[SENTENCES] = {LONGEST, 4, 1};
    for (uint32_t b = 0; b < SENTENCES; b++) {
        for (uint32_t i = 0; i < length[b]; i++) {
            uint32_t *head = &t->number[1][b][i];
            t->number[0][b][i] = random_below(seed, TYPES);
            do *head = random_below(seed, length[b] + 1);
            while (*head == i + 1);
            t->number[2][b][i] = random_below(seed, tiny_shape.n_rel);
            t->number[3][b][i] = random_below(seed, tiny_shape.n_tag);
            t->number[4][b][i] = random_below(seed, tiny_shape.n_script);
        }
        t->sentence[b] = (struct net_sentence){.n = length[b],
                                               .type = t->number[0][b],
                                               .head = t->number[1][b],
                                               .rel = t->number[2][b],
                                               .tag = t->number[3][b],
                                               .script = t->number[4][b],
                                               .weight = b == 1 ? 0.5f : 1};
    }
    t->number[1][0][2] = t->number[3][0][3] = t->number[4][1][0] = NET_NO_CLASS;
}

static bool make_tiny(struct tiny *t, uint64_t seed)
{
    *t = (struct tiny){.net = {.shape = tiny_shape}};
    net_layout_of(&t->net.at, &tiny_shape);
    t->theta = calloc(t->net.at.total, sizeof *t->theta);
    t->gradient = calloc(t->net.at.total, sizeof *t->gradient);
    t->spare = calloc(t->net.at.total, sizeof *t->spare);
    if (!t->theta || !t->gradient || !t->spare || !net_work_new(&t->work, (size_t)1 << 24)) return false;
    net_init(t->theta, &tiny_shape, &t->net.at, &seed);
    for (size_t i = 0; i < t->net.at.total; i++) t->theta[i] += any(&seed, -0.2f, 0.2f);
    for (uint32_t i = 8; i < VECTORS * 8; i++) t->vector[i] = any(&seed, -0.5f, 0.5f);
    for (uint32_t i = 0; i < TYPES; i++) {
        for (uint32_t k = 0; k < 5; k++) t->row[i][k] = random_below(&seed, ROWS);
        t->type[i] = (struct net_type){.row = t->row[i],
                                       .n_row = 5 - i % 2 * 2, /* some without runs of characters */
                                       .n_single = 3,
                                       .word_row = i == 3 ? NET_NO_CLASS : t->row[i][0],
                                       .word_count = i,
                                       .vector = i % VECTORS};
    }
    make_sentences(t, &seed);
    t->net.theta = t->theta;
    t->net.vector = t->vector;
    t->net.type = t->type;
    return true;
}

static void free_tiny(struct tiny *t)
{
    net_work_free(&t->work);
    free(t->theta);
    free(t->gradient);
    free(t->spare);
}

static double loss_of(struct tiny *t, struct net_drop drop, float *gradient)
{
    struct net_loss l = {0};
    bool done = net_batch(&l, gradient, NULL, &t->net, t->sentence, SENTENCES, drop, 7, &t->work);
    return done ? l.arc + l.rel + l.tag + l.script : NAN;
}

/* ---- gradients ---- */

struct tensor {
    const char *name;
    size_t at, n;
};

static size_t tensors_of(struct tensor *out, const struct net_shape *s, const struct net_layout *at)
{
    size_t h = s->hidden, in = s->dim_vector + s->dim_row, n = 0;
    for (uint32_t l = 0; l < s->layers; l++)
        for (int d = 0; d < 2; d++) {
            out[n++] = (struct tensor){"wx", at->wx[l][d], (l ? 2 * h : in) * 4 * h};
            out[n++] = (struct tensor){"wh", at->wh[l][d], h * 4 * h};
            out[n++] = (struct tensor){"bias", at->bias[l][d], 4 * h};
        }
    const struct tensor rest[] = {{"row", at->row, (size_t)s->n_row * s->dim_row},
                                  {"top", at->top, 2 * h * net_columns(s)},
                                  {"top_bias", at->top_bias, net_columns(s)},
                                  {"arc", at->arc, (size_t)s->dim_arc * s->dim_arc},
                                  {"arc_bias", at->arc_bias, s->dim_arc},
                                  {"arc_root", at->arc_root, s->dim_arc},
                                  {"rel_root", at->rel_root, s->dim_rel},
                                  {"rel", at->rel, (size_t)s->dim_rel * s->n_rel},
                                  {"rel_bias", at->rel_bias, s->n_rel},
                                  {"tag", at->tag, (size_t)s->dim_tag * s->n_tag},
                                  {"tag_bias", at->tag_bias, s->n_tag},
                                  {"script", at->script, (size_t)s->dim_lemma * s->n_script},
                                  {"script_bias", at->script_bias, s->n_script}};
    for (size_t i = 0; i < ARRAY_LEN(rest); i++) out[n++] = rest[i];
    return n;
}

/* Tensors lie one behind the other, none over another, all within the total. */
TEST(the_layout_has_no_overlaps)
{
    struct net_layout at;
    struct tensor all[32];
    net_layout_of(&at, &tiny_shape);
    size_t n = tensors_of(all, &tiny_shape, &at), sum = 0;
    bool *taken = calloc(at.total, sizeof *taken), twice = false;
    for (size_t p = 0; p < n; p++)
        for (size_t i = 0; i < all[p].n; i++, sum++) {
            twice = twice || all[p].at + i >= at.total || taken[all[p].at + i];
            if (all[p].at + i < at.total) taken[all[p].at + i] = true;
        }
    free(taken);
    CHECK(!twice && sum <= at.total && at.total < sum + 16 * n);
}

/* Central differences along random directions within each tensor: sums of many partial derivatives at once, so that the rounding of
** the loss, about 1e-6, is small beside what is measured. The curves and the bends make differences err by some parts in a hundred
** where a direction crosses a bend, so the worst of several directions is held against a loose bound and their mean against a tight one. */
static bool gradient_fits(struct tiny *t, struct net_drop drop, struct tensor p, uint64_t *seed)
{
    enum { DIRECTIONS = 12 };
    float *kept = malloc(p.n * sizeof *kept), *way = malloc(p.n * sizeof *way);
    double step = 1e-2 / sqrt((double)p.n), off = 0, size = 0;
    memcpy(kept, t->theta + p.at, p.n * sizeof *kept);
    for (int r = 0; r < DIRECTIONS; r++) {
        double told = 0, loss[2];
        for (size_t i = 0; i < p.n; i++) {
            way[i] = any(seed, -1, 1);
            if (t->gradient[p.at + i] != 0 && r % 2) way[i] = copysignf(way[i], t->gradient[p.at + i]);
            told += (double)way[i] * (double)t->gradient[p.at + i];
        }
        for (int k = 0; k < 2; k++) {
            for (size_t i = 0; i < p.n; i++) t->theta[p.at + i] = kept[i] + (float)((k ? -step : step) * (double)way[i]);
            loss[k] = loss_of(t, drop, t->spare);
        }
        double measured = (loss[0] - loss[1]) / (2 * step);
        off += fabs(measured - told);
        size += fabs(measured);
    }
    memcpy(t->theta + p.at, kept, p.n * sizeof *kept);
    free(kept);
    free(way);
    bool fits = off <= 0.02 * size + 2e-3 && size > 1e-3;
    if (!fits) printf("# %s: off by %g of %g\n", p.name, off, size);
    return fits;
}

static bool gradients_fit(struct tiny *t, struct net_drop drop, uint64_t seed)
{
    struct tensor all[32];
    size_t n = tensors_of(all, &tiny_shape, &t->net.at);
    memset(t->gradient, 0, t->net.at.total * sizeof *t->gradient);
    bool fit = !isnan(loss_of(t, drop, t->gradient));
    for (size_t p = 0; p < n; p++) fit = gradient_fits(t, drop, all[p], &seed) && fit;
    return fit;
}

TEST(gradients_are_slopes_of_the_loss)
{
    struct tiny t;
    CHECK(make_tiny(&t, 3));
    bool plain = gradients_fit(&t, (struct net_drop){0}, 5);
    free_tiny(&t);
    CHECK(plain);
}

/* With every kind of dropping on, whose choices depend on the seed alone. */
TEST(gradients_are_slopes_when_parts_are_dropped)
{
    struct net_drop drop = {.input = 0.2f, .layer = 0.3f, .recurrent = 0.2f, .head = 0.3f, .vector = 0.2f, .rows = 0.2f};
    struct tiny t;
    CHECK(make_tiny(&t, 4));
    bool dropped = gradients_fit(&t, drop, 6);
    free_tiny(&t);
    CHECK(dropped);
}

/* Gradients add to what is there; the same seed gives the same bytes, another one drops other parts. */
TEST(a_batch_repeats_itself)
{
    struct net_drop drop = {.input = 0.2f, .layer = 0.3f, .recurrent = 0.2f, .head = 0.3f, .vector = 0.2f, .rows = 0.2f};
    struct tiny t;
    struct net_loss l[3] = {{0}};
    CHECK(make_tiny(&t, 5));
    size_t bytes = t.net.at.total * sizeof *t.gradient;
    bool done = net_batch(&l[0], t.gradient, NULL, &t.net, t.sentence, SENTENCES, drop, 7, &t.work) &&
                net_batch(&l[1], t.spare, NULL, &t.net, t.sentence, SENTENCES, drop, 7, &t.work);
    bool same = done && !memcmp(t.gradient, t.spare, bytes) && !memcmp(&l[0], &l[1], sizeof l[0]);
    done = net_batch(&l[1], t.spare, NULL, &t.net, t.sentence, SENTENCES, drop, 7, &t.work);
    bool adds = done;
    for (size_t i = 0; i < t.net.at.total; i++) adds = adds && fabsf(t.spare[i] - 2 * t.gradient[i]) < 1e-4f;
    bool other = net_batch(&l[2], t.spare, NULL, &t.net, t.sentence, SENTENCES, drop, 8, &t.work) && l[2].arc != l[0].arc;
    uint32_t n = l[0].n;
    free_tiny(&t);
    CHECK(same && adds && other);
    CHECK_INT(n, LONGEST + 4 + 1);
}

/* A batch that does not fit is told, whatever is left of the memory. */
TEST(a_full_work_is_told)
{
    struct tiny t;
    CHECK(make_tiny(&t, 6));
    bool done = false, told = true;
    size_t refused = 0;
    for (t.work.cap = 0; t.work.cap < ((size_t)1 << 20) && !done; t.work.cap += 512) {
        struct net_loss l = {0};
        done = net_batch(&l, t.gradient, NULL, &t.net, t.sentence, SENTENCES, (struct net_drop){.head = 0.1f}, 1, &t.work);
        told = told && done == !t.work.full;
        refused += !done;
    }
    free_tiny(&t);
    CHECK_MSG(done && told && refused > 20, "%zu", refused);
}

/* ---- learning ---- */

/* The first step of Adam is as long as the rate, whatever the gradient's size; the mean follows. */
TEST(a_step_is_as_its_authors_wrote)
{
    float theta[4] = {1, 2, 3, 4}, m[4] = {0}, v[4] = {0}, mean[4] = {1, 2, 3, 4}, g[4] = {3, -4, 0, 0};
    struct net_adam adam = {m, v, mean, 0};
    net_adam_step(theta, &adam, g, 4, 0.1f, 0.9f, 1); /* norm 5, cut at 1: 0.6, -0.8 */
    CHECK(fabsf(theta[0] - 0.9f) < 1e-5f && fabsf(theta[1] - 2.1f) < 1e-5f && theta[2] == 3 && theta[3] == 4);
    CHECK(fabsf(m[0] - 0.06f) < 1e-6f && fabsf(v[1] - 0.02f * 0.64f) < 1e-6f && adam.step == 1);
    CHECK(fabsf(mean[0] - (1.0f / 11 + 0.9f * 10 / 11)) < 1e-5f && mean[3] == 4);
    g[0] = 0.6f, g[1] = 0;
    net_adam_step(theta, &adam, g, 4, 0.1f, 0.9f, 1);
    double m1 = (0.9 * 0.06 + 0.1 * 0.6) / (1 - 0.81), v1 = (0.98 * 0.02 * 0.36 + 0.02 * 0.36) / (1 - 0.98 * 0.98);
    CHECK_MSG(fabs((double)theta[0] - (0.9 - 0.1 * m1 / sqrt(v1))) < 1e-5, "%g", (double)theta[0]);
}

/* Steps of Adam over the one batch; the loss of the last. */
static double learn(struct tiny *t, uint32_t steps)
{
    size_t total = t->net.at.total;
    float *state = calloc(3 * total, sizeof *state);
    struct net_adam adam = {state, state + total, state + 2 * total, 0};
    double loss = NAN;
    for (uint32_t i = 0; i < steps; i++) {
        memset(t->gradient, 0, total * sizeof *t->gradient);
        loss = loss_of(t, (struct net_drop){0}, t->gradient);
        net_adam_step(t->theta, &adam, t->gradient, total, 0.01f, 0.9f, 5);
    }
    free(state);
    return loss;
}

TEST(steps_lower_the_loss)
{
    struct tiny t;
    CHECK(make_tiny(&t, 8));
    double begin = learn(&t, 1), later = learn(&t, 10), end = learn(&t, 150);
    struct net_loss l = {0};
    bool done = net_batch(&l, t.gradient, NULL, &t.net, t.sentence, SENTENCES, (struct net_drop){0}, 7, &t.work);
    free_tiny(&t);
    CHECK_MSG(done && later < begin && end < begin / 20, "%g %g %g", begin, later, end);
    CHECK_INT(l.arc_right,
              10); /* of 11 words: one has no known head; equal words in equal places want different things nowhere */
    CHECK_INT(l.n, 11);
}

/* ---- from text to a model and back ---- */

static const char annotated[] =
    "1\tThe\tthe\tDET\tDT\tDefinite=Def\t2\tdet\t_\t_\n2\tministers\tminister\tNOUN\tNNS\tNumber=Plur\t3\tnsubj\t_\t_\n"
    "3\tpledged\tpledge\tVERB\tVBD\tTense=Past\t0\troot\t_\t_\n4\tsupport\tsupport\tNOUN\tNN\tNumber=Sing\t3\tobj\t_\t_\n"
    "5\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n\n"
    "1\tKorea\tKorea\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\t_\n2\tsupports\tsupport\tVERB\tVBZ\tTense=Pres\t0\troot\t_\t_\n"
    "3\tthe\tthe\tDET\tDT\tDefinite=Def\t4\tdet\t_\t_\n4\tstudies\tstudy\tNOUN\tNNS\tNumber=Plur\t2\tobj\t_\t_\n\n"
    "1\tThe\tthe\tDET\tDT\tDefinite=Def\t2\tdet\t_\t_\n2\tstudies\tstudy\tNOUN\tNNS\tNumber=Plur\t4\tnsubj\t_\t_\n"
    "3\twere\tbe\tAUX\tVBD\tTense=Past\t4\tcop\t_\t_\n4\tgood\tgood\tADJ\tJJ\tDegree=Pos\t0\troot\t_\t_\n\n"
    "1\tStudies\tstudy\tNOUN\tNNS\tNumber=Plur\t0\troot\t_\t_\n\n";

/* All that a training holds. */
struct learned {
    struct vocabulary v;
    struct conllu_text text;
    struct corpus corpus;
    struct temp temp;
    struct tiny tiny; /* its net and memory; the rest unused */
};

/* A file of word vectors for these words, in their normal form. */
static bool write_vectors(struct temp *temp)
{
    static const char *const words[] = {"the", "korea", "good", "were", "unseen"};
    uint32_t n = ARRAY_LEN(words), dim = 6, count[ARRAY_LEN(words)] = {5, 4, 3, 2, 1};
    uint64_t key[ARRAY_LEN(words)], seed = 9;
    float value[ARRAY_LEN(words) * 6];
    buf b = {0};
    for (uint32_t i = 0; i < n; i++) key[i] = hash64(str_of(words[i]));
    for (uint32_t i = 0; i < n * dim; i++) value[i] = any(&seed, -3, 3);
    buf_add(&b, (str){(const char *)&n, 4});
    buf_add(&b, (str){(const char *)&dim, 4});
    buf_add(&b, (str){(const char *)key, sizeof key});
    buf_add(&b, (str){(const char *)count, sizeof count});
    buf_add(&b, (str){(const char *)value, sizeof value});
    bool good = !b.failed && temp_write(temp, "words", buf_str(&b));
    buf_free(&b);
    return good;
}

/* Tables, numbers and a network that has learned the text above by heart. */
static bool learn_text(struct learned *l, struct err *err)
{
    *l = (struct learned){.v.ar = arena_new(0), .v.n_vector = 1};
    if (!temp_make(&l->temp) || !temp_write(&l->temp, "text", str_of(annotated)) || !write_vectors(&l->temp)) return false;
    if (data_read(&l->text, temp_path(&l->temp, "text"), NULL, l->v.ar, err) || data_tables(&l->v, &l->text, 1, 1, 1, err) ||
        data_lemmas(&l->v, &l->text, 1, err) || data_vectors(&l->v, temp_path(&l->temp, "words"), 4, err) ||
        data_corpus(&l->corpus, &l->v, &l->text, 1, err))
        return false;
    struct tiny *t = &l->tiny;
    struct net_shape s = tiny_shape;
    s.n_row = l->v.n_row;
    s.n_vector = l->v.n_vector;
    s.dim_vector = l->v.dim_vector;
    s.n_rel = l->v.rel.n;
    s.n_tag = l->v.tag.n;
    s.n_script = l->v.n_script;
    t->net = (struct net){.shape = s, .vector = l->v.vector_value, .type = l->v.type};
    net_layout_of(&t->net.at, &s);
    t->theta = calloc(t->net.at.total, sizeof *t->theta);
    t->gradient = calloc(t->net.at.total, sizeof *t->gradient);
    if (!t->theta || !t->gradient || !net_work_new(&t->work, (size_t)1 << 24)) return false;
    uint64_t seed = 2;
    net_init(t->theta, &s, &t->net.at, &seed);
    t->net.theta = t->theta;
    return l->corpus.n == 4;
}

static bool fit_text(struct learned *l)
{
    struct tiny *t = &l->tiny;
    struct net_sentence sorted[4] = {l->corpus.sentence[0], l->corpus.sentence[1], l->corpus.sentence[2],
                                     l->corpus.sentence[3]};
    float *state = calloc(3 * t->net.at.total, sizeof *state);
    struct net_adam adam = {state, state + t->net.at.total, state + 2 * t->net.at.total, 0};
    struct net_loss loss;
    bool done = true;
    for (int i = 0; done && i < 120; i++) {
        loss = (struct net_loss){0};
        memset(t->gradient, 0, t->net.at.total * sizeof *t->gradient);
        done = net_batch(&loss, t->gradient, NULL, &t->net, sorted, 4, (struct net_drop){0}, 1, &t->work);
        net_adam_step(t->theta, &adam, t->gradient, t->net.at.total, 0.01f, 0.9f, 5);
    }
    free(state);
    return done && loss.arc_right == 14 && loss.tag_right == 14 && loss.rel_right == 14;
}

static void free_learned(struct learned *l)
{
    free_tiny(&l->tiny);
    arena_free(l->v.ar);
    temp_remove(&l->temp);
}

TEST(a_text_becomes_numbers)
{
    struct learned l;
    struct err err = {0};
    CHECK_MSG(learn_text(&l, &err), "%s", err.msg);
    CHECK_STR(l.v.tag.name[0], "NOUN|NNS|Number=Plur"); /* by falling count, then by bytes */
    CHECK_STR(l.v.tag.name[1], "DET|DT|Definite=Def");
    CHECK_STR(l.v.script.name[0], "l0");
    CHECK_INT(l.v.n_vector, 5);
    CHECK_INT(l.v.n_script, 3); /* l0, l1 and l3y were seen twice at least */
    const struct net_sentence *s = l.corpus.sentence;
    CHECK(s[0].n == 5 && s[0].head[0] == 2 && s[0].head[2] == 0 && l.corpus.words == 14);
    CHECK(s[0].tag[1] == 0 && s[0].type[0] == s[2].type[0] && s[1].type[3] == s[2].type[1] && s[3].type[0] != s[2].type[1]);
    const struct net_type *the = &l.v.type[s[0].type[0]];
    CHECK(the->vector == 1 && the->word_count == 3 && the->word_row == the->row[0] && the->n_single <= the->n_row);
    double square = 0;
    for (uint32_t i = 6; i < 30; i++) square += (double)(l.v.vector_value[i] * l.v.vector_value[i]);
    CHECK_MSG(fabs(square / 24 - 0.25) < 1e-4, "%g", square / 24);
    free_learned(&l);
}

/* Read the exported files as sections of a model file. */
static str model_file_of(struct learned *l, arena *ar)
{
    static const char *const all[] = {"net.shape",     "net.weights", "net.scales", "net.biases",   "net.roots", "net.tags",
                                      "net.relations", "net.scripts", "rows.key",   "rows.scale",   "rows.row",  "vectors.key",
                                      "vectors.scale", "vectors.row", "lemmas.key", "lemmas.script"};
    struct model_part part[ARRAY_LEN(all) + 1] = {{STR("about"), STR(ABOUT_SMALL)}};
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        FILE *f = fopen(temp_path(&l->temp, all[i]), "rb");
        char *p = ARENA_NEW(ar, 1 << 20, char);
        if (!f || !p) return (str){0};
        part[i + 1] = (struct model_part){str_of(all[i]), {p, fread(p, 1, 1 << 20, f)}};
        (void)fclose(f);
    }
    return model_of(part, ARRAY_LEN(part), ar);
}

/* One sentence by the network in whole numbers and by the one in floats, which knew it by heart: both say what was annotated. */
static bool says_the_same(struct learned *l, struct network_run *run, uint32_t which, arena *ar)
{
    const struct conllu_sentence *c = &l->text.sentence[which];
    const struct net_sentence *s = &l->corpus.sentence[which];
    uint32_t head[8], rel[8], tag[8], script[8][NETWORK_SCRIPTS];
    float prob_head[8], prob_tag[8];
    struct network_sentence said = {c->form, s->n, head, rel, tag, script, prob_head, prob_tag};
    struct net_answer answer;
    struct net_loss loss = {0};
    bool same = !network_parse(run, &said, 1, NULL) &&
                net_batch(&loss, NULL, &answer, &l->tiny.net, s, 1, (struct net_drop){0}, 0, &l->tiny.work);
    float *score = ARENA_NEW(ar, l->v.rel.n, float);
    for (uint32_t i = 0; same && i < s->n; i++) {
        const float *arcs = answer.arc + i * (s->n + 1);
        uint32_t best = 0, best_rel = 0;
        for (uint32_t j = 0; j <= s->n; j++)
            if (j != i + 1 && arcs[j] > arcs[best]) best = j;
        net_relations(score, &l->tiny.net, &answer, i, head[i]);
        for (uint32_t r = 0; r < l->v.rel.n; r++)
            if (score[r] > score[best_rel]) best_rel = r;
        same = best == s->head[i] && head[i] == best && rel[i] == best_rel && tag[i] == answer.tag[i] && tag[i] == s->tag[i] &&
               script[i][0] == answer.script[i] && prob_head[i] > 0.5f && prob_tag[i] > 0.5f;
        if (!same) printf("# sentence %u word %u: head %u %u\n", which, i, head[i], best);
    }
    return same;
}

TEST(what_is_exported_says_what_was_learned)
{
    struct learned l;
    struct err err = {0};
    struct model_file file;
    struct network net;
    struct network_run *run;
    CHECK_MSG(learn_text(&l, &err), "%s", err.msg);
    CHECK(fit_text(&l));
    CHECK_MSG(!export_sections(l.temp.dir, &l.tiny.net, &l.v, &err), "%s", err.msg);
    str bytes = model_file_of(&l, l.v.ar);
    CHECK(bytes.n);
    CHECK_MSG(!model_file_open(&file, bytes, &err) && !network_open(&net, &file, &err), "%s", err.msg);
    CHECK_INT(network_run_new(&run, &net, NULL), OK);
    bool same = true;
    for (uint32_t i = 0; i < l.corpus.n; i++) same = says_the_same(&l, run, i, l.v.ar) && same;
    CHECK_STR(net.tag[0].feats, "Number=Plur");
    CHECK_INT(net.vector.keys.n, 4);
    uint32_t seen = network_find(&net.lemma.keys, network_lemma_key(STR("studies"), STR("NNS")));
    CHECK(seen != UINT32_MAX);
    CHECK_STR(net.script[net.lemma.script[seen]], "l3y");
    network_run_free(run);
    network_close(&net);
    free_learned(&l);
    CHECK(same);
}

TESTS(CASE(products_are_those_of_a_plain_loop), CASE(the_layout_has_no_overlaps), CASE(gradients_are_slopes_of_the_loss),
      CASE(gradients_are_slopes_when_parts_are_dropped), CASE(a_batch_repeats_itself), CASE(a_full_work_is_told),
      CASE(a_step_is_as_its_authors_wrote), CASE(steps_lower_the_loss), CASE(a_text_becomes_numbers),
      CASE(what_is_exported_says_what_was_learned))
