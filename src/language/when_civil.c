/* Dates of the calendar: days, months, years, quarters, halves, seasons, decades, as far as the text says them. What the text
** leaves out (a year, mostly) is settled at the end, from the document's day.
**
**     day      = MONTH dom ["-" dom] [year]  |  dom ["-" dom] ["of"] MONTH [year]  |  whatever base/date.h finds
**     month    = MONTH [year]                a bare one must be led, where its name is a word or a person's name too
**     quarter  = "Q3" [year]  |  third "quarter" [year];   half likewise, never without a year
**     season   = SEASON [year]               without a year only behind a relation: "in the summer"
**     year     = [","] ["of"] YYYY  |  [","] this, last, next "year"
**
** dom is a day of the month with or without its "th". A number is no day of the month when something is counted by it ("May 12
** percent"), and no year when it is ("1950 troops"); when_counted in when_year.c knows both. */
#include "language/when_read.h"

/* A day of the month at i; the piece after it, or 0. */
static uint32_t dom_at(const struct when_reader *r, uint32_t i, int32_t *dom)
{
    const struct piece *x = piece_at(r->p, i);
    if (x->kind != PIECE_NUMBER || span_len(x->at) > 2 || x->value < 1 || x->value > 31) return 0;
    uint32_t end = when_pass_ordinal(r, i + 1);
    const struct piece *next = piece_at(r->p, end);
    if (when_counted(r, end) || (!next->spaced && (next->kind == PIECE_WORD || next->kind == PIECE_NUMBER))) return 0;
    if ((piece_tight(r->p, end, ':') || piece_tight(r->p, end, '/')) && piece_at(r->p, end + 1)->kind == PIECE_NUMBER) return 0;
    *dom = x->value;
    return end;
}

/* "-12", "to 12", "and 12" behind a first day of the month: the second, when it is later (behind "and": the next day). */
static uint32_t dom_range(const struct when_reader *r, uint32_t i, struct when_reading *x)
{
    bool and = piece_among(r->p, i, "and or");
    if (!piece_mark(r->p, i, '-') && !piece_among(r->p, i, "to through until") && !and) return i;
    uint32_t end = dom_at(r, i + 1, &x->dom_to);
    if (!end || x->dom_to <= x->dom || (and&&x->dom_to != x->dom + 1)) {
        x->dom_to = 0;
        return i;
    }
    return end;
}

/* A year behind a month or day, with or without a comma; else i. */
static uint32_t pass_year(const struct when_reader *r, uint32_t i, struct when_reading *x)
{
    uint32_t k = i + piece_tight(r->p, i, ',');
    k += piece_is(r->p, k, "of");
    x->year = when_year_at(r, k);
    return x->year ? k + 1 : i;
}

/* Is the day one of the calendar in some year? */
static bool dom_holds(const struct when_reading *x)
{
    int32_t year = x->year ? x->year : 2000;
    int32_t last = x->dom_to ? x->dom_to : x->dom;
    return day_of_civil((struct civil){year, x->month, last}) != DATE_NONE;
}

/* The name of a month at i, its full stop included; the piece after it, or 0. */
static uint32_t month_at(const struct when_reader *r, uint32_t i, int32_t *month)
{
    const struct piece *x = piece_at(r->p, i);
    if (x->word != WORD_MONTH) return 0;
    *month = x->value;
    bool brief = span_len(x->at) < 5 && x->value != 5 && span_len(x->at) != strlen(month_name(x->value));
    return i + 1 + (brief && piece_tight(r->p, i + 1, '.'));
}

