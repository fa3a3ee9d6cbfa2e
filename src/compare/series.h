/* A text against all that came before it in its series: the whole answer to "what changed". The core
** (compare_series_*) is pure; compare_store.c loads from the record. */
#ifndef COMPARE_SERIES_H
#define COMPARE_SERIES_H

#include "compare/pair.h"

#endif
