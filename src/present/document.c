/* Answers about documents: one, a list, what was added, hits, the export. */
#include "present/doc.h"
#include "present/html.h"
#include "present/present.h"
#include "present/term.h"

/* ---- one document ---- */

/* "  issuer      United States; ...": a field of the manifest; nothing for an empty one. */
static void fact_line(buf *out, const char *key, str value, const struct present_style *style)
{
    enum { KEY_COLUMNS = 14 };
    if (!value.n) return;
    buf head = {0};
    buf_addf(&head, "  %-*s", KEY_COLUMNS - 2, key);
    term_put(out, buf_str(&head), TERM_DIM, style->color);
    buf_free(&head);
    struct term_para p = {0};
    term_add(&p, value, TERM_PLAIN);
    term_write(out, &p, KEY_COLUMNS, KEY_COLUMNS, style->columns, style->color);
    term_free(&p);
}

/* What is said of a document, and what says so; then where its bytes came from. */
static void facts_about(buf *out, const struct record_doc *doc, const struct present_style *style)
{
    const struct manifest *m = &doc->manifest;
    buf b = {0};
    doc_date(&b, m);
    fact_line(out, "date", buf_str(&b), style);
    fact_line(out, "issuer", m->issuer, style);
    fact_line(out, "kind", m->kind, style);
    fact_line(out, "series", m->series, style);
    fact_line(out, "language", m->language, style);
    fact_line(out, "rights", m->rights, style);
    fact_line(out, "address", m->address, style);
    fact_line(out, "also at", doc->also_at, style);
    fact_line(out, "heads", m->heads, style);
    fact_line(out, "replies to", m->reply_to, style);
    fact_line(out, "not read", m->not_read, style);
    buf_clear(&b);
    if (m->items >= 0) buf_addf(&b, "%d in the official text", m->items);
    fact_line(out, "items", buf_str(&b), style);
    fact_line(out, "note", m->note, style);
    fact_line(out, "copy of", doc->copy_of, style);
    buf_clear(&b);
    if (doc->near_of.n) {
        buf_add(&b, doc->near_of);
        buf_addf(&b, " (%.0f %% of the words)", doc->similarity * 100);
    }
    fact_line(out, "near-copy of", buf_str(&b), style);
    if (doc->disputed) fact_line(out, "disputed", STR("two manifests stand side by side; this is the later one"), style);
    for (uint32_t i = 0; i < doc->n_rival; i++) {
        buf_clear(&b);
        doc_rival(&b, &doc->rival[i]);
        fact_line(out, "the other", buf_str(&b), style);
    }
    buf_clear(&b);
    source_hash_write(&b, &doc->source);
    buf_addf(&b, ", %u bytes", doc->n_bytes);
    fact_line(out, "source", buf_str(&b), style);
    buf_clear(&b);
    time_write_iso(&b, doc->added_ms);
    buf_addz(&b, " by ");
    buf_add(&b, doc->added_by);
    fact_line(out, "added", buf_str(&b), style);
    buf_free(&b);
}

/* Sentences are numbered as in comparisons, so that a finding can be looked up here. */
static void sentence_line(buf *out, uint32_t number, str text, enum text_kind kind, const struct present_style *style)
{
    enum { NUMBER_COLUMNS = 5 };
    buf head = {0};
    buf_addf(&head, "%4u ", number);
    term_put(out, buf_str(&head), TERM_DIM, style->color);
    buf_free(&head);
    struct term_para p = {0};
    term_add(&p, text, kind == TEXT_HEADING ? TERM_BOLD : TERM_PLAIN);
    term_write(out, &p, NUMBER_COLUMNS, NUMBER_COLUMNS, style->columns, style->color);
    term_free(&p);
}

/* An empty line between blocks, none between the items of one list. */
static void text_terminal(buf *out, const struct record_reading *r, const struct present_style *style)
{
    uint32_t number = 0, last = UINT32_MAX;
    for (uint32_t i = 0; i < r->sentences.n; i++) {
        uint32_t block = r->sentences.block[i];
        enum text_kind kind = r->page.block[block].kind;
        if (!text_kind_is_main(kind)) continue;
        if (block != last && (kind != TEXT_ITEM || last == UINT32_MAX || r->page.block[last].kind != TEXT_ITEM))
            buf_addc(out, '\n');
        last = block;
        sentence_line(out, ++number, text_clean_span(&r->page, r->sentences.at[i]), kind, style);
    }
}

