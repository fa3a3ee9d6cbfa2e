/* What stands around a document: telling it apart in a page that has no marks but its words and their order. */
#ifndef TEXT_FURNITURE_H
#define TEXT_FURNITURE_H

#include "text/look.h"

/* Where the parts of a page lie, as block numbers. */
struct furniture {
    uint32_t title; /* UINT32_MAX: none */
    uint32_t body;  /* first block of running text; n_block: none */
    uint32_t tail;  /* first block after the document */
};

/* Set the kinds of all blocks of a plain page. In doubt a block is part of the document. Linear. look:
** [d->n_block] from look_at_all, which gets `fixed` and `menuish` set. Nothing fails here. */
void furniture_judge(struct furniture *out, struct draft *d, struct look *look);

/* "By Jane Example", "Von ...", "... 기자": short, and every word of the name has a capital. s may be any line
** of which look tells the truth. */
bool furniture_is_byline(str s, const struct look *look);

#endif
