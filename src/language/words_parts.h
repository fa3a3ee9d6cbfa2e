/* Private to the language room and its trainer: the steps by which a raw text becomes sentences and words.
**
**     scan        bytes -> pieces: runs of letters or of digits, and every other sign by itself; sure everywhere
**     join        pieces that touch -> tokens: a classifier is asked at each junction between two pieces
**     end         tokens -> sentences: another is asked at each gap between two tokens
**     part        a token -> its words: where a form may be parted ("Kim's", "its") a third is asked whether it is
**
** All three are linear: signs of the place (features) are hashed to 32 bits, the upper bits pick a weight, and the answer is
** yes where the sum is above zero. The trainer calls the very functions that a text is read with, so that it cannot see
** other features than a reader will. */
#ifndef LANGUAGE_WORDS_PARTS_H
#define LANGUAGE_WORDS_PARTS_H

#include "language/words.h"

enum words_kind { PIECE_WORD, PIECE_NUMBER, PIECE_SIGN };

/* What stands before a piece. The order is that of strength. */
enum words_gap {
    GAP_NONE,
    GAP_SPACE,
    GAP_WRAP, /* one line end where the next word had no room left on the line: as good as a space */
    GAP_LINE, /* one line end that had no need to be there */
    GAP_EMPTY /* an empty line, the start of the text or its end */
};

/* Coarse forms of a piece: for a sign its code point (quotes, dashes and ellipses made plain but for their direction),
** for others one of these. All are below the first sign. */
enum words_shape {
    SHAPE_NONE, /* beyond the text */
    SHAPE_SMALL,
    SHAPE_CAPITAL, /* "Kim" */
    SHAPE_LETTER,  /* one capital */
    SHAPE_CAPITALS,
    SHAPE_MIXED, /* "eBay" */
    SHAPE_DIGIT, /* one digit; two, three, four digits, and more follow */
    SHAPE_DIGIT_LAST = SHAPE_DIGIT + 4,
    SHAPE_NUMBER, /* tokens of several pieces: "3.5", "1,000", "10:30" */
    SHAPE_ABBREVIATION,
    SHAPE_ABBREVIATION_SMALL, /* begins with a small letter: "etc.", "p.m." */
    SHAPE_CLITIC,             /* with an apostrophe inside or behind */
    SHAPE_ADDRESS,            /* of the web, of mail, of files */
    SHAPE_MIXTURE,            /* of letters, digits and signs */
    SHAPE_RUN,                /* one sign several times: plus its code point */
    SHAPE_SIGNS,              /* several signs, such as a smiley */
    SHAPE_COUNT
};
#define SHAPE_RUNS 0x200000u /* SHAPE of a run of one sign is this plus its code point */

struct words_piece {
    uint32_t begin, end;
    uint32_t hash;   /* of its letters made small */
    uint32_t shape;  /* enum words_shape or a code point */
    uint16_t column; /* bytes from the start of its line, at most UINT16_MAX */
    uint8_t kind;
    uint8_t gap;      /* before it */
    uint8_t slack;    /* of a GAP_LINE: how much room the line had left, in steps 1..5; 0 else */
    uint8_t chunk_at; /* pieces before it in its chunk, a stretch without white space */
    bool joined;      /* to the piece before it: one token with it */
};

struct words_token {
    uint32_t begin, end;
    uint32_t hash, suffix, shape; /* suffix: hash of its last three letters made small */
    uint32_t piece;               /* its first */
    uint16_t ahead;               /* tokens up to the next strong mark (. ? !) or the end of the unit */
    uint16_t left;                /* tokens up to the end of the unit: the paragraph, or the line where line ends are meant */
    uint16_t line;                /* bytes of the line that ends behind it, where one does */
    uint8_t gap;                  /* before it */
    uint8_t slack;                /* before it, as of its piece */
    uint8_t cases;                /* enum words_case of a word */
    bool vowel;                   /* a word that has a vowel, or no word */
};

/* A stretch of text at work: from an empty line to the next, or a part of that. Two pieces and tokens that stand for what is
** beyond the block lie before and behind them, so that features may look WORDS_REACH to each side without asking. */
#define WORDS_REACH 6u
struct words_block {
    str text;
    const uint8_t *cases; /* of the model, or NULL: none is known */
    uint32_t n_piece, n_token;
    uint32_t cap_piece;        /* and as many tokens */
    bool cut;                  /* ended by the caps, not by the text or an empty line */
    struct words_piece *piece; /* [n_piece], readable from -WORDS_REACH to n_piece + WORDS_REACH - 1 */
    struct words_token *token; /* likewise */
};

/* Features of one place. */
#define WORDS_MAX_FEATURES 96u
struct words_features {
    uint32_t n;
    uint32_t hash[WORDS_MAX_FEATURES];
};

