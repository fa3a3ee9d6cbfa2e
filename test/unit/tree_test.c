/* Trees from scores: the best of all single-rooted ones, whatever the scores. */
#include "language/tree.h"

#include <float.h>
#include <math.h>

#include "base/random.h"
#include "test.h"

static float any(uint64_t *seed, float least, float most)
{
    return least + (most - least) * (float)(random_next(seed) >> 40) * 0x1p-24f;
}

/* One root, and every word reaches it. */
static bool is_tree(const uint32_t *head, uint32_t n)
{
    uint32_t roots = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (head[i] > n || head[i] == i + 1) return false;
        roots += head[i] == 0;
        uint32_t at = i + 1, steps = 0;
        while (at && steps++ <= n) at = head[at - 1];
        if (at) return false;
    }
    return roots == 1;
}

static double sum_of(const uint32_t *head, const float *score, uint32_t n)
{
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += (double)score[(size_t)i * (n + 1) + head[i]];
    return sum;
}

/* The best sum over every way to give each of n words a head. */
static double best_of_all(const float *score, uint32_t n)
{
    uint32_t head[6] = {0};
    double best = -INFINITY;
    for (;;) {
        if (is_tree(head, n)) best = fmax(best, sum_of(head, score, n));
        uint32_t i = 0;
        while (i < n && ++head[i] > n) head[i++] = 0;
        if (i == n) return best;
    }
}

/* Scores in one of several manners; arcs from a word to itself get the highest, which must not count. */
static void fill(float *score, uint32_t n, uint32_t manner, uint64_t *seed)
{
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j <= n; j++) {
            float *s = &score[(size_t)i * (n + 1) + j];
            switch (manner) {
            case 0: *s = any(seed, -10, 10); break;
            case 1: *s = (float)random_below(seed, 3); break;                             /* ties everywhere */
            case 2: *s = 4; break;                                                        /* nothing but ties */
            case 3: *s = any(seed, -1, 1) * 1e30f; break;                                 /* large */
            case 4: *s = any(seed, -1, 1) * 1e-40f; break;                                /* next to nothing */
            case 5: *s = j ? any(seed, 0, 1) : 50 + any(seed, 0, 1); break;               /* every word wants the root */
            case 6: *s = j ? any(seed, 0, 1) : -50 - any(seed, 0, 1); break;              /* none does */
            case 7: *s = j == (i ^ 1) + 1 ? 9 + any(seed, 0, 1) : any(seed, 0, 1); break; /* pairs want each other */
            case 8:
                *s = 1e30f; /* ties of large numbers */
                break;
            default: *s = j == (i + 1) % n + 1 ? 5 : any(seed, 0, 1); break; /* one circle through all */
            }
            if (j == i + 1) *s = manner == 3 || manner == 8 ? FLT_MAX / 8 : 1e9f;
        }
}
#define MANNERS 10u

static bool is_best(uint32_t n, uint32_t manner, arena *ar, uint64_t *seed)
{
    float score[6 * 7];
    uint32_t head[6], again[6];
    fill(score, n, manner, seed);
    if (language_tree_of(head, score, n, ar, NULL) || language_tree_of(again, score, n, ar, NULL)) return false;
    double got = sum_of(head, score, n), want = best_of_all(score, n);
    bool best = is_tree(head, n) && got >= want - fabs(want) * 1e-12;
    if (!best) printf("# %u words, manner %u: %.9g, not %.9g\n", n, manner, got, want);
    return best && !memcmp(head, again, n * sizeof *head);
}

TEST(the_best_of_all_trees_is_found)
{
    arena *ar = arena_new(0);
    uint64_t seed = 1;
    for (uint32_t n = 1; n <= 5; n++)
        for (uint32_t round = 0; round < 200; round++)
            for (uint32_t manner = 0; manner < MANNERS; manner++) CHECK_MSG(is_best(n, manner, ar, &seed), "round %u", round);
    for (uint32_t round = 0; round < 50; round++) CHECK_MSG(is_best(6, round % MANNERS, ar, &seed), "round %u", round);
    arena_free(ar);
}

