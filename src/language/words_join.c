/* Junctions: what is seen where two pieces touch, and tokens out of pieces once each junction is decided.
**
** Only the white space between chunks counts here, never its kind, and nothing further away than WORDS_REACH pieces but the
** chunk itself: so a junction is judged alike wherever the scan of its block began. */
#include "language/words_parts.h"

enum chunk_marks {
    CHUNK_SCHEME = 1, /* "://" */
    CHUNK_WWW = 2,
    CHUNK_AT = 4,
    CHUNK_SLASH = 8,
    CHUNK_DOT = 16, /* a full stop before its end */
    CHUNK_DIGIT = 32,
    CHUNK_LETTER = 64,
    CHUNK_LINE = 128 /* '_' or '=' or '&' */
};

#define WWW_HASH 0x12ACA1ACu /* of "www" */

/* Words and numbers by kind alone, whatever their letters; signs each by itself. */
static uint32_t piece_class(const struct words_piece *p) { return p->kind == PIECE_SIGN ? p->shape : p->kind; }

/* left: pieces behind p in its chunk, so that a full stop or at-sign at the very end is not taken for a part of an address. */
static uint32_t chunk_mark(const struct words_piece *p, uint32_t left)
{
    if (p->kind == PIECE_NUMBER) return CHUNK_DIGIT;
    if (p->kind == PIECE_WORD) return CHUNK_LETTER | (p->hash == WWW_HASH && left > 2 ? (uint32_t)CHUNK_WWW : 0);
    switch (p->shape) {
    case '@': return left ? CHUNK_AT : 0;
    case '/': return CHUNK_SLASH;
    case '.': return left ? CHUNK_DOT : 0;
    case '_':
    case '=':
    case '&': return CHUNK_LINE;
    case ':': return left > 2 && p[1].shape == '/' && p[2].shape == '/' ? CHUNK_SCHEME : 0;
    default: return 0;
    }
}

/* ---- addresses ---- */

/* Signs that people set around an address and that no address holds. */
static bool ends_address(uint32_t shape)
{
    return shape == '<' || shape == '>' || shape == '"' || shape == 0x201C || shape == 0x201D;
}

/* Signs that may stand inside an address but are not its last.
** A closing bracket is left in the address where one was opened in it, as some encyclopedias write theirs. */
static bool trails(uint32_t shape, bool bracket)
{
    if (shape == ')') return !bracket;
    return shape < 0x80 ? shape >= SHAPE_COUNT && strchr(".,;:!?'*]}|", (int)shape) != NULL : shape == 0x2026;
}

/* From its scheme ("http") or "www" on to the end of the chunk, without the marks of the sentence around it (RFC 3986, appendix C,
** on addresses in running text). */
static bool web_address(struct words_chunk *c, const struct words_block *block)
{
    const struct words_piece *p = block->piece;
    uint32_t k = c->first;
    bool bracket = false;
    while (k + 2 < c->end && !(p[k].kind == PIECE_WORD &&
                               ((p[k + 1].shape == ':' && p[k + 2].shape == '/' && k + 4 < c->end && p[k + 3].shape == '/') ||
                                (p[k].hash == WWW_HASH && p[k + 1].shape == '.'))))
        k++;
    if (k + 2 >= c->end) return false;
    c->address = k;
    for (k += 2; k < c->end && !ends_address(p[k].shape); k++) bracket = bracket || p[k].shape == '(';
    while (k > c->address + 2 && trails(p[k - 1].shape, bracket)) k--;
    c->address_end = k;
    return true;
}

/* left: before the at-sign, where more signs are allowed than in the name of a host. */
static bool in_mail(const struct words_piece *p, bool left)
{
    return p->kind != PIECE_SIGN || p->shape == '.' || p->shape == '_' || p->shape == '-' ||
           (left && (p->shape == '+' || p->shape == '%'));
}

