/* An expression as a whole: a part of a time ("early next year", "the end of 2026"), both ends of a span, and the settling of what
** was left open until the whole is known.
**
**     expression = one [("to" | "-" | "through" | "and" behind "between") one]
**     one        = ["the"] part [of] whole  |  ["the"] third "quarter of" whole  |  civil  |  relative  |  "year-end"
**     part       = early, mid, late, beginning, end, later, earlier, rest, course
**     whole      = civil  |  relative  |  "the year"
**
** A part is cut from the days of its whole after these are known; a whole without days has parts without days. There is no further
** nesting ("early in the second half of late 2026"), and so no recursion that a text could drive deep. */
#include "language/when_read.h"

/* ---- settling ---- */

/* The days of what was said, taken in one year; unknown when the year does not have that day. A fiscal year begins some months
** off. */
static struct vague civil_days(const struct when_reader *r, const struct when_reading *x, int32_t year)
{
    if (x->dom) {
        day first = day_of_civil((struct civil){year, x->month, x->dom});
        day last = x->dom_to ? day_of_civil((struct civil){year, x->month, x->dom_to}) : first;
        if (first == DATE_NONE || last == DATE_NONE) return (struct vague){DATE_NONE, DATE_NONE};
        return (struct vague){first, last};
    }
    int32_t shift = x->fiscal ? r->ctx.fiscal_shift_months : 0;
    return days_of_months(year, (x->month ? x->month : 1) + shift, x->months ? x->months : 12);
}

/* How far v is from fitting: of the past the last one that has begun, of the future the first that is not over, else the nearest.
** INT64_MAX: it does not fit at all. */
static int64_t misfit(struct vague v, day d, enum when_tense tense)
{
    if (!days_known(v)) return INT64_MAX;
    if (tense == WHEN_PAST) return v.first <= d ? (int64_t)d - v.first : INT64_MAX;
    if (tense == WHEN_FUTURE) return v.last >= d ? (int64_t)v.last - d : INT64_MAX;
    return v.first > d ? (int64_t)v.first - d : v.last < d ? (int64_t)d - v.last : 0;
}

/* A year that was said stands. Without one every year around the document's is tried, and the one that fits the tense best is
** taken: a day that one of them lacks (29 February) needs no rule of its own. */
void when_settle(const struct when_reader *r, struct when_reading *x)
{
    if (!x->civil) return;
    x->civil = false;
    if (x->year) {
        x->days = civil_days(r, x, x->year);
        x->how = WHEN_EXPLICIT;
        x->why = WHEN_KNOWN;
        if (!days_known(x->days)) when_unresolved(x, WHEN_UNCLEAR);
        return;
    }
    day d = r->ctx.document;
    if (x->near_year) {
        struct vague none = {DATE_NONE, DATE_NONE};
        when_by_document(r, x, d == DATE_NONE ? none : civil_days(r, x, civil_of_day(d).year + x->year_by));
        return;
    }
    struct vague best = {DATE_NONE, DATE_NONE};
    int64_t least = INT64_MAX;
    x->tense = when_tense_at(r, x->begin);
    for (int32_t k = -8; k <= 8 && d != DATE_NONE; k++) { /* eight years: a 29 February may be as far */
        struct vague v = civil_days(r, x, civil_of_day(d).year + k);
        int64_t far = misfit(v, d, x->tense);
        if (far >= least) continue;
        least = far;
        best = v;
    }
    if (x->prob > 0.8F) x->prob = 0.8F;
    when_by_document(r, x, best);
}

/* ---- parts ---- */

/* "the year", "the month" behind "the end of" or "later in": the document's own. */
static bool own_unit(const struct when_reader *r, uint32_t i, struct when_reading *out)
{
    const struct piece *x = piece_at(r->p, i + 1);
    bool fiscal = piece_among(r->p, i + 1, "fiscal financial calendar current");
    if (fiscal) x = piece_at(r->p, i + 2);
    if (!piece_word_is(r->p, i, WORD_THE) || x->word != WORD_UNIT || x->value & PIECE_PLURAL || x->value < WHEN_WEEKS)
        return false;
    *out = (struct when_reading){.begin = i, .end = i + 2 + fiscal, .kind = WHEN_RELATIVE, .prob = 0.75F};
    if (piece_is(r->p, out->end, "of")) return false; /* "the end of the year of the horse" */
    struct vague none = {DATE_NONE, DATE_NONE};
    day d = r->ctx.document;
    when_by_document(r, out, d == DATE_NONE ? none : days_of_unit(d, (enum when_unit)x->value, 0));
    return true;
}

