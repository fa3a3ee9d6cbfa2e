/* Any bytes opened as a model are refused with a line or hold what the header promises. Each input is tried as it stands and with
** its
** size and fingerprint made right, so that the table behind them is reached too; a good file written anew is the same file. */
#include "language/language.h"
#include "language/model.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool held)
{
    if (!held) abort();
}

/* Sections lie within the file, aligned, and are found by the names that its table gives. */
static void check_open(const struct model_file *f, arena *ar)
{
    struct model_part part[MODEL_MAX_SECTIONS];
    buf again = {0};
    must(f->n_section > 0 && f->n_section <= MODEL_MAX_SECTIONS);
    for (uint32_t i = 0; i < f->n_section; i++) {
        char *name = (char *)ARENA_NEW(ar, MODEL_MAX_NAME + 2, char);
        must(name != NULL);
        memcpy(name, f->bytes.p + 64 + (size_t)i * 32, MODEL_MAX_NAME + 1);
        part[i].name = str_of(name);
        must(model_file_section(&part[i].bytes, f, name, 1, NULL) == OK);
        must((uintptr_t)part[i].bytes.p % LANGUAGE_MODEL_ALIGN == 0 && part[i].bytes.p >= f->bytes.p &&
             part[i].bytes.n <= f->bytes.n - (size_t)(part[i].bytes.p - f->bytes.p));
    }
    must(model_file_about(f, "licence", 0).n && model_file_about(f, "attribution", 0).n);
    must(model_file_write(&again, part, f->n_section, NULL) == OK && str_eq(buf_str(&again), f->bytes));
    buf_free(&again);
}

static void try_open(str bytes, arena *ar)
{
    struct model_file f;
    struct err err = {0};
    enum status status = model_file_open(&f, bytes, &err);
    must(status == OK || (status == E_FORMAT && err.msg[0] && !f.bytes.p));
    if (!status) check_open(&f, ar);
    struct language_about about;
    must((language_about_read(&about, bytes, ar, NULL) == OK) == (status == OK));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena *ar = arena_new((size_t)256 << 20);
    char *p = aligned_alloc(LANGUAGE_MODEL_ALIGN, (size / LANGUAGE_MODEL_ALIGN + 1) * LANGUAGE_MODEL_ALIGN);
    must(ar && p);
    if (size) memcpy(p, data, size);
    try_open((str){p, size}, ar);
    if (size >= 64) {
        uint64_t print = hash64((str){p + 64, size - 64});
        for (size_t i = 0; i < 8; i++) {
            p[16 + i] = (char)(size >> 8 * i);
            p[24 + i] = (char)(print >> 8 * i);
        }
        try_open((str){p, size}, ar);
    }
    free(p);
    arena_free(ar);
    return 0;
}
