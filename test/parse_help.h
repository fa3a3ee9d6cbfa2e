/* Parsed texts for tests without a parser: annotated sentences as the text that a parser would have to give for them. */
#ifndef TEST_PARSE_HELP_H
#define TEST_PARSE_HELP_H

#include "conllu_help.h"

/* All arrays for so many; false when there is no memory. */
static inline bool parsed_arrays(struct language_text *out, uint32_t n_sentence, uint32_t n_token, uint32_t n_word, arena *ar)
{
    struct language_words *w = &out->words;
    w->sentence_token = ARENA_NEW(ar, n_sentence + 1, uint32_t);
    w->sentence_cut = ARENA_NEW(ar, n_sentence, bool);
    w->sentence_par = ARENA_NEW(ar, n_sentence, bool);
    w->token = ARENA_NEW(ar, n_token, span);
    w->token_word = ARENA_NEW(ar, n_token + 1, uint32_t);
    w->form = ARENA_NEW(ar, n_word, str);
    out->upos = ARENA_NEW(ar, n_word, uint8_t);
    out->xpos = ARENA_NEW(ar, n_word, str);
    out->feats = ARENA_NEW(ar, n_word, str);
    out->lemma = ARENA_NEW(ar, n_word, str);
    out->head = ARENA_NEW(ar, n_word, uint32_t);
    out->deprel = ARENA_NEW(ar, n_word, str);
    out->prob_head = ARENA_NEW(ar, n_word, float);
    out->prob_tag = ARENA_NEW(ar, n_word, float);
    return w->sentence_token && w->sentence_cut && w->sentence_par && w->token && w->token_word && w->form && out->upos &&
           out->xpos && out->feats && out->lemma && out->head && out->deprel && out->prob_head && out->prob_tag;
}

/* Word i of a sentence becomes the next word. */
static inline void parsed_word(struct language_text *out, const struct conllu_sentence *s, uint32_t i)
{
    uint32_t w = out->words.n_word++;
    out->words.form[w] = s->form[i];
    out->upos[w] = (uint8_t)language_upos_of(s->upos[i]);
    out->xpos[w] = s->xpos[i];
    out->feats[w] = s->feats[i];
    out->lemma[w] = s->lemma[i];
    out->head[w] = s->head[i];
    out->deprel[w] = s->deprel[i];
    out->prob_head[w] = 0.5f;
    out->prob_tag[w] = 0.25f;
}

/* The sentences over text, whose tokens must stand in it in this order; false where one does not, or without memory. */
static inline bool parsed_over(struct language_text *out, str text, const struct conllu_text *t, arena *ar)
{
    uint32_t n_word = 0, at = 0;
    for (uint32_t i = 0; i < t->n; i++) n_word += t->sentence[i].n_word;
    *out = (struct language_text){.text = text};
    if (!parsed_arrays(out, t->n, n_word, n_word, ar)) return false;
    struct language_words *w = &out->words;
    for (uint32_t i = 0; i < t->n; i++) {
        const struct conllu_sentence *s = &t->sentence[i];
        struct language_words one;
        str own;
        if (language_words_given(&one, &own, s, ar, NULL)) return false;
        w->sentence_par[i] = i == 0 || one.sentence_par[0];
        for (uint32_t k = 0; k < one.n_token; k++) {
            str form = str_span(own, one.token[k]);
            while (at < text.n && ascii_space((unsigned char)text.p[at])) at++;
            if (!str_starts((str){text.p + at, text.n - at}, form)) return false;
            w->token_word[w->n_token] = w->n_word + one.token_word[k];
            w->token[w->n_token++] = (span){at, at + (uint32_t)form.n};
            at += (uint32_t)form.n;
        }
        for (uint32_t k = 0; k < s->n_word; k++) parsed_word(out, s, k);
        w->n_sentence++;
        w->sentence_token[w->n_sentence] = w->n_token;
        w->token_word[w->n_token] = w->n_word;
    }
    return true;
}

/* The sentences over their own raw text. */
static inline bool parsed_of(struct language_text *out, const struct conllu_text *t, arena *ar)
{
    buf raw = {0};
    language_raw_text(&raw, t);
    str text = str_copy(ar, buf_str(&raw));
    buf_free(&raw);
    return parsed_over(out, text, t, ar);
}

#endif
