/* Documents as a view shows them: which manifest is in force, what the document is called, what it is a copy of. */
#include <stdlib.h>

#include "record/internal.h"

/* A document with its place in the order of acts, which decides names and which of two copies is the older. */
struct row {
    struct record_doc doc;
    int64_t depth;
    int64_t pos;
    struct source_hash act;
    bool copied; /* other addresses are known */
    bool akin;   /* another document has the same text, or nearly */
};

struct rows {
    struct row *row; /* [n] */
    uint32_t n;
    uint32_t cap;
};

enum pick { PICK_ALL, PICK_SERIES, PICK_CLAIM, PICK_DOC, PICK_HASH, PICK_TITLE, PICK_SINCE };

/* Where a document's manifest was edited, its first one says when and by whom it came. */
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

void view_bind(stmt *s, struct record_view view)
{
    stmt_int(s, 1, view.as_of_ms == INT64_MAX ? INT64_MAX - 1 : view.as_of_ms);
    stmt_int(s, 2, view.until == DATE_NONE ? INT64_MAX : view.until);
}

static enum status take_row(struct row *out, stmt *s, record *r, arena *ar, struct err *err)
{
    struct record_doc *d = &out->doc;
    str text;
    *out = (struct row){0};
    d->id = stmt_col_int(s, 0);
    bool whole = hash_take(&d->source, stmt_col_blob(s, 1)) && hash_take(&d->text_hash, stmt_col_blob(s, 2)) &&
                 hash_take(&d->manifest_hash, stmt_col_blob(s, 6)) && hash_take(&out->act, stmt_col_blob(s, 13));
    if (!whole) return err_set(err, E_FORMAT, "the table of documents is damaged: run \"entente rebuild\"");
    d->n_bytes = (uint32_t)stmt_col_int(s, 3);
    d->n_sentence = (uint32_t)stmt_col_int(s, 4);
    d->n_word = (uint32_t)stmt_col_int(s, 5);
    enum status code = artifact_unpack(&text, r, stmt_col_int(s, 8) != 0, stmt_col_int(s, 7), stmt_col_blob(s, 9), ar, err);
    if (code == OK) code = manifest_parse(&d->manifest, text, TEXT_DATE_UNKNOWN, ar, err);
    if (code != OK) return err_wrap(err, code, "manifest %s", hash_short(&d->manifest_hash).z);
    out->copied = (stmt_col_int(s, 10) & 2) != 0;
    d->added_ms = stmt_col_int(s, 11);
    out->depth = stmt_col_int(s, 12);
    out->pos = stmt_col_int(s, 14);
    d->added_by = str_copy(ar, stmt_col_text(s, 15));
    d->disputed = stmt_col_int(s, 16) != 0;
    out->akin = stmt_col_int(s, 17) != 0;
    return d->added_by.p ? OK : arena_why(ar, err);
}

/* Rows of a pick: by a text key, the first bytes of a hash, or a number. */
static enum status load(struct rows *out, record *r, enum pick pick, str key, int64_t number, struct record_view view,
                        arena *ar, struct err *err)
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
    enum status code = stmt_get(&s, r->st, sql[pick], err);
    if (code != OK) return code;
    view_bind(s, view);
    if (pick == PICK_SERIES) stmt_text(s, 3, key);
    if (pick == PICK_HASH) {
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
        code = take_row(&out->row[out->n], s, r, ar, err);
        if (code != OK) break;
        out->n++;
    }
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* ---- order and names ---- */

static int by_coming(const void *pa, const void *pb)
{
    const struct row *a = pa;
    const struct row *b = pb;
    if (a->doc.added_ms != b->doc.added_ms) return a->doc.added_ms < b->doc.added_ms ? -1 : 1;
    if (a->depth != b->depth) return a->depth < b->depth ? -1 : 1;
    int c = source_hash_cmp(&a->act, &b->act);
    if (c) return c;
    if (a->pos != b->pos) return a->pos < b->pos ? -1 : 1;
    return source_hash_cmp(&a->doc.source, &b->doc.source);
}

