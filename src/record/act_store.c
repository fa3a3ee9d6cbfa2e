/* Acts: the chain, the batch that becomes the next act. Invariants: while a batch is open its act has a row
** with a hash of zeros, and its parents are the heads that stood when it was closed; a row's depth is one more
** than the greatest of its parents'; a row is a head when no act in the index names it as a parent.
**
** The batch is one transaction of the file. It is open from the first thing that is added to the commit, so a
** second writer is refused from then on, not only at the end. */
#include "record/internal.h"

/* A row of the index; *id its number. head: nothing follows it yet. An author that nobody gave is an empty
** text, as the table wants one. */
static enum status insert_act(int64_t *id, record *r, int64_t artifact, const struct source_hash *h, const struct act *a,
                              int64_t depth, bool head, struct err *err)
{
    stmt *s;
    TRY(stmt_get(&s, r->st,
                 "INSERT INTO act(artifact, hash, time_ms, depth, head, verb, author) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                 err));
    stmt_int(s, 1, artifact);
    stmt_blob(s, 2, hash_str(h));
    stmt_int(s, 3, a->time_ms);
    stmt_int(s, 4, depth);
    stmt_int(s, 5, head);
    stmt_text(s, 6, a->verb);
    stmt_text(s, 7, a->author.n ? a->author : STR(""));
    TRY(stmt_run(s, err));
    *id = store_last_rowid(r->st);
    return OK;
}

/* A parent may be missing here (a merge of half a chain): it is noted by hash and found when it comes. IGNORE,
** because a damaged act may name a parent twice. What it names is a head no more. */
static enum status note_parents(record *r, int64_t id, const struct act *a, struct err *err)
{
    stmt *s;
    for (uint32_t i = 0; i < a->n_parent; i++) {
        TRY(stmt_get(&s, r->st, "INSERT OR IGNORE INTO act_parent(parent, act) VALUES(?1, ?2)", err));
        stmt_blob(s, 1, hash_str(&a->parent[i]));
        stmt_int(s, 2, id);
        TRY(stmt_run(s, err));
        TRY(stmt_get(&s, r->st, "UPDATE act SET head = 0 WHERE hash = ?1", err));
        stmt_blob(s, 1, hash_str(&a->parent[i]));
        TRY(stmt_run(s, err));
    }
    return OK;
}

/* One number of a query with one bound blob (or none). *out is left alone when there is no row, so the caller
** sets what is then meant. */
static enum status one_int(int64_t *out, record *r, const char *sql, const struct source_hash *h, struct err *err)
{
    stmt *s;
    TRY(stmt_get(&s, r->st, sql, err));
    if (h) stmt_blob(s, 1, hash_str(h));
    enum status code = stmt_step(s, err);
    if (code == OK) *out = stmt_col_int(s, 0);
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* Depth is one more than the deepest parent: an order that no clock can upset, and by which of two acts of one
** second the earlier can be told. Unknown parents do not count, so depths after a loss may be lower than they
** were; they are never stored but in the index. *whole: all parents are there. */
enum status act_depth(int64_t *depth, bool *whole, record *r, const struct act *a, struct err *err)
{
    *depth = 0;
    *whole = true;
    for (uint32_t i = 0; i < a->n_parent; i++) {
        int64_t d = -1;
        TRY(one_int(&d, r, "SELECT depth FROM act WHERE hash = ?1", &a->parent[i], err));
        /* -1 is what no act has: it stays when there is no row. */
        if (d < 0) *whole = false;
        if (d >= *depth) *depth = d < INT64_MAX ? d + 1 : d; /* a damaged index may say anything */
    }
    return OK;
}

/* An act that something already follows is no head, even if it comes later than its follower. Its objects are
** entered apart (index_objects), once all acts of a merge or rebuild stand. */
enum status act_index(int64_t *id, record *r, int64_t artifact, const struct source_hash *h, const struct act *a,
                      struct err *err)
{
    int64_t depth;
    int64_t followed = 0;
    bool whole;
    TRY(act_depth(&depth, &whole, r, a, err));
    /* By hash: what follows it may have been entered before it. */
    TRY(one_int(&followed, r, "SELECT 1 FROM act_parent WHERE parent = ?1", h, err));
    TRY(insert_act(id, r, artifact, h, a, depth, !followed, err));
    return note_parents(r, *id, a, err);
}

/* Is a row among the artifacts asked for (rising)? Binary search. */
static bool is_among(const int64_t *list, uint32_t n, int64_t v)
{
    uint32_t low = 0;
    while (low < n) {
        uint32_t mid = low + (n - low) / 2;
        if (list[mid] == v) return true;
        if (list[mid] < v)
            low = mid + 1;
        else
            n = mid;
    }
    return false;
}

/* Walks all acts once, O(all acts * log n): merges are rare and acts are few beside artifacts. The order is the
** one in which manifests come to count, and it is the same in every record that has these acts. out->n may be
** less than n: acts that could not be entered have no row. */
enum status act_rows_in_order(struct act_rows *out, record *r, const int64_t *artifact, uint32_t n, arena *ar, struct err *err)
{
    stmt *s;
    enum status code;
    *out = (struct act_rows){.act = ARENA_NEW(ar, n, int64_t), .artifact = ARENA_NEW(ar, n, int64_t)};
    if (!out->act || !out->artifact) return arena_why(ar, err);
    TRY(stmt_get(&s, r->st, "SELECT id, artifact FROM act ORDER BY time_ms, depth, hash", err));
    while ((code = stmt_step(s, err)) == OK) {
        int64_t a = stmt_col_int(s, 1);
        if (!is_among(artifact, n, a) || out->n == n) continue;
        out->act[out->n] = stmt_col_int(s, 0);
        out->artifact[out->n++] = a;
    }
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* ---- the batch ---- */

/* Rows of the next act, in an open transaction. Its depth is above that of all heads, so that what is added
** meanwhile is shown as the last word already inside the batch. */
static enum status open_act(record *r, struct err *err)
{
    /* Zeros until the act is written: no text has that hash, and the table wants one that is nobody else's. */
    static const struct source_hash none;
    int64_t depth = 0;
    struct act a = {.verb = r->batch.verb, .time_ms = r->batch.time_ms, .author = buf_str(&r->author)};
    TRY(one_int(&depth, r, "SELECT coalesce(max(depth) + 1, 0) FROM act WHERE head", NULL, err));
    buf_clear(&r->batch.objects);
    return insert_act(&r->batch.act, r, 0, &none, &a, depth, false, err);
}

/* Whole seconds, because that is what an act writes: the index must not know more than the artifact. Nothing is
** done when a batch is open; its verb then stays, so callers never mix verbs. On failure no batch is open and
** no lock is held. */
enum status batch_begin(record *r, str verb, struct err *err)
{
    if (r->batch.open) return OK;
    if (r->mode == RECORD_READ) return err_set(err, E_IO, "%s was opened for reading", store_path(r->st));
    int64_t now = r->env->now_ms(r->env->ctx);
    int64_t rest = now % 1000;
    /* Downwards, before 1970 too. */
    r->batch.time_ms = now - (rest < 0 ? rest + 1000 : rest);
    r->batch.n_artifact = 0;
    r->batch.n_bytes = 0;
    TRY(store_begin(r->st, err));
    r->batch.open = true;
    r->batch.verb = verb;
    enum status code = open_act(r, err);
    if (code != OK) batch_give_up(r);
    return code;
}

/* The file is as it was after the last commit; artifacts put meanwhile are gone with the transaction, and what waited for
** them too. */
void batch_give_up(record *r)
{
    store_rollback(r->st);
    r->batch.open = false;
    r->batch.n_artifact = r->batch.n_bytes = 0;
    buf_clear(&r->batch.objects);
    buf_clear(&r->words);
}

/* Parents of the next act, in order of their hashes, as act_write needs them; in ar. The open act is no head
** yet, so it is not among them. */
static enum status read_heads(struct act *a, record *r, arena *ar, struct err *err)
{
    stmt *s;
    uint32_t cap = 0;
    enum status code;
    TRY(stmt_get(&s, r->st, "SELECT hash FROM act WHERE head ORDER BY hash", err));
    while ((code = stmt_step(s, err)) == OK) {
        if (a->n_parent == cap) {
            uint32_t more = cap ? cap * 2 : 4;
            a->parent = arena_grow(ar, a->parent, cap, more, sizeof *a->parent);
            cap = more;
        }
        if (!a->parent) {
            code = arena_why(ar, err);
            break;
        }
        if (!hash_take(&a->parent[a->n_parent++], stmt_col_blob(s, 0))) {
            /* An act must not follow a hash that nobody can check. */
            code = err_set(err, E_FORMAT, "the table of acts is damaged: run \"entente rebuild\"");
            break;
        }
    }
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* Write the open act as an artifact and complete its row, which then becomes the only head. It has an arena of
** its own, because a full act holds a thousand hashes and its text. On failure the caller gives the batch up,
** so what was half done here does not matter. */
static enum status close_act(record *r, str note, const struct source_hash *lost, uint32_t n_lost, struct err *err)
{
    struct act a = {.verb = r->batch.verb, .time_ms = r->batch.time_ms, .author = buf_str(&r->author), .note = note};
    struct source_hash h;
    int64_t artifact;
    arena *ar = arena_new((size_t)64 << 20);
    if (!ar) return err_set(err, E_NOMEM, "no memory left");
    a.n_object = (uint32_t)(r->batch.objects.n / sizeof h);
    a.object = ARENA_NEW(ar, a.n_object, struct source_hash);
    enum status code = a.object ? read_heads(&a, r, ar, err) : arena_why(ar, err);
    if (code == OK) {
        if (a.n_object) memcpy(a.object, r->batch.objects.p, a.n_object * sizeof h);
        a.lost = lost;
        a.n_lost = n_lost;
        buf_clear(&r->text);
        act_write(&r->text, &a);
        code = buf_check(&r->text, err);
    }
    if (code == OK) {
        source_hash_bytes(&h, buf_str(&r->text));
        code = artifact_put(&artifact, r, ARTIFACT_ACT, &h, buf_str(&r->text), err);
    }
    /* Only now do the heads stop being heads. */
    if (code == OK) code = note_parents(r, r->batch.act, &a, err);
    stmt *s;
    if (code == OK) code = stmt_get(&s, r->st, "UPDATE act SET artifact = ?1, hash = ?2, head = 1 WHERE id = ?3", err);
    if (code == OK) {
        stmt_int(s, 1, artifact);
        stmt_blob(s, 2, hash_str(&h));
        stmt_int(s, 3, r->batch.act);
        code = stmt_run(s, err);
    }
    arena_free(ar);
    return code;
}

/* Acts are cut at ACT_MAX_OBJECTS, so that none is too large to hold; the next one follows it in the chain, in
** the same transaction. *pos is the object's place in its act, by which of two manifests of one act the later
** is told. */
enum status batch_object(record *r, const struct source_hash *h, uint32_t *pos, struct err *err)
{
    if (r->batch.objects.n / sizeof *h == ACT_MAX_OBJECTS) {
        /* A note and losses belong to the last act of a batch. */
        TRY(close_act(r, STR(""), NULL, 0, err));
        TRY(open_act(r, err));
    }
    *pos = (uint32_t)(r->batch.objects.n / sizeof *h);
    buf_add(&r->batch.objects, hash_str(h));
    r->batch.n_artifact++;
    return buf_check(&r->batch.objects, err);
}

/* Only what this has answered OK to may be told to the user as kept. After a failure nothing of the batch is
** left, not even the open batch: the caller begins anew. */
enum status batch_commit(record *r, str note, const struct source_hash *lost, uint32_t n_lost, struct err *err)
{
    enum status code = index_words(r, err);
    if (code == OK) code = close_act(r, note, lost, n_lost, err);
    if (code == OK) code = store_commit(r->st, err);
    if (code != OK) {
        batch_give_up(r);
        return code;
    }
    r->batch.open = false;
    r->batch.n_artifact = r->batch.n_bytes = 0;
    return OK;
}
