/* How well raw text is taken apart: words [--shape paragraphs|wrapped|lines] MODEL_SECTION GOLD.conllu... [-v]
** The raw text of each file is made from its tokens (train/raw_text.h), read by language_words_of, and scored against gold: prints
** "name value" lines, F1 in percent of tokens, sentences and words as the CoNLL 2018 task defines them, then the speed. -v shows each
** wrong place: "+" an end too many, "-" one missed, with its kind (sentence, token, word). words --list MODEL_SECTION FILE reads any
** text and prints its sentences, one a line, tokens parted by spaces. */
#include "language/words.h"
#include "../../train/raw_text.h"
#include "source/source.h"

#include <stdio.h>
#include <time.h>

#define MAX_FILE_BYTES ((size_t)1 << 30)
#define MAX_ARENA_BYTES ((size_t)8 << 30)

struct eval {
    struct words_model model;
    enum raw_shape shape;
    bool verbose;
    arena *ar;
    struct err err;
};

/* What was found, as sentences that the evaluator reads: forms and ranges. */
static enum status as_conllu(struct conllu_text *out, const struct language_words *w, str text, arena *ar)
{
    static const str none = {"_", 1};
    *out = (struct conllu_text){.n = w->n_sentence, .sentence = ARENA_NEW(ar, w->n_sentence, struct conllu_sentence)};
    str *blank = ARENA_NEW(ar, w->n_word, str);
    uint32_t *head = ARENA_NEW(ar, w->n_word, uint32_t);
    struct conllu_range *range = ARENA_NEW(ar, w->n_token, struct conllu_range);
    if (!out->sentence || !blank || !head || !range) return E_NOMEM;
    for (uint32_t i = 0; i < w->n_word; i++) {
        blank[i] = none;
        head[i] = CONLLU_NO_HEAD;
    }
    for (uint32_t k = 0; k < w->n_sentence; k++) {
        uint32_t first = w->token_word[w->sentence_token[k]];
        uint32_t n = w->token_word[w->sentence_token[k + 1]] - first;
        out->sentence[k] = (struct conllu_sentence){.n_word = n,
                                                    .form = w->form + first,
                                                    .lemma = blank,
                                                    .upos = blank,
                                                    .xpos = blank,
                                                    .feats = blank,
                                                    .head = head,
                                                    .deprel = blank,
                                                    .deps = blank,
                                                    .misc = blank,
                                                    .range = range};
        for (uint32_t t = w->sentence_token[k]; t < w->sentence_token[k + 1]; t++) {
            if (w->token_word[t + 1] - w->token_word[t] < 2) continue;
            *range = (struct conllu_range){.first = w->token_word[t] - first + 1, .last = w->token_word[t + 1] - first};
            for (int c = 0; c < CONLLU_COLUMNS; c++) range->column[c] = none;
            range->column[CONLLU_FORM] = str_span(text, w->token[t]);
            range++;
            out->sentence[k].n_range++;
        }
    }
    return OK;
}

/* ---- wrong places ---- */

static void show(str text, const char *what, char sign, uint32_t at)
{
    uint32_t from = at > 60 ? at - 60 : 0;
    uint32_t to = text.n - at > 50 ? at + 50 : (uint32_t)text.n;
    printf("%s %c ", what, sign);
    for (uint32_t i = from; i < to; i++) {
        if (i == at) printf("<|>");
        putchar(text.p[i] == '\n' ? '~' : text.p[i]);
    }
    putchar('\n');
}

/* Ends of sentences and tokens on both sides, as one walk; words where both have the token. */
static void show_wrong(const struct raw_text *raw, const struct language_words *w)
{
    str text = buf_str(&raw->text);
    const struct raw_token *gold = raw_tokens(raw);
    uint32_t n = raw_n_token(raw);
    uint32_t sentence = 0;
    for (uint32_t g = 0, s = 0; g < n || s < w->n_token;) {
        uint32_t a = g < n ? gold[g].end : UINT32_MAX;
        uint32_t b = s < w->n_token ? w->token[s].end : UINT32_MAX;
        while (sentence < w->n_sentence && w->sentence_token[sentence + 1] <= s) sentence++;
        bool found = b <= a && w->sentence_token[sentence + 1] == s + 1;
        bool meant = a <= b && gold[g].ends;
        if (a != b) show(text, "token", a < b ? '-' : '+', a < b ? a : b);
        if (found != meant) show(text, "sentence", found ? '+' : '-', a < b ? a : b);
        if (a == b && gold[g].begin == w->token[s].begin && gold[g].n_word != w->token_word[s + 1] - w->token_word[s])
            show(text, "word", gold[g].n_word > 1 ? '-' : '+', a);
        g += a <= b;
        s += b <= a;
    }
}

