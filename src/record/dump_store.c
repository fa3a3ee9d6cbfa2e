/* The canonical dump: one line a fact, in order of hashes, without the numbers of rows. Invariant: two files
** with the same artifacts give the same dump, whatever the order in which they got them, on any machine; so
** nothing in it may depend on rows, on the order of bytes of a machine, on a locale, or on floating point that
** is not rounded to a whole number. */
#include "record/internal.h"

/* One dump under way. `line` gathers up to 64 KiB before it is hashed and handed to the sink: hashing line by
** line would cost more than the lines. */
struct dumper {
    record *r;
    struct source_hasher hasher;
    void (*sink)(void *ctx, str piece);
    void *ctx;
    buf line;
    struct err *err;
};

/* A hash stands in a blob column; one of another length, from a damaged index, is written as it is and makes
** the dump differ. The space before it parts the columns, here and below. */
static void put_hash(buf *b, str blob)
{
    buf_addc(b, ' ');
    buf_add_hex(b, blob);
}

/* The content of a large column by its hash: the dump says that it is the same, not what it is. */
static void put_print(buf *b, str blob)
{
    struct source_hash h;
    source_hash_bytes(&h, blob);
    put_hash(b, hash_str(&h));
}

/* INT64_MAX stands for "still in force", and is written "-": the number itself would look like a time. */
static void put_time(buf *b, int64_t ms)
{
    buf_addc(b, ' ');
    if (ms == INT64_MAX)
        buf_addc(b, '-');
    else
        time_write_iso(b, ms);
}

static void put_number(buf *b, int64_t v) { buf_addf(b, " %lld", (long long)v); }

/* "source HASH SIZE": the kind is the first word. See doc/formats.md for this and the following lines. */
static void artifact_line(buf *b, stmt *s)
{
    buf_addz(b, artifact_kind_name(stmt_col_int(s, 1)));
    put_hash(b, stmt_col_blob(s, 0));
    put_number(b, stmt_col_int(s, 2));
}

/* Depth and head are derived from the chain: they stand here so that a rebuild is held to them. */
static void act_line(buf *b, stmt *s)
{
    buf_addz(b, "act");
    put_hash(b, stmt_col_blob(s, 0));
    put_time(b, stmt_col_int(s, 1));
    put_number(b, stmt_col_int(s, 2));
    if (stmt_col_int(s, 3)) buf_addz(b, " head");
}

/* What the reader made of a source. Passages and sketch by their hashes, which is why both have one order of
** bytes. */
static void document_line(buf *b, stmt *s)
{
    buf_addz(b, "document");
    put_hash(b, stmt_col_blob(s, 0));
    put_hash(b, stmt_col_blob(s, 1));
    for (int i = 2; i <= 5; i++) put_number(b, stmt_col_int(s, i));
    put_print(b, stmt_col_blob(s, 6));
    put_print(b, stmt_col_blob(s, 7));
}

/* By hash of the manifest, since a manifest stands in the index once, under the first act that brought it. */
static void manifest_line(buf *b, stmt *s)
{
    buf_addz(b, "stands");
    put_hash(b, stmt_col_blob(s, 0));
    put_hash(b, stmt_col_blob(s, 1));
    put_hash(b, stmt_col_blob(s, 2));
    put_number(b, stmt_col_int(s, 3));
    put_time(b, stmt_col_int(s, 4));
    put_time(b, stmt_col_int(s, 5));
    put_number(b, stmt_col_int(s, 6));
    put_number(b, stmt_col_int(s, 7));
}

/* Only documents that are or were in a series have one. */
static void spine_line(buf *b, stmt *s)
{
    buf_addz(b, "spine");
    put_hash(b, stmt_col_blob(s, 0));
    for (int i = 1; i <= 3; i++) put_print(b, stmt_col_blob(s, i));
}

/* Each pair once, the smaller hash first, although the table holds both ways round. */
static void kin_line(buf *b, stmt *s)
{
    buf_addz(b, "near");
    put_hash(b, stmt_col_blob(s, 0));
    put_hash(b, stmt_col_blob(s, 1));
    put_number(b, stmt_col_int(s, 2));
}

