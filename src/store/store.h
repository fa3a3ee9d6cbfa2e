/* The store room: SQLite and nothing else; the only room that includes sqlite3.h. It knows no word of the
** domain. One store belongs to one thread at a time. Failures that any call may have: E_IO, E_NOMEM, E_BUSY,
** E_FORMAT (damage, or SQL that the tables do not know); the message names the file. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/base.h"

typedef struct store store;
typedef struct stmt stmt;

/* READ never changes what the file says; WRITE wants one that is there; CREATE makes it and refuses one that is there. A READ that
** is the last to close puts what a killed writer left in the log into the file; INSPECT does not even that: it leaves every byte
** of file and log alone, for a file that may be damaged. */
enum store_mode { STORE_READ, STORE_WRITE, STORE_CREATE, STORE_INSPECT };

/* Open path (":memory:" too, and "" for a file of its own that goes away with the store). WAL, synchronous=FULL, foreign keys,
** defensive mode, busy_ms of waiting for another writer. E_NOTFOUND, E_FORMAT (not a database, or damaged), E_BUSY, E_IO.
** CREATE refuses a path that exists. READ leaves the file alone and also works in a folder that may not be written. */
enum status store_open(store **out, const char *path, enum store_mode mode, int busy_ms, struct err *err) MUST_CHECK;
void store_close(store *st);             /* NULL is fine; statements not yet freed are freed, an open transaction is undone */
const char *store_path(const store *st); /* as it was given to store_open */

/* application_id and user_version of the file; migrate runs step[user_version..n) each in a transaction. A file
** newer than n, or with another application id, is E_FORMAT. A store opened for reading is only looked at: one
** that is older than n is E_FORMAT too. Steps are never changed once a file was made by them; a new one goes at
** the end. */
struct store_migration {
    const char *sql;
};
enum status store_migrate(store *st, uint32_t application_id, const struct store_migration *step, uint32_t n,
                          struct err *err) MUST_CHECK;

/* Who writes, in one line, for the message that another writer gets when it waited in vain. Kept in a small file
** beside the store (PATH-writer) while this store holds the lock or may take it again; borrowed. */
void store_sign(store *st, str who);

enum status store_begin(store *st, struct err *err) MUST_CHECK; /* immediate: takes the writer's lock, or E_BUSY */
/* The same without waiting for another writer: DONE when there is one. For what can be left undone. */
enum status store_try_begin(store *st, struct err *err) MUST_CHECK;
enum status store_commit(store *st, struct err *err) MUST_CHECK; /* durable when OK; else the transaction is undone */
/* Undo the open transaction; none is fine. Never fails: what SQLite cannot undo now it undoes when the file is
** next opened. */
void store_rollback(store *st);             /* no transaction is fine */
bool store_in_transaction(const store *st); /* false after a failure (full disk) made SQLite undo it */
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

/* Rows changed by the last INSERT, UPDATE or DELETE that ended. Triggers' changes do not count. */
int64_t store_changes(store *st);
/* Number of the row inserted last over this store. */
int64_t store_last_rowid(store *st);
/* PRAGMA integrity_check: OK, or E_FORMAT with the first complaint. Reads the whole file. */
enum status store_check(store *st, struct err *err) MUST_CHECK;

/* ---- rows of a damaged file ---- */

/* The shape of a row, a letter for each column: what a declaration "id INTEGER PRIMARY KEY" leaves there, a whole number, a
** blob. A shape that begins with a rowid is one of a table, any other one of an index. */
#define STORE_SHAPE_ROWID 'r'
#define STORE_SHAPE_NUMBER 'n'
#define STORE_SHAPE_BLOB 'b'
#define STORE_SHAPE_MAX 8

/* One row that was found. Columns in order, each in the array of its type; borrowed until the call that got it returns. */
struct store_cell {
    int64_t rowid; /* 0 in an index */
    int64_t number[STORE_SHAPE_MAX];
    str blob[STORE_SHAPE_MAX];
};

/* What the caller of a scan does with rows. wanted: is it worth putting together? It sees the row as far as it stands on its
** page, so a long blob may be cut. take: the whole row; OK when it is right or nothing is to be done about it, DONE when its
** bytes are wrong, so that they are sought in another place; anything else ends the scan with that status. */
struct store_scan_use {
    bool (*wanted)(void *ctx, const struct store_cell *row);
    enum status (*take)(void *ctx, const struct store_cell *row);
    void *ctx;
};

/* Rows of a shape from the pages of a database file that SQLite itself may no longer open: its head or its inner pages may be
** lost, zeroed, written over; bytes may be missing in front or in the middle; it may end early. Rows come in the order of
** their pages, a row perhaps more than once (a page that is no longer used keeps what it said), one that was deleted may
** come too. A row of which a page is lost does not come, or comes wrong: only the caller can tell, by a hash. What stands
** in a -wal file is not looked at.
** Only reads. Time linear in the file (its page size, where its head does not say it, from the first 64 MiB); memory that
** of the longest row. E_NOTFOUND, E_IO, E_FORMAT when path is no plain file, E_CANCELLED; env may be NULL. */
enum status store_scan(const char *path, const char *shape, const struct store_scan_use *use, const struct env *env,
                       struct err *err) MUST_CHECK;

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
