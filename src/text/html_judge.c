/* What of an HTML page is the document. Running text outside of what calls itself menu, comment or advert is
** weighed; the element that holds nearly all of it, with as little else as may be, is the root; inside the
** root, blocks that are furniture by their element, their links or their words are set aside.
**
** Shares and lengths below are settings, not laws; the floors of test/eval/floors.txt hold what they are worth
** on labelled pages. Sums run over blocks in document order, so that the weight of an element is one
** subtraction and the whole judgement is linear but for common_above, which costs a walk up.
** The steps, for a page with a menu, an article, its readers' words and a footer:
**
**     weight_of       columns of each block of running text; menus and links weigh nothing
**     clear_signs     what an element says of itself is dropped where it holds too much of the text to mean it
**     choose_root     <article>, or what says "article-body", or the element with most of the weight
**     find_ends       first and last running text inside the root
**     is_main         each block: inside the root, no sign against it, not mostly links, no set phrase
**     aside_kind      what the others are called */
#include "text/html_page.h"

#include "text/look.h"

#define NEGATIVE                                                                                                               \
    (HTML_NAV | HTML_FOOT | HTML_HEAD | HTML_ASIDE | HTML_RELATED | HTML_COMMENT | HTML_SHARE | HTML_NOTICE | HTML_AD |        \
     HTML_META | HTML_CAPTION | HTML_FORM)

/* A sign is not believed of an element that holds more than this share of the page's running text, in per
** cent: class names are reused, and a page whose whole text lies in "share-container" is no share button.
** Comments and related stories may be the longest part of a page, and are believed nearly always. */
static const struct {
    uint32_t sign;
    uint32_t share;
} beliefs[] = {
    {HTML_NAV, 20},    {HTML_SHARE, 20}, {HTML_META, 20}, {HTML_HEAD, 30},  {HTML_FORM, 30},    {HTML_CAPTION, 30},
    {HTML_NOTICE, 30}, {HTML_AD, 30},    {HTML_FOOT, 50}, {HTML_ASIDE, 50}, {HTML_RELATED, 90}, {HTML_COMMENT, 95},
};

#define TAIL_BLOCKS 4 /* at the end of the text a block may be a notice by its words */

/* The state of one judgement; everything in it lives in the work arena or in the page. */
struct judge {
    struct html_page *h;
    struct draft *d;
    struct look *look;
    uint64_t *weight; /* [n_block + 1] running sums of the weight of running text, signs left aside */
    uint64_t *clean;  /* the same without blocks under negative signs */
    uint32_t root;    /* element */
    uint32_t first;   /* first and last block of running text in it */
    uint32_t last;
};

static uint32_t columns(const struct judge *j, uint32_t b) { return j->d->block[b].columns; }

/* More than half of the block's bytes are links: a menu, a list of stories, a share row. */
static bool is_linked(const struct judge *j, uint32_t b)
{
    return (uint64_t)j->h->block[b].n_link * 2 > span_len(j->d->block[b].at);
}

/* How much block b speaks for its surroundings being the document, in columns; 0 for what no article needs. A
** block that stops like a sentence counts from half a line on, one that does not only from two lines on. */
static uint32_t weight_of(const struct judge *j, uint32_t b)
{
    const struct look *l = &j->look[b];
    uint32_t n = columns(j, b);
    if (is_linked(j, b) || l->phrase) return 0;
    if (l->stops && n >= 50) return n;
    return n >= 140 ? n : 0;
}

static uint64_t weight_in(const uint64_t *sum, const struct html_element *e) { return sum[e->end_block] - sum[e->first_block]; }

/* The signs of the block's element and of all above it. */
static uint32_t sign_of(const struct judge *j, uint32_t b) { return j->h->element[j->h->block[b].element].sign; }

/* Signs that cannot be meant as they read: of what calls itself article, or holds too much of the page's text. */
static void clear_signs(struct judge *j)
{
    uint64_t all = j->weight[j->d->n_block];
    for (uint32_t i = 0; i < j->h->n_element; i++) {
        struct html_element *e = &j->h->element[i];
        uint64_t here = weight_in(j->weight, e);
        if (e->own & (HTML_BODY | HTML_ARTICLE)) e->own &= ~(uint32_t)(NEGATIVE & ~(HTML_RELATED | HTML_COMMENT));
        for (size_t k = 0; k < ARRAY_LEN(beliefs); k++)
            if ((e->own & beliefs[k].sign) && here * 100 > all * beliefs[k].share) e->own &= ~beliefs[k].sign;
        e->sign = e->own | (i ? j->h->element[e->parent].sign : 0);
    }
}