/* ---- one file ---- */

static double seconds(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static enum status measure(struct eval *e, const char *path)
{
    struct conllu_text gold = {0};
    struct conllu_text found = {0};
    struct language_words w;
    struct language_score score[MEASURE_COUNT];
    struct raw_text raw = {.shape = e->shape};
    str bytes;
    enum status status = source_read_file(&bytes, path, MAX_FILE_BYTES, e->ar, &e->err);
    if (!status) status = conllu_read(&gold, bytes, e->ar, &e->err);
    for (uint32_t i = 0; i < gold.n && !status; i++) raw_add(&raw, &gold.sentence[i]);
    if (!status) status = buf_check(&raw.text, &e->err);
    if (!status && e->shape == RAW_WRAPPED) raw_wrap(&raw, 80, 0);
    double before = seconds();
    if (!status) status = language_words_of(&w, buf_str(&raw.text), &e->model, e->ar, &e->err);
    double took = seconds() - before;
    if (!status) status = as_conllu(&found, &w, buf_str(&raw.text), e->ar);
    if (!status && e->verbose) show_wrong(&raw, &w);
    if (!status) status = language_score_texts(score, &gold, &found, e->ar, &e->err);
    if (!status) {
        printf("file %s\n", path);
        for (int m = MEASURE_TOKENS; m <= MEASURE_WORDS; m++) {
            struct language_score s = score[m];
            printf("%s %.2f\n", language_measure_name((enum language_measure)m), 100 * language_prob_f1(s));
            printf("%s_counts gold=%u system=%u correct=%u\n", language_measure_name((enum language_measure)m), s.gold,
                   s.system, s.correct);
        }
        printf("tokens_per_second %.0f\n", took > 0 ? w.n_token / took : 0);
    }
    raw_free(&raw);
    return status;
}

static enum status list(struct eval *e, const char *path)
{
    struct language_words w;
    str text;
    enum status status = source_read_file(&text, path, MAX_FILE_BYTES, e->ar, &e->err);
    double before = seconds();
    if (!status) status = language_words_of(&w, text, &e->model, e->ar, &e->err);
    if (status) return status;
    double took = seconds() - before;
    for (uint32_t k = 0; k < w.n_sentence; k++) {
        printf("%c ", w.sentence_cut[k] ? '|' : w.sentence_par[k] ? '*' : '-');
        for (uint32_t i = w.token_word[w.sentence_token[k]]; i < w.token_word[w.sentence_token[k + 1]]; i++)
            printf(" %.*s", STR_ARG(w.form[i]));
        putchar('\n');
    }
    fprintf(stderr, "%u tokens, %.0f a second\n", w.n_token, took > 0 ? w.n_token / took : 0);
    return OK;
}

static bool read_shape(enum raw_shape *out, const char *name)
{
    static const char *const names[] = {"paragraphs", "wrapped", "lines"};
    for (int i = 0; i < 3; i++)
        if (strcmp(name, names[i]) == 0) {
            *out = (enum raw_shape)i;
            return true;
        }
    return false;
}

int main(int argc, char **argv)
{
    struct eval e = {.ar = arena_new(MAX_ARENA_BYTES)};
    bool listing = argc > 1 && strcmp(argv[1], "--list") == 0;
    int at = 1 + listing;
    if (argc > 2 && strcmp(argv[1], "--shape") == 0 && read_shape(&e.shape, argv[2])) at = 3;
    e.verbose = argc > 1 && strcmp(argv[argc - 1], "-v") == 0;
    int end = argc - e.verbose;
    if (!e.ar || end - at < 2) {
        fprintf(stderr, "usage: words [--shape paragraphs|wrapped|lines] MODEL_SECTION GOLD.conllu... [-v]\n"
                        "       words --list MODEL_SECTION FILE\n");
        arena_free(e.ar);
        return 2;
    }
    str section;
    enum status status = source_read_file(&section, argv[at], MAX_FILE_BYTES, e.ar, &e.err);
    if (!status) status = language_words_model_of(&e.model, section, &e.err);
    for (int i = at + 1; i < end && !status; i++) status = listing ? list(&e, argv[i]) : measure(&e, argv[i]);
    if (status) fprintf(stderr, "words: %s\n", e.err.msg);
    arena_free(e.ar);
    return status != OK;
}
