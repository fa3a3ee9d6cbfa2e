/* Private to the record room: a parse as the bytes that the index keeps of it. The words' forms are not in them, since they stand in
** the text; all else is, and exactly: what is read back equals what was written, bit for bit.
**
** Column by column and not word by word, since a column repeats itself. Measured over 11,000 words of statements: 18 bytes a word,
** packed 11, of which 6 are how sure the model is; the same as CoNLL-U packs to 19, and is read five times as slowly. Numbers
** are varints unless said otherwise:
**
**     version, sentences, tokens, words, strings, tags
**     strings  bytes of each; then all of them, one behind the other
**     tags     place of each in enum language_upos; its XPOS; its FEATS, both numbers of strings
**     sentence tokens of each; marks of each: 1 it was cut, 2 it begins a paragraph
**     token    bytes between each and the end of the one before; bytes; words; bytes of each word of a token but the last
**     word     tag; relation (a string); lemma: 0 as the form, else 1 + a string; head: 0 root, else twice how many words
**              before it the head is, or twice how many behind it, and 1; prob_head and prob_tag as IEEE 754 single, first the
**              highest byte of each word, then the next */
#ifndef RECORD_PARSE_BODY_H
#define RECORD_PARSE_BODY_H

#include "language/language.h"
#include "record/internal.h"

#define PARSE_BODY_VERSION 1

/* Append the parse, which must lie over its text (every form a part of its token: E_FORMAT else). 18 bytes a word, before
** packing. Scratch in ar, given back. E_NOMEM, E_LIMIT from ar; a failure of out sticks. Linear. */
enum status parse_body_write(buf *out, const struct language_text *t, arena *ar, struct err *err) MUST_CHECK;

/* Read it back over the same text: all arrays equal those that were written. Arrays and strings in ar, forms borrowed from text;
** bytes may go afterwards. E_FORMAT with what is wrong, in words that go on from "the parse": any bytes may be given, and none that
** is taken leads outside the text, names what is not there, or has a sentence that is no single-rooted tree. E_NOMEM, E_LIMIT
** from ar. Memory 150 bytes a word; never more than 1,200 a byte of the text, whatever the bytes claim (more than 64 bytes for each
** of the text's, and 4 KiB, are refused unread). Linear. */
enum status parse_body_read(struct language_text *out, str bytes, str text, arena *ar, struct err *err) MUST_CHECK;

#endif