/* Blocks around the text, whole: they were never cut into numbered sentences. */
static void aside_terminal(buf *out, const struct record_reading *r, const struct present_style *style)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->page.n_block; i++) n += text_kind_is_aside(r->page.block[i].kind);
    buf_addf(out, "\nkept apart: %u block%s\n", n, n == 1 ? "" : "s");
    for (uint32_t i = 0; i < r->page.n_block; i++) {
        if (text_kind_is_aside(r->page.block[i].kind))
            fact_line(out, text_kind_name(r->page.block[i].kind), text_clean_span(&r->page, r->page.block[i].at), style);
    }
}

/* Facts, then the text in numbered sentences, then what stands around it. */
static void document_terminal(buf *out, const struct present_document *d, const struct present_style *style)
{
    struct term_para p = {0};
    term_add(&p, d->doc->name, TERM_BOLD);
    term_addz(&p, "  ", TERM_PLAIN);
    term_add(&p, doc_title(&d->doc->manifest), TERM_PLAIN);
    term_write(out, &p, 0, 2, style->columns, style->color);
    term_free(&p);
    facts_about(out, d->doc, style);
    if (!d->reading) return;
    text_terminal(out, d->reading, style);
    if (d->aside) aside_terminal(out, d->reading, style);
}

/* Schema entente/show/1. "aside" is empty unless it was asked for. */
static void document_json(buf *out, const struct present_document *d)
{
    struct jout j = {.out = out};
    jout_object(&j, NULL);
    jout_strz(&j, "schema", "entente/show/1");
    doc_json(&j, "document", d->doc);
    const struct record_reading *r = d->reading;
    if (r) {
        jout_strz(&j, "charset", r->page.charset);
        jout_strz(&j, "charset_basis", r->page.charset_basis);
        jout_array(&j, "sentences");
        uint32_t number = 0;
        for (uint32_t i = 0; i < r->sentences.n; i++) {
            const struct text_block *b = &r->page.block[r->sentences.block[i]];
            if (!text_kind_is_main(b->kind)) continue;
            jout_object(&j, NULL);
            jout_int(&j, "sentence", ++number);
            jout_int(&j, "block", r->sentences.block[i]);
            jout_strz(&j, "kind", text_kind_name(b->kind));
            jout_span(&j, "bytes", text_source_span(&r->page, r->sentences.at[i]));
            jout_str(&j, "text", text_clean_span(&r->page, r->sentences.at[i]));
            jout_end(&j);
        }
        jout_end(&j);
        jout_array(&j, "aside");
        for (uint32_t i = 0; d->aside && i < r->page.n_block; i++) {
            if (!text_kind_is_aside(r->page.block[i].kind)) continue;
            jout_object(&j, NULL);
            jout_strz(&j, "kind", text_kind_name(r->page.block[i].kind));
            jout_span(&j, "bytes", text_source_span(&r->page, r->page.block[i].at));
            jout_str(&j, "text", text_clean_span(&r->page, r->page.block[i].at));
            jout_end(&j);
        }
        jout_end(&j);
    }
    jout_end(&j);
}

void present_document(buf *out, const struct present_document *d, const struct present_style *style)
{
    if (style->face == FACE_JSON)
        document_json(out, d);
    else
        document_terminal(out, d, style);
}

/* ---- lists ---- */

static void list_json(buf *out, const struct record_doc *doc, uint32_t n)
{
    struct jout j = {.out = out};
    jout_object(&j, NULL);
    jout_strz(&j, "schema", "entente/list/1");
    jout_array(&j, "documents");
    for (uint32_t i = 0; i < n; i++) doc_json(&j, NULL, &doc[i]);
    jout_end(&j);
    jout_end(&j);
}

/* The day in short, and signs for what a reader should know before quoting. */
static str short_date(const struct record_doc *doc, arena *ar)
{
    buf b = {0};
    if (doc->manifest.date == DATE_NONE)
        buf_addz(&b, "unknown");
    else
        day_write(&b, doc->manifest.date);
    str s = str_copy(ar, buf_str(&b));
    buf_free(&b);
    return s;
}

/* A copy or a dispute is told before the title: who quotes the document should know. */
static str title_and_state(const struct record_doc *doc, arena *ar)
{
    buf b = {0};
    if (doc->copy_of.n) buf_addz(&b, "[copy] ");
    if (doc->near_of.n) buf_addz(&b, "[near-copy] ");
    if (doc->disputed) buf_addz(&b, "[disputed] ");
    buf_add(&b, doc_title(&doc->manifest));
    str s = str_copy(ar, buf_str(&b));
    buf_free(&b);
    return s;
}

