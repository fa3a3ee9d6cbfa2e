/* Which sentence became which: a first, plain way. Equal sentences, then by share of common words, best first, then
** the heaviest set of links in the same order on both sides; what stands outside it has moved. */
#include "compare/words.h"

#include <stdlib.h>

const struct compare_settings compare_default_settings = {.min_similarity = 0.45, .max_pairs = (uint64_t)1 << 26};

const char *compare_label_name(enum compare_label l)
{
    static const char *const names[LABEL_COUNT] = {
        [LABEL_KEPT] = "kept",         [LABEL_REWORDED] = "reworded",
        [LABEL_MOVED] = "moved",       [LABEL_MOVED_REWORDED] = "moved and reworded",
        [LABEL_SPLIT] = "split",       [LABEL_JOINED] = "joined",
        [LABEL_RETURNED] = "returned", [LABEL_NEW] = "new",
        [LABEL_FIRST] = "first",       [LABEL_DROPPED] = "dropped",
    };
    return l < LABEL_COUNT ? names[l] : "";
}

struct pair {
    double score;
    uint32_t a, b;
};

static int by_score(const void *pa, const void *pb)
{
    const struct pair *x = pa, *y = pb;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    uint32_t gap_x = x->a > x->b ? x->a - x->b : x->b - x->a, gap_y = y->a > y->b ? y->a - y->b : y->b - y->a;
    if (gap_x != gap_y) return gap_x < gap_y ? -1 : 1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

static int by_newer(const void *pa, const void *pb)
{
    const struct compare_link *x = pa, *y = pb;
    if (x->newer != y->newer) return x->newer < y->newer ? -1 : 1;
    return (x->older > y->older) - (x->older < y->older);
}

static double weight(const struct compare_text *t, uint32_t w)
{
    switch ((enum word_class)word_class_at(t, w)) {
    case CLASS_PUNCT: return 0;
    case CLASS_FUNCTION: return 0.2;
    case CLASS_CONTENT:
    case CLASS_NUMBER: break;
    }
    return 1;
}

/* Twice the weight of common stems over that of all; count is zero before and after, one cell a word number. */
static double dice(const struct compare_text *a, uint32_t i, const struct compare_text *b, uint32_t j, uint32_t *count)
{
    double all = 0, common = 0;
    for (uint32_t w = a->word_from[i]; w < a->word_from[i + 1]; w++) {
        all += weight(a, w);
        count[vocab_at(a->vocab, a->word[w])->stem]++;
    }
    for (uint32_t w = b->word_from[j]; w < b->word_from[j + 1]; w++) {
        uint32_t *c = &count[vocab_at(b->vocab, b->word[w])->stem];
        all += weight(b, w);
        if (*c) common += weight(b, w), (*c)--;
    }
    for (uint32_t w = a->word_from[i]; w < a->word_from[i + 1]; w++) count[vocab_at(a->vocab, a->word[w])->stem] = 0;
    return all > 0 ? 2 * common / all : 0;
}

static enum status find_pairs(struct pair **out, size_t *n, const struct compare_text *a, const struct compare_text *b,
                              const struct compare_settings *set, arena *ar, struct err *err)
{
    size_t all = (size_t)a->n_sentence * b->n_sentence;
    if (all > set->max_pairs)
        return err_set(err, E_LIMIT, "more than %llu pairs of sentences", (unsigned long long)set->max_pairs);
    struct pair *p = ARENA_NEW(ar, all, struct pair);
    uint32_t *count = ARENA_NEW(ar, vocab_size(a->vocab), uint32_t);
    if (!p || !count) return arena_why(ar, err);
    *n = 0;
    for (uint32_t i = 0; i < a->n_sentence; i++) {
        for (uint32_t j = 0; j < b->n_sentence; j++) {
            bool same = a->wording[i] == b->wording[j];
            double score = same ? 2 : a->folded[i] == b->folded[j] ? 1.5 : dice(a, i, b, j, count);
            if (score >= set->min_similarity) p[(*n)++] = (struct pair){score, i, j};
        }
    }
    qsort(p, *n, sizeof *p, by_score);
    *out = p;
    return OK;
}

/* Heaviest increasing run over links sorted by newer; all others have moved. Quadratic. */
static enum status mark_moves(struct compare_link *link, uint32_t n, const struct compare_text *newer, arena *ar,
                              struct err *err)
{
    double *best = ARENA_NEW(ar, n, double);
    uint32_t *below = ARENA_NEW(ar, n, uint32_t), last = UINT32_MAX;
    if (!best || !below) return arena_why(ar, err);
    for (uint32_t k = 0; k < n; k++) {
        below[k] = UINT32_MAX;
        for (uint32_t q = 0; q < k; q++)
            if (link[q].older < link[k].older && best[q] > best[k]) best[k] = best[q], below[k] = q;
        best[k] += newer->word_from[link[k].newer + 1] - newer->word_from[link[k].newer];
        if (last == UINT32_MAX || best[k] > best[last]) last = k;
        link[k].moved = true;
    }
    for (; last != UINT32_MAX; last = below[last]) link[last].moved = false;
    return OK;
}

static enum status label(struct compare_alignment *al, const struct compare_text *older, const struct compare_text *newer,
                         arena *ar, struct err *err)
{
    al->older_label = ARENA_NEW(ar, older->n_sentence, uint8_t);
    al->newer_label = ARENA_NEW(ar, newer->n_sentence, uint8_t);
    if (!al->older_label || !al->newer_label) return arena_why(ar, err);
    memset(al->older_label, LABEL_DROPPED, older->n_sentence);
    memset(al->newer_label, LABEL_NEW, newer->n_sentence);
    for (uint32_t k = 0; k < al->n_link; k++) {
        const struct compare_link *l = &al->link[k];
        enum compare_label is =
            l->same_wording ? (l->moved ? LABEL_MOVED : LABEL_KEPT) : (l->moved ? LABEL_MOVED_REWORDED : LABEL_REWORDED);
        al->older_label[l->older] = al->newer_label[l->newer] = (uint8_t)is;
    }
    return OK;
}

static enum status align_with(struct compare_alignment *al, const struct compare_text *older, const struct compare_text *newer,
                              const struct compare_settings *set, arena *ar, arena *scratch, struct err *err)
{
    struct pair *p = NULL;
    size_t n = 0;
    enum status st = find_pairs(&p, &n, older, newer, set, scratch, err);
    if (st) return st;
    uint32_t most = older->n_sentence < newer->n_sentence ? older->n_sentence : newer->n_sentence;
    al->link = ARENA_NEW(ar, most, struct compare_link);
    al->n_link = 0;
    bool *used = ARENA_NEW(scratch, (size_t)older->n_sentence + newer->n_sentence, bool);
    if (!al->link || !used) return arena_why(ar, err);
    for (size_t k = 0; k < n; k++) {
        uint32_t i = p[k].a, j = p[k].b;
        if (used[i] || used[older->n_sentence + j]) continue;
        used[i] = used[older->n_sentence + j] = true;
        al->link[al->n_link++] = (struct compare_link){.older = i,
                                                       .newer = j,
                                                       .similarity = p[k].score > 1 ? 1 : p[k].score,
                                                       .same_wording = older->wording[i] == newer->wording[j]};
    }
    qsort(al->link, al->n_link, sizeof *al->link, by_newer);
    st = mark_moves(al->link, al->n_link, newer, scratch, err);
    return st ? st : label(al, older, newer, ar, err);
}

enum status compare_align(struct compare_alignment *out, const struct compare_text *older, const struct compare_text *newer,
                          const struct compare_settings *set, arena *ar, struct err *err)
{
    arena *scratch = arena_new(arena_cap_bytes(ar));
    if (!scratch) return err_set(err, E_NOMEM, "no memory to align two texts");
    enum status st = align_with(out, older, newer, set, ar, scratch, err);
    arena_free(scratch);
    return st;
}
