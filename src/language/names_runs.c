/* Stretches of capitals, cut into names of places, bodies, things, and candidates for persons.
**
** A run of capitals may hold several names and words that are none: "US Secretary of War Pete Hegseth", "Korea Institute for
** Defense Analyses", "Japanese Defense Minister Shinjiro Koizumi". It is gone through from the left; at each place the first rule
** that fits takes a piece off:
**
**   listed    a country, nation, seat, city or known body of the lists, or of the caller (take_listed)
**   thing     capitals up to a head of things: "National Defense Strategy" (thing_head)
**   body      capitals up to a head of bodies, and what hangs on it: "Ministry of National Defense" (take_body)
**   office    words of an office are passed over; names_office.c finds them again from the name (office_words)
**   open      the rest, up to the next listed name or office: a person, or what else its surroundings tell (take_open)
**
** A given name at the left edge keeps things and bodies off ("Max Planck Institute" is the exception: a plain body noun right
** behind two words). What ends at a unit is noted in cand_end_at, so that offices find their owner by looking left in O(1). */
#include "language/names_parts.h"

/* One more candidate, the last so far. What ends at a unit is noted there, so that offices find their owner by looking left. */
static enum status add(struct names_work *w, uint32_t begin, uint32_t end, enum name_kind kind, float prob, struct err *err)
{
    if (w->n_cand == w->cap_cand) {
        uint32_t cap = w->cap_cand ? 2 * w->cap_cand : 256;
        void *p = arena_grow(w->ar, w->cand, w->cap_cand, cap, sizeof *w->cand);
        if (!p) return arena_why(w->ar, err);
        w->cand = p;
        w->cap_cand = cap;
    }
    w->cand[w->n_cand] = (struct name_candidate){.begin = begin,
                                                 .end = end,
                                                 .kind = (uint8_t)kind,
                                                 .prob = prob,
                                                 .country = NAME_NO_COUNTRY,
                                                 .short_for = NAME_NONE,
                                                 .open = kind == NAME_OTHER};
    w->cand_end_at[end] = ++w->n_cand;
    return OK;
}

/* End of the run of capitals from i on, particles between them included ("Ursula von der Leyen"), and the small words inside listed
** names ("Republic of Korea"). A name that the caller knows as a whole ends it. */
static uint32_t run_end(const struct names_work *w, uint32_t i)
{
    uint32_t end = i;
    while (unit_same_sentence(w, i, end) && names_may_begin(w, end) && !unit_fixed(&w->unit[end])) {
        uint32_t listed =
            w->unit[end].phrase_bits & (LEX_GEO | LEX_KNOWN_ORG) ? w->unit[end].phrase : 1; /* "Republic of Korea" */
        end += listed > 0 ? listed : 1;
        uint32_t k = end;
        while (unit_same_sentence(w, i, k) && w->unit[k].bits & LEX_PARTICLE && !w->unit[k].capital && k < end + 3) k++;
        if (k > end && unit_same_sentence(w, i, k) && names_may_begin(w, k) && !unit_fixed(&w->unit[k]) &&
            !unit_is(w, end, "la"))
            end = k;
    }
    return end;
}

static bool is_given(const struct names_work *w, uint32_t i) { return w->unit[i].bits & LEX_GIVEN && w->unit[i].capital; }

/* Does a name of the lists begin at i that is no person's? "Jordan" behind a given name, or as one before a surname, is. */
static bool is_listed(const struct names_work *w, uint32_t i, uint32_t from, uint32_t end)
{
    const struct name_unit *u = &w->unit[i];
    if (!(u->phrase_bits & (LEX_GEO | LEX_KNOWN_ORG)) || i + u->phrase > end) return false;
    if (u->phrase > 1 || u->known) return true;
    if (i > from && is_given(w, i - 1) && !(w->unit[i - 1].phrase_bits & LEX_GEO)) return false;
    bool surname_behind = i + 1 < end && !(w->unit[i + 1].bits & ~(uint32_t)(LEX_GIVEN | LEX_SURNAME | LEX_SPEECH)) &&
                          !w->unit[i + 1].phrase_bits;
    return !(u->bits & LEX_GIVEN && surname_behind);
}

