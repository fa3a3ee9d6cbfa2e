#include "vectors_tables.h"

#include <math.h>

#define BLOCK_TOKENS 4096u /* least tokens of a block */

static void fill_sigmoid(struct vectors_tables *tables)
{
    for (uint32_t i = 0; i < VECTORS_SIGMOID_STEPS; i++) {
        double x = (((double)i + 0.5) / VECTORS_SIGMOID_STEPS * 2 - 1) * (double)VECTORS_SIGMOID_REACH;
        tables->sigmoid[i] = (float)(1 / (1 + exp(-x)));
        tables->loss[i] = (float)log1p(exp(-x));
    }
}

/* The noise is drawn from count^0.75 (Mikolov et al. 2013). The table is filled in Vose's way ("A linear algorithm for generating
** random numbers with a given distribution", 1991): one stack from each end of an array, of places under and over the mean. */
static enum status fill_alias(struct vectors_tables *tables)
{
    uint32_t n = tables->t->n_word;
    double sum = 0;
    double *p = malloc(n * sizeof *p);
    uint32_t *stack = malloc(n * sizeof *stack);
    if (!p || !stack) {
        free(p);
        free(stack);
        return E_NOMEM;
    }
    for (uint32_t i = 0; i < n; i++) sum += p[i] = pow((double)tables->t->count[i], 0.75);
    uint32_t n_small = 0;
    uint32_t n_large = 0;
    for (uint32_t i = 0; i < n; i++) {
        p[i] *= (double)n / sum;
        tables->alias[i] = i;
        tables->alias_keep[i] = UINT32_MAX;
        if (p[i] < 1)
            stack[n_small++] = i;
        else
            stack[n - ++n_large] = i;
    }
    while (n_small && n_large) {
        uint32_t small = stack[--n_small];
        uint32_t large = stack[n - n_large];
        tables->alias[small] = large;
        tables->alias_keep[small] = (uint32_t)(p[small] * 4294967295.0);
        p[large] -= 1 - p[small];
        if (p[large] < 1) {
            n_large--;
            stack[n_small++] = large;
        }
    }
    free(p);
    free(stack);
    return OK;
}

/* The chance to keep a word as centre is sqrt(r) + r with r = sample / its share of the text: the formula of the word2vec program, a
** little milder than that of its paper. */
static void fill_skip(struct vectors_tables *tables)
{
    double total = 0;
    for (uint32_t i = 0; i < tables->t->n_word; i++) total += (double)tables->t->count[i];
    for (uint32_t i = 0; i < tables->t->n_word; i++) {
        double ratio =
            tables->s->sample > 0 && tables->t->count[i] ? tables->s->sample * total / (double)tables->t->count[i] : 1;
        double keep = sqrt(ratio) + ratio;
        tables->skip[i] = keep >= 1 ? UINT32_MAX : (uint32_t)(keep * 4294967295.0);
    }
}

/* Number of blocks; block, if not NULL, gets the first token of each and the end: [n + 1]. */
static uint32_t n_blocks(const struct vectors_text *t, size_t *block)
{
    uint32_t n = 0;
    size_t from = 0;
    for (size_t i = 0; i < t->n_token; i++) {
        if (i + 1 < t->n_token && (t->token[i] != VECTORS_BREAK || i + 1 - from < BLOCK_TOKENS)) continue;
        if (block) block[n] = from;
        from = i + 1;
        n++;
    }
    if (block) block[n] = t->n_token;
    return n;
}

uint32_t vectors_blocks_a_round(const struct vectors_settings *s)
{
    uint32_t n = s->round_tokens / BLOCK_TOKENS;
    return (n ? n : 1) * s->threads;
}

uint64_t vectors_rounds(const struct vectors_text *t, const struct vectors_settings *s)
{
    uint32_t step = vectors_blocks_a_round(s);
    return (uint64_t)s->passes * ((n_blocks(t, NULL) + step - 1) / step);
}

void vectors_tables_free(struct vectors_tables *tables)
{
    if (!tables) return;
    free(tables->block);
    free(tables->order);
    free(tables->skip);
    free(tables->alias_keep);
    free(tables->alias);
    free(tables);
}

struct vectors_tables *vectors_tables_new(const struct vectors_text *t, const struct vectors_settings *s, uint64_t pass)
{
    struct vectors_tables *tables = calloc(1, sizeof *tables);
    if (!tables) return NULL;
    *tables = (struct vectors_tables){.t = t, .s = s, .n_block = n_blocks(t, NULL)};
    tables->block = malloc(((size_t)tables->n_block + 1) * sizeof *tables->block);
    tables->order = malloc(((size_t)tables->n_block + 1) * sizeof *tables->order);
    tables->skip = malloc(t->n_word * sizeof *tables->skip);
    tables->alias_keep = malloc(t->n_word * sizeof *tables->alias_keep);
    tables->alias = malloc(t->n_word * sizeof *tables->alias);
    if (!tables->block || !tables->order || !tables->skip || !tables->alias_keep || !tables->alias ||
        fill_alias(tables) != OK) {
        vectors_tables_free(tables);
        return NULL;
    }
    (void)n_blocks(t, tables->block);
    fill_sigmoid(tables);
    fill_skip(tables);
    uint64_t random = hash64_mix(s->seed, pass + 1);
    for (uint32_t i = 0; i < tables->n_block; i++) {
        uint32_t j = (uint32_t)(((vectors_random(&random) >> 32) * (i + 1)) >> 32);
        tables->order[i] = tables->order[j];
        tables->order[j] = i;
    }
    return tables;
}
