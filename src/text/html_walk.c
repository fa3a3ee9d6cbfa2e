/* Walking the tree: block-level elements part the text into blocks, the rest flows on. The walk goes by parent
** and index, so its depth costs nothing. Each sign of text in the skeleton leads to a stretch of the page.
** Invariants: w->element is the innermost block-level element, and every block belongs to one; h->block runs
** beside draft.block, entry for entry; an element's blocks are [first_block, end_block), since elements close
** in the reverse of their order. What enter() turns on, leave() turns off, on every way out of the subtree.
** Example: <div>One <b>two</b><p>Three</div>Four has four elements that matter, html, body, div and p. The walk opens
** a block at each of them and closes it where the next begins or the element ends, so that the blocks are "One two"
** (of div), "Three" (of p) and "Four" (of body); the <b> parts nothing. */
#include "text/html_page.h"

/* How an element takes part in the flow. SKIP: neither it nor what is below is seen by a reader without
** scripts. BREAK: <br>. RULE: parts like a block and holds nothing. */
enum level { INLINE, BLOCK, SKIP, BREAK, RULE };

/* How an element takes part in the flow; unknown ones are inline, as CSS has it for what no style speaks of.
** Foreign content (SVG, MathML) is skipped whole: its words are labels of drawings and formulas. Controls of
** forms are skipped because what they show is the program's, not the text's. */
static enum level level_of(const GumboElement *e)
{
    if (e->tag_namespace != GUMBO_NAMESPACE_HTML) return SKIP;
    /* What is not named is INLINE (0). The list follows the CSS that the standard suggests to browsers
    ** (display: block, table parts, list items) but for list bullets and rubies. */
    static const uint8_t table[GUMBO_TAG_LAST] = {
        [GUMBO_TAG_ADDRESS] = BLOCK,    [GUMBO_TAG_ARTICLE] = BLOCK,    [GUMBO_TAG_ASIDE] = BLOCK,
        [GUMBO_TAG_BLOCKQUOTE] = BLOCK, [GUMBO_TAG_BODY] = BLOCK,       [GUMBO_TAG_CENTER] = BLOCK,
        [GUMBO_TAG_DD] = BLOCK,         [GUMBO_TAG_DETAILS] = BLOCK,    [GUMBO_TAG_DIR] = BLOCK,
        [GUMBO_TAG_DIV] = BLOCK,        [GUMBO_TAG_DL] = BLOCK,         [GUMBO_TAG_DT] = BLOCK,
        [GUMBO_TAG_FIELDSET] = BLOCK,   [GUMBO_TAG_FIGCAPTION] = BLOCK, [GUMBO_TAG_FIGURE] = BLOCK,
        [GUMBO_TAG_FOOTER] = BLOCK,     [GUMBO_TAG_FORM] = BLOCK,       [GUMBO_TAG_H1] = BLOCK,
        [GUMBO_TAG_H2] = BLOCK,         [GUMBO_TAG_H3] = BLOCK,         [GUMBO_TAG_H4] = BLOCK,
        [GUMBO_TAG_H5] = BLOCK,         [GUMBO_TAG_H6] = BLOCK,         [GUMBO_TAG_HEADER] = BLOCK,
        [GUMBO_TAG_HGROUP] = BLOCK,     [GUMBO_TAG_HTML] = BLOCK,       [GUMBO_TAG_LEGEND] = BLOCK,
        [GUMBO_TAG_LI] = BLOCK,         [GUMBO_TAG_MAIN] = BLOCK,       [GUMBO_TAG_MENU] = BLOCK,
        [GUMBO_TAG_NAV] = BLOCK,        [GUMBO_TAG_OL] = BLOCK,         [GUMBO_TAG_P] = BLOCK,
        [GUMBO_TAG_PRE] = BLOCK,        [GUMBO_TAG_LISTING] = BLOCK,    [GUMBO_TAG_XMP] = BLOCK,
        [GUMBO_TAG_PLAINTEXT] = BLOCK,  [GUMBO_TAG_SECTION] = BLOCK,    [GUMBO_TAG_SUMMARY] = BLOCK,
        [GUMBO_TAG_TABLE] = BLOCK,      [GUMBO_TAG_CAPTION] = BLOCK,    [GUMBO_TAG_TBODY] = BLOCK,
        [GUMBO_TAG_THEAD] = BLOCK,      [GUMBO_TAG_TFOOT] = BLOCK,      [GUMBO_TAG_TR] = BLOCK,
        [GUMBO_TAG_TD] = BLOCK,         [GUMBO_TAG_TH] = BLOCK,         [GUMBO_TAG_UL] = BLOCK,
        [GUMBO_TAG_MARQUEE] = BLOCK,    [GUMBO_TAG_HEAD] = SKIP,        [GUMBO_TAG_SCRIPT] = SKIP,
        [GUMBO_TAG_STYLE] = SKIP,       [GUMBO_TAG_TEMPLATE] = SKIP,    [GUMBO_TAG_NOSCRIPT] = SKIP,
        [GUMBO_TAG_IFRAME] = SKIP,      [GUMBO_TAG_NOEMBED] = SKIP,     [GUMBO_TAG_NOFRAMES] = SKIP,
        [GUMBO_TAG_OBJECT] = SKIP,      [GUMBO_TAG_EMBED] = SKIP,       [GUMBO_TAG_APPLET] = SKIP,
        [GUMBO_TAG_AUDIO] = SKIP,       [GUMBO_TAG_VIDEO] = SKIP,       [GUMBO_TAG_CANVAS] = SKIP,
        [GUMBO_TAG_SELECT] = SKIP,      [GUMBO_TAG_TEXTAREA] = SKIP,    [GUMBO_TAG_DATALIST] = SKIP,
        [GUMBO_TAG_BUTTON] = SKIP,      [GUMBO_TAG_TITLE] = SKIP,       [GUMBO_TAG_BR] = BREAK,
        [GUMBO_TAG_HR] = RULE,
    };
    return (enum level)table[e->tag < GUMBO_TAG_LAST ? e->tag : GUMBO_TAG_UNKNOWN];
}

