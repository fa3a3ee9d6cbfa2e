/* Values of an annotation in words, the same wherever people read them. */
#include "present/annotate.h"

/* ---- amounts ---- */

/* Figures of the mantissa, then zeros; or a point among them. Exact: no floating number comes between. */
static void decimal(buf *out, struct amount_value v)
{
    char room[24];
    uint64_t m = v.mantissa < 0 ? (uint64_t)0 - (uint64_t)v.mantissa : (uint64_t)v.mantissa;
    int n = snprintf(room, sizeof room, "%llu", (unsigned long long)m);
    if (v.mantissa < 0) buf_addc(out, '-');
    if (v.exponent >= 0) {
        buf_addz(out, room);
        buf_fill(out, '0', (size_t)v.exponent);
        return;
    }
    int whole = n + v.exponent; /* figures before the point */
    if (whole > 0)
        buf_add(out, (str){room, (size_t)whole});
    else
        buf_addc(out, '0');
    buf_addc(out, '.');
    for (int i = whole; i < 0; i++) buf_addc(out, '0');
    buf_addz(out, room + (whole > 0 ? whole : 0));
}

/* Thirds have no decimals that end: these stay fractions. */
void annotate_value(buf *out, struct amount_value v)
{
    decimal(out, v);
    if (v.over > 1) buf_addf(out, "/%u", v.over);
}

/* For people: thousands parted from 10000 on, as years and small counts need none. */
static void grouped(buf *out, struct amount_value v)
{
    buf plain = {0};
    annotate_value(&plain, v);
    size_t from = plain.n && plain.p[0] == '-';
    size_t end = from;
    while (end < plain.n && ascii_digit((unsigned char)plain.p[end])) end++;
    for (size_t i = 0; i < plain.n; i++) {
        if (end - from > 4 && i > from && i < end && (end - i) % 3 == 0) buf_addc(out, ',');
        buf_addc(out, plain.p[i]);
    }
    if (plain.failed) out->failed = plain.failed;
    buf_free(&plain);
}

/* How near the text says that the number is; each with its space. */
static const char *about_words(enum amount_about about)
{
    switch (about) {
    case AMOUNT_ABOUT: return "about ";
    case AMOUNT_NEARLY: return "nearly ";
    case AMOUNT_MORE_THAN: return "more than ";
    case AMOUNT_AT_LEAST: return "at least ";
    case AMOUNT_LESS_THAN: return "less than ";
    case AMOUNT_AT_MOST: return "at most ";
    case AMOUNT_EXACTLY:
    case AMOUNT_ABOUT_COUNT: break;
    }
    return "";
}

/* Currencies by their ISO 4217 code, as in JSON: "$" alone is several. */
static void unit_words(buf *out, const struct annotate_view *v, const struct amount *a)
{
    switch (a->unit) {
    case AMOUNT_COUNT:
        if (a->noun.end > a->noun.begin) {
            buf_addc(out, ' ');
            buf_add(out, annotate_words(v, a->noun));
        }
        break;
    case AMOUNT_CURRENCY: buf_addf(out, " %s", a->code); break;
    case AMOUNT_PERCENT: buf_addz(out, " percent"); break;
    case AMOUNT_POINTS: buf_addz(out, " percentage points"); break;
    case AMOUNT_BASIS_POINTS: buf_addz(out, " basis points"); break;
    case AMOUNT_FRACTION:
    case AMOUNT_UNIT_COUNT: break;
    }
}

/* A share of something: of what is half of what it says. */
static void base_words(buf *out, const struct annotate_view *v, const struct amount *a)
{
    switch (a->base) {
    case AMOUNT_GDP: buf_addz(out, " of GDP"); break;
    case AMOUNT_GNI: buf_addz(out, " of GNI"); break;
    case AMOUNT_BASE_WORDS:
        buf_addz(out, " of ");
        buf_add(out, annotate_words(v, a->base_at));
        break;
    case AMOUNT_NO_BASE: break;
    }
}

/* One line that can be read out; the text's own words stand beside it. */
void annotate_amount(buf *out, const struct annotate_view *v, const struct amount *a)
{
    buf_addz(out, about_words(a->about));
    if (a->range == AMOUNT_FROM_TO) buf_addz(out, "from ");
    grouped(out, a->low);
    if (a->range != AMOUNT_ONE) {
        buf_addz(out, " to ");
        grouped(out, a->high);
    }
    unit_words(out, v, a);
    base_words(out, v, a);
    if (a->rate != AMOUNT_NO_RATE && a->rate_at.end > a->rate_at.begin) {
        buf_addz(out, ", ");
        buf_add(out, annotate_words(v, a->rate_at));
    }
}

/* ---- dates ---- */

/* Unknown is said with its reason, so that a reader knows whether --date would help. */
void annotate_days(buf *out, const struct when *w)
{
    size_t was = out->n;
    vague_write(out, w->days);
    if (out->n > was) return;
    switch (w->why) {
    case WHEN_NO_DOCUMENT: buf_addz(out, "unknown: the text has no date"); break;
    case WHEN_NO_ANCHOR: buf_addz(out, "unknown: from a day not told"); break;
    case WHEN_LENGTH: language_when_length_write(out, w->length, w->unit); break;
    case WHEN_UNCLEAR:
    case WHEN_KNOWN: break;
    }
    if (out->n == was) buf_addz(out, "no certain days");
}

/* Two figures: these are steps of rules, not measured to more. */
void annotate_prob(buf *out, float prob) { buf_addf(out, "%.2f", (double)prob); }
