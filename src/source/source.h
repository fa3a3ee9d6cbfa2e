/* The source room: bytes with their origin, their hash, and their encoding. It reads files
** and folders and never changes a byte. */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include "base/base.h"

/* SHA-256 of an artifact's bytes: its name. Plain bytes: copied and kept in tables as it is, compared by
** source_hash_cmp. */
struct source_hash {
    unsigned char b[32];
};

void source_hash_bytes(struct source_hash *out, str bytes);
/* The same piece by piece: begin, add any number of pieces, end. Nothing to free. */
struct source_hasher {
    uint64_t state[16]; /* the library's own */
};
void source_hasher_begin(struct source_hasher *h);
void source_hasher_add(struct source_hasher *h, str piece);
void source_hasher_end(struct source_hash *out, struct source_hasher *h);
void source_hash_write(buf *out, const struct source_hash *h); /* 64 hexadecimal digits, lower-case */
bool source_hash_parse(str hex, struct source_hash *out);      /* exactly that form; *out untouched on false */
int source_hash_cmp(const struct source_hash *a, const struct source_hash *b);

/* Whole file into ar (path "-": standard input). E_IO, E_NOTFOUND, or E_LIMIT above cap_bytes. A device,
** a socket, a pipe in a folder are refused at once (E_IO), whoever may write to them; a pipe that was handed over open
** (/dev/fd/N) is read to its end. The message names the path. */
enum status source_read_file(str *out, const char *path, size_t cap_bytes, arena *ar, struct err *err) MUST_CHECK;

/* All plain files below path in byte order of their names, symbolic links followed, each folder
** visited once (a loop ends there). Left out: hidden files, sidecars (*.meta), records (*.entente), concept lists
** (*.concepts), tables and data (*.tsv, *.csv, *.json, *.jsonl), README and LICENSE; a file named as path is always taken.
** A file path gives itself. What cannot be read is given to complain (may be NULL), and the walk goes on. */
struct source_list {
    const char **path; /* [n] in ar */
    size_t n;
};
enum status source_walk(struct source_list *out, const char *path, void (*complain)(void *ctx, const struct err *why),
                        void *ctx, arena *ar, struct err *err) MUST_CHECK;

/* What the sender said about the bytes; empty strings where nothing was said. */
struct source_hints {
    str media_type; /* "text/html", "text/plain" or "" to look */
    str charset;    /* as in an HTTP header; a byte-order mark still wins */
    str name;       /* file name, for its extension */
};

enum source_media { SOURCE_PLAIN, SOURCE_HTML };

/* One stretch of decoded text and the source bytes it came from. When n_text == n_bytes the stretch goes
** byte for byte (copied, or characters that happen to take as many bytes in both); else it is one
** character (or one replacement) as a whole. */
struct source_piece {
    uint32_t text;
    uint32_t n_text;
    uint32_t byte;
    uint32_t n_bytes;
};

struct source_text {
    str utf8;                   /* valid UTF-8; borrowed from the bytes when nothing had to change */
    struct source_piece *piece; /* [n_piece] covering utf8 in order; bytes of a mark or of a dropped NUL are in none */
    uint32_t n_piece;
    enum source_media media;
    const char *charset; /* "UTF-8", "EUC-KR", ...: constant */
    const char *basis;   /* what says so: "byte-order mark", "header", "meta", "valid UTF-8", "detected", "assumed" */
    uint32_t n_replaced; /* ill-formed sequences shown as U+FFFD */
};

/* Bytes to UTF-8 with the way back. Order of belief: byte-order mark, header charset, HTML meta
** (first 1,024 bytes, WHATWG labels), valid UTF-8, uchardet, Windows-1252. E_FORMAT for
** binary data (names what it looks like: PDF, ZIP, image...). Linear. */
enum status source_decode(struct source_text *out, str bytes, const struct source_hints *hints, arena *ar,
                          struct err *err) MUST_CHECK;

/* Source bytes behind the text bytes [at.begin, at.end): from the first to the last byte concerned. O(log n). */
span source_bytes_of(const struct source_text *t, span at);
/* The same over any list of pieces in order of text; an empty span gives an empty one at its place. */
span source_pieces_span(const struct source_piece *piece, uint32_t n, span at);

#endif