/* Out from the at-sign to both sides, then inwards past signs: a full stop behind belongs to the sentence. False starts
** ("@kim", "a@ b") leave the chunk without an address. */
static void mail_address(struct words_chunk *c, const struct words_block *block)
{
    const struct words_piece *p = block->piece;
    uint32_t at = c->first + 1;
    while (at < c->end && p[at].shape != '@') at++;
    if (at + 1 >= c->end || p[at + 1].kind == PIECE_SIGN) return;
    uint32_t from = at;
    while (from > c->first && in_mail(&p[from - 1], true)) from--;
    while (from < at && p[from].kind == PIECE_SIGN) from++;
    if (from == at) return;
    uint32_t end = at + 1;
    while (end < c->end && in_mail(&p[end], false)) end++;
    while (p[end - 1].kind == PIECE_SIGN) end--;
    c->address = from;
    c->address_end = end;
}

/* shape leaves repetition out and goes no further than twelve changes, so that long chunks of one build share it. */
struct words_chunk words_chunk_at(const struct words_block *block, uint32_t first)
{
    struct words_chunk c = {.first = first, .end = first + 1, .hash = 1, .shape = 1};
    while (c.end < block->n_piece && block->piece[c.end].chunk_at) c.end++;
    uint32_t last = UINT32_MAX;
    uint32_t n = 0;
    for (uint32_t i = first; i < c.end; i++) {
        const struct words_piece *p = &block->piece[i];
        uint32_t class = piece_class(p);
        c.hash = words_mix(c.hash, p->hash);
        c.marks |= chunk_mark(p, c.end - i - 1);
        if (class != last && n++ < 12) c.shape = words_mix(c.shape, class);
        last = class;
    }
    bool web = (c.marks & (CHUNK_SCHEME | CHUNK_WWW)) && web_address(&c, block);
    if (!web && (c.marks & CHUNK_AT)) mail_address(&c, block);
    return c;
}

/* One feature: its kind and up to three values.
** What finds no room is dropped. */
static inline void add(struct words_features *f, uint32_t kind, uint32_t a, uint32_t b, uint32_t c)
{
    if (f->n < WORDS_MAX_FEATURES) f->hash[f->n++] = words_mix(words_mix(words_mix(a, kind), b), c);
}

/* Length of the run of one sign that piece p belongs to, up to 4, to the right. */
static uint32_t run_of(const struct words_piece *p)
{
    uint32_t n = 1;
    while (n < 4 && p[n].chunk_at && p[n].hash == p[0].hash) n++;
    return n;
}

/* Any byte beyond ASCII counts as one: without a table nobody can say that it is none. "Mr" and "Ltd" have none. */
static bool has_vowel(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strchr("aeiouyAEIOUY", p[i]) || (unsigned char)p[i] >= 0x80) return true;
    return false;
}

/* Endings of files and hosts: what stands before their point belongs to them, however rare it is. */
static bool is_ending(str text, const struct words_piece *p)
{
    static const char list[] = " com net org edu gov mil pdf doc docx xls xlsx ppt htm html txt jpg jpeg gif png csv zip xml ";
    uint32_t n = p->end - p->begin;
    char word[8] = " ";
    if (p->kind != PIECE_WORD || n < 3 || n > 4) return false;
    for (uint32_t i = 0; i < n; i++) word[1 + i] = (char)ascii_tolower((unsigned char)text.p[p->begin + i]);
    word[1 + n] = ' ';
    return strstr(list, word) != NULL;
}

/* Pieces around: a before the junction, b behind it; l, r the next ones outwards; what lies beyond a space is marked. */
struct around {
    uint32_t a, b, l, r, ll, rr; /* shapes */
    uint32_t wa, wb, wl, wr;     /* hashes */
};

/* The mark is a bit that no shape has, so that "a sign behind a space" is another feature than the sign set tight. */
static uint32_t far_shape(const struct words_piece *p, bool apart) { return p->shape ^ (apart ? 0x40000000u : 0); }

/* Never asks whether a piece exists: the block's edges are readable. */
static struct around look_around(const struct words_piece *b)
{
    const struct words_piece *a = b - 1;
    bool gap_l = !a->chunk_at;
    bool gap_ll = gap_l || !a[-1].chunk_at;
    bool gap_r = !b[1].chunk_at;
    bool gap_rr = gap_r || !b[2].chunk_at;
    return (struct around){
        .a = a->shape,
        .b = b->shape,
        .l = far_shape(a - 1, gap_l),
        .ll = far_shape(a - 2, gap_ll),
        .r = far_shape(b + 1, gap_r),
        .rr = far_shape(b + 2, gap_rr),
        .wa = a->hash,
        .wb = b->hash,
        .wl = a[-1].hash ^ (gap_l ? 0x55555555u : 0),
        .wr = b[1].hash ^ (gap_r ? 0x55555555u : 0),
    };
}

