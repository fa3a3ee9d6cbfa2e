/* Unit tests of near copies: what is flagged, and what is not. */
#include "record/record.h"
#include "record_help.h"
#include "test.h"

/* Written for this test: a joint statement, three ways of telling it as if it were the text itself, and other texts that may
** come from the same body on the same day. */
#define OFFICIAL                                                                                                               \
    "The Consultative Group of the two governments held its sixth meeting in Canberra on 4 May 2027. Both delegations "        \
    "reaffirmed that the Group is the standing body in which the partners plan together for the defence of the northern "      \
    "islands. They reviewed the exchange of information, the procedures for consultation in a crisis, and the training of "    \
    "officers from both services. The delegations welcomed the completion of the joint planning guidelines, which will "       \
    "enter into force before the end of the year. They condemned the recent missile launches and called upon the northern "    \
    "neighbour to return to dialogue without preconditions. The partners will hold a tabletop exercise in the autumn and a "   \
    "command post exercise next spring. The seventh meeting will take place in Wellington at a time that suits both sides."
#define PARAPHRASE                                                                                                             \
    "At their sixth meeting on 4 May 2027 in Canberra, the two governments' Consultative Group confirmed its standing role: "  \
    "planning together the defence of the northern islands. Exchange of information, crisis consultation procedures and "      \
    "officer training in both services were reviewed. Joint planning guidelines have been completed and enter into force "     \
    "later this year. Recent missile launches were condemned, and the northern neighbour was called on to return to the "      \
    "dialogue with no preconditions attached. A tabletop exercise follows in the autumn, with a command post exercise next "   \
    "spring. Wellington is to host the seventh meeting."
#define SHORTENED                                                                                                              \
    "Both delegations reaffirmed that the Group is the standing body in which the partners plan together for the defence of "  \
    "the northern islands. They condemned the recent missile launches. The partners will hold a tabletop exercise in the "     \
    "autumn. The seventh meeting will take place in Wellington."
#define REPLY                                                                                                                  \
    "Asked about reports on the sixth meeting, the ministry said that the shorter form of the statement means no change of "   \
    "policy. Questions on the wording should be put to the spokesman, who will brief the press in the capital tomorrow."
#define OTHER_MATTER                                                                                                           \
    "The Group adopted rules for its secretariat. The budget for the coming year is shared equally. Staff will be seconded "   \
    "from both foreign ministries, and the working language of its committees is English. The secretariat keeps the archive "  \
    "and answers requests of both parliaments within thirty days."

struct fixture {
    struct temp t;
    struct clock clock;
    struct env env;
    record *r;
    arena *ar;
    struct err err;
};
static bool begin(struct fixture *f)
{
    *f = (struct fixture){.clock = {NOON}};
    f->env = TEST_ENV(f->clock);
    f->ar = arena_new(0);
    return f->ar && temp_make(&f->t) && record_init(temp_path(&f->t, "a.entente"), &f->env, &f->err) == OK &&
           record_open(&f->r, temp_path(&f->t, "a.entente"), RECORD_WRITE, &f->env, &f->err) == OK;
}
static void end(struct fixture *f)
{
    record_close(f->r);
    arena_free(f->ar);
    temp_remove(&f->t);
}
static enum status add_titled(struct fixture *f, const char *text, const char *title, const char *date, struct record_added *a)
{
    struct record_item item = {.bytes = str_of(text), .given = manifest_empty()};
    item.given.title = str_of(title);
    if (date) item.given.date = test_day(date);
    return record_add(f->r, &item, a, f->ar, &f->err);
}

TEST(a_paraphrase_of_the_same_series_and_day_is_flagged)
{
    struct fixture f;
    struct record_added a;
    CHECK(begin(&f));
    CHECK_INT(add_text(f.r, OFFICIAL, "cg", "2027-05-04", &a, f.ar, &f.err), OK);
    CHECK_INT(a.as, RECORD_NEW);
    CHECK_INT(add_text(f.r, PARAPHRASE, "cg", "2027-05-04", &a, f.ar, &f.err), OK);
    CHECK_INT(a.as, RECORD_NEAR_COPY);
    CHECK_STR(a.of, "cg/2027-05-04");
    CHECK_STR(a.name, "cg/2027-05-04-2");
    CHECK_MSG(a.similarity > 0.35 && a.similarity < 1, "%.3f", a.similarity);
    CHECK_INT(add_text(f.r, SHORTENED, "cg", "2027-05-04", &a, f.ar, &f.err), OK);
    CHECK_INT(a.as, RECORD_NEAR_COPY);
    CHECK_STR(a.of, "cg/2027-05-04");
    CHECK_INT(add_text(f.r, REPLY, "cg", "2027-05-04", &a, f.ar, &f.err), OK);
    CHECK_MSG(a.as == RECORD_NEW, "%.3f", a.similarity);
    CHECK_INT(add_text(f.r, OTHER_MATTER, "cg", "2027-05-04", &a, f.ar, &f.err), OK);
    CHECK_MSG(a.as == RECORD_NEW, "%.3f", a.similarity);
    CHECK_INT(add_text(f.r, PARAPHRASE " Thank you.", "cg", "2027-05-05", &a, f.ar, &f.err), OK);
    CHECK_INT(a.as, RECORD_NEW); /* another day of the series: the next statement */
    end(&f);
}

