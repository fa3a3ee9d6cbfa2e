/* The skeleton of an HTML page: its tags with the attributes that matter, and one sign for each stretch of text. Gumbo
** builds the tree of the skeleton; the text itself stays where it is and is fetched by its place. So the tree is the HTML5
** tree, its cost does not depend on scripts, styles and long texts, and each character knows its source byte. */
#ifndef TEXT_HTML_SKELETON_H
#define TEXT_HTML_SKELETON_H

#include "base/base.h"

/* One stretch of text in the page and its sign in the skeleton. Runs lie in order in both texts and do not
** overlap in either. */
struct skeleton_run {
    uint32_t at;       /* in the skeleton */
    uint32_t n;        /* bytes there: 1, or those of a character reference */
    span text;         /* in the page; empty: a mark that a reference ended here */
    bool is_reference; /* "&amp;": the skeleton has it letter by letter */
    bool is_space;     /* nothing but white space */
};

/* html is no terminated string and is overwritten by the parser; the runs stay true of it as offsets. */
struct skeleton {
    char *html; /* [n_html] */
    uint32_t n_html;
    struct skeleton_run *run; /* [n_run] in order */
    uint32_t n_run;
    span *data; /* [n_data] texts of scripts that say they are JSON-LD, in the page */
    uint32_t n_data;
    uint32_t n_cut; /* tags left out because they nest or repeat beyond all measure */
};

/* What stands for words in the skeleton. Any sign would do that is neither markup nor white space. */
#define SKELETON_TEXT '~'
/* Bounds, each for a way in which a page can cost more than its length. Depth: at each tag the parser looks through what
** is open. Formatting: each <b> left open is opened again in every later paragraph. Misnested: each "</b>" of one that
** is not the innermost walks what lies above it. Values and attributes: they are cloned with their element. */
#define SKELETON_MAX_DEPTH 512     /* open elements; deeper tags are left out, their text stays */
#define SKELETON_MAX_FORMATTING 64 /* <b>, <a> and the like left open: each is made again in every later block */
#define SKELETON_MAX_MISNESTED 1000
#define SKELETON_MAX_VALUE 512 /* bytes of an attribute's value; SKELETON_MAX_CONTENT for content= */
#define SKELETON_MAX_CONTENT 2048
#define SKELETON_MAX_ATTRIBUTES 24

/* Make the skeleton of a page in UTF-8; all in ar. Linear in the bytes, whatever they are. E_NOMEM, E_LIMIT.
** Any bytes
** are scanned safely. Needs one and a half times the page and 20 bytes a run. */
enum status skeleton_make(struct skeleton *out, str page, arena *ar, struct err *err) MUST_CHECK;

#endif
