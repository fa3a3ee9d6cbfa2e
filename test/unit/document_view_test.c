/* Answers about documents in their faces: one document, lists, what was added, hits of a search, the export. */
#include "face_help.h"
#include "present/doc.h"
#include "test.h"

/* Fields that try to be markup, orders to a terminal, and text that runs the other way. */
static const char hostile_fields[] =
    "series: talks\ndate: 2024-03-01\ntitle: </td><script>alert(1)</script> \xE2\x80\xAEturned\n"
    "issuer: <b>Upland</b>; \"Lowland\" & sons\nkind: statement\nlanguage: en\nrights: quote\n"
    "address: javascript:alert('x')\nheads: A \\ B; C\nnot-read: salt; tolls\nitems: 7\nnote: one\xC2\x9B\n";
static const char hostile_text[] =
    "Heading of the <statement>\n\nBoth sides met \"in\" the town & spoke. They named 한국 and e\xCC\x81t\xC3\xA9.\n\n"
    "They will meet again.\n";

static bool two(struct desk *d)
{
    return desk_open(d) && desk_put(d, hostile_text, hostile_fields) &&
           desk_put(d, "The guild mended the ferry, says a page without a day.\n", "date: unknown\n");
}

static str show(buf *out, struct desk *d, const char *name, enum present_face face, uint32_t columns, struct record_doc *doc)
{
    struct present_style style = {face, false, columns};
    struct record_reading reading;
    buf_clear(out);
    if (record_find(doc, d->r, str_of(name), RECORD_NOW, d->ar, &d->err)) return (str){NULL, 0};
    if (record_read(&reading, d->r, doc, d->ar, &d->err)) return (str){NULL, 0};
    struct present_document show = {.doc = doc, .reading = &reading, .aside = true};
    present_document(out, &show, &style);
    return buf_str(out);
}

/* ---- one document ---- */

TEST(a_document_fits_and_gives_no_orders)
{
    struct desk d;
    struct record_doc doc;
    buf out = {0};
    CHECK_MSG(two(&d), "%s", d.err.msg);
    for (uint32_t columns = 40; columns < 140; columns += 11) {
        str text = show(&out, &d, "talks/2024-03-01", FACE_TERMINAL, columns, &doc);
        str bad = bad_line(text, columns);
        CHECK_MSG(text.n && !bad.p, "at %u: \"%.*s\"", columns, STR_ARG(bad));
        CHECK(has_words(text, STR("</td><script>alert(1)</script> \xEF\xBF\xBDturned")));
        CHECK(has_words(text, STR("7 in the official text")) && has_words(text, STR("salt; tolls")));
        CHECK(has_words(text, STR("Both sides met \"in\" the town & spoke.")));
        CHECK(has(text, "1 March 2024 (sidecar)") && has_words(text, STR("2025-12-01T12:00:00Z by Ada")));
    }
    CHECK(has(show(&out, &d, "talks/2024-03-01", FACE_TERMINAL, 80, &doc), "\n   1 ") && has(buf_str(&out), "\n   2 "));
    buf hash = {0};
    source_hash_write(&hash, &doc.source);
    CHECK(has_words(buf_str(&out), buf_str(&hash)));
    buf_free(&hash);
    buf_free(&out);
    desk_close(&d);
}

/* Bytes of each sentence, as JSON gives them, hold its words; fields that nobody gave are null or empty. */
TEST(json_of_a_document)
{
    struct desk d;
    struct record_doc doc;
    buf out = {0};
    str bytes;
    CHECK(two(&d));
    str text = show(&out, &d, "talks/2024-03-01", FACE_JSON, 80, &doc);
    json_t *j = json_loadb(text.p, text.n, 0, NULL);
    CHECK(j && !strcmp(json_text(j, "schema"), "entente/show/1"));
    const json_t *document = json_object_get(j, "document");
    CHECK(!strcmp(json_text(document, "date"), "2024-03-01") && !strcmp(json_text(document, "date_basis"), "sidecar"));
    CHECK(json_count(document, "issuer") == 2 && json_count(document, "heads") == 2 && json_count(document, "not_read") == 2);
    CHECK(!strcmp(json_string_value(json_at(document, "heads", 0)), "A \\ B"));
    CHECK_INT(json_number(document, "items"), 7);
    CHECK(json_is_null(json_object_get(document, "reply_to")) && json_is_null(json_object_get(document, "copy_of")));
    CHECK(json_is_false(json_object_get(document, "disputed")) && json_count(document, "also_at") == 0);
    CHECK_INT(json_count(j, "sentences"), doc.n_sentence);
    CHECK_INT(record_bytes(&bytes, d.r, &doc.source, d.ar, &d.err), OK);
    for (size_t i = 0; i < json_count(j, "sentences"); i++) {
        const json_t *s = json_at(j, "sentences", i);
        span at = {(uint32_t)json_integer_value(json_at(s, "bytes", 0)), (uint32_t)json_integer_value(json_at(s, "bytes", 1))};
        CHECK(at.begin < at.end && at.end <= bytes.n);
        CHECK_MSG(str_eq(str_span(bytes, at), str_of(json_text(s, "text"))), "sentence %zu", i + 1);
        CHECK_INT(json_number(s, "sentence"), i + 1);
    }
    json_decref(j);
    buf_free(&out);
    desk_close(&d);
}

