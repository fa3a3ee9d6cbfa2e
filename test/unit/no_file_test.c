/* What is no file is refused at once: pipes, sockets and devices that stand in a folder. Each read runs under an alarm, so
** that a hang ends the program instead of the patience of whoever waits. */
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "source/source.h"
#include "temp.h"
#include "test.h"

#define PATIENCE_S 10

/* Reads path into err; the status. */
static enum status read_it(const char *path, struct err *err)
{
    arena *ar = arena_new((size_t)1 << 20);
    str got;
    if (!ar) return E_NOMEM;
    alarm(PATIENCE_S);
    enum status code = source_read_file(&got, path, 1000, ar, err);
    alarm(0);
    arena_free(ar);
    return code;
}

static bool is_told(const struct err *err, const char *name)
{
    return strstr(err->msg, name) && strstr(err->msg, "device, pipe or socket") && !strchr(err->msg, '\n');
}

TEST(a_pipe_without_a_writer_does_not_hang)
{
    struct temp t;
    struct err err = {0};
    CHECK(temp_make(&t));
    CHECK_INT(mkfifo(temp_path(&t, "x.txt"), 0600), 0);
    CHECK_INT(read_it(temp_path(&t, "x.txt"), &err), E_IO);
    CHECK_MSG(is_told(&err, "x.txt"), "%s", err.msg);
    temp_remove(&t);
}

/* What it would say depends on who comes first: it is refused even where there is something to read. */
TEST(a_pipe_with_a_writer_is_refused_too)
{
    struct temp t;
    struct err err = {0};
    CHECK(temp_make(&t));
    CHECK_INT(mkfifo(temp_path(&t, "pipe"), 0600), 0);
    int fd = open(temp_path(&t, "pipe"), O_RDWR | O_CLOEXEC);
    CHECK(fd >= 0 && write(fd, "words", 5) == 5);
    CHECK_INT(read_it(temp_path(&t, "pipe"), &err), E_IO);
    CHECK_MSG(is_told(&err, "pipe"), "%s", err.msg);
    CHECK_INT(symlink("pipe", temp_path(&t, "link")), 0);
    err = (struct err){0};
    CHECK_INT(read_it(temp_path(&t, "link"), &err), E_IO);
    CHECK_MSG(is_told(&err, "link"), "%s", err.msg);
    close(fd);
    temp_remove(&t);
}

TEST(a_socket_is_refused)
{
    struct temp t;
    struct err err = {0};
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    CHECK(temp_make(&t));
    const char *path = temp_path(&t, "socket");
    CHECK(strlen(path) < sizeof at.sun_path);
    memcpy(at.sun_path, path, strlen(path) + 1);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(fd >= 0 && bind(fd, (struct sockaddr *)&at, sizeof at) == 0);
    CHECK_INT(read_it(path, &err), E_IO);
    CHECK_MSG(is_told(&err, "socket"), "%s", err.msg);
    close(fd);
    temp_remove(&t);
}

TEST(a_device_is_refused)
{
    static const char *const devices[] = {"/dev/null", "/dev/zero"};
    for (size_t i = 0; i < ARRAY_LEN(devices); i++) {
        struct err err = {0};
        CHECK_INT(read_it(devices[i], &err), E_IO);
        CHECK_MSG(is_told(&err, devices[i]), "%s", err.msg);
    }
}

/* A shell's <(command) gives a pipe that is open already: its bytes may come late, and are waited for. */
TEST(a_pipe_that_was_handed_over_is_waited_for)
{
    int fd[2];
    char path[64];
    struct err err = {0};
    str got;
    arena *ar = arena_new((size_t)1 << 20);
    CHECK(ar && pipe(fd) == 0);
    (void)snprintf(path, sizeof path, "/dev/fd/%d", fd[0]);
    pid_t child = fork();
    if (!child) {
        close(fd[0]);
        usleep(50000);
        _exit(write(fd[1], "late", 4) == 4 ? 0 : 1);
    }
    close(fd[1]);
    alarm(PATIENCE_S);
    CHECK_MSG(source_read_file(&got, path, 1000, ar, &err) == OK, "%s", err.msg);
    alarm(0);
    CHECK_STR(got, "late");
    close(fd[0]);
    arena_free(ar);
}

TESTS(CASE(a_pipe_without_a_writer_does_not_hang), CASE(a_pipe_with_a_writer_is_refused_too), CASE(a_socket_is_refused),
      CASE(a_device_is_refused), CASE(a_pipe_that_was_handed_over_is_waited_for))
