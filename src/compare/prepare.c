/* Texts ready to be compared: sentences as rows of word numbers. */
#include "compare/words.h"

#include <stdlib.h>

/* Words of the whole text while they are collected; grown in an arena of its own. */
struct words {
    arena *ar;
    struct word {
        uint32_t word, surface, concept;
        span at;
        uint8_t kind;
    } * item;
    uint32_t n, cap;
};

static enum status push_word(struct words *ws, const struct word *w, struct err *err)
{
    if (ws->n == ws->cap) {
        if (ws->cap > UINT32_MAX / 2) return err_set(err, E_LIMIT, "a text of more than %u words", ws->cap);
        uint32_t cap = ws->cap ? ws->cap * 2 : 512;
        struct word *item = arena_grow(ws->ar, ws->item, ws->cap, cap, sizeof *item);
        if (!item) return arena_why(ws->ar, err);
        ws->item = item;
        ws->cap = cap;
    }
    ws->item[ws->n++] = *w;
    return OK;
}

/* Tokens of one sentence become words; the words of an alias become one. */
static enum status add_sentence(struct words *ws, compare_vocab *v, str clean, span at, arena *scratch, struct err *err)
{
    struct text_tokens tok;
    enum status st = text_tokens_of(&tok, str_span(clean, at), at.begin, scratch, err);
    if (st) return st;
    uint32_t *surface = ARENA_NEW(scratch, tok.n, uint32_t);
    if (!surface) return arena_why(scratch, err);
    for (uint32_t i = 0; i < tok.n; i++) {
        st = vocab_add(&surface[i], v, str_span(clean, tok.at[i]), err);
        if (st) return st;
    }
    for (uint32_t i = 0, taken = 1; i < tok.n; i += taken) {
        struct word w = {.surface = surface[i], .at = tok.at[i], .kind = tok.kind[i]};
        taken = 1;
        w.concept = vocab_alias(v, surface + i, tok.n - i, &taken);
        w.at.end = tok.at[i + taken - 1].end;
        w.word = vocab_at(v, surface[i])->fold;
        if (w.concept != UINT32_MAX) w.word = vocab_concept_word(v, w.concept);
        if (taken > 1) st = vocab_add(&w.surface, v, str_span(clean, w.at), err);
        if (!st) st = push_word(ws, &w, err);
        if (st) return st;
    }
    return OK;
}

static enum status allot(struct compare_text *t, arena *ar, struct err *err)
{
    size_t n = t->n_sentence;
    t->at = ARENA_NEW(ar, n, span);
    t->paragraph = ARENA_NEW(ar, n, uint32_t);
    t->kind = ARENA_NEW(ar, n, uint8_t);
    t->word_from = ARENA_NEW(ar, n + 1, uint32_t);
    t->wording = ARENA_NEW(ar, n, uint64_t);
    t->folded = ARENA_NEW(ar, n, uint64_t);
    bool ok = t->at && t->paragraph && t->kind && t->word_from && t->wording && t->folded;
    return ok ? OK : arena_why(ar, err);
}

static enum status take_words(struct compare_text *t, const struct words *ws, arena *ar, struct err *err)
{
    t->n_word = ws->n;
    t->word = ARENA_NEW(ar, ws->n, uint32_t);
    t->surface = ARENA_NEW(ar, ws->n, uint32_t);
    t->concept = ARENA_NEW(ar, ws->n, uint32_t);
    t->word_at = ARENA_NEW(ar, ws->n, span);
    t->word_kind = ARENA_NEW(ar, ws->n, uint8_t);
    if (!t->word || !t->surface || !t->concept || !t->word_at || !t->word_kind) return arena_why(ar, err);
    for (uint32_t i = 0; i < ws->n; i++) {
        const struct word *w = &ws->item[i];
        t->word[i] = w->word;
        t->surface[i] = w->surface;
        t->concept[i] = w->concept;
        t->word_at[i] = w->at;
        t->word_kind[i] = w->kind;
    }
    return OK;
}

