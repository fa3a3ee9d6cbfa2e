/* libentente: keep the record of an alliance and say what changed.
**
** Ownership, for all of it: arguments are borrowed and may go after the call; what an `_open` gave you needs its
** `_close`; every text that a call hands out is UTF-8, ends with a zero byte that is not counted, and lives until the
** next call on the same handle. Nothing here prints, exits, or keeps state outside its handles; different handles may be
** used by different threads, one handle by one thread at a time.
**
** Each call that can fail returns an enum ent_status and, when the caller gave a struct ent_error, leaves one line in it:
** what was tried, on what, what would help. */
#ifndef ENTENTE_H
#define ENTENTE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Of this header, as major.minor.patch. Within a major version calls and members are only added,
** at the ends. */
#define ENT_VERSION "0.1.0"

#if defined __GNUC__
#define ENT_MUST_CHECK __attribute__((warn_unused_result))
#else
#define ENT_MUST_CHECK
#endif

/* The version of the library that runs, as "major.minor.patch"; static. ENT_VERSION is the one
** compiled against. */
const char *ent_version(void);

/* What a call came to. ENT_OK and ENT_DONE are no errors; every other one comes with a line in
** the caller's ent_error. */
enum ent_status {
    ENT_OK = 0,
    ENT_DONE,      /* an iteration has no further item */
    ENT_NOMEM,     /* the system gave no memory */
    ENT_IO,        /* a file or disk failed */
    ENT_FORMAT,    /* the input is not what it says it is; of a record: damaged, or of a newer version */
    ENT_NOTFOUND,  /* nothing has that name */
    ENT_BUSY,      /* someone else writes to the record */
    ENT_LIMIT,     /* a stated cap was reached */
    ENT_CANCELLED, /* the progress function asked to stop */
    ENT_MISUSE     /* an argument that the call does not allow, such as NULL where a text is needed */
};

/* The caller's: zero it once, read it after a call that failed. A call that succeeds leaves it as
** it is. May be NULL in every call: then only the status tells. The message is cut at the size of
** the array. */
struct ent_error {
    enum ent_status status;
    char message[512]; /* one line, no full stop, no line end */
};

/* Pointer and length. p is never NULL in what a call hands out. */
struct ent_text {
    const char *p;
    size_t n_bytes;
};

/* What the library may know of the world. Zero it and fill in what you need; it is copied by the
** call, with the author's name, but what ctx points to must live as long as the handle. */
struct ent_options {
    const char *author; /* who acts, as it will stand in the record; needed to write */
    /* Milliseconds since 1970, UTC. The library asks no clock of its own: name ent_clock for the system's. Needed to write. */
    int64_t (*now_ms)(void *ctx);
    /* Called now and then in long work, done of total; a true answer asks to stop. May be NULL. */
    int (*progress)(void *ctx, const char *work, uint64_t done, uint64_t total);
    void *ctx;             /* handed to both */
    size_t max_text_bytes; /* largest source taken; 0: 256 MiB */
};
/* The system's clock, for ent_options.now_ms; ctx is not looked at. 0 when the system cannot
** tell. */
int64_t ent_clock(void *ctx); /* the system's clock, for ent_options.now_ms */

/* ---- a record ---- */

/* An open record. One thread at a time; several handles, also of one file, may be used side by
** side: any number read, and one writes. */
typedef struct ent_record ent_record;

/* READ never changes the file's contents, and sees each commit of a writer as a whole. */
enum ent_mode { ENT_READ, ENT_WRITE };

/* Make a new record at path, with its first act. ENT_IO when something is there, or it cannot be
** made; ENT_MISUSE without author or clock. Nothing is left behind by a failure. */
enum ent_status ent_record_init(const char *path, const struct ent_options *opt, struct ent_error *err) ENT_MUST_CHECK;
/* Open it; *out is yours to close, NULL on failure. options may be NULL with ENT_READ.
** ENT_NOTFOUND: no such file. ENT_FORMAT: it is no record, it is damaged, or it is of a newer
** version of the program. ENT_BUSY: the file is locked. A writer holds others up only from its
** first addition to its commit. */
enum ent_status ent_record_open(ent_record **out, const char *path, enum ent_mode mode, const struct ent_options *opt,
                                struct ent_error *err) ENT_MUST_CHECK;
/* Gives up what was not committed, and all texts that were handed out. Close walks first. NULL is
** fine. */
void ent_record_close(ent_record *r);

