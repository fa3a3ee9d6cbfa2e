/* Encodings: every one that is known decodes as iconv does it, text in most is recognized without a word from its sender, and
** short or hostile bytes are got over. */
#include "source/charset.h"

#include "base/random.h"
#include "test.h"
#include "tongues.h"

#include <iconv.h>

/* UTF-8 into an encoding by the C library, whole: the other opinion on all tables. False when it cannot hold the text. */
static bool encode(buf *out, str utf8, const char *encoding)
{
    iconv_t cd = iconv_open(encoding, "UTF-8");
    if (cd == (iconv_t)-1) return false;
    char *to = buf_room(out, utf8.n * 4 + 64), *from = (char *)(uintptr_t)utf8.p;
    size_t left = utf8.n, space = utf8.n * 4 + 64;
    bool good = to && iconv(cd, &from, &left, &to, &space) == 0 && iconv(cd, NULL, NULL, &to, &space) == 0;
    out->n += utf8.n * 4 + 64 - space;
    iconv_close(cd);
    return good;
}

/* One entry of a tongue's list: the program's name and iconv's. */
static void names_of(str entry, char label[40], char encoding[40])
{
    str other, own = str_cut(entry, '=', &other);
    (void)snprintf(label, 40, "%.*s", STR_ARG(own));
    (void)snprintf(encoding, 40, "%.*s", STR_ARG(other.n ? other : own));
}

/* Bytes by a header's charset ("": none) give this text without a replacement; else why. */
static const char *decodes_wrong(char why[700], str bytes, const char *charset, const char *text)
{
    arena *ar = arena_new(0);
    struct source_text t;
    struct err err = {0};
    struct source_hints hints = {.charset = str_of(charset)};
    enum status s = source_decode(&t, bytes, &hints, ar, &err);
    bool good = s == OK && str_eq(t.utf8, str_of(text)) && !t.n_replaced;
    if (!good) (void)snprintf(why, 700, "%s: %.*s", s ? err.msg : t.charset, s ? 0 : (int)utf8_fit(t.utf8, 100), t.utf8.p);
    arena_free(ar);
    return good ? NULL : why;
}

TEST(every_encoding_decodes_as_declared)
{
    char why[700], label[40], encoding[40];
    for (size_t i = 0; i < ARRAY_LEN(tongues); i++) {
        str rest = str_of(tongues[i].encodings);
        while (rest.n) {
            buf b = {0};
            names_of(str_cut(rest, ' ', &rest), label, encoding);
            CHECK_MSG(encode(&b, str_of(tongues[i].text), encoding), "iconv has no %s for %s", encoding, tongues[i].name);
            const char *wrong = decodes_wrong(why, buf_str(&b), label, tongues[i].text);
            CHECK_MSG(!wrong, "%s in %s: %s", tongues[i].name, label, wrong);
            buf_free(&b);
        }
    }
}

/* Without a header the text of a paragraph is enough, said twice. What is left out cannot be told: the Mac code pages and
** Johab, which uchardet does not look for, ISO 8859-16 (another name of the same few letters), EUC-TW. */
TEST(undeclared_text_is_recognized)
{
    static const char *const cases[][2] = {
        {"German", "windows-1252"}, {"Danish", "iso-8859-1"},   {"Greek", "iso-8859-7"},
        {"Greek", "windows-1253"},  {"Russian", "koi8-r"},      {"Russian", "windows-1251"},
        {"Russian", "iso-8859-5"},  {"Russian", "ibm866"},      {"Hebrew", "windows-1255"},
        {"Thai", "tis-620"},        {"Korean", "euc-kr"},       {"Korean", "iso-2022-kr"},
        {"Japanese", "shift_jis"},  {"Japanese", "euc-jp"},     {"Japanese", "iso-2022-jp"},
        {"Chinese", "gb18030"},     {"Chinese", "gb2312"},      {"Chinese (traditional)", "big5"},
        {"Polish", "iso-8859-2"},   {"Arabic", "windows-1256"},
    };
    char why[700];
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        size_t k = 0;
        while (strcmp(tongues[k].name, cases[i][0]) != 0) k++;
        buf text = {0}, b = {0};
        for (int n = 0; n < 2; n++) buf_addz(&text, tongues[k].text);
        CHECK(encode(&b, buf_str(&text), cases[i][1]));
        buf_addc(&text, '\0');
        const char *wrong = decodes_wrong(why, buf_str(&b), "", text.p);
        CHECK_MSG(!wrong, "%s in %s: %s", cases[i][0], cases[i][1], wrong);
        buf_free(&b);
        buf_free(&text);
    }
}

