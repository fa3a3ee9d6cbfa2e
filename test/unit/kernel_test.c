/* The arithmetic of the network: exact sums at the worst, the fast way bit for bit as the plain one, curves near their originals. */
#include "language/kernel.h"

#include <float.h>
#include <math.h>

#include "base/random.h"
#include "language/curve.h"
#include "test.h"

/* In [least, most). */
static float any(uint64_t *seed, float least, float most)
{
    return least + (most - least) * (float)(random_next(seed) >> 40) * 0x1p-24f;
}

/* Of any magnitude that a run may meet, now and then zero of either sign. */
static float wild(uint64_t *seed)
{
    uint32_t kind = random_below(seed, 12);
    if (kind < 2) return kind ? -0.0f : 0.0f;
    return ldexpf(any(seed, -1, 1), kind < 8 ? 2 : (int)random_below(seed, 60) - 30);
}

/* A matrix with weights from a small range or at the bounds; memory of malloc, aligned. */
struct made {
    struct kernel_matrix m;
    int16_t *weight;
    float *scale, *bias;
};

static struct made make(uint32_t depth, uint32_t n, bool extreme, uint64_t *seed)
{
    struct made out = {.weight = aligned_alloc(64, (kernel_weights(depth, n) * 2 + 63) / 64 * 64),
                       .scale = malloc(n * sizeof(float)),
                       .bias = malloc(n * sizeof(float))};
    memset(out.weight, 0, kernel_weights(depth, n) * 2);
    for (uint32_t j = 0; j < n; j++) {
        out.scale[j] = any(seed, 1e-6f, 1e-3f);
        out.bias[j] = any(seed, -1, 1);
        for (uint32_t k = 0; k < depth; k++)
            out.weight[kernel_place(depth, k, j)] =
                (int16_t)(extreme ? (j % 2 ? KERNEL_MAX_WEIGHT : -KERNEL_MAX_WEIGHT) : (int)random_below(seed, 4095) - 2047);
    }
    out.m = (struct kernel_matrix){out.weight, out.scale, out.bias, depth, n};
    return out;
}

static void unmake(struct made *m)
{
    free(m->weight);
    free(m->scale);
    free(m->bias);
}

/* ---- layout ---- */

/* Every weight has a place of its own within the room. */
TEST(places_are_each_ones_own)
{
    for (uint32_t depth = 1; depth <= 9; depth++)
        for (uint32_t n = 1; n <= 40; n++) {
            bool taken[10 * 48] = {0};
            CHECK(kernel_weights(depth, n) <= ARRAY_LEN(taken) && kernel_weights(depth, n) % 32 == 0);
            for (uint32_t k = 0; k < depth; k++)
                for (uint32_t j = 0; j < n; j++) {
                    size_t at = kernel_place(depth, k, j);
                    CHECK_MSG(at < kernel_weights(depth, n) && !taken[at], "%u x %u: (%u, %u)", depth, n, k, j);
                    taken[at] = true;
                }
        }
}

/* ---- products ---- */

/* One product by both ways over rows with gaps between them, against sums of 64 bits; outside of out nothing is written. */
static bool product_agrees(uint32_t rows, uint32_t depth, uint32_t n, bool extreme, bool scaled, uint64_t *seed)
{
    struct made m = make(depth, n, extreme, seed);
    size_t even = (depth + 1) / 2 * 2, ld_a = even + 2 * random_below(seed, 3), ld_out = n + random_below(seed, 5);
    int16_t *a = calloc(rows * ld_a, sizeof *a);
    float *worth = malloc(rows * sizeof *worth);
    float *out[2] = {malloc((rows * ld_out + 1) * sizeof(float)), malloc((rows * ld_out + 1) * sizeof(float))};
    for (uint32_t r = 0; r < rows; r++) {
        worth[r] = any(seed, 0, 2);
        for (size_t k = 0; k < even; k++)
            a[r * ld_a + k] =
                (int16_t)(extreme ? (r % 2 ? KERNEL_MAX_INPUT : -KERNEL_MAX_INPUT) : (int)random_below(seed, 2047) - 1023);
    }
    const struct kernel *way[2] = {kernel_plain(), kernel_best()};
    bool good = true;
    for (int w = 0; w < 2; w++) {
        for (size_t i = 0; i <= rows * ld_out; i++) out[w][i] = 77;
        way[w]->product(out[w], ld_out, a, ld_a, scaled ? worth : NULL, rows, &m.m);
        for (uint32_t r = 0; r < rows; r++)
            for (size_t j = 0; j < ld_out; j++) {
                int64_t sum = 0;
                for (uint32_t k = 0; k < depth && j < n; k++)
                    sum += (int64_t)a[r * ld_a + k] * m.weight[kernel_place(depth, k, (uint32_t)j)];
                float x = j < n ? (float)(int32_t)sum * m.scale[j] : 0;
                if (scaled) x *= worth[r];
                good = good && sum <= INT32_MAX && sum >= INT32_MIN && out[w][r * ld_out + j] == (j < n ? m.bias[j] + x : 77);
            }
        good = good && out[w][rows * ld_out] == 77;
    }
    good = good && !memcmp(out[0], out[1], (rows * ld_out + 1) * sizeof(float));
    free(a);
    free(worth);
    free(out[0]);
    free(out[1]);
    unmake(&m);
    return good;
}

