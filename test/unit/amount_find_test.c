/* Amounts in invented sentences: where each stands, its value, unit, base, rate and nearness. Brackets mark what must be found. */
#include "language/amount.h"

#include "marked.h"
#include "test.h"

/* want has for each bracket "low[..high] unit what about", what being noun, base or rate in brackets of its own where there is
** one. */
struct row {
    const char *text;
    const char *want;
};

static const struct row rows[] = {
    /* per cent and shares */
    {"Spending is [3.5 percent of gross domestic product].", "35e-1 percent gdp -"},
    {"It stands at [3.5% of GDP] now.", "35e-1 percent gdp -"},
    {"It is [2 percent of the country's GDP].", "2e0 percent gdp -"},
    {"It is about [0.7 per cent of gross national income].", "7e-1 percent gni about"},
    {"It is between [2.3 and 2.5 percent].", "23e-1..25e-1 percent - -"},
    {"It will be from [2 percent to 3.5 percent].", "2e0..35e-1 percent - -"},
    {"It fell from [3 percent to 2 percent].", "3e0..2e0 percent - -"},
    {"A [7.5 percent] increase.", "75e-1 percent - -"},
    {"It rose by [8.2 percentage points].", "82e-1 points - -"},
    {"A cut of [25 basis points] came.", "25e0 basis_points - -"},
    {"A [75-basis-point] cut came.", "75e0 basis_points - -"},
    {"The range is [1-3/4 to 2 percent].", "175e-2..2e0 percent - -"},
    {"The range is [0 to 1/4 percent].", "0e0..25e-2 percent - -"},
    {"It grew [2\xC2\xBD percent].", "25e-1 percent - -"},
    {"It shrank by [-0.5%].", "-5e-1 percent - -"},
    {"Growth was [minus 0.3 percent].", "-3e-1 percent - -"},
    {"More than [half of the members] came.", "5e-1 fraction words(the_members) more_than"},
    {"[Two-thirds of the fleet] left.", "2e0/3 fraction words(the_fleet) -"},
    {"[A third of the village] fled, [half of the army] went home.",
     "1e0/3 fraction words(the_village) -; 5e-1 fraction words(the_army) -"},
    {"[Half of the lost fleet] sank.", "5e-1 fraction words(the_lost_fleet) -"},
    {"It spends [half its budget] on salt.", "5e-1 fraction words(its_budget) -"},
    {"More than [half] stayed.", "5e-1 fraction - more_than"},
    {"It needs [two-thirds].", "2e0/3 fraction - -"},
    {"It is [a third of its budget].", "1e0/3 fraction words(its_budget) -"},
    {"[Three-quarters of voters] agreed.", "75e-2 fraction words(voters) -"},
    {"[Three quarters of voters] agreed.", "75e-2 fraction words(voters) -"},
    {"Nearly [one in five] left.", "2e-1 fraction - nearly"},
    {"It took [20 percent of the defence budget] in taxes.", "2e1 percent words(the_defence_budget) -"},
    {"It rose [2 percent annually].", "2e0 percent rate(annually) -"},
    /* money */
    {"A [$350 billion] package.", "35e10 USD - -"},
    {"A [US$1.5 bn] loan.", "15e8 USD - -"},
    {"A loan of [U.S.$2 million].", "2e6 USD - -"},
    {"It costs [KRW 65.9 trillion].", "659e11 KRW - -"},
    {"It costs [65.9 trillion won].", "659e11 KRW - -"},
    {"A [65.9-trillion-won] plan.", "659e11 KRW - -"},
    {"It costs [\xE2\x82\xA9"
     "500,000].",
     "5e5 KRW - -"},
    {"A fine of [\xE2\x82\xAC"
     "2.5m] was set.",
     "25e5 EUR - -"},
    {"A fine of [\xC2\xA3"
     "3bn] was set.",
     "3e9 GBP - -"},
    {"It is [1.5 trillion won] ([$1.02 billion]).", "15e11 KRW - -; 102e7 USD - -"},
    {"[25 billion dollars' worth] of grain.", "25e9 USD - -"},
    {"It costs [10 million Canadian dollars].", "1e7 CAD - -"},
    {"It costs [3 million U.S. dollars].", "3e6 USD - -"},
    {"It costs [HK$40].", "4e1 HKD - -"},
    {"Pay [$2-3 billion] more.", "2e9..3e9 USD - -"},
    {"It went 7.5 to [3 million people].", "3e6 count noun(people) -"}, /* falls, so no range: 7.5 has no scale of its own */
    {"Pay [$2 billion to $3 billion] more.", "2e9..3e9 USD - -"},
    {"Pay between [$5,000 and $6,000].", "5e3..6e3 USD - -"},
    {"Pay [20 to 30 million euros].", "2e7..3e7 EUR - -"},
    {"Pay [$150 billion over ten years].", "15e10 USD rate(over_ten_years) -"},
    {"Pay [$1 billion a year].", "1e9 USD rate(a_year) -"},
    {"Pay at least [$20 per barrel].", "2e1 USD rate(per_barrel) at_least"},
    {"Pay [$0.03/kWh].", "3e-2 USD rate(/kWh) -"},
    {"Pay up to [half a million dollars].", "5e5 USD - at_most"},
    {"Pay [five hundred thousand yen].", "5e5 JPY - -"},
    {"Pay [50,000 won].", "5e4 KRW - -"},
    {"Pay [100 RMB].", "1e2 CNY - -"},
    /* things */
    {"[28,500 troops] stay.", "285e2 count noun(troops) -"},
    {"About [28,500] stay.", "285e2 count - about"},
    {"Some [28,500 U.S. troops] stay.", "285e2 count noun(U.S._troops) about"},
    {"It lifts [one million barrels per day].", "1e6 count noun(barrels)rate(per_day) -"},
    {"[Twenty-five thousand soldiers] marched.", "25e3 count noun(soldiers) -"},
    {"[Two hundred and five ships] came.", "205e0 count noun(ships) -"},
    {"[A dozen boats] came.", "12e0 count noun(boats) -"},
    {"[Two dozen aircraft] came.", "24e0 count noun(aircraft) -"},
    {"[Two and a half million refugees] came.", "25e5 count noun(refugees) -"},
    {"The [four sessions] were long.", "4e0 count noun(sessions) -"},
    {"[120 short-range ballistic missiles] were shown.", "12e1 count noun(short-range_ballistic_missiles) -"},
    {"It rang [five times a year].", "5e0 count noun(times)rate(a_year) -"},
    {"[Two giant Texas plants] shut.", "2e0 count noun(giant_Texas_plants) -"},
    {"It has [30 staff vacancies] to fill.", "3e1 count noun(staff_vacancies) -"},
    {"No fewer than [12 mines] were found.", "12e0 count noun(mines) at_least"},
    {"It is [300 km] off.", "3e2 count noun(km) -"},
    {"It is [300km] off.", "3e2 count noun(km) -"},
    {"At least [one mine] was found.", "1e0 count noun(mine) at_least"},
    {"In 2026, [5 ships] sank on December 11, 2025.", "5e0 count noun(ships) -"},
    {"There were [15,522] in the hall.", "15522e0 count - -"},
    {"It has [1.4 billion people].", "14e8 count noun(people) -"},
    {"On December 11, 2025, [12 people] died.", "12e0 count noun(people) -"},
};

