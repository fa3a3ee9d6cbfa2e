/* Documents: their names, dates and manifests in words and in JSON. */
#include "present/doc.h"

str doc_str(buf *b, arena *ar)
{
    str s = b->failed ? (str){NULL, 0} : str_copy(ar, buf_str(b));
    buf_free(b);
    return s;
}

void doc_place(buf *out, str name, span source)
{
    buf_add(out, name);
    buf_addf(out, " @%u-%u", source.begin, source.end);
}

void doc_date(buf *out, const struct manifest *m)
{
    if (m->date == DATE_NONE) {
        buf_addz(out, "date unknown: the page states none");
        return;
    }
    day_write_long(out, m->date);
    if (m->date_basis != TEXT_DATE_UNKNOWN) buf_addf(out, " (%s)", text_date_basis_name(m->date_basis));
}

void doc_day_issuer(buf *out, const struct manifest *m)
{
    if (m->date == DATE_NONE) buf_addz(out, "date unknown");
    day_write_long(out, m->date);
    if (!m->issuer.n) return;
    buf_addz(out, "; ");
    buf_add(out, m->issuer);
}

static void quoted_or_nothing(buf *out, str s)
{
    if (s.n)
        buf_addf(out, "\"%.*s\"", STR_ARG(s));
    else
        buf_addz(out, "nothing");
}

void doc_rival(buf *out, const struct record_rival *rival)
{
    buf_addf(out, "by %.*s, ", STR_ARG(rival->said_by));
    time_write_iso(out, rival->said_ms);
    buf_addz(out, rival->n_difference ? ", says " : ", says the same");
    for (uint32_t i = 0; i < rival->n_difference; i++) {
        const struct manifest_difference *d = &rival->difference[i];
        buf_addf(out, "%s%s ", i ? ", " : "", d->key);
        quoted_or_nothing(out, d->other);
        buf_addz(out, ", not ");
        quoted_or_nothing(out, d->one);
    }
}

void doc_say_disputes(buf *out, uint32_t n_doc, str first, uint32_t n_list)
{
    if (n_doc == 1) buf_addf(out, " %.*s is in dispute: two manifests stand (entente show).", STR_ARG(first));
    if (n_doc > 1)
        buf_addf(out, " %u texts are in dispute, %.*s the first: two manifests stand (entente list).", n_doc, STR_ARG(first));
    if (n_list)
        buf_addf(out, " %u other concept list%s in force beside the one used here (entente concept list).", n_list,
                 n_list == 1 ? " is" : "s are");
}

bool doc_is_joint(const struct manifest *m)
{
    str rest = m->issuer, one;
    uint32_t n = 0;
    while (list_next(&rest, ';', &one)) n++;
    return n > 1;
}

str doc_title(const struct manifest *m) { return m->title.n ? m->title : STR("untitled"); }

static void text_or_null(struct jout *j, const char *key, str s)
{
    if (s.n)
        jout_str(j, key, s);
    else
        jout_null(j, key);
}

static void list_of(struct jout *j, const char *key, str list)
{
    str one;
    jout_array(j, key);
    while (list_next(&list, ';', &one)) jout_str(j, NULL, one);
    jout_end(j);
}

void doc_json_manifest(struct jout *j, const struct manifest *m)
{
    text_or_null(j, "title", m->title);
    list_of(j, "issuer", m->issuer);
    jout_day(j, "date", m->date);
    jout_strz(j, "date_basis", text_date_basis_name(m->date_basis));
    text_or_null(j, "kind", m->kind);
    text_or_null(j, "series", m->series);
    text_or_null(j, "language", m->language);
    text_or_null(j, "rights", m->rights);
    text_or_null(j, "address", m->address);
    list_of(j, "heads", m->heads);
    text_or_null(j, "reply_to", m->reply_to);
    list_of(j, "not_read", m->not_read);
    if (m->items >= 0)
        jout_int(j, "items", m->items);
    else
        jout_null(j, "items");
    text_or_null(j, "note", m->note);
}

static void hash_json(struct jout *j, const char *key, const struct source_hash *h)
{
    buf hex = {0};
    source_hash_write(&hex, h);
    jout_str(j, key, buf_str(&hex));
    buf_free(&hex);
}

/* The other manifests in force, whole, and in which fields they differ from the one that is shown. */
static void rivals_json(struct jout *j, const struct record_doc *doc)
{
    jout_array(j, "rivals");
    for (uint32_t i = 0; i < doc->n_rival; i++) {
        const struct record_rival *r = &doc->rival[i];
        buf when = {0};
        time_write_iso(&when, r->said_ms);
        jout_object(j, NULL);
        hash_json(j, "manifest", &r->manifest_hash);
        jout_str(j, "said", buf_str(&when));
        jout_str(j, "said_by", r->said_by);
        doc_json_manifest(j, &r->manifest);
        jout_array(j, "differs");
        for (uint32_t k = 0; k < r->n_difference; k++) {
            jout_object(j, NULL);
            jout_strz(j, "field", r->difference[k].key);
            text_or_null(j, "here", r->difference[k].one);
            text_or_null(j, "there", r->difference[k].other);
            jout_end(j);
        }
        jout_end(j);
        jout_end(j);
        buf_free(&when);
    }
    jout_end(j);
}

void doc_json(struct jout *j, const char *key, const struct record_doc *doc)
{
    jout_object(j, key);
    jout_str(j, "name", doc->name);
    doc_json_manifest(j, &doc->manifest);
    hash_json(j, "source", &doc->source);
    hash_json(j, "manifest", &doc->manifest_hash);
    jout_int(j, "bytes", doc->n_bytes);
    jout_int(j, "sentences", doc->n_sentence);
    jout_int(j, "words", doc->n_word);
    buf when = {0};
    time_write_iso(&when, doc->added_ms);
    jout_str(j, "added", buf_str(&when));
    buf_free(&when);
    jout_str(j, "added_by", doc->added_by);
    text_or_null(j, "copy_of", doc->copy_of);
    text_or_null(j, "near_copy_of", doc->near_of);
    list_of(j, "also_at", doc->also_at);
    jout_bool(j, "disputed", doc->disputed);
    if (doc->n_rival) rivals_json(j, doc);
    jout_end(j);
}
