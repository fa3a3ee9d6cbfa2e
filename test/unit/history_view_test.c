/* Histories, agreed language and silences in their three faces, held against what the comparison found. */
#include "face_help.h"
#include "test.h"

static const char concepts[] =
    "concept: ferry\nform.en: the boats\n\nconcept: toll\nalias.en: bridge money\n\nconcept: lighthouse\n\n"
    "concept: salt\n\nconcept: <b>&dragon\n";

/* Six texts: four of a series, the second of them not read on salt and the third on tolls; a lone page; one without a date. */
static bool river(struct desk *d)
{
    return desk_open(d) && !record_set_concepts(d->r, str_of(concepts), d->ar, &d->err) &&
           desk_put(d,
                    "The ferry runs on all days of the week.\n\nThe toll stays as it is for another year.\n\nSalt is carried "
                    "free over the pass.\n",
                    "series: talks\ndate: 2020-03-01\nissuer: Upland; Lowland\n") &&
           desk_put(d,
                    "The ferry runs on all days of the week.\n\nThe toll stays as it is for another year.\n\nBoth sides met in "
                    "the spring.\n",
                    "series: talks\ndate: 2021-03-01\nissuer: Upland; Lowland\nnot-read: salt\n") &&
           desk_put(d, "The boats run on all days of the week.\n\nThe northern head said that the road is open.\n",
                    "series: talks\ndate: 2022-03-01\nissuer: Upland; Lowland\nnot-read: toll\n") &&
           desk_put(d, "The ferry runs on all days of the week.\n\nBoth sides met in the autumn to speak of other things.\n",
                    "series: talks\ndate: 2022-09-01\nissuer: Upland; Lowland\n") &&
           desk_put(d, "A note on the ferry <at> the \"river\" & its boats, by nobody in particular.\n",
                    "date: 2019-05-01\ntitle: A <lone> page\nlanguage: en\n") &&
           desk_put(d, "The ferry was mended by the guild, as an old page says without a day.\n",
                    "date: unknown\ntitle: An old page\n");
}

static str history(buf *out, struct compare_history *h, struct desk *d, const char *what, enum present_face face, bool all,
                   uint32_t columns, struct record_view view)
{
    struct present_style style = {face, false, columns};
    buf_clear(out);
    if (compare_history_make(h, d->r, str_of(what), STR(""), view, d->ar, &d->err)) return (str){NULL, 0};
    if (present_history(out, h, all, &style, d->ar, &d->err)) return (str){NULL, 0};
    return buf_str(out);
}

/* Every use stands in the JSON with its document, its bytes and its words, and the bytes of the source give the words again. */
TEST(json_of_a_history_is_the_history)
{
    struct desk d;
    struct compare_history h;
    buf out = {0};
    CHECK_MSG(river(&d), "%s", d.err.msg);
    str text = history(&out, &h, &d, "ferry", FACE_JSON, false, 80, RECORD_NOW);
    json_t *j = json_loadb(text.p, text.n, 0, NULL);
    CHECK(j);
    CHECK(!strcmp(json_text(j, "schema"), "entente/history/1") && !strcmp(json_text(j, "concept"), "ferry"));
    CHECK_INT(json_count(j, "documents"), 6);
    CHECK_INT(json_count(j, "uses"), h.n_use);
    CHECK(h.n_use >= 6);
    for (uint32_t i = 0; i < h.n_use; i++) {
        const json_t *use = json_at(j, "uses", i);
        struct record_doc doc;
        str bytes;
        CHECK_INT(record_find(&doc, d.r, str_of(json_text(use, "document")), RECORD_NOW, d.ar, &d.err), OK);
        CHECK_INT(record_bytes(&bytes, d.r, &doc.source, d.ar, &d.err), OK);
        size_t from = (size_t)json_integer_value(json_at(use, "bytes", 0)),
               to = (size_t)json_integer_value(json_at(use, "bytes", 1));
        CHECK(from < to && to <= bytes.n);
        CHECK(str_eq((str){bytes.p + from, to - from}, str_of(json_text(use, "words"))));
        CHECK(has(str_of(json_text(use, "text")), json_text(use, "words")));
    }
    for (uint32_t i = 0; i < h.n_doc; i++)
        CHECK(!strcmp(json_text(json_at(j, "documents", i), "said"), compare_said_name(h.doc[i].said)));
    json_decref(j);
    buf_free(&out);
    desk_close(&d);
}

