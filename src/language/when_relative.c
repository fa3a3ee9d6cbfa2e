/* Times that are told from another day by this, last, next and their kin, and weekdays.
**
** The conventions, since usage differs and a reader of a finding must be able to look them up: weeks are ISO weeks, Monday to
** Sunday; "last week" is the week before the document's, "last Thursday" the nearest one before the document's day, "next
** Thursday" the one of the next week, "next summer" the first that has not begun; "last year" is a calendar year, but "the last
** year" the twelve months up to the document's day. Where usage is divided the probability of the find is lower. */
#include "language/when_read.h"

/* A reading keeps its place and kind: that something was said is worth telling, even where it does not tell when. */
void when_unresolved(struct when_reading *x, enum when_why why)
{
    x->how = WHEN_UNRESOLVED;
    x->why = why;
    x->days = (struct vague){DATE_NONE, DATE_NONE};
}

/* Also where the days came out unknown because they lie beyond the calendar. */
void when_by_document(const struct when_reader *r, struct when_reading *x, struct vague days)
{
    if (r->ctx.document == DATE_NONE || !days_known(days)) {
        when_unresolved(x, r->ctx.document == DATE_NONE ? WHEN_NO_DOCUMENT : WHEN_UNCLEAR);
        return;
    }
    x->days = days;
    x->how = WHEN_BY_DOCUMENT;
    x->why = WHEN_KNOWN;
}

/* The document's day, or one that serves while the answer will be "not known" anyway. */
day when_base_day(const struct when_reader *r) { return r->ctx.document == DATE_NONE ? 0 : r->ctx.document; }

/* A reading without days: each rule adds what it knows. */
static struct when_reading reading_of(uint32_t begin, uint32_t end, enum when_kind kind, float prob)
{
    return (struct when_reading){.begin = begin, .end = end, .kind = kind, .prob = prob};
}

/* ---- weekdays ---- */

/* The Monday..Sunday `weekday` beside d: the last on or before it, or the first on or after it.
** weekday counts from 0, Monday. On the day itself the gap is 0, so that "met on Thursday" in a Thursday's paper is that day. */
static int64_t weekday_beside(day d, int32_t weekday, bool ahead)
{
    int32_t gap = ahead ? weekday - day_weekday(d) : day_weekday(d) - weekday;
    gap = (gap % 7 + 7) % 7;
    return ahead ? (int64_t)d + gap : (int64_t)d - gap;
}

/* News names weekdays of the past week, and of the coming one in future clauses: what is ahead on a Thursday, told by Thursday's
** text, is a week off, for else it would say "today" (some wires never do, hence the lower probability there). "Black Friday" and
** the Saturday Evening Post are names. Short forms need a full stop and a relation, or a date behind them: "Sun" and "wed" are words. */
bool when_read_weekday(struct when_reader *r, uint32_t i, struct when_reading *out)
{
    const struct piece *x = piece_at(r->p, i);
    uint32_t end = i + 1;
    struct when_reading date;
    if (x->word != WORD_WEEKDAY || !x->capital ||
        piece_among(r->p, i - 1, "Black Good Cyber Bloody Ash Holy Palm Easter Super Ruby"))
        return false;
    bool brief = span_len(x->at) < 6;
    end += brief && piece_tight(r->p, end, '.');
    uint32_t k = end + piece_tight(r->p, end, ',');
    if (when_read_civil(r, k, &date) && (date.kind == WHEN_DAY || (date.kind == WHEN_SPAN && date.dom_to))) {
        date.begin = i;
        *out = date;
        return true;
    }
    if (piece_at(r->p, end)->capital && piece_among(r->p, end, "Evening Morning Night Review Post"))
        return false; /* a paper, a show */
    if (brief && !(piece_word_is(r->p, i - 1, WORD_RELATION) && end > i + 1)) return false;
    *out = reading_of(i, end, WHEN_DAY, 0.8F);
    out->tense = when_tense_at(r, i);
    bool ahead = out->tense == WHEN_FUTURE;
    int64_t d = weekday_beside(when_base_day(r), x->value, ahead);
    if (ahead && d == when_base_day(r)) {
        d += 7;
        out->prob = 0.6F;
    }
    when_by_document(r, out, days_between(d, d));
    return true;
}

