/* Random numbers for property tests: splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
** generators", OOPSLA 2014). The seed is a constant of each test, so a failure repeats; tests print the round. */
#ifndef TEST_RANDOM_H
#define TEST_RANDOM_H

#include <stdint.h>

static inline uint64_t random_next(uint64_t *seed)
{
    uint64_t x = *seed += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

/* 0..below-1; the bias of the remainder does not matter to tests. below > 0. */
static inline uint32_t random_below(uint64_t *seed, uint32_t below) { return (uint32_t)((random_next(seed) >> 32) % below); }

#endif
