/* Private to the language room: how one expression of time is read, and how days are counted for it.
**
** A reader stands at a piece and tells whether an expression begins there and where it ends. It looks at a bounded number of
** pieces, so that a text of nothing but beginnings costs linear time. */
#ifndef LANGUAGE_WHEN_READ_H
#define LANGUAGE_WHEN_READ_H

#include "language/when_piece.h"

/* Pieces that a rule may look back or ahead for the tense of a clause. */
#define WHEN_MAX_LOOK 40u

struct when_reader {
    const struct pieces *p;
    struct when_context ctx;
    day last_day;      /* the last single day that was found, or DATE_NONE */
    uint32_t year_end; /* piece behind the last year that was found, 0: none; the next of a list may follow */
    size_t full_at;    /* where the next search for full dates begins */
    span full;         /* the next full date (base/date.h), empty behind the last */
    day full_day;
};

/* One expression. Civil: year, month and day of the month as far as they were said, to be settled to days when all of the
** expression is known, since "May" in "May and July 2025" gets its year from what follows. */
struct when_reading {
    uint32_t begin, end; /* pieces */
    enum when_kind kind;
    enum when_how how;
    enum when_why why;
    enum when_tense tense;
    struct vague days;
    bool civil;
    int32_t year;   /* 0: not said */
    bool near_year; /* "May of last year": year_by years from the document's */
    int8_t year_by;
    int32_t month;  /* 1..12, the first month; 0: all of the year */
    int32_t months; /* how many from there: 1, 3, 6, 12 */
    int32_t dom;    /* 0: no day */
    int32_t dom_to; /* last day of "11-12", else 0 */
    uint32_t length;
    enum when_unit unit;
    bool fiscal;
    float prob;
};

/* ---- days (when_days.c); an interval with an end outside the years 1..9999 is unknown ---- */

static inline bool days_known(struct vague v) { return v.first != DATE_NONE || v.last != DATE_NONE; }
/* Months `month`.. of a year; month counts on over the ends of the year (0 is December of the year before). */
struct vague days_of_months(int32_t year, int32_t month, int32_t months);
struct vague days_between(int64_t first, int64_t last);
/* The week (Monday to Sunday), weekend, month, quarter, year, decade or century that d lies in, moved by k of them; a day alone. */
struct vague days_of_unit(day d, enum when_unit unit, int32_t k);
/* The same day n units later, in a month that is too short its last day. DATE_NONE out of range and for hours and below. */
day day_moved(day d, int64_t n, enum when_unit unit);
/* Part k (from 0) of n equal parts: by months where they divide, else by days. Unknown stays unknown. */
struct vague days_part(struct vague v, int32_t k, int32_t n);
/* EDTF season 21..24 of a year. */
struct vague days_of_season(int32_t year, int32_t season);

/* ---- reading (when_civil.c, when_year.c, when_relative.c, when_length.c, when_phrase.c, when_span.c) ---- */

/* The tense of the clause at piece i: the caller's word, or cues. O(WHEN_MAX_LOOK). */
enum when_tense when_tense_at(const struct when_reader *r, uint32_t i);
/* Is piece i a year of four digits that may stand behind a month or "fiscal year"? Its value, or 0. */
int32_t when_year_at(const struct when_reader *r, uint32_t i);
/* Does piece i say beyond doubt that the number before it counts something: per cent, million, dollars, troops, a unit of time? */
bool when_counted(const struct when_reader *r, uint32_t i);
/* "th" and the like set tight at i; the piece after them, or i. */
uint32_t when_pass_ordinal(const struct when_reader *r, uint32_t i);
/* One sort of date each, begun at i; x is zeroed but for civil. A year alone needs a cause. */
bool when_read_year(const struct when_reader *r, uint32_t i, struct when_reading *x);
bool when_read_fiscal(const struct when_reader *r, uint32_t i, struct when_reading *x);
bool when_read_decade(const struct when_reader *r, uint32_t i, struct when_reading *x);
bool when_read_century(const struct when_reader *r, uint32_t i, struct when_reading *x);
/* Dates of the calendar: days, months, years, quarters, halves, seasons, decades. *r->end is set on true. */
bool when_read_civil(struct when_reader *r, uint32_t i, struct when_reading *out);
/* Told from another day: weekdays, "last week", "two years ago", lengths, vague times. */
bool when_read_relative(struct when_reader *r, uint32_t i, struct when_reading *out);
/* A weekday at i, with the date behind it ("Thursday, Dec. 11") or alone. */
bool when_read_weekday(struct when_reader *r, uint32_t i, struct when_reading *out);
/* A length at i, and what makes a time of it: "ten years", "a day after", "decades-long". */
bool when_read_length(const struct when_reader *r, uint32_t i, struct when_reading *out);
/* i stands at this, last, next, ..; the: behind "the", which changes what "last" and "next" mean. The reading begins at i. */
bool when_read_deictic(const struct when_reader *r, uint32_t i, bool the, struct when_reading *out);
/* A whole number of units, in figures of at most nine digits or in words up to 99 thousand; its end, or 0. */
uint32_t when_read_count(const struct when_reader *r, uint32_t i, uint32_t *n);
/* Any expression that begins at i, parts ("early", "the end of") and both ends of a span included. */
bool when_read(struct when_reader *r, uint32_t i, struct when_reading *out);
/* A unit of time at i. */
bool when_unit_at(const struct when_reader *r, uint32_t i, enum when_unit *unit, bool *plural);
/* The document's day, or one that serves while the answer will be "not known" anyway. */
day when_base_day(const struct when_reader *r);
/* From the document's day n units on, or up to it (n < 0). Unknown for hours that make no whole days. */
struct vague when_reach(const struct when_reader *r, int64_t n, enum when_unit unit);
/* Do the words at i make an age of the length before them ("57 years old", "57-year-old")? */
bool when_is_age(const struct when_reader *r, uint32_t i);
/* Days of what is civil. */
void when_settle(const struct when_reader *r, struct when_reading *x);
/* No days, and why. */
void when_unresolved(struct when_reading *x, enum when_why why);
/* Days from the document's, or unresolved where it is not known. */
void when_by_document(const struct when_reader *r, struct when_reading *x, struct vague days);

#endif
