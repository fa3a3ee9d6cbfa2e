/* The set phrases that stand around articles, in the languages that the alliance's press writes in. Data, not rules:
** what a phrase means for its block is decided by the judges, which also look at place and length. */
#ifndef TEXT_PHRASES_H
#define TEXT_PHRASES_H

#include "base/base.h"

/* The order matters in one place: RELATED to NOTICE are what look_is_furniture takes for furniture. */
enum phrase_class {
    PHRASE_NONE,
    PHRASE_RELATED,  /* heading over other stories */
    PHRASE_COMMENTS, /* heading over what readers wrote */
    PHRASE_SHARE,
    PHRASE_NAV,
    PHRASE_BUTTON, /* of a consent notice */
    PHRASE_NOTICE,
    PHRASE_NOTE, /* about the text */
    PHRASE_CAPTION,
    PHRASE_BYLINE,
    PHRASE_DATE,   /* "published" */
    PHRASE_UPDATED /* "updated" */
};

struct phrase {
    str text;
    enum phrase_class class;
};

/* A row of a table. */
#define PHRASE(lit_, class_)                                                                                                   \
    {                                                                                                                          \
        STR(lit_), PHRASE_##class_                                                                                             \
    }

#define PHRASE_MAX_BYTES 100

/* Class of a whole block of at most PHRASE_MAX_BYTES, its case and the marks at its ends left aside. O(log
** table). PHRASE_NONE for longer blocks, for sentences, and when there is no memory for folding. A row of
** phrases of one sort counts as one. */
enum phrase_class phrase_of(str s);
/* Class of the label that opens s ("Photo: ...", "Read also: ..."); *n gets the bytes of the label. *n is 0
** with PHRASE_NONE. Of labels that open one another the longest counts. */
enum phrase_class phrase_label(str s, size_t *n);
/* Is s, in any of its words, a notice about cookies, copyright or newsletters? Cost is the length times a small table:
** ask only of blocks at the ends of a page. */
bool phrase_is_notice(str s);
/* Does s say that the text is a digest, a translation, a transcript? Between 8 and 1,200 bytes; else false. */
bool phrase_is_note(str s);

/* The table, for its test. */
const struct phrase *phrase_table(size_t *n);

#endif
