/* The rules by which pronouns and descriptions are tied (language/coref.h says them in words).
**
** A description is "the" or "both" with a noun of the lists below, or such a noun with a country before it. Lists are short on
** purpose: "the deal" and "the plan" are no actors. The words between article and noun must all be in the name that it is tied
** to: "the defense ministry" is the Ministry of National Defense and not the Ministry of Trade; "the ministry" is whichever was
** named last. Three degrees of trust follow from what a reader could object: nothing (0.85), that another fits as well (0.6),
** that the description names no word of it (0.5). */
#include "language/coref_parts.h"

static const char roles[] =
    "minister|president|secretary|leader|ambassador|spokesperson|spokesman|spokeswoman|commander|chairman|official|"
    "general|admiral|governor|mayor|senator|professor|adviser|envoy|chief|analyst|expert|premier|chancellor|"
    "prime minister|director|researcher|lawmaker|undersecretary|negotiator|diplomat";
static const char bodies[] =
    "ministry|department|council|group|command|committee|commission|agency|institute|party|parliament|assembly|"
    "company|court|bank|university|office|body|organization|organisation|association|union|forces|navy|army";
static const char own_bodies[] = "government|administration|military|side|delegation|authorities";

/* ---- descriptions ---- */

/* Does a stretch of text name this word, in whatever capitals, and as a word of its own ("arms" is not named by "Armstrong")? */
static bool names_word(str text, str word)
{
    for (size_t i = 0; i + word.n <= text.n; i++) {
        bool begins = i == 0 || !ascii_alpha((unsigned char)text.p[i - 1]);
        bool ends = i + word.n == text.n || !ascii_alpha((unsigned char)text.p[i + word.n]);
        if (begins && ends && str_eq_nocase_ascii((str){text.p + i, word.n}, word)) return true;
    }
    return false;
}

/* Does a text name all words of [begin,end)? Adjectives of countries are asked elsewhere. */
static bool names_all(const struct coref_work *w, str text, uint32_t begin, uint32_t end)
{
    for (uint32_t k = begin; k < end; k++)
        if (!names_word(text, w->t->words.form[k])) return false;
    return true;
}

/* The last one named is who is meant, but a second one is a doubt. An actor who fits, met looking back at mention k: the first
** one met is taken; true when it is another than the one taken. */
static bool is_other(struct coref_mention *m, uint32_t actor, uint32_t k)
{
    if (m->actor[0] != NAME_NONE) return m->actor[0] != actor;
    m->actor[0] = actor;
    m->before = k;
    return false;
}

/* "the minister", head at end - 1; land: the country that stands beside it, or empty. The office that the text gave the person must
** have all words of the description, and it must have been given before: a minister who is introduced later was not meant here. */
static void tie_role(const struct coref_work *w, struct coref_mention *m, uint32_t first, str land)
{
    const struct language_coref *o = w->out;
    const struct language_names *n = w->names;
    uint32_t end = m->words.end, others = 0;
    for (uint32_t k = o->n; k-- > 0 && o->n - k <= COREF_LOOK_BACK;) {
        uint32_t actor = o->actor[0][k];
        if (actor == NAME_NONE || o->actor_kind[actor] != NAME_PERSON || o->actor[1][k] != NAME_NONE) continue;
        uint32_t titled = n->titled[o->actor_person[actor]];
        bool before = titled != NAME_NONE && n->bytes[n->name[titled]].begin < w->at[m->words.begin].begin;
        if (!before || !names_all(w, n->office[titled], first, end)) continue;
        if (land.n && !str_eq(land, o->actor_country[actor])) continue; /* unsaid is not enough: there are many presidents */
        others += is_other(m, actor, k);
    }
    if (m->actor[0] != NAME_NONE) m->prob = others ? 0.6f : 0.85f;
}

/* "the group": the only body named in this sentence and the two before, whatever it is called. */
static void tie_only_body(const struct coref_work *w, struct coref_mention *m)
{
    const struct language_coref *o = w->out;
    for (uint32_t k = o->n; k-- > 0 && coref_in_reach(w, k, m->words.begin, 2);) {
        uint32_t actor = o->actor[0][k];
        if (actor == NAME_NONE || o->actor_kind[actor] != NAME_ORGANISATION || !is_other(m, actor, k)) continue;
        m->actor[0] = m->before = NAME_NONE; /* two: either may be meant */
        return;
    }
    if (m->actor[0] != NAME_NONE) m->prob = 0.5f;
}

