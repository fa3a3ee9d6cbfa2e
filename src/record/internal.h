/* What the files of the record room share. SQL stands in schema.c and in the files named *_store.c.
**
** How they fit together. add.c reads a source (reading.c) and writes it: the artifact (artifact_store.c), its
** document and words and manifest (index_store.c), its spine (spine_store.c), its near copies (kin_store.c);
** the batch (act_store.c) gathers what was brought and ends as an act (act.c). rebuild.c does the same from
** artifacts alone, in the order of acts; merge.c takes over another record's artifacts and has rebuild.c enter
** the new ones. Views: rows_store.c chooses and names documents, view_store.c and find_store.c list and find
** them, search_store.c finds words (query.c), rival_store.c tells where words stand side by side. Keeping:
** verify.c with again_store.c, dump_store.c, salvage.c. Parses: parse.c makes and finds them, parse_write.c and parse_read.c
** turn them into bytes and back, parse_store.c has their rows.
**
** Rows are named by numbers that live only in this file of this machine; they are never shown and never hashed.
**
** As in record.h: results lie in the arena that was passed, or in ar of the struct that is passed; borrowed
** otherwise. Calls that write want an open transaction, and leave undoing it to whoever opened it. r->text,
** aside, wording, packed and read are scratch that any call may overwrite. */
#ifndef RECORD_INTERNAL_H
#define RECORD_INTERNAL_H

#include <endian.h>
#include <zstd.h>

#include "record/record.h"
#include "store/store.h"

#define RECORD_APPLICATION_ID 0x656E7431u /* "ent1" */
/* Names the way in which this program makes an index of texts; a record whose index says otherwise asks for a rebuild. It is no
** count but the first half of a fingerprint of what the reader (rooms source, text, reading.c) makes of texts of the tree:
** test/unit/reader_test.c computes it, and fails with the number to put here when the reader makes something else. Changes of the
** tables themselves show in their texts (schema.c). */
#define RECORD_INDEX_VERSION 0xE2FDE5D4
/* The same for the way in which a text is parsed: a parse that was kept under another number is made again. To be raised when the
** parser, or what is kept of a parse, changes; a change of the model shows by itself. test/unit/parse_kept_test.c holds it against
** what a fixed model makes of fixed texts. */
#define RECORD_PARSE_VERSION 0x12BEFBD0
/* The largest source, where env says nothing else; and the most that a stored body may unpack to, so that a
** forged row cannot claim all memory. */
#define RECORD_MAX_DOC_BYTES ((size_t)256 << 20)
/* Objects of one act: some 80 KB of text. An addition of more makes several acts, one after the other. */
#define ACT_MAX_OBJECTS 1000
/* After so many rows in a row that cannot be read, the rest of a damaged table is given up: more than stand on the pages
** below one inner page. */
#define RECORD_MAX_GAP 500000

/* The numbers stand in files and in state hashes: a new kind goes at the end. */
enum artifact_kind { ARTIFACT_SOURCE = 1, ARTIFACT_MANIFEST, ARTIFACT_CONCEPTS, ARTIFACT_ACT, ARTIFACT_LAST = ARTIFACT_ACT };
const char *artifact_kind_name(int64_t kind);

/* An act as text; see doc/formats.md. */
struct act {
    str verb;
    int64_t time_ms;
    str author;
    str note;
    struct source_hash *parent; /* [n_parent] sorted */
    uint32_t n_parent;
    struct source_hash *object; /* [n_object] in the order of doing */
    uint32_t n_object;
    const struct source_hash *lost; /* [n_lost] artifacts known to be lost (salvage) */
    uint32_t n_lost;
};
/* E_FORMAT says what is wrong with the text. Strings borrow from it, lists lie in ar. act_write appends; out
** remembers a failure. */
enum status act_parse(struct act *out, str text, arena *ar, struct err *err) MUST_CHECK;
void act_write(buf *out, const struct act *a);

/* The batch: what was added since the last commit, in one transaction. Members but the buffer count only while
** it is open. */
struct batch {
    bool open;
    str verb;        /* constant */
    int64_t act;     /* row of the act that is being filled */
    int64_t time_ms; /* of the whole batch */
    buf objects;     /* hashes, 32 bytes each, of the act being filled */
    uint64_t n_artifact;
    uint64_t n_bytes; /* of sources */
};

