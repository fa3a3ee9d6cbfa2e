/* A document by what a person calls it: series and day, first digits of its hash, its title, asked in this
** order. Invariant: what a list shows as a name finds that document and no other in the same view; and a name
** that could be two is refused with both names, never guessed. */
#include <stdlib.h>

#include "record/rows.h"

/* The last day of a series in the view, DATE_NONE when it has no dated text. */
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

/* Candidates for "series/2025-12-11", "series/2025-12-11-2", "series/latest"; none when it is no such name. An
** ordinal is a place among all texts of that day in the view, in the order in which they came: it is written
** when the text is shown, and "-1" is the first. */
static enum status find_in_series(struct rows *out, record *r, str name, struct record_view view, arena *ar, struct err *err)
{
    size_t slash = name.n;
    *out = (struct rows){0};
    while (slash && name.p[slash - 1] != '/') slash--;
    /* No slash, or nothing before it. */
    if (slash < 2) return OK;
    str series = {name.p, slash - 1};
    str rest = {name.p + slash, name.n - slash};
    day date = DATE_NONE;
    uint64_t ordinal = 1;
    if (str_eq(rest, STR("latest"))) {
        TRY(newest_day(&date, r, series, view, err));
        /* A day, and behind it nothing or "-N". */
    } else if (rest.n >= 10 && day_parse_iso((str){rest.p, 10}, &date) && rest.n > 10) {
        bool good = rest.p[10] == '-' && str_to_u64((str){rest.p + 11, rest.n - 11}, UINT32_MAX, &ordinal);
        if (!good) date = DATE_NONE;
    }
    if (date == DATE_NONE) return OK;
    struct rows all;
    TRY(rows_load(&all, r, PICK_CLAIM, STR(""), (int64_t)claim_key(series, date), view, ar, err));
    if (all.n) qsort(all.row, all.n, sizeof all.row[0], rows_by_place);
    TRY(rows_name(&all, r, ar, err));
    if (ordinal >= 1 && ordinal <= all.n) *out = (struct rows){.row = &all.row[ordinal - 1], .n = 1};
    return OK;
}

/* Candidates whose source's hash begins with the digits: four at least, as fewer are too often words or years.
** An odd last digit is half a byte, which the range over whole bytes cannot ask for, so it is held against what
** the range gives. */
static enum status find_by_hash(struct rows *out, record *r, str digits, struct record_view view, arena *ar, struct err *err)
{
    unsigned char head[32];
    *out = (struct rows){0};
    if (digits.n < 4 || digits.n > 64) return OK;
    for (size_t i = 0; i < digits.n; i++) {
        unsigned char c = ascii_tolower((unsigned char)digits.p[i]);
        if (!ascii_digit(c) && (c < 'a' || c > 'f')) return OK;
        /* Two digits a byte, the first one above. */
        unsigned v = (unsigned)c - (c <= '9' ? '0' : 'a' - 10u);
        head[i / 2] = (unsigned char)(i % 2 ? head[i / 2] | v : v << 4);
    }
    struct rows all;
    TRY(rows_load(&all, r, PICK_HASH, (str){(const char *)head, digits.n / 2}, 0, view, ar, err));
    for (uint32_t i = 0; i < all.n; i++) {
        bool fits_odd = digits.n % 2 == 0 || (all.row[i]->doc.source.b[digits.n / 2] >> 4) == head[digits.n / 2] >> 4;
        if (fits_odd) all.row[out->n++] = all.row[i];
    }
    out->row = all.row;
    return OK;
}

/* Candidates by title: letter for letter if there is one, else by the words of the title, whatever their order
** and case, so that what was copied from a list is found too. */
static enum status find_by_title(struct rows *out, record *r, str title, struct record_view view, arena *ar, struct err *err)
{
    uint64_t key = title_key(title, &r->aside);
    *out = (struct rows){0};
    TRY(buf_check(&r->aside, err));
    if (!key) return OK;
    TRY(rows_load(out, r, PICK_TITLE, STR(""), (int64_t)key, view, ar, err));
    uint32_t exact = 0;
    for (uint32_t i = 0; i < out->n; i++)
        if (str_eq(out->row[i]->doc.manifest.title, title)) out->row[exact++] = out->row[i];
    /* A title that one document has letter for letter is meant, whatever others have the same words. */
    if (exact) out->n = exact;
    return OK;
}

/* E_NOTFOUND says how to see what there is; E_FORMAT names the first two that fit. Only what is found is filled
** with copies and addresses, which costs more than finding it. What fits in one way is not tried in the next:
** digits that a hash begins with are never taken for a title. */
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
    for (uint32_t i = 0; i < found.n && i < 2; i++) TRY(row_name(found.row[i], r, view, ar, err));
    if (found.n > 1)
        return err_set(err, E_FORMAT, "\"%.*s\" may be %.*s or %.*s; give one of these names", (int)utf8_fit(name, 100), name.p,
                       STR_ARG(found.row[0]->doc.name), STR_ARG(found.row[1]->doc.name));
    TRY(row_fill(found.row[0], r, view, ar, err));
    *out = found.row[0]->doc;
    return OK;
}
