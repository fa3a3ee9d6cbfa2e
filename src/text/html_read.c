/* HTML from end to end. */
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
    html_judge(&h);
    if (d->failed) return OK; /* told when the page is handed over */
    html_found(&h, address);
    return OK;
}
