/* Who speaks: what the rule names, what it must leave unknown, and what it makes of a change of speaker. */
#include "base/random.h"
#include "compare/series_parts.h"
#include "test.h"

/* Two parties, a body that belongs to both, one that belongs to one of them. */
static const char *const list_text = "concept: Northland\nkind: party\nalias.en: Northland | NL\n\n"
                                     "concept: Southmark\nkind: party\nalias.en: Southmark | SM\n\n"
                                     "concept: Straits Group\nkind: body\nalias.en: Straits Group | SG\n\n"
                                     "concept: NL Coast Guard\nkind: body\nparty: Northland\nalias.en: NL Coast Guard\n\n"
                                     "concept: Straits Compact\nkind: document\nalias.en: Straits Compact\n\n"
                                     "concept: Ada Holm\nkind: person\nparty: Northland\nalias.en: Ada Holm\n\n"
                                     "concept: open passage\nkind: term\n";

struct speech {
    arena *ar, *scratch;
    struct concept_list list;
    struct mentions names;
    struct mention_list in;
};

static bool speech_open(struct speech *s)
{
    *s = (struct speech){.ar = arena_new(0), .scratch = arena_new(0)};
    s->in.ar = arena_new(0);
    return s->ar && s->scratch && s->in.ar && !concepts_parse(&s->list, str_of(list_text), s->ar, NULL) &&
           !mentions_make(&s->names, &s->list, s->ar, NULL);
}

static void speech_close(struct speech *s)
{
    arena_free(s->in.ar);
    arena_free(s->scratch);
    arena_free(s->ar);
}

/* The speaker of the sentence `at` of text; with_list: the concept list is known. */
static struct compare_speaker find(struct speech *s, str text, span at, bool with_list)
{
    s->in.n = 0;
    if (with_list && mentions_find(&s->in, &s->names, text, at, s->scratch, NULL)) s->in.n = 0;
    return compare_speaker_find(text, at, with_list ? &s->list : NULL, s->in.item, s->in.n, s->scratch);
}

struct speaker_case {
    const char *text, *who;
    enum compare_speaker_kind kind;
};

#define CHECK_SPEAKERS(cases_, with_list_)                                                                                     \
    do {                                                                                                                       \
        struct speech sp_;                                                                                                     \
        CHECK(speech_open(&sp_));                                                                                              \
        for (size_t i_ = 0; i_ < ARRAY_LEN(cases_); i_++) {                                                                    \
            str text_ = str_of((cases_)[i_].text);                                                                             \
            struct compare_speaker who_ = find(&sp_, text_, (span){0, (uint32_t)text_.n}, with_list_);                         \
            CHECK_MSG(who_.kind == (cases_)[i_].kind, "\"%s\" is %s", (cases_)[i_].text, compare_speaker_name(who_.kind));     \
            CHECK_STR(str_span(text_, who_.at), (cases_)[i_].who);                                                             \
        }                                                                                                                      \
        speech_close(&sp_);                                                                                                    \
    } while (0)

TEST(a_side_an_office_or_a_person_is_one)
{
    static const struct speaker_case cases[] = {
        {"The northern side stressed the plan.", "The northern side", SPEAKER_ONE},
        {"The United States has reaffirmed its commitment.", "The United States", SPEAKER_ONE},
        {"U.S. reaffirms its commitment to the plan", "U.S.", SPEAKER_ONE},
        {"Minister Holm stressed such work is needed.", "Minister Holm", SPEAKER_ONE},
        {"Analyst Ada Holm from the Straits Institute explained the shift.", "Analyst Ada Holm from the Straits Institute",
         SPEAKER_ONE},
        {"Holm reiterated that all is well.", "Holm", SPEAKER_ONE},
        {"Southmark's defense ministry strongly condemned the launch.", "Southmark's defense ministry", SPEAKER_ONE},
        {"A shorter form, the ministry said, does not mean less.", "the ministry", SPEAKER_ONE},
        {"A senior official said on Monday that it rained.", "A senior official", SPEAKER_ONE},
        {"The Committee currently expects that rates stay.", "The Committee", SPEAKER_ONE},
        {"The Board will announce the rates.", "The Board", SPEAKER_ONE},
        {"The Minister of Trade and Industry said so.", "The Minister of Trade and Industry", SPEAKER_ONE},
        {"Southmark's officials said so.", "Southmark's officials", SPEAKER_ONE},
        {"In May, Holm praised the plan.", "Holm", SPEAKER_ONE},
        {"Specifically, the ally said no.", "the ally", SPEAKER_ONE},
        {"The plan pleased few: Holm rejected it.", "Holm", SPEAKER_ONE},
    };
    CHECK_SPEAKERS(cases, false);
}

