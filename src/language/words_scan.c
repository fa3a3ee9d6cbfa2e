/* From bytes to pieces. What this file cuts is cut for good, what it leaves together stays together: runs of letters, runs of
** digits, and every other character by itself. All that needs judgement comes later, at the junctions between pieces.
**
** Invariant: a piece begins where it would begin if the scan had begun at any earlier white space; so a block may be scanned from
** the start of any chunk, and both faces of the room see the same pieces. */
#include "language/words_parts.h"

#include <assert.h>

/* Classes of bytes; what begins with UTF-8's upper half is looked at as a character. */
enum byte_class { BYTE_SIGN, BYTE_SPACE, BYTE_LINE, BYTE_LETTER, BYTE_DIGIT, BYTE_WIDE };

/* Most bytes of English text are decided here, without decoding. */
static enum byte_class byte_class(unsigned char c)
{
    if (c >= 0x80) return BYTE_WIDE;
    if (ascii_alpha(c)) return BYTE_LETTER;
    if (ascii_digit(c)) return BYTE_DIGIT;
    if (c == '\n' || c == '\r') return BYTE_LINE;
    return ascii_space(c) ? BYTE_SPACE : BYTE_SIGN;
}

/* One character with its class; a broken byte is a sign. */
struct sign {
    int32_t cp;
    uint32_t size;
    enum byte_class class;
};

/* A mark (an accent written by itself) goes with letters, so that "e" and its accent are one word. */
static struct sign wide_sign(str text, size_t at)
{
    size_t size;
    int32_t cp = utf8_decode(text, at, &size);
    struct sign s = {cp, (uint32_t)size, BYTE_SIGN};
    enum char_class class = utf8_class(cp);
    if (class == CHAR_LETTER || class == CHAR_MARK) s.class = BYTE_LETTER;
    if (class == CHAR_DIGIT) s.class = BYTE_DIGIT;
    if (class == CHAR_SPACE) s.class = BYTE_SPACE;
    return s;
}

/* at must lie before the end of the text. */
static inline struct sign sign_at(str text, size_t at)
{
    unsigned char c = (unsigned char)text.p[at];
    if (c >= 0x80) return wide_sign(text, at);
    return (struct sign){c, 1, byte_class(c)};
}

/* Plain forms, but that opening and closing double quotes and the two dashes stay what they are: they tell ends of sentences.
** Controls and broken bytes are U+FFFD, since numbers below SHAPE_COUNT are the shapes of words. */
static uint32_t sign_shape(int32_t cp)
{
    if (cp < 0) return 0xFFFD;
    if (cp < 0x80) return cp < (int32_t)SHAPE_COUNT ? 0xFFFD : (uint32_t)cp;
    if (cp == 0x201C || cp == 0x201D || cp == 0x2013 || cp == 0x2014) return (uint32_t)cp;
    return (uint32_t)utf8_plain(cp);
}

/* A run of letters: hash of its small letters and its shape.
** Stops a few bytes before the cap on tokens, so that no character is cut; the letters behind begin another piece. The hash
** is of code points, not of bytes. */
static void scan_word(struct words_piece *piece, str text, uint32_t end)
{
    uint32_t hash = 2166136261u; /* FNV-1a, 32 bits */
    uint32_t n = 0;
    uint32_t upper = 0;
    bool first_upper = false;
    uint32_t at = piece->begin;
    while (at < end && at - piece->begin < LANGUAGE_MAX_TOKEN_BYTES - 4) {
        struct sign s = sign_at(text, at);
        if (s.class != BYTE_LETTER) break;
        bool up = s.size == 1 ? ascii_upper((unsigned char)s.cp) : utf8_is_upper(s.cp);
        int32_t low = s.size == 1 ? ascii_tolower((unsigned char)s.cp) : utf8_lower(s.cp);
        hash = (hash ^ (uint32_t)low) * 16777619u;
        if (!n) first_upper = up;
        upper += up;
        n++;
        at += s.size;
    }
    piece->end = at;
    piece->hash = hash;
    piece->kind = PIECE_WORD;
    if (!upper)
        piece->shape = SHAPE_SMALL;
    else if (upper == n)
        piece->shape = n == 1 ? SHAPE_LETTER : SHAPE_CAPITALS;
    else
        piece->shape = first_upper && upper == 1 ? SHAPE_CAPITAL : SHAPE_MIXED;
}

/* Any script's digits; five and more are one shape. */
static void scan_number(struct words_piece *piece, str text, uint32_t end)
{
    uint32_t hash = 2166136261u;
    uint32_t n = 0;
    uint32_t at = piece->begin;
    while (at < end && at - piece->begin < LANGUAGE_MAX_TOKEN_BYTES - 4) {
        struct sign s = sign_at(text, at);
        if (s.class != BYTE_DIGIT) break;
        hash = (hash ^ (uint32_t)s.cp) * 16777619u;
        n++;
        at += s.size;
    }
    piece->end = at;
    piece->hash = hash;
    piece->kind = PIECE_NUMBER;
    piece->shape = SHAPE_DIGIT + (n > 5 ? 5 : n) - 1;
}

/* Its hash follows from its plain form, so that a curly and a straight apostrophe are one feature. */
static void scan_sign(struct words_piece *piece, struct sign s)
{
    piece->end = piece->begin + s.size;
    piece->kind = PIECE_SIGN;
    piece->shape = sign_shape(s.cp);
    piece->hash = piece->shape * 2654435761u;
}

