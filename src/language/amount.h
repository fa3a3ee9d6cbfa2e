/* Amounts in English text: value, unit and base, each with its place.
**
** Works on the bytes of a sentence or a passage alone, as when.h does. Values are exact: what the text writes in tenths stays in
** tenths, and no binary fraction comes between. Ordinals ("the 57th"), lengths of time and dates (when.h) are no amounts. */
#ifndef LANGUAGE_AMOUNT_H
#define LANGUAGE_AMOUNT_H

#include "language/when.h"

/* mantissa * 10^exponent / over. In lowest form: mantissa is no multiple of 10 (or 0 with exponent 0), over is 1 wherever the
** value is a decimal, else in lowest terms: "350 billion" is 35e10, "a half" 5e-1, "two-thirds" 2e0 / 3. So equal values are
** equal structs. */
struct amount_value {
    int64_t mantissa; /* at most 18 figures; a number with more is not taken */
    int16_t exponent; /* -18..36 */
    uint16_t over;    /* 1..1000 */
};

enum amount_unit {
    AMOUNT_COUNT,    /* things, named by noun, or nothing ("about 28,500") */
    AMOUNT_CURRENCY, /* code says which */
    AMOUNT_PERCENT,
    AMOUNT_POINTS,       /* percentage points */
    AMOUNT_BASIS_POINTS, /* hundredths of a percentage point */
    AMOUNT_FRACTION,     /* "two-thirds", "more than half" */
    AMOUNT_UNIT_COUNT
};

/* What a share is a share of. */
enum amount_base {
    AMOUNT_NO_BASE,
    AMOUNT_GDP,       /* gross domestic product */
    AMOUNT_GNI,       /* gross national income or product */
    AMOUNT_BASE_WORDS /* something else: base_at has its words */
};

/* How near to the number the value is said to be. */
enum amount_about {
    AMOUNT_EXACTLY,
    AMOUNT_ABOUT,     /* about, around, roughly, some, approximately, an estimated */
    AMOUNT_NEARLY,    /* nearly, almost, close to */
    AMOUNT_MORE_THAN, /* more than, over, above, exceeding */
    AMOUNT_AT_LEAST,  /* at least, no less than */
    AMOUNT_LESS_THAN, /* less than, fewer than, under, below */
    AMOUNT_AT_MOST,   /* up to, at most, no more than, as much as, as many as */
    AMOUNT_ABOUT_COUNT
};

/* How two numbers belong together. */
enum amount_range {
    AMOUNT_ONE,    /* one number: low equals high */
    AMOUNT_RANGE,  /* "between 2.3 and 2.5 percent", "$2-3 billion": low <= high */
    AMOUNT_FROM_TO /* "from 2.6 to 3.5 percent": a range or a change, low stands first and may be the larger one */
};

/* In what time, or to each of what. */
enum amount_rate {
    AMOUNT_NO_RATE,
    AMOUNT_PER, /* "a year", "per day", "annually": rate_unit; "per capita": rate_at alone, rate_unit none */
    AMOUNT_OVER /* "over ten years": in all of that time; rate_length of rate_unit */
};

struct amount {
    span at;    /* bytes from the first sign or figure to the end of unit, thing counted, base or rate */
    span whole; /* with what stands before it: "more than", "between", "from" */
    struct amount_value low, high;
    enum amount_range range;
    enum amount_about about;
    enum amount_unit unit;
    char code[4]; /* ISO 4217 for a currency, terminated; else "" */
    span noun;    /* AMOUNT_COUNT: the words for what is counted, empty where there are none */
    enum amount_base base;
    span base_at; /* its words, without "of"; empty without a base */
    enum amount_rate rate;
    span rate_at; /* its words */
    uint32_t rate_length;
    enum when_unit rate_unit;
    float
        prob_right; /* in [0,1]: that place, value and unit are what a careful reader would say. Set by hand for each rule: 0.95 a
                      ** sign or name of a unit, 0.85 a noun in the plural, 0.6 a number with no more than its separators */
};

/* In order of the text; none overlaps another. */
struct amount_list {
    struct amount *item; /* [n] */
    uint32_t n;
};

/* Find all amounts of a text (any bytes). Numbers in figures and in words ("twenty-five thousand", "half a million", "a dozen").
** A number needs a unit, a noun in the plural behind it, or a form that only amounts have (separators, "million", "about"); what
** stands behind a label ("Article 5", "Resolution 1718"), is hung on a word ("F-16", "seven-nation") or belongs to a date is none.
** "$" alone is taken for the dollar of the United States, "pounds" for money. "Millions of dollars" has no value and is not told.
**
** "One" counts only where the sentence dwells on it ("at least one"), since it is an article and a pronoun too.
**
** Results in ar; *out is untouched on error. Beside ar memory is taken and given back as by language_when_find, which is asked for
** the dates first. E_LIMIT: 4 GiB of text, or ar's cap; E_NOMEM. Time linear. */
enum status language_amount_find(struct amount_list *out, str text, arena *ar, struct err *err) MUST_CHECK;

/* "35e-1", "2e0/3". */
void language_amount_value_write(buf *out, struct amount_value v);
/* "percent", "count", "fraction", ...; the code of a currency. */
const char *language_amount_unit_name(const struct amount *a);
/* "gdp", "gni", "words", "-"; "about", ..., "-" for AMOUNT_EXACTLY. Constants, never NULL. */
const char *language_amount_base_name(enum amount_base base);
const char *language_amount_about_name(enum amount_about about);

#endif
