/* Names and their kinds; hostile texts; caps. Texts are invented. */
#include "names_help.h"
#include "names_sound.h"

static const struct {
    const char *text, *want; /* "name kind country" of each, ';' between */
} cases[] = {
    {"South Korea 's defense ministry met the United States .", "South Korea country South Korea;United States country US"},
    {"ROK stands/v for the Republic of Korea .", "ROK country South Korea;Republic of Korea country South Korea"},
    {"US and U.S. - ROK officials told us/r that .", "US country US;U.S. country US;ROK country South Korea"},
    {"South Korean and Japanese officials met in Seoul .",
     "South Korean nation South Korea;Japanese nation Japan;Seoul seat South Korea"},
    {"The Korean/a Peninsula and the South China Sea .", "Korean Peninsula place ;South China Sea place "},
    {"The Nuclear/a Consultative/a Group ( NCG ) met .", "Nuclear Consultative Group organisation ;NCG organisation "},
    {"The Ministry of National Defense said so .", "Ministry of National Defense organisation "},
    {"The South Korean Ministry of Trade , Industry and Resources said so .",
     "South Korean nation South Korea;Ministry of Trade, Industry and Resources organisation South Korea"},
    {"the Korea Institute for Defense Analyses said so .", "Korea Institute for Defense Analyses organisation "},
    {"U.S. Forces Korea and the Combined/a Forces Command agreed .",
     "U.S. Forces Korea organisation US;Combined Forces Command organisation "},
    {"The US National/a Defense Strategy was/x released/v .", "US country US;National Defense Strategy thing "},
    {"The Trump administration agreed .", "Trump administration organisation "},
    {"NATO and ASEAN met the Pentagon .", "NATO organisation ;ASEAN organisation ;Pentagon seat US"},
    {"Kim Hong-cheol met Michael Jordan .", "Kim Hong-cheol person ;Michael Jordan person "},
    {"The king of Jordan met officials from Georgia .", "Jordan country Jordan;Georgia country Georgia"},
    {"Both sides met on Thursday in January .", ""},
    {"He spoke in Gwangtan on Monday .", "Gwangtan place "},
    {"the Self - Defense Forces left .", "Self-Defense Forces organisation "},
    {"Ursula von der Leyen spoke .", "Ursula von der Leyen person "},
    {"the New York Times said so .", "New York Times organisation "},
    {"It was held in New York .", "New York place "},
    {"Lee 's government and Yoon 's allies .", ""},
    /* ---- by the words beside them, once anywhere ---- */
    {"They left the Rukan camp . It lay near Jordan . The Rukan/N plan held .",
     "Rukan place ;Jordan country Jordan;Rukan place "},
    {"the village of Orsk/N and the energy company Burma Nord left .", "Orsk place ;Burma country Myanmar"},
    {"the energy company Burisna agreed . Burisna left .", "Burisna organisation ;Burisna organisation "},
    {"Omar Lam , analyst at Stratfer , said so .", "Omar Lam person ;Stratfer organisation "},
    {"They objected to Hister 's rule .", ""},
    {"It went from Gulm to Tarnow .", "Gulm place ;Tarnow place "},
    /* ---- heads of heads ---- */
    {"the House Intelligence/N Committee told the Senate Armed/N Services/N Committee .",
     "House Intelligence Committee organisation ;Senate Armed Services Committee organisation "},
    {"the VOA Pentagon correspondent left .", "VOA organisation ;Pentagon seat US"},
    {"the Kohel Policy Forum met the Korean Central/N Bank .",
     "Kohel Policy Forum organisation ;Korean Central Bank organisation "},
    {"the Federal/a Open/a Market Committee met/v the Security Policy Institute .",
     "Federal Open Market Committee organisation ;Security Policy Institute organisation "},
    {"the National Defense Strategy Seoul agreed/v and the Security Policy Review .",
     "National Defense Strategy thing ;Seoul seat South Korea;Security Policy Review thing "},
    {"Robert F. Kenby left the Robert F. Kenby Center .", "Robert F. Kenby person ;Robert F. Kenby Center organisation "},
    /* ---- headings, generations ---- */
    {"Gen Zers said they left . Gen Z and Gen. Paul Zers met .", "Paul Zers person "},
    {"Affordability/n Will/x Decide/v the Race/n |", ""},
    {"Climate Migration Will/x Reshape/v Cities/n |", ""},
    {"Korean officials met .", "Korean nation "},
    {"The Justice/N Department met Chad Wolff in Inner Mongolia .",
     "Justice Department organisation ;Chad Wolff person ;Inner Mongolia place "},
    {"American Kevin King left .", "American nation US;Kevin King person "},
    {"a capacity of 8 GW and 3 PKO missions .", ""},
    {"the West Bank and Gaza .", "West Bank place ;Gaza place "},
};

TEST(names_have_their_kinds)
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
        }
        wrong += differs(buf_str(&b), cases[i].text, cases[i].want);
        arena_free(ar);
    }
    buf_free(&b);
    CHECK_INT(wrong, 0);
}

TEST(words_of_one_token_have_their_own_bytes)
{
    arena *ar = arena_new(0);
    struct conllu_text s =
        conllu_brief("1-2 Ahn's _ _ _ _ _ _ _ SpaceAfter=No;1 Ahn _ PROPN _ _ 0 root;2 's _ PART _ _ 1 case;3 .;;", ar);
    struct language_text t;
    struct language_names n;
    s.sentence[0].upos[2] = STR("PUNCT");
    CHECK(parsed_of(&t, &s, ar) && !language_names_find(&n, &t, NULL, ar, NULL));
    CHECK(n.n == 1 && n.bytes[0].begin == 0 && n.bytes[0].end == 3 && n.words[0].end == 1);
    arena_free(ar);
}

