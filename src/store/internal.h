/* What the files of the store room share. */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include <sqlite3.h>

#include "store/store.h"

/* Lives in store.stmt until the store is closed; its address stays, since the list holds pointers. */
struct stmt {
    sqlite3_stmt *handle;
    store *st;
    const char *sql; /* where the text stood; see stmt_get */
    int bind_failed; /* first SQLite error of a bind, reported by step */
    bool in_use;
};

/* note: true only when this store wrote the line that it may later remove. tokenizer_handle is what
** STORE_TOKENIZER names, made once. */
struct store {
    sqlite3 *db;
    char *path;
    enum store_mode mode;
    int busy_ms; /* of waiting for another writer */
    stmt **stmt; /* [n_stmt], room for cap_stmt */
    uint32_t n_stmt;
    uint32_t cap_stmt;
    str who;   /* borrowed, see store_sign */
    bool note; /* our line may stand in the note file */
    fts5_api *fts;
    fts5_tokenizer tokenizer;
    Fts5Tokenizer *tokenizer_handle;
};

/* A store that has no file of a name: in memory, or a file that SQLite takes away. */
static inline bool store_is_private(const char *path) { return !path[0] || path[0] == ':'; }

/* The status of an SQLite result code and a line "doing FILE: why". st may be NULL or half opened. */
enum status store_fail(store *st, int rc, const char *doing, struct err *err);
/* Make fts_hits and the tokenizer ready on an open database. E_FORMAT for a SQLite without FTS5. */
enum status store_fts_setup(store *st, struct err *err) MUST_CHECK;
/* Frees the tokenizer; before the connection is closed. */
void store_fts_close(store *st);
/* Write, read, remove the writer's note. Failing to is no failure: it serves a message only. */
void store_note_write(store *st);
/* line gets at most cap - 1 bytes of the note's first line, "" without one. */
void store_note_read(const store *st, char *line, size_t cap);
void store_note_remove(store *st);

#endif
