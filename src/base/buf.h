/* A growing byte buffer whose failure sticks: write freely, check once at the end. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

/* Zeroed is empty. Owns p (malloc): buf_free when done. After a failure the content is
** what had been written before it, and every further write is ignored. */
typedef struct buf {
    char *p;
    size_t n;
    size_t cap;
    size_t cap_max; /* 0: no limit but memory */
    enum status failed;
} buf;

void buf_free(buf *b);
void buf_clear(buf *b); /* empty again, keeps its memory, forgets a failure */
/* Empty again for the next use in a loop; a failure stays, so that one buf_check after the loop sees it. */
static inline void buf_empty(buf *b) { b->n = 0; }
void buf_add(buf *b, str s);
void buf_addc(buf *b, char c);
void buf_addz(buf *b, const char *zt);
/* As printf in the C locale. The arguments must not point into b, which may move. */
void buf_addf(buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
void buf_fill(buf *b, char c, size_t n);
void buf_add_u64(buf *b, uint64_t v);    /* decimal */
void buf_add_hex(buf *b, str bytes);     /* lower-case */
void buf_add_varint(buf *b, uint64_t v); /* 7 bits a byte, low first (LEB128) */
/* Room for n more bytes, or NULL (failure is then set); then raise b->n yourself. */
char *buf_room(buf *b, size_t n);
static inline str buf_str(const buf *b) { return (str){b->p, b->n}; }
/* OK, or why it failed, as one line. */
enum status buf_check(const buf *b, struct err *err) MUST_CHECK;
/* Read one varint at *at of s; false (and *at untouched) when it is cut or above 64 bits. */
bool varint_read(str s, size_t *at, uint64_t *out);

#endif
