/* Growing buffers. Invariants: n <= cap; n <= cap_max when there is one; p is NULL exactly as long as cap is 0; once failed is
** set nothing is written and n stays, until buf_clear or buf_free. Every write goes through reserve(), the only place that
** allocates. */
#include "base/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* The cap is a wish of whoever made the buffer and outlives its memory. */
void buf_free(buf *b)
{
    free(b->p);
    *b = (buf){.cap_max = b->cap_max};
}

void buf_clear(buf *b)
{
    b->n = 0;
    b->failed = OK;
}

/* Room for n bytes that count against cap_max and for `spare` more that are only lent (the zero byte of printf). The cap is asked
** first: the memory, which doubles, may reach beyond it. A quarter of the address space is the limit without a cap, so that no sum
** and no doubling below can overflow. 256 bytes to begin with: most buffers are a line. */
static char *reserve(buf *b, size_t n, size_t spare)
{
    if (b->failed) return NULL;
    if (n > SIZE_MAX / 4 - b->n || (b->cap_max && n > b->cap_max - b->n)) {
        b->failed = E_LIMIT;
        return NULL;
    }
    if (b->p && b->cap - b->n >= n + spare) return b->p + b->n;
    size_t want = b->cap < 256 ? 256 : b->cap;
    while (want < b->n + n + spare) want *= 2;
    char *p = realloc(b->p, want);
    if (!p) {
        b->failed = E_NOMEM;
        return NULL;
    }
    b->p = p;
    b->cap = want;
    return p + b->n;
}

/* For read() and for writers that know their size; nothing is lent. */
char *buf_room(buf *b, size_t n) { return reserve(b, n, 0); }

/* No bytes are no call of memcpy(): s.p may be NULL then, which memcpy() may not be given. */
void buf_add(buf *b, str s)
{
    char *to = s.n ? buf_room(b, s.n) : NULL;
    if (!to) return;
    memcpy(to, s.p, s.n);
    b->n += s.n;
}

void buf_addc(buf *b, char c)
{
    char *to = buf_room(b, 1);
    if (!to) return;
    *to = c;
    b->n++;
}

void buf_addz(buf *b, const char *zt) { buf_add(b, str_of(zt)); }

/* Two passes: the first measures. Numbers and names only; long texts go through buf_add. */
void buf_addf(buf *b, const char *fmt, ...)
{
    if (b->failed) return;
    va_list ap;
    va_list again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0) b->failed = E_LIMIT; /* more than INT_MAX bytes */
    char *to = reserve(b, n < 0 ? 0 : (size_t)n, 1);
    if (to) {
        (void)vsnprintf(to, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

void buf_fill(buf *b, char c, size_t n)
{
    char *to = n ? buf_room(b, n) : NULL;
    if (!to) return;
    memset(to, c, n);
    b->n += n;
}

/* Without printf: called for each number of a large answer. 20 digits hold 2^64 - 1. */
void buf_add_u64(buf *b, uint64_t v)
{
    char digits[20];
    size_t i = sizeof digits;
    do {
        digits[--i] = (char)('0' + v % 10);
        v /= 10;
    } while (v);
    buf_add(b, (str){digits + i, sizeof digits - i});
}

/* Asks for too much rather than for a product that wrapped around. */
void buf_add_hex(buf *b, str bytes)
{
    const char *hex = "0123456789abcdef";
    char *to = buf_room(b, bytes.n < SIZE_MAX / 2 ? bytes.n * 2 : SIZE_MAX);
    if (!to) return;
    for (size_t i = 0; i < bytes.n; i++) {
        unsigned char c = (unsigned char)bytes.p[i];
        to[2 * i] = hex[c >> 4];
        to[2 * i + 1] = hex[c & 15];
    }
    b->n += bytes.n * 2;
}

/* The shortest spelling, so that equal lists of numbers are equal bytes wherever they are kept. */
void buf_add_varint(buf *b, uint64_t v)
{
    char bytes[10]; /* 64 bits in sevens */
    size_t k = 0;
    while (v >= 0x80) {
        bytes[k++] = (char)(unsigned char)(v | 0x80);
        v >>= 7;
    }
    bytes[k++] = (char)(unsigned char)v;
    buf_add(b, (str){bytes, k});
}

/* The message names the limit in bytes, since the caller's caller may not know which buffer it was. */
enum status buf_check(const buf *b, struct err *err)
{
    if (!b->failed) return OK;
    if (b->failed == E_LIMIT) return err_set(err, E_LIMIT, "a text grew past the %zu bytes allowed", b->cap_max);
    return err_set(err, b->failed, "no memory left");
}

/* The tenth byte may bring one bit only: 9 * 7 + 1 = 64. A longer spelling of a small number (trailing zeros)
** is read as that number; buf_add_varint never writes one. */
bool varint_read(str s, size_t *at, uint64_t *out)
{
    uint64_t v = 0;
    size_t i = *at;
    for (unsigned shift = 0; shift < 64 && i < s.n; shift += 7) {
        unsigned char c = (unsigned char)s.p[i++];
        if (shift == 63 && c > 1) return false;
        v |= (uint64_t)(c & 0x7F) << shift;
        if (!(c & 0x80)) {
            *at = i;
            *out = v;
            return true;
        }
    }
    return false;
}
