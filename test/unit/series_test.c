/* The series comparison on small invented series. */
#include "compare/series_parts.h"
#include "series_fixture.h"
#include "test.h"

#define MAX_TEXTS 12

/* Texts as string literals, the newest last. */
#define SERIES(...)                                                                                                            \
    const char *const zt[] = {__VA_ARGS__};                                                                                    \
    str text[MAX_TEXTS];                                                                                                       \
    for (size_t k = 0; k < sizeof zt / sizeof zt[0]; k++) text[k] = str_of(zt[k]);                                             \
    struct fixture f = {0};                                                                                                    \
    CHECK(fixture_make(&f, text, (uint32_t)(sizeof zt / sizeof zt[0])))
#define RUN()                                                                                                                  \
    struct compare_report rep;                                                                                                 \
    CHECK_MSG(!compare_series_run(&rep, &f.series, f.ar, &f.err), "%s", f.err.msg)
#define LABEL(i_, want_) CHECK_STR(str_of(compare_label_name(rep.newer[i_].label)), compare_label_name(want_))

TEST(returned_word_for_word)
{
    SERIES("Both sides met in the spring.\nThe sides keep the hotline open at all hours.",
           "Both sides met in the summer.\nThe sides keep the hotline open at all hours.", "Both sides met in the autumn.",
           "Both sides met in the winter.\nThe sides keep the hotline open at all hours.");
    RUN();
    LABEL(0, LABEL_REWORDED);
    LABEL(1, LABEL_RETURNED);
    CHECK(rep.newer[1].exact && rep.newer[1].wording_returned && !rep.newer[1].wording_is_first);
    CHECK_INT(rep.newer[1].match.text, 1);
    CHECK_INT(rep.newer[1].match.sentence, 1);
    CHECK_INT(rep.newer[1].match_first.text, 0);
    CHECK_INT(rep.newer[1].in_place_of, COMPARE_NONE);
    CHECK_INT(rep.newer[1].stood.n, 1);
    CHECK_INT(rep.newer[1].stood.run[0].to, 1);
    fixture_free(&f);
}

TEST(returned_in_place_of_a_rewording)
{
    SERIES("The parties pledge full support for the joint border commission.",
           "The parties pledge partial support for the joint border commission.",
           "The parties pledge full support for the joint border commission.");
    RUN();
    LABEL(0, LABEL_RETURNED);
    CHECK_INT(rep.newer[0].in_place_of, 0);
    CHECK_INT(rep.newer[0].match.text, 0);
    CHECK_INT(rep.newer[0].n_change, 1);
    const struct compare_change *c = &rep.change[rep.newer[0].change_from];
    CHECK_INT(c->older_text, 1);
    CHECK_INT(c->n_fate, 2);
    for (uint32_t i = 0; i < c->n_fate; i++) {
        if (c->fate[i].kind == FATE_GONE) continue;
        CHECK_INT(c->fate[i].kind, FATE_RETURNED);
        CHECK_STR(str_span(text[2], c->fate[i].at), "full");
        CHECK_INT(c->fate[i].last.text, 0);
    }
    fixture_free(&f);
}

TEST(returned_reworded_names_the_older_text)
{
    SERIES("Trade rose.\nThe council will publish a yearly report on harbour fees and tolls.", "Trade rose.", "Trade rose.",
           "Trade rose.\nThe council will publish a monthly report on harbour fees and tolls.");
    RUN();
    LABEL(0, LABEL_KEPT);
    LABEL(1, LABEL_RETURNED);
    CHECK(!rep.newer[1].exact && !rep.newer[1].wording_returned && rep.newer[1].wording_is_first);
    CHECK_INT(rep.newer[1].match.text, 0);
    CHECK(rep.newer[1].match_similarity >= compare_default_limits.close_similarity);
    CHECK_INT(rep.change[rep.newer[1].change_from].older_text, 0);
    fixture_free(&f);
}

TEST(first_needs_the_whole_series)
{
    SERIES("Trade rose.", "Trade rose.\nA new envoy was named for the northern fisheries.");
    RUN();
    LABEL(1, LABEL_FIRST);
    struct fixture g = {0};
    CHECK(fixture_make(&g, text, 2));
    g.series.whole = false;
    CHECK(!compare_series_run(&rep, &g.series, g.ar, &g.err));
    LABEL(1, LABEL_NEW);
    fixture_free(&f);
    fixture_free(&g);
}

