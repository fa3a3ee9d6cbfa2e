/* Unit tests of the view of what changed and of its three faces, over small invented series. */
#include <jansson.h>

#include "present/change.h"
#include "present/present.h"
#include "series_fixture.h"
#include "test.h"

static const char *const river[] = {
    "Both sides met in the town.\nThe river stays open to all ships.\nFishing ends by the summer.\nThe ferry runs, the light "
    "burns, "
    "and the bridge stands.\nNorth Land threatened the locks.\n",
    "Both sides met in the town.\nThe river stays open to ships.\nThe ferry runs, the light burns, and the bridge stands.\nThe "
    "northern "
    "state threatened the locks.\nA new lock is planned for the lower bend.\n",
    "The ferry runs and the light burns.\nBoth sides met in the town.\nThe river stays open to all ships.\nThe northern head "
    "will lead "
    "the <b>works</b> & \"pay\" for them.\n",
};
static const char names[] = "concept: North Land\nalias.en: northern state\n\nconcept: river\n\nconcept: works\n";

struct made {
    arena *names_ar; /* of the concept list, which the fixture borrows */
    struct fixture f;
    struct compare_report rep;
    struct change_view view;
};

static bool make(struct made *m, const char *const *text, uint32_t n)
{
    str s[8];
    *m = (struct made){0};
    m->names_ar = arena_new(0);
    if (!m->names_ar || n > ARRAY_LEN(s) || concepts_parse(&m->f.list, str_of(names), m->names_ar, &m->f.err)) return false;
    for (uint32_t i = 0; i < n; i++) s[i] = str_of(text[i]);
    return fixture_make(&m->f, s, n) && !compare_series_run(&m->rep, &m->f.series, m->f.ar, &m->f.err) &&
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

/* Every sentence of both texts has exactly one finding that tells of it, and that finding shows it. */
TEST(every_sentence_is_told_once)
{
    struct made m;
    CHECK(make(&m, river, 3));
    uint32_t newer = 0, dropped = 0;
    for (uint32_t i = 0; i < m.view.n_finding; i++) {
        const struct change_finding *f = &m.view.finding[i];
        for (uint32_t p = 0; p < f->n_part; p++) {
            newer += f->part[p].n_newer;
            dropped += f->part[p].n_newer ? 0 : f->part[p].n_older;
            CHECK(f->part[p].n_newer || f->label == LABEL_DROPPED);
        }
    }
    CHECK_INT(newer, m.rep.n_newer);
    CHECK_INT(dropped, m.rep.older_count[LABEL_DROPPED]);
    for (uint32_t i = 0; i < m.rep.n_newer; i++) {
        const struct change_finding *f = &m.view.finding[m.view.of_newer[i]];
        bool shown = false;
        for (uint32_t p = 0; p < f->n_part; p++) {
            for (uint32_t q = 0; q < f->part[p].n_newer; q++) shown = shown || f->part[p].newer[q].sentence == i;
        }
        CHECK(shown);
    }
    unmake(&m);
}

/* The pieces of a redline, side by side, are the two sentences again. */
TEST(redlines_rebuild_both_sentences)
{
    struct made m;
    uint32_t looked_at = 0;
    CHECK(make(&m, river, 3));
    for (uint32_t i = 0; i < m.view.n_finding; i++) {
        for (uint32_t p = 0; p < m.view.finding[i].n_part; p++) {
            const struct change_part *part = &m.view.finding[i].part[p];
            if (!part->n_piece || part->n_older != 1 || part->n_newer != 1) continue;
            buf older = {0}, newer = {0};
            for (uint32_t k = 0; k < part->n_piece; k++) {
                buf_add(&older, part->piece[k].older);
                buf_add(&newer, part->piece[k].newer);
            }
            const str got[] = {buf_str(&older), buf_str(&newer)}, words[] = {part->older[0].words, part->newer[0].words};
            for (int side = 0; side < 2; side++) {
                /* White space apart: it is kept as a flag. */
                buf a = {0}, b = {0};
                for (size_t c = 0; c < got[side].n; c++)
                    if (got[side].p[c] != ' ') buf_addc(&a, got[side].p[c]);
                for (size_t c = 0; c < words[side].n; c++)
                    if (words[side].p[c] != ' ') buf_addc(&b, words[side].p[c]);
                CHECK_MSG(str_eq(buf_str(&a), buf_str(&b)), "%.*s", STR_ARG(words[side]));
                buf_free(&a);
                buf_free(&b);
            }
            looked_at++;
            buf_free(&older);
            buf_free(&newer);
        }
    }
    CHECK(looked_at > 0);
    unmake(&m);
}

/* JSON is read by an independent reader; labels and counts are those of the report. */
TEST(json_accounts_for_all)
{
    struct made m;
    buf out = {0};
    json_error_t why;
    CHECK(make(&m, river, 3));
    str text = face(&m, FACE_JSON, 80, false, &out);
    json_t *j = json_loadb(text.p, text.n, 0, &why);
    CHECK_MSG(j, "%s", why.text);
    CHECK_STR(str_of(json_string_value(json_object_get(j, "schema"))), "entente/compare/1");
    const json_t *sentences = json_object_get(j, "sentences");
    CHECK_INT(json_array_size(json_object_get(sentences, "newer")), m.rep.n_newer);
    CHECK_INT(json_array_size(json_object_get(sentences, "older")), m.rep.n_older);
    CHECK_INT(json_array_size(json_object_get(j, "findings")), m.view.n_finding);
    for (uint32_t i = 0; i < m.rep.n_newer; i++) {
        const json_t *one = json_array_get(json_object_get(sentences, "newer"), i);
        str label = str_of(json_string_value(json_object_get(one, "label"))),
            want = str_of(compare_label_name(m.rep.newer[i].label));
        CHECK(str_eq(label, want) ||
              (str_eq(label, STR("moved-and-reworded")) && m.rep.newer[i].label == LABEL_MOVED_REWORDED));
        /* Its bytes are where its words stand. */
        const json_t *bytes = json_object_get(one, "bytes");
        CHECK_INT(json_integer_value(json_array_get(bytes, 0)), m.rep.newer[i].source.begin);
        CHECK_INT(json_integer_value(json_array_get(bytes, 1)), m.rep.newer[i].source.end);
    }
    json_decref(j);
    buf_free(&out);
    unmake(&m);
}

/* No line is wider than the terminal, whatever its width; colours change no letter. */
TEST(terminal_keeps_its_width)
{
    struct made m;
    buf out = {0}, plain = {0};
    CHECK(make(&m, river, 3));
    for (uint32_t columns = 40; columns <= 120; columns += 20) {
        str rest = face(&m, FACE_TERMINAL, columns, true, &out), line;
        while (list_next(&rest, '\n', &line)) CHECK_MSG(utf8_columns(line) <= columns, "%u: %.*s", columns, STR_ARG(line));
    }
    struct present_style style = {FACE_TERMINAL, true, 80};
    bool differs = false;
    (void)face(&m, FACE_TERMINAL, 80, false, &plain);
    buf_clear(&out);
    CHECK_INT(present_compare(&out, &m.rep, false, &style, &differs, m.f.ar, &m.f.err), OK);
    CHECK(differs);
    buf bare = {0};
    for (size_t i = 0; i < out.n; i++) {
        if (out.p[i] != '\033')
            buf_addc(&bare, out.p[i]);
        else
            while (out.p[i] != 'm') i++;
    }
    CHECK(str_eq(buf_str(&bare), buf_str(&plain)));
    CHECK(out.n > plain.n);
    buf_free(&out);
    buf_free(&plain);
    buf_free(&bare);
    unmake(&m);
}

static uint32_t count(str s, const char *zt)
{
    uint32_t n = 0;
    for (size_t at = 0; (at = str_find(s, str_of(zt), at)) != SIZE_MAX; at++) n++;
    return n;
}

/* The page: markup of a hostile text is shown, not obeyed; tags that open are closed; nothing is asked of the network. */
TEST(page_is_whole_and_harmless)
{
    static const char *const closed[] = {"main", "section", "table", "tbody", "tr",  "td",  "article",
                                         "ul",   "li",      "p",     "h2",    "ins", "del", "span"};
    struct made m;
    buf out = {0};
    CHECK(make(&m, river, 3));
    m.f.text[2].doc.manifest.title = STR("</title><script>alert(1)</script>");
    m.f.text[2].doc.manifest.language = STR("en\" onload=\"x");
    str page = face(&m, FACE_HTML, 80, false, &out);
    CHECK(page.n > 0);
    CHECK_INT(count(page, "<script"), 0);
    CHECK_INT(count(page, "onload=\"x"), 0);
    CHECK_INT(count(page, "<b>works"), 0);
    CHECK(count(page, "&lt;b&gt;works&lt;/b&gt; &amp; &quot;pay&quot;") > 0);
    CHECK_INT(count(page, "http"), 1); /* http-equiv */
    CHECK_INT(count(page, "<h1"), 1);
    for (size_t i = 0; i < ARRAY_LEN(closed); i++) {
        char open[2][16], close[16];
        (void)snprintf(open[0], sizeof open[0], "<%s>", closed[i]);
        (void)snprintf(open[1], sizeof open[1], "<%s ", closed[i]);
        (void)snprintf(close, sizeof close, "</%s>", closed[i]);
        CHECK_MSG(count(page, open[0]) + count(page, open[1]) == count(page, close), "%s", closed[i]);
    }
    buf_free(&out);
    unmake(&m);
}

/* The same text twice: nothing differs, and nothing is told but that all was kept. */
TEST(nothing_changed)
{
    const char *const same[] = {river[0], river[0]};
    struct made m;
    CHECK(make(&m, same, 2));
    CHECK(!m.view.differs);
    CHECK_INT(m.view.group_sentences[GROUP_KEPT], 5);
    for (uint32_t i = 0; i < m.view.n_finding; i++) CHECK_INT(m.view.finding[i].n_remark, 0);
    unmake(&m);
}

/* The first text of a series has no older one, in any face. */
TEST(first_of_its_series)
{
    struct made m;
    buf out = {0};
    CHECK(make(&m, river, 1));
    CHECK(str_find(face(&m, FACE_TERMINAL, 80, true, &out), STR("the first text of its series"), 0) != SIZE_MAX);
    CHECK(str_find(face(&m, FACE_HTML, 80, true, &out), STR("The first text of its series"), 0) != SIZE_MAX);
    str text = face(&m, FACE_JSON, 80, true, &out);
    json_t *j = json_loadb(text.p, text.n, 0, NULL);
    CHECK(j && json_is_null(json_object_get(j, "older")));
    json_decref(j);
    buf_free(&out);
    unmake(&m);
}

TESTS(CASE(every_sentence_is_told_once), CASE(redlines_rebuild_both_sentences), CASE(json_accounts_for_all),
      CASE(terminal_keeps_its_width), CASE(page_is_whole_and_harmless), CASE(nothing_changed), CASE(first_of_its_series))