/* "the ministry", from word `first` behind the article: the last body whose name has all these words. That others have them
** too is known only by looking on, which the cap of mentions bounds. */
static void tie_body(const struct coref_work *w, struct coref_mention *m, uint32_t first)
{
    const struct language_coref *o = w->out;
    uint32_t others = 0;
    for (uint32_t k = o->n; k-- > 0 && o->n - k <= COREF_LOOK_BACK;) {
        uint32_t actor = o->actor[0][k];
        if (actor == NAME_NONE || o->actor_kind[actor] != NAME_ORGANISATION || o->actor[1][k] != NAME_NONE) continue;
        if (!names_all(w, o->actor_name[actor], first, m->words.end)) continue;
        others += is_other(m, actor, k);
    }
    if (m->actor[0] != NAME_NONE)
        m->prob = others ? 0.6f : 0.85f;
    else if (coref_is(w, first, "body|group|organization|organisation") && first + 1 == m->words.end)
        tie_only_body(w, m);
}

/* "the country": the last one named as a subject or owner, or by its government, in this paragraph or the one before. A country
** that is only met, visited or feared is not what the text is about: of "Seoul's envoy told China that the country" it is South
** Korea. */
static void tie_country(const struct coref_work *w, struct coref_mention *m)
{
    const struct language_coref *o = w->out;
    for (uint32_t k = o->n; k-- > 0 && coref_in_reach(w, k, m->words.begin, 3);) {
        uint32_t actor = o->actor[0][k];
        if (actor == NAME_NONE || o->actor_kind[actor] != NAME_COUNTRY || o->actor[1][k] != NAME_NONE) continue;
        bool stands = o->how[k] == COREF_BODY; /* "the Jordanian government" */
        if (!stands && !w->subject[k] && !coref_is(w, o->words[k].end, "'s|'|’s")) continue;
        m->actor[0] = actor;
        m->before = k;
        m->prob = 0.5f;
        return;
    }
}

/* "the North": the one country named so far whose name begins with this word, as "North Korea" and "North Macedonia" do. Where the
** text has named two of them only a reader who knows what it is about could tell; hence NAME_NONE. */
static uint32_t land_of_quarter(const struct coref_work *w, uint32_t k)
{
    enum { MAX_ACTORS = 4096 }; /* more are in no text but a hostile one */
    const struct language_coref *o = w->out;
    uint32_t found = NAME_NONE;
    for (uint32_t a = 0; a < o->n_actor && a < MAX_ACTORS; a++) {
        str rest, first = str_cut(o->actor_name[a], ' ', &rest);
        if (o->actor_kind[a] != NAME_COUNTRY || !rest.n || !str_eq_nocase_ascii(first, w->t->words.form[k])) continue;
        if (found != NAME_NONE) return NAME_NONE;
        found = a;
    }
    return found;
}

/* The country right before word i, as an owner or an adjective ("South Korea's", "South Korean"); NAME_NONE: none. */
static uint32_t land_before(const struct coref_work *w, uint32_t i)
{
    uint32_t end = i;
    if (end && coref_is(w, end - 1, "'s|'|’s|’")) end--;
    return w->last_land != NAME_NONE && w->last_land_end == end && end && coref_same_sentence(w, i, end - 1) ? w->last_land
                                                                                                             : NAME_NONE;
}

/* Words of a description from i on, up to its head; 0: none. A head is a noun of a list that no noun or name follows. */
static uint32_t description(const struct coref_work *w, uint32_t i, const char *heads)
{
    for (uint32_t k = i; k < i + 4 && coref_same_sentence(w, i, k); k++) {
        bool small = w->t->words.form[k].n && ascii_lower((unsigned char)w->t->words.form[k].p[0]);
        if (!small) return 0;
        if (coref_is(w, k, heads)) {
            bool more = coref_same_sentence(w, i, k + 1) && (w->t->upos[k + 1] == UPOS_NOUN || w->t->upos[k + 1] == UPOS_PROPN);
            return more ? 0 : k + 1 - i;
        }
        if (!(coref_bits(w, k) & (LEX_PORTFOLIO | LEX_MODIFIER)) && w->t->upos[k] != UPOS_ADJ) return 0;
    }
    return 0;
}

