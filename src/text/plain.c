/* Plain text: lines, groups of lines between empty ones, and blocks. Whether lines are joined is decided from
** lengths: in a file wrapped at width W no line could have taken the first word of the next. The first pass
** measures W and how well that holds; the second cuts the groups. A copy out of a browser has a line for each
** paragraph, and fails the test. Two errors are possible: to join what is apart (an address becomes a
** sentence), and to leave apart what belongs together (a sentence is cut where the line ended). The measures
** lean to the second: what was cut is still there, and in order. An example. In the group
**
**     The members met on Tuesday and agreed to        40 columns; with "keep" it would be 45
**     keep the present arrangements in force,         39; with "subject" 47
**     subject to a review in the spring.              34, the last one
**
** no line but the last could have taken the first word of the next within 40 columns, and both lines below begin
** with a small letter: the file is wrapped at 40, and the three lines are one block. An address
**
**     Kim Example
**     Deputy Minister
**     Ministry of Examples
**
** fails both questions: every line could have taken the next word, and every one begins with a capital. */
#include "text/plain.h"

/* The bounds of a width that a person or a mail program wraps at; between them lie all of 60, 72, 80, 100,
** 132. */
#define MAX_WRAP 160 /* columns; wider lines are whole paragraphs */
#define MIN_WRAP 30

/* One line as the cutting sees it. Columns are of the terminal; a CJK sign counts two. */
struct line {
    span at; /* without white space at its ends, in the decoded text */
    uint32_t columns;
    uint32_t reach;  /* columns with those it is set in by */
    uint32_t word;   /* columns of its first word */
    uint32_t number; /* of a numbered item */
    uint16_t indent;
    uint16_t marker; /* bytes of bullet or number, 0: none */
    bool ruler;
    bool tabbed; /* cells parted by tabs */
    bool lower;  /* opens with a small letter, or one of a script without case */
    bool cased;
    bool stops; /* ends like a sentence or a label */
};

/* What the whole file says of its lines. */
struct wrap {
    uint32_t width; /* 0: not wrapped */
};

/* ---- one line ---- */

/* Next line from *at on, line end left out; false at the end. Ends are LF, CR LF and CR alone, mixed as they
** come. */
static bool next_line(str s, size_t *at, span *line)
{
    if (*at >= s.n) return false;
    const char *from = s.p + *at;
    const char *nl = memchr(from, '\n', s.n - *at);
    size_t n = nl ? (size_t)(nl - from) : s.n - *at;
    const char *cr = n ? memchr(from, '\r', n) : NULL;
    size_t next = nl ? n + 1 : n;
    if (cr) {
        n = (size_t)(cr - from);
        next = n + 1;
        if (n + 1 < s.n - *at && from[n + 1] == '\n') next++;
    }
    *line = (span){(uint32_t)*at, (uint32_t)(*at + n)};
    *at += next;
    return true;
}

/* Bytes of the white space at i, 0 when there is none. A byte-order mark inside and a zero-width space count
** as white, as what saved pages indent with. */
static size_t space_at(str s, size_t i)
{
    size_t size;
    if (ascii_space((unsigned char)s.p[i])) return 1;
    if ((unsigned char)s.p[i] < 0x80) return 0;
    int32_t cp = utf8_decode(s, i, &size);
    return cp == 0xFEFF || cp == 0x200B || utf8_class(cp) == CHAR_SPACE ? size : 0;
}

/* First byte of the character that ends before i; i > 0. The decoded text is valid, so that the way back is
** three bytes at most. */
static size_t before(str s, size_t i)
{
    do i--;
    while (i && ((unsigned char)s.p[i] & 0xC0) == 0x80);
    return i;
}

/* Cut white space off both ends; *indent gets the columns of what stood before. A tab counts four columns, a
** wide space two; what is set in by more than 1,000 is set in by 1,000. */
static str trim(str s, uint16_t *indent)
{
    size_t n;
    uint32_t cols = 0;
    while (s.n && (n = space_at(s, 0))) {
        cols += s.p[0] == '\t' ? 4 : n == 3 ? 2 : 1;
        s = (str){s.p + n, s.n - n};
    }
    while (s.n && space_at(s, before(s, s.n))) s.n = before(s, s.n);
    *indent = (uint16_t)(cols < 1000 ? cols : 1000);
    return s;
}

