/* Artifacts into the index. Invariant: what these tables say follows from the set of artifacts alone, not from
** the order in which they came, so that a rebuild and a merge end in the same state. Each function here
** therefore works both ways round: for a manifest that comes before the one it replaces and after it, for an
** act that turns out to be the first and for one that does not.
**
** A statement that may change several rows and may fail makes SQLite open a savepoint, at which FTS5 writes out
** the words it has gathered: done for each document, that costs more than all else. So statements that every
** addition runs change one row each (INSERT ... VALUES, no INSERT ... SELECT, no REPLACE). */
#include "record/internal.h"

/* By the source's hash: a document is its source. One look into a unique index. */
enum status index_find_document(int64_t *doc, record *r, const struct source_hash *h, struct err *err)
{
    stmt *s;
    *doc = 0;
    TRY(stmt_get(&s, r->st, "SELECT id FROM document WHERE hash = ?1", err));
    stmt_blob(s, 1, hash_str(h));
    enum status code = stmt_step(s, err);
    if (code == OK) *doc = stmt_col_int(s, 0);
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* ---- words ---- */

/* A document whose words wait: its row and the bytes of its columns, which follow in the queue. */
struct waiting {
    int64_t doc;
    size_t n_body;
    size_t n_aside;
};

/* Waiting columns take so many bytes at most, and one document more. */
#define WORDS_WAIT_BYTES ((size_t)4 << 20)

/* FTS5 gathers words in a table that is too large for the processor's nearest cache; between two documents much else is
** done that drives it out. A run of documents at once finds it there: a tenth of the time of an addition. */
enum status index_words(record *r, struct err *err)
{
    stmt *s;
    str rest = buf_str(&r->words);
    while (rest.n) {
        struct waiting w;
        memcpy(&w, rest.p, sizeof w);
        const char *columns = rest.p + sizeof w;
        TRY(stmt_get(&s, r->st, "INSERT INTO words(rowid, body, aside) VALUES(?1, ?2, ?3)", err));
        stmt_int(s, 1, w.doc);
        stmt_text(s, 2, (str){columns, w.n_body});
        stmt_text(s, 3, (str){columns + w.n_body, w.n_aside});
        TRY(stmt_run(s, err));
        rest = (str){columns + w.n_body + w.n_aside, rest.n - sizeof w - w.n_body - w.n_aside};
    }
    buf_empty(&r->words);
    return OK;
}

static enum status queue_words(record *r, int64_t doc, const struct reading *rd, struct err *err)
{
    struct waiting w = {.doc = doc};
    buf_clear(&r->text);
    buf_clear(&r->aside);
    reading_columns_write(&r->text, &r->aside, rd);
    TRY(buf_check(&r->text, err));
    TRY(buf_check(&r->aside, err));
    w.n_body = r->text.n;
    w.n_aside = r->aside.n;
    buf_add(&r->words, (str){(const char *)&w, sizeof w});
    buf_add(&r->words, buf_str(&r->text));
    buf_add(&r->words, buf_str(&r->aside));
    TRY(buf_check(&r->words, err));
    return r->words.n < WORDS_WAIT_BYTES ? OK : index_words(r, err);
}

/* A reading that found nothing (a source that this version cannot read) makes a document all the same, with no
** passages, so that it is listed and its manifest shows. The sketch is turned to the stored order in a copy,
** because the reading is used on. r->text is overwritten. */
/* ---- documents ---- */

enum status index_document(int64_t *doc, record *r, int64_t artifact, const struct source_hash *h, size_t n_bytes,
                           const struct reading *rd, struct err *err)
{
    stmt *s;
    uint32_t sketch[SKETCH_MAX];
    memcpy(sketch, rd->sketch, sizeof sketch);
    numbers_turn32(sketch, rd->n_sketch);
    buf_clear(&r->text);
    reading_passages_write(&r->text, rd);
    TRY(buf_check(&r->text, err));
    TRY(stmt_get(&s, r->st,
                 "INSERT INTO document(artifact, hash, text_hash, n_bytes, n_sentence, n_word, n_aside, passages, sketch) "
                 "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                 err));
    stmt_int(s, 1, artifact);
    stmt_blob(s, 2, hash_str(h));
    stmt_blob(s, 3, hash_str(&rd->text_hash));
    stmt_int(s, 4, (int64_t)n_bytes);
    stmt_int(s, 5, rd->n_main);
    stmt_int(s, 6, rd->n_word);
    stmt_int(s, 7, rd->n_aside);
    stmt_blob(s, 8, buf_str(&r->text));
    stmt_blob(s, 9, (str){(const char *)sketch, rd->n_sketch * sizeof sketch[0]});
    TRY(stmt_run(s, err));
    *doc = store_last_rowid(r->st);
    return queue_words(r, *doc, rd, err);
}

/* ---- manifests ---- */

/* True when act a at place pa comes before act b at pb: by time, depth, hash, place. Time alone would not do
** (seconds, and clocks of several people); with the hash the order is total and the same everywhere. */
static enum status comes_first(bool *first, record *r, int64_t a, uint32_t pa, int64_t b, int64_t pb, struct err *err)
{
    stmt *s;
    *first = a == b && pa < pb;
    /* Within one act the place decides, and no table is asked. */
    if (a == b) return OK;
    TRY(stmt_get(&s, r->st,
                 "SELECT (x.time_ms, x.depth, x.hash) < (y.time_ms, y.depth, y.hash) FROM act x, act y WHERE x.id = ?1 AND "
                 "y.id = ?2",
                 err));
    stmt_int(s, 1, a);
    stmt_int(s, 2, b);
    enum status code = stmt_step(s, err);
    if (code == OK) *first = stmt_col_int(s, 0) != 0;
    stmt_done(s);
    return code == DONE ? err_set(err, E_FORMAT, "an act is missing from its table") : code;
}

/* The row of a manifest that an act brought before, if there is one; moved to act when that comes first. So a
** manifest stands once, under its first act, in whatever order acts were merged. */
static enum status meet_again(bool *known, record *r, int64_t id, int64_t act, uint32_t pos, struct err *err)
{
    stmt *s;
    int64_t old_act = 0;
    int64_t old_pos = 0;
    bool first;
    TRY(stmt_get(&s, r->st, "SELECT act, pos FROM manifest WHERE id = ?1", err));
    stmt_int(s, 1, id);
    enum status code = stmt_step(s, err);
    *known = code == OK;
    if (code == OK) {
        old_act = stmt_col_int(s, 0);
        old_pos = stmt_col_int(s, 1);
    }
    stmt_done(s);
    if (code != OK) return code == DONE ? OK : code;
    TRY(comes_first(&first, r, act, pos, old_act, old_pos, err));
    /* It stands under an earlier act already. */
    if (!first) return OK;
    TRY(stmt_get(&s, r->st,
                 "UPDATE manifest SET act = ?2, pos = ?3, time_ms = (SELECT time_ms FROM act WHERE act.id = ?2) WHERE id = ?1",
                 err));
    stmt_int(s, 1, id);
    stmt_int(s, 2, act);
    stmt_int(s, 3, pos);
    return stmt_run(s, err);
}

/* End the manifests that this one replaces; each ends when the first of its replacers begins, hence min. One
** that has not come yet is noted by its hash in `replaced`, where insert_manifest finds it. A manifest that is
** never replaced ends at INT64_MAX. */
static enum status end_replaced(record *r, int64_t id, const struct manifest *m, struct err *err)
{
    stmt *s;
    for (uint32_t i = 0; i < m->n_replaces; i++) {
        int64_t old;
        TRY(stmt_get(&s, r->st, "INSERT OR IGNORE INTO replaced(old, manifest) VALUES(?1, ?2)", err));
        stmt_blob(s, 1, hash_str(&m->replaces[i]));
        stmt_int(s, 2, id);
        TRY(stmt_run(s, err));
        /* 0 when it is not here: the UPDATE then changes nothing, and the row in `replaced` waits. */
        TRY(artifact_find(&old, r, ARTIFACT_MANIFEST, &m->replaces[i], err));
        TRY(stmt_get(&s, r->st,
                     "UPDATE manifest SET ended_ms = min(ended_ms, (SELECT time_ms FROM manifest WHERE id = ?2)) WHERE id = "
                     "?1",
                     err));
        stmt_int(s, 1, old);
        stmt_int(s, 2, id);
        TRY(stmt_run(s, err));
    }
    return OK;
}

/* 0 means that there is no key, and is NULL, so that partial indices leave it out. */
static void bind_key(stmt *s, int at, uint64_t key)
{
    if (key)
        stmt_int(s, at, (int64_t)key);
    else
        stmt_null(s, at);
}

/* ended_ms looks into `replaced`, for a manifest that comes after the one that corrects it. A copy has no claim
** and no title: it says only where else the bytes stand, and must not make them a near copy of anything. */
static enum status insert_manifest(record *r, int64_t id, const struct source_hash *h, const struct manifest *m, int64_t doc,
                                   int64_t act, uint32_t pos, struct err *err)
{
    stmt *s;
    /* Of the words alone, so that a title in other case or order is the same title. */
    uint64_t title = title_key(m->title, &r->aside);
    TRY(buf_check(&r->aside, err));
    TRY(stmt_get(&s, r->st,
                 "INSERT INTO manifest(id, doc, act, pos, time_ms, ended_ms, copy, rival, series, date, claim, title_key) "
                 "VALUES(?1, ?2, ?3, ?4, (SELECT time_ms FROM act WHERE act.id = ?3), coalesce((SELECT min(n.time_ms) FROM "
                 "replaced p JOIN manifest n ON n.id = p.manifest WHERE p.old = ?5), 9223372036854775807), ?6, 0, ?7, ?8, ?9, "
                 "?10)",
                 err));
    stmt_int(s, 1, id);
    stmt_int(s, 2, doc);
    stmt_int(s, 3, act);
    stmt_int(s, 4, pos);
    stmt_blob(s, 5, hash_str(h));
    stmt_int(s, 6, m->copy);
    stmt_text(s, 7, m->series.n ? m->series : (str){NULL, 0});
    if (m->date == DATE_NONE)
        stmt_null(s, 8);
    else
        stmt_int(s, 8, m->date);
    bind_key(s, 9, m->copy ? 0 : claim_key(m->series, m->date));
    bind_key(s, 10, m->copy ? 0 : title);
    return stmt_run(s, err);
}

/* rival: 1 from the second manifest of a document on, 2 with its first copy. It is a sign for queries that most
** documents need no look at others; whether two manifests are in force at once is for the view to say. */
static enum status note_rivals(record *r, int64_t id, int64_t doc, struct err *err)
{
    stmt *s;
    /* Of nearly all documents there is one manifest, and nothing to update. */
    TRY(stmt_get(&s, r->st, "SELECT 1 FROM manifest WHERE doc = ?1 AND id <> ?2", err));
    stmt_int(s, 1, doc);
    stmt_int(s, 2, id);
    enum status code = stmt_step(s, err);
    stmt_done(s);
    if (code != OK) return code == DONE ? OK : code;
    TRY(stmt_get(&s, r->st,
                 "UPDATE manifest SET rival = (SELECT (sum(NOT copy) > 1) + 2 * max(copy) FROM manifest WHERE doc = ?1) WHERE "
                 "doc = ?1",
                 err));
    stmt_int(s, 1, doc);
    return stmt_run(s, err);
}

/* doc 0 is a manifest whose source was lost: it is an artifact without a row here, and verify passes it when
** the loss was put down. The order of steps matters: a manifest must stand before it can end others. */
enum status index_manifest(record *r, int64_t id, const struct source_hash *h, const struct manifest *m, int64_t doc,
                           int64_t act, uint32_t pos, struct err *err)
{
    bool known;
    if (!doc) return OK;
    TRY(meet_again(&known, r, id, act, pos, err));
    /* One that is known keeps its row; what it ends may still have come since. */
    if (!known) TRY(insert_manifest(r, id, h, m, doc, act, pos, err));
    if (m->n_replaces) TRY(end_replaced(r, id, m, err));
    return known ? OK : note_rivals(r, id, doc, err);
}

/* IGNORE: an act may be met twice, in a merge of records that share it. The time stands here once more, so that
** a view needs no look at acts. */
enum status index_concepts(record *r, int64_t id, int64_t act, uint32_t pos, struct err *err)
{
    stmt *s;
    TRY(stmt_get(&s, r->st,
                 "INSERT OR IGNORE INTO concept_list(act, pos, id, time_ms) SELECT ?1, ?2, ?3, time_ms FROM act WHERE id = ?1",
                 err));
    stmt_int(s, 1, act);
    stmt_int(s, 2, pos);
    stmt_int(s, 3, id);
    return stmt_run(s, err);
}
