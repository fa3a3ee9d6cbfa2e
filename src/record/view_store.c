/* Lists of documents and of series, each document with what it is a copy of. Invariants: an answer depends on
** the artifacts and the view alone; what is a copy of what is worked out for the view, never stored, since the
** older document may not be in it. */
#include <stdlib.h>

#include "record/rows.h"

/* ---- copies ---- */

/* Put the name of the older document `other` into *to when the view has it and it came before row and before
** best, which is the one that *to names. So whichever order the others come in, the oldest is named. */
static enum status take_older(str *to, struct row *best, struct row *row, int64_t other, record *r, struct record_view view,
                              arena *ar, struct err *err)
{
    struct rows one;
    /* In the same view: a document that is not shown there is nobody's original. */
    TRY(rows_load(&one, r, PICK_DOC, STR(""), other, view, ar, err));
    if (!one.n || row_cmp_coming(one.row[0], row) > 0 || (to->n && row_cmp_coming(one.row[0], best) > 0)) return OK;
    TRY(row_name(one.row[0], r, view, ar, err));
    *best = *one.row[0];
    *to = best->doc.name;
    return OK;
}

/* Ids (and ppm) of a query over one bound value, into ar; the statement is done afterwards, so that other
** queries may run. */
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

/* A copy has the same wording, word for word; the oldest such document is the one it is a copy of. Only a text
** that is no copy is asked for near copies. A text without words is a copy of nothing. The bound of 1000 keeps
** a text that stands everywhere from being compared with all its likes. */
static enum status fill_copy(struct row *row, record *r, struct record_view view, arena *ar, struct err *err)
{
    stmt *s;
    int64_t(*id)[2];
    uint32_t n;
    struct row best;
    row->doc.copy_of = row->doc.near_of = row->doc.also_at = STR("");
    if (!row->akin) return OK;
    /* All texts without words have one hash, and would be copies of one another. */
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
        /* The likest counts, of equal ones the oldest; so the walk goes on through equals only. */
        if (row->doc.near_of.n && id[i][1] != id[i - 1][1]) break; /* the likest counts, of equal ones the oldest */
        TRY(take_older(&row->doc.near_of, &best, row, id[i][0], r, view, ar, err));
        if (row->doc.near_of.n) row->doc.similarity = (double)id[i][1] / 1e6;
    }
    return OK;
}

/* From the manifests of copies that the view sees, in the order of their hashes, joined as a list. Two people
** who note the same address write the same manifest, so none stands twice. */
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
        /* The address stands in the manifest only: copies are rare, and their text is small. */
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

/* The costly part of a row; left out where only names are asked. */
enum status row_fill(struct row *row, record *r, struct record_view view, arena *ar, struct err *err)
{
    TRY(fill_copy(row, r, view, ar, err));
    if (row->doc.disputed) TRY(rivals_fill(&row->doc, r, view, ar, err));
    return fill_addresses(row, r, view, ar, err);
}

/* ---- asking ---- */

/* One of a list, letters' case aside for ASCII. */
static bool has_issuer(str list, str issuer)
{
    str one;
    while (list_next(&list, ';', &one))
        if (str_eq_nocase_ascii(one, issuer)) return true;
    return false;
}

/* An undated document fits only where no date is asked: it may be of any day. */
static bool fits(const struct manifest *m, const struct record_query *q)
{
    if (q->series.n && !str_eq(q->series, m->series)) return false;
    if (q->kind.n && !str_eq(q->kind, m->kind)) return false;
    if (q->issuer.n && !has_issuer(m->issuer, q->issuer)) return false;
    if (m->date == DATE_NONE) return !q->only_dated && q->from == DATE_NONE && q->to == DATE_NONE;
    return (q->from == DATE_NONE || m->date >= q->from) && (q->to == DATE_NONE || m->date <= q->to);
}

