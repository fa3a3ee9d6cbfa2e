/* Dates and spans of time in English text, and the days that they mean.
**
** Works on the bytes of a sentence or a passage alone: no parser, no model. What is found is told with its place, its kind, the
** word that relates it to its clause, and the interval of days it may mean, or why the text does not tell. Nothing is
** guessed: without a document date "Thursday" is a Thursday, and no day. */
#ifndef LANGUAGE_WHEN_H
#define LANGUAGE_WHEN_H

#include "base/base.h"

/* What sort of expression it is. A span with two ends is WHEN_SPAN whatever its ends are. */
enum when_kind {
    WHEN_DAY,      /* "Dec. 11", "Thursday", "late Thursday" */
    WHEN_MONTH,    /* "April 2023", "late January" */
    WHEN_YEAR,     /* "2026", "early 2026", "fiscal year 2026" */
    WHEN_HALF,     /* "the first half of 2026" */
    WHEN_QUARTER,  /* "Q3 2025" */
    WHEN_SEASON,   /* "summer 2024" */
    WHEN_DECADE,   /* "the 2020s" */
    WHEN_SPAN,     /* "from 2026 to 2030", "December 11-12, 2025", "his five-year term", "the 21st century" */
    WHEN_DURATION, /* a length without a place: "ten years", "one-year" */
    WHEN_REPEATED, /* "every year", "Mondays" */
    WHEN_RELATIVE, /* told from another day: "last week", "two years ago", "this year", "the past decade", "a day after" */
    WHEN_VAGUE,    /* "in the coming months", "as soon as possible" */
    WHEN_KIND_COUNT
};

/* The word before the expression; it decides which end of the interval is open. */
enum when_relation {
    WHEN_BARE,    /* none, or one that says nothing of time ("of") */
    WHEN_ON,      /* on */
    WHEN_IN,      /* in */
    WHEN_AT,      /* at */
    WHEN_BY,      /* by, no later than: ../last */
    WHEN_UNTIL,   /* until, till, through: ../last */
    WHEN_SINCE,   /* since: first/.. */
    WHEN_BEFORE,  /* before, prior to, ahead of: ../the day before first */
    WHEN_AFTER,   /* after: the day behind last/.. */
    WHEN_DURING,  /* during, throughout, under ("under his second term") */
    WHEN_WITHIN,  /* within: with a length, from the document's day on */
    WHEN_FROM,    /* from: first/.., but in a span from .. to both ends hold */
    WHEN_BETWEEN, /* between .. and: both ends hold */
    WHEN_FOR,     /* for */
    WHEN_OVER,    /* over */
    WHEN_AS_OF,   /* as of: first/.. */
    WHEN_RELATION_COUNT
};

/* From what the days were computed. */
enum when_how {
    WHEN_UNRESOLVED,  /* days is unknown; why says for what reason */
    WHEN_EXPLICIT,    /* the text says it in full */
    WHEN_BY_DOCUMENT, /* with the day of the document */
    WHEN_BY_TEXT      /* with the last time that was found before it: "the same day", "that year" */
};

/* Why there are no days. */
enum when_why {
    WHEN_KNOWN,       /* there are */
    WHEN_NO_DOCUMENT, /* "Thursday", and the document's day is not known */
    WHEN_NO_ANCHOR,   /* "his five-year term", "a day after": told from something whose day the text does not give here */
    WHEN_UNCLEAR,     /* "in the coming months": it means no certain days */
    WHEN_LENGTH       /* "ten years": how long or how often, not when */
};

/* Units of time. A quarter and a decade are units too; weeks begin on Monday (ISO 8601). */
enum when_unit {
    WHEN_NO_UNIT,
    WHEN_SECONDS,
    WHEN_MINUTES,
    WHEN_HOURS,
    WHEN_DAYS,
    WHEN_WEEKS,
    WHEN_WEEKENDS,
    WHEN_MONTHS,
    WHEN_QUARTERS,
    WHEN_YEARS,
    WHEN_DECADES,
    WHEN_CENTURIES,
    WHEN_UNIT_COUNT
};

