/* Gumbo, held: it asks its caller for memory and does not look whether it got any, has no limit and frees by recursion.
** Here it draws from an arena, stops growing at a limit, and nothing needs to be freed. */
#ifndef TEXT_HTML_TREE_H
#define TEXT_HTML_TREE_H

#include <gumbo.h>

#include "base/base.h"

/* Parse html[0..n) (which may be overwritten) into a tree in ar. E_LIMIT when the tree would be out of all
** proportion to the page or above the arena's cap, E_NOMEM. Linear while nesting is bounded
** (text/html_depth.h). *out belongs to ar and must not be destroyed with gumbo's own function. html must live
** as long as the tree. */
enum status html_tree_parse(GumboOutput **out, char *html, size_t n, arena *ar, struct err *err) MUST_CHECK;

#endif
