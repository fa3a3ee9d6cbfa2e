/* The finder of dates: goes over the pieces of a text once, lets an expression be read wherever one may begin, and looks at the
** words before it for its relation.
**
** An expression is read greedily from the left (when_span.c says how they nest): the first reader that takes a piece wins, and the
** readers stand in the order of how much they ask for. What a rule takes for granted, such as the side of the document's day to
** which "Thursday" is sought, is decided here and in when_settle alone, so that another convention has one place to be put. */
#include "language/when_read.h"

#include <assert.h>

/* ---- the tense of a clause ---- */

/* "announced", but not "speed" or "United". */
static bool looks_past(const struct pieces *p, uint32_t i)
{
    const struct piece *x = piece_at(p, i);
    str s = piece_str(p, x);
    return x->kind == PIECE_WORD && !x->capital && s.n >= 5 && str_ends(s, STR("ed")) && !str_ends(s, STR("eed"));
}

/* The cue that piece i is, if any. A name is none ("Will Smith", "Bill United"), and what "be" stands before is still to come
** ("to be held on Thursday"). */
static enum when_tense cue_at(const struct pieces *p, uint32_t i)
{
    const struct piece *x = piece_at(p, i);
    if (x->capital && !x->opens) return WHEN_TENSE_UNKNOWN;
    if (x->word == WORD_FUTURE) return WHEN_FUTURE;
    if (x->word == WORD_PAST || looks_past(p, i) || piece_is(p, i, "agreed"))
        return piece_is(p, i - 1, "be") ? WHEN_FUTURE : WHEN_PAST;
    return WHEN_TENSE_UNKNOWN;
}

/* "agreed to", "vowed to": what is past is the word given, and the act that the infinitive names lies ahead of it. "Managed to",
** "failed to", "began to" are none of these: their act lies where they do. */
static bool looks_ahead(const struct pieces *p, uint32_t i)
{
    return piece_among(p, i,
                       "agreed pledged promised vowed decided resolved offered undertook threatened intended hoped wanted") &&
           piece_is(p, i + 1, "to");
}

/* The nearest cue before i in its sentence, else the next one behind, else "to meet". */
enum when_tense when_tense_at(const struct when_reader *r, uint32_t i)
{
    const struct pieces *p = r->p;
    bool infinitive = false;
    if (r->ctx.tense) return r->ctx.tense;
    for (uint32_t k = i; k > 0 && i - k < WHEN_MAX_LOOK && !piece_at(p, k)->opens; k--) {
        if (piece_at(p, k - 1)->kind == PIECE_BREAK) break;
        enum when_tense tense = cue_at(p, k - 1);
        if (tense) return tense == WHEN_PAST && infinitive && looks_ahead(p, k - 1) ? WHEN_FUTURE : tense;
        const struct piece *x = piece_at(p, k - 1);
        infinitive = infinitive || (piece_is(p, k - 2, "to") && x->kind == PIECE_WORD && !x->capital && x->word == WORD_OTHER);
    }
    if (infinitive) return WHEN_FUTURE;
    for (uint32_t k = i + 1; k < i + WHEN_MAX_LOOK; k++) {
        const struct piece *x = piece_at(p, k);
        if (x->kind == PIECE_END || x->kind == PIECE_BREAK || x->opens) break;
        enum when_tense tense = cue_at(p, k);
        if (tense) return tense;
    }
    return WHEN_TENSE_UNKNOWN;
}

/* ---- relations ---- */

/* The relation before piece i, and the first piece of it; i and WHEN_BARE without one. length: it stands before a length, of
** which "up to" tells how long, not until when. Words in capitals are none: "Noblesville, IN". */
static enum when_relation relation_before(const struct pieces *p, uint32_t i, bool length, uint32_t *begin)
{
    static const struct {
        const char *words; /* before the expression, parted by spaces */
        uint8_t n;
        uint8_t relation;
    } phrases[] = {{"no later than", 3, WHEN_BY},   {"not later than", 3, WHEN_BY},   {"on or before", 3, WHEN_BY},
                   {"as of", 2, WHEN_AS_OF},        {"ahead of", 2, WHEN_BEFORE},     {"prior to", 2, WHEN_BEFORE},
                   {"up to", 2, WHEN_UNTIL},        {"up until", 2, WHEN_UNTIL},      {"starting in", 2, WHEN_FROM},
                   {"beginning in", 2, WHEN_FROM},  {"starting on", 2, WHEN_FROM},    {"beginning on", 2, WHEN_FROM},
                   {"starting from", 2, WHEN_FROM}, {"beginning from", 2, WHEN_FROM}, {"starting", 1, WHEN_FROM},
                   {"beginning", 1, WHEN_FROM},     {"effective", 1, WHEN_FROM}};
    *begin = i;
    for (size_t k = 0; k < ARRAY_LEN(phrases) && !length; k++) {
        uint32_t n = phrases[k].n;
        if (i < n || !piece_phrase(p, i - n, phrases[k].words)) continue;
        *begin = i - n;
        return (enum when_relation)phrases[k].relation;
    }
    const struct piece *x = piece_at(p, i - 1);
    if (x->word != WORD_RELATION || (x->capital && ascii_upper((unsigned char)p->text.p[x->at.begin + 1]))) return WHEN_BARE;
    *begin = i - 1;
    return (enum when_relation)x->value;
}

