/* Suffixes and repeats against what plain comparison finds. */
#include "base/random.h"
#include "compare/suffix.h"
#include "test.h"

#define MAX_SEQ 60

static int by_words(const uint32_t *seq, uint32_t n, uint32_t i, uint32_t j)
{
    while (i < n && j < n) {
        if (seq[i] != seq[j]) return seq[i] < seq[j] ? -1 : 1;
        i++;
        j++;
    }
    return i == n ? (j == n ? 0 : -1) : 1; /* the shorter one first */
}

static uint32_t shared(const uint32_t *seq, uint32_t n, uint32_t i, uint32_t j)
{
    uint32_t k = 0;
    while (i + k < n && j + k < n && seq[i + k] == seq[j + k]) k++;
    return k;
}

/* What must hold of any suffix array, looked at suffix by suffix. */
static bool in_order(const struct suffixes *s, const uint32_t *seq, uint32_t n)
{
    if (s->n != n || (n && s->lcp[0])) return false;
    for (uint32_t i = 0; i < n; i++) {
        if (s->at[i] >= n || s->rank[s->at[i]] != i) return false;
        if (!i) continue;
        if (by_words(seq, n, s->at[i - 1], s->at[i]) >= 0) return false;
        if (s->lcp[i] != shared(seq, n, s->at[i - 1], s->at[i])) return false;
    }
    return true;
}

/* Words of few kinds, cut now and then by a number that stands once, as the phrases room does. */
static uint32_t random_seq(uint32_t *seq, uint64_t *seed, uint32_t *n_value)
{
    uint32_t n = random_below(seed, MAX_SEQ + 1), n_kind = 1 + random_below(seed, 5), next = n_kind;
    bool cut = random_below(seed, 2);
    for (uint32_t i = 0; i < n; i++) seq[i] = cut && !random_below(seed, 6) ? next++ : random_below(seed, n_kind);
    *n_value = next;
    return n;
}

TEST(suffixes_stand_in_order)
{
    uint64_t seed = 1993;
    for (int round = 0; round < 3000; round++) {
        uint32_t seq[MAX_SEQ], n_value, n = random_seq(seq, &seed, &n_value);
        struct suffixes s;
        arena *ar = arena_new(0);
        CHECK(ar && !suffixes_make(&s, seq, n, n_value, ar, NULL));
        CHECK_MSG(in_order(&s, seq, n), "round %d, %u words", round, n);
        arena_free(ar);
    }
}

TEST(rows_that_try_the_doubling)
{
    static const uint32_t sizes[] = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 1000};
    for (size_t k = 0; k < ARRAY_LEN(sizes); k++) {
        for (int pattern = 0; pattern < 5; pattern++) {
            uint32_t n = sizes[k], *seq = calloc(n + 1, sizeof *seq);
            struct suffixes s;
            arena *ar = arena_new(0);
            CHECK(ar && seq);
            uint32_t f0 = 1, f1 = 2; /* of a Fibonacci word: the row with the most repeats that overlap */
            while (f1 < n) {
                uint32_t sum = f0 + f1;
                f0 = f1;
                f1 = sum;
            }
            for (uint32_t i = 0; i < n; i++) {
                seq[i] = pattern == 0 ? 0 : pattern == 1 ? i & 1 : pattern == 2 ? i : pattern == 3 ? n - 1 - i : 0;
                if (pattern == 4) seq[i] = i < 1 ? 0 : i < 2 ? 1 : seq[i - (i >= f0 ? f0 : 1)];
            }
            CHECK(!suffixes_make(&s, seq, n, n + 2, ar, NULL));
            CHECK_MSG(in_order(&s, seq, n), "pattern %d, %u words", pattern, n);
            arena_free(ar);
            free(seq);
        }
    }
}

/* ---- repeats ---- */

/* How many places the words [at, at + len) have. */
static uint32_t places(const uint32_t *seq, uint32_t n, uint32_t at, uint32_t len)
{
    uint32_t k = 0;
    for (uint32_t i = 0; i + len <= n; i++) k += memcmp(seq + i, seq + at, len * sizeof *seq) == 0;
    return k;
}

/* A repeat in the sense of the header: two places or more, and no word behind it that all its places share. */
static bool is_maximal(const uint32_t *seq, uint32_t n, uint32_t at, uint32_t len)
{
    uint32_t k = places(seq, n, at, len);
    return k > 1 && (at + len == n || places(seq, n, at, len + 1) < k);
}

