/* A small network with random weights as sections of a model file: what a test parses with that may not wait for a trained model.
** Weights are of such sizes that gates open and close and that scores differ, so that every part of the run does something. */
#ifndef TEST_NETWORK_HELP_H
#define TEST_NETWORK_HELP_H

#include "base/random.h"
#include "language/features.h"
#include "language/network.h"
#include "language/normal.h"
#include "model_help.h"
#include "words_help.h"

#define NETWORK_PARTS 18u

struct network_made {
    struct network_shape shape;
    struct model_part part[NETWORK_PARTS];
    uint32_t n;
};

static const char *const network_words[] = {
    "The",  "two", "sides",   "pledged",  "to",   "strengthen",    "deterrence", ",", "and",  "ministers",
    "'s",   "of",  "Korea",   "alliance", "—",    "2026",          "3.5",        "%", "will", "be",
    "were", "a",   "studies", ".",        "U.S.", "zurückgekehrt",
};

static inline float network_random(uint64_t *seed, float least, float most)
{
    return least + (most - least) * (float)(random_next(seed) >> 40) * 0x1p-24f;
}

static inline void *network_add(struct network_made *m, const char *name, size_t n, size_t size, arena *ar)
{
    void *p = arena_alloc(ar, n, size);
    m->part[m->n++] = (struct model_part){str_of(name), {p, p ? n * size : 0}};
    return p;
}

/* A section that was made; its bytes may be changed or replaced before the file is made. */
static inline struct model_part *network_part(struct network_made *m, const char *name)
{
    for (uint32_t i = 0; i < m->n; i++)
        if (str_eq(m->part[i].name, str_of(name))) return &m->part[i];
    abort();
}

