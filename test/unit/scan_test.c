/* Rows picked from the pages of damaged files. The oracle is SQLite itself: whatever it can still read of a file with a
** spoilt page must be found; and whatever was never touched must be found where SQLite reads nothing at all. */
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/random.h"
#include "store/store.h"
#include "temp.h"
#include "test.h"

#define N_ROWS 60

/* A file with N_ROWS rows, the bytes of row i following from i; what of it was found. */
struct world {
    struct temp t;
    char path[512];
    uint32_t page_size, n_page;
    bool found[N_ROWS + 1];
    uint32_t n_found, n_wrong, n_again;
    struct err err;
};

/* Sizes from nothing to several pages, so that rows of every form come about. */
static size_t row_bytes(uint32_t i, uint32_t page_size)
{
    static const uint32_t eighths[] = {0, 1, 2, 3, 7, 8, 9, 17, 25, 40};
    return (size_t)eighths[i % ARRAY_LEN(eighths)] * page_size / 8 + i % 7;
}

static void fill_row(buf *b, uint32_t i, uint32_t page_size)
{
    uint64_t seed = i;
    size_t n = row_bytes(i, page_size);
    buf_clear(b);
    while (b->n < n) {
        uint64_t x = random_next(&seed);
        buf_add(b, (str){(const char *)&x, n - b->n < sizeof x ? n - b->n : sizeof x});
    }
}

static bool put_row(sqlite3 *db, uint32_t i, uint32_t page_size)
{
    sqlite3_stmt *s = NULL;
    buf b = {0};
    fill_row(&b, i, page_size);
    bool good = sqlite3_prepare_v2(db, "INSERT INTO thing VALUES(?1, ?2, ?3, ?4)", -1, &s, NULL) == SQLITE_OK;
    sqlite3_bind_int(s, 1, (int)i);
    sqlite3_bind_blob(s, 2, "0123456789abcdef", 16, SQLITE_STATIC);
    sqlite3_bind_int64(s, 3, i % 2 ? -(int64_t)i * 1000003 : (int64_t)(i % 3));
    sqlite3_bind_blob64(s, 4, b.p ? b.p : "", b.n, SQLITE_STATIC);
    good = good && sqlite3_step(s) == SQLITE_DONE;
    sqlite3_finalize(s);
    buf_free(&b);
    return good;
}

static bool make(struct world *w, uint32_t page_size)
{
    sqlite3 *db = NULL;
    char pragma[64];
    *w = (struct world){.page_size = page_size};
    if (!temp_make(&w->t)) return false;
    (void)snprintf(w->path, sizeof w->path, "%s", temp_path(&w->t, "a.db"));
    (void)snprintf(pragma, sizeof pragma, "PRAGMA page_size=%u", page_size);
    bool good = sqlite3_open(w->path, &db) == SQLITE_OK && sqlite3_exec(db, pragma, 0, 0, 0) == SQLITE_OK;
    good = good && sqlite3_exec(db,
                                "CREATE TABLE other(id INTEGER PRIMARY KEY, word TEXT); CREATE TABLE thing(id INTEGER "
                                "PRIMARY KEY, name BLOB, number INTEGER, body BLOB); BEGIN",
                                0, 0, 0) == SQLITE_OK;
    for (uint32_t i = 1; i <= N_ROWS && good; i++) {
        good = put_row(db, i, page_size);
        if (i % 5 == 0) good = good && sqlite3_exec(db, "INSERT INTO other(word) VALUES('some words')", 0, 0, 0) == SQLITE_OK;
    }
    good = good && sqlite3_exec(db, "COMMIT", 0, 0, 0) == SQLITE_OK;
    sqlite3_close(db);
    struct stat info;
    good = good && stat(w->path, &info) == 0;
    w->n_page = good ? (uint32_t)(info.st_size / page_size) : 0;
    return good;
}

static void drop(struct world *w) { temp_remove(&w->t); }

static bool wanted(void *ctx, const struct store_cell *row)
{
    struct world *w = ctx;
    return row->blob[1].n == 16 && row->rowid >= 1 && row->rowid <= N_ROWS && !w->found[row->rowid];
}

static enum status take(void *ctx, const struct store_cell *row)
{
    struct world *w = ctx;
    uint32_t i = (uint32_t)row->rowid;
    buf b = {0};
    fill_row(&b, i, w->page_size);
    bool right = str_eq(row->blob[3], buf_str(&b)) && str_eq(row->blob[1], STR("0123456789abcdef")) &&
                 row->number[2] == (i % 2 ? -(int64_t)i * 1000003 : (int64_t)(i % 3));
    buf_free(&b);
    w->n_wrong += !right;
    if (!right) return DONE;
    w->n_again += w->found[i];
    w->n_found += !w->found[i];
    w->found[i] = true;
    return OK;
}

static enum status scan(struct world *w, const char *path)
{
    const struct store_scan_use use = {wanted, take, w};
    memset(w->found, 0, sizeof w->found);
    w->n_found = w->n_wrong = w->n_again = 0;
    return store_scan(path, "rbnb", &use, NULL, &w->err);
}

