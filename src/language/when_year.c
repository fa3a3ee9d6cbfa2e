/* Years, decades and centuries: which numbers are any, and why.
**
** Four digits are a year only for a cause, and each cause has its own probability: a relation before them ("in 2026"), an owner
** and a noun around them ("the office's 2018 review"), a bracket ("(1635 - 1699)"), a list that began with a year, a name before
** or behind ("Vision 2030"). Years from 1900 to 2100 need less of a cause than others, since scores, prices and headcounts fall
** between 1000 and 3000 so often. Against all of that stands a word behind them that is counted in thousands ("in 1950 troops
** .."). */
#include "language/when_read.h"

/* Things that are counted in thousands, so that "1950 troops" is no year even behind "in". */
static const char counted_nouns[] =
    "troops soldiers people persons men women children workers employees personnel marines students homes households jobs tons "
    "tonnes barrels miles kilometers kilometres km meters metres feet acres points votes seats percent per pct dollars won "
    "euros "
    "yen yuan pounds pm am";

/* A quarter is a share as often as a unit, and does not count here. */
bool when_counted(const struct when_reader *r, uint32_t i)
{
    const struct piece *x = piece_at(r->p, i);
    if (x->kind == PIECE_MARK) return x->value == '%' || x->value == 0xB0;
    return x->word == WORD_SCALE || (x->word == WORD_UNIT && !piece_is(r->p, i, "quarter")) ||
           piece_among(r->p, i, counted_nouns);
}

/* A noun in the plural, by its looks.
** "2020 votes" counts, "2020 vote" does not: behind a number a plural is what is counted. */
static bool plural_at(const struct when_reader *r, uint32_t i)
{
    const struct piece *x = piece_at(r->p, i);
    if (x->kind != PIECE_WORD || x->capital) return false;
    str s = piece_str(r->p, x);
    return s.n >= 4 && s.p[s.n - 1] == 's' && s.p[s.n - 2] != 's' &&
           !piece_among(r->p, i, "this thus plus does goes says sees");
}

/* The form only: whether anything makes it a year is for year_cause to say, but for those who have their cause already (a
** month before it). */
int32_t when_year_at(const struct when_reader *r, uint32_t i)
{
    const struct piece *x = piece_at(r->p, i);
    const struct piece *next = piece_at(r->p, i + 1);
    if (x->kind != PIECE_NUMBER || span_len(x->at) != 4 || x->value < 1000 || x->value > 2999 || when_counted(r, i + 1))
        return 0;
    /* "2026s", "2026th", "2026/7", "2026.5.1" are something else; "2026-2030" may go on. */
    if (!next->spaced && (next->kind == PIECE_WORD || next->kind == PIECE_NUMBER)) return 0;
    return x->value;
}

/* "th" and the like set tight behind a number; the piece after them. */
uint32_t when_pass_ordinal(const struct when_reader *r, uint32_t i)
{
    return !piece_at(r->p, i)->spaced && piece_among(r->p, i, "st nd rd th") ? i + 1 : i;
}

/* Do a dash or a word and a later year follow the year at i ("1790 to 1801", "2026-30")?
** At most 300 years on, and two figures must rise and exceed 12, so that "2026-05", a month, is no span of years. */
static bool runs_on(const struct when_reader *r, uint32_t i)
{
    const struct piece *x = piece_at(r->p, i);
    const struct piece *to = piece_at(r->p, i + 2);
    bool dash = piece_mark(r->p, i + 1, '-');
    if (to->kind != PIECE_NUMBER || (!dash && !piece_among(r->p, i + 1, "to through until and"))) return false;
    if (dash && piece_at(r->p, i + 1)->spaced != to->spaced) return false;
    if (span_len(to->at) == 4) return to->value > x->value && to->value < x->value + 300;
    return dash && span_len(to->at) == 2 && to->value > 12 && to->value > x->value % 100;
}

/* "increased from 1061 to 1128": no years, with a verb like this shortly before.
** At most four words back: "exports rose sharply from 1061". */
static bool counts_up(const struct when_reader *r, uint32_t i)
{
    for (uint32_t k = 1; k <= 4 && k <= i; k++)
        if (piece_among(
                r->p, i - k,
                "increased jumped rose fell dropped grew climbed went up down rise drop fall increase ranged ranging range"))
            return true;
    return false;
}

