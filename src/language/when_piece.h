/* Private to the language room: a text cut into words, numbers and marks for the finders of dates and amounts, and the few
** hundred words that they know.
**
** Finer than the tokens of the text room, on purpose: "five-year", "FY26", "$1.5bn" and "2020s" come apart into the pieces that
** carry their meaning, and each piece knows whether white space stood before it, so that a rule can ask for them set tight. */
#ifndef LANGUAGE_WHEN_PIECE_H
#define LANGUAGE_WHEN_PIECE_H

#include "language/when.h"

enum piece_kind {
    PIECE_END,    /* before the first and behind the last piece: asked for, never stored */
    PIECE_WORD,   /* a run of letters and of marks that join them */
    PIECE_NUMBER, /* digits with their separators: "2026", "28,500", "3.5" */
    PIECE_MARK,   /* any other single sign; a broken byte is one */
    PIECE_BREAK   /* a blank line; its span is empty */
};

/* What a word is to the finders. One class for each word; the rules know which may be something else ("May", "second"). */
enum piece_word {
    WORD_OTHER,
    WORD_MONTH,      /* value 1..12 */
    WORD_WEEKDAY,    /* 0 = Monday */
    WORD_UNIT,       /* enum when_unit; | PIECE_PLURAL */
    WORD_SEASON,     /* EDTF 21..24 */
    WORD_DIGIT,      /* one .. nineteen, twenty, .. ninety: its value */
    WORD_SCALE,      /* hundred .. trillion: its power of ten */
    WORD_ORDINAL,    /* first .. tenth: its number */
    WORD_RELATION,   /* enum when_relation */
    WORD_DEIXIS,     /* this, last, next, ..: enum piece_deixis */
    WORD_PART,       /* early, end, ..: enum piece_part */
    WORD_DAY,        /* yesterday -1, today 0, tomorrow 1 */
    WORD_ARTICLE,    /* a, an */
    WORD_THE,        /* the */
    WORD_POSSESSIVE, /* his, its, .. */
    WORD_HALF,       /* half */
    WORD_FEW,        /* several, few, couple, some, many: a number that is not said */
    WORD_EVERY,      /* every, each */
    WORD_FUTURE,     /* a cue of the future */
    WORD_PAST        /* a cue of the past */
};
#define PIECE_PLURAL 64 /* added to the value of a WORD_UNIT */

enum piece_deixis {
    DEIXIS_THIS,
    DEIXIS_LAST,
    DEIXIS_NEXT,
    DEIXIS_PAST,
    DEIXIS_COMING,
    DEIXIS_PREVIOUS,
    DEIXIS_FOLLOWING,
    DEIXIS_SAME,
    DEIXIS_RECENT
};
/* Thirds, and the two ends of an interval as points. */
enum piece_part { PART_NONE, PART_EARLY, PART_MID, PART_LATE, PART_START, PART_END, PART_LATER, PART_EARLIER };

struct piece {
    span at;
    uint8_t kind; /* enum piece_kind */
    uint8_t word; /* enum piece_word; WORD_OTHER for what is no word */
    bool spaced;  /* white space stands before it, or nothing does */
    bool capital; /* a word that begins with a capital letter */
    bool opens;   /* first word of a sentence, as far as marks tell */
    int32_t
        value; /* of its class; a mark's character, quotes and dashes made plain; a number of 1..9 bare digits its value, else -1 */
};

struct pieces {
    str text;
    struct piece *item; /* [n] */
    uint32_t n;
};

/* Cut text into pieces. E_LIMIT: 4 GiB or ar's cap. Time linear. */
enum status pieces_of(struct pieces *out, str text, arena *ar, struct err *err) MUST_CHECK;

/* Piece i, or one of kind PIECE_END; i may be anything, also UINT32_MAX for "before the first". */
const struct piece *piece_at(const struct pieces *p, uint32_t i);
/* The bytes of a piece. */
static inline str piece_str(const struct pieces *p, const struct piece *x) { return str_span(p->text, x->at); }
/* Is piece i this word (small ASCII letters; case does not count), this mark (a plain character)? Tight: no white space before
** it. */
bool piece_is(const struct pieces *p, uint32_t i, const char *word);
/* The same for one of several words, parted by one space. */
bool piece_among(const struct pieces *p, uint32_t i, const char *words);
static inline bool piece_mark(const struct pieces *p, uint32_t i, char mark)
{
    const struct piece *x = piece_at(p, i);
    return x->kind == PIECE_MARK && x->value == mark;
}
static inline bool piece_tight(const struct pieces *p, uint32_t i, char mark)
{
    return piece_mark(p, i, mark) && !piece_at(p, i)->spaced;
}
static inline bool piece_word_is(const struct pieces *p, uint32_t i, enum piece_word word)
{
    return piece_at(p, i)->word == word;
}
/* Words i, i + 1, .. as they stand in a phrase of small letters ("as soon as possible"); the number of pieces, or 0. O(length). */
uint32_t piece_phrase(const struct pieces *p, uint32_t i, const char *phrase);

/* Class and value of a word; case does not count. O(log of the list). */
enum piece_word piece_look_up(str word, int32_t *value);
/* Entry k of the list, NULL behind the last; the list is sorted by bytes. For its test. */
const char *piece_list_word(size_t k);

#endif
