/* Names in a parsed text, and persons with their office and country as they stand in news. Reached through this header alone;
** the parse gives parts of speech, the rest is read from capitals, small lists of words and the words beside a name, so that
** a wrong head in a tree of forty words costs nothing here.
**
** What is found was found by rule and is so marked: each name and each person carries a confidence. These are steps, not
** measured probabilities: 0.95 an office or title stands beside the name, or it is on a list; 0.9 a given name of the lists, a
** Korean name by its build, or a middle initial; 0.85 the surname of someone named in full elsewhere in the text; 0.8 a name in a
** row of persons; 0.7 an office stands behind a comma, or the surname alone is shared by several; 0.5 and less: the shape of a
** name and nothing beside it. */
#ifndef LANGUAGE_NAMES_H
#define LANGUAGE_NAMES_H

#include "language/parse.h"

enum name_kind {
    NAME_PERSON,
    NAME_ORGANISATION,
    NAME_COUNTRY,
    NAME_NATION, /* what belongs to a country: "South Korean" */
    NAME_SEAT,   /* a place or house that may stand for a government: "Seoul", "the Pentagon" */
    NAME_PLACE,  /* any other */
    NAME_THING,  /* a named strategy, treaty, event */
    NAME_OTHER,  /* capitals whose kind nothing tells */
    NAME_KINDS
};
const char *language_name_kind(enum name_kind kind); /* "person", "organisation", ...; never NULL */

/* How an office came to its person. */
enum name_how {
    HOW_NONE,        /* no office stands beside this mention */
    HOW_TITLE,       /* "Defense Minister Ahn Gyu-back" */
    HOW_APPOSITION,  /* "Ahn Gyu-back, the defense minister," */
    HOW_COMMA,       /* "the defense minister, Ahn Gyu-back," */
    HOW_PARENTHESIS, /* "Ahn Gyu-back (defense minister)" */
    HOW_RELATIVE,    /* "Ahn Gyu-back, who serves as defense minister" */
    HOW_COPULA       /* "Ahn Gyu-back is the defense minister" */
};
const char *language_name_how(enum name_how how); /* "title", ...; "" for HOW_NONE */

enum name_gender { GENDER_UNKNOWN, GENDER_MALE, GENDER_FEMALE };

#define NAME_NONE UINT32_MAX

/* Why two names may be one person's. */
enum same_reason {
    SAME_NOT,         /* nothing speaks for it */
    SAME_SPELLING,    /* the same but for capitals, hyphens, spaces, dots */
    SAME_INITIAL,     /* "J. Biden", "Joe Biden"; "Joseph R. Biden", "Joseph Biden" */
    SAME_ROMANISED,   /* two ways to write one Korean name: "An Kyu-baek" */
    SAME_ORDER,       /* likewise, or the same, surname last: "Gyu-back Ahn" */
    SAME_GIVEN_CLOSE, /* Korean: the given names differ by one letter beyond romanisation */
    SAME_MISSPELT     /* the given names are the same, the surnames differ by a letter or two: "Soper", "Soofer" */
};
const char *language_same_reason(enum same_reason reason);

struct language_same {
    float score; /* in [0,1] */
    enum same_reason reason;
};

/* May two full names be one person's? Symmetric; a name and itself: 1. same_office: both are said to hold the same office, which
** is what a misspelt surname needs to be believed. Rules and scores stand in names_same.c. Surnames alone are never enough: 0.
** Linear in the names but for the product of their surnames' lengths, at most 32 letters each. */
struct language_same language_same_person(str a, str b, bool same_office);

