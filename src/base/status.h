/* How a call ended, and the one line that says why.
**
** The library never exits, prints or jumps: whatever can fail returns a status, and the compiler warns of one that nobody looks at.
** The status is for the program (which exit code, whether to go on), the line is for the person in front of it. */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

#include <stddef.h>

/* OK and DONE are answers; the rest are refusals. DONE: there is no further row. */
enum status {
    OK = 0,
    DONE,
    E_NOMEM,    /* the system gave no memory */
    E_IO,       /* a file, disk or descriptor failed */
    E_FORMAT,   /* the input is not what it says it is */
    E_NOTFOUND, /* nothing has that name */
    E_BUSY,     /* someone else holds it */
    E_LIMIT,    /* a stated cap was reached */
    E_CANCELLED /* the caller asked to stop */
};

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt_, args_) __attribute__((format(printf, fmt_, args_)))

/* The message of the first failure: what was tried, on what, what would help; one line, no final full stop or line end. Owned by
** the caller; a zeroed struct is an empty one. It needs no memory of its own, so that "no memory" can be said. */
struct err {
    enum status code; /* OK: nothing was set */
    char msg[512];    /* always terminated; valid UTF-8 if its parts were; no control characters of ASCII */
};

/* Store a message and return code, so that `return err_set(err, E_IO, ...)` reads well. err may be NULL: the code alone is wanted.
** A message longer than the room is cut at a character. The arguments must not point into *err. */
enum status err_set(struct err *err, enum status code, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Put "prefix: " before the message already there, as the callers further out know more of what was tried; returns err->code (code
** when err is NULL or holds none yet). When room is short the old message loses its end. */
enum status err_wrap(struct err *err, enum status code, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* The name of a status in one or two words ("no memory"), never NULL. */
const char *status_name(enum status code);

/* Elements of an array; not for a pointer, of which it would say nonsense. */
#define ARRAY_LEN(a_) (sizeof(a_) / sizeof((a_)[0]))

#endif
