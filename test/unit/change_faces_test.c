/* What changed, in its three faces, held against the view: random series of odd sentences, every width, hostile words. */
#include "base/random.h"
#include "face_help.h"
#include "present/change.h"
#include "series_fixture.h"
#include "test.h"

/* Sentences to draw texts from: lists that lose items, names that change, speakers, other scripts, markup. */
static const char *const stock[] = {
    "Both sides met in the town to speak of the river.",
    "Both sides met in the capital to speak of the river and the road.",
    "The river stays open to all ships of both sides.",
    "The river stays open to all small ships of both sides.",
    "They discussed tolls, ferries, lighthouses, and locks.",
    "They discussed ferries, lighthouses, and bridges.",
    "North Land threatened the locks of the lower bend.",
    "The northern state threatened the locks of the lower bend.",
    "The southern head said that the works will go on until the year ends.",
    "Both sides said that the works will go on until the year ends.",
    "<b>Fishing</b> & \"salting\" end by the summer; so it's agreed.",
    "<i>Fishing</i> & \"salting\" end by the 'winter'; so it's agreed.",
    "한미 핵협의그룹은 확장억제의 강화를 위한 지속적인 양자 협의체이다.",
    "한미 핵협의그룹은 동맹과 확장억제의 강화를 위한 지속적인 양자 협의체이다.",
    "A caf\xC3\xA9 with e\xCC\x81 opens at the upper gate, where the old light once burned.",
    "A name \xE2\x80\xAE turned and \x1B[31m red stands in this sentence of the text.",
    "Averyveryveryverylongwordthatnolineofanarrowterminalcanholdandthatgoesonandon ends here.",
};
static const char names[] = "concept: North Land\nalias.en: northern state\n\nconcept: river\n\nconcept: tolls\n\nconcept: "
                            "<b>lock</b>\nform.en: locks\n\n"
                            "concept: guild\nkind: person\nalias.en: southern head\n";

struct made {
    arena *names_ar; /* of the concept list, which the fixture borrows */
    struct fixture f;
    struct compare_report rep;
    struct change_view view;
};

/* A series of 2 to 5 texts of 1 to 9 different sentences each. */
static bool make(struct made *m, uint64_t *seed)
{
    str text[5];
    uint32_t n = 2 + random_below(seed, 4);
    *m = (struct made){0};
    m->names_ar = arena_new(0);
    if (!m->names_ar || concepts_parse(&m->f.list, str_of(names), m->names_ar, &m->f.err)) return false;
    for (uint32_t t = 0; t < n; t++) {
        buf b = {0};
        uint32_t used = 0, n_sentence = 1 + random_below(seed, 9);
        for (uint32_t i = 0; i < n_sentence; i++) {
            uint32_t pick = random_below(seed, ARRAY_LEN(stock));
            if (used & (1u << pick)) continue;
            used |= 1u << pick;
            buf_addz(&b, stock[pick]);
            buf_addc(&b, '\n');
        }
        text[t] = str_copy(m->names_ar, buf_str(&b));
        buf_free(&b);
    }
    if (!fixture_make(&m->f, text, n)) return false;
    for (uint32_t t = 0; t < n; t++) m->f.text[t].doc.manifest.issuer = STR("Upland; <Lowland>");
    return !compare_series_run(&m->rep, &m->f.series, m->f.ar, &m->f.err) &&
           !change_view_make(&m->view, &m->rep, m->f.ar, &m->f.err);
}

static void unmake(struct made *m)
{
    fixture_free(&m->f);
    arena_free(m->names_ar);
}

static str face(struct made *m, enum present_face kind, uint32_t columns, bool all, buf *out)
{
    struct present_style style = {kind, false, columns};
    bool differs;
    buf_clear(out);
    if (present_compare(out, &m->rep, all, &style, &differs, m->f.ar, &m->f.err)) return (str){NULL, 0};
    return buf_str(out);
}

/* What a face that cannot give orders shows of s. */
static str visible(str s, arena *ar)
{
    buf b = {0};
    for (size_t at = 0, size; at < s.n; at += size) {
        int32_t cp = utf8_decode(s, at, &size);
        buf_add(&b, cp < 0 || utf8_is_hidden(cp) ? STR("\xEF\xBF\xBD") : (str){s.p + at, size});
    }
    str copy = str_copy(ar, buf_str(&b));
    buf_free(&b);
    return copy;
}

