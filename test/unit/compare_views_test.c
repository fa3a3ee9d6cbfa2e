/* Answers from a record as of a day: what was added, edited or listed later does not count; what is silent, what was not
** issued and what could not be read are told apart. */
#include "compare/compare.h"
#include "desk.h"
#include "test.h"

#define LIST                                                                                                                   \
    "concept: ferry\nkind: term\nalias.en: ferry | ferries\n\nconcept: Northland\nkind: party\nalias.en: Northland | NL\n"
#define FERRY "The ferry to the islands will run on all days of the week.\n"
#define TOLLS "The tolls at the bridge will fall by a third next year.\n"
#define LAMPS "The lamps on the cape will burn on all nights of winter.\n"
#define DAY_MS ((int64_t)86400000)

static int64_t wait_a_day(struct desk *d)
{
    int64_t then = d->clock.ms;
    d->clock.ms += DAY_MS;
    return then;
}

static struct record_view as_of(int64_t ms) { return (struct record_view){ms, DATE_NONE}; }
static struct record_view until(const char *day_) { return (struct record_view){INT64_MAX, test_day(day_)}; }

static enum status history(struct compare_history *h, struct desk *d, const char *what, struct record_view view)
{
    return compare_history_make(h, d->r, str_of(what), (str){NULL, 0}, view, d->ar, &d->err);
}

static enum status report(struct compare_report *rep, struct desk *d, struct record_view view)
{
    struct compare_request req = {.series = STR("sea"), .view = view};
    return compare_report_make(rep, d->r, &req, d->ar, &d->err);
}

static enum compare_label label_of(const struct compare_report *rep, const char *begins)
{
    for (uint32_t i = 0; i < rep->n_newer; i++)
        if (str_starts(compare_member_sentence(&rep->text[rep->newest], i), str_of(begins))) return rep->newer[i].label;
    return LABEL_COUNT;
}

static enum status edit_not_read(struct desk *d, const char *name, const char *subjects)
{
    struct record_doc doc;
    struct manifest over = manifest_empty();
    over.not_read = str_of(subjects);
    enum status st = record_find(&doc, d->r, str_of(name), RECORD_NOW, d->ar, &d->err);
    return st ? st : record_edit(d->r, &doc, &over, d->ar, &d->err);
}

/* The same sentence is new, returned or first by what the record held and said of itself on that day. */
TEST(labels_follow_the_day)
{
    struct desk d;
    struct compare_report rep;
    CHECK(desk_open(&d));
    PUT("2.txt", TOLLS, "series: sea\ndate: 2024-06-01\n");
    PUT("3.txt", TOLLS "\n" FERRY, "series: sea\ndate: 2025-01-01\n");
    int64_t bare = wait_a_day(&d);
    PUT("1.txt", FERRY, "series: sea\ndate: 2024-01-01\n");
    int64_t with_first = wait_a_day(&d);
    PUT("0.txt", LAMPS, "series: sea\ndate: 2023-06-01\n");
    CHECK_MSG(!record_set_concepts(d.r, STR(LIST), d.ar, &d.err), "%s", d.err.msg);
    CHECK_MSG(!report(&rep, &d, as_of(bare)), "%s", d.err.msg);
    CHECK(rep.n_text == 2 && label_of(&rep, "The ferry") == LABEL_FIRST && label_of(&rep, "The tolls") == LABEL_KEPT);
    CHECK_INT(rep.list->n_concept, 0);
    CHECK_MSG(!report(&rep, &d, as_of(with_first)), "%s", d.err.msg);
    CHECK(rep.n_text == 3 && label_of(&rep, "The ferry") == LABEL_RETURNED);
    CHECK_MSG(!report(&rep, &d, RECORD_NOW), "%s", d.err.msg);
    CHECK(rep.n_text == 4 && rep.list->n_concept == 2 && rep.concepts.row[0].fate == CONCEPT_RETURNED);
    /* A day of the texts, not of the record. */
    CHECK_MSG(!report(&rep, &d, until("2024-12-31")), "%s", d.err.msg);
    CHECK(rep.n_text == 3 && label_of(&rep, "The tolls") == LABEL_FIRST);
    CHECK_INT(report(&rep, &d, until("2020-01-01")), E_NOTFOUND);
    desk_close(&d);
}

