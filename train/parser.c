/* Train the parser: train_parser --out DIR --train FILE... [--silver FILE...] --dev FILE... [options] Reads annotated sentences
** (CoNLL-U), learns, measures itself on each dev file after every pass (given words, the running mean of the parameters) and
** writes DIR/checkpoint after it. Started again with the same options it goes on from there. The same options and seed give the
** same bytes, for one thread or two, on machines of one kind. */
#include "parser.h"

#include "base/random.h"
#include "export.h"

#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- making ---- */

static enum status read_all(struct trainer *t, struct err *err)
{
    struct conllu_text text[2 * MAX_FILES];
    struct options *o = &t->o;
    uint32_t n = 0;
    enum status status = OK;
    for (uint32_t i = 0; !status && i < o->n_train; i++) status = data_read(&text[n++], o->train[i], o->genres, t->v.ar, err);
    for (uint32_t i = 0; !status && i < o->n_silver; i++) status = data_read(&text[n++], o->silver[i], NULL, t->v.ar, err);
    if (!status) status = data_tables(&t->v, text, o->n_train, o->min_single, o->min_run, err);
    if (!status) status = data_lemmas(&t->v, text, o->n_train, err);
    t->v.n_vector = 1;
    if (!status && o->vectors) status = data_vectors(&t->v, o->vectors, o->most_vectors, err);
    if (status) return status;
    struct corpus part[2 * MAX_FILES];
    for (uint32_t i = 0; !status && i < n; i++)
        status = data_corpus(&part[i], &t->v, &text[i], i < o->n_train ? 1.0f : o->silver_weight, err);
    for (uint32_t i = 0; !status && i < n; i++) t->train.n += part[i].n;
    if (!status) t->train.sentence = arena_alloc(t->v.ar, t->train.n, sizeof *t->train.sentence);
    if (!status && !t->train.sentence) status = arena_why(t->v.ar, err);
    uint32_t at = 0;
    for (uint32_t i = 0; !status && i < n; i++) {
        for (uint32_t s = 0; s < part[i].n; s++)
            if (part[i].sentence[s].n <= 200) t->train.sentence[at++] = part[i].sentence[s];
        t->train.words += part[i].words;
    }
    t->train.n = at;
    for (uint32_t i = 0; !status && i < o->n_dev; i++) {
        struct conllu_text dev;
        status = data_read(&dev, o->dev[i], NULL, t->v.ar, err);
        if (!status) status = data_corpus(&t->dev[i], &t->v, &dev, 1, err);
    }
    return status;
}

static enum status make_net(struct trainer *t, struct err *err)
{
    struct net_shape *s = &t->o.shape;
    s->n_row = t->v.n_row;
    s->n_vector = t->v.n_vector;
    s->dim_vector = t->v.dim_vector;
    s->n_rel = t->v.rel.n;
    s->n_tag = t->v.tag.n;
    s->n_script = t->v.n_script;
    net_layout_of(&t->net.at, s);
    size_t total = t->net.at.total;
    float *all = calloc((4 + SHARDS) * total, sizeof *all);
    if (!all) return err_set(err, E_NOMEM, "no memory for %zu parameters", total);
    t->theta = all;
    t->adam.m = all + total;
    t->adam.v = all + 2 * total;
    t->adam.mean = all + 3 * total;
    for (uint32_t i = 0; i < SHARDS; i++) {
        t->gradient[i] = all + (4 + i) * total;
        /* A batch ends with the sentence that fills it, and each has a word: it has no more sentences than words. */
        t->dealt[i] = calloc((size_t)t->o.batch_words + 1, sizeof *t->dealt[i]);
        if (!t->dealt[i] || !net_work_new(&t->work[i], (size_t)3 << 30)) return err_set(err, E_NOMEM, "no memory to work in");
    }
    t->random = t->o.seed;
    net_init(t->theta, s, &t->net.at, &t->random);
    memcpy(t->adam.mean, t->theta, total * sizeof *all);
    t->net.shape = *s;
    t->net.theta = t->theta;
    t->net.vector = t->v.vector_value;
    t->net.type = t->v.type;
    t->planned_steps = (uint64_t)t->o.passes * (t->train.words / t->o.batch_words + 1);
    return OK;
}

/* ---- checkpoints ---- */

struct checkpoint_head {
    char magic[8];
    struct net_shape shape;
    uint64_t total, step, random;
    uint32_t pass, unused;
};

static enum status save(const struct trainer *t, struct err *err)
{
    char path[4096];
    char temporary[4200];
    (void)snprintf(path, sizeof path, "%s/checkpoint", t->o.out);
    (void)snprintf(temporary, sizeof temporary, "%s.new", path);
    struct checkpoint_head head = {.magic = "ENTCHECK",
                                   .shape = t->net.shape,
                                   .total = t->net.at.total,
                                   .step = t->adam.step,
                                   .random = t->random,
                                   .pass = t->pass};
    FILE *f = fopen(temporary, "wb");
    if (!f) return err_set(err, E_IO, "cannot write %s: %s", temporary, strerror(errno));
    bool ok =
        fwrite(&head, sizeof head, 1, f) == 1 && fwrite(t->theta, sizeof(float), 4 * t->net.at.total, f) == 4 * t->net.at.total;
    ok = fclose(f) == 0 && ok && rename(temporary, path) == 0;
    return ok ? OK : err_set(err, E_IO, "cannot write %s: %s", path, strerror(errno));
}

