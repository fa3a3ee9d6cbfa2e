/* Lines on a terminal. Width is that of the characters shown (two columns for most of Korean,
** Chinese and Japanese, none for combining marks), never of bytes; nothing that a text holds can
** reach the terminal as a control code.
**
** Invariant of a paragraph: text and style have equal lengths, and style holds for each byte the
** style of the character that the byte belongs to. */
#include <stdarg.h>

#include "present/present.h"
#include "present/term.h"

/* SGR codes by enum term_style (ECMA-48, 8.3.117): the eight base colours and attributes, so that
** the user's own palette decides how they look on light or dark. Insertions and deletions differ
** by underline and strike-through too, for readers who do not tell
** red from green. NULL: nothing to switch on. */
static const char *sgr_of(enum term_style s)
{
    switch (s) {
    case TERM_BOLD: return "1";
    case TERM_DIM: return "2";
    case TERM_INSERTED: return "32;4";
    case TERM_DELETED: return "31;9";
    case TERM_DROPPED: return "31;1";
    case TERM_RETURNED: return "35;1";
    case TERM_FIRST: return "32;1";
    case TERM_REWORDED: return "33;1";
    case TERM_MOVED: return "36;1";
    case TERM_WARNING: return "33";
    case TERM_MATCH: return "1;4";
    case TERM_KEPT:
    case TERM_PLAIN: break;
    }
    return NULL;
}

/* Leaves the paragraph zeroed, so that it may be used or freed again. */
void term_free(struct term_para *p)
{
    buf_free(&p->text);
    buf_free(&p->style);
}

/* Keeps the memory for the next paragraph. A failure is forgotten with the words that it
** concerned: whoever clears has written the paragraph, and term_write has handed the failure on. */
void term_clear(struct term_para *p)
{
    buf_clear(&p->text);
    buf_clear(&p->style);
}

/* Copy s to out with controls (C0, DEL, C1), marks that turn the line's direction and ill-formed
** bytes made visible as U+FFFD, line ends and tabs made spaces. All bytes of sources, titles and
** names pass here before a terminal sees them: a text that could move the cursor could forge a
** finding. */
static void add_clean(buf *out, str s)
{
    for (size_t at = 0, size; at < s.n; at += size) {
        int32_t cp = utf8_decode(s, at, &size);
        if (cp == '\n' || cp == '\t' || cp == '\r')
            buf_addc(out, ' ');
        else if (cp < 0 || utf8_is_hidden(cp))
            buf_addz(out, "\xEF\xBF\xBD");
        else
            buf_add(out, (str){s.p + at, size});
    }
}

/* The style buffer stays as long as the text's, byte for byte, which put_range relies on; a
** failure of either is looked for once, in term_write. */
void term_add(struct term_para *p, str s, enum term_style style)
{
    size_t from = p->text.n;
    add_clean(&p->text, s);
    buf_fill(&p->style, (char)style, p->text.n - from);
}

void term_addz(struct term_para *p, const char *zt, enum term_style style) { term_add(p, str_of(zt), style); }

/* For short lines of the program's own words: 511 bytes at most, the rest is cut. Titles and
** names of any length go through term_add instead. */
void term_addf(struct term_para *p, enum term_style style, const char *fmt, ...)
{
    char line[512];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    if (n > 0) term_add(p, (str){line, (size_t)n < sizeof line ? (size_t)n : sizeof line - 1}, style);
}

/* Styles are left before another is entered, so that output cut at any place never leaves a
** mixture on. Nothing is written when the style stays or there is no colour. */
static void switch_style(buf *out, enum term_style *now, enum term_style to, bool color)
{
    if (!color || *now == to) return;
    if (sgr_of(*now)) buf_addz(out, "\033[0m");
    if (sgr_of(to)) buf_addf(out, "\033[%sm", sgr_of(to));
    *now = to;
}

/* Bytes [from, to) of the paragraph, with the switches of style they need. A no-break space did
** its work in the breaking of lines (it is no ' ' there) and is written as a plain one, which
** copies and searches well. */
static void put_range(buf *out, const struct term_para *p, size_t from, size_t to, enum term_style *now, bool color)
{
    while (from < to) {
        size_t end = from + 1;
        enum term_style style = (enum term_style)(unsigned char)p->style.p[from];
        while (end < to && p->style.p[end] == p->style.p[from]) end++;
        switch_style(out, now, style, color);
        for (size_t i = from; i < end; i++) {
            bool hard = i + 1 < end && p->text.p[i] == '\xC2' && p->text.p[i + 1] == '\xA0';
            buf_addc(out, hard ? ' ' : p->text.p[i]);
            i += hard;
        }
        from = end;
    }
}

