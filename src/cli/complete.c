/* Completion for bash, zsh and fish, written from the table. Names of documents, series and
** concepts are asked of the program itself while the user types.
**
** Two things must hold in each script: what is offered is what the parser takes, no more and no
** less (a test reads the scripts for it), and no name of a record is ever run or expanded by the
** shell. The scripts need nothing that the shells do not bring: bash works with and without
** bash-completion. */
#include "cli/commands.h"

/* How to ask the program for what the arguments of a command name; NULL: it is not the record's
** to know. The answers are those of --names: one name a line, nothing else, also when there is no
** record. */
static const char *asks(enum cli_completes what)
{
    switch (what) {
    case COMPLETE_DOC: return "list --names";
    case COMPLETE_SERIES: return "series --names";
    case COMPLETE_CONCEPT: return "concept list --names";
    case COMPLETE_COMMAND:
    case COMPLETE_WORD:
    case COMPLETE_FILE:
    case COMPLETE_FOLDER:
    case COMPLETE_NOTHING: break;
    }
    return NULL;
}

/* The same for the value of an option. Series and documents are known by what the table calls the
** value, or by the option's name, so that a new option with such a value is completed without a
** change here. */
static const char *asks_value(const struct cli_option *o)
{
    if (strcmp(o->value, "DOC") == 0) return asks(COMPLETE_DOC);
    return strcmp(o->name, "series") == 0 ? asks(COMPLETE_SERIES) : NULL;
}

/* "a|b|c" as words parted by spaces, as all three shells take a fixed list. Choices hold no
** character that a shell would read as its own; they are the table's. */
static void write_words(buf *out, const char *barred)
{
    str rest = str_of(barred), word;
    for (bool first = true; list_next(&rest, '|', &word); first = false) {
        if (!first) buf_addc(out, ' ');
        buf_add(out, word);
    }
}

/* All names, parted by spaces, in the order of help. */
static void write_commands(buf *out)
{
    for (uint32_t i = 0; i < cli_n_command; i++) buf_addf(out, "%s%s", i ? " " : "", cli_commands[i]->name);
}

/* All long options of a command, its own first, each with a space after it. NULL: those that may
** stand before a command's name. Options that the command would refuse are not offered. */
static void write_option_names(buf *out, const struct command *cmd)
{
    for (uint32_t i = 0; cmd && i < cmd->n_option; i++) buf_addf(out, "--%s ", cmd->option[i].name);
    for (uint32_t i = 0; i < cli_n_global_option; i++) {
        if (cli_takes_global(cmd, &cli_global_options[i])) buf_addf(out, "--%s ", cli_global_options[i].name);
    }
}

/* Options with a value, and with a choice of values: after them no other word is offered, not
** even a file, since bash would else offer the files of the folder for a date. */
static void write_bash_values(buf *out, const struct cli_option *list, uint32_t n, const char *cmd)
{
    for (uint32_t i = 0; i < n; i++) {
        if (!list[i].value) continue;
        /* The pattern is "command:option before the cursor"; "*" for options of every command.
        ** Own options stand first, so that they win. */
        buf_addf(out, "    %s:--%s", cmd, list[i].name);
        if (list[i].letter) buf_addf(out, "|%s:-%c", cmd, list[i].letter);
        buf_addz(out, ") ");
        if (list[i].choices) {
            buf_addz(out, "COMPREPLY=($(compgen -W '");
            write_words(out, list[i].choices);
            buf_addz(out, "' -- \"$cur\"))");
        } else if (strcmp(list[i].value, "FILE") == 0)
            buf_addz(out, "COMPREPLY=($(compgen -f -- \"$cur\"))");
        else if (strcmp(list[i].value, "DIR") == 0)
            buf_addz(out, "COMPREPLY=($(compgen -d -- \"$cur\"))");
        else if (asks_value(&list[i]))
            buf_addf(out, "_entente_names %s", asks_value(&list[i]));
        else
            buf_addz(out, "COMPREPLY=()");
        buf_addz(out, "; return ;;\n");
    }
}

