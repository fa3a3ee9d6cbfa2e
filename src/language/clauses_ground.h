/* What a clause gets from above and what it adds: shared by clauses_above.c and clauses_stand.c. */
#ifndef LANGUAGE_CLAUSES_GROUND_H
#define LANGUAGE_CLAUSES_GROUND_H

#include "language/clauses_parts.h"

/* How far each rule is to be trusted, before the parse is weighed. Set by hand: a word that says it, a form that allows another
** reading, a choice between equals, a guess for want of any sign. */
#define SURE 0.95f
#define LIKELY 0.85f
#define FAIR 0.7f
#define GUESS 0.55f

/* What comes from above, or from within, with the word that says so. */
struct ground {
    uint8_t modality; /* enum language_modality */
    bool negative;
    uint32_t cue;
    float prob;
    uint32_t source, said_by; /* clause, word; LANGUAGE_NONE */
};

struct standing {
    const struct clauses_tree *tree;
    const struct language_text *t;
    struct language_clauses *out;
    struct ground *ground; /* [n] what each clause got from above; filled from the root down */
};

/* Of two modalities the one that binds less; denial prevails. */
static inline uint8_t weaker(uint8_t a, uint8_t b) { return a > b ? a : b; }

/* The modality that an act gives. */
uint8_t clauses_modality_of(enum clauses_act act);
/* Is it told with a tense of its own, or a modal? Infinitives, gerunds and bare participles are not. */
bool clauses_is_finite(const struct standing *k, uint32_t c);
/* Finite, as what is said must be. "That Seoul pay": a marker makes a bare form finite. */
bool clauses_is_content(const struct standing *k, uint32_t c);
/* Negated, by itself or from above; ground[c] must be there. */
static inline bool is_negative(const struct standing *k, uint32_t c) { return k->out->negated[c] != k->ground[c].negative; }

/* What clause c gets from above; its parent is done. */
struct ground clauses_from_above(const struct standing *k, uint32_t c);

#endif