/* An open record. The scratch buffers are here, so that adding many sources allocates nothing for each; which
** call uses which stands with the member. */
struct record {
    store *st;
    const struct env *env;
    enum record_mode mode;
    ZSTD_CCtx *packer;
    ZSTD_DCtx *unpacker;
    buf packed;  /* scratch of artifact_put */
    buf text;    /* scratch: a manifest, an act, one column of words */
    buf aside;   /* scratch: the other column */
    buf wording; /* scratch of the prints */
    buf words;   /* columns of documents whose words are not yet in the index; empty outside a transaction */
    arena *read; /* the document being read */
    struct batch batch;
    char sign[256];                 /* who writes: see store_sign */
    buf author;                     /* env->author on one line */
    str model_bytes;                /* as set; see record_set_model */
    buf model_name;                 /* empty until it is known, and the fingerprint with it */
    uint64_t model_fingerprint;     /* of its file */
    struct language_model *model;   /* NULL until something must be parsed */
    struct language_parser *parser; /* likewise */
};

/* For calls that leave nothing to be undone behind them: statements that are in use, above all, end before a
** TRY. */
#define TRY(call_)                                                                                                             \
    do {                                                                                                                       \
        enum status try_ = (call_);                                                                                            \
        if (try_ != OK) return try_;                                                                                           \
    } while (0)

/* A hash as a blob, borrowed; and back, false when the blob is of another length, *h untouched. */
static inline str hash_str(const struct source_hash *h) { return (str){(const char *)h->b, sizeof h->b}; }
static inline bool hash_take(struct source_hash *h, str blob)
{
    if (blob.n != sizeof h->b) return false;
    memcpy(h->b, blob.p, sizeof h->b);
    return true;
}
/* Numbers inside blobs stand with their lowest byte first, whatever the machine, so that the state hash is the same
** everywhere. These turn them in place between that form and the machine's own: the same step both ways, and none at all
** on most machines. */
static inline void numbers_turn64(uint64_t *v, size_t n)
{
    for (size_t i = 0; i < n; i++) v[i] = htole64(v[i]);
}
static inline void numbers_turn32(uint32_t *v, size_t n)
{
    for (size_t i = 0; i < n; i++) v[i] = htole32(v[i]);
}
/* The first 12 digits of a hash, for messages. */
struct hash_text {
    char z[65];
};
struct hash_text hash_short(const struct source_hash *h);

/* Migrate, check that the tables are ours. E_FORMAT for a file that is no record, of a newer schema, or (but
** for MEND) with an index of another version. */
enum status schema_open(record *r, struct err *err) MUST_CHECK; /* migrate, check that the tables are ours */
/* Was the index made as this program makes it, by version and tables? */
enum status schema_index_current(bool *out, record *r, struct err *err) MUST_CHECK;
/* Is there a table of parses? And to make it, in an open transaction, where there is none. */
enum status schema_has_parses(bool *out, record *r, struct err *err) MUST_CHECK;
enum status schema_make_parses(record *r, struct err *err) MUST_CHECK;
/* Drop all that is not permanent, parses apart, and make the index's tables empty, of this version. In an open
** transaction. */
enum status schema_index_renew(record *r, struct err *err) MUST_CHECK; /* drop all index tables and make them empty */

/* ---- artifact_store.c ---- */
/* Row of an artifact, 0 when it is not there. One look into an index. */
enum status artifact_find(int64_t *id, record *r, enum artifact_kind kind, const struct source_hash *h,
                          struct err *err) MUST_CHECK;
/* Put bytes whose hash is h, packed where that pays; what is there already stays. *id its row. Overwrites
** r->packed. */
enum status artifact_put(int64_t *id, record *r, enum artifact_kind kind, const struct source_hash *h, str bytes,
                         struct err *err) MUST_CHECK;
/* Bytes of a row, hash checked against the one stored with it; ended by a zero that does not count. E_NOTFOUND;
** E_FORMAT names the artifact; E_LIMIT when it would unpack to more than is allowed. */
enum status artifact_get(str *out, record *r, int64_t id, arena *ar, struct err *err) MUST_CHECK;
/* Pack bytes into r->packed, where they stand until the next call. Frames say their size, on which artifact_unpack relies. E_NOMEM. */
enum status artifact_pack(record *r, str bytes, int level, struct err *err) MUST_CHECK;
/* Bytes of a stored body, not checked against any hash. E_FORMAT when size, packing and bytes do not agree,
** E_LIMIT. */
enum status artifact_unpack(str *out, record *r, bool packed, int64_t size, str body, arena *ar, struct err *err) MUST_CHECK;
/* As artifact_put, for a body taken from another record as it is packed there, whose hash the caller has
** checked. *fresh: it was not there. */
enum status artifact_put_packed(int64_t *id, bool *fresh, record *r, int64_t kind, const struct source_hash *h, int64_t size,
                                bool packed, str body, struct err *err) MUST_CHECK;

