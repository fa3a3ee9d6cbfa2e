/* The tables of a record. Invariants: `artifact` and `meta` are the record, all else can be dropped and made
** again; the texts below stand in the file as they are here. A file whose tables read otherwise is refused, so
** that no view or trigger of a stranger's making runs when a record is opened. So a change of a text, even of a
** space, is a change of the index, and old records ask for a rebuild; a change of a permanent table needs a
** step in `steps`. */
#include "record/internal.h"

/* artifact: id rises in the order of coming to this file; hash is the SHA-256 of the bytes, kind an enum
** artifact_kind, size the bytes unpacked, body packed by zstd where packed is 1.
**
** UNIQUE(hash, kind) is the index by which salvage names what is lost, and store_scan knows the shape of both:
** see salvage.c. No AUTOINCREMENT: rows are never deleted, so numbers rise anyway. The two triggers hold that
** against SQL of any other program too, as long as it does not drop them. */
#define SQL_ARTIFACT                                                                                                           \
    "CREATE TABLE artifact(id INTEGER PRIMARY KEY, hash BLOB NOT NULL, kind INTEGER NOT NULL, size INTEGER NOT NULL, "         \
    "packed INTEGER NOT NULL, body BLOB NOT NULL, UNIQUE(hash, kind))"
#define SQL_NO_CHANGE                                                                                                          \
    "CREATE TRIGGER artifact_stays BEFORE UPDATE ON artifact BEGIN SELECT RAISE(ABORT, 'an artifact is never changed'); END"
#define SQL_NO_DELETE                                                                                                          \
    "CREATE TRIGGER artifact_remains BEFORE DELETE ON artifact BEGIN SELECT RAISE(ABORT, 'an artifact is never deleted'); END"
#define SQL_META "CREATE TABLE meta(key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID"

/* act: artifact is 0 and hash 32 zero bytes while its batch is open. time_ms is whole seconds. depth: one more
** than that of the deepest act it follows. head: no act follows it. verb and author as the artifact says, for
** queries that show documents. */
#define SQL_ACT                                                                                                                \
    "CREATE TABLE act(id INTEGER PRIMARY KEY, artifact INTEGER NOT NULL, hash BLOB NOT NULL UNIQUE, time_ms INTEGER NOT "      \
    "NULL, depth INTEGER NOT NULL, head INTEGER NOT NULL, verb TEXT NOT NULL, author TEXT NOT NULL)"
#define SQL_ACT_HEAD "CREATE INDEX act_head ON act(head) WHERE head"
/* act_parent: by parent, so that what follows an act is one look; the parent is a hash, since it may not be
** there. */
#define SQL_ACT_PARENT                                                                                                         \
    "CREATE TABLE act_parent(parent BLOB NOT NULL, act INTEGER NOT NULL, PRIMARY KEY(parent, act)) WITHOUT ROWID"
/* document: one row a source that was read; artifact is its row there. text_hash is that of the main text's
** wording, by which copies are found. n_bytes are of the source, n_sentence and n_word of the main text,
** n_aside blocks kept apart. passages, sketch: see reading.c. */
#define SQL_DOCUMENT                                                                                                           \
    "CREATE TABLE document(id INTEGER PRIMARY KEY, artifact INTEGER NOT NULL, hash BLOB NOT NULL UNIQUE, text_hash BLOB NOT "  \
    "NULL, n_bytes INTEGER NOT NULL, n_sentence INTEGER NOT NULL, n_word INTEGER NOT NULL, n_aside INTEGER NOT NULL, "         \
    "passages BLOB NOT NULL, sketch BLOB NOT NULL)"
#define SQL_DOCUMENT_TEXT "CREATE INDEX document_text ON document(text_hash)"
/* manifest: id is that of the artifact; act and pos the first that brought it, time_ms that act's; ended_ms
** when another replaced it, INT64_MAX while it stands; rival: 1 its document has other manifests, 2 it has
** copies. claim: fingerprint of series and day; title_key: of the title's words. The rest of a manifest is read
** from its artifact when it is shown. */
#define SQL_MANIFEST                                                                                                           \
    "CREATE TABLE manifest(id INTEGER PRIMARY KEY, doc INTEGER NOT NULL, act INTEGER NOT NULL, pos INTEGER NOT NULL, "         \
    "time_ms INTEGER NOT NULL, ended_ms INTEGER NOT NULL, copy INTEGER NOT NULL, rival INTEGER NOT NULL, series TEXT, date "   \
    "INTEGER, claim INTEGER, title_key INTEGER)"
#define SQL_MANIFEST_DOC "CREATE INDEX manifest_doc ON manifest(doc)"
#define SQL_MANIFEST_SERIES "CREATE INDEX manifest_series ON manifest(series, date) WHERE series IS NOT NULL"
#define SQL_MANIFEST_CLAIM "CREATE INDEX manifest_claim ON manifest(claim) WHERE claim IS NOT NULL"
#define SQL_MANIFEST_TITLE "CREATE INDEX manifest_title ON manifest(title_key) WHERE title_key IS NOT NULL"
/* replaced: old, by hash, is corrected by manifest; noted also where old has not come yet. */
#define SQL_REPLACED                                                                                                           \
    "CREATE TABLE replaced(old BLOB NOT NULL, manifest INTEGER NOT NULL, PRIMARY KEY(old, manifest)) WITHOUT ROWID"