/* Read a checkpoint of this shape over parameters, moments and mean. */
static enum status read_checkpoint(struct checkpoint_head *head, struct trainer *t, FILE *f, const char *path, struct err *err)
{
    bool ok = fread(head, sizeof *head, 1, f) == 1 && !memcmp(head->magic, "ENTCHECK", 8) && head->total == t->net.at.total &&
              !memcmp(&head->shape, &t->net.shape, sizeof head->shape);
    ok = ok && fread(t->theta, sizeof(float), 4 * t->net.at.total, f) == 4 * t->net.at.total;
    (void)fclose(f);
    return ok ? OK : err_set(err, E_FORMAT, "%s is of another training: move it away or give its options", path);
}

/* Begin with the mean of what other trainings ended with. Several that went on from one of them with other seeds or texts lie in one
** valley, where the mean does better than each (Wortsman et al., "Model soups", ICML 2022). */
static enum status begin(struct trainer *t, struct err *err)
{
    size_t total = t->net.at.total;
    float *sum = calloc(total, sizeof *sum);
    enum status status = sum ? OK : err_set(err, E_NOMEM, "no memory for %zu parameters", total);
    for (uint32_t k = 0; !status && k < t->o.n_start; k++) {
        struct checkpoint_head head;
        FILE *f = fopen(t->o.start[k], "rb");
        if (!f) status = err_set(err, E_IO, "cannot open %s: %s", t->o.start[k], strerror(errno));
        if (!status) status = read_checkpoint(&head, t, f, t->o.start[k], err);
        for (size_t i = 0; !status && i < total; i++) sum[i] += t->adam.mean[i] / (float)t->o.n_start;
    }
    if (!status) {
        memcpy(t->theta, sum, total * sizeof *sum);
        memcpy(t->adam.mean, sum, total * sizeof *sum);
        memset(t->adam.m, 0, total * sizeof *sum);
        memset(t->adam.v, 0, total * sizeof *sum);
    }
    free(sum);
    return status;
}

/* Go on from the checkpoint in the folder; without one, begin with other trainings where they are named. */
static enum status load(struct trainer *t, struct err *err)
{
    char path[4096];
    struct checkpoint_head head;
    (void)snprintf(path, sizeof path, "%s/checkpoint", t->o.out);
    FILE *f = fopen(path, "rb");
    if (!f) return t->o.n_start ? begin(t, err) : OK;
    enum status status = read_checkpoint(&head, t, f, path, err);
    t->adam.step = head.step;
    t->random = head.random;
    t->pass = head.pass;
    return status;
}

/* ---- one pass ---- */

struct shard {
    struct trainer *t;
    const struct net_sentence *sentence;
    uint32_t n, index;
    uint64_t seed;
    struct net_loss loss;
    bool ok;
};

static void *run_shard(void *arg)
{
    struct shard *s = arg;
    struct trainer *t = s->t;
    memset(t->gradient[s->index], 0, t->net.at.total * sizeof(float));
    s->ok =
        net_batch(&s->loss, t->gradient[s->index], NULL, &t->net, s->sentence, s->n, t->o.drop, s->seed, &t->work[s->index]);
    return NULL;
}

static void add_loss(struct net_loss *to, const struct net_loss *l)
{
    to->arc += l->arc;
    to->rel += l->rel;
    to->tag += l->tag;
    to->script += l->script;
    to->n += l->n;
    to->arc_right += l->arc_right;
    to->rel_right += l->rel_right;
    to->tag_right += l->tag_right;
    to->script_right += l->script_right;
}

static float rate_at(const struct trainer *t)
{
    double step = (double)t->adam.step;
    double warm = fmin(1.0, (step + 1) / 200);
    double part = fmin(1.0, step / (double)t->planned_steps);
    return (float)((double)t->o.rate * warm * (0.02 + 0.98 * 0.5 * (1 + cos(M_PI * part))));
}

