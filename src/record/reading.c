/* A source as the index sees it. Pure: the same bytes and hints give the same reading everywhere. What is made
** here is what the index keeps, so a change of it is a change of the index: test/unit/reader_test.c holds its
** fingerprint against RECORD_INDEX_VERSION. */
#include "record/internal.h"

/* ---- words: tokens of a wording, parted by one space ---- */

/* A wording's tokens are words and marks; a word begins with a letter or a digit of any script. */
static bool starts_word(str token)
{
    unsigned char c = (unsigned char)token.p[0];
    if (c < 0x80) return ascii_alnum(c);
    size_t size;
    enum char_class k = utf8_class(utf8_decode(token, 0, &size));
    return k == CHAR_LETTER || k == CHAR_DIGIT;
}

/* The next word of a wording in small letters, marks passed over; false at the end. *rest moves on. */
static bool next_word(str *rest, str *word)
{
    const char *p = rest->p;
    const char *end = p + rest->n;
    bool found = false;
    while (p < end && !found) {
        const char *from = p;
        while (p < end && *p != ' ') p++; /* words are short: no call for each */
        *word = (str){from, (size_t)(p - from)};
        p += p < end;
        found = word->n && starts_word(*word);
    }
    *rest = (str){p, (size_t)(end - p)};
    return found;
}

/* A word that tells something of the content; in scripts of three bytes a letter, two letters do. Crude, but
** without a list of words for each language. */
static bool is_content(str word) { return word.n > 3; }

/* Append what stands in b from `from` on in small letters, and give the appended part. Room is made first,
** because what is read lies in the same buffer, which may move. Empty when there is no room; b remembers that. */
static str fold_tail(buf *b, size_t from)
{
    size_t n = b->n - from;
    if (n > SIZE_MAX / 4 || !buf_room(b, 3 * n + 8)) return (str){"", 0}; /* a letter's small form takes at most 3 bytes more */
    utf8_fold(b, (str){b->p + from, n});
    return (str){b->p + from + n, b->n - from - n};
}

/* The wording is hashed as it is, capitals and all: "kept" means word for word. The bag is for likeness, so its
** words are folded. A failure sticks to scratch, which is emptied but keeps it, for one check after a loop. */
void record_sentence_prints(uint64_t *wording, uint64_t bag[2], str sentence, buf *scratch)
{
    buf_empty(scratch);
    text_wording(scratch, sentence);
    bag[0] = bag[1] = 0;
    *wording = hash64(buf_str(scratch));
    str rest = fold_tail(scratch, 0);
    str word;
    while (next_word(&rest, &word)) {
        uint64_t h = is_content(word) ? hash64(word) : 0;
        if (h) bag[(h >> 6) & 1] |= (uint64_t)1 << (h & 63);
    }
}

/* ---- sketches ---- */

/* The least hashes so far, rising and each once. A word rarely gets in once the sketch is full, so a place is
** made by moving what stands behind it. */
struct sketcher {
    uint32_t least[SKETCH_MAX];
    uint32_t n;
};

/* The upper half of the hash: 32 bits tell some ten thousand words of a text apart well enough. O(log k), and
** O(k) for one that gets in. */
static void sketch_add(struct sketcher *s, uint64_t h)
{
    uint32_t v = (uint32_t)(h >> 32);
    if (s->n == SKETCH_MAX && v >= s->least[SKETCH_MAX - 1]) return;
    uint32_t low = 0;
    uint32_t high = s->n;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (s->least[mid] < v)
            low = mid + 1;
        else
            high = mid;
    }
    if (low < s->n && s->least[low] == v) return;
    uint32_t behind = s->n - low - (s->n == SKETCH_MAX);
    memmove(&s->least[low + 1], &s->least[low], behind * sizeof s->least[0]);
    s->least[low] = v;
    s->n += s->n < SKETCH_MAX;
}

/* Bottom-k estimate (Cohen and Kaplan, PODC 2007): among the k least of the union, how many are in both. A
** sketch that is not full holds all words; past the end of a full one nothing is known, and the walk ends there
** at the latest. */
double sketch_similarity(const uint32_t *a, uint32_t n_a, const uint32_t *b, uint32_t n_b)
{
    uint32_t i = 0;
    uint32_t j = 0;
    uint32_t n = 0;
    uint32_t both = 0;
    /* A sketch that is not full holds all words; past the end of a full one nothing is known. */
    while (n < SKETCH_MAX && (i < n_a || j < n_b)) {
        bool same = i < n_a && j < n_b && a[i] == b[j];
        bool first = j >= n_b || (i < n_a && a[i] <= b[j]);
        both += same;
        i += first || same;
        j += !first || same;
        n++;
    }
    return n ? (double)both / n : 0;
}

/* From the k-th least of n numbers spread evenly over 2^32: n is about (k - 1) * 2^32 / that one. Exact below
** SKETCH_MAX. */
double sketch_words(const uint32_t *a, uint32_t n)
{
    return n < SKETCH_MAX || !a[n - 1] ? n : (SKETCH_MAX - 1) * 4294967296.0 / a[n - 1];
}

/* A sum of mixed hashes does not depend on the order of words, and a word that stands twice counts twice. A sum
** of 0 by chance, one in 2^64, would be a title without words. */
uint64_t title_key(str title, buf *scratch)
{
    buf_clear(scratch);
    text_wording(scratch, title);
    str rest = fold_tail(scratch, 0);
    str word;
    uint64_t sum = 0;
    while (next_word(&rest, &word)) sum += hash64_mix(hash64(word), 1); /* a sum: in any order */
    return sum;
}

