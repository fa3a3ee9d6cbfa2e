/* UTF-16 and UTF-32: the characters of both, and how text in them is known when no mark stands before it. Windows programs
** save such files ("Unicode"), and all their ASCII letters bring zero bytes, which text in no other encoding has. So the
** rival is not another encoding but binary data: numbers of two or four bytes look much the same. The judge therefore reads
** the bytes whole, by each of the four ways, and wants what only text has:
**
**   - hardly a unit that text does not have: controls, halves of surrogate pairs, unassigned code points;
**   - letters and digits, those beyond ASCII nearly all of one script;
**   - some ASCII (spaces, line ends, digits), which even a Chinese page has, where each unit could be a Han letter.
**
** The figures below are bounds with room on both sides, not measurements: text keeps far from them, and so do numbers. */
#include "source/charset.h"

enum { HEAD_BYTES = 4096, EAST = 64, HANGUL, GROUP_COUNT };

/* What the last character was: anything, a letter of EAST or HANGUL, an ASCII letter right after one. */
enum nearness { OTHER, FAR, NEAR_FAR };

/* What was seen of some bytes, read one way. Counts of characters, but where it says otherwise. */
struct look {
    size_t n;
    size_t ascii;              /* letters, digits, marks and white space below U+0080 */
    size_t space;              /* white space of all kinds */
    size_t strange;            /* ill-formed, a control, unassigned */
    size_t own_use;            /* private use: Korean offices have their bullets there */
    size_t wordy;              /* letters, digits and combining marks of all scripts */
    size_t low;                /* letters of EAST and HANGUL whose lower byte is below 0x80 */
    size_t group[GROUP_COUNT]; /* letters by script */
    size_t lone;               /* single ASCII letters between two of EAST or HANGUL */
    enum nearness last;        /* of the last character */
};

/* One unit of two or four bytes at i as a number. Byte by byte: the source may begin at an odd address. */
static uint32_t unit_at(str s, size_t i, size_t width, bool big)
{
    uint32_t v = 0;
    for (size_t k = 0; k < width; k++) {
        size_t shift = 8 * (big ? width - 1 - k : k);
        v |= (uint32_t)(unsigned char)s.p[i + k] << shift;
    }
    return v;
}

/* The halves of a surrogate pair (Unicode 15, section 3.8). */
static bool is_high(uint32_t u) { return u >= 0xD800 && u <= 0xDBFF; }
static bool is_low(uint32_t u) { return u >= 0xDC00 && u <= 0xDFFF; }

/* A high half without its low one is ill-formed alone: what follows it may be good, and is read again as a character of its own. */
int32_t charset_wide_char(str bytes, size_t at, enum charset_form form, size_t *size)
{
    bool big = form == CHARSET_UTF16BE || form == CHARSET_UTF32BE;
    size_t width = form == CHARSET_UTF16LE || form == CHARSET_UTF16BE ? 2 : 4;
    size_t left = bytes.n - at;
    *size = left < width ? left : width;
    if (left < width) return -1;
    uint32_t u = unit_at(bytes, at, width, big);
    uint32_t next = width == 2 && left >= 4 ? unit_at(bytes, at + 2, 2, big) : 0;
    if (is_high(u) && is_low(next)) {
        *size = 4;
        return (int32_t)(0x10000 + ((u - 0xD800) << 10) + (next - 0xDC00));
    }
    return u > 0x10FFFF || is_high(u) || is_low(u) ? -1 : (int32_t)u;
}

/* The script of a letter, coarsely: alphabets by their blocks of 128, those that fill several under one number, 0 for Latin;
** Hangul; Han with kana, which Japanese mixes; all else above U+2000 together with these. */
static size_t group_of(int32_t cp)
{
    if (cp < 0x250 || (cp >= 0x1E00 && cp <= 0x1EFF)) return 0;
    if (cp >= 0x1F00 && cp <= 0x1FFF) return 0x370 >> 7; /* Greek with breathings */
    if (cp >= 0x400 && cp <= 0x52F) return 0x400 >> 7;
    if (cp < 0x2000) return (size_t)cp >> 7;
    return cp >= 0xAC00 && cp <= 0xD7A3 ? HANGUL : EAST;
}

/* Adds one character to what was seen. cp is -1 for what is ill-formed. Private use is counted apart: it is assigned by nobody,
** but is met in texts, and numbers fall into it often, so a little of it speaks for nothing and much of it against text. */
static void look_at(struct look *l, int32_t cp)
{
    enum nearness last = l->last;
    l->n++;
    l->last = OTHER;
    if (cp >= 0xE000 && cp <= 0xF8FF) {
        l->own_use++;
        return;
    }
    enum char_class class = utf8_class(cp);
    bool control = cp < 0x20 || (cp >= 0x7F && cp < 0xA0); /* -1 too; format characters are no controls here */
    if (class == CHAR_OTHER || (control && class != CHAR_SPACE)) {
        l->strange++;
        return;
    }
    l->ascii += cp < 0x80;
    l->space += class == CHAR_SPACE;
    l->wordy += class == CHAR_LETTER || class == CHAR_DIGIT || class == CHAR_MARK;
    if (class != CHAR_LETTER) return;
    size_t group = group_of(cp);
    l->group[group]++;
    bool far = group >= EAST;
    l->low += far && (cp & 0x80) == 0;
    l->lone += far && last == NEAR_FAR;
    l->last = far ? FAR : cp < 0x80 && last == FAR ? NEAR_FAR : OTHER;
}

