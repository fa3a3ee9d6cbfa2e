/* Private to the finders of names: units, candidates, offices.
**
**     units       words -> units: words, names with hyphens put together ("Hong-cheol"), each looked up in the lists, and what
**                 the caller knows (names_known.h) in the place of what the lists say
**     runs        units -> candidates: stretches of capitals, cut where the lists say that a country, an office or a body begins
**     short       "Nuclear Consultative Group (NCG)": one name, wherever the short form stands
**     offices     the words before and behind a candidate -> its office, country, organisation
**     persons     candidates -> who is a person, and which
**     beside      what is still open -> places and bodies, by the words beside them */
#ifndef LANGUAGE_NAMES_PARTS_H
#define LANGUAGE_NAMES_PARTS_H

#include "language/names.h"
#include "language/names_known.h"
#include "language/names_lexicon.h"

struct name_unit {
    uint32_t word, end_word; /* words of the text */
    span bytes;
    str fold; /* small letters, plain quotes */
    uint32_t sentence;
    uint32_t bits;        /* enum lex of this unit by itself */
    uint32_t phrase_bits; /* of the longest phrase that begins here and is more than a common word: places, offices, bodies */
    uint32_t country;     /* of that phrase; names_country names it */
    uint8_t phrase;       /* its units, 0: none */
    uint8_t known;        /* 1 + enum name_kind, where the phrase is a form that the caller knows; else 0 */
    uint8_t upos;
    bool capital;  /* begins with one */
    bool capitals; /* two letters and more, none of them small: "NCG" */
    bool opens;    /* nothing but marks stands before it in its sentence */
    bool glued;    /* no space before it */
    bool genitive; /* 's, or ' behind an s */
};

/* An office beside a name; units [begin, end), begin == end: none. */
struct name_office {
    uint32_t begin, end;
    span organisation; /* units, empty: none */
    span skip;         /* units of the country, which are left out of the office's text; empty: none */
    uint32_t country;
    enum name_how how;
    uint32_t title_bits; /* of titles met: gender */
    uint32_t lead;       /* unit where a title before the name begins, which the office behind it replaced; NAME_NONE: none */
    bool office;         /* false: nothing but a title that is none ("Mr.") */
};

/* A stretch of units that may be a name. */
struct name_candidate {
    uint32_t begin, end;
    uint8_t kind;
    uint32_t country;
    float prob;
    bool open;          /* nothing but its surroundings can tell its kind */
    uint32_t short_for; /* candidate that it is the short form of, NAME_NONE */
    struct name_office office;
};

struct names_work {
    const struct language_text *t;
    const struct language_known *known; /* may be NULL */
    struct lexicon lex;
    arena *ar;
    uint32_t *known_at;     /* [n_word] 1 + the known form that begins at this word, 0: none; NULL: nothing is known */
    uint32_t *known_end;    /* [n_word] word behind it */
    bool *edge;             /* [n_word + 1] a known form begins or ends before this word: no unit reaches across */
    struct name_unit *unit; /* [n_unit] */
    uint32_t n_unit;
    bool *title_case;      /* [n_sentence] a headline whose words all have capitals: a capital tells nothing there */
    uint32_t *inside;      /* [n_slot] set of units (plus 1) seen with a capital inside sentences, by their fold */
    uint32_t n_slot;       /* a power of two */
    uint32_t *cand_end_at; /* [n_unit + 1] 1 + candidate that ends before this unit, 0: none */
    struct name_candidate *cand;
    uint32_t n_cand, cap_cand;
};

static inline bool unit_is(const struct names_work *w, uint32_t i, const char *fold)
{
    return i < w->n_unit && str_eq(w->unit[i].fold, str_of(fold));
}
/* Is it in a list of words parted by '|'? */
bool unit_in(const struct names_work *w, uint32_t i, const char *list);
static inline bool unit_same_sentence(const struct names_work *w, uint32_t i, uint32_t k)
{
    return i < w->n_unit && k < w->n_unit && w->unit[i].sentence == w->unit[k].sentence;
}
/* A letter of its own, with or without its full stop: the middle initial of "Randal K. Quarles". */
static inline bool unit_initial(const struct name_unit *u)
{
    return u->capital && (u->fold.n == 1 || (u->fold.n == 2 && u->fold.p[1] == '.'));
}
#define LEX_GEO (LEX_COUNTRY | LEX_NATION | LEX_SEAT | LEX_CITY)

/* Known forms of persons (but for single words, which may be part of a fuller name), things and the like are names as they stand;
** those of places and bodies are handled like what is on the lists, since longer names are built of them ("Bank of Korea"). */
static inline bool unit_fixed(const struct name_unit *u)
{
    if (!u->known) return false;
    enum name_kind kind = (enum name_kind)(u->known - 1);
    return kind == NAME_THING || kind == NAME_OTHER || (kind == NAME_PERSON && u->phrase > 1);
}
/* A single word that the caller knows as a person's: "Trump". */
static inline bool unit_known_person(const struct name_unit *u) { return u->known == 1 + NAME_PERSON && u->phrase == 1; }

/* The name of a country: of the list, or as a known form's line gives it; {NULL, 0} for NAME_NO_COUNTRY. */
str names_country(const struct names_work *w, uint32_t country);

/* [n_word] bytes of each word: its share of its token, where the words' forms make up the token, else all of it. NULL: ar
** refused. */
span *names_word_bytes(const struct language_text *t, arena *ar);

/* From strings to numbers; keys are borrowed. O(1). */
struct name_map {
    str *key;        /* [n_slot] empty: free */
    uint32_t *value; /* [n_slot] */
    uint32_t n_slot; /* a power of two, at least twice the keys */
};
enum status name_map_new(struct name_map *out, uint32_t n_key, arena *ar, struct err *err) MUST_CHECK;
uint32_t name_map_get(const struct name_map *map, str key); /* NAME_NONE: not there */
void name_map_set(struct name_map *map, str key, uint32_t value);

/* Make the units; all of it in w->ar. */
enum status names_units(struct names_work *w, struct err *err) MUST_CHECK;
/* Does a capital begin a name here? */
bool names_may_begin(const struct names_work *w, uint32_t i);

/* Find candidates of all sentences, in order. */
enum status names_runs(struct names_work *w, struct err *err) MUST_CHECK;
/* Give short forms that the text introduces in brackets the kind of what they stand for. Linear in the units. */
enum status names_short(struct names_work *w, struct err *err) MUST_CHECK;
/* Make persons of the open candidates in lists of persons ("Jerome H. Powell, Chair; Lael Brainard; and Lisa D. Cook"). For
** names_persons, when those that are told at once are. Linear in the units. */
void names_lists(struct names_work *w);
/* Give open candidates that are no persons the kind that the words beside one of the same spelling tell. Linear in the
** candidates. */
enum status names_beside(struct names_work *w, struct err *err) MUST_CHECK;

/* The office that stands right before unit `at`, or behind unit `end` of the same name; how == HOW_NONE: none. */
struct name_office names_office_before(const struct names_work *w, uint32_t at);
struct name_office names_office_behind(const struct names_work *w, uint32_t end);
/* The text of an office (see struct language_names), in w->ar. */
bool names_is_rank(const struct names_work *w, const struct name_office *o); /* "Gen.": an apposition says more */
enum status names_office_text(str *out, const struct names_work *w, const struct name_office *o, struct err *err) MUST_CHECK;

/* Tell persons from others, and put everything into out. */
enum status names_persons(struct language_names *out, struct names_work *w, struct err *err) MUST_CHECK;

#endif
