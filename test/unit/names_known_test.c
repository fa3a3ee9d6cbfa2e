/* What the caller knows wins over shape; forms are whole runs of words. Countries, persons and bodies are invented. */
#include "language/names_parts.h"
#include "names_help.h"

enum { MAX_FORMS = 16 };

/* Forms as "form=kind:country", ';' between them; the country may be left out. */
struct known_list {
    struct language_known known;
    str form[MAX_FORMS], country[MAX_FORMS];
    uint8_t kind[MAX_FORMS];
};

static const struct language_known *known_of(struct known_list *out, const char *brief)
{
    *out = (struct known_list){.known = {0, out->form, out->kind, out->country}};
    for (str rest = str_of(brief); rest.n && out->known.n < MAX_FORMS; out->known.n++) {
        str one = str_cut(rest, ';', &rest), land, kind;
        out->form[out->known.n] = str_cut(one, '=', &kind);
        kind = str_cut(kind, ':', &land);
        out->country[out->known.n] = land;
        for (uint8_t k = 0; k < NAME_KINDS; k++)
            if (str_eq(kind, str_of(language_name_kind(k)))) out->kind[out->known.n] = k;
    }
    return &out->known;
}

/* Names as "name kind country", ';' between them; capitals that nothing tells the kind of are left out. */
static void written(buf *b, const struct language_text *t, const struct language_names *n)
{
    buf_empty(b);
    for (uint32_t k = 0; k < n->n; k++)
        if (n->kind[k] != NAME_OTHER || n->prob[k] > 0.9f)
            buf_addf(b, "%s%.*s %s %.*s", b->n ? ";" : "", STR_ARG(str_span(t->text, n->bytes[k])),
                     language_name_kind(n->kind[k]), STR_ARG(n->country[k]));
}

static const struct {
    const char *known, *text, *want;
} cases[] = {
    /* ---- shape says nothing, or something else ---- */
    {"", "Ruritania met Tramm .", ""},
    {"Ruritania=country;Tramm=person:Ruritania", "Ruritania met Tramm .", "Ruritania country Ruritania;Tramm person Ruritania"},
    {"Joint Shield=thing", "They held Joint Shield .", "Joint Shield thing "},
    {"Frontier Council=thing", "The Frontier Council said so .", "Frontier Council thing "},
    {"Seoul=place", "He praised Seoul .", "Seoul place "},
    {"Streslau=seat:Ruritania;Ruritanian=nation:Ruritania", "Streslau praised Ruritanian officials .",
     "Streslau seat Ruritania;Ruritanian nation Ruritania"},
    {"OPCON=other", "OPCON held .", "OPCON other "},
    {"ARK=organisation:Ruritania", "ARK said so .", "ARK organisation Ruritania"},
    /* ---- the lists' own names of countries ---- */
    {"the States=country:United States", "He left the States on Monday .", "the States country US"},
    {"Hermit State=country:D.P.R.K.", "the Hermit State refused .", "Hermit State country North Korea"},
    /* ---- whole runs, capitals, white space, marks ---- */
    {"Ruri=country", "Ruritania met the Ruri - based firm .", "Ruri country Ruri"},
    {"RURITANIA=country", "Ruritania agreed .", ""},
    {"Free State=country", "the Free State agreed .", "Free State country Free State"},
    {"Free  State=country", "the Free State agreed .", "Free State country Free  State"},
    {"People's Bank=organisation", "the People \xe2\x80\x99s Bank agreed .", "People\xe2\x80\x99s Bank organisation "},
    {"U.K.-Ruritania Pact=thing", "the U.K. - Ruritania Pact held .", "U.K.-Ruritania Pact thing "},
    {"=country; =person", "Ruritania agreed .", ""},
    /* ---- small letters before the capital ---- */
    {"the North=country:North Korea", "The North refused . He met the North .",
     "The North country North Korea;the North country North Korea"},
    {"the North=country:North Korea", "The North Atlantic Treaty held .", "North Atlantic Treaty thing "},
    /* ---- the longest, the first ---- */
    {"Frontier=place;Frontier Watch=organisation", "Frontier Watch agreed in Frontier .",
     "Frontier Watch organisation ;Frontier place "},
    {"Arcadia=place;Arcadia=country", "It left Arcadia .", "Arcadia place "},
    {"Republic=organisation", "the Republic of Korea agreed .", "Republic of Korea country South Korea"},
    /* ---- longer names are built of places and bodies, not of others ---- */
    {"Arcadia=country", "the Bank of Arcadia and the Arcadia Institute agreed .",
     "Bank of Arcadia organisation Arcadia;Arcadia country Arcadia"},
    {"Defense Plan=thing", "the Ruritanian Defense Plan held .", "Defense Plan thing "},
    /* ---- persons ---- */
    {"Tramm=person", "President Ronald Tramm met Tramm 's envoys .", "Ronald Tramm person ;Tramm person "},
    {"Tramm=person", "He met Ronald Tramm .", "Ronald Tramm person "},
    {"Tramm=person", "the Tramm administration agreed .", "Tramm administration organisation "},
    {"Ugo de Silva=person:Ruritania", "Foreign Minister Ugo de Silva met Silva .",
     "Ugo de Silva person Ruritania;Silva person "},
    {"Ronald Tramm=person", "Ronald Tramm Jr. spoke .", "Ronald Tramm Jr. person "},
    {"Jordan=person", "Jordan agreed .", "Jordan person "},
};