/* gumbo keeps attributes in a list that it searches by name; elements without any, which are most, cost one
** comparison. The value has its references read already and lives with the tree. */
str html_attribute(const GumboElement *e, const char *name)
{
    const GumboAttribute *a = e->attributes.length ? gumbo_get_attribute(&e->attributes, name) : NULL;
    return a ? str_of(a->value) : (str){"", 0};
}

/* Both are sets of words parted by spaces in the standard; pages write "name headline" and "nofollow author".
** O(length). */
bool html_has_word(str list, str word)
{
    for (size_t i = 0; i < list.n; i++) {
        size_t from = i;
        while (i < list.n && !ascii_space((unsigned char)list.p[i])) i++;
        if (str_eq_nocase_ascii((str){list.p + from, i - from}, word)) return true;
    }
    return false;
}

/* A part of a class list is enough here: the words looked for are long and of one meaning. */
static bool contains_word(str s, const char *word) { return str_find(s, str_of(word), 0) != SIZE_MAX; }

/* Does a style say "display: none" or "visibility: hidden"? Case and spaces do not count in CSS. */
static bool style_hides(str style)
{
    char plain[SKELETON_MAX_VALUE];
    size_t n = 0;
    if (!style.n) return false;
    for (size_t i = 0; i < style.n && n < sizeof plain; i++)
        if (!ascii_space((unsigned char)style.p[i])) plain[n++] = (char)ascii_tolower((unsigned char)style.p[i]);
    str s = {plain, n};
    return contains_word(s, "display:none") || contains_word(s, "visibility:hidden");
}

/* Hidden by attribute, style or one of the class names that CSS libraries use for text that only screen
** readers get. */
static bool is_hidden(const GumboElement *e)
{
    if (!e->attributes.length) return false;
    if (gumbo_get_attribute(&e->attributes, "hidden")) return true;
    if (str_eq_nocase_ascii(html_attribute(e, "aria-hidden"), STR("true"))) return true;
    if (style_hides(html_attribute(e, "style"))) return true;
    str class = html_attribute(e, "class");
    return class.n && (contains_word(class, "visually-hidden") || contains_word(class, "visuallyhidden") ||
                       contains_word(class, "screen-reader") || contains_word(class, "sr-only"));
}

