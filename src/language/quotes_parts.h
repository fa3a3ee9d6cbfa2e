/* What the steps of finding quotations share: marks (quotes_marks.c), speakers (quotes_speaker.c), speech without marks
** (quotes_said.c); quotes.c puts them together. */
#ifndef LANGUAGE_QUOTES_PARTS_H
#define LANGUAGE_QUOTES_PARTS_H

#include "language/clauses_tree.h"
#include "language/clauses_words.h"
#include "language/quotes.h"

/* One quotation while it is made. */
struct quote {
    span at;    /* bytes between the marks */
    span outer; /* bytes with the marks */
    span words; /* words inside; empty when there is none */
    uint8_t kind;
    span speaker, verb;
    uint32_t part_of;
    bool closed, single, opens_par, goes_on;
    float prob;
};

struct quotes_work {
    struct clauses_tree tree;
    struct language_clauses clauses;
    struct quote *q; /* [n] */
    uint32_t n, n_room;
    uint32_t *ends; /* [n_word] quotation with marks whose last word stands before this one; for quotes_find_said */
    bool *quoted;   /* [n_word] in a direct quotation, or its word of speech; likewise */
    arena *ar;
};

/* Append a quotation; NULL when the arena refuses. It is valid until the next one is added. */
struct quote *quotes_add(struct quotes_work *k);

/* Find all pairs of marks, in order of their opening marks; kind is not set. E_NOMEM, E_LIMIT. Linear. */
enum status quotes_pair_marks(struct quotes_work *k, struct err *err) MUST_CHECK;

/* Who speaks in q[i] and how: sets kind, speaker, verb, part_of, prob. Those before it are done. */
void quotes_attribute(struct quotes_work *k, uint32_t i);
/* Words of the noun phrase that word stands in, without clauses, appositions and marks around it. */
span quotes_mention(const struct clauses_tree *tree, uint32_t word);

/* Append indirect speech. n_marked: quotations with marks. E_NOMEM, E_LIMIT. */
enum status quotes_find_said(struct quotes_work *k, struct err *err) MUST_CHECK;

/* A word of speech whose subject speaks: by its group, or of naming when names is true. */
bool quotes_is_speech(const struct clauses_tree *tree, uint32_t word, bool names);

#endif
