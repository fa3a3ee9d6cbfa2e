/* Adding sources and correcting what is said of them. Invariants: nothing is written to the file before a
** source has been read whole, so a source at fault leaves the batch as it was; the bytes of a source are stored
** as they came; a manifest is never changed, only replaced by another that names it. */
#include "record/internal.h"

/* The manifest of a new source: what the page says, and over it what was given. The media type is that by which
** the bytes were in fact read, so that any later reading does the same whatever guesses a newer program would
** make; the charset only where someone said one, as what is found out from bytes is found out again. */
static struct manifest found_manifest(const struct reading *rd, const struct record_item *item, const struct source_hash *h)
{
    const struct text_found *f = &rd->page.found;
    struct manifest m = manifest_empty();
    m.source = *h;
    m.title = f->title;
    m.date = f->date;
    m.date_basis = f->date_basis;
    m.language = f->language;
    m.address = f->address;
    m.charset = item->hints.charset;
    /* A page's own word on its rights is no licence: only a person says how much may be published. */
    m.rights = STR("");
    manifest_overlay(&m, &item->given);
    m.media_type = rd->page.media == SOURCE_HTML ? STR("text/html") : STR("text/plain");
    return m;
}

/* The last part of a path. A name that opens with a day may date a source; the folders before it may not. */
static str base_name(str path)
{
    size_t k = path.n;
    while (k && path.p[k - 1] != '/') k--;
    return k ? (str){path.p + k, path.n - k} : path;
}

/* What the sender or a sidecar says of the encoding. "-" takes away what was said, and leaves the bytes to
** speak. */
static struct source_hints hints_of(const struct record_item *item)
{
    struct source_hints h = item->hints;
    h.name = base_name(h.name);
    if (item->given.media_type.n && !str_eq(item->given.media_type, STR("-"))) h.media_type = item->given.media_type;
    if (item->given.charset.n && !str_eq(item->given.charset, STR("-"))) h.charset = item->given.charset;
    return h;
}

/* No name: the day that a file's name gave stands in the manifest, and the reading of the text does not depend
** on it. */
struct source_hints hints_of_manifest(const struct manifest *m)
{
    return (struct source_hints){.media_type = m->media_type, .charset = m->charset};
}

/* Written and parsed again: what the caller gets is byte for byte what a later reader of the record will see,
** in ar and without a pointer into the page. */
static enum status copy_manifest(struct manifest *out, const struct manifest *m, buf *scratch, arena *ar, struct err *err)
{
    buf_clear(scratch);
    manifest_write(scratch, m);
    TRY(buf_check(scratch, err));
    str text = str_copy(ar, buf_str(scratch));
    if (!text.p) return arena_why(ar, err);
    return manifest_parse(out, text, TEXT_DATE_UNKNOWN, ar, err);
}

/* Store a manifest, note it as an object of the batch, enter it. *h is its hash. The same manifest may stand in
** the record already (said before, replaced, said again): then its row stays and only the act is new. */
static enum status put_manifest(struct source_hash *h, record *r, const struct manifest *m, int64_t doc, struct err *err)
{
    int64_t id;
    uint32_t pos;
    buf_clear(&r->text);
    manifest_write(&r->text, m);
    TRY(buf_check(&r->text, err));
    source_hash_bytes(h, buf_str(&r->text));
    TRY(artifact_put(&id, r, ARTIFACT_MANIFEST, h, buf_str(&r->text), err));
    TRY(batch_object(r, h, &pos, err));
    return index_manifest(r, id, h, m, doc, r->batch.act, pos, err);
}

/* ---- bytes that the record has ---- */

/* Is the address the document's own, or one at which a copy was already noted? */
static bool stands_at(const struct record_doc *d, str address)
{
    str rest = d->also_at;
    str one;
    if (str_eq(d->manifest.address, address)) return true;
    while (list_next(&rest, ';', &one))
        if (str_eq(one, address)) return true;
    return false;
}

/* Do two manifests say different things, what they replace left aside? By their canonical bytes, so that no
** field can be forgotten here when one is added. */
static enum status differ(bool *out, record *r, const struct manifest *a, const struct manifest *b, struct err *err)
{
    struct manifest x = *a;
    struct manifest y = *b;
    /* What they correct does not make two manifests say different things. */
    x.n_replaces = y.n_replaces = 0;
    buf_clear(&r->text);
    buf_clear(&r->aside);
    manifest_write(&r->text, &x);
    manifest_write(&r->aside, &y);
    TRY(buf_check(&r->text, err));
    TRY(buf_check(&r->aside, err));
    *out = !str_eq(buf_str(&r->text), buf_str(&r->aside));
    return OK;
}

