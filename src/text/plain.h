/* Plain text to blocks: paragraphs, items, ruled headings; no judgement about what is the document. */
#ifndef TEXT_PLAIN_H
#define TEXT_PLAIN_H

#include "text/draft.h"

/* Blocks of d->src.utf8, kinds PARAGRAPH, ITEM, HEADING (only with signs of its own) and TABLE. Lines are
** joined where the line lengths show that the file was wrapped at a width. Two linear passes. E_LIMIT or
** E_NOMEM for the list of lines; what the draft refuses is told by draft_finish. */
enum status plain_read(struct draft *d, struct err *err) MUST_CHECK;

/* Bytes of the bullet or number that opens s, white space after it included; 0 when there is none.
** *number gets its value (1.. for "3." or "(3)" or "c)"), 0 for a bullet. */
size_t plain_marker(str s, uint32_t *number);

#endif