/* A batch of sentences in falling length, dealt out to the shards in turn. */
static bool step(struct net_loss *loss, struct trainer *t, const struct net_sentence *sentence, uint32_t n)
{
    struct shard shard[SHARDS];
    uint32_t words = 0;
    for (uint32_t i = 0; i < SHARDS; i++)
        shard[i] = (struct shard){.t = t, .sentence = t->dealt[i], .index = i, .seed = random_next(&t->random), .ok = true};
    for (uint32_t i = 0; i < n; i++) {
        struct shard *s = &shard[i % SHARDS];
        t->dealt[i % SHARDS][s->n++] = sentence[i];
        words += sentence[i].n;
    }
    pthread_t other;
    bool apart = t->o.threads > 1 && !pthread_create(&other, NULL, run_shard, &shard[1]);
    run_shard(&shard[0]);
    if (apart)
        (void)pthread_join(other, NULL);
    else
        run_shard(&shard[1]);
    float *g = t->gradient[0];
    float scale = 1.0f / (float)words;
    for (size_t i = 0; i < t->net.at.total; i++) g[i] = (g[i] + t->gradient[1][i]) * scale;
    net_adam_step(t->theta, &t->adam, g, t->net.at.total, rate_at(t), t->o.mean_keep, 5.0f);
    for (uint32_t i = 0; i < SHARDS; i++) add_loss(loss, &shard[i].loss);
    return shard[0].ok && shard[1].ok;
}

static int by_length(const void *a, const void *b)
{
    uint32_t x = ((const struct net_sentence *)a)->n;
    uint32_t y = ((const struct net_sentence *)b)->n;
    return x > y ? -1 : x < y;
}

struct range {
    uint32_t from, to;
};

/* All sentences once: shuffled, sorted by length within pools, cut into batches, the batches shuffled. */
static bool run_pass(struct trainer *t, struct net_loss *loss)
{
    uint32_t n = t->train.n;
    struct net_sentence *s = malloc(n * sizeof *s);
    struct range *batch = malloc(n * sizeof *batch);
    if (!s || !batch) return false;
    memcpy(s, t->train.sentence, n * sizeof *s);
    for (uint32_t i = n; i > 1; i--) {
        uint32_t j = random_below(&t->random, i);
        struct net_sentence swap = s[j];
        s[j] = s[i - 1];
        s[i - 1] = swap;
    }
    uint32_t n_batch = 0;
    for (uint32_t from = 0; from < n; from += 4096) {
        uint32_t to = n - from < 4096 ? n : from + 4096;
        qsort(s + from, to - from, sizeof *s, by_length);
        for (uint32_t i = from; i < to;) {
            uint32_t begin = i;
            uint32_t words = 0;
            while (i < to && words < t->o.batch_words) words += s[i++].n;
            batch[n_batch++] = (struct range){begin, i};
        }
    }
    bool ok = true;
    for (uint32_t i = n_batch; ok && i > 0; i--) {
        uint32_t j = random_below(&t->random, i);
        struct range r = batch[j];
        batch[j] = batch[i - 1];
        ok = step(loss, t, s + r.from, r.to - r.from);
    }
    free(batch);
    free(s);
    return ok;
}

static double seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static enum status train(struct trainer *t, struct err *err)
{
    enum status status = read_all(t, err);
    if (!status) status = make_net(t, err);
    if (!status) status = load(t, err);
    if (status) return status;
    printf("words %u sentences %u types %u rows %u vectors %u tags %u relations %u scripts %u parameters %zu (rows %zu)\n",
           t->train.words, t->train.n, t->v.n_type, t->v.n_row, t->v.n_vector, t->v.tag.n, t->v.rel.n, t->v.n_script,
           t->net.at.total, (size_t)t->v.n_row * t->net.shape.dim_row);
    for (uint32_t d = 0; !t->o.passes && d < t->o.n_dev; d++) parser_measure(t, d);
    while (!status && t->pass < t->o.passes) {
        double begin = seconds();
        struct net_loss l = {0};
        if (!run_pass(t, &l)) return err_set(err, E_NOMEM, "no memory for a batch");
        t->pass++;
        double n = l.n;
        printf("pass %u: loss arc %.3f rel %.3f tag %.3f script %.3f; right arc %.2f rel %.2f tag %.2f; %.0f s\n", t->pass,
               l.arc / n, l.rel / n, l.tag / n, l.script / n, 100 * l.arc_right / n, 100 * l.rel_right / n,
               100 * l.tag_right / n, seconds() - begin);
        status = save(t, err);
        for (uint32_t d = 0; d < t->o.n_dev; d++) parser_measure(t, d);
        (void)fflush(stdout);
    }
    struct net net = t->net;
    net.theta = t->adam.mean;
    net.type = t->v.type;
    return status ? status : export_sections(t->o.out, &net, &t->v, err);
}

int main(int argc, char **argv)
{
    struct trainer t = {0};
    struct err err = {0};
    if (!parser_options(&t.o, argc, argv)) return parser_usage();
    t.v.ar = arena_new((size_t)12 << 30);
    enum status status = t.v.ar ? train(&t, &err) : err_set(&err, E_NOMEM, "no memory");
    if (status) (void)fprintf(stderr, "train_parser: %s\n", err.msg);
    for (uint32_t i = 0; i < SHARDS; i++) {
        net_work_free(&t.work[i]);
        free(t.dealt[i]);
    }
    free(t.theta);
    arena_free(t.v.ar);
    return status ? 3 : 0;
}