/* Series and day in one number, so that one index finds both. 0 is kept for "no claim". */
uint64_t claim_key(str series, day date)
{
    if (!series.n || date == DATE_NONE) return 0;
    return hash64_mix(hash64(series), (uint64_t)(uint32_t)date);
}

/* ---- the reading ---- */

/* Wording of one main sentence into `all`, each ended by a line end, so that no two texts of other sentences
** have one hash; its words counted and sketched by way of `small`. */
static void take_sentence(struct reading *out, struct sketcher *sk, buf *all, buf *small, str sentence)
{
    size_t from = all->n;
    text_wording(all, sentence);
    buf_empty(small);
    utf8_fold(small, (str){all->p + from, all->n - from});
    buf_addc(all, '\n');
    str rest = buf_str(small);
    str word;
    while (next_word(&rest, &word)) {
        out->n_word++;
        if (is_content(word)) sketch_add(sk, hash64(word));
    }
    out->n_main++;
}

/* The page and its sentences are the text room's work; here they are counted and printed. r's buffers are
** scratch: a reading keeps nothing of them. E_FORMAT and E_LIMIT are the source's fault. Linear in the bytes,
** plus the words that get into the sketch. */
enum status reading_make(struct reading *out, record *r, str bytes, const struct source_hints *hints, str address, arena *ar,
                         struct err *err)
{
    *out = (struct reading){0};
    TRY(text_page_read(&out->page, bytes, hints, address, ar, err));
    TRY(text_sentences_find(&out->sentences, &out->page, ar, err));
    const struct text_page *page = &out->page;
    struct sketcher sk = {.n = 0};
    buf_clear(&r->wording);
    buf_clear(&r->aside);
    for (uint32_t i = 0; i < out->sentences.n; i++)
        if (text_kind_is_main(page->block[out->sentences.block[i]].kind))
            take_sentence(out, &sk, &r->wording, &r->aside, text_clean_span(page, out->sentences.at[i]));
    TRY(buf_check(&r->wording, err));
    TRY(buf_check(&r->aside, err));
    source_hash_bytes(&out->text_hash, buf_str(&r->wording));
    memcpy(out->sketch, sk.least, sk.n * sizeof sk.least[0]);
    out->n_sketch = sk.n;
    for (uint32_t i = 0; i < page->n_block; i++) out->n_aside += text_kind_is_aside(page->block[i].kind);
    return OK;
}

/* ---- passages ---- */

/* Two numbers a sentence: how far its first byte is from the end of the one before (signed, the sign in the
** lowest bit, because a page may give its text in another order than its bytes), and its length with its kind
** in the lowest four bits. */
void reading_passages_write(buf *out, const struct reading *rd)
{
    uint32_t last = 0;
    for (uint32_t i = 0; i < rd->sentences.n; i++) {
        span at = text_source_span(&rd->page, rd->sentences.at[i]);
        int64_t step = (int64_t)at.begin - (int64_t)last;
        uint64_t kind = (uint64_t)rd->page.block[rd->sentences.block[i]].kind;
        buf_add_varint(out, step < 0 ? ((uint64_t)-step << 1) - 1 : (uint64_t)step << 1);
        buf_add_varint(out, (uint64_t)span_len(at) << 4 | kind);
        last = at.end;
    }
}

_Static_assert(TEXT_KIND_COUNT <= 16, "a kind takes 4 bits in a passage");

/* Every number is held against what a writer could have written, since the blob comes from a file: 2^34 and
** 2^36 leave room for a sign and a kind beside 32 bits. */
bool passage_next(str blob, size_t *at, uint32_t *last, span *source, enum text_kind *kind)
{
    uint64_t step;
    uint64_t size;
    if (*at >= blob.n || !varint_read(blob, at, &step) || !varint_read(blob, at, &size)) return false;
    if (step >> 34 || size >> 36 || (size & 15) >= TEXT_KIND_COUNT) return false;
    int64_t begin = (int64_t)*last + (step & 1 ? -(int64_t)((step + 1) >> 1) : (int64_t)(step >> 1));
    int64_t end = begin + (int64_t)(size >> 4);
    if (begin < 0 || end > UINT32_MAX) return false;
    *source = (span){(uint32_t)begin, (uint32_t)end};
    *kind = (enum text_kind)(size & 15);
    *last = source->end;
    return true;
}

/* ---- columns of words ---- */

/* Block after block, each ended by a line end, which no word goes across. The order is that of the page, on
** which reading_column_place relies. */
void reading_columns_write(buf *body, buf *aside, const struct reading *rd)
{
    for (uint32_t i = 0; i < rd->page.n_block; i++) {
        const struct text_block *b = &rd->page.block[i];
        buf *to = text_kind_is_aside(b->kind) ? aside : body;
        buf_add(to, text_clean_span(&rd->page, b->at));
        buf_addc(to, '\n');
    }
}

/* Walks the blocks as they were written. Offsets at a line end, or behind all, give the end of the text.
** O(blocks). */
uint32_t reading_column_place(const struct reading *rd, bool aside, uint32_t offset)
{
    uint64_t from = 0;
    for (uint32_t i = 0; i < rd->page.n_block; i++) {
        const struct text_block *b = &rd->page.block[i];
        if (text_kind_is_aside(b->kind) != aside) continue;
        if (offset < from + span_len(b->at)) return b->at.begin + (uint32_t)(offset - from);
        from += (uint64_t)span_len(b->at) + 1;
    }
    return (uint32_t)rd->page.clean.n;
}
