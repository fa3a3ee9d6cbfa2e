/* Lengths of time, and what makes a time of them: "ten years", "two weeks ago", "a day after", "decades-long".
**
**     length   = count ["more", "consecutive", ..] UNIT  |  count "-" UNIT ["-long"]  |  "a" UNIT  |  count "and a half years"
**     vague    = few UNITs  |  UNITs, behind "for", "in", "after" or before "-long" or "ago"
**     time     = length ("ago" | "from now" | "later" | "before" ..)
**
** "A year" is also how English says "per year", so it is a length only where a preposition, "of" or a word like "nearly" makes it
** one. Ages look like lengths to the last word, and are told apart by it. */
#include "language/when_read.h"

/* Figures with or without separators, "twenty-five", "a hundred", "three thousand". Larger numbers in words are lengths of
** nothing that a statement speaks of; amount_number.c reads them where they count things. */
uint32_t when_read_count(const struct when_reader *r, uint32_t i, uint32_t *n)
{
    const struct piece *x = piece_at(r->p, i);
    if (x->kind == PIECE_NUMBER) {
        uint64_t v = 0;
        str s = piece_str(r->p, x);
        if (s.n > 11) return 0;
        for (size_t k = 0; k < s.n; k++) {
            if (s.p[k] == '.') return 0;
            if (s.p[k] != ',') v = v * 10 + (uint64_t)(s.p[k] - '0');
        }
        if (v > 999999999) return 0;
        *n = (uint32_t)v;
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

/* "second" is no unit: it is far more often the ordinal. */
bool when_unit_at(const struct when_reader *r, uint32_t i, enum when_unit *unit, bool *plural)
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

/* The unit that lies n units from d: of "ten days ago" a day, of "two years ago" a year. A few hours leave the day as it is. */
static struct vague moved_from(day d, int64_t n, enum when_unit unit)
{
    if (unit < WHEN_DAYS) return n < 24 && n > -24 ? days_between(d, d) : (struct vague){DATE_NONE, DATE_NONE};
    day to = day_moved(d, n, unit);
    return to == DATE_NONE ? (struct vague){DATE_NONE, DATE_NONE} : days_of_unit(to, grain(unit), 0);
}

/* From the document's day n units on, or up to it. */
struct vague when_reach(const struct when_reader *r, int64_t n, enum when_unit unit)
{
    day d = when_base_day(r);
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
            when_by_document(r, x, moved_from(when_base_day(r), n, x->unit));
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
            when_by_document(r, x, when_reach(r, x->length, x->unit));
    } else if (piece_is(r->p, x->begin - 1, "in") && !from_event && when_tense_at(r, x->begin) == WHEN_FUTURE) {
        x->kind = WHEN_RELATIVE;
        x->tense = WHEN_FUTURE;
        x->prob = 0.7F;
        when_by_document(r, x, moved_from(when_base_day(r), x->length, x->unit));
    }
}

/* "57-year-old", "57 years old", "of age" tell an age; "the 12-month" stands for its length. */
bool when_is_age(const struct when_reader *r, uint32_t k)
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

/* "1.5": whole years and a half, which months can tell. */
static bool half_years(const struct when_reader *r, uint32_t i, uint32_t *n)
{
    const struct piece *x = piece_at(r->p, i);
    str s = piece_str(r->p, x);
    uint64_t whole;
    if (x->kind != PIECE_NUMBER || !str_ends(s, STR(".5")) || !str_to_u64((str){s.p, s.n - 2}, 9999, &whole)) return false;
    *n = (uint32_t)whole;
    return true;
}

/* "ten years", "five-year", "90 more days", "a day after", "a year ago" */
static bool counted_length(const struct when_reader *r, uint32_t i, struct when_reading *out)
{
    bool article = piece_word_is(r->p, i, WORD_ARTICLE);
    uint32_t n = 1;
    uint32_t k = when_read_count(r, i, &n);
    bool tenths = !k && half_years(r, i, &n);
    if (!k && (article || tenths)) k = i + 1;
    if (!k || (i && !piece_at(r->p, i)->spaced && piece_at(r->p, i - 1)->kind == PIECE_WORD)) return false;
    article = article && k == i + 1;
    uint32_t halves = article ? 0 : piece_phrase(r->p, k, "and a half");
    k += halves;
    halves += tenths;
    bool hyphen = piece_mark(r->p, k, '-') && !piece_at(r->p, k + 1)->spaced;
    if (hyphen)
        k++;
    else if (piece_among(r->p, k,
                         "more full consecutive straight whole further additional calendar business working long short fiscal"))
        k++;
    bool plural;
    if (!when_unit_at(r, k, &out->unit, &plural) || (plural && ((n == 1 && !halves) || hyphen)) || (article && plural))
        return false;
    if (out->unit == WHEN_QUARTERS && n < 4 && piece_is(r->p, k + 1, "of")) return false; /* "three quarters of voters" */
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
    /* "a 20 minute walk": without its hyphen before a noun. */
    bool noun = piece_at(r->p, k + 1)->kind == PIECE_WORD && !piece_at(r->p, k + 1)->capital &&
                piece_at(r->p, k + 1)->word == WORD_OTHER;
    if (!plural && !hyphen && n != 1 && !noun) return false;
    if (hyphen && piece_tight(r->p, k + 1, '-') && piece_is(r->p, k + 2, "long")) out->end = k + 3;
    if (when_is_age(r, k + 1)) return false;
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
    if (!when_unit_at(r, k, &unit, &plural) || !plural) return false;
    *out = (struct when_reading){.begin = i, .end = k + 1, .unit = WHEN_NO_UNIT};
    bool hung = piece_tight(r->p, k + 1, '-') && piece_is(r->p, k + 2, "long");
    if (hung) out->end = k + 3;
    bool ahead = piece_is(r->p, k + 1, "ahead") || piece_phrase(r->p, k + 1, "to come");
    if (ahead) {
        out->kind = WHEN_VAGUE;
        out->prob = 0.85F;
        out->end = k + (piece_is(r->p, k + 1, "ahead") ? 2 : 3);
        when_unresolved(out, WHEN_UNCLEAR);
        return true;
    }
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

/* A number that is said before one that is not. */
bool when_read_length(const struct when_reader *r, uint32_t i, struct when_reading *out)
{
    return counted_length(r, i, out) || vague_length(r, i, out);
}
