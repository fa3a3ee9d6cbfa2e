/* Models of the tokenizer for tests, made on the spot: random ones, whose answers nobody could foresee (what holds for them holds
** for all), and such as always say yes or no. Also what must hold of every answer. */
#ifndef TEST_WORDS_HELP_H
#define TEST_WORDS_HELP_H

#include "base/random.h"
#include "language/words_parts.h"
#include "test.h"

#define HELP_LINES 16u
#define HELP_HEADER 192u
#define HELP_FORMS (HELP_HEADER + WORDS_JUDGES * HELP_LINES * WORDS_LINE_SLOTS + WORDS_CASES / 4)

/* A section in memory, aligned as a model file would be. */
struct help_section {
    _Alignas(64) char bytes[HELP_HEADER + WORDS_JUDGES * HELP_LINES * WORDS_LINE_SLOTS + WORDS_CASES / 4 +
                            64 * sizeof(struct words_form)];
    size_t n;
};

static inline void help_u32(struct help_section *s, size_t at, uint32_t v) { memcpy(s->bytes + at, &v, sizeof v); }

/* Empty tables with the given biases, and forms (by rising hash). */
static inline void help_empty(struct help_section *s, int32_t join, int32_t end, int32_t part, const struct words_form *form,
                              uint32_t n_form)
{
    const int32_t bias[WORDS_JUDGES] = {join, end, part};
    memset(s, 0, sizeof *s);
    memcpy(s->bytes, "WORDS003", 8);
    help_u32(s, 8, n_form);
    for (size_t k = 0; k < WORDS_JUDGES; k++) {
        help_u32(s, 16 + 40 * k, HELP_LINES);
        help_u32(s, 20 + 40 * k, (uint32_t)bias[k]);
    }
    s->n = HELP_FORMS;
    if (n_form) memcpy(s->bytes + s->n, form, n_form * sizeof *form);
    s->n += n_form * sizeof *form;
}

/* Every slot taken, weights and biases by chance. */
static inline void help_random(struct help_section *s, uint64_t *seed)
{
    /* One after the other: compilers order arguments each in its own way, and the numbers must be the same for all. */
    int32_t part = (int32_t)random_below(seed, 200) - 100;
    int32_t end = (int32_t)random_below(seed, 600) - 500;
    int32_t join = (int32_t)random_below(seed, 200) - 100;
    help_empty(s, join, end, part, NULL, 0);
    for (size_t k = 0; k < WORDS_JUDGES; k++)
        for (size_t i = 1; i < 16; i++) {
            int16_t level = (int16_t)((int)random_below(seed, 400) - 200);
            memcpy(s->bytes + 24 + 40 * k + 2 * i, &level, sizeof level);
        }
    for (size_t i = HELP_HEADER; i < s->n; i++) s->bytes[i] = (char)random_below(seed, 256);
}

static inline struct words_model help_open(const struct help_section *s)
{
    struct words_model m = {0};
    struct err err = {0};
    if (language_words_model_of(&m, (str){s->bytes, s->n}, &err)) printf("# model refused: %s\n", err.msg);
    return m;
}

static inline bool help_space(str text, uint32_t from, uint32_t to)
{
    while (from < to) {
        size_t size;
        if (utf8_class(utf8_decode(text, from, &size)) != CHAR_SPACE) return false;
        from += (uint32_t)size;
    }
    return true;
}

/* Why an answer breaks what words.h promises, or NULL. all: of language_words_of, so that nothing but white space may be skipped. */
static inline const char *help_broken(const struct language_words *w, str text, bool all)
{
    uint32_t at = 0;
    if (w->n_sentence > w->n_token || w->n_token > w->n_word) return "counts";
    if (w->n_token && w->token_word[w->n_token] != w->n_word) return "the end of token_word";
    for (uint32_t i = 0; i < w->n_token; i++) {
        span t = w->token[i];
        uint32_t form_at = t.begin;
        if (t.begin < at || t.end <= t.begin || t.end > text.n) return "order of tokens";
        if (all && !help_space(text, at, t.begin)) return "something was lost";
        if (span_len(t) > LANGUAGE_MAX_TOKEN_BYTES) return "length of a token";
        if (w->token_word[i + 1] <= w->token_word[i]) return "a token without a word";
        for (uint32_t k = w->token_word[i]; k < w->token_word[i + 1]; k++) {
            if (w->form[k].p != text.p + form_at || !w->form[k].n) return "words that do not spell their token";
            form_at += (uint32_t)w->form[k].n;
        }
        if (form_at != t.end) return "words shorter than their token";
        for (uint32_t k = t.begin; k < t.end; k++)
            if (ascii_space((unsigned char)text.p[k])) return "white space in a token";
        at = t.end;
    }
    if (all && !help_space(text, at, (uint32_t)text.n)) return "the end was lost";
    for (uint32_t k = 0; k < w->n_sentence; k++) {
        uint32_t from = w->sentence_token[k];
        uint32_t to = w->sentence_token[k + 1];
        if (to <= from || (k == 0 && from)) return "sentences";
        if (w->token_word[to] - w->token_word[from] > LANGUAGE_MAX_SENTENCE_WORDS) return "length of a sentence";
    }
    return w->n_sentence && w->sentence_token[w->n_sentence] != w->n_token ? "tokens without a sentence" : NULL;
}

/* Spans of the sentences found, in ar. */
static inline span *help_spans(const struct language_words *w, arena *ar)
{
    span *out = ARENA_NEW(ar, w->n_sentence, span);
    for (uint32_t k = 0; out && k < w->n_sentence; k++)
        out[k] = (span){w->token[w->sentence_token[k]].begin, w->token[w->sentence_token[k + 1] - 1].end};
    return out;
}

/* Equal but for the marks of cuts. */
static inline bool help_equal(const struct language_words *a, const struct language_words *b)
{
    if (a->n_sentence != b->n_sentence || a->n_token != b->n_token || a->n_word != b->n_word) return false;
    for (uint32_t i = 0; i < a->n_token; i++)
        if (a->token[i].begin != b->token[i].begin || a->token[i].end != b->token[i].end ||
            a->token_word[i] != b->token_word[i])
            return false;
    for (uint32_t i = 0; i < a->n_word; i++)
        if (a->form[i].p != b->form[i].p || a->form[i].n != b->form[i].n) return false;
    for (uint32_t k = 0; k < a->n_sentence; k++)
        if (a->sentence_token[k] != b->sentence_token[k] || a->sentence_par[k] != b->sentence_par[k]) return false;
    return true;
}

/* Sentences on lines, tokens parted by spaces, words of one token by '+'; a cut ends its line with '|'. */
static inline void help_show(buf *out, const struct language_words *w)
{
    for (uint32_t k = 0; k < w->n_sentence; k++) {
        for (uint32_t i = w->sentence_token[k]; i < w->sentence_token[k + 1]; i++)
            for (uint32_t j = w->token_word[i]; j < w->token_word[i + 1]; j++) {
                if (j > w->token_word[i])
                    buf_addc(out, '+');
                else if (i > w->sentence_token[k])
                    buf_addc(out, ' ');
                buf_add(out, w->form[j]);
            }
        buf_addz(out, w->sentence_cut[k] ? "|\n" : "\n");
    }
}

#endif
