/* The finder of amounts: goes over the pieces of a text once and lets an amount be read wherever a figure, a number in words or a
** sign of currency stands and no date does.
**
**     amount = [about] side [("-" | "to" | "and" behind "between") side] [base] [rate]
**     side   = [sign] [minus] number [unit | noun]
**     base   = "of" words, behind per cent, points and shares
**     rate   = ("per" | "a" | "/") words  |  "over" length
**
** A sign or a unit makes any number an amount. Without one it must count something: a noun in the plural behind it, or at least
** separators, a scale or a word of nearness; else it is a label, a score or a part of a name, and left alone. */
#include "language/amount_read.h"

struct finder {
    const struct pieces *p;
    const struct when_list *dates;
    uint32_t date; /* first date that ends behind the current piece */
    struct amount_list list;
    uint32_t cap;
    arena *ar;
};

/* One end of a range: its number and what says the unit. */
struct side {
    struct amount_number number;
    uint32_t end; /* piece behind number and unit */
    bool signed_; /* a sign or code of currency stood before */
    bool unit;    /* it has a unit of its own, before or behind */
    struct amount what;
};

/* [sign] [minus] number [unit]. A unit of its own behind a sign of currency is passed over when it says the same ("$7.9 million
** dollars"), and left when it does not.
** "minus" or a tight hyphen that has white space before it makes the number negative; a hyphen between two things does not.
** A number in figures at i itself must stand free (amount_stands); behind a sign of currency nothing else could be meant. */
static bool side_at(const struct pieces *p, uint32_t i, struct side *out)
{
    *out = (struct side){.what = {.prob_right = 0}};
    uint32_t k = amount_read_sign(p, i, out->what.code, &out->what.prob_right);
    out->signed_ = k != 0;
    if (!k) k = i;
    bool minus = (piece_mark(p, k, '-') && !piece_at(p, k + 1)->spaced && piece_at(p, k + 1)->kind == PIECE_NUMBER &&
                  piece_at(p, k)->spaced) ||
                 piece_is(p, k, "minus");
    k += minus;
    if (piece_at(p, k)->kind == PIECE_NUMBER && i == k && !amount_stands(p, i)) return false;
    uint32_t end = amount_read_number(p, k, out->signed_, &out->number);
    if (!end) return false;
    if (minus) out->number.value.mantissa = -out->number.value.mantissa;
    if (out->signed_) out->what.unit = AMOUNT_CURRENCY;
    struct amount behind = {.prob_right = 0};
    uint32_t unit = amount_read_unit(p, end, &out->number, &behind);
    if (unit && (!out->signed_ || behind.unit == AMOUNT_CURRENCY)) {
        if (!out->signed_) out->what = behind;
        end = unit;
    }
    out->unit = out->signed_ || unit;
    out->end = end;
    return true;
}

/* Is the sign behind piece i - 1 what joins two ends? With "and" only behind "between".
** A hyphen must have space on both sides or on none: "2 -3" is no range. */
static uint32_t joiner(const struct pieces *p, uint32_t i, bool between)
{
    if (piece_mark(p, i, '-')) return piece_at(p, i)->spaced == piece_at(p, i + 1)->spaced ? i + 1 : 0;
    if (piece_is(p, i, "to")) return i + 1;
    return between && piece_is(p, i, "and") ? i + 1 : 0;
}

/* The first end may go without its unit ("2 to 3 percent"), or carry the sign for both ("$2-3 billion").
** A first end with a unit of its own and a second of another are two amounts: "5 percent to $3" is no range. */
static bool same_unit(const struct side *a, const struct side *b)
{
    return !a->unit || (a->what.unit == b->what.unit && memcmp(a->what.code, b->what.code, 4) == 0) || (a->signed_ && !b->unit);
}

/* "$2-3 billion": the first end with the scale of the second, when its figures are the smaller ones; else as it is.
** "$200-2 billion" would fall, so the smaller figures are the sign; "2,000-3 billion" and ends in words keep what they say. */
static struct amount_number share_scale(struct amount_number a, const struct amount_number *b)
{
    if (a.scaled || !b->scaled || a.comma || a.words || !b->scale) return a;
    if (a.small >= 0 && b->small >= 0 && a.small >= b->small) return a;
    if (a.value.exponent + 18 < 0) return a;
    a.value.exponent = (int16_t)(a.value.exponent + b->scale);
    a.scaled = true;
    return a;
}

