/* hold RECORD SECONDS TEXT: begins to add TEXT to the record, prints "held", keeps the writer's place that long, commits.
** What a second writer meets. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "record/record.h"

static int64_t fixed_now(void *ctx)
{
    (void)ctx;
    return 1750000000000;
}

int main(int argc, char **argv)
{
    struct env env = {.now_ms = fixed_now, .author = {"holder", 6}};
    struct err err = {0};
    struct record_added added;
    record *r = NULL;
    uint64_t seconds = 0;
    arena *ar = arena_new(0);
    if (!ar || argc != 4 || !str_to_u64(str_of(argv[2]), 60, &seconds)) return 2;
    struct record_item item = {.bytes = str_of(argv[3]), .given = {.date = DATE_NONE, .items = -1}, .path = {"held", 4}};
    enum status s = record_open(&r, argv[1], RECORD_WRITE, &env, &err);
    if (!s) s = record_add(r, &item, &added, ar, &err);
    if (!s) {
        (void)puts("held");
        (void)fflush(stdout);
        (void)sleep((unsigned)seconds);
        s = record_commit(r, &err);
    }
    if (s) fprintf(stderr, "hold: %s\n", err.msg);
    record_close(r);
    arena_free(ar);
    return s ? 1 : 0;
}
