/* The library's face. */
#include "entente.h"

const char *ent_version(void) { return ENT_VERSION; }
