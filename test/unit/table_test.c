/* Tables and facts in all faces, held against their cells: whatever the width of the terminal and whatever stands in a cell. */
#include "base/random.h"
#include "face_help.h"
#include "present/sheet.h"
#include "test.h"

/* Columns of every kind; the last one is for JSON alone. */
static const struct present_column mixed[] = {
    {"name", "name", CELL_TEXT, 14, false},        {"texts", "texts", CELL_NUMBER, 0, false},
    {"open", "open", CELL_FLAG, 0, false},         {"title", "title", CELL_TEXT, 0, true},
    {"also", "also called", CELL_LIST, 20, false}, {"hash", NULL, CELL_TEXT, 0, false}};
enum { COLUMNS = ARRAY_LEN(mixed), ROWS_MAX = 8 };

/* Words of one, two and no columns a character, signs of HTML and JSON, orders to a terminal, ill-formed bytes. */
static const char *const pieces[] = {"river",
                                     "한국",
                                     "e\xCC\x81t\xC3\xA9",
                                     "中文",
                                     "<b>&\"'",
                                     "\\n",
                                     "\033[31m",
                                     "\xFF\xC3",
                                     "\xE2\x80\xAE",
                                     "a-very-long-word-that-no-narrow-column-can-hold-at-all",
                                     "x",
                                     "U+FE0F\xEF\xB8\x8F",
                                     "two words"};

static str random_text(uint64_t *seed, uint32_t most, arena *ar)
{
    buf b = {0};
    uint32_t n = random_below(seed, most + 1);
    for (uint32_t i = 0; i < n; i++) {
        if (i) buf_addc(&b, ' ');
        buf_addz(&b, pieces[random_below(seed, ARRAY_LEN(pieces))]);
    }
    str s = str_copy(ar, buf_str(&b));
    buf_free(&b);
    return s;
}

/* A table of up to ROWS_MAX random rows; cell: [ROWS_MAX * COLUMNS]. */
static struct present_table random_table(struct present_cell *cell, uint64_t *seed, arena *ar)
{
    uint32_t n_row = random_below(seed, ROWS_MAX + 1);
    for (uint32_t r = 0; r < n_row; r++) {
        struct present_cell *row = &cell[r * COLUMNS];
        row[0].text = random_text(seed, 2, ar);
        row[1].number = (int64_t)random_next(seed) >> (random_below(seed, 60));
        row[2].number = random_below(seed, 2);
        row[3].text = random_text(seed, 12, ar);
        row[4].text = random_below(seed, 3) ? STR("one; two; three and four") : (str){NULL, 0};
        row[5].text = random_below(seed, 2) ? random_text(seed, 2, ar) : (str){NULL, 0};
    }
    return (struct present_table){.schema = "entente/test/1",
                                  .rows = "rows",
                                  .title = "A <test>",
                                  .column = mixed,
                                  .n_column = COLUMNS,
                                  .cell = cell,
                                  .n_row = n_row,
                                  .foot = random_text(seed, 6, ar)};
}

static str shown(buf *out, const struct present_table *t, enum present_face face, uint32_t columns)
{
    struct present_style style = {face, false, columns};
    buf_clear(out);
    present_table(out, t, &style);
    return buf_str(out);
}

/* From the narrowest terminal that is allowed to a very wide one, no line is longer than the terminal and none gives it orders. */
TEST(tables_fit_every_terminal)
{
    uint64_t seed = 71;
    for (int round = 0; round < 150; round++) {
        struct present_cell cell[ROWS_MAX * COLUMNS] = {{{NULL, 0}, 0}};
        arena *ar = arena_new(0);
        buf out = {0};
        CHECK(ar);
        struct present_table t = random_table(cell, &seed, ar);
        for (uint32_t columns = 40; columns <= 200; columns += 1 + random_below(&seed, 23)) {
            str bad = bad_line(shown(&out, &t, FACE_TERMINAL, columns), columns);
            CHECK_MSG(!bad.p, "round %d at %u: \"%.*s\"", round, columns, STR_ARG(bad));
        }
        buf_free(&out);
        arena_free(ar);
    }
}

/* The bytes that a face shows for s: hidden characters and ill-formed bytes as U+FFFD. */
static buf visible(str s)
{
    buf b = {0};
    for (size_t at = 0, size; at < s.n; at += size) {
        int32_t cp = utf8_decode(s, at, &size);
        if (cp < 0 || utf8_is_hidden(cp))
            buf_addz(&b, "\xEF\xBF\xBD");
        else
            buf_add(&b, (str){s.p + at, size});
    }
    return b;
}