/* Does `given` say other than the manifest in force, the address and the way of reading left aside? An address
** is told as a copy instead; the way of reading was settled by the first manifest. */
static enum status says_otherwise(bool *out, record *r, const struct manifest *m, const struct manifest *given, struct err *err)
{
    struct manifest over = *given;
    struct manifest both = *m;
    over.address = over.media_type = over.charset = STR("");
    /* Who said so does not make another date. */
    if (over.date == m->date) over.date_basis = m->date_basis; /* who said so does not make another date */
    manifest_overlay(&both, &over);
    return differ(out, r, m, &both, err);
}

/* The same bytes once more: nothing is stored twice. Only a new address is news, and becomes a manifest of a
** copy, which is never in force. What else is given is not taken, only reported (out->differs): adding must not
** change what others said. */
static enum status add_known(record *r, int64_t doc, const struct record_item *item, struct record_added *out, arena *ar,
                             struct err *err)
{
    struct record_doc d;
    struct source_hash h;
    TRY(view_document(&d, r, doc, RECORD_NOW, ar, err));
    out->as = RECORD_SAME;
    out->name = d.name;
    out->manifest = d.manifest;
    out->n_sentence = d.n_sentence;
    TRY(says_otherwise(&out->differs, r, &d.manifest, &item->given, err));
    str address = item->given.address;
    /* No address is no news, and "-" would take away what a copy does not have. */
    if (!address.n || str_eq(address, STR("-")) || stands_at(&d, address)) return OK;
    struct manifest m = manifest_empty();
    m.source = d.source;
    m.copy = true;
    m.address = address;
    TRY(batch_begin(r, STR("add"), err));
    /* After a failure the batch may be half written: it goes, with what was added before it. */
    enum status code = put_manifest(&h, r, &m, doc, err);
    if (code != OK) batch_give_up(r);
    out->as = RECORD_COPY;
    out->of = d.name;
    return code;
}

/* ---- bytes that it has not ---- */

/* Source, index, manifest, spine, near copies: in the order in which each needs the one before. Any failure is
** the caller's to undo. */
static enum status write_new(int64_t *doc, record *r, const struct record_item *item, const struct reading *rd,
                             const struct manifest *m, struct err *err)
{
    int64_t artifact;
    struct source_hash h;
    TRY(artifact_put(&artifact, r, ARTIFACT_SOURCE, &m->source, item->bytes, err));
    TRY(index_document(doc, r, artifact, &m->source, item->bytes.n, rd, err));
    TRY(put_manifest(&h, r, m, *doc, err));
    if (m->series.n) TRY(spine_make(r, *doc, rd, err));
    TRY(kin_added(r, *doc, err));
    r->batch.n_artifact++;
    r->batch.n_bytes += item->bytes.n;
    return OK;
}

/* Read first, written after: until batch_begin nothing of the record has been touched. The name and what it is
** a copy of are looked up inside the transaction, so they are those that a reader sees after the commit. */
static enum status add_new(record *r, const struct record_item *item, struct record_added *out, arena *ar, struct err *err)
{
    struct reading rd;
    struct manifest m;
    int64_t doc;
    struct source_hints hints = hints_of(item);
    TRY(reading_make(&rd, r, item->bytes, &hints, item->given.address, r->read, err));
    m = found_manifest(&rd, item, &out->source);
    TRY(copy_manifest(&out->manifest, &m, &r->text, ar, err)); /* as it is stored: one line a value, all checked */
    TRY(batch_begin(r, STR("add"), err));
    enum status code = write_new(&doc, r, item, &rd, &out->manifest, err);
    if (code == OK) code = view_added(out, r, doc, &rd.text_hash, rd.n_word, ar, err);
    if (code != OK) {
        batch_give_up(r);
        return code;
    }
    out->n_sentence = rd.n_main;
    out->n_aside = rd.n_aside;
    return OK;
}

/* Costs one hash of the bytes when they are known; else one reading, linear in them, and the look for near
** copies. The cap is asked before the hash: a file of gigabytes is refused at once. */
enum status record_add(record *r, const struct record_item *item, struct record_added *out, arena *ar, struct err *err)
{
    int64_t doc;
    size_t most = r->env->max_doc_bytes ? r->env->max_doc_bytes : RECORD_MAX_DOC_BYTES;
    *out = (struct record_added){0};
    if (item->bytes.n > most)
        return err_set(err, E_LIMIT, "%zu bytes are more than the %zu allowed for one source", item->bytes.n, most);
    source_hash_bytes(&out->source, item->bytes);
    /* By bytes, not by name: the same file under another name is the same source. */
    TRY(index_find_document(&doc, r, &out->source, err));
    arena_reset(r->read);
    return doc ? add_known(r, doc, item, out, ar, err) : add_new(r, item, out, ar, err);
}

/* ---- correcting ---- */

