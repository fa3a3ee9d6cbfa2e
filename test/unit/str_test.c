/* Borrowed strings, growing buffers and error lines, held against plain slow oracles over random bytes. */
#include "base/base.h"
#include "base/random.h"
#include "test.h"

/* Random bytes of a small alphabet, so that equal pieces are common. Returns their number. */
static size_t random_text(char *p, size_t cap, uint64_t *seed)
{
    static const char alphabet[] = "abAB \t\n-\xC3";
    size_t n = random_below(seed, (uint32_t)cap + 1);
    for (size_t i = 0; i < n; i++) p[i] = alphabet[random_below(seed, sizeof alphabet - 1)];
    return n;
}

static size_t slow_find(str s, str needle, size_t from)
{
    for (size_t i = from; i + needle.n <= s.n; i++) {
        size_t k = 0;
        while (k < needle.n && s.p[i + k] == needle.p[k]) k++;
        if (k == needle.n) return i;
    }
    return SIZE_MAX;
}

static int sign(int v) { return (v > 0) - (v < 0); }

TEST(strings_agree_with_plain_loops)
{
    uint64_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        char a[24], b[4];
        str s = {a, random_text(a, sizeof a, &seed)};
        str t = {b, random_text(b, sizeof b, &seed)};
        size_t from = random_below(&seed, (uint32_t)s.n + 1);
        CHECK_MSG(str_find(s, t, from) == slow_find(s, t, from), "round %d", round);
        CHECK_MSG(str_starts(s, t) == (s.n >= t.n && slow_find((str){s.p, t.n}, t, 0) == 0), "round %d", round);
        CHECK_MSG(str_ends(s, t) == (s.n >= t.n && slow_find(s, t, s.n - t.n) == s.n - t.n), "round %d", round);
        CHECK_MSG(str_eq(s, t) == (str_cmp(s, t) == 0), "round %d", round);
        CHECK_MSG(sign(str_cmp(s, t)) == -sign(str_cmp(t, s)), "round %d", round);
        str trimmed = str_trim(s);
        size_t lost = 0;
        for (size_t i = 0; i < s.n; i++) lost += &s.p[i] < trimmed.p || &s.p[i] >= trimmed.p + trimmed.n;
        CHECK_INT(lost + trimmed.n, s.n);
        if (trimmed.n) CHECK(!strchr(" \t\n", trimmed.p[0]) && !strchr(" \t\n", trimmed.p[trimmed.n - 1]));
    }
}

/* Cutting at every separator and joining again gives the string back, and there is one piece more than separators. */
TEST(cuts_join_again)
{
    uint64_t seed = 2;
    for (int round = 0; round < 5000; round++) {
        char a[30];
        str s = {a, random_text(a, sizeof a, &seed)};
        size_t dashes = 0, seen = 0;
        for (size_t i = 0; i < s.n; i++) dashes += s.p[i] == '-';
        buf joined = {0};
        str rest = s;
        for (size_t k = 0; k <= dashes; k++) {
            str piece = str_cut(rest, '-', &rest);
            CHECK(str_find(piece, STR("-"), 0) == SIZE_MAX);
            if (k) buf_addc(&joined, '-');
            buf_add(&joined, piece);
            seen++;
        }
        CHECK(rest.n == 0 && seen == dashes + 1);
        CHECK(str_eq(buf_str(&joined), s));
        buf_free(&joined);
    }
}

TEST(strings_without_bytes)
{
    str none = {NULL, 0};
    str rest;
    CHECK(str_eq(none, STR("")) && str_starts(none, none) && str_ends(STR("a"), none));
    CHECK(str_find(none, STR("a"), 0) == SIZE_MAX && str_find(none, none, 0) == 0 && str_find(none, none, 1) == SIZE_MAX);
    CHECK(str_trim(none).n == 0 && str_cut(none, ',', &rest).n == 0 && rest.n == 0);
    CHECK(str_cmp(none, STR("a")) < 0 && str_cmp(none, none) == 0);
    CHECK_INT(str_of(NULL).n, 0);
    arena *ar = arena_new(0);
    str copy = str_copy(ar, none);
    CHECK(copy.p && copy.n == 0 && copy.p[0] == '\0');
    CHECK(str_cmp(STR("a"), STR("a\0")) < 0);
    CHECK(str_cmp(STR("\x7F"), STR("\x80")) < 0);
    CHECK(str_eq_nocase_ascii(STR("NoRth"), STR("nOrTH")) && !str_eq_nocase_ascii(STR("\xC3\x86"), STR("\xC3\xA6")));
    arena_free(ar);
}

