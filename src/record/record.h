/* The record room: artifacts, the acts that brought them, and the index rebuilt from both. One file holds one
** record. Artifacts are never changed or deleted; every other table can be made again.
**
** A document is one source with all manifests that were ever given to it. The manifest in force is one that no
** other replaces; when two are in force (after a merge) the one of the later act is shown, `disputed` is set.
**
** Names: "series/2025-12-11"; a second text of that series and day gets "-2" (in order of the acts that brought
** them, then of their place in the act); all others go by the shortest unique prefix of 8 or more digits of the
** source's hash.
**
** In all calls: arguments are borrowed until the call returns; results, and the strings in them, live in the
** arena that was passed and are gone with it. Failures that any call may have are not named at each: E_NOMEM,
** E_LIMIT (an arena's cap), E_IO (the disk), E_BUSY (another writes, for calls that write), E_FORMAT for a
** damaged file. After a failure *out is not to be used. One handle belongs to one thread at a time. */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include "base/base.h"
#include "language/language.h"
#include "source/source.h"
#include "text/text.h"

struct store; /* the analyses' *_store.c files reach it through record_store */

typedef struct record record;

/* READ never writes, and works where nothing may be written. WRITE takes the writer's lock only when something
** is to be written. MEND: as WRITE, but also opens a record whose index another version made; only for verify
** and rebuild. */
enum record_mode { RECORD_READ, RECORD_WRITE, RECORD_MEND };

/* A new record at path (E_IO if it exists), with its first act by env->author. After a failure there is no
** file. */
enum status record_init(const char *path, const struct env *env, struct err *err) MUST_CHECK;
/* env is borrowed for the life of the handle, which the caller owns: record_close. E_NOTFOUND, E_FORMAT (not a
** record, damaged, of a newer schema, or with an index of another version: the message says to rebuild),
** E_BUSY. Costs one look at the tables, whatever the size of the record. */
enum status record_open(record **out, const char *path, enum record_mode mode, const struct env *env,
                        struct err *err) MUST_CHECK;
void record_close(record *r); /* what was not committed is given up */
/* The file under the record, for the analyses' own *_store.c; owned by the record. env as it was given to
** record_open. */
struct store *record_store(record *r);
const struct env *record_env(const record *r);

/* ---- manifests ---- */

/* What is said of a source: an artifact of its own, in "key: value" form. Lists are parted by "; ". A field
** that nobody gave is empty. Strings are borrowed from whoever filled it. */
struct manifest {
    struct source_hash source;    /* all zero in a sidecar */
    struct source_hash *replaces; /* [n_replaces] the manifests that this one corrects */
    uint32_t n_replaces;
    bool copy; /* says only that the same bytes stand at `address` too; never in force */
    str title;
    str issuer; /* list */
    day date;   /* DATE_NONE: unknown */
    enum text_date_basis date_basis;
    str kind; /* statement, communique, fact-sheet, strategy, speech, reply, news, digest, data, other */
    str series;
    str language;
    str media_type; /* of the bytes, "text/html" or "text/plain": how they are read */
    str charset;    /* what a header or a person said of the encoding; empty: found out from the bytes */
    str rights;     /* public-domain, open, own, quote, none; decides later how much may be published */
    str address;
    str heads;     /* list of people */
    str reply_to;  /* document name */
    str not_read;  /* list of concepts: subjects of which the source's text could not be read */
    int32_t items; /* numbered items of the official text; -1 where nobody says */
    str note;
};

/* A value "-" takes a field away: in a sidecar what the page says of itself, in an edit what stood before. In the
** struct that is a str "-", items MANIFEST_NO_ITEMS, or date DATE_NONE with a date_basis other than unknown. */
#define MANIFEST_NO_ITEMS (-2)
/* A manifest of which nothing is said: what option parsing starts from. */
struct manifest manifest_empty(void);

