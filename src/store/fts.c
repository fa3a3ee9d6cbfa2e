/* FTS5: where in its text a row was hit. A contentless table keeps no text, so the SQL function fts_hits gives
** token numbers, and store_fts_tokens turns them into bytes of a text that the caller has at hand.
**
** Invariant: the tokenizer that cuts here and the one of the tables have the same name and arguments
** (STORE_TOKENIZER); with any other the numbers of tokens would not meet. */
#include "store/internal.h"

/* SQL function fts_hits(table): one struct store_fts_hit for each instance of each phrase, as a blob in this
** machine's own layout, which never leaves the process. FTS5 gives instances in order of column and token. The
** blob goes over to SQLite, which frees it; for no instance it is an empty one of one allocated element,
** because malloc of nothing may be NULL. */
static void fts_hits(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *ctx, int n_arg, sqlite3_value **arg)
{
    (void)n_arg;
    (void)arg;
    int n = 0;
    int rc = api->xInstCount(fts, &n);
    struct store_fts_hit *hit = rc == SQLITE_OK ? sqlite3_malloc64((sqlite3_uint64)(n ? n : 1) * sizeof *hit) : NULL;
    if (rc == SQLITE_OK && !hit) rc = SQLITE_NOMEM;
    for (int i = 0; i < n && rc == SQLITE_OK; i++) {
        rc = api->xInst(fts, i, &hit[i].phrase, &hit[i].column, &hit[i].token);
        if (rc == SQLITE_OK) hit[i].n_token = api->xPhraseSize(fts, hit[i].phrase);
    }
    if (rc == SQLITE_OK) {
        sqlite3_result_blob64(ctx, hit, (sqlite3_uint64)n * sizeof *hit, sqlite3_free);
        return;
    }
    sqlite3_free(hit);
    sqlite3_result_error_code(ctx, rc);
}

/* The way that SQLite's documentation gives for finding the FTS5 interface: a pointer bound to SELECT fts5(?1).
** The call may succeed and leave the pointer NULL, on a SQLite without FTS5. The tokenizer's arguments are
** those of STORE_TOKENIZER, written apart because FTS5 wants them apart. After a failure store_close frees what
** was made. */
enum status store_fts_setup(store *st, struct err *err)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(st->db, "SELECT fts5(?1)", -1, &s, NULL);
    if (rc == SQLITE_OK) rc = sqlite3_bind_pointer(s, 1, (void *)&st->fts, "fts5_api_ptr", NULL);
    if (rc == SQLITE_OK) (void)sqlite3_step(s);
    int rc2 = sqlite3_finalize(s);
    if (rc == SQLITE_OK) rc = rc2;
    if (rc == SQLITE_OK && !st->fts) return err_set(err, E_FORMAT, "this SQLite has no FTS5");
    if (rc == SQLITE_OK) rc = st->fts->xCreateFunction(st->fts, "fts_hits", NULL, fts_hits, NULL);
    void *user = NULL;
    if (rc == SQLITE_OK) rc = st->fts->xFindTokenizer(st->fts, "unicode61", &user, &st->tokenizer);
    const char *args[] = {"remove_diacritics", "2"};
    if (rc == SQLITE_OK) rc = st->tokenizer.xCreate(user, args, 2, &st->tokenizer_handle);
    return rc == SQLITE_OK ? OK : store_fail(st, rc, "opening", err);
}

/* Before the connection is closed: the tokenizer belongs to it. Called also for a store that never got one. */
void store_fts_close(store *st)
{
    if (st->tokenizer_handle) st->tokenizer.xDelete(st->tokenizer_handle);
    st->tokenizer_handle = NULL;
}

/* Where take_token puts spans: at[n], room for cap, in ar. */
struct token_sink {
    span *at;
    uint32_t n;
    uint32_t cap;
    arena *ar;
};

/* Called by the tokenizer for each token in turn. Colocated ones (synonyms) share a place and have no number of
** their own, so they are passed over, as FTS5 does when it numbers the tokens of a row. */
static int take_token(void *ctx, int flags, const char *token, int n_token, int begin, int end)
{
    struct token_sink *sink = ctx;
    (void)token;
    (void)n_token;
    if (flags & FTS5_TOKEN_COLOCATED) return SQLITE_OK;
    if (sink->n == sink->cap) {
        uint32_t cap = sink->cap ? sink->cap * 2 : 256;
        span *more = arena_grow(sink->ar, sink->at, sink->cap, cap, sizeof *more);
        if (!more) return SQLITE_NOMEM;
        sink->at = more;
        sink->cap = cap;
    }
    sink->at[sink->n++] = (span){(uint32_t)begin, (uint32_t)end};
    return SQLITE_OK;
}

/* FTS5_TOKENIZE_AUX: the way of cutting that auxiliary functions are promised. Offsets are int in FTS5, hence
** the cap of 2 GiB. Linear in the text; the array doubles in ar, so it takes at most four times its final size
** there. */
enum status store_fts_tokens(span **at, uint32_t *n, store *st, str text, arena *ar, struct err *err)
{
    struct token_sink sink = {.ar = ar};
    if (text.n > INT32_MAX) return err_set(err, E_LIMIT, "a text of more than 2 GiB");
    int rc =
        st->tokenizer.xTokenize(st->tokenizer_handle, &sink, FTS5_TOKENIZE_AUX, text.n ? text.p : "", (int)text.n, take_token);
    if (rc == SQLITE_NOMEM) return arena_why(ar, err);
    if (rc != SQLITE_OK) return store_fail(st, rc, "reading", err);
    *at = sink.at;
    *n = sink.n;
    return OK;
}
