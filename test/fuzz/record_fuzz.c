/* No record file, however damaged or made in malice, brings the program down: it is opened or refused, listed, searched,
** checked, salvaged. The first byte of the input says how the file is made:
**   'R'  the rest is the file
**   'P'  a good record with patches: 3 bytes of offset, 1 of length, then that many bytes, again and again
**   'S'  a good record in which the statement that the second byte picks is run with the rest as ?1, as a stranger with
**        SQLite might: the tables are sound, what they say is not
** What was opened for writing must rebuild, unless that says why not. */
#include <sqlite3.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "record/record.h"
#include "record_help.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool held)
{
    if (!held) abort();
}

/* The good record, made once for the process. */
static struct {
    char *bytes;
    size_t n;
    struct temp t;
} good;

static void __attribute__((destructor)) clean_up(void)
{
    if (good.bytes) temp_remove(&good.t);
    free(good.bytes);
}

static const char *const changes[] = {
    "UPDATE artifact SET body = ?1 WHERE kind = 1",
    "UPDATE artifact SET body = ?1 WHERE kind = 2",
    "UPDATE artifact SET body = ?1 WHERE kind = 4",
    "UPDATE artifact SET body = ?1, size = length(?1), packed = 0 WHERE kind = 2",
    "UPDATE artifact SET body = ?1, size = length(?1), packed = 0 WHERE kind = 4",
    "UPDATE artifact SET size = 4000000000, packed = 1",
    "UPDATE artifact SET size = -1, body = ?1, packed = 1",
    "UPDATE artifact SET hash = ?1 WHERE id = 2",
    "UPDATE artifact SET kind = 77 WHERE id = 2",
    "INSERT INTO artifact(id, hash, kind, size, packed, body) VALUES(9223372036854775807, zeroblob(32), 1, length(?1), 0, ?1)",
    "UPDATE document SET passages = ?1",
    "UPDATE document SET sketch = ?1",
    "UPDATE document SET text_hash = ?1, n_sentence = -5, n_word = 99999999999",
    "UPDATE document SET hash = ?1 WHERE id = 1",
    "UPDATE spine SET source = ?1",
    "UPDATE spine SET wording = ?1, bag = ?1 || ?1, n = length(?1) / 8",
    "UPDATE spine SET n = 4294967297",
    "UPDATE manifest SET doc = 1, rival = 3",
    "UPDATE manifest SET date = 99999999999, series = ?1, ended_ms = -1",
    "UPDATE manifest SET act = 12345",
    "UPDATE act SET hash = ?1 WHERE id = 1",
    "UPDATE act SET depth = 9223372036854775807, time_ms = -9223372036854775808, artifact = 1",
    "INSERT INTO act_parent(parent, act) SELECT hash, id FROM act",
    "UPDATE act SET head = 1, hash = CAST(?1 AS BLOB) WHERE id = 2",
    "INSERT INTO kin(a, b, ppm) VALUES(1, 2, -7)",
    "INSERT INTO kin(a, b, ppm) VALUES(2, 77, 99999999)",
    "INSERT INTO concept_list(act, pos, id, time_ms) VALUES(1, 1, 1, 0)",
    "DELETE FROM document",
    "DELETE FROM act",
    "DELETE FROM words_data WHERE id > 10",
    "UPDATE words_data SET block = ?1",
    "UPDATE words_idx SET pgno = 77",
    "INSERT INTO words(rowid, body) VALUES(99, 'joint planning')",
    "UPDATE meta SET value = 77",
    "CREATE VIEW more AS SELECT * FROM artifact",
    "DROP TABLE spine",
};

static void add_docs(record *r)
{
    static const char *const texts[] = {
        "Statement\n\nBoth sides met in the capital. They discussed joint planning and exercises, and agreed to meet again.",
        "Statement\n\nBoth sides met in the harbour. They discussed joint planning and exercises, and agreed to go on.",
        "A word in Hangul: \xEB\xB6\x81\xED\x95\x9C\xEC\x9D\x80. Nothing else is said here but that.",
    };
    arena *ar = arena_new(0);
    struct err err = {0};
    struct record_added a;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        must(add_text(r, texts[i], i < 2 ? "s" : NULL, "2024-01-10", &a, ar, &err) == OK);
    must(record_commit(r, &err) == OK);
    must(record_set_concepts(r, STR("concept: A\nalias.en: B\n"), ar, &err) == OK);
    arena_free(ar);
}

static void make_good(const struct env *env)
{
    record *r;
    struct err err = {0};
    if (good.bytes) return;
    must(temp_make(&good.t));
    must(record_init(temp_path(&good.t, "good"), env, &err) == OK);
    must(record_open(&r, temp_path(&good.t, "good"), RECORD_WRITE, env, &err) == OK);
    add_docs(r);
    record_close(r);
    FILE *f = fopen(temp_path(&good.t, "good"), "rb");
    must(f && fseek(f, 0, SEEK_END) == 0);
    good.n = (size_t)ftell(f);
    good.bytes = malloc(good.n);
    must(good.bytes && fseek(f, 0, SEEK_SET) == 0 && fread(good.bytes, 1, good.n, f) == good.n);
    fclose(f);
    (void)unlink(temp_path(&good.t, "good"));
}

static void write_file(const char *path, str bytes)
{
    FILE *f = fopen(path, "wb");
    must(f && fwrite(bytes.p, 1, bytes.n, f) == bytes.n && fclose(f) == 0);
}

