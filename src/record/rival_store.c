/* Where two people's words stand side by side: manifests of one source, concept lists. Invariants: nothing is
** decided here, the later word is the one that counts elsewhere and what stands beside it is told; what is in
** force follows from the chain of acts, so it is the same in every record that has them.
**
** A manifest names those that it replaces, so one is in force until another names it. A concept list names
** nothing: it is in force until an act that follows its own, at any remove, sets another; an act that did not
** know of it does not end it. */
#include "record/internal.h"

/* ---- manifests ---- */

/* One row of the query below. The differences are worked out here, so that no face needs to know the fields. */
static enum status take_rival(struct record_rival *out, const struct record_doc *doc, stmt *s, record *r, arena *ar,
                              struct err *err)
{
    str text;
    *out = (struct record_rival){.said_ms = stmt_col_int(s, 4)};
    out->said_by = str_copy(ar, stmt_col_text(s, 5));
    if (!out->said_by.p) return arena_why(ar, err);
    if (!hash_take(&out->manifest_hash, stmt_col_blob(s, 0)))
        return err_set(err, E_FORMAT, "the table of artifacts is damaged: \"entente salvage\" saves what is whole");
    enum status code = artifact_unpack(&text, r, stmt_col_int(s, 2) != 0, stmt_col_int(s, 1), stmt_col_blob(s, 3), ar, err);
    if (code == OK) code = manifest_parse(&out->manifest, text, TEXT_DATE_UNKNOWN, ar, err);
    if (code != OK) return err_wrap(err, code, "manifest %s", hash_short(&out->manifest_hash).z);
    return manifest_differences(&out->difference, &out->n_difference, &doc->manifest, &out->manifest, ar, err);
}