TEST(two_who_are_named_and_all_who_hold_an_office_are_joint)
{
    static const struct speaker_case cases[] = {
        {"Both sides described the plan.", "Both sides", SPEAKER_JOINT},
        {"The allies reviewed progress.", "The allies", SPEAKER_JOINT},
        {"Held in Vell, the allies discussed using ships.", "the allies", SPEAKER_JOINT},
        {"They discussed the visibility of ships.", "They", SPEAKER_JOINT},
        {"The two agreed to meet.", "The two", SPEAKER_JOINT},
        {"Both agreed to meet.", "Both", SPEAKER_JOINT},
        {"Northland and Southmark have agreed to pursue talks.", "Northland and Southmark", SPEAKER_JOINT},
        {"Northland's and Southmark's defense chiefs reaffirmed it.", "Northland's and Southmark's defense chiefs",
         SPEAKER_JOINT},
        {"The Secretary and the Minister reaffirmed it.", "The Secretary and the Minister", SPEAKER_JOINT},
        {"The Defense Ministers reaffirmed it.", "The Defense Ministers", SPEAKER_JOINT},
        {"The foreign and defense ministers noted it.", "The foreign and defense ministers", SPEAKER_JOINT},
        {"Holm and his counterpart Ane Vell agreed to it.", "Holm and his counterpart Ane Vell", SPEAKER_JOINT},
        {"Both sides met at sea and reaffirmed the plan.", "Both sides", SPEAKER_JOINT},
        {"The Minister of Defense and Kim Jong-un stressed it.", "The Minister of Defense and Kim Jong-un", SPEAKER_JOINT},
        {"The Minister of Defense and Secretary of War noted it.", "The Minister of Defense and Secretary of War",
         SPEAKER_JOINT},
        {"Ada Holm, the head, and Ane Vell, her deputy, stressed it.", "Ada Holm, the head, and Ane Vell", SPEAKER_JOINT},
    };
    CHECK_SPEAKERS(cases, false);
}

TEST(a_thing_is_no_side)
{
    static const struct speaker_case cases[] = {
        {"The workstreams reviewed were planning and exercises.", "", SPEAKER_UNKNOWN},
        {"The NCG workstreams reviewed remain open.", "", SPEAKER_UNKNOWN},
        {"The joint statement noted talks in all areas.", "", SPEAKER_UNKNOWN},
        {"The 2026 National Defense Strategy emphasizes the coast.", "", SPEAKER_UNKNOWN},
        {"Specifically, the document notes the high cost.", "", SPEAKER_UNKNOWN},
        {"Recent indicators have suggested growth.", "", SPEAKER_UNKNOWN},
        {"The umbrella and deterrence pledges remain intact.", "", SPEAKER_UNKNOWN},
        {"Exports supported growth, and more exports are due.", "", SPEAKER_UNKNOWN},
        {"The steps announced by the minister are late.", "", SPEAKER_UNKNOWN},
        {"The measures and the exercises underscored the will.", "", SPEAKER_UNKNOWN},
        {"Other states where it rains", "", SPEAKER_UNKNOWN},
    };
    CHECK_SPEAKERS(cases, false);
}

