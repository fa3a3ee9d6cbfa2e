/* The table of commands and all that is made from it: usage, help, the manual's lists, the completion of three shells. */
#include "cli/command.h"
#include "face_help.h"
#include "test.h"

/* Lower case, no full stop, one line: as help lists it. */
static bool is_help_line(const char *zt)
{
    str s = str_of(zt);
    return s.n && s.n < 100 && !has(s, "\n") && s.p[s.n - 1] != '.' &&
           !(ascii_upper((unsigned char)s.p[0]) && ascii_lower((unsigned char)s.p[1]));
}

static bool option_is_whole(const struct cli_option *o)
{
    bool name = strlen(o->name) > 1;
    for (const char *p = o->name; *p; p++) name = name && (ascii_lower((unsigned char)*p) || *p == '-');
    return name && is_help_line(o->help) && (o->value || !o->choices);
}

TEST(the_table_is_whole)
{
    for (uint32_t i = 0; i < cli_n_command; i++) {
        const struct command *c = cli_commands[i];
        CHECK_MSG(cli_command_named(str_of(c->name)) == c, "%s: two of that name", c->name);
        CHECK_MSG(is_help_line(c->help) && strlen(c->about) > 20 && c->run, "%s", c->name);
        CHECK_MSG(c->min_arguments <= c->max_arguments && (c->max_arguments > 0) == (*c->arguments != '\0'), "%s", c->name);
        CHECK_MSG((c->completes == COMPLETE_WORD) == (c->words != NULL), "%s", c->name);
        /* A command opens the record in one way at most, and one that writes answers for now. */
        uint32_t opens = c->flags & (CMD_READS | CMD_WRITES | CMD_MENDS);
        CHECK_MSG((opens & (opens - 1)) == 0 && !((c->flags & CMD_VIEW) && (opens & (CMD_WRITES | CMD_MENDS))), "%s", c->name);
        for (uint32_t k = 0; k < c->n_option; k++) {
            CHECK_MSG(option_is_whole(&c->option[k]), "%s --%s", c->name, c->option[k].name);
            for (uint32_t g = 0; g < cli_n_global_option; g++)
                CHECK_MSG(strcmp(c->option[k].name, cli_global_options[g].name) &&
                              (!c->option[k].letter || c->option[k].letter != cli_global_options[g].letter),
                          "%s --%s hides an option of every command", c->name, c->option[k].name);
            for (uint32_t m = 0; m < k; m++)
                CHECK_MSG(strcmp(c->option[k].name, c->option[m].name), "%s --%s twice", c->name, c->option[k].name);
        }
        for (uint32_t k = 0; k < c->n_example; k++)
            CHECK_MSG(has(str_of(c->example[k].line), "entente") && has(str_of(c->example[k].line), c->name) &&
                          is_help_line(c->example[k].says),
                      "%s", c->example[k].line);
    }
    for (uint32_t g = 0; g < cli_n_global_option; g++)
        CHECK_MSG(option_is_whole(&cli_global_options[g]), "--%s", cli_global_options[g].name);
    CHECK(!cli_command_named(STR("")) && !cli_command_named(STR("comp")) && !cli_command_named(STR("Compare")));
}

/* The options that a command takes, its own and those of every command, in the order of help. */
static uint32_t options_of(const struct command *c, const struct cli_option *out[64])
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < c->n_option; k++) out[n++] = &c->option[k];
    for (uint32_t g = 0; g < cli_n_global_option; g++)
        if (cli_takes_global(c, &cli_global_options[g])) out[n++] = &cli_global_options[g];
    return n;
}

/* "--name" as a word of its own: --as-of is not --as. */
static bool names_option(str text, const char *name)
{
    char dashed[40];
    (void)snprintf(dashed, sizeof dashed, "--%s", name);
    for (size_t at = 0; (at = str_find(text, str_of(dashed), at)) != SIZE_MAX; at++) {
        size_t end = at + strlen(dashed);
        if (end == text.n || strchr(" \n='[", text.p[end])) return true;
    }
    return false;
}

