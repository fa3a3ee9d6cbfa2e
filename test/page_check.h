/* What must hold of any page that was read, for unit tests and fuzz targets: each function gives NULL, or what fails. */
#ifndef PAGE_CHECK_H
#define PAGE_CHECK_H

#include "text/found.h"

/* Blocks lie in order and apart, parted by "\n\n"; inside, no line end, no two spaces, no space at the ends. */
static inline const char *page_blocks_wrong(const struct text_page *p)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < p->n_block; i++) {
        span b = p->block[i].at;
        if (b.begin != at + (i ? 2 : 0) || b.end <= b.begin || b.end > p->clean.n) return "blocks in order, parted by two";
        if (i && memcmp(p->clean.p + at, "\n\n", 2) != 0) return "what parts blocks";
        str s = text_clean_span(p, b);
        if (s.p[0] == ' ' || s.p[s.n - 1] == ' ') return "a space at the end of a block";
        for (size_t k = 0; k < s.n; k++) {
            if ((unsigned char)s.p[k] < ' ') return "a control inside a block";
            if (s.p[k] == ' ' && k && s.p[k - 1] == ' ') return "two spaces";
        }
        if (p->block[i].kind >= TEXT_KIND_COUNT) return "a kind";
        at = b.end;
    }
    if (at != p->clean.n) return "clean text beyond the blocks";
    return utf8_valid(p->clean, NULL) ? NULL : "valid UTF-8";
}

/* Pieces in order, apart, inside the source, and covering every byte of every block. */
static inline const char *page_pieces_wrong(const struct text_page *p, size_t n_bytes)
{
    uint32_t k = 0;
    uint32_t at = 0;
    for (uint32_t i = 0; i < p->n_piece; i++) {
        const struct source_piece *q = &p->piece[i];
        if (q->text < at || !q->n_text || !q->n_bytes) return "pieces in order";
        if (q->byte > n_bytes || q->n_bytes > n_bytes - q->byte) return "pieces inside the source";
        at = q->text + q->n_text;
    }
    for (uint32_t i = 0; i < p->n_block; i++) {
        uint32_t end = p->block[i].at.begin;
        while (k < p->n_piece && p->piece[k].text < p->block[i].at.end) {
            if (p->piece[k].text != end) return "a hole between pieces";
            end = p->piece[k].text + p->piece[k].n_text;
            k++;
        }
        if (end != p->block[i].at.end) return "pieces over the end of a block";
    }
    return k == p->n_piece ? NULL : "a piece outside the blocks";
}

/* Source spans of stretches of clean text lie inside the source and hold one another as the stretches do. */
static inline const char *page_spans_wrong(const struct text_page *p, size_t n_bytes)
{
    for (uint32_t i = 0; i < p->n_block; i++) {
        span all = text_source_span(p, p->block[i].at);
        if (all.end <= all.begin || all.end > n_bytes) return "the span of a block";
        span first = text_source_span(p, (span){p->block[i].at.begin, p->block[i].at.begin + 1});
        span last = text_source_span(p, (span){p->block[i].at.end - 1, p->block[i].at.end});
        if (first.begin != all.begin || last.end != all.end) return "the ends of a block";
    }
    span none = text_source_span(p, (span){(uint32_t)p->clean.n, (uint32_t)p->clean.n});
    return none.begin == none.end && none.end <= n_bytes ? NULL : "the span of nothing";
}

/* In a UTF-8 source without faults, what is copied byte for byte is so, but for white space. */
static inline const char *page_copies_wrong(const struct text_page *p, str bytes)
{
    if (strcmp(p->charset, "UTF-8") != 0 || p->n_replaced) return NULL;
    for (uint32_t i = 0; i < p->n_piece; i++) {
        const struct source_piece *q = &p->piece[i];
        for (uint32_t k = 0; k < q->n_text && q->n_text == q->n_bytes; k++)
            if (p->clean.p[q->text + k] != bytes.p[q->byte + k] && p->clean.p[q->text + k] != ' ') return "a copied stretch";
    }
    return NULL;
}

/* A day that the page shows is read from where it is said to stand, and from nothing around it. */
static inline const char *page_date_wrong(const struct text_page *p)
{
    const struct text_found *f = &p->found;
    if (f->date_basis != TEXT_DATE_PAGE) return f->date_at.end > f->date_at.begin ? "a span without a shown date" : NULL;
    str s = text_clean_span(p, f->date_at);
    size_t at = 0;
    day when;
    span where;
    if (!found_date_next(s, &at, &when, &where) || when != f->date) return "the day at its span";
    return where.begin == 0 && where.end == s.n ? NULL : "the ends of the date's span";
}

static inline const char *page_found_wrong(const struct text_page *p)
{
    const struct text_found *f = &p->found;
    if ((f->date == DATE_NONE) != (f->date_basis == TEXT_DATE_UNKNOWN)) return "a date with its basis";
    if (f->date_at.end > p->clean.n || f->date_at.begin > f->date_at.end) return "the span of the date";
    if (!utf8_valid(f->title, NULL) || !utf8_valid(f->author, NULL) || !utf8_valid(f->site, NULL)) return "valid UTF-8 found";
    return page_date_wrong(p);
}

static inline const char *page_wrong(const struct text_page *p, str bytes)
{
    const char *why = page_blocks_wrong(p);
    if (!why) why = page_pieces_wrong(p, bytes.n);
    if (!why) why = page_spans_wrong(p, bytes.n);
    if (!why) why = page_copies_wrong(p, bytes);
    return why ? why : page_found_wrong(p);
}

#endif
