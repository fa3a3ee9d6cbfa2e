/* What people write, read by the base room: vague dates by a second opinion on the notation, dates in noise, fields in noise. */
#include "base/base.h"
#include "base/random.h"
#include "test.h"

/* ---- vague dates ---- */

/* Months from..to of a year and, for winter, on into the next one: what the part numbers of EDTF stand for. False: no such part. */
static bool months_of_part(int part, int *from, int *to)
{
    static const int parts[][3] = {{21, 3, 5}, {22, 6, 8}, {23, 9, 11},  {24, 12, 14}, {33, 1, 3},
                                   {34, 4, 6}, {35, 7, 9}, {36, 10, 12}, {40, 1, 6},   {41, 7, 12}};
    *from = *to = part;
    if (part >= 1 && part <= 12) return true;
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        if (parts[i][0] != part) continue;
        *from = parts[i][1];
        *to = parts[i][2];
        return true;
    }
    return false;
}

static day first_of(int year, int month)
{
    return day_of_civil((struct civil){year + (month - 1) / 12, (month - 1) % 12 + 1, 1});
}

/* One side of an interval, by its shape; DATE_NONE twice when it is none. */
static struct vague oracle_one(str s)
{
    struct vague none = {DATE_NONE, DATE_NONE};
    char text[16];
    int from, to;
    if (s.n != 4 && s.n != 7 && s.n != 10) return none;
    for (size_t i = 0; i < s.n; i++)
        if (i == 4 || i == 7 ? s.p[i] != '-' : !ascii_digit((unsigned char)s.p[i])) return none;
    (void)snprintf(text, sizeof text, "%.*s", STR_ARG(s));
    int year = (int)strtol(text, NULL, 10), part = s.n > 4 ? (int)strtol(text + 5, NULL, 10) : 0;
    if (s.n == 10) {
        day d = day_of_civil((struct civil){year, part, (int)strtol(text + 8, NULL, 10)});
        return (struct vague){d, d};
    }
    if (year < 1) return none;
    if (s.n == 4) return (struct vague){first_of(year, 1), day_of_civil((struct civil){year, 12, 31})};
    if (!months_of_part(part, &from, &to) || (year == 9999 && to > 12)) return none;
    /* The day before the next month; the calendar ends with the year 9999. */
    day next = year == 9999 && to == 12 ? day_of_civil((struct civil){9999, 12, 31}) + 1 : first_of(year, to + 1);
    return (struct vague){first_of(year, from), next - 1};
}

static bool oracle_vague(str s, struct vague *out)
{
    *out = (struct vague){DATE_NONE, DATE_NONE};
    size_t slash = 0;
    while (slash < s.n && s.p[slash] != '/') slash++;
    if (!s.n) return true;
    if (slash == s.n) {
        *out = oracle_one(s);
        return out->first != DATE_NONE;
    }
    str a = {s.p, slash}, b = {s.p + slash + 1, s.n - slash - 1};
    bool open_a = !a.n || str_eq(a, STR("..")), open_b = !b.n || str_eq(b, STR(".."));
    struct vague x = oracle_one(a), y = oracle_one(b);
    if ((open_a && open_b) || (!open_a && x.first == DATE_NONE) || (!open_b && y.first == DATE_NONE)) return false;
    if (!open_a && !open_b && x.first > y.last) return false;
    *out = (struct vague){open_a ? DATE_NONE : x.first, open_b ? DATE_NONE : y.last};
    return true;
}

static const char *vague_differs(str s)
{
    struct vague got, want;
    bool is = vague_parse(s, &got), should = oracle_vague(s, &want);
    if (is != should) return is ? "taken" : "refused";
    if (!is) return got.first == DATE_NONE && got.last == DATE_NONE ? NULL : "not left unknown";
    return got.first == want.first && got.last == want.last ? NULL : "other days";
}

TEST(every_part_of_some_years)
{
    static const int years[] = {0, 1, 999, 1900, 1999, 2000, 2024, 2025, 9998, 9999};
    for (size_t y = 0; y < ARRAY_LEN(years); y++)
        for (int part = 0; part < 100; part++) {
            char text[16];
            (void)snprintf(text, sizeof text, "%04d-%02d", years[y], part);
            CHECK_MSG(!vague_differs(str_of(text)), "%s: %s", text, vague_differs(str_of(text)));
        }
}

/* Intervals of two good sides, then with some bytes changed, cut and doubled. */
TEST(intervals_and_their_misspellings)
{
    static const char *const sides[] = {"",        "..",      "2024",       "2025",       "2024-01", "2025-12", "2025-24",
                                        "2025-36", "2024-41", "2024-02-29", "2025-12-11", "0001",    "9999",    "2025-02-29"};
    static const char alphabet[] = "0123456789-/. ";
    uint64_t seed = 101;
    int n_good = 0;
    for (int round = 0; round < 40000; round++) {
        char text[32];
        int n = snprintf(text, sizeof text, "%s/%s", sides[random_below(&seed, ARRAY_LEN(sides))],
                         sides[random_below(&seed, ARRAY_LEN(sides))]);
        CHECK(n > 0 && (size_t)n < sizeof text);
        for (uint32_t k = random_below(&seed, 3); k; k--)
            text[random_below(&seed, (uint32_t)n)] = alphabet[random_below(&seed, sizeof alphabet - 1)];
        size_t from = random_below(&seed, 4) ? 0 : random_below(&seed, (uint32_t)n);
        str s = {text + from, (size_t)n - from};
        CHECK_MSG(!vague_differs(s), "\"%.*s\": %s", STR_ARG(s), vague_differs(s));
        struct vague v;
        n_good += vague_parse(s, &v);
    }
    CHECK(n_good > 5000 && n_good < 35000); /* both kinds were met */
}

