/* Private to the library's face: a record's handle, and how a call ends. */
#ifndef ENTENTE_FACE_H
#define ENTENTE_FACE_H

#include "entente.h"

#include "record/record.h"

/* The handle that a caller holds. record is NULL only while one is being opened. env points back
** to the handle as its ctx, so a handle never moves; its author lies in `life`. */
struct ent_record {
    arena *life;
    arena *last; /* what the last call handed out */
    record *record;
    struct ent_options options;
    struct env env;
};

/* The caller's error, where there is one, gets the line; gives back the status. */
enum ent_status face_told(struct ent_error *out, enum ent_status s, const char *message);
enum ent_status face_result(struct ent_error *out, enum status s, const struct err *err);
enum ent_status face_misuse(struct ent_error *out, const char *message);
/* A terminated copy; the arena's refusal sticks in *ok, so that a struct is filled first and checked once. */
const char *face_handed(arena *ar, str s, bool *ok);

#endif
