/* The best dependency tree of a sentence from the scores of all arcs. */
#ifndef LANGUAGE_TREE_H
#define LANGUAGE_TREE_H

#include "base/base.h"

/* head[n]: for word i (from 0) the id of its head, 0 = root, j = word j - 1, such that the heads form a tree with one root and the
** sum of score[i][head[i]] is the largest of all such trees (of equal ones always the same).
** score: [n][n + 1], score[i * (n + 1) + j] of the arc from head j to word i; all finite; an arc from a word to itself is never taken.
** Where each word's best arc already gives such a tree, that is the answer, in O(n^2) reads; else Chu and Liu (1965), Edmonds
** (1967) by contraction in O(n^2), the arcs of the root made dearer than all others together so that one is
** taken (Zmigrod, Vieira and Cotterell, "Please Mind the Root", EMNLP 2020, section 4); sums are of doubles, and largest up to
** their rounding. Memory: at most language_tree_bytes(n) of ar, given back. n <= 65534. E_NOMEM, E_LIMIT: from the arena; head is
** then undefined. */
enum status language_tree_of(uint32_t *head, const float *score, uint32_t n, arena *ar, struct err *err) MUST_CHECK;

/* 12 bytes for each arc and some for each word. */
size_t language_tree_bytes(uint32_t n);

#endif
