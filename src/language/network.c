/* Opening: from sections of a file to matrices that are read where they lie. */
#include "language/network.h"

#include "language/parse.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* The most that a shape may ask for, so that sizes computed from it stay far from overflow. */
#define MOST_ROWS 4000000u
#define MOST_CLASSES 20000u
/* What floats of a file may be: far above any that is learned, and so small that no step of the run can leave the numbers there are
** (an arc is at worst 512 products of 4.6e21 by 2.2e12). */
#define MOST_SCALE 1e3f
#define MOST_BIAS 1e6f
#define LEAST_INPUT_WORTH 1e-6f

/* Matrices are numbered: two for each layer of the LSTM (forward, backward), then the heads in the order of their enum. An
** LSTM's input is what lies below it (words for the first layer, both ways of the layer beneath for others) with its own
** last output behind; its outputs are the four gates of every cell. */
void network_matrix_size(uint32_t *depth, uint32_t *n, const struct network_shape *s, uint32_t m)
{
    if (m < 2 * s->layers) {
        *depth = (m < 2 ? s->dim_vector + s->dim_row : 2 * s->hidden) + s->hidden;
        *n = 4 * s->hidden;
        return;
    }
    const uint32_t sizes[NETWORK_HEADS][2] = {
        [NETWORK_TOP] = {2 * s->hidden, 2 * s->dim_arc + 2 * s->dim_rel + s->dim_tag + s->dim_lemma},
        [NETWORK_ARC] = {s->dim_arc, s->dim_arc},
        [NETWORK_REL] = {s->dim_rel, s->n_rel},
        [NETWORK_TAG] = {s->dim_tag, s->n_tag},
        [NETWORK_SCRIPT] = {s->dim_lemma, s->n_script},
    };
    *depth = sizes[m - 2 * s->layers][0];
    *n = sizes[m - 2 * s->layers][1];
}

size_t network_weight_room(uint32_t depth, uint32_t n) { return (kernel_weights(depth, n) + 31) / 32 * 32; }
size_t network_column_room(uint32_t n) { return ((size_t)n + 15) / 16 * 16; }

/* Inputs are multiplied in pairs, so depths must be even. */
static bool even_between(uint32_t x, uint32_t least, uint32_t most) { return x >= least && x <= most && x % 2 == 0; }

/* The shape is the first thing read of a network and all sizes follow from it: what passes here cannot ask for a product
** deeper than KERNEL_MAX_DEPTH, nor for more columns than the room of a run. No vectors at all (dim_vector 0) is allowed;
** no relation besides "root" is not. */
static bool shape_fits(const struct network_shape *s)
{
    bool fits = s->layers >= 1 && s->layers <= NETWORK_MAX_LAYERS && even_between(s->hidden, 16, 256) && s->hidden % 16 == 0;
    fits = fits && even_between(s->dim_row, 2, 256) && even_between(s->dim_vector, 0, 256);
    fits = fits && even_between(s->dim_arc, 2, 512) && even_between(s->dim_rel, 2, 512) && even_between(s->dim_tag, 2, 512) &&
           even_between(s->dim_lemma, 2, 512);
    fits = fits && s->n_rel >= 2 && s->n_rel <= MOST_CLASSES && s->n_tag >= 1 && s->n_tag <= MOST_CLASSES && s->n_script >= 1 &&
           s->n_script <= MOST_CLASSES && s->n_row <= MOST_ROWS && s->n_vector <= MOST_ROWS && s->n_lemma <= MOST_ROWS &&
           s->n_script_all >= s->n_script && s->n_script_all <= UINT16_MAX;
    return fits && s->input_worth >= LEAST_INPUT_WORTH && s->input_worth <= MOST_BIAS;
}

/* A section that must have just so many bytes.
** unit is the size of one thing in bytes, a section that is no multiple of it is refused; *out is set on
** success only. */
static enum status section(const void **out, const struct model_file *file, const char *name, size_t n, size_t unit,
                           struct err *err)
{
    str bytes;
    enum status status = model_file_section(&bytes, file, name, unit, err);
    if (status) return status;
    if (bytes.n != n * unit)
        return err_set(err, E_FORMAT, "section %s of the model has %zu bytes, not %zu", name, bytes.n, n * unit);
    *out = bytes.p;
    return OK;
}

/* A section of n floats of at most this magnitude, no NaN among them.
** The comparison is turned so that a NaN fails it. */
static enum status floats(const float **out, const struct model_file *file, const char *name, size_t n, float most,
                          struct err *err)
{
    const void *p = NULL;
    enum status status = section(&p, file, name, n, sizeof(float), err);
    if (status) return status;
    *out = p;
    for (size_t i = 0; i < n; i++)
        if (!(fabsf((*out)[i]) <= most))
            return err_set(err, E_FORMAT, "section %s of the model has a number out of range", name);
    return OK;
}

