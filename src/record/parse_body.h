/* Private to the record room: a parse as the bytes that the index keeps of it. See parse_body.c for the form. */
#ifndef RECORD_PARSE_BODY_H
#define RECORD_PARSE_BODY_H

#include "language/language.h"
#include "record/internal.h"

/* Append the parse, which must lie over its text (every form a part of its token: E_FORMAT else). Some 15 bytes a word, before
** packing. Scratch in ar, given back. E_NOMEM, E_LIMIT from ar; a failure of out sticks. Linear. */
enum status parse_body_write(buf *out, const struct language_text *t, arena *ar, struct err *err) MUST_CHECK;

/* Read it back over the same text: all arrays equal those that were written. Arrays and strings in ar, forms borrowed from text;
** bytes may go afterwards. E_FORMAT with what is wrong, in words that go on from "the parse": any bytes may be given, and none that
** is taken leads outside the text, names what is not there, or has a sentence that is no single-rooted tree. E_NOMEM, E_LIMIT
** from ar. Memory at most some 130 bytes a byte of the text, whatever the bytes claim; linear. */
enum status parse_body_read(struct language_text *out, str bytes, str text, arena *ar, struct err *err) MUST_CHECK;

#endif
