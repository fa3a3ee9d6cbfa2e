/* Unit tests of the base room. */
#include "base/base.h"
#include "test.h"

TEST(arena_caps_and_grows)
{
    arena *ar = arena_new((size_t)1 << 20);
    CHECK(ar);
    uint32_t *a = ARENA_NEW(ar, 4, uint32_t);
    CHECK(a);
    a[3] = 7;
    a = arena_grow(ar, a, 4, 1000, sizeof *a);
    CHECK(a && a[3] == 7 && a[999] == 0);
    struct arena_mark mark = arena_here(ar);
    CHECK(arena_alloc(ar, 200000, 1));
    arena_back(ar, mark);
    CHECK(arena_used_bytes(ar) < 10000);
    CHECK(!arena_alloc(ar, (size_t)2 << 20, 1));
    struct err err = {0};
    CHECK_INT(arena_why(ar, &err), E_LIMIT);
    CHECK(!arena_alloc(ar, SIZE_MAX / 2, 4));
    arena_free(ar);
}

TEST(buf_failure_sticks)
{
    buf b = {.cap_max = 1000};
    buf_fill(&b, 'x', 900);
    buf_fill(&b, 'y', 200);
    buf_addz(&b, "z");
    CHECK_INT(b.n, 900);
    CHECK_INT(buf_check(&b, NULL), E_LIMIT);
    buf_clear(&b);
    const uint64_t values[] = {0, 127, 128, 300, UINT32_MAX, UINT64_MAX};
    for (size_t i = 0; i < ARRAY_LEN(values); i++) buf_add_varint(&b, values[i]);
    size_t at = 0;
    for (size_t i = 0; i < ARRAY_LEN(values); i++) {
        uint64_t v;
        CHECK(varint_read(buf_str(&b), &at, &v));
        CHECK(v == values[i]);
    }
    CHECK_INT(at, b.n);
    uint64_t v;
    CHECK(!varint_read(STR("\xff\xff"), &(size_t){0}, &v));
    buf_free(&b);
}

TEST(utf8_refuses_what_is_not)
{
    size_t bad;
    CHECK(utf8_valid(STR("gr\xC3\xB8nt \xEB\xB6\x81\xED\x95\x9C"), NULL));
    CHECK(!utf8_valid(STR("ab\xC0\xAF"), &bad) && bad == 2);
    CHECK(!utf8_valid(STR("\xED\xA0\x80"), &bad) && bad == 0);
    CHECK(!utf8_valid(STR("ok \xE2\x82"), &bad) && bad == 3);
    CHECK_INT(utf8_columns(STR("a\xEB\xB6\x81"
                               "b")),
              4);
    CHECK_INT(utf8_fit(STR("a\xEB\xB6\x81"
                           "b"),
                       2),
              1);
    buf b = {0};
    utf8_fold(&b, STR("The \xE2\x80\x98"
                      "Alliance\xE2\x80\x99 \xE2\x80\x94 \xC3\x86ra"));
    CHECK_STR(buf_str(&b), "the 'alliance' - \xC3\xA6ra");
    buf_free(&b);
}

TEST(days_round_trip)
{
    for (day d = -700000; d < 2900000; d += 97) {
        struct civil c = civil_of_day(d);
        if (c.year < 1 || c.year > 9999) continue;
        CHECK_INT(day_of_civil(c), d);
    }
    day d;
    CHECK(day_parse_iso(STR("1970-01-01"), &d) && d == 0);
    CHECK(day_parse_iso(STR("2026-01-26"), &d) && day_weekday(d) == 0);
    CHECK(!day_parse_iso(STR("2025-02-29"), &d));
    CHECK(day_of_civil((struct civil){2024, 2, 29}) != DATE_NONE);
}

