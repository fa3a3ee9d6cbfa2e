/* How alike two sentences are, whatever texts they stand in: Dice's coefficient (2 x common / all) over
** weighted word stems and neighbouring pairs of stems. Pairs make it feel word order, and let an item of a list
** move at little cost.
**
** This likeness decides whether two sentences of different years are one provision, so it may depend on nothing
** but the two sentences: no rarity in the texts at hand (profile.c has that), no vocabulary numbers. Keys are
** fingerprints of stems. */
#include "compare/series_parts.h"

#include <stdlib.h>

/* In one table, so that the balance can be seen: what is said weighs more than by how much, and that more than how. */
static const uint8_t class_weight[] = {[CLASS_PUNCT] = 0, [CLASS_FUNCTION] = 1, [CLASS_CONTENT] = 4, [CLASS_NUMBER] = 2};

struct feature {
    uint64_t key;
    uint8_t weight;
};

/* Equal keys have equal weights but for a clash of fingerprints, and then either order will do. No tie needs
** breaking: features with one key have one weight. */
static int by_key(const void *pa, const void *pb)
{
    const struct feature *a = pa, *b = pb;
    return a->key == b->key ? 0 : a->key < b->key ? -1 : 1;
}

/* Few and in no order: insertion is quicker than a call for each comparison. */
#define FEW 96

/* qsort sees few sentences: one of 48 words has 95 features. */
static void sort_features(struct feature *item, uint32_t n)
{
    if (n > FEW) {
        qsort(item, n, sizeof *item, by_key);
        return;
    }
    for (uint32_t i = 1; i < n; i++) {
        struct feature x = item[i];
        uint32_t k = i;
        for (; k > 0 && item[k - 1].key > x.key; k--) item[k] = item[k - 1];
        item[k] = x;
    }
}

/* Unsorted features of the sentence into item ([2 * words]); its folded words into f->word. 2 n - 1 features
** for n words: each word, and each pair of neighbours with the mean of their weights. f->word keeps the folded
** words in order for searches. */
static uint32_t collect(struct feature *item, struct features *f, const struct compare_text *t, uint32_t sentence)
{
    uint32_t n = 0;
    uint64_t before = 0;
    uint8_t before_weight = 0;
    for (uint32_t i = t->word_from[sentence]; i < t->word_from[sentence + 1]; i++) {
        uint8_t class_ = word_class_at(t, i);
        if (class_ == CLASS_PUNCT) continue;
        /* Fingerprints, not numbers: the likeness of two sentences may not depend on what was read before them. */
        uint64_t stem = vocab_at(t->vocab, vocab_at(t->vocab, t->word[i])->stem)->hash;
        uint8_t weight = class_weight[class_];
        item[n++] = (struct feature){stem, weight};
        if (f->n_word) item[n++] = (struct feature){hash64_mix(before, stem), (uint8_t)((weight + before_weight + 1) / 2)};
        f->word[f->n_word++] = t->word[i];
        before = stem;
        before_weight = weight;
    }
    return n;
}

/* In ar for good; the unsorted list is given back. A sentence of marks alone has no features and is like
** nothing, not even itself (likeness 0). */
enum status compare_features_make(struct features **out, const struct compare_text *t, uint32_t sentence, arena *ar,
                                  struct err *err)
{
    size_t n_word = t->word_from[sentence + 1] - t->word_from[sentence];
    struct features *f = ARENA_NEW(ar, 1, struct features);
    if (!f) return arena_why(ar, err);
    f->word = ARENA_NEW(ar, n_word, uint32_t);
    f->key = ARENA_NEW(ar, n_word * 2, uint64_t);
    f->weight = ARENA_NEW(ar, n_word * 2, uint8_t);
    struct arena_mark mark = arena_here(ar);
    struct feature *item = ARENA_NEW(ar, n_word * 2, struct feature);
    if (!f->word || !f->key || !f->weight || !item) return arena_why(ar, err);
    f->n = collect(item, f, t, sentence);
    sort_features(item, f->n);
    for (uint32_t i = 0; i < f->n; i++) {
        f->key[i] = item[i].key;
        f->weight[i] = item[i].weight;
        f->total += item[i].weight;
    }
    arena_back(ar, mark);
    *out = f;
    return OK;
}

/* Symmetric and in [0,1]; equal multisets give exactly 1. `least` may only save work: a result at or above it
** is the same without it. */
double compare_features_likeness(const struct features *a, const struct features *b, double least)
{
    uint64_t common = 0, all = (uint64_t)a->total + b->total;
    uint32_t lesser = a->total < b->total ? a->total : b->total;
    if (2.0 * lesser < least * (double)all) return 0;
    for (uint32_t i = 0, j = 0; i < a->n && j < b->n;) {
        if (a->key[i] == b->key[j]) {
            common += a->weight[i] < b->weight[j] ? a->weight[i] : b->weight[j];
            i++;
            j++;
        } else if (a->key[i] < b->key[j]) {
            i++;
        } else {
            j++;
        }
    }
    return all ? 2.0 * (double)common / (double)all : 0;
}

/* Plain search: sentences are short and most first words differ. */
bool compare_words_have(const uint32_t *word, uint32_t n_word, const uint32_t *seq, uint32_t n_seq)
{
    for (uint32_t i = 0; n_seq && i + n_seq <= n_word; i++)
        if (word[i] == seq[0] && memcmp(word + i, seq, n_seq * sizeof *seq) == 0) return true;
    return false;
}