/* A body or government with its country beside it: words [i, i + n). "South Korea's defense ministry" is an actor that no name
** names: it is called by these words, under a key with its country, so that Japan's defense ministry is another. "The South
** Korean government" is South Korea. */
static enum status owned_body(struct coref_work *w, uint32_t i, uint32_t n, uint32_t land, struct err *err)
{
    struct language_coref *o = w->out;
    struct coref_mention m = coref_blank(i, i + n, COREF_BODY);
    enum status status = OK;
    m.subject = coref_subject_here(w, i, i + n);
    m.prob = 0.8f;
    if (coref_is(w, i + n - 1, own_bodies)) {
        m.actor[0] = land;
    } else {
        buf b = {0};
        str name = str_span(w->t->text, (span){w->at[i].begin, w->at[i + n - 1].end});
        buf_addf(&b, "%.*s|%.*s", STR_ARG(o->actor_name[land]), STR_ARG(name));
        status = buf_check(&b, err);
        str key = status ? (str){0} : str_copy(w->ar, buf_str(&b));
        buf_free(&b);
        if (!status && !key.p) status = arena_why(w->ar, err);
        if (!status) status = coref_actor(&m.actor[0], w, NAME_ORGANISATION, key, name, o->actor_name[land], NAME_NONE, err);
    }
    return status ? status : coref_add(w, &m, err);
}

/* In "the defense minister, Ahn" the description is Ahn's office. Is word i part of the office of the person named last or next?
** Then it describes that one, and is no mention of its own. */
static bool inside_office(const struct coref_work *w, uint32_t i)
{
    const struct language_names *n = w->names;
    uint32_t at = w->at[i].begin, m = w->mention;
    bool last = m && n->phrase[m - 1].begin <= at && at < n->phrase[m - 1].end;
    return last || (m < n->n_mention && n->phrase[m].begin <= at && at < n->phrase[m].end);
}

/* Behind "the": pairs, countries, roles, bodies; asked in this order, since "the two leaders" would be a role and "the allies"
** are never one country. i: the article. */
static enum status definite(struct coref_work *w, uint32_t i, uint32_t *words, struct err *err)
{
    uint32_t k = i + 1;
    bool two = coref_is(w, k, "two") || coref_is(w, i, "both");
    if (coref_is(w, k, "two")) k++;
    if (!coref_same_sentence(w, i, k)) return OK;
    bool lands =
        coref_is(w, k, "countries|nations|allies|governments|sides|militaries") && (two || coref_is(w, k, "allies|sides"));
    bool persons = (two && coref_is(w, k, "sides|leaders|ministers|presidents|officials|men|women|chiefs|envoys")) ||
                   coref_is(w, k, "sides");
    if (lands || persons) {
        *words = k + 1 - i;
        return coref_pair(w, i, k + 1, persons, lands, err);
    }
    if (two) return OK;
    struct coref_mention m = coref_blank(i, k + 1, COREF_COUNTRY);
    bool alone = !coref_same_sentence(w, i, k + 1) || !ascii_upper((unsigned char)w->t->words.form[k + 1].p[0]);
    bool quarter = ascii_upper((unsigned char)w->t->words.form[k].p[0]) && coref_is(w, k, "north|south|east|west");
    if (quarter && alone) {
        m.actor[0] = land_of_quarter(w, k);
        m.prob = m.actor[0] != NAME_NONE ? 0.9f : 0;
    } else if (coref_is(w, k, "country|ally|nation") && description(w, k, "country|ally|nation")) {
        tie_country(w, &m);
    } else {
        uint32_t n = description(w, k, bodies);
        m.how = n ? COREF_BODY : COREF_ROLE;
        if (!n && !inside_office(w, i)) n = description(w, k, roles);
        if (!n) return OK;
        m.words.end = k + n;
        if (m.how == COREF_BODY)
            tie_body(w, &m, k);
        else
            tie_role(w, &m, k, (str){0});
    }
    m.subject = coref_subject_here(w, i, m.words.end);
    *words = m.words.end - i;
    return coref_add(w, &m, err);
}

enum status coref_describe(struct coref_work *w, uint32_t i, uint32_t *words, struct err *err)
{
    static const char pronouns[] = "he|him|his|himself|she|her|hers|herself|it|its|itself|they|them|their|theirs|themselves";
    *words = 0;
    if (w->t->upos[i] == UPOS_PRON && coref_is(w, i, pronouns)) {
        *words = 1;
        return coref_pronoun(w, i, err);
    }
    if (coref_is(w, i, "the|both")) return definite(w, i, words, err);
    uint32_t land = land_before(w, i);
    if (land == NAME_NONE) return OK;
    uint32_t n = description(w, i, bodies);
    if (!n) n = description(w, i, own_bodies);
    *words = n;
    if (n) return owned_body(w, i, n, land, err);
    n = inside_office(w, i) ? 0 : description(w, i, roles);
    if (!n || !w->out->n_actor) return OK;
    struct coref_mention m = coref_blank(i, i + n, COREF_ROLE); /* "the South Korean minister" */
    tie_role(w, &m, i, w->out->actor_name[land]);
    if (m.actor[0] == NAME_NONE) return OK;
    m.subject = coref_subject_here(w, i, i + n);
    *words = n;
    return coref_add(w, &m, err);
}
