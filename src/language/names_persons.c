/* Which candidates are persons, and what becomes of the others.
**
** Two looks. The first asks the candidate and its neighbours alone, from sure to weak: an office before it (0.95), a given name
** on the list, a Korean build or a middle initial (0.9), an office behind it (0.9, one word 0.7), a list of persons that it stands
** in (0.8, names_list.c), doing what persons do (0.6). All persons that are sure by then give their surname to a table. The second
** look asks that table: "Sofer" is a person because "Robert Sofer" is one somewhere, also further down, since headlines name people
** before the text introduces them. Short forms are settled between the looks. What neither look tells is left to the words beside
** it (names_beside.c). */
#include "language/names_parts.h"
#include "language/names_who.h"

/* Parts of a Korean name by its build: a surname of the lists, then a given name with a hyphen, or two syllables; or turned
** round. */
static bool built_korean(const struct names_work *w, const struct name_candidate *c)
{
    uint32_t n = c->end - c->begin;
    const struct name_unit *u = &w->unit[c->begin];
    str text = str_span(w->t->text, (span){u[0].bytes.begin, u[n - 1].bytes.end});
    if (n < 2 || n > 3) return false;
    bool hyphen = memchr(text.p, '-', text.n) != NULL;
    bool first = u[0].bits & LEX_SURNAME, last = u[n - 1].bits & LEX_SURNAME;
    if (n == 2 && hyphen) return first || last;
    return n == 3 && first && name_syllable(u[1].fold) && name_syllable(u[2].fold);
}

/* "Randal K. Quarles": a letter of its own between two names is a middle initial, and only persons have one. */
static bool has_initial(const struct names_work *w, const struct name_candidate *c)
{
    const uint32_t common = LEX_ORG | LEX_THING | LEX_PLACE | LEX_PORTFOLIO | LEX_OFFICE | LEX_TITLE | LEX_GEO | LEX_KNOWN_ORG;
    const struct name_unit *u = &w->unit[c->begin];
    uint32_t n = c->end - c->begin;
    if (n < 3 || n > 4 || (n == 4 && !(u[3].bits & LEX_SUFFIX))) return false;
    for (int i = 0; i < 3; i += 2)
        if (u[i].fold.n < 3 || u[i].capitals || u[i].bits & common || u[i].upos == UPOS_NUM) return false;
    return unit_initial(&u[1]);
}

/* Is the name part of a longer thing named for its bearer: "the Trump administration", "Trump-era"? */
static bool names_a_rule(const struct names_work *w, const struct name_candidate *c, bool *hyphen)
{
    uint32_t k = c->end;
    *hyphen = unit_is(w, k, "-") && w->unit[k].glued && unit_same_sentence(w, c->begin, k);
    bool small = unit_same_sentence(w, c->begin, k) && w->unit[k].bits & LEX_RULE &&
                 (!w->unit[k].capital || unit_is(w, k, "administration"));
    return *hyphen || small;
}

/* Does it do what persons do: say, tell, be one "who"? The only sign that a name without a given name on the list may have.
** Companies say things, too: hence the low confidence (0.6), and two words at least. */
static bool speaks(const struct names_work *w, const struct name_candidate *c)
{
    uint32_t k = c->end;
    bool behind = unit_same_sentence(w, c->begin, k) && w->unit[k].bits & LEX_SPEECH;
    bool who = unit_is(w, k, ",") && unit_in(w, k + 1, "who|whose") && unit_same_sentence(w, k, k + 1);
    bool before = c->begin && unit_in(w, c->begin - 1, "said|says|added|tweeted") && unit_same_sentence(w, c->begin - 1, k - 1);
    return behind || who || before;
}

/* "Chief Design Officer": the word before it is part of an office. */
static bool office_follows(const struct names_work *w, uint32_t k)
{
    return k && unit_same_sentence(w, k - 1, k) && w->unit[k].capital && w->unit[k].bits & (LEX_OFFICE | LEX_ORG);
}

/* First look: offices, given names, builds. A single capital that is a common word ("Defense", "Major"), a noun by its tag, or
** part of an office ("Chief" in "Chief Design Officer") is asked nothing; nor is a headline's single word believed for a title,
** since there "Leader Says" has the look of one. An office behind replaces a mere rank before ("Gen. Paul, commander of"), whose
** words stay in the mention. */
static void judge(const struct names_work *w, struct name_candidate *c)
{
    uint32_t n = c->end - c->begin;
    const struct name_unit *first = &w->unit[c->begin];
    bool headline = w->title_case[first->sentence], titled = false;
    uint32_t common = LEX_ORG | LEX_THING | LEX_PLACE | LEX_PORTFOLIO | LEX_MODIFIER;
    bool known = unit_known_person(&w->unit[c->end - 1]);
    if (n == 1 && !known && (first->bits & common || first->upos == UPOS_NOUN || office_follows(w, c->end)))
        return; /* "CFO Journal" */
    bool vague =
        n == 1 && c->begin && w->unit[c->begin - 1].opens && unit_in(w, c->begin - 1, "major|leader|expert|head|chief|lead");
    if (vague && !(first->bits & LEX_SURNAME)) return; /* "Major Shareholders" */
    c->office = names_office_before(w, c->begin);
    bool rank = names_is_rank(w, &c->office);
    if (c->office.how == HOW_NONE || c->office.how == HOW_COMMA || rank) {
        struct name_office behind = names_office_behind(w, c->end);
        if (behind.how != HOW_NONE && (behind.how != HOW_COPULA || n > 1)) {
            if (rank) behind.lead = c->office.begin;
            behind.title_bits |= c->office.title_bits;
            titled = rank;
            c->office = behind;
        }
    }
    if (known) c->country = w->unit[c->end - 1].country;
    if (!c->open) return; /* known as a whole: nothing is left to ask but the office */
    bool given = n > 1 && first->bits & LEX_GIVEN && !w->unit[c->begin + 1].capitals;
    if (known || ((c->office.how == HOW_TITLE || titled) && !(headline && n == 1)))
        c->prob = 0.95f;
    else if (given || built_korean(w, c) || has_initial(w, c))
        c->prob = 0.9f;
    else if (c->office.how != HOW_NONE && c->office.how != HOW_COPULA && !headline && !first->capitals)
        c->prob = n > 1 ? 0.9f : 0.7f;
    else if (n > 1 && n < 5 && speaks(w, c) && !headline && !first->capitals)
        c->prob = 0.6f;
    else
        return;
    if (n < 6) c->kind = NAME_PERSON;
}

