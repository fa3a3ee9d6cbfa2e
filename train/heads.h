/* What stands on the last layer: arcs, relations, tags and lemma scripts, their losses and the way back. */
#ifndef TRAIN_HEADS_H
#define TRAIN_HEADS_H

#include "lstm.h"

/* Rows here are in the order of sentences. */
struct heads {
    const struct net *net;
    const struct net_sentence *sentence;
    const struct batch *batch;
    struct net_work *work;
    float *gradient; /* of all parameters, or NULL when predicting */
    float *y, *d_y;  /* [rows][2 hidden] the last layer, parts dropped; its gradient */
    float *top,
        *d_top;  /* [rows][columns] after the product: arc and tag and lemma parts bent and dropped, relation parts plain */
    float *keep; /* [n][columns] factors by sentence, or NULL */
};

bool heads_run(struct net_loss *loss, struct net_answer *answer, struct heads *h);

#endif
