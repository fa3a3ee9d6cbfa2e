/* One pass over a batch: words to vectors, layers, heads, and back. */
#include "heads.h"

#include "base/random.h"

#include <math.h>
#include <string.h>

static bool lay_out(struct batch *b, const struct net_sentence *sentence, uint32_t n, struct net_work *w)
{
    *b = (struct batch){.n = n, .steps = n ? sentence[0].n : 0};
    b->start = net_take(w, n);
    b->length = net_take(w, n);
    if (w->full) return false;
    for (uint32_t i = 0; i < n; i++) {
        b->start[i] = b->rows;
        b->length[i] = sentence[i].n;
        b->rows += sentence[i].n;
    }
    b->first = net_take(w, b->steps);
    b->count = net_take(w, b->steps);
    b->order[0] = net_take(w, b->rows);
    b->order[1] = net_take(w, b->rows);
    b->sentence = net_take(w, b->rows);
    if (w->full) return false;
    uint32_t row = 0;
    for (uint32_t t = 0; t < b->steps; t++) {
        b->first[t] = row;
        for (uint32_t i = 0; i < n && b->length[i] > t; i++, row++) {
            b->order[0][row] = b->start[i] + t;
            b->order[1][row] = b->start[i] + b->length[i] - 1 - t;
            b->sentence[row] = i;
        }
        b->count[t] = row - b->first[t];
    }
    return true;
}

/* Factors that drop a share of the parts, the same for all words of a sentence; NULL where nothing is dropped. */
static float *keep_factors(size_t n, size_t width, float drop, uint64_t *seed, struct net_work *w)
{
    if (drop <= 0) return NULL;
    float *keep = net_take(w, n * width);
    for (size_t i = 0; keep && i < n * width; i++) keep[i] = random_unit(seed) < drop ? 0.0f : 1.0f / (1.0f - drop);
    return keep;
}

/* How a word was seen in this pass. */
struct sight {
    bool vector, rows, word; /* what is not hidden */
};

static float run_scale(const struct net_type *t)
{
    return t->n_row > t->n_single ? 1.0f / sqrtf((float)(t->n_row - t->n_single)) : 0.0f;
}

static void see(float *x, const struct net *net, const struct net_type *t, struct sight sight)
{
    uint32_t dv = net->shape.dim_vector;
    uint32_t dr = net->shape.dim_row;
    memset(x, 0, (dv + dr) * sizeof *x);
    if (sight.vector && dv) memcpy(x, net->vector + (size_t)t->vector * dv, dv * sizeof *x);
    if (!sight.rows) return;
    float scale = run_scale(t);
    for (uint32_t r = 0; r < t->n_row; r++) {
        if (t->row[r] == t->word_row && !sight.word) continue;
        const float *row = net->theta + net->at.row + (size_t)t->row[r] * dr;
        float f = r < t->n_single ? 1.0f : scale;
        for (uint32_t k = 0; k < dr; k++) x[dv + k] += f * row[k];
    }
}

static void see_back(float *gradient, const struct net *net, const struct net_type *t, struct sight sight, const float *d_x)
{
    uint32_t dv = net->shape.dim_vector;
    uint32_t dr = net->shape.dim_row;
    float scale = run_scale(t);
    for (uint32_t r = 0; sight.rows && r < t->n_row; r++) {
        if (t->row[r] == t->word_row && !sight.word) continue;
        float *row = gradient + net->at.row + (size_t)t->row[r] * dr;
        float f = r < t->n_single ? 1.0f : scale;
        for (uint32_t k = 0; k < dr; k++) row[k] += f * d_x[dv + k];
    }
}

struct pass {
    struct batch batch;
    struct lstm_run run[NET_MAX_LAYERS][2];
    float *out[NET_MAX_LAYERS + 1]; /* [rows][2 hidden] of each layer; [0] the words, [rows][dim_vector + dim_row] */
    struct sight *sight;            /* [rows] */
};

static bool words(struct pass *p, const struct net *net, const struct net_sentence *sentence, struct net_drop drop,
                  uint64_t *seed, struct net_work *w)
{
    size_t in = net->shape.dim_vector + net->shape.dim_row;
    p->out[0] = net_take(w, p->batch.rows * in);
    p->sight = net_take(w, p->batch.rows);
    if (w->full) return false;
    for (uint32_t b = 0; b < p->batch.n; b++)
        for (uint32_t i = 0; i < sentence[b].n; i++) {
            const struct net_type *t = &net->type[sentence[b].type[i]];
            size_t row = p->batch.start[b] + i;
            bool hide = drop.rows > 0;
            p->sight[row] = (struct sight){true, true, true};
            if (hide) {
                p->sight[row].vector = random_unit(seed) >= drop.vector;
                p->sight[row].rows = random_unit(seed) >= drop.rows;
                p->sight[row].word = random_unit(seed) >= 0.5f / (0.5f + (float)t->word_count);
            }
            see(p->out[0] + row * in, net, t, p->sight[row]);
        }
    return true;
}

