/* Documents: their names, places, dates and manifests, in words and in JSON. All answers write
** them through this file, so that a document is named in the same way wherever a reader meets it,
** and what is not known is said in the same words. */
#include "present/doc.h"

/* Nearly every line of an answer is gathered in a buffer and then kept: this is that last step. A
** failed buffer gives the empty string that a failed arena gives, so that one look at the arena
** at the end tells of both. */
str doc_str(buf *b, arena *ar)
{
    str s = b->failed ? (str){NULL, 0} : str_copy(ar, buf_str(b));
    buf_free(b);
    return s;
}

/* The form that README and manual explain; `entente show --source NAME` cut at these bytes gives
** the words. */
void doc_place(buf *out, str name, span source)
{
    buf_add(out, name);
    buf_addf(out, " @%u-%u", source.begin, source.end);
}

/* A date is never told without what says so: a reporter must know whether the page, its address
** or a colleague claims it. That nobody states a day is told apart from a person's word that it
** is unknown. */
void doc_date(buf *out, const struct manifest *m)
{
    if (m->date == DATE_NONE && m->date_basis == TEXT_DATE_UNKNOWN) {
        buf_addz(out, "date unknown: the page states none");
        return;
    }
    if (m->date == DATE_NONE) buf_addz(out, "date unknown");
    day_write_long(out, m->date);
    if (m->date_basis != TEXT_DATE_UNKNOWN) buf_addf(out, " (%s)", text_date_basis_name(m->date_basis));
}

/* For heads, where the reader wants to know whose text of which day it is; what says so stands in
** `entente show`. */
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

/* Counts the items of the list: the record knows no parties, only what the manifest names. */
bool doc_is_joint(const struct manifest *m)
{
    str rest = m->issuer, one;
    uint32_t n = 0;
    /* An issuer that is itself a list of offices counts as several; the manifest's author decides
    ** by writing it so. */
    while (list_next(&rest, ';', &one)) n++;
    return n > 1;
}

/* Written once for all answers, so that a view cannot be told by one and passed over by another. */
void doc_view(buf *out, const struct record_view *view)
{
    if (view->as_of_ms != INT64_MAX) {
        buf_addz(out, " The record as of ");
        time_write_iso(out, view->as_of_ms);
        buf_addc(out, '.');
    }
    if (view->until != DATE_NONE) {
        buf_addz(out, " Texts up to ");
        day_write_long(out, view->until);
        buf_addz(out, " only.");
    }
}

/* Untitled is said, never replaced by the first words of the text, which would read like a title. */
str doc_title(const struct manifest *m) { return m->title.n ? m->title : STR("untitled"); }

/* Fields that nobody gave are null: a program that reads them need not know that "" means the
** same. */
static void text_or_null(struct jout *j, const char *key, str s)
{
    if (s.n)
        jout_str(j, key, s);
    else
        jout_null(j, key);
}

/* Lists of a manifest are one text with semicolons; in JSON each item is a string of its own. */
static void list_of(struct jout *j, const char *key, str list)
{
    str one;
    jout_array(j, key);
    while (list_next(&list, ';', &one)) jout_str(j, NULL, one);
    jout_end(j);
}

/* The order is that of the table in doc/json.md. A count of items is null when nobody says; it is
** -1 in the struct. */
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

/* 64 hexadecimal digits, as everywhere else: a shortened hash names a document only inside one
** record. */
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

/* One writer for list, show, compare and export: a document has the same members wherever it
** stands. The name is not kept in the record but made from series, day and hash, so it may be
** another after an edit; `source` never changes. */
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
