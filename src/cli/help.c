/* Usage, help and the manual's list of commands, written from the table; and the commands that
** show them. What is said of a command is said once, in its table entry; here is only how it is
** laid out.
**
** Help goes to standard output and succeeds, since it was asked for; a usage that is shown
** because something was wrong goes to standard error and fails. Help works without a record. */
#include <entente.h>

#include "cli/commands.h"

/* Columns before a command's or option's name, and of the longest command's name with two spaces
** after it. */
enum { HELP_INDENT = 4, NAME_COLUMNS = 12 };

/* Choices up to so many bytes stand beside the option's name; longer ones in its help. */
enum { CHOICES_SHORT = 24 };

/* What stands after the option's name: its choices when they are few, else what they are called. */
static const char *shown_value(const struct cli_option *o)
{
    return o->choices && strlen(o->choices) <= CHOICES_SHORT ? o->choices : o->value;
}

/* The help line; choices too many for the synopsis are named in it, since the user must find them
** somewhere. */
static void write_option_help(buf *out, const struct cli_option *o)
{
    buf_addz(out, o->help);
    if (!o->choices || shown_value(o) == o->choices) return;
    str rest = str_of(o->choices), one;
    for (bool first = true; list_next(&rest, '|', &one); first = false)
        buf_addf(out, "%s%.*s", first ? ": " : ", ", STR_ARG(one));
}

/* "-R, --record FILE": the short form first, as manuals have it. */
static void write_option_name(buf *out, const struct cli_option *o)
{
    if (o->letter) buf_addf(out, "-%c, ", o->letter);
    buf_addf(out, "--%s", o->name);
    if (o->value) buf_addf(out, " %s", shown_value(o));
}

/* The program's usage names the two ways to help, since it is what a first call without arguments
** shows. */
void cli_write_usage(buf *out, const struct command *cmd)
{
    if (cmd) {
        buf_addf(out, "usage: entente %s%s%s%s\n", cmd->name, cmd->n_option ? " [options]" : "", *cmd->arguments ? " " : "",
                 cmd->arguments);
        return;
    }
    buf_addz(out, "usage: entente COMMAND [options] [arguments]\n"
                  "       entente help            lists the commands\n"
                  "       entente help COMMAND    says how one is used\n");
}

/* Name and value, then the help in a column of its own; a long name takes a line for itself. On a
** narrow terminal the help stands below the name: in a column it would be a word wide. */
static void write_option(buf *out, const struct cli_option *o, uint32_t columns)
{
    size_t from = out->n;
    buf_fill(out, ' ', HELP_INDENT);
    write_option_name(out, o);
    size_t wide = out->n - from;
    enum { TEXT_COLUMN = 26, BELOW_COLUMN = 8, BELOW_UNDER = 60 }; /* a narrow terminal has the help below the name */
    uint32_t column = columns < BELOW_UNDER ? BELOW_COLUMN : TEXT_COLUMN;
    if (wide + 2 > column) {
        buf_addc(out, '\n');
        wide = 0;
    }
    buf_fill(out, ' ', column - wide);
    buf help = {0};
    write_option_help(&help, o);
    present_wrap(out, buf_str(&help), column, columns);
    buf_free(&help);
}

/* Paragraphs are parted by an empty line in the table, and in what is shown; the line ends inside
** one are the source code's and mean nothing. */
static void write_paragraphs(buf *out, const char *about, uint32_t columns)
{
    str rest = str_of(about);
    while (rest.n) {
        size_t end = str_find(rest, STR("\n\n"), 0);
        str one = end == SIZE_MAX ? rest : (str){rest.p, end};
        present_wrap(out, one, 0, columns);
        buf_addc(out, '\n');
        size_t used = end == SIZE_MAX ? rest.n : end + 2;
        rest = (str){rest.p + used, rest.n - used};
    }
}

/* Every command with its line, the options that most take, and what the exit status says: one
** screen. */
static void write_program_help(buf *out, uint32_t columns)
{
    buf_addz(out, "Entente keeps the record of an alliance and says what changed.\n\n");
    cli_write_usage(out, NULL);
    buf_addz(out, "\ncommands:\n");
    for (uint32_t i = 0; i < cli_n_command; i++) {
        size_t from = out->n;
        buf_addf(out, "    %s", cli_commands[i]->name);
        buf_fill(out, ' ', HELP_INDENT + NAME_COLUMNS - (out->n - from));
        present_wrap(out, str_of(cli_commands[i]->help), HELP_INDENT + NAME_COLUMNS, columns);
    }
    buf_addz(out, "\noptions of every command, where they apply to its answer:\n");
    for (uint32_t i = 0; i < cli_n_global_option; i++) write_option(out, &cli_global_options[i], columns);
    buf_addc(out, '\n');
    present_wrap(
        out, STR("exit status: 0 yes, 1 ran and the answer is \"differs\" or \"none\", 2 usage, 3 input, 4 record, 5 limit"), 0,
        columns);
}

