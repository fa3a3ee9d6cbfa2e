/* Unit tests of the record: adding, names, copies, edits, views, concepts. */
#include "record/record.h"
#include "record_help.h"
#include "store/store.h"
#include "test.h"

#define ONE "The two sides met in Seoul. They agreed to continue joint planning and execution of strategic operations."
#define TWO "The two sides met in Washington. They reviewed progress and will meet again next year in Seoul."

/* A fresh record in a temporary folder, opened for writing. */
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
static bool reopen(struct fixture *f, enum record_mode mode)
{
    record_close(f->r);
    return record_open(&f->r, temp_path(&f->t, "a.entente"), mode, &f->env, &f->err) == OK;
}
static uint32_t count(struct fixture *f, struct record_view view)
{
    struct record_doc *d;
    uint32_t n = 9999;
    struct record_query q = {.from = DATE_NONE, .to = DATE_NONE};
    return record_list(&d, &n, f->r, &q, view, f->ar, &f->err) == OK ? n : 9999;
}

TEST(what_is_added_is_there)
{
    struct fixture f;
    struct record_added a;
    struct record_doc d;
    str bytes;
    CHECK_MSG(begin(&f), "%s", f.err.msg);
    CHECK_INT(add_text(f.r, ONE, "ncg", "2025-12-11", &a, f.ar, &f.err), OK);
    CHECK_INT(a.as, RECORD_NEW);
    CHECK_STR(a.name, "ncg/2025-12-11");
    CHECK_INT(a.n_sentence, 2);
    uint64_t pending;
    CHECK(record_pending(f.r, &pending) > 0 && pending == strlen(ONE));
    CHECK_INT(add_text(f.r, TWO, NULL, NULL, &a, f.ar, &f.err), OK);
    CHECK_INT(a.name.n, 8);
    CHECK_INT(record_commit(f.r, &f.err), OK);
    CHECK_INT(record_pending(f.r, NULL), 0);
    CHECK(reopen(&f, RECORD_READ));
    CHECK_INT(record_find(&d, f.r, STR("ncg/latest"), RECORD_NOW, f.ar, &f.err), OK);
    CHECK_STR(d.name, "ncg/2025-12-11");
    CHECK_INT(d.n_sentence, 2);
    CHECK_INT(d.n_bytes, strlen(ONE));
    CHECK_INT(d.added_ms, NOON);
    CHECK_STR(d.added_by, "Ada");
    CHECK_STR(d.manifest.media_type, "text/plain");
    CHECK_INT(d.manifest.date_basis, TEXT_DATE_OPTION);
    CHECK_INT(record_bytes(&bytes, f.r, &d.source, f.ar, &f.err), OK);
    CHECK_STR(bytes, ONE);
    CHECK_INT(record_bytes(&bytes, f.r, &d.manifest_hash, f.ar, &f.err), OK);
    CHECK(str_starts(bytes, STR("entente-manifest: 1\nsource: ")));
    CHECK_INT(record_find(&d, f.r, a.name, RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(record_find(&d, f.r, (str){a.name.p, 5}, RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(record_find(&d, f.r, STR("ncg/2025-12-12"), RECORD_NOW, f.ar, &f.err), E_NOTFOUND);
    CHECK_INT(record_find(&d, f.r, STR("nothing of the kind"), RECORD_NOW, f.ar, &f.err), E_NOTFOUND);
    CHECK(strstr(f.err.msg, "nothing of the kind"));
    CHECK_INT(add_text(f.r, "More.", NULL, NULL, &a, f.ar, &f.err), E_IO); /* opened for reading */
    end(&f);
}

TEST(what_is_not_committed_is_given_up)
{
    struct fixture f;
    struct record_added a;
    CHECK(begin(&f));
    CHECK_INT(add_text(f.r, ONE, "ncg", "2025-12-11", &a, f.ar, &f.err), OK);
    CHECK_INT(count(&f, RECORD_NOW), 1);
    record_rollback(f.r);
    CHECK_INT(count(&f, RECORD_NOW), 0);
    CHECK_INT(add_text(f.r, ONE, "ncg", "2025-12-11", &a, f.ar, &f.err), OK);
    CHECK(reopen(&f, RECORD_WRITE));
    CHECK_INT(count(&f, RECORD_NOW), 0);
    CHECK_INT(add_text(f.r, ONE, "ncg", "2025-12-11", &a, f.ar, &f.err), OK);
    struct record_item bad = {.bytes = STR("%PDF-1.4\n\x01\x02\x00\x03"), .given = manifest_empty()};
    CHECK_INT(record_add(f.r, &bad, &a, f.ar, &f.err), E_FORMAT);
    CHECK(record_pending(f.r, NULL) > 0); /* the batch stays */
    CHECK_INT(record_commit(f.r, &f.err), OK);
    CHECK_INT(count(&f, RECORD_NOW), 1);
    end(&f);
}

TEST(the_same_bytes_are_one_document)
{
    struct fixture f;
    struct record_added a;
    struct record_doc d;
    struct record_item item = {.bytes = STR(ONE), .given = manifest_empty()};
    CHECK(begin(&f));
    item.given.address = STR("https://a.example/1");
    CHECK_INT(record_add(f.r, &item, &a, f.ar, &f.err), OK);
    CHECK_INT(a.as, RECORD_NEW);
    CHECK_INT(record_add(f.r, &item, &a, f.ar, &f.err), OK);
    CHECK_INT(a.as, RECORD_SAME);
    CHECK(!a.differs);
    item.given.address = STR("https://b.example/2");
    CHECK_INT(record_add(f.r, &item, &a, f.ar, &f.err), OK);
    CHECK_INT(a.as, RECORD_COPY);
    CHECK(str_eq(a.of, a.name));
    CHECK_INT(record_add(f.r, &item, &a, f.ar, &f.err), OK);
    CHECK_INT(a.as, RECORD_SAME);
    item.given.title = STR("Another title");
    CHECK_INT(record_add(f.r, &item, &a, f.ar, &f.err), OK);
    CHECK(a.as == RECORD_SAME && a.differs); /* told, not changed */
    CHECK_INT(record_commit(f.r, &f.err), OK);
    CHECK_INT(record_commit(f.r, &f.err), OK); /* nothing to do */
    CHECK_INT(count(&f, RECORD_NOW), 1);
    CHECK_INT(record_find(&d, f.r, a.name, RECORD_NOW, f.ar, &f.err), OK);
    CHECK_STR(d.manifest.address, "https://a.example/1");
    CHECK_STR(d.also_at, "https://b.example/2");
    CHECK(!d.disputed && !d.manifest.title.n);
    end(&f);
}

TEST(the_same_text_in_other_bytes_is_a_copy)
{
    struct fixture f;
    struct record_added a;
    struct record_added b;
    struct record_doc d;
    CHECK(begin(&f));
    CHECK_INT(add_text(f.r, ONE, NULL, NULL, &a, f.ar, &f.err), OK);
    CHECK_INT(add_text(f.r, ONE "\n\n", NULL, NULL, &b, f.ar, &f.err), OK);
    CHECK_INT(b.as, RECORD_COPY);
    CHECK(str_eq(b.of, a.name) && !str_eq(b.name, a.name));
    CHECK_INT(record_commit(f.r, &f.err), OK);
    CHECK_INT(record_find(&d, f.r, b.name, RECORD_NOW, f.ar, &f.err), OK);
    CHECK(str_eq(d.copy_of, a.name));
    CHECK_INT(record_find(&d, f.r, a.name, RECORD_NOW, f.ar, &f.err), OK);
    CHECK(!d.copy_of.n && !d.near_of.n); /* the older one is no copy */
    end(&f);
}

TEST(two_texts_of_one_day_are_numbered_as_they_came)
{
    struct fixture f;
    struct record_added a;
    struct record_doc d;
    CHECK(begin(&f));
    CHECK_INT(add_text(f.r, ONE, "ncg", "2025-12-11", &a, f.ar, &f.err), OK);
    CHECK_INT(record_commit(f.r, &f.err), OK);
    f.clock.ms += 60000;
    CHECK_INT(add_text(f.r, TWO, "ncg", "2025-12-11", &a, f.ar, &f.err), OK);
    CHECK_STR(a.name, "ncg/2025-12-11-2");
    CHECK_INT(add_text(f.r, "A third text of that day.", "ncg", "2025-12-11", &a, f.ar, &f.err), OK);
    CHECK_STR(a.name, "ncg/2025-12-11-3");
    CHECK_INT(record_commit(f.r, &f.err), OK);
    CHECK_INT(record_find(&d, f.r, STR("ncg/2025-12-11"), RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(d.n_bytes, strlen(ONE));
    CHECK_INT(record_find(&d, f.r, STR("ncg/2025-12-11-2"), RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(d.n_bytes, strlen(TWO));
    CHECK_INT(record_find(&d, f.r, STR("ncg/2025-12-11-4"), RECORD_NOW, f.ar, &f.err), E_NOTFOUND);
    CHECK_INT(record_find(&d, f.r, STR("ncg/latest"), RECORD_NOW, f.ar, &f.err), OK);
    CHECK_STR(d.name, "ncg/2025-12-11");
    end(&f);
}

TEST(edits_replace_and_the_past_stays)
{
    struct fixture f;
    struct record_added a;
    struct record_doc d;
    struct record_doc *list;
    uint32_t n;
    CHECK(begin(&f));
    CHECK_INT(add_text(f.r, ONE, NULL, NULL, &a, f.ar, &f.err), OK);
    CHECK_INT(record_commit(f.r, &f.err), OK);
    CHECK_INT(record_find(&d, f.r, a.name, RECORD_NOW, f.ar, &f.err), OK);
    struct manifest over = manifest_empty();
    CHECK_INT(record_edit(f.r, &d, &over, f.ar, &f.err), OK); /* nothing to change */
    over.series = STR("ncg");
    over.date = test_day("2025-12-11");
    over.title = STR("Fifth  meeting");
    f.clock.ms += 3600000;
    CHECK_INT(record_edit(f.r, &d, &over, f.ar, &f.err), OK);
    CHECK_INT(record_find(&d, f.r, STR("ncg/latest"), RECORD_NOW, f.ar, &f.err), OK);
    CHECK_STR(d.manifest.title, "Fifth meeting");
    CHECK_INT(d.manifest.n_replaces, 1);
    CHECK_INT(d.added_ms, NOON);
    CHECK(!d.disputed);
    struct record_view before = {NOON + 60000, DATE_NONE};
    CHECK_INT(record_find(&d, f.r, STR("ncg/latest"), before, f.ar, &f.err), E_NOTFOUND);
    CHECK_INT(record_find(&d, f.r, a.name, before, f.ar, &f.err), OK);
    CHECK(!d.manifest.series.n);
    CHECK_INT(count(&f, (struct record_view){NOON - 1000, DATE_NONE}), 0);
    struct record_spine *sp;
    CHECK_INT(record_series_spines(&sp, &n, f.r, STR("ncg"), RECORD_NOW, f.ar, &f.err), OK);
    CHECK(n == 1 && sp[0].n == 2 && sp[0].date == test_day("2025-12-11"));
    CHECK_INT(record_series_spines(&sp, &n, f.r, STR("ncg"), before, f.ar, &f.err), OK);
    CHECK_INT(n, 0);
    struct record_query q = {.from = DATE_NONE, .to = DATE_NONE};
    CHECK_INT(record_list(&list, &n, f.r, &q, (struct record_view){INT64_MAX, test_day("2025-12-10")}, f.ar, &f.err), OK);
    CHECK_INT(n, 0); /* dated after the day */
    over = manifest_empty();
    over.series = STR("-");
    CHECK_INT(record_find(&d, f.r, STR("Fifth meeting"), RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(record_edit(f.r, &d, &over, f.ar, &f.err), OK);
    CHECK_INT(record_find(&d, f.r, a.name, RECORD_NOW, f.ar, &f.err), OK);
    CHECK(!d.manifest.series.n && d.manifest.title.n);
    over = manifest_empty();
    over.charset = STR("EUC-KR");
    CHECK_INT(record_edit(f.r, &d, &over, f.ar, &f.err), E_FORMAT);
    end(&f);
}

TEST(names_that_may_be_two_are_both_named)
{
    struct fixture f;
    struct record_added a;
    struct record_doc d;
    struct record_item item = {.bytes = STR(ONE), .given = manifest_empty()};
    CHECK(begin(&f));
    item.given.title = STR("Joint statement");
    CHECK_INT(record_add(f.r, &item, &a, f.ar, &f.err), OK);
    item.bytes = STR(TWO);
    CHECK_INT(record_add(f.r, &item, &a, f.ar, &f.err), OK);
    CHECK_INT(record_commit(f.r, &f.err), OK);
    CHECK_INT(record_find(&d, f.r, STR("statement, joint"), RECORD_NOW, f.ar, &f.err), E_FORMAT);
    CHECK_MSG(strstr(f.err.msg, "may be"), "%s", f.err.msg);
    end(&f);
}

TEST(lists_filter_and_sort)
{
    struct fixture f;
    struct record_added a;
    struct record_doc *list;
    uint32_t n;
    CHECK(begin(&f));
    CHECK_INT(add_text(f.r, "Undated in a series.", "b", NULL, &a, f.ar, &f.err), OK);
    CHECK_INT(add_text(f.r, "Nothing said.", NULL, NULL, &a, f.ar, &f.err), OK);
    CHECK_INT(add_text(f.r, "Late text.", "a", "2025-02-01", &a, f.ar, &f.err), OK);
    CHECK_INT(add_text(f.r, "Early text.", "a", "2024-02-01", &a, f.ar, &f.err), OK);
    CHECK_INT(add_text(f.r, "In b.", "b", "2024-03-01", &a, f.ar, &f.err), OK);
    struct record_item item = {.bytes = STR("Issued."), .given = manifest_empty()};
    item.given.issuer = STR("United States; Republic of Korea");
    item.given.kind = STR("speech");
    CHECK_INT(record_add(f.r, &item, &a, f.ar, &f.err), OK);
    CHECK_INT(record_commit(f.r, &f.err), OK);
    struct record_query q = {.from = DATE_NONE, .to = DATE_NONE};
    CHECK_INT(record_list(&list, &n, f.r, &q, RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(n, 6);
    CHECK_STR(list[0].name, "a/2024-02-01");
    CHECK_STR(list[1].name, "a/2025-02-01");
    CHECK_STR(list[2].name, "b/2024-03-01");
    CHECK_STR(list[3].manifest.series, "b");
    CHECK(!list[4].manifest.series.n && !list[5].manifest.series.n);
    q.from = test_day("2024-02-15");
    CHECK_INT(record_list(&list, &n, f.r, &q, RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(n, 2);
    q = (struct record_query){.issuer = STR("republic of korea"), .from = DATE_NONE, .to = DATE_NONE};
    CHECK_INT(record_list(&list, &n, f.r, &q, RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(n, 1);
    q = (struct record_query){.series = STR("b"), .from = DATE_NONE, .to = DATE_NONE, .only_dated = true};
    CHECK_INT(record_list(&list, &n, f.r, &q, RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(n, 1);
    q = (struct record_query){.kind = STR("speech"), .from = DATE_NONE, .to = DATE_NONE};
    CHECK_INT(record_list(&list, &n, f.r, &q, RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(n, 1);
    struct record_series *s;
    CHECK_INT(record_series_list(&s, &n, f.r, RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(n, 2);
    CHECK_STR(s[0].name, "a");
    CHECK(s[0].n == 2 && s[0].first == test_day("2024-02-01") && s[0].last == test_day("2025-02-01"));
    CHECK(s[1].n == 2 && s[1].first == s[1].last);
    end(&f);
}

TEST(readings_and_spines_agree)
{
    struct fixture f;
    struct record_added a;
    struct record_doc d;
    struct record_reading rd;
    struct record_spine *sp;
    uint32_t n;
    str bytes;
    CHECK(begin(&f));
    CHECK_INT(add_text(f.r, ONE "\n\n" TWO, "ncg", "2025-12-11", &a, f.ar, &f.err), OK);
    CHECK_INT(add_text(f.r, TWO, "ncg", "2024-12-11", &a, f.ar, &f.err), OK);
    CHECK_INT(record_commit(f.r, &f.err), OK);
    CHECK_INT(record_find(&d, f.r, STR("ncg/2025-12-11"), RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(record_read(&rd, f.r, &d, f.ar, &f.err), OK);
    CHECK_INT(record_bytes(&bytes, f.r, &d.source, f.ar, &f.err), OK);
    CHECK_INT(rd.sentences.n, 4);
    CHECK_INT(record_series_spines(&sp, &n, f.r, STR("ncg"), RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(n, 2);
    CHECK(sp[0].date < sp[1].date && sp[0].n == 2 && sp[1].n == 4);
    buf scratch = {0};
    for (uint32_t i = 0; i < 4; i++) {
        uint64_t wording;
        uint64_t bag[2];
        str sentence = text_clean_span(&rd.page, rd.sentences.at[i]);
        record_sentence_prints(&wording, bag, sentence, &scratch);
        CHECK(wording == sp[1].wording[i] && bag[0] == sp[1].bag[i][0] && bag[1] == sp[1].bag[i][1]);
        CHECK(str_eq(str_span(bytes, sp[1].source[i]), sentence));
    }
    CHECK(sp[0].wording[0] == sp[1].wording[2] && sp[0].wording[1] == sp[1].wording[3]);
    CHECK(sp[0].wording[0] != sp[1].wording[0]);
    buf_free(&scratch);
    end(&f);
}

TEST(concepts_are_set_and_seen_as_of)
{
    struct fixture f;
    struct concept_list l;
    str text;
    CHECK(begin(&f));
    CHECK_INT(record_concepts(&l, &text, f.r, RECORD_NOW, f.ar, &f.err), OK);
    CHECK(!l.n_concept && !text.n);
    CHECK_INT(record_set_concepts(f.r, STR("concept: A\n"), f.ar, &f.err), OK);
    f.clock.ms += 3600000;
    CHECK_INT(record_set_concepts(f.r, STR("concept: A\n\nconcept: B\n"), f.ar, &f.err), OK);
    CHECK_INT(record_set_concepts(f.r, STR("concept:\n"), f.ar, &f.err), E_FORMAT);
    CHECK_INT(record_concepts(&l, &text, f.r, RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(l.n_concept, 2);
    CHECK_INT(record_concepts(&l, NULL, f.r, (struct record_view){NOON + 1, DATE_NONE}, f.ar, &f.err), OK);
    CHECK_INT(l.n_concept, 1);
    f.clock.ms += 3600000;
    CHECK_INT(record_set_concepts(f.r, STR("concept: A\n"), f.ar, &f.err), OK); /* back to the first */
    CHECK_INT(record_concepts(&l, NULL, f.r, RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(l.n_concept, 1);
    end(&f);
}

TEST(a_large_batch_is_several_acts)
{
    struct fixture f;
    struct record_added a;
    struct record_act *log;
    struct record_doc d;
    struct record_verdict v;
    uint32_t n;
    CHECK(begin(&f));
    for (int i = 0; i < 2005; i++) {
        char text[64];
        (void)snprintf(text, sizeof text, "Text number %d.", i);
        CHECK_INT(add_text(f.r, text, i == 2004 ? "s" : NULL, i == 2004 ? "2025-12-11" : NULL, &a, f.ar, &f.err), OK);
    }
    CHECK_INT(record_commit(f.r, &f.err), OK);
    CHECK_INT(record_log(&log, &n, f.r, 0, RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(n, 4);
    CHECK(log[0].n_object == 5 && log[1].n_object == 1000 && log[2].n_object == 1000 && !log[3].n_object);
    for (uint32_t i = 0; i < 3; i++) {
        CHECK_INT(log[i].n_parent, 1);
        CHECK_INT(source_hash_cmp(&log[i].parent[0], &log[i + 1].hash), 0);
        CHECK_INT(log[i].time_ms, NOON);
    }
    CHECK_INT(record_find(&d, f.r, STR("s/latest"), RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(source_hash_cmp(&log[0].object[4], &d.manifest_hash), 0); /* in the order of adding */
    CHECK_INT(record_verify(&v, f.r, f.ar, &f.err), OK);
    CHECK_MSG(!v.n_problem, "%s", v.problem[0]);
    CHECK(v.documents == 2005 && v.acts == 4 && v.passages == 2005);
    str before = state_of(f.r, f.ar);
    CHECK_INT(record_rebuild(f.r, &f.err), OK);
    CHECK(str_eq(before, state_of(f.r, f.ar)));
    end(&f);
}

TEST(an_index_of_another_version_asks_for_a_rebuild)
{
    struct fixture f;
    struct record_added a;
    record *r;
    CHECK(begin(&f));
    CHECK_INT(add_text(f.r, ONE, "ncg", "2025-12-11", &a, f.ar, &f.err), OK);
    CHECK_INT(record_commit(f.r, &f.err), OK);
    str before = state_of(f.r, f.ar);
    CHECK_INT(store_begin(record_store(f.r), &f.err), OK);
    CHECK_INT(store_exec(record_store(f.r), "UPDATE meta SET value = 0; DROP TABLE spine; CREATE TABLE other(x)", &f.err), OK);
    CHECK_INT(store_commit(record_store(f.r), &f.err), OK);
    record_close(f.r);
    f.r = NULL;
    for (int mode = RECORD_READ; mode <= RECORD_WRITE; mode++) {
        CHECK_INT(record_open(&r, temp_path(&f.t, "a.entente"), (enum record_mode)mode, &f.env, &f.err), E_FORMAT);
        CHECK_MSG(strstr(f.err.msg, "entente rebuild"), "%s", f.err.msg);
    }
    CHECK_INT(record_open(&f.r, temp_path(&f.t, "a.entente"), RECORD_MEND, &f.env, &f.err), OK);
    CHECK_MSG(record_rebuild(f.r, &f.err) == OK, "%s", f.err.msg);
    CHECK(reopen(&f, RECORD_READ));
    CHECK(str_eq(before, state_of(f.r, f.ar)));
    end(&f);
}

TEST(artifacts_cannot_be_changed_or_deleted)
{
    struct fixture f;
    struct record_added a;
    CHECK(begin(&f));
    CHECK_INT(add_text(f.r, ONE, NULL, NULL, &a, f.ar, &f.err), OK);
    CHECK_INT(record_commit(f.r, &f.err), OK);
    CHECK(store_exec(record_store(f.r), "UPDATE artifact SET kind = 2", &f.err) != OK);
    CHECK(strstr(f.err.msg, "never changed"));
    CHECK(store_exec(record_store(f.r), "DELETE FROM artifact", &f.err) != OK);
    CHECK(strstr(f.err.msg, "never deleted"));
    end(&f);
}

/* Stops at the n-th time it is asked. */
static bool stop_at(void *ctx, const char *work, uint64_t done, uint64_t total)
{
    (void)ctx;
    (void)work;
    return done >= 2 || done == total;
}

TEST(long_work_can_be_stopped_and_leaves_nothing_half_done)
{
    struct fixture f;
    struct record_added a;
    struct record_verdict v;
    struct record_merged m;
    struct record_salvaged sv;
    record *r;
    CHECK(begin(&f));
    struct env patient = f.env;
    for (int i = 0; i < 3; i++) {
        char text[64];
        (void)snprintf(text, sizeof text, "Text number %d.", i);
        CHECK_INT(add_text(f.r, text, "s", "2025-12-11", &a, f.ar, &f.err), OK);
        CHECK_INT(record_commit(f.r, &f.err), OK);
    }
    str before = state_of(f.r, f.ar);
    f.env.progress = stop_at;
    CHECK_INT(record_rebuild(f.r, &f.err), E_CANCELLED);
    CHECK_INT(record_verify(&v, f.r, f.ar, &f.err), E_CANCELLED);
    CHECK_INT(record_salvage(&sv, temp_path(&f.t, "a.entente"), temp_path(&f.t, "b.entente"), &f.env, NULL, NULL, &f.err),
              E_CANCELLED);
    CHECK(access(temp_path(&f.t, "b.entente"), F_OK) != 0);
    CHECK_INT(record_init(temp_path(&f.t, "c.entente"), &patient, &f.err), OK);
    CHECK_INT(record_open(&r, temp_path(&f.t, "c.entente"), RECORD_WRITE, &f.env, &f.err), OK);
    str empty = state_of(r, f.ar);
    CHECK_INT(record_merge(&m, r, temp_path(&f.t, "a.entente"), &f.err), E_CANCELLED);
    CHECK(str_eq(empty, state_of(r, f.ar)) && !m.artifacts_new);
    record_close(r);
    f.env.progress = NULL;
    CHECK(str_eq(before, state_of(f.r, f.ar)));
    end(&f);
}

TEST(a_source_too_large_is_refused_by_itself)
{
    struct fixture f;
    struct record_added a;
    CHECK(begin(&f));
    f.env.max_doc_bytes = 60;
    CHECK_INT(add_text(f.r, "A short text.", NULL, NULL, &a, f.ar, &f.err), OK);
    CHECK_INT(add_text(f.r, ONE, NULL, NULL, &a, f.ar, &f.err), E_LIMIT);
    CHECK_INT(record_commit(f.r, &f.err), OK);
    CHECK_INT(count(&f, RECORD_NOW), 1);
    end(&f);
}

TEST(records_are_told_from_other_files)
{
    struct fixture f;
    record *r;
    CHECK(begin(&f));
    CHECK_INT(record_init(temp_path(&f.t, "a.entente"), &f.env, &f.err), E_IO);
    CHECK(strstr(f.err.msg, "a.entente"));
    CHECK_INT(record_open(&r, temp_path(&f.t, "b.entente"), RECORD_READ, &f.env, &f.err), E_NOTFOUND);
    CHECK(temp_write(&f.t, "c.entente",
                     STR("not a record at all, only some words that go on until they are long enough to be "
                         "taken for a page of a database file")));
    CHECK_INT(record_open(&r, temp_path(&f.t, "c.entente"), RECORD_READ, &f.env, &f.err), E_FORMAT);
    end(&f);
}

TESTS(CASE(what_is_added_is_there), CASE(what_is_not_committed_is_given_up), CASE(the_same_bytes_are_one_document),
      CASE(the_same_text_in_other_bytes_is_a_copy), CASE(two_texts_of_one_day_are_numbered_as_they_came),
      CASE(edits_replace_and_the_past_stays), CASE(names_that_may_be_two_are_both_named), CASE(lists_filter_and_sort),
      CASE(readings_and_spines_agree), CASE(concepts_are_set_and_seen_as_of), CASE(records_are_told_from_other_files),
      CASE(a_large_batch_is_several_acts), CASE(an_index_of_another_version_asks_for_a_rebuild),
      CASE(artifacts_cannot_be_changed_or_deleted), CASE(long_work_can_be_stopped_and_leaves_nothing_half_done),
      CASE(a_source_too_large_is_refused_by_itself))
