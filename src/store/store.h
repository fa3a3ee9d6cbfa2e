/* The store room: SQLite and nothing else; the only room that includes sqlite3.h. It knows no word
** of the domain. One store belongs to one thread at a time. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/base.h"

typedef struct store store;
typedef struct stmt stmt;

/* READ never changes the file; WRITE wants one that is there; CREATE makes it and refuses one that is there. */
enum store_mode { STORE_READ, STORE_WRITE, STORE_CREATE };

/* Open path (":memory:" too, and "" for a file of its own that goes away with the store). WAL, synchronous=FULL, foreign keys, defensive mode, busy_ms of waiting for
** another writer. E_NOTFOUND, E_FORMAT (not a database, or damaged), E_BUSY, E_IO. CREATE refuses a path that exists.
** READ leaves the file alone and also works in a folder that may not be written. */
enum status store_open(store **out, const char *path, enum store_mode mode, int busy_ms, struct err *err) MUST_CHECK;
void store_close(store *st);             /* NULL is fine; statements not yet freed are freed, an open transaction is undone */
const char *store_path(const store *st); /* as it was given to store_open */

/* application_id and user_version of the file; migrate runs step[user_version..n) each in a transaction. A file
** newer than n, or with another application id, is E_FORMAT. A store opened for reading is only looked at: one
** that is older than n is E_FORMAT too. */
struct store_migration {
    const char *sql;
};
enum status store_migrate(store *st, uint32_t application_id, const struct store_migration *step, uint32_t n,
                          struct err *err) MUST_CHECK;

/* Who writes, in one line, for the message that another writer gets when it waited in vain. Kept in a small file
** beside the store (PATH-writer) while this store holds the lock or may take it again; borrowed. */
void store_sign(store *st, str who);

enum status store_begin(store *st, struct err *err) MUST_CHECK;  /* immediate: takes the writer's lock, or E_BUSY */
enum status store_commit(store *st, struct err *err) MUST_CHECK; /* durable when OK; else the transaction is undone */
void store_rollback(store *st);                                  /* no transaction is fine */
bool store_in_transaction(const store *st);                      /* false after a failure (full disk) made SQLite undo it */
enum status store_exec(store *st, const char *sql, struct err *err) MUST_CHECK;

/* Statements are kept by their text and reused: stmt_get gives a reset one, which the store owns. A statement
** that is still in use is not taken from its user: a second one is made. */
enum status stmt_get(stmt **out, store *st, const char *sql, struct err *err) MUST_CHECK;
/* Bind by place, from 1. Bytes are borrowed until the next stmt_done. Failures stick until step. */
void stmt_int(stmt *s, int at, int64_t v);
void stmt_text(stmt *s, int at, str v); /* {NULL,0} binds NULL */
void stmt_blob(stmt *s, int at, str v); /* {NULL,0} binds an empty blob */
void stmt_null(stmt *s, int at);
void stmt_real(stmt *s, int at, double v);
/* OK: a row is there. DONE: no further row. */
enum status stmt_step(stmt *s, struct err *err) MUST_CHECK;
/* Columns from 0; bytes are borrowed until the next step or stmt_done. */
int64_t stmt_col_int(stmt *s, int at);
double stmt_col_real(stmt *s, int at);
str stmt_col_text(stmt *s, int at);
str stmt_col_blob(stmt *s, int at);
bool stmt_col_null(stmt *s, int at);
void stmt_done(stmt *s); /* reset and unbind; NULL is fine */
/* For statements without rows: step once, expect DONE, stmt_done. */
enum status stmt_run(stmt *s, struct err *err) MUST_CHECK;

/* Rows changed by the last INSERT, UPDATE or DELETE that ended. */
int64_t store_changes(store *st);
/* Number of the row inserted last over this store. */
int64_t store_last_rowid(store *st);
/* PRAGMA integrity_check: OK, or E_FORMAT with the first complaint. */
enum status store_check(store *st, struct err *err) MUST_CHECK;

/* ---- full text (FTS5) ---- */

/* The tokenizer that all full-text tables must use: write it as tokenize="STORE_TOKENIZER". */
#define STORE_TOKENIZER "unicode61 remove_diacritics 2"
/* Cut text into the tokens of that tokenizer: the i-th token is text[at[i]]. */
enum status store_fts_tokens(span **at, uint32_t *n, store *st, str text, arena *ar, struct err *err) MUST_CHECK;
/* The SQL function fts_hits(TABLE) of a row matched: a blob of these, in order of column and token. */
struct store_fts_hit {
    int32_t phrase; /* which phrase of the query, from 0 */
    int32_t column;
    int32_t token; /* first token of the phrase, from 0 */
    int32_t n_token;
};

#endif
