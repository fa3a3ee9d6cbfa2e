/* From artifacts to index: for a rebuild all of them, for a merge those of the acts that are new. Invariants:
** acts are entered parents first, objects in the order of acts; an artifact that is damaged or missing is left
** out and stops nothing, since verify names it; the same artifacts give the same index (dump_store.c is how
** that is checked). */
#include "record/internal.h"
#include "record/parse_store.h"

/* ---- acts in an order in which parents come first ---- */

/* An act that waits for its parents. Only what the chain needs is held for all acts at once: objects are read
** again when their turn comes. */
struct pending_act {
    int64_t artifact;
    struct source_hash hash;
    struct act act; /* parents only; objects are read again when their turn comes */
    bool done;
};

/* Read an act's artifact; damage is E_FORMAT. Keeps in ar only what the chain needs, and reads through r->read,
** which is reset. */
static enum status load_pending(struct pending_act *out, record *r, int64_t artifact, arena *ar, struct err *err)
{
    str text;
    struct act a;
    arena_reset(r->read);
    TRY(artifact_get(&text, r, artifact, r->read, err));
    source_hash_bytes(&out->hash, text);
    TRY(act_parse(&a, text, r->read, err));
    out->artifact = artifact;
    out->done = false;
    out->act = (struct act){.time_ms = a.time_ms, .n_parent = a.n_parent};
    out->act.verb = str_copy(ar, a.verb);
    out->act.author = str_copy(ar, a.author);
    out->act.parent = ARENA_NEW(ar, a.n_parent, struct source_hash);
    if (!out->act.verb.p || !out->act.author.p || !out->act.parent) return arena_why(ar, err);
    if (a.n_parent) memcpy(out->act.parent, a.parent, a.n_parent * sizeof *a.parent);
    return OK;
}

/* Enter acts, parents before children, by a stack of one's own: a chain of 100,000 acts would be a recursion as
** deep. An act is looked at again when a parent of it is done. A parent that is nowhere is not waited for.
** O(acts + parents). */
static enum status index_in_order(record *r, struct pending_act *p, uint32_t n, arena *ar, struct err *err)
{
    struct hash_map waiting = {0}; /* print of hash -> index */
    uint32_t *stack = ARENA_NEW(ar, n, uint32_t);
    if (!stack) return arena_why(ar, err);
    for (uint32_t i = 0; i < n; i++)
        if (hash_map_put(&waiting, ar, hash64(hash_str(&p[i].hash)), i) != OK) return arena_why(ar, err);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t top = 0;
        if (!p[i].done) stack[top++] = i;
        while (top) {
            struct pending_act *a = &p[stack[top - 1]];
            uint32_t next = UINT32_MAX;
            for (uint32_t k = 0; k < a->act.n_parent && next == UINT32_MAX; k++) {
                uint32_t j = hash_map_get(&waiting, hash64(hash_str(&a->act.parent[k])));
                /* Hashes that name one another cannot form a circle; two acts with one fingerprint could, hence
                ** the bound. */
                if (j != UINT32_MAX && !p[j].done && top < n) next = j;
            }
            if (next != UINT32_MAX) {
                stack[top++] = next; /* a chain by hashes has no circle, so n places are enough */
                continue;
            }
            int64_t id;
            if (!a->done) TRY(act_index(&id, r, a->artifact, &a->hash, &a->act, err));
            a->done = true;
            top--;
        }
    }
    return OK;
}

/* ---- objects of acts ---- */

/* A damaged source or manifest is left out of the index; verify names it. All else (memory, disk, a stop) ends
** the work. */
static bool is_damage(enum status code) { return code == E_FORMAT || code == E_NOTFOUND || code == E_LIMIT; }