/* Is the clause about what was or about what will be? It decides to which side "Thursday" or "November 7" is sought. */
enum when_tense {
    WHEN_TENSE_UNKNOWN, /* to be judged by cues: see language_when_find */
    WHEN_PAST,
    WHEN_FUTURE
};

/* What the caller knows of the text. Zeroed but for document, it is a plain news text. */
struct when_context {
    day document;                /* the day on which the text was issued; DATE_NONE: not known (0 is a day: 1970-01-01) */
    enum when_tense tense;       /* of all of the text, or unknown */
    int32_t fiscal_shift_months; /* where fiscal years begin, counted from January of the year that names them: -3 for the
                                ** United States, 3 for Japan, 0 where they are calendar years or nothing is known; -11..11 */
};

struct when {
    span at;    /* bytes of the expression in the text, its article included: "the first half of 2026" */
    span whole; /* with the relation before it: "in the first half of 2026" */
    enum when_kind kind;
    enum when_relation relation;
    enum when_how how;
    enum when_why why;
    enum when_tense tense; /* the one that a choice was made by; unknown where none was needed or no cue stood near */
    struct vague named;    /* the days that the expression itself means */
    struct vague days;     /* with the relation applied, as the table of relations says: the answer */
    uint32_t length;       /* "ten years": 10; "every two months": 2; "his five-year term": 5; 0: no length was said */
    enum when_unit unit;   /* of length */
    bool fiscal;           /* a fiscal year or its part; with a shift of 0 the interval is the calendar year's */
    float prob_right;      /* in [0,1]: that place and days are what a careful reader would say. Set by hand for each rule, in
                                 ** steps: 0.95 written in full, 0.9 one fact taken from the document, 0.8 by a cue of tense,
                                 ** 0.6 usage differs ("next Thursday"), 0.5 the words are often no date. Not learned. */
};

/* In order of the text; none overlaps another. */
struct when_list {
    struct when *item; /* [n] */
    uint32_t n;
};

/* Find all dates, spans, lengths and vague times of a text. text: any bytes; what is no English gives what English it looks
** like. ctx NULL: nothing is known. A blank line ends a sentence. Lone adverbs ("soon", "now"), clock times, ages and rates ("a
** year" behind an amount: amount.h has those) are not told. A year of four digits needs a cause: a relation, a name around it, a
** month; "1950 troops" is none.
**
** Without ctx->tense the nearest cue before the expression in its sentence decides ("will", "plans", "scheduled" against "said",
** "was", words in -ed), else the next one behind it. Weekdays: the last one on or before the document's day, in a future clause
** the first on or after it. Days and months without a year likewise, and without any cue the nearest.
**
** "last week" is the ISO week before the document's; "the past N units" ends, "the coming N units" begins with the document's day;
** early, mid and late are thirds (of a year: four months each); seasons are those of the north, as in base/date.h.
**
** Results in ar, sizeof(struct when) for each find; *out is untouched on error. While it runs, about 60 bytes for each word are
** taken from the system beside ar, at most ar's cap again, and given back. E_LIMIT: 4 GiB of text, or ar's cap; E_NOMEM. Time
** linear. */
enum status language_when_find(struct when_list *out, str text, const struct when_context *ctx, arena *ar,
                               struct err *err) MUST_CHECK;

/* "day", "half", ...; "in", "by", "-" for WHEN_BARE; "no anchor", "-" for WHEN_KNOWN. Constants, never NULL. */
const char *language_when_kind_name(enum when_kind kind);
const char *language_when_relation_name(enum when_relation relation);
const char *language_when_why_name(enum when_why why);
/* Appends a length as ISO 8601 has it ("P5Y", "P90D", "PT48H", decades and quarters as years and months, a weekend as two days);
** nothing without a unit or length. */
void language_when_length_write(buf *out, uint32_t length, enum when_unit unit);

#endif
