/* Comparisons loaded from a record: what is compared, what is left out and said to be, and what the example shows. */
#include "compare/compare.h"
#include "desk.h"
#include "test.h"

#define ONE "The two sides met in the harbour town.\n\nThe ferry to the islands will run on all days of the week.\n"
#define TWO "The two sides met in the capital.\n\nThe tolls at the northern bridge will fall by a third next year.\n"
#define THREE                                                                                                                  \
    "The two sides met in the hill town.\n\nThe tolls at the northern bridge will fall by a third next year.\n\n"              \
    "The ferry to the islands will run on all days of the week.\n"

static bool three_texts(struct desk *d)
{
    return desk_open(d) && !put(d, "1.txt", ONE, "series: sea\ndate: 2024-01-01\n") &&
           !put(d, "2.txt", TWO, "series: sea\ndate: 2024-06-01\n") &&
           !put(d, "3.txt", THREE, "series: sea\ndate: 2025-01-01\n");
}

static enum status report(struct compare_report *rep, struct desk *d, const char *newer, const char *older)
{
    struct compare_request req = {.newer = str_of(newer), .older = str_of(older), .view = RECORD_NOW};
    return compare_report_make(rep, d->r, &req, d->ar, &d->err);
}

/* Sentence of the newest text that begins so; NULL when none does. */
static const struct compare_sentence *begins(const struct compare_report *rep, const char *words)
{
    for (uint32_t i = 0; i < rep->n_newer; i++)
        if (str_starts(compare_member_sentence(&rep->text[rep->newest], i), str_of(words))) return &rep->newer[i];
    return NULL;
}

TEST(the_only_series_is_meant)
{
    struct desk d;
    struct compare_report rep;
    CHECK(three_texts(&d));
    CHECK_MSG(!report(&rep, &d, NULL, NULL), "%s", d.err.msg);
    CHECK_STR(rep.series, "sea");
    CHECK_INT(rep.n_text, 3);
    CHECK_STR(rep.text[rep.newest].doc.name, "sea/2025-01-01");
    const struct compare_sentence *s = begins(&rep, "The ferry");
    CHECK(s && s->label == LABEL_RETURNED && s->exact && s->match.text == 0);
    CHECK(begins(&rep, "The tolls")->label == LABEL_KEPT);
    str bytes;
    CHECK(!record_bytes(&bytes, d.r, &rep.text[2].doc.source, d.ar, &d.err));
    CHECK_STR(str_span(bytes, s->source), "The ferry to the islands will run on all days of the week.");
    CHECK_INT(rep.coverage.n_text, 3);
    CHECK_INT(rep.coverage.first, test_day("2024-01-01"));
    CHECK_INT(rep.coverage.last, test_day("2025-01-01"));
    desk_close(&d);
}

TEST(an_older_text_is_held_against_its_own_predecessors)
{
    struct desk d;
    struct compare_report rep;
    CHECK(three_texts(&d));
    CHECK_MSG(!report(&rep, &d, "sea/2024-06-01", NULL), "%s", d.err.msg);
    CHECK_INT(rep.n_text, 2);
    CHECK(begins(&rep, "The tolls")->label == LABEL_FIRST);
    desk_close(&d);
}

TEST(two_named_texts_make_a_pair)
{
    struct desk d;
    struct compare_report rep;
    CHECK(three_texts(&d));
    PUT("x.txt", "The tolls at the northern bridge will fall by a third next year.\n", "kind: news\n");
    CHECK_MSG(!report(&rep, &d, "sea/2025-01-01", "sea/2024-01-01"), "%s", d.err.msg);
    CHECK(!rep.whole_series && rep.n_text == 2);
    CHECK_STR(rep.series, "sea");
    CHECK(begins(&rep, "The tolls")->label == LABEL_NEW);
    CHECK(begins(&rep, "The ferry")->label == LABEL_KEPT);
    struct record_doc *doc;
    uint32_t n;
    struct record_query q = {.kind = STR("news"), .from = DATE_NONE, .to = DATE_NONE};
    CHECK(!record_list(&doc, &n, d.r, &q, RECORD_NOW, d.ar, &d.err) && n == 1);
    struct compare_request req = {.newer = STR("sea/2025-01-01"), .older = doc[0].name, .view = RECORD_NOW};
    CHECK_MSG(!compare_report_make(&rep, d.r, &req, d.ar, &d.err), "%s", d.err.msg);
    CHECK(!rep.series.n && begins(&rep, "The tolls")->label == LABEL_KEPT);
    desk_close(&d);
}