TEST(the_same_title_is_a_claim_too)
{
    struct fixture f;
    struct record_added a;
    struct record_doc d;
    CHECK(begin(&f));
    CHECK_INT(add_titled(&f, OFFICIAL, "Joint Statement of the Sixth Meeting", "2027-05-04", &a), OK);
    CHECK_INT(add_titled(&f, PARAPHRASE, "Sixth meeting of the: JOINT statement", NULL, &a), OK);
    CHECK_INT(a.as, RECORD_NEAR_COPY);
    CHECK_INT(add_titled(&f, SHORTENED, "Joint statement of the sixth meeting", "2027-05-05", &a), OK);
    CHECK_INT(a.as, RECORD_NEAR_COPY); /* a day later: time zones */
    CHECK_INT(add_titled(&f, PARAPHRASE " One.", "Joint statement of the sixth meeting", "2027-06-04", &a), OK);
    CHECK_MSG(str_eq(a.of, STR("")) || a.as == RECORD_NEAR_COPY, "%.*s", STR_ARG(a.of));
    CHECK_INT(add_titled(&f, PARAPHRASE " Two.", "Report on a meeting", NULL, &a), OK);
    CHECK_INT(a.as, RECORD_NEW);
    CHECK_INT(record_commit(f.r, &f.err), OK);
    /* Taken out of the claim by an edit, it is no near copy any more; brought back, it is. */
    CHECK_INT(record_find(&d, f.r, STR("Sixth meeting of the: JOINT statement"), RECORD_NOW, f.ar, &f.err), OK);
    CHECK(d.near_of.n && d.similarity > 0.3);
    struct manifest over = manifest_empty();
    over.title = STR("A newspaper's summary");
    CHECK_INT(record_edit(f.r, &d, &over, f.ar, &f.err), OK);
    CHECK_INT(record_find(&d, f.r, STR("A newspaper's summary"), RECORD_NOW, f.ar, &f.err), OK);
    CHECK(!d.near_of.n);
    over.title = STR("Joint statement of the sixth meeting");
    CHECK_INT(record_edit(f.r, &d, &over, f.ar, &f.err), OK);
    CHECK_INT(record_find(&d, f.r, (str){d.name.p, d.name.n}, RECORD_NOW, f.ar, &f.err), OK);
    CHECK(d.near_of.n);
    end(&f);
}

TEST(a_title_of_many_says_nothing)
{
    struct fixture f;
    struct record_added a;
    struct record_doc *list;
    struct record_query q = {.from = DATE_NONE, .to = DATE_NONE};
    uint32_t n;
    uint32_t near[2] = {0};
    CHECK(begin(&f));
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < (round ? 2 : 63); i++) {
            char text[1200];
            (void)snprintf(text, sizeof text, "%s Number %d.", OFFICIAL, round * 100 + i);
            CHECK_INT(add_titled(&f, text, "News", NULL, &a), OK);
        }
        CHECK_INT(record_commit(f.r, &f.err), OK);
        CHECK_INT(record_list(&list, &n, f.r, &q, RECORD_NOW, f.ar, &f.err), OK);
        for (uint32_t i = 0; i < n; i++) near[round] += list[i].near_of.n > 0;
    }
    CHECK_INT(near[0], 62);
    CHECK_INT(near[1], 0); /* 65 of them: the title is a heading, not a claim */
    str before = state_of(f.r, f.ar);
    CHECK_INT(record_rebuild(f.r, &f.err), OK);
    CHECK(str_eq(before, state_of(f.r, f.ar)));
    CHECK_INT(record_find(&list[0], f.r, list[5].name, RECORD_NOW, f.ar, &f.err), OK);
    struct manifest over = manifest_empty();
    over.title = STR("Another");
    CHECK_INT(record_edit(f.r, &list[5], &over, f.ar, &f.err), OK); /* 64 again */
    before = state_of(f.r, f.ar);
    CHECK_INT(record_list(&list, &n, f.r, &q, RECORD_NOW, f.ar, &f.err), OK);
    near[1] = 0;
    for (uint32_t i = 0; i < n; i++) near[1] += list[i].near_of.n > 0;
    CHECK_INT(near[1], 63);
    CHECK_INT(record_rebuild(f.r, &f.err), OK);
    CHECK(str_eq(before, state_of(f.r, f.ar)));
    end(&f);
}

/* Consecutive statements share up to 0.96 of their words: of one series, on other days, none is a near copy. */
TEST(consecutive_statements_are_not_near_copies)
{
    const char *shared = test_shared();
    struct fixture f;
    struct source_list files;
    char folder[512];
    if (!shared) SKIP("no shared data");
    (void)snprintf(folder, sizeof folder, "%s/data/statements/fomc", shared);
    CHECK(begin(&f));
    CHECK_MSG(source_walk(&files, folder, NULL, NULL, f.ar, &f.err) == OK, "%s", f.err.msg);
    uint32_t n = 0;
    for (size_t i = 0; i < files.n; i++) {
        struct record_added a;
        struct record_item item = {.given = manifest_empty(), .hints = {.name = str_of(files.path[i])}};
        if (!str_ends(item.hints.name, STR(".txt"))) continue;
        CHECK_INT(source_read_file(&item.bytes, files.path[i], 1 << 20, f.ar, &f.err), OK);
        item.given.series = STR("fomc");
        item.given.title = STR("FOMC statement");
        CHECK_INT(record_add(f.r, &item, &a, f.ar, &f.err), OK);
        CHECK_MSG(a.as == RECORD_NEW, "%s: %.*s", files.path[i], STR_ARG(a.of));
        CHECK(a.manifest.date != DATE_NONE);
        n++;
    }
    CHECK(n >= 100);
    CHECK_INT(record_commit(f.r, &f.err), OK);
    end(&f);
}

TESTS(CASE(a_paraphrase_of_the_same_series_and_day_is_flagged), CASE(the_same_title_is_a_claim_too),
      CASE(a_title_of_many_says_nothing), CASE(consecutive_statements_are_not_near_copies))
