/* A record of its own for a test that asks it, with a clock that the test moves. */
#ifndef TEST_DESK_H
#define TEST_DESK_H

#include "record_help.h"

struct desk {
    struct temp dir;
    struct clock clock;
    struct env env;
    arena *ar;
    struct err err;
    record *r;
};

static inline bool desk_open(struct desk *d)
{
    *d = (struct desk){.clock = {NOON}, .ar = arena_new(0)};
    d->env = TEST_ENV(d->clock);
    if (!d->ar || !temp_make(&d->dir)) return false;
    const char *path = temp_path(&d->dir, "r.entente");
    return !record_init(path, &d->env, &d->err) && !record_open(&d->r, path, RECORD_WRITE, &d->env, &d->err);
}

static inline void desk_close(struct desk *d)
{
    record_close(d->r);
    arena_free(d->ar);
    temp_remove(&d->dir);
}

/* fields: a sidecar. */
static inline enum status put(struct desk *d, const char *name, const char *text, const char *fields)
{
    struct record_item item = {.bytes = str_of(text), .path = str_of(name), .hints = {.name = str_of(name)}};
    struct record_added added;
    enum status st = manifest_parse(&item.given, str_of(fields), TEXT_DATE_SIDECAR, d->ar, &d->err);
    if (!st) st = record_add(d->r, &item, &added, d->ar, &d->err);
    return st ? st : record_commit(d->r, &d->err);
}
#define PUT(name_, text_, fields_) CHECK_MSG(!put(&d, name_, text_, fields_), "%s", d.err.msg)

#endif
