/* Writing JSON (RFC 8259). What comes out is always valid: strings are escaped, ill-formed bytes become U+FFFD,
** commas and indents take care of themselves, and an unbalanced writer is a programmer's mistake (assert). */
#ifndef PRESENT_JSON_H
#define PRESENT_JSON_H

#include "base/base.h"

/* Open brackets at most; the deepest answer (a quote in a part of a finding of a comparison) nests seven. */
enum { JSON_DEPTH_MAX = 32 };

/* The state of one text. Zero all but out and one_line; nothing needs to be freed. out is
** borrowed and may already hold something: the writer only appends. A text is whole when depth is
** 0 again. */
struct jout {
    buf *out;
    bool one_line; /* no line ends but the last: JSON Lines */
    uint32_t depth;
    bool some[JSON_DEPTH_MAX + 1]; /* something stands at this depth: a comma is due */
    char close[JSON_DEPTH_MAX + 1];
};

/* Open an object or an array; each wants its jout_end. key NULL: an element of an array, or the
** whole. A key in an array, or none in an object, is an assert. Constant time, as all calls here
** but for the length of a string. */
void jout_object(struct jout *j, const char *key);
void jout_array(struct jout *j, const char *key);
void jout_end(struct jout *j);
/* A string; {NULL,0} and the empty one both give "": where nothing is known call jout_null
** instead. */
void jout_str(struct jout *j, const char *key, str value);
void jout_strz(struct jout *j, const char *key, const char *value); /* NULL gives null */
void jout_int(struct jout *j, const char *key, int64_t value);
void jout_real(struct jout *j, const char *key, double value); /* four decimals; NaN and infinities give null */
void jout_bool(struct jout *j, const char *key, bool value);
void jout_null(struct jout *j, const char *key);
void jout_day(struct jout *j, const char *key, day d);    /* "2025-12-11", or null */
void jout_span(struct jout *j, const char *key, span at); /* [begin, end] */
/* The escaped text alone, without quotes: for a caller that puts it together piece by piece.
** Linear; writes at most six bytes for one. */
void jout_escape(buf *out, str s);

#endif
