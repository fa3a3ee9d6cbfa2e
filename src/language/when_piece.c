/* Cutting a text into pieces: one pass, each byte in one piece or in the white space between two. */
#include "language/when_piece.h"

struct cutter {
    struct pieces *out;
    uint32_t cap;
    arena *ar;
    bool spaced, blank; /* white space since the last piece; a blank line in it */
    bool opens;         /* a sentence may begin here */
};

static const struct piece no_piece = {.kind = PIECE_END, .spaced = true};

/* Every look beyond an end is answered, so that rules need no conditions for it: i - 1 of the first piece is UINT32_MAX. */
const struct piece *piece_at(const struct pieces *p, uint32_t i) { return i < p->n ? &p->item[i] : &no_piece; }

bool piece_is(const struct pieces *p, uint32_t i, const char *word)
{
    const struct piece *x = piece_at(p, i);
    return x->kind == PIECE_WORD && str_eq_nocase_ascii(piece_str(p, x), str_of(word));
}

/* Lists are short and mostly fail on the length of their words, which is compared first. */
bool piece_among(const struct pieces *p, uint32_t i, const char *words)
{
    const struct piece *x = piece_at(p, i);
    if (x->kind != PIECE_WORD) return false;
    str s = piece_str(p, x);
    for (str rest = str_of(words); rest.n;)
        if (str_eq_nocase_ascii(s, str_cut(rest, ' ', &rest))) return true;
    return false;
}

uint32_t piece_phrase(const struct pieces *p, uint32_t i, const char *phrase)
{
    uint32_t n = 0;
    for (str rest = str_of(phrase); rest.n; n++) {
        str word = str_cut(rest, ' ', &rest);
        const struct piece *x = piece_at(p, i + n);
        if (x->kind != PIECE_WORD || !str_eq_nocase_ascii(piece_str(p, x), word)) return 0;
    }
    return n;
}

/* Doubling; the arena holds nothing else, so that most growing happens in place. */
static enum status push(struct cutter *c, struct piece x, struct err *err)
{
    struct pieces *p = c->out;
    if (p->n == c->cap) {
        uint32_t cap = c->cap ? 2 * c->cap : 64;
        struct piece *grown = arena_grow(c->ar, p->item, c->cap, cap, sizeof *grown);
        if (!grown) return arena_why(c->ar, err);
        p->item = grown;
        c->cap = cap;
    }
    p->item[p->n++] = x;
    return OK;
}

/* Digits from i on, with the separators that stand inside one number: groups of three behind commas, one point before digits. A
** third part ("1.2.3") and a group of another size end it, so that what follows stands tight behind it, and no rule takes it. */
static size_t number_end(str s, size_t i)
{
    size_t k = i;
    bool point = false;
    while (k < s.n && ascii_digit((unsigned char)s.p[k])) k++;
    bool groups = k - i <= 3;
    for (;;) {
        size_t d = k + 1;
        while (d < s.n && d <= k + 4 && ascii_digit((unsigned char)s.p[d])) d++;
        if (k >= s.n || d == k + 1) return k;
        if (s.p[k] == ',' && groups && !point && d == k + 4) {
            k = d;
        } else if (s.p[k] == '.' && !point) {
            point = true;
            for (k = d; k < s.n && ascii_digit((unsigned char)s.p[k]);) k++;
        } else {
            return k;
        }
    }
}

/* The value of digits alone; what has separators or is longer is asked for by those who need it. */
static int32_t bare_value(str digits)
{
    uint64_t v;
    return digits.n <= 9 && str_to_u64(digits, 999999999, &v) ? (int32_t)v : -1;
}

/* A letter of any script, or a mark on one; a broken byte is neither. */
static bool letter_at(str s, size_t i, size_t *size)
{
    unsigned char c = (unsigned char)s.p[i];
    *size = 1;
    if (c < 0x80) return ascii_alpha(c);
    int32_t cp = utf8_decode(s, i, size);
    enum char_class class = utf8_class(cp);
    return class == CHAR_LETTER || class == CHAR_MARK;
}

