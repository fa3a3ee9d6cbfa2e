/* Levels by Lloyd's algorithm ("Least squares quantization in PCM", IEEE Transactions on Information Theory 28, 1982) on the weights
** that are kept; places by cuckoo hashing within a line, the weightiest features first, so that what finds no place is light. */
#include "linear_pack.h"
#include "language/words_parts.h"

#include <stdio.h>
#include <stdlib.h>

#define LEVELS 15
#define UNIT 256.0 /* of a level, for a weight of 1 */
#define MAX_DEPTH 8
#define LIGHT 0.04 /* lighter weights decide nothing, and a place left free is never mistaken for another feature */

struct item {
    uint32_t hash;
    uint32_t level;
    double weight;
};

struct packing {
    struct item *item; /* [n] */
    uint32_t *owner;   /* [slots] item + 1, 0: free */
    uint32_t lines;
};

static double size_of(double w) { return w < 0 ? -w : w; }

/* Heaviest first, then by hash: a total order. */
static int by_weight(const void *a, const void *b)
{
    const struct item *x = a;
    const struct item *y = b;
    double sx = size_of(x->weight);
    double sy = size_of(y->weight);
    if (sx != sy) return sx > sy ? -1 : 1;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static uint32_t nearest(const double *level, double w)
{
    uint32_t best = 0;
    for (uint32_t k = 1; k < LEVELS; k++)
        if (size_of(w - level[k]) < size_of(w - level[best])) best = k;
    return best;
}

static void choose_levels(double *level, const struct item *item, uint32_t n)
{
    double most = n ? size_of(item[0].weight) : 1;
    for (int k = 0; k < LEVELS; k++) level[k] = most * (k - LEVELS / 2) / (LEVELS / 2 * 2);
    for (int round = 0; round < 60; round++) {
        double sum[LEVELS] = {0};
        double count[LEVELS] = {0};
        for (uint32_t i = 0; i < n; i++) {
            uint32_t k = nearest(level, item[i].weight);
            sum[k] += item[i].weight;
            count[k]++;
        }
        for (int k = 0; k < LEVELS; k++)
            if (count[k] > 0) level[k] = sum[k] / count[k];
    }
}

/* Finds item i a slot, moving others to their second place where that helps. */
static bool place(struct packing *p, uint32_t i, int depth)
{
    uint32_t hash = p->item[i].hash;
    size_t line = (size_t)words_line(hash, p->lines) * WORDS_LINE_SLOTS;
    for (uint32_t which = 0; which < 2; which++) {
        uint32_t *owner = &p->owner[line + words_place(hash, which)];
        if (*owner) continue;
        *owner = i + 1;
        return true;
    }
    for (uint32_t which = 0; which < 2 && depth < MAX_DEPTH; which++) {
        uint32_t *owner = &p->owner[line + words_place(hash, which)];
        uint32_t other = *owner - 1;
        if (other == i) continue;
        uint32_t there = p->item[other].hash;
        /* it moves only to the place where it does not lie now */
        size_t now = (size_t)(owner - p->owner) - line;
        uint32_t next = words_place(there, words_place(there, 0) == now);
        if (next == now) continue;
        uint32_t *free_at = &p->owner[line + next];
        if (*free_at && depth + 1 >= MAX_DEPTH) continue;
        uint32_t saved = *owner;
        *owner = i + 1; /* taken, so that no move comes back here */
        if (!*free_at) {
            *free_at = saved;
            return true;
        }
        if (place(p, other, depth + 1)) return true;
        *owner = saved;
    }
    return false;
}

static int32_t whole(double x) { return (int32_t)(x < 0 ? x - 0.5 : x + 0.5); }

static void fill(struct linear_table *out, struct packing *p, uint32_t n)
{
    double level[LEVELS];
    uint32_t placed = 0;
    for (uint32_t i = 0; i < n; i++) placed += place(p, i, 0);
    uint32_t kept = 0; /* those with a place, moved together, for the choice of levels */
    size_t slots = (size_t)out->lines * WORDS_LINE_SLOTS;
    struct item *those = calloc((size_t)placed + 1, sizeof *those);
    if (!those) return;
    for (size_t k = 0; k < slots; k++)
        if (p->owner[k]) those[kept++] = p->item[p->owner[k] - 1];
    qsort(those, kept, sizeof *those, by_weight);
    choose_levels(level, those, kept);
    for (int k = 0; k < LEVELS; k++) out->level[k + 1] = (int16_t)whole(level[k] * UNIT);
    for (size_t k = 0; k < slots; k++) {
        if (!p->owner[k]) continue;
        const struct item *item = &p->item[p->owner[k] - 1];
        out->slot[k] = (uint8_t)(words_mark(item->hash) << 4 | (nearest(level, item->weight) + 1));
    }
    fprintf(stderr, "  %u of %u features packed into %zu slots\n", kept, n, slots);
    free(those);
}

enum status linear_pack(struct linear_table *out, const uint32_t *hash, const double *weight, uint32_t n, double bias,
                        uint32_t lines)
{
    *out = (struct linear_table){.lines = lines, .bias = whole(bias * UNIT)};
    size_t slots = (size_t)lines * WORDS_LINE_SLOTS;
    struct packing p = {.item = calloc((size_t)n + 1, sizeof *p.item), .owner = calloc(slots, sizeof *p.owner), .lines = lines};
    out->slot = calloc(slots, 1);
    bool ok = p.item && p.owner && out->slot;
    for (uint32_t i = 0; i < n && ok; i++) p.item[i] = (struct item){.hash = hash[i], .weight = weight[i]};
    if (ok) {
        qsort(p.item, n, sizeof *p.item, by_weight);
        while (n && size_of(p.item[n - 1].weight) < LIGHT) n--;
        fill(out, &p, n);
    }
    free(p.item);
    free(p.owner);
    return ok ? OK : E_NOMEM;
}