/* What an expression may be a part of. */
static bool whole_at(struct when_reader *r, uint32_t i, bool of, struct when_reading *out)
{
    if (of && own_unit(r, i, out)) return true;
    uint32_t k = i + (of && piece_word_is(r->p, i, WORD_THE));
    if (when_read_civil(r, k, out) && (k == i || out->kind >= WHEN_HALF)) {
        out->begin = i;
        return true;
    }
    if (!when_read_relative(r, i, out)) return false;
    return out->kind == WHEN_RELATIVE || out->kind == WHEN_DAY || out->kind == WHEN_MONTH || out->kind == WHEN_SEASON ||
           (of && out->kind == WHEN_SPAN);
}

/* Cut what was read down to the part. The ends are points where a relation asks for one: "by the end of" is the last day. */
static void cut(const struct when_reader *r, struct when_reading *x, enum piece_part part, const struct piece *led)
{
    bool bound =
        led->word == WORD_RELATION && (led->value == WHEN_BY || led->value == WHEN_UNTIL || led->value == WHEN_BEFORE ||
                                       led->value == WHEN_SINCE || led->value == WHEN_FROM || led->value == WHEN_AFTER);
    when_settle(r, x);
    if (!days_known(x->days)) return;
    struct vague v = x->days;
    day d = x->how == WHEN_BY_TEXT ? r->last_day : r->ctx.document;
    if (part == PART_EARLY || (part == PART_START && !bound)) x->days = days_part(v, 0, 3);
    if (part == PART_MID) x->days = days_part(v, 1, 3);
    if (part == PART_LATE || (part == PART_END && !bound)) x->days = days_part(v, 2, 3);
    if (part == PART_START && bound) x->days.last = v.first;
    if (part == PART_END && bound) x->days.first = v.last;
    if (d != DATE_NONE && part == PART_LATER && d > v.first && d <= v.last) x->days.first = d;
    if (d != DATE_NONE && part == PART_EARLIER && d >= v.first && d < v.last) x->days.last = d;
    if ((part == PART_START || part == PART_END) && x->prob > 0.85F) x->prob = 0.85F;
}

/* "half" or a third of what "of" leads to: "the first half of next year". */
static bool fraction_of(struct when_reader *r, uint32_t i, struct when_reading *out)
{
    const struct piece *n = piece_at(r->p, i);
    uint32_t k = i + 1 + piece_mark(r->p, i + 1, '-');
    bool half = piece_word_is(r->p, k, WORD_HALF);
    int32_t parts = half ? 2 : piece_is(r->p, k, "quarter") ? 4 : 0;
    int32_t which = n->word == WORD_ORDINAL ? n->value : n->word == WORD_DEIXIS && n->value == DEIXIS_LAST ? parts : 0;
    if (n->word == WORD_PART && half) which = n->value == PART_LATER ? 2 : n->value == PART_EARLY ? 1 : 0;
    if (piece_is(r->p, i, "latter") && half) which = 2;
    if (!parts || which < 1 || which > parts || !piece_is(r->p, k + 1, "of") || !whole_at(r, k + 2, true, out)) return false;
    if (out->kind == WHEN_DAY || out->length || out->kind == WHEN_VAGUE) return false;
    when_settle(r, out);
    bool year = out->kind == WHEN_YEAR || (out->kind == WHEN_RELATIVE && piece_among(r->p, out->end - 1, "year"));
    out->days = days_part(out->days, which - 1, parts);
    out->kind = year ? (half ? WHEN_HALF : WHEN_QUARTER) : out->kind;
    out->begin = i;
    if (out->how == WHEN_EXPLICIT) out->prob = 0.95F;
    return true;
}

