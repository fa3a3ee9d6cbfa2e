/* What is left of a damaged database file: rows picked from its pages, without SQLite, which gives up a file whose first
** page or inner pages are gone. Written after "Database File Format" of SQLite's documentation (sqlite.org/fileformat2.html),
** sections 1.6 (b-tree pages), 1.6.1 (overflow) and 2.1 (record format).
**
** Invariants: the file is only read, and once from front to end but for overflow pages; no place in it is trusted: every
** offset is held against the bytes at hand. A leaf page is looked for at every byte, because what was cut out of a file need
** not be whole pages. Whether a row is right only the caller can say (it has a hash): where the overflow pages of a row
** could stand in several places, each is offered in turn. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/internal.h"

#define MAX_PAGE 65536u
#define WINDOW_BYTES ((size_t)1 << 20)
/* How much of the file is looked at to find out its page size when its head does not say. */
#define GUESS_BYTES ((uint64_t)64 << 20)
/* Pages that may be missing before the place of a row whose overflow is sought: at 16 KiB a page, 64 MiB. */
#define MAX_CUT_PAGES 4096
#define MAX_CUTS 8
/* Looks at single overflow pages, beyond a few for each page of the file, that a scan may spend on searching. */
#define MAX_PROBES 1000000
/* After so many searches for missing bytes that found nothing, one after the other, what is known of them has to do: a row
** of which a page is lost would be sought for ever. */
#define MAX_IN_VAIN 16

enum page_kind { PAGE_INDEX_INNER = 0x02, PAGE_INDEX_LEAF = 0x0A, PAGE_TABLE_LEAF = 0x0D };

struct scanner {
    int fd;
    uint64_t size;      /* of the file */
    uint32_t page_size; /* all of a page is usable: a store reserves nothing at the end */
    const struct store_scan_use *use;
    const char *shape;
    bool index; /* rows of an index are wanted, not of a table */
    /* Bytes that are missing before a page, so that page p stands at (p - 1) * page_size - cut: those that have led to a
    ** right row, the latest first. */
    uint64_t cut[MAX_CUTS];
    uint32_t n_cut;
    uint64_t probes;  /* looks at overflow pages still allowed */
    uint32_t in_vain; /* searches for a cut since the last one that found it */
    uint64_t whole;   /* while guessing: pages that end exactly where the size says */
    buf row;          /* the row being put together */
    struct err *err;
};

/* A cell as it stands on its page. */
struct cell {
    const unsigned char *local; /* [n_local] the part of the row that is on the page */
    uint32_t n_local;
    uint64_t n_row;    /* bytes of the whole row */
    uint32_t overflow; /* first overflow page, 0: none */
    int64_t rowid;
};

/* Numbers of the file format have their highest byte first. */
static uint32_t be16(const unsigned char *p) { return (uint32_t)p[0] << 8 | p[1]; }
static uint32_t be32(const unsigned char *p) { return be16(p) << 16 | be16(p + 2); }

/* SQLite's own variable-length number, highest bits first, 9 bytes at most; *at moves on. False when it is cut. */
static bool take_varint(const unsigned char *p, size_t n, size_t *at, uint64_t *out)
{
    uint64_t v = 0;
    for (int i = 0; i < 9; i++) {
        if (*at >= n) return false;
        unsigned char c = p[(*at)++];
        if (i == 8) {
            *out = v << 8 | c;
            return true;
        }
        v = v << 7 | (c & 0x7F);
        if (c < 0x80) break;
    }
    *out = v;
    return true;
}

/* ---- rows ---- */