/* Series (none last), day (none last), then as they came. */
static int by_place(const void *pa, const void *pb)
{
    const struct manifest *a = &((const struct row *)pa)->doc.manifest;
    const struct manifest *b = &((const struct row *)pb)->doc.manifest;
    if (!a->series.n != !b->series.n) return a->series.n ? -1 : 1;
    int c = str_cmp(a->series, b->series);
    if (c) return c;
    if (a->date != b->date) return a->date == DATE_NONE ? 1 : b->date == DATE_NONE || a->date < b->date ? -1 : 1;
    return by_coming(pa, pb);
}

static bool has_claim(const struct manifest *m) { return m->series.n && m->date != DATE_NONE; }
static bool same_claim(const struct manifest *a, const struct manifest *b)
{
    return has_claim(a) && a->date == b->date && str_eq(a->series, b->series);
}

/* Leading hexadecimal digits in which two hashes agree. */
static size_t agreeing_digits(const struct source_hash *a, str b)
{
    for (size_t i = 0; i < b.n && i < sizeof a->b; i++) {
        unsigned x = a->b[i] ^ (unsigned char)b.p[i];
        if (x) return 2 * i + (x < 16);
    }
    return 2 * sizeof a->b;
}

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

/* Names for rows in by_place order that hold every document of each claim among them. */
static enum status name_rows(struct rows *rows, record *r, arena *ar, struct err *err)
{
    uint32_t ordinal = 0;
    for (uint32_t i = 0; i < rows->n; i++) {
        struct row *row = &rows->row[i];
        ordinal = i && same_claim(&rows->row[i - 1].doc.manifest, &row->doc.manifest) ? ordinal + 1 : 1;
        TRY(has_claim(&row->doc.manifest) ? claim_name(row, ordinal, ar, err) : hash_name(row, r, ar, err));
    }
    return OK;
}

/* Name of one row by looking up the others of its claim. */
static enum status name_row(struct row *row, record *r, struct record_view view, arena *ar, struct err *err)
{
    const struct manifest *m = &row->doc.manifest;
    struct rows all;
    if (!has_claim(m)) return hash_name(row, r, ar, err);
    TRY(load(&all, r, PICK_CLAIM, STR(""), (int64_t)claim_key(m->series, m->date), view, ar, err));
    uint32_t ordinal = 1;
    for (uint32_t i = 0; i < all.n; i++) ordinal += same_claim(&all.row[i].doc.manifest, m) && by_coming(&all.row[i], row) < 0;
    return claim_name(row, ordinal, ar, err);
}

/* ---- copies ---- */

/* Put the name of the older document `other` into *to when the view has it and it came before row and before best. */
static enum status take_older(str *to, struct row *best, struct row *row, int64_t other, record *r, struct record_view view,
                              arena *ar, struct err *err)
{
    struct rows one;
    TRY(load(&one, r, PICK_DOC, STR(""), other, view, ar, err));
    if (!one.n || by_coming(&one.row[0], row) > 0 || (to->n && by_coming(&one.row[0], best) > 0)) return OK;
    TRY(name_row(&one.row[0], r, view, ar, err));
    *best = one.row[0];
    *to = best->doc.name;
    return OK;
}

/* Ids (and ppm) of a query over one bound value, into ar. */
static enum status read_ids(int64_t (**out)[2], uint32_t *n, stmt *s, arena *ar, struct err *err)
{
    uint32_t cap = 0;
    enum status code;
    *n = 0;
    *out = NULL;
    while ((code = stmt_step(s, err)) == OK) {
        if (*n == cap) {
            uint32_t more = cap ? cap * 2 : 8;
            *out = arena_grow(ar, *out, cap, more, sizeof **out);
            if (!*out) {
                code = arena_why(ar, err);
                break;
            }
            cap = more;
        }
        (*out)[*n][0] = stmt_col_int(s, 0);
        (*out)[(*n)++][1] = stmt_col_int(s, 1);
    }
    stmt_done(s);
    return code == DONE ? OK : code;
}