/* A document without anything said of it: no field is made up, and the date is said to be unknown. */
TEST(what_is_unknown_is_not_shown)
{
    static const char *const fields[] = {"issuer ", "kind ",   "series ",  "address ",   "heads ",  "items ",
                                         "note ",   "copy of", "disputed", "replies to", "also at", "rights "};
    struct desk d;
    struct record_doc *doc, one;
    uint32_t n;
    buf out = {0};
    CHECK(two(&d));
    struct record_query q = {.from = DATE_NONE, .to = DATE_NONE};
    CHECK_INT(record_list(&doc, &n, d.r, &q, RECORD_NOW, d.ar, &d.err), OK);
    CHECK_INT(n, 2);
    const char *name = str_zt(d.ar, doc[1].name);
    str text = show(&out, &d, name, FACE_TERMINAL, 80, &one);
    CHECK(has(text, "date unknown (sidecar)") && has(text, "untitled"));
    for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
        char line[32];
        (void)snprintf(line, sizeof line, "\n  %s", fields[i]);
        CHECK_MSG(!has(text, line), "%s", fields[i]);
    }
    text = show(&out, &d, name, FACE_JSON, 80, &one);
    json_t *j = json_loadb(text.p, text.n, 0, NULL);
    const json_t *document = json_object_get(j, "document");
    static const char *const null[] = {"title", "date", "kind", "series", "rights", "address", "items", "note"};
    for (size_t i = 0; i < ARRAY_LEN(null); i++) CHECK_MSG(json_is_null(json_object_get(document, null[i])), "%s", null[i]);
    CHECK(!strcmp(json_text(document, "date_basis"), "sidecar"));
    json_decref(j);
    /* Nobody said so, and the page states none: told apart from a person who looked. */
    struct manifest m = manifest_empty();
    buf_clear(&out);
    doc_date(&out, &m);
    CHECK_STR(buf_str(&out), "date unknown: the page states none");
    buf_free(&out);
    desk_close(&d);
}

/* Every key has white space after it, also the longest; a near-copy names the other document and how much they share. */
TEST(keys_stand_apart_from_values)
{
    struct desk d;
    struct record_doc doc;
    buf out = {0};
    CHECK(desk_open(&d));
    CHECK(desk_put(&d, hostile_text, "series: talks\ndate: 2024-03-01\n"));
    CHECK(desk_put(&d, "Both sides met \"in\" the town & spoke. They named 한국 and others.\n\nThey will meet again.\n",
                   "series: talks\ndate: 2024-03-01\nreply-to: talks/2024-03-01\nnot-read: salt\n"));
    str text = show(&out, &d, "talks/2024-03-01-2", FACE_TERMINAL, 120, &doc);
    CHECK(doc.near_of.n && has(text, "\n  near-copy   of talks/2024-03-01 ("));
    CHECK(has(text, "\n  replies to  talks/2024-03-01\n") && has(text, "\n  not read    salt\n"));
    buf_free(&out);
    desk_close(&d);
}

/* ---- lists ---- */

static str list(buf *out, struct desk *d, enum present_face face, uint32_t columns, struct record_view view)
{
    struct present_style style = {face, false, columns};
    struct record_query q = {.from = DATE_NONE, .to = DATE_NONE};
    struct record_doc *doc;
    uint32_t n;
    buf_clear(out);
    if (record_list(&doc, &n, d->r, &q, view, d->ar, &d->err)) return (str){NULL, 0};
    if (present_list(out, doc, n, &view, &style, d->ar, &d->err)) return (str){NULL, 0};
    return buf_str(out);
}

