/* The JSON writer: values are appended to a buffer as they are named, and nothing is kept but the
** open brackets.
**
** Invariants: depth counts the open brackets; close[1..depth] holds the sign that closes each;
** some[d] says whether a value stands already at depth d, so that a comma is due before the next.
** A failed allocation stays in the buffer and is seen by whoever writes it out; the writer goes
** on as if nothing had happened. */
#include <assert.h>
#include <math.h>

#include "present/json.h"

static bool is_plain(unsigned char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; }

/* An ill-formed byte becomes U+FFFD, since RFC 8259 (section 8.1) asks for UTF-8; the quote, the
** backslash and the controls are escaped as section 7 asks. More is escaped than must be: what a
** reader of the text would not see but its terminal or browser would obey. What needs no escape
** stays UTF-8, so that Korean can be read in the file. */
void jout_escape(buf *out, str s)
{
    for (size_t at = 0, size; at < s.n; at += size) {
        /* Nearly all of it: a run that stays as it is goes out at once. */
        for (size = 0; at + size < s.n && is_plain((unsigned char)s.p[at + size]); size++) {
        }
        if (size) {
            buf_add(out, (str){s.p + at, size});
            continue;
        }
        int32_t cp = utf8_decode(s, at, &size);
        if (cp < 0)
            buf_addz(out, "\xEF\xBF\xBD");
        else if (cp == '"' || cp == '\\')
            buf_addf(out, "\\%c", (char)cp);
        else if (cp == '\n')
            buf_addz(out, "\\n");
        else if (cp == '\t')
            buf_addz(out, "\\t");
        /* U+2028 and U+2029 are line ends to JavaScript, DEL and C1 are controls to a terminal, others turn the direction of
        ** the line. */
        else if (utf8_is_hidden(cp) || cp == 0x2028 || cp == 0x2029)
            buf_addf(out, "\\u%04x", (unsigned)cp);
        else
            buf_add(out, (str){s.p + at, size});
    }
}

/* Two spaces for each level; nothing at all in JSON Lines, where a line end would part one object
** into two. */
static void new_line(struct jout *j)
{
    if (j->one_line) return;
    buf_addc(j->out, '\n');
    buf_fill(j->out, ' ', (size_t)j->depth * 2);
}

/* What stands before every value: comma, line, key. All values come through here, so no caller
** can forget a comma. A key belongs into objects and nowhere else; a call that mixes them up is a
** mistake of the program, never of its input, hence the assert. `some` is set before the value is
** written: whatever follows is a second one. */
static void begin(struct jout *j, const char *key)
{
    assert((key != NULL) == (j->depth > 0 && j->close[j->depth] == '}'));
    if (j->some[j->depth]) buf_addz(j->out, j->one_line ? ", " : ",");
    j->some[j->depth] = true;
    if (j->depth) new_line(j);
    if (!key) return;
    buf_addc(j->out, '"');
    jout_escape(j->out, str_of(key));
    buf_addz(j->out, "\": ");
}

/* Opens an object or array and remembers how it closes, so that jout_end needs no argument that
** could be wrong. The depth is bounded by the schemas, which are the program's own: hence an
** assert, not an error. */
static void enter(struct jout *j, const char *key, char with, char close)
{
    begin(j, key);
    assert(j->depth < JSON_DEPTH_MAX);
    buf_addc(j->out, with);
    j->depth++;
    j->close[j->depth] = close;
    j->some[j->depth] = false;
}

void jout_object(struct jout *j, const char *key) { enter(j, key, '{', '}'); }
void jout_array(struct jout *j, const char *key) { enter(j, key, '[', ']'); }

/* Closes the innermost open object or array: on a line of its own when something stands in it,
** else `[]` and `{}` stay together. The whole text ends with a line end, so that JSON Lines can
** be written one after the other. */
void jout_end(struct jout *j)
{
    assert(j->depth > 0);
    char close = j->close[j->depth];
    bool some = j->some[j->depth];
    j->depth--;
    if (some) new_line(j);
    buf_addc(j->out, close);
    if (!j->depth) buf_addc(j->out, '\n');
}

/* The one place where a text from outside becomes JSON. */
void jout_str(struct jout *j, const char *key, str value)
{
    begin(j, key);
    buf_addc(j->out, '"');
    jout_escape(j->out, value);
    buf_addc(j->out, '"');
}

/* For the program's own words, such as names of labels; a name that there is none for is told as
** not known. */
void jout_strz(struct jout *j, const char *key, const char *value)
{
    if (value)
        jout_str(j, key, str_of(value));
    else
        jout_null(j, key);
}

/* Whole numbers are written whole whatever their size. A reader that keeps numbers as doubles is
** exact up to 2^53 (RFC 8259, section 6), which no count, span or time of the schemas reaches. */
void jout_int(struct jout *j, const char *key, int64_t value)
{
    begin(j, key);
    if (value < 0) buf_addc(j->out, '-');
    buf_add_u64(j->out, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

/* Four decimals are more than any of the measures is worth, and give the same text on every
** machine: the last digits of a double may differ with the compiler. JSON has no NaN and no
** infinity; those are told as not known. */
void jout_real(struct jout *j, const char *key, double value)
{
    enum { LONGEST = 320 }; /* the largest double has 309 digits before its point */
    char text[LONGEST];
    begin(j, key);
    if (isfinite(value) && snprintf(text, sizeof text, "%.4f", value) > 0)
        buf_addz(j->out, text);
    else
        buf_addz(j->out, "null");
}

/* What is not known has no boolean: then jout_null. */
void jout_bool(struct jout *j, const char *key, bool value)
{
    begin(j, key);
    buf_addz(j->out, value ? "true" : "false");
}

/* What is not known or was not given; a list that is empty is written as such instead. */
void jout_null(struct jout *j, const char *key)
{
    begin(j, key);
    buf_addz(j->out, "null");
}

/* An unknown day is null, never an empty string and never a guess; one that could not be written for want of memory is a failure. */
void jout_day(struct jout *j, const char *key, day d)
{
    buf text = {0};
    day_write(&text, d);
    if (text.n)
        jout_str(j, key, buf_str(&text));
    else
        jout_null(j, key);
    if (text.failed) j->out->failed = text.failed;
    buf_free(&text);
}

/* Spans are so many that one on a line of its own each would drown the rest: they stand in one
** line. */
void jout_span(struct jout *j, const char *key, span at)
{
    begin(j, key);
    buf_addf(j->out, "[%u, %u]", at.begin, at.end);
}