/* What the caller knows beforehand, from concept lists: names of one field, which no room of language may know by itself. Borrowed
** until language_names_find returns, but for strings: results borrow those of form and country.
**
** A form is matched as a whole run of words: it begins where a word of the text begins and ends where one ends, whatever white
** space stands inside; capitals count, but that a form in small letters may have one where it opens a sentence ("the North", "The
** North agreed"), and such a form does not match before a further capital ("the North Atlantic"). The longest form goes first,
** from left to right, but for a longer name of the lists ("Republic" in "Republic of Korea"). What is known wins over what the
** shape of words says: the run has the kind given, at 0.95. Countries, nations, seats, places and organisations take the place of
** the program's own lists, so that a longer name may still be built of one ("the Embassy of Ruritania"); any other is a name as
** it stands. A person's single word is a surname: the name found is the whole of it ("President Ronald Tramm" for "Tramm"), but
** that "Jr." behind it makes it another's. A form that is given twice has what is said first; an empty one, and one of more than
** 64 words, matches nothing. */
struct language_known {
    uint32_t n;
    const str *form;     /* [n] as it stands in texts: "Combined Forces Command" */
    const uint8_t *kind; /* [n] enum name_kind, below NAME_KINDS */
    /* [n] whose it is, empty: unsaid; NULL: unsaid for all. What the lists know by another name gets theirs ("US" for "United
    ** States"), so that a country has one name in a result. A country's own form needs none. */
    const str *country;
};

/* Parallel arrays; strings are borrowed from the text and the lists of the program, or lie in the arena. */
struct language_names {
    /* Names in order of the text; none overlaps another. */
    uint32_t n;
    span *words;   /* [n] words of the text */
    span *bytes;   /* [n] of t->text, without a genitive's 's */
    uint8_t *kind; /* [n] enum name_kind */
    float *prob;   /* [n] confidence in [0,1], see above */
    str *country;  /* [n] of a country, nation, seat or body that names one, or as known has it: "South Korea"; else empty */
    uint32_t *same_as; /* [n] the name whose short form this is, where the text says so in brackets ("Nuclear Consultative Group
                       ** (NCG)"), here or elsewhere: it has that one's kind and country; NAME_NONE for all others */

    /* Mentions of persons in order of the text: each name of kind NAME_PERSON, with what stands beside it. */
    uint32_t n_mention;
    uint32_t *name;        /* [n_mention] which name */
    uint32_t *person;      /* [n_mention] which person */
    span *phrase;          /* [n_mention] bytes: name, title ("Mr.") and office together, article included */
    span *office_at;       /* [n_mention] bytes of the office phrase; empty: none */
    str *office;           /* [n_mention] small letters, without article, country, organisation: "deputy minister for policy" */
    str *office_country;   /* [n_mention] as the office phrase says: "South Korea"; empty: it says none */
    span *organisation_at; /* [n_mention] bytes of the organisation of the office ("the ministry"); empty: none */
    uint8_t *how;          /* [n_mention] enum name_how */
    float *prob_mention;   /* [n_mention] that this is a person and this one, in [0,1] */

    /* Persons in order of their first mention. */
    uint32_t n_person;
    str *full;               /* [n_person] the fullest form of the name in the text */
    uint32_t *first;         /* [n_person] first mention */
    uint32_t *n_mentions;    /* [n_person] */
    uint32_t *titled;        /* [n_person] mention with the longest office phrase, NAME_NONE: never with one */
    str *person_country;     /* [n_person] of the first mention that says one, else as known has it; or empty */
    uint8_t *gender;         /* [n_person] enum name_gender, from titles alone */
    uint32_t *variant_of;    /* [n_person] an earlier person who may be the same one, never merged; NAME_NONE */
    float *prob_variant;     /* [n_person] the score of it */
    uint8_t *variant_reason; /* [n_person] enum same_reason */
    uint32_t *known_as;    /* [n_person] the form of known that is most like the full name, never put in its place; NAME_NONE */
    float *prob_known;     /* [n_person] the score of it: 1 where only capitals, hyphens or dots differ */
    uint8_t *known_reason; /* [n_person] enum same_reason */
};

/* Find all names of a text, usually a whole document: who a surname means is looked up in all of it. A surname goes to the last
** person before it who bears it, else to the first after it. Persons whose names are spelled alike (but for capitals,
** hyphens, dots) are one; all others who may be one are linked by variant_of. known: NULL or n = 0 where nothing is. t must outlive
** out, and so must what known's strings point to. E_NOMEM, E_LIMIT from ar. Time n log n in the words, linear in known. */
enum status language_names_find(struct language_names *out, const struct language_text *t, const struct language_known *known,
                                arena *ar, struct err *err) MUST_CHECK;

#endif