/* A month alone: words that are names or verbs too ("May", "March", "April Smith") need a relation or the like before them. */
static bool month_stands(const struct when_reader *r, uint32_t i, uint32_t end)
{
    const struct piece *x = piece_at(r->p, i);
    const struct piece *before = piece_at(r->p, i - 1);
    const struct piece *next = piece_at(r->p, end);
    str s = piece_str(r->p, x);
    bool led = before->word == WORD_RELATION || (before->word == WORD_DEIXIS && !piece_is(r->p, i - 1, "that")) ||
               before->word == WORD_PART || piece_among(r->p, i - 1, "of to and or") ||
               (piece_mark(r->p, i - 1, '-') && piece_word_is(r->p, i - 2, WORD_PART));
    /* "the March meeting": between an article and a noun. */
    bool owned = before->word == WORD_THE || before->word == WORD_ARTICLE || before->word == WORD_POSSESSIVE;
    owned = owned && next->kind == PIECE_WORD && !next->capital && next->word != WORD_RELATION;
    if (!x->capital) return false;
    bool may = str_eq_nocase_ascii(s, STR("may"));
    if (may) return owned || (led && !next->capital);
    if (s.n <= 4 && s.n < strlen(month_name(x->value))) return end > i + 1 && led && !piece_is(r->p, i - 1, "on");
    if (x->value == 3) return led || owned;
    bool name = x->value == 4 || x->value == 6 || x->value == 8;
    return led || owned || !name || !(x->opens || (before->capital && !before->opens));
}

/* "January, February and March 2025": the year of a month that stands later in the list, or the one before where the list goes
** over the end of a year ("November and January 2026"); 0: none. */
static int32_t borrowed_year(const struct when_reader *r, uint32_t i, int32_t month)
{
    for (int k = 0; k < 3; k++) {
        struct when_reading x = {0};
        if (!piece_tight(r->p, i, ',') && !piece_among(r->p, i, "and or to through until") && !piece_mark(r->p, i, '-'))
            return 0;
        bool both = piece_tight(r->p, i, ',') && piece_among(r->p, i + 1, "and or");
        i += both ? 2 : 1;
        i = month_at(r, i, &x.month);
        if (!i) return 0;
        uint32_t dom_end = dom_at(r, i, &x.dom);
        uint32_t end = pass_year(r, dom_end ? dom_end : i, &x);
        if (x.year) return x.year - (x.month < month);
        i = end;
    }
    return 0;
}

/* "of this year", "last year" behind a month or day: the year is counted from the document's. The piece behind, or 0. */
static uint32_t deictic_year(const struct when_reader *r, uint32_t i, struct when_reading *x)
{
    uint32_t k = i + (piece_is(r->p, i, "of") || piece_tight(r->p, i, ','));
    const struct piece *deixis = piece_at(r->p, k);
    if (deixis->word != WORD_DEIXIS || deixis->value > DEIXIS_NEXT || !piece_is(r->p, k + 1, "year")) return 0;
    if (piece_tight(r->p, k + 2, '\'')) return 0;
    x->near_year = true;
    x->year_by = deixis->value == DEIXIS_LAST ? -1 : deixis->value == DEIXIS_NEXT ? 1 : 0;
    return k + 2;
}

/* "December 11, 2025", "Dec. 11", "December 11-12, 2025", "April 2023", "January" */
static bool month_first(struct when_reader *r, uint32_t i, struct when_reading *x)
{
    uint32_t end = month_at(r, i, &x->month);
    if (!end) return false;
    uint32_t dom_end = dom_at(r, end, &x->dom);
    x->prob = 0.9F;
    if (dom_end) {
        dom_end = dom_range(r, dom_end, x);
        x->end = pass_year(r, dom_end, x);
        x->kind = x->dom_to ? WHEN_SPAN : WHEN_DAY;
        uint32_t deictic = x->year ? 0 : deictic_year(r, dom_end, x);
        if (deictic) x->end = deictic;
        if (dom_holds(x)) return piece_at(r->p, i)->capital;
        x->near_year = false;
        x->dom = x->dom_to = 0;
    }
    x->kind = WHEN_MONTH;
    x->months = 1;
    x->end = pass_year(r, end, x);
    if (x->year) return piece_at(r->p, i)->capital;
    x->end = end;
    uint32_t deictic = deictic_year(r, end, x);
    if (deictic) {
        x->end = deictic;
        return piece_at(r->p, i)->capital;
    }
    if (!month_stands(r, i, end)) return false;
    x->year = borrowed_year(r, end, x->month);
    x->prob = 0.8F;
    return true;
}

