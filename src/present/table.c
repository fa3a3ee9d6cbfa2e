/* Tables: the small answers in all three faces. */
#include "present/html.h"
#include "present/json.h"
#include "present/sheet.h"
#include "present/term.h"

static const struct present_cell *cell_at(const struct present_table *t, uint32_t row, uint32_t col)
{
    return &t->cell[(size_t)row * t->n_column + col];
}

/* What a cell shows to people. */
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

enum { GAP = 2, COLUMN_MAX = 16, GROW_LEAST = 12 };

/* Width of each column: what its cells need, up to its bound; the growing one gets the rest of the line. */
static void widths(const struct present_table *t, uint32_t columns, uint32_t wide[COLUMN_MAX])
{
    uint32_t used = 0, grower = UINT32_MAX;
    buf text = {0};
    for (uint32_t c = 0; c < t->n_column && c < COLUMN_MAX; c++) {
        const struct present_column *col = &t->column[c];
        wide[c] = 0;
        if (!col->head) continue;
        size_t need = utf8_columns(str_of(col->head));
        for (uint32_t r = 0; r < t->n_row; r++) {
            cell_text(&text, col, cell_at(t, r, c));
            size_t w = utf8_columns(buf_str(&text));
            if (w > need) need = w;
        }
        if (col->max_columns && need > col->max_columns) need = col->max_columns;
        if (need > 1000) need = 1000;
        wide[c] = (uint32_t)need;
        if (col->grows) grower = c;
        used += wide[c] + GAP;
    }
    buf_free(&text);
    if (grower == UINT32_MAX || used <= columns + GAP) return;
    uint32_t others = used - wide[grower] - GAP;
    wide[grower] = columns > others + GROW_LEAST ? columns - others : GROW_LEAST;
}

/* One line of the table. Numbers stand to the right, all else to the left; no spaces at the end of a line. */
static void put_row(buf *out, const struct present_table *t, const uint32_t *wide, uint32_t row, bool head, bool color)
{
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
    while (line.n && line.p[line.n - 1] == ' ') line.n--;
    term_put(out, buf_str(&line), head ? TERM_BOLD : TERM_PLAIN, color);
    buf_addc(out, '\n');
    buf_free(&text);
    buf_free(&line);
}

void table_terminal(buf *out, const struct present_table *t, const struct present_style *style)
{
    uint32_t wide[COLUMN_MAX] = {0};
    widths(t, style->columns, wide);
    if (t->n_row) put_row(out, t, wide, 0, true, style->color);
    for (uint32_t r = 0; r < t->n_row; r++) put_row(out, t, wide, r, false, style->color);
    if (t->foot.n) present_wrap(out, t->foot, 0, style->columns);
    if (t->dispute.n) present_wrap(out, t->dispute, 0, style->columns);
}

/* ---- JSON, HTML ---- */

static void cell_json(struct jout *j, const struct present_column *col, const struct present_cell *cell)
{
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

void present_table(buf *out, const struct present_table *t, const struct present_style *style)
{
    switch (style->face) {
    case FACE_TERMINAL: table_terminal(out, t, style); break;
    case FACE_JSON: table_json(out, t); break;
    case FACE_HTML: table_page(out, t); break;
    }
}
