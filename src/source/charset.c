/* Encodings by label, by mark, by what a page says, and by look. The labels are those of the WHATWG Encoding Standard (section
** 4.2) that are met, with the names that uchardet gives. Invariants: one row for each encoding, no label in two rows, so that
** pointers to rows can be compared; a row without an iconv name is decoded by the room itself. */
#include "source/charset.h"

#include <iconv.h>
#include <uchardet/uchardet.h>
#include <wchar.h>

/* One encoding and all names it goes by. cs is what callers hold: its address is its identity. The name that is shown is the
** one people know (EUC-KR), the one that is converted by is the wider set (CP949): a reader would not find "CP949" in the
** page's source. */
struct labelled {
    struct charset cs;
    const char *labels; /* parted by single spaces */
};

/* UTF-8 first and Windows-1252 sixth, as named below. Where a name has been used for more than it says, its row is the wider
** set, as the Encoding Standard has it: whoever says ISO 8859-1 writes the quotes of Windows-1252, KS C 5601 the 8,822 further
** syllables of CP949, GB 2312 all of GB 18030, Shift_JIS the signs of Windows. What is in the narrower set reads the same in
** the wider one. Rows without a place in the standard (EUC-TW, Johab, UTF-32, old code pages of DOS) are there because archives
** hold such texts or because uchardet names them. Some of them the standard leaves out so that tags cannot hide in a page,
** which is no danger to a reader of text. */
static const struct labelled encodings[] = {
    {{"UTF-8", NULL, CHARSET_UTF8}, "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8"},
    {{"UTF-16LE", NULL, CHARSET_UTF16LE}, "utf-16 utf-16le utf16 csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff"},
    {{"UTF-16BE", NULL, CHARSET_UTF16BE}, "utf-16be unicodefffe"},
    {{"UTF-32LE", NULL, CHARSET_UTF32LE}, "utf-32 utf-32le"},
    {{"UTF-32BE", NULL, CHARSET_UTF32BE}, "utf-32be"},
    {{"Windows-1252", "WINDOWS-1252", CHARSET_SINGLE},
     "windows-1252 cp1252 x-cp1252 ascii us-ascii ansi_x3.4-1968 iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 "
     "iso-ir-100 l1 latin1 latin-1 csisolatin1 cp819 ibm819"},
    {{"EUC-KR", "CP949", CHARSET_MULTI},
     "euc-kr euckr cseuckr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean iso-ir-149 csksc56011987 windows-949 cp949 "
     "uhc ms949"},
    {{"Shift_JIS", "CP932", CHARSET_MULTI}, "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j csshiftjis cp932"},
    {{"EUC-JP", "EUC-JP-MS", CHARSET_MULTI}, "euc-jp x-euc-jp cseucpkdfmtjapanese"},
    {{"ISO-2022-JP", "ISO-2022-JP-2", CHARSET_STATEFUL}, "iso-2022-jp csiso2022jp"},
    {{"ISO-2022-KR", "ISO-2022-KR", CHARSET_STATEFUL}, "iso-2022-kr csiso2022kr"},
    {{"ISO-2022-CN", "ISO-2022-CN-EXT", CHARSET_STATEFUL}, "iso-2022-cn iso-2022-cn-ext"},
    {{"GB18030", "GB18030", CHARSET_MULTI},
     "gb18030 gbk gb2312 gb_2312 gb_2312-80 csgb2312 csiso58gb231280 chinese cp936 ms936 x-gbk iso-ir-58 euc-cn"},
    {{"Big5", "BIG5-HKSCS", CHARSET_MULTI}, "big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950"},
    {{"EUC-TW", "EUC-TW", CHARSET_MULTI}, "euc-tw"},
    {{"Johab", "JOHAB", CHARSET_MULTI}, "johab"},
    {{"Windows-1250", "WINDOWS-1250", CHARSET_SINGLE}, "windows-1250 cp1250 x-cp1250"},
    {{"Windows-1251", "WINDOWS-1251", CHARSET_SINGLE}, "windows-1251 cp1251 x-cp1251"},
    {{"Windows-1253", "WINDOWS-1253", CHARSET_SINGLE}, "windows-1253 cp1253 x-cp1253"},
    {{"Windows-1254", "WINDOWS-1254", CHARSET_SINGLE},
     "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso88599 iso_8859-9 iso-ir-148 l5 latin5 csisolatin5"},
    {{"Windows-1255", "WINDOWS-1255", CHARSET_SINGLE}, "windows-1255 cp1255 x-cp1255"},
    {{"Windows-1256", "WINDOWS-1256", CHARSET_SINGLE}, "windows-1256 cp1256 x-cp1256"},
    {{"Windows-1257", "WINDOWS-1257", CHARSET_SINGLE}, "windows-1257 cp1257 x-cp1257"},
    {{"Windows-1258", "WINDOWS-1258", CHARSET_SINGLE}, "windows-1258 cp1258 x-cp1258"},
    {{"Windows-874", "CP874", CHARSET_SINGLE}, "windows-874 cp874 tis-620 dos-874 iso-8859-11 iso8859-11 iso885911"},
    {{"ISO-8859-2", "ISO-8859-2", CHARSET_SINGLE}, "iso-8859-2 iso8859-2 iso88592 iso_8859-2 iso-ir-101 l2 latin2 csisolatin2"},
    {{"ISO-8859-3", "ISO-8859-3", CHARSET_SINGLE}, "iso-8859-3 iso8859-3 iso88593 iso-ir-109 l3 latin3 csisolatin3"},
    {{"ISO-8859-4", "ISO-8859-4", CHARSET_SINGLE}, "iso-8859-4 iso8859-4 iso88594 iso-ir-110 l4 latin4 csisolatin4"},
    {{"ISO-8859-5", "ISO-8859-5", CHARSET_SINGLE}, "iso-8859-5 iso8859-5 iso88595 iso-ir-144 cyrillic csisolatincyrillic"},
    {{"ISO-8859-6", "ISO-8859-6", CHARSET_SINGLE},
     "iso-8859-6 iso8859-6 iso88596 iso-ir-127 arabic csisolatinarabic ecma-114 asmo-708"},
    {{"ISO-8859-7", "ISO-8859-7", CHARSET_SINGLE},
     "iso-8859-7 iso8859-7 iso88597 iso-ir-126 greek greek8 csisolatingreek ecma-118 elot_928"},
    {{"ISO-8859-8", "ISO-8859-8", CHARSET_SINGLE},
     "iso-8859-8 iso8859-8 iso88598 iso-8859-8-i iso-8859-8-e logical visual hebrew iso-ir-138 csisolatinhebrew"},
    {{"ISO-8859-10", "ISO-8859-10", CHARSET_SINGLE}, "iso-8859-10 iso8859-10 iso885910 l6 latin6 iso-ir-157 csisolatin6"},
    {{"ISO-8859-13", "ISO-8859-13", CHARSET_SINGLE}, "iso-8859-13 iso8859-13 iso885913"},
    {{"ISO-8859-14", "ISO-8859-14", CHARSET_SINGLE}, "iso-8859-14 iso8859-14 iso885914"},
    {{"ISO-8859-15", "ISO-8859-15", CHARSET_SINGLE}, "iso-8859-15 iso8859-15 iso885915 l9 latin9 csisolatin9"},
    {{"ISO-8859-16", "ISO-8859-16", CHARSET_SINGLE}, "iso-8859-16"},
    {{"KOI8-R", "KOI8-R", CHARSET_SINGLE}, "koi8-r koi koi8 koi8_r cskoi8r"},
    {{"KOI8-U", "KOI8-U", CHARSET_SINGLE}, "koi8-u koi8-ru"},
    {{"IBM866", "CP866", CHARSET_SINGLE}, "ibm866 cp866 866 csibm866"},
    {{"IBM852", "CP852", CHARSET_SINGLE}, "ibm852 cp852"},
    {{"IBM855", "CP855", CHARSET_SINGLE}, "ibm855 cp855"},
    {{"Macintosh", "MACINTOSH", CHARSET_SINGLE}, "macintosh mac x-mac-roman csmacintosh"},
    {{"x-mac-cyrillic", "MAC-CYRILLIC", CHARSET_SINGLE}, "x-mac-cyrillic x-mac-ukrainian mac-cyrillic"},
    {{"x-mac-ce", "MAC-CENTRALEUROPE", CHARSET_SINGLE}, "x-mac-ce x-mac-centraleurroman mac-centraleurope"},
    {{"VISCII", "VISCII", CHARSET_SINGLE}, "viscii"},
};

