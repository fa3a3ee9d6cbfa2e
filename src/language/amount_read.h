/* Private to the language room: the parts of an amount, each read at a piece and told by the piece behind it (0: not there).
** All look at a bounded number of pieces. */
#ifndef LANGUAGE_AMOUNT_READ_H
#define LANGUAGE_AMOUNT_READ_H

#include "language/amount.h"
#include "language/when_piece.h"

/* A number as it stands, before its unit is known. */
struct amount_number {
    struct amount_value value;
    bool words;    /* in words, not in figures */
    bool scaled;   /* with hundred .. trillion, a dozen */
    bool comma;    /* with separators of thousands */
    bool fraction; /* "two-thirds", "a half", "3/4" */
    int64_t
        small; /* the figures before a scale ("2" of "2 billion"), to see which numbers of a range share it; -1: not whole */
    int16_t scale; /* its power of ten */
};

/* Brings v to the form that amount.h promises. False: it does not fit. */
bool amount_value_normal(struct amount_value *v);

/* A number at i. money: a sign of currency stands before it, so that "5m" and "2k" are taken too. */
uint32_t amount_read_number(const struct pieces *p, uint32_t i, bool money, struct amount_number *out);

/* A sign or code of currency at i ("$", "US$", "KRW"); code gets its ISO 4217 code, *prob how sure it is. */
uint32_t amount_read_sign(const struct pieces *p, uint32_t i, char code[4], float *prob);
/* A unit behind a number: per cent, points, a currency's name. n: the number before it. */
uint32_t amount_read_unit(const struct pieces *p, uint32_t i, const struct amount_number *n, struct amount *out);
/* What is counted: words up to a noun in the plural; one: in the singular. */
uint32_t amount_read_noun(const struct pieces *p, uint32_t i, bool one, span *noun);
/* "of GDP", "of the budget". */
uint32_t amount_read_base(const struct pieces *p, uint32_t i, struct amount *out);
/* "per day", "a year", "over ten years". */
uint32_t amount_read_rate(const struct pieces *p, uint32_t i, struct amount *out);
/* The words before piece i that say how near the number is; the first piece of them, or i. */
uint32_t amount_read_about(const struct pieces *p, uint32_t i, enum amount_about *about);
/* May the number at piece i count something at all, or is it a part of a name, a label, an address, a time? */
bool amount_stands(const struct pieces *p, uint32_t i);

#endif
