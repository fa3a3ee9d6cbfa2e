/* Expressions of time in invented sentences: where each stands, what it is, which days it means. Brackets mark what must be found
** and are taken out before the text is read; whatever is found beside them fails the test. */
#include "language/when.h"

#include "marked.h"
#include "test.h"

/* One sentence; want has for each bracket "kind relation days why length", parted by one space ("_" for spaces inside a word), and
** "; " between brackets. */
struct row {
    const char *text;
    const char *want;
};

static const struct row dated[] = {
    /* days */
    {"The ferry sank on [Thursday] off the cape.", "day on 2025-12-11 - -"},
    {"The board will vote on [Thursday] at noon.", "day on 2025-12-18 - -"},
    {"A hearing is scheduled for [Friday] in the town hall.", "day for 2025-12-19 - -"},
    {"The envoys agreed to meet again on [Friday].", "day on 2025-12-19 - -"},
    {"The envoys agreed to meet again on [Thursday].", "day on 2025-12-18 - -"},
    {"The envoys agreed on [Thursday] to meet again.", "day on 2025-12-11 - -"},
    {"The envoys managed to meet on [Thursday].", "day on 2025-12-11 - -"},
    {"The envoys met on [Friday] at the mill.", "day on 2025-12-12 - -"},
    {"The treaty, to be signed on [Monday], names no harbour.", "day on 2025-12-15 - -"},
    {"The minister plans to visit the yard [Tuesday].", "day - 2025-12-16 - -"},
    {"He told reporters [Saturday] that it would rain.", "day - 2025-12-06 - -"},
    {"On [Wednesday] the crew will rest.", "day on 2025-12-17 - -"},
    {"The pact was initialled on [Dec. 11] by both clerks.", "day on 2025-12-11 - -"},
    {"They are due back on [Jan. 5] with a draft.", "day on 2026-01-05 - -"},
    {"It opened on [November 7] under protest.", "day on 2025-11-07 - -"},
    {"She was born on [11 December 2025] at sea.", "day on 2025-12-11 - -"},
    {"Filed [8-May-2006] by hand.", "day - 2006-05-08 - -"},
    {"On [December 11, 2025], the lamps went out.", "day on 2025-12-11 - -"},
    {"Remember [Sept. 11, 2001] and its towers.", "day - 2001-09-11 - -"},
    {"Dated [2026-03-04], the note is short.", "day - 2026-03-04 - -"},
    {"Seoul, [2026년 1월 26일]", "day - 2026-01-26 - -"},
    {"On [Thursday, Dec. 11], two boats met.", "day on 2025-12-11 - -"},
    {"On [Monday, January 26, 2026] the doors open.", "day on 2026-01-26 - -"},
    {"It fell on [the 26th of January 2026] at dusk.", "day on 2026-01-26 - -"},
    {"Since [next Thursday] is a holiday, we wait.", "day since 2025-12-18/.. - -"},
    {"We met [last Friday] at the mill.", "day - 2025-12-05 - -"},
    {"Come [this Sunday] or never.", "day - 2025-12-14 - -"},
    {"They spoke [late Thursday] by wire.", "day - 2025-12-11 - -"},
    {"File it no later than [June 30, 2027].", "day by ../2027-06-30 - -"},
    {"The list is good as of [Dec. 1].", "day as_of 2025-12-01/.. - -"},
    {"It rained [yesterday] and pours [today]; [tomorrow] is open.",
     "relative - 2025-12-11 - -; relative - 2025-12-12 - -; relative - 2025-12-13 - -"},
    {"It burned on [March 3, 2024], and on [the same day] the rain came.", "day on 2024-03-03 - -; relative on 2024-03-03 - -"},
    {"Signed on [March 3, 2024], it was void [the next day].", "day on 2024-03-03 - -; relative - 2024-03-04 - -"},
    {"We rang [last night] from the quay.", "relative - 2025-12-11 - -"},
    {"A leap year has [February 29, 2024] in it.", "day - 2024-02-29 - -"},
    /* months */
    {"The [April 2023] summit was brief.", "month - 2023-04 - -"},
    {"The ice broke in [January].", "month in 2025-01 - -"},
    {"The ice will break in [January].", "month in 2026-01 - -"},
    {"They quarrelled in [late January 2026] over salt.", "month in 2026-01-21/2026-01-31 - -"},
    {"By [mid-March 2026] the dam holds.", "month by ../2026-03-20 - -"},
    {"It grew in [May 2025] and shrank in [Aug. 2025].", "month in 2025-05 - -; month in 2025-08 - -"},
    {"In [January], [February] and [March 2025] it froze.", "month in 2025-01 - -; month - 2025-02 - -; month - 2025-03 - -"},
    {"We saw it in [May of this year].", "month in 2025-05 - -"},
    {"The vote was held in [March last year].", "month in 2024-03 - -"},
    {"Since the [March] meeting nothing moved; the [May] summit was off.", "month - 2025-03 - -; month - 2025-05 - -"},
    {"It slowed over [the course of the year].", "relative over 2025 - -"},
    {"It slowed during [the winter months].", "season during 2025-12-01/2026-02-28 - -"},
    {"It closes [next month] for repairs.", "relative - 2026-01 - -"},
    {"Prices rose [last month] by a hair.", "relative - 2025-11 - -"},
    {"It was shut [last May].", "month - 2025-05 - -"},
    {"By [the end of October 2026] all is done.", "month by ../2026-10-31 - -"},
    {"It began at [the beginning of this month].", "relative at 2025-12-01/2025-12-10 - -"},
    {"They came [earlier this month] with a map.", "relative - 2025-12-01/2025-12-12 - -"},
    /* years */
    {"The bridge stands since [2024].", "year since 2024-01-01/.. - -"},
    {"All mines close by [2030].", "year by ../2030-12-31 - -"},
    {"Until [2028] the tax stays.", "year until ../2028-12-31 - -"},
    {"Before [2020] nobody asked.", "year before ../2019-12-31 - -"},
    {"After [2027] the grant ends.", "year after 2028-01-01/.. - -"},
    {"The [2026] Harbour Strategy is out.", "year - 2026 - -"},
    {"The office's [2018] review was kind.", "year - 2018 - -"},
    {"The [2024] elections were calm.", "year - 2024 - -"},
    {"It is the oldest rule ([2019]) of the club.", "year - 2019 - -"},
    {"In [2024], [2025] and [2026] the sum is flat.", "year in 2024 - -; year - 2025 - -; year - 2026 - -"},
    {"It starts in [early 2026] at the latest.", "year in 2026-01-01/2026-04-30 - -"},
    {"The yard opens in [mid-2026].", "year in 2026-05-01/2026-08-31 - -"},
    {"Late is [late 2026].", "year - 2026-09-01/2026-12-31 - -"},
    {"By [the end of 2026] the keel is laid.", "year by ../2026-12-31 - -"},
    {"From [the beginning of 2027] fees rise.", "year from 2027-01-01/.. - -"},
    {"The budget for [fiscal year 2026] is thin.", "year for 2026 - -"},
    {"The [FY26] plan and the [FY2027] plan differ.", "year - 2026 - -; year - 2027 - -"},
    {"It is in the [fiscal 2028] request.", "year - 2028 - -"},
    {"It must stop [this year].", "relative - 2025 - -"},
    {"Talks will begin [early next year].", "relative - 2026-01-01/2026-04-30 - -"},
    {"It began [last year] in a shed.", "relative - 2024 - -"},
    {"By [the end of the year] we know.", "relative by ../2025-12-31 - -"},
    {"By [year-end] we know.", "relative by ../2025-12-31 - -"},
    {"It comes [later this year].", "relative - 2025-12-12/2025-12-31 - -"},
    {"It stays for [the rest of the year].", "relative for 2025-12-12/2025-12-31 - -"},
    {"In [the year 1950] it was a farm.", "year in 1950 - -"},
    /* parts of years */
    {"It meets in [the first half of 2026].", "half in 2026-01-01/2026-06-30 - -"},
    {"It meets in [the second half of next year].", "half in 2026-07-01/2026-12-31 - -"},
    {"Sales fell in [H1 2026] again.", "half in 2026-01-01/2026-06-30 - -"},
    {"Sales rose in [Q3 2025].", "quarter in 2025-07-01/2025-09-30 - -"},
    {"Output in [the fourth quarter of 2025] was flat.", "quarter in 2025-10-01/2025-12-31 - -"},
    {"Output fell in [the third quarter].", "quarter in 2025-07-01/2025-09-30 - -"},
    {"The [second-quarter] figures were late.", "quarter - 2025-04-01/2025-06-30 - -"},
    {"By [the end of the second quarter of 2026] we stop.", "quarter by ../2026-06-30 - -"},
    {"It was warm in [the first quarter of this year].", "quarter in 2025-01-01/2025-03-31 - -"},
    {"It was hot in [summer 2024].", "season in 2024-06-01/2024-08-31 - -"},
    {"In [the fall of 2020] it was sold.", "season in 2020-09-01/2020-11-30 - -"},
    {"It froze in [winter 2025-26].", "season in 2025-12-01/2026-02-28 - -"},
    {"It was dry [last summer].", "season - 2025-06-01/2025-08-31 - -"},
    {"It will be dry [next spring].", "season - 2026-03-01/2026-05-31 - -"},
    /* weeks, decades, centuries */
    {"It was printed [last week] in haste.", "relative - 2025-12-01/2025-12-07 - -"},
    {"It came up [this week] twice.", "relative - 2025-12-08/2025-12-14 - -"},
    {"We sail [next week].", "relative - 2025-12-15/2025-12-21 - -"},
    {"It leaked over [the weekend].", "relative over 2025-12-06/2025-12-07 - -"},
    {"In [the 2020s] trade shrank.", "decade in 2020-01-01/2029-12-31 - -"},
    {"It is a song of [the early 1990s].", "decade - 1990-01-01/1993-04-30 - -"},
    {"They sang it in [the 90s].", "decade in 1990-01-01/1999-12-31 - -"},
    {"They sang it in [the '90s].", "decade in 1990-01-01/1999-12-31 - -"},
    {"A tool of [the 21st century].", "span - 2001-01-01/2100-12-31 - -"},
    {"It shrank over [the past decade].", "relative over 2015-12-12/2025-12-12 - P10Y"},
    {"[The coming year] is hard.", "relative - 2025-12-12/2026-12-12 - P1Y"},
    {"It grew in [August 2016]; [the next year] it shrank.", "month in 2016-08 - -; relative - 2017 - -"},
    {"It grew in [2016]; [that day] it rained.", "year in 2016 - -; relative - - no_anchor -"},
    {"It grew in [2016]; [that year] it rained.", "year in 2016 - -; relative - 2016 - -"},
    {"It grows over [the next year].", "relative over 2025-12-12/2026-12-12 - P1Y"},
    {"It doubles over [the next five years].", "relative over 2025-12-12/2030-12-12 - P5Y"},
    {"It rained for [the last three months].", "relative for 2025-09-12/2025-12-12 - P3M"},
    {"It slept in [the past 12 months].", "relative in 2024-12-12/2025-12-12 - P12M"},
    {"Reply within [90 days].", "relative within 2025-12-12/2026-03-12 - P90D"},
    {"We found it [two years ago].", "relative - 2023 - P2Y"},
    {"We lost it [three weeks ago].", "relative - 2025-11-17/2025-11-23 - P3W"},
    {"We lost it [ten days ago].", "relative - 2025-12-02 - P10D"},
    {"It will reopen in [two weeks].", "relative in 2025-12-22/2025-12-28 - P2W"},
    {"[Six months from now] we vote.", "relative - 2026-06 - P6M"},
    /* spans */
    {"It runs from [2026 to 2030].", "span from 2026-01-01/2030-12-31 - -"},
    {"The plan [2026-2030] is bound.", "span - 2026-01-01/2030-12-31 - -"},
    {"The plan for [2026\xE2\x80\x93"
     "30] is bound.",
     "span for 2026-01-01/2030-12-31 - -"},
    {"It rained between [May and July 2025].", "span between 2025-05-01/2025-07-31 - -"},
    {"It froze from [November 2024 to February 2025].", "span from 2024-11-01/2025-02-28 - -"},
    {"It froze from [November to February 2025].", "span from 2024-11-01/2025-02-28 - -"},
    {"They met on [December 11-12, 2025].", "span on 2025-12-11/2025-12-12 - -"},
    {"They met on [11-12 December 2025].", "span on 2025-12-11/2025-12-12 - -"},
    {"They met on [Nov. 7 and 8].", "span on 2025-11-07/2025-11-08 - -"},
    {"They met from [Nov. 30 to Dec. 2, 2025].", "span from 2025-11-30/2025-12-02 - -"},
    {"It is open from [Monday to Friday].", "span from 2025-12-08/2025-12-12 - -"},
    {"During [his five-year term] he built it.", "span during - no_anchor P5Y"},
    {"It rose under [Mayor Ada Quill's second term].", "span during - no_anchor -"},
    /* lengths, repetition, what cannot be told */
    {"It took [ten years] to build.", "duration - - length_only P10Y"},
    {"After a [one-year] pause it went on.", "duration - - length_only P1Y"},
    {"On a [12-month] basis it fell.", "duration - - length_only P12M"},
    {"They slept for [48 hours].", "duration for - length_only PT48H"},
    {"It took [two and a half years].", "duration - - length_only P30M"},
    {"It stood for [200,000 years].", "duration for - length_only P200000Y"},
    {"After [1.5 years] they left.", "duration after - length_only P18M"},
    {"They saw [a decade] of drought.", "duration - - length_only P10Y"},
    {"Their [decades-long] feud is over.", "duration - - vague -"},
    {"It lay there for [several years].", "duration for - vague -"},
    {"They meet [every year] by the lake.", "repeated - - length_only P1Y"},
    {"They meet [every two years].", "repeated - - length_only P2Y"},
    {"It is shut on [Mondays].", "repeated on - length_only P1W"},
    {"It sank [a day after] the launch.", "relative - - no_anchor P1D"},
    {"It sank [two weeks before] the launch.", "relative - - no_anchor P2W"},
    {"Pay within [10 days] of receipt.", "relative within - no_anchor P10D"},
    {"It turns in [the coming months].", "vague in - vague -"},
    {"It fell in [recent years].", "vague in - vague -"},
    {"It hopes for [the months ahead].", "vague for - vague -"},
    {"A [20 minute] walk.", "duration - - length_only PT20M"},
    {"A [17th-century] clock.", "span - 1601-01-01/1700-12-31 - -"},
    {"From [1790 to 1801] it stood.", "span from 1790-01-01/1801-12-31 - -"},
    {"Its founder ([1635 - 1699]) was a baker.", "span - 1635-01-01/1699-12-31 - -"},
    {"So it is said (Quill, [2015]; Marsh, [2016]).", "year - 2015 - -; year - 2016 - -"},
    {"In [1687] and [1689] it burned.", "year in 1687 - -; year - 1689 - -"},
    {"Read his [1796] essay.", "year - 1796 - -"},
    {"By [year end] we know.", "relative by ../2025-12-31 - -"},
    {"Answer [as soon as possible].", "vague - - vague -"},
    {"It may end in [the near future].", "vague in - vague -"},
};

