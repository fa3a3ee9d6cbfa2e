/* Times that are told from another day: weekdays, "last week", "two years ago", and lengths and vague times, which look alike. */
#include "language/when_read.h"

void when_unresolved(struct when_reading *x, enum when_why why)
{
    x->how = WHEN_UNRESOLVED;
    x->why = why;
    x->days = (struct vague){DATE_NONE, DATE_NONE};
}

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
static day base_day(const struct when_reader *r) { return r->ctx.document == DATE_NONE ? 0 : r->ctx.document; }

static struct when_reading reading_of(uint32_t begin, uint32_t end, enum when_kind kind, float prob)
{
    return (struct when_reading){.begin = begin, .end = end, .kind = kind, .prob = prob};
}

/* ---- weekdays ---- */

/* The Monday..Sunday `weekday` beside d: the last on or before it, or the first on or after it. */
static int64_t weekday_beside(day d, int32_t weekday, bool ahead)
{
    int32_t gap = ahead ? weekday - day_weekday(d) : day_weekday(d) - weekday;
    gap = (gap % 7 + 7) % 7;
    return ahead ? (int64_t)d + gap : (int64_t)d - gap;
}

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
    if (brief && !(piece_word_is(r->p, i - 1, WORD_RELATION) && end > i + 1)) return false;
    *out = reading_of(i, end, WHEN_DAY, 0.8F);
    out->tense = when_tense_at(r, i);
    int64_t d = weekday_beside(base_day(r), x->value, out->tense == WHEN_FUTURE);
    when_by_document(r, out, days_between(d, d));
    return true;
}

