/* Makes texts for measuring speed, the same for the same seed on every machine: no word in them means anything, but
** words, sentences and series are spread as in real ones (English function words and Zipf's law, 8 to 40 words a sentence,
** statements that keep most of the one before, drop some, and now and then say again what an older one said).
**
**   corpus statements DIR COUNT SEED       COUNT dated statements of one series, about 3 kB each, with sidecars
**   corpus texts DIR COUNT BYTES SEED      COUNT unrelated texts of about BYTES each, 1,000 to a folder */
#include <errno.h>
#include <math.h>
#include <sys/stat.h>

#include "base/base.h"

enum { N_WORD = 30000, N_POOL = 4000, N_STATEMENT = 16 };

struct words {
    char text[N_WORD][24];
    double sum[N_WORD]; /* running sum of 1/(rank + 2.7), for drawing by Zipf and Mandelbrot */
};

/* splitmix64 (Steele, Lea and Flood 2014). */
static uint64_t draw(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}
static uint32_t below(uint64_t *state, uint32_t n) { return (uint32_t)((draw(state) >> 32) * n >> 32); }

static void make_words(struct words *w)
{
    static const char *const first[] = {"b", "c", "d", "f", "g",  "l",  "m",  "n", "p",
                                        "r", "s", "t", "v", "st", "pr", "tr", "cl"};
    static const char *const middle[] = {"a", "e", "i", "o", "u", "ai", "ea", "io", "ou"};
    static const char *const last[] = {"", "", "n", "r", "s", "t", "l", "nt", "st", "ng"};
    static const char *const function[] = {"the",  "of",   "and", "to", "in",    "a",    "that", "is",  "for",   "on",
                                           "with", "as",   "by",  "be", "at",    "from", "will", "are", "its",   "this",
                                           "has",  "have", "not", "an", "which", "or",   "was",  "it",  "their", "been"};
    uint64_t state = 42;
    double sum = 0;
    for (uint32_t i = 0; i < N_WORD; i++) {
        uint32_t syllables = i < ARRAY_LEN(function) ? 0 : i < 2000 ? 2 : 3;
        char *p = w->text[i];
        (void)snprintf(p, 24, "%s", syllables ? "" : function[i]);
        for (uint32_t k = 0; k < syllables; k++) {
            (void)snprintf(p + strlen(p), 24 - strlen(p), "%s%s%s", first[below(&state, ARRAY_LEN(first))],
                           middle[below(&state, ARRAY_LEN(middle))], last[below(&state, ARRAY_LEN(last))]);
        }
        sum += 1 / (i + 2.7);
        w->sum[i] = sum;
    }
}

