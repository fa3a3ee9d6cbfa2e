/* The log: acts as they were done, read from their artifacts. The table only gives the order; what is shown is
** what was signed into the chain, so a table that was tampered with shows no other author or time here. */
#include "record/internal.h"

/* The hash is computed from the text that is shown. Strings and lists lie in ar or borrow from text there. */
static enum status take_act(struct record_act *out, record *r, int64_t artifact, arena *ar, struct err *err)
{
    str text;
    struct act a;
    TRY(artifact_get(&text, r, artifact, ar, err));
    TRY(act_parse(&a, text, ar, err));
    source_hash_bytes(&out->hash, text);
    out->time_ms = a.time_ms;
    out->author = a.author;
    out->verb = a.verb;
    out->note = a.note;
    out->n_object = a.n_object;
    out->object = a.object;
    out->n_parent = a.n_parent;
    out->parent = a.parent;
    return OK;
}

/* Newest first by time, then depth, so that of two acts of one second the one that follows the other comes
** first. The open act of a batch has no artifact yet and is left out. Costs one read of an artifact for each
** act that is given; a damaged one ends the log with its name. */
enum status record_log(struct record_act **out, uint32_t *n, record *r, uint32_t max, struct record_view view, arena *ar,
                       struct err *err)
{
    stmt *s;
    enum status code = DONE;
    uint32_t cap = 0;
    *n = 0;
    *out = NULL;
    TRY(stmt_get(&s, r->st, "SELECT artifact FROM act WHERE artifact AND time_ms <= ?1 ORDER BY time_ms DESC, depth DESC, hash",
                 err));
    stmt_int(s, 1, view.as_of_ms);
    /* code stays DONE when the walk ends by its number, not by its rows. */
    while ((!max || *n < max) && (code = stmt_step(s, err)) == OK) {
        if (*n == cap) {
            uint32_t more = cap ? cap * 2 : 16;
            *out = arena_grow(ar, *out, cap, more, sizeof **out);
            if (!*out) {
                code = arena_why(ar, err);
                break;
            }
            cap = more;
        }
        /* Another statement of the store runs inside this walk; each has its own. */
        code = take_act(&(*out)[*n], r, stmt_col_int(s, 0), ar, err);
        if (code != OK) break;
        ++*n;
        code = DONE;
    }
    stmt_done(s);
    return code == DONE ? OK : code;
}
