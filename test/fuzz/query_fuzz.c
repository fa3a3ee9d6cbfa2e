/* Whatever is typed into a search is a query that SQLite understands, or is refused with a line. */
#include <stdint.h>
#include <stdlib.h>

#include "record/record.h"
#include "record_help.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool held)
{
    if (!held) abort();
}

static struct {
    struct temp t;
    record *r;
    struct clock clock;
    struct env env;
} world;

static void make_world(void)
{
    struct err err = {0};
    struct record_added a;
    if (world.r) return;
    arena *ar = arena_new(0);
    world.clock.ms = NOON;
    world.env = TEST_ENV(world.clock);
    must(ar && temp_make(&world.t));
    must(record_init(temp_path(&world.t, "a"), &world.env, &err) == OK);
    must(record_open(&world.r, temp_path(&world.t, "a"), RECORD_WRITE, &world.env, &err) == OK);
    must(add_text(world.r, "Both sides met. They spoke of joint planning; a word and another word.", NULL, NULL, &a, ar,
                  &err) == OK);
    must(record_commit(world.r, &err) == OK);
    arena_free(ar);
}

static void __attribute__((destructor)) clean_up(void)
{
    if (!world.r) return;
    record_close(world.r);
    temp_remove(&world.t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err err = {0};
    struct record_hit *hit;
    uint32_t n = 0;
    if (size > 4000) return 0;
    make_world();
    arena *ar = arena_new((size_t)64 << 20);
    must(ar != NULL);
    enum status code = record_search(&hit, &n, world.r, (str){(const char *)data, size}, 3, RECORD_NOW, ar, &err);
    must(code == OK || code == E_FORMAT || code == E_LIMIT);
    must(code == OK || (err.msg[0] && !str_starts(str_of(err.msg), STR("reading ")))); /* SQLite did not complain */
    for (uint32_t i = 0; i < n; i++) {
        must(hit[i].n_match > 0 && hit[i].snippet.n > 0);
        for (uint32_t k = 0; k < hit[i].n_match; k++) {
            must(hit[i].match[k].begin < hit[i].match[k].end && hit[i].match[k].end <= hit[i].snippet.n);
            must(!k || hit[i].match[k].begin >= hit[i].match[k - 1].end);
        }
    }
    arena_free(ar);
    return 0;
}
