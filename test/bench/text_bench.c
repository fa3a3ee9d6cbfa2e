/* text_bench FILE [RUNS]: speed of decoding, sentences, tokens and wording over a text, in MB of text per second of
** processor time, medians; "all_mb_s" is for sentences, tokens and wording together, each sentence by itself, as compare
** uses them. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "text/text.h"

enum { STEPS = 4, RUNS_MAX = 101 };
static const char *const names[STEPS + 1] = {"decode", "sentences", "tokens", "wording", "all"};

struct run {
    double seconds[STEPS + 1];
};

static double now_s(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static enum status measure(struct run *out, str bytes, arena *ar, struct err *err)
{
    struct source_text t;
    struct text_sentences s;
    struct text_tokens tokens;
    double at[STEPS + 1];
    at[0] = now_s();
    enum status status = source_decode(&t, bytes, NULL, ar, err);
    at[1] = now_s();
    if (!status) status = text_sentences_of(&s, t.utf8, ar, err);
    at[2] = now_s();
    for (uint32_t i = 0; !status && i < s.n; i++) {
        struct arena_mark mark = arena_here(ar);
        status = text_tokens_of(&tokens, str_span(t.utf8, s.at[i]), s.at[i].begin, ar, err);
        arena_back(ar, mark);
    }
    at[3] = now_s();
    buf wording = {0};
    for (uint32_t i = 0; !status && i < s.n; i++) {
        buf_clear(&wording);
        text_wording(&wording, str_span(t.utf8, s.at[i]));
    }
    at[4] = now_s();
    if (!status) status = buf_check(&wording, err);
    buf_free(&wording);
    for (int k = 0; k < STEPS; k++) out->seconds[k] = at[k + 1] - at[k];
    out->seconds[STEPS] = at[4] - at[1];
    return status;
}

int main(int argc, char **argv)
{
    struct run runs[RUNS_MAX];
    long n = argc > 2 ? strtol(argv[2], NULL, 10) : 5;
    arena *ar = arena_new((size_t)4 << 30);
    struct err err = {0};
    str bytes;
    if (argc < 2 || n < 1 || n > RUNS_MAX || !ar) {
        fprintf(stderr, "usage: text_bench FILE [RUNS up to %d]\n", RUNS_MAX);
        arena_free(ar);
        return 2;
    }
    enum status s = source_read_file(&bytes, argv[1], (size_t)1 << 30, ar, &err);
    for (long i = 0; !s && i < n; i++) {
        struct arena_mark mark = arena_here(ar);
        s = measure(&runs[i], bytes, ar, &err);
        arena_back(ar, mark);
    }
    for (int k = 0; !s && k <= STEPS; k++) {
        double seconds[RUNS_MAX];
        for (long i = 0; i < n; i++) seconds[i] = runs[i].seconds[k];
        qsort(seconds, (size_t)n, sizeof seconds[0], by_value);
        double median = seconds[n / 2];
        printf("%s_mb_s %.0f\n", names[k], median > 0 ? (double)bytes.n / 1e6 / median : 0);
    }
    if (s) fprintf(stderr, "text_bench: %s\n", err.msg);
    arena_free(ar);
    return s != OK;
}