/* In the order by which the one that is shown was chosen (VIEW_SHOWN), which is left out. */
enum status rivals_fill(struct record_doc *doc, record *r, struct record_view view, arena *ar, struct err *err)
{
    stmt *s;
    enum status code;
    TRY(stmt_get(&s, r->st,
                 "SELECT t.hash, t.size, t.packed, t.body, m.time_ms, a.author FROM manifest m JOIN artifact t ON t.id = m.id "
                 "JOIN act a ON a.id = m.act WHERE m.doc = ?1 AND NOT m.copy AND m.time_ms <= ?2 AND m.ended_ms > ?2 AND "
                 "t.hash <> ?3 ORDER BY m.time_ms DESC, a.depth DESC, a.hash DESC, m.pos DESC",
                 err));
    stmt_int(s, 1, doc->id);
    stmt_int(s, 2, view.as_of_ms == INT64_MAX ? INT64_MAX - 1 : view.as_of_ms);
    stmt_blob(s, 3, hash_str(&doc->manifest_hash));
    /* Set anew, so that filling twice is filling once. */
    doc->rival = NULL;
    doc->n_rival = 0;
    while ((code = stmt_step(s, err)) == OK) {
        doc->rival = arena_grow(ar, doc->rival, doc->n_rival, doc->n_rival + 1, sizeof *doc->rival);
        code = doc->rival ? take_rival(&doc->rival[doc->n_rival], doc, s, r, ar, err) : arena_why(ar, err);
        if (code != OK) break;
        doc->n_rival++;
    }
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* ---- concept lists ---- */

/* Every setting of a list that the view sees, the latest first by time, depth, hash and place, as for
** manifests. The same list may come several times, set by several acts. Few rows: people set lists by hand. */
static enum status load_lists(struct list_row **out, uint32_t *n, record *r, struct record_view view, arena *ar,
                              struct err *err)
{
    stmt *s;
    enum status code;
    uint32_t cap = 0;
    *n = 0;
    *out = NULL;
    TRY(stmt_get(
        &s, r->st,
        "SELECT c.id, c.act, c.pos, c.time_ms, a.depth, t.hash, a.author FROM concept_list c JOIN act a ON a.id = c.act "
        "JOIN artifact t ON t.id = c.id WHERE c.time_ms <= ?1 ORDER BY c.time_ms DESC, a.depth DESC, a.hash DESC, "
        "c.pos DESC",
        err));
    stmt_int(s, 1, view.as_of_ms);
    while ((code = stmt_step(s, err)) == OK) {
        if (*n == cap) {
            uint32_t more = cap ? cap * 2 : 8;
            *out = arena_grow(ar, *out, cap, more, sizeof **out);
            cap = more;
        }
        struct list_row *row = *out ? &(*out)[*n] : NULL;
        if (row) row->author = str_copy(ar, stmt_col_text(s, 6));
        code = row && row->author.p ? OK : arena_why(ar, err);
        if (code == OK && !hash_take(&row->hash, stmt_col_blob(s, 5)))
            code = err_set(err, E_FORMAT, "the table of artifacts is damaged: \"entente salvage\" saves what is whole");
        if (code != OK) break;
        row->id = stmt_col_int(s, 0);
        row->act = stmt_col_int(s, 1);
        row->pos = stmt_col_int(s, 2);
        row->time_ms = stmt_col_int(s, 3);
        row->depth = stmt_col_int(s, 4);
        ++*n;
    }
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* Rows of acts are numbers from 1 up, far below 2^32; mixed, so that the table over them is filled evenly. */
static uint64_t act_key(int64_t act) { return hash64_mix(0, (uint64_t)act); }

/* The acts after which an act set a list: *covered. One walk over what follows what, the last acts first: when
** the acts that follow an act have all been met, so have those that follow them, because depths rise along the
** chain. O(acts + parents), where a walk down from each list would be that many times over. */
static enum status find_covered(struct hash_map *covered, const struct list_row *row, uint32_t n, record *r, arena *ar,
                                struct err *err)
{
    struct hash_map sets = {0};
    stmt *s;
    enum status code;
    for (uint32_t i = 0; i < n; i++)
        if (hash_map_put(&sets, ar, act_key(row[i].act), i) != OK) return arena_why(ar, err);
    TRY(stmt_get(&s, r->st,
                 "SELECT a.id, c.id FROM act c JOIN act_parent p ON p.act = c.id JOIN act a ON a.hash = p.parent ORDER BY "
                 "c.depth DESC",
                 err));
    while ((code = stmt_step(s, err)) == OK) {
        /* An act that sets a list, or after which one is set, covers what it follows. */
        uint64_t follower = act_key(stmt_col_int(s, 1));
        if (hash_map_get(&sets, follower) == UINT32_MAX && hash_map_get(covered, follower) == UINT32_MAX) continue;
        if (hash_map_put(covered, ar, act_key(stmt_col_int(s, 0)), 0) == OK) continue;
        code = arena_why(ar, err);
        break;
    }
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* The order of time alone would not do: a clock may go back, and a list that was set after another one must count although
** it seems older. */
enum status lists_in_force(struct list_row **out, uint32_t *n, record *r, struct record_view view, arena *ar, struct err *err)
{
    struct hash_map covered = {0};
    struct list_row *row;
    struct list_row *list;
    uint32_t n_row;
    uint32_t k = 0;
    TRY(load_lists(&row, &n_row, r, view, ar, err));
    list = ARENA_NEW(ar, n_row, struct list_row);
    if (!list) return arena_why(ar, err);
    if (n_row > 1) TRY(find_covered(&covered, row, n_row, r, ar, err));
    for (uint32_t i = 0; i < n_row; i++) {
        /* Not covered, the last of its act, and not the same text as one that was taken. */
        bool stands = hash_map_get(&covered, act_key(row[i].act)) == UINT32_MAX;
        for (uint32_t j = 0; j < n_row && stands; j++) stands = row[j].act != row[i].act || row[j].pos <= row[i].pos;
        for (uint32_t j = 0; j < k && stands; j++) stands = list[j].id != row[i].id;
        if (stands) list[k++] = row[i];
    }
    *out = list;
    *n = k;
    return OK;
}
