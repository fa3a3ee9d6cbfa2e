/* The file of a trained model: named sections behind one header, checked by a fingerprint, read where it lies.
**
** Little-endian throughout. Bytes 0..63, the header: "ENTMODEL", u32 version of this layout, u32 sections, u64 bytes of
** the file, u64 XXH3-64 of everything from byte 64 on, zeros. Then one entry of 32 bytes a section: name (16 bytes, zeros
** behind), u64 offset, u64 bytes. Each section begins at the next multiple of 64 behind the table or the section before, with zeros
** between, and the file ends with the last: there is one way only to write given sections. The section "about" is text, "name:
** value" lines: model, version, licence, attribution (several lines), data, seed, scores (several lines). */
#ifndef LANGUAGE_MODEL_H
#define LANGUAGE_MODEL_H

#include "base/base.h"

#define MODEL_LAYOUT 1u
#define MODEL_MAX_SECTIONS 64u
#define MODEL_MAX_BYTES ((size_t)64 << 20)
#define MODEL_MAX_NAME ((size_t)15) /* small letters of ASCII, digits, '.', '_', '-' */

/* A model file in memory. Owns nothing: the bytes must outlive it and stay as they are. */
struct model_file {
    str bytes;
    uint32_t n_section;
};

/* Check and open. bytes: the whole file, aligned to 64 (assert). E_FORMAT with one line that says what is wrong: not a model,
** another layout (which one, and which this program reads), truncated, fingerprint differs, a section outside the file or not in
** order, a name twice, an "about" that model_about_check refuses. Reads every byte once (about 1 ms for 12 MB). */
enum status model_file_open(struct model_file *out, str bytes, struct err *err) MUST_CHECK;

/* The bytes of a section, aligned to 64. E_FORMAT (naming it) where it is missing or its size is no multiple of unit bytes; unit
** from 1. */
enum status model_file_section(str *out, const struct model_file *file, const char *name, size_t unit,
                               struct err *err) MUST_CHECK;

/* Value of the n-th line "name: value" in the section "about" (n from 0), or an empty string. Borrowed. */
str model_file_about(const struct model_file *file, const char *name, uint32_t n);

/* Whether a text may be a section "about": UTF-8 without controls, each line "name: value" with a name of small letters and a
** value,
** and a model, a version, a licence and an attribution among them. E_FORMAT names the line. */
enum status model_about_check(str text, struct err *err) MUST_CHECK;

/* A section to be written; borrowed. */
struct model_part {
    str name, bytes;
};

/* Append the file of these sections, in this order, one of them "about": what model_file_open reads back, and the same bytes
** for the same sections on any machine. out must be empty. E_FORMAT: a name that is none or stands twice, a bad "about" or none;
** E_LIMIT: more than MODEL_MAX_SECTIONS or MODEL_MAX_BYTES; E_NOMEM. */
enum status model_file_write(buf *out, const struct model_part *part, uint32_t n, struct err *err) MUST_CHECK;

#endif
