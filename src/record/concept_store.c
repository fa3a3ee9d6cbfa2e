/* Setting and reading concept lists. A list is an artifact as it was typed, comments and all; what the index
** knows of it is only which act set it. Which of several is in force: rival_store.c. */
#include "record/internal.h"

/* A text that was set before is in the artifacts already: only the act is new. Committed here: a list comes
** into force by itself, not with whatever else is being added. */
static enum status write_concepts(record *r, const struct source_hash *h, str text, struct err *err)
{
    int64_t id;
    uint32_t pos;
    TRY(artifact_put(&id, r, ARTIFACT_CONCEPTS, h, text, err));
    TRY(batch_object(r, h, &pos, err));
    TRY(index_concepts(r, id, r->batch.act, pos, err));
    return batch_commit(r, STR(""), NULL, 0, err);
}

/* Parsed before anything is written: a list that cannot be read never comes into force. A list that is in force
** beside another is set again, although its text is there: the new act settles the dispute. */
enum status record_set_concepts(record *r, str text, arena *ar, struct err *err)
{
    struct concept_list list;
    struct list_row *stands;
    struct source_hash h;
    uint32_t n;
    if (r->batch.open) return err_set(err, E_BUSY, "commit what was added before setting the concepts");
    TRY(concepts_parse(&list, text, ar, err));
    source_hash_bytes(&h, text);
    TRY(lists_in_force(&stands, &n, r, RECORD_NOW, ar, err));
    /* It stands, and stands alone: no act. */
    if (n == 1 && source_hash_cmp(&stands[0].hash, &h) == 0) return OK;
    TRY(batch_begin(r, STR("concepts"), err));
    enum status code = write_concepts(r, &h, text, err);
    if (code != OK && r->batch.open) batch_give_up(r);
    return code;
}

/* Parsed anew at each call, linear in the list: it is read once a command. No list at all is an empty text. */
enum status record_concepts(struct concept_list *out, str *text_out, record *r, struct record_view view, arena *ar,
                            struct err *err)
{
    struct list_row *stands;
    uint32_t n;
    str text = {"", 0};
    TRY(lists_in_force(&stands, &n, r, view, ar, err));
    if (n) TRY(artifact_get(&text, r, stands[0].id, ar, err));
    TRY(concepts_parse(out, text, ar, err));
    out->n_rival = n ? n - 1 : 0;
    if (text_out) *text_out = text;
    return OK;
}

/* All lists are parsed, though most callers look at names only: there are two or three, and only after a merge. */
enum status record_concept_sets(struct record_concept_set **out, uint32_t *n, record *r, struct record_view view, arena *ar,
                                struct err *err)
{
    struct list_row *row;
    TRY(lists_in_force(&row, n, r, view, ar, err));
    *out = ARENA_NEW(ar, *n, struct record_concept_set);
    if (!*out) return arena_why(ar, err);
    for (uint32_t i = 0; i < *n; i++) {
        struct record_concept_set *one = &(*out)[i];
        str text;
        *one = (struct record_concept_set){.hash = row[i].hash, .set_ms = row[i].time_ms, .set_by = row[i].author};
        TRY(artifact_get(&text, r, row[i].id, ar, err));
        TRY(concepts_parse(&one->list, text, ar, err));
        one->list.n_rival = *n - 1;
    }
    return OK;
}
