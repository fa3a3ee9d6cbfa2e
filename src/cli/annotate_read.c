/* What `entente annotate` reads: a source as the text room sees it, of which only the main text is kept. What stands around it (menus,
** teasers, notices, the line of the date) is counted and left: the names in a teaser are no names of the article. */
#include "cli/annotate.h"

/* The source's bytes, its clean text and as much again while it is read; given back before anything is looked for. */
#define READ_ARENA_BYTES ((size_t)96 << 20)

/* A title alone is a text: a single line without anything below it. */
static bool is_read(const struct text_block *b, bool only_title)
{
    return text_kind_is_main(b->kind) || (only_title && b->kind == TEXT_TITLE);
}

static bool has_main(const struct text_page *page)
{
    for (uint32_t i = 0; i < page->n_block; i++)
        if (text_kind_is_main(page->block[i].kind)) return true;
    return false;
}

/* Pieces of the page that lie in a block, moved to where the block now stands. *k: the first that may; pieces and blocks are in one
** order. */
static void move_pieces(struct annotate_doc *d, const struct text_page *page, span block, uint32_t to, uint32_t *k)
{
    while (*k < page->n_piece && page->piece[*k].text + page->piece[*k].n_text <= block.begin) ++*k;
    for (; *k < page->n_piece && page->piece[*k].text < block.end; ++*k) {
        d->piece[d->n_piece] = page->piece[*k];
        d->piece[d->n_piece++].text += to - block.begin;
    }
}

/* The main blocks joined by empty lines, and the way back to the source. */
static enum status keep_main(struct annotate_doc *d, const struct text_page *page, arena *ar, struct err *err)
{
    bool only_title = !has_main(page);
    char *text = arena_raw(ar, page->clean.n + 1, 1);
    d->piece = arena_raw(ar, page->n_piece, sizeof *d->piece);
    if (!text || !d->piece) return arena_why(ar, err);
    uint32_t n = 0;
    uint32_t k = 0;
    for (uint32_t i = 0; i < page->n_block; i++) {
        const struct text_block *b = &page->block[i];
        d->n_aside += text_kind_is_aside(b->kind);
        if (!is_read(b, only_title)) continue;
        if (n) {
            memcpy(text + n, "\n\n", 2);
            n += 2;
        }
        move_pieces(d, page, b->at, n, &k);
        memcpy(text + n, page->clean.p + b->at.begin, span_len(b->at));
        n += span_len(b->at);
    }
    d->text = (str){text, n};
    d->title = str_copy(ar, page->found.title);
    d->language = str_copy(ar, page->found.language);
    return d->title.p && d->language.p ? OK : arena_why(ar, err);
}

/* A file's name may open with its date; its folders say nothing. */
static str name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return str_of(slash ? slash + 1 : path);
}

static enum status read_in(struct annotate_doc *d, const char *path, arena *work, arena *ar, struct err *err)
{
    str bytes;
    struct text_page page;
    struct source_hints hints = {.name = name_of(path)};
    const char *name = d->name.p ? path : "standard input";
    enum status status = source_read_file(&bytes, path, ANNOTATE_SOURCE_BYTES, work, err);
    if (status) return status;
    source_hash_bytes(&d->source, bytes);
    status = text_page_read(&page, bytes, &hints, STR(""), work, err);
    if (status) return err_wrap(err, status, "%s", name);
    status = keep_main(d, &page, ar, err);
    if (status) return err_wrap(err, status, "%s", name);
    if (!d->text.n) return err_set(err, E_FORMAT, "%s: there is no text in it", name);
    if (d->text.n > ANNOTATE_TEXT_BYTES)
        return err_set(err, E_LIMIT,
                       "%s: its text of %zu bytes is more than the %d MiB that are looked through at once; give it in parts",
                       name, d->text.n, ANNOTATE_TEXT_BYTES >> 20);
    d->date = page.found.date;
    d->date_basis = text_date_basis_name(page.found.date_basis);
    return OK;
}

enum status annotate_read(struct annotate_doc *out, const char *path, arena *ar, struct err *err)
{
    arena *work = arena_new(READ_ARENA_BYTES);
    *out = (struct annotate_doc){.name = strcmp(path, "-") == 0 ? (str){NULL, 0} : str_of(path), .date = DATE_NONE};
    if (!work) return err_set(err, E_NOMEM, "no memory left");
    enum status status = read_in(out, path, work, ar, err);
    arena_free(work);
    return status;
}