/* Make the document of a source that has none yet. *doc 0: the source is not there or is damaged. A source that
** this version cannot read gets a document without sentences, because another version could read it and its
** manifest stands. The address is left out: what it said of the day stands in the manifest. */
static enum status make_document(int64_t *doc, record *r, const struct manifest *m, struct err *err)
{
    int64_t artifact;
    str bytes;
    struct reading *rd;
    struct source_hints hints = hints_of_manifest(m);
    TRY(artifact_find(&artifact, r, ARTIFACT_SOURCE, &m->source, err));
    if (!artifact) return OK;
    arena_reset(r->read);
    enum status code = artifact_get(&bytes, r, artifact, r->read, err);
    if (code != OK) return is_damage(code) ? OK : code;
    rd = ARENA_NEW(r->read, 1, struct reading);
    if (!rd) return arena_why(r->read, err);
    code = reading_make(rd, r, bytes, &hints, STR(""), r->read, err);
    if (code != OK && !is_damage(code)) return code;
    if (code != OK) *rd = (struct reading){0}; /* another version could read it */
    TRY(index_document(doc, r, artifact, &m->source, bytes.n, rd, err));
    return m->series.n ? spine_make(r, *doc, rd, err) : OK;
}

/* The document is read as it was when it was added, by the hints of its first manifest, not of the one that
** brought the series. */
enum status spine_late(record *r, int64_t doc, const struct manifest *m, struct err *err)
{
    bool there;
    int64_t artifact;
    str bytes;
    struct manifest first;
    TRY(spine_exists(&there, r, doc, err));
    if (there) return OK;
    arena_reset(r->read);
    TRY(first_manifest(&first, r, doc, r->read, err));
    struct source_hints hints = hints_of_manifest(&first);
    TRY(artifact_find(&artifact, r, ARTIFACT_SOURCE, &m->source, err));
    TRY(artifact_get(&bytes, r, artifact, r->read, err));
    struct reading *rd = ARENA_NEW(r->read, 1, struct reading);
    if (!rd) return arena_why(r->read, err);
    TRY(reading_make(rd, r, bytes, &hints, STR(""), r->read, err));
    return spine_make(r, doc, rd, err);
}

/* An older manifest that asks for another way of reading than the one that was used. It can only come by a
** merge. */
static enum status other_reading(bool *other, record *r, int64_t doc, const struct manifest *m, arena *ar, struct err *err)
{
    struct manifest first;
    TRY(first_manifest(&first, r, doc, ar, err));
    *other = !str_eq(first.media_type, m->media_type) || !str_eq(first.charset, m->charset);
    return OK;
}

/* One manifest of an act: its document is made if it is the first, a spine if it brings a series. Copies wait
** for the second pass. What is damaged counts as absent. ar is used up to the caller's mark. */
static enum status index_one_manifest(struct indexing *ix, record *r, int64_t id, const struct source_hash *h, int64_t act,
                                      uint32_t pos, arena *ar, struct err *err)
{
    str text;
    struct manifest m;
    int64_t doc;
    bool other = false;
    enum status code = artifact_get(&text, r, id, ar, err);
    if (code == OK) code = manifest_parse(&m, text, TEXT_DATE_UNKNOWN, ar, err);
    if (code != OK) return is_damage(code) ? OK : code;
    if (m.copy != ix->copies) {
        ix->saw_copies = ix->saw_copies || m.copy;
        return OK;
    }
    TRY(index_find_document(&doc, r, &m.source, err));
    /* The first manifest of a document decides how it is read; a later one cannot, but may have come before it
    ** by time. */
    bool fresh = !doc;
    if (fresh && !m.copy) TRY(make_document(&doc, r, &m, err));
    if (!doc) return OK;
    if (!fresh && !m.copy) TRY(other_reading(&other, r, doc, &m, ar, err));
    ix->stale = ix->stale || other;
    TRY(index_manifest(r, id, h, &m, doc, act, pos, err));
    if (!fresh && m.series.n) {
        code = spine_late(r, doc, &m, err);
        if (code != OK && !is_damage(code)) return code;
    }
    return ix->touched ? ix->touched(ix->ctx, doc, err) : OK;
}

