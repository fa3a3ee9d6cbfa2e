/* Logistic regression, see linear.h. */
#include "linear.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* State of the learner: one row a weight. */
struct learner {
    uint32_t shift;
    size_t n;
    float *weight, *square; /* [n] value now; sum of squared gradients */
    double *sum;            /* [n] sum of weight * steps since it last changed */
    uint32_t *since;        /* [n] step of its last change */
    uint32_t step;
    double bias, bias_square, bias_sum;
};

void linear_add(struct linear_data *data, const uint32_t *hash, uint32_t n, bool yes, float weight)
{
    struct linear_example e = {.first = data->hash.n / sizeof *hash, .n = n, .weight = weight, .yes = yes};
    buf_add(&data->hash, (str){(const char *)hash, n * sizeof *hash});
    buf_add(&data->where, (str){(const char *)&e, sizeof e});
}

void linear_data_free(struct linear_data *data)
{
    buf_free(&data->hash);
    buf_free(&data->where);
}

static uint64_t next_random(uint64_t *seed)
{
    uint64_t x = *seed += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

/* e^x for x <= 0, without the C library, whose last bit differs between machines: by halving x until a short series holds. */
static double small_exp(double x)
{
    if (x < -40) return 0;
    double y = x / 64;
    double e = 1 + y * (1 + y / 2 * (1 + y / 3 * (1 + y / 4 * (1 + y / 5 * (1 + y / 6)))));
    for (int i = 0; i < 6; i++) e *= e;
    return e;
}

static double logistic(double x)
{
    if (x < 0) {
        double e = small_exp(x);
        return e / (1 + e);
    }
    return 1 / (1 + small_exp(-x));
}

static void touch(struct learner *l, uint32_t k)
{
    l->sum[k] += (double)l->weight[k] * (double)(l->step - l->since[k]);
    l->since[k] = l->step;
}

static double learn_one(struct learner *l, const struct linear_options *o, const uint32_t *hash, const struct linear_example *e)
{
    double x = l->bias;
    for (uint32_t i = 0; i < e->n; i++) x += (double)l->weight[hash[i] >> l->shift];
    double p = logistic(x);
    double gradient = (p - (e->yes ? 1 : 0)) * (double)e->weight;
    l->step++;
    for (uint32_t i = 0; i < e->n; i++) {
        uint32_t k = hash[i] >> l->shift;
        if (l->square[k] < 0) continue;
        double g = gradient + o->decay * (double)l->weight[k];
        touch(l, k);
        l->square[k] += (float)(g * g);
        l->weight[k] -= (float)(o->rate * g / (sqrt((double)l->square[k]) + 1e-3));
    }
    l->bias_square += gradient * gradient;
    l->bias -= o->rate * gradient / (sqrt(l->bias_square) + 1e-3);
    l->bias_sum += l->bias;
    return gradient < 0 ? -gradient : gradient;
}

/* Features seen in fewer than `least` examples are marked by a negative sum of squares. */
static enum status drop_rare(struct learner *l, const struct linear_data *data, uint32_t least)
{
    const uint32_t *hash = (const uint32_t *)(const void *)data->hash.p;
    size_t n = data->hash.n / sizeof *hash;
    size_t kept = 0;
    uint8_t *count = calloc((size_t)1 << 26, 1);
    if (!count) return E_NOMEM;
    for (size_t i = 0; i < n; i++)
        if (count[hash[i] >> 6] < 255) count[hash[i] >> 6]++;
    for (size_t k = 0; k < l->n; k++) l->square[k] = -1;
    for (size_t i = 0; i < n; i++)
        if (count[hash[i] >> 6] >= least) l->square[hash[i] >> l->shift] = 0;
    for (size_t k = 0; k < l->n; k++) kept += l->square[k] == 0;
    fprintf(stderr, "  %zu of %zu weights learn\n", kept, l->n);
    free(count);
    return OK;
}

static void run_epochs(struct learner *l, const struct linear_data *data, const struct linear_options *o)
{
    const struct linear_example *example = (const struct linear_example *)(const void *)data->where.p;
    const uint32_t *hash = (const uint32_t *)(const void *)data->hash.p;
    size_t n = data->where.n / sizeof *example;
    uint32_t *order = calloc(n ? n : 1, sizeof *order);
    uint64_t seed = o->seed;
    if (!order) return;
    for (size_t i = 0; i < n; i++) order[i] = (uint32_t)i;
    for (uint32_t epoch = 0; epoch < o->epochs; epoch++) {
        double loss = 0;
        for (size_t i = n; i > 1; i--) {
            size_t k = next_random(&seed) % i;
            uint32_t t = order[i - 1];
            order[i - 1] = order[k];
            order[k] = t;
        }
        for (size_t i = 0; i < n; i++) {
            const struct linear_example *e = &example[order[i]];
            loss += learn_one(l, o, hash + e->first, e);
        }
        fprintf(stderr, "  epoch %u: %.5f\n", epoch + 1, n ? loss / (double)n : 0);
    }
    free(order);
}

/* Averages, rounded so that 64 stands for 1 unless that would clip more than a little. */
static enum status round_weights(struct linear_model *out, struct learner *l)
{
    const double unit = 48;
    size_t clipped = 0;
    size_t used = 0;
    out->weight = calloc(l->n, 1);
    if (!out->weight) return E_NOMEM;
    for (size_t k = 0; k < l->n; k++) {
        touch(l, (uint32_t)k);
        double w = l->sum[k] / (l->step ? l->step : 1) * unit;
        double whole = w < 0 ? -(double)(int64_t)(0.5 - w) : (double)(int64_t)(w + 0.5);
        if (whole > 127 || whole < -127) clipped++;
        whole = whole > 127 ? 127 : whole < -127 ? -127 : whole;
        out->weight[k] = (int8_t)whole;
        used += out->weight[k] != 0;
    }
    double bias = l->bias_sum / (l->step ? l->step : 1) * unit;
    out->bias = (int32_t)(bias < 0 ? bias - 0.5 : bias + 0.5);
    fprintf(stderr, "  %zu weights are not zero, %zu clipped; bias %d\n", used, clipped, (int)out->bias);
    return OK;
}

enum status linear_learn(struct linear_model *out, const struct linear_data *data, const struct linear_options *options,
                         const char *name, struct err *err)
{
    struct learner l = {.shift = 32 - options->bits, .n = (size_t)1 << options->bits};
    l.weight = calloc(l.n, sizeof *l.weight);
    l.square = calloc(l.n, sizeof *l.square);
    l.sum = calloc(l.n, sizeof *l.sum);
    l.since = calloc(l.n, sizeof *l.since);
    out->bits = options->bits;
    fprintf(stderr, "%s: %zu examples\n", name, data->where.n / sizeof(struct linear_example));
    enum status status = l.weight && l.square && l.sum && l.since ? OK : E_NOMEM;
    if (!status) status = drop_rare(&l, data, options->least);
    if (!status) run_epochs(&l, data, options);
    if (!status) status = round_weights(out, &l);
    free(l.weight);
    free(l.square);
    free(l.sum);
    free(l.since);
    return status ? err_set(err, status, "no memory left for the weights of %s", name) : OK;
}