/* Where the columns do not fit side by side, every word of every cell is there all the same. */
TEST(narrow_tables_lose_no_word)
{
    uint64_t seed = 72;
    for (int round = 0; round < 200; round++) {
        struct present_cell cell[ROWS_MAX * COLUMNS] = {{{NULL, 0}, 0}};
        arena *ar = arena_new(0);
        buf out = {0};
        CHECK(ar);
        struct present_table t = random_table(cell, &seed, ar);
        str text = shown(&out, &t, FACE_TERMINAL, 40);
        bool as_columns = t.n_row && str_starts(text, STR("name"));
        for (uint32_t i = 0; !as_columns && i < t.n_row * COLUMNS; i++) {
            if (!mixed[i % COLUMNS].head || !cell[i].text.n) continue;
            buf want = visible(cell[i].text);
            CHECK_MSG(has_words(text, buf_str(&want)), "round %d: \"%.*s\" is not shown", round, STR_ARG(buf_str(&want)));
            buf_free(&want);
        }
        buf_free(&out);
        arena_free(ar);
    }
}

/* Columns stand one under the other: each cell of a column begins where its heading does, numbers end where it ends. */
TEST(columns_are_straight)
{
    static const struct present_column column[] = {
        {"a", "a", CELL_TEXT, 0, false}, {"n", "number", CELL_NUMBER, 0, false}, {"b", "b", CELL_TEXT, 0, true}};
    struct present_cell cell[] = {{.text = STR("한국")},      {.number = 7},      {.text = STR("x")},
                                  {.text = STR("e\xCC\x81")}, {.number = -12345}, {.text = STR("y")},
                                  {.text = STR("")},          {.number = 0},      {.text = STR("z")}};
    struct present_table t = {.title = "T", .column = column, .n_column = 3, .cell = cell, .n_row = 3, .foot = STR("")};
    buf out = {0};
    CHECK_STR(shown(&out, &t, FACE_TERMINAL, 60),
              "a     number  b\n한국       7  x\ne\xCC\x81     -12345  y\n           0  z\n");
    t.n_row = 0;
    CHECK_STR(shown(&out, &t, FACE_TERMINAL, 60), ""); /* no heading over nothing */
    buf_free(&out);
}

/* JSON holds every cell, also those without a heading, in the type that its column has. */
TEST(json_holds_every_cell)
{
    uint64_t seed = 73;
    for (int round = 0; round < 100; round++) {
        struct present_cell cell[ROWS_MAX * COLUMNS] = {{{NULL, 0}, 0}};
        arena *ar = arena_new(0);
        buf out = {0};
        CHECK(ar);
        struct present_table t = random_table(cell, &seed, ar);
        str text = shown(&out, &t, FACE_JSON, 80);
        json_t *j = json_loadb(text.p, text.n, 0, NULL);
        CHECK(j);
        CHECK(!strcmp(json_text(j, "schema"), "entente/test/1"));
        CHECK_INT(json_count(j, "rows"), t.n_row);
        for (uint32_t r = 0; r < t.n_row; r++) {
            const json_t *row = json_at(j, "rows", r);
            const struct present_cell *want = &cell[r * COLUMNS];
            CHECK_INT(json_object_size(row), COLUMNS);
            CHECK_INT(json_number(row, "texts"), want[1].number);
            CHECK(json_is_boolean(json_object_get(row, "open")) &&
                  json_is_true(json_object_get(row, "open")) == (want[2].number != 0));
            CHECK_INT(json_count(row, "also"), want[4].text.p ? 3 : 0);
            CHECK(!want[4].text.p || !strcmp(json_string_value(json_at(row, "also", 2)), "three and four"));
            CHECK(json_is_null(json_object_get(row, "hash")) == !want[5].text.p);
        }
        json_decref(j);
        buf_free(&out);
        arena_free(ar);
    }
}

/* The page is well formed whatever the cells hold, has a row for each row, and shows each cell's words. */
TEST(pages_are_well_formed)
{
    uint64_t seed = 74;
    for (int round = 0; round < 100; round++) {
        struct present_cell cell[ROWS_MAX * COLUMNS] = {{{NULL, 0}, 0}};
        arena *ar = arena_new(0);
        buf out = {0};
        CHECK(ar);
        struct present_table t = random_table(cell, &seed, ar);
        str page = shown(&out, &t, FACE_HTML, 80);
        const char *fault = html_fault(page);
        CHECK_MSG(!fault, "round %d: %s", round, fault);
        CHECK_INT(count_of(page, "<tr>"), t.n_row + 1);
        CHECK_INT(count_of(page, "<td>") + count_of(page, "<td class=\"num\">"), t.n_row * (COLUMNS - 1));
        buf words = html_words(page);
        for (uint32_t r = 0; r < t.n_row; r++) {
            buf want = visible(cell[r * COLUMNS + 3].text);
            CHECK_MSG(str_find(buf_str(&words), buf_str(&want), 0) != SIZE_MAX, "round %d: %.*s", round,
                      STR_ARG(buf_str(&want)));
            buf_free(&want);
        }
        buf_free(&words);
        buf_free(&out);
        arena_free(ar);
    }
}