/* First and last use on a terminal are the first and the last dated ones; --all shows as many places as there are uses. */
TEST(first_and_last_are_of_dated_texts)
{
    struct desk d;
    struct compare_history h;
    buf out = {0};
    CHECK(river(&d));
    str text = history(&out, &h, &d, "ferry", FACE_TERMINAL, false, 80, RECORD_NOW);
    size_t first = str_find(text, STR("First use\n"), 0), last = str_find(text, STR("Last use\n"), 0);
    CHECK(first != SIZE_MAX && last > first && last != SIZE_MAX);
    CHECK(has((str){text.p + first, last - first}, "A <lone> page; 1 May 2019"));
    CHECK(str_starts((str){text.p + last, text.n - last}, STR("Last use\n  talks/2022-09-01 @4-9  1 September 2022")));
    CHECK(has(text, "Coverage: 6 texts, 1 May 2019 to 1 September 2022. 1 without a date."));
    for (uint32_t i = 0; i < h.n_by_form; i++) {
        const struct compare_tally *t = &h.by_form[i];
        CHECK_MSG(h.doc[h.use[t->last_use].text].member.doc.manifest.date != DATE_NONE, "%.*s", STR_ARG(t->key));
    }
    CHECK(!has(text, "undated"));
    text = history(&out, &h, &d, "ferry", FACE_TERMINAL, true, 80, RECORD_NOW);
    CHECK(has(text, "Every use\n") && !has(text, "First use"));
    CHECK_INT(count_of(text, " @"), h.n_use);
    buf_free(&out);
    desk_close(&d);
}

/* An issuer whose undated text says it is silent all the same in the dated texts after its last dated use. */
TEST(undated_uses_end_no_silence)
{
    struct desk d;
    struct compare_history h;
    buf out = {0};
    CHECK(desk_open(&d));
    CHECK(desk_put(&d, "The ferry runs on all days.\n", "series: s\ndate: 2020-01-01\nissuer: Upland\n"));
    CHECK(desk_put(&d, "The road is open again.\n", "series: s\ndate: 2021-01-01\nissuer: Upland\n"));
    CHECK(desk_put(&d, "The bridge stands as before.\n", "series: s\ndate: 2022-01-01\nissuer: Upland\n"));
    CHECK(desk_put(&d, "Nobody knows when the ferry was built.\n", "date: unknown\nissuer: Upland\n"));
    str text = history(&out, &h, &d, "ferry", FACE_JSON, false, 80, RECORD_NOW);
    json_t *j = json_loadb(text.p, text.n, 0, NULL);
    CHECK(j);
    const json_t *upland = json_at(j, "by_issuer", 0);
    CHECK_INT(json_number(upland, "texts"), 2);
    CHECK(!strcmp(json_text(upland, "last"), "s/2020-01-01"));
    CHECK_INT(json_number(upland, "silent_after"), 2);
    json_decref(j);
    buf_free(&out);
    desk_close(&d);
}

