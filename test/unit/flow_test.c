/* Pieces through threads: the same calls to next and put, in the same order and with the same bytes, for any number of threads. The
** work here counts letters, since what is held is the flow and not the parser. */
#include "base/random.h"
#include "language/language.h"
#include "test.h"

#include <unistd.h>

/* A run: so many pieces, where and how it is to fail, what was seen. */
struct run {
    uint32_t n_piece;
    uint32_t next_fails, work_fails, put_fails, next_marks; /* number of the piece, from 1; 0: none */
    uint32_t begin_fails;                                   /* the state from 1 whose making fails */
    uint32_t n_next, n_put, most_out;
    uint32_t n_begin, n_end; /* by the calling thread alone */
    buf said;
};

/* A thread's own state: pieces seen, so that a state shared by two would be seen to be raced for. */
struct own {
    uint64_t seed;
    uint32_t n;
};

static enum status run_begin(void **state, const void *ctx, struct err *err)
{
    struct run *run = *(struct run *const *)ctx;
    struct own *own = calloc(1, sizeof *own);
    *state = own;
    if (++run->n_begin == run->begin_fails) return err_set(err, E_NOMEM, "no state %u", run->n_begin);
    if (own) own->seed = run->n_begin;
    return own ? OK : err_set(err, E_NOMEM, "no memory left");
}

static void run_end(void *state) { free(state); }

/* The text's letters as the head of one word; takes now longer, now shorter. */
static enum status run_work(void *state, const void *ctx, struct language_piece *piece, struct err *err)
{
    struct run *run = *(struct run *const *)ctx;
    struct own *own = state;
    uint32_t number = piece->line;
    own->n++;
    (void)usleep(random_below(&own->seed, 10) ? random_below(&own->seed, 300) : 4000);
    piece->text = ARENA_NEW(piece->ar, 1, struct language_text);
    if (!piece->text) return arena_why(piece->ar, err);
    piece->text->text = str_copy(piece->ar, buf_str(&piece->in));
    piece->text->head = ARENA_NEW(piece->ar, 1, uint32_t);
    if (!piece->text->text.p || !piece->text->head) return arena_why(piece->ar, err);
    piece->text->head[0] = (uint32_t)piece->in.n;
    piece->n_text = 1;
    return number == run->work_fails ? err_set(err, E_FORMAT, "piece %u is bad", number) : OK;
}

static enum status run_next(void *ctx, struct language_piece *piece, struct err *err)
{
    struct run *run = ctx;
    if (run->n_next == run->n_piece) return DONE;
    uint32_t number = ++run->n_next;
    if (number == run->next_fails) return err_set(err, E_IO, "cannot read piece %u", number);
    if (piece->in.n || piece->n_text || piece->status || piece->extra || piece->err.code)
        return err_set(err, E_IO, "not empty");
    piece->line = number;
    piece->extra = ARENA_NEW(piece->ar, 1, uint32_t);
    if (!piece->extra) return arena_why(piece->ar, err);
    *(uint32_t *)piece->extra = number * 7;
    if (number == run->next_marks) piece->status = err_set(&piece->err, E_NOTFOUND, "no file %u", number);
    buf_fill(&piece->in, (char)('a' + number % 26), number % 50 + 1);
    if (run->n_next - run->n_put > run->most_out) run->most_out = run->n_next - run->n_put;
    return OK;
}

static enum status run_put(void *ctx, const struct language_piece *piece, struct err *err)
{
    struct run *run = ctx;
    run->n_put++;
    buf_addf(&run->said, "%u %u %u %s", piece->line, *(const uint32_t *)piece->extra, piece->n_text, piece->err.msg);
    if (piece->n_text) buf_addf(&run->said, " %u %.*s", piece->text[0].head[0], STR_ARG(piece->text[0].text));
    buf_addc(&run->said, '\n');
    if (run->n_put == run->put_fails) return err_set(err, E_LIMIT, "no room for piece %u", run->n_put);
    return piece->status == E_FORMAT ? err_set(err, piece->status, "%s", piece->err.msg) : OK;
}