/* A body's name goes on behind its head: "Institute for Defense Analyses", "Ministry of Trade, Industry and Resources". Commas and
** "and" are passed only between capital portfolios, so that "the Ministry of Defense and the Pentagon" stays two. */
static uint32_t body_end(const struct names_work *w, uint32_t head)
{
    uint32_t end = head + 1;
    if (!unit_in(w, end, "of|for|on")) return end;
    uint32_t k = end + 1;
    if (unit_is(w, k, "the")) k++;
    if (!unit_same_sentence(w, head, k) || !w->unit[k].capital || w->unit[k].bits & LEX_PLAIN || unit_fixed(&w->unit[k]))
        return end;
    for (;;) {
        while (unit_same_sentence(w, head, k) && w->unit[k].capital && !(w->unit[k].bits & LEX_PLAIN) &&
               !unit_fixed(&w->unit[k]) && (w->unit[k].bits & LEX_PORTFOLIO || !(w->unit[k].bits & (LEX_OFFICE | LEX_TITLE))))
            k++;
        uint32_t on = k;
        while (unit_in(w, on, ",|and|&") && on < k + 2) on++;
        if (on == k || !unit_same_sentence(w, head, on) || !(w->unit[on].bits & LEX_PORTFOLIO) || !w->unit[on].capital)
            return k;
        k = on;
    }
}

/* May a word stand between two heads of one body's name: "House Intelligence Committee"? English puts the head last. */
static bool between_heads(const struct names_work *w, uint32_t k)
{
    const struct name_unit *u = &w->unit[k];
    return u->capital && !(u->bits & (LEX_TITLE | LEX_OFFICE | LEX_GIVEN)) && !(u->phrase_bits & (LEX_GEO | LEX_KNOWN_ORG));
}

/* Head of a body's name in [i,end), before an office begins; end: none. */
static uint32_t body_head(const struct names_work *w, uint32_t i, uint32_t end)
{
    enum { MAX_BETWEEN = 3 };
    uint32_t head = end;
    for (uint32_t k = i; k < end; k++) {
        const struct name_unit *u = &w->unit[k];
        if (unit_is(w, k, "press") && unit_is(w, k + 1, "secretary")) break;
        if (u->bits & LEX_ORG || (u->phrase_bits & LEX_ORG && u->phrase > 1 && k + u->phrase <= end))
            head = u->phrase_bits & LEX_ORG && u->phrase > 1 ? k + u->phrase - 1 : k;
        else if (u->bits & LEX_PORTFOLIO && k + 1 < end &&
                 w->unit[k + 1].bits & LEX_BODY) /* "Justice Department": no justice */
            continue;
        else if (head != end ? k - head > MAX_BETWEEN || !between_heads(w, k) : u->bits & (LEX_TITLE | LEX_OFFICE))
            break;
    }
    return head;
}

/* The first country that a stretch names, or that stands right before it. */
static uint32_t country_in(const struct names_work *w, uint32_t begin, uint32_t end)
{
    const uint32_t wanted = LEX_COUNTRY | LEX_NATION;
    for (uint32_t k = begin; k < end; k++)
        if (w->unit[k].phrase_bits & wanted && k + w->unit[k].phrase <= end) return w->unit[k].country;
    uint32_t before = w->cand_end_at[begin];
    if (!before && begin && w->unit[begin - 1].genitive) before = w->cand_end_at[begin - 1];
    return before && (w->cand[before - 1].kind == NAME_COUNTRY || w->cand[before - 1].kind == NAME_NATION)
               ? w->cand[before - 1].country
               : NAME_NO_COUNTRY;
}

/* A body from i on, if there is one; *next is then behind it. "U.S. Forces Korea" is called by a country on both sides. A head
** alone is a word at the opening of a sentence or in a headline, but for those that are names of their own ("Congress"). */
static enum status take_body(struct names_work *w, uint32_t i, uint32_t end, uint32_t *next, struct err *err)
{
    uint32_t head = body_head(w, i, end);
    if (head == end) return OK;
    uint32_t to = head + 1 == end ? body_end(w, head) : head + 1;
    bool forces = unit_in(w, head, "forces|command|force");
    if (to < end && forces && w->unit[to].phrase_bits & (LEX_COUNTRY | LEX_CITY)) to += w->unit[to].phrase;
    bool alone = to == i + 1 && !w->unit[i].capitals && !unit_in(w, i, "congress|senate|parliament");
    bool plain = w->title_case[w->unit[i].sentence] && to == head + 1; /* "Ruling Party", where all words have capitals */
    for (uint32_t k = i; k < head && plain; k++) plain = w->unit[k].bits & LEX_MODIFIER && !w->unit[k].phrase_bits;
    if (alone || plain || to > w->n_unit) return OK; /* "Government", "Ministry": a word, not a name */
    enum status status = add(w, i, to, NAME_ORGANISATION, 0.95f, err);
    if (!status) w->cand[w->n_cand - 1].country = country_in(w, i, to);
    *next = to;
    return status;
}

