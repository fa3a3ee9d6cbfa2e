/* Building clean text with its way back. White space is held back until a sign follows it, so that a block can
** neither begin nor end with a space; the stretch of white space becomes one piece of one clean byte. Every
** byte of clean text but the "\n\n" between blocks lies in exactly one piece, which says where in the decoded
** text it came from; draft_finish turns that into source bytes. Failures stick: after a refusal of the arena
** all writing is ignored and draft_finish tells why, so that readers need not look at each step. Copying runs
** of ordinary signs whole is what makes reading fast; what is special about a byte is decided by one table.
** An example. The source is "<p>R&amp;D \n <b>at</b> sea"; clean text and pieces become
**
**     clean  R  &      D  space  at  " sea"
**     byte   3  4      9  10     16  22        in the decoded text, later in the source
**     bytes  1  5      1  3      2   4
**
** "R" is a piece of one byte, "&" stands for the five of its reference, the space for all white space up to the next
** sign; " sea" is one piece, since its four bytes were copied as they stand. */
#include "text/draft.h"

/* Nothing is taken from the arena yet; src is copied, what it points to is borrowed. */
void draft_start(struct draft *d, const struct source_text *src, arena *work)
{
    *d = (struct draft){.src = *src, .work = work};
    d->found.date = DATE_NONE;
}

/* A sixteenth more than the source, because markup can make spaces that the source does not write. */
void draft_reserve(struct draft *d)
{
    size_t cap = d->src.utf8.n + d->src.utf8.n / 16 + 256;
    d->clean = cap < UINT32_MAX / 2 ? arena_raw(d->work, cap, 1) : NULL;
    if (d->clean)
        d->cap_clean = (uint32_t)cap;
    else
        d->failed = cap < UINT32_MAX / 2 ? arena_why(d->work, NULL) : E_LIMIT;
}

/* Room for `need` more objects of `size` bytes behind the first n; doubles, and raises *cap. NULL after any
** refusal, which then sticks to the draft. The limit of UINT32_MAX / 2 keeps all offsets, also the end of the
** last piece, inside 32 bits. */
static void *more(struct draft *d, void *old, uint32_t n, uint32_t *cap, size_t need, size_t size)
{
    if (d->failed) return NULL;
    if (need <= *cap - n) return old;
    size_t want = (size_t)*cap * 2 < n + need + 64 ? n + need + 64 : (size_t)*cap * 2;
    void *p = want > UINT32_MAX / 2 ? NULL : arena_grow(d->work, old, *cap, want, size);
    if (!p) {
        d->failed = want > UINT32_MAX / 2 ? E_LIMIT : arena_why(d->work, NULL);
        return NULL;
    }
    *cap = (uint32_t)want;
    return p;
}

/* As more(), for bytes of clean text: where to write is p + n_clean. */
static char *room_clean(struct draft *d, size_t n)
{
    char *p = more(d, d->clean, d->n_clean, &d->cap_clean, n, 1);
    if (p) d->clean = p;
    return p;
}

/* Notes that the n_text clean bytes about to be written come from n_bytes at `byte`. Prolongs the last piece
** when both are byte for byte and nothing lies between on either side. Prolonging is what keeps the list
** short: a plain page has about a piece for each fold of white space. */
static void add_piece(struct draft *d, uint32_t n_text, uint32_t byte, uint32_t n_bytes)
{
    struct source_piece *last = d->n_piece ? &d->piece[d->n_piece - 1] : NULL;
    bool copied = n_text == n_bytes;
    if (last && copied && last->n_text == last->n_bytes && last->text + last->n_text == d->n_clean &&
        last->byte + last->n_bytes == byte) {
        last->n_text += n_text;
        last->n_bytes += n_bytes;
        return;
    }
    struct source_piece *p = more(d, d->piece, d->n_piece, &d->cap_piece, 1, sizeof *p);
    if (!p) return;
    d->piece = p;
    d->piece[d->n_piece++] = (struct source_piece){d->n_clean, n_text, byte, n_bytes};
}

/* Bytes of clean text that stand for n_bytes of the decoded text from byte on. */
static void put(struct draft *d, str s, uint32_t byte, uint32_t n_bytes)
{
    char *p = room_clean(d, s.n);
    if (!p) return;
    add_piece(d, (uint32_t)s.n, byte, n_bytes);
    memcpy(p + d->n_clean, s.p, s.n);
    d->n_clean += (uint32_t)s.n;
}

void draft_open(struct draft *d)
{
    d->open = false;
    d->gap = false;
    d->space = (span){0, 0};
}