TEST(what_the_rule_does_not_see_through_is_unknown)
{
    static const struct speaker_case cases[] = {
        {"The launch occurred a day after Northland warned of it.", "", SPEAKER_UNKNOWN},
        {"He stated that it rains.", "", SPEAKER_UNKNOWN},
        {"This assessment supported it.", "", SPEAKER_UNKNOWN},
        {"Everyone called him Mike.", "", SPEAKER_UNKNOWN},
        {"The Committee intends to reaffirm these principles.", "", SPEAKER_UNKNOWN},
        {"The Board should not emphasize prices.", "", SPEAKER_UNKNOWN},
        {"Prices, among other things, may put renewed pressure on rates.", "", SPEAKER_UNKNOWN},
        {"Flows are somewhat less than the previously announced sum.", "", SPEAKER_UNKNOWN},
        {"Officials said so.", "", SPEAKER_UNKNOWN},
        {"Only two committed to it.", "", SPEAKER_UNKNOWN},
        {"Director and president Ada Holm said so.", "", SPEAKER_UNKNOWN},
        {"In a letter to Holm, the head of the port, Vell said so.", "Vell", SPEAKER_ONE},
        {"In a letter to Holm, the head, said the board.", "", SPEAKER_UNKNOWN},
        {"Home (ticker: HD) reported growth.", "", SPEAKER_UNKNOWN},
        {"The official who met the envoy stressed it.", "", SPEAKER_UNKNOWN},
        {"Holm met Vell and stressed it.", "", SPEAKER_UNKNOWN},
        {"57 noted it.", "", SPEAKER_UNKNOWN},
        {"", "", SPEAKER_UNKNOWN},
        {"said", "", SPEAKER_UNKNOWN},
        {", said", "", SPEAKER_UNKNOWN},
        {"and said and said", "", SPEAKER_UNKNOWN},
    };
    CHECK_SPEAKERS(cases, false);
}

TEST(the_concept_list_says_whose_a_body_is)
{
    static const struct speaker_case cases[] = {
        {"The Straits Group reviewed the plan.", "", SPEAKER_UNKNOWN},
        {"SG noted the plan.", "", SPEAKER_UNKNOWN},
        {"The NL Coast Guard noted the plan.", "The NL Coast Guard", SPEAKER_ONE},
        {"The Straits Compact affirmed it.", "", SPEAKER_UNKNOWN},
        {"Ada Holm noted it.", "Ada Holm", SPEAKER_ONE},
        {"Northland noted it.", "Northland", SPEAKER_ONE},
        {"The ministers of Northland noted it.", "The ministers of Northland", SPEAKER_ONE},
        {"Both NL ministers noted it.", "Both NL ministers", SPEAKER_ONE},
        {"Northland and the Straits Group noted it.", "", SPEAKER_UNKNOWN},
        {"Northland and Southmark noted it.", "Northland and Southmark", SPEAKER_JOINT},
        {"Open passage noted it.", "", SPEAKER_UNKNOWN},
    };
    CHECK_SPEAKERS(cases, true);
    struct speech s;
    str text = STR("The envoy of Northland noted open passage.");
    CHECK(speech_open(&s));
    struct compare_speaker who = find(&s, text, (span){0, (uint32_t)text.n}, true);
    CHECK_INT(who.concept, 0);
    CHECK_STR(str_span(text, who.verb), "noted");
    speech_close(&s);
}

/* A lone capital at the start is a name unless the text itself says otherwise; what stands far away does not count. */
TEST(a_name_is_told_by_the_text_around_it)
{
    struct speech s;
    CHECK(speech_open(&s));
    buf b = {0};
    buf_addz(&b, "Trade supported it. We value trade.");
    struct compare_speaker who = find(&s, buf_str(&b), (span){0, 19}, false);
    CHECK_INT(who.kind, SPEAKER_UNKNOWN);
    buf_clear(&b);
    buf_addz(&b, "Trade supported it. Trader Joe and trades.");
    who = find(&s, buf_str(&b), (span){0, 19}, false);
    CHECK_INT(who.kind, SPEAKER_ONE);
    buf_clear(&b);
    buf_addz(&b, "Trade supported it.");
    for (int i = 0; i < 5000; i++) buf_addz(&b, " x");
    buf_addz(&b, " trade");
    who = find(&s, buf_str(&b), (span){0, 19}, false);
    CHECK_INT(who.kind, SPEAKER_ONE);
    buf_free(&b);
    speech_close(&s);
}

