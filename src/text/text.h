/* The text room: clean blocks, sentences and tokens, each mapped back to source bytes. Three steps, each
** usable without the next: text_page_read makes blocks of bytes, text_sentences_find makes sentences of
** blocks, text_tokens_of makes tokens of any stretch of text. text_source_span leads from any of them back to
** the bytes, from which every quote is read. Nothing here keeps state between calls or reads anything but its
** arguments. Results lie in the arena that the caller passed and live as long as it; what is given is borrowed
** for the call only, but for constants. The same bytes give the same result, on every machine. */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include "base/base.h"
#include "source/source.h"

/* ---- pages: bytes to clean blocks ---- */

/* The title stands by itself: it names the document and is no provision of it. MAIN kinds are the
** document; ASIDE kinds stand around it and are kept apart. */
enum text_kind {
    TEXT_TITLE,
    TEXT_HEADING,
    TEXT_PARAGRAPH,
    TEXT_ITEM,  /* one item of a list, its number or bullet included when it stands in the text */
    TEXT_QUOTE, /* a block quotation */
    TEXT_TABLE, /* one row of a table */
    TEXT_MAIN_LAST = TEXT_TABLE,
    TEXT_DATELINE, /* a line that only states the date */
    TEXT_BYLINE,
    TEXT_CAPTION,
    TEXT_NOTE,   /* a note about the text, not of it ("This is a digest ...", "Rapporteret af AI") */
    TEXT_TEASER, /* a story of its own, cut short, that points elsewhere */
    TEXT_MENU,   /* navigation, share buttons, headings over teasers */
    TEXT_NOTICE, /* cookies, subscription, copyright */
    TEXT_KIND_COUNT
};
static inline bool text_kind_is_main(enum text_kind k) { return k >= TEXT_HEADING && k <= TEXT_MAIN_LAST; }
static inline bool text_kind_is_aside(enum text_kind k) { return k > TEXT_MAIN_LAST; }
const char *text_kind_name(enum text_kind k); /* "paragraph", ... */

/* Blocks do not overlap, and lie in the order of the source but for text that an HTML page has loose in a table: like
** browsers, the reader puts it before the table. */
struct text_block {
    span at; /* in text_page.clean */
    enum text_kind kind;
    uint8_t level; /* heading 1..6, list depth 1.., else 0 */
};

/* What says the day of a page, from nothing to the word of the person who added it. TEXT_DATE_OPTION and
** TEXT_DATE_SIDECAR are set by later rooms only. */
enum text_date_basis {
    TEXT_DATE_UNKNOWN,
    TEXT_DATE_PAGE,
    TEXT_DATE_META,
    TEXT_DATE_ADDRESS,
    TEXT_DATE_NAME,
    TEXT_DATE_OPTION,
    TEXT_DATE_SIDECAR
};
/* "unknown", "page", "page metadata", "address", "file name", "option", "sidecar" */
const char *text_date_basis_name(enum text_date_basis b);

/* What the page says of itself; empty or unknown where it says nothing. Never guessed. Strings are "" where
** nothing was said, never NULL; all valid UTF-8 and owned by the page's arena. */
struct text_found {
    str title;
    str author;
    str site;
    str address;  /* canonical link */
    str language; /* "en", "ko", "da": as declared, else by the text's own letters and commonest words, else "" */
    day date;     /* DATE_NONE when the page states none */
    enum text_date_basis date_basis;
    span date_at; /* clean span of the stated date, empty when it stands in metadata */
};

/* Clean text and source, stretch by stretch; same meaning as struct source_piece, but that white space inside a copied
** stretch may be another sign of white space in the source. The "\n\n" between blocks lie in no piece. */
struct text_page {
    str clean;                /* all blocks in their order, parted by "\n\n"; inside a block no
                                ** line ends and no two spaces in a row */
    struct text_block *block; /* [n_block] */
    uint32_t n_block;
    struct source_piece *piece; /* [n_piece] clean to source bytes, in order of clean */
    uint32_t n_piece;
    struct text_found found;
    enum source_media media;
    const char *charset;
    const char *charset_basis;
    uint32_t n_replaced;
};

