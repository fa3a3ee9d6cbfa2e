/* The query language: whatever is typed, FTS5 gets an expression that it understands, or the person a line in plain words; and
** what a query of words, AND, OR, NOT and parentheses finds is what a slow reading of it over the texts finds. */
#include "base/random.h"
#include "record/internal.h"
#include "record_help.h"
#include "test.h"

#define N_WORDS 5
#define N_DOCS (1 << N_WORDS)

struct fixture {
    struct temp t;
    struct clock clock;
    struct env env;
    record *r;
    arena *ar;
    struct err err;
};

static const char *const word[N_WORDS] = {"alpha", "bravo", "charlie", "delta", "echo"};

/* One document for each set of the words, and a word that all have. */
static bool begin(struct fixture *f)
{
    *f = (struct fixture){.clock = {NOON}};
    f->env = TEST_ENV(f->clock);
    f->ar = arena_new(0);
    if (!f->ar || !temp_make(&f->t) || record_init(temp_path(&f->t, "a.entente"), &f->env, &f->err) != OK ||
        record_open(&f->r, temp_path(&f->t, "a.entente"), RECORD_WRITE, &f->env, &f->err) != OK)
        return false;
    for (uint32_t set = 0; set < N_DOCS; set++) {
        struct record_added a;
        buf b = {0};
        buf_addf(&b, "Text number %u says zulu", set);
        for (uint32_t i = 0; i < N_WORDS; i++)
            if (set >> i & 1) buf_addf(&b, " %s", word[i]);
        buf_addz(&b, ".");
        struct record_item item = {.bytes = buf_str(&b), .given = manifest_empty()};
        item.given.items = (int32_t)set; /* so that a hit tells which set it is */
        enum status code = record_add(f->r, &item, &a, f->ar, &f->err);
        buf_free(&b);
        if (code != OK) return false;
    }
    return record_commit(f->r, &f->err) == OK;
}

static void end(struct fixture *f)
{
    record_close(f->r);
    arena_free(f->ar);
    temp_remove(&f->t);
}

/* ---- a slow reading of queries ---- */

/* A set of documents, one bit each. */
static uint32_t with_word(uint32_t i)
{
    uint32_t all = 0;
    for (uint32_t set = 0; set < N_DOCS; set++) all |= (uint32_t)(set >> i & 1) << set;
    return all;
}

/* Writes a random expression and gives the documents that fit it. Every pair stands in parentheses, so that nothing depends on
** which operator binds first. */
static uint32_t random_query(buf *b, uint64_t *seed, int depth)
{
    if (!depth || !random_below(seed, 4)) {
        uint32_t i = random_below(seed, N_WORDS + 1);
        switch (random_below(seed, 5)) {
        case 0: buf_addf(b, "%s", i < N_WORDS ? word[i] : "zulu"); break;
        case 1: buf_addf(b, "\"%s\"", i < N_WORDS ? word[i] : "zulu"); break;
        case 2: buf_addf(b, "%.3s*", i < N_WORDS ? word[i] : "zulu"); break;
        case 3: buf_addf(b, "%s%s%s", "\xE2\x80\x9C", i < N_WORDS ? word[i] : "zulu", "\xE2\x80\x9D"); break;
        default: buf_addf(b, "%s!", i < N_WORDS ? word[i] : "zulu"); break;
        }
        return i < N_WORDS ? with_word(i) : UINT32_MAX;
    }
    static const char *const op[] = {" ", " AND ", " OR ", " NOT ", " AND NOT "};
    uint32_t k = random_below(seed, ARRAY_LEN(op));
    buf_addc(b, '(');
    uint32_t left = random_query(b, seed, depth - 1);
    buf_addz(b, op[k]);
    uint32_t right = random_query(b, seed, depth - 1);
    buf_addc(b, ')');
    return k < 2 ? left & right : k == 2 ? left | right : left & ~right;
}

TEST(queries_find_what_a_slow_reading_finds)
{
    struct fixture f;
    uint64_t seed = 1;
    uint32_t some = 0;
    CHECK_MSG(begin(&f), "%s", f.err.msg);
    for (uint32_t round = 0; round < 120; round++) {
        struct record_hit *hit;
        uint32_t n;
        uint32_t found = 0;
        buf q = {0};
        struct arena_mark mark = arena_here(f.ar);
        uint32_t want = random_query(&q, &seed, (int)(round % 4));
        enum status code = record_search(&hit, &n, f.r, buf_str(&q), 100, RECORD_NOW, f.ar, &f.err);
        CHECK_MSG(code == OK, "%.*s: %s", STR_ARG(buf_str(&q)), f.err.msg);
        for (uint32_t i = 0; i < n; i++) {
            CHECK(!(found >> hit[i].doc.manifest.items & 1)); /* each document once */
            found |= (uint32_t)1 << hit[i].doc.manifest.items;
            CHECK(!i || hit[i].score <= hit[i - 1].score);
            for (uint32_t k = 0; k < hit[i].n_match; k++)
                CHECK(hit[i].match[k].end <= hit[i].snippet.n && hit[i].match[k].begin < hit[i].match[k].end);
        }
        CHECK_MSG(found == want, "%.*s: found %08x, not %08x", STR_ARG(buf_str(&q)), found, want);
        some += found != 0;
        arena_back(f.ar, mark);
        buf_free(&q);
    }
    CHECK(some > 60);
    end(&f);
}