/* "Could not be read on it" is said of texts whose manifest names the very thing; of others only that it was another subject. */
TEST(unread_on_it_is_told_from_unread_on_other_things)
{
    struct desk d;
    struct compare_history h;
    buf out = {0};
    CHECK(river(&d));
    str salt = history(&out, &h, &d, "salt", FACE_TERMINAL, false, 80, RECORD_NOW);
    CHECK(has_words(salt, STR("Said in 1 of 5 texts, 1 time.")));
    CHECK(has_words(salt,
                    STR("1 could not be read on it: there it is unknown, not silent. 1 could not be read on other subjects.")));
    CHECK(has(salt, "2021  not known, 1 not read on it"));
    CHECK(has(salt, "2022  silent in 2"));
    str toll = history(&out, &h, &d, "toll", FACE_TERMINAL, false, 80, RECORD_NOW);
    /* Two texts in 2022: one silent, one not read, which is not counted as silent with it. */
    CHECK(has(toll, "2022  silent in 1, 1 not read"));
    str never = history(&out, &h, &d, "lighthouse", FACE_TERMINAL, false, 80, RECORD_NOW);
    CHECK(has_words(never, STR("Said in none of 6 texts that could be read on it.")));
    CHECK(!has_words(never, STR("unknown, not silent")) && has_words(never, STR("2 could not be read on other subjects.")));
    CHECK(has_words(never, STR("Forms looked for: lighthouse")));
    CHECK(!has(never, "First use") && !has(never, "By issuer") && !has(never, "Year by year"));
    buf_free(&out);
    desk_close(&d);
}

/* What narrows the record is said at the end of the answer. */
TEST(coverage_names_the_view)
{
    struct desk d;
    struct compare_history h;
    buf out = {0};
    CHECK(river(&d));
    struct record_view until = {INT64_MAX, test_day("2021-12-31")}, as_of = {NOON - 1, DATE_NONE};
    str text = history(&out, &h, &d, "ferry", FACE_TERMINAL, false, 80, until);
    CHECK(has_words(text, STR("Texts up to 31 December 2021 only.")));
    CHECK(!has(text, "2022"));
    text = history(&out, &h, &d, "ferry", FACE_HTML, false, 80, as_of);
    CHECK(has(text, "The record as of 2025-12-01T11:59:59Z."));
    CHECK_INT(h.n_doc, 0);
    text = history(&out, &h, &d, "ferry", FACE_TERMINAL, false, 80, RECORD_NOW);
    CHECK(!has(text, "as of") && !has(text, "only."));
    buf_free(&out);
    desk_close(&d);
}

/* In all widths no line is too long; the page is well formed, shows every use and marks its words. */
TEST(faces_of_a_history)
{
    struct desk d;
    struct compare_history h;
    buf out = {0};
    CHECK(river(&d));
    static const char *const asked[] = {"ferry", "toll", "<b>&dragon", "\"all days of the week\"", "\"nothing <of> the kind\""};
    for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
        for (uint32_t columns = 40; columns < 130; columns += 9) {
            str bad = bad_line(history(&out, &h, &d, asked[i], FACE_TERMINAL, true, columns, RECORD_NOW), columns);
            CHECK_MSG(!bad.p, "%s at %u: \"%.*s\"", asked[i], columns, STR_ARG(bad));
        }
        str page = history(&out, &h, &d, asked[i], FACE_HTML, true, 80, RECORD_NOW);
        CHECK_MSG(page.n && !html_fault(page), "%s: %s", asked[i], html_fault(page));
        CHECK_INT(count_of(page, "<article>"), h.n_use);
        CHECK_INT(count_of(page, "<mark>"), h.n_use);
        CHECK(has(page, "<h2>Coverage</h2>"));
        buf words = html_words(page);
        CHECK_MSG(has(buf_str(&words), asked[i]), "%s", asked[i]);
        buf_free(&words);
    }
    buf_free(&out);
    desk_close(&d);
}

/* ---- comparisons over texts that were read in part ---- */

static str compared(buf *out, struct desk *d, const char *newer, enum present_face face)
{
    struct present_style style = {face, false, 100};
    struct compare_request req = {.newer = str_of(newer), .view = RECORD_NOW};
    struct compare_report rep;
    bool differs;
    buf_clear(out);
    if (compare_report_make(&rep, d->r, &req, d->ar, &d->err)) return (str){NULL, 0};
    if (present_compare(out, &rep, false, &style, &differs, d->ar, &d->err)) return (str){NULL, 0};
    return buf_str(out);
}

