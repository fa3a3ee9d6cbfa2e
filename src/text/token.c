/* Tokens, left to right in one pass. A word is a run of letters, digits and marks, prolonged over a mark
** inside it (hyphen, apostrophe, period, ...) when both neighbours allow it. Invariant: each step looks at
** most a few characters ahead and never back, so that time is linear whatever the text. What is parted and
** what is not follows from what comparisons need: a redline should mark "U.S.-ROK" in its halves, a figure
** with its separators as one, the possessive apart from its name. In doubt a mark joins when letters stand
** tight on both sides, and parts when one side is a digit. */
#include "text/token.h"

#include <endian.h>

/* What an ASCII byte can be; what it is may depend on its neighbours. */
enum byte_kind { B_OTHER, B_SPACE, B_WORD, B_DIGIT, B_SYMBOL, B_HIGH };

/* Quotes, brackets and the marks that may stand inside words are B_OTHER: what they are is found out where
** they stand. */
static const uint8_t byte_kinds[256] = {
    ['\t' ... '\r'] = B_SPACE, [' '] = B_SPACE,        [0 ... 8] = B_SYMBOL,   [14 ... 31] = B_SYMBOL, [127] = B_SYMBOL,
    ['0' ... '9'] = B_DIGIT,   ['a' ... 'z'] = B_WORD, ['A' ... 'Z'] = B_WORD, ['_'] = B_WORD,         ['$'] = B_SYMBOL,
    ['+'] = B_SYMBOL,          ['<'] = B_SYMBOL,       ['='] = B_SYMBOL,       ['>'] = B_SYMBOL,       ['^'] = B_SYMBOL,
    ['`'] = B_SYMBOL,          ['|'] = B_SYMBOL,       ['~'] = B_SYMBOL,       ['%'] = B_SYMBOL,       ['&'] = B_SYMBOL,
    ['@'] = B_SYMBOL,          ['#'] = B_SYMBOL,       [128 ... 255] = B_HIGH,
};

/* What may stand between two parts of a word, or belong to it. A letter run that ends before one of these
** takes the slow way, which looks at the neighbours. */
static const uint8_t may_prolong[256] = {
    ['\''] = 1, ['-'] = 1, ['.'] = 1, ['&'] = 1, ['_'] = 1, ['0' ... '9'] = 1, [128 ... 255] = 1,
};

/* What the byte at i can be. */
static inline uint8_t byte_kind(str s, size_t i) { return byte_kinds[(unsigned char)s.p[i]]; }

/* Includes Hangul, which has spaces but sets its quotes and particles tight. */
bool glyph_is_cjk(int32_t cp)
{
    return (cp >= 0x1100 && cp <= 0x11FF) || (cp >= 0x2E80 && cp <= 0x9FFF) || (cp >= 0xA960 && cp <= 0xA97F) ||
           (cp >= 0xAC00 && cp <= 0xD7FF) || (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x20000 && cp <= 0x3FFFF);
}

/* Scripts written without spaces: each sign is a token. */
static bool is_sign(int32_t cp)
{
    return (cp >= 0x3040 && cp <= 0x30FF) || (cp >= 0x3400 && cp <= 0x9FFF) || (cp >= 0xF900 && cp <= 0xFAFF) ||
           (cp >= 0x20000 && cp <= 0x3FFFF);
}

