/* No notes until the pair comparison's own arrive: weak, so that those win as soon as they are
** linked. */
#include "compare/pair.h"

__attribute__((weak)) enum status compare_notes(struct compare_note **out, uint32_t *n, const struct compare_text *older,
                                                uint32_t older_at, const struct compare_text *newer, uint32_t newer_at,
                                                arena *ar, struct err *err)
{
    (void)older, (void)older_at, (void)newer, (void)newer_at, (void)err;
    *n = 0;
    *out = ARENA_NEW(ar, 0, struct compare_note);
    return OK;
}
