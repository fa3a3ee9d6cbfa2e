/* kill_test PROGRAM [KILLS]: kills `entente add` (kill -9, seeded) while a few commands, one after another, add folders of
** small files and one of large files, which is committed in groups. Three kills of four are aimed by what the run has
** acknowledged so far, not by the clock, so that they fall where a promise was just made, is about to be made, or is being
** written, however fast the machine. After each kill, every line that was printed is kept: the artifact is in the record,
** byte for byte; verify has no complaint; and the record goes on from there. */
#include <dirent.h>
#include <errno.h>
#include <poll.h>
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

/* Files in each folder, one command a folder. The last one holds large files, of which 17 are one group of `add` (8 MiB):
** one command that acknowledges twice. It takes as long as all others, and is added in one round of four. */
static const int folders[] = {1, 2, 5, 3, 1, 8, 2, 13, 1, 4, 18};
enum { N_FOLDER = ARRAY_LEN(folders), N_SMALL = 40, N_FILE = 58, LARGE_BYTES = 512 << 10, KILLS_A_ROUND = 5 };

/* Where a kill is aimed. All but the first wait until a drawn number of lines has been seen. */
enum aim {
    AIM_ANY,    /* any moment of the run, by the clock: also before the first line and after the last */
    AIM_AFTER,  /* shortly after these lines were acknowledged */
    AIM_BEFORE, /* shortly before the next ones are, by the time that they took in the undisturbed run */
    AIM_WITHIN, /* when the journal next grows: within the commit of the next ones */
    AIM_COUNT
};
static const char *const aim_name[AIM_COUNT] = {"any moment", "after a line", "before a line", "within a commit"};

struct plan {
    enum aim aim;
    uint32_t n_folder, n_file; /* that the run adds */
    uint32_t lines;            /* to be seen first */
    double wait_s;             /* from the start (AIM_ANY), from these lines, or from the journal's growth (AIM_WITHIN) */
};

