/* Documents of a view: which manifest is shown, in which order they came, what they are called. Invariants: a
** row is a document that the view shows, once; names follow from the artifacts and the view alone, never from
** numbers of rows; the order is total. */
#include "record/rows.h"

/* A document with the manifest that is shown (m), its first manifest (f), which says when and by whom it came
** even where it was edited, and two signs that spare most documents further look-ups: whether another manifest
** is in force too, and whether anything is like it. */
#define ROW_SQL(where_)                                                                                                        \
    "SELECT d.id, d.hash, d.text_hash, d.n_bytes, d.n_sentence, d.n_word, t.hash, t.size, t.packed, t.body, m.rival, "         \
    "f.time_ms, a.depth, a.hash, f.pos, a.author, (m.rival & 1) AND 1 < (SELECT count(*) FROM manifest z WHERE z.doc = m.doc " \
    "AND NOT z.copy AND z.time_ms <= ?1 AND z.ended_ms > ?1), EXISTS(SELECT 1 FROM kin k WHERE k.a = d.id) OR "                \
    "EXISTS(SELECT 1 FROM document e WHERE e.text_hash = d.text_hash AND e.id <> d.id) FROM manifest m JOIN document d ON "    \
    "d.id = m.doc JOIN artifact t "                                                                                            \
    "ON t.id = m.id JOIN manifest f ON f.id = CASE WHEN m.rival & 1 THEN (SELECT x.id FROM manifest x JOIN act y ON y.id = "   \
    "x.act WHERE x.doc = m.doc AND NOT x.copy ORDER BY x.time_ms, y.depth, y.hash, x.pos LIMIT 1) ELSE m.id END JOIN act a "   \
    "ON "                                                                                                                      \
    "a.id = f.act WHERE " where_ " AND " VIEW_SHOWN

/* Every query with VIEW_SHOWN binds these two first. One below INT64_MAX, because a manifest in force ends at
** INT64_MAX and must end after the view's day. */
void view_bind(stmt *s, struct record_view view)
{
    stmt_int(s, 1, view.as_of_ms == INT64_MAX ? INT64_MAX - 1 : view.as_of_ms);
    stmt_int(s, 2, view.until == DATE_NONE ? INT64_MAX : view.until);
}

/* One row of ROW_SQL. The manifest is parsed from its artifact: the index keeps only what is asked for by
** value. E_FORMAT for a hash of another length, or a manifest that cannot be read; such a row ends the whole
** list, as one that left it out would be wrong without a word. scratch: for the
** packed text of the manifest, from which its parsed form does not borrow. */
static enum status take_row(struct row *out, stmt *s, record *r, arena *scratch, arena *ar, struct err *err)
{
    struct record_doc *d = &out->doc;
    str text;
    *out = (struct row){0};
    d->id = stmt_col_int(s, 0);
    /* All four are blobs of 32 bytes in a sound index. */
    bool whole = hash_take(&d->source, stmt_col_blob(s, 1)) && hash_take(&d->text_hash, stmt_col_blob(s, 2)) &&
                 hash_take(&d->manifest_hash, stmt_col_blob(s, 6)) && hash_take(&out->act, stmt_col_blob(s, 13));
    if (!whole) return err_set(err, E_FORMAT, "the table of documents is damaged: run \"entente rebuild\"");
    d->n_bytes = (uint32_t)stmt_col_int(s, 3);
    d->n_sentence = (uint32_t)stmt_col_int(s, 4);
    d->n_word = (uint32_t)stmt_col_int(s, 5);
    enum status code =
        artifact_unpack(&text, r, stmt_col_int(s, 8) != 0, stmt_col_int(s, 7), stmt_col_blob(s, 9), scratch, err);
    if (code == OK) code = manifest_parse(&d->manifest, text, TEXT_DATE_UNKNOWN, ar, err);
    if (code != OK) return err_wrap(err, code, "manifest %s", hash_short(&d->manifest_hash).z);
    /* See schema.c on rival: bit 1 says that other addresses are known. */
    out->copied = (stmt_col_int(s, 10) & 2) != 0;
    d->added_ms = stmt_col_int(s, 11);
    out->depth = stmt_col_int(s, 12);
    out->pos = stmt_col_int(s, 14);
    d->added_by = str_copy(ar, stmt_col_text(s, 15));
    d->disputed = stmt_col_int(s, 16) != 0;
    out->akin = stmt_col_int(s, 17) != 0;
    return d->added_by.p ? OK : arena_why(ar, err);
}

