/* The normal form of a word: what the word vectors are keyed by.
**
** The trainer of the vectors (train/vectors.c) and the parser that looks them up must agree byte for byte, or a word of the text
** misses its vector in silence; hence one function for both. It folds what says nothing about a word's grammar: case, the shape of
** quotes and dashes, and which number a number is ("1,250" and "3,700" are one word, "0,000"). */
#ifndef LANGUAGE_NORMAL_H
#define LANGUAGE_NORMAL_H

#include "base/base.h"

/* Room that holds the normal form of every word worth a vector; a longer one is a link, a path or noise. */
#define LANGUAGE_NORMAL_BYTES 64u

/* One character of it: small, quotes and dashes plain, an ASCII digit as '0'. */
static inline int32_t language_normal_character(int32_t cp)
{
    return cp >= '0' && cp <= '9' ? '0' : utf8_lower(utf8_plain(cp));
}

/* Write the normal form of form to out[0..cap) and give its length in bytes (not terminated). Each ASCII digit becomes '0'; letters
** become small, one to one; curly quotes and dashes become ' " and -; the quote pairs `` and '' of typewritten texts, as a whole
** form, become ". Bytes that are no UTF-8 stand as they are. What does not fit is left off at the last whole character that fits,
** so long forms with one beginning are one word. cap 0 gives 0. Applying it twice changes nothing more. Linear; no memory. */
size_t language_normal(char *out, size_t cap, str form);

#endif
