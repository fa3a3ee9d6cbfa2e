/* Unit tests of faults: damage is named, what is whole is saved, a second writer waits and learns who, a full disk and a
** failing write leave what was acknowledged. */
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "record/record.h"
#include "record_help.h"
#include "store/store.h"
#include "test.h"

#define N_DOCS 24

struct fixture {
    struct temp t;
    struct clock clock;
    struct env env;
    record *r;
    arena *ar;
    struct err err;
};

/* A text of some kilobytes that packs badly, so that documents fill pages of their own. */
static void long_text(buf *b, uint32_t seed)
{
    uint64_t x = seed * 2654435761u + 12345;
    buf_addf(b, "Document number %u.\n\n", seed);
    for (int i = 0; i < 900; i++) {
        x = x * 6364136223846793005u + 1442695040888963407u;
        buf_addf(b, "w%05x%s", (unsigned)(x >> 44), i % 12 == 11 ? ". The " : " ");
    }
    buf_addz(b, "end.");
}

static enum status add_long(struct fixture *f, uint32_t seed, struct record_added *a)
{
    buf b = {0};
    long_text(&b, seed);
    struct record_item item = {.bytes = buf_str(&b), .given = manifest_empty()};
    item.given.series = seed % 3 ? STR("s") : STR("");
    item.given.date = test_day("2020-01-01") + (day)seed;
    enum status code = record_add(f->r, &item, a, f->ar, &f->err);
    buf_free(&b);
    return code;
}

static bool begin(struct fixture *f, uint32_t n_docs)
{
    struct record_added a;
    *f = (struct fixture){.clock = {NOON}};
    f->env = TEST_ENV(f->clock);
    f->ar = arena_new(0);
    if (!f->ar || !temp_make(&f->t) || record_init(temp_path(&f->t, "a.entente"), &f->env, &f->err) != OK ||
        record_open(&f->r, temp_path(&f->t, "a.entente"), RECORD_WRITE, &f->env, &f->err) != OK)
        return false;
    for (uint32_t i = 0; i < n_docs; i++) {
        if (add_long(f, i, &a) != OK) return false;
        f->clock.ms += 1000;
        if (i % 10 == 9 && record_commit(f->r, &f->err) != OK) return false;
    }
    return record_commit(f->r, &f->err) == OK;
}

static void end(struct fixture *f)
{
    record_close(f->r);
    arena_free(f->ar);
    temp_remove(&f->t);
}

static bool spoil(const char *path, long at, size_t n)
{
    FILE *f = fopen(path, "r+b");
    bool good = f && fseek(f, at, SEEK_SET) == 0;
    for (size_t i = 0; i < n && good; i++) good = fputc(0x5A, f) != EOF;
    if (f) good = fclose(f) == 0 && good;
    return good;
}

static long file_size(const char *path)
{
    FILE *f = fopen(path, "rb");
    long n = f && fseek(f, 0, SEEK_END) == 0 ? ftell(f) : -1;
    if (f) fclose(f);
    return n;
}

static void count_lost(void *ctx, str line)
{
    (void)line;
    ++*(uint64_t *)ctx;
}

TEST(a_whole_record_is_salvaged_as_it_is)
{
    struct fixture f;
    struct record_salvaged s;
    uint64_t told = 0;
    CHECK_MSG(begin(&f, 20), "%s", f.err.msg);
    str before = state_of(f.r, f.ar);
    CHECK_INT(record_salvage(&s, temp_path(&f.t, "a.entente"), temp_path(&f.t, "b.entente"), &f.env, count_lost, &told, &f.err),
              OK);
    CHECK(s.lost == 0 && told == 0 && s.kept == 20 * 2 + 3);
    record_close(f.r);
    CHECK_INT(record_open(&f.r, temp_path(&f.t, "b.entente"), RECORD_READ, &f.env, &f.err), OK);
    CHECK(str_eq(before, state_of(f.r, f.ar)));
    CHECK_INT(record_salvage(&s, temp_path(&f.t, "a.entente"), temp_path(&f.t, "b.entente"), &f.env, NULL, NULL, &f.err), E_IO);
    end(&f);
}

/* What came of a record with one page spoilt. */
struct spoilt {
    bool loss, harmless;
};

