#include "heads.h"

#include "language/curve.h"

#include <math.h>
#include <string.h>

static const float *theta(const struct heads *h, size_t at) { return h->net->theta + at; }

/* out[rows][n] = in[rows][k] W[k][n] + bias. */
static void product(float *out, const struct heads *h, const float *in, size_t ld_in, size_t w, size_t bias, size_t rows,
                    size_t n, size_t k)
{
    for (size_t i = 0; i < rows; i++) memcpy(out + i * n, theta(h, bias), n * sizeof(float));
    matrix_multiply(out, n, (struct matrix){in, ld_in, false}, (struct matrix){theta(h, w), n, false}, rows, n, k, true,
                    h->work->scratch);
}

/* The way back of product: adds to the gradients of W and bias; d_in is set. */
static void product_back(float *d_in, size_t ld_in, const struct heads *h, const float *in, const float *d_out, size_t w,
                         size_t bias, size_t rows, size_t n, size_t k)
{
    struct matrix d = {d_out, n, false};
    matrix_multiply(h->gradient + w, n, (struct matrix){in, ld_in, true}, d, k, n, rows, true, h->work->scratch);
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < n; j++) h->gradient[bias + j] += d_out[i * n + j];
    matrix_multiply(d_in, ld_in, d, (struct matrix){theta(h, w), n, true}, rows, k, n, false, h->work->scratch);
}

/* Softmax over score[n] in place, turned into the gradient of weight times the cross entropy against gold; the
** index with the highest score. */
static uint32_t soften(float *score, uint32_t n, uint32_t gold, float weight, double *loss)
{
    uint32_t best = 0;
    for (uint32_t j = 1; j < n; j++)
        if (score[j] > score[best]) best = j;
    float high = score[best];
    float sum = 0;
    for (uint32_t j = 0; j < n; j++) sum += score[j] = expf(score[j] - high);
    if (gold == NET_NO_CLASS) {
        memset(score, 0, n * sizeof *score);
        return best;
    }
    *loss -= (double)(weight * logf(score[gold] / sum + 1e-20f));
    float factor = weight / sum;
    for (uint32_t j = 0; j < n; j++) score[j] *= factor;
    score[gold] -= weight;
    return best;
}

static uint32_t highest(const float *score, uint32_t n)
{
    uint32_t best = 0;
    for (uint32_t j = 1; j < n; j++)
        if (score[j] > score[best]) best = j;
    return best;
}

/* Tags or lemma scripts: columns from `from` of top. */
static bool classify(double *loss, uint32_t *right, struct heads *h, struct net_answer *answer, bool tags)
{
    const struct net_shape *s = &h->net->shape;
    const struct net_layout *at = &h->net->at;
    size_t columns = net_columns(s);
    size_t from = 2 * (size_t)s->dim_arc + 2 * (size_t)s->dim_rel + (tags ? 0 : s->dim_tag);
    uint32_t k = tags ? s->dim_tag : s->dim_lemma;
    uint32_t n = tags ? s->n_tag : s->n_script;
    float *score = net_take(h->work, (size_t)h->batch->rows * n);
    if (h->work->full) return false;
    size_t w = tags ? at->tag : at->script;
    size_t bias = tags ? at->tag_bias : at->script_bias;
    product(score, h, h->top + from, columns, w, bias, h->batch->rows, n, k);
    for (uint32_t b = 0; b < h->batch->n; b++) {
        const struct net_sentence *sent = &h->sentence[b];
        const uint32_t *gold = tags ? sent->tag : sent->script;
        uint32_t *best = answer ? (tags ? answer[b].tag : answer[b].script) : NULL;
        for (uint32_t i = 0; i < sent->n; i++) {
            float *row = score + (size_t)(h->batch->start[b] + i) * n;
            if (best) best[i] = highest(row, n);
            if (!h->gradient) continue;
            *right += soften(row, n, gold[i], tags ? sent->weight : 0.5f * sent->weight, loss) == gold[i];
        }
    }
    if (h->gradient) product_back(h->d_top + from, columns, h, h->top + from, score, w, bias, h->batch->rows, n, k);
    return true;
}

