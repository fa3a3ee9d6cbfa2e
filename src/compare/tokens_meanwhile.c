/* Tokens and wording until the text room's own arrive: weak, so that those win as soon as they are linked. */
#include "text/text.h"

__attribute__((weak)) enum status text_tokens_of(struct text_tokens *out, str text, uint32_t offset, arena *ar, struct err *err)
{
    out->n = 0;
    out->at = ARENA_NEW(ar, text.n, span);
    out->kind = ARENA_NEW(ar, text.n, uint8_t);
    if (!out->at || !out->kind) return arena_why(ar, err);
    for (size_t i = 0; i < text.n;) {
        unsigned char c = (unsigned char)text.p[i];
        size_t from = i++;
        if (ascii_space(c)) continue;
        bool word = ascii_alnum(c) || c >= 0x80;
        while (word && i < text.n) {
            unsigned char d = (unsigned char)text.p[i];
            bool inner = memchr("-.,'", d, 4) && i + 1 < text.n && ascii_alnum((unsigned char)text.p[i + 1]);
            if (!ascii_alnum(d) && d < 0x80 && !inner) break;
            i++;
        }
        out->at[out->n] = (span){offset + (uint32_t)from, offset + (uint32_t)i};
        out->kind[out->n++] = !word ? TOKEN_PUNCT : ascii_digit(c) ? TOKEN_NUMBER : TOKEN_WORD;
    }
    return OK;
}

__attribute__((weak)) void text_wording(buf *out, str s)
{
    arena *ar = arena_new(0);
    struct text_tokens tok;
    if (!ar || text_tokens_of(&tok, s, 0, ar, NULL)) {
        out->failed = E_NOMEM;
    } else {
        for (uint32_t i = 0; i < tok.n; i++) {
            if (i) buf_addc(out, ' ');
            buf_add(out, str_span(s, tok.at[i]));
        }
    }
    arena_free(ar);
}
