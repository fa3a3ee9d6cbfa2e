/* Numbers in figures and in words, as exact values.
**
**     figures  = 28,500 | 3.5 | 1-3/4 | 2½, [scales]        scales multiply: "hundred million"
**     cardinal = groups of one .. nine hundred and ninety-nine, each with a smaller scale than the one before
**     odd      = "a dozen", "half a million", "two and a half million"
**     share    = "two-thirds", "a quarter", "one in five", "half"
**
** A number in words that breaks off where the grammar ends ("twenty | thirty") is the part before: what follows is looked at
** again as a number of its own. */
#include "language/amount_read.h"

/* As many figures as any int64_t holds. */
#define MAX_MANTISSA ((int64_t)999999999999999999)

/* *v times by, unless it would have more than 18 figures.
** *v is spoilt where the answer is false. */
static bool times(int64_t *v, int64_t by)
{
    return !__builtin_mul_overflow(*v, by, v) && *v <= MAX_MANTISSA && *v >= -MAX_MANTISSA;
}

/* Lowest terms, then the divisor's twos and fives into the power of ten, then the tens out of the mantissa.
** Two equal values so become equal structs, "1.50" and "1.5", "2/4" and "half"; a test for equality needs no arithmetic. */
bool amount_value_normal(struct amount_value *v)
{
    int64_t a = v->mantissa < 0 ? -v->mantissa : v->mantissa;
    int64_t b = v->over;
    if (v->over == 0) return false;
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    v->mantissa /= a;
    v->over = (uint16_t)(v->over / a);
    int twos = 0;
    int fives = 0;
    int over = v->over;
    for (; over % 2 == 0; over /= 2) twos++;
    for (; over % 5 == 0; over /= 5) fives++;
    if (over == 1) {
        int tens = twos > fives ? twos : fives;
        for (int k = twos; k < tens; k++)
            if (!times(&v->mantissa, 2)) return false;
        for (int k = fives; k < tens; k++)
            if (!times(&v->mantissa, 5)) return false;
        v->over = 1;
        v->exponent = (int16_t)(v->exponent - tens);
    }
    for (; v->mantissa && v->mantissa % 10 == 0; v->mantissa /= 10) v->exponent++;
    if (!v->mantissa) *v = (struct amount_value){0, 0, 1};
    return v->exponent >= -18 && v->exponent <= 36;
}

/* ---- figures ---- */

/* Digits, separators and one point, as when_piece.c put them together.
** "1.20" is 120e-2 here; amount_value_normal takes the nought off. */
static bool figures(str s, struct amount_number *out)
{
    struct amount_value v = {0, 0, 1};
    bool point = false;
    out->small = -1;
    if (s.n > 40) return false; /* nothing but leading or trailing zeros could fit */
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ',') {
            out->comma = true;
        } else if (s.p[i] == '.') {
            point = true;
        } else {
            if (!times(&v.mantissa, 10)) return false;
            v.mantissa += s.p[i] - '0';
            v.exponent = (int16_t)(v.exponent - point);
        }
    }
    if (!point) out->small = v.mantissa;
    out->value = v;
    return v.mantissa <= MAX_MANTISSA;
}

/* "a/b" set tight at i, with b one that people write; the piece behind it.
** Thirds, fifths and powers of two up to 64 only, and less than one. */
static uint32_t slash_fraction(const struct pieces *p, uint32_t i, int32_t *num, int32_t *den)
{
    const struct piece *a = piece_at(p, i);
    const struct piece *b = piece_at(p, i + 2);
    if (a->kind != PIECE_NUMBER || !piece_tight(p, i + 1, '/') || b->kind != PIECE_NUMBER || b->spaced) return 0;
    if (piece_tight(p, i + 3, '/') || a->value < 1 || a->value >= b->value || b->value > 64) return 0;
    if (b->value != 3 && b->value != 5 && (b->value & (b->value - 1))) return 0; /* "3/17" is more often a day */
    *num = a->value;
    *den = b->value;
    return i + 3;
}

/* "½" and its like as one sign. */
static bool sign_fraction(const struct piece *x, int32_t *num, int32_t *den)
{
    static const struct {
        int32_t sign;
        uint8_t num, den;
    } signs[] = {{0xBC, 1, 4},   {0xBD, 1, 2},   {0xBE, 3, 4},   {0x2153, 1, 3}, {0x2154, 2, 3},
                 {0x215B, 1, 8}, {0x215C, 3, 8}, {0x215D, 5, 8}, {0x215E, 7, 8}};
    for (size_t k = 0; x->kind == PIECE_MARK && k < ARRAY_LEN(signs); k++)
        if (x->value == signs[k].sign) {
            *num = signs[k].num;
            *den = signs[k].den;
            return true;
        }
    return false;
}

