/* The command line taken apart: long options as --x=y and --x y, short ones alone and joined,
** "--", and the command's name among them. Options that every command takes may stand before the
** name or after it.
**
** Nothing is looked up outside the table, and every refusal is one line that says what would be
** right. Values are not read here but for their choices: each command reads its own. Written by
** hand because getopt keeps state of its own between calls, and its messages name neither the
** command nor the nearest option. */
#include "cli/command.h"

/* In the order of help. A command that cannot heed one of those that concern the answer (json,
** html, as-of, until) refuses it by its flags; all others change the run, not the answer, and are
** taken everywhere. */
const struct cli_option cli_global_options[] = {
    {"record", 'R', "FILE", NULL, "the record; else $ENTENTE_RECORD, else the only *.entente here or above"},
    {"as-of", 0, "DATE", NULL, "answer as the record stood at the end of that day"},
    {"until", 0, "DATE", NULL, "leave out texts dated later"},
    {"json", 0, NULL, NULL, "the answer as JSON"},
    {"html", 0, NULL, NULL, "the answer as one HTML page"},
    {"color", 0, "WHEN", "auto|always|never", "colour on a terminal (auto), always, never; $NO_COLOR means never"},
    {"author", 0, "NAME", NULL, "who acts; else $ENTENTE_AUTHOR, else the user's login name"},
    {"width", 0, "N", NULL, "columns of the answer; else the terminal's, else 80"},
    {"help", 'h', NULL, NULL, "say how the command is used"},
};
const uint32_t cli_n_global_option = ARRAY_LEN(cli_global_options);

/* Before the command is known every option is taken; take_command looks at them again when it is. */
bool cli_takes_global(const struct command *cmd, const struct cli_option *opt)
{
    if (!cmd) return true;
    if (strcmp(opt->name, "json") == 0) return (cmd->flags & CMD_JSON) != 0;
    if (strcmp(opt->name, "html") == 0) return (cmd->flags & CMD_HTML) != 0;
    if (strcmp(opt->name, "as-of") == 0 || strcmp(opt->name, "until") == 0) return (cmd->flags & CMD_VIEW) != 0;
    return true;
}

/* ---- nearest name ---- */

/* Longest word that is looked at for a near name: no name of the table is longer. */
enum { NEAREST_MAX = 32 };

/* Edit distance with swaps of neighbours (optimal string alignment, the restricted form of
** Damerau's distance). Words above NEAREST_MAX are far from everything. O(a.n * b.n) in three
** rows of a fixed size, so no memory is asked for. */
static size_t distance(str a, str b)
{
    size_t row[3][NEAREST_MAX + 1];
    if (a.n > NEAREST_MAX || b.n > NEAREST_MAX) return NEAREST_MAX;
    for (size_t j = 0; j <= b.n; j++) row[0][j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t best = last[j - 1] + (a.p[i - 1] != b.p[j - 1]);
            if (last[j] + 1 < best) best = last[j] + 1;
            if (now[j - 1] + 1 < best) best = now[j - 1] + 1;
            /* A swap of neighbours is one slip, not two: "serach" is near to search. */
            bool swapped = i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1];
            if (swapped && before[j - 2] + 1 < best) best = before[j - 2] + 1;
            now[j] = best;
        }
    }
    return row[a.n % 3][b.n];
}

/* A word that begins a name counts as one slip away: people stop typing early. Of equals the
** first of the table. A slip in three letters is still a slip; more than that is another word,
** and no hint is better than a wrong one. */
const char *cli_nearest(str word, const char *const *candidate, size_t n)
{
    const char *best = NULL;
    size_t best_far = word.n / 3 + 2; /* one slip in three letters is still a slip */
    for (size_t i = 0; i < n; i++) {
        str c = str_of(candidate[i]);
        size_t far = word.n > 1 && str_starts(c, word) ? 1 : distance(word, c);
        if (far < best_far) {
            best_far = far;
            best = candidate[i];
        }
    }
    return best;
}

/* ---- looking up ---- */

/* By letter when one is given, else by name; NULL: none. The lists are short. */
static const struct cli_option *option_in(const struct cli_option *list, uint32_t n, str name, char letter)
{
    for (uint32_t i = 0; i < n; i++) {
        if (letter ? list[i].letter == letter : str_eq(str_of(list[i].name), name)) return &list[i];
    }
    return NULL;
}

/* A command's own options come before those of every command; none hides another, which a test
** sees to. */
static const struct cli_option *option_of(const struct command *cmd, str name, char letter)
{
    const struct cli_option *o = cmd ? option_in(cmd->option, cmd->n_option, name, letter) : NULL;
    return o ? o : option_in(cli_global_options, cli_n_global_option, name, letter);
}

/* How messages begin: the command once it is known. */
static const char *who(const struct cli *c) { return c->command ? c->command->name : "entente"; }

