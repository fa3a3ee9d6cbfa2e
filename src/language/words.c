/* A text is read in blocks, from one empty line to the next; memory for pieces and tokens is that of one block, used again. A
** block that would be too large is cut where it is: then what was read of its last sentence is taken back, and the next block
** begins at that sentence, with the chunks before it as context. Since junctions see no further than that context, and ends of
** tokens near the cut are never used, the tokens are those of a scan without cuts.
**
** Invariant: out holds whole tokens; those from sentence_token[n_sentence] on belong to the sentence that is open. */
#include "language/words_parts.h"

#define FIRST_PIECES 8192u

struct reading {
    struct language_words *out;
    uint32_t cap_sentence, cap_token, cap_word;
    arena *ar;      /* results */
    arena *scratch; /* blocks */
    const struct words_model *model;
    struct words_block block;
    struct words_features features;
    struct words_state state;
    const span *given; /* sentences that are known, or NULL */
    uint32_t n_given, next_given;
    uint32_t open_word; /* first word of the open sentence */
    bool open_par;      /* it begins a paragraph */
    struct err *err;
};

/* ---- results ---- */

/* Room for one more in an array of *cap, or false.
** array_at is where the pointer lies, of whatever type; memcpy keeps that within the rules of C. */
static bool grow(arena *ar, void *array_at, uint32_t *cap, uint32_t n, size_t size)
{
    if (n < *cap) return true;
    void *old;
    memcpy(&old, array_at, sizeof old);
    size_t want = *cap < 64 ? 64 : (size_t)*cap * 2;
    if (want > UINT32_MAX - 1) want = UINT32_MAX - 1;
    void *p = arena_grow(ar, old, *cap, want, size);
    if (!p) return false;
    memcpy(array_at, &p, sizeof p);
    *cap = (uint32_t)want;
    return true;
}

/* Parallel arrays grow together; each is as long as the cap says.
** Two or three more than there are, since arrays of starts have one entry behind the last and a token has up to three
** words. */
static enum status room(struct reading *r)
{
    struct language_words *o = r->out;
    bool ok = true;
    if (o->n_sentence + 2 > r->cap_sentence) {
        uint32_t a = r->cap_sentence, b = a, n = o->n_sentence + 2;
        ok = grow(r->ar, &o->sentence_token, &a, n, sizeof *o->sentence_token);
        a = b;
        ok = ok && grow(r->ar, &o->sentence_cut, &a, n, sizeof *o->sentence_cut);
        ok = ok && grow(r->ar, &o->sentence_par, &b, n, sizeof *o->sentence_par);
        if (ok) r->cap_sentence = b;
    }
    if (ok && o->n_token + 2 > r->cap_token) {
        uint32_t a = r->cap_token, b = a;
        ok = grow(r->ar, &o->token, &a, o->n_token + 2, sizeof *o->token) &&
             grow(r->ar, &o->token_word, &b, o->n_token + 2, sizeof *o->token_word);
        if (ok) r->cap_token = b;
    }
    if (ok && o->n_word + 3 > r->cap_word) ok = grow(r->ar, &o->form, &r->cap_word, o->n_word + 3, sizeof *o->form);
    return ok ? OK : arena_why(r->ar, r->err);
}

/* Ends the open sentence, if it has a token.
** Asked more often than needed: an empty sentence cannot come of it. */
static void close_sentence(struct reading *r, bool cut)
{
    struct language_words *o = r->out;
    if (o->n_token == o->sentence_token[o->n_sentence]) return;
    o->sentence_cut[o->n_sentence] = cut;
    o->sentence_par[o->n_sentence] = r->open_par;
    o->sentence_token[++o->n_sentence] = o->n_token;
    r->open_word = o->n_word;
}

/* Adds a token of split->n words to the open sentence; closes that first where it is full.
** The words of one token stay in one sentence. What goes on behind a cap opens no paragraph. */
static enum status add_token(struct reading *r, span at, const struct words_split *split, bool par)
{
    struct language_words *o = r->out;
    enum status status = room(r);
    if (status) return status;
    if (o->n_word + split->n - r->open_word > LANGUAGE_MAX_SENTENCE_WORDS) {
        close_sentence(r, true);
        par = false;
    }
    if (o->n_token == o->sentence_token[o->n_sentence]) r->open_par = par;
    o->token[o->n_token] = at;
    o->token_word[o->n_token++] = o->n_word;
    for (uint32_t k = 0; k < split->n; k++) {
        uint32_t end = k + 1 < split->n ? at.begin + split->size[k] : at.end;
        o->form[o->n_word++] = str_span(r->block.text, (span){at.begin, end});
        at.begin = end;
    }
    o->token_word[o->n_token] = o->n_word;
    return OK;
}