/* Whole and fraction together: "1-3/4", "1 3/4", "2½", "3/4".
** The value is one fraction, den times the whole and the rest. */
static uint32_t mixed(const struct pieces *p, uint32_t i, struct amount_number *out)
{
    int32_t num;
    int32_t den;
    uint32_t end = slash_fraction(p, i, &num, &den);
    int64_t whole = 0;
    if (!end) {
        uint32_t k = i + 1 + piece_tight(p, i + 1, '-');
        whole = piece_at(p, i)->value;
        if (whole < 0) return 0;
        if (k == i + 1 || !piece_at(p, k)->spaced) end = slash_fraction(p, k, &num, &den);
        if (!end && k == i + 1 && sign_fraction(piece_at(p, k), &num, &den)) end = k + 1;
        if (!end) return 0;
    } else {
        out->fraction = true;
    }
    out->value = (struct amount_value){whole * den + num, 0, (uint16_t)den};
    out->small = -1;
    return end;
}

/* ---- scales ---- */

/* "million", "-billion", "bn" tight, "m" behind money; multiplies. The piece behind, or i.
** At most three scales; the letters only directly behind the figures, since "5m" without money is a length. */
static uint32_t pass_scale(const struct pieces *p, uint32_t i, bool money, struct amount_number *out)
{
    static const struct {
        const char *letter;
        int32_t power;
    } letters[] = {{"k", 3}, {"m", 6}, {"mn", 6}, {"b", 9}, {"t", 12}};
    for (int n = 0; n < 3; n++) {
        uint32_t k = i + (piece_tight(p, i, '-') && !piece_at(p, i + 1)->spaced);
        const struct piece *x = piece_at(p, k);
        int power = x->word == WORD_SCALE ? x->value : 0;
        for (size_t l = 0; !power && !n && money && !x->spaced && l < ARRAY_LEN(letters); l++)
            if (piece_is(p, k, letters[l].letter)) power = letters[l].power;
        if (!power) break;
        out->scale = (int16_t)(out->scale + power);
        out->scaled = true;
        i = k + 1;
    }
    out->value.exponent = (int16_t)(out->value.exponent + out->scale);
    return i;
}

/* ---- words ---- */

/* "thirds" and the like: the divisor, or 0. */
static int32_t divisor_at(const struct pieces *p, uint32_t i, bool plural)
{
    static const char *const many[] = {"halves", "thirds",   "quarters", "fourths", "fifths",
                                       "sixths", "sevenths", "eighths",  "ninths",  "tenths"};
    static const char *const one[] = {"half",  "third",   "quarter", "fourth", "fifth",
                                      "sixth", "seventh", "eighth",  "ninth",  "tenth"};
    static const uint8_t divisor[] = {2, 3, 4, 4, 5, 6, 7, 8, 9, 10};
    for (size_t k = 0; k < ARRAY_LEN(divisor); k++)
        if (piece_is(p, i, plural ? many[k] : one[k])) return divisor[k];
    return 0;
}

/* Units, tens and hundreds: one step of "two hundred and twenty-five". False: the word does not go on from what was read.
** "twenty" goes on with one to nine only, a hundred with anything below: so "twenty thirty" breaks off. */
static bool add_word(int64_t *group, const struct piece *x)
{
    if (x->word == WORD_SCALE && x->value == 2) {
        if (*group > 99) return false;
        *group = (*group ? *group : 1) * 100;
        return true;
    }
    if (x->word != WORD_DIGIT) return false;
    int64_t rest = *group % 100;
    bool ones = rest >= 20 && rest % 10 == 0 && x->value > 0 && x->value < 10;
    if (*group && !(rest == 0 && *group >= 100) && !ones) return false;
    *group += x->value;
    return true;
}

/* "twenty-five thousand", "two hundred and five", "three". At most 24 pieces.
** Scales must fall, "two million three thousand"; a scale with nothing before it ends the number. "and" is passed behind a
** scale only ("two hundred and five"), since "three and five" are two numbers. */
static uint32_t cardinal(const struct pieces *p, uint32_t i, struct amount_number *out)
{
    int64_t total = 0;
    int64_t group = 0;
    int last = 99;
    uint32_t k = i;
    if (piece_at(p, i)->word != WORD_DIGIT) return 0;
    for (int n = 0; n < 24; n++) {
        uint32_t at = k;
        if (k > i) at += piece_tight(p, k, '-') && !piece_at(p, k + 1)->spaced;
        if (k > i && at == k && piece_is(p, k, "and") && piece_at(p, k - 1)->word == WORD_SCALE &&
            piece_at(p, k + 1)->word == WORD_DIGIT)
            at++;
        const struct piece *x = piece_at(p, at);
        if (x->word == WORD_SCALE && x->value > 2) {
            int64_t part = group;
            if (x->value >= last || !group) break;
            for (int z = 0; z < x->value; z++)
                if (!times(&part, 10)) return 0;
            if (__builtin_add_overflow(total, part, &total)) return 0;
            last = x->value;
            group = 0;
            out->scaled = true;
        } else if (!add_word(&group, x)) {
            break;
        }
        k = at + 1;
    }
    out->value = (struct amount_value){total + group, 0, 1};
    out->small = out->scaled ? -1 : group;
    return total + group <= MAX_MANTISSA ? k : 0;
}

