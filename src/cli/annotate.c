/* entente annotate: who is named, who says what, what is done or promised by whom, when and how much. Needs no record. Everything is
** found by the language room and shown by the present room; here a text is read and handed on. */
#include "cli/annotate.h"
#include "cli/commands.h"
#include "cli/parse.h"

/* Findings of one document, its text and its parse. */
#define FIND_ARENA_BYTES ((size_t)216 << 20)

/* What is held for all documents. */
struct annotate_run {
    struct cli *c;
    struct annotate_wish wish;
    struct language_about about;
    struct language_parser *parser;
    struct annotate_known known; /* in c->ar */
    arena *ar;                   /* of one document, emptied for the next */
    enum cli_exit code;
};

/* ---- options ---- */

/* The words of --kind, in the order of the bits of enum present_parts. */
static const char *const part_names[] = {"persons", "names", "dates", "amounts", "quotations", "clauses"};
#define PART_NAMES_SAID "persons, names, dates, amounts, quotations, clauses"

static enum status add_part(uint32_t *parts, str name, struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(part_names); i++) {
        if (!str_eq(name, str_of(part_names[i]))) continue;
        *parts |= 1u << i;
        return OK;
    }
    const char *near = cli_nearest(name, part_names, ARRAY_LEN(part_names));
    if (near) return err_set(err, E_FORMAT, "--kind has no \"%.*s\"; did you mean %s?", STR_ARG(name), near);
    return err_set(err, E_FORMAT, "--kind is of " PART_NAMES_SAID ", not \"%.*s\"", STR_ARG(name));
}

/* Given more than once, all count. */
static enum status read_kinds(uint32_t *parts, str lists, struct err *err)
{
    str list;
    str name;
    enum status status = OK;
    *parts = 0;
    while (!status && list_next(&lists, ';', &list))
        while (!status && list_next(&list, ',', &name)) status = add_part(parts, name, err);
    if (!status && !*parts) return err_set(err, E_FORMAT, "--kind wants one or more of " PART_NAMES_SAID);
    return status;
}

static enum status read_wish(struct cli *c, struct annotate_wish *w, struct err *err)
{
    str date = cli_value(c, "date");
    *w = (struct annotate_wish){
        .parts = PART_ALL, .date = DATE_NONE, .full = cli_has(c, "full"), .document = cli_has(c, "document")};
    if (date.p && !day_parse_iso(date, &w->date))
        return err_set(err, E_FORMAT, "--date wants a day such as 2025-12-11, not \"%.*s\"", STR_ARG(date));
    if (c->style.face == FACE_HTML && c->n_arg > 1)
        return err_set(err, E_FORMAT, "--html is a page for one text; name one FILE");
    if (w->document && !c->n_arg) return err_set(err, E_FORMAT, "--document wants the name of a document, such as ncg/latest");
    return cli_has(c, "kind") ? read_kinds(&w->parts, cli_values(c, "kind"), err) : OK;
}

/* ---- one document ---- */

/* What went wrong while a text was looked through, with its name. */
static enum status in_text(enum status status, str name, struct err *err)
{
    const char *help = status == E_LIMIT ? ": what is found in it at once (give it in parts)" : "";
    return err_wrap(err, status, "%.*s%s", STR_ARG(name), help);
}

/* The text as the file or the record has it, and its parse, which a record keeps. */
static enum status read_parsed(struct annotate_doc *doc, struct language_text *text, struct annotate_run *r, str name,
                               struct err *err)
{
    if (r->wish.document) return annotate_document(doc, text, r->c, name, r->ar, err);
    enum status status = annotate_read(doc, name.p, r->ar, err);
    if (status) return status;
    status = language_parse(text, r->parser, doc->text, r->ar, err);
    return status ? in_text(status, name, err) : OK;
}

static enum status annotate_one(struct annotate_run *r, str name, struct err *err)
{
    struct annotate_doc doc;
    struct language_text text;
    enum status status = read_parsed(&doc, &text, r, name, err);
    if (status) return status;
    if (r->wish.date != DATE_NONE) {
        doc.date = r->wish.date;
        doc.date_basis = text_date_basis_name(TEXT_DATE_OPTION);
    }
    status = annotate_answer(r->c, &doc, &text, &r->about, &r->known, &r->wish, r->ar, err);
    return status ? in_text(status, doc.name.p ? doc.name : STR("standard input"), err) : OK;
}

/* A file that fails is said and passed over; the worst exit status is the answer. */
static void annotate_all(struct annotate_run *r)
{
    uint32_t n = r->c->n_arg ? r->c->n_arg : 1;
    bool some = false;
    for (uint32_t i = 0; i < n && !r->c->out_closed && !r->c->out_errno; i++) {
        struct err err = {0};
        if (n > 1 && env_stop(&r->c->env, "annotating", i, n)) break;
        if (some && r->c->style.face == FACE_TERMINAL) buf_addc(&r->c->out, '\n');
        arena_reset(r->ar);
        enum status status = annotate_one(r, r->c->n_arg ? r->c->arg[i] : STR("-"), &err);
        if (status) buf_empty(&r->c->out); /* half an answer, or the line that parts it from the one before */
        cli_flush(r->c);
        some = some || !status;
        if (!status) continue;
        enum cli_exit code = cli_fail(r->c, &err, EXIT_INPUT);
        if (code > r->code) r->code = code;
    }
}