TEST(against_previous_alone_nothing_is_first)
{
    struct desk d;
    struct compare_report rep;
    struct compare_request req = {.series = STR("sea"), .against = AGAINST_PREVIOUS, .view = RECORD_NOW};
    CHECK(three_texts(&d));
    CHECK_MSG(!compare_report_make(&rep, d.r, &req, d.ar, &d.err), "%s", d.err.msg);
    CHECK_INT(rep.n_text, 2);
    CHECK_INT(rep.newer_count[LABEL_FIRST] + rep.newer_count[LABEL_RETURNED], 0);
    CHECK(begins(&rep, "The ferry")->label == LABEL_NEW);
    desk_close(&d);
}

TEST(what_is_left_out_is_counted)
{
    struct desk d;
    struct compare_report rep;
    CHECK(three_texts(&d));
    PUT("u.txt", "A text of the series without a day, on lighthouses.\n", "series: sea\n");
    PUT("c.html",
        "<p>The two sides met in the harbour town.</p><p>The ferry to the islands will run on all days of the week.</p>",
        "series: sea\ndate: 2024-01-01\n");
    PUT("a.txt", "The ministry answers: the tolls were meant for lorries.\n",
        "kind: reply\nreply-to: sea/2025-01-01\ndate: 2025-01-03\nseries: sea\n");
    PUT("b.txt", "The ministry answers another text.\n", "kind: reply\nreply-to: sea/2024-06-01\ndate: 2025-01-04\n");
    CHECK_MSG(!report(&rep, &d, NULL, NULL), "%s", d.err.msg);
    CHECK_INT(rep.n_text, 3);
    CHECK_INT(rep.coverage.n_undated, 1);
    CHECK_INT(rep.coverage.n_copy, 1);
    CHECK_INT(rep.n_reply, 1);
    CHECK(str_starts(str_span(rep.reply[0].read->clean, rep.reply[0].read->at[0]), STR("The ministry answers: the tolls")));
    desk_close(&d);
}

TEST(a_page_in_html_is_read_where_its_bytes_are_no_text)
{
    struct desk d;
    struct compare_report rep;
    CHECK(desk_open(&d));
    PUT("1.html", "<p>The council will publish a <b>yearly</b> report on harbour fees &amp; tolls.</p>",
        "series: sea\ndate: 2024-01-01\n");
    PUT("2.txt", "Trade rose in the spring.\n", "series: sea\ndate: 2024-06-01\n");
    PUT("3.txt", "Trade rose in the spring.\n\nThe council will publish a monthly report on harbour fees & tolls.\n",
        "series: sea\ndate: 2025-01-01\n");
    CHECK_MSG(!report(&rep, &d, NULL, NULL), "%s", d.err.msg);
    const struct compare_sentence *s = begins(&rep, "The council");
    CHECK(s && s->label == LABEL_RETURNED && !s->exact && s->match.text == 0);
    desk_close(&d);
}