/* "11 December 2025", "11th of December", "11-12 December" */
static bool day_first(struct when_reader *r, uint32_t i, struct when_reading *x)
{
    uint32_t end = dom_at(r, i, &x->dom);
    if (!end) return false;
    end = dom_range(r, end, x);
    end += piece_is(r->p, end, "of");
    bool dashed = piece_tight(r->p, end, '-') && !piece_at(r->p, end + 1)->spaced; /* "9-May-2006" */
    end += dashed;
    end = month_at(r, end, &x->month);
    if (!end || !piece_at(r->p, end - 1 - piece_tight(r->p, end - 1, '.'))->capital) return false;
    x->end = pass_year(r, end + (dashed && piece_tight(r->p, end, '-')), x);
    if (!x->year) x->end = end;
    x->kind = x->dom_to ? WHEN_SPAN : WHEN_DAY;
    x->prob = 0.9F;
    return dom_holds(x);
}

/* A full date as base finds it, which knows numeric and Korean forms too. The search goes on from where it stood: linear. */
static bool full_date(struct when_reader *r, uint32_t i, struct when_reading *x)
{
    const struct piece *p = piece_at(r->p, i);
    while (r->full.end && r->full.begin < p->at.begin)
        if (!day_find(r->p->text, &r->full_at, &r->full_day, &r->full)) r->full = (span){0, 0};
    if (!r->full.end || r->full.begin != p->at.begin) return false;
    if (i && !p->spaced && (piece_mark(r->p, i - 1, '/') || piece_mark(r->p, i - 1, '.') || piece_mark(r->p, i - 1, '_')))
        return false; /* a part of an address */
    struct civil c = civil_of_day(r->full_day);
    *x = (struct when_reading){.kind = WHEN_DAY, .year = c.year, .month = c.month, .dom = c.dom, .prob = 0.95F};
    x->end = i;
    while (piece_at(r->p, x->end)->kind != PIECE_END && piece_at(r->p, x->end)->at.begin < r->full.end) x->end++;
    return true;
}

/* ---- parts of a year ---- */

/* A year behind a quarter or season: "2025", "of 2025", "FY26", "of fiscal year 2026". May be missing. */
static uint32_t pass_any_year(const struct when_reader *r, uint32_t i, struct when_reading *x)
{
    uint32_t k = i + piece_tight(r->p, i, ',');
    k += piece_is(r->p, k, "of");
    struct when_reading y = {0};
    if (when_read_fiscal(r, k, &y) && piece_at(r->p, k)->kind == PIECE_WORD) {
        x->year = y.year;
        x->fiscal = true;
        return y.end;
    }
    x->year = when_year_at(r, k);
    return x->year ? k + 1 : i;
}

/* "Q3 2025", "Q3", "3Q 2025", "H1 2026", "1H26": letter and figure set tight. */
static bool short_part(const struct when_reader *r, uint32_t i, struct when_reading *x)
{
    bool letter_first = piece_at(r->p, i)->kind == PIECE_WORD;
    const struct piece *letter = piece_at(r->p, letter_first ? i : i + 1);
    const struct piece *figure = piece_at(r->p, letter_first ? i + 1 : i);
    bool quarter = span_len(letter->at) == 1 && r->p->text.p[letter->at.begin] == 'Q';
    bool half = span_len(letter->at) == 1 && r->p->text.p[letter->at.begin] == 'H';
    if (letter->kind != PIECE_WORD || figure->kind != PIECE_NUMBER || piece_at(r->p, i + 1)->spaced || (!quarter && !half))
        return false;
    if (span_len(figure->at) != 1 || figure->value < 1 || figure->value > (quarter ? 4 : 2)) return false;
    x->months = quarter ? 3 : 6;
    x->month = (figure->value - 1) * x->months + 1;
    x->kind = quarter ? WHEN_QUARTER : WHEN_HALF;
    x->end = pass_any_year(r, i + 2, x);
    x->prob = x->year ? 0.95F : quarter ? 0.8F : 0.5F;
    if (x->year) return true;
    /* "H1" alone is a heading, a virus, a motorway; "Q1" a quartile, unless it is in one. */
    const struct piece *before = piece_at(r->p, i - 1);
    return quarter && (before->word == WORD_RELATION || before->word == WORD_THE || before->word == WORD_DEIXIS ||
                       piece_at(r->p, i)->opens);
}

