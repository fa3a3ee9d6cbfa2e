/* Texts ready to be compared: sentences as rows of word numbers.
**
** Invariants: word_from rises from 0 to n_word; each word lies inside its sentence, in order, and no two
** overlap; the folded number folds to itself; wording and folded depend on the text and the concept list alone,
** never on the vocabulary that happened to be there. Property: what stands between two words of a sentence is
** white space.
**
** Three fingerprints, from strict to loose: `wording` of the words as they stand, marks made plain (the same in
** the index, so that texts need not be read to find equal sentences); `folded` of the words without case, marks
** and aliases (equal for the alignment); the bags of the index (may be like, to be looked at). */
#include "compare/words.h"

#include <stdlib.h>

/* The arrays of words, with room for more. */
struct words {
    struct compare_text *t;
    uint32_t cap;
    buf wording; /* of one sentence */
    arena *ar;
    struct err *err;
};

/* All five arrays grow together and share one capacity. The old ones stay in the arena until it goes: growth by
** half keeps that to twice the final size. */
static enum status make_room(struct words *ws, uint32_t more)
{
    struct compare_text *t = ws->t;
    if (ws->cap - t->n_word >= more) return OK;
    if (ws->cap > UINT32_MAX / 2 - more) return err_set(ws->err, E_LIMIT, "a text of more than %u words", ws->cap);
    uint32_t cap = ws->cap + ws->cap / 2 + more;
    struct compare_text grown = *t;
    /* Not arena_grow: what is not yet used need not be zeroed, nor touched. */
    grown.word = arena_raw(ws->ar, cap, sizeof *t->word);
    grown.surface = arena_raw(ws->ar, cap, sizeof *t->surface);
    grown.concept = arena_raw(ws->ar, cap, sizeof *t->concept);
    grown.word_at = arena_raw(ws->ar, cap, sizeof *t->word_at);
    grown.word_kind = arena_raw(ws->ar, cap, sizeof *t->word_kind);
    if (!grown.word || !grown.surface || !grown.concept || !grown.word_at || !grown.word_kind)
        return arena_why(ws->ar, ws->err);
    if (t->n_word) {
        memcpy(grown.word, t->word, t->n_word * sizeof *t->word);
        memcpy(grown.surface, t->surface, t->n_word * sizeof *t->surface);
        memcpy(grown.concept, t->concept, t->n_word * sizeof *t->concept);
        memcpy(grown.word_at, t->word_at, t->n_word * sizeof *t->word_at);
        memcpy(grown.word_kind, t->word_kind, t->n_word * sizeof *t->word_kind);
    }
    *t = grown;
    ws->cap = cap;
    return OK;
}

/* As text_wording makes it, but from the tokens at hand, as long as they stand for themselves; nearly all
** sentences. The shortcut must give the very bytes of text_wording (a property test holds the two against each
** other): so it stops at the first token that might be spelled another way, and the text room's own function
** does the sentence again. */
static enum status hash_wording(uint64_t *out, struct words *ws, const compare_vocab *v, span at, const struct text_tokens *tok,
                                const uint32_t *surface)
{
    buf *b = &ws->wording;
    uint32_t i = 0;
    buf_clear(b);
    char *p = buf_room(b, (size_t)span_len(at) + tok->n + 1);
    for (; p && i < tok->n && vocab_at(v, surface[i])->plain; i++) {
        str s = str_span(ws->t->clean, tok->at[i]);
        if (i) *p++ = ' ';
        memcpy(p, s.p, s.n);
        p += s.n;
    }
    if (p && i == tok->n)
        b->n = (size_t)(p - b->p);
    else
        text_wording(b, str_span(ws->t->clean, at));
    *out = hash64(buf_str(b));
    return buf_check(b, ws->err);
}

