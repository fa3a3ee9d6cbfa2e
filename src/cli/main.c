/* Finding the command and running it: the record is opened and closed, standard output is written
** and its failures are told here, once for all commands.
**
** A command writes to c->out and returns its exit status; it neither prints nor exits. Data go to
** standard output, talk to standard error; nothing is written to standard output by a command
** that fails before it has an answer. */
#include <errno.h>
#include <signal.h>

#include "cli/command.h"

/* Without a command: help and version as options, else the usage, which is talk and goes to
** standard error: whoever pipes the output of a forgotten argument gets nothing instead of a
** usage. */
static enum cli_exit run_bare(struct cli *c)
{
    if (cli_has(c, "help")) {
        cli_write_help(&c->out, NULL, c->style.columns);
        return EXIT_YES;
    }
    buf usage = {0};
    cli_write_usage(&usage, NULL);
    (void)fprintf(stderr, "%.*s", STR_ARG(buf_str(&usage)));
    buf_free(&usage);
    return EXIT_USAGE;
}

/* Also for commands that open the record themselves, after a look at their arguments. */
enum cli_exit cli_open(struct cli *c, enum record_mode mode)
{
    struct err err = {0};
    if (cli_find_record(c, &err) || record_open(&c->record, c->record_path, mode, &c->env, &err))
        return cli_fail(c, &err, EXIT_RECORD);
    record_set_model(c->record, language_english());
    return EXIT_YES;
}

/* A record on a medium that may not be written can still be verified and read: it is opened to read when
** writing fails for a reason of the disk. */
enum cli_exit cli_open_as_can(struct cli *c, enum record_mode mode)
{
    struct err err = {0};
    if (!cli_find_record(c, &err) && record_open(&c->record, c->record_path, mode, &c->env, &err) == E_IO)
        return cli_open(c, RECORD_READ);
    if (!c->record) return cli_fail(c, &err, EXIT_RECORD);
    record_set_model(c->record, language_english());
    return EXIT_YES;
}

/* --help before all else: it works without a record and with wrong arguments. The record is
** opened as the flags say and closed whatever came of it; what a command did not commit is given
** up with it. */
static enum cli_exit run_command(struct cli *c)
{
    if (cli_has(c, "help")) {
        cli_write_help(&c->out, c->command, c->style.columns);
        return EXIT_YES;
    }
    enum cli_exit code = EXIT_YES;
    if (c->command->flags & CMD_READS) code = cli_open(c, RECORD_READ);
    if (c->command->flags & CMD_WRITES) code = cli_open(c, RECORD_WRITE);
    if (c->command->flags & CMD_MENDS) code = cli_open_as_can(c, RECORD_MEND);
    if (!code) code = c->command->run(c);
    if (c->record) record_close(c->record);
    c->record = NULL;
    return code;
}

/* Options first, then the world (which options may override), then the command. Both first steps
** fail with usage, but for memory. */
static enum cli_exit run(struct cli *c, int argc, char **argv)
{
    struct err err = {0};
    if (cli_parse(c, argc, argv, &err) || cli_world(c, &err)) {
        cli_say(c, "%s", err.msg);
        return err.code == E_NOMEM || err.code == E_LIMIT ? EXIT_LIMIT : EXIT_USAGE;
    }
    return c->command ? run_command(c) : run_bare(c);
}

/* All that is owned is owned here: the arena of the command, the buffer of its output. What the
** command wrote is flushed last, and a failure of that outweighs the command's own status: an
** answer that did not arrive is no answer. */
int cli_main(int argc, char **argv)
{
    struct cli c = {.ar = arena_new(0)};
    if (!c.ar) {
        (void)fputs("entente: no memory\n", stderr);
        return EXIT_LIMIT;
    }
    /* Seen as EPIPE in cli_flush, where it is no error. */
    (void)signal(SIGPIPE, SIG_IGN);
    /* A file too large is an error like any other, EFBIG: a record's commit must fail, not die. */
    (void)signal(SIGXFSZ, SIG_IGN);
    enum cli_exit code = run(&c, argc, argv);
    cli_flush(&c);
    cli_progress_clear(&c);
    if (c.out_errno) {
        cli_say(&c, "cannot write to standard output: %s", strerror(c.out_errno));
        code = c.out_errno == ENOMEM ? EXIT_LIMIT : EXIT_INPUT;
    }
    buf_free(&c.out);
    arena_free(c.ar);
    return (int)code;
}