/* The word by which a person is called later: the surname. Last in English ("Pete Hollis"), but first in a Korean name, which is
** known by its build ("Kim Hong-cheol", "Lee Jae Myung"), by a surname that is no given name with a syllable behind it ("Cho
** Hyun"), or, where the surname is a given name too ("Lee Jae", "Kim Gan"), by an office beside it. "Jr." is nobody's surname. */
static str called(const struct names_work *w, const struct name_candidate *c)
{
    uint32_t last = c->end - 1;
    while (last > c->begin + 1 && w->unit[last].bits & LEX_SUFFIX) last--;
    bool hyphen = memchr(w->unit[last].fold.p, '-', w->unit[last].fold.n) != NULL;
    bool korean = built_korean(w, c) && w->unit[c->begin].bits & LEX_SURNAME;
    bool two = c->end - c->begin == 2 && w->unit[c->begin].bits & LEX_SURNAME && !(w->unit[c->begin].bits & LEX_GIVEN) &&
               name_syllable(w->unit[last].fold) && !(w->unit[last].bits & LEX_SURNAME && !hyphen);
    bool kim = c->end - c->begin == 2 && w->unit[c->begin].bits & LEX_SURNAME && c->office.how != HOW_NONE &&
               name_syllable(w->unit[last].fold);
    return w->unit[korean || two || kim ? c->begin : last].fold;
}

/* "the Tramm administration": a body named for its head, whoever that is. */
static bool led_by(const struct names_work *w, const struct name_candidate *c)
{
    return c->begin && unit_is(w, c->begin - 1, "the") && unit_same_sentence(w, c->begin - 1, c->end) &&
           unit_in(w, c->end, "administration|government|presidency|regime") && !w->unit[c->end].capital &&
           w->unit[c->begin].upos == UPOS_PROPN;
}

/* Second look, at what only the rest of the text can tell: the surname of someone named in full, a given name that speaks, a body
** that is called for who leads it. */
static void judge_again(const struct names_work *w, struct name_candidate *c, const struct name_map *surnames)
{
    uint32_t n = c->end - c->begin;
    if (c->kind == NAME_PERSON || !c->open) return;
    str last = w->unit[c->end - 1].fold;
    bool known = name_map_get(surnames, last) != NAME_NONE;
    if (known && n < 4 && (n == 1 || !w->unit[c->begin].capitals)) {
        c->kind = NAME_PERSON;
        c->prob = n == 1 ? 0.85f : 0.8f;
    } else if (n == 1 && w->unit[c->begin].bits & LEX_GIVEN && speaks(w, c)) {
        c->kind = NAME_PERSON;
        c->prob = 0.5f;
    } else if (n < 4 && led_by(w, c)) {
        c->kind = NAME_ORGANISATION;
        c->prob = 0.7f;
        c->end++;
    }
}

enum status names_persons(struct language_names *out, struct names_work *w, struct err *err)
{
    struct name_map surnames;
    enum status status = name_map_new(&surnames, w->n_cand, w->ar, err);
    if (status) return status;
    for (uint32_t i = 0; i < w->n_cand; i++) {
        struct name_candidate *c = &w->cand[i];
        if (c->open || c->kind == NAME_PERSON) judge(w, c);
    }
    names_lists(w);
    for (uint32_t i = 0; i < w->n_cand; i++) {
        struct name_candidate *c = &w->cand[i];
        if (c->kind == NAME_PERSON && c->prob >= 0.8f) name_map_set(&surnames, called(w, c), i);
    }
    status = names_short(w, err); /* a person's initials are no body's, so those who are told at once come first */
    if (status) return status;
    for (uint32_t i = 0; i < w->n_cand; i++) {
        struct name_candidate *c = &w->cand[i];
        bool hyphen;
        judge_again(w, c, &surnames);
        if (c->kind != NAME_PERSON || !names_a_rule(w, c, &hyphen) || c->office.how == HOW_TITLE) continue;
        c->kind = hyphen ? NAME_OTHER : NAME_ORGANISATION;
        if (!hyphen) c->end++;
    }
    status = names_beside(w, err);
    return status ? status : names_who(out, w, called, err);
}
