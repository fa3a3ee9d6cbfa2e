/* What the parser learns from: annotated sentences as numbers, and the tables that the numbers stand for. */
#ifndef TRAIN_DATA_H
#define TRAIN_DATA_H

#include "language/language.h"
#include "net.h"

/* Strings by falling count, then by bytes. */
struct class_table {
    str *name;       /* [n] */
    uint32_t *count; /* [n] */
    uint32_t n;
    struct hash_map number; /* of hash64(name) */
};

struct vocabulary {
    arena *ar;
    struct class_table tag, rel, script; /* tag: "UPOS|XPOS|FEATS" */
    uint32_t n_script;                   /* scripts that are classes: the first, those seen twice */
    uint64_t *lemma_key;                 /* [n_lemma] rising, of forms with their XPOS */
    uint16_t *lemma_script;              /* [n_lemma] the script that each was seen with most often */
    uint32_t n_lemma;
    struct hash_map row; /* of feature keys */
    uint64_t *row_key;   /* [n_row] */
    uint32_t n_row;
    struct hash_map vector; /* of words; numbers from 1 */
    uint64_t *vector_key;   /* [n_vector], [0] unused */
    float *vector_value;    /* [n_vector][dim_vector], [0] zeros */
    uint32_t n_vector, dim_vector;
    struct hash_map type_number; /* of hash64(form) */
    struct net_type *type;       /* [n_type] */
    uint32_t n_type, cap_type;
    struct hash_map word_count; /* of word features */
};

struct corpus {
    struct net_sentence *sentence; /* [n] */
    struct conllu_sentence *read;  /* [n] what they were made from, or NULL */
    uint32_t n, words;
};

/* Read sentences. genres: of documents that are named GUM_<genre>_... only those of these genres, parted by commas, are taken; NULL
** takes all. E_IO, E_FORMAT with the file named. */
enum status data_read(struct conllu_text *out, const char *path, const char *genres, arena *ar, struct err *err) MUST_CHECK;

/* Make the tables from annotated texts (not from silver, whose gaps and guesses are no classes): features seen min_single times, runs
** of characters min_run times; scripts seen twice are classes. */
enum status data_tables(struct vocabulary *v, const struct conllu_text *text, uint32_t n, uint32_t min_single, uint32_t min_run,
                        struct err *err) MUST_CHECK;
/* Fill in lemma_key and lemma_script from annotated texts (not from silver: their lemmas are guesses). */
enum status data_lemmas(struct vocabulary *v, const struct conllu_text *text, uint32_t n, struct err *err) MUST_CHECK;
/* Word vectors: u32 n, u32 dim, n u64 keys, n u32 counts, n*dim floats; scaled so that their parts have a mean square of 1/4. The first
** `most` are taken. */
enum status data_vectors(struct vocabulary *v, const char *path, uint32_t most, struct err *err) MUST_CHECK;

/* Turn a text into numbers; types that are new are added to the vocabulary. */
enum status data_corpus(struct corpus *out, struct vocabulary *v, const struct conllu_text *text, float weight,
                        struct err *err) MUST_CHECK;

#endif
