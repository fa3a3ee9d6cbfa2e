/* The parser's face: a model, scratch memory, a text with its grammar. Reached through language/language.h.
**
**     struct language_model *model;
**     struct language_parser *p;
**     language_model_open(&model, language_english(), &err);
**     language_parser_new(&p, model, &err);
**     language_parse(&t, p, text, ar, &err);
**     for (uint32_t s = 0; s < t.words.n_sentence; s++) {
**         span at = language_sentence_words(&t, s);
**         for (uint32_t w = at.begin; w < at.end; w++) ... t.words.form[w], t.head[w] ...
**     }
**
** A model is immutable and shared by threads; a parser belongs to one thread at a time. What a text is parsed into depends on
** the model and the text alone: not on the machine, the compiler, the thread, or what was parsed before. */
#ifndef LANGUAGE_PARSE_H
#define LANGUAGE_PARSE_H

#include "language/words.h"

struct conllu_sentence;
struct conllu_text;

/* ---- the model ---- */

/* Where the bytes of a model must begin: weights are read where they lie, by vector instructions. */
#define LANGUAGE_MODEL_ALIGN 64u

/* The English model that this program was built with: read-only, aligned, as long as the program. {NULL, 0}: built without. */
str language_english(void);

/* bytes where a model's bytes may lie: themselves where they are aligned, else a copy in ar. E_NOMEM, E_LIMIT from ar. */
enum status language_model_bytes(str *out, str bytes, arena *ar, struct err *err) MUST_CHECK;

/* What a model file says of itself; strings are borrowed from the file, {"", 0} where it says nothing. */
struct language_about {
    str model, version, licence, data, seed;
    str *attribution; /* [n_attribution] a line each: who is to be named for what the model learned from */
    str *score;       /* [n_score] a line each: "DATA MEASURE VALUE MEASURE VALUE ..." ("english-ewt-dev las 85.12") */
    uint32_t n_attribution, n_score;
    uint32_t layout, n_section;
    uint64_t fingerprint; /* XXH3-64, as its header says and its bytes give */
};

/* Check a model file (as language_model_open does, but for its weights) and read what it says of itself; bytes: aligned.
** E_FORMAT with one line for what is no model or a damaged one; E_NOMEM, E_LIMIT from ar. Reads every byte once. */
enum status language_about_read(struct language_about *out, str bytes, arena *ar, struct err *err) MUST_CHECK;

struct language_model;

/* Open a model from the bytes of its file: aligned, borrowed until language_model_close. E_FORMAT with one line for what is no
** model, a damaged one (each byte is under a fingerprint), or one of another layout;
** E_NOMEM. *out is NULL on error. NULL may be closed. */
enum status language_model_open(struct language_model **out, str bytes, struct err *err) MUST_CHECK;
void language_model_close(struct language_model *model);

/* ---- a parsed text ---- */

/* The universal parts of speech (universaldependencies.org/u/pos), in the order of the alphabet. */
enum language_upos {
    UPOS_ADJ,
    UPOS_ADP,
    UPOS_ADV,
    UPOS_AUX,
    UPOS_CCONJ,
    UPOS_DET,
    UPOS_INTJ,
    UPOS_NOUN,
    UPOS_NUM,
    UPOS_PART,
    UPOS_PRON,
    UPOS_PROPN,
    UPOS_PUNCT,
    UPOS_SCONJ,
    UPOS_SYM,
    UPOS_VERB,
    UPOS_X,
    UPOS_COUNT
};
str language_upos_name(enum language_upos upos); /* "ADJ"; "_" for UPOS_COUNT */
/* UPOS_COUNT when it is none. */
enum language_upos language_upos_of(str name);

/* A text as parallel arrays over its words. Strings are borrowed from the text, the model or the sentence given, or lie in the
** arena; none is empty. Each sentence is a tree: one word has head 0, and from it all are reached. */
struct language_text {
    str text; /* what was parsed; words.token are spans of it */
    struct language_words words;
    uint8_t *upos;    /* [n_word] enum language_upos, never UPOS_COUNT */
    str *xpos;        /* [n_word] part of speech of the Penn treebank ("NNS") */
    str *feats;       /* [n_word] morphology, "Name=Value" parted by '|', sorted by name; "_": none */
    str *lemma;       /* [n_word] */
    uint32_t *head;   /* [n_word] within the sentence: 0 = root, else 1 + place of the head in its sentence */
    str *deprel;      /* [n_word] relation to the head, with its subtype ("nmod:poss") */
    float *prob_head; /* [n_word] in [0,1]: how sure the model is of the head and the relation, */
    float *prob_tag;  /* [n_word] and of part of speech and morphology together; 1 for what was given */
};

/* Words [begin, end) of sentence s, and tokens of it. */
static inline span language_sentence_tokens(const struct language_text *t, uint32_t s)
{
    return (span){t->words.sentence_token[s], t->words.sentence_token[s + 1]};
}
static inline span language_sentence_words(const struct language_text *t, uint32_t s)
{
    span token = language_sentence_tokens(t, s);
    return (span){t->words.token_word[token.begin], t->words.token_word[token.end]};
}

/* ---- parsing ---- */

/* Scratch memory of one thread. It grows with the longest text parsed and is kept: parsing takes nothing from the system once
** it is warm, but for what the results' arena takes. */
struct language_parser;