static inline int network_rising(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static inline uint32_t network_sort(uint64_t *key, uint32_t n)
{
    uint32_t kept = 0;
    qsort(key, n, sizeof *key, network_rising);
    for (uint32_t i = 0; i < n; i++)
        if (!kept || key[i] != key[kept - 1]) key[kept++] = key[i];
    return kept;
}

/* Keys of the words' features, of their vectors, and of their lemmas as nouns. */
static inline void network_keys(struct network_made *m, uint64_t *seed, arena *ar)
{
    enum { WORDS = ARRAY_LEN(network_words) };
    uint64_t row[WORDS * FEATURES_MAX], vector[WORDS], lemma[WORDS];
    uint32_t n = 0;
    for (uint32_t w = 0; w < WORDS; w++) {
        struct features f;
        features_of(&f, str_of(network_words[w]));
        for (uint32_t k = 0; k < f.n; k++)
            if (f.key[k] && random_below(seed, 4)) row[n++] = f.key[k];
        vector[w] = f.word;
        lemma[w] = network_lemma_key(str_of(network_words[w]), STR("NN"));
    }
    struct network_shape *s = &m->shape;
    s->n_row = network_sort(row, n);
    s->n_vector = network_sort(vector, WORDS);
    s->n_lemma = network_sort(lemma, WORDS);
    memcpy(network_add(m, "rows.key", s->n_row, 8, ar), row, 8 * (size_t)s->n_row);
    memcpy(network_add(m, "vectors.key", s->n_vector, 8, ar), vector, 8 * (size_t)s->n_vector);
    memcpy(network_add(m, "lemmas.key", s->n_lemma, 8, ar), lemma, 8 * (size_t)s->n_lemma);
    uint16_t *script = network_add(m, "lemmas.script", s->n_lemma, sizeof *script, ar);
    for (uint32_t i = 0; i < s->n_lemma; i++) script[i] = (uint16_t)random_below(seed, s->n_script_all);
}

static inline void network_rows(struct network_made *m, const char *scales, const char *rows, uint32_t n, uint32_t dim,
                                uint64_t *seed, arena *ar)
{
    float *scale = network_add(m, scales, n, sizeof *scale, ar);
    int8_t *row = network_add(m, rows, (size_t)n * dim, 1, ar);
    for (uint32_t i = 0; i < n; i++) scale[i] = network_random(seed, 0.002f, 0.01f);
    for (size_t i = 0; i < (size_t)n * dim; i++) row[i] = (int8_t)random_below(seed, 256);
}

static inline void network_matrices_of(struct network_made *m, uint64_t *seed, arena *ar)
{
    const struct network_shape *s = &m->shape;
    uint32_t depth, n;
    size_t weights = 0, columns = 0;
    for (uint32_t i = 0; i < network_matrices(s); i++) {
        network_matrix_size(&depth, &n, s, i);
        weights += network_weight_room(depth, n);
        columns += network_column_room(n);
    }
    int16_t *weight = network_add(m, "net.weights", weights, sizeof *weight, ar);
    float *scale = network_add(m, "net.scales", columns, sizeof *scale, ar);
    float *bias = network_add(m, "net.biases", columns, sizeof *bias, ar);
    for (uint32_t i = 0; i < network_matrices(s); i++) {
        network_matrix_size(&depth, &n, s, i);
        for (uint32_t j = 0; j < n; j++) {
            float worth = i < 2 * s->layers ? 4e-7f : i == 2 * s->layers ? 1e-6f : 5e-4f;
            scale[j] = network_random(seed, 0.5f, 1.5f) * worth;
            bias[j] = network_random(seed, -0.5f, 0.5f);
            for (uint32_t k = 0; k < depth; k++)
                weight[kernel_place(depth, k, j)] =
                    (int16_t)((int)random_below(seed, 2 * KERNEL_MAX_WEIGHT + 1) - KERNEL_MAX_WEIGHT);
        }
        weight += network_weight_room(depth, n);
        scale += network_column_room(n);
        bias += network_column_room(n);
    }
    float *root = network_add(m, "net.roots", (size_t)s->dim_arc + s->dim_rel, sizeof *root, ar);
    for (uint32_t k = 0; k < s->dim_arc + s->dim_rel; k++) root[k] = network_random(seed, -1, 1);
}

/* Classifiers of tokens and ends with random weights. */
static inline void network_tokens(struct network_made *m, uint64_t *seed, arena *ar)
{
    struct help_section section;
    help_random(&section, seed);
    memcpy(network_add(m, "tokens", section.n, 1, ar), section.bytes, section.n);
}

static inline void network_text(struct network_made *m, const char *name, const char *text)
{
    m->part[m->n++] = (struct model_part){str_of(name), str_of(text)};
}

/* All sections, in ar, which must have room. */
static inline void network_make(struct network_made *m, uint64_t seed, arena *ar)
{
    *m = (struct network_made){.shape = {.version = NETWORK_VERSION,
                                         .layers = 2,
                                         .hidden = 16,
                                         .dim_row = 6,
                                         .dim_vector = 4,
                                         .dim_arc = 10,
                                         .dim_rel = 6,
                                         .dim_tag = 18,
                                         .dim_lemma = 4,
                                         .n_rel = 5,
                                         .n_tag = 19,
                                         .n_script = 6,
                                         .n_script_all = 8,
                                         .input_worth = 3.0f / KERNEL_MAX_INPUT}};
    struct network_shape *s = &m->shape;
    network_text(m, "about", ABOUT_SMALL);
    network_tokens(m, &seed, ar);
    network_keys(m, &seed, ar);
    network_rows(m, "rows.scale", "rows.row", s->n_row, s->dim_row, &seed, ar);
    network_rows(m, "vectors.scale", "vectors.row", s->n_vector, s->dim_vector, &seed, ar);
    network_matrices_of(m, &seed, ar);
    network_text(m, "net.tags",
                 "ADJ|JJ|Degree=Pos\nADP|IN|_\nADV|RB|_\nAUX|MD|VerbForm=Fin\nCCONJ|CC|_\nDET|DT|_\nINTJ|UH|_\n"
                 "NOUN|NN|Number=Sing\nNOUN|NNS|Number=Plur\nNUM|CD|NumType=Card\nPART|TO|_\nPRON|PRP|_\nPROPN|NNP|_\n"
                 "PUNCT|,|_\nSCONJ|IN|_\nSYM|SYM|_\nVERB|VB|VerbForm=Inf\nVERB|VBD|Mood=Ind|Tense=Past\nX|FW|_\n");
    network_text(m, "net.relations", "nsubj\nroot\nobj\nnmod:poss\npunct\n");
    network_text(m, "net.scripts", "l0\nk0\nl1\nt0\nl3y\n=be\nl2e\n=have\n");
    memcpy(network_add(m, "net.shape", 1, sizeof *s, ar), s, sizeof *s);
}

/* The file of these sections, aligned, in ar; n is 0 and the reason printed when it is refused. */
static inline str network_file(const struct network_made *m, arena *ar) { return model_of(m->part, m->n, ar); }

/* Words of a random sentence, in ar: of the list above, in other cases, and of any bytes. */
static inline void network_forms(str *form, uint32_t n, uint64_t *seed, arena *ar)
{
    for (uint32_t i = 0; i < n; i++) {
        form[i] = str_of(network_words[random_below(seed, ARRAY_LEN(network_words))]);
        if (random_below(seed, 3)) continue;
        uint32_t size = 1 + random_below(seed, random_below(seed, 10) ? 8 : 300);
        char *p = ARENA_NEW(ar, size, char);
        bool any = random_below(seed, 2);
        for (uint32_t k = 0; k < size; k++) p[k] = (char)(any ? 1 + random_below(seed, 255) : 'A' + random_below(seed, 58));
        form[i] = (str){p, size};
    }
}

#endif
