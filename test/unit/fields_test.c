/* Fields and lists as people and the program write them, and the table of fingerprints. */
#include "base/base.h"
#include "base/random.h"
#include "test.h"

/* What is written is read back: values with several lines lose the white space around each line and their empty lines. */
TEST(fields_round_trip)
{
    static const char *const lines[] = {"plain words", "a: b", "# not a comment", "\xED\x95\x9C\xEA\xB5\xAD", ";", "x"};
    uint64_t seed = 31;
    arena *ar = arena_new(0);
    for (int round = 0; round < 2000; round++) {
        arena_reset(ar);
        buf text = {0}, want = {0};
        uint32_t n = 1 + random_below(&seed, 6);
        for (uint32_t k = 0; k < n; k++) {
            buf value = {0};
            uint32_t n_line = 1 + random_below(&seed, 4);
            for (uint32_t i = 0; i < n_line; i++) {
                const char *line = lines[random_below(&seed, ARRAY_LEN(lines))];
                buf_addf(&value, "%s%s%s", random_below(&seed, 2) ? "  " : "", line, random_below(&seed, 3) ? "\n" : " \n\n");
                buf_addf(&want, "%s%s", i ? "\n" : "", line);
            }
            buf_addc(&want, '|');
            char key[12];
            (void)snprintf(key, sizeof key, "Key-%u", k);
            fields_write(&text, str_of(key), buf_str(&value));
            if (random_below(&seed, 3) == 0) buf_addz(&text, "# a comment: between\n");
            buf_free(&value);
        }
        struct fields f;
        struct err err = {0};
        CHECK_MSG(fields_parse(&f, buf_str(&text), ar, &err) == OK, "%s in\n%.*s", err.msg, STR_ARG(buf_str(&text)));
        CHECK(f.n == n && f.n_stanza == 1);
        buf got = {0};
        for (uint32_t k = 0; k < f.n; k++) {
            buf_add(&got, f.item[k].value);
            buf_addc(&got, '|');
            CHECK(str_starts(f.item[k].key, STR("key-")));
            CHECK(str_eq(fields_get(&f, 0, f.item[k].key), f.item[k].value));
        }
        CHECK_MSG(str_eq(buf_str(&got), buf_str(&want)), "\"%.*s\"", STR_ARG(buf_str(&got)));
        buf_free(&got);
        buf_free(&text);
        buf_free(&want);
    }
    arena_free(ar);
}

TEST(fields_of_all_shapes)
{
    arena *ar = arena_new(0);
    struct fields f;
    struct err err = {0};
    CHECK_INT(fields_parse(&f, STR(""), ar, &err), OK);
    CHECK(f.n == 0 && f.n_stanza == 0);
    CHECK_INT(fields_parse(&f, STR("\n \n# only words\n\n"), ar, &err), OK);
    CHECK(f.n == 0 && f.n_stanza == 0);
    CHECK_INT(fields_parse(&f, STR("\xEF\xBB\xBFTitle:x\r\nA_b.c-9 : y\r\n"), ar, &err), E_FORMAT);
    CHECK(strstr(err.msg, "line 2"));
    CHECK_INT(fields_parse(&f, STR("\xEF\xBB\xBFTitle:x\r\nA_b.c-9:  y \r\n\r\nkey:\r\n\r\n\r\nlast: 1"), ar, &err), OK);
    CHECK(f.n == 4 && f.n_stanza == 3);
    CHECK_STR(fields_get(&f, 0, STR("title")), "x");
    CHECK_STR(fields_get(&f, 0, STR("a_b.c-9")), "y");
    CHECK(fields_get(&f, 1, STR("key")).n == 0 && fields_get(&f, 2, STR("key")).p == NULL);
    CHECK_INT(f.item[3].line, 7);
    CHECK_INT(fields_parse(&f, STR("a:\n b\n\tc\n# x\n d\n"), ar, &err), OK); /* a comment may stand inside a value */
    CHECK_STR(fields_get(&f, 0, STR("a")), "\nb\nc\nd");
    CHECK_INT(fields_parse(&f, STR(": no key\n"), ar, &err), E_FORMAT);
    CHECK_INT(fields_parse(&f, STR("a: 1\n\n goes on with nothing\n"), ar, &err), E_FORMAT);
    CHECK(strstr(err.msg, "line 3"));
    CHECK_INT(fields_parse(&f,
                           STR("\xEF\xBB\xBF"
                               "a: \xFF\n"),
                           ar, &err),
              E_FORMAT);
    CHECK_MSG(strstr(err.msg, "byte 6"), "%s", err.msg); /* counted from the start of the file */
    arena_free(ar);
}

