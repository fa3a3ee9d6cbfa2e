/* The clauses of a parsed text: who does what in each, how it hangs on the others, and how it stands: done, promised, demanded,
** planned, possible, denied or only reported. Wording is all that is judged, never intent. Reached through language/language.h.
**
**     "Seoul said it would not withdraw unless the pact fails."
**
**     word      hang        subject  modality  polarity   source
**     said      main        Seoul    done      positive
**     withdraw  complement  it       promised  negative   said, by Seoul
**     fails     condition   pact     possible  positive   said, by Seoul
*/
#ifndef LANGUAGE_CLAUSES_H
#define LANGUAGE_CLAUSES_H

#include "language/parse.h"

/* No such word, clause or quotation. */
#define LANGUAGE_NONE UINT32_MAX

/* Bytes of the text that word w covers: its part of its token, or all of it where the word is spelled otherwise. O(log n_token). */
span language_word_bytes(const struct language_text *t, uint32_t w);

/* How a clause hangs on its parent. */
enum language_hang {
    HANG_MAIN,       /* the sentence's own */
    HANG_COMPLEMENT, /* what is said, pledged, begun: the object of its parent's predicate */
    HANG_SUBJECT,    /* the subject of its parent: "to withdraw would be an error" */
    HANG_CONDITION,  /* adverbial, known by its marker: if, unless, provided that, in case, as long as, once */
    HANG_PURPOSE,    /* to, in order to, so that */
    HANG_TIME,       /* when, after, before, since, until, while, as */
    HANG_REASON,     /* because, since, given that */
    HANG_CONCESSION, /* although, even though, whereas */
    HANG_MANNER,     /* other adverbial: participles, "by doing", "without doing" */
    HANG_RELATIVE,   /* says more of a noun: "the pact that ended" */
    HANG_NOUN,       /* the content or purpose of a noun, or a participle behind it: "a pledge to act", "talks held in May" */
    HANG_CONJUNCT,   /* goes along with its parent: "met and agreed" */
    HANG_PARATAXIS,  /* beside it, without a conjunction: "..., he said" */
    HANG_OTHER,      /* a clause where grammar has no place for one */
    HANG_COUNT
};
const char *language_hang_name(enum language_hang hang); /* "complement" */

enum language_tense { TENSE_NONE, TENSE_PAST, TENSE_PRESENT, TENSE_FUTURE }; /* none: infinitives, participles, imperatives */
enum language_aspect { ASPECT_SIMPLE, ASPECT_PERFECT = 1, ASPECT_PROGRESSIVE = 2, ASPECT_BOTH = 3 };

/* How what a clause tells stands in the text, firmest first but for DENIED, which none of the others weakens. */
enum language_modality {
    MODALITY_DONE,     /* told as a fact, past or present */
    MODALITY_REPORTED, /* told as a fact by another whom the text names or points to, not by the text */
    MODALITY_PROMISED, /* someone is bound by own word: pledge, agree to, "we will", "the Parties shall" */
    MODALITY_PLANNED,  /* meant or said to be ahead: plan, aim, be to; "will" and, behind "said", "would" of others */
    MODALITY_DEMANDED, /* asked of someone, or called necessary: urge, must, should, imperatives */
    MODALITY_POSSIBLE, /* left open: may, could, consider, discuss; conditions and questions */
    MODALITY_DENIED,   /* said by someone not to be so */
    MODALITY_COUNT
};
const char *language_modality_name(enum language_modality modality); /* "done" */

/* Where the subject was found. */
enum language_subject {
    SUBJECT_NONE,
    SUBJECT_OWN,       /* stands in the clause */
    SUBJECT_SHARED,    /* of the conjunct before, or of the clause that an infinitive or participle hangs on */
    SUBJECT_CONTROL,   /* object of the clause above: "urged Seoul to pay" */
    SUBJECT_ANTECEDENT /* the noun that a relative pronoun, an infinitive or a participle belongs to */
};

/* Parallel arrays over clauses, by sentence and within it by the place of the predicate. Words and clauses are numbered through the
** text; LANGUAGE_NONE where there is none. */
struct language_clauses {
    uint32_t n;
    uint32_t n_word;
    uint32_t *sentence_clause; /* [n_sentence + 1] first clause of each sentence */
    uint32_t *of_word;         /* [n_word] the clause that a word belongs to; none in sentences without a predicate */

    uint32_t *word;   /* [n] predicate: the verb, or the noun or adjective that a copula joins to the subject; each word once */
    span *words;      /* [n] from the first to the last word that belongs to the clause itself; between them may lie words of
                        ** clauses inside it, which of_word tells apart */
    uint32_t *parent; /* [n] clause it hangs on, in the same sentence */
    uint8_t *hang;    /* [n] enum language_hang */
    uint32_t *marker; /* [n] word that joins it: if, to, because, that */
    uint32_t *subject;   /* [n] head word; a relative pronoun is replaced by the noun it stands for */
    uint8_t *subject_is; /* [n] enum language_subject */
    uint32_t *object;    /* [n] head word of its direct object */
    uint32_t *copula;    /* [n] */
    uint32_t *aux;       /* [n] first auxiliary; the others follow it as children of the predicate */
    uint32_t *modal;     /* [n] will, may, must ...; of the conjunct before where that is shared */

    uint8_t *tense;  /* [n] enum language_tense */
    uint8_t *aspect; /* [n] enum language_aspect */
    bool *passive;   /* [n] */
    bool *negated;   /* [n] by a word of its own: not, never, no ..., without, nor */

    /* How the clause stands by all that stands over it and its own modal, tense and adverbs. */
    uint8_t *standing; /* [n] enum language_modality */
    /* The same, but that a predicate with a meaning of its own has that one: in "urged Seoul to pay" the urging is done
    ** (standing) and a demand (modality), in "may pledge troops" the pledging is possible, and so is what is pledged. Never
    ** firmer than standing. */
    uint8_t *modality; /* [n] enum language_modality */
    bool *negative; /* [n] what is told does not happen or ends: negated, or by a word over it ("failed to meet"), or by its own
                        ** predicate where that says so ("refused the offer"); two of them make it positive */
    uint32_t *condition; /* [n] clause of the condition under which it holds, its own or its parent's */
    bool *conditional;   /* [n] it holds only under a condition, or is one */
    uint32_t *cue;       /* [n] word that decided modality; the predicate itself where nothing else did */
    float *prob;         /* [n] in [0,1] how sure modality is: weight of the rule, times prob_head of the predicate */
    uint32_t *source;    /* [n] clause whose predicate says this one; none where the text itself does, or "according to" */
    uint32_t *said_by;   /* [n] head word of who says it */
};

/* The clauses of t, in ar. t: any parsed text; a head beyond its sentence or on a ring is taken for none. A sentence without a verb
** or copula has no clause. E_LIMIT, E_NOMEM from ar: *out is of no use then. Memory linear in the words; time linear in the text,
** at worst quadratic within a sentence. */
enum status language_clauses_find(struct language_clauses *out, const struct language_text *t, arena *ar,
                                  struct err *err) MUST_CHECK;

#endif
