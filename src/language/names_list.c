/* Persons told by the company they keep: a name in a list of persons is one's, though nothing else tells.
**
** "Voting for the action: Jerome H. Powell, Chair; Lael Brainard; Randal K. Quarles; and Esther L. George." A list is a row of
** candidates in one sentence with nothing but commas, semicolons, "and" and words of an office between them. Where at least two are
** surely persons, no fewer than those whose kind is open, and none is anything else, the open ones of two or three words are persons too.
** One place, body or thing among them and the list tells nothing: writers do mix ("Seoul, Kim Hong-chan and the ministry"), and
** then by other rules. */
#include "language/names_parts.h"

/* Words of an office between two names of a list: "Chair", "Vice Chair", "Minister of Trade". */
static bool is_office_word(const struct names_work *w, uint32_t i)
{
    const struct name_unit *u = &w->unit[i];
    return u->bits & (LEX_OFFICE | LEX_TITLE | LEX_MODIFIER | LEX_PORTFOLIO) || unit_is(w, i, "of");
}

/* Does the list go on from candidate a to the next, b? At least one mark or "and" parts them. */
static bool goes_on(const struct names_work *w, const struct name_candidate *a, const struct name_candidate *b)
{
    enum { MAX_BETWEEN = 8 };
    bool parted = false;
    if (b->begin < a->end || b->begin - a->end > MAX_BETWEEN || !unit_same_sentence(w, a->begin, b->begin)) return false;
    for (uint32_t i = a->end; i < b->begin; i++) {
        bool mark = unit_in(w, i, ",|;|and|&");
        if (!mark && (!parted || !is_office_word(w, i))) return false; /* "Kim Minister Park" is no list */
        parted = parted || mark;
    }
    return parted && unit_in(w, b->begin - 1, ",|;|and|&");
}

/* Open, of two or three words ("Lael Brainard"), none of which makes names of other things: not "Rukan Plan", not "NCG Talks". One
** word alone may be a place as well. */
static bool may_be_person(const struct names_work *w, const struct name_candidate *c)
{
    const uint32_t common = LEX_ORG | LEX_THING | LEX_PLACE | LEX_PORTFOLIO | LEX_OFFICE | LEX_RULE;
    uint32_t n = c->end - c->begin;
    if (!c->open || c->kind != NAME_OTHER || n < 2 || n > 3) return false;
    for (uint32_t i = c->begin; i < c->end; i++)
        if (w->unit[i].bits & common || w->unit[i].capitals || w->unit[i].upos != UPOS_PROPN) return false;
    return true;
}

/* List by list, each as long as goes_on has it; most are one candidate. A headline's capitals make no names. A person who only seems
** one since a verb of persons follows ("Tarn Rukan met", 0.6) proves nothing for the others. */
void names_lists(struct names_work *w)
{
    for (uint32_t first = 0, end; first < w->n_cand; first = end) {
        uint32_t persons = 0, open = 0, others = 0;
        end = first;
        do {
            const struct name_candidate *c = &w->cand[end++];
            if (c->kind == NAME_PERSON && c->prob >= 0.7f)
                persons++;
            else if (c->kind == NAME_PERSON || may_be_person(w, c))
                open++;
            else
                others++;
        } while (end < w->n_cand && goes_on(w, &w->cand[end - 1], &w->cand[end]));
        if (persons < 2 || persons < open || others || w->title_case[w->unit[w->cand[first].begin].sentence]) continue;
        for (uint32_t i = first; i < end; i++)
            if (w->cand[i].kind != NAME_PERSON) {
                w->cand[i].kind = NAME_PERSON;
                w->cand[i].prob = 0.8f;
            }
    }
}
