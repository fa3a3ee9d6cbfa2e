/* What `entente parse` reads. Plain text and CoNLL-U are streamed: a file of any size costs a piece of memory. Pages, and texts
** that
** are not UTF-8, are read whole by the text room, as `entente add` reads them, and the blocks of their main text are the
** paragraphs;
** what stands around it (menus, teasers, notices) is not parsed.
**
** Which of the two an input is, is judged from its name and its first bytes, which are read whole for that: so it does not depend
** on how
** a pipe delivers them. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/parse.h"

/* Looked at to tell pages from texts; read at once from then on; largest page. */
enum { LOOK_BYTES = 4096, READ_BYTES = 65536, PAGE_BYTES = 8 << 20 };
/* For a page's blocks, and as much again while it is read. */
#define PAGE_ARENA_BYTES ((size_t)24 << 20)

/* ---- documents ---- */

/* "texts/a.txt" is a; what has no ending or is hidden keeps its name. */
static str stem_of(str path)
{
    size_t from = path.n;
    while (from && path.p[from - 1] != '/') from--;
    str name = {path.p + from, path.n - from};
    for (size_t i = name.n; i-- > 1;)
        if (name.p[i] == '.') return (str){name.p, i};
    return name;
}

/* Ids must differ within one output: the second "a.txt" of another folder is "a.2". Without arguments standard input is the
** one document, and has no id. */
enum status parse_docs(struct parse_input *in, const str *arg, uint32_t n_arg, arena *ar, struct err *err)
{
    in->n_doc = n_arg ? n_arg : 1;
    in->doc = ARENA_NEW(ar, in->n_doc, struct parse_doc);
    if (!in->doc) return arena_why(ar, err);
    in->doc[0] = (struct parse_doc){.path = "-"};
    for (uint32_t i = 0; i < n_arg; i++) {
        uint32_t same = 1;
        buf id = {0};
        in->doc[i] = (struct parse_doc){.path = arg[i].p};
        if (str_eq(arg[i], STR("-"))) continue;
        buf_add(&id, stem_of(arg[i]));
        for (uint32_t k = 0; k < i; k++) same += str_eq(stem_of(arg[k]), stem_of(arg[i]));
        if (same > 1) buf_addf(&id, ".%u", same);
        for (size_t k = 0; k < id.n; k++) /* an id is one word */
            if (ascii_space((unsigned char)id.p[k])) id.p[k] = '_';
        in->doc[i].id = str_copy(ar, buf_str(&id));
        buf_free(&id);
        if (!in->doc[i].id.p) return arena_why(ar, err);
    }
    return OK;
}

/* Leaves the reader as it was before the document, but at the next one; the bytes' room is kept for that. */
static void close_input(struct parse_input *in)
{
    if (in->fd > STDIN_FILENO) (void)close(in->fd);
    arena_free(in->page_ar);
    in->page_ar = NULL;
    in->fd = -1;
    in->open = in->whole = false;
    in->used = 0;
    buf_clear(&in->bytes);
    in->cutter = (struct language_cutter){0};
    in->at_doc++;
}

void parse_input_end(struct parse_input *in)
{
    if (in->open) close_input(in);
    buf_free(&in->bytes);
}

/* ---- bytes ---- */

/* Read on by at most n bytes; what was used makes room first.
** in->whole is learned only by a read that gives nothing: a short read from a pipe says nothing of its end. */
static enum status read_more(struct parse_input *in, size_t n, struct err *err)
{
    if (in->used) {
        memmove(in->bytes.p, in->bytes.p + in->used, in->bytes.n - in->used);
        in->bytes.n -= in->used;
        in->used = 0;
    }
    char *to = buf_room(&in->bytes, n);
    if (!to) return buf_check(&in->bytes, err);
    ssize_t got;
    do got = read(in->fd, to, n);
    while (got < 0 && errno == EINTR);
    if (got < 0) return err_set(err, E_IO, "cannot be read: %s", strerror(errno));
    in->bytes.n += (size_t)got;
    in->whole = got == 0;
    return OK;
}

