/* Borrowed strings. Nothing here owns or terminates, except the copies that say so. */
#include "base/base.h"

/* memcmp may not be given NULL, even for no bytes: hence the test of n here and below. */
bool str_eq(str a, str b) { return a.n == b.n && (!a.n || memcmp(a.p, b.p, a.n) == 0); }

bool str_eq_nocase_ascii(str a, str b)
{
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (ascii_tolower((unsigned char)a.p[i]) != ascii_tolower((unsigned char)b.p[i])) return false;
    return true;
}

int str_cmp(str a, str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    if (c) return c;
    return a.n < b.n ? -1 : a.n > b.n;
}

bool str_starts(str s, str prefix) { return s.n >= prefix.n && (!prefix.n || memcmp(s.p, prefix.p, prefix.n) == 0); }

bool str_ends(str s, str suffix)
{
    return s.n >= suffix.n && (!suffix.n || memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

size_t str_find(str s, str needle, size_t from)
{
    if (from > s.n) return SIZE_MAX;
    if (!needle.n) return from;
    if (needle.n > s.n - from) return SIZE_MAX; /* also an s without bytes, whose p may be NULL */
    const char *hit = memmem(s.p + from, s.n - from, needle.p, needle.n);
    return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

str str_trim(str s)
{
    while (s.n && ascii_space((unsigned char)s.p[0])) {
        s.p++;
        s.n--;
    }
    while (s.n && ascii_space((unsigned char)s.p[s.n - 1])) s.n--;
    return s;
}

str str_cut(str s, char sep, str *rest)
{
    const char *at = s.n ? memchr(s.p, sep, s.n) : NULL;
    if (!at) {
        *rest = (str){NULL, 0};
        return s;
    }
    size_t k = (size_t)(at - s.p);
    *rest = (str){at + 1, s.n - k - 1};
    return (str){s.p, k};
}

char *str_zt(arena *ar, str s)
{
    char *p = s.n < SIZE_MAX ? arena_raw(ar, s.n + 1, 1) : NULL;
    if (!p) return NULL;
    if (s.n) memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return p;
}

str str_copy(arena *ar, str s)
{
    char *p = str_zt(ar, s);
    return p ? (str){p, s.n} : (str){NULL, 0};
}

/* Digits only: no sign, no space. v * 10 + d > max is asked without computing it, which could overflow. */
bool str_to_u64(str s, uint64_t max, uint64_t *out)
{
    uint64_t v = 0;
    if (!s.n) return false;
    for (size_t i = 0; i < s.n; i++) {
        if (!ascii_digit((unsigned char)s.p[i])) return false;
        uint64_t d = (uint64_t)(s.p[i] - '0');
        if (v > (max - d) / 10 || d > max) return false;
        v = v * 10 + d;
    }
    *out = v;
    return true;
}
