/* Capitals that nothing on their face tells the kind of: what stands beside them does, once anywhere in the text.
**
** "The Rukban camp", "the energy company Burisma", "an analyst at Stratfor": writers tell what a name is when they first use it,
** and then write "Rukban" alone. So evidence is looked for at every mention and holds for all of the same spelling: one sense per
** discourse (Gale, Church and Yarowsky, HLT 1992). Evidence, from sure to weak, with the confidence that the name then has:
**
**   0.6  a noun of places or bodies right behind ("Zabul province", "the Islamic Jihad group") or before ("news agency
**        Ruptly", "the village of Orsk"), or the place where one works ("Head of Research at Kotak")
**   0.5  "in", "at", "near" before it: a place, but one is also "in" debt and "at" Yale
**   0.5  "from", "to" before it: a place here, which proves nothing elsewhere ("from Hitler to Stalin"). An owner is none ("to
**        Hitler's rule").
**   0.5  any of the first two at another mention
**
** Persons are told before (names_persons.c), and a name that the lists or the caller know is never open. */
#include "language/names_parts.h"

/* Nouns of places and of bodies that stand right behind a name, or right before it: "Rukban camp", "the energy company Burisma".
** Such as name both ("court", "school", "station") are left out, and so is what a person may be followed by ("party"). */
static const char places[] =
    "province|district|county|region|area|camp|peninsula|village|town|city|valley|desert|islands|island|"
    "prefecture|river|lake|coast|border|airport|base|port|settlement|suburb|neighborhood|neighbourhood|"
    "crossing|mountains|strait|reef|shoal";
static const char bodies[] =
    "group|company|firm|agency|newspaper|broadcaster|conglomerate|ministry|brokerage|organization|"
    "organisation|manufacturer|bank|airline|militia|consultancy|startup|retailer|shipbuilder|automaker|"
    "carmaker|network|outlet|nonprofit|charity";

/* Does unit k hold one of these nouns, in small letters? */
static bool is_noun(const struct names_work *w, const struct name_candidate *c, uint32_t k, const char *list)
{
    return unit_same_sentence(w, c->begin, k) && !w->unit[k].capital && unit_in(w, k, list) && w->unit[k].upos == UPOS_NOUN;
}

/* Is it where someone works: "Head of Research at Kotak", "who works at Kotak"? "At" alone would not do: "the meeting at
** Gyeongju". */
static bool is_employer(const struct names_work *w, const struct name_candidate *c)
{
    uint32_t i = c->begin;
    if (i < 2 || !unit_is(w, i - 1, "at") || !unit_same_sentence(w, i - 2, i)) return false;
    return w->unit[i - 2].bits & (LEX_OFFICE | LEX_PORTFOLIO) || unit_in(w, i - 2, "works|worked|working|partner");
}

/* The kind that the words beside c tell, NAME_OTHER: none; *prob: how surely. "in X" and the like are weak: one is also in debt. */
static enum name_kind beside(const struct names_work *w, const struct name_candidate *c, float *prob)
{
    uint32_t i = c->begin, n = c->end - i;
    bool owner = c->end < w->n_unit && w->unit[c->end].genitive;
    bool inside = i && unit_same_sentence(w, i, i - 1) && w->unit[i].upos == UPOS_PROPN && n < 3;
    *prob = 0.6f;
    if (is_noun(w, c, c->end, places) || (i > 1 && unit_is(w, i - 1, "of") && is_noun(w, c, i - 2, places))) return NAME_PLACE;
    if (is_noun(w, c, c->end, bodies) || (i && is_noun(w, c, i - 1, bodies)) || is_employer(w, c)) return NAME_ORGANISATION;
    *prob = 0.5f;
    if (inside && unit_in(w, i - 1, "in|at|near")) return NAME_PLACE;
    if (inside && unit_in(w, i - 1, "from|to") && !owner) return NAME_PLACE; /* "to Hitler's rule" */
    return NAME_OTHER;
}

/* The text of a candidate, as it is written. */
static str text_of(const struct names_work *w, const struct name_candidate *c)
{
    return str_span(w->t->text, (span){w->unit[c->begin].bytes.begin, w->unit[c->end - 1].bytes.end});
}

enum status names_beside(struct names_work *w, struct err *err)
{
    struct name_map told; /* a name as it is written -> the candidate that words beside it told the kind of, surest first */
    enum status status = name_map_new(&told, w->n_cand, w->ar, err);
    for (uint32_t i = 0; i < w->n_cand && !status; i++) {
        struct name_candidate *c = &w->cand[i];
        if (c->kind != NAME_OTHER || !c->open) continue;
        float prob;
        enum name_kind kind = beside(w, c, &prob);
        if (kind == NAME_OTHER) continue;
        c->kind = (uint8_t)kind;
        c->prob = prob;
        bool weak = prob < 0.6f && unit_in(w, c->begin - 1, "from|to");
        uint32_t before = name_map_get(&told, text_of(w, c));
        if (!weak && (before == NAME_NONE || w->cand[before].prob < prob)) name_map_set(&told, text_of(w, c), i);
    }
    for (uint32_t i = 0; i < w->n_cand && !status; i++) {
        struct name_candidate *c = &w->cand[i];
        bool weak = c->kind == NAME_PLACE && c->prob <= 0.5f;
        if (!c->open || (c->kind != NAME_OTHER && !weak)) continue;
        uint32_t by = name_map_get(&told, text_of(w, c));
        if (by == NAME_NONE || by == i) continue;
        c->kind = w->cand[by].kind;
        c->prob = 0.5f;
    }
    return status;
}