/* Arguments that are no option: names from the record, files, or a fixed list of words. */
static void write_bash_arguments(buf *out, const struct command *cmd)
{
    const char *ask = asks(cmd->completes);
    buf_addf(out, "    %s) ", cmd->name);
    if (cmd->docs_with)
        buf_addf(out, "[[ \" ${COMP_WORDS[*]} \" == *\" --%s \"* ]] && { _entente_names %s; return; }; ", cmd->docs_with,
                 asks(COMPLETE_DOC));
    if (ask)
        buf_addf(out, "_entente_names %s", ask);
    else if (cmd->completes == COMPLETE_FILE)
        buf_addz(out, "COMPREPLY=($(compgen -f -- \"$cur\"))");
    else if (cmd->completes == COMPLETE_FOLDER)
        buf_addz(out, "COMPREPLY=($(compgen -d -- \"$cur\"))");
    else if (cmd->completes == COMPLETE_COMMAND)
        buf_addz(out, "COMPREPLY=($(compgen -W \"$commands\" -- \"$cur\"))");
    else if (cmd->completes == COMPLETE_WORD) {
        buf_addz(out, "COMPREPLY=($(compgen -W '");
        write_words(out, cmd->words);
        buf_addz(out, "' -- \"$cur\"))");
    } else
        buf_addz(out, "COMPREPLY=()");
    buf_addz(out, " ;;\n");
}

/* Names are read as they are: compgen -W would expand them, and a record made by a stranger could
** run commands on the machine of whoever presses the tab key. The record is the one that the line
** names. Shown to hold by the golden test of completion, which has such a record. */
static void write_bash_names(buf *out)
{
    buf_addz(out, "_entente_names() {\n"
                  "    local name\n"
                  "    COMPREPLY=()\n"
                  "    while IFS= read -r name; do\n"
                  "        [[ $name == \"$cur\"* ]] && COMPREPLY+=(\"$name\")\n"
                  "    done < <(entente ${record:+-R \"$record\"} \"$@\" 2>/dev/null)\n"
                  "}\n");
}

/* One function: after an option with a value its values; before a command the commands; then
** options or arguments. The command is the first word of the line that is one; a record named by
** -R is passed on to the questions. */
static void write_bash(buf *out)
{
    buf_addz(out, "# bash completion for entente, made by: entente completion bash\n");
    write_bash_names(out);
    buf_addz(out, "_entente() {\n"
                  "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} cmd= record= i\n"
                  "    local commands='");
    write_commands(out);
    buf_addz(out, "'\n"
                  "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
                  "        case ${COMP_WORDS[i]} in -R | --record) record=${COMP_WORDS[++i]/#\\~/$HOME}; continue ;; esac\n"
                  "        [[ -z $cmd && \" $commands \" == *\" ${COMP_WORDS[i]} \"* ]] && cmd=${COMP_WORDS[i]}\n"
                  "    done\n"
                  "    case $cmd:$prev in\n");
    for (uint32_t i = 0; i < cli_n_command; i++)
        write_bash_values(out, cli_commands[i]->option, cli_commands[i]->n_option, cli_commands[i]->name);
    write_bash_values(out, cli_global_options, cli_n_global_option, "*");
    buf_addz(out, "    esac\n"
                  "    if [[ -z $cmd ]]; then\n"
                  "        COMPREPLY=($(compgen -W \"$commands ");
    write_option_names(out, NULL);
    buf_addz(out, "\" -- \"$cur\"))\n        return\n    fi\n    if [[ $cur == -* ]]; then\n        case $cmd in\n");
    for (uint32_t i = 0; i < cli_n_command; i++) {
        buf_addf(out, "        %s) COMPREPLY=($(compgen -W '", cli_commands[i]->name);
        write_option_names(out, cli_commands[i]);
        buf_addz(out, "' -- \"$cur\")) ;;\n");
    }
    buf_addz(out, "        esac\n        return\n    fi\n    case $cmd in\n");
    for (uint32_t i = 0; i < cli_n_command; i++) write_bash_arguments(out, cli_commands[i]);
    buf_addz(out, "    esac\n}\ncomplete -o filenames -F _entente entente\n");
}

/* ---- zsh ---- */

/* Help text inside '...[...]': quotes, brackets, colons and backslashes would end it or be read
** as zsh's own. */
static void write_zsh_text(buf *out, const char *zt)
{
    for (; *zt; zt++) {
        if (*zt == '\'')
            buf_addz(out, "'\\''");
        else if (strchr("[]:\\", *zt))
            buf_addf(out, "\\%c", *zt);
        else
            buf_addc(out, *zt);
    }
}

