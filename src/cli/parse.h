/* Private to the command line: the parts of `entente parse`. Input is read piece by piece and output written as pieces come back
** from
** the language room's flow; what is in memory at once is bounded by pieces, not by files. */
#ifndef CLI_PARSE_H
#define CLI_PARSE_H

#include "cli/command.h"

enum parse_format { PARSE_CONLLU, PARSE_JSON, PARSE_TREE };
enum parse_kind { PARSE_BY_NAME, PARSE_TEXT, PARSE_GIVEN };

/* One input on its way through. */
struct parse_doc {
    const char *path; /* "-": standard input; NULL: a text in memory */
    str id;           /* of its sentences: the file's name without folders and ending; empty for standard input */
    uint64_t n_sentence;
    bool failed; /* its line is said, the rest of it is left */
};

/* Reading: the current input and what of it is not yet cut. */
struct parse_input {
    struct parse_doc *doc; /* [n_doc] */
    uint32_t n_doc, at_doc;
    enum parse_kind kind; /* as asked for */
    bool map;             /* places in pages are wanted */
    bool open, whole;     /* an input is open; nothing of it follows behind `bytes` */
    int fd;
    buf bytes;   /* read, or put in from memory */
    size_t used; /* of bytes */
    struct language_cutter cutter;
    arena *page_ar; /* NULL: the current input is no page */
    struct text_page page;
    uint32_t block; /* of page: next to be looked at */
};

/* Where words of a piece of a page stand in its source: extra of struct language_piece. */
struct parse_map {
    struct source_piece *piece; /* [n] */
    uint32_t n;
};

/* Writing. */
struct parse_output {
    struct cli *c;
    enum parse_format format;
    arena *ar; /* of one sentence */
    struct parse_doc *doc;
    enum cli_exit code; /* the worst so far */
    buf *keep;          /* CoNLL-U goes here and not to standard output; NULL */
};

/* next and put of a flow, with the two halves of this as ctx. A file that cannot be read, and a sentence that cannot, is a piece
** with a
** status: the output says it in its turn, and the input goes on with the next file. */
struct parse_run {
    struct parse_input in;
    struct parse_output out;
};
enum status parse_next(void *ctx, struct language_piece *piece, struct err *err) MUST_CHECK;
enum status parse_put(void *ctx, const struct language_piece *piece, struct err *err) MUST_CHECK;

/* One sentence to where the output goes; given: the one that it was parsed from, or NULL. E_NOMEM, E_LIMIT. */
enum status parse_put_sentence(struct parse_output *o, const struct present_parse *p, const struct conllu_sentence *given,
                               struct err *err) MUST_CHECK;
/* Documents of the record, by the names in c->arg; model: bytes of the model, which outlive the call only. Exit status: the worst. */
enum cli_exit parse_documents(struct cli *c, enum parse_format format, str model) MUST_CHECK;

/* Documents for the arguments; none: standard input. Two files with one name get different ids. E_NOMEM, E_LIMIT from ar. */
enum status parse_docs(struct parse_input *in, const str *arg, uint32_t n_arg, arena *ar, struct err *err) MUST_CHECK;
/* Close and free what an input left open. */
void parse_input_end(struct parse_input *in);

/* Bytes of the model: of --model FILE, or the program's own. They lie in c->ar or, where *keep is not NULL, in that arena, which
** the
** caller frees after the model. Exit EXIT_YES, or another with its line said. */
enum cli_exit parse_model(struct cli *c, str *bytes, arena **keep) MUST_CHECK;

#endif
