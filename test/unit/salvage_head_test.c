/* Salvage of records that SQLite no longer opens: the head is cut off, zeroed, written over; the file ends early or has a
** hole. What is whole is saved, what is missing is named as far as anything names it, and the new record checks clean. */
#include "base/random.h"
#include "record/record.h"
#include "record_help.h"
#include "store/store.h"
#include "test.h"

#define N_DOCS 36
#define PAGE 16384

struct fixture {
    struct temp t;
    struct clock clock;
    struct env env;
    record *r;
    arena *ar;
    struct err err;
    char state[65]; /* of the whole record */
    char *file;     /* [n_file] its bytes */
    size_t n_file;
};

/* Texts from some words to several pages; those above a kilobyte are stored packed. */
static void some_text(buf *b, uint32_t seed)
{
    uint64_t x = seed;
    uint32_t n = 10 + seed * seed; /* long words: many bytes, few entries in the index of words */
    buf_addf(b, "Document number %u.\n\n", seed);
    for (uint32_t i = 0; i < n; i++)
        buf_addf(b, "w%016llx%016llx%s", (unsigned long long)random_next(&x), (unsigned long long)random_next(&x),
                 i % 12 == 11 ? ". The " : " ");
    buf_addz(b, "end.");
}

static bool add_texts(struct fixture *f)
{
    struct record_added a;
    for (uint32_t i = 0; i < N_DOCS; i++) {
        buf b = {0};
        some_text(&b, i);
        struct record_item item = {.bytes = buf_str(&b), .given = manifest_empty()};
        item.given.series = i % 3 ? STR("s") : STR("");
        item.given.date = test_day("2020-01-01") + (day)i;
        enum status code = record_add(f->r, &item, &a, f->ar, &f->err);
        buf_free(&b);
        f->clock.ms += 1000;
        if (code == OK && i % 9 == 8) code = record_commit(f->r, &f->err);
        if (code != OK) return false;
    }
    return record_commit(f->r, &f->err) == OK;
}

static bool begin(struct fixture *f)
{
    *f = (struct fixture){.clock = {NOON}};
    f->env = TEST_ENV(f->clock);
    f->ar = arena_new(0);
    if (!f->ar || !temp_make(&f->t) || record_init(temp_path(&f->t, "a.entente"), &f->env, &f->err) != OK ||
        record_open(&f->r, temp_path(&f->t, "a.entente"), RECORD_WRITE, &f->env, &f->err) != OK)
        return false;
    bool good = add_texts(f) && record_set_concepts(f->r, STR("concept: River\n"), f->ar, &f->err) == OK;
    memcpy(f->state, state_of(f->r, f->ar).p, 64);
    record_close(f->r);
    f->r = NULL;
    str bytes;
    good = good && source_read_file(&bytes, temp_path(&f->t, "a.entente"), (size_t)64 << 20, f->ar, &f->err) == OK;
    f->file = good ? malloc(bytes.n) : NULL;
    f->n_file = good ? bytes.n : 0;
    if (f->file) memcpy(f->file, bytes.p, bytes.n);
    return f->file && f->n_file > 20 * PAGE;
}

static void end(struct fixture *f)
{
    free(f->file);
    record_close(f->r);
    arena_free(f->ar);
    temp_remove(&f->t);
}

static void gather(void *ctx, str line)
{
    buf_add(ctx, line);
    buf_addc(ctx, '\n');
}

/* Salvage from a file of these bytes. NULL when the new record is as it should be, and *s says how much of it there is; the
** new record is open in f->r. */
static const char *salvage(struct fixture *f, struct record_salvaged *s, str damaged)
{
    struct record_verdict v;
    buf told = {0};
    uint64_t lines = 0;
    record_close(f->r);
    f->r = NULL;
    (void)unlink(temp_path(&f->t, "e.entente"));
    if (!temp_write(&f->t, "d.entente", damaged)) return "not written";
    enum status code =
        record_salvage(s, temp_path(&f->t, "d.entente"), temp_path(&f->t, "e.entente"), &f->env, gather, &told, &f->err);
    for (size_t i = 0; i < told.n; i++) lines += told.p[i] == '\n';
    buf_free(&told);
    if (code != OK) return f->err.msg;
    if (lines != s->lost) return "not all that is lost is told";
    if (s->kept != s->sources + s->manifests + s->concepts + s->acts) return "the parts are not the whole";
    if (record_open(&f->r, temp_path(&f->t, "e.entente"), RECORD_WRITE, &f->env, &f->err) != OK) return "cannot be opened";
    if (record_verify(&v, f->r, f->ar, &f->err) != OK) return f->err.msg;
    return v.n_problem ? "does not check clean" : NULL;
}