static const char *check_spoilt(struct fixture *f, long page, str whole, struct spoilt *out)
{
    record *r;
    struct record_verdict v = {0};
    enum status code = record_open(&r, temp_path(&f->t, "d.entente"), page % 2 ? RECORD_WRITE : RECORD_READ, &f->env, &f->err);
    if (code != OK) return code == E_FORMAT ? NULL : "opening fails otherwise than for damage";
    code = record_verify(&v, r, f->ar, &f->err);
    /* Some pages are free: what stands on them is nothing. */
    out->harmless = code == OK && !v.n_problem && str_eq(whole, state_of(r, f->ar));
    record_close(r);
    return code == OK && (v.n_problem || out->harmless) ? NULL : "verify does not see it";
}

static const char *check_salvaged(struct fixture *f, struct spoilt *out)
{
    record *r;
    struct record_salvaged s;
    struct record_verdict v;
    struct record_merged m;
    uint64_t told = 0;
    enum status code =
        record_salvage(&s, temp_path(&f->t, "d.entente"), temp_path(&f->t, "e.entente"), &f->env, count_lost, &told, &f->err);
    if (code != OK) return "nothing is salvaged";
    out->loss = s.lost > 0;
    if (told != s.lost) return "not all that is lost is told";
    if (record_open(&r, temp_path(&f->t, "e.entente"), RECORD_WRITE, &f->env, &f->err) != OK) return "cannot be opened";
    const char *why = NULL;
    struct record_query q = {.from = DATE_NONE, .to = DATE_NONE};
    struct record_doc *d;
    uint32_t n = 0;
    if (record_verify(&v, r, f->ar, &f->err) != OK || v.n_problem) why = "does not check clean";
    if (!why && record_merge(&m, r, temp_path(&f->t, "a.entente"), &f->err) != OK) why = "cannot be merged";
    if (!why && (record_list(&d, &n, r, &q, RECORD_NOW, f->ar, &f->err) != OK || n != N_DOCS)) why = "merged: not complete";
    if (!why && (record_verify(&v, r, f->ar, &f->err) != OK || v.n_problem)) why = "merged: does not check clean";
    if (why && v.n_problem) (void)snprintf(f->err.msg, sizeof f->err.msg, "%s", v.problem[0]);
    record_close(r);
    return why;
}

/* Each page of the file is spoilt in turn: verify finds it, salvage saves the rest into a record that checks clean, and a
** merge of the whole record brings all back. */
TEST(any_damaged_page_is_found_and_survived)
{
    struct fixture f;
    char whole[65] = "";
    uint32_t with_loss = 0;
    uint32_t harmless = 0;
    CHECK_MSG(begin(&f, N_DOCS), "%s", f.err.msg);
    memcpy(whole, state_of(f.r, f.ar).p, 64);
    record_close(f.r);
    f.r = NULL;
    long pages = file_size(temp_path(&f.t, "a.entente")) / 16384;
    CHECK(pages > 20);
    for (long page = 0; page < pages; page++) {
        struct spoilt got = {0};
        char command[1200];
        (void)snprintf(command, sizeof command, "cp %s/a.entente %s/d.entente && rm -f %s/e.entente", f.t.dir, f.t.dir,
                       f.t.dir);
        CHECK(system(command) == 0);
        CHECK(spoil(temp_path(&f.t, "d.entente"), page * 16384 + (page ? 0 : 100), page ? 16384 : 400));
        const char *why = check_spoilt(&f, page, str_of(whole), &got);
        if (!why) why = check_salvaged(&f, &got);
        CHECK_MSG(!why, "page %ld: %s (%s)", page, why, f.err.msg);
        with_loss += got.loss;
        harmless += got.harmless;
        arena_reset(f.ar);
    }
    CHECK_MSG(with_loss > 4 && harmless < 6, "of %ld pages %u, %u", pages, with_loss, harmless);
    end(&f);
}

/* What verify says first of a record with one statement run on its tables; "" when it finds nothing. */
static const char *verify_after(struct fixture *f, const char *sql)
{
    struct store *st;
    record *r;
    struct record_verdict v = {0};
    char command[1200];
    (void)snprintf(command, sizeof command, "cp %s/a.entente %s/d.entente", f->t.dir, f->t.dir);
    if (system(command) != 0 || store_open(&st, temp_path(&f->t, "d.entente"), STORE_WRITE, 0, &f->err) != OK) return "no copy";
    enum status code = store_exec(st, sql, &f->err);
    store_close(st);
    if (code != OK || record_open(&r, temp_path(&f->t, "d.entente"), RECORD_READ, &f->env, &f->err) != OK) return f->err.msg;
    code = record_verify(&v, r, f->ar, &f->err);
    record_close(r);
    return code != OK ? f->err.msg : v.n_problem ? v.problem[0] : "";
}

