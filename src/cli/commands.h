/* Every command's table entry, by name; each stands in a file of its own or beside its near relations. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/command.h"

extern const struct command command_help, command_version, command_completion;

#endif