/* k days on; unknown stays unknown, and so does a day beyond the calendar. */
static day day_beside(day d, int32_t k) { return d == DATE_NONE ? d : days_between((int64_t)d + k, (int64_t)d + k).first; }

/* The table of relations in when.h. What has two ends of its own keeps them. */
static struct vague related(struct vague v, enum when_relation relation, enum when_kind kind)
{
    bool two_ends = kind == WHEN_SPAN;
    struct vague out = v;
    if (!days_known(v)) return v;
    if (relation == WHEN_BY || relation == WHEN_UNTIL) out.first = DATE_NONE;
    if (relation == WHEN_SINCE || relation == WHEN_AS_OF || (relation == WHEN_FROM && !two_ends)) out.last = DATE_NONE;
    if (relation == WHEN_BEFORE) out = (struct vague){DATE_NONE, day_beside(v.first, -1)};
    if (relation == WHEN_AFTER) out = (struct vague){day_beside(v.last, 1), DATE_NONE};
    return days_known(out) ? out : v;
}

/* ---- the list ---- */

struct finder {
    struct when_reader reader;
    struct when_list list;
    uint32_t cap;
    arena *ar;
};

/* Turn a reading into a find. Its relation may not reach back into the find before it, as in "on Nov. 7 before 2030", where the
** spans would overlap; then it has none. Lengths and repetitions have no days that a relation could open. */
static enum status push(struct finder *f, struct when_reading *x, struct err *err)
{
    const struct pieces *p = f->reader.p;
    struct when_list *l = &f->list;
    if (l->n == f->cap) {
        uint32_t cap = f->cap ? 2 * f->cap : 16;
        struct when *grown = arena_grow(f->ar, l->item, f->cap, cap, sizeof *grown);
        if (!grown) return arena_why(f->ar, err);
        l->item = grown;
        f->cap = cap;
    }
    uint32_t begin;
    struct when w = {.kind = x->kind,
                     .how = x->how,
                     .why = x->why,
                     .tense = x->tense,
                     .named = x->days,
                     .length = x->length,
                     .fiscal = x->fiscal,
                     .prob_right = x->prob};
    w.relation = relation_before(p, x->begin, x->kind == WHEN_DURATION || x->kind == WHEN_REPEATED, &begin);
    if (w.relation == WHEN_FROM && x->kind != WHEN_SPAN && piece_tight(p, x->end, '\'')) { /* "from last week's summit" */
        w.relation = WHEN_BARE;
        begin = x->begin;
    }
    w.unit = x->length ? x->unit : WHEN_NO_UNIT;
    /* "From 2014" also says where something comes from, and then nothing of how long it went on. */
    if (w.relation == WHEN_FROM && x->kind != WHEN_SPAN && w.prob_right > 0.7F) w.prob_right = 0.7F;
    w.at = (span){piece_at(p, x->begin)->at.begin, piece_at(p, x->end - 1)->at.end};
    if (l->n && piece_at(p, begin)->at.begin < l->item[l->n - 1].at.end) { /* "on or before" is not a part of the last one */
        w.relation = WHEN_BARE;
        begin = x->begin;
    }
    w.whole = (span){piece_at(p, begin)->at.begin, w.at.end};
    w.days = x->kind == WHEN_DURATION || x->kind == WHEN_REPEATED ? w.named : related(w.named, w.relation, w.kind);
    if (w.relation == WHEN_WITHIN && x->kind == WHEN_RELATIVE) w.days = w.named;
    l->item[l->n++] = w;
    return OK;
}

