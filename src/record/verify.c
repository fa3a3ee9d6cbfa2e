/* Checking a record: each artifact against its hash, the chain of acts, each passage against its bytes, the
** tables. Invariants: nothing is repaired and nothing is written (the check of the words runs in a transaction
** that is undone); every damage that is found becomes one line of the verdict and stops nothing; a failure is
** returned only where the check itself cannot go on. */
#include <stdarg.h>

#include "record/internal.h"
#include "record/parse_store.h"

/* A damaged file has either few problems or one cause for all: more would not help anyone. */
#define VERIFY_MAX_PROBLEMS 1000

/* A check under way. The map `known` holds what is in the record and what is named there, under one key of
** role, kind and hash, so that links are followed without a query each. */
struct checker {
    record *r;
    struct record_verdict *out;
    uint32_t cap;
    struct hash_map known; /* role and hash: what is in the record, what an act or a manifest names */
    bool foreign;          /* another version made the index: nothing is held against it */
    uint32_t n_parse;      /* problems that are of parses only */
    arena *ar;             /* the caller's: problems */
    arena *maps;           /* the table above */
    arena *each;           /* one artifact */
};

/* Notes a problem for the verdict; OK unless memory is short, so that checking goes on. Lines are cut at a
** character. */
static enum status PRINTF_LIKE(2, 3) problem(struct checker *c, const char *fmt, ...)
{
    va_list ap;
    /* Checking goes on all the same: the numbers of what was checked are part of the answer. */
    if (c->out->n_problem >= VERIFY_MAX_PROBLEMS) return OK;
    if (c->out->n_problem == c->cap) {
        uint32_t cap = c->cap ? c->cap * 2 : 16;
        c->out->problem = arena_grow(c->ar, c->out->problem, c->cap, cap, sizeof *c->out->problem);
        if (!c->out->problem) return E_NOMEM;
        c->cap = cap;
    }
    va_start(ap, fmt);
    char *to = c->out->problem[c->out->n_problem++];
    (void)vsnprintf(to, sizeof *c->out->problem, fmt, ap);
    va_end(ap);
    to[utf8_fit(str_of(to), 10000)] = '\0';
    return OK;
}

/* What a hash may be: an artifact that is whole (by kind), one that an act names (kind 0) or a source that a
** manifest names, one that an act puts down as lost (kind 0). */
enum role { ROLE_WHOLE, ROLE_NAMED, ROLE_LOST };

/* Roles and kinds are small, so role * 16 + kind tells them apart. */
static uint64_t role_key(enum role role, int64_t kind, const struct source_hash *h)
{
    return hash64_mix(hash64(hash_str(h)), (uint64_t)role * 16 + (uint64_t)kind);
}
/* Two hashes with one key out of 2^64 would hide a missing link; the bytes of each are checked apart from this. */
static enum status mark(struct checker *c, enum role role, int64_t kind, const struct source_hash *h)
{
    return hash_map_put(&c->known, c->maps, role_key(role, kind, h), 0);
}
static bool marked(const struct checker *c, enum role role, int64_t kind, const struct source_hash *h)
{
    return hash_map_get(&c->known, role_key(role, kind, h)) != UINT32_MAX;
}

/* ---- each artifact by itself ---- */

/* A kept parse is index that nothing else is derived from, so one that is wrong is told and stops nothing. */
static enum status check_parse(struct checker *c, const struct reading *rd, const struct source_hash *h, struct err *err)
{
    bool whole;
    struct arena_mark mark = arena_here(c->each);
    enum status code = parse_verify(&whole, c->r, h, &rd->page, &rd->sentences, c->each, err);
    arena_back(c->each, mark);
    c->out->parses += code == OK && whole;
    if (code == OK || code == E_NOMEM) return code;
    c->n_parse++;
    return problem(c, "the parse of source %s: %.130s: run \"entente rebuild\"", hash_short(h).z, err->msg);
}

