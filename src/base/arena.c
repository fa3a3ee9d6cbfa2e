/* Arenas as a chain of blocks, newest first. Invariants: total_bytes is the sum of the capacities of all blocks and never exceeds
** cap_bytes; `used` counts from the block's data and is a multiple of ALIGN; only the top block is given from, so what is left in
** an older one is lost until the arena goes back. Blocks come from malloc(), not from mmap(): the tools that find errors in memory
** see each of them. */
#include "base/base.h"

#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Blocks double from 16 KiB, so that a small document costs little, up to 4 MiB, above which doubling would
** only waste address space. A request larger than the step gets a block of its own size. */
#define FIRST_BLOCK_BYTES ((size_t)16 << 10)
#define MAX_STEP_BYTES ((size_t)4 << 20)
#define ALIGN alignof(max_align_t)

/* data[] is aligned for any type, and so is every piece, because each is rounded up to ALIGN. */
struct block {
    struct block *older;
    size_t cap_bytes;
    size_t used;
    max_align_t data[];
};

/* hit_cap remembers why the last refusal came, for arena_why: the cap (or a product that overflows) or the
** system. */
struct arena {
    struct block *top;
    size_t cap_bytes;
    size_t total_bytes;
    bool hit_cap;
};

/* 1 GiB when nothing is said: more than any text of the default size needs, less than what brings a machine to its knees. */
arena *arena_new(size_t cap_bytes)
{
    arena *ar = calloc(1, sizeof *ar);
    if (ar) ar->cap_bytes = cap_bytes ? cap_bytes : (size_t)1 << 30;
    return ar;
}

void arena_free(arena *ar)
{
    if (!ar) return;
    for (struct block *b = ar->top; b;) {
        struct block *older = b->older;
        free(b);
        b = older;
    }
    free(ar);
}

/* Gives the newest block back to the system; there must be one. */
static void drop_top(arena *ar)
{
    struct block *b = ar->top;
    ar->top = b->older;
    ar->total_bytes -= b->cap_bytes;
    free(b);
}

/* The first block is the oldest, hence the last of the chain; larger ones are given back, so that one large document does not
** make all small ones after it cost its memory. */
void arena_reset(arena *ar)
{
    while (ar->top && ar->top->older) drop_top(ar);
    if (ar->top) ar->top->used = 0;
    ar->hit_cap = false;
}

struct arena_mark arena_here(const arena *ar)
{
    return (struct arena_mark){ar->top, ar->top ? ar->top->used : 0, ar->total_bytes};
}

/* Blocks newer than the mark's are given back. A mark of an arena that had no block yet goes back to the first one, empty: what
** follows will need it. */
void arena_back(arena *ar, struct arena_mark mark)
{
    while (ar->top && (void *)ar->top != mark.block) {
        if (!mark.block && !ar->top->older) { /* marked while empty: keep the first block */
            ar->top->used = 0;
            return;
        }
        drop_top(ar);
    }
    if (ar->top) ar->top->used = mark.used;
}

/* To a multiple of ALIGN. n is at most SIZE_MAX - ALIGN: the callers have looked. */
static size_t round_up(size_t n) { return (n + (ALIGN - 1)) & ~(size_t)(ALIGN - 1); }

/* A block with at least need bytes (a multiple of ALIGN); each is twice the one before, up to a step. What the cap leaves may be
** less than that: then the block is as large as it leaves, so that the last bytes under a cap can be had. False, with hit_cap set
** right, leaves the arena as it was. */
static bool push_block(arena *ar, size_t need)
{
    size_t size = ar->top ? ar->top->cap_bytes : FIRST_BLOCK_BYTES / 2;
    size = size >= MAX_STEP_BYTES / 2 ? MAX_STEP_BYTES : size * 2;
    if (size < need) size = need;
    size_t left = ar->cap_bytes - ar->total_bytes;
    if (need > left) {
        ar->hit_cap = true;
        return false;
    }
    if (size > left) size = left & ~(size_t)(ALIGN - 1);
    if (size < need) size = need;
    struct block *b = malloc(sizeof *b + size);
    if (!b) {
        ar->hit_cap = false;
        return false;
    }
    b->older = ar->top;
    b->cap_bytes = size;
    b->used = 0;
    ar->top = b;
    ar->total_bytes += size;
    return true;
}

/* No bytes asked for still take a piece, so that two answers are never the same pointer and NULL means refusal only. */
void *arena_raw(arena *ar, size_t n, size_t size)
{
    if (size && n > (SIZE_MAX - ALIGN) / size) {
        ar->hit_cap = true;
        return NULL;
    }
    size_t need = round_up(n * size);
    if (!need) need = ALIGN;
    if (!ar->top || ar->top->cap_bytes - ar->top->used < need)
        if (!push_block(ar, need)) return NULL;
    void *p = (char *)ar->top->data + ar->top->used;
    ar->top->used += need;
    return p;
}

/* Zeroed each time: a block that was given from before holds old data after arena_back or arena_reset. n * size did not overflow,
** or arena_raw would have refused. */
void *arena_alloc(arena *ar, size_t n, size_t size)
{
    void *p = arena_raw(ar, n, size);
    if (p) memset(p, 0, n * size);
    return p;
}

/* The last piece grows where it stands while its block has room; any other is copied, and its old bytes stay
** used until the arena goes back. So an array that doubles costs at most twice its final size. */
void *arena_grow(arena *ar, void *old, size_t old_n, size_t new_n, size_t size)
{
    assert(new_n >= old_n);
    if (!old || !old_n) return arena_alloc(ar, new_n, size);
    if (size && new_n > (SIZE_MAX - ALIGN) / size) {
        ar->hit_cap = true;
        return NULL;
    }
    size_t was = round_up(old_n * size);
    size_t want = round_up(new_n * size);
    struct block *b = ar->top;
    size_t at = (size_t)((char *)old - (char *)b->data);
    if ((char *)old >= (char *)b->data && at + was == b->used && b->cap_bytes - at >= want) {
        b->used = at + want;
        memset((char *)old + old_n * size, 0, (new_n - old_n) * size);
        return old;
    }
    char *p = arena_raw(ar, new_n, size);
    if (!p) return NULL;
    memcpy(p, old, old_n * size);
    memset(p + old_n * size, 0, (new_n - old_n) * size);
    return p;
}

enum status arena_why(const arena *ar, struct err *err)
{
    if (ar->hit_cap) return err_set(err, E_LIMIT, "needs more than the %zu MiB allowed here", ar->cap_bytes >> 20);
    return err_set(err, E_NOMEM, "no memory left");
}

/* One step per block: for reports, not for inner loops. */
size_t arena_used_bytes(const arena *ar)
{
    size_t sum = 0;
    for (const struct block *b = ar->top; b; b = b->older) sum += b->used;
    return sum;
}

size_t arena_cap_bytes(const arena *ar) { return ar->cap_bytes; }
