/* Bytes to UTF-8 with the way back. Valid UTF-8 is borrowed as it stands; all else is built character by character. Invariant
** of the pieces: they cover the text in order without a gap, and one with as many bytes of text as of source keeps their order
** byte for byte. In the source they rise but may leave gaps: a mark, a NUL, an escape of ISO 2022 are in none. Neighbours of
** one kind are joined, so that ASCII with a rare other letter needs few.
**
** Each decoder below takes the bytes from `from` on, one character or ill-formed part after another, and stops early only when
** the text outgrew its cap. None of them fails for what the bytes are. */
#include "source/charset.h"

#include <errno.h>
#include <iconv.h>
#include <wchar.h>

#define REPLACEMENT 0xFFFD

/* A text in the making. Both buffers stop at the arena's cap, and their failure is looked at once, at the end. They are outside the
** arena because both grow at the same time: in it, each step of one would strand the other. */
struct maker {
    str in;                   /* all source bytes, a mark included */
    buf text;                 /* the UTF-8 so far; valid at every step */
    buf piece;                /* of struct source_piece, all but the last */
    struct source_piece last; /* n_text == 0: none yet */
    uint32_t n_replaced;      /* as in struct source_text */
};

/* The last piece is complete: it goes to the list, and the next character begins a new one. */
static void flush(struct maker *m)
{
    if (m->last.n_text) buf_add(&m->piece, (str){(const char *)&m->last, sizeof m->last});
    m->last = (struct source_piece){0};
}

/* n_text bytes were just written; they came from n bytes at `at`. All numbers fit into 32 bits: a source above 4 GiB was
** refused, and the text's buffer ends there. Nothing is noted for text that did not get into the buffer, or the last piece
** would lead beyond it. */
static void note(struct maker *m, size_t n_text, size_t at, size_t n)
{
    struct source_piece *last = &m->last;
    if (m->text.failed) return;
    bool linear = n_text == n; /* may prolong a piece of the same kind, if no source byte lies between */
    if (linear && last->n_text && last->n_text == last->n_bytes && last->byte + last->n_bytes == at) {
        last->n_text += (uint32_t)n;
        last->n_bytes += (uint32_t)n;
        return;
    }
    flush(m);
    *last = (struct source_piece){(uint32_t)(m->text.n - n_text), (uint32_t)n_text, (uint32_t)at, (uint32_t)n};
}

/* The n source bytes at `at` mean the character cp. NUL is left out here, for all decoders: whatever reads the text
** as a C string would end there, and it says nothing. Its byte is then in no piece. */
static void add_char(struct maker *m, int32_t cp, size_t at, size_t n)
{
    char enc[4];
    if (cp == 0) return; /* a NUL is no part of any text */
    size_t k = utf8_encode(enc, cp);
    buf_add(&m->text, (str){enc, k});
    note(m, k, at, n);
}

/* n bytes that mean nothing: one U+FFFD for all of them, and counted, so that whoever adds the text is told. */
static void add_bad(struct maker *m, size_t at, size_t n)
{
    m->n_replaced++;
    add_char(m, REPLACEMENT, at, n);
}

/* ASCII without NUL from `at` on, copied as it stands; gives the byte after it. One comparison for both: 0 - 1 is 255. */
static size_t add_ascii(struct maker *m, size_t at)
{
    size_t i = at;
    while (i < m->in.n && (unsigned char)(m->in.p[i] - 1) < 0x7F) i++;
    if (i == at) return at;
    buf_add(&m->text, (str){m->in.p + at, i - at});
    note(m, i - at, at, i - at);
    return i;
}

/* Only met when something is wrong: NUL bytes or ill-formed sequences. What is right is borrowed, not decoded. */
static void decode_utf8(struct maker *m, size_t from)
{
    for (size_t i = from; i < m->in.n && !m->text.failed;) {
        i = add_ascii(m, i);
        if (i == m->in.n) break;
        size_t size;
        int32_t cp = utf8_decode(m->in, i, &size);
        if (cp < 0)
            add_bad(m, i, size = charset_utf8_bad(m->in, i));
        else
            add_char(m, cp, i, size);
        i += size;
    }
}

