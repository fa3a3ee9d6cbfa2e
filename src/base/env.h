/* What the library may know of the world: given by the caller, never fetched by itself. Tests give a fixed clock, the library's
** face gives what its user set, and so no function deep down can make an answer depend on when or where it was computed. */
#ifndef BASE_ENV_H
#define BASE_ENV_H

#include "base/str.h"

/* One struct per run, filled by the face (command line or library) and passed down by pointer. NULL members
** and a NULL env mean: no clock is asked, nobody is told, the default caps hold. */
struct env {
    void *ctx; /* handed to the two functions below as it is */
    /* Milliseconds since 1970, UTC. It may stand still or go back: what must rise (the times of acts) is made to by its user. */
    int64_t (*now_ms)(void *ctx);
    /* Called now and then in long work; done of total in the unit the work names. NULL: silent.
    ** A true answer asks to stop: the work ends with E_CANCELLED and nothing half-applied. */
    bool (*progress)(void *ctx, const char *work, uint64_t done, uint64_t total);
    str author;           /* who acts, as it will stand in the record; borrowed for the whole run */
    size_t max_doc_bytes; /* cap on one source; 0 = 256 MiB */
};

/* Tells how far the work is and asks whether to stop; true: return E_CANCELLED, having undone what is half done. env may be NULL.
** To be called at steps that a person would wait for (a file, a text, a thousand rows), not in inner loops. */
static inline bool env_stop(const struct env *env, const char *work, uint64_t done, uint64_t total)
{
    return env && env->progress && env->progress(env->ctx, work, done, total);
}

#endif
