/* UTF-16 and UTF-32 without a byte-order mark: text of many scripts is read in both byte orders, and numbers, noise, programs
** and lists with NUL bytes are not taken for it. */
#include "source/charset.h"

#include "base/random.h"
#include "test.h"
#include "tongues.h"

#include <math.h>

enum form { UTF16LE, UTF16BE, UTF32LE, UTF32BE, FORM_COUNT };
static const char *const form_name[FORM_COUNT] = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"};

static const char korean[] = "한미 양국은 2025년 12월 11일 핵협의그룹 회의를 열었다. 가족은 가을에 가까운 강가로 간다.\n";

static void add_unit(buf *out, uint32_t u, size_t width, bool big)
{
    for (size_t k = 0; k < width; k++) buf_addc(out, (char)(unsigned char)(u >> 8 * (big ? width - 1 - k : k)));
}

static void encode(buf *out, str utf8, enum form form)
{
    bool big = form == UTF16BE || form == UTF32BE;
    size_t size;
    for (size_t i = 0; i < utf8.n; i += size) {
        uint32_t cp = (uint32_t)utf8_decode(utf8, i, &size);
        if (form >= UTF32LE) {
            add_unit(out, cp, 4, big);
        } else if (cp < 0x10000) {
            add_unit(out, cp, 2, big);
        } else {
            add_unit(out, 0xD800 + ((cp - 0x10000) >> 10), 2, big);
            add_unit(out, 0xDC00 + ((cp - 0x10000) & 0x3FF), 2, big);
        }
    }
}

/* NULL when bytes are read as text of that form, else what happened instead. */
static const char *read_as(char why[600], str bytes, enum form form, str text)
{
    arena *ar = arena_new(0);
    struct source_text t;
    struct err err = {0};
    enum status s = source_decode(&t, bytes, NULL, ar, &err);
    bool good = s == OK && !strcmp(t.charset, form_name[form]) && !strcmp(t.basis, "detected") && str_eq(t.utf8, text);
    if (!good) (void)snprintf(why, 600, "%s by %s %s", s ? err.msg : "read", t.charset, t.basis);
    arena_free(ar);
    return good ? NULL : why;
}

TEST(every_script_is_read_in_both_orders)
{
    char why[600];
    for (size_t i = 0; i < ARRAY_LEN(tongues); i++) {
        for (int f = 0; f < FORM_COUNT; f++) {
            buf b = {0};
            encode(&b, str_of(tongues[i].text), (enum form)f);
            const char *wrong = read_as(why, buf_str(&b), (enum form)f, str_of(tongues[i].text));
            CHECK_MSG(!wrong, "%s as %s: %s", tongues[i].name, form_name[f], wrong);
            buf_free(&b);
        }
    }
}

/* The judge reads the whole: a long text, whose first 4,096 bytes hold no letter of another script, and one that is far
** longer than any part that could be taken for all of it. */
TEST(long_texts_are_read_whole)
{
    char why[600];
    for (size_t i = 0; i < ARRAY_LEN(tongues); i++) {
        for (int f = 0; f < FORM_COUNT; f++) {
            buf text = {0}, b = {0};
            for (int k = 0; k < 300; k++) buf_addz(&text, tongues[i].text);
            encode(&b, buf_str(&text), (enum form)f);
            const char *wrong = read_as(why, buf_str(&b), (enum form)f, buf_str(&text));
            CHECK_MSG(!wrong, "%s as %s: %s", tongues[i].name, form_name[f], wrong);
            buf_free(&b);
            buf_free(&text);
        }
    }
}

