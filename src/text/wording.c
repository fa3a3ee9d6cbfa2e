/* The wording of a sentence: its tokens in one spelling of marks, so that equal bytes mean equal words. What
** is made equal is typography only: quotes, dashes, dots, invisible signs, spaces and the composition of
** letters (Unicode Standard Annex #15). Case, order and punctuation count, because in agreed texts they are
** argued over. Nearly every token is ASCII that stands for itself and is copied as it is (token_next says so);
** the slow ways are for the rest. */
#include "text/token.h"

#include <stdlib.h>
#include <utf8proc.h>

/* Signs that are only there for the setting of lines and glyphs. */
static bool is_invisible(int32_t cp)
{
    return cp == 0xAD || (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x2060 && cp <= 0x2064) || cp == 0xFEFF ||
           (cp >= 0xFE00 && cp <= 0xFE0F);
}

/* May another sequence be the same letter (combining marks, conjoining jamo, compatibility letters)? A cheap
** question asked of each character beyond ASCII; a true answer only costs time, a false one for a letter that
** has two spellings would make two wordings of one. */
static bool needs_composing(int32_t cp)
{
    if (cp < 0x300) return false;
    return cp <= 0x387 || (cp >= 0x958 && cp <= 0x11FF) || (cp >= 0x1F71 && cp <= 0x1FFD) || (cp >= 0x2126 && cp <= 0x212B) ||
           (cp >= 0x2329 && cp <= 0x232A) || (cp >= 0xF900 && cp <= 0xFB4E) || (cp >= 0x2F800 && cp <= 0x2FA1D) ||
           utf8_class(cp) == CHAR_MARK;
}

/* Appends in canonical composition (NFC); as it is when that fails. UTF8PROC_STABLE keeps to the versions'
** stability rules, so that the result does not depend on which release of the library is there. Its memory is
** its own, outside any arena, and freed here. */
static void add_composed(buf *out, str s)
{
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    buf_add(out, n < 0 ? s : (str){(const char *)composed, (size_t)n});
    free(composed);
}

/* One token that holds marks or letters beyond ASCII. Composing is asked only when a letter calls for it,
** because nearly no text does and it costs memory; the token is then rewritten from a copy. Invalid bytes are
** kept as they are: two texts with the same fault still have the same wording. */
static void add_marks_plain(buf *out, str token)
{
    size_t from = out->n;
    bool compose = false;
    for (size_t i = 0, size; i < token.n; i += size) {
        int32_t cp = utf8_decode(token, i, &size);
        char enc[4];
        if (cp < 0) buf_addc(out, token.p[i]);
        if (cp < 0 || is_invisible(cp)) continue;
        compose = compose || needs_composing(cp);
        if (cp == 0x2026)
            buf_addz(out, "...");
        else
            buf_add(out, (str){enc, utf8_encode(enc, utf8_plain(cp))});
    }
    if (!compose || out->failed) return;
    str rough = {out->p + from, out->n - from};
    buf copy = {0};
    buf_add(&copy, rough);
    if (!copy.failed) {
        out->n = from;
        add_composed(out, buf_str(&copy));
    } else {
        out->failed = copy.failed;
    }
    buf_free(&copy);
}

/* As buf_add; text_wording made room for nearly all that comes. */
static inline void add_short(buf *out, str s)
{
    if (out->failed || out->cap - out->n < s.n) {
        buf_add(out, s);
        return;
    }
    memcpy(out->p + out->n, s.p, s.n);
    out->n += s.n;
}

/* Most words are short: as many bytes as one register holds are copied whatever they are, where there are so many on both
** sides, and the next word overwrites what was too much. That spares a call for each word.
** What lies behind out->n is nobody's: buf's readers stop there, and the next write begins there. */
#define WORD_BYTES 16
static inline void add_word(buf *out, str s, span at)
{
    size_t n = span_len(at);
    if (n > WORD_BYTES || s.n - at.begin < WORD_BYTES || out->failed || out->cap - out->n < WORD_BYTES) {
        add_short(out, str_span(s, at));
        return;
    }
    memcpy(out->p + out->n, s.p + at.begin, WORD_BYTES);
    out->n += n;
}

/* A token that does not stand for itself: runs of dots or dashes are one, typewriter quotes made of two signs are '"'. */
static void add_token(buf *out, str token)
{
    char c = token.p[0];
    if (token.n > 1 && (c == '.' || c == '-'))
        buf_addz(out, c == '.' ? "..." : "-");
    else if (token.n == 2 && (c == '`' || c == '\'') && token.p[1] == c)
        buf_addc(out, '"');
    else if (c == '`')
        buf_addc(out, '\'');
    else
        add_marks_plain(out, token);
}

/* An invisible token leaves no space behind: the space before it is taken back. Twice the length is room for
** every token to be one byte and a space. Above 4 GiB the spans of tokens do not hold, so that such a text is
** a failure and not a part of itself.
**
**     The “leading role”…        The " leading role " ...
**     the U.S.-ROK Alliance     the U.S. - ROK Alliance
**     3.5%  and  3.5 %          3.5 %
**     co(soft hyphen)operate    cooperate */
void text_wording(buf *out, str s)
{
    if (s.n > UINT32_MAX) {
        out->failed = E_LIMIT;
        return;
    }
    struct token_scan scan = {s, 0};
    span at;
    enum text_token_kind kind;
    bool plain;
    size_t start = out->n;
    if (!buf_room(out, 2 * s.n + 1)) return; /* one growth for all that follows, in nearly all texts */
    while (token_next(&scan, &at, &kind, &plain)) {
        /* The place to go back to when the token leaves nothing. */
        size_t before = out->n;
        if (before > start) add_short(out, STR(" "));
        size_t from = out->n;
        if (plain)
            add_word(out, s, at);
        else
            add_token(out, str_span(s, at));
        if (out->n == from) out->n = before; /* nothing but invisible signs */
    }
}
