/* Status codes and error lines. Invariant: err.msg is always terminated and valid to print. */
#include "base/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Drop a UTF-8 sequence that vsnprintf cut in the middle, and make controls blanks: a name from a stranger's file must not end the
** line, move the cursor or colour the terminal. Only the end is looked at for a cut: the parts were whole before. */
static void msg_tidy(char *msg)
{
    size_t n = strlen(msg);
    size_t i = n;
    while (i > 0 && ((unsigned char)msg[i - 1] & 0xC0) == 0x80) i--;
    if (i > 0 && (unsigned char)msg[i - 1] >= 0xC0) {
        unsigned char lead = (unsigned char)msg[i - 1];
        size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (n - (i - 1) < want) msg[i - 1] = '\0';
    }
    for (char *p = msg; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7F) *p = ' ';
}

/* vsnprintf cuts at the end of the room, perhaps inside a character, and arguments may hold line ends: tidied
** after. */
enum status err_set(struct err *err, enum status code, const char *fmt, ...)
{
    if (!err) return code;
    va_list ap;
    va_start(ap, fmt);
    err->code = code;
    (void)vsnprintf(err->msg, sizeof err->msg, fmt, ap);
    va_end(ap);
    msg_tidy(err->msg);
    return code;
}

/* The code of the first failure stands; only its message grows, at the front, and loses its end when room is
** short. */
enum status err_wrap(struct err *err, enum status code, const char *fmt, ...)
{
    if (!err) return code;
    char prefix[sizeof err->msg];
    char old[sizeof err->msg];
    va_list ap;
    va_start(ap, fmt);
    (void)vsnprintf(prefix, sizeof prefix - 2, fmt, ap); /* ": " follows */
    va_end(ap);
    msg_tidy(prefix);
    memcpy(old, err->msg, sizeof old);
    if (!err->code) err->code = code;
    size_t n = strlen(prefix);
    memcpy(err->msg, prefix, n);
    err->msg[n++] = ':';
    err->msg[n++] = ' ';
    size_t k = strnlen(old, sizeof err->msg - n - 1);
    memcpy(err->msg + n, old, k);
    err->msg[n + k] = '\0';
    msg_tidy(err->msg);
    return err->code;
}

/* No default in the switch: the compiler names a status that was forgotten. A number that is none of them comes from a damaged
** call, and still must print. */
const char *status_name(enum status code)
{
    switch (code) {
    case OK: return "ok";
    case DONE: return "done";
    case E_NOMEM: return "no memory";
    case E_IO: return "input or output failed";
    case E_FORMAT: return "bad format";
    case E_NOTFOUND: return "not found";
    case E_BUSY: return "busy";
    case E_LIMIT: return "limit reached";
    case E_CANCELLED: return "cancelled";
    }
    return "unknown status";
}