/* Keys as above with '-' for '_'. A key unknown or given twice, a bad date, kind, rights, language, a series name with
** odd signs are E_FORMAT with the line. Fields not given are as in manifest_empty; basis is what a date gets that comes
** without date-basis (TEXT_DATE_SIDECAR, TEXT_DATE_OPTION). Texts are copied into ar. */
enum status manifest_parse(struct manifest *out, str text, enum text_date_basis basis, arena *ar, struct err *err) MUST_CHECK;
/* Canonical: fixed order, empty and "-" fields left out; equal manifests give equal bytes. Appends; out
** remembers a failure. */
void manifest_write(buf *out, const struct manifest *m);
/* Fields given in `over` replace those of m; "-" takes them away. source, replaces and copy are left alone. */
void manifest_overlay(struct manifest *m, const struct manifest *over);
/* Set one field by its key, as in manifest_parse: for options. E_FORMAT says what would be right; *m may be
** half set then. The value is copied into ar. */
enum status manifest_set(struct manifest *m, str key, str value, enum text_date_basis basis, arena *ar,
                         struct err *err) MUST_CHECK;

/* A field in which two manifests differ: its key, and its value in each as a manifest writes it, empty where one says
** nothing. */
struct manifest_difference {
    const char *key;
    str one, other;
};
/* Where two manifests of a source say different things, in the order in which fields are written: out[*n] in ar, values
** borrowed or in ar. What they replace is left aside, so two manifests of different hashes may differ in nothing. A date
** that only stands on another basis is told as "date-basis". */
enum status manifest_differences(struct manifest_difference **out, uint32_t *n, const struct manifest *one,
                                 const struct manifest *other, arena *ar, struct err *err) MUST_CHECK;

/* ---- adding ---- */

/* One source to be added. `given` borrows like the bytes; `path` stands in messages only and may be empty.
** hints.name is the name of the file, from which a day may be taken, hints.media_type and charset what a sender
** said. */
struct record_item {
    str bytes;
    struct source_hints hints;
    struct manifest given; /* by option or sidecar; wins over what the page says */
    str path;              /* for messages only */
};

/* COPY: other bytes with the same main text, word for word, as the older document `of`: a document of its own. Or
** the very bytes of `of` from another address: no new document; a manifest with copy set keeps the address.
** NEAR_COPY: a document of its own that claims to be what `of` is (the same series and day, or the same words in
** the title and no other day) and shares many of its content words, not all its text. */
enum record_added_as {
    RECORD_NEW,
    RECORD_SAME, /* these bytes stood in the record before; nothing was written */
    RECORD_COPY,
    RECORD_NEAR_COPY
};

/* What became of a source. Strings lie in the arena of the call. For SAME, and for a COPY of the very bytes,
** manifest and n_sentence are those that stand in the record. */
struct record_added {
    enum record_added_as as;
    str name;          /* how to name it in commands: "ncg/2025-12-11", or the first digits of its hash */
    str of;            /* name of the other document, for COPY and NEAR_COPY */
    double similarity; /* for NEAR_COPY: shared part of the content words of both main texts, [0,1] */
    bool differs;      /* SAME or COPY of the same bytes: `given` says otherwise than the manifest in force, which stays
                       ** (record_edit changes it) */
    struct source_hash source;
    struct manifest manifest; /* as stored */
    uint32_t n_sentence;      /* of the main text */
    uint32_t n_aside;         /* blocks kept apart */
};

/* Add one source to the batch. It is acknowledged only when record_commit has returned OK. When the source is at
** fault (E_FORMAT, E_LIMIT, no memory to read it) the batch stays as it was before the call; when the file is (E_IO,
** E_BUSY, ...) the whole batch is given up: record_pending tells. Linear in the bytes. */
enum status record_add(record *r, const struct record_item *item, struct record_added *out, arena *ar,
                       struct err *err) MUST_CHECK;
/* Write the batch's act, make all of it durable: after OK it survives a kill and a power cut. Nothing to do is
** OK. After a failure the batch is given up and the file is as it was after the commit before. */
enum status record_commit(record *r, struct err *err) MUST_CHECK;
/* Give up what was added since the last commit; nothing open is fine. */
void record_rollback(record *r);
/* Artifacts and bytes (of sources; may be NULL) in the batch that no commit has acknowledged. Commit about
** every 8 MB: later the index of words is written out in the middle of the batch. */
uint64_t record_pending(const record *r, uint64_t *bytes);

/* ---- documents ---- */

