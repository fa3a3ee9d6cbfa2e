/* The language room: grammar of sentences. It reads and writes annotated sentences (CoNLL-U), measures one annotation of a text
** against another (the measures of the CoNLL 2018 shared task), and parses English texts by a trained model
** (language/parse.h, and language/flow.h for long inputs). Of a parsed text it finds the clauses and how they stand
** (language/clauses.h), the quotations with their speakers (language/quotes.h), names and persons with their offices
** (language/names.h) and whom later mentions mean (language/coref.h); of any text dates and spans of time (language/when.h) and
** amounts (language/amount.h). This header brings all of them.
**
** Ownership here: strings of sentences are borrowed from the text that was read, arrays lie in the arena that was given;
** nothing needs to be freed, and both must outlive the sentences. Nothing here reads files, prints or keeps state. */
#ifndef LANGUAGE_LANGUAGE_H
#define LANGUAGE_LANGUAGE_H

#include "base/base.h"
#include "language/amount.h"
#include "language/clauses.h"
#include "language/coref.h"
#include "language/flow.h"
#include "language/names.h"
#include "language/parse.h"
#include "language/quotes.h"
#include "language/when.h"

/* ---- CoNLL-U ----
**
** The format of Universal Dependencies (universaldependencies.org/format.html, "CoNLL-U Format"): sentences are lines up to an
** empty one; a line holds ten columns parted by tabs, the first its id; lines before the words that begin with # are
** comments. A text is gone over like this, with one arena that is emptied for each sentence:
**
**     struct conllu_reader reader = conllu_reader_of(text);
**     while (!(status = conllu_next(&s, &reader, ar, err))) {
**         ... s.form[i], s.head[i] ...
**         arena_reset(ar);
**     }
**     if (status != DONE) return status;
*/

#define CONLLU_MAX_LINE_BYTES ((size_t)1 << 20) /* without the line end */
/* Of one sentence; as many comments, ranges and empty nodes at most. The longest in the two English treebanks that the
** project learns from has 159 words (counted): what is far longer is damage, such as a file that lost its empty lines. */
#define CONLLU_MAX_WORDS 100000u
#define CONLLU_NO_HEAD UINT32_MAX /* the column HEAD is "_" */

/* Columns behind the id, in the order of the format. */
enum conllu_column {
    CONLLU_FORM,   /* the word or mark as it stands in the text, or as it is understood inside a range ("n't", "not") */
    CONLLU_LEMMA,  /* its form in a dictionary */
    CONLLU_UPOS,   /* universal part of speech: one of 17 ("NOUN") */
    CONLLU_XPOS,   /* part of speech of the treebank ("NNS") */
    CONLLU_FEATS,  /* morphology, "Name=Value" parted by '|' and sorted by name */
    CONLLU_HEAD,   /* id of the word it depends on, 0 for the root */
    CONLLU_DEPREL, /* how it depends on it; behind a ':' what one language adds ("nmod:poss") */
    CONLLU_DEPS,   /* enhanced graph, "head:relation" parted by '|'; kept as it stands */
    CONLLU_MISC,   /* anything else ("SpaceAfter=No") */
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

/* A reader at the start of text (borrowed, any bytes); a byte order mark there is passed over. Copying a reader marks a place
** to go back to. */
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

/* All sentences of a text, in order; sentence may be NULL when n is 0. */
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

/* What a sentence's heads are, taken together. Universal Dependencies ask for a tree; a text that was only split into words
** has no heads at all, which a caller may want to let pass. Faults are asked in this order, the first is told. */
enum conllu_tree {
    CONLLU_TREE,     /* one root, from which every word is reached */
    CONLLU_OUTSIDE,  /* a head beyond the last word: only where the sentence was built by hand */
    CONLLU_NO_HEADS, /* no word has a head: not annotated */
    CONLLU_PART,     /* some word has none, others do */
    CONLLU_NO_ROOT,  /* no head is 0; some of them then run in a circle, but the lack of a root says more */
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
    MEASURE_TOKENS,    /* tokens with the same span of characters; a token of several words is one */
    MEASURE_SENTENCES, /* sentences with the same span */
    MEASURE_WORDS,     /* words aligned */
    MEASURE_UPOS,      /* aligned words with the same UPOS; all that follow are about aligned words too */
    MEASURE_XPOS,
    MEASURE_UFEATS,  /* the same features of the universal set (21 names); others do not count, nor does their order */
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

/* The counts behind one measure. For CLAS, MLAS and BLEX each counts words with a content relation: gold by gold's own
** relation, system by the system's, correct and aligned by gold's. Counts of several texts may be added up. */
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

/* Measure system against gold; out[MEASURE_COUNT].
** The text: both must spell the same, forms of tokens without spaces (category Zs) joined over all sentences; else
** E_FORMAT with the first character where they part and the lines it stands in. Tokens and sentences are compared by their
** spans in that text. Empty nodes and comments do not count.
** Words: those that are tokens are aligned when their spans are equal; where a token of several words stands on either
** side, the words of both sides in the stretch that such tokens cover are aligned by a longest common subsequence of their
** forms in small letters (letter by letter, Unicode's simple mapping; the script's full one differs for a Turkish dotted I
** and a final sigma).
** Heads need form no tree, unlike in the script; a word without a head is never right in UAS and what follows.
** E_FORMAT also for a form of nothing but spaces. E_LIMIT: a text of 4 GiB, a stretch with tokens of several words
** above 2^26 pairs of words, ar's cap. E_NOMEM. out is untouched on error.
** Time linear but for these stretches (pairs of words); memory in ar about 150 bytes a word of both sides, given back. */
enum status language_score_texts(struct language_score out[MEASURE_COUNT], const struct conllu_text *gold,
                                 const struct conllu_text *system, arena *ar, struct err *err) MUST_CHECK;

/* The same over a part of the text: gold's sentences of min_words words and more (0: all). Of both sides those words, tokens and
** sentences count that begin in such a sentence's stretch of the text; alignment and heads are those of the whole text, so a head
** may lie outside. How well long sentences are parsed, that is, with nothing made easier by cutting them out. */
enum status language_score_long(struct language_score out[MEASURE_COUNT], const struct conllu_text *gold,
                                const struct conllu_text *system, uint32_t min_words, arena *ar, struct err *err) MUST_CHECK;

#endif
