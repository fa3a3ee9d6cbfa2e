/* A growing byte buffer whose failure sticks: write freely, check once at the end.
**
** So a writer of a hundred small pieces needs one test instead of a hundred, and cannot forget one. What is still there after a
** failure is a prefix of what was meant, which nobody may take for the whole: hence the check. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

/* Zeroed is empty. Owns p (malloc): buf_free when done. After a failure the content is what had been written before it, and every
** further write is ignored, also one that would fit. p[0..n) may hold any bytes, NUL too, and is not terminated. Doubling makes the
** cost of all writes together O(n). */
typedef struct buf {
    char *p;            /* NULL until the first byte */
    size_t n;           /* bytes written */
    size_t cap;         /* bytes at p; may be more than cap_max */
    size_t cap_max;     /* most that n may be; 0: no limit but memory */
    enum status failed; /* OK, E_NOMEM or E_LIMIT: the first failure */
} buf;

/* Gives the memory back; b is then empty, without failure, with the same cap_max. A buf that was freed may be used again. */
void buf_free(buf *b);
void buf_clear(buf *b); /* empty again, keeps its memory, forgets a failure */
/* Empty again for the next use in a loop; a failure stays, so that one buf_check after the loop sees it. */
static inline void buf_empty(buf *b) { b->n = 0; }
/* The bytes of s, one byte, the bytes of zt without its end (NULL: none). s and zt must not lie in b, which may move. */
void buf_add(buf *b, str s);
void buf_addc(buf *b, char c);
void buf_addz(buf *b, const char *zt);
/* As printf in the C locale. The arguments must not point into b, which may move. One that gives more than INT_MAX bytes fails with
** E_LIMIT. Formats twice, first to measure. */
void buf_addf(buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
void buf_fill(buf *b, char c, size_t n); /* n times c */
void buf_add_u64(buf *b, uint64_t v);    /* decimal */
void buf_add_hex(buf *b, str bytes);     /* lower-case */
void buf_add_varint(buf *b, uint64_t v); /* 7 bits a byte, low first (LEB128) */
/* Room for n more bytes, or NULL (failure is then set); then raise b->n yourself, by n or less. The pointer is good until the next
** write. n == 0 gives a pointer too. */
char *buf_room(buf *b, size_t n);
/* What was written, borrowed until the next write. {NULL, 0} when nothing ever was. */
static inline str buf_str(const buf *b) { return (str){b->p, b->n}; }
/* OK, or why it failed, as one line: E_LIMIT names cap_max, E_NOMEM is the system's refusal. err may be NULL. */
enum status buf_check(const buf *b, struct err *err) MUST_CHECK;
/* Read one varint at *at (<= s.n) of s and move *at behind it; false (and *at and *out untouched) when it is cut or above 64 bits.
** At most ten bytes are looked at. */
bool varint_read(str s, size_t *at, uint64_t *out);

#endif
