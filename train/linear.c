/* Logistic regression, see linear.h. Features are numbered first, by rising hash; those that are too rare get no number. Then all
** arrays of the learner are dense, and no two features share a weight before they are packed. */
#include "linear.h"
#include "linear_pack.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define NO_NUMBER UINT32_MAX
#define MAX_FEATURES 128u

/* State of the learner; arrays by number of feature. */
struct learner {
    uint32_t n;
    uint32_t *hash;         /* [n] rising */
    float *weight, *square; /* [n] value now; sum of squared gradients */
    double *sum;            /* [n] sum of weight * steps up to its last change */
    uint32_t *since;        /* [n] step of its last change */
    uint32_t step;
    double bias, bias_square, bias_sum;
};

void linear_add(struct linear_data *data, const uint32_t *hash, uint32_t n, bool yes)
{
    struct linear_example e = {.first = data->hash.n / sizeof *hash, .n = n, .yes = yes};
    buf_add(&data->hash, (str){(const char *)hash, n * sizeof *hash});
    buf_add(&data->where, (str){(const char *)&e, sizeof e});
}

void linear_data_free(struct linear_data *data)
{
    buf_free(&data->hash);
    buf_free(&data->where);
}

/* splitmix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014. */
static uint64_t next_random(uint64_t *seed)
{
    uint64_t x = *seed += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

/* ---- numbers ---- */

/* Two passes of 16 bits, the lower first. */
static void sort_u32(uint32_t *a, uint32_t *scratch, size_t n)
{
    size_t *count = calloc((size_t)1 << 16, sizeof *count);
    for (int shift = 0; shift < 32 && count; shift += 16) {
        memset(count, 0, sizeof *count << 16);
        for (size_t i = 0; i < n; i++) count[a[i] >> shift & 0xFFFF]++;
        size_t at = 0;
        for (size_t k = 0; k < (size_t)1 << 16; k++) {
            size_t here = count[k];
            count[k] = at;
            at += here;
        }
        for (size_t i = 0; i < n; i++) scratch[count[a[i] >> shift & 0xFFFF]++] = a[i];
        uint32_t *t = a;
        a = scratch;
        scratch = t;
    }
    free(count);
}

/* Number of a hash, or NO_NUMBER. */
static uint32_t number_of(const struct learner *l, uint32_t hash)
{
    uint32_t low = 0;
    uint32_t high = l->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (l->hash[mid] < hash)
            low = mid + 1;
        else
            high = mid;
    }
    return low < l->n && l->hash[low] == hash ? low : NO_NUMBER;
}

/* Finds the features that are in `least` examples or more, and puts their numbers into the data in place of their hashes. */
static enum status number_features(struct learner *l, struct linear_data *data, uint32_t least)
{
    size_t n = data->hash.n / sizeof(uint32_t);
    uint32_t *all = (uint32_t *)(void *)data->hash.p;
    uint32_t *sorted = malloc((n + 1) * sizeof *sorted);
    uint32_t *scratch = malloc((n + 1) * sizeof *scratch);
    if (sorted && scratch) {
        if (n) memcpy(sorted, all, n * sizeof *sorted);
        sort_u32(sorted, scratch, n);
        size_t kept = 0;
        for (size_t i = 0, next; i < n; i = next) {
            for (next = i + 1; next < n && sorted[next] == sorted[i];) next++;
            if (next - i >= least) sorted[kept++] = sorted[i];
        }
        l->n = (uint32_t)kept;
        l->hash = sorted;
        for (size_t i = 0; i < n; i++) all[i] = number_of(l, all[i]);
    } else {
        free(sorted);
    }
    free(scratch);
    return l->hash ? OK : E_NOMEM;
}

/* ---- learning ---- */

/* e^x for x <= 0, without the C library, whose last bit differs between machines: a short series at x / 64, squared up again. */
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
    double e = small_exp(x < 0 ? x : -x);
    return x < 0 ? e / (1 + e) : 1 / (1 + e);
}