/* First with all signs left aside, because the shares of clear_signs are of the whole text; then again without
** what is still under a negative sign. False when the arena refuses. */
static bool weigh(struct judge *j)
{
    uint32_t n = j->d->n_block;
    j->weight = ARENA_NEW(j->d->work, (size_t)n + 1, uint64_t);
    j->clean = ARENA_NEW(j->d->work, (size_t)n + 1, uint64_t);
    if (!j->weight || !j->clean) return false;
    for (uint32_t b = 0; b < n; b++) j->weight[b + 1] = j->weight[b] + weight_of(j, b);
    clear_signs(j);
    for (uint32_t b = 0; b < n; b++)
        j->clean[b + 1] = j->clean[b] + (sign_of(j, b) & NEGATIVE ? 0 : j->weight[b + 1] - j->weight[b]);
    return true;
}

/* The element with this sign that holds most text, when it holds at least share per cent of all; UINT32_MAX
** without one. Of equals the first, which is the outer one. */
static uint32_t best_with(const struct judge *j, uint32_t sign, uint32_t share)
{
    uint32_t best = UINT32_MAX;
    uint64_t most = 0;
    uint64_t all = j->clean[j->d->n_block];
    for (uint32_t i = 0; i < j->h->n_element; i++) {
        const struct html_element *e = &j->h->element[i];
        uint64_t w = weight_in(j->clean, e);
        if (!(e->own & sign) || w <= most) continue;
        most = w;
        best = i;
    }
    return most * 100 >= all * share && most ? best : UINT32_MAX;
}

/* From an element down while one child holds nearly all its text (share, in per cent): wrappers are left
** behind, so that what stands beside the text inside them is outside the root. Children come after their
** parents, so one pass suffices. A <p> is no wrapper: what stands beside a text's only paragraph belongs to it. */
static uint32_t descend(const struct judge *j, uint32_t from, uint32_t share)
{
    uint32_t at = from;
    for (uint32_t i = from + 1; i < j->h->n_element; i++) {
        const struct html_element *e = &j->h->element[i];
        if (e->first_block >= j->h->element[from].end_block) break;
        if (e->parent != at || e->node->v.element.tag == GUMBO_TAG_P) continue;
        if (weight_in(j->clean, e) * 100 >= weight_in(j->clean, &j->h->element[at]) * share) at = i;
    }
    return at;
}

/* Nearest element above both. Numbers fall on the way up, so that the larger one can always be raised. */
static uint32_t common_above(const struct judge *j, uint32_t a, uint32_t b)
{
    while (a != b) {
        if (a > b)
            a = j->h->element[a].parent; /* parents come first */
        else
            b = j->h->element[b].parent;
    }
    return a;
}

/* Texts come in several elements that each say so: the one that holds them all, when they are much more than the largest. */
static uint32_t join_bodies(const struct judge *j, uint32_t best)
{
    uint64_t sum = 0;
    uint32_t above = best;
    uint32_t end = 0;
    for (uint32_t i = 0; i < j->h->n_element; i++) {
        const struct html_element *e = &j->h->element[i];
        uint64_t w = weight_in(j->clean, e);
        if (!(e->own & HTML_BODY) || e->first_block < end || !w) continue;
        sum += w;
        end = e->end_block;
        above = common_above(j, above, i);
    }
    return sum * 10 >= weight_in(j->clean, &j->h->element[best]) * 13 ? above : best;
}

/* In order of trust: what says that it is the body of an article, what says that it is an article, what holds
** most text. Element 0, the whole page, when there is no running text at all. */
static uint32_t choose_root(const struct judge *j)
{
    /* Nothing is left outside of negative signs: then all of the page is looked at, and the blocks are judged
    ** by their links and words alone. */
    if (!j->clean[j->d->n_block]) return 0;
    uint32_t at = best_with(j, HTML_BODY, 30);
    if (at != UINT32_MAX) at = join_bodies(j, at);
    if (at == UINT32_MAX) at = best_with(j, HTML_ARTICLE, 40);
    if (at == UINT32_MAX) at = descend(j, 0, 70);
    return descend(j, at, 95);
}

/* Which kind a block outside the document has: by its own words first, then by the strongest sign above it.
** Only how it is shown and counted depends on that; nothing of it is compared. */
static enum text_kind aside_kind(const struct judge *j, uint32_t b)
{
    uint32_t s = sign_of(j, b);
    const struct look *l = &j->look[b];
    if (l->phrase == PHRASE_NOTE) return TEXT_NOTE;
    if (s & HTML_NOTICE || l->phrase == PHRASE_NOTICE || l->phrase == PHRASE_BUTTON) return TEXT_NOTICE;
    if (s & HTML_NAV) return TEXT_MENU;
    if (s & HTML_FOOT) return TEXT_NOTICE;
    if (s & HTML_CAPTION) return TEXT_CAPTION;
    if (s & HTML_COMMENT) return TEXT_NOTE;
    if (s & HTML_RELATED) return TEXT_TEASER;
    if (s & HTML_META) return TEXT_BYLINE;
    return l->body ? TEXT_TEASER : TEXT_MENU;
}

