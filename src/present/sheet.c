/* Sheets, in their two faces. A sheet is the form of the answers that are read from top to
** bottom: title, the answer in a sentence, sections, coverage. Both faces leave out the same
** sections, so that neither says more than the other.
**
** On a terminal sections are set off by an empty line and indented by two columns, quotes by
** four; on the page each is a <section> with its heading, each quote an <article>. */
#include "present/sheet.h"
#include "present/html.h"
#include "present/term.h"

/* ---- terminal ---- */

/* Who and where in the first line, the words of the source below and further in. What is meant
** stands in [ ], which also a copy without colours keeps. */
static void quote_terminal(buf *out, const struct sheet_quote *q, const struct present_style *style)
{
    struct term_para p = {0};
    buf_addz(out, "  ");
    /* A name or a place, or both, then what is said of it; a phrase's silence has neither and
    ** begins with the words about it. */
    term_add(&p, q->name, TERM_BOLD);
    term_addz(&p, q->name.n && q->place.n ? "  " : "", TERM_PLAIN);
    term_add(&p, q->place, TERM_BOLD);
    if (q->about.n) {
        term_addz(&p, p.text.n ? "  " : "", TERM_PLAIN);
        term_add(&p, q->about, TERM_DIM);
    }
    term_write(out, &p, 2, 4, style->columns, style->color);
    term_clear(&p);
    if (q->words.n) {
        buf_addz(out, "    ");
        /* Before the mark, the mark in its brackets, after it. Without a mark the first and last
        ** stretch are the whole. */
        term_add(&p, (str){q->words.p, q->mark.begin}, TERM_PLAIN);
        if (q->mark.end > q->mark.begin) {
            term_addz(&p, "[", TERM_MATCH);
            term_add(&p, str_span(q->words, q->mark), TERM_MATCH);
            term_addz(&p, "]", TERM_MATCH);
        }
        term_add(&p, (str){q->words.p + q->mark.end, q->words.n - q->mark.end}, TERM_PLAIN);
        term_write(out, &p, 4, 4, style->columns, style->color);
    }
    term_free(&p);
}

/* An empty section is not shown, not even its heading: the callers give all sections they know,
** filled or not. */
static void section_terminal(buf *out, const struct sheet_section *s, const struct present_style *style)
{
    /* Empty: not even the heading. */
    if (!s->line.n && !s->n_quote && (!s->table || !s->table->n_row)) return;
    buf_addc(out, '\n');
    if (s->heading) {
        term_put(out, str_of(s->heading), TERM_BOLD, style->color);
        buf_addc(out, '\n');
    }
    if (s->line.n) {
        buf_addz(out, "  ");
        present_wrap(out, s->line, 2, style->columns);
    }
    for (uint32_t i = 0; i < s->n_quote; i++) quote_terminal(out, &s->quote[i], style);
    if (s->table && s->table->n_row) table_terminal(out, s->table, style);
}

/* Title, answer, sections, and at the end the coverage, which is never left out. The title may
** break over lines like any other text, since it holds what the user asked for, of any length. */
void sheet_terminal(buf *out, const struct sheet *s, const struct present_style *style)
{
    struct term_para p = {0};
    term_add(&p, s->title, TERM_BOLD);
    term_write(out, &p, 0, 2, style->columns, style->color);
    term_free(&p);
    if (s->lead.n) present_wrap(out, s->lead, 0, style->columns);
    for (uint32_t i = 0; i < s->n_section; i++) section_terminal(out, &s->section[i], style);
    buf_addc(out, '\n');
    buf_addz(out, "Coverage: ");
    present_wrap(out, s->coverage, 10, style->columns);
}

/* ---- HTML ---- */

/* Nothing at all for no words: an empty <p> would still take its room on the page. */
static void paragraph(buf *out, const char *open, str words)
{
    if (!words.n) return;
    buf_addz(out, open);
    html_text(out, words);
    buf_addz(out, "</p>\n");
}

/* An article for each quote, so that a screen reader can go from one to the next. The words carry
** their own language; what is said about them is in the page's. */
static void quote_html(buf *out, const struct sheet_quote *q)
{
    buf_addz(out, "<article>\n<p>");
    if (q->name.n) {
        buf_addz(out, "<strong>");
        html_text(out, q->name);
        buf_addz(out, "</strong> ");
    }
    if (q->place.n) {
        buf_addz(out, "<span class=\"place\">");
        html_text(out, q->place);
        buf_addz(out, "</span> ");
    }
    html_text(out, q->about);
    buf_addz(out, "</p>\n");
    if (q->words.n) {
        buf_addz(out, "<p");
        html_lang(out, q->language);
        buf_addz(out, ">");
        html_text(out, (str){q->words.p, q->mark.begin});
        if (q->mark.end > q->mark.begin) {
            buf_addz(out, "<mark>");
            html_text(out, str_span(q->words, q->mark));
            buf_addz(out, "</mark>");
        }
        html_text(out, (str){q->words.p + q->mark.end, q->words.n - q->mark.end});
        buf_addz(out, "</p>\n");
    }
    buf_addz(out, "</article>\n");
}

/* The same sections in the same order as on the terminal; the coverage has a heading of its own
** to be found by. */
void sheet_html(buf *out, const struct sheet *s)
{
    html_begin(out, s->title, STR("en"));
    buf_addz(out, "<main id=\"main\">\n<h1>");
    html_text(out, s->title);
    buf_addz(out, "</h1>\n");
    paragraph(out, "<p>", s->lead);
    for (uint32_t i = 0; i < s->n_section; i++) {
        const struct sheet_section *x = &s->section[i];
        if (!x->line.n && !x->n_quote && (!x->table || !x->table->n_row)) continue;
        buf_addz(out, "<section>\n");
        if (x->heading) {
            buf_addz(out, "<h2>");
            html_textz(out, x->heading);
            buf_addz(out, "</h2>\n");
        }
        paragraph(out, "<p>", x->line);
        /* Quotes before the table, as on the terminal: the words of the source come before the
        ** counting of them. */
        for (uint32_t k = 0; k < x->n_quote; k++) quote_html(out, &x->quote[k]);
        if (x->table && x->table->n_row) table_html(out, x->table);
        buf_addz(out, "</section>\n");
    }
    buf_addz(out, "<section>\n<h2>Coverage</h2>\n");
    paragraph(out, "<p>", s->coverage);
    buf_addz(out, "</section>\n</main>\n");
    html_end(out);
}
