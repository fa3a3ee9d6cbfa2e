/* Unit tests of the present room: the JSON writer, lines on a terminal, tables, escaping. */
#include <jansson.h>
#include <math.h>

#include "present/html.h"
#include "present/json.h"
#include "present/present.h"
#include "present/term.h"
#include "test.h"

/* Whatever bytes go in, an independent reader (jansson) takes what comes out, and gets the same text back. */
TEST(json_of_any_bytes_is_valid)
{
    uint32_t seed = 7;
    for (int round = 0; round < 300; round++) {
        char bytes[64];
        size_t n = (size_t)round % sizeof bytes;
        for (size_t i = 0; i < n; i++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[i] = (char)(seed >> 24);
        }
        buf out = {0};
        struct jout j = {.out = &out};
        jout_object(&j, NULL);
        jout_str(&j, "k", (str){bytes, n});
        jout_array(&j, "list");
        jout_real(&j, NULL, (double)round / 3);
        jout_int(&j, NULL, INT64_MIN);
        jout_null(&j, NULL);
        jout_bool(&j, NULL, true);
        jout_end(&j);
        jout_end(&j);
        json_error_t why;
        json_t *read = json_loadb(out.p, out.n, JSON_ALLOW_NUL, &why);
        CHECK_MSG(read, "round %d: %s", round, why.text);
        const json_t *k = json_object_get(read, "k");
        str got = {json_string_value(k), json_string_length(k)};
        buf want = {0};
        for (size_t at = 0, size; at < n; at += size) {
            bool bad = utf8_decode((str){bytes, n}, at, &size) < 0;
            buf_add(&want, bad ? STR("\xEF\xBF\xBD") : (str){bytes + at, size});
        }
        CHECK(str_eq(got, buf_str(&want)));
        json_decref(read);
        buf_free(&out);
        buf_free(&want);
    }
}

TEST(json_layout_and_numbers)
{
    buf out = {0};
    struct jout j = {.out = &out};
    jout_object(&j, NULL);
    jout_array(&j, "empty");
    jout_end(&j);
    jout_real(&j, "half", 0.5);
    jout_real(&j, "none", NAN);
    jout_day(&j, "day", 0);
    jout_day(&j, "no_day", DATE_NONE);
    jout_span(&j, "at", (span){3, 9});
    jout_strz(&j, "line", "a\"b\\c\nd\x1b\xE2\x80\xA8");
    jout_end(&j);
    CHECK_STR(buf_str(&out), "{\n  \"empty\": [],\n  \"half\": 0.5000,\n  \"none\": null,\n  \"day\": \"1970-01-01\",\n"
                             "  \"no_day\": null,\n  \"at\": [3, 9],\n  \"line\": \"a\\\"b\\\\c\\nd\\u001b\\u2028\"\n}\n");
    buf_free(&out);
}

/* Every line fits, and the lines put together again are the words that went in. */
TEST(paragraphs_fit_and_lose_nothing)
{
    static const char *const texts[] = {"",
                                        "one",
                                        "The two sides reaffirmed that the commitment stands, and that it will go on standing.",
                                        "한미 핵협의그룹은 확장억제의 강화를 위한 지속적인 양자 협의체이다.",
                                        "핵협의그룹핵협의그룹핵협의그룹핵협의그룹핵협의그룹핵협의그룹핵협의그룹",
                                        "averyveryveryveryveryveryveryveryveryveryverylongwordwithoutanyspaceatall and more"};
    for (size_t t = 0; t < ARRAY_LEN(texts); t++) {
        for (uint32_t columns = 12; columns < 60; columns += 7) {
            buf out = {0}, flat = {0}, want = {0};
            present_wrap(&out, str_of(texts[t]), 2, columns);
            str rest = buf_str(&out), line;
            while (list_next(&rest, '\n', &line)) {
                CHECK_MSG(utf8_columns(line) + 2 <= columns, "%zu at %u", t, columns);
                buf_add(&flat, line);
            }
            for (const char *p = texts[t]; *p; p++) {
                if (*p != ' ') buf_addc(&want, *p);
            }
            size_t keep = 0;
            for (size_t i = 0; i < flat.n; i++) {
                if (flat.p[i] != ' ') flat.p[keep++] = flat.p[i];
            }
            flat.n = keep;
            CHECK(str_eq(buf_str(&flat), buf_str(&want)));
            buf_free(&out);
            buf_free(&flat);
            buf_free(&want);
        }
    }
}