/* Only rules, three or more signs of them: "-----", "* * *", "═══". */
static bool is_ruler(str s)
{
    static const str marks[] = {STR("-"), STR("="), STR("_"), STR("*"), STR("~"), STR("#"),
                                STR("+"), STR(" "), STR("─"), STR("━"), STR("═"), STR("—")};
    size_t n = 0;
    size_t i = 0;
    while (i < s.n) {
        size_t k = 0;
        while (k < ARRAY_LEN(marks) && !str_starts((str){s.p + i, s.n - i}, marks[k])) k++;
        if (k == ARRAY_LEN(marks)) return false;
        n += s.p[i] != ' ';
        i += marks[k].n;
    }
    return n >= 3;
}

/* The place behind the white space at i, 0 when there is none or the text ends: a marker needs something after
** it. */
static size_t spaces_after(str s, size_t i)
{
    size_t n;
    size_t from = i;
    while (i < s.n && (n = space_at(s, i))) i += n;
    return i > from ? i : 0;
}

/* "3.", "3)", "(3)", "b)", "(iv)", "IV." with white space behind it. A single letter or Roman one with a point
** is an initial or a word ("A. Smith", "I. think"), not a number; numbers have three digits at most, so that
** years are none. Letters and Roman numbers count as 1: their value is not asked for. */
static size_t number_marker(str s, uint32_t *number)
{
    bool open = s.n && s.p[0] == '(';
    size_t i = open;
    uint32_t v = 0;
    while (i < s.n && i < 3u + open && ascii_digit((unsigned char)s.p[i])) v = v * 10 + (uint32_t)(s.p[i++] - '0');
    if (i == open) {
        size_t roman = i;
        while (roman < s.n && roman < 6 && s.p[roman] && strchr("ivxIVX", s.p[roman])) roman++;
        if (roman > i)
            i = roman;
        else if (i < s.n && ascii_alpha((unsigned char)s.p[i]))
            i++;
        else
            return 0;
        v = 1;
        if (i < s.n && s.p[i] == '.' && !(roman == i && i > 1)) return 0; /* "A. Smith", "I. think" */
    }
    if (i >= s.n || !(s.p[i] == ')' || (!open && s.p[i] == '.'))) return 0;
    *number = v ? v : 1;
    return spaces_after(s, i + 1);
}

/* The second byte of the lead decides quickly that most lines open with none. Circled digits (U+2460 to
** U+2473) are numbers that stand tight. */
size_t plain_marker(str s, uint32_t *number)
{
    static const str bullets[] = {STR("-"), STR("*"), STR("+"), STR("•"), STR("–"), STR("—"), STR("▪"),  STR("‣"), STR("◦"),
                                  STR("●"), STR("○"), STR("■"), STR("□"), STR("▶"), STR("△"), STR("ㅇ"), STR("∙"), STR("·")};
    *number = 0;
    if (!s.n) return 0;
    unsigned char c = (unsigned char)s.p[0];
    if (c < 0x80 && !strchr("-*+", c)) return ascii_alpha(c) || ascii_digit(c) || c == '(' ? number_marker(s, number) : 0;
    if (c >= 0x80 && c != 0xC2 && c != 0xE2 && c != 0xE3) return 0; /* no bullet begins so */
    for (size_t k = 0; k < ARRAY_LEN(bullets); k++)
        if (str_starts(s, bullets[k])) return spaces_after(s, bullets[k].n);
    if (s.n >= 3 && str_starts(s, STR("\xE2\x91")) && (unsigned char)s.p[2] >= 0xA0 && (unsigned char)s.p[2] <= 0xB3) {
        *number = (uint32_t)((unsigned char)s.p[2] - 0xA0 + 1); /* circled digits need no space */
        size_t end = spaces_after(s, 3);
        return end ? end : 3;
    }
    return 0;
}

/* Ends in a stop, a colon or a semicolon, quotes and brackets after it passed over. */
static bool sentence_stops(str s)
{
    while (s.n && strchr("\"')]", s.p[s.n - 1])) s.n--;
    while (str_ends(s, STR("”")) || str_ends(s, STR("’"))) s.n -= 3;
    return s.n && (strchr(".!?:;", s.p[s.n - 1]) || str_ends(s, STR("。")) || str_ends(s, STR("…")));
}

/* Is the sign at i one of the scripts that are set without spaces (kana, Han, their marks)? */
static bool wide_at(str s, size_t i)
{
    size_t size;
    int32_t cp = utf8_decode(s, i, &size);
    return (cp >= 0x3001 && cp <= 0x30FF) || (cp >= 0x3400 && cp <= 0x9FFF) || (cp >= 0xFF01 && cp <= 0xFF5E);
}

