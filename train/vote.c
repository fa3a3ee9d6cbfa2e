/* What most parsers say: train_vote [--least N] [--most-words N] OUT.conllu A.conllu B.conllu [C.conllu...]
** The inputs hold the same sentences with the same words, each annotated by another model. In OUT each word has the head and relation
** that at least N of them give it (more than half when not given), and likewise its tags, and its lemma; where fewer agree the
** columns are "_", and nothing is learned from them (after Zhou and Li, "Tri-Training", IEEE TKDE 17, 2005, and Weiss et al., ACL 2015,
** word by word instead of sentence by sentence, so that long sentences are not lost). Of two models with N = 2 only that is kept on which
** both agree; of three, the word on which one errs is still learned. Prints how much was kept. Sentences of one word are left out. */
#include "data.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_VOTERS 15u

struct tally {
    uint64_t words, heads, tags;
};

struct vote {
    struct conllu_text text[MOST_VOTERS];
    uint32_t n, least;
    uint64_t most_words;
    struct tally tally;
};

static bool same_arc(const struct conllu_sentence *a, const struct conllu_sentence *b, uint32_t i)
{
    return a->head[i] == b->head[i] && str_eq(a->deprel[i], b->deprel[i]);
}

static bool same_tags(const struct conllu_sentence *a, const struct conllu_sentence *b, uint32_t i)
{
    return str_eq(a->upos[i], b->upos[i]) && str_eq(a->xpos[i], b->xpos[i]) && str_eq(a->feats[i], b->feats[i]);
}

static bool same_lemma(const struct conllu_sentence *a, const struct conllu_sentence *b, uint32_t i)
{
    return same_tags(a, b, i) && str_eq(a->lemma[i], b->lemma[i]);
}

/* The first voter whose answer for word i of sentence k is shared by enough of them; v->n: none. */
static uint32_t winner(const struct vote *v, uint32_t k, uint32_t i,
                       bool (*same)(const struct conllu_sentence *, const struct conllu_sentence *, uint32_t))
{
    for (uint32_t a = 0; a < v->n; a++) {
        uint32_t votes = 0;
        for (uint32_t b = 0; b < v->n; b++) votes += same(&v->text[a].sentence[k], &v->text[b].sentence[k], i);
        if (votes >= v->least) return a;
    }
    return v->n;
}

static bool same_words(const struct vote *v, uint32_t k)
{
    const struct conllu_sentence *a = &v->text[0].sentence[k];
    for (uint32_t b = 1; b < v->n; b++) {
        const struct conllu_sentence *s = &v->text[b].sentence[k];
        if (s->n_word != a->n_word) return false;
        for (uint32_t i = 0; i < a->n_word; i++)
            if (!str_eq(a->form[i], s->form[i])) return false;
    }
    return true;
}

/* What was voted for sentence k, in out: the first voter's sentence with other arrays. */
static bool count(struct conllu_sentence *out, struct vote *v, uint32_t k, arena *ar)
{
    const str none = STR("_");
    const struct conllu_sentence *first = &v->text[0].sentence[k];
    *out = *first;
    str **column[] = {&out->lemma, &out->upos, &out->xpos, &out->feats, &out->deprel, &out->misc};
    for (size_t c = 0; c < ARRAY_LEN(column); c++)
        if (!(*column[c] = ARENA_NEW(ar, first->n_word, str))) return false;
    if (!(out->head = ARENA_NEW(ar, first->n_word, uint32_t))) return false;
    for (uint32_t i = 0; i < first->n_word; i++) {
        uint32_t arc = winner(v, k, i, same_arc);
        uint32_t tags = winner(v, k, i, same_tags);
        uint32_t lemma = winner(v, k, i, same_lemma);
        const struct conllu_sentence *t = tags < v->n ? &v->text[tags].sentence[k] : NULL;
        out->head[i] = arc < v->n ? v->text[arc].sentence[k].head[i] : CONLLU_NO_HEAD;
        out->deprel[i] = arc < v->n ? v->text[arc].sentence[k].deprel[i] : none;
        out->upos[i] = t ? t->upos[i] : none;
        out->xpos[i] = t ? t->xpos[i] : none;
        out->feats[i] = t ? t->feats[i] : none;
        out->lemma[i] = lemma < v->n ? v->text[lemma].sentence[k].lemma[i] : none;
        out->misc[i] = none;
        v->tally.words++;
        v->tally.heads += arc < v->n;
        v->tally.tags += tags < v->n;
    }
    out->n_comment = 0;
    return true;
}