static void write_patched(const char *path, const uint8_t *data, size_t size)
{
    char *copy = malloc(good.n);
    must(copy != NULL);
    memcpy(copy, good.bytes, good.n);
    while (size > 4) {
        size_t at = data[0] | (size_t)data[1] << 8 | (size_t)data[2] << 16;
        size_t n = data[3] < size - 4 ? data[3] : size - 4;
        for (size_t i = 0; i < n; i++)
            if (at + i < good.n) copy[at + i] = (char)data[4 + i];
        data += 4 + n;
        size -= 4 + n;
    }
    write_file(path, (str){copy, good.n});
    free(copy);
}

static void write_changed(const char *path, const uint8_t *data, size_t size)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    write_file(path, (str){good.bytes, good.n});
    must(sqlite3_open(path, &db) == SQLITE_OK);
    char *sql = NULL;
    (void)sqlite3_exec(db, "PRAGMA synchronous=OFF; DROP TRIGGER artifact_stays; DROP TRIGGER artifact_remains", NULL, NULL,
                       NULL);
    if (sqlite3_prepare_v2(db, changes[data[0] % ARRAY_LEN(changes)], -1, &s, NULL) == SQLITE_OK) {
        (void)sqlite3_bind_blob(s, 1, data + 1, (int)(size - 1), SQLITE_STATIC);
        (void)sqlite3_step(s);
    }
    (void)sqlite3_finalize(s);
    sqlite3_free(sql);
    (void)sqlite3_exec(
        db,
        "CREATE TRIGGER artifact_stays BEFORE UPDATE ON artifact BEGIN SELECT RAISE(ABORT, 'an artifact is never "
        "changed'); END; CREATE TRIGGER artifact_remains BEFORE DELETE ON artifact BEGIN SELECT RAISE(ABORT, 'an "
        "artifact is never deleted'); END",
        NULL, NULL, NULL);
    must(sqlite3_close(db) == SQLITE_OK);
}

static void forget(const char *path)
{
    static const char *const tail[] = {"", "-wal", "-shm", "-journal", "-writer"};
    char name[700];
    for (size_t i = 0; i < ARRAY_LEN(tail); i++) {
        (void)snprintf(name, sizeof name, "%s%s", path, tail[i]);
        (void)unlink(name);
    }
}

/* All that reads; whatever it answers. */
static void look(record *r, arena *ar)
{
    struct err err = {0};
    struct record_doc *d;
    struct record_hit *h;
    struct record_act *a;
    struct record_spine *sp;
    struct record_verdict v;
    struct record_reading rd;
    struct concept_list l;
    struct record_series *se;
    struct source_hash hash;
    struct record_query q = {.from = DATE_NONE, .to = DATE_NONE};
    uint32_t n = 0;
    if (record_list(&d, &n, r, &q, RECORD_NOW, ar, &err) == OK)
        for (uint32_t i = 0; i < n; i++) (void)!record_read(&rd, r, &d[i], ar, &err);
    (void)!record_series_list(&se, &n, r, RECORD_NOW, ar, &err);
    (void)!record_series_spines(&sp, &n, r, STR("s"), RECORD_NOW, ar, &err);
    (void)!record_search(&h, &n, r, STR("joint planning OR word*"), 5, RECORD_NOW, ar, &err);
    (void)!record_log(&a, &n, r, 0, RECORD_NOW, ar, &err);
    (void)!record_concepts(&l, NULL, r, RECORD_NOW, ar, &err);
    (void)!record_state_hash(&hash, NULL, NULL, r, &err);
    enum status code = record_verify(&v, r, ar, &err);
    must(code != OK || v.n_problem <= 1000);
    for (uint32_t i = 0; code == OK && i < v.n_problem; i++) must(v.problem[i][0] && memchr(v.problem[i], 0, 256));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct clock clock = {NOON};
    struct env env = TEST_ENV(clock);
    struct err err = {0};
    record *r;
    char path[600];
    char saved[600];
    if (!size) return 0;
    make_good(&env);
    (void)snprintf(path, sizeof path, "%s/file", good.t.dir);
    (void)snprintf(saved, sizeof saved, "%s/saved", good.t.dir);
    if (data[0] == 'P')
        write_patched(path, data + 1, size - 1);
    else if (data[0] == 'S' && size > 1)
        write_changed(path, data + 1, size - 1);
    else
        write_file(path, (str){(const char *)data + 1, size - 1});
    arena *ar = arena_new((size_t)256 << 20);
    must(ar != NULL);
    for (int mode = RECORD_READ; mode <= RECORD_MEND; mode++) {
        arena_reset(ar);
        err = (struct err){0};
        enum status code = record_open(&r, path, (enum record_mode)mode, &env, &err);
        must(code == OK || err.msg[0]);
        if (code != OK) continue;
        look(r, ar);
        if (mode == RECORD_MEND) must(record_rebuild(r, &err) == OK || err.msg[0]);
        record_close(r);
    }
    struct record_salvaged s;
    err = (struct err){0};
    enum status code = record_salvage(&s, path, saved, &env, NULL, NULL, &err);
    must(code == OK || err.msg[0]);
    if (code == OK) {
        struct record_verdict v;
        must(record_open(&r, saved, RECORD_READ, &env, &err) == OK);
        must(record_verify(&v, r, ar, &err) == OK);
        must(v.n_problem == 0);
        record_close(r);
    }
    arena_free(ar);
    forget(path);
    forget(saved);
    return 0;
}
