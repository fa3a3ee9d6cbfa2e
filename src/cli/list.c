/* entente list, entente series: what is in the record. Both only read, and end with the days that
** the list goes over.
**
** Names are the currency of the other commands: whatever is listed here can be given to show,
** compare or edit as it stands. An empty list is an answer with exit status 1; a series that does
** not exist is a mistake with exit status 3, and the nearest name is offered, since the two are
** easily taken for each other. */
#include "cli/commands.h"

/* --names: nothing but names, one a line, for scripts and completion; written out as it grows. A
** name holds letters, digits, "-", "_", "." and "/" only (doc/formats.md), so a line is a word to
** every shell. */
static void write_names(struct cli *c, const struct record_doc *doc, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        buf_add(&c->out, doc[i].name);
        buf_addc(&c->out, '\n');
        cli_flush_some(c);
    }
}

/* Exit status 1 for an empty list lets a script ask whether there is anything. Also then the
** answer is written, since its coverage says what was asked: with --as-of or --until an empty
** list means something else than without. */
static enum cli_exit show_list(struct cli *c, const struct record_query *q)
{
    struct err err = {0};
    struct record_doc *doc;
    uint32_t n;
    if (record_list(&doc, &n, c->record, q, c->view, c->ar, &err)) return cli_fail(c, &err, EXIT_RECORD);
    if (cli_has(c, "names"))
        write_names(c, doc, n);
    else if (present_list(&c->out, doc, n, &c->view, &c->style, c->ar, &err))
        return cli_fail(c, &err, EXIT_RECORD);
    return n ? EXIT_YES : EXIT_DIFFERS;
}

/* A vague --from means its first day, a vague --to its last: "--from 2024 --to 2024" is the year. */
static enum cli_exit run_list(struct cli *c)
{
    struct err err = {0};
    struct record_query q = {.series = cli_value(c, "series"),
                             .kind = cli_value(c, "kind"),
                             .issuer = cli_value(c, "issuer"),
                             .from = DATE_NONE,
                             .to = DATE_NONE,
                             .only_dated = cli_has(c, "dated")};
    if (cli_day(c, "from", true, &q.from, &err) || cli_day(c, "to", false, &q.to, &err)) return cli_fail(c, &err, EXIT_USAGE);
    return show_list(c, &q);
}

/* All narrow the list, and all may be combined; none changes its order. */
static const struct cli_option list_options[] = {
    {"series", 0, "NAME", NULL, "only this series"},
    {"kind", 0, "KIND", NULL, "only this kind"},
    {"issuer", 0, "NAME", NULL, "only what this issuer issued"},
    {"from", 0, "DATE", NULL, "from that day on"},
    {"to", 0, "DATE", NULL, "up to that day"},
    {"dated", 0, NULL, NULL, "only documents with a date"},
    {"names", 0, NULL, NULL, "only names, one a line"},
};
/* A vague date on purpose: it is the usual way to ask for a year. */
static const struct cli_example list_examples[] = {
    {"entente list --series ncg --from 2024", "the statements of a series since 1 January 2024"},
};
/* The order is the record's own; there is no option to sort, since names and days sort as text. */
const struct command command_list = {
    .name = "list",
    .help = "list the documents",
    .arguments = "",
    .about = "Documents by series and date; those without a series and those without a date come last.",
    .option = list_options,
    .n_option = ARRAY_LEN(list_options),
    .example = list_examples,
    .n_example = ARRAY_LEN(list_examples),
    .exits = "no document fits",
    .flags = CMD_READS | CMD_JSON | CMD_HTML | CMD_VIEW,
    .run = run_list,
};

/* ---- series ---- */

