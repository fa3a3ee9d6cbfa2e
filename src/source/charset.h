/* Private to the source room: which encoding bytes are in. The questions are kept apart (what does the mark say, what the page,
** what do the bytes look like), so that source_decode alone decides whom to believe, and can tell the reader on what basis. */
#ifndef SOURCE_CHARSET_H
#define SOURCE_CHARSET_H

#include "source/source.h"

/* How an encoding is decoded. The first five by the room itself, the others by iconv. */
enum charset_form {
    CHARSET_UTF8,
    CHARSET_UTF16LE,
    CHARSET_UTF16BE,
    CHARSET_UTF32LE,
    CHARSET_UTF32BE,
    CHARSET_SINGLE,  /* one byte a character */
    CHARSET_MULTI,   /* ASCII bytes stand for themselves wherever a character may begin */
    CHARSET_STATEFUL /* ISO 2022: what a byte means depends on the escapes before it */
};

/* One row of a constant table: callers compare pointers and never free. */
struct charset {
    const char *name;  /* as shown */
    const char *iconv; /* name for iconv_open; NULL where the room decodes by itself */
    enum charset_form form;
};

/* The two that are fallen back on: what most texts are in, and what old Western ones without a word about it are most likely in. */
const struct charset *charset_utf8(void);
const struct charset *charset_windows_1252(void);

/* By a label of the WHATWG Encoding Standard (section 4.2), spaces and case ignored; NULL when unknown. */
const struct charset *charset_of_label(str label);

/* The value after "charset=" in a content attribute or a media type, without its quotes, borrowed; empty without one. The
** name of the parameter may be in any case (RFC 9110, section 5.6.6). */
str charset_in(str content);

/* By the mark at the start (UTF-8, UTF-16, UTF-32); *n_mark gets its bytes. NULL when there is none, and *n_mark is untouched.
** FF FE 00 00 is UTF-32: UTF-16 that begins with a NUL is no text. */
const struct charset *charset_of_mark(str bytes, size_t *n_mark);

/* What a page says of itself in its first 1,024 bytes: <meta charset>, <meta http-equiv>, or the encoding of an XML
** declaration. NULL when it says nothing known. A page that says UTF-16 in bytes that read as ASCII is in UTF-8. */
const struct charset *charset_of_page(str bytes);

/* For bytes that nobody declared and that are not valid UTF-8: UTF-8 with some damage, or what uchardet makes of them (its
** guess from up to 1 MB around the first byte that is not ASCII). NULL when nothing is likely, the guess is of an encoding not
** known here, or there is no memory. A guess between Western code pages that would all give the same text is Windows-1252. */
const struct charset *charset_detect(str bytes);

/* What each byte means in an encoding of one byte a character (form CHARSET_SINGLE), -1 where it means nothing. False when this
** system cannot convert it, and table is then untouched. 256 calls of iconv. */
bool charset_table(const struct charset *cs, int32_t table[256]);

/* UTF-16 or UTF-32 without a mark: bytes with a zero among them that read whole as text in one of the four ways. NULL when
** none or two of them would do. Linear; bytes without a zero cost one memchr(). */
const struct charset *charset_detect_wide(str bytes);

/* The character at `at` (< bytes.n) in UTF-16 or UTF-32 by form (no other); *size gets its bytes. -1 for half a surrogate
** pair, a unit beyond U+10FFFF, or one that is cut by the end. */
int32_t charset_wide_char(str bytes, size_t at, enum charset_form form, size_t *size);

/* The stateful encodings of mail (ISO 2022: RFC 1468 Japanese, RFC 1557 Korean, RFC 1922 Chinese), by their escape sequences:
** text of seven bits that is valid UTF-8 as well and would be read as gibberish. NULL without one, or beside a byte that no
** such text has. Linear. The caller should still see that the bytes decode without fault. */
const struct charset *charset_detect_escaped(str bytes);

/* For a byte at which utf8_decode gave -1: bytes of the ill-formed sequence at `at`, the longest start of a character that was
** cut (Unicode 15, section 3.9, "maximal subpart"), at least 1. */
size_t charset_utf8_bad(str bytes, size_t at);

/* Binary formats by their first bytes: "a PDF file", with *help what to do; NULL when it may be text. is_text: the bytes were
** seen to be text of an encoding that has controls in it (UTF-16, ISO 2022), so that controls speak for nothing. Both strings
** are constant. Time bounded: at most the first 8 KiB are looked at. */
const char *charset_binary(str bytes, bool is_text, const char **help);

/* Does the text begin like an HTML page (after a mark, white space, comments and an XML declaration)? bytes: ASCII at least. */
bool charset_looks_like_html(str bytes);

#endif