TEST(dates_are_found_as_written)
{
    static const struct {
        const char *text;
        const char *want;
    } cases[] = {
        {"Monday, January 26, 2026", "2026-01-26"},
        {"on 12 December 2025 the", "2025-12-12"},
        {"Dec. 11, 2025", "2025-12-11"},
        {"posted 2025/1/9", "2025-01-09"},
        {"2026\xEB\x85\x84 1\xEC\x9B\x94 26\xEC\x9D\xBC", "2026-01-26"},
        {"the 3rd of May 2024", "2024-05-03"},
        {"in 01/02/2026", ""},
        {"February 30, 2025", ""},
        {"version 1.2.3", ""},
        {"May 2024", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        size_t at = 0;
        day d = DATE_NONE;
        span where;
        buf b = {0};
        if (day_find(str_of(cases[i].text), &at, &d, &where)) day_write(&b, d);
        CHECK_STR(buf_str(&b), cases[i].want);
        buf_free(&b);
    }
}

TEST(vague_dates_are_intervals)
{
    struct vague v;
    day d;
    CHECK(vague_parse(STR("2026-40"), &v));
    CHECK(day_parse_iso(STR("2026-06-30"), &d) && v.last == d);
    CHECK(vague_parse(STR("2025-12-11/.."), &v) && v.last == DATE_NONE && v.first != DATE_NONE);
    CHECK(vague_parse(STR(""), &v) && v.first == DATE_NONE);
    CHECK(!vague_parse(STR("2026-13"), &v));
    CHECK(!vague_parse(STR("2026/2025"), &v));
    int64_t ms;
    CHECK(time_parse_iso(STR("2026-11-21T23:59:12Z"), &ms));
    buf b = {0};
    time_write_iso(&b, ms);
    CHECK_STR(buf_str(&b), "2026-11-21T23:59:12Z");
    buf_clear(&b);
    time_write_iso(&b, INT64_MIN);
    time_write_iso(&b, 253402300800000);
    CHECK_INT(b.n, 0);
    time_write_iso(&b, 253402300799999);
    CHECK_STR(buf_str(&b), "9999-12-31T23:59:59Z");
    buf_free(&b);
}

TEST(fields_name_the_bad_line)
{
    arena *ar = arena_new(0);
    struct fields f;
    struct err err = {0};
    CHECK_INT(fields_parse(&f, STR("# c\nTitle: A: b\n  more\n\n\nx: y\nx: z\n"), ar, &err), OK);
    CHECK_INT(f.n, 3);
    CHECK_INT(f.n_stanza, 2);
    CHECK_STR(fields_get(&f, 0, STR("title")), "A: b\nmore");
    CHECK_STR(fields_get(&f, 1, STR("x")), "y");
    CHECK_INT(fields_parse(&f, STR("a: b\nno colon here\n"), ar, &err), E_FORMAT);
    CHECK(strstr(err.msg, "line 2"));
    CHECK_INT(fields_parse(&f, (str){"a: \0b", 5}, ar, &err), E_FORMAT);
    buf b = {0};
    fields_write(&b, STR("note"), STR("one\n two \n"));
    CHECK_STR(buf_str(&b), "note: one\n two\n");
    buf_free(&b);
    arena_free(ar);
}

TEST(hash_map_keeps_all)
{
    arena *ar = arena_new(0);
    struct hash_map m = {0};
    for (uint32_t i = 0; i < 10000; i++) CHECK_INT(hash_map_put(&m, ar, hash64_mix(0, i), i), OK);
    for (uint32_t i = 0; i < 10000; i++) CHECK_INT(hash_map_get(&m, hash64_mix(0, i)), i);
    CHECK_INT(hash_map_get(&m, 12345), UINT32_MAX);
    arena_free(ar);
}

TESTS(CASE(arena_caps_and_grows), CASE(buf_failure_sticks), CASE(utf8_refuses_what_is_not), CASE(days_round_trip),
      CASE(dates_are_found_as_written), CASE(vague_dates_are_intervals), CASE(fields_name_the_bad_line),
      CASE(hash_map_keeps_all))