/* Rows of a kind above `above`, rising: out[*n]. */
enum status artifact_ids(int64_t **out, uint32_t *n, record *r, enum artifact_kind kind, int64_t above, arena *ar,
                         struct err *err) MUST_CHECK;

/* The number of the last row; for a store that may be damaged. */
enum status record_max_row(int64_t *out, struct store *st, struct err *err) MUST_CHECK;

/* ---- act_store.c ---- */
/* Begin a batch if none is open: take the lock, make the row of an act that is to follow all heads. verb is a
** constant. E_BUSY names who writes; E_IO on a record opened for reading. On failure no batch is open. */
enum status batch_begin(record *r, str verb, struct err *err) MUST_CHECK;
/* Note an object of the batch, *pos its place in r->batch.act; closes the act and opens another when it is
** full. So r->batch.act is to be asked after this call. */
enum status batch_object(record *r, const struct source_hash *h, uint32_t *pos, struct err *err) MUST_CHECK;
/* Write the open act and commit; on failure the batch is given up. lost: [n_lost] may be NULL when n_lost is 0. */
enum status batch_commit(record *r, str note, const struct source_hash *lost, uint32_t n_lost, struct err *err) MUST_CHECK;
/* Undo the batch; never fails. */
void batch_give_up(record *r);
/* Enter an act that is in the artifacts into the index (without its objects), *id its row. Its parents are to
** be entered first. */
enum status act_index(int64_t *id, record *r, int64_t artifact, const struct source_hash *h, const struct act *a,
                      struct err *err) MUST_CHECK;
/* The rows of acts whose artifacts are given (rising), in order of time, depth, hash. */
struct act_rows;
enum status act_rows_in_order(struct act_rows *out, record *r, const int64_t *artifact, uint32_t n, arena *ar,
                              struct err *err) MUST_CHECK;
/* Depth of an act that has these parents; *whole false when one of them is not in the index. Not limited to
** acts of this record: verify asks for what should be. */
enum status act_depth(int64_t *depth, bool *whole, record *r, const struct act *a, struct err *err) MUST_CHECK;

/* Numbers of a sketch. The likeness J that two full ones give has a standard error of sqrt(J (1 - J) / 128),
** 0.044 at most: what they estimate is a share of independent draws. */
#define SKETCH_MAX 128
/* A source read. page and sentences lie in the arena of the call, the rest is in the struct, which is large: it
** is kept in arenas. */
struct reading {
    struct text_page page;
    struct text_sentences sentences;
    struct source_hash text_hash; /* SHA-256 of the wording of the main sentences, each with a line end */
    uint32_t n_main;              /* sentences of the main text */
    uint32_t n_word;
    uint32_t n_aside;            /* blocks */
    uint32_t sketch[SKETCH_MAX]; /* the least hashes of the main text's content words, rising */
    uint32_t n_sketch;
};
/* E_FORMAT for bytes that are no text, E_LIMIT above the arena's cap: both the source's fault. `address` may
** date a page that states no day; empty for what is in the record, whose day stands in its manifest. Linear in
** the bytes. */
enum status reading_make(struct reading *out, record *r, str bytes, const struct source_hints *hints, str address, arena *ar,
                         struct err *err) MUST_CHECK;
/* What the index keeps of every sentence, main or not: source span and kind. Appends, some three bytes a
** sentence. */
void reading_passages_write(buf *out, const struct reading *rd);
/* Next passage of that form; false at the end or when it is damaged. Begin with *at 0, *last 0; O(1) each. */
bool passage_next(str blob, size_t *at, uint32_t *last, span *source, enum text_kind *kind);
/* Place in clean behind an offset of one of the columns below; the end of clean for one behind the column. */
uint32_t reading_column_place(const struct reading *rd, bool aside, uint32_t offset);
/* Words to be searched: the title and main text, and what stands around them. Both append. */
void reading_columns_write(buf *body, buf *aside, const struct reading *rd);
/* Shared part of the content words behind two sketches, [0,1] (Jaccard; exact up to SKETCH_MAX words, else
** estimated). Both rising, [n_a] and [n_b]; 0 for two empty ones. */
double sketch_similarity(const uint32_t *a, uint32_t n_a, const uint32_t *b, uint32_t n_b);
/* How many different content words stand behind a sketch. */
double sketch_words(const uint32_t *a, uint32_t n);
/* A number for the words of a title, whatever their order, case and marks; 0 when there is no word in it. */
uint64_t title_key(str title, buf *scratch);
/* A number for a series and day; 0 when one of them is not given. */
uint64_t claim_key(str series, day date);