/* Read a page. Where the page states no date, `address` (may be empty) or a file name that opens with one
** (2025-12-11.txt) may supply it; they help nothing else. hints may be NULL. E_FORMAT for bytes that are no
** text, E_LIMIT above the arena's cap (or for a page whose tags are out of all proportion), E_NOMEM; err says
** which in one line, and *out is then of no use. Nothing of bytes is kept: they may go when the call returns.
** While reading, up to the same cap again is taken from the system and given back. Linear in the bytes,
** whatever the nesting. */
enum status text_page_read(struct text_page *out, str bytes, const struct source_hints *hints, str address, arena *ar,
                           struct err *err) MUST_CHECK;

/* Source bytes behind a clean span, from the first byte of its first sign to the last of its last. A sign that
** stands for several bytes ("&amp;", a fold of white space) counts whole. A span that lies between blocks is
** empty. O(log n_piece). */
span text_source_span(const struct text_page *page, span clean);
/* The text of a clean span, borrowed from the page. */
static inline str text_clean_span(const struct text_page *page, span at) { return str_span(page->clean, at); }

/* ---- sentences and tokens ---- */

/* In order of the text, apart, none empty. */
struct text_sentences {
    uint32_t n;
    span *at;        /* [n] in clean, trimmed; each lies in one block */
    uint32_t *block; /* [n] index of its block */
};

/* Sentences of all blocks (main and aside), in order. Rules: abbreviations (U.S., Dr., Sgt., No.), initials,
** decimal points, ellipses, numbered items ("1." opens, does not end), quotations that run over sentences. Titles,
** headings, menus, rows of tables and lines of date or author are one sentence each. Every byte of a block that is no space is in
** exactly one. Linear. E_LIMIT above the arena's cap.
**
**     "The U.S. spoke. It left."                    two sentences
**     "1. First part. 2. Second part."              two: the numbers open them
**     '"Why now?" Kim asked.'                       one */
enum status text_sentences_find(struct text_sentences *out, const struct text_page *page, arena *ar,
                                struct err *err) MUST_CHECK;
/* The same for one plain paragraph; block is 0 everywhere. E_LIMIT also above 4 GiB. */
enum status text_sentences_of(struct text_sentences *out, str paragraph, arena *ar, struct err *err) MUST_CHECK;

/* A word holds a letter; a number none ("2026", "3.5", "1/4"); marks are PUNCT, and SYMBOL what is read as a
** word ("%", "$", "&").
**
**     South Korea's  3.5%  U.S.-ROK    ->    South | Korea | 's | 3.5 | % | U.S. | - | ROK */
enum text_token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_PUNCT, TOKEN_SYMBOL };

/* In order of the text, apart, none empty; both arrays run side by side. */
struct text_tokens {
    uint32_t n;
    span *at;      /* [n] in the text given; spaces lie between tokens and in none */
    uint8_t *kind; /* [n] enum text_token_kind */
};

/* Tokens of one stretch of text: words with inner apostrophes and hyphens kept together ("non-nuclear"), but names in
** capitals parted from what is hung on them ("U.S.-ROK" is "U.S." "-" "ROK", "US-led" is "US" "-" "led", "KF-21" stays
** whole); possessive 's apart; numbers with their separators, the sign of per cent apart ("3.5", "%"); each punctuation
** mark by itself ("..." and "--" are one). A dash set tight between words counts as a hyphen, an em dash never does. Han
** and kana signs are a token each. offset is added to every span.
** Property: tokens and the spaces between them rebuild the text. Linear. E_LIMIT above 4 GiB or the arena's cap. */
enum status text_tokens_of(struct text_tokens *out, str text, uint32_t offset, arena *ar, struct err *err) MUST_CHECK;

/* Appends the words of s for comparing word for word: tokens parted by one space, typographic quotes and dashes
** made plain, an ellipsis as "...", invisible signs (soft hyphens, zero-width spaces) left out, letters composed (NFC),
** their case kept. Two sentences with equal results have the same wording. A failure sticks to out. Linear. */
void text_wording(buf *out, str s);

#endif