/* The salvaged record, completed by a merge of the whole one, has all documents and checks clean. */
static const char *complete(struct fixture *f)
{
    struct record_merged m;
    struct record_verdict v;
    struct record_query q = {.from = DATE_NONE, .to = DATE_NONE};
    struct record_doc *d;
    uint32_t n;
    if (record_merge(&m, f->r, temp_path(&f->t, "a.entente"), &f->err) != OK) return f->err.msg;
    if (record_list(&d, &n, f->r, &q, RECORD_NOW, f->ar, &f->err) != OK || n != N_DOCS) return "not complete";
    if (record_verify(&v, f->r, f->ar, &f->err) != OK) return f->err.msg;
    return v.n_problem ? "merged, it does not check clean" : NULL;
}

/* The first page holds nothing but the names of the tables: without it all is saved, and the state is the same. */
TEST(a_record_without_its_first_page_loses_nothing)
{
    struct fixture f;
    struct record_salvaged s;
    CHECK_MSG(begin(&f), "%s", f.err.msg);
    const size_t gone[] = {16, 4096, PAGE};
    for (size_t i = 0; i < ARRAY_LEN(gone); i++) {
        const char *why = salvage(&f, &s, (str){f.file + gone[i], f.n_file - gone[i]});
        CHECK_MSG(!why, "%zu bytes cut off: %s", gone[i], why);
        CHECK(s.from_pages && !s.lost);
        CHECK_INT(s.sources, N_DOCS);
        CHECK_INT(s.concepts, 1);
        CHECK_STR(state_of(f.r, f.ar), f.state);
    }
    for (int with = 0; with < 256; with += 255) {
        memset(f.file, with, PAGE);
        const char *why = salvage(&f, &s, (str){f.file, f.n_file});
        CHECK_MSG(!why, "written over with %d: %s", with, why);
        CHECK(!s.lost && s.from_pages);
        CHECK_STR(state_of(f.r, f.ar), f.state);
    }
    end(&f);
}

/* More of the head is gone: what stood there is lost and named, the rest is saved. */
TEST(the_rest_of_a_longer_cut_is_saved)
{
    struct fixture f;
    struct record_salvaged s;
    uint64_t least = UINT64_MAX;
    CHECK_MSG(begin(&f), "%s", f.err.msg);
    for (size_t pages = 24; pages < f.n_file / PAGE - 24; pages += 12) {
        size_t gone = pages * PAGE + pages * 7;
        const char *why = salvage(&f, &s, (str){f.file + gone, f.n_file - gone});
        CHECK_MSG(!why, "%zu bytes cut off: %s", gone, why);
        CHECK_MSG(s.lost > 0 && s.sources > 0, "%zu of %zu pages: %llu lost", pages, f.n_file / PAGE,
                  (unsigned long long)s.lost);
        CHECK(s.kept <= least); /* more cut, less kept */
        least = s.kept;
        why = complete(&f);
        CHECK_MSG(!why, "%zu pages: %s", pages, why);
        arena_reset(f.ar);
    }
    end(&f);
}

TEST(a_file_that_ends_early_keeps_its_beginning)
{
    struct fixture f;
    struct record_salvaged s;
    CHECK_MSG(begin(&f), "%s", f.err.msg);
    uint64_t before = 0;
    for (size_t part = 4; part <= 8; part += 2) {
        size_t n = f.n_file * part / 9;
        const char *why = salvage(&f, &s, (str){f.file, n});
        CHECK_MSG(!why, "%zu of %zu bytes: %s", n, f.n_file, why);
        CHECK(s.kept >= before && s.from_pages);
        before = s.kept;
        why = complete(&f);
        CHECK_MSG(!why, "%zu bytes: %s", n, why);
        arena_reset(f.ar);
    }
    CHECK(before > N_DOCS);
    end(&f);
}

