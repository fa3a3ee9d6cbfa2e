/* Paragraphs for a terminal: text with a style on every byte, broken into lines by display width. */
#ifndef PRESENT_TERM_H
#define PRESENT_TERM_H

#include "base/base.h"

/* What a stretch means, not how it looks: term.c says which codes that gives. Whatever a style
** tells, signs or brackets in the text tell too, so that nothing is lost without colours. */
enum term_style {
    TERM_PLAIN,
    TERM_BOLD,
    TERM_DIM,
    TERM_INSERTED, /* green, underlined: not by colour alone even without its marks */
    TERM_DELETED,  /* red, struck through */
    TERM_DROPPED,  /* signs and headings of the groups */
    TERM_RETURNED,
    TERM_FIRST,
    TERM_REWORDED,
    TERM_MOVED,
    TERM_KEPT,
    TERM_WARNING,
    TERM_MATCH /* what a search was for */
};

/* A paragraph that is being gathered. Zeroed is empty; term_free when done, term_clear to use it
** again. A failed allocation stays inside and is handed on by term_write. */
struct term_para {
    buf text;
    buf style; /* one byte of enum term_style per byte of text */
};

void term_free(struct term_para *p);
void term_clear(struct term_para *p);
/* Append s; line ends count as spaces, control characters become U+FFFD. Amortized linear. */
void term_add(struct term_para *p, str s, enum term_style style);
void term_addz(struct term_para *p, const char *zt, enum term_style style);
void term_addf(struct term_para *p, enum term_style style, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Write the paragraph; out stands at `column`, later lines start at `indent`. No line is wider
** than `columns`, or than indent + 10 where that is more. Ends with a line end, also when empty;
** no line ends with a space. The paragraph is left as it is. A failure of the paragraph is put
** into out->failed. */
void term_write(buf *out, const struct term_para *p, uint32_t column, uint32_t indent, uint32_t columns, bool color);
/* One stretch with its style, no wrapping, no line end. Controls as in term_add. A style is
** closed where it ends. */
void term_put(buf *out, str s, enum term_style style, bool color);
/* s cut to `columns` with "..." as one sign where it is cut, filled with spaces to that width
** when `fill`. columns 0: not cut. Never wider than columns; a wide character that would stand
** half outside is left out. */
void term_fit(buf *out, str s, uint32_t columns, bool fill);

#endif
