/* Reading of treebanks for the trainer of the section "tokens": examples for the three classifiers, forms that are parted, the case
** of words. Texts are read by the functions of the room itself (language/words_parts.h), with the answers of gold. */
#ifndef TRAIN_TOKENS_H
#define TRAIN_TOKENS_H

#include "language/words_parts.h"
#include "linear.h"

#define TOKENS_MAX_FORMS 4096u

/* How often a word stands inside sentences with a small letter and with a capital. */
struct case_count {
    uint32_t hash, small, capital;
};

/* What was read so far. To be zeroed, then random and ar set and the block given room. */
struct tokens_reader {
    struct linear_data data[WORDS_JUDGES];
    struct words_form form[TOKENS_MAX_FORMS]; /* [n_form] in the order of the text, after tokens_settle by rising hash */
    struct words_model forms;                 /* with nothing but that table */
    uint32_t n_form;
    struct hash_map seen; /* words to their places in count */
    buf count;            /* of struct case_count */
    uint8_t cases[WORDS_CASES / 4];
    uint32_t n_sentence;
    uint32_t n_lost;    /* ends of tokens that lie inside a piece: nothing can learn them */
    uint32_t n_address; /* junctions that gold parts inside an address */
    uint64_t random;    /* of the widths of lines */
    struct words_block block;
    arena *ar;
};

/* Read a file; name: its path, and behind a ':' prefixes of ids of documents, parted by commas: others are passed over. first: the
** first pass, for forms and cases; the examples come in a second one. */
enum status tokens_read_file(struct tokens_reader *r, const char *name, bool first, struct err *err) MUST_CHECK;
/* Between the passes: sorts the forms, settles the cases. */
void tokens_settle(struct tokens_reader *r);
/* Gives back what the passes took but for the arena. */
void tokens_reader_free(struct tokens_reader *r);

#endif