/* "early 2026", "mid-January", "the end of the year", "later this year", "late Thursday" */
static bool part_of(struct when_reader *r, uint32_t i, struct when_reading *out)
{
    uint32_t the = piece_word_is(r->p, i, WORD_THE);
    uint32_t k = i + the;
    bool course = the && piece_is(r->p, k, "course"); /* "over the course of the year" */
    bool rest = course || (the && piece_among(r->p, k, "rest remainder"));
    if (piece_at(r->p, k)->word != WORD_PART && !rest) return false;
    enum piece_part part = course ? PART_NONE : rest ? PART_LATER : (enum piece_part)piece_at(r->p, k)->value;
    if (piece_is(r->p, k, "the") || (part <= PART_MID && piece_is(r->p, k, "middle") && !the)) return false;
    bool of = piece_is(r->p, k + 1, "of") || piece_is(r->p, k + 1, "in") || (part == PART_LATER && piece_is(r->p, k + 1, "on"));
    if ((rest || (the && part >= PART_START)) && !of) return false;
    k += 1 + of;
    k += piece_mark(r->p, k, '-') && !of;
    k += piece_is(r->p, k, "in") && !of; /* "early in the year" */
    const struct piece *led = piece_at(r->p, i - 1);
    if (!fraction_of(r, k + piece_word_is(r->p, k, WORD_THE), out) && !whole_at(r, k, of, out)) return false;
    if (out->kind == WHEN_DAY && part >= PART_START) return false;
    cut(r, out, part, led);
    out->begin = i;
    return true;
}

/* "year-end", "mid-year": the unit of the document, cut. */
static bool unit_end(const struct when_reader *r, uint32_t i, struct when_reading *out)
{
    bool mid = piece_is(r->p, i, "mid");
    const struct piece *unit = piece_at(r->p, mid ? i + 2 : i);
    if (piece_is(r->p, i, "year") && piece_is(r->p, i + 1, "end") && piece_word_is(r->p, i - 1, WORD_RELATION)) {
        *out = (struct when_reading){.begin = i, .end = i + 2, .kind = WHEN_RELATIVE, .prob = 0.8F};
        day end = r->ctx.document == DATE_NONE ? 0 : r->ctx.document;
        when_by_document(r, out, days_of_unit(end, WHEN_YEARS, 0));
        cut(r, out, PART_END, piece_at(r->p, i - 1));
        return true;
    }
    if (!piece_tight(r->p, i + 1, '-') || unit->word != WORD_UNIT || unit->value & PIECE_PLURAL) return false;
    if (unit->value != WHEN_YEARS && unit->value != WHEN_MONTHS && unit->value != WHEN_WEEKS) return false;
    if (!mid && !piece_is(r->p, i + 2, "end")) return false;
    *out = (struct when_reading){.begin = i, .end = i + 3, .kind = WHEN_RELATIVE, .prob = 0.8F};
    day d = r->ctx.document == DATE_NONE ? 0 : r->ctx.document;
    when_by_document(r, out, days_of_unit(d, (enum when_unit)unit->value, 0));
    int32_t year = when_year_at(r, i + 3);
    if (year && unit->value == WHEN_YEARS) {
        *out = (struct when_reading){
            .begin = i, .end = i + 4, .kind = WHEN_YEAR, .prob = 0.9F, .civil = true, .year = year, .months = 12};
        when_settle(r, out);
    }
    cut(r, out, mid ? PART_MID : PART_END, piece_at(r->p, i - 1));
    return true;
}

/* One end of a span, or an expression without ends. */
static bool read_one(struct when_reader *r, uint32_t i, struct when_reading *out)
{
    uint32_t the = piece_word_is(r->p, i, WORD_THE);
    if (unit_end(r, i, out) || part_of(r, i, out)) return true;
    if (fraction_of(r, i + the, out)) {
        out->begin = i;
        return true;
    }
    if (the) {
        /* "the FY26 plan", "the second-quarter figures": the article is the noun's. */
        bool hung = piece_tight(r->p, i + 2, '-');
        bool fiscal = piece_is(r->p, i + 2, "year") || piece_is(r->p, i + 3, "year");
        if (when_read_civil(r, i + 1, out) &&
            ((out->kind >= WHEN_HALF && out->kind <= WHEN_DECADE && !hung) || (out->fiscal && fiscal) ||
             (out->kind == WHEN_DAY && piece_among(r->p, i + 2, "st nd rd th")))) {
            out->begin = i;
            return true;
        }
        if (piece_mark(r->p, i + 1, '\'') && when_read_civil(r, i + 2, out) && out->kind == WHEN_DECADE) {
            out->begin = i;
            return true;
        }
        if (piece_is(r->p, i + 1, "year") && when_year_at(r, i + 2) && when_read_civil(r, i + 2, out)) {
            out->begin = i;
            return true;
        }
        if (piece_among(r->p, i + 3, "century") && when_read_civil(r, i + 1, out) && out->how == WHEN_EXPLICIT) {
            out->begin = i;
            return true;
        }
    }
    return when_read_civil(r, i, out) || when_read_relative(r, i, out);
}

