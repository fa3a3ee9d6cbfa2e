/* The two bent curves of the network, made of plain arithmetic so that every compiler and machine gives the same bits.
**
** tanh by Lambert's continued fraction, cut after its seventh step (J. H. Lambert, 1761; Abramowitz and Stegun 4.5.70): off by less
** than 1e-4 where it is used, and monotone there up to its last bits; beyond it the value is held at its end. Training uses the same curves,
** so that the network learns what it will be run with. */
#ifndef LANGUAGE_CURVE_H
#define LANGUAGE_CURVE_H

#define CURVE_END 4.97f /* where the cut fraction reaches 1 */

/* tanh(x), in [-1,1]. */
static inline float curve_tanh(float x)
{
    x = x < -CURVE_END ? -CURVE_END : x;
    x = x > CURVE_END ? CURVE_END : x;
    float s = x * x;
    float above = x * (135135.0f + s * (17325.0f + s * (378.0f + s)));
    float below = 135135.0f + s * (62370.0f + s * (3150.0f + s * 28.0f));
    float y = above / below;
    y = y < -1.0f ? -1.0f : y;
    return y > 1.0f ? 1.0f : y;
}

/* 1 / (1 + exp(-x)), in [0,1]. */
static inline float curve_sigmoid(float x) { return 0.5f + 0.5f * curve_tanh(0.5f * x); }

/* A line that is bent at 0: x above, a tenth of it below. */
static inline float curve_leaky(float x) { return x > 0.0f ? x : 0.1f * x; }

#endif
