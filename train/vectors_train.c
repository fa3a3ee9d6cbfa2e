#include "vectors.h"

#include <assert.h>
#include <math.h>
#include <pthread.h>

#define BLOCK_TOKENS 4096u /* least tokens of a block; blocks are shuffled before each pass, so that no source comes last */
#define SIGMOID_STEPS 2048u
#define SIGMOID_REACH 8.0f /* beyond +-8 the sigmoid is taken as at 8 */

/* What all threads of a round read. */
struct shared {
    const struct vectors_text *t;
    const struct vectors_settings *s;
    uint32_t n_block;
    size_t *block;        /* [n_block + 1] first token of each block */
    uint32_t *order;      /* [n_block] the blocks in the order of this pass */
    uint32_t *skip;       /* [n_word] a centre is trained when a random 32-bit number is not above this */
    uint32_t *alias_keep; /* [n_word] Walker's alias table over count^0.75 (Walker 1977) */
    uint32_t *alias;      /* [n_word] */
    float sigmoid[SIGMOID_STEPS], loss[SIGMOID_STEPS]; /* 1 / (1 + e^-x) and its -log, at the middle of each step */
};

/* One thread's part of a round. */
struct worker {
    const struct shared *sh;
    float *in, *out;                    /* what it changes: the model itself, or a copy */
    uint32_t *touched_in, *touched_out; /* [n_word], [n_word + 1] changes of each row, or NULL where nobody asks */
    uint32_t first, last;               /* places in sh->order */
    double rate_from, rate_to;
    uint64_t random;
    float error[256]; /* [dim] the change of the centre, gathered */
    double loss;
    uint64_t n_pair, n_centre;
    void (*centre)(struct worker *w, uint32_t word, const uint32_t *context, float rate);
};

/* splitmix64 (Steele, Lea and Flood 2014) */
static uint64_t next_random(uint64_t *state)
{
    uint64_t x = *state += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

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
    if (x > SIGMOID_REACH - 0.01f) x = SIGMOID_REACH - 0.01f;
    if (x < -SIGMOID_REACH + 0.01f) x = -SIGMOID_REACH + 0.01f;
    uint32_t step = (uint32_t)((x + SIGMOID_REACH) * ((float)SIGMOID_STEPS / (2 * SIGMOID_REACH)));
    w->loss += (double)w->sh->loss[is_true ? step : SIGMOID_STEPS - 1 - step];
    w->n_pair++;
    float g = ((is_true ? 1.0f : 0.0f) - w->sh->sigmoid[step]) * rate;
    for (uint32_t i = 0; i < dim; i += 8) {
        lanes o = *(const lanes *)(out + i);
        *(lanes *)(error + i) += g * o;
        *(lanes *)(out + i) = o + g * *(const lanes *)(in + i);
    }
}

static inline uint32_t noise_word(struct worker *w)
{
    uint64_t r = next_random(&w->random);
    uint32_t at = (uint32_t)(((r >> 32) * w->sh->t->n_word) >> 32);
    return (uint32_t)r < w->sh->alias_keep[at] ? at : w->sh->alias[at];
}

