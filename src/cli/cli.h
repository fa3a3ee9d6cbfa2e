/* The command line: one table of commands, from which usage, help, completions and the manual's list come. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

/* Exit status of the program. */
enum cli_exit { EXIT_YES = 0, EXIT_DIFFERS = 1, EXIT_USAGE = 2, EXIT_INPUT = 3, EXIT_RECORD = 4, EXIT_LIMIT = 5 };

int cli_main(int argc, char **argv);

#endif