/* Parses of what is no document: they would never be found. */
static enum status check_strays(struct checker *c, struct err *err)
{
    struct source_hash *hash;
    uint32_t n;
    if (c->foreign) return OK;
    arena_reset(c->each);
    enum status code = parse_rows_list(&hash, &n, c->r, PARSES_STRAY, c->each, err);
    if (code == E_FORMAT) return problem(c, "the table of parses: %.150s: run \"entente rebuild\"", err->msg);
    for (uint32_t i = 0; code == OK && i < n; i++)
        code = problem(c, "a parse of source %s, which is no document: run \"entente rebuild\"", hash_short(&hash[i]).z);
    return code;
}

/* Reads the source again and holds what comes out against the index: that is what makes every quote sure. The
** reading takes r->read, the caller's manifest c->each. Sketch, counts and prints are left to check_index,
** which needs no reading of its own for them. */
static enum status check_passages(struct checker *c, int64_t doc, const struct manifest *first, str bytes,
                                  const struct source_hash *h, struct err *err)
{
    record *r = c->r;
    stmt *s;
    buf now = {0};
    bool same = false;
    struct reading *rd = ARENA_NEW(r->read, 1, struct reading);
    if (!rd) return arena_why(r->read, err);
    struct source_hints hints = hints_of_manifest(first);
    enum status code = reading_make(rd, r, bytes, &hints, STR(""), r->read, err);
    /* It was read once, or it would have no document: a newer reader refuses what an older one took. */
    if (code != OK) return problem(c, "source %s can no longer be read: %.120s", hash_short(h).z, err ? err->msg : "");
    reading_passages_write(&now, rd);
    code = buf_check(&now, err);
    if (code == OK) code = stmt_get(&s, r->st, "SELECT text_hash, passages FROM document WHERE id = ?1", err);
    if (code == OK) {
        stmt_int(s, 1, doc);
        code = stmt_step(s, err);
        if (code == OK)
            same = str_eq(stmt_col_blob(s, 1), buf_str(&now)) && str_eq(stmt_col_blob(s, 0), hash_str(&rd->text_hash));
        stmt_done(s);
    }
    buf_free(&now);
    if (code != OK)
        return code == DONE ? problem(c, "source %s has no passages: run \"entente rebuild\"", hash_short(h).z) : code;
    c->out->documents++;
    c->out->passages += rd->sentences.n;
    TRY(check_parse(c, rd, h, err));
    return same ? OK : problem(c, "passages of source %s do not fit its bytes: run \"entente rebuild\"", hash_short(h).z);
}

/* By the document that the index has of it, and the way of reading that its first manifest settles. */
static enum status check_source(struct checker *c, const struct source_hash *h, str bytes, struct err *err)
{
    int64_t doc;
    struct manifest first;
    if (c->foreign) return OK;
    TRY(index_find_document(&doc, c->r, h, err));
    /* A source without a manifest has none either; the walk over links tells of that besides. */
    if (!doc) return problem(c, "source %s has no document: run \"entente rebuild\"", hash_short(h).z);
    arena_reset(c->r->read);
    enum status code = first_manifest(&first, c->r, doc, c->each, err);
    if (code == E_NOMEM || code == E_IO) return code;
    if (code != OK) return problem(c, "source %s has no manifest: run \"entente rebuild\"", hash_short(h).z);
    return check_passages(c, doc, &first, bytes, h, err);
}

/* One role for a list of hashes. */
static enum status mark_all(struct checker *c, enum role role, int64_t kind, const struct source_hash *h, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) TRY(mark(c, role, kind, &h[i]));
    return OK;
}

/* Its losses are known as lost from here on, its objects as named. What they lead to is asked in the second
** walk. */
static enum status check_act(struct checker *c, const struct source_hash *h, str bytes, struct err *err)
{
    struct act a;
    c->out->acts++;
    if (act_parse(&a, bytes, c->each, err) != OK)
        return problem(c, "act %s cannot be read: %.150s", hash_short(h).z, err ? err->msg : "");
    TRY(mark_all(c, ROLE_LOST, 0, a.lost, a.n_lost));
    return mark_all(c, ROLE_NAMED, 0, a.object, a.n_object);
}