TEST(a_view_of_an_earlier_day)
{
    struct desk d;
    struct compare_report rep;
    CHECK(desk_open(&d));
    PUT("1.txt", ONE, "series: sea\ndate: 2024-01-01\n");
    PUT("2.txt", TWO, "series: sea\ndate: 2024-06-01\n");
    int64_t then = d.clock.ms;
    d.clock.ms += 86400000;
    PUT("3.txt", THREE, "series: sea\ndate: 2025-01-01\n");
    struct compare_request req = {.view = {then, DATE_NONE}};
    CHECK_MSG(!compare_report_make(&rep, d.r, &req, d.ar, &d.err), "%s", d.err.msg);
    CHECK_INT(rep.n_text, 2);
    CHECK_INT(rep.coverage.view.as_of_ms, then);
    req.view = (struct record_view){INT64_MAX, test_day("2024-12-31")};
    CHECK_MSG(!compare_report_make(&rep, d.r, &req, d.ar, &d.err), "%s", d.err.msg);
    CHECK_STR(rep.text[rep.newest].doc.name, "sea/2024-06-01");
    desk_close(&d);
}

TEST(refusals_say_what_there_is)
{
    struct desk d;
    struct compare_report rep;
    struct compare_request req = {.view = RECORD_NOW};
    CHECK(desk_open(&d));
    CHECK_INT(compare_report_make(&rep, d.r, &req, d.ar, &d.err), E_NOTFOUND);
    CHECK_MSG(strstr(d.err.msg, "--series"), "%s", d.err.msg);
    PUT("1.txt", ONE, "series: sea\ndate: 2024-01-01\n");
    PUT("2.txt", TWO, "series: sea\ndate: 2024-06-01\n");
    PUT("3.txt", THREE, "series: land\ndate: 2024-06-01\n");
    PUT("4.txt", "A word about roads.\n", "series: land\ndate: 2024-06-02\n");
    PUT("5.txt", "A word about canals.\n", "kind: news\n");
    d.err = (struct err){0};
    CHECK_INT(compare_report_make(&rep, d.r, &req, d.ar, &d.err), E_NOTFOUND);
    CHECK_MSG(strstr(d.err.msg, "land, sea"), "%s", d.err.msg);
    req.series = STR("air");
    d.err = (struct err){0};
    CHECK_INT(compare_report_make(&rep, d.r, &req, d.ar, &d.err), E_NOTFOUND);
    CHECK_MSG(strstr(d.err.msg, "\"air\"") && strstr(d.err.msg, "land, sea"), "%s", d.err.msg);
    req = (struct compare_request){.newer = STR("sea/2024-06-01"), .series = STR("land"), .view = RECORD_NOW};
    d.err = (struct err){0};
    CHECK_INT(compare_report_make(&rep, d.r, &req, d.ar, &d.err), E_NOTFOUND);
    desk_close(&d);
}

/* ---- histories, phrases, silences ---- */

#define LIST                                                                                                                   \
    "concept: ferry\nkind: term\nalias.en: ferry | ferries\n\nconcept: toll\nkind: term\nalias.en: toll | tolls\n\nconcept: "  \
    "lighthouse\nkind: term\n"

TEST(a_history_tells_silence_from_nothing_issued)
{
    struct desk d;
    struct compare_history h;
    CHECK(three_texts(&d));
    PUT("m.txt", "The ministry stressed that no ferry will be sold.\n", "issuer: Ministry\ndate: 2022-03-01\nkind: speech\n");
    PUT("n.txt", "A word about roads.\n", "series: sea\ndate: 2025-06-01\nnot-read: ferry\n");
    CHECK_MSG(!record_set_concepts(d.r, STR(LIST), d.ar, &d.err), "%s", d.err.msg);
    CHECK_MSG(!compare_history_make(&h, d.r, STR("Ferries"), (str){NULL, 0}, RECORD_NOW, d.ar, &d.err), "%s", d.err.msg);
    CHECK_INT(h.concept, 0);
    CHECK_INT(h.n_doc, 5);
    CHECK_INT(h.n_use, 3);
    CHECK_INT(h.doc[0].said, SAID_YES);
    CHECK_INT(h.doc[2].said, SAID_SILENT);
    CHECK_INT(h.doc[4].said, SAID_NOT_READ);
    CHECK_INT(h.n_gap, 1);
    CHECK_INT(h.gap[0].n_silent, 1);
    CHECK_INT(h.n_timeline, 2);
    CHECK_STR(h.timeline[0].key, "Ministry");
    CHECK_INT(h.timeline[0].period[0].said, SAID_YES);
    CHECK_INT(h.timeline[0].period[1].said, SAID_NO_TEXT);
    CHECK_INT(h.timeline[1].period[2].n_doc_said, 1);
    CHECK_INT(h.use[0].speaker.kind, SPEAKER_ONE);
    CHECK_STR(h.by_speaker[0].key, "The ministry");
    CHECK_INT(h.n_part_read, 1);
    desk_close(&d);
}