/* "a dozen", "a million", "half a billion", "two dozen", "two and a half".
** The article stands for one, which only a scale or a dozen behind it makes a number. */
static uint32_t odd_words(const struct pieces *p, uint32_t i, struct amount_number *out)
{
    bool half = piece_word_is(p, i, WORD_HALF);
    uint32_t k = i + half;
    if (!piece_word_is(p, k, WORD_ARTICLE)) return 0;
    out->value = half ? (struct amount_value){5, -1, 1} : (struct amount_value){1, 0, 1};
    out->small = 1;
    if (piece_is(p, k + 1, "dozen")) {
        out->value = (struct amount_value){half ? 6 : 12, 0, 1};
        out->scaled = true;
        return k + 2;
    }
    return piece_at(p, k + 1)->word == WORD_SCALE && piece_at(p, k + 1)->spaced ? pass_scale(p, k + 1, false, out) : 0;
}

/* "two-thirds", "one in five", "a third", "half": only where "of" or the like says that it is a share is left to the caller. */
static uint32_t share(const struct pieces *p, uint32_t i, struct amount_number *out)
{
    const struct piece *x = piece_at(p, i);
    int32_t den;
    out->fraction = true;
    if (x->word == WORD_HALF) {
        out->value = (struct amount_value){5, -1, 1};
        return i + 1;
    }
    bool article = x->word == WORD_ARTICLE;
    if (!article && (x->word != WORD_DIGIT || x->value < 1)) return 0;
    uint32_t k = i + 1 + (!article && piece_tight(p, i + 1, '-'));
    den = divisor_at(p, k, !article && x->value > 1);
    if (den && (article || den < 10 || k > i + 1)) {
        out->value = (struct amount_value){x->value, 0, (uint16_t)den};
        return k + 1;
    }
    uint32_t of = piece_is(p, i + 1, "in") ? 1 : piece_phrase(p, i + 1, "out of");
    const struct piece *y = piece_at(p, i + 1 + of);
    if (article || !of || y->word != WORD_DIGIT || y->value <= x->value || piece_at(p, i + 2 + of)->word == WORD_UNIT) return 0;
    out->value = (struct amount_value){x->value, 0, (uint16_t)y->value};
    return i + 2 + of;
}

/* "two and a half", "two and a half million"
** Not behind a scale: "two million and a half" is unclear. */
static uint32_t pass_half(const struct pieces *p, uint32_t k, struct amount_number *out)
{
    uint32_t n = piece_phrase(p, k, "and a half");
    if (!n || out->scaled || !times(&out->value.mantissa, 10)) return k;
    out->value.mantissa += 5;
    out->value.exponent--;
    return pass_scale(p, k + n, false, out);
}

/* Of the readings in words the share comes first ("two-thirds" begins like "two"), but "half a million" is a number and no half. */
uint32_t amount_read_number(const struct pieces *p, uint32_t i, bool money, struct amount_number *out)
{
    uint32_t end;
    *out = (struct amount_number){.small = -1};
    if (piece_at(p, i)->kind == PIECE_NUMBER) {
        end = mixed(p, i, out);
        if (!end) {
            if (!figures(piece_str(p, piece_at(p, i)), out)) return 0;
            end = i + 1;
        }
        end = pass_scale(p, end, money, out);
        if (piece_is(p, end, "dozen") && out->value.over == 1 && times(&out->value.mantissa, 12)) end++, out->scaled = true;
    } else {
        end = share(p, i, out);
        if (end && piece_word_is(p, i, WORD_HALF) && piece_word_is(p, i + 1, WORD_ARTICLE)) end = 0;
        if (!end) {
            *out = (struct amount_number){.small = -1};
            end = odd_words(p, i, out);
        }
        if (!end) {
            *out = (struct amount_number){.small = -1};
            end = cardinal(p, i, out);
            if (end) end = pass_half(p, end, out);
            if (end && piece_is(p, end, "dozen") && times(&out->value.mantissa, 12)) end++, out->scaled = true;
        }
        out->words = true;
    }
    return end && amount_value_normal(&out->value) ? end : 0;
}
