/* A malloc of the test's own, which fails when it is told to. It stands before the C library's for every library in the process,
** SQLite, gumbo and zstd included, and for all threads. To be included by one file of a program that is built without sanitizers.
** */
#ifndef FAULTS_MALLOC_FAILS_H
#define FAULTS_MALLOC_FAILS_H

#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

/* glibc's own, under the names it exports for this purpose. */
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);
void *__libc_memalign(size_t align, size_t n);
void __libc_free(void *p);

static _Atomic long countdown = -1; /* allocations still granted; negative: all */
static _Atomic long n_asked;        /* since the last start */
static _Atomic long n_live;         /* blocks given and not yet taken back */

static bool refused(void)
{
    n_asked++;
    long left = countdown;
    while (left >= 0 && !atomic_compare_exchange_weak(&countdown, &left, left - 1)) {
    }
    if (left != 0) return false;
    errno = ENOMEM; /* one failure, then memory is back (countdown is -1): what follows it must cope */
    return true;
}
static void *given(void *p)
{
    if (p) n_live++;
    return p;
}

void *malloc(size_t n) { return refused() ? NULL : given(__libc_malloc(n)); }
void *calloc(size_t n, size_t size) { return refused() ? NULL : given(__libc_calloc(n, size)); }
void *memalign(size_t align, size_t n) { return refused() ? NULL : given(__libc_memalign(align, n)); }
void *aligned_alloc(size_t align, size_t n) { return memalign(align, n); }
int posix_memalign(void **out, size_t align, size_t n)
{
    void *p = memalign(align, n);
    if (!p) return ENOMEM;
    *out = p;
    return 0;
}
void *realloc(void *p, size_t n)
{
    if (!p) return malloc(n);
    if (n == 0) {
        free(p);
        return NULL;
    }
    return refused() ? NULL : __libc_realloc(p, n);
}
void free(void *p)
{
    if (p) n_live--;
    __libc_free(p);
}

#endif
