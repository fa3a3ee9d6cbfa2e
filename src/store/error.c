/* SQLite's result codes in the program's few. Invariant: every failure of SQLite leaves this room as one status
** and one line that says what was being done, to which file, and why; no caller ever sees a code of SQLite's. */
#include "store/internal.h"

/* By the primary code, the low byte: extended codes only refine it. What a broken or foreign file brings about
** is E_FORMAT; a constraint too, since only the room's own statements meet one, on tables that someone else has
** changed. Codes not named here are trouble with the disk or its locks, hence E_IO. */
static enum status status_of(int rc)
{
    switch (rc & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW: return OK;
    case SQLITE_DONE: return DONE;
    case SQLITE_NOMEM: return E_NOMEM;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return E_BUSY;
    case SQLITE_INTERRUPT: return E_CANCELLED;
    case SQLITE_TOOBIG: return E_LIMIT;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_SCHEMA:
    case SQLITE_MISMATCH:
    case SQLITE_CONSTRAINT:
    case SQLITE_ERROR: return E_FORMAT;
    default: return E_IO;
    }
}

/* The connection's extended code is asked, because running out of memory inside a read or a write shows only
** there; it is believed only while it belongs to rc, since the connection remembers the last call and not the
** one that failed. The messages say what a person can act on (disk, leave, damage), else SQLite's own words. st
** may be half opened, or NULL. */
enum status store_fail(store *st, int rc, const char *doing, struct err *err)
{
    int whole = st && st->db ? sqlite3_extended_errcode(st->db) : rc;
    if ((whole & 0xFF) != (rc & 0xFF)) whole = rc;
    enum status code = whole == SQLITE_IOERR_NOMEM ? E_NOMEM : status_of(rc);
    const char *path = st && st->path ? st->path : "the store";
    switch (rc & 0xFF) {
    case SQLITE_FULL: return err_set(err, code, "%s %s: the disk is full", doing, path);
    case SQLITE_NOMEM: return err_set(err, code, "%s %s: no memory left", doing, path);
    case SQLITE_NOTADB: return err_set(err, code, "%s %s: this is not a database file", doing, path);
    case SQLITE_CORRUPT: return err_set(err, code, "%s %s: the file is damaged", doing, path);
    case SQLITE_READONLY: return err_set(err, code, "%s %s: it may not be written", doing, path);
    default: break;
    }
    const char *why = st && st->db ? sqlite3_errmsg(st->db) : sqlite3_errstr(rc);
    return err_set(err, code, "%s %s: %s", doing, path, why);
}