/* UTF-16 and UTF-32. A mark within the text is a character (U+FEFF) like any other and stays: text that was put together from
** files has them, and what a reader does not see is still in the bytes that a quote is checked against. Half a surrogate pair,
** a unit beyond U+10FFFF and a cut unit at the end are each shown as U+FFFD. */
static void decode_wide(struct maker *m, size_t from, enum charset_form form)
{
    size_t size;
    for (size_t i = from; i < m->in.n && !m->text.failed; i += size) {
        int32_t cp = charset_wide_char(m->in, i, form, &size);
        if (cp < 0)
            add_bad(m, i, size);
        else
            add_char(m, cp, i, size);
    }
}

/* Convert one character at `at` into cp; the bytes it took, or 0 when they mean nothing. wchar_t of glibc
** is a code point and one step of its converters, so with room for one code point the call ends after one
** character. A few sequences of Big5 are two code points, of which the converter keeps the second until it
** is asked to reset: cp[1] is then not 0. */
static size_t convert_one(iconv_t cd, str s, size_t at, bool stateful, wchar_t cp[2])
{
    size_t room = 1;
    size_t give = 16;
    cp[0] = cp[1] = 0;
    while (give <= 4096) {
        size_t n = s.n - at < give ? s.n - at : give;
        char *from = (char *)(uintptr_t)(s.p + at); /* iconv does not write through it */
        char *to = (char *)cp;
        size_t left = n;
        size_t space = room * sizeof cp[0];
        errno = 0;
        (void)iconv(cd, &from, &left, &to, &space);
        if (left < n) {
            space = room == 1 && !stateful ? sizeof cp[1] : 0;
            if (space) (void)iconv(cd, NULL, NULL, &to, &space);
            return n - left;
        }
        if (errno == E2BIG && room == 1)
            room = 2;
        else if (errno == EINVAL && n < s.n - at)
            give *= 4; /* a long run of shift codes */
        else
            return 0;
    }
    return 0;
}

/* The table of encodings names some that a small iconv does not have. The text is refused then, not guessed at: someone said or
** the bytes show what it is, and any other reading would be wrong. */
static enum status cannot_convert(const struct charset *cs, struct err *err)
{
    return err_set(err, E_FORMAT, "this system cannot convert from %s; save the text as UTF-8", cs->name);
}

/* By a table of all 256 bytes, made once per text: no call to iconv for each byte. Nor is ASCII copied in runs where it is not
** all ASCII: VISCII has letters in the place of six controls. */
static enum status decode_single(struct maker *m, const struct charset *cs, size_t from, struct err *err)
{
    int32_t table[256];
    bool ascii = true;
    if (!charset_table(cs, table)) return cannot_convert(cs, err);
    for (int32_t c = 1; c < 0x80; c++) ascii = ascii && table[c] == c;
    for (size_t i = from; i < m->in.n && !m->text.failed; i++) {
        if (ascii) i = add_ascii(m, i);
        if (i == m->in.n) break;
        int32_t cp = table[(unsigned char)m->in.p[i]];
        if (cp < 0)
            add_bad(m, i, 1);
        else
            add_char(m, cp, i, 1);
    }
    return OK;
}

