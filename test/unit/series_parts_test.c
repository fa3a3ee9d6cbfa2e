/* The small parts of the series comparison: runs, wordings, likeness, subjects not read, lengths; each against plain search. */
#include "base/random.h"
#include "compare/series_parts.h"
#include "series_fixture.h"
#include "test.h"

/* ---- runs ---- */

#define MAX_FLAG 40

TEST(runs_are_the_flags)
{
    uint64_t seed = 3;
    for (int round = 0; round < 3000; round++) {
        uint8_t flag[MAX_FLAG];
        uint32_t list[MAX_FLAG * 2], n_list = 0, n = random_below(&seed, MAX_FLAG + 1), n_flag = 0;
        struct compare_runs r, q;
        arena *ar = arena_new(0);
        for (uint32_t t = 0; t < n; t++) {
            flag[t] = (uint8_t)(random_below(&seed, 3) < 2 ? random_below(&seed, 2) * 7 : 0);
            n_flag += flag[t] != 0;
            for (uint32_t k = flag[t] ? 1 + random_below(&seed, 2) : 0; k > 0; k--) list[n_list++] = t;
        }
        CHECK(ar && !compare_runs_of_flags(&r, flag, n, ar, NULL) && !compare_runs_of_list(&q, list, n_list, ar, NULL));
        CHECK(r.n_text == n_flag && r.n == q.n && q.n_text == n_flag);
        CHECK(!r.n || memcmp(r.run, q.run, r.n * sizeof *r.run) == 0);
        for (uint32_t t = 0; t < n + 3; t++)
            CHECK_MSG(compare_runs_has(&r, t) == (t < n && flag[t]), "round %d, text %u", round, t);
        for (uint32_t k = 0; k < r.n; k++) {
            CHECK(r.run[k].from <= r.run[k].to);
            CHECK(!k || r.run[k].from > r.run[k - 1].to + 1); /* runs that touch are one */
        }
        CHECK_INT(compare_runs_first(&r), r.n ? r.run[0].from : COMPARE_NONE);
        CHECK_INT(compare_runs_last(&r), r.n ? r.run[r.n - 1].to : COMPARE_NONE);
        arena_free(ar);
    }
}

/* ---- wordings ---- */

#define MAX_MEMBER 7
#define MAX_PLACE 6

TEST(wordings_know_all_their_places)
{
    uint64_t seed = 4;
    for (int round = 0; round < 2000; round++) {
        struct compare_member m[MAX_MEMBER] = {0};
        uint64_t hash[MAX_MEMBER][MAX_PLACE];
        uint32_t n_text = random_below(&seed, MAX_MEMBER + 1), n_kind = 1 + random_below(&seed, 8), next = 0;
        struct wordings w;
        arena *ar = arena_new(0);
        for (uint32_t t = 0; t < n_text; t++) {
            m[t].n_sentence = random_below(&seed, MAX_PLACE + 1);
            m[t].wording = hash[t];
            for (uint32_t i = 0; i < m[t].n_sentence; i++)
                hash[t][i] = (uint64_t)random_below(&seed, n_kind) * 0x9E3779B97F4A7C15u;
        }
        CHECK(ar && !compare_wordings_make(&w, m, n_text, ar, NULL));
        for (uint32_t t = 0; t < n_text; t++) {
            for (uint32_t i = 0; i < m[t].n_sentence; i++) {
                uint32_t id = wordings_id(&w, t, i), below = random_below(&seed, n_text + 1);
                struct compare_place first = {COMPARE_NONE, COMPARE_NONE}, last = first;
                struct compare_runs runs;
                CHECK(id <= next); /* in order of first place */
                next += id == next;
                CHECK(!compare_wordings_runs(&runs, &w, id, below, ar, NULL));
                for (uint32_t u = 0; u < n_text; u++) {
                    bool has = false;
                    for (uint32_t k = 0; k < m[u].n_sentence; k++) {
                        CHECK((wordings_id(&w, u, k) == id) == (hash[u][k] == hash[t][i]));
                        if (hash[u][k] != hash[t][i] || u >= below) continue;
                        has = true;
                        last = (struct compare_place){u, k};
                        if (first.text == COMPARE_NONE) first = last;
                    }
                    CHECK(compare_runs_has(&runs, u) == has);
                }
                struct compare_place f = compare_wordings_place(&w, id, below, true),
                                     l = compare_wordings_place(&w, id, below, false);
                CHECK_MSG(f.text == first.text && f.sentence == first.sentence, "round %d", round);
                CHECK_MSG(l.text == last.text && l.sentence == last.sentence, "round %d", round);
            }
        }
        CHECK_INT(w.n, next);
        arena_free(ar);
    }
}