TEST(lists_in_all_faces)
{
    struct desk d;
    buf out = {0};
    CHECK(two(&d));
    for (uint32_t columns = 40; columns < 160; columns += 7) {
        str text = list(&out, &d, FACE_TERMINAL, columns, RECORD_NOW);
        str bad = bad_line(text, columns);
        CHECK_MSG(text.n && !bad.p, "at %u: \"%.*s\"", columns, STR_ARG(bad));
        CHECK(has(text, "talks/2024-03-01") && has(text, "unknown"));
        CHECK((columns >= 100) == has(text, "issuer")); /* the title needs the room more */
        CHECK(has_words(text, STR("2 documents, 1 March 2024, 1 without a date")));
    }
    str page = list(&out, &d, FACE_HTML, 40, RECORD_NOW);
    CHECK_MSG(!html_fault(page), "%s", html_fault(page));
    CHECK(has(page, "&lt;b&gt;Upland") && has(page, "&lt;script&gt;") && has(page, "1 without a date"));
    str text = list(&out, &d, FACE_JSON, 80, RECORD_NOW);
    json_t *j = json_loadb(text.p, text.n, 0, NULL);
    CHECK(j && json_count(j, "documents") == 2);
    CHECK(!strcmp(json_text(j, "coverage"), "2 documents, 1 March 2024, 1 without a date"));
    json_decref(j);
    buf_free(&out);
    desk_close(&d);
}

/* The closing line gives the first and the last day whatever the order, and what the view left out. */
TEST(the_end_of_a_list)
{
    struct desk d;
    buf out = {0};
    CHECK(two(&d) && desk_put(&d, "An older text of another series.\n", "series: zones\ndate: 2019-01-02\n"));
    CHECK(
        has(list(&out, &d, FACE_TERMINAL, 120, RECORD_NOW), "3 documents, 2 January 2019 to 1 March 2024, 1 without a date\n"));
    struct record_view view = {NOON + 1000, test_day("2020-01-01")};
    CHECK(has(list(&out, &d, FACE_TERMINAL, 200, view),
              "without a date. The record as of 2025-12-01T12:00:01Z. Texts up to 1 January 2020 only.\n"));
    view.as_of_ms = 0;
    CHECK_STR(list(&out, &d, FACE_TERMINAL, 200, view),
              "0 documents, 0 without a date. The record as of 1970-01-01T00:00:00Z. Texts up to 1 January 2020 only.\n");
    buf_free(&out);
    desk_close(&d);
}

/* ---- what was added ---- */

/* Whatever came of a source, the line is one line and the object one object on one line; they name the same document. */
TEST(added_is_one_line)
{
    static const enum record_added_as as[] = {RECORD_NEW, RECORD_SAME, RECORD_COPY, RECORD_COPY, RECORD_NEAR_COPY};
    static const char *const words[] = {"new       ", "same      ", "copy      ", "copy      ", "near-copy "};
    static const char *const says[] = {"2 sentences, 1 block kept apart", "already in the record; what is said of it differs",
                                       "the text of t/1", "where else it stands is kept", "like t/1 (83 % of the words)"};
    for (size_t i = 0; i < ARRAY_LEN(as); i++) {
        struct record_added a = {.as = as[i],
                                 .name = i == 3 ? STR("t/1") : STR("t/2"),
                                 .of = i > 1 ? STR("t/1") : (str){NULL, 0},
                                 .similarity = 0.834,
                                 .differs = i == 1,
                                 .manifest = manifest_empty(),
                                 .n_sentence = 2,
                                 .n_aside = 1};
        struct present_style style = {FACE_TERMINAL, false, 40};
        buf out = {0};
        a.manifest.title = STR("A\ntitle\033[2J");
        present_added(&out, &a, STR("a\nb.txt"), &style);
        CHECK_MSG(str_starts(buf_str(&out), str_of(words[i])) && has(buf_str(&out), says[i]), "%.*s", STR_ARG(buf_str(&out)));
        CHECK_INT(count_of(buf_str(&out), "\n"), 1);
        CHECK(!has(buf_str(&out), "\033") && has(buf_str(&out), "(a b.txt)"));
        buf_clear(&out);
        style.face = FACE_JSON;
        present_added(&out, &a, STR("a\nb.txt"), &style);
        CHECK_INT(count_of(buf_str(&out), "\n"), 1);
        json_t *j = json_loadb(out.p, out.n, 0, NULL);
        CHECK(j && str_starts(str_of(words[i]), str_of(json_text(j, "as"))) && !strcmp(json_text(j, "path"), "a\nb.txt"));
        CHECK(!!json_object_get(j, "similarity") == (as[i] == RECORD_NEAR_COPY) && !!json_object_get(j, "of") == (i > 1));
        CHECK(json_is_true(json_object_get(j, "given_differs")) == (i == 1));
        json_decref(j);
        buf_free(&out);
    }
}

