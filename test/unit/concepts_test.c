/* Unit tests of concept lists. */
#include "record/record.h"
#include "test.h"

static const struct concept_form *form_of(const struct concept_list *l, const char *text)
{
    for (uint32_t i = 0; i < l->n_form; i++)
        if (str_eq(l->form[i].text, str_of(text))) return &l->form[i];
    return NULL;
}

TEST(a_list_is_read)
{
    arena *ar = arena_new(0);
    struct concept_list l;
    struct err err = {0};
    CHECK_INT(
        concepts_parse(
            &l,
            STR("# a comment\n\nconcept: North Korea\nkind: party\nalias.en: North Korea | DPRK |\n  D.P.R.K. | People's\n"
                "  Republic\nalias.ko: \xEB\xB6\x81\xED\x95\x9C\nform.en: Pyongyang\nnote: a\n b\n\n"
                "concept: Kim\nkind: person\noffice: Minister\nparty: North Korea\n"),
            ar, &err),
        OK);
    CHECK_INT(l.n_concept, 2);
    CHECK_STR(l.concept[0].kind, "party");
    CHECK_STR(l.concept[0].note, "a\nb");
    CHECK_STR(l.concept[1].office, "Minister");
    CHECK_STR(l.concept[1].party, "North Korea");
    CHECK_INT(l.concept[1].line, 13);
    CHECK_INT(l.n_form, 7);
    const struct concept_form *f = form_of(&l, "North Korea"); /* the own name, once, with its list's language */
    CHECK(f && f->alias && f->concept == 0);
    CHECK_STR(f->language, "en");
    CHECK(form_of(&l, "People's Republic"));
    f = form_of(&l, "Pyongyang");
    CHECK(f && !f->alias);
    f = form_of(&l, "\xEB\xB6\x81\xED\x95\x9C");
    CHECK(f && f->alias);
    CHECK_STR(f->language, "ko");
    f = form_of(&l, "Kim");
    CHECK(f && f->alias && f->concept == 1 && !f->language.n);
    for (uint32_t i = 1; i < l.n_form; i++) CHECK(l.form[i - 1].concept <= l.form[i].concept);
    CHECK_INT(concepts_parse(&l, STR("# nothing\n"), ar, &err), OK);
    CHECK_INT(l.n_concept, 0);
    arena_free(ar);
}

TEST(what_is_wrong_is_named_by_line)
{
    static const struct {
        const char *text, *line, *what;
    } cases[] = {
        {"kind: party\n", "line 1", "concept: NAME"},
        {"concept:\n", "line 1", "without a name"},
        {"concept: A\nconcept: B\n", "line 2", "empty line"},
        {"concept: A\ncolour: red\n", "line 2", "colour"},
        {"concept: A\nalias.english: x\n", "line 2", "alias.english"},
        {"concept: A\nalias: x\n", "line 2", "alias"},
        {"concept: A\nkind: x\nkind: y\n", "line 3", "twice"},
        {"concept: A\nalias.en: xa\n\nconcept: B\nform.en: Xa | y\n", "line 5", "line 2"},
        {"concept: Ab\n\nconcept: ab\n", "line 3", "line 1"},
        {"concept: A\nalias.en: x\nform.en: x\n", "line 3", "both"},
    };
    arena *ar = arena_new(0);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct concept_list l;
        struct err err = {0};
        CHECK_MSG(concepts_parse(&l, str_of(cases[i].text), ar, &err) == E_FORMAT, "%s", cases[i].text);
        CHECK_MSG(strstr(err.msg, cases[i].line) && strstr(err.msg, cases[i].what), "%s", err.msg);
        CHECK_INT(l.n_concept, 0);
    }
    arena_free(ar);
}

TEST(capitals_are_another_word)
{
    arena *ar = arena_new(0);
    struct concept_list l;
    struct err err = {0};
    CHECK_INT(concepts_parse(&l, STR("concept: United States\nalias.en: US\n\nconcept: we\nform.en: us\n"), ar, &err), OK);
    arena_free(ar);
}

TEST(the_shipped_list_is_good)
{
    arena *ar = arena_new(0);
    struct concept_list l;
    struct err err = {0};
    FILE *f = fopen("examples/ncg/ncg.concepts", "rb");
    if (!f) SKIP("examples/ncg/ncg.concepts is not there");
    char *text = arena_raw(ar, 1 << 20, 1);
    size_t n = fread(text, 1, 1 << 20, f);
    fclose(f);
    CHECK_MSG(concepts_parse(&l, (str){text, n}, ar, &err) == OK, "%s", err.msg);
    CHECK(l.n_concept >= 60);
    arena_free(ar);
}

TESTS(CASE(a_list_is_read), CASE(what_is_wrong_is_named_by_line), CASE(capitals_are_another_word),
      CASE(the_shipped_list_is_good))
