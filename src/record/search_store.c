/* Searching: which documents (FTS5), then which sentence of each, found again in the text itself. Invariants: a
** hit is shown by its bytes in the source, read anew, never by what the index remembers; the order of hits is
** the same on any machine; what the view does not show is neither shown nor counted. */
#include <stdlib.h>

#include "record/internal.h"

/* Words of the text itself weigh four times those that stand around it. The rank is FTS5's bm25, which is the
** lower the better; fts_hits is the store room's. Columns: body, aside. */
#define SEARCH_SQL                                                                                                             \
    "SELECT rowid, rank, fts_hits(words) FROM words WHERE words MATCH ?1 AND rank MATCH 'bm25(1.0, 0.25)' ORDER BY rank"
/* Hits of equal rank are put in order of their hashes; of more than these the rest is cut as it comes, so the
** order of such an answer's end may differ between two files. A word that stands once in each of a thousand
** short texts can do that. */
#define SEARCH_MAX_TIES 1000

/* A document that matched, before its sentence is sought. hits: the blob of fts_hits, in ar. */
struct found {
    struct record_doc doc;
    double score;
    str hits; /* of struct store_fts_hit */
};

/* One search under way: found[n], room for cap, in ar. */
struct finder {
    record *r;
    struct record_view view;
    struct found *found;
    uint32_t n, cap;
    arena *ar;
    struct err *err;
};

/* A row of the index that the view does not show is passed over, and does not count against max_hits. The blob
** is copied, as it is the statement's. */
static enum status keep(struct finder *f, stmt *s)
{
    if (f->n == f->cap) {
        uint32_t cap = f->cap ? f->cap * 2 : 16;
        f->found = arena_grow(f->ar, f->found, f->cap, cap, sizeof *f->found);
        if (!f->found) return arena_why(f->ar, f->err);
        f->cap = cap;
    }
    struct found *one = &f->found[f->n];
    enum status code = view_document(&one->doc, f->r, stmt_col_int(s, 0), f->view, f->ar, f->err);
    if (code == E_NOTFOUND) return OK; /* not in this view */
    if (code != OK) return code;
    one->score = -stmt_col_real(s, 1);
    one->hits = str_copy(f->ar, stmt_col_blob(s, 2));
    if (!one->hits.p) return arena_why(f->ar, f->err);
    f->n++;
    return OK;
}

/* Best first; equals by hash, so that two machines show the same order. */
static int by_score(const void *pa, const void *pb)
{
    const struct found *a = pa;
    const struct found *b = pb;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    return source_hash_cmp(&a->doc.source, &b->doc.source);
}

/* Rows come best first, so the walk ends with the first that is worse than the last kept one. Ties at the end
** are all gathered, to be ordered by hash, up to a bound: a query that all documents match alike must not read
** them all. */
static enum status find_documents(struct finder *f, str expression, uint32_t max_hits)
{
    stmt *s;
    enum status code;
    TRY(stmt_get(&s, f->r->st, SEARCH_SQL, f->err));
    stmt_text(s, 1, expression);
    while ((code = stmt_step(s, f->err)) == OK) {
        /* Rows come in order of rank, so the max_hits-th is the worst that will be shown. */
        bool full = f->n >= max_hits && -stmt_col_real(s, 1) < f->found[max_hits - 1].score;
        if (full || f->n >= (uint64_t)max_hits + SEARCH_MAX_TIES) {
            code = DONE;
            break;
        }
        code = keep(f, s);
        if (code != OK) break;
    }
    stmt_done(s);
    if (code != DONE) return code;
    if (f->n) qsort(f->found, f->n, sizeof f->found[0], by_score);
    if (f->n > max_hits) f->n = max_hits;
    return OK;
}

/* ---- the sentence ---- */

/* A hit in the text: which phrase, where in clean. */
struct place {
    uint64_t phrase; /* one bit */
    span at;
};

/* Tokens are counted in the columns as they were indexed, so the columns are written again and cut the same
** way. Places that the columns do not have show an index of other texts: E_FORMAT. Bits beyond 64 phrases fold:
** such a query only loses the finer choice of the sentence. */
static enum status find_places(struct place **out, uint32_t *n, record *r, const struct reading *rd, str hits, arena *ar,
                               struct err *err)
{
    span *token[2];
    uint32_t n_token[2];
    *n = 0;
    *out = ARENA_NEW(ar, hits.n / sizeof(struct store_fts_hit), struct place);
    if (!*out) return arena_why(ar, err);
    buf_clear(&r->text);
    buf_clear(&r->aside);
    reading_columns_write(&r->text, &r->aside, rd);
    TRY(buf_check(&r->text, err));
    TRY(buf_check(&r->aside, err));
    TRY(store_fts_tokens(&token[0], &n_token[0], r->st, buf_str(&r->text), ar, err));
    TRY(store_fts_tokens(&token[1], &n_token[1], r->st, buf_str(&r->aside), ar, err));
    for (size_t i = 0; i + sizeof(struct store_fts_hit) <= hits.n; i += sizeof(struct store_fts_hit)) {
        struct store_fts_hit h;
        memcpy(&h, hits.p + i, sizeof h);
        bool aside = h.column == 1;
        /* In 64 bits: a damaged index may give any numbers. */
        uint64_t last = (uint64_t)(uint32_t)h.token + (uint32_t)(h.n_token > 0 ? h.n_token - 1 : 0);
        if (h.column < 0 || h.column > 1 || h.token < 0 || last >= n_token[aside])
            return err_set(err, E_FORMAT, "the index does not fit the texts: run \"entente rebuild\"");
        span bytes = {token[aside][h.token].begin, token[aside][last].end};
        struct place *p = &(*out)[(*n)++];
        p->phrase = (uint64_t)1 << (h.phrase & 63);
        p->at.begin = reading_column_place(rd, aside, bytes.begin);
        p->at.end = p->at.begin + span_len(bytes);
    }
    return OK;
}