/* Texts without any time in them. */
static const char *const timeless[] = {
    "The 57th regiment had 2,000 men and 1950 troops.",
    "She may march on; Theresa May said so.",
    "He is 57 years old, a 57-year-old baker aged 57.",
    "Flight 2025 left gate 12 with 1984 seats.",
    "Resolution 2270 and Article 5 stand.",
    "One day they will learn.",
    "In the long run we second the motion.",
    "He seeks a second term and a third of the vote.",
    "A quarter of them fall; one quarter of the rest, three quarters of all.",
    "about 2000 Marines, his 1500 books, (1200 men), 1500 - 3 men, up to 2100 Poles",
    "It costs $1 billion a year.",
    "The sun and the sat nav wed the fri.",
    "Black Friday sales",
    "Version 1.2.2024.7",
    "At 10:15 p.m. the F-16 took off.",
    "",
};

static void word(buf *b, const char *zt)
{
    for (; *zt; zt++) buf_addc(b, *zt == ' ' ? '_' : *zt);
    buf_addc(b, ' ');
}

/* A find as the table writes it. */
static void describe(buf *b, const struct when *w)
{
    buf days = {0};
    vague_write(&days, w->days);
    word(b, language_when_kind_name(w->kind));
    word(b, language_when_relation_name(w->relation));
    buf_add(b, days.n ? buf_str(&days) : STR("-"));
    buf_addc(b, ' ');
    word(b, language_when_why_name(w->why));
    size_t before = b->n;
    language_when_length_write(b, w->length, w->unit);
    if (b->n == before) buf_addc(b, '-');
    buf_free(&days);
}

