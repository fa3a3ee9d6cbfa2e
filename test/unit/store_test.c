/* Unit tests of the store room. */
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/random.h"
#include "store/store.h"
#include "temp.h"
#include "test.h"

#define APP 0x656E7474u
static const struct store_migration steps[] = {
    {"CREATE TABLE thing(id INTEGER PRIMARY KEY, word TEXT, data BLOB, x REAL)"},
    {"ALTER TABLE thing ADD COLUMN more INTEGER"},
};

static enum status add_thing(store *st, str word, str data)
{
    stmt *s;
    enum status code = stmt_get(&s, st, "INSERT INTO thing(word, data, x) VALUES(?1, ?2, ?3)", NULL);
    if (code != OK) return code;
    stmt_text(s, 1, word);
    stmt_blob(s, 2, data);
    stmt_real(s, 3, 0.5);
    return stmt_run(s, NULL);
}

static int64_t count_things(store *st)
{
    stmt *s;
    int64_t n = -1;
    if (stmt_get(&s, st, "SELECT count(*) FROM thing", NULL) != OK) return -1;
    if (stmt_step(s, NULL) == OK) n = stmt_col_int(s, 0);
    stmt_done(s);
    return n;
}

TEST(statements_bind_and_read)
{
    store *st;
    struct err err = {0};
    CHECK_INT(store_open(&st, ":memory:", STORE_CREATE, 0, &err), OK);
    CHECK_INT(store_migrate(st, APP, steps, 2, &err), OK);
    CHECK_INT(add_thing(st, STR("a"), (str){"x\0y", 3}), OK);
    CHECK_INT(add_thing(st, (str){NULL, 0}, (str){NULL, 0}), OK);
    CHECK_INT(store_last_rowid(st), 2);
    stmt *s;
    stmt *again;
    const char *sql = "SELECT word, data, x, more FROM thing ORDER BY id";
    CHECK_INT(stmt_get(&s, st, sql, &err), OK);
    CHECK_INT(stmt_step(s, &err), OK);
    CHECK_INT(stmt_get(&again, st, sql, &err), OK);
    CHECK(again != s); /* a statement in use is not taken away */
    stmt_done(again);
    CHECK_STR(stmt_col_text(s, 0), "a");
    CHECK_INT(stmt_col_blob(s, 1).n, 3);
    CHECK(stmt_col_real(s, 2) > 0.49 && stmt_col_null(s, 3));
    CHECK_INT(stmt_step(s, &err), OK);
    CHECK(stmt_col_null(s, 0) && !stmt_col_null(s, 1) && stmt_col_blob(s, 1).n == 0);
    CHECK_INT(stmt_step(s, &err), DONE);
    stmt_done(s);
    CHECK_INT(stmt_get(&again, st, sql, &err), OK);
    CHECK(again == s); /* kept by its text */
    stmt_done(again);
    CHECK_INT(stmt_get(&s, st, "SELECT word FROM nowhere", &err), E_FORMAT);
    CHECK_MSG(strstr(err.msg, "nowhere"), "%s", err.msg);
    stmt_done(NULL);
    store_close(st);
}

TEST(transactions_hold_or_do_not)
{
    struct temp t;
    CHECK(temp_make(&t));
    store *st;
    struct err err = {0};
    const char *path = temp_path(&t, "a.db");
    CHECK_INT(store_open(&st, path, STORE_CREATE, 0, &err), OK);
    CHECK_INT(store_migrate(st, APP, steps, 2, &err), OK);
    CHECK_INT(store_begin(st, &err), OK);
    CHECK_INT(add_thing(st, STR("kept"), STR("1")), OK);
    CHECK_INT(store_commit(st, &err), OK);
    CHECK_INT(store_begin(st, &err), OK);
    CHECK_INT(add_thing(st, STR("given up"), STR("1")), OK);
    CHECK(store_in_transaction(st));
    store_rollback(st);
    CHECK(!store_in_transaction(st));
    store_rollback(st);
    CHECK_INT(store_begin(st, &err), OK);
    CHECK_INT(add_thing(st, STR("given up by closing"), STR("1")), OK);
    store_close(st);
    store_close(NULL);
    CHECK_INT(store_open(&st, path, STORE_READ, 0, &err), OK);
    CHECK_INT(count_things(st), 1);
    CHECK_INT(add_thing(st, STR("no"), STR("1")), E_IO); /* opened for reading */
    CHECK_INT(store_check(st, &err), OK);
    store_close(st);
    temp_remove(&t);
}

