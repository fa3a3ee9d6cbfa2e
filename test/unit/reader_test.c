/* The index of a record names the reader that made it by a fingerprint of what the reader makes of these texts. When the
** reader is changed so that it makes something else, this fails and says which number to put in its place, so that records
** made before ask for a rebuild. */
#include "record/internal.h"
#include "record_help.h"
#include "test.h"

/* Statements, pages, news in several languages and encodings, odd bytes: what the reader has to decide about. */
static const char *const texts[] = {
    "examples/ncg/2023-07-18.txt",
    "examples/ncg/2024-06-10.txt",
    "examples/ncg/2025-12-11.txt",
    "test/golden/page/agency-dateline.txt",
    "test/golden/page/box-inside.txt",
    "test/golden/page/danish-news.txt",
    "test/golden/page/digest-note.txt",
    "test/golden/page/english-news.txt",
    "test/golden/page/french-news.txt",
    "test/golden/page/german-news.txt",
    "test/golden/page/html-korean.html",
    "test/golden/page/html-news.html",
    "test/golden/page/html-pre.html",
    "test/golden/page/html-statement.html",
    "test/golden/page/japanese-wrapped.txt",
    "test/golden/page/korean-news.txt",
    "test/golden/page/press-office.txt",
    "test/golden/page/release-wrapped.txt",
    "test/golden/page/statement-sections.txt",
    "test/fuzz/seeds/html_fuzz/euckr.html",
    "test/fuzz/seeds/html_fuzz/misnest.html",
    "test/fuzz/seeds/html_fuzz/references.html",
    "test/fuzz/seeds/html_fuzz/tables.html",
    "test/fuzz/seeds/page_fuzz/bad-utf8.txt",
    "test/fuzz/seeds/page_fuzz/bullets.txt",
    "test/fuzz/seeds/page_fuzz/utf16.txt",
};

static void add_number(struct source_hasher *h, uint64_t v)
{
    char digits[24];
    (void)snprintf(digits, sizeof digits, "%llu ", (unsigned long long)v);
    source_hasher_add(h, str_of(digits));
}

/* All that the index takes from a reading: places and kinds of sentences, words of both columns, counts, sketch, prints. */
static enum status add_reading(struct source_hasher *h, const struct reading *rd)
{
    buf passages = {0};
    buf body = {0};
    buf aside = {0};
    buf scratch = {0};
    reading_passages_write(&passages, rd);
    reading_columns_write(&body, &aside, rd);
    source_hasher_add(h, buf_str(&passages));
    source_hasher_add(h, buf_str(&body));
    source_hasher_add(h, buf_str(&aside));
    source_hasher_add(h, hash_str(&rd->text_hash));
    add_number(h, rd->n_main);
    add_number(h, rd->n_word);
    add_number(h, rd->n_aside);
    for (uint32_t i = 0; i < rd->n_sketch; i++) add_number(h, rd->sketch[i]);
    for (uint32_t i = 0; i < rd->sentences.n; i++) {
        uint64_t wording;
        uint64_t bag[2];
        record_sentence_prints(&wording, bag, text_clean_span(&rd->page, rd->sentences.at[i]), &scratch);
        add_number(h, wording);
        add_number(h, bag[0]);
        add_number(h, bag[1]);
    }
    enum status code = passages.failed || body.failed || aside.failed || scratch.failed ? E_NOMEM : OK;
    buf_free(&passages);
    buf_free(&body);
    buf_free(&aside);
    buf_free(&scratch);
    return code;
}

static enum status read_one(struct source_hasher *h, record *r, const char *name, arena *ar, struct err *err)
{
    char path[600];
    const char *top = getenv("ENTENTE_TOP");
    struct source_hints hints = {.name = STR("")};
    str bytes;
    struct reading *rd = ARENA_NEW(ar, 1, struct reading);
    if (!rd) return arena_why(ar, err);
    (void)snprintf(path, sizeof path, "%s/%s", top ? top : ".", name);
    TRY(source_read_file(&bytes, path, (size_t)1 << 20, ar, err));
    TRY(reading_make(rd, r, bytes, &hints, STR(""), ar, err));
    return add_reading(h, rd);
}

