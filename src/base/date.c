/* Calendar arithmetic after H. Hinnant, "chrono-compatible low-level date algorithms" (2013),
** and the reading of written dates. Nothing here asks the clock. date_test holds the arithmetic against a calendar that counts one
** day at a time, over all years; so the formulas need no faith. */
#include "base/base.h"

/* [12] January first. */
static const char *const month_names[] = {"January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December"};

/* Days of the month 1..12 in a year of the Gregorian calendar. */
static int month_days(int32_t year, int32_t month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/* Days are counted from 1 March of year 0, so that the leap day is the last of its year: era is 400 years of
** 146,097 days, doy the day in a year from March, (153 m + 2) / 5 the days before month m, March = 0. 719,468
** days lie between 0000-03-01 and 1970-01-01. */
day day_of_civil(struct civil c)
{
    if (c.year < 1 || c.year > 9999 || c.month < 1 || c.month > 12 || c.dom < 1) return DATE_NONE;
    if (c.dom > month_days(c.year, c.month)) return DATE_NONE;
    int32_t y = c.year - (c.month <= 2);
    int32_t era = y / 400;
    int32_t yoe = y - era * 400;
    int32_t doy = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.dom - 1;
    int32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

/* The way back. The three corrections take out the leap days of 4, 100 and 400 years. For any d of
** day_of_civil. */
struct civil civil_of_day(day d)
{
    int32_t z = d + 719468;
    int32_t era = (z >= 0 ? z : z - 146096) / 146097;
    int32_t doe = z - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int32_t mp = (5 * doy + 2) / 153;
    int32_t month = mp < 10 ? mp + 3 : mp - 9;
    return (struct civil){yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1};
}

/* 1970-01-01 was a Thursday, number 3 from Monday; the second remainder lifts the days before it. */
int day_weekday(day d) { return (int)((((int64_t)d + 3) % 7 + 7) % 7); }

/* Exactly `width` digits at s.p[at]. */
static bool digits_at(str s, size_t at, size_t width, int32_t *out)
{
    if (at > s.n || s.n - at < width) return false;
    int32_t v = 0;
    for (size_t i = at; i < at + width; i++) {
        if (!ascii_digit((unsigned char)s.p[i])) return false;
        v = v * 10 + (s.p[i] - '0');
    }
    *out = v;
    return true;
}

/* Its fixed length rules out signs, spaces and what follows; the calendar rules out the rest. */
bool day_parse_iso(str s, day *out)
{
    struct civil c;
    if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-') return false;
    if (!digits_at(s, 0, 4, &c.year) || !digits_at(s, 5, 2, &c.month) || !digits_at(s, 8, 2, &c.dom)) return false;
    day d = day_of_civil(c);
    if (d == DATE_NONE) return false;
    *out = d;
    return true;
}

void day_write(buf *out, day d)
{
    if (d == DATE_NONE) return;
    struct civil c = civil_of_day(d);
    buf_addf(out, "%04d-%02d-%02d", c.year, c.month, c.dom);
}

/* Day before month before year, as British and diplomatic usage has it: no comma, and never mistaken for the American order. */
void day_write_long(buf *out, day d)
{
    if (d == DATE_NONE) return;
    struct civil c = civil_of_day(d);
    buf_addf(out, "%d %s %d", c.dom, month_names[c.month - 1], c.year);
}

const char *month_name(int month) { return month >= 1 && month <= 12 ? month_names[month - 1] : ""; }

/* Abbreviations are three letters, or those that the style books use: Sept, June, July. "Ma", "Marc", "Juneau"
** are no months, and "May" needs no full stop. */
int month_of_name(str s)
{
    if (s.n && s.p[s.n - 1] == '.') s.n--;
    if (s.n < 3) return 0;
    for (int m = 1; m <= 12; m++) {
        str full = str_of(month_names[m - 1]);
        bool abbreviated = s.n == 3 || (m == 9 && s.n == 4) || (m == 6 && s.n == 4) || (m == 7 && s.n == 4);
        if (s.n != full.n && !abbreviated) continue;
        if (s.n <= full.n && str_eq_nocase_ascii(s, (str){full.p, s.n})) return m;
    }
    return 0;
}

struct vague vague_months(int32_t year, int a, int b)
{
    return (struct vague){day_of_civil((struct civil){year, a, 1}), day_of_civil((struct civil){year, b, month_days(year, b)})};
}

/* One side of an interval: a day, a year, a month, or a part of a year by its EDTF number. Seasons are those
** of the northern half of the world, as whole months (21 is March to May; 24 runs into the next year); 33..36
** are quarters, 40 and 41 halves. False leaves *out alone. */
static bool vague_one(str s, struct vague *out)
{
    day d;
    int32_t year;
    int32_t part;
    if (day_parse_iso(s, &d)) {
        *out = (struct vague){d, d};
        return true;
    }
    if (s.n == 4 && digits_at(s, 0, 4, &year) && year >= 1) {
        *out = vague_months(year, 1, 12);
        return true;
    }
    if (s.n != 7 || s.p[4] != '-' || !digits_at(s, 0, 4, &year) || year < 1 || !digits_at(s, 5, 2, &part)) return false;
    if (part >= 1 && part <= 12)
        *out = vague_months(year, part, part);
    else if (part >= 33 && part <= 36)
        *out = vague_months(year, (part - 33) * 3 + 1, (part - 33) * 3 + 3);
    else if (part >= 40 && part <= 41)
        *out = vague_months(year, (part - 40) * 6 + 1, (part - 40) * 6 + 6);
    else if (part >= 21 && part <= 23)
        *out = vague_months(year, (part - 20) * 3, (part - 20) * 3 + 2);
    else if (part == 24 && year < 9999)
        *out = (struct vague){vague_months(year, 12, 12).first, vague_months(year + 1, 2, 2).last};
    else
        return false;
    return true;
}

/* "A/B" runs from the first day A may mean to the last that B may; an open or empty side is DATE_NONE. Both
** sides open say nothing and are refused, and so is an interval that ends before it begins. */
bool vague_parse(str s, struct vague *out)
{
    *out = (struct vague){DATE_NONE, DATE_NONE};
    if (!s.n) return true;
    size_t slash = str_find(s, STR("/"), 0);
    if (slash == SIZE_MAX) return vague_one(s, out);
    struct vague a = {DATE_NONE, DATE_NONE};
    struct vague b = a;
    str left = {s.p, slash};
    str right = {s.p + slash + 1, s.n - slash - 1};
    bool open_left = !left.n || str_eq(left, STR(".."));
    bool open_right = !right.n || str_eq(right, STR(".."));
    if ((open_left && open_right) || (!open_left && !vague_one(left, &a)) || (!open_right && !vague_one(right, &b)))
        return false;
    if (!open_left && !open_right && a.first > b.last) return false;
    *out = (struct vague){a.first, b.last};
    return true;
}

/* One end: ".." where it is open. */
static void write_end(buf *out, day d)
{
    if (d == DATE_NONE)
        buf_addz(out, "..");
    else
        day_write(out, d);
}

void vague_write(buf *out, struct vague v)
{
    if (v.first == DATE_NONE && v.last == DATE_NONE) return;
    if (v.first != DATE_NONE && v.last != DATE_NONE) {
        struct civil a = civil_of_day(v.first);
        struct vague year = vague_months(a.year, 1, 12);
        struct vague month = vague_months(a.year, a.month, a.month);
        if (v.first == year.first && v.last == year.last) {
            buf_addf(out, "%04d", a.year);
            return;
        }
        if (v.first == month.first && v.last == month.last) {
            buf_addf(out, "%04d-%02d", a.year, a.month);
            return;
        }
        if (v.first == v.last) {
            day_write(out, v.first);
            return;
        }
    }
    write_end(out, v.first);
    buf_addc(out, '/');
    write_end(out, v.last);
}

/* No other form of ISO 8601, no offset, no fraction: the program writes this one, and one time shall have one spelling. A leap
** second (23:59:60) is refused: it has no number of its own in a count of days of 86,400 seconds. */
bool time_parse_iso(str s, int64_t *out_ms)
{
    day d;
    int32_t h;
    int32_t m;
    int32_t sec;
    if (s.n != 20 || s.p[10] != 'T' || s.p[13] != ':' || s.p[16] != ':' || s.p[19] != 'Z') return false;
    if (!day_parse_iso((str){s.p, 10}, &d) || !digits_at(s, 11, 2, &h) || !digits_at(s, 14, 2, &m) ||
        !digits_at(s, 17, 2, &sec))
        return false;
    if (h > 23 || m > 59 || sec > 59) return false;
    *out_ms = ((int64_t)d * 86400 + h * 3600 + m * 60 + sec) * 1000;
    return true;
}

/* The bounds are those of four digits of a year: a time from a damaged record must not become a line that cannot be read back. */
void time_write_iso(buf *out, int64_t ms)
{
    const int64_t year_1 = -62135596800000, year_10000 = 253402300800000;
    if (ms < year_1 || ms >= year_10000) return;
    day d = time_day(ms);
    int64_t s = (ms - (int64_t)d * 86400000) / 1000;
    day_write(out, d);
    buf_addf(out, "T%02d:%02d:%02dZ", (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
}

/* ---- written dates ---- */

/* Spaces and tabs only: a date does not run over the end of a line. */
static size_t skip_spaces(str s, size_t i)
{
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t')) i++;
    return i;
}

/* A number of 1..max_width digits at *i; moves *i behind it. */
static bool number_at(str s, size_t *i, size_t max_width, int32_t *out)
{
    size_t k = *i;
    int32_t v = 0;
    while (k < s.n && ascii_digit((unsigned char)s.p[k])) {
        if (k - *i == max_width) return false;
        v = v * 10 + (s.p[k++] - '0');
    }
    if (k == *i) return false;
    *i = k;
    *out = v;
    return true;
}

/* The month whose name stands at *i, 1..12, and *i moved behind it and its full stop; 0 and *i unmoved without
** one. */
static int month_at(str s, size_t *i)
{
    size_t k = *i;
    while (k < s.n && ascii_alpha((unsigned char)s.p[k])) k++;
    int m = month_of_name((str){s.p + *i, k - *i});
    if (m && k < s.n && s.p[k] == '.') k++;
    if (m) *i = k;
    return m;
}

/* "1st", "26th": the letters behind a day of the month. */
static void skip_ordinal(str s, size_t *i)
{
    if (*i + 2 > s.n) return;
    str two = {s.p + *i, 2};
    if (str_eq_nocase_ascii(two, STR("st")) || str_eq_nocase_ascii(two, STR("nd")) || str_eq_nocase_ascii(two, STR("rd")) ||
        str_eq_nocase_ascii(two, STR("th")))
        *i += 2;
}

/* ---- the three orders: each reads one date at *i, moves *i behind it, and on false may have moved *i and set parts of c ---- */

/* "January 26, 2026" */
static bool month_first(str s, size_t *i, struct civil *c)
{
    c->month = month_at(s, i);
    if (!c->month) return false;
    *i = skip_spaces(s, *i);
    if (!number_at(s, i, 2, &c->dom)) return false;
    skip_ordinal(s, i);
    if (*i < s.n && s.p[*i] == ',') ++*i;
    *i = skip_spaces(s, *i);
    return number_at(s, i, 4, &c->year);
}

/* "26 January 2026", "26th of January, 2026" */
static bool day_first(str s, size_t *i, struct civil *c)
{
    if (!number_at(s, i, 2, &c->dom)) return false;
    skip_ordinal(s, i);
    *i = skip_spaces(s, *i);
    if (*i + 3 <= s.n && str_eq_nocase_ascii((str){s.p + *i, 3}, STR("of "))) *i += 3;
    c->month = month_at(s, i);
    if (!c->month) return false;
    if (*i < s.n && s.p[*i] == ',') ++*i;
    *i = skip_spaces(s, *i);
    return number_at(s, i, 4, &c->year);
}

/* "2026-01-26", "2026/1/26", "2026.1.26" and the Korean form, with spaces before the second and third part as Korean offices write
** them ("2026. 1. 26"). One mark for the whole date: "2026-01/26" is none. */
static bool year_first(str s, size_t *i, struct civil *c)
{
    static const char *const marks[][3] = {{"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"년", "월", "일"}};
    size_t start = *i;
    for (size_t k = 0; k < ARRAY_LEN(marks); k++) {
        size_t at = start;
        int32_t *parts[3] = {&c->year, &c->month, &c->dom};
        bool good = true;
        for (size_t j = 0; j < 3 && good; j++) {
            str mark = str_of(marks[k][j]);
            if (j) at = skip_spaces(s, at);
            good = number_at(s, &at, j ? 2 : 4, parts[j]) && str_starts((str){s.p + at, s.n - at}, mark);
            if (good) at += mark.n;
        }
        if (good) {
            *i = at;
            return true;
        }
    }
    return false;
}

/* Tries every start of a word or number with every order that is beyond doubt. A year has four digits here, so
** that versions ("1.2.3") and short years are passed over. The readers look at a bounded stretch: linear in s. */
bool day_find(str s, size_t *at, day *out, span *where)
{
    typedef bool reader(str, size_t *, struct civil *);
    reader *const readers[] = {year_first, month_first, day_first};
    for (size_t i = *at; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool starts = ascii_alnum(c) && (i == 0 || !ascii_alnum((unsigned char)s.p[i - 1]));
        if (!starts || (!ascii_digit(c) && !ascii_alpha(c))) continue;
        for (size_t k = 0; k < ARRAY_LEN(readers); k++) {
            struct civil when = {0};
            size_t end = i;
            if (!readers[k](s, &end, &when) || when.year < 1000) continue;
            if (end < s.n && ascii_digit((unsigned char)s.p[end])) continue;
            day d = day_of_civil(when);
            if (d == DATE_NONE || end > UINT32_MAX) continue;
            *out = d;
            *where = (span){(uint32_t)i, (uint32_t)end};
            *at = end;
            return true;
        }
    }
    return false;
}
