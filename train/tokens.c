/* Trainer of the section "tokens": train_tokens [options] OUT FILE.conllu[:PREFIX,...]...
** Learns, from treebanks as raw text, the three classifiers of src/language/words_parts.h, the table of forms that are parted and
** the case of words. Behind a file's name may stand prefixes of ids of documents: only those whose "# newdoc id" begins with one of
** them are read, so that a file of mixed licences gives its clean part.
**
** Options: --seed N (order of examples, widths of lines, what drops out); --epochs N; and with a number for each of the three
** classifiers (junctions, ends of sentences, parts), as in --lines 1408,6144,104: --lines (of its table, 64 slots each), --least (rarer
** features learn nothing), --dropout (share of features left out each time, of 256), --lean (added to the sum, 256 for a weight of 1:
** a missed end of a sentence is likelier than a false one, since what tells it is rarer). The defaults are what the shipped model is
** trained with, chosen on the development parts. The same files, options and seed give the same bytes, as far as the compiler's
** arithmetic does. Talk goes to standard error. */
#include "tokens_read.h"

#include <stdio.h>
#include <stdlib.h>

#define BLOCK_PIECES (1u << 17)
#define HEADER_BYTES 192u /* of the section, see language_words_model_of */

struct options {
    uint64_t seed;
    uint32_t epochs;
    uint32_t lines[WORDS_JUDGES], least[WORDS_JUDGES], dropout[WORDS_JUDGES], lean[WORDS_JUDGES];
};

static void put_u32(buf *out, uint32_t v)
{
    for (int i = 0; i < 4; i++) buf_addc(out, (char)(v >> (8 * i)));
}

static void write_section(buf *out, const struct tokens_reader *r, const struct linear_table *table)
{
    buf_addz(out, "WORDS003");
    put_u32(out, r->n_form);
    put_u32(out, 0);
    for (int k = 0; k < WORDS_JUDGES; k++) {
        put_u32(out, table[k].lines);
        put_u32(out, (uint32_t)table[k].bias);
        for (int i = 0; i < 16; i += 2)
            put_u32(out, (uint32_t)(uint16_t)table[k].level[i] | (uint32_t)(uint16_t)table[k].level[i + 1] << 16);
    }
    buf_fill(out, '\0', HEADER_BYTES - out->n);
    for (int k = 0; k < WORDS_JUDGES; k++)
        buf_add(out, (str){(const char *)table[k].slot, (size_t)table[k].lines * WORDS_LINE_SLOTS});
    buf_add(out, (str){(const char *)r->cases, sizeof r->cases});
    buf_add(out, (str){(const char *)r->form, r->n_form * sizeof r->form[0]});
}

static enum status write_file(const char *path, const buf *bytes, struct err *err)
{
    enum status status = buf_check(bytes, err);
    if (status) return status;
    FILE *f = fopen(path, "wb");
    bool ok = f && fwrite(bytes->p, 1, bytes->n, f) == bytes->n;
    if (f && fclose(f)) ok = false;
    return ok ? OK : err_set(err, E_IO, "%s cannot be written", path);
}

static enum status learn_all(struct tokens_reader *r, const struct options *o, const char *out, struct err *err)
{
    static const char *const names[WORDS_JUDGES] = {"junctions", "ends", "parts"};
    struct linear_table table[WORDS_JUDGES] = {0};
    buf bytes = {0};
    enum status status = OK;
    for (int k = 0; k < WORDS_JUDGES && !status; k++) {
        struct linear_options each = {.lines = o->lines[k],
                                      .epochs = o->epochs,
                                      .seed = o->seed,
                                      .rate = 0.1,
                                      .dropout = o->dropout[k],
                                      .least = o->least[k]};
        status = buf_check(&r->data[k].hash, err);
        if (!status) status = buf_check(&r->data[k].where, err);
        if (!status) status = linear_learn(&table[k], &r->data[k], &each, names[k], err);
        table[k].bias += (int32_t)o->lean[k];
    }
    if (!status) write_section(&bytes, r, table);
    if (!status) status = write_file(out, &bytes, err);
    if (!status) fprintf(stderr, "%s: %zu bytes, %u forms\n", out, bytes.n, r->n_form);
    buf_free(&bytes);
    for (int k = 0; k < WORDS_JUDGES; k++) free(table[k].slot);
    return status;
}

static enum status train(struct tokens_reader *r, const struct options *o, char *const *argv, int n, struct err *err)
{
    r->random = o->seed;
    r->ar = arena_new(0);
    enum status status = r->ar ? OK : err_set(err, E_NOMEM, "no memory left");
    if (!status) status = words_block_room(&r->block, BLOCK_PIECES, r->ar, err);
    for (int i = 1; i < n && !status; i++) status = tokens_read_file(r, argv[i], true, err);
    if (!status) tokens_settle(r);
    for (int i = 1; i < n && !status; i++) status = tokens_read_file(r, argv[i], false, err);
    if (status) return status;
    fprintf(stderr, "%u sentences; %u ends of tokens inside a piece, %u inside an address\n", r->n_sentence, r->n_lost,
            r->n_address);
    return learn_all(r, o, argv[0], err);
}

/* Three numbers parted by commas. */
static bool read_three(uint32_t *out, char *value)
{
    for (int k = 0; k < WORDS_JUDGES; k++, value++) {
        char *end;
        out[k] = (uint32_t)strtoul(value, &end, 10);
        if (end == value || *end != (k + 1 < WORDS_JUDGES ? ',' : '\0')) return false;
        value = end;
    }
    return true;
}

static bool read_option(struct options *o, const char *name, char *value)
{
    char *end = value;
    if (strcmp(name, "--lines") == 0) return read_three(o->lines, value) && o->lines[0] && o->lines[1] && o->lines[2];
    if (strcmp(name, "--least") == 0) return read_three(o->least, value);
    if (strcmp(name, "--dropout") == 0)
        return read_three(o->dropout, value) && o->dropout[0] < 256 && o->dropout[1] < 256 && o->dropout[2] < 256;
    if (strcmp(name, "--lean") == 0) return read_three(o->lean, value);
    if (strcmp(name, "--seed") == 0)
        o->seed = strtoull(value, &end, 10);
    else if (strcmp(name, "--epochs") == 0)
        o->epochs = (uint32_t)strtoul(value, &end, 10);
    return end != value && !*end;
}

int main(int argc, char **argv)
{
    struct options o = {
        .seed = 1, .epochs = 16, .lines = {1408, 6144, 104}, .least = {1, 7, 2}, .dropout = {50, 50, 50}, .lean = {0, 64, 0}};
    struct err err = {0};
    int at = 1;
    bool good = true;
    for (; good && at + 1 < argc && str_starts(str_of(argv[at]), STR("--")); at += 2)
        good = read_option(&o, argv[at], argv[at + 1]);
    if (!good || argc - at < 2) {
        fprintf(stderr,
                "usage: train_tokens [--seed N] [--epochs N] [--lines J,E,P] [--least J,E,P] [--dropout J,E,P] [--lean J,E,P]\n"
                "                    OUT FILE.conllu[:PREFIX,...]...\n");
        return 2;
    }
    struct tokens_reader *r = calloc(1, sizeof *r);
    enum status status = r ? train(r, &o, argv + at, argc - at, &err) : err_set(&err, E_NOMEM, "no memory left");
    if (status) fprintf(stderr, "train_tokens: %s\n", err.msg);
    if (r) {
        tokens_reader_free(r);
        arena_free(r->ar);
    }
    free(r);
    return status != OK;
}
