/* The counting of days behind expressions of time, held against a walk through the calendar one day at a time. */
#include "language/when_read.h"

#include "base/random.h"
#include "test.h"

static day random_day(uint64_t *seed) { return day_of_civil((struct civil){1600, 1, 1}) + (day)random_below(seed, 300000); }

static bool in(struct vague v, day d) { return v.first <= d && d <= v.last; }

/* Does a unit number that is worked out from the civil date alone change between two days that follow each other? */
static int64_t unit_number(day d, enum when_unit unit)
{
    struct civil c = civil_of_day(d);
    if (unit == WHEN_DAYS) return d;
    if (unit == WHEN_WEEKS) return (d - day_weekday(d) + 3) / 7; /* a Monday is 4 in 7: exact */
    if (unit == WHEN_MONTHS) return c.year * 12 + c.month;
    if (unit == WHEN_QUARTERS) return c.year * 4 + (c.month - 1) / 3;
    if (unit == WHEN_YEARS) return c.year;
    if (unit == WHEN_DECADES) return c.year / 10;
    return (c.year - 1) / 100;
}

static const enum when_unit units[] = {WHEN_DAYS,  WHEN_WEEKS,   WHEN_MONTHS,   WHEN_QUARTERS,
                                       WHEN_YEARS, WHEN_DECADES, WHEN_CENTURIES};

/* A unit holds its day; the days at its ends belong to it and the days beside them do not; the next unit begins where it ends. */
TEST(units_hold_their_days)
{
    uint64_t seed = 1;
    for (int round = 0; round < 4000; round++) {
        day d = random_day(&seed);
        for (size_t k = 0; k < ARRAY_LEN(units); k++) {
            enum when_unit u = units[k];
            struct vague v = days_of_unit(d, u, 0);
            CHECK_MSG(in(v, d), "round %d, unit %d", round, (int)u);
            CHECK(unit_number(v.first, u) == unit_number(d, u) && unit_number(v.last, u) == unit_number(d, u));
            CHECK(unit_number(v.first - 1, u) != unit_number(d, u) && unit_number(v.last + 1, u) != unit_number(d, u));
            int32_t by = (int32_t)random_below(&seed, 9) - 4;
            struct vague moved = days_of_unit(d, u, by);
            struct vague next = days_of_unit(d, u, by + 1);
            CHECK_MSG(moved.last + 1 == next.first, "round %d, unit %d, by %d", round, (int)u, by);
        }
        struct vague w = days_of_unit(d, WHEN_WEEKENDS, 0);
        CHECK(day_weekday(w.first) == 5 && w.last == w.first + 1 && in(days_of_unit(d, WHEN_WEEKS, 0), w.first));
    }
}

/* Months go on over the ends of years; a month that is too short gives its last day; there and back ends no later than it began. */
TEST(days_move_by_units)
{
    uint64_t seed = 2;
    for (int round = 0; round < 4000; round++) {
        day d = random_day(&seed);
        int32_t n = (int32_t)random_below(&seed, 400) - 200;
        struct civil a = civil_of_day(d);
        day moved = day_moved(d, n, WHEN_MONTHS);
        struct civil b = civil_of_day(moved);
        CHECK_INT(b.year * 12 + b.month, a.year * 12 + a.month + n);
        CHECK(b.dom == a.dom || (b.dom < a.dom && civil_of_day(moved + 1).dom == 1));
        CHECK(day_moved(moved, -n, WHEN_MONTHS) <= d);
        CHECK_INT(day_moved(d, n, WHEN_WEEKS), d + 7 * n);
        CHECK_INT(day_moved(d, n, WHEN_DAYS), d + n);
        CHECK_INT(day_moved(d, n, WHEN_YEARS), day_moved(d, 12 * n, WHEN_MONTHS));
        CHECK_INT(day_moved(d, n, WHEN_DECADES), day_moved(d, (int64_t)120 * n, WHEN_MONTHS));
    }
}

/* Parts cover the whole, in order, without gaps; whole months where they divide. */
TEST(parts_cover_the_whole)
{
    uint64_t seed = 3;
    for (int round = 0; round < 4000; round++) {
        day d = random_day(&seed);
        struct vague v = round % 2 ? days_of_unit(d, units[1 + random_below(&seed, 6)], 0)
                                   : days_between(d, d + (day)random_below(&seed, 900));
        int32_t n = 2 + (int32_t)random_below(&seed, 3);
        day at = v.first;
        if (v.last - v.first + 1 < n) {
            struct vague same = days_part(v, 1, n);
            CHECK(same.first == v.first && same.last == v.last);
            continue;
        }
        for (int32_t k = 0; k < n; k++) {
            struct vague part = days_part(v, k, n);
            CHECK_MSG(part.first == at && part.last >= part.first, "round %d, part %d of %d", round, k, n);
            at = part.last + 1;
        }
        CHECK_INT(at, v.last + 1);
    }
    struct vague early = days_part(days_of_months(2026, 1, 12), 0, 3);
    CHECK(early.last == day_of_civil((struct civil){2026, 4, 30}));
}

TEST(seasons_are_those_of_edtf)
{
    for (int season = 21; season <= 24; season++) {
        char text[16];
        struct vague want;
        struct vague got = days_of_season(2025, season);
        (void)snprintf(text, sizeof text, "2025-%d", season);
        CHECK(vague_parse(str_of(text), &want) && want.first == got.first && want.last == got.last);
    }
}

/* What lies outside the years 1..9999 is unknown, whatever the numbers. */
TEST(nothing_lies_outside_the_calendar)
{
    day first = day_of_civil((struct civil){1, 1, 1});
    day last = day_of_civil((struct civil){9999, 12, 31});
    static const int64_t far[] = {1, 100, 4000000, 4000001, INT64_MAX};
    for (size_t k = 0; k < ARRAY_LEN(units); k++) {
        enum when_unit u = units[k];
        CHECK(!days_known(days_of_unit(first, u, u == WHEN_WEEKS ? -1 : -10)) && !days_known(days_of_unit(last, u, INT32_MAX)));
        CHECK(!days_known(days_of_unit(last, u, 1)) && !days_known(days_of_unit(first, u, INT32_MIN)));
        for (size_t f = 0; f < ARRAY_LEN(far); f++)
            CHECK(day_moved(last, far[f], u) == DATE_NONE && day_moved(first, -far[f], u) == DATE_NONE);
    }
    CHECK(!days_known(days_of_months(1, 0, 1)) && !days_known(days_of_months(9999, 12, 2)) &&
          !days_known(days_of_months(5, 1, 0)));
    CHECK(!days_known(days_between(5, 4)) && !days_known(days_between(INT64_MIN, 0)) &&
          !days_known(days_between(0, INT64_MAX)));
    CHECK(day_moved(0, 5, WHEN_HOURS) == DATE_NONE);
}

TESTS(CASE(units_hold_their_days), CASE(days_move_by_units), CASE(parts_cover_the_whole), CASE(seasons_are_those_of_edtf),
      CASE(nothing_lies_outside_the_calendar))
