/* Writing a model file: the exact inverse of model.c, with no choice anywhere, so that equal sections give equal bytes. It serves
** the trainers and the tests; the program itself only reads. */
#include "language/model.h"

#include "language/language.h"

static void add_number(buf *out, uint64_t v, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) buf_addc(out, (char)(v >> 8 * i & 0xFF));
}

/* Zeros up to the place where the next section must begin. */
static void fill_up(buf *out)
{
    buf_fill(out, '\0', (LANGUAGE_MODEL_ALIGN - out->n % LANGUAGE_MODEL_ALIGN) % LANGUAGE_MODEL_ALIGN);
}

static void set_number(buf *out, size_t at, uint64_t v)
{
    for (size_t i = 0; i < 8 && !out->failed; i++) out->p[at + i] = (char)(v >> 8 * i & 0xFF);
}

/* The table with places still to come, then the sections, then the places and the fingerprint over all of it. */
static void write_all(buf *out, const struct model_part *part, uint32_t n)
{
    enum { HEADER_BYTES = 64, ENTRY_BYTES = 32, AT_BYTES = 16, AT_PRINT = 24, NAME_BYTES = 16 };
    buf_addz(out, "ENTMODEL");
    add_number(out, MODEL_LAYOUT, 4);
    add_number(out, n, 4);
    buf_fill(out, '\0', HEADER_BYTES - AT_BYTES);
    for (uint32_t i = 0; i < n; i++) {
        buf_add(out, part[i].name);
        buf_fill(out, '\0', NAME_BYTES - part[i].name.n + 8);
        add_number(out, part[i].bytes.n, 8);
    }
    for (uint32_t i = 0; i < n; i++) {
        fill_up(out);
        set_number(out, HEADER_BYTES + (size_t)i * ENTRY_BYTES + NAME_BYTES, out->n);
        buf_add(out, part[i].bytes);
    }
    set_number(out, AT_BYTES, out->n);
    if (!out->failed) set_number(out, AT_PRINT, hash64((str){out->p + HEADER_BYTES, out->n - HEADER_BYTES}));
}

/* What would not be read back is not written: the reader judges, over a copy where it wants it. */
static enum status check_written(str bytes, struct err *err)
{
    struct model_file file;
    arena *ar = arena_new(bytes.n + (1u << 20));
    enum status status = ar ? language_model_bytes(&bytes, bytes, ar, err) : err_set(err, E_NOMEM, "no memory left");
    if (!status) status = model_file_open(&file, bytes, err);
    arena_free(ar);
    return status;
}

enum status model_file_write(buf *out, const struct model_part *part, uint32_t n, struct err *err)
{
    uint64_t size = 64 + (uint64_t)n * 32;
    if (n > MODEL_MAX_SECTIONS) return err_set(err, E_LIMIT, "%u sections; a model has at most %u", n, MODEL_MAX_SECTIONS);
    for (uint32_t i = 0; i < n; i++) {
        if (!part[i].name.n || part[i].name.n > MODEL_MAX_NAME)
            return err_set(err, E_FORMAT, "a section's name has 1 to %zu letters, not \"%.*s\"", MODEL_MAX_NAME,
                           STR_ARG(part[i].name));
        size = (size + LANGUAGE_MODEL_ALIGN - 1) / LANGUAGE_MODEL_ALIGN * LANGUAGE_MODEL_ALIGN + part[i].bytes.n;
        if (size > MODEL_MAX_BYTES) return err_set(err, E_LIMIT, "a model has at most %zu bytes", MODEL_MAX_BYTES);
    }
    write_all(out, part, n);
    enum status status = buf_check(out, err);
    return status ? status : check_written(buf_str(out), err);
}