static struct {
    const char *program;
    long kills;
    struct temp folder;
    char record[512], journal[520], texts[512];
    struct source_hash hash[N_FILE];
    double line_s[N_FILE]; /* when each line of the undisturbed run came, from its start; those of one group come together */
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

static double draw_unit(uint64_t *state) { return (double)(draw(state) >> 11) / 9007199254740992.0; }

/* File number i, unlike all others, in folder k: 1 to 6 kB of text; a large one has a comment of LARGE_BYTES before it,
** which the record must keep and has little work with. */
static bool make_file(uint32_t i, uint32_t k, bool large)
{
    buf b = {0};
    uint64_t state = i;
    char path[1024];
    if (large) {
        buf_addf(&b, "<!DOCTYPE html>\n<!-- %u ", i);
        buf_fill(&b, '.', LARGE_BYTES);
        buf_addz(&b, " -->\n<p>");
    }
    buf_addf(&b, "Report number %u\n\n", i);
    for (uint32_t n = 10 + (uint32_t)(draw(&state) % 60); n; n--) {
        buf_addf(&b, "On day %u the delegation of district %u spoke of matter %x. ", (unsigned)(draw(&state) % 9000),
                 (unsigned)(draw(&state) % 300), (unsigned)(draw(&state) >> 40));
        if (n % 6 == 0) buf_addz(&b, "\n\n");
    }
    (void)snprintf(path, sizeof path, "%s/%02u/%03u.txt", it.texts, k, i);
    FILE *f = fopen(path, "wb");
    bool good = f && !buf_check(&b, NULL) && fwrite(b.p, 1, b.n, f) == b.n;
    if (f && fclose(f) != 0) good = false;
    source_hash_bytes(&it.hash[i], buf_str(&b));
    buf_free(&b);
    return good;
}

static bool make_folders(void)
{
    char path[1024];
    uint32_t i = 0;
    for (uint32_t k = 0; k < N_FOLDER; k++) {
        (void)snprintf(path, sizeof path, "%s/%02u", it.texts, k);
        if (mkdir(path, 0700) != 0) return false;
        for (int n = folders[k]; n; n--)
            if (i == N_FILE || !make_file(i++, k, k == N_FOLDER - 1)) return false;
    }
    return i == N_FILE;
}

/* `entente add` of folder k; its output comes from *out. */
static pid_t start(uint32_t k, int *out)
{
    int fd[2];
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/%02u", it.texts, k);
    if (pipe(fd) != 0) return -1;
    pid_t pid = fork();
    if (pid == 0) {
        (void)dup2(fd[1], 1);
        (void)close(fd[0]);
        (void)close(fd[1]);
        (void)execl(it.program, it.program, "-R", it.record, "add", path, (char *)NULL);
        _exit(127);
    }
    (void)close(fd[1]);
    *out = fd[0];
    return pid;
}

/* How far a run is, and what its plan waits for. */
struct run {
    const struct plan *plan; /* NULL: nothing is killed */
    buf *said;
    uint32_t lines;     /* in said */
    double begin_s;     /* now_s() */
    double due_s;       /* the moment of the kill, now_s(); 0: not known yet */
    off_t journal_size; /* when last looked at, once the plan's lines were seen */
    bool killed;
};

/* Counts the new lines, notes the time of each in the undisturbed run. */
static void count_lines(struct run *r, size_t from)
{
    for (size_t i = from; i < r->said->n; i++) {
        if (r->said->p[i] != '\n') continue;
        if (!r->plan && r->lines < N_FILE) it.line_s[r->lines] = now_s() - r->begin_s;
        r->lines++;
    }
}

/* Is the moment there? */
static bool is_due(struct run *r)
{
    struct stat st;
    if (!r->plan) return false;
    if (r->due_s == 0 && r->plan->aim == AIM_ANY) r->due_s = r->begin_s + r->plan->wait_s;
    if (r->due_s == 0 && r->lines >= r->plan->lines) {
        off_t size = r->plan->aim == AIM_WITHIN && stat(it.journal, &st) == 0 ? st.st_size : 0;
        if (r->plan->aim != AIM_WITHIN || size > r->journal_size) r->due_s = now_s() + r->plan->wait_s;
        r->journal_size = size;
    }
    return r->due_s != 0 && now_s() >= r->due_s;
}

/* Reads what one command says until it ends; kills it when its moment has come, in the midst of its talk or silence. */
static void listen_and_kill(struct run *r, pid_t pid, int out)
{
    for (;;) {
        if (!r->killed && is_due(r)) {
            (void)kill(pid, SIGKILL);
            r->killed = true;
        }
        struct pollfd p = {.fd = out, .events = POLLIN};
        struct timespec brief = {0, 50000};
        if (ppoll(&p, 1, r->plan && !r->killed ? &brief : NULL, NULL) <= 0) continue;
        char *room = buf_room(r->said, 65536);
        ssize_t n = room ? read(out, room, 65536) : 0;
        if (n <= 0) return;
        r->said->n += (size_t)n;
        count_lines(r, r->said->n - (size_t)n);
    }
}

/* One command after another, by the plan (NULL: all folders, none is killed). What they printed goes to said (whole lines
** only). Returns the wait status of the last command that ran, or -1. */
static int run_adds(buf *said, const struct plan *plan, double *took_s)
{
    struct run r = {.plan = plan, .said = said, .begin_s = now_s()};
    int status = 0;
    uint32_t n_folder = plan ? plan->n_folder : N_FOLDER;
    for (uint32_t k = 0; k < n_folder && !r.killed && !status; k++) {
        int out = -1;
        pid_t pid = start(k, &out);
        if (pid < 0) return -1;
        listen_and_kill(&r, pid, out);
        (void)close(out);
        if (waitpid(pid, &status, 0) != pid) return -1;
    }
    while (said->n && said->p[said->n - 1] != '\n') said->n--; /* a line cut by the kill promised nothing */
    *took_s = now_s() - r.begin_s;
    return status;
}

/* Lines before the group of line `last` (from 1) in the undisturbed run. */
static uint32_t lines_before_group(uint32_t last)
{
    uint32_t n = last - 1;
    while (n > 1 && it.line_s[last - 1] - it.line_s[n - 1] < 0.0005) n--;
    return n;
}

/* Plan of kill k. kept: lines that the record holds already, for which nothing is written again. */
static struct plan next_plan(uint64_t *seed, long k, uint32_t kept)
{
    bool large = k / KILLS_A_ROUND % 4 == 0;
    struct plan p = {.aim = (enum aim)((unsigned long)k % AIM_COUNT)};
    p.n_folder = large ? N_FOLDER : N_FOLDER - 1;
    p.n_file = large ? N_FILE : N_SMALL;
    if (p.aim == AIM_ANY) {
        p.wait_s = it.line_s[p.n_file - 1] * 1.1 * draw_unit(seed);
        return p;
    }
    uint32_t most = lines_before_group(p.n_file);
    uint32_t from = p.aim == AIM_AFTER || kept >= most ? 1 : kept + 1;
    p.lines = from + (uint32_t)(draw(seed) % (most - from + 1));
    if (p.aim == AIM_AFTER) p.wait_s = 0.002 * draw_unit(seed);
    if (p.aim == AIM_WITHIN) p.wait_s = 0.0005 * draw_unit(seed);
    if (p.aim == AIM_BEFORE) {
        uint32_t next = p.lines;
        while (next + 1 < p.n_file && it.line_s[next] - it.line_s[p.lines - 1] < 0.0005) next++;
        p.wait_s = (it.line_s[next] - it.line_s[p.lines - 1]) * (0.7 + 0.35 * draw_unit(seed));
    }
    return p;
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

/* The undisturbed run: it holds its word, and gives the times that the kills are aimed by. */
static bool calm_run(char why[512])
{
    buf said = {0};
    uint32_t n = 0;
    double took_s = 0;
    int status = run_adds(&said, NULL, &took_s);
    bool good = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (!good) (void)snprintf(why, 512, "add ended with %d", status);
    if (good) good = promises_kept(buf_str(&said), &n, why) && n == N_FILE;
    buf_free(&said);
    return good;
}

TEST(killed_at_random_moments_it_keeps_its_word)
{
    buf said = {0};
    char why[512] = "";
    uint32_t n = 0;
    long between = 0, all = 0, hit[AIM_COUNT] = {0};
    uint64_t seed = 20261121;
    CHECK(make_folders());
    CHECK(new_record());
    CHECK_MSG(calm_run(why), "%s", why);
    for (long k = 0; k < it.kills; k++) {
        double took_s = 0;
        /* A new record each fifth time; else the next run goes on with what the killed one left. */
        if (k % KILLS_A_ROUND == 0) {
            CHECK(new_record());
            n = 0;
        }
        struct plan plan = next_plan(&seed, k, n);
        buf_clear(&said);
        int status = run_adds(&said, &plan, &took_s);
        CHECK_MSG(status >= 0 && (WIFSIGNALED(status) || WEXITSTATUS(status) == 0), "kill %ld: add ended with %d", k, status);
        CHECK_MSG(promises_kept(buf_str(&said), &n, why), "kill %ld (%s) after %.4f s, %u lines printed: %s", k,
                  aim_name[plan.aim], took_s, n, why);
        bool is_between = WIFSIGNALED(status) && n > 0 && n < plan.n_file;
        between += is_between;
        hit[plan.aim] += is_between;
        all += n;
    }
    printf("# %ld kills over %.3f s (seed 20261121): %ld between the first and the last line, %ld lines held to their word\n",
           it.kills, it.line_s[N_FILE - 1], between, all);
    for (int a = 0; a < AIM_COUNT; a++) printf("# aimed at %s: %ld between\n", aim_name[a], hit[a]);
    CHECK(between > it.kills / 3); /* else the moments were not where they matter */
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
    (void)snprintf(it.journal, sizeof it.journal, "%s-wal", it.record);
    (void)snprintf(it.texts, sizeof it.texts, "%s/texts", it.folder.dir);
    if (mkdir(it.texts, 0700) != 0) return 2;
    struct test_case all[] = {CASE(killed_at_random_moments_it_keeps_its_word)};
    int bad = test_run_all(all, ARRAY_LEN(all));
    temp_remove(&it.folder);
    return bad;
}