/* A copy of the file without the bytes from `from` to `to`. */
static const char *without(struct world *w, const char *name, size_t from, size_t to)
{
    size_t n = (size_t)w->n_page * w->page_size;
    const char *path = temp_path(&w->t, name);
    char *all = malloc(n);
    FILE *in = fopen(w->path, "rb");
    FILE *out = fopen(path, "wb");
    bool good = all && in && out && fread(all, 1, n, in) == n && fwrite(all, 1, from, out) == from;
    good = good && fwrite(all + to, 1, n - to, out) == n - to;
    if (in) fclose(in);
    if (out) good = fclose(out) == 0 && good;
    free(all);
    return good ? path : "not copied";
}

/* Overwrite a piece of a file. */
static bool spoil(const char *path, uint64_t at, size_t n, unsigned char with)
{
    unsigned char block[65536];
    memset(block, with, sizeof block);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool good = fd >= 0 && pwrite(fd, block, n, (off_t)at) == (ssize_t)n;
    if (fd >= 0) close(fd);
    return good;
}

static const uint32_t sizes[] = {512, 1024, 4096, 8192, 16384, 65536};

TEST(a_whole_file_gives_every_row_once)
{
    for (size_t k = 0; k < ARRAY_LEN(sizes); k++) {
        struct world w;
        CHECK(make(&w, sizes[k]));
        CHECK_INT(scan(&w, w.path), OK);
        CHECK_MSG(w.n_found == N_ROWS && !w.n_wrong && !w.n_again, "page size %u: %u, %u wrong", sizes[k], w.n_found,
                  w.n_wrong);
        drop(&w);
    }
}

/* No page of the table is the first one: without it, zeroed or cut off, and with any number of bytes of it left, all rows
** are there. The page size must then be found out. */
TEST(a_lost_head_loses_no_row)
{
    for (size_t k = 0; k < ARRAY_LEN(sizes); k += 2) {
        struct world w;
        CHECK(make(&w, sizes[k]));
        const size_t cuts[] = {sizes[k], sizes[k] - 1, 100, 1, sizes[k] / 2 + 3};
        for (size_t i = 0; i < ARRAY_LEN(cuts); i++) {
            CHECK_INT(scan(&w, without(&w, "cut.db", 0, cuts[i])), OK);
            CHECK_MSG(w.n_found == N_ROWS, "page size %u without %zu bytes: %u", sizes[k], cuts[i], w.n_found);
        }
        CHECK(spoil(w.path, 0, sizes[k], 0));
        CHECK_INT(scan(&w, w.path), OK);
        CHECK_MSG(w.n_found == N_ROWS, "page size %u, zeroed: %u", sizes[k], w.n_found);
        CHECK(spoil(w.path, 0, sizes[k], 0xFF));
        CHECK_INT(scan(&w, w.path), OK);
        CHECK_MSG(w.n_found == N_ROWS, "page size %u, overwritten: %u", sizes[k], w.n_found);
        drop(&w);
    }
}

