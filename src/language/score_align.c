/* Aligning the words of two annotations of one text. Where both sides have plain tokens, words pair when their spans are
** equal. A token of several words does not say where in it each word lies, so there the words of a whole stretch, as far as
** such tokens overlap, are paired by a longest common subsequence of forms (Zeman et al. 2018, section 5).
** The paper leaves open which of several longest subsequences counts and where a stretch begins when plain tokens straddle
** its edges; both are answered here as the task's script answers them, so that figures agree with published ones.
**
** Invariants of the walk: all words before next[] are disposed of, paired or not; pairs go up on both sides; each step moves
** at least one of next[] on. So the walk is linear, and a stretch costs the product of its words on the two sides. */
#include "language/score.h"

/* The two sides and how far they are aligned; [0] is gold. next: the first word that is not yet disposed of. */
struct walk {
    const struct score_side *side[2];
    uint32_t next[2];
    uint32_t *system_of; /* [gold n_word] */
    uint32_t *gold_of;   /* [system n_word] */
    arena *ar;
    struct err *err;
};

/* Words first .. end - 1 of each side that one stretch holds. */
struct stretch {
    uint32_t first[2];
    uint32_t end[2];
};

/* The word is part of a range, so its span is that of the whole token and says nothing of the word's own place. */
static bool is_multi(const struct score_side *side, uint32_t w) { return side->flags[w] & WORD_MULTI; }

/* Both directions are kept: heads are looked up from the system's words, everything else from gold's. */
static void pair(struct walk *a, uint32_t gold, uint32_t system)
{
    a->system_of[gold] = system;
    a->gold_of[system] = gold;
}

/* ---- forms ---- */

/* The next letter of s in small; a broken byte (in sentences built by hand) is a letter of its own beyond Unicode. */
static int32_t small_letter(str s, size_t *at)
{
    size_t size;
    int32_t cp = utf8_decode(s, *at, &size);
    int32_t small = cp < 0 ? 0x110000 + (unsigned char)s.p[*at] : utf8_lower(cp);
    *at += size;
    return small;
}

/* Compared letter by letter instead of as lower-cased copies: stretches are short, and copies would have to live somewhere. */
static bool same_form(str a, str b)
{
    size_t i = 0;
    size_t j = 0;
    while (i < a.n && j < b.n)
        if (small_letter(a, &i) != small_letter(b, &j)) return false;
    return i == a.n && j == b.n;
}

/* Equal for forms that same_form calls equal; it only saves comparisons, since unequal forms may share one. */
static uint64_t form_print(str s)
{
    uint64_t h = 0;
    for (size_t i = 0; i < s.n;) h = hash64_mix(h, (uint64_t)small_letter(s, &i));
    return h;
}

/* ---- stretches ---- */

/* Past the end of a stretch lie a token of several words that begins there or later, and a plain one that ends later. */
static bool is_past(const struct score_side *side, uint32_t w, uint32_t end)
{
    if (w == side->n_word) return true;
    return is_multi(side, w) ? side->at[w].begin >= end : side->at[w].end > end;
}

/* The stretch that begins at the walk's next words, one of which is part of a range; the walk moves behind it. It ends where
** no token of several words reaches on: each that begins inside may move the end. A plain word that begins before the
** range on the other side straddles its edge and is left without a partner; only one such word is passed over, as in the
** script, which matters when one side cuts the text before the range finer than the other. */
static struct stretch take_stretch(struct walk *a)
{
    struct stretch st;
    int has = is_multi(a->side[0], a->next[0]) ? 0 : 1;
    int other = 1 - has;
    span range = a->side[has]->at[a->next[has]];
    uint32_t end = range.end;
    if (!is_multi(a->side[other], a->next[other]) && a->side[other]->at[a->next[other]].begin < range.begin) a->next[other]++;
    memcpy(st.first, a->next, sizeof st.first);
    while (!is_past(a->side[0], a->next[0], end) || !is_past(a->side[1], a->next[1], end)) {
        const struct score_side *g = a->side[0];
        const struct score_side *s = a->side[1];
        bool gold = a->next[0] < g->n_word && (a->next[1] == s->n_word || g->at[a->next[0]].begin <= s->at[a->next[1]].begin);
        const struct score_side *side = gold ? g : s;
        uint32_t w = a->next[!gold]++;
        if (is_multi(side, w) && side->at[w].end > end) end = side->at[w].end;
    }
    memcpy(st.end, a->next, sizeof st.end);
    return st;
}

/* The table of the subsequence: bit g * n[1] + s is set when the longest one from (g, s) on is no longer than that from
** (g + 1, s) on, so that gold's word g may be passed over. Two rows of lengths suffice for it. */
struct table {
    uint64_t *skip;     /* [n[0] * n[1] bits] */
    uint64_t *print[2]; /* [n] fingerprints of the forms in small letters */
    uint32_t *row[2];   /* [n[1] + 1] lengths from this row on, and from the row below */
    const str *form[2]; /* [n] */
    uint32_t n[2];
};

