/* Civil, vague and written dates, held against a calendar that counts one day at a time. */
#include "base/base.h"
#include "base/random.h"
#include "test.h"

static int days_in(int year, int month)
{
    if (month == 2) return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* The day after; the slow calendar that the arithmetic is held against. */
static struct civil next_day(struct civil c)
{
    if (++c.dom <= days_in(c.year, c.month)) return c;
    c.dom = 1;
    if (++c.month <= 12) return c;
    c.month = 1;
    c.year++;
    return c;
}

TEST(every_day_of_the_calendar)
{
    struct civil c = {1, 1, 1};
    day d = day_of_civil(c);
    CHECK_INT(d, -719162); /* 1970-01-01 minus 0001-01-01, by the rule of 365 * 1969 + 477 leap days */
    CHECK_INT(day_weekday(d), 0);
    for (int weekday = 0; c.year <= 9999; c = next_day(c), d++, weekday = (weekday + 1) % 7) {
        struct civil back = civil_of_day(d);
        CHECK_MSG(day_of_civil(c) == d, "%d-%d-%d", c.year, c.month, c.dom);
        CHECK_MSG(back.year == c.year && back.month == c.month && back.dom == c.dom, "day %d", d);
        CHECK_MSG(day_weekday(d) == weekday, "day %d", d);
    }
}

TEST(no_such_days)
{
    static const struct civil bad[] = {{0, 1, 1},     {10000, 1, 1}, {2025, 0, 1},   {2025, 13, 1}, {2025, 1, 0},
                                       {2025, 1, 32}, {2025, 4, 31}, {1900, 2, 29},  {2100, 2, 29}, {2023, 2, 29},
                                       {-5, 3, 3},    {2025, -1, 1}, {2025, 12, 40}, {2025, 6, -1}};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) CHECK_INT(day_of_civil(bad[i]), DATE_NONE);
    CHECK(day_of_civil((struct civil){2000, 2, 29}) != DATE_NONE);
    static const char *const text[] = {"",           "2025-1-01",  "2025-01-1",  "2025/01/01", "2025-01-01 ", " 2025-01-01",
                                       "2025-00-10", "0000-01-01", "+025-01-01", "2025-01-0a", "20250101",    "2025-01-01T"};
    for (size_t i = 0; i < ARRAY_LEN(text); i++) {
        day d = 5;
        CHECK_MSG(!day_parse_iso(str_of(text[i]), &d) && d == 5, "\"%s\"", text[i]);
    }
}

TEST(days_are_written_and_read_back)
{
    uint64_t seed = 11;
    day first = day_of_civil((struct civil){1, 1, 1});
    day last = day_of_civil((struct civil){9999, 12, 31});
    for (int round = 0; round < 5000; round++) {
        day d = first + (day)random_below(&seed, (uint32_t)(last - first + 1));
        buf b = {0};
        day_write(&b, d);
        day got;
        CHECK(day_parse_iso(buf_str(&b), &got) && got == d);
        struct vague v;
        CHECK(vague_parse(buf_str(&b), &v) && v.first == d && v.last == d);
        buf_clear(&b);
        int64_t ms = ((int64_t)d * 86400 + random_below(&seed, 86400)) * 1000;
        time_write_iso(&b, ms + random_below(&seed, 1000));
        int64_t back;
        CHECK(time_parse_iso(buf_str(&b), &back) && back == ms);
        CHECK_INT(time_day(ms), d);
        buf_free(&b);
    }
    buf b = {0};
    day_write(&b, DATE_NONE);
    day_write_long(&b, DATE_NONE);
    CHECK_INT(b.n, 0);
    day_write_long(&b, 0);
    CHECK_STR(buf_str(&b), "1 January 1970");
    buf_free(&b);
}

TEST(times_before_1970_and_wrong_ones)
{
    int64_t ms;
    CHECK(time_parse_iso(STR("1969-12-31T23:59:59Z"), &ms) && ms == -1000);
    CHECK_INT(time_day(-1), -1);
    CHECK_INT(time_day(-86400000), -1);
    CHECK_INT(time_day(-86400001), -2);
    static const char *const bad[] = {"2025-01-01T24:00:00Z", "2025-01-01T00:60:00Z",  "2025-01-01T00:00:60Z",
                                      "2025-02-29T00:00:00Z", "2025-01-01 00:00:00Z",  "2025-01-01T00:00:00",
                                      "2025-01-01T0:00:00Z",  "2025-01-01T00:00:00ZZ", "2025-01-01T00-00-00Z"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) CHECK_MSG(!time_parse_iso(str_of(bad[i]), &ms), "\"%s\"", bad[i]);
}

