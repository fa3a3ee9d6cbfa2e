/* The one reader of all "key: value" texts. Invariants: keys are lower-case and never empty; values are trimmed and hold no
** empty line but perhaps a first one (a key whose value begins on the next line); stanzas are numbered without a gap. A stanza
** begins with its first field, not with the empty line: any number of those parts two stanzas once. */
#include "base/base.h"

/* What a key may be written with; anything else before the colon makes the line no field. */
static bool key_char(unsigned char c) { return ascii_alnum(c) || c == '-' || c == '.' || c == '_'; }

/* "key: value" of one line into f, the value borrowed from the line. E_FORMAT when it is not of that form. */
static enum status split_line(str line, arena *ar, struct field *f)
{
    size_t k = 0;
    while (k < line.n && key_char((unsigned char)line.p[k])) k++;
    if (!k || k == line.n || line.p[k] != ':') return E_FORMAT;
    f->key = (str){line.p, k};
    size_t small = 0;
    while (small < k && !ascii_upper((unsigned char)line.p[small])) small++;
    if (small < k) { /* written by hand; what this program wrote needs no copy */
        char *key = arena_raw(ar, k, 1);
        if (!key) return arena_why(ar, NULL);
        for (size_t i = 0; i < k; i++) key[i] = (char)ascii_tolower((unsigned char)line.p[i]);
        f->key.p = key;
    }
    f->value = str_trim((str){line.p + k + 1, line.n - k - 1});
    return OK;
}

/* The arena's copy of the last field's value while lines join it. Its room doubles, so that a value of
** many lines costs linear time and at most four times its bytes. */
struct joined {
    char *p;
    size_t room; /* bytes at p; 0: the value is still borrowed from the text */
};

/* Join a continued line to the value of the last field. False when the arena refuses. */
static bool join_line(struct field *f, str more, struct joined *j, arena *ar)
{
    size_t n = f->value.n + 1 + more.n;
    if (j->room < n) {
        char *p = arena_raw(ar, n, 2);
        if (!p) return false;
        if (f->value.n) memcpy(p, f->value.p, f->value.n);
        *j = (struct joined){p, 2 * n};
    }
    j->p[f->value.n] = '\n';
    memcpy(j->p + f->value.n + 1, more.p, more.n);
    f->value = (str){j->p, n};
    return true;
}

/* The encoding is looked at first and for the whole text, so that a message about it can give a byte of the file; then one walk
** over the lines. An indented line without a field before it in its stanza belongs to nothing: it is an error like any other
** line that is none. */
enum status fields_parse(struct fields *out, str text, arena *ar, struct err *err)
{
    size_t bad;
    *out = (struct fields){0};
    if (text.n > FIELDS_MAX_BYTES) return err_set(err, E_LIMIT, "more than %zu MiB of fields", FIELDS_MAX_BYTES >> 20);
    if (!utf8_valid(text, &bad)) return err_set(err, E_FORMAT, "byte %zu is not UTF-8; save the file as UTF-8", bad);
    if (str_starts(text, STR("\xEF\xBB\xBF"))) text = (str){text.p + 3, text.n - 3};
    if (text.n && memchr(text.p, '\0', text.n)) return err_set(err, E_FORMAT, "holds a NUL byte, so it is not a text");
    uint32_t cap = 0;
    uint32_t line_no = 0;
    bool in_stanza = false;
    struct joined joined = {0};
    while (text.n) {
        str line = str_cut(text, '\n', &text);
        line_no++;
        bool indented = line.n && (line.p[0] == ' ' || line.p[0] == '\t');
        str trimmed = str_trim(line);
        if (!trimmed.n) {
            in_stanza = false;
            continue;
        }
        if (trimmed.p[0] == '#' && !indented) continue;
        if (indented && in_stanza) {
            if (!join_line(&out->item[out->n - 1], trimmed, &joined, ar)) return arena_why(ar, err);
            continue;
        }
        if (out->n == cap) {
            uint32_t more = cap ? cap * 2 : 8;
            out->item = arena_grow(ar, out->item, cap, more, sizeof *out->item);
            if (!out->item) return arena_why(ar, err);
            cap = more;
        }
        struct field *f = &out->item[out->n];
        enum status st = split_line(trimmed, ar, f);
        if (st == E_FORMAT)
            return err_set(err, E_FORMAT, "line %u: expected \"key: value\", found \"%.*s\"", line_no,
                           (int)utf8_fit(trimmed, 40), trimmed.p);
        if (st) return arena_why(ar, err);
        joined = (struct joined){0};
        if (!in_stanza) out->n_stanza++;
        in_stanza = true;
        f->line = line_no;
        f->stanza = out->n_stanza - 1;
        out->n++;
    }
    return OK;
}

/* Goes through all fields: stanzas are short and asked a few times. */
str fields_get(const struct fields *f, uint32_t stanza, str key)
{
    for (uint32_t i = 0; i < f->n; i++)
        if (f->item[i].stanza == stanza && str_eq(f->item[i].key, key)) return f->item[i].value;
    return (str){NULL, 0};
}

/* What it writes is read back by fields_parse as the same value, but that each line is trimmed and empty lines
** are gone: an empty line would end the stanza. */
void fields_write(buf *out, str key, str value)
{
    value = str_trim(value);
    if (!value.n) return;
    buf_add(out, key);
    buf_addz(out, ": ");
    while (value.n) {
        str line = str_trim(str_cut(value, '\n', &value));
        if (!line.n) continue;
        buf_add(out, line);
        buf_addc(out, '\n');
        if (value.n) buf_addc(out, ' ');
    }
    if (out->n && out->p[out->n - 1] == ' ') out->n--;
}

/* Items of white space alone are none: "a;; b;" has two. *item is written to even at the end, by the last empty ones. */
bool list_next(str *rest, char sep, str *item)
{
    while (rest->n) {
        *item = str_trim(str_cut(*rest, sep, rest));
        if (item->n) return true;
    }
    return false;
}
