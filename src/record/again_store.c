/* The index made again beside the record, from a copy of its artifacts: what verify holds the standing index
** against. The record itself is only read and not locked, so that this also works where it may not be written.
**
** Invariants: what is compared has no number of a row in it, since those depend on the order of coming; every
** part comes in an order of hashes; the copy lives in a file that SQLite takes away, whatever happens. */
#include "record/internal.h"

/* What is compared; rows of both sides come in the order of their hashes, because numbers of rows differ. All
** columns but those numbers stand here, so that a column of a table that is added must be added here too. The
** words of the full-text index are left to FTS5's own check: they cannot be read back. */
static const struct part {
    const char *name;
    int n_column;
    const char *sql;
} parts[] = {
    {"acts", 7,
     "SELECT a.hash, a.time_ms, a.depth, a.head, a.verb, a.author, t.hash FROM act a JOIN artifact t ON t.id = a.artifact "
     "ORDER "
     "BY a.hash"},
    {"what acts follow", 2, "SELECT p.parent, a.hash FROM act_parent p JOIN act a ON a.id = p.act ORDER BY p.parent, a.hash"},
    {"documents", 9,
     "SELECT d.hash, t.hash, d.text_hash, d.n_bytes, d.n_sentence, d.n_word, d.n_aside, d.passages, d.sketch FROM document d "
     "JOIN artifact t ON t.id = d.artifact ORDER BY d.hash"},
    {"manifests", 12,
     "SELECT t.hash, d.hash, a.hash, m.pos, m.time_ms, m.ended_ms, m.copy, m.rival, m.series, m.date, m.claim, m.title_key "
     "FROM "
     "manifest m JOIN artifact t ON t.id = m.id JOIN document d ON d.id = m.doc JOIN act a ON a.id = m.act ORDER BY t.hash"},
    {"corrections", 2, "SELECT x.old, t.hash FROM replaced x JOIN artifact t ON t.id = x.manifest ORDER BY x.old, t.hash"},
    {"prints of sentences", 5,
     "SELECT d.hash, p.n, p.source, p.wording, p.bag FROM spine p JOIN document d ON d.id = p.doc ORDER BY d.hash"},
    {"near copies", 3,
     "SELECT x.hash, y.hash, k.ppm FROM kin k JOIN document x ON x.id = k.a JOIN document y ON y.id = k.b ORDER BY x.hash, "
     "y.hash"},
    {"concept lists", 4,
     "SELECT t.hash, a.hash, c.pos, c.time_ms FROM concept_list c JOIN artifact t ON t.id = c.id JOIN act a ON a.id = c.act "
     "ORDER BY t.hash, a.hash, c.pos"},
};

_Static_assert(ARRAY_LEN(parts) <= INDEX_PARTS, "room for every part");

/* A column of any type as bytes, with its length before it, so that no two rows look alike. The length is in
** this machine's order of bytes: both sides are hashed here, and the hash goes nowhere. */
static void hash_column(struct source_hasher *h, str bytes)
{
    uint64_t n = bytes.n;
    source_hasher_add(h, (str){(const char *)&n, sizeof n});
    source_hasher_add(h, bytes);
}

/* SHA-256 over all rows of a part: two streams are compared without holding either. Numbers come as their
** digits. */
static enum status hash_part(struct source_hash *out, record *r, const struct part *part, struct err *err)
{
    stmt *s;
    struct source_hasher h;
    enum status code;
    TRY(stmt_get(&s, r->st, part->sql, err));
    source_hasher_begin(&h);
    while ((code = stmt_step(s, err)) == OK)
        for (int i = 0; i < part->n_column; i++) hash_column(&h, stmt_col_blob(s, i));
    stmt_done(s);
    source_hasher_end(out, &h);
    return code == DONE ? OK : code;
}

/* As they are packed, unread: their hashes were checked before. A row without a hash is left out, since the
** walk over artifacts has told of it. Takes as much disk as the record's artifacts, for as long as the check
** lasts. */
static enum status copy_artifacts(record *to, record *from, struct err *err)
{
    stmt *s;
    enum status code;
    TRY(stmt_get(&s, from->st, "SELECT hash, kind, size, packed, body FROM artifact ORDER BY id", err));
    while ((code = stmt_step(s, err)) == OK) {
        struct source_hash h;
        int64_t id;
        bool fresh;
        /* verify told of it. */
        if (!hash_take(&h, stmt_col_blob(s, 0))) continue;
        code = artifact_put_packed(&id, &fresh, to, stmt_col_int(s, 1), &h, stmt_col_int(s, 2), stmt_col_int(s, 3) != 0,
                                   stmt_col_blob(s, 4), err);
        if (code != OK) break;
    }
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* name: room for all parts; *n rises with each that differs. All parts are compared, since one kind of damage
** mostly shows in several and the names together say what kind it is. */
static enum status compare_parts(const char **name, uint32_t *n, record *r, record *again, struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        struct source_hash is;
        struct source_hash should;
        TRY(hash_part(&is, r, &parts[i], err));
        TRY(hash_part(&should, again, &parts[i], err));
        if (source_hash_cmp(&is, &should) != 0) name[(*n)++] = parts[i].name;
    }
    return OK;
}

/* BEGIN, not store_begin: a read transaction holds one state of the record while others may write on, and needs
** no leave. E_FORMAT from a table that cannot be read is the caller's to tell as a problem. */
enum status index_differs(const char *name[INDEX_PARTS], uint32_t *n, record *r, struct err *err)
{
    record *again;
    *n = 0;
    /* On disk, in a file without a name: an index of gigabytes has no place in memory. */
    TRY(record_make(&again, "", r->env, err));
    enum status code = store_begin(again->st, err);
    if (code == OK) code = store_exec(r->st, "BEGIN", err); /* one state of it, whoever writes meanwhile */
    if (code == OK) code = copy_artifacts(again, r, err);
    if (code == OK) code = index_all(again, err);
    if (code == OK) code = compare_parts(name, n, r, again, err);
    /* Ends the reading; there is nothing to undo. */
    store_rollback(r->st);
    record_close(again);
    return code;
}
