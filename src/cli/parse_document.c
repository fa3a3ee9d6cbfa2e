/* entente parse --document: documents of the record. Their parses are kept there, so that the next one who asks waits for nothing;
** where a record cannot be written, they are made each time. Sentences are the passages of the main text, and have the numbers that
** `entente show` gives them. */
#include "cli/parse.h"

/* Writing one document. */
struct document {
    struct parse_output out;
    str name; /* as the record names it */
    str id;   /* the same without what may not stand in an id */
    const struct record_parsed *parsed;
};

/* "ncg/2025-12-11" is ncg-2025-12-11: a slash parts treebanks in an id of Universal Dependencies, a space ends one. */
static str id_of(str name, arena *ar)
{
    char *id = str_zt(ar, name);
    for (char *p = id; p && *p; p++)
        if (*p == '/' || ascii_space((unsigned char)*p)) *p = '-';
    return str_of(id);
}

/* "ID-3" for passage 3; "ID-3.2" for the second sentence of one that was cut. */
static str sentence_id(char room[512], const struct document *d, uint64_t number, uint32_t part)
{
    int n = snprintf(room, 512, "%.*s-%llu", d->id.n > 400 ? 400 : (int)d->id.n, d->id.p, (unsigned long long)number);
    if (part) n += snprintf(room + n, (size_t)(512 - n), ".%u", part + 1);
    return (str){room, (size_t)n};
}

/* Between two passages of the main text others may stand, which have no number. */
static enum status put_sentences(struct document *d, struct err *err)
{
    const struct record_parsed *a = d->parsed;
    const struct text_page *page = &a->reading.page;
    const struct text_sentences *all = &a->reading.sentences;
    struct language_place place = {.doc = d->name};
    struct present_parse p = {.text = &a->text,
                              .document = d->name,
                              .place = &place,
                              .has_bytes = true,
                              .piece = page->piece,
                              .n_piece = page->n_piece};
    char room[512];
    uint32_t next = 0;
    uint32_t part = 0;
    enum status status = OK;
    for (; p.sentence < a->text.words.n_sentence && !status; p.sentence++) {
        uint32_t passage = a->passage[p.sentence];
        part = next > passage ? part + 1 : 0;
        for (; next <= passage; next++) p.number += text_kind_is_main(page->block[all->block[next]].kind);
        p.id = place.id = sentence_id(room, d, p.number, part);
        place.opens_doc = p.sentence == 0;
        status = parse_put_sentence(&d->out, &p, NULL, err);
        cli_flush_some(d->out.c);
    }
    return status;
}

/* A parse that could not be kept is no failure, but a full disk is told of: whoever goes on would wait each time. Another writer
** is not: the next time it will be kept. */
static enum cli_exit put_document(struct cli *c, enum parse_format format, str name, arena *ar)
{
    struct err err = {0};
    struct record_doc doc;
    struct record_parsed parsed;
    struct document d = {.out = {.c = c, .format = format, .ar = arena_new((size_t)64 << 20)}, .parsed = &parsed};
    enum cli_exit otherwise = EXIT_INPUT;
    enum status status =
        d.out.ar ? record_find(&doc, c->record, name, c->view, ar, &err) : err_set(&err, E_NOMEM, "no memory left");
    if (!status) {
        status = record_parse(&parsed, c->record, &doc, ar, &err);
        if (status != E_NOTFOUND) otherwise = EXIT_RECORD;
    }
    if (!status) {
        d.name = doc.name;
        d.id = id_of(doc.name, ar);
        status = d.id.p ? put_sentences(&d, &err) : arena_why(ar, &err);
    }
    arena_free(d.out.ar);
    if (!status && parsed.as == RECORD_PARSE_MADE && parsed.not_kept.code && parsed.not_kept.code != E_BUSY)
        cli_say(c, "the parse of %.*s is not kept: %s", STR_ARG(doc.name), parsed.not_kept.msg);
    cli_flush(c);
    return status ? cli_fail(c, &err, otherwise) : EXIT_YES;
}

/* What fails is said in its turn, and the others are parsed, as with files. The model belongs to the caller, and the record is
** closed later: so it forgets the model here. */
enum cli_exit parse_documents(struct cli *c, enum parse_format format, str model)
{
    enum cli_exit worst = cli_open_as_can(c, RECORD_WRITE);
    if (worst) return worst;
    arena *ar = arena_new((size_t)4 << 30);
    if (!ar) return cli_fail(c, &(struct err){.code = E_NOMEM, .msg = "no memory left"}, EXIT_LIMIT);
    record_set_model(c->record, model);
    for (uint32_t i = 0; i < c->n_arg && !c->out_closed && !c->out_errno; i++) {
        enum cli_exit code = put_document(c, format, c->arg[i], ar);
        if (code > worst) worst = code;
        arena_reset(ar);
    }
    record_set_model(c->record, (str){NULL, 0});
    arena_free(ar);
    return worst;
}