/* The two that the room falls back on, by their place in the table, which charset_test holds. */
const struct charset *charset_utf8(void) { return &encodings[0].cs; }
const struct charset *charset_windows_1252(void) { return &encodings[5].cs; }

/* Is label one of the words of labels? In any case, but whole: "utf" is not "utf-8". A label with a space in it is none of them. */
static bool has_word(const char *labels, str label)
{
    str rest = str_of(labels);
    while (rest.n) {
        str word = str_cut(rest, ' ', &rest);
        if (str_eq_nocase_ascii(word, label)) return true;
    }
    return false;
}

/* Once per text, so a walk over all labels is fast enough. Padding is allowed, as in the standard's "get an encoding"; nothing is
** guessed from a name that only looks similar. */
const struct charset *charset_of_label(str label)
{
    label = str_trim(label);
    if (!label.n) return NULL;
    for (size_t i = 0; i < ARRAY_LEN(encodings); i++)
        if (has_word(encodings[i].labels, label)) return &encodings[i].cs;
    return NULL;
}

/* The longer mark first where one begins another. */
const struct charset *charset_of_mark(str bytes, size_t *n_mark)
{
    static const struct {
        str mark;
        const char *label;
    } marks[] = {
        {STR("\xEF\xBB\xBF"), "utf-8"},    {STR("\xFF\xFE\0\0"), "utf-32le"}, /* before UTF-16, whose mark begins it */
        {STR("\0\0\xFE\xFF"), "utf-32be"}, {STR("\xFF\xFE"), "utf-16le"},     {STR("\xFE\xFF"), "utf-16be"},
    };
    for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
        if (!str_starts(bytes, marks[i].mark)) continue;
        *n_mark = marks[i].mark.n;
        return charset_of_label(str_of(marks[i].label));
    }
    return NULL;
}