/* Short and long form, each a specification of its own; the star lets an option stand more than
** once, as the parser does. Names of the record are added as they are (compadd -a), never
** expanded. */
static void write_zsh_option(buf *out, const struct cli_option *o)
{
    /* zsh ties the two forms together with an exclusion list, which would forbid to repeat an
    ** option; two free specifications do not. */
    for (int form = o->letter ? 0 : 1; form < 2; form++) {
        if (form == 0)
            buf_addf(out, " \\\n            '*-%c[", o->letter);
        else
            buf_addf(out, " \\\n            '*--%s%s[", o->name, o->value ? "=" : "");
        write_zsh_text(out, o->help);
        buf_addc(out, ']');
        if (o->value) {
            buf_addf(out, ":%s:", o->value);
            if (o->choices) {
                buf_addc(out, '(');
                write_words(out, o->choices);
                buf_addc(out, ')');
            } else if (asks_value(o))
                buf_addf(out, "{local -a n; n=(${(f)\"$(entente %s 2>/dev/null)\"}); compadd -a n}", asks_value(o));
            else if (strcmp(o->value, "FILE") == 0)
                buf_addz(out, "_files");
            else if (strcmp(o->value, "DIR") == 0)
                buf_addz(out, "_files -/");
        }
        buf_addc(out, '\'');
    }
}

/* Where a flag makes the arguments documents, the words of the line say whether it stands there. */
static void write_zsh_documents(buf *out, const char *flag)
{
    buf_addf(
        out,
        "{if ((${words[(I)--%s]})); then local -a n; n=(${(f)\"$(entente %s 2>/dev/null)\"}); compadd -a n; else _files; fi}",
        flag, asks(COMPLETE_DOC));
}

/* One rule for all arguments, since no command has different kinds of them at a time. */
static void write_zsh_arguments(buf *out, const struct command *cmd)
{
    const char *ask = asks(cmd->completes);
    if (cmd->completes == COMPLETE_NOTHING) return;
    buf_addz(out, " \\\n            '*:argument:");
    if (cmd->docs_with)
        write_zsh_documents(out, cmd->docs_with);
    else if (ask)
        buf_addf(out, "{local -a n; n=(${(f)\"$(entente %s 2>/dev/null)\"}); compadd -a n}", ask);
    else if (cmd->completes == COMPLETE_FILE)
        buf_addz(out, "_files");
    else if (cmd->completes == COMPLETE_FOLDER)
        buf_addz(out, "_files -/");
    else {
        buf_addc(out, '(');
        if (cmd->completes == COMPLETE_WORD)
            write_words(out, cmd->words);
        else
            write_commands(out);
        buf_addc(out, ')');
    }
    buf_addc(out, '\'');
}

/* _arguments does the work; the words before the command are taken off first, since it counts
** from there. */
static void write_zsh(buf *out)
{
    buf_addz(out, "#compdef entente\n# zsh completion for entente, made by: entente completion zsh\n"
                  "_entente() {\n    local -a commands\n    commands=(\n");
    for (uint32_t i = 0; i < cli_n_command; i++) {
        buf_addf(out, "        '%s:", cli_commands[i]->name);
        write_zsh_text(out, cli_commands[i]->help);
        buf_addz(out, "'\n");
    }
    buf_addz(out, "    )\n    if ((CURRENT == 2)); then\n        _describe command commands\n        return\n    fi\n"
                  "    local cmd=$words[2]\n    shift words\n    ((CURRENT--))\n    case $cmd in\n");
    for (uint32_t i = 0; i < cli_n_command; i++) {
        const struct command *cmd = cli_commands[i];
        buf_addf(out, "    %s)\n        _arguments", cmd->name);
        for (uint32_t k = 0; k < cmd->n_option; k++) write_zsh_option(out, &cmd->option[k]);
        for (uint32_t k = 0; k < cli_n_global_option; k++) {
            if (cli_takes_global(cmd, &cli_global_options[k])) write_zsh_option(out, &cli_global_options[k]);
        }
        write_zsh_arguments(out, cmd);
        buf_addz(out, "\n        ;;\n");
    }
    buf_addz(out, "    esac\n}\n_entente \"$@\"\n");
}

/* ---- fish ---- */

/* Inside single quotes fish reads only \\ and \', so only these are escaped. */
static void write_fish_text(buf *out, const char *zt)
{
    for (; *zt; zt++) {
        if (*zt == '\'' || *zt == '\\') buf_addc(out, '\\');
        buf_addc(out, *zt);
    }
}

/* cmd NULL: an option of every command, offered from the start. Else only after that command's
** name has been typed. */
static void write_fish_option(buf *out, const struct cli_option *o, const char *cmd)
{
    buf_addz(out, "complete -c entente ");
    if (cmd) buf_addf(out, "-n '__fish_seen_subcommand_from %s' ", cmd);
    if (o->letter) buf_addf(out, "-s %c ", o->letter);
    buf_addf(out, "-l %s ", o->name);
    if (o->choices) {
        buf_addz(out, "-x -a '");
        write_words(out, o->choices);
        buf_addz(out, "' ");
    } else if (o->value && asks_value(o))
        buf_addf(out, "-x -a '(entente %s 2>/dev/null)' ", asks_value(o));
    else if (o->value)
        buf_addz(out, strcmp(o->value, "FILE") == 0 || strcmp(o->value, "DIR") == 0 ? "-r -F " : "-x ");
    buf_addz(out, "-d '");
    write_fish_text(out, o->help);
    buf_addz(out, "'\n");
}

