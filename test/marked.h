/* Texts for table tests with what is to be found in brackets. */
#ifndef TEST_MARKED_H
#define TEST_MARKED_H

#include "base/base.h"

/* Takes the brackets out; spans of what they held, as many as are given back. out and at must have room. */
static inline size_t unmark(const char *marked, char *out, span *at)
{
    size_t n = 0;
    size_t k = 0;
    for (; *marked; marked++) {
        if (*marked == '[')
            at[n].begin = (uint32_t)k;
        else if (*marked == ']')
            at[n++].end = (uint32_t)k;
        else
            out[k++] = *marked;
    }
    out[k] = 0;
    return n;
}

#endif
