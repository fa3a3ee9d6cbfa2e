/* Counting days for expressions of time. All of it goes through 64 bits and one check of range, since a text may say "ninety
** million years ago". */
#include "language/when_read.h"

static const struct vague unknown = {DATE_NONE, DATE_NONE};

/* The one check of range that all the others end in.
** An interval that is partly outside is unknown as a whole: a clipped one would be a claim that the text does not make. */
struct vague days_between(int64_t first, int64_t last)
{
    day low = day_of_civil((struct civil){1, 1, 1});
    day high = day_of_civil((struct civil){9999, 12, 31});
    if (first < low || last > high || first > last) return unknown;
    return (struct vague){(day)first, (day)last};
}

/* Division downwards, for months and decades before year 1 as well.
** b > 0. */
static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

/* Months are counted through from year 0, so that month 13 is the next January and 0 the last December. */
struct vague days_of_months(int32_t year, int32_t month, int32_t months)
{
    int64_t first = (int64_t)year * 12 + month - 1;
    int64_t last = first + months - 1;
    int64_t y = floor_div(first, 12);
    int64_t y_last = floor_div(last, 12);
    if (months < 1 || y < 1 || y_last > 9999) return unknown;
    int m = (int)(first - y * 12) + 1;
    int m_last = (int)(last - y_last * 12) + 1;
    return (struct vague){vague_months((int32_t)y, m, m).first, vague_months((int32_t)y_last, m_last, m_last).last};
}

/* March to May is 21; winter, 24, begins in December of its year. */
struct vague days_of_season(int32_t year, int32_t season) { return days_of_months(year, (season - 20) * 3, 3); }

/* Decades are named by their first year (2020 to 2029), centuries counted from year 1 (2001 to 2100), as both words are used. */
struct vague days_of_unit(day d, enum when_unit unit, int32_t k)
{
    struct civil c = civil_of_day(d);
    int64_t monday = (int64_t)d - day_weekday(d) + 7 * (int64_t)k;
    int32_t years = unit == WHEN_DECADES ? 10 : 100;
    if (k < -9999 || k > 9999) return unknown;
    if (unit == WHEN_DAYS) return days_between((int64_t)d + k, (int64_t)d + k);
    if (unit == WHEN_WEEKS) return days_between(monday, monday + 6);
    if (unit == WHEN_WEEKENDS) return days_between(monday + 5, monday + 6);
    if (unit == WHEN_MONTHS) return days_of_months(c.year, c.month + k, 1);
    if (unit == WHEN_QUARTERS) return days_of_months(c.year, (c.month - 1) / 3 * 3 + 1 + 3 * k, 3);
    if (unit == WHEN_YEARS) return days_of_months(c.year + k, 1, 12);
    if (unit == WHEN_DECADES) return days_of_months((c.year / years + k) * years, 1, 12 * years);
    if (unit == WHEN_CENTURIES) return days_of_months(((c.year - 1) / years + k) * years + 1, 1, 12 * years);
    return unknown;
}

/* "A month after 31 January" is the last day of February: the day of the month is kept as far as the month has it.
** A weekend counts as a week here: the next one is seven days on. The bound on n keeps all products in 64 bits. */
day day_moved(day d, int64_t n, enum when_unit unit)
{
    static const int32_t days[WHEN_UNIT_COUNT] = {[WHEN_DAYS] = 1, [WHEN_WEEKS] = 7, [WHEN_WEEKENDS] = 7};
    static const int32_t months[WHEN_UNIT_COUNT] = {
        [WHEN_MONTHS] = 1, [WHEN_QUARTERS] = 3, [WHEN_YEARS] = 12, [WHEN_DECADES] = 120, [WHEN_CENTURIES] = 1200};
    if (n < -4000000 || n > 4000000) return DATE_NONE;
    if (days[unit]) return days_between(d + n * days[unit], d + n * days[unit]).first;
    if (!months[unit]) return DATE_NONE;
    struct civil c = civil_of_day(d);
    int64_t month = (int64_t)c.year * 12 + c.month - 1 + n * months[unit];
    int64_t year = floor_div(month, 12);
    if (year < 1 || year > 9999) return DATE_NONE;
    int m = (int)(month - year * 12) + 1;
    struct vague v = vague_months((int32_t)year, m, m);
    return v.last - v.first < c.dom - 1 ? v.last : v.first + c.dom - 1;
}

/* Years, quarters, halves and decades are whole months; weeks and single months are not asked to be.
** By days the parts differ by one day at most and leave no gap, since each begins where the one before ended. A stretch
** shorter than n days stays whole. */
struct vague days_part(struct vague v, int32_t k, int32_t n)
{
    if (v.first == DATE_NONE || v.last == DATE_NONE) return v;
    struct civil a = civil_of_day(v.first);
    struct civil b = civil_of_day(v.last);
    int32_t months = (b.year - a.year) * 12 + b.month - a.month + 1;
    struct vague whole = days_of_months(a.year, a.month, months);
    if (whole.first == v.first && whole.last == v.last && months % n == 0)
        return days_of_months(a.year, a.month + months / n * k, months / n);
    int64_t days = (int64_t)v.last - v.first + 1;
    if (days < n) return v;
    return (struct vague){(day)(v.first + days * k / n), (day)(v.first + days * (k + 1) / n - 1)};
}
