/* The flow of pieces through a ring of slots. The calling thread alone reads and hands over; the others only work, each with a
** state of its own. A slot goes round in this order, and slots do so in the order of the ring, but for the work, which may end in
** any order:
**
**     free  --next-->  ready  --a thread takes it-->  busy  --worked-->  done  --put-->  free
**
** head, tail and the ends are the calling thread's; state, taken and stop lie under the lock. With one thread there is no other, no
** lock and one slot: the same calls in the same order, which is what the ring is held against in the tests. */
#include "language/language.h"

#include <pthread.h>
#include <stdlib.h>

enum slot_state { SLOT_FREE, SLOT_READY, SLOT_BUSY, SLOT_DONE };

struct slot {
    struct language_piece piece;
    enum slot_state state;
};

struct ring {
    const struct language_flow *flow;
    struct slot *slot; /* [n_slot] */
    uint32_t n_slot;
    uint64_t head, tail, taken; /* pieces read, put, and taken by a thread; slot = number % n_slot */
    bool stop;
    pthread_mutex_t lock;
    pthread_cond_t to_work, to_put;
};

/* ---- the work of parsing ---- */

static enum status parsing_begin(void **state, const void *ctx, struct err *err)
{
    const struct language_parsing *parsing = ctx;
    struct language_parser *p;
    enum status status = language_parser_new(&p, parsing->model, err);
    *state = p;
    return status;
}

static void parsing_end(void *state) { language_parser_free(state); }

/* Sentences of given words one by one; those before a bad one stay. */
static enum status parse_given(struct language_piece *piece, struct language_parser *p, enum language_keep keep,
                               struct err *err)
{
    struct conllu_reader reader = conllu_reader_of(buf_str(&piece->in));
    uint32_t cap = 0;
    reader.line = piece->line;
    for (;; piece->n_text++) {
        if (piece->n_text == cap) { /* grown together, so that neither is left behind */
            uint32_t more = cap ? cap * 2 : 16;
            piece->text = arena_grow(piece->ar, piece->text, cap, more, sizeof *piece->text);
            if (piece->text) piece->given = arena_grow(piece->ar, piece->given, cap, more, sizeof *piece->given);
            if (!piece->text || !piece->given) {
                piece->n_text = 0;
                return arena_why(piece->ar, err);
            }
            cap = more;
        }
        struct conllu_sentence *s = &piece->given[piece->n_text];
        enum status status = conllu_next(s, &reader, piece->ar, err);
        if (status) return status == DONE ? OK : status;
        status = language_parse_conllu(&piece->text[piece->n_text], p, s, keep, piece->ar, err);
        if (status) return status;
    }
}

static enum status parsing_work(void *state, const void *ctx, struct language_piece *piece, struct err *err)
{
    const struct language_parsing *parsing = ctx;
    if (piece->conllu) return parse_given(piece, state, parsing->keep, err);
    piece->text = ARENA_NEW(piece->ar, 1, struct language_text);
    if (!piece->text) return arena_why(piece->ar, err);
    enum status status = language_parse(piece->text, state, buf_str(&piece->in), piece->ar, err);
    piece->n_text = status ? 0 : 1;
    return status;
}

struct language_work language_parsing_work(const struct language_parsing *parsing)
{
    return (struct language_work){.ctx = parsing, .begin = parsing_begin, .work = parsing_work, .end = parsing_end};
}

/* ---- steps of a slot ---- */

/* The slot's memory is kept, what it said is not. */
static void clear_piece(struct language_piece *piece)
{
    buf in = piece->in;
    arena *ar = piece->ar;
    buf_clear(&in);
    arena_reset(ar);
    *piece = (struct language_piece){.in = in, .ar = ar};
}

static void work_on(const struct language_flow *flow, void *state, struct language_piece *piece)
{
    if (piece->status) return;
    piece->status = buf_check(&piece->in, &piece->err);
    if (!piece->status) piece->status = flow->work.work(state, flow->work.ctx, piece, &piece->err);
}

/* ---- all in one thread ---- */

static enum status run_alone(const struct language_flow *flow, struct language_piece *piece, struct err *err)
{
    void *state = NULL;
    enum status status = flow->work.begin(&state, flow->work.ctx, err);
    while (!status) {
        clear_piece(piece);
        status = flow->next(flow->ctx, piece, err);
        if (status) break;
        work_on(flow, state, piece);
        status = flow->put(flow->ctx, piece, err);
    }
    flow->work.end(state);
    return status == DONE ? OK : status;
}

/* ---- threads ---- */

/* A thread and its state, made by the caller: so a thread has nothing that could fail. */
struct worker {
    struct ring *ring;
    pthread_t thread;
    void *state;
};

static void *worker_run(void *ctx)
{
    struct worker *w = ctx;
    struct ring *r = w->ring;
    (void)pthread_mutex_lock(&r->lock);
    for (;;) {
        while (!r->stop && r->slot[r->taken % r->n_slot].state != SLOT_READY) (void)pthread_cond_wait(&r->to_work, &r->lock);
        if (r->stop) break;
        struct slot *slot = &r->slot[r->taken++ % r->n_slot];
        slot->state = SLOT_BUSY;
        (void)pthread_mutex_unlock(&r->lock);
        work_on(r->flow, w->state, &slot->piece);
        (void)pthread_mutex_lock(&r->lock);
        slot->state = SLOT_DONE;
        (void)pthread_cond_signal(&r->to_put);
    }
    (void)pthread_mutex_unlock(&r->lock);
    return NULL;
}