TEST(a_history_of_a_phrase)
{
    struct desk d;
    struct compare_history h;
    CHECK(three_texts(&d));
    CHECK_MSG(!compare_history_make(&h, d.r, STR("\"Northern  bridge\""), STR("sea"), RECORD_NOW, d.ar, &d.err), "%s",
              d.err.msg);
    CHECK_INT(h.concept, COMPARE_NONE);
    CHECK_INT(h.n_use, 2);
    CHECK_STR(str_span(h.doc[1].member.read->clean, h.use[0].at), "northern bridge");
    CHECK_MSG(!compare_history_make(&h, d.r, STR("southern bridge"), STR("sea"), RECORD_NOW, d.ar, &d.err), "%s", d.err.msg);
    CHECK_INT(h.n_use, 0);
    CHECK_INT(compare_history_make(&h, d.r, STR("\"...\""), STR("sea"), RECORD_NOW, d.ar, &d.err), E_NOTFOUND);
    desk_close(&d);
}

TEST(a_phrase_inside_a_longer_alias_is_found)
{
    struct desk d;
    struct compare_history h;
    const char *list = "concept: bridge tolls\nkind: term\nalias.en: tolls at the northern bridge | bridge tolls\n";
    CHECK(three_texts(&d));
    CHECK_MSG(!record_set_concepts(d.r, str_of(list), d.ar, &d.err), "%s", d.err.msg);
    CHECK_MSG(!compare_history_make(&h, d.r, STR("\"northern bridge\""), STR("sea"), RECORD_NOW, d.ar, &d.err), "%s",
              d.err.msg);
    CHECK_INT(h.n_use, 2);
    CHECK_STR(str_span(h.doc[1].member.read->clean, h.use[0].at), "northern bridge");
    /* A phrase with a whole alias in it still folds, and no place counts twice. */
    CHECK_MSG(!compare_history_make(&h, d.r, STR("\"bridge tolls will fall\""), STR("sea"), RECORD_NOW, d.ar, &d.err), "%s",
              d.err.msg);
    CHECK_INT(h.n_use, 2);
    CHECK_MSG(
        !compare_history_make(&h, d.r, STR("\"tolls at the northern bridge will\""), STR("sea"), RECORD_NOW, d.ar, &d.err),
        "%s", d.err.msg);
    CHECK_INT(h.n_use, 2);
    desk_close(&d);
}

TEST(many_documents_are_found_by_the_index)
{
    struct desk d;
    struct compare_history h;
    CHECK(desk_open(&d));
    for (int i = 0; i < 230; i++) {
        char text[128], name[32], fields[64];
        (void)snprintf(text, sizeof text, "Note %d on %s and the weather.\n", i, i % 50 == 7 ? "ferries" : "roads");
        (void)snprintf(name, sizeof name, "%d.txt", i);
        (void)snprintf(fields, sizeof fields, "date: 2024-01-%02d\n", 1 + i % 28);
        PUT(name, text, fields);
    }
    CHECK_MSG(!record_set_concepts(d.r, STR(LIST), d.ar, &d.err), "%s", d.err.msg);
    CHECK_MSG(!compare_history_make(&h, d.r, STR("ferry"), (str){NULL, 0}, RECORD_NOW, d.ar, &d.err), "%s", d.err.msg);
    CHECK_INT(h.n_doc, 230);
    CHECK_INT(h.n_use, 5);
    uint32_t n_read = 0;
    for (uint32_t i = 0; i < h.n_doc; i++) n_read += h.doc[i].member.read != NULL;
    CHECK_INT(n_read, 5);
    CHECK_MSG(!compare_history_make(&h, d.r, STR("\"the weather\""), (str){NULL, 0}, RECORD_NOW, d.ar, &d.err), "%s",
              d.err.msg);
    CHECK_INT(h.n_use, 230);
    /* An alias inside a phrase folds: "ferry and the weather" is said by "ferries and the weather". */
    CHECK_MSG(!compare_history_make(&h, d.r, STR("\"ferry and the weather\""), (str){NULL, 0}, RECORD_NOW, d.ar, &d.err), "%s",
              d.err.msg);
    CHECK_INT(h.n_use, 5);
    CHECK_MSG(!compare_history_make(&h, d.r, STR("\"ferry\""), (str){NULL, 0}, RECORD_NOW, d.ar, &d.err), "%s", d.err.msg);
    CHECK_INT(h.n_use, 5);
    desk_close(&d);
}

