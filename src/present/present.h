/* The present room: one view per answer, rendered as terminal text, JSON and HTML. No SQL, no numbers of its own. */
#ifndef PRESENT_PRESENT_H
#define PRESENT_PRESENT_H

#include "base/base.h"

enum present_face { FACE_TERMINAL, FACE_JSON, FACE_HTML };

struct present_style {
    enum present_face face;
    bool color;       /* SGR colours on a terminal; signs are always there too */
    uint32_t columns; /* width of terminal text, 80 when unknown */
};

#endif
