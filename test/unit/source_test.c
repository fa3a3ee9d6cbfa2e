/* Files, folders and encodings. Folders are made in a temporary place and taken away again. */
#include "source/source.h"

#include "base/random.h"
#include "temp.h"
#include "test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- hash ---- */

TEST(hash_is_sha256)
{
    struct source_hash h;
    struct source_hash back;
    buf b = {0};
    source_hash_bytes(&h, STR("abc"));
    source_hash_write(&b, &h);
    CHECK_STR(buf_str(&b), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(source_hash_parse(buf_str(&b), &back) && source_hash_cmp(&h, &back) == 0);
    b.p[0] = 'B';
    CHECK(!source_hash_parse(buf_str(&b), &back));
    CHECK(!source_hash_parse(STR("ba78"), &back));
    struct source_hasher part;
    source_hasher_begin(&part);
    source_hasher_add(&part, STR("a"));
    source_hasher_add(&part, STR(""));
    source_hasher_add(&part, STR("bc"));
    source_hasher_end(&back, &part);
    CHECK(source_hash_cmp(&h, &back) == 0);
    source_hash_bytes(&back, (str){0});
    CHECK(source_hash_cmp(&h, &back) < 0);
    buf_free(&b);
}

/* ---- decoding ---- */

struct decoded {
    arena *ar;
    struct source_text t;
    struct err err;
    enum status s;
};

static struct decoded decode(str bytes, const struct source_hints *hints)
{
    struct decoded d = {.ar = arena_new(0)};
    d.s = source_decode(&d.t, bytes, hints, d.ar, &d.err);
    return d;
}

struct encoding_case {
    str bytes;
    const char *charset; /* header */
    const char *text;
    const char *found;
    const char *basis;
    unsigned replaced;
};

static const struct encoding_case encoding_cases[] = {
    {STR(""), "", "", "UTF-8", "valid UTF-8", 0},
    {STR("plain"), "", "plain", "UTF-8", "valid UTF-8", 0},
    {STR("\xED\x95\x9C"), "", "\xED\x95\x9C", "UTF-8", "valid UTF-8", 0},
    {STR("\xEF\xBB\xBFhi"), "", "hi", "UTF-8", "byte-order mark", 0},
    {STR("\xEF\xBB\xBFhi\xFF"), "", "hi\xEF\xBF\xBD", "UTF-8", "byte-order mark", 1},
    {STR("\xFF\xFEh\0i\0"), "euc-kr", "hi", "UTF-16LE", "byte-order mark", 0},
    {STR("\xFE\xFF\xD5\x5C\0!"), "", "\xED\x95\x9C!", "UTF-16BE", "byte-order mark", 0},
    {STR("\xFF\xFE\x3D\xD8\x00\xDE"), "", "\xF0\x9F\x98\x80", "UTF-16LE", "byte-order mark", 0},
    {STR("\xFF\xFE\x3D\xD8!\0\x00\xDE"), "", "\xEF\xBF\xBD!\xEF\xBF\xBD", "UTF-16LE", "byte-order mark", 2},
    {STR("\xFF\xFEh\0i"), "", "h\xEF\xBF\xBD", "UTF-16LE", "byte-order mark", 1},
    {STR("\xFF\xFE\0\0h\0\0\0\x5C\xD5\0\0"), "", "h\xED\x95\x9C", "UTF-32LE", "byte-order mark", 0},
    {STR("\0\0\xFE\xFF\0\0\0h\0\x11\0\0"), "", "h\xEF\xBF\xBD", "UTF-32BE", "byte-order mark", 1},
    {STR("T\0h\0e\0 \0t\0e\0x\0t\0"), "", "The text", "UTF-16LE", "detected", 0},
    {STR("\0T\0h\0e\0 \0t\0e\0x\0t"), "", "The text", "UTF-16BE", "detected", 0},
    {STR("caf\xE9"), "iso-8859-1", "caf\xC3\xA9", "Windows-1252", "header", 0},
    {STR("\x93so\x94 \x96 \x80"), "Latin1", "\xE2\x80\x9Cso\xE2\x80\x9D \xE2\x80\x93 \xE2\x82\xAC", "Windows-1252", "header",
     0},
    {STR("a\x81z"), "windows-1252", "a\xEF\xBF\xBDz", "Windows-1252", "header", 1},
    {STR("\xC7\xD1\xB1\xB9 ROK"), "ks_c_5601-1987", "\xED\x95\x9C\xEA\xB5\xAD ROK", "EUC-KR", "header", 0},
    {STR("\xC7\xD1\xB1"), "euc-kr", "\xED\x95\x9C\xEF\xBF\xBD", "EUC-KR", "header", 1},
    {STR("\x94\xF2\x8D\x73\x8B\x40"), "x-sjis", "\xE9\xA3\x9B\xE8\xA1\x8C\xE6\xA9\x9F", "Shift_JIS", "header", 0},
    {STR("\x1B$B8x\x1B(B ok"), "iso-2022-jp", "\xE5\x85\xAC ok", "ISO-2022-JP", "header", 0},
    {STR("\x81\x30\x81\x30\xA1\xA1"), "gbk", "\xC2\x80\xE3\x80\x80", "GB18030", "header", 0},
    {STR("\x88\x62!"), "big5", "\xC3\x8A\xCC\x84!", "Big5", "header", 0}, /* one sequence, two code points */
    {STR("\xED\x95\x9C"), "us-ascii", "\xC3\xAD\xE2\x80\xA2\xC5\x93", "Windows-1252", "header", 0},
    {STR("\xED\x95\x9C"), "euc-kr", "\xED\x95\x9C", "UTF-8", "valid UTF-8", 0}, /* the bytes disprove the header */
    {STR("a\xE2\x80"), "utf-8", "a\xEF\xBF\xBD", "UTF-8", "header", 1},
    {STR("it\xE2\x80\x99s cut \xE2\x80"), "", "it\xE2\x80\x99s cut \xEF\xBF\xBD", "UTF-8", "detected", 1},
    {STR("cut \xE2\x80"), "", "cut \xEF\xBF\xBD", "UTF-8", "detected", 1},
    {STR("\xEA\xB5\xAD, caf\xE9."), "", "\xEA\xB5\xAD, caf\xEF\xBF\xBD.", "UTF-8", "detected", 1},
    {STR("a\0b\0\0c"), "", "abc", "UTF-8", "valid UTF-8", 0},
};

TEST(encodings_are_read)
{
    for (size_t i = 0; i < ARRAY_LEN(encoding_cases); i++) {
        const struct encoding_case *c = &encoding_cases[i];
        struct source_hints hints = {.charset = str_of(c->charset)};
        struct decoded d = decode(c->bytes, &hints);
        CHECK_MSG(d.s == OK, "case %zu: %s", i, d.err.msg);
        CHECK_MSG(str_eq(d.t.utf8, str_of(c->text)), "case %zu: \"%.*s\" for \"%s\"", i, STR_ARG(d.t.utf8), c->text);
        CHECK_MSG(strcmp(d.t.charset, c->found) == 0, "case %zu: %s", i, d.t.charset);
        CHECK_MSG(strcmp(d.t.basis, c->basis) == 0, "case %zu: %s", i, d.t.basis);
        CHECK_MSG(d.t.n_replaced == c->replaced, "case %zu: %u replaced", i, d.t.n_replaced);
        arena_free(d.ar);
    }
}

TEST(undeclared_encodings_are_found)
{
    static const struct {
        str bytes;
        const char *charset;
    } cases[] = {
        {STR("\xC7\xD1\xB9\xCC \xBE\xE7\xB1\xB9\xC0\xBA \xC7\xD9\xC7\xF9\xC0\xC7\xB1\xD7\xB7\xEC \xC8\xB8\xC0\xC7\xB8\xA6 "
             "\xBF\xAD\xBE\xFA\xB4\xD9. \xBE\xE7\xC3\xF8\xC0\xBA \xC8\xAE\xC0\xE5\xBE\xEF\xC1\xA6\xB8\xA6 "
             "\xB3\xED\xC0\xC7\xC7\xDF\xB4\xD9."),
         "EUC-KR"},
        {STR("The ministry\x92s reply was short: \x93no comment\x94 \x96 and nothing else."), "Windows-1252"},
        {STR("Forsvarsministeren sagde, at m\xF8"
             "det bliver afholdt i S\xF8nderborg p\xE5 fredag."),
         "Windows-1252"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct decoded d = decode(cases[i].bytes, NULL);
        CHECK_INT(d.s, OK);
        CHECK_MSG(strcmp(d.t.charset, cases[i].charset) == 0, "case %zu: %s", i, d.t.charset);
        CHECK_INT(d.t.n_replaced, 0);
        arena_free(d.ar);
    }
}

TEST(pages_declare_their_encoding)
{
    static const struct {
        const char *page;
        const char *charset;
        const char *basis;
    } cases[] = {
        {"<!doctype html><meta charset=euc-kr><p>\xC7\xD1", "EUC-KR", "meta"},
        {"<html><head><META CharSet = 'Shift_JIS' /><p>\x94\xF2", "Shift_JIS", "meta"},
        {"<html><meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\">\xC0", "Windows-1251", "meta"},
        {"<html><meta content='text/html;charset=\"koi8-r\"' http-equiv=content-type>\xC0", "KOI8-R", "meta"},
        {"<html><meta content='text/html; charset=koi8-r' name=x><meta charset=big5>\xA4\xA4", "Big5", "meta"},
        {"<html><!-- <meta charset=big5> --><meta charset=euc-kr>\xC7\xD1", "EUC-KR", "meta"},
        {"<?xml version='1.0' encoding='iso-8859-2'?><html>\xE6", "ISO-8859-2", "meta"},
        {"<html><meta charset=utf-16>abc", "UTF-8", "meta"},
        {"<html><meta charset=martian>abc", "UTF-8", "valid UTF-8"},
        {"<html><meta charset", "UTF-8", "valid UTF-8"},
        {"<html><meta charset='", "UTF-8", "valid UTF-8"},
        {"text with <meta charset=euc-kr> inside", "UTF-8", "valid UTF-8"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct decoded d = decode(str_of(cases[i].page), NULL);
        CHECK_INT(d.s, OK);
        CHECK_MSG(strcmp(d.t.charset, cases[i].charset) == 0, "case %zu: %s", i, d.t.charset);
        CHECK_MSG(strcmp(d.t.basis, cases[i].basis) == 0, "case %zu: %s", i, d.t.basis);
        CHECK_INT(d.t.media, cases[i].page[0] == '<' ? SOURCE_HTML : SOURCE_PLAIN);
        arena_free(d.ar);
    }
    struct source_hints hints = {.media_type = STR("text/html; charset=\"EUC-KR\"")};
    struct decoded d = decode(STR("<meta charset=big5>\xC7\xD1"), &hints);
    CHECK(d.s == OK && strcmp(d.t.charset, "EUC-KR") == 0);
    arena_free(d.ar);
}

TEST(media_is_told_or_seen)
{
    static const struct {
        const char *type, *name;
        str bytes;
        enum source_media want;
    } cases[] = {
        {"", "a.txt", STR("words"), SOURCE_PLAIN},
        {"", "a.HTM", STR("words"), SOURCE_HTML},
        {"text/plain", "a.html", STR("<!doctype html>"), SOURCE_PLAIN},
        {"text/html", "a.txt", STR("words"), SOURCE_HTML},
        {"", "a.txt", STR("\xEF\xBB\xBF\n <!-- saved --> <!DOCTYPE HTML PUBLIC>"), SOURCE_HTML},
        {"", "", STR("<pre"), SOURCE_PLAIN},
        {"", "", STR("\xFF\xFE<\0h\0t\0m\0l\0>\0"), SOURCE_HTML},
        {"", "", STR("a < b and <p> too"), SOURCE_PLAIN},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct source_hints hints = {.media_type = str_of(cases[i].type), .name = str_of(cases[i].name)};
        struct decoded d = decode(cases[i].bytes, &hints);
        CHECK_MSG(d.s == OK && d.t.media == cases[i].want, "case %zu", i);
        arena_free(d.ar);
    }
}

TEST(text_leads_back_to_its_bytes)
{
    struct source_hints hints = {.charset = STR("euc-kr")};
    struct decoded d = decode(STR("ab\xC7\xD1\xB1\xB9"
                                  "cd\xFFz"),
                              &hints);
    CHECK_INT(d.s, OK);
    CHECK_STR(d.t.utf8, "ab\xED\x95\x9C\xEA\xB5\xAD"
                        "cd\xEF\xBF\xBDz");
    static const struct {
        span text, bytes;
    } cases[] = {
        {{0, 2}, {0, 2}}, {{1, 5}, {1, 4}},     {{2, 5}, {2, 4}},   {{3, 4}, {2, 4}},    {{5, 8}, {4, 6}},
        {{8, 9}, {6, 7}}, {{2, 10}, {2, 8}},    {{10, 13}, {8, 9}}, {{13, 14}, {9, 10}}, {{0, 14}, {0, 10}},
        {{8, 8}, {6, 6}}, {{14, 14}, {10, 10}}, {{0, 0}, {0, 0}},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        span got = source_bytes_of(&d.t, cases[i].text);
        CHECK_MSG(got.begin == cases[i].bytes.begin && got.end == cases[i].bytes.end, "case %zu: %u-%u", i, got.begin, got.end);
    }
    arena_free(d.ar);
}

TEST(valid_utf8_is_borrowed)
{
    str bytes = STR("\xEF\xBB\xBFwords \xE2\x80\x94 and more");
    struct decoded d = decode(bytes, NULL);
    CHECK(d.s == OK && d.t.utf8.p == bytes.p + 3 && d.t.n_piece == 1);
    CHECK_INT(source_bytes_of(&d.t, (span){0, 5}).begin, 3);
    arena_free(d.ar);
}

TEST(binary_is_refused_by_name)
{
    static const struct {
        str bytes;
        const char *what;
    } cases[] = {
        {STR("%PDF-1.7\n%\xE2\xE3\xCF\xD3"), "a PDF file; save it as text or HTML"},
        {STR("PK\3\4\x14\0\6\0 [Content_Types].xml"), "an Office document"},
        {STR("PK\3\4\x14\0\6\0 word/document.xml"), "a Word document"},
        {STR("PK\3\4\x14\0\6\0 a.txt"), "a ZIP archive; unpack it first"},
        {STR("\x89PNG\r\n\x1A\n\0\0"), "a PNG picture"},
        {STR("\xFF\xD8\xFF\xE0\0\x10JFIF"), "a JPEG picture"},
        {STR("\x1F\x8B\x08\0"), "a gzip archive"},
        {STR("\x7F"
             "ELF\2\1\1\0"),
         "a program"},
        {STR("SQLite format 3\0\x10\0"), "an SQLite database"},
        {STR("From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"), "a web archive"},
        {STR("\n %PDF-1.4"), "a PDF file"},
        {STR("\0\0\0\x20"
             "ftypmp42"),
         "a film or picture"},
        {STR("RIFF1234WEBPVP8"), "a WebP picture"},
        {STR("BZh91AY&SY"), "a bzip2 archive"},
        {STR("{\\rtf1\\ansi"), "an RTF document"},
        {STR("MZ\x90\0\3\0"), "a program"},
        {STR("\1\0\2\0\3\0\4\0\5\0\6\0\7\0\1\0\2\0\3\0"), "binary data"}, /* numbers of two bytes, no UTF-16 */
        {STR("\1\2\3\4\5\6\7\0\1\2\3\4\5\6abc\1\2\3"), "binary data"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct decoded d = decode(cases[i].bytes, NULL);
        CHECK_MSG(d.s == E_FORMAT && strstr(d.err.msg, cases[i].what), "case %zu: %s", i, d.err.msg);
        arena_free(d.ar);
    }
}

TEST(texts_about_formats_are_texts)
{
    static const char *const texts[] = {"ID3 tags are many.", "The ftyp box.", "We like WEBP.", "Rar! is a noise.",
                                        "BZh is bzip2.",      "GIF and PNG.",  "PK wrote ZIP.", "%PD is short."};
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct decoded d = decode(str_of(texts[i]), NULL);
        CHECK_MSG(d.s == OK && str_eq(d.t.utf8, str_of(texts[i])), "%s: %s", texts[i], d.err.msg);
        arena_free(d.ar);
    }
}

TEST(a_small_arena_is_a_limit)
{
    arena *ar = arena_new((size_t)64 << 10);
    struct source_text t;
    struct err err = {0};
    buf b = {0};
    buf_fill(&b, '\xE9', 100000);
    struct source_hints hints = {.charset = STR("latin1")};
    CHECK_INT(source_decode(&t, buf_str(&b), &hints, ar, &err), E_LIMIT);
    CHECK(err.msg[0]);
    buf_free(&b);
    arena_free(ar);
}

/* ---- files and folders ---- */

TEST(files_are_read_whole)
{
    struct temp f;
    struct err err = {0};
    str got;
    arena *ar = arena_new((size_t)8 << 20);
    CHECK(temp_make(&f));
    CHECK(temp_write(&f, "a", STR("x\0y")));
    CHECK(temp_write(&f, "empty", STR("")));
    CHECK_INT(source_read_file(&got, temp_path(&f, "a"), 3, ar, &err), OK);
    CHECK(got.n == 3 && memcmp(got.p, "x\0y", 3) == 0);
    CHECK_INT(source_read_file(&got, temp_path(&f, "empty"), 0, ar, &err), OK);
    CHECK(got.n == 0 && got.p);
    CHECK_INT(source_read_file(&got, temp_path(&f, "a"), 2, ar, &err), E_LIMIT);
    CHECK(strstr(err.msg, "/a: "));
    CHECK_INT(source_read_file(&got, temp_path(&f, "none"), 9, ar, &err), E_NOTFOUND);
    CHECK_INT(source_read_file(&got, f.dir, 9, ar, &err), E_IO);
    CHECK(strstr(err.msg, "folder"));
    CHECK_INT(source_read_file(&got, "/dev/zero", 9, ar, &err), E_IO);
    CHECK_INT(source_read_file(&got, "/proc/self/stat", 65536, ar, &err), OK); /* says size 0 */
    CHECK(got.n > 10);
    temp_remove(&f);
    arena_free(ar);
}

TEST(pipes_are_read_to_their_end)
{
    arena *ar = arena_new((size_t)8 << 20);
    struct err err = {0};
    str got;
    int fd[2];
    char path[64];
    CHECK_INT(pipe(fd), 0);
    CHECK_INT(write(fd[1], "from a pipe", 11), 11);
    close(fd[1]);
    (void)snprintf(path, sizeof path, "/dev/fd/%d", fd[0]);
    CHECK_INT(source_read_file(&got, path, 100, ar, &err), OK);
    CHECK_STR(got, "from a pipe");
    close(fd[0]);
    arena_free(ar);
}

struct complaints {
    int n;
    char last[512];
};

static void remember(void *ctx, const struct err *why)
{
    struct complaints *c = ctx;
    c->n++;
    (void)snprintf(c->last, sizeof c->last, "%s", why->msg);
}

/* Names below the folder, parted by spaces. */
static void walk_names(buf *out, const struct temp *f, struct complaints *c, enum status *s)
{
    arena *ar = arena_new((size_t)64 << 20);
    struct source_list list;
    struct err err = {0};
    *s = source_walk(&list, f->dir, remember, c, ar, &err);
    for (size_t i = 0; !*s && i < list.n; i++) {
        if (i) buf_addc(out, ' ');
        buf_addz(out, list.path[i] + strlen(f->dir) + 1);
    }
    arena_free(ar);
}

TEST(walk_keeps_order_and_leaves_out)
{
    struct temp f;
    struct complaints c = {0};
    enum status s;
    buf b = {0};
    CHECK(temp_make(&f));
    CHECK_INT(mkdir(temp_path(&f, "sub"), 0700), 0);
    CHECK_INT(mkdir(temp_path(&f, ".git"), 0700), 0);
    static const char *const names[] = {
        "b",       "a10",           "a9",           "B",         "sub/z", "sub/y.txt", ".git/obj", ".x", "a9.meta", "r.entente",
        "sub.txt", "r.entente-wal", "\xED\x95\x9C", "README.md", "t.tsv", "k.concepts"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) CHECK(temp_write(&f, names[i], STR("1")));
    walk_names(&b, &f, &c, &s);
    CHECK_INT(s, OK);
    CHECK_STR(buf_str(&b), "B a10 a9 b sub/y.txt sub/z sub.txt \xED\x95\x9C");
    CHECK_INT(c.n, 0);
    buf_free(&b);
    temp_remove(&f);
}

TEST(walk_ends_in_loops_and_complains)
{
    struct temp f;
    struct complaints c = {0};
    enum status s;
    buf b = {0};
    CHECK(temp_make(&f));
    CHECK_INT(mkdir(temp_path(&f, "in"), 0700), 0);
    CHECK(temp_write(&f, "in/x", STR("1")));
    CHECK_INT(symlink("..", temp_path(&f, "in/up")), 0);
    CHECK_INT(symlink("in", temp_path(&f, "again")), 0); /* first by name: the folder is listed under it */
    CHECK_INT(symlink("in/x", temp_path(&f, "link")), 0);
    CHECK_INT(symlink("nowhere", temp_path(&f, "dead")), 0);
    CHECK_INT(symlink("self", temp_path(&f, "self")), 0);
    CHECK_INT(mkfifo(temp_path(&f, "pipe"), 0600), 0);
    walk_names(&b, &f, &c, &s);
    CHECK_INT(s, OK);
    CHECK_STR(buf_str(&b), "again/x link");
    CHECK_INT(c.n, 3);
    buf_clear(&b);
    c.n = 0;
    CHECK_INT(mkdir(temp_path(&f, "shut"), 0), 0);
    walk_names(&b, &f, &c, &s);
    CHECK_INT(s, OK);
    CHECK_INT(c.n, geteuid() ? 4 : 3); /* nothing is shut to root */
    buf_free(&b);
    temp_remove(&f);
}

TEST(walk_of_one_file_gives_it)
{
    struct temp f;
    struct source_list list;
    const char *hidden;
    struct err err = {0};
    arena *ar = arena_new(0);
    CHECK(temp_make(&f));
    CHECK(temp_write(&f, ".hidden.meta", STR("1")));
    CHECK_INT(source_walk(&list, hidden = temp_path(&f, ".hidden.meta"), NULL, NULL, ar, &err), OK);
    CHECK_INT(list.n, 1);
    CHECK_STR(str_of(list.path[0]), hidden);
    CHECK_INT(source_walk(&list, temp_path(&f, "none"), NULL, NULL, ar, &err), E_NOTFOUND);
    CHECK(strstr(err.msg, "none"));
    temp_remove(&f);
    arena_free(ar);
}

/* Decoding random bytes by any declared encoding: the text is valid, its pieces cover it without a gap and lead into the
** bytes, and the way back of the whole text never leaves them. */
TEST(any_bytes_in_any_encoding_lead_back)
{
    static const char *const charsets[] = {"utf-8",       "windows-1252", "euc-kr",  "shift_jis", "euc-jp",
                                           "iso-2022-jp", "gb18030",      "big5",    "koi8-r",    "iso-8859-7",
                                           "utf-16le",    "utf-16be",     "utf-32le"};
    uint64_t seed = 61;
    for (int round = 0; round < 1500; round++) {
        char bytes[90];
        size_t n = 1 + random_below(&seed, sizeof bytes);
        for (size_t i = 0; i < n; i++)
            bytes[i] = (char)(random_below(&seed, 3) ? 'a' + random_below(&seed, 26) : random_next(&seed));
        arena *ar = arena_new(0);
        struct source_text t;
        struct err err = {0};
        struct source_hints hints = {.charset = str_of(charsets[random_below(&seed, ARRAY_LEN(charsets))])};
        enum status st = source_decode(&t, (str){bytes, n}, &hints, ar, &err);
        CHECK_MSG(st == OK || st == E_FORMAT, "round %d: %s", round, err.msg);
        uint32_t text = 0, byte = 0;
        CHECK(st != OK || utf8_valid(t.utf8, NULL));
        for (uint32_t i = 0; st == OK && i < t.n_piece; i++) {
            const struct source_piece *p = &t.piece[i];
            CHECK_MSG(p->text == text && p->n_text > 0, "round %d: a gap before piece %u", round, i);
            CHECK_MSG(p->byte >= byte && p->n_bytes > 0 && p->byte + p->n_bytes <= n, "round %d: piece %u leaves the bytes",
                      round, i);
            text += p->n_text;
            byte = p->byte + p->n_bytes;
        }
        if (st == OK) {
            span all = source_bytes_of(&t, (span){0, (uint32_t)t.utf8.n});
            CHECK_INT(text, t.utf8.n);
            CHECK(all.begin <= all.end && all.end <= n);
            for (uint32_t at = 0; at < t.utf8.n; at++) {
                span one = source_bytes_of(&t, (span){at, at + 1});
                CHECK_MSG(one.begin >= all.begin && one.end > one.begin && one.end <= all.end, "round %d: text byte %u", round,
                          at);
            }
        }
        arena_free(ar);
    }
}

TEST(hashes_are_written_and_read_back)
{
    uint64_t seed = 62;
    for (int round = 0; round < 300; round++) {
        char bytes[200];
        size_t n = random_below(&seed, sizeof bytes), at = 0;
        for (size_t i = 0; i < n; i++) bytes[i] = (char)random_next(&seed);
        struct source_hash whole, pieces, back;
        struct source_hasher h;
        source_hash_bytes(&whole, (str){bytes, n});
        source_hasher_begin(&h);
        while (at < n) {
            size_t k = random_below(&seed, (uint32_t)(n - at) + 1);
            source_hasher_add(&h, (str){bytes + at, k});
            at += k;
        }
        source_hasher_end(&pieces, &h);
        CHECK_INT(source_hash_cmp(&whole, &pieces), 0);
        buf hex = {0};
        source_hash_write(&hex, &whole);
        CHECK(source_hash_parse(buf_str(&hex), &back) && source_hash_cmp(&whole, &back) == 0);
        size_t letter = 0;
        while (letter < hex.n && !ascii_alpha((unsigned char)hex.p[letter])) letter++;
        if (letter < hex.n) hex.p[letter] = (char)(hex.p[letter] - 32); /* one spelling only */
        CHECK(letter == hex.n || !source_hash_parse(buf_str(&hex), &back));
        CHECK(!source_hash_parse((str){hex.p, 63}, &back) && source_hash_cmp(&whole, &back) == 0);
        buf_free(&hex);
    }
}

TESTS(CASE(hash_is_sha256), CASE(encodings_are_read), CASE(undeclared_encodings_are_found), CASE(pages_declare_their_encoding),
      CASE(media_is_told_or_seen), CASE(text_leads_back_to_its_bytes), CASE(valid_utf8_is_borrowed),
      CASE(binary_is_refused_by_name), CASE(texts_about_formats_are_texts), CASE(a_small_arena_is_a_limit),
      CASE(files_are_read_whole), CASE(pipes_are_read_to_their_end), CASE(walk_keeps_order_and_leaves_out),
      CASE(walk_ends_in_loops_and_complains), CASE(walk_of_one_file_gives_it), CASE(any_bytes_in_any_encoding_lead_back),
      CASE(hashes_are_written_and_read_back))