/* ---- facts ---- */

TEST(facts_are_a_sentence_or_an_object)
{
    const struct present_fact fact[] = {{"n", CELL_NUMBER, {NULL, 0}, -3},
                                        {"ok", CELL_FLAG, {NULL, 0}, 1},
                                        {"who", CELL_TEXT, STR("A \"B\""), 0},
                                        {"none", CELL_TEXT, {NULL, 0}, 0}};
    const str line[] = {STR("first \033 line"), STR("second line")};
    struct present_facts f = {.schema = "entente/facts/1",
                              .sentence = STR("three were lost"),
                              .fact = fact,
                              .n_fact = ARRAY_LEN(fact),
                              .lines = "problems",
                              .line = line,
                              .n_line = 2};
    struct present_style style = {FACE_TERMINAL, false, 40};
    buf out = {0};
    present_facts(&out, &f, &style);
    CHECK_STR(buf_str(&out), "first \xEF\xBF\xBD line\nsecond line\nthree were lost\n");
    buf_clear(&out);
    style.face = FACE_JSON;
    present_facts(&out, &f, &style);
    json_t *j = json_loadb(out.p, out.n, 0, NULL);
    CHECK(j);
    CHECK_INT(json_number(j, "n"), -3);
    CHECK(json_is_true(json_object_get(j, "ok")) && json_is_null(json_object_get(j, "none")));
    CHECK(!strcmp(json_text(j, "who"), "A \"B\"") && json_count(j, "problems") == 2);
    json_decref(j);
    f.lines = NULL; /* without a name for them the lines are for people alone */
    buf_clear(&out);
    present_facts(&out, &f, &style);
    CHECK(!has(buf_str(&out), "second line"));
    buf_free(&out);
}

/* ---- sheets ---- */

/* Sections without anything in them have no heading; the coverage closes the answer in both faces. */
TEST(sheets_leave_out_what_is_empty)
{
    struct sheet_quote quote[] = {
        {.name = STR("river"),
         .about = STR("said once"),
         .words = STR("The <river> is wide."),
         .mark = {4, 11},
         .language = STR("en")},
        {.place = STR("t/1 @0-3"), .about = STR("later"), .words = STR("No mark here."), .language = STR("x\"y")}};
    struct sheet_section section[] = {{.heading = "Empty"},
                                      {.heading = "Uses", .quote = quote, .n_quote = 2},
                                      {.heading = "Words", .line = STR("A line & more")}};
    struct sheet s = {.title = STR("History of <river>"),
                      .lead = STR("Said twice."),
                      .section = section,
                      .n_section = 3,
                      .coverage = STR("2 texts.")};
    struct present_style style = {FACE_TERMINAL, false, 60};
    buf out = {0};
    sheet_terminal(&out, &s, &style);
    CHECK_STR(buf_str(&out), "History of <river>\nSaid twice.\n\nUses\n  river  said once\n    The [<river>] is wide.\n  t/1 "
                             "@0-3  later\n    No mark here.\n\nWords\n  A line & more\n\nCoverage: 2 texts.\n");
    buf_clear(&out);
    sheet_html(&out, &s);
    str page = buf_str(&out);
    CHECK_MSG(!html_fault(page), "%s", html_fault(page));
    CHECK(!has(page, "Empty") && has(page, "The <mark>&lt;river&gt;</mark> is wide.") && has(page, "<strong>river</strong>"));
    CHECK(has(page, "<p lang=\"en\">The ") && has(page, "<p>No mark here.") && count_of(page, "class=\"place\"") == 1);
    CHECK(str_find(page, STR("Coverage"), 0) > str_find(page, STR("A line &amp; more"), 0));
    buf_free(&out);
}

TESTS(CASE(tables_fit_every_terminal), CASE(narrow_tables_lose_no_word), CASE(columns_are_straight),
      CASE(json_holds_every_cell), CASE(pages_are_well_formed), CASE(facts_are_a_sentence_or_an_object),
      CASE(sheets_leave_out_what_is_empty))