/* Whatever stands in a sentence: what is named lies inside it, before its verb, and unknown names nothing. */
TEST(any_words_give_a_whole_answer)
{
    static const char *const pieces[] = {
        "Both", "sides", "the",  "and", ",",      "said", "noted", "Holm",   "minister", "of",  "(",
        ")",    "to",    "that", ":",   "'s",     "by",   "were",  "only",   "NL",       "SM",  "-",
        "they", "also",  "57",   "all", "북한은", "é",    "“",     "states", "in",       "who", "Straits Group"};
    uint64_t seed = 20251211;
    uint32_t n_named = 0;
    struct speech s;
    CHECK(speech_open(&s));
    for (int round = 0; round < 20000; round++) {
        buf b = {0};
        uint32_t n = random_below(&seed, 12);
        buf_addz(&b, "Before it. ");
        span at = {(uint32_t)b.n, 0};
        for (uint32_t i = 0; i < n; i++) buf_addf(&b, "%s%s", i ? " " : "", pieces[random_below(&seed, ARRAY_LEN(pieces))]);
        at.end = (uint32_t)b.n;
        struct compare_speaker who = find(&s, buf_str(&b), at, round & 1);
        if (who.kind == SPEAKER_UNKNOWN) {
            CHECK(!span_len(who.at) && !span_len(who.verb) && who.concept == COMPARE_NONE);
        } else {
            CHECK_MSG(who.at.begin >= at.begin && who.at.begin < who.at.end && who.at.end <= who.verb.begin &&
                          who.verb.end <= at.end,
                      "round %d: %.*s", round, STR_ARG(buf_str(&b)));
            CHECK(compare_word_says(str_span(buf_str(&b), who.verb)));
            n_named++;
        }
        buf_free(&b);
    }
    CHECK(n_named > 200);
    speech_close(&s);
}

/* A committee alone speaks in its statements, now and then a member; nothing else that stands before a verb of saying. */
TEST(statements_of_a_central_bank)
{
    const char *shared = test_shared();
    if (!shared) SKIP("no shared data");
    struct speech s;
    struct source_list files;
    char dir[512];
    uint32_t n_one = 0;
    CHECK(speech_open(&s));
    (void)snprintf(dir, sizeof dir, "%s/data/statements/fomc", shared);
    if (source_walk(&files, dir, NULL, NULL, s.ar, NULL)) SKIP("no shared statements");
    for (size_t i = 0; i < files.n; i++) {
        struct text_page page;
        struct text_sentences all;
        struct source_hints hints = {.name = STR("x.txt")};
        str bytes, path = str_of(files.path[i]);
        if (!str_ends(path, STR(".txt"))) continue;
        CHECK(!source_read_file(&bytes, files.path[i], 1 << 24, s.ar, NULL) &&
              !text_page_read(&page, bytes, &hints, (str){NULL, 0}, s.ar, NULL) &&
              !text_sentences_find(&all, &page, s.ar, NULL));
        for (uint32_t k = 0; k < all.n; k++) {
            struct compare_speaker who = find(&s, page.clean, all.at[k], false);
            str words = str_span(page.clean, who.at);
            if (who.kind == SPEAKER_UNKNOWN) continue;
            bool body = str_ends(words, STR("Committee")) || str_ends(words, STR("Federal Reserve"));
            CHECK_MSG(who.kind == SPEAKER_ONE && (body || str_starts(words, STR("President "))), "%.*s", STR_ARG(words));
            n_one++;
        }
    }
    CHECK_MSG(n_one > 250, "%u", n_one);
    speech_close(&s);
}

TEST(verbs_of_saying_in_any_case)
{
    CHECK(compare_word_says(STR("said")) && compare_word_says(STR("SAID")) && compare_word_says(STR("Reaffirmed")));
    CHECK(!compare_word_says(STR("")) && !compare_word_says(STR("sai")) && !compare_word_says(STR("saids")));
    CHECK(!compare_word_says(STR("a word much longer than any that is listed")));
}

TESTS(CASE(a_side_an_office_or_a_person_is_one), CASE(two_who_are_named_and_all_who_hold_an_office_are_joint),
      CASE(a_thing_is_no_side), CASE(what_the_rule_does_not_see_through_is_unknown),
      CASE(the_concept_list_says_whose_a_body_is), CASE(a_name_is_told_by_the_text_around_it),
      CASE(any_words_give_a_whole_answer), CASE(statements_of_a_central_bank), CASE(verbs_of_saying_in_any_case))
