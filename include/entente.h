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

#define ENT_VERSION "0.1.0"

#if defined __GNUC__
#define ENT_MUST_CHECK __attribute__((warn_unused_result))
#else
#define ENT_MUST_CHECK
#endif

/* The version of the library that runs, as "major.minor.patch". ENT_VERSION is the one compiled against. */
const char *ent_version(void);

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

/* The caller's: zero it once, read it after a call that failed. */
struct ent_error {
    enum ent_status status;
    char message[512]; /* one line, no full stop, no line end */
};

/* Pointer and length. p is never NULL in what a call hands out. */
struct ent_text {
    const char *p;
    size_t n_bytes;
};

/* What the library may know of the world. Zero it and fill in what you need; it is copied by the call. */
struct ent_options {
    const char *author; /* who acts, as it will stand in the record; needed to write */
    /* Milliseconds since 1970, UTC. The library asks no clock of its own: name ent_clock for the system's. Needed to write. */
    int64_t (*now_ms)(void *ctx);
    /* Called now and then in long work, done of total; a true answer asks to stop. May be NULL. */
    int (*progress)(void *ctx, const char *work, uint64_t done, uint64_t total);
    void *ctx;             /* handed to both */
    size_t max_text_bytes; /* largest source taken; 0: 256 MiB */
};
int64_t ent_clock(void *ctx); /* the system's clock, for ent_options.now_ms */

/* ---- a record ---- */

typedef struct ent_record ent_record;

enum ent_mode { ENT_READ, ENT_WRITE };

/* Make a new record at path. ENT_IO when something is there. */
enum ent_status ent_record_init(const char *path, const struct ent_options *opt, struct ent_error *err) ENT_MUST_CHECK;
/* Open it; *out is yours to close, NULL on failure. options may be NULL with ENT_READ. */
enum ent_status ent_record_open(ent_record **out, const char *path, enum ent_mode mode, const struct ent_options *opt,
                                struct ent_error *err) ENT_MUST_CHECK;
/* Gives up what was not committed. NULL is fine. */
void ent_record_close(ent_record *r);

/* ---- adding ---- */

enum ent_added_as {
    ENT_NEW,
    ENT_SAME,     /* these very bytes stood in the record before */
    ENT_COPY,     /* the same text under other bytes or another address */
    ENT_NEAR_COPY /* much of another text under the same claim, but not the same */
};

struct ent_added {
    enum ent_added_as as;
    const char *name;  /* how other calls may name it: "ncg/2025-12-11", or the first digits of its hash */
    const char *hash;  /* SHA-256 of the bytes, 64 hexadecimal digits */
    const char *of;    /* the other document's name, for ENT_COPY and ENT_NEAR_COPY; else "" */
    double similarity; /* [0,1], for ENT_NEAR_COPY; else 0 */
};

/* Add one source: plain text or HTML in any encoding. manifest, which may be NULL, holds "key: value" lines (title, issuer, date, series,
** kind, language, rights, address ...; entente-formats in the manual) and wins over what the page says of itself. It is acknowledged
** only when ent_record_commit has returned ENT_OK. */
enum ent_status ent_record_add(ent_record *r, const void *bytes, size_t n_bytes, const char *manifest, struct ent_added *out,
                               struct ent_error *err) ENT_MUST_CHECK;
/* Replace the list of concepts by a text in the form of a concept file (doc/formats.md); durable when ENT_OK is returned, as an
** act of its own. ENT_BUSY while added texts wait for ent_record_commit; ENT_FORMAT names the line at fault, and the list that
** was in force stays. The same text again changes nothing. */
enum ent_status ent_record_set_concepts(ent_record *r, const char *text, struct ent_error *err) ENT_MUST_CHECK;
/* Make all that was added since the last commit durable, as one act. Nothing to do is ENT_OK. */
enum ent_status ent_record_commit(ent_record *r, struct ent_error *err) ENT_MUST_CHECK;
void ent_record_rollback(ent_record *r);

/* ---- documents ---- */

struct ent_doc {
    const char *name, *hash;
    const char *title, *issuer, *series, *kind, *language, *rights, *address; /* "" where nothing is known */
    const char *date;       /* "2025-12-11", or "" for an undated one: never guessed */
    const char *date_basis; /* what says so: "page", "option", "sidecar", ..., "unknown" */
    uint32_t n_sentences, n_words, n_bytes;
};

/* A walk over the documents in order of series, date, name. The texts of a document live until the next ent_docs_next. */
typedef struct ent_docs ent_docs;
/* series: NULL for all. *out is yours to close, before the record. */
enum ent_status ent_docs_open(ent_docs **out, ent_record *r, const char *series, struct ent_error *err) ENT_MUST_CHECK;
enum ent_status ent_docs_next(ent_docs *docs, struct ent_doc *out) ENT_MUST_CHECK; /* ENT_OK, ENT_DONE or ENT_NOMEM */
void ent_docs_close(ent_docs *docs);

/* The bytes of a document as they came, their hash checked. */
enum ent_status ent_record_bytes(ent_record *r, const char *name, struct ent_text *out, struct ent_error *err) ENT_MUST_CHECK;

/* ---- answers ---- */

/* What changed, as JSON (the schema of `entente compare --json`). newer NULL: the newest of the series. older NULL: all that
** came before. series NULL: that of newer, or the record's only one. */
enum ent_status ent_compare_json(ent_record *r, const char *newer, const char *older, const char *series, struct ent_text *out,
                                 struct ent_error *err) ENT_MUST_CHECK;

struct ent_verdict {
    uint64_t artifacts, acts, documents, passages; /* how many were checked */
    uint32_t n_problems;
    const char *const *problem; /* [n_problems] one line each */
};
/* Hash every artifact again, follow the chain of acts, read every passage back from its bytes. ENT_OK also when problems were found. */
enum ent_status ent_record_verify(ent_record *r, struct ent_verdict *out, struct ent_error *err) ENT_MUST_CHECK;

/* The state hash: equal for equal contents, on any machine, before and after a rebuild. 64 hexadecimal digits. */
enum ent_status ent_record_hash(ent_record *r, char out[65], struct ent_error *err) ENT_MUST_CHECK;

#ifdef __cplusplus
}
#endif
#endif
