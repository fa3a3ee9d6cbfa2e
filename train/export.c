#include "export.h"

#include "language/curve.h"
#include "language/network.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum status write_file(const char *folder, const char *name, const void *bytes, size_t n, struct err *err)
{
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    if (!f) return err_set(err, E_IO, "cannot write %s: %s", path, strerror(errno));
    bool ok = !n || fwrite(bytes, 1, n, f) == n;
    ok = fclose(f) == 0 && ok;
    return ok ? OK : err_set(err, E_IO, "cannot write %s: %s", path, strerror(errno));
}

/* ---- tables ---- */

struct keyed {
    uint64_t key;
    uint32_t row;
};

static int by_key(const void *a, const void *b)
{
    uint64_t x = ((const struct keyed *)a)->key;
    uint64_t y = ((const struct keyed *)b)->key;
    return x < y ? -1 : x > y;
}

/* Rows of value [n][dim] under their keys, in rising order of keys, each rounded to eight bits. */
static enum status write_table(const char *folder, const char *prefix, const uint64_t *key, const float *value, uint32_t n,
                               uint32_t dim, struct err *err)
{
    struct keyed *order = malloc(((size_t)n + 1) * sizeof *order);
    uint64_t *keys = malloc(((size_t)n + 1) * sizeof *keys);
    float *scale = malloc(((size_t)n + 1) * sizeof *scale);
    int8_t *row = malloc((size_t)n * dim + 1);
    enum status status = order && keys && scale && row ? OK : err_set(err, E_NOMEM, "no memory to write %s", prefix);
    for (uint32_t i = 0; !status && i < n; i++) order[i] = (struct keyed){key[i], i};
    if (!status) qsort(order, n, sizeof *order, by_key);
    for (uint32_t i = 0; !status && i < n; i++) {
        const float *from = value + (size_t)order[i].row * dim;
        float most = 1e-8f;
        for (uint32_t k = 0; k < dim; k++) most = fmaxf(most, fabsf(from[k]));
        keys[i] = order[i].key;
        scale[i] = most / 127.0f;
        for (uint32_t k = 0; k < dim; k++) row[(size_t)i * dim + k] = (int8_t)lrintf(from[k] / scale[i]);
    }
    char name[64];
    (void)snprintf(name, sizeof name, "%s.key", prefix);
    if (!status) status = write_file(folder, name, keys, n * sizeof *keys, err);
    (void)snprintf(name, sizeof name, "%s.scale", prefix);
    if (!status) status = write_file(folder, name, scale, n * sizeof *scale, err);
    (void)snprintf(name, sizeof name, "%s.row", prefix);
    if (!status) status = write_file(folder, name, row, (size_t)n * dim, err);
    free(order);
    free(keys);
    free(scale);
    free(row);
    return status;
}

static enum status write_lines(const char *folder, const char *name, const struct class_table *t, struct err *err)
{
    buf b = {0};
    for (uint32_t i = 0; i < t->n; i++) {
        buf_add(&b, t->name[i]);
        buf_addc(&b, '\n');
    }
    enum status status = buf_check(&b, err);
    if (!status) status = write_file(folder, name, b.p, b.n, err);
    buf_free(&b);
    return status;
}

/* ---- matrices ---- */

struct matrices {
    int16_t *weight;
    float *scale, *bias;
    size_t weights, columns;
};

/* One matrix: parts of inputs one above the other, each with what one unit of its input is worth. */
struct part {
    const float *w; /* [depth][n] */
    uint32_t depth;
    float worth;
};

static void lay_matrix(struct matrices *to, const struct part *part, uint32_t parts, const float *bias, uint32_t depth,
                       uint32_t n)
{
    int16_t *weight = to->weight + to->weights;
    for (uint32_t j = 0; j < n; j++) {
        float most = 1e-12f;
        for (uint32_t p = 0; p < parts; p++)
            for (uint32_t k = 0; k < part[p].depth; k++)
                most = fmaxf(most, fabsf(part[p].w[(size_t)k * n + j] * part[p].worth));
        float scale = most / (float)KERNEL_MAX_WEIGHT;
        to->scale[to->columns + j] = scale;
        to->bias[to->columns + j] = bias ? bias[j] : 0.0f;
        uint32_t at = 0;
        for (uint32_t p = 0; p < parts; p++)
            for (uint32_t k = 0; k < part[p].depth; k++, at++)
                weight[kernel_place(depth, at, j)] = (int16_t)lrintf(part[p].w[(size_t)k * n + j] * part[p].worth / scale);
    }
    to->weights += network_weight_room(depth, n);
    to->columns += network_column_room(n);
}

/* The largest input that a word type has, but no more than 8: what is beyond is cut. */
static float input_worth(const struct net *net, const struct vocabulary *v)
{
    float most = 1.0f;
    uint32_t dv = net->shape.dim_vector;
    uint32_t dr = net->shape.dim_row;
    float *x = malloc((dr + 1) * sizeof *x);
    for (uint32_t t = 0; x && t < v->n_type; t++) {
        const struct net_type *type = &v->type[t];
        memset(x, 0, dr * sizeof *x);
        float run = type->n_row > type->n_single ? 1.0f / sqrtf((float)(type->n_row - type->n_single)) : 0.0f;
        for (uint32_t r = 0; r < type->n_row; r++)
            for (uint32_t k = 0; k < dr; k++)
                x[k] += net->theta[net->at.row + (size_t)type->row[r] * dr + k] * (r < type->n_single ? 1.0f : run);
        for (uint32_t k = 0; k < dr; k++) most = fmaxf(most, fabsf(x[k]));
        for (uint32_t k = 0; k < dv; k++) most = fmaxf(most, fabsf(net->vector[(size_t)type->vector * dv + k]));
    }
    free(x);
    return fminf(most, 8.0f) / (float)KERNEL_MAX_INPUT;
}

