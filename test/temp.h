/* A temporary folder for a test, outside the tree; removed with all in it. In memory where the system has such a place:
** tests make thousands of small records, and a disk takes milliseconds to promise each. */
#ifndef TEST_TEMP_H
#define TEST_TEMP_H

#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/base.h"

struct temp {
    char dir[256];
    char path[4][512]; /* the last four paths that were given out */
    unsigned next;
};

static inline bool temp_make(struct temp *t)
{
    const char *base = getenv("TMPDIR");
    if (!base && access("/dev/shm", W_OK) == 0) base = "/dev/shm";
    *t = (struct temp){.next = 0};
    (void)snprintf(t->dir, sizeof t->dir, "%s/entente-test-XXXXXX", base && strlen(base) < 200 ? base : "/tmp");
    return mkdtemp(t->dir) != NULL;
}

/* Path of a file in the folder; good until four more were asked for. */
static inline const char *temp_path(struct temp *t, const char *name)
{
    buf b = {0};
    char *to = t->path[t->next++ % 4];
    buf_addf(&b, "%s/%s", t->dir, name);
    size_t n = b.n < sizeof t->path[0] ? b.n : 0; /* empty: too long, nothing will open it */
    if (n) memcpy(to, b.p, n);
    to[n] = '\0';
    buf_free(&b);
    return to;
}

static inline bool temp_write(struct temp *t, const char *name, str bytes)
{
    FILE *f = fopen(temp_path(t, name), "wb");
    if (!f) return false;
    bool good = fwrite(bytes.p, 1, bytes.n, f) == bytes.n;
    return fclose(f) == 0 && good;
}

static inline int temp_unlink(const char *path, const struct stat *info, int kind, struct FTW *at)
{
    (void)info;
    (void)kind;
    (void)at;
    return remove(path);
}

static inline void temp_remove(struct temp *t) { (void)nftw(t->dir, temp_unlink, 16, FTW_DEPTH | FTW_PHYS); }

#endif
