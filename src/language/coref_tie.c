/* Pronouns and pairs: who they stand for (language/coref.h says the rules in words). */
#include "language/coref_parts.h"

/* ---- pronouns ---- */

/* Newest first. A subject of the same sentence as the newest fit, or of the one before that, wins over what is none: news go
** on about who acts. Candidates of the wrong gender are passed over only where a title told it. */
static void tie_person(const struct coref_work *w, struct coref_mention *m, enum name_gender gender)
{
    const struct language_coref *o = w->out;
    uint32_t i = m->words.begin, best = NAME_NONE, others = 0;
    bool wins = false;
    for (uint32_t k = o->n; k-- > 0 && coref_in_reach(w, k, i, 2);) {
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
            if (!wins && w->subject[k] && coref_sentences_back(w, k, i) <= coref_sentences_back(w, best, i) + 1) {
                best = k;
                wins = true;
            }
        }
    }
    if (best == NAME_NONE) return;
    m->actor[0] = o->actor[0][best];
    m->before = best;
    m->prob = !others ? 0.9f : wins ? 0.7f : 0.5f;
    if (coref_sentences_back(w, best, i) > 1 && m->prob > 0.5f) m->prob = 0.5f;
}

/* The last subject before word i in its sentence or the one before, whatever it is; NAME_NONE: none. */
static uint32_t last_subject(const struct coref_work *w, uint32_t i)
{
    uint32_t first = w->sentence[i] ? language_sentence_words(w->t, w->sentence[i] - 1).begin : 0;
    for (uint32_t k = i; k-- > first;)
        if (str_starts(w->t->deprel[k], STR("nsubj")) && w->t->upos[k] != UPOS_DET && w->t->upos[k] != UPOS_SCONJ) return k;
    return NAME_NONE;
}

/* "it" stands for so much that is no actor (a strategy, a visit, the weather) that only a subject which is one is taken. */
static void tie_thing(const struct coref_work *w, struct coref_mention *m)
{
    const struct language_coref *o = w->out;
    uint32_t subject = last_subject(w, m->words.begin);
    for (uint32_t k = o->n; subject != NAME_NONE && k-- > 0 && coref_in_reach(w, k, m->words.begin, 1);) {
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
    for (uint32_t k = o->n; k-- > 0 && coref_in_reach(w, k, i, 1);)
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

/* "During his visit, Colby met": the person named right behind the comma that ends an opening phrase; NAME_NONE: another
** place, or none. Gives the mention of struct language_names. */
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

/* The one case in which a pronoun comes first; its person is an actor from here on. */
static enum status tie_ahead(struct coref_work *w, struct coref_mention *m, uint32_t ahead, struct err *err)
{
    uint32_t person = w->names->person[ahead];
    m->prob = 0.6f;
    return coref_actor(&m->actor[0], w, NAME_PERSON, (str){0}, w->names->full[person], w->names->person_country[person], person,
                       err);
}

enum status coref_pronoun(struct coref_work *w, uint32_t i, struct err *err)
{
    struct coref_mention m = coref_blank(i, i + 1, COREF_PRONOUN);
    m.subject = coref_subject_here(w, i, i + 1);
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
    for (uint32_t k = o->n; k-- > 0 && coref_in_reach(w, k, i, 1);) {
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

enum status coref_pair(struct coref_work *w, uint32_t i, uint32_t end, bool persons, bool lands, struct err *err)
{
    struct coref_mention m = coref_blank(i, end, COREF_PAIR);
    m.subject = coref_subject_here(w, i, end);
    bool done = persons && two_persons(w, &m);
    if (!done && lands && w->pair[0] != NAME_NONE) {
        m.actor[0] = w->pair[0];
        m.actor[1] = w->pair[1];
        m.prob = 0.7f;
    } else if (!done && lands)
        (void)two_commonest(w, &m);
    return coref_add(w, &m, err);
}