static enum status write_votes(FILE *f, struct vote *v, arena *ar, struct err *err)
{
    buf out = {0};
    enum status status = OK;
    for (uint32_t k = 0; !status && k < v->text[0].n && v->tally.words < v->most_words; k++) {
        struct arena_mark here = arena_here(ar);
        struct conllu_sentence s;
        if (v->text[0].sentence[k].n_word < 2) continue;
        if (!same_words(v, k))
            status = err_set(err, E_FORMAT, "sentence %u has other words in some of the files", k + 1);
        else if (!count(&s, v, k, ar))
            status = arena_why(ar, err);
        if (status) break;
        buf_empty(&out);
        conllu_write(&out, &s);
        status = buf_check(&out, err);
        if (!status && fwrite(out.p, 1, out.n, f) != out.n) status = err_set(err, E_IO, "cannot write: %s", strerror(errno));
        arena_back(ar, here);
    }
    buf_free(&out);
    return status;
}

static enum status vote(const char *path_out, char **paths, struct vote *v, arena *ar, struct err *err)
{
    for (uint32_t i = 0; i < v->n; i++) {
        enum status status = data_read(&v->text[i], paths[i], NULL, ar, err);
        if (status) return status;
        if (v->text[i].n != v->text[0].n)
            return err_set(err, E_FORMAT, "%s has %u sentences, %s %u", paths[0], v->text[0].n, paths[i], v->text[i].n);
    }
    FILE *f = fopen(path_out, "wb");
    if (!f) return err_set(err, E_IO, "cannot write %s: %s", path_out, strerror(errno));
    enum status status = write_votes(f, v, ar, err);
    if (fclose(f) && !status) status = err_set(err, E_IO, "cannot write %s", path_out);
    double all = (double)v->tally.words + 1e-9;
    printf("words %llu, heads and relations kept %.2f %%, tags kept %.2f %%\n", (unsigned long long)v->tally.words,
           100.0 * (double)v->tally.heads / all, 100.0 * (double)v->tally.tags / all);
    return status;
}

int main(int argc, char **argv)
{
    struct err err = {0};
    struct vote v = {.most_words = UINT64_MAX};
    int i = 1;
    for (; i + 1 < argc && argv[i][0] == '-'; i += 2) {
        if (!strcmp(argv[i], "--least"))
            v.least = (uint32_t)strtoul(argv[i + 1], NULL, 10);
        else if (!strcmp(argv[i], "--most-words"))
            v.most_words = strtoull(argv[i + 1], NULL, 10);
        else
            break;
    }
    v.n = argc > i ? (uint32_t)(argc - i - 1) : 0;
    if (!v.least) v.least = v.n / 2 + 1;
    if (v.n < 2 || v.n > MOST_VOTERS || v.least > v.n || argv[i][0] == '-') {
        (void)fputs("usage: train_vote [--least N] [--most-words N] OUT.conllu A.conllu B.conllu [C.conllu...]\n", stderr);
        return 2;
    }
    arena *ar = arena_new((size_t)14 << 30);
    enum status status = ar ? vote(argv[i], argv + i + 1, &v, ar, &err) : err_set(&err, E_NOMEM, "no memory");
    if (status) (void)fprintf(stderr, "train_vote: %s\n", err.msg);
    arena_free(ar);
    return status ? 3 : 0;
}
