/* A sheet: sections of lines, quotes and tables, for the answers that are read from top to bottom. One structure for
** the terminal and for HTML; JSON is written from the answer itself. */
#ifndef PRESENT_SHEET_H
#define PRESENT_SHEET_H

#include "present/present.h"

struct sheet_quote {
    str name;  /* what the quote is of: a concept; empty where the quote speaks for itself */
    str place; /* "ncg/2025-12-11 @1032-1190" */
    str about; /* what is said of it, in words */
    str words; /* of the source */
    span mark; /* part of words that is meant; empty: none */
    str language;
};

struct sheet_section {
    const char *heading; /* NULL: none */
    str line;            /* a paragraph, or empty */
    struct sheet_quote *quote;
    uint32_t n_quote;
    const struct present_table *table; /* NULL: none */
};

struct sheet {
    str title;
    str lead; /* the answer in a sentence or two */
    struct sheet_section *section;
    uint32_t n_section;
    str coverage;
};

void sheet_terminal(buf *out, const struct sheet *s, const struct present_style *style);
void sheet_html(buf *out, const struct sheet *s);

/* A table inside a sheet (table.c). */
void table_terminal(buf *out, const struct present_table *t, const struct present_style *style);
void table_html(buf *out, const struct present_table *t);

#endif
