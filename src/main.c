/* The program: all it does is hand over to the table of commands. */
#include "cli/cli.h"

int main(int argc, char **argv) { return cli_main(argc, argv); }
