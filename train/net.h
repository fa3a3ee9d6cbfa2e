/* The network of the parser while it learns: what it is made of, one pass forward and back over a batch of sentences, one step.
**
** A word is a frozen word vector beside the sum of the rows of its features. Layers of LSTMs read the sentence both ways
** (Hochreiter and Schmidhuber 1997; variational dropout after Gal and Ghahramani, NIPS 2016). From the last layer one product
** gives all heads their input: arcs by a biaffine form (Dozat and Manning, ICLR 2017), relations by a bent layer over word
** and head (Kiperwasser and Goldberg, TACL 2016), tags and lemma scripts by a bent layer each. */
#ifndef TRAIN_NET_H
#define TRAIN_NET_H

#include "base/base.h"
#include "matrix.h"

#define NET_MAX_LAYERS 4u

struct net_shape {
    uint32_t n_row, dim_row;       /* rows of features */
    uint32_t n_vector, dim_vector; /* frozen word vectors; number 0 is none (zeros) */
    uint32_t layers, hidden;       /* LSTMs: layers, cells each way */
    uint32_t dim_arc, dim_rel, dim_tag, dim_lemma;
    uint32_t n_rel, n_tag, n_script; /* classes */
};

/* Where each tensor begins in the array of all parameters. LSTM gates stand in the order input, forget, output, candidate. */
struct net_layout {
    size_t row;                     /* [n_row][dim_row] */
    size_t wx[NET_MAX_LAYERS][2];   /* [inputs][4 hidden], forward and backward */
    size_t wh[NET_MAX_LAYERS][2];   /* [hidden][4 hidden] */
    size_t bias[NET_MAX_LAYERS][2]; /* [4 hidden] */
    size_t top, top_bias;           /* [2 hidden][columns], [columns]: arc word, arc head, rel word, rel head, tag, lemma */
    size_t arc, arc_bias, arc_root; /* [dim_arc][dim_arc], [dim_arc] of heads, [dim_arc] the root as a head */
    size_t rel_root;                /* [dim_rel] */
    size_t rel, rel_bias;           /* [dim_rel][n_rel], [n_rel] */
    size_t tag, tag_bias;           /* [dim_tag][n_tag], [n_tag] */
    size_t script, script_bias;     /* [dim_lemma][n_script], [n_script] */
    size_t total;
};

/* Columns of the product `top`. */
static inline uint32_t net_columns(const struct net_shape *s)
{
    return 2 * s->dim_arc + 2 * s->dim_rel + s->dim_tag + s->dim_lemma;
}

#define NET_NO_CLASS UINT32_MAX /* nothing to learn from here */

/* A word type: which rows and which vector. */
struct net_type {
    uint32_t *row; /* [n_row] rows of single features, then of runs of characters */
    uint32_t n_row, n_single;
    uint32_t word_row;   /* among them, the row of the word itself, or NET_NO_CLASS */
    uint32_t word_count; /* how often the word was seen: rare ones are hidden more often in training */
    uint32_t vector;     /* number of its word vector, 0: none */
};

struct net_sentence {
    uint32_t n;
    const uint32_t *type;               /* [n] */
    const uint32_t *head;               /* [n] 0 = root; NET_NO_CLASS where not known */
    const uint32_t *rel, *tag, *script; /* [n] classes or NET_NO_CLASS */
    float weight;                       /* of its losses */
};

/* What the network says of one sentence (predicting only); arrays in memory of the work. */
struct net_answer {
    float *arc;                 /* [n][n + 1] scores */
    float *word_rel, *head_rel; /* [n][ld], [n + 1 rows: root apart] of the relation layer, before its bend */
    size_t ld;
    uint32_t *tag, *script; /* [n] best classes */
};

/* Probabilities of dropping; all 0 when predicting. */
struct net_drop {
    float input, layer, recurrent, head; /* parts of vectors */
    float vector, rows;                  /* the whole word vector, all rows of a word */
};

struct net_loss {
    double arc, rel, tag, script;
    uint32_t n, arc_right, rel_right, tag_right, script_right; /* words, and how many the highest score had right */
};

/* Memory of one thread: a heap that is emptied for each batch, and room for products. */
struct net_work {
    char *heap;
    size_t used, cap;
    float *scratch;
    bool full; /* something did not fit: the batch is void */
};

bool net_work_new(struct net_work *w, size_t cap_bytes);
void net_work_free(struct net_work *w);
/* n floats or 32-bit numbers, not zeroed; NULL and w->full when the heap is full. */
void *net_take(struct net_work *w, size_t n);
float *net_take_zeroed(struct net_work *w, size_t n);

void net_layout_of(struct net_layout *out, const struct net_shape *s);
/* First values: uniform after Glorot and Bengio (2010), forget gates biased by 1, rows small. */
void net_init(float *theta, const struct net_shape *s, const struct net_layout *at, uint64_t *seed);

struct net {
    struct net_shape shape;
    struct net_layout at;
    const float *theta;          /* [at.total] */
    const float *vector;         /* [n_vector][dim_vector], row 0 zeros */
    const struct net_type *type; /* [any] */
};

/* Forward and, where gradient is given, back: adds to gradient [at.total] and to *loss. Sentences in falling order of length.
** Where answer is given ([n]), says what the network thinks; one of gradient and answer is given, the other NULL, and with an
** answer drop is zero. seed: of the dropping. False when the work is full. */
bool net_batch(struct net_loss *loss, float *gradient, struct net_answer *answer, const struct net *net,
               const struct net_sentence *sentence, uint32_t n, struct net_drop drop, uint64_t seed, struct net_work *w);

/* Score of each relation for word i under head j (0 = root) of an answered sentence; out [n_rel]. */
void net_relations(float *out, const struct net *net, const struct net_answer *a, uint32_t i, uint32_t j);

/* Adam (Kingma and Ba 2015) with a running mean of the parameters beside it. */
struct net_adam {
    float *m, *v, *mean; /* [total] */
    uint64_t step;
};
/* One step against gradient (mean over the batch's words), its norm cut at max_norm. */
void net_adam_step(float *theta, struct net_adam *adam, float *gradient, size_t total, float rate, float mean_keep,
                   float max_norm);

#endif
