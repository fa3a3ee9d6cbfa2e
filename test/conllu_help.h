/* CoNLL-U for tests in short: columns parted by a space ('~' for a space inside one), rows by ';', missing columns are "_";
** an empty row ends a sentence, a row that begins with # is a comment and stands as it is. So
** "1-2 don't;1 do do AUX VBP _ 0 root;2 n't not PART RB _ 1 advmod;;" is one sentence. */
#ifndef TEST_CONLLU_HELP_H
#define TEST_CONLLU_HELP_H

#include <stdio.h>
#include <stdlib.h>

#include "base/random.h"
#include "language/language.h"
#include "test.h"

static inline void conllu_expand(buf *out, const char *brief)
{
    str rest = str_of(brief);
    while (rest.n) {
        str row = str_cut(rest, ';', &rest);
        size_t columns = 1;
        bool comment = row.n && row.p[0] == '#';
        for (size_t i = 0; i < row.n; i++) {
            bool part = row.p[i] == ' ' && !comment;
            buf_addc(out, part ? '\t' : row.p[i] == '~' ? ' ' : row.p[i]);
            columns += part;
        }
        for (; columns < 10 && row.n && !comment; columns++) buf_addz(out, "\t_");
        buf_addc(out, '\n');
    }
}

/* The sentences of a text in short, in ar; n is 0 and the reason printed when they are not read. */
static inline struct conllu_text conllu_brief(const char *brief, arena *ar)
{
    struct conllu_text t = {0};
    struct err err = {0};
    buf b = {0};
    conllu_expand(&b, brief);
    if (conllu_read(&t, str_copy(ar, buf_str(&b)), ar, &err)) printf("# %s: %s\n", brief, err.msg);
    buf_free(&b);
    return t;
}

/* A treebank of the shared data, whole and malloc'ed; p is NULL when it is not there. */
static inline str treebank(const char *name)
{
    char path[512];
    const char *shared = test_shared();
    (void)snprintf(path, sizeof path, "%s/data/ud/%s.conllu", shared ? shared : "", name);
    FILE *f = shared ? fopen(path, "rb") : NULL;
    if (!f) return (str){0};
    size_t cap = (size_t)64 << 20;
    char *p = malloc(cap);
    size_t n = p ? fread(p, 1, cap, f) : 0;
    fclose(f);
    return (str){p, n};
}

/* n letters a or b, large or small, terminated. */
static inline void random_letters(char *out, uint32_t n, uint64_t *seed)
{
    for (uint32_t i = 0; i < n; i++) out[i] = "abAB"[random_below(seed, 4)];
    out[n] = '\0';
}

#endif
