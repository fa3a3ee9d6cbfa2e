/* The present room: one view per answer, rendered as terminal text, JSON and HTML. No SQL, no
** numbers of its own.
**
** Everything appends to a buf of the caller, whose failure sticks and is looked at once, when it
** is written out. What is passed is borrowed for the call. What comes out is well formed whatever
** the record holds: JSON is valid, pages are whole, no terminal takes orders from a text. */
#ifndef PRESENT_PRESENT_H
#define PRESENT_PRESENT_H

#include "base/base.h"
#include "compare/compare.h"
#include "language/language.h"
#include "record/record.h"

/* Every answer has the first two; a page only those that people print or send. A face never
** computes: two faces of one view cannot disagree. */
enum present_face { FACE_TERMINAL, FACE_JSON, FACE_HTML };

/* How an answer is to look. Only the terminal looks at color and columns; a width below 40 is
** taken as it is, and long words are then cut into it. */
struct present_style {
    enum present_face face;
    bool color;       /* SGR colours on a terminal; signs are always there too */
    uint32_t columns; /* width of terminal text, 80 when unknown */
};

/* Words of text, broken at spaces to fit `columns`; a word longer than a line is cut at a
** character. The first line starts where out stands (taken to be column `indent`), the others are
** indented; ends with a line end. Control characters are shown as U+FFFD. Linear; a failed
** allocation stays in out, as in all functions here that take a buf. */
void present_wrap(buf *out, str text, uint32_t indent, uint32_t columns);

/* ---- tables: one structure for the small answers (lists, logs, counts) ---- */

/* What a column or fact holds; the type in JSON follows it. */
enum present_kind {
    CELL_TEXT,
    CELL_NUMBER,
    CELL_FLAG,
    CELL_LIST /* text with items parted by ";": an array in JSON */
};

/* All strings borrowed, usually static: they must outlive the call. */
struct present_column {
    const char *key;  /* name in JSON */
    const char *head; /* heading elsewhere; NULL: only in JSON */
    enum present_kind kind;
    uint32_t max_columns; /* widest on a terminal, 0: no bound */
    bool grows;           /* gets what room is left; at most one column */
};

/* One cell; which member counts is the column's kind. Borrowed. */
struct present_cell {
    str text;       /* CELL_TEXT, CELL_LIST; {NULL,0}: null in JSON, empty elsewhere */
    int64_t number; /* CELL_NUMBER; 0 or 1 for CELL_FLAG */
};

/* Nothing is owned: the caller's arena holds the cells until the table is written. */
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

/* Append the table in the style's face. Time linear in its cells. On a terminal narrower than its
** columns it is written as paragraphs. At most 16 columns. foot is for people alone. */
void present_table(buf *out, const struct present_table *t, const struct present_style *style);

/* ---- facts: what a command did or found, as a few named values and perhaps some lines ---- */

/* One named value; CELL_LIST is not used here. text {NULL,0}: null in JSON. */
struct present_fact {
    const char *key; /* name in JSON */
    enum present_kind kind;
    str text;
    int64_t number;
};

/* What a command says it did; all borrowed. */
struct present_facts {
    const char *schema;
    str sentence; /* for people: all of it in a line */
    const struct present_fact *fact;
    uint32_t n_fact;
    const char *lines; /* name of the lines in JSON, NULL: none */
    const str *line;   /* [n_line] */
    uint32_t n_line;
};

/* Terminal: the lines, then the sentence. JSON: an object. FACE_HTML is written as the terminal's
** text. */
void present_facts(buf *out, const struct present_facts *f, const struct present_style *style);

/* ---- documents ---- */

/* One document as asked for; borrowed. */
struct present_document {
    const struct record_doc *doc;
    const struct record_reading *reading; /* NULL: the manifest alone */
    bool aside;                           /* what stands around the text too */
    str parse_model;                      /* the model of the parse that is kept; empty: none is, and nothing is said */
    uint32_t parse_words;                 /* its words */
};
/* One document: what is said of it, then its sentences by number. Linear in its text. FACE_HTML
** is not had. */
void present_document(buf *out, const struct present_document *d, const struct present_style *style);

