/* How deep a page nests, estimated tag by tag before it is parsed. The parser looks through its open elements
** at every tag, so a page that nests without end would cost the square of its length; beyond a depth that no
** real page has, tags are left out, as browsers do. The estimate follows the rules for end tags closely enough
** not to be talked down. The limits are those of text/html_skeleton.h. */
#ifndef TEXT_HTML_DEPTH_H
#define TEXT_HTML_DEPTH_H

#include "base/base.h"

struct depth_entry;

/* Zeroed but for ar is a fresh one; nothing to free, the stack lies in ar. n, cap: entries of the stack,
** innermost last. */
struct html_depth {
    arena *ar;
    struct depth_entry *open; /* [cap] */
    uint32_t n;
    uint32_t cap;
    uint32_t n_formatting[16]; /* left open, by name */
    uint32_t n_formatting_all;
    uint32_t n_misnested;
    enum status failed;
};

/* A tag with this lower-case name comes: should it be kept? A true answer is also given after a failure of the
** arena, which `failed` then holds. O(1) but for the growing of the stack. */
bool html_depth_start(struct html_depth *d, str name);
/* The same for an end tag. One that closes nothing is kept: the parser knows what to do with it ("</p>",
** "</br>"). O(96). */
bool html_depth_end(struct html_depth *d, str name);

#endif