/* ---- any text ---- */

/* A text of n random words of the lists, of names and of noise, with random tags. */
static void random_brief(buf *b, uint32_t n, uint64_t *seed)
{
    static const char *const words[] = {
        "Kim",     "Hong-cheol", "An",   "Kyu-baek",     "-",           "the",       "South",     "Korea",
        "'s",      "minister",   "of",   "Defense",      "(",           ")",         ",",         ".",
        "|",       "who",        "is",   "US",           "Forces",      "Ministry",  "Institute", "for",
        "and",     "President",  "Mr.",  "Gen.",         "under",       "secretary", "Trump",     "administration",
        "he",      "she",        "it",   "they",         "both",        "sides",     "two",       "allies",
        "North",   "Jr.",        "von",  "\xe2\x80\x99", "\xc3\x89tat", "Seoul",     "in",        "to",
        "A",       "x",          "said", "spokesperson", "Republic",    "United",    "States",    "then-President",
        "General", "NCG",        "(NCG", "MaT",          "HC",          "camp",      "Council",   "at"};
    static const char tags[] = "nNvxaAdpcrst#";
    buf_empty(b);
    for (uint32_t i = 0; i < n; i++) {
        buf_addz(b, words[random_below(seed, ARRAY_LEN(words))]);
        if (!memchr("|.", b->p[b->n - 1], 2) && random_below(seed, 3) == 0) {
            buf_addc(b, '/');
            buf_addc(b, tags[random_below(seed, sizeof tags - 1)]);
            if (random_below(seed, 3) == 0) buf_addz(b, ":nsubj");
        }
        buf_addc(b, ' ');
        if (i % 40 == 39) buf_addz(b, ". ");
    }
}

TEST(any_text_gives_a_sound_result)
{
    uint64_t seed = 4711;
    buf b = {0};
    for (int round = 0; round < 400; round++) {
        arena *ar = arena_new(0);
        struct language_text t;
        struct language_names n, again;
        struct language_coref c;
        random_brief(&b, random_below(&seed, 160), &seed);
        CHECK(names_text(&t, b.n ? str_zt(ar, buf_str(&b)) : "", ar));
        CHECK(!language_names_find(&n, &t, NULL, ar, NULL) && !language_coref_find(&c, &t, &n, ar, NULL));
        CHECK_MSG(names_sound(&t, &n, &c), "round %d: %.*s", round, STR_ARG(buf_str(&b)));
        CHECK(!language_names_find(&again, &t, NULL, ar, NULL) && again.n == n.n && again.n_person == n.n_person);
        CHECK(n.n == 0 || memcmp(again.words, n.words, n.n * sizeof *n.words) == 0);
        arena_free(ar);
    }
    buf_free(&b);
}

TEST(caps_end_it_with_a_line)
{
    arena *keep = arena_new(0);
    struct language_text t;
    CHECK(names_text(&t, "Defense Minister Ahn Do-yun met US Secretary of War Pete Hollis . He said the two sides agreed .",
                     keep));
    bool ended = false;
    for (size_t cap = 1; cap < (size_t)64 << 20 && !ended; cap = cap * 5 / 4 + 64) {
        arena *ar = arena_new(cap);
        struct language_names n;
        struct language_coref c;
        struct err err = {0};
        enum status status = language_names_find(&n, &t, NULL, ar, &err);
        if (!status) status = language_coref_find(&c, &t, &n, ar, &err);
        CHECK(!status || (status == E_LIMIT && err.msg[0]));
        ended = !status;
        arena_free(ar);
    }
    CHECK(ended);
    arena_free(keep);
}

/* Thousands of one surname, and thousands of descriptions: every list that is walked has its cap. */
TEST(a_crowd_of_one_surname_is_no_stall)
{
    arena *ar = arena_new(0);
    struct language_text t;
    struct language_names n;
    struct language_coref c;
    buf b = {0};
    static const char *const given[] = {"Hong", "Jae", "Min", "Su", "Yun", "Do", "Ha", "Kyu", "Tae", "Woo"};
    for (uint32_t i = 0; i < 2000; i++) {
        buf_addf(&b, "Kim %s-%s met Kim . The minister agreed . He said both sides left . ", given[i % 10], given[i / 10 % 10]);
        if (i % 7 == 0) buf_addf(&b, "Defense Minister Kim %s%u-%s spoke . ", given[i % 10], i, given[i / 100 % 10]);
    }
    CHECK(names_text(&t, str_zt(ar, buf_str(&b)), ar));
    CHECK(!language_names_find(&n, &t, NULL, ar, NULL) && !language_coref_find(&c, &t, &n, ar, NULL));
    CHECK(n.n_mention > 4000 && n.n_person > 100 && c.n > 8000 && names_sound(&t, &n, &c));
    buf_free(&b);
    arena_free(ar);
}

TEST(empty_texts_have_no_names)
{
    arena *ar = arena_new(0);
    struct language_text t;
    struct language_names n;
    struct language_coref c;
    CHECK(names_text(&t, "", ar) && !language_names_find(&n, &t, NULL, ar, NULL) && !language_coref_find(&c, &t, &n, ar, NULL));
    CHECK(n.n == 0 && n.n_mention == 0 && n.n_person == 0 && c.n == 0 && c.n_actor == 0);
    CHECK(strcmp(language_name_kind(NAME_KINDS), "") == 0 && strcmp(language_name_how(HOW_COPULA), "copula") == 0);
    arena_free(ar);
}

TESTS(CASE(names_have_their_kinds), CASE(words_of_one_token_have_their_own_bytes), CASE(any_text_gives_a_sound_result),
      CASE(caps_end_it_with_a_line), CASE(a_crowd_of_one_surname_is_no_stall), CASE(empty_texts_have_no_names))
