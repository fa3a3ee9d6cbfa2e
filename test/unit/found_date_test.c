/* Dates as pages write them: every month of every language, every day of some years in every form, and what is no date. */
#include "text/found.h"

#include "base/random.h"
#include "test.h"

static const char *const month_names[][12] = {
    {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
    {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
    {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
    {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
     "diciembre"},
    {"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre",
     "dicembre"},
    {"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro",
     "dezembro"},
    {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
     "december"},
    {"januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"},
    {"januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"},
    {"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"},
};

static bool finds(const char *text, day want)
{
    size_t at = 0;
    day got = DATE_NONE;
    span where;
    return found_date_next(str_of(text), &at, &got, &where) && got == want && at == where.end;
}

static day day_of(int32_t y, int32_t m, int32_t d) { return day_of_civil((struct civil){y, m, d}); }

TEST(every_month_of_every_language)
{
    static const char *const forms[][2] = {
        {"9. ", " 2026"}, {"9 ", " 2026"}, {"9 de ", " de 2026"}, {"Oslo, 9. ", ", 2026"}, {"(9 ", " 2026)"}};
    char text[80];
    for (size_t l = 0; l < ARRAY_LEN(month_names); l++)
        for (int m = 0; m < 12; m++)
            for (size_t f = 0; f < ARRAY_LEN(forms); f++) {
                (void)snprintf(text, sizeof text, "%s%s%s", forms[f][0], month_names[l][m], forms[f][1]);
                CHECK_MSG(finds(text, day_of(2026, m + 1, 9)), "%s", text);
            }
}

TEST(capitals_do_not_matter)
{
    CHECK(finds("3. MÄRZ 2025", day_of(2025, 3, 3)));
    CHECK(finds("3 FÉVRIER 2025", day_of(2025, 2, 3)));
    CHECK(finds("3 Août 2025", day_of(2025, 8, 3)));
    CHECK(finds("3 DE ENERO DE 2025", day_of(2025, 1, 3)));
    CHECK(finds("1ER JANVIER 2025", day_of(2025, 1, 1)));
    CHECK(finds("3 déc. 2025", day_of(2025, 12, 3)));
}

/* The ways to write one day; forms of numbers only where one order is possible. */
static size_t write_forms(char out[12][64], struct civil c)
{
    size_t n = 0;
    (void)snprintf(out[n++], 64, "%04d-%02d-%02d", c.year, c.month, c.dom);
    (void)snprintf(out[n++], 64, "%04d/%02d/%02d", c.year, c.month, c.dom);
    (void)snprintf(out[n++], 64, "%d.%d.%d", c.year, c.month, c.dom);
    (void)snprintf(out[n++], 64, "%d.%d.%d", c.dom, c.month, c.year);
    (void)snprintf(out[n++], 64, "%02d. %02d. %d", c.dom, c.month, c.year);
    (void)snprintf(out[n++], 64, "%d년 %d월 %d일", c.year, c.month, c.dom);
    (void)snprintf(out[n++], 64, "%d年%d月%d日", c.year, c.month, c.dom);
    (void)snprintf(out[n++], 64, "%s %d, %d", month_name(c.month), c.dom, c.year);
    (void)snprintf(out[n++], 64, "%d %s %d", c.dom, month_name(c.month), c.year);
    if (c.dom > 12 || c.dom == c.month) {
        (void)snprintf(out[n++], 64, "%d/%d/%d", c.dom, c.month, c.year);
        (void)snprintf(out[n++], 64, "%d/%d/%d", c.month, c.dom, c.year);
    }
    return n;
}

/* Each form gives the day, its span is the form and nothing else, and a second look behind it finds no more. */
TEST(every_form_is_read_back)
{
    static const char *const around[][2] = {{"", ""}, {"on ", " at noon"}, {"(", ")"}, {"Seoul, ", "."}, {"| ", " |"}};
    uint64_t seed = 20260126;
    for (int round = 0; round < 3000; round++) {
        struct civil c = civil_of_day(day_of(1990, 1, 1) + (day)random_below(&seed, 40000));
        char form[12][64];
        size_t n = write_forms(form, c);
        const char *const *a = around[random_below(&seed, (uint32_t)ARRAY_LEN(around))];
        for (size_t k = 0; k < n; k++) {
            char text[128];
            (void)snprintf(text, sizeof text, "%s%.64s%s", a[0], form[k], a[1]);
            size_t at = 0;
            day got = DATE_NONE;
            span where = {0, 0};
            CHECK_MSG(found_date_next(str_of(text), &at, &got, &where) && got == day_of_civil(c), "round %d: %s", round, text);
            str s = str_span(str_of(text), where);
            size_t n_form = strlen(form[k]);
            CHECK_MSG(where.begin == strlen(a[0]) && s.n >= n_form - 1 && s.n <= n_form + 1, "round %d: %s spans \"%.*s\"",
                      round, text, STR_ARG(s));
            CHECK_MSG(!found_date_next(str_of(text), &at, &got, &where), "round %d: %s has two", round, text);
        }
    }
}

/* An order that leaves two readings is no date, whichever they are. */
TEST(open_orders_are_no_dates)
{
    char text[64];
    for (int a = 1; a <= 12; a++)
        for (int b = 1; b <= 12; b++) {
            if (a == b) continue;
            (void)snprintf(text, sizeof text, "%d/%d/2025", a, b);
            size_t at = 0;
            day got;
            span where;
            CHECK_MSG(!found_date_next(str_of(text), &at, &got, &where), "%s", text);
        }
}

TEST(numbers_that_are_no_dates)
{
    static const char *const none[] = {
        "",           "2025",          "32.1.2025", "29.2.2025",      "0.1.2025",  "1.13.2025",      "31/4/2025",
        "13/13/2025", "1.1.25",        "1.1.20255", "26 janvie 2026", "26 januar", "januar 2026",    "26. 2026",
        "1er 2026",   "2026年13月1日", "2026年1月", "1月26日",        "10.0.0.1",  "3 marches 2025", "3.marzo"};
    for (size_t i = 0; i < ARRAY_LEN(none); i++) {
        size_t at = 0;
        day got;
        span where;
        CHECK_MSG(!found_date_next(str_of(none[i]), &at, &got, &where), "%s", none[i]);
    }
}

TEST(several_dates_come_in_order)
{
    str s = STR("From 3. marts 2025 over 2026-01-26 to March 5, 2026, then 2026年3月7日.");
    static const int32_t want[][3] = {{2025, 3, 3}, {2026, 1, 26}, {2026, 3, 5}, {2026, 3, 7}};
    size_t at = 0;
    day got;
    span where;
    uint32_t last = 0;
    for (size_t i = 0; i < ARRAY_LEN(want); i++) {
        CHECK(found_date_next(s, &at, &got, &where));
        CHECK_INT(got, day_of(want[i][0], want[i][1], want[i][2]));
        CHECK(where.begin >= last && where.end > where.begin && at == where.end);
        last = where.end;
    }
    CHECK(!found_date_next(s, &at, &got, &where));
}

/* Whatever stands there: spans lie inside, the search moves on, and a day found is one of the calendar. */
TEST(any_bytes_keep_the_search_whole)
{
    static const char *const pieces[] = {"1",  "12",   "2025", "-",  "/",       ".",  " ",   "年",  "月",
                                         "日", "년 ",  "월 ",  "일", "janvier", "de", "er",  "May", ",",
                                         "x",  "\xE5", "\xFF", "3",  "26.",     "0",  "mars"};
    uint64_t seed = 5;
    for (int round = 0; round < 20000; round++) {
        buf b = {0};
        uint32_t n = random_below(&seed, 14);
        for (uint32_t i = 0; i < n; i++) buf_addz(&b, pieces[random_below(&seed, (uint32_t)ARRAY_LEN(pieces))]);
        size_t at = 0;
        day got;
        span where;
        for (size_t before = 0; found_date_next(buf_str(&b), &at, &got, &where); before = at) {
            CHECK_MSG(where.begin >= before && where.end > where.begin && where.end <= b.n && at == where.end, "round %d: %.*s",
                      round, STR_ARG(buf_str(&b)));
            CHECK_MSG(day_of_civil(civil_of_day(got)) == got, "round %d: %.*s", round, STR_ARG(buf_str(&b)));
        }
        buf_free(&b);
    }
}

struct line_case {
    const char *in;
    int want; /* enum found_label, -1: no dateline */
};

TEST(lines_with_company)
{
    static const struct line_case cases[] = {
        {"SEOUL, 26 January 2026", FOUND_BARE},
        {"Den Haag, maandag 26 januari 2026, 10.15 uhr", FOUND_BARE},
        {"Last updated: 26 January 2026 at 10:15 a.m. KST", FOUND_UPDATED},
        {"Publié le 26 janvier 2026 à 10:15", FOUND_PUBLISHED},
        {"Publicado el 26 de enero de 2026", FOUND_PUBLISHED},
        {"수정 2026.01.26 오전 9:12", FOUND_UPDATED},
        {"lunes, 26 de enero de 2026", FOUND_BARE},
        {"måndag 26 januari 2026", FOUND_BARE},
        {"lunedì 26 gennaio 2026", FOUND_BARE},
        {"segunda-feira, 26 de janeiro de 2026", FOUND_BARE},
        {"January 26, 2026 -", FOUND_BARE},
        {"Signed at Washington on January 26, 2026", FOUND_BARE},
        {"the treaty of 26 January 2026", -1},
        {"26 January 2026 was a cold day in Seoul and in all other places of the country", -1},
        {"One Two Three Four Five 26 January 2026", -1},
        {"26 January", -1},
        {"01/02/2026", -1},
        {"", -1},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        day d;
        span where;
        enum found_label label = FOUND_BARE;
        int got = found_dateline(str_of(cases[i].in), &d, &where, &label) ? (int)label : -1;
        CHECK_MSG(got == cases[i].want, "%s: %d", cases[i].in, got);
        CHECK_MSG(got < 0 || d == day_of(2026, 1, 26), "%s", cases[i].in);
    }
}

TEST(addresses_give_their_day_or_none)
{
    static const struct {
        const char *address;
        int32_t y, m, d; /* 0: none */
    } cases[] = {
        {"https://x.example/2026/01/26/", 2026, 1, 26},
        {"/2026/1/26", 2026, 1, 26},
        {"x.example/news_2026_01_26_title", 2026, 1, 26},
        {"https://x.example/a?d=2026-01-26", 2026, 1, 26},
        {"https://x.example/2026/January/26/x", 2026, 1, 26},
        {"https://x.example/20260126", 2026, 1, 26},
        {"https://x.example/2026-01-26/2026-01-26", 2026, 1, 26},
        {"https://x.example/2026-01-26/20260127", 0, 0, 0},
        {"https://x.example/1989-01-26", 0, 0, 0},
        {"https://x.example/2101-01-26", 0, 0, 0},
        {"https://x.example/2026-01/26", 0, 0, 0},
        {"https://x.example/2026/02/30", 0, 0, 0},
        {"https://x.example/2026/01/266", 0, 0, 0},
        {"https://x.example/a2026-01-26", 0, 0, 0},
        {"https://x.example/202601261", 0, 0, 0},
        {"https://x.example/2026", 0, 0, 0},
        {"https://x.example", 0, 0, 0},
        {"2026-01-26", 0, 0, 0},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        day want = cases[i].y ? day_of(cases[i].y, cases[i].m, cases[i].d) : DATE_NONE;
        CHECK_MSG(found_address_day(str_of(cases[i].address)) == want, "%s", cases[i].address);
    }
}

TEST(authors_without_label_and_office)
{
    static const struct {
        const char *line, *name;
    } cases[] = {
        {"By Mara Linden", "Mara Linden"},
        {"By: Mara Linden", "Mara Linden"},
        {"Written by Mara Linden, Harbour Gazette", "Mara Linden"},
        {"Von Mara Linden | Reporterin", "Mara Linden"},
        {"Af Mara Linden - Ritzau", "Mara Linden"},
        {"홍길동 기자", "홍길동"},
        {"서울 홍길동 특파원", "홍길동"},
        {"Mara Linden", "Mara Linden"},
        {"By ", ""},
        {"", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) CHECK_STR(found_author_of(str_of(cases[i].line)), cases[i].name);
}

TESTS(CASE(every_month_of_every_language), CASE(capitals_do_not_matter), CASE(every_form_is_read_back),
      CASE(open_orders_are_no_dates), CASE(numbers_that_are_no_dates), CASE(several_dates_come_in_order),
      CASE(any_bytes_keep_the_search_whole), CASE(lines_with_company), CASE(addresses_give_their_day_or_none),
      CASE(authors_without_label_and_office))