/* ---- what a page says (HTML standard, section 13.2.3.2, "prescan a byte stream") ---- */

/* The scanner below follows the standard's steps for the tags that can hold an answer and takes all else as text: it looks at
** bytes, before any encoding is known, so it can only be right about ASCII, which all encodings that a page may declare have in
** common. It never reads beyond the head that it was given. */

/* What ends the name of a tag or of an attribute. The end of the head ends neither: a name that is cut there is not known whole. */
static bool ends_name(char c) { return ascii_space((unsigned char)c) || c == '/' || c == '>' || c == '='; }

/* First byte from i on that is no white space, or the end. */
static size_t skip_space(str s, size_t i)
{
    while (i < s.n && ascii_space((unsigned char)s.p[i])) i++;
    return i;
}

/* name and value are borrowed from s, without quotes; a value is empty where there is none. A slash parts attributes as a blank
** does. The next attribute of a tag from *at on; false at its end, and at the end of the head: a value that is cut there may be
** a beginning of another name ("euc" of "euc-kr"). *at always moves forward while it is true, so a loop ends. */
static bool next_attribute(str s, size_t *at, str *name, str *value)
{
    size_t i = *at;
    while (i < s.n && (ascii_space((unsigned char)s.p[i]) || s.p[i] == '/')) i++;
    size_t from = i;
    while (i < s.n && !ends_name(s.p[i])) i++;
    *name = (str){s.p + from, i - from};
    *value = (str){0};
    i = skip_space(s, i);
    if (i < s.n && s.p[i] == '=') {
        i = skip_space(s, i + 1);
        char quote = i < s.n && (s.p[i] == '"' || s.p[i] == '\'') ? s.p[i++] : '\0';
        from = i;
        while (i < s.n && (quote ? s.p[i] != quote : !ascii_space((unsigned char)s.p[i]) && s.p[i] != '>')) i++;
        *value = (str){s.p + from, i - from};
        i += quote && i < s.n;
    }
    bool moved = i > *at;
    *at = i;
    return moved && (name->n || value->n) && i < s.n;
}