/* A view of the record, by which every answer can be asked. as_of_ms: acts after it are not seen (INT64_MAX:
** now), so a correction that came later does not count. until: texts dated after it are not seen (DATE_NONE:
** all); undated ones are. The two are independent: what was known on a day of texts up to another. */
struct record_view {
    int64_t as_of_ms;
    day until;
};
#define RECORD_NOW ((struct record_view){INT64_MAX, DATE_NONE})

/* A manifest that is in force beside the one that is shown, neither knowing of the other: another person's word. */
struct record_rival {
    struct source_hash manifest_hash;
    struct manifest manifest;
    int64_t said_ms; /* when the act that brought it was done, and by whom */
    str said_by;
    struct manifest_difference *difference; /* [n_difference] one: what the shown manifest says, other: what this one says */
    uint32_t n_difference;
};

/* A document as a view shows it. Strings lie in the arena of the call. name is good for record_find in the same
** view, and for as long as no text is added that shares its day or its first digits. */
struct record_doc {
    int64_t id; /* row number: only inside one run, never shown */
    str name;
    struct source_hash source;
    struct source_hash manifest_hash;
    struct manifest manifest;
    int64_t added_ms;
    str added_by;
    struct source_hash text_hash; /* of the main text's wording */
    uint32_t n_sentence, n_word;  /* of the main text */
    uint32_t n_bytes;
    str copy_of, near_of;       /* names of older documents, or empty */
    double similarity;          /* to near_of */
    str also_at;                /* list of other addresses of the same bytes */
    bool disputed;              /* two manifests stand that do not know of each other; the later one is shown */
    struct record_rival *rival; /* [n_rival] the others, the latest first; none unless disputed */
    uint32_t n_rival;
};

/* What a list is narrowed to. Kind and series are compared letter for letter, an issuer as one of the list,
** letters' case aside. */
struct record_query {
    str series, kind, issuer; /* empty: any */
    day from, to;             /* DATE_NONE: open */
    bool only_dated;
};

/* Documents in order of series (none: last), date (undated: last), name: out[*n]. Each costs one read of its
** manifest; a whole list of 10,000 some tens of milliseconds. */
enum status record_list(struct record_doc **out, uint32_t *n, record *r, const struct record_query *q, struct record_view view,
                        arena *ar, struct err *err) MUST_CHECK;
/* By name: "series/date", "series/latest" (the first text of the newest day), a hash's first 4 digits or more, or a
** unique title. E_NOTFOUND; E_FORMAT when two fit (both named). */
enum status record_find(struct record_doc *out, record *r, str name, struct record_view view, arena *ar,
                        struct err *err) MUST_CHECK;

/* A series of the view: how many documents it shows, dates of the first and last that have one (DATE_NONE: none
** has). */
struct record_series {
    str name;
    uint32_t n;
    day first, last;
};
/* out[*n] in order of names. One query over the manifests of the view. */
enum status record_series_list(struct record_series **out, uint32_t *n, record *r, struct record_view view, arena *ar,
                               struct err *err) MUST_CHECK;

/* The bytes of an artifact, of whatever kind, hash checked. E_NOTFOUND; E_FORMAT names it when it is damaged.
** In ar, followed by a zero byte that does not count. */
enum status record_bytes(str *out, record *r, const struct source_hash *h, arena *ar, struct err *err) MUST_CHECK;

/* A document read again from its bytes: the page and its sentences, of which those of the main text are
** numbered in answers. */
struct record_reading {
    struct text_page page;
    struct text_sentences sentences;
};
/* As the index read it when it was added, so that its spans are those of findings. E_FORMAT when the bytes are
** damaged or can no longer be read. Linear in the bytes; the bytes, too, lie in ar. */
enum status record_read(struct record_reading *out, record *r, const struct record_doc *doc, arena *ar,
                        struct err *err) MUST_CHECK;

/* ---- parses ----
**
** How an analysis goes over the grammar of many documents, with one arena that is emptied for each:
**
**     record_set_model(r, language_english());
**     for (uint32_t i = 0; i < n; i++) {
**         arena_reset(ar);
**         enum status code = record_parse(&p, r, &doc[i], ar, err);
**         if (code == E_NOTFOUND) continue;       not English: its coverage says so
**         if (code != OK) return code;
**         ... p.text, p.passage, p.reading ...
**     }
*/

