#include "vectors_tables.h"

#include <assert.h>
#include <pthread.h>

/* One thread's part of a round. */
struct worker {
    const struct vectors_tables *tables;
    float *in, *out;                    /* what it changes: the model itself, or a copy */
    uint32_t *touched_in, *touched_out; /* [n_word], [n_word + 1] changes of each row, or NULL where nobody asks */
    uint32_t first, last;               /* places in tables->order */
    double rate_from, rate_to;
    uint64_t random;
    float error[256]; /* [dim] the change of the centre, gathered */
    double loss;
    uint64_t n_pair, n_centre;
    void (*centre)(struct worker *w, uint32_t word, const uint32_t *context, float rate);
};

/* ---- the inner loop ---- */

/* Eight numbers that are reckoned with side by side; the compiler makes of it what registers the machine has. */
typedef float lanes __attribute__((vector_size(32), aligned(4), may_alias));
static_assert(VECTORS_LANES == 16, "dot keeps two sums of eight lanes");

/* Sums are kept in VECTORS_LANES lanes and added in one order, so that wider registers change no bit of the answer. */
static inline __attribute__((always_inline)) float dot(const float *restrict a, const float *restrict b, uint32_t dim)
{
    lanes low = {0};
    lanes high = {0};
    for (uint32_t i = 0; i < dim; i += VECTORS_LANES) {
        low += *(const lanes *)(a + i) * *(const lanes *)(b + i);
        high += *(const lanes *)(a + i + 8) * *(const lanes *)(b + i + 8);
    }
    low += high;
    return ((low[0] + low[4]) + (low[2] + low[6])) + ((low[1] + low[5]) + (low[3] + low[7]));
}

static inline __attribute__((always_inline)) void train_pair(struct worker *w, const float *restrict in, float *restrict out,
                                                             float *restrict error, uint32_t dim, bool is_true, float rate)
{
    float x = dot(in, out, dim);
    if (x > VECTORS_SIGMOID_REACH - 0.01f) x = VECTORS_SIGMOID_REACH - 0.01f;
    if (x < -VECTORS_SIGMOID_REACH + 0.01f) x = -VECTORS_SIGMOID_REACH + 0.01f;
    uint32_t step = (uint32_t)((x + VECTORS_SIGMOID_REACH) * ((float)VECTORS_SIGMOID_STEPS / (2 * VECTORS_SIGMOID_REACH)));
    w->loss += (double)w->tables->loss[is_true ? step : VECTORS_SIGMOID_STEPS - 1 - step];
    w->n_pair++;
    float g = ((is_true ? 1.0f : 0.0f) - w->tables->sigmoid[step]) * rate;
    for (uint32_t i = 0; i < dim; i += 8) {
        lanes o = *(const lanes *)(out + i);
        *(lanes *)(error + i) += g * o;
        *(lanes *)(out + i) = o + g * *(const lanes *)(in + i);
    }
}

static inline uint32_t noise_word(struct worker *w)
{
    uint64_t r = vectors_random(&w->random);
    uint32_t at = (uint32_t)(((r >> 32) * w->tables->t->n_word) >> 32);
    return (uint32_t)r < w->tables->alias_keep[at] ? at : w->tables->alias[at];
}

/* context: [n_place] rows of out, VECTORS_BREAK where there is none. The noise words are the same for all places, since the rows of
** one word for all places lie side by side: one walk through memory instead of n_place. */
static inline __attribute__((always_inline)) void train_centre(struct worker *w, uint32_t word, const uint32_t *context,
                                                               float rate)
{
    const uint32_t dim = w->tables->s->dim;
    const uint32_t n_place = 2 * w->tables->s->window;
    const size_t width = (size_t)n_place * dim;
    uint32_t noise[VECTORS_MAX_NEGATIVE];
    float *in = w->in + (size_t)word * dim;
    for (uint32_t k = 0; k < w->tables->s->negative; k++) {
        noise[k] = noise_word(w);
        for (size_t i = 0; i < width; i += 16) __builtin_prefetch(w->out + noise[k] * width + i, 1);
    }
    memset(w->error, 0, dim * sizeof *w->error);
    for (uint32_t p = 0; p < n_place; p++) {
        if (context[p] == VECTORS_BREAK) continue;
        train_pair(w, in, w->out + context[p] * width + (size_t)p * dim, w->error, dim, true, rate);
        if (w->touched_out) w->touched_out[context[p]]++;
    }
    for (uint32_t k = 0; k < w->tables->s->negative; k++) {
        for (uint32_t p = 0; p < n_place; p++) {
            if (context[p] == VECTORS_BREAK || context[p] == noise[k]) continue;
            train_pair(w, in, w->out + noise[k] * width + (size_t)p * dim, w->error, dim, false, rate);
        }
        if (w->touched_out) w->touched_out[noise[k]]++;
    }
    for (uint32_t i = 0; i < dim; i++) in[i] += w->error[i];
    if (w->touched_in) w->touched_in[word]++;
}

