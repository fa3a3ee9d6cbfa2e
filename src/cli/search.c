/* entente search, entente log: finding words, and who did what to the record. Neither judges: a
** hit says that the words stand there, an act that somebody by that name did it.
**
** search finds words, not meanings: forms of a concept in other languages are found by `entente
** history`, which the help of both leaves to the reader to choose. */
#include "cli/commands.h"

/* The words of the command line are joined as they are: the query's own language (quotes, AND,
** NEAR) is read by the record. So `search joint planning` and `search 'joint planning'` are one
** query, and only inner quotes make a phrase. One more than asked for tells whether there are
** more. A query that cannot be read is an input at fault. */
static enum cli_exit run_search(struct cli *c)
{
    struct err err = {0};
    struct record_hit *hit;
    uint32_t n;
    uint64_t max = 20;
    if (cli_number(c, "max", 10000, &max, &err)) return cli_fail(c, &err, EXIT_USAGE);
    buf query = {0};
    for (uint32_t i = 0; i < c->n_arg; i++) {
        if (i) buf_addc(&query, ' ');
        buf_add(&query, c->arg[i]);
    }
    str q = str_copy(c->ar, buf_str(&query));
    buf_free(&query);
    /* One more than asked for tells whether there are more. */
    if (record_search(&hit, &n, c->record, q, (uint32_t)max + 1, c->view, c->ar, &err)) return cli_fail(c, &err, EXIT_INPUT);
    /* The one too many is not shown. */
    bool more = n > max;
    present_hits(&c->out, q, hit, more ? (uint32_t)max : n, more, &c->view, &c->style);
    return n ? EXIT_YES : EXIT_DIFFERS;
}

/* Which documents are searched is the view's matter (--as-of, --until), common to all answers. */
static const struct cli_option search_options[] = {{"max", 'n', "N", NULL, "at most so many documents, 20 when not given"}};
static const struct cli_example search_examples[] = {
    {"entente search '\"extended deterrence\" NOT nuclear'", "a phrase, without a word"},
    {"entente search 'denuclear*'", "all words that begin so"},
};
/* --max has a bound because each hit carries its whole sentence. */
const struct command command_search = {
    .name = "search",
    .help = "find words in the texts",
    .arguments = "WORD...",
    .about =
        "Words, \"phrases\" in double quotes, beginnings with *, AND, OR, NOT, NEAR(a b, 5), parentheses. Words side by side "
        "must all be there. The best sentence of each document is shown, its words marked with [ ]; letters' case does "
        "not count.",
    .option = search_options,
    .n_option = ARRAY_LEN(search_options),
    .example = search_examples,
    .n_example = ARRAY_LEN(search_examples),
    .exits = "nothing was found",
    .flags = CMD_READS | CMD_JSON | CMD_VIEW,
    .min_arguments = 1,
    .max_arguments = UINT32_MAX,
    .run = run_search,
};

/* ---- log ---- */

/* The short hash is for eyes, the whole one for programs; both are digits of the same text.
** Authors are cut at 14 columns: a full name with an address would push the note out of the line.
** The time is UTC to the second, as in the act itself. */
static enum status log_table(struct cli *c, const struct record_act *act, uint32_t n, struct err *err)
{
    static const struct present_column column[] = {
        {"time", "time", CELL_TEXT, 0, false}, {"author", "author", CELL_TEXT, 14, false},
        {"verb", "act", CELL_TEXT, 0, false},  {"objects", "things", CELL_NUMBER, 0, false},
        {"note", "note", CELL_TEXT, 0, true},  {"short", "hash", CELL_TEXT, 0, false},
        {"hash", NULL, CELL_TEXT, 0, false}};
    /* For eyes: by the birthday bound two of a million acts clash in ten digits with a chance of
    ** about one in three; --json has all 64. */
    enum { COLUMNS = ARRAY_LEN(column), SHORT_DIGITS = 10 };
    struct present_cell *cell = ARENA_NEW(c->ar, (size_t)n * COLUMNS, struct present_cell);
    if (!cell) return arena_why(c->ar, err);
    for (uint32_t i = 0; i < n; i++) {
        struct present_cell *row = &cell[(size_t)i * COLUMNS];
        buf b = {0};
        time_write_iso(&b, act[i].time_ms);
        row[0].text = str_copy(c->ar, buf_str(&b));
        buf_free(&b);
        row[1].text = act[i].author;
        row[2].text = act[i].verb;
        row[3].number = act[i].n_object;
        row[4].text = act[i].note;
        row[6].text = cli_hex(c, &act[i].hash);
        row[5].text = (str){row[6].text.p, row[6].text.n < SHORT_DIGITS ? row[6].text.n : SHORT_DIGITS};
    }
    struct present_table t = {.schema = "entente/log/1",
                              .rows = "acts",
                              .title = "Acts",
                              .column = column,
                              .n_column = COLUMNS,
                              .cell = cell,
                              .n_row = n};
    present_table(&c->out, &t, &c->style);
    return OK;
}

/* Never empty: a record begins with the act that made it. So there is no exit status 1. --max 0,
** as when it is not given, means all. */
static enum cli_exit run_log(struct cli *c)
{
    struct err err = {0};
    struct record_act *act;
    uint32_t n;
    uint64_t max = 0;
    if (cli_number(c, "max", UINT32_MAX, &max, &err)) return cli_fail(c, &err, EXIT_USAGE);
    if (record_log(&act, &n, c->record, (uint32_t)max, c->view, c->ar, &err) || log_table(c, act, n, &err))
        return cli_fail(c, &err, EXIT_RECORD);
    return EXIT_YES;
}

/* The newest first, so a small number shows what happened last. */
static const struct cli_option log_options[] = {{"max", 'n', "N", NULL, "only the newest so many"}};
static const struct cli_example log_examples[] = {{"entente log -n 5", "the five newest acts"}};
/* The chain itself is checked by verify; log shows it. */
const struct command command_log = {
    .name = "log",
    .help = "show who did what to the record, newest first",
    .arguments = "",
    .about = "Each act names the acts before it by their hash, so that none can be changed unseen.",
    .option = log_options,
    .n_option = ARRAY_LEN(log_options),
    .example = log_examples,
    .n_example = ARRAY_LEN(log_examples),
    .flags = CMD_READS | CMD_JSON | CMD_HTML | CMD_VIEW,
    .run = run_log,
};
