/* A parse into bytes (parse_body.h). Pure: the same parse gives the same bytes, on every machine. */
#include "record/parse_body.h"

/* What is written by its number: strings in the order in which they are first met, and tags, which are three strings at once. */
struct names {
    struct hash_map of_string, of_tag;
    str *string;   /* [n_string] */
    uint64_t *tag; /* [n_tag] part of speech, XPOS and FEATS, 16, 24 and 24 bits */
    uint32_t n_string, cap_string, n_tag, cap_tag;
    arena *ar;
};

/* Two strings of one fingerprint are two: the second is written each time that it is met. */
static uint32_t string_of(struct names *n, str s)
{
    uint32_t at = hash_map_get(&n->of_string, hash64(s));
    if (at != UINT32_MAX && str_eq(n->string[at], s)) return at;
    if (n->n_string == n->cap_string) {
        uint32_t cap = n->cap_string ? n->cap_string * 2 : 256;
        str *more = arena_grow(n->ar, n->string, n->cap_string, cap, sizeof *more);
        if (!more) return UINT32_MAX;
        n->string = more;
        n->cap_string = cap;
    }
    if (at == UINT32_MAX && hash_map_put(&n->of_string, n->ar, hash64(s), n->n_string)) return UINT32_MAX;
    n->string[n->n_string] = s;
    return n->n_string++;
}

static uint32_t tag_of(struct names *n, const struct language_text *t, uint32_t w)
{
    uint32_t xpos = string_of(n, t->xpos[w]);
    uint32_t feats = string_of(n, t->feats[w]);
    if (xpos >> 24 || feats >> 24) return UINT32_MAX;
    uint64_t tag = (uint64_t)t->upos[w] << 48 | (uint64_t)xpos << 24 | feats;
    uint32_t at = hash_map_get(&n->of_tag, tag); /* a number by itself: no two are confused */
    if (at != UINT32_MAX) return at;
    if (n->n_tag == n->cap_tag) {
        uint32_t cap = n->cap_tag ? n->cap_tag * 2 : 128;
        uint64_t *more = arena_grow(n->ar, n->tag, n->cap_tag, cap, sizeof *more);
        if (!more) return UINT32_MAX;
        n->tag = more;
        n->cap_tag = cap;
    }
    if (hash_map_put(&n->of_tag, n->ar, tag, n->n_tag)) return UINT32_MAX;
    n->tag[n->n_tag] = tag;
    return n->n_tag++;
}

/* Numbers of every word, before anything is written: the strings stand first. */
struct numbers {
    uint32_t *tag, *deprel, *lemma; /* [n_word] */
};

static enum status take_numbers(struct numbers *out, struct names *n, const struct language_text *t, struct err *err)
{
    out->tag = ARENA_NEW(n->ar, t->words.n_word, uint32_t);
    out->deprel = ARENA_NEW(n->ar, t->words.n_word, uint32_t);
    out->lemma = ARENA_NEW(n->ar, t->words.n_word, uint32_t);
    bool good = out->tag && out->deprel && out->lemma;
    for (uint32_t w = 0; good && w < t->words.n_word; w++) {
        out->tag[w] = tag_of(n, t, w);
        out->deprel[w] = string_of(n, t->deprel[w]);
        bool as_form = str_eq(t->lemma[w], t->words.form[w]);
        out->lemma[w] = as_form ? 0 : string_of(n, t->lemma[w]) + 1;
        good = out->tag[w] != UINT32_MAX && out->deprel[w] != UINT32_MAX && (as_form || out->lemma[w]);
    }
    return good ? OK : arena_why(n->ar, err);
}

static void write_names(buf *out, const struct names *n)
{
    for (uint32_t i = 0; i < n->n_string; i++) buf_add_varint(out, n->string[i].n);
    for (uint32_t i = 0; i < n->n_string; i++) buf_add(out, n->string[i]);
    for (uint32_t i = 0; i < n->n_tag; i++) buf_add_varint(out, n->tag[i] >> 48);
    for (uint32_t i = 0; i < n->n_tag; i++) buf_add_varint(out, n->tag[i] >> 24 & 0xFFFFFF);
    for (uint32_t i = 0; i < n->n_tag; i++) buf_add_varint(out, n->tag[i] & 0xFFFFFF);
}

