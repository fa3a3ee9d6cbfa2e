/* The language room: grammar of sentences. So far it reads and writes annotated sentences (CoNLL-U) and measures one
** annotation of a text against another (the measures of the CoNLL 2018 shared task); it knows no language by itself. */
#ifndef LANGUAGE_LANGUAGE_H
#define LANGUAGE_LANGUAGE_H

#include "base/base.h"

/* ---- CoNLL-U ----
**
** The format of Universal Dependencies (universaldependencies.org/format.html, "CoNLL-U Format"): sentences are lines up to an
** empty one; a line holds ten columns parted by tabs, the first its id; lines before the words that begin with # are comments. */

#define CONLLU_MAX_LINE_BYTES ((size_t)1 << 20) /* without the line end */
#define CONLLU_MAX_WORDS 100000u                /* of one sentence; as many comments and empty nodes at most */
#define CONLLU_NO_HEAD UINT32_MAX               /* the column HEAD is "_" */

/* Columns behind the id, in the order of the format. */
enum conllu_column {
    CONLLU_FORM,
    CONLLU_LEMMA,
    CONLLU_UPOS,
    CONLLU_XPOS,
    CONLLU_FEATS,
    CONLLU_HEAD,
    CONLLU_DEPREL,
    CONLLU_DEPS,
    CONLLU_MISC,
    CONLLU_COLUMNS /* how many */
};

/* A token of several words ("don't": 3-4), or of one (3-3). Its columns stand as they were read; the format wants "_" in
** most of them. */
struct conllu_range {
    uint32_t first, last; /* ids of its words, from 1, both inclusive */
    uint32_t line;        /* of the text, from 1 */
    str column[CONLLU_COLUMNS];
};

/* An empty node ("8.1"): a word that is understood, not said; it belongs to no text and no basic tree. */
struct conllu_empty {
    uint32_t after; /* id of the word it follows, 0: before the first */
    uint32_t minor; /* 1, 2... behind the same word */
    uint32_t line;
    str column[CONLLU_COLUMNS];
};

/* One sentence as parallel arrays: word i has the id i + 1. No string is empty; what is not known is "_". Strings are
** borrowed from the text that was read (or from whoever built the sentence). A sentence built by hand needs no lines: they
** serve messages only (0: unknown; word_line may be NULL). */
struct conllu_sentence {
    uint32_t line; /* of its first line, comments included */
    uint32_t n_word, n_range, n_empty, n_comment;
    str *form, *lemma, *upos, *xpos, *feats; /* [n_word] each */
    uint32_t *head;                          /* [n_word] id of the head, 0 = root, CONLLU_NO_HEAD */
    str *deprel, *deps, *misc;               /* [n_word] each */
    uint32_t *word_line;                     /* [n_word] line of each word, or NULL */
    struct conllu_range *range;              /* [n_range] in order, none overlaps another */
    struct conllu_empty *empty;              /* [n_empty] in order of (after, minor) */
    str *comment;                            /* [n_comment] whole lines, # included, without line end */
};

/* Where reading stands; to be made by conllu_reader_of. Owns nothing; the text must outlive it and its sentences. */
struct conllu_reader {
    str text;
    size_t at;     /* byte of the next line */
    uint32_t line; /* its number, from 1 */
};

/* A reader at the start of text; a byte order mark there is passed over. */
struct conllu_reader conllu_reader_of(str text);

/* Read the next sentence: arrays in ar, strings borrowed from the text. DONE at the end of the text.
** Tolerated, and not written back by conllu_write: CR before LF, a byte order mark, empty lines beyond one, a last sentence
** without an empty line or line end. E_FORMAT, the message opening with the line ("line 12: 9 columns, not 10"): a number of
** columns other than ten; an empty column, or white space where the format allows none (it does in FORM, LEMMA, MISC); broken
** UTF-8, NUL, a stray CR; ids out of order or with leading zeros; ranges that overlap, do not come right before
** their first word or go beyond the last; a head that is no id of the sentence; a comment between words; no word at all.
** E_LIMIT: a line or sentence above the caps, a text of 4 GiB, ar's cap. Whether heads form a tree is asked by conllu_check.
** After an error *out is zeroed and the reader stands at the next sentence, so that a caller may go on (a text of 4 GiB ends).
** Time linear in the bytes of the sentence; memory about 140 bytes a word, taken from ar at once. */
enum status conllu_next(struct conllu_sentence *out, struct conllu_reader *reader, arena *ar, struct err *err) MUST_CHECK;

/* All sentences of a text. */
struct conllu_text {
    struct conllu_sentence *sentence; /* [n] */
    uint32_t n;
};

