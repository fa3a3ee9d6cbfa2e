/* Mentions in order: names as they come, descriptions and pronouns by the rules of coref_rules.c.
**
** One walk over the words. At each word either a name begins, which is its own actor, or perhaps a description or pronoun, which
** is tied to a mention before it. So what a rule may lean on is exactly what a reader has read by then; the one look ahead
** ("During his visit, Colby met") is a rule of its own. This is the way of the sieves of Lee et al. (Computational Linguistics
** 39, 2013) with their sure rules only, over one field of news: who is an actor here is a person, a country or a body, and "it"
** of a plan or a day is left alone. Nothing is merged behind the walk; actors are told apart by name, and persons by names_who.c.
** */
#include "language/coref_parts.h"

const char *language_coref_how(enum coref_how how)
{
    static const char *const names[COREF_HOWS] = {"name", "metonym", "pronoun", "role", "body", "pair", "country"};
    return (unsigned)how < COREF_HOWS ? names[how] : "";
}

bool coref_is(const struct coref_work *w, uint32_t i, const char *list)
{
    str rest = str_of(list);
    if (i >= w->t->words.n_word) return false;
    while (rest.n)
        if (str_eq_nocase_ascii(str_cut(rest, '|', &rest), w->t->words.form[i])) return true;
    return false;
}

/* Lists hold small letters; a form is folded on the stack, since this is asked of most words. Words of more than 32 letters are
** on no list. */
uint32_t coref_bits(const struct coref_work *w, uint32_t i)
{
    char small[32];
    str form = w->t->words.form[i];
    if (form.n > sizeof small) return 0;
    for (size_t k = 0; k < form.n; k++) small[k] = (char)ascii_tolower((unsigned char)form.p[k]);
    const struct lex_entry *e = lexicon_find(&w->lex, (str){small, form.n});
    return e ? e->bits : 0;
}

/* ---- growing ---- */

/* One array of several that grow together: a failure leaves the others longer than needed, which harms nobody. Doubling keeps n
** mentions at O(n). */
static enum status grow(void **p, uint32_t n, uint32_t cap, size_t size, arena *ar, struct err *err)
{
    void *more = arena_grow(ar, *p, n, cap, size);
    if (!more) return arena_why(ar, err);
    *p = more;
    return OK;
}

static enum status more_actors(struct coref_work *w, struct err *err)
{
    struct language_coref *o = w->out;
    uint32_t n = w->cap_actor, cap = n ? 2 * n : 64;
    enum status status = grow((void **)&o->actor_kind, n, cap, sizeof *o->actor_kind, w->ar, err);
    if (!status) status = grow((void **)&o->actor_name, n, cap, sizeof *o->actor_name, w->ar, err);
    if (!status) status = grow((void **)&o->actor_country, n, cap, sizeof *o->actor_country, w->ar, err);
    if (!status) status = grow((void **)&o->actor_person, n, cap, sizeof *o->actor_person, w->ar, err);
    if (!status) status = grow((void **)&w->times, n, cap, sizeof *w->times, w->ar, err);
    if (!status) w->cap_actor = cap;
    return status;
}

static enum status more_mentions(struct coref_work *w, struct err *err)
{
    struct language_coref *o = w->out;
    uint32_t n = w->cap, cap = n ? 2 * n : 256;
    enum status status = grow((void **)&o->words, n, cap, sizeof *o->words, w->ar, err);
    if (!status) status = grow((void **)&o->bytes, n, cap, sizeof *o->bytes, w->ar, err);
    if (!status) status = grow((void **)&o->how, n, cap, sizeof *o->how, w->ar, err);
    if (!status) status = grow((void **)&o->actor[0], n, cap, sizeof *o->actor[0], w->ar, err);
    if (!status) status = grow((void **)&o->actor[1], n, cap, sizeof *o->actor[1], w->ar, err);
    if (!status) status = grow((void **)&o->before, n, cap, sizeof *o->before, w->ar, err);
    if (!status) status = grow((void **)&o->prob, n, cap, sizeof *o->prob, w->ar, err);
    if (!status) status = grow((void **)&w->subject, n, cap, sizeof *w->subject, w->ar, err);
    if (!status) w->cap = cap;
    return status;
}