/* A table, because asking utf8proc for each ASCII sign would cost most of the time of tokenizing. */
const uint8_t glyph_ascii_class[128] = {
    [0 ... 8] = CHAR_CONTROL,   ['\t' ... '\r'] = CHAR_SPACE, [14 ... 31] = CHAR_CONTROL,  [' '] = CHAR_SPACE,
    ['!' ... '#'] = CHAR_PUNCT, ['$'] = CHAR_SYMBOL,          ['%' ... '*'] = CHAR_PUNCT,  ['+'] = CHAR_SYMBOL,
    [',' ... '/'] = CHAR_PUNCT, ['0' ... '9'] = CHAR_DIGIT,   [':' ... ';'] = CHAR_PUNCT,  ['<' ... '>'] = CHAR_SYMBOL,
    ['?' ... '@'] = CHAR_PUNCT, ['A' ... 'Z'] = CHAR_LETTER,  ['[' ... ']'] = CHAR_PUNCT,  ['^'] = CHAR_SYMBOL,
    ['_'] = CHAR_PUNCT,         ['`'] = CHAR_SYMBOL,          ['a' ... 'z'] = CHAR_LETTER, ['{'] = CHAR_PUNCT,
    ['|'] = CHAR_SYMBOL,        ['}'] = CHAR_PUNCT,           ['~'] = CHAR_SYMBOL,         [127] = CHAR_CONTROL,
};

/* Hangul syllables are letters by their range, which spares the look-up for all of a Korean text. */
struct glyph glyph_beyond_ascii(str s, size_t at)
{
    size_t size;
    int32_t cp = utf8_decode(s, at, &size);
    bool hangul = cp >= 0xAC00 && cp <= 0xD7A3;
    return (struct glyph){cp, (uint8_t)size, (uint8_t)(hangul ? CHAR_LETTER : utf8_class(cp))};
}

/* The typewriter's, the printer's, and the letter that looks the same. */
static bool is_apostrophe(int32_t cp) { return cp == '\'' || cp == 0x2019 || cp == 0x2BC; }

/* A hyphen, or a dash that stands for one when it is set without spaces. */
static bool is_hyphen(int32_t cp) { return cp == '-' || (cp >= 0x2010 && cp <= 0x2013) || cp == 0x2212; }

/* The underscore of names in programs and addresses counts as a letter. */
static bool is_letter(struct glyph g) { return g.class == CHAR_LETTER || g.cp == '_'; }
/* What may stand on both sides of a mark inside a word. */
static bool is_alnum(struct glyph g) { return is_letter(g) || g.class == CHAR_DIGIT; }

/* The part of a word since its start or its last inner mark. Parts lie between inner marks: "F" and "35A" of
** "F-35A". Their shape decides whether the next mark joins. */
struct part {
    uint32_t n;         /* characters, marks not counted */
    bool all_capitals;  /* letters only, all of them capital */
    bool last_is_digit; /* the last character */
    bool last_is_cjk;
};

/* A word in the making. */
struct word {
    size_t end;       /* behind what was taken so far */
    struct part part; /* the one that ends there */
    bool has_letter;  /* else it is a number */
    bool dotted;      /* "U.S", "e.g": single letters parted by periods */
    bool plain;       /* ASCII so far */
};

/* Marks and invisible signs cling to a letter and count for nothing. */
static void part_add(struct word *w, struct glyph g)
{
    struct part *p = &w->part;
    bool digit = g.class == CHAR_DIGIT;
    if (g.class == CHAR_MARK || g.class == CHAR_CONTROL) return;
    p->all_capitals = (!p->n || p->all_capitals) && !digit && utf8_is_upper(g.cp);
    p->last_is_digit = digit;
    p->last_is_cjk = glyph_is_cjk(g.cp);
    p->n++;
    w->has_letter = w->has_letter || !digit;
}

/* Letters, digits and what clings to them, from w->end on. The ASCII cases write out what part_add does, for
** speed. */
static void take_run(struct word *w, str s)
{
    size_t i = w->end;
    struct part *p = &w->part;
    while (i < s.n) {
        uint8_t kind = byte_kind(s, i);
        if (kind == B_WORD) {
            unsigned char c = (unsigned char)s.p[i++];
            p->all_capitals = (!p->n || p->all_capitals) && ascii_upper(c);
            p->last_is_digit = p->last_is_cjk = false;
            w->has_letter = true;
            p->n++;
        } else if (kind == B_DIGIT) {
            p->all_capitals = p->last_is_cjk = false;
            p->last_is_digit = true;
            p->n++;
            i++;
        } else if (kind == B_HIGH) {
            struct glyph g = glyph_at(s, i);
            bool clings = g.class == CHAR_MARK || (g.class == CHAR_CONTROL && g.cp >= 0xAD);
            if (!(clings || is_alnum(g)) || is_sign(g.cp)) break;
            part_add(w, g);
            w->plain = false;
            i += g.size;
        } else {
            break;
        }
    }
    w->end = i;
}

