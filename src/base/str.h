/* Borrowed strings and byte spans.
**
** A str costs nothing to make, to cut and to pass, and may hold any bytes; who owns them is said where they come from (an arena, a
** source's bytes, a constant). Since nothing is terminated, no C string function may be given its p: copy with str_zt for that. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

/* Pointer and length; borrowed; not terminated unless a function says so. p may be NULL when n is 0. */
typedef struct str {
    const char *p;
    size_t n;
} str;

/* Bytes begin up to, not including, end; begin <= end. 32 bits: no source and no text is above 4 GiB. */
typedef struct span {
    uint32_t begin;
    uint32_t end;
} span;

/* Of a literal, which may hold NUL bytes. */
#define STR(lit_) ((str){"" lit_, sizeof(lit_) - 1})
/* For printf: "%.*s", STR_ARG(s). Shows at most 2 GiB, and stops at a NUL byte, as printf does. */
#define STR_ARG(s_) (int)((s_).n > 0x7FFFFFFF ? 0x7FFFFFFF : (s_).n), ((s_).p ? (s_).p : "")

/* Of a terminated string, O(its length); NULL gives {NULL, 0}. */
static inline str str_of(const char *zt) { return (str){zt, zt ? strlen(zt) : 0}; }
/* The bytes of s at a span, which must lie within it. */
static inline str str_span(str s, span at) { return (str){s.p + at.begin, (size_t)(at.end - at.begin)}; }
static inline uint32_t span_len(span s) { return s.end - s.begin; }

bool str_eq(str a, str b); /* byte for byte; two empty ones are equal wherever they point */
/* Letters beyond ASCII count as they are: for keys, tags and names of encodings, not for people's words. */
bool str_eq_nocase_ascii(str a, str b);
int str_cmp(str a, str b); /* by bytes, then by length; a total order */
/* Does it begin or end with these bytes? Every string does with none. */
bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);
/* First index >= from at which needle stands in s, or SIZE_MAX; an empty needle stands at every place up to the end. from may be
** beyond the end. About linear (memmem). */
size_t str_find(str s, str needle, size_t from);
str str_trim(str s); /* without ASCII white space at both ends */
/* Part before the first sep; *rest gets what follows it ({NULL, 0} when there is no sep). rest may be the address of s itself
** as the caller holds it: `while (s.n) { str line = str_cut(s, '\n', &s); ... }` goes through lines, without a last empty one. */
str str_cut(str s, char sep, str *rest);
/* A copy in ar, with a zero byte after it that n does not count. {NULL,0} when the arena refuses; an empty copy has a p. */
str str_copy(arena *ar, str s);
char *str_zt(arena *ar, str s); /* terminated copy, NULL when refused */
/* Whole s as a decimal number 0..max, leading zeros allowed; false, and *out untouched, when it is not one. */
bool str_to_u64(str s, uint64_t max, uint64_t *out);

/* Classes of ASCII, of bytes as they are: false for every byte from 0x80 on. The C library's would ask the locale, and are
** undefined for a negative char; hence the unsigned argument. */
static inline bool ascii_space(unsigned char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static inline bool ascii_digit(unsigned char c) { return c >= '0' && c <= '9'; }
static inline bool ascii_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
static inline bool ascii_lower(unsigned char c) { return c >= 'a' && c <= 'z'; }
static inline bool ascii_alpha(unsigned char c) { return ascii_upper(c) || ascii_lower(c); }
static inline bool ascii_alnum(unsigned char c) { return ascii_alpha(c) || ascii_digit(c); }
static inline unsigned char ascii_tolower(unsigned char c) { return ascii_upper(c) ? (unsigned char)(c + 32) : c; }

#endif
