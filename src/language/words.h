/* Sentences, tokens and words of a raw text, after the manner of the English treebanks of Universal Dependencies.
**
** A token is a stretch of the text without white space; most are one word, some several ("don't": "do", "n't"). Sentences are
** runs of tokens. Nothing of the text is lost but white space: the tokens in order, joined, spell it. */
#ifndef LANGUAGE_WORDS_H
#define LANGUAGE_WORDS_H

#include "base/base.h"

/* A sentence or token longer than this is cut, and the cut is marked: a text without any mark (a table, a hostile file) must not
** become one sentence whose parse costs the square of its length. */
#define LANGUAGE_MAX_SENTENCE_WORDS 400u

/* Parallel arrays over one text. Arrays of starts have one entry more than things, the last being the end. */
struct language_words {
    uint32_t n_sentence, n_token, n_word;
    uint32_t *sentence_token; /* [n_sentence + 1] first token of each sentence */
    bool *sentence_cut;       /* [n_sentence] ends where the cap ended it, not where the text did */
    bool *sentence_par;       /* [n_sentence] begins a paragraph: an empty line (or the start of the text) stands before it */
    span *token;              /* [n_token] bytes of the text */
    uint32_t *token_word;     /* [n_token + 1] first word of each token */
    str *form;                /* [n_word] as in the text, borrowed from it; or a static string where a word is spelled otherwise
                              ** than its part of the text (none is known in English so far) */
};

/* What the classifiers of junctions learned (a section of the model file), borrowed. */
struct words_model;

/* Take a text apart. text: any bytes; broken UTF-8 stands as it is, each broken byte a symbol of its own. Empty or white text: no
** sentence. E_LIMIT: a text of 4 GiB, or ar's cap; E_NOMEM. Time linear; nothing is allocated token by token: arrays grow by
** doubling. */
enum status language_words_of(struct language_words *out, str text, const struct words_model *model, arena *ar,
                              struct err *err) MUST_CHECK;

/* The same for a text whose sentences are known: each of sentence[0..n) is taken as one sentence (spans in order, none overlaps
** another; what lies between them is skipped). */
enum status language_words_in(struct language_words *out, str text, const span *sentence, uint32_t n, const struct words_model *model,
                              arena *ar, struct err *err) MUST_CHECK;

#endif
