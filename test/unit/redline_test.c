/* The redline against a slow second opinion: the same worth of words and cost of islands, by plain recursion. */
#include "base/random.h"
#include "pair_fixture.h"
#include "test.h"

#define MAX_WORDS 14

struct lines {
    arena *ar;
    compare_vocab *v;
    struct compare_text a, b;
    struct compare_edit *e;
    uint32_t n;
};

static bool lines_open(struct lines *l, str a, str b)
{
    *l = (struct lines){.ar = arena_new(0)};
    return l->ar && !compare_vocab_new(&l->v, NULL, l->ar, NULL) && lines_make(&l->a, l->v, a, l->ar, NULL) &&
           lines_make(&l->b, l->v, b, l->ar, NULL) &&
           !compare_redline(&l->e, &l->n, &l->a, 0, l->a.n_word, &l->b, 0, l->b.n_word, l->ar, NULL);
}

static bool lines_fit(const struct lines *l) { return script_turns(l->e, l->n, &l->a, 0, l->a.n_word, &l->b, 0, l->b.n_word); }

/* "-a b- +c+ d" and the like. */
static void say(buf *out, const struct lines *l)
{
    static const char *const sign[] = {[OP_SAME] = "", [OP_DELETED] = "-", [OP_INSERTED] = "+"};
    buf_clear(out);
    for (uint32_t k = 0; k < l->n; k++) {
        const struct compare_edit *e = &l->e[k];
        const struct compare_text *t = e->op == OP_INSERTED ? &l->b : &l->a;
        uint32_t from = e->op == OP_INSERTED ? e->newer_from : e->older_from,
                 to = e->op == OP_INSERTED ? e->newer_to : e->older_to;
        span at = {t->word_at[from].begin, t->word_at[to - 1].end};
        buf_addf(out, "%s%s%.*s%s", k ? " " : "", sign[e->op], STR_ARG(str_span(t->clean, at)), sign[e->op]);
    }
}

TEST(whole_phrases_go_and_come)
{
    static const struct {
        const char *older, *newer, *want;
    } cases[] = {
        {"The rate was raised.", "The rate was raised.", "The rate was raised."},
        {"The rate was raised.", "The rate was cut.", "The rate was -raised- +cut+ ."},
        {"We pledge full support.", "We pledge support.", "We pledge -full- support."},
        {"We pledge support.", "We pledge full support.", "We pledge +full+ support."},
        {"Alpha beta.", "Gamma delta.", "-Alpha beta- +Gamma delta+ ."},
        /* A lonely "the" between two changes is given up. */
        {"They praise the harbour.", "They blame the weather.", "They -praise the harbour- +blame the weather+ ."},
        /* Two words of content are kept between changes. */
        {"Old joint planning ended.", "New joint planning began.", "-Old- +New+ joint planning -ended- +began+ ."},
        {"a b", "", "-a b-"},
        {"", "a b", "+a b+"},
        {"", "", ""},
        /* Case and typographic marks fold. */
        {"The Alliance\u2019s aim", "the alliance's aim", "The Alliance\u2019s aim"},
    };
    buf b = {0};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct lines l;
        CHECK(lines_open(&l, str_of(cases[i].older), str_of(cases[i].newer)));
        CHECK(lines_fit(&l));
        say(&b, &l);
        CHECK_STR(buf_str(&b), cases[i].want);
        arena_free(l.ar);
    }
    buf_free(&b);
}

/* ---- the oracle ---- */

static int worth(const struct compare_text *t, uint32_t w)
{
    uint8_t c = word_class_at(t, w);
    return c == CLASS_PUNCT ? 3 : c == CLASS_FUNCTION ? 4 : 10;
}