/* A pipe may give one byte at a time. */
static enum status read_until(struct parse_input *in, size_t n, struct err *err)
{
    enum status status = OK;
    while (!status && !in->whole && in->bytes.n < n) status = read_more(in, n - in->bytes.n, err);
    return status;
}

/* A device might never end, and a folder is not gone through: files and pipes only. Standard input is taken as it is.
** open is set before anything can fail, so that close_input runs for what did. */
static enum status open_file(struct parse_input *in, const char *path, struct err *err)
{
    struct stat st;
    in->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    in->open = true;
    if (in->fd < 0) return err_set(err, E_NOTFOUND, "cannot be read: %s", strerror(errno));
    if (in->fd == STDIN_FILENO) return OK;
    if (fstat(in->fd, &st) != 0) return err_set(err, E_IO, "cannot be read: %s", strerror(errno));
    if (!S_ISREG(st.st_mode) && !S_ISFIFO(st.st_mode))
        return err_set(err, E_FORMAT, S_ISDIR(st.st_mode) ? "is a folder, no file" : "is neither a file nor a pipe");
    return OK;
}

/* ---- which kind ---- */

/* The first bytes without a character that was cut at their end. */
static str whole_characters(str s)
{
    size_t back = 0;
    while (back < 3 && back < s.n && ((unsigned char)s.p[s.n - 1 - back] & 0xC0) == 0x80) back++;
    size_t size;
    if (back < s.n && utf8_decode(s, s.n - 1 - back, &size) < 0) return (str){s.p, s.n - 1 - back};
    return s;
}

/* Whether it must be read whole. E_FORMAT: it is no text at all.
** The arena is small and its own: only what the bytes are is kept of the decoding. */
static enum status look(struct parse_input *in, const char *path, bool *is_page, struct err *err)
{
    struct source_text text;
    struct source_hints hints = {.name = str_of(path)};
    arena *ar = arena_new((size_t)1 << 20);
    str front = {in->bytes.p, in->bytes.n < LOOK_BYTES ? in->bytes.n : LOOK_BYTES};
    *is_page = false;
    enum status status = ar ? source_decode(&text, in->whole ? front : whole_characters(front), &hints, ar, err)
                            : err_set(err, E_NOMEM, "no memory left");
    if (!status) *is_page = text.media == SOURCE_HTML || !str_eq_nocase_ascii(str_of(text.charset), STR("utf-8"));
    arena_free(ar);
    return status;
}

/* All of it through the text room; its bytes are not needed afterwards.
** One byte more than the cap is asked for, to see that there is more. */
static enum status read_page(struct parse_input *in, const char *path, struct err *err)
{
    struct source_hints hints = {.name = str_of(path)};
    enum status status = read_until(in, PAGE_BYTES + 1, err);
    if (status) return status;
    if (in->bytes.n > PAGE_BYTES)
        return err_set(err, E_LIMIT, "a page, or a text that is not UTF-8, of more than %d MiB is not read", PAGE_BYTES >> 20);
    in->page_ar = arena_new(PAGE_ARENA_BYTES);
    if (!in->page_ar) return err_set(err, E_NOMEM, "no memory left");
    in->block = 0;
    status = text_page_read(&in->page, buf_str(&in->bytes), &hints, STR(""), in->page_ar, err);
    buf_free(&in->bytes);
    return status;
}

/* Given sentences are never looked at as a page: their form was chosen or named. A byte order mark is skipped but counted,
** so that places stay those of the file. */
static enum status open_input(struct parse_input *in, const struct parse_doc *doc, struct err *err)
{
    bool given = in->kind == PARSE_GIVEN || (in->kind == PARSE_BY_NAME && str_ends(str_of(doc->path), STR(".conllu")));
    bool is_page = false;
    enum status status = open_file(in, doc->path, err);
    in->cutter = (struct language_cutter){.conllu = given};
    if (status || given) return status;
    status = read_until(in, LOOK_BYTES, err);
    if (!status) status = look(in, doc->path, &is_page, err);
    if (!status && is_page) status = read_page(in, doc->path, err);
    if (!status && !is_page && str_starts(buf_str(&in->bytes), STR("\xEF\xBB\xBF"))) in->used = in->cutter.base = 3;
    return status;
}

