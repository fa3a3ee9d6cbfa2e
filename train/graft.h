/* Long coordinations made from short ones.
** Statements of alliances are long because they coordinate: "agreed to expand ..., to deepen ..., and to share ...". Treebanks of
** the web and of conversation hardly do, and what a parser learns from them is to hang the third infinitive on the nearest verb. Here
** a phrase of an annotated sentence (the host) gets others of its kind, taken from other annotated sentences (the donors), as
** conjuncts: heads and relations of both stay right by construction (subtrees of one kind exchanged, after Şahin and Steedman,
** "Data Augmentation via Dependency Tree Morphing", EMNLP 2018, but coordinated instead of exchanged). The sense is lost, the grammar
** is not; so the results are for heads and relations, beside the treebanks and never instead of them. */
#ifndef TRAIN_GRAFT_H
#define TRAIN_GRAFT_H

#include "language/language.h"

#define GRAFT_NOWHERE UINT32_MAX

enum graft_kind {
    GRAFT_INFINITIVE, /* "agreed [to expand the exercises]" */
    GRAFT_FINITE,     /* "The two sides [reaffirmed the goal]", from the verb on */
    GRAFT_THAT,       /* "stressed [that the posture remains unchanged]" */
    GRAFT_ING,        /* "by [strengthening the exchange of data]" */
    GRAFT_NOUN,       /* "discussed [the schedule of exercises]" */
    GRAFT_KINDS
};

/* A phrase: words [begin, end) of a sentence, each of them below its head. */
struct graft_phrase {
    uint32_t sentence, head, begin, end;
    uint32_t mark; /* the first word where it joins the phrase to its host ("to", "that", "by"), or GRAFT_NOWHERE */
};

struct graft_phrases {
    struct graft_phrase *item; /* [n] */
    uint32_t n, cap;
};

struct grafter {
    const struct conllu_sentence *sentence; /* [n], borrowed */
    uint32_t n;
    struct graft_phrases host[GRAFT_KINDS], donor[GRAFT_KINDS];
    uint64_t random; /* state, see random.h */
};

/* Find hosts and donors in annotated sentences, which must outlive *out; sentences that are no trees are left out. seed: of the sentences
** to be made. E_NOMEM, E_LIMIT from ar; E_FORMAT: there is a kind of which none was found. Time quadratic in a sentence's words. */
enum status graft_find(struct grafter *out, const struct conllu_sentence *sentence, uint32_t n, uint64_t seed, arena *ar,
                       struct err *err) MUST_CHECK;

/* Which kind of phrase word h heads; p->begin and p->end: its words; p->mark is set, and of a main clause p->begin is put at its
** verb. GRAFT_KINDS: none. */
enum graft_kind graft_kind_of(const struct conllu_sentence *s, uint32_t h, struct graft_phrase *p);
/* Has word h of the sentence a dependent whose relation begins like this? */
bool graft_has(const struct conllu_sentence *s, uint32_t h, const char *deprel);

/* Make the next sentence: a tree; arrays in ar, strings borrowed. The same seed gives the same sentences. */
enum status graft_make(struct conllu_sentence *out, struct grafter *g, arena *ar, struct err *err) MUST_CHECK;

#endif
