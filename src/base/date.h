/* Civil dates (proleptic Gregorian) and vague ones, in the notation of EDTF (ISO 8601-2:2019, level 0/1).
**
** Documents are dated by day, in whatever place they were signed: a day here has no time zone, and is compared and subtracted as a
** number. Points in time exist for acts and captures only, and are UTC. Unknown stays unknown (DATE_NONE): nothing here completes a
** month or a year to a day. All functions are O(1), but day_find, which is linear. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/buf.h"

/* Days since 1970-01-01, negative before; DATE_NONE when there is none, which is less than every day. */
typedef int32_t day;
#define DATE_NONE INT32_MIN

struct civil {
    int32_t year;  /* 1..9999 */
    int32_t month; /* 1..12 */
    int32_t dom;   /* day of the month, 1..31 */
};

day day_of_civil(struct civil c); /* DATE_NONE when c is no date of the calendar */
/* The way back. d: from day_of_civil, or any day of the years 1..9999; not DATE_NONE. */
struct civil civil_of_day(day d);
int day_weekday(day d); /* 0 = Monday .. 6 = Sunday */

/* "2025-12-11" exactly, nothing before or after it; false, and *out untouched, when it is not a date of the calendar. */
bool day_parse_iso(str s, day *out);
/* Appends "2025-12-11", which day_parse_iso reads back; nothing for DATE_NONE. */
void day_write(buf *out, day d);
/* "11 December 2025" in English, for people. */
void day_write_long(buf *out, day d);

/* A vague date as the interval of days it may mean, both ends inclusive. "2025-12-11", "2025-12", "2025",
** "2025-24" (EDTF seasons and quarters/halves 21..24, 33..36, 40..41), "A/B"; "" = unknown. DATE_NONE at one
** end: open on that side; at both: unknown. */
struct vague {
    day first; /* DATE_NONE: open or unknown */
    day last;
};
/* The whole of s. False leaves *out unknown: it is no vague date, an interval without any end ("..", "../.."), or one that ends
** before it begins. */
bool vague_parse(str s, struct vague *out);
/* Appends the shortest of "2025", "2025-12", "2025-12-11" that means exactly these days, else "A/B" with days at its ends, ".." for
** an open one; nothing for an unknown date. vague_parse reads the same interval back. v.first <= v.last where both are days.
** Seasons, quarters and halves are written as their days: not every reader of EDTF knows their numbers. */
void vague_write(buf *out, struct vague v);
/* From the first day of month a to the last of month b, 1 <= a <= b <= 12, of a year 1..9999. */
struct vague vague_months(int32_t year, int a, int b);

/* A point in time, UTC: "2026-11-21T23:59:12Z" exactly, as milliseconds since 1970. */
bool time_parse_iso(str s, int64_t *out_ms);
/* Appends the same form. Whole seconds: what is below is cut off downwards, not rounded, also before 1970, so that a time never
** lies later than what it stands for. Nothing outside the years 1..9999. */
void time_write_iso(buf *out, int64_t ms);
/* The day in UTC that a point in time lies in: division downwards. ms: of the years that a day can hold (5.8 million around
** 1970). */
static inline day time_day(int64_t ms)
{
    int64_t d = ms / 86400000;
    return (day)(ms % 86400000 < 0 ? d - 1 : d);
}

/* Month 1..12 from an English name or its usual abbreviation ("Sept", "Sep."), else 0. Case does not count. */
int month_of_name(str s);
const char *month_name(int month); /* "January" for 1; "" outside 1..12 */

/* Find the first full date written in English or as numbers in s, from *at on: "January 26, 2026", "26 January 2026", "Dec. 11,
** 2025", "2026-01-26", "2026/01/26", "2026.1.26", "2026년 1월 26일". Ambiguous orders (01/02/2026) are not dates, nor are years of
** less than four digits and days that the calendar does not have. On true, where gets its bytes and *at the byte after it; on
** false, neither is touched. Call it again to find the next one. */
bool day_find(str s, size_t *at, day *out, span *where);

#endif