TEST(a_file_with_a_hole_keeps_both_sides)
{
    struct fixture f;
    struct record_salvaged s;
    CHECK_MSG(begin(&f), "%s", f.err.msg);
    const size_t holes[][2] = {{6 * PAGE, 2 * PAGE}, {9 * PAGE + 100, 3 * PAGE}, {7 * PAGE + 5000, 777}};
    for (size_t i = 0; i < ARRAY_LEN(holes); i++) {
        size_t from = holes[i][0];
        size_t to = from + holes[i][1];
        buf b = {0};
        buf_add(&b, (str){f.file, from});
        buf_add(&b, (str){f.file + to, f.n_file - to});
        const char *why = salvage(&f, &s, buf_str(&b));
        buf_free(&b);
        CHECK_MSG(!why, "a hole from %zu to %zu: %s", from, to, why);
        CHECK_MSG(s.sources > N_DOCS / 2, "a hole from %zu to %zu: %llu sources", from, to, (unsigned long long)s.sources);
        why = complete(&f);
        CHECK_MSG(!why, "a hole from %zu to %zu: %s", from, to, why);
        arena_reset(f.ar);
    }
    end(&f);
}

static bool copy_file(struct fixture *f, const char *from, const char *to)
{
    str bytes;
    return source_read_file(&bytes, temp_path(&f->t, from), (size_t)64 << 20, f->ar, &f->err) == OK &&
           temp_write(&f->t, to, bytes);
}

/* SHA-256 of a file of the folder; zeros when it is not there. */
static struct source_hash hash_of(struct fixture *f, const char *name)
{
    struct source_hash h = {0};
    str bytes;
    if (source_read_file(&bytes, temp_path(&f->t, name), (size_t)64 << 20, f->ar, &f->err) == OK) source_hash_bytes(&h, bytes);
    return h;
}

/* The machine went down before the log was put into the file, and the head of the file is gone besides: short texts are saved
** from the log alone. */
TEST(the_log_beside_a_lost_head_is_searched)
{
    struct fixture f = {.clock = {NOON}};
    struct record_salvaged s;
    struct record_verdict v;
    struct record_added a;
    f.env = TEST_ENV(f.clock);
    f.ar = arena_new(0);
    CHECK(f.ar && temp_make(&f.t));
    CHECK_INT(record_init(temp_path(&f.t, "a.entente"), &f.env, &f.err), OK);
    CHECK_INT(record_open(&f.r, temp_path(&f.t, "a.entente"), RECORD_WRITE, &f.env, &f.err), OK);
    for (int i = 0; i < 12; i++) {
        char text[80];
        (void)snprintf(text, sizeof text, "Both sides met for the %dth time. They will meet again.", i);
        CHECK_INT(add_text(f.r, text, "s", "2025-01-01", &a, f.ar, &f.err), OK);
        CHECK_INT(record_commit(f.r, &f.err), OK);
    }
    CHECK(copy_file(&f, "a.entente", "d.entente") && copy_file(&f, "a.entente-wal", "d.entente-wal"));
    record_close(f.r);
    f.r = NULL;
    for (int lost_head = 0; lost_head < 2; lost_head++) {
        FILE *file = fopen(temp_path(&f.t, "d.entente"), "r+b");
        for (int i = 0; lost_head && file && i < PAGE; i++) fputc(0, file);
        CHECK(file && fclose(file) == 0);
        struct source_hash before[2] = {hash_of(&f, "d.entente"), hash_of(&f, "d.entente-wal")};
        (void)unlink(temp_path(&f.t, "e.entente"));
        enum status code =
            record_salvage(&s, temp_path(&f.t, "d.entente"), temp_path(&f.t, "e.entente"), &f.env, NULL, NULL, &f.err);
        CHECK_MSG(code == OK, "%s", f.err.msg);
        CHECK(s.sources == 12 && s.manifests == 12 && s.acts == 13 && !s.lost && s.from_pages == lost_head);
        struct source_hash after[2] = {hash_of(&f, "d.entente"), hash_of(&f, "d.entente-wal")};
        for (int i = 0; i < 2; i++) CHECK(source_hash_cmp(&before[i], &after[i]) == 0); /* the damaged file is only read */
    }
    CHECK_INT(record_open(&f.r, temp_path(&f.t, "e.entente"), RECORD_READ, &f.env, &f.err), OK);
    CHECK_INT(record_verify(&v, f.r, f.ar, &f.err), OK);
    CHECK_INT(v.n_problem, 0);
    end(&f);
}

