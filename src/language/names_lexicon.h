/* Private to the finders of names: small lists of words, each a fact of the language, and one table in which they are looked up.
**
** What is on a list is found surely; what is on none is judged by its place in the sentence (language/names.h). */
#ifndef LANGUAGE_NAMES_LEXICON_H
#define LANGUAGE_NAMES_LEXICON_H

#include "base/base.h"

/* What a word or phrase may be; one may be several. */
enum lex {
    LEX_COUNTRY = 1 << 0,
    LEX_NATION = 1 << 1,     /* "South Korean" */
    LEX_SEAT = 1 << 2,       /* where a government sits: "Seoul" */
    LEX_CITY = 1 << 3,       /* other cities, regions, seas: places that stand for no government */
    LEX_PLACE = 1 << 4,      /* ends the name of a place: "Peninsula" */
    LEX_ORG = 1 << 5,        /* is the head of an organisation's name: "Ministry" */
    LEX_KNOWN_ORG = 1 << 6,  /* an organisation without such a head: "NATO" */
    LEX_OFFICE = 1 << 7,     /* the head of an office: "minister" */
    LEX_TITLE = 1 << 8,      /* stands right before a person's name and is no office: "Mr.", "Gen." */
    LEX_MODIFIER = 1 << 9,   /* goes with an office: "acting", "deputy" */
    LEX_PORTFOLIO = 1 << 10, /* what an office is for: "secretary of State" */
    LEX_GIVEN = 1 << 11,     /* a given name */
    LEX_SURNAME = 1 << 12,   /* a Korean surname, in any of its spellings */
    LEX_PARTICLE = 1 << 13,  /* small word inside a name: "van" */
    LEX_SUFFIX = 1 << 14,    /* behind a name: "Jr." */
    LEX_SPEECH = 1 << 15,    /* what persons do: "said" */
    LEX_PLAIN = 1 << 16,     /* a capital means nothing: "Monday", "The" */
    LEX_RULE = 1 << 17,      /* "the Trump administration": a body named for its head */
    LEX_MALE = 1 << 18,      /* titles that tell "he", */
    LEX_FEMALE = 1 << 19,    /* and "she" */
    LEX_BODY = 1 << 20,      /* what "the ministry" and the like may stand for: the plain nouns */
    LEX_THING = 1 << 21      /* heads of names that are no actors: "Strategy", "Agreement" */
};

struct name_country {
    const char *name;    /* as results give it: "South Korea" */
    const char *aliases; /* small letters, '|' between; the name itself first */
    const char *nation;
    const char *seat;
};
const struct name_country *name_countries(uint32_t *n);

#define NAME_NO_COUNTRY UINT32_MAX
#define LEX_MAX_WORDS 6u /* of a phrase */

struct lex_entry {
    str phrase;    /* small letters, words parted by one space; borrowed from the lists */
    uint32_t bits; /* enum lex */
    uint32_t country;
    uint16_t words; /* of the longest phrase that begins with its first word; kept at that word only */
};

/* All lists in one table, made anew for each document: some 2,700 phrases, below a millisecond. */
struct lexicon {
    struct lex_entry *slot; /* [LEX_SLOTS], open addressing */
};

/* E_NOMEM, E_LIMIT from ar. */
enum status lexicon_new(struct lexicon *out, arena *ar, struct err *err) MUST_CHECK;

/* The entry of a phrase in small letters, or NULL. O(1). */
const struct lex_entry *lexicon_find(const struct lexicon *lex, str phrase);

/* The name of a country by its number, {NULL, 0} for NAME_NO_COUNTRY. */
str lexicon_country(uint32_t country);

/* One Korean surname as it is written in Latin letters: which name of the list it spells, or -1. "lee", "yi" and "rhee" are
** one. */
int name_surname(str folded);
/* Is it one Korean syllable as romanised in any usual way ("hong", "cheol", "gyu", "back")? Says nothing of whether it is a
** name. */
bool name_syllable(str folded);

#endif