/* Wherever a text begins and ends: any stretch of 40 characters that has some ASCII in it. */
TEST(stretches_of_text_are_enough)
{
    uint64_t seed = 71;
    char why[600];
    for (int round = 0; round < 600; round++) {
        str whole = str_of(tongues[random_below(&seed, ARRAY_LEN(tongues))].text);
        enum form form = (enum form)random_below(&seed, FORM_COUNT);
        size_t begin = random_below(&seed, (uint32_t)(whole.n / 3)), end = begin, size;
        bool ascii = false;
        while (begin < whole.n && ((unsigned char)whole.p[begin] & 0xC0) == 0x80) begin++;
        end = begin;
        for (int k = 0; k < 40 && end < whole.n; k++, end += size) ascii = utf8_decode(whole, end, &size) < 0x80 || ascii;
        str part = {whole.p + begin, end - begin};
        if (!ascii || part.n < 40) continue;
        buf b = {0};
        encode(&b, part, form);
        const char *wrong = read_as(why, buf_str(&b), form, part);
        CHECK_MSG(!wrong, "round %d, \"%.*s\" as %s: %s", round, STR_ARG(part), form_name[form], wrong);
        buf_free(&b);
    }
}

TEST(a_file_cut_within_its_last_unit_is_text)
{
    buf b = {0};
    encode(&b, str_of(korean), UTF16LE);
    arena *ar = arena_new(0);
    struct source_text t;
    struct err err = {0};
    CHECK_INT(source_decode(&t, (str){b.p, b.n - 1}, NULL, ar, &err), OK);
    CHECK(!strcmp(t.charset, "UTF-16LE") && t.n_replaced == 1);
    CHECK(str_ends(t.utf8, STR("\xEF\xBF\xBD")));
    arena_free(ar);
    buf_free(&b);
}

/* A page that was saved as "Unicode": its tags are seen, and its wrong declaration is not. */
TEST(pages_without_a_mark)
{
    static const char page[] = "<html><head><meta charset=\"euc-kr\"><title>회의</title></head><body><p>한미 "
                               "\uc591\uad6d\uc740 회의\ub97c \uc5f4\uc5c8\ub2e4.</p></body></html>";
    for (int f = 0; f < FORM_COUNT; f++) {
        buf b = {0};
        encode(&b, str_of(page), (enum form)f);
        arena *ar = arena_new(0);
        struct source_text t;
        struct err err = {0};
        CHECK_INT(source_decode(&t, buf_str(&b), NULL, ar, &err), OK);
        CHECK_MSG(!strcmp(t.charset, form_name[f]), "%s", t.charset);
        CHECK_INT(t.media, SOURCE_HTML);
        CHECK_STR(t.utf8, page);
        arena_free(ar);
        buf_free(&b);
    }
}

/* ---- what is no text ---- */

/* What the detector takes bytes for; "" when for none of its four. */
static const char *taken_for(str bytes)
{
    const struct charset *cs = charset_detect_wide(bytes);
    return cs ? cs->name : "";
}

/* Number k of a table of numbers, of several kinds that files hold. */
static int32_t number_of(int kind, int32_t k, uint64_t *seed)
{
    switch (kind) {
    case 0: return k;                                           /* an index */
    case 1: return (int32_t)(3000 * sin(k / 7.0));              /* sound */
    case 2: return (int32_t)random_below(seed, 256);            /* bytes widened */
    case 3: return (int32_t)random_below(seed, 65536);          /* noise */
    case 4: return (int32_t)random_below(seed, 100);            /* small counts */
    case 5: return k % 9 ? 0 : (int32_t)random_next(seed);      /* mostly nothing */
    case 6: return 0x4E00 + (int32_t)random_below(seed, 30000); /* heights, all in the range of Han and Hangul */
    default: return k * k;
    }
}

TEST(tables_of_numbers_are_no_text)
{
    uint64_t seed = 72;
    for (int kind = 0; kind < 8; kind++) {
        for (int f = 0; f < FORM_COUNT; f++) {
            static const int32_t lengths[] = {20, 60, 200, 1000, 9000};
            for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
                buf b = {0};
                for (int32_t k = 0; k < lengths[i]; k++)
                    add_unit(&b, (uint32_t)number_of(kind, k, &seed), f < UTF32LE ? 2 : 4, f & 1);
                CHECK_MSG(!taken_for(buf_str(&b))[0], "kind %d, %d numbers: %s", kind, lengths[i], taken_for(buf_str(&b)));
                buf_free(&b);
            }
        }
    }
}