/* Junctions are decided from left to right, so what was joined so far (prev, so_far, from) is known and may be a feature;
** what follows is seen only as pieces. */
void words_junction_features(struct words_features *out, const struct words_block *block, const struct words_chunk *chunk,
                             uint32_t i)
{
    const struct words_piece *b = &block->piece[i];
    const struct words_piece *a = b - 1;
    struct around s = look_around(b);
    uint32_t prev = i - 1 > chunk->first ? 1u + a->joined : 0;
    uint32_t ab = words_mix(s.a, s.b);
    uint32_t from = i - 1; /* start of the token so far */
    while (from > chunk->first && block->piece[from].joined) from--;
    uint32_t so_far = 1;
    for (uint32_t k = from; k < i && k < from + 8; k++) so_far = words_mix(so_far, block->piece[k].hash);
    uint32_t rest = 1;
    for (uint32_t k = i; k < chunk->end && k < i + 4; k++) rest = words_mix(rest, block->piece[k].hash);
    const struct words_piece *next = &block->piece[chunk->end];
    uint32_t last = (uint32_t)(i + 1 == chunk->end) + (uint32_t)(i + 2 == chunk->end) * 2;
    uint32_t odd = a->kind == PIECE_WORD ? 1u + has_vowel(block->text.p + a->begin, a->end - a->begin) : 0;
    uint32_t length = a->end - a->begin < 6 ? a->end - a->begin : 6;

    uint32_t ending =
        (s.b == '.' && b[1].chunk_at && is_ending(block->text, b + 1)) + (s.a == '.' && is_ending(block->text, b)) * 2u;

    out->n = 0;
    add(out, 1, s.a, s.b, 0);
    add(out, 2, s.wa, s.b, 0);
    add(out, 3, s.a, s.wb, 0);
    add(out, 4, s.wa, s.wb, 0);
    add(out, 5, ab, s.l, 0);
    add(out, 6, ab, s.r, 0);
    add(out, 7, ab, s.l, s.r);
    add(out, 8, ab, words_mix(s.l, s.r), words_mix(s.ll, s.rr));
    add(out, 9, s.wl, s.a, s.wb);
    add(out, 10, s.wa, s.b, s.wr);
    add(out, 11, ab, prev, 0);
    add(out, 12, ab, prev, s.l);
    add(out, 13, chunk->shape, i - chunk->first, 0);
    add(out, 14, chunk->hash, i - chunk->first, 0);
    add(out, 15, chunk->marks, ab, 0);
    add(out, 16, chunk->marks, ab, words_mix(s.l, s.r));
    add(out, 17, so_far, s.b, 0);
    add(out, 18, so_far, s.b, last);
    add(out, 19, rest, s.a, 0);
    add(out, 20, ab, last, next->shape);
    add(out, 21, s.wa, words_mix(s.b, last), next->shape);
    add(out, 22, ab, words_mix(odd, length), words_mix(last, next->shape));
    add(out, 23, ab, words_mix(odd, length), last);
    add(out, 24, ab, run_of(a), run_of(b));
    add(out, 25, s.wl, ab, prev);
    add(out, 26, ab, s.wr, 0);
    add(out, 27, ab, i - from < 4 ? i - from : 4, prev);
    add(out, 28, ab, s.l, s.ll);
    add(out, 29, ab, s.r, s.rr);
    add(out, 30, chunk->shape, words_mix(s.l, ab), words_mix(s.r, prev));
    add(out, 31, words_mix(s.wl, s.wa), s.b, s.wr);
    if (ending) add(out, 33, ending, s.b, 0);
    if (ending) add(out, 34, ending, s.a, s.r);
    add(out, 32, ab, chunk->end - chunk->first < 6 ? chunk->end - chunk->first : 6,
        i - chunk->first < 4 ? i - chunk->first : 4);
}

/* ---- tokens ---- */

#define APOSTROPHE '\''

/* One sign or a run of it: "..." counts as "." does. */
static bool strong_mark(uint32_t shape)
{
    shape &= ~SHAPE_RUNS;
    return shape == '.' || shape == '?' || shape == '!' || shape == 0x2026;
}

