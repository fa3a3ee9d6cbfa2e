/* Texts of the form "key: value", in stanzas parted by empty lines: sidecars, manifests, acts,
** concept lists. A line that starts with white space goes on with the value of the line
** before; a line whose first sign is # is a comment. UTF-8, at most FIELDS_MAX_BYTES. */
#ifndef BASE_FIELDS_H
#define BASE_FIELDS_H

#include "base/buf.h"

#define FIELDS_MAX_BYTES ((size_t)16 << 20)

/* key and value are borrowed from the text parsed or lie in the arena: both must outlive the fields. */
struct field {
    str key;         /* lower-cased ASCII: letters, digits, '-', '.', '_' */
    str value;       /* trimmed; continued lines joined by one '\n' */
    uint32_t line;   /* from 1 */
    uint32_t stanza; /* from 0 */
};

struct fields {
    struct field *item; /* [n] in the order of the text */
    uint32_t n;
    uint32_t n_stanza;
};

/* Parse; results in ar. E_FORMAT names the line ("line 3: ..."). A key may stand more than once.
** Invalid UTF-8 and NUL are refused. Time linear. */
enum status fields_parse(struct fields *out, str text, arena *ar, struct err *err) MUST_CHECK;

/* First value of key in the stanza, or {NULL,0}. O(n). Keys are compared as they stand: give them in lower
** case. */
str fields_get(const struct fields *f, uint32_t stanza, str key);
/* Write "key: value\n"; line ends inside the value become continued lines. Nothing for an empty value. */
void fields_write(buf *out, str key, str value);
/* Next item of a list "a; b; c" (sep given), trimmed, empty ones passed over; false at the end. */
bool list_next(str *rest, char sep, str *item);

#endif