/* Fingerprints first: nearly all pairs of a table differ. */
static bool same_word(const struct table *t, uint32_t g, uint32_t s)
{
    return t->print[0][g] == t->print[1][s] && same_form(t->form[0][g], t->form[1][s]);
}

/* The cap is asked before anything is taken: one hostile token can hold 100,000 words on either side. */
static enum status take_table(struct table *t, const struct walk *a, const struct stretch *st)
{
    for (int k = 0; k < 2; k++) {
        t->n[k] = st->end[k] - st->first[k];
        t->form[k] = a->side[k]->form + st->first[k];
    }
    uint64_t cells = (uint64_t)t->n[0] * t->n[1];
    if (cells > SCORE_MAX_PAIRS)
        return err_set(a->err, E_LIMIT,
                       "tokens of several words that overlap from one side to the other hold %u words of gold and "
                       "%u of the system: too many to align",
                       t->n[0], t->n[1]);
    t->skip = ARENA_NEW(a->ar, cells / 64 + 1, uint64_t);
    for (int k = 0; k < 2; k++) {
        t->print[k] = ARENA_NEW(a->ar, t->n[k], uint64_t);
        t->row[k] = ARENA_NEW(a->ar, (size_t)t->n[1] + 1, uint32_t);
        if (!t->print[k] || !t->row[k]) return arena_why(a->ar, a->err);
        for (uint32_t i = 0; i < t->n[k]; i++) t->print[k][i] = form_print(t->form[k][i]);
    }
    return t->skip ? OK : arena_why(a->ar, a->err);
}

/* From the last words to the first, by the usual recurrence: the longest from (g, s) on is that without g, that without s, or
** one more than that without both where the two words are equal. Afterwards only skip is of use. */
static void fill_table(struct table *t)
{
    for (uint32_t g = t->n[0]; g-- > 0;) {
        uint32_t *below = t->row[1];
        uint32_t *here = t->row[0];
        for (uint32_t s = t->n[1]; s-- > 0;) {
            uint32_t best = below[s] > here[s + 1] ? below[s] : here[s + 1];
            if (below[s + 1] + 1 > best && same_word(t, g, s)) best = below[s + 1] + 1;
            uint64_t bit = (uint64_t)g * t->n[1] + s;
            if (best == below[s]) t->skip[bit / 64] |= (uint64_t)1 << (bit % 64);
            here[s] = best;
        }
        t->row[0] = below;
        t->row[1] = here;
    }
}

/* Pairs the words of a stretch. Equal words at its start are paired without a table, as the walk through it would pair them:
** two annotations that agree cost linear time, however long their tokens. */
static enum status pair_stretch(struct walk *a, struct stretch st)
{
    const str *form[2] = {a->side[0]->form, a->side[1]->form};
    while (st.first[0] < st.end[0] && st.first[1] < st.end[1] && same_form(form[0][st.first[0]], form[1][st.first[1]]))
        pair(a, st.first[0]++, st.first[1]++);
    if (st.first[0] == st.end[0] || st.first[1] == st.end[1]) return OK;
    struct arena_mark mark = arena_here(a->ar);
    struct table t = {0};
    enum status status = take_table(&t, a, &st);
    if (!status) fill_table(&t);
    for (uint32_t g = 0, s = 0; !status && g < t.n[0] && s < t.n[1];) {
        uint64_t bit = (uint64_t)g * t.n[1] + s;
        if (same_word(&t, g, s))
            pair(a, st.first[0] + g++, st.first[1] + s++);
        else if (t.skip[bit / 64] >> (bit % 64) & 1)
            g++;
        else
            s++;
    }
    arena_back(a->ar, mark);
    return status;
}

/* Of two plain words with different spans the one that begins first is passed over, gold's when they begin together. */
static void step_plain(struct walk *a)
{
    span gold = a->side[0]->at[a->next[0]];
    span system = a->side[1]->at[a->next[1]];
    if (gold.begin == system.begin && gold.end == system.end)
        pair(a, a->next[0]++, a->next[1]++);
    else
        a->next[gold.begin <= system.begin ? 0 : 1]++;
}

/* Words behind the last of the shorter side have no partner: the loop may end with one side not walked to its end. */
enum status score_align(uint32_t *system_of, uint32_t *gold_of, const struct score_side *gold, const struct score_side *system,
                        arena *ar, struct err *err)
{
    struct walk a = {{gold, system}, {0, 0}, system_of, gold_of, ar, err};
    enum status status = OK;
    for (uint32_t i = 0; i < gold->n_word; i++) system_of[i] = SCORE_NONE;
    for (uint32_t i = 0; i < system->n_word; i++) gold_of[i] = SCORE_NONE;
    while (a.next[0] < gold->n_word && a.next[1] < system->n_word && !status) {
        if (is_multi(gold, a.next[0]) || is_multi(system, a.next[1]))
            status = pair_stretch(&a, take_stretch(&a));
        else
            step_plain(&a);
    }
    return status;
}
