/* The file of a trained model: named sections behind one header, checked by a fingerprint, read where it lies.
**
** Little-endian throughout. Bytes 0..63, the header: "ENTMODEL", u32 version of this layout, u32 sections, u64 bytes of
** the file, u64 XXH3-64 of everything from byte 64 on, zeros. Then one entry of 32 bytes a section: name (16 bytes, zeros
** behind), u64 offset, u64 bytes. Sections begin at multiples of 64, in the order of the table, with zeros between. The
** section "about" is text, "name: value" lines: model, version, licence, attribution (several lines), data, seed, scores. */
#ifndef LANGUAGE_MODEL_H
#define LANGUAGE_MODEL_H

#include "base/base.h"

#define MODEL_LAYOUT 1u
#define MODEL_MAX_SECTIONS 64u
#define MODEL_MAX_BYTES ((size_t)64 << 20)

/* A model file in memory. Owns nothing: the bytes must outlive it and stay as they are. */
struct model_file {
    str bytes;
    uint32_t n_section;
};

/* Check and open. bytes: the whole file, aligned to 64. E_FORMAT with one line that says what is wrong: not a model, another
** layout (which one, and which this program reads), truncated, fingerprint differs, a section outside the file or not in order, a
** name twice. Reads every byte once (about 1 ms for 12 MB). */
enum status model_file_open(struct model_file *out, str bytes, struct err *err) MUST_CHECK;

/* The bytes of a section. E_FORMAT (naming it) where it is missing or its size is no multiple of unit bytes. */
enum status model_file_section(str *out, const struct model_file *file, const char *name, size_t unit, struct err *err) MUST_CHECK;

/* Value of the n-th line "name: value" in the section "about" (n from 0), or an empty string. Borrowed. */
str model_file_about(const struct model_file *file, const char *name, uint32_t n);

#endif