/* Greedy: each line takes what fits, as Knuth and Plass's "first fit"; an optimum over the
** paragraph would move words when a colour or a name changes, and golden files and eyes want them
** still. Gaps inside a line are kept, those at its ends vanish. A word that is longer than a line
** is cut at a character, never inside one, and a character wider than the room left still goes
** out, since else the loop would not end. Linear in the bytes. */
void term_write(buf *out, const struct term_para *p, uint32_t column, uint32_t indent, uint32_t columns, bool color)
{
    str text = buf_str(&p->text);
    enum term_style now = TERM_PLAIN;
    /* A line offers at least this, however deep the indent: else a narrow terminal would give a
    ** letter a line. */
    size_t room_least = 10;
    size_t width = columns > indent + room_least ? columns : indent + room_least;
    size_t at = 0, here = column;
    bool fresh = true; /* nothing stands on this line yet */
    if (p->text.failed || p->style.failed) out->failed = E_NOMEM;
    while (at < text.n && !out->failed) {
        size_t gap = at;
        while (at < text.n && text.p[at] == ' ') at++;
        size_t end = at;
        while (end < text.n && text.p[end] != ' ') end++;
        if (end == at) break;
        str word = {text.p + at, end - at};
        /* Gaps are kept but at line ends: two spaces before a place mean something to the eye. */
        size_t wide = utf8_columns(word), space = fresh ? 0 : at - gap;
        if (here + space + wide > width && !fresh) {
            switch_style(out, &now, TERM_PLAIN, color);
            buf_addc(out, '\n');
            buf_fill(out, ' ', indent);
            here = indent;
            space = 0;
        }
        if (space) { /* a space inside a styled stretch keeps its style */
            put_range(out, p, gap, at, &now, color);
            here += space;
        }
        /* Longer than a line: as much as fits, the rest goes on below. Nothing fits when a wide
        ** character meets one column: then that character goes out all the same. */
        if (here + wide > width) {
            size_t cut = utf8_fit(word, width - here), size = 0;
            if (!cut) {
                (void)utf8_decode(word, 0, &size);
                cut = size;
            }
            end = at + cut;
            wide = utf8_columns((str){word.p, cut});
        }
        put_range(out, p, at, end, &now, color);
        here += wide;
        at = end;
        fresh = false;
    }
    switch_style(out, &now, TERM_PLAIN, color);
    buf_addc(out, '\n');
}

/* For stretches whose width the caller has measured: heads of tables, numbers, keys. */
void term_put(buf *out, str s, enum term_style style, bool color)
{
    enum term_style now = TERM_PLAIN;
    switch_style(out, &now, style, color);
    add_clean(out, s);
    switch_style(out, &now, TERM_PLAIN, color);
}

/* The "…" takes one of the columns; white space before it is taken away. Width is measured after
** cleaning, because a control that becomes U+FFFD takes a column that it did not take before. */
void term_fit(buf *out, str s, uint32_t columns, bool fill)
{
    buf clean = {0};
    add_clean(&clean, s);
    str c = buf_str(&clean);
    size_t wide = utf8_columns(c);
    if (clean.failed) out->failed = clean.failed;
    if (wide > columns && columns) {
        c.n = utf8_fit(c, columns - 1);
        while (c.n && c.p[c.n - 1] == ' ') c.n--;
        buf_add(out, c);
        buf_addz(out, "…");
        wide = utf8_columns(c) + 1;
    } else
        buf_add(out, c);
    if (fill && wide < columns) buf_fill(out, ' ', columns - wide);
    buf_free(&clean);
}

/* The same breaking of lines for text without styles. */
void present_wrap(buf *out, str text, uint32_t indent, uint32_t columns)
{
    struct term_para p = {0};
    term_add(&p, text, TERM_PLAIN);
    term_write(out, &p, indent, indent, columns, false);
    term_free(&p);
}
