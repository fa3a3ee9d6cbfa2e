/* Saving what is whole of a damaged record: every artifact that still hashes right goes into a new record. What
** is known to be lost is named in an act there, so that the new record checks clean and can be completed by a
** merge later.
**
** Invariants: the damaged file is only read; nothing is taken whose bytes are not those of its hash, wherever
** they were found; the time is linear in the file, so no row is probed for by its number. The way: the file's
** own tables as far as SQLite can follow them, then the pages themselves; the index made anew; what is missing
** named; what was left without an act or a manifest taken up by a new act. */
#include <unistd.h>

#include "record/internal.h"

/* A salvage under way. lost: [n_lost], room for cap_lost, what the new act will name. ar lives as long as the
** salvage, `each` for one artifact. */
struct salvager {
    record *r;         /* the new one */
    struct store *bad; /* the damaged one; only read. NULL when SQLite does not open it */
    struct record_salvaged *out;
    void (*tell)(void *ctx, str line);
    void *ctx;
    struct hash_map seen; /* hashes of what was saved, by kind; or told as lost */
    struct source_hash *lost;
    uint32_t n_lost, cap_lost;
    arena *ar;
    arena *each;
    struct err *err;
};

/* Kinds of key that are no kinds of artifact: a loss that an earlier salvage put down, an object that a saved
** act names. */
#define SEEN_LOST_BEFORE 0 /* kinds of key that are no kinds of artifact */
#define SEEN_NAMED 100

/* One map for several questions: the kind, or one of the numbers above, tells them apart. */
static uint64_t seen_key(int64_t kind, const struct source_hash *h) { return hash64_mix(hash64(hash_str(h)), (uint64_t)kind); }
/* Was this one saved, or told as lost? Either way there is no more to do about it. */
static bool saved(const struct salvager *v, int64_t kind, const struct source_hash *h)
{
    return hash_map_get(&v->seen, seen_key(kind, h)) != UINT32_MAX;
}

/* Told once, whatever names it: an act, the index and a manifest may all do. Losses that an earlier salvage put
** down are not new. */
static enum status note_lost(struct salvager *v, int64_t kind, const struct source_hash *h)
{
    if (saved(v, kind, h) || saved(v, SEEN_LOST_BEFORE, h)) return OK;
    if (hash_map_put(&v->seen, v->ar, seen_key(kind, h), 1) != OK) return arena_why(v->ar, v->err);
    if (v->n_lost == v->cap_lost) {
        uint32_t cap = v->cap_lost ? v->cap_lost * 2 : 16;
        v->lost = arena_grow(v->ar, v->lost, v->cap_lost, cap, sizeof *v->lost);
        if (!v->lost) return arena_why(v->ar, v->err);
        v->cap_lost = cap;
    }
    v->lost[v->n_lost++] = *h;
    v->out->lost++;
    if (!v->tell) return OK;
    buf b = {0};
    buf_addf(&b, "%s ", artifact_kind_name(kind));
    source_hash_write(&b, h);
    if (!b.failed) v->tell(v->ctx, buf_str(&b));
    buf_free(&b);
    return OK;
}

/* ---- copying ---- */

/* A row of the table of artifacts, from wherever it was read. */
struct body {
    struct source_hash hash;
    int64_t kind, size;
    bool packed;
    str bytes;
};

/* Save a row whose bytes are those of its hash. OK when it was, or was before; DONE when they are not. It goes
** in as it is packed. A row that claims more memory than is allowed is not whole, but a lack of memory ends the
** salvage: the row may be right. */
static enum status save_body(struct salvager *v, const struct body *b)
{
    struct source_hash is;
    str bytes;
    int64_t id;
    bool fresh;
    if (b->kind < ARTIFACT_SOURCE || b->kind > ARTIFACT_LAST) return DONE;
    if (saved(v, b->kind, &b->hash)) return OK;
    arena_reset(v->each);
    enum status code = artifact_unpack(&bytes, v->r, b->packed, b->size, b->bytes, v->each, v->err);
    if (code == E_NOMEM) return code;
    if (code != OK) return DONE;
    source_hash_bytes(&is, bytes);
    if (source_hash_cmp(&is, &b->hash) != 0) return DONE;
    TRY(artifact_put_packed(&id, &fresh, v->r, b->kind, &b->hash, b->size, b->packed, b->bytes, v->err));
    v->out->kept++;
    v->out->sources += b->kind == ARTIFACT_SOURCE;
    v->out->manifests += b->kind == ARTIFACT_MANIFEST;
    v->out->concepts += b->kind == ARTIFACT_CONCEPTS;
    v->out->acts += b->kind == ARTIFACT_ACT;
    return hash_map_put(&v->seen, v->ar, seen_key(b->kind, &b->hash), 0) == OK ? OK : arena_why(v->ar, v->err);
}

