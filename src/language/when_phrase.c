/* Times that are fixed phrases or stand around a word of their own: "tomorrow", "every two years", "as soon as possible", "his
** five-year term"; and the door to all that is told from another day. */
#include "language/when_read.h"

/* A reading without days: each rule adds what it knows. */
static struct when_reading reading_of(uint32_t begin, uint32_t end, enum when_kind kind, float prob)
{
    return (struct when_reading){.begin = begin, .end = end, .kind = kind, .prob = prob};
}

/* Phrases that name no days and say that they do not.
** "some time" is the last of the list, since it alone needs "for" before it: "some time ago" is another matter. */
static bool fixed(const struct when_reader *r, uint32_t i, struct when_reading *out)
{
    static const char *const phrases[] = {"as soon as possible",
                                          "as soon as practicable",
                                          "as early as possible",
                                          "in due course",
                                          "at an early date",
                                          "at the earliest opportunity",
                                          "at the earliest possible date",
                                          "at the earliest date",
                                          "the near future",
                                          "the not too distant future",
                                          "the immediate future",
                                          "the foreseeable future",
                                          "the recent past",
                                          "the distant future",
                                          "some time"};
    for (size_t k = 0; k < ARRAY_LEN(phrases); k++) {
        uint32_t n = piece_phrase(r->p, i, phrases[k]);
        if (!n) continue;
        if (k == ARRAY_LEN(phrases) - 1 && !piece_is(r->p, i - 1, "for")) continue;
        *out = reading_of(i, i + n, WHEN_VAGUE, 0.9F);
        when_unresolved(out, WHEN_UNCLEAR);
        return true;
    }
    return false;
}

/* "yesterday", "tonight" */
static bool day_word(const struct when_reader *r, uint32_t i, struct when_reading *out)
{
    const struct piece *x = piece_at(r->p, i);
    struct vague none = {DATE_NONE, DATE_NONE};
    day d = r->ctx.document;
    *out = reading_of(i, i + 1, WHEN_RELATIVE, x->value ? 0.9F : 0.7F); /* "today" may mean "these days" */
    when_by_document(r, out, d == DATE_NONE ? none : days_between((int64_t)d + x->value, (int64_t)d + x->value));
    return true;
}

/* Repetition has a length, how often, and no days. */
static bool repeated(struct when_reading *out, uint32_t begin, uint32_t end, uint32_t length, enum when_unit unit)
{
    *out = reading_of(begin, end, WHEN_REPEATED, 0.9F);
    when_unresolved(out, WHEN_LENGTH);
    out->length = length;
    out->unit = unit;
    return true;
}

/* "every year", "each of the next.." is none; "every two years", "every other week", "every Thursday"
** The number must agree with the unit: "every two years" and "every year", but not "every years". */
static bool every(const struct when_reader *r, uint32_t i, struct when_reading *out)
{
    uint32_t n = 1;
    uint32_t k = i + 1;
    uint32_t counted = when_read_count(r, k, &n);
    if (counted) k = counted;
    if (!counted && piece_word_is(r->p, k, WORD_FEW) && piece_word_is(r->p, k + 1, WORD_UNIT)) {
        repeated(out, i, k + 2, 0, WHEN_NO_UNIT);
        when_unresolved(out, WHEN_UNCLEAR);
        return true;
    }
    if (!counted && piece_is(r->p, k, "other")) {
        n = 2;
        k++;
    }
    const struct piece *x = piece_at(r->p, k);
    if (x->word == WORD_WEEKDAY && x->capital) return repeated(out, i, k + 1, n, WHEN_WEEKS);
    if (x->word == WORD_MONTH && x->capital && !counted) return repeated(out, i, k + 1, 1, WHEN_YEARS);
    bool plural = (x->value & PIECE_PLURAL) != 0;
    if (x->word != WORD_UNIT || plural != (counted && n > 1)) return false;
    return repeated(out, i, k + 1, n, (enum when_unit)(x->value & ~PIECE_PLURAL));
}

/* "twice a year", "three times a week": the phrase that tells how often.
** i stands at the article, and the count before it is not taken in. */
static bool how_often(const struct when_reader *r, uint32_t i, struct when_reading *out)
{
    const struct piece *x = piece_at(r->p, i + 1);
    if (!piece_among(r->p, i - 1, "once twice times") || x->word != WORD_UNIT || x->value & PIECE_PLURAL) return false;
    return repeated(out, i, i + 2, 1, (enum when_unit)x->value);
}

/* "Mondays": not in the list of words, its singular is.
** Seven letters at least, as "Mondays" has; so "Suns" is none. */
static bool weekdays(const struct when_reader *r, uint32_t i, struct when_reading *out)
{
    str s = piece_str(r->p, piece_at(r->p, i));
    int32_t which;
    if (s.n < 7 || s.p[s.n - 1] != 's' || piece_look_up((str){s.p, s.n - 1}, &which) != WORD_WEEKDAY) return false;
    return repeated(out, i, i + 1, 1, WHEN_WEEKS);
}