/* ---- blocks ---- */

static bool judge(struct reading *r, enum words_judge which) { return words_score(r->model, which, &r->features) > 0; }

/* Decides all junctions of the block, and makes its tokens.
** A token that would grow beyond its cap ends before the piece that would make it so. Chunks of one piece have no junction. */
static void join_pieces(struct reading *r)
{
    struct words_block *b = &r->block;
    for (uint32_t i = 0; i < b->n_piece;) {
        uint32_t begin = b->piece[i].begin;
        if (!b->piece[i + 1].chunk_at) {
            i++;
            continue;
        }
        struct words_chunk chunk = words_chunk_at(b, i);
        for (i++; i < chunk.end; i++) {
            struct words_piece *p = &b->piece[i];
            bool sure = words_in_address(&chunk, i);
            if (!sure) words_junction_features(&r->features, b, &chunk, i);
            p->joined = (sure || judge(r, WORDS_JOIN)) && p->end - begin <= LANGUAGE_MAX_TOKEN_BYTES;
            if (!p->joined) begin = p->begin;
        }
    }
    words_make_tokens(b);
}

/* The classifier is asked only where there is something to part. */
static struct words_split parts_of(struct reading *r, uint32_t i)
{
    struct words_split split = words_split_of(r->model, &r->block, i);
    if (split.n < 2) return split;
    words_split_features(&r->features, &r->block, &split, i);
    if (!judge(r, WORDS_PART)) split.n = 1;
    return split;
}

/* The first token that may be wrong because the block was cut behind it.
** The last chunk may go on behind the cut, and junctions and ends before it look WORDS_REACH pieces ahead. */
static uint32_t safe_tokens(const struct words_block *b)
{
    if (!b->cut) return b->n_token;
    uint32_t piece = b->n_piece;
    while (piece && b->piece[--piece].chunk_at) {
    }
    piece = piece > WORDS_REACH ? piece - WORDS_REACH : 0;
    uint32_t i = b->n_token;
    while (i && b->token[i - 1].piece >= piece) i--;
    return i ? i - 1 : 0;
}

/* Takes tokens [from, n) of the block, ending sentences where the classifier says so.
** The first token of a call always begins a sentence: a block that was cut is read again from the start of its open one. */
static enum status take_tokens(struct reading *r, uint32_t from, uint32_t n)
{
    const struct words_block *b = &r->block;
    enum status status = OK;
    for (uint32_t i = from; i < n && !status; i++) {
        const struct words_token *t = &b->token[i];
        struct words_split split = parts_of(r, i);
        bool begins = i == from || t->gap == GAP_EMPTY;
        if (!begins && words_may_end(b, i)) {
            words_gap_features(&r->features, b, &r->state, i);
            begins = judge(r, WORDS_END);
        }
        uint32_t before = r->out->n_sentence;
        if (begins) close_sentence(r, false);
        status = add_token(r, (span){t->begin, t->end}, &split, t->gap == GAP_EMPTY);
        begins = begins || r->out->n_sentence != before;
        words_state_step(&r->state, b, i, begins);
    }
    return status;
}

/* The same where sentences are given: each token is laid against the spans that it meets.
** One token may meet several spans and one span several tokens; a token that was cut at an edge is not parted into words,
** since its form is no longer the one that the table knows. */
static enum status take_given(struct reading *r, uint32_t from, uint32_t n)
{
    const struct words_block *b = &r->block;
    enum status status = OK;
    for (uint32_t i = from; i < n && !status; i++) {
        const struct words_token *t = &b->token[i];
        while (r->next_given < r->n_given && !status) {
            span s = r->given[r->next_given];
            if (s.end > t->begin && s.begin >= t->end) break;
            if (s.end > t->begin && s.begin < s.end) {
                span part = {t->begin > s.begin ? t->begin : s.begin, t->end < s.end ? t->end : s.end};
                struct words_split split = {.n = 1};
                if (part.begin == t->begin && part.end == t->end) split = parts_of(r, i);
                status = add_token(r, part, &split, t->gap == GAP_EMPTY && part.begin == t->begin);
            }
            if (s.end > t->end) break;
            close_sentence(r, false);
            r->next_given++;
        }
    }
    return status;
}

