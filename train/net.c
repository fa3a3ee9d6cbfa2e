#include "net.h"

#include "base/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool net_work_new(struct net_work *w, size_t cap_bytes)
{
    *w = (struct net_work){.cap = cap_bytes};
    w->heap = aligned_alloc(64, cap_bytes);
    w->scratch = aligned_alloc(64, MATRIX_SCRATCH_FLOATS * sizeof(float));
    return w->heap && w->scratch;
}

void net_work_free(struct net_work *w)
{
    free(w->heap);
    free(w->scratch);
}

void *net_take(struct net_work *w, size_t n)
{
    size_t bytes = (n * sizeof(float) + 63) & ~(size_t)63;
    if (bytes > w->cap - w->used) {
        w->full = true;
        return NULL;
    }
    void *p = w->heap + w->used;
    w->used += bytes;
    return p;
}

float *net_take_zeroed(struct net_work *w, size_t n)
{
    float *p = net_take(w, n);
    if (p) memset(p, 0, n * sizeof *p);
    return p;
}

static size_t next(size_t *total, size_t n)
{
    size_t at = *total;
    *total += (n + 15) & ~(size_t)15;
    return at;
}

void net_layout_of(struct net_layout *out, const struct net_shape *s)
{
    *out = (struct net_layout){0};
    size_t *t = &out->total;
    size_t h = s->hidden;
    out->row = next(t, (size_t)s->n_row * s->dim_row);
    for (uint32_t l = 0; l < s->layers; l++)
        for (int d = 0; d < 2; d++) {
            size_t in = l ? 2 * h : s->dim_vector + s->dim_row;
            out->wx[l][d] = next(t, in * 4 * h);
            out->wh[l][d] = next(t, h * 4 * h);
            out->bias[l][d] = next(t, 4 * h);
        }
    out->top = next(t, 2 * h * net_columns(s));
    out->top_bias = next(t, net_columns(s));
    out->arc = next(t, (size_t)s->dim_arc * s->dim_arc);
    out->arc_bias = next(t, s->dim_arc);
    out->arc_root = next(t, s->dim_arc);
    out->rel_root = next(t, s->dim_rel);
    out->rel = next(t, (size_t)s->dim_rel * s->n_rel);
    out->rel_bias = next(t, s->n_rel);
    out->tag = next(t, (size_t)s->dim_tag * s->n_tag);
    out->tag_bias = next(t, s->n_tag);
    out->script = next(t, (size_t)s->dim_lemma * s->n_script);
    out->script_bias = next(t, s->n_script);
}

static void uniform(float *p, size_t n, float width, uint64_t *seed)
{
    for (size_t i = 0; i < n; i++) p[i] = (2 * random_unit(seed) - 1) * width;
}

static float glorot(size_t in, size_t out) { return sqrtf(6.0f / (float)(in + out)); }

void net_init(float *theta, const struct net_shape *s, const struct net_layout *at, uint64_t *seed)
{
    size_t h = s->hidden;
    memset(theta, 0, at->total * sizeof *theta);
    uniform(theta + at->row, (size_t)s->n_row * s->dim_row, 0.1f, seed);
    for (uint32_t l = 0; l < s->layers; l++)
        for (int d = 0; d < 2; d++) {
            size_t in = l ? 2 * h : s->dim_vector + s->dim_row;
            uniform(theta + at->wx[l][d], in * 4 * h, glorot(in, h), seed);
            uniform(theta + at->wh[l][d], h * 4 * h, glorot(h, h), seed);
            for (size_t i = h; i < 2 * h; i++) theta[at->bias[l][d] + i] = 1.0f;
        }
    uniform(theta + at->top, 2 * h * net_columns(s), glorot(2 * h, s->dim_arc), seed);
    uniform(theta + at->arc, (size_t)s->dim_arc * s->dim_arc, glorot(s->dim_arc, s->dim_arc), seed);
    uniform(theta + at->arc_root, s->dim_arc, 0.1f, seed);
    uniform(theta + at->rel_root, s->dim_rel, 0.1f, seed);
    uniform(theta + at->rel, (size_t)s->dim_rel * s->n_rel, glorot(s->dim_rel, s->n_rel), seed);
    uniform(theta + at->tag, (size_t)s->dim_tag * s->n_tag, glorot(s->dim_tag, s->n_tag), seed);
    uniform(theta + at->script, (size_t)s->dim_lemma * s->n_script, glorot(s->dim_lemma, s->n_script), seed);
}

void net_adam_step(float *theta, struct net_adam *adam, float *gradient, size_t total, float rate, float mean_keep,
                   float max_norm)
{
    const float b1 = 0.9f;
    const float b2 = 0.98f;
    double square = 0;
    for (size_t i = 0; i < total; i += 1024) {
        float part = 0;
        for (size_t j = i; j < i + 1024 && j < total; j++) part += gradient[j] * gradient[j];
        square += (double)part;
    }
    float norm = (float)sqrt(square);
    float scale = norm > max_norm ? max_norm / norm : 1.0f;
    adam->step++;
    float c1 = 1.0f - (float)pow((double)b1, (double)adam->step);
    float c2 = 1.0f - (float)pow((double)b2, (double)adam->step);
    float keep = fminf(mean_keep, (float)adam->step / (float)(adam->step + 10));
    for (size_t i = 0; i < total; i++) {
        float g = gradient[i] * scale;
        adam->m[i] = b1 * adam->m[i] + (1 - b1) * g;
        adam->v[i] = b2 * adam->v[i] + (1 - b2) * g * g;
        theta[i] -= rate * (adam->m[i] / c1) / (sqrtf(adam->v[i] / c2) + 1e-8f);
        adam->mean[i] = keep * adam->mean[i] + (1 - keep) * theta[i];
    }
}