/* Source stretch of a space that only markup makes: what lies between the last sign and byte.
** One byte at least, so that every clean byte has some source: where nothing lies between, the sign's own first byte. */
static span gap_before(const struct draft *d, uint32_t byte)
{
    const struct source_piece *last = &d->piece[d->n_piece - 1];
    uint32_t end = last->byte + last->n_bytes;
    return end < byte ? (span){end, byte} : (span){byte, byte + 1};
}

/* Before the first sign of a block its place is made; before any other the held white space is written. A
** block that never gets a sign is never recorded, which is how empty elements and lines leave no trace.
** Three cases: the first sign of a block (which makes the block, and the empty line between it and the last); a sign
** behind white space of the source (which becomes one space, mapped to all of it); a sign behind a gap of markup (a space
** that the source does not write, mapped to the markup between). */
static void before_sign(struct draft *d, uint32_t byte)
{
    if (!d->open) {
        struct draft_block *b = more(d, d->block, d->n_block, &d->cap_block, 1, sizeof *b);
        char *p = b ? room_clean(d, 2) : NULL;
        if (!p) return;
        d->block = b;
        if (d->n_block) {
            memcpy(p + d->n_clean, "\n\n", 2);
            d->n_clean += 2;
        }
        d->block[d->n_block++] = (struct draft_block){.at = {d->n_clean, d->n_clean}};
        d->open = true;
    } else if (d->space.end || d->gap) {
        span at = d->space.end ? d->space : gap_before(d, byte);
        put(d, STR(" "), at.begin, span_len(at));
    }
    d->gap = false;
    d->space = (span){0, 0};
}

/* Stretches of white space in a row become one, from the first to the last of them, whatever markup lies
** between. */
void draft_space(struct draft *d, span at)
{
    if (!d->open) return;
    if (!d->space.end)
        d->space = at;
    else if (at.end > d->space.end)
        d->space.end = at.end;
}

void draft_gap(struct draft *d)
{
    if (d->open) d->gap = true;
}

/* 0: an ordinary byte. 1: may be part of white space or of a sign without width: the controls, space, DEL, and
** the UTF-8 lead bytes of the characters that what_at names. */
static const uint8_t special[256] = {
    [0] = 1,  [1] = 1,  [2] = 1,   [3] = 1,   [4] = 1,    [5] = 1,    [6] = 1,    [7] = 1,    [8] = 1,    [9] = 1,
    [10] = 1, [11] = 1, [12] = 1,  [13] = 1,  [14] = 1,   [15] = 1,   [16] = 1,   [17] = 1,   [18] = 1,   [19] = 1,
    [20] = 1, [21] = 1, [22] = 1,  [23] = 1,  [24] = 1,   [25] = 1,   [26] = 1,   [27] = 1,   [28] = 1,   [29] = 1,
    [30] = 1, [31] = 1, [' '] = 1, [127] = 1, [0xC2] = 1, [0xCD] = 1, [0xE1] = 1, [0xE2] = 1, [0xE3] = 1, [0xEF] = 1,
};

enum what { SIGN, SPACE, NOTHING };

/* What the character at s.p[at] is to a reader; *size gets its bytes. Without width are soft hyphens, joiners,
** marks of direction, byte-order marks inside and the controls of Unicode's categories Cc and Cf that pages
** hold; a quote that is searched for must not fail at one of them. The list goes with special[]: each lead
** byte of these characters is marked there.
**
**     SPACE     tab, line ends, no-break space, the spaces of U+2000 to U+200A, the ideographic space
**     NOTHING   soft hyphen, zero-width space and joiners, marks of direction, byte-order mark, other controls
**     SIGN      all else, combining marks among it */
static enum what what_at(str s, size_t at, size_t *size)
{
    unsigned char c = (unsigned char)s.p[at];
    *size = 1;
    if (c < 0x80) return ascii_space(c) || (c >= 0x1C && c <= 0x1F) ? SPACE : c < ' ' || c == 127 ? NOTHING : SIGN;
    int32_t cp = utf8_decode(s, at, size);
    if (cp == 0xAD || cp == 0x34F || cp == 0xFEFF || (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) ||
        (cp >= 0x2060 && cp <= 0x2064) || (cp >= 0x2066 && cp <= 0x206F) || (cp >= 0xFFF9 && cp <= 0xFFFB))
        return NOTHING;
    if (cp == 0x85 || cp == 0xA0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 ||
        cp == 0x202F || cp == 0x205F || cp == 0x3000)
        return SPACE;
    return cp >= 0x80 && cp < 0xA0 ? NOTHING : SIGN;
}