/* A sentence on a subject on which the newest text could not be read may stand there: no face calls it gone without saying so.
** Where the text was read on it nothing of the kind is said. */
TEST(unread_is_not_gone)
{
    struct desk d;
    buf out = {0};
    CHECK(river(&d));
    const char *remark = "whether it is gone is not known: talks/2021-03-01 could not be read on \"salt\"";
    const char *warning = "1 of the dropped is on subjects on which this text could not be read: not known to be gone";
    str text = compared(&out, &d, "talks/2021-03-01", FACE_TERMINAL);
    CHECK(has(text, "- Salt is carried free over the pass.") && has_words(text, str_of(remark)) &&
          has_words(text, str_of(warning)));
    CHECK(has(text, "?  salt") && has(text, "not known: not read in this text"));
    CHECK(str_find(text, str_of("! 1 of the dropped"), 0) < str_find(text, STR("Concepts"), 0)); /* beside the counts */
    text = compared(&out, &d, "talks/2021-03-01", FACE_HTML);
    CHECK(!html_fault(text) && has(text, warning) && has(text, "could not be read on &quot;salt&quot;"));
    text = compared(&out, &d, "talks/2021-03-01", FACE_JSON);
    json_t *j = json_loadb(text.p, text.n, 0, NULL);
    const json_t *found = json_at(j, "findings", 0);
    CHECK(!strcmp(json_text(found, "group"), "dropped") &&
          !strcmp(json_text(json_at(found, "remarks", 0), "code"), "not-read"));
    json_decref(j);
    text = compared(&out, &d, "talks/2022-09-01", FACE_TERMINAL);
    CHECK(text.n && !has(text, "not known to be gone") && !has(text, "whether it is gone"));
    text = compared(&out, &d, "talks/2022-03-01", FACE_TERMINAL); /* the toll is gone, or was not read: nobody knows */
    CHECK(has_words(text, STR("talks/2022-03-01 could not be read on \"toll\"")) &&
          !has(text, "could not be read on \"salt\""));
    buf_free(&out);
    desk_close(&d);
}

/* ---- phrases ---- */

static str phrases(buf *out, struct compare_phrases *p, struct desk *d, enum present_face face, uint32_t max)
{
    struct present_style style = {face, false, 80};
    buf_clear(out);
    if (compare_phrases_make(p, d->r, STR("talks"), 3, 2, PHRASE_BY_WEIGHT, RECORD_NOW, d->ar, &d->err)) return (str){NULL, 0};
    if (present_phrases(out, p, max, true, &style, d->ar, &d->err)) return (str){NULL, 0};
    return buf_str(out);
}