/* A run of letters; an apostrophe and a hyphen end it, so that "Trump's" and "five-year" come apart. */
static size_t word_end(str s, size_t i)
{
    size_t size;
    while (i < s.n && letter_at(s, i, &size)) i += size;
    return i;
}

/* White space from i on; sets what stood in it. A blank line is two line ends with nothing but blanks between them. */
static size_t pass_space(struct cutter *c, str s, size_t i)
{
    unsigned lines = 0;
    for (;;) {
        size_t size = 1;
        if (i >= s.n) break;
        unsigned char b = (unsigned char)s.p[i];
        if (b < 0x80 ? !ascii_space(b) : utf8_class(utf8_decode(s, i, &size)) != CHAR_SPACE) break;
        lines += b == '\n';
        c->spaced = true;
        i += size;
    }
    c->blank = c->blank || lines > 1;
    return i;
}

/* "U.S. officials", "Dec. 11", "J. Smith": a full stop that does not end its sentence stands behind a month, a weekday or one
** letter. */
static bool ends_sentence(const struct pieces *p)
{
    const struct piece *x = piece_at(p, p->n - 1);
    if (x->kind == PIECE_BREAK || x->kind == PIECE_END) return true;
    if (x->kind != PIECE_MARK) return false;
    if (x->value == '!' || x->value == '?') return true;
    if (x->value != '.') return false;
    const struct piece *before = piece_at(p, p->n - 2);
    return !(before->word == WORD_MONTH || before->word == WORD_WEEKDAY ||
             (before->kind == PIECE_WORD && span_len(before->at) == 1));
}

/* The piece at byte i. A word set tight behind another piece opens no sentence ("U.S.-led"), unless it has a capital letter. */
static struct piece piece_from(struct cutter *c, str s, size_t i)
{
    struct piece x = {.spaced = c->spaced};
    size_t size = 1;
    size_t end;
    if (ascii_digit((unsigned char)s.p[i])) {
        end = number_end(s, i);
        x.kind = PIECE_NUMBER;
        x.value = bare_value((str){s.p + i, end - i});
    } else if (letter_at(s, i, &size)) {
        end = word_end(s, i);
        x.kind = PIECE_WORD;
        x.word = (uint8_t)piece_look_up((str){s.p + i, end - i}, &x.value);
        x.capital = utf8_is_upper(utf8_decode(s, i, &size));
    } else {
        x.kind = PIECE_MARK;
        x.value = utf8_plain(utf8_decode(s, i, &size));
        end = i + size;
    }
    x.opens = x.kind != PIECE_MARK && c->opens && (x.spaced || x.kind == PIECE_NUMBER || x.capital);
    x.at = (span){(uint32_t)i, (uint32_t)end};
    return x;
}

/* White space is passed, then a piece is cut; a blank line becomes a piece of its own that no rule can look across. */
enum status pieces_of(struct pieces *out, str text, arena *ar, struct err *err)
{
    struct cutter c = {.out = out, .ar = ar, .spaced = true, .opens = true};
    enum status status = OK;
    *out = (struct pieces){.text = text};
    if (text.n >= UINT32_MAX) return err_set(err, E_LIMIT, "a text of more than 4 GiB");
    for (size_t i = pass_space(&c, text, 0); i < text.n && !status; i = pass_space(&c, text, i)) {
        if (c.blank && out->n) {
            status = push(&c, (struct piece){.at = {(uint32_t)i, (uint32_t)i}, .kind = PIECE_BREAK, .spaced = true}, err);
            if (status) return status;
        }
        c.opens = c.opens || (c.spaced && ends_sentence(out));
        struct piece x = piece_from(&c, text, i);
        status = push(&c, x, err);
        if (x.kind != PIECE_MARK) c.opens = false;
        c.spaced = c.blank = false;
        i = x.at.end;
    }
    return status;
}
