/* Arenas: memory that is given piece by piece and taken back at once. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

typedef struct arena arena;

/* A place in an arena to go back to: the block that was newest, its fill, and the sum of all blocks. It is
** valid until the arena is reset or goes back to an earlier mark. Marks nest. */
struct arena_mark {
    void *block;
    size_t used;
    size_t total_bytes;
};

/* A new arena that will hold at most cap_bytes (0: 1 GiB). NULL when there is no memory. */
arena *arena_new(size_t cap_bytes);
/* Everything the arena gave goes with it. NULL is fine. */
void arena_free(arena *ar);

/* Forget all that was given, keep the first block for the next use. */
void arena_reset(arena *ar);

/* Everything given after the mark is taken back by arena_back. */
struct arena_mark arena_here(const arena *ar);
void arena_back(arena *ar, struct arena_mark mark);

/* n zeroed objects of size bytes, aligned for any type. NULL when the cap or the system
** refuses or n * size overflows; arena_why tells which. n == 0 gives a valid pointer. */
void *arena_alloc(arena *ar, size_t n, size_t size) MUST_CHECK;

/* As arena_alloc, not zeroed: for large buffers that are overwritten at once. */
void *arena_raw(arena *ar, size_t n, size_t size) MUST_CHECK;

/* Grow an array from old_n to new_n objects; in place when it was the last one given, else
** copied. New objects are zeroed. old may be NULL when old_n is 0. */
void *arena_grow(arena *ar, void *old, size_t old_n, size_t new_n, size_t size) MUST_CHECK;

/* E_LIMIT when the cap refused the last failed request, else E_NOMEM; sets err to one line. */
enum status arena_why(const arena *ar, struct err *err);

/* Bytes given so far, rounding included (O(blocks)), and the cap. */
size_t arena_used_bytes(const arena *ar);
size_t arena_cap_bytes(const arena *ar);

#define ARENA_NEW(ar_, n_, type_) ((type_ *)arena_alloc((ar_), (size_t)(n_), sizeof(type_)))

#endif