/* Shape of a token of several pieces.
** The order of the questions matters: what has a scheme or an at-sign is an address, whatever else is in it; letters and
** full stops alone are an abbreviation when they end with one ("U.S.") and a host when not ("example.com"). */
static uint32_t mixed_shape(const struct words_piece *p, uint32_t n)
{
    uint32_t words = 0;
    uint32_t numbers = 0;
    uint32_t dots = 0;
    uint32_t quotes = 0;
    uint32_t marks = 0;
    bool same = true;
    for (uint32_t i = 0; i < n; i++) {
        words += p[i].kind == PIECE_WORD;
        numbers += p[i].kind == PIECE_NUMBER;
        dots += p[i].shape == '.';
        quotes += p[i].shape == APOSTROPHE;
        marks |= chunk_mark(&p[i], n - i - 1);
        same = same && p[i].hash == p[0].hash;
    }
    uint32_t signs = n - words - numbers;
    if (same) return SHAPE_RUNS + p[0].shape;
    if (signs == n) return SHAPE_SIGNS;
    if (marks & (CHUNK_SCHEME | CHUNK_WWW | CHUNK_AT)) return SHAPE_ADDRESS;
    if (!words) return SHAPE_NUMBER;
    if (!numbers && dots == signs)
        return p[n - 1].shape != '.'       ? SHAPE_ADDRESS
               : p[0].shape == SHAPE_SMALL ? SHAPE_ABBREVIATION_SMALL
                                           : SHAPE_ABBREVIATION;
    return quotes == signs && quotes == 1 && !numbers ? SHAPE_CLITIC : SHAPE_MIXTURE;
}

/* Of the last piece alone, so that "well-known" has the ending of "known". Bytes, not characters. */
static uint32_t suffix_of(str text, const struct words_piece *p)
{
    uint32_t hash = 7;
    uint32_t n = p->end - p->begin;
    for (uint32_t i = n > 3 ? p->end - 3 : p->begin; i < p->end; i++)
        hash = words_mix(hash, ascii_tolower((unsigned char)text.p[i]));
    return hash;
}

/* Distances to the next strong mark and to the end of the unit, from the right.
** A unit ends before a token with a line end that is meant or an empty line before it; wrapped lines go on. */
static void look_ahead(struct words_block *block)
{
    uint32_t ahead = 0;
    uint32_t left = 0;
    for (uint32_t i = block->n_token; i-- > 0;) {
        struct words_token *t = &block->token[i];
        left += left < UINT16_MAX;
        ahead = strong_mark(t->shape) ? 0 : ahead + (ahead < UINT16_MAX);
        t->ahead = (uint16_t)ahead;
        t->left = (uint16_t)left;
        if (t->gap >= GAP_LINE) ahead = left = 0;
    }
}

/* The token's hash starts with that of its first piece, so that a token of one piece has the piece's. */
void words_make_tokens(struct words_block *block)
{
    uint32_t n = 0;
    for (uint32_t i = 0, next; i < block->n_piece; i = next) {
        const struct words_piece *p = &block->piece[i];
        next = i + 1;
        while (next < block->n_piece && block->piece[next].joined) next++;
        const struct words_piece *last = &block->piece[next - 1];
        struct words_token *t = &block->token[n++];
        *t = (struct words_token){.begin = p->begin,
                                  .end = last->end,
                                  .hash = p->hash,
                                  .shape = p->shape,
                                  .piece = i,
                                  .gap = p->gap,
                                  .slack = p->slack,
                                  .vowel = true};
        for (uint32_t k = i + 1; k < next; k++) t->hash = words_mix(t->hash, block->piece[k].hash);
        if (next - i > 1) t->shape = mixed_shape(p, next - i);
        t->suffix = suffix_of(block->text, last);
        if (p->kind == PIECE_WORD && next == i + 1) t->cases = (uint8_t)words_case_of(block->cases, p->hash);
        if (p->kind == PIECE_WORD) t->vowel = has_vowel(block->text.p + p->begin, p->end - p->begin);
        if (next < block->n_piece && block->piece[next].gap >= GAP_WRAP)
            t->line = (uint16_t)(last->column + (last->end - last->begin));
    }
    block->n_token = n;
    memset(block->token + n, 0, WORDS_REACH * sizeof *block->token);
    look_ahead(block);
}
