/* series_bench RECORD SERIES [RUNS]: the newest text of a series against all its predecessors, in one process with the
** record open: prints the median in seconds, the largest resident memory in MB, and the counts of labels. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "compare/compare.h"
#include "record/record.h"

static double now_s(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int64_t no_clock(void *ctx)
{
    (void)ctx;
    return 0;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    enum { MAX_RUNS = 999 };
    double took[MAX_RUNS];
    struct env env = {.now_ms = no_clock, .author = {"bench", 5}};
    struct err err = {0};
    struct compare_report report = {0};
    struct rusage used;
    record *r = NULL;
    uint64_t runs = 21;
    arena *ar = arena_new((size_t)4 << 30);
    if (!ar || argc < 3 || argc > 4 || (argc == 4 && !str_to_u64(str_of(argv[3]), MAX_RUNS, &runs)) || !runs) {
        fprintf(stderr, "usage: series_bench RECORD SERIES [RUNS]\n");
        return 2;
    }
    struct compare_request req = {.series = str_of(argv[2]), .view = RECORD_NOW};
    enum status s = record_open(&r, argv[1], RECORD_READ, &env, &err);
    for (uint64_t i = 0; i < runs && !s; i++) {
        arena_reset(ar);
        double begin = now_s();
        s = compare_report_make(&report, r, &req, ar, &err);
        took[i] = now_s() - begin;
    }
    if (s) {
        fprintf(stderr, "series_bench: %s\n", err.msg);
        return 1;
    }
    qsort(took, runs, sizeof took[0], by_value);
    (void)getrusage(RUSAGE_SELF, &used);
    printf("compare_s %.4f\nrss_mb %.1f\ntexts %u\n", took[runs / 2], (double)used.ru_maxrss / 1024, report.n_text);
    for (int l = 0; l < LABEL_COUNT; l++)
        printf("%s %u %u\n", compare_label_name((enum compare_label)l), report.older_count[l], report.newer_count[l]);
    record_close(r);
    arena_free(ar);
    return 0;
}