/* Save one row of the damaged file's table by its number. *stuck is set when SQLite cannot give it whole. The
** body is borrowed from the statement until it is done. */
static enum status save_row(struct salvager *v, int64_t id, bool *stuck)
{
    stmt *s;
    struct body b = {.kind = 0};
    TRY(stmt_get(&s, v->bad, "SELECT hash, kind, size, packed, body FROM artifact WHERE id = ?1", v->err));
    stmt_int(s, 1, id);
    enum status code = stmt_step(s, v->err);
    bool named = code == OK && hash_take(&b.hash, stmt_col_blob(s, 0));
    b.kind = code == OK ? stmt_col_int(s, 1) : 0;
    b.size = code == OK ? stmt_col_int(s, 2) : 0;
    b.packed = code == OK && stmt_col_int(s, 3) != 0;
    if (code == OK) b.bytes = stmt_col_blob(s, 4);
    enum status saving = named ? save_body(v, &b) : DONE;
    stmt_done(s);
    if (code == E_NOMEM) return code;
    *stuck = *stuck || saving == DONE;
    return saving == DONE ? OK : saving;
}

/* Rows by the file's own tables, from one end until the first place where they cannot be followed: *stuck then.
** Numbers are asked for apart from the rows, because a row whose later pages are damaged does not hide the next
** one. Going backwards meets rows again when both walks get through; `saved` makes that cheap. */
static enum status save_from_end(struct salvager *v, bool backwards, bool *stuck)
{
    static const char *const sql[] = {"SELECT id FROM artifact WHERE id > ?1 ORDER BY id LIMIT 1",
                                      "SELECT id FROM artifact WHERE id < ?1 ORDER BY id DESC LIMIT 1"};
    int64_t id = backwards ? INT64_MAX : INT64_MIN;
    for (uint64_t n = 0;; n++) {
        stmt *s;
        enum status code = stmt_get(&s, v->bad, sql[backwards], v->err);
        if (code == OK) {
            stmt_int(s, 1, id);
            code = stmt_step(s, v->err);
            if (code == OK) id = stmt_col_int(s, 0);
            stmt_done(s);
        }
        if (code == E_NOMEM || code == DONE) return code == DONE ? OK : code;
        *stuck = *stuck || code != OK;
        if (code != OK) return OK;
        TRY(save_row(v, id, stuck));
        if (env_stop(v->r->env, "salvage", n, n + 1)) return err_set(v->err, E_CANCELLED, "stopped");
    }
}

/* ---- from the pages ---- */

/* The columns of the table of artifacts, and of its index over (hash, kind): see schema.c. Indices keep the
** row's number as their last column. Should the table ever change, files of both shapes will be about, and both
** must be looked for. */
static const char table_shape[] = "rbnnnb";
static const char index_shape[] = "bnn";

/* Most rows on the pages were saved by way of the tables: their overflow pages are not read again. */
static bool is_wanted(void *ctx, const struct store_cell *row)
{
    struct source_hash h;
    return hash_take(&h, row->blob[1]) && !saved(ctx, row->number[2], &h);
}

/* DONE sends the scan looking for the overflow pages in another place. */
static enum status take_cell(void *ctx, const struct store_cell *row)
{
    struct body b = {.kind = row->number[2], .size = row->number[3], .packed = row->number[4] != 0, .bytes = row->blob[5]};
    return hash_take(&b.hash, row->blob[1]) ? save_body(ctx, &b) : DONE;
}

