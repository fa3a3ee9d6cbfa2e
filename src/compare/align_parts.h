/* Inside the compare room: what the steps of the alignment share. In all of them `a` is the text that comes
** first in compare_text_order, whichever is the older one.
**
** Everything lives in the arena of the pairing, which is scratch of one alignment. The steps return LIMIT or
** NOMEM and nothing else, and leave the pairing whole (if unfinished) when they do. */
#ifndef COMPARE_ALIGN_PARTS_H
#define COMPARE_ALIGN_PARTS_H

#include "compare/words.h"

#define NO_MATE UINT32_MAX

/* ---- how much two sentences say the same ---- */

struct weighed {
    uint32_t key;
    float weight;
};

/* One sentence made ready for being held against many. Entries of kin and stem are sorted by key, one for each
** word, so a word said twice stands twice. A sum of 0 means that nothing in it weighs. */
struct profile {
    uint32_t n;           /* words that are no marks */
    struct weighed *kin;  /* [n] by kin, ascending; rare in the two texts weighs more */
    struct weighed *stem; /* [n] by stem, ascending; function words weigh a fifth */
    double kin_sum, stem_sum;
    uint8_t *gram; /* [GRAM_BUCKETS] how often each group of three letters stands in it, by fingerprint; NULL at first */
    uint32_t n_gram;
};
#define GRAM_BUCKETS 4096

/* Made on demand; of[0] belongs to a, of[1] to b. O(words of both) to set up, without any profile. */
struct profiles {
    const struct compare_text *t[2];
    struct profile **of[2]; /* [n_sentence] NULL until first asked for */
    float *rarity;          /* [kin] log(1 + sentences / sentences with it), of both texts */
    arena *ar;
};
/* Counts in how many sentences each kin stands; the texts are borrowed as long as the profiles. */
enum status profiles_new(struct profiles *out, const struct compare_text *a, const struct compare_text *b, arena *ar,
                         struct err *err) MUST_CHECK;
/* side 0 is a, 1 is b. O(words log words) the first time, O(1) after. *out is borrowed from ps. */
enum status profile_of(struct profile **out, struct profiles *ps, int side, uint32_t sentence, struct err *err) MUST_CHECK;

struct likeness {
    double kin;       /* [0,1] Dice over kindred words, rare ones weighing more */
    double common;    /* the weight of what is common */
    double letters;   /* [0,1] Dice over groups of three letters */
    double length;    /* [0,1] the shorter over the longer */
    uint32_t shorter; /* words of the shorter */
};
/* Of sentence i of a and j of b. Symmetric in the two sentences but for which text they stand in. Makes
** profiles and counts of letters where they are missing. */
enum status profile_likeness(struct likeness *out, struct profiles *ps, uint32_t i, uint32_t j, struct err *err) MUST_CHECK;
/* The weight of kindred words in common. */
double profile_common(const struct profile *x, const struct profile *y);
/* [0,1] Dice over stems: how much of the wording is the same. This is the similarity that links carry and that
** the settings bound. */
double profile_overlap(const struct profile *x, const struct profile *y);

/* ---- the model of a gap ---- */

/* A stretch of each text between links that keep the order. Sentences [from_a, from_a + n_a) of a, and of b
** alike. */
struct gap {
    uint32_t from_a, n_a, from_b, n_b;
};
enum {
    GAP_BIAS,
    GAP_KIN,
    GAP_COMMON,
    GAP_LENGTH,
    GAP_LETTERS,
    GAP_SHORTER,
    GAP_FROM_START,
    GAP_FROM_END,
    GAP_PARAGRAPH,
    GAP_FEATURES,
    /* Steps of a walk through the gap, which links sentences (M) or passes them over on one side (X, Y): from M to X or Y
    ** and back, on in X or Y, from X to Y. M after M weighs nothing; X never comes after Y, so that each choice of links
    ** is one walk. */
    GAP_PASS = GAP_FEATURES,
    GAP_PASS_ON,
    GAP_PASS_OTHER,
    GAP_WEIGHTS
};
/* By gap_features, then by step. Weights are logarithms: a sum of 0.7 doubles the odds. */
struct gap_model {
    double weight[GAP_WEIGHTS];
};
extern const struct gap_model gap_default_model;

/* ---- the pairing that grows step by step ---- */

/* Grows by pairing_link alone. stray[i] means something only while i is linked. */
struct pairing {
    const struct compare_text *a, *b;
    uint32_t *mate_a; /* [a->n_sentence] sentence of b, or NO_MATE */
    uint32_t *mate_b; /* [b->n_sentence] */
    bool *stray;      /* [a->n_sentence] linked, but outside the heaviest set of links in one order */
    const struct gap_model *model;
    double verbatim; /* share of the shorter text's sentences that stand word for word in the other */
    arena *ar;       /* scratch */
    struct err *err;
};

