/* Which lemma script goes with which form and part of speech: what a table knows better than a network does. */
#include "data.h"

#include "language/lemma.h"
#include "language/network.h"

#include <stdlib.h>

struct use {
    uint64_t key;
    uint32_t script, count;
};

static int by_key_and_script(const void *a, const void *b)
{
    const struct use *x = a;
    const struct use *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return x->script < y->script ? -1 : x->script > y->script;
}

/* Uses that are alike become one with their count. */
static uint32_t merge(struct use *use, uint32_t n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (kept && use[kept - 1].key == use[i].key && use[kept - 1].script == use[i].script)
            use[kept - 1].count++;
        else
            use[kept++] = use[i];
    }
    return kept;
}

static uint32_t collect(struct use *use, const struct vocabulary *v, const struct conllu_sentence *s, buf *name)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n_word; i++) {
        if (str_eq(s->lemma[i], STR("_"))) continue;
        buf_empty(name);
        lemma_script(name, s->form[i], s->lemma[i]);
        uint32_t script = hash_map_get(&v->script.number, hash64(buf_str(name)));
        if (script < UINT16_MAX) use[n++] = (struct use){network_lemma_key(s->form[i], s->xpos[i]), script, 1};
    }
    return n;
}

enum status data_lemmas(struct vocabulary *v, const struct conllu_text *text, uint32_t n, struct err *err)
{
    size_t words = 0;
    for (uint32_t t = 0; t < n; t++)
        for (uint32_t i = 0; i < text[t].n; i++) words += text[t].sentence[i].n_word;
    struct use *use = arena_alloc(v->ar, words, sizeof *use);
    v->lemma_key = arena_alloc(v->ar, words, sizeof *v->lemma_key);
    v->lemma_script = arena_alloc(v->ar, words, sizeof *v->lemma_script);
    if (!use || !v->lemma_key || !v->lemma_script) return arena_why(v->ar, err);
    buf name = {0};
    uint32_t uses = 0;
    for (uint32_t t = 0; t < n; t++)
        for (uint32_t i = 0; i < text[t].n; i++) uses += collect(use + uses, v, &text[t].sentence[i], &name);
    enum status status = buf_check(&name, err);
    buf_free(&name);
    qsort(use, uses, sizeof *use, by_key_and_script);
    uses = merge(use, uses);
    for (uint32_t i = 0; i < uses;) {
        uint32_t best = i;
        uint32_t first = i;
        for (; i < uses && use[i].key == use[first].key; i++)
            if (use[i].count > use[best].count) best = i;
        v->lemma_key[v->n_lemma] = use[best].key;
        v->lemma_script[v->n_lemma++] = (uint16_t)use[best].script;
    }
    return status;
}