/* By the narrowest index that the query allows; what it does not narrow is sifted here. Names are given before
** sifting, since a second text of a day keeps its number although the first does not fit. Every document of a
** claim is among the rows, as rows_name wants: a series has all of its days, and from a day on all texts of
** each day. */
enum status record_list(struct record_doc **out, uint32_t *n, record *r, const struct record_query *q, struct record_view view,
                        arena *ar, struct err *err)
{
    struct rows rows;
    /* A series is the narrowest; a lower bound of the date has an index only together with one, and is sifted
    ** by SQLite. */
    enum pick pick = q->series.n ? PICK_SERIES : q->from != DATE_NONE ? PICK_SINCE : PICK_ALL;
    TRY(rows_load(&rows, r, pick, q->series, q->from, view, ar, err));
    if (rows.n) qsort(rows.row, rows.n, sizeof rows.row[0], rows_by_place);
    TRY(rows_name(&rows, r, ar, err));
    struct record_doc *list = arena_raw(ar, rows.n, sizeof *list);
    uint32_t k = 0;
    if (!list) return arena_why(ar, err);
    for (uint32_t i = 0; i < rows.n; i++) {
        /* Filling looks into other tables, so it comes after sifting. */
        if (!fits(&rows.row[i]->doc.manifest, q)) continue;
        TRY(row_fill(rows.row[i], r, view, ar, err));
        list[k++] = rows.row[i]->doc;
    }
    *out = list;
    *n = k;
    return OK;
}

/* By its row, filled. E_NOTFOUND is an answer here: a search and an older view meet documents that are not
** seen. */
enum status view_document(struct record_doc *out, record *r, int64_t doc, struct record_view view, arena *ar, struct err *err)
{
    struct rows one;
    TRY(rows_load(&one, r, PICK_DOC, STR(""), doc, view, ar, err));
    if (!one.n) return err_set(err, E_NOTFOUND, "the document is not in this view of the record");
    TRY(row_name(one.row[0], r, view, ar, err));
    TRY(row_fill(one.row[0], r, view, ar, err));
    *out = one.row[0]->doc;
    return OK;
}

/* Does a document stand by itself: no other of the same words, no near copy? Of nearly all that are added it
** does, and two looks into indices are then all that is asked. *out is false after a failure too. */
static enum status stands_alone(bool *out, record *r, int64_t doc, const struct source_hash *text_hash, bool words,
                                struct err *err)
{
    stmt *s;
    TRY(stmt_get(
        &s, r->st,
        "SELECT (?3 AND EXISTS(SELECT 1 FROM document WHERE text_hash = ?2 AND id <> ?1)) OR EXISTS(SELECT 1 FROM kin WHERE "
        "a = ?1)",
        err));
    stmt_int(s, 1, doc);
    stmt_blob(s, 2, hash_str(text_hash));
    stmt_int(s, 3, words);
    enum status code = stmt_step(s, err);
    *out = code == OK && !stmt_col_int(s, 0);
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* A document outside any series that is like nothing is named by its hash, without looking at the rest. All
** others are shown as a list would show them, so that what is told at adding is what is found later. */
enum status view_added(struct record_added *out, record *r, int64_t doc, const struct source_hash *text_hash, uint32_t n_word,
                       arena *ar, struct err *err)
{
    struct record_doc d;
    bool alone;
    TRY(stands_alone(&alone, r, doc, text_hash, n_word > 0, err));
    /* A hash is name enough, and it needs no look at other documents of the claim. */
    if (alone && claim_key(out->manifest.series, out->manifest.date) == 0) {
        struct row row = {.doc = {.source = out->source, .manifest = out->manifest}};
        out->as = RECORD_NEW;
        TRY(row_name(&row, r, RECORD_NOW, ar, err));
        out->name = row.doc.name;
        return OK;
    }
    TRY(view_document(&d, r, doc, RECORD_NOW, ar, err));
    out->name = d.name;
    /* A copy before a near copy: fill_copy sets one of them only. */
    out->as = d.copy_of.n ? RECORD_COPY : d.near_of.n ? RECORD_NEAR_COPY : RECORD_NEW;
    out->of = d.copy_of.n ? d.copy_of : d.near_of;
    out->similarity = d.copy_of.n ? 1 : d.similarity;
    return OK;
}

/* In the order of bytes of their names. Dates of texts without one do not count; a series of such texts has
** none. */
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
        /* min and max pass over NULL, so undated texts count in n alone. */
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
