/* UTF-8 on top of utf8proc's tables; ASCII takes a short way everywhere, because most of most texts is ASCII and these
** functions are called for every character of every text. The own decoder instead of utf8proc_iterate(): it must refuse what
** the standard refuses and move by one byte then, which pieces and spans count on. */
#include "base/base.h"

#include <utf8proc.h>

/* After Unicode 15, table 3-7: C0, C1 and F5..FF begin nothing; overlong forms, surrogates and what lies above
** U+10FFFF are refused by value once the sequence is whole. */
int32_t utf8_decode(str s, size_t at, size_t *size)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    size_t left = s.n - at;
    *size = 1;
    if (p[0] < 0x80) return p[0];
    if (p[0] < 0xC2 || p[0] > 0xF4) return -1;
    size_t need = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
    if (left < need) return -1;
    int32_t cp = p[0] & (0x7F >> need);
    for (size_t i = 1; i < need; i++) {
        if ((p[i] & 0xC0) != 0x80) return -1;
        cp = (cp << 6) | (p[i] & 0x3F);
    }
    if ((need == 3 && (cp < 0x800 || (cp >= 0xD800 && cp <= 0xDFFF))) || (need == 4 && (cp < 0x10000 || cp > 0x10FFFF)))
        return -1;
    *size = need;
    return cp;
}

/* Through a buffer of utf8proc's own type; the bytes of out behind the character become zero. 0 for what is no scalar value. */
size_t utf8_encode(char out[4], int32_t cp)
{
    utf8proc_uint8_t raw[4] = {0};
    utf8proc_ssize_t n = utf8proc_encode_char(cp, raw);
    memcpy(out, raw, 4);
    return n < 0 ? 0 : (size_t)n;
}

/* Eight bytes at a time while all are ASCII, which texts in Latin letters nearly always are. */
bool utf8_valid(str s, size_t *bad_at)
{
    size_t i = 0;
    while (i < s.n) {
        uint64_t eight;
        if (s.n - i >= 8 && (memcpy(&eight, s.p + i, 8), !(eight & 0x8080808080808080u))) {
            i += 8;
            continue;
        }
        size_t size;
        if (utf8_decode(s, i, &size) < 0) {
            if (bad_at) *bad_at = i;
            return false;
        }
        i += size;
    }
    return true;
}

/* What utf8proc's categories say of ASCII, without the look-up; utf8_test holds the two together. */
static enum char_class ascii_class(unsigned char c)
{
    if (ascii_alpha(c)) return CHAR_LETTER;
    if (ascii_digit(c)) return CHAR_DIGIT;
    if (ascii_space(c)) return CHAR_SPACE;
    if (c < 0x20 || c == 0x7F) return CHAR_CONTROL;
    return strchr("$+<=>^`|~", c) ? CHAR_SYMBOL : CHAR_PUNCT;
}

/* Ranges of utf8proc's categories, which stand in the order of Unicode's general categories. Format characters
** (Cf: soft hyphen, zero-width space, direction marks) are CHAR_CONTROL. */
enum char_class utf8_class(int32_t cp)
{
    if (cp < 0) return CHAR_OTHER;
    if (cp < 0x80) return ascii_class((unsigned char)cp);
    if (cp == 0x85) return CHAR_SPACE;
    utf8proc_category_t cat = utf8proc_category(cp);
    if (cat >= UTF8PROC_CATEGORY_LU && cat <= UTF8PROC_CATEGORY_LO) return CHAR_LETTER;
    if (cat >= UTF8PROC_CATEGORY_MN && cat <= UTF8PROC_CATEGORY_ME) return CHAR_MARK;
    if (cat >= UTF8PROC_CATEGORY_ND && cat <= UTF8PROC_CATEGORY_NO) return CHAR_DIGIT;
    if (cat >= UTF8PROC_CATEGORY_PC && cat <= UTF8PROC_CATEGORY_PO) return CHAR_PUNCT;
    if (cat >= UTF8PROC_CATEGORY_SM && cat <= UTF8PROC_CATEGORY_SO) return CHAR_SYMBOL;
    if (cat >= UTF8PROC_CATEGORY_ZS && cat <= UTF8PROC_CATEGORY_ZP) return CHAR_SPACE;
    return cat == UTF8PROC_CATEGORY_CC || cat == UTF8PROC_CATEGORY_CF ? CHAR_CONTROL : CHAR_OTHER;
}

/* By category, not by asking whether a lower case exists: some capitals have none, and some small letters have one. */
bool utf8_is_upper(int32_t cp)
{
    if (cp < 0) return false;
    if (cp < 0x80) return ascii_upper((unsigned char)cp);
    utf8proc_category_t cat = utf8proc_category(cp);
    return cat == UTF8PROC_CATEGORY_LU || cat == UTF8PROC_CATEGORY_LT;
}

int32_t utf8_lower(int32_t cp)
{
    if (cp < 0) return cp;
    return cp < 0x80 ? ascii_tolower((unsigned char)cp) : utf8proc_tolower(cp);
}

/* An invalid byte is shown as one replacement sign, hence one column. */
int utf8_width(int32_t cp)
{
    if (cp < 0) return 1;
    if (cp < 0x80) return cp >= 0x20 && cp != 0x7F;
    return utf8proc_charwidth(cp);
}

/* Sum over characters: what a terminal does with a sequence it joins (flags, families of emoji) differs between terminals. */
size_t utf8_columns(str s)
{
    size_t columns = 0;
    for (size_t i = 0, size; i < s.n; i += size) columns += (size_t)utf8_width(utf8_decode(s, i, &size));
    return columns;
}

/* Stops before the first character that would not fit, and so never after half of a wide one. */
size_t utf8_fit(str s, size_t columns)
{
    size_t i = 0;
    size_t used = 0;
    while (i < s.n) {
        size_t size;
        size_t w = (size_t)utf8_width(utf8_decode(s, i, &size));
        if (used + w > columns) break;
        used += w;
        i += size;
    }
    return i;
}

/* Quotes, primes and guillemets, then hyphens, dashes and the minus sign. Low quotes (U+201A, U+201E) are left
** out: they open a quotation in German, and a comma would be no worse a guess. */
int32_t utf8_plain(int32_t cp)
{
    switch (cp) {
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032: return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201F:
    case 0x2033:
    case 0xAB:
    case 0xBB: return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212: return '-';
    default: return cp;
    }
}

/* The run of ASCII that s begins with, in small letters; its length. */
static size_t fold_ascii(buf *out, str s)
{
    size_t n = 0;
    while (n < s.n && (unsigned char)s.p[n] < 0x80) n++;
    char *to = n ? buf_room(out, n) : NULL;
    if (!to) return n;
    for (size_t i = 0; i < n; i++) to[i] = (char)ascii_tolower((unsigned char)s.p[i]);
    out->n += n;
    return n;
}

/* One character gives one character, though perhaps of other length in bytes: full case folding, where sharp s becomes two letters,
** would lose the way back to the text. Runs of ASCII between others are done by fold_ascii(). */
void utf8_fold(buf *out, str s)
{
    size_t i = fold_ascii(out, s);
    while (i < s.n) {
        size_t size;
        int32_t cp = utf8_decode(s, i, &size);
        if (cp < 0) {
            buf_addc(out, s.p[i]);
        } else {
            char enc[4];
            buf_add(out, (str){enc, utf8_encode(enc, utf8_lower(utf8_plain(cp)))});
        }
        i += size;
        i += fold_ascii(out, (str){s.p + i, s.n - i});
    }
}