TEST(noise_is_no_text)
{
    uint64_t seed = 73;
    for (int round = 0; round < 3000; round++) {
        char bytes[400];
        size_t n = 24 + random_below(&seed, sizeof bytes - 24);
        uint32_t zeros = 1 + random_below(&seed, 6); /* one byte in so many is a zero */
        for (size_t i = 0; i < n; i++) bytes[i] = random_below(&seed, zeros + 1) ? (char)random_next(&seed) : '\0';
        CHECK_MSG(!taken_for((str){bytes, n})[0], "round %d, %zu bytes: %s", round, n, taken_for((str){bytes, n}));
    }
}

/* Names parted by NUL, as `find -print0` writes them; a text with a NUL here and there; fields padded with NUL. */
TEST(narrow_text_with_nul_bytes_is_not_wide)
{
    uint64_t seed = 74;
    static const str once[] = {STR("Both sides\0 met in the capital.\0 They agreed."),
                               STR("./a.txt\0./b.txt\0./folder/c.txt\0./d\0"), STR("a\0b\0\0c"),
                               STR("key\0\0\0\0\0value\0\0\0")};
    for (size_t i = 0; i < ARRAY_LEN(once); i++) CHECK_MSG(!taken_for(once[i])[0], "case %zu: %s", i, taken_for(once[i]));
    for (int round = 0; round < 500; round++) {
        buf b = {0};
        uint32_t n = 5 + random_below(&seed, 200);
        for (uint32_t k = 0; k < n; k++) {
            for (uint32_t left = 1 + random_below(&seed, 9); left; left--) buf_addc(&b, (char)(33 + random_below(&seed, 94)));
            buf_addc(&b, '\0');
        }
        CHECK_MSG(!taken_for(buf_str(&b))[0], "round %d: %s", round, taken_for(buf_str(&b)));
        buf_free(&b);
    }
}

/* Words parted by NUL with a stray byte here and there, which makes them invalid UTF-8: what a program's strings look like. In
** pairs of bytes they are Han letters, with an odd ASCII letter beside each NUL. */
TEST(tables_of_strings_are_not_wide)
{
    static const char *const words[] = {"save",           "it",          "as",    "text",           "charset", "http-equiv",
                                        "no memory left", "line %u: %s", "DW_AT", "Han\xED\x95\x9C"};
    uint64_t seed = 77;
    for (int round = 0; round < 400; round++) {
        buf b = {0};
        uint32_t n = 12 + random_below(&seed, 300);
        for (uint32_t k = 0; k < n; k++) {
            buf_addz(&b, words[random_below(&seed, ARRAY_LEN(words))]);
            buf_addc(&b, '\0');
            if (k % 40 == 3) buf_addz(&b, "\xFF\xFE");
        }
        CHECK_MSG(!taken_for(buf_str(&b))[0], "round %d: %s", round, taken_for(buf_str(&b)));
        buf_free(&b);
    }
}

/* Korean in EUC-KR, whose pairs of bytes are numbers of Hangul syllables of UTF-16BE, with NUL bytes. */
TEST(korean_of_two_bytes_is_not_wide)
{
    uint64_t seed = 75;
    for (int round = 0; round < 300; round++) {
        buf b = {0};
        for (uint32_t k = 0; k < 120; k++) {
            buf_addc(&b, (char)(0xB0 + (int)random_below(&seed, 25)));
            buf_addc(&b, (char)(0xA1 + (int)random_below(&seed, 94)));
            if (k % 5 == 4) buf_add(&b, random_below(&seed, 2) ? STR(" \0") : STR("\0."));
        }
        CHECK_MSG(!taken_for(buf_str(&b))[0], "round %d: %s", round, taken_for(buf_str(&b)));
        buf_free(&b);
    }
}