/* The first "charset" that an equals sign follows; "charsets=" is another word. */
str charset_in(str content)
{
    for (size_t i = 0; i + 7 <= content.n; i++) {
        if (!str_eq_nocase_ascii((str){content.p + i, 7}, STR("charset"))) continue;
        size_t k = skip_space(content, i + 7);
        if (k >= content.n || content.p[k] != '=') continue;
        k = skip_space(content, k + 1);
        char quote = k < content.n && (content.p[k] == '"' || content.p[k] == '\'') ? content.p[k++] : '\0';
        size_t end = k;
        while (end < content.n && content.p[end] != quote && content.p[end] != ';' &&
               !ascii_space((unsigned char)content.p[end]))
            end++;
        return (str){content.p + k, end - k};
    }
    return (str){0};
}

/* Inside <meta; a page that could be read so far cannot be in UTF-16, whatever it says. An attribute charset counts before
** content, wherever it stands; content counts only beside http-equiv=content-type, since a description may well speak of
** charsets. */
static const struct charset *charset_of_meta(str s, size_t *at)
{
    str name;
    str value;
    str direct = {0};
    str content = {0};
    bool is_type = false;
    while (next_attribute(s, at, &name, &value)) {
        if (str_eq_nocase_ascii(name, STR("charset"))) direct = value;
        if (str_eq_nocase_ascii(name, STR("content"))) content = charset_in(value);
        if (str_eq_nocase_ascii(name, STR("http-equiv"))) is_type = str_eq_nocase_ascii(value, STR("content-type"));
    }
    const struct charset *cs = charset_of_label(direct.n ? direct : is_type ? content : (str){0});
    if (!cs) return NULL;
    bool wide = cs->form != CHARSET_UTF8 && !cs->iconv;
    return wide ? charset_utf8() : cs;
}

/* <?xml version="1.0" encoding="..."?>: no part of the HTML standard, but browsers heed it and old pages have it. Asked only
** when no <meta> answers; UTF-16 is no answer here either, for the reason given above. */
static const struct charset *charset_of_xml(str head)
{
    if (!str_starts(head, STR("<?xml"))) return NULL;
    size_t end = str_find(head, STR("?>"), 0);
    size_t at = str_find(head, STR("encoding"), 0);
    if (at == SIZE_MAX || at > end) return NULL;
    str name;
    str value;
    (void)next_attribute(head, &at, &name, &value);
    const struct charset *cs = charset_of_label(value);
    return cs && (cs->iconv || cs->form == CHARSET_UTF8) ? cs : NULL;
}

/* Comments are passed over; a comment that does not end within the head hides all the rest. Tags within scripts and titles
** count, as they do for browsers, which look before they parse. The bound of 1,024 bytes is the standard's: what stands behind
** it cannot be heeded without reading the page twice, and pages are tested in browsers. */
const struct charset *charset_of_page(str bytes)
{
    str head = {bytes.p, bytes.n < 1024 ? bytes.n : 1024};
    for (size_t i = 0; i < head.n; i++) {
        if (head.p[i] != '<') continue;
        str tag = {head.p + i, head.n - i};
        if (str_starts(tag, STR("<!--"))) {
            size_t end = str_find(tag, STR("-->"), 2);
            if (end == SIZE_MAX) break;
            i += end + 2;
        } else if (tag.n > 5 && str_eq_nocase_ascii((str){tag.p, 5}, STR("<meta")) && ends_name(tag.p[5])) {
            size_t at = i + 5;
            const struct charset *cs = charset_of_meta(head, &at);
            if (cs) return cs;
            i = at > i ? at - 1 : i;
        }
    }
    return charset_of_xml(head);
}

