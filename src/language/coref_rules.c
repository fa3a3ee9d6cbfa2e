/* The rules by which pronouns and descriptions are tied (language/coref.h says them in words). */
#include "language/coref_parts.h"

static const char roles[] =
    "minister|president|secretary|leader|ambassador|spokesperson|spokesman|spokeswoman|commander|chairman|official|"
    "general|admiral|governor|mayor|senator|professor|adviser|envoy|chief|analyst|expert|premier|chancellor|"
    "prime minister|director|researcher|lawmaker|undersecretary|negotiator|diplomat";
static const char bodies[] =
    "ministry|department|council|group|command|committee|commission|agency|institute|party|parliament|assembly|"
    "company|court|bank|university|office|body|organization|organisation|association|union|forces|navy|army";
static const char own_bodies[] = "government|administration|military|side|delegation|authorities";

static struct coref_mention blank(uint32_t begin, uint32_t end, enum coref_how how)
{
    return (struct coref_mention){.words = {begin, end}, .how = how, .actor = {NAME_NONE, NAME_NONE}, .before = NAME_NONE};
}

static bool subject_here(const struct coref_work *w, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++)
        if (str_starts(w->t->deprel[i], STR("nsubj"))) return true;
    return false;
}

/* Sentences between mention k and word i. */
static uint32_t sentences_back(const struct coref_work *w, uint32_t k, uint32_t i)
{
    return w->sentence[i] - w->sentence[w->out->words[k].begin];
}

/* Mentions that may be looked at, from the newest: false ends the search. */
static bool in_reach(const struct coref_work *w, uint32_t k, uint32_t i, uint32_t sentences)
{
    return w->out->n - k <= COREF_LOOK_BACK && sentences_back(w, k, i) <= sentences;
}

/* ---- pronouns ---- */

static void tie_person(const struct coref_work *w, struct coref_mention *m, enum name_gender gender)
{
    const struct language_coref *o = w->out;
    uint32_t i = m->words.begin, best = NAME_NONE, others = 0;
    bool wins = false;
    for (uint32_t k = o->n; k-- > 0 && in_reach(w, k, i, 2);) {
        uint32_t actor = o->actor[0][k];
        bool named = o->how[k] == COREF_NAME || o->how[k] == COREF_ROLE || o->how[k] == COREF_PRONOUN;
        if (!named || actor == NAME_NONE || o->actor_kind[actor] != NAME_PERSON) continue;
        uint8_t known = w->names->gender[o->actor_person[actor]];
        if (known != GENDER_UNKNOWN && known != gender) continue;
        if (best == NAME_NONE) {
            best = k;
            wins = w->subject[k];
        } else if (o->actor[0][best] != actor) {
            others++;
            if (!wins && w->subject[k] && sentences_back(w, k, i) <= sentences_back(w, best, i) + 1) {
                best = k;
                wins = true;
            }
        }
    }
    if (best == NAME_NONE) return;
    m->actor[0] = o->actor[0][best];
    m->before = best;
    m->prob = !others ? 0.9f : wins ? 0.7f : 0.5f;
    if (sentences_back(w, best, i) > 1 && m->prob > 0.5f) m->prob = 0.5f;
}

/* The last subject before word i in its sentence or the one before, whatever it is; NAME_NONE: none. */
static uint32_t last_subject(const struct coref_work *w, uint32_t i)
{
    uint32_t first = w->sentence[i] ? language_sentence_words(w->t, w->sentence[i] - 1).begin : 0;
    for (uint32_t k = i; k-- > first;)
        if (str_starts(w->t->deprel[k], STR("nsubj")) && w->t->upos[k] != UPOS_DET && w->t->upos[k] != UPOS_SCONJ) return k;
    return NAME_NONE;
}

static void tie_thing(const struct coref_work *w, struct coref_mention *m)
{
    const struct language_coref *o = w->out;
    uint32_t subject = last_subject(w, m->words.begin);
    for (uint32_t k = o->n; subject != NAME_NONE && k-- > 0 && in_reach(w, k, m->words.begin, 1);) {
        uint32_t actor = o->actor[0][k];
        bool covers = o->words[k].begin <= subject && subject < o->words[k].end;
        if (!covers || actor == NAME_NONE || o->actor_kind[actor] == NAME_PERSON || o->actor[1][k] != NAME_NONE) continue;
        m->actor[0] = actor;
        m->before = k;
        m->prob = 0.6f;
        return;
    }
}

/* The last pair of countries, if it was named in this sentence or the one before; or a pair mentioned there. */
static void tie_both(const struct coref_work *w, struct coref_mention *m)
{
    const struct language_coref *o = w->out;
    uint32_t i = m->words.begin;
    for (uint32_t k = o->n; k-- > 0 && in_reach(w, k, i, 1);)
        if (o->actor[1][k] != NAME_NONE && o->actor[0][k] != NAME_NONE) {
            m->actor[0] = o->actor[0][k];
            m->actor[1] = o->actor[1][k];
            m->before = k;
            m->prob = 0.6f;
            return;
        }
    if (w->pair[0] == NAME_NONE || w->sentence[i] - w->sentence[w->pair_word] > 1) return;
    m->actor[0] = w->pair[0];
    m->actor[1] = w->pair[1];
    m->prob = 0.6f;
}