/* ---- terminal ---- */

TEST(terminal_fits_and_gives_no_orders)
{
    uint64_t seed = 81;
    for (int round = 0; round < 60; round++) {
        struct made m;
        buf out = {0};
        CHECK_MSG(make(&m, &seed), "round %d: %s", round, m.f.err.msg);
        for (uint32_t columns = 40; columns <= 160; columns += 1 + random_below(&seed, 29)) {
            str text = face(&m, FACE_TERMINAL, columns, round % 2 == 0, &out);
            str bad = bad_line(text, columns);
            CHECK_MSG(text.n && !bad.p, "round %d at %u: \"%.*s\"", round, columns, STR_ARG(bad));
        }
        buf_free(&out);
        unmake(&m);
    }
}

/* Every finding but the kept ones gives its words and its place; with `all` the kept ones too. The coverage is the last thing
** said. */
TEST(terminal_tells_every_finding_with_its_place)
{
    uint64_t seed = 82;
    for (int round = 0; round < 80; round++) {
        struct made m;
        buf out = {0};
        CHECK(make(&m, &seed));
        bool all = round % 2 == 0;
        str text = face(&m, FACE_TERMINAL, 100, all, &out);
        for (uint32_t i = 0; i < m.view.n_finding; i++) {
            const struct change_finding *f = &m.view.finding[i];
            const struct change_part *part = &f->part[0];
            const struct change_quote *q = part->n_newer ? part->newer : part->older;
            char place[64];
            (void)snprintf(place, sizeof place, "%.*s @%u-%u", STR_ARG(q->name), q->source.begin, q->source.end);
            bool told = all || f->label != LABEL_KEPT;
            CHECK_MSG(!told || has(text, place), "round %d: no place %s", round, place);
            CHECK_MSG(part->n_piece || !told || has_words(text, visible(q->words, m.f.ar)), "round %d: \"%.*s\"", round,
                      STR_ARG(q->words));
            for (uint32_t r = 0; r < f->n_remark && told; r++) {
                const struct change_remark *x = &f->remark[r];
                CHECK(!has(x->line, "keeps its frame;")); /* gains alone follow a comma, as losses do */
                bool shown = has_words(text, visible(x->line, m.f.ar));
                CHECK_MSG(shown || x->merged || (x->minor && !all), "round %d: \"%.*s\" is not said", round, STR_ARG(x->line));
            }
        }
        size_t at = str_find(text, STR("Coverage: "), 0);
        CHECK(at != SIZE_MAX && has_words((str){text.p + at, text.n - at}, m.view.coverage));
        CHECK(count_of(text, "Coverage: ") == 1);
        buf_free(&out);
        unmake(&m);
    }
}

/* A redline read with the marks taken out one way is the older sentence, the other way the newer one: nothing else stands in it. */
TEST(redlines_read_both_ways)
{
    uint64_t seed = 83;
    uint32_t looked_at = 0;
    for (int round = 0; round < 80; round++) {
        struct made m;
        CHECK(make(&m, &seed));
        for (uint32_t i = 0; i < m.view.n_finding; i++) {
            for (uint32_t p = 0; p < m.view.finding[i].n_part; p++) {
                const struct change_part *part = &m.view.finding[i].part[p];
                if (!part->n_piece || part->n_older != 1 || part->n_newer != 1) continue;
                buf side[2] = {{0}, {0}};
                for (uint32_t k = 0; k < part->n_piece; k++) {
                    CHECK(!part->piece[k].older.n == (part->piece[k].op == CHANGE_INSERTED));
                    CHECK(!part->piece[k].newer.n == (part->piece[k].op == CHANGE_DELETED));
                    buf_add(&side[0], part->piece[k].older);
                    buf_add(&side[1], part->piece[k].newer);
                }
                for (int s = 0; s < 2; s++) {
                    buf got = squeezed(buf_str(&side[s])), want = squeezed(s ? part->newer[0].words : part->older[0].words);
                    CHECK_MSG(str_eq(buf_str(&got), buf_str(&want)), "round %d: \"%.*s\"", round, STR_ARG(buf_str(&want)));
                    buf_free(&got);
                    buf_free(&want);
                    buf_free(&side[s]);
                }
                looked_at++;
            }
        }
        unmake(&m);
    }
    CHECK(looked_at > 50);
}