/* EUC-KR, Shift_JIS, ... and the stateful ISO 2022 family, in which an ASCII byte may be half a letter. Of a pair that means
** nothing only the first byte is replaced: the second may be ASCII, a tag's bracket or a line end, which must not be swallowed
** (Encoding Standard, the same rule in all its decoders of two bytes). */
static enum status decode_multi(struct maker *m, const struct charset *cs, size_t from, struct err *err)
{
    bool stateful = cs->form == CHARSET_STATEFUL;
    iconv_t cd = iconv_open("WCHAR_T", cs->iconv);
    if (cd == (iconv_t)-1) return cannot_convert(cs, err);
    for (size_t i = from; i < m->in.n && !m->text.failed;) {
        if (!stateful) i = add_ascii(m, i);
        if (i == m->in.n) break;
        wchar_t cp[2];
        size_t n = convert_one(cd, m->in, i, stateful, cp);
        if (!n) {
            add_bad(m, i, n = 1);
        } else if (cp[1]) { /* two code points from one sequence: both stand for all its bytes */
            char enc[8];
            size_t k = utf8_encode(enc, (int32_t)cp[0]);
            k += utf8_encode(enc + k, (int32_t)cp[1]);
            buf_add(&m->text, (str){enc, k});
            note(m, k, i, n);
        } else {
            add_char(m, (int32_t)cp[0], i, n);
        }
        i += n;
    }
    iconv_close(cd);
    return OK;
}

/* Source bytes from `from` on, by the encoding named. E_FORMAT only when iconv does not have it. */
static enum status decode_as(struct maker *m, const struct charset *cs, size_t from, struct err *err)
{
    switch (cs->form) {
    case CHARSET_UTF8: decode_utf8(m, from); return OK;
    case CHARSET_UTF16LE:
    case CHARSET_UTF16BE:
    case CHARSET_UTF32LE:
    case CHARSET_UTF32BE: decode_wide(m, from, cs->form); return OK;
    case CHARSET_SINGLE: return decode_single(m, cs, from, err);
    case CHARSET_MULTI:
    case CHARSET_STATEFUL: break;
    }
    return decode_multi(m, cs, from, err);
}

/* Moves what was made into the arena, at its true size. A failure of either buffer is told as what it was: "larger than is
** allowed" asks for another cap, "no memory" for another machine. */
static enum status take(struct source_text *out, struct maker *m, arena *ar, struct err *err)
{
    flush(m);
    if (m->text.failed || m->piece.failed) {
        enum status s = m->text.failed == E_NOMEM || m->piece.failed == E_NOMEM ? E_NOMEM : E_LIMIT;
        return err_set(err, s, s == E_NOMEM ? "no memory left" : "the text is larger than is allowed here");
    }
    out->utf8 = str_copy(ar, buf_str(&m->text));
    out->n_piece = (uint32_t)(m->piece.n / sizeof *out->piece);
    out->piece = ARENA_NEW(ar, out->n_piece, struct source_piece);
    if (!out->utf8.p || !out->piece) return arena_why(ar, err);
    if (m->piece.n) memcpy(out->piece, m->piece.p, m->piece.n);
    out->n_replaced = m->n_replaced;
    return OK;
}

/* Decode by cs into memory of its own. The cap of the arena bounds each buffer too, so that a hostile source is refused before
** it takes several times the arena. */
static enum status build(struct source_text *out, str bytes, const struct charset *cs, size_t from, arena *ar, struct err *err)
{
    size_t most = arena_cap_bytes(ar) < UINT32_MAX ? arena_cap_bytes(ar) : UINT32_MAX;
    struct maker m = {.in = bytes, .text = {.cap_max = most}, .piece = {.cap_max = most}};
    enum status s = decode_as(&m, cs, from, err);
    if (!s) s = take(out, &m, ar, err);
    buf_free(&m.text);
    buf_free(&m.piece);
    if (!s) out->charset = cs->name;
    return s;
}

/* The bytes are the text. One piece, O(1). Most sources come this way, and then nothing is copied however large they are. */
static enum status borrow(struct source_text *out, str bytes, size_t from, arena *ar, struct err *err)
{
    out->utf8 = (str){bytes.p + from, bytes.n - from};
    out->piece = ARENA_NEW(ar, 1, struct source_piece);
    if (!out->piece) return arena_why(ar, err);
    out->piece[0] = (struct source_piece){0, (uint32_t)out->utf8.n, (uint32_t)from, (uint32_t)out->utf8.n};
    out->n_piece = out->utf8.n ? 1 : 0;
    out->charset = charset_utf8()->name;
    return OK;
}

