/* What the tests of the record share: an environment with a clock of its own, short calls that add a text. */
#ifndef TEST_RECORD_HELP_H
#define TEST_RECORD_HELP_H

#include "record/record.h"
#include "temp.h"

struct clock {
    int64_t ms;
};
static inline int64_t clock_now(void *ctx) { return ((struct clock *)ctx)->ms; }
#define NOON ((int64_t)1764590400000) /* 2025-12-01T12:00:00Z */
#define TEST_ENV(clock_) ((struct env){.ctx = &(clock_), .now_ms = clock_now, .author = STR("Ada")})

static inline day test_day(const char *iso)
{
    day d = DATE_NONE;
    (void)day_parse_iso(str_of(iso), &d);
    return d;
}

/* Add a text with a series and a day (either may be NULL), without committing. */
static inline enum status add_text(record *r, const char *text, const char *series, const char *date, struct record_added *out,
                                   arena *ar, struct err *err)
{
    struct record_item item = {
        .bytes = str_of(text), .given = manifest_empty(), .path = STR("test"), .hints = {.name = STR("t.txt")}};
    if (series) item.given.series = str_of(series);
    if (date) item.given.date = test_day(date);
    if (date) item.given.date_basis = TEXT_DATE_OPTION;
    return record_add(r, &item, out, ar, err);
}

static inline void hash_line(buf *out, record *r, struct err *err)
{
    struct source_hash h;
    if (record_state_hash(&h, NULL, NULL, r, err) == OK)
        source_hash_write(out, &h);
    else
        buf_addz(out, err->msg);
}

/* State hash as text; lives in ar. */
static inline str state_of(record *r, arena *ar)
{
    struct err err = {0};
    buf b = {0};
    hash_line(&b, r, &err);
    str s = str_copy(ar, buf_str(&b));
    buf_free(&b);
    return s;
}

#endif
