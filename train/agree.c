/* What two parsers agree on: train_agree A.conllu B.conllu OUT.conllu [--most-words N]
** A and B hold the same sentences with the same words, each annotated by another model. OUT holds them as A has them, but for words
** that the two see differently: their head and relation, or tags and lemma, become "_", and nothing is learned from them (after
** Zhou and Li, "Tri-Training", IEEE TKDE 17, 2005, and Weiss et al., ACL 2015, word by word instead of sentence by sentence, so that
** long sentences are not lost). Prints how much they agree. Sentences of one word are left out. */
#include "data.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tally {
    uint32_t words, heads, tags;
};

/* Hide in a what b has otherwise; false when their words are not the same. */
static bool hide(struct conllu_sentence *a, const struct conllu_sentence *b, struct tally *y)
{
    if (a->n_word != b->n_word) return false;
    const str none = STR("_");
    for (uint32_t i = 0; i < a->n_word; i++) {
        if (!str_eq(a->form[i], b->form[i])) return false;
        bool heads = a->head[i] == b->head[i] && str_eq(a->deprel[i], b->deprel[i]);
        bool tags = str_eq(a->upos[i], b->upos[i]) && str_eq(a->xpos[i], b->xpos[i]) && str_eq(a->feats[i], b->feats[i]);
        y->words++;
        y->heads += heads;
        y->tags += tags;
        if (!heads) a->head[i] = CONLLU_NO_HEAD;
        if (!heads) a->deprel[i] = none;
        if (!tags || !str_eq(a->lemma[i], b->lemma[i])) a->lemma[i] = none;
        if (!tags) a->upos[i] = a->xpos[i] = a->feats[i] = none;
        a->misc[i] = none;
    }
    a->n_comment = 0;
    return true;
}

static enum status agree(const char *path_a, const char *path_b, const char *path_out, uint32_t most_words, arena *ar,
                         struct err *err)
{
    struct conllu_text a;
    struct conllu_text b;
    enum status status = data_read(&a, path_a, NULL, ar, err);
    if (!status) status = data_read(&b, path_b, NULL, ar, err);
    if (status) return status;
    if (a.n != b.n) return err_set(err, E_FORMAT, "%s has %u sentences, %s %u", path_a, a.n, path_b, b.n);
    FILE *f = fopen(path_out, "wb");
    if (!f) return err_set(err, E_IO, "cannot write %s: %s", path_out, strerror(errno));
    struct tally y = {0};
    buf out = {0};
    bool ok = true;
    for (uint32_t i = 0; ok && !status && i < a.n && y.words < most_words; i++) {
        if (a.sentence[i].n_word < 2 && b.sentence[i].n_word < 2) continue;
        if (!hide(&a.sentence[i], &b.sentence[i], &y))
            status = err_set(err, E_FORMAT, "sentence %u has other words in %s", i + 1, path_b);
        buf_empty(&out);
        conllu_write(&out, &a.sentence[i]);
        if (!status) status = buf_check(&out, err);
        ok = status || fwrite(out.p, 1, out.n, f) == out.n;
    }
    ok = fclose(f) == 0 && ok;
    buf_free(&out);
    if (!status && !ok) status = err_set(err, E_IO, "cannot write %s", path_out);
    printf("words %u, same head and relation %.2f %%, same tags %.2f %%\n", y.words, 100.0 * y.heads / (y.words + 1e-9),
           100.0 * y.tags / (y.words + 1e-9));
    return status;
}

int main(int argc, char **argv)
{
    struct err err = {0};
    bool capped = argc == 6 && !strcmp(argv[4], "--most-words");
    if (argc != 4 && !capped) {
        (void)fputs("usage: train_agree A.conllu B.conllu OUT.conllu [--most-words N]\n", stderr);
        return 2;
    }
    arena *ar = arena_new((size_t)12 << 30);
    uint32_t most = capped ? (uint32_t)strtoul(argv[5], NULL, 10) : UINT32_MAX;
    enum status status = ar ? agree(argv[1], argv[2], argv[3], most, ar, &err) : err_set(&err, E_NOMEM, "no memory");
    if (status) (void)fprintf(stderr, "train_agree: %s\n", err.msg);
    arena_free(ar);
    return status ? 3 : 0;
}
