/* Offices: the words before and behind a name that say what a person is. Surface order alone, since in long
** appositions a tree is least to be trusted.
**
** Before the name the phrase is read from right to left, from the head next to the name outwards: in "South Korea's deputy minister
** for national defense policy Kim" one steps over what the office is for to its head, then over modifiers, then over whose it is.
** Each step is one rule of step_left; the first word that no rule takes ends the phrase. What it takes:
**
**   modifiers, portfolios, heads      "acting deputy assistant secretary", "CEO and founder"
**   of, for, and between them         "secretary of state", "minister of trade, industry and resources"
**   a country, seat or body before    "US Secretary", "Seoul's envoy", "defense ministry spokesperson", "Pentagon press secretary"
**   small adjectives and nouns        "top nuclear envoy"
**
** Behind the name a comma, bracket, "who is" or copula opens it, and it is read from left to right: up to the last head, then what
** hangs on that with "of", "for", "at" (complement). Where this would run into another person's name there is no office at all,
** since then the comma was one of a list: "Kim, Defense Minister Ahn and others". */
#include "language/names_parts.h"

#define NO_OFFICE UINT32_MAX
enum { MAX_WORDS = 24 }; /* units of one office phrase on each side */

/* On any of these lists, by itself? */
static bool has(const struct names_work *w, uint32_t i, uint32_t bits) { return (w->unit[i].bits & bits) != 0; }

/* An office's head, which may end a phrase of several ("attorney general"). Small words only where they are nouns: "official" may
** be said of anything. */
static bool is_head(const struct names_work *w, uint32_t i)
{
    const struct name_unit *u = &w->unit[i];
    if (!(u->bits & (LEX_OFFICE | LEX_TITLE))) {
        bool general = unit_is(w, i, "general") && i && has(w, i - 1, LEX_OFFICE);
        return general;
    }
    return u->capital || ((u->upos == UPOS_NOUN || u->upos == UPOS_PROPN) && u->bits & LEX_OFFICE);
}

/* "defense ministers" are more than the one who is named; an "s" that belongs to the word ("boss") is none. */
static bool is_plural(const struct names_work *w, uint32_t i)
{
    str f = w->unit[i].fold;
    return str_ends(f, STR("s")) && !str_ends(f, STR("ss")) && !unit_in(w, i, "mr.|ms.|mrs.|joint chiefs");
}

/* The country or body that ends before unit i, into o; gives where it begins, i if there is none. Countries give their name to
** o->country and are left out of the office's text ("US Secretary of War": "secretary of war", US); a house that is called for what
** works in it ("Pentagon press secretary") is the body as well. A body in small letters has no candidate, hence the list. */
static uint32_t owner_before(const struct names_work *w, struct name_office *o, uint32_t i)
{
    uint32_t k = w->cand_end_at[i];
    if (k) {
        const struct name_candidate *c = &w->cand[k - 1];
        if (c->kind == NAME_COUNTRY || c->kind == NAME_NATION || c->kind == NAME_SEAT) {
            if (o->country == NAME_NO_COUNTRY) o->country = c->country;
            if (c->kind == NAME_SEAT && unit_in(w, c->begin, "pentagon|white|downing|kremlin"))
                o->organisation = (span){c->begin, c->end};
            o->skip = (span){c->begin, o->skip.end ? o->skip.end : c->end};
            return c->begin;
        }
        if (c->kind == NAME_ORGANISATION && !o->organisation.end) {
            o->organisation = (span){c->begin, c->end};
            return c->begin;
        }
    }
    static const char owners[] =
        "ministry|department|council|command|committee|commission|agency|bureau|office|institute|university|"
        "government|parliament|party|cabinet|secretariat|embassy|court|navy|army|company|group|bank|union";
    bool body =
        i && unit_in(w, i - 1, owners) && !o->organisation.end && w->unit[i - 1].upos != UPOS_VERB && !w->unit[i].genitive;
    if (!body) return i;
    uint32_t from = i - 1; /* "defense ministry spokesperson" */
    while (from && unit_same_sentence(w, i, from - 1) && has(w, from - 1, LEX_PORTFOLIO | LEX_MODIFIER) &&
           !has(w, from - 1, LEX_OFFICE))
        from--;
    o->organisation = (span){from, i};
    return from;
}

