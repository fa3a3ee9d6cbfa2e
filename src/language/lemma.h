/* Lemmas as edit scripts: how to get from a word's form to its form in a dictionary. A model learns which script fits where. */
#ifndef LANGUAGE_LEMMA_H
#define LANGUAGE_LEMMA_H

#include "base/base.h"

/* A script is text: a letter for the case, a digit for the characters taken off the end, and what is put there instead ("l3y":
** lower case, "studies" -> "study"). Case: 'l' lower, 'k' as it stands, 't' first letter as it stands and the rest lower. "=be"
** is the lemma itself, for words that share too little with theirs. */
#define LEMMA_MAX_BYTES 200u /* of a form that is edited: a longer one gets "=" and its lemma, and no other script fits it */

/* The script from form to lemma, appended to out: of the three cases the one that shares most with the lemma, "l" before "k" before
** "t". Every pair has one, and lemma_apply gives the lemma back exactly, whatever the bytes. Linear; failure sticks in out. */
void lemma_script(buf *out, str form, str lemma);

/* Apply a script to any form, appending to out. One that takes off more than there is, or all of it for nothing, or that is none,
** leaves the form as it is. True when it could be applied. Good text gives good text. Linear; failure sticks in out. */
bool lemma_apply(buf *out, str script, str form);

#endif
