/* The concept list in force: that of the last act of the view that set one. */
#include "record/internal.h"

/* Row of the list in force, 0 when there is none. */
static enum status list_in_force(int64_t *id, record *r, struct record_view view, struct err *err)
{
    stmt *s;
    *id = 0;
    TRY(stmt_get(
        &s, r->st,
        "SELECT c.id FROM concept_list c JOIN act a ON a.id = c.act WHERE c.time_ms <= ?1 ORDER BY c.time_ms DESC, a.depth "
        "DESC, a.hash DESC, c.pos DESC LIMIT 1",
        err));
    stmt_int(s, 1, view.as_of_ms);
    enum status code = stmt_step(s, err);
    if (code == OK) *id = stmt_col_int(s, 0);
    stmt_done(s);
    return code == DONE ? OK : code;
}

static enum status write_concepts(record *r, const struct source_hash *h, str text, struct err *err)
{
    int64_t id;
    uint32_t pos;
    TRY(artifact_put(&id, r, ARTIFACT_CONCEPTS, h, text, err));
    TRY(batch_object(r, h, &pos, err));
    TRY(index_concepts(r, id, r->batch.act, pos, err));
    return batch_commit(r, STR(""), NULL, 0, err);
}

enum status record_set_concepts(record *r, str text, arena *ar, struct err *err)
{
    struct concept_list list;
    struct source_hash h;
    int64_t stands;
    int64_t same;
    if (r->batch.open) return err_set(err, E_BUSY, "commit what was added before setting the concepts");
    TRY(concepts_parse(&list, text, ar, err));
    source_hash_bytes(&h, text);
    TRY(artifact_find(&same, r, ARTIFACT_CONCEPTS, &h, err));
    TRY(list_in_force(&stands, r, RECORD_NOW, err));
    if (same && same == stands) return OK;
    TRY(batch_begin(r, STR("concepts"), err));
    enum status code = write_concepts(r, &h, text, err);
    if (code != OK && r->batch.open) batch_give_up(r);
    return code;
}

enum status record_concepts(struct concept_list *out, str *text_out, record *r, struct record_view view, arena *ar,
                            struct err *err)
{
    int64_t id;
    str text = {"", 0};
    TRY(list_in_force(&id, r, view, err));
    if (id) TRY(artifact_get(&text, r, id, ar, err));
    TRY(concepts_parse(out, text, ar, err));
    if (text_out) *text_out = text;
    return OK;
}