/* ---- search ---- */

static str find(buf *out, struct desk *d, const char *query, uint32_t max, enum present_face face, uint32_t columns,
                uint32_t *n)
{
    struct present_style style = {face, false, columns};
    struct record_view view = RECORD_NOW;
    struct record_hit *hit;
    buf_clear(out);
    if (record_search(&hit, n, d->r, str_of(query), max + 1, view, d->ar, &d->err)) return (str){NULL, 0};
    bool more = *n > max;
    present_hits(out, str_of(query), hit, more ? max : *n, more, &view, &style);
    return buf_str(out);
}

TEST(hits_mark_what_was_found)
{
    struct desk d;
    buf out = {0};
    uint32_t n;
    CHECK(two(&d));
    for (uint32_t columns = 40; columns < 130; columns += 13) {
        str text = find(&out, &d, "town", 20, FACE_TERMINAL, columns, &n);
        str bad = bad_line(text, columns);
        CHECK_MSG(text.n && !bad.p, "at %u: \"%.*s\"", columns, STR_ARG(bad));
        CHECK(n == 1 && has_words(text, STR("Both sides met \"in\" the [town] & spoke.")) && has(text, "1 document\n"));
    }
    str text = find(&out, &d, "town", 20, FACE_JSON, 80, &n);
    json_t *j = json_loadb(text.p, text.n, 0, NULL);
    const json_t *hit = json_at(j, "hits", 0), *match = json_at(hit, "matches", 0);
    CHECK(j && !strcmp(json_text(j, "coverage"), "1 document") && json_is_false(json_object_get(j, "more")));
    str snippet = str_of(json_text(hit, "text"));
    CHECK_STR(str_span(snippet, (span){(uint32_t)json_integer_value(json_array_get(match, 0)),
                                       (uint32_t)json_integer_value(json_array_get(match, 1))}),
              "town");
    json_decref(j);
    CHECK_STR(find(&out, &d, "nowhere", 20, FACE_TERMINAL, 80, &n), "0 documents\n");
    text = find(&out, &d, "town OR guild", 1, FACE_TERMINAL, 80, &n);
    CHECK(n == 2 && has(text, "the best 1; --max N shows more\n"));
    text = find(&out, &d, "guild", 20, FACE_TERMINAL, 80, &n);
    CHECK(has(text, "untitled, undated"));
    buf_free(&out);
    desk_close(&d);
}

/* ---- export ---- */

static void count_flush(void *ctx) { ++*(uint32_t *)ctx; }

TEST(export_holds_every_document)
{
    struct desk d;
    buf out = {0};
    struct record_doc *doc;
    uint32_t n, flushed = 0;
    CHECK(two(&d));
    struct record_query q = {.from = DATE_NONE, .to = DATE_NONE};
    CHECK_INT(record_list(&doc, &n, d.r, &q, RECORD_NOW, d.ar, &d.err), OK);
    present_export(&out, doc, n, STR("concept: a \"b\"\n"), count_flush, &flushed);
    json_t *j = json_loadb(out.p, out.n, 0, NULL);
    CHECK(j && json_count(j, "documents") == n && !strcmp(json_text(j, "concepts"), "concept: a \"b\"\n"));
    CHECK_INT(flushed, n); /* so that the text of the whole is never in memory at once */
    for (uint32_t i = 0; i < n; i++) CHECK(str_eq(str_of(json_text(json_at(j, "documents", i), "name")), doc[i].name));
    json_decref(j);
    buf_clear(&out);
    present_export(&out, NULL, 0, STR(""), count_flush, &flushed);
    j = json_loadb(out.p, out.n, 0, NULL);
    CHECK(j && json_is_null(json_object_get(j, "concepts")) && json_count(j, "documents") == 0);
    json_decref(j);
    buf_free(&out);
    desk_close(&d);
}

TESTS(CASE(a_document_fits_and_gives_no_orders), CASE(json_of_a_document), CASE(what_is_unknown_is_not_shown),
      CASE(keys_stand_apart_from_values), CASE(lists_in_all_faces), CASE(the_end_of_a_list), CASE(added_is_one_line),
      CASE(hits_mark_what_was_found), CASE(export_holds_every_document))
