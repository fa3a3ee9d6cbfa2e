/* Properties of what the faces are made of: nested JSON, lines of a given width with wide characters and styles, text
** for HTML, over random input. */
#include <jansson.h>

#include "base/random.h"
#include "present/html.h"
#include "present/json.h"
#include "present/term.h"
#include "test.h"

/* ---- JSON ---- */

/* The same random tree, made by the writer and by jansson; a leaf at depth 6. */
static json_t *random_tree(struct jout *j, const char *key, int depth, uint64_t *seed)
{
    static const char *const keys[] = {"a", "b", "two words", "q\"uote", "\xED\x95\x9C"};
    uint32_t what = random_below(seed, depth >= 6 ? 4 : 6);
    if (what == 0) {
        int64_t v = (int64_t)random_next(seed);
        jout_int(j, key, v);
        return json_integer(v);
    }
    if (what == 1) {
        bool v = random_below(seed, 2) != 0;
        jout_bool(j, key, v);
        return json_boolean(v);
    }
    if (what == 2) {
        jout_null(j, key);
        return json_null();
    }
    if (what == 3) {
        jout_strz(j, key, "line\nnext\ttab \x7F end");
        return json_string("line\nnext\ttab \x7F end");
    }
    uint32_t n = random_below(seed, 5);
    json_t *all = what == 4 ? json_array() : json_object();
    (what == 4 ? jout_array : jout_object)(j, key);
    for (uint32_t i = 0; i < n; i++) {
        if (what == 4)
            (void)json_array_append_new(all, random_tree(j, NULL, depth + 1, seed));
        else
            (void)json_object_set_new(all, keys[i], random_tree(j, keys[i], depth + 1, seed));
    }
    jout_end(j);
    return all;
}

TEST(json_trees_are_read_back_equal)
{
    uint64_t seed = 51;
    for (int round = 0; round < 400; round++) {
        buf out = {0};
        struct jout j = {.out = &out, .one_line = round % 2 == 0};
        jout_array(&j, NULL);
        json_t *want = json_array();
        (void)json_array_append_new(want, random_tree(&j, NULL, 0, &seed));
        jout_end(&j);
        json_error_t why;
        json_t *got = json_loadb(out.p, out.n, 0, &why);
        CHECK_MSG(got, "round %d: %s", round, why.text);
        CHECK_MSG(json_equal(got, want), "round %d: %.*s", round, STR_ARG(buf_str(&out)));
        CHECK(out.p[out.n - 1] == '\n');
        CHECK(!j.one_line || str_find(buf_str(&out), STR("\n"), 0) == out.n - 1);
        json_decref(got);
        json_decref(want);
        buf_free(&out);
    }
}

TEST(json_nests_to_its_depth)
{
    buf out = {0};
    struct jout j = {.out = &out, .one_line = true};
    for (int i = 0; i < JSON_DEPTH_MAX; i++) jout_array(&j, NULL);
    for (int i = 0; i < JSON_DEPTH_MAX; i++) jout_end(&j);
    CHECK_INT(out.n, 2 * JSON_DEPTH_MAX + 1);
    CHECK_INT(j.depth, 0);
    buf_free(&out);
}

/* ---- lines ---- */

/* Words of one, two and no columns a character, and one longer than any line. */
static void random_para(struct term_para *p, buf *words, uint64_t *seed)
{
    static const char *const pieces[] = {
        "the",
        "\xED\x95\x9C\xEA\xB5\xAD",
        "e\xCC\x81t\xC3\xA9",
        "\xE4\xB8\xAD",
        "a-b",
        "\xED\x99\x95\xEC\x9E\xA5\xEC\x96\xB5\xEC\xA0\x9C\xED\x99\x95\xEC\x9E\xA5\xEC\x96\xB5\xEC\xA0\x9C",
        "averyveryveryverylongwordthatgoeson",
        "."};
    uint32_t n = random_below(seed, 25);
    for (uint32_t i = 0; i < n; i++) {
        const char *piece = pieces[random_below(seed, ARRAY_LEN(pieces))];
        if (i) term_addz(p, random_below(seed, 4) ? " " : "\n", (enum term_style)random_below(seed, TERM_MATCH + 1));
        term_addz(p, piece, (enum term_style)random_below(seed, TERM_MATCH + 1));
        buf_addz(words, piece);
    }
}

/* out without escape sequences, which must be CSI ... m; *open: a style was left on at a line end. */
static void strip_styles(buf *plain, str out, bool *open)
{
    bool on = false;
    *open = false;
    for (size_t i = 0; i < out.n; i++) {
        if (out.p[i] == '\033') {
            size_t end = str_find(out, STR("m"), i);
            if (end == SIZE_MAX) return;
            on = end > i + 3 || out.p[i + 2] != '0';
            i = end;
            continue;
        }
        *open = *open || (on && out.p[i] == '\n');
        buf_addc(plain, out.p[i]);
    }
}

