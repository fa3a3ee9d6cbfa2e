/* Files that are no text, by the bytes they begin with, and what a person can do about each. */
#include "source/charset.h"

struct signature {
    uint16_t at;
    uint8_t n;
    const char *bytes;
    const char *what;
    const char *help;
};

static const char save_as[] = "save it as text or HTML";
static const char unpack[] = "unpack it first";
static const char no_text[] = "it holds no text to read";

static const struct signature signatures[] = {
    {0, 5, "%PDF-", "a PDF file", save_as},
    {0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document (.doc, .xls, .ppt)", save_as},
    {0, 5, "{\\rtf", "an RTF document", save_as},
    {0, 4, "%!PS", "a PostScript file", save_as},
    {0, 2, "\x1F\x8B", "a gzip archive", unpack},
    {0, 3, "BZh", "a bzip2 archive", unpack},
    {0, 6,
     "\xFD"
     "7zXZ\0",
     "an xz archive", unpack},
    {0, 4, "\x28\xB5\x2F\xFD", "a zstd archive", unpack},
    {0, 6, "7z\xBC\xAF\x27\x1C", "a 7-Zip archive", unpack},
    {0, 4, "Rar!", "a RAR archive", unpack},
    {257, 5, "ustar", "a tar archive", unpack},
    {0, 8, "\x89PNG\r\n\x1A\n", "a PNG picture", no_text},
    {0, 3, "\xFF\xD8\xFF", "a JPEG picture", no_text},
    {0, 6, "GIF87a", "a GIF picture", no_text},
    {0, 6, "GIF89a", "a GIF picture", no_text},
    {8, 4, "WEBP", "a WebP picture", no_text},
    {0, 4, "II*\0", "a TIFF picture", no_text},
    {0, 4, "MM\0*", "a TIFF picture", no_text},
    {0, 4, "\0\0\1\0", "an icon", no_text},
    {4, 4, "ftyp", "a film or picture (MP4, HEIC)", no_text},
    {0, 4, "\x1A\x45\xDF\xA3", "a film (Matroska, WebM)", no_text},
    {8, 4, "WAVE", "a sound file", no_text},
    {8, 4, "AVI ", "a film", no_text},
    {0, 4, "OggS", "a sound file", no_text},
    {0, 3, "ID3", "a sound file", no_text},
    {0, 4, "fLaC", "a sound file", no_text},
    {0, 16, "SQLite format 3\0", "an SQLite database", "a record is named by -R, not added"},
    {0, 4,
     "\x7F"
     "ELF",
     "a program", no_text},
    {0, 4, "\xCA\xFE\xBA\xBE", "a program", no_text},
    {0, 4, "\xCF\xFA\xED\xFE", "a program", no_text},
    {0, 8, "!<arch>\n", "an archive of object files", no_text},
    {0, 4, "\0asm", "a program", no_text},
    {0, 4, "wOFF", "a font", no_text},
    {0, 4, "wOF2", "a font", no_text},
};

/* ZIP is the shell of the newer office formats: the name of an early member tells which. */
static const char *zip_kind(str bytes, const char **help)
{
    static const struct {
        const char *member;
        const char *what;
    } kinds[] = {
        {"application/vnd.oasis.opendocument", "an OpenDocument file"},
        {"application/epub+zip", "an EPUB book"},
        {"word/", "a Word document"},
        {"xl/", "an Excel workbook"},
        {"ppt/", "a PowerPoint presentation"},
        {"[Content_Types].xml", "an Office document"},
    };
    str head = {bytes.p, bytes.n < 4096 ? bytes.n : 4096};
    *help = save_as;
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (str_find(head, str_of(kinds[i].member), 0) != SIZE_MAX) return kinds[i].what;
    *help = unpack;
    return "a ZIP archive";
}

/* A page that a browser saved as one file, pictures included (RFC 2557). */
static bool is_web_archive(str bytes)
{
    str head = {bytes.p, bytes.n < 1024 ? bytes.n : 1024};
    if (str_starts(head, STR("From: <Saved by "))) return true;
    return (str_starts(head, STR("MIME-Version:")) || str_starts(head, STR("From: "))) &&
           str_find(head, STR("multipart/related"), 0) != SIZE_MAX;
}

/* More than one byte in ten that no text has (NUL and controls other than white space, backspace, escape). */
static bool has_many_controls(str bytes)
{
    size_t n = bytes.n < 8192 ? bytes.n : 8192;
    size_t controls = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)bytes.p[i];
        controls += (c < 0x20 && !ascii_space(c) && c != 0x08 && c != 0x1B) || c == 0x7F;
    }
    return controls > 8 && controls * 10 > n;
}

const char *charset_binary(str bytes, bool wide, const char **help)
{
    if (str_starts(bytes, STR("PK\3\4")) || str_starts(bytes, STR("PK\5\6"))) return zip_kind(bytes, help);
    for (size_t i = 0; i < ARRAY_LEN(signatures); i++) {
        const struct signature *s = &signatures[i];
        if (bytes.n < (size_t)s->at + s->n || memcmp(bytes.p + s->at, s->bytes, s->n) != 0) continue;
        *help = s->help;
        return s->what;
    }
    if (is_web_archive(bytes)) {
        *help = "save the page as HTML";
        return "a web archive (MHTML)";
    }
    *help = save_as;
    return !wide && has_many_controls(bytes) ? "binary data" : NULL;
}