TEST(more_sentences_than_fit_are_refused)
{
    struct compare_member m[2] = {{.n_sentence = UINT32_MAX / 2}, {.n_sentence = UINT32_MAX / 2}};
    struct wordings w;
    struct err err = {0};
    arena *ar = arena_new(1 << 16);
    CHECK(ar);
    CHECK_INT(compare_wordings_make(&w, m, 2, ar, &err), E_LIMIT);
    CHECK(strstr(err.msg, "sentences"));
    arena_free(ar);
}

/* ---- likeness ---- */

TEST(likeness_is_a_share_and_mirrored)
{
    static const char *const words[] = {"the", "fleet", "fleets", "harbour", "of", "7", "sails", "sailing", ",", "Pact", "and"};
    uint64_t seed = 5;
    for (int round = 0; round < 1500; round++) {
        buf b = {0};
        for (uint32_t side = 0; side < 2; side++) {
            uint32_t n = 1 + random_below(&seed, 120) / (round % 8 ? 12 : 1);
            for (uint32_t i = 0; i < n; i++) buf_addf(&b, "%s ", words[random_below(&seed, ARRAY_LEN(words))]);
            buf_addc(&b, '\n');
        }
        str text = buf_str(&b);
        struct fixture f = {0};
        struct features *x, *y;
        CHECK(fixture_make(&f, &text, 1) && !fixture_read(&f, &f.text[0], &f.err));
        CHECK(!compare_features_make(&x, f.text[0].read, 0, f.ar, &f.err) &&
              !compare_features_make(&y, f.text[0].read, 1, f.ar, &f.err));
        double there = compare_features_likeness(x, y, 0), back = compare_features_likeness(y, x, 0);
        CHECK(there >= 0 && there <= 1 && there >= back && there <= back);
        for (uint32_t i = 1; i < x->n; i++) CHECK(x->key[i - 1] <= x->key[i]);
        CHECK(!x->n || (compare_features_likeness(x, x, 0) >= 1 && compare_features_likeness(x, x, 0) <= 1));
        /* The bound only cuts off what lies below it. */
        double cut = compare_features_likeness(x, y, 0.5);
        CHECK(there >= 0.5 ? cut >= there && cut <= there : cut < 0.5);
        fixture_free(&f);
        buf_free(&b);
    }
}