/* Rows that SQLite reads right of a file, one by one by their numbers; it may read none. */
static void read_by_sqlite(bool out[N_ROWS + 1], struct world *w)
{
    sqlite3 *db = NULL;
    buf b = {0};
    memset(out, 0, (N_ROWS + 1) * sizeof out[0]);
    if (sqlite3_open_v2(w->path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK)
        for (uint32_t i = 1; i <= N_ROWS; i++) {
            sqlite3_stmt *s = NULL;
            if (sqlite3_prepare_v2(db, "SELECT body FROM thing WHERE id = ?1", -1, &s, NULL) != SQLITE_OK) break;
            sqlite3_bind_int(s, 1, (int)i);
            fill_row(&b, i, w->page_size);
            if (sqlite3_step(s) == SQLITE_ROW) {
                const void *p = sqlite3_column_blob(s, 0);
                size_t n = (size_t)sqlite3_column_bytes(s, 0);
                out[i] = n == b.n && (!n || !memcmp(p, b.p, n));
            }
            sqlite3_finalize(s);
        }
    sqlite3_close(db);
    buf_free(&b);
}

TEST(what_sqlite_still_reads_is_found)
{
    uint32_t fewer = 0;
    for (uint32_t round = 0; round < 40; round++) {
        struct world w;
        uint64_t seed = round;
        bool read[N_ROWS + 1];
        CHECK(make(&w, sizes[round % 4]));
        uint32_t n = 1 + random_below(&seed, 3); /* the first of them where the tables begin */
        for (uint32_t i = 0; i < n; i++)
            CHECK(spoil(w.path, (uint64_t)random_below(&seed, i ? w.n_page : 3) * w.page_size, w.page_size,
                        (unsigned char)random_below(&seed, 256)));
        read_by_sqlite(read, &w);
        CHECK_INT(scan(&w, w.path), OK);
        uint32_t n_read = 0;
        for (uint32_t i = 1; i <= N_ROWS; i++) {
            CHECK_MSG(w.found[i] || !read[i], "round %u: row %u is read by SQLite and not found", round, i);
            n_read += read[i];
        }
        fewer += n_read < w.n_found;
        drop(&w);
    }
    CHECK(fewer > 5); /* that is what it is for */
}

/* A file that ends early keeps the rows before the end; one with a hole keeps those on both sides, of which the ones behind
** the hole are found only when the place of their overflow pages is. */
TEST(the_rows_around_a_hole_are_found)
{
    for (size_t k = 1; k < 5; k++) {
        struct world w;
        CHECK(make(&w, sizes[k]));
        size_t all = (size_t)w.n_page * w.page_size;
        uint32_t last = 0;
        CHECK_INT(scan(&w, without(&w, "cut.db", all / 2, all)), OK);
        for (uint32_t i = 1; i <= N_ROWS; i++) last = w.found[i] ? i : last;
        CHECK_MSG(w.n_found > N_ROWS / 3 && last < N_ROWS, "page size %u: %u", w.page_size, w.n_found);
        static const size_t odd[] = {0, 1, 77};
        for (size_t i = 0; i < ARRAY_LEN(odd); i++) {
            size_t from = all / 2 / w.page_size * w.page_size;
            CHECK_INT(scan(&w, without(&w, "hole.db", from, from + 2 * w.page_size + odd[i])), OK);
            CHECK_MSG(w.n_found + 20 > N_ROWS, "page size %u, hole of 2 pages and %zu bytes: %u", w.page_size, odd[i],
                      w.n_found);
        }
        drop(&w);
    }
}

/* Bytes changed at random: nothing is read outside the file, no row is taken that is not what it was. */
TEST(noise_is_survived)
{
    for (uint32_t round = 0; round < 40; round++) {
        struct world w;
        uint64_t seed = 1000 + round;
        CHECK(make(&w, sizes[round % 4]));
        uint64_t size = (uint64_t)w.n_page * w.page_size;
        for (uint32_t i = 0; i < 400; i++)
            CHECK(spoil(w.path, random_next(&seed) % size, 1, (unsigned char)random_below(&seed, 256)));
        CHECK_INT(scan(&w, w.path), OK);
        CHECK(w.n_found <= N_ROWS && !w.n_again);
        drop(&w);
    }
    for (uint32_t round = 0; round < 40; round++) {
        struct world w = {.page_size = 512};
        uint64_t seed = round;
        buf b = {0};
        CHECK(temp_make(&w.t));
        while (b.n < 5000 + round * 300) /* mostly what headers are made of */
            buf_addc(&b,
                     random_below(&seed, 3) ? "\x0D\x00\x01\x02\x0A\x10"[random_below(&seed, 6)] : (char)random_next(&seed));
        CHECK(temp_write(&w.t, "noise", buf_str(&b)));
        CHECK_INT(scan(&w, temp_path(&w.t, "noise")), OK);
        CHECK_INT(w.n_found, 0);
        buf_free(&b);
        drop(&w);
    }
}

TEST(what_is_no_file_is_refused)
{
    struct world w = {0};
    CHECK(temp_make(&w.t));
    CHECK_INT(scan(&w, temp_path(&w.t, "none")), E_NOTFOUND);
    CHECK(strstr(w.err.msg, "none"));
    CHECK_INT(scan(&w, w.t.dir), E_FORMAT);
    CHECK_INT(mkfifo(temp_path(&w.t, "pipe"), 0600), 0);
    CHECK_INT(scan(&w, temp_path(&w.t, "pipe")), E_FORMAT);
    CHECK(temp_write(&w.t, "empty", STR("")));
    CHECK_INT(scan(&w, temp_path(&w.t, "empty")), OK);
    CHECK(temp_write(&w.t, "head", STR("SQLite format 3\0\x10")));
    CHECK_INT(scan(&w, temp_path(&w.t, "head")), OK);
    CHECK_INT(w.n_found, 0);
    drop(&w);
}

static enum status stop_at_third(void *ctx, const struct store_cell *row)
{
    (void)row;
    return ++*(uint32_t *)ctx < 3 ? OK : E_LIMIT;
}
static bool want_all(void *ctx, const struct store_cell *row)
{
    (void)ctx;
    return row->blob[1].n == 16;
}
static bool stop(void *ctx, const char *work, uint64_t done, uint64_t total)
{
    (void)ctx;
    (void)work;
    return done <= total;
}

TEST(the_caller_may_end_it)
{
    struct world w;
    uint32_t n = 0;
    struct env env = {.progress = stop};
    const struct store_scan_use use = {want_all, stop_at_third, &n};
    CHECK(make(&w, 4096));
    CHECK_INT(store_scan(w.path, "rbnb", &use, NULL, &w.err), E_LIMIT);
    CHECK_INT(n, 3);
    n = 100;
    const struct store_scan_use all = {want_all, take, &w};
    CHECK_INT(store_scan(w.path, "rbnb", &all, &env, &w.err), E_CANCELLED);
    drop(&w);
}

TESTS(CASE(a_whole_file_gives_every_row_once), CASE(a_lost_head_loses_no_row), CASE(what_sqlite_still_reads_is_found),
      CASE(the_rows_around_a_hole_are_found), CASE(noise_is_survived), CASE(what_is_no_file_is_refused),
      CASE(the_caller_may_end_it))
