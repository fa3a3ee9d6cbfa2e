/* Texts of the form "key: value", in stanzas parted by empty lines: sidecars, manifests, acts,
** concept lists. A line that starts with white space goes on with the value of the line
** before; a line whose first sign is # is a comment. UTF-8, at most FIELDS_MAX_BYTES.
**
** One reader for all of them, so that a person who has written a sidecar can read an act. It is stricter than mail headers: what is
** no field is an error with its line, never skipped, since a misspelt "date 2025" would else be a text without a date. */
#ifndef BASE_FIELDS_H
#define BASE_FIELDS_H

#include "base/buf.h"

#define FIELDS_MAX_BYTES ((size_t)16 << 20)

/* One "key: value". key and value are borrowed from the text parsed or lie in the arena: both must outlive the fields. */
struct field {
    str key;         /* lower-cased ASCII: letters, digits, '-', '.', '_' */
    str value;       /* trimmed; continued lines joined by one '\n' */
    uint32_t line;   /* where the key stands, from 1, for messages */
    uint32_t stanza; /* from 0 */
};

struct fields {
    struct field *item; /* [n] in the order of the text */
    uint32_t n;
    uint32_t n_stanza;
};

/* Parse; results in ar. E_FORMAT names the line ("line 3: ..."). A key may stand more than once: fields_get gives the first, a loop
** over item all. Invalid UTF-8 and NUL are refused, a byte-order mark and CR before the line end are passed over. E_LIMIT above
** FIELDS_MAX_BYTES or from the arena, E_NOMEM; *out is then of no use. Time linear, also for a value of very many lines. */
enum status fields_parse(struct fields *out, str text, arena *ar, struct err *err) MUST_CHECK;

/* First value of key in the stanza, or {NULL,0}; a key without a value gives an empty one whose p is not NULL. O(n). Keys are
** compared as they stand: give them in lower case. */
str fields_get(const struct fields *f, uint32_t stanza, str key);
/* Write "key: value\n"; line ends inside the value become continued lines. Nothing for an empty value. fields_parse reads the same
** value back, each line trimmed and empty lines gone. key must be one that fields_parse takes. */
void fields_write(buf *out, str key, str value);
/* Next item of a list "a; b; c" (sep given), trimmed, empty ones passed over, borrowed from *rest, which moves on; false at the
** end. There is no way to write sep inside an item: lists are of names and codes. */
bool list_next(str *rest, char sep, str *item);

#endif
