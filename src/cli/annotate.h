/* Private to the command line: the parts of `entente annotate`. A document is read whole, since who a surname or "the ministry" means
** is looked up in all of it; its size is capped for that. */
#ifndef CLI_ANNOTATE_H
#define CLI_ANNOTATE_H

#include "cli/command.h"

/* Largest source, and largest text in it. A text of this size, of English prose, takes about 230 MiB with all that is found in it; one of
** nothing but short words is refused when that is reached. */
enum { ANNOTATE_SOURCE_BYTES = 8 << 20, ANNOTATE_TEXT_BYTES = 2 << 20 };

/* What the options ask for. */
struct annotate_wish {
    uint32_t parts; /* of enum present_parts */
    day date;       /* DATE_NONE: as the page says */
    bool full;
    bool document; /* the arguments name documents of the record */
};

/* What a record's concept list says of names, for the finders and the answer. */
struct annotate_known {
    struct language_known names;
    str *concept; /* [names.n] the concept that each form names */
};

/* A document as it was read: its main text alone, parted by empty lines, and what is said of it. */
struct annotate_doc {
    str name; /* as the user named it, terminated; {NULL,0}: standard input */
    str text;
    struct source_piece *piece; /* [n_piece] from text to the bytes of the source */
    uint32_t n_piece;
    uint32_t n_aside; /* blocks that stand around the main text */
    str title, language;
    day date;
    const char *date_basis;
    struct source_hash source;
};

/* Read the file (or "-", standard input) as `entente add` reads it. Results in ar. E_LIMIT above a cap, E_FORMAT for what is no text, or none at all,
** E_NOTFOUND, E_IO, E_NOMEM, each with a line that names the file. */
enum status annotate_read(struct annotate_doc *out, const char *path, arena *ar, struct err *err) MUST_CHECK;

/* Find what is asked for in a parsed text, with doc->date as the day from which "Thursday" is told, and write the answer to c->out, which
** is written out now and then. text: the parse of doc->text, or any other (a kept one) of which doc says where it stands. model may be
** NULL. E_LIMIT, E_NOMEM from ar; c->out may then hold a part of the answer. */
enum status annotate_answer(struct cli *c, const struct annotate_doc *doc, const struct language_text *text,
                            const struct language_about *model, const struct annotate_known *known,
                            const struct annotate_wish *wish, arena *ar, struct err *err) MUST_CHECK;

/* The names of persons, bodies, places and countries in the concept list that counts in the view; none where there is no list. Results in
** ar and the record's memory. E_FORMAT, E_IO: the list cannot be read; E_NOMEM. */
enum status annotate_list(struct annotate_known *out, struct cli *c, arena *ar, struct err *err) MUST_CHECK;

/* A document of the open record as annotate_read gives a file, with its parse, which is kept there where it can be. E_NOTFOUND: there is
** none of this name, or it is not English; E_FORMAT: damage; E_LIMIT, E_NOMEM. */
enum status annotate_document(struct annotate_doc *out, struct language_text *text, struct cli *c, str name, arena *ar,
                              struct err *err) MUST_CHECK;

#endif