/* Numbers that are no amounts. */
static const char *const none[] = {
    "Article 5 commitments and Resolution 1718 sanctions",
    "F-16 fighters and KF-21 jets over COVID-19 wards",
    "No. 5 threats, iPhone 11 users, USB 3.2 ports, a 5500M chip",
    "a 3-2 victory and a 10-point plan",
    "one of the members, one-on-one, on the one hand",
    "90 days, ten years, a year, 48 hours, the 57th year, 2030",
    "at 10:15 a.m. or 5 p.m. on 12 May 2025",
    "5G networks, 3D prints, version 1.2.3",
    "millions of dollars and hundreds of people",
    "the first half of the match, a half-truth, half a year",
    "the five won",
    "999999999999999999999 dollars",
    "the Three Amigos",
    "",
};

static void words(buf *b, const char *what, str s)
{
    if (!s.n) return;
    buf_addf(b, "%s(", what);
    for (size_t i = 0; i < s.n; i++) buf_addc(b, s.p[i] == ' ' ? '_' : s.p[i]);
    buf_addc(b, ')');
}

static void describe(buf *b, const struct amount *a, str text)
{
    language_amount_value_write(b, a->low);
    if (a->range) buf_addz(b, "..");
    if (a->range) language_amount_value_write(b, a->high);
    buf_addc(b, ' ');
    for (const char *u = language_amount_unit_name(a); *u; u++) buf_addc(b, *u == ' ' ? '_' : *u);
    buf_addc(b, ' ');
    size_t before = b->n;
    words(b, "noun", str_span(text, a->noun));
    if (a->base == AMOUNT_BASE_WORDS)
        words(b, "words", str_span(text, a->base_at));
    else if (a->base)
        buf_addz(b, language_amount_base_name(a->base));
    words(b, "rate", str_span(text, a->rate_at));
    if (b->n == before) buf_addc(b, '-');
    buf_addc(b, ' ');
    for (const char *u = language_amount_about_name(a->about); *u; u++) buf_addc(b, *u == ' ' ? '_' : *u);
}