/* The log beside a file that SQLite does not open: what was committed and not yet put into the file stands there alone. Its
** pages lie between headers of their own, so rows with overflow pages do not come together; short ones do. Without a log
** there is nothing to do. */
static enum status save_log(struct salvager *v, const char *path, const struct store_scan_use *use)
{
    buf log = {0};
    buf_addf(&log, "%s-wal", path);
    buf_addc(&log, '\0');
    enum status code = buf_check(&log, v->err);
    if (code == OK && access(log.p, F_OK) == 0) code = store_scan(log.p, table_shape, use, v->r->env, v->err);
    buf_free(&log);
    return code;
}

/* First as SQLite reads it, from both ends: that also sees what waits in the -wal file, which the pages of the
** file do not have. Where that does not reach, the pages themselves. */
static enum status save_rows(struct salvager *v, const char *path)
{
    /* SQLite may read every row and still one of them wrong: then, too, the pages are searched, where a stale
    ** copy may be right. */
    bool stuck = !v->bad;
    const struct store_scan_use use = {is_wanted, take_cell, v};
    if (v->bad) TRY(save_from_end(v, false, &stuck));
    if (v->bad && stuck) TRY(save_from_end(v, true, &stuck));
    v->out->from_pages = stuck;
    if (stuck) TRY(store_scan(path, table_shape, &use, v->r->env, v->err));
    if (!v->bad) TRY(save_log(v, path, &use));
    return v->out->kept
               ? OK
               : err_set(v->err, E_FORMAT, "nothing in %s can be saved: it is no record, or all of it is damaged", path);
}

/* ---- what is missing ---- */

/* Said here where a damaged file's own complaints are passed over, but this is no complaint about the file. */
static enum status no_memory(struct salvager *v) { return err_set(v->err, E_NOMEM, "no memory left"); }

/* The index over hashes may be whole where the table is not: it names what was on the damaged pages. */
static enum status name_by_index(struct salvager *v)
{
    stmt *s;
    enum status noted = OK;
    if (!v->bad) return OK;
    enum status code = stmt_get(&s, v->bad, "SELECT hash, kind FROM artifact INDEXED BY sqlite_autoindex_artifact_1", NULL);
    if (code != OK) return code == E_NOMEM ? no_memory(v) : OK;
    while ((code = stmt_step(s, NULL)) == OK) {
        struct source_hash h;
        int64_t kind = stmt_col_int(s, 1);
        if (kind < ARTIFACT_SOURCE || kind > ARTIFACT_LAST || !hash_take(&h, stmt_col_blob(s, 0))) continue;
        if ((noted = note_lost(v, kind, &h)) != OK) break;
    }
    stmt_done(s);
    if (noted != OK) return noted;
    return code == E_NOMEM ? no_memory(v) : OK;
}

/* Names of artifacts that were not saved. A row of another index of this shape would be told as lost without
** having been one; there is none in a record (schema.c), and a hash of another length, or a kind that is none,
** is passed over. */
static bool is_named(void *ctx, const struct store_cell *row)
{
    struct source_hash h;
    return row->number[1] >= ARTIFACT_SOURCE && row->number[1] <= ARTIFACT_LAST && hash_take(&h, row->blob[0]) &&
           !saved(ctx, row->number[1], &h);
}

static enum status take_name(void *ctx, const struct store_cell *row)
{
    struct source_hash h;
    return hash_take(&h, row->blob[0]) ? note_lost(ctx, row->number[1], &h) : OK;
}

/* The same from the pages, where the tables cannot be followed. Inner pages of the index hold rows too, so they
** are looked at besides its leaves. */
static enum status name_by_pages(struct salvager *v, const char *path)
{
    const struct store_scan_use use = {is_named, take_name, v};
    return v->out->from_pages ? store_scan(path, index_shape, &use, v->r->env, v->err) : OK;
}