TEST(opening_says_what_is_wrong)
{
    struct temp t;
    CHECK(temp_make(&t));
    store *st;
    struct err err = {0};
    const char *path = temp_path(&t, "a.db");
    CHECK_INT(store_open(&st, path, STORE_WRITE, 0, &err), E_NOTFOUND);
    CHECK(strstr(err.msg, "a.db"));
    CHECK(temp_write(&t, "text.db",
                     STR("this is no database, however long one reads it, and it goes on and on "
                         "until there is more than a header's worth of bytes in it, which is 100")));
    CHECK_INT(store_open(&st, temp_path(&t, "text.db"), STORE_WRITE, 0, &err), E_FORMAT);
    CHECK(strstr(err.msg, "not a database"));
    CHECK_INT(store_open(&st, temp_path(&t, "text.db"), STORE_CREATE, 0, &err), E_IO);
    CHECK(strstr(err.msg, "text.db"));
    CHECK_INT(store_open(&st, t.dir, STORE_READ, 0, &err), E_FORMAT);
    /* SQLite would take an empty file for an empty database and write into it. */
    CHECK(temp_write(&t, "empty.db", STR("")));
    CHECK_INT(store_open(&st, temp_path(&t, "empty.db"), STORE_WRITE, 0, &err), E_FORMAT);
    CHECK(strstr(err.msg, "empty.db is empty"));
    CHECK_INT(store_open(&st, temp_path(&t, "empty.db"), STORE_READ, 0, &err), E_FORMAT);
    path = temp_path(&t, "a.db");
    CHECK_INT(store_open(&st, path, STORE_CREATE, 0, &err), OK);
    CHECK_INT(store_migrate(st, APP, steps, 2, &err), OK);
    store_close(st);
    CHECK_INT(store_open(&st, path, STORE_WRITE, 0, &err), OK);
    CHECK_INT(store_migrate(st, APP, steps, 1, &err), E_FORMAT); /* newer than we know */
    CHECK(strstr(err.msg, "newer"));
    CHECK_INT(store_migrate(st, APP + 1, steps, 2, &err), E_FORMAT);
    CHECK(strstr(err.msg, "another program"));
    CHECK_INT(store_migrate(st, APP, steps, 2, &err), OK);
    store_close(st);
    temp_remove(&t);
}

TEST(an_older_schema_is_brought_up)
{
    struct temp t;
    CHECK(temp_make(&t));
    store *st;
    struct err err = {0};
    CHECK_INT(store_open(&st, temp_path(&t, "a.db"), STORE_CREATE, 0, &err), OK);
    CHECK_INT(store_migrate(st, APP, steps, 1, &err), OK);
    CHECK_INT(add_thing(st, STR("old"), STR("1")), OK);
    store_close(st);
    CHECK_INT(store_open(&st, temp_path(&t, "a.db"), STORE_READ, 0, &err), OK);
    CHECK_INT(store_migrate(st, APP, steps, 2, &err), E_FORMAT);
    store_close(st);
    CHECK_INT(store_open(&st, temp_path(&t, "a.db"), STORE_WRITE, 0, &err), OK);
    CHECK_INT(store_migrate(st, APP, steps, 2, &err), OK);
    CHECK_INT(store_exec(st, "UPDATE thing SET more = 1", &err), OK);
    CHECK_INT(store_changes(st), 1);
    store_close(st);
    temp_remove(&t);
}

