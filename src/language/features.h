/* What the network sees of one word: fingerprints of its spelling. */
#ifndef LANGUAGE_FEATURES_H
#define LANGUAGE_FEATURES_H

#include "base/base.h"

#define FEATURES_MAX 48u
#define FEATURES_SINGLE 9u /* word, shape, prefixes of 1..3 characters, suffixes of 1..4 */

/* Fingerprints, each of one kind and one piece of spelling. The first FEATURES_SINGLE stand at fixed places (0 where
** the word is too short for one); behind them all runs of 3 and 4 characters of "<word>", ends marked, as many as there is room for. */
struct features {
    uint64_t key[FEATURES_MAX];
    uint32_t n;
    uint64_t word; /* of the normal form alone: the key of word vectors */
};

/* Describe a form. The normal form is used throughout but for the shape: lower case, digits as '0', typographic quotes and
** dashes plain. Time linear in its bytes up to a cap of 64 characters, beyond which only the end counts. */
void features_of(struct features *out, str form);

#endif