TEST(terminal_takes_no_orders_from_a_text)
{
    buf out = {0};
    term_put(&out,
             STR("a\033[2Jb\x07\xC2\x9B"
                 "c\nd"),
             TERM_PLAIN, false);
    CHECK_STR(buf_str(&out), "a\xEF\xBF\xBD[2Jb\xEF\xBF\xBD\xEF\xBF\xBD"
                             "c d");
    buf_clear(&out);
    struct term_para p = {0};
    term_add(&p, STR("kept "), TERM_PLAIN);
    term_add(&p, STR("gone words"), TERM_DELETED);
    term_write(&out, &p, 0, 0, 11, true);
    /* The style is closed before the line breaks and opened again after it. */
    CHECK_STR(buf_str(&out), "kept \033[31;9mgone\033[0m\n\033[31;9mwords\033[0m\n");
    term_free(&p);
    buf_free(&out);
}

TEST(fits_wide_characters)
{
    buf out = {0};
    term_fit(&out, STR("핵협의그룹"), 7, true);
    CHECK_STR(buf_str(&out), "핵협의…");
    CHECK_INT(utf8_columns(buf_str(&out)), 7);
    buf_clear(&out);
    term_fit(&out, STR("핵협"), 6, true);
    CHECK_STR(buf_str(&out), "핵협  ");
    buf_free(&out);
}

TEST(html_escapes_everything)
{
    buf out = {0};
    html_begin(&out, STR("</title><script>alert(1)</script>"), STR("en\"><b>"));
    html_text(&out, STR("<a href='x' title=\"y\">&\x01\xFF"));
    html_end(&out);
    str page = buf_str(&out);
    CHECK(str_find(page, STR("<script"), 0) == SIZE_MAX);
    CHECK(str_find(page, STR("<html>"), 0) != SIZE_MAX); /* a hostile language tag is left out */
    CHECK(str_find(page, STR("&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;\xEF\xBF\xBD"), 0) != SIZE_MAX);
    CHECK(str_find(page, STR("http://"), 0) == SIZE_MAX && str_find(page, STR("https://"), 0) == SIZE_MAX);
    buf_free(&out);
}

TEST(tables_in_all_faces)
{
    static const struct present_column column[] = {{"name", "name", CELL_TEXT, 0, false},
                                                   {"n", "texts", CELL_NUMBER, 0, false},
                                                   {"title", "title", CELL_TEXT, 0, true},
                                                   {"hash", NULL, CELL_TEXT, 0, false}};
    struct present_cell cell[] = {
        {.text = STR("ncg")}, {.number = 12},       {.text = STR("한미 핵협의그룹 공동언론성명과 그 밖의 것")},
        {.text = STR("ab")},  {.text = STR("scm")}, {.number = 3},
        {.text = {NULL, 0}},  {.text = STR("cd")}};
    struct present_table t = {.schema = "entente/test/1",
                              .rows = "rows",
                              .title = "Test",
                              .column = column,
                              .n_column = 4,
                              .cell = cell,
                              .n_row = 2,
                              .foot = STR("2 rows")};
    struct present_style style = {FACE_TERMINAL, false, 40};
    buf out = {0};
    present_table(&out, &t, &style);
    CHECK_STR(buf_str(&out), "name  texts  title\nncg      12  한미 핵협의그룹 공동언론성…\nscm       3\n2 rows\n");
    buf_clear(&out);
    style.face = FACE_JSON;
    present_table(&out, &t, &style);
    json_t *read = json_loadb(out.p, out.n, 0, NULL);
    CHECK(read);
    const json_t *row = json_array_get(json_object_get(read, "rows"), 1);
    CHECK(json_is_null(json_object_get(row, "title")));
    CHECK_INT(json_integer_value(json_object_get(row, "n")), 3);
    json_decref(read);
    buf_clear(&out);
    style.face = FACE_HTML;
    present_table(&out, &t, &style);
    CHECK(str_find(buf_str(&out), STR("<td class=\"num\">12</td>"), 0) != SIZE_MAX);
    CHECK(str_find(buf_str(&out), STR(">ab<"), 0) == SIZE_MAX); /* a column without a heading is for JSON alone */
    buf_free(&out);
}

TESTS(CASE(json_of_any_bytes_is_valid), CASE(json_layout_and_numbers), CASE(paragraphs_fit_and_lose_nothing),
      CASE(terminal_takes_no_orders_from_a_text), CASE(fits_wide_characters), CASE(html_escapes_everything),
      CASE(tables_in_all_faces))
