/* The network of the parser, as a model file holds it, and its run over sentences.
**
** Words become vectors (a word vector beside the sum of the rows of their features), LSTMs read each sentence both ways, and one
** product gives the input of all heads: arcs, relations, tags, lemma scripts. train/net.h is the same network while it learns. */
#ifndef LANGUAGE_NETWORK_H
#define LANGUAGE_NETWORK_H

#include "language/kernel.h"
#include "language/model.h"

#define NETWORK_MAX_LAYERS 4u
#define NETWORK_VERSION 1u

/* The section "net.shape": so many u32, in this order. */
struct network_shape {
    uint32_t version;
    uint32_t layers, hidden;                       /* LSTMs; cells each way, a multiple of 16 */
    uint32_t dim_row, dim_vector;                  /* numbers of a row of features, of a word vector; their sum is even */
    uint32_t dim_arc, dim_rel, dim_tag, dim_lemma; /* even */
    uint32_t n_rel, n_tag, n_script;
    uint32_t n_row, n_vector;
    uint32_t n_lemma, n_script_all; /* forms with a known script; scripts in all, the network tells apart the first n_script */
    float input_worth;              /* what one unit of a word's input is worth */
};

/* Matrices in the order of the section "net.weights": LSTMs by layer, then direction; then these. */
enum network_matrix { NETWORK_TOP, NETWORK_ARC, NETWORK_REL, NETWORK_TAG, NETWORK_SCRIPT, NETWORK_HEADS };

static inline uint32_t network_matrices(const struct network_shape *s) { return 2 * s->layers + NETWORK_HEADS; }
/* Inputs and outputs of matrix m. An LSTM's inputs are those of its layer, then its own outputs of the step before; its
** outputs are the gates input, forget, output, candidate. TOP's are arc word, arc head, rel word, rel head, tag, lemma. */
void network_matrix_size(uint32_t *depth, uint32_t *n, const struct network_shape *s, uint32_t m);
/* Units from one matrix to the next, in "net.weights" (i16), and in "net.scales" and "net.biases" (f32). */
size_t network_weight_room(uint32_t depth, uint32_t n);
size_t network_column_room(uint32_t n);

#define NETWORK_SHELF_BITS 14u
#define NETWORK_SHELVES (1u << NETWORK_SHELF_BITS)

/* Fingerprints in rising order, a section of u64. */
struct network_keys {
    const uint64_t *key; /* [n] */
    uint32_t n;
    uint32_t *first; /* [NETWORK_SHELVES + 1] first key of each shelf: the keys that share their highest bits */
};

/* A table from fingerprints to rows of small numbers: sections PREFIX.key, .scale (f32), .row (i8). */
struct network_table {
    struct network_keys keys;
    const float *scale; /* [n] what one unit of a row is worth */
    const int8_t *row;  /* [n][dim] */
    uint32_t dim;
};

/* Lemma scripts of forms that were seen with a part of speech in training: sections lemmas.key, lemmas.script (u16). */
struct network_lemmas {
    struct network_keys keys; /* network_lemma_key */
    const uint16_t *script;   /* [n] */
};

/* Key of a form with its XPOS. */
static inline uint64_t network_lemma_key(str form, str xpos) { return hash64_mix(hash64(form), hash64(xpos)); }

struct network_tag {
    uint8_t upos; /* enum language_upos */
    str xpos, feats;
};

struct network {
    struct network_shape shape;
    const struct kernel *kernel;
    struct kernel_matrix lstm[NETWORK_MAX_LAYERS][2];
    struct kernel_matrix head[NETWORK_HEADS];
    const float *arc_root, *rel_root; /* [dim_arc], [dim_rel] the root as a head */
    struct network_table row, vector;
    struct network_tag *tag; /* [n_tag] */
    struct network_lemmas lemma;
    str *rel, *script;    /* [n_rel], [n_script_all] */
    uint32_t rel_of_root; /* the relation "root" */
    arena *ar;            /* owns what is not in the file */
};

/* Take the sections of the file apart; everything in them is checked. E_FORMAT naming what is wrong; E_NOMEM. On success
** network_close must be called; on failure nothing is left. The bytes must outlive the network. */
enum status network_open(struct network *out, const struct model_file *file, struct err *err) MUST_CHECK;
void network_close(struct network *net);

/* Place of a fingerprint, or UINT32_MAX. */
uint32_t network_find(const struct network_keys *t, uint64_t key);

/* ---- running ---- */

#define NETWORK_SCRIPTS 4u       /* lemma scripts that are told for each word */
#define NETWORK_GROUP 32u        /* sentences that are run side by side at most */
#define NETWORK_GROUP_ROWS 1024u /* and their words, where they are more than one */

/* Scratch of one thread; grows to what the longest sentence needs and is then kept. */
struct network_run;

enum status network_run_new(struct network_run **out, const struct network *net, struct err *err) MUST_CHECK;
void network_run_free(struct network_run *run);

/* A sentence to be parsed and what is said of it. */
struct network_sentence {
    const str *form; /* [n] */
    uint32_t n;
    uint32_t *head;                      /* [n] 0 = root, else 1 + place; a tree */
    uint32_t *rel;                       /* [n] number of the relation */
    uint32_t *tag;                       /* [n] */
    uint32_t (*script)[NETWORK_SCRIPTS]; /* [n] the likeliest first */
    float *prob_head;                    /* [n] of head and relation */
    float *prob_tag;                     /* [n] */
};

/* Parse up to NETWORK_GROUP sentences in falling order of length, the longest with LANGUAGE_MAX_SENTENCE_WORDS words. What is said of
** one does not depend on the others. E_NOMEM, E_LIMIT: from the scratch. */
enum status network_parse(struct network_run *run, struct network_sentence *sentence, uint32_t n, struct err *err) MUST_CHECK;

#endif
