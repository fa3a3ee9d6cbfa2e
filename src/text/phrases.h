/* The set phrases that stand around articles, in the languages that the alliance's press writes in. Data, not rules:
** what a phrase means for its block is decided by the judges, which also look at place and length. */
#ifndef TEXT_PHRASES_H
#define TEXT_PHRASES_H

#include "base/base.h"

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

/* Class of a whole block of at most PHRASE_MAX_BYTES, its case and the marks at its ends left aside. O(log table). */
enum phrase_class phrase_of(str s);
/* Class of the label that opens s ("Photo: ...", "Read also: ..."); *n gets the bytes of the label. */
enum phrase_class phrase_label(str s, size_t *n);
/* Is s, in any of its words, a notice about cookies, copyright or newsletters? Cost is the length times a small table:
** ask only of blocks at the ends of a page. */
bool phrase_is_notice(str s);
/* Does s say that the text is a digest, a translation, a transcript? */
bool phrase_is_note(str s);

/* The table, for its test. */
const struct phrase *phrase_table(size_t *n);

#endif