TEST(a_second_writer_learns_who)
{
    struct temp t;
    CHECK(temp_make(&t));
    store *one;
    store *two;
    struct err err = {0};
    const char *path = temp_path(&t, "a.db");
    CHECK_INT(store_open(&one, path, STORE_CREATE, 0, &err), OK);
    CHECK_INT(store_migrate(one, APP, steps, 2, &err), OK);
    CHECK_INT(store_open(&two, path, STORE_WRITE, 50, &err), OK);
    store_sign(one, STR("Ada, process 7, since noon"));
    store_sign(two, STR("Bob, process 8, since one"));
    CHECK_INT(store_begin(one, &err), OK);
    CHECK_INT(count_things(two), 0); /* readers do not wait */
    CHECK_INT(store_begin(two, &err), E_BUSY);
    CHECK_MSG(strstr(err.msg, "Ada, process 7, since noon"), "%s", err.msg);
    CHECK_INT(store_commit(one, &err), OK);
    CHECK_INT(store_begin(two, &err), OK);
    store_close(one); /* must not take away the note of the one who holds the lock now */
    CHECK(access(temp_path(&t, "a.db-writer"), F_OK) == 0);
    store_close(two);
    CHECK(access(temp_path(&t, "a.db-writer"), F_OK) != 0);
    temp_remove(&t);
}

/* What a killed writer left in the log: a reader that closes last takes it in, an inspector leaves it alone; both see it. */
TEST(an_inspector_leaves_the_log_alone)
{
    struct temp t;
    store *st;
    struct err err = {0};
    char command[1200];
    struct stat info;
    CHECK(temp_make(&t));
    CHECK_INT(store_open(&st, temp_path(&t, "a.db"), STORE_CREATE, 0, &err), OK);
    CHECK_INT(store_migrate(st, APP, steps, 2, &err), OK);
    CHECK_INT(store_begin(st, &err), OK);
    CHECK_INT(add_thing(st, STR("in the log"), STR("1")), OK);
    CHECK_INT(store_commit(st, &err), OK);
    (void)snprintf(command, sizeof command, "cd %s && cp a.db b.db && cp a.db-wal b.db-wal && sha256sum b.db b.db-wal > sums",
                   t.dir);
    CHECK(system(command) == 0);
    store_close(st);
    CHECK_INT(store_open(&st, temp_path(&t, "b.db"), STORE_INSPECT, 0, &err), OK);
    CHECK_INT(store_migrate(st, APP, steps, 2, &err), OK);
    CHECK_INT(count_things(st), 1);
    CHECK_INT(add_thing(st, STR("no"), STR("1")), E_IO);
    store_close(st);
    (void)snprintf(command, sizeof command, "cd %s && sha256sum --status -c sums", t.dir);
    CHECK(system(command) == 0);
    CHECK_INT(store_open(&st, temp_path(&t, "b.db"), STORE_READ, 0, &err), OK);
    CHECK_INT(count_things(st), 1);
    store_close(st);
    CHECK(stat(temp_path(&t, "b.db-wal"), &info) != 0);
    CHECK_INT(store_open(&st, temp_path(&t, "b.db"), STORE_INSPECT, 0, &err), OK); /* where there is no log, none is left */
    CHECK_INT(count_things(st), 1);
    store_close(st);
    CHECK(stat(temp_path(&t, "b.db-wal"), &info) != 0 && stat(temp_path(&t, "b.db-shm"), &info) != 0);
    temp_remove(&t);
}

TEST(a_folder_that_may_not_be_written_can_be_read)
{
    struct temp t;
    CHECK(temp_make(&t));
    store *st;
    struct err err = {0};
    CHECK(mkdir(temp_path(&t, "what?100%#"), 0755) == 0);
    const char *path = temp_path(&t, "what?100%#/a.db");
    CHECK_INT(store_open(&st, path, STORE_CREATE, 0, &err), OK);
    CHECK_INT(store_migrate(st, APP, steps, 2, &err), OK);
    CHECK_INT(add_thing(st, STR("x"), STR("1")), OK);
    store_close(st);
    CHECK(chmod(temp_path(&t, "what?100%#"), 0555) == 0);
    enum status code = store_open(&st, path, STORE_READ, 0, &err);
    int64_t n = code == OK ? count_things(st) : -1;
    if (code == OK) store_close(st);
    CHECK(chmod(temp_path(&t, "what?100%#"), 0755) == 0);
    CHECK_MSG(code == OK, "%s", err.msg);
    CHECK_INT(n, 1);
    temp_remove(&t);
}

