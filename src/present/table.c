/* Tables: the small answers (lists, logs, counts) in all three faces. The cells are filled once
** by the caller; this file decides only how wide they are and what stands between them.
**
** On a terminal a table is columns where they fit and paragraphs where they do not: text is cut
** (with a sign for it) in columns with a bound and in the growing one, but never so far that a
** column says nothing. */
#include "present/html.h"
#include "present/json.h"
#include "present/sheet.h"
#include "present/term.h"

/* Rows one after the other, as the header of the room says. */
static const struct present_cell *cell_at(const struct present_table *t, uint32_t row, uint32_t col)
{
    return &t->cell[(size_t)row * t->n_column + col];
}

/* What a cell shows to people. A flag is a word or nothing: a column of "no" hides the few that
** are "yes". */
static void cell_text(buf *out, const struct present_column *col, const struct present_cell *cell)
{
    buf_clear(out);
    switch (col->kind) {
    case CELL_LIST:
    case CELL_TEXT: buf_add(out, cell->text); break;
    case CELL_NUMBER: buf_addf(out, "%lld", (long long)cell->number); break;
    case CELL_FLAG: buf_addz(out, cell->number ? "yes" : ""); break;
    }
}

/* ---- terminal ---- */

/* Columns between two columns of the table; columns of a table at most (the widest has seven);
** least width at which the growing column is still read as text. */
enum { GAP = 2, COLUMN_MAX = 16, GROW_LEAST = 12 };

/* Width of each column: what its cells need, up to its bound; the growing one gets the rest of
** the line. False: even with the least for the growing one the columns do not fit side by side,
** and the caller writes paragraphs. A table without a growing column is never cut beyond its
** bounds. O(cells); a cell is looked at up to 1000 columns. */
static bool widths(const struct present_table *t, uint32_t columns, uint32_t wide[COLUMN_MAX])
{
    uint32_t used = 0, grower = UINT32_MAX;
    buf text = {0};
    for (uint32_t c = 0; c < t->n_column && c < COLUMN_MAX; c++) {
        const struct present_column *col = &t->column[c];
        wide[c] = 0;
        if (!col->head) continue;
        /* A heading is never cut, but by the column's own bound. */
        size_t need = utf8_columns(str_of(col->head));
        for (uint32_t r = 0; r < t->n_row; r++) {
            cell_text(&text, col, cell_at(t, r, c));
            size_t w = utf8_columns(buf_str(&text));
            if (w > need) need = w;
        }
        if (col->max_columns && need > col->max_columns) need = col->max_columns;
        /* No line is wider (--width takes no more), and the sum must not overflow. */
        if (need > 1000) need = 1000;
        wide[c] = (uint32_t)need;
        if (col->grows) grower = c;
        used += wide[c] + GAP;
    }
    buf_free(&text);
    /* used counts a gap after every column, also after the last, where none is written. */
    if (used <= columns + GAP) return true;
    if (grower == UINT32_MAX) return false;
    uint32_t others = used - wide[grower] - GAP;
    if (others + GROW_LEAST > columns) return false;
    wide[grower] = columns - others;
    return true;
}

/* One line of the table. Numbers stand to the right, all else to the left; no spaces at the end
** of a line, so that what is copied or compared by machine holds none. */
static void put_row(buf *out, const struct present_table *t, const uint32_t *wide, uint32_t row, bool head, bool color)
{
    /* The line is put together plain and styled as a whole, so that styles cannot disturb its
    ** widths. */
    buf text = {0}, line = {0};
    for (uint32_t c = 0; c < t->n_column && c < COLUMN_MAX; c++) {
        const struct present_column *col = &t->column[c];
        if (!col->head) continue;
        if (head) {
            buf_clear(&text);
            buf_addz(&text, col->head);
        } else
            cell_text(&text, col, cell_at(t, row, c));
        if (line.n) buf_fill(&line, ' ', GAP);
        size_t w = utf8_columns(buf_str(&text));
        if (col->kind == CELL_NUMBER && w < wide[c]) buf_fill(&line, ' ', wide[c] - w);
        term_fit(&line, buf_str(&text), wide[c], col->kind != CELL_NUMBER);
    }
    /* Filling the last column's cell to its width leaves spaces behind it. */
    while (line.n && line.p[line.n - 1] == ' ') line.n--;
    term_put(out, buf_str(&line), head ? TERM_BOLD : TERM_PLAIN, color);
    buf_addc(out, '\n');
    buf_free(&text);
    buf_free(&line);
}

/* A row as a paragraph, for terminals too narrow for columns: the first cell, then the others
** each after its heading, and nothing is cut. Empty cells are left out. A heading is held to its
** cell by a no-break space. */
static void put_paragraph(buf *out, const struct present_table *t, uint32_t row, const struct present_style *style)
{
    buf text = {0};
    struct term_para p = {0};
    for (uint32_t c = 0; c < t->n_column; c++) {
        const struct present_column *col = &t->column[c];
        if (!col->head) continue;
        cell_text(&text, col, cell_at(t, row, c));
        if (!text.n) continue;
        if (p.text.n) {
            term_addz(&p, "; ", TERM_PLAIN);
            term_addz(&p, col->head, TERM_DIM);
            term_addz(&p, "\u00a0", TERM_PLAIN);
        }
        term_add(&p, buf_str(&text), p.text.n ? TERM_PLAIN : TERM_BOLD);
    }
    term_write(out, &p, 0, 2, style->columns, style->color);
    term_free(&p);
    buf_free(&text);
}