/* ---- the command ---- */

/* Documents are parsed by their record, which opens the model itself where a parse is not kept. */
static enum status open_parser(struct annotate_run *r, struct language_model **model, str bytes, struct err *err)
{
    enum status status = language_about_read(&r->about, bytes, r->c->ar, err);
    if (!status && !r->wish.document) status = language_model_open(model, bytes, err);
    if (!status && !r->wish.document) status = language_parser_new(&r->parser, *model, err);
    str path = cli_value(r->c, "model");
    return status && path.p ? err_wrap(err, status, "%.*s", STR_ARG(path)) : status;
}

/* A record that is named, or whose documents are asked for, gives its concept list; no other is looked for. */
static enum cli_exit open_record(struct annotate_run *r, str model)
{
    struct err err = {0};
    struct cli *c = r->c;
    if (!r->wish.document && !cli_has(c, "record")) return EXIT_YES;
    enum cli_exit code = r->wish.document ? cli_open_as_can(c, RECORD_WRITE) : cli_open(c, RECORD_READ);
    if (code) return code;
    record_set_model(c->record, model);
    return annotate_list(&r->known, c, c->ar, &err) ? cli_fail(c, &err, EXIT_RECORD) : EXIT_YES;
}

static enum cli_exit run_annotate(struct cli *c)
{
    struct err err = {0};
    struct annotate_run r = {.c = c};
    struct language_model *model = NULL;
    arena *keep;
    str bytes;
    if (read_wish(c, &r.wish, &err)) return cli_fail(c, &err, EXIT_USAGE);
    enum cli_exit code = parse_model(c, &bytes, &keep);
    if (code) return code;
    code = open_record(&r, bytes);
    if (code) {
        arena_free(keep);
        return code;
    }
    r.ar = arena_new(FIND_ARENA_BYTES);
    if (!r.ar) (void)err_set(&err, E_NOMEM, "no memory left");
    if (r.ar && !open_parser(&r, &model, bytes, &err)) annotate_all(&r);
    if (err.code) r.code = cli_fail(c, &err, EXIT_INPUT);
    if (c->record) record_set_model(c->record, (str){NULL, 0}); /* the model goes before the record is closed */
    language_parser_free(r.parser);
    language_model_close(model);
    arena_free(r.ar);
    arena_free(keep);
    return r.code;
}

static const struct cli_option annotate_options[] = {
    {"date", 0, "DATE", NULL, "the day of the text, such as 2025-12-11, whatever a page says of itself"},
    {"kind", 0, "KINDS", NULL, "only these, parted by commas: persons, names, dates, amounts, quotations, clauses"},
    {"document", 0, NULL, NULL, "the arguments name documents of the record, whose parses are kept there"},
    {"full", 0, NULL, NULL, "every clause, and quotations whole"},
    {"model", 0, "FILE", NULL, "this model instead of the one in the program"},
};
static const struct cli_example annotate_examples[] = {
    {"entente annotate statement.txt --date 2025-12-11", "all that is found in a text of that day"},
    {"entente annotate --kind persons,quotations page.html", "who speaks on a page, and what they say"},
    {"entente annotate --document ncg/latest", "the same of a document of the record, with the names of its concept list"},
};
const struct command command_annotate = {
    .name = "annotate",
    .help = "find who is named, says and does what, when, and how much",
    .arguments = "[FILE|DOC...]",
    .about =
        "Reads an English text whole and tells who is named: each person once, with office and country as they stand there, "
        "and "
        "who may be the same one under another spelling (linked, never merged); countries, organisations and places. Then who "
        "says what; what is promised, demanded, planned, denied, possible or done, and by whom; which days its dates mean; "
        "which amounts stand in it. Without FILE, or for -, reads standard input. Needs no record.\n\n"
        "Texts and pages are read as add reads them: the main text alone, with the title and the date that the page states. "
        "\"Thursday\" and \"last week\" are told from that date, or from --date, which wins; without either they stay "
        "unknown.\n\n"
        "All of it is found by rules over the parse, by no person: each finding has its words as they stand, its bytes in the "
        "source, and behind it how sure it is, from 0 to 1. In brackets stands whom \"he\", \"the ministry\" or \"both sides\" "
        "means. What is told with another clause, is a fact of which nobody is the subject, or repeats a quotation is left to "
        "--full; "
        "--json "
        "has everything.\n\n"
        "--document takes documents of the record by their names. With it, or with -R, the record's concept list says which "
        "persons, bodies and places are known: who is listed, or may be the listed one under another spelling, is said beside "
        "the name.\n\n"
        "A source above 8 MiB, or a text above 2 MiB, is refused, with exit status 5. A file that cannot be read is named on "
        "standard error, the others are annotated, and the exit status is 3.",
    .option = annotate_options,
    .n_option = ARRAY_LEN(annotate_options),
    .example = annotate_examples,
    .n_example = ARRAY_LEN(annotate_examples),
    .flags = CMD_JSON | CMD_HTML,
    .max_arguments = UINT32_MAX,
    .completes = COMPLETE_FILE,
    .run = run_annotate,
};