/* ---- adding ---- */

/* What a source was taken for. The words are those of `entente add`. */
enum ent_added_as {
    ENT_NEW,
    ENT_SAME,     /* these very bytes stood in the record before */
    ENT_COPY,     /* the same text under other bytes or another address */
    ENT_NEAR_COPY /* much of another text under the same claim, but not the same */
};

/* What became of a source. The texts live until the next call on the record. */
struct ent_added {
    enum ent_added_as as;
    const char *name;  /* how other calls may name it: "ncg/2025-12-11", or the first digits of its hash */
    const char *hash;  /* SHA-256 of the bytes, 64 hexadecimal digits */
    const char *of;    /* the other document's name, for ENT_COPY and ENT_NEAR_COPY; else "" */
    double similarity; /* [0,1], for ENT_NEAR_COPY; else 0 */
};

/* Add one source: plain text or HTML in any encoding. manifest, which may be NULL, holds "key: value" lines (title, issuer, date,
** series, kind, language, rights, address ...; all of them in doc/formats.md) and wins over what the page says of itself. It is
** acknowledged only when ent_record_commit has returned ENT_OK. ENT_FORMAT: the bytes hold no text, or a line of the manifest is
** wrong (it is named). ENT_LIMIT: more bytes than ent_options allow. After these two the batch is as it was before the call;
** after ENT_IO or ENT_BUSY all of it is given up. Linear in the bytes. *out is set on ENT_OK alone. */
enum ent_status ent_record_add(ent_record *r, const void *bytes, size_t n_bytes, const char *manifest, struct ent_added *out,
                               struct ent_error *err) ENT_MUST_CHECK;
/* Replace the list of concepts by a text in the form of a concept file (doc/formats.md); durable when ENT_OK is returned, as an
** act of its own. ENT_BUSY while added texts wait for ent_record_commit; ENT_FORMAT names the line at fault, and the list that
** was in force stays. The same text again changes nothing. */
enum ent_status ent_record_set_concepts(ent_record *r, const char *text, struct ent_error *err) ENT_MUST_CHECK;
/* Make all that was added since the last commit durable, as one act. Nothing to do is ENT_OK, and
** makes no act. After ENT_OK it survives a crash at any moment; after a failure none of it is in
** the record. Waits for the disk. */
enum ent_status ent_record_commit(ent_record *r, struct ent_error *err) ENT_MUST_CHECK;
/* Give up what was added since the last commit. Nothing added is fine. */
void ent_record_rollback(ent_record *r);

/* ---- documents ---- */

/* One document of a walk; counts are of its main text, n_bytes of its source. */
struct ent_doc {
    const char *name, *hash;
    const char *title, *issuer, *series, *kind, *language, *rights, *address; /* "" where nothing is known */
    const char *date;       /* "2025-12-11", or "" for an undated one: never guessed */
    const char *date_basis; /* what says so: "page", "option", "sidecar", ..., "unknown" */
    uint32_t n_sentences, n_words, n_bytes;
};

/* A walk over the documents in order of series, date, name. The texts of a document live until the next ent_docs_next. */
typedef struct ent_docs ent_docs;
/* series: NULL for all; one that no document has gives an empty walk. *out is yours to close,
** before the record; NULL on failure. The walk holds what stood when it was opened. Memory grows
** with the documents' manifests; no text is read. */
enum ent_status ent_docs_open(ent_docs **out, ent_record *r, const char *series, struct ent_error *err) ENT_MUST_CHECK;
/* The next document into *out, whose texts live until the next step of this walk. ENT_OK,
** ENT_DONE at the end and ever after, or ENT_NOMEM, after which the same step may be tried again. */
enum ent_status ent_docs_next(ent_docs *docs, struct ent_doc *out) ENT_MUST_CHECK; /* ENT_OK, ENT_DONE or ENT_NOMEM */
/* Ends a walk, at any step. NULL is fine. */
void ent_docs_close(ent_docs *docs);

/* The bytes of a document as they came, their hash checked: ENT_FORMAT when they are no longer
** those that were added. name: any that the commands know (series and date, latest, digits of the
** hash, a title that only one has). ENT_NOTFOUND: there is none; ENT_FORMAT also when two fit. */
enum ent_status ent_record_bytes(ent_record *r, const char *name, struct ent_text *out, struct ent_error *err) ENT_MUST_CHECK;