/* spine: of documents that are or were in a series. source as passages, wording and bag 8 and 16 bytes a
** sentence. */
#define SQL_SPINE                                                                                                              \
    "CREATE TABLE spine(doc INTEGER PRIMARY KEY, n INTEGER NOT NULL, source BLOB NOT NULL, wording BLOB NOT NULL, bag BLOB "   \
    "NOT NULL)"
/* kin: near copies, both ways round; ppm their similarity. */
#define SQL_KIN                                                                                                                \
    "CREATE TABLE kin(a INTEGER NOT NULL, b INTEGER NOT NULL, ppm INTEGER NOT NULL, PRIMARY KEY(a, b)) WITHOUT ROWID"
/* concept_list: every setting of a list, by act and place in it. */
#define SQL_CONCEPTS                                                                                                           \
    "CREATE TABLE concept_list(act INTEGER NOT NULL, pos INTEGER NOT NULL, id INTEGER NOT NULL, time_ms INTEGER NOT NULL, "    \
    "PRIMARY KEY(act, pos)) WITHOUT ROWID"
/* parse: what the parser made of a document, by the hash of its source, so that a row outlives a rebuild, which gives
** documents other numbers. model is the parser's model by name, fingerprint that of its file, reading one of the text and its
** passages; body packed by zstd, size its bytes unpacked, print one of the whole row (parse_store.c). All of them 0 and empty
** where a parse is to be made again. The table comes with the first parse: what older versions made has none. */
#define SQL_PARSE                                                                                                              \
    "CREATE TABLE parse(hash BLOB NOT NULL UNIQUE, model TEXT NOT NULL, fingerprint INTEGER NOT NULL, reading INTEGER NOT "    \
    "NULL, n_word INTEGER NOT NULL, size INTEGER NOT NULL, print INTEGER NOT NULL, body BLOB NOT NULL)"
/* words: contentless, so that no text is stored twice; its row number is the document's. */
#define SQL_WORDS "CREATE VIRTUAL TABLE words USING fts5(body, aside, content='', tokenize=\"" STORE_TOKENIZER "\")"

static const char *const permanent[] = {SQL_ARTIFACT, SQL_NO_CHANGE, SQL_NO_DELETE, SQL_META};
static const char *const index_tables[] = {
    SQL_ACT,          SQL_ACT_HEAD,        SQL_ACT_PARENT,     SQL_DOCUMENT,       SQL_DOCUMENT_TEXT, SQL_MANIFEST,
    SQL_MANIFEST_DOC, SQL_MANIFEST_SERIES, SQL_MANIFEST_CLAIM, SQL_MANIFEST_TITLE, SQL_REPLACED,      SQL_SPINE,
    SQL_KIN,          SQL_CONCEPTS,        SQL_WORDS,
};

/* Words are gathered in memory up to hashsize and merged late: one segment a batch of 8 MB. */
static const char index_settings[] = "INSERT INTO words(words, rank) VALUES('hashsize', 16777216);"
                                     "INSERT INTO words(words, rank) VALUES('automerge', 16);"
                                     "INSERT INTO words(words, rank) VALUES('pgsz', 16000)";

/* Steps of the permanent tables; the index has none, since it is made anew. */
static const struct store_migration steps[] = {{SQL_ARTIFACT ";" SQL_NO_CHANGE ";" SQL_NO_DELETE ";" SQL_META}};

/* Texts are compared as they were written: SQLite keeps them so. */
static bool is_one_of(str sql, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(sql, str_of(list[i]))) return true;
    return false;
}

/* FTS5's own tables lie under names of its choice; they must be plain tables. */
static bool is_words_part(str type, str name, str sql)
{
    return str_starts(name, STR("words_")) && str_eq(type, STR("table")) && !str_starts(sql, STR("CREATE VIRTUAL"));
}