/* Documents as a table: name, date, kind, issuer (from 100 columns on), title; all of each
** manifest in JSON. view: what the list was narrowed by, said at its end. E_NOMEM or E_LIMIT from
** ar, with out untouched. */
enum status present_list(buf *out, const struct record_doc *doc, uint32_t n, const struct record_view *view,
                         const struct present_style *style, arena *ar, struct err *err) MUST_CHECK;

/* One added source, as a line: what it was taken for, its name, where it came from, title, date
** and what says so, sentences and blocks kept apart. JSON: one object on one line. path: as the
** user named it, for people and programs alike. */
void present_added(buf *out, const struct record_added *added, str path, const struct present_style *style);

/* Hits of a search, each with its place and its words marked. more: there are others that were
** not asked for. view: what the search was narrowed by, said at its end. Linear in the sentences
** shown. */
void present_hits(buf *out, str query, const struct record_hit *hit, uint32_t n, bool more, const struct record_view *view,
                  const struct present_style *style);

/* All documents and their manifests, with the concept file's text, as JSON. flush is called after
** each document and may write out and empty the buffer; ctx is handed to it. */
void present_export(buf *out, const struct record_doc *doc, uint32_t n, str concepts, void (*flush)(void *ctx), void *ctx);

/* ---- comparisons ---- */

/* What changed. all: kept sentences too, on a terminal, and minor remarks. *differs: something is
** not kept word for word in its place; set also when only JSON is wanted. The report is borrowed
** and must live until the call returns; scratch lies in ar. E_NOMEM or E_LIMIT from ar; out may
** then hold a part. Linear in the report. */
enum status present_compare(buf *out, const struct compare_report *report, bool all, const struct present_style *style,
                            bool *differs, arena *ar, struct err *err) MUST_CHECK;

/* First and last use, whole line over time, gaps. all: every use on a terminal and in HTML, not
** only some; JSON has them always. Errors and ownership as in present_compare. O(documents times
** the rows of years). */
enum status present_history(buf *out, const struct compare_history *h, bool all, const struct present_style *style, arena *ar,
                            struct err *err) MUST_CHECK;
/* Agreed language; at most max phrases (0: no limit). all: also those that are a longer or shorter cut of a heavier
** phrase (compare_phrase.shadowed), which the answer else only counts. Errors and ownership as in present_compare. */
enum status present_phrases(buf *out, const struct compare_phrases *p, uint32_t max, bool all,
                            const struct present_style *style, arena *ar, struct err *err) MUST_CHECK;
/* What was said and is said no more; at most max silences, and as many names of concepts never
** said (0: all). */
enum status present_silences(buf *out, const struct compare_silences *s, uint32_t max, const struct present_style *style,
                             arena *ar, struct err *err) MUST_CHECK;

/* ---- parses ---- */

/* A sentence of a parsed text, and where it stands. */
struct present_parse {
    const struct language_text *text;
    uint32_t sentence;
    str document;                       /* {NULL,0}: it has no name */
    uint64_t number;                    /* in the document, from 1 */
    str id;                             /* its sent_id, may be empty */
    const struct language_place *place; /* of text among its pieces */
    /* Where the text lies: from byte base of the source on, or, where there are pieces, of what they lead to the source from. */
    bool has_bytes;
    uint64_t base;
    const struct source_piece *piece; /* [n_piece] */
    uint32_t n_piece;
};

