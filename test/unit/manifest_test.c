/* Unit tests of manifests as text. */
#include "record/record.h"
#include "test.h"

static enum status parse(struct manifest *m, const char *text, arena *ar, struct err *err)
{
    return manifest_parse(m, str_of(text), TEXT_DATE_SIDECAR, ar, err);
}

TEST(a_sidecar_is_read)
{
    arena *ar = arena_new(0);
    struct manifest m;
    struct err err = {0};
    CHECK_INT(parse(&m,
                    "title: Fifth meeting\n  of the group\nissuer: United States; Republic of Korea\ndate: 2025-12-11\n"
                    "kind: digest\nseries: ncg\nlanguage: en\nrights: own\nitems: 5\nnot-read: OPCON; cyber\nnote: one\n two\n",
                    ar, &err),
              OK);
    CHECK_STR(m.title, "Fifth meeting of the group");
    CHECK_STR(m.issuer, "United States; Republic of Korea");
    CHECK_STR(m.series, "ncg");
    CHECK_STR(m.note, "one\ntwo");
    CHECK_INT(m.items, 5);
    CHECK_INT(m.date_basis, TEXT_DATE_SIDECAR);
    CHECK(m.date != DATE_NONE && !m.copy && !m.n_replaces);
    CHECK_INT(parse(&m, "", ar, &err), OK);
    CHECK(m.date == DATE_NONE && m.items == -1 && m.date_basis == TEXT_DATE_UNKNOWN && !m.title.n);
    arena_free(ar);
}

TEST(what_is_wrong_is_named_by_line)
{
    static const struct {
        const char *text, *line, *what;
    } cases[] = {
        {"title: x\ncolour: red\n", "line 2", "colour"},
        {"title: x\n\nkind: news\n", "line 3", "empty line"},
        {"date: 2025-02-30\n", "line 1", "2025-02-30"},
        {"date: yesterday\n", "line 1", "yesterday"},
        {"kind: letter\n", "line 1", "communique"},
        {"rights: mine\n", "line 1", "public-domain"},
        {"series: a b\n", "line 1", "a b"},
        {"series: a/b\n", "line 1", "a/b"},
        {"series: -x\n", "line 1", "-x"},
        {"language: english\n", "line 1", "english"},
        {"items: many\n", "line 1", "many"},
        {"title: x\ntitle: y\n", "line 2", "twice"},
        {"source: 12\n", "line 1", "hash"},
        {"entente-manifest: 2\n", "line 1", "version"},
        {"media-type: application/pdf\n", "line 1", "pdf"},
        {"copy: no\n", "line 1", "copy"},
    };
    arena *ar = arena_new(0);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct manifest m;
        struct err err = {0};
        CHECK_INT(parse(&m, cases[i].text, ar, &err), E_FORMAT);
        CHECK_MSG(strstr(err.msg, cases[i].line) && strstr(err.msg, cases[i].what), "%s", err.msg);
    }
    arena_free(ar);
}

TEST(writing_and_reading_are_inverse)
{
    static const char *const texts[] = {
        "title: A: b\ndate: 2025-12-11\nseries: ncg\n",
        "date: unknown\n",
        "date: -\nitems: 0\nnote: # not a comment\n # nor this\n",
        "entente-manifest: 1\nsource: 00000000000000000000000000000000000000000000000000000000000000ff\n"
        "replaces: 0000000000000000000000000000000000000000000000000000000000000001; "
        "0000000000000000000000000000000000000000000000000000000000000002\n"
        "date: 2024-06-10\ndate-basis: page metadata\nmedia-type: text/html\ncharset: EUC-KR\nreply-to: ncg/2025-12-11\n",
        "copy: yes\naddress: https://example.org/a?b=c#d\n",
        "title: \xEB\xB6\x81\xED\x95\x9C\nheads: A B; C D\nlanguage: pt-BR\nrights: public-domain\nkind: fact-sheet\n",
    };
    arena *ar = arena_new(0);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct manifest a;
        struct manifest b;
        struct err err = {0};
        buf one = {0};
        buf two = {0};
        CHECK_INT(parse(&a, texts[i], ar, &err), OK);
        manifest_write(&one, &a);
        CHECK_INT(manifest_parse(&b, buf_str(&one), TEXT_DATE_UNKNOWN, ar, &err), OK);
        manifest_write(&two, &b);
        CHECK_MSG(str_eq(buf_str(&one), buf_str(&two)), "%.*s / %.*s", STR_ARG(buf_str(&one)), STR_ARG(buf_str(&two)));
        CHECK_INT(a.date, b.date);
        CHECK_INT(a.date_basis, b.date_basis);
        CHECK_INT(a.n_replaces, b.n_replaces);
        CHECK_INT(a.items, b.items);
        buf_free(&one);
        buf_free(&two);
    }
    arena_free(ar);
}

TEST(overlays_replace_and_take_away)
{
    arena *ar = arena_new(0);
    struct manifest m;
    struct manifest over;
    struct err err = {0};
    CHECK_INT(parse(&m, "title: old\nseries: ncg\ndate: 2025-12-11\nitems: 5\nissuer: X\n", ar, &err), OK);
    CHECK_INT(parse(&over, "title: new\nseries: -\ndate: unknown\nitems: -\n", ar, &err), OK);
    manifest_overlay(&m, &over);
    CHECK_STR(m.title, "new");
    CHECK_STR(m.issuer, "X");
    CHECK(!m.series.n && m.date == DATE_NONE && m.items == -1);
    CHECK_INT(m.date_basis, TEXT_DATE_SIDECAR); /* a person said that it is unknown */
    struct manifest none = manifest_empty();
    CHECK_INT(parse(&m, "title: old\ndate: 2025-12-11\n", ar, &err), OK);
    manifest_overlay(&m, &none);
    CHECK(m.date != DATE_NONE && m.title.n == 3);
    none.date = m.date + 1;
    manifest_overlay(&m, &none);
    CHECK_INT(m.date_basis, TEXT_DATE_OPTION); /* a day always has what says so */
    arena_free(ar);
}

TESTS(CASE(a_sidecar_is_read), CASE(what_is_wrong_is_named_by_line), CASE(writing_and_reading_are_inverse),
      CASE(overlays_replace_and_take_away))
