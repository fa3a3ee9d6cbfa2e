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
/* A token longer than this is cut too, between two characters, without a mark: no word is so long, and few addresses. */
#define LANGUAGE_MAX_TOKEN_BYTES 1024u

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

/* The three classifiers, in the order of their work. */
enum words_judge { WORDS_JOIN, WORDS_END, WORDS_PART, WORDS_JUDGES };

/* A form that may be parted: hash of its small letters, characters of its first words. */
struct words_form {
    uint32_t hash;
    uint8_t n; /* words, 2 or 3 */
    uint8_t size[2];
    uint8_t zero;
};

/* The weights of one classifier: a feature's hash picks a line of 64 slots and two places in it; where one of them holds the lowest
** four bits of the hash, its other four bits name the weight. So most features that were never learned weigh nothing, and what was
** learned is not blurred by them (Pagh and Rodler, "Cuckoo hashing", Journal of Algorithms 51, 2004; here within one line of cache). */
struct words_table {
    const uint8_t *slot;  /* [n_line][64]: mark << 4 | weight, 0: free */
    const int16_t *level; /* [16] the weights; level[0] is 0 */
    uint32_t n_line;
    int32_t bias; /* added to every sum */
};

/* How a word is written inside sentences: "Thanks" behind no mark begins one, since "thanks" is not written so inside; "Kim" is. */
enum words_case { CASE_UNKNOWN, CASE_SMALL, CASE_CAPITAL, CASE_BOTH };
#define WORDS_CASES 131072u

/* What the classifiers learned: a section of the model file, opened. Owns nothing; the section must outlive it. */
struct words_model {
    struct words_table table[WORDS_JUDGES];
    const uint8_t *cases;          /* [WORDS_CASES / 4] two bits a word, by the lowest bits of its hash: enum words_case */
    const struct words_form *form; /* [n_form] by rising hash */
    uint32_t n_form;
};

/* Open a section. Little-endian: "WORDS003", u32 n_form, u32 zero, then for each judge u32 n_line, i32 bias, i16 level[16] (40
** bytes), zeros up to 192; then the slots of each judge, the cases, the forms, 8 bytes each. E_FORMAT with one line: another version, a
** size that does not follow from the header, a level[0] that is not 0, forms out of order or with sizes of zero. section must be
** aligned to 4 bytes. Time linear in the forms. */
enum status language_words_model_of(struct words_model *out, str section, struct err *err) MUST_CHECK;

/* Take a text apart. text: any bytes; broken UTF-8 stands as it is, each broken byte a symbol of its own. Empty or white text: no
** sentence. E_LIMIT: a text of 4 GiB, or ar's cap; E_NOMEM. Time linear; nothing is allocated token by token: arrays grow by
** doubling, and what is needed only while reading (about 1 MiB) is taken from the system and given back. */
enum status language_words_of(struct language_words *out, str text, const struct words_model *model, arena *ar,
                              struct err *err) MUST_CHECK;

/* The same for a text whose sentences are known: each of sentence[0..n) is taken as one sentence (spans in order, none overlaps
** another, none beyond the text; what lies between them is skipped). A token that would cross the edge of a span is cut there; a
** span of white space is no sentence. Given the sentences that language_words_of found, the result is the same. */
enum status language_words_in(struct language_words *out, str text, const span *sentence, uint32_t n,
                              const struct words_model *model, arena *ar, struct err *err) MUST_CHECK;

#endif