/* An object's kind is not written in the act: it is a manifest or else a concept list. ar is reset here and
** goes back to a mark after each object, so an act of a thousand manifests takes the memory of one. */
enum status index_objects(struct indexing *ix, record *r, int64_t act, int64_t artifact, arena *ar, struct err *err)
{
    str text;
    struct act a;
    arena_reset(ar);
    enum status code = artifact_get(&text, r, artifact, ar, err);
    if (code == OK) code = act_parse(&a, text, ar, err);
    if (code != OK) return is_damage(code) ? OK : code;
    for (uint32_t i = 0; i < a.n_object; i++) {
        int64_t id;
        struct arena_mark mark = arena_here(ar);
        TRY(artifact_find(&id, r, ARTIFACT_MANIFEST, &a.object[i], err));
        if (id) TRY(index_one_manifest(ix, r, id, &a.object[i], act, i, ar, err));
        arena_back(ar, mark);
        if (id) continue;
        TRY(artifact_find(&id, r, ARTIFACT_CONCEPTS, &a.object[i], err));
        /* Once, in the first pass. */
        if (id && !ix->copies) TRY(index_concepts(r, id, act, i, err));
    }
    return OK;
}

/* ---- all of it ---- */

/* Acts that cannot be read are left out, and those behind them stand with a parent that is nowhere. */
enum status index_acts(struct act_rows *out, record *r, const int64_t *artifact, uint32_t n, arena *ar, struct err *err)
{
    struct pending_act *p = ARENA_NEW(ar, n, struct pending_act);
    uint32_t k = 0;
    if (!p) return arena_why(ar, err);
    for (uint32_t i = 0; i < n; i++) {
        enum status code = load_pending(&p[k], r, artifact[i], ar, err);
        if (code != OK && !is_damage(code)) return code;
        /* A damaged act takes no place; what follows it stands without that parent. */
        k += code == OK;
    }
    TRY(index_in_order(r, p, k, ar, err));
    return act_rows_in_order(out, r, artifact, n, ar, err);
}

/* In the caller's transaction. Copies say where else the bytes of a document stand: first all documents. Near
** copies come last, when all claims stand. Asks after each act whether to stop. */
enum status index_all(record *r, struct err *err)
{
    struct indexing ix = {0};
    struct act_rows rows;
    int64_t *artifact;
    uint32_t n;
    arena *ar = arena_new(0);
    arena *each = arena_new(0);
    enum status code = ar && each ? schema_index_renew(r, err) : err_set(err, E_NOMEM, "no memory left");
    if (code == OK) code = artifact_ids(&artifact, &n, r, ARTIFACT_ACT, 0, ar, err);
    if (code == OK) code = index_acts(&rows, r, artifact, n, ar, err);
    /* Copies say where else the bytes of a document stand: first all documents. */
    for (int pass = 0; code == OK && pass < 2; pass++) {
        ix.copies = pass == 1;
        if (ix.copies && !ix.saw_copies) break;
        for (uint32_t i = 0; code == OK && i < rows.n; i++) {
            code = index_objects(&ix, r, rows.act[i], rows.artifact[i], each, err);
            if (code == OK && env_stop(r->env, "rebuild", i + 1, rows.n)) code = err_set(err, E_CANCELLED, "stopped");
        }
    }
    if (code == OK) code = index_words(r, err);
    if (code == OK) code = kin_all(r, err);
    arena_free(ar);
    arena_free(each);
    return code;
}

/* All or nothing: until the commit readers see the old index. Also the way out of an index of another version. */
enum status record_rebuild(record *r, struct err *err)
{
    if (r->batch.open) return err_set(err, E_BUSY, "commit what was added before rebuilding");
    if (r->mode == RECORD_READ) return err_set(err, E_IO, "%s may not be written", store_path(r->st));
    TRY(store_begin(r->st, err));
    enum status code = parse_rows_renew(r, err);
    if (code == OK) code = index_all(r, err);
    if (code == OK) return store_commit(r->st, err);
    batch_give_up(r);
    return code;
}