TEST(silences_and_phrases_of_a_series)
{
    struct desk d;
    struct compare_silences s;
    struct compare_phrases p;
    CHECK(three_texts(&d));
    PUT("4.txt", "The two sides met at sea.\n\nThe ferry to the islands will run on all days of the week.\n",
        "series: sea\ndate: 2025-06-01\n");
    CHECK_MSG(!record_set_concepts(d.r, STR(LIST), d.ar, &d.err), "%s", d.err.msg);
    CHECK_MSG(!compare_silences_make(&s, d.r, STR("sea"), 0, RECORD_NOW, d.ar, &d.err), "%s", d.err.msg);
    CHECK(s.n_silence >= 2);
    CHECK_INT(s.silence[0].concept, 1);
    CHECK_INT(s.silence[0].since, 3);
    CHECK_INT(s.silence[0].stood.n_text, 2);
    CHECK_STR(s.silence[1].phrase, "The tolls at the northern bridge will fall by a third next year");
    CHECK_INT(s.n_never, 1);
    CHECK_INT(s.never[0], 2);
    CHECK_MSG(!compare_phrases_make(&p, d.r, STR("sea"), 0, 0, PHRASE_BY_WEIGHT, RECORD_NOW, d.ar, &d.err), "%s", d.err.msg);
    CHECK_INT(p.n_phrase, 4); /* with "The two sides met" and "The two sides met in the" */
    CHECK_STR(p.phrase[0].text, "The ferry to the islands will run on all days of the week");
    CHECK_INT(p.phrase[0].n_break, 1);
    desk_close(&d);
}

/* ---- the example ---- */

static enum status read_text(str *out, struct desk *d, const char *name)
{
    char path[512];
    const char *top = getenv("ENTENTE_TOP");
    (void)snprintf(path, sizeof path, "%s/examples/ncg/%s", top ? top : ".", name);
    return source_read_file(out, path, 1 << 20, d->ar, &d->err);
}

static enum status add_example(struct desk *d)
{
    static const char *const names[] = {"2023-07-18", "2023-12-15", "2024-06-10",
                                        "2025-01-10", "2025-12-11", "2025-12-12-reply"};
    str text, fields;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        char name[64], meta[64];
        (void)snprintf(name, sizeof name, "%s.txt", names[i]);
        (void)snprintf(meta, sizeof meta, "%s.txt.meta", names[i]);
        enum status st = read_text(&text, d, name);
        if (!st) st = read_text(&fields, d, meta);
        if (!st) st = put(d, str_zt(d->ar, str_of(name)), str_zt(d->ar, text), str_zt(d->ar, fields));
        if (st) return st;
    }
    enum status st = read_text(&text, d, "ncg.concepts");
    return st ? st : record_set_concepts(d->r, text, d->ar, &d->err);
}

static const struct compare_concept_row *row_of(const struct compare_report *rep, const char *name)
{
    for (uint32_t i = 0; i < rep->concepts.n_row; i++)
        if (str_eq(rep->list->concept[rep->concepts.row[i].concept].name, str_of(name))) return &rep->concepts.row[i];
    return NULL;
}

