/* Fails the k-th allocation of the finders and of each face of an annotation, for k from 1 until the work is done without one failing:
** every failure comes back as "no memory" (or sticks in the buffer that was written to), nothing leaks, and an answer that is said to be
** whole is the whole one. Over the text of the golden files, whose grammar is written by hand, so that no model is asked. */
#include "malloc_fails.h"
#include "parse_help.h"
#include "present/present.h"
#include "source/source.h"

/* What a run starts from, made before anything fails. */
struct work {
    struct language_text text;
    struct present_style style;
};

/* All findings and the answer, in an arena of its own. */
static enum status run(buf *out, const struct work *w, struct err *err)
{
    struct language_names names;
    struct language_coref coref;
    struct language_quotes quotes;
    struct language_clauses clauses;
    struct when_list dates;
    struct amount_list amounts;
    struct when_context ctx = {.document = 20433};
    struct present_annotation a = {.document = STR("talks.txt"),
                                   .date = ctx.document,
                                   .date_basis = "option",
                                   .text = &w->text,
                                   .parts = PART_ALL,
                                   .names = &names,
                                   .coref = &coref,
                                   .quotes = &quotes,
                                   .clauses = &clauses,
                                   .dates = &dates,
                                   .amounts = &amounts};
    arena *ar = arena_new(0);
    if (!ar) return err_set(err, E_NOMEM, "no memory left");
    enum status status = language_names_find(&names, &w->text, NULL, ar, err);
    if (!status) status = language_coref_find(&coref, &w->text, &names, ar, err);
    if (!status) status = language_quotes_find(&quotes, &w->text, ar, err);
    if (!status) status = language_clauses_find(&clauses, &w->text, ar, err);
    if (!status) status = language_when_find(&dates, w->text.text, &ctx, ar, err);
    if (!status) status = language_amount_find(&amounts, w->text.text, ar, err);
    if (!status) status = present_annotate(out, &a, false, &w->style, ar, err);
    if (!status) status = buf_check(out, err);
    arena_free(ar);
    return status;
}

static void sweep(struct test_case *test_self, enum present_face face)
{
    arena *ar = arena_new(0);
    struct work w = {.style = {face, true, 80}};
    struct conllu_text grammar;
    struct err err = {0};
    str text;
    str conllu;
    buf whole = {0};
    CHECK(ar && !source_read_file(&text, "test/golden/annotate/talks.txt", 1 << 20, ar, &err) &&
          !source_read_file(&conllu, "test/golden/annotate/talks.conllu", 1 << 20, ar, &err));
    CHECK(!conllu_read(&grammar, conllu, ar, &err) && parsed_over(&w.text, text, &grammar, ar));
    for (int warm = 0; warm < 2; warm++) {
        buf_free(&whole);
        CHECK_MSG(!run(&whole, &w, &err), "%s", err.msg);
    }
    CHECK(whole.n > 1000);
    long before = n_live, n_told = 0, n_tried = 0;
    for (long k = 0, fired = 1; fired; k += 1 + k / 60) {
        buf out = {0};
        err = (struct err){0};
        countdown = k;
        enum status status = run(&out, &w, &err);
        fired = countdown < 0;
        countdown = -1;
        CHECK_MSG(status == OK || (status == E_NOMEM && err.msg[0]), "allocation %ld: %s: %s", k, status_name(status), err.msg);
        CHECK_MSG(status || str_eq(buf_str(&out), buf_str(&whole)), "allocation %ld: another answer", k);
        buf_free(&out);
        CHECK_MSG(n_live == before, "allocation %ld (%s): %ld blocks leaked", k, status_name(status), n_live - before);
        n_tried++;
        n_told += status != OK;
    }
    printf("# %ld points tried, %ld told as no memory\n", n_tried, n_told);
    CHECK(n_told > 20);
    buf_free(&whole);
    arena_free(ar);
}

TEST(terminals_without_memory) { sweep(test_self, FACE_TERMINAL); }
TEST(json_without_memory) { sweep(test_self, FACE_JSON); }
TEST(pages_without_memory) { sweep(test_self, FACE_HTML); }

TESTS(CASE(terminals_without_memory), CASE(json_without_memory), CASE(pages_without_memory))