/* Takes back what was read of the sentence that is open; the token at which it begins. */
static uint32_t take_back(struct reading *r, uint32_t from)
{
    struct language_words *o = r->out;
    uint32_t n = o->n_token - o->sentence_token[o->n_sentence];
    o->n_token -= n;
    o->n_word = r->open_word;
    return from - n;
}

/* Where the next block is to begin so that the tokens from i on will be read again as they were. */
static const struct words_piece *context_of(const struct words_block *b, uint32_t i)
{
    uint32_t k = b->token[i].piece;
    while (b->piece[k].chunk_at) k--;
    k = k > WORDS_REACH ? k - WORDS_REACH : 0;
    while (b->piece[k].chunk_at) k--;
    return &b->piece[k];
}

/* Reads the block that begins at *at, and moves on; tokens before *emit are context.
** Given sentences need no taking back, since they do not hang on what the classifier saw before: the next block goes on at
** the first token that was not safe. */
static enum status read_block(struct reading *r, uint32_t *at, uint32_t *emit, enum words_gap *gap)
{
    struct words_block *b = &r->block;
    uint32_t next = words_scan(b, *at, (uint32_t)b->text.n, *gap);
    join_pieces(r);
    uint32_t from = 0;
    while (from < b->n_token && b->token[from].begin < *emit) from++;
    uint32_t safe = safe_tokens(b);
    enum status status = OK;
    if (from < safe) status = r->given ? take_given(r, from, safe) : take_tokens(r, from, safe);
    if (status) return status;
    if (!b->cut) {
        if (!r->given) close_sentence(r, false);
        *at = *emit = next;
        *gap = GAP_EMPTY;
        return OK;
    }
    uint32_t rest = r->given ? safe : take_back(r, safe);
    if (rest <= from) { /* not one sentence: try again with more room, which the longest sentence bounds */
        arena_reset(r->scratch);
        return words_block_room(b, b->cap_piece * 2, r->scratch, r->err);
    }
    const struct words_piece *p = context_of(b, rest);
    *emit = b->token[rest].begin;
    *at = p->begin;
    *gap = p->gap;
    return OK;
}

/* Room for the first block follows from the text, so that short texts cost little; scratch is not ar, which keeps the
** results only. */
static enum status read_text(struct reading *r, str text, const struct words_model *model, arena *ar)
{
    uint32_t at = 0;
    uint32_t emit = 0;
    enum words_gap gap = GAP_EMPTY;
    if (text.n >= UINT32_MAX) return err_set(r->err, E_LIMIT, "a text of %zu bytes: at most 4 GiB are read", text.n);
    *r->out = (struct language_words){0};
    r->ar = ar;
    r->model = model;
    r->block.text = text;
    r->block.cases = model->cases;
    enum status status = room(r);
    r->scratch = status ? NULL : arena_new(0);
    if (!status && !r->scratch) status = err_set(r->err, E_NOMEM, "no memory left for the words of a text");
    uint32_t pieces = text.n / 2 < FIRST_PIECES - 512 ? (uint32_t)text.n / 2 + 512 : FIRST_PIECES;
    if (!status) status = words_block_room(&r->block, pieces, r->scratch, r->err);
    while (!status && at < text.n) status = read_block(r, &at, &emit, &gap);
    if (!status) close_sentence(r, false);
    arena_free(r->scratch);
    return status;
}

enum status language_words_of(struct language_words *out, str text, const struct words_model *model, arena *ar, struct err *err)
{
    struct reading r = {.out = out, .err = err};
    return read_text(&r, text, model, ar);
}

/* A pointer tells given sentences from none asked for, so n = 0 needs one too. */
enum status language_words_in(struct language_words *out, str text, const span *sentence, uint32_t n,
                              const struct words_model *model, arena *ar, struct err *err)
{
    static const span none = {0};
    struct reading r = {.out = out, .given = n ? sentence : &none, .n_given = n, .err = err};
    return read_text(&r, text, model, ar);
}
