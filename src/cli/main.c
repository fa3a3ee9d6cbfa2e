/* Finding the command and running it. */
#include "cli/cli.h"

int cli_main(int argc, char **argv)
{
    (void)argv;
    return argc > 1 ? EXIT_USAGE : EXIT_YES;
}
