/* The base room: what every other room stands on. No files, no clock, no output, no state: each function's answer depends on its
** arguments alone, so all of them may be called from any thread, and the same input gives the same bytes on every machine.
**
** Ownership, everywhere in the program: arguments are borrowed, results live in the
** arena you passed, and only what an `_open` or `_new` gave needs `_close` or `_free`. */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/env.h"
#include "base/fields.h"
#include "base/hash.h"
#include "base/status.h"
#include "base/str.h"
#include "base/utf8.h"

#endif
