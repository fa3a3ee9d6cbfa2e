/* entente init: a new record, with its first act by the author of this run. The file must not
** exist: a record is a promise that nothing in it is lost, and a command that could write over
** one would break it. */
#include "cli/commands.h"

/* A name without the usual ending is taken, with a note: such a record is found only by -R. The
** note is talk and goes to standard error, before the record is made, so that it is read also
** when that fails. What exists is never overwritten; record_init refuses. Whose record it is is
** told, since the author stands in its first act for ever. */
static enum cli_exit run_init(struct cli *c)
{
    struct err err = {0};
    if (!str_ends(c->arg[0], STR(".entente")))
        cli_say(c, "note: a record found without -R is named *.entente; \"%s\" is not", c->arg[0].p);
    if (record_init(c->arg[0].p, &c->env, &err)) return cli_fail(c, &err, EXIT_RECORD);
    buf line = {0};
    buf_addf(&line, "%s: a new record by %.*s", c->arg[0].p, STR_ARG(c->env.author));
    const struct present_fact fact[] = {{"record", CELL_TEXT, c->arg[0], 0}, {"author", CELL_TEXT, c->env.author, 0}};
    struct present_facts f = {.schema = "entente/init/1", .sentence = buf_str(&line), .fact = fact, .n_fact = ARRAY_LEN(fact)};
    present_facts(&c->out, &f, &c->style);
    buf_free(&line);
    return EXIT_YES;
}

/* Run by a test in a folder where no such file is. */
static const struct cli_example init_examples[] = {{"entente init korea.entente", "a new, empty record"}};
/* Opens nothing beforehand: there is nothing to open. */
const struct command command_init = {
    .name = "init",
    .help = "make a new record",
    .arguments = "FILE",
    .about = "FILE must not exist. A record is one file; two more (-wal, -shm) stand beside it while it is open.",
    .example = init_examples,
    .n_example = ARRAY_LEN(init_examples),
    .flags = CMD_JSON,
    .min_arguments = 1,
    .max_arguments = 1,
    .completes = COMPLETE_FILE,
    .run = run_init,
};