/* Stored manifests are held to the rules of parsing; one of a newer version is told, not judged. */
static enum status check_manifest(struct checker *c, const struct source_hash *h, str bytes, struct err *err)
{
    struct manifest m;
    if (manifest_parse(&m, bytes, TEXT_DATE_UNKNOWN, c->each, err) != OK)
        return problem(c, "manifest %s cannot be read: %.150s", hash_short(h).z, err ? err->msg : "");
    return mark(c, ROLE_NAMED, ARTIFACT_SOURCE, &m.source);
}

/* An artifact of a row. Damage becomes a problem, and such a row is not whole: what names it finds it missing,
** which is what it is for a reader. */
static enum status check_row(struct checker *c, int64_t id, const struct source_hash *h, int64_t kind, struct err *err)
{
    str bytes;
    arena_reset(c->each);
    enum status code = artifact_get(&bytes, c->r, id, c->each, err);
    if (code == E_NOMEM) return code;
    if (code != OK) return problem(c, "%.200s", err->msg);
    c->out->artifacts++;
    TRY(mark(c, ROLE_WHOLE, kind, h));
    switch (kind) {
    case ARTIFACT_SOURCE: return check_source(c, h, bytes, err);
    case ARTIFACT_MANIFEST: return check_manifest(c, h, bytes, err);
    case ARTIFACT_ACT: return check_act(c, h, bytes, err);
    case ARTIFACT_CONCEPTS: return OK;
    default: return problem(c, "artifact %s is of an unknown kind", hash_short(h).z);
    }
}

/* The next row above *id; DONE after the last. Rows are asked for one by one, so that a damaged page hides only
** its own. A hash of another length counts as zeros, which no bytes have. */
static enum status next_row(record *r, int64_t *id, int64_t *kind, struct source_hash *h, struct err *err)
{
    stmt *s;
    TRY(stmt_get(&s, r->st, "SELECT id, kind, hash FROM artifact WHERE id > ?1 ORDER BY id LIMIT 1", err));
    stmt_int(s, 1, *id);
    enum status code = stmt_step(s, err);
    if (code == OK) {
        *id = stmt_col_int(s, 0);
        *kind = stmt_col_int(s, 1);
        if (!hash_take(h, stmt_col_blob(s, 2))) memset(h, 0, sizeof *h);
    }
    stmt_done(s);
    return code;
}