/* Places in the order of the text, shorter ones first. */
static int by_begin(const void *pa, const void *pb)
{
    const struct place *a = pa;
    const struct place *b = pb;
    if (a->at.begin != b->at.begin) return a->at.begin < b->at.begin ? -1 : 1;
    return (a->at.end > b->at.end) - (a->at.end < b->at.end);
}

/* By its first byte: a phrase may go on into the next sentence, and is shown up to the end of this one. */
static bool inside(span small, span big) { return small.begin >= big.begin && small.begin < big.end; }

/* The sentence that holds most of the phrases: the text before what stands around it, then the first. places
** sorted. One walk over both, as sentences rise too. UINT32_MAX when no place lies in a sentence. */
static uint32_t best_sentence(const struct reading *rd, const struct place *p, uint32_t n)
{
    uint32_t best = UINT32_MAX;
    int best_worth = 0;
    uint32_t k = 0;
    for (uint32_t i = 0; i < rd->sentences.n; i++) {
        span at = rd->sentences.at[i];
        uint64_t phrases = 0;
        /* Places in a title or between sentences lie in none. */
        while (k < n && p[k].at.begin < at.begin) k++;
        for (; k < n && inside(p[k].at, at); k++) phrases |= p[k].phrase;
        bool aside = text_kind_is_aside(rd->page.block[rd->sentences.block[i]].kind);
        /* 128 is more than all 64 phrases count together: the text always comes before what stands around it. */
        int worth = phrases ? 2 * __builtin_popcountll(phrases) + (aside ? 0 : 128) : 0;
        if (worth > best_worth) {
            best_worth = worth;
            best = i;
        }
    }
    return best;
}

/* Matches [n_match] in the snippet, rising and apart, for the faces to mark. Places of other sentences are left
** out. That no sentence has a place shows an index of other texts, too. */
static enum status cut_snippet(struct record_hit *hit, const struct reading *rd, const struct place *p, uint32_t n, arena *ar,
                               struct err *err)
{
    uint32_t i = best_sentence(rd, p, n);
    if (i == UINT32_MAX) return err_set(err, E_FORMAT, "the index does not fit the texts: run \"entente rebuild\"");
    span at = rd->sentences.at[i];
    hit->aside = text_kind_is_aside(rd->page.block[rd->sentences.block[i]].kind);
    hit->source = text_source_span(&rd->page, at);
    hit->snippet = str_copy(ar, text_clean_span(&rd->page, at));
    hit->match = ARENA_NEW(ar, n, span);
    if (!hit->snippet.p || !hit->match) return arena_why(ar, err);
    hit->n_match = 0;
    for (uint32_t k = 0; k < n; k++) {
        if (!inside(p[k].at, at)) continue;
        span m = {p[k].at.begin - at.begin, (p[k].at.end < at.end ? p[k].at.end : at.end) - at.begin};
        struct span *last = hit->n_match ? &hit->match[hit->n_match - 1] : NULL;
        if (last && m.begin < last->end) /* two phrases over the same words are one place */
            last->end = m.end > last->end ? m.end : last->end;
        else
            hit->match[hit->n_match++] = m;
    }
    return OK;
}

/* Reads the document anew: texts are stored once, as artifacts. The cost of a hit is that of one reading, so
** max_hits bounds the cost of a search. */
static enum status make_hit(struct record_hit *hit, record *r, const struct found *f, arena *ar, struct err *err)
{
    struct record_reading again;
    struct place *p;
    uint32_t n;
    arena_reset(r->read);
    *hit = (struct record_hit){.doc = f->doc, .score = f->score};
    TRY(record_read(&again, r, &f->doc, r->read, err));
    struct reading *rd = ARENA_NEW(r->read, 1, struct reading);
    if (!rd) return arena_why(r->read, err);
    rd->page = again.page;
    rd->sentences = again.sentences;
    TRY(find_places(&p, &n, r, rd, f->hits, r->read, err));
    if (n) qsort(p, n, sizeof p[0], by_begin);
    return cut_snippet(hit, rd, p, n, ar, err);
}

/* E_FORMAT for a query that cannot be meant. Hits are in ar; scores are only comparable within one answer. */
enum status record_search(struct record_hit **out, uint32_t *n, record *r, str query, uint32_t max_hits,
                          struct record_view view, arena *ar, struct err *err)
{
    struct finder f = {.r = r, .view = view, .ar = ar, .err = err};
    buf expression = {0};
    *n = 0;
    *out = NULL;
    /* Nothing is asked, so not even the query is looked at. */
    if (!max_hits) return OK;
    enum status code = query_write(&expression, query, err);
    if (code == OK) code = find_documents(&f, buf_str(&expression), max_hits);
    buf_free(&expression);
    if (code != OK) return code;
    *out = ARENA_NEW(ar, f.n, struct record_hit);
    if (!*out) return arena_why(ar, err);
    for (uint32_t i = 0; i < f.n; i++) TRY(make_hit(&(*out)[i], r, &f.found[i], ar, err));
    *n = f.n;
    return OK;
}
