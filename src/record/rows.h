/* Documents of a view as rows on their way to being shown: what the files that list and find them share. All of
** a row lies in the arena of the call that loaded it. */
#ifndef RECORD_ROWS_H
#define RECORD_ROWS_H

#include "record/internal.h"

/* A document with its place in the order of acts, which decides names and which of two copies is the older. */
struct row {
    struct record_doc doc;
    int64_t depth;
    int64_t pos;
    struct source_hash act;
    bool copied; /* other addresses are known */
    bool akin;   /* another document has the same text, or nearly */
};

/* A growing list: row[n], room for cap, in the arena of the call. Pointers into it hold until the next row is
** taken. */
struct rows {
    struct row **row; /* [n] each by itself in the arena: rows are large, and are sorted and grow in number */
    uint32_t n;
    uint32_t cap;
};

/* What rows are asked for by; the queries stand in the same order in rows_load. */
enum pick { PICK_ALL, PICK_SERIES, PICK_CLAIM, PICK_DOC, PICK_HASH, PICK_TITLE, PICK_SINCE };

/* ---- rows_store.c ---- */
/* Rows of a pick: by a text key (series), the first bytes of a hash, or a number (claim, document, title). Each document once,
** with the manifest that the view shows; not named, not in any order. */
enum status rows_load(struct rows *out, record *r, enum pick pick, str key, int64_t number, struct record_view view, arena *ar,
                      struct err *err) MUST_CHECK;
/* Who came first: by time of the act that brought a document, the act's depth and hash, the place in it. */
int row_cmp_coming(const struct row *a, const struct row *b);
/* Series (none last), day (none last), then as they came. */
int rows_by_place(const void *a, const void *b); /* for qsort over rows->row */
/* Names for rows in rows_by_place order that hold every document of each claim among them. */
enum status rows_name(struct rows *rows, record *r, arena *ar, struct err *err) MUST_CHECK;
/* Name of one row by looking up the others of its claim. */
enum status row_name(struct row *row, record *r, struct record_view view, arena *ar, struct err *err) MUST_CHECK;

/* ---- view_store.c ---- */
/* What a row is a copy or near copy of, and its other addresses. */
enum status row_fill(struct row *row, record *r, struct record_view view, arena *ar, struct err *err) MUST_CHECK;

#endif
