/* Linear classifiers over hashed features: logistic regression by stochastic gradient steps of AdaGrad (Duchi, Hazan and Singer,
** "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization", JMLR 12, 2011), averaged, then rounded to bytes.
** For trainers; the same examples in the same order and the same seed give the same bytes: only + - * / and sqrt are used. */
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
    float weight; /* how much it counts */
    bool yes;
};

struct linear_options {
    uint32_t bits; /* log2 of the weights */
    uint32_t epochs;
    uint64_t seed;  /* of the order of examples */
    double rate;    /* first step */
    double decay;   /* L2, per step of a feature */
    uint32_t least; /* features in fewer examples learn nothing */
};

/* What was learned, ready for a section: sum of the bytes of an example's features plus bias, yes above 0. */
struct linear_model {
    uint32_t bits;
    int32_t bias;
    int8_t *weight; /* [1 << bits], malloc'ed */
};

void linear_add(struct linear_data *data, const uint32_t *hash, uint32_t n, bool yes, float weight);
/* E_NOMEM. Prints the loss of each epoch to standard error. */
enum status linear_learn(struct linear_model *out, const struct linear_data *data, const struct linear_options *options,
                         const char *name, struct err *err) MUST_CHECK;
void linear_data_free(struct linear_data *data);

#endif