/* A chunk: pieces [first, end) without white space between them. */
struct words_chunk {
    uint32_t first, end;
    uint32_t hash, shape;          /* of the small letters of all of it; of the shapes of its pieces, repetition left out */
    uint32_t marks;                /* bits: has "://", "www", '@', ... */
    uint32_t address, address_end; /* pieces of an address of the web or of mail: one token, that is sure */
};

/* The sentence that is being read at a gap. */
struct words_state {
    uint32_t first;            /* its first token */
    uint32_t n;                /* tokens so far, the one before the gap included */
    uint32_t last_end;         /* shape of the token that ended the sentence before */
    uint32_t quotes, brackets; /* of it: plain double quotes so far; brackets open */
    uint32_t capitals;         /* words that begin with a capital */
    uint32_t at;               /* tokens of the unit before the next one */
    uint32_t marks;            /* strong marks so far in the unit */
};

/* Mixing of two numbers into a hash (the multiply of splitmix64's first step is enough for a table of weights). */
static inline uint32_t words_mix(uint32_t a, uint32_t b)
{
    uint64_t x = ((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(x >> 32) ^ (uint32_t)x * 0x85EBCA6Bu;
}

/* Where the case of a word lies, and its bits there. */
static inline uint32_t words_case_at(uint32_t hash) { return hash % WORDS_CASES; }
static inline uint32_t words_case_of(const uint8_t *cases, uint32_t hash)
{
    uint32_t at = words_case_at(hash);
    return cases ? (uint32_t)cases[at / 4] >> (at % 4 * 2) & 3 : (uint32_t)CASE_UNKNOWN;
}

/* Where the weight of a feature may lie in a table (struct words_table). */
#define WORDS_LINE_SLOTS 64u
static inline uint32_t words_line(uint32_t hash, uint32_t n_line) { return (uint32_t)((uint64_t)hash * n_line >> 32); }
static inline uint32_t words_place(uint32_t hash, uint32_t which) { return hash >> (4 + 6 * which) & (WORDS_LINE_SLOTS - 1); }
static inline uint32_t words_mark(uint32_t hash) { return hash & 15; }

/* The sum of a place's weights and the bias; yes above 0. */
int32_t words_score(const struct words_model *model, enum words_judge judge, const struct words_features *f);

/* ---- scan ---- */

/* A chunk has at most 256 pieces (chunk_at is a byte); a block holds one that is whole and the piece behind it, which tells so. */
#define WORDS_LEAST_PIECES 257u

/* Room for n >= WORDS_LEAST_PIECES pieces and as many tokens; the text is kept. E_NOMEM, E_LIMIT from ar. */
enum status words_block_room(struct words_block *out, uint32_t n, arena *ar, struct err *err) MUST_CHECK;

/* Scan from begin up to end or the first empty line behind some piece: pieces of the block, with the gaps before them. Returns
** where it stopped: end, or the start of the piece behind the empty line. first_gap: what stands before begin. At most
** cap_piece pieces; then it stops at the start of a chunk. */
uint32_t words_scan(struct words_block *block, uint32_t begin, uint32_t end, enum words_gap first_gap);

/* ---- join ---- */

struct words_chunk words_chunk_at(const struct words_block *block, uint32_t first);
/* Is the junction before piece i inside an address? Then it is joined, and nobody is asked. */
static inline bool words_in_address(const struct words_chunk *chunk, uint32_t i)
{
    return i > chunk->address && i < chunk->address_end;
}
/* Features of the junction before piece i of a chunk; joined of the pieces before i in the chunk must be known. */
void words_junction_features(struct words_features *out, const struct words_block *block, const struct words_chunk *chunk,
                             uint32_t i);
/* Make tokens of pieces whose joined is known. */
void words_make_tokens(struct words_block *block);

/* ---- end ---- */

/* May a sentence end before token i at all? Not where a small letter follows a word or a comma behind a plain space, nor before a
** comma that touches what stands before it. */
bool words_may_end(const struct words_block *block, uint32_t i);
/* Features of the gap before token i (> 0). */
void words_gap_features(struct words_features *out, const struct words_block *block, const struct words_state *state,
                        uint32_t i);
/* Take token i into the state; begins: it opens a sentence. */
void words_state_step(struct words_state *state, const struct words_block *block, uint32_t i, bool begins);

/* ---- part ---- */

/* How a token may be parted: n words, bytes of each but the last; n = 1: not at all. */
struct words_split {
    uint8_t n;
    uint16_t size[2];
};
struct words_split words_split_of(const struct words_model *model, const struct words_block *block, uint32_t i);
void words_split_features(struct words_features *out, const struct words_block *block, const struct words_split *split,
                          uint32_t i);

#endif