/* ---- whatever is typed ---- */

/* Pieces that a parser trips over, put together at random. */
static void random_typing(buf *b, uint64_t *seed)
{
    static const char *const piece[] = {"AND",
                                        "OR",
                                        "NOT",
                                        "NEAR(",
                                        "NEAR",
                                        "(",
                                        ")",
                                        "\"",
                                        "*",
                                        "\xE2\x80\x9C",
                                        "\xE2\x80\x9D",
                                        ",",
                                        " ",
                                        "alpha",
                                        "5",
                                        "-",
                                        "+",
                                        ":",
                                        "^",
                                        "{",
                                        "}",
                                        "body:",
                                        "a'b",
                                        "--",
                                        "alpha*",
                                        "\xED\x95\x9C\xEA\xB5\xAD",
                                        "NEAR(alpha bravo, 3)",
                                        "\xC3\xA9",
                                        ".",
                                        "rank",
                                        "words MATCH",
                                        ";"};
    uint32_t n = 1 + random_below(seed, 9);
    for (uint32_t i = 0; i < n; i++) {
        buf_addz(b, piece[random_below(seed, ARRAY_LEN(piece))]);
        if (random_below(seed, 2)) buf_addc(b, ' ');
    }
}

TEST(no_typing_reaches_the_parser_of_the_index)
{
    struct fixture f;
    uint64_t seed = 2;
    uint32_t good = 0;
    uint32_t bad = 0;
    CHECK_MSG(begin(&f), "%s", f.err.msg);
    for (uint32_t round = 0; round < 3000; round++) {
        struct record_hit *hit;
        uint32_t n;
        buf q = {0};
        struct arena_mark mark = arena_here(f.ar);
        random_typing(&q, &seed);
        enum status code = record_search(&hit, &n, f.r, buf_str(&q), 3, RECORD_NOW, f.ar, &f.err);
        CHECK_MSG(code == OK || code == E_FORMAT, "%.*s: %s", STR_ARG(buf_str(&q)), f.err.msg);
        bool plain = !strstr(f.err.msg, "fts5") && !strstr(f.err.msg, "syntax") && !strstr(f.err.msg, "a.entente");
        CHECK_MSG(code == OK || plain, "%.*s: %s", STR_ARG(buf_str(&q)), f.err.msg);
        good += code == OK;
        bad += code != OK;
        arena_back(f.ar, mark);
        buf_free(&q);
    }
    CHECK_MSG(good > 200 && bad > 200, "%u good, %u bad", good, bad);
    end(&f);
}

/* What is written is itself a query of the same meaning: typed again, it gives the same expression. */
TEST(an_expression_is_a_query_too)
{
    uint64_t seed = 4;
    for (uint32_t round = 0; round < 300; round++) {
        buf typed = {0};
        buf once = {0};
        buf twice = {0};
        (void)random_query(&typed, &seed, (int)(round % 5));
        CHECK_INT(query_write(&once, buf_str(&typed), NULL), OK);
        for (size_t i = 0; i + 2 < once.n; i++) /* FTS5 takes a space before the star, people do not type one */
            if (once.p[i] == '"' && once.p[i + 1] == ' ' && once.p[i + 2] == '*') {
                memmove(once.p + i + 1, once.p + i + 2, once.n - i - 2);
                once.n--;
            }
        CHECK_INT(query_write(&twice, buf_str(&once), NULL), OK);
        size_t a = 0;
        size_t b = 0;
        while (a < once.n && b < twice.n) { /* equal but for that space */
            if (twice.p[b] == ' ' && b + 1 < twice.n && twice.p[b + 1] == '*' && once.p[a] == '*') b++;
            CHECK(once.p[a++] == twice.p[b++]);
        }
        CHECK(a == once.n && b == twice.n);
        buf_free(&typed);
        buf_free(&once);
        buf_free(&twice);
    }
}

TEST(bounds_are_told)
{
    buf q = {0};
    buf out = {0};
    struct err err = {0};
    for (int i = 0; i < 100000; i++) buf_addc(&q, '(');
    CHECK_INT(query_write(&out, buf_str(&q), &err), E_LIMIT);
    CHECK_MSG(strstr(err.msg, "parentheses"), "%s", err.msg);
    buf_clear(&q);
    buf_clear(&out);
    for (int i = 0; i < 201; i++) buf_addz(&q, "word ");
    CHECK_INT(query_write(&out, buf_str(&q), &err), E_LIMIT);
    buf_clear(&out);
    q.n -= 5;
    CHECK_INT(query_write(&out, buf_str(&q), &err), OK);
    buf_clear(&out);
    CHECK_INT(query_write(&out, (str){"a\0b", 3}, &err), E_FORMAT);
    CHECK_INT(query_write(&out, STR("\xFF"), &err), E_FORMAT);
    buf_free(&q);
    buf_free(&out);
}

TESTS(CASE(queries_find_what_a_slow_reading_finds), CASE(no_typing_reaches_the_parser_of_the_index),
      CASE(an_expression_is_a_query_too), CASE(bounds_are_told))
