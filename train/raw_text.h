/* The raw text of a treebank, with where its tokens, words and sentences end: as the CoNLL 2018 task made it (tokens joined by
** SpaceAfter, sentences of a paragraph by one space, paragraphs parted by an empty line), or in the shapes that texts have
** elsewhere. For trainers and evaluators; everything is made from the sentences as they were read, nothing is guessed. */
#ifndef TRAIN_RAW_TEXT_H
#define TRAIN_RAW_TEXT_H

#include "language/language.h"

enum raw_shape {
    RAW_PARAGRAPHS, /* an empty line between paragraphs, no other line ends */
    RAW_WRAPPED,    /* and lines broken at a width */
    RAW_LINES       /* each paragraph is a line; an empty line between documents only */
};

/* One token of the gold. */
struct raw_token {
    uint32_t begin, end; /* bytes of the text */
    uint8_t n_word;      /* at most 255 */
    uint8_t size[2];     /* characters of its first words; the last has the rest */
    bool ends;           /* a sentence ends with it */
};

struct raw_text {
    buf text;
    buf tokens; /* of struct raw_token */
    enum raw_shape shape;
    bool space; /* stands between the last token and the next */
};

static inline uint32_t raw_n_token(const struct raw_text *raw) { return (uint32_t)(raw->tokens.n / sizeof(struct raw_token)); }
static inline struct raw_token *raw_tokens(const struct raw_text *raw) { return (struct raw_token *)(void *)raw->tokens.p; }
static inline void raw_free(struct raw_text *raw)
{
    buf_free(&raw->text);
    buf_free(&raw->tokens);
}

static inline bool raw_has_comment(const struct conllu_sentence *s, const char *what)
{
    for (uint32_t i = 0; i < s->n_comment; i++)
        if (str_starts(s->comment[i], str_of(what))) return true;
    return false;
}

static inline bool raw_space_after(str misc) { return str_find(misc, STR("SpaceAfter=No"), 0) == SIZE_MAX; }

static inline uint8_t raw_characters(str s)
{
    size_t n = 0;
    for (size_t at = 0, size; at < s.n; at += size, n++) (void)utf8_decode(s, at, &size);
    return (uint8_t)(n < 255 ? n : 255);
}

/* White space due before the next token: by = " ", "\n" or "\n\n". Nothing at the start. */
static inline void raw_part(struct raw_text *raw, const char *by)
{
    if (raw->text.n) buf_addz(&raw->text, by);
}

/* Adds the tokens of a sentence; words of the tokens are those of ranges. */
static inline void raw_add(struct raw_text *raw, const struct conllu_sentence *s)
{
    if (raw_has_comment(s, "# newdoc"))
        raw_part(raw, "\n\n");
    else if (raw_has_comment(s, "# newpar"))
        raw_part(raw, raw->shape == RAW_LINES ? "\n" : "\n\n");
    else if (raw->space)
        raw_part(raw, " ");
    uint32_t range = 0;
    for (uint32_t i = 0; i < s->n_word;) {
        struct raw_token t = {.n_word = 1};
        str form = s->form[i];
        str misc = s->misc[i];
        if (range < s->n_range && s->range[range].first == i + 1) {
            const struct conllu_range *r = &s->range[range++];
            form = r->column[CONLLU_FORM];
            misc = r->column[CONLLU_MISC];
            t.n_word = (uint8_t)(r->last - r->first + 1);
            for (uint32_t k = 0; k < 2 && k + 1 < t.n_word; k++) t.size[k] = raw_characters(s->form[i + k]);
        }
        t.begin = (uint32_t)raw->text.n;
        buf_add(&raw->text, form);
        t.end = (uint32_t)raw->text.n;
        i += t.n_word;
        t.ends = i >= s->n_word;
        raw->space = raw_space_after(misc);
        if (raw->space && !t.ends) buf_addc(&raw->text, ' ');
        buf_add(&raw->tokens, (str){(const char *)&t, sizeof t});
    }
}

/* Breaks the lines of a text at width columns (bytes): spaces become line ends, so nothing moves. ragged: each line may break up
** to so many columns earlier, by a seed of its own. */
static inline void raw_wrap(struct raw_text *raw, uint32_t width, uint32_t ragged)
{
    uint32_t seed = width * 2654435761u;
    uint32_t room = width;
    char *p = raw->text.p;
    size_t line = 0;
    size_t space = SIZE_MAX;
    for (size_t i = 0; i <= raw->text.n; i++) {
        if (i < raw->text.n && p[i] != ' ' && p[i] != '\n') continue;
        if (i - line > room && space != SIZE_MAX) {
            p[space] = '\n';
            line = space + 1;
            seed = seed * 1664525u + 1013904223u; /* Knuth, TAOCP 2, 3.3.4, table 1, line 16 */
            room = width - (ragged ? (seed >> 16) % (ragged + 1) : 0);
        }
        space = i;
        if (i < raw->text.n && p[i] == '\n') {
            line = i + 1;
            space = SIZE_MAX;
        }
    }
}

#endif