static enum status run_flow(struct run *run, uint32_t n_thread, struct err *err)
{
    struct language_flow flow = {.ctx = run,
                                 .next = run_next,
                                 .put = run_put,
                                 .work = {.ctx = &run, .begin = run_begin, .work = run_work, .end = run_end},
                                 .n_thread = n_thread};
    return language_flow_run(&flow, err);
}

static const uint32_t threads[] = {0, 1, 2, 3, 8, LANGUAGE_MAX_THREADS, 1000};

TEST(any_number_of_threads_says_the_same)
{
    static const struct run cases[] = {
        {.n_piece = 0},
        {.n_piece = 1},
        {.n_piece = 150},
        {.n_piece = 60, .next_fails = 1},
        {.n_piece = 60, .next_fails = 40},
        {.n_piece = 60, .work_fails = 1},
        {.n_piece = 60, .work_fails = 33},
        {.n_piece = 60, .put_fails = 1},
        {.n_piece = 60, .put_fails = 20},
        {.n_piece = 60, .next_marks = 20},
        {.n_piece = 60, .next_fails = 22, .work_fails = 21},
        {.n_piece = 60, .next_fails = 21, .work_fails = 22},
    };
    for (size_t c = 0; c < ARRAY_LEN(cases); c++) {
        struct run one = cases[c];
        struct err first = {0};
        enum status want = run_flow(&one, 1, &first);
        CHECK_MSG((want != OK) == (one.next_fails || one.work_fails || one.put_fails), "case %zu: %s", c, first.msg);
        for (size_t k = 0; k < ARRAY_LEN(threads); k++) {
            struct run run = cases[c];
            struct err err = {0};
            enum status got = run_flow(&run, threads[k], &err);
            CHECK_MSG(got == want && !strcmp(err.msg, first.msg), "case %zu, %u threads: %s, not %s", c, threads[k], err.msg,
                      first.msg);
            CHECK_MSG(str_eq(buf_str(&run.said), buf_str(&one.said)), "case %zu, %u threads:\n%.*s", c, threads[k],
                      STR_ARG(buf_str(&run.said)));
            uint32_t n = threads[k] < 1 ? 1 : threads[k] > LANGUAGE_MAX_THREADS ? LANGUAGE_MAX_THREADS : threads[k];
            CHECK_MSG(run.most_out <= (n > 1 ? 2 * n : 1), "case %zu, %u threads: %u out", c, threads[k], run.most_out);
            buf_free(&run.said);
        }
        buf_free(&one.said);
    }
}

/* A state that cannot be made ends the run before anything is read; states that were made are freed (asked by the sanitizer). */
TEST(a_state_that_fails_ends_it)
{
    for (uint32_t n = 1; n <= 4; n++) {
        for (uint32_t fails = 1; fails <= n; fails++) {
            struct run run = {.n_piece = 10, .begin_fails = fails};
            struct err err = {0};
            char want[32];
            (void)snprintf(want, sizeof want, "no state %u", fails);
            CHECK_INT(run_flow(&run, n, &err), E_NOMEM);
            CHECK_STR(str_of(err.msg), want);
            CHECK(run.n_next == 0 && run.n_put == 0);
        }
    }
}

/* An arena's cap is a piece's own failure, told in its turn. */
TEST(a_piece_has_its_cap)
{
    for (uint32_t n = 1; n <= 3; n++) {
        struct run run = {.n_piece = 3};
        struct run *at = &run;
        struct err err = {0};
        struct language_flow flow = {.ctx = &run,
                                     .next = run_next,
                                     .put = run_put,
                                     .work = {.ctx = &at, .begin = run_begin, .work = run_work, .end = run_end},
                                     .n_thread = n,
                                     .max_piece_bytes = 64};
        CHECK_INT(language_flow_run(&flow, &err), OK);
        CHECK_MSG(str_find(buf_str(&run.said), STR("1 7 0 "), 0) == 0 && run.n_put == 3, "%.*s", STR_ARG(buf_str(&run.said)));
        buf_free(&run.said);
    }
}

TESTS(CASE(any_number_of_threads_says_the_same), CASE(a_state_that_fails_ends_it), CASE(a_piece_has_its_cap))