/* What the other manifests of the listed documents say; "" where there are none, {NULL,0} without memory. */
static str say_disputes(const struct record_doc *doc, uint32_t n, arena *ar)
{
    buf b = {0};
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < doc[i].n_rival; k++) {
            buf_addf(&b, "%s%.*s: another manifest, ", b.n ? "; " : "In dispute: ", STR_ARG(doc[i].name));
            doc_rival(&b, &doc[i].rival[k]);
        }
    if (b.n) buf_addc(&b, '.');
    return doc_str(&b, ar);
}

enum status present_list(buf *out, const struct record_doc *doc, uint32_t n, const struct present_style *style, arena *ar,
                         struct err *err)
{
    static const struct present_column column[] = {{"name", "name", CELL_TEXT, 24, false},
                                                   {"date", "date", CELL_TEXT, 0, false},
                                                   {"kind", "kind", CELL_TEXT, 10, false},
                                                   {"issuer", "issuer", CELL_TEXT, 14, false},
                                                   {"title", "title", CELL_TEXT, 0, true}};
    enum { COLUMNS = ARRAY_LEN(column) };
    if (style->face == FACE_JSON) {
        list_json(out, doc, n);
        return OK;
    }
    struct present_cell *cell = ARENA_NEW(ar, (size_t)n * COLUMNS, struct present_cell);
    if (!cell) return arena_why(ar, err);
    uint32_t undated = 0;
    for (uint32_t i = 0; i < n; i++) {
        struct present_cell *row = &cell[(size_t)i * COLUMNS];
        row[0].text = doc[i].name;
        row[1].text = short_date(&doc[i], ar);
        row[2].text = doc[i].manifest.kind;
        row[3].text = doc[i].manifest.issuer;
        row[4].text = title_and_state(&doc[i], ar);
        undated += doc[i].manifest.date == DATE_NONE;
    }
    char foot[96];
    (void)snprintf(foot, sizeof foot, "%u document%s, %u without a date", n, n == 1 ? "" : "s", undated);
    struct present_table t = {
        .title = "Documents", .column = column, .n_column = COLUMNS, .cell = cell, .n_row = n, .foot = str_of(foot)};
    t.dispute = say_disputes(doc, n, ar);
    if (!t.dispute.p) return arena_why(ar, err);
    present_table(out, &t, style);
    return OK;
}

/* ---- what was added ---- */

/* The first word of the line, on which scripts rely. */
static const char *added_word(enum record_added_as as)
{
    switch (as) {
    case RECORD_NEW: return "new";
    case RECORD_SAME: return "same";
    case RECORD_COPY: return "copy";
    case RECORD_NEAR_COPY: return "near-copy";
    }
    return "new";
}

static void added_json(buf *out, const struct record_added *a, str path)
{
    struct jout j = {.out = out, .one_line = true};
    buf hex = {0};
    source_hash_write(&hex, &a->source);
    jout_object(&j, NULL);
    jout_strz(&j, "schema", "entente/added/1");
    jout_strz(&j, "as", added_word(a->as));
    jout_str(&j, "name", a->name);
    jout_str(&j, "path", path);
    jout_str(&j, "source", buf_str(&hex));
    if (a->of.n) jout_str(&j, "of", a->of);
    if (a->as == RECORD_NEAR_COPY) jout_real(&j, "similarity", a->similarity);
    jout_bool(&j, "given_differs", a->differs);
    doc_json_manifest(&j, &a->manifest);
    jout_int(&j, "sentences", a->n_sentence);
    jout_int(&j, "blocks_apart", a->n_aside);
    jout_end(&j);
    buf_free(&hex);
}

/* One line, whatever the width: it is read by eyes and by scripts, which take its first two words. */
void present_added(buf *out, const struct record_added *a, str path, const struct present_style *style)
{
    if (style->face == FACE_JSON) {
        added_json(out, a, path);
        return;
    }
    buf line = {0};
    buf_addf(&line, "%-9s ", added_word(a->as));
    buf_add(&line, a->name);
    buf_addf(&line, " (%.*s)", STR_ARG(path));
    if (a->as == RECORD_SAME) buf_addz(&line, ": already in the record");
    bool same_bytes = a->as == RECORD_COPY && str_eq(a->name, a->of);
    if (same_bytes)
        buf_addz(&line, ": already in the record; where else it stands is kept");
    else if (a->as == RECORD_COPY)
        buf_addf(&line, ": the text of %.*s", STR_ARG(a->of));
    if (a->as == RECORD_NEAR_COPY)
        buf_addf(&line, ": like %.*s (%.0f %% of the words), but not the same text; kept beside it", STR_ARG(a->of),
                 a->similarity * 100);
    if (a->as == RECORD_SAME || same_bytes) {
        if (a->differs) buf_addz(&line, "; what is said of it differs and was not taken (entente edit changes it)");
    } else {
        buf_addf(&line, ": \"%.*s\"; ", STR_ARG(doc_title(&a->manifest)));
        doc_date(&line, &a->manifest);
        buf_addf(&line, "; %u sentence%s, %u block%s kept apart", a->n_sentence, a->n_sentence == 1 ? "" : "s", a->n_aside,
                 a->n_aside == 1 ? "" : "s");
    }
    if (line.failed) out->failed = line.failed;
    term_put(out, buf_str(&line), TERM_PLAIN, false);
    buf_addc(out, '\n');
    buf_free(&line);
}

