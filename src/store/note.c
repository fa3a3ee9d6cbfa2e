/* The writer's note: one line in a file beside the store that says who holds, or last held, the writer's
** lock. Each writer overwrites it once it has the lock, so whoever is kept waiting reads the holder's. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "store/internal.h"

/* False for a store in memory and for a path that does not fit: then there is no note. */
static bool note_path(const store *st, char *to, size_t cap)
{
    if (store_is_private(st->path)) return false;
    int n = snprintf(to, cap, "%s-writer", st->path);
    return n > 0 && (size_t)n < cap;
}

/* O_NOFOLLOW: a link planted beside the store must not make another file be overwritten. O_NONBLOCK: nor may a pipe of
** that name make the writer wait for a reader (opening it fails, and there is no note). */
void store_note_write(store *st)
{
    char path[4096];
    if (!st->who.n || !note_path(st, path, sizeof path)) return;
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0644);
    if (fd < 0) return;
    ssize_t n = write(fd, st->who.p, st->who.n);
    st->note = n == (ssize_t)st->who.n;
    close(fd);
}

/* O_NONBLOCK: a pipe of that name must not hang the one who only wants to complain. */
void store_note_read(const store *st, char *line, size_t cap)
{
    char path[4096];
    line[0] = '\0';
    if (!note_path(st, path, sizeof path)) return;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0) return;
    ssize_t n = read(fd, line, cap - 1);
    close(fd);
    line[n > 0 ? n : 0] = '\0';
    line[strcspn(line, "\r\n")] = '\0';
}

/* Only a note that still says our line: a later writer's must stay. */
void store_note_remove(store *st)
{
    char path[4096];
    char line[512];
    if (!st->note || !note_path(st, path, sizeof path)) return;
    st->note = false;
    store_note_read(st, line, sizeof line);
    if (str_eq(str_of(line), st->who)) unlink(path);
}
