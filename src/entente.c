/* The library's face: opaque handles over the rooms. Each handle has two arenas: one for its
** life, one for the texts that the last call handed out, which every call on the handle empties
** first.
**
** Nothing here decides anything: arguments are checked, a room is asked, texts are copied with
** their zero byte. No function prints, exits or keeps state outside a handle; the map of the
** linker lets only ent_* be seen. */
#include "entente_face.h"

#include <assert.h>

#include "compare/compare.h"
#include "present/present.h"

/* A walk over a list that was read when it was opened: later acts do not change it, and no lock
** is held between two steps. */
struct ent_docs {
    arena *life;
    arena *last;
    struct record_doc *doc; /* [n] */
    uint32_t n, at;
};

/* The public list and the rooms' list are two, so that entente.h includes nothing of the rooms;
** here they are held together. */
static_assert((int)ENT_OK == (int)OK && (int)ENT_DONE == (int)DONE && (int)ENT_NOMEM == (int)E_NOMEM &&
                  (int)ENT_IO == (int)E_IO && (int)ENT_FORMAT == (int)E_FORMAT && (int)ENT_NOTFOUND == (int)E_NOTFOUND &&
                  (int)ENT_BUSY == (int)E_BUSY && (int)ENT_LIMIT == (int)E_LIMIT && (int)ENT_CANCELLED == (int)E_CANCELLED,
              "the two lists of statuses are one");

/* The library's own number: a program may have been compiled against another. */
const char *ent_version(void) { return ENT_VERSION; }