/* "During his visit, Colby met": the person named right behind the comma that ends an opening phrase; NAME_NONE: another place, or none.
** Gives the mention of struct language_names. */
static uint32_t named_behind(const struct coref_work *w, uint32_t i)
{
    const struct language_names *n = w->names;
    uint32_t first = language_sentence_words(w->t, w->sentence[i]).begin, k = i;
    if (!coref_is(w, first, "during|after|before|in|on|while|following|at|when|as|despite|with|since|for")) return NAME_NONE;
    while (coref_same_sentence(w, i, k) && k < i + 12 && !coref_is(w, k, ",")) k++;
    if (!coref_same_sentence(w, i, k) || !coref_is(w, k, ",")) return NAME_NONE;
    uint32_t from = w->at[k].end, low = 0, high = n->n_mention;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (n->phrase[mid].begin < from)
            low = mid + 1;
        else
            high = mid;
    }
    return low < n->n_mention && n->phrase[low].begin <= from + 1 && coref_same_sentence(w, i, n->words[n->name[low]].begin)
               ? low
               : NAME_NONE;
}

static enum status tie_ahead(struct coref_work *w, struct coref_mention *m, uint32_t ahead, struct err *err)
{
    uint32_t person = w->names->person[ahead];
    m->prob = 0.6f;
    return coref_actor(&m->actor[0], w, NAME_PERSON, (str){0}, w->names->full[person], w->names->person_country[person], person,
                       err);
}

static enum status pronoun(struct coref_work *w, uint32_t i, struct err *err)
{
    struct coref_mention m = blank(i, i + 1, COREF_PRONOUN);
    m.subject = subject_here(w, i, i + 1);
    bool he = coref_is(w, i, "he|his|him"), she = coref_is(w, i, "she|her");
    uint32_t ahead = he || she ? named_behind(w, i) : NAME_NONE;
    uint8_t gender = ahead == NAME_NONE ? (uint8_t)GENDER_UNKNOWN : w->names->gender[w->names->person[ahead]];
    if (ahead != NAME_NONE && gender != (he ? GENDER_FEMALE : GENDER_MALE)) {
        enum status status = tie_ahead(w, &m, ahead, err);
        return status ? status : coref_add(w, &m, err);
    }
    if (coref_is(w, i, "he|him|his|himself"))
        tie_person(w, &m, GENDER_MALE);
    else if (coref_is(w, i, "she|her|hers|herself"))
        tie_person(w, &m, GENDER_FEMALE);
    else if (coref_is(w, i, "it|its|itself"))
        tie_thing(w, &m);
    else
        tie_both(w, &m);
    return coref_add(w, &m, err);
}

/* ---- pairs ---- */

/* The two persons of the sentence before word i (or of its own, before it), if there are just two. */
static bool two_persons(const struct coref_work *w, struct coref_mention *m)
{
    const struct language_coref *o = w->out;
    uint32_t found[2] = {NAME_NONE, NAME_NONE}, i = m->words.begin, last = NAME_NONE;
    for (uint32_t k = o->n; k-- > 0 && in_reach(w, k, i, 1);) {
        uint32_t actor = o->actor[0][k];
        if (actor == NAME_NONE || o->actor_kind[actor] != NAME_PERSON || actor == found[0] || actor == found[1]) continue;
        if (w->paragraph[w->sentence[o->words[k].begin]] != w->paragraph[w->sentence[i]]) break;
        if (found[1] != NAME_NONE) return false;
        found[found[0] == NAME_NONE ? 0 : 1] = actor;
        if (last == NAME_NONE) last = k;
    }
    if (found[1] == NAME_NONE) return false;
    m->actor[0] = found[1];
    m->actor[1] = found[0];
    m->before = last;
    m->prob = 0.8f;
    return true;
}

/* The two countries named most, if no third is named as often as the second. */
static bool two_commonest(const struct coref_work *w, struct coref_mention *m)
{
    uint32_t best = NAME_NONE, second = NAME_NONE, third = 0;
    for (uint32_t a = 0; a < w->out->n_actor && a < 4096; a++) {
        if (w->out->actor_kind[a] != NAME_COUNTRY) continue;
        if (best == NAME_NONE || w->times[a] > w->times[best]) {
            if (second != NAME_NONE) third = w->times[second];
            second = best;
            best = a;
        } else if (second == NAME_NONE || w->times[a] > w->times[second]) {
            if (second != NAME_NONE) third = w->times[second];
            second = a;
        } else if (w->times[a] > third)
            third = w->times[a];
    }
    if (second == NAME_NONE || third >= w->times[second]) return false;
    m->actor[0] = best;
    m->actor[1] = second;
    m->prob = 0.5f;
    return true;
}

