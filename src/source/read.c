/* Whole files into memory. A plain file is read into one piece of its size; what has no size (a pipe,
** a file of /proc, one that grows meanwhile) goes through a growing buffer. Files are read, not mapped: a mapped file that
** another program cuts short would end this one with a signal, and its bytes could change between hash and decoding. */
#include "source/source.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

/* What a pipe holds on Linux by default (pipe(7)); larger pieces would only wait for more, smaller ones cost calls. */
#define CHUNK_BYTES ((size_t)64 << 10)

/* The system's own words behind the name: "cannot read x.txt: Permission denied". That nothing has this name is a status of its
** own, because the caller may have a better idea of what was meant. */
static enum status cannot_read(struct err *err, const char *name, int code)
{
    enum status s = code == ENOENT || code == ENOTDIR ? E_NOTFOUND : E_IO;
    return err_set(err, s, "cannot read %s: %s", name, strerror(code));
}

static enum status no_file(struct err *err, const char *name)
{
    return err_set(err, E_IO, "cannot read %s: it is a device, pipe or socket, not a file", name);
}

/* Told before memory is asked for: a person who named a film by mistake waits for nothing. The cap is the caller's, and the message
** gives it in bytes, as the option that raises it takes them. */
static enum status too_large(struct err *err, const char *name, size_t cap_bytes)
{
    return err_set(err, E_LIMIT, "cannot read %s: it is larger than the %zu bytes allowed for one source", name, cap_bytes);
}

/* read() until n bytes or the end, over interruptions and short answers of pipes; -1 with errno. */
static ssize_t read_full(int fd, char *to, size_t n)
{
    size_t done = 0;
    while (done < n) {
        ssize_t got = read(fd, to + done, n - done);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return -1;
        if (got == 0) break;
        done += (size_t)got;
    }
    return (ssize_t)done;
}

/* Everything up to the end, after the head that was read already (of a file that grew). One piece beyond the cap at most is read
** before it is refused. */
static enum status read_stream(str *out, int fd, const char *name, str head, size_t cap_bytes, arena *ar, struct err *err)
{
    buf b = {0};
    enum status s = OK;
    buf_add(&b, head);
    while (!b.failed && b.n <= cap_bytes) {
        char *to = buf_room(&b, CHUNK_BYTES);
        ssize_t got = to ? read_full(fd, to, CHUNK_BYTES) : 0;
        if (got < 0) s = cannot_read(err, name, errno);
        if (got <= 0) break;
        b.n += (size_t)got;
    }
    if (!s) s = buf_check(&b, err);
    if (!s && b.n > cap_bytes) s = too_large(err, name, cap_bytes);
    if (!s) {
        char *p = arena_raw(ar, b.n + 1, 1);
        if (!p) s = err_wrap(err, arena_why(ar, err), "cannot read %s", name);
        if (p && b.n) memcpy(p, b.p, b.n);
        if (p) *out = (str){p, b.n};
    }
    buf_free(&b);
    return s;
}

/* A pipe that someone handed over open, as a shell does for <(command): its writer is known. A pipe that stands in a
** folder may wait for a writer for ever. */
static bool is_handed_pipe(int fd)
{
    struct statfs fs;
    return fd == STDIN_FILENO || (fstatfs(fd, &fs) == 0 && fs.f_type == PIPEFS_MAGIC);
}

/* fd is open for reading and stays so. Folders, devices, sockets and pipes in a folder are refused; standard input may be any
** pipe or a terminal, on which a person types or pastes a text. The size that the file has is believed for memory only: whether
** that was all is seen by asking for one byte more, and files of /proc, which say 0, are read as those that grew. */
static enum status read_open(str *out, int fd, const char *name, size_t cap_bytes, arena *ar, struct err *err)
{
    struct stat st;
    if (fstat(fd, &st)) return cannot_read(err, name, errno);
    if (S_ISDIR(st.st_mode)) return err_set(err, E_IO, "cannot read %s: it is a folder", name);
    if (S_ISFIFO(st.st_mode) && is_handed_pipe(fd)) return read_stream(out, fd, name, (str){0}, cap_bytes, ar, err);
    bool stdin_terminal = fd == STDIN_FILENO && S_ISCHR(st.st_mode);
    if (stdin_terminal) return read_stream(out, fd, name, (str){0}, cap_bytes, ar, err);
    if (!S_ISREG(st.st_mode)) return no_file(err, name);
    if ((uint64_t)st.st_size > cap_bytes) return too_large(err, name, cap_bytes);
    size_t size = (size_t)st.st_size;
    char *p = arena_raw(ar, size + 1, 1); /* one more byte shows whether the file grew */
    if (!p) return err_wrap(err, arena_why(ar, err), "cannot read %s", name);
    ssize_t got = read_full(fd, p, size + 1);
    if (got < 0) return cannot_read(err, name, errno);
    if ((size_t)got > size) return read_stream(out, fd, name, (str){p, (size_t)got}, cap_bytes, ar, err);
    *out = (str){p, (size_t)got};
    return OK;
}

/* The file is open only while it is read: an addition of 100,000 sources needs one descriptor at a time. Standard input is not
** opened, hence not closed. A name "-" of a real file must be given as "./-". */
enum status source_read_file(str *out, const char *path, size_t cap_bytes, arena *ar, struct err *err)
{
    if (strcmp(path, "-") == 0) return read_open(out, STDIN_FILENO, "standard input", cap_bytes, ar, err);
    /* O_NOCTTY: a terminal device named by mistake must not become ours. O_NONBLOCK: opening a pipe without a writer
    ** must not hang; what is then read is to wait for its bytes as ever. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0) return errno == ENXIO ? no_file(err, path) : cannot_read(err, path, errno); /* ENXIO: a socket */
    if (fcntl(fd, F_SETFL, 0) != 0) {
        enum status code = cannot_read(err, path, errno);
        close(fd);
        return code;
    }
    enum status s = read_open(out, fd, path, cap_bytes, ar, err);
    close(fd);
    return s;
}