/* a <= b, both of one sign and without a divisor: by figures, else by size of the powers.
** Mantissas are brought to one exponent as long as they fit. Other divisors are not compared, and taken as ordered. */
static bool in_order(struct amount_value a, struct amount_value b)
{
    if (a.over != b.over) return true;
    while (a.exponent > b.exponent && a.mantissa < INT64_MAX / 10 && a.mantissa > INT64_MIN / 10) {
        a.mantissa *= 10;
        a.exponent--;
    }
    while (b.exponent > a.exponent && b.mantissa < INT64_MAX / 10 && b.mantissa > INT64_MIN / 10) {
        b.mantissa *= 10;
        b.exponent--;
    }
    return a.exponent == b.exponent ? a.mantissa <= b.mantissa : a.exponent < b.exponent;
}

/* The second end of a range whose first is a; the whole becomes *a.
** Without a good second end low and high are the first one. A falling pair is only taken behind
** "from", where it tells a change. */
static void second_side(const struct pieces *p, uint32_t i, struct side *a, struct amount *out)
{
    struct side b;
    bool between = piece_is(p, i - 1, "between");
    bool from = piece_is(p, i - 1, "from");
    uint32_t k = joiner(p, a->end, between);
    bool dash = piece_mark(p, a->end, '-');
    out->low = out->high = a->number.value;
    if (!k || (dash && piece_at(p, k)->kind != PIECE_NUMBER && !a->signed_)) return;
    if (piece_at(p, k)->kind == PIECE_NUMBER) { /* amount_stands would see the joiner as a label */
        if (!dash && !amount_stands(p, k)) return;
        b = (struct side){.what = {.prob_right = 0}};
        b.end = amount_read_number(p, k, a->signed_, &b.number);
        uint32_t unit = b.end ? amount_read_unit(p, b.end, &b.number, &b.what) : 0;
        if (!b.end) return;
        if (unit) b.end = unit;
        b.unit = unit != 0;
    } else if (!side_at(p, k, &b)) {
        return;
    }
    if (!same_unit(a, &b) || (a->unit && !b.unit && !a->signed_)) return;
    struct amount_number low = share_scale(a->number, &b.number);
    if (!amount_value_normal(&low.value)) return;
    bool ordered = in_order(low.value, b.number.value);
    if (!ordered && !from) return;
    a->number = low; /* not before the range is sure: a first end by itself keeps its own scale */
    out->low = low.value;
    out->high = b.number.value;
    out->range = from ? AMOUNT_FROM_TO : AMOUNT_RANGE;
    if (!a->unit) a->what = b.what;
    a->unit = a->unit || b.unit;
    a->number.words = a->number.words && b.number.words;
    a->number.comma = a->number.comma || b.number.comma;
    a->number.scaled = a->number.scaled || b.number.scaled;
    a->number.small = b.number.small;
    a->end = b.end;
}

/* "one" is a pronoun and an article too: it counts only where the sentence dwells on the number ("at least one", "only one").
** Idioms such as "one hand" and "one day" are kept out by their noun. */
static bool one_counts(const struct pieces *p, uint32_t i, bool about)
{
    static const char after[] =
        "hand point way thing side time day part reason example another person moment case word day of eye foot";
    return (about || piece_among(p, i - 1, "only just")) && !piece_among(p, i + 1, after) && piece_at(p, i + 1)->spaced;
}

/* A share without a sign of per cent: "half" and "a third" need "of" or a word like "nearly"; "3/4" in figures needs "of".
** "the first half", "last half", "half-hour" are parts of a time or a thing, not shares. */
static bool share_stands(const struct pieces *p, uint32_t i, const struct side *a, bool about)
{
    bool of = piece_is(p, a->end, "of");
    const struct piece *x = piece_at(p, i);
    if (x->kind == PIECE_NUMBER || x->word == WORD_ARTICLE) return of || (about && piece_at(p, a->end)->kind == PIECE_MARK);
    if (x->word == WORD_HALF) {
        if (piece_word_is(p, i - 1, WORD_ORDINAL) || piece_word_is(p, i - 1, WORD_DEIXIS) || piece_tight(p, i + 1, '-'))
            return false;
        return of || (about && !piece_word_is(p, i + 1, WORD_ARTICLE)) || piece_among(p, i + 1, "the its their his her our");
    }
    return true;
}

