/* page_bench FILE... : speed of reading pages whole (decoding, blocks, judgement, findings), in MB of source per second of
** processor time; FILE may be gzipped. Each is read three times, the fastest counts. */
#include "../eval/page_eval.h"

#include <time.h>

static double now_s(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool load(buf *b, const char *path)
{
    if (str_ends(str_of(path), STR(".gz"))) return eval_gunzip(b, path);
    FILE *f = fopen(path, "rb");
    char *p;
    size_t n = 1;
    while (f && n && (p = buf_room(b, 65536))) b->n += n = fread(p, 1, 65536, f);
    bool good = f && !ferror(f) && !b->failed;
    if (f) fclose(f);
    return good;
}

int main(int argc, char **argv)
{
    double seconds = 0;
    size_t n_bytes = 0;
    for (int i = 1; i < argc; i++) {
        buf b = {0};
        double best = 1e9;
        str name = str_of(argv[i]);
        if (str_ends(name, STR(".gz"))) name.n -= 3;
        struct source_hints hints = {.name = name};
        bool good = load(&b, argv[i]);
        for (int run = 0; good && run < 3; run++) {
            arena *ar = arena_new((size_t)4 << 30);
            struct text_page page;
            struct err err = {0};
            double from = now_s();
            good = ar && !text_page_read(&page, buf_str(&b), &hints, (str){0}, ar, &err);
            double took = now_s() - from;
            if (took < best) best = took;
            if (!good) (void)fprintf(stderr, "%s: %s\n", argv[i], err.msg);
            arena_free(ar);
        }
        if (good) {
            seconds += best;
            n_bytes += b.n;
        }
        buf_free(&b);
    }
    printf("bytes %zu\npage_mb_s %.1f\n", n_bytes, seconds > 0 ? (double)n_bytes / 1e6 / seconds : 0);
    return n_bytes ? 0 : 3;
}
