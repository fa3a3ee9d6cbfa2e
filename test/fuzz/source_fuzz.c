/* Any bytes decode or are refused; the pieces cover the text in order and lead back into the bytes. */
#include "source/source.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool held)
{
    if (!held) abort();
}

static void check_pieces(const struct source_text *t, size_t n_bytes)
{
    uint32_t text = 0;
    uint32_t byte = 0;
    for (uint32_t i = 0; i < t->n_piece; i++) {
        const struct source_piece *p = &t->piece[i];
        must(p->text == text && p->n_text > 0 && p->n_bytes > 0);
        must(p->byte >= byte && p->n_bytes <= n_bytes - p->byte);
        text += p->n_text;
        byte = p->byte + p->n_bytes;
    }
    must(text == t->utf8.n);
    must(utf8_valid(t->utf8, NULL));
    must(!t->utf8.n || !memchr(t->utf8.p, 0, t->utf8.n));
}

static void run(str bytes, const struct source_hints *hints)
{
    arena *ar = arena_new((size_t)64 << 20);
    struct source_text t;
    struct err err = {0};
    must(ar != NULL);
    enum status s = source_decode(&t, bytes, hints, ar, &err);
    must(s == OK || s == E_FORMAT || s == E_LIMIT);
    must(s == OK || err.msg[0]);
    if (!s) {
        check_pieces(&t, bytes.n);
        span all = source_bytes_of(&t, (span){0, (uint32_t)t.utf8.n});
        must(all.begin <= all.end && all.end <= bytes.n);
    }
    arena_free(ar);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const labels[] = {"",        "utf-8", "utf-16be",    "euc-kr",      "shift_jis", "windows-1252",
                                         "gb18030", "big5",  "iso-2022-jp", "iso-2022-kr", "koi8-r",    "no-such-label"};
    struct source_hints hints = {.name = STR("x.html")};
    for (size_t i = 0; i < ARRAY_LEN(labels); i++) {
        hints.charset = str_of(labels[i]);
        run((str){(const char *)data, size}, &hints);
    }
    return 0;
}
