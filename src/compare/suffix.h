/* Private to the compare room: recurring sequences in rows of numbers. */
#ifndef COMPARE_SUFFIX_H
#define COMPARE_SUFFIX_H

#include "base/base.h"

/* Suffixes of a sequence in order, with the length of what neighbours share. A proper prefix comes before what
** it begins: the end of the sequence is less than any word. */
struct suffixes {
    uint32_t *at;   /* [n] where the i-th suffix begins */
    uint32_t *rank; /* [n] its inverse */
    uint32_t *lcp;  /* [n] words that suffix i shares with suffix i - 1; lcp[0] = 0 */
    uint32_t n;
};
/* seq: [n] values below n_value. A number that stands once only (a separator) is shared by no two suffixes, so no shared
** stretch crosses it. Prefix doubling with counting sorts: O(n log longest repeat). Scratch is taken from ar too. */
enum status suffixes_make(struct suffixes *out, const uint32_t *seq, uint32_t n, uint32_t n_value, arena *ar,
                          struct err *err) MUST_CHECK;

/* A stretch that stands at every suffix in [from, to] and at no other: from < to, or a single suffix. Repeats
** form a forest: parent is the next shorter one whose places include all of its own. Numbers rise from child to
** parent. */
struct repeat {
    uint32_t from, to; /* in suffixes.at, both inclusive */
    uint32_t n_word;
    uint32_t parent;     /* the longest shorter repeat around it, or UINT32_MAX */
    uint32_t best_child; /* for the caller's use; 0 */
};
/* All repeats of at least min_words words with two places or more, children before parents. At most n - 1. */
enum status suffixes_repeats(struct repeat **out, uint32_t *n_repeat, const struct suffixes *s, uint32_t min_words, arena *ar,
                             struct err *err) MUST_CHECK;

#endif