/* ---- long sentences ---- */

/* What a plain repair of greedy heads gives: the best root, then words in order, each to its best head that is in the tree already. */
static double greedy(const float *score, uint32_t n, uint32_t *head)
{
    uint32_t root = 0;
    bool *in = calloc(n + 1, sizeof *in);
    for (uint32_t i = 1; i < n; i++)
        if (score[(size_t)i * (n + 1)] > score[(size_t)root * (n + 1)]) root = i;
    head[root] = 0;
    in[root + 1] = true;
    for (uint32_t done = 1; done < n; done++) {
        uint32_t word = UINT32_MAX, best = 0;
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t j = 1; !in[i + 1] && j <= n; j++)
                if (in[j] && (word == UINT32_MAX || score[(size_t)i * (n + 1) + j] > score[(size_t)word * (n + 1) + best]))
                    word = i, best = j;
        head[word] = best;
        in[word + 1] = true;
    }
    free(in);
    return sum_of(head, score, n);
}

/* Better heads one by one: no word may have a head that would keep the tree and give more. */
static bool can_be_bettered(const float *score, uint32_t n, uint32_t *head)
{
    double before = sum_of(head, score, n);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 1; head[i] && j <= n; j++) {
            uint32_t kept = head[i];
            if (j == i + 1 || score[(size_t)i * (n + 1) + j] <= score[(size_t)i * (n + 1) + kept]) continue;
            head[i] = j;
            bool better = is_tree(head, n) && sum_of(head, score, n) > before + fabs(before) * 1e-9;
            head[i] = kept;
            if (better) return true;
        }
    return false;
}

TEST(long_sentences_give_trees_that_nothing_plain_betters)
{
    static const uint32_t lengths[] = {7, 20, 61, 150, 400};
    arena *ar = arena_new(0);
    uint64_t seed = 2;
    for (size_t l = 0; l < ARRAY_LEN(lengths); l++)
        for (uint32_t manner = 0; manner < MANNERS; manner++) {
            uint32_t n = lengths[l];
            float *score = malloc((size_t)n * (n + 1) * sizeof *score);
            uint32_t *head = malloc(n * sizeof *head), *plain = malloc(n * sizeof *plain);
            fill(score, n, manner, &seed);
            bool ok = language_tree_of(head, score, n, ar, NULL) == OK && is_tree(head, n);
            double got = ok ? sum_of(head, score, n) : 0;
            bool worse = n <= 150 && got < greedy(score, n, plain) - fabs(got) * 1e-9;
            bool better = ok && n <= 61 && can_be_bettered(score, n, head);
            free(score);
            free(head);
            free(plain);
            CHECK_MSG(ok && !worse && !better, "%u words, manner %u: %d %d %d", n, manner, ok, worse, better);
        }
    arena_free(ar);
}

/* Circles within circles: blocks of 2, 4, 8... words each want a head within their block, the smaller the more. */
TEST(nested_circles_are_opened)
{
    arena *ar = arena_new(0);
    uint64_t seed = 3;
    for (int round = 0; round < 60; round++) {
        enum { N = 128 };
        static float score[N * (N + 1)];
        uint32_t head[N], plain[N];
        for (uint32_t i = 0; i < N; i++)
            for (uint32_t j = 0; j <= N; j++) {
                uint32_t apart = j ? i ^ (j - 1) : N;
                float near = 0;
                for (uint32_t block = N; block > apart; block /= 2) near++;
                score[i * (N + 1) + j] = 10 * near + any(&seed, 0, 1);
            }
        CHECK_INT(language_tree_of(head, score, N, ar, NULL), OK);
        CHECK_MSG(is_tree(head, N), "round %d", round);
        CHECK_MSG(sum_of(head, score, N) >= greedy(score, N, plain) - 1e-6, "round %d", round);
        /* A tree over blocks: half of all words hang on their twin, a quarter on a word of the other pair... */
        CHECK_MSG(sum_of(head, score, N) > 10 * (64 * 7 + 32 * 6 + 16 * 5 + 8 * 4 + 4 * 3 + 2 * 2 + 1), "round %d", round);
    }
    arena_free(ar);
}