/* One step to the left from s, where the phrase begins so far; gives s when it ends there. The order of the rules matters: owners
** before names (else "Seoul's" would end it), names before words (else a surname that is also a modifier, "Long", would be
** eaten). */
static uint32_t step_left(const struct names_work *w, struct name_office *o, uint32_t s)
{
    if (s == 0 || !unit_same_sentence(w, s, s - 1)) return s;
    uint32_t p = s - 1;
    const struct name_unit *u = &w->unit[p];
    if (u->genitive && p) {
        uint32_t from = owner_before(w, o, p);
        if (from == p && has(w, p - 1, LEX_BODY)) {
            from = p - 1;
            while (from && has(w, from - 1, LEX_PORTFOLIO | LEX_MODIFIER) && unit_same_sentence(w, p, from - 1)) from--;
            o->organisation = (span){from, p};
        }
        return from == p ? s : from;
    }
    uint32_t from = owner_before(w, o, s);
    if (from < s) return from;
    if (w->cand_end_at[s]) return s; /* some other name */
    bool open = has(w, p, LEX_MODIFIER | LEX_PORTFOLIO | LEX_OFFICE | LEX_TITLE);
    if (open && u->upos != UPOS_VERB) return p;
    if (open && (u->capital || unit_in(w, p, "acting|retired|leading|outgoing|incoming|under|visiting|managing|ruling")))
        return p;
    if (unit_is(w, p, "under") && unit_is(w, s, "secretary")) return p;
    if (unit_is(w, p, "-") && p && u->glued && unit_same_sentence(w, p, p - 1)) return p - 1;
    if (p && unit_in(w, p, "of|for") && has(w, s, LEX_PORTFOLIO | LEX_MODIFIER) && has(w, p - 1, LEX_OFFICE | LEX_PORTFOLIO))
        return p - 1;
    if (p && unit_in(w, p, "and|&|,") && has(w, s, LEX_PORTFOLIO) && has(w, p - 1, LEX_PORTFOLIO)) return p - 1;
    if (p && unit_in(w, p, "and|&") && is_head(w, s) && is_head(w, p - 1)) return p - 1;
    if (p > 1 && unit_is(w, p, "the") && unit_is(w, p - 1, "of") && has(w, p - 2, LEX_OFFICE)) return p - 2;
    bool noun = (u->upos == UPOS_ADJ || u->upos == UPOS_NOUN) && !u->capital && !has(w, p, LEX_SPEECH);
    return noun ? p : s;
}

/* Does one of these units name an office, not only a rank? "Gen. Paul" has a rank; "commander Gen. Paul" an office besides. */
static bool holds_office(const struct names_work *w, uint32_t begin, uint32_t end)
{
    for (uint32_t k = begin; k < end; k++)
        if (has(w, k, LEX_OFFICE)) return true;
    return false;
}