/* The queries differ in their condition only, each by an index of its own. A hash is asked for as a range: the
** digits that were given, filled up with zeros and with ones; key.n is at most 32. All of it in ar. The
** manifest of every row is unpacked and parsed here, so a list costs one parse a document. */
enum status rows_load(struct rows *out, record *r, enum pick pick, str key, int64_t number, struct record_view view, arena *ar,
                      struct err *err)
{
    static const char *const sql[] = {
        ROW_SQL("1"),
        ROW_SQL("m.series = ?3"),
        ROW_SQL("m.claim = ?3"),
        ROW_SQL("m.doc = ?3"),
        ROW_SQL("d.hash BETWEEN ?3 AND ?4"),
        ROW_SQL("m.title_key = ?3"),
        ROW_SQL("m.date >= ?3"),
    };
    stmt *s;
    struct source_hash low = {0};
    struct source_hash high;
    *out = (struct rows){0};
    arena *scratch = arena_new(arena_cap_bytes(ar));
    if (!scratch) return err_set(err, E_NOMEM, "no memory left");
    enum status code = stmt_get(&s, r->st, sql[pick], err);
    if (code != OK) {
        arena_free(scratch);
        return code;
    }
    view_bind(s, view);
    if (pick == PICK_SERIES) stmt_text(s, 3, key);
    if (pick == PICK_HASH) {
        /* From the digits followed by zeros to the digits followed by ones: all hashes that begin with them. */
        memset(&high, 0xFF, sizeof high);
        memcpy(low.b, key.p, key.n);
        memcpy(high.b, key.p, key.n);
        stmt_blob(s, 3, hash_str(&low));
        stmt_blob(s, 4, hash_str(&high));
    }
    if (pick == PICK_CLAIM || pick == PICK_DOC || pick == PICK_TITLE || pick == PICK_SINCE) stmt_int(s, 3, number);
    while ((code = stmt_step(s, err)) == OK) {
        if (out->n == out->cap) {
            uint32_t cap = out->cap ? out->cap * 2 : 16;
            out->row = arena_grow(ar, out->row, out->cap, cap, sizeof *out->row);
            if (!out->row) {
                code = arena_why(ar, err);
                break;
            }
            out->cap = cap;
        }
        out->row[out->n] = arena_raw(ar, 1, sizeof **out->row);
        code = out->row[out->n] ? take_row(out->row[out->n], s, r, scratch, ar, err) : arena_why(ar, err);
        if (code != OK) break;
        out->n++;
        arena_reset(scratch);
    }
    stmt_done(s);
    arena_free(scratch);
    return code == DONE ? OK : code;
}

/* ---- order and names ---- */

int row_cmp_coming(const struct row *a, const struct row *b)
{
    if (a->doc.added_ms != b->doc.added_ms) return a->doc.added_ms < b->doc.added_ms ? -1 : 1;
    if (a->depth != b->depth) return a->depth < b->depth ? -1 : 1;
    int c = source_hash_cmp(&a->act, &b->act);
    if (c) return c;
    if (a->pos != b->pos) return a->pos < b->pos ? -1 : 1;
    return source_hash_cmp(&a->doc.source, &b->doc.source);
}

/* Series (none last), day (none last), then as they came. */
int rows_by_place(const void *pa, const void *pb)
{
    const struct row *ra = *(struct row *const *)pa;
    const struct row *rb = *(struct row *const *)pb;
    const struct manifest *a = &ra->doc.manifest;
    const struct manifest *b = &rb->doc.manifest;
    /* An empty name would sort before all others. */
    if (!a->series.n != !b->series.n) return a->series.n ? -1 : 1;
    int c = str_cmp(a->series, b->series);
    if (c) return c;
    if (a->date != b->date) return a->date == DATE_NONE ? 1 : b->date == DATE_NONE || a->date < b->date ? -1 : 1;
    return row_cmp_coming(ra, rb);
}

/* A document with a series and a day is named by them; any other by its hash. */
static bool has_claim(const struct manifest *m) { return m->series.n && m->date != DATE_NONE; }
/* Two documents that would have one name without a number behind it. */
static bool same_claim(const struct manifest *a, const struct manifest *b)
{
    return has_claim(a) && a->date == b->date && str_eq(a->series, b->series);
}

