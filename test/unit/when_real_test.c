/* Dates and amounts of real statements, read where they lie beside the project. Nothing of a text is known here but what must
** hold of any: each per cent and each sum of money lies in an amount, "today" is the day of the statement, months lie around it. */
#include "language/amount.h"
#include "source/source.h"

#include "test.h"

/* Runs `holds` on each statement with its day; it gives NULL, or what is wrong. */
static void each_statement(struct test_case *test_self, const char *(*holds)(str text, day document, arena *ar))
{
    char path[512];
    if (!test_shared()) SKIP("the shared data are not on this machine");
    arena *ar = arena_new(0);
    struct source_list list;
    struct err err = {0};
    size_t n = 0;
    (void)snprintf(path, sizeof path, "%s/data/statements/fomc", test_shared());
    CHECK_MSG(!source_walk(&list, path, NULL, NULL, ar, &err), "%s", err.msg);
    for (size_t i = 0; i < list.n; i++) {
        struct arena_mark mark = arena_here(ar);
        str name = str_of(list.path[i]);
        str text;
        day document;
        if (name.n < 14 || !day_parse_iso((str){name.p + name.n - 14, 10}, &document)) continue;
        CHECK_MSG(!source_read_file(&text, list.path[i], (size_t)16 << 20, ar, &err), "%s", err.msg);
        const char *why = holds(text, document, ar);
        CHECK_MSG(!why, "%s: %s", list.path[i], why);
        arena_back(ar, mark);
        n++;
    }
    CHECK(n >= 100);
    arena_free(ar);
}

static bool in_amount(const struct amount_list *list, size_t at)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (list->item[i].at.begin <= at && at < list->item[i].at.end) return true;
    return false;
}

static const char *amounts_missed(str text, day document, arena *ar)
{
    static const char *const signs[] = {" percent", "$", "basis point", "billion"};
    struct amount_list list;
    (void)document;
    if (language_amount_find(&list, text, ar, NULL)) return "no list";
    for (size_t k = 0; k < ARRAY_LEN(signs); k++)
        for (size_t at = 0; (at = str_find(text, str_of(signs[k]), at)) != SIZE_MAX; at++)
            if (!in_amount(&list, at + (signs[k][0] == ' '))) return signs[k];
    return NULL;
}

TEST(each_percentage_and_sum_is_an_amount) { each_statement(test_self, amounts_missed); }

/* A target range has two ends in order, and no interest rate of these statements is above ten per cent. */
static const char *rates_wrong(str text, day document, arena *ar)
{
    struct amount_list list;
    (void)document;
    if (language_amount_find(&list, text, ar, NULL)) return "no list";
    for (uint32_t i = 0; i < list.n; i++) {
        const struct amount *a = &list.item[i];
        if (a->unit != AMOUNT_PERCENT) continue;
        if (a->low.over != 1 || a->high.over != 1) return "a percentage that is no decimal";
        double low = (double)a->low.mantissa;
        double high = (double)a->high.mantissa;
        for (int e = a->low.exponent; e < 0; e++) low /= 10;
        for (int e = a->high.exponent; e < 0; e++) high /= 10;
        for (int e = a->low.exponent; e > 0; e--) low *= 10;
        for (int e = a->high.exponent; e > 0; e--) high *= 10;
        if (low < 0 || high > 10 || (a->range == AMOUNT_RANGE && low >= high)) return "a rate out of all proportion";
    }
    return NULL;
}

TEST(rates_are_in_proportion) { each_statement(test_self, rates_wrong); }

static bool is(str text, span at, const char *word) { return str_eq_nocase_ascii(str_span(text, at), str_of(word)); }

/* Statements look back a few months and ahead a few years; a month without a year is within one of the statement. */
static const char *dates_wrong(str text, day document, arena *ar)
{
    struct when_context ctx = {.document = document};
    struct when_list list;
    size_t today = 0;
    if (language_when_find(&list, text, &ctx, ar, NULL)) return "no list";
    for (uint32_t i = 0; i < list.n; i++) {
        const struct when *w = &list.item[i];
        bool now = is(text, w->at, "today");
        today += now;
        if (now && (w->days.first != document || w->days.last != document)) return "today is another day";
        if (w->kind == WHEN_MONTH && w->how == WHEN_BY_DOCUMENT &&
            (w->named.first > document + 366 || w->named.last < document - 366))
            return "a month far off";
        if (w->how != WHEN_UNRESOLVED && w->named.first != DATE_NONE && w->named.first < document - 366 * 20)
            return "a date long ago";
        if (w->how != WHEN_UNRESOLVED && w->named.last != DATE_NONE && w->named.last > document + 366 * 10)
            return "a date far ahead";
    }
    size_t said = 0;
    for (size_t at = 0; (at = str_find(text, STR("today"), at)) != SIZE_MAX; at++) said++;
    return said > today ? "a today was missed" : NULL;
}

TEST(dates_lie_around_the_statement) { each_statement(test_self, dates_wrong); }

TESTS(CASE(each_percentage_and_sum_is_an_amount), CASE(rates_are_in_proportion), CASE(dates_lie_around_the_statement))