TEST(unread_subject_makes_new_not_first)
{
    SERIES("Trade rose.", "Trade rose.", "Trade rose.\nA new envoy was named for the northern fisheries.\nFares fell again.");
    f.text[0].doc.manifest.not_read = STR("harbours; northern fisheries");
    str subjects[] = {STR("harbours"), STR("Northern Fisheries")};
    uint32_t none[] = {COMPARE_NONE, COMPARE_NONE};
    f.text[0].not_read = subjects;
    f.text[0].not_read_concept = none;
    f.text[0].n_not_read = 2;
    RUN();
    LABEL(1, LABEL_NEW);
    CHECK_INT(rep.newer[1].unread.n, 1);
    CHECK_INT(rep.newer[1].unread.run[0].from, 0);
    CHECK_STR(rep.newer[1].unread_subject, "Northern Fisheries");
    LABEL(2, LABEL_FIRST);
    CHECK_INT(rep.coverage.n_part_read, 1);
    fixture_free(&f);
}

TEST(words_that_come_back_inside_a_sentence)
{
    SERIES("The group exists to strengthen the Pact and the common guard.",
           "The group exists to strengthen the Pact and the guard.", "The group exists to strengthen the guard.",
           "The group exists to strengthen the Pact and the guard at sea.");
    RUN();
    LABEL(0, LABEL_REWORDED);
    const struct compare_change *c = &rep.change[rep.newer[0].change_from];
    CHECK_INT(c->n_fate, 2);
    CHECK_INT(c->fate[0].kind, FATE_RETURNED);
    CHECK_INT(c->fate[0].stood.n, 1);
    CHECK_INT(c->fate[0].stood.run[0].from, 0);
    CHECK_INT(c->fate[0].stood.run[0].to, 1);
    CHECK_INT(c->fate[0].last.text, 1);
    CHECK_INT(c->fate[1].kind, FATE_FIRST_HERE);
    fixture_free(&f);
}

TEST(dropped_says_how_long_it_stood)
{
    SERIES("Trade rose.", "Trade rose.\nThe ferry to the islands will run on all days.",
           "Trade rose.\nThe ferry to the islands will run on most days.",
           "Trade rose.\nThe ferry to the islands will run on most days.", "Trade rose.");
    RUN();
    CHECK_INT(rep.n_older, 2);
    const struct compare_sentence *s = &rep.older[1];
    CHECK_STR(str_of(compare_label_name(s->label)), "dropped");
    CHECK_INT(s->wording.n_text, 2);
    CHECK_INT(compare_runs_first(&s->stood), 1);
    CHECK_INT(compare_runs_last(&s->stood), 3);
    CHECK_INT(s->stood.n, 1);
    CHECK_INT(rep.older_count[LABEL_DROPPED], 1);
    fixture_free(&f);
}

TEST(a_single_text_is_all_first)
{
    SERIES("Trade rose.\nFares fell.");
    RUN();
    CHECK_INT(rep.previous, COMPARE_NONE);
    CHECK_INT(rep.newer_count[LABEL_FIRST], 2);
    fixture_free(&f);
}

TEST(only_texts_with_findings_are_read)
{
    SERIES("Alpha beta gamma delta stand here.", "Harbour dues remain as they were.", "Northern ferries sail at noon sharp.",
           "Trade rose.", "Trade rose.", "Trade rose.\nAlpha beta gamma delta stand here.");
    RUN();
    LABEL(1, LABEL_RETURNED);
    CHECK_INT(f.n_read, 3);
    CHECK_INT(rep.coverage.n_read, 3);
    CHECK_INT(rep.coverage.n_text, 6);
    fixture_free(&f);
}

TEST(a_spent_budget_is_said)
{
    SERIES("The council will publish a yearly report on harbour fees and tolls.", "Trade rose.",
           "Trade rose.\nThe council will publish a monthly report on harbour fees and tolls.");
    struct compare_limits tight = compare_default_limits;
    tight.max_read_bytes = 0;
    f.series.limits = &tight;
    RUN();
    CHECK(rep.coverage.cut);
    LABEL(1, LABEL_NEW);
    fixture_free(&f);
}

