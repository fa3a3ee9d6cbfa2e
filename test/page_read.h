/* Reading a page in one call, and its blocks as one line of text, for unit tests of the text room. */
#ifndef PAGE_READ_H
#define PAGE_READ_H

#include "page_check.h"

struct page_read {
    arena *ar;
    str bytes;
    struct text_page page;
    enum status s;
    struct err err;
    const char *wrong; /* what page_wrong says; NULL: nothing, or the page was refused */
};

/* media "" lets the bytes and the name tell; cap_bytes 0 is the arena's own. page_read_free when done. */
static inline struct page_read page_read_with(str bytes, const char *media, const char *name, const char *address,
                                              size_t cap_bytes)
{
    struct page_read r = {.ar = arena_new(cap_bytes), .bytes = bytes};
    bool html = !strcmp(media, "text/html");
    struct source_hints hints = {.media_type = str_of(media), .charset = html ? STR("utf-8") : (str){0}, .name = str_of(name)};
    r.s = text_page_read(&r.page, bytes, &hints, str_of(address), r.ar, &r.err);
    r.wrong = r.s ? NULL : page_wrong(&r.page, bytes);
    return r;
}

static inline struct page_read page_read_html(const char *zt) { return page_read_with(str_of(zt), "text/html", "", "", 0); }

static inline struct page_read page_read_plain(const char *zt)
{
    return page_read_with(str_of(zt), "text/plain", "x.txt", "", 0);
}

static inline void page_read_free(struct page_read *r)
{
    arena_free(r->ar);
    *r = (struct page_read){0};
}

/* Text of all blocks parted by '|'; with kinds: "paragraph: One.|item 2: two". b is emptied first. */
static inline str page_read_join(const struct page_read *r, bool kinds, buf *b)
{
    buf_clear(b);
    for (uint32_t i = 0; !r->s && i < r->page.n_block; i++) {
        const struct text_block *k = &r->page.block[i];
        if (i) buf_addc(b, '|');
        if (kinds) buf_addz(b, text_kind_name(k->kind));
        if (kinds && k->level) buf_addf(b, " %u", k->level);
        if (kinds) buf_addz(b, ": ");
        buf_add(b, text_clean_span(&r->page, k->at));
    }
    return buf_str(b);
}

/* The kind of the first block that holds needle; TEXT_KIND_COUNT when none does. */
static inline enum text_kind page_read_kind(const struct page_read *r, const char *needle)
{
    for (uint32_t i = 0; !r->s && i < r->page.n_block; i++)
        if (str_find(text_clean_span(&r->page, r->page.block[i].at), str_of(needle), 0) != SIZE_MAX)
            return r->page.block[i].kind;
    return TEXT_KIND_COUNT;
}

/* The blocks of the document itself, parted by '|'. */
static inline str page_read_main(const struct page_read *r, buf *b)
{
    buf_clear(b);
    for (uint32_t i = 0; !r->s && i < r->page.n_block; i++) {
        if (!text_kind_is_main(r->page.block[i].kind)) continue;
        if (b->n) buf_addc(b, '|');
        buf_add(b, text_clean_span(&r->page, r->page.block[i].at));
    }
    return buf_str(b);
}

#endif