static enum status pair(struct coref_work *w, uint32_t i, uint32_t end, bool persons, bool lands, struct err *err)
{
    struct coref_mention m = blank(i, end, COREF_PAIR);
    m.subject = subject_here(w, i, end);
    bool done = persons && two_persons(w, &m);
    if (!done && lands && w->pair[0] != NAME_NONE) {
        m.actor[0] = w->pair[0];
        m.actor[1] = w->pair[1];
        m.prob = 0.7f;
    } else if (!done && lands)
        (void)two_commonest(w, &m);
    return coref_add(w, &m, err);
}

/* ---- descriptions ---- */

/* Does a stretch of text name this word, in whatever capitals? */
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

/* "the minister", head at end - 1; land: the country that stands beside it, or empty. */
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
        if (land.n && o->actor_country[actor].n && !str_eq(land, o->actor_country[actor])) continue;
        if (m->actor[0] == NAME_NONE) {
            m->actor[0] = actor;
            m->before = k;
        } else if (m->actor[0] != actor)
            others++;
    }
    if (m->actor[0] != NAME_NONE) m->prob = others ? 0.6f : 0.85f;
}

static void tie_body(const struct coref_work *w, struct coref_mention *m, uint32_t first)
{
    const struct language_coref *o = w->out;
    uint32_t others = 0;
    for (uint32_t k = o->n; k-- > 0 && o->n - k <= COREF_LOOK_BACK;) {
        uint32_t actor = o->actor[0][k];
        if (actor == NAME_NONE || o->actor_kind[actor] != NAME_ORGANISATION || o->actor[1][k] != NAME_NONE) continue;
        if (!names_all(w, o->actor_name[actor], first, m->words.end)) continue;
        if (m->actor[0] == NAME_NONE) {
            m->actor[0] = actor;
            m->before = k;
        } else if (m->actor[0] != actor)
            others++;
    }
    if (m->actor[0] != NAME_NONE) m->prob = others ? 0.6f : 0.85f;
}

/* "the country": the last one named as a subject or owner, in this paragraph or the one before. */
static void tie_country(const struct coref_work *w, struct coref_mention *m)
{
    const struct language_coref *o = w->out;
    for (uint32_t k = o->n; k-- > 0 && in_reach(w, k, m->words.begin, 3);) {
        uint32_t actor = o->actor[0][k];
        if (actor == NAME_NONE || o->actor_kind[actor] != NAME_COUNTRY || o->actor[1][k] != NAME_NONE) continue;
        if (!w->subject[k] && !coref_is(w, o->words[k].end, "'s|'|’s")) continue;
        m->actor[0] = actor;
        m->before = k;
        m->prob = 0.5f;
        return;
    }
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

/* A body or government with its country beside it: words [i, i + n). */
static enum status owned_body(struct coref_work *w, uint32_t i, uint32_t n, uint32_t land, struct err *err)
{
    struct language_coref *o = w->out;
    struct coref_mention m = blank(i, i + n, COREF_BODY);
    enum status status = OK;
    m.subject = subject_here(w, i, i + n);
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

/* Is word i part of the office of the person named last or next? Then it describes that one, and is no mention of its own. */
static bool inside_office(const struct coref_work *w, uint32_t i)
{
    const struct language_names *n = w->names;
    uint32_t at = w->at[i].begin, m = w->mention;
    bool last = m && n->phrase[m - 1].begin <= at && at < n->phrase[m - 1].end;
    return last || (m < n->n_mention && n->phrase[m].begin <= at && at < n->phrase[m].end);
}

/* Behind "the": pairs, Koreas, countries, roles, bodies. i: the article. */
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
        return pair(w, i, k + 1, persons, lands, err);
    }
    if (two) return OK;
    struct coref_mention m = blank(i, k + 1, COREF_COUNTRY);
    bool north = str_eq(w->t->words.form[k], STR("North")), south = str_eq(w->t->words.form[k], STR("South"));
    bool alone = !coref_same_sentence(w, i, k + 1) || !ascii_upper((unsigned char)w->t->words.form[k + 1].p[0]);
    if ((north || south) && alone) {
        m.actor[0] = name_map_get(&w->body, north ? STR("North Korea") : STR("South Korea"));
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
    m.subject = subject_here(w, i, m.words.end);
    *words = m.words.end - i;
    return coref_add(w, &m, err);
}

enum status coref_describe(struct coref_work *w, uint32_t i, uint32_t *words, struct err *err)
{
    static const char pronouns[] = "he|him|his|himself|she|her|hers|herself|it|its|itself|they|them|their|theirs|themselves";
    *words = 0;
    if (w->t->upos[i] == UPOS_PRON && coref_is(w, i, pronouns)) {
        *words = 1;
        return pronoun(w, i, err);
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
    struct coref_mention m = blank(i, i + n, COREF_ROLE); /* "the South Korean minister" */
    tie_role(w, &m, i, w->out->actor_name[land]);
    if (m.actor[0] == NAME_NONE) return OK;
    m.subject = subject_here(w, i, i + n);
    *words = n;
    return coref_add(w, &m, err);
}