/* What the change to this sentence says of the words; NULL when nothing. */
static const struct compare_fate *fate_of(const struct compare_report *rep, const struct compare_sentence *s, const char *words)
{
    for (uint32_t k = s->change_from; k < s->change_from + s->n_change; k++) {
        const struct compare_change *c = &rep->change[k];
        for (uint32_t i = 0; i < c->n_fate; i++) {
            const struct compare_text *t = rep->text[c->fate[i].kind == FATE_GONE ? c->older_text : rep->newest].read;
            if (str_eq(str_span(t->clean, c->fate[i].at), str_of(words))) return &c->fate[i];
        }
    }
    return NULL;
}

TEST(the_example_shows_what_the_fifth_statement_changed)
{
    struct desk d;
    struct compare_report rep;
    CHECK(desk_open(&d));
    CHECK_MSG(!add_example(&d), "%s", d.err.msg);
    CHECK_MSG(!report(&rep, &d, NULL, NULL), "%s", d.err.msg);
    CHECK_INT(rep.n_text, 5);
    CHECK(rep.length.shorter && rep.length.older_items == 12 && rep.length.newer_items == 5);
    /* The regime's end and any name of North Korea are gone. */
    CHECK(row_of(&rep, "regime end")->fate == CONCEPT_DROPPED && row_of(&rep, "regime end")->shorter);
    CHECK(row_of(&rep, "North Korea")->fate == CONCEPT_DROPPED);
    CHECK(row_of(&rep, "North Korea")->cell[2].said == SAID_NOT_READ);
    CHECK(row_of(&rep, "enduring bilateral consultative body")->fate == CONCEPT_STAYS);
    /* The Alliance as the purpose comes back: not in the fourth, in the first three. */
    const struct compare_sentence *s = begins(&rep, "Both sides described the NCG");
    CHECK(s && s->label == LABEL_RETURNED && s->in_place_of != COMPARE_NONE);
    const struct compare_fate *f = fate_of(&rep, s, "the Alliance and");
    CHECK(f && f->kind == FATE_RETURNED && f->stood.n == 1 && f->stood.run[0].from == 0 && f->stood.run[0].to == 2);
    /* The list of discussions keeps its frame and loses joint planning. */
    s = begins(&rep, "Both sides held an in-depth dialogue");
    CHECK(s && s->label == LABEL_REWORDED);
    f = fate_of(&rep, s, "joint planning and execution");
    CHECK(f && f->kind == FATE_GONE && f->stood.n_text == 2);
    /* The leading role: first, by one side; the third text could not be read on it. */
    s = begins(&rep, "The ROK head stressed");
    CHECK(s && s->label == LABEL_NEW && s->unread.n_text == 1 && s->unread.run[0].from == 2);
    const struct compare_concept_row *lead = row_of(&rep, "leading role");
    CHECK(lead->fate == CONCEPT_FIRST && lead->speaker == SPEAKER_ONE && lead->unread.n_text == 1);
    CHECK_INT(rep.n_reply, 1);
    CHECK_INT(rep.coverage.n_digest, 5);
    CHECK_INT(rep.coverage.n_part_read, 1);
    desk_close(&d);
}

TESTS(CASE(the_only_series_is_meant), CASE(an_older_text_is_held_against_its_own_predecessors),
      CASE(two_named_texts_make_a_pair), CASE(against_previous_alone_nothing_is_first), CASE(what_is_left_out_is_counted),
      CASE(a_page_in_html_is_read_where_its_bytes_are_no_text), CASE(a_view_of_an_earlier_day),
      CASE(refusals_say_what_there_is), CASE(a_history_tells_silence_from_nothing_issued), CASE(a_history_of_a_phrase),
      CASE(a_phrase_inside_a_longer_alias_is_found), CASE(many_documents_are_found_by_the_index),
      CASE(silences_and_phrases_of_a_series), CASE(the_example_shows_what_the_fifth_statement_changed))