/* All matrices lie behind one another in one section each for weights, scales and biases, every one filled up to its room;
** so the sums must be known before a section can be held against them, and the same walk is made twice. Weights are checked
** one by one: one above KERNEL_MAX_WEIGHT could overflow a sum, which no later step looks for. */
static enum status open_matrices(struct network *net, const struct model_file *file, struct err *err)
{
    const struct network_shape *s = &net->shape;
    uint32_t depth;
    uint32_t n;
    size_t weights = 0;
    size_t columns = 0;
    for (uint32_t m = 0; m < network_matrices(s); m++) {
        network_matrix_size(&depth, &n, s, m);
        assert(depth <= KERNEL_MAX_DEPTH); /* shape_fits allows no larger parts */
        weights += network_weight_room(depth, n);
        columns += network_column_room(n);
    }
    const void *weight = NULL;
    const float *scale = NULL;
    const float *bias = NULL;
    enum status status = section(&weight, file, "net.weights", weights, sizeof(int16_t), err);
    if (!status) status = floats(&scale, file, "net.scales", columns, MOST_SCALE, err);
    if (!status) status = floats(&bias, file, "net.biases", columns, MOST_BIAS, err);
    if (!status) status = floats(&net->arc_root, file, "net.roots", (size_t)s->dim_arc + s->dim_rel, MOST_BIAS, err);
    if (status) return status;
    for (size_t i = 0; i < weights; i++) {
        int16_t w = ((const int16_t *)weight)[i];
        if (w > KERNEL_MAX_WEIGHT || w < -KERNEL_MAX_WEIGHT)
            return err_set(err, E_FORMAT, "section net.weights of the model has a weight out of range");
    }
    net->rel_root = net->arc_root + s->dim_arc;
    weights = columns = 0;
    for (uint32_t m = 0; m < network_matrices(s); m++) {
        network_matrix_size(&depth, &n, s, m);
        struct kernel_matrix *to = m < 2 * s->layers ? &net->lstm[m / 2][m % 2] : &net->head[m - 2 * s->layers];
        *to = (struct kernel_matrix){(const int16_t *)weight + weights, scale + columns, bias + columns, depth, n};
        weights += network_weight_room(depth, n);
        columns += network_column_room(n);
    }
    return OK;
}

/* Keys are hashes, evenly spread, so their upper bits say nearly where they stand: first[b] is the first key whose upper
** bits are b or more, and a search begins within its shelf. Rising keys are demanded since the search relies on it, and of two equal ones one would be out of reach. */
static enum status open_keys(struct network_keys *t, struct network *net, const struct model_file *file, const char *name,
                             uint32_t n, struct err *err)
{
    const void *key = NULL;
    enum status status = section(&key, file, name, n, sizeof(uint64_t), err);
    if (status) return status;
    *t = (struct network_keys){.key = key, .n = n, .first = arena_alloc(net->ar, NETWORK_SHELVES + 1, sizeof *t->first)};
    if (!t->first) return arena_why(net->ar, err);
    uint32_t shelf = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (i && t->key[i] <= t->key[i - 1]) return err_set(err, E_FORMAT, "keys of section %s of the model do not rise", name);
        while (shelf <= t->key[i] >> (64 - NETWORK_SHELF_BITS)) t->first[shelf++] = i;
    }
    while (shelf <= NETWORK_SHELVES) t->first[shelf++] = n;
    return OK;
}

/* Called for every feature of a new form; on a shelf of a few keys plain stepping is all that is needed. */
uint32_t network_find(const struct network_keys *t, uint64_t key)
{
    uint32_t shelf = (uint32_t)(key >> (64 - NETWORK_SHELF_BITS));
    uint32_t from = t->first[shelf];
    uint32_t to = t->first[shelf + 1];
    while (to - from > 8) { /* hardly ever, unless a stranger put all keys on one shelf */
        uint32_t middle = from + (to - from) / 2;
        if (t->key[middle] <= key)
            from = middle;
        else
            to = middle;
    }
    for (; from < to && t->key[from] <= key; from++)
        if (t->key[from] == key) return from;
    return UINT32_MAX;
}

/* name: of the sections key, scale, row. */
static enum status open_table(struct network_table *t, struct network *net, const struct model_file *file,
                              const char *const name[3], uint32_t n, uint32_t dim, struct err *err)
{
    const void *row = NULL;
    enum status status = open_keys(&t->keys, net, file, name[0], n, err);
    if (!status) status = floats(&t->scale, file, name[1], n, MOST_SCALE, err);
    if (!status) status = section(&row, file, name[2], (size_t)n * dim, 1, err);
    t->row = row;
    t->dim = dim;
    return status;
}

/* Scripts of seen lemmas are indices into net.scripts, and are checked here once so that no use needs to. */
static enum status open_tables(struct network *net, const struct model_file *file, struct err *err)
{
    static const char *const rows[] = {"rows.key", "rows.scale", "rows.row"};
    static const char *const vectors[] = {"vectors.key", "vectors.scale", "vectors.row"};
    const struct network_shape *s = &net->shape;
    const void *script = NULL;
    enum status status = open_table(&net->row, net, file, rows, s->n_row, s->dim_row, err);
    if (!status) status = open_table(&net->vector, net, file, vectors, s->n_vector, s->dim_vector, err);
    if (!status) status = open_keys(&net->lemma.keys, net, file, "lemmas.key", s->n_lemma, err);
    if (!status) status = section(&script, file, "lemmas.script", s->n_lemma, sizeof(uint16_t), err);
    if (status) return status;
    net->lemma.script = script;
    for (uint32_t i = 0; i < s->n_lemma; i++)
        if (net->lemma.script[i] >= s->n_script_all)
            return err_set(err, E_FORMAT, "section lemmas.script of the model names no script");
    return OK;
}

