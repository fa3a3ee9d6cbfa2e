#include "language/normal.h"

/* The pairs that typewritten texts and old treebanks write for an opening and a closing double quote. */
static bool is_quote_pair(str form) { return str_eq(form, STR("``")) || str_eq(form, STR("''")); }

/* The character at `at`, which is no plain ASCII, folded to out[0..cap); its bytes there, 0 if they do not fit. *size: its bytes in
** form. */
static size_t fold_wide(char *out, size_t cap, str form, size_t at, size_t *size)
{
    int32_t cp = utf8_decode(form, at, size);
    char enc[4] = {form.p[at]};
    size_t n = cp < 0 ? 1 : utf8_encode(enc, language_normal_character(cp));
    if (n > cap) return 0;
    memcpy(out, enc, n);
    return n;
}

size_t language_normal(char *out, size_t cap, str form)
{
    size_t n = 0;
    for (size_t i = 0; i < form.n && n < cap;) {
        unsigned char c = (unsigned char)form.p[i];
        if (c < 0x80) {
            out[n++] = ascii_digit(c) ? '0' : (char)ascii_tolower(c);
            i++;
            continue;
        }
        size_t size;
        size_t wrote = fold_wide(out + n, cap - n, form, i, &size);
        if (wrote == 0) break;
        n += wrote;
        i += size;
    }
    /* Looked at only now, because two curly quotes in a row fold to such a pair as well. */
    if (is_quote_pair((str){out, n})) {
        out[0] = '"';
        n = 1;
    }
    return n;
}