TEST(known_forms_win_over_shape)
{
    buf b = {0};
    int wrong = 0;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        arena *ar = arena_new(0);
        struct language_text t;
        struct language_names n;
        struct known_list list;
        CHECK(names_text(&t, cases[i].text, ar) && !language_names_find(&n, &t, known_of(&list, cases[i].known), ar, NULL));
        written(&b, &t, &n);
        wrong += differs(buf_str(&b), cases[i].text, cases[i].want);
        arena_free(ar);
    }
    buf_free(&b);
    CHECK_INT(wrong, 0);
}

/* Offices are read beside known persons as beside others; what the text says of the country goes first. */
TEST(known_persons_have_their_offices)
{
    arena *ar = arena_new(0);
    struct language_text t;
    struct language_names n;
    struct language_coref c;
    struct known_list list;
    CHECK(names_text(&t, "Ugo de Silva , the French foreign minister , met Tramm . He agreed . The North refused .", ar));
    CHECK(!language_names_find(
        &n, &t, known_of(&list, "Ugo de Silva=person:Ruritania;Tramm=person:Ruritania;the North=country:Arcadia"), ar, NULL));
    CHECK(n.n_person == 2 && n.how[0] == HOW_APPOSITION && n.prob[0] > 0.9f);
    CHECK_STR(n.office[0], "foreign minister");
    CHECK_STR(n.person_country[0], "France");
    CHECK_STR(n.person_country[1], "Ruritania");
    CHECK(!language_coref_find(&c, &t, &n, ar, NULL) && c.n == 4);
    CHECK_STR(c.actor_name[c.actor[0][3]], "Arcadia"); /* the actor is the country, by its name */
    arena_free(ar);
}

/* NULL, none, and forms that the text has not: the same names. A list without countries is one. */
TEST(nothing_known_changes_nothing)
{
    arena *ar = arena_new(0);
    struct language_text t;
    CHECK(names_text(&t, "Kim Hong-cheol met US Secretary of War Pete Hollis . Hollis left Seoul for New York .", ar));
    str form[] = {STR("Arcadia"), STR("Kim Hong")};
    uint8_t kind[] = {NAME_COUNTRY, NAME_PERSON};
    struct language_known none = {0}, others = {2, form, kind, NULL};
    const struct language_known *known[] = {NULL, &none, &others};
    struct language_names n[3];
    for (int k = 0; k < 3; k++) CHECK(!language_names_find(&n[k], &t, known[k], ar, NULL));
    for (int k = 1; k < 3; k++) {
        CHECK(n[k].n == n[0].n && n[k].n_person == n[0].n_person && n[k].n_mention == n[0].n_mention);
        CHECK(memcmp(n[k].words, n[0].words, n[0].n * sizeof *n[0].words) == 0);
        CHECK(memcmp(n[k].kind, n[0].kind, n[0].n) == 0);
    }
    arena_free(ar);
}