/* Usage, what it does, its options, those of every command, examples, what 1 means. Lines longer
** than 100 columns are hard to read, so a wide terminal is not filled. Examples are never broken:
** they are there to be copied. */
void cli_write_help(buf *out, const struct command *cmd, uint32_t columns)
{
    /* Longer lines are hard to read. */
    if (columns > 100) columns = 100;
    if (!cmd) {
        write_program_help(out, columns);
        return;
    }
    buf head = {0};
    buf_addf(&head, "entente %s: %s", cmd->name, cmd->help);
    present_wrap(out, buf_str(&head), 0, columns);
    buf_free(&head);
    buf_addc(out, '\n');
    cli_write_usage(out, cmd);
    buf_addc(out, '\n');
    write_paragraphs(out, cmd->about, columns);
    if (cmd->n_option) buf_addz(out, "options:\n");
    for (uint32_t i = 0; i < cmd->n_option; i++) write_option(out, &cmd->option[i], columns);
    buf_addz(out, cmd->n_option ? "\noptions of every command:\n" : "options of every command:\n");
    for (uint32_t i = 0; i < cli_n_global_option; i++) {
        if (cli_takes_global(cmd, &cli_global_options[i])) write_option(out, &cli_global_options[i], columns);
    }
    if (cmd->n_example) buf_addz(out, "\nexamples:\n");
    for (uint32_t i = 0; i < cmd->n_example; i++) {
        buf_addf(out, "    %s\n        ", cmd->example[i].line);
        present_wrap(out, str_of(cmd->example[i].says), 8, columns);
    }
    if (!cmd->exits) return;
    buf_addz(out, "\nexit status 1: ");
    present_wrap(out, str_of(cmd->exits), 15, columns);
}

/* ---- for the manual ---- */

/* Text for mdoc: each sentence on a line of its own (mandoc asks for it), long lines broken at
** 76, signs that roff reads escaped. A word that would begin a line with roff's own signs gets \&
** before it. The table has no word with an inner full stop and a space after it but at the ends
** of sentences. */
static void write_mdoc_text(buf *out, str text)
{
    size_t column = 0;
    str rest = text, word;
    while (list_next(&rest, ' ', &word)) {
        if (column && column + 1 + word.n > 76) {
            buf_addc(out, '\n');
            column = 0;
        }
        if (column) buf_addc(out, ' ');
        if (!column && (word.p[0] == '.' || word.p[0] == '\'')) buf_addz(out, "\\&");
        for (size_t i = 0; i < word.n; i++) {
            if (word.p[i] == '\\')
                buf_addz(out, "\\e");
            else
                buf_addc(out, word.p[i] == '\n' ? ' ' : word.p[i]);
        }
        column += word.n + 1;
        /* A sentence ends: mandoc sets the space after it as its own typography wants. */
        if (strchr(".?!", word.p[word.n - 1])) {
            buf_addc(out, '\n');
            column = 0;
        }
    }
    if (column) buf_addc(out, '\n');
}

/* A list of tags; nothing for a command without options, since mdoc warns of empty lists. */
static void write_mdoc_options(buf *out, const struct cli_option *list, uint32_t n)
{
    if (!n) return;
    buf_addz(out, ".Bl -tag -width Ds\n");
    for (uint32_t i = 0; i < n; i++) {
        buf_addz(out, ".It ");
        if (list[i].letter) buf_addf(out, "Fl %c , ", list[i].letter);
        buf_addf(out, "Fl -%s", list[i].name);
        if (list[i].value) buf_addf(out, " Ar %s", shown_value(&list[i]));
        buf_addc(out, '\n');
        buf help = {0};
        write_option_help(&help, &list[i]);
        write_mdoc_text(out, buf_str(&help));
        buf_free(&help);
    }
    buf_addz(out, ".El\n");
}

