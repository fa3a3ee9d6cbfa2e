/* Notes on changed sentences: lists, speakers, names, form. */
#include "compare/pair.h"
#include "test.h"

struct noted {
    arena *ar;
    struct compare_text older, newer;
    struct compare_note *note;
    uint32_t n;
};

static enum status note_on(struct noted *out, const char *older, const char *newer, const struct concept_list *concepts)
{
    compare_vocab *v;
    struct err err = {0};
    str x = str_of(older), y = str_of(newer);
    span all_x = {0, (uint32_t)x.n}, all_y = {0, (uint32_t)y.n};
    uint32_t paragraph = 0;
    out->ar = arena_new(0);
    if (!out->ar) return E_NOMEM;
    enum status st = compare_vocab_new(&v, concepts, out->ar, &err);
    if (!st) st = compare_text_make(&out->older, v, x, &all_x, &paragraph, NULL, 1, out->ar, &err);
    if (!st) st = compare_text_make(&out->newer, v, y, &all_y, &paragraph, NULL, 1, out->ar, &err);
    return st ? st : compare_notes(&out->note, &out->n, &out->older, 0, &out->newer, 0, out->ar, &err);
}

/* "lost joint planning; gained training" and the like, for comparing as a whole. */
static const char *said(char *out, size_t cap, const struct noted *t)
{
    static const char *const verb[] = {"lost", "gained", "reordered", "speaker", "name", "case", "punctuation"};
    size_t n = 0;
    out[0] = 0;
    for (uint32_t i = 0; i < t->n && n < cap; i++) {
        str a = str_span(t->older.clean, t->note[i].older), b = str_span(t->newer.clean, t->note[i].newer);
        bool form = t->note[i].kind >= NOTE_ONLY_CASE || t->note[i].kind == NOTE_LIST_REORDERED;
        const char *arrow = a.n && b.n ? " -> " : "";
        if (form) a.n = b.n = 0, arrow = "";
        int wrote = snprintf(out + n, cap - n, "%s%s%s%.*s%s%.*s", n ? "; " : "", verb[t->note[i].kind], form ? "" : " ",
                             STR_ARG(a), arrow, STR_ARG(b));
        n += wrote > 0 ? (size_t)wrote : 0;
    }
    return out;
}

#define CHECK_NOTES(older_, newer_, want_)                                                                                     \
    do {                                                                                                                       \
        struct noted t_ = {0};                                                                                                 \
        char said_[512];                                                                                                       \
        CHECK_INT(note_on(&t_, older_, newer_, NULL), OK);                                                                     \
        CHECK_STR(str_of(said(said_, sizeof said_, &t_)), want_);                                                              \
        arena_free(t_.ar);                                                                                                     \
    } while (0)

TEST(items_of_lists_are_named)
{
    CHECK_NOTES("Both sides discussed information sharing, consultation, joint planning and execution, and training.",
                "Both sides discussed information sharing, consultation, and training.", "lost joint planning and execution");
    CHECK_NOTES("They held talks on all matters, including planning, mutual visits, and shared costs and gains.",
                "They held a dialogue on all matters, including planning, letters, and calls by night.",
                "lost mutual visits; lost shared costs and gains; gained letters; gained calls by night");
    CHECK_NOTES("The panel looks at wages, rents and prices.", "The panel looks at wages, rents, imports and prices.",
                "gained imports");
    CHECK_NOTES("The panel looks at wages, rents and prices.", "The panel looks at prices, rents and wages.", "reordered");
    CHECK_NOTES("Patrols go to the cape, the strait and the bay.", "Patrols go to the strait and the bay.", "lost the cape");
    CHECK_NOTES("Gauges stand at Arl, Bem; and at Cod; and at Dun.", "Gauges stand at Arl, Bem; and at Dun.", "lost at Cod");
    CHECK_NOTES("Traffic stops on 3, 7 and 12 May.", "Traffic stops on 3, 7, 12 and 19 May.", "gained 19 May");
}

TEST(what_is_no_list_gets_no_note)
{
    CHECK_NOTES("The rate was raised, and the board expects growth.", "The rate was cut, and the board expects a slump.", "");
    CHECK_NOTES("Prices have fallen, wages are flat, and trade has slowed.",
                "Prices have risen, wages are up, and trade is slow.", "");
    CHECK_NOTES("Salt and pepper are on the table.", "Pepper is on the table.", "");
}

TEST(the_frame_leads_the_list_in)
{
    struct noted t = {0};
    CHECK_INT(note_on(&t, "The Commission buys bills, bonds and notes.", "The Commission buys bonds and notes.", NULL), OK);
    CHECK_INT(t.n, 1);
    CHECK_STR(str_span(t.older.clean, t.note[0].frame_older), "The Commission buys");
    CHECK_STR(str_span(t.newer.clean, t.note[0].frame_newer), "The Commission buys");
    arena_free(t.ar);
}

TEST(a_new_speaker_is_named)
{
    CHECK_NOTES("Both sides reaffirmed that the line will hold in every season.",
                "The northern side stressed that the line will hold in every season.",
                "speaker Both sides -> The northern side");
    CHECK_NOTES("The line will hold in every season, the minister said.",
                "The line will hold in every season, both ministers said.", "speaker the minister -> both ministers");
    CHECK_NOTES("Both sides reaffirmed that the line will hold.", "The two sides stressed that the line will hold.", "");
    CHECK_NOTES("Both sides reaffirmed that the line will hold.", "The northern side stressed the price of wheat.", "");
}

TEST(form_alone)
{
    CHECK_NOTES("The alliance is strong.", "The Alliance is strong.", "case");
    CHECK_NOTES("The alliance is strong, and old.", "The alliance is strong and old.", "punctuation");
    CHECK_NOTES("The alliance is strong, and old.", "The Alliance is strong and old.", "");
    CHECK_NOTES("The alliance is strong.", "The alliance is weak.", "");
}

TEST(a_change_of_name_is_reported)
{
    struct concept_list list;
    struct err err = {0};
    struct noted t = {0};
    char text[256];
    arena *ar = arena_new(0);
    CHECK(ar);
    CHECK_INT(concepts_parse(&list, STR("concept: Northland\nkind: party\nalias.en: NL | Kingdom of the North\n"), ar, &err),
              OK);
    CHECK_INT(note_on(&t, "Trade with NL grew.", "Trade with Northland grew.", &list), OK);
    CHECK_STR(str_of(said(text, sizeof text, &t)), "name NL -> Northland");
    CHECK_INT(t.note[0].concept, 0);
    arena_free(t.ar);
    CHECK_INT(note_on(&t, "Trade with nl grew.", "Trade with Northland grew.", &list), OK);
    CHECK_INT(t.n, 0);
    arena_free(t.ar);
    arena_free(ar);
}

TESTS(CASE(items_of_lists_are_named), CASE(what_is_no_list_gets_no_note), CASE(the_frame_leads_the_list_in),
      CASE(a_new_speaker_is_named), CASE(form_alone), CASE(a_change_of_name_is_reported))