static enum status fill_copy(struct row *row, record *r, struct record_view view, arena *ar, struct err *err)
{
    stmt *s;
    int64_t(*id)[2];
    uint32_t n;
    struct row best;
    row->doc.copy_of = row->doc.near_of = row->doc.also_at = STR("");
    if (!row->akin) return OK;
    if (row->doc.n_word) {
        TRY(stmt_get(&s, r->st, "SELECT id, 0 FROM document WHERE text_hash = ?1 AND id <> ?2 LIMIT 1000", err));
        stmt_blob(s, 1, hash_str(&row->doc.text_hash));
        stmt_int(s, 2, row->doc.id);
        TRY(read_ids(&id, &n, s, ar, err));
        for (uint32_t i = 0; i < n; i++) TRY(take_older(&row->doc.copy_of, &best, row, id[i][0], r, view, ar, err));
    }
    if (row->doc.copy_of.n) return OK;
    TRY(stmt_get(&s, r->st, "SELECT b, ppm FROM kin WHERE a = ?1 ORDER BY ppm DESC", err));
    stmt_int(s, 1, row->doc.id);
    TRY(read_ids(&id, &n, s, ar, err));
    for (uint32_t i = 0; i < n; i++) {
        if (row->doc.near_of.n && id[i][1] != id[i - 1][1]) break; /* the likest counts, of equal ones the oldest */
        TRY(take_older(&row->doc.near_of, &best, row, id[i][0], r, view, ar, err));
        if (row->doc.near_of.n) row->doc.similarity = (double)id[i][1] / 1e6;
    }
    return OK;
}

static enum status fill_addresses(struct row *row, record *r, struct record_view view, arena *ar, struct err *err)
{
    stmt *s;
    buf list = {0};
    enum status code;
    if (!row->copied) return OK;
    TRY(stmt_get(
        &s, r->st,
        "SELECT t.size, t.packed, t.body FROM manifest m JOIN artifact t ON t.id = m.id WHERE m.doc = ?1 AND m.copy AND "
        "m.time_ms <= ?2 ORDER BY t.hash",
        err));
    stmt_int(s, 1, row->doc.id);
    stmt_int(s, 2, view.as_of_ms);
    while ((code = stmt_step(s, err)) == OK) {
        struct manifest m;
        str text;
        code = artifact_unpack(&text, r, stmt_col_int(s, 1) != 0, stmt_col_int(s, 0), stmt_col_blob(s, 2), ar, err);
        if (code == OK) code = manifest_parse(&m, text, TEXT_DATE_UNKNOWN, ar, err);
        if (code != OK) break;
        if (list.n) buf_addz(&list, "; ");
        buf_add(&list, m.address);
    }
    stmt_done(s);
    if (code == DONE) code = buf_check(&list, err);
    if (code == OK) row->doc.also_at = str_copy(ar, buf_str(&list));
    buf_free(&list);
    return code != OK ? code : row->doc.also_at.p ? OK : arena_why(ar, err);
}

static enum status fill(struct row *row, record *r, struct record_view view, arena *ar, struct err *err)
{
    TRY(fill_copy(row, r, view, ar, err));
    return fill_addresses(row, r, view, ar, err);
}

/* ---- asking ---- */

static bool has_issuer(str list, str issuer)
{
    str one;
    while (list_next(&list, ';', &one))
        if (str_eq_nocase_ascii(one, issuer)) return true;
    return false;
}

static bool fits(const struct manifest *m, const struct record_query *q)
{
    if (q->series.n && !str_eq(q->series, m->series)) return false;
    if (q->kind.n && !str_eq(q->kind, m->kind)) return false;
    if (q->issuer.n && !has_issuer(m->issuer, q->issuer)) return false;
    if (m->date == DATE_NONE) return !q->only_dated && q->from == DATE_NONE && q->to == DATE_NONE;
    return (q->from == DATE_NONE || m->date >= q->from) && (q->to == DATE_NONE || m->date <= q->to);
}