/* context: [n_place] rows of out, VECTORS_BREAK where there is none. The noise words are the same for all places, since the rows of
** one word for all places lie side by side: one walk through memory instead of n_place. */
static inline __attribute__((always_inline)) void train_centre(struct worker *w, uint32_t word, const uint32_t *context,
                                                               float rate)
{
    const uint32_t dim = w->sh->s->dim;
    const uint32_t n_place = 2 * w->sh->s->window;
    const size_t width = (size_t)n_place * dim;
    uint32_t noise[VECTORS_MAX_NEGATIVE];
    float *in = w->in + (size_t)word * dim;
    for (uint32_t k = 0; k < w->sh->s->negative; k++) {
        noise[k] = noise_word(w);
        for (size_t i = 0; i < width; i += 16) __builtin_prefetch(w->out + noise[k] * width + i, 1);
    }
    memset(w->error, 0, dim * sizeof *w->error);
    for (uint32_t p = 0; p < n_place; p++) {
        if (context[p] == VECTORS_BREAK) continue;
        train_pair(w, in, w->out + context[p] * width + (size_t)p * dim, w->error, dim, true, rate);
        if (w->touched_out) w->touched_out[context[p]]++;
    }
    for (uint32_t k = 0; k < w->sh->s->negative; k++) {
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
static void context_of(uint32_t *context, const struct shared *sh, size_t i)
{
    const uint32_t window = sh->s->window;
    const uint32_t *token = sh->t->token;
    for (uint32_t p = 0; p < 2 * window; p++) context[p] = VECTORS_BREAK;
    for (uint32_t d = 1; d <= window; d++) {
        bool edge = i < d || token[i - d] == VECTORS_BREAK;
        context[window - d] = edge ? sh->t->n_word : token[i - d];
        if (edge) break;
    }
    for (uint32_t d = 1; d <= window; d++) {
        bool edge = i + d >= sh->t->n_token || token[i + d] == VECTORS_BREAK;
        context[window + d - 1] = edge ? sh->t->n_word : token[i + d];
        if (edge) break;
    }
}

static void *work(void *arg)
{
    struct worker *w = arg;
    uint32_t context[2 * VECTORS_MAX_WINDOW];
    for (uint32_t k = w->first; k < w->last; k++) {
        double share = (double)(k - w->first) / (double)(w->last - w->first);
        float rate = (float)(w->rate_from + (w->rate_to - w->rate_from) * share);
        uint32_t block = w->sh->order[k];
        for (size_t i = w->sh->block[block]; i < w->sh->block[block + 1]; i++) {
            uint32_t word = w->sh->t->token[i];
            if (word == VECTORS_BREAK || (uint32_t)(next_random(&w->random) >> 32) > w->sh->skip[word]) continue;
            context_of(context, w->sh, i);
            w->centre(w, word, context, rate);
            w->n_centre++;
        }
    }
    return NULL;
}

/* ---- tables ---- */

static void fill_sigmoid(struct shared *sh)
{
    for (uint32_t i = 0; i < SIGMOID_STEPS; i++) {
        double x = (((double)i + 0.5) / SIGMOID_STEPS * 2 - 1) * (double)SIGMOID_REACH;
        sh->sigmoid[i] = (float)(1 / (1 + exp(-x)));
        sh->loss[i] = (float)log1p(exp(-x));
    }
}

/* Vose's way to fill an alias table (Vose 1991): small: places under the mean, large: places over it. */
static enum status fill_alias(struct shared *sh)
{
    uint32_t n = sh->t->n_word;
    double sum = 0;
    double *p = malloc(n * sizeof *p);
    uint32_t *stack = malloc(n * sizeof *stack);
    if (!p || !stack) {
        free(p);
        free(stack);
        return E_NOMEM;
    }
    for (uint32_t i = 0; i < n; i++) sum += p[i] = pow((double)sh->t->count[i], 0.75);
    uint32_t n_small = 0;
    uint32_t n_large = 0;
    for (uint32_t i = 0; i < n; i++) {
        p[i] *= (double)n / sum;
        sh->alias[i] = i;
        sh->alias_keep[i] = UINT32_MAX;
        if (p[i] < 1)
            stack[n_small++] = i;
        else
            stack[n - ++n_large] = i;
    }
    while (n_small && n_large) {
        uint32_t small = stack[--n_small];
        uint32_t large = stack[n - n_large];
        sh->alias[small] = large;
        sh->alias_keep[small] = (uint32_t)(p[small] * 4294967295.0);
        p[large] -= 1 - p[small];
        if (p[large] < 1) {
            n_large--;
            stack[n_small++] = large;
        }
    }
    free(p);
    free(stack);
    return OK;
}

static void fill_skip(struct shared *sh)
{
    double total = 0;
    for (uint32_t i = 0; i < sh->t->n_word; i++) total += (double)sh->t->count[i];
    for (uint32_t i = 0; i < sh->t->n_word; i++) {
        double ratio = sh->s->sample > 0 && sh->t->count[i] ? sh->s->sample * total / (double)sh->t->count[i] : 1;
        double keep = sqrt(ratio) + ratio;
        sh->skip[i] = keep >= 1 ? UINT32_MAX : (uint32_t)(keep * 4294967295.0);
    }
}

static uint32_t n_blocks(const struct vectors_text *t, size_t *block)
{
    uint32_t n = 0;
    size_t from = 0;
    for (size_t i = 0; i < t->n_token; i++) {
        if (i + 1 < t->n_token && (t->token[i] != VECTORS_BREAK || i + 1 - from < BLOCK_TOKENS)) continue;
        if (block) block[n] = from;
        from = i + 1;
        n++;
    }
    if (block) block[n] = t->n_token;
    return n;
}

static uint32_t blocks_a_round(const struct vectors_settings *s)
{
    uint32_t n = s->round_tokens / BLOCK_TOKENS;
    return (n ? n : 1) * s->threads;
}

uint64_t vectors_rounds(const struct vectors_text *t, const struct vectors_settings *s)
{
    uint32_t step = blocks_a_round(s);
    return (uint64_t)s->passes * ((n_blocks(t, NULL) + step - 1) / step);
}

static void shared_free(struct shared *sh)
{
    if (!sh) return;
    free(sh->block);
    free(sh->order);
    free(sh->skip);
    free(sh->alias_keep);
    free(sh->alias);
    free(sh);
}

static struct shared *shared_new(const struct vectors_text *t, const struct vectors_settings *s, uint64_t pass)
{
    struct shared *sh = calloc(1, sizeof *sh);
    if (!sh) return NULL;
    *sh = (struct shared){.t = t, .s = s, .n_block = n_blocks(t, NULL)};
    sh->block = malloc(((size_t)sh->n_block + 1) * sizeof *sh->block);
    sh->order = malloc(((size_t)sh->n_block + 1) * sizeof *sh->order);
    sh->skip = malloc(t->n_word * sizeof *sh->skip);
    sh->alias_keep = malloc(t->n_word * sizeof *sh->alias_keep);
    sh->alias = malloc(t->n_word * sizeof *sh->alias);
    if (!sh->block || !sh->order || !sh->skip || !sh->alias_keep || !sh->alias || fill_alias(sh) != OK) {
        shared_free(sh);
        return NULL;
    }
    (void)n_blocks(t, sh->block);
    fill_sigmoid(sh);
    fill_skip(sh);
    uint64_t random = hash64_mix(s->seed, pass + 1);
    for (uint32_t i = 0; i < sh->n_block; i++) {
        uint32_t j = (uint32_t)(((next_random(&random) >> 32) * (i + 1)) >> 32);
        sh->order[i] = sh->order[j];
        sh->order[j] = i;
    }
    return sh;
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
    for (size_t i = 0; i < n_in; i++) m->in[i] = ((float)(next_random(&random) >> 40) / 16777216.0f - 0.5f) / (float)s->dim;
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

static void worker_prepare(struct worker *w, const struct shared *sh, uint64_t round, uint32_t k)
{
    uint64_t rounds = vectors_rounds(sh->t, sh->s);
    uint32_t part = blocks_a_round(sh->s) / sh->s->threads;
    uint64_t first = (round % (rounds / sh->s->passes)) * blocks_a_round(sh->s) + (uint64_t)k * part;
    uint64_t last = first + part;
    w->sh = sh;
    w->first = (uint32_t)(first > sh->n_block ? sh->n_block : first);
    w->last = (uint32_t)(last > sh->n_block ? sh->n_block : last);
    w->rate_from = sh->s->rate * (1 - 0.999 * (double)round / (double)rounds);
    w->rate_to = sh->s->rate * (1 - 0.999 * (double)(round + 1) / (double)rounds);
    w->random = hash64_mix(hash64_mix(sh->s->seed, round + 1), k + 1);
    w->centre = centre_plain;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) w->centre = centre_avx2;
#endif
}

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
    struct shared *sh = shared_new(t, s, m->round / a_pass);
    struct worker *w = calloc(s->threads, sizeof *w);
    bool ready = sh && w;
    for (uint32_t k = 0; ready && k < s->threads; k++) {
        worker_prepare(&w[k], sh, m->round, k);
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
    shared_free(sh);
    return status;
}