/* What a manifest admits later not to have read makes "first" into "new"; as of the day before it was first. */
TEST(an_admission_counts_from_its_day_on)
{
    struct desk d;
    struct compare_report rep;
    CHECK(desk_open(&d));
    PUT("1.txt", LAMPS, "series: sea\ndate: 2024-01-01\n");
    PUT("2.txt", TOLLS, "series: sea\ndate: 2024-06-01\n");
    PUT("3.txt", TOLLS "\n" FERRY, "series: sea\ndate: 2025-01-01\n");
    CHECK_MSG(!record_set_concepts(d.r, STR(LIST), d.ar, &d.err), "%s", d.err.msg);
    int64_t before = wait_a_day(&d);
    CHECK_MSG(!edit_not_read(&d, "sea/2024-01-01", "ferries; NL"), "%s", d.err.msg);
    CHECK_MSG(!report(&rep, &d, as_of(before)), "%s", d.err.msg);
    CHECK(label_of(&rep, "The ferry") == LABEL_FIRST && rep.coverage.n_part_read == 0);
    CHECK_INT(rep.concepts.row[0].cell[0].said, SAID_SILENT);
    CHECK_MSG(!report(&rep, &d, RECORD_NOW), "%s", d.err.msg);
    CHECK(label_of(&rep, "The ferry") == LABEL_NEW && rep.coverage.n_part_read == 1);
    CHECK_STR(rep.newer[1].unread_subject, "ferries");
    CHECK(rep.concepts.row[0].cell[0].said == SAID_NOT_READ && rep.concepts.row[0].fate == CONCEPT_FIRST);
    CHECK_INT(rep.concepts.row[1].fate, CONCEPT_NEVER);
    desk_close(&d);
}

TEST(silent_not_issued_and_not_read_are_three_things)
{
    struct desk d;
    struct compare_history h;
    CHECK(desk_open(&d));
    PUT("1.txt", FERRY, "series: sea\nissuer: Ministry\ndate: 2020-03-01\n");
    PUT("2.txt", TOLLS, "series: sea\nissuer: Ministry\ndate: 2021-03-01\n");
    PUT("3.txt", LAMPS, "series: sea\nissuer: Ministry\ndate: 2023-03-01\nnot-read: ferry\n");
    PUT("4.txt", FERRY "\n" LAMPS, "series: sea\nissuer: Ministry\ndate: 2024-03-01\n");
    PUT("5.txt", "Roads are wet.\n", "series: sea\nissuer: Ministry\ndate: 2025-03-01\n");
    PUT("6.txt", "Roads are dry.\n", "issuer: Office\n");
    CHECK_MSG(!record_set_concepts(d.r, STR(LIST), d.ar, &d.err), "%s", d.err.msg);
    CHECK_MSG(!history(&h, &d, "ferry", RECORD_NOW), "%s", d.err.msg);
    static const enum compare_said want[] = {SAID_YES, SAID_SILENT, SAID_NO_TEXT, SAID_NOT_READ, SAID_YES, SAID_SILENT};
    CHECK_INT(h.n_timeline, 1); /* the Office's only text has no day */
    CHECK_INT(h.timeline[0].n_period, ARRAY_LEN(want));
    for (uint32_t i = 0; i < ARRAY_LEN(want); i++)
        CHECK_MSG(h.timeline[0].period[i].said == want[i], "%d", h.timeline[0].period[i].year);
    CHECK(h.n_gap == 1 && h.gap[0].n_silent == 1 && h.doc[h.gap[0].before].member.doc.manifest.date == test_day("2020-03-01"));
    CHECK(h.n_by_issuer == 1 && h.by_issuer[0].n_silent_after == 1 && h.n_undated == 1 && h.n_part_read == 1);
    CHECK_MSG(!history(&h, &d, "ferry", until("2020-12-31")), "%s", d.err.msg);
    CHECK(h.n_use == 1 && h.timeline[0].n_period == 1 && !h.n_gap);
    /* What is said of a phrase that speaks of an unread subject is doubted too. */
    CHECK_MSG(!history(&h, &d, "\"ferry to the islands\"", RECORD_NOW), "%s", d.err.msg);
    CHECK(h.n_use == 2 && h.doc[2].said == SAID_NOT_READ && h.doc[1].said == SAID_SILENT);
    CHECK_MSG(!history(&h, &d, "\"the lamps\"", RECORD_NOW), "%s", d.err.msg);
    CHECK(h.n_use == 2 && h.doc[0].said == SAID_SILENT);
    desk_close(&d);
}

TEST(a_history_follows_the_list_of_its_day)
{
    struct desk d;
    struct compare_history h;
    CHECK(desk_open(&d));
    PUT("1.txt", "Ferries to NL are late.\n", "series: sea\ndate: 2024-01-01\n");
    int64_t before = wait_a_day(&d);
    CHECK_MSG(!record_set_concepts(d.r, STR(LIST), d.ar, &d.err), "%s", d.err.msg);
    CHECK_MSG(!history(&h, &d, "ferry", as_of(before)), "%s", d.err.msg);
    CHECK(h.concept == COMPARE_NONE && h.n_use == 0);
    CHECK_MSG(!history(&h, &d, "ferry", RECORD_NOW), "%s", d.err.msg);
    CHECK(h.concept == 0 && h.n_use == 1);
    CHECK_MSG(!history(&h, &d, "  Northland ", RECORD_NOW), "%s", d.err.msg);
    CHECK(h.concept == 1 && h.n_use == 1);
    CHECK_STR(h.by_form[0].key, "NL");
    CHECK_INT(history(&h, &d, "", RECORD_NOW), E_NOTFOUND);
    CHECK_INT(history(&h, &d, "\"\"", RECORD_NOW), E_NOTFOUND);
    desk_close(&d);
}