/* The only place of the library that asks a clock, and it is the caller who names it: a library
** that dates acts by itself cannot be tested, nor can its answers be repeated. */
int64_t ent_clock(void *ctx)
{
    (void)ctx;
    struct timespec t;
    if (clock_gettime(CLOCK_REALTIME, &t) != 0) return 0;
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The message goes where the caller wants it, if anywhere. ENT_DONE and ENT_OK leave what stood
** there: an error is read after a failure only, and a caller may make several calls before
** looking. Cut at the size of the caller's struct. */
enum ent_status face_told(struct ent_error *out, enum ent_status s, const char *message)
{
    if (out && s > ENT_DONE) {
        out->status = s;
        (void)snprintf(out->message, sizeof out->message, "%s", message);
    }
    return s;
}
/* The statuses of both lists are equal numbers (asserted above), so one is cast to the other. A
** status without a line, such as E_NOMEM from an arena, is told by its name. */
enum ent_status face_result(struct ent_error *out, enum status s, const struct err *err)
{
    return face_told(out, (enum ent_status)s, err->msg[0] ? err->msg : status_name(s));
}
/* A mistake of the calling program. Told, never punished: a library does not end its caller. */
enum ent_status face_misuse(struct ent_error *out, const char *message) { return face_told(out, ENT_MISUSE, message); }

/* {NULL,0} for NULL: not given. */
static str given(const char *zt) { return zt ? str_of(zt) : (str){NULL, 0}; }

/* {NULL,0} becomes "", since no text that is handed out is NULL. */
const char *face_handed(arena *ar, str s, bool *ok)
{
    const char *p = str_zt(ar, s.p ? s : STR(""));
    if (!p) *ok = false;
    return p;
}

/* ---- a record ---- */

/* The rooms below get their clock through struct env, whose ctx is the handle; the caller's
** function gets the caller's ctx. */
static int64_t env_now(void *ctx)
{
    const ent_record *r = ctx;
    return r->options.now_ms(r->options.ctx);
}
/* Without a function nobody is asked, and the work goes on. */
static bool env_progress(void *ctx, const char *work, uint64_t done, uint64_t total)
{
    const ent_record *r = ctx;
    return r->options.progress && r->options.progress(r->options.ctx, work, done, total) != 0;
}
/* For handles that only read: no act is dated with it, since writing wants a clock (may_write). */
static int64_t no_clock(void *ctx)
{
    (void)ctx;
    return 0;
}

/* A handle without a record yet; NULL: no memory, and nothing is left behind. The options are
** copied, with the author's name, so that the caller's may go. `life` is small and bounded;
** `last` has no bound but the rooms' own, since it holds whole answers. */
static ent_record *handle_new(const struct ent_options *opt)
{
    /* A bound for what only holds a handle and a name; none for answers, which have the rooms'
    ** own. */
    arena *life = arena_new(1 << 16), *last = arena_new(0);
    ent_record *r = life && last ? ARENA_NEW(life, 1, ent_record) : NULL;
    const char *author = r ? str_zt(life, given(opt ? opt->author : "")) : NULL;
    if (!author) {
        arena_free(life);
        arena_free(last);
        return NULL;
    }
    r->life = life;
    r->last = last;
    if (opt) r->options = *opt;
    /* The copy, not the caller's: the options were copied with the caller's pointer in them. */
    r->options.author = author;
    r->env = (struct env){.ctx = r,
                          .now_ms = r->options.now_ms ? env_now : no_clock,
                          .progress = env_progress,
                          .author = str_of(author),
                          .max_doc_bytes = r->options.max_text_bytes};
    return r;
}

/* Who writes must say who and when: both become part of the record for ever. */
static bool may_write(const struct ent_options *opt) { return opt && opt->now_ms && opt->author && opt->author[0]; }

/* A handle is made for its env alone, and closed again: the new record is opened by a call of its
** own, as any other. */
enum ent_status ent_record_init(const char *path, const struct ent_options *opt, struct ent_error *out)
{
    struct err err = {0};
    if (!path) return face_misuse(out, "a record needs a path");
    if (!may_write(opt)) return face_misuse(out, "making a record needs an author and a clock in ent_options");
    ent_record *r = handle_new(opt);
    if (!r) return face_told(out, ENT_NOMEM, "no memory for a record");
    enum status s = record_init(path, &r->env, &err);
    ent_record_close(r);
    return face_result(out, s, &err);
}

/* *out is NULL whatever fails, so that a close without a look is harmless. */
enum ent_status ent_record_open(ent_record **out, const char *path, enum ent_mode mode, const struct ent_options *opt,
                                struct ent_error *error)
{
    struct err err = {0};
    *out = NULL;
    if (!path) return face_misuse(error, "a record needs a path");
    if (mode == ENT_WRITE && !may_write(opt)) return face_misuse(error, "writing needs an author and a clock in ent_options");
    ent_record *r = handle_new(opt);
    if (!r) return face_told(error, ENT_NOMEM, "no memory for a record");
    enum status s = record_open(&r->record, path, mode == ENT_WRITE ? RECORD_WRITE : RECORD_READ, &r->env, &err);
    if (s)
        ent_record_close(r);
    else
        *out = r;
    return face_result(error, s, &err);
}

/* The handle lies in its own arena, so that arena is remembered before the handle goes with it. */
void ent_record_close(ent_record *r)
{
    if (!r) return;
    arena *life = r->life;
    if (r->record) record_close(r->record);
    arena_free(r->last);
    arena_free(life);
}

/* ---- adding ---- */

/* The manifest is read first: what is wrong with it is told before the record is touched. The
** texts of `added` lie in the arena of the last call, as those of every other. When the texts
** could not be handed out the source stays in the batch, since a commit of it is still right. */
enum ent_status ent_record_add(ent_record *r, const void *bytes, size_t n_bytes, const char *manifest, struct ent_added *out,
                               struct ent_error *error)
{
    struct err err = {0};
    struct record_added added = {0};
    struct record_item item = {.bytes = {bytes, n_bytes}, .given = manifest_empty()};
    buf hash = {0};
    bool ok = true;
    if (!bytes && n_bytes) return face_misuse(error, "no bytes to add");
    arena_reset(r->last);
    enum status s = manifest ? manifest_parse(&item.given, str_of(manifest), TEXT_DATE_OPTION, r->last, &err) : OK;
    if (!s) s = record_add(r->record, &item, &added, r->last, &err);
    if (s) return face_result(error, s, &err);
    source_hash_write(&hash, &added.source);
    *out = (struct ent_added){.as = (enum ent_added_as)added.as,
                              .name = face_handed(r->last, added.name, &ok),
                              .hash = face_handed(r->last, buf_str(&hash), &ok),
                              .of = face_handed(r->last, added.of, &ok),
                              .similarity = added.as == RECORD_NEAR_COPY ? added.similarity : 0};
    ok = ok && !hash.failed;
    buf_free(&hash);
    return ok ? ENT_OK : face_told(error, ENT_NOMEM, "no memory for the name of what was added");
}

/* Kept at once by the room below, as an act of its own. */
enum ent_status ent_record_set_concepts(ent_record *r, const char *text, struct ent_error *error)
{
    struct err err = {0};
    if (!text) return face_misuse(error, "no list of concepts");
    arena_reset(r->last);
    return face_result(error, record_set_concepts(r->record, str_of(text), r->last, &err), &err);
}

/* Also empties the arena of the last call: the name that ent_record_add handed out is gone after
** it. */
enum ent_status ent_record_commit(ent_record *r, struct ent_error *error)
{
    struct err err = {0};
    arena_reset(r->last);
    return face_result(error, record_commit(r->record, &err), &err);
}

/* Cannot fail: giving up needs nothing from the disk. */
void ent_record_rollback(ent_record *r)
{
    arena_reset(r->last);
    record_rollback(r->record);
}

/* ---- documents ---- */

/* The list is read whole: manifests only, no text. The walk's own
** arena for the last step is bounded by a MiB, which no manifest comes near. */
enum ent_status ent_docs_open(ent_docs **out, ent_record *r, const char *series, struct ent_error *error)
{
    struct err err = {0};
    /* Every document of the series, dated or not, as of now: a walk has no view of the past yet. */
    struct record_query query = {.series = given(series), .from = DATE_NONE, .to = DATE_NONE};
    arena *life = arena_new(0), *last = arena_new(1 << 20);
    ent_docs *docs = life && last ? ARENA_NEW(life, 1, ent_docs) : NULL;
    *out = NULL;
    enum status s = docs ? OK : E_NOMEM;
    if (!s) s = record_list(&docs->doc, &docs->n, r->record, &query, RECORD_NOW, life, &err);
    if (s) {
        arena_free(life);
        arena_free(last);
        return face_result(error, s, &err);
    }
    docs->life = life;
    docs->last = last;
    *out = docs;
    return ENT_OK;
}

/* When memory is short the walk stays where it is, so that the caller may free some and try
** again. */
enum ent_status ent_docs_next(ent_docs *docs, struct ent_doc *out)
{
    bool ok = true;
    if (docs->at >= docs->n) return ENT_DONE;
    const struct record_doc *d = &docs->doc[docs->at];
    const struct manifest *m = &d->manifest;
    arena *ar = docs->last;
    buf text = {0};
    arena_reset(ar);
    source_hash_write(&text, &d->source);
    const char *hash = face_handed(ar, buf_str(&text), &ok);
    ok = ok && !text.failed;
    buf_clear(&text);
    day_write(&text, m->date);
    *out = (struct ent_doc){.name = face_handed(ar, d->name, &ok),
                            .hash = hash,
                            .title = face_handed(ar, m->title, &ok),
                            .issuer = face_handed(ar, m->issuer, &ok),
                            .series = face_handed(ar, m->series, &ok),
                            .kind = face_handed(ar, m->kind, &ok),
                            .language = face_handed(ar, m->language, &ok),
                            .rights = face_handed(ar, m->rights, &ok),
                            .address = face_handed(ar, m->address, &ok),
                            .date = face_handed(ar, buf_str(&text), &ok),
                            .date_basis = text_date_basis_name(m->date_basis),
                            .n_sentences = d->n_sentence,
                            .n_words = d->n_word,
                            .n_bytes = d->n_bytes};
    ok = ok && !text.failed;
    buf_free(&text);
    if (!ok) return ENT_NOMEM; /* the walk stays where it is */
    docs->at++;
    return ENT_OK;
}

/* As with a record, the arena in which the handle lies goes last. */
void ent_docs_close(ent_docs *docs)
{
    if (!docs) return;
    arena *life = docs->life;
    arena_free(docs->last);
    arena_free(life);
}

/* Found by any name that the commands know. The hash is checked by the room below: bytes that
** have changed are an error, not an answer. Handed out with a zero byte after them, which is not
** counted; the bytes may hold others. */
enum ent_status ent_record_bytes(ent_record *r, const char *name, struct ent_text *out, struct ent_error *error)
{
    struct err err = {0};
    struct record_doc doc;
    str bytes = {0};
    bool ok = true;
    if (!name) return face_misuse(error, "no document named");
    arena_reset(r->last);
    enum status s = record_find(&doc, r->record, str_of(name), RECORD_NOW, r->last, &err);
    if (!s) s = record_bytes(&bytes, r->record, &doc.source, r->last, &err);
    if (s) return face_result(error, s, &err);
    *out = (struct ent_text){face_handed(r->last, bytes, &ok), bytes.n};
    return ok ? ENT_OK : face_told(error, ENT_NOMEM, "no memory for the bytes of the document");
}

/* ---- answers ---- */

/* The same call and the same writer as the program's: there is one schema and one way to it. Kept
** sentences are always in. */
enum ent_status ent_compare_json(ent_record *r, const char *newer, const char *older, const char *series, struct ent_text *out,
                                 struct ent_error *error)
{
    struct err err = {0};
    struct compare_request req = {.newer = given(newer), .older = given(older), .series = given(series), .view = RECORD_NOW};
    struct compare_report report;
    struct present_style style = {.face = FACE_JSON};
    buf json = {0};
    bool ok = true, differs;
    arena_reset(r->last);
    enum status s = compare_report_make(&report, r->record, &req, r->last, &err);
    if (!s) s = present_compare(&json, &report, true, &style, &differs, r->last, &err);
    if (!s) s = buf_check(&json, &err);
    if (!s) *out = (struct ent_text){face_handed(r->last, buf_str(&json), &ok), json.n};
    buf_free(&json);
    if (s) return face_result(error, s, &err);
    return ok ? ENT_OK : face_told(error, ENT_NOMEM, "no memory for the answer");
}

/* Problems are no failure of the call. The lines are the room's own, which live in the same
** arena; only the list of them is made here. */
enum ent_status ent_record_verify(ent_record *r, struct ent_verdict *out, struct ent_error *error)
{
    struct err err = {0};
    struct record_verdict v = {0};
    arena_reset(r->last);
    enum status s = record_verify(&v, r->record, r->last, &err);
    if (s) return face_result(error, s, &err);
    const char **problem = ARENA_NEW(r->last, v.n_problem, const char *);
    if (!problem) return face_told(error, ENT_NOMEM, "no memory for the complaints");
    for (uint32_t i = 0; i < v.n_problem; i++) problem[i] = v.problem[i];
    *out = (struct ent_verdict){v.artifacts, v.acts, v.documents, v.passages, v.n_problem, problem};
    return ENT_OK;
}

/* Into the caller's 65 bytes, since a hash is kept across calls more often than any other text. */
enum ent_status ent_record_hash(ent_record *r, char out[65], struct ent_error *error)
{
    struct err err = {0};
    struct source_hash hash;
    buf hex = {0};
    arena_reset(r->last);
    enum status s = record_state_hash(&hash, NULL, NULL, r->record, &err);
    if (!s) source_hash_write(&hex, &hash);
    if (!s) s = buf_check(&hex, &err);
    if (!s) (void)snprintf(out, 65, "%.*s", STR_ARG(buf_str(&hex)));
    buf_free(&hex);
    return face_result(error, s, &err);
}
