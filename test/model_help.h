/* Small model files for tests: what a model must say of itself, and bytes where a model may lie. */
#ifndef TEST_MODEL_HELP_H
#define TEST_MODEL_HELP_H

#include "language/language.h"
#include "language/model.h"
#include "test.h"

#define ABOUT_SMALL "model: english\nversion: 1\nlicence: CC BY-SA 4.0\nattribution: A treebank\n"

/* A copy of bytes in ar, aligned to 64 and not to more, whatever the arena gives. */
static inline str model_copy(str bytes, arena *ar)
{
    char *p = arena_alloc(ar, bytes.n + 256, 1);
    if (!p) return (str){0};
    p += 128 - (uintptr_t)p % 128 + 64;
    if (bytes.n) memcpy(p, bytes.p, bytes.n);
    return (str){p, bytes.n};
}

/* The file of these sections in ar; n is 0 and the reason printed when it is refused. */
static inline str model_of(const struct model_part *part, uint32_t n, arena *ar)
{
    struct err err = {0};
    buf b = {0};
    if (model_file_write(&b, part, n, &err)) printf("# %s\n", err.msg);
    str out = err.code ? STR("") : model_copy(buf_str(&b), ar);
    buf_free(&b);
    return out;
}

/* A number of the header or table set, and the fingerprint made right again: damage that only a stranger's file has. */
static inline void model_set(str file, size_t at, uint64_t v, size_t bytes)
{
    char *p = (char *)file.p;
    for (size_t i = 0; i < bytes; i++) p[at + i] = (char)(v >> 8 * i);
    uint64_t print = hash64((str){p + 64, file.n - 64});
    for (size_t i = 0; i < 8; i++) p[24 + i] = (char)(print >> 8 * i);
}

#endif
