/* A sheet: sections of lines, quotes and tables, for the answers that are read from top to
** bottom. One structure for the terminal and for HTML, so that they cannot differ in what they
** say; JSON is written from the answer itself. */
#ifndef PRESENT_SHEET_H
#define PRESENT_SHEET_H

#include "present/present.h"

/* Words of a source, with where they stand and what is said of them. All strings borrowed; empty
** ones are left out. Words without a place must have it in `about`: no finding goes without a
** document and its bytes. */
struct sheet_quote {
    str name;  /* what the quote is of: a concept; empty where the quote speaks for itself */
    str place; /* "ncg/2025-12-11 @1032-1190" */
    str about; /* what is said of it, in words */
    str words; /* of the source */
    span mark; /* part of words that is meant; empty: none */
    str language;
};

/* A part of the answer under a heading; left out whole when line, quotes and table are all empty. */
struct sheet_section {
    const char *heading; /* NULL: none */
    str line;            /* a paragraph, or empty */
    struct sheet_quote *quote;
    uint32_t n_quote;
    const struct present_table *table; /* NULL: none */
};

/* The whole answer. Nothing in it is owned; it lives as long as the caller's arena. */
struct sheet {
    str title;
    str lead; /* the answer in a sentence or two */
    struct sheet_section *section;
    uint32_t n_section;
    str coverage;
};

/* Append the sheet in one of its faces. The mark of a quote must lie inside its words. Linear in
** what is shown; a failed allocation stays in out. */
void sheet_terminal(buf *out, const struct sheet *s, const struct present_style *style);
void sheet_html(buf *out, const struct sheet *s);

/* A table inside a sheet (table.c): without the frame of a page, and without JSON, which is
** written from the answer. */
void table_terminal(buf *out, const struct present_table *t, const struct present_style *style);
void table_html(buf *out, const struct present_table *t);

#endif
