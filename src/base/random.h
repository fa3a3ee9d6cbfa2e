/* Random numbers that repeat: splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014,
** figure 15). One 64-bit word is the whole state, so a checkpoint that keeps it goes on with the numbers that would have come,
** and a seed that is printed brings a failure back. Every seed is a good one, 0 as well. Not for secrets. */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stdint.h>

/* The next of 2^64 numbers, each of which comes once before the first comes again. *state moves on. */
static inline uint64_t random_next(uint64_t *state)
{
    uint64_t x = *state += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

/* In [0,1): a multiple of 2^-24, each of which a float holds exactly. */
static inline float random_unit(uint64_t *state) { return (float)(random_next(state) >> 40) * 0x1p-24f; }

/* 0..below-1, below > 0. The remainder of 32 bits: the smaller numbers come up to below / 2^32 more often, which a shuffle or a
** test never sees. */
static inline uint32_t random_below(uint64_t *state, uint32_t below) { return (uint32_t)((random_next(state) >> 32) % below); }

#endif