/* Over the words' own fingerprints: the same whatever the vocabulary. */
static uint64_t fold_sentence(const struct compare_text *t, uint32_t sentence)
{
    uint64_t h = 0;
    for (uint32_t i = t->word_from[sentence]; i < t->word_from[sentence + 1]; i++)
        if (word_class_at(t, i) != CLASS_PUNCT) h = hash64_mix(h, vocab_at(t->vocab, t->word[i])->hash);
    return h;
}

enum status compare_text_make(struct compare_text *out, compare_vocab *v, str clean, const span *sentence,
                              const uint32_t *paragraph, const uint8_t *kind, uint32_t n_sentence, arena *ar, struct err *err)
{
    struct compare_text t = {.vocab = v, .clean = clean, .n_sentence = n_sentence};
    struct words ws = {.ar = arena_new(arena_cap_bytes(ar))};
    arena *scratch = arena_new(arena_cap_bytes(ar));
    buf plain = {0};
    enum status st = ws.ar && scratch ? allot(&t, ar, err) : err_set(err, E_NOMEM, "no memory for %u sentences", n_sentence);
    for (uint32_t i = 0; !st && i < n_sentence; i++) {
        t.at[i] = sentence[i];
        t.paragraph[i] = paragraph[i];
        t.kind[i] = kind ? kind[i] : TEXT_PARAGRAPH;
        t.word_from[i] = ws.n;
        st = add_sentence(&ws, v, clean, sentence[i], scratch, err);
        arena_reset(scratch);
        buf_clear(&plain);
        text_wording(&plain, str_span(clean, sentence[i]));
        if (!st) st = buf_check(&plain, err);
        if (!st) t.wording[i] = hash64(buf_str(&plain));
    }
    if (!st) st = take_words(&t, &ws, ar, err);
    if (!st) {
        t.word_from[n_sentence] = ws.n;
        for (uint32_t i = 0; i < n_sentence; i++) t.folded[i] = fold_sentence(&t, i);
        *out = t;
    }
    buf_free(&plain);
    arena_free(scratch);
    arena_free(ws.ar);
    return st;
}

enum status compare_text_of_reading(struct compare_text *out, compare_vocab *v, const struct record_reading *reading, arena *ar,
                                    struct err *err)
{
    const struct text_sentences *all = &reading->sentences;
    span *at = ARENA_NEW(ar, all->n, span);
    uint32_t *paragraph = ARENA_NEW(ar, all->n, uint32_t);
    uint8_t *kind = ARENA_NEW(ar, all->n, uint8_t);
    if (!at || !paragraph || !kind) return arena_why(ar, err);
    uint32_t n = 0, n_paragraph = 0;
    for (uint32_t i = 0, last = UINT32_MAX; i < all->n; i++) {
        enum text_kind k = reading->page.block[all->block[i]].kind;
        if (!text_kind_is_main(k)) continue;
        n_paragraph += all->block[i] != last;
        last = all->block[i];
        at[n] = all->at[i];
        kind[n] = (uint8_t)k;
        paragraph[n++] = n_paragraph - 1;
    }
    return compare_text_make(out, v, reading->page.clean, at, paragraph, kind, n, ar, err);
}

int compare_text_order(const struct compare_text *a, const struct compare_text *b)
{
    if (a->n_sentence != b->n_sentence) return a->n_sentence < b->n_sentence ? -1 : 1;
    for (uint32_t i = 0; i < a->n_sentence; i++)
        if (a->wording[i] != b->wording[i]) return a->wording[i] < b->wording[i] ? -1 : 1;
    for (uint32_t i = 0; i < a->n_sentence; i++) {
        if (a->paragraph[i] != b->paragraph[i]) return a->paragraph[i] < b->paragraph[i] ? -1 : 1;
        if (a->kind[i] != b->kind[i]) return a->kind[i] < b->kind[i] ? -1 : 1;
    }
    return 0;
}