/* Relations of the gold arcs. */
static bool relate(struct net_loss *loss, struct heads *h)
{
    const struct net_shape *s = &h->net->shape;
    const struct net_layout *at = &h->net->at;
    size_t columns = net_columns(s);
    size_t k = s->dim_rel;
    size_t word_at = 2 * (size_t)s->dim_arc;
    size_t head_at = word_at + k;
    uint32_t rows = h->batch->rows;
    float *bent = net_take(h->work, rows * k);
    float *d_bent = net_take(h->work, rows * k);
    float *score = net_take(h->work, (size_t)rows * s->n_rel);
    if (h->work->full) return false;
    for (uint32_t b = 0; b < h->batch->n; b++)
        for (uint32_t i = 0, row = h->batch->start[b]; i < h->sentence[b].n; i++, row++) {
            uint32_t head = h->sentence[b].head[i];
            const float *word = h->top + row * columns + word_at;
            const float *other = theta(h, at->rel_root);
            if (head && head != NET_NO_CLASS) other = h->top + (h->batch->start[b] + head - 1) * columns + head_at;
            for (size_t j = 0; j < k; j++)
                bent[row * k + j] = curve_leaky(word[j] + other[j]) * (h->keep ? h->keep[b * columns + word_at + j] : 1.0f);
        }
    product(score, h, bent, k, at->rel, at->rel_bias, rows, s->n_rel, k);
    for (uint32_t b = 0; b < h->batch->n; b++)
        for (uint32_t i = 0, row = h->batch->start[b]; i < h->sentence[b].n; i++, row++) {
            uint32_t gold = h->sentence[b].head[i] == NET_NO_CLASS ? NET_NO_CLASS : h->sentence[b].rel[i];
            loss->rel_right +=
                soften(score + (size_t)row * s->n_rel, s->n_rel, gold, h->sentence[b].weight, &loss->rel) == gold;
        }
    product_back(d_bent, k, h, bent, score, at->rel, at->rel_bias, rows, s->n_rel, k);
    for (uint32_t b = 0; b < h->batch->n; b++)
        for (uint32_t i = 0, row = h->batch->start[b]; i < h->sentence[b].n; i++, row++) {
            uint32_t head = h->sentence[b].head[i];
            float *word = h->d_top + row * columns + word_at;
            float *other = h->gradient + at->rel_root;
            if (head && head != NET_NO_CLASS) other = h->d_top + (h->batch->start[b] + head - 1) * columns + head_at;
            for (size_t j = 0; j < k; j++) {
                float d = d_bent[row * k + j] * (h->keep ? h->keep[b * columns + word_at + j] : 1.0f);
                d *= bent[row * k + j] > 0 ? 1.0f : 0.1f;
                word[j] += d;
                other[j] += d;
            }
        }
    return true;
}

/* Arcs of one sentence: rows of P = D U + u against all heads, the root's first. */
static void arcs_of(struct net_loss *loss, struct heads *h, struct net_answer *answer, uint32_t b, const float *p, float *d_p,
                    float *heads, float *score, float *d_heads)
{
    const struct net_shape *s = &h->net->shape;
    const struct net_sentence *sent = &h->sentence[b];
    size_t columns = net_columns(s);
    size_t k = s->dim_arc;
    size_t n = sent->n;
    size_t start = h->batch->start[b];
    memcpy(heads, theta(h, h->net->at.arc_root), k * sizeof(float));
    for (size_t i = 0; i < n; i++) memcpy(heads + (i + 1) * k, h->top + (start + i) * columns + k, k * sizeof(float));
    struct matrix P = {p + start * k, k, false};
    matrix_multiply(answer ? answer[b].arc : score, n + 1, P, (struct matrix){heads, k, true}, n, n + 1, k, false,
                    h->work->scratch);
    if (answer) return;
    for (size_t i = 0; i < n; i++) {
        score[i * (n + 1) + i + 1] = -1e9f;
        loss->arc_right +=
            soften(score + i * (n + 1), (uint32_t)n + 1, sent->head[i], sent->weight, &loss->arc) == sent->head[i];
    }
    struct matrix S = {score, n + 1, false};
    matrix_multiply(d_p + start * k, k, S, (struct matrix){heads, k, false}, n, k, n + 1, false, h->work->scratch);
    matrix_multiply(d_heads, k, (struct matrix){score, n + 1, true}, P, n + 1, k, n, false, h->work->scratch);
    for (size_t j = 0; j < k; j++) h->gradient[h->net->at.arc_root + j] += d_heads[j];
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < k; j++) h->d_top[(start + i) * columns + k + j] += d_heads[(i + 1) * k + j];
}