/* ---- dates in noise ---- */

/* What is found stands alone: read again without its surroundings it is the same day, over the same bytes; and nothing
** that was found overlaps. */
TEST(found_dates_stand_alone)
{
    static const char *const pieces[] = {"January", "Dec.", "May",  "may", "12",  "31",   "2025", "2024", "1",  "26",
                                         "-",       "/",    ".",    ",",   " ",   "th",   "of ",  "년",   "월", "일",
                                         "\n",      "x",    "2025", "3rd", "Sep", "Sept", "1999", " ",    " "};
    uint64_t seed = 102;
    int n_found = 0;
    for (int round = 0; round < 20000; round++) {
        buf b = {0};
        for (uint32_t k = 3 + random_below(&seed, 12); k; k--) buf_addz(&b, pieces[random_below(&seed, ARRAY_LEN(pieces))]);
        str s = buf_str(&b);
        size_t at = 0, before = 0;
        day d;
        span where;
        while (day_find(s, &at, &d, &where)) {
            CHECK_MSG(where.begin >= before && where.end > where.begin && where.end == at && at <= s.n, "\"%.*s\"", STR_ARG(s));
            str alone = str_span(s, where);
            size_t from = 0;
            day again = DATE_NONE;
            span whole;
            CHECK_MSG(day_find(alone, &from, &again, &whole) && again == d && whole.begin == 0 && whole.end == alone.n,
                      "\"%.*s\" in \"%.*s\"", STR_ARG(alone), STR_ARG(s));
            struct civil c = civil_of_day(d);
            char year[8];
            (void)snprintf(year, sizeof year, "%d", c.year);
            CHECK_MSG(str_find(alone, str_of(year), 0) != SIZE_MAX, "\"%.*s\" has no year %s", STR_ARG(alone), year);
            before = where.end;
            n_found++;
        }
        buf_free(&b);
    }
    CHECK(n_found > 300);
}

/* ---- fields in noise ---- */

/* The number after "line " in a message, 0 without one. */
static uint32_t line_named(const char *msg) { return strncmp(msg, "line ", 5) == 0 ? (uint32_t)strtoul(msg + 5, NULL, 10) : 0; }

/* A text is read, or its first bad line is named: all before that line reads well, and all up to it does not. What is read is
** written and read again as the same, stanza by stanza. */
TEST(noisy_fields_are_read_or_the_line_is_named)
{
    static const char *const pieces[] = {"key",   ":",  " ",    "\n",   "value", "#",    "\t",
                                         "A-b.c", "\n", "\r\n", "\n\n", ": ",    "한국", "_"};
    uint64_t seed = 103;
    int n_read = 0;
    arena *ar = arena_new(0);
    for (int round = 0; round < 20000; round++) {
        arena_reset(ar);
        buf b = {0};
        for (uint32_t k = random_below(&seed, 14); k; k--) buf_addz(&b, pieces[random_below(&seed, ARRAY_LEN(pieces))]);
        str text = buf_str(&b), rest = text;
        struct fields f, again;
        struct err err = {0};
        enum status s = fields_parse(&f, text, ar, &err);
        CHECK_MSG(s == OK || s == E_FORMAT, "%s", err.msg);
        if (s) {
            uint32_t line = line_named(err.msg);
            CHECK_MSG(line > 0, "%s", err.msg);
            for (uint32_t k = 1; k < line; k++) (void)str_cut(rest, '\n', &rest);
            CHECK_MSG(fields_parse(&f, (str){text.p, (size_t)(rest.p - text.p)}, ar, NULL) == OK, "before line %u of\n%.*s",
                      line, STR_ARG(text));
            str bad = str_cut(rest, '\n', &rest);
            size_t upto = (size_t)(bad.p + bad.n - text.p);
            CHECK_MSG(fields_parse(&f, (str){text.p, upto}, ar, NULL) == E_FORMAT, "line %u of\n%.*s", line, STR_ARG(text));
            buf_free(&b);
            continue;
        }
        n_read++;
        buf out = {0};
        uint32_t n_written = 0;
        for (uint32_t i = 0; i < f.n; i++) {
            if (i && f.item[i].stanza != f.item[i - 1].stanza) buf_addc(&out, '\n');
            fields_write(&out, f.item[i].key, f.item[i].value);
            n_written += f.item[i].value.n > 0;
        }
        CHECK_MSG(fields_parse(&again, buf_str(&out), ar, &err) == OK, "%s in\n%.*s", err.msg, STR_ARG(buf_str(&out)));
        CHECK_INT(again.n, n_written);
        for (uint32_t i = 0, k = 0; i < f.n; i++) {
            if (!f.item[i].value.n) continue;
            CHECK(str_eq(again.item[k].key, f.item[i].key));
            CHECK_MSG(str_eq(again.item[k].value, str_trim(f.item[i].value)), "\"%.*s\"", STR_ARG(again.item[k].value));
            k++;
        }
        buf_free(&out);
        buf_free(&b);
    }
    CHECK(n_read > 2000 && n_read < 18000);
    arena_free(ar);
}

TESTS(CASE(every_part_of_some_years), CASE(intervals_and_their_misspellings), CASE(found_dates_stand_alone),
      CASE(noisy_fields_are_read_or_the_line_is_named))
