/* HTML from end to end: bytes have been decoded; skeleton, tree, walk, judgement, findings follow, each over
** the whole page before the next begins. All memory is the work arena's; what a page costs beyond its text is
** bounded by the skeleton's limits and the tree's. */
#include "text/html_page.h"
#include "text/html_tree.h"

enum status html_read(struct draft *d, str address, struct err *err)
{
    struct skeleton skeleton;
    struct html_page h = {.d = d, .skeleton = &skeleton, .page = d->src.utf8};
    GumboOutput *tree = NULL;
    enum status st = skeleton_make(&skeleton, d->src.utf8, d->work, err);
    if (!st) st = html_tree_parse(&tree, skeleton.html, skeleton.n_html, d->work, err);
    h.tree = tree;
    if (!st) st = html_walk(&h, err);
    if (st) return st;
    /* A judge that got no memory leaves its failure in the draft. */
    html_judge(&h);
    if (d->failed) return OK; /* told when the page is handed over */
    html_found(&h, address);
    return OK;
}