static bool row_holds(const struct row *row)
{
    char text[512];
    span at[8];
    size_t n = unmark(row->text, text, at);
    arena *ar = arena_new(0);
    struct amount_list list;
    buf got = {0};
    bool good = language_amount_find(&list, str_of(text), ar, NULL) == OK && list.n == n;
    for (uint32_t i = 0; i < list.n; i++) {
        const struct amount *a = &list.item[i];
        good = good && i < n && a->at.begin == at[i].begin && a->at.end == at[i].end;
        good = good && a->whole.begin <= a->at.begin && a->whole.end == a->at.end;
        if (i) buf_addz(&got, "; ");
        describe(&got, a, str_of(text));
        if (!good) printf("# found \"%.*s\"\n", STR_ARG(str_span(str_of(text), a->at)));
    }
    good = good && str_eq(buf_str(&got), str_of(row->want));
    if (!good) printf("# %s\n# got  %.*s\n# want %s\n", row->text, STR_ARG(buf_str(&got)), row->want);
    buf_free(&got);
    arena_free(ar);
    return good;
}

TEST(amounts_in_sentences)
{
    size_t wrong = 0;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) wrong += !row_holds(&rows[i]);
    CHECK_INT(wrong, 0);
    CHECK(ARRAY_LEN(rows) >= 60);
}

TEST(numbers_that_are_no_amounts)
{
    for (size_t i = 0; i < ARRAY_LEN(none); i++) {
        struct row row = {none[i], ""};
        CHECK_MSG(row_holds(&row), "%s", none[i]);
    }
}

/* A range or a change is told apart from a range, and what stands before belongs to the whole, not to the amount. */
TEST(ranges_and_what_stands_before_them)
{
    arena *ar = arena_new(0);
    struct amount_list l;
    str s = STR("It is between 2 and 3 percent, from 4 to 5 percent, or more than 6 percent over the next two years.");
    CHECK(!language_amount_find(&l, s, ar, NULL) && l.n == 3);
    CHECK(l.item[0].range == AMOUNT_RANGE && l.item[1].range == AMOUNT_FROM_TO && l.item[2].range == AMOUNT_ONE);
    CHECK_STR(str_span(s, l.item[0].whole), "between 2 and 3 percent");
    CHECK_STR(str_span(s, l.item[1].whole), "from 4 to 5 percent");
    CHECK_STR(str_span(s, l.item[2].whole), "more than 6 percent over the next two years");
    CHECK(l.item[2].rate == AMOUNT_OVER && l.item[2].rate_length == 2 && l.item[2].rate_unit == WHEN_YEARS);
    arena_free(ar);
}

TESTS(CASE(amounts_in_sentences), CASE(numbers_that_are_no_amounts), CASE(ranges_and_what_stands_before_them))
