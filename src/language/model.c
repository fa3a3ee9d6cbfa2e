/* Reading a model file. Nothing of it is believed before its fingerprint was held against its bytes, and nothing afterwards either:
** a file with the right fingerprint may still be made by a stranger, so every number that places something is checked. Numbers are
** put together byte by byte, the same on a machine of either byte order. */
#include "language/model.h"

#include <assert.h>

#include "language/language.h"

enum { HEADER_BYTES = 64, ENTRY_BYTES = 32, AT_LAYOUT = 8, AT_SECTIONS = 12, AT_BYTES = 16, AT_PRINT = 24, AT_ZEROS = 32 };
enum { ENTRY_OFFSET = 16, ENTRY_SIZE = 24 };

/* Little-endian. */
static uint64_t number_at(str s, size_t at, size_t bytes)
{
    uint64_t v = 0;
    for (size_t i = bytes; i-- > 0;) v = v << 8 | (unsigned char)s.p[at + i];
    return v;
}

/* Bytes that mean nothing must be zero, so that one model has one file and nothing can be hidden between its sections. */
static bool all_zero(str s, uint64_t from, uint64_t to)
{
    for (uint64_t i = from; i < to; i++)
        if (s.p[i]) return false;
    return true;
}

/* Sections begin at multiples of the alignment, which the file's own first byte has. */
static uint64_t next_start(uint64_t at)
{
    return (at + LANGUAGE_MODEL_ALIGN - 1) / LANGUAGE_MODEL_ALIGN * LANGUAGE_MODEL_ALIGN;
}

/* ---- the table ---- */

/* Without a zero in its field all of the field is the name. */
static str entry_name(str bytes, uint32_t i)
{
    str field = {bytes.p + HEADER_BYTES + (size_t)i * ENTRY_BYTES, ENTRY_OFFSET};
    size_t n = 0;
    while (n < field.n && field.p[n]) n++;
    return (str){field.p, n};
}

/* Offset and size were checked by check_table. */
static str entry_bytes(str bytes, uint32_t i)
{
    size_t at = HEADER_BYTES + (size_t)i * ENTRY_BYTES;
    return (str){bytes.p + number_at(bytes, at + ENTRY_OFFSET, 8), (size_t)number_at(bytes, at + ENTRY_SIZE, 8)};
}

/* Small and plain, since names go into messages as they stand. */
static bool name_is_good(str name)
{
    if (!name.n || name.n > MODEL_MAX_NAME) return false;
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];
        if (!ascii_lower(c) && !ascii_digit(c) && c != '.' && c != '_' && c != '-') return false;
    }
    return true;
}

/* One entry: a name with zeros behind it that no entry before has, a section that begins where the one before must have left
** off and ends within the file. *end moves to its end. */
static enum status check_entry(str bytes, uint32_t i, uint64_t *end, struct err *err)
{
    size_t at = HEADER_BYTES + (size_t)i * ENTRY_BYTES;
    str name = entry_name(bytes, i);
    uint64_t offset = number_at(bytes, at + ENTRY_OFFSET, 8);
    uint64_t size = number_at(bytes, at + ENTRY_SIZE, 8);
    if (!name_is_good(name) || !all_zero(bytes, at + name.n, at + ENTRY_OFFSET))
        return err_set(err, E_FORMAT, "damaged model: section %u has no name", i + 1);
    for (uint32_t k = 0; k < i; k++)
        if (str_eq(entry_name(bytes, k), name))
            return err_set(err, E_FORMAT, "damaged model: two sections \"%.*s\"", STR_ARG(name));
    if (offset != next_start(*end))
        return err_set(err, E_FORMAT, "damaged model: section \"%.*s\" is not in its place", STR_ARG(name));
    if (offset > bytes.n || size > bytes.n - offset)
        return err_set(err, E_FORMAT, "damaged model: section \"%.*s\" goes beyond the file", STR_ARG(name));
    if (!all_zero(bytes, *end, offset))
        return err_set(err, E_FORMAT, "damaged model: something stands before section \"%.*s\"", STR_ARG(name));
    *end = offset + size;
    return OK;
}