/* The artifacts are whole here; an answer would be wrong all the same. */
TEST(an_index_that_does_not_follow_from_the_artifacts_is_found)
{
    static const struct {
        const char *sql, *part;
    } changes[] = {
        {"UPDATE spine SET bag = zeroblob(length(bag))", "prints of sentences"},
        {"UPDATE manifest SET date = date + 1", "manifests"},
        {"UPDATE manifest SET series = 'other'", "manifests"},
        {"UPDATE act SET author = 'Eve'", "acts"},
        {"INSERT INTO kin SELECT min(id), max(id), 900000 FROM document", "near copies"},
    };
    struct fixture f;
    CHECK_MSG(begin(&f, 5), "%s", f.err.msg);
    record_close(f.r);
    f.r = NULL;
    CHECK_STR(str_of(verify_after(&f, "SELECT 1")), "");
    for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
        char want[160];
        (void)snprintf(want, sizeof want, "the index of %s is not what the artifacts say: run \"entente rebuild\"",
                       changes[i].part);
        CHECK_STR(str_of(verify_after(&f, changes[i].sql)), want);
    }
    end(&f);
}

TEST(a_changed_byte_names_the_artifact)
{
    struct fixture f;
    struct record_added a = {0};
    struct record_verdict v;
    CHECK(begin(&f, 1));
    CHECK_INT(add_text(f.r, "A short text that is kept as it is, ABCDEFGH.", NULL, NULL, &a, f.ar, &f.err), OK);
    CHECK_INT(record_commit(f.r, &f.err), OK);
    CHECK_INT(record_verify(&v, f.r, f.ar, &f.err), OK);
    CHECK_INT(v.n_problem, 0);
    CHECK_INT(v.documents, 2);
    record_close(f.r);
    f.r = NULL;
    /* Find the words in the file and change a letter: no page is damaged, only what it says. */
    FILE *file = fopen(temp_path(&f.t, "a.entente"), "r+b");
    char block[400000];
    size_t n = fread(block, 1, sizeof block, file);
    char *at = memmem(block, n, "ABCDEFGH", 8);
    CHECK(at && fseek(file, (long)(at - block), SEEK_SET) == 0 && fputc('X', file) == 'X' && fclose(file) == 0);
    CHECK_INT(record_open(&f.r, temp_path(&f.t, "a.entente"), RECORD_READ, &f.env, &f.err), OK);
    CHECK_INT(record_verify(&v, f.r, f.ar, &f.err), OK);
    CHECK(v.n_problem > 0);
    buf hex = {0};
    source_hash_write(&hex, &a.source);
    hex.p[12] = '\0';
    bool named = false;
    for (uint32_t i = 0; i < v.n_problem; i++) named = named || (strstr(v.problem[i], hex.p) && strstr(v.problem[i], "source"));
    CHECK_MSG(named, "%s", v.problem[0]);
    struct record_doc d;
    struct record_reading rd;
    CHECK_INT(record_find(&d, f.r, (str){hex.p, 8}, RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(record_read(&rd, f.r, &d, f.ar, &f.err), E_FORMAT); /* never shown as if it were the source */
    buf_free(&hex);
    end(&f);
}

TEST(a_second_writer_waits_and_learns_who)
{
    struct fixture f;
    struct record_added a;
    record *two;
    CHECK(begin(&f, 1));
    CHECK_INT(add_long(&f, 7, &a), OK);
    struct env other = f.env;
    other.author = STR("Bob");
    CHECK_INT(record_open(&two, temp_path(&f.t, "a.entente"), RECORD_WRITE, &other, &f.err), OK);
    struct record_doc *d;
    uint32_t n;
    struct record_query q = {.from = DATE_NONE, .to = DATE_NONE};
    CHECK_INT(record_list(&d, &n, two, &q, RECORD_NOW, f.ar, &f.err), OK); /* reading does not wait */
    CHECK_INT(n, 1);
    CHECK_INT(add_text(two, "Too late.", NULL, NULL, &a, f.ar, &f.err), E_BUSY);
    CHECK_MSG(strstr(f.err.msg, "Ada (process "), "%s", f.err.msg);
    CHECK_INT(record_commit(f.r, &f.err), OK);
    CHECK_INT(add_text(two, "In time.", NULL, NULL, &a, f.ar, &f.err), OK);
    CHECK_INT(record_commit(two, &f.err), OK);
    record_close(two);
    end(&f);
}

/* In a child, files may not grow past a limit: writes fail as on a full disk. */
TEST(a_full_disk_keeps_what_was_acknowledged)
{
    struct fixture f;
    struct record_verdict v;
    struct record_doc *d;
    uint32_t n;
    struct record_query q = {.from = DATE_NONE, .to = DATE_NONE};
    CHECK(begin(&f, 3));
    record_close(f.r);
    f.r = NULL;
    int pipes[2];
    CHECK(pipe(pipes) == 0);
    pid_t child = fork();
    if (!child) {
        struct record_added a;
        unsigned char good = 0;
        struct rlimit limit = {.rlim_cur = 700000, .rlim_max = 700000};
        signal(SIGXFSZ, SIG_IGN);
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(9);
        if (record_open(&f.r, temp_path(&f.t, "a.entente"), RECORD_WRITE, &f.env, &f.err) != OK) _exit(8);
        enum status code = OK;
        for (uint32_t i = 100; i < 400 && code == OK; i++) {
            code = add_long(&f, i, &a);
            if (code == OK) code = record_commit(f.r, &f.err);
            good = (unsigned char)(good + (code == OK));
        }
        bool told = code == E_IO && f.err.msg[0] && record_pending(f.r, NULL) == 0;
        (void)!write(pipes[1], &good, 1);
        record_close(f.r);
        _exit(told ? 0 : 7);
    }
    int status;
    unsigned char good = 0;
    CHECK(child > 0 && waitpid(child, &status, 0) == child);
    CHECK(read(pipes[0], &good, 1) == 1 && good > 0);
    CHECK_MSG(WIFEXITED(status) && WEXITSTATUS(status) == 0, "child: %d", status);
    CHECK_INT(record_open(&f.r, temp_path(&f.t, "a.entente"), RECORD_WRITE, &f.env, &f.err), OK);
    CHECK_INT(record_list(&d, &n, f.r, &q, RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(n, 3u + good);
    CHECK_INT(record_verify(&v, f.r, f.ar, &f.err), OK);
    CHECK_INT(v.n_problem, 0);
    end(&f);
}

TEST(a_kill_keeps_what_was_acknowledged)
{
    struct fixture f;
    struct record_verdict v;
    CHECK(begin(&f, 1));
    record_close(f.r);
    f.r = NULL;
    uint32_t expected = 1;
    for (int round = 0; round < 12; round++) {
        int pipes[2];
        CHECK(pipe(pipes) == 0);
        pid_t child = fork();
        if (!child) {
            struct record_added a;
            if (record_open(&f.r, temp_path(&f.t, "a.entente"), RECORD_WRITE, &f.env, &f.err) != OK) _exit(8);
            for (uint32_t i = 0; i < 5000; i++) {
                if (add_long(&f, 1000 * (uint32_t)(round + 1) + i, &a) != OK || record_commit(f.r, &f.err) != OK) _exit(7);
                if (write(pipes[1], "x", 1) != 1) _exit(6);
            }
            _exit(0);
        }
        close(pipes[1]);
        char acknowledged[64];
        size_t want = (size_t)(round % 7) + 1;
        size_t got = 0;
        while (got < want) {
            ssize_t k = read(pipes[0], acknowledged + got, want - got);
            if (k <= 0) break;
            got += (size_t)k;
        }
        usleep((useconds_t)(round * 137) % 900);
        kill(child, SIGKILL);
        int status;
        CHECK(waitpid(child, &status, 0) == child);
        for (ssize_t k; (k = read(pipes[0], acknowledged, sizeof acknowledged)) > 0;) got += (size_t)k;
        close(pipes[0]);
        CHECK_INT(record_open(&f.r, temp_path(&f.t, "a.entente"), RECORD_WRITE, &f.env, &f.err), OK);
        struct record_doc *d;
        uint32_t n;
        struct record_query q = {.from = DATE_NONE, .to = DATE_NONE};
        CHECK_INT(record_list(&d, &n, f.r, &q, RECORD_NOW, f.ar, &f.err), OK);
        expected += (uint32_t)got;
        CHECK_MSG(n == expected || n == expected + 1, "%u, %u acknowledged", n,
                  expected); /* one may be done but not yet told */
        expected = n;
        CHECK_INT(record_verify(&v, f.r, f.ar, &f.err), OK);
        CHECK_INT(v.n_problem, 0);
        record_close(f.r);
        f.r = NULL;
    }
    end(&f);
}

TESTS(CASE(a_whole_record_is_salvaged_as_it_is), CASE(any_damaged_page_is_found_and_survived),
      CASE(an_index_that_does_not_follow_from_the_artifacts_is_found), CASE(a_changed_byte_names_the_artifact),
      CASE(a_second_writer_waits_and_learns_who), CASE(a_full_disk_keeps_what_was_acknowledged),
      CASE(a_kill_keeps_what_was_acknowledged))