static void settle(struct learner *l, uint32_t k)
{
    l->sum[k] += (double)l->weight[k] * (double)(l->step - l->since[k]);
    l->since[k] = l->step;
}

/* Numbers of the features of an example that count this time. */
static uint32_t choose(uint32_t *out, const uint32_t *number, uint32_t n, uint32_t dropout, uint64_t *seed)
{
    uint32_t kept = 0;
    uint64_t bits = 0;
    for (uint32_t i = 0; i < n; i++, bits >>= 8) {
        if (i % 8 == 0 && dropout) bits = next_random(seed);
        if (number[i] != NO_NUMBER && (!dropout || (bits & 255) >= dropout)) out[kept++] = number[i];
    }
    return kept;
}

static double learn_one(struct learner *l, const struct linear_options *o, const uint32_t *features,
                        const struct linear_example *e, uint64_t *seed)
{
    uint32_t number[MAX_FEATURES];
    uint32_t n = choose(number, features, e->n < MAX_FEATURES ? e->n : MAX_FEATURES, o->dropout, seed);
    double x = l->bias;
    for (uint32_t i = 0; i < n; i++) x += (double)l->weight[number[i]];
    double p = logistic(x);
    double gradient = p - (e->yes ? 1 : 0);
    l->step++;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = number[i];
        settle(l, k);
        l->square[k] += (float)(gradient * gradient);
        l->weight[k] -= (float)(o->rate * gradient / (sqrt((double)l->square[k]) + 1e-3));
    }
    l->bias_square += gradient * gradient;
    l->bias -= o->rate * gradient / (sqrt(l->bias_square) + 1e-3);
    l->bias_sum += l->bias;
    return gradient < 0 ? -gradient : gradient;
}

static enum status run_epochs(struct learner *l, const struct linear_data *data, const struct linear_options *o)
{
    const struct linear_example *example = (const struct linear_example *)(const void *)data->where.p;
    const uint32_t *number = (const uint32_t *)(const void *)data->hash.p;
    size_t n = data->where.n / sizeof *example;
    uint32_t *order = calloc(n ? n : 1, sizeof *order);
    uint64_t seed = o->seed;
    if (!order) return E_NOMEM;
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
            loss += learn_one(l, o, number + e->first, e, &seed);
        }
        fprintf(stderr, "  epoch %u: %.5f\n", epoch + 1, n ? loss / (double)n : 0);
    }
    free(order);
    return OK;
}

enum status linear_learn(struct linear_table *out, struct linear_data *data, const struct linear_options *options,
                         const char *name, struct err *err)
{
    struct learner l = {0};
    fprintf(stderr, "%s: %zu examples\n", name, data->where.n / sizeof(struct linear_example));
    enum status status = number_features(&l, data, options->least);
    if (!status) {
        l.weight = calloc((size_t)l.n + 1, sizeof *l.weight);
        l.square = calloc((size_t)l.n + 1, sizeof *l.square);
        l.sum = calloc((size_t)l.n + 1, sizeof *l.sum);
        l.since = calloc((size_t)l.n + 1, sizeof *l.since);
        status = l.weight && l.square && l.sum && l.since ? OK : E_NOMEM;
    }
    if (!status) status = run_epochs(&l, data, options);
    for (uint32_t k = 0; k < l.n && !status; k++) {
        settle(&l, k);
        l.sum[k] = l.step ? l.sum[k] / l.step * (256 - options->dropout) / 256 : 0; /* all features will count */
    }
    if (!status) status = linear_pack(out, l.hash, l.sum, l.n, l.step ? l.bias_sum / l.step : 0, options->lines);
    free(l.hash);
    free(l.weight);
    free(l.square);
    free(l.sum);
    free(l.since);
    return status ? err_set(err, status, "no memory left for the weights of %s", name) : OK;
}