/* How many of the repeats stand for these words. */
static uint32_t times_listed(const struct repeat *rep, uint32_t n_rep, const struct suffixes *s, const uint32_t *seq,
                             uint32_t at, uint32_t len)
{
    uint32_t k = 0;
    for (uint32_t i = 0; i < n_rep; i++)
        k += rep[i].n_word == len && memcmp(seq + s->at[rep[i].from], seq + at, len * sizeof *seq) == 0;
    return k;
}

static bool parents_fit(const struct repeat *rep, uint32_t n_rep)
{
    for (uint32_t i = 0; i < n_rep; i++) {
        uint32_t want = UINT32_MAX;
        for (uint32_t k = 0; k < n_rep; k++) {
            bool around = rep[k].from <= rep[i].from && rep[k].to >= rep[i].to && rep[k].n_word < rep[i].n_word;
            if (around && (want == UINT32_MAX || rep[k].n_word > rep[want].n_word)) want = k;
        }
        if (rep[i].parent != want || (want != UINT32_MAX && want < i)) return false;
    }
    return true;
}

TEST(repeats_are_those_of_plain_search)
{
    uint64_t seed = 2004;
    uint32_t n_listed = 0;
    for (int round = 0; round < 1500; round++) {
        uint32_t seq[MAX_SEQ], n_value, n = random_seq(seq, &seed, &n_value), min_words = random_below(&seed, 4), n_rep;
        uint32_t least = min_words ? min_words : 1;
        struct suffixes s;
        struct repeat *rep;
        arena *ar = arena_new(0);
        CHECK(ar && !suffixes_make(&s, seq, n, n_value, ar, NULL));
        CHECK(!suffixes_repeats(&rep, &n_rep, &s, min_words, ar, NULL));
        CHECK(!n || n_rep <= n - 1);
        for (uint32_t at = 0; at < n; at++) {
            for (uint32_t len = least; at + len <= n; len++) {
                uint32_t want = is_maximal(seq, n, at, len), got = times_listed(rep, n_rep, &s, seq, at, len);
                CHECK_MSG(got == want, "round %d: words %u+%u listed %u times", round, at, len, got);
                n_listed += got;
            }
        }
        for (uint32_t i = 0; i < n_rep; i++) {
            CHECK(rep[i].from < rep[i].to && rep[i].to < n && rep[i].n_word >= least && !rep[i].best_child);
            CHECK_INT(places(seq, n, s.at[rep[i].from], rep[i].n_word), rep[i].to - rep[i].from + 1);
        }
        CHECK_MSG(parents_fit(rep, n_rep), "round %d", round);
        arena_free(ar);
    }
    CHECK(n_listed > 1000);
}

TEST(a_number_that_stands_once_parts_what_is_shared)
{
    /* a b | a b | with separators 2 and 3: "a b" is shared, nothing across. */
    static const uint32_t seq[] = {0, 1, 2, 0, 1, 3};
    struct suffixes s;
    struct repeat *rep;
    uint32_t n;
    arena *ar = arena_new(0);
    CHECK(ar && !suffixes_make(&s, seq, ARRAY_LEN(seq), 4, ar, NULL));
    CHECK(!suffixes_repeats(&rep, &n, &s, 2, ar, NULL));
    CHECK_INT(n, 1);
    CHECK_INT(rep[0].n_word, 2);
    CHECK_INT(rep[0].parent, UINT32_MAX);
    CHECK(!suffixes_repeats(&rep, &n, &s, 3, ar, NULL));
    CHECK_INT(n, 0);
    arena_free(ar);
}

TEST(too_little_room_is_a_limit)
{
    uint32_t seq[300], n_ok = 0, n_limit = 0;
    for (uint32_t i = 0; i < ARRAY_LEN(seq); i++) seq[i] = i % 7;
    for (size_t cap = 64; cap < (size_t)1 << 17; cap += cap / 3) {
        struct suffixes s;
        struct repeat *rep;
        uint32_t n;
        struct err err = {0};
        arena *ar = arena_new(cap);
        CHECK(ar);
        enum status st = suffixes_make(&s, seq, ARRAY_LEN(seq), 7, ar, &err);
        if (!st) CHECK(in_order(&s, seq, ARRAY_LEN(seq)));
        if (!st) st = suffixes_repeats(&rep, &n, &s, 1, ar, &err);
        CHECK(st == OK || (st == E_LIMIT && err.msg[0]));
        n_ok += st == OK;
        n_limit += st == E_LIMIT;
        arena_free(ar);
    }
    CHECK(n_ok && n_limit);
}

TESTS(CASE(suffixes_stand_in_order), CASE(rows_that_try_the_doubling), CASE(repeats_are_those_of_plain_search),
      CASE(a_number_that_stands_once_parts_what_is_shared), CASE(too_little_room_is_a_limit))
