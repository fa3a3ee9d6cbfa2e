/* Opening, transactions, migration, checks. Invariants: outside store_begin .. store_commit nothing is written
** but by store_migrate; a failed commit leaves no transaction open; a store that could not be opened leaves no
** handle, and no file that was not there before.
**
** Durability is SQLite's: a write-ahead log with synchronous=FULL, so that what store_commit has answered OK to
** is on disk before it returns. Readers do not block the writer, nor the writer readers. */
#include "store/store.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/internal.h"

/* Pages are large because sources are: most bodies then need no overflow page, or few. The cache is what bulk
** adding needs for the full-text index, whose pages it touches at random; the checkpoint comes late so that a
** page written often is copied back once. */
#define PAGE_BYTES "16384"
/* A writer keeps the words it merges at hand; a reader goes through the file once, and memory that is touched for the first
** time costs it more than a page read again. */
#define CACHE_KIB_WRITE "65536"
#define CACHE_KIB_READ "4096"
#define CHECKPOINT_PAGES "4000"

const char *store_path(const store *st) { return st->path; }
void store_sign(store *st, str who) { st->who = who; }

/* "file:PATH?immutable=1" with what URIs reserve escaped ('?', '#', '%'); freed by the caller. NULL when there
** is no memory. */
static char *immutable_uri(const char *path)
{
    buf b = {0};
    buf_addz(&b, "file:");
    for (const char *p = path; *p; p++)
        if (*p == '?' || *p == '#' || *p == '%')
            buf_addf(&b, "%%%02X", (unsigned)(unsigned char)*p);
        else
            buf_addc(&b, *p);
    buf_addz(&b, "?immutable=1");
    buf_addc(&b, '\0');
    if (!b.failed) return b.p;
    buf_free(&b);
    return NULL;
}