/* ---- pieces ---- */

/* A page's main text is made of stretches of blocks side by side; each is cut like a text of its own.
** in->block is left behind the stretch, whose end follows from the block before it. */
static bool next_stretch(struct parse_input *in)
{
    const struct text_page *page = &in->page;
    while (in->block < page->n_block && !text_kind_is_main(page->block[in->block].kind)) in->block++;
    if (in->block == page->n_block) return false;
    uint32_t first = in->block;
    while (in->block < page->n_block && text_kind_is_main(page->block[in->block].kind)) in->block++;
    in->used = in->cutter.base = page->block[first].at.begin;
    in->cutter.goes_on = false;
    return true;
}

/* What leads from the piece to the source, as far as it concerns the piece: the page may be gone when it is written.
** Pieces of both are in order, so the ones that matter are a run. */
static enum status copy_map(struct parse_input *in, struct language_piece *piece, struct err *err)
{
    const struct text_page *page = &in->page;
    struct parse_map *map = ARENA_NEW(piece->ar, 1, struct parse_map);
    uint32_t from = 0;
    while (from < page->n_piece && page->piece[from].text + page->piece[from].n_text <= piece->base) from++;
    uint32_t to = from;
    while (to < page->n_piece && page->piece[to].text < piece->base + piece->in.n) to++;
    if (map) map->piece = ARENA_NEW(piece->ar, to - from, struct source_piece);
    if (!map || !map->piece) return arena_why(piece->ar, err);
    map->n = to - from;
    if (map->n) memcpy(map->piece, page->piece + from, map->n * sizeof *map->piece);
    piece->extra = map;
    return OK;
}

/* The next piece of a page; DONE behind its last. in->used counts in the clean text here. */
static enum status page_piece(struct parse_input *in, struct language_piece *piece, struct err *err)
{
    const struct text_page *page = &in->page;
    for (;;) {
        uint32_t end = in->block ? page->block[in->block - 1].at.end : 0;
        size_t used = 0;
        enum status status = DONE;
        if (in->used < end)
            status = language_cut_piece(piece, &in->cutter, str_span(page->clean, (span){(uint32_t)in->used, end}), true, &used,
                                        err);
        in->used += used;
        if (status == OK && in->map) return copy_map(in, piece, err);
        if (status != DONE) return status;
        if (!next_stretch(in)) return DONE;
    }
}

/* The next piece of a stream; DONE at its end. */
static enum status stream_piece(struct parse_input *in, struct language_piece *piece, struct err *err)
{
    for (;;) {
        size_t used;
        str rest = buf_str(&in->bytes);
        if (rest.n) rest = (str){rest.p + in->used, rest.n - in->used};
        enum status status = language_cut_piece(piece, &in->cutter, rest, in->whole, &used, err);
        in->used += used;
        if (status != DONE || in->whole) return status;
        status = read_more(in, READ_BYTES, err);
        if (status) return status;
    }
}

/* A document that fails is no failure of the run: its error travels in the piece, in its turn, and the next call goes on
** with the next document. What failed while being written is not read further. */
enum status parse_next(void *ctx, struct language_piece *piece, struct err *err)
{
    struct parse_input *in = &((struct parse_run *)ctx)->in;
    (void)err;
    for (;;) {
        if (in->at_doc == in->n_doc) return DONE;
        struct parse_doc *doc = &in->doc[in->at_doc];
        piece->doc = in->at_doc;
        enum status status = doc->failed ? DONE : OK;
        if (!status && !in->open) status = open_input(in, doc, &piece->err);
        if (!status) status = in->page_ar ? page_piece(in, piece, &piece->err) : stream_piece(in, piece, &piece->err);
        if (status == OK) return OK;
        close_input(in);
        if (status != DONE) {
            piece->status = status;
            return OK;
        }
    }
}
