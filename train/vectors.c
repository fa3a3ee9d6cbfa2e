/* train_vectors: own word vectors from plain text (see vectors.h for the method).
**
** train_vectors [options] OUT.bin OUT.txt TEXT...    each TEXT a file of paragraphs, one a line, UTF-8 */
#include "vectors.h"

#include <getopt.h>
#include <time.h>

/* What the command line asks for. */
struct job {
    struct vectors_settings s;
    uint32_t min_count, max_words;
    const char *checkpoint; /* NULL: none is kept */
    uint64_t stop_after;    /* rounds of this run, 0: all */
};

static const char usage[] =
    "usage: train_vectors [options] OUT.bin OUT.txt TEXT...\n"
    "  --dim N (64)  --window N (3)  --negative N (5)  --passes N (4)  --rate X (0.03)  --sample X (1e-4)\n"
    "  --min-count N (5)  --max-words N (80000)  --seed N (1)  --threads N (1)  --round-tokens N (2000000)\n"
    "  --checkpoint FILE  keep the state there after each round, and go on from it\n"
    "  --stop-after N     end after N rounds of this run, without the result (for tests of resuming)\n";

/* The value of an option as a whole number in lo..hi; false, with a word to standard error, where it is not one. */
static bool number(uint32_t *out, const char *name, uint32_t lo, uint32_t hi)
{
    uint64_t v;
    if (!str_to_u64(str_of(optarg), hi, &v) || v < lo) {
        (void)fprintf(stderr, "train_vectors: --%s wants a number from %u to %u, not \"%s\"\n", name, lo, hi, optarg);
        return false;
    }
    *out = (uint32_t)v;
    return true;
}

/* The same for a share. */
static bool fraction(double *out, const char *name)
{
    char *end;
    double v = strtod(optarg, &end);
    if (end == optarg || *end || !(v >= 0 && v <= 1)) {
        (void)fprintf(stderr, "train_vectors: --%s wants a number from 0 to 1, not \"%s\"\n", name, optarg);
        return false;
    }
    *out = v;
    return true;
}

/* One option, by the letter of the table below; false where its value will not do. */
static bool take_option(struct job *job, int c, const char *name)
{
    uint32_t v = 0;
    bool good = true;
    switch (c) {
    case 'd': return number(&job->s.dim, name, VECTORS_LANES, 256);
    case 'w': return number(&job->s.window, name, 1, VECTORS_MAX_WINDOW);
    case 'n': return number(&job->s.negative, name, 1, VECTORS_MAX_NEGATIVE);
    case 'p': return number(&job->s.passes, name, 1, 100);
    case 't': return number(&job->s.threads, name, 1, 64);
    case 'u': return number(&job->s.round_tokens, name, 1, UINT32_MAX / 2);
    case 'r': return fraction(&job->s.rate, name);
    case 'm': return fraction(&job->s.sample, name);
    case 'c': return number(&job->min_count, name, 1, UINT32_MAX);
    case 'x': return number(&job->max_words, name, 1, 10000000);
    case 's': good = number(&v, name, 0, UINT32_MAX), job->s.seed = v; return good;
    case 'k': job->checkpoint = optarg; return true;
    case 'a': good = number(&v, name, 1, UINT32_MAX), job->stop_after = v; return good;
    default: return false;
    }
}

static bool take_options(struct job *job, int argc, char **argv)
{
    static const struct option options[] = {
        {"dim", 1, NULL, 'd'},        {"window", 1, NULL, 'w'}, {"negative", 1, NULL, 'n'},   {"passes", 1, NULL, 'p'},
        {"threads", 1, NULL, 't'},    {"rate", 1, NULL, 'r'},   {"sample", 1, NULL, 'm'},     {"min-count", 1, NULL, 'c'},
        {"max-words", 1, NULL, 'x'},  {"seed", 1, NULL, 's'},   {"checkpoint", 1, NULL, 'k'}, {"round-tokens", 1, NULL, 'u'},
        {"stop-after", 1, NULL, 'a'}, {NULL, 0, NULL, 0},
    };
    int at = 0;
    for (int c; (c = getopt_long(argc, argv, "", options, &at)) != -1;)
        if (c == '?' || !take_option(job, c, options[at].name)) return false;
    if (job->s.dim % VECTORS_LANES) {
        (void)fprintf(stderr, "train_vectors: --dim must be a multiple of %u\n", VECTORS_LANES);
        return false;
    }
    return argc - optind >= 3;
}

