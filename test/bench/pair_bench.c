/* pair_bench OLDER NEWER [RUNS]: times the comparison of two texts inside one process, step by step, and prints "name
** value" lines: medians in seconds, the largest resident memory in MB, and what was found, so that a fast wrong answer is
** seen. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "compare/pair.h"

enum { STEPS = 4 };
static const char *const step_names[STEPS] = {"read_s", "prepare_s", "align_s", "redline_s"};

struct found {
    uint32_t n_older, n_newer, n_link, n_moved, n_reworded;
    uint64_t n_edit;
};

static double now_s(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static enum status read_one(struct record_reading *out, const char *path, arena *ar, struct err *err)
{
    str bytes;
    struct source_hints hints = {.name = str_of(path)};
    enum status s = source_read_file(&bytes, path, (size_t)256 << 20, ar, err);
    if (!s) s = text_page_read(&out->page, bytes, &hints, (str){0}, ar, err);
    return s ? s : text_sentences_find(&out->sentences, &out->page, ar, err);
}

/* Redlines of all links whose wording differs. */
static enum status redline_all(struct found *f, const struct compare_alignment *a, const struct compare_text *older,
                               const struct compare_text *newer, arena *ar, struct err *err)
{
    enum status s = OK;
    for (uint32_t i = 0; i < a->n_link && !s; i++) {
        const struct compare_link *l = &a->link[i];
        struct compare_edit *edit;
        uint32_t n;
        f->n_moved += l->moved;
        if (l->same_wording) continue;
        f->n_reworded++;
        s = compare_redline(&edit, &n, older, older->word_from[l->older], older->word_from[l->older + 1], newer,
                            newer->word_from[l->newer], newer->word_from[l->newer + 1], ar, err);
        f->n_edit += s ? 0 : n;
    }
    return s;
}

static enum status run(double took[STEPS], struct found *f, char **path, arena *ar, struct err *err)
{
    struct record_reading reading[2];
    struct compare_text text[2];
    struct compare_alignment links;
    compare_vocab *vocab;
    double t[STEPS + 1] = {now_s()};
    enum status s = read_one(&reading[0], path[0], ar, err);
    if (!s) s = read_one(&reading[1], path[1], ar, err);
    t[1] = now_s();
    if (!s) s = compare_vocab_new(&vocab, NULL, ar, err);
    for (int i = 0; i < 2 && !s; i++) s = compare_text_of_reading(&text[i], vocab, &reading[i], ar, err);
    t[2] = now_s();
    if (!s) s = compare_align(&links, &text[0], &text[1], &compare_default_settings, ar, err);
    t[3] = now_s();
    *f = (struct found){0};
    if (!s) s = redline_all(f, &links, &text[0], &text[1], ar, err);
    t[4] = now_s();
    if (s) return s;
    f->n_older = text[0].n_sentence;
    f->n_newer = text[1].n_sentence;
    f->n_link = links.n_link;
    for (int i = 0; i < STEPS; i++) took[i] = t[i + 1] - t[i];
    return OK;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    enum { MAX_RUNS = 99 };
    double took[STEPS][MAX_RUNS];
    struct found f = {0};
    struct err err = {0};
    struct rusage used;
    uint64_t runs = 5;
    arena *ar = arena_new((size_t)4 << 30);
    if (!ar || argc < 3 || argc > 4 || (argc == 4 && !str_to_u64(str_of(argv[3]), MAX_RUNS, &runs)) || !runs) {
        fprintf(stderr, "usage: pair_bench OLDER NEWER [RUNS]\n");
        return 2;
    }
    for (uint64_t i = 0; i < runs; i++) {
        double one[STEPS];
        if (run(one, &f, argv + 1, ar, &err)) {
            fprintf(stderr, "pair_bench: %s\n", err.msg);
            return 1;
        }
        for (int k = 0; k < STEPS; k++) took[k][i] = one[k];
        arena_reset(ar);
    }
    double sum = 0;
    for (int k = 0; k < STEPS; k++) {
        qsort(took[k], runs, sizeof took[k][0], by_value);
        printf("%s %.4f\n", step_names[k], took[k][runs / 2]);
        sum += k ? took[k][runs / 2] : 0;
    }
    (void)getrusage(RUSAGE_SELF, &used);
    printf("compare_s %.4f\nrss_mb %.1f\n", sum, (double)used.ru_maxrss / 1024);
    printf("older_sentences %u\nnewer_sentences %u\nlinks %u\nmoved %u\nreworded %u\nedits %llu\n", f.n_older, f.n_newer,
           f.n_link, f.n_moved, f.n_reworded, (unsigned long long)f.n_edit);
    arena_free(ar);
    return 0;
}