enum status record_list(struct record_doc **out, uint32_t *n, record *r, const struct record_query *q, struct record_view view,
                        arena *ar, struct err *err)
{
    struct rows rows;
    enum pick pick = q->series.n ? PICK_SERIES : q->from != DATE_NONE ? PICK_SINCE : PICK_ALL;
    TRY(load(&rows, r, pick, q->series, q->from, view, ar, err));
    if (rows.n) qsort(rows.row, rows.n, sizeof rows.row[0], by_place);
    TRY(name_rows(&rows, r, ar, err));
    struct record_doc *list = ARENA_NEW(ar, rows.n, struct record_doc);
    uint32_t k = 0;
    if (!list) return arena_why(ar, err);
    for (uint32_t i = 0; i < rows.n; i++) {
        if (!fits(&rows.row[i].doc.manifest, q)) continue;
        TRY(fill(&rows.row[i], r, view, ar, err));
        list[k++] = rows.row[i].doc;
    }
    *out = list;
    *n = k;
    return OK;
}

enum status view_document(struct record_doc *out, record *r, int64_t doc, struct record_view view, arena *ar, struct err *err)
{
    struct rows one;
    TRY(load(&one, r, PICK_DOC, STR(""), doc, view, ar, err));
    if (!one.n) return err_set(err, E_NOTFOUND, "the document is not in this view of the record");
    TRY(name_row(&one.row[0], r, view, ar, err));
    TRY(fill(&one.row[0], r, view, ar, err));
    *out = one.row[0].doc;
    return OK;
}

enum status record_series_list(struct record_series **out, uint32_t *n, record *r, struct record_view view, arena *ar,
                               struct err *err)
{
    stmt *s;
    struct record_series *list = NULL;
    uint32_t cap = 0;
    uint32_t k = 0;
    enum status code;
    TRY(stmt_get(
        &s, r->st,
        "SELECT m.series, count(*), min(m.date), max(m.date) FROM manifest m WHERE m.series IS NOT NULL AND " VIEW_SHOWN
        " GROUP BY m.series ORDER BY m.series",
        err));
    view_bind(s, view);
    while ((code = stmt_step(s, err)) == OK) {
        if (k == cap) {
            uint32_t more = cap ? cap * 2 : 8;
            list = arena_grow(ar, list, cap, more, sizeof *list);
            cap = more;
        }
        if (list) list[k].name = str_copy(ar, stmt_col_text(s, 0));
        if (!list || !list[k].name.p) {
            code = arena_why(ar, err);
            break;
        }
        list[k].n = (uint32_t)stmt_col_int(s, 1);
        list[k].first = stmt_col_null(s, 2) ? DATE_NONE : (day)stmt_col_int(s, 2);
        list[k++].last = stmt_col_null(s, 3) ? DATE_NONE : (day)stmt_col_int(s, 3);
    }
    stmt_done(s);
    if (code != DONE) return code;
    *out = list;
    *n = k;
    return OK;
}

/* ---- finding by name ---- */

