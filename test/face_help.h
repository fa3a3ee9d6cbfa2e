/* What the tests of the faces share: a record to ask, a strict reader of pages, and looks at lines of a terminal. */
#ifndef TEST_FACE_HELP_H
#define TEST_FACE_HELP_H

#include <jansson.h>

#include "compare/compare.h"
#include "desk.h"
#include "present/present.h"

/* A text without a name of its own. fields: a sidecar. */
static inline bool desk_put(struct desk *d, const char *text, const char *fields)
{
    return put(d, "t.txt", text, fields) == OK;
}

/* ---- JSON ---- */

static inline const char *json_text(const json_t *j, const char *key)
{
    const char *zt = json_string_value(json_object_get(j, key));
    return zt ? zt : "(none)";
}
static inline long long json_number(const json_t *j, const char *key)
{
    const json_t *v = json_object_get(j, key);
    return json_is_integer(v) ? (long long)json_integer_value(v) : -99;
}
/* Element i of an array by key. */
static inline const json_t *json_at(const json_t *j, const char *key, size_t i)
{
    return json_array_get(json_object_get(j, key), i);
}
static inline size_t json_count(const json_t *j, const char *key) { return json_array_size(json_object_get(j, key)); }

/* ---- lines of a terminal ---- */

static inline bool has(str s, const char *zt) { return str_find(s, str_of(zt), 0) != SIZE_MAX; }

static inline uint32_t count_of(str s, const char *zt)
{
    uint32_t n = 0;
    for (size_t at = 0; (at = str_find(s, str_of(zt), at)) != SIZE_MAX; at++) n++;
    return n;
}

/* The first line that is wider than `columns`, ends with a space, or holds a control or a hidden character; empty: none. */
static inline str bad_line(str text, size_t columns)
{
    while (text.n) {
        str line = str_cut(text, '\n', &text);
        bool bad = utf8_columns(line) > columns || (line.n && line.p[line.n - 1] == ' ');
        for (size_t at = 0, size; at < line.n && !bad; at += size) {
            int32_t cp = utf8_decode(line, at, &size);
            bad = cp < 0 || utf8_is_hidden(cp);
        }
        if (bad) return line;
    }
    return (str){NULL, 0};
}

/* s without white space: what is left when lines are broken otherwise. Yours to free. */
static inline buf squeezed(str s)
{
    buf b = {0};
    for (size_t i = 0; i < s.n; i++)
        if (!ascii_space((unsigned char)s.p[i])) buf_addc(&b, s.p[i]);
    return b;
}

/* Whether all of words stand in s, wherever its lines are broken. */
static inline bool has_words(str s, str words)
{
    buf a = squeezed(s), b = squeezed(words);
    bool found = str_find(buf_str(&a), buf_str(&b), 0) != SIZE_MAX;
    buf_free(&a);
    buf_free(&b);
    return found;
}

/* ---- pages ---- */

/* Elements that have no end tag (HTML Living Standard, section 13.1.2, "void elements"; those that the program writes). */
static inline bool html_is_void(str name) { return str_eq(name, STR("meta")) || str_eq(name, STR("input")); }

/* The tag at s.p[at] == '<': its name, whether it closes, and where it ends. False: it is none, or a value is not quoted. */
static inline bool html_tag(str s, size_t at, str *name, bool *closes, size_t *end)
{
    size_t i = at + 1;
    *closes = i < s.n && s.p[i] == '/';
    i += *closes;
    size_t from = i;
    while (i < s.n && ascii_alnum((unsigned char)s.p[i])) i++;
    *name = (str){s.p + from, i - from};
    if (!name->n) return false;
    while (i < s.n && s.p[i] != '>') {
        while (i < s.n && s.p[i] == ' ') i++;
        while (i < s.n && (ascii_alnum((unsigned char)s.p[i]) || s.p[i] == '-')) i++;
        if (i >= s.n || s.p[i] != '=') continue;
        if (++i >= s.n || s.p[i++] != '"') return false;
        while (i < s.n && s.p[i] != '"') {
            if (s.p[i] == '<') return false;
            i++;
        }
        i++;
        if (i < s.n && s.p[i] != ' ' && s.p[i] != '>') return false;
    }
    *end = i + 1;
    return i < s.n;
}

/* NULL, or what is wrong with a page: tags that do not nest, a bare sign, a script, a control. The style sheet is passed over. */
static inline const char *html_fault(str s)
{
    str open[64];
    size_t n = 0, at = 0;
    if (str_starts(s, STR("<!DOCTYPE html>\n"))) at = 16;
    while (at < s.n) {
        if (s.p[at] != '<') {
            size_t size;
            int32_t cp = utf8_decode(s, at, &size);
            if (cp == '>') return "a bare >";
            if (cp < 0 || (cp != '\n' && utf8_is_hidden(cp))) return "a control or an ill-formed byte";
            if (cp == '&' && (str_find(s, STR(";"), at) == SIZE_MAX || str_find(s, STR(";"), at) > at + 8)) return "a bare &";
            at += size;
            continue;
        }
        str name;
        bool closes;
        if (!html_tag(s, at, &name, &closes, &at)) return "a bare < or a value without quotes";
        if (str_eq(name, STR("script"))) return "a script";
        if (closes) {
            if (!n || !str_eq(open[--n], name)) return "tags that do not nest";
        } else if (!html_is_void(name)) {
            if (n == ARRAY_LEN(open)) return "too deep";
            open[n++] = name;
        }
        if (!closes && str_eq(name, STR("style"))) at = str_find(s, STR("</style>"), at);
    }
    return n ? "a tag is left open" : NULL;
}

/* A page's words as a reader sees them: tags gone, references undone, head left out. Yours to free. */
static inline buf html_words(str s)
{
    static const char *const undo[][2] = {{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}, {"&#39;", "'"}};
    buf b = {0};
    size_t at = str_find(s, STR("<main"), 0);
    while (at < s.n) {
        str rest = {s.p + at, s.n - at};
        if (s.p[at] == '<') {
            size_t end = str_find(s, STR(">"), at);
            at = end == SIZE_MAX ? s.n : end + 1;
            continue;
        }
        size_t k = 0;
        while (k < ARRAY_LEN(undo) && !str_starts(rest, str_of(undo[k][0]))) k++;
        buf_addc(&b, k < ARRAY_LEN(undo) ? undo[k][1][0] : s.p[at]);
        at += k < ARRAY_LEN(undo) ? strlen(undo[k][0]) : 1;
    }
    return b;
}

#endif
