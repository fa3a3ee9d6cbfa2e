/* The library's face to the parser: the language room's arrays with terminated strings. */
#include "entente_face.h"

struct ent_parser {
    arena *last; /* what the last call handed out */
    struct language_model *model;
    struct language_parser *parser;
};

/* ---- handing out ---- */

/* Words say the same few strings over and over: each is copied once. */
struct copies {
    arena *ar;
    struct hash_map at; /* of hash64(string) */
    const char **item;  /* [n] */
    uint32_t n, cap;
    bool ok;
};

static const char *copy_of(struct copies *c, str s)
{
    uint64_t key = hash64(s);
    uint32_t i = hash_map_get(&c->at, key);
    if (i != UINT32_MAX && str_eq(str_of(c->item[i]), s)) return c->item[i];
    const char *p = face_handed(c->ar, s, &c->ok);
    if (i != UINT32_MAX || !c->ok) return p;
    if (c->n == c->cap) {
        uint32_t cap = c->cap ? 2 * c->cap : 256;
        const char **more = arena_grow(c->ar, c->item, c->n, cap, sizeof *more);
        if (!more) c->ok = false;
        if (!more) return p;
        c->item = more;
        c->cap = cap;
    }
    c->item[c->n] = p;
    c->ok = hash_map_put(&c->at, c->ar, key, c->n) == OK;
    c->n++;
    return p;
}

static const char *const *strings(struct copies *c, const str *from, uint32_t n)
{
    const char **to = ARENA_NEW(c->ar, n, const char *);
    if (!to) c->ok = false;
    for (uint32_t i = 0; i < n && c->ok; i++) to[i] = copy_of(c, from[i]);
    return to;
}

/* Where tokens stand, in two arrays, and the universal parts of speech by name. */
static bool lay_out(struct ent_parse *out, const struct language_text *t, struct copies *c)
{
    const struct language_words *w = &t->words;
    uint32_t *begin = ARENA_NEW(c->ar, w->n_token, uint32_t);
    uint32_t *end = ARENA_NEW(c->ar, w->n_token, uint32_t);
    unsigned char *cut = ARENA_NEW(c->ar, w->n_sentence, unsigned char);
    const char **upos = ARENA_NEW(c->ar, w->n_word, const char *);
    if (!begin || !end || !cut || !upos) return false;
    for (uint32_t i = 0; i < w->n_token; i++) {
        begin[i] = w->token[i].begin;
        end[i] = w->token[i].end;
    }
    for (uint32_t i = 0; i < w->n_sentence; i++) cut[i] = w->sentence_cut[i];
    for (uint32_t i = 0; i < w->n_word && c->ok; i++) upos[i] = copy_of(c, language_upos_name((enum language_upos)t->upos[i]));
    out->token_begin = begin;
    out->token_end = end;
    out->sentence_cut = cut;
    out->upos = upos;
    return c->ok;
}

static bool hand_out(struct ent_parse *out, const struct language_text *t, arena *ar)
{
    const struct language_words *w = &t->words;
    struct copies c = {.ar = ar, .ok = true};
    *out = (struct ent_parse){.n_sentence = w->n_sentence,
                              .n_token = w->n_token,
                              .n_word = w->n_word,
                              .sentence_token = w->sentence_token,
                              .token_word = w->token_word,
                              .form = strings(&c, w->form, w->n_word),
                              .lemma = strings(&c, t->lemma, w->n_word),
                              .xpos = strings(&c, t->xpos, w->n_word),
                              .feats = strings(&c, t->feats, w->n_word),
                              .deprel = strings(&c, t->deprel, w->n_word),
                              .head = t->head,
                              .prob_head = t->prob_head,
                              .prob_tag = t->prob_tag};
    return c.ok && lay_out(out, t, &c);
}

/* ---- calls ---- */

enum ent_status ent_parser_open(ent_parser **out, struct ent_error *error)
{
    struct err err = {0};
    if (!out) return face_misuse(error, "no place for the parser's handle");
    *out = NULL;
    str bytes = language_english();
    if (!bytes.n) return face_told(error, ENT_NOTFOUND, "this library was built without a model");
    ent_parser *p = calloc(1, sizeof *p);
    if (!p) return face_told(error, ENT_NOMEM, "no memory for a parser");
    p->last = arena_new(0);
    enum status s = p->last ? language_model_open(&p->model, bytes, &err) : err_set(&err, E_NOMEM, "no memory for a parser");
    if (!s) s = language_parser_new(&p->parser, p->model, &err);
    if (s)
        ent_parser_close(p);
    else
        *out = p;
    return s ? face_result(error, s, &err) : ENT_OK;
}

void ent_parser_close(ent_parser *p)
{
    if (!p) return;
    language_parser_free(p->parser);
    language_model_close(p->model);
    arena_free(p->last);
    free(p);
}

enum ent_status ent_parser_run(ent_parser *p, const char *text, size_t n_bytes, struct ent_parse *out, struct ent_error *error)
{
    struct err err = {0};
    struct language_text t;
    if (!p || !out || (!text && n_bytes))
        return face_misuse(error, "a parse needs a parser, a text and a place for the result");
    arena_reset(p->last);
    enum status s = language_parse(&t, p->parser, (str){text ? text : "", n_bytes}, p->last, &err);
    if (s) return face_result(error, s, &err);
    return hand_out(out, &t, p->last) ? ENT_OK : face_told(error, ENT_NOMEM, "no memory for the parse");
}

enum ent_status ent_record_parse(ent_record *r, const char *name, struct ent_parse *out, struct ent_text *text,
                                 struct ent_error *error)
{
    struct err err = {0};
    struct record_doc doc;
    struct record_parsed parsed;
    bool ok = true;
    if (!name || !out) return face_misuse(error, "a parse needs the name of a document and a place for the result");
    arena_reset(r->last);
    record_set_model(r->record, language_english());
    enum status s = record_find(&doc, r->record, str_of(name), RECORD_NOW, r->last, &err);
    if (!s) s = record_parse(&parsed, r->record, &doc, r->last, &err);
    if (s) return face_result(error, s, &err);
    ok = hand_out(out, &parsed.text, r->last);
    if (ok && text) *text = (struct ent_text){face_handed(r->last, parsed.text.text, &ok), parsed.text.text.n};
    return ok ? ENT_OK : face_told(error, ENT_NOMEM, "no memory for the parse of the document");
}