/* Help lists every option that the command takes and none that it refuses, in every width. */
TEST(help_lists_what_the_parser_takes)
{
    for (uint32_t i = 0; i < cli_n_command; i++) {
        const struct command *c = cli_commands[i];
        for (uint32_t columns = 40; columns <= 120; columns += 16) {
            const struct cli_option *takes[64];
            buf out = {0};
            cli_write_help(&out, c, columns);
            str help = buf_str(&out);
            size_t at = str_find(help, STR("\noptions"), 0), end = str_find(help, STR("\nexamples:"), 0);
            str list = {help.p + at, (end == SIZE_MAX ? help.n : end) - at};
            uint32_t n = options_of(c, takes);
            for (uint32_t k = 0; k < n; k++)
                CHECK_MSG(names_option(list, takes[k]->name), "%s at %u: --%s", c->name, columns, takes[k]->name);
            for (uint32_t g = 0; g < cli_n_global_option; g++)
                CHECK_MSG(cli_takes_global(c, &cli_global_options[g]) || !names_option(list, cli_global_options[g].name),
                          "%s: --%s", c->name, cli_global_options[g].name);
            /* Lines that are typed are never broken; all others fit. */
            for (str rest = help; rest.n;) {
                str line = str_cut(rest, '\n', &rest);
                bool typed = has(line, "entente ") || has(line, "    -");
                CHECK_MSG(typed || utf8_columns(line) <= columns, "%s at %u: \"%.*s\"", c->name, columns, STR_ARG(line));
            }
            buf_free(&out);
        }
    }
}

/* Choices and what 1 means are part of the help; the program's own help names every command. */
TEST(help_says_what_is_asked)
{
    buf out = {0};
    cli_write_help(&out, NULL, 80);
    for (uint32_t i = 0; i < cli_n_command; i++) {
        char line[200];
        (void)snprintf(line, sizeof line, "\n    %s ", cli_commands[i]->name);
        CHECK_MSG(has(buf_str(&out), line), "%s", cli_commands[i]->name);
        buf one = {0};
        cli_write_help(&one, cli_commands[i], 80);
        CHECK_MSG(has(buf_str(&one), "exit status 1: ") == (cli_commands[i]->exits != NULL), "%s", cli_commands[i]->name);
        for (uint32_t k = 0; k < cli_commands[i]->n_option; k++) {
            str rest = str_of(cli_commands[i]->option[k].choices), word;
            while (list_next(&rest, '|', &word))
                CHECK_MSG(has_words(buf_str(&one), word), "%s: %.*s", cli_commands[i]->name, STR_ARG(word));
        }
        buf_free(&one);
    }
    buf_free(&out);
}

/* ---- completion ---- */

/* Words of text from `after` up to the next quote are the option names of the command, no more and no fewer. */
static bool offers_exactly(str script, const char *after, const struct command *c)
{
    const struct cli_option *takes[64];
    uint32_t n = options_of(c, takes), found = 0;
    size_t at = str_find(script, str_of(after), 0);
    if (at == SIZE_MAX) return false;
    at += strlen(after);
    str words = {script.p + at, str_find(script, STR("'"), at) - at}, word;
    while (list_next(&words, ' ', &word)) {
        bool known = false;
        for (uint32_t k = 0; k < n; k++)
            known = known || (str_starts(word, STR("--")) && str_eq((str){word.p + 2, word.n - 2}, str_of(takes[k]->name)));
        if (!known) return false;
        found++;
    }
    return found == n;
}

TEST(bash_offers_what_the_parser_takes)
{
    buf out = {0};
    cli_write_completion(&out, STR("bash"));
    for (uint32_t i = 0; i < cli_n_command; i++) {
        char after[64];
        (void)snprintf(after, sizeof after, "        %s) COMPREPLY=($(compgen -W '", cli_commands[i]->name);
        CHECK_MSG(offers_exactly(buf_str(&out), after, cli_commands[i]), "%s", cli_commands[i]->name);
    }
    buf_free(&out);
}

/* The part of a script from a command's own line on, up to the next one's. */
static str part_of(str script, const char *from, const char *until)
{
    size_t at = str_find(script, str_of(from), 0), end = at == SIZE_MAX ? at : str_find(script, str_of(until), at);
    if (at == SIZE_MAX) return STR("");
    return (str){script.p + at, (end == SIZE_MAX ? script.n : end) - at};
}