static bool is_heading(const struct judge *j, uint32_t b)
{
    uint32_t tag = j->h->block[b].tag;
    return tag >= GUMBO_TAG_H2 && tag <= GUMBO_TAG_H6;
}

/* Signs that tell against block b inside the root, those of the root itself apart: the page may lie whole in a
** "form". Headers inside the text are headings of sections; running text is no advert whatever its box says;
** quotations (embedded posts) are believed only to be other people's when a list of comments or stories holds
** them. */
static uint32_t against(const struct judge *j, uint32_t b)
{
    const struct html_element *root = &j->h->element[j->root];
    uint32_t sign = sign_of(j, b) & NEGATIVE & ~root->sign;
    if (b >= j->first) sign &= ~(uint32_t)HTML_HEAD; /* headers of sections */
    if (j->look[b].body && !is_linked(j, b)) sign &= ~(uint32_t)(HTML_AD | HTML_NAV);
    if (sign_of(j, b) & HTML_QUOTE) sign &= HTML_COMMENT | HTML_RELATED | HTML_FOOT;
    return sign;
}

/* "Soldiers at the gate (Image: Agency)": a caption that no element marks, told by its credit. Sixty words at
** most, so that an article that mentions a credit stays. */
static bool is_credited(const struct judge *j, uint32_t b)
{
    static const str credits[] = {STR("(Image:"),       STR("(Photo:"),  STR("(Picture:"),     STR("(Foto:"),
                                  STR("(Bild:"),        STR("(Credit:"), STR("(Image credit"), STR("(Photo by"),
                                  STR("(Photo credit"), STR("(AP Photo")};
    str t = draft_str(j->d, &j->d->block[b]);
    for (size_t k = 0; k < ARRAY_LEN(credits) && j->look[b].n_word <= 60; k++)
        if (str_find(t, credits[k], 0) != SIZE_MAX) return true;
    return false;
}

/* A line of links between lines of text that <br> parts in the same element: one of the text's own. */
static bool is_inner_line(const struct judge *j, uint32_t b)
{
    const struct html_block *at = &j->h->block[b];
    if (!b || b + 1 >= j->d->n_block || at[-1].element != at->element || at[1].element != at->element) return false;
    return !is_linked(j, b - 1) && !is_linked(j, b + 1);
}

/* The last word on one block. A linked heading stays when text follows it; notices are looked for by their
** words only at the end of the text (TAIL_BLOCKS), since a text may be about cookies. */
static bool is_main(const struct judge *j, uint32_t b)
{
    const struct html_element *root = &j->h->element[j->root];
    const struct look *l = &j->look[b];
    if (b < root->first_block || b >= root->end_block || against(j, b) || l->phrase != PHRASE_NONE) return false;
    if (is_linked(j, b) && !l->body && !(sign_of(j, b) & HTML_QUOTE) && !is_inner_line(j, b))
        return is_heading(j, b) && b + 1 < root->end_block && weight_of(j, b + 1) && !against(j, b + 1);
    if (b + TAIL_BLOCKS > j->last && l->n_word <= 80 && phrase_is_notice(draft_str(j->d, &j->d->block[b]))) return false;
    return !is_credited(j, b);
}

/* First and last running text of the root. */
static void find_ends(struct judge *j)
{
    const struct html_element *root = &j->h->element[j->root];
    j->first = root->end_block;
    j->last = root->first_block;
    for (uint32_t b = root->first_block; b < root->end_block; b++) {
        if (!weight_of(j, b) || (sign_of(j, b) & NEGATIVE & ~root->sign)) continue;
        if (b < j->first) j->first = b;
        j->last = b;
    }
}

/* Blocks keep the kind of their tag when they are of the document, and get one of the aside kinds when they
** are not. Leaves h->look NULL only when the arena refused or the page has no element; h->first_main is then
** of no use. */
void html_judge(struct html_page *h)
{
    struct judge j = {.h = h, .d = h->d, .look = look_at_all(h->d)};
    if (!j.look || !h->n_element || !weigh(&j)) {
        if (!h->d->failed && h->n_element) h->d->failed = arena_why(h->d->work, NULL);
        return;
    }
    j.root = choose_root(&j);
    find_ends(&j);
    h->root = j.root;
    h->look = j.look;
    /* Where no block weighs anything, the text begins with the root. */
    h->first_main = h->element[j.root].first_block;
    bool seen = false;
    for (uint32_t b = 0; b < h->d->n_block; b++) {
        if (is_main(&j, b)) {
            if (!seen && weight_of(&j, b)) h->first_main = b;
            seen = seen || weight_of(&j, b);
            h->last_main = b;
            continue;
        }
        h->d->block[b].kind = (uint8_t)aside_kind(&j, b);
        h->d->block[b].level = 0;
    }
}