/* Random forms cut from a text's own words are all found where they stand, longest first; what is found is a run of words. */
TEST(runs_cut_from_a_text_are_found)
{
    uint64_t seed = 77;
    static const char text[] =
        "Adam Bell met Carla Dane - Eck in Fort Gale on Monday . Ida 's Joint Kite Plan held , Lund said .";
    for (int round = 0; round < 300; round++) {
        arena *ar = arena_new(0);
        struct language_text t;
        struct language_names n;
        CHECK(names_text(&t, text, ar));
        span *at = names_word_bytes(&t, ar);
        uint32_t s = random_below(&seed, t.words.n_sentence);
        span range = language_sentence_words(&t, s);
        uint32_t i = range.begin + random_below(&seed, span_len(range)), k = i + 1 + random_below(&seed, 4);
        if (k > range.end) k = range.end;
        str form = str_span(t.text, (span){at[i].begin, at[k - 1].end});
        uint8_t kind = NAME_THING;
        struct language_known known = {1, &form, &kind, NULL};
        CHECK(!language_names_find(&n, &t, &known, ar, NULL));
        bool found = false;
        for (uint32_t m = 0; m < n.n; m++) {
            found |= n.words[m].begin == i && n.words[m].end == k && n.kind[m] == NAME_THING;
            CHECK(m == 0 || n.words[m - 1].end <= n.words[m].begin);
        }
        bool guarded = !ascii_upper((unsigned char)form.p[0]) || k < range.end; /* a small word before a further capital */
        CHECK_MSG(found || guarded, "round %d: \"%.*s\"", round, STR_ARG(form));
        if (ascii_upper((unsigned char)form.p[0])) CHECK_MSG(found, "round %d: \"%.*s\"", round, STR_ARG(form));
        arena_free(ar);
    }
}

/* Fifty thousand forms over a text of one word that begins them all: the work does not grow with the forms. */
TEST(many_forms_and_long_ones_are_no_stall)
{
    enum { FORMS = 50000 };
    arena *ar = arena_new(0);
    struct language_text t;
    struct language_names n;
    buf b = {0};
    str *form = ARENA_NEW(ar, FORMS, str);
    uint8_t *kind = ARENA_NEW(ar, FORMS, uint8_t);
    for (uint32_t i = 0; i < FORMS; i++) {
        buf_empty(&b);
        for (uint32_t k = 0; k < 2 + i % 90; k++) buf_addz(&b, "Fort ");
        buf_addf(&b, "F%u", i);
        form[i] = str_copy(ar, buf_str(&b));
        kind[i] = NAME_PLACE;
    }
    buf_empty(&b);
    for (uint32_t i = 0; i < 20000; i++) buf_addz(&b, i % 100 == 99 ? "Fort F3 . " : "Fort ");
    CHECK(names_text(&t, str_zt(ar, buf_str(&b)), ar));
    struct language_known known = {FORMS, form, kind, NULL};
    CHECK(!language_names_find(&n, &t, &known, ar, NULL));
    uint32_t found = 0;
    for (uint32_t k = 0; k < n.n; k++)
        found += n.prob[k] > 0.94f && str_eq(str_span(t.text, n.bytes[k]), STR("Fort Fort Fort Fort Fort F3"));
    CHECK_INT(found, 200);
    form[0] = (str){b.p, b.n}; /* thousands of words: none of them is a name */
    CHECK(!language_names_find(&n, &t, &known, ar, NULL));
    buf_free(&b);
    arena_free(ar);
}

TEST(caps_are_kept)
{
    arena *keep = arena_new(0);
    struct language_text t;
    struct known_list list;
    const struct language_known *known = known_of(&list, "Frontier Watch=organisation;Arcadia=country;Tramm=person");
    CHECK(names_text(&t, "Frontier Watch met Ronald Tramm in Arcadia .", keep));
    bool ended = false;
    for (size_t cap = 1; cap < (size_t)64 << 20 && !ended; cap = cap * 9 / 8 + 64) {
        arena *ar = arena_new(cap);
        struct language_names n;
        struct err err = {0};
        enum status status = language_names_find(&n, &t, known, ar, &err);
        CHECK(!status || (status == E_LIMIT && err.msg[0]));
        ended = !status;
        arena_free(ar);
    }
    CHECK(ended);
    arena_free(keep);
}

TESTS(CASE(known_forms_win_over_shape), CASE(known_persons_have_their_offices), CASE(nothing_known_changes_nothing),
      CASE(runs_cut_from_a_text_are_found), CASE(many_forms_and_long_ones_are_no_stall), CASE(caps_are_kept))
