/* Furniture of plain pages. A page is head, body, tail. The head is what stands before the first running text:
** menus, title, date, byline. The tail begins at a heading over other stories ("Related", "Most read", in many
** languages) after which the document does not go on, or is peeled off the end while blocks are furniture by
** themselves. In between, only blocks that are furniture by their words are set aside. An official text has
** none of these, and stays whole. What is set aside wrongly is missing from every comparison; what is left
** wrongly is one passage too many, which a reader sees. So in doubt a block stays. Invariant: each kind is
** settled once (look.fixed); judges run from the surest to the least sure.
** A page as it is copied, and the names of its parts here:
**
**     Home                                     head: a menu
**     News
**     Ministers agree on patrols               the title, found among what is left of the head
**     By Jane Example                          byline
**     26 January 2026                          dateline
**
**     SEOUL -- The ministers of ...            body: the first running text
**     ...
**     Photo: Agency                            set aside inside the body, by its label
**     ...
**     Most read                                tail: from this heading on
**     Harbour fees rise again                  teasers
**     © 2026 The Gazette                       a notice, peeled off the end */
#include "text/furniture.h"

#include "text/found.h"

#define NONE UINT32_MAX
/* Consent notices come before everything else on a copied page; further down the same words are part of a text
** about them. */
#define HEAD_NOTICES 12 /* blocks at the start that may be consent notices */

/* One page under judgement; f is filled part by part: body, title, tail. */
struct judge {
    struct draft *d;
    struct look *look; /* [d->n_block] */
    struct furniture f;
};

/* Settles the kind of block i, once: the first judge that is sure wins. */
static void set(struct judge *j, uint32_t i, enum text_kind kind)
{
    struct draft_block *b = &j->d->block[i];
    if (j->look[i].fixed) return;
    b->kind = (uint8_t)kind;
    if (text_kind_is_aside(kind)) b->level = 0;
    j->look[i].fixed = true;
}

/* A line that only states a date, or only figures that could be one. The second half takes lines like
** "2025.12.11 09:30" in which no full date can be read for certain: eight or six digits and marks of dates and
** times, nothing else. */
static bool is_dateline(str s)
{
    day d;
    span at;
    enum found_label label;
    if (found_dateline(s, &d, &at, &label)) return true;
    size_t n;
    enum phrase_class c = phrase_label(s, &n);
    if (c != PHRASE_DATE && c != PHRASE_UPDATED) n = 0;
    uint32_t n_digit = 0;
    for (size_t i = n; i < s.n; i++) {
        n_digit += ascii_digit((unsigned char)s.p[i]);
        if (!ascii_digit((unsigned char)s.p[i]) && !strchr(" ./:-", s.p[i])) return false;
    }
    return s.n < 40 && n_digit >= 6;
}

static str text_of(const struct judge *j, uint32_t i) { return draft_str(j->d, &j->d->block[i]); }

/* The kind that a block has by its words alone; TEXT_KIND_COUNT when they say nothing. The whole block first,
** then the label that opens it; labelled blocks have upper bounds in words, because a sentence may begin with
** "Photo:" too. */
static enum text_kind kind_by_words(const struct judge *j, uint32_t i)
{
    const struct look *l = &j->look[i];
    switch ((enum phrase_class)l->phrase) {
    case PHRASE_RELATED:
    case PHRASE_COMMENTS:
    case PHRASE_SHARE:
    case PHRASE_NAV: return TEXT_MENU;
    case PHRASE_BUTTON:
    case PHRASE_NOTICE: return TEXT_NOTICE;
    case PHRASE_NOTE: return TEXT_NOTE;
    case PHRASE_CAPTION: return TEXT_CAPTION;
    case PHRASE_NONE:
    case PHRASE_BYLINE:
    case PHRASE_DATE:
    case PHRASE_UPDATED: break;
    }
    if (l->label == PHRASE_CAPTION && l->n_word <= 60) return TEXT_CAPTION;
    if (l->label == PHRASE_RELATED && l->n_word <= 25) return TEXT_MENU;
    if ((l->label == PHRASE_NAV || l->label == PHRASE_SHARE) && l->n_word <= 25) return TEXT_MENU;
    return TEXT_KIND_COUNT;
}