enum status coref_actor(uint32_t *out, struct coref_work *w, enum name_kind kind, str key, str name, str country,
                        uint32_t person, struct err *err)
{
    uint32_t known = person != NAME_NONE ? w->person[person] : name_map_get(&w->body, key);
    if (known == NAME_NONE) {
        struct language_coref *o = w->out;
        enum status status = o->n_actor == w->cap_actor ? more_actors(w, err) : OK;
        if (status) return status;
        known = o->n_actor++;
        o->actor_kind[known] = (uint8_t)kind;
        o->actor_name[known] = name;
        o->actor_country[known] = country;
        o->actor_person[known] = person;
        if (person != NAME_NONE)
            w->person[person] = known;
        else
            name_map_set(&w->body, key, known);
    }
    *out = known;
    return OK;
}

enum status coref_add(struct coref_work *w, const struct coref_mention *m, struct err *err)
{
    struct language_coref *o = w->out;
    enum status status = o->n == w->cap ? more_mentions(w, err) : OK;
    if (status) return status;
    o->words[o->n] = m->words;
    o->bytes[o->n] = (span){w->at[m->words.begin].begin, w->at[m->words.end - 1].end};
    o->how[o->n] = (uint8_t)m->how;
    o->actor[0][o->n] = m->actor[0];
    o->actor[1][o->n] = m->actor[1];
    o->before[o->n] = m->before;
    o->prob[o->n] = m->prob;
    w->subject[o->n] = m->subject;
    o->n++;
    return OK;
}

/* ---- names ---- */

/* Which subject is among these words? One that the tree knows nothing of may be told by the verb that follows. */
static uint8_t subject_rank(const struct coref_work *w, span words)
{
    uint8_t rank = coref_subject_here(w, words.begin, words.end);
    uint32_t k = words.end;
    bool verb = coref_same_sentence(w, words.begin, k) && (w->t->upos[k] == UPOS_VERB || w->t->upos[k] == UPOS_AUX);
    return rank == SUBJECT_NOT && verb ? SUBJECT_WITHIN : rank;
}

/* How sure it is that a seat stands for its government here; 0: it is a place. "Seoul pledged", "Seoul's plan" and "talks with
** Seoul" are the government, "held in Seoul" and "visited Seoul" the city; "control from Washington" may be either. The question
** is that of Markert and Nissim (SemEval 2007, task 8, "place for people"); the prepositions here are those of our pages. */
static float seat_acts(const struct coref_work *w, uint32_t i)
{
    uint32_t p = i ? i - 1 : i;
    if (p < i && coref_is(w, p, "the") && p) p--;
    if (p == i || !coref_same_sentence(w, i, p)) return 0.9f;
    if (coref_is(w, p, "in|at|near|outside|around|across|inside|visit|visits|visited|visiting|left|reached")) return 0;
    return coref_is(w, p, "to|from") ? 0.5f : 0.9f;
}

/* A country is named at words [begin,end): counted, and a pair with the one right before it ("A and B", "A-B", "A's and B's").
** Pairs are what "the two sides" of a later sentence go back to. */
static void see_land(struct coref_work *w, uint32_t actor, span words)
{
    uint32_t gap = words.begin - w->last_land_end;
    bool near = w->last_land != NAME_NONE && w->last_land != actor && gap > 0 && gap < 4 &&
                coref_same_sentence(w, words.begin, w->last_land_end);
    bool joined = near;
    for (uint32_t k = w->last_land_end; k < words.begin && joined;
         k++) /* no noun between: "American Kevin King and Australian" */
        joined = coref_is(w, k, "and|-|–|&|the") || (k == w->last_land_end && coref_is(w, k, ",|'s|’s"));
    if (joined) {
        w->pair[0] = w->last_land;
        w->pair[1] = actor;
        w->pair_word = words.begin;
    }
    w->times[actor]++;
    w->last_land = actor;
    w->last_land_end = words.end;
}

