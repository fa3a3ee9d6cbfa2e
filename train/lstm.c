#include "lstm.h"

#include "language/curve.h"

#include <string.h>

static void run_cells(struct lstm_run *r, uint32_t row, const float *cell_before)
{
    uint32_t h = r->hidden;
    float *restrict g = r->gate + (size_t)row * 4 * h;
    float *restrict c = r->cell + (size_t)row * h;
    float *restrict bent = r->bent + (size_t)row * h;
    float *restrict out = r->h + (size_t)row * h;
    for (uint32_t i = 0; i < 3 * h; i++) g[i] = curve_sigmoid(g[i]);
    for (uint32_t i = 3 * h; i < 4 * h; i++) g[i] = curve_tanh(g[i]);
    if (cell_before)
        for (uint32_t i = 0; i < h; i++) c[i] = g[i] * g[3 * h + i] + g[h + i] * cell_before[i];
    else
        for (uint32_t i = 0; i < h; i++) c[i] = g[i] * g[3 * h + i];
    for (uint32_t i = 0; i < h; i++) bent[i] = curve_tanh(c[i]);
    for (uint32_t i = 0; i < h; i++) out[i] = g[2 * h + i] * bent[i];
}

static bool take(struct lstm_run *r, size_t rows, struct net_work *w)
{
    r->x = net_take(w, rows * r->in);
    r->gate = net_take(w, rows * 4 * r->hidden);
    r->cell = net_take(w, rows * r->hidden);
    r->bent = net_take(w, rows * r->hidden);
    r->h = net_take(w, rows * r->hidden);
    r->before = net_take_zeroed(w, rows * r->hidden);
    return !w->full;
}

bool lstm_forward(float *out, size_t ld_out, struct lstm_run *r, const float *x, size_t ld_x, const struct batch *b, int way,
                  struct net_work *w)
{
    size_t h = r->hidden;
    float *wh = net_take(w, matrix_packed_floats(4 * h, h));
    if (!take(r, b->rows, w)) return false;
    matrix_pack(wh, (struct matrix){r->wh, 4 * h, false}, 4 * h, h);
    for (uint32_t row = 0; row < b->rows; row++) {
        const float *from = x + (size_t)b->order[way][row] * ld_x;
        const float *keep = r->keep_in ? r->keep_in + (size_t)b->sentence[row] * r->in : NULL;
        float *to = r->x + (size_t)row * r->in;
        for (uint32_t i = 0; i < r->in; i++) to[i] = keep ? from[i] * keep[i] : from[i];
        memcpy(r->gate + row * 4 * h, r->bias, 4 * h * sizeof(float));
    }
    matrix_multiply(r->gate, 4 * h, (struct matrix){r->x, r->in, false}, (struct matrix){r->wx, 4 * h, false}, b->rows, 4 * h,
                    r->in, true, w->scratch);
    for (uint32_t t = 0; t < b->steps; t++) {
        uint32_t first = b->first[t];
        uint32_t prior = t ? b->first[t - 1] : 0;
        for (uint32_t i = 0; t && i < b->count[t]; i++)
            for (uint32_t k = 0; k < h; k++)
                r->before[(first + i) * h + k] = r->h[(prior + i) * h + k] * (r->keep_h ? r->keep_h[i * h + k] : 1.0f);
        if (t)
            matrix_multiply_packed(r->gate + first * 4 * h, 4 * h, (struct matrix){r->before + first * h, h, false}, wh,
                                   b->count[t], 4 * h, h, true, w->scratch);
        for (uint32_t i = 0; i < b->count[t]; i++) run_cells(r, first + i, t ? r->cell + (prior + i) * h : NULL);
    }
    for (uint32_t row = 0; row < b->rows; row++)
        memcpy(out + (size_t)b->order[way][row] * ld_out, r->h + row * h, h * sizeof(float));
    return true;
}

