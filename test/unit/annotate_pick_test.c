/* Which clauses a person is shown, in whose name, and with which words: hand-annotated sentences, invented. */
#include "base/random.h"
#include "clauses_help.h"
#include "present/annotate.h"

/* A text with what is found in it, and its view. */
struct seen {
    struct language_text text;
    struct language_names names;
    struct language_coref coref;
    struct language_quotes quotes;
    struct language_clauses clauses;
    struct present_annotation a;
    struct annotate_view view;
    struct annotate_pick pick;
};

static bool look(struct seen *s, const char *brief, uint32_t parts, bool full, arena *ar)
{
    struct err err = {0};
    *s = (struct seen){.text = brief_text(brief, ar)};
    bool good = s->text.words.n_word && !language_names_find(&s->names, &s->text, NULL, ar, &err) &&
                !language_coref_find(&s->coref, &s->text, &s->names, ar, &err) &&
                !language_quotes_find(&s->quotes, &s->text, ar, &err) &&
                !language_clauses_find(&s->clauses, &s->text, ar, &err);
    s->a = (struct present_annotation){
        .text = &s->text, .parts = parts, .names = &s->names, .coref = &s->coref, .quotes = &s->quotes, .clauses = &s->clauses};
    good = good && !annotate_view_of(&s->view, &s->a, full, ar, &err) && !annotate_pick_clauses(&s->pick, &s->view, &err);
    if (!good) printf("# %s: %s\n", brief, err.msg);
    return good;
}

/* "modality[-] who=actor+actor: words" of each clause that is shown, parted by "; ". */
static void show_picked(buf *out, const struct seen *s)
{
    buf_empty(out);
    for (uint32_t i = 0; i < s->clauses.n; i++) {
        if (s->pick.state[i] != PICK_SHOWN) continue;
        struct annotate_who who = annotate_who_is(&s->view, s->clauses.subject[i]);
        str words = annotate_words(&s->view, annotate_bytes(&s->view, s->pick.words[i]));
        buf_addf(out, "%s%s%s %.*s", out->n ? "; " : "", language_modality_name((enum language_modality)s->clauses.modality[i]),
                 s->clauses.negative[i] ? "-" : "", STR_ARG(annotate_words(&s->view, who.at)));
        for (uint32_t k = 0; k < who.n_tie; k++) {
            buf_addc(out, k ? '+' : '=');
            buf_add(out, s->coref.actor_name[who.tie[k].actor]);
        }
        buf_addf(out, ": %.*s", STR_ARG(words));
    }
}

