/* How gumbo is stopped. Its allocator may not return NULL. So a reserve is set aside first, and when the limit is reached
** the rest of the input, which is our own copy, is overwritten with full stops: gumbo then reads text to the end, makes
** no further element, and the reserve is enough for that. The tree is thrown away and the call says E_LIMIT.
**
** What the reserve must hold: one token's work (the skeleton leaves 64 formatting elements open at most, each of at most
** 24 attributes of 512 bytes, all of which one token may clone: about 1 MiB), the doubling of a vector, which is smaller
** than half of what had been given, and a text buffer of the length of the input, doubled as it grows. */
#include "text/html_tree.h"

#include <assert.h>
#include <string.h>

#include "text/html_skeleton.h"

#define CHUNK_BYTES ((size_t)256 << 10)
#define SMALL_TREE_BYTES ((size_t)1 << 20)
#define TREE_PER_BYTE 128 /* the shortest tags without end take 90, real pages 10 to 30 */
#define ONE_TOKEN_BYTES ((size_t)2 << 20)
#define HEAD_BYTES 16
#define MIN_CLASS 4
#define MAX_CLASS 32

/* The allocator's state, one for each parse. Memory is given in powers of two so that what gumbo gives back
** can be used again whatever its size; the class stands in the HEAD_BYTES before each piece. */
struct memory {
    arena *ar;
    char *chunk;
    size_t left;
    size_t given; /* bytes drawn from the arena */
    size_t limit;
    char *reserve;
    size_t reserve_left;
    void *spare[MAX_CLASS + 1]; /* given back, by class; linked through their first word */
    char *html;
    size_t n_html;
    enum status stopped; /* OK while the input is whole */
};

/* Least class whose size, a power of two, holds n bytes. Beyond 2^MAX_CLASS nothing is asked: the input is
** below 2 GiB and buffers double. */
static unsigned class_of(size_t n)
{
    unsigned c = MIN_CLASS;
    while (c < MAX_CLASS && ((size_t)1 << c) < n) c++;
    return c;
}

/* No markup is left behind: '<' and '>' stay, since gumbo checks that the tag it is in the midst of has both.
** Called once, at the first refusal; gumbo then runs on over full stops to the end of the input, in linear
** time. */
static void stop(struct memory *m, enum status why)
{
    m->stopped = why;
    for (size_t i = 0; i < m->n_html; i++)
        if (m->html[i] != '<' && m->html[i] != '>') m->html[i] = '.';
}

/* After the stop: what is left of gumbo's work must fit, which the head of this file reckons; an assertion,
** because there is no way to say no. */
static void *from_reserve(struct memory *m, size_t need)
{
    assert(need <= m->reserve_left); /* see the head of this file */
    char *p = m->reserve;
    m->reserve += need;
    m->reserve_left -= need;
    return p;
}

/* New memory, in chunks; the first refusal stops the parse and turns to the reserve. Pieces of one chunk are
** kept apart by nothing: gumbo writes only what it asked for.
**
**     limit reached or arena refuses      stop(): the rest of the input becomes full stops
**     after that                          all comes from the reserve, which gumbo cannot exceed */
static void *draw(struct memory *m, size_t need)
{
    if (m->left < need && !m->stopped) {
        size_t size = need > CHUNK_BYTES ? need : CHUNK_BYTES;
        char *p = m->given + need > m->limit ? NULL : arena_raw(m->ar, size, 1);
        if (p) {
            m->chunk = p;
            m->left = size;
        } else {
            stop(m, m->given + need > m->limit ? E_LIMIT : arena_why(m->ar, NULL));
        }
    }
    if (m->left < need) return from_reserve(m, need);
    char *p = m->chunk;
    m->chunk += need;
    m->left -= need;
    m->given += need;
    return p;
}

/* gumbo's malloc: a piece that was given back before a new one. Never NULL. */
static void *give(void *ctx, size_t n)
{
    struct memory *m = ctx;
    unsigned c = class_of(n);
    char *p = m->spare[c];
    if (p) {
        memcpy(&m->spare[c], p, sizeof(void *));
        return p;
    }
    p = draw(m, HEAD_BYTES + ((size_t)1 << c));
    memcpy(p, &c, sizeof c);
    return p + HEAD_BYTES;
}

/* gumbo's free: into the list of its class. NULL is fine, as for free. */
static void take_back(void *ctx, void *p)
{
    struct memory *m = ctx;
    unsigned c;
    if (!p) return;
    memcpy(&c, (char *)p - HEAD_BYTES, sizeof c);
    memcpy(p, &m->spare[c], sizeof(void *));
    m->spare[c] = p;
}

/* The limit is the smaller of what the markup may ask for in good faith (TREE_PER_BYTE) and half of what the
** arena has left; the other half pays for what comes after the tree. The tree points into html, and both live
** as long as the arena.
** For a page of 100 kB of skeleton the limit is 1 MiB and 12.8 MB, or half of what the arena has; the reserve takes 2 MiB,
** 0.8 MB and half of the limit. */
enum status html_tree_parse(GumboOutput **out, char *html, size_t n, arena *ar, struct err *err)
{
    size_t want = SMALL_TREE_BYTES + n * TREE_PER_BYTE;
    size_t room = arena_cap_bytes(ar) - arena_used_bytes(ar);
    size_t fixed = ONE_TOKEN_BYTES + n * 8;
    if (n > UINT32_MAX / 2 || room < fixed + SMALL_TREE_BYTES)
        return err_set(err, E_LIMIT, "the page's markup of %zu bytes needs more memory than is given", n);
    struct memory m = {.ar = ar, .html = html, .n_html = n};
    m.limit = want < (room - fixed) / 2 ? want : (room - fixed) / 2;
    m.reserve_left = fixed + m.limit / 2;
    m.reserve = arena_raw(ar, m.reserve_left, 1);
    if (!m.reserve) return arena_why(ar, err);
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = give;
    options.deallocator = take_back;
    options.userdata = &m;
    options.max_errors = 0;
    GumboOutput *tree = gumbo_parse_with_options(&options, html, n);
    if (m.stopped == E_LIMIT)
        return err_set(err, E_LIMIT, "the page's tags make a tree above %zu bytes; save it as plain text", m.limit);
    if (m.stopped) return err_set(err, m.stopped, "no memory for the tree of a page");
    *out = tree;
    return OK;
}