/* The sentence as one object on one line (entente/parse/1). Linear. */
void present_parse_json(buf *out, const struct present_parse *p);
/* The sentence, then its tree: a word a line, each under its head and further in, in the order of the text among words with one
** head.
** Beside each its number, part of speech, relation and the number of its head, so that a tree too deep to be drawn can be
** followed too. Lines keep to style->columns. Scratch in ar, 16 bytes a word. E_NOMEM or E_LIMIT from ar. Linear but for the
** guides of deep trees. */
enum status present_parse_tree(buf *out, const struct present_parse *p, const struct present_style *style, arena *ar,
                               struct err *err) MUST_CHECK;

/* How well a text was parsed: all measures, and LAS among them over long sentences. gold: the file's name. */
struct present_scores {
    str gold;
    uint32_t n_sentence, n_long; /* gold's sentences; those of min_words and more */
    uint32_t min_words;
    const struct language_score *all;       /* [MEASURE_COUNT] */
    const struct language_score *only_long; /* [MEASURE_COUNT] */
};
/* A table in percent, or an object of schema entente/parse-eval/1. E_NOMEM or E_LIMIT from ar. */
enum status present_scores(buf *out, const struct present_scores *s, const struct present_style *style, arena *ar,
                           struct err *err) MUST_CHECK;

/* What a model says of itself, and its checksums. path: {NULL,0} for the one in the program. */
void present_model(buf *out, const struct language_about *about, str bytes, str path, const struct present_style *style);

/* ---- annotations: what was found in one text ---- */

/* Which findings are shown; one bit each. */
enum present_parts {
    PART_PERSONS = 1, /* with office, country, and who else may be meant by the same name */
    PART_NAMES = 2,   /* organisations, countries, places, things */
    PART_DATES = 4,
    PART_AMOUNTS = 8,
    PART_QUOTATIONS = 16,
    PART_CLAUSES = 32,
    PART_ALL = 63
};

/* One text and what the language room found in it; all borrowed. The findings of a part that is not asked for may be NULL, but
** persons, names, quotations and clauses all want names and coref: who is meant is said wherever somebody acts or speaks. */
struct present_annotation {
    str document;           /* the file as the user named it, or a document of the record; {NULL,0}: standard input */
    str title;              /* empty: none is known */
    str language;           /* "en"; empty: not known. Of another one only what looks like English is found, and that is said */
    day date;               /* DATE_NONE: not known */
    const char *date_basis; /* what says it: text_date_basis_name */
    const struct source_hash *source; /* of the bytes that the text was read from; NULL: not known */
    const struct language_text *text;
    const struct source_piece *piece; /* [n_piece] from text to the bytes of the source; none: the text is the source */
    uint32_t n_piece;
    uint32_t n_aside;                   /* blocks that stand around the text and were not read: menus, teasers, notices */
    uint32_t parts;                     /* of enum present_parts */
    const struct language_about *model; /* NULL: not known */
    const struct language_names *names;
    const struct language_coref *coref;
    const struct language_quotes *quotes;
    const struct language_clauses *clauses;
    const struct when_list *dates;
    const struct amount_list *amounts;
    const struct language_known *known; /* what the names were found with; NULL: nothing was known */
    const str *concept;                 /* [known->n] what each of its forms names: "Ahn Gyu-back"; NULL without known */
    /* Called now and then, may write out and empty the buffer: an answer can be larger than its text; NULL: never. */
    void (*flush)(void *ctx);
    void *ctx;
};

/* What was found in one text: who is named, who says what, what is done, promised, asked, planned or denied and by whom, when, how
** much. full: on a terminal and in HTML every clause and whole quotations, not only what a reader wants first; JSON
** (entente/annotate/1, one object on one line) has all of it always. Each finding carries its bytes, its words as they stand, and
** how sure it is. Scratch in ar, about 10 bytes a word and 100 a shown line. E_NOMEM or E_LIMIT from ar; out may then hold a part.
** Time n log n in the findings. */
enum status present_annotate(buf *out, const struct present_annotation *a, bool full, const struct present_style *style,
                             arena *ar, struct err *err) MUST_CHECK;

#endif