/* "'s" with no letter after it: a possessive, or a short "is". */
static bool opens_possessive(str s, size_t at, size_t mark_size)
{
    struct glyph g = glyph_at(s, at + mark_size);
    return (g.cp == 's' || g.cp == 'S') && !is_alnum(glyph_at(s, at + mark_size + 1));
}

/* "1/4" with at most two digits before the stroke: what may stand behind the whole of "2-1/4". */
static bool opens_fraction(str s, size_t at)
{
    size_t i = at;
    while (i < s.n && i < at + 3 && ascii_digit((unsigned char)s.p[i])) i++;
    return i > at && i < at + 3 && i + 1 < s.n && s.p[i] == '/' && ascii_digit((unsigned char)s.p[i + 1]);
}

/* May the word go on over the mark at its end? before: the part it has; next: the character behind the mark.
** Each rule names what it is for; all of them look at one character on each side, the dotted ones at one more.
**
**     joined                                      parted
**     don't  O'Brien                              Trump|'s  the states|'
**     non-nuclear  mid-2026  KF-21                US|-|led  U.S.|-|ROK  2024|-|2025
**     2-1/2  (a fraction with its whole)          and|/|or
**     3.5  e.g  example.com  U.S                  ended|.|The  No|.|5
**     1,000  11:30                                A|,|B  note|:|1
**     R&D  AT&T                                   a|&|b */
static bool joins(const struct word *w, str s, struct glyph mark, struct glyph next)
{
    const struct part *before = &w->part;
    bool next_digit = next.class == CHAR_DIGIT;
    bool both_digits = before->last_is_digit && next_digit;
    if (!is_alnum(next) || is_sign(next.cp)) return false;
    if (is_apostrophe(mark.cp)) { /* "don't"; beside Hangul or a digit it is a quote */
        if (before->last_is_digit || next_digit || before->last_is_cjk || glyph_is_cjk(next.cp)) return false;
        return !opens_possessive(s, w->end, mark.size);
    }
    size_t behind = w->end + mark.size + next.size;
    if (both_digits && is_hyphen(mark.cp)) return !w->has_letter && opens_fraction(s, w->end + mark.size);
    if (is_hyphen(mark.cp)) { /* "non-nuclear", "KF-21"; names in capitals are parted: "ROK-US", "US-led" */
        bool before_dotted = glyph_at(s, behind).cp == '.' && is_letter(next) && is_letter(glyph_at(s, behind + 1));
        if (w->dotted || before_dotted) return false;
        return next_digit || !(before->all_capitals && before->n > 1);
    }
    switch (mark.cp) {
    case '.': /* "3.5", "e.g", "example.com", "U.S"; not "ended.The" and not "No.5" */
        if (before->last_is_digit || next_digit || glyph_is_cjk(next.cp)) return both_digits;
        return utf8_is_upper(next.cp) ? before->n == 1 && !is_letter(glyph_at(s, behind)) : true;
    case ',':
    case '/': /* "1/4" */
    case ':': return both_digits && !w->has_letter;
    case '&': /* "R&D", "AT&T" */ return before->all_capitals && utf8_is_upper(next.cp);
    default: return false;
    }
}