/* ---- what the bytes are: who is asked, and who is believed ---- */

/* The charset said beside the bytes, also inside the media type ("text/html; charset=euc-kr"). */
static const struct charset *said(const struct source_hints *hints)
{
    return charset_of_label(hints->charset.n ? hints->charset : charset_in(hints->media_type));
}

/* Does the file name end in one of the n endings and have something before it? Case does not count: Windows wrote "INDEX.HTM". */
static bool name_ends(str name, const char *const *ends, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t k = strlen(ends[i]);
        if (name.n > k && str_eq_nocase_ascii((str){name.p + name.n - k, k}, str_of(ends[i]))) return true;
    }
    return false;
}

/* A sender's word counts first, then what a page is beyond doubt by its first tag, then the name: pages are saved as .txt more
** often than texts as .html. Other media types (application/octet-stream, text/xml) say too little, and the bytes are looked
** at. */
static enum source_media media_of(str bytes, const struct source_hints *hints)
{
    static const char *const html[] = {".html", ".htm", ".xhtml", ".xht", ".shtml"};
    str rest;
    str type = str_trim(str_cut(hints->media_type, ';', &rest));
    if (str_eq_nocase_ascii(type, STR("text/html")) || str_eq_nocase_ascii(type, STR("application/xhtml+xml")))
        return SOURCE_HTML;
    if (str_eq_nocase_ascii(type, STR("text/plain"))) return SOURCE_PLAIN;
    if (charset_looks_like_html(bytes)) return SOURCE_HTML;
    return name_ends(hints->name, html, ARRAY_LEN(html)) ? SOURCE_HTML : SOURCE_PLAIN;
}

/* UTF-16 and UTF-32 keep ASCII apart by NUL bytes: close the gaps of the first bytes to see the tags. Letters beyond ASCII
** become two odd bytes, which is no matter: the tags are searched for, not the text. room must outlive the answer. */
static str without_nul(str bytes, size_t from, char *room, size_t n_room)
{
    size_t n = 0;
    for (size_t i = from; i < bytes.n && n < n_room && i < from + 4 * n_room; i++)
        if (bytes.p[i]) room[n++] = bytes.p[i];
    return (str){room, n};
}

/* A mark is believed whatever the sender says (Encoding Standard, section 6, "decode"). */
static enum status decode_marked(struct source_text *out, str bytes, const struct charset *cs, size_t n_mark, arena *ar,
                                 struct err *err)
{
    out->basis = "byte-order mark";
    str rest = {bytes.p + n_mark, bytes.n - n_mark};
    if (cs->form == CHARSET_UTF8 && utf8_valid(rest, NULL) && !memchr(rest.p, 0, rest.n))
        return borrow(out, bytes, n_mark, ar, err);
    return build(out, bytes, cs, n_mark, ar, err);
}

/* No mark. A declaration is believed unless the bytes disprove it: they do not decode by it and are valid UTF-8. That happens
** where a server sends one charset for all its files. A declaration that fits badly, in bytes that are no UTF-8 either, is
** still the best word that there is. */
static enum status decode_unmarked(struct source_text *out, str bytes, const struct charset *declared, arena *ar,
                                   struct err *err)
{
    bool valid = utf8_valid(bytes, NULL);
    bool clean = valid && !(bytes.n && memchr(bytes.p, 0, bytes.n));
    if (declared && declared->form != CHARSET_UTF8) {
        enum status s = build(out, bytes, declared, 0, ar, err);
        if (s || !out->n_replaced || !valid) return s;
        declared = NULL;
        out->n_replaced = 0;
    }
    const struct charset *cs = declared ? declared : valid ? charset_utf8() : charset_detect(bytes);
    if (!declared) out->basis = valid ? "valid UTF-8" : cs ? "detected" : "assumed";
    if (!cs) cs = charset_windows_1252();
    return clean && cs->form == CHARSET_UTF8 ? borrow(out, bytes, 0, ar, err) : build(out, bytes, cs, 0, ar, err);
}