/* "last Thursday" is before the document's day, "this Thursday" in its week, "next Thursday" in the week after.
** Neither "last" nor "coming" may mean the document's own day: there seven days are added or taken. */
static void deictic_weekday(const struct when_reader *r, enum piece_deixis deixis, int32_t which, struct when_reading *out)
{
    day d = when_base_day(r);
    int64_t monday = (int64_t)d - day_weekday(d);
    int64_t to = monday + which;
    if (deixis == DEIXIS_LAST || deixis == DEIXIS_PAST)
        to = weekday_beside(d, which, false) - (day_weekday(d) == which ? 7 : 0);
    if (deixis == DEIXIS_NEXT) to += 7;
    if (deixis == DEIXIS_COMING) to = weekday_beside(d, which, true) + (day_weekday(d) == which ? 7 : 0);
    out->kind = WHEN_DAY;
    out->prob = deixis == DEIXIS_NEXT || deixis == DEIXIS_LAST ? 0.6F : 0.8F;
    when_by_document(r, out, days_between(to, to));
}

/* "last May", "next summer": the nearest one that is over, or that has not begun; "this May": of the document's year.
** Two years back at most: a season that reaches over the end of a year may still not be over one year back. */
static void deictic_months(const struct when_reader *r, enum piece_deixis deixis, int32_t month, int32_t months,
                           struct when_reading *out)
{
    day d = when_base_day(r);
    int32_t year = civil_of_day(d).year;
    bool back = deixis == DEIXIS_LAST || deixis == DEIXIS_PAST;
    struct vague v = days_of_months(year, month, months);
    if (back && (!days_known(v) || v.last >= d)) v = days_of_months(year - 1, month, months);
    if (back && (!days_known(v) || v.last >= d)) v = days_of_months(year - 2, month, months);
    if ((deixis == DEIXIS_NEXT || deixis == DEIXIS_COMING) && v.first <= d) v = days_of_months(year + 1, month, months);
    out->kind = months == 1 ? WHEN_MONTH : WHEN_SEASON;
    out->prob = deixis == DEIXIS_THIS ? 0.85F : 0.7F;
    when_by_document(r, out, v);
}

/* ---- this, last, next ---- */

/* One unit, whole: "last week", "this fiscal year". */
static void deictic_unit(const struct when_reader *r, int32_t k, enum when_unit unit, struct when_reading *out)
{
    struct vague v = days_of_unit(when_base_day(r), unit, k);
    if (out->fiscal && days_known(v) && unit == WHEN_YEARS) {
        /* The fiscal year that the day lies in bears the name of another year when it began before January. */
        struct civil c = civil_of_day(when_base_day(r));
        int32_t shift = r->ctx.fiscal_shift_months;
        int32_t named = c.year + (c.month - 1 - shift >= 12) - (c.month - 1 - shift < 0);
        v = days_of_months(named + k, 1 + shift, 12);
    }
    out->prob = 0.9F;
    when_by_document(r, out, v);
}

/* A stretch that ends or begins with the document's day: "the past decade", "the next two years".
** "previous" and "following" tell from what the text tells, never from the document. */
static void deictic_reach(const struct when_reader *r, enum piece_deixis deixis, struct when_reading *out)
{
    int64_t n = out->length;
    bool back = deixis == DEIXIS_PAST || deixis == DEIXIS_LAST;
    out->prob = n > 1 ? 0.8F : 0.6F;
    if (deixis == DEIXIS_PREVIOUS || deixis == DEIXIS_FOLLOWING)
        when_unresolved(out, WHEN_NO_ANCHOR);
    else
        when_by_document(r, out, when_reach(r, back ? -n : n, out->unit));
}

/* "the same day", "the next day", "the following month": told from the last time in the text that lies within such a unit.
** The last time must lie within one such unit: behind "from 2020 to 2024" there is no "that year". */
static bool from_text(const struct when_reader *r, int32_t k, enum when_unit unit, struct when_reading *out)
{
    out->prob = 0.6F;
    if (unit < WHEN_DAYS || unit == WHEN_WEEKENDS) return false;
    struct vague held = {DATE_NONE, DATE_NONE};
    if (days_known(r->last)) held = days_of_unit(r->last.first, unit, 0);
    if (!days_known(held) || r->last.last > held.last) {
        when_unresolved(out, WHEN_NO_ANCHOR);
        return true;
    }
    out->days = days_of_unit(r->last.first, unit, k);
    out->how = WHEN_BY_TEXT;
    if (!days_known(out->days)) when_unresolved(out, WHEN_NO_ANCHOR);
    return true;
}