/* Tokens of one sentence become words; the words of an alias become one. surface is written over in place: word
** numbers run behind token numbers, because an alias takes several tokens and gives one word. An alias never
** reaches beyond its sentence. */
static enum status add_sentence(struct words *ws, compare_vocab *v, uint32_t sentence, arena *scratch)
{
    struct compare_text *t = ws->t;
    span at = t->at[sentence];
    struct text_tokens tok;
    enum status st = text_tokens_of(&tok, str_span(t->clean, at), at.begin, scratch, ws->err);
    if (!st) st = make_room(ws, tok.n);
    if (st) return st;
    uint32_t first = t->n_word, *surface = t->surface + first;
    for (uint32_t i = 0; i < tok.n; i++) {
        st = vocab_add(&surface[i], v, str_span(t->clean, tok.at[i]), ws->err);
        if (st) return st;
    }
    st = hash_wording(&t->wording[sentence], ws, v, at, &tok, surface);
    if (st) return st;
    for (uint32_t i = 0, taken; i < tok.n; i += taken) {
        uint32_t w = t->n_word++;
        taken = 1;
        uint32_t concept = vocab_alias(v, surface + i, tok.n - i, &taken);
        t->concept[w] = concept;
        t->word_at[w] = (span){tok.at[i].begin, tok.at[i + taken - 1].end};
        t->word_kind[w] = tok.kind[i];
        t->word[w] = concept == UINT32_MAX ? vocab_at(v, surface[i])->fold : vocab_concept_word(v, concept);
        /* w never runs ahead of the numbers still to be read. */
        t->surface[w] = surface[i];
        if (taken > 1) st = vocab_add(&t->surface[w], v, str_span(t->clean, t->word_at[w]), ws->err);
        if (st) return st;
    }
    return OK;
}

/* The arrays with one entry a sentence; those of words grow. */
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

/* Over the words' own fingerprints: the same whatever the vocabulary. 0 for a sentence of marks alone, and for
** an empty one: such sentences are all "the same", which is what a reader would say. */
static uint64_t fold_sentence(const struct compare_text *t, uint32_t sentence)
{
    uint64_t h = 0;
    for (uint32_t i = t->word_from[sentence]; i < t->word_from[sentence + 1]; i++)
        if (word_class_at(t, i) != CLASS_PUNCT) h = hash64_mix(h, vocab_at(t->vocab, t->word[i])->hash);
    return h;
}

#define BYTES_A_WORD 5 /* or more, in most languages: the first guess */

/* *out only on success. clean is borrowed and must outlive the text; the spans are copied. LIMIT from the
** arena, or when the words would not fit 32 bits. Linear. */
enum status compare_text_make(struct compare_text *out, compare_vocab *v, str clean, const span *sentence,
                              const uint32_t *paragraph, const uint8_t *kind, uint32_t n_sentence, arena *ar, struct err *err)
{
    struct compare_text t = {.vocab = v, .clean = clean, .n_sentence = n_sentence};
    struct words ws = {.t = &t, .ar = ar, .err = err};
    arena *scratch = arena_new(arena_cap_bytes(ar));
    uint64_t bytes = 0;
    for (uint32_t i = 0; i < n_sentence; i++) bytes += span_len(sentence[i]);
    enum status st = scratch ? allot(&t, ar, err) : err_set(err, E_NOMEM, "no memory for %u sentences", n_sentence);
    if (!st) st = make_room(&ws, (uint32_t)(bytes / BYTES_A_WORD) + 1);
    for (uint32_t i = 0; !st && i < n_sentence; i++) {
        t.at[i] = sentence[i];
        t.paragraph[i] = paragraph[i];
        t.kind[i] = kind ? kind[i] : TEXT_PARAGRAPH;
        t.word_from[i] = t.n_word;
        st = add_sentence(&ws, v, i, scratch);
        arena_reset(scratch);
    }
    if (!st) {
        t.word_from[n_sentence] = t.n_word;
        for (uint32_t i = 0; i < n_sentence; i++) t.folded[i] = fold_sentence(&t, i);
        *out = t;
    }
    buf_free(&ws.wording);
    arena_free(scratch);
    return st;
}

/* Titles and asides are left out: a title names the text, and furniture says nothing of the series. A block is
** a paragraph. */
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

/* Lengths first, then wordings, then layout: whatever the alignment can see is in it, so texts that it calls
** equal are aligned as one. */
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