static bool row_holds(const struct row *row, const struct when_context *ctx)
{
    char text[512];
    span at[8];
    size_t n = unmark(row->text, text, at);
    arena *ar = arena_new(0);
    struct when_list list;
    buf got = {0};
    bool good = language_when_find(&list, str_of(text), ctx, ar, NULL) == OK && list.n == n;
    for (uint32_t i = 0; i < list.n; i++) {
        const struct when *w = &list.item[i];
        good = good && i < n && w->at.begin == at[i].begin && w->at.end == at[i].end;
        good = good && w->whole.begin <= w->at.begin && w->whole.end == w->at.end && w->prob_right > 0 && w->prob_right <= 1;
        if (i) buf_addz(&got, "; ");
        describe(&got, w);
        if (!good) printf("# found \"%.*s\"\n", STR_ARG(str_span(str_of(text), w->at)));
    }
    good = good && str_eq(buf_str(&got), str_of(row->want));
    if (!good) printf("# %s\n# got  %.*s\n# want %s\n", row->text, STR_ARG(buf_str(&got)), row->want);
    buf_free(&got);
    arena_free(ar);
    return good;
}

static const struct when_context friday = {.document = 20434}; /* 2025-12-12 */

TEST(expressions_of_a_dated_text)
{
    day d;
    CHECK(day_parse_iso(STR("2025-12-12"), &d) && d == friday.document && day_weekday(d) == 4);
    size_t wrong = 0;
    for (size_t i = 0; i < ARRAY_LEN(dated); i++) wrong += !row_holds(&dated[i], &friday);
    CHECK_INT(wrong, 0);
    CHECK(ARRAY_LEN(dated) >= 120);
}

