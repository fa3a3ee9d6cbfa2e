/* Rows of parses. Invariants: a row is never believed that is not, byte for byte, what was written under its hash (its print says
** so), and only what stands in this table is lost when it is lost. Parses are no part of the state hash: a record that has them and
** one that does not say the same.
**
** The table may be missing (schema.c); then nothing is kept, and reading makes none. */
#include "record/parse_store.h"

/* Prose is written once and read many times; from level 3 on more time gains hardly anything (measured: 11.3 bytes a word at
** level 1, 11.1 at 3, 10.8 at 9). */
#define PACK_LEVEL 3

/* Over all columns: a body under another hash, or with another count, is as bad as a body with a wrong bit. */
static uint64_t print_of(const struct source_hash *doc, const struct parse_row *row)
{
    uint64_t h = hash64_mix(hash64(hash_str(doc)), hash64(row->model));
    h = hash64_mix(h, row->fingerprint);
    h = hash64_mix(h, row->reading);
    h = hash64_mix(h, (uint64_t)row->n_word);
    h = hash64_mix(h, (uint64_t)row->size);
    return hash64_mix(h, hash64(row->body));
}

/* What a statement that names all columns in their order gives, borrowed until it is done. */
static enum status take_row(struct parse_row *out, stmt *s, const struct source_hash *doc, struct err *err)
{
    *out = (struct parse_row){.model = stmt_col_text(s, 0),
                              .fingerprint = (uint64_t)stmt_col_int(s, 1),
                              .reading = (uint64_t)stmt_col_int(s, 2),
                              .n_word = stmt_col_int(s, 3),
                              .size = stmt_col_int(s, 4),
                              .body = stmt_col_blob(s, 6)};
    out->waits = !out->fingerprint && !out->body.n;
    if (out->waits) return OK;
    if (print_of(doc, out) != (uint64_t)stmt_col_int(s, 5))
        return err_set(err, E_FORMAT, "its bytes are not those that were written");
    if (!out->model.n) return err_set(err, E_FORMAT, "it names no model");
    return OK;
}

/* Copies go to ar, the body unpacked. E_FORMAT from a page that cannot be read is told as of the row. */
enum status parse_row_get(struct parse_row *out, bool *there, record *r, const struct source_hash *doc, arena *ar,
                          struct err *err)
{
    stmt *s;
    *out = (struct parse_row){0};
    TRY(schema_has_parses(there, r, err));
    if (!*there) return OK;
    TRY(stmt_get(&s, r->st, "SELECT model, fingerprint, reading, n_word, size, print, body FROM parse WHERE hash = ?1", err));
    stmt_blob(s, 1, hash_str(doc));
    enum status code = stmt_step(s, err);
    *there = code != DONE;
    if (code == OK) code = take_row(out, s, doc, err);
    if (code == OK && *there && !out->waits) {
        str body = out->body;
        out->model = str_copy(ar, out->model);
        code = out->model.p ? artifact_unpack(&out->body, r, true, out->size, body, ar, err) : arena_why(ar, err);
    }
    stmt_done(s);
    return code == DONE ? OK : code;
}

enum status parse_row_put(record *r, const struct source_hash *doc, const struct parse_row *row, struct err *err)
{
    stmt *s;
    struct parse_row put = *row;
    if (!put.waits) {
        TRY(artifact_pack(r, row->body, PACK_LEVEL, err)); /* always: a parse that does not get smaller is none */
        put.size = (int64_t)row->body.n;
        put.body = buf_str(&r->packed);
    }
    TRY(schema_make_parses(r, err));
    TRY(stmt_get(
        &s, r->st,
        "INSERT INTO parse(hash, model, fingerprint, reading, n_word, size, print, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6, "
        "?7, ?8) ON CONFLICT(hash) DO UPDATE SET model = ?2, fingerprint = ?3, reading = ?4, n_word = ?5, size = ?6, "
        "print = ?7, body = ?8",
        err));
    stmt_blob(s, 1, hash_str(doc));
    stmt_text(s, 2, put.model.n ? put.model : STR(""));
    stmt_int(s, 3, (int64_t)put.fingerprint);
    stmt_int(s, 4, (int64_t)put.reading);
    stmt_int(s, 5, put.n_word);
    stmt_int(s, 6, put.size);
    stmt_int(s, 7, put.waits ? 0 : (int64_t)print_of(doc, &put));
    stmt_blob(s, 8, put.body);
    return stmt_run(s, err);
}

enum status parse_row_drop(record *r, const struct source_hash *doc, struct err *err)
{
    stmt *s;
    TRY(stmt_get(&s, r->st, "DELETE FROM parse WHERE hash = ?1", err));
    stmt_blob(s, 1, hash_str(doc));
    return stmt_run(s, err);
}

/* The index over hashes is walked, not the rows with their bodies. What stands behind a page that cannot be read is not listed;
** those parses are made when they are next needed. */
enum status parse_rows_list(struct source_hash **out, uint32_t *n, record *r, enum parse_pick pick, arena *ar, struct err *err)
{
    static const char *const sql[] = {
        "SELECT hash FROM parse ORDER BY hash",
        "SELECT hash FROM parse WHERE fingerprint = 0 AND body = x'' ORDER BY hash",
        "SELECT hash FROM parse WHERE hash NOT IN (SELECT hash FROM document) ORDER BY hash",
    };
    stmt *s;
    bool there;
    uint32_t cap = 0;
    enum status code;
    *n = 0;
    *out = NULL;
    TRY(schema_has_parses(&there, r, err));
    if (!there) return OK;
    TRY(stmt_get(&s, r->st, sql[pick], err));
    while ((code = stmt_step(s, err)) == OK) {
        if (*n == cap) {
            uint32_t more = cap ? cap * 2 : 64;
            struct source_hash *grown = arena_grow(ar, *out, cap, more, sizeof **out);
            if (!grown) {
                code = arena_why(ar, err);
                break;
            }
            *out = grown;
            cap = more;
        }
        if (hash_take(&(*out)[*n], stmt_col_blob(s, 0))) ++*n;
    }
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* The table itself goes, since one of its pages may be bad, and comes back with a row for each document that had one. */
enum status parse_rows_renew(record *r, struct err *err)
{
    bool there;
    struct source_hash *hash;
    uint32_t n;
    TRY(schema_has_parses(&there, r, err));
    if (!there) return OK;
    arena *ar = arena_new(0);
    if (!ar) return err_set(err, E_NOMEM, "no memory left");
    enum status code = parse_rows_list(&hash, &n, r, PARSES_ALL, ar, err);
    if (code == E_FORMAT) code = OK; /* as far as they could be read */
    if (code == OK) code = store_exec(r->st, "DROP TABLE parse", err);
    for (uint32_t i = 0; code == OK && i < n; i++) code = parse_row_put(r, &hash[i], &(struct parse_row){.waits = true}, err);
    arena_free(ar);
    return code;
}