/* What CoNLL-U takes in a column: UTF-8 without controls, and without spaces but in a lemma.
** What a model says is written to the caller's output as it stands: a tab or line end in the name of a tag would forge
** columns. */
static bool is_column(str s, bool spaces)
{
    for (size_t at = 0, size; at < s.n; at += size) {
        int32_t cp = utf8_decode(s, at, &size);
        if (cp < 0x20 || (cp == ' ' && !spaces) || (cp >= 0x7F && cp < 0xA0)) return false;
    }
    return s.n > 0;
}

/* The lines of a section, n of them, each of which may stand in a column.
** Too many lines are as wrong as too few, since line i is the name of class i. */
static enum status open_lines(str **out, struct network *net, const struct model_file *file, const char *name, uint32_t n,
                              bool spaces, struct err *err)
{
    str bytes;
    enum status status = model_file_section(&bytes, file, name, 1, err);
    if (status) return status;
    *out = arena_alloc(net->ar, n, sizeof **out);
    if (!*out) return arena_why(net->ar, err);
    uint32_t found = 0;
    while (bytes.n && found < n) (*out)[found++] = str_cut(bytes, '\n', &bytes);
    if (found != n || bytes.n) return err_set(err, E_FORMAT, "section %s of the model has not %u lines", name, n);
    for (uint32_t i = 0; i < n; i++)
        if (!is_column((*out)[i], spaces))
            return err_set(err, E_FORMAT, "section %s of the model: line %u is empty or no text", name, i + 1);
    return OK;
}

/* A line of net.tags is "NOUN|NNS|Number=Plur": the first two bars part, the rest, which may hold bars itself, is
** morphology. The relation "root" must exist: relate() gives it to the word at the top and bars all others from it. */
static enum status open_classes(struct network *net, const struct model_file *file, struct err *err)
{
    const struct network_shape *s = &net->shape;
    str *tags = NULL;
    enum status status = open_lines(&tags, net, file, "net.tags", s->n_tag, false, err);
    if (!status) status = open_lines(&net->rel, net, file, "net.relations", s->n_rel, false, err);
    if (!status) status = open_lines(&net->script, net, file, "net.scripts", s->n_script_all, true, err);
    if (status) return status;
    net->tag = arena_alloc(net->ar, s->n_tag, sizeof *net->tag);
    if (!net->tag) return arena_why(net->ar, err);
    for (uint32_t i = 0; i < s->n_tag; i++) {
        str rest = tags[i];
        enum language_upos upos = language_upos_of(str_cut(rest, '|', &rest));
        net->tag[i].upos = (uint8_t)upos;
        net->tag[i].xpos = str_cut(rest, '|', &rest);
        net->tag[i].feats = rest;
        if (upos == UPOS_COUNT || !net->tag[i].xpos.n || !rest.n)
            return err_set(err, E_FORMAT, "section net.tags of the model: line %u is no tag: %.*s", i + 1, STR_ARG(tags[i]));
    }
    net->rel_of_root = UINT32_MAX;
    for (uint32_t i = 0; i < s->n_rel; i++)
        if (str_eq(net->rel[i], STR("root"))) net->rel_of_root = i;
    if (net->rel_of_root == UINT32_MAX) return err_set(err, E_FORMAT, "section net.relations of the model has no \"root\"");
    return OK;
}

/* The version is looked at before the shape, so that a newer file is told as newer and not as damaged. shape is copied,
** since it is read as a struct and the rest where it lies. */
enum status network_open(struct network *out, const struct model_file *file, struct err *err)
{
    *out = (struct network){.kernel = kernel_best()};
    const void *shape = NULL;
    enum status status = section(&shape, file, "net.shape", sizeof out->shape / 4, 4, err);
    if (status) return status;
    memcpy(&out->shape, shape, sizeof out->shape);
    if (out->shape.version != NETWORK_VERSION)
        return err_set(err, E_FORMAT, "section net.shape of the model is of version %u, this program runs %u",
                       out->shape.version, NETWORK_VERSION);
    if (!shape_fits(&out->shape))
        return err_set(err, E_FORMAT, "section net.shape of the model: not a shape that this program runs");
    out->ar = arena_new((size_t)64 << 20);
    if (!out->ar) return err_set(err, E_NOMEM, "no memory for a model");
    status = open_matrices(out, file, err);
    if (!status) status = open_tables(out, file, err);
    if (!status) status = open_classes(out, file, err);
    if (status) network_close(out);
    return status;
}

void network_close(struct network *net)
{
    arena_free(net->ar);
    *net = (struct network){0};
}