/* What the cutting needs to know of a line; lines wider than a wrap are looked at no further than needed. A
** line without a sign has columns 0. Costs no more than MAX_WRAP * 4 bytes of counting, however long the line. */
static struct line read_line(str text, span at)
{
    struct line l = {0};
    str s = trim(str_span(text, at), &l.indent);
    l.at.begin = (uint32_t)(s.p - text.p);
    l.at.end = l.at.begin + (uint32_t)s.n;
    if (!s.n) return l;
    /* Four bytes for a column at most, so that longer ones are wider than any wrap. */
    l.columns = s.n > (size_t)MAX_WRAP * 4 ? MAX_WRAP + 1 : draft_columns(s);
    l.reach = l.columns + l.indent;
    size_t w = 0;
    while (w < s.n && w < 40 && s.p[w] != ' ' && s.p[w] != '\t') w++;
    l.word = wide_at(s, 0) ? 2 : draft_columns((str){s.p, w});
    l.ruler = s.n < 400 && is_ruler(s);
    l.marker = (uint16_t)plain_marker(s, &l.number);
    l.tabbed = !l.marker && s.n < 4000 && memchr(s.p, '\t', s.n);
    size_t size;
    int32_t cp = utf8_decode(s, 0, &size);
    l.cased = utf8_is_upper(cp) || utf8_lower(cp) != cp || ascii_lower((unsigned char)s.p[0]);
    l.lower = utf8_class(cp) == CHAR_LETTER && !utf8_is_upper(cp);
    l.stops = sentence_stops(s);
    return l;
}

/* ---- the width of the file ---- */

/* One pass over all lines: `length` counts lines with a line below them by their columns, `with_word` the same
** by the columns they would have with the next line's first word. W is the length that 97 of 100 lines keep;
** it is believed when six of ten lines could not have taken one more word and three of ten of the lines below
** open with a small letter, as they do when a sentence is cut anywhere. Fewer than three pairs of lines show
** nothing unless one of them does open so. */
static struct wrap find_wrap(str text)
{
    uint32_t length[MAX_WRAP + 2] = {0};
    uint32_t with_word[MAX_WRAP + 2] = {0};
    uint32_t n_pair = 0;
    uint32_t n_lower = 0;
    uint32_t n_cased = 0;
    struct line prev = {0};
    span at;
    for (size_t i = 0; next_line(text, &i, &at);) {
        struct line l = read_line(text, at);
        /* A pair of lines in one group. Rules, items and rows of tables say nothing about the width. */
        if (prev.columns && l.columns && !prev.ruler && !l.ruler && !l.marker && !l.tabbed) {
            uint32_t with = prev.reach + 1 + l.word;
            length[prev.reach > MAX_WRAP ? MAX_WRAP + 1 : prev.reach]++;
            with_word[with > MAX_WRAP ? MAX_WRAP + 1 : with]++;
            n_pair++;
            n_lower += l.cased && l.lower;
            n_cased += l.cased;
        }
        prev = l;
    }
    uint32_t width = 0;
    for (uint32_t seen = length[0]; width <= MAX_WRAP && (uint64_t)seen * 100 < (uint64_t)n_pair * 97;) seen += length[++width];
    uint64_t full = 0;
    for (uint32_t w = width + 1; w < ARRAY_LEN(with_word); w++) full += with_word[w];
    /* Six in ten and three in ten; see above. Widths outside MIN_WRAP..MAX_WRAP are not those of people and
    ** mail programs. */
    bool good = n_pair && width >= MIN_WRAP && width <= MAX_WRAP && full * 10 >= (uint64_t)n_pair * 6 &&
                (uint64_t)n_lower * 10 >= (uint64_t)n_cased * 3;
    if (n_pair < 3 && !n_lower) good = false;
    return (struct wrap){good ? width : 0};
}

/* ---- groups to blocks ---- */

