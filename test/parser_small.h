/* A parser over a small random model, and texts of its words among spaces, signs and any bytes. */
#ifndef TEST_PARSER_SMALL_H
#define TEST_PARSER_SMALL_H

#include "network_help.h"

struct small {
    arena *ar;
    str bytes; /* of the model */
    struct language_model *model;
    struct language_parser *parser;
};

static inline bool small_open(struct small *o, uint64_t seed)
{
    struct network_made made;
    struct err err = {0};
    *o = (struct small){.ar = arena_new(0)};
    network_make(&made, seed, o->ar);
    o->bytes = network_file(&made, o->ar);
    bool good = !language_model_open(&o->model, o->bytes, &err) && !language_parser_new(&o->parser, o->model, &err);
    if (!good) printf("# %s\n", err.msg);
    return good;
}

static inline void small_close(struct small *o)
{
    language_parser_free(o->parser);
    language_model_close(o->model);
    arena_free(o->ar);
}

/* Words of the model, spaces, line ends, signs and any bytes. */
static inline str small_text(uint32_t words, uint64_t *seed, arena *ar)
{
    static const char *const gaps[] = {" ", " ", " ", ". ", "\n", "\n\n", "", "\t", "\xC2\xA0", "\xFF", "...", "(", "\""};
    buf b = {0};
    str *form = ARENA_NEW(ar, words, str);
    network_forms(form, words, seed, ar);
    for (uint32_t i = 0; i < words; i++) {
        buf_add(&b, form[i]);
        buf_addz(&b, gaps[random_below(seed, ARRAY_LEN(gaps))]);
    }
    str text = str_copy(ar, buf_str(&b));
    buf_free(&b);
    return text;
}

/* Every sentence is a tree with one root, which alone is called so; nothing is empty; probabilities are some. */
static inline bool small_sound(const struct language_text *t)
{
    for (uint32_t s = 0; s < t->words.n_sentence; s++) {
        span w = language_sentence_words(t, s);
        uint32_t n = span_len(w), roots = 0;
        if (!n || n > LANGUAGE_MAX_SENTENCE_WORDS) return false;
        for (uint32_t i = w.begin; i < w.end; i++) {
            uint32_t at = i - w.begin + 1, steps = 0;
            while (at && at <= n && steps++ <= n) at = t->head[w.begin + at - 1];
            roots += t->head[i] == 0;
            if (at || (t->head[i] == 0) != str_eq(t->deprel[i], STR("root")) || t->upos[i] >= UPOS_COUNT) return false;
            if (!t->lemma[i].n || !t->xpos[i].n || !t->feats[i].n || !t->deprel[i].n) return false;
            if (!(t->prob_head[i] >= 0 && t->prob_head[i] <= 1 && t->prob_tag[i] >= 0 && t->prob_tag[i] <= 1)) return false;
        }
        if (roots != 1) return false;
    }
    return true;
}

/* Do two parses say the same, word for word and bit for bit? */
static inline bool small_same(const struct language_text *a, const struct language_text *b)
{
    const struct language_words *x = &a->words, *y = &b->words;
    bool same = x->n_sentence == y->n_sentence && x->n_token == y->n_token && x->n_word == y->n_word;
    for (uint32_t s = 0; same && s < x->n_sentence; s++)
        same = x->sentence_token[s + 1] == y->sentence_token[s + 1] && x->sentence_cut[s] == y->sentence_cut[s] &&
               x->sentence_par[s] == y->sentence_par[s];
    for (uint32_t k = 0; same && k < x->n_token; k++)
        same = x->token[k].begin == y->token[k].begin && x->token[k].end == y->token[k].end &&
               x->token_word[k + 1] == y->token_word[k + 1];
    for (uint32_t w = 0; same && w < x->n_word; w++)
        same = str_eq(x->form[w], y->form[w]) && a->upos[w] == b->upos[w] && str_eq(a->xpos[w], b->xpos[w]) &&
               str_eq(a->feats[w], b->feats[w]) && str_eq(a->lemma[w], b->lemma[w]) && a->head[w] == b->head[w] &&
               str_eq(a->deprel[w], b->deprel[w]) && memcmp(&a->prob_head[w], &b->prob_head[w], sizeof(float)) == 0 &&
               memcmp(&a->prob_tag[w], &b->prob_tag[w], sizeof(float)) == 0;
    return same;
}

#endif
