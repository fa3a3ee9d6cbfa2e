/* Fails the k-th write to disk of each work that commands do with a record, in four ways, for every k: the call tells it
** (input/output error), the record is whole when it is opened again, and holds all that was acknowledged. This program's write
** calls stand before the C library's for SQLite too. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "temp.h"
#include "test.h"
#include "workload.h"

enum way {
    WAY_ERROR,     /* one write fails with EIO */
    WAY_FULL,      /* one write stores half of its bytes, and from then on the disk is full */
    WAY_SYNC,      /* syncing fails once */
    WAY_POWER_CUT, /* nothing is written any more, and every call claims success: what a kill leaves behind */
    WAY_COUNT
};

static struct {
    enum way way;
    long countdown; /* calls still good; negative: no fault */
    bool fired;
} fault = {.countdown = -1};

/* SQLite's shared index is memory under a file's name: a file that did not grow would end this process, not the disk. */
static bool is_shared_memory(int fd)
{
    char link[64], name[4096];
    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, name, sizeof name);
    return n > 4 && !memcmp(name + n - 4, "-shm", 4);
}

/* Whether this call is one that fails. *part: bytes to store all the same. */
static bool fails(int fd, bool sync, size_t n, size_t *part)
{
    *part = 0;
    if (fault.countdown < 0 || (fault.way == WAY_POWER_CUT && is_shared_memory(fd))) return false;
    if (fault.fired) return (fault.way == WAY_FULL && !sync) || fault.way == WAY_POWER_CUT;
    if (sync != (fault.way == WAY_SYNC) && fault.way != WAY_POWER_CUT) return false;
    if (fault.countdown-- > 0) return false;
    fault.countdown = 0;
    fault.fired = true;
    if (fault.way == WAY_FULL || fault.way == WAY_POWER_CUT) *part = n / 2;
    return true;
}
static ssize_t failed(size_t n, size_t part)
{
    if (fault.way == WAY_POWER_CUT) return (ssize_t)n;
    if (part) return (ssize_t)part;
    errno = fault.way == WAY_FULL ? ENOSPC : EIO;
    return -1;
}

ssize_t write(int fd, const void *p, size_t n)
{
    size_t part;
    if (fd <= 2 || !fails(fd, false, n, &part)) return syscall(SYS_write, fd, p, n);
    if (part) (void)syscall(SYS_write, fd, p, part);
    return failed(n, part);
}
ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
    size_t part;
    if (!fails(fd, false, n, &part)) return syscall(SYS_pwrite64, fd, p, n, at);
    if (part) (void)syscall(SYS_pwrite64, fd, p, part, at);
    return failed(n, part);
}
/* The same under the other name it has in the C library: here pwrite is pwrite64 (64-bit offsets). */
ssize_t plain_pwrite(int fd, const void *p, size_t n, off_t at) __asm__("pwrite");
ssize_t plain_pwrite(int fd, const void *p, size_t n, off_t at) { return pwrite(fd, p, n, at); }
int fdatasync(int fd)
{
    size_t part;
    return fails(fd, true, 0, &part) ? (int)failed(0, 0) : (int)syscall(SYS_fdatasync, fd);
}
int fsync(int fd)
{
    size_t part;
    return fails(fd, true, 0, &part) ? (int)failed(0, 0) : (int)syscall(SYS_fsync, fd);
}
int ftruncate(int fd, off_t n)
{
    size_t part;
    return fails(fd, false, 0, &part) ? (int)failed(0, 0) : (int)syscall(SYS_ftruncate, fd, n);
}
/* A machine without power removes no files either. */
int unlink(const char *path)
{
    if (fault.way == WAY_POWER_CUT && fault.fired && fault.countdown >= 0) return 0;
    return (int)syscall(SYS_unlink, path);
}
int plain_ftruncate(int fd, off_t n) __asm__("ftruncate");
int plain_ftruncate(int fd, off_t n) { return ftruncate(fd, n); }

static char base[4096], copy[4096];

/* Runs the work with fault k of this way; *fired: whether there was a k-th call at all. */
static bool one_fault(enum work which, enum way way, long k, bool *fired, struct work_done *done, char why[512])
{
    if (!work_copy(base, copy)) {
        (void)snprintf(why, 512, "cannot copy the record");
        return false;
    }
    fault.way = way;
    fault.fired = false;
    fault.countdown = k;
    work_run(done, which, copy);
    *fired = fault.fired;
    fault.countdown = -1;
    fault.fired = false;
    if (way == WAY_POWER_CUT)
        done->committed = done->half_written = false; /* the disk lied: only a whole record can be promised */
    return work_intact(copy, done, why);
}

static void sweep(struct test_case *test_self, enum work which, enum way way)
{
    struct work_done done;
    char why[512] = "";
    bool fired = true;
    long n_told = 0, k = 0;
    CHECK(work_make(base));
    for (; fired; k++) {
        CHECK_MSG(one_fault(which, way, k, &fired, &done, why), "call %ld: %s", k, why);
        CHECK_MSG(way == WAY_POWER_CUT || done.status == OK || done.status == E_IO || done.status == E_LIMIT,
                  "call %ld: %s: %s", k, status_name(done.status), done.err.msg);
        CHECK_MSG(done.status == OK || done.err.msg[0], "call %ld: no message", k);
        n_told += done.status != OK;
    }
    CHECK(k > 2);
    printf("# %ld calls failed one by one, %ld told\n", k - 1, n_told);
    CHECK(way == WAY_POWER_CUT || n_told > 0);
}

static void sweep_all(struct test_case *test_self, enum work which)
{
    for (int way = 0; way < WAY_COUNT && !test_self->failed; way++) sweep(test_self, which, (enum way)way);
}

TEST(a_write_that_fails) { sweep(test_self, WORK_ADD, WAY_ERROR); }
TEST(a_disk_that_fills_up) { sweep(test_self, WORK_ADD, WAY_FULL); }
TEST(a_sync_that_fails) { sweep(test_self, WORK_ADD, WAY_SYNC); }
TEST(a_disk_that_forgets) { sweep(test_self, WORK_ADD, WAY_POWER_CUT); }
TEST(concepts_and_edits_on_bad_disks) { sweep_all(test_self, WORK_CONCEPTS); }
TEST(merging_on_bad_disks) { sweep_all(test_self, WORK_MERGE); }
TEST(rebuilding_on_bad_disks) { sweep_all(test_self, WORK_REBUILD); }
TEST(salvaging_on_bad_disks) { sweep_all(test_self, WORK_SALVAGE); }

TEST(parsing_on_bad_disks) { sweep_all(test_self, WORK_PARSE); }

static struct temp folder;

static void set_up(void)
{
    if (!access("/dev/shm", W_OK)) (void)setenv("TMPDIR", "/dev/shm", 0); /* a real disk's syncs take minutes */
    if (!temp_make(&folder)) abort();
    (void)snprintf(base, sizeof base, "%s/base.entente", folder.dir);
    (void)snprintf(copy, sizeof copy, "%s/copy.entente", folder.dir);
}
static void clean_up(void) { temp_remove(&folder); }

TESTS_WITH(set_up, clean_up, CASE(a_write_that_fails), CASE(a_disk_that_fills_up), CASE(a_sync_that_fails),
           CASE(a_disk_that_forgets), CASE(concepts_and_edits_on_bad_disks), CASE(merging_on_bad_disks),
           CASE(rebuilding_on_bad_disks), CASE(salvaging_on_bad_disks), CASE(parsing_on_bad_disks))
