/* What the two steps of finding clauses share: first their shape (clauses.c, clauses_verb.c), then how they stand
** (clauses_stand.c). */
#ifndef LANGUAGE_CLAUSES_PARTS_H
#define LANGUAGE_CLAUSES_PARTS_H

#include "language/clauses_tree.h"
#include "language/clauses_words.h"

struct clauses_work {
    struct clauses_tree tree;
    struct language_clauses *out;
    uint32_t *order; /* [n] clauses, each behind its parent */
};

/* Fills standing, modality, negative, condition, conditional, cue, prob, source and said_by; all else must be there. Temporary
** arrays in ar. E_NOMEM, E_LIMIT. Linear. */
enum status clauses_stand(struct clauses_work *w, arena *ar, struct err *err) MUST_CHECK;

/* Tense, aspect, voice, auxiliaries and modal of clause c; hang and those of the parent must be there. */
void clauses_find_verb(struct clauses_work *k, uint32_t c);
/* Is it negated by words of its own? All else but the standing must be there. */
void clauses_find_negation(struct clauses_work *k, uint32_t c);

/* The group of the predicate: of its lemma among verbs and adjectives, among nouns for a noun. NULL. */
const struct clauses_word *clauses_group(const struct language_text *t, uint32_t word);
/* Is word a predicate of speech: one that says something of a finite clause, with a subject of its own and nothing said under
** it? */
bool clauses_is_tag(const struct clauses_tree *tree, uint32_t word);

#endif
