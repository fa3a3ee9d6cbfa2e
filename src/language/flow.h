/* Long inputs, piece by piece, by several threads, in bounded memory. A piece is some paragraphs of a text, or some sentences of
** CoNLL-U; pieces are parsed in any order and handed over in the order of the input. Where pieces end depends on the text alone, so
** that neither the number of threads nor the size of reads shows in what comes out. Reached through language/language.h. */
#ifndef LANGUAGE_FLOW_H
#define LANGUAGE_FLOW_H

#include "language/parse.h"

/* ---- cutting ---- */

/* Most bytes of a piece of text: about 6,000 words. A paragraph that is longer is cut within. */
#define LANGUAGE_PIECE_BYTES ((size_t)32 << 10)
/* Most bytes of one annotated sentence in a stream. */
#define LANGUAGE_GIVEN_BYTES ((size_t)4 << 20)

/* What is to be taken from the front of a text. */
struct language_cut {
    size_t skip; /* white space to be dropped first */
    size_t n;    /* bytes of the piece behind it; 0: none can be cut yet (skip may still be dropped) */
    bool opens;  /* the skipped space holds an empty line: the piece opens a paragraph wherever it stands */
    bool par;    /* the piece ends a paragraph (or the text): the next one opens another */
    bool cut;    /* the piece ends within a sentence */
    bool glued;  /* even within a word */
};

/* Cut the next piece off text, the input from some place on, as far as it was read; whole: nothing follows. As many paragraphs
** (parted by empty lines: nothing but spaces) as go into LANGUAGE_PIECE_BYTES. Of a longer paragraph a piece up to a place in its
** second half that is surely the end of a sentence, else up to a space, else up to a character. n == 0 with less than
** 2 * LANGUAGE_PIECE_BYTES given and not whole: read on, and ask again. All bytes end up in some piece or are skipped, in order,
** and what pieces say together does not depend on how the text was read. Linear. */
void language_cut(struct language_cut *out, str text, bool whole);

struct language_piece;

/* Where the cutting of one input stands. Zeroed but for conllu: at its start. */
struct language_cutter {
    bool conllu;   /* sentences of CoNLL-U: pieces end behind empty lines */
    bool goes_on;  /* the piece before ended within a paragraph */
    bool some;     /* there was one */
    uint32_t line; /* line ends passed */
    uint64_t base; /* bytes passed */
};

/* Take the next piece off the front of text into the read part of piece (but for doc and extra). *used bytes of text are then done
** with, whatever is returned. OK: a piece; DONE: none yet (whole: none at all); E_LIMIT: an annotated sentence above
** LANGUAGE_GIVEN_BYTES, with its line. A failed copy stays in piece->in. Give it at least 2 * LANGUAGE_PIECE_BYTES at a time, or
** all
** that there is now: it takes what it can. */
enum status language_cut_piece(struct language_piece *piece, struct language_cutter *c, str text, bool whole, size_t *used,
                               struct err *err) MUST_CHECK;

/* ---- flowing ---- */

/* A piece on its way. Belongs to the flow; the caller fills it in next() and reads it in put(). */
struct language_piece {
    /* The piece as read: all but in and ar is zero when next() is called. */
    buf in;         /* its bytes; empty at first */
    arena *ar;      /* of this piece: emptied before next() */
    uint64_t base;  /* byte of the input where it begins */
    uint32_t doc;   /* a number of the caller's */
    uint32_t line;  /* CoNLL-U: number of its first line, from 1 */
    bool conllu;    /* sentences with given words */
    bool goes_on;   /* as in struct language_place */
    bool cut;       /* likewise */
    bool glued;     /* likewise */
    bool opens_doc; /* first of its document */
    void *extra;    /* the caller's, in ar */

    /* The piece as parsed: texts[0..n_text), each whole. Where given is NULL there is one, else one a sentence. */
    struct language_text *text;    /* [n_text] */
    struct conllu_sentence *given; /* [n_text], or NULL */
    uint32_t n_text;
    enum status status; /* what ended it early, behind the texts that are there; may be set by next(): nothing is parsed then */
    struct err err;
};

/* What a thread does to a piece. begin makes a thread's own state, end frees it (also NULL). */
struct language_work {
    const void *ctx;
    enum status (*begin)(void **state, const void *ctx, struct err *err);
    /* Fill the parsed part of piece from the read one; results in piece->ar. Its error goes to piece->status and piece->err. */
    enum status (*work)(void *state, const void *ctx, struct language_piece *piece, struct err *err);
    void (*end)(void *state);
};

/* What language_parsing needs; must outlive the run. */
struct language_parsing {
    const struct language_model *model;
    enum language_keep keep;
};
/* The work of parsing: language_parse for texts, language_parse_conllu for each sentence of others, until one is bad; messages
** name the line of the input. */
struct language_work language_parsing_work(const struct language_parsing *parsing);

struct language_flow {
    void *ctx;
    /* Fill the next piece; DONE when there is none. Another status ends the run at once. Called by one thread only, as is put. */
    enum status (*next)(void *ctx, struct language_piece *piece, struct err *err);
    /* Take a piece, in the order of next; what it holds is gone afterwards. A status other than OK ends the run. */
    enum status (*put)(void *ctx, const struct language_piece *piece, struct err *err);
    struct language_work work;
    uint32_t n_thread;      /* 0 and 1: all in the calling thread */
    size_t max_piece_bytes; /* cap of a piece's arena; 0: 64 MiB */
};

#define LANGUAGE_MAX_THREADS 64u

/* Run until next() says DONE or something fails; the first failure in the order of the input is returned, and all that was put
** before
** it stays put. Twice as many pieces as threads are on their way at most. Threads that cannot be started are done without, down
** to none. E_NOMEM, what begin, next and put return. */
enum status language_flow_run(const struct language_flow *flow, struct err *err) MUST_CHECK;

#endif
