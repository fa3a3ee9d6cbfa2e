/* Sentences made ready for being held against many others, and the two ways of holding them.
**
** Weights: a word counts by how rare its kin is in the two texts (the logarithm that information retrieval
** calls idf), a function word a fifth of that, a mark nothing. Kin stand for "the same thought in other words",
** stems for "the same words"; letters catch spellings that neither knows. Profiles are made when they are first
** asked for: most sentences are linked word for word and never need one. */
#include "compare/align_parts.h"

#include <math.h>
#include <stdlib.h>

/* They are not dropped altogether: two sentences that differ only in "and" for "or" are not the same. */
#define FUNCTION_SHARE 0.2F /* of a content word's weight */

/* 0 takes the word out of the profile altogether. */
static float class_share(const struct compare_text *t, uint32_t w)
{
    switch ((enum word_class)word_class_at(t, w)) {
    case CLASS_PUNCT: return 0;
    case CLASS_FUNCTION: return FUNCTION_SHARE;
    case CLASS_CONTENT:
    case CLASS_NUMBER: break;
    }
    return 1;
}

/* Counts each kin once a sentence over both texts; a kin that stands in every sentence weighs log 2 and no
** less, so nothing is divided by zero. O(words) time, O(kin) memory. */
enum status profiles_new(struct profiles *out, const struct compare_text *a, const struct compare_text *b, arena *ar,
                         struct err *err)
{
    uint32_t n_kin = vocab_kin_count(a->vocab), all = a->n_sentence + b->n_sentence, tag = 0;
    *out = (struct profiles){.t = {a, b}, .ar = ar};
    uint32_t *seen = ARENA_NEW(ar, n_kin, uint32_t);
    out->rarity = ARENA_NEW(ar, n_kin, float);
    out->of[0] = ARENA_NEW(ar, a->n_sentence, struct profile *);
    out->of[1] = ARENA_NEW(ar, b->n_sentence, struct profile *);
    if (!seen || !out->rarity || !out->of[0] || !out->of[1]) return arena_why(ar, err);
    for (int side = 0; side < 2; side++) {
        const struct compare_text *t = out->t[side];
        for (uint32_t i = 0; i < t->n_sentence; i++) {
            /* A tag a sentence, so that `seen` need not be cleared. */
            tag++;
            for (uint32_t w = t->word_from[i]; w < t->word_from[i + 1]; w++) {
                uint32_t kin = vocab_kin(t->vocab, t->word[w]);
                if (seen[kin] != tag) out->rarity[kin] += 1;
                seen[kin] = tag;
            }
        }
    }
    for (uint32_t k = 0; k < n_kin; k++)
        if (out->rarity[k] > 0) out->rarity[k] = logf(1 + (float)all / out->rarity[k]);
    return OK;
}

/* By key, then weight: entries that are equal in both are interchangeable, so the order is total. */
static int by_key(const void *pa, const void *pb)
{
    const struct weighed *x = pa, *y = pb;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return (x->weight > y->weight) - (x->weight < y->weight);
}

/* A sentence is short: putting each word in its place is quickest. */
static void sort(struct weighed *x, uint32_t n)
{
    if (n > 64) {
        qsort(x, n, sizeof *x, by_key);
        return;
    }
    for (uint32_t i = 1; i < n; i++) {
        struct weighed one = x[i];
        uint32_t k = i;
        for (; k && by_key(&x[k - 1], &one) > 0; k--) x[k] = x[k - 1];
        x[k] = one;
    }
}

/* Groups of three letters, counted when they are first asked for: most profiles never need them. Buckets, not
** an exact table: two groups of letters may share one, which adds a little likeness to everything alike. Counts
** stop at 255. */
static enum status count_grams(struct profile *p, const struct profiles *ps, int side, uint32_t sentence, struct err *err)
{
    const struct compare_text *t = ps->t[side];
    uint32_t three = ' ';
    if (p->gram) return OK;
    p->gram = arena_alloc(ps->ar, GRAM_BUCKETS, 1);
    if (!p->gram) return arena_why(ps->ar, err);
    for (uint32_t w = t->word_from[sentence]; w < t->word_from[sentence + 1]; w++) {
        str s = vocab_at(t->vocab, t->word[w])->text;
        if (word_class_at(t, w) == CLASS_PUNCT) continue;
        for (size_t k = 0; k <= s.n; k++) {
            three = (three << 8 | (k < s.n ? (unsigned char)s.p[k] : ' ')) & 0xFFFFFF;
            /* Multiplicative hashing (Knuth, vol. 3, 6.4) of the three bytes. */
            uint8_t *cell = &p->gram[(three * 0x9E3779B1u) >> 20];
            if (*cell < UINT8_MAX) ++*cell, p->n_gram++;
        }
    }
    return OK;
}

