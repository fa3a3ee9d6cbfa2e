/* Where a text names a concept. */
#include "compare/mentions.h"
#include "test.h"

static const char *const list_text =
    "concept: North Korea\nkind: party\nalias.en: DPRK\nalias.ko: 북한\n\n"
    "concept: Washington\nkind: place\n\n"
    "concept: Washington Declaration\nkind: document\n\n"
    "concept: nuclear attack\nkind: term\nform.en: nuclear attack by the DPRK | attack of a nuclear kind\n\n"
    "concept: United States\nkind: party\nalias.en: US\n";

/* The names of what is mentioned, in order, as "concept[words]" parted by "; ". */
static bool names(buf *out, const char *text)
{
    arena *ar = arena_new(0), *scratch = arena_new(0);
    struct concept_list list;
    struct mentions m;
    struct mention_list found = {.ar = arena_new(0)};
    str s = str_of(text);
    bool ok = !concepts_parse(&list, str_of(list_text), ar, NULL) && !mentions_make(&m, &list, ar, NULL) &&
              !mentions_find(&found, &m, s, (span){0, (uint32_t)s.n}, scratch, NULL);
    for (uint32_t i = 0; ok && i < found.n; i++) {
        str name = list.concept[list.form[found.item[i].form].concept].name, at = str_span(s, found.item[i].at);
        buf_addf(out, "%s%.*s[%.*s]", i ? "; " : "", STR_ARG(name), STR_ARG(at));
    }
    arena_free(found.ar);
    arena_free(scratch);
    arena_free(ar);
    return ok;
}

TEST(names_inside_terms_count_and_inside_names_do_not)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"The Washington Declaration was signed in Washington.",
         "Washington Declaration[Washington Declaration]; Washington[Washington]"},
        {"A nuclear attack by the DPRK is unacceptable.", "nuclear attack[nuclear attack by the DPRK]; North Korea[DPRK]"},
        {"A nuclear attack on us or the US.", "nuclear attack[nuclear attack]; United States[US]"},
        {"North Korea and 북한은", "North Korea[North Korea]; North Korea[북한]"},
        {"Nothing of the kind.", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        buf b = {0};
        CHECK(names(&b, cases[i].text));
        CHECK_STR(buf_str(&b), cases[i].want);
        buf_free(&b);
    }
}

TESTS(CASE(names_inside_terms_count_and_inside_names_do_not))
