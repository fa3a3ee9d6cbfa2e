/* Packing of weights into the slots of struct words_table (src/language/words.h): 15 levels, four bits of the hash as a mark. */
#ifndef TRAIN_LINEAR_PACK_H
#define TRAIN_LINEAR_PACK_H

#include "linear.h"

/* hash[n] rising, weight[n], bias. Keeps as many of the weightiest features as find a place. E_NOMEM. */
enum status linear_pack(struct linear_table *out, const uint32_t *hash, const double *weight, uint32_t n, double bias,
                        uint32_t lines) MUST_CHECK;

#endif