/* ---- record.c, add.c ---- */
/* record_open with the store's mode said; a new file gets its tables, but no act. The caller owns *out. */
enum status record_open_store(record **out, const char *path, enum store_mode how, enum record_mode mode, const struct env *env,
                              struct err *err) MUST_CHECK;
/* A new record without any act, open for writing ("": in a file that goes away when it is closed). The caller
** owns *out; after a failure there is no file. */
enum status record_make(record **out, const char *path, const struct env *env, struct err *err) MUST_CHECK;
/* Take a file away that could not be finished, and its helpers; "" is fine. */
void record_discard(const char *path);
/* How the bytes are read, as a stored manifest says; borrows from it. */
struct source_hints hints_of_manifest(const struct manifest *m);
/* The manifest that settles how a document's bytes are read: the first, in order of acts. E_NOTFOUND when it
** has none. */
enum status first_manifest(struct manifest *out, record *r, int64_t doc, arena *ar, struct err *err) MUST_CHECK;

/* ---- index_store.c: artifacts into the index ---- */
/* Enter a source's reading as a document; *doc its row. Its words wait in r->words: index_words enters them, which must be
** called before the transaction is committed. */
enum status index_words(record *r, struct err *err) MUST_CHECK;
enum status index_document(int64_t *doc, record *r, int64_t artifact, const struct source_hash *h, size_t n_bytes,
                           const struct reading *rd, struct err *err) MUST_CHECK;
/* Enter a manifest (row `id`) brought by act at pos, end those that it replaces. doc 0: its source is not in
** the record, nothing is entered. May be called again for another act that brought it: the first act counts. */
enum status index_manifest(record *r, int64_t id, const struct source_hash *h, const struct manifest *m, int64_t doc,
                           int64_t act, uint32_t pos, struct err *err) MUST_CHECK;
/* Note that act at pos set the list of row `id`. */
enum status index_concepts(record *r, int64_t id, int64_t act, uint32_t pos, struct err *err) MUST_CHECK;
/* Row of the document of a source, or 0. */
enum status index_find_document(int64_t *doc, record *r, const struct source_hash *h, struct err *err) MUST_CHECK;

/* ---- spine_store.c ---- */
/* Make the spine of a document; one that has one keeps it. Overwrites r's scratch buffers. */
enum status spine_make(record *r, int64_t doc, const struct reading *rd, struct err *err) MUST_CHECK;
enum status spine_exists(bool *out, record *r, int64_t doc, struct err *err) MUST_CHECK;

/* ---- rival_store.c ---- */
/* The manifests in force in the view beside the one that a disputed document shows, into doc->rival, with their
** differences. */
enum status rivals_fill(struct record_doc *doc, record *r, struct record_view view, arena *ar, struct err *err) MUST_CHECK;
/* A concept list in force: row of its artifact, and the act that set it, its place there, time and depth. */
struct list_row {
    int64_t id, act, pos, time_ms, depth;
    struct source_hash hash; /* of the list */
    str author;
};
/* As record_concept_sets, the lists not read: out[*n], the one that counts first. */
enum status lists_in_force(struct list_row **out, uint32_t *n, record *r, struct record_view view, arena *ar,
                           struct err *err) MUST_CHECK;

/* ---- parse.c ---- */
/* Hold the kept parse of a document against its text as it was read anew. *whole: there is one, of this reading, and it is right.
** E_FORMAT with what is wrong, in words that go on from "the parse". Scratch in ar. Linear. */
enum status parse_verify(bool *whole, record *r, const struct source_hash *doc, const struct text_page *page,
                         const struct text_sentences *sentences, arena *ar, struct err *err) MUST_CHECK;

/* ---- query.c ---- */
/* Appends the FTS5 expression of what a person typed; see record_search. E_FORMAT and E_LIMIT in words for that
** person. Pure. */
enum status query_write(buf *out, str text, struct err *err) MUST_CHECK;

