/* Acts as text. Pure. Invariants: parents are sorted and unique, so that an act following the same heads has
** the same bytes; act_parse(act_write(a)) gives a again. The name of an act is the SHA-256 of this text, and
** the text holds the names of the acts before it: so a change of the past shows in every name that comes after. */
#include <stdlib.h>

#include "record/internal.h"

/* One line for each hash, in the order given: a line each keeps long lists readable and differences small. No
** line for an empty list, so that an act without losses has the bytes it had before there was a key for them. */
static void write_hashes(buf *out, const char *key, const struct source_hash *h, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        buf_addz(out, key);
        source_hash_write(out, &h[i]);
        buf_addc(out, '\n');
    }
}

/* Strings of `a` are one line each, as the record's author and verb are made; a note may have several, which
** fields_write indents. Times are whole seconds: what is below is not written, and batch_begin has cut it off. */
void act_write(buf *out, const struct act *a)
{
    /* The first line says what it is and in which version: act_parse asks for nothing else before it. */
    buf_addz(out, "entente-act: 1\n");
    fields_write(out, STR("verb"), a->verb);
    buf_addz(out, "time: ");
    time_write_iso(out, a->time_ms);
    buf_addc(out, '\n');
    fields_write(out, STR("author"), a->author);
    fields_write(out, STR("note"), a->note);
    write_hashes(out, "parent: ", a->parent, a->n_parent);
    write_hashes(out, "object: ", a->object, a->n_object);
    write_hashes(out, "lost: ", a->lost, a->n_lost);
}

/* How often a key stands, over all stanzas: the room that take_hashes needs. */
static uint32_t count_key(const struct fields *f, str key)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->n; i++) n += str_eq(f->item[i].key, key);
    return n;
}

/* All values of a key as hashes [*n] in ar, in the order of the text; E_FORMAT names the line of the first that
** is none. Two walks over the fields, so that the array has its size at once. */
static enum status take_hashes(struct source_hash **out, uint32_t *n, const struct fields *f, str key, arena *ar,
                               struct err *err)
{
    uint32_t want = count_key(f, key);
    *n = 0;
    *out = ARENA_NEW(ar, want, struct source_hash);
    if (!*out) return arena_why(ar, err);
    for (uint32_t i = 0; i < f->n; i++) {
        if (!str_eq(f->item[i].key, key)) continue;
        if (!source_hash_parse(f->item[i].value, &(*out)[*n]))
            return err_set(err, E_FORMAT, "line %u: \"%.*s\" is no hash", f->item[i].line, STR_ARG(f->item[i].value));
        (*n)++;
    }
    return OK;
}

/* Strings are borrowed from text and ar. Unknown keys are passed over, so that a later version may add some; a
** version above 1 is refused, because it may mean something else by the same keys. A second stanza would be a
** second act of the same name. */
enum status act_parse(struct act *out, str text, arena *ar, struct err *err)
{
    struct fields f;
    *out = (struct act){0};
    TRY(fields_parse(&f, text, ar, err));
    if (!str_eq(fields_get(&f, 0, STR("entente-act")), STR("1")) || f.n_stanza != 1)
        return err_set(err, E_FORMAT, "this is no act of version 1");
    out->verb = fields_get(&f, 0, STR("verb"));
    out->author = fields_get(&f, 0, STR("author"));
    out->note = fields_get(&f, 0, STR("note"));
    if (!out->verb.n || !time_parse_iso(fields_get(&f, 0, STR("time")), &out->time_ms))
        return err_set(err, E_FORMAT, "an act without a verb or a time");
    TRY(take_hashes(&out->parent, &out->n_parent, &f, STR("parent"), ar, err));
    TRY(take_hashes(&out->object, &out->n_object, &f, STR("object"), ar, err));
    /* The member is const, because salvage lends its own list. */
    struct source_hash *lost;
    TRY(take_hashes(&lost, &out->n_lost, &f, STR("lost"), ar, err));
    out->lost = lost;
    return OK;
}