TEST(fields_say_when_memory_is_short)
{
    buf text = {0};
    for (int i = 0; i < 3000; i++) buf_addf(&text, "key-%d: value\n", i);
    for (size_t cap = 64; cap < 200000; cap *= 2) {
        arena *ar = arena_new(cap);
        struct fields f;
        struct err err = {0};
        enum status st = fields_parse(&f, buf_str(&text), ar, &err);
        CHECK_MSG(st == E_LIMIT, "cap %zu: %s", cap, status_name(st));
        arena_free(ar);
    }
    arena *ar = arena_new(0);
    struct fields f;
    struct err err = {0};
    CHECK_INT(fields_parse(&f, (str){text.p, FIELDS_MAX_BYTES + 1}, ar, &err), E_LIMIT); /* refused before it is read */
    arena_free(ar);
    buf_free(&text);
}

/* One value of 200,000 lines: quadratic joining would copy 80 GB and the arena would refuse long before. */
TEST(long_values_cost_linear_memory)
{
    buf text = {0};
    buf_addz(&text, "note: first\n");
    for (int i = 0; i < 200000; i++) buf_addz(&text, " more\n");
    arena *ar = arena_new((size_t)8 << 20);
    struct fields f;
    struct err err = {0};
    CHECK_MSG(fields_parse(&f, buf_str(&text), ar, &err) == OK, "%s", err.msg);
    CHECK_INT(fields_get(&f, 0, STR("note")).n, 5 + 200000 * 5);
    arena_free(ar);
    buf_free(&text);
}

TEST(lists_pass_over_what_is_empty)
{
    str rest = STR(" a ;; b;\n c d ; ");
    static const char *const want[] = {"a", "b", "c d"};
    str item;
    for (size_t i = 0; i < ARRAY_LEN(want); i++) {
        CHECK(list_next(&rest, ';', &item));
        CHECK_STR(item, want[i]);
    }
    CHECK(!list_next(&rest, ';', &item));
    rest = STR("");
    CHECK(!list_next(&rest, ';', &item));
}

/* ---- fingerprints ---- */

/* Random puts and gets over few keys, some that fall on one slot, against a plain list. */
TEST(the_table_agrees_with_a_list)
{
    uint64_t seed = 32;
    for (int round = 0; round < 50; round++) {
        arena *ar = arena_new(0);
        struct hash_map m = {0};
        uint64_t keys[300];
        uint32_t values[300];
        uint32_t n = 0;
        for (int step = 0; step < 2000; step++) {
            uint64_t key = (uint64_t)random_below(&seed, 300) << (round % 2 ? 20 : 0); /* odd: low bits all zero */
            uint32_t value = random_below(&seed, 3) ? random_below(&seed, 1000) : UINT32_MAX - 2;
            uint32_t k = 0;
            while (k < n && keys[k] != key) k++;
            CHECK_INT(hash_map_get(&m, key), k < n ? values[k] : UINT32_MAX);
            if (random_below(&seed, 2)) continue;
            CHECK_INT(hash_map_put(&m, ar, key, value), OK);
            keys[k] = key;
            values[k] = value;
            n += k == n;
            CHECK_INT(m.n, n);
            CHECK(m.cap >= 2 * m.n && (m.cap & (m.cap - 1)) == 0);
        }
        arena_free(ar);
    }
}

TEST(a_table_that_cannot_grow_stays_as_it_was)
{
    arena *ar = arena_new((size_t)16 << 10);
    struct hash_map m = {0};
    uint32_t n = 0;
    while (hash_map_put(&m, ar, hash64_mix(1, n), n) == OK) n++;
    CHECK(n >= 32 && m.n == n);
    for (uint32_t i = 0; i < n; i++) CHECK_INT(hash_map_get(&m, hash64_mix(1, i)), i);
    CHECK_INT(hash_map_get(&m, hash64_mix(1, n)), UINT32_MAX);
    arena_free(ar);
}

/* XXH3's own test value for no bytes and seed 0, so that records agree between machines and versions of the library. */
TEST(fingerprints_are_fixed)
{
    CHECK(hash64((str){NULL, 0}) == 0x2D06800538D394C2u && hash64(STR("")) == hash64((str){NULL, 0}));
    CHECK(hash64(STR("ab")) != hash64(STR("ba")));
    CHECK(hash64_mix(1, 2) != hash64_mix(2, 1));
    CHECK(hash64_mix(0, 0) == 0); /* 0 is a fixed point of the finaliser: callers start from another number */
}

TESTS(CASE(fields_round_trip), CASE(fields_of_all_shapes), CASE(fields_say_when_memory_is_short),
      CASE(long_values_cost_linear_memory), CASE(lists_pass_over_what_is_empty), CASE(the_table_agrees_with_a_list),
      CASE(a_table_that_cannot_grow_stays_as_it_was), CASE(fingerprints_are_fixed))