/* ---- the walker ---- */

/* The state of the walk. Depths are counters, so that nested links or lists need no stack. */
struct walker {
    struct html_page *h;
    struct draft *d;
    uint32_t element; /* the innermost block-level one */
    uint32_t link;    /* depth of <a> around the place */
    uint32_t pre;
    uint32_t row; /* inside a row that is one block */
    uint32_t quote;
    uint32_t list;
    uint32_t breaks;     /* <br> since the last text */
    uint32_t written;    /* d->n_clean when marks were last taken */
    uint32_t link_end;   /* d->n_clean when a link last ended */
    uint32_t inline_end; /* the same for any inline element */
    bool beside;         /* another one began there: nothing but style may part the two */
    struct html_block now;
    enum status failed;
};

/* Grow the array beside draft.block. False after a refusal, which ends the walk. */
static bool room_for_block(struct walker *w)
{
    struct html_page *h = w->h;
    if (w->d->n_block < h->cap_block) return true;
    size_t want = h->cap_block ? (size_t)h->cap_block * 2 : 256;
    struct html_block *p = arena_grow(w->d->work, h->block, h->cap_block, want, sizeof *p);
    if (!p) {
        w->failed = arena_why(w->d->work, NULL);
        return false;
    }
    h->block = p;
    h->cap_block = (uint32_t)want;
    return true;
}

/* Count what was written since last time to links. Called whenever one of the depths is about to
** change, so that each byte is counted under what held when it was written. */
static void take_marks(struct walker *w)
{
    uint32_t n = w->d->open ? w->d->n_clean - w->written : 0;
    if (w->link) w->now.n_link += n;
    w->written = w->d->n_clean;
}

/* The element whose tag shapes a block: the nearest that is more than a div, six steps up at most. The way up
** ends at an element that holds blocks before this one: a text that stands beside them is not the whole of it.
** Examples: <li><div>text</div></li> is shaped by the li; in <li>one<div>two</div></li> "two" is shaped by its div, since
** "one" was a block of the li already. */
static GumboTag shape_of(const struct walker *w)
{
    const struct html_page *h = w->h;
    for (uint32_t i = w->element, k = 0; k < 6; k++) {
        switch ((int)h->element[i].node->v.element.tag) {
        case GUMBO_TAG_P:
        case GUMBO_TAG_LI:
        case GUMBO_TAG_DT:
        case GUMBO_TAG_DD:
        case GUMBO_TAG_H1:
        case GUMBO_TAG_H2:
        case GUMBO_TAG_H3:
        case GUMBO_TAG_H4:
        case GUMBO_TAG_H5:
        case GUMBO_TAG_H6:
        case GUMBO_TAG_TD:
        case GUMBO_TAG_TH:
        case GUMBO_TAG_TR:
        case GUMBO_TAG_PRE:
        case GUMBO_TAG_CAPTION:
        case GUMBO_TAG_FIGCAPTION:
        case GUMBO_TAG_BLOCKQUOTE:
        case GUMBO_TAG_SUMMARY:
        case GUMBO_TAG_LEGEND:
        case GUMBO_TAG_ARTICLE:
        case GUMBO_TAG_BODY: return h->element[i].node->v.element.tag;
        default: break;
        }
        /* The element above holds blocks that came before: it does not shape this one alone. */
        if (h->element[i].parent == i || h->element[h->element[i].parent].first_block < w->d->n_block) break;
        i = h->element[i].parent;
    }
    return h->element[w->element].node->v.element.tag;
}

/* Kind and level from the shaping tag and from what is open around it; the judges may set another. */
static enum text_kind kind_of(const struct walker *w, GumboTag tag, uint8_t *level)
{
    *level = 0;
    if (tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6) {
        *level = (uint8_t)(tag - GUMBO_TAG_H1 + 1);
        return TEXT_HEADING;
    }
    if (tag == GUMBO_TAG_CAPTION || tag == GUMBO_TAG_FIGCAPTION) return TEXT_CAPTION;
    if (tag == GUMBO_TAG_TR || tag == GUMBO_TAG_TH) return TEXT_TABLE;
    if (w->list && (tag == GUMBO_TAG_LI || tag == GUMBO_TAG_DD || tag == GUMBO_TAG_DT)) {
        *level = (uint8_t)(w->list < 9 ? w->list : 9);
        return TEXT_ITEM;
    }
    return w->quote ? TEXT_QUOTE : TEXT_PARAGRAPH;
}