TEST(months_by_name)
{
    for (int m = 1; m <= 12; m++) {
        const char *name = month_name(m);
        CHECK_INT(month_of_name(str_of(name)), m);
        CHECK_INT(month_of_name((str){name, 3}), m);
        char dotted[5] = {name[0], name[1], name[2], '.', 0};
        CHECK_INT(month_of_name(str_of(dotted)), m);
    }
    CHECK_INT(month_of_name(STR("Sept.")), 9);
    CHECK_INT(month_of_name(STR("JULY")), 7);
    static const char *const bad[] = {"", ".", "Ma", "Marc", "Janu", "Mayo", "Junes", "Sep..", "Septem", "xyz"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) CHECK_MSG(month_of_name(str_of(bad[i])) == 0, "\"%s\"", bad[i]);
    CHECK_STR(str_of(month_name(0)), "");
    CHECK_STR(str_of(month_name(13)), "");
}

TEST(vague_dates_mean_these_days)
{
    static const struct {
        const char *text;
        const char *first; /* "" for open or unknown */
        const char *last;
    } cases[] = {
        {"", "", ""},
        {"2024", "2024-01-01", "2024-12-31"},
        {"2024-02", "2024-02-01", "2024-02-29"},
        {"2023-02", "2023-02-01", "2023-02-28"},
        {"2025-21", "2025-03-01", "2025-05-31"},
        {"2025-22", "2025-06-01", "2025-08-31"},
        {"2025-23", "2025-09-01", "2025-11-30"},
        {"2025-24", "2025-12-01", "2026-02-28"},
        {"2023-24", "2023-12-01", "2024-02-29"},
        {"2025-33", "2025-01-01", "2025-03-31"},
        {"2025-36", "2025-10-01", "2025-12-31"},
        {"2025-40", "2025-01-01", "2025-06-30"},
        {"2025-41", "2025-07-01", "2025-12-31"},
        {"2025/2026-03", "2025-01-01", "2026-03-31"},
        {"../2025-06-01", "", "2025-06-01"},
        {"/2025", "", "2025-12-31"},
        {"2025-06-01/", "2025-06-01", ""},
        {"2025-12-11/2025-12-11", "2025-12-11", "2025-12-11"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct vague v;
        CHECK_MSG(vague_parse(str_of(cases[i].text), &v), "\"%s\"", cases[i].text);
        buf b = {0};
        day_write(&b, v.first);
        CHECK_STR(buf_str(&b), cases[i].first);
        buf_clear(&b);
        day_write(&b, v.last);
        CHECK_STR(buf_str(&b), cases[i].last);
        buf_free(&b);
    }
    static const char *const bad[] = {"/",       "../..",     "2025-00", "2025-20",       "2025-25", "2025-32",
                                      "2025-37", "2025-42",   "9999-24", "0000",          "25",      "2025-1",
                                      "2025-",   "2025/2024", "x/2025",  "2025/x",        "2025//",  "20 5",
                                      "2025-0a", " 2025",     "2025 ",   "2025/2026/2027"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct vague v;
        CHECK_MSG(!vague_parse(str_of(bad[i]), &v), "\"%s\"", bad[i]);
    }
}

/* A date in one of the ways that people write it. */
static void write_somehow(buf *b, struct civil c, uint32_t way)
{
    const char *name = month_name(c.month);
    switch (way) {
    case 0: buf_addf(b, "%04d-%02d-%02d", c.year, c.month, c.dom); break;
    case 1: buf_addf(b, "%s %d, %d", name, c.dom, c.year); break;
    case 2: buf_addf(b, "%d %s %d", c.dom, name, c.year); break;
    case 3: buf_addf(b, "%.3s. %d, %d", name, c.dom, c.year); break;
    case 4: buf_addf(b, "%d/%d/%d", c.year, c.month, c.dom); break;
    case 5: buf_addf(b, "%d. %d. %d", c.year, c.month, c.dom); break;
    case 6: buf_addf(b, "%d\xEB\x85\x84 %d\xEC\x9B\x94 %d\xEC\x9D\xBC", c.year, c.month, c.dom); break;
    default: buf_addf(b, "%dth of %s %d", c.dom, name, c.year); break;
    }
}

/* Between words that hold numbers and months but no date, each written date is found, whole and in order. */
TEST(written_dates_are_found_in_order)
{
    static const char *const between[] = {" and the 12 items of May said ", "; (paragraph 3.1) on ", "\nMonday, ",
                                          " at 10:30, 5 of 11, "};
    uint64_t seed = 12;
    for (int round = 0; round < 2000; round++) {
        buf b = {0};
        day want[4];
        span at[4];
        for (size_t k = 0; k < 4; k++) {
            buf_addz(&b, between[random_below(&seed, ARRAY_LEN(between))]);
            want[k] = (day)random_below(&seed, 40000);
            at[k].begin = (uint32_t)b.n;
            write_somehow(&b, civil_of_day(want[k]), random_below(&seed, 8));
            at[k].end = (uint32_t)b.n;
        }
        buf_addz(&b, " in all");
        size_t from = 0;
        for (size_t k = 0; k < 4; k++) {
            day d;
            span where;
            CHECK_MSG(day_find(buf_str(&b), &from, &d, &where), "date %zu of \"%.*s\"", k, STR_ARG(buf_str(&b)));
            CHECK_MSG(d == want[k] && where.begin == at[k].begin && where.end == at[k].end && from == where.end,
                      "date %zu of \"%.*s\"", k, STR_ARG(buf_str(&b)));
        }
        day d;
        span where;
        CHECK(!day_find(buf_str(&b), &from, &d, &where));
        buf_free(&b);
    }
}

TEST(no_dates_here)
{
    static const char *const text[] = {"",
                                       "12/11/2025",
                                       "version 2.10.31",
                                       "2025-13-01",
                                       "31 April 2025",
                                       "12025-01-01",
                                       "2025-01-011",
                                       "x2025-01-01",
                                       "May 2025",
                                       "26 January",
                                       "January 26, 26",
                                       "2025",
                                       "\xEB\x85\x84",
                                       "2026\xEB\x85\x84 1\xEC\x9B\x94"};
    for (size_t i = 0; i < ARRAY_LEN(text); i++) {
        size_t at = 0;
        day d;
        span where;
        CHECK_MSG(!day_find(str_of(text[i]), &at, &d, &where), "\"%s\"", text[i]);
    }
}

/* Random intervals, open ends among them, and every whole year and month come back from what was written, in the shortest form. */
TEST(vague_dates_are_written_and_read_back)
{
    static const struct {
        const char *in, *out;
    } cases[] = {{"2025", "2025"},
                 {"2025-02", "2025-02"},
                 {"2025-12-11", "2025-12-11"},
                 {"2025-01/2025-12", "2025"},
                 {"2024-02-01/2024-02-29", "2024-02"},
                 {"2024-02-01/2024-02-28", "2024-02-01/2024-02-28"},
                 {"2026-40", "2026-01-01/2026-06-30"},
                 {"../2030", "../2030-12-31"},
                 {"2024-03/..", "2024-03-01/.."},
                 {"", ""}};
    uint64_t seed = 11;
    for (size_t i = 0; i < ARRAY_LEN(cases) + 4000; i++) {
        struct vague v;
        struct vague back;
        buf b = {0};
        if (i < ARRAY_LEN(cases)) {
            CHECK(vague_parse(str_of(cases[i].in), &v));
        } else {
            day a = -700000 + (day)random_below(&seed, 3000000);
            uint32_t form = random_below(&seed, 6);
            struct civil c = civil_of_day(a);
            v = (struct vague){a, a + (day)random_below(&seed, 500)};
            if (form == 0) v.first = DATE_NONE;
            if (form == 1) v.last = DATE_NONE;
            if (form == 2) v = vague_months(c.year, c.month, c.month);
            if (form == 3) v = vague_months(c.year, 1, 12);
        }
        vague_write(&b, v);
        CHECK(vague_parse(buf_str(&b), &back) && back.first == v.first && back.last == v.last);
        if (i < ARRAY_LEN(cases)) CHECK_STR(buf_str(&b), cases[i].out);
        buf_free(&b);
    }
}

TESTS(CASE(every_day_of_the_calendar), CASE(no_such_days), CASE(days_are_written_and_read_back),
      CASE(times_before_1970_and_wrong_ones), CASE(months_by_name), CASE(vague_dates_mean_these_days),
      CASE(vague_dates_are_written_and_read_back), CASE(written_dates_are_found_in_order), CASE(no_dates_here))