/* A place, country or known body from i on. Countries and nations before a body stay names of their own, but for forces that
** are called by two ("U.S. Forces Korea"). */
static enum status take_listed(struct names_work *w, uint32_t i, uint32_t end, uint32_t *next, struct err *err)
{
    const struct name_unit *u = &w->unit[i];
    uint32_t to = i + u->phrase;
    uint32_t bits = u->phrase_bits;
    if (to < end && w->unit[to].bits & LEX_PLACE && !(w->unit[to].bits & (LEX_OFFICE | LEX_TITLE))) {
        *next = to + 1;
        return add(w, i, to + 1, NAME_PLACE, 0.95f, err);
    }
    uint32_t head = body_head(w, to, end);
    bool twice = head < end && unit_in(w, head, "forces|command") && head + 1 < end &&
                 w->unit[head + 1].phrase_bits & (LEX_COUNTRY | LEX_CITY);
    bool nobody = bits & LEX_NATION && u->country == NAME_NO_COUNTRY; /* "Korean": the body is called so, not a country's */
    if (head < end && (bits & (LEX_CITY | LEX_KNOWN_ORG) || nobody || (bits & LEX_SEAT && head == to) || twice)) {
        enum status status = take_body(w, i, end, next, err);
        if (status || *next > i) return status;
    }
    enum name_kind kind = bits & LEX_COUNTRY  ? NAME_COUNTRY
                          : bits & LEX_NATION ? NAME_NATION
                          : bits & LEX_SEAT   ? NAME_SEAT
                          : bits & LEX_CITY   ? NAME_PLACE
                                              : NAME_ORGANISATION;
    *next = to;
    enum status status = add(w, i, to, kind, 0.95f, err);
    if (!status) w->cand[w->n_cand - 1].country = u->country;
    return status;
}

/* Words of an office at i: how many units, 0: none. Behind "of" and "and" also what the office is for ("Secretary of War Pete").
** They part names and are none: in "South Korean Foreign Minister Cho Hyun" they stand between a nation and a person. A given
** name that is a word of offices too ("Dean", "Justice") is the name where it does not open the run. */
static uint32_t office_words(const struct names_work *w, uint32_t i, uint32_t from, uint32_t end)
{
    const struct name_unit *u = &w->unit[i];
    uint32_t n = u->phrase_bits & (LEX_OFFICE | LEX_TITLE) && i + u->phrase <= end ? u->phrase : 1;
    bool behind = from > 0 && unit_in(w, from - 1, "of|for|and|the|,");
    bool named = is_given(w, i) && i > from && !(u->bits & LEX_OFFICE);
    if (named) return 0;
    if (u->phrase_bits & (LEX_OFFICE | LEX_TITLE)) return n;
    if (u->bits & LEX_MODIFIER) return 1;
    if (u->bits & LEX_PORTFOLIO) { /* before an office, or behind it */
        for (uint32_t k = i + 1; k < end; k++) {
            if (w->unit[k].bits & (LEX_OFFICE | LEX_TITLE)) return 1;
            if (!(w->unit[k].bits & (LEX_PORTFOLIO | LEX_MODIFIER))) break;
        }
        if (behind) return 1;
    }
    return 0;
}

/* Does a thing's name go on behind its head k to that of a body? Up to two words of no office, person or listed place stand between.
**
**     Federal Open Market Committee     "Open" heads things ("the US Open"), "Committee" the whole
**     Security Policy Institute         yes
**     National Defense Strategy Seoul   no: what follows is a name of its own */
static bool leads_to_body(const struct names_work *w, uint32_t k, uint32_t end)
{
    for (uint32_t n = 1; n <= 3 && k + n < end; n++) {
        const struct name_unit *u = &w->unit[k + n];
        if (!between_heads(w, k + n) || u->known) return false;
        if (u->bits & LEX_ORG) return u->bits & LEX_BODY || (k + n + 1 == end && u->upos == UPOS_PROPN);
    }
    return false;
}

/* Head of a named thing in [i,end) before any office or body: end if none. "National Defense Strategy", "Security Consultative
** Meeting"; where several heads stand together the last is the head. A body's head further on means that the whole is a body's
** name ("Strategy Institute"), an office's that it is an office ("Policy Director"). */
static uint32_t thing_head(const struct names_work *w, uint32_t i, uint32_t end)
{
    for (uint32_t k = i + 1; k < end; k++) {
        bool body = w->unit[k].phrase_bits & LEX_ORG && w->unit[k].phrase > 1; /* "Policy Forum" */
        if (body || w->unit[k].bits & (LEX_OFFICE | LEX_TITLE | LEX_ORG)) return end;
        if (!(w->unit[k].bits & LEX_THING) || (k + 1 < end && w->unit[k + 1].bits & LEX_OFFICE)) continue;
        while (k + 1 < end && w->unit[k + 1].bits & LEX_THING) k++; /* "Policy Review" */
        return leads_to_body(w, k, end) ? end : k;
    }
    return end;
}