TEST(a_row_of_words_is_found_where_it_stands)
{
    static const uint32_t row[] = {1, 2, 3, 1, 2, 4};
    static const struct {
        uint32_t seq[3], n;
        bool has;
    } cases[] = {{{1, 2, 4}, 3, true}, {{1, 2, 3}, 3, true}, {{2, 4, 0}, 3, false}, {{3, 1}, 2, true},
                 {{4}, 1, true},       {{5}, 1, false},      {{0}, 0, false}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        CHECK_MSG(compare_words_have(row, ARRAY_LEN(row), cases[i].seq, cases[i].n) == cases[i].has, "case %zu", i);
    CHECK(!compare_words_have(row, 0, row, 1) && !compare_words_have(row, 2, row, 3));
}

/* ---- what could not be read ---- */

static const char *const list_text =
    "concept: North Coast\nkind: place\nalias.en: North Coast | NC\n\nconcept: open passage\nkind: term\n";

struct unread_case {
    const char *not_read, *sentence, *where; /* where: words of the sentence, "" for all of it */
    bool want;
};

TEST(a_subject_is_met_by_name_form_or_words)
{
    static const struct unread_case cases[] = {
        {"north coast", "Ships pass the NC at dawn.", "", true},
        {"NC", "Ships pass the North Coast at dawn.", "", true},
        {"north coast", "Ships pass the NC at dawn.", "at dawn", false},
        {"north coast", "Ships pass the NC at dawn.", "the NC", true},
        {"Open Passage; tolls", "Passage is open, tolls are due.", "", true},
        {"toll", "Passage is open, tolls are due.", "", false}, /* not inside another word */
        {"TOLLS", "Passage is open, tolls are due.", "", true},
        {"harbours", "Passage is open.", "", false},
        {"", "Passage is open.", "", false},
        {" ; ;", "Passage is open.", "", false},
        {"\xC3\xA9t\xC3\xA9", "L'\xC3\xA9t\xC3\xA9 est long.", "", true},
        {"t", "\xC3\xA9t\xC3\xA9", "", false}, /* letters beyond ASCII are parts of a word */
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct concept_list list;
        struct mentions names;
        struct compare_member m[2] = {0};
        struct compare_runs out;
        str subject = {NULL, 0}, text = str_of(cases[i].sentence);
        arena *ar = arena_new(0);
        CHECK(ar && !concepts_parse(&list, str_of(list_text), ar, NULL) && !mentions_make(&names, &list, ar, NULL));
        m[1].doc.manifest.not_read = str_of(cases[i].not_read);
        CHECK(!compare_member_subjects(&m[0], &list, ar, NULL) && !compare_member_subjects(&m[1], &list, ar, NULL));
        size_t at = str_find(text, str_of(cases[i].where), 0);
        span all = {0, (uint32_t)text.n},
             where = cases[i].where[0] ? (span){(uint32_t)at, (uint32_t)(at + strlen(cases[i].where))} : all;
        struct unread_query q = {m, 2, NULL, text, all, where, &names};
        CHECK(!compare_unread_find(&out, &subject, &q, ar, NULL));
        CHECK_MSG(compare_runs_has(&out, 1) == cases[i].want && !compare_runs_has(&out, 0), "case %zu", i);
        CHECK((subject.n > 0) == cases[i].want);
        /* A text that says it all the same is not asked. */
        uint32_t one = 1;
        struct compare_runs said;
        CHECK(!compare_runs_of_list(&said, &one, 1, ar, NULL));
        q.said = &said;
        CHECK(!compare_unread_find(&out, NULL, &q, ar, NULL) && !out.n);
        arena_free(ar);
    }
}

TEST(concepts_are_found_by_any_name)
{
    struct concept_list list;
    arena *ar = arena_new(0);
    uint32_t c;
    CHECK(ar && !concepts_parse(&list, str_of(list_text), ar, NULL));
    CHECK(!compare_concept_named(&c, &list, STR("NORTH coast"), ar, NULL) && c == 0);
    CHECK(!compare_concept_named(&c, &list, STR("nc"), ar, NULL) && c == 0);
    CHECK(!compare_concept_named(&c, &list, STR("open passage"), ar, NULL) && c == 1);
    CHECK(!compare_concept_named(&c, &list, STR("passage"), ar, NULL) && c == COMPARE_NONE);
    CHECK(!compare_concept_named(&c, &list, STR(""), ar, NULL) && c == COMPARE_NONE);
    arena_free(ar);
}

/* ---- lengths and counts ---- */

TEST(only_like_is_held_against_like)
{
    static const char *const texts[] = {"One two three four five six seven eight nine ten.\n", "One two three four five six.\n",
                                        "One two three four five.\n"};
    str text[3] = {str_of(texts[0]), str_of(texts[1]), str_of(texts[2])};
    struct fixture f = {0};
    struct compare_length l;
    CHECK(fixture_make(&f, text, 3) && !compare_series_read_all(&f.series, &f.err));
    compare_length_make(&l, &f.text[0], &f.text[1], 0.6);
    CHECK(l.older_words == 10 && l.newer_words == 6 && !l.shorter && l.older_items == -1);
    compare_length_make(&l, &f.text[0], &f.text[2], 0.6);
    CHECK(l.shorter);
    f.text[0].doc.manifest.items = 12;
    f.text[1].doc.manifest.items = 5;
    compare_length_make(&l, &f.text[0], &f.text[1], 0.6);
    CHECK(l.shorter && l.older_items_basis == ITEMS_MANIFEST);
    /* Items that were counted in the text say nothing about those that a manifest gives. */
    f.text[1].doc.manifest.items = -1;
    ((struct compare_text *)(uintptr_t)f.text[1].read)->kind[0] = TEXT_ITEM;
    compare_length_make(&l, &f.text[0], &f.text[1], 0.6);
    CHECK(!l.shorter && l.newer_items == 1 && l.newer_items_basis == ITEMS_COUNTED);
    f.text[1].doc.manifest.items = 0;
    compare_length_make(&l, &f.text[0], &f.text[1], 0.6);
    CHECK(l.shorter && l.newer_items == 0);
    fixture_free(&f);
}

TEST(coverage_counts_what_there_is)
{
    static const char *const one = "Trade rose.\n";
    str text[4] = {str_of(one), str_of(one), str_of(one), str_of(one)};
    struct fixture f = {0};
    struct compare_coverage c = {0};
    CHECK(fixture_make(&f, text, 4));
    f.text[0].doc.manifest.date = DATE_NONE;
    f.text[1].doc.manifest.kind = STR("digest");
    f.text[2].n_not_read = 3;
    CHECK(!fixture_read(&f, &f.text[1], &f.err));
    compare_coverage_fill(&c, f.text, 4);
    CHECK(c.n_text == 4 && c.n_read == 1 && c.n_digest == 1 && c.n_part_read == 1 && c.n_dateless == 1);
    CHECK(c.first == 20001 && c.last == 20003);
    compare_coverage_fill(&c, f.text, 0);
    CHECK(!c.n_text && !c.n_read && c.first == DATE_NONE && c.last == DATE_NONE);
    fixture_free(&f);
}

TESTS(CASE(runs_are_the_flags), CASE(wordings_know_all_their_places), CASE(more_sentences_than_fit_are_refused),
      CASE(likeness_is_a_share_and_mirrored), CASE(a_row_of_words_is_found_where_it_stands),
      CASE(a_subject_is_met_by_name_form_or_words), CASE(concepts_are_found_by_any_name), CASE(only_like_is_held_against_like),
      CASE(coverage_counts_what_there_is))