static enum status newest_day(day *out, record *r, str series, struct record_view view, struct err *err)
{
    stmt *s;
    *out = DATE_NONE;
    TRY(stmt_get(&s, r->st,
                 "SELECT m.date FROM manifest m WHERE m.series = ?3 AND m.date IS NOT NULL AND " VIEW_SHOWN
                 " ORDER BY m.date DESC LIMIT 1",
                 err));
    view_bind(s, view);
    stmt_text(s, 3, series);
    enum status code = stmt_step(s, err);
    if (code == OK) *out = (day)stmt_col_int(s, 0);
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* Candidates for "series/2025-12-11", "series/2025-12-11-2", "series/latest"; none when it is no such name. */
static enum status find_in_series(struct rows *out, record *r, str name, struct record_view view, arena *ar, struct err *err)
{
    size_t slash = name.n;
    *out = (struct rows){0};
    while (slash && name.p[slash - 1] != '/') slash--;
    if (slash < 2) return OK;
    str series = {name.p, slash - 1};
    str rest = {name.p + slash, name.n - slash};
    day date = DATE_NONE;
    uint64_t ordinal = 1;
    if (str_eq(rest, STR("latest"))) {
        TRY(newest_day(&date, r, series, view, err));
    } else if (rest.n >= 10 && day_parse_iso((str){rest.p, 10}, &date) && rest.n > 10) {
        bool good = rest.p[10] == '-' && str_to_u64((str){rest.p + 11, rest.n - 11}, UINT32_MAX, &ordinal);
        if (!good) date = DATE_NONE;
    }
    if (date == DATE_NONE) return OK;
    struct rows all;
    TRY(load(&all, r, PICK_CLAIM, STR(""), (int64_t)claim_key(series, date), view, ar, err));
    if (all.n) qsort(all.row, all.n, sizeof all.row[0], by_place);
    TRY(name_rows(&all, r, ar, err));
    if (ordinal >= 1 && ordinal <= all.n) *out = (struct rows){.row = &all.row[ordinal - 1], .n = 1};
    return OK;
}

/* Candidates whose source's hash begins with the digits. */
static enum status find_by_hash(struct rows *out, record *r, str digits, struct record_view view, arena *ar, struct err *err)
{
    unsigned char head[32];
    *out = (struct rows){0};
    if (digits.n < 4 || digits.n > 64) return OK;
    for (size_t i = 0; i < digits.n; i++) {
        unsigned char c = ascii_tolower((unsigned char)digits.p[i]);
        if (!ascii_digit(c) && (c < 'a' || c > 'f')) return OK;
        unsigned v = (unsigned)c - (c <= '9' ? '0' : 'a' - 10u);
        head[i / 2] = (unsigned char)(i % 2 ? head[i / 2] | v : v << 4);
    }
    struct rows all;
    TRY(load(&all, r, PICK_HASH, (str){(const char *)head, digits.n / 2}, 0, view, ar, err));
    for (uint32_t i = 0; i < all.n; i++) {
        bool fits_odd = digits.n % 2 == 0 || (all.row[i].doc.source.b[digits.n / 2] >> 4) == head[digits.n / 2] >> 4;
        if (fits_odd) all.row[out->n++] = all.row[i];
    }
    out->row = all.row;
    return OK;
}

/* Candidates by title: letter for letter if there is one, else by the words of the title. */
static enum status find_by_title(struct rows *out, record *r, str title, struct record_view view, arena *ar, struct err *err)
{
    uint64_t key = title_key(title, &r->aside);
    *out = (struct rows){0};
    TRY(buf_check(&r->aside, err));
    if (!key) return OK;
    TRY(load(out, r, PICK_TITLE, STR(""), (int64_t)key, view, ar, err));
    uint32_t exact = 0;
    for (uint32_t i = 0; i < out->n; i++)
        if (str_eq(out->row[i].doc.manifest.title, title)) out->row[exact++] = out->row[i];
    if (exact) out->n = exact;
    return OK;
}

enum status record_find(struct record_doc *out, record *r, str name, struct record_view view, arena *ar, struct err *err)
{
    struct rows found;
    name = str_trim(name);
    TRY(find_in_series(&found, r, name, view, ar, err));
    if (!found.n) TRY(find_by_hash(&found, r, name, view, ar, err));
    if (!found.n) TRY(find_by_title(&found, r, name, view, ar, err));
    if (!found.n)
        return err_set(err, E_NOTFOUND, "no document is called \"%.*s\"; \"entente list\" shows them all",
                       (int)utf8_fit(name, 100), name.p ? name.p : "");
    for (uint32_t i = 0; i < found.n && i < 2; i++) TRY(name_row(&found.row[i], r, view, ar, err));
    if (found.n > 1)
        return err_set(err, E_FORMAT, "\"%.*s\" may be %.*s or %.*s; give one of these names", (int)utf8_fit(name, 100), name.p,
                       STR_ARG(found.row[0].doc.name), STR_ARG(found.row[1].doc.name));
    TRY(fill(&found.row[0], r, view, ar, err));
    *out = found.row[0].doc;
    return OK;
}