/* Notes hashes under a kind or one of the numbers above. */
static enum status see(struct salvager *v, int64_t kind, const struct source_hash *h, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (hash_map_put(&v->seen, v->ar, seen_key(kind, &h[i]), 0) != OK) return arena_why(v->ar, v->err);
    return OK;
}

/* An act names its objects without their kind. One that is missing was a manifest nearly always; it is told as
** one. */
static enum status name_by_act(struct salvager *v, const struct act *a)
{
    TRY(see(v, SEEN_NAMED, a->object, a->n_object));
    for (uint32_t i = 0; i < a->n_parent; i++) TRY(note_lost(v, ARTIFACT_ACT, &a->parent[i]));
    for (uint32_t i = 0; i < a->n_object; i++) /* What is there as a concept list is no missing manifest. */
        if (!saved(v, ARTIFACT_CONCEPTS, &a->object[i])) TRY(note_lost(v, ARTIFACT_MANIFEST, &a->object[i]));
    return OK;
}

/* Losses that an earlier salvage has put down need not be put down again. Before anything is named. */
static enum status lost_before(struct salvager *v)
{
    int64_t *id;
    uint32_t n;
    TRY(artifact_ids(&id, &n, v->r, ARTIFACT_ACT, 0, v->ar, v->err));
    for (uint32_t i = 0; i < n; i++) {
        str text;
        struct act a;
        arena_reset(v->each);
        TRY(artifact_get(&text, v->r, id[i], v->each, v->err));
        if (act_parse(&a, text, v->each, NULL) == OK) TRY(see(v, SEEN_LOST_BEFORE, a.lost, a.n_lost));
    }
    return OK;
}

/* What the saved acts and manifests name and is not there. A source is named by its manifest only. */
static enum status name_by_links(struct salvager *v, enum artifact_kind kind)
{
    int64_t *id;
    uint32_t n;
    TRY(artifact_ids(&id, &n, v->r, kind, 0, v->ar, v->err));
    for (uint32_t i = 0; i < n; i++) {
        str text;
        struct act a;
        struct manifest m;
        arena_reset(v->each);
        TRY(artifact_get(&text, v->r, id[i], v->each, v->err));
        if (kind == ARTIFACT_ACT && act_parse(&a, text, v->each, NULL) == OK) TRY(name_by_act(v, &a));
        if (kind == ARTIFACT_MANIFEST && manifest_parse(&m, text, TEXT_DATE_UNKNOWN, v->each, NULL) == OK)
            TRY(note_lost(v, ARTIFACT_SOURCE, &m.source));
    }
    return OK;
}

/* ---- what was left without an act or a manifest ---- */

/* Rows of a query, taken up by a new act. The numbers are gathered before anything is written, since the query
** looks at what the writing changes. A source whose act is there and whose manifest is lost waits for that
** manifest and is not taken up; one that cannot be read as a text is passed over, it stays an artifact. The
** batch that is opened here is the caller's to commit. */
static enum status adopt(struct salvager *v, const char *sql, enum artifact_kind kind)
{
    stmt *s;
    enum status code;
    int64_t *id = NULL;
    uint32_t n = 0;
    uint32_t cap = 0;
    TRY(stmt_get(&s, v->r->st, sql, v->err));
    while ((code = stmt_step(s, v->err)) == OK) {
        if (n == cap) {
            uint32_t more = cap ? cap * 2 : 16;
            id = arena_grow(v->ar, id, cap, more, sizeof *id);
            cap = more;
        }
        if (!id) {
            code = arena_why(v->ar, v->err);
            break;
        }
        id[n++] = stmt_col_int(s, 0);
    }
    stmt_done(s);
    if (code != DONE) return code;
    for (uint32_t i = 0; i < n; i++) {
        struct record_added added;
        struct record_item item = {.given = manifest_empty()};
        struct source_hash h;
        str bytes;
        uint32_t pos;
        arena_reset(v->each);
        TRY(artifact_get(&bytes, v->r, id[i], v->each, v->err));
        source_hash_bytes(&h, bytes);
        /* Its act is there, its source is not. */
        if (saved(v, SEEN_NAMED, &h)) continue; /* its act is there, its source is not */
        TRY(batch_begin(v->r, STR("salvage"), v->err));
        if (kind == ARTIFACT_SOURCE) {
            item.bytes = bytes;
            item.given.note = STR("Its manifest was lost.");
            enum status added_as = record_add(v->r, &item, &added, v->each, v->err);
            /* A source at fault leaves the batch open and is passed over; a fault of the file has closed it. */
            if (added_as != OK && !v->r->batch.open) return added_as;
            continue;
        }
        TRY(batch_object(v->r, &h, &pos, v->err));
    }
    return OK;
}

