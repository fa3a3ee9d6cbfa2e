/* Pronouns and pairs: who they stand for (language/coref.h says the rules in words).
**
** A pronoun stands near what it means: Hobbs (Lingua 44, 1978) counted 98 of a hundred within the sentence or the one before. So
** the window is small, and inside it grammar decides: what acts is gone on about. What is still tied wrongly, from reading:
** somebody's possessive ("Cast asked Reed about his predecessor": Reed's), a pronoun inside a quotation, whose speaker looks at
** others from within, and a subject that a cleft hides ("it was Reed who took over, and Moran reported to him"). */
#include "language/coref_parts.h"

/* ---- who it cannot be ---- */

/* The subject of verb v (words of the text), if it has one near; NAME_NONE: none. */
static uint32_t subject_of(const struct coref_work *w, uint32_t v, span sentence)
{
    enum { REACH = 40 }; /* words on each side: subjects stand near, and sentences of ten thousand words exist */
    uint32_t from = v - sentence.begin > REACH ? v - REACH : sentence.begin;
    uint32_t end = sentence.end - v > REACH ? v + REACH : sentence.end;
    for (uint32_t k = from; k < end; k++)
        if (w->t->head[k] == v - sentence.begin + 1 && str_starts(w->t->deprel[k], STR("nsubj"))) return k;
    return NAME_NONE;
}

/* The actor that a plain pronoun at word i cannot mean: the subject of its own clause, since that would be "himself" ("Moran
** reported to him"; principle B of Chomsky, Lectures on Government and Binding, 1981). A clause without a subject has the one of
** the clause it hangs on ("Bell tried to convince him"). NAME_NONE: no such actor. */
static uint32_t barred(const struct coref_work *w, uint32_t i)
{
    enum { MAX_CLAUSES = 5, OFFICE = 4 }; /* words that may stand between a subject's head and the name */
    const struct language_coref *o = w->out;
    str rel = w->t->deprel[i];
    span sentence = language_sentence_words(w->t, w->sentence[i]);
    bool object = str_starts(rel, STR("obj")) || str_starts(rel, STR("iobj")) || str_starts(rel, STR("obl"));
    uint32_t v = i, subject = NAME_NONE;
    for (int step = 0; object && step < MAX_CLAUSES && subject == NAME_NONE && w->t->head[v]; step++) {
        bool open = step == 0 || str_eq(w->t->deprel[v], STR("xcomp")) || str_starts(w->t->deprel[v], STR("advcl")) ||
                    str_eq(w->t->deprel[v], STR("conj"));
        if (!open) break;
        v = sentence.begin + w->t->head[v] - 1;
        subject = subject_of(w, v, sentence);
    }
    for (uint32_t k = o->n; subject != NAME_NONE && k-- > 0 && coref_in_reach(w, k, i, 0);) {
        span at = o->words[k];
        if (w->subject[k] && at.begin <= subject + OFFICE && subject < at.end + OFFICE) return o->actor[0][k];
    }
    return NAME_NONE;
}

/* "Washington and its allies", "Koizumi and his counterpart": the owner stands right before the "and". Gives the mention,
** NAME_NONE. */
static uint32_t owner_beside(const struct coref_work *w, uint32_t i)
{
    const struct language_coref *o = w->out;
    bool joined = o->n && i > 1 && coref_is(w, i - 1, "and|or") && w->t->upos[i] == UPOS_PRON &&
                  o->words[o->n - 1].end == i - 1 && coref_same_sentence(w, i, i - 2);
    bool one = joined && o->actor[0][o->n - 1] != NAME_NONE && o->actor[1][o->n - 1] == NAME_NONE;
    return one ? o->n - 1 : NAME_NONE;
}

/* ---- pronouns ---- */

/* Newest first, the clause's own subject passed over. A subject of the same sentence as the newest fit, or of the one before
** that, wins over what is none: news go on about who acts. Candidates of the wrong gender are passed over only where a title told
** it. */
static void tie_person(const struct coref_work *w, struct coref_mention *m, enum name_gender gender)
{
    const struct language_coref *o = w->out;
    uint32_t i = m->words.begin, best = NAME_NONE, others = 0, bar = barred(w, i), back = 0;
    uint8_t rank = SUBJECT_NOT;
    for (uint32_t k = o->n; k-- > 0 && coref_in_reach(w, k, i, 2);) {
        uint32_t actor = o->actor[0][k];
        bool named = o->how[k] == COREF_NAME || o->how[k] == COREF_ROLE || o->how[k] == COREF_PRONOUN;
        if (!named || actor == NAME_NONE || actor == bar || o->actor_kind[actor] != NAME_PERSON) continue;
        uint8_t known = w->names->gender[o->actor_person[actor]];
        if (known != GENDER_UNKNOWN && known != gender) continue;
        if (best == NAME_NONE) {
            best = k;
            rank = w->subject[k];
            back = coref_sentences_back(w, k, i);
        } else if (o->actor[0][best] == actor) { /* "Reed cited his words, in which he said so": a subject all along */
            if (w->subject[k] > rank && coref_sentences_back(w, k, i) == back) rank = w->subject[k];
        } else {
            others++;
            uint32_t here = coref_sentences_back(w, k, i);
            bool acts = rank == SUBJECT_NOT && w->subject[k] && here <= back + 1;
            bool leads = here == back && back && w->subject[k] > rank; /* of a sentence that is over, its main subject */
            if (acts || leads) {
                best = k;
                rank = w->subject[k];
                back = here;
            }
        }
    }
    if (best == NAME_NONE) return;
    m->actor[0] = o->actor[0][best];
    m->before = best;
    m->prob = !others ? 0.9f : rank ? 0.7f : 0.5f;
    if (coref_sentences_back(w, best, i) > 1 && m->prob > 0.5f) m->prob = 0.5f;
}

