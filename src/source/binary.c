/* Files that are no text, by the bytes they begin with, and what a person can do about each.
**
** This is about a good message, not about safety: what slips through is decoded as some text and does no harm but to look odd. So
** the list holds what people do drop into a folder of documents, and a false alarm, which would keep a statement out of the record,
** is the worse mistake: texts that speak of these formats must pass. */
#include "source/charset.h"

/* Two places that must both match: words like "ftyp" or "WEBP" alone stand in honest texts too. The strings are constants, so a
** row costs a few comparisons, and all rows together less than reading the file did. */
struct signature {
    str head; /* the first bytes */
    uint16_t at;
    str more;         /* bytes from `at` on; may be empty */
    const char *what; /* "a PDF file", to go on after "this looks like" */
    const char *help; /* what to do, after a semicolon */
};

/* What a person can do, in the imperative. */
static const char save_as[] = "save it as text or HTML";
static const char unpack[] = "unpack it first";
static const char no_text[] = "it holds no text to read";
static const char record[] = "a record is named by -R, not added";

/* From the formats' own specifications; a signature of fewer than four bytes needs a second place, or a
** control character, that honest text does not have. ZIP stands apart below: its members tell more. */
static const struct signature signatures[] = {
    {STR("%PDF-"), 0, STR(""), "a PDF file", save_as},
    {STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), 0, STR(""), "an old Office document (.doc, .xls, .ppt)", save_as},
    {STR("{\\rtf"), 0, STR(""), "an RTF document", save_as},
    {STR("%!PS"), 0, STR(""), "a PostScript file", save_as},
    {STR("\x1F\x8B\x08"), 0, STR(""), "a gzip archive", unpack},
    {STR("BZh"), 4, STR("1AY&SY"), "a bzip2 archive", unpack},
    {STR("\xFD\x37zXZ\0"), 0, STR(""), "an xz archive", unpack},
    {STR("\x28\xB5\x2F\xFD"), 0, STR(""), "a zstd archive", unpack},
    {STR("7z\xBC\xAF\x27\x1C"), 0, STR(""), "a 7-Zip archive", unpack},
    {STR("Rar!\x1A\x07"), 0, STR(""), "a RAR archive", unpack},
    {STR(""), 257, STR("ustar\0"), "a tar archive", unpack},
    {STR(""), 257, STR("ustar  \0"), "a tar archive", unpack}, /* as GNU tar writes it */
    {STR("\x89PNG\r\n\x1A\n"), 0, STR(""), "a PNG picture", no_text},
    {STR("\xFF\xD8\xFF"), 0, STR(""), "a JPEG picture", no_text},
    {STR("GIF8"), 5, STR("a"), "a GIF picture", no_text},
    {STR("RIFF"), 8, STR("WEBP"), "a WebP picture", no_text},
    {STR("RIFF"), 8, STR("WAVE"), "a sound file", no_text},
    {STR("RIFF"), 8, STR("AVI "), "a film", no_text},
    {STR("II*\0"), 0, STR(""), "a TIFF picture", no_text},
    {STR("MM\0*"), 0, STR(""), "a TIFF picture", no_text},
    {STR("\0\0\1\0"), 0, STR(""), "an icon", no_text},
    {STR("\0\0\0"), 4, STR("ftyp"), "a film or picture (MP4, HEIC)", no_text},
    {STR("\x1A\x45\xDF\xA3"), 0, STR(""), "a film (Matroska, WebM)", no_text},
    {STR("OggS\0"), 0, STR(""), "a sound file", no_text},
    {STR("ID3\2"), 0, STR(""), "a sound file", no_text},
    {STR("ID3\3"), 0, STR(""), "a sound file", no_text},
    {STR("ID3\4"), 0, STR(""), "a sound file", no_text},
    {STR("fLaC\0"), 0, STR(""), "a sound file", no_text},
    {STR("SQLite format 3\0"), 0, STR(""), "an SQLite database", record},
    {STR("\x7F\x45LF"), 0, STR(""), "a program", no_text},
    {STR("\xCA\xFE\xBA\xBE"), 0, STR(""), "a program", no_text},
    {STR("\xCF\xFA\xED\xFE"), 0, STR(""), "a program", no_text},
    {STR("MZ\x90\0"), 0, STR(""), "a program", no_text},
    {STR("\0asm"), 0, STR(""), "a program", no_text},
    {STR("!<arch>\n"), 0, STR(""), "an archive of object files", no_text},
};

/* Bytes that end before `at` have nothing there; no bytes wanted are anywhere. */
static bool has_at(str bytes, size_t at, str want)
{
    return bytes.n >= at + want.n && (!want.n || memcmp(bytes.p + at, want.p, want.n) == 0);
}

/* ZIP is the shell of the newer office formats: the name of an early member tells which. Only the head is searched; a document
** whose first members are large pictures is told as "a ZIP archive", which is true as well. */
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

/* A page that a browser saved as one file, pictures included (RFC 2557). It is text, but of mail headers and Base64: read as it
** stands it would be a statement of gibberish. Mail itself is let through. */
static bool is_web_archive(str bytes)
{
    str head = {bytes.p, bytes.n < 1024 ? bytes.n : 1024};
    if (str_starts(head, STR("From: <Saved by "))) return true;
    return (str_starts(head, STR("MIME-Version:")) || str_starts(head, STR("From: "))) &&
           str_find(head, STR("multipart/related"), 0) != SIZE_MAX;
}

/* More than one byte in twenty that no text has (random bytes have one in ten: 26 values of 256): NUL and controls other than
** white space, backspace (which old manual pages strike over with), escape. Eight are allowed however short the text is: a
** stray control in a line that was pasted makes it no less a text. The first 8 KiB speak for the rest. */
static bool has_many_controls(str bytes)
{
    size_t n = bytes.n < 8192 ? bytes.n : 8192;
    size_t controls = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)bytes.p[i];
        controls += (c < 0x20 && !ascii_space(c) && c != 0x08 && c != 0x1B) || c == 0x7F;
    }
    return controls > 8 && controls * 20 > n;
}

/* Called before any decoding and after the byte-order mark, which only text has. Signatures first, so that a file is called by its
** name even when it is full of controls. */
const char *charset_binary(str bytes, bool is_text, const char **help)
{
    size_t from = 0; /* a PDF may have empty lines before it; nothing else has */
    while (from < bytes.n && from < 64 && ascii_space((unsigned char)bytes.p[from])) from++;
    if (has_at(bytes, from, STR("%PDF-"))) bytes = (str){bytes.p + from, bytes.n - from};
    if (has_at(bytes, 0, STR("PK\3\4")) || has_at(bytes, 0, STR("PK\5\6"))) return zip_kind(bytes, help);
    for (size_t i = 0; i < ARRAY_LEN(signatures); i++) {
        const struct signature *s = &signatures[i];
        if (!has_at(bytes, 0, s->head) || !has_at(bytes, s->at, s->more)) continue;
        *help = s->help;
        return s->what;
    }
    if (is_web_archive(bytes)) {
        *help = "save the page as HTML";
        return "a web archive (MHTML)";
    }
    *help = save_as;
    return !is_text && has_many_controls(bytes) ? "binary data" : NULL;
}