TEST(texts_without_any_time)
{
    for (size_t i = 0; i < ARRAY_LEN(timeless); i++) {
        struct row row = {timeless[i], ""};
        CHECK_MSG(row_holds(&row, &friday), "%s", timeless[i]);
    }
}

/* Without a document date nothing is told that needs one, and the reason is. */
TEST(an_undated_text_gives_no_days)
{
    static const struct row rows[] = {
        {"They met on [Thursday].", "day on - no_document_date -"},
        {"They met on [November 7].", "day on - no_document_date -"},
        {"They met in [January].", "month in - no_document_date -"},
        {"They met [last week].", "relative - - no_document_date -"},
        {"They will meet [early next year].", "relative - - no_document_date -"},
        {"Reply within [90 days].", "relative within - no_document_date P90D"},
        {"We met [two years ago].", "relative - - no_document_date P2Y"},
        {"By [the end of the year] we know.", "relative by - no_document_date -"},
        {"From [Monday to Friday] it is shut.", "span from - no_document_date -"},
        {"By [2030] it is shut.", "year by ../2030-12-31 - -"},
        {"In [May of last year] it was shut.", "month in - no_document_date -"},
        {"On [Mar. 3, 2024] it fell; [that day] all wept.", "day on 2024-03-03 - -; relative - 2024-03-03 - -"},
        {"[That day] all wept.", "relative - - no_anchor -"},
    };
    struct when_context none = {.document = DATE_NONE};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) CHECK(row_holds(&rows[i], &none) && row_holds(&rows[i], NULL));
}