/* "Home > World > Asia", "News | Sport | Weather": a path, or a row of at least three parts; short, and no
** sentence. Bars need two, since a headline may have one. */
static bool is_crumbs(str s, const struct look *l)
{
    size_t sharp = 0;
    size_t bars = 0;
    if (l->stops || l->n_word > 24) return false;
    for (size_t i = 0; i < s.n; i++) {
        str rest = {s.p + i, s.n - i};
        sharp += str_starts(rest, STR(" > ")) || str_starts(rest, STR("»")) || str_starts(rest, STR("›"));
        bars += str_starts(rest, STR(" | ")) || str_starts(rest, STR(" • ")) || str_starts(rest, STR(" · "));
    }
    return sharp > 0 || bars >= 2;
}

/* ---- head ---- */

/* Long blocks are not searched: notices are short, and the search costs length times phrases. */
static bool is_notice(const struct judge *j, uint32_t i)
{
    return j->look[i].phrase == PHRASE_NOTICE || j->look[i].phrase == PHRASE_BUTTON ||
           (j->d->block[i].columns <= 900 && phrase_is_notice(text_of(j, i)));
}

/* First running text that is neither a notice nor a note about the text. Returns n_block when there is none:
** such a page has no title and no tail, and all of it stays. Notices and notes that stand before are set on
** the way. */
static uint32_t find_body(struct judge *j)
{
    uint32_t n = j->d->n_block;
    for (uint32_t i = 0; i < n; i++) {
        if (i == 0 || i < HEAD_NOTICES) {
            if (is_notice(j, i)) {
                set(j, i, TEXT_NOTICE);
                continue;
            }
            if (phrase_is_note(text_of(j, i)) && i + 1 < n) {
                set(j, i, TEXT_NOTE);
                continue;
            }
        }
        if (j->look[i].body && kind_by_words(j, i) == TEXT_KIND_COUNT) return i;
    }
    return n;
}

/* "기자" (reporter) marks a Korean byline, wherever it stands in a short line. Elsewhere a label is needed and
** then names: a word of four letters and more in small letters ("By popular demand") tells that none follow.
** Letters from U+1100 on have no case and pass. */
bool furniture_is_byline(str s, const struct look *l)
{
    if (l->n_word > 10 || l->stops) return false;
    if (l->n_word <= 6 && str_find(s, STR("기자"), 0) != SIZE_MAX) return true;
    if (l->label != PHRASE_BYLINE || s.n <= l->n_label) return false;
    str rest = {s.p + l->n_label, s.n - l->n_label};
    for (str word; list_next(&rest, ' ', &word);) {
        size_t size;
        int32_t cp = utf8_decode(word, 0, &size);
        /* Short small words are parts of names ("van", "de", "und"). */
        bool small = utf8_class(cp) == CHAR_LETTER && !utf8_is_upper(cp) && utf8_lower(cp) == cp && cp < 0x1100;
        if (small && word.n > 3) return false;
    }
    return true;
}

/* Kinds of head blocks that can be told without knowing the title. */
static void judge_head_block(struct judge *j, uint32_t i)
{
    str s = text_of(j, i);
    const struct look *l = &j->look[i];
    enum text_kind k = kind_by_words(j, i);
    if (k != TEXT_KIND_COUNT)
        set(j, i, k);
    else if (is_dateline(s))
        set(j, i, TEXT_DATELINE);
    else if (furniture_is_byline(s, l))
        set(j, i, TEXT_BYLINE);
    else if (is_crumbs(s, l))
        set(j, i, TEXT_MENU);
}

