/* Pairs of quotation marks. Paragraph by paragraph and from left to right: a straight double mark opens where none is open and
** closes where one is; a mark that can only open gives up one that never closed. Single marks are pairs only where no apostrophe
** fits.
**
** What makes this more than counting: pages mix straight and curly marks; an apostrophe looks like a closing single mark ("the
** allies' role is 'vital'"); a quotation of several paragraphs opens each of them and closes the last alone; a scanner or a hasty
** editor drops a mark. So every pair is found inside one paragraph, where a lost mark spoils one quotation and not the rest of
** the page, and one that stays open to the end of its paragraph may go on in the next if that opens with a mark. */
#include "language/quotes_parts.h"

/* A mark in the text. */
struct mark {
    uint32_t at;
    uint8_t n; /* bytes */
    bool single;
    bool opens, closes; /* may it, by its shape and its neighbours */
};

/* Neighbours decide what a mark may be. Marks (CHAR_MARK) belong to the letter before them. */
static bool is_letter(int32_t cp)
{
    enum char_class c = utf8_class(cp);
    return c == CHAR_LETTER || c == CHAR_DIGIT || c == CHAR_MARK;
}

/* The character before a byte, and the one at it; a space beyond the edges of the text, so that marks there open and close. */
static int32_t before(str text, uint32_t at)
{
    size_t size;
    uint32_t from = at;
    while (from && at - from < 4 && ((unsigned char)text.p[--from] & 0xC0) == 0x80) {
    }
    return at ? utf8_decode(text, from, &size) : ' ';
}

static int32_t behind(str text, uint32_t at)
{
    size_t size;
    return at < text.n ? utf8_decode(text, at, &size) : ' ';
}

static bool is_dash(int32_t cp) { return cp == '-' || (cp >= 0x2010 && cp <= 0x2015); }
static bool is_quote(int32_t cp)
{
    return cp == '"' || cp == '\'' || cp == 0xAB || cp == 0xBB || (cp >= 0x2018 && cp <= 0x201F);
}
static bool is_bracket(int32_t cp) { return cp == '(' || cp == '[' || cp == '{'; }

/* The next mark from `from` on, before `to`.
** Curly double marks say themselves which they are; straight ones, and the curly single one that is the apostrophe too, are
** judged by their neighbours. A mark may be able to do both or neither ("don't", 6" pipe). */
static bool next_mark(struct mark *out, str text, uint32_t from, uint32_t to)
{
    for (uint32_t at = from; at < to;) {
        unsigned char b = (unsigned char)text.p[at];
        if (b < 0x80 && b != '"' && b != '\'') {
            at++;
            continue;
        }
        size_t size;
        int32_t cp = utf8_decode(text, at, &size);
        if (!is_quote(cp)) {
            at += (uint32_t)size;
            continue;
        }
        int32_t left = before(text, at), right = behind(text, at + (uint32_t)size);
        bool space_left = utf8_class(left) == CHAR_SPACE, space_right = utf8_class(right) == CHAR_SPACE;
        bool may_open = !space_right && (space_left || is_bracket(left) || is_dash(left) || is_quote(left) || left == '/');
        bool may_close = !space_left && !is_letter(right);
        *out = (struct mark){at, (uint8_t)size, cp == '\'' || (cp >= 0x2018 && cp <= 0x201B), may_open, may_close};
        if (cp == 0x201C || cp == 0x201E || cp == 0x201F || cp == 0xAB) out->opens = true, out->closes = false;
        if (cp == 0x201D || cp == 0xBB) out->opens = false, out->closes = true;
        if (cp == 0x2018 || cp == 0x201B) out->closes = false;
        if (cp == 0x2019) out->opens = false;
        /* the '90s */
        if (out->single && utf8_class(right) == CHAR_DIGIT) out->opens = false;
        return true;
    }
    return false;
}

/* "The allies' role": a mark behind an s with a small letter after the space is more likely a possessive, if a better one
** follows. */
static bool is_possessive(str text, const struct mark *m)
{
    uint32_t after = m->at + m->n;
    return m->at && text.p[m->at - 1] == 's' && after + 1 < text.n && text.p[after] == ' ' &&
           ascii_lower((unsigned char)text.p[after + 1]);
}