/* Gradients of one row's gates from those of its output and cell; d_cell becomes that of the cell before. */
static void back_cells(struct lstm_run *r, uint32_t row, const float *cell_before, const float *restrict d_h,
                       float *restrict d_cell)
{
    uint32_t h = r->hidden;
    float *restrict g = r->gate + (size_t)row * 4 * h;
    const float *restrict bent = r->bent + (size_t)row * h;
    for (uint32_t i = 0; i < h; i++) {
        float in = g[i];
        float forget = g[h + i];
        float out = g[2 * h + i];
        float candidate = g[3 * h + i];
        float dc = d_cell[i] + d_h[i] * out * (1 - bent[i] * bent[i]);
        float before = cell_before ? cell_before[i] : 0.0f;
        g[i] = dc * candidate * in * (1 - in);
        g[h + i] = dc * before * forget * (1 - forget);
        g[2 * h + i] = d_h[i] * bent[i] * out * (1 - out);
        g[3 * h + i] = dc * in * (1 - candidate * candidate);
        d_cell[i] = dc * forget;
    }
}

static bool back_steps(struct lstm_run *r, float *d_h, const struct batch *b, struct net_work *w)
{
    size_t h = r->hidden;
    float *d_cell = net_take_zeroed(w, (size_t)b->n * h);
    float *d_before = net_take(w, (size_t)b->n * h);
    float *wh = net_take(w, matrix_packed_floats(h, 4 * h));
    if (w->full) return false;
    matrix_pack(wh, (struct matrix){r->wh, 4 * h, true}, h, 4 * h);
    for (uint32_t t = b->steps; t-- > 0;) {
        uint32_t first = b->first[t];
        uint32_t prior = t ? b->first[t - 1] : 0;
        for (uint32_t i = 0; i < b->count[t]; i++)
            back_cells(r, first + i, t ? r->cell + (prior + i) * h : NULL, d_h + (first + i) * h, d_cell + i * h);
        if (!t) break;
        matrix_multiply_packed(d_before, h, (struct matrix){r->gate + first * 4 * h, 4 * h, false}, wh, b->count[t], h, 4 * h,
                               false, w->scratch);
        for (uint32_t i = 0; i < b->count[t]; i++)
            for (uint32_t k = 0; k < h; k++)
                d_h[(prior + i) * h + k] += d_before[i * h + k] * (r->keep_h ? r->keep_h[i * h + k] : 1.0f);
    }
    return true;
}

bool lstm_back(float *d_wx, float *d_wh, float *d_bias, float *d_x, size_t ld_x, struct lstm_run *r, const float *d_out,
               size_t ld_out, const struct batch *b, int way, struct net_work *w)
{
    size_t h = r->hidden;
    float *d_h = net_take(w, (size_t)b->rows * h);
    float *d_in = net_take(w, d_x ? (size_t)b->rows * r->in : 1);
    if (w->full) return false;
    for (uint32_t row = 0; row < b->rows; row++)
        memcpy(d_h + row * h, d_out + (size_t)b->order[way][row] * ld_out, h * sizeof(float));
    if (!back_steps(r, d_h, b, w)) return false;
    struct matrix gate = {r->gate, 4 * h, false};
    matrix_multiply(d_wx, 4 * h, (struct matrix){r->x, r->in, true}, gate, r->in, 4 * h, b->rows, true, w->scratch);
    matrix_multiply(d_wh, 4 * h, (struct matrix){r->before, h, true}, gate, h, 4 * h, b->rows, true, w->scratch);
    for (uint32_t row = 0; row < b->rows; row++)
        for (size_t i = 0; i < 4 * h; i++) d_bias[i] += r->gate[row * 4 * h + i];
    if (!d_x) return true;
    matrix_multiply(d_in, r->in, gate, (struct matrix){r->wx, 4 * h, true}, b->rows, r->in, 4 * h, false, w->scratch);
    for (uint32_t row = 0; row < b->rows; row++) {
        float *to = d_x + (size_t)b->order[way][row] * ld_x;
        const float *keep = r->keep_in ? r->keep_in + (size_t)b->sentence[row] * r->in : NULL;
        for (uint32_t i = 0; i < r->in; i++) to[i] += d_in[(size_t)row * r->in + i] * (keep ? keep[i] : 1.0f);
    }
    return true;
}
