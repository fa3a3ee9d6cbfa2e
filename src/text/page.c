/* From bytes to a page: decode, read blocks, judge what they are, hand over. Two arenas: `work` for all that
** is only needed while reading (decoded text, tree, looks), freed here whatever happens; the caller's for the
** result. So a page costs its reader about the clean text and its pieces, however large its markup was. */
#include "text/found.h"
#include "text/html_page.h"
#include "text/plain.h"

const char *text_date_basis_name(enum text_date_basis b)
{
    switch (b) {
    case TEXT_DATE_PAGE: return "page";
    case TEXT_DATE_META: return "page metadata";
    case TEXT_DATE_ADDRESS: return "address";
    case TEXT_DATE_NAME: return "file name";
    case TEXT_DATE_OPTION: return "option";
    case TEXT_DATE_SIDECAR: return "sidecar";
    case TEXT_DATE_UNKNOWN: break;
    }
    return "unknown";
}

/* The found strings were made in the work arena: copies go along. Empty strings become "", not NULL, so that
** faces may print them without asking. */
static enum status keep_found(struct text_found *f, arena *ar, struct err *err)
{
    str *all[] = {&f->title, &f->author, &f->site, &f->address, &f->language};
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        str copy = all[i]->n ? str_copy(ar, *all[i]) : (str){"", 0};
        if (!copy.p) return arena_why(ar, err);
        *all[i] = copy;
    }
    return OK;
}

/* Lines to blocks, how each looks, what each is, what the page says of itself. A NULL look after plain_read
** went well means that the arena refused: the draft holds that, and draft_finish tells it. */
static enum status read_plain(struct draft *d, str address, struct err *err)
{
    struct furniture f;
    enum status st = plain_read(d, err);
    struct look *look = st ? NULL : look_at_all(d);
    if (!look) return st;
    furniture_judge(&f, d, look);
    found_plain(d, &f);
    found_rest(d, address);
    return OK;
}

/* All work lies in `work`; only what the caller keeps is copied to ar. */
static enum status read_decoded(struct text_page *out, const struct source_text *src, str address, arena *work, arena *ar,
                                struct err *err)
{
    struct draft d;
    draft_start(&d, src, work);
    draft_reserve(&d);
    enum status st = src->media == SOURCE_HTML ? html_read(&d, address, err) : read_plain(&d, address, err);
    if (!st) st = draft_finish(out, &d, ar, err);
    return st ? st : keep_found(&out->found, ar, err);
}

/* The date that a file's name opens with, where nothing else said one. Ten characters in ISO form, and no
** letter or digit right behind them: "2025-12-110.txt" states nothing. */
static void date_of_name(struct text_found *f, str name)
{
    day d;
    if (f->date != DATE_NONE || name.n < 10 || !day_parse_iso((str){name.p, 10}, &d)) return;
    if (name.n > 10 && ascii_alnum((unsigned char)name.p[10])) return;
    f->date = d;
    f->date_basis = TEXT_DATE_NAME;
}

/* The work arena gets what the caller's has left, so that the caller's cap bounds both, each by itself: at
** most twice the cap in all, and only while reading. The name's date comes last of all. */
enum status text_page_read(struct text_page *out, str bytes, const struct source_hints *hints, str address, arena *ar,
                           struct err *err)
{
    size_t room = arena_cap_bytes(ar) - arena_used_bytes(ar);
    arena *work = arena_new(room ? room : 1);
    if (!work) return err_set(err, E_NOMEM, "no memory for reading the page");
    struct source_text src;
    enum status st = source_decode(&src, bytes, hints, work, err);
    if (!st) st = read_decoded(out, &src, address, work, ar, err);
    arena_free(work);
    if (!st && hints) date_of_name(&out->found, hints->name);
    return st;
}

/* First piece that ends after the clean byte at. n_piece when none does. O(log n). */
static uint32_t piece_after(const struct text_page *page, uint32_t at)
{
    uint32_t lo = 0;
    uint32_t hi = page->n_piece;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (page->piece[mid].text + page->piece[mid].n_text <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* As source_pieces_span, but that clean text has places in no piece (the empty lines between blocks): a span
** that lies only there is empty, one that begins or ends there shrinks to the pieces it touches.
** With clean "One.\n\nTwo." of a source "One.\n\n\nTwo.", pieces are [0,4) from byte 0 and [6,10) from byte 7:
**
**     clean span   source span
**     [0, 4)       [0, 4)
**     [0, 6)       [0, 4)     the end lies between blocks
**     [4, 6)       [7, 7)     all of it does
**     [4, 7)       [7, 8) */
span text_source_span(const struct text_page *page, span clean)
{
    if (!page->n_piece) return (span){0, 0};
    uint32_t i = piece_after(page, clean.begin);
    uint32_t end_all = page->piece[page->n_piece - 1].byte + page->piece[page->n_piece - 1].n_bytes;
    if (i == page->n_piece) return (span){end_all, end_all};
    const struct source_piece *p = &page->piece[i];
    /* Inside a piece that was copied byte for byte the place can be counted; inside one that stands for
    ** something else, it begins where that begins. */
    bool inside = clean.begin > p->text;
    uint32_t begin = inside && p->n_text == p->n_bytes ? p->byte + (clean.begin - p->text) : p->byte;
    if (clean.end <= clean.begin || clean.end <= p->text) return (span){begin, begin};
    uint32_t k = piece_after(page, clean.end - 1);
    /* The last byte lies between blocks: what is quoted ends with the piece before it. */
    if (k == page->n_piece || page->piece[k].text >= clean.end) k--;
    const struct source_piece *q = &page->piece[k];
    uint32_t used = clean.end - q->text;
    uint32_t end = used < q->n_text && q->n_text == q->n_bytes ? q->byte + used : q->byte + q->n_bytes;
    return (span){begin, end < begin ? begin : end};
}