/* The count is held against the file's size before any entry is read, in 64 bits, where it cannot overflow. */
static enum status check_table(str bytes, uint64_t n_section, struct err *err)
{
    if (n_section > MODEL_MAX_SECTIONS || HEADER_BYTES + n_section * ENTRY_BYTES > bytes.n)
        return err_set(err, E_FORMAT, "damaged model: %llu sections", (unsigned long long)n_section);
    uint64_t end = HEADER_BYTES + n_section * ENTRY_BYTES;
    for (uint32_t i = 0; i < n_section; i++) {
        enum status status = check_entry(bytes, i, &end, err);
        if (status) return status;
    }
    return end == bytes.n ? OK : err_set(err, E_FORMAT, "damaged model: something stands behind its last section");
}

/* The header's own bytes lie under no fingerprint: each of them is held against what it must be.
** The layout comes before the size and the fingerprint: a newer file may be right in its own way, and should be told so. */
static enum status check_header(str bytes, struct err *err)
{
    if (bytes.n < HEADER_BYTES || memcmp(bytes.p, "ENTMODEL", AT_LAYOUT) != 0)
        return err_set(err, E_FORMAT, "not a model file of Entente");
    uint64_t layout = number_at(bytes, AT_LAYOUT, 4);
    uint64_t size = number_at(bytes, AT_BYTES, 8);
    if (layout != MODEL_LAYOUT)
        return err_set(err, E_FORMAT, "a model file of layout %llu; this program reads layout %u", (unsigned long long)layout,
                       MODEL_LAYOUT);
    if (bytes.n > MODEL_MAX_BYTES)
        return err_set(err, E_FORMAT, "a model file of %zu bytes; at most %zu are read", bytes.n, MODEL_MAX_BYTES);
    if (size != bytes.n)
        return err_set(err, E_FORMAT, "%s model: %zu bytes, not %llu", bytes.n < size ? "truncated" : "damaged", bytes.n,
                       (unsigned long long)size);
    if (!all_zero(bytes, AT_ZEROS, HEADER_BYTES))
        return err_set(err, E_FORMAT, "damaged model: its header is not as it was written");
    if (number_at(bytes, AT_PRINT, 8) != hash64((str){bytes.p + HEADER_BYTES, bytes.n - HEADER_BYTES}))
        return err_set(err, E_FORMAT, "damaged model: its fingerprint differs from its bytes");
    return OK;
}

/* "about" is checked here and not when it is shown, so that a model that does not say what it is does not run. */
enum status model_file_open(struct model_file *out, str bytes, struct err *err)
{
    assert((uintptr_t)bytes.p % LANGUAGE_MODEL_ALIGN == 0);
    *out = (struct model_file){0};
    enum status status = check_header(bytes, err);
    if (status) return status;
    uint64_t n_section = number_at(bytes, AT_SECTIONS, 4);
    status = check_table(bytes, n_section, err);
    if (status) return status;
    struct model_file file = {bytes, (uint32_t)n_section};
    str about;
    status = model_file_section(&about, &file, "about", 1, err);
    if (!status) status = model_about_check(about, err);
    if (!status) *out = file;
    return status;
}

/* A linear search: sections are few and each is asked for once. unit makes a section of broken numbers an error here. */
enum status model_file_section(str *out, const struct model_file *file, const char *name, size_t unit, struct err *err)
{
    assert(unit > 0);
    *out = (str){NULL, 0};
    for (uint32_t i = 0; i < file->n_section; i++) {
        if (!str_eq(entry_name(file->bytes, i), str_of(name))) continue;
        str found = entry_bytes(file->bytes, i);
        if (found.n % unit)
            return err_set(err, E_FORMAT, "the model's section \"%s\" has %zu bytes, no multiple of %zu", name, found.n, unit);
        *out = found;
        return OK;
    }
    return err_set(err, E_FORMAT, "the model has no section \"%s\"", name);
}

/* A mapped file and the built-in model are aligned already; the copy is for what was read into plain memory. */
enum status language_model_bytes(str *out, str bytes, arena *ar, struct err *err)
{
    *out = bytes;
    if ((uintptr_t)bytes.p % LANGUAGE_MODEL_ALIGN == 0) return OK;
    char *p = arena_raw(ar, bytes.n + LANGUAGE_MODEL_ALIGN, 1);
    if (!p) return arena_why(ar, err);
    p += (LANGUAGE_MODEL_ALIGN - (uintptr_t)p % LANGUAGE_MODEL_ALIGN) % LANGUAGE_MODEL_ALIGN;
    memcpy(p, bytes.p, bytes.n);
    *out = (str){p, bytes.n};
    return OK;
}
