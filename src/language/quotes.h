/* Quotations of a parsed text with their speakers: what stands between quotation marks, and what is told of another's words.
** Reached through language/language.h.
**
**     "We agreed," Kim told reporters, adding that talks will go on. He called the pact a "clear step" under the "new plan".
**
**     direct    We agreed,         Kim  told
**     indirect  talks will go on   Kim  adding
**     partial   clear step         He   called
**     term      new plan
*/
#ifndef LANGUAGE_QUOTES_H
#define LANGUAGE_QUOTES_H

#include "language/clauses.h"

enum language_quote {
    QUOTE_DIRECT,   /* in marks, whole sentences or a clause that could be one */
    QUOTE_PARTIAL,  /* in marks, a phrase that a speaker is said to have used */
    QUOTE_TERM,     /* in marks, a phrase without a speaker: a name, a term, words held at a distance */
    QUOTE_INDIRECT, /* without marks of its own: "said that", "according to", "a warning that" */
    QUOTE_COUNT
};
const char *language_quote_name(enum language_quote kind); /* "direct" */

/* Parallel arrays over quotations, by where they begin (the longer first). Quotations may lie within others: partial ones within
** indirect ones, any within a direct one, whose speaker then reports them. Spans of words count through the text; an empty span
** (begin == end) says that there is none. */
struct language_quotes {
    uint32_t n;
    span *at;      /* [n] bytes of the text: what is between the marks, or the clause without "that" and its last mark */
    uint8_t *kind; /* [n] enum language_quote */
    span *speaker; /* [n] words of the mention: "South Korea's defence ministry", "He" */
    span *verb;    /* [n] the word of speech: "said", "according", "warning" */
    uint32_t *
        part_of; /* [n] first part of the quotation that this one goes on with: behind "..., he said.", in the next paragraph, or
                       ** in the next marks of the paragraph; LANGUAGE_NONE for the first part. Parts share speaker and verb. */
    bool *
        closed; /* [n] both marks are there; true for indirect ones. One without a second mark ends where its paragraph ends, or
                       ** before the next opening mark in it; where the next paragraph opens with a mark it is taken to go on */
    float *prob; /* [n] in [0,1] how sure the speaker is (of terms: that there is none) */
};

/* The quotations of t, in ar. Marks: " “ ” „ « » and, where they can be no apostrophe, ' ‘ ’; an opening mark stands behind a
** space, bracket or dash, a closing one before what is no letter or digit. E_LIMIT, E_NOMEM from ar: *out is of no use then.
** Memory linear; time that of language_clauses_find and of sorting. */
enum status language_quotes_find(struct language_quotes *out, const struct language_text *t, arena *ar,
                                 struct err *err) MUST_CHECK;

#endif