static void centre_plain(struct worker *w, uint32_t word, const uint32_t *context, float rate)
{
    train_centre(w, word, context, rate);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void centre_avx2(struct worker *w, uint32_t word, const uint32_t *context, float rate)
{
    train_centre(w, word, context, rate);
}
#endif

/* ---- a thread's part ---- */

/* Rows that the centre at i foretells: outwards on each side, up to the edge of the sentence, which counts once. */
static void context_of(uint32_t *context, const struct vectors_tables *tables, size_t i)
{
    const uint32_t window = tables->s->window;
    const uint32_t *token = tables->t->token;
    for (uint32_t p = 0; p < 2 * window; p++) context[p] = VECTORS_BREAK;
    for (uint32_t d = 1; d <= window; d++) {
        bool edge = i < d || token[i - d] == VECTORS_BREAK;
        context[window - d] = edge ? tables->t->n_word : token[i - d];
        if (edge) break;
    }
    for (uint32_t d = 1; d <= window; d++) {
        bool edge = i + d >= tables->t->n_token || token[i + d] == VECTORS_BREAK;
        context[window + d - 1] = edge ? tables->t->n_word : token[i + d];
        if (edge) break;
    }
}

/* The thread: its blocks in order, with a step that falls evenly. */
static void *work(void *arg)
{
    struct worker *w = arg;
    uint32_t context[2 * VECTORS_MAX_WINDOW];
    for (uint32_t k = w->first; k < w->last; k++) {
        double share = (double)(k - w->first) / (double)(w->last - w->first);
        float rate = (float)(w->rate_from + (w->rate_to - w->rate_from) * share);
        uint32_t block = w->tables->order[k];
        for (size_t i = w->tables->block[block]; i < w->tables->block[block + 1]; i++) {
            uint32_t word = w->tables->t->token[i];
            if (word == VECTORS_BREAK || (uint32_t)(vectors_random(&w->random) >> 32) > w->tables->skip[word]) continue;
            context_of(context, w->tables, i);
            w->centre(w, word, context, rate);
            w->n_centre++;
        }
    }
    return NULL;
}

/* ---- the model ---- */

enum status vectors_model_new(struct vectors_model *m, const struct vectors_text *t, const struct vectors_settings *s,
                              struct err *err)
{
    *m = (struct vectors_model){.n_word = t->n_word, .dim = s->dim, .n_place = 2 * s->window};
    size_t n_in = (size_t)t->n_word * s->dim;
    m->in = malloc(n_in * sizeof *m->in);
    m->out = calloc(((size_t)t->n_word + 1) * m->n_place * s->dim, sizeof *m->out);
    if (!m->in || !m->out) {
        vectors_model_free(m);
        return err_set(err, E_NOMEM, "no memory for %u words of %u components", t->n_word, s->dim);
    }
    uint64_t random = hash64_mix(s->seed, 0);
    for (size_t i = 0; i < n_in; i++) m->in[i] = ((float)(vectors_random(&random) >> 40) / 16777216.0f - 0.5f) / (float)s->dim;
    return OK;
}

void vectors_model_free(struct vectors_model *m)
{
    free(m->in);
    free(m->out);
    *m = (struct vectors_model){0};
}

/* ---- a round ---- */

static size_t n_of_in(const struct vectors_model *m) { return (size_t)m->n_word * m->dim; }
static size_t n_of_out(const struct vectors_model *m) { return ((size_t)m->n_word + 1) * m->n_place * m->dim; }

static void worker_free(struct worker *w)
{
    free(w->in);
    free(w->out);
    free(w->touched_in);
    free(w->touched_out);
}

/* What a thread changes when it is not alone. False without memory; worker_free takes what there is. */
static bool worker_copy(struct worker *w, const struct vectors_model *m)
{
    w->in = malloc(n_of_in(m) * sizeof *w->in);
    w->out = malloc(n_of_out(m) * sizeof *w->out);
    w->touched_in = calloc(m->n_word, sizeof *w->touched_in);
    w->touched_out = calloc((size_t)m->n_word + 1, sizeof *w->touched_out);
    if (!w->in || !w->out || !w->touched_in || !w->touched_out) return false;
    memcpy(w->in, m->in, n_of_in(m) * sizeof *w->in);
    memcpy(w->out, m->out, n_of_out(m) * sizeof *w->out);
    return true;
}

/* Put the copies together: each row moves by the mean of its changes, weighted by how often each thread changed it, so that a word
** that one thread alone saw moves as it would have without the others. */
static void join_rows(float *base, uint32_t n_row, size_t width, const struct worker *w, uint32_t n_worker, bool is_out)
{
    for (uint32_t row = 0; row < n_row; row++) {
        double total = 0;
        for (uint32_t k = 0; k < n_worker; k++) total += (is_out ? w[k].touched_out : w[k].touched_in)[row];
        if (total == 0) continue;
        for (size_t i = row * width; i < (row + 1) * width; i++) {
            float moved = 0;
            for (uint32_t k = 0; k < n_worker; k++) {
                float weight = (float)((is_out ? w[k].touched_out : w[k].touched_in)[row] / total);
                moved += weight * ((is_out ? w[k].out : w[k].in)[i] - base[i]);
            }
            base[i] += moved;
        }
    }
}

/* The part of thread k in a round: which blocks, which step, which stream of random numbers. All three follow from the round alone, so
** a checkpoint need not hold them. */
static void worker_prepare(struct worker *w, const struct vectors_tables *tables, uint64_t round, uint32_t k)
{
    uint64_t rounds = vectors_rounds(tables->t, tables->s);
    uint32_t part = vectors_blocks_a_round(tables->s) / tables->s->threads;
    uint64_t first = (round % (rounds / tables->s->passes)) * vectors_blocks_a_round(tables->s) + (uint64_t)k * part;
    uint64_t last = first + part;
    w->tables = tables;
    w->first = (uint32_t)(first > tables->n_block ? tables->n_block : first);
    w->last = (uint32_t)(last > tables->n_block ? tables->n_block : last);
    w->rate_from = tables->s->rate * (1 - 0.999 * (double)round / (double)rounds);
    w->rate_to = tables->s->rate * (1 - 0.999 * (double)(round + 1) / (double)rounds);
    w->random = hash64_mix(hash64_mix(tables->s->seed, round + 1), k + 1);
    w->centre = centre_plain;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) w->centre = centre_avx2;
#endif
}

