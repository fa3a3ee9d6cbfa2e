/* The source room: bytes with their origin, their hash, and their encoding. It reads files and folders and never changes a
** byte.
**
** A source is kept as it came, and everything that the program says of it is anchored in its bytes. So decoding gives two
** things: the text as UTF-8, and for each stretch of it the bytes that it came from, whatever the encoding. The rooms above see
** text only and ask for bytes when a finding is cited. Places are 32-bit numbers, so a source or a text ends at 4 GiB; what
** bounds it in practice is the cap of the caller's arena, which the reading and the decoding both keep to. Answers depend on
** the bytes and hints alone, never on what was read before, on the locale, or on the order in which a folder lists its files.
** Nothing a stranger sends is refused for being ill-formed, only for being no text at all. */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include "base/base.h"

/* SHA-256 of an artifact's bytes: its name. Plain bytes: copied and kept in tables as it is, compared by
** source_hash_cmp. */
struct source_hash {
    unsigned char b[32];
};

/* Of all bytes at once; no bytes have a hash too. Linear, and never fails. */
void source_hash_bytes(struct source_hash *out, str bytes);
/* The same piece by piece: begin, add any number of pieces, end. Nothing to free; after the end it must begin anew. Plain
** bytes, which may be copied in between to hash two continuations of one beginning. */
struct source_hasher {
    uint64_t state[16]; /* the library's own */
};
void source_hasher_begin(struct source_hasher *h);
void source_hasher_add(struct source_hasher *h, str piece);
void source_hasher_end(struct source_hash *out, struct source_hasher *h);
void source_hash_write(buf *out, const struct source_hash *h);                 /* 64 hexadecimal digits, lower-case */
bool source_hash_parse(str hex, struct source_hash *out);                      /* exactly that form; *out untouched on false */
int source_hash_cmp(const struct source_hash *a, const struct source_hash *b); /* by bytes; a total order */

/* Whole file into ar (path "-": standard input, as it stands, not closed). out->p is not NULL even for an empty file, and is
** not terminated. E_NOTFOUND; E_IO at once for what cannot be read, a folder, a device, a socket, a pipe in a folder, which
** might never end; E_LIMIT above cap_bytes (as the file's size says, before anything is read) or from the arena; E_NOMEM. The
** message names the path. A pipe that was handed over open (/dev/fd/N) and a file that grows meanwhile are read to their end
** through a buffer beside the arena, at most cap_bytes and 64 KiB. */
enum status source_read_file(str *out, const char *path, size_t cap_bytes, arena *ar, struct err *err) MUST_CHECK;

/* All plain files below path in byte order of their paths within each folder, symbolic links followed, each folder visited once
** (a loop ends there; of two names of one folder the first in that order counts). A file with two names is given under both.
** Left out: hidden files, sidecars (*.meta), records (*.entente), concept lists (*.concepts), tables and data (*.tsv, *.csv,
** *.json, *.jsonl), README and LICENSE; a file named as path is always taken. A file path gives itself. What cannot be read is
** given to complain (may be NULL), and the walk goes on: a broken link, a folder without permission, a pipe or device.
** E_NOTFOUND or E_IO only for path itself; E_LIMIT, E_NOMEM from memory. Paths begin with path as it was given. Files are not
** opened here: one that cannot be read is only found out by source_read_file. */
/* The answer of a walk. */
struct source_list {
    const char **path; /* [n] terminated, in ar; NULL when n is 0 */
    size_t n;
};
enum status source_walk(struct source_list *out, const char *path, void (*complain)(void *ctx, const struct err *why),
                        void *ctx, arena *ar, struct err *err) MUST_CHECK;

/* What the sender said about the bytes; empty strings where nothing was said. Borrowed for the call. It is believed less than the
** bytes themselves where these leave no doubt (source_decode). */
struct source_hints {
    str media_type; /* "text/html", "text/plain; charset=euc-kr" or "" to look; others count as nothing said */
    str charset;    /* as in an HTTP header; a byte-order mark still wins. A label that is not known counts as nothing said */
    str name;       /* file name, for its extension only; a path will do */
};

/* How the text is to be read: line by line, or by its tags. */
enum source_media { SOURCE_PLAIN, SOURCE_HTML };

/* One stretch of decoded text and the source bytes it came from, 16 bytes in memory; a text in Latin letters has a few hundred,
** one in EUC-KR about one for each character. When n_text == n_bytes the stretch goes byte for byte (copied, or characters that
** happen to take as many bytes in both); else it is one character (or one replacement) as a whole, of which no part has bytes
** of its own. */
struct source_piece {
    uint32_t text;    /* begins here in utf8 */
    uint32_t n_text;  /* bytes of utf8, never 0 */
    uint32_t byte;    /* begins here in the source */
    uint32_t n_bytes; /* bytes of the source, never 0 */
};

/* What source_decode gives. Invariants: the pieces cover utf8 from its first to its last byte in order and without a gap; their
** source bytes rise, do not overlap, and lie within the source; utf8 holds no NUL. A text is shown with charset and basis, so
** that a reader who sees odd letters can tell whether the program guessed. */
struct source_text {
    str utf8;                   /* valid UTF-8; borrowed from the bytes when nothing had to change */
    struct source_piece *piece; /* [n_piece] covering utf8 in order; bytes of a mark or of a dropped NUL are in none */
    uint32_t n_piece;
    enum source_media media;
    const char *charset; /* "UTF-8", "EUC-KR", ...: constant */
    const char *basis;   /* what says so: "byte-order mark", "header", "meta", "valid UTF-8", "detected", "assumed" */
    uint32_t n_replaced; /* ill-formed sequences shown as U+FFFD */
};

/* Bytes to UTF-8 with the way back. Order of belief: byte-order mark; header charset; HTML meta (first 1,024 bytes, WHATWG
** labels); UTF-16, UTF-32 and ISO 2022 without a mark, where the bytes are text in it as a whole; valid UTF-8; uchardet;
** Windows-1252. A declaration that the bytes disprove (they are valid UTF-8, and do not decode by it) is passed over. hints may
** be NULL. E_FORMAT for binary data (names what it looks like: PDF, ZIP, image...), or for an encoding that the C library
** cannot convert; E_LIMIT above 4 GiB or when the text or its pieces exceed what ar may hold; E_NOMEM. On error *out is of no
** use. out->utf8 may be borrowed from bytes, which must then live as long. Linear in time; memory for UTF-8 is a few words,
** else up to 16 bytes a character beyond ASCII for the pieces, twice while they grow. */
enum status source_decode(struct source_text *out, str bytes, const struct source_hints *hints, arena *ar,
                          struct err *err) MUST_CHECK;

/* Source bytes behind the text bytes [at.begin, at.end): from the first to the last byte concerned; a span that holds part of a
** character means all of it. at must lie within utf8. An empty span gives an empty one at its place. O(log n). */
span source_bytes_of(const struct source_text *t, span at);
/* The same over any list of n pieces in order of text, such as those of a page that leaves out parts of its source; gaps
** between the pieces may lie within the span. Without pieces {0, 0}. */
span source_pieces_span(const struct source_piece *piece, uint32_t n, span at);

#endif