/* "last Thursday" is before the document's day, "this Thursday" in its week, "next Thursday" in the week after. */
static void deictic_weekday(const struct when_reader *r, enum piece_deixis deixis, int32_t which, struct when_reading *out)
{
    day d = base_day(r);
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

/* "last May", "next summer": the nearest one that is over, or that has not begun; "this May": of the document's year. */
static void deictic_months(const struct when_reader *r, enum piece_deixis deixis, int32_t month, int32_t months,
                           struct when_reading *out)
{
    day d = base_day(r);
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

/* ---- lengths ---- */

uint32_t when_read_count(const struct when_reader *r, uint32_t i, uint32_t *n)
{
    const struct piece *x = piece_at(r->p, i);
    if (x->kind == PIECE_NUMBER) {
        if (x->value >= 0 && x->value <= 99999) {
            *n = (uint32_t)x->value;
            return i + 1;
        }
        uint32_t v = 0;
        str s = piece_str(r->p, x);
        if (s.n > 6) return 0;
        for (size_t k = 0; k < s.n; k++) {
            if (s.p[k] == '.') return 0;
            if (s.p[k] != ',') v = v * 10 + (uint32_t)(s.p[k] - '0');
        }
        *n = v;
        return i + 1;
    }
    uint32_t k = i;
    uint32_t v = 1;
    if (x->word == WORD_ARTICLE && piece_at(r->p, i + 1)->word == WORD_SCALE) {
        k = i + 1;
    } else {
        if (x->word != WORD_DIGIT) return 0;
        v = (uint32_t)x->value;
        k = i + 1;
        uint32_t ones = k + piece_tight(r->p, k, '-');
        const struct piece *y = piece_at(r->p, ones);
        if (v >= 20 && y->word == WORD_DIGIT && y->value > 0 && y->value < 10) {
            v += (uint32_t)y->value;
            k = ones + 1;
        }
    }
    const struct piece *scale = piece_at(r->p, k);
    if (scale->word == WORD_SCALE) {
        if (scale->value > 3) return 0;
        v *= scale->value == 2 ? 100 : 1000;
        k++;
    }
    *n = v;
    return k;
}

static bool unit_at(const struct when_reader *r, uint32_t i, enum when_unit *unit, bool *plural)
{
    const struct piece *x = piece_at(r->p, i);
    if (x->word != WORD_UNIT) return false;
    *unit = (enum when_unit)(x->value & ~PIECE_PLURAL);
    *plural = (x->value & PIECE_PLURAL) != 0;
    return true;
}

/* The unit by which a length from a day tells a time: "two years ago" is a year, not a day. */
static enum when_unit grain(enum when_unit unit)
{
    if (unit == WHEN_DECADES || unit == WHEN_CENTURIES) return WHEN_YEARS;
    return unit == WHEN_WEEKENDS ? WHEN_WEEKS : unit;
}

static struct vague moved_from(day d, int64_t n, enum when_unit unit)
{
    if (unit < WHEN_DAYS) return n < 24 && n > -24 ? days_between(d, d) : (struct vague){DATE_NONE, DATE_NONE};
    day to = day_moved(d, n, unit);
    return to == DATE_NONE ? (struct vague){DATE_NONE, DATE_NONE} : days_of_unit(to, grain(unit), 0);
}

/* From the document's day n units on, or up to it. */
static struct vague reach(const struct when_reader *r, int64_t n, enum when_unit unit)
{
    day d = base_day(r);
    if (unit == WHEN_HOURS && n % 24 == 0) {
        n /= 24;
        unit = WHEN_DAYS;
    }
    day to = unit < WHEN_DAYS ? DATE_NONE : day_moved(d, n, unit);
    if (to == DATE_NONE) return (struct vague){DATE_NONE, DATE_NONE};
    return n < 0 ? days_between(to, d) : days_between(d, to);
}

/* What follows a length may make a time of it: "ago", "from now", "later". length 0: "years ago". */
static bool length_tail(const struct when_reader *r, struct when_reading *x)
{
    uint32_t k = x->end;
    bool ago = piece_is(r->p, k, "ago");
    uint32_t now = piece_phrase(r->p, k, "from now");
    if (ago || now || piece_is(r->p, k, "hence")) {
        int64_t n = ago ? -(int64_t)x->length : (int64_t)x->length;
        x->kind = WHEN_RELATIVE;
        x->end = k + (now ? now : 1);
        x->prob = 0.85F;
        if (x->length)
            when_by_document(r, x, moved_from(base_day(r), n, x->unit));
        else
            when_unresolved(x, WHEN_UNCLEAR);
        return true;
    }
    if (!piece_among(r->p, k, "later earlier after before afterwards afterward beforehand following prior into") ||
        (piece_is(r->p, k, "into") && !piece_word_is(r->p, k + 1, WORD_THE)))
        return false;
    x->kind = WHEN_RELATIVE;
    x->end = k + 1 + (piece_is(r->p, k, "prior") && piece_is(r->p, k + 1, "to"));
    x->prob = 0.85F;
    when_unresolved(x, WHEN_NO_ANCHOR);
    return true;
}

/* A length that stands by itself: "within 90 days" and, of the future, "in two weeks" reach on from the document's day. */
static void plain_length(const struct when_reader *r, struct when_reading *x)
{
    bool from_event = piece_among(r->p, x->end, "of from");
    x->kind = WHEN_DURATION;
    x->prob = 0.9F;
    when_unresolved(x, x->length ? WHEN_LENGTH : WHEN_UNCLEAR);
    if (!x->length) return;
    if (piece_is(r->p, x->begin - 1, "within")) {
        x->kind = WHEN_RELATIVE;
        x->prob = 0.75F;
        if (from_event)
            when_unresolved(x, WHEN_NO_ANCHOR);
        else
            when_by_document(r, x, reach(r, x->length, x->unit));
    } else if (piece_is(r->p, x->begin - 1, "in") && !from_event && when_tense_at(r, x->begin) == WHEN_FUTURE) {
        x->kind = WHEN_RELATIVE;
        x->tense = WHEN_FUTURE;
        x->prob = 0.7F;
        when_by_document(r, x, moved_from(base_day(r), x->length, x->unit));
    }
}

/* "57-year-old", "57 years old", "of age" tell an age; "the 12-month" stands for its length. */
static bool is_age(const struct when_reader *r, uint32_t k)
{
    return piece_among(r->p, k, "old olds") || (piece_tight(r->p, k, '-') && piece_among(r->p, k + 1, "old olds")) ||
           piece_phrase(r->p, k, "of age");
}

/* May "a year" tell a length here? Behind an amount it is a rate, and those are the business of amount.h. */
static bool article_stands(const struct when_reader *r, uint32_t i, uint32_t end)
{
    if (piece_among(r->p, end, "ago later earlier after before from")) return true;
    const struct piece *unit = piece_at(r->p, end - 1);
    if (unit->value == WHEN_QUARTERS || unit->value == WHEN_WEEKENDS) return false;
    const struct piece *before = piece_at(r->p, i - 1);
    if (before->word == WORD_RELATION)
        return before->value != WHEN_ON && before->value != WHEN_AT && before->value != WHEN_FROM;
    return (piece_is(r->p, end, "of") && before->word != WORD_SCALE && before->kind != PIECE_NUMBER &&
            !piece_mark(r->p, i - 1, '%')) ||
           piece_among(r->p, i - 1, "about nearly almost than least roughly only just lasted took spent takes lasts last up");
}

/* "ten years", "five-year", "90 more days", "a day after", "a year ago" */
static bool counted_length(const struct when_reader *r, uint32_t i, struct when_reading *out)
{
    bool article = piece_word_is(r->p, i, WORD_ARTICLE);
    uint32_t n = 1;
    uint32_t k = when_read_count(r, i, &n);
    if (!k && article) k = i + 1;
    if (!k || (i && !piece_at(r->p, i)->spaced && piece_at(r->p, i - 1)->kind == PIECE_WORD)) return false;
    article = article && k == i + 1;
    uint32_t halves = article ? 0 : piece_phrase(r->p, k, "and a half");
    k += halves;
    bool hyphen = piece_mark(r->p, k, '-') && !piece_at(r->p, k + 1)->spaced;
    if (hyphen)
        k++;
    else if (piece_among(r->p, k,
                         "more full consecutive straight whole further additional calendar business working long short fiscal"))
        k++;
    bool plural;
    if (!unit_at(r, k, &out->unit, &plural) || (plural && (n == 1 || hyphen)) || (article && plural)) return false;
    if (plural && out->unit == WHEN_QUARTERS && n < 4 && piece_is(r->p, k + 1, "of"))
        return false; /* "three quarters of voters" */
    *out = (struct when_reading){.begin = i, .end = k + 1, .unit = out->unit, .length = n};
    if (article && out->unit == WHEN_YEARS && piece_phrase(r->p, k + 1, "and a half")) {
        *out = (struct when_reading){.begin = i, .end = k + 4, .unit = WHEN_MONTHS, .length = 18};
        if (!length_tail(r, out)) plain_length(r, out);
        return true;
    }
    if (halves) {
        if (out->unit != WHEN_YEARS) return false;
        out->unit = WHEN_MONTHS;
        out->length = 12 * n + 6;
    }
    if (!plural && !hyphen && n != 1) return false;
    if (hyphen && piece_tight(r->p, k + 1, '-') && piece_is(r->p, k + 2, "long")) out->end = k + 3;
    if (is_age(r, k + 1)) return false;
    if (article && !article_stands(r, i, k + 1)) return false;
    if (piece_is(r->p, i, "one") && !hyphen && out->unit == WHEN_DAYS &&
        !piece_among(r->p, k + 1, "ago later earlier after before"))
        return false; /* "one day they will" */
    if (hyphen || !length_tail(r, out)) plain_length(r, out);
    return true;
}

/* "several years", "a few weeks ago", "for decades", "decades-long", "years ago" */
static bool vague_length(const struct when_reader *r, uint32_t i, struct when_reading *out)
{
    uint32_t k = i + piece_word_is(r->p, i, WORD_ARTICLE);
    bool few = piece_word_is(r->p, k, WORD_FEW);
    enum when_unit unit;
    bool plural = false;
    if (k > i && !few) return false;
    k += few;
    k += few && piece_among(r->p, k, "of more dozen");
    if (!unit_at(r, k, &unit, &plural) || !plural) return false;
    *out = (struct when_reading){.begin = i, .end = k + 1, .unit = WHEN_NO_UNIT};
    bool hung = piece_tight(r->p, k + 1, '-') && piece_is(r->p, k + 2, "long");
    if (hung) out->end = k + 3;
    const struct piece *before = piece_at(r->p, i - 1);
    bool led = before->word == WORD_RELATION && before->value != WHEN_ON && before->value != WHEN_BY &&
               before->value != WHEN_AT && before->value != WHEN_BETWEEN;
    bool dozens = piece_word_is(r->p, k, WORD_UNIT) && piece_is(r->p, k - 1, "dozen");
    if (dozens) return false;
    if (!hung && length_tail(r, out)) return few || piece_among(r->p, k + 1, "ago later earlier");
    if (!few && !hung && !led) return false;
    plain_length(r, out);
    out->prob = few || hung ? 0.85F : 0.7F;
    return true;
}

bool when_read_length(const struct when_reader *r, uint32_t i, struct when_reading *out)
{
    return counted_length(r, i, out) || vague_length(r, i, out);
}

/* ---- this, last, next ---- */

/* One unit, whole: "last week", "this fiscal year". */
static void deictic_unit(const struct when_reader *r, int32_t k, enum when_unit unit, struct when_reading *out)
{
    struct vague v = days_of_unit(base_day(r), unit, k);
    if (out->fiscal && days_known(v) && unit == WHEN_YEARS) {
        /* The fiscal year that the day lies in bears the name of another year when it began before January. */
        struct civil c = civil_of_day(base_day(r));
        int32_t shift = r->ctx.fiscal_shift_months;
        int32_t named = c.year + (c.month - 1 - shift >= 12) - (c.month - 1 - shift < 0);
        v = days_of_months(named + k, 1 + shift, 12);
    }
    out->prob = 0.9F;
    when_by_document(r, out, v);
}

/* A stretch that ends or begins with the document's day: "the past decade", "the next two years". */
static void deictic_reach(const struct when_reader *r, enum piece_deixis deixis, struct when_reading *out)
{
    int64_t n = out->length;
    out->prob = n > 1 ? 0.8F : 0.6F;
    if (deixis == DEIXIS_PREVIOUS || deixis == DEIXIS_FOLLOWING)
        when_unresolved(out, WHEN_NO_ANCHOR);
    else
        when_by_document(r, out, reach(r, deixis == DEIXIS_PAST ? -n : n, out->unit));
}

/* "the same day", "the next day", "the following month": told from the last day in the text. */
static bool from_text(const struct when_reader *r, int32_t k, enum when_unit unit, struct when_reading *out)
{
    out->prob = 0.6F;
    if (unit < WHEN_DAYS || unit == WHEN_WEEKENDS) return false;
    if (r->last_day == DATE_NONE) {
        when_unresolved(out, WHEN_NO_ANCHOR);
        return true;
    }
    out->days = days_of_unit(r->last_day, unit, k);
    out->how = WHEN_BY_TEXT;
    if (!days_known(out->days)) when_unresolved(out, WHEN_NO_ANCHOR);
    return true;
}

bool when_read_deictic(const struct when_reader *r, uint32_t i, bool the, struct when_reading *out)
{
    enum piece_deixis deixis = (enum piece_deixis)piece_at(r->p, i)->value;
    uint32_t k = i + 1;
    const struct piece *x = piece_at(r->p, k);
    *out = reading_of(i, k + 1, WHEN_RELATIVE, 0.9F);
    if (!x->spaced) return false;
    bool pointing = deixis <= DEIXIS_COMING && !(the && deixis == DEIXIS_LAST);
    bool morning = piece_among(r->p, k, "morning afternoon evening");
    if ((deixis == DEIXIS_LAST && !the && piece_is(r->p, k, "night")) || (piece_is(r->p, i, "this") && morning)) {
        int64_t d = (int64_t)base_day(r) - (deixis == DEIXIS_LAST);
        when_by_document(r, out, days_between(d, d));
        return true;
    }
    if (x->word == WORD_WEEKDAY && x->capital && pointing) return deictic_weekday(r, deixis, x->value, out), true;
    if (x->word == WORD_MONTH && x->capital && span_len(x->at) > 2 && pointing && !when_year_at(r, k + 1)) {
        if (piece_at(r->p, k + 1)->kind == PIECE_NUMBER) return false;
        return deictic_months(r, deixis, x->value, 1, out), true;
    }
    if (x->word == WORD_SEASON && pointing && !when_year_at(r, k + 1))
        return deictic_months(r, deixis, (x->value - 20) * 3, 3, out), true;
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
    if (!unit_at(r, k, &out->unit, &plural)) return false;
    out->end = k + 1;
    if (is_age(r, k + 1)) return false;
    if (deixis == DEIXIS_SAME) return !counted && !few && !plural && from_text(r, 0, out->unit, out);
    bool turn = deixis == DEIXIS_NEXT || deixis == DEIXIS_FOLLOWING || deixis == DEIXIS_PREVIOUS;
    if (turn && !counted && !plural && out->unit == WHEN_DAYS)
        return the && from_text(r, deixis == DEIXIS_PREVIOUS ? -1 : 1, WHEN_DAYS, out);
    if (few || (plural && !counted)) {
        if (deixis == DEIXIS_THIS || deixis == DEIXIS_SAME) return false;
        out->kind = WHEN_VAGUE;
        out->unit = WHEN_NO_UNIT;
        when_unresolved(out, deixis == DEIXIS_PREVIOUS || deixis == DEIXIS_FOLLOWING ? WHEN_NO_ANCHOR : WHEN_UNCLEAR);
        return true;
    }
    if (deixis == DEIXIS_RECENT) return false;
    if (!counted && deixis == DEIXIS_LAST && the && piece_is(r->p, k + 1, "of")) return false;
    if (out->unit < WHEN_DAYS && !counted) return false;
    bool whole = !counted && (deixis == DEIXIS_THIS || (!the && (deixis == DEIXIS_LAST || deixis == DEIXIS_NEXT)) ||
                              out->unit == WHEN_WEEKENDS);
    if (whole && (out->unit >= WHEN_WEEKS || deixis == DEIXIS_THIS)) {
        int32_t by = deixis == DEIXIS_THIS                                                         ? 0
                     : deixis == DEIXIS_LAST || deixis == DEIXIS_PAST || deixis == DEIXIS_PREVIOUS ? -1
                                                                                                   : 1;
        if (out->unit == WHEN_DAYS) return false; /* "this day" */
        deictic_unit(r, by, out->unit, out);
        out->unit = WHEN_NO_UNIT;
        return true;
    }
    if (deixis == DEIXIS_THIS || whole) return false;
    if (!counted) out->length = 1;
    if (deixis == DEIXIS_LAST) deixis = DEIXIS_PAST;
    if (deixis == DEIXIS_NEXT) deixis = DEIXIS_COMING;
    deictic_reach(r, deixis, out);
    return true;
}
