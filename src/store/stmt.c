/* Prepared statements, kept by their text. Invariant: a statement in use belongs to one caller until stmt_done. */
#include <stdlib.h>

#include "store/internal.h"

/* A new prepared statement at the end of the list. sql must outlive the store when the quick look by address
** is to be right: literals do; another text at the same address could not be told apart. */
static enum status stmt_make(stmt **out, store *st, const char *sql, struct err *err)
{
    if (st->n_stmt == st->cap_stmt) {
        uint32_t cap = st->cap_stmt ? st->cap_stmt * 2 : 32;
        stmt **more = realloc(st->stmt, cap * sizeof(stmt *));
        if (!more) return err_set(err, E_NOMEM, "no memory left");
        st->stmt = more;
        st->cap_stmt = cap;
    }
    stmt *s = calloc(1, sizeof *s);
    if (!s) return err_set(err, E_NOMEM, "no memory left");
    int rc = sqlite3_prepare_v3(st->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s->handle, NULL);
    if (rc != SQLITE_OK || !s->handle) {
        free(s);
        return store_fail(st, rc ? rc : SQLITE_MISUSE, "reading", err);
    }
    s->st = st;
    s->sql = sql;
    st->stmt[st->n_stmt++] = s;
    *out = s;
    return OK;
}

/* SQL texts are literals nearly everywhere, so the same text mostly comes from the same place. */
static bool is_text(const stmt *s, const char *sql)
{
    return !s->in_use && (s->sql == sql ? true : !strcmp(sqlite3_sql(s->handle), sql));
}

/* By address first, then by text: two short walks over some dozens of statements. */
enum status stmt_get(stmt **out, store *st, const char *sql, struct err *err)
{
    *out = NULL;
    for (uint32_t i = 0; i < st->n_stmt && !*out; i++)
        if (st->stmt[i]->sql == sql && !st->stmt[i]->in_use) *out = st->stmt[i];
    for (uint32_t i = 0; i < st->n_stmt && !*out; i++)
        if (is_text(st->stmt[i], sql)) *out = st->stmt[i];
    enum status code = *out ? OK : stmt_make(out, st, sql, err);
    if (code == OK) (*out)->in_use = true;
    return code;
}

/* The first failure is kept for stmt_step, so that callers bind in a row without looking. */
static void bind_note(stmt *s, int rc)
{
    if (rc != SQLITE_OK && !s->bind_failed) s->bind_failed = rc;
}

void stmt_int(stmt *s, int at, int64_t v) { bind_note(s, sqlite3_bind_int64(s->handle, at, v)); }
void stmt_null(stmt *s, int at) { bind_note(s, sqlite3_bind_null(s->handle, at)); }
void stmt_real(stmt *s, int at, double v) { bind_note(s, sqlite3_bind_double(s->handle, at, v)); }

void stmt_text(stmt *s, int at, str v)
{
    bind_note(s, sqlite3_bind_text64(s->handle, at, v.p, v.n, SQLITE_STATIC, SQLITE_UTF8));
}

void stmt_blob(stmt *s, int at, str v) { bind_note(s, sqlite3_bind_blob64(s->handle, at, v.p ? v.p : "", v.n, SQLITE_STATIC)); }

/* A statement that writes says so in its failure; SQLite knows which one does. */
enum status stmt_step(stmt *s, struct err *err)
{
    if (s->bind_failed) return store_fail(s->st, s->bind_failed, "writing to", err);
    int rc = sqlite3_step(s->handle);
    if (rc == SQLITE_ROW) return OK;
    if (rc == SQLITE_DONE) return DONE;
    return store_fail(s->st, rc, sqlite3_stmt_readonly(s->handle) ? "reading" : "writing to", err);
}

int64_t stmt_col_int(stmt *s, int at) { return sqlite3_column_int64(s->handle, at); }
double stmt_col_real(stmt *s, int at) { return sqlite3_column_double(s->handle, at); }
bool stmt_col_null(stmt *s, int at) { return sqlite3_column_type(s->handle, at) == SQLITE_NULL; }

str stmt_col_text(stmt *s, int at)
{
    const unsigned char *p = sqlite3_column_text(s->handle, at);
    int n = sqlite3_column_bytes(s->handle, at);
    return p && n > 0 ? (str){(const char *)p, (size_t)n} : (str){"", 0};
}

str stmt_col_blob(stmt *s, int at)
{
    const void *p = sqlite3_column_blob(s->handle, at);
    int n = sqlite3_column_bytes(s->handle, at);
    return p && n > 0 ? (str){p, (size_t)n} : (str){"", 0};
}

void stmt_done(stmt *s)
{
    if (!s) return;
    (void)sqlite3_reset(s->handle); /* repeats the failure that step has reported */
    (void)sqlite3_clear_bindings(s->handle);
    s->bind_failed = 0;
    s->in_use = false;
}

enum status stmt_run(stmt *s, struct err *err)
{
    enum status code = stmt_step(s, err);
    stmt_done(s);
    if (code == OK) return err_set(err, E_FORMAT, "a statement that should give no row gave one");
    return code == DONE ? OK : code;
}