TEST(numbers_stop_at_their_maximum)
{
    static const struct {
        const char *text;
        uint64_t max;
        bool good;
        uint64_t want;
    } cases[] = {
        {"0", 0, true, 0},
        {"1", 0, false, 0},
        {"9", 5, false, 0},
        {"007", 7, true, 7},
        {"255", 255, true, 255},
        {"256", 255, false, 0},
        {"18446744073709551615", UINT64_MAX, true, UINT64_MAX},
        {"18446744073709551616", UINT64_MAX, false, 0},
        {"99999999999999999999999", UINT64_MAX, false, 0},
        {"", 9, false, 0},
        {"-1", 9, false, 0},
        {"+1", 9, false, 0},
        {" 1", 9, false, 0},
        {"1 ", 9, false, 0},
        {"1a", 99, false, 0},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        uint64_t v = 77;
        CHECK_MSG(str_to_u64(str_of(cases[i].text), cases[i].max, &v) == cases[i].good, "\"%s\"", cases[i].text);
        CHECK_MSG(v == (cases[i].good ? cases[i].want : 77), "\"%s\"", cases[i].text);
    }
    for (uint64_t max = 0; max < 130; max++)
        for (uint64_t n = 0; n < 150; n++) {
            char text[8];
            uint64_t v;
            (void)snprintf(text, sizeof text, "%u", (unsigned)n);
            CHECK_MSG(str_to_u64(str_of(text), max, &v) == (n <= max), "%s of %u", text, (unsigned)max);
        }
}

/* ---- growing buffers ---- */

/* Random writes go to the buffer and to a plain array; a write that would pass the cap fails and ends the story. */
TEST(buffers_hold_what_was_written)
{
    static char plain[4096];
    uint64_t seed = 3;
    for (int round = 0; round < 2000; round++) {
        buf b = {.cap_max = 1 + random_below(&seed, 1500)};
        size_t n = 0;
        while (!b.failed && n < 2000) {
            char piece[64];
            size_t k = random_text(piece, sizeof piece - 1, &seed);
            piece[k] = '\0';
            switch (random_below(&seed, 5)) {
            case 0: buf_add(&b, (str){piece, k}); break;
            case 1: buf_addz(&b, piece); break;
            case 2: buf_addf(&b, "%s", piece); break;
            case 3: buf_fill(&b, '+', k), memset(piece, '+', k); break;
            default: buf_addc(&b, '!'), piece[0] = '!', k = 1; break;
            }
            if (b.failed) {
                CHECK_INT(b.failed, E_LIMIT);
                CHECK_MSG(n + k > b.cap_max, "round %d: refused %zu + %zu of %zu", round, n, k, b.cap_max);
                break;
            }
            memcpy(plain + n, piece, k);
            n += k;
            CHECK_MSG(n <= b.cap_max, "round %d: %zu bytes past a cap of %zu", round, n, b.cap_max);
        }
        CHECK_INT(b.n, n);
        CHECK(!n || memcmp(b.p, plain, n) == 0);
        buf_addz(&b, "late");
        CHECK(!b.failed || b.n == n);
        buf_free(&b);
    }
}

TEST(buffers_forget_and_write_numbers)
{
    buf b = {.cap_max = 40};
    struct err err = {0};
    buf_addf(&b, "%050d", 1);
    CHECK_INT(b.n, 0);
    CHECK_INT(buf_check(&b, &err), E_LIMIT);
    CHECK(strstr(err.msg, "40 bytes"));
    buf_clear(&b);
    CHECK_INT(buf_check(&b, &err), OK);
    buf_add_u64(&b, 0);
    buf_addc(&b, ' ');
    buf_add_u64(&b, UINT64_MAX);
    buf_addc(&b, ' ');
    buf_add_hex(&b, STR("\x00\xFF\x1A"));
    CHECK_STR(buf_str(&b), "0 18446744073709551615 00ff1a");
    buf_free(&b);
    CHECK(!b.p && b.n == 0 && b.cap_max == 40);
    b = (buf){0};
    buf_add(&b, (str){NULL, 0});
    buf_fill(&b, 'x', 0);
    buf_add_hex(&b, (str){NULL, 0});
    CHECK(b.n == 0 && !b.failed);
    buf_free(&b);
}

/* LEB128: as many bytes as there are sevens of bits; every cut one is refused, and 65 bits are. */
TEST(varints_are_exact)
{
    uint64_t seed = 4;
    for (int round = 0; round < 5000; round++) {
        uint64_t v = random_next(&seed) >> random_below(&seed, 64);
        size_t want = 1;
        for (uint64_t left = v >> 7; left; left >>= 7) want++;
        buf b = {0};
        buf_add_varint(&b, v);
        CHECK_INT(b.n, want);
        for (size_t cut = 0; cut < b.n; cut++) {
            size_t at = 0;
            uint64_t got;
            CHECK(!varint_read((str){b.p, cut}, &at, &got) && at == 0);
        }
        size_t at = 0;
        uint64_t got;
        CHECK(varint_read(buf_str(&b), &at, &got) && got == v && at == b.n);
        buf_free(&b);
    }
    uint64_t got;
    CHECK(!varint_read(STR("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02"), &(size_t){0}, &got));
    CHECK(!varint_read(STR("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"), &(size_t){0}, &got));
}