/* The word before a year, a relation or an article for the most part: how sure it makes the year.
** usual as in year_cause. "over 2000" and "from 1500" lead amounts as often as years: outside of the usual years they need
** a second year behind them. "on", "at" and "under" never lead a year. */
static float cause_before(const struct when_reader *r, uint32_t i, bool usual)
{
    const struct pieces *p = r->p;
    const struct piece *before = piece_at(p, i - 1);
    bool owned = before->word == WORD_POSSESSIVE || (piece_is(p, i - 1, "s") && piece_tight(p, i - 2, '\''));
    bool noun = piece_at(p, i + 1)->kind == PIECE_WORD || piece_mark(p, i + 1, '-');
    if (before->word == WORD_RELATION) {
        unsigned odd = 1u << WHEN_OVER | 1u << WHEN_FROM | 1u << WHEN_BETWEEN | 1u << WHEN_FOR;
        bool strict = odd >> before->value & 1u;
        if (before->value == WHEN_ON || before->value == WHEN_AT || piece_is(p, i - 1, "under")) return 0;
        if (usual) return 0.9F;
        return !strict ? 0.6F : runs_on(r, i) && piece_at(p, i + 2)->value <= 2100 && !counts_up(r, i - 1) ? 0.7F : 0;
    }
    if (piece_among(p, i - 1, "year years")) return 0.95F;
    if (owned && piece_at(p, i)->value >= 1500 && noun && (usual || !plural_at(r, i + 1))) return 0.85F;
    if (!usual) return 0;
    if (before->word == WORD_PART || (piece_mark(p, i - 1, '-') && piece_word_is(p, i - 2, WORD_PART))) return 0.9F;
    if (piece_is(p, i - 1, "of")) return 0.8F;
    return (before->word == WORD_THE || before->word == WORD_ARTICLE) && noun ? 0.85F : 0;
}

/* A year behind one that was taken, in a list: "2024, 2025 and 2026", "1687 and 1689".
** r->year_end is the piece behind the last year found, so a list is followed link by link, whatever its length. */
static bool next_of_list(const struct when_reader *r, uint32_t i)
{
    const struct pieces *p = r->p;
    uint32_t last = 0;
    if (!r->year_end || i < 2) return false;
    if (i - 1 == r->year_end && (piece_among(p, i - 1, "and or to") || piece_mark(p, i - 1, ',') || piece_mark(p, i - 1, '-')))
        last = i - 2;
    if (i - 2 == r->year_end && piece_mark(p, i - 2, ',') && piece_among(p, i - 1, "and or")) last = i - 3;
    int32_t gap = piece_at(p, i)->value - piece_at(p, last)->value;
    return last && piece_at(p, last)->kind == PIECE_NUMBER && gap < 300 && gap > -300;
}

/* What stands around a year without any word that leads to it: brackets, names, the beginning of a sentence.
** The weakest causes, at 0.5 to 0.8: behind a name the number is none
** where the name is a label ("Room 2020") or a plural follows. */
static float cause_around(const struct when_reader *r, uint32_t i)
{
    const struct pieces *p = r->p;
    const struct piece *x = piece_at(p, i);
    const struct piece *before = piece_at(p, i - 1);
    const struct piece *next = piece_at(p, i + 1);
    bool label = piece_among(p, i - 1, "Rule Section Article Resolution Room Route Flight Order Law Form Page Unit Bill Model");
    bool name = before->kind == PIECE_WORD && before->capital && !before->opens && x->spaced && !label;
    if (piece_among(p, i - 1, "least about around roughly")) return runs_on(r, i) ? 0.8F : 0;
    if (runs_on(r, i) && piece_mark(p, i + 1, '-')) return 0.75F;
    if (x->opens && next->capital) return 0.6F;
    if (x->opens) return piece_among(p, i + 1, "will would is was has saw marked began brought could may") ? 0.7F : 0;
    if (name) return plural_at(r, i + 1) ? 0 : 0.6F;
    /* "a successful 2020 Review": a year before a name. */
    bool plural_name = next->kind == PIECE_WORD && p->text.p[next->at.end - 1] == 's';
    return before->kind == PIECE_WORD && next->kind == PIECE_WORD && next->capital && next->spaced && !plural_name &&
                   !piece_among(p, i - 1, "some nearly almost over than to only just up")
               ? 0.5F
               : 0;
}