/* The phrase whose last unit is `last`, an office's head or what it is for. Two phases: back from what it is for to the head
** ("War", "of", "Secretary"), without which there is no office; then outwards as far as rules go. "Mr." and the like give gender
** and widen the mention, but are no office. */
static struct name_office phrase_before(const struct names_work *w, uint32_t last)
{
    struct name_office o = {.end = last + 1, .country = NAME_NO_COUNTRY, .lead = NAME_NONE};
    uint32_t s = last;
    while (s && has(w, s, LEX_PORTFOLIO) && !is_head(w, s) && last - s < MAX_WORDS) { /* back to the head: "Secretary of War" */
        uint32_t to = step_left(w, &o, s);
        if (to == s) return o;
        s = to;
    }
    if (!is_head(w, s)) return o;
    o.how = HOW_TITLE;
    for (uint32_t k = s; k <= last; k++) {
        o.title_bits |= w->unit[k].bits & (LEX_MALE | LEX_FEMALE);
        o.office |= has(w, k, LEX_OFFICE) ||
                    (has(w, k, LEX_TITLE) && !unit_in(w, k, "mr|mr.|mrs|mrs.|ms|ms.|miss|dr|dr.|sir|st.|lady|dame"));
    }
    for (uint32_t to = step_left(w, &o, s); to < s && last - s < MAX_WORDS; to = step_left(w, &o, s)) {
        for (uint32_t k = to; k < s; k++) {
            o.office |= has(w, k, LEX_OFFICE) && is_head(w, k);
            o.title_bits |= w->unit[k].capital ? w->unit[k].bits & (LEX_MALE | LEX_FEMALE) : 0;
        }
        s = to;
    }
    if (s && unit_same_sentence(w, s, s - 1) && o.office &&
        (w->unit[s - 1].upos == UPOS_DET || unit_in(w, s - 1, "the|a|an|his|her|its|their|our|my")))
        s--;
    o.begin = s;
    if (s < last && !unit_is(w, last, "general") && has(w, last, LEX_TITLE) && !has(w, last, LEX_OFFICE) &&
        holds_office(w, s, last))
        o.end = last; /* a rank besides */
    return o;
}

bool names_is_rank(const struct names_work *w, const struct name_office *o)
{
    return o->how == HOW_TITLE && !holds_office(w, o->begin, o->end);
}

struct name_office names_office_before(const struct names_work *w, uint32_t at)
{
    struct name_office none = {.country = NAME_NO_COUNTRY, .lead = NAME_NONE};
    if (at == 0) return none;
    uint32_t p = at - 1;
    if (!unit_same_sentence(w, at, p)) { /* a title's full stop taken for a sentence's: "Rep. | Joe Wilson" */
        bool dot = unit_is(w, p, ".") && p && w->unit[p].glued && w->unit[at].bytes.begin == w->unit[p].bytes.end + 1;
        p -= dot;
        if (!unit_in(w, p,
                     dot ? "rep|sen|gov|adm|gen|col|prof|lt|maj|capt|amb|mr|ms|mrs|dr"
                         : "rep.|sen.|gov.|adm.|gen.|col.|prof.|mr.|ms.|mrs.|dr."))
            return none;
        if (!w->unit[p].capital || w->unit[at].sentence - w->unit[p].sentence != 1) return none;
    }
    bool comma = unit_is(w, p, ",") && p && unit_same_sentence(w, p, p - 1);
    if (comma) p--;
    if (!is_head(w, p) && !(has(w, p, LEX_PORTFOLIO) && w->unit[p].upos != UPOS_VERB)) return none;
    uint32_t body = w->cand_end_at[p + 1]; /* "the Department of Justice": no justice */
    if (body && w->cand[body - 1].kind == NAME_ORGANISATION) return none;
    struct name_office o = phrase_before(w, p);
    if (o.how == HOW_NONE) return none;
    if (!comma) return o;
    /* A comma before a name is an apposition only where the phrase is definite and no name stands before it. */
    uint32_t first = o.begin;
    bool definite = o.country != NAME_NO_COUNTRY || o.organisation.end || unit_in(w, first, "the|a|an|his|her|its|their|our");
    bool taken = first && unit_in(w, first - 1, ",|(|and") && unit_same_sentence(w, first, first - 1) && first > 1 &&
                 w->cand_end_at[first - 1];
    if (!definite || taken || !o.office || is_plural(w, p)) return none;
    o.how = HOW_COMMA;
    return o;
}

/* ---- behind the name ---- */

/* Does a phrase end before unit i? At marks, verbs, and what opens a clause. */
static bool stops(const struct names_work *w, uint32_t first, uint32_t i)
{
    if (!unit_same_sentence(w, first, i)) return true;
    const struct name_unit *u = &w->unit[i];
    if (u->genitive || unit_is(w, i, "-")) return false;
    if (u->upos == UPOS_PUNCT || u->upos == UPOS_AUX || u->upos == UPOS_SCONJ || u->upos == UPOS_PRON)
        return !unit_in(w, i, "his|her|its|their|our");
    bool said = u->upos == UPOS_VERB && !u->capital && !has(w, i, LEX_MODIFIER | LEX_PORTFOLIO | LEX_OFFICE);
    return said && !str_ends(u->fold, STR("ing"));
}