/* *out is owned by ps and good as long as its arena. kin and stem have room for every token; n says how many
** are no marks. */
enum status profile_of(struct profile **out, struct profiles *ps, int side, uint32_t sentence, struct err *err)
{
    const struct compare_text *t = ps->t[side];
    struct profile *p = ps->of[side][sentence];
    *out = p;
    if (p) return OK;
    uint32_t n = t->word_from[sentence + 1] - t->word_from[sentence];
    p = ARENA_NEW(ps->ar, 1, struct profile);
    if (!p) return arena_why(ps->ar, err);
    p->kin = ARENA_NEW(ps->ar, n, struct weighed);
    p->stem = ARENA_NEW(ps->ar, n, struct weighed);
    if (!p->kin || !p->stem) return arena_why(ps->ar, err);
    for (uint32_t w = t->word_from[sentence]; w < t->word_from[sentence + 1]; w++) {
        float share = class_share(t, w);
        uint32_t kin = vocab_kin(t->vocab, t->word[w]);
        if (share <= 0) continue;
        p->kin[p->n] = (struct weighed){kin, share * ps->rarity[kin]};
        p->stem[p->n] = (struct weighed){vocab_at(t->vocab, t->word[w])->stem, share};
        p->kin_sum += (double)p->kin[p->n].weight;
        p->stem_sum += (double)share;
        p->n++;
    }
    sort(p->kin, p->n);
    sort(p->stem, p->n);
    *out = ps->of[side][sentence] = p;
    return OK;
}

/* Weight of what two sorted lists have in common, each entry used once. Merging two sorted lists; of equal keys
** the lesser weight counts, so a kin said twice on one side and once on the other counts once. */
static double common(const struct weighed *x, uint32_t n, const struct weighed *y, uint32_t m)
{
    double sum = 0;
    for (uint32_t i = 0, j = 0; i < n && j < m;) {
        if (x[i].key == y[j].key) {
            sum += (double)(x[i].weight < y[j].weight ? x[i].weight : y[j].weight);
            i++;
            j++;
        } else if (x[i].key < y[j].key) {
            i++;
        } else {
            j++;
        }
    }
    return sum;
}

/* [0,1]; 0 when neither says anything that weighs. Symmetric. */
double profile_overlap(const struct profile *x, const struct profile *y)
{
    double all = x->stem_sum + y->stem_sum;
    return all > 0 ? 2 * common(x->stem, x->n, y->stem, y->n) / all : 0;
}

/* One pass over all buckets; at 4096 bytes a side that is quicker than sorting. */
static uint32_t common_grams(const uint8_t *x, const uint8_t *y)
{
    uint32_t sum = 0;
    for (uint32_t k = 0; k < GRAM_BUCKETS; k++) sum += x[k] < y[k] ? x[k] : y[k];
    return sum;
}

/* Absolute, not a share: how much evidence there is. */
double profile_common(const struct profile *x, const struct profile *y) { return common(x->kin, x->n, y->kin, y->n); }

/* All measures of one pair at once, for the model of a gap. On an error *out may be half written. */
enum status profile_likeness(struct likeness *out, struct profiles *ps, uint32_t i, uint32_t j, struct err *err)
{
    struct profile *x, *y;
    enum status st = profile_of(&x, ps, 0, i, err);
    if (!st) st = profile_of(&y, ps, 1, j, err);
    if (!st) st = count_grams(x, ps, 0, i, err);
    if (!st) st = count_grams(y, ps, 1, j, err);
    if (st) return st;
    uint32_t shorter = x->n < y->n ? x->n : y->n, longer = x->n < y->n ? y->n : x->n;
    double both = common(x->kin, x->n, y->kin, y->n), all = x->kin_sum + y->kin_sum;
    uint32_t grams = x->n_gram + y->n_gram;
    out->kin = all > 0 ? 2 * both / all : 0;
    out->common = both;
    out->letters = grams ? 2.0 * common_grams(x->gram, y->gram) / grams : 0;
    out->length = longer ? (double)shorter / longer : 0;
    out->shorter = shorter;
    return OK;
}
