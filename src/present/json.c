/* The JSON writer. */
#include <assert.h>
#include <math.h>

#include "present/json.h"

/* An ill-formed byte becomes U+FFFD; what needs no escape stays UTF-8. */
void jout_escape(buf *out, str s)
{
    for (size_t at = 0, size; at < s.n; at += size) {
        int32_t cp = utf8_decode(s, at, &size);
        if (cp < 0)
            buf_addz(out, "\xEF\xBF\xBD");
        else if (cp == '"' || cp == '\\')
            buf_addf(out, "\\%c", (char)cp);
        else if (cp == '\n')
            buf_addz(out, "\\n");
        else if (cp == '\t')
            buf_addz(out, "\\t");
        /* U+2028 and U+2029 are line ends to JavaScript, DEL and C1 are controls to a terminal, others turn the direction of the line. */
        else if (utf8_is_hidden(cp) || cp == 0x2028 || cp == 0x2029)
            buf_addf(out, "\\u%04x", (unsigned)cp);
        else
            buf_add(out, (str){s.p + at, size});
    }
}

/* Two spaces for each level; nothing at all in JSON Lines. */
static void new_line(struct jout *j)
{
    if (j->one_line) return;
    buf_addc(j->out, '\n');
    buf_fill(j->out, ' ', (size_t)j->depth * 2);
}

/* What stands before every value: comma, line, key. A key belongs into objects and nowhere else. */
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

/* The depth is bounded by the schemas, which are the program's own: hence an assert, not an error. */
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

/* Closes the innermost open object or array; the whole text ends with a line end. */
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

void jout_str(struct jout *j, const char *key, str value)
{
    begin(j, key);
    buf_addc(j->out, '"');
    jout_escape(j->out, value);
    buf_addc(j->out, '"');
}

void jout_strz(struct jout *j, const char *key, const char *value)
{
    if (value)
        jout_str(j, key, str_of(value));
    else
        jout_null(j, key);
}

void jout_int(struct jout *j, const char *key, int64_t value)
{
    begin(j, key);
    buf_addf(j->out, "%lld", (long long)value);
}

/* Four decimals are more than any of the measures is worth, and give the same text on every machine. */
void jout_real(struct jout *j, const char *key, double value)
{
    begin(j, key);
    if (isfinite(value))
        buf_addf(j->out, "%.4f", value);
    else
        buf_addz(j->out, "null");
}

void jout_bool(struct jout *j, const char *key, bool value)
{
    begin(j, key);
    buf_addz(j->out, value ? "true" : "false");
}

void jout_null(struct jout *j, const char *key)
{
    begin(j, key);
    buf_addz(j->out, "null");
}

void jout_day(struct jout *j, const char *key, day d)
{
    buf text = {0};
    day_write(&text, d);
    if (text.n)
        jout_str(j, key, buf_str(&text));
    else
        jout_null(j, key);
    buf_free(&text);
}

void jout_span(struct jout *j, const char *key, span at)
{
    begin(j, key);
    buf_addf(j->out, "[%u, %u]", at.begin, at.end);
}
