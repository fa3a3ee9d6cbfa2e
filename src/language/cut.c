/* Where a long input is cut into pieces. A piece begins where a paragraph begins, or where a piece before it had to end within one;
** from there the next place to cut follows from the bytes behind it, never from how many of them happen to be read. */
#include "language/language.h"

static bool white(str s, size_t i) { return ascii_space((unsigned char)s.p[i]); }

/* Bytes of white space at the front of s; *lines gets the line ends among them. */
static size_t front_white(str s, uint32_t *lines)
{
    size_t n = 0;
    for (*lines = 0; n < s.n && white(s, n); n++) *lines += s.p[n] == '\n';
    return n;
}

/* The end of the last empty line in s, 0 for none: behind a line end, spaces only, and another line end.
** From behind, since a piece should be as long as it may. The answer is the byte behind the second of two line ends, spaces
** behind that not counted. */
static size_t last_paragraph(str s)
{
    bool line_end = false;
    for (size_t i = s.n; i-- > 0;) {
        if (s.p[i] == '\n' && line_end) {
            while (s.p[++i] != '\n') {
            }
            return i + 1;
        }
        if (s.p[i] == '\n')
            line_end = true;
        else if (!white(s, i))
            line_end = false;
    }
    return 0;
}

/* ---- within a paragraph ---- */

/* Whether s[..i) surely ends a sentence: a small-lettered word of three letters or more, a mark, perhaps a quote or bracket that
** closes. Abbreviations are shorter, or have capitals before their full stop. */
static bool ends_surely(str s, size_t i)
{
    while (i && (s.p[i - 1] == '"' || s.p[i - 1] == ')' || s.p[i - 1] == '\'')) i--;
    if (!i || (s.p[i - 1] != '.' && s.p[i - 1] != '!' && s.p[i - 1] != '?')) return false;
    size_t letters = 0;
    for (i--; i && ascii_lower((unsigned char)s.p[i - 1]); i--) letters++;
    return letters >= 3 && (!i || s.p[i - 1] == ' ' || s.p[i - 1] == '\n');
}

/* With a small letter the mark before may have been an abbreviation's; "1. Scope" is no sure beginning either. */
static bool begins_surely(str s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i];
    return ascii_upper(c) || ((c == '"' || c == '(') && i + 1 < s.n && ascii_upper((unsigned char)s.p[i + 1]));
}

/* The end of a piece of s, a paragraph's beginning that is as long as a piece may be: behind white space, in its second half where
** possible.
** Three ways, the best first: behind what surely ends a sentence, which is no cut to the reader; else at the last white
** space, marked cut; else in a stretch without any, glued too, since no space may be invented there. The first half is
** looked at only while no white space was found. */
static void cut_within(struct language_cut *out, str s)
{
    size_t space = 0;
    for (size_t i = s.n; i > 0; i--) {
        if (!white(s, i - 1) || (i < s.n && white(s, i))) continue;
        size_t before = i;
        while (before && white(s, before - 1)) before--;
        if (before < s.n / 2 && space) break;
        if (!space) space = i;
        if (i < s.n && ends_surely(s, before) && begins_surely(s, i)) {
            out->n = i;
            return;
        }
    }
    out->n = space ? space : s.n;
    out->cut = true;
    out->glued = !space;
    /* Not within a character: at most three bytes back, and never to nothing. */
    for (int back = 0; !space && back < 3 && out->n > 1 && ((unsigned char)s.p[out->n] & 0xC0) == 0x80; back++) out->n--;
}

/* Where less than a piece is there and more may come, only whole paragraphs are taken: a sentence at the edge could still
** go on. skip is taken back when nothing can be cut yet, so that the caller offers the same bytes again with more behind
** them. */
void language_cut(struct language_cut *out, str text, bool whole)
{
    uint32_t lines;
    *out = (struct language_cut){0};
    str front = {text.p, text.n > LANGUAGE_PIECE_BYTES ? LANGUAGE_PIECE_BYTES : text.n};
    out->skip = front_white(front, &lines);
    out->opens = lines > 1;
    if (out->skip == LANGUAGE_PIECE_BYTES) return; /* a desert: dropped stretch by stretch */
    str body = {text.p + out->skip, text.n - out->skip};
    bool full = body.n > LANGUAGE_PIECE_BYTES;
    if (whole && !full) {
        out->n = body.n;
        out->par = true;
        return;
    }
    out->n = last_paragraph((str){body.p, full ? LANGUAGE_PIECE_BYTES : body.n});
    out->par = out->n > 0;
    if (!out->n && full) cut_within(out, (str){body.p, LANGUAGE_PIECE_BYTES});
    if (!out->n) out->skip = 0;
}

/* ---- pieces ---- */

/* Bytes up to behind the last empty line of CoNLL-U, 0 where none was read yet; all of it where nothing follows.
** A CR before the line end belongs to it. */
static size_t cut_given(str text, bool whole)
{
    if (whole) return text.n;
    for (size_t i = text.n; i > 1; i--) {
        if (text.p[i - 1] != '\n') continue;
        size_t before = i - 1;
        if (before && text.p[before - 1] == '\r') before--;
        if (before && text.p[before - 1] == '\n') return i;
    }
    return 0;
}

/* A failed copy is left to the buffer's own mark. */
static void fill(struct language_piece *piece, struct language_cutter *c, str bytes)
{
    buf_add(&piece->in, bytes);
    piece->base = c->base;
    piece->opens_doc = !c->some;
    c->some = true;
    c->base += bytes.n;
}

/* No sentence is parted: without an empty line within the cap the input is refused, not cut, because a tree cannot be
** parsed by halves. line counts on over pieces, for the messages. */
static enum status given_piece(struct language_piece *piece, struct language_cutter *c, str text, bool whole, size_t *used,
                               struct err *err)
{
    *used = cut_given(text, whole);
    if (!*used && text.n > LANGUAGE_GIVEN_BYTES)
        return err_set(err, E_LIMIT, "line %u: no empty line within %zu bytes of CoNLL-U", c->line + 1, LANGUAGE_GIVEN_BYTES);
    if (!*used) return DONE;
    piece->conllu = true;
    piece->line = c->line + 1;
    for (size_t i = 0; i < *used; i++) c->line += text.p[i] == '\n';
    fill(piece, c, (str){text.p, *used});
    return OK;
}

/* goes_on tells the next piece that it begins within a paragraph, until an empty line in the skipped space ends that. */
enum status language_cut_piece(struct language_piece *piece, struct language_cutter *c, str text, bool whole, size_t *used,
                               struct err *err)
{
    struct language_cut cut;
    if (c->conllu) return given_piece(piece, c, text, whole, used, err);
    *used = 0;
    do { /* space beyond a piece's size is dropped without one */
        language_cut(&cut, (str){text.p + *used, text.n - *used}, whole);
        *used += cut.skip;
        c->base += cut.skip;
        if (cut.opens) c->goes_on = false;
    } while (!cut.n && cut.skip);
    if (!cut.n) return DONE;
    piece->goes_on = c->goes_on;
    piece->cut = cut.cut;
    piece->glued = cut.glued;
    c->goes_on = !cut.par;
    fill(piece, c, (str){text.p + *used, cut.n});
    *used += cut.n;
    return OK;
}
