/* kill_test PROGRAM [KILLS]: kills `entente add` of a few hundred files at random moments (kill -9, seeded). After each, every
** line that it had printed is kept: the artifact is in the record, byte for byte; verify has no complaint; and the
** record goes on from there. */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "record/record.h"
#include "temp.h"
#include "test.h"

enum { N_FILE = 300 };

static struct {
    const char *program;
    long kills;
    struct temp folder;
    char record[512], texts[512];
    struct source_hash hash[N_FILE];
} it;

static int64_t fixed_now(void *ctx)
{
    (void)ctx;
    return 1750000000000;
}
static const struct env env = {.now_ms = fixed_now, .author = {"tester", 6}};

static double now_s(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* splitmix64 (Steele, Lea and Flood 2014): the same delays for the same seed. */
static uint64_t draw(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* File number i, unlike all others: 2 to 20 kB. */
static bool make_file(uint32_t i)
{
    buf b = {0};
    uint64_t state = i;
    char path[1024];
    buf_addf(&b, "Report number %u\n\n", i);
    for (uint32_t n = 20 + (uint32_t)(draw(&state) % 180); n; n--) {
        buf_addf(&b, "On day %u the delegation of district %u spoke of matter %x. ", (unsigned)(draw(&state) % 9000),
                 (unsigned)(draw(&state) % 300), (unsigned)(draw(&state) >> 40));
        if (n % 6 == 0) buf_addz(&b, "\n\n");
    }
    (void)snprintf(path, sizeof path, "%s/%03u.txt", it.texts, i);
    FILE *f = fopen(path, "wb");
    bool good = f && !buf_check(&b, NULL) && fwrite(b.p, 1, b.n, f) == b.n;
    if (f && fclose(f) != 0) good = false;
    source_hash_bytes(&it.hash[i], buf_str(&b));
    buf_free(&b);
    return good;
}

/* Runs `entente add`, kills it after delay_s (negative: never). What it printed goes to said (whole lines only).
** Returns its wait status, or -1. */
static int run_add(buf *said, double delay_s, double *took_s)
{
    int fd[2];
    double begin = now_s();
    if (pipe(fd) != 0) return -1;
    pid_t pid = fork();
    if (pid == 0) {
        (void)dup2(fd[1], 1);
        (void)close(fd[0]);
        (void)close(fd[1]);
        (void)execl(it.program, it.program, "-R", it.record, "add", it.texts, (char *)NULL);
        _exit(127);
    }
    (void)close(fd[1]);
    if (pid < 0) return -1;
    if (delay_s >= 0) {
        struct timespec t = {(time_t)delay_s, (long)((delay_s - (double)(time_t)delay_s) * 1e9)};
        (void)nanosleep(&t, NULL);
        (void)kill(pid, SIGKILL);
    }
    for (;;) {
        char *room = buf_room(said, 65536);
        ssize_t n = room ? read(fd[0], room, 65536) : 0;
        if (n <= 0) break;
        said->n += (size_t)n;
    }
    (void)close(fd[0]);
    while (said->n && said->p[said->n - 1] != '\n') said->n--; /* a line cut by the kill promised nothing */
    int status = 0;
    if (waitpid(pid, &status, 0) != pid) return -1;
    *took_s = now_s() - begin;
    return status;
}

/* The number of the file that an output line acknowledges (it shows "<path>/NNN.txt"), or N_FILE. */
static uint32_t acknowledged(str line)
{
    size_t at = str_find(line, STR(".txt"), 0);
    uint64_t i = N_FILE;
    if (at == SIZE_MAX || at < 3 || !str_to_u64((str){line.p + at - 3, 3}, N_FILE - 1, &i)) return N_FILE;
    return (uint32_t)i;
}

/* Everything promised is there and the whole record verifies. */
static bool promises_kept(str said, uint32_t *n_promised, char why[512])
{
    struct err err = {0};
    struct record_verdict verdict = {0};
    record *r = NULL;
    arena *ar = arena_new(0);
    enum status s = ar ? record_open(&r, it.record, RECORD_WRITE, &env, &err) : E_NOMEM;
    *n_promised = 0;
    while (!s && said.n) {
        str line = str_cut(said, '\n', &said), bytes;
        uint32_t i = acknowledged(line);
        if (i == N_FILE) continue;
        ++*n_promised;
        struct arena_mark mark = arena_here(ar);
        s = record_bytes(&bytes, r, &it.hash[i], ar, &err);
        arena_back(ar, mark);
    }
    if (!s) s = record_verify(&verdict, r, ar, &err);
    (void)snprintf(why, 512, "%s", s ? err.msg : verdict.n_problem ? verdict.problem[0] : "");
    record_close(r);
    arena_free(ar);
    return !s && !verdict.n_problem;
}

static bool new_record(void)
{
    static const char *const suffix[] = {"", "-wal", "-shm"};
    char name[600];
    struct err err = {0};
    for (size_t i = 0; i < ARRAY_LEN(suffix); i++) {
        (void)snprintf(name, sizeof name, "%s%s", it.record, suffix[i]);
        (void)unlink(name);
    }
    if (record_init(it.record, &env, &err) == OK) return true;
    printf("# %s\n", err.msg);
    return false;
}

TEST(killed_at_random_moments_it_keeps_its_word)
{
    buf said = {0};
    char why[512];
    double whole_s = 0, took_s = 0;
    uint32_t n = 0;
    long between = 0, all = 0;
    uint64_t seed = 20261121;
    for (uint32_t i = 0; i < N_FILE; i++) CHECK(make_file(i));
    CHECK(new_record());
    int status = run_add(&said, -1, &whole_s);
    CHECK_MSG(WIFEXITED(status) && WEXITSTATUS(status) == 0, "add ended with %d", status);
    CHECK_MSG(promises_kept(buf_str(&said), &n, why), "%s", why);
    CHECK_INT(n, N_FILE);
    for (long k = 0; k < it.kills; k++) {
        /* A new record each fifth time; else the next run goes on with what the killed one left. */
        if (k % 5 == 0) CHECK(new_record());
        buf_clear(&said);
        double delay_s = whole_s * 1.05 * (double)(draw(&seed) >> 11) / 9007199254740992.0;
        status = run_add(&said, delay_s, &took_s);
        CHECK_MSG(status >= 0 && (WIFSIGNALED(status) || WEXITSTATUS(status) == 0), "kill %ld: add ended with %d", k, status);
        CHECK_MSG(promises_kept(buf_str(&said), &n, why), "kill %ld after %.4f s, %u lines printed: %s", k, delay_s, n, why);
        between += WIFSIGNALED(status) && n > 0 && n < N_FILE;
        all += n;
    }
    printf("# %ld kills over %.3f s (seed 20261121): %ld between the first and the last line, %ld lines held to their word\n",
           it.kills, whole_s, between, all);
    CHECK(between > it.kills / 20); /* else the moments were not where they matter */
    buf_free(&said);
}

int main(int argc, char **argv)
{
    it.program = argc > 1 ? argv[1] : NULL;
    it.kills = argc > 2 ? strtol(argv[2], NULL, 10) : 200;
    if (!it.program || it.kills < 1) return 2;
    if (!access("/dev/shm", W_OK)) (void)setenv("TMPDIR", "/dev/shm", 0);
    (void)setenv("ENTENTE_AUTHOR", "tester", 1);
    if (!temp_make(&it.folder)) return 2;
    (void)snprintf(it.record, sizeof it.record, "%s/kill.entente", it.folder.dir);
    (void)snprintf(it.texts, sizeof it.texts, "%s/texts", it.folder.dir);
    if (mkdir(it.texts, 0700) != 0) return 2;
    struct test_case all[] = {CASE(killed_at_random_moments_it_keeps_its_word)};
    int bad = test_run_all(all, ARRAY_LEN(all));
    temp_remove(&it.folder);
    return bad;
}