/* Best sum over words [i, n) and [j, m): pass a word of either side, or keep a stretch of any length at the cost of an island.
** seen: [MAX_WORDS + 1][MAX_WORDS + 1] what is known already, or -1. */
static int best(const struct compare_text *a, uint32_t i, uint32_t n, const struct compare_text *b, uint32_t j, uint32_t m,
                int seen[MAX_WORDS + 1][MAX_WORDS + 1])
{
    if (i == n || j == m) return 0;
    if (seen[i][j] >= 0) return seen[i][j];
    int x = best(a, i + 1, n, b, j, m, seen), y = best(a, i, n, b, j + 1, m, seen), sum = -9;
    if (y > x) x = y;
    for (uint32_t k = 0; i + k < n && j + k < m && a->word[i + k] == b->word[j + k]; k++) {
        sum += worth(a, i + k);
        int with = sum + best(a, i + k + 1, n, b, j + k + 1, m, seen);
        if (with > x) x = with;
    }
    return seen[i][j] = x;
}

/* What the script keeps between `head` common words at the start and the last `tail` ones. */
static int kept_between(const struct lines *l, uint32_t head, uint32_t tail)
{
    int sum = 0;
    for (uint32_t k = 0; k < l->n; k++) {
        if (l->e[k].op != OP_SAME) continue;
        uint32_t from = l->e[k].older_from < head ? head : l->e[k].older_from, end = l->a.n_word - tail;
        uint32_t to = l->e[k].older_to > end ? end : l->e[k].older_to;
        for (uint32_t w = from; w < to; w++) sum += worth(&l->a, w);
        if (from < to) sum -= 9;
    }
    return sum;
}

static void random_words(buf *out, uint64_t *seed, uint32_t n_kind)
{
    static const char *const words[] = {"the", "fleet", ",", "of", "harbour", "and", "7", "sails", ";", "to", "envoy"};
    uint32_t n = random_below(seed, MAX_WORDS + 1);
    for (uint32_t i = 0; i < n; i++) buf_addf(out, "%s%s", i ? " " : "", words[random_below(seed, n_kind)]);
}

TEST(no_script_keeps_more)
{
    uint64_t seed = 1982;
    uint32_t n_island = 0;
    for (int round = 0; round < 4000; round++) {
        buf x = {0}, y = {0};
        uint32_t n_kind = 2 + random_below(&seed, 10);
        random_words(&x, &seed, n_kind);
        random_words(&y, &seed, n_kind);
        struct lines l;
        CHECK(lines_open(&l, buf_str(&x), buf_str(&y)));
        CHECK_MSG(lines_fit(&l), "round %d", round);
        uint32_t n = l.a.n_word, m = l.b.n_word, least = n < m ? n : m, head = 0, tail = 0;
        while (head < least && l.a.word[head] == l.b.word[head]) head++;
        while (tail < least - head && l.a.word[n - 1 - tail] == l.b.word[m - 1 - tail]) tail++;
        int seen[MAX_WORDS + 1][MAX_WORDS + 1], got = kept_between(&l, head, tail);
        memset(seen, 0xFF, sizeof seen);
        int want = best(&l.a, head, n - tail, &l.b, head, m - tail, seen);
        CHECK_MSG(got == want, "round %d: kept %d, not %d: %.*s | %.*s", round, got, want, STR_ARG(buf_str(&x)),
                  STR_ARG(buf_str(&y)));
        n_island += want > 0;
        arena_free(l.ar);
        buf_free(&x);
        buf_free(&y);
    }
    CHECK(n_island > 200);
}

/* Part of a text against part of another: numbers stay those of the whole texts. */
TEST(any_two_stretches)
{
    uint64_t seed = 77;
    for (int round = 0; round < 2000; round++) {
        buf x = {0}, y = {0};
        random_words(&x, &seed, 8);
        random_words(&y, &seed, 8);
        struct lines l;
        CHECK(lines_open(&l, buf_str(&x), buf_str(&y)));
        uint32_t a = random_below(&seed, l.a.n_word + 1), b = a + random_below(&seed, l.a.n_word - a + 1);
        uint32_t c = random_below(&seed, l.b.n_word + 1), d = c + random_below(&seed, l.b.n_word - c + 1), n;
        struct compare_edit *e;
        CHECK(!compare_redline(&e, &n, &l.a, a, b, &l.b, c, d, l.ar, NULL));
        CHECK_MSG(script_turns(e, n, &l.a, a, b, &l.b, c, d), "round %d", round);
        arena_free(l.ar);
        buf_free(&x);
        buf_free(&y);
    }
}