/* Manifests and concept lists whose acts were lost are named by the new act; sources without a manifest get
** one. */
static enum status adopt_all(struct salvager *v, bool *any)
{
    TRY(adopt(
        v,
        "SELECT id FROM artifact t WHERE t.kind = 2 AND NOT EXISTS (SELECT 1 FROM manifest m WHERE m.id = t.id) ORDER BY hash",
        ARTIFACT_MANIFEST));
    TRY(adopt(v,
              "SELECT id FROM artifact t WHERE t.kind = 3 AND NOT EXISTS (SELECT 1 FROM concept_list c WHERE c.id = t.id) "
              "ORDER BY hash",
              ARTIFACT_CONCEPTS));
    *any = v->r->batch.open || v->n_lost;
    return OK;
}

/* The order matters: artifacts, index, then what is missing, since that is asked of the index; the act of the
** losses, the index again with what it took up; at last the sources that still have no manifest, which are
** added like new ones. */
static enum status salvage_inside(struct salvager *v, const char *path)
{
    bool any;
    TRY(store_begin(v->r->st, v->err));
    TRY(save_rows(v, path));
    TRY(index_all(v->r, v->err));
    TRY(store_commit(v->r->st, v->err));
    TRY(lost_before(v));
    TRY(name_by_index(v));
    TRY(name_by_pages(v, path));
    TRY(name_by_links(v, ARTIFACT_ACT));
    TRY(name_by_links(v, ARTIFACT_MANIFEST));
    TRY(adopt_all(v, &any));
    /* The losses are put down even when nothing was taken up, so that verify knows them. */
    if (any) {
        TRY(batch_begin(v->r, STR("salvage"), v->err));
        TRY(batch_commit(v->r, STR(""), v->lost, v->n_lost, v->err));
        TRY(record_rebuild(v->r, v->err));
    }
    /* Now that every manifest that was saved counts: sources that none of them names. */
    TRY(adopt(v,
              "SELECT id FROM artifact t WHERE t.kind = 1 AND NOT EXISTS (SELECT 1 FROM document d WHERE d.hash = t.hash) "
              "ORDER BY hash",
              ARTIFACT_SOURCE));
    return v->r->batch.open ? batch_commit(v->r, STR(""), NULL, 0, v->err) : OK;
}

/* A file that SQLite does not open (E_FORMAT), or that the disk does not read at its head (E_IO), may still
** have whole pages. All other failures (not there, no memory) end it before the new file is made. */
enum status record_salvage(struct record_salvaged *out, const char *damaged_path, const char *new_path, const struct env *env,
                           void (*lost)(void *ctx, str line), void *ctx, struct err *err)
{
    struct salvager v = {.out = out, .tell = lost, .ctx = ctx, .err = err};
    *out = (struct record_salvaged){0};
    enum status code = store_open(&v.bad, damaged_path, STORE_INSPECT, 1000, err);
    /* Whatever else is wrong with the file, store_scan says it when it cannot open it either. */
    if (code != OK && code != E_FORMAT && code != E_IO) return code;
    code = record_make(&v.r, new_path, env, err);
    if (code == OK) {
        v.ar = arena_new((size_t)4 << 30);
        v.each = arena_new((size_t)4 << 30);
        code = v.ar && v.each ? salvage_inside(&v, damaged_path) : err_set(err, E_NOMEM, "no memory left");
        arena_free(v.ar);
        arena_free(v.each);
        record_close(v.r);
        /* Half a salvage would look like a whole one. */
        if (code != OK) record_discard(new_path);
    }
    store_close(v.bad);
    return code;
}