/* Closes the block that is open, if any text came, and makes ready for the next. A block is recorded only when
** draft_close says that it stayed. */
static void end_block(struct walker *w)
{
    take_marks(w);
    if (w->d->open && room_for_block(w)) {
        uint8_t level;
        w->now.tag = (uint16_t)shape_of(w);
        w->now.element = w->element;
        enum text_kind kind = kind_of(w, (GumboTag)w->now.tag, &level);
        if (draft_close(w->d, kind, level, DRAFT_GAP_BEFORE)) w->h->block[w->d->n_block - 1] = w->now;
    }
    draft_open(w->d);
    w->now = (struct html_block){0};
    w->breaks = 0;
}

/* ---- text ---- */

/* First run that stands at `at` or behind it in the skeleton. O(log n_run). */
static uint32_t first_run_at(const struct skeleton *s, uint32_t at)
{
    uint32_t lo = 0;
    uint32_t hi = s->n_run;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (s->run[mid].at < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* The reference r stands in t from k on as `head` bytes (one character or two) and then its own last `tail` bytes: "&notit;"
** is the sign for not, and "it;". All tail: it is no reference. What follows shows which cut is right. */
struct decoded {
    size_t head;
    size_t tail;
};

/* Compares from the shortest tail on: the longest head that explains what follows (next, the sign of the next
** run) is what gumbo read. When nothing fits, the reference is taken as one character, so that a surprise
** costs one place and not the rest of the text. k, t: the text that gumbo made, and where in it the reference
** begins. A reference has 41 bytes at most (reference_at), which bounds both loops.
** Examples, with '~' as the next sign and '|' before the tail:
**
**     reference   text that gumbo made   head and tail
**     &amp;       &~                     "&" |
**     &notit;     (not sign)it;~         the sign | "it;"
**     &bogus;     &bogus;~               | all of it: no reference
**     &fjlig;     fj~                    "fj" |, a pair of characters */
static struct decoded decode_reference(str t, size_t k, str r, char next)
{
    size_t one = 0;
    size_t two = 0;
    if (k >= t.n) return (struct decoded){0, 0};
    if (str_starts((str){t.p + k, t.n - k}, r)) return (struct decoded){0, r.n};
    (void)utf8_decode(t, k, &one);
    if (k + one < t.n) (void)utf8_decode(t, k + one, &two);
    for (size_t tail = 0; tail < r.n; tail++) {
        str rest = {r.p + (r.n - tail), tail};
        for (int pair = 0; pair < 2; pair++) {
            size_t head = one + (pair ? two : 0);
            size_t end = k + head + tail;
            if (end >= t.n || t.p[end] != next) continue;
            if (str_starts((str){t.p + k + head, t.n - k - head}, rest)) return (struct decoded){head, tail};
        }
    }
    return (struct decoded){one, 0};
}

/* In <pre>, an empty line parts blocks as in plain text; all other line ends fold like spaces, since the width
** that a page was set to is not its wording. */
static void pre_text(struct walker *w, span at)
{
    str s = w->d->src.utf8;
    uint32_t from = at.begin;
    for (uint32_t i = at.begin; i < at.end; i++) {
        if (s.p[i] != '\n') continue;
        uint32_t k = i + 1;
        while (k < at.end && (s.p[k] == ' ' || s.p[k] == '\t' || s.p[k] == '\r')) k++;
        if (k >= at.end || s.p[k] != '\n') continue;
        draft_text(w->d, (span){from, i});
        end_block(w);
        from = k;
        i = k - 1;
    }
    draft_text(w->d, (span){from, at.end});
}

/* "Jane Doe" and "3 May" in two spans without a space between: shown apart, and not to be read as one word.
** Only where letters or digits would run together in a way that words do not (small letter or digit before
** capital or digit): "<b>wo</b>rd" stays a word.
**
**     <span>Jane Doe</span><span>3 May</span>      Jane Doe 3 May
**     <span>May</span><span>2026</span>            May 2026
**     <b>re</b><i>open</i>                         reopen
**     <b>NATO</b><i>-led</i>                       NATO-led */
static void part_neighbours(struct walker *w, str next)
{
    bool due = w->beside && w->d->open && w->inline_end == w->d->n_clean && w->d->n_clean && next.n;
    w->beside = false;
    if (!due) return;
    unsigned char a = (unsigned char)w->d->clean[w->d->n_clean - 1];
    unsigned char b = (unsigned char)next.p[0];
    if ((ascii_lower(a) || ascii_digit(a)) && (ascii_upper(b) || ascii_digit(b))) draft_gap(w->d);
}

/* A text node: its runs in the skeleton and the text that gumbo made of them go side by side. Runs that the
** parser dropped (white space inside tables, what stood in <head>) are told by their sign and passed over.
** Each run is one step, so that the whole walk is linear. */
static void walk_text(struct walker *w, const GumboNode *node)
{
    const struct skeleton *s = w->h->skeleton;
    str t = str_of(node->v.text.text);
    uint32_t at = (uint32_t)(node->v.text.original_text.data - s->html);
    uint32_t i = first_run_at(s, at);
    for (size_t k = 0; k < t.n && i < s->n_run && !w->d->failed; i++) {
        const struct skeleton_run *r = &s->run[i];
        uint32_t before = w->d->n_clean;
        if (!r->is_reference) {
            if (t.p[k] != (r->is_space ? ' ' : SKELETON_TEXT)) continue; /* dropped by the parser */
            k++;
            part_neighbours(w, str_span(w->d->src.utf8, r->text));
            if (w->pre)
                pre_text(w, r->text);
            else
                draft_text(w->d, r->text);
        } else {
            /* Which sign follows the reference in the skeleton decides what decode_reference may take for its
            ** end. */
            bool space_next = i + 1 < s->n_run && s->run[i + 1].at == r->at + r->n && s->run[i + 1].is_space;
            struct decoded c = decode_reference(t, k, (str){s->html + r->at, r->n}, space_next ? ' ' : SKELETON_TEXT);
            uint32_t cut = r->text.end - (uint32_t)c.tail;
            draft_sign(w->d, (str){t.p + k, c.head}, (span){r->text.begin, cut});
            draft_text(w->d, (span){cut, r->text.end});
            k += c.head + c.tail;
        }
        if (w->d->n_clean > before) w->breaks = 0; /* white space between two <br> leaves them in a row */
    }
}

/* ---- elements ---- */

/* Notes a block-level element with its signs, which with those of all above it hold for its blocks. On a
** refusal the walk ends; the number returned then is a valid one. */
static uint32_t add_element(struct walker *w, const GumboNode *node)
{
    struct html_page *h = w->h;
    if (h->n_element == h->cap_element) {
        size_t want = h->cap_element ? (size_t)h->cap_element * 2 : 512;
        struct html_element *p = arena_grow(w->d->work, h->element, h->cap_element, want, sizeof *p);
        if (!p) {
            w->failed = arena_why(w->d->work, NULL);
            return w->element;
        }
        h->element = p;
        h->cap_element = (uint32_t)want;
    }
    uint32_t own = html_signs_of(&node->v.element);
    uint32_t above = h->n_element ? h->element[w->element].sign : 0;
    h->element[h->n_element] = (struct html_element){node, w->element, w->d->n_block, w->d->n_block, own, own | above};
    return h->n_element++;
}

/* Is a child of a cell one that makes blocks? The cases are spelled out because -Wswitch-enum asks for them. */
static bool is_block_below(const GumboNode *node)
{
    switch (node->type) {
    case GUMBO_NODE_ELEMENT: return level_of(&node->v.element) == BLOCK;
    case GUMBO_NODE_DOCUMENT:
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_CDATA:
    case GUMBO_NODE_COMMENT:
    case GUMBO_NODE_WHITESPACE:
    case GUMBO_NODE_TEMPLATE: break;
    }
    return false;
}

/* A row whose cells hold no blocks is one block; cells that do are layout, and part the text. A row of one
** cell is layout as well. A hundred cells and children are looked at: more are data, whatever stands in them.
**
**     <tr><td>Ports<td>12                one block, "Ports 12"
**     <tr><td><p>Ports<td>12             two: a paragraph in a cell is layout
**     <tr><td>Ports                      one cell: layout */
static bool is_plain_row(const GumboNode *tr)
{
    const GumboVector *cells = &tr->v.element.children;
    uint32_t n_cell = 0;
    for (unsigned i = 0; i < cells->length && i < 100; i++) {
        const GumboNode *cell = cells->data[i];
        if (cell->type != GUMBO_NODE_ELEMENT) continue;
        n_cell++;
        const GumboVector *inner = &cell->v.element.children;
        for (unsigned k = 0; k < inner->length && k < 100; k++)
            if (is_block_below(inner->data[k])) return false;
    }
    return n_cell > 1;
}

/* Raises (by 1) or lowers (by UINT32_MAX, that is -1 modulo 2^32) what the tag turns on. */
static void mark_depth(struct walker *w, GumboTag tag, uint32_t by)
{
    switch ((int)tag) {
    case GUMBO_TAG_A: w->link += by; break;
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_LISTING:
    case GUMBO_TAG_XMP:
    case GUMBO_TAG_PLAINTEXT: w->pre += by; break;
    case GUMBO_TAG_BLOCKQUOTE: w->quote += by; break;
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_DIR: w->list += by; break;
    default: break;
    }
}

/* <br>: the second one in a row parts blocks, and one behind a whole long sentence does. A line that only ends
** is not a paragraph: addresses and poems stay together. */
static void line_break(struct walker *w)
{
    draft_gap(w->d);
    if (!w->d->open) return;
    str s = {w->d->clean, w->d->n_clean};
    uint32_t begin = w->d->block[w->d->n_block - 1].at.begin;
    /* Eighty bytes: shorter lines that end in a stop are those of addresses and abbreviations. */
    bool stops = s.n && strchr(".!?:", s.p[s.n - 1]) && s.n - begin >= 80;
    w->breaks++;
    if (w->breaks >= 2 || stops) end_block(w);
}

/* Formatting that the tree builder opens again after misnested end tags ("<b><i>one</b>two</i>"): no tag of the page
** stands there, and nothing is parted. */
static bool is_made_again(const GumboNode *node)
{
    return node->parse_flags & (GUMBO_INSERTION_ADOPTION_AGENCY_CLONED | GUMBO_INSERTION_RECONSTRUCTED_FORMATTING_ELEMENT);
}

/* True when the children are to be walked. <head> is skipped as text but entered, for its <title>. The first
** <h1> is kept even where its text is none, since html_found asks whether it was passed. */
static bool enter(struct walker *w, const GumboNode *node)
{
    const GumboElement *e = &node->v.element;
    enum level level = level_of(e);
    if (e->tag == GUMBO_TAG_TITLE && e->tag_namespace == GUMBO_NAMESPACE_HTML && !w->h->title) w->h->title = node;
    if (level == SKIP || is_hidden(e)) return e->tag == GUMBO_TAG_HEAD && level == SKIP;
    if (e->tag == GUMBO_TAG_H1) {
        if (!w->h->h1) w->h->h1 = node;
        w->h->n_h1++;
    }
    if (level == BREAK) line_break(w);
    if (level == RULE) end_block(w);
    bool cell = w->row && (e->tag == GUMBO_TAG_TD || e->tag == GUMBO_TAG_TH);
    if (cell) draft_gap(w->d);
    /* A cell of a plain row is no block of its own: the row is, and its cells are parted by a space. */
    if (level == BLOCK && !cell) {
        end_block(w);
        w->element = add_element(w, node);
        if (e->tag == GUMBO_TAG_TR && !w->row && is_plain_row(node)) w->row = 1;
    }
    take_marks(w);
    /* Two marks of inline elements that meet without a space: links in a row are parted always, others only
    ** where part_neighbours finds that words would run together. */
    if (e->tag == GUMBO_TAG_A && w->d->n_clean == w->link_end) draft_gap(w->d); /* a row of links, parted by style only */
    if (level == INLINE && w->d->n_clean == w->inline_end && !is_made_again(node)) w->beside = true;
    mark_depth(w, e->tag, 1);
    return true;
}

/* The other half of enter, for each element whose children were walked. Its last block must end before the depths
** change back, or it would lose its kind. */
static void leave(struct walker *w, const GumboNode *node)
{
    const GumboElement *e = &node->v.element;
    take_marks(w);
    if (e->tag == GUMBO_TAG_A) w->link_end = w->d->n_clean;
    w->inline_end = w->d->n_clean;
    if (w->h->n_element && w->h->element[w->element].node == node) {
        end_block(w);
        /* Only now is the subtree complete: what asked for end_block before this got a lower bound. */
        w->h->element[w->element].end_block = w->d->n_block;
        if (e->tag == GUMBO_TAG_TR) w->row = 0;
        w->element = w->h->element[w->element].parent;
    }
    mark_depth(w, e->tag, UINT32_MAX); /* one less, once its last block has its kind */
}

/* Only elements have children that count: templates are nodes of their own kind and their content is not of
** the page. */
static const GumboVector *children_of(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT ? &node->v.element.children : NULL;
}

/* Past a node whose children are not wanted (into false), or behind its last child, the way goes up until a
** node has one beside it. A tree of any depth is walked without a stack. */
const GumboNode *html_next(const GumboNode *node, bool into, const GumboNode *root)
{
    const GumboVector *below = into ? children_of(node) : NULL;
    if (below && below->length) return below->data[0];
    while (node != root) {
        const GumboVector *beside = children_of(node->parent);
        size_t i = node->index_within_parent + 1;
        if (beside && i < beside->length) return beside->data[i];
        node = node->parent;
    }
    return NULL;
}

/* As html_next, leaving on the way the elements that were entered. A node that was not entered is not left,
** but the parents on the way up are. */
static const GumboNode *step(struct walker *w, const GumboNode *node, bool into, const GumboNode *root)
{
    const GumboNode *next = html_next(node, into, root);
    const GumboVector *below = into ? children_of(node) : NULL;
    if (below && below->length) return next;
    if (into) leave(w, node);
    for (; node != root && (!next || node->parent != next->parent); node = node->parent) leave(w, node->parent);
    return next;
}

/* One pass over all nodes. The failure is told once, by the arena that refused. */
enum status html_walk(struct html_page *h, struct err *err)
{
    struct walker w = {.h = h, .d = h->d};
    const GumboNode *root = h->tree->root;
    draft_open(h->d);
    for (const GumboNode *node = root; node && !w.failed && !h->d->failed;) {
        bool into = false;
        if (node->type == GUMBO_NODE_ELEMENT)
            into = enter(&w, node);
        else if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA)
            walk_text(&w, node);
        node = step(&w, node, into, root);
    }
    if (w.failed || h->d->failed) return arena_why(h->d->work, err);
    return OK;
}

/* ---- the text of one node, apart ---- */

/* A walk of its own over one subtree into a draft of its own, so that text is read by one rule everywhere;
** only white space folds and no block ends. The cut at max is made at a character. */
str html_text_of(const struct html_page *h, const GumboNode *node, size_t max)
{
    struct draft d;
    draft_start(&d, &h->d->src, h->d->work);
    /* Elements and blocks of the part are thrown away; only the draft's clean text is used. */
    struct html_page part = {.d = &d, .skeleton = h->skeleton, .page = h->page, .tree = h->tree};
    struct walker w = {.h = &part, .d = &d};
    draft_open(&d);
    for (const GumboNode *n = node; n && !d.failed && d.n_clean < max;) {
        if (n->type == GUMBO_NODE_TEXT || n->type == GUMBO_NODE_WHITESPACE) walk_text(&w, n);
        if (n->type == GUMBO_NODE_ELEMENT && level_of(&n->v.element) != INLINE) draft_gap(&d);
        bool skip = n->type == GUMBO_NODE_ELEMENT && n != node && level_of(&n->v.element) == SKIP;
        n = html_next(n, !skip, node);
    }
    str s = {d.clean, d.n_clean};
    if (s.n > max) s.n = max;
    while (s.n && s.n < d.n_clean && ((unsigned char)s.p[s.n] & 0xC0) == 0x80) s.n--;
    return d.failed ? (str){"", 0} : s;
}
