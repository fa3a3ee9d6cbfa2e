#include "parser.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An option with a number, of one kind or the other. */
struct number_option {
    const char *name;
    uint32_t *u;
    float *f;
};

int parser_usage(void)
{
    (void)fputs(
        "usage: train_parser --out DIR --train FILE... [--silver FILE...] --dev FILE... [--genres a,b] [--vectors FILE]\n"
        "  [--start CHECKPOINT...]\n"
        "  [--passes N] [--batch-words N] [--rate X] [--layers N] [--hidden N] [--dim-row N] [--dim-arc N] [--dim-rel N]\n"
        "  [--dim-tag N] [--dim-lemma N] [--drop-input X] [--drop-layer X] [--drop-recurrent X] [--drop-head X]\n"
        "  [--min-single N] [--min-run N] [--most-vectors N] [--silver-weight X] [--threads 1|2] [--seed N]\n",
        stderr);
    return 2;
}

static bool take_files(const char **list, uint32_t *n, int argc, char **argv, int *i)
{
    while (*i + 1 < argc && argv[*i + 1][0] != '-') {
        if (*n == MAX_FILES) return false;
        list[(*n)++] = argv[++*i];
    }
    return *n > 0;
}

static bool take_number(struct options *o, const char *name, const char *value)
{
    const struct number_option all[] = {
        {"--passes", &o->passes, NULL},
        {"--batch-words", &o->batch_words, NULL},
        {"--layers", &o->shape.layers, NULL},
        {"--hidden", &o->shape.hidden, NULL},
        {"--dim-row", &o->shape.dim_row, NULL},
        {"--dim-arc", &o->shape.dim_arc, NULL},
        {"--dim-rel", &o->shape.dim_rel, NULL},
        {"--dim-tag", &o->shape.dim_tag, NULL},
        {"--dim-lemma", &o->shape.dim_lemma, NULL},
        {"--min-single", &o->min_single, NULL},
        {"--min-run", &o->min_run, NULL},
        {"--most-vectors", &o->most_vectors, NULL},
        {"--threads", &o->threads, NULL},
        {"--rate", NULL, &o->rate},
        {"--silver-weight", NULL, &o->silver_weight},
        {"--mean-keep", NULL, &o->mean_keep},
        {"--drop-input", NULL, &o->drop.input},
        {"--drop-layer", NULL, &o->drop.layer},
        {"--drop-recurrent", NULL, &o->drop.recurrent},
        {"--drop-head", NULL, &o->drop.head},
        {"--drop-vector", NULL, &o->drop.vector},
        {"--drop-rows", NULL, &o->drop.rows},
    };
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        if (strcmp(all[i].name, name)) continue;
        char *end;
        if (all[i].u) *all[i].u = (uint32_t)strtoul(value, &end, 10);
        if (all[i].f) *all[i].f = strtof(value, &end);
        return !*end && *value;
    }
    return false;
}

bool parser_options(struct options *o, int argc, char **argv)
{
    *o = (struct options){.passes = 30,
                          .batch_words = 1500,
                          .min_single = 2,
                          .min_run = 3,
                          .most_vectors = 80000,
                          .threads = 2,
                          .rate = 2e-3f,
                          .silver_weight = 1,
                          .mean_keep = 0.9985f,
                          .seed = 1};
    o->shape = (struct net_shape){
        .layers = 2, .hidden = 128, .dim_row = 64, .dim_arc = 128, .dim_rel = 96, .dim_tag = 128, .dim_lemma = 96};
    o->drop = (struct net_drop){.input = 0.25f, .layer = 0.33f, .recurrent = 0.2f, .head = 0.33f, .vector = 0.1f, .rows = 0.1f};
    for (int i = 1; i < argc; i++) {
        const char *a = argv[i];
        if (!strcmp(a, "--train")) {
            if (!take_files(o->train, &o->n_train, argc, argv, &i)) return false;
        } else if (!strcmp(a, "--silver")) {
            if (!take_files(o->silver, &o->n_silver, argc, argv, &i)) return false;
        } else if (!strcmp(a, "--dev")) {
            if (!take_files(o->dev, &o->n_dev, argc, argv, &i)) return false;
        } else if (!strcmp(a, "--start")) {
            if (!take_files(o->start, &o->n_start, argc, argv, &i)) return false;
        } else if (i + 1 == argc) {
            return false;
        } else if (!strcmp(a, "--out")) {
            o->out = argv[++i];
        } else if (!strcmp(a, "--vectors")) {
            o->vectors = argv[++i];
        } else if (!strcmp(a, "--genres")) {
            o->genres = argv[++i];
        } else if (!strcmp(a, "--seed")) {
            o->seed = strtoull(argv[++i], NULL, 10);
        } else if (!take_number(o, a, argv[++i])) {
            return false;
        }
    }
    return o->out && o->n_train && o->shape.layers >= 1 && o->shape.layers <= NET_MAX_LAYERS && o->shape.hidden % 8 == 0;
}
