/* A parsed text made ready for walking: relations as numbers, heads as words of the whole text, children as lists, and an order in
** which every word follows its head. Inner header of the clauses and quotations. */
#ifndef LANGUAGE_CLAUSES_TREE_H
#define LANGUAGE_CLAUSES_TREE_H

#include "language/clauses.h"

/* Relations that clauses are known by. Subtypes of no concern count as their base ("obl:tmod" is REL_OBL). */
enum clauses_rel {
    REL_OTHER,
    REL_ROOT,
    REL_NSUBJ,
    REL_NSUBJ_PASS,
    REL_CSUBJ,
    REL_OBJ,
    REL_IOBJ,
    REL_OBL,
    REL_OBL_AGENT,
    REL_CCOMP,
    REL_XCOMP,
    REL_ADVCL,
    REL_ACL,
    REL_RELCL,
    REL_CONJ,
    REL_CC,
    REL_PARATAXIS,
    REL_AUX,
    REL_AUX_PASS,
    REL_COP,
    REL_MARK,
    REL_CASE,
    REL_FIXED,
    REL_ADVMOD,
    REL_DET,
    REL_AMOD,
    REL_COMPOUND,
    REL_FLAT,
    REL_NMOD,
    REL_POSS,
    REL_NUMMOD,
    REL_APPOS,
    REL_EXPL,
    REL_PUNCT
};
enum clauses_rel clauses_rel_of(str deprel);

struct clauses_tree {
    const struct language_text *t;
    uint8_t *rel;    /* [n_word] enum clauses_rel */
    uint32_t *head;  /* [n_word] word of the text, LANGUAGE_NONE for roots */
    uint32_t *first; /* [n_word] leftmost child */
    uint32_t *next;  /* [n_word] next child of the same head, rightwards */
    uint32_t *order; /* [n_word] within each sentence's words: heads before their children, nearest to the root first */
    uint32_t *left;  /* [n_word] leftmost and rightmost word of what hangs on a word, itself included */
    uint32_t *right;
    uint32_t *sentence; /* [n_word] */
};

/* Arrays in ar; t must outlive out. Words whose heads lead nowhere become roots of REL_OTHER. E_NOMEM, E_LIMIT. Linear. */
enum status clauses_tree_make(struct clauses_tree *out, const struct language_text *t, arena *ar, struct err *err) MUST_CHECK;

/* Heads and relations of one sentence put right where its marks and words tell more than the parse does: words of speech between
** commas ("The pact, said Kim, will hold") hang on the clause around them, "would-be" is one word. For clauses_tree_make, when
** head and rel of the words of `at` are there and nothing else. Linear, but for sentences with many such words of speech. */
void clauses_mend(struct clauses_tree *tree, span at);

/* First child of w with this relation; LANGUAGE_NONE. */
uint32_t clauses_child(const struct clauses_tree *tree, uint32_t w, enum clauses_rel rel);
/* nsubj, nsubj:pass or csubj of w. */
uint32_t clauses_subject(const struct clauses_tree *tree, uint32_t w);
/* Its morphology holds this ("VerbForm=Inf"), whole. */
bool clauses_feat(const struct clauses_tree *tree, uint32_t w, const char *feat);
/* Lemma of w is one of the words in list (parted by spaces). */
bool clauses_lemma_in(const struct clauses_tree *tree, uint32_t w, const char *list);

#endif
