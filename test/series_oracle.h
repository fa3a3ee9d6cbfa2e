/* A second opinion on a series, by brute force: plain comparisons of strings, no fingerprints, no index. */
#ifndef SERIES_ORACLE_H
#define SERIES_ORACLE_H

#include "base/base.h"

/* Typographic quotes, dashes, primes and the ellipsis in their plain form; signs for setting lines are taken out. */
static inline void oracle_plain(buf *out, str s)
{
    static const struct {
        const char *from, *to;
    } plain[] = {
        {"\xE2\x80\x98", "'"},  {"\xE2\x80\x99", "'"},  {"\xE2\x80\x9B", "'"},  {"\xE2\x80\xB2", "'"},   {"`", "'"},
        {"\xE2\x80\x9C", "\""}, {"\xE2\x80\x9D", "\""}, {"\xE2\x80\x9F", "\""}, {"\xE2\x80\xB3", "\""},  {"\xC2\xAB", "\""},
        {"\xC2\xBB", "\""},     {"\xE2\x80\x90", "-"},  {"\xE2\x80\x91", "-"},  {"\xE2\x80\x92", "-"},   {"\xE2\x80\x93", "-"},
        {"\xE2\x80\x94", "--"}, {"\xE2\x80\x95", "--"}, {"\xE2\x88\x92", "-"},  {"\xE2\x80\xA6", "..."}, {"\xC2\xA0", " "},
        {"\xE2\x80\xAF", " "},  {"\xC2\xAD", ""},       {"\xE2\x80\x8B", ""},   {"\xEF\xBB\xBF", ""}};
    for (size_t i = 0; i < s.n;) {
        size_t k = 0;
        while (k < sizeof plain / sizeof plain[0] && !str_starts((str){s.p + i, s.n - i}, str_of(plain[k].from))) k++;
        bool known = k < sizeof plain / sizeof plain[0];
        /* U+2000 to U+200A are blanks of all widths. */
        bool blank = i + 2 < s.n && (unsigned char)s.p[i] == 0xE2 && (unsigned char)s.p[i + 1] == 0x80 &&
                     (unsigned char)s.p[i + 2] >= 0x80 && (unsigned char)s.p[i + 2] <= 0x8A;
        if (known || blank)
            buf_addz(out, blank ? " " : plain[k].to);
        else
            buf_addc(out, s.p[i]);
        i += blank ? 3 : known ? strlen(plain[k].from) : 1;
    }
}

static inline bool oracle_is_word(char c) { return ascii_alnum((unsigned char)c) || (c & 0x80); }

/* White space to one blank and none beside a mark; a hyphen inside a word stays, every other one (between numbers too) and any
** run of them is a dash; two full stops or more are three, two apostrophes a quote; letters' case stays. Made apart from
** text_wording on purpose. */
static inline void oracle_fold(buf *out, str s)
{
    buf b = {0};
    oracle_plain(&b, s);
    for (size_t i = 0; i < b.n;) {
        char c = b.p[i];
        size_t j = i;
        while (j < b.n && (b.p[j] == c || (ascii_space((unsigned char)c) && ascii_space((unsigned char)b.p[j])))) j++;
        if (ascii_space((unsigned char)c)) {
            if (i > 0 && j < b.n && oracle_is_word(b.p[i - 1]) && oracle_is_word(b.p[j])) buf_addc(out, ' ');
        } else if (c == '-') {
            bool inner = j - i == 1 && i > 0 && j < b.n && oracle_is_word(b.p[i - 1]) && oracle_is_word(b.p[j]);
            inner = inner && !(ascii_digit((unsigned char)b.p[i - 1]) && ascii_digit((unsigned char)b.p[j]));
            buf_addz(out, inner ? "-" : " - ");
        } else if (c == '.' && j - i > 1) {
            buf_addz(out, "...");
        } else if (c == '\'' && j - i == 2) {
            buf_addc(out, '"');
        } else {
            buf_add(out, (str){b.p + i, j - i});
        }
        i = j;
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
