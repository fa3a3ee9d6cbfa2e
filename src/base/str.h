/* Borrowed strings and byte spans. */
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

/* Bytes begin up to, not including, end. */
typedef struct span {
    uint32_t begin;
    uint32_t end;
} span;

#define STR(lit_) ((str){"" lit_, sizeof(lit_) - 1})
/* For printf: "%.*s", STR_ARG(s). */
#define STR_ARG(s_) (int)((s_).n > 0x7FFFFFFF ? 0x7FFFFFFF : (s_).n), ((s_).p ? (s_).p : "")

static inline str str_of(const char *zt) { return (str){zt, zt ? strlen(zt) : 0}; }
static inline str str_span(str s, span at) { return (str){s.p + at.begin, (size_t)(at.end - at.begin)}; }
static inline uint32_t span_len(span s) { return s.end - s.begin; }

bool str_eq(str a, str b);
/* Letters beyond ASCII count as they are: for keys, tags and names of encodings, not for people's words. */
bool str_eq_nocase_ascii(str a, str b);
int str_cmp(str a, str b); /* by bytes, then by length; a total order */
bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);
/* Index of needle in s from `from`, or SIZE_MAX. */
size_t str_find(str s, str needle, size_t from);
str str_trim(str s); /* without ASCII white space at both ends */
/* Part before the first sep; *rest gets what follows it (empty when there is no sep). */
str str_cut(str s, char sep, str *rest);
/* A copy in ar, with a zero byte after it. {NULL,0} when the arena refuses. */
str str_copy(arena *ar, str s);
char *str_zt(arena *ar, str s); /* terminated copy, NULL when refused */
/* Whole s as a decimal number 0..max; false when it is not one. */
bool str_to_u64(str s, uint64_t max, uint64_t *out);

static inline bool ascii_space(unsigned char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static inline bool ascii_digit(unsigned char c) { return c >= '0' && c <= '9'; }
static inline bool ascii_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
static inline bool ascii_lower(unsigned char c) { return c >= 'a' && c <= 'z'; }
static inline bool ascii_alpha(unsigned char c) { return ascii_upper(c) || ascii_lower(c); }
static inline bool ascii_alnum(unsigned char c) { return ascii_alpha(c) || ascii_digit(c); }
static inline unsigned char ascii_tolower(unsigned char c) { return ascii_upper(c) ? (unsigned char)(c + 32) : c; }

#endif