TEST(a_damaged_page_is_named)
{
    struct temp t;
    CHECK(temp_make(&t));
    store *st;
    struct err err = {0};
    const char *path = temp_path(&t, "a.db");
    CHECK_INT(store_open(&st, path, STORE_CREATE, 0, &err), OK);
    CHECK_INT(store_migrate(st, APP, steps, 2, &err), OK);
    for (int i = 0; i < 2000; i++) CHECK_INT(add_thing(st, STR("some words to fill a page"), STR("and some data")), OK);
    store_close(st);
    FILE *f = fopen(path, "r+b");
    CHECK(f && fseek(f, 3 * 16384, SEEK_SET) == 0);
    for (int i = 0; i < 16384; i++) (void)fputc(0x5A, f);
    CHECK(fclose(f) == 0);
    CHECK_INT(store_open(&st, path, STORE_READ, 0, &err), OK);
    CHECK_INT(store_check(st, &err), E_FORMAT);
    CHECK_MSG(strstr(err.msg, "a.db"), "%s", err.msg);
    store_close(st);
    temp_remove(&t);
}

TEST(full_text_hits_have_places)
{
    store *st;
    struct err err = {0};
    arena *ar = arena_new(0);
    str text = STR("The Alliance's cr\xC3\xA8me, \xEB\xB6\x81\xED\x95\x9C\xEC\x9D\x80 and the alliance.");
    CHECK_INT(store_open(&st, ":memory:", STORE_CREATE, 0, &err), OK);
    CHECK_INT(store_exec(st, "CREATE VIRTUAL TABLE w USING fts5(body, content='', tokenize=\"" STORE_TOKENIZER "\")", &err),
              OK);
    stmt *s;
    CHECK_INT(stmt_get(&s, st, "INSERT INTO w(rowid, body) VALUES(1, ?1)", &err), OK);
    stmt_text(s, 1, text);
    CHECK_INT(stmt_run(s, &err), OK);
    span *at;
    uint32_t n;
    CHECK_INT(store_fts_tokens(&at, &n, st, text, ar, &err), OK);
    CHECK_INT(n, 8);
    CHECK_STR(str_span(text, at[3]), "cr\xC3\xA8me");
    CHECK_INT(stmt_get(&s, st, "SELECT fts_hits(w) FROM w WHERE w MATCH ?1", &err), OK);
    stmt_text(s, 1, STR("\"the alliance\" OR creme"));
    CHECK_INT(stmt_step(s, &err), OK);
    str hits = stmt_col_blob(s, 0);
    CHECK_INT(hits.n, 3 * sizeof(struct store_fts_hit));
    struct store_fts_hit hit[3];
    memcpy(hit, hits.p, sizeof hit);
    CHECK(hit[0].phrase == 0 && hit[0].token == 0 && hit[0].n_token == 2);
    CHECK(hit[1].phrase == 1 && hit[1].token == 3 && hit[2].token == 6);
    stmt_done(s);
    store_close(st);
    arena_free(ar);
}

TEST(a_full_disk_is_told)
{
    store *st;
    struct err err = {0};
    CHECK_INT(store_open(&st, ":memory:", STORE_CREATE, 0, &err), OK);
    CHECK_INT(store_migrate(st, APP, steps, 2, &err), OK);
    CHECK_INT(store_exec(st, "PRAGMA max_page_count=4", &err), OK);
    enum status code = OK;
    for (int i = 0; i < 5000 && code == OK; i++) code = add_thing(st, STR("some words to fill a page"), STR("and some data"));
    CHECK_INT(code, E_IO);
    store_close(st);
}