TEST(phrases_in_all_faces)
{
    struct desk d;
    struct compare_phrases p;
    buf out = {0};
    CHECK(river(&d));
    str text = phrases(&out, &p, &d, FACE_JSON, 0);
    json_t *j = json_loadb(text.p, text.n, 0, NULL);
    CHECK(j);
    CHECK(p.n_phrase >= 2);
    CHECK_INT(json_count(j, "phrases"), p.n_phrase);
    CHECK_INT(json_number(j, "found"), p.n_phrase);
    for (uint32_t i = 0; i < p.n_phrase; i++) {
        const json_t *one = json_at(j, "phrases", i), *first = json_object_get(one, "first");
        const struct compare_member *m = &p.text[p.phrase[i].first.text];
        CHECK(str_eq(str_of(json_text(one, "phrase")), p.phrase[i].text));
        CHECK_INT(json_number(one, "words"), p.phrase[i].n_word);
        CHECK_INT(json_count(one, "stood"), p.phrase[i].stood.n);
        CHECK(json_is_true(json_object_get(one, "stands")) == p.phrase[i].in_newest);
        CHECK(str_eq(str_of(json_text(first, "document")), m->doc.name));
        CHECK_INT(json_integer_value(json_at(first, "bytes", 0)), compare_member_source(m, p.phrase[i].first.at).begin);
    }
    json_decref(j);
    /* Cut to one: JSON and terminal give the same one, and say how many there are. */
    text = phrases(&out, &p, &d, FACE_JSON, 1);
    j = json_loadb(text.p, text.n, 0, NULL);
    CHECK(j && json_count(j, "phrases") == 1 && json_number(j, "found") == (long long)p.n_phrase);
    json_decref(j);
    text = phrases(&out, &p, &d, FACE_TERMINAL, 1);
    CHECK(has_words(text, STR("; the first 1 (--max 0 shows all):")) && has_words(text, p.phrase[0].text));
    CHECK_INT(count_of(text, " first talks/"), 1);
    text = phrases(&out, &p, &d, FACE_HTML, 0);
    CHECK_MSG(!html_fault(text), "%s", html_fault(text));
    CHECK_INT(count_of(text, "<article>"), p.n_phrase);
    CHECK(!has(text, "--max"));
    buf_free(&out);
    desk_close(&d);
}

/* Whether an answer with these options shows the phrases it must, in order, and none besides. */
static bool shows(const struct compare_phrases *p, uint32_t max, bool all, struct desk *d)
{
    struct present_style style = {FACE_JSON, false, 80};
    buf out = {0};
    bool good = !present_phrases(&out, p, max, all, &style, d->ar, &d->err);
    json_t *j = good ? json_loadb(out.p, out.n, 0, NULL) : NULL;
    long long k = 0, distinct = 0;
    for (uint32_t i = 0; good && i < p->n_phrase; i++) {
        distinct += !p->phrase[i].shadowed;
        if ((p->phrase[i].shadowed && !all) || (max && k == (long long)max)) continue;
        good = j && str_eq(str_of(json_text(json_at(j, "phrases", (size_t)k++), "phrase")), p->phrase[i].text);
    }
    good = good && j && (long long)json_count(j, "phrases") == k && json_number(j, "distinct") == distinct;
    json_decref(j);
    buf_free(&out);
    return good;
}

/* Cuts of a heavier phrase are counted and left out, whatever stands around them, unless all are asked for. */
TEST(cuts_of_a_formula_give_way_to_the_next_formula)
{
    struct desk d;
    struct compare_phrases p;
    struct present_style style = {FACE_TERMINAL, false, 80};
    buf out = {0};
    CHECK(river(&d) && phrases(&out, &p, &d, FACE_JSON, 0).p);
    CHECK(p.n_phrase >= 2 && p.n_phrase < 10);
    for (uint32_t set = 0; set < 1u << p.n_phrase; set++) {
        for (uint32_t i = 0; i < p.n_phrase; i++) p.phrase[i].shadowed = set >> i & 1;
        for (uint32_t max = 0; max <= p.n_phrase; max++)
            CHECK_MSG(shows(&p, max, false, &d) && shows(&p, max, true, &d), "set %x, max %u", set, max);
    }
    for (uint32_t i = 0; i < p.n_phrase; i++) p.phrase[i].shadowed = i > 0;
    buf_clear(&out);
    CHECK(!present_phrases(&out, &p, 0, false, &style, d.ar, &d.err));
    CHECK(has_words(buf_str(&out), STR("of a heavier one (--all shows")) && count_of(buf_str(&out), " words in ") == 1);
    buf_free(&out);
    desk_close(&d);
}

/* ---- silences ---- */

static str silences(buf *out, struct compare_silences *s, struct desk *d, enum present_face face, uint32_t max)
{
    struct present_style style = {face, false, 80};
    buf_clear(out);
    if (compare_silences_make(s, d->r, STR("talks"), 1, RECORD_NOW, d->ar, &d->err)) return (str){NULL, 0};
    if (present_silences(out, s, max, &style, d->ar, &d->err)) return (str){NULL, 0};
    return buf_str(out);
}

