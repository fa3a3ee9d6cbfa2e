/* page_show FILE...: what the program reads out of pages, in the form of the golden cases under test/golden/page. */
#include "page_print.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    int bad = 0;
    for (int i = 1; i < argc; i++) {
        arena *ar = arena_new((size_t)2 << 30);
        struct err err = {0};
        struct source_hints hints = {.name = str_of(argv[i])};
        struct text_page page;
        str bytes;
        buf b = {0};
        enum status s = !ar ? E_NOMEM : source_read_file(&bytes, argv[i], (size_t)1 << 30, ar, &err);
        if (!s) s = text_page_read(&page, bytes, &hints, (str){0}, ar, &err);
        if (s)
            (void)fprintf(stderr, "%s: %s\n", argv[i], err.msg);
        else
            page_print(&b, &page);
        if (b.n) (void)fwrite(b.p, 1, b.n, stdout);
        bad |= s != OK;
        buf_free(&b);
        arena_free(ar);
    }
    return bad;
}