/* An empty table has no headings, only its closing line: "0 documents" says it all. */
void table_terminal(buf *out, const struct present_table *t, const struct present_style *style)
{
    uint32_t wide[COLUMN_MAX] = {0};
    bool fits = widths(t, style->columns, wide);
    if (t->n_row && fits) put_row(out, t, wide, 0, true, style->color);
    for (uint32_t r = 0; r < t->n_row; r++) {
        if (fits)
            put_row(out, t, wide, r, false, style->color);
        else
            put_paragraph(out, t, r, style);
    }
    if (t->foot.n) present_wrap(out, t->foot, 0, style->columns);
    if (t->dispute.n) present_wrap(out, t->dispute, 0, style->columns);
}

/* ---- JSON, HTML ---- */

/* The type follows the column, never the value: a reader may rely on it. A text that is not there
** is null, a list that is not there is empty. */
static void cell_json(struct jout *j, const struct present_column *col, const struct present_cell *cell)
{
    /* Items of a list are parted by ";" in the record's own texts, and by nothing else. */
    str rest = cell->text, item;
    switch (col->kind) {
    case CELL_NUMBER: jout_int(j, col->key, cell->number); break;
    case CELL_FLAG: jout_bool(j, col->key, cell->number != 0); break;
    case CELL_TEXT:
        if (cell->text.p)
            jout_str(j, col->key, cell->text);
        else
            jout_null(j, col->key);
        break;
    case CELL_LIST:
        jout_array(j, col->key);
        while (list_next(&rest, ';', &item)) jout_str(j, NULL, item);
        jout_end(j);
        break;
    }
}

/* All columns, also those without a heading, which are for programs alone. */
static void table_json(buf *out, const struct present_table *t)
{
    struct jout j = {.out = out};
    jout_object(&j, NULL);
    jout_strz(&j, "schema", t->schema);
    jout_array(&j, t->rows);
    for (uint32_t r = 0; r < t->n_row; r++) {
        jout_object(&j, NULL);
        for (uint32_t c = 0; c < t->n_column; c++) cell_json(&j, &t->column[c], cell_at(t, r, c));
        jout_end(&j);
    }
    jout_end(&j);
    if (t->dispute.n) jout_str(&j, "dispute", t->dispute);
    jout_end(&j);
}

/* Inside a box that scrolls sideways: on a telephone a wide table must not widen the page.
** Headings say scope="col", by which a screen reader names the column of each cell (WCAG 2.1,
** technique H63). */
void table_html(buf *out, const struct present_table *t)
{
    buf text = {0};
    buf_addz(out, "<div class=\"wide\"><table>\n<thead><tr>");
    for (uint32_t c = 0; c < t->n_column; c++) {
        if (!t->column[c].head) continue;
        buf_addz(out, t->column[c].kind == CELL_NUMBER ? "<th scope=\"col\" class=\"num\">" : "<th scope=\"col\">");
        html_text(out, str_of(t->column[c].head));
        buf_addz(out, "</th>");
    }
    buf_addz(out, "</tr></thead>\n<tbody>\n");
    for (uint32_t r = 0; r < t->n_row; r++) {
        buf_addz(out, "<tr>");
        for (uint32_t c = 0; c < t->n_column; c++) {
            if (!t->column[c].head) continue;
            cell_text(&text, &t->column[c], cell_at(t, r, c));
            buf_addz(out, t->column[c].kind == CELL_NUMBER ? "<td class=\"num\">" : "<td>");
            html_text(out, buf_str(&text));
            buf_addz(out, "</td>");
        }
        buf_addz(out, "</tr>\n");
    }
    buf_addz(out, "</tbody></table></div>\n");
    const str below[] = {t->foot, t->dispute};
    for (size_t i = 0; i < ARRAY_LEN(below); i++) {
        if (!below[i].n) continue;
        buf_addz(out, "<p class=\"foot\">");
        html_text(out, below[i]);
        buf_addz(out, "</p>\n");
    }
    buf_free(&text);
}

/* A table alone is a page of its own. */
static void table_page(buf *out, const struct present_table *t)
{
    html_begin(out, str_of(t->title), STR("en"));
    buf_addz(out, "<main id=\"main\">\n<h1>");
    html_text(out, str_of(t->title));
    buf_addz(out, "</h1>\n");
    table_html(out, t);
    buf_addz(out, "</main>\n");
    html_end(out);
}

/* The one door; each face reads the same cells. */
void present_table(buf *out, const struct present_table *t, const struct present_style *style)
{
    switch (style->face) {
    case FACE_TERMINAL: table_terminal(out, t, style); break;
    case FACE_JSON: table_json(out, t); break;
    case FACE_HTML: table_page(out, t); break;
    }
}