/* The command's name while there is none, then its own options, then those of every command that
** not every command takes, then its arguments. Files are never offered where something else is
** meant (-f). */
static void write_fish_command(buf *out, const struct command *cmd)
{
    const char *ask = asks(cmd->completes);
    buf_addf(out, "complete -c entente -n __fish_use_subcommand -a %s -d '", cmd->name);
    write_fish_text(out, cmd->help);
    buf_addz(out, "'\n");
    for (uint32_t k = 0; k < cmd->n_option; k++) write_fish_option(out, &cmd->option[k], cmd->name);
    for (uint32_t k = 0; k < cli_n_global_option; k++) {
        /* completion takes only what every command takes, so what it refuses is not of every
        ** command. */
        bool some = !cli_takes_global(&command_completion, &cli_global_options[k]); /* not of every command */
        if (some && cli_takes_global(cmd, &cli_global_options[k])) write_fish_option(out, &cli_global_options[k], cmd->name);
    }
    if (cmd->docs_with)
        buf_addf(out,
                 "complete -c entente -n '__fish_seen_subcommand_from %s; and __fish_contains_opt %s' -f -a '(entente %s "
                 "2>/dev/null)'\n",
                 cmd->name, cmd->docs_with, asks(COMPLETE_DOC));
    buf_addf(out, "complete -c entente -n '__fish_seen_subcommand_from %s' ", cmd->name);
    if (ask)
        buf_addf(out, "-a '(entente %s 2>/dev/null)'\n", ask);
    else if (cmd->completes == COMPLETE_FILE || cmd->completes == COMPLETE_FOLDER)
        buf_addz(out, "-F\n");
    else if (cmd->completes == COMPLETE_WORD) {
        buf_addz(out, "-a '");
        write_words(out, cmd->words);
        buf_addz(out, "'\n");
    } else if (cmd->completes == COMPLETE_COMMAND) {
        buf_addz(out, "-a '");
        write_commands(out);
        buf_addz(out, "'\n");
    } else
        buf_addz(out, "-f\n");
}

/* fish wants one line for each thing that can be completed, with its condition. */
static void write_fish(buf *out)
{
    buf_addz(out, "# fish completion for entente, made by: entente completion fish\ncomplete -c entente -f\n");
    for (uint32_t i = 0; i < cli_n_command; i++) write_fish_command(out, cli_commands[i]);
    for (uint32_t k = 0; k < cli_n_global_option; k++) {
        if (cli_takes_global(&command_completion, &cli_global_options[k])) write_fish_option(out, &cli_global_options[k], NULL);
    }
}

/* Any other shell's name was refused by the caller. */
void cli_write_completion(buf *out, str shell)
{
    if (str_eq(shell, STR("zsh")))
        write_zsh(out);
    else if (str_eq(shell, STR("fish")))
        write_fish(out);
    else
        write_bash(out);
}

/* The shells are checked here and not by the parser, since they are an argument and no option's
** value. */
static enum cli_exit run_completion(struct cli *c)
{
    str shell = c->arg[0];
    if (!str_eq(shell, STR("bash")) && !str_eq(shell, STR("zsh")) && !str_eq(shell, STR("fish"))) {
        cli_say(c, "it is for bash, zsh or fish, not \"%.*s\"", STR_ARG(shell));
        return EXIT_USAGE;
    }
    cli_write_completion(&c->out, shell);
    return EXIT_YES;
}

/* The path is where bash-completion looks for a user's own. */
static const struct cli_example completion_examples[] = {
    {"entente completion bash > entente.bash", "what bash reads from ~/.local/share/bash-completion/completions/entente"},
};
/* The script is written to standard output: where it belongs differs from system to system, and
** `make install` knows. */
const struct command command_completion = {
    .name = "completion",
    .help = "write the completion for a shell",
    .arguments = "bash|zsh|fish",
    .about = "Completes commands, options and their values, and the names of documents, series and concepts in the "
             "record at hand.",
    .example = completion_examples,
    .n_example = ARRAY_LEN(completion_examples),
    .min_arguments = 1,
    .max_arguments = 1,
    .completes = COMPLETE_WORD,
    .words = "bash|zsh|fish",
    .run = run_completion,
};
