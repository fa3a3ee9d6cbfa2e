/* Private to the language room: two annotations of one text made ready for comparison, and the alignment of their words.
** Words of a side are numbered through the whole text. */
#ifndef LANGUAGE_SCORE_H
#define LANGUAGE_SCORE_H

#include "language/language.h"

/* In the place of a word's number; ordered so that "is a word" is one comparison, parent < SCORE_ROOT. */
#define SCORE_NONE UINT32_MAX       /* no such word */
#define SCORE_ROOT (UINT32_MAX - 1) /* as a parent: the word is a root */

/* Bits of score_side.flags. A relation is of content, of function, or (punct, unknown ones) neither. WORD_COUNTS is set by whoever
** counts: the word stands in a stretch of the text that is measured. */
enum { WORD_MULTI = 1, WORD_CONTENT = 2, WORD_FUNCTION = 4, WORD_COUNTS = 8 };

/* One annotation, laid flat: sentences no longer matter but for their spans, so that two sides can be walked side by side though
** they end sentences at different places. Characters are counted in bytes of UTF-8, since spans in one text are equal in
** bytes exactly when they are equal in characters. Arrays lie in the arena; strings are borrowed from the sentences. */
struct score_side {
    uint32_t n_char, n_token, n_sentence, n_word;
    char *chars;              /* [n_char] forms of all tokens without spaces, one behind the other */
    span *token;              /* [n_token] in chars; they cover it without gaps, none is empty */
    uint32_t *token_line;     /* [n_token] line in the file, 0: unknown */
    span *sentence;           /* [n_sentence] in chars */
    span *at;                 /* [n_word] span of the token that the word is, or is a part of */
    uint8_t *flags;           /* [n_word] WORD_MULTI: part of a range; kind of its relation */
    str *form;                /* [n_word] without spaces where the word is the token */
    str *lemma, *upos, *xpos; /* [n_word] as they were given */
    str *feats;               /* [n_word] universal features only, sorted; may be empty */
    str *deprel;              /* [n_word] up to the ':' */
    uint32_t *parent;         /* [n_word] word, SCORE_ROOT or SCORE_NONE */
    uint32_t *child;          /* [n_word] first functional child, or SCORE_NONE */
    uint32_t *sibling;        /* [n_word] next functional child of the same parent, in the order of the text, or SCORE_NONE */
};

/* Lay a text flat into ar. E_FORMAT: a token of nothing but spaces. E_LIMIT: 4 GiB of forms or words, ar. Time linear, but
** for the features of a word, which are sorted. */
enum status score_side_of(struct score_side *out, const struct conllu_text *text, arena *ar, struct err *err) MUST_CHECK;

/* Align the words of two sides that spell the same characters. system_of [gold->n_word] and gold_of [system->n_word] get the
** partner or SCORE_NONE; partners go up on both sides. E_LIMIT above SCORE_MAX_PAIRS in one stretch; scratch in ar is given back.
** */
#define SCORE_MAX_PAIRS ((uint64_t)1 << 26)
enum status score_align(uint32_t *system_of, uint32_t *gold_of, const struct score_side *gold, const struct score_side *system,
                        arena *ar, struct err *err) MUST_CHECK;

#endif