/* Both must be free. */
static inline void pairing_link(struct pairing *p, uint32_t i, uint32_t j)
{
    p->mate_a[i] = j;
    p->mate_b[j] = i;
}
/* i must be linked. Extra links do not exist yet when links are taken apart. */
static inline void pairing_part(struct pairing *p, uint32_t i)
{
    p->mate_b[p->mate_a[i]] = NO_MATE;
    p->mate_a[i] = NO_MATE;
    p->stray[i] = false;
}

/* Nothing linked yet; model is gap_default_model. a and b share one vocabulary, and a comes first in
** compare_text_order or the two are equal there. */
enum status pairing_new(struct pairing *p, const struct compare_text *a, const struct compare_text *b, arena *ar,
                        struct err *err) MUST_CHECK;
/* Sentences left over that stand word for word on both sides, more than once or out of place. */
enum status pairing_leftovers(struct pairing *p) MUST_CHECK;
/* Sentences that stand once on each side, word for word, and equal neighbours of linked ones. */
enum status pairing_verbatim(struct pairing *p) MUST_CHECK;
/* Find the strays: all links but those of the heaviest set that keeps one order (weight: words). O(n log n).
** Cheap enough to be run after every step that adds links. */
enum status pairing_order(struct pairing *p) MUST_CHECK;
/* Reworded sentences that went elsewhere: much alike, with no rival, across sentences that kept their place. */
enum status pairing_strays(struct pairing *p, struct profiles *ps, const struct compare_settings *set) MUST_CHECK;
/* Between links that keep the order: what became what there. O(cells of all gaps), at most about max_pairs. */
enum status pairing_gaps(struct pairing *p, struct profiles *ps, const struct compare_settings *set) MUST_CHECK;

/* Links of a second sentence to one that has a mate: one became two. One of its two sentences has a mate, the
** other has none. */
struct extra_link {
    uint32_t a, b;
};
/* *out is [*n] in the pairing's arena; the pairing itself stays as it is. */
enum status pairing_splits(struct extra_link **out, uint32_t *n, struct pairing *p, struct profiles *ps,
                           const struct compare_settings *set) MUST_CHECK;
/* Where the other sentences of the two paragraphs of a link went. Each counts links, not sentences; the link
** itself has no vote. */
struct votes {
    uint32_t both;           /* links with both their sentences in the two paragraphs */
    uint32_t only_a, only_b; /* with that of a, of b alone */
};
/* in_order: strays have no vote. */
void pairing_votes(struct votes *v, const struct pairing *p, uint32_t i, bool in_order);
/* [a->n_sentence] which links are moves: strays, with evidence that they left their company. */
enum status pairing_moves(bool **out, const struct pairing *p) MUST_CHECK;

/* The gap after g, from {0}: one with sentences on both sides. False: there is none. g is read and written; the
** walk ends at the ends of both texts. Gaps with sentences on one side only are passed over: nothing can be
** linked in them. */
bool gap_next(const struct pairing *p, struct gap *g);
/* x: [GAP_FEATURES] of sentence from_a + u and from_b + v. */
enum status gap_features(double *x, struct pairing *p, struct profiles *ps, const struct gap *g, uint32_t u,
                         uint32_t v) MUST_CHECK;

/* Scores and what follows from them; all [n_a * n_b] or [(n_a + 1) * (n_b + 1)], row by row. ahead and back are
** logarithms, -INFINITY for none. prob sums to at most 1 along each row and column. */
struct gap_tables {
    const double *score; /* [n_a * n_b] -INFINITY: may not be linked */
    double *prob;        /* [n_a * n_b] that the two are linked, given all the gap */
    double *ahead[3];    /* log weight of the walks from the start to here, ending in M, X, Y */
    double *back[3];     /* of the walks from here to the end */
    double all;          /* log weight of all walks */
};
/* n_a and n_b at least 1; seven tables of (n_a + 1) (n_b + 1) numbers. */
enum status gap_tables_new(struct gap_tables *t, uint32_t n_a, uint32_t n_b, arena *ar, struct err *err) MUST_CHECK;
/* Needs score. Pure arithmetic, no error. O(n_a n_b). */
void gap_run(struct gap_tables *t, const struct gap_model *model, uint32_t n_a, uint32_t n_b);

/* compare_align with another model. */
enum status align_by_model(struct compare_alignment *out, const struct compare_text *older, const struct compare_text *newer,
                           const struct compare_settings *set, const struct gap_model *model, arena *ar,
                           struct err *err) MUST_CHECK;

#endif