/* Is the comma at i one inside a list of what the office is for ("for nuclear deterrence, chemical and biological policy")? Then
** nothing but small adjectives and nouns with an "and" follows, up to a mark. */
static bool comma_of_list(const struct names_work *w, uint32_t i)
{
    bool with_and = false;
    for (uint32_t k = i + 1; k < i + 9; k++) {
        if (!unit_same_sentence(w, i, k) || unit_in(w, k, ".|,|;|)")) return with_and && k > i + 3;
        const struct name_unit *u = &w->unit[k];
        if (unit_in(w, k, "and|&"))
            with_and = true;
        else if ((u->capital && !has(w, k, LEX_PORTFOLIO)) ||
                 (u->upos != UPOS_ADJ && u->upos != UPOS_NOUN && !has(w, k, LEX_PORTFOLIO)))
            return false;
    }
    return false;
}

/* The candidate that begins at unit i, or NULL. Candidates are in order. */
static const struct name_candidate *cand_at(const struct names_work *w, uint32_t i)
{
    uint32_t low = 0, high = w->n_cand;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (w->cand[mid].begin < i)
            low = mid + 1;
        else
            high = mid;
    }
    return low < w->n_cand && w->cand[low].begin == i ? &w->cand[low] : NULL;
}

/* What the office is of, for, at: from unit i on; gives the end, or NO_OFFICE: the phrase runs into another person's name.
** Bodies and countries right behind the head go into o: "spokesman for the U.S. Department of Justice" is a spokesman, of a body,
** of a country. All else stays in the office's words ("deputy minister for national defense policy"), up to a mark, a verb or the
** next preposition; an "and" is passed where another portfolio follows, not where another phrase begins. */
static uint32_t complement(const struct names_work *w, struct name_office *o, uint32_t first, uint32_t i)
{
    while (i < first + 2 * MAX_WORDS && unit_same_sentence(w, first, i)) {
        if (!unit_in(w, i, "of|for|to|at|with|on")) break;
        uint32_t k = i + 1;
        bool the = unit_is(w, k, "the");
        if (!unit_same_sentence(w, first, k + the)) break;
        const struct name_candidate *c = cand_at(w, k + the);
        bool named = c && (c->kind == NAME_ORGANISATION || (c->open && c->kind == NAME_OTHER && unit_in(w, i, "at|with")));
        bool body = named && !o->organisation.end;
        const struct name_candidate *next =
            c && (c->kind == NAME_COUNTRY || c->kind == NAME_NATION) ? cand_at(w, c->end) : NULL;
        if (next && next->kind == NAME_ORGANISATION && !o->organisation.end) { /* "for the U.S. Department of Justice" */
            if (o->country == NAME_NO_COUNTRY) o->country = c->country;
            if (!o->skip.end) o->skip = (span){i, next->end};
            c = next;
            body = true;
        }
        bool land = c && c->kind == NAME_COUNTRY && o->country == NAME_NO_COUNTRY && unit_is(w, i, "of");
        if (body || land) {
            if (body) o->organisation = (span){c->begin, c->end};
            if (land) o->country = c->country;
            if (!o->skip.end) o->skip = (span){i, c->end};
            i = c->end;
            continue;
        }
        if (unit_in(w, i, "with|on") && !has(w, k, LEX_PORTFOLIO)) break;
        uint32_t from = k;
        while (!stops(w, first, k) || (unit_is(w, k, ",") && comma_of_list(w, k))) {
            if (k > from &&
                unit_in(w, k, "of|for|to|at|with|on|in|from|by|after|during|since|as|who|when|over|under|about|against"))
                break;
            const struct name_candidate *other =
                k > from && w->unit[k].capital && !w->unit[k - 1].capital ? cand_at(w, k) : NULL;
            if (other && other->open && w->unit[k - 1].upos != UPOS_DET && !unit_in(w, k - 1, "and|&"))
                return NO_OFFICE; /* another's */
            bool and = unit_in(w, k, "and|&");
            if (and&&(stops(w, first, k + 1) || w->unit[k + 1].upos == UPOS_DET ||
                      (w->unit[k + 1].capital && !has(w, k + 1, LEX_PORTFOLIO | LEX_NATION))))
                break;
            k++;
        }
        if (k == from) break;
        i = k;
    }
    return i;
}

