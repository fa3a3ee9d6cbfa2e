/* The table of commands, in the order of help. Usage, help, completion and the manual's list are
** made from it, and tests hold them against it. */
#include "cli/commands.h"

/* In the order in which a user meets them: make a record, fill it, look, ask, keep. A command
** that is missing here does not exist, whatever file it has. */
const struct command *const cli_commands[] = {
    &command_init,    &command_add,      &command_list,    &command_show,     &command_edit,
    &command_series,  &command_concept,  &command_search,  &command_compare,  &command_history,
    &command_phrases, &command_silences, &command_parse,   &command_annotate, &command_model,
    &command_log,     &command_verify,   &command_rebuild, &command_merge,    &command_salvage,
    &command_hash,    &command_export,   &command_help,    &command_version,  &command_completion,
};
const uint32_t cli_n_command = ARRAY_LEN(cli_commands);

/* The whole name, with its capitals: beginnings of names are refused (with the nearest as a
** hint), since a later command may begin so too. */
const struct command *cli_command_named(str name)
{
    for (uint32_t i = 0; i < cli_n_command; i++) {
        if (str_eq(str_of(cli_commands[i]->name), name)) return cli_commands[i];
    }
    return NULL;
}
