/* Arenas: memory that is given piece by piece and taken back at once.
**
** One arena lives as long as one piece of work (a document read, a command, a web request), and its cap is what bounds that work:
** a hostile document ends in E_LIMIT, never in a machine without memory. Since nothing is given back one by one, an early return
** leaks nothing. An arena belongs to one thread at a time. Giving costs O(1) but for the zeroing, and a call to malloc() for each
** new block (16 KiB first, doubling up to 4 MiB). */
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

/* A new arena that will hold at most cap_bytes (0: 1 GiB), rounding included, the blocks' own headers not. It holds no memory but
** its own few words until something is asked for. NULL when there is no memory. The caller owns it: arena_free. */
arena *arena_new(size_t cap_bytes);
/* Everything the arena gave goes with it. NULL is fine. */
void arena_free(arena *ar);

/* Forget all that was given, keep the first block for the next use: for loops over many small documents, which then cost no
** malloc(). Every pointer and mark from before is dead. */
void arena_reset(arena *ar);

/* Everything given after the mark is taken back by arena_back: for what is needed only inside a step of longer work. What was given
** before stays where it is. An array that stood before the mark and was grown after it is gone with the rest if it had to move, so
** arrays are grown on one side of a mark only. */
struct arena_mark arena_here(const arena *ar);
void arena_back(arena *ar, struct arena_mark mark);

/* n zeroed objects of size bytes, aligned for any type. NULL when the cap or the system refuses or n * size overflows; arena_why
** tells which, and all that was given before stays good. n == 0 gives a valid pointer that nothing may be written to. */
void *arena_alloc(arena *ar, size_t n, size_t size) MUST_CHECK;

/* As arena_alloc, not zeroed: for large buffers that are overwritten at once. Reading before writing is reading old data of the
** same arena. */
void *arena_raw(arena *ar, size_t n, size_t size) MUST_CHECK;

/* Grow an array from old_n to new_n (>= old_n) objects; in place when it was the last one given and its block has room, else
** copied, and the old bytes stay used until the arena goes back. New objects are zeroed. old may be NULL when old_n is 0. On NULL
** the old array is as it was: keep its pointer until the answer is known. Doubling new_n each time makes n pushes O(n). */
void *arena_grow(arena *ar, void *old, size_t old_n, size_t new_n, size_t size) MUST_CHECK;

/* E_LIMIT when the cap refused the last failed request (or its size overflowed), else E_NOMEM; sets err to one line. Only of use
** right after a NULL. err may be NULL. */
enum status arena_why(const arena *ar, struct err *err);

/* Bytes given so far, rounding included (O(blocks)), and the cap, which bounds what a decoder may let grow beside the arena. */
size_t arena_used_bytes(const arena *ar);
size_t arena_cap_bytes(const arena *ar);

/* n_ zeroed objects of a type, as a pointer to it. n_ is converted to size_t: a negative number is a huge one, and refused. */
#define ARENA_NEW(ar_, n_, type_) ((type_ *)arena_alloc((ar_), (size_t)(n_), sizeof(type_)))

#endif
