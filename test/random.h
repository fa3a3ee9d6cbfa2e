/* The generator of property tests, by the name that they know it by. The seed is a constant of each test, so a failure repeats;
** tests print the round. */
#include "base/random.h"