/* Behind this, last, next: a weekday, month, season or part of the day by its name.
** False leaves the rest to the rules for units; out has its end behind the name already. */
static bool deictic_name(const struct when_reader *r, uint32_t i, bool the, struct when_reading *out)
{
    enum piece_deixis deixis = (enum piece_deixis)piece_at(r->p, i)->value;
    const struct piece *x = piece_at(r->p, i + 1);
    const struct piece *next = piece_at(r->p, i + 2);
    bool morning = piece_among(r->p, i + 1, "morning afternoon evening");
    if ((deixis == DEIXIS_LAST && !the && piece_is(r->p, i + 1, "night")) || (piece_is(r->p, i, "this") && morning)) {
        int64_t d = (int64_t)when_base_day(r) - (deixis == DEIXIS_LAST);
        when_by_document(r, out, days_between(d, d));
        return true;
    }
    if (deixis > DEIXIS_COMING || (the && deixis == DEIXIS_LAST)) return false;
    if (x->word == WORD_WEEKDAY && x->capital)
        deictic_weekday(r, deixis, x->value, out);
    else if (x->word == WORD_MONTH && x->capital && next->kind != PIECE_NUMBER)
        deictic_months(r, deixis, x->value, 1, out);
    else if (x->word == WORD_SEASON && !when_year_at(r, i + 2))
        deictic_months(r, deixis, (x->value - 20) * 3, 3, out);
    else
        return false;
    return true;
}

/* Behind this, last, next: one unit of time, out->unit, at piece k. the changes "last year" (a calendar's) to "the last year" (up
** to now). */
static bool deictic_single(const struct when_reader *r, enum piece_deixis deixis, bool the, uint32_t k,
                           struct when_reading *out)
{
    bool turn = deixis == DEIXIS_NEXT || deixis == DEIXIS_FOLLOWING || deixis == DEIXIS_PREVIOUS;
    if (deixis == DEIXIS_SAME) return from_text(r, 0, out->unit, out);
    if (turn && out->unit == WHEN_DAYS) return the && from_text(r, deixis == DEIXIS_PREVIOUS ? -1 : 1, WHEN_DAYS, out);
    if (deixis == DEIXIS_RECENT || out->unit < WHEN_DAYS) return false;
    /* "In August 2016 .. The next year, they": without "over" or "in" it goes on from what was told. */
    const struct piece *led = piece_at(r->p, out->begin - 2);
    if (deixis == DEIXIS_NEXT && the && led->word != WORD_RELATION && !piece_is(r->p, out->begin - 2, "of"))
        return from_text(r, 1, out->unit, out);
    if (deixis == DEIXIS_LAST && the && piece_is(r->p, k + 1, "of")) return false; /* "the last week of May" */
    bool calendar =
        deixis == DEIXIS_THIS || (!the && (deixis == DEIXIS_LAST || deixis == DEIXIS_NEXT)) || out->unit == WHEN_WEEKENDS;
    if (!calendar) {
        out->length = 1;
        deictic_reach(r, deixis, out);
        return true;
    }
    if (out->unit < WHEN_WEEKS) return false; /* "this day" */
    bool back = deixis == DEIXIS_LAST || deixis == DEIXIS_PAST || deixis == DEIXIS_PREVIOUS;
    deictic_unit(r, deixis == DEIXIS_THIS ? 0 : back ? -1 : 1, out->unit, out);
    out->unit = WHEN_NO_UNIT;
    return true;
}

/* this, last, next + name | [few | count] UNIT. A plural without a number ("recent years") is vague; a number makes a stretch
** that ends or begins with the document's day; a single unit is the calendar's ("last week") or a stretch ("the past week").
** The word behind must stand apart: "last-minute" is no time. */
bool when_read_deictic(const struct when_reader *r, uint32_t i, bool the, struct when_reading *out)
{
    enum piece_deixis deixis = (enum piece_deixis)piece_at(r->p, i)->value;
    uint32_t k = i + 1;
    const struct piece *x = piece_at(r->p, k);
    *out = reading_of(i, k + 1, WHEN_RELATIVE, 0.9F);
    if (!x->spaced) return false;
    if (deictic_name(r, i, the, out)) return true;
    bool few = x->word == WORD_FEW;
    k += few;
    k += few && piece_is(r->p, k, "of");
    uint32_t counted = few ? 0 : when_read_count(r, k, &out->length);
    if (counted) k = counted;
    k += counted && piece_mark(r->p, k, '-') && !piece_at(r->p, k)->spaced;
    if (!few && !counted) {
        out->fiscal = piece_among(r->p, k, "fiscal financial");
        k += out->fiscal || piece_among(r->p, k, "calendar full");
    }
    bool plural;
    if (!when_unit_at(r, k, &out->unit, &plural) || when_is_age(r, k + 1)) return false;
    out->end = k + 1;
    if (!few && !plural && !counted) return deictic_single(r, deixis, the, k, out);
    if (deixis == DEIXIS_SAME || deixis == DEIXIS_THIS) return false;
    if (few || !counted) {
        out->kind = WHEN_VAGUE;
        out->unit = WHEN_NO_UNIT;
        when_unresolved(out, deixis == DEIXIS_PREVIOUS || deixis == DEIXIS_FOLLOWING ? WHEN_NO_ANCHOR : WHEN_UNCLEAR);
        return true;
    }
    if (deixis == DEIXIS_RECENT) return false;
    deictic_reach(r, deixis, out);
    return true;
}