/* Read a whole text into ar, strings borrowed from it; the first error ends it, as told by conllu_next, and leaves *out empty.
** Time linear. */
enum status conllu_read(struct conllu_text *out, str text, arena *ar, struct err *err) MUST_CHECK;

/* Append the sentence and the empty line behind it, with LF. A text that was read without anything of what conllu_next tolerates
** is given back byte for byte. The strings must hold no tab or line end. Failure sticks in out (buf_check). Time linear. */
void conllu_write(buf *out, const struct conllu_sentence *s);

/* What a sentence's heads are, taken together. */
enum conllu_tree {
    CONLLU_TREE,     /* one root, from which every word is reached */
    CONLLU_OUTSIDE,  /* a head beyond the last word: only where the sentence was built by hand */
    CONLLU_NO_HEADS, /* no word has a head: not annotated */
    CONLLU_PART,     /* some word has none, others do */
    CONLLU_NO_ROOT,  /* no head is 0 (some cycle follows; the lack of a root is told first) */
    CONLLU_MANY_ROOTS,
    CONLLU_CYCLE
};

/* Judge the heads. *what says how they are; OK for a tree, else E_FORMAT with a message that names the line and, for a cycle,
** its words. E_NOMEM or E_LIMIT: no scratch memory in ar (4 bytes a word, given back). what may be NULL. Time linear. */
enum status conllu_check(enum conllu_tree *what, const struct conllu_sentence *s, arena *ar, struct err *err) MUST_CHECK;

/* ---- measures ----
**
** After the CoNLL 2018 shared task: Zeman et al., "CoNLL 2018 Shared Task: Multilingual Parsing from Raw Text to Universal
** Dependencies", section 5, and its evaluation script, conll18_ud_eval.py 1.2, where the paper leaves a question open. */

enum language_measure {
    MEASURE_TOKENS,    /* tokens with the same span of characters */
    MEASURE_SENTENCES, /* sentences with the same span */
    MEASURE_WORDS,     /* words aligned */
    MEASURE_UPOS,      /* aligned words with the same UPOS; the next as well */
    MEASURE_XPOS,
    MEASURE_UFEATS,  /* the features of the universal set (21 names), as a set; others do not count */
    MEASURE_ALLTAGS, /* UPOS, XPOS and universal features together */
    MEASURE_LEMMAS,  /* where gold has "_" any lemma is right */
    MEASURE_UAS,     /* the head is aligned with gold's head, or both are the root */
    MEASURE_LAS,     /* and the relation is the same before its ':' */
    MEASURE_CLAS,    /* LAS over words with a content relation: no function words, no punctuation */
    MEASURE_MLAS,    /* CLAS, and UPOS, features and all functional children (with relation, UPOS, features) are right */
    MEASURE_BLEX,    /* CLAS, and the lemma is right */
    MEASURE_COUNT
};

/* "tokens", "sentences", "words", "upos", ... in small letters; never NULL. */
const char *language_measure_name(enum language_measure m);

/* The counts behind one measure. For CLAS, MLAS and BLEX each counts words with a content relation, gold's for aligned ones. */
struct language_score {
    uint32_t gold, system; /* what could be right, on each side */
    uint32_t correct;
    uint32_t aligned; /* words aligned; 0 for tokens, sentences and words, which have no such figure */
};

/* prob_: in [0,1], 0 where the denominator is 0. precision = correct / system, recall = correct / gold,
** F1 = 2 correct / (system + gold), aligned accuracy = correct / aligned. */
double language_prob_precision(struct language_score s);
double language_prob_recall(struct language_score s);
double language_prob_f1(struct language_score s);
double language_prob_aligned(struct language_score s);

/* Measure system against gold; out[MEASURE_COUNT]. Both must spell the same text: forms of tokens, without spaces (category Zs),
** joined over all sentences; else E_FORMAT with the place where they part. Tokens and sentences are compared by their span
** in it. Words that are tokens are aligned when their spans are equal; where a token of several words stands on either
** side, the words of both sides in the stretch that such tokens cover are aligned by a longest common subsequence of their
** forms in small letters (letter by letter, Unicode's simple mapping; the script's full one differs for a Turkish dotted I).
** Heads need form no tree; a word without a head is never right in UAS and what follows. E_LIMIT: a text of 4 GiB or a
** stretch with tokens of several words above 2^26 pairs of words, ar's cap. *out untouched on error.
** Time linear but for these stretches (pairs of words); memory in ar about 150 bytes a word of both sides, given back. */
enum status language_score_texts(struct language_score out[MEASURE_COUNT], const struct conllu_text *gold,
                                 const struct conllu_text *system, arena *ar, struct err *err) MUST_CHECK;

#endif
