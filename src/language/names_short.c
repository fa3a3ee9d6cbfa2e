/* Short forms that a text introduces in brackets: "Frontier Watch Council (FWC)", "FWC (the Frontier Watch Council)". From there
** on, and in the headline above, the short form is the same name and has its kind.
**
** Without this "NCG" is a body because capitals mostly are (0.5), and "NDS" one, too, though a strategy; "OPCON" would be a body,
** though "operational control" is nobody. Where a short form is introduced twice, as in a digest of several stories, each
** holds from where it stands on, and the first one also above it. A short form that the caller knows is what the caller says. */
#include "language/names_parts.h"

enum { MAX_SHORT = 10, MAX_LONG_BYTES = 400 };

/* Letters and digits alone count, whatever their case; those beyond ASCII never match. */
static int letter_at(str s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i];
    return ascii_alnum(c) ? ascii_tolower(c) : -1;
}

/* Where the long form begins in text: byte of its first letter, SIZE_MAX: text does not spell it out. After Schwartz and Hearst,
** "A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text" (PSB 2003), section 3.2: the letters
** of the short form are looked for from the last to the first, each as far right as it can be; the first must begin a word. */
static size_t long_form(str brief, str text)
{
    size_t at = text.n;
    for (size_t s = brief.n; s-- > 0;) {
        int want = letter_at(brief, s);
        if (want < 0) continue;
        bool found = false;
        while (at > 0 && !found) {
            at--;
            bool begins = at == 0 || letter_at(text, at - 1) < 0;
            found = letter_at(text, at) == want && (s > 0 || begins);
        }
        if (!found) return SIZE_MAX;
    }
    return at;
}

/* Is the unit one that may be short for something: two capitals and more, ten letters at most? */
static bool may_be_short(const struct names_work *w, uint32_t i)
{
    str s = str_span(w->t->text, w->unit[i].bytes);
    uint32_t large = 0;
    for (size_t k = 0; k < s.n; k++) large += ascii_upper((unsigned char)s.p[k]);
    return s.n >= 2 && s.n <= MAX_SHORT && large >= 2 && large * 2 >= s.n;
}

static bool is_single(const struct name_candidate *c) { return c->end == c->begin + 1; }

/* The text of units [begin, end). */
static str units_text(const struct names_work *w, uint32_t begin, uint32_t end)
{
    return str_span(w->t->text, (span){w->unit[begin].bytes.begin, w->unit[end - 1].bytes.end});
}

/* Does candidate c stand alone in brackets? */
static bool in_brackets(const struct names_work *w, const struct name_candidate *c)
{
    return c->begin > 1 && unit_is(w, c->begin - 1, "(") && unit_is(w, c->end, ")") &&
           unit_same_sentence(w, c->begin - 2, c->end);
}

/* The long form is words, no name: "operational control (OPCON)". Then the short one is nobody's name either. At most
** min(n + 5, 2 n) words for n letters (the same paper, section 3.1). */
static bool of_plain_words(const struct names_work *w, const struct name_candidate *c)
{
    uint32_t open = c->begin - 1, from = open;
    str brief = units_text(w, c->begin, c->end);
    size_t words = brief.n + 5 < 2 * brief.n ? brief.n + 5 : 2 * brief.n;
    while (from && open - from < words && unit_same_sentence(w, from - 1, open) && w->unit[from - 1].upos != UPOS_PUNCT) from--;
    if (from == open) return false;
    str text = units_text(w, from, open);
    if (text.n > MAX_LONG_BYTES) return false;
    size_t at = long_form(brief, text);
    return at != SIZE_MAX && !ascii_upper((unsigned char)text.p[at]);
}

/* The candidate before the bracket that c is short for, or that is short for c (*turned); NAME_NONE: none. Persons have initials,
** which no text uses on; a long form that is itself a short one would make chains. */
static uint32_t partner(const struct names_work *w, uint32_t i, bool *turned)
{
    const struct name_candidate *c = &w->cand[i], *before;
    uint32_t k = w->cand_end_at[c->begin - 1];
    if (!k) return NAME_NONE;
    before = &w->cand[--k];
    *turned = is_single(before) && !is_single(c) && may_be_short(w, before->begin);
    const struct name_candidate *brief = *turned ? before : c, *full = *turned ? c : before;
    str text = units_text(w, full->begin, full->end);
    bool fits = is_single(brief) && may_be_short(w, brief->begin) && !is_single(full) && text.n <= MAX_LONG_BYTES &&
                full->kind != NAME_PERSON && full->short_for == NAME_NONE;
    return fits && long_form(units_text(w, brief->begin, brief->end), text) != SIZE_MAX ? k : NAME_NONE;
}

/* The short form takes over what is known of the long one. Capitals that are shortened name a body as a rule. */
static void shorten(struct names_work *w, uint32_t brief, uint32_t full)
{
    struct name_candidate *b = &w->cand[brief], *f = &w->cand[full];
    if (f->kind == NAME_OTHER && f->open) {
        f->kind = NAME_ORGANISATION;
        f->prob = 0.6f;
        f->open = false;
    }
    b->short_for = full;
    b->kind = f->kind;
    b->country = f->country;
    b->prob = f->prob;
    b->open = false;
}

enum status names_short(struct names_work *w, struct err *err)
{
    struct name_map of; /* short form as it is written -> 1 + candidate where it was introduced last */
    uint32_t introduced = 0;
    enum status status = name_map_new(&of, w->n_cand, w->ar, err);
    if (status) return status;
    for (uint32_t i = 0; i < w->n_cand; i++) {
        struct name_candidate *c = &w->cand[i];
        bool turned = false;
        if (!in_brackets(w, c)) continue;
        uint32_t k = partner(w, i, &turned), brief = turned ? k : i;
        bool plain = k == NAME_NONE && is_single(c) && c->kind == NAME_ORGANISATION && c->prob < 0.9f &&
                     may_be_short(w, c->begin) && of_plain_words(w, c);
        if (k == NAME_NONE && !plain) continue;
        if (plain) {
            c->kind = NAME_OTHER;
            c->prob = 0.3f;
        } else
            shorten(w, brief, turned ? i : k);
        str key = units_text(w, w->cand[brief].begin, w->cand[brief].end);
        if (name_map_get(&of, key) == NAME_NONE) name_map_set(&of, key, brief); /* the first holds above it, too */
        introduced++;
    }
    for (uint32_t i = 0; introduced && i < w->n_cand; i++) {
        struct name_candidate *c = &w->cand[i];
        if (!is_single(c) || w->unit[c->begin].phrase > 1 || w->unit[c->begin].known) continue;
        str key = units_text(w, c->begin, c->end);
        uint32_t brief = name_map_get(&of, key);
        if (brief == NAME_NONE) continue;
        const struct name_candidate *b = &w->cand[brief];
        if (c->short_for != NAME_NONE || (in_brackets(w, c) && b->short_for == NAME_NONE)) { /* introduced (again) here */
            name_map_set(&of, key, i);
            continue;
        }
        c->kind = b->kind;
        c->country = b->country;
        c->prob = b->prob;
        c->open = false;
        c->short_for = b->short_for;
    }
    return OK;
}