TEST(the_version_of_the_index_is_the_print_of_its_reader)
{
    struct temp t;
    struct clock clock = {NOON};
    struct env env = TEST_ENV(clock);
    struct err err = {0};
    struct source_hasher hasher;
    struct source_hash h;
    record *r;
    arena *ar = arena_new(0);
    CHECK(ar && temp_make(&t));
    CHECK_INT(record_make(&r, temp_path(&t, "a.entente"), &env, &err), OK);
    source_hasher_begin(&hasher);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        enum status code = read_one(&hasher, r, texts[i], ar, &err);
        CHECK_MSG(code == OK, "%s: %s", texts[i], err.msg);
        arena_reset(ar);
    }
    source_hasher_end(&h, &hasher);
    unsigned print = (unsigned)h.b[0] << 24 | (unsigned)h.b[1] << 16 | (unsigned)h.b[2] << 8 | h.b[3];
    CHECK_MSG(
        print == RECORD_INDEX_VERSION,
        "the reader makes something else of texts than it did: set RECORD_INDEX_VERSION in src/record/internal.h to 0x%08X, "
        "so that records made before ask for a rebuild",
        print);
    record_close(r);
    arena_free(ar);
    temp_remove(&t);
}

/* A record as another version left it: the number differs, and what was derived differs too. */
static bool make_foreign(struct temp *t, const struct env *env, const char *sql, struct err *err)
{
    record *r;
    struct record_added a;
    arena *ar = arena_new(0);
    const char *path = temp_path(t, "a.entente");
    bool good = ar && record_init(path, env, err) == OK && record_open(&r, path, RECORD_WRITE, env, err) == OK;
    if (good) {
        good = add_text(r, "Both sides met in Seoul. They agreed to meet again.", "s", "2025-01-01", &a, ar, err) == OK &&
               record_commit(r, err) == OK && store_exec(record_store(r), sql, err) == OK;
        record_close(r);
    }
    arena_free(ar);
    return good;
}

TEST(an_index_of_another_version_is_told_in_one_line)
{
    static const char *const changes[] = {
        "UPDATE meta SET value = value + 1; UPDATE document SET passages = x'00'",
        "UPDATE meta SET value = 1; DROP TABLE spine; DROP TABLE words",
        "DELETE FROM meta; DROP TABLE act",
        "CREATE TABLE later(id INTEGER PRIMARY KEY)",
    };
    for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
        struct temp t;
        struct clock clock = {NOON};
        struct env env = TEST_ENV(clock);
        struct err err = {0};
        struct record_verdict v;
        record *r;
        arena *ar = arena_new(0);
        CHECK(ar && temp_make(&t));
        CHECK_MSG(make_foreign(&t, &env, changes[i], &err), "%s", err.msg);
        CHECK_INT(record_open(&r, temp_path(&t, "a.entente"), RECORD_READ, &env, &err), E_FORMAT);
        CHECK_MSG(strstr(err.msg, "another version") && strstr(err.msg, "entente rebuild"), "%s", err.msg);
        CHECK_INT(record_open(&r, temp_path(&t, "a.entente"), RECORD_MEND, &env, &err), OK);
        CHECK_INT(record_verify(&v, r, ar, &err), OK);
        CHECK_INT(v.n_problem, 1);
        CHECK_STR(str_of(v.problem[0]), "the index was made by another version of this program: run \"entente rebuild\"");
        CHECK(v.artifacts == 4 && v.acts == 2); /* they were checked all the same */
        CHECK_MSG(record_rebuild(r, &err) == OK, "%s", err.msg);
        CHECK_INT(record_verify(&v, r, ar, &err), OK);
        CHECK_INT(v.n_problem, 0);
        CHECK_INT(v.documents, 1);
        record_close(r);
        CHECK_INT(record_open(&r, temp_path(&t, "a.entente"), RECORD_READ, &env, &err), OK);
        record_close(r);
        arena_free(ar);
        temp_remove(&t);
    }
}