/* A subsection: synopsis, paragraphs, options, and what exit status 1 means. Examples are the
** page's own, written by hand and run by a test. */
static void write_mdoc_command(buf *out, const struct command *cmd)
{
    buf_addf(out, ".Ss %s \\(em %s\n.Nm\n.Cm %s\n", cmd->name, cmd->help, cmd->name);
    if (cmd->n_option) buf_addz(out, ".Op Ar options\n");
    if (*cmd->arguments) {
        buf_addz(out, ".Ar ");
        write_mdoc_text(out, str_of(cmd->arguments));
    }
    str rest = str_of(cmd->about);
    while (rest.n) {
        size_t end = str_find(rest, STR("\n\n"), 0);
        buf_addz(out, ".Pp\n");
        write_mdoc_text(out, end == SIZE_MAX ? rest : (str){rest.p, end});
        size_t used = end == SIZE_MAX ? rest.n : end + 2;
        rest = (str){rest.p + used, rest.n - used};
    }
    write_mdoc_options(out, cmd->option, cmd->n_option);
    if (!cmd->exits) return;
    buf_addz(out, ".Pp\nExit status 1:\n");
    write_mdoc_text(out, str_of(cmd->exits));
}

/* The two sections of the page that the table decides; test/golden/manual.sh holds the page
** against them. */
void cli_write_mdoc(buf *out)
{
    buf_addz(out, ".Sh OPTIONS\nThese may stand before or after the name of any command to whose answer they apply:\n");
    write_mdoc_options(out, cli_global_options, cli_n_global_option);
    buf_addz(out, ".Sh COMMANDS\n");
    for (uint32_t i = 0; i < cli_n_command; i++) write_mdoc_command(out, cli_commands[i]);
}

/* ---- for tests and tools ---- */

/* One fact a line, parted by tabs: "command NAME HELP", "option COMMAND --NAME", "example COMMAND
** LINE". For tests in the shell, which have no other way to the table. */
void cli_write_table(buf *out)
{
    for (uint32_t i = 0; i < cli_n_command; i++) {
        const struct command *cmd = cli_commands[i];
        buf_addf(out, "command\t%s\t%s\n", cmd->name, cmd->help);
        for (uint32_t k = 0; k < cmd->n_option; k++) buf_addf(out, "option\t%s\t--%s\n", cmd->name, cmd->option[k].name);
        for (uint32_t k = 0; k < cli_n_global_option; k++) {
            if (cli_takes_global(cmd, &cli_global_options[k]))
                buf_addf(out, "option\t%s\t--%s\n", cmd->name, cli_global_options[k].name);
        }
        for (uint32_t k = 0; k < cmd->n_example; k++) buf_addf(out, "example\t%s\t%s\n", cmd->name, cmd->example[k].line);
    }
}

/* ---- the commands ---- */

/* A name that no command has is wrong usage, told with the nearest name, in the same words as
** where a command is run. */
static enum cli_exit run_help(struct cli *c)
{
    if (cli_has(c, "table")) {
        cli_write_table(&c->out);
        return EXIT_YES;
    }
    if (cli_has(c, "mdoc")) {
        cli_write_mdoc(&c->out);
        return EXIT_YES;
    }
    /* NULL is the program itself. */
    const struct command *cmd = NULL;
    if (c->n_arg) {
        cmd = cli_command_named(c->arg[0]);
        if (!cmd) {
            struct err err = {0};
            (void)cli_no_command(c->arg[0], &err);
            return cli_fail(c, &err, EXIT_USAGE);
        }
    }
    cli_write_help(&c->out, cmd, c->style.columns);
    return EXIT_YES;
}

/* For the build and the tests; what they print is no promise to scripts. */
static const struct cli_option help_options[] = {
    {"mdoc", 0, NULL, NULL, "the manual's sections on options and commands, as mdoc"},
    {"table", 0, NULL, NULL, "the table of commands, options and examples, parted by tabs"},
};
static const struct cli_example help_examples[] = {{"entente help add", "how add is used"}};
/* --mdoc and --table are for the build and the tests; they are listed like any option, because
** hidden ones go stale. */
const struct command command_help = {
    .name = "help",
    .help = "say how a command is used",
    .arguments = "[COMMAND]",
    .about = "Without a command, lists all of them.",
    .option = help_options,
    .n_option = ARRAY_LEN(help_options),
    .example = help_examples,
    .n_example = ARRAY_LEN(help_examples),
    .max_arguments = 1,
    .completes = COMPLETE_COMMAND,
    .run = run_help,
};

/* The schema has one member that no source can have written, so it is a constant text. */
static enum cli_exit run_version(struct cli *c)
{
    if (c->style.face == FACE_JSON)
        buf_addz(&c->out, "{\"schema\": \"entente/version/1\", \"version\": \"" ENT_VERSION "\"}\n");
    else
        buf_addz(&c->out, "entente " ENT_VERSION "\n");
    return EXIT_YES;
}

/* Also reached as --version, which other programs have. */
const struct command command_version = {
    .name = "version",
    .help = "say which version this is",
    .arguments = "",
    .about = "The version of the program, as major.minor.patch.",
    .flags = CMD_JSON,
    .run = run_version,
};