/* ---- JSON ---- */

/* The parts of a finding in JSON are those of the view, in number, place and words. */
static bool parts_agree(const json_t *finding, const struct change_finding *f)
{
    bool good = json_count(finding, "parts") == f->n_part && json_count(finding, "remarks") == f->n_remark;
    for (uint32_t p = 0; p < f->n_part && good; p++) {
        const json_t *part = json_at(finding, "parts", p);
        const struct change_part *want = &f->part[p];
        good = json_count(part, "older") == want->n_older && json_count(part, "newer") == want->n_newer &&
               json_count(part, "redline") == want->n_piece;
        for (uint32_t q = 0; q < want->n_newer && good; q++) {
            const json_t *quote = json_at(part, "newer", q);
            good = json_number(quote, "sentence") == (long long)want->newer[q].sentence + 1 &&
                   str_eq(str_of(json_text(quote, "text")), want->newer[q].words) &&
                   json_integer_value(json_at(quote, "bytes", 0)) == want->newer[q].source.begin;
        }
    }
    return good;
}

TEST(json_is_the_view)
{
    uint64_t seed = 84;
    for (int round = 0; round < 80; round++) {
        struct made m;
        buf out = {0};
        json_error_t why;
        CHECK(make(&m, &seed));
        str text = face(&m, FACE_JSON, 80, false, &out);
        json_t *j = json_loadb(text.p, text.n, 0, &why);
        CHECK_MSG(j, "round %d: %s", round, why.text);
        CHECK(json_is_true(json_object_get(j, "differs")) == m.view.differs);
        CHECK_INT(json_count(j, "findings"), m.view.n_finding);
        for (uint32_t i = 0; i < m.view.n_finding; i++)
            CHECK_MSG(parts_agree(json_at(j, "findings", i), &m.view.finding[i]), "round %d, finding %u", round, i);
        long long counted = 0;
        const json_t *counts = json_object_get(j, "counts");
        for (int g = 0; g < GROUP_COUNT; g++) {
            CHECK_INT(json_number(counts, change_group_faces[g].key), m.view.group_sentences[g]);
            if (g != GROUP_DROPPED) counted += json_number(counts, change_group_faces[g].key);
        }
        CHECK_INT(counted, m.rep.n_newer); /* each sentence of the newest text once */
        CHECK_INT(json_count(j, "concepts"), m.f.list.n_concept);
        CHECK(str_eq(str_of(json_text(json_object_get(j, "coverage"), "line")), m.view.coverage));
        json_decref(j);
        buf_free(&out);
        unmake(&m);
    }
}

/* ---- HTML ---- */

TEST(pages_are_well_formed)
{
    uint64_t seed = 85;
    for (int round = 0; round < 80; round++) {
        struct made m;
        buf out = {0};
        CHECK(make(&m, &seed));
        str page = face(&m, FACE_HTML, 80, false, &out);
        const char *fault = html_fault(page);
        CHECK_MSG(!fault, "round %d: %s", round, fault);
        uint32_t kept = m.view.group_from[GROUP_KEPT];
        CHECK_INT(count_of(page, "<article>"), kept); /* kept ones stand in the side by side alone */
        buf words = html_words(page);
        for (uint32_t i = 0; i < m.rep.n_newer; i++) {
            str want = visible(compare_member_sentence(&m.rep.text[m.rep.newest], i), m.f.ar);
            CHECK_MSG(has_words(buf_str(&words), want), "round %d: \"%.*s\"", round, STR_ARG(want));
        }
        for (uint32_t i = 0; i < m.rep.n_older; i++) {
            if (m.rep.older[i].label != LABEL_DROPPED) continue;
            str want = visible(compare_member_sentence(&m.rep.text[m.rep.previous], i), m.f.ar);
            CHECK_MSG(has_words(buf_str(&words), want), "round %d: dropped \"%.*s\"", round, STR_ARG(want));
        }
        buf_free(&words);
        buf_free(&out);
        unmake(&m);
    }
}

