/* Writing JSON (RFC 8259). What comes out is always valid: strings are escaped, ill-formed bytes become U+FFFD,
** commas and indents take care of themselves, and an unbalanced writer is a programmer's mistake (assert). */
#ifndef PRESENT_JSON_H
#define PRESENT_JSON_H

#include "base/base.h"

enum { JSON_DEPTH_MAX = 32 };

/* Zero all but out. */
struct json {
    buf *out;
    uint32_t depth;
    bool some[JSON_DEPTH_MAX + 1]; /* something stands at this depth: a comma is due */
    char close[JSON_DEPTH_MAX + 1];
};

/* key NULL: an element of an array, or the whole. */
void json_object(struct json *j, const char *key);
void json_array(struct json *j, const char *key);
void json_end(struct json *j);
void json_str(struct json *j, const char *key, str value);
void json_strz(struct json *j, const char *key, const char *value); /* NULL gives null */
void json_int(struct json *j, const char *key, int64_t value);
void json_real(struct json *j, const char *key, double value); /* four decimals; NaN and infinities give null */
void json_bool(struct json *j, const char *key, bool value);
void json_null(struct json *j, const char *key);
void json_day(struct json *j, const char *key, day d);    /* "2025-12-11", or null */
void json_span(struct json *j, const char *key, span at); /* [begin, end] */
/* The escaped text alone, without quotes. */
void json_escape(buf *out, str s);

#endif
