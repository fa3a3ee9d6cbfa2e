/* An HTML page as elements and blocks, between the tree and the judgement. Private to the html_*.c files, each
** of which adds its part: html_walk elements and blocks, html_judge the root and the kinds, html_found and
** html_visible what the page says of itself. All memory is the work arena's (d->work) and goes with it. */
#ifndef TEXT_HTML_PAGE_H
#define TEXT_HTML_PAGE_H

#include <gumbo.h>

#include "text/draft.h"
#include "text/html_skeleton.h"
#include "text/look.h"

/* What an element's tag, role, class and id say; or-ed. Those of an element hold for all below it.
** The first twelve tell against the text below (html_judge.c weighs them), BODY and ARTICLE for it; QUOTE says that it is
** another's words. */
enum html_sign {
    HTML_NAV = 1 << 0,     /* navigation, menus, breadcrumbs, pages of a list */
    HTML_FOOT = 1 << 1,    /* footer of the page, imprint, copyright */
    HTML_HEAD = 1 << 2,    /* header, masthead, banner */
    HTML_ASIDE = 1 << 3,   /* sidebar, widget, aside */
    HTML_RELATED = 1 << 4, /* other stories */
    HTML_COMMENT = 1 << 5, /* what readers wrote */
    HTML_SHARE = 1 << 6,   /* share and follow buttons, tags */
    HTML_NOTICE = 1 << 7,  /* cookies, newsletter, paywall */
    HTML_AD = 1 << 8,
    HTML_META = 1 << 9, /* author, date, credits */
    HTML_CAPTION = 1 << 10,
    HTML_FORM = 1 << 11,
    HTML_BODY = 1 << 12,    /* says that it is the text of an article */
    HTML_ARTICLE = 1 << 13, /* article, main */
    HTML_QUOTE = 1 << 14
};

/* Block-level elements in document order; parents before children. A child's blocks lie inside its parent's.
** node belongs to the tree. */
struct html_element {
    const GumboNode *node;
    uint32_t parent;      /* element number; the first element is its own */
    uint32_t first_block; /* blocks of the subtree: [first_block, end_block) */
    uint32_t end_block;
    uint32_t own;  /* enum html_sign */
    uint32_t sign; /* own and those of all above */
};

/* Runs beside draft.block: entry i tells of d->block[i] what only the tree knew. */
struct html_block {
    uint32_t element;
    uint32_t n_link; /* bytes of the block inside <a> */
    uint16_t tag;    /* GumboTag of the nearest element that shapes it: p, li, h2, td ... */
};

/* A zeroed one with d, skeleton, page and tree set is what html_walk starts from. */
struct html_page {
    struct draft *d;
    const struct skeleton *skeleton;
    str page; /* the decoded source */
    const GumboOutput *tree;
    struct html_element *element; /* [n_element] */
    uint32_t n_element;
    uint32_t cap_element;
    struct html_block *block; /* [d->n_block] */
    uint32_t cap_block;
    const GumboNode *title; /* <title>, first <h1>; NULL without */
    const GumboNode *h1;
    uint32_t n_h1;
    struct look *look;   /* [d->n_block], by html_judge */
    uint32_t root;       /* element that holds the document */
    uint32_t first_main; /* first block of running text in it */
    uint32_t last_main;  /* the last */
    bool date_in_doubt;  /* two days are stated, and nothing tells which */
};

/* Fill elements and blocks from the tree. Blocks get kinds by their tags alone. Iterative; linear. E_LIMIT or
** E_NOMEM from the arena. */
enum status html_walk(struct html_page *h, struct err *err) MUST_CHECK;

/* Node after `node` in document order, into its children or past them; NULL behind the last below root. */
const GumboNode *html_next(const GumboNode *node, bool into, const GumboNode *root);

/* Signs of one element from its tag, role, class, id and itemprop. Cost: the length of class and id, at most
** 512 bytes each. */
uint32_t html_signs_of(const GumboElement *e);

/* Value of an attribute, {"",0} without it. Borrowed from the tree. An attribute without a value gives "" as
** well. */
str html_attribute(const GumboElement *e, const char *name);

/* Is word among the space-separated words of a list (itemprop, rel)? ASCII case does not count. */
bool html_has_word(str list, str word);

/* The text of a node as the page has it, folded, in the work arena: titles, <time>. At most max bytes. ""
** after a refusal of the arena, which does not stick: what is asked for is optional. */
str html_text_of(const struct html_page *h, const GumboNode *node, size_t max);

/* Settle kinds: what is the document, what stands around it. Needs html_walk. A refusal of the arena sticks to
** h->d. */
void html_judge(struct html_page *h);

/* Fill d->found from metadata, structured data and the page. Needs html_judge to have set h->look. address:
** where the page came from, may be empty. */
void html_found(struct html_page *h, str address);

/* Headline, date and byline as the page shows them, over those of the metadata. modified: the day that the metadata
** give for the last change, DATE_NONE without one; it is not taken for the day of publication. */
void html_visible(struct html_page *h, str address, day modified);

/* Read d->src as HTML: skeleton, tree, walk, judgement, findings. */
enum status html_read(struct draft *d, str address, struct err *err) MUST_CHECK;

#endif