/* After the WHATWG MIME Sniffing standard, section 7.1, with the tags that saved pages begin with. Text that only
** mentions a tag later on is no page, and neither is a text that begins with a word in angle brackets that is not among these, such
** as an address of mail. A fragment without <html> is a page: editors save them. */
bool charset_looks_like_html(str bytes)
{
    static const char *const tags[] = {"<!doctype html", "<html",    "<head", "<body", "<title", "<meta",
                                       "<script",        "<article", "<div",  "<h1",   "<p",     "<table"};
    size_t i = str_starts(bytes, STR("\xEF\xBB\xBF")) ? 3 : 0;
    for (;;) {
        i = skip_space(bytes, i);
        str rest = {bytes.p + i, bytes.n - i};
        bool comment = str_starts(rest, STR("<!--"));
        if (!comment && !str_starts(rest, STR("<?xml"))) break;
        size_t end = str_find(rest, comment ? STR("-->") : STR("?>"), 2);
        if (end == SIZE_MAX) return false;
        i += end + (comment ? 3 : 2);
    }
    for (size_t k = 0; k < ARRAY_LEN(tags); k++) {
        size_t n = strlen(tags[k]);
        if (bytes.n - i <= n || !str_eq_nocase_ascii((str){bytes.p + i, n}, str_of(tags[k]))) continue;
        char c = bytes.p[i + n];
        if (c == '>' || ascii_space((unsigned char)c)) return true;
    }
    return false;
}

/* ---- by look: guesses that need no word from anyone, each only asked for when the surer ways had no answer ---- */

/* Has it only what may stand in text of ISO 2022: printable ASCII, white space, shift out, shift in, escape? One other byte is
** enough to say that the escape was an accident, in binary data or in the log of a terminal. */
static bool is_seven_bit(str bytes)
{
    for (size_t i = 0; i < bytes.n; i++) {
        unsigned char c = (unsigned char)bytes.p[i];
        if (c >= 0x7F || (c < 0x20 && !ascii_space(c) && c != 0x0E && c != 0x0F && c != 0x1B)) return false;
    }
    return true;
}

/* The first designation decides: mail in one of these has no other, but for a return to ASCII at the end of each line.
** Terminals' own escapes ("\33[31m") are not among them. Escapes are sought by memchr: nearly no text has one. */
const struct charset *charset_detect_escaped(str bytes)
{
    static const struct {
        str designation;
        const char *label;
    } signs[] = {{STR("\x1B$B"), "iso-2022-jp"},  {STR("\x1B$@"), "iso-2022-jp"},  {STR("\x1B$(D"), "iso-2022-jp"},
                 {STR("\x1B$)C"), "iso-2022-kr"}, {STR("\x1B$)A"), "iso-2022-cn"}, {STR("\x1B$)G"), "iso-2022-cn"}};
    const char *at = bytes.n ? memchr(bytes.p, 0x1B, bytes.n) : NULL;
    while (at) {
        str rest = {at, bytes.n - (size_t)(at - bytes.p)};
        for (size_t i = 0; i < ARRAY_LEN(signs); i++)
            if (str_starts(rest, signs[i].designation))
                return is_seven_bit(bytes) ? charset_of_label(str_of(signs[i].label)) : NULL;
        at = memchr(at + 1, 0x1B, rest.n - 1);
    }
    return NULL;
}

/* Each ill-formed part is one U+FFFD, as browsers show it (Encoding Standard, UTF-8 decoder), so that the number of signs that
** a reader sees is the number that was counted. */
size_t charset_utf8_bad(str bytes, size_t at)
{
    const unsigned char *p = (const unsigned char *)bytes.p + at;
    size_t left = bytes.n - at;
    size_t need = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
    if (p[0] < 0xC2 || p[0] > 0xF4 || left < 2) return 1;
    /* The second byte rules out overlong forms (E0, F0), surrogates (ED) and what lies above U+10FFFF (F4). */
    unsigned char low = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : 0x80;
    unsigned char high = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < low || p[1] > high) return 1;
    size_t k = 2;
    while (k < need && k < left && (p[k] & 0xC0) == 0x80) k++;
    return k;
}

