/* The present room: one view per answer, rendered as terminal text, JSON and HTML. No SQL, no numbers of its own. */
#ifndef PRESENT_PRESENT_H
#define PRESENT_PRESENT_H

#include "base/base.h"
#include "compare/compare.h"
#include "record/record.h"

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

enum present_kind {
    CELL_TEXT,
    CELL_NUMBER,
    CELL_FLAG,
    CELL_LIST /* text with items parted by ";": an array in JSON */
};

struct present_column {
    const char *key;  /* name in JSON */
    const char *head; /* heading elsewhere; NULL: only in JSON */
    enum present_kind kind;
    uint32_t max_columns; /* widest on a terminal, 0: no bound */
    bool grows;           /* gets what room is left; at most one column */
};

struct present_cell {
    str text;       /* CELL_TEXT, CELL_LIST; {NULL,0}: null in JSON, empty elsewhere */
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
    str foot;    /* a closing line for people: counts, coverage; "" for none */
    str dispute; /* where people disagree on what is shown; "" for nowhere. A line below the foot, a member in JSON */
};

/* Appends the table in the style's face. Time linear in its cells. */
void present_table(buf *out, const struct present_table *t, const struct present_style *style);

/* ---- facts: what a command did or found, as a few named values and perhaps some lines ---- */

struct present_fact {
    const char *key; /* name in JSON */
    enum present_kind kind;
    str text;
    int64_t number;
};

struct present_facts {
    const char *schema;
    str sentence; /* for people: all of it in a line */
    const struct present_fact *fact;
    uint32_t n_fact;
    const char *lines; /* name of the lines in JSON, NULL: none */
    const str *line;   /* [n_line] */
    uint32_t n_line;
};

/* Terminal: the lines, then the sentence. JSON: an object. */
void present_facts(buf *out, const struct present_facts *f, const struct present_style *style);

/* ---- documents ---- */

struct present_document {
    const struct record_doc *doc;
    const struct record_reading *reading; /* NULL: the manifest alone */
    bool aside;                           /* what stands around the text too */
};
/* One document: what is said of it, then its sentences by number. */
void present_document(buf *out, const struct present_document *d, const struct present_style *style);

/* Documents as a table: name, date, kind, issuer, title; all of each manifest in JSON. */
enum status present_list(buf *out, const struct record_doc *doc, uint32_t n, const struct present_style *style, arena *ar,
                         struct err *err) MUST_CHECK;

/* One added source, as a line: what it was taken for, its name, where it came from, title, date and what says so, sentences
** and blocks kept apart. JSON: one object on one line. */
void present_added(buf *out, const struct record_added *added, str path, const struct present_style *style);

/* Hits of a search, each with its place and its words marked. */
void present_hits(buf *out, str query, const struct record_hit *hit, uint32_t n, bool more, const struct present_style *style);

/* All documents and their manifests, with the concept file's text, as JSON. flush is called as out grows. */
void present_export(buf *out, const struct record_doc *doc, uint32_t n, str concepts, void (*flush)(void *ctx), void *ctx);

/* ---- comparisons ---- */

/* What changed. all: kept sentences too, on a terminal. *differs: something is not kept word for word in its place. */
enum status present_compare(buf *out, const struct compare_report *report, bool all, const struct present_style *style,
                            bool *differs, arena *ar, struct err *err) MUST_CHECK;

/* First and last use, whole line over time, gaps. all: every use on a terminal and in HTML, not only some. */
enum status present_history(buf *out, const struct compare_history *h, bool all, const struct present_style *style, arena *ar,
                            struct err *err) MUST_CHECK;
/* Agreed language; at most max phrases (0: all). */
enum status present_phrases(buf *out, const struct compare_phrases *p, uint32_t max, const struct present_style *style,
                            arena *ar, struct err *err) MUST_CHECK;
enum status present_silences(buf *out, const struct compare_silences *s, uint32_t max, const struct present_style *style,
                             arena *ar, struct err *err) MUST_CHECK;

#endif