/* Every setting of a list, the ones that no longer count too. */
static void concepts_line(buf *b, stmt *s)
{
    buf_addz(b, "concepts-set");
    put_hash(b, stmt_col_blob(s, 0));
    put_hash(b, stmt_col_blob(s, 1));
    put_number(b, stmt_col_int(s, 2));
}

/* The parts in the order of the dump; each query gives its rows in an order that only hashes decide. A new part
** goes at the end, and changes the number in the first line of the dump. Words for the full-text index are not
** among them: they follow from the same reading as passages and text_hash. */
static const struct part {
    const char *sql;
    void (*write)(buf *b, stmt *s);
} parts[] = {
    {"SELECT hash, kind, size FROM artifact ORDER BY hash, kind", artifact_line},
    {"SELECT hash, time_ms, depth, head FROM act ORDER BY hash", act_line},
    {"SELECT hash, text_hash, n_sentence, n_word, n_aside, n_bytes, passages, sketch FROM document ORDER BY hash",
     document_line},
    {"SELECT t.hash, d.hash, a.hash, m.pos, m.time_ms, m.ended_ms, m.copy, m.rival FROM manifest m JOIN artifact t ON t.id = "
     "m.id JOIN document d ON d.id = m.doc JOIN act a ON a.id = m.act ORDER BY t.hash",
     manifest_line},
    {"SELECT d.hash, p.source, p.wording, p.bag FROM spine p JOIN document d ON d.id = p.doc ORDER BY d.hash", spine_line},
    {"SELECT x.hash, y.hash, k.ppm FROM kin k JOIN document x ON x.id = k.a JOIN document y ON y.id = k.b WHERE x.hash < "
     "y.hash "
     "ORDER BY x.hash, y.hash",
     kin_line},
    {"SELECT t.hash, a.hash, c.pos FROM concept_list c JOIN artifact t ON t.id = c.id JOIN act a ON a.id = c.act ORDER BY "
     "t.hash, a.hash, c.pos",
     concepts_line},
};

/* Hand on what has gathered, when it is more than `above`. A sink cannot fail: it remembers. */
static enum status flush(struct dumper *d, size_t above)
{
    if (d->line.n <= above) return OK;
    TRY(buf_check(&d->line, d->err));
    source_hasher_add(&d->hasher, buf_str(&d->line));
    if (d->sink) d->sink(d->ctx, buf_str(&d->line));
    buf_clear(&d->line);
    return OK;
}

/* One table, row by row, in memory that does not grow with it. */
static enum status dump_part(struct dumper *d, const struct part *part)
{
    stmt *s;
    enum status code;
    TRY(stmt_get(&s, d->r->st, part->sql, d->err));
    while ((code = stmt_step(s, d->err)) == OK) {
        part->write(&d->line, s);
        buf_addc(&d->line, '\n');
        /* A buffer that failed grows no more, and says so at its next flush. */
        code = flush(d, 1 << 16);
        if (code != OK) break;
    }
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* The first line names the form, so that a change of form can never look like a change of content. A read
** transaction of its own, where none is open, makes all parts one state of the record, whoever commits
** meanwhile. Linear in the record without its bodies. */
enum status record_state_hash(struct source_hash *out, void (*sink)(void *ctx, str piece), void *ctx, record *r,
                              struct err *err)
{
    struct dumper d = {.r = r, .sink = sink, .ctx = ctx, .err = err};
    source_hasher_begin(&d.hasher);
    buf_addz(&d.line, "entente-state 1\n");
    /* Inside a batch it is the batch's state that is hashed. */
    bool own = !store_in_transaction(r->st);
    enum status code = own ? store_exec(r->st, "BEGIN", err) : OK;
    for (size_t i = 0; code == OK && i < ARRAY_LEN(parts); i++) code = dump_part(&d, &parts[i]);
    if (code == OK) code = flush(&d, 0);
    if (own) store_rollback(r->st);
    buf_free(&d.line);
    if (code == OK) source_hasher_end(out, &d.hasher);
    return code;
}