/* The line names the nearest option that this command takes, or how to see them all. More than 64
** are not looked at; no command comes near. */
static enum status unknown_option(const struct cli *c, str name, struct err *err)
{
    const char *all[64];
    size_t n = 0;
    for (uint32_t i = 0; c->command && i < c->command->n_option && n < ARRAY_LEN(all); i++)
        all[n++] = c->command->option[i].name;
    for (uint32_t i = 0; i < cli_n_global_option && n < ARRAY_LEN(all); i++) {
        if (cli_takes_global(c->command, &cli_global_options[i])) all[n++] = cli_global_options[i].name;
    }
    const char *near = cli_nearest(name, all, n);
    if (near) return err_set(err, E_FORMAT, "no option --%.*s; did you mean --%s?", STR_ARG(name), near);
    return err_set(err, E_FORMAT, "no option --%.*s; entente help%s%s lists them", STR_ARG(name), c->command ? " " : "",
                   c->command ? who(c) : "");
}

/* choices: "a|b|c"; capitals count, and so does the whole word. */
static bool choice_is_one(const char *choices, str value)
{
    str rest = str_of(choices), one;
    while (list_next(&rest, '|', &one)) {
        if (str_eq(one, value)) return true;
    }
    return false;
}

/* Every option passes here, whatever its spelling: whether the command takes it, and whether its
** value is one of the choices. There is room for it, since cli_parse counted all letters of the
** line. */
static enum status give(struct cli *c, const struct cli_option *opt, str value, struct err *err)
{
    if (!cli_takes_global(c->command, opt)) return err_set(err, E_FORMAT, "--%s is no option of this command", opt->name);
    if (opt->choices && !choice_is_one(opt->choices, value))
        return err_set(err, E_FORMAT, "--%s is one of %s, not \"%.*s\"", opt->name, opt->choices, STR_ARG(value));
    c->given[c->n_given++] = (struct cli_given){opt, value};
    return OK;
}

/* ---- the walk over the arguments ---- */

/* Where the walk over the arguments stands: at is the argument now looked at, and moves on over
** values. */
struct walk {
    int argc;
    char **argv;
    int at;
};

/* The next argument whatever it looks like: "--title -5" is a title. A value that looks like an
** option is more often meant than forgotten, and a forgotten one is told by what follows. */
static enum status take_value(struct walk *w, const struct cli_option *opt, const char *spelled, str *out, struct err *err)
{
    if (w->at + 1 >= w->argc) return err_set(err, E_FORMAT, "%s wants a value: %s %s", spelled, spelled, opt->value);
    *out = str_of(w->argv[++w->at]);
    return OK;
}

/* The same words wherever a command is named: run, or asked about with help. */
enum status cli_no_command(str name, struct err *err)
{
    const char *all[64];
    size_t n = 0;
    for (; n < cli_n_command && n < ARRAY_LEN(all); n++) all[n] = cli_commands[n]->name;
    const char *near = cli_nearest(name, all, n);
    if (near) return err_set(err, E_FORMAT, "no command \"%.*s\"; did you mean %s?", STR_ARG(name), near);
    return err_set(err, E_FORMAT, "no command \"%.*s\"; entente help lists them", STR_ARG(name));
}

/* Options that stood before the name were taken as those of every command; now it is known
** whether this one has them. */
static enum status take_command(struct cli *c, str name, struct err *err)
{
    c->command = cli_command_named(name);
    if (!c->command) return cli_no_command(name, err);
    for (uint32_t i = 0; i < c->n_given; i++) {
        if (!cli_takes_global(c->command, c->given[i].option))
            return err_set(err, E_FORMAT, "--%s is no option of this command", c->given[i].option->name);
    }
    return OK;
}

/* "--name", "--name=value", "--name value". A flag with a value is refused, an empty value
** ("--title=") is a value. --version is a command spelled as an option, for those who expect it
** of a program. */
static enum status take_long(struct cli *c, struct walk *w, struct err *err)
{
    str whole = str_of(w->argv[w->at] + 2), value = {NULL, 0};
    size_t eq = str_find(whole, STR("="), 0);
    str name = eq == SIZE_MAX ? whole : (str){whole.p, eq};
    const struct cli_option *opt = option_of(c->command, name, 0);
    /* As other programs have it. */
    if (!c->command && str_eq(whole, STR("version"))) return take_command(c, whole, err);
    if (!opt) return unknown_option(c, name, err);
    if (eq != SIZE_MAX) {
        if (!opt->value) return err_set(err, E_FORMAT, "--%s takes no value", opt->name);
        value = (str){whole.p + eq + 1, whole.n - eq - 1};
    } else if (opt->value) {
        enum status st = take_value(w, opt, w->argv[w->at], &value, err);
        if (st) return st;
    } else
        value = STR("");
    return give(c, opt, value, err);
}