TEST(an_index_that_does_not_fit_is_refused)
{
    SERIES("Trade rose.", "Trade fell.");
    uint64_t wrong[] = {42};
    f.text[0].wording = wrong;
    struct compare_report rep;
    CHECK_INT(compare_series_run(&rep, &f.series, f.ar, &f.err), E_FORMAT);
    CHECK(strstr(f.err.msg, "t/1") && strstr(f.err.msg, "rebuild"));
    fixture_free(&f);
}

/* Whatever room there is, the answer is whole or a refusal; some caps below what is needed are tried, and one above. */
TEST(too_little_room_is_a_limit)
{
    const char *const zt[] = {"Trade rose.\nThe council will publish a yearly report on harbour fees, tolls and the guard.",
                              "Trade rose.\nThe council will publish a report on harbour fees, tolls and the Pact.",
                              "Trade rose.\nThe council will publish a yearly report on harbour fees, tolls and the Pact."};
    str text[3] = {str_of(zt[0]), str_of(zt[1]), str_of(zt[2])};
    uint32_t n_limit = 0, n_ok = 0;
    for (size_t cap = 512; cap < 4 << 20; cap += cap / 3) {
        struct fixture f = {0};
        CHECK(fixture_make(&f, text, 3));
        arena *small = arena_new(cap);
        struct compare_report rep = {0};
        struct compare_phrases p;
        struct compare_silences q;
        CHECK(small);
        enum status st = compare_series_run(&rep, &f.series, small, &f.err);
        if (!st) st = compare_phrases_run(&p, &f.series, 0, 0, PHRASE_BY_FIRST, small, &f.err);
        if (!st) st = compare_silences_run(&q, &f.series, 0, small, &f.err);
        CHECK_MSG(st == OK || (st == E_LIMIT && f.err.msg[0]), "cap %zu: status %d, %s", cap, st, f.err.msg);
        n_limit += st == E_LIMIT;
        n_ok += st == OK;
        arena_free(small);
        fixture_free(&f);
    }
    CHECK(n_limit > 5 && n_ok > 5);
}

TEST(speakers_by_rule)
{
    static const struct {
        const char *text, *who;
        enum compare_speaker_kind kind;
    } all[] = {
        {"Both sides reaffirmed the plan.", "Both sides", SPEAKER_JOINT},
        {"In this context, the two sides also stressed the plan.", "the two sides", SPEAKER_JOINT},
        {"Kim, the head of the delegation, stressed that all is well.", "Kim", SPEAKER_ONE},
        {"However, under rules that the board noted, nothing moved.", "the board", SPEAKER_ONE},
        {"The minister and the envoy noted the plan.", "The minister and the envoy", SPEAKER_JOINT},
        {"The plan was reaffirmed by the envoy.", "", SPEAKER_UNKNOWN},
        {"It noted the plan.", "", SPEAKER_UNKNOWN},
        {"An attack on the United States or its allies will fail.", "", SPEAKER_UNKNOWN},
        {"Owing in part to the weather, the board judges that boats are late.", "the board", SPEAKER_ONE},
        {"Noted.", "", SPEAKER_UNKNOWN},
    };
    arena *ar = arena_new(0);
    CHECK(ar);
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        str text = str_of(all[i].text);
        struct compare_speaker s = compare_speaker_find(text, (span){0, (uint32_t)text.n}, NULL, NULL, 0, ar);
        CHECK_MSG(s.kind == all[i].kind, "%s: %s", all[i].text, compare_speaker_name(s.kind));
        CHECK_STR(str_span(text, s.at), all[i].who);
    }
    arena_free(ar);
}

TESTS(CASE(returned_word_for_word), CASE(returned_in_place_of_a_rewording), CASE(returned_reworded_names_the_older_text),
      CASE(first_needs_the_whole_series), CASE(unread_subject_makes_new_not_first),
      CASE(words_that_come_back_inside_a_sentence), CASE(dropped_says_how_long_it_stood), CASE(a_single_text_is_all_first),
      CASE(only_texts_with_findings_are_read), CASE(a_spent_budget_is_said), CASE(an_index_that_does_not_fit_is_refused),
      CASE(too_little_room_is_a_limit), CASE(speakers_by_rule))