static bool layers(struct pass *p, const struct net *net, struct net_drop drop, uint64_t *seed, struct net_work *w)
{
    const struct net_shape *s = &net->shape;
    size_t h = s->hidden;
    for (uint32_t l = 0; l < s->layers; l++) {
        size_t in = l ? 2 * h : s->dim_vector + s->dim_row;
        p->out[l + 1] = net_take(w, p->batch.rows * 2 * h);
        float *keep_in = keep_factors(p->batch.n, in, l ? drop.layer : drop.input, seed, w);
        if (w->full) return false;
        for (int d = 0; d < 2; d++) {
            struct lstm_run *r = &p->run[l][d];
            *r = (struct lstm_run){.in = (uint32_t)in, .hidden = s->hidden, .keep_in = keep_in};
            r->wx = net->theta + net->at.wx[l][d];
            r->wh = net->theta + net->at.wh[l][d];
            r->bias = net->theta + net->at.bias[l][d];
            r->keep_h = keep_factors(p->batch.n, h, drop.recurrent, seed, w);
            if (w->full || !lstm_forward(p->out[l + 1] + (size_t)d * h, 2 * h, r, p->out[l], in, &p->batch, d, w)) return false;
        }
    }
    return true;
}

static bool layers_back(float *gradient, struct pass *p, const struct net *net, const struct net_sentence *sentence,
                        float *d_out, struct net_work *w)
{
    const struct net_shape *s = &net->shape;
    size_t h = s->hidden;
    size_t width = s->dim_vector + s->dim_row;
    for (uint32_t l = s->layers; l-- > 0;) {
        size_t in = l ? 2 * h : width;
        float *d_in = net_take_zeroed(w, p->batch.rows * in);
        if (w->full) return false;
        for (int d = 0; d < 2; d++)
            if (!lstm_back(gradient + net->at.wx[l][d], gradient + net->at.wh[l][d], gradient + net->at.bias[l][d], d_in, in,
                           &p->run[l][d], d_out + (size_t)d * h, 2 * h, &p->batch, d, w))
                return false;
        d_out = d_in;
    }
    for (uint32_t b = 0; b < p->batch.n; b++)
        for (uint32_t i = 0; i < sentence[b].n; i++) {
            size_t row = p->batch.start[b] + i;
            see_back(gradient, net, &net->type[sentence[b].type[i]], p->sight[row], d_out + row * width);
        }
    return true;
}

static void apply_keep(float *x, const float *keep, size_t width, const struct batch *b)
{
    for (uint32_t i = 0; keep && i < b->n; i++)
        for (uint32_t t = 0; t < b->length[i]; t++)
            for (size_t k = 0; k < width; k++) x[(b->start[i] + t) * width + k] *= keep[i * width + k];
}

static bool take_answers(struct net_answer *answer, const struct net_sentence *sentence, uint32_t n, struct net_work *w)
{
    for (uint32_t i = 0; answer && i < n; i++) {
        size_t len = sentence[i].n;
        answer[i].arc = net_take(w, len * (len + 1));
        answer[i].tag = net_take(w, len);
        answer[i].script = net_take(w, len);
    }
    return !w->full;
}

bool net_batch(struct net_loss *loss, float *gradient, struct net_answer *answer, const struct net *net,
               const struct net_sentence *sentence, uint32_t n, struct net_drop drop, uint64_t seed, struct net_work *w)
{
    const struct net_shape *s = &net->shape;
    size_t width = 2 * (size_t)s->hidden;
    struct pass p = {0};
    w->used = 0;
    w->full = false;
    if (!lay_out(&p.batch, sentence, n, w) || !take_answers(answer, sentence, n, w)) return false;
    if (!words(&p, net, sentence, drop, &seed, w) || !layers(&p, net, drop, &seed, w)) return false;
    struct heads h = {
        .net = net, .sentence = sentence, .batch = &p.batch, .work = w, .gradient = gradient, .y = p.out[s->layers]};
    float *keep_y = keep_factors(n, width, drop.layer, &seed, w);
    h.keep = keep_factors(n, net_columns(s), drop.head, &seed, w);
    h.d_y = gradient ? net_take(w, p.batch.rows * width) : NULL;
    if (w->full) return false;
    apply_keep(h.y, keep_y, width, &p.batch);
    loss->n += p.batch.rows;
    if (!heads_run(loss, answer, &h)) return false;
    if (!gradient) return true;
    apply_keep(h.d_y, keep_y, width, &p.batch);
    return layers_back(gradient, &p, net, sentence, h.d_y, w);
}