/* All of bytes, read one way. Short of a whole unit at the end is what a cut file has, and says nothing of the rest. */
static void look_through(struct look *out, str bytes, enum charset_form form)
{
    *out = (struct look){0};
    size_t size;
    for (size_t i = 0; i < bytes.n; i += size) look_at(out, charset_wide_char(bytes, i, form, &size));
    bool odd = bytes.n % (form == CHARSET_UTF16LE || form == CHARSET_UTF16BE ? 2 : 4) != 0;
    if (odd && out->strange) { /* a file cut off within its last unit is still text */
        out->strange--;
        out->n--;
    }
}

/* The larger part of the letters is of one script (Latin ones may stand among any). Han and Hangul count as one in a long
** text, as Korean of the older kind mixes them; in a short one they are half of all numbers of two bytes. */
static bool is_one_script(const struct look *l)
{
    size_t letters = 0;
    size_t most = l->n < 48 ? 0 : l->group[EAST] + l->group[HANGUL];
    for (size_t g = 0; g < GROUP_COUNT; g++) {
        letters += l->group[g];
        if (g && l->group[g] > most) most = l->group[g];
    }
    return (l->group[0] + most) * 10 >= letters * 9;
}

/* Is it text, read this way? narrow: units of two bytes. The least number of characters is larger the less each of them says:
** two ASCII letters with their zeros are hardly met by chance, while every second pair of random bytes is a Han or Hangul
** letter. Then what no text has (one fault in 200 is allowed, and one private character in 20); some words in it (a tenth of
** what is no white space: tables of figures pass, rows of equal numbers do not); and the marks of its script. */
static bool is_text(const struct look *l, bool narrow)
{
    size_t east = l->group[EAST] + l->group[HANGUL];
    size_t least = l->ascii == l->n ? 2 : l->ascii * 2 >= l->n ? 4 : east ? 24 : 8;
    if (l->n < least || l->strange * 200 > l->n || l->own_use * 20 > l->n) return false;
    if (!l->wordy || l->wordy * 10 < l->n - l->space) return false;
    if (!l->ascii || l->ascii * 1000 < l->n) return false;
    /* The one test that tells a long string of other text from these letters, since all else about it can be met by chance:
    ** lower bytes of these letters are of any value. Were they all below 0x80, the bytes would be ASCII, and all above, EUC-KR,
    ** GB 2312 or EUC-JP, with a NUL here and there. A few letters may be so by chance, and hiragana are mostly below. */
    if (narrow && east > 16 && (l->low * 8 < east || (east - l->low) * 16 < east)) return false;
    /* Nor does a text of theirs have its ASCII in letters that stand alone: that is the odd letter of an ASCII word. */
    return l->lone * 2 <= l->ascii && is_one_script(l);
}

/* Is UTF-16 ruled out by the head? Text of one byte a letter with NUL bytes in it, as lists of names have: valid UTF-8 without
** any other control. Then UTF-16 must show by a zero in most units, always on the same side, as its ASCII letters do. */
static bool is_narrow_text(str head)
{
    size_t bad_at = 0;
    size_t zero[2] = {0, 0};
    for (size_t i = 0; i < head.n; i++) {
        unsigned char c = (unsigned char)head.p[i];
        if (c && ((c < 0x20 && !ascii_space(c)) || c == 0x7F)) return false;
        zero[i & 1] += !c;
    }
    if (!utf8_valid(head, &bad_at) && bad_at + 3 < head.n) return false;
    size_t more = zero[0] > zero[1] ? zero[0] : zero[1];
    size_t fewer = zero[0] > zero[1] ? zero[1] : zero[0];
    return more * 4 < head.n || fewer * 50 > more;
}

/* A head that is full of what text does not have ends it early: nearly all binary data. Where two ways read as text, the one
** with more ASCII is meant: the other order of bytes makes other letters of it. */
const struct charset *charset_detect_wide(str bytes)
{
    static const struct {
        const char *label;
        enum charset_form form;
        bool narrow; /* its units of two bytes are easily met by chance */
    } ways[] = {{"utf-32le", CHARSET_UTF32LE, false},
                {"utf-32be", CHARSET_UTF32BE, false},
                {"utf-16le", CHARSET_UTF16LE, true},
                {"utf-16be", CHARSET_UTF16BE, true}};
    str head = {bytes.p, bytes.n < HEAD_BYTES ? bytes.n : HEAD_BYTES};
    const struct charset *found = NULL;
    size_t ascii = 0;
    bool wide = bytes.n && memchr(bytes.p, 0, bytes.n);
    if (!wide) return NULL;
    bool narrow_text = is_narrow_text(head);
    for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
        struct look l;
        if (narrow_text && ways[i].narrow) continue;
        look_through(&l, head, ways[i].form);
        if (l.strange * 50 > l.n) continue; /* spares most binary data the whole reading */
        look_through(&l, bytes, ways[i].form);
        if (!is_text(&l, ways[i].narrow) || l.ascii < ascii) continue;
        found = found && l.ascii == ascii ? NULL : charset_of_label(str_of(ways[i].label));
        ascii = l.ascii;
    }
    return found;
}