static const char *a_word(const struct words *w, uint64_t *state)
{
    double at = (double)(draw(state) >> 11) / 9007199254740992.0 * w->sum[N_WORD - 1];
    uint32_t lo = 0, hi = N_WORD - 1;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (w->sum[mid] < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return w->text[lo];
}

/* One sentence, the same for the same number; variant changes about one word in eight. */
static void add_sentence(buf *out, const struct words *w, uint64_t number, uint32_t variant)
{
    uint64_t state = number * 7919 + 1, other = number * 104729 + variant;
    uint32_t n = 8 + below(&state, 18) + below(&state, 16);
    for (uint32_t i = 0; i < n; i++) {
        const char *word = a_word(w, &state);
        if (variant && below(&other, 8) == 0) word = a_word(w, &other);
        size_t at = out->n;
        buf_addz(out, word);
        if (i == 0 && out->n > at) out->p[at] = (char)(out->p[at] - 32);
        if (i + 1 < n) buf_addz(out, below(&state, 12) == 0 ? ", " : " ");
    }
    buf_addc(out, '.');
}

static bool save(const char *path, const buf *b)
{
    FILE *f = fopen(path, "wb");
    bool good = f && fwrite(b->p, 1, b->n, f) == b->n;
    if (f && fclose(f) != 0) good = false;
    if (!good) fprintf(stderr, "corpus: %s: %s\n", path, strerror(errno));
    return good;
}

static bool folder(const char *path)
{
    if (mkdir(path, 0755) == 0 || errno == EEXIST) return true;
    fprintf(stderr, "corpus: %s: %s\n", path, strerror(errno));
    return false;
}

/* From one statement to the next: of 16 sentences two or three are reworded, one is replaced (half of the time by one
** that had been dropped), now and then two change places. */
static bool make_statements(const char *dir, uint32_t count, uint64_t seed, const struct words *w)
{
    uint64_t state = seed;
    uint32_t now[N_STATEMENT], variant[N_STATEMENT];
    uint32_t gone = 0, next = N_STATEMENT;
    for (uint32_t i = 0; i < N_STATEMENT; i++) {
        now[i] = i;
        variant[i] = 0;
    }
    day first = day_of_civil((struct civil){1990, 1, 1});
    buf text = {0}, meta = {0}, path = {0};
    bool good = folder(dir);
    for (uint32_t k = 0; k < count && good; k++) {
        for (uint32_t i = 2 + below(&state, 2); i; i--) variant[below(&state, N_STATEMENT)] = 1 + below(&state, 1u << 30);
        uint32_t at = below(&state, N_STATEMENT), back = below(&state, 2);
        uint32_t was = now[at];
        now[at] = back && gone ? gone : next % N_POOL ? next++ : ++next;
        variant[at] = 0;
        gone = was;
        if (below(&state, 4) == 0) {
            uint32_t a = below(&state, N_STATEMENT), b = below(&state, N_STATEMENT), s = now[a], v = variant[a];
            now[a] = now[b];
            variant[a] = variant[b];
            now[b] = s;
            variant[b] = v;
        }
        buf_clear(&text);
        for (uint32_t i = 0; i < N_STATEMENT; i++) {
            if (i) buf_addz(&text, i % 4 == 0 ? "\n\n" : " ");
            add_sentence(&text, w, now[i] + (seed << 32), variant[i]);
        }
        buf_addc(&text, '\n');
        buf_clear(&meta);
        buf_addz(&meta, "title: Statement of ");
        day_write_long(&meta, first + (day)k);
        buf_addz(&meta, "\ndate: ");
        day_write(&meta, first + (day)k);
        buf_addz(&meta, "\nseries: bench\nkind: statement\nissuer: The Board\nlanguage: en\nrights: own\n");
        buf_clear(&path);
        buf_addf(&path, "%s/", dir);
        day_write(&path, first + (day)k);
        buf_addz(&path, ".txt");
        buf_addc(&path, 0);
        good = !buf_check(&path, NULL) && save(path.p, &text);
        path.n--;
        buf_addz(&path, ".meta");
        buf_addc(&path, 0);
        good = good && !buf_check(&path, NULL) && save(path.p, &meta);
    }
    buf_free(&text);
    buf_free(&meta);
    buf_free(&path);
    return good;
}

static bool make_texts(const char *dir, uint32_t count, size_t bytes, uint64_t seed, const struct words *w)
{
    buf text = {0};
    char path[4096];
    uint64_t number = seed << 32;
    bool good = folder(dir);
    for (uint32_t k = 0; k < count && good; k++) {
        (void)snprintf(path, sizeof path, "%s/%03u", dir, k / 1000);
        if (k % 1000 == 0 && !folder(path)) good = false;
        buf_clear(&text);
        for (uint32_t i = 0; text.n < bytes; i++) {
            if (i) buf_addz(&text, i % 5 == 0 ? "\n\n" : " ");
            add_sentence(&text, w, number++, 0);
        }
        buf_addc(&text, '\n');
        (void)snprintf(path, sizeof path, "%s/%03u/%06u.txt", dir, k / 1000, k);
        good = good && !buf_check(&text, NULL) && save(path, &text);
    }
    buf_free(&text);
    return good;
}

int main(int argc, char **argv)
{
    uint64_t count = 0, bytes = 0, seed = 0;
    static struct words w;
    bool good = false;
    make_words(&w);
    if (argc == 5 && !strcmp(argv[1], "statements") && str_to_u64(str_of(argv[3]), 100000, &count) &&
        str_to_u64(str_of(argv[4]), UINT32_MAX, &seed))
        good = make_statements(argv[2], (uint32_t)count, seed, &w);
    else if (argc == 6 && !strcmp(argv[1], "texts") && str_to_u64(str_of(argv[3]), 1000000, &count) &&
             str_to_u64(str_of(argv[4]), 100000000, &bytes) && str_to_u64(str_of(argv[5]), UINT32_MAX, &seed))
        good = make_texts(argv[2], (uint32_t)count, bytes, seed, &w);
    else {
        fprintf(stderr, "usage: corpus statements DIR COUNT SEED | corpus texts DIR COUNT BYTES SEED\n");
        return 2;
    }
    return good ? 0 : 1;
}
