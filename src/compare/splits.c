/* One sentence that became two, or two that became one: a sentence without a mate stands next to one that has,
** and says what the mate of that says beyond it.
**
** Only neighbours are looked at: halves of a sentence that were carried to different places are two rewordings
** to a reader, and so they are here. Each word of the whole is given to one part at most, first to the linked
** one, so that a part cannot live on words that the other has already explained.
**
** Thresholds: min_share comes with the settings and was measured (test/eval/README.md); MIN_FIRST and MIN_GAIN
** keep out a part that would also fit anywhere else. */
#include "compare/align_parts.h"

#include <stdlib.h>

#define MIN_FIRST 0.5 /* share of the linked part's words that stand in the whole */
#define MIN_GAIN 0.15 /* share of the whole's words that only the second part has */
#define MAX_WORDS 400 /* longer sentences are not looked at */

struct shares {
    double first, second; /* of each part's words, how much stands in the whole; each word of the whole counts once */
    double gain;          /* of the whole's words, how much only the second part has */
};

/* Weight of the part's words found in what is still unused of the whole; marks them used. Both lists are sorted
** by kin. */
static double take(const struct profile *whole, bool *used, const struct profile *part)
{
    double sum = 0;
    for (uint32_t i = 0, j = 0; i < part->n && j < whole->n;) {
        if (part->kin[i].key == whole->kin[j].key && !used[j]) {
            used[j++] = true;
            sum += (double)part->kin[i++].weight;
        } else if (part->kin[i].key < whole->kin[j].key) {
            i++;
        } else {
            j++;
        }
    }
    return sum;
}

/* All zero when one of the three is too long or says nothing that weighs: then there is no finding. */
static struct shares share_out(const struct profile *whole, const struct profile *first, const struct profile *second)
{
    bool used[MAX_WORDS] = {false};
    struct shares s = {0};
    if (whole->n > MAX_WORDS || first->kin_sum <= 0 || second->kin_sum <= 0 || whole->kin_sum <= 0) return s;
    s.first = take(whole, used, first) / first->kin_sum;
    double got = take(whole, used, second);
    s.second = got / second->kin_sum;
    s.gain = got / whole->kin_sum;
    return s;
}

/* Sentence `one` of `side` has no mate. The mate of a neighbour that it is a second part of, or NO_MATE. The
** better of the two neighbours' mates, the one before on a tie. A neighbour that is linked word for word has
** nothing to give away: its words are all its own. */
static enum status find_whole(uint32_t *out, struct pairing *p, struct profiles *ps, int side, uint32_t one, double least)
{
    const uint32_t *mate = side ? p->mate_b : p->mate_a;
    const struct compare_text *t = ps->t[side], *other = ps->t[!side];
    double best = 0;
    *out = NO_MATE;
    for (int step = -1; step <= 1; step += 2) {
        uint32_t first = step < 0 ? one - 1 : one + 1;
        if (first >= t->n_sentence || mate[first] == NO_MATE) continue;
        uint32_t whole = mate[first];
        if (t->folded[first] == other->folded[whole]) continue;
        struct profile *w, *f, *s;
        enum status st = profile_of(&w, ps, !side, whole, p->err);
        if (!st) st = profile_of(&f, ps, side, first, p->err);
        if (!st) st = profile_of(&s, ps, side, one, p->err);
        if (st) return st;
        struct shares got = share_out(w, f, s);
        if (got.second < least || got.first < MIN_FIRST || got.gain < MIN_GAIN || got.second + got.gain <= best) continue;
        best = got.second + got.gain;
        *out = whole;
    }
    return OK;
}

/* Links of later parts only; the first part's link is in the pairing. *n is at most the number of sentences
** without a mate. The mates do not change, so the order of the search does not matter. Linear. */
enum status pairing_splits(struct extra_link **out, uint32_t *n, struct pairing *p, struct profiles *ps,
                           const struct compare_settings *set)
{
    size_t most = 0;
    for (int side = 0; side < 2; side++) {
        const uint32_t *mate = side ? p->mate_b : p->mate_a;
        for (uint32_t i = 0; i < ps->t[side]->n_sentence; i++) most += mate[i] == NO_MATE;
    }
    *n = 0;
    *out = ARENA_NEW(p->ar, most, struct extra_link);
    if (!*out) return arena_why(p->ar, p->err);
    for (int side = 0; side < 2; side++) {
        const uint32_t *mate = side ? p->mate_b : p->mate_a;
        for (uint32_t i = 0; i < ps->t[side]->n_sentence; i++) {
            uint32_t whole = NO_MATE;
            if (mate[i] != NO_MATE) continue;
            enum status st = find_whole(&whole, p, ps, side, i, set->min_share);
            if (st) return st;
            if (whole != NO_MATE) (*out)[(*n)++] = side ? (struct extra_link){whole, i} : (struct extra_link){i, whole};
        }
    }
    return OK;
}