/* A tree that greedy heads form already stands as it is, and costs no arcs of memory. */
TEST(good_heads_stand)
{
    arena *ar = arena_new(1024);
    uint64_t seed = 4;
    for (int round = 0; round < 200; round++) {
        float score[40 * 41];
        uint32_t head[40], want[40], order[40];
        uint32_t n = 1 + random_below(&seed, 40);
        fill(score, n, 0, &seed);
        for (uint32_t i = 0; i < n; i++) order[i] = i;
        for (uint32_t i = n; i > 1; i--) {
            uint32_t k = random_below(&seed, i), swap = order[k];
            order[k] = order[i - 1];
            order[i - 1] = swap;
        }
        for (uint32_t i = 0; i < n; i++) {
            want[order[i]] = i ? order[random_below(&seed, i)] + 1 : 0;
            score[order[i] * (n + 1) + want[order[i]]] = 11;
        }
        CHECK_INT(language_tree_of(head, score, n, ar, NULL), OK);
        CHECK_MSG(!memcmp(head, want, n * sizeof *head), "round %d", round);
    }
    arena_free(ar);
}

/* ---- bounds ---- */

TEST(no_words_need_nothing) { CHECK_INT(language_tree_of(NULL, NULL, 0, NULL, NULL), OK); }

/* What language_tree_bytes says is enough, and what is there before stays there; less gives a line. */
TEST(memory_is_as_told_and_given_back)
{
    uint64_t seed = 5;
    for (uint32_t n = 2; n <= 60; n += 7) {
        float score[60 * 61];
        uint32_t head[60];
        struct err err = {0};
        fill(score, n, 5, &seed);
        arena *ar = arena_new(language_tree_bytes(n) + 64);
        CHECK(arena_raw(ar, language_tree_bytes(n) + 48, 1)); /* one block, as the parser has it */
        arena_reset(ar);
        char *kept = arena_alloc(ar, 1, 16);
        CHECK(kept);
        memcpy(kept, "still here", 11);
        size_t used = arena_used_bytes(ar);
        CHECK_MSG(language_tree_of(head, score, n, ar, &err) == OK, "%u words: %s", n, err.msg);
        CHECK(is_tree(head, n) && arena_used_bytes(ar) == used && !strcmp(kept, "still here"));
        arena_free(ar);
        for (size_t cap = 16; cap < 12 * (size_t)(n + 1) * (n + 1); cap += 64) {
            err = (struct err){0};
            ar = arena_new(cap);
            CHECK_MSG(language_tree_of(head, score, n, ar, &err) == E_LIMIT && err.msg[0], "%u words in %zu bytes", n, cap);
            CHECK_INT(arena_used_bytes(ar), 0);
            arena_free(ar);
        }
    }
}

TEST(too_many_words_are_refused)
{
    struct err err = {0};
    arena *ar = arena_new(1000);
    CHECK_INT(language_tree_of(NULL, NULL, 65535, ar, &err), E_LIMIT);
    CHECK_STR(str_of(err.msg), "a sentence of 65535 words has too many for a tree");
    arena_free(ar);
}

TESTS(CASE(the_best_of_all_trees_is_found), CASE(long_sentences_give_trees_that_nothing_plain_betters),
      CASE(nested_circles_are_opened), CASE(good_heads_stand), CASE(no_words_need_nothing),
      CASE(memory_is_as_told_and_given_back), CASE(too_many_words_are_refused))