/* Line by line, so that a text of gigabytes needs memory for its tokens alone (4 bytes each), not for its letters. */
static enum status read_text(struct vectors_text *t, const char *path, struct err *err)
{
    FILE *f = fopen(path, "rb");
    if (!f) return err_set(err, E_IO, "%s: cannot read", path);
    char *line = NULL;
    size_t cap = 0;
    enum status status = OK;
    for (ssize_t n; status == OK && (n = getline(&line, &cap, f)) > 0;)
        status = vectors_text_add(t, (str){line, (size_t)n}, err);
    if (status == OK && ferror(f)) status = err_set(err, E_IO, "%s: reading failed", path);
    free(line);
    (void)fclose(f);
    return status;
}

/* Seconds of a clock that only runs forward, for the report; the vectors do not depend on it. */
static double now_s(void)
{
    struct timespec ts;
    (void)clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec * 1e-9;
}

/* All rounds that are left, one report a round. DONE: stopped as asked, before the end. */
static enum status train(struct vectors_model *m, const struct vectors_text *t, const struct job *job, struct err *err)
{
    uint64_t rounds = vectors_rounds(t, &job->s);
    uint64_t fingerprint = vectors_fingerprint(t, &job->s);
    enum status status = OK;
    if (job->checkpoint) {
        status = vectors_checkpoint_load(job->checkpoint, m, fingerprint, err);
        if (status == E_NOTFOUND) *err = (struct err){.code = status = OK};
    }
    for (uint64_t n = 0; status == OK && m->round < rounds; n++) {
        if (job->stop_after && n == job->stop_after) return DONE;
        double begin = now_s();
        struct vectors_report r;
        status = vectors_train_round(&r, m, t, &job->s, err);
        (void)fprintf(stderr, "round %llu of %llu: loss %.4f, %.0f centres a second\n", (unsigned long long)m->round,
                      (unsigned long long)rounds, r.loss, (double)r.centres / (now_s() - begin));
        if (status == OK && job->checkpoint) status = vectors_checkpoint_save(job->checkpoint, m, fingerprint, err);
    }
    return status;
}

static enum status run(const struct job *job, char **files, struct err *err)
{
    struct vectors_text t;
    struct vectors_model m = {0};
    enum status status = vectors_text_open(&t, err);
    for (size_t i = 2; status == OK && files[i]; i++) status = read_text(&t, files[i], err);
    if (status == OK) status = vectors_text_close(&t, job->min_count, job->max_words, err);
    if (status == OK) {
        uint32_t unknown = 0;
        while (!str_eq(t.word[unknown], STR("<unk>"))) unknown++;
        (void)fprintf(stderr, "%zu tokens, %u types, %u words kept, %u tokens outside\n", t.n_token, t.n_type, t.n_word,
                      t.count[unknown]);
        status = vectors_model_new(&m, &t, &job->s, err);
    }
    if (status == OK) status = train(&m, &t, job, err);
    if (status == OK) status = vectors_write(files[0], files[1], &m, &t, err);
    vectors_model_free(&m);
    vectors_text_free(&t);
    return status;
}

int main(int argc, char **argv)
{
    struct job job = {.s = {.dim = 64,
                            .window = 3,
                            .negative = 5,
                            .passes = 4,
                            .threads = 1,
                            .round_tokens = 2000000,
                            .seed = 1,
                            .rate = 0.03,
                            .sample = 1e-4},
                      .min_count = 5,
                      .max_words = 80000};
    if (!take_options(&job, argc, argv)) {
        (void)fputs(usage, stderr);
        return 2;
    }
    struct err err = {0};
    enum status status = run(&job, argv + optind, &err);
    if (status > DONE) (void)fprintf(stderr, "train_vectors: %s\n", err.msg);
    return status > DONE ? 3 : 0;
}
