/* What `entente parse` writes: sentence by sentence, in the order of the input, each piece as soon as it is there. */
#include "cli/parse.h"

/* For messages only. */
static const char *name_of(const struct parse_doc *doc)
{
    return !doc->path ? "the text" : strcmp(doc->path, "-") == 0 ? "standard input" : doc->path;
}

/* "report-12", or "12" where the input has no name. */
static str id_of(char room[512], const struct parse_doc *doc)
{
    int n = snprintf(room, 512, "%.*s%s%llu", doc->id.n > 400 ? 400 : (int)doc->id.n, doc->id.p ? doc->id.p : "",
                     doc->id.n ? "-" : "", (unsigned long long)doc->n_sentence);
    return (str){room, n < 0 ? 0 : (size_t)n};
}

/* The sentence's own id, where it was given one; else empty. */
static str given_id(const struct conllu_sentence *s)
{
    for (uint32_t i = 0; i < s->n_comment; i++) {
        str value;
        str key = str_cut(s->comment[i], '=', &value);
        if (key.n > 1 && str_eq(str_trim((str){key.p + 1, key.n - 1}), STR("sent_id"))) return str_trim(value);
    }
    return STR("");
}

/* ---- one sentence ---- */

/* keep gathers what would be written, for measuring. */
static enum status put_conllu(struct parse_output *o, const struct present_parse *p, const struct conllu_sentence *given,
                              struct err *err)
{
    struct conllu_sentence s;
    enum status status = given ? language_fill_conllu(&s, given, p->text, o->ar, err)
                               : language_text_conllu(&s, p->text, p->sentence, p->place, o->ar, err);
    if (!status) conllu_write(o->keep ? o->keep : &o->c->out, &s);
    return status;
}

/* The arena is emptied for each sentence: one sentence's memory is all that output takes. */
enum status parse_put_sentence(struct parse_output *o, const struct present_parse *p, const struct conllu_sentence *given,
                               struct err *err)
{
    arena_reset(o->ar);
    if (o->format == PARSE_CONLLU) return put_conllu(o, p, given, err);
    if (o->format == PARSE_TREE) return present_parse_tree(&o->c->out, p, &o->c->style, o->ar, err);
    present_parse_json(&o->c->out, p);
    return OK;
}

/* ---- one piece ---- */

/* All sentences of text k of the piece. */
static enum status put_text(struct parse_output *o, const struct language_piece *piece, uint32_t k, struct err *err)
{
    struct parse_doc *doc = &o->doc[piece->doc];
    const struct conllu_sentence *given = piece->given ? &piece->given[k] : NULL;
    const struct parse_map *map = piece->extra;
    struct language_place place = {0};
    char room[512];
    struct present_parse p = {.text = &piece->text[k],
                              .document = doc->id,
                              .place = &place,
                              .has_bytes = !given,
                              .base = piece->base,
                              .piece = map ? map->piece : NULL,
                              .n_piece = map ? map->n : 0};
    enum status status = OK;
    for (; p.sentence < p.text->words.n_sentence && !status; p.sentence++) {
        p.number = ++doc->n_sentence;
        p.id = given ? given_id(given) : id_of(room, doc);
        if (!given)
            place = (struct language_place){.id = p.id,
                                            .opens_doc = piece->opens_doc && p.sentence == 0,
                                            .doc = doc->id,
                                            .goes_on = piece->goes_on,
                                            .cut = piece->cut,
                                            .glued = piece->glued};
        status = parse_put_sentence(o, &p, given, err);
        if (!o->keep) cli_flush_some(o->c);
    }
    return status;
}

/* The worst exit status counts: a limit says more than an input that could not be read. */
static void say_failure(struct parse_output *o, struct parse_doc *doc, const struct err *why)
{
    struct err err = *why;
    doc->failed = true;
    (void)err_wrap(&err, err.code, "%s", name_of(doc));
    cli_flush(o->c); /* what was right before it comes before its line */
    enum cli_exit code = cli_fail(o->c, &err, EXIT_INPUT);
    if (code > o->code) o->code = code;
}

/* After each piece all is written out: a reader at the other end of a pipe need not wait. DONE where nobody reads any more, or
** what was
** written did not arrive. */
enum status parse_put(void *ctx, const struct language_piece *piece, struct err *err)
{
    struct parse_output *o = &((struct parse_run *)ctx)->out;
    struct parse_doc *doc = &o->doc[piece->doc];
    if (doc->failed) return OK;
    for (uint32_t k = 0; k < piece->n_text; k++) {
        enum status status = put_text(o, piece, k, err);
        if (status) return status;
    }
    if (piece->status) say_failure(o, doc, &piece->err);
    if (!o->keep) cli_flush(o->c);
    return o->c->out_closed || o->c->out_errno ? DONE : OK;
}
