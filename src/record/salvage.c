/* Saving what is whole of a damaged record: every artifact that still hashes right goes into a new record. What is known to
** be lost is named in an act there, so that the new record checks clean and can be completed by a merge later. */
#include "record/internal.h"

struct salvager {
    record *r;         /* the new one */
    struct store *bad; /* the damaged one; only read */
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

#define SEEN_LOST_BEFORE 0 /* kinds of key that are no kinds of artifact */
#define SEEN_NAMED 100

static uint64_t seen_key(int64_t kind, const struct source_hash *h) { return hash64_mix(hash64(hash_str(h)), (uint64_t)kind); }
static bool saved(const struct salvager *v, int64_t kind, const struct source_hash *h)
{
    return hash_map_get(&v->seen, seen_key(kind, h)) != UINT32_MAX;
}

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

static enum status save_row(struct salvager *v, stmt *s)
{
    struct source_hash want;
    struct source_hash is;
    str bytes;
    int64_t id;
    bool fresh;
    int64_t kind = stmt_col_int(s, 1);
    bool packed = stmt_col_int(s, 3) != 0;
    if (kind < ARTIFACT_SOURCE || kind > ARTIFACT_LAST || !hash_take(&want, stmt_col_blob(s, 0))) return OK;
    arena_reset(v->each);
    enum status code = artifact_unpack(&bytes, v->r, packed, stmt_col_int(s, 2), stmt_col_blob(s, 4), v->each, v->err);
    if (code == E_NOMEM) return code;
    if (code != OK) return OK;
    source_hash_bytes(&is, bytes);
    if (source_hash_cmp(&is, &want) != 0 || saved(v, kind, &want)) return OK;
    TRY(artifact_put_packed(&id, &fresh, v->r, kind, &want, stmt_col_int(s, 2), packed, stmt_col_blob(s, 4), v->err));
    v->out->kept++;
    return hash_map_put(&v->seen, v->ar, seen_key(kind, &want), 0) == OK ? OK : arena_why(v->ar, v->err);
}

/* The first row at or above *id, saved; DONE after the last. *saving: how that went. */
static enum status save_next(struct salvager *v, int64_t *id, enum status *saving)
{
    stmt *s;
    *saving = OK;
    enum status code = stmt_get(
        &s, v->bad, "SELECT hash, kind, size, packed, body, id FROM artifact WHERE id >= ?1 ORDER BY id LIMIT 1", v->err);
    if (code != OK) return code;
    stmt_int(s, 1, *id);
    code = stmt_step(s, v->err);
    if (code == OK) {
        *id = stmt_col_int(s, 5);
        *saving = save_row(v, s);
    }
    stmt_done(s);
    return code;
}

/* Row by row: a damaged page hides those that stand on it, not the ones behind it. */
static enum status save_rows(struct salvager *v)
{
    int64_t last;
    uint64_t gap = 0;
    if (record_max_row(&last, v->bad, v->err) != OK) last = INT64_MAX;
    for (int64_t id = 1; gap < RECORD_MAX_GAP; id++) {
        enum status saving;
        enum status code = save_next(v, &id, &saving);
        if (saving != OK) return saving;
        if (code == E_NOMEM) return code;
        if (code == DONE || id >= last) break;
        gap = code == OK ? 0 : gap + 1;
        if (env_stop(v->r->env, "salvage", (uint64_t)id, (uint64_t)last)) return err_set(v->err, E_CANCELLED, "stopped");
    }
    return v->out->kept
               ? OK
               : err_set(v->err, E_FORMAT,
                         "nothing in it can be saved: it is no record, or the page that says where its tables are is gone");
}

/* ---- what is missing ---- */

/* Said here where a damaged file's own complaints are passed over, but this is no complaint about the file. */
static enum status no_memory(struct salvager *v) { return err_set(v->err, E_NOMEM, "no memory left"); }

/* The index over hashes may be whole where the table is not: it names what was on the damaged pages. */
static enum status name_by_index(struct salvager *v)
{
    stmt *s;
    enum status noted = OK;
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

static enum status see(struct salvager *v, int64_t kind, const struct source_hash *h, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (hash_map_put(&v->seen, v->ar, seen_key(kind, &h[i]), 0) != OK) return arena_why(v->ar, v->err);
    return OK;
}

static enum status name_by_act(struct salvager *v, const struct act *a)
{
    TRY(see(v, SEEN_NAMED, a->object, a->n_object));
    for (uint32_t i = 0; i < a->n_parent; i++) TRY(note_lost(v, ARTIFACT_ACT, &a->parent[i]));
    for (uint32_t i = 0; i < a->n_object; i++)
        if (!saved(v, ARTIFACT_CONCEPTS, &a->object[i])) TRY(note_lost(v, ARTIFACT_MANIFEST, &a->object[i]));
    return OK;
}

/* Losses that an earlier salvage has put down need not be put down again. */
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

/* What the saved acts and manifests name and is not there. */
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
        if (saved(v, SEEN_NAMED, &h)) continue; /* its act is there, its source is not */
        TRY(batch_begin(v->r, STR("salvage"), v->err));
        if (kind == ARTIFACT_SOURCE) {
            item.bytes = bytes;
            item.given.note = STR("Its manifest was lost.");
            enum status added_as = record_add(v->r, &item, &added, v->each, v->err);
            if (added_as != OK && !v->r->batch.open) return added_as;
            continue;
        }
        TRY(batch_object(v->r, &h, &pos, v->err));
    }
    return OK;
}

/* Manifests and concept lists whose acts were lost are named by the new act; sources without a manifest get one. */
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

static enum status salvage_inside(struct salvager *v)
{
    bool any;
    TRY(store_begin(v->r->st, v->err));
    TRY(save_rows(v));
    TRY(index_all(v->r, v->err));
    TRY(store_commit(v->r->st, v->err));
    TRY(lost_before(v));
    TRY(name_by_index(v));
    TRY(name_by_links(v, ARTIFACT_ACT));
    TRY(name_by_links(v, ARTIFACT_MANIFEST));
    TRY(adopt_all(v, &any));
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

enum status record_salvage(struct record_salvaged *out, const char *damaged_path, const char *new_path, const struct env *env,
                           void (*lost)(void *ctx, str line), void *ctx, struct err *err)
{
    struct salvager v = {.out = out, .tell = lost, .ctx = ctx, .err = err};
    *out = (struct record_salvaged){0};
    TRY(store_open(&v.bad, damaged_path, STORE_READ, 1000, err));
    enum status code = record_make(&v.r, new_path, env, err);
    if (code == OK) {
        v.ar = arena_new((size_t)4 << 30);
        v.each = arena_new((size_t)4 << 30);
        code = v.ar && v.each ? salvage_inside(&v) : err_set(err, E_NOMEM, "no memory left");
        arena_free(v.ar);
        arena_free(v.each);
        record_close(v.r);
        if (code != OK) record_discard(new_path);
    }
    store_close(v.bad);
    return code;
}