/* This program without its first bytes, which would name it, is data; so is a table of names within data. */
TEST(programs_are_no_text)
{
    arena *ar = arena_new((size_t)256 << 20);
    struct err err = {0};
    str self;
    CHECK_MSG(source_read_file(&self, "/proc/self/exe", (size_t)128 << 20, ar, &err) == OK, "%s", err.msg);
    for (size_t from = 64; from < self.n / 2; from += 997)
        CHECK_MSG(!taken_for((str){self.p + from, self.n - from})[0], "from %zu on: %s", from,
                  taken_for((str){self.p + from, self.n - from}));
    buf b = {0};
    uint64_t seed = 76;
    for (int k = 0; k < 40; k++) { /* a resource: a header of numbers, then a name, again and again */
        for (int i = 0; i < 8; i++) add_unit(&b, random_below(&seed, 30), 2, false);
        encode(&b, STR("Name of an entry"), UTF16LE);
        add_unit(&b, 0, 2, false);
    }
    CHECK_MSG(!taken_for(buf_str(&b))[0], "%s", taken_for(buf_str(&b)));
    struct source_text t;
    CHECK_INT(source_decode(&t, buf_str(&b), NULL, ar, &err), E_FORMAT);
    CHECK(strstr(err.msg, "binary data"));
    buf_free(&b);
    arena_free(ar);
}

/* Faults that real files have are got over, but a tenth of the text at fault is none. */
TEST(few_faults_are_got_over)
{
    buf text = {0};
    for (int k = 0; k < 20; k++) buf_addz(&text, korean);
    for (int faults = 0; faults < 2; faults++) {
        buf b = {0};
        encode(&b, buf_str(&text), UTF16BE);
        for (size_t i = 200; i + 2 <= b.n; i += faults ? 20 : 1000) { /* half a surrogate pair */
            b.p[i] = '\xDC';
            b.p[i + 1] = '\x01';
        }
        CHECK_MSG(!strcmp(taken_for(buf_str(&b)), faults ? "" : "UTF-16BE"), "%s", taken_for(buf_str(&b)));
        buf_free(&b);
    }
    buf_free(&text);
}

/* Where nothing can be told apart nothing is said: the least that is read, and one unit less. */
TEST(the_least_that_is_read)
{
    CHECK_STR(str_of(taken_for(STR("h\0i\0"))), "UTF-16LE");
    CHECK_STR(str_of(taken_for(STR("\0h\0i"))), "UTF-16BE");
    CHECK_STR(str_of(taken_for(STR("h\0"))), "");
    CHECK_STR(str_of(taken_for(STR("\0"))), "");
    CHECK_STR(str_of(taken_for(STR(""))), "");
    CHECK_STR(str_of(taken_for((str){0})), "");
    CHECK_STR(str_of(taken_for(STR("h\0\0\0i\0\0\0"))), "UTF-32LE");
    CHECK_STR(str_of(taken_for(STR("\0\0\0h\0\0\0i"))), "UTF-32BE");
    CHECK_STR(str_of(taken_for(STR("\0\0\0\0\0\0\0\0"))), "");
    CHECK_STR(str_of(taken_for(STR("\n\0\n\0\n\0\n\0"))), ""); /* line ends alone are no text */
}

TESTS(CASE(every_script_is_read_in_both_orders), CASE(long_texts_are_read_whole), CASE(stretches_of_text_are_enough),
      CASE(a_file_cut_within_its_last_unit_is_text), CASE(pages_without_a_mark), CASE(tables_of_numbers_are_no_text),
      CASE(noise_is_no_text), CASE(narrow_text_with_nul_bytes_is_not_wide), CASE(tables_of_strings_are_not_wide),
      CASE(korean_of_two_bytes_is_not_wide), CASE(programs_are_no_text), CASE(few_faults_are_got_over),
      CASE(the_least_that_is_read))
