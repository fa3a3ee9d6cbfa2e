/* Private to the record room: the rows of parses. Calls that write want an open transaction, as all in internal.h. */
#ifndef RECORD_PARSE_STORE_H
#define RECORD_PARSE_STORE_H

#include "record/internal.h"

/* What stands in the index of one parse. waits: nothing but that the document had one, which is to be made again. */
struct parse_row {
    bool waits;
    str model;            /* its name, such as "english 2" */
    uint64_t fingerprint; /* of the model's file */
    uint64_t reading;     /* of the text and its passages, see parse.c */
    int64_t n_word;
    int64_t size; /* bytes of the body, unpacked */
    str body;     /* unpacked, as parse_body.h has it */
};

/* The row of the document of a source: *there, and its columns in ar. E_FORMAT with what is wrong, in words that go on from "the
** parse": the row is damaged, or its table is; *there is then true. One look into an index. */
enum status parse_row_get(struct parse_row *out, bool *there, record *r, const struct source_hash *doc, arena *ar,
                          struct err *err) MUST_CHECK;
/* Put a row, in the place of one that is there; the table is made where it is missing. size is the body's, whatever *row says.
** Overwrites r->packed. */
enum status parse_row_put(record *r, const struct source_hash *doc, const struct parse_row *row, struct err *err) MUST_CHECK;
/* The table must be there; a row need not. */
enum status parse_row_drop(record *r, const struct source_hash *doc, struct err *err) MUST_CHECK;

/* All; those that wait; those of sources that are no documents. */
enum parse_pick { PARSES_ALL, PARSES_WAITING, PARSES_STRAY };
/* Sources of rows, in order of hashes: out[*n] in ar. E_FORMAT: the table is damaged; what was read before that is in out. */
enum status parse_rows_list(struct source_hash **out, uint32_t *n, record *r, enum parse_pick pick, arena *ar,
                            struct err *err) MUST_CHECK;
/* Forget what all parses say: each waits to be made again. What cannot be listed for damage is forgotten altogether. */
enum status parse_rows_renew(record *r, struct err *err) MUST_CHECK;

#endif