/* A term of office behind its owner: the words between are "second", "five-year", "current". At most four of them.
** The reading begins at the length or term itself until the caller sets begin. "term paper" and "term-limited" are no terms. */
static bool term_at(const struct when_reader *r, uint32_t i, struct when_reading *out)
{
    *out = reading_of(i, i, WHEN_SPAN, 0.85F);
    when_unresolved(out, WHEN_NO_ANCHOR);
    for (int k = 0; k < 4; k++) {
        uint32_t n;
        uint32_t length = when_read_count(r, i, &n);
        const struct piece *unit = piece_at(r->p, length ? length + 1 : i);
        if (piece_among(r->p, i, "term tenure presidency premiership incumbency chairmanship")) {
            out->end = i + 1;
            return !piece_tight(r->p, i + 1, '-') && !piece_is(r->p, i + 1, "paper");
        }
        if (length && piece_mark(r->p, length, '-') && unit->word == WORD_UNIT && !(unit->value & PIECE_PLURAL)) {
            out->length = n;
            out->unit = (enum when_unit)unit->value;
            i = length + 2;
        } else if (piece_word_is(r->p, i, WORD_ORDINAL) || piece_word_is(r->p, i, WORD_DEIXIS) ||
                   piece_among(r->p, i, "current remaining entire full new final single whole own")) {
            i++;
        } else {
            return false;
        }
    }
    return false;
}

/* "during his five-year term", "under President Donald Trump's second term": only behind a relation, since "he seeks a second term"
** tells no time. A name is words with capitals, at most eight pieces, up to its 's. */
static bool term(const struct when_reader *r, uint32_t i, struct when_reading *out)
{
    const struct piece *before = piece_at(r->p, i - 1);
    bool led =
        (before->word == WORD_RELATION && before->value != WHEN_ON && before->value != WHEN_FOR) || piece_is(r->p, i - 1, "of");
    uint32_t k = i;
    if (!led) return false;
    if (piece_word_is(r->p, i, WORD_POSSESSIVE)) {
        k = i + 1;
    } else {
        while (k < i + 10 && !piece_tight(r->p, k, '\'')) {
            const struct piece *x = piece_at(r->p, k);
            bool name = x->kind == PIECE_WORD && (x->capital || (k == i && x->word == WORD_THE) || !x->spaced);
            if (!name && !piece_tight(r->p, k, '.') && !piece_tight(r->p, k, '-')) return false;
            k++;
        }
        if (!piece_tight(r->p, k, '\'') || k == i) return false;
        k += 1 + piece_is(r->p, k + 1, "s");
    }
    if (!term_at(r, k, out)) return false;
    out->begin = i;
    return true;
}

/* "over the weekend": the last one that has begun, of the future the next that is not over; "the day before": told from what the
** text tells. */
static bool the_unit(const struct when_reader *r, uint32_t i, struct when_reading *out)
{
    const struct piece *x = piece_at(r->p, i + 1);
    const struct piece *led = piece_at(r->p, i - 1);
    day d = r->ctx.document == DATE_NONE ? 0 : r->ctx.document;
    if (x->word != WORD_UNIT) return false;
    if (x->value & PIECE_PLURAL) { /* "the months ahead" */
        if (!when_read_length(r, i + 1, out) || out->kind != WHEN_VAGUE) return false;
        out->begin = i;
        return true;
    }
    if (x->value == WHEN_WEEKENDS && led->word == WORD_RELATION) {
        *out = reading_of(i, i + 2, WHEN_RELATIVE, 0.8F);
        out->tense = when_tense_at(r, i);
        when_by_document(r, out, days_of_unit(d, WHEN_WEEKENDS, out->tense == WHEN_FUTURE || day_weekday(d) >= 5 ? 0 : -1));
        return true;
    }
    if (x->value < WHEN_DAYS || !piece_among(r->p, i + 2, "before after earlier later")) return false;
    *out = reading_of(i, i + 3, WHEN_RELATIVE, 0.8F);
    when_unresolved(out, WHEN_NO_ANCHOR);
    out->length = 1;
    out->unit = (enum when_unit)x->value;
    return true;
}

/* The class of the first word says which rule may apply, so that most words cost one comparison; the fixed phrases and terms of
** office, which may begin with nearly anything, are asked first. */
bool when_read_relative(struct when_reader *r, uint32_t i, struct when_reading *out)
{
    const struct piece *x = piece_at(r->p, i);
    if (x->kind == PIECE_NUMBER) return when_read_length(r, i, out);
    if (x->kind != PIECE_WORD) return false;
    if (fixed(r, i, out) || ((x->capital || x->word == WORD_POSSESSIVE || x->word == WORD_THE) && term(r, i, out))) return true;
    switch ((enum piece_word)x->word) {
    case WORD_WEEKDAY: return when_read_weekday(r, i, out);
    case WORD_DAY: return day_word(r, i, out);
    case WORD_EVERY: return every(r, i, out);
    case WORD_DEIXIS: return when_read_deictic(r, i, false, out);
    case WORD_THE:
        if (the_unit(r, i, out)) return true;
        if (!piece_word_is(r->p, i + 1, WORD_DEIXIS) || !when_read_deictic(r, i + 1, true, out)) return false;
        out->begin = i;
        return true;
    case WORD_ARTICLE: return how_often(r, i, out) || when_read_length(r, i, out);
    case WORD_DIGIT:
    case WORD_FEW:
    case WORD_UNIT: return when_read_length(r, i, out);
    case WORD_OTHER: return x->capital && weekdays(r, i, out);
    case WORD_MONTH:
    case WORD_SEASON:
    case WORD_SCALE:
    case WORD_ORDINAL:
    case WORD_RELATION:
    case WORD_PART:
    case WORD_POSSESSIVE:
    case WORD_HALF:
    case WORD_FUTURE:
    case WORD_PAST: return false;
    }
    return false;
}