/* Damage in a record of another version is told beside it. */
TEST(damage_is_found_under_an_index_of_another_version)
{
    struct temp t;
    struct clock clock = {NOON};
    struct env env = TEST_ENV(clock);
    struct err err = {0};
    struct record_verdict v;
    record *r;
    arena *ar = arena_new(0);
    CHECK(ar && temp_make(&t));
    CHECK_MSG(make_foreign(&t, &env,
                           "UPDATE meta SET value = 1; DROP TABLE document; INSERT INTO artifact(hash, kind, size, packed, "
                           "body) VALUES(zeroblob(32), 1, 3, 0, x'616263')",
                           &err),
              "%s", err.msg);
    CHECK_INT(record_open(&r, temp_path(&t, "a.entente"), RECORD_MEND, &env, &err), OK);
    CHECK_INT(record_verify(&v, r, ar, &err), OK);
    CHECK_INT(v.n_problem, 2);
    CHECK_MSG(strstr(v.problem[1], "000000000000") && strstr(v.problem[1], "not those of its hash"), "%s", v.problem[1]);
    record_close(r);
    arena_free(ar);
    temp_remove(&t);
}

/* Bytes of a column of the one document, as they stand in the file. */
static str column_of(record *r, const char *sql, arena *ar)
{
    stmt *s;
    str out = {"", 0};
    if (stmt_get(&s, record_store(r), sql, NULL) != OK) return out;
    if (stmt_step(s, NULL) == OK) out = str_copy(ar, stmt_col_blob(s, 0));
    stmt_done(s);
    return out;
}

static uint64_t lowest_first(str bytes, size_t at, size_t n)
{
    uint64_t v = 0;
    for (size_t i = n; i-- > 0;) v = v << 8 | (unsigned char)bytes.p[at + i];
    return v;
}

/* Numbers inside blobs have their lowest byte first on any machine: read byte by byte, they are what was computed. */
TEST(numbers_in_the_index_have_one_order_of_bytes)
{
    struct temp t;
    struct clock clock = {NOON};
    struct env env = TEST_ENV(clock);
    struct err err = {0};
    record *r;
    arena *ar = arena_new(0);
    buf scratch = {0};
    uint64_t print;
    uint64_t bag[2];
    CHECK(ar && temp_make(&t));
    CHECK_MSG(make_foreign(&t, &env, "SELECT 1", &err), "%s", err.msg);
    CHECK_INT(record_open(&r, temp_path(&t, "a.entente"), RECORD_READ, &env, &err), OK);
    str wording = column_of(r, "SELECT wording FROM spine", ar);
    str bags = column_of(r, "SELECT bag FROM spine", ar);
    str sketch = column_of(r, "SELECT sketch FROM document", ar);
    CHECK(wording.n == 16 && bags.n == 32 && sketch.n && sketch.n % 4 == 0);
    record_sentence_prints(&print, bag, STR("They agreed to meet again."), &scratch);
    CHECK(lowest_first(wording, 8, 8) == print && lowest_first(bags, 16, 8) == bag[0] && lowest_first(bags, 24, 8) == bag[1]);
    for (size_t i = 4; i < sketch.n; i += 4) CHECK(lowest_first(sketch, i, 4) > lowest_first(sketch, i - 4, 4)); /* rising */
    bool found = false;
    for (size_t i = 0; i < sketch.n; i += 4) found = found || lowest_first(sketch, i, 4) == hash64(STR("agreed")) >> 32;
    CHECK(found);
    struct record_spine *sp;
    uint32_t n;
    CHECK_INT(record_series_spines(&sp, &n, r, STR("s"), RECORD_NOW, ar, &err), OK);
    CHECK(n == 1 && sp[0].wording[1] == print && sp[0].bag[1][0] == bag[0] && sp[0].bag[1][1] == bag[1]);
    buf_free(&scratch);
    record_close(r);
    arena_free(ar);
    temp_remove(&t);
}

TESTS(CASE(the_version_of_the_index_is_the_print_of_its_reader), CASE(an_index_of_another_version_is_told_in_one_line),
      CASE(damage_is_found_under_an_index_of_another_version), CASE(numbers_in_the_index_have_one_order_of_bytes))