/* The model that documents are parsed by: the bytes of its file, aligned to LANGUAGE_MODEL_ALIGN (language_english() gives the one
** of this build), borrowed until another is set or the record is closed. {NULL,0}, as at first: none. It is opened when the first
** document must be parsed, and kept open with its parser, so that many documents cost one opening: some 30 MB while the record is
** open. */
void record_set_model(record *r, str model);

/* Where a parse came from, and whether the next one who asks will find it. */
enum record_parsed_as {
    RECORD_PARSE_MADE,   /* made just now, and not kept: not_kept says why */
    RECORD_PARSE_STORED, /* made just now, and kept */
    RECORD_PARSE_KEPT    /* kept from before */
};

/* The grammar of a document's main text. Its sentences are the record's passages: none crosses or splits one, but that a passage of
** more than LANGUAGE_MAX_SENTENCE_WORDS is several, marked as cut. So the way from a word to what is cited is:
**
**     span clean = p.text.words.token[k];                            of token k, in p.reading.page.clean
**     uint32_t passage = p.passage[s];                               of its sentence s, into p.reading.sentences
**     span source = text_source_span(&p.reading.page, clean);        bytes of the source
*/
struct record_parsed {
    struct record_reading reading;
    struct language_text text; /* over reading.page.clean */
    uint32_t *passage;         /* [text.words.n_sentence] index into reading.sentences, rising */
    str model;                 /* name and version of the model that made it: "english 2" */
    enum record_parsed_as as;
    /* With RECORD_PARSE_MADE: why. E_BUSY: another writes, or a batch is open; E_IO, E_NOMEM...; none (OK) where the record was
    ** opened to be read. */
    struct err not_kept;
};

/* Parse a document, or give the parse that is kept of it: the same, bit for bit. A kept parse counts only if it was made by this
** model and this way of parsing of the text as the record reads it now, and is undamaged; else it is made again and takes the
** other's place. Keeping needs RECORD_WRITE and a moment in which nobody else writes (nobody is waited for); a parse that cannot be
** kept is given all the same. All in ar. Parses are index: they are in no state hash, and no merge or salvage takes them over.
** Only English: the language that the manifest states counts, and where it states none the one that the text itself shows
** (struct text_found). E_NOTFOUND with the line that says so: another language, or none that is known; also where no model is set.
** E_FORMAT: damage, or a model that is none. Cost: reading the document (record_read), then 10 million words a second where a parse
** is kept (80 ns a word), 25,000 where it is made; 150 bytes a word in ar. */
enum status record_parse(struct record_parsed *out, record *r, const struct record_doc *doc, arena *ar,
                         struct err *err) MUST_CHECK;

/* Is a parse of the document as it reads now kept? *model gets the name of the model that made it, empty when there is none, and
** *n_word its words. The parse itself is not looked into. */
enum status record_parse_kept(str *model, uint32_t *n_word, record *r, const struct record_doc *doc,
                              const struct record_reading *reading, arena *ar, struct err *err) MUST_CHECK;

/* What record_parses_make did. waiting: parses that are to be made and were not, for want of a model. dropped: parses of what is no
** English document (any more). */
struct record_parses {
    uint64_t made, words, waiting, dropped;
};
/* Make the parses that wait since record_rebuild; all: of every English document that has none, too. Each is kept before the next
** one is begun: what was made before a failure or a kill stays, the rest waits on and is made by the next call, or when it is
** needed. E_NOTFOUND: all of them are asked for, and there is no model; E_CANCELLED when env->progress asks to stop; E_IO, E_BUSY:
** one could not be kept. Not inside a batch. Memory that of one document and a list of all; 25,000 words a second. */
enum status record_parses_make(struct record_parses *out, record *r, bool all, struct err *err) MUST_CHECK;

