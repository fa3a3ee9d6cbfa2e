/* Any bytes are a manifest or are refused with a line; what was taken is written and read again as the same. Acts, which have
** the same form, are read from the same bytes. */
#include "record/record.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool held)
{
    if (!held) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = {(const char *)data, size};
    arena *ar = arena_new((size_t)64 << 20);
    struct manifest m;
    struct manifest again;
    struct err err = {0};
    buf one = {0};
    buf two = {0};
    must(ar != NULL);
    enum status code = manifest_parse(&m, text, TEXT_DATE_SIDECAR, ar, &err);
    must(code == OK || code == E_FORMAT || code == E_LIMIT);
    must(code == OK || err.msg[0]);
    if (code == OK) {
        manifest_write(&one, &m);
        must(manifest_parse(&again, buf_str(&one), TEXT_DATE_UNKNOWN, ar, &err) == OK);
        manifest_write(&two, &again);
        must(str_eq(buf_str(&one), buf_str(&two)));
        struct manifest over = manifest_empty();
        manifest_overlay(&over, &m);
        manifest_overlay(&m, &over);
        buf_clear(&two);
        manifest_write(&two, &m);
        must(str_eq(buf_str(&one), buf_str(&two)));
    }
    buf_free(&one);
    buf_free(&two);
    arena_free(ar);
    return 0;
}