/* Every byte of every code page of one byte is what iconv makes of it, or U+FFFD where that is nothing. */
TEST(code_pages_agree_byte_by_byte)
{
    static const char *const pages[] = {
        "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255",
        "windows-1256", "windows-1257", "windows-1258", "tis-620",      "iso-8859-2",   "iso-8859-3",
        "iso-8859-4",   "iso-8859-5",   "iso-8859-6",   "iso-8859-7",   "iso-8859-8",   "iso-8859-10",
        "iso-8859-13",  "iso-8859-14",  "iso-8859-15",  "iso-8859-16",  "koi8-r",       "koi8-u",
        "ibm866",       "ibm852",       "ibm855",       "macintosh",    "x-mac-ce",     "viscii",
    };
    for (size_t i = 0; i < ARRAY_LEN(pages); i++) {
        const struct charset *cs = charset_of_label(str_of(pages[i]));
        CHECK_MSG(cs && cs->form == CHARSET_SINGLE, "%s", pages[i]);
        iconv_t cd = iconv_open("UTF-8", cs->iconv);
        CHECK_MSG(cd != (iconv_t)-1, "iconv has no %s", cs->iconv);
        for (int c = 1; c < 256; c++) {
            char byte = (char)c, utf8[32];
            char *from = &byte, *to = utf8;
            size_t left = 1, space = sizeof utf8;
            bool fine = iconv(cd, &from, &left, &to, &space) != (size_t)-1 && iconv(cd, NULL, NULL, &to, &space) != (size_t)-1;
            arena *ar = arena_new(0);
            struct source_text t;
            struct source_hints hints = {.charset = str_of(pages[i])};
            CHECK(source_decode(&t, (str){&byte, 1}, &hints, ar, NULL) == OK);
            str want = fine ? (str){utf8, (size_t)(to - utf8)} : STR("\xEF\xBF\xBD");
            CHECK_MSG(str_eq(t.utf8, want), "%s, byte %02X: %.*s", pages[i], (unsigned)c, STR_ARG(t.utf8));
            arena_free(ar);
        }
        iconv_close(cd);
    }
}

TEST(labels_are_read_as_the_web_writes_them)
{
    static const char *const same[][2] = {
        {"utf-8", "UTF8"},         {"  utf-8\n", "utf-8"},      {"LATIN1", "windows-1252"}, {"us-ascii", "iso-8859-1"},
        {"ks_c_5601-1987", "uhc"}, {"SHIFT-JIS", "ms_kanji"},   {"gb2312", "gbk"},          {"big5-hkscs", "cn-big5"},
        {"l5", "windows-1254"},    {"tis-620", "iso-8859-11"},  {"logical", "visual"},      {"koi", "KOI8_R"},
        {"unicode", "utf-16le"},   {"unicodefffe", "utf-16be"}, {"x-sjis", "windows-31j"},  {"euc-cn", "gb18030"},
    };
    for (size_t i = 0; i < ARRAY_LEN(same); i++) {
        const struct charset *a = charset_of_label(str_of(same[i][0]));
        CHECK_MSG(a && a == charset_of_label(str_of(same[i][1])), "%s and %s", same[i][0], same[i][1]);
    }
    CHECK_STR(str_of(charset_utf8()->name), "UTF-8"); /* they are named by their place in the table */
    CHECK_STR(str_of(charset_windows_1252()->name), "Windows-1252");
    static const char *const unknown[] = {"",        " ",         "utf", "utf-9",   "utf-8 latin1",
                                          "latin1;", "\"utf-8\"", "-",   "martian", "utf–8"};
    for (size_t i = 0; i < ARRAY_LEN(unknown); i++)
        CHECK_MSG(!charset_of_label(str_of(unknown[i])), "\"%s\" is no label", unknown[i]);
}