/* The longest word from `at` on: runs, joined over marks as long as both sides allow it. `dotted` is kept only
** while single letters follow each other, so that "U.S" takes its last period and "example.com." does not.
** Example: "U.S.-ROK" begins with the run "U"; the period joins, as a single S follows; behind "S" the next period cannot
** join, since a hyphen follows, and is taken as the last of a dotted word. */
static void take_word(struct word *w, str s, size_t at)
{
    *w = (struct word){.end = at, .plain = true};
    for (;;) {
        take_run(w, s);
        if (w->end >= s.n || byte_kind(s, w->end) == B_SPACE) return;
        struct glyph mark = glyph_at(s, w->end);
        bool single = w->part.n == 1 && !w->part.last_is_digit;
        if (mark.class == CHAR_SPACE) return;
        if (!joins(w, s, mark, glyph_at(s, w->end + mark.size))) {
            if (mark.cp == '.' && w->dotted && single) w->end++; /* the period of "U.S." */
            return;
        }
        w->dotted = mark.cp == '.' && single && (w->dotted || w->end - at <= 4);
        w->plain = w->plain && mark.cp < 0x80;
        w->end += mark.size;
        w->part = (struct part){0};
    }
}

/* Which of the eight bytes at p are no ASCII letters: bit 7 of each, the first in the lowest byte. */
static uint64_t not_letters(const char *p)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t w;
    memcpy(&w, p, sizeof w);
    w = le64toh(w);
    uint64_t low = (w | 0x20 * ones) & 0x7F * ones; /* capitals made small; no carry from byte to byte */
    /* Bit 7 of each byte of from_a is set from 'a' on, and of past_z behind 'z'; bytes that had bit 7 set
    ** themselves are beyond ASCII and caught by w. */
    uint64_t from_a = low + (0x80 - 'a') * ones;
    uint64_t past_z = low + (0x7F - 'z') * ones;
    return (~from_a | past_z | w) & 0x80 * ones;
}

/* The end of a run of ASCII letters that nothing can prolong, or `at`: nearly all words of English. What may
** prolong a word (may_prolong) sends it the slow way; so does a letter beyond ASCII. */
static size_t take_plain_letters(str s, size_t at)
{
    size_t i = at;
    /* Eight letters at a time; memcpy is how an unaligned load is written. */
    while (s.n - i >= 8) {
        uint64_t stop = not_letters(s.p + i);
        if (stop) {
            i += (size_t)__builtin_ctzll(stop) / 8;
            break;
        }
        i += 8;
    }
    while (i < s.n && ascii_alpha((unsigned char)s.p[i])) i++;
    return i < s.n && may_prolong[(unsigned char)s.p[i]] ? at : i;
}

/* How many bytes of c follow each other from `at` on. */
static size_t run_of(str s, size_t at, char c)
{
    size_t i = at;
    while (i < s.n && s.p[i] == c) i++;
    return i - at;
}

/* A mark that is no word: most stand alone, "...", "--", "''" and "``" are one. The kind is what the class of
** the character says, but for signs that are read as words (per cent, "and", "at", number, section). */
static size_t take_mark(str s, size_t at, struct glyph g, enum text_token_kind *kind)
{
    *kind = g.class == CHAR_PUNCT ? TOKEN_PUNCT : TOKEN_SYMBOL;
    if (g.cp == '%' || g.cp == 0x2030 || g.cp == '&' || g.cp == '@' || g.cp == '#' || g.cp == 0xA7) *kind = TOKEN_SYMBOL;
    if (g.cp == '.' || g.cp == '-') return run_of(s, at, s.p[at]);
    if ((g.cp == '\'' || g.cp == '`') && run_of(s, at, s.p[at]) == 2) {
        *kind = TOKEN_PUNCT;
        return 2;
    }
    return g.size;
}

/* Does the mark at `at` stand right behind a word, so that "'s" is its ending? A byte beyond ASCII counts as a
** letter: what else stands before "'s" there is a quote or a bracket, hardly met. */
static bool follows_word(str s, size_t at)
{
    unsigned char c = at ? (unsigned char)s.p[at - 1] : ' ';
    return c >= 0x80 || ascii_alnum(c) || c == '.';
}