/* The mark that closes a single one: the first that no possessive explains, else the last that one does; before the next single one
** that only opens, and before `to`. */
static bool single_end(struct mark *out, str text, const struct mark *open, uint32_t to)
{
    struct mark m;
    bool any = false;
    for (uint32_t at = open->at + open->n; next_mark(&m, text, at, to); at = m.at + m.n) {
        if (!m.single) {
            if (!m.opens) break; /* the double quotation around it ends */
            continue;
        }
        if (m.opens && !m.closes) break;
        if (!m.closes || m.at == open->at + open->n) continue;
        *out = m;
        any = true;
        if (!is_possessive(text, &m)) break;
    }
    return any;
}

/* Where an unclosed one ends is not known yet: outer_end is the best guess so far. */
static enum status add_pair(struct quotes_work *k, const struct mark *open, uint32_t end, uint32_t outer_end, bool closed,
                            struct err *err)
{
    struct quote *q = quotes_add(k);
    if (!q) return arena_why(k->ar, err);
    q->at = (span){open->at + open->n, end};
    q->outer = (span){open->at, outer_end};
    q->closed = closed;
    q->single = open->single;
    return OK;
}

/* Marks of one paragraph, bytes par. Only the first of several unclosed double quotations matters to the next paragraph. */
static enum status pair_paragraph(struct quotes_work *k, span par, struct err *err)
{
    str text = k->tree.t->text;
    struct mark m, open = {0}, end;
    bool is_open = false;
    uint32_t slot = 0, single_until = par.begin;
    for (uint32_t at = par.begin; next_mark(&m, text, at, par.end); at = m.at + m.n) {
        enum status status = OK;
        if (m.single) {
            if (m.opens && m.at >= single_until && single_end(&end, text, &m, par.end)) {
                status = add_pair(k, &m, end.at, end.at + end.n, true, err);
                single_until = end.at + end.n;
            }
        } else if (is_open && m.closes) {
            k->q[slot].at.end = m.at;
            k->q[slot].outer.end = m.at + m.n;
            k->q[slot].closed = true;
            is_open = false;
        } else if (m.opens) {
            /* one that is still open never closed, and ends here */
            if (is_open) k->q[slot].at.end = k->q[slot].outer.end = m.at;
            open = m;
            is_open = true;
            status = add_pair(k, &open, par.end, par.end, false, err);
            slot = k->n - 1;
        }
        if (status) return status;
    }
    return OK;
}

/* Words that lie in bytes at, from word `from` on. */
static span words_in(const struct language_text *t, span at, uint32_t from)
{
    uint32_t w = from, n = t->words.n_word;
    while (w < n && language_word_bytes(t, w).begin < at.begin) w++;
    span out = {w, w};
    while (out.end < n && language_word_bytes(t, out.end).end <= at.end) out.end++;
    return out;
}

/* Paragraph by paragraph, so that a stray mark harms no more than one; words are sought from the last quotation's first word on,
** since opening marks come in order. */
enum status quotes_pair_marks(struct quotes_work *k, struct err *err)
{
    const struct language_text *t = k->tree.t;
    const struct language_words *w = &t->words;
    uint32_t s = 0;
    while (s < w->n_sentence) {
        uint32_t first = s++, from = k->n;
        while (s < w->n_sentence && !w->sentence_par[s]) s++;
        span par = {w->token[w->sentence_token[first]].begin, w->token[w->sentence_token[s] - 1].end};
        enum status status = pair_paragraph(k, par, err);
        if (status) return status;
        uint32_t word = language_sentence_words(t, first).begin;
        for (uint32_t i = from; i < k->n; i++) {
            struct quote *q = &k->q[i];
            while (q->at.end > q->at.begin && !q->closed && ascii_space((unsigned char)t->text.p[q->at.end - 1])) q->at.end--;
            q->words = words_in(t, q->at, word);
            word = q->words.begin;
            q->opens_par = q->outer.begin == par.begin;
            q->goes_on = !q->closed && q->outer.end == par.end;
        }
    }
    return OK;
}