TEST(random_paragraphs_fit_in_every_width)
{
    uint64_t seed = 52;
    for (int round = 0; round < 3000; round++) {
        struct term_para p = {0};
        buf words = {0}, plain = {0}, colored = {0}, stripped = {0}, joined = {0};
        random_para(&p, &words, &seed);
        uint32_t indent = random_below(&seed, 12), columns = indent + 10 + random_below(&seed, 60);
        uint32_t column = random_below(&seed, indent + 1);
        term_write(&plain, &p, column, indent, columns, false);
        term_write(&colored, &p, column, indent, columns, true);
        bool open;
        strip_styles(&stripped, buf_str(&colored), &open);
        CHECK_MSG(str_eq(buf_str(&stripped), buf_str(&plain)), "round %d: colours change the words", round);
        CHECK_MSG(!open, "round %d: a style runs over a line end", round);
        str rest = buf_str(&plain);
        for (uint32_t k = 0; rest.n; k++) {
            str line = str_cut(rest, '\n', &rest);
            size_t wide = utf8_columns(line) + (k ? 0 : column);
            CHECK_MSG(wide <= columns, "round %d: %zu columns of %u: \"%.*s\"", round, wide, columns, STR_ARG(line));
            CHECK_MSG(!line.n || line.p[line.n - 1] != ' ', "round %d: white space ends a line", round);
            for (size_t i = 0; k && i < indent && line.n; i++) CHECK(line.p[i] == ' ');
            for (size_t i = 0; i < line.n; i++)
                if (line.p[i] != ' ') buf_addc(&joined, line.p[i]);
        }
        CHECK_MSG(str_eq(buf_str(&joined), buf_str(&words)), "round %d: words were lost", round);
        term_free(&p);
        buf *all[] = {&words, &plain, &colored, &stripped, &joined};
        for (size_t i = 0; i < ARRAY_LEN(all); i++) buf_free(all[i]);
    }
}

TEST(fitted_text_has_its_width)
{
    uint64_t seed = 53;
    for (int round = 0; round < 2000; round++) {
        struct term_para p = {0};
        buf words = {0}, out = {0};
        random_para(&p, &words, &seed);
        uint32_t columns = 1 + random_below(&seed, 40);
        bool fill = random_below(&seed, 2) != 0;
        term_fit(&out, buf_str(&words), columns, fill);
        size_t wide = utf8_columns(buf_str(&out)), whole = utf8_columns(buf_str(&words));
        CHECK_MSG(wide <= columns && (!fill || wide == columns), "round %d: %zu of %u", round, wide, columns);
        CHECK(whole > columns || fill || str_eq(buf_str(&out), buf_str(&words)));
        CHECK(whole <= columns || str_find(buf_str(&out), STR("\xE2\x80\xA6"), 0) != SIZE_MAX);
        term_free(&p);
        buf_free(&words);
        buf_free(&out);
    }
}

/* ---- HTML ---- */

/* No sign that means something to a parser stands bare, and undoing the references gives the text back. */
TEST(html_text_is_undone_exactly)
{
    static const struct {
        const char *reference;
        const char *sign;
    } undo[] = {{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}, {"&#39;", "'"}};
    static const char signs[] = "<>&\"'ab; #x39lt\n";
    uint64_t seed = 54;
    for (int round = 0; round < 3000; round++) {
        char text[40];
        size_t n = random_below(&seed, sizeof text);
        for (size_t i = 0; i < n; i++) text[i] = signs[random_below(&seed, sizeof signs - 1)];
        buf out = {0}, back = {0};
        html_text(&out, (str){text, n});
        for (size_t i = 0; i < out.n;) {
            str rest = {out.p + i, out.n - i};
            size_t k = 0;
            while (k < ARRAY_LEN(undo) && !str_starts(rest, str_of(undo[k].reference))) k++;
            CHECK(k < ARRAY_LEN(undo) || !strchr("<>&\"'", out.p[i]));
            buf_addc(&back, k < ARRAY_LEN(undo) ? undo[k].sign[0] : out.p[i]);
            i += k < ARRAY_LEN(undo) ? strlen(undo[k].reference) : 1;
        }
        CHECK_MSG(str_eq(buf_str(&back), (str){text, n}), "round %d", round);
        buf_free(&out);
        buf_free(&back);
    }
    static const char *const bad[] = {"", "e", "en us", "en\"><script>", "a-tag-of-more-than-thirty-five-bytes-x"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        buf out = {0};
        html_lang(&out, str_of(bad[i]));
        CHECK_MSG(out.n == 0, "\"%s\"", bad[i]);
        buf_free(&out);
    }
}

TESTS(CASE(json_trees_are_read_back_equal), CASE(json_nests_to_its_depth), CASE(random_paragraphs_fit_in_every_width),
      CASE(fitted_text_has_its_width), CASE(html_text_is_undone_exactly))