/* The model must outlive the parser. E_NOMEM; *out is NULL on error. NULL may be freed. */
enum status language_parser_new(struct language_parser **out, const struct language_model *model, struct err *err) MUST_CHECK;
void language_parser_free(struct language_parser *p);

/* Parse a raw text (any bytes, as language_words_of takes them); results in ar. E_LIMIT: a text of 4 GiB, ar's cap; E_NOMEM; *out
** is of no use then. Time linear in the text but for each sentence's tree, quadratic up to LANGUAGE_MAX_SENTENCE_WORDS. */
enum status language_parse(struct language_text *out, struct language_parser *p, str text, arena *ar,
                           struct err *err) MUST_CHECK;

/* Parse a text whose sentences are known: sentence[0..n) are their bytes, in order, none over another (they may touch, and
** what lies between them is in no word). No sentence of the result crosses the edge of a span or lies in two; one of more than
** LANGUAGE_MAX_SENTENCE_WORDS is cut and marked as by language_parse; a span of white space gives none. A token that would cross
** an edge is cut there. *out is one text over all of `text`, so that spans of tokens are bytes of it, and a sentence begins a
** paragraph where the text does. Given the spans of the sentences that language_parse finds, the result is that of
** language_parse. E_FORMAT with the number of the span, from 1, that is out of order, over another or beyond the text; E_LIMIT,
** E_NOMEM as language_parse. Cost that of language_parse; what lies between the spans is scanned, not parsed. */
enum status language_parse_in(struct language_text *out, struct language_parser *p, str text, const span *sentence, uint32_t n,
                              arena *ar, struct err *err) MUST_CHECK;

/* What of a given sentence is kept beside its words. */
enum language_keep {
    KEEP_WORDS = 0,
    /* UPOS, XPOS and LEMMA where they are not "_"; FEATS wherever UPOS is kept, since "_" says there that a word has none. */
    KEEP_TAGS = 1
};

/* Parse one sentence whose words are given: out has one sentence, with the words, ranges and forms of s (language_words_given).
** E_FORMAT with the line: a UPOS to be kept that is no universal one. E_LIMIT with the line: more words than
** LANGUAGE_MAX_SENTENCE_WORDS, since a given sentence is not cut; ar's cap. s must outlive out. */
enum status language_parse_conllu(struct language_text *out, struct language_parser *p, const struct conllu_sentence *s,
                                  enum language_keep keep, arena *ar, struct err *err) MUST_CHECK;

/* ---- between CoNLL-U and texts ---- */

/* Append the raw text of annotated sentences as it may have stood: forms of tokens, parted by a space but where SpaceAfter=No
** (in MISC) says otherwise, sentences likewise, an empty line before each but the first that a comment opens as "# newpar" or
** "# newdoc". Linear; failure sticks in out. */
void language_raw_text(buf *out, const struct conllu_text *t);

/* The words of a given sentence over its raw text, which is made in ar (*text): one sentence, tokens and words as in s, forms
** borrowed from s. For language_parse_conllu. E_LIMIT: 4 GiB, ar's cap; E_NOMEM. */
enum status language_words_given(struct language_words *out, str *text, const struct conllu_sentence *s, arena *ar,
                                 struct err *err) MUST_CHECK;

/* Put the given tags of s in the place of t's (one sentence of the same words), as KEEP_TAGS says; prob_tag is 1 where UPOS was
** given.
** For language_parse_conllu. E_FORMAT with the line: a UPOS that is no universal one; t is then changed in part. Linear. */
enum status language_take_tags(struct language_text *t, const struct conllu_sentence *s, struct err *err) MUST_CHECK;

/* How a sentence stands in a longer text of which t is a piece; zeroed: t is all of it. */
struct language_place {
    str id;         /* its sent_id; empty: none is written */
    bool opens_doc; /* "# newdoc" is written before it */
    str doc;        /* id of the document that it opens; may be empty */
    bool goes_on;   /* t goes on where another piece ended, within a paragraph: its first sentence opens none */
    bool cut;       /* t ends where a cap ended it: its last sentence is marked as cut */
    bool glued;     /* and no white space stands behind its end */
};

/* Sentence s of t as CoNLL-U, written by conllu_write: comments "newdoc id", "newpar", "sent_id", "text", and "cut = yes" where
** the sentence was ended by a cap (LANGUAGE_MAX_SENTENCE_WORDS or place->cut); a range for each token of several words;
** SpaceAfter=No. Text and forms are made fit for the format: what is no UTF-8, and controls, become U+FFFD; white space in the
** text a space. Arrays in ar. E_NOMEM, E_LIMIT from ar. Linear. */
enum status language_text_conllu(struct conllu_sentence *out, const struct language_text *t, uint32_t s,
                                 const struct language_place *place, arena *ar, struct err *err) MUST_CHECK;

/* The given sentence with what t (its parse, one sentence) says: comments, words, ranges and MISC stay, and so do tags that t
** took over; head, relation and all other tags are t's. DEPS and empty nodes go: the enhanced graph was over other trees. *out
** borrows from both; arrays in ar. E_NOMEM, E_LIMIT from ar. */
enum status language_fill_conllu(struct conllu_sentence *out, const struct conllu_sentence *given,
                                 const struct language_text *t, arena *ar, struct err *err) MUST_CHECK;

#endif