/* A later "the same day" or "that year" goes back to the last time that was named, if it lies within one. */
static void remember(struct when_reader *r, const struct when_reading *x)
{
    if (x->days.first != DATE_NONE && x->days.last != DATE_NONE) r->last = x->days;
    r->year_end = x->kind == WHEN_YEAR || x->kind == WHEN_SPAN ? x->end : 0;
}

/* Can an expression begin with piece i at all? Nine words in ten of a text cannot, and need not be shown to every reader. Of the
** words without a class only names (of terms, short forms) and "as", "fiscal" and "financial" open one. */
static bool may_begin(const struct pieces *p, uint32_t i)
{
    const struct piece *x = piece_at(p, i);
    if (x->kind == PIECE_NUMBER) return true;
    if (x->kind != PIECE_WORD || x->word == WORD_FUTURE || x->word == WORD_PAST) return false;
    return x->word != WORD_OTHER || x->capital || piece_among(p, i, "as fiscal financial fy");
}

/* Readers look ahead a bounded number of pieces, and each find is passed over whole: the time is linear in the pieces. */
static enum status find_all(struct finder *f, struct err *err)
{
    struct when_reader *r = &f->reader;
    for (uint32_t i = 0; i < r->p->n;) {
        struct when_reading x = {0};
        if (!may_begin(r->p, i) || !when_read(r, i, &x)) {
            i++;
            continue;
        }
        assert(x.begin == i && x.end > i && x.end <= r->p->n);
        when_settle(r, &x);
        remember(r, &x);
        enum status status = push(f, &x, err);
        if (status) return status;
        i = x.end;
    }
    return OK;
}

/* The pieces live in an arena of their own, since the list of finds grows in ar while they are read, and one arena can give back
** only what came last. */
enum status language_when_find(struct when_list *out, str text, const struct when_context *ctx, arena *ar, struct err *err)
{
    struct finder f = {.ar = ar};
    struct pieces p;
    arena *scratch = arena_new(arena_cap_bytes(ar));
    if (!scratch) return err_set(err, E_NOMEM, "no memory for the words of a text");
    enum status status = pieces_of(&p, text, scratch, err);
    if (!status) {
        f.reader = (struct when_reader){.p = &p, .last = {DATE_NONE, DATE_NONE}, .ctx = {.document = DATE_NONE}};
        if (ctx) f.reader.ctx = *ctx;
        if (!day_find(text, &f.reader.full_at, &f.reader.full_day, &f.reader.full)) f.reader.full = (span){0, 0};
        status = find_all(&f, err);
    }
    arena_free(scratch);
    if (!status) *out = f.list;
    return status;
}

/* ---- names ---- */

/* In the order of the enums. */
const char *language_when_kind_name(enum when_kind kind)
{
    static const char *const names[WHEN_KIND_COUNT] = {"day",    "month", "year",     "half",     "quarter",  "season",
                                                       "decade", "span",  "duration", "repeated", "relative", "vague"};
    return kind < WHEN_KIND_COUNT ? names[kind] : "";
}

const char *language_when_relation_name(enum when_relation relation)
{
    static const char *const names[WHEN_RELATION_COUNT] = {"-",       "on",     "in",    "at",     "by",     "until",
                                                           "since",   "before", "after", "during", "within", "from",
                                                           "between", "for",    "over",  "as of"};
    return relation < WHEN_RELATION_COUNT ? names[relation] : "";
}

/* Words that a person can read in a report. */
const char *language_when_why_name(enum when_why why)
{
    static const char *const names[] = {"-", "no document date", "no anchor", "vague", "length only"};
    return (size_t)why < ARRAY_LEN(names) ? names[why] : "";
}

/* ISO 8601 has no letters for decades, quarters, centuries and weekends: they are written as years, months and days. */
void language_when_length_write(buf *out, uint32_t length, enum when_unit unit)
{
    static const struct {
        const char *before;
        char letter;
        uint8_t times;
    } forms[WHEN_UNIT_COUNT] = {{"", 0, 0},    {"PT", 'S', 1}, {"PT", 'M', 1}, {"PT", 'H', 1}, {"P", 'D', 1},  {"P", 'W', 1},
                                {"P", 'D', 2}, {"P", 'M', 1},  {"P", 'M', 3},  {"P", 'Y', 1},  {"P", 'Y', 10}, {"P", 'Y', 100}};
    if (!length || unit == WHEN_NO_UNIT || unit >= WHEN_UNIT_COUNT) return;
    buf_addz(out, forms[unit].before);
    buf_add_u64(out, (uint64_t)length * forms[unit].times);
    buf_addc(out, forms[unit].letter);
}
