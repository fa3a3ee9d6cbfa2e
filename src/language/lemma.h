/* Lemmas as edit scripts: how to get from a word's form to its form in a dictionary. A model learns which script fits where. */
#ifndef LANGUAGE_LEMMA_H
#define LANGUAGE_LEMMA_H

#include "base/base.h"

/* A script is text: a letter for the case, a digit for the characters taken off the end, and what is put there instead ("l3y": lower
** case, "studies" -> "study"). Case: 'l' lower, 'k' as it stands, 't' first letter as it stands and the rest lower. "=be"
** is the lemma itself, for words that share too little with theirs. */
#define LEMMA_MAX_BYTES 200u /* longer forms are their own lemmas */

/* The script from form to lemma, appended to out. Every pair has one; lemma_apply undoes it exactly. */
void lemma_script(buf *out, str form, str lemma);

/* Apply a script to any form, appending to out; a script that takes off more than there is, or that is none, leaves the form as it is.
** True when it could be applied. */
bool lemma_apply(buf *out, str script, str form);

#endif
