/* Private to the text room: one token after the other, without memory. text_tokens_of gathers them into
** arrays; text_wording takes them as
** they come. */
#ifndef TEXT_TOKEN_H
#define TEXT_TOKEN_H

#include "text/text.h"

struct token_scan {
    str text;  /* at most UINT32_MAX bytes */
    size_t at; /* next byte to look at */
};

/* The next token; false at the end. *plain: it is ASCII and stands for itself in a wording. at, kind and plain
** are written on true only. Amortised O(1) for each byte. */
bool token_next(struct token_scan *scan, span *at, enum text_token_kind *kind, bool *plain);

/* One character and its class; size 0 at the end of the text. A byte that is no UTF-8 is CHAR_OTHER with cp -1. */
struct glyph {
    int32_t cp;
    uint8_t size;
    uint8_t class; /* enum char_class */
};
extern const uint8_t glyph_ascii_class[128]; /* as utf8_class says */
struct glyph glyph_beyond_ascii(str s, size_t at);
static inline struct glyph glyph_at(str s, size_t at)
{
    if (at >= s.n) return (struct glyph){0, 0, CHAR_OTHER};
    unsigned char c = (unsigned char)s.p[at];
    return c < 0x80 ? (struct glyph){c, 1, glyph_ascii_class[c]} : glyph_beyond_ascii(s, at);
}

/* Scripts whose words meet quotation marks without a space: Hangul, kana, Han. */
bool glyph_is_cjk(int32_t cp);

#endif