/* A group with sentences has a box to tick, one without is named as empty; never both, never neither. */
TEST(the_page_counts_every_group)
{
    uint64_t seed = 86;
    for (int round = 0; round < 40; round++) {
        struct made m;
        buf out = {0};
        CHECK(make(&m, &seed));
        str page = face(&m, FACE_HTML, 80, false, &out);
        size_t at = str_find(page, STR("No sentence is "), 0);
        str empty = at == SIZE_MAX ? STR("") : (str){page.p + at, str_find(page, STR("</p>"), at) - at};
        for (int g = 0; g < GROUP_COUNT; g++) {
            char box[64];
            (void)snprintf(box, sizeof box, "id=\"f-%s\" checked> ", change_group_faces[g].key);
            bool some = m.view.group_sentences[g] > 0, passed_over = g == GROUP_NEW && m.rep.whole_series;
            CHECK_INT(count_of(page, box), some);
            CHECK_MSG(has(empty, change_group_faces[g].key) == (!some && !passed_over), "round %d: %s", round,
                      change_group_faces[g].key);
        }
        buf_free(&out);
        unmake(&m);
    }
}

/* Against some texts only nothing may be called the first: neither a sentence nor a concept, in no face. */
TEST(first_is_said_of_whole_series_alone)
{
    struct made m;
    uint64_t seed = 87;
    uint32_t some = 0;
    for (int round = 0; round < 40; round++) {
        buf out = {0};
        CHECK(make(&m, &seed));
        m.f.series.whole = false;
        CHECK(!compare_series_run(&m.rep, &m.f.series, m.f.ar, &m.f.err) &&
              !change_view_make(&m.view, &m.rep, m.f.ar, &m.f.err));
        CHECK_INT(m.view.group_sentences[GROUP_FIRST], 0);
        for (uint32_t i = 0; i < m.view.n_concept; i++) {
            CHECK(m.view.concept[i].group != GROUP_FIRST);
            some += str_eq(m.view.concept[i].line, STR("new: not in the text before"));
        }
        CHECK(!has(face(&m, FACE_TERMINAL, 80, true, &out), "first said here"));
        CHECK(!has(face(&m, FACE_HTML, 80, true, &out), "first said here"));
        buf_free(&out);
        unmake(&m);
    }
    CHECK(some > 0);
}

/* ---- words ---- */

TEST(lengths_and_runs_in_words)
{
    arena *ar = arena_new(0);
    struct compare_length l = {.older_words = 150,
                               .newer_words = 133,
                               .older_items = 12,
                               .newer_items = 5,
                               .older_items_basis = ITEMS_MANIFEST,
                               .newer_items_basis = ITEMS_MANIFEST};
    CHECK(ar);
    CHECK_STR(change_say_length(&l, ar), "133 words against 150; 5 items against 12 (as the manifest says)");
    l.older_items_basis = ITEMS_COUNTED;
    CHECK_STR(change_say_length(&l, ar), "133 words against 150; 5 items against 12 (as the manifest says; counted)");
    l.older_items = -1;
    CHECK_STR(change_say_length(&l, ar), "133 words against 150");
    struct compare_member text[6] = {{.n_not_read = 0}};
    static const char *const name[] = {"s/1", "s/2", "s/3", "s/4", "s/5", "s/6"};
    for (size_t i = 0; i < ARRAY_LEN(text); i++) text[i].doc.name = str_of(name[i]);
    struct compare_run run[] = {{0, 1}, {4, 5}};
    struct compare_runs runs = {run, 2, 4};
    CHECK_STR(change_say_runs(text, &runs, false, ar), "4 texts, s/1 to s/6, without 2 between");
    text[2].n_not_read = 1;
    CHECK_STR(change_say_runs(text, &runs, true, ar), "at least 4 texts, s/1 to s/6, without 2 between (1 read only in part)");
    text[3].n_not_read = 1;
    CHECK_STR(change_say_runs(text, &runs, false, ar), "4 texts, s/1 to s/6, without 2 between (read only in part)");
    run[0].to = 0;
    runs = (struct compare_runs){run, 1, 1};
    CHECK_STR(change_say_runs(text, &runs, false, ar), "1 text, s/1");
    runs.n = 0;
    CHECK_STR(change_say_runs(text, &runs, false, ar), "");
    arena_free(ar);
}

