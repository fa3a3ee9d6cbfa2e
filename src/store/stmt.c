/* Prepared statements, kept by their text for the life of the store: preparing costs more than most of the
** queries here. Invariants: a statement in use belongs to one caller until stmt_done; one that is not in use is
** reset and unbound, so it holds no read transaction open and no pointer to a caller's bytes. */
#include <stdlib.h>

#include "store/internal.h"

/* A new prepared statement at the end of the list. sql must outlive the store when the quick look by address is
** to be right: literals do; another text at the same address could not be told apart. An empty text prepares to
** nothing, which is a misuse by the room's own callers. On failure the list is as it was. */
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

/* SQL texts are literals nearly everywhere, so the same text mostly comes from the same place; two files that
** hold the same literal meet by the comparison of the text that SQLite keeps. */
static bool is_text(const stmt *s, const char *sql)
{
    return !s->in_use && (s->sql == sql ? true : !strcmp(sqlite3_sql(s->handle), sql));
}

/* By address first, then by text: two short walks over some dozens of statements, cheaper than hashing the
** text. A statement that is in use is passed over and a second one is made, so that a query inside a walk over
** the same query is right. */
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

/* The first failure is kept for stmt_step, so that callers bind in a row without looking. It can only be a lack
** of memory, a text above SQLite's limit or a place that the text does not have. */
static void bind_note(stmt *s, int rc)
{
    if (rc != SQLITE_OK && !s->bind_failed) s->bind_failed = rc;
}

void stmt_int(stmt *s, int at, int64_t v) { bind_note(s, sqlite3_bind_int64(s->handle, at, v)); }
void stmt_null(stmt *s, int at) { bind_note(s, sqlite3_bind_null(s->handle, at)); }
void stmt_real(stmt *s, int at, double v) { bind_note(s, sqlite3_bind_double(s->handle, at, v)); }

/* SQLITE_STATIC: the bytes are borrowed until stmt_done and not copied. A NULL pointer binds NULL, and SQLite's
** length argument is unsigned 64-bit, so that any str fits. */
void stmt_text(stmt *s, int at, str v)
{
    bind_note(s, sqlite3_bind_text64(s->handle, at, v.p, v.n, SQLITE_STATIC, SQLITE_UTF8));
}

/* A blob of no bytes has still a pointer, because SQLite takes NULL for an SQL NULL, which columns here forbid. */
void stmt_blob(stmt *s, int at, str v) { bind_note(s, sqlite3_bind_blob64(s->handle, at, v.p ? v.p : "", v.n, SQLITE_STATIC)); }

/* After OK the columns of the row may be read; after DONE or a failure there is none. A statement that writes
** says so in its failure; SQLite knows which one does. A failed bind is told here, before anything is run with
** a parameter that is NULL by mistake. */
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

/* Text first, then its length: the other way round a blob would be counted before it is turned into text. Never
** NULL: a NULL column, like one for which no memory was left, gives an empty string. */
str stmt_col_text(stmt *s, int at)
{
    const unsigned char *p = sqlite3_column_text(s->handle, at);
    int n = sqlite3_column_bytes(s->handle, at);
    return p && n > 0 ? (str){(const char *)p, (size_t)n} : (str){"", 0};
}

/* As stmt_col_text, for bytes. A number in the column would come as its digits: who cares reads it with
** stmt_col_int. */
str stmt_col_blob(stmt *s, int at)
{
    const void *p = sqlite3_column_blob(s->handle, at);
    int n = sqlite3_column_bytes(s->handle, at);
    return p && n > 0 ? (str){p, (size_t)n} : (str){"", 0};
}

/* Reset before unbinding, which SQLite asks for; reset repeats the failure that step has reported, so its code
** is dropped. Bytes that were bound or read are no longer borrowed afterwards. */
void stmt_done(stmt *s)
{
    if (!s) return;
    (void)sqlite3_reset(s->handle); /* repeats the failure that step has reported */
    (void)sqlite3_clear_bindings(s->handle);
    s->bind_failed = 0;
    s->in_use = false;
}

/* For statements without rows. One that gives a row all the same was written wrongly, or runs on tables that
** are not ours: E_FORMAT, and it has been reset. */
enum status stmt_run(stmt *s, struct err *err)
{
    enum status code = stmt_step(s, err);
    stmt_done(s);
    if (code == OK) return err_set(err, E_FORMAT, "a statement that should give no row gave one");
    return code == DONE ? OK : code;
}
