/* Private to coreference: the text gone over once, with what is known so far. */
#ifndef LANGUAGE_COREF_PARTS_H
#define LANGUAGE_COREF_PARTS_H

#include "language/coref.h"
#include "language/names_who.h"

#define COREF_LOOK_BACK 256u /* mentions */

/* What part a mention has in its sentence. News go on about who acts, and rather about who acts in the main clause: of "Bell said
** that Sofer left. He ..." it is Bell. The order is that of Centering (Brennan, Friedman and Pollard, ACL 1987). */
enum coref_subject { SUBJECT_NOT, SUBJECT_WITHIN, SUBJECT_MAIN };

struct coref_work {
    const struct language_text *t;
    const struct language_names *names;
    struct language_coref *out;
    struct lexicon lex;
    arena *ar;
    span *at;             /* [n_word] bytes of each word */
    uint32_t *sentence;   /* [n_word] sentence of each word */
    uint32_t *paragraph;  /* [n_sentence] */
    uint8_t *subject;     /* [n] enum coref_subject of each mention so far */
    uint32_t *person;     /* [n_person] actor of each person, NAME_NONE: not yet */
    struct name_map body; /* bodies by their names, countries by theirs */
    uint32_t pair[2];     /* actors of the countries named together last, NAME_NONE */
    uint32_t pair_word;   /* where */
    uint32_t last_land;   /* actor of the country named last, with where its name ends */
    uint32_t last_land_end;
    uint32_t mention; /* of struct language_names: the next one */
    uint32_t *times;  /* [n_actor] mentions of each country, adjectives included */
    uint32_t cap_actor, cap;
};

/* Is word i one of a list, parted by '|', whatever its capitals? */
bool coref_is(const struct coref_work *w, uint32_t i, const char *list);
/* Does a sentence hold both words? */
static inline bool coref_same_sentence(const struct coref_work *w, uint32_t i, uint32_t k)
{
    return i < w->t->words.n_word && k < w->t->words.n_word && w->sentence[i] == w->sentence[k];
}
/* Bits of a word in the lists of names. */
uint32_t coref_bits(const struct coref_work *w, uint32_t i);

/* The actor of this name, made where there is none. */
enum status coref_actor(uint32_t *out, struct coref_work *w, enum name_kind kind, str key, str name, str country,
                        uint32_t person, struct err *err) MUST_CHECK;

struct coref_mention {
    span words;
    enum coref_how how;
    uint32_t actor[2];
    uint32_t before;
    float prob;
    uint8_t subject; /* enum coref_subject */
};
enum status coref_add(struct coref_work *w, const struct coref_mention *m, struct err *err) MUST_CHECK;

/* A mention that is tied to nobody. */
static inline struct coref_mention coref_blank(uint32_t begin, uint32_t end, enum coref_how how)
{
    return (struct coref_mention){.words = {begin, end}, .how = how, .actor = {NAME_NONE, NAME_NONE}, .before = NAME_NONE};
}

/* The subject among words [begin,end): of the main clause where its verb is the root, or told beside the root. */
static inline uint8_t coref_subject_here(const struct coref_work *w, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++) {
        if (!str_starts(w->t->deprel[i], STR("nsubj"))) continue;
        uint32_t first = language_sentence_words(w->t, w->sentence[i]).begin, verb = w->t->head[i];
        bool main = verb && (w->t->head[first + verb - 1] == 0 || (str_eq(w->t->deprel[first + verb - 1], STR("conj")) &&
                                                                   w->t->head[first + w->t->head[first + verb - 1] - 1] == 0));
        return main ? SUBJECT_MAIN : SUBJECT_WITHIN;
    }
    return SUBJECT_NOT;
}

/* Sentences between mention k and word i. */
static inline uint32_t coref_sentences_back(const struct coref_work *w, uint32_t k, uint32_t i)
{
    return w->sentence[i] - w->sentence[w->out->words[k].begin];
}

/* Mentions that may be looked at, from the newest: false ends the search. */
static inline bool coref_in_reach(const struct coref_work *w, uint32_t k, uint32_t i, uint32_t sentences)
{
    return w->out->n - k <= COREF_LOOK_BACK && coref_sentences_back(w, k, i) <= sentences;
}

/* Words i: a pronoun; [i,end): a pair ("both sides"), of persons, of countries, or of what the text names. */
enum status coref_pronoun(struct coref_work *w, uint32_t i, struct err *err) MUST_CHECK;
enum status coref_pair(struct coref_work *w, uint32_t i, uint32_t end, bool persons, bool lands, struct err *err) MUST_CHECK;

/* A description or pronoun that begins at word i ("the ministry", "he"): its mention, tied or not; *words is how many words
** it takes, 0: nothing begins here. */
enum status coref_describe(struct coref_work *w, uint32_t i, uint32_t *words, struct err *err) MUST_CHECK;

#endif