/* Bytes of a column of a serial type (section 2.1): 0 to 9 by a table, from 12 on even ones are blobs and odd
** ones texts of half the number; UINT64_MAX for 10 and 11, which are reserved. */
static uint64_t column_bytes(uint64_t type)
{
    static const unsigned char small[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
    if (type < sizeof small) return small[type];
    return type < 12 ? UINT64_MAX : (type - 12) / 2;
}

/* A whole number is of type 1 to 6, or 8 or 9 for the numbers 0 and 1; 7 is a floating one and 0 is NULL, which
** stands where a rowid is kept in the cell instead. */
static bool fits_shape(char want, uint64_t type)
{
    switch (want) {
    case STORE_SHAPE_ROWID: return type == 0;
    case STORE_SHAPE_NUMBER: return (type >= 1 && type <= 6) || type == 8 || type == 9;
    case STORE_SHAPE_BLOB: return type >= 12 && type % 2 == 0;
    default: return false;
    }
}

/* A signed number, highest byte first; types 8 and 9 are the numbers 0 and 1 themselves. */
static int64_t column_number(uint64_t type, const unsigned char *p, size_t n)
{
    if (type == 8 || type == 9) return (int64_t)type - 8;
    uint64_t v = n && p[0] & 0x80 ? UINT64_MAX : 0;
    for (size_t i = 0; i < n; i++) v = v << 8 | p[i];
    return (int64_t)v;
}

/* The columns of a row of n_row bytes of which the first n are at hand: a column that is not whole among them has its bytes
** up to there. False when the row is not of the shape: the header must have that many columns of these types, and header
** and columns must be n_row bytes to the byte. */
static bool take_row(struct store_cell *out, const char *shape, const unsigned char *p, size_t n, uint64_t n_row)
{
    uint64_t n_header;
    uint64_t type[STORE_SHAPE_MAX];
    size_t at = 0;
    uint32_t n_column = 0;
    if (!take_varint(p, n, &at, &n_header) || n_header > n) return false;
    uint64_t total = n_header;
    for (; shape[n_column]; n_column++) {
        if (n_column == STORE_SHAPE_MAX || !take_varint(p, (size_t)n_header, &at, &type[n_column])) return false;
        if (!fits_shape(shape[n_column], type[n_column])) return false;
        uint64_t bytes = column_bytes(type[n_column]);
        if (bytes > n_row || total > n_row - bytes) return false;
        total += bytes;
    }
    if (at != n_header || total != n_row) return false;
    for (uint32_t i = 0; i < n_column; i++) {
        size_t bytes = (size_t)column_bytes(type[i]);
        size_t here = at >= n ? 0 : n - at < bytes ? n - at : bytes;
        if (shape[i] == STORE_SHAPE_NUMBER && here < bytes) return false;
        out->number[i] = shape[i] == STORE_SHAPE_NUMBER ? column_number(type[i], p + at, here) : 0;
        out->blob[i] = shape[i] == STORE_SHAPE_BLOB ? (str){here ? (const char *)p + at : "", here} : (str){"", 0};
        at += bytes;
    }
    return true;
}

/* ---- cells ---- */

/* How much of a row of n bytes stands on its leaf page (section 1.6, "cell payload"). */
static uint32_t local_bytes(const struct scanner *sc, uint64_t n)
{
    uint32_t usable = sc->page_size;
    uint32_t most = sc->index ? (usable - 12) * 64 / 255 - 23 : usable - 35;
    uint32_t least = (usable - 12) * 32 / 255 - 23;
    if (n <= most) return (uint32_t)n;
    uint32_t k = least + (uint32_t)((n - least) % (usable - 4));
    return k <= most ? k : least;
}

/* The cell at `at` of a page of which n bytes are at hand; *end is the place behind it. In a table: length of
** the row, rowid, the row; in an index: the row alone, after four bytes for a child on an inner page. A row
** that spills has four bytes more, for its first overflow page, which is never page 0. */
static bool take_cell(struct cell *out, const struct scanner *sc, const unsigned char *page, size_t n, size_t at, size_t *end)
{
    uint64_t rowid = 0;
    if (page[0] == PAGE_INDEX_INNER) at += 4;
    if (!take_varint(page, n, &at, &out->n_row) || (!sc->index && !take_varint(page, n, &at, &rowid))) return false;
    if (!out->n_row || out->n_row > sc->size) return false;
    out->n_local = local_bytes(sc, out->n_row);
    out->local = page + at;
    out->rowid = (int64_t)rowid;
    out->overflow = 0;
    bool spills = out->n_local < out->n_row;
    /* Only what is at hand is looked at: a page may be cut off by the end of the file. */
    if (at > n || n - at < out->n_local + (spills ? 4u : 0u)) return false;
    if (spills) out->overflow = be32(page + at + out->n_local);
    *end = at + out->n_local + (spills ? 4 : 0);
    return !spills || out->overflow;
}

/* ---- overflow ---- */

/* Bytes at a place of the file into to; how many there were. A disk that cannot read them counts as their end. */
static size_t read_at(const struct scanner *sc, uint64_t at, void *to, size_t n)
{
    size_t done = 0;
    while (done < n && at < sc->size) {
        ssize_t got = pread(sc->fd, (char *)to + done, n - done, (off_t)(at + done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        done += (size_t)got;
    }
    return done;
}

/* Where page p stands when cut bytes are missing before it; false when it is not in the file. Pages count from
** 1. */
static bool page_place(const struct scanner *sc, uint32_t p, uint64_t cut, uint64_t *at)
{
    uint64_t from = (uint64_t)(p - 1) * sc->page_size;
    *at = from - cut;
    return p && from >= cut && *at < sc->size;
}

/* Do the overflow pages of a cell form a chain that ends where the row does, if so many bytes are missing? Only the first
** four bytes of each page are read. */
static bool chain_fits(struct scanner *sc, const struct cell *c, uint64_t cut)
{
    uint64_t left = c->n_row - c->n_local;
    uint32_t next = c->overflow;
    while (left) {
        unsigned char head[4];
        uint64_t at;
        if (!sc->probes || !page_place(sc, next, cut, &at)) return false;
        sc->probes--;
        if (read_at(sc, at, head, sizeof head) != sizeof head) return false;
        next = be32(head);
        left = left > sc->page_size - 4 ? left - (sc->page_size - 4) : 0;
        if (left ? !next : next != 0) return false;
    }
    return true;
}

/* The whole row into sc->row; false when a page of it is not there. Called after chain_fits, so the numbers of
** pages are sound; the buffer never grows beyond the file, as n_row does not. */
static bool gather(struct scanner *sc, const struct cell *c, uint64_t cut)
{
    uint64_t left = c->n_row - c->n_local;
    uint32_t next = c->overflow;
    buf_clear(&sc->row);
    buf_add(&sc->row, (str){(const char *)c->local, c->n_local});
    while (left) {
        unsigned char head[4];
        uint64_t at;
        size_t n = left < sc->page_size - 4 ? (size_t)left : sc->page_size - 4;
        char *to = buf_room(&sc->row, n);
        if (!to || !page_place(sc, next, cut, &at)) return false;
        if (read_at(sc, at, head, sizeof head) != sizeof head || read_at(sc, at + sizeof head, to, n) != n) return false;
        sc->row.n += n;
        next = be32(head);
        left -= n;
    }
    return !sc->row.failed;
}

/* A cut that led to a right row comes to the front of those that are tried first. */
static void remember_cut(struct scanner *sc, uint64_t cut)
{
    uint32_t i = 0;
    while (i < sc->n_cut && sc->cut[i] != cut) i++;
    if (i == sc->n_cut && sc->n_cut < MAX_CUTS) sc->n_cut++;
    if (i == MAX_CUTS) i--;
    memmove(&sc->cut[1], &sc->cut[0], i * sizeof sc->cut[0]);
    sc->cut[0] = cut;
}

/* Offer the row as it reads when cut bytes are missing. OK: taken; DONE: not so. */
static enum status offer(struct scanner *sc, const struct cell *c, uint64_t cut)
{
    struct store_cell row = {.rowid = c->rowid};
    if (!chain_fits(sc, c, cut)) return DONE;
    if (!gather(sc, c, cut)) return sc->row.failed ? buf_check(&sc->row, sc->err) : DONE;
    if (!take_row(&row, sc->shape, (const unsigned char *)sc->row.p, sc->row.n, c->n_row)) return DONE;
    enum status code = sc->use->take(sc->use->ctx, &row);
    if (code == OK) remember_cut(sc, cut);
    return code;
}

/* A row with overflow pages: first by what was right before, then page after page further back. The page of the cell stands
** at a multiple of the page size of the file as it was, which gives the odd part of what is missing. */
static enum status take_long(struct scanner *sc, const struct cell *c, uint64_t page_at)
{
    /* Bytes that are missing need not be whole pages, but before a page that stands here they are `odd` and
    ** some whole pages. */
    uint64_t odd = (sc->page_size - page_at % sc->page_size) % sc->page_size;
    enum status code = DONE;
    for (uint32_t i = 0; i < sc->n_cut && code == DONE; i++) code = offer(sc, c, sc->cut[i]);
    if (code != DONE || sc->in_vain >= MAX_IN_VAIN) return code;
    for (uint64_t k = 0; k < MAX_CUT_PAGES && code == DONE && sc->probes; k++) {
        uint64_t cut = odd + k * sc->page_size;
        bool tried = false;
        for (uint32_t i = 0; i < sc->n_cut; i++) tried = tried || sc->cut[i] == cut;
        /* No page of the chain could then stand in the file. */
        if (cut > (uint64_t)c->overflow * sc->page_size) break;
        if (!tried) code = offer(sc, c, cut);
    }
    sc->in_vain = code == DONE ? sc->in_vain + 1 : 0;
    return code;
}

/* ---- pages ---- */

/* A row whose head fits the shape. The caller of the scan is asked before any overflow page is read: most rows
** it has already. */
static enum status take_one(struct scanner *sc, const struct cell *c, uint64_t page_at)
{
    struct store_cell row = {.rowid = c->rowid};
    if (!take_row(&row, sc->shape, c->local, c->n_local, c->n_row)) return OK;
    if (!sc->use->wanted(sc->use->ctx, &row)) return OK;
    enum status code = c->overflow ? take_long(sc, c, page_at) : sc->use->take(sc->use->ctx, &row);
    return code == DONE ? OK : code;
}

/* Does a page header of the wanted kind stand here? *n_cell and *array: how many cells, where their places are
** listed. Eight bytes (section 1.6): kind, first free block, number of cells, where their content begins (0
** means 65536), loose bytes; inner pages have four more. */
static bool is_page(const struct scanner *sc, const unsigned char *p, size_t n, uint32_t *n_cell, size_t *array)
{
    if (n < 12) return false;
    bool kind = sc->index ? p[0] == PAGE_INDEX_LEAF || p[0] == PAGE_INDEX_INNER : p[0] == PAGE_TABLE_LEAF;
    if (!kind || p[7] > 60) return false; /* more than 60 loose bytes make SQLite tidy the page up */
    uint32_t free_block = be16(p + 1);
    uint32_t content = be16(p + 5) ? be16(p + 5) : MAX_PAGE;
    *n_cell = be16(p + 3);
    *array = p[0] == PAGE_INDEX_INNER ? 12 : 8;
    if (!*n_cell || content > sc->page_size || *array + 2 * (size_t)*n_cell > content) return false;
    return !free_block || (free_block >= content && free_block + 4 <= sc->page_size);
}

/* The i-th cell of a page whose header is right; false when it is not there or is no row of the shape. *end is then the place
** behind it. */
static bool take_listed(struct cell *c, const struct scanner *sc, const unsigned char *p, size_t n, size_t at, size_t *end)
{
    struct store_cell row;
    return take_cell(c, sc, p, n, at, end) && take_row(&row, sc->shape, c->local, c->n_local, c->n_row);
}

/* All rows of the page that may begin here. *is true when it was one: at least half of the cells that are at hand are rows of
** the shape. (Among thousands of random places one or the other is a cell of a real page near by.) What one cell says of
** itself does not hurt the others. */
static enum status take_page(struct scanner *sc, const unsigned char *p, size_t n, uint64_t at, bool *is)
{
    uint32_t n_cell;
    uint32_t good = 0;
    uint32_t bad = 0;
    size_t array;
    size_t last = 0;
    struct cell c;
    size_t end;
    enum status code = OK;
    *is = false;
    if (!is_page(sc, p, n, &n_cell, &array)) return OK;
    if (n > sc->page_size) n = sc->page_size;
    if (array + 2 * (size_t)n_cell > n) return OK;
    for (uint32_t i = 0; i < n_cell && bad <= n_cell / 2; i++) {
        size_t from = be16(p + array + 2 * (size_t)i);
        /* Beyond the end of the file: neither for nor against its being a page. */
        if (from >= n && from < sc->page_size) continue;
        bool fits = from >= array + 2 * (size_t)n_cell && take_listed(&c, sc, p, n, from, &end);
        if (fits && end > last) last = end;
        good += fits;
        bad += !fits;
    }
    *is = good && good >= bad;
    /* Cells fill a page from its end, so the last one ends where the page does: see guess_page_size. */
    sc->whole += *is && last == sc->page_size;
    for (uint32_t i = 0; *is && sc->use && i < n_cell && code == OK; i++) {
        size_t from = be16(p + array + 2 * (size_t)i);
        bool fits = from >= array + 2 * (size_t)n_cell && from < n && take_listed(&c, sc, p, n, from, &end);
        if (fits) code = take_one(sc, &c, at);
    }
    return code;
}

/* As much as there is of a piece of the file. What the disk cannot read stands as zeros, in which no page begins: one bad
** place must not hide those behind it. */
static size_t read_piece(const struct scanner *sc, uint64_t at, unsigned char *to, size_t n)
{
    size_t done = 0;
    if (at >= sc->size) return 0;
    if (n > sc->size - at) n = (size_t)(sc->size - at);
    while (done < n) {
        size_t block = n - done < 4096 ? n - done : 4096;
        size_t got = read_at(sc, at + done, to + done, n - done);
        if (!got) memset(to + done, 0, block);
        done += got ? got : block;
    }
    return n;
}

/* The next place from `from` on where a page of the wanted kind could begin; `to` or more when there is none. Of 256 bytes of
** packed text one looks so. */
static size_t next_start(const struct scanner *sc, const unsigned char *p, size_t from, size_t to)
{
    if (from >= to) return from; /* a page that was taken ends behind the piece */
    if (!sc->index) {
        const unsigned char *q = memchr(p + from, PAGE_TABLE_LEAF, to - from);
        return q ? (size_t)(q - p) : to;
    }
    while (from < to && p[from] != PAGE_INDEX_LEAF && p[from] != PAGE_INDEX_INNER) from++;
    return from;
}

/* Walk the file up to `to`, piece by piece; each piece goes on for a page beyond, for a page that begins in it. */
static enum status walk(struct scanner *sc, uint64_t to, const struct env *env)
{
    unsigned char *window = malloc(WINDOW_BYTES + MAX_PAGE);
    enum status code = OK;
    uint64_t skip = 0;
    if (!window) return err_set(sc->err, E_NOMEM, "no memory left");
    for (uint64_t at = 0; at < to && code == OK; at += WINDOW_BYTES) {
        size_t n = read_piece(sc, at, window, WINDOW_BYTES + MAX_PAGE);
        size_t to_here = n < WINDOW_BYTES ? n : WINDOW_BYTES;
        size_t k = skip > at ? (size_t)(skip - at) : 0;
        while (code == OK && (k = next_start(sc, window, k, to_here)) < to_here) {
            bool is;
            code = take_page(sc, window + k, n - k, at + k, &is);
            k += is ? sc->page_size : 1;
        }
        skip = at + k;
        if (code == OK && env_stop(env, "salvage", at, to)) code = err_set(sc->err, E_CANCELLED, "stopped");
    }
    free(window);
    return code;
}

/* ---- the size of a page ---- */

/* What the file's head says, or 0. */
static uint32_t stated_page_size(const struct scanner *sc)
{
    unsigned char head[18];
    if (read_at(sc, 0, head, sizeof head) != sizeof head || memcmp(head, "SQLite format 3", 16) != 0) return 0;
    uint32_t n = be16(head + 16) == 1 ? MAX_PAGE : be16(head + 16);
    return n >= 512 && !(n & (n - 1)) ? n : 0;
}

/* The size by which most pages of wanted rows end where their last cell does, as pages do that were filled from their end;
** a wrong size has hardly any such page. */
static enum status guess_page_size(struct scanner *sc)
{
    static const uint32_t sizes[] = {16384, 4096, 8192, 32768, 65536, 2048, 1024, 512};
    uint64_t most = 0;
    uint32_t best = sizes[0];
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        struct scanner probe = {.fd = sc->fd, .size = sc->size, .page_size = sizes[i], .shape = sc->shape, .err = sc->err};
        probe.index = sc->index;
        enum status code = walk(&probe, sc->size < GUESS_BYTES ? sc->size : GUESS_BYTES, NULL);
        if (code != OK) return code;
        /* Of equal ones the first counts: this room's own size, then SQLite's. */
        if (probe.whole > most) best = sizes[i];
        if (probe.whole > most) most = probe.whole;
    }
    sc->page_size = best;
    return OK;
}

enum status store_scan(const char *path, const char *shape, const struct store_scan_use *use, const struct env *env,
                       struct err *err)
{
    struct stat info;
    struct scanner sc = {.shape = shape, .use = use, .err = err, .index = shape[0] != STORE_SHAPE_ROWID};
    sc.fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (sc.fd < 0) return err_set(err, errno == ENOENT ? E_NOTFOUND : E_IO, "cannot open %s: %m", path);
    enum status code = OK;
    if (fstat(sc.fd, &info) != 0)
        code = err_set(err, E_IO, "cannot read %s: %m", path);
    else if (!S_ISREG(info.st_mode))
        code = err_set(err, E_FORMAT, "%s is not a plain file", path);
    else
        sc.size = (uint64_t)info.st_size;
    sc.page_size = code == OK ? stated_page_size(&sc) : 0;
    if (code == OK && !sc.page_size) code = guess_page_size(&sc);
    if (code == OK) {
        sc.probes = MAX_PROBES + 4 * (sc.size / sc.page_size);
        code = walk(&sc, sc.size, env);
    }
    buf_free(&sc.row);
    close(sc.fd);
    return code;
}
