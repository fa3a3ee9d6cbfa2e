/* UTF-8: decoding, classes, folding, width on a terminal. Unicode data are utf8proc's, so which characters are letters depends
** on its version; what a record keeps of a text is made again by `rebuild`. Nothing here fails: invalid bytes are passed
** through or counted as one unknown sign each, because a text with one wrong byte must still be shown and searched. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/buf.h"

/* Decode the character at s.p[at]; *size gets its bytes (1..4). A byte that starts no valid
** sequence (overlong, surrogate, above U+10FFFF, cut) gives -1 with *size 1, so that a loop always moves on. at < s.n. */
int32_t utf8_decode(str s, size_t at, size_t *size);
size_t utf8_encode(char out[4], int32_t cp); /* bytes written; cp must be a scalar value */
/* Is all of it well-formed? *bad_at (may be NULL) gets the first byte that is not, and is untouched on true. Linear. */
bool utf8_valid(str s, size_t *bad_at);

/* Few classes, because the rules of the text room need no more: letters of all scripts together, numbers Nd,
** Nl and No, format characters with the controls, unassigned and private ones as OTHER. */
enum char_class { CHAR_SPACE, CHAR_LETTER, CHAR_DIGIT, CHAR_MARK, CHAR_PUNCT, CHAR_SYMBOL, CHAR_CONTROL, CHAR_OTHER };
enum char_class utf8_class(int32_t cp); /* -1 is CHAR_OTHER; all of Zs, Zl, Zp, tab, line ends are CHAR_SPACE */
/* Upper or title case; letters of scripts without case are neither. */
bool utf8_is_upper(int32_t cp);
int32_t utf8_lower(int32_t cp); /* simple lower case, one to one */
int utf8_width(int32_t cp);     /* terminal columns: 0, 1 or 2 */

/* Characters that do something to a terminal or to the text around them instead of being seen: C0, DEL, C1, and the
** embeddings, overrides and isolates that turn the direction of all that follows. Faces show them as U+FFFD. */
static inline bool utf8_is_hidden(int32_t cp)
{
    return (cp >= 0 && cp < 0x20) || (cp >= 0x7F && cp < 0xA0) || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069);
}

/* Columns that s takes on a terminal (controls count 0). */
size_t utf8_columns(str s);
/* Longest prefix of s, in bytes, that fits into `columns`, cut at a character; signs without width that follow it belong to it. */
size_t utf8_fit(str s, size_t columns);
/* The plain form (' " -) of a typographic quote or dash; any other character as it is. */
int32_t utf8_plain(int32_t cp);
/* Lower-cased copy, with curly quotes and the dashes made plain (' " -), appended to out: the
** form in which words are compared. Invalid bytes are copied as they are. Not for people: the German sharp s stays, and no letter
** loses its accent. s must not lie in out. Linear. */
void utf8_fold(buf *out, str s);

#endif
