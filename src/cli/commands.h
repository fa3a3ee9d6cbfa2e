/* Every command's table entry, by name; each stands in a file of its own or beside its near
** relations. Only table.c puts them in order; a new command is named here and there, and its
** tests find it by the table. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/command.h"

extern const struct command command_init, command_add, command_list, command_show, command_edit, command_series,
    command_concept, command_search, command_log, command_verify, command_rebuild, command_merge, command_salvage, command_hash,
    command_export, command_compare, command_history, command_phrases, command_silences, command_parse, command_annotate,
    command_model, command_help, command_version, command_completion;

#endif