TEST(phrases_and_silences_follow_the_day)
{
    struct desk d;
    struct compare_phrases p;
    struct compare_silences s;
    CHECK(desk_open(&d));
    PUT("1.txt", FERRY "\n" TOLLS, "series: sea\ndate: 2024-01-01\n");
    PUT("2.txt", FERRY "\n" LAMPS, "series: sea\ndate: 2024-06-01\n");
    CHECK_MSG(!record_set_concepts(d.r, STR(LIST), d.ar, &d.err), "%s", d.err.msg);
    int64_t two = wait_a_day(&d);
    PUT("3.txt", TOLLS "\n" LAMPS, "series: sea\ndate: 2025-01-01\n");
    int64_t three = wait_a_day(&d);
    PUT("4.txt", "A text without a day.\n", "series: sea\n");
    PUT("5.txt", "Roads are wet.\n", "series: land\ndate: 2025-01-01\n");
    CHECK_MSG(!compare_silences_make(&s, d.r, (str){NULL, 0}, 0, as_of(two), d.ar, &d.err), "%s", d.err.msg);
    CHECK_INT(s.n_silence, 0);
    CHECK_MSG(!compare_silences_make(&s, d.r, (str){NULL, 0}, 0, as_of(three), d.ar, &d.err), "%s", d.err.msg);
    CHECK(s.n_silence >= 1 && s.silence[0].concept == 0 && s.silence[0].since == 2 && s.coverage.n_undated == 0);
    CHECK_MSG(!compare_silences_make(&s, d.r, STR("sea"), 0, RECORD_NOW, d.ar, &d.err), "%s", d.err.msg);
    CHECK(s.coverage.n_undated == 1 && s.coverage.n_text == 3 && s.min_texts == 2);
    CHECK_MSG(!compare_silences_make(&s, d.r, STR("sea"), 3, RECORD_NOW, d.ar, &d.err), "%s", d.err.msg);
    CHECK_INT(s.n_silence, 0);
    CHECK_MSG(!compare_phrases_make(&p, d.r, STR("sea"), 0, 0, PHRASE_BY_ENDED, as_of(two), d.ar, &d.err), "%s", d.err.msg);
    uint32_t n_then = p.n_phrase;
    CHECK_MSG(!compare_phrases_make(&p, d.r, STR("sea"), 0, 0, PHRASE_BY_ENDED, RECORD_NOW, d.ar, &d.err), "%s", d.err.msg);
    CHECK(p.n_phrase > n_then && !p.phrase[0].in_newest);
    CHECK_STR(p.phrase[0].text, "The ferry to the islands will run on all days of the week");
    CHECK_INT(compare_phrases_make(&p, d.r, STR("air"), 0, 0, PHRASE_BY_FIRST, RECORD_NOW, d.ar, &d.err), E_NOTFOUND);
    desk_close(&d);
}

/* "To be added" and other texts without a sentence: nothing to compare is an answer, not a fault. */
TEST(texts_without_words)
{
    struct desk d;
    struct compare_report rep;
    struct compare_phrases p;
    CHECK(desk_open(&d));
    PUT("1.txt", ".", "series: sea\ndate: 2024-01-01\n");
    PUT("2.txt", FERRY, "series: sea\ndate: 2024-06-01\n");
    PUT("3.txt", "...\n", "series: sea\ndate: 2025-01-01\n");
    CHECK_MSG(!report(&rep, &d, RECORD_NOW), "%s", d.err.msg);
    CHECK_INT(rep.n_text, 3);
    CHECK_INT(rep.older_count[LABEL_DROPPED], 1);
    CHECK_MSG(!report(&rep, &d, until("2024-12-31")), "%s", d.err.msg);
    CHECK(label_of(&rep, "The ferry") == LABEL_FIRST);
    CHECK_MSG(!compare_phrases_make(&p, d.r, STR("sea"), 1, 1, PHRASE_BY_WEIGHT, RECORD_NOW, d.ar, &d.err), "%s", d.err.msg);
    CHECK_INT(p.n_phrase, 1);
    desk_close(&d);
}

TESTS(CASE(labels_follow_the_day), CASE(an_admission_counts_from_its_day_on),
      CASE(silent_not_issued_and_not_read_are_three_things), CASE(a_history_follows_the_list_of_its_day),
      CASE(phrases_and_silences_follow_the_day), CASE(texts_without_words))