static void lay_all(struct matrices *to, const struct net *net, const struct network_shape *s)
{
    const float *t = net->theta;
    const struct net_layout *at = &net->at;
    float whole = 1.0f / (float)KERNEL_MAX_INPUT; /* of the outputs of an LSTM */
    uint32_t depth;
    uint32_t n;
    for (uint32_t m = 0; m < 2 * s->layers; m++) {
        network_matrix_size(&depth, &n, s, m);
        uint32_t l = m / 2;
        const struct part part[2] = {{t + at->wx[l][m % 2], depth - s->hidden, l ? whole : s->input_worth},
                                     {t + at->wh[l][m % 2], s->hidden, whole}};
        lay_matrix(to, part, 2, t + at->bias[l][m % 2], depth, n);
    }
    const size_t weight[NETWORK_HEADS] = {at->top, at->arc, at->rel, at->tag, at->script};
    const size_t bias[NETWORK_HEADS] = {at->top_bias, at->arc_bias, at->rel_bias, at->tag_bias, at->script_bias};
    for (uint32_t h = 0; h < NETWORK_HEADS; h++) {
        network_matrix_size(&depth, &n, s, 2 * s->layers + h);
        const struct part part = {t + weight[h], depth, h == NETWORK_TOP ? whole : 1.0f};
        lay_matrix(to, &part, 1, t + bias[h], depth, n);
    }
}

static enum status write_matrices(const char *folder, const struct net *net, const struct network_shape *s, struct err *err)
{
    size_t weights = 0;
    size_t columns = 0;
    for (uint32_t m = 0; m < network_matrices(s); m++) {
        uint32_t depth;
        uint32_t n;
        network_matrix_size(&depth, &n, s, m);
        weights += network_weight_room(depth, n);
        columns += network_column_room(n);
    }
    struct matrices all = {calloc(weights, sizeof(int16_t)), calloc(columns, sizeof(float)), calloc(columns, sizeof(float)), 0,
                           0};
    enum status status = all.weight && all.scale && all.bias ? OK : err_set(err, E_NOMEM, "no memory to write a model");
    if (!status) lay_all(&all, net, s);
    if (!status) status = write_file(folder, "net.weights", all.weight, weights * sizeof *all.weight, err);
    if (!status) status = write_file(folder, "net.scales", all.scale, columns * sizeof *all.scale, err);
    if (!status) status = write_file(folder, "net.biases", all.bias, columns * sizeof *all.bias, err);
    free(all.weight);
    free(all.scale);
    free(all.bias);
    return status;
}

enum status export_sections(const char *folder, const struct net *net, const struct vocabulary *v, struct err *err)
{
    const struct net_shape *n = &net->shape;
    struct network_shape s = {.version = NETWORK_VERSION,
                              .layers = n->layers,
                              .hidden = n->hidden,
                              .dim_row = n->dim_row,
                              .dim_vector = n->dim_vector,
                              .dim_arc = n->dim_arc,
                              .dim_rel = n->dim_rel,
                              .dim_tag = n->dim_tag,
                              .dim_lemma = n->dim_lemma,
                              .n_rel = n->n_rel,
                              .n_tag = n->n_tag,
                              .n_script = n->n_script,
                              .n_row = n->n_row,
                              .n_vector = n->n_vector - 1,
                              .n_lemma = v->n_lemma,
                              .n_script_all = v->script.n,
                              .input_worth = input_worth(net, v)};
    enum status status = write_file(folder, "net.shape", &s, sizeof s, err);
    if (!status) status = write_matrices(folder, net, &s, err);
    buf roots = {0};
    buf_add(&roots, (str){(const char *)(net->theta + net->at.arc_root), s.dim_arc * sizeof(float)});
    buf_add(&roots, (str){(const char *)(net->theta + net->at.rel_root), s.dim_rel * sizeof(float)});
    if (!status) status = write_file(folder, "net.roots", roots.p, roots.n, err);
    buf_free(&roots);
    if (!status) status = write_lines(folder, "net.tags", &v->tag, err);
    if (!status) status = write_lines(folder, "net.relations", &v->rel, err);
    if (!status) status = write_lines(folder, "net.scripts", &v->script, err);
    if (!status) status = write_file(folder, "lemmas.key", v->lemma_key, v->n_lemma * sizeof *v->lemma_key, err);
    if (!status) status = write_file(folder, "lemmas.script", v->lemma_script, v->n_lemma * sizeof *v->lemma_script, err);
    if (!status) status = write_table(folder, "rows", v->row_key, net->theta + net->at.row, s.n_row, s.dim_row, err);
    if (!status && s.n_vector)
        status =
            write_table(folder, "vectors", v->vector_key + 1, v->vector_value + s.dim_vector, s.n_vector, s.dim_vector, err);
    else if (!status)
        status = write_table(folder, "vectors", v->row_key, net->theta, 0, 0, err);
    return status;
}
