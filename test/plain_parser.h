/* A stand-in for the parser, so that what is around it can be tested in a build without a model: words end at white space and
** signs,
** sentences behind full stops, empty lines and 400 words; each word depends on the one before it, the first is the root. It finds
** no
** grammar and is used by tests alone. */
#ifndef TEST_PLAIN_PARSER_H
#define TEST_PLAIN_PARSER_H

#include "parse_help.h"

static inline void plain_labels(struct language_text *t)
{
    for (uint32_t s = 0; s < t->words.n_sentence; s++) {
        span w = language_sentence_words(t, s);
        for (uint32_t i = w.begin; i < w.end; i++) {
            t->lemma[i] = t->words.form[i];
            t->upos[i] = UPOS_NOUN;
            t->xpos[i] = STR("NN");
            t->feats[i] = STR("_");
            t->head[i] = i - w.begin;
            t->deprel[i] = i > w.begin ? STR("dep") : STR("root");
        }
    }
}

static inline bool plain_word_byte(char c) { return ascii_alnum((unsigned char)c) || (unsigned char)c >= 0x80; }

/* The end of a sentence, where one is open. */
static inline void plain_end(struct language_words *w, bool cut)
{
    if (w->n_token == w->sentence_token[w->n_sentence]) return;
    w->sentence_cut[w->n_sentence] = cut;
    w->sentence_token[++w->n_sentence] = w->n_token;
}

static inline enum status plain_text(struct language_text *out, str text, arena *ar, struct err *err)
{
    struct language_words *w = &out->words;
    uint32_t lines = 2;
    *out = (struct language_text){.text = text};
    if (!parsed_arrays(out, (uint32_t)text.n + 1, (uint32_t)text.n, (uint32_t)text.n, ar)) return arena_why(ar, err);
    for (uint32_t i = 0, end; i < text.n; i = end) {
        for (end = i + 1; plain_word_byte(text.p[i]) && end < text.n && plain_word_byte(text.p[end]);) end++;
        if (ascii_space((unsigned char)text.p[i])) {
            lines += text.p[i] == '\n';
            if (lines == 2) plain_end(w, false);
            continue;
        }
        if (w->n_token == w->sentence_token[w->n_sentence]) w->sentence_par[w->n_sentence] = lines >= 2;
        lines = 0;
        w->token[w->n_token] = (span){i, end};
        w->form[w->n_word++] = (str){text.p + i, end - i};
        w->token_word[++w->n_token] = w->n_word;
        uint32_t words = w->n_token - w->sentence_token[w->n_sentence];
        if (text.p[i] == '.' || words == LANGUAGE_MAX_SENTENCE_WORDS) plain_end(w, text.p[i] != '.');
    }
    plain_end(w, false);
    plain_labels(out);
    return OK;
}

static inline enum status plain_given(struct language_text *out, const struct conllu_sentence *s, arena *ar, struct err *err)
{
    *out = (struct language_text){0};
    if (s->n_word > LANGUAGE_MAX_SENTENCE_WORDS) return err_set(err, E_LIMIT, "line %u: %u words", s->line, s->n_word);
    if (!parsed_arrays(out, 1, s->n_word, s->n_word, ar)) return arena_why(ar, err);
    enum status status = language_words_given(&out->words, &out->text, s, ar, err);
    if (!status) plain_labels(out);
    return status;
}

static inline enum status plain_begin(void **state, const void *ctx, struct err *err)
{
    (void)ctx;
    (void)err;
    *state = NULL;
    return OK;
}
static inline void plain_end_state(void *state) { (void)state; }

/* As the parser's own work: the sentences before a bad one stay. */
static inline enum status plain_work(void *state, const void *ctx, struct language_piece *piece, struct err *err)
{
    (void)state;
    (void)ctx;
    str in = buf_str(&piece->in);
    size_t most = piece->conllu ? in.n / 20 + 1 : 1; /* no sentence has fewer bytes */
    piece->text = ARENA_NEW(piece->ar, most, struct language_text);
    if (!piece->text) return arena_why(piece->ar, err);
    if (!piece->conllu) {
        enum status status = plain_text(piece->text, in, piece->ar, err);
        piece->n_text = status ? 0 : 1;
        return status;
    }
    piece->given = ARENA_NEW(piece->ar, most, struct conllu_sentence);
    if (!piece->given) return arena_why(piece->ar, err);
    struct conllu_reader reader = conllu_reader_of(in);
    reader.line = piece->line;
    enum status status;
    while (!(status = conllu_next(&piece->given[piece->n_text], &reader, piece->ar, err))) {
        status = plain_given(&piece->text[piece->n_text], &piece->given[piece->n_text], piece->ar, err);
        if (status) return status;
        piece->n_text++;
    }
    return status == DONE ? OK : status;
}

static inline struct language_work plain_parser(void)
{
    return (struct language_work){.begin = plain_begin, .work = plain_work, .end = plain_end_state};
}

#endif