/* UTF-8 with damage: at least as many well-formed characters beyond ASCII as ill-formed ones, which text in another encoding
** hardly ever has; or nothing wrong but a character cut at the very end. Texts are damaged where programs cut them to a number
** of bytes, or paste a line from an old file; to read the whole as Windows-1252 for that would spoil every other letter. */
static bool is_damaged_utf8(str bytes)
{
    size_t good = 0;
    size_t bad = 0;
    size_t cut = 0;
    for (size_t i = 0, size; i < bytes.n; i += size) {
        size = 1;
        if ((unsigned char)bytes.p[i] < 0x80) continue;
        if (utf8_decode(bytes, i, &size) >= 0) {
            good++;
            continue;
        }
        bad++;
        size = charset_utf8_bad(bytes, i);
        if (i + size == bytes.n) cut = size;
    }
    return good ? good >= bad : bad == 1 && cut > 1;
}

/* By asking iconv for each byte alone; what it holds back to compose with a next one (Vietnamese, Hebrew) is drawn out. */
bool charset_table(const struct charset *cs, int32_t table[256])
{
    iconv_t cd = iconv_open("WCHAR_T", cs->iconv);
    if (cd == (iconv_t)-1) return false;
    for (int b = 0; b < 256; b++) {
        char byte = (char)b;
        wchar_t cp = 0;
        char *from = &byte;
        char *to = (char *)&cp;
        size_t left = 1;
        size_t space = sizeof cp;
        bool fine = iconv(cd, &from, &left, &to, &space) != (size_t)-1 && !left;
        (void)iconv(cd, NULL, NULL, &to, &space); /* a code page of combining marks holds one back */
        table[b] = fine ? (int32_t)cp : -1;
    }
    iconv_close(cd);
    return true;
}

/* Would Windows-1252 give the same text? The Western code pages differ in a few letters, all of them agree in the typographic
** marks, and a detector that saw none of the letters in question only guesses between them. The likeliest name is then the
** truest: a reader who is told "ISO-8859-13" looks for a Baltic text. */
static bool reads_as_windows_1252(str bytes, const struct charset *cs)
{
    int32_t a[256];
    int32_t b[256];
    if (!charset_table(cs, a) || !charset_table(charset_windows_1252(), b)) return false;
    for (size_t i = 0; i < bytes.n; i++) {
        unsigned char c = (unsigned char)bytes.p[i];
        bool same = a[c] == b[c] || (a[c] >= 0x80 && a[c] < 0xA0); /* a control of ISO 8859 is a mark of Windows */
        if (!same) return false;
    }
    return true;
}

/* The detector sees the 1,024 bytes before the first letter beyond ASCII, since a page's words of markup tell languages apart
** as well, and 1 MB in all, after which its mind is made up. uchardet is asked only about bytes that are not UTF-8, of which it
** is less sure than a check is. Its state is new for each text: a guess must not depend on what was read before. */
const struct charset *charset_detect(str bytes)
{
    if (is_damaged_utf8(bytes)) return charset_utf8();
    /* ASCII tells nothing: the detector gets up to 1 MB from shortly before the first byte that tells something. */
    size_t from = 0;
    while (from < bytes.n && (unsigned char)bytes.p[from] < 0x80) from++;
    from = from > 1024 ? from - 1024 : 0;
    size_t n = bytes.n - from < ((size_t)1 << 20) ? bytes.n - from : (size_t)1 << 20;
    uchardet_t ud = uchardet_new();
    if (!ud) return NULL;
    const struct charset *cs = NULL;
    if (!uchardet_handle_data(ud, bytes.p + from, n)) {
        uchardet_data_end(ud);
        cs = charset_of_label(str_of(uchardet_get_charset(ud)));
    }
    uchardet_delete(ud);
    if (!cs || !cs->iconv) return NULL;
    return cs->form == CHARSET_SINGLE && reads_as_windows_1252(bytes, cs) ? charset_windows_1252() : cs;
}
