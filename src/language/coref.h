/* Who is meant: names, pronouns and descriptions of a parsed text, tied to actors.
**
** Rules, in the order in which they are asked; what no rule fits has no actor, and nothing is tied without a confidence. They are
** few on purpose: each can be checked by a reader, and a wrong tie costs more than a missing one.
**
**   name         a person, country or body that is named: itself. 0.95, for persons as sure as the mention.
**   metonym      "Seoul", "the White House" where it acts, owns or is acted on: its government's country. 0.9; 0.5 behind "to" and
**                "from"; behind "in" and the like, and as what is visited, it is a place, and no mention.
**   he, she      the last person of fitting gender (known from titles alone) of this sentence or the two before it; a subject goes
**                before what is none, and in a sentence before that of the main clause before another. 0.9 where no other fits, 0.7
**                where a subject wins over others, 0.5 else. In a phrase that opens the sentence the person named right behind its
**                comma ("During his visit, Colby met"); 0.6
**   it, its      the last subject before it, in this sentence or the one before, if that is a country or body; 0.6 else none.
**                "Washington and its allies": who stands before the "and"; 0.8
**   him, it      as objects never the subject of their own clause ("Moran told him", "The League called it")
**   they, their  the two sides named together last ("A and B") in this sentence or the one before, unless people are named between
**                ("protesters"); 0.6. Else, where the pronoun opens its sentence, the two persons of the one before; 0.5
**   role         "the minister": the last person whose office has that head. 0.85, 0.6 where others hold one like it. With a
**                country beside it ("the Ukrainian president") the text must have said that the person's is this one.
**   body         "the ministry": the last body whose name has that head and all the words before it ("the defense ministry"). 0.85,
**                0.6 where another body has the head. With a country beside it ("South Korea's defense ministry"): an actor of its
**                own; a government, a military and the like stand for their country. 0.8. "The group", "the body": where no name
**                has that head, the only body named in this sentence and the two before; 0.5
**   pair         "the two sides", "both countries", "the allies": two persons that the sentence before names, if exactly two; else
**                the two countries last named together; else the two countries named most. 0.8, 0.7, 0.5
**   country      "the country", "the ally": the last country named as a subject or owner, or by its government. 0.5. "the North",
**                "the South": the one country the text has named whose name begins so ("South Sudan"), 0.9; none where there are
**                two */
#ifndef LANGUAGE_COREF_H
#define LANGUAGE_COREF_H

#include "language/names.h"

enum coref_how { COREF_NAME, COREF_METONYM, COREF_PRONOUN, COREF_ROLE, COREF_BODY, COREF_PAIR, COREF_COUNTRY, COREF_HOWS };
const char *language_coref_how(enum coref_how how); /* "name", "metonym", ...; never NULL */

/* Parallel arrays; strings are borrowed from the text, the names and the program's lists, or lie in the arena. */
struct language_coref {
    /* Actors in order of their first mention. */
    uint32_t n_actor;
    uint8_t *actor_kind;    /* [n_actor] NAME_PERSON, NAME_COUNTRY or NAME_ORGANISATION */
    str *actor_name;        /* [n_actor] "Lee Jae Myung", "South Korea", "defense ministry" */
    str *actor_country;     /* [n_actor] of a body or person, where the text says one; of a country itself; else empty */
    uint32_t *actor_person; /* [n_actor] person of struct language_names, NAME_NONE for others */

    /* Mentions in order of the text. */
    uint32_t n;
    span *words;        /* [n] words of the text */
    span *bytes;        /* [n] of t->text */
    uint8_t *how;       /* [n] enum coref_how */
    uint32_t *actor[2]; /* [n] who is meant; the second of a pair only, else NAME_NONE; the first NAME_NONE: nothing fits */
    uint32_t *before;   /* [n] the earlier mention that it was tied to, NAME_NONE: none, or its own name */
    float *prob;        /* [n] confidence in [0,1], as above; 0 where nothing fits */
};

/* Tie the mentions of t, whose names are given. t and names must outlive out. E_NOMEM, E_LIMIT from ar. Time linear in the words:
** no rule looks back further than 256 mentions. */
enum status language_coref_find(struct language_coref *out, const struct language_text *t, const struct language_names *names,
                                arena *ar, struct err *err) MUST_CHECK;

#endif