/* "As amended effective January 28, 2014": a date in a line of small words says something of the text; it is no name. */
static bool tells_a_date(str s)
{
    size_t at = 0;
    day when;
    span where;
    uint32_t n = 0;
    uint32_t n_small = 0;
    if (!found_date_next(s, &at, &when, &where)) return false;
    for (str word; list_next(&s, ' ', &word);) {
        n += !ascii_digit((unsigned char)word.p[0]);
        n_small += ascii_lower((unsigned char)word.p[0]);
    }
    return n_small * 2 + 1 > n;
}

/* The title: the first free block of the head that reads as one, four words at least before shorter ones, and
** one among menu words only when there is no other. NONE when no block serves. Ranks: a line of four words (or
** 24 columns, for scripts without spaces) before a shorter one, any of them before menu words; within a rank
** the first. */
static uint32_t find_title(const struct judge *j)
{
    uint32_t best = NONE;
    uint32_t best_rank = 0;
    for (uint32_t i = 0; i < j->f.body; i++) {
        const struct look *l = &j->look[i];
        const struct draft_block *b = &j->d->block[i];
        if (l->fixed || !l->titled || b->kind == TEXT_ITEM || b->kind == TEXT_TABLE || tells_a_date(text_of(j, i))) continue;
        /* Ranks, not weights: 1000 a real line, 100 a short one, 1 a menu word; words break ties. */
        uint32_t rank = l->menuish ? 1 : l->n_word >= 4 || b->columns >= 24 ? 1000 : 100;
        rank += l->n_word < 4 ? l->n_word : 4;
        if (rank > best_rank) {
            best = i;
            best_rank = rank;
        }
    }
    return best;
}

/* Lines of the head without a gap between them: with two known menu words, the short others are of the menu too. */
static void find_menus(struct judge *j)
{
    for (uint32_t i = 0; i < j->f.body;) {
        uint32_t k = i + 1;
        uint32_t n_known = look_is_furniture(&j->look[i]);
        for (; k < j->f.body && !(j->d->block[k].sign & DRAFT_GAP_BEFORE); k++) n_known += look_is_furniture(&j->look[k]);
        for (uint32_t m = i; m < k && n_known >= 2; m++) j->look[m].menuish = j->look[m].n_word <= 4;
        i = k;
    }
}

/* Short lines before the title: a menu when there are many, or when known ones are among them. What stays
** after that and is a paragraph is a line over the title ("JOINT STATEMENT"), and a heading. */
static void judge_before_title(struct judge *j)
{
    uint32_t n_short = 0;
    uint32_t n_known = 0;
    for (uint32_t i = 0; i < j->f.title; i++) {
        n_short += !j->look[i].fixed && j->look[i].n_word <= 3;
        n_known += j->look[i].phrase == PHRASE_NAV || j->look[i].phrase == PHRASE_SHARE;
    }
    bool menu = n_short + n_known >= 4 || (n_known && n_short);
    for (uint32_t i = 0; i < j->f.title; i++) {
        if (j->look[i].n_word <= 3 && menu) set(j, i, TEXT_MENU);
        if (j->d->block[i].kind == TEXT_PARAGRAPH && !j->look[i].menuish) set(j, i, TEXT_HEADING);
    }
}

/* What a picture shows, straight above its credit: a short block with a gap before it, and right below it,
** without one, a line that is a credit by its label; in the tail a line about machine-made pictures counts as
** well. */
static bool is_above_credit(const struct judge *j, uint32_t i)
{
    const struct draft_block *b = &j->d->block[i];
    if (i + 1 >= j->d->n_block || j->look[i].n_word > 40 || !(b->sign & DRAFT_GAP_BEFORE) || (b[1].sign & DRAFT_GAP_BEFORE))
        return false;
    return j->look[i + 1].label == PHRASE_CAPTION || (j->look[i + 1].phrase == PHRASE_NOTE && i + 1 >= j->f.tail);
}

