/* More long sentences to learn from: train_graft --sentences N [--seed N] [--genres a,b] OUT.conllu GOLD.conllu...
** Writes N sentences made from those of GOLD by coordination (graft.h), for train_parser --silver. The same files and seed give the same
** bytes. Memory: the files, and 20 bytes for each phrase found. */
#include "graft.h"
#include "data.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum status read_gold(struct conllu_text *out, char **gold, uint32_t n_gold, const char *genres, arena *ar,
                             struct err *err)
{
    *out = (struct conllu_text){0};
    for (uint32_t f = 0; f < n_gold; f++) {
        struct conllu_text text;
        enum status status = data_read(&text, gold[f], genres, ar, err);
        if (status) return status;
        out->sentence = arena_grow(ar, out->sentence, out->n, (size_t)out->n + text.n, sizeof *out->sentence);
        if (!out->sentence) return arena_why(ar, err);
        if (text.n) memcpy(&out->sentence[out->n], text.sentence, text.n * sizeof *text.sentence);
        out->n += text.n;
    }
    return OK;
}

static enum status write_made(FILE *f, struct grafter *g, uint32_t sentences, arena *ar, struct err *err)
{
    buf out = {0};
    uint64_t words = 0;
    enum status status = OK;
    for (uint32_t i = 0; !status && i < sentences; i++) {
        struct arena_mark here = arena_here(ar);
        struct conllu_sentence s;
        status = graft_make(&s, g, ar, err);
        if (status) break;
        words += s.n_word;
        buf_empty(&out);
        conllu_write(&out, &s);
        status = buf_check(&out, err);
        if (!status && fwrite(out.p, 1, out.n, f) != out.n) status = err_set(err, E_IO, "cannot write: %s", strerror(errno));
        arena_back(ar, here);
    }
    buf_free(&out);
    printf("%u sentences, %llu words\n", sentences, (unsigned long long)words);
    return status;
}

static enum status graft(const char *path_out, char **gold, uint32_t n_gold, const char *genres, uint32_t sentences,
                         uint64_t seed, arena *ar, struct err *err)
{
    struct conllu_text text;
    struct grafter g;
    enum status status = read_gold(&text, gold, n_gold, genres, ar, err);
    if (!status) status = graft_find(&g, text.sentence, text.n, seed, ar, err);
    if (status) return status;
    FILE *f = fopen(path_out, "wb");
    if (!f) return err_set(err, E_IO, "cannot write %s: %s", path_out, strerror(errno));
    status = write_made(f, &g, sentences, ar, err);
    if (fclose(f) && !status) status = err_set(err, E_IO, "cannot write %s: %s", path_out, strerror(errno));
    return status;
}

int main(int argc, char **argv)
{
    struct err err = {0};
    uint64_t seed = 1;
    const char *genres = NULL;
    uint32_t sentences = 0;
    int i = 1;
    for (; i + 1 < argc && argv[i][0] == '-'; i += 2) {
        if (!strcmp(argv[i], "--sentences"))
            sentences = (uint32_t)strtoul(argv[i + 1], NULL, 10);
        else if (!strcmp(argv[i], "--seed"))
            seed = strtoull(argv[i + 1], NULL, 10);
        else if (!strcmp(argv[i], "--genres"))
            genres = argv[i + 1];
        else
            break;
    }
    if (!sentences || i + 1 >= argc || argv[i][0] == '-') {
        (void)fputs("usage: train_graft --sentences N [--seed N] [--genres a,b] OUT.conllu GOLD.conllu...\n", stderr);
        return 2;
    }
    arena *ar = arena_new((size_t)12 << 30);
    enum status status = ar ? graft(argv[i], argv + i + 1, (uint32_t)(argc - i - 1), genres, sentences, seed, ar, &err)
                            : err_set(&err, E_NOMEM, "no memory");
    if (status) (void)fprintf(stderr, "train_graft: %s\n", err.msg);
    arena_free(ar);
    return status ? 3 : 0;
}