/* White space from at on: what it amounts to, and where it ends. A CR before LF is no line of its own; *line is the start of the
** newest line.
** Two line ends, whatever white space lies between, are an empty line. */
static enum words_gap scan_space(str text, uint32_t *at, uint32_t end, uint32_t *line)
{
    uint32_t i = *at;
    uint32_t lines = 0;
    while (i < end) {
        struct sign s = sign_at(text, i);
        if (s.class != BYTE_SPACE && s.class != BYTE_LINE) break;
        if (s.class == BYTE_LINE) {
            bool pair = s.cp == '\r' && i + 1 < text.n && text.p[i + 1] == '\n';
            lines += !pair;
            *line = i + 1;
        }
        i += s.size;
    }
    enum words_gap gap = lines > 1 ? GAP_EMPTY : lines ? GAP_LINE : i > *at ? GAP_SPACE : GAP_NONE;
    *at = i;
    return gap;
}

#define MAX_MARGIN 120u

/* Coarse, since it is a feature: little room left is weak evidence that the line end was meant, twenty columns are strong. */
static uint8_t slack_step(uint32_t columns) { return columns < 4 ? 1 : columns < 10 ? 2 : columns < 20 ? 3 : 4; }

/* A line end that came because the next word had no room left. The widest line of the block stands for the margin; nobody breaks
** running text at more than MAX_MARGIN columns, so there every line end is meant. */
static void weigh_lines(struct words_block *block)
{
    uint32_t width = 0;
    for (uint32_t i = 1; i <= block->n_piece; i++) {
        const struct words_piece *before = &block->piece[i - 1];
        uint32_t right = before->column + (before->end - before->begin);
        if ((i == block->n_piece || block->piece[i].gap >= GAP_LINE) && right > width) width = right;
    }
    for (uint32_t i = 1; i < block->n_piece; i++) {
        struct words_piece *piece = &block->piece[i];
        if (piece->gap != GAP_LINE) continue;
        const struct words_piece *last = piece;
        while (last + 1 < block->piece + block->n_piece && last[1].gap == GAP_NONE) last++;
        uint32_t right = (uint32_t)piece[-1].column + (piece[-1].end - piece[-1].begin);
        uint32_t needed = right + 1 + (last->end - piece->begin);
        if (width > MAX_MARGIN)
            piece->slack = 5;
        else if (needed > width)
            piece->gap = GAP_WRAP;
        else
            piece->slack = slack_step(width - needed);
    }
}

/* Looks back no further than a column can count, so that a block in the middle of one endless line costs no more than
** others. */
static uint32_t line_start(str text, uint32_t at)
{
    uint32_t least = at > UINT16_MAX ? at - UINT16_MAX : 0;
    while (at > least && text.p[at - 1] != '\n') at--;
    return at;
}

/* The edges lie before and behind; those before stay as the arena made them. */
enum status words_block_room(struct words_block *out, uint32_t n, arena *ar, struct err *err)
{
    assert(n >= WORDS_LEAST_PIECES); /* else words_scan would give back its only chunk, and stand still */
    size_t with_edges = (size_t)n + (size_t)2 * WORDS_REACH;
    struct words_piece *piece = ARENA_NEW(ar, with_edges, struct words_piece);
    struct words_token *token = piece ? ARENA_NEW(ar, with_edges, struct words_token) : NULL;
    if (!token) return arena_why(ar, err);
    out->piece = piece + WORDS_REACH;
    out->token = token + WORDS_REACH;
    out->cap_piece = n;
    return OK;
}

/* A chunk of more than 255 pieces goes on as a new one with no gap before it, since chunk_at has no more room. When the
** block is full its last chunk is given back whole, since it may go on: a block must have room for more than one. */
uint32_t words_scan(struct words_block *block, uint32_t begin, uint32_t end, enum words_gap first_gap)
{
    str text = block->text;
    uint32_t at = begin;
    uint32_t line = line_start(text, begin);
    uint32_t n = 0;
    enum words_gap gap = scan_space(text, &at, end, &line);
    if (first_gap > gap) gap = first_gap;
    block->cut = false;
    while (at < end && !(n && gap == GAP_EMPTY)) {
        bool new_chunk = !n || gap != GAP_NONE || block->piece[n - 1].chunk_at == UINT8_MAX;
        if (n == block->cap_piece) {
            while (n > 1 && block->piece[n - 1].chunk_at) n--;
            at = block->piece[--n].begin;
            block->cut = true;
            break;
        }
        struct words_piece *piece = &block->piece[n];
        struct sign s = sign_at(text, at);
        uint32_t column = at - line;
        *piece = (struct words_piece){.begin = at, .gap = (uint8_t)gap};
        piece->column = (uint16_t)(column > UINT16_MAX ? UINT16_MAX : column);
        piece->chunk_at = new_chunk ? 0 : (uint8_t)(block->piece[n - 1].chunk_at + 1);
        if (s.class == BYTE_LETTER)
            scan_word(piece, text, end);
        else if (s.class == BYTE_DIGIT)
            scan_number(piece, text, end);
        else
            scan_sign(piece, s);
        at = piece->end;
        n++;
        gap = scan_space(text, &at, end, &line);
    }
    block->n_piece = n;
    block->cut = block->cut || (at == end && end < text.n);
    memset(block->piece + n, 0, WORDS_REACH * sizeof *block->piece);
    weigh_lines(block);
    return at;
}