/* Each block by itself first: the title is sought among what is then still free. */
static void judge_head(struct judge *j)
{
    for (uint32_t i = 0; i < j->f.body; i++) {
        judge_head_block(j, i);
        if (is_above_credit(j, i)) set(j, i, TEXT_CAPTION);
    }
    find_menus(j);
    if (j->f.body < j->d->n_block) j->f.title = find_title(j);
    if (j->f.title == NONE) return;
    j->d->block[j->f.title].level = 0;
    set(j, j->f.title, TEXT_TITLE);
    judge_before_title(j);
    for (uint32_t i = 0; i < j->f.body; i++)
        if (j->look[i].menuish) set(j, i, TEXT_MENU);
}

/* ---- tail ---- */

/* After a heading over other stories at r: block where the document goes on, or NONE. It goes on when, after a
** few short lines, running text follows in one stretch of four and more, as it does behind a box set into an
** article. Three paragraphs are not enough: teasers come with that much. */
static uint32_t goes_on_at(const struct judge *j, uint32_t r)
{
    uint32_t n = j->d->n_block;
    uint32_t i = r + 1;
    while (i < n && i <= r + 5 && !j->look[i].body) i++;
    if (i == r + 1 || i >= n || !j->look[i].body) return NONE;
    uint32_t k = i;
    while (k < n && j->look[k].body && !is_notice(j, k)) k++;
    if (k - i < 4) return NONE;
    return i;
}

/* The heading at which the tail begins, n without one. Boxes set into the text are marked on the way. Linear:
** each box is passed as a whole, and goes_on_at looks ahead only behind a heading. */
static uint32_t find_tail(struct judge *j)
{
    uint32_t n = j->d->n_block;
    for (uint32_t i = j->f.body; i < n; i++) {
        const struct look *l = &j->look[i];
        if (l->phrase != PHRASE_RELATED && l->phrase != PHRASE_COMMENTS) continue;
        uint32_t on = goes_on_at(j, i);
        if (on == NONE) return i;
        for (uint32_t k = i; k < on; k++) set(j, k, k == i ? TEXT_MENU : TEXT_TEASER);
        i = on - 1;
    }
    return n;
}

/* Blocks at the end that are furniture by themselves; short lines between two such are teasers. Going back
** from the end, at most 400 blocks: a block that is furniture moves the cut, running text or five blocks
** without a sign of furniture end the search. A line that is cut in dots is a teaser only in company (a second
** one, or a tail that was found), since a text may end in dots.
** Read from below, with the cut at the place of '>':
**
**         They agreed to meet again.          running text: the search ends here
**     >   Harbour fees rise again             a headline above a cut line
**         The fees of the old port ...        cut, in company: a teaser
**         Ten ships in a row ...              cut, in company
**         All rights reserved                 a notice */
static uint32_t peel_end(struct judge *j, uint32_t tail)
{
    uint32_t cut_at = tail;
    uint32_t n_cut = 0;
    for (uint32_t i = tail; i > j->f.body + 1 && tail - i < 400; i--) {
        const struct look *l = &j->look[i - 1];
        bool date = l->n_word <= 12 && is_dateline(text_of(j, i - 1));
        bool known = kind_by_words(j, i - 1) != TEXT_KIND_COUNT || is_notice(j, i - 1);
        n_cut += l->cut && l->n_word <= 60;
        /* A teaser needs company; a headline stands right above one. */
        bool teaser = l->cut && l->n_word <= 60 && (n_cut > 1 || tail < j->d->n_block);
        bool headline = l->titled && i < tail && j->look[i].cut && cut_at <= i;
        if (known || teaser || headline)
            cut_at = i - 1;
        else if (l->body || cut_at > i + 5 || !(l->titled || date || l->cut))
            break;
    }
    return cut_at;
}

/* What a tail block is that its words do not tell: a story under a heading over stories, what readers wrote, else a
** label, unless it runs or is cut like a story. */
static enum text_kind kind_in_tail(const struct judge *j, uint32_t i, enum phrase_class under)
{
    const struct look *l = &j->look[i];
    bool above_cut = i + 1 < j->d->n_block && j->look[i + 1].cut;
    if (under == PHRASE_COMMENTS) return TEXT_NOTE;
    if (under == PHRASE_RELATED || l->cut || above_cut || l->body) return TEXT_TEASER;
    return l->titled ? TEXT_MENU : TEXT_TEASER;
}