/* What is counted where there is no unit; false: then it is no amount. */
static bool count(const struct pieces *p, uint32_t i, struct side *a, bool about, struct amount *out)
{
    const struct amount_number *n = &a->number;
    const struct piece *next = piece_at(p, a->end);
    bool one = n->small == 1 && !n->scaled && out->range == AMOUNT_ONE;
    out->unit = AMOUNT_COUNT;
    if (next->kind == PIECE_WORD && !next->spaced && piece_at(p, a->end - 1)->kind == PIECE_NUMBER) {
        bool metres = piece_is(p, a->end, "m") && !next->capital;                                   /* "5500M" is a name */
        if (!metres && !piece_among(p, a->end, "km kg mm cm mw gw kw kt ft mph kph")) return false; /* "5G", "10th" */
        out->noun = next->at;
        a->end++;
        out->prob_right = 0.85F;
        return true;
    }
    if (piece_tight(p, a->end, '-') || piece_tight(p, a->end, '/') || piece_tight(p, a->end, ':')) return false;
    if (one && n->words && !one_counts(p, i, about)) return false;
    if (n->words && piece_at(p, i)->capital && !piece_at(p, i)->opens && piece_at(p, i - 1)->kind != PIECE_MARK)
        return false; /* "the Three Amigos" */
    if (piece_among(p, a->end, "am pm") || (piece_among(p, a->end, "a p") && piece_tight(p, a->end + 1, '.'))) return false;
    uint32_t noun = amount_read_noun(p, a->end, one, &out->noun);
    if (noun) {
        a->end = noun;
        out->prob_right = one ? 0.6F : n->words ? 0.8F : 0.85F;
        return true;
    }
    if (next->word == WORD_UNIT || (!next->spaced && next->kind == PIECE_NUMBER)) return false;
    if (next->kind == PIECE_MARK && !next->spaced && next->value == '.' && !piece_at(p, a->end + 1)->spaced) return false;
    out->prob_right = 0.6F;
    if (!n->comma && !n->scaled && !n->words && n->small >= 1900 && n->small <= 2100) return false; /* a year, rather */
    return n->comma || n->scaled || (about && !one && !piece_is(p, i - 1, "over") && !piece_is(p, i - 1, "under"));
}

/* An amount that begins at piece i; the piece behind it, or 0. */
static uint32_t read_amount(const struct pieces *p, uint32_t i, struct amount *out)
{
    struct side a;
    if (!side_at(p, i, &a)) return 0;
    enum amount_about about = AMOUNT_EXACTLY;
    uint32_t begin = amount_read_about(p, i, &about);
    *out = (struct amount){.prob_right = 0};
    second_side(p, i, &a, out);
    span none = {0, 0};
    out->noun = none;
    if (a.unit) {
        out->unit = a.what.unit;
        memcpy(out->code, a.what.code, 4);
        out->prob_right = a.what.prob_right;
    } else if (a.number.fraction && share_stands(p, i, &a, about != AMOUNT_EXACTLY)) {
        out->unit = AMOUNT_FRACTION;
        out->prob_right = 0.8F;
    } else if (a.number.fraction || !amount_stands(p, i) || !count(p, i, &a, about != AMOUNT_EXACTLY, out)) {
        return 0;
    }
    uint32_t end = a.end;
    bool part = out->unit == AMOUNT_PERCENT || out->unit == AMOUNT_FRACTION || out->unit == AMOUNT_POINTS;
    uint32_t base = part ? amount_read_base(p, end, out) : 0;
    if (base) end = base;
    uint32_t rate = amount_read_rate(p, end, out);
    if (rate) end = rate;
    if (out->range != AMOUNT_ONE && piece_among(p, i - 1, "between from")) begin = i - 1;
    out->about = about;
    out->at = (span){piece_at(p, i)->at.begin, piece_at(p, end - 1)->at.end};
    out->whole = (span){piece_at(p, begin)->at.begin, out->at.end};
    return end;
}

