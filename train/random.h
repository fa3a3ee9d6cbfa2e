/* Random numbers of training: splitmix64 (Steele, Lea and Flood, OOPSLA 2014). The state is part of every checkpoint, so a training
** that was broken off goes on with the numbers that it would have had. */
#ifndef TRAIN_RANDOM_H
#define TRAIN_RANDOM_H

#include <math.h>
#include <stdint.h>

static inline uint64_t random_next(uint64_t *state)
{
    uint64_t x = *state += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

/* In [0,1). */
static inline float random_unit(uint64_t *state) { return (float)(random_next(state) >> 40) * 0x1p-24f; }
/* 0..below-1, below > 0. */
static inline uint32_t random_below(uint64_t *state, uint32_t below) { return (uint32_t)((random_next(state) >> 32) % below); }

#endif
