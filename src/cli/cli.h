/* The command line: one table of commands, from which usage, help, completions and the manual's
** list come. Nothing but main and the tests calls this room. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

/* Exit status of the program, rising with its weight. YES: done, found, equal. DIFFERS: it ran,
** and the answer is "differs" or "none". USAGE: the command line is wrong. INPUT: what was named
** cannot be read or found, or the answer cannot be written. RECORD: the record cannot be found,
** opened, read or written, or someone else writes. LIMIT: a cap was reached, or memory ran out.
** Part of the program's face: never renumbered. */
enum cli_exit { EXIT_YES = 0, EXIT_DIFFERS = 1, EXIT_USAGE = 2, EXIT_INPUT = 3, EXIT_RECORD = 4, EXIT_LIMIT = 5 };

/* Run a command line and return its exit status. Writes to descriptors 1 and 2, sets SIGPIPE and
** SIGXFSZ to be ignored, and leaves nothing else behind: it may be called again. argv[0] is not
** looked at. */
int cli_main(int argc, char **argv);

#endif
