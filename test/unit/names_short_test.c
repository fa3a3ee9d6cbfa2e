/* Short forms in brackets are the long name again. Bodies and treaties are invented. */
#include "names_help.h"

static const struct {
    const char *text, *want; /* "name kind country>full name", ';' between; capitals of no kind left out */
} cases[] = {
    {"The Frontier Watch Council ( FWC ) met . The FWC agreed .",
     "Frontier Watch Council organisation ;FWC organisation >Frontier Watch Council;FWC organisation >Frontier Watch Council"},
    {"FWC meeting held . The Frontier Watch Council ( FWC ) agreed .", /* the headline above */
     "FWC organisation >Frontier Watch Council;Frontier Watch Council organisation ;FWC organisation >Frontier Watch Council"},
    {"The FWC ( Frontier Watch Council ) met . The FWC agreed .",
     "FWC organisation >Frontier Watch Council;Frontier Watch Council organisation ;FWC organisation >Frontier Watch Council"},
    {"The National Shield Strategy ( NSS ) held . NSS aims held .",
     "National Shield Strategy thing ;NSS thing >National Shield Strategy;NSS thing >National Shield Strategy"},
    {"U.S. Forces Korea ( USFK ) agreed . USFK left .",
     "U.S. Forces Korea organisation US;USFK organisation US>U.S. Forces Korea;USFK organisation US>U.S. Forces Korea"},
    {"The Ministry of Trade , Industry and Resources ( MOTIR ) agreed .",
     "Ministry of Trade, Industry and Resources organisation ;MOTIR organisation >Ministry of Trade, Industry and Resources"},
    {"the Maghar al Thora/N ( MaT ) left .", "Maghar al Thora organisation ;MaT organisation >Maghar al Thora"},
    /* ---- letters that do not fit, or stand for no name ---- */
    {"The Frontier Watch Council ( XYZ ) met .", "Frontier Watch Council organisation ;XYZ organisation "},
    {"The Frontier Watch Council ( CWF ) met .", "Frontier Watch Council organisation ;CWF organisation "},
    {"the operational control ( OPCON ) and OPCON talks held .", ""},
    {"He met Kim Hong-chan ( KHC ) .", "Kim Hong-chan person ;KHC organisation "},
    {"The Frontier Watch Council ( the FWC ) met .", "Frontier Watch Council organisation ;FWC organisation "},
    /* ---- what is introduced again holds from there on ---- */
    {"The Frontier Watch Council ( FWC ) met . The Free Work Charter ( FWC ) held . FWC aims held .",
     "Frontier Watch Council organisation ;FWC organisation >Frontier Watch Council;Free Work Charter thing ;"
     "FWC thing >Free Work Charter;FWC thing >Free Work Charter"},
};

TEST(short_forms_are_the_name_again)
{
    buf b = {0};
    int wrong = 0;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        arena *ar = arena_new(0);
        struct language_text t;
        struct language_names n;
        CHECK(names_text(&t, cases[i].text, ar) && !language_names_find(&n, &t, NULL, ar, NULL));
        buf_empty(&b);
        for (uint32_t k = 0; k < n.n; k++) {
            if (n.kind[k] == NAME_OTHER) continue;
            buf_addf(&b, "%s%.*s %s %.*s", b.n ? ";" : "", STR_ARG(str_span(t.text, n.bytes[k])), language_name_kind(n.kind[k]),
                     STR_ARG(n.country[k]));
            if (n.same_as[k] != NAME_NONE) buf_addf(&b, ">%.*s", STR_ARG(str_span(t.text, n.bytes[n.same_as[k]])));
        }
        wrong += differs(buf_str(&b), cases[i].text, cases[i].want);
        arena_free(ar);
    }
    buf_free(&b);
    CHECK_INT(wrong, 0);
}

/* The two are one actor, called by the long form, also where the short one comes first. */
TEST(both_forms_are_one_actor)
{
    arena *ar = arena_new(0);
    struct language_text t;
    struct language_names n;
    struct language_coref c;
    CHECK(names_text(&t, "FWC talks held . The Frontier Watch Council ( FWC ) met . The council agreed . The FWC left .", ar));
    CHECK(!language_names_find(&n, &t, NULL, ar, NULL) && !language_coref_find(&c, &t, &n, ar, NULL));
    CHECK_INT(c.n_actor, 1);
    CHECK_STR(c.actor_name[0], "Frontier Watch Council");
    CHECK_INT(c.n, 5);
    for (uint32_t k = 0; k < c.n; k++) CHECK_INT(c.actor[0][k], 0);
    arena_free(ar);
}

TESTS(CASE(short_forms_are_the_name_again), CASE(both_forms_are_one_actor))
