/* How deep a page nests, estimated tag by tag before it is parsed. The parser looks through its open elements at every
** tag, so a page that nests without end would cost the square of its length; beyond a depth that no real page has, tags
** are left out, as browsers do. The estimate follows the rules for end tags closely enough not to be talked down. */
#ifndef TEXT_HTML_DEPTH_H
#define TEXT_HTML_DEPTH_H

#include "base/base.h"

struct depth_entry;

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

/* A tag with this lower-case name comes: should it be kept? */
bool html_depth_start(struct html_depth *d, str name);
bool html_depth_end(struct html_depth *d, str name);

#endif