/* ---- eight bytes at a time ---- */

#define EACH(byte_) (0x0101010101010101U * (byte_))
#define HIGH_BITS EACH(0x80U)

/* Eight bytes as one number, aligned or not. */
static uint64_t eight(const char *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

/* Not 0 when a byte of x is 0. */
static uint64_t has_zero(uint64_t x) { return (x - EACH(1U)) & ~x & HIGH_BITS; }

/* Bytes [p, p+8) are ASCII signs, with at most single spaces between; p[8] may be read. */
static bool eight_ordinary(const char *p)
{
    uint64_t x = eight(p);
    uint64_t next = eight(p + 1);
    /* Not 0 when a byte lies below 0x20. A byte with its high bit set is not counted here and was asked for
    ** apart. */
    uint64_t control = (x - EACH(0x20U)) & ~x & HIGH_BITS;
    if ((x & HIGH_BITS) || control || has_zero(x ^ EACH(0x7FU))) return false;
    if (has_zero((x ^ EACH(0x20U)) | (next ^ EACH(0x20U)))) return false;
    /* A space at the end of the eight is a single one only if no white space follows it. */
    return p[7] != ' ' || !special[(unsigned char)p[8]];
}

/* First place from i on where white space must fold or a sign be looked at; single spaces between words are
** passed. The last eight bytes of a text are looked at one by one, since eight_ordinary reads a ninth. */
static size_t run_end(str s, size_t i)
{
    for (;;) {
        while (i + 9 <= s.n && s.p[i] != ' ' && eight_ordinary(s.p + i)) i += s.p[i + 7] == ' ' ? 7 : 8;
        while (i < s.n && !special[(unsigned char)s.p[i]]) i++;
        if (i + 1 >= s.n || s.p[i] != ' ' || special[(unsigned char)s.p[i + 1]]) return i;
        i++;
    }
}

/* Runs of ordinary signs are copied whole; only bytes of special[] are looked at one by one. at lies in the
** decoded text and begins and ends at characters. Time is linear, a table look-up for each byte of what is not
** ordinary. */
void draft_text(struct draft *d, span at)
{
    str s = {d->src.utf8.p, at.end};
    size_t i = at.begin;
    while (i < s.n && !d->failed) {
        size_t size = 0;
        size_t end;
        enum what w = SIGN;
        if (special[(unsigned char)s.p[i]]) {
            w = what_at(s, i, &size);
            end = i + size;
        } else {
            end = run_end(s, i);
        }
        if (w == SPACE) draft_space(d, (span){(uint32_t)i, (uint32_t)end});
        if (w == SIGN) {
            before_sign(d, (uint32_t)i);
            put(d, (str){s.p + i, end - i}, (uint32_t)i, (uint32_t)(end - i));
        }
        i = end;
    }
}

/* White space among the characters is dropped but at the start, where it is due as a space; characters without
** width vanish. Sixteen bytes are more than any reference gives. */
void draft_sign(struct draft *d, str utf8, span at)
{
    char shown[16];
    size_t n = 0;
    for (size_t i = 0, size; i < utf8.n && !d->failed; i += size) {
        enum what w = what_at(utf8, i, &size);
        if (w == SPACE && !n) draft_space(d, at);
        if (w != SIGN || n + size > sizeof shown) continue;
        memcpy(shown + n, utf8.p + i, size);
        n += size;
    }
    if (!n) return;
    before_sign(d, at.begin);
    uint32_t n_bytes = span_len(at);
    if (n > 1 && n == n_bytes) { /* "&#0" is as long as U+FFFD; equal lengths would say that it was copied */
        put(d, (str){shown, 1}, at.begin, n_bytes - 1);
        put(d, (str){shown + 1, n - 1}, at.end - 1, 1);
        return;
    }
    put(d, (str){shown, n}, at.begin, n_bytes);
}

/* Code points, and one more for each of the three-byte signs from U+3000 to U+DFFF (lead bytes E3 to ED),
** nearly all of which are wide. Combining marks count as well: good enough to judge the length of lines. */
uint32_t draft_columns(str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (i + 8 <= s.n && !(eight(s.p + i) & HIGH_BITS)) {
            n += 8;
            i += 7;
            continue;
        }
        unsigned char c = (unsigned char)s.p[i];
        n += (c & 0xC0) != 0x80;
        n += c >= 0xE3 && c <= 0xED; /* most signs there are wide: kana, Han, Hangul */
    }
    return n;
}

