/* The writer's note: one line in a file beside the store that says who holds, or last held, the writer's lock.
** Each writer overwrites it once it has the lock, so whoever is kept waiting reads the holder's. Invariant: the
** note serves a message only. Nothing depends on it, it may be stale after a kill, and no failure over it is a
** failure of the store. */
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

/* Called with the writer's lock held, so two writers never write it at once. O_NOFOLLOW: a link planted beside
** the store must not make another file be overwritten. O_NONBLOCK: nor may a pipe of that name make the writer
** wait for a reader (opening it fails, and there is no note). A line that was cut short is not ours to remove
** later. */
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

/* Whoever reads was refused the lock, so the note may change under the read: a line of two writers is then
** possible, and does no harm. O_NONBLOCK: a pipe of that name must not hang the one who only wants to complain.
** Always ends line. */
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

/* Only a note that still says our line: a later writer's must stay. Between reading and removing another may
** write; then its note is lost and the next message says "another program", which is true. */
void store_note_remove(store *st)
{
    char path[4096];
    char line[512];
    if (!st->note || !note_path(st, path, sizeof path)) return;
    st->note = false;
    store_note_read(st, line, sizeof line);
    if (str_eq(str_of(line), st->who)) unlink(path);
}
