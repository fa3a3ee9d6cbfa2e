/* The compare room: kept, reworded, moved, returned, dropped, new; silences; first and last use.
** pair.h is the pure comparison of two texts, series.h that of a text with all its predecessors. */
#ifndef COMPARE_COMPARE_H
#define COMPARE_COMPARE_H

#include "compare/pair.h"
#include "compare/series.h"

#endif