/* The name k of the text. Adjectives of countries count for pairs and for how often a country is named, but mention nobody. */
static enum status see_name(struct coref_work *w, uint32_t k, struct err *err)
{
    const struct language_names *n = w->names;
    struct coref_mention one = {.words = n->words[k], .actor = {NAME_NONE, NAME_NONE}, .before = NAME_NONE, .prob = 0.95f};
    enum status status = OK;
    uint32_t m = w->mention;
    span reach = one.words;
    one.how = n->kind[k] == NAME_SEAT ? COREF_METONYM : COREF_NAME;
    if (n->kind[k] == NAME_PERSON) {
        uint32_t p = n->person[m];
        one.prob = n->prob_mention[m];
        while (reach.begin && w->at[reach.begin - 1].begin >= n->phrase[m].begin) reach.begin--;
        status = coref_actor(&one.actor[0], w, NAME_PERSON, (str){0}, n->full[p], n->person_country[p], p, err);
        w->mention++;
    } else if (n->kind[k] == NAME_COUNTRY || n->kind[k] == NAME_NATION || n->kind[k] == NAME_SEAT) {
        if (!n->country[k].n) return OK; /* "Korean": of which country nothing says */
        status = coref_actor(&one.actor[0], w, NAME_COUNTRY, n->country[k], n->country[k], n->country[k], NAME_NONE, err);
        if (!status) see_land(w, one.actor[0], one.words);
        if (n->kind[k] == NAME_NATION) return status;
        if (one.how == COREF_METONYM) one.prob = seat_acts(w, one.words.begin);
        if (one.prob <= 0) return status;
    } else if (n->kind[k] == NAME_ORGANISATION) {
        str name = str_span(w->t->text, n->bytes[n->same_as[k] == NAME_NONE ? k : n->same_as[k]]); /* "NCG": the full one */
        status = coref_actor(&one.actor[0], w, NAME_ORGANISATION, name, name, n->country[k], NAME_NONE, err);
    } else
        return OK;
    one.subject = subject_rank(w, reach);
    return status ? status : coref_add(w, &one, err);
}

/* ---- the walk ---- */

/* Where each word stands: its bytes, sentence and paragraph. Looked up by nearly every rule, so made once. */
static enum status prepare(struct coref_work *w, struct err *err)
{
    const struct language_words *words = &w->t->words;
    w->at = names_word_bytes(w->t, w->ar);
    w->sentence = ARENA_NEW(w->ar, words->n_word, uint32_t);
    w->paragraph = ARENA_NEW(w->ar, words->n_sentence, uint32_t);
    w->person = ARENA_NEW(w->ar, w->names->n_person, uint32_t);
    if (!w->at || !w->sentence || !w->paragraph || !w->person) return arena_why(w->ar, err);
    uint32_t paragraph = 0;
    for (uint32_t s = 0; s < words->n_sentence; s++) {
        span range = language_sentence_words(w->t, s);
        paragraph += words->sentence_par[s];
        w->paragraph[s] = paragraph;
        for (uint32_t i = range.begin; i < range.end; i++) w->sentence[i] = s;
    }
    for (uint32_t p = 0; p < w->names->n_person; p++) w->person[p] = NAME_NONE;
    w->pair[0] = w->pair[1] = w->last_land = NAME_NONE;
    enum status status = lexicon_new(&w->lex, w->ar, err);
    /* Each name and each description makes one actor at most. */
    return status ? status : name_map_new(&w->body, words->n_word + 8, w->ar, err);
}

enum status language_coref_find(struct language_coref *out, const struct language_text *t, const struct language_names *names,
                                arena *ar, struct err *err)
{
    struct coref_work w = {.t = t, .names = names, .out = out, .ar = ar};
    *out = (struct language_coref){0};
    uint32_t k = 0;
    enum status status = prepare(&w, err);
    for (uint32_t i = 0; i < t->words.n_word && !status;) {
        uint32_t taken = 0;
        while (k < names->n && names->words[k].begin < i)
            w.mention += names->kind[k++] == NAME_PERSON; /* inside a description */
        if (k < names->n && names->words[k].begin == i) {
            taken = span_len(names->words[k]);
            status = see_name(&w, k++, err);
        } else
            status = coref_describe(&w, i, &taken, err);
        i += taken ? taken : 1;
    }
    return status;
}