/* Letters may be joined ("-n3R x"): flags one after the other, until one wants a value, which is
** the rest of the word or, when nothing is left, the next argument. */
static enum status take_short(struct cli *c, struct walk *w, struct err *err)
{
    const char *p = w->argv[w->at] + 1;
    while (*p) {
        const struct cli_option *opt = option_of(c->command, STR(""), *p);
        char spelled[3] = {'-', *p, 0};
        if (!opt)
            return err_set(err, E_FORMAT, "no option %s; entente help%s%s lists them", spelled, c->command ? " " : "",
                           c->command ? who(c) : "");
        p++;
        str value = STR("");
        if (opt->value && *p) {
            value = str_of(p);
            p += value.n;
        } else if (opt->value) {
            enum status st = take_value(w, opt, spelled, &value, err);
            if (st) return st;
        }
        enum status st = give(c, opt, value, err);
        if (st) return st;
    }
    return OK;
}

/* What is wrong with the number of arguments, once all are there. Not looked at when help was
** asked for: whoever asks does not know them. */
static enum status check_arguments(const struct cli *c, struct err *err)
{
    const struct command *cmd = c->command;
    if (!cmd || cli_has(c, "help")) return OK;
    const char *space = *cmd->arguments ? " " : "";
    if (c->n_arg > cmd->max_arguments)
        return err_set(err, E_FORMAT, "\"%.*s\" is one argument too many; usage: entente %s%s%s",
                       STR_ARG(c->arg[cmd->max_arguments]), cmd->name, space, cmd->arguments);
    if (c->n_arg < cmd->min_arguments)
        return err_set(err, E_FORMAT, "an argument is missing; usage: entente %s%s%s", cmd->name, space, cmd->arguments);
    return OK;
}

/* Up to the command's name only options of every command are known; after "--" all is argument.
** "-" alone is an argument (standard input). Options and arguments may stand in any order. Linear
** in the letters of the line, and the only allocation is two arrays of that size. */
enum status cli_parse(struct cli *c, int argc, char **argv, struct err *err)
{
    size_t n = argc > 0 ? (size_t)argc : 0, letters = 0;
    for (size_t i = 0; i < n; i++) letters += strlen(argv[i]);
    /* An upper bound without a first pass over the line: each letter of "-abc" may be an option. */
    c->given = ARENA_NEW(c->ar, n + letters, struct cli_given);
    c->arg = ARENA_NEW(c->ar, n, str);
    if (!c->given || !c->arg) return arena_why(c->ar, err);
    bool only_arguments = false;
    struct walk w = {argc, argv, 1};
    for (; w.at < argc; w.at++) {
        str a = str_of(argv[w.at]);
        enum status st = OK;
        if (!only_arguments && str_eq(a, STR("--")))
            only_arguments = true;
        else if (!only_arguments && str_starts(a, STR("--")))
            st = take_long(c, &w, err);
        else if (!only_arguments && a.n > 1 && a.p[0] == '-')
            st = take_short(c, &w, err);
        else if (!c->command)
            st = take_command(c, a, err);
        else
            c->arg[c->n_arg++] = a;
        if (st) return st;
    }
    return check_arguments(c, err);
}

/* ---- reading what was given ---- */

/* The last one given wins, as users of other programs expect who add to an alias. Linear: a line
** has a handful. */
str cli_value(const struct cli *c, const char *name)
{
    for (uint32_t i = c->n_given; i-- > 0;) {
        if (strcmp(c->given[i].option->name, name) == 0) return c->given[i].value;
    }
    return (str){NULL, 0};
}

/* Given at all, also with an empty value. */
bool cli_has(const struct cli *c, const char *name) { return cli_value(c, name).p != NULL; }

/* Joined as a manifest writes lists, in the order of the command line. */
str cli_values(struct cli *c, const char *name)
{
    buf all = {0};
    for (uint32_t i = 0; i < c->n_given; i++) {
        if (strcmp(c->given[i].option->name, name) != 0) continue;
        if (all.n) buf_addz(&all, "; ");
        buf_add(&all, c->given[i].value);
    }
    str out = str_copy(c->ar, buf_str(&all));
    buf_free(&all);
    return out;
}

/* The whole value must be the number: "10x" is no ten, and a sign is no digit. */
enum status cli_number(struct cli *c, const char *name, uint64_t max, uint64_t *out, struct err *err)
{
    str v = cli_value(c, name);
    if (!v.p || str_to_u64(v, max, out)) return OK;
    return err_set(err, E_FORMAT, "--%s wants a number up to %llu, not \"%.*s\"", name, (unsigned long long)max, STR_ARG(v));
}

/* A vague date stands for its last day, or its first when `first`; a date that is none, or open
** at an end, is refused with what would be right. */
enum status cli_day(struct cli *c, const char *name, bool first, day *out, struct err *err)
{
    str v = cli_value(c, name);
    if (!v.p) return OK;
    struct vague got;
    day d = DATE_NONE;
    if (v.n && vague_parse(v, &got)) d = first ? got.first : got.last;
    if (d == DATE_NONE)
        return err_set(err, E_FORMAT, "--%s wants a date such as 2025-12-11 or 2025-12, not \"%.*s\"", name, STR_ARG(v));
    *out = d;
    return OK;
}