/* Why would these four digits be a year? 0: no cause. usual: of the last and the present century.
** The first cause found answers. */
static float year_cause(const struct when_reader *r, uint32_t i)
{
    const struct pieces *p = r->p;
    const struct piece *x = piece_at(p, i);
    const struct piece *before = piece_at(p, i - 1);
    bool usual = x->value >= 1900 && x->value <= 2100;
    if (!x->spaced && (before->kind != PIECE_MARK || !strchr("('\"[-", before->value < 0x80 ? before->value : '#'))) return 0;
    float prob = cause_before(r, i, usual);
    if (prob > 0) return prob;
    if (next_of_list(r, i)) return 0.85F;
    if (piece_mark(p, i - 1, '(') && x->value <= 2100 && (piece_mark(p, i + 1, ')') || runs_on(r, i)))
        return usual ? 0.85F : 0.75F;
    if (!usual) return 0;
    /* "(Lindsay, 2015; ...": a work is cited by its year. */
    bool cited = piece_mark(p, i + 1, ')') || piece_mark(p, i + 1, ';') || piece_mark(p, i + 1, ':');
    cited = cited || (piece_mark(p, i + 1, ',') && piece_tight(p, i - 2, '.'));
    if (piece_tight(p, i - 1, ',') && cited && (piece_at(p, i - 2)->capital || piece_tight(p, i - 2, '.'))) return 0.8F;
    return cause_around(r, i);
}

/* A lone year; its probability is that of its cause.
** Nothing but the four digits is taken in: relations and articles are added by the caller. */
bool when_read_year(const struct when_reader *r, uint32_t i, struct when_reading *x)
{
    x->year = when_year_at(r, i);
    if (!x->year) return false;
    x->prob = year_cause(r, i);
    x->kind = WHEN_YEAR;
    x->end = i + 1;
    x->months = 12;
    return x->prob > 0;
}

/* "FY26", "FY 2026", "fiscal year 2026", "fiscal 2026", "2026 fiscal year"
** Less sure while the context does not say where fiscal years begin, as the calendar's year is then told. "FY26" has no
** century: it is 2026. */
bool when_read_fiscal(const struct when_reader *r, uint32_t i, struct when_reading *x)
{
    uint32_t k = i;
    if (piece_at(r->p, i)->kind == PIECE_NUMBER) {
        x->year = piece_among(r->p, i + 1, "fiscal financial") && piece_is(r->p, i + 2, "year") ? when_year_at(r, i) : 0;
        x->end = i + 3;
    } else {
        if (piece_is(r->p, i, "FY"))
            k++;
        else if (piece_among(r->p, i, "fiscal financial"))
            k += 1 + piece_among(r->p, i + 1, "year years");
        const struct piece *n = piece_at(r->p, k);
        x->year = k > i ? when_year_at(r, k) : 0;
        if (k > i && !x->year && piece_is(r->p, i, "FY") && n->kind == PIECE_NUMBER && span_len(n->at) == 2 && n->value >= 0)
            x->year = 2000 + n->value;
        x->end = k + 1;
    }
    x->fiscal = true;
    x->kind = WHEN_YEAR;
    x->months = 12;
    x->prob = r->ctx.fiscal_shift_months ? 0.9F : 0.7F;
    return x->year != 0;
}

/* "2020s", "'90s"
** Two figures need "the" before them and are of the last century: "the '90s". "the 10s" is not taken. */
bool when_read_decade(const struct when_reader *r, uint32_t i, struct when_reading *x)
{
    const struct piece *n = piece_at(r->p, i);
    uint32_t k = i + 1 + piece_tight(r->p, i + 1, '\'');
    bool full = span_len(n->at) == 4 && n->value >= 1000 && n->value <= 2990;
    bool mark = !n->spaced && piece_mark(r->p, i - 1, '\'');
    bool brief = span_len(n->at) == 2 && n->value >= 20 && piece_word_is(r->p, mark ? i - 2 : i - 1, WORD_THE);
    if (n->kind != PIECE_NUMBER || n->value % 10 || (!full && !brief) || !piece_is(r->p, k, "s") || piece_at(r->p, k)->spaced)
        return false;
    x->days = days_of_months(brief ? 1900 + n->value : n->value, 1, 120);
    x->how = WHEN_EXPLICIT;
    x->civil = false;
    x->kind = WHEN_DECADE;
    x->end = k + 1;
    x->prob = !brief ? 0.95F : mark ? 0.8F : 0.6F; /* "the 90s" may be a temperature */
    return true;
}

/* "17th century", "19th-century": figures only; an article belongs to it where no noun follows, which read_one sees to.
** The 21st century is 2001 to 2100. */
bool when_read_century(const struct when_reader *r, uint32_t i, struct when_reading *x)
{
    const struct piece *n = piece_at(r->p, i);
    uint32_t k = when_pass_ordinal(r, i + 1);
    if (n->kind != PIECE_NUMBER || span_len(n->at) > 2 || n->value < 1 || k == i + 1) return false;
    k += piece_tight(r->p, k, '-');
    if (!piece_is(r->p, k, "century")) return false;
    x->days = days_of_months((n->value - 1) * 100 + 1, 1, 1200);
    x->how = WHEN_EXPLICIT;
    x->kind = WHEN_SPAN;
    x->end = k + 1;
    x->prob = 0.9F;
    return true;
}
