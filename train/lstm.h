/* One LSTM over a batch of sentences, one way. */
#ifndef TRAIN_LSTM_H
#define TRAIN_LSTM_H

#include "net.h"

/* How the words of a batch stand in memory. In the order of sentences word t of sentence b is row start[b] + t. In the order of steps
** the first words of all sentences come first, then the second ones...; since sentences fall in length, those that still go on at a
** step are the first count[t]. */
struct batch {
    uint32_t n, rows, steps;
    uint32_t *start, *length; /* [n] */
    uint32_t *first, *count;  /* [steps] first row of a step, in the order of steps; rows in it */
    uint32_t *order[2]; /* [rows] row in the order of sentences of each row in the order of steps; read from the end in [1] */
    uint32_t *sentence; /* [rows] sentence of each row, in the order of steps */
};

/* One direction of one layer, as it was run: what the way back needs. All in the order of steps. */
struct lstm_run {
    uint32_t in, hidden;
    const float *wx, *wh, *bias;
    float *x;             /* [rows][in] inputs, parts dropped */
    float *gate;          /* [rows][4 hidden] after their curves; on the way back, their gradients */
    float *cell, *bent;   /* [rows][hidden] cells and their tanh */
    float *h;             /* [rows][hidden] outputs */
    float *before;        /* [rows][hidden] output of the step before, parts dropped; zeros at the first */
    const float *keep_in; /* [n][in] factors by sentence, or NULL */
    const float *keep_h;  /* [n][hidden] or NULL */
};

/* out: [rows][ld_out] in the order of sentences, hidden columns from its start. False when the work is full. */
bool lstm_forward(float *out, size_t ld_out, struct lstm_run *r, const float *x, size_t ld_x, const struct batch *b, int way,
                  struct net_work *w);
/* Adds to the gradients of the parameters and to d_x [rows][ld_x] (NULL: not wanted). d_out as out. */
bool lstm_back(float *d_wx, float *d_wh, float *d_bias, float *d_x, size_t ld_x, struct lstm_run *r, const float *d_out,
               size_t ld_out, const struct batch *b, int way, struct net_work *w);

#endif