/* ---- error lines ---- */

TEST(error_lines_are_one_line_of_utf8)
{
    struct err err = {0};
    char long_text[700];
    for (size_t cut = 500; cut < 520; cut++) {
        memset(long_text, 'a', cut);
        memcpy(long_text + cut, "\xED\x95\x9C\xED\x95\x9C", 7);
        CHECK_INT(err_set(&err, E_IO, "%s", long_text), E_IO);
        CHECK_MSG(utf8_valid(str_of(err.msg), NULL), "cut at %zu", cut);
        CHECK(strlen(err.msg) > 505);
    }
    for (size_t cut = 495; cut < 515; cut++) {
        memset(long_text, 'a', cut);
        memcpy(long_text + cut, "\xED\x95\x9C\xED\x95\x9C", 7);
        (void)err_set(&err, E_IO, "no room");
        CHECK_INT(err_wrap(&err, E_FORMAT, "%s", long_text), E_IO);
        CHECK_MSG(utf8_valid(str_of(err.msg), NULL), "prefix cut at %zu", cut);
        CHECK(strchr(err.msg, ':'));
    }
    (void)err_set(&err, E_IO, "two\nlines\tand \x7F");
    CHECK_STR(str_of(err.msg), "two lines and  ");
    err = (struct err){0};
    CHECK_INT(err_wrap(&err, E_BUSY, "record"), E_BUSY);
    CHECK_INT(err.code, E_BUSY);
    CHECK_INT(err_set(NULL, E_IO, "x"), E_IO);
    CHECK_INT(err_wrap(NULL, E_LIMIT, "x"), E_LIMIT);
    for (int c = OK; c <= E_CANCELLED; c++) CHECK(strcmp(status_name((enum status)c), "unknown status") != 0);
}

/* ---- arenas ---- */

/* Random growth of a few arrays at once: what was written stays, what is new is zero, nothing overlaps, the cap holds. */
TEST(arenas_keep_arrays_apart)
{
    uint64_t seed = 5;
    for (int round = 0; round < 200; round++) {
        arena *ar = arena_new((size_t)1 << 18);
        CHECK(ar);
        uint16_t *a[5] = {NULL};
        size_t n[5] = {0};
        for (int step = 0; step < 60; step++) {
            uint32_t k = random_below(&seed, 5);
            size_t more = n[k] + random_below(&seed, 900);
            uint16_t *p = arena_grow(ar, a[k], n[k], more, sizeof *p);
            if (!p) {
                CHECK_INT(arena_why(ar, NULL), E_LIMIT);
                break;
            }
            CHECK_INT((uintptr_t)p % _Alignof(max_align_t), 0);
            for (size_t i = n[k]; i < more; i++) {
                CHECK_INT(p[i], 0);
                p[i] = (uint16_t)(k * 7 + i);
            }
            a[k] = p;
            n[k] = more;
            CHECK(arena_used_bytes(ar) <= arena_cap_bytes(ar));
        }
        for (uint32_t k = 0; k < 5; k++)
            for (size_t i = 0; i < n[k]; i++) CHECK_INT(a[k][i], (uint16_t)(k * 7 + i));
        arena_reset(ar);
        CHECK_INT(arena_used_bytes(ar), 0);
        arena_free(ar);
    }
}

TEST(marks_nest)
{
    arena *ar = arena_new((size_t)4 << 20);
    struct arena_mark empty = arena_here(ar);
    char *kept = arena_alloc(ar, 10, 1);
    memcpy(kept, "kept here", 10);
    size_t used = arena_used_bytes(ar);
    struct arena_mark outer = arena_here(ar);
    CHECK(arena_alloc(ar, 100000, 1));
    struct arena_mark inner = arena_here(ar);
    CHECK(arena_alloc(ar, 900000, 1));
    arena_back(ar, inner);
    CHECK(arena_used_bytes(ar) >= 100000 && arena_used_bytes(ar) < 200000);
    arena_back(ar, outer);
    CHECK_INT(arena_used_bytes(ar), used);
    CHECK(strcmp(kept, "kept here") == 0);
    arena_back(ar, empty);
    CHECK_INT(arena_used_bytes(ar), 0);
    CHECK(arena_alloc(ar, 0, 8) && arena_alloc(ar, 8, 0));
    CHECK(!arena_raw(ar, SIZE_MAX, 2) && !arena_raw(ar, SIZE_MAX / 2, 3));
    arena_free(ar);
    arena_free(NULL);
}

TESTS(CASE(strings_agree_with_plain_loops), CASE(cuts_join_again), CASE(strings_without_bytes),
      CASE(numbers_stop_at_their_maximum), CASE(buffers_hold_what_was_written), CASE(buffers_forget_and_write_numbers),
      CASE(varints_are_exact), CASE(error_lines_are_one_line_of_utf8), CASE(arenas_keep_arrays_apart), CASE(marks_nest))
