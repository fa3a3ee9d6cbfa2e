/* How a block looks by itself: what the judges of a page ask of each block, answered once. */
#ifndef TEXT_LOOK_H
#define TEXT_LOOK_H

#include "text/draft.h"
#include "text/phrases.h"

/* Made by look_at_all; only menuish and fixed change afterwards, by the judges of plain pages. */
struct look {
    uint8_t phrase;  /* enum phrase_class of the whole block */
    uint8_t label;   /* enum phrase_class of what opens it */
    uint8_t n_label; /* bytes of that */
    uint16_t n_word; /* words; in scripts without spaces, columns by six */
    bool stops;      /* ends as a sentence does, closing quotes passed over */
    bool cut;        /* ends in dots: a text that goes on elsewhere */
    bool body;       /* running text: long, and stops */
    bool titled;     /* could be a title or a headline: no stop at its end, not long */
    bool menuish;    /* short, among menu words: a title only when there is no other */
    bool fixed;      /* its kind is settled */
};

/* looks [d->n_block] in d->work; NULL when the arena refuses. Linear. A refusal sticks to d->failed. */
struct look *look_at_all(struct draft *d);

/* A furniture phrase: menu, share row, buttons, notice. */
static inline bool look_is_furniture(const struct look *l) { return l->phrase >= PHRASE_RELATED && l->phrase <= PHRASE_NOTICE; }

#endif