/* May an amount begin at piece i at all? */
static bool begins(const struct pieces *p, uint32_t i)
{
    const struct piece *x = piece_at(p, i);
    if (x->kind == PIECE_NUMBER) return true;
    if (x->kind == PIECE_MARK) return x->value >= 0x80 || x->value == '$' || x->value == '-';
    if (x->kind != PIECE_WORD) return false;
    if (i && !x->spaced &&
        (piece_at(p, i - 1)->kind == PIECE_WORD || piece_at(p, i - 1)->kind == PIECE_NUMBER || piece_mark(p, i - 1, '-')))
        return false;
    return x->word == WORD_DIGIT || x->word == WORD_ARTICLE || x->word == WORD_HALF || (x->capital && span_len(x->at) <= 3) ||
           piece_is(p, i, "minus");
}

/* "About" before the first of two amounts is not before the second: words that the last find holds are not taken twice. */
static enum status push(struct finder *f, const struct amount *x, struct err *err)
{
    struct amount_list *l = &f->list;
    if (l->n == f->cap) {
        uint32_t cap = f->cap ? 2 * f->cap : 16;
        struct amount *grown = arena_grow(f->ar, l->item, f->cap, cap, sizeof *grown);
        if (!grown) return arena_why(f->ar, err);
        l->item = grown;
        f->cap = cap;
    }
    l->item[l->n] = *x;
    if (l->n && x->whole.begin < l->item[l->n - 1].at.end) l->item[l->n].whole.begin = x->at.begin;
    l->n++;
    return OK;
}

/* Does the piece lie in a date? */
static bool dated(struct finder *f, const struct piece *x)
{
    while (f->date < f->dates->n && f->dates->item[f->date].at.end <= x->at.begin) f->date++;
    return f->date < f->dates->n && f->dates->item[f->date].at.begin <= x->at.begin;
}

/* Each find is passed over whole, and a reader looks at a bounded number of pieces: linear. */
static enum status find_all(struct finder *f, struct err *err)
{
    for (uint32_t i = 0; i < f->p->n;) {
        struct amount x;
        uint32_t end = begins(f->p, i) && !dated(f, piece_at(f->p, i)) ? read_amount(f->p, i, &x) : 0;
        if (!end) {
            i++;
            continue;
        }
        enum status status = push(f, &x, err);
        if (status) return status;
        i = end;
    }
    return OK;
}

/* Dates first, without a document's day since only their places matter: the numbers in them are spoken for. */
enum status language_amount_find(struct amount_list *out, str text, arena *ar, struct err *err)
{
    struct finder f = {.ar = ar};
    struct pieces p;
    struct when_list dates;
    arena *scratch = arena_new(arena_cap_bytes(ar));
    if (!scratch) return err_set(err, E_NOMEM, "no memory for the words of a text");
    enum status status = language_when_find(&dates, text, NULL, scratch, err);
    if (!status) status = pieces_of(&p, text, scratch, err);
    if (!status) {
        f.p = &p;
        f.dates = &dates;
        status = find_all(&f, err);
    }
    arena_free(scratch);
    if (!status) *out = f.list;
    return status;
}

/* ---- words for people and files ---- */

/* The form that the lists made by hand are written in. */
void language_amount_value_write(buf *out, struct amount_value v)
{
    if (v.mantissa < 0) buf_addc(out, '-');
    buf_add_u64(out, (uint64_t)(v.mantissa < 0 ? -v.mantissa : v.mantissa));
    buf_addf(out, "e%d", v.exponent);
    if (v.over != 1) buf_addf(out, "/%u", v.over);
}

/* In the order of the enums. */
const char *language_amount_unit_name(const struct amount *a)
{
    static const char *const names[AMOUNT_UNIT_COUNT] = {"count", "currency", "percent", "points", "basis points", "fraction"};
    return a->unit == AMOUNT_CURRENCY ? a->code : a->unit < AMOUNT_UNIT_COUNT ? names[a->unit] : "";
}

const char *language_amount_base_name(enum amount_base base)
{
    static const char *const names[] = {"-", "gdp", "gni", "words"};
    return (size_t)base < ARRAY_LEN(names) ? names[base] : "";
}

const char *language_amount_about_name(enum amount_about about)
{
    static const char *const names[AMOUNT_ABOUT_COUNT] = {"-",        "about",     "nearly", "more than",
                                                          "at least", "less than", "at most"};
    return about < AMOUNT_ABOUT_COUNT ? names[about] : "";
}