/* The last subject before word i in its sentence or the one before, whatever it is; NAME_NONE: none. Not relative pronouns: in
** "the plan that China backs would" they only repeat the noun. */
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
    uint32_t subject = last_subject(w, m->words.begin), bar = barred(w, m->words.begin);
    uint32_t owner = coref_is(w, m->words.begin, "its") ? owner_beside(w, m->words.begin) : NAME_NONE;
    if (owner != NAME_NONE && o->actor_kind[o->actor[0][owner]] != NAME_PERSON) {
        m->actor[0] = o->actor[0][owner];
        m->before = owner;
        m->prob = 0.8f;
        return;
    }
    for (uint32_t k = o->n; subject != NAME_NONE && k-- > 0 && coref_in_reach(w, k, m->words.begin, 1);) {
        uint32_t actor = o->actor[0][k];
        bool covers = o->words[k].begin <= subject && subject < o->words[k].end;
        if (!covers || actor == NAME_NONE || actor == bar || o->actor_kind[actor] == NAME_PERSON || o->actor[1][k] != NAME_NONE)
            continue;
        m->actor[0] = actor;
        m->before = k;
        m->prob = 0.6f;
        return;
    }
}

/* Are others than two countries named between words [from,i): people, by a plural? Then "they" are rather those. Nouns of agents
** and members end alike (-ers, -ors, -ists, -ees, -ants, -ents, -ians), the commonest others are listed; "powers" and the like
** are taken along, which at worst leaves a pronoun untied. */
static bool crowd_between(const struct coref_work *w, uint32_t from, uint32_t i)
{
    enum { REACH = 120 }; /* words: what is further off is no rival, and pronouns must not cost a sentence each */
    static const char people[] =
        "people|officials|troops|forces|men|women|children|police|families|citizens|civilians|hostages|companies|firms|members|"
        "lawmakers|analysts|states|militants|rebels|migrants|doctors|investors|chiefs|aides|voters|diplomats";
    static const char *const ends[] = {"ers", "ors", "ists", "ees", "ants", "ents", "ians"};
    for (uint32_t k = i - from > REACH ? i - REACH : from; k < i; k++) {
        str form = w->t->words.form[k];
        if (w->t->upos[k] != UPOS_NOUN) continue;
        if (coref_is(w, k, people)) return true;
        for (size_t e = 0; e < ARRAY_LEN(ends); e++)
            if (form.n > 5 && str_ends(form, str_of(ends[e])) &&
                !coref_is(w, k,
                          "numbers|powers|papers|orders|matters|centers|offers|statements|agreements|comments|documents|"
                          "payments|developments|events|elements|investments|commitments|instruments|factors|sectors"))
                return true;
    }
    return false;
}

static bool two_persons(const struct coref_work *w, struct coref_mention *m);

/* The last pair of countries, if it was named in this sentence or the one before; or a pair mentioned there; or two persons. */
static void tie_both(const struct coref_work *w, struct coref_mention *m)
{
    const struct language_coref *o = w->out;
    uint32_t i = m->words.begin;
    if (w->pair[0] == NAME_NONE || w->sentence[i] - w->sentence[w->pair_word] > 1 || crowd_between(w, w->pair_word, i)) {
        bool again = o->n && o->actor[1][o->n - 1] != NAME_NONE;
        uint32_t first = language_sentence_words(w->t, w->sentence[i]).begin;
        if (!again && i - first < 3 && two_persons(w, m)) { /* "X met Y. They agreed": at the head of its sentence */
            m->prob = 0.5f;
            return;
        }
    }
    for (uint32_t k = o->n; k-- > 0 && coref_in_reach(w, k, i, 1);)
        if (o->actor[1][k] != NAME_NONE && o->actor[0][k] != NAME_NONE) {
            if (crowd_between(w, o->words[k].end, i)) break; /* then behind all older ones, too */
            m->actor[0] = o->actor[0][k];
            m->actor[1] = o->actor[1][k];
            m->before = k;
            m->prob = 0.6f;
            return;
        }
    if (w->pair[0] == NAME_NONE || w->sentence[i] - w->sentence[w->pair_word] > 1) return;
    if (crowd_between(w, w->pair_word, i)) return;
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

/* The one case in which a pronoun comes first (cataphora); its person is an actor from here on. */
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

/* The two countries named most, if no third is named as often as the second: a text about an alliance names its allies. Adjectives
** count ("South Korean"), since they are half of how a country is named. */
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
