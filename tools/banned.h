/* Read before every source file: names that do not compile here, and what to use instead. System
** headers that name them come first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat sprintf vsprintf strtok atoi atol atof gmtime localtime ctime asctime
