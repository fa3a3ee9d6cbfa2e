/* Any bytes read as plain text become a page whose blocks, pieces and spans hold, or are refused with a reason. */
#include "page_check.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct source_hints hints = {.media_type = STR("text/plain")};
    arena *ar = arena_new((size_t)64 << 20);
    struct text_page page;
    struct err err = {0};
    if (!ar) abort();
    enum status s = text_page_read(&page, (str){(const char *)data, size}, &hints, (str){0}, ar, &err);
    const char *why =
        s ? (err.msg[0] ? NULL : "a refusal without a reason") : page_wrong(&page, (str){(const char *)data, size});
    if (why) {
        (void)fprintf(stderr, "does not hold: %s\n", why);
        abort();
    }
    arena_free(ar);
    return 0;
}
