/* The compare room: kept, reworded, moved, returned, dropped, new; silences; first and last use. pair.h is the
** pure comparison of two texts, series.h that of a text with all its predecessors.
**
** Where things stand. Making ready: prepare.c (sentences to rows of words), vocab.c (words to numbers,
** aliases), kindred.c (words that mean nearly the same).
**
** One pair: align.c (the steps, labels), anchors.c (word for word, the order), strays.c (what went elsewhere),
** gaps.c (what became what in between), splits.c (one became two), profile.c (how alike), redline.c (words that
** went and came), notes.c with lists.c and speaker_change.c (what a reader would say of it).
**
** A series: report.c (labels over all texts), wordings.c (who says the same, from fingerprints), engine.c
** (reading under a budget), lineage.c (a provision backwards in time), likeness.c (is it the same provision),
** changes.c (redlines and what became of words), concepts.c (said, silent, not read), unread.c (what a manifest
** admits), mentions.c and uses.c (where a name stands), speaker.c and speaker_kind.c (who says it), runs.c
** (sets of texts).
**
** Questions to a whole series: phrases.c over suffix.c (agreed language), silences.c, history.c. From and to
** the record: compare_store.c alone.
**
** Four properties hold the room together, and tests hold them: compare(x, x) finds nothing; compare(y, x)
** mirrors compare(x, y); each edit script turns the older words into the newer; each sentence of both sides has
** exactly one label. Two more for a series: what is called returned or first is so word for word by brute
** force, and silence is never said of what was not read. */
#ifndef COMPARE_COMPARE_H
#define COMPARE_COMPARE_H

#include "compare/pair.h"
#include "compare/series.h"

#endif
