/* entente annotate: who is named, who says what, what is done or promised by whom, when and how much. Needs no record. Everything is
** found by the language room and shown by the present room; here a text is read and handed on. */
#include "cli/annotate.h"
#include "cli/commands.h"
#include "cli/parse.h"

/* Findings of one document, its text and its parse. */
#define FIND_ARENA_BYTES ((size_t)224 << 20)

/* What the options ask for. */
struct annotate_wish {
    uint32_t parts;
    day date; /* DATE_NONE: as the page says */
    bool full;
};

/* What is held for all documents. */
struct annotate_run {
    struct cli *c;
    struct annotate_wish wish;
    struct language_about about;
    struct language_parser *parser;
    arena *ar; /* of one document, emptied for the next */
    enum cli_exit code;
};

/* What was found in one text. */
struct annotate_found {
    struct language_text text;
    struct language_names names;
    struct language_coref coref;
    struct language_quotes quotes;
    struct language_clauses clauses;
    struct when_list dates;
    struct amount_list amounts;
};

/* ---- options ---- */

static uint32_t part_named(str name)
{
    static const struct {
        const char *name;
        uint32_t part;
    } parts[] = {{"persons", PART_PERSONS}, {"names", PART_NAMES},           {"dates", PART_DATES},
                 {"amounts", PART_AMOUNTS}, {"quotations", PART_QUOTATIONS}, {"clauses", PART_CLAUSES}};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        if (str_eq(name, str_of(parts[i].name))) return parts[i].part;
    return 0;
}

static enum status read_kinds(uint32_t *parts, str list, struct err *err)
{
    static const char *const known[] = {"persons", "names", "dates", "amounts", "quotations", "clauses"};
    str rest = list;
    str item;
    *parts = 0;
    while (list_next(&rest, ',', &item)) {
        uint32_t part = part_named(item);
        const char *near = part ? NULL : cli_nearest(item, known, ARRAY_LEN(known));
        if (!part && near) return err_set(err, E_FORMAT, "--kind has no \"%.*s\"; did you mean %s?", STR_ARG(item), near);
        if (!part)
            return err_set(err, E_FORMAT, "--kind is of persons, names, dates, amounts, quotations, clauses, not \"%.*s\"",
                           STR_ARG(item));
        *parts |= part;
    }
    return *parts ? OK
                  : err_set(err, E_FORMAT, "--kind wants one or more of persons, names, dates, amounts, quotations, clauses");
}

static enum status read_wish(struct cli *c, struct annotate_wish *w, struct err *err)
{
    str date = cli_value(c, "date");
    *w = (struct annotate_wish){.parts = PART_ALL, .date = DATE_NONE, .full = cli_has(c, "full")};
    if (date.p && !day_parse_iso(date, &w->date))
        return err_set(err, E_FORMAT, "--date wants a day such as 2025-12-11, not \"%.*s\"", STR_ARG(date));
    if (c->style.face == FACE_HTML && c->n_arg > 1)
        return err_set(err, E_FORMAT, "--html is a page for one text; name one FILE");
    return cli_has(c, "kind") ? read_kinds(&w->parts, cli_values(c, "kind"), err) : OK;
}

/* ---- one document ---- */

/* Everything asked for, in the order in which one finder needs another. The concept list's names would be handed to the names' and
** the coreference's finder here. */
static enum status find(struct annotate_found *f, str text, day date, const struct annotate_run *r, struct err *err)
{
    uint32_t parts = r->wish.parts;
    struct when_context ctx = {.document = date};
    bool who = parts & (PART_PERSONS | PART_NAMES | PART_QUOTATIONS | PART_CLAUSES);
    enum status status = language_parse(&f->text, r->parser, text, r->ar, err);
    if (!status && who) status = language_names_find(&f->names, &f->text, r->ar, err);
    if (!status && who) status = language_coref_find(&f->coref, &f->text, &f->names, r->ar, err);
    if (!status && parts & PART_QUOTATIONS) status = language_quotes_find(&f->quotes, &f->text, r->ar, err);
    if (!status && parts & PART_CLAUSES) status = language_clauses_find(&f->clauses, &f->text, r->ar, err);
    if (!status && parts & PART_DATES) status = language_when_find(&f->dates, text, &ctx, r->ar, err);
    if (!status && parts & PART_AMOUNTS) status = language_amount_find(&f->amounts, text, r->ar, err);
    return status;
}

static void flush_some(void *ctx) { cli_flush_some(ctx); }

