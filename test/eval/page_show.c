/* page_show FILE...: what the program reads out of a page: what it says of itself, then each block with its kind.
** The form of the golden page cases. */
#include "text/text.h"

#include <stdio.h>

static void print_found(const struct text_page *p)
{
    const struct text_found *f = &p->found;
    buf b = {0};
    buf_addf(&b, "title: %.*s\ndate: ", STR_ARG(f->title));
    day_write(&b, f->date);
    buf_addf(&b, "%s(%s)\n", f->date == DATE_NONE ? "" : " ", text_date_basis_name(f->date_basis));
    if (f->author.n) buf_addf(&b, "author: %.*s\n", STR_ARG(f->author));
    if (f->site.n) buf_addf(&b, "site: %.*s\n", STR_ARG(f->site));
    if (f->address.n) buf_addf(&b, "address: %.*s\n", STR_ARG(f->address));
    buf_addf(&b, "language: %.*s\n\n", STR_ARG(f->language));
    for (uint32_t i = 0; i < p->n_block; i++) {
        buf_addz(&b, text_kind_name(p->block[i].kind));
        if (p->block[i].level) buf_addf(&b, " %u", p->block[i].level);
        buf_addz(&b, ": ");
        buf_add(&b, text_clean_span(p, p->block[i].at));
        buf_addc(&b, '\n');
    }
    if (!b.failed) (void)fwrite(b.p, 1, b.n, stdout);
    buf_free(&b);
}

int main(int argc, char **argv)
{
    int bad = 0;
    for (int i = 1; i < argc; i++) {
        arena *ar = arena_new((size_t)2 << 30);
        struct err err = {0};
        struct source_hints hints = {.name = str_of(argv[i])};
        struct text_page page;
        str bytes;
        enum status s = !ar ? E_NOMEM : source_read_file(&bytes, argv[i], (size_t)1 << 30, ar, &err);
        if (!s) s = text_page_read(&page, bytes, &hints, (str){0}, ar, &err);
        if (s) (void)fprintf(stderr, "%s: %s\n", argv[i], err.msg);
        if (!s) print_found(&page);
        bad |= s != OK;
        arena_free(ar);
    }
    return bad;
}