/* One system thread each; true when all could be started (those that were have ended in any case). */
static bool run(struct worker *w, uint32_t n)
{
    pthread_t thread[64];
    uint32_t started = 0;
    while (started < n && pthread_create(&thread[started], NULL, work, &w[started]) == 0) started++;
    for (uint32_t k = 0; k < started; k++) (void)pthread_join(thread[k], NULL);
    return started == n;
}

enum status vectors_train_round(struct vectors_report *report, struct vectors_model *m, const struct vectors_text *t,
                                const struct vectors_settings *s, struct err *err)
{
    uint64_t a_pass = vectors_rounds(t, s) / s->passes;
    struct vectors_tables *tables = vectors_tables_new(t, s, m->round / a_pass);
    struct worker *w = calloc(s->threads, sizeof *w);
    bool ready = tables && w;
    for (uint32_t k = 0; ready && k < s->threads; k++) {
        worker_prepare(&w[k], tables, m->round, k);
        ready = s->threads == 1 || worker_copy(&w[k], m);
    }
    enum status status = ready ? OK : err_set(err, E_NOMEM, "no memory for the threads' copies");
    if (ready && s->threads == 1) {
        w[0].in = m->in;
        w[0].out = m->out;
        (void)work(&w[0]);
        w[0].in = w[0].out = NULL;
    } else if (ready && !run(w, s->threads)) {
        status = err_set(err, E_LIMIT, "the system gives no %u threads", s->threads);
    } else if (ready) {
        join_rows(m->in, m->n_word, m->dim, w, s->threads, false);
        join_rows(m->out, m->n_word + 1, (size_t)m->n_place * m->dim, w, s->threads, true);
    }
    uint64_t pairs = 0;
    *report = (struct vectors_report){0};
    for (uint32_t k = 0; w && k < s->threads; k++) {
        report->loss += w[k].loss;
        report->centres += w[k].n_centre;
        pairs += w[k].n_pair;
        worker_free(&w[k]);
    }
    if (pairs) report->loss /= (double)pairs;
    if (status == OK) m->round++;
    free(w);
    vectors_tables_free(tables);
    return status;
}