TEST(products_agree_with_exact_sums)
{
    uint64_t seed = 1;
    for (uint32_t rows = 1; rows <= 9; rows++)
        for (uint32_t n = 1; n <= 40; n++) {
            uint32_t depth = 1 + random_below(&seed, 70);
            CHECK_MSG(product_agrees(rows, depth, n, false, (rows + n) % 2, &seed), "%u x %u x %u", rows, depth, n);
        }
    for (int round = 0; round < 100; round++) {
        uint32_t rows = 1 + random_below(&seed, 50), depth = 1 + random_below(&seed, 300), n = 1 + random_below(&seed, 200);
        CHECK_MSG(product_agrees(rows, depth, n, false, round % 2, &seed), "%u x %u x %u", rows, depth, n);
    }
}

/* All weights and inputs at their bounds, as deep as may be: 1023 * 2047 * 1024 still fits. */
TEST(the_largest_sums_do_not_overflow)
{
    uint64_t seed = 2;
    CHECK((int64_t)KERNEL_MAX_INPUT * KERNEL_MAX_WEIGHT * KERNEL_MAX_DEPTH <= INT32_MAX);
    for (uint32_t rows = 1; rows <= 6; rows++)
        for (uint32_t n = 1; n <= 33; n += 8)
            CHECK_MSG(product_agrees(rows, KERNEL_MAX_DEPTH, n, true, n > 16, &seed), "%u rows, %u outputs", rows, n);
}

/* ---- cells ---- */

TEST(cells_agree_and_stay_in_range)
{
    uint64_t seed = 3;
    for (int round = 0; round < 400; round++) {
        uint32_t n = 8 * (1 + random_below(&seed, 8));
        float gate[4 * 64], cell[2][64];
        int16_t h[2][64];
        for (uint32_t i = 0; i < 4 * n; i++) gate[i] = round % 4 ? any(&seed, -6, 6) : wild(&seed) * 1e9f;
        for (uint32_t i = 0; i < n; i++) cell[0][i] = cell[1][i] = any(&seed, -5, 5) * (round % 3 ? 1 : 80);
        kernel_plain()->cells(h[0], cell[0], gate, n);
        kernel_best()->cells(h[1], cell[1], gate, n);
        CHECK_MSG(!memcmp(h[0], h[1], n * sizeof **h) && !memcmp(cell[0], cell[1], n * sizeof **cell), "round %d", round);
        for (uint32_t i = 0; i < n; i++) {
            CHECK(h[0][i] >= -KERNEL_MAX_INPUT && h[0][i] <= KERNEL_MAX_INPUT);
            CHECK(cell[0][i] >= -401 && cell[0][i] <= 401);
        }
    }
}

/* By the definition of Hochreiter and Schmidhuber (with a forget gate), by libm. */
TEST(a_cell_does_what_an_lstm_does)
{
    uint64_t seed = 4;
    for (int round = 0; round < 2000; round++) {
        float gate[32], cell[8], before[8];
        int16_t h[8];
        for (int i = 0; i < 32; i++) gate[i] = any(&seed, -5, 5);
        for (int i = 0; i < 8; i++) cell[i] = before[i] = any(&seed, -3, 3);
        kernel_best()->cells(h, cell, gate, 8);
        for (int i = 0; i < 8; i++) {
            double in = 1 / (1 + exp(-(double)gate[i])), forget = 1 / (1 + exp(-(double)gate[8 + i]));
            double out = 1 / (1 + exp(-(double)gate[16 + i]));
            double c = in * tanh((double)gate[24 + i]) + forget * (double)before[i];
            CHECK_MSG(fabs((double)cell[i] - c) < 1e-3, "%g for %g", (double)cell[i], c);
            CHECK_MSG(fabs(h[i] - 1023 * out * tanh(c)) < 1.6, "%d for %g", h[i], 1023 * out * tanh(c));
        }
    }
}