/* Pages in which nothing of a record stands: no new file, and one line that says so. */
TEST(what_is_no_record_gives_no_record)
{
    struct fixture f = {.clock = {NOON}};
    struct record_salvaged s;
    uint64_t seed = 7;
    buf noise = {0};
    f.env = TEST_ENV(f.clock);
    f.ar = arena_new(0);
    CHECK(f.ar && temp_make(&f.t));
    while (noise.n < 200000) buf_addc(&noise, (char)random_next(&seed));
    const str junk[] = {buf_str(&noise), STR("x"), STR(""), STR("SQLite format 3\0 and then nothing of the kind")};
    for (size_t i = 0; i < ARRAY_LEN(junk); i++) {
        CHECK(temp_write(&f.t, "d.entente", junk[i]));
        CHECK_INT(record_salvage(&s, temp_path(&f.t, "d.entente"), temp_path(&f.t, "e.entente"), &f.env, NULL, NULL, &f.err),
                  E_FORMAT);
        CHECK_MSG(strstr(f.err.msg, "nothing in") && strstr(f.err.msg, "d.entente"), "%s", f.err.msg);
        CHECK(access(temp_path(&f.t, "e.entente"), F_OK) != 0);
    }
    CHECK_INT(record_salvage(&s, temp_path(&f.t, "none"), temp_path(&f.t, "e.entente"), &f.env, NULL, NULL, &f.err),
              E_NOTFOUND);
    CHECK(access(temp_path(&f.t, "e.entente"), F_OK) != 0);
    buf_free(&noise);
    end(&f);
}

/* A forged row that gives bytes another hash than theirs is not taken; nor one that says it unpacks to terabytes. */
TEST(a_forged_row_is_not_saved)
{
    struct fixture f;
    struct record_salvaged s;
    struct store *st;
    CHECK_MSG(begin(&f), "%s", f.err.msg);
    CHECK_INT(store_open(&st, temp_path(&f.t, "a.entente"), STORE_WRITE, 0, &f.err), OK);
    CHECK_INT(store_exec(st,
                         "INSERT INTO artifact(hash, kind, size, packed, body) VALUES(zeroblob(32), 1, 5, 0, x'6162636465');"
                         "INSERT INTO artifact(hash, kind, size, packed, body) VALUES(randomblob(32), 1, 1099511627776, 1, "
                         "x'28B52FFDE000000000000001000101000061')",
                         &f.err),
              OK);
    store_close(st);
    str bytes;
    CHECK_INT(source_read_file(&bytes, temp_path(&f.t, "a.entente"), (size_t)64 << 20, f.ar, &f.err), OK);
    const char *why = salvage(&f, &s, (str){bytes.p + PAGE, bytes.n - PAGE});
    CHECK_MSG(!why, "%s", why);
    CHECK_INT(s.sources, N_DOCS);
    CHECK_INT(s.lost, 2); /* the index names them */
    end(&f);
}

TESTS(CASE(a_record_without_its_first_page_loses_nothing), CASE(the_rest_of_a_longer_cut_is_saved),
      CASE(a_file_that_ends_early_keeps_its_beginning), CASE(a_file_with_a_hole_keeps_both_sides),
      CASE(the_log_beside_a_lost_head_is_searched), CASE(what_is_no_record_gives_no_record), CASE(a_forged_row_is_not_saved))