/* The manifests in force of a document, by hash, into m->replaces: an edit replaces all of them, whoever made
** them, so one edit settles any dispute. In order of hashes, so that two people's same edit has the same bytes. */
static enum status in_force(struct manifest *m, record *r, int64_t doc, arena *ar, struct err *err)
{
    stmt *s;
    enum status code;
    TRY(stmt_get(
        &s, r->st,
        "SELECT t.hash FROM manifest m JOIN artifact t ON t.id = m.id WHERE m.doc = ?1 AND NOT m.copy AND m.ended_ms = "
        "9223372036854775807 ORDER BY t.hash",
        err));
    stmt_int(s, 1, doc);
    m->replaces = NULL;
    m->n_replaces = 0;
    while ((code = stmt_step(s, err)) == OK) {
        m->replaces = arena_grow(ar, m->replaces, m->n_replaces, m->n_replaces + 1, sizeof *m->replaces);
        if (!m->replaces) {
            code = arena_why(ar, err);
            break;
        }
        if (hash_take(&m->replaces[m->n_replaces], stmt_col_blob(s, 0))) m->n_replaces++;
    }
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* A new date or series can bring a spine and other near copies; the edit is one act, committed at once. When a
** title or day has become too common by it, pairs that rested on it are sought again. */
static enum status write_edit(record *r, const struct record_doc *doc, const struct manifest *m, struct err *err)
{
    struct source_hash h;
    bool crowded = false;
    TRY(put_manifest(&h, r, m, doc->id, err));
    if (m->series.n) TRY(spine_late(r, doc->id, m, err));
    TRY(kin_edited(r, doc->id, &crowded, err));
    if (crowded) TRY(kin_recheck(r, err));
    return batch_commit(r, STR(""), NULL, 0, err);
}

/* An edit that changes nothing makes no act, unless it settles a dispute between two manifests in force. How
** the bytes are read cannot be edited: the places of all quotes would move under findings that were made
** before. */
enum status record_edit(record *r, const struct record_doc *doc, const struct manifest *over, arena *ar, struct err *err)
{
    struct manifest m = doc->manifest;
    struct manifest stored;
    bool differs;
    if (r->batch.open) return err_set(err, E_BUSY, "commit what was added before editing");
    if ((over->media_type.n && !str_eq(over->media_type, m.media_type)) ||
        (over->charset.n && !str_eq(over->charset, m.charset)))
        return err_set(err, E_FORMAT, "how the bytes are read (media-type, charset) can only be said when they are added");
    manifest_overlay(&m, over);
    TRY(in_force(&m, r, doc->id, ar, err));
    TRY(copy_manifest(&stored, &m, &r->text, ar, err));
    /* As stored against as it stands: an edit that types the same words with other spaces is none. */
    TRY(differ(&differs, r, &doc->manifest, &stored, err));
    if (!differs && m.n_replaces < 2) return OK;
    TRY(batch_begin(r, STR("edit"), err));
    enum status code = write_edit(r, doc, &stored, err);
    if (code != OK && r->batch.open) batch_give_up(r);
    return code;
}

/* ---- reading again ---- */

/* The manifest that settles how a document's bytes are read. The order is that of acts, the same in every
** record that has them; a merge may bring an earlier one, which then makes the index stale
** (index_one_manifest). */
enum status first_manifest(struct manifest *out, record *r, int64_t doc, arena *ar, struct err *err)
{
    stmt *s;
    str text;
    TRY(stmt_get(
        &s, r->st,
        "SELECT t.size, t.packed, t.body FROM manifest m JOIN act a ON a.id = m.act JOIN artifact t ON t.id = m.id WHERE "
        "m.doc = ?1 AND NOT m.copy ORDER BY m.time_ms, a.depth, a.hash, m.pos LIMIT 1",
        err));
    stmt_int(s, 1, doc);
    enum status code = stmt_step(s, err);
    if (code == OK)
        code = artifact_unpack(&text, r, stmt_col_int(s, 1) != 0, stmt_col_int(s, 0), stmt_col_blob(s, 2), ar, err);
    else if (code == DONE)
        code = err_set(err, E_NOTFOUND, "the document has no manifest");
    stmt_done(s);
    return code == OK ? manifest_parse(out, text, TEXT_DATE_UNKNOWN, ar, err) : code;
}

/* By the hints of the first manifest, as the index read it, so that spans mean the same bytes. The document's
** name goes into the message, because the reader only knows bytes. Linear in the bytes; all of it in ar. */
enum status record_read(struct record_reading *out, record *r, const struct record_doc *doc, arena *ar, struct err *err)
{
    str bytes;
    struct manifest m;
    TRY(first_manifest(&m, r, doc->id, ar, err));
    struct source_hints hints = hints_of_manifest(&m);
    TRY(record_bytes(&bytes, r, &doc->source, ar, err));
    enum status code = text_page_read(&out->page, bytes, &hints, STR(""), ar, err);
    if (code == OK) code = text_sentences_find(&out->sentences, &out->page, ar, err);
    return code == OK ? OK : err_wrap(err, code, "%.*s", STR_ARG(doc->name));
}