static enum status annotate_one(struct annotate_run *r, const char *path, struct err *err)
{
    struct annotate_doc doc;
    struct annotate_found found = {0};
    enum status status = annotate_read(&doc, path, r->ar, err);
    if (status) return status;
    if (r->wish.date != DATE_NONE) {
        doc.date = r->wish.date;
        doc.date_basis = text_date_basis_name(TEXT_DATE_OPTION);
    }
    status = find(&found, doc.text, doc.date, r, err);
    struct present_annotation a = {.document = strcmp(path, "-") == 0 ? (str){NULL, 0} : str_of(path),
                                   .title = doc.title,
                                   .date = doc.date,
                                   .date_basis = doc.date_basis,
                                   .source = &doc.source,
                                   .text = &found.text,
                                   .piece = doc.piece,
                                   .n_piece = doc.n_piece,
                                   .n_aside = doc.n_aside,
                                   .parts = r->wish.parts,
                                   .model = &r->about,
                                   .names = &found.names,
                                   .coref = &found.coref,
                                   .quotes = &found.quotes,
                                   .clauses = &found.clauses,
                                   .dates = &found.dates,
                                   .amounts = &found.amounts,
                                   .flush = flush_some,
                                   .ctx = r->c};
    if (!status) status = present_annotate(&r->c->out, &a, r->wish.full, &r->c->style, r->ar, err);
    return status ? err_wrap(err, status, "%s", strcmp(path, "-") == 0 ? "standard input" : path) : OK;
}

/* A file that fails is said and passed over; the worst exit status is the answer. */
static void annotate_all(struct annotate_run *r)
{
    uint32_t n = r->c->n_arg ? r->c->n_arg : 1;
    for (uint32_t i = 0; i < n && !r->c->out_closed && !r->c->out_errno; i++) {
        struct err err = {0};
        if (i && r->c->style.face == FACE_TERMINAL && r->c->out.n) buf_addc(&r->c->out, '\n');
        arena_reset(r->ar);
        enum status status = annotate_one(r, r->c->n_arg ? r->c->arg[i].p : "-", &err);
        cli_flush(r->c);
        if (!status) continue;
        enum cli_exit code = cli_fail(r->c, &err, EXIT_INPUT);
        if (code > r->code) r->code = code;
    }
}

/* ---- the command ---- */

static enum status open_parser(struct annotate_run *r, struct language_model **model, str bytes, struct err *err)
{
    enum status status = language_model_open(model, bytes, err);
    if (!status) status = language_about_read(&r->about, bytes, r->c->ar, err);
    if (!status) status = language_parser_new(&r->parser, *model, err);
    str path = cli_value(r->c, "model");
    return status && path.p ? err_wrap(err, status, "%.*s", STR_ARG(path)) : status;
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
    r.ar = arena_new(FIND_ARENA_BYTES);
    if (!r.ar) (void)err_set(&err, E_NOMEM, "no memory left");
    if (r.ar && !open_parser(&r, &model, bytes, &err)) annotate_all(&r);
    if (err.code) r.code = cli_fail(c, &err, EXIT_INPUT);
    language_parser_free(r.parser);
    language_model_close(model);
    arena_free(r.ar);
    arena_free(keep);
    return r.code;
}

static const struct cli_option annotate_options[] = {
    {"date", 0, "DATE", NULL, "the day of the text, such as 2025-12-11, whatever a page says of itself"},
    {"kind", 0, "KINDS", NULL, "only these, parted by commas: persons, names, dates, amounts, quotations, clauses"},
    {"full", 0, NULL, NULL, "every clause, and quotations whole"},
    {"model", 0, "FILE", NULL, "this model instead of the one in the program"},
};
static const struct cli_example annotate_examples[] = {
    {"entente annotate statement.txt --date 2025-12-11", "all that is found in a text of that day"},
    {"entente annotate --kind persons,quotations page.html", "who speaks on a page, and what they say"},
};
const struct command command_annotate = {
    .name = "annotate",
    .help = "find who is named, says and does what, when, and how much",
    .arguments = "[FILE...]",
    .about = "todo",
    .option = annotate_options,
    .n_option = ARRAY_LEN(annotate_options),
    .example = annotate_examples,
    .n_example = ARRAY_LEN(annotate_examples),
    .flags = CMD_JSON | CMD_HTML,
    .max_arguments = UINT32_MAX,
    .completes = COMPLETE_FILE,
    .run = run_annotate,
};