static bool attach(struct net_loss *loss, struct heads *h, struct net_answer *answer)
{
    const struct net_shape *s = &h->net->shape;
    const struct net_layout *at = &h->net->at;
    size_t columns = net_columns(s);
    size_t k = s->dim_arc;
    size_t most = h->batch->steps + 1;
    float *p = net_take(h->work, h->batch->rows * k);
    float *d_p = net_take(h->work, h->batch->rows * k);
    float *heads = net_take(h->work, most * k);
    float *d_heads = net_take(h->work, most * k);
    float *score = net_take(h->work, most * most);
    if (h->work->full) return false;
    product(p, h, h->top, columns, at->arc, at->arc_bias, h->batch->rows, k, k);
    for (uint32_t b = 0; b < h->batch->n; b++) arcs_of(loss, h, answer, b, p, d_p, heads, score, d_heads);
    if (h->gradient) product_back(h->d_top, columns, h, h->top, d_p, at->arc, at->arc_bias, h->batch->rows, k, k);
    return true;
}

/* Bend and drop the arc, tag and lemma parts of the product; the relation parts are bent when word and head are together. */
static void bend(struct heads *h)
{
    const struct net_shape *s = &h->net->shape;
    size_t columns = net_columns(s);
    size_t plain = 2 * (size_t)s->dim_arc;
    for (uint32_t b = 0; b < h->batch->n; b++)
        for (uint32_t i = 0; i < h->batch->length[b]; i++) {
            float *row = h->top + (h->batch->start[b] + i) * columns;
            for (size_t j = 0; j < columns; j++)
                if (j < plain || j >= plain + 2 * s->dim_rel)
                    row[j] = curve_leaky(row[j]) * (h->keep ? h->keep[b * columns + j] : 1.0f);
        }
}

static void bend_back(struct heads *h)
{
    const struct net_shape *s = &h->net->shape;
    size_t columns = net_columns(s);
    size_t plain = 2 * (size_t)s->dim_arc;
    for (uint32_t b = 0; b < h->batch->n; b++)
        for (uint32_t i = 0; i < h->batch->length[b]; i++) {
            size_t at = (h->batch->start[b] + i) * columns;
            for (size_t j = 0; j < columns; j++)
                if (j < plain || j >= plain + 2 * s->dim_rel)
                    h->d_top[at + j] *= (h->top[at + j] > 0 ? 1.0f : 0.1f) * (h->keep ? h->keep[b * columns + j] : 1.0f);
        }
}

/* The relation layer's rows, for asking about any pair later. */
static void answer_relations(struct net_answer *answer, const struct heads *h)
{
    const struct net_shape *s = &h->net->shape;
    size_t columns = net_columns(s);
    for (uint32_t b = 0; b < h->batch->n; b++) {
        answer[b].ld = columns;
        answer[b].word_rel = h->top + h->batch->start[b] * columns + 2 * (size_t)s->dim_arc;
        answer[b].head_rel = answer[b].word_rel + s->dim_rel;
    }
}

bool heads_run(struct net_loss *loss, struct net_answer *answer, struct heads *h)
{
    const struct net_shape *s = &h->net->shape;
    const struct net_layout *at = &h->net->at;
    size_t columns = net_columns(s);
    size_t in = 2 * (size_t)s->hidden;
    h->top = net_take(h->work, h->batch->rows * columns);
    h->d_top = h->gradient ? net_take_zeroed(h->work, h->batch->rows * columns) : NULL;
    if (h->work->full) return false;
    product(h->top, h, h->y, in, at->top, at->top_bias, h->batch->rows, columns, in);
    bend(h);
    if (!classify(&loss->tag, &loss->tag_right, h, answer, true) ||
        !classify(&loss->script, &loss->script_right, h, answer, false))
        return false;
    if (answer) {
        answer_relations(answer, h);
        return attach(loss, h, answer);
    }
    /* attach sets the word part of d_top and adds to the head part, so it goes before relate. */
    if (!attach(loss, h, NULL)) return false;
    if (!relate(loss, h)) return false;
    bend_back(h);
    product_back(h->d_y, in, h, h->y, h->d_top, at->top, at->top_bias, h->batch->rows, columns, in);
    return true;
}

void net_relations(float *out, const struct net *net, const struct net_answer *a, uint32_t i, uint32_t j)
{
    const struct net_shape *s = &net->shape;
    const float *word = a->word_rel + i * a->ld;
    const float *other = j ? a->head_rel + (j - 1) * a->ld : net->theta + net->at.rel_root;
    memcpy(out, net->theta + net->at.rel_bias, s->n_rel * sizeof *out);
    for (uint32_t k = 0; k < s->dim_rel; k++) {
        float x = curve_leaky(word[k] + other[k]);
        const float *w = net->theta + net->at.rel + (size_t)k * s->n_rel;
        for (uint32_t r = 0; r < s->n_rel; r++) out[r] += x * w[r];
    }
}