/* ---- search ---- */

/* Place, title and day; then the sentence with the words found in [ ]. */
static void hit_terminal(buf *out, const struct record_hit *h, const struct present_style *style)
{
    struct term_para p = {0};
    buf place = {0};
    doc_place(&place, h->doc.name, h->source);
    term_add(&p, buf_str(&place), TERM_BOLD);
    if (h->aside) term_addz(&p, " (beside the text)", TERM_WARNING);
    term_addz(&p, "  ", TERM_PLAIN);
    term_add(&p, doc_title(&h->doc.manifest), TERM_DIM);
    buf_clear(&place);
    buf_addz(&place, h->doc.manifest.date == DATE_NONE ? ", undated" : ", ");
    day_write_long(&place, h->doc.manifest.date);
    term_add(&p, buf_str(&place), TERM_DIM);
    buf_free(&place);
    term_write(out, &p, 0, 2, style->columns, style->color);
    term_clear(&p);
    size_t at = 0;
    for (uint32_t i = 0; i < h->n_match; i++) {
        term_add(&p, (str){h->snippet.p + at, h->match[i].begin - at}, TERM_PLAIN);
        term_addz(&p, "[", TERM_MATCH);
        term_add(&p, str_span(h->snippet, h->match[i]), TERM_MATCH);
        term_addz(&p, "]", TERM_MATCH);
        at = h->match[i].end;
    }
    term_add(&p, (str){h->snippet.p + at, h->snippet.n - at}, TERM_PLAIN);
    buf_addz(out, "  ");
    term_write(out, &p, 2, 2, style->columns, style->color);
    term_free(&p);
}

static void hits_json(buf *out, str query, const struct record_hit *hit, uint32_t n, bool more)
{
    struct jout j = {.out = out};
    jout_object(&j, NULL);
    jout_strz(&j, "schema", "entente/search/1");
    jout_str(&j, "query", query);
    jout_bool(&j, "more", more);
    jout_array(&j, "hits");
    for (uint32_t i = 0; i < n; i++) {
        jout_object(&j, NULL);
        jout_str(&j, "document", hit[i].doc.name);
        jout_day(&j, "date", hit[i].doc.manifest.date);
        jout_span(&j, "bytes", hit[i].source);
        jout_bool(&j, "aside", hit[i].aside);
        jout_real(&j, "score", hit[i].score);
        jout_str(&j, "text", hit[i].snippet);
        jout_array(&j, "matches");
        for (uint32_t k = 0; k < hit[i].n_match; k++) jout_span(&j, NULL, hit[i].match[k]);
        jout_end(&j);
        jout_end(&j);
    }
    jout_end(&j);
    jout_end(&j);
}

void present_hits(buf *out, str query, const struct record_hit *hit, uint32_t n, bool more, const struct present_style *style)
{
    if (style->face == FACE_JSON) {
        hits_json(out, query, hit, n, more);
        return;
    }
    for (uint32_t i = 0; i < n; i++) hit_terminal(out, &hit[i], style);
    if (more)
        buf_addf(out, "the best %u; --max N shows more\n", n);
    else
        buf_addf(out, "%u document%s\n", n, n == 1 ? "" : "s");
}

/* ---- export ---- */

/* Document by document: the text of the whole is never in memory at once. */
void present_export(buf *out, const struct record_doc *doc, uint32_t n, str concepts, void (*flush)(void *ctx), void *ctx)
{
    struct jout j = {.out = out};
    jout_object(&j, NULL);
    jout_strz(&j, "schema", "entente/export/1");
    if (concepts.n)
        jout_str(&j, "concepts", concepts);
    else
        jout_null(&j, "concepts");
    jout_array(&j, "documents");
    for (uint32_t i = 0; i < n; i++) {
        doc_json(&j, NULL, &doc[i]);
        flush(ctx);
    }
    jout_end(&j);
    jout_end(&j);
}
