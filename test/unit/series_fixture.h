/* Small invented series for tests: a text is a string, its sentences are its lines. */
#ifndef SERIES_FIXTURE_H
#define SERIES_FIXTURE_H

#include "compare/compare.h"

struct fixture {
    arena *ar;
    struct err err;
    struct concept_list list;
    compare_vocab *vocab;
    struct compare_member *text;
    str *clean;
    uint32_t n_text, n_read; /* n_read: how many texts the core asked for */
    struct compare_series series;
};

/* The sentence prints, made here a second time so that the core is tested without the record. */
static inline void fixture_prints(uint64_t *wording, uint64_t bag[2], str sentence)
{
    buf b = {0};
    text_wording(&b, sentence);
    *wording = hash64(buf_str(&b));
    bag[0] = bag[1] = 0;
    str rest = buf_str(&b);
    while (rest.n) {
        str word = str_cut(rest, ' ', &rest);
        if (word.n <= 3) continue;
        char low[64];
        size_t n = word.n < sizeof low ? word.n : sizeof low;
        for (size_t i = 0; i < n; i++) low[i] = (char)ascii_tolower((unsigned char)word.p[i]);
        uint64_t h = hash64((str){low, n}) & 127;
        bag[h >> 6] |= (uint64_t)1 << (h & 63);
    }
    buf_free(&b);
}

static inline enum status fixture_read(void *ctx, struct compare_member *m, struct err *err)
{
    struct fixture *f = ctx;
    str clean = f->clean[m - f->text];
    uint32_t *paragraph = ARENA_NEW(f->ar, m->n_sentence, uint32_t);
    struct compare_text *t = ARENA_NEW(f->ar, 1, struct compare_text);
    if (!paragraph || !t) return arena_why(f->ar, err);
    for (uint32_t i = 0; i < m->n_sentence; i++) paragraph[i] = i;
    f->n_read++;
    m->read = t;
    return compare_text_make(t, f->vocab, clean, m->source, paragraph, NULL, m->n_sentence, f->ar, err);
}

static inline bool fixture_member(struct fixture *f, uint32_t t, str clean)
{
    struct compare_member *m = &f->text[t];
    uint32_t n = 0;
    for (size_t i = 0; i < clean.n; i++) n += clean.p[i] == '\n';
    span *at = ARENA_NEW(f->ar, n + 1, span);
    uint64_t *wording = ARENA_NEW(f->ar, n + 1, uint64_t), (*bag)[2] = arena_alloc(f->ar, n + 1, sizeof *bag);
    if (!at || !wording || !bag) return false;
    str rest = clean;
    while (rest.n) {
        str line = str_cut(rest, '\n', &rest);
        if (!line.n) continue;
        at[m->n_sentence] = (span){(uint32_t)(line.p - clean.p), (uint32_t)(line.p - clean.p + (ptrdiff_t)line.n)};
        fixture_prints(&wording[m->n_sentence], bag[m->n_sentence], line);
        m->n_sentence++;
    }
    m->source = at;
    m->wording = wording;
    m->bag = (const uint64_t(*)[2])bag;
    m->doc.n_bytes = (uint32_t)clean.n;
    m->doc.manifest.items = -1;
    m->doc.manifest.date = 20000 + (day)t;
    buf name = {0};
    buf_addf(&name, "t/%u", t + 1);
    m->doc.name = str_copy(f->ar, buf_str(&name));
    buf_free(&name);
    f->clean[t] = clean;
    return true;
}

/* text: n texts, the newest last; concepts: a concept file or NULL. */
static inline bool fixture_make(struct fixture *f, const str *text, uint32_t n)
{
    f->ar = arena_new(0);
    if (!f->ar) return false;
    f->n_text = n;
    f->text = ARENA_NEW(f->ar, n, struct compare_member);
    f->clean = ARENA_NEW(f->ar, n, str);
    if (!f->text || !f->clean || compare_vocab_new(&f->vocab, &f->list, f->ar, &f->err)) return false;
    for (uint32_t t = 0; t < n; t++)
        if (!fixture_member(f, t, text[t])) return false;
    f->series = (struct compare_series){.text = f->text,
                                        .n_text = n,
                                        .whole = true,
                                        .vocab = f->vocab,
                                        .list = &f->list,
                                        .reader = {.ctx = f, .read = fixture_read}};
    return true;
}

static inline void fixture_free(struct fixture *f) { arena_free(f->ar); }

#endif
