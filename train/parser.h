/* The trainer of the parser: what its parts share. */
#ifndef TRAIN_PARSER_H
#define TRAIN_PARSER_H

#include "data.h"

#define MAX_FILES 16u
#define SHARDS 2u /* of a batch, whatever the number of threads: their gradients are added in order */

struct options {
    const char *out, *vectors, *genres;
    const char *start[MAX_FILES]; /* [n_start] checkpoints of the same shape whose mean is taken to begin with */
    const char *train[MAX_FILES], *silver[MAX_FILES], *dev[MAX_FILES];
    uint32_t n_train, n_silver, n_dev, n_start;
    struct net_shape shape;
    struct net_drop drop;
    uint32_t passes, batch_words, min_single, min_run, most_vectors, threads;
    float rate, silver_weight, mean_keep;
    uint64_t seed;
};

struct trainer {
    struct options o;
    struct vocabulary v;
    struct corpus train, dev[MAX_FILES];
    struct net net;
    float *theta, *gradient[SHARDS];
    struct net_adam adam;
    struct net_work work[SHARDS];
    uint32_t pass;
    uint64_t random;
    uint64_t planned_steps;
    struct net_sentence *dealt[SHARDS]; /* [most of a batch] */
};

/* Read the command line; false when it makes no sense. */
bool parser_options(struct options *o, int argc, char **argv);
int parser_usage(void);

/* Parse dev file d with the running mean of the parameters and print how well: words given, tree decoded as the program does. */
void parser_measure(struct trainer *t, uint32_t d);

#endif