/* Random transactions, kept or given up, against a list; the file is closed and opened again now and then. */
TEST(random_transactions_agree_with_a_list)
{
    struct temp t;
    struct err err = {0};
    store *st;
    uint64_t seed = 71;
    int64_t kept[400], n_kept = 0;
    CHECK(temp_make(&t));
    const char *path = temp_path(&t, "r.db");
    CHECK_INT(store_open(&st, path, STORE_CREATE, 0, &err), OK);
    CHECK_INT(store_migrate(st, APP, steps, 2, &err), OK);
    for (int round = 0; round < 60; round++) {
        int64_t n = n_kept;
        CHECK_INT(store_begin(st, &err), OK);
        for (uint32_t k = random_below(&seed, 6); k; k--) {
            char word[64];
            size_t size = random_below(&seed, sizeof word);
            for (size_t i = 0; i < size; i++) word[i] = (char)random_next(&seed);
            CHECK_INT(add_thing(st, STR("w"), (str){word, size}), OK);
            CHECK_INT(store_changes(st), 1);
            kept[n++] = (int64_t)size;
        }
        if (random_below(&seed, 2)) {
            CHECK_INT(store_commit(st, &err), OK);
            n_kept = n;
        } else if (random_below(&seed, 2)) {
            store_rollback(st);
        } else { /* closing undoes what was not committed */
            store_close(st);
            CHECK_INT(store_open(&st, path, STORE_WRITE, 0, &err), OK);
        }
        stmt *s;
        int64_t i = 0;
        CHECK_INT(stmt_get(&s, st, "SELECT length(data) FROM thing ORDER BY id", &err), OK);
        for (; stmt_step(s, &err) == OK; i++) CHECK_INT(stmt_col_int(s, 0), kept[i]);
        stmt_done(s);
        CHECK_INT(i, n_kept);
    }
    CHECK_INT(store_check(st, &err), OK);
    store_close(st);
    temp_remove(&t);
}

TEST(wrong_binds_and_rows_are_told)
{
    store *st;
    stmt *s;
    struct err err = {0};
    CHECK_INT(store_open(&st, ":memory:", STORE_CREATE, 0, &err), OK);
    CHECK_INT(store_migrate(st, APP, steps, 2, &err), OK);
    CHECK_INT(stmt_get(&s, st, "SELECT ?1", &err), OK);
    stmt_int(s, 2, 5); /* there is no second place: told by the step, not here */
    CHECK(stmt_step(s, &err) != OK && err.msg[0]);
    stmt_done(s);
    CHECK_INT(stmt_get(&s, st, "SELECT ?1", &err), OK);
    stmt_int(s, 1, INT64_MIN); /* the failure went with stmt_done */
    CHECK_INT(stmt_step(s, &err), OK);
    CHECK(stmt_col_int(s, 0) == INT64_MIN);
    stmt_done(s);
    CHECK_INT(stmt_get(&s, st, "SELECT 1", &err), OK);
    CHECK_INT(stmt_run(s, &err), E_FORMAT); /* a row where none should be */
    CHECK_INT(stmt_get(&s, st, "INSERT INTO thing(id) VALUES(1), (1)", &err), OK);
    CHECK_INT(stmt_run(s, &err), E_FORMAT); /* a constraint */
    CHECK_INT(count_things(st), 0);
    CHECK_INT(stmt_get(&s, st, "", &err), E_IO); /* no statement at all */
    store_close(st);
}

TESTS(CASE(statements_bind_and_read), CASE(transactions_hold_or_do_not), CASE(opening_says_what_is_wrong),
      CASE(an_older_schema_is_brought_up), CASE(a_second_writer_learns_who), CASE(an_inspector_leaves_the_log_alone),
      CASE(a_folder_that_may_not_be_written_can_be_read), CASE(a_damaged_page_is_named), CASE(full_text_hits_have_places),
      CASE(a_full_disk_is_told), CASE(random_transactions_agree_with_a_list), CASE(wrong_binds_and_rows_are_told))
