/* A page while it is being built. A reader (plain or HTML) writes blocks of clean text, each stretch with the place
** in the decoded text it came from; the judges (furniture, found) then set kinds; draft_finish maps all to source bytes. */
#ifndef TEXT_DRAFT_H
#define TEXT_DRAFT_H

#include "text/text.h"

/* What the reader saw of a block beyond its text; the judges go by these. */
enum draft_sign {
    DRAFT_GAP_BEFORE = 1, /* an empty line, or more than a line end, stands before it */
    DRAFT_JOINED = 2,     /* made of several hard-wrapped lines */
    DRAFT_BULLET = 4,     /* its text opens with a bullet or number */
    DRAFT_RULED = 8       /* underlined, or marked as a heading by its own signs */
};

/* Kind and level are the reader's first word on the block; judges change them in place. */
struct draft_block {
    span at;      /* in the clean text */
    uint8_t kind; /* enum text_kind */
    uint8_t level;
    uint8_t sign;     /* enum draft_sign, or-ed */
    uint32_t columns; /* code points, wide ones twice */
};

/* piece[].byte counts in the decoded text until draft_finish. Invariants: pieces in order of clean and apart;
** a block neither begins nor ends with a space; inside a block no line end and no two spaces in a row. `open`
** says whether the block at hand has had a sign, that is, whether block[n_block - 1] is still being written. */
struct draft {
    struct source_text src;
    arena *work; /* for the time of the reading */
    char *clean;
    uint32_t n_clean;
    uint32_t cap_clean;
    struct draft_block *block;
    uint32_t n_block;
    uint32_t cap_block;
    struct source_piece *piece;
    uint32_t n_piece;
    uint32_t cap_piece;
    bool open;
    span space; /* white space seen since the last sign, empty: none; in the decoded text */
    bool gap;   /* a space is due that the source does not write */
    struct text_found found;
    enum status failed; /* the first refusal of the arena; later writes are ignored */
};

/* src's strings and pieces are borrowed for as long as the draft; work gets all its memory. */
void draft_start(struct draft *d, const struct source_text *src, arena *work);
/* Set memory aside for clean text as long as the source's: unwritten it costs nothing, and growing copies. */
void draft_reserve(struct draft *d);

/* Open a block, add to it, close it. A block without a sign leaves no trace; close tells whether it stayed.
** Opening again without closing drops what was held back, not what was written. */
void draft_open(struct draft *d);
bool draft_close(struct draft *d, enum text_kind kind, uint8_t level, uint8_t sign);

/* Decoded text [at.begin, at.end) word for word: white space folds to one space, what has no width (soft
** hyphen, zero-width space, controls) is passed over. Linear. at.end is at most the length of the decoded
** text; both ends lie at characters. */
void draft_text(struct draft *d, span at);
/* One character or two that stand for the source stretch `at` as a whole: a character reference. As draft_text. */
void draft_sign(struct draft *d, str utf8, span at);
/* White space at `at`. In the decoded text; nothing before the first sign of a block. */
void draft_space(struct draft *d, span at);
/* A space between what was and what comes, for which the source has markup. */
void draft_gap(struct draft *d);

/* Columns of s: a cheap count, exact enough to judge the length of lines. */
uint32_t draft_columns(str s);

static inline str draft_str(const struct draft *d, const struct draft_block *b)
{
    return (str){d->clean + b->at.begin, span_len(b->at)};
}

/* Hand the page over: clean text, blocks, pieces mapped to source bytes, in ar. E_LIMIT or E_NOMEM, also for
** what failed earlier; *out is then untouched. The draft may be thrown away afterwards. */
enum status draft_finish(struct text_page *out, const struct draft *d, arena *ar, struct err *err) MUST_CHECK;

#endif