/* Swapped, the script is the same one read backwards: deleted for inserted, the same for the same. */
TEST(the_mirror_keeps_the_same_words)
{
    uint64_t seed = 4711;
    for (int round = 0; round < 2000; round++) {
        buf x = {0}, y = {0};
        random_words(&x, &seed, 7);
        random_words(&y, &seed, 7);
        struct lines l;
        struct compare_edit *back;
        uint32_t n_back, k = 0, q = 0;
        CHECK(lines_open(&l, buf_str(&x), buf_str(&y)));
        CHECK(!compare_redline(&back, &n_back, &l.b, 0, l.b.n_word, &l.a, 0, l.a.n_word, l.ar, NULL));
        CHECK_INT(n_back, l.n);
        for (;; k++, q++) {
            while (k < l.n && l.e[k].op != OP_SAME) k++;
            while (q < n_back && back[q].op != OP_SAME) q++;
            if (k == l.n || q == n_back) break;
            CHECK_MSG(l.e[k].older_from == back[q].newer_from && l.e[k].newer_to == back[q].older_to, "round %d", round);
        }
        CHECK(k == l.n && q == n_back);
        arena_free(l.ar);
        buf_free(&x);
        buf_free(&y);
    }
}

/* ---- sizes ---- */

/* Beyond the cells that are looked at, with no word that stands once: what both ends share is kept, the rest exchanged. */
TEST(long_rows_of_one_word)
{
    buf x = {0}, y = {0};
    for (int i = 0; i < 2500; i++) buf_addz(&x, "ship ");
    for (int i = 0; i < 3000; i++) buf_addz(&y, "ship ");
    struct lines l;
    CHECK(lines_open(&l, buf_str(&x), buf_str(&y)));
    CHECK(lines_fit(&l));
    CHECK_INT(l.n, 2);
    CHECK_INT(l.e[0].op + l.e[1].op, OP_SAME + OP_INSERTED);
    arena_free(l.ar);
    buf_addz(&x, "end");
    CHECK(lines_open(&l, buf_str(&x), buf_str(&y)));
    CHECK(lines_fit(&l));
    uint32_t same = 0;
    for (uint32_t k = 0; k < l.n; k++) same += l.e[k].op == OP_SAME ? l.e[k].older_to - l.e[k].older_from : 0;
    CHECK_INT(same, 2500);
    arena_free(l.ar);
    buf_free(&x);
    buf_free(&y);
}

/* Whatever room there is: the whole script or a refusal, which leaves the results alone. */
TEST(too_little_room_is_a_limit)
{
    struct compare_edit *const untouched = (struct compare_edit *)(uintptr_t)8;
    buf x = {0}, y = {0};
    for (int i = 0; i < 120; i++) buf_addf(&x, "w%d ", i), buf_addf(&y, "w%d ", i * 7 % 120);
    struct lines l;
    uint32_t n_limit = 0, n_ok = 0;
    CHECK(lines_open(&l, buf_str(&x), buf_str(&y)));
    for (size_t cap = 64; cap < (size_t)1 << 18; cap += cap / 4) {
        arena *small = arena_new(cap);
        struct compare_edit *e = untouched;
        struct err err = {0};
        uint32_t n = 77;
        CHECK(small);
        enum status st = compare_redline(&e, &n, &l.a, 0, l.a.n_word, &l.b, 0, l.b.n_word, small, &err);
        CHECK(st == OK || (st == E_LIMIT && err.msg[0]));
        if (st == OK) {
            CHECK(n == l.n && memcmp(e, l.e, n * sizeof *e) == 0);
            n_ok++;
        } else {
            CHECK(e == untouched && n == 77);
            n_limit++;
        }
        arena_free(small);
    }
    CHECK(n_limit && n_ok);
    arena_free(l.ar);
    buf_free(&x);
    buf_free(&y);
}

TESTS(CASE(whole_phrases_go_and_come), CASE(no_script_keeps_more), CASE(any_two_stretches),
      CASE(the_mirror_keeps_the_same_words), CASE(long_rows_of_one_word), CASE(too_little_room_is_a_limit))
