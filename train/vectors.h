/* Word vectors trained on plain text: what the parts of train_vectors share.
**
** Method: structured skip-gram (Ling, Dyer, Black and Trancoso, "Two/Too Simple Adaptations of Word2Vec for Syntax Problems",
** NAACL 2015) with negative sampling (Mikolov et al., "Distributed Representations of Words and Phrases", NIPS 2013): a word
** foretells the word at each distance from -window to +window by a matrix of that distance, so that vectors come near for words
** that take the same places in a sentence, not for words of one topic. */
#ifndef TRAIN_VECTORS_H
#define TRAIN_VECTORS_H

#include "base/base.h"

#define VECTORS_BREAK UINT32_MAX /* among tokens: a sentence ends here */
#define VECTORS_MAX_WINDOW 5u
#define VECTORS_MAX_NEGATIVE 32u
#define VECTORS_LANES 16u /* dim is a multiple: partial sums are kept apart in this many lanes, in any instruction set */

/* ---- the text (vectors_text.c) ---- */

/* A text as numbers. Owned: vectors_text_free. */
struct vectors_text {
    arena *ar;
    uint32_t n_word;  /* words of the vocabulary, "<unk>" (all words that are not in it) among them */
    str *word;        /* [n_word] normal forms (language/normal.h), by falling count, then by bytes */
    uint32_t *count;  /* [n_word] */
    size_t n_token;   /* with the breaks */
    uint32_t *token;  /* [n_token] index into word, or VECTORS_BREAK */
    size_t cap_token; /* the rest is for vectors_text_add */
    uint32_t n_type, cap_type;
    str *type;
    uint32_t *type_count;
    struct hash_map index; /* hash64 of a type -> its number */
};

/* Empty. E_NOMEM. */
enum status vectors_text_open(struct vectors_text *t, struct err *err) MUST_CHECK;
void vectors_text_free(struct vectors_text *t);
/* Take the tokens of lines apart from white space, after the manner of the English treebanks ("don't": do n't, "long-term": long -
** term, "re-elected" whole); each line is a paragraph, over which no window reaches, nor over the end of a sentence. E_NOMEM;
** E_LIMIT: 2^32 types. Linear. */
enum status vectors_text_add(struct vectors_text *t, str lines, struct err *err) MUST_CHECK;
/* After the last text: keep the words seen min_count times, at most max_words of them, and number them by falling count. */
enum status vectors_text_close(struct vectors_text *t, uint32_t min_count, uint32_t max_words, struct err *err) MUST_CHECK;

/* ---- the training (vectors_train.c) ---- */

/* Same settings, text and number of threads: same vectors, bit by bit. */
struct vectors_settings {
    uint32_t dim;          /* components of a vector, a multiple of VECTORS_LANES */
    uint32_t window;       /* words on each side, 1..VECTORS_MAX_WINDOW */
    uint32_t negative;     /* noise words a centre, 1..VECTORS_MAX_NEGATIVE */
    uint32_t passes;       /* over the whole text */
    uint32_t threads;      /* each trains a copy on its part; joined at the end of each round */
    uint32_t round_tokens; /* tokens a thread between two joins, checkpoints and reports */
    uint64_t seed;
    double rate;   /* step at the start; falls in a straight line to a thousandth of it */
    double sample; /* share of the text above which a word is skipped as centre at times (Mikolov et al., eq. 5); 0: never */
};

/* The state between rounds; what a checkpoint holds. Owned: vectors_model_free. */
struct vectors_model {
    uint32_t n_word, dim, n_place; /* n_place = 2 * window */
    uint64_t round;                /* rounds done */
    float *in;                     /* [n_word][dim] the vectors */
    float *out; /* [n_word + 1][n_place][dim]; the last row is the edge of the sentence, which is foretold like a word */
};

enum status vectors_model_new(struct vectors_model *m, const struct vectors_text *t, const struct vectors_settings *s,
                              struct err *err) MUST_CHECK;
void vectors_model_free(struct vectors_model *m);
uint64_t vectors_rounds(const struct vectors_text *t, const struct vectors_settings *s); /* of the whole training */

/* What a round came to. */
struct vectors_report {
    double loss; /* mean of -log p over the pairs of word and noise looked at */
    uint64_t centres;
};
/* Train the next round (m->round), with s->threads threads. E_NOMEM, E_LIMIT (no thread to be had): m is as it was. */
enum status vectors_train_round(struct vectors_report *report, struct vectors_model *m, const struct vectors_text *t,
                                const struct vectors_settings *s, struct err *err) MUST_CHECK;

/* ---- files (vectors_file.c) ---- */

/* Checkpoint: settings' and text's fingerprint, round, both matrices. Written beside and renamed. Load: E_NOTFOUND where there is
** none; E_FORMAT where it belongs to another text or other settings. */
enum status vectors_checkpoint_save(const char *path, const struct vectors_model *m, uint64_t fingerprint,
                                    struct err *err) MUST_CHECK;
enum status vectors_checkpoint_load(const char *path, struct vectors_model *m, uint64_t fingerprint,
                                    struct err *err) MUST_CHECK;
uint64_t vectors_fingerprint(const struct vectors_text *t, const struct vectors_settings *s);
/* Little-endian: u32 n, u32 dim, n of u64 hash64 of the normal form, n of u32 count, n of dim float32; by falling count. And the
** words, "word count" lines, to a second file. */
enum status vectors_write(const char *path, const char *words_path, const struct vectors_model *m, const struct vectors_text *t,
                          struct err *err) MUST_CHECK;

#endif