/* ---- grammar ---- */

/* Sentences, tokens and words of an English text as parallel arrays, after Universal Dependencies. A token is a piece of the text; most
** are one word, "don't" is two. Arrays and strings live until the next call on the handle that gave them. */
struct ent_parse {
    uint32_t n_sentence, n_token, n_word;
    const uint32_t *sentence_token; /* [n_sentence + 1] tokens of sentence s: sentence_token[s] up to sentence_token[s + 1] */
    const unsigned char *sentence_cut;      /* [n_sentence] 1: it was longer than is parsed at once, and goes on in the next */
    const uint32_t *token_begin;            /* [n_token] first byte in the text, */
    const uint32_t *token_end;              /* [n_token] and the byte behind the last */
    const uint32_t *token_word;             /* [n_token + 1] words of token k: token_word[k] up to token_word[k + 1] */
    const char *const *form, *const *lemma; /* [n_word] the word, and its form in a dictionary */
    const char *const *upos, *const *xpos;  /* [n_word] part of speech: universal ("NOUN"), Penn treebank's ("NNS") */
    const char *const *feats;               /* [n_word] "Number=Plur|..."; "_": none */
    const uint32_t *head;              /* [n_word] 0: the root, else 1 + place of the head among the words of its sentence */
    const char *const *deprel;         /* [n_word] relation to the head ("nsubj") */
    const float *prob_head, *prob_tag; /* [n_word] in [0,1]: how sure the model is of head and relation, and of the tags */
};

/* A parser with the model of the library, for one thread at a time; some 30 MB. */
typedef struct ent_parser ent_parser;
/* *out is yours to close, NULL on failure. ENT_NOTFOUND: the library was built without a model. */
enum ent_status ent_parser_open(ent_parser **out, struct ent_error *err) ENT_MUST_CHECK;
void ent_parser_close(ent_parser *p); /* NULL is fine */
/* Parse a plain text: UTF-8, an empty line ends a paragraph; any other bytes are taken as they come, but that form and
** lemma end at a zero byte. text may go after the call.
** ENT_LIMIT from 4 GiB. About 25,000 words a second; the same text gives the same parse on any machine. */
enum ent_status ent_parser_run(ent_parser *p, const char *text, size_t n_bytes, struct ent_parse *out,
                               struct ent_error *err) ENT_MUST_CHECK;

/* The parse of a document of the record: its sentences are the passages of the main text. text, which may be NULL, gets the clean text
** that token_begin and token_end count in. A handle that may write keeps the parse in the record, where the next call finds it.
** ENT_NOTFOUND: there is no such document, or it is not known to be English. Otherwise as ent_record_bytes. */
enum ent_status ent_record_parse(ent_record *r, const char *name, struct ent_parse *out, struct ent_text *text,
                                 struct ent_error *err) ENT_MUST_CHECK;

/* ---- answers ---- */

/* What changed, as JSON (the schema of `entente compare --json`, doc/json.md). newer NULL: the
** newest of the series. older NULL: all that came before. series NULL: that of newer, or the
** record's only one. ENT_NOTFOUND names what is not there. Texts that differ are ENT_OK; the
** member `differs` tells. */
enum ent_status ent_compare_json(ent_record *r, const char *newer, const char *older, const char *series, struct ent_text *out,
                                 struct ent_error *err) ENT_MUST_CHECK;

/* What a verification looked at and found. The lines live until the next call on the record. */
struct ent_verdict {
    uint64_t artifacts, acts, documents, passages; /* how many were checked */
    uint32_t n_problems;
    const char *const *problem; /* [n_problems] one line each */
};
/* Hash every artifact again, follow the chain of acts, read every passage back from its bytes,
** and make the index again to see that it is the one that stands. ENT_OK also when problems were
** found. Reads the whole record, so it takes time in proportion; progress is asked.
** ENT_CANCELLED when it says so. */
enum ent_status ent_record_verify(ent_record *r, struct ent_verdict *out, struct ent_error *err) ENT_MUST_CHECK;

/* The state hash: equal for equal contents, on any machine, before and after a rebuild. 64
** hexadecimal digits and a zero byte into out, which stays as it was on failure. */
enum ent_status ent_record_hash(ent_record *r, char out[65], struct ent_error *err) ENT_MUST_CHECK;

#ifdef __cplusplus
}
#endif
#endif
