/* A second opinion on a series, by brute force: plain comparisons of strings, no fingerprints, no index. */
#ifndef SERIES_ORACLE_H
#define SERIES_ORACLE_H

#include "base/base.h"

/* White space to one blank, typographic quotes and dashes to plain ones, no white space around a mark; letters' case stays.
** Made apart from text_wording on purpose. */
static inline void oracle_fold(buf *out, str s)
{
    static const struct {
        const char *from, *to;
    } plain[] = {{"\xE2\x80\x98", "'"}, {"\xE2\x80\x99", "'"}, {"\xE2\x80\x9C", "\""}, {"\xE2\x80\x9D", "\""},
                 {"\xE2\x80\x90", "-"}, {"\xE2\x80\x91", "-"}, {"\xE2\x80\x92", "-"},  {"\xE2\x80\x93", "-"},
                 {"\xE2\x80\x94", "-"}, {"\xC2\xA0", " "},     {"\xE2\x80\xAF", " "}};
    buf b = {0};
    for (size_t i = 0; i < s.n;) {
        size_t k = 0;
        while (k < sizeof plain / sizeof plain[0] && !str_starts((str){s.p + i, s.n - i}, str_of(plain[k].from))) k++;
        bool known = k < sizeof plain / sizeof plain[0];
        if (known)
            buf_addz(&b, plain[k].to);
        else
            buf_addc(&b, s.p[i]);
        i += known ? strlen(plain[k].from) : 1;
    }
    for (size_t i = 0; i < b.n; i++) {
        if (!ascii_space((unsigned char)b.p[i])) {
            buf_addc(out, b.p[i]);
            continue;
        }
        size_t j = i;
        while (j < b.n && ascii_space((unsigned char)b.p[j])) j++;
        bool inside = i > 0 && j < b.n;
        bool letter_before = inside && (ascii_alnum((unsigned char)b.p[i - 1]) || (b.p[i - 1] & 0x80));
        bool letter_after = inside && (ascii_alnum((unsigned char)b.p[j]) || (b.p[j] & 0x80));
        if (letter_before && letter_after) buf_addc(out, ' ');
        i = j - 1;
    }
    buf_free(&b);
}

/* One sentence of the series, folded. */
struct oracle_sentence {
    uint32_t text;
    str folded;
};

static inline bool oracle_has(const struct oracle_sentence *all, uint32_t n, uint32_t text_from, uint32_t text_to, str folded)
{
    for (uint32_t i = 0; i < n; i++)
        if (all[i].text >= text_from && all[i].text < text_to && str_eq(all[i].folded, folded)) return true;
    return false;
}

/* Absent from text - 1, word for word in an older one. */
static inline bool oracle_returned(const struct oracle_sentence *all, uint32_t n, uint32_t text, str folded)
{
    if (text < 2 || oracle_has(all, n, text - 1, text, folded)) return false;
    return oracle_has(all, n, 0, text - 1, folded);
}

static inline bool oracle_first(const struct oracle_sentence *all, uint32_t n, uint32_t text, str folded)
{
    return !oracle_has(all, n, 0, text, folded);
}

#endif