/* Does line b go on with the block that line a ends? Tables and over-long lines never join; a line set in
** under a bullet always does; the rest goes by the width. A marker may open a line by chance ("on page\n24. They"),
** which is only believed of a full line and a number that does not count on. first: the line that the block began
** with.
**
**     a "- patrols in the waters of"   b "    the four states"     joined: set in under its bullet
**     a "Kim Example"                  b "Deputy Minister"         apart: a could have taken "Deputy"
**     a "... as shown on page"         b "24. They then"           joined: no item before it counts 23 */
static bool goes_on(const struct wrap *w, const struct line *first, const struct line *a, const struct line *b)
{
    if (a->tabbed || b->tabbed || a->reach > MAX_WRAP || b->reach > MAX_WRAP) return false;
    if (first->marker && !b->marker && b->indent > first->indent + 1) return true; /* set in under its bullet */
    if (!w->width) return false;
    bool full = a->reach + 1 + b->word > w->width;
    if (b->marker) return full && b->number > 1 && first->number + 1 != b->number && !first->marker;
    if (b->indent >= a->indent + 2 && a != first) return false; /* the first line of a paragraph stands in */
    if (full) return true;
    return !a->stops && b->cased && b->lower && a->reach * 10 >= w->width * 6;
}

/* Japanese and Chinese break lines anywhere, so no space belongs where two of their signs meet. */
static bool joins_without_space(str text, const struct line *a, const struct line *b)
{
    size_t last = before(text, a->at.end);
    return wide_at(text, last) && wide_at(text, b->at.begin);
}

/* Lines [i, k) as one block. Signs of a heading of its own are '#' marks before it or a line of rules below
** it; '#' marks are no part of its text. A level of an item counts four columns a step. */
static void write_block(struct draft *d, const struct line *line, uint32_t i, uint32_t k, uint8_t sign, bool ruled)
{
    str s = str_span(d->src.utf8, line[i].at);
    uint32_t hashes = 0;
    while (hashes < s.n && s.p[hashes] == '#') hashes++;
    bool hashed = hashes && hashes <= 6 && hashes < s.n && s.p[hashes] == ' ';
    draft_open(d);
    for (uint32_t j = i; j < k; j++) {
        span at = line[j].at;
        if (j > i && !joins_without_space(d->src.utf8, &line[j - 1], &line[j]))
            draft_space(d, (span){line[j - 1].at.end, line[j].at.begin});
        if (j == i && hashed) at.begin += hashes;
        draft_text(d, at);
    }
    enum text_kind kind = TEXT_PARAGRAPH;
    uint8_t level = 0;
    /* '#' marks speak for themselves; a rule below makes a heading only of a single short line that does not
    ** stop, since forms are ruled as well. */
    if (hashed || (ruled && k - i == 1 && line[i].columns <= 120 && !line[i].stops)) {
        kind = TEXT_HEADING;
        level = hashed ? (uint8_t)hashes : 1;
        sign |= DRAFT_RULED;
    } else if (line[i].marker) {
        kind = TEXT_ITEM;
        level = (uint8_t)(line[i].indent >= 20 ? 6 : 1 + line[i].indent / 4);
        sign |= DRAFT_BULLET;
    } else if (line[i].tabbed) {
        kind = TEXT_TABLE;
    }
    (void)draft_close(d, kind, level, k - i > 1 ? sign | DRAFT_JOINED : sign);
}

/* Lines [0, n) without an empty one between, as one block or more. ruled: a line of rules follows below. */
static void write_group(struct draft *d, const struct wrap *w, const struct line *line, uint32_t n, bool ruled)
{
    for (uint32_t i = 0; i < n;) {
        uint32_t k = i + 1;
        while (k < n && goes_on(w, &line[i], &line[k - 1], &line[k])) k++;
        write_block(d, line, i, k, i ? 0 : DRAFT_GAP_BEFORE, ruled && k == n);
        i = k;
    }
}

/* Lines are kept only for one group at a time; a group of more than 100,000 lines is cut, so that memory stays
** bounded by the longest real paragraph. */
enum status plain_read(struct draft *d, struct err *err)
{
    str text = d->src.utf8;
    struct wrap w = find_wrap(text);
    struct line *line = NULL;
    uint32_t n = 0;
    uint32_t cap = 0;
    span at;
    for (size_t i = 0; next_line(text, &i, &at) && !d->failed;) {
        struct line l = read_line(text, at);
        /* An empty line or a rule ends the group; a rule leaves no block of its own. */
        bool cut = !l.columns || l.ruler;
        if (cut || n > 100000) {
            write_group(d, &w, line, n, l.ruler);
            n = 0;
            if (cut) continue;
        }
        if (n == cap) {
            uint32_t want = cap ? cap * 2 : 64;
            struct line *p = arena_grow(d->work, line, cap, want, sizeof *p);
            if (!p) return arena_why(d->work, err);
            line = p;
            cap = want;
        }
        line[n++] = l;
    }
    write_group(d, &w, line, n, false);
    return OK;
}