/* A form that is not its part of the text could not be read back. None is known, so nothing is made for them: such a parse is
** refused, and made again each time. */
static enum status write_tokens(buf *out, const struct language_text *t, struct err *err)
{
    const struct language_words *w = &t->words;
    for (uint32_t s = 0; s < w->n_sentence; s++) buf_add_varint(out, w->sentence_token[s + 1] - w->sentence_token[s]);
    for (uint32_t s = 0; s < w->n_sentence; s++) buf_add_varint(out, w->sentence_cut[s] + 2u * w->sentence_par[s]);
    for (uint32_t k = 0; k < w->n_token; k++) buf_add_varint(out, w->token[k].begin - (k ? w->token[k - 1].end : 0));
    for (uint32_t k = 0; k < w->n_token; k++) buf_add_varint(out, span_len(w->token[k]));
    for (uint32_t k = 0; k < w->n_token; k++) buf_add_varint(out, w->token_word[k + 1] - w->token_word[k]);
    for (uint32_t k = 0; k < w->n_token; k++) {
        uint32_t at = w->token[k].begin;
        for (uint32_t i = w->token_word[k]; i < w->token_word[k + 1]; i++) {
            uint32_t end = i + 1 < w->token_word[k + 1] ? at + (uint32_t)w->form[i].n : w->token[k].end;
            if (end > w->token[k].end || !str_eq(w->form[i], str_span(t->text, (span){at, end})))
                return err_set(err, E_FORMAT, "the word \"%.*s\" is spelled otherwise than its text", STR_ARG(w->form[i]));
            if (end != w->token[k].end) buf_add_varint(out, end - at);
            at = end;
        }
    }
    return OK;
}

/* How far the head is, as a small number: most are near. */
static uint64_t head_number(uint32_t own, uint32_t head)
{
    if (!head) return 0;
    return head < own ? 2 * (uint64_t)(own - head) : 2 * (uint64_t)(head - own) + 1;
}

static void write_floats(buf *out, const float *v, uint32_t n)
{
    for (int shift = 24; shift >= 0; shift -= 8) {
        for (uint32_t i = 0; i < n; i++) {
            uint32_t bits;
            memcpy(&bits, &v[i], sizeof bits);
            buf_addc(out, (char)(unsigned char)(bits >> shift));
        }
    }
}

static void write_words(buf *out, const struct language_text *t, const struct numbers *n)
{
    const struct language_words *w = &t->words;
    for (uint32_t i = 0; i < w->n_word; i++) buf_add_varint(out, n->tag[i]);
    for (uint32_t i = 0; i < w->n_word; i++) buf_add_varint(out, n->deprel[i]);
    for (uint32_t i = 0; i < w->n_word; i++) buf_add_varint(out, n->lemma[i]);
    for (uint32_t s = 0; s < w->n_sentence; s++) {
        span at = language_sentence_words(t, s);
        for (uint32_t i = at.begin; i < at.end; i++) buf_add_varint(out, head_number(i - at.begin + 1, t->head[i]));
    }
    write_floats(out, t->prob_head, w->n_word);
    write_floats(out, t->prob_tag, w->n_word);
}

enum status parse_body_write(buf *out, const struct language_text *t, arena *ar, struct err *err)
{
    struct arena_mark mark = arena_here(ar);
    struct names n = {.ar = ar};
    struct numbers numbers;
    TRY(take_numbers(&numbers, &n, t, err));
    buf_add_varint(out, PARSE_BODY_VERSION);
    buf_add_varint(out, t->words.n_sentence);
    buf_add_varint(out, t->words.n_token);
    buf_add_varint(out, t->words.n_word);
    buf_add_varint(out, n.n_string);
    buf_add_varint(out, n.n_tag);
    write_names(out, &n);
    enum status code = write_tokens(out, t, err);
    write_words(out, t, &numbers);
    arena_back(ar, mark);
    return code == OK ? buf_check(out, err) : code;
}