/* ---- spans ---- */

/* May this be an end of a span? */
static bool is_end(const struct when_reading *x)
{
    return x->kind <= WHEN_DECADE || x->kind == WHEN_RELATIVE || (x->kind == WHEN_SPAN && x->days.first != DATE_NONE);
}

/* The first end takes the year of the second: "May to July 2025", "November 2024" is not "November to February 2025". */
static void share_year(struct when_reading *a, const struct when_reading *b)
{
    if (!a->civil || !b->civil || a->year || !b->year || !a->month || !b->month) return;
    bool before = a->month < b->month || (a->month == b->month && a->dom <= b->dom);
    a->year = before ? b->year : b->year - 1;
}

/* "2026-30": two figures behind the dash. */
static bool brief_end(const struct when_reader *r, uint32_t i, const struct when_reading *a, struct when_reading *b)
{
    const struct piece *n = piece_at(r->p, i);
    if (a->kind != WHEN_YEAR || !a->civil || n->kind != PIECE_NUMBER || span_len(n->at) != 2 || n->spaced ||
        n->value <= a->year % 100)
        return false;
    if (!piece_at(r->p, i + 1)->spaced && piece_at(r->p, i + 1)->kind != PIECE_MARK) return false;
    *b = *a;
    b->begin = i;
    b->end = i + 1;
    b->year = a->year - a->year % 100 + n->value;
    return true;
}

/* Read the second end, when what stands behind the first leads to one. */
static bool second_end(struct when_reader *r, const struct when_reading *a, struct when_reading *b)
{
    const struct piece *led = piece_at(r->p, a->begin - 1);
    bool from = led->word == WORD_RELATION && led->value == WHEN_FROM;
    bool between = led->word == WORD_RELATION && led->value == WHEN_BETWEEN;
    uint32_t k = a->end;
    bool season = piece_tight(r->p, k, '/') && a->year && piece_at(r->p, k + 1)->value == (a->year + 1) % 100; /* "2026/27" */
    bool dash = piece_mark(r->p, k, '-') || season;
    bool to = piece_among(r->p, k, "to through until till thru");
    if (dash && brief_end(r, k + 1, a, b)) return true;
    if (!(dash && a->kind <= WHEN_YEAR) && !to && !(between && piece_is(r->p, k, "and"))) return false;
    if (to && !from && a->kind != WHEN_DAY && a->kind != WHEN_MONTH && a->kind != WHEN_YEAR) return false;
    if (to && !from && led->word == WORD_RELATION && led->value != WHEN_IN && !between && led->value != WHEN_DURING &&
        led->value != WHEN_ON)
        return false;
    r->year_end = a->kind == WHEN_YEAR ? k : r->year_end;
    if (!read_one(r, k + 1, b) || !is_end(b) || b->length) return false;
    return !dash || b->kind == a->kind || (b->kind == WHEN_DAY && a->kind == WHEN_DAY);
}

/* Both ends are settled apart, then joined: the first day of the one to the last of the other. Ends in the wrong order are no
** span, and the second is read again by itself; weekdays alone may go on to the next week ("Friday to Monday"). */
bool when_read(struct when_reader *r, uint32_t i, struct when_reading *out)
{
    struct when_reading b;
    if (!read_one(r, i, out)) return false;
    if (!is_end(out) || out->length || !second_end(r, out, &b)) return true;
    share_year(out, &b);
    struct when_reading a = *out;
    when_settle(r, &a);
    when_settle(r, &b);
    if (days_known(a.days) && days_known(b.days)) {
        bool weekdays = piece_word_is(r->p, b.begin, WORD_WEEKDAY) && b.how == WHEN_BY_DOCUMENT && b.days.first == b.days.last;
        for (int k = 0; k < 2 && weekdays && b.days.last < a.days.first; k++)
            b.days = days_between(b.days.first + 7, b.days.last + 7);
        if (a.days.first > b.days.last) return true; /* no span: the second is read again by itself */
        a.days.last = b.days.last;
        if (b.how == WHEN_BY_DOCUMENT) a.how = b.how;
    } else {
        when_unresolved(&a, days_known(a.days) ? b.why : a.why);
    }
    a.kind = WHEN_SPAN;
    a.end = b.end;
    a.prob = b.prob < a.prob ? b.prob : a.prob;
    *out = a;
    return true;
}
