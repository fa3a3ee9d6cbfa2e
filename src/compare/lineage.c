/* Provisions followed backwards through a series: in each older text the same wording as the step before, else
** the wording that the lineage began with, else the sentence most like the step before, if it is close. A text
** that has none of these is a gap; the lineage goes on behind it, so that what returns is found. The spines say
** where a wording or something like it may stand; only the words decide, so a text is read when its spine
** promises a close match and the reading budget lasts.
**
** Cost: texts times lineages bag comparisons (two words of 64 bits each), and a likeness only for what passes
** the sieve. Invariant: the steps of a lineage go to strictly older texts, at most one step a text.
**
** An example. A formula A stands in texts 1 and 2, is reworded to B in text 3, is missing from text 4 and
** stands as B in text 5. Followed back from text 5: no step in 4, B in 3 (exact), then A in 2 (close to B, if
** its likeness reaches the bound), A in 1 (exact, for the step before was A). Had text 3 gone another way
** altogether, B would be looked for in text 2 by its own place. */
#include "compare/series_parts.h"

/* ---- close matches ---- */

/* The bag knows only long words and may throw two of them together, and an alias changes it: so the sieve is wider
** than the likeness that decides. */
#define SIEVE_SHARE 0.6
/* As many of the most promising sentences of one text are held against the provision. */
#define MAX_TRIED 3