/* Leading hexadecimal digits in which two hashes agree; b may be of any length, as it comes from the file. */
static size_t agreeing_digits(const struct source_hash *a, str b)
{
    for (size_t i = 0; i < b.n && i < sizeof a->b; i++) {
        unsigned x = a->b[i] ^ (unsigned char)b.p[i];
        if (x) return 2 * i + (x < 16);
    }
    return 2 * sizeof a->b;
}

/* One digit more than the longest that a neighbour in the order of hashes shares, eight at least: two look-ups,
** since no other hash can share more. The document itself need not be in the index yet. */
static enum status hash_name(struct row *row, record *r, arena *ar, struct err *err)
{
    static const char *const near[] = {"SELECT hash FROM document WHERE hash < ?1 ORDER BY hash DESC LIMIT 1",
                                       "SELECT hash FROM document WHERE hash > ?1 ORDER BY hash LIMIT 1"};
    size_t digits = 8;
    buf b = {0};
    for (size_t i = 0; i < ARRAY_LEN(near); i++) {
        stmt *s;
        TRY(stmt_get(&s, r->st, near[i], err));
        stmt_blob(s, 1, hash_str(&row->doc.source));
        enum status code = stmt_step(s, err);
        if (code == OK) {
            /* One digit more than they share tells them apart. */
            size_t k = agreeing_digits(&row->doc.source, stmt_col_blob(s, 0)) + 1;
            if (k > digits) digits = k;
        }
        stmt_done(s);
        if (code != OK && code != DONE) return code;
    }
    source_hash_write(&b, &row->doc.source);
    enum status code = buf_check(&b, err);
    if (code == OK) row->doc.name = str_copy(ar, (str){b.p, digits < b.n ? digits : b.n});
    buf_free(&b);
    return code != OK ? code : row->doc.name.p ? OK : arena_why(ar, err);
}

/* "series/2025-12-11", with "-2" from the second on. */
static enum status claim_name(struct row *row, uint32_t ordinal, arena *ar, struct err *err)
{
    buf b = {0};
    buf_add(&b, row->doc.manifest.series);
    buf_addc(&b, '/');
    day_write(&b, row->doc.manifest.date);
    if (ordinal > 1) buf_addf(&b, "-%u", ordinal);
    enum status code = buf_check(&b, err);
    if (code == OK) row->doc.name = str_copy(ar, buf_str(&b));
    buf_free(&b);
    return code != OK ? code : row->doc.name.p ? OK : arena_why(ar, err);
}

/* Names for rows in rows_by_place order that hold every document of each claim among them. Neighbours of one
** claim are counted. */
enum status rows_name(struct rows *rows, record *r, arena *ar, struct err *err)
{
    uint32_t ordinal = 0;
    for (uint32_t i = 0; i < rows->n; i++) {
        struct row *row = rows->row[i];
        /* Rows of a claim are neighbours, in the order in which they came. */
        ordinal = i && same_claim(&rows->row[i - 1]->doc.manifest, &row->doc.manifest) ? ordinal + 1 : 1;
        TRY(has_claim(&row->doc.manifest) ? claim_name(row, ordinal, ar, err) : hash_name(row, r, ar, err));
    }
    return OK;
}

/* Name of one row by looking up the others of its claim: its number is one more than those that came before it.
** O(others). The row itself may be among them or not yet. */
enum status row_name(struct row *row, record *r, struct record_view view, arena *ar, struct err *err)
{
    const struct manifest *m = &row->doc.manifest;
    struct rows all;
    if (!has_claim(m)) return hash_name(row, r, ar, err);
    TRY(rows_load(&all, r, PICK_CLAIM, STR(""), (int64_t)claim_key(m->series, m->date), view, ar, err));
    uint32_t ordinal = 1;
    for (uint32_t i = 0; i < all.n; i++)
        /* claim is a fingerprint: the texts behind it are compared, lest two claims with one number share their
        ** ordinals. */
        ordinal += same_claim(&all.row[i]->doc.manifest, m) && row_cmp_coming(all.row[i], row) < 0;
    return claim_name(row, ordinal, ar, err);
}