/* ---- rebuild.c ---- */
/* Acts in order of time, depth and hash: by their rows and their artifacts. In that order manifests come to
** count. */
struct act_rows {
    int64_t *act;      /* [n] */
    int64_t *artifact; /* [n] */
    uint32_t n;
};
/* Enter acts that are not in the index yet, parents first; gives those of them that are whole. artifact: [n]
** rows, rising. Time O(n log n + parents). */
enum status index_acts(struct act_rows *out, record *r, const int64_t *artifact, uint32_t n, arena *ar,
                       struct err *err) MUST_CHECK;
/* How the objects of acts are entered; zeroed is right for a rebuild's first pass. Members from saw_copies on
** are results. */
struct indexing {
    bool copies;     /* this pass takes the copies, else all other manifests */
    bool saw_copies; /* a pass for them is needed */
    bool stale;      /* a document should be read otherwise than it was: only a rebuild can */
    enum status (*touched)(void *ctx, int64_t doc, struct err *err); /* NULL: not told */
    void *ctx;
};
/* Enter what an act brought. ar is reset. Damaged and missing objects are passed over. */
enum status index_objects(struct indexing *ix, record *r, int64_t act, int64_t artifact, arena *ar, struct err *err) MUST_CHECK;
/* Everything, in an open transaction: the tables are emptied and made anew. E_CANCELLED when env asks to stop. */
enum status index_all(record *r, struct err *err) MUST_CHECK;
/* Make the spine of a document that has come into a series after it was added. Reads its source again; m names
** it. */
enum status spine_late(record *r, int64_t doc, const struct manifest *m, struct err *err) MUST_CHECK;

/* At least as many as again_store.c has parts, which it checks when compiled. */
#define INDEX_PARTS 8
/* Make the index again in a file of its own, which is taken away: name[0..*n) are the parts of the standing index that are
** not what the artifacts say (words for the full-text index are not among them). Time and disk: those of a rebuild. */
enum status index_differs(const char *name[INDEX_PARTS], uint32_t *n, record *r, struct err *err) MUST_CHECK;

/* ---- kin_store.c: near copies ---- */
/* Find the near copies of a document among all others, by the manifests in force; what was found before is forgotten.
** *crowded (may be NULL) is set when a title or day of it is borne by so many that it says nothing. */
enum status kin_seek(record *r, int64_t doc, bool *crowded, struct err *err) MUST_CHECK;
/* The same after a document was added: also for those with whom its title or day has just become crowded. */
enum status kin_added(record *r, int64_t doc, struct err *err) MUST_CHECK;
/* The same after manifests of a document were replaced or merged in. When *crowded gets set, kin_recheck is to follow. */
enum status kin_edited(record *r, int64_t doc, bool *crowded, struct err *err) MUST_CHECK;
/* kin_seek for every document that has near copies; kin_all for every one. */
enum status kin_recheck(record *r, struct err *err) MUST_CHECK;
enum status kin_all(record *r, struct err *err) MUST_CHECK;

/* ---- view_store.c ---- */
/* Condition that manifest m is the one shown of its document: ?1 as_of_ms, ?2 until (view_bind). A document has at most one
** such; of two in force the later counts. */
#define VIEW_SHOWN                                                                                                             \
    "NOT m.copy AND m.time_ms <= ?1 AND m.ended_ms > ?1 AND (m.date IS NULL OR m.date <= ?2) AND (NOT (m.rival & 1) OR m.id "  \
    "= "                                                                                                                       \
    "(SELECT x.id FROM manifest x JOIN act y ON y.id = x.act WHERE x.doc = m.doc AND NOT x.copy AND x.time_ms <= ?1 AND "      \
    "x.ended_ms > ?1 ORDER BY x.time_ms DESC, y.depth DESC, y.hash DESC, x.pos DESC LIMIT 1))"
/* Bind ?1 and ?2 of a query that has VIEW_SHOWN. */
void view_bind(stmt *s, struct record_view view);
/* What an addition is told of a document that has just been entered: its name, what it is a copy of. manifest and source of
** *out are set. Cheap for a document outside any series that is a copy of none. */
enum status view_added(struct record_added *out, record *r, int64_t doc, const struct source_hash *text_hash, uint32_t n_word,
                       arena *ar, struct err *err) MUST_CHECK;
/* The document of a row as it is shown in the view; E_NOTFOUND when the view does not have it. */
enum status view_document(struct record_doc *out, record *r, int64_t doc, struct record_view view, arena *ar,
                          struct err *err) MUST_CHECK;

#endif
