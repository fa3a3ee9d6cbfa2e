/* Linear classifiers over hashed features: logistic regression by stochastic gradient steps of AdaGrad (Duchi, Hazan and Singer,
** "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization", JMLR 12, 2011), averaged, then packed into the
** slots of struct words_table. For trainers; the same examples in the same order and the same seed give the same bytes on any
** machine: only + - * / and sqrt are used. */
#ifndef TRAIN_LINEAR_H
#define TRAIN_LINEAR_H

#include "base/base.h"

/* Examples, as long as the process lives; zeroed is empty. */
struct linear_data {
    buf hash;  /* of uint32_t: features of all examples, one behind the other */
    buf where; /* of struct linear_example */
};

struct linear_example {
    size_t first; /* in hash */
    uint32_t n;
    bool yes;
};

struct linear_options {
    uint32_t lines; /* of 64 slots */
    uint32_t epochs;
    uint64_t seed; /* of the order of examples */
    double rate;   /* of the first step */
    uint32_t
        dropout; /* of 256: share of an example's features that are left out each time it is seen (Srivastava et al., "Dropout",
                      ** JMLR 15, 2014), so that what is rare does not take the place of what is general */
    uint32_t least; /* features in fewer examples learn nothing */
};

/* What was learned, as a section holds it. */
struct linear_table {
    uint8_t *slot; /* [lines][64], malloc'ed */
    int16_t level[16];
    int32_t bias;
    uint32_t lines;
};

void linear_add(struct linear_data *data, const uint32_t *hash, uint32_t n, bool yes);
/* E_NOMEM. Says on standard error how it goes. The features of data are replaced by their numbers: learn once. */
enum status linear_learn(struct linear_table *out, struct linear_data *data, const struct linear_options *options,
                         const char *name, struct err *err) MUST_CHECK;
void linear_data_free(struct linear_data *data);

#endif
