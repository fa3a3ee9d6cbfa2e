/* Borrowed strings. Nothing here owns or terminates, except the copies that say so. Invariant of all answers: they lie within
** their arguments, or are {NULL, 0}. A str without bytes may have any p, NULL too, and neither memcmp(), memchr() nor memcpy()
** may be given NULL, even for no bytes (C17, 7.24.1): so each is called only when there is something to look at. */
#include "base/base.h"

bool str_eq(str a, str b) { return a.n == b.n && (!a.n || memcmp(a.p, b.p, a.n) == 0); }

bool str_eq_nocase_ascii(str a, str b)
{
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (ascii_tolower((unsigned char)a.p[i]) != ascii_tolower((unsigned char)b.p[i])) return false;
    return true;
}

/* As unsigned bytes, so that UTF-8 sorts by code point; a beginning sorts before what goes on. */
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

/* An empty needle is found before anything is compared, for s may have no bytes to compare with. */
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

/* Without sep, *rest is {NULL, 0} and not the empty end of s: so a caller can tell "a" from "a;". */
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

/* NUL bytes within s are copied, and end it early for whoever reads it as a C string. */
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
