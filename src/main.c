/* The program: all it does is hand over to the table of commands, so that a test can run the
** whole of it in its own process. */
#include "cli/cli.h"

int main(int argc, char **argv) { return cli_main(argc, argv); }
