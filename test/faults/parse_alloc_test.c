/* Fails the k-th allocation of what the language room does, for k from 1 until the work is done without one failing: every failure
** comes back as "no memory", nothing leaks, and what was handed over before it is the beginning of the whole answer. With the
** parser
** where this build has a model, else with the stand-in of the tests. */
#include <stdio.h>
#include <stdlib.h>

#include "malloc_fails.h"
#include "model_help.h"
#include "plain_parser.h"

/* What a run is about, and what came out; out is taken from the arena of the process, made before anything fails. */
struct work {
    str text;
    bool conllu;
    uint32_t n_thread;
    char out[1 << 17];
    size_t n;
    struct language_cutter cutter;
    size_t used;
};

static enum status next(void *ctx, struct language_piece *piece, struct err *err)
{
    struct work *w = ctx;
    size_t used = 0, end = w->used + 1500 < w->text.n ? w->used + 1500 : w->text.n; /* small reads: many pieces */
    enum status status = DONE;
    while (status == DONE) {
        str rest = {w->text.p + w->used, end - w->used};
        status = language_cut_piece(piece, &w->cutter, rest, end == w->text.n, &used, err);
        w->used += used;
        if (status == DONE && end == w->text.n) break;
        end = end + 1500 < w->text.n ? end + 1500 : w->text.n;
    }
    return status;
}

static enum status put(void *ctx, const struct language_piece *piece, struct err *err)
{
    struct work *w = ctx;
    enum status status = OK;
    for (uint32_t k = 0; k < piece->n_text && !status; k++) {
        for (uint32_t s = 0; s < piece->text[k].words.n_sentence && !status; s++) {
            struct conllu_sentence c;
            struct language_place place = {.id = STR("x-1"), .goes_on = piece->goes_on, .cut = piece->cut};
            buf b = {0};
            status = piece->given ? language_fill_conllu(&c, &piece->given[k], &piece->text[k], piece->ar, err)
                                  : language_text_conllu(&c, &piece->text[k], s, &place, piece->ar, err);
            if (!status) conllu_write(&b, &c);
            if (!status) status = buf_check(&b, err);
            if (!status && w->n + b.n < sizeof w->out) {
                memcpy(w->out + w->n, b.p, b.n);
                w->n += b.n;
            }
            buf_free(&b);
        }
    }
    if (!status && piece->status) {
        if (err) *err = piece->err;
        status = piece->status;
    }
    return status;
}

static enum status run(struct work *w, struct err *err)
{
    struct language_model *model = NULL;
    enum status status = OK;
    w->n = w->used = 0;
    w->cutter = (struct language_cutter){.conllu = w->conllu};
    if (language_english().n) status = language_model_open(&model, language_english(), err);
    struct language_parsing parsing = {model, KEEP_TAGS};
    struct language_flow flow = {.ctx = w,
                                 .next = next,
                                 .put = put,
                                 .work = model ? language_parsing_work(&parsing) : plain_parser(),
                                 .n_thread = w->n_thread};
    if (!status) status = language_flow_run(&flow, err);
    language_model_close(model);
    return status;
}

/* Every point up to 50, then wider steps: the deep ones repeat the paths of the shallow ones. With threads the point is another
** each time; what must hold is the same. */
static void sweep(struct test_case *test_self, struct work *w)
{
    static char whole[sizeof w->out];
    struct err err = {0};
    for (int warm = 0; warm < 2; warm++) CHECK_MSG(!run(w, &err), "%s", err.msg);
    size_t n = w->n;
    memcpy(whole, w->out, n);
    CHECK(n > 1000);
    long before = n_live, n_told = 0, n_tried = 0;
    for (long k = 0, fired = 1; fired; k += 1 + k / 50 * 3) {
        err = (struct err){0};
        countdown = k;
        enum status status = run(w, &err);
        fired = countdown < 0;
        countdown = -1;
        CHECK_MSG(status == OK || (status == E_NOMEM && err.msg[0]), "allocation %ld: %s: %s", k, status_name(status), err.msg);
        CHECK_MSG(n_live == before, "allocation %ld (%s): %ld blocks leaked", k, status_name(status), n_live - before);
        CHECK_MSG(w->n <= n && memcmp(w->out, whole, w->n) == 0 && (status || w->n == n), "allocation %ld: another answer", k);
        n_tried++;
        n_told += status != OK;
    }
    printf("# %ld points tried, %ld told as no memory\n", n_tried, n_told);
    CHECK(n_told * 4 > n_tried * 3);
}

static struct work work;

#define ROW(id_, form_) id_ "\t" form_ "\t_\t_\t_\t_\t_\t_\t_\t_\n"

/* Some paragraphs with a byte that must be made fit, which takes memory of its own. */
static str some_text(bool conllu)
{
    static char room[1 << 15];
    size_t n = 0;
    for (int i = 0; i < 20; i++) {
        if (conllu)
            n += (size_t)snprintf(room + n, sizeof room - n, "# sent_id = %d\n" ROW("1", "The") ROW("2", "end") "\n", i);
        else
            n += (size_t)snprintf(room + n, sizeof room - n, "The two sides met %d times\x01. They left.\n\n", i);
    }
    return (str){room, n};
}

TEST(texts_without_memory)
{
    work = (struct work){.text = some_text(false), .n_thread = 1};
    sweep(test_self, &work);
}

TEST(given_sentences_without_memory)
{
    work = (struct work){.text = some_text(true), .conllu = true, .n_thread = 1};
    sweep(test_self, &work);
}

TEST(two_threads_without_memory)
{
    work = (struct work){.text = some_text(false), .n_thread = 2};
    sweep(test_self, &work);
}

/* Writing a model file, reading what it says, moving it where it may lie. */
TEST(models_without_memory)
{
    static const struct model_part part[] = {{{"about", 5}, {ABOUT_SMALL, sizeof ABOUT_SMALL - 1}}, {{"w", 1}, {"0123", 4}}};
    long before = n_live, n_told = 0;
    for (long k = 0, fired = 1; fired; k++) {
        struct err err = {0};
        struct language_about about;
        buf b = {0};
        str bytes;
        countdown = k;
        arena *ar = arena_new(0);
        enum status status = ar ? model_file_write(&b, part, 2, &err) : err_set(&err, E_NOMEM, "no memory left");
        if (!status) status = language_model_bytes(&bytes, (str){b.p, b.n}, ar, &err);
        if (!status) status = language_about_read(&about, bytes, ar, &err);
        fired = countdown < 0;
        countdown = -1;
        CHECK_MSG(status == OK || (status == E_NOMEM && err.msg[0]), "allocation %ld: %s: %s", k, status_name(status), err.msg);
        n_told += status != OK;
        buf_free(&b);
        arena_free(ar);
        CHECK_MSG(n_live == before, "allocation %ld: %ld blocks leaked", k, n_live - before);
    }
    CHECK(n_told >= 4);
}

TESTS(CASE(texts_without_memory), CASE(given_sentences_without_memory), CASE(two_threads_without_memory),
      CASE(models_without_memory))
