/* The words that decide how a clause stands: lists written for this project from general knowledge of English, neutral as to who
** speaks. They say what a word does to the clause that hangs on it ("pledge to": a promise), never what a speaker wants. Inner
** header of the clauses and quotations. */
#ifndef LANGUAGE_CLAUSES_WORDS_H
#define LANGUAGE_CLAUSES_WORDS_H

#include "base/base.h"

/* What a word makes of what it governs. */
enum clauses_act {
    ACT_NONE,     /* nothing: what it governs stands as the word itself does ("begin to", "help to") */
    ACT_PROMISE,  /* commits its subject */
    ACT_DEMAND,   /* asks it of another, or calls it necessary */
    ACT_PLAN,     /* means it to be */
    ACT_POSSIBLE, /* leaves it open */
    ACT_DENY,     /* says that it is not so */
    ACT_SAY,      /* says that it is so */
    ACT_THINK,    /* holds that it is so; its negation is that of what is held ("does not believe that") */
    ACT_TRY       /* a step towards it: a plan where the step is a fact, else what the step is ("agreed to seek to") */
};

enum {
    WORD_NEGATIVE = 1, /* what it governs does not happen ("refuse to"), or what its object names ends ("ended the drills") */
    WORD_PREP = 2,     /* the act with a noun only by way of "for", "on" or "upon" ("called for", not "called it") */
    WORD_OTHER = 4,    /* with an infinitive: the act if another is to do it ("want Seoul to"), a plan if its subject is */
    WORD_LIGHT = 8,    /* with a noun: what the noun says ("made a promise", "reiterated the call") */
    WORD_NAMES = 16,   /* gives a name or description: a quoted phrase behind it is its subject's ("called it ...") */
    WORD_NO_THING = 32 /* speech only of persons and bodies: a finding or an absence that "suggests" says nothing */
};

/* A group of lemmas. The act depends on what hangs on the word: an infinitive or gerund, a finite clause, or a noun at most. */
struct clauses_word {
    const char *lemmas;               /* parted by one space, in small letters */
    uint8_t infinitive, finite, noun; /* enum clauses_act */
    uint8_t flags;
};

/* The group of a lemma among the verbs and adjectives, the nouns; NULL when it is in none. Case is folded (ASCII). Goes through the
** list, some 4 KB, comparing first letters: microseconds, where a parse of the same clause takes a thousand. */
const struct clauses_word *clauses_verb(str lemma);
const struct clauses_word *clauses_noun(str lemma);
/* What an adverb does: ACT_POSSIBLE ("perhaps"), ACT_SAY ("reportedly"), ACT_DEMAND never; ACT_NONE for all others. */
enum clauses_act clauses_adverb(str lemma);
/* What a modal auxiliary does: ACT_PLAN for will, shall and their forms, ACT_POSSIBLE, ACT_DEMAND; ACT_TRY for "would", which
** depends on what stands around it; ACT_NONE for all others. */
enum clauses_act clauses_modal(str form);
/* "not", "never", "no", "neither" and the like, as form or lemma. */
bool clauses_negator(str word);

/* s is one of the words in list, which are parted by one space each; case folded (ASCII). O(list). */
bool clauses_in(str s, const char *list);

/* For the test that finds a lemma in two groups: group i of the verbs, the nouns; NULL behind the last. */
const struct clauses_word *clauses_verb_at(uint32_t i);
const struct clauses_word *clauses_noun_at(uint32_t i);

#endif
