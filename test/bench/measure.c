/* Runs a command several times on one core and prints one line: median wall time, user + system time and the
** largest resident memory of any run.
**
**   measure [-n RUNS] [-c CORE] [-s] [-b SHELL-COMMAND] -- COMMAND ARGUMENTS...
**
** Output of the command is thrown away. -b is run, not timed, before each run. -s: exit status 1 of the command is
** fine ("differs"). Prints "wall_s cpu_s rss_mb". Exits 1 when a run failed. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct run {
    double wall_s, cpu_s, rss_mb;
};

static double seconds(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec / 1e6; }

static double now_s(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void child(char **command, int core)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET((size_t)core, &set);
    if (core >= 0) (void)sched_setaffinity(0, sizeof set, &set);
    int null = open("/dev/null", O_RDWR);
    if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0) _exit(126);
    execvp(command[0], command);
    fprintf(stderr, "measure: %s: %s\n", command[0], strerror(errno));
    _exit(127);
}

static bool once(struct run *out, char **command, int core, bool differs_ok)
{
    double begin = now_s();
    pid_t pid = fork();
    if (pid == 0) child(command, core);
    int status = 0;
    struct rusage used;
    if (pid < 0 || wait4(pid, &status, 0, &used) != pid) return false;
    out->wall_s = now_s() - begin;
    out->cpu_s = seconds(used.ru_utime) + seconds(used.ru_stime);
    out->rss_mb = (double)used.ru_maxrss / 1024;
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (code == 0 || (code == 1 && differs_ok)) return true;
    fprintf(stderr, "measure: %s ended with status %d\n", command[0], code);
    return false;
}

static int by_wall(const void *a, const void *b)
{
    double x = ((const struct run *)a)->wall_s, y = ((const struct run *)b)->wall_s;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    long n = 5, core = -1;
    bool differs_ok = false;
    const char *before = NULL;
    int opt;
    while ((opt = getopt(argc, argv, "+n:c:sb:")) != -1) {
        if (opt == 'n')
            n = strtol(optarg, NULL, 10);
        else if (opt == 'c')
            core = strtol(optarg, NULL, 10);
        else if (opt == 's')
            differs_ok = true;
        else if (opt == 'b')
            before = optarg;
        else
            return 2;
    }
    if (n < 1 || n > 1000 || core > 1023 || optind >= argc) return 2;
    struct run *run = calloc((size_t)n, sizeof *run);
    if (!run) return 1;
    double rss_mb = 0;
    for (long i = 0; i < n; i++) {
        if ((before && system(before) != 0) || !once(&run[i], argv + optind, (int)core, differs_ok)) {
            free(run);
            return 1;
        }
        if (run[i].rss_mb > rss_mb) rss_mb = run[i].rss_mb;
    }
    qsort(run, (size_t)n, sizeof *run, by_wall);
    printf("%.4f %.4f %.1f\n", run[n / 2].wall_s, run[n / 2].cpu_s, rss_mb);
    free(run);
    return 0;
}