TEST(charsets_of_media_types)
{
    static const char *const cases[][2] = {
        {"text/html; charset=euc-kr", "euc-kr"},
        {"text/html;charset=\"EUC-KR\"", "EUC-KR"},
        {"text/html; Charset = 'big5' ; x=y", "big5"},
        {"text/plain; format=flowed; CHARSET=utf-8; delsp=yes", "utf-8"},
        {"text/plain; charset=utf-8 delsp=yes", "utf-8"},
        {"text/plain; charsets=1; charset=koi8-r", "koi8-r"},
        {"text/plain; charset", ""},
        {"text/plain; charset=", ""},
        {"text/plain; charset=\"", ""},
        {"text/plain; charset=\"utf-8", "utf-8"},
        {"text/plain; charset utf-8", ""},
        {"text/plain", ""},
        {"", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        str got = charset_in(str_of(cases[i][0]));
        CHECK_MSG(str_eq(got, str_of(cases[i][1])), "\"%s\" gives \"%.*s\"", cases[i][0], STR_ARG(got));
    }
    arena *ar = arena_new(0);
    struct source_text t;
    struct source_hints hints = {.media_type = STR("text/plain; Charset=EUC-KR")};
    CHECK(source_decode(&t, STR("\xC7\xD1\xB1\xB9"), &hints, ar, NULL) == OK);
    CHECK_STR(t.utf8, "한국");
    CHECK_STR(str_of(t.basis), "header");
    arena_free(ar);
}

/* Escapes that are none of ISO 2022, or stand among what such text never has, change nothing. */
TEST(escapes_alone_are_no_encoding)
{
    static const str plain[] = {
        STR("\x1B[31mred\x1B[0m and black"), STR("price \x1B$ 5"),       STR("\x1B"), STR("\x1B$"),
        STR("\x1B$B!\x01 control"),          STR("\x1B$B\xC3\xA9 high"), STR("$B8x"), STR(""),
    };
    for (size_t i = 0; i < ARRAY_LEN(plain); i++) CHECK_MSG(!charset_detect_escaped(plain[i]), "case %zu", i);
    arena *ar = arena_new(0);
    struct source_text t;
    str broken = STR("He wrote \x1B$B for no reason."); /* the rest is no Japanese: read as it stands */
    CHECK(source_decode(&t, broken, NULL, ar, NULL) == OK);
    CHECK_MSG(str_eq(t.utf8, broken) && t.n_replaced == 0 && !strcmp(t.basis, "valid UTF-8"), "%.*s by %s", STR_ARG(t.utf8),
              t.charset);
    arena_free(ar);
}

/* What a page says must stand in its first 1,024 bytes, in a tag of its own. */
TEST(declarations_beyond_the_head_do_not_count)
{
    for (size_t gap = 900; gap < 1100; gap++) {
        buf b = {0};
        buf_addz(&b, "<html>");
        buf_fill(&b, ' ', gap);
        size_t end = b.n + strlen("<meta charset=euc-kr>");
        buf_addz(&b, "<meta charset=euc-kr><p>");
        const struct charset *cs = charset_of_page(buf_str(&b));
        CHECK_MSG((cs != NULL) == (end <= 1024), "the tag ends at %zu", end);
        buf_free(&b);
    }
    /* Every cut of a declaration is got over, and only the whole of it counts. */
    str whole = STR("<html><meta http-equiv=\"content-type\" content='text/html; charset=\"euc-kr\"'>");
    for (size_t n = 0; n <= whole.n; n++) {
        char *copy = malloc(n + 1); /* exact size: a sanitizer sees a step beyond */
        CHECK(copy);
        memcpy(copy, whole.p, n);
        const struct charset *cs = charset_of_page((str){copy, n});
        free(copy);
        CHECK_MSG((cs != NULL) == (n == whole.n), "cut at %zu", n);
    }
}

/* ---- short and hostile bytes ---- */

/* A decoding holds what source.h says of it; NULL, or what fails. */
static const char *decoded_wrong(const struct source_text *t, size_t n)
{
    uint32_t text = 0, byte = 0;
    if (!utf8_valid(t->utf8, NULL)) return "valid UTF-8";
    if (memchr(t->utf8.p, 0, t->utf8.n)) return "no NUL";
    for (uint32_t i = 0; i < t->n_piece; i++) {
        const struct source_piece *p = &t->piece[i];
        if (p->text != text || !p->n_text || !p->n_bytes) return "pieces without a gap";
        if (p->byte < byte || p->byte + p->n_bytes > n) return "pieces in the source, in order";
        text += p->n_text;
        byte = p->byte + p->n_bytes;
    }
    return text == t->utf8.n ? NULL : "pieces to the end";
}

TEST(all_of_two_bytes)
{
    arena *ar = arena_new(0);
    for (unsigned v = 0; v < 65536; v += v < 512 ? 1 : 19) {
        char bytes[2] = {(char)(v >> 8), (char)(v & 255)};
        for (size_t n = 1; n <= 2; n++) {
            struct source_text t, again;
            struct err err = {0};
            arena_reset(ar);
            enum status s = source_decode(&t, (str){bytes, n}, NULL, ar, &err);
            CHECK_MSG(s == OK || (s == E_FORMAT && err.msg[0]), "%04x: %s", v, err.msg);
            CHECK_MSG(s || !decoded_wrong(&t, n), "%04x: %s", v, decoded_wrong(&t, n));
            CHECK(source_decode(&again, (str){bytes, n}, NULL, ar, &err) == s);
            CHECK_MSG(s || (str_eq(t.utf8, again.utf8) && t.charset == again.charset), "%04x is read in two ways", v);
        }
    }
    arena_free(ar);
}

/* Good text with some bytes changed, undeclared: read or refused, and what is read holds together. */
TEST(damaged_text_in_any_encoding)
{
    uint64_t seed = 81;
    char label[40], encoding[40];
    arena *ar = arena_new(0);
    for (int round = 0; round < 500; round++) {
        const struct tongue *g = &tongues[random_below(&seed, ARRAY_LEN(tongues))];
        str rest = str_of(g->encodings), entry = str_cut(rest, ' ', &rest);
        while (rest.n && random_below(&seed, 3)) entry = str_cut(rest, ' ', &rest);
        names_of(entry, label, encoding);
        buf b = {0};
        CHECK(encode(&b, str_of(g->text), encoding));
        for (uint32_t k = random_below(&seed, 6); k; k--) b.p[random_below(&seed, (uint32_t)b.n)] = (char)random_next(&seed);
        size_t from = random_below(&seed, 20), n = b.n - from - random_below(&seed, 20);
        struct source_text t;
        struct err err = {0};
        arena_reset(ar);
        enum status s = source_decode(&t, (str){b.p + from, n}, NULL, ar, &err);
        CHECK_MSG(s == OK || (s == E_FORMAT && err.msg[0]), "round %d: %s", round, err.msg);
        CHECK_MSG(s || !decoded_wrong(&t, n), "round %d (%s in %s): %s", round, g->name, label, decoded_wrong(&t, n));
        buf_free(&b);
    }
    arena_free(ar);
}

/* Could these bytes begin a character, if others followed? By trying all that can follow. */
static bool begins_a_character(const unsigned char *p, size_t k)
{
    static const unsigned char next[] = {0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF};
    for (size_t a = 0; a < ARRAY_LEN(next); a++)
        for (size_t b = 0; b < ARRAY_LEN(next); b++)
            for (size_t c = 0; c < ARRAY_LEN(next); c++) {
                unsigned char whole[7] = {0};
                memcpy(whole, p, k);
                whole[k] = next[a], whole[k + 1] = next[b], whole[k + 2] = next[c];
                size_t size;
                if (utf8_decode((str){(const char *)whole, 7}, 0, &size) >= 0 && size > k) return true;
            }
    return false;
}

/* The ill-formed part is the longest that could have become a character, else one byte (Unicode, section 3.9, practice of
** U+FFFD). */
TEST(ill_formed_parts_are_maximal)
{
    static const unsigned char bytes[] = {0x00, 0x41, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF,
                                          0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF};
    enum { N = ARRAY_LEN(bytes) };
    for (size_t v = 0; v < (size_t)N * N * N; v++) {
        unsigned char p[3] = {bytes[v / N / N], bytes[v / N % N], bytes[v % N]};
        for (size_t n = 1; n <= 3; n++) {
            size_t size, want = 1;
            str s = {(const char *)p, n};
            if (utf8_decode(s, 0, &size) >= 0) continue;
            for (size_t k = 2; k <= n; k++)
                if (begins_a_character(p, k)) want = k;
            CHECK_MSG(charset_utf8_bad(s, 0) == want, "%02X %02X %02X cut at %zu: %zu, not %zu", p[0], p[1], p[2], n,
                      charset_utf8_bad(s, 0), want);
        }
    }
}

/* Arenas of every size: the text, or "too large" in words; never half of it. */
TEST(any_cap_gives_all_or_a_limit)
{
    buf b = {0};
    CHECK(encode(&b, str_of(tongues[11].text), "euc-kr"));
    struct source_hints hints = {.charset = STR("euc-kr")};
    bool limited = false, read = false;
    for (size_t cap = 16; cap < 40000; cap += cap < 1000 ? 16 : 500) {
        arena *ar = arena_new(cap);
        struct source_text t;
        struct err err = {0};
        enum status s = source_decode(&t, buf_str(&b), &hints, ar, &err);
        CHECK_MSG(s == OK || (s == E_LIMIT && err.msg[0]), "cap %zu: %s", cap, status_name(s));
        CHECK_MSG(s || str_eq(t.utf8, str_of(tongues[11].text)), "cap %zu: half a text", cap);
        CHECK(!(read && s)); /* more room never hurts */
        read = read || !s;
        limited = limited || s;
        arena_free(ar);
    }
    CHECK(read && limited);
    buf_free(&b);
}

TESTS(CASE(every_encoding_decodes_as_declared), CASE(undeclared_text_is_recognized), CASE(code_pages_agree_byte_by_byte),
      CASE(labels_are_read_as_the_web_writes_them), CASE(charsets_of_media_types), CASE(escapes_alone_are_no_encoding),
      CASE(declarations_beyond_the_head_do_not_count), CASE(all_of_two_bytes), CASE(damaged_text_in_any_encoding),
      CASE(ill_formed_parts_are_maximal), CASE(any_cap_gives_all_or_a_limit))
