/* Inside the compare room: what is known of each word, shared by prepared texts, alignment and redline. */
#ifndef COMPARE_WORDS_H
#define COMPARE_WORDS_H

#include "compare/pair.h"

/* What a word does in a sentence; decided once a word, from its folded form. */
enum word_class {
    CLASS_PUNCT,    /* marks and symbols */
    CLASS_FUNCTION, /* the, of, and, will: carries the sentence, not its subject */
    CLASS_CONTENT,
    CLASS_NUMBER
};

/* fold, stem and kin are numbers in the same vocabulary; those of an unfolded word are those of its fold. */
struct vocab_word {
    str text;
    uint64_t hash;  /* hash64 of text: the same in every vocabulary, so order never depends on numbers */
    uint32_t fold;  /* number of the folded form; its own number when it is folded */
    uint32_t stem;  /* number of the first letters of the folded form, the crudest stem that suits every language */
    uint32_t kin;   /* below vocab_kin_count: its group of kindred words, or one that only its stem has */
    uint8_t class_; /* enum word_class of the folded form */
    bool plain;     /* its wording is its bytes */
};

/* Number of text, added when it is not there yet. Numbers are dense from 0. text is copied. Never renumbers.
** Expected O(bytes). */
enum status vocab_add(uint32_t *id, compare_vocab *v, str text, struct err *err) MUST_CHECK;
/* Good until the next vocab_add, which may move the words. */
const struct vocab_word *vocab_at(const compare_vocab *v, uint32_t id);
/* Words so far, folded forms and stems among them. */
uint32_t vocab_size(const compare_vocab *v);

/* Kin are numbers below kindred_count() + vocab_size(). */
static inline uint32_t vocab_kin(const compare_vocab *v, uint32_t id) { return vocab_at(v, id)->kin; }
/* Grows with the vocabulary: ask when all texts are ready. */
uint32_t vocab_kin_count(const compare_vocab *v);

/* Groups of words that say nearly the same, each as words parted by spaces. */
uint32_t kindred_count(void);
str kindred_group(uint32_t group);

/* Longest alias that starts at surface[0], of at most n words. Its concept and how many words it takes, or
** UINT32_MAX. An alias written in capitals ("US") is met only in capitals; others in any case. *n_taken is set
** only when a concept is returned. surface: [n] numbers of unfolded words. */
uint32_t vocab_alias(const compare_vocab *v, const uint32_t *surface, uint32_t n, uint32_t *n_taken);
/* Number of the folded name of a concept. concept below the list's n_concept. */
uint32_t vocab_concept_word(const compare_vocab *v, uint32_t concept);

/* enum word_class. word: a place in t, not a number of the vocabulary. */
static inline uint8_t word_class_at(const struct compare_text *t, uint32_t word)
{
    return vocab_at(t->vocab, t->word[word])->class_;
}

/* A total order on what the comparison can see of two texts: below 0, 0 (nothing differs), above 0. Algorithms
** that must break ties work on the lesser text first and mirror the result, so that swapping the texts mirrors
** it too. 0 means that the alignment can tell nothing of the one from the other. Not an order of time or of
** names. O(sentences). */
int compare_text_order(const struct compare_text *a, const struct compare_text *b);

#endif