/* The first read of the file: opening alone touches nothing, so only this tells a database from another file,
** or one that may not be read, and it is where a log left by a killed writer is played back. */
static enum status first_look(store *st, struct err *err)
{
    int rc = sqlite3_exec(st->db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    return rc == SQLITE_OK ? OK : store_fail(st, rc, "opening", err);
}

/* Defensive mode refuses SQL that could damage the file; an untrusted schema keeps functions planted in a
** received record from running. Both can only fail by a misuse, so their results are dropped. NOMUTEX: one
** thread per store. A failed open leaves a handle in st->db too, for its message; store_close closes it. */
static enum status open_handle(store *st, const char *name, int flags, struct err *err)
{
    int rc = sqlite3_open_v2(name, &st->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (rc != SQLITE_OK) return store_fail(st, rc, "opening", err);
    (void)sqlite3_db_config(st->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(st->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return OK;
}

/* Does a log with something in it stand beside the file? A path too long to ask counts as one that has. */
static bool has_log(const store *st)
{
    char wal[4096];
    struct stat info;
    int n = snprintf(wal, sizeof wal, "%s-wal", st->path);
    return n < 0 || (size_t)n >= sizeof wal || (stat(wal, &info) == 0 && info.st_size > 0);
}

/* A WAL database cannot be read where its two helper files can be neither found nor made, as in a folder or on
** a medium that may not be written. When no log stands there, nothing is pending and the database file alone is
** the whole truth; with one, reading the file alone would show an old state, so that is E_IO, and the message
** of the try before stands. */
static enum status open_immutable(store *st, struct err *err)
{
    if (has_log(st)) return E_IO;
    char *uri = immutable_uri(st->path);
    if (!uri) return err_set(err, E_NOMEM, "no memory left");
    enum status code = open_handle(st, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, err);
    free(uri);
    return code == OK ? first_look(st, err) : code;
}

/* Readers ask for leave to write and then do without it (query_only), because only a connection that may write
** takes the helper files away when it is the last; where there is no leave, they go without. Only E_IO leads to
** the next way: damage and a busy file are the same in every way of opening. */
static enum status open_read(store *st, int busy_ms, struct err *err)
{
    enum status code = OK;
    for (int way = 0; way < 2; way++) {
        bool writable = way == 0 && (store_is_private(st->path) || access(st->path, W_OK) == 0);
        if (way == 0 && !writable) continue;
        code = open_handle(st, st->path, writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, err);
        if (code == OK) (void)sqlite3_busy_timeout(st->db, busy_ms);
        /* Without a log the helper files go again as ever; a log that is left keeps its own. */
        if (code == OK && st->mode == STORE_INSPECT && has_log(st))
            (void)sqlite3_db_config(st->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        if (code == OK && writable) code = store_exec(st, "PRAGMA query_only=ON", err);
        if (code == OK) code = first_look(st, err);
        if (code != E_IO) return code;
        (void)sqlite3_close(st->db);
        st->db = NULL;
    }
    return open_immutable(st, err);
}

/* The page size counts only before the first table is made, so only for a fresh file. Cell checks cost little
** and find damage before it spreads; the log is cut back to 64 MiB after a large add, or it would keep its
** largest size for ever. */
static enum status open_write(store *st, int busy_ms, bool fresh, struct err *err)
{
    enum status code = open_handle(st, st->path, SQLITE_OPEN_READWRITE, err);
    if (code != OK) return code;
    (void)sqlite3_busy_timeout(st->db, busy_ms);
    if (fresh) code = store_exec(st, "PRAGMA page_size=" PAGE_BYTES, err);
    if (code == OK) code = first_look(st, err);
    if (code == OK)
        code = store_exec(st,
                          "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                          "PRAGMA cell_size_check=ON; PRAGMA journal_size_limit=67108864;"
                          "PRAGMA wal_autocheckpoint=" CHECKPOINT_PAGES,
                          err);
    return code;
}

/* Make the entry of a new file durable: without it a file whose content is safe may have no name after a power
** cut. Failing to is no failure: some file systems refuse to sync a folder. */
static void sync_folder_of(const char *path)
{
    char folder[4096];
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : 0;
    if (n + 2 > sizeof folder) return;
    memcpy(folder, slash ? path : ".", slash ? n : 1);
    folder[slash ? n : 1] = '\0';
    if (slash && !n) memcpy(folder, "/", 2);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    (void)fsync(fd);
    close(fd);
}

/* The path must be a file that is there, or for CREATE one that is not. O_EXCL makes the check and the claim
** one step, so that of two programs that create the same record one is refused. An empty file is refused
** because SQLite would take it for an empty database and write into it; the kind of file because a device or a
** pipe would hang or worse. */
static enum status claim_path(const char *path, enum store_mode mode, struct err *err)
{
    if (store_is_private(path)) return OK;
    if (mode == STORE_CREATE) {
        int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        if (fd < 0) return err_set(err, E_IO, "cannot make %s: %m", path);
        close(fd);
        sync_folder_of(path);
        return OK;
    }
    struct stat info;
    if (stat(path, &info) != 0) return err_set(err, E_NOTFOUND, "cannot open %s: %m", path);
    if (!S_ISREG(info.st_mode)) return err_set(err, E_FORMAT, "%s is not a plain file", path);
    if (!info.st_size) return err_set(err, E_FORMAT, "%s is empty: nothing was ever written to it", path);
    return OK;
}

/* After a failure nothing stays open, and a file that CREATE made is gone again. The order matters: the cache
** and the tokenizer need an open database, and the look at the file comes before anything that would write to
** it. */
enum status store_open(store **out, const char *path, enum store_mode mode, int busy_ms, struct err *err)
{
    *out = NULL;
    enum status code = claim_path(path, mode, err);
    if (code != OK) return code;
    bool reads = mode == STORE_READ || mode == STORE_INSPECT;
    store *st = calloc(1, sizeof *st);
    if (st) st->path = strdup(path);
    if (st) st->mode = mode;
    if (st) st->busy_ms = busy_ms;
    if (!st || !st->path)
        code = err_set(err, E_NOMEM, "no memory left");
    else
        code = reads ? open_read(st, busy_ms, err) : open_write(st, busy_ms, mode == STORE_CREATE, err);
    if (code == OK)
        code = store_exec(st, reads ? "PRAGMA cache_size=-" CACHE_KIB_READ : "PRAGMA cache_size=-" CACHE_KIB_WRITE, err);
    if (code == OK) code = store_exec(st, "PRAGMA temp_store=MEMORY", err);
    if (code == OK) code = store_fts_setup(st, err);
    if (code != OK) {
        store_close(st);
        if (mode == STORE_CREATE && !store_is_private(path)) unlink(path);
        return code;
    }
    *out = st;
    return OK;
}

/* Statements go before the connection, which would otherwise stay half open. The note goes last: while the
** connection is open the lock may still be ours. Never fails: what was committed is safe, what was not is
** undone. */
void store_close(store *st)
{
    if (!st) return;
    store_rollback(st);
    for (uint32_t i = 0; i < st->n_stmt; i++) {
        (void)sqlite3_finalize(st->stmt[i]->handle); /* repeats what step reported */
        free(st->stmt[i]);
    }
    free(st->stmt);
    store_fts_close(st);
    (void)sqlite3_close(st->db); /* NULL is fine; nothing is open that could keep it */
    if (st->path) store_note_remove(st);
    free(st->path);
    free(st);
}

/* For texts without parameters, several statements at once too. Not for a stranger's text: it is run as it is. */
enum status store_exec(store *st, const char *sql, struct err *err)
{
    int rc = sqlite3_exec(st->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? OK : store_fail(st, rc, "writing to", err);
}

/* IMMEDIATE takes the writer's lock at once, so that a transaction never finds out in the middle that it may
** not write. The low byte is compared, because busy has several extended codes (recovery, snapshot). The note
** is written only once the lock is held. */
enum status store_begin(store *st, struct err *err)
{
    int rc = sqlite3_exec(st->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if ((rc & 0xFF) == SQLITE_BUSY) {
        char who[200];
        store_note_read(st, who, sizeof who);
        return err_set(err, E_BUSY, "%s is being written by %s; try again when that is done", st->path,
                       who[0] ? who : "another program");
    }
    if (rc != SQLITE_OK) return store_fail(st, rc, "writing to", err);
    store_note_write(st);
    return OK;
}

/* The time of waiting is the connection's, so it is set back before anything else is asked of it. */
enum status store_try_begin(store *st, struct err *err)
{
    (void)sqlite3_busy_timeout(st->db, 0);
    int rc = sqlite3_exec(st->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    (void)sqlite3_busy_timeout(st->db, st->busy_ms);
    if ((rc & 0xFF) == SQLITE_BUSY) return DONE;
    if (rc != SQLITE_OK) return store_fail(st, rc, "writing to", err);
    store_note_write(st);
    return OK;
}

/* A commit that fails (full disk, failing sync) leaves SQLite's transaction open; it is undone here, so that
** the caller's next begin does not fail for a reason of the past. */
enum status store_commit(store *st, struct err *err)
{
    enum status code = store_exec(st, "COMMIT", err);
    if (code != OK) store_rollback(st);
    return code;
}

/* After some failures SQLite has undone the transaction by itself, so it is asked first. A rollback that fails
** is repeated by SQLite when the file is next opened. Ends a read transaction, too. */
void store_rollback(store *st)
{
    /* A rollback that fails is repeated by SQLite when the file is next opened. */
    if (store_in_transaction(st)) (void)sqlite3_exec(st->db, "ROLLBACK", NULL, NULL, NULL);
}

bool store_in_transaction(const store *st) { return st->db && !sqlite3_get_autocommit(st->db); }
int64_t store_changes(store *st) { return sqlite3_changes64(st->db); }
int64_t store_last_rowid(store *st) { return sqlite3_last_insert_rowid(st->db); }

/* One number that a pragma or count gives; no row at all is E_FORMAT, since every text used here gives one. */
static enum status pragma_int(int64_t *out, store *st, const char *sql, struct err *err)
{
    stmt *s;
    enum status code = stmt_get(&s, st, sql, err);
    if (code != OK) return code;
    code = stmt_step(s, err);
    if (code == OK) *out = stmt_col_int(s, 0);
    stmt_done(s);
    return code == DONE ? err_set(err, E_FORMAT, "%s gives no answer", sql) : code;
}

/* Schema step and new version number in one transaction: a kill between them leaves the old schema, not half of
** a new. The application id is written each time, because the first step is what makes a fresh file ours. */
static enum status migrate_one(store *st, uint32_t application_id, const char *sql, uint32_t version, struct err *err)
{
    char stamp[96];
    (void)snprintf(stamp, sizeof stamp, "PRAGMA application_id=%d; PRAGMA user_version=%u", (int32_t)application_id, version);
    enum status code = store_begin(st, err);
    if (code != OK) return code;
    code = store_exec(st, sql, err);
    if (code == OK) code = store_exec(st, stamp, err);
    if (code == OK) return store_commit(st, err);
    store_rollback(st);
    return code;
}

/* A fresh file has no id, no version and no table; anything else without our id is someone else's, and is left
** alone. A version above n was written by a newer program, whose tables this one does not know. Running it
** again does nothing, so it is part of every opening. */
enum status store_migrate(store *st, uint32_t application_id, const struct store_migration *step, uint32_t n, struct err *err)
{
    int64_t id = 0;
    int64_t version = 0;
    int64_t objects = 0;
    enum status code = pragma_int(&id, st, "PRAGMA application_id", err);
    if (code == OK) code = pragma_int(&version, st, "PRAGMA user_version", err);
    if (code == OK) code = pragma_int(&objects, st, "SELECT count(*) FROM sqlite_schema", err);
    if (code != OK) return code;
    bool fresh = !id && !version && !objects;
    if (!fresh && (uint32_t)id != application_id)
        return err_set(err, E_FORMAT, "%s is a database of another program", st->path);
    if (version < 0 || version > n)
        return err_set(err, E_FORMAT,
                       "%s was made by a newer version of this program (schema %lld, this one knows %u): use that version",
                       st->path, (long long)version, n);
    if (version < n && (st->mode == STORE_READ || st->mode == STORE_INSPECT))
        return err_set(err, E_FORMAT, "%s has the older schema %lld: open it once for writing", st->path, (long long)version);
    for (uint32_t v = (uint32_t)version; v < n && code == OK; v++)
        code = migrate_one(st, application_id, step[v].sql, v + 1, err);
    return code;
}

/* Reads every page: seconds for a large record. Stops at the first complaint, since one is enough to want a
** salvage, and the list of the others may be endless. */
enum status store_check(store *st, struct err *err)
{
    stmt *s;
    enum status code = stmt_get(&s, st, "PRAGMA integrity_check(1)", err);
    if (code != OK) return code;
    code = stmt_step(s, err);
    str said = code == OK ? stmt_col_text(s, 0) : STR("no answer");
    if (code == OK && !str_eq(said, STR("ok"))) code = err_set(err, E_FORMAT, "%s: %.*s", st->path, STR_ARG(said));
    if (code == DONE) code = err_set(err, E_FORMAT, "%s: the check gave no answer", st->path);
    stmt_done(s);
    return code;
}
