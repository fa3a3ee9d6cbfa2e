/* articles DIR [-v]: main text against the bodies of an article-extraction set, by multisets of four-word shingles: page
** precision and recall, their plain means, F1 of the means; accuracy is the share of pages with the same words throughout.
** -v: a line for each page as well. */
#include "page_eval.h"

struct score {
    double precision;
    double recall;
    size_t n_precision;
    size_t n_recall;
    size_t n_same;
    size_t n;
    bool each;
};

/* Four-word windows of w, or the one shorter window. */
static struct eval_words shingles(struct eval_words w, arena *ar)
{
    size_t width = w.n < 4 ? w.n : 4;
    struct eval_words s = {.hash = ARENA_NEW(ar, w.n + 1, uint64_t)};
    for (size_t i = 0; s.hash && width && i + width <= w.n; i++) {
        uint64_t h = 0;
        for (size_t k = 0; k < width; k++) h = hash64_mix(h, w.hash[i + k]);
        s.hash[s.n++] = h;
    }
    return s;
}

static void visit(void *ctx, const char *id, const json_t *truth, const struct text_page *page, arena *ar)
{
    struct score *s = ctx;
    buf text = {0};
    if (page) eval_main_text(&text, page);
    struct eval_words got_words = eval_words_of(buf_str(&text), false, ar);
    struct eval_words want_words = eval_words_of(str_of(json_string_value(json_object_get(truth, "articleBody"))), false, ar);
    bool same = got_words.n == want_words.n && (!got_words.n || !memcmp(got_words.hash, want_words.hash, got_words.n * 8));
    struct eval_words got = shingles(got_words, ar);
    struct eval_words want = shingles(want_words, ar);
    double tp = (double)eval_overlap(got.hash, got.n, want.hash, want.n);
    bool equal = got.n == want.n && tp == (double)got.n; /* nothing wrong and nothing missing, even when both are empty */
    double precision = equal ? 1 : got.n ? tp / (double)got.n : 0;
    double recall = equal ? 1 : want.n ? tp / (double)want.n : 0;
    if (got.n) {
        s->precision += precision;
        s->n_precision++;
    }
    if (want.n) {
        s->recall += recall;
        s->n_recall++;
    }
    s->n_same += same;
    s->n++;
    if (s->each) printf("%.3f %.3f %s %s\n", precision, recall, id, json_string_value(json_object_get(truth, "url")));
    buf_free(&text);
}

int main(int argc, char **argv)
{
    struct score s = {.each = argc > 2 && !strcmp(argv[2], "-v")};
    if (argc < 2) {
        (void)fprintf(stderr, "usage: articles DIR [-v]\n");
        return 2;
    }
    int code = eval_folder(argv[1], visit, &s);
    if (code) return code;
    double p = s.n_precision ? s.precision / (double)s.n_precision : 0;
    double r = s.n_recall ? s.recall / (double)s.n_recall : 0;
    printf("f1 %.4f\nprecision %.4f\nrecall %.4f\naccuracy %.4f\npages %zu\n", p + r > 0 ? 2 * p * r / (p + r) : 0, p, r,
           s.n ? (double)s.n_same / (double)s.n : 0, s.n);
    return 0;
}