/* ---- the rest ---- */

TEST(adding_agrees)
{
    uint64_t seed = 5;
    for (int round = 0; round < 500; round++) {
        uint32_t n = 1 + random_below(&seed, 40);
        float out[2][41], w[40], x = wild(&seed);
        for (uint32_t j = 0; j < n; j++) w[j] = wild(&seed);
        for (uint32_t j = 0; j <= n; j++) out[0][j] = out[1][j] = wild(&seed);
        float beyond = out[0][n], first = out[0][0] + x * w[0];
        kernel_plain()->add_scaled(out[0], x, w, n);
        kernel_best()->add_scaled(out[1], x, w, n);
        CHECK_MSG(!memcmp(out[0], out[1], (n + 1) * sizeof(float)) && out[0][n] == beyond, "round %d", round);
        CHECK(out[0][0] == first);
    }
}

/* Bending and rounding agree; whole numbers are of the right size and their worth gives the number back. */
TEST(bending_and_rounding_agree)
{
    uint64_t seed = 6;
    for (int round = 0; round < 1000; round++) {
        uint32_t n = 1 + random_below(&seed, 40);
        float x[2][40], was[40], most = 0;
        int16_t whole[2][41] = {{0}};
        int power = round % 5 ? 0 : (int)random_below(&seed, 200) - 150; /* down to 1e-45, where a float has one bit left */
        for (uint32_t i = 0; i < n; i++) {
            was[i] = x[0][i] = x[1][i] = ldexpf(round % 7 ? wild(&seed) : 0, power);
            float bent = was[i] > 0 ? was[i] : 0.1f * was[i];
            most = fmaxf(most, fabsf(bent));
        }
        whole[0][n] = whole[1][n] = 99;
        float worth = kernel_plain()->bend_round(whole[0], x[0], n);
        float fast = kernel_best()->bend_round(whole[1], x[1], n);
        CHECK_MSG(worth == fast && !memcmp(whole[0], whole[1], sizeof whole[0]) && !memcmp(x[0], x[1], n * sizeof(float)),
                  "round %d: %u numbers at most %g", round, n, (double)most);
        CHECK(whole[0][n] == 99 && isfinite(worth) && worth >= 0);
        for (uint32_t i = 0; i < n; i++) {
            CHECK(x[0][i] == curve_leaky(was[i]));
            CHECK_MSG(abs(whole[0][i]) <= KERNEL_MAX_INPUT, "round %d: %d", round, whole[0][i]);
            CHECK_MSG(fabs((double)whole[0][i] * (double)worth - (double)x[0][i]) <= (double)most / 2000 + 1e-30,
                      "round %d: %d x %g for %g", round, whole[0][i], (double)worth, (double)x[0][i]);
        }
    }
}

/* Ties are common here: numbers of a small set. */
TEST(the_highest_is_the_first_of_equals)
{
    uint64_t seed = 7;
    for (int round = 0; round < 5000; round++) {
        uint32_t n = 1 + random_below(&seed, 40);
        float x[40];
        for (uint32_t i = 0; i < n; i++) {
            x[i] = round % 2 ? (float)((int)random_below(&seed, 5) - 3) : wild(&seed);
            if (!random_below(&seed, 6)) x[i] = random_below(&seed, 2) ? -INFINITY : -0.0f;
        }
        uint32_t best = 0;
        for (uint32_t i = 1; i < n; i++)
            if (x[i] > x[best]) best = i;
        CHECK_MSG(kernel_plain()->highest(x, n) == best, "round %d", round);
        CHECK_MSG(kernel_best()->highest(x, n) == best, "round %d", round);
    }
}

