/* A page as lines for people: what it says of itself, then each block with its kind. The form of the golden cases. */
#ifndef PAGE_PRINT_H
#define PAGE_PRINT_H

#include "text/text.h"

static inline void page_print(buf *b, const struct text_page *p)
{
    const struct text_found *f = &p->found;
    buf_addf(b, "title: %.*s\ndate: ", STR_ARG(f->title));
    day_write(b, f->date);
    buf_addf(b, "%s(%s)\n", f->date == DATE_NONE ? "" : " ", text_date_basis_name(f->date_basis));
    if (f->author.n) buf_addf(b, "author: %.*s\n", STR_ARG(f->author));
    if (f->site.n) buf_addf(b, "site: %.*s\n", STR_ARG(f->site));
    if (f->address.n) buf_addf(b, "address: %.*s\n", STR_ARG(f->address));
    buf_addf(b, "language: %.*s\n\n", STR_ARG(f->language));
    for (uint32_t i = 0; i < p->n_block; i++) {
        buf_addz(b, text_kind_name(p->block[i].kind));
        if (p->block[i].level) buf_addf(b, " %u", p->block[i].level);
        buf_addz(b, ": ");
        buf_add(b, text_clean_span(p, p->block[i].at));
        buf_addc(b, '\n');
    }
}

#endif