/* Two manifests that do not know of each other: every answer over such a text says that one of them was taken. */
TEST(disputes_are_told)
{
    struct made m;
    uint64_t seed = 88;
    buf out = {0};
    CHECK(make(&m, &seed));
    m.f.text[0].doc.disputed = true;
    CHECK(!compare_series_run(&m.rep, &m.f.series, m.f.ar, &m.f.err) && !change_view_make(&m.view, &m.rep, m.f.ar, &m.f.err));
    const char *line = "t/1 is in dispute: two manifests stand (entente show).";
    CHECK(has_words(face(&m, FACE_TERMINAL, 60, false, &out), str_of(line)) && has(face(&m, FACE_HTML, 60, false, &out), line));
    CHECK(has(face(&m, FACE_JSON, 60, false, &out), line));
    m.f.text[0].doc.disputed = false;
    CHECK(!compare_series_run(&m.rep, &m.f.series, m.f.ar, &m.f.err) && !change_view_make(&m.view, &m.rep, m.f.ar, &m.f.err));
    CHECK(!has(face(&m, FACE_TERMINAL, 60, false, &out), "dispute"));
    buf_free(&out);
    unmake(&m);
}

/* The page of a text without a title is headed by its name; on a terminal the name comes first anyway. */
TEST(untitled_pages_have_a_name)
{
    struct made m;
    uint64_t seed = 89;
    buf out = {0};
    CHECK(make(&m, &seed));
    char head[64];
    (void)snprintf(head, sizeof head, "<h1>t/%u</h1>\n<p>untitled; ", m.f.n_text);
    CHECK(has(face(&m, FACE_HTML, 60, false, &out), head));
    m.f.text[m.f.n_text - 1].doc.manifest.title = STR("On <rivers>");
    CHECK(has(face(&m, FACE_HTML, 60, false, &out), "<h1>On &lt;rivers&gt;</h1>\n<p>t/"));
    buf_free(&out);
    unmake(&m);
}

TEST(coverage_leaves_nothing_out)
{
    arena *ar = arena_new(0);
    struct compare_member text[2] = {{.n_not_read = 0}, {.n_not_read = 1}};
    struct compare_coverage c = {
        .n_text = 2, .first = test_day("2024-01-01"), .last = test_day("2025-01-01"), .view = RECORD_NOW};
    CHECK(ar);
    text[1].doc.name = STR("s/2025-01-01");
    CHECK_STR(change_say_coverage(&c, STR("s"), text, 2, ar),
              "2 texts of s, 1 January 2024 to 1 January 2025. s/2025-01-01 could not be read on 1 subject: there it is "
              "unknown, not silent.");
    c = (struct compare_coverage){.n_text = 3,
                                  .first = test_day("2024-01-01"),
                                  .last = test_day("2024-01-01"),
                                  .n_digest = 1,
                                  .n_undated = 2,
                                  .n_copy = 1,
                                  .n_reply = 2,
                                  .n_dateless = 1,
                                  .cut = true,
                                  .view = {0, test_day("2024-06-30")}};
    CHECK_STR(change_say_coverage(&c, STR(""), text, 1, ar),
              "3 texts, 1 January 2024, 1 without a date. 1 of them is a digest that stands for a text not in the record. Left "
              "out: 2 without a date, 1 copy. 2 replies are shown, not compared. "
              "Far older texts were not all read: close matches there may be missed. The record as of 1970-01-01T00:00:00Z. "
              "Texts up to 30 June 2024 only.");
    arena_free(ar);
}

TESTS(CASE(terminal_fits_and_gives_no_orders), CASE(terminal_tells_every_finding_with_its_place), CASE(redlines_read_both_ways),
      CASE(json_is_the_view), CASE(pages_are_well_formed), CASE(the_page_counts_every_group),
      CASE(first_is_said_of_whole_series_alone), CASE(lengths_and_runs_in_words), CASE(disputes_are_told),
      CASE(untitled_pages_have_a_name), CASE(coverage_leaves_nothing_out))
