/* Answers about documents: one, a list, what was added, hits of a search, the export. None of
** them judges: they show what manifests say and where words stand.
**
** A manifest's words are a person's or a page's claim, and each face says whose: a day has its
** evidence beside it, an act its author, a copy the document that it copies. Fields that nobody
** gave are left out where people read and null where programs do. */
#include "present/doc.h"
#include "present/html.h"
#include "present/present.h"
#include "present/term.h"

/* ---- one document ---- */

/* A field of the manifest with its key in a column of its own: " issuer United States; ...".
** Nothing for an empty one: a field that nobody gave is not shown as empty, since that would read
** like a statement. */
static void fact_line(buf *out, const char *key, str value, const struct present_style *style)
{
    /* The longest key, "replies to", with the margin before it and two spaces after it. */
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

/* What is said of a document, and what says so; then where its bytes came from, who added them
** and when. In the order in which a reporter asks: when, who, what kind, where from, what is
** known to be missing, and last the numbers by which anyone can check that it is the same file. */
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
        buf_addz(&b, "of ");
        buf_add(&b, doc->near_of);
        buf_addf(&b, " (%.0f %% of the words)", doc->similarity * 100);
    }
    fact_line(out, "near-copy", buf_str(&b), style);
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

/* Sentences are numbered as in comparisons, so that a finding can be looked up here. Headings are
** bold: they are counted as sentences too, and would else look like cut ones. */
static void sentence_line(buf *out, uint32_t number, str text, enum text_kind kind, const struct present_style *style)
{
    /* Four digits and a space; a text of ten thousand sentences pushes its own line, and nothing
    ** else. */
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

/* The main text only, in its own paragraphs: an empty line between blocks, none between the items
** of one list. The number counts over blocks, since findings count so. */
static void text_terminal(buf *out, const struct record_reading *r, const struct present_style *style)
{
    uint32_t number = 0, last = UINT32_MAX;
    for (uint32_t i = 0; i < r->sentences.n; i++) {
        uint32_t block = r->sentences.block[i];
        enum text_kind kind = r->page.block[block].kind;
        if (!text_kind_is_main(kind)) continue;
        /* A list's items keep together; the first of them is set off from what stands before it. */
        if (block != last && (kind != TEXT_ITEM || last == UINT32_MAX || r->page.block[last].kind != TEXT_ITEM))
            buf_addc(out, '\n');
        last = block;
        sentence_line(out, ++number, text_clean_span(&r->page, r->sentences.at[i]), kind, style);
    }
}

/* Blocks around the text, whole: they were never cut into numbered sentences. That they are shown
** lets a reader judge whether something was wrongly kept apart. */
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

/* Facts, then the text in numbered sentences, then what stands around it, if asked for. Without a
** reading (after an edit) the facts alone. */
static void document_terminal(buf *out, const struct present_document *d, const struct present_style *style)
{
    struct term_para p = {0};
    term_add(&p, d->doc->name, TERM_BOLD);
    term_addz(&p, "  ", TERM_PLAIN);
    term_add(&p, doc_title(&d->doc->manifest), TERM_PLAIN);
    term_write(out, &p, 0, 2, style->columns, style->color);
    term_free(&p);
    facts_about(out, d->doc, style);
    if (d->parse_model.n) {
        buf b = {0};
        buf_addf(&b, "%u words, kept, by %.*s", d->parse_words, STR_ARG(d->parse_model));
        fact_line(out, "parse", buf_str(&b), style);
        buf_free(&b);
    }
    if (!d->reading) return;
    text_terminal(out, d->reading, style);
    if (d->aside) aside_terminal(out, d->reading, style);
}

/* Schema entente/show/1. "aside" is empty unless it was asked for, so that its presence means the
** same in every answer. The number of the block tells which sentences stood in one paragraph. */
static void document_json(buf *out, const struct present_document *d)
{
    struct jout j = {.out = out};
    jout_object(&j, NULL);
    jout_strz(&j, "schema", "entente/show/1");
    doc_json(&j, "document", d->doc);
    const struct record_reading *r = d->reading;
    if (d->parse_model.n) {
        jout_object(&j, "parse");
        jout_str(&j, "model", d->parse_model);
        jout_int(&j, "words", d->parse_words);
        jout_end(&j);
    } else if (r)
        jout_null(&j, "parse");
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

/* There is no page of a single document: a source may be shown in full only as far as its rights
** go, and a page invites to be published. */
void present_document(buf *out, const struct present_document *d, const struct present_style *style)
{
    if (style->face == FACE_JSON)
        document_json(out, d);
    else
        document_terminal(out, d, style);
}

/* ---- lists ---- */

/* What the view leaves out, after a line that had no full stop as long as nothing followed it. */
static void add_view(buf *out, const struct record_view *view)
{
    buf left_out = {0};
    doc_view(&left_out, view);
    if (left_out.n) buf_addc(out, '.');
    buf_add(out, buf_str(&left_out));
    if (left_out.failed) out->failed = left_out.failed;
    buf_free(&left_out);
}

/* What the list goes over: "6 documents, 18 July 2023 to 12 December 2025, 0 without a date", and
** what the view leaves out. Looks at all dates, since a list may be in any order. */
static str list_coverage(const struct record_doc *doc, uint32_t n, const struct record_view *view, arena *ar)
{
    buf b = {0};
    day first = DATE_NONE, last = DATE_NONE;
    uint32_t undated = 0;
    for (uint32_t i = 0; i < n; i++) {
        day d = doc[i].manifest.date;
        undated += d == DATE_NONE;
        if (d == DATE_NONE) continue;
        if (first == DATE_NONE || d < first) first = d;
        if (last == DATE_NONE || d > last) last = d;
    }
    buf_addf(&b, "%u document%s", n, n == 1 ? "" : "s");
    if (first != DATE_NONE) buf_addz(&b, ", ");
    day_write_long(&b, first);
    if (last != first) buf_addz(&b, " to ");
    if (last != first) day_write_long(&b, last);
    buf_addf(&b, ", %u without a date", undated);
    add_view(&b, view);
    return doc_str(&b, ar);
}

/* Whole manifests, though people see five columns: who asks for JSON wants to sort and filter. */
static void list_json(buf *out, const struct record_doc *doc, uint32_t n, str coverage)
{
    struct jout j = {.out = out};
    jout_object(&j, NULL);
    jout_strz(&j, "schema", "entente/list/1");
    jout_array(&j, "documents");
    for (uint32_t i = 0; i < n; i++) doc_json(&j, NULL, &doc[i]);
    jout_end(&j);
    jout_str(&j, "coverage", coverage);
    jout_end(&j);
}

/* The day as it sorts; "unknown" in words, because an empty cell reads like an omission of the
** program. */
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

/* A copy or a dispute is told before the title: who quotes the document should know, and the end
** of a long title is what a narrow terminal cuts off. */
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

enum { ISSUER_FROM_COLUMNS = 100 }; /* a narrower terminal has room for the title or the issuer, not for both */

/* Who issued a text is left out on a narrow terminal before the title is cut to a few words: in a
** series the name of the document says it already. JSON and the page have all columns whatever
** the width. */
enum status present_list(buf *out, const struct record_doc *doc, uint32_t n, const struct record_view *view,
                         const struct present_style *style, arena *ar, struct err *err)
{
    struct present_column column[] = {{"name", "name", CELL_TEXT, 24, false},
                                      {"date", "date", CELL_TEXT, 0, false},
                                      {"kind", "kind", CELL_TEXT, 10, false},
                                      {"issuer", "issuer", CELL_TEXT, 14, false},
                                      {"title", "title", CELL_TEXT, 0, true}};
    enum { COLUMNS = ARRAY_LEN(column) };
    if (style->face == FACE_JSON) {
        list_json(out, doc, n, list_coverage(doc, n, view, ar));
        return OK;
    }
    /* A column without a heading is for JSON alone, and JSON is written elsewhere: so this one is
    ** not shown. */
    if (style->face == FACE_TERMINAL && style->columns < ISSUER_FROM_COLUMNS) column[3].head = NULL;
    /* Row by row, in the order of the list; strings are borrowed from the documents but for two
    ** that are made here. */
    struct present_cell *cell = ARENA_NEW(ar, (size_t)n * COLUMNS, struct present_cell);
    if (!cell) return arena_why(ar, err);
    for (uint32_t i = 0; i < n; i++) {
        struct present_cell *row = &cell[(size_t)i * COLUMNS];
        row[0].text = doc[i].name;
        row[1].text = short_date(&doc[i], ar);
        row[2].text = doc[i].manifest.kind;
        row[3].text = doc[i].manifest.issuer;
        row[4].text = title_and_state(&doc[i], ar);
    }
    struct present_table t = {.title = "Documents",
                              .column = column,
                              .n_column = COLUMNS,
                              .cell = cell,
                              .n_row = n,
                              .foot = list_coverage(doc, n, view, ar)};
    t.dispute = say_disputes(doc, n, ar);
    if (!t.dispute.p) return arena_why(ar, err);
    present_table(out, &t, style);
    return OK;
}

/* ---- what was added ---- */

/* The first word of the line, on which scripts rely: part of the program's face like an exit
** status, never renamed. The JSON has the same words in `as`. */
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

/* One line, so that a program can read each as it comes while a long run goes on. `of` and
** `similarity` only where there is another document; they have no meaning for a new one. */
static void added_json(buf *out, const struct record_added *a, str path)
{
    /* JSON Lines: a long run is read while it goes on, and a run that dies leaves whole lines. */
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

/* One line, whatever the width: it is read by eyes and by scripts, which take its first two
** words. When the bytes were in the record already, the manifest in force stays, and a caller who
** said something else is told so and how to change it: silence there would look like consent. */
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
    /* The very bytes from another address: no new document, so neither title nor counts of one. */
    bool same_bytes = a->as == RECORD_COPY && str_eq(a->name, a->of);
    if (same_bytes)
        buf_addz(&line, ": already in the record; where else it stands is kept");
    else if (a->as == RECORD_COPY)
        buf_addf(&line, ": the text of %.*s", STR_ARG(a->of));
    if (a->as == RECORD_NEAR_COPY)
        buf_addf(&line, ": like %.*s (%.0f %% of the words), but not the same text; kept beside it", STR_ARG(a->of),
                 a->similarity * 100);
    /* What was known before keeps its title and date, so neither is repeated as if it had just
    ** been taken. */
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

/* Place, title and day; then the sentence with the words found in [ ]. That it stands beside the
** text is a warning: a menu's words are no statement of anyone. The spans of a hit are sorted and
** do not overlap. */
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

/* What was searched is the whole record, so far as the view lets it be seen. Whether there are
** more is known because the caller asked for one more than it shows; how many more nobody
** counted. */
static void hits_coverage(buf *out, uint32_t n, bool more, const struct record_view *view)
{
    if (more)
        buf_addf(out, "the best %u; --max N shows more", n);
    else
        buf_addf(out, "%u document%s", n, n == 1 ? "" : "s");
    add_view(out, view);
}

/* Schema entente/search/1. Spans of matches are of the text given, not of the source; `bytes` is
** where the sentence stands there. */
static void hits_json(buf *out, str query, const struct record_hit *hit, uint32_t n, bool more, const struct record_view *view)
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
    buf coverage = {0};
    hits_coverage(&coverage, n, more, view);
    jout_str(&j, "coverage", buf_str(&coverage));
    buf_free(&coverage);
    jout_end(&j);
}

/* Best first, as the search ranked them; one sentence a document, since a document is what a
** reader opens next. */
void present_hits(buf *out, str query, const struct record_hit *hit, uint32_t n, bool more, const struct record_view *view,
                  const struct present_style *style)
{
    if (style->face == FACE_JSON) {
        hits_json(out, query, hit, n, more, view);
        return;
    }
    for (uint32_t i = 0; i < n; i++) hit_terminal(out, &hit[i], style);
    buf coverage = {0};
    hits_coverage(&coverage, n, more, view);
    present_wrap(out, buf_str(&coverage), 0, style->columns);
    buf_free(&coverage);
}

/* ---- export ---- */

/* Document by document, flushed in between: the text of the whole is never in memory at once. The
** concept list goes along as its own text, from which `entente concept set` makes it again. */
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