TEST(silences_in_all_faces)
{
    struct desk d;
    struct compare_silences s;
    buf out = {0};
    CHECK(river(&d));
    str text = silences(&out, &s, &d, FACE_JSON, 0);
    json_t *j = json_loadb(text.p, text.n, 0, NULL);
    CHECK(j);
    CHECK(s.n_silence >= 2 && json_count(j, "silences") == s.n_silence);
    bool toll = false;
    for (uint32_t i = 0; i < s.n_silence; i++) {
        const json_t *one = json_at(j, "silences", i);
        bool concept = s.silence[i].concept != COMPARE_NONE;
        CHECK(!strcmp(json_text(one, "kind"), concept ? "concept" : "phrase"));
        CHECK_INT(json_number(one, "silent_texts"), s.silence[i].n_silent);
        toll = toll || !strcmp(json_text(one, "name"), "toll");
    }
    CHECK(toll);
    CHECK_INT(json_count(j, "never"), s.n_never);
    json_decref(j);
    text = silences(&out, &s, &d, FACE_TERMINAL, 0);
    CHECK(has(text, "Concepts\n") && has(text, "  toll  said in 2 texts"));
    CHECK(has(text, "[toll]") && has_words(text, STR("lighthouse, <b>&dragon")));
    CHECK_INT(count_of(text, "said in "), s.n_silence + 1); /* and once in the sentence that leads */
    text = silences(&out, &s, &d, FACE_HTML, 0);
    CHECK_MSG(!html_fault(text), "%s", html_fault(text));
    CHECK(has(text, "<strong>toll</strong> said in 2 texts") && has(text, "&lt;b&gt;&amp;dragon"));
    CHECK_INT(count_of(text, "<article>"), s.n_silence);
    /* A short answer names no more of what was never said than of what fell silent. */
    text = silences(&out, &s, &d, FACE_TERMINAL, 1);
    CHECK(s.n_never == 2 && has_words(text, STR("lighthouse and 1 more (--max 0 names all)")) && !has(text, "dragon"));
    buf_free(&out);
    desk_close(&d);
}

/* Where nothing fell silent the answer says so and still ends with its coverage. */
TEST(nothing_to_tell_is_told)
{
    struct desk d;
    struct compare_silences s;
    struct compare_phrases p;
    buf out = {0};
    CHECK(desk_open(&d));
    CHECK(desk_put(&d, "One thing.\n", "series: talks\ndate: 2020-03-01\n") &&
          desk_put(&d, "Quite another matter.\n", "series: talks\ndate: 2021-03-01\n"));
    str text = silences(&out, &s, &d, FACE_TERMINAL, 40);
    CHECK(s.n_silence == 0 && has(text, "0 things said in 1 text or more and not in the newest.") &&
          has(text, "Coverage: 2 texts of talks"));
    text = phrases(&out, &p, &d, FACE_TERMINAL, 40);
    CHECK(p.n_phrase == 0 && has(text, "0 phrases of 3 words or more in 2 texts or more.") &&
          has(text, "Coverage: 2 texts of talks"));
    CHECK(!html_fault(phrases(&out, &p, &d, FACE_HTML, 40)));
    buf_free(&out);
    desk_close(&d);
}

TESTS(CASE(json_of_a_history_is_the_history), CASE(first_and_last_are_of_dated_texts), CASE(undated_uses_end_no_silence),
      CASE(unread_on_it_is_told_from_unread_on_other_things), CASE(coverage_names_the_view), CASE(faces_of_a_history),
      CASE(unread_is_not_gone), CASE(phrases_in_all_faces), CASE(cuts_of_a_formula_give_way_to_the_next_formula),
      CASE(silences_in_all_faces), CASE(nothing_to_tell_is_told))