/* An office phrase from unit i on; end == begin: none. It must end in a head that belongs to no other name: ", the ministry said"
** has none, ", Defense Minister Ahn" gives its head away to Ahn. Plurals speak of more than the one who is named. */
static struct name_office phrase_behind(const struct names_work *w, uint32_t i)
{
    struct name_office o = {.begin = i, .end = i, .country = NAME_NO_COUNTRY, .lead = NAME_NONE};
    uint32_t head = 0, k = i;
    bool the = i < w->n_unit && (w->unit[i].upos == UPOS_DET || unit_in(w, i, "the|a|an|his|her|its|their|our"));
    for (k = i + the; k < i + MAX_WORDS && !stops(w, i, k); k++) {
        if (w->unit[k].upos == UPOS_ADP && !(unit_is(w, k, "under") && unit_is(w, k + 1, "secretary"))) break;
        if (unit_in(w, k, "and|&|or") && !(head == k && k && (has(w, k + 1, LEX_PORTFOLIO | LEX_OFFICE | LEX_MODIFIER)))) {
            if (!has(w, k - 1, LEX_PORTFOLIO | LEX_OFFICE) || stops(w, i, k + 1) || !has(w, k + 1, LEX_PORTFOLIO | LEX_OFFICE))
                break;
        }
        if (is_head(w, k) && w->unit[k].phrase_bits & LEX_OFFICE) head = k + 1;
    }
    if (!head || head != k || is_plural(w, head - 1) || w->unit[i].opens) return o;
    struct name_office left = {.country = NAME_NO_COUNTRY, .lead = NAME_NONE, .end = head};
    uint32_t s = head - 1;
    for (uint32_t to = step_left(w, &left, s); to < s && to >= i; to = step_left(w, &left, s)) s = to;
    left.begin = i;
    left.end = complement(w, &left, i, head);
    if (left.end == NO_OFFICE) return o;
    left.office = true;
    left.title_bits = w->unit[head - 1].bits & (LEX_MALE | LEX_FEMALE);
    return left;
}

struct name_office names_office_behind(const struct names_work *w, uint32_t end)
{
    struct name_office none = {.country = NAME_NO_COUNTRY, .lead = NAME_NONE};
    uint32_t q = end;
    enum name_how how = HOW_NONE;
    if (!end || !unit_same_sentence(w, end - 1, q)) return none;
    if (unit_is(w, q, ",")) {
        how = HOW_APPOSITION;
        q++;
        if (unit_same_sentence(w, end, q + 1) && w->unit[q].upos == UPOS_NUM && unit_is(w, q + 1, ",")) q += 2; /* an age */
        if (unit_is(w, q, "who")) {
            how = HOW_RELATIVE;
            q++;
            uint32_t from = q;
            while (q < from + 5 && unit_in(w, q,
                                           "is|was|has|had|been|now|also|currently|serves|served|serving|works|worked|acts|"
                                           "named|appointed|became|as|previously|formerly"))
                q++;
            if (q == from) return none;
        }
    } else if (unit_is(w, q, "(")) {
        how = HOW_PARENTHESIS;
        q++;
    } else if (unit_in(w, q, "is|was|became|serves|served")) {
        how = HOW_COPULA;
        q++;
        while (unit_in(w, q, "now|also|currently|as|then|still|appointed|named")) q++;
    }
    if (how == HOW_NONE || !unit_same_sentence(w, end - 1, q)) return none;
    struct name_office o = phrase_behind(w, q);
    if (o.end == o.begin) return none;
    if (how == HOW_PARENTHESIS && !unit_is(w, o.end, ")") && !unit_is(w, o.end, ",")) return none;
    o.how = how;
    return o;
}