/* "third quarter of 2025", "third-quarter", "second half 2025"; a half needs its year, and what is "of" something else is no
** time. */
static bool long_part(const struct when_reader *r, uint32_t i, struct when_reading *x)
{
    const struct piece *n = piece_at(r->p, i);
    uint32_t k = i + 1;
    int32_t which = n->word == WORD_ORDINAL ? n->value : 0;
    if (n->kind == PIECE_NUMBER && span_len(n->at) == 1 && when_pass_ordinal(r, k) > k) which = n->value, k++;
    k += piece_tight(r->p, k, '-') && !piece_at(r->p, k + 1)->spaced;
    bool half = piece_word_is(r->p, k, WORD_HALF);
    if (which < 1 || which > (half ? 2 : 4) || (!half && !piece_is(r->p, k, "quarter"))) return false;
    x->months = half ? 6 : 3;
    x->month = (which - 1) * x->months + 1;
    x->kind = half ? WHEN_HALF : WHEN_QUARTER;
    x->end = pass_any_year(r, k + 1, x);
    x->prob = x->year ? 0.95F : 0.7F;
    return x->year || (!half && !piece_is(r->p, k + 1, "of") && !piece_is(r->p, k + 1, "century"));
}

/* "summer 2024", "spring of 2025", "winter 2025-26", "in the summer". "Fall" and "spring" are verbs and falls too, and need a
** year. */
static bool season(const struct when_reader *r, uint32_t i, struct when_reading *x)
{
    const struct piece *n = piece_at(r->p, i);
    if (n->word != WORD_SEASON) return false;
    x->month = (n->value - 20) * 3;
    x->months = 3;
    x->kind = WHEN_SEASON;
    x->end = pass_any_year(r, i + 1, x);
    x->prob = 0.9F;
    if (x->year) {
        const struct piece *more = piece_at(r->p, x->end + 1);
        if (n->value == 24 && piece_tight(r->p, x->end, '-') && !more->spaced && more->value == (x->year + 1) % 100 &&
            span_len(more->at) == 2)
            x->end += 2;
        return true;
    }
    x->prob = 0.6F;
    x->end += piece_is(r->p, x->end, "months");
    uint32_t before = piece_word_is(r->p, i - 1, WORD_THE) ? i - 2 : i - 1;
    const struct piece *led = piece_at(r->p, before);
    return led->word == WORD_RELATION && led->value != WHEN_FOR && !piece_is(r->p, i, "fall") &&
           !piece_is(r->p, before, "under") && !piece_is(r->p, i + 1, "of") && !piece_tight(r->p, i + 1, '-') &&
           !piece_at(r->p, i + 1)->capital;
}

/* In the order of how much of a date they ask for: a full date before a month, a month before a lone year. A reader that says no
** may have written to its reading, so each gets a fresh one. What is explicit already needs no settling. */
bool when_read_civil(struct when_reader *r, uint32_t i, struct when_reading *out)
{
    typedef bool reader(const struct when_reader *, uint32_t, struct when_reading *);
    static reader *const more[] = {when_read_decade, when_read_century, when_read_fiscal, short_part, long_part,
                                   season,           when_read_year};
    const struct piece *x = piece_at(r->p, i);
    if (x->kind != PIECE_NUMBER && x->kind != PIECE_WORD) return false;
    for (size_t k = 0; k < 3 + ARRAY_LEN(more); k++) {
        struct when_reading got = {.civil = true};
        bool found = k == 0   ? full_date(r, i, &got)
                     : k == 1 ? month_first(r, i, &got)
                     : k == 2 ? day_first(r, i, &got)
                              : more[k - 3](r, i, &got);
        if (!found) continue;
        *out = got;
        out->civil = got.how != WHEN_EXPLICIT;
        out->begin = i;
        return true;
    }
    return false;
}
