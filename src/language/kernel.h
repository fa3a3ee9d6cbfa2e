/* The arithmetic of the network: products of whole numbers, and the cells of an LSTM.
**
** Weights are whole numbers of 12 bits, inputs of 11, sums of 32: exact, so the order of adding is free and every way
** of computing gives the same bits. Around the products stands plain float arithmetic, done element by element in one written order.
** Two ways are built in: plain C, and AVX2 where the processor has it. */
#ifndef LANGUAGE_KERNEL_H
#define LANGUAGE_KERNEL_H

#include "base/base.h"

#define KERNEL_MAX_INPUT 1023  /* of an input's magnitude */
#define KERNEL_MAX_WEIGHT 2047 /* of a weight's; 1023 * 2047 * KERNEL_MAX_DEPTH < 2^31 */
#define KERNEL_MAX_DEPTH 1024u /* inputs of one product */
#define KERNEL_COLUMNS 16u     /* outputs are computed in panels of so many */

/* A matrix of weights, laid out in panels: for 16 outputs, for each pair of inputs, the 16 pairs of weights. depth is even (a row of
** zeros is added to an odd one), the last panel is filled up with zeros. */
struct kernel_matrix {
    const int16_t *weight; /* [kernel_weights(depth, n)] aligned to 32 */
    const float *scale;    /* [n] what one unit of weight * input is worth in each output */
    const float *bias;     /* [n] */
    uint32_t depth, n;
};

/* Number of weights of a laid out matrix, and where the one of input k and output j stands. */
static inline size_t kernel_weights(uint32_t depth, uint32_t n)
{
    return (size_t)((depth + 1) / 2 * 2) * ((n + KERNEL_COLUMNS - 1) / KERNEL_COLUMNS * KERNEL_COLUMNS);
}
static inline size_t kernel_place(uint32_t depth, uint32_t k, uint32_t j)
{
    size_t pairs = (depth + 1) / 2;
    return (size_t)(j / KERNEL_COLUMNS) * pairs * 2 * KERNEL_COLUMNS + (size_t)(k / 2) * 2 * KERNEL_COLUMNS +
           (size_t)(j % KERNEL_COLUMNS) * 2 + k % 2;
}

struct kernel {
    /* out[rows][ld_out] = bias + (a W) * scale * row_scale. a: [rows][ld_a], even depth. row_scale: [rows], or NULL for ones. */
    void (*product)(float *out, size_t ld_out, const int16_t *a, size_t ld_a, const float *row_scale, uint32_t rows,
                    const struct kernel_matrix *w);
    /* One step of n cells: gate [4][n] before the curves (input, forget, output, candidate), cell [n] changed, h [n] outputs
    ** times KERNEL_MAX_INPUT, rounded to even. n is a multiple of 8. */
    void (*cells)(int16_t *h, float *cell, const float *gate, uint32_t n);
    /* out[j] += x * w[j] for j < n: the inner step of a product of floats. */
    void (*add_scaled)(float *out, float x, const float *w, uint32_t n);
    /* Bend x[n] in place (curve_leaky) and round it to whole numbers of KERNEL_MAX_INPUT at most, relative to its largest
    ** magnitude; gives what one unit is worth (next to nothing where all are, which round to zeros). */
    float (*bend_round)(int16_t *out, float *x, uint32_t n);
    /* Place of the highest of x[n], the first of equal ones; n > 0. */
    uint32_t (*highest)(const float *x, uint32_t n);
    /* Share of exp(x[chosen]) in the sum of exp(x[j]) over all, in [0,1] (softmax); x finite or -infinity, some finite. exp(-d) of what
    ** lies d below the highest is off by d * d / 8192 of itself, so by less than 1e-4 of the highest; beyond 16 it counts as 0.
    ** Summed in eight strands, so that both ways add in one order. */
    float (*share)(const float *x, uint32_t n, uint32_t chosen);
};

const struct kernel *kernel_plain(void); /* the reference */
const struct kernel *kernel_best(void);  /* the fastest that this processor runs */

#endif