/* First what the bytes are beyond doubt (marked, wide, escaped), because only text is; then whether they are a file of another
** kind; then who is to be believed about their encoding. The media type is seen before the encoding, since pages declare
** theirs. */
enum status source_decode(struct source_text *out, str bytes, const struct source_hints *hints, arena *ar, struct err *err)
{
    const struct source_hints none = {0};
    const char *help = NULL;
    size_t n_mark = 0;
    char head[1024];
    *out = (struct source_text){.utf8 = STR(""), .charset = "UTF-8", .basis = "valid UTF-8"};
    if (!hints) hints = &none;
    if (!bytes.n) bytes.p = "";
    if (bytes.n > UINT32_MAX) return err_set(err, E_LIMIT, "a source of %zu bytes is larger than 4 GiB", bytes.n);
    const struct charset *marked = charset_of_mark(bytes, &n_mark);
    const struct charset *wide = marked ? marked : charset_detect_wide(bytes);
    const struct charset *escaped = wide ? NULL : charset_detect_escaped(bytes);
    const char *binary = marked ? NULL : charset_binary(bytes, wide || escaped, &help);
    if (binary) return err_set(err, E_FORMAT, "this looks like %s; %s", binary, help);
    out->media = media_of(wide ? without_nul(bytes, n_mark, head, sizeof head) : bytes, hints);
    if (marked) return decode_marked(out, bytes, marked, n_mark, ar, err);
    const struct charset *cs = said(hints);
    out->basis = "header";
    if (!cs && out->media == SOURCE_HTML) {
        cs = charset_of_page(bytes);
        out->basis = "meta";
    }
    if (!cs && (wide || escaped)) {
        enum status s = build(out, bytes, wide ? wide : escaped, 0, ar, err);
        out->basis = "detected";
        if (s || wide || !out->n_replaced) return s;
        out->n_replaced = 0; /* escapes that mean something else */
    }
    return decode_unmarked(out, bytes, cs, ar, err);
}

/* ---- the way back ---- */

/* The last piece that begins at or before text byte `at`, by halving; n > 0. It holds that byte, unless the byte lies in a gap
** between pieces or behind the last. The first piece when all begin later. */
static const struct source_piece *piece_at(const struct source_piece *piece, uint32_t n, uint32_t at)
{
    uint32_t low = 0;
    uint32_t high = n;
    while (high - low > 1) {
        uint32_t mid = low + (high - low) / 2;
        if (piece[mid].text <= at)
            low = mid;
        else
            high = mid;
    }
    return &piece[low];
}

/* Two searches, so O(log n). The end is searched for by the last byte within, not by the one behind: that may belong to a piece far
** away. A text span that touches a piece which is not byte for byte takes all its source
** bytes: half a character has no bytes of its own. */
span source_pieces_span(const struct source_piece *piece, uint32_t n, span at)
{
    if (!n) return (span){0, 0};
    const struct source_piece *a = piece_at(piece, n, at.begin);
    uint32_t past = at.begin < a->text ? 0 : at.begin - a->text;
    if (past > a->n_text) past = a->n_text;
    /* A place inside one character means the whole of it; behind the last piece, its end. */
    bool whole = a->n_text != a->n_bytes;
    uint32_t begin = a->byte + (whole ? (past == a->n_text ? a->n_bytes : 0) : past);
    if (at.end <= at.begin) return (span){begin, begin};
    const struct source_piece *b = piece_at(piece, n, at.end - 1);
    uint32_t used = at.end - b->text;
    uint32_t end = b->byte + (b->n_text != b->n_bytes || used > b->n_text ? b->n_bytes : used);
    return (span){begin, end < begin ? begin : end};
}

/* Of the whole text; pages use source_pieces_span with pieces of their own. */
span source_bytes_of(const struct source_text *t, span at) { return source_pieces_span(t->piece, t->n_piece, at); }
