/* What the threads of a round read and none of them changes: tables made from the text and the settings. Internal to the trainer
** of word vectors. */
#ifndef TRAIN_VECTORS_TABLES_H
#define TRAIN_VECTORS_TABLES_H

#include "vectors.h"

#define VECTORS_SIGMOID_STEPS 2048u
#define VECTORS_SIGMOID_REACH 8.0f /* beyond +-8 the sigmoid is taken as at 8 */

/* Owned: vectors_tables_free. The text and the settings are borrowed. */
struct vectors_tables {
    const struct vectors_text *t;
    const struct vectors_settings *s;
    uint32_t n_block;
    size_t *block;   /* [n_block + 1] first token of each block of whole sentences */
    uint32_t *order; /* [n_block] the blocks in the order of this pass: shuffled, so that no source of the text comes last */
    uint32_t *skip;  /* [n_word] a centre is trained when a random 32-bit number is not above this */
    uint32_t *alias_keep; /* [n_word] a random place stands for itself below this random 32-bit number, else for alias */
    uint32_t *alias;      /* [n_word] (Walker, "An efficient method for generating discrete random variables", 1977) */
    float sigmoid[VECTORS_SIGMOID_STEPS]; /* 1 / (1 + e^-x) at the middle of each step of -REACH..REACH */
    float loss[VECTORS_SIGMOID_STEPS];    /* its -log */
};

/* For a pass, counted from 0; NULL without memory. Time linear in the text. */
struct vectors_tables *vectors_tables_new(const struct vectors_text *t, const struct vectors_settings *s, uint64_t pass);
void vectors_tables_free(struct vectors_tables *tables);
/* Blocks that all threads together train in one round, a multiple of s->threads. */
uint32_t vectors_blocks_a_round(const struct vectors_settings *s);

/* The next of a stream of random numbers: splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
** OOPSLA 2014). */
static inline uint64_t vectors_random(uint64_t *state)
{
    uint64_t x = *state += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

#endif