#define PLEDGED "Seoul/NNP/2/nsubj pledged=pledge/VBD/0/root to/TO/4/mark widen/VB/2/xcomp the/DT/6/det drills=drill/NNS/4/obj "
static const struct {
    const char *text, *want;
} cases[] = {
    /* What fills a promise stands in its line, what goes along with it too. */
    {PLEDGED "and/CC/9/cc to/TO/9/mark share/VB/4/conj data/NN/9/obj ~././2/punct",
     "promised Seoul=South Korea: Seoul pledged to widen the drills and to share data"},
    /* Another's promise beside it is one of its own. */
    {PLEDGED "and/CC/9/cc Tokyo/NNP/9/nsubj pledged=pledge/VBD/2/conj to/TO/11/mark pay/VB/9/xcomp ~././2/punct",
     "promised Seoul=South Korea: Seoul pledged to widen the drills; promised Tokyo=Japan: and Tokyo pledged to pay"},
    /* So is a refusal beside a deed of the same one. */
    {"Seoul/NNP/2/nsubj spoke=speak/VBD/0/root and/CC/6/cc did=do/VBD/6/aux not/RB/6/advmod pay/VB/2/conj ~././2/punct",
     "done Seoul=South Korea: Seoul spoke; done- Seoul=South Korea: and did not pay"},
    /* A purpose is no statement, nor is what goes along with it; both fill the line. */
    {"Seoul/NNP/2/nsubj spoke=speak/VBD/0/root to/TO/4/mark widen/VB/2/advcl the/DT/6/det pact/NN/4/obj and/CC/8/cc "
     "share/VB/4/conj data/NN/8/obj ~././2/punct",
     "done Seoul=South Korea: Seoul spoke to widen the pact and share data"},
    /* Of what is nobody, facts are not told; what did not happen is. */
    {"The/DT/2/det river/NN/3/nsubj rose=rise/VBD/0/root ~././3/punct", ""},
    {"The/DT/2/det text/NN/4/nsubj never/RB/4/advmod named=name/VBD/0/root the/DT/6/det river/NN/4/obj ~././4/punct",
     "done- The text: The text never named the river"},
    {"The/DT/2/det river/NN/4/nsubj may/MD/4/aux rise/VB/0/root ~././4/punct", "possible The river: The river may rise"},
    /* "It" of which nobody is known may be anything; both sides are somebody. */
    {"It/PRP/2/nsubj rose=rise/VBD/0/root ~././2/punct", ""},
    {"Both/DT/2/det sides=side/NNS/3/nsubj met=meet/VBD/0/root ~././3/punct", "done Both sides: Both sides met"},
    /* The word of speech goes, what is said stays with its own subject. */
    {"Seoul/NNP/2/nsubj said=say/VBD/0/root Tokyo/NNP/5/nsubj will/MD/5/aux pay/VB/2/ccomp ~././2/punct",
     "planned Tokyo=Japan: Tokyo will pay"},
    /* A subject may be a list, or a clause. */
    {"Seoul/NNP/6/nsubj ~,/./3/punct Tokyo/NNP/1/conj and/CC/5/cc Washington/NNP/1/conj agreed=agree/VBD/0/root to/TO/8/mark "
     "meet/VB/6/xcomp ~././6/punct",
     "promised Seoul, Tokyo and Washington=South Korea+Japan+US: Seoul, Tokyo and Washington agreed to meet"},
    {"Leaving=leave/VBG/6/csubj now/RB/1/advmod would/MD/6/aux be/VB/6/cop a/DT/6/det mistake/NN/0/root ~././6/punct",
     "possible Leaving now: Leaving now would be a mistake"},
    /* Whom an infinitive is asked of is told without the preposition. */
    {"Seoul/NNP/2/nsubj called=call/VBD/0/root on/IN/4/case Tokyo/NNP/2/obl to/TO/6/mark pay/VB/2/xcomp ~././2/punct",
     "demanded Seoul=South Korea: Seoul called on Tokyo to pay"},
};

TEST(people_see_what_somebody_says_wants_or_did)
{
    buf got = {0};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct seen s;
        arena *ar = arena_new(0);
        CHECK(ar && look(&s, cases[i].text, PART_ALL, false, ar));
        show_picked(&got, &s);
        CHECK_MSG(str_eq(buf_str(&got), str_of(cases[i].want)), "\n# got  %.*s\n# want %s", STR_ARG(buf_str(&got)),
                  cases[i].want);
        arena_free(ar);
    }
    buf_free(&got);
}

/* What quotations tell is told by the clauses only where there are no quotations. */
TEST(reports_are_told_once)
{
    static const char said[] =
        "Seoul/NNP/2/nsubj said=say/VBD/0/root the/DT/4/det pact/NN/5/nsubj ended=end/VBD/2/ccomp ~././2/punct";
    struct seen s;
    buf got = {0};
    arena *ar = arena_new(0);
    CHECK(look(&s, said, PART_ALL, false, ar));
    show_picked(&got, &s);
    CHECK_STR(buf_str(&got), "");
    CHECK_INT(s.pick.n_said, 2); /* the saying, and what is said */
    CHECK(look(&s, said, PART_CLAUSES, false, ar));
    show_picked(&got, &s);
    CHECK_STR(buf_str(&got), "reported the pact: the pact ended");
    buf_free(&got);
    arena_free(ar);
}