TEST(shares_agree_and_are_those_of_a_softmax)
{
    uint64_t seed = 8;
    for (int round = 0; round < 3000; round++) {
        uint32_t n = 1 + random_below(&seed, 40);
        float x[40], width = (float)(1u << random_below(&seed, 8));
        for (uint32_t i = 0; i < n; i++) x[i] = random_below(&seed, 9) || !i ? any(&seed, -width, width) : -INFINITY;
        double total = 0, told = 0;
        for (uint32_t i = 0; i < n; i++) total += exp((double)x[i]);
        for (uint32_t i = 0; i < n; i++) {
            float p = kernel_plain()->share(x, n, i), q = kernel_best()->share(x, n, i);
            CHECK_MSG(!memcmp(&p, &q, sizeof p) && p >= 0 && p <= 1, "round %d: %a %a", round, (double)p, (double)q);
            CHECK_MSG(fabs((double)p - exp((double)x[i]) / total) < 5e-4, "round %d: %g for %g", round, (double)p,
                      exp((double)x[i]) / total);
            told += (double)p;
        }
        CHECK_MSG(fabs(told - 1) < 1e-5, "round %d: shares add up to %g", round, told);
    }
}

/* A share over numbers as far apart as floats are. */
TEST(shares_of_extremes_are_probabilities)
{
    static const float all[] = {FLT_MAX / 4, -FLT_MAX / 4, 0, 1e-45f, -INFINITY, 1, -16, -16.000001f, -15.999999f};
    for (uint32_t i = 0; i < ARRAY_LEN(all); i++) {
        float p = kernel_plain()->share(all, ARRAY_LEN(all), i), q = kernel_best()->share(all, ARRAY_LEN(all), i);
        CHECK_MSG(p == q && p == (i ? 0 : 1), "%u: %g %g", i, (double)p, (double)q);
        p = kernel_plain()->share(all + 2, 7, i % 7), q = kernel_best()->share(all + 2, 7, i % 7);
        CHECK_MSG(p == q && p >= 0 && p <= 1, "%u: %g %g", i, (double)p, (double)q);
    }
}

/* ---- curves ---- */

TEST(curves_are_near_their_originals)
{
    float before = -1, before_sigmoid = 0;
    for (int i = -400000; i <= 400000; i++) {
        float x = (float)i * 2.5e-5f;
        float y = curve_tanh(x), s = curve_sigmoid(x);
        CHECK_MSG(fabs((double)y - tanh((double)x)) < 1e-4 + 1e-6, "tanh(%g): %g", (double)x, (double)y);
        CHECK_MSG(fabs((double)s - 1 / (1 + exp(-(double)x))) < 1e-4, "sigmoid(%g): %g", (double)x, (double)s);
        CHECK_MSG(y == -curve_tanh(-x), "tanh(%g) is not odd", (double)x);
        CHECK_MSG(y >= before - 4e-7f && s >= before_sigmoid - 4e-7f, "falls at %g", (double)x); /* last bits may */
        CHECK(y >= -1 && y <= 1 && s >= 0 && s <= 1);
        before = y, before_sigmoid = s;
    }
}

TEST(curves_hold_their_ends)
{
    static const float far[] = {5, 100, 1e10f, FLT_MAX, INFINITY};
    for (size_t i = 0; i < ARRAY_LEN(far); i++) {
        CHECK(curve_tanh(far[i]) == curve_tanh(CURVE_END) && curve_tanh(far[i]) > 0.9998f && curve_tanh(far[i]) <= 1);
        CHECK(curve_tanh(-far[i]) == -curve_tanh(far[i]));
        CHECK(i == 0 || (curve_sigmoid(far[i]) > 0.9999f && curve_sigmoid(far[i]) <= 1));
        CHECK(curve_sigmoid(-far[i]) >= 0 && curve_sigmoid(-far[i]) < 0.01f);
        CHECK(curve_leaky(far[i]) == far[i] && curve_leaky(-far[i]) == 0.1f * -far[i]);
    }
    CHECK(curve_tanh(0) == 0 && curve_sigmoid(0) == 0.5f && curve_leaky(0) == 0);
}

TESTS(CASE(places_are_each_ones_own), CASE(products_agree_with_exact_sums), CASE(the_largest_sums_do_not_overflow),
      CASE(cells_agree_and_stay_in_range), CASE(a_cell_does_what_an_lstm_does), CASE(adding_agrees),
      CASE(bending_and_rounding_agree), CASE(the_highest_is_the_first_of_equals), CASE(shares_agree_and_are_those_of_a_softmax),
      CASE(shares_of_extremes_are_probabilities), CASE(curves_are_near_their_originals), CASE(curves_hold_their_ends))