/* The quick ways first: a run of ASCII letters, then a single ASCII mark. What is left is a word with marks or
** digits in it, or a sign. Amortised O(1) for each byte of the text. */
bool token_next(struct token_scan *scan, span *at, enum text_token_kind *kind, bool *plain)
{
    str s = scan->text;
    size_t i = scan->at;
    struct glyph g = {0, 0, CHAR_OTHER};
    for (; i < s.n; i += g.size) { /* over spaces */
        while (i < s.n && byte_kind(s, i) == B_SPACE) i++;
        if (i == s.n || byte_kind(s, i) != B_HIGH) break;
        g = glyph_at(s, i);
        if (g.class != CHAR_SPACE) break;
    }
    scan->at = i;
    if (i >= s.n) return false;
    uint8_t first = byte_kind(s, i);
    size_t letters = first == B_WORD ? take_plain_letters(s, i) : i;
    if (letters > i) {
        *kind = TOKEN_WORD;
        *plain = true;
        scan->at = letters;
    } else if (first == B_OTHER && !may_prolong[(unsigned char)s.p[i]]) {
        *kind = TOKEN_PUNCT;
        *plain = true;
        scan->at = i + 1;
    } else if (first == B_WORD || first == B_DIGIT || (first == B_HIGH && is_alnum(g) && !is_sign(g.cp))) {
        struct word w;
        take_word(&w, s, i);
        *kind = w.has_letter ? TOKEN_WORD : TOKEN_NUMBER;
        *plain = w.plain;
        scan->at = w.end;
    } else {
        g = glyph_at(s, i);
        size_t n = take_mark(s, i, g, kind);
        *plain = first != B_HIGH && n == 1 && g.cp != '`';
        if (is_sign(g.cp) && g.class == CHAR_LETTER) *kind = TOKEN_WORD;
        while (is_sign(g.cp) && glyph_at(s, i + n).class == CHAR_MARK) n += glyph_at(s, i + n).size; /* of decomposed kana */
        if (is_apostrophe(g.cp) && n == g.size && follows_word(s, i) && opens_possessive(s, i, g.size)) {
            *kind = TOKEN_WORD;
            n++;
        }
        scan->at = i + n;
    }
    *at = (span){(uint32_t)i, (uint32_t)scan->at};
    return true;
}

/* Twice the room; both arrays move when others were taken from the arena after them. On failure *out keeps
** what it had and *cap its value. */
static enum status grow(struct text_tokens *out, uint32_t *cap, arena *ar, struct err *err)
{
    if (*cap > UINT32_MAX / 2) return err_set(err, E_LIMIT, "a text of more than %u words", *cap);
    uint32_t more = *cap * 2;
    span *at = arena_grow(ar, out->at, *cap, more, sizeof *at);
    uint8_t *kind = at ? arena_grow(ar, out->kind, *cap, more, sizeof *kind) : NULL;
    if (!kind) return arena_why(ar, err);
    out->at = at;
    out->kind = kind;
    *cap = more;
    return OK;
}

/* The arrays start at a guess that English never outgrows, so that they are neither copied nor zeroed. */
enum status text_tokens_of(struct text_tokens *out, str text, uint32_t offset, arena *ar, struct err *err)
{
    *out = (struct text_tokens){0};
    if (text.n > UINT32_MAX - offset) return err_set(err, E_LIMIT, "a text of more than 4 GiB");
    struct token_scan scan = {text, 0};
    uint32_t cap = (uint32_t)(text.n / 4) + 8; /* English has a token in 5 to 6 bytes */
    out->at = arena_raw(ar, cap, sizeof *out->at);
    out->kind = out->at ? arena_raw(ar, cap, sizeof *out->kind) : NULL;
    if (!out->kind) return arena_why(ar, err);
    span at;
    enum text_token_kind kind;
    bool plain;
    while (token_next(&scan, &at, &kind, &plain)) {
        if (out->n == cap) {
            enum status s = grow(out, &cap, ar, err);
            if (s) return s;
        }
        out->at[out->n] = (span){at.begin + offset, at.end + offset};
        out->kind[out->n++] = (uint8_t)kind;
    }
    return OK;
}
