/* kill_parse_test PROGRAM [KILLS]: kills `entente rebuild --parses` (kill -9, seeded) at any moment of its run. After each kill the
** record says what it said, verify has no complaint, and every parse that stands in it is whole; at the end a run that is left
** alone makes them all. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/random.h"
#include "record/record.h"
#include "record_help.h"
#include "test.h"

enum { N_TEXT = 24, N_SENTENCE = 60 };

static struct {
    const char *program;
    long kills;
    struct temp folder;
    char record[512];
} it;

static double now_s(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* `entente ARGS`, silent; killed after so many seconds (negative: left alone). Its wait status. */
static int run(const char *const *args, double after_s)
{
    const char *argv[8] = {it.program, "-R", it.record};
    for (int i = 0; args[i] && i < 4; i++) argv[3 + i] = args[i];
    pid_t pid = fork();
    if (pid == 0) {
        int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
        (void)dup2(nowhere, 1);
        (void)dup2(nowhere, 2);
        (void)execv(it.program, (char *const *)argv);
        _exit(127);
    }
    int status = -1;
    if (pid < 0) return status;
    if (after_s >= 0) {
        struct timespec wait = {(time_t)after_s, (long)((after_s - (double)(time_t)after_s) * 1e9)};
        (void)nanosleep(&wait, NULL);
        (void)kill(pid, SIGKILL);
    }
    return waitpid(pid, &status, 0) == pid ? status : -1;
}

static bool make_record(const struct env *env, struct err *err)
{
    record *r = NULL;
    arena *ar = arena_new(0);
    enum status s = ar ? record_init(it.record, env, err) : E_NOMEM;
    if (!s) s = record_open(&r, it.record, RECORD_WRITE, env, err);
    for (int i = 0; !s && i < N_TEXT; i++) {
        struct record_added added;
        buf b = {0};
        for (int k = 0; k < N_SENTENCE; k++)
            buf_addf(&b, "On day %d the delegation of district %d spoke of the matter and of what it will do. %s", k, i,
                     k % 6 ? "" : "\n\n");
        struct record_item item = {.bytes = buf_str(&b), .given = manifest_empty(), .path = STR("test")};
        item.given.language = STR("en");
        s = record_add(r, &item, &added, ar, err);
        buf_free(&b);
    }
    if (!s) s = record_commit(r, err);
    record_close(r);
    arena_free(ar);
    return !s;
}

/* Verified, and its state; how many parses stand in it. */
static bool look(const struct env *env, buf *state, uint64_t *parses, char why[512])
{
    struct err err = {0};
    struct record_verdict v = {0};
    record *r = NULL;
    arena *ar = arena_new(0);
    enum status s = ar ? record_open(&r, it.record, RECORD_WRITE, env, &err) : E_NOMEM;
    if (!s) s = record_verify(&v, r, ar, &err);
    (void)snprintf(why, 512, "%s", s ? err.msg : v.n_problem ? v.problem[0] : "");
    buf_clear(state);
    if (!s) hash_line(state, r, &err);
    *parses = v.parses;
    record_close(r);
    arena_free(ar);
    return !s && !v.n_problem;
}

TEST(killed_while_parsing_the_record_is_whole)
{
    static const char *const model[] = {"model", NULL}, *const rebuild[] = {"rebuild", "--parses", NULL};
    struct clock clock = {NOON};
    struct env env = TEST_ENV(clock);
    struct err err = {0};
    char why[512];
    buf before = {0}, after = {0};
    uint64_t parses, seed = 20261125;
    long between = 0;
    if (run(model, -1) != 0) SKIP("this build has no model");
    CHECK_MSG(make_record(&env, &err), "%s", err.msg);
    CHECK_MSG(look(&env, &before, &parses, why) && parses == 0, "%s", why);
    double begin_s = now_s();
    CHECK_INT(run(rebuild, -1), 0);
    double took_s = now_s() - begin_s;
    CHECK_MSG(look(&env, &after, &parses, why) && parses == N_TEXT, "%s", why);
    for (long k = 0; k < it.kills; k++) {
        double wait_s = took_s * 1.05 * (double)(random_next(&seed) >> 11) / 9007199254740992.0;
        int status = run(rebuild, wait_s);
        CHECK_MSG(status >= 0 && (WIFSIGNALED(status) || WEXITSTATUS(status) == 0), "kill %ld: it ended with %d", k, status);
        CHECK_MSG(look(&env, &after, &parses, why), "kill %ld after %.3f s: %s", k, wait_s, why);
        CHECK_MSG(str_eq(buf_str(&before), buf_str(&after)), "kill %ld: another state", k);
        between += parses > 0 && parses < N_TEXT;
    }
    printf("# %ld kills over %.3f s (seed 20261125): %ld between the first and the last parse\n", it.kills, took_s, between);
    CHECK(between > it.kills / 5);
    CHECK_INT(run(rebuild, -1), 0);
    CHECK_MSG(look(&env, &after, &parses, why) && parses == N_TEXT, "%s", why);
    buf_free(&before);
    buf_free(&after);
}

int main(int argc, char **argv)
{
    it.program = argc > 1 ? argv[1] : NULL;
    it.kills = argc > 2 ? strtol(argv[2], NULL, 10) : 40;
    if (!it.program || it.kills < 1) return 2;
    (void)setenv("ENTENTE_AUTHOR", "tester", 1);
    if (!temp_make(&it.folder)) return 2;
    (void)snprintf(it.record, sizeof it.record, "%s/kill.entente", it.folder.dir);
    struct test_case all[] = {CASE(killed_while_parsing_the_record_is_whole)};
    int bad = test_run_all(all, ARRAY_LEN(all));
    temp_remove(&it.folder);
    return bad;
}