/* Whatever was held back (white space, a gap) is forgotten: no block ends with a space. */
bool draft_close(struct draft *d, enum text_kind kind, uint8_t level, uint8_t sign)
{
    bool stays = d->open && !d->failed;
    if (stays) {
        struct draft_block *b = &d->block[d->n_block - 1];
        b->at.end = d->n_clean;
        b->kind = (uint8_t)kind;
        b->level = level;
        b->sign = sign;
        b->columns = draft_columns(draft_str(d, b));
    }
    d->open = false;
    d->gap = false;
    d->space = (span){0, 0};
    return stays;
}

/* ---- handing over ---- */

/* First source piece that ends after the decoded byte at. */
static uint32_t piece_at(const struct source_text *t, uint32_t at)
{
    uint32_t lo = 0;
    uint32_t hi = t->n_piece;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (t->piece[mid].text + t->piece[mid].n_text <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Pieces of the source behind one copied piece p, from source piece k on: counted when out is NULL. A copied
** stretch may lie over several source pieces, where the source's encoding took another number of bytes for a
** character: it is cut at their borders, so that n_text == n_bytes keeps its meaning. */
static size_t split_copied(struct source_piece *out, const struct source_text *t, const struct source_piece *p, uint32_t k)
{
    size_t n = 0;
    uint32_t end = p->byte + p->n_bytes;
    for (; k < t->n_piece && t->piece[k].text < end; k++, n++) {
        const struct source_piece *q = &t->piece[k];
        /* The part of the source piece that the copied stretch covers; `whole` when it is one character that
        ** took another number of bytes. */
        uint32_t from = q->text > p->byte ? q->text : p->byte;
        uint32_t to = q->text + q->n_text < end ? q->text + q->n_text : end;
        bool whole = q->n_text != q->n_bytes;
        if (!out) continue;
        out[n] = (struct source_piece){p->text + (from - p->byte), to - from, whole ? q->byte : q->byte + (from - q->text),
                                       whole ? q->n_bytes : to - from};
    }
    return n;
}

/* All pieces, decoded text replaced by source bytes; out NULL: only counted. Run twice, to count and to write,
** which costs less than an array that grows beside the kept result in ar.
** The two kinds of piece go different ways: a copied one is cut at the borders of the source's pieces (split_copied), one
** that stands for something else (a reference, a fold of white space) gets the bytes from its first to its last. */
static size_t map_pieces(struct source_piece *out, const struct draft *d)
{
    size_t n = 0;
    for (uint32_t i = 0; i < d->n_piece; i++) {
        const struct source_piece *p = &d->piece[i];
        uint32_t k = piece_at(&d->src, p->byte);
        if (p->n_text == p->n_bytes) {
            n += split_copied(out ? out + n : NULL, &d->src, p, k);
            continue;
        }
        span b = source_bytes_of(&d->src, (span){p->byte, p->byte + p->n_bytes});
        if (out) out[n] = (struct source_piece){p->text, p->n_text, b.begin, span_len(b)};
        n++;
    }
    return n;
}

/* Everything handed over is copied to ar; the draft and its arena may go. A zero byte stands behind the clean
** text, beyond its length. *out is not touched on error. */
enum status draft_finish(struct text_page *out, const struct draft *d, arena *ar, struct err *err)
{
    if (d->failed)
        return err_set(err, d->failed,
                       d->failed == E_LIMIT ? "the page needs more memory than it is given" : "no memory for reading the page");
    size_t n_piece = map_pieces(NULL, d);
    char *clean = arena_raw(ar, (size_t)d->n_clean + 1, 1);
    struct text_block *block = ARENA_NEW(ar, d->n_block, struct text_block);
    struct source_piece *piece = arena_raw(ar, n_piece, sizeof *piece);
    if (!clean || !block || !piece || n_piece > UINT32_MAX) return arena_why(ar, err);
    if (d->n_clean) memcpy(clean, d->clean, d->n_clean);
    clean[d->n_clean] = 0;
    for (uint32_t i = 0; i < d->n_block; i++)
        block[i] = (struct text_block){d->block[i].at, (enum text_kind)d->block[i].kind, d->block[i].level};
    (void)map_pieces(piece, d);
    *out = (struct text_page){.clean = {clean, d->n_clean},
                              .block = block,
                              .n_block = d->n_block,
                              .piece = piece,
                              .n_piece = (uint32_t)n_piece,
                              .found = d->found,
                              .media = d->src.media,
                              .charset = d->src.charset,
                              .charset_basis = d->src.basis,
                              .n_replaced = d->src.n_replaced};
    return OK;
}