/* 0 for an empty table. Of a damaged file it may fail, or be wrong: it only serves progress and bounds. */
enum status record_max_row(int64_t *out, struct store *st, struct err *err)
{
    stmt *s;
    *out = 0;
    TRY(stmt_get(&s, st, "SELECT coalesce(max(id), 0) FROM artifact", err));
    enum status code = stmt_step(s, err);
    if (code == OK) *out = stmt_col_int(s, 0);
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* First walk. Behind a page that cannot be read, numbers are tried one after the other up to RECORD_MAX_GAP:
** the first is told with its reason, the others by their number at the end. Whatever is wrong with one artifact
** is a line, and the walk goes on. */
static enum status check_artifacts(struct checker *c, struct err *err)
{
    int64_t id = 0;
    int64_t kind;
    int64_t last;
    uint64_t unread = 0;
    uint64_t gap = 0;
    struct source_hash h;
    enum status code = record_max_row(&last, c->r->st, err);
    if (code != OK) return code == E_NOMEM ? code : problem(c, "the table of artifacts: %.200s", err->msg);
    for (;;) {
        code = next_row(c->r, &id, &kind, &h, err);
        if (code == DONE) break;
        if (code == E_NOMEM) return code;
        if (code != OK) {
            if (!unread++) TRY(problem(c, "the table of artifacts, from row %lld on: %.150s", (long long)id + 1, err->msg));
            /* SQLite gives no number behind a page that it cannot read, so the next ones are tried in turn. */
            if (++id > last || ++gap > RECORD_MAX_GAP) break; /* pass over what cannot be read */
            continue;
        }
        gap = 0;
        code = check_row(c, id, &h, kind, err);
        if (code == E_NOMEM) return code;
        if (code != OK) TRY(problem(c, "%s %s: %.150s", artifact_kind_name(kind), hash_short(&h).z, err->msg));
        if (env_stop(c->r->env, "verify", (uint64_t)id, (uint64_t)last)) return err_set(err, E_CANCELLED, "stopped");
    }
    if (unread > 1)
        return problem(c, "%llu rows of artifacts cannot be read; \"entente salvage\" saves the others",
                       (unsigned long long)unread);
    return OK;
}

/* ---- what names what ---- */

/* Objects are manifests or concept lists; one that is put down as lost is no problem. */
static enum status check_named(struct checker *c, const struct source_hash *h, const char *by, const struct source_hash *who)
{
    bool whole = marked(c, ROLE_WHOLE, ARTIFACT_MANIFEST, h) || marked(c, ROLE_WHOLE, ARTIFACT_CONCEPTS, h);
    if (whole || marked(c, ROLE_LOST, 0, h)) return OK;
    return problem(c, "artifact %s, which %s %s names, is missing", hash_short(h).z, by, hash_short(who).z);
}

/* What the act follows must be there; then its row in the index, by the two columns that answers rest on. A
** parent that is put down as lost is no problem: the chain ends there, openly. */
static enum status check_chain_of(struct checker *c, const struct source_hash *h, const struct act *a, struct err *err)
{
    stmt *s;
    int64_t depth;
    bool whole;
    bool good = false;
    for (uint32_t i = 0; i < a->n_parent; i++)
        if (!marked(c, ROLE_WHOLE, ARTIFACT_ACT, &a->parent[i]) && !marked(c, ROLE_LOST, 0, &a->parent[i]))
            TRY(problem(c, "act %s, which act %s follows, is missing", hash_short(&a->parent[i]).z, hash_short(h).z));
    for (uint32_t i = 0; i < a->n_object; i++) TRY(check_named(c, &a->object[i], "act", h));
    if (c->foreign) return OK;
    TRY(act_depth(&depth, &whole, c->r, a, err));
    TRY(stmt_get(&s, c->r->st, "SELECT time_ms, depth FROM act WHERE hash = ?1", err));
    stmt_blob(s, 1, hash_str(h));
    enum status code = stmt_step(s, err);
    if (code == OK) good = stmt_col_int(s, 0) == a->time_ms && stmt_col_int(s, 1) == depth;
    stmt_done(s);
    if (code != OK && code != DONE) return code;
    return good ? OK : problem(c, "act %s does not stand in its table as it is: run \"entente rebuild\"", hash_short(h).z);
}

/* Second walk over acts and manifests: now all that there is is known. Things that nothing names are told too,
** as they would stand in the record without an author. Each artifact is unpacked a second time, but acts and
** manifests are small. */
static enum status check_links(struct checker *c, struct err *err)
{
    int64_t id = 0;
    int64_t kind;
    struct source_hash h;
    enum status code;
    while ((code = next_row(c->r, &id, &kind, &h, err)) == OK) {
        str bytes;
        struct act a;
        struct manifest m;
        /* What is damaged was told, and what came since the first walk is another's, and whole. */
        if (!marked(c, ROLE_WHOLE, kind, &h)) continue;
        /* Sources are named by manifests, all others but acts by acts: under kind 0, as an act does not say
        ** what its objects are. */
        if (kind == ARTIFACT_SOURCE && !marked(c, ROLE_NAMED, ARTIFACT_SOURCE, &h))
            TRY(problem(c, "source %s is named by no manifest", hash_short(&h).z));
        if ((kind == ARTIFACT_MANIFEST || kind == ARTIFACT_CONCEPTS) && !marked(c, ROLE_NAMED, 0, &h))
            TRY(problem(c, "%s %s is named by no act", artifact_kind_name(kind), hash_short(&h).z));
        if (kind != ARTIFACT_ACT && kind != ARTIFACT_MANIFEST) continue;
        arena_reset(c->each);
        TRY(artifact_get(&bytes, c->r, id, c->each, err));
        if (kind == ARTIFACT_ACT && act_parse(&a, bytes, c->each, err) == OK) TRY(check_chain_of(c, &h, &a, err));
        if (kind == ARTIFACT_MANIFEST && manifest_parse(&m, bytes, TEXT_DATE_UNKNOWN, c->each, err) == OK &&
            !marked(c, ROLE_WHOLE, ARTIFACT_SOURCE, &m.source) && !marked(c, ROLE_LOST, 0, &m.source))
            TRY(problem(c, "source %s, which manifest %s names, is missing", hash_short(&m.source).z, hash_short(&h).z));
    }
    return code == DONE ? OK : code;
}

/* Said first, and once: what another version derived differs in a thousand places, none of which is damage. */
static enum status check_version(struct checker *c, struct err *err)
{
    bool current = true;
    enum status code = schema_index_current(&current, c->r, err);
    if (code == E_FORMAT) return problem(c, "%.200s", err->msg);
    c->foreign = code == OK && !current;
    if (!c->foreign) return code;
    return problem(c, "the index was made by another version of this program: run \"entente rebuild\"");
}

/* SQLite's and FTS5's own checks of their pages. FTS5's is a write in form, so it wants the lock and is undone;
** a record that may not be written, or that another is writing, goes without it. */
static enum status check_tables(struct checker *c, struct err *err)
{
    enum status code = store_check(c->r->st, err);
    if (code != OK && code != E_NOMEM) return problem(c, "%.200s", err->msg);
    if (code != OK || c->foreign || c->r->mode == RECORD_READ || c->r->batch.open) return code;
    if (store_begin(c->r->st, err) != OK) return OK; /* another writes: then this check is left out */
    code = store_exec(c->r->st, "INSERT INTO words(words) VALUES('integrity-check')", err);
    store_rollback(c->r->st);
    if (code == E_FORMAT) return problem(c, "the index of words is damaged: run \"entente rebuild\"");
    return code == E_NOMEM ? code : OK; /* a file that may not be written: this check cannot be made */
}

/* What was derived must be what the artifacts say, down to the numbers that no single check above looks at.
** Only where they are whole: of damaged ones the problems above tell more. Parses are derived from them, not they
** from parses. */
static enum status check_index(struct checker *c, struct err *err)
{
    const char *name[INDEX_PARTS];
    uint32_t n;
    if (c->out->n_problem > c->n_parse || c->r->batch.open) return OK;
    enum status code = index_differs(name, &n, c->r, err);
    /* A table of the index that cannot be read at all. */
    if (code == E_FORMAT) return problem(c, "the index: %.150s: run \"entente rebuild\"", err->msg);
    for (uint32_t i = 0; code == OK && i < n; i++)
        code = problem(c, "the index of %s is not what the artifacts say: run \"entente rebuild\"", name[i]);
    return code;
}

/* Messages of single failures become problems, so they go into a struct err of its own where the caller gave
** none. 4 GiB are room for some 100 million artifacts in the maps. The order goes from what is said once for
** all (version, tables) to what rests on the rest (links, index). */
enum status record_verify(struct record_verdict *out, record *r, arena *ar, struct err *err)
{
    struct err local = {0};
    struct err *say = err ? err : &local; /* messages become problems */
    struct checker c = {.r = r, .out = out, .ar = ar};
    *out = (struct record_verdict){0};
    /* Caps, not sizes: an arena takes what is asked of it. */
    c.maps = arena_new((size_t)4 << 30);
    c.each = arena_new((size_t)4 << 30);
    enum status code = c.maps && c.each ? check_version(&c, say) : err_set(say, E_NOMEM, "no memory left");
    if (code == OK) code = check_tables(&c, say);
    if (code == OK) code = check_artifacts(&c, say);
    if (code == OK) {
        code = check_links(&c, say);
        if (code == E_FORMAT || code == E_IO) code = problem(&c, "the table of artifacts: %.200s", say->msg);
    }
    if (code == OK) code = check_index(&c, say);
    if (code == OK) code = check_strays(&c, say);
    arena_free(c.maps);
    arena_free(c.each);
    if (code == E_NOMEM && !say->code) (void)err_set(say, E_NOMEM, "no memory left");
    return code;
}
