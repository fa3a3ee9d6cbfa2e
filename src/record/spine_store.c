/* Spines: the prints of every main sentence of the documents of a series, so that a text can be held against
** all its predecessors without reading them. Invariants: a spine has as many prints as its document has main
** sentences, in their order; numbers stand lowest byte first; a spine once made stays, since the reading of a
** document never changes. */
#include "record/internal.h"

/* A document that left its series keeps its spine: it may come back, and views of earlier days have it there. */
enum status spine_exists(bool *out, record *r, int64_t doc, struct err *err)
{
    stmt *s;
    TRY(stmt_get(&s, r->st, "SELECT 1 FROM spine WHERE doc = ?1", err));
    stmt_int(s, 1, doc);
    enum status code = stmt_step(s, err);
    *out = code == OK;
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* Places are written as differences in varints: most take three bytes. Signed, because a page may give its text
** in another order than its bytes; the sign is the lowest bit. All main sentences count as paragraphs here:
** only their places are asked of a spine. r's buffers are overwritten. IGNORE: a second one would be the same. */
enum status spine_make(record *r, int64_t doc, const struct reading *rd, struct err *err)
{
    stmt *s;
    buf *source = &r->text;
    buf *wording = &r->aside;
    buf *bag = &r->packed;
    uint32_t last = 0;
    buf_clear(source);
    buf_clear(wording);
    buf_clear(bag);
    buf_clear(&r->wording);
    for (uint32_t i = 0; i < rd->sentences.n; i++) {
        if (!text_kind_is_main(rd->page.block[rd->sentences.block[i]].kind)) continue;
        /* Only the main text: what stands around it changes from page to page and says nothing. */
        uint64_t print;
        uint64_t words[2];
        span at = text_source_span(&rd->page, rd->sentences.at[i]);
        record_sentence_prints(&print, words, text_clean_span(&rd->page, rd->sentences.at[i]), &r->wording);
        int64_t step = (int64_t)at.begin - (int64_t)last;
        buf_add_varint(source, step < 0 ? ((uint64_t)-step << 1) - 1 : (uint64_t)step << 1);
        buf_add_varint(source, (uint64_t)span_len(at) << 4 | TEXT_PARAGRAPH);
        /* The same bytes on any machine, since they are hashed into the state. */
        numbers_turn64(&print, 1);
        numbers_turn64(words, 2);
        buf_add(wording, (str){(const char *)&print, sizeof print});
        buf_add(bag, (str){(const char *)words, sizeof words});
        last = at.end;
    }
    TRY(buf_check(source, err));
    TRY(buf_check(wording, err));
    TRY(buf_check(bag, err));
    TRY(buf_check(&r->wording, err));
    TRY(stmt_get(&s, r->st, "INSERT OR IGNORE INTO spine(doc, n, source, wording, bag) VALUES(?1, ?2, ?3, ?4, ?5)", err));
    stmt_int(s, 1, doc);
    stmt_int(s, 2, rd->n_main);
    stmt_blob(s, 3, buf_str(source));
    stmt_blob(s, 4, buf_str(wording));
    stmt_blob(s, 5, buf_str(bag));
    return stmt_run(s, err);
}

/* One row (doc, date, n, source, wording, bag) into a spine. The lengths are held against each other before
** anything is copied, since the file may be damaged: E_FORMAT asks for a rebuild. Places are unfolded here,
** once, so that a comparison finds the bytes of any sentence without a walk. */
static enum status take_spine(struct record_spine *sp, stmt *s, arena *ar, struct err *err)
{
    str source = stmt_col_blob(s, 3);
    str wording = stmt_col_blob(s, 4);
    str bag = stmt_col_blob(s, 5);
    int64_t n = stmt_col_int(s, 2);
    /* Before any of it is used as a size. */
    if (n < 0 || (uint64_t)n != wording.n / 8 || wording.n % 8 || bag.n != wording.n * 2)
        return err_set(err, E_FORMAT, "a spine is damaged: run \"entente rebuild\"");
    *sp = (struct record_spine){.doc = stmt_col_int(s, 0), .date = DATE_NONE, .n = (uint32_t)n};
    if (!stmt_col_null(s, 1)) sp->date = (day)stmt_col_int(s, 1);
    sp->source = arena_raw(ar, sp->n, sizeof *sp->source);
    sp->wording = arena_raw(ar, sp->n, sizeof *sp->wording);
    sp->bag = arena_raw(ar, sp->n, sizeof *sp->bag);
    if (!sp->source || !sp->wording || !sp->bag) return arena_why(ar, err);
    if (sp->n) memcpy(sp->wording, wording.p, wording.n);
    if (sp->n) memcpy(sp->bag, bag.p, bag.n);
    numbers_turn64(sp->wording, sp->n);
    numbers_turn64(sp->bag[0], (size_t)sp->n * 2);
    size_t at = 0;
    uint32_t last = 0;
    for (uint32_t i = 0; i < sp->n; i++) {
        enum text_kind kind;
        if (!passage_next(source, &at, &last, &sp->source[i], &kind))
            return err_set(err, E_FORMAT, "a spine is damaged: run \"entente rebuild\"");
    }
    return OK;
}

/* In order of date, undated ones last, then of the acts that brought them; about 30 bytes a sentence. One
** query: of 10,000 documents each look-up would cost more than its spine. A document of the series without a
** spine, which only damage can make, is left out by the join; verify tells of it. */
enum status record_series_spines(struct record_spine **out, uint32_t *n, record *r, str series, struct record_view view,
                                 arena *ar, struct err *err)
{
    stmt *s;
    struct record_spine *all = NULL;
    uint32_t cap = 0;
    uint32_t count = 0;
    enum status code;
    TRY(stmt_get(
        &s, r->st,
        "SELECT m.doc, m.date, p.n, p.source, p.wording, p.bag FROM manifest m JOIN act a ON a.id = m.act JOIN spine p "
        "ON p.doc = m.doc WHERE m.series = ?3 AND " VIEW_SHOWN
        " ORDER BY m.date IS NULL, m.date, a.time_ms, a.depth, a.hash, m.pos",
        err));
    view_bind(s, view);
    stmt_text(s, 3, series);
    while ((code = stmt_step(s, err)) == OK) {
        if (count == cap) {
            uint32_t more = cap ? cap * 2 : 64;
            all = arena_grow(ar, all, cap, more, sizeof *all);
            if (!all) {
                code = arena_why(ar, err);
                break;
            }
            cap = more;
        }
        code = take_spine(&all[count], s, ar, err);
        if (code != OK) break;
        count++;
    }
    stmt_done(s);
    if (code != DONE) return code;
    *out = all;
    *n = count;
    return OK;
}