/* With all asked for, each clause stands by itself; in any case each has one state, and the counts say how many of each. */
TEST(every_clause_is_accounted_for)
{
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        for (int full = 0; full < 2; full++) {
            struct seen s;
            arena *ar = arena_new(0);
            CHECK(look(&s, cases[i].text, PART_ALL, full, ar));
            uint32_t n = s.pick.n_fact + s.pick.n_said + s.pick.n_under;
            for (uint32_t c = 0; c < s.clauses.n; c++) n += s.pick.state[c] == PICK_WITH;
            for (size_t m = 0; m < MODALITY_COUNT; m++) n += s.pick.n[m];
            CHECK_INT(n, s.clauses.n);
            for (uint32_t c = 0; c < s.clauses.n; c++) {
                span own = s.clauses.words[c], shown = s.pick.words[c];
                CHECK(!full || (s.pick.state[c] == PICK_SHOWN && own.begin == shown.begin && own.end == shown.end));
                CHECK(shown.begin <= own.begin && shown.end >= own.end);
            }
            arena_free(ar);
        }
    }
}

/* ---- values in words ---- */

TEST(values_are_exact)
{
    static const struct {
        struct amount_value value;
        const char *want;
    } values[] = {{{35, -1, 1}, "3.5"},   {{35, 10, 1}, "350000000000"},
                  {{2, 0, 3}, "2/3"},     {{-5, -1, 1}, "-0.5"},
                  {{5, -4, 1}, "0.0005"}, {{0, 0, 1}, "0"},
                  {{123, -2, 1}, "1.23"}, {{INT64_MIN, 0, 1}, "-9223372036854775808"}};
    buf b = {0};
    for (size_t i = 0; i < ARRAY_LEN(values); i++) {
        buf_empty(&b);
        annotate_value(&b, values[i].value);
        CHECK_STR(buf_str(&b), values[i].want);
    }
    buf_free(&b);
}

/* The words of an amount hold all that was found of it. */
TEST(amounts_are_told_in_words)
{
    static const char *const amounts[][2] = {
        {"It paid $350 million.", "350,000,000 USD"},
        {"It grew by 3.5 percent of gross domestic product.", "3.5 percent of GDP"},
        {"It grew by at least 2.5 percent of its budget.", "at least 2.5 percent of its budget"},
        {"It fell from 2.6 to 3.5 percent.", "from 2.6 to 3.5 percent"},
        {"It cost between 2 and 3 billion dollars.", "2,000,000,000 to 3,000,000,000 USD"},
        {"More than 28,500 troops stay.", "more than 28,500 troops"},
        {"About 5000 troops stay.", "about 5000 troops"},
        {"It rose by 25 basis points.", "25 basis points"},
        {"It cost $2 billion a year.", "2,000,000,000 USD, a year"},
        {"It lost up to two-thirds of the fleet.", "at most 2/3 of the fleet"}};
    buf b = {0};
    for (size_t i = 0; i < ARRAY_LEN(amounts); i++) {
        arena *ar = arena_new(0);
        struct amount_list list;
        struct language_text text = {.text = str_of(amounts[i][0])};
        struct present_annotation a = {.text = &text};
        struct annotate_view v = {.a = &a};
        buf_empty(&b);
        CHECK(!language_amount_find(&list, text.text, ar, NULL) && list.n == 1);
        annotate_amount(&b, &v, &list.item[0]);
        CHECK_STR(buf_str(&b), amounts[i][1]);
        arena_free(ar);
    }
    buf_free(&b);
}

TESTS(CASE(people_see_what_somebody_says_wants_or_did), CASE(reports_are_told_once), CASE(every_clause_is_accounted_for),
      CASE(values_are_exact), CASE(amounts_are_told_in_words))