/* First and last day are empty for a series of undated texts only. The cells of both are filled
** in one loop, since they differ in nothing but the day. Scratch in the command's arena. */
static enum status series_table(struct cli *c, const struct record_series *series, uint32_t n, struct err *err)
{
    static const struct present_column column[] = {{"name", "series", CELL_TEXT, 30, false},
                                                   {"documents", "documents", CELL_NUMBER, 0, false},
                                                   {"first", "first", CELL_TEXT, 0, false},
                                                   {"last", "last", CELL_TEXT, 0, false}};
    enum { COLUMNS = ARRAY_LEN(column) };
    struct present_cell *cell = ARENA_NEW(c->ar, (size_t)n * COLUMNS, struct present_cell);
    if (!cell) return arena_why(c->ar, err);
    for (uint32_t i = 0; i < n; i++) {
        struct present_cell *row = &cell[(size_t)i * COLUMNS];
        /* Undated texts count as documents of the series and have no part in its days. */
        const day ends[2] = {series[i].first, series[i].last};
        row[0].text = series[i].name;
        row[1].number = series[i].n;
        for (int e = 0; e < 2; e++) {
            buf b = {0};
            day_write(&b, ends[e]);
            row[2 + e].text = b.n ? str_copy(c->ar, buf_str(&b)) : (str){NULL, 0};
            buf_free(&b);
        }
    }
    char foot[32];
    (void)snprintf(foot, sizeof foot, "%u series", n);
    struct present_table t = {.schema = "entente/series/1",
                              .rows = "series",
                              .title = "Series",
                              .column = column,
                              .n_column = COLUMNS,
                              .cell = cell,
                              .n_row = n,
                              .foot = str_of(foot)};
    present_table(&c->out, &t, &c->style);
    return OK;
}

/* Without a name all series; with one its documents, or the nearest name that there is. A name
** that differs in one letter is the usual mistake, and an empty answer to it would be believed. */
static enum cli_exit run_series(struct cli *c)
{
    struct err err = {0};
    struct record_series *series;
    uint32_t n;
    if (record_series_list(&series, &n, c->record, c->view, c->ar, &err)) return cli_fail(c, &err, EXIT_RECORD);
    if (!c->n_arg && cli_has(c, "names")) {
        for (uint32_t i = 0; i < n; i++) buf_addf(&c->out, "%.*s\n", STR_ARG(series[i].name));
        return EXIT_YES;
    }
    if (!c->n_arg) {
        if (series_table(c, series, n, &err)) return cli_fail(c, &err, EXIT_RECORD);
        return n ? EXIT_YES : EXIT_DIFFERS;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (!str_eq(series[i].name, c->arg[0])) continue;
        struct record_query q = {.series = c->arg[0], .from = DATE_NONE, .to = DATE_NONE};
        return show_list(c, &q);
    }
    /* Without memory for a hint the answer is the plain one. */
    const char **names = ARENA_NEW(c->ar, n, const char *);
    for (uint32_t i = 0; names && i < n; i++) names[i] = str_zt(c->ar, series[i].name);
    const char *near = names ? cli_nearest(c->arg[0], names, n) : NULL;
    if (near)
        (void)err_set(&err, E_NOTFOUND, "no series \"%.*s\"; did you mean %s?", STR_ARG(c->arg[0]), near);
    else
        (void)err_set(&err, E_NOTFOUND, "no series \"%.*s\"; entente series lists them", STR_ARG(c->arg[0]));
    return cli_fail(c, &err, EXIT_INPUT);
}

static const struct cli_option series_options[] = {{"names", 0, NULL, NULL, "only names, one a line"}};
static const struct cli_example series_examples[] = {{"entente series ncg", "the statements of one body in order"}};
/* With a name it is list --series, which tells a wrong name from an empty series. */
const struct command command_series = {
    .name = "series",
    .help = "list the series, or the documents of one",
    .arguments = "[NAME]",
    .about = "A series is the statements of one body in order of date.",
    .option = series_options,
    .n_option = ARRAY_LEN(series_options),
    .example = series_examples,
    .n_example = ARRAY_LEN(series_examples),
    .exits = "there is none",
    .flags = CMD_READS | CMD_JSON | CMD_HTML | CMD_VIEW,
    .max_arguments = 1,
    .completes = COMPLETE_SERIES,
    .run = run_series,
};
