/* Two small texts ready to be compared: a text is a string, its sentences are its lines, an empty line opens a paragraph. */
#ifndef PAIR_FIXTURE_H
#define PAIR_FIXTURE_H

#include "compare/words.h"

/* clean is borrowed. False: no memory. */
static inline bool lines_make(struct compare_text *t, compare_vocab *v, str clean, arena *ar, struct err *err)
{
    uint32_t n = 0, most = 1;
    for (size_t i = 0; i < clean.n; i++) most += clean.p[i] == '\n';
    span *at = ARENA_NEW(ar, most, span);
    uint32_t *paragraph = ARENA_NEW(ar, most, uint32_t);
    if (!at || !paragraph) return false;
    str rest = clean;
    for (uint32_t p = 0; rest.n;) {
        str line = str_cut(rest, '\n', &rest);
        p += !line.n && n;
        if (!line.n) continue;
        at[n] = (span){(uint32_t)(line.p - clean.p), (uint32_t)(line.p - clean.p) + (uint32_t)line.n};
        paragraph[n++] = p;
    }
    return !compare_text_make(t, v, clean, at, paragraph, NULL, n, ar, err);
}

/* Applied to words [a, b) of x the script gives words [c, d) of y, stretch by stretch, and what is called the same is. */
static inline bool script_turns(const struct compare_edit *e, uint32_t n, const struct compare_text *x, uint32_t a, uint32_t b,
                                const struct compare_text *y, uint32_t c, uint32_t d)
{
    for (uint32_t k = 0; k < n; k++) {
        if (e[k].older_from != a || e[k].newer_from != c) return false;
        uint32_t gone = e[k].older_to - a, came = e[k].newer_to - c;
        switch (e[k].op) {
        case OP_SAME:
            if (gone != came || !gone) return false;
            for (uint32_t w = 0; w < gone; w++)
                if (x->word[a + w] != y->word[c + w]) return false;
            break;
        case OP_DELETED:
            if (came || !gone) return false;
            break;
        case OP_INSERTED:
            if (gone || !came) return false;
            break;
        }
        a = e[k].older_to;
        c = e[k].newer_to;
    }
    return a == b && c == d;
}

#endif
