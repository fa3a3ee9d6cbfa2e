/* Union of two records. No act is made of it: the same two sets give the same record, whichever took in the
** other. Invariants: only artifacts are taken over, each held against its hash; the index is then made to say
** what a rebuild would, in the same transaction; a merge that fails or is stopped leaves no trace.
**
** The index of the other is never read. It may be of another version, damaged, or forged: what counts is that
** bytes fit their hashes, and that is checked here. */
#include "record/internal.h"

/* A merge under way. `touched` are documents of r to which manifests came, [n_touched], room for cap_touched;
** ar holds it, `each` is for one artifact and is reset. */
struct merger {
    record *r;
    record *other;
    struct record_merged *out;
    int64_t top; /* rows above it are new */
    int64_t *touched;
    uint32_t n_touched, cap_touched;
    arena *ar;
    arena *each;
    struct err *err;
};

/* 0 when the query gives no row. */
static enum status one_number(int64_t *out, record *r, const char *sql, struct err *err)
{
    stmt *s;
    *out = 0;
    TRY(stmt_get(&s, r->st, sql, err));
    enum status code = stmt_step(s, err);
    if (code == OK) *out = stmt_col_int(s, 0);
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* Take one artifact over, as it is packed, once its hash has been checked; one that is here already is not even
** unpacked. The message names the artifact and says how to save the others. */
static enum status take_over(struct merger *m, stmt *s, const char *path)
{
    struct source_hash want = {0};
    struct source_hash is;
    str body;
    int64_t id;
    bool fresh;
    int64_t kind = stmt_col_int(s, 2);
    bool packed = stmt_col_int(s, 4) != 0;
    if (!hash_take(&want, stmt_col_blob(s, 1)) || kind < ARTIFACT_SOURCE || kind > ARTIFACT_LAST)
        return err_set(m->err, E_FORMAT, "%s: row %lld is damaged; \"entente salvage\" saves the others", path,
                       (long long)stmt_col_int(s, 0));
    /* What is here is whole, or verify's business: either way nothing is written over it. */
    TRY(artifact_find(&id, m->r, (enum artifact_kind)kind, &want, m->err));
    if (id) return OK;
    arena_reset(m->each);
    enum status code = artifact_unpack(&body, m->r, packed, stmt_col_int(s, 3), stmt_col_blob(s, 5), m->each, m->err);
    if (code == OK) source_hash_bytes(&is, body);
    if (code == OK && source_hash_cmp(&is, &want) != 0)
        code = err_set(m->err, E_FORMAT, "its bytes are not those of its hash; \"entente salvage\" saves the others");
    if (code != OK) return err_wrap(m->err, code, "%s: %s %s", path, artifact_kind_name(kind), hash_short(&want).z);
    m->out->artifacts_new++;
    m->out->acts_new += kind == ARTIFACT_ACT;
    return artifact_put_packed(&id, &fresh, m->r, kind, &want, stmt_col_int(s, 3), packed, stmt_col_blob(s, 5), m->err);
}

/* In the order of rows of the other. Its last row is only asked for the progress that is shown. */
static enum status take_all_over(struct merger *m, const char *path)
{
    stmt *s;
    enum status code;
    int64_t last = 0;
    TRY(record_max_row(&last, m->other->st, m->err));
    TRY(stmt_get(&s, m->other->st, "SELECT id, hash, kind, size, packed, body FROM artifact ORDER BY id", m->err));
    while ((code = stmt_step(s, m->err)) == OK) {
        code = take_over(m, s, path);
        if (code == OK && env_stop(m->r->env, "merge", (uint64_t)stmt_col_int(s, 0), (uint64_t)last))
            code = err_set(m->err, E_CANCELLED, "stopped");
        if (code != OK) break;
    }
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* Called in the order of acts, so the same document mostly comes twice in a row: only that is folded. */
static enum status touch(void *ctx, int64_t doc, struct err *err)
{
    struct merger *m = ctx;
    if (m->n_touched && m->touched[m->n_touched - 1] == doc) return OK;
    if (m->n_touched == m->cap_touched) {
        uint32_t cap = m->cap_touched ? m->cap_touched * 2 : 64;
        m->touched = arena_grow(m->ar, m->touched, m->cap_touched, cap, sizeof *m->touched);
        if (!m->touched) return arena_why(m->ar, err);
        m->cap_touched = cap;
    }
    m->touched[m->n_touched++] = doc;
    return OK;
}

/* Cases in which the new artifacts change what stands already, so that all must be made again: an act that
** others of this record follow without having had it; an artifact that an act here named without having it.
** Both only after a loss. Each query ends at the first row that it finds. */
static enum status must_rebuild(bool *out, struct merger *m)
{
    static const char *const sql[] = {
        "SELECT EXISTS(SELECT 1 FROM act_parent p JOIN artifact t ON t.hash = p.parent AND t.kind = 4 WHERE NOT EXISTS (SELECT "
        "1 "
        "FROM act a WHERE a.hash = p.parent))",
        "SELECT EXISTS(SELECT 1 FROM artifact t WHERE t.kind = 1 AND NOT EXISTS (SELECT 1 FROM document d WHERE d.hash = "
        "t.hash))",
        "SELECT EXISTS(SELECT 1 FROM artifact t WHERE t.kind = 2 AND NOT EXISTS (SELECT 1 FROM manifest x WHERE x.id = t.id))",
        "SELECT EXISTS(SELECT 1 FROM artifact t WHERE t.kind = 3 AND NOT EXISTS (SELECT 1 FROM concept_list x WHERE x.id = "
        "t.id))",
    };
    *out = false;
    for (size_t i = 0; i < ARRAY_LEN(sql) && !*out; i++) {
        int64_t some;
        TRY(one_number(&some, m->r, sql[i], m->err));
        *out = some != 0;
    }
    return OK;
}

/* Copies come in a second pass, since the document that they are copies of may stand in a later act. Acts that
** came and that something here has waited for make all depths behind them wrong: then nothing is done, and
** *stale asks for a rebuild. So does a document that should have been read otherwise. */
static enum status index_new_acts(struct merger *m, bool *stale)
{
    struct indexing ix = {.touched = touch, .ctx = m};
    struct act_rows rows;
    int64_t *artifact;
    uint32_t n;
    int64_t waited;
    TRY(artifact_ids(&artifact, &n, m->r, ARTIFACT_ACT, m->top, m->ar, m->err));
    TRY(one_number(&waited, m->r,
                   "SELECT EXISTS(SELECT 1 FROM act_parent p JOIN artifact t ON t.hash = p.parent AND t.kind = 4 WHERE NOT "
                   "EXISTS (SELECT 1 FROM act a WHERE a.hash = p.parent))",
                   m->err));
    /* Depths behind an act that was missing would all change. */
    *stale = waited != 0;
    if (*stale) return OK;
    TRY(index_acts(&rows, m->r, artifact, n, m->ar, m->err));
    for (int pass = 0; pass < 2; pass++) {
        ix.copies = pass == 1;
        for (uint32_t i = 0; i < rows.n && (pass == 0 || ix.saw_copies); i++)
            TRY(index_objects(&ix, m->r, rows.act[i], rows.artifact[i], m->each, m->err));
    }
    TRY(index_words(m->r, m->err));
    *stale = ix.stale;
    return OK;
}

/* The near copies of what was touched; all again when a title or day has become too common to tell anything.
** After every manifest is in: pairs rest on those in force. */
static enum status seek_kin(struct merger *m)
{
    bool crowded = false;
    for (uint32_t i = 0; i < m->n_touched; i++) TRY(kin_edited(m->r, m->touched[i], &crowded, m->err));
    return crowded ? kin_recheck(m->r, m->err) : OK;
}

/* All in one transaction. What is told of disputes is counted over the whole record afterwards, so that merging
** again says the same. */
static enum status merge_inside(struct merger *m, const char *path)
{
    int64_t before;
    int64_t after;
    bool stale;
    TRY(record_max_row(&m->top, m->r->st, m->err));
    TRY(one_number(&before, m->r, "SELECT count(*) FROM document", m->err));
    TRY(take_all_over(m, path));
    /* Nothing new leaves the index alone, so that merging twice costs one reading of the other. */
    if (m->out->artifacts_new) {
        TRY(index_new_acts(m, &stale));
        /* Asked after the new acts are in: they may have brought what was missing. */
        if (!stale) TRY(must_rebuild(&stale, m));
        TRY(stale ? index_all(m->r, m->err) : seek_kin(m));
    }
    TRY(one_number(&after, m->r, "SELECT count(*) FROM document", m->err));
    m->out->documents_new = (uint64_t)(after - before);
    TRY(one_number(
        &after, m->r,
        "SELECT count(*) FROM (SELECT doc FROM manifest WHERE NOT copy AND ended_ms = 9223372036854775807 GROUP BY doc "
        "HAVING count(*) > 1)",
        m->err));
    m->out->disputed = (uint64_t)after;
    struct list_row *list;
    uint32_t n_list;
    TRY(lists_in_force(&list, &n_list, m->r, RECORD_NOW, m->ar, m->err));
    m->out->concept_lists = n_list;
    return OK;
}

/* Linear in the other's artifacts, each hashed once; idempotent, and the order of merges does not count. Only
** the artifacts of the other are asked for, so it is opened as for mending. The lock is taken before the other
** is read: what is new is new in the state that is written. */
enum status record_merge(struct record_merged *out, record *r, const char *other_path, struct err *err)
{
    struct merger m = {.r = r, .out = out, .err = err};
    *out = (struct record_merged){0};
    if (r->batch.open) return err_set(err, E_BUSY, "commit what was added before merging");
    if (r->mode == RECORD_READ) return err_set(err, E_IO, "%s was opened for reading", store_path(r->st));
    /* Only the artifacts of the other are asked for, so its index may be of any version. */
    TRY(record_open_store(&m.other, other_path, STORE_READ, RECORD_MEND, r->env, err));
    m.ar = arena_new(0);
    m.each = arena_new((size_t)4 << 30);
    enum status code = m.ar && m.each ? store_begin(r->st, err) : err_set(err, E_NOMEM, "no memory left");
    if (code == OK) {
        code = merge_inside(&m, other_path);
        if (code == OK)
            code = store_commit(r->st, err);
        else
            batch_give_up(r);
    }
    arena_free(m.ar);
    arena_free(m.each);
    record_close(m.other);
    /* What was counted on the way was undone. */
    if (code != OK) *out = (struct record_merged){0};
    return code;
}