/* The spine: what the index keeps of each main-text passage of a document that belongs to a series. [n] arrays
** run in parallel, in the order of the text, and lie in the arena of the call. */
struct record_spine {
    int64_t doc;
    day date;
    uint32_t n;
    span *source;       /* [n] source bytes */
    uint64_t *wording;  /* [n] hash64 of text_wording: equal numbers, equal words */
    uint64_t (*bag)[2]; /* [n] one bit of 128 for each of the sentence's lower-cased words of more than 3 bytes: a bit in
                         ** one bag and not in the other is a word that the other lacks */
};
/* All spines of a series in order of date, one query; ready for 10,000 documents in tens of milliseconds. */
enum status record_series_spines(struct record_spine **out, uint32_t *n, record *r, str series, struct record_view view,
                                 arena *ar, struct err *err) MUST_CHECK;
/* The same signatures for a text at hand; a failure stays in scratch, which is emptied first. Linear in the
** sentence. */
void record_sentence_prints(uint64_t *wording, uint64_t bag[2], str sentence, buf *scratch);

/* ---- manifests again: edits ---- */

/* A new manifest act for a document, committed at once: the fields given replace those that stand, "-" takes them
** away. It replaces every manifest in force, so it settles a dispute. No change is OK and writes nothing. Not inside
** a batch. How the bytes are read (media-type, charset) is settled by the first manifest: E_FORMAT. */
enum status record_edit(record *r, const struct record_doc *doc, const struct manifest *over, arena *ar,
                        struct err *err) MUST_CHECK;

/* ---- concepts ---- */

/* A surface form. `concept` is an index into the list's concepts; language is empty for the concept's own name
** where no list of aliases gives it one. */
struct concept_form {
    str text;
    str language;
    bool alias; /* true: a name of the very same thing, folded in comparison */
    uint32_t concept;
};
/* A concept as the list states it; empty where it does not. line: where it stands in the text. */
struct concept {
    str name, kind, note;
    str party, office; /* of a person: whose, and which; or empty */
    uint32_t line;
};
/* A list as it was parsed; both arrays lie in the arena of the call. Zeroed is an empty one. */
struct concept_list {
    struct concept *concept; /* [n_concept] in the order of the file */
    uint32_t n_concept;
    struct concept_form *form; /* [n_form] grouped by concept; the concept's own name is an alias form of it */
    uint32_t n_form;
    uint32_t n_rival; /* other lists in force beside this one (record_concept_sets); 0 from concepts_parse */
};
/* Parse a concept file (doc/formats.md). E_FORMAT: line, and what is wrong: a form under two concepts, no name,
** unknown key. *out is empty after a failure. Strings borrow from `text` or lie in ar. Pure; linear on average. */
enum status concepts_parse(struct concept_list *out, str text, arena *ar, struct err *err) MUST_CHECK;
/* Replace the record's concept list by a new artifact, committed at once: it takes the place of every list in force, so it
** settles a dispute. The text that is in force alone writes nothing. Not inside a batch. */
enum status record_set_concepts(record *r, str text, arena *ar, struct err *err) MUST_CHECK;
/* The list that counts; an empty one when none was ever set. text_out (may be NULL) gets the file's text. */
enum status record_concepts(struct concept_list *out, str *text_out, record *r, struct record_view view, arena *ar,
                            struct err *err) MUST_CHECK;

/* A concept list in force, and who set it when. */
struct record_concept_set {
    struct source_hash hash;
    int64_t set_ms;
    str set_by;
    struct concept_list list;
};
/* The lists in force: those after which no act set another. The first one counts; there are others when two people set lists
** that did not know of each other and their records were merged. Two that are the same text are one. out[*n] in ar, the
** latest first; none when no list was ever set. Linear in the acts where more than one was set, else one look-up. */
enum status record_concept_sets(struct record_concept_set **out, uint32_t *n, record *r, struct record_view view, arena *ar,
                                struct err *err) MUST_CHECK;

/* ---- search ---- */

/* A document that was found, by its best sentence. Scores compare within one answer only. */
struct record_hit {
    struct record_doc doc;
    bool aside;  /* found in what stands around the text */
    span source; /* bytes of the sentence */
    str snippet; /* the sentence, clean */
    span *match; /* [n_match] spans in snippet */
    uint32_t n_match;
    double score; /* BM25, higher is better */
};
/* One hit a document (its best sentence), best first. Words, "quoted phrases", prefix*, AND OR NOT, ( ), and
** NEAR(a b, 5); words side by side must all be there. Letters' case and accents do not count; a word in Hangul also
** finds its forms with particles. A bad query is E_FORMAT with what is wrong. */
enum status record_search(struct record_hit **out, uint32_t *n, record *r, str query, uint32_t max_hits,
                          struct record_view view, arena *ar, struct err *err) MUST_CHECK;

