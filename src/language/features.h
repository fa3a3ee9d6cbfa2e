/* What the network sees of one word: fingerprints of its spelling. */
#ifndef LANGUAGE_FEATURES_H
#define LANGUAGE_FEATURES_H

#include "base/base.h"

#define FEATURES_MAX 48u
#define FEATURES_SINGLE 9u /* word, shape, prefixes of 1..3 characters, suffixes of 1..4 */

/* Fingerprints, each of one kind and one piece of spelling. The first FEATURES_SINGLE stand at fixed places (0 where the word has
** no more characters than the piece); behind them runs of characters of "<word>", ends marked: all of 3 from the start on, then all
** of 4, as many as there is room for. */
struct features {
    uint64_t key[FEATURES_MAX];
    uint32_t n;
    uint64_t word; /* of the normal form alone: the key of word vectors */
};

/* Describe a form, any bytes. The normal form is used throughout but for the shape: lower case, digits as '0', typographic quotes
** and dashes plain. Of more than 64 characters the first 32 and the last 32 count, of the shape its first 24 signs, of the word what
** language_normal keeps. Time linear in the bytes, no memory. */
void features_of(struct features *out, str form);

#endif