/* Bits set, by adding neighbours (Hacker's Delight, 5-1): no instruction that some machine lacks. */
static uint32_t bits_of(uint64_t x)
{
    x -= (x >> 1) & 0x5555555555555555u;
    x = (x & 0x3333333333333333u) + ((x >> 2) & 0x3333333333333333u);
    x = (x + (x >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    return (uint32_t)((x * 0x0101010101010101u) >> 56);
}

/* Dice's coefficient of the bits: what likeness would be if words were all that counts and no two fell
** together. [0,1]; two empty bags are not alike: a sentence of short words leaves no trace in the sieve and is
** found by its wording alone. */
static double bag_likeness(const uint64_t a[2], const uint64_t b[2])
{
    uint32_t common = bits_of(a[0] & b[0]) + bits_of(a[1] & b[1]);
    uint32_t all = bits_of(a[0]) + bits_of(a[1]) + bits_of(b[0]) + bits_of(b[1]);
    return all ? 2.0 * common / all : 0;
}

struct promise {
    double bag;
    uint32_t sentence;
};

/* The sentences of t with the best bags above the sieve, best first, the earlier one among equals. best is
** filled by insertion: three places need no heap. Returns how many there are. */
static uint32_t promising(struct promise best[MAX_TRIED], const struct engine *e, uint32_t t, const uint64_t bag[2])
{
    const struct compare_member *m = &e->s->text[t];
    double sieve = SIEVE_SHARE * e->limits->close_similarity;
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n_sentence; i++) {
        double like = bag_likeness(bag, m->bag[i]);
        if (like < sieve || (n == MAX_TRIED && like <= best[n - 1].bag)) continue;
        uint32_t at = n < MAX_TRIED ? n++ : n - 1;
        for (; at > 0 && best[at - 1].bag < like; at--) best[at] = best[at - 1];
        best[at] = (struct promise){like, i};
    }
    return n;
}

/* The sentence of t most like the wording at `place`, if it is close. DONE: none, or (*cut) none that may be
** read. A sentence whose text may not be read any more is passed over and the lineage marked cut; the others
** still count. similarity is the best so far and 0 before. */
static enum status close_match(struct compare_step *out, bool *cut, struct engine *e, uint32_t t, struct compare_place place)
{
    struct promise best[MAX_TRIED];
    uint32_t n = promising(best, e, t, e->s->text[place.text].bag[place.sentence]);
    enum status st = OK;
    out->similarity = 0;
    for (uint32_t k = 0; k < n; k++) {
        double like;
        struct compare_place there = {t, best[k].sentence};
        st = compare_engine_likeness(&like, e, place, there);
        *cut = *cut || st == DONE;
        if (st == DONE) continue;
        if (st) return st;
        if (like < e->limits->close_similarity || like <= out->similarity) continue;
        *out = (struct compare_step){there, false, like};
    }
    return out->similarity > 0 ? OK : DONE;
}

/* ---- following ---- */

/* Steps of all lineages while they are found, in order of text. Kept apart from the lineages, because a
** lineage's own array cannot grow while those of the others do without wasting the arena. */
struct found {
    struct found_step {
        uint32_t line;
        struct compare_step step;
    } * item;
    uint32_t n, cap;
    arena *ar;
};

/* Grows by doubling in an arena of its own, which is thrown away after gather. */
static enum status push_found(struct found *f, uint32_t line, const struct compare_step *step, struct err *err)
{
    if (f->n == f->cap) {
        uint32_t cap = f->cap ? f->cap * 2 : 256;
        struct found_step *item = arena_grow(f->ar, f->item, f->cap, cap, sizeof *item);
        if (!item) return arena_why(f->ar, err);
        f->item = item;
        f->cap = cap;
    }
    f->item[f->n++] = (struct found_step){line, *step};
    return OK;
}

/* The place of the lineage in text t; DONE when it has none there. The wording of the step before is the best
** guess, the wording it began with the next best: formulas leave for one text and come back. Only when neither
** stands in t is likeness asked. */
static enum status find_step(struct compare_step *out, struct engine *e, struct lineage *l, uint32_t t)
{
    uint32_t own = COMPARE_NONE;
    for (uint32_t p = e->w.text_from[t]; p < e->w.text_from[t + 1]; p++) {
        if (e->w.id[p] != l->head && e->w.id[p] != l->own) continue;
        own = p - e->w.text_from[t];
        if (e->w.id[p] == l->head) break;
    }
    if (own != COMPARE_NONE) {
        bool exact = wordings_id(&e->w, t, own) == l->head;
        *out = (struct compare_step){{t, own}, exact, 1};
        if (exact) return OK;
        /* Its own wording came back: how like the step in between it is, is worth a figure but not a reading. */
        struct features *a = e->feat[l->head], *b = e->feat[l->own];
        out->similarity = a && b ? compare_features_likeness(a, b, 0) : 0;
        return OK;
    }
    /* It is known already that a close match may be missed, and nothing more can be read to find one. */
    if (l->cut && e->cut && !e->s->text[t].read && !e->skim[t]) return DONE;
    enum status st = close_match(out, &l->cut, e, t, l->head_place);
    if (st == DONE && l->head != l->own) st = close_match(out, &l->cut, e, t, l->own_place);
    return st;
}

/* From one list by text to one for each lineage. Steps arrive text by text, newest first, so each lineage's own
** come out newest first without sorting. */
static enum status gather(struct lineage *line, uint32_t n_line, const struct found *f, struct engine *e)
{
    for (uint32_t i = 0; i < f->n; i++) line[f->item[i].line].n_step++;
    for (uint32_t k = 0; k < n_line; k++) {
        struct compare_step *step = ARENA_NEW(e->ar, line[k].n_step, struct compare_step);
        if (!step) return arena_why(e->ar, e->err);
        line[k].step = step;
        line[k].n_step = 0;
    }
    for (uint32_t i = 0; i < f->n; i++) {
        struct lineage *l = &line[f->item[i].line];
        l->step[l->n_step++] = f->item[i].step;
    }
    return OK;
}

/* line[k].own and own_place must be set; all else is filled here. DONE from find_step means a gap and is no
** end: the lineage is looked for in every older text. */
enum status compare_lineages_follow(struct lineage *line, uint32_t n_line, struct engine *e, uint32_t below)
{
    struct found f = {.ar = arena_new(arena_cap_bytes(e->ar))};
    if (!f.ar) return err_set(e->err, E_NOMEM, "no memory to follow %u sentences", n_line);
    enum status st = OK;
    for (uint32_t k = 0; k < n_line; k++) {
        line[k].head = line[k].own;
        line[k].head_place = line[k].own_place;
        line[k].n_step = 0;
        line[k].cut = false;
    }
    /* Text by text and not lineage by lineage: the budget then goes to the newest texts of all of them. */
    for (uint32_t t = below; !st && t-- > 0;) {
        for (uint32_t k = 0; !st && k < n_line; k++) {
            struct compare_step step;
            st = find_step(&step, e, &line[k], t);
            if (!st) st = push_found(&f, k, &step, e->err);
            if (!st) {
                line[k].head = wordings_id(&e->w, t, step.place.sentence);
                line[k].head_place = step.place;
            }
            if (st == DONE) st = OK;
        }
    }
    if (!st) st = gather(line, n_line, &f, e);
    arena_free(f.ar);
    return st;
}
