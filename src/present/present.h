/* The present room: one view per answer, rendered as terminal text, JSON and HTML. No SQL, no numbers of its own. */
#ifndef PRESENT_PRESENT_H
#define PRESENT_PRESENT_H

#include "base/base.h"

enum present_face { FACE_TERMINAL, FACE_JSON, FACE_HTML };

struct present_style {
    enum present_face face;
    bool color;       /* SGR colours on a terminal; signs are always there too */
    uint32_t columns; /* width of terminal text, 80 when unknown */
};

/* Words of text, broken at spaces to fit `columns`; a word longer than a line is cut at a character. The first line
** starts where out stands (taken to be column `indent`), the others are indented; ends with a line end. Control
** characters are shown as U+FFFD. */
void present_wrap(buf *out, str text, uint32_t indent, uint32_t columns);

/* ---- tables: one structure for the small answers (lists, logs, counts) ---- */

enum present_kind { CELL_TEXT, CELL_NUMBER, CELL_FLAG };

struct present_column {
    const char *key;  /* name in JSON */
    const char *head; /* heading elsewhere; NULL: only in JSON */
    enum present_kind kind;
    uint32_t max_columns; /* widest on a terminal, 0: no bound */
    bool grows;           /* gets what room is left; at most one column */
};

struct present_cell {
    str text;       /* CELL_TEXT; {NULL,0}: null in JSON, empty elsewhere */
    int64_t number; /* CELL_NUMBER; 0 or 1 for CELL_FLAG */
};

struct present_table {
    const char *schema; /* "entente/list/1" */
    const char *rows;   /* name of the array in JSON */
    const char *title;  /* heading of the page in HTML */
    const struct present_column *column;
    uint32_t n_column;
    struct present_cell *cell; /* [n_row * n_column] row by row */
    uint32_t n_row;
    str foot; /* a closing line for people: counts, coverage; "" for none */
};

/* Appends the table in the style's face. Time linear in its cells. */
void present_table(buf *out, const struct present_table *t, const struct present_style *style);

#endif