/* Capitals whose kind is not on their face, from i on. They end before the next listed name and before an office; and where a
** given name stands second ("Defenseman Jonas Brodin") the first word is no part of it. Three signs close the matter at once: a
** prize or arena named for a person, a noun of places at the end ("Kanagawa Prefecture"), capitals throughout ("NCG"), which are
** a body's more often than anything else's unless a number stands before them ("8 GW"). */
static enum status take_open(struct names_work *w, uint32_t i, uint32_t from, uint32_t end, uint32_t *next, struct err *err)
{
    uint32_t to = i + 1;
    bool odd = !(w->unit[i].bits & (LEX_GIVEN | LEX_SURNAME | LEX_PARTICLE)) && w->unit[i].fold.n > 2 &&
               !memchr(w->unit[i].fold.p, '-', w->unit[i].fold.n);
    if (odd && i + 2 < end && is_given(w, i + 1) && !(w->unit[i + 2].bits & (LEX_ORG | LEX_OFFICE | LEX_SUFFIX))) {
        *next = to; /* "Defenseman Jonas Brodin": the name begins behind a word that is no given name */
        return add(w, i, to, NAME_OTHER, 0.3f, err);
    }
    while (to < end && !is_listed(w, to, from, end)) {
        if (w->unit[to].bits & LEX_SUFFIX) { /* "III", "Jr." */
            to++;
            break;
        }
        bool surname = to == i + 1 && to + 1 == end && is_given(w, i); /* "Kevin King": a title would stand before the name */
        if (w->unit[to].bits & (LEX_OFFICE | LEX_TITLE) && !is_given(w, to) && !surname) break;
        to++;
    }
    *next = to;
    const struct name_unit *last = &w->unit[to - 1];
    if (to > i + 2 && unit_in(w, to - 1, "award|awards|prize|trophy|pavilion|stadium|tournament|show|airport"))
        return add(w, i, to, NAME_THING, 0.8f, err); /* named for a person */
    if (to > i + 1 && last->bits & LEX_PLACE && !(w->unit[i].bits & LEX_GIVEN)) return add(w, i, to, NAME_PLACE, 0.9f, err);
    bool measure = i && last->fold.n < 4 && unit_same_sentence(w, i, i - 1) && w->unit[i - 1].upos == UPOS_NUM; /* "8 GW" */
    if (to == i + 1 && last->capitals && !measure && !(last->bits & (LEX_GIVEN | LEX_SURNAME)))
        return add(w, i, to, NAME_ORGANISATION, 0.5f, err);
    return add(w, i, to, NAME_OTHER, 0.3f, err);
}

/* Names of the run [from,end), by the rules at the head of this file. *next may lie behind end, where a body's name goes on in
** small words. */
static enum status cut_run(struct names_work *w, uint32_t from, uint32_t end, uint32_t *next, struct err *err)
{
    enum status status = OK;
    uint32_t to = from;
    for (uint32_t i = from; i < end && !status; i = to) {
        to = i;
        if (is_listed(w, i, from, end)) {
            status = take_listed(w, i, end, &to, err);
            continue;
        }
        uint32_t thing = is_given(w, i) ? end : thing_head(w, i, end);
        if (thing < end) {
            status = add(w, i, thing + 1, NAME_THING, 0.8f, err);
            to = thing + 1;
            continue;
        }
        uint32_t head = i + 2 + (i + 1 < end && unit_initial(&w->unit[i + 1])); /* "John F. Kennedy Center" */
        bool person = is_given(w, i) && i + 1 < end && !(w->unit[i + 1].bits & (LEX_ORG | LEX_OFFICE)) &&
                      !(head < end && w->unit[head].bits & LEX_BODY); /* "Max Planck Institute" */
        if (!person) status = take_body(w, i, end, &to, err);
        if (status || to > i) continue;
        to = i + office_words(w, i, from, end);
        if (to == i) status = take_open(w, i, from, end, &to, err);
    }
    *next = to > end ? to : end;
    return status;
}

enum status names_runs(struct names_work *w, struct err *err)
{
    enum status status = OK;
    w->cand_end_at = ARENA_NEW(w->ar, (size_t)w->n_unit + 1, uint32_t);
    if (!w->cand_end_at) return arena_why(w->ar, err);
    for (uint32_t i = 0, next; i < w->n_unit && !status; i = next) {
        next = i + 1;
        if (unit_fixed(&w->unit[i])) {
            next = i + w->unit[i].phrase;
            status = add(w, i, next, (enum name_kind)(w->unit[i].known - 1), 0.95f, err);
            if (!status) w->cand[w->n_cand - 1].country = w->unit[i].country;
        } else if (names_may_begin(w, i))
            status = cut_run(w, i, run_end(w, i), &next, err);
    }
    return status;
}