/* ---- the chain of acts, checks, copies ---- */

/* An act as its artifact says it. object: [n_object] in the order of doing; parent: [n_parent] sorted. */
struct record_act {
    struct source_hash hash;
    int64_t time_ms;
    str author;
    str verb; /* init, add, edit, concepts, salvage */
    uint32_t n_object;
    struct source_hash *object;
    uint32_t n_parent;
    struct source_hash *parent;
    str note;
};
/* Acts of the view, newest first (those that follow others before them): out[*n]; max 0: all. Reads each act's
** artifact. */
enum status record_log(struct record_act **out, uint32_t *n, record *r, uint32_t max, struct record_view view, arena *ar,
                       struct err *err) MUST_CHECK;

/* What a check found. Numbers count what was looked at and whole; n_problem 0: all is well. */
struct record_verdict {
    uint64_t artifacts, acts, documents, passages; /* how many were checked */
    uint64_t parses;                               /* that are kept, of the texts as they read now */
    uint32_t n_problem;
    char (*problem)[256]; /* [n_problem] one line each, at most 1,000 kept */
};
/* Re-hash every artifact, follow the chain, re-read every passage from its bytes, check the tables, hold the index against
** one made again in a file of its own (disk: as much as the record). Of a kept parse it is checked that it is what was written, names
** its model, lies within its text, sentence by passage, and is made of single-rooted trees; it is not made again. OK also when problems
** were found. Of an index that another version made one line says so, and only the artifacts
** and the chain are checked. Memory: that of the largest document. */
enum status record_verify(struct record_verdict *out, record *r, arena *ar, struct err *err) MUST_CHECK;
/* Make the index again from the artifacts, all or nothing. What cannot be read (damage) is left out; verify
** names it. E_CANCELLED when env->progress asks to stop: the old index then stands. Time: that of adding
** everything. Parses are forgotten; those of documents that had one (by whatever model) wait to be made by
** record_parses_make, or when they are next needed. */
enum status record_rebuild(record *r, struct err *err) MUST_CHECK;
/* The state hash: SHA-256 over the canonical dump (doc/formats.md); the dump itself goes to sink in pieces of
** some 64 KiB when it is not NULL. Of one state of the record, whoever writes meanwhile. Linear in the index. */
enum status record_state_hash(struct source_hash *out, void (*sink)(void *ctx, str piece), void *ctx, record *r,
                              struct err *err) MUST_CHECK;

/* What a merge brought, and how things stand after it. */
struct record_merged {
    uint64_t artifacts_new, acts_new, documents_new;
    uint64_t disputed;      /* documents with two manifests in force, afterwards */
    uint64_t concept_lists; /* concept lists in force, afterwards: above 1 they disagree */
};
/* Union with another record, which is only read; each artifact's hash is checked on the way, a damaged one is E_FORMAT
** and nothing is merged. documents_new counts sources new to r. */
enum status record_merge(struct record_merged *out, record *r, const char *other_path, struct err *err) MUST_CHECK;

/* kept: artifacts; of them sources, manifests, concept lists, acts. lost: those that are known to be missing. from_pages: the
** file's own tables could not be followed, so that its pages were searched; what was lost without any trace then counts
** nowhere. */
struct record_salvaged {
    uint64_t kept, lost;
    uint64_t sources, manifests, concepts, acts;
    bool from_pages;
};
/* All artifacts of a damaged record that still hash right, into a new record (refused if it exists) with an act of its
** own ("salvage") after them. The damaged file may lack its head, have holes, or end early. lost is told of each that could
** not be saved, as far as it can still be named. E_FORMAT when nothing in it can be saved; after any failure there is no new
** file. Time linear in the damaged file and in what the new record holds. */
enum status record_salvage(struct record_salvaged *out, const char *damaged_path, const char *new_path, const struct env *env,
                           void (*lost)(void *ctx, str line), void *ctx, struct err *err) MUST_CHECK;

#endif