TEST(zsh_and_fish_offer_what_the_parser_takes)
{
    buf zsh = {0}, fish = {0};
    cli_write_completion(&zsh, STR("zsh"));
    cli_write_completion(&fish, STR("fish"));
    for (uint32_t i = 0; i < cli_n_command; i++) {
        const struct command *c = cli_commands[i];
        const struct cli_option *takes[64];
        char from[64];
        (void)snprintf(from, sizeof from, "\n    %s)\n", c->name);
        str part = part_of(buf_str(&zsh), from, "\n        ;;\n");
        uint32_t n = options_of(c, takes);
        for (uint32_t k = 0; k < n; k++) CHECK_MSG(names_option(part, takes[k]->name), "zsh: %s --%s", c->name, takes[k]->name);
        for (uint32_t g = 0; g < cli_n_global_option; g++)
            CHECK_MSG(cli_takes_global(c, &cli_global_options[g]) || !names_option(part, cli_global_options[g].name),
                      "zsh: %s --%s", c->name, cli_global_options[g].name);
        for (uint32_t k = 0; k < n; k++) {
            bool own = k < c->n_option || !cli_takes_global(cli_command_named(STR("completion")), takes[k]);
            char line[128];
            if (own)
                (void)snprintf(line, sizeof line, "-n '__fish_seen_subcommand_from %s' %s%.1s%s-l %s ", c->name,
                               takes[k]->letter ? "-s " : "", takes[k]->letter ? &takes[k]->letter : "",
                               takes[k]->letter ? " " : "", takes[k]->name);
            else
                (void)snprintf(line, sizeof line, "-l %s ", takes[k]->name);
            CHECK_MSG(has(buf_str(&fish), line), "fish: %s", line);
        }
    }
    buf_free(&zsh);
    buf_free(&fish);
}

/* ---- the manual ---- */

/* Every command has its section with its options; every request is one that the page uses, and no text begins like one. */
TEST(the_manual_lists_the_table)
{
    static const char *const requests[] = {".Sh ", ".Ss ", ".Nm", ".Cm ", ".Op ", ".Ar ", ".Pp", ".Bl ", ".It ", ".El"};
    buf out = {0};
    cli_write_mdoc(&out);
    uint32_t lists = 0;
    for (str rest = buf_str(&out); rest.n;) {
        str line = str_cut(rest, '\n', &rest);
        CHECK_MSG(line.n > 0, "an empty line in mdoc");
        size_t k = 0;
        while (k < ARRAY_LEN(requests) && !str_starts(line, str_of(requests[k]))) k++;
        CHECK_MSG(line.p[0] != '\'' && (line.p[0] != '.' || k < ARRAY_LEN(requests)), "%.*s", STR_ARG(line));
        lists += str_starts(line, STR(".Bl ")) ? 1u : str_starts(line, STR(".El")) ? UINT32_MAX : 0u;
    }
    CHECK_INT(lists, 0);
    for (uint32_t i = 0; i < cli_n_command; i++) {
        char head[64], next[64];
        (void)snprintf(head, sizeof head, ".Ss %s \\(em ", cli_commands[i]->name);
        (void)snprintf(next, sizeof next, ".Ss %s \\(em ", i + 1 < cli_n_command ? cli_commands[i + 1]->name : "?");
        str part = part_of(buf_str(&out), head, next);
        CHECK_MSG(part.n, "%s", cli_commands[i]->name);
        for (uint32_t k = 0; k < cli_commands[i]->n_option; k++) {
            char item[64];
            (void)snprintf(item, sizeof item, "Fl -%s", cli_commands[i]->option[k].name);
            CHECK_MSG(has(part, item), "%s: %s", cli_commands[i]->name, item);
        }
    }
    buf_free(&out);
}

TESTS(CASE(the_table_is_whole), CASE(help_lists_what_the_parser_takes), CASE(help_says_what_is_asked),
      CASE(bash_offers_what_the_parser_takes), CASE(zsh_and_fish_offer_what_the_parser_takes), CASE(the_manual_lists_the_table))