/* Whether the oldest piece is worked through; waits for it when asked to. */
static bool oldest_done(struct ring *r, bool wait)
{
    struct slot *slot = &r->slot[r->tail % r->n_slot];
    (void)pthread_mutex_lock(&r->lock);
    while (wait && slot->state != SLOT_DONE) (void)pthread_cond_wait(&r->to_put, &r->lock);
    bool done = slot->state == SLOT_DONE;
    (void)pthread_mutex_unlock(&r->lock);
    return done;
}

static void set_state(struct ring *r, struct slot *slot, enum slot_state state)
{
    (void)pthread_mutex_lock(&r->lock);
    slot->state = state;
    if (state == SLOT_READY) (void)pthread_cond_signal(&r->to_work);
    (void)pthread_mutex_unlock(&r->lock);
}

/* The calling thread's part: hands over what is done before it reads on, so that nothing that could be seen waits for a slow
** input longer than it must. What was read before next() failed is put all the same, as one thread would have done. */
static enum status feed(struct ring *r, struct err *err)
{
    const struct language_flow *flow = r->flow;
    enum status ended = OK; /* what next() said last */
    struct err why = {0};
    for (;;) {
        bool full = r->head - r->tail == r->n_slot;
        if (r->tail < r->head && oldest_done(r, full || ended)) {
            struct slot *slot = &r->slot[r->tail++ % r->n_slot];
            enum status put = flow->put(flow->ctx, &slot->piece, err);
            if (put) return put;
            set_state(r, slot, SLOT_FREE);
        } else if (!ended) {
            struct slot *slot = &r->slot[r->head % r->n_slot];
            clear_piece(&slot->piece);
            ended = flow->next(flow->ctx, &slot->piece, &why);
            if (ended) continue;
            r->head++;
            set_state(r, slot, SLOT_READY);
        } else
            break;
    }
    if (ended > DONE && err) *err = why;
    return ended == DONE ? OK : ended;
}

/* Starts as many workers as can be had. */
static enum status run_threads(struct ring *r, struct worker *worker, uint32_t n, struct err *err)
{
    const struct language_work *work = &r->flow->work;
    uint32_t n_state = 0;
    uint32_t n_thread = 0;
    enum status status = OK;
    (void)pthread_mutex_init(&r->lock, NULL);
    (void)pthread_cond_init(&r->to_work, NULL);
    (void)pthread_cond_init(&r->to_put, NULL);
    for (; n_state < n && !status; n_state++) {
        worker[n_state] = (struct worker){.ring = r};
        status = work->begin(&worker[n_state].state, work->ctx, err);
    }
    while (!status && n_thread < n && pthread_create(&worker[n_thread].thread, NULL, worker_run, &worker[n_thread]) == 0)
        n_thread++;
    if (!status) status = n_thread ? feed(r, err) : run_alone(r->flow, &r->slot[0].piece, err);
    (void)pthread_mutex_lock(&r->lock);
    r->stop = true;
    (void)pthread_cond_broadcast(&r->to_work);
    (void)pthread_mutex_unlock(&r->lock);
    for (uint32_t i = 0; i < n_thread; i++) (void)pthread_join(worker[i].thread, NULL);
    for (uint32_t i = 0; i < n_state; i++) work->end(worker[i].state);
    (void)pthread_cond_destroy(&r->to_put);
    (void)pthread_cond_destroy(&r->to_work);
    (void)pthread_mutex_destroy(&r->lock);
    return status;
}

enum status language_flow_run(const struct language_flow *flow, struct err *err)
{
    uint32_t n = flow->n_thread < 1 ? 1 : flow->n_thread > LANGUAGE_MAX_THREADS ? LANGUAGE_MAX_THREADS : flow->n_thread;
    struct ring r = {.flow = flow, .n_slot = n > 1 ? 2 * n : 1};
    struct worker *worker = calloc(n, sizeof *worker);
    r.slot = calloc(r.n_slot, sizeof *r.slot);
    enum status status = worker && r.slot ? OK : err_set(err, E_NOMEM, "no memory left");
    for (uint32_t i = 0; i < r.n_slot && !status; i++) {
        r.slot[i].piece.ar = arena_new(flow->max_piece_bytes ? flow->max_piece_bytes : (size_t)64 << 20);
        if (!r.slot[i].piece.ar) status = err_set(err, E_NOMEM, "no memory left");
    }
    if (!status) status = n > 1 ? run_threads(&r, worker, n, err) : run_alone(flow, &r.slot[0].piece, err);
    for (uint32_t i = 0; i < r.n_slot && r.slot; i++) {
        buf_free(&r.slot[i].piece.in);
        arena_free(r.slot[i].piece.ar);
    }
    free(r.slot);
    free(worker);
    return status == DONE ? OK : status;
}