/* Look at every table, index, view and trigger; *n_index counts those of the index that are as they should be,
** *n_other what nobody here has made. Rows without a text are SQLite's own indices. */
static enum status look_at_tables(record *r, uint32_t *n_index, uint32_t *n_permanent, uint32_t *n_other, struct err *err)
{
    stmt *s;
    *n_index = *n_permanent = *n_other = 0;
    TRY(stmt_get(&s, r->st, "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL", err));
    enum status code;
    while ((code = stmt_step(s, err)) == OK) {
        str sql = stmt_col_text(s, 2);
        if (is_one_of(sql, permanent, ARRAY_LEN(permanent)))
            ++*n_permanent;
        else if (is_one_of(sql, index_tables, ARRAY_LEN(index_tables)))
            ++*n_index;
        else if (str_eq(sql, STR(SQL_PARSE)))
            continue; /* may be there or not */
        else if (!is_words_part(stmt_col_text(s, 0), stmt_col_text(s, 1), sql))
            ++*n_other;
    }
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* 0 when it does not say. */
static enum status index_version(int64_t *out, record *r, struct err *err)
{
    stmt *s;
    *out = 0;
    TRY(stmt_get(&s, r->st, "SELECT value FROM meta WHERE key = 'index_version'", err));
    enum status code = stmt_step(s, err);
    if (code == OK) *out = stmt_col_int(s, 0);
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* The permanent tables must be there in any case, or the file is no record: E_FORMAT. */
enum status schema_index_current(bool *out, record *r, struct err *err)
{
    uint32_t n_index;
    uint32_t n_permanent;
    uint32_t n_other;
    int64_t version;
    TRY(look_at_tables(r, &n_index, &n_permanent, &n_other, err));
    if (n_permanent != ARRAY_LEN(permanent))
        return err_set(err, E_FORMAT, "%s does not have the tables of a record", store_path(r->st));
    TRY(index_version(&version, r, err));
    *out = version == RECORD_INDEX_VERSION && n_index == ARRAY_LEN(index_tables) && !n_other;
    return OK;
}

/* A new file gets its permanent tables here. RECORD_MEND passes an index of any version, for those who make it
** anew or ask only for artifacts. */
enum status schema_open(record *r, struct err *err)
{
    bool current;
    TRY(store_migrate(r->st, RECORD_APPLICATION_ID, steps, ARRAY_LEN(steps), err));
    TRY(schema_index_current(&current, r, err));
    if (current || r->mode == RECORD_MEND) return OK;
    return err_set(err, E_FORMAT, "the index of %s was made by another version of this program: run \"entente rebuild\"",
                   store_path(r->st));
}

enum status schema_has_parses(bool *out, record *r, struct err *err)
{
    stmt *s;
    *out = false;
    TRY(stmt_get(&s, r->st, "SELECT 1 FROM sqlite_schema WHERE sql = ?1", err));
    stmt_text(s, 1, STR(SQL_PARSE));
    enum status code = stmt_step(s, err);
    *out = code == OK;
    stmt_done(s);
    return code == DONE ? OK : code;
}

enum status schema_make_parses(record *r, struct err *err)
{
    bool there;
    TRY(schema_has_parses(&there, r, err));
    return there ? OK : store_exec(r->st, SQL_PARSE, err);
}

/* Drop the first table that is not permanent; false when there is none. One at a time, because dropping a table
** takes others with it (indices, FTS5's parts), and a list made before would name what is gone. The name is
** quoted, as a stranger may have chosen it. Parses stay: each says of which text it is, and making them again takes a
** hundred times as long as all else. */
static enum status drop_one(record *r, bool *dropped, struct err *err)
{
    stmt *s;
    buf sql = {0};
    *dropped = false;
    TRY(stmt_get(
        &s, r->st,
        "SELECT type, name FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('table', 'view') AND tbl_name NOT IN "
        "('artifact', 'meta') AND sql <> ?1 AND (name NOT LIKE 'words\\_%' ESCAPE '\\' OR type = 'view') UNION ALL SELECT "
        "type, name "
        "FROM sqlite_schema WHERE type = 'trigger' AND name NOT IN ('artifact_stays', 'artifact_remains') LIMIT 1",
        err));
    stmt_text(s, 1, STR(SQL_PARSE));
    enum status code = stmt_step(s, err);
    if (code == OK) {
        str name = stmt_col_text(s, 1);
        buf_addf(&sql, "DROP %.*s \"", STR_ARG(stmt_col_text(s, 0)));
        for (size_t i = 0; i < name.n; i++) {
            if (name.p[i] == '"') buf_addc(&sql, '"');
            buf_addc(&sql, name.p[i]);
        }
        buf_addz(&sql, "\"");
        buf_addc(&sql, '\0');
        *dropped = true;
    }
    stmt_done(s);
    if (code == OK) code = buf_check(&sql, err);
    if (code == OK) code = store_exec(r->st, sql.p, err);
    buf_free(&sql);
    return code == DONE ? OK : code;
}

/* In a transaction of the caller's. Whatever else stood in the file is gone afterwards, strangers' tables too. */
enum status schema_index_renew(record *r, struct err *err)
{
    bool dropped = true;
    while (dropped) TRY(drop_one(r, &dropped, err));
    for (size_t i = 0; i < ARRAY_LEN(index_tables); i++) TRY(store_exec(r->st, index_tables[i], err));
    TRY(store_exec(r->st, index_settings, err));
    stmt *s;
    TRY(stmt_get(&s, r->st, "INSERT OR REPLACE INTO meta(key, value) VALUES('index_version', ?1)", err));
    stmt_int(s, 1, RECORD_INDEX_VERSION);
    return stmt_run(s, err);
}