/* The caller's word on the tense wins over the cues. */
TEST(the_callers_tense_decides)
{
    static const struct row past = {"They will meet on [Thursday].", "day on 2025-12-11 - -"};
    static const struct row future = {"They met on [Nov. 7].", "day on 2026-11-07 - -"};
    struct when_context ctx = friday;
    ctx.tense = WHEN_PAST;
    CHECK(row_holds(&past, &ctx));
    ctx.tense = WHEN_FUTURE;
    CHECK(row_holds(&future, &ctx));
}

TEST(fiscal_years_begin_where_the_caller_says)
{
    static const struct row us[] = {{"The [FY26] plan.", "year - 2025-10-01/2026-09-30 - -"},
                                    {"It is for [this fiscal year].", "relative for 2025-10-01/2026-09-30 - -"},
                                    {"It was [last fiscal year].", "relative - 2024-10-01/2025-09-30 - -"}};
    static const struct row japan[] = {{"The [FY26] plan.", "year - 2026-04-01/2027-03-31 - -"},
                                       {"It is for [this fiscal year].", "relative for 2025-04-01/2026-03-31 - -"}};
    struct when_context ctx = friday;
    ctx.fiscal_shift_months = -3;
    for (size_t i = 0; i < ARRAY_LEN(us); i++) CHECK(row_holds(&us[i], &ctx));
    ctx.fiscal_shift_months = 3;
    for (size_t i = 0; i < ARRAY_LEN(japan); i++) CHECK(row_holds(&japan[i], &ctx));
}

/* A document at either end of the calendar: what would lie beyond it is not told. */
TEST(the_ends_of_the_calendar)
{
    static const struct row rows[] = {{"It was [last year].", "relative - - vague -"},
                                      {"It was [200 years ago].", "relative - - vague P200Y"},
                                      {"It was over [the past 99,999 years].", "relative over - vague P99999Y"}};
    static const struct row late[] = {{"It is [next year].", "relative - - vague -"},
                                      {"Within [90 days] it ends.", "relative within - vague P90D"}};
    struct when_context ctx = {.document = day_of_civil((struct civil){1, 1, 1})};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) CHECK(row_holds(&rows[i], &ctx));
    ctx.document = day_of_civil((struct civil){9999, 12, 31});
    for (size_t i = 0; i < ARRAY_LEN(late); i++) CHECK(row_holds(&late[i], &ctx));
}

TESTS(CASE(expressions_of_a_dated_text), CASE(texts_without_any_time), CASE(an_undated_text_gives_no_days),
      CASE(the_callers_tense_decides), CASE(fiscal_years_begin_where_the_caller_says), CASE(the_ends_of_the_calendar))