/* `under` remembers the last heading, which tells stories from what readers wrote. */
static void judge_tail(struct judge *j)
{
    enum phrase_class under = PHRASE_NONE;
    for (uint32_t i = j->f.tail; i < j->d->n_block; i++) {
        enum text_kind k = kind_by_words(j, i);
        enum phrase_class p = (enum phrase_class)j->look[i].phrase;
        if (p == PHRASE_RELATED || p == PHRASE_COMMENTS || p == PHRASE_NAV) under = p;
        if (k != TEXT_KIND_COUNT)
            set(j, i, k);
        else if (is_notice(j, i))
            set(j, i, TEXT_NOTICE);
        else if (is_above_credit(j, i))
            set(j, i, TEXT_CAPTION);
        else if (is_dateline(text_of(j, i)))
            set(j, i, TEXT_DATELINE);
        else
            set(j, i, kind_in_tail(j, i, under));
    }
}

/* ---- between ---- */

/* A menu word alone in the text ("Comments", "Contact") may be a heading of the document: beside furniture it
** is not. */
static bool next_to_furniture(const struct judge *j, uint32_t i)
{
    return (i && look_is_furniture(&j->look[i - 1])) || (i + 1 < j->d->n_block && look_is_furniture(&j->look[i + 1]));
}

/* A short line without a stop, with text of the document below it. A line that was joined from several is a
** paragraph; one that opens with a small letter goes on from somewhere. Letters from U+1100 on have no case.
**
**     Scope of the arrangement      above a paragraph or an item: a heading
**     and the ports of all          opens small: it goes on from somewhere
**     Signed at Seoul               nothing of the document below it: a paragraph */
static bool is_heading(const struct judge *j, uint32_t i)
{
    const struct look *l = &j->look[i];
    if (!l->titled || l->n_word > 14 || j->d->block[i].columns > 100 || i + 1 >= j->f.tail) return false;
    if (j->d->block[i].sign & DRAFT_JOINED) return false;
    size_t size;
    int32_t cp = utf8_decode(text_of(j, i), 0, &size);
    if (utf8_class(cp) == CHAR_LETTER && !utf8_is_upper(cp) && cp < 0x1100) return false;
    const struct look *below = &j->look[i + 1];
    return below->body || below->stops || j->d->block[i + 1].kind == TEXT_ITEM;
}

/* Inside the body only what is furniture by its words, captions and headings are set; in doubt a block stays. */
static void judge_middle(struct judge *j)
{
    for (uint32_t i = j->f.body; i < j->f.tail; i++) {
        const struct look *l = &j->look[i];
        enum text_kind k = kind_by_words(j, i);
        /* Headings of documents are among these phrases; only beside other furniture are they of the page. */
        bool name_of_a_section = l->phrase == PHRASE_NAV || l->phrase == PHRASE_COMMENTS || l->phrase == PHRASE_NOTICE;
        if (k != TEXT_KIND_COUNT && (!name_of_a_section || next_to_furniture(j, i)))
            set(j, i, k);
        else if (is_above_credit(j, i))
            set(j, i, TEXT_CAPTION);
        else if (j->d->block[i].kind == TEXT_PARAGRAPH && !l->fixed && is_heading(j, i)) {
            set(j, i, TEXT_HEADING);
            j->d->block[i].level = 2;
        }
    }
}

/* The head must be judged before the tail: it fixes blocks that the peeling would else take for running text.
** A page without running text gets only what its words say. */
void furniture_judge(struct furniture *out, struct draft *d, struct look *look)
{
    struct judge j = {.d = d, .look = look, .f = {.title = NONE, .tail = d->n_block}};
    j.f.body = find_body(&j);
    judge_head(&j);
    if (j.f.body < d->n_block) {
        j.f.tail = peel_end(&j, find_tail(&j));
        judge_tail(&j);
        judge_middle(&j);
    }
    *out = j.f;
}
