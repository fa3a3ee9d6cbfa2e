/* Properties of the comparison of two texts, over random small texts and the shared data. */
#include "compare/pair.h"
#include "test.h"

/* A small generator (xorshift64*, Vigna 2016): the same numbers everywhere. */
static uint32_t next(uint64_t *seed, uint32_t below)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return (uint32_t)((*seed * 0x2545F4914F6CDD1Du >> 33) % below);
}

static void add_sentence(buf *b, uint64_t *seed)
{
    static const char *const words[] = {"the",  "Committee",  "alliance", "of",  "rate",
                                        "Rate", "deterrence", "and",      "two", "will"};
    uint32_t n = 1 + next(seed, 9);
    for (uint32_t i = 0; i < n; i++) {
        buf_addz(b, words[next(seed, ARRAY_LEN(words))]);
        buf_addz(b, i + 1 == n ? "." : next(seed, 6) ? " " : ", ");
    }
}

struct sample {
    buf clean;
    span at[40];
    uint32_t paragraph[40];
    uint32_t n;
};

static void put(struct sample *s, str sentence, uint32_t paragraph)
{
    if (s->n == ARRAY_LEN(s->at)) return;
    uint32_t from = (uint32_t)s->clean.n;
    buf_add(&s->clean, sentence);
    s->at[s->n] = (span){from, (uint32_t)s->clean.n};
    s->paragraph[s->n++] = paragraph;
    buf_addc(&s->clean, ' ');
}

/* x: random sentences; y: x with some left out, some new, some elsewhere. */
static void make_pair(struct sample *x, struct sample *y, uint64_t *seed)
{
    buf b = {0};
    uint32_t n = next(seed, 16), paragraph = 0;
    for (uint32_t i = 0; i < n; i++) {
        buf_clear(&b);
        add_sentence(&b, seed);
        put(x, buf_str(&b), paragraph += !next(seed, 3));
    }
    paragraph = 0;
    for (uint32_t i = 0; i < n + 3; i++) {
        paragraph += !next(seed, 3);
        if (i < n && next(seed, 4)) put(y, str_span(buf_str(&x->clean), x->at[i]), paragraph);
        if (n && !next(seed, 6)) put(y, str_span(buf_str(&x->clean), x->at[next(seed, n)]), paragraph);
        if (next(seed, 5)) continue;
        buf_clear(&b);
        add_sentence(&b, seed);
        put(y, buf_str(&b), paragraph);
    }
    buf_free(&b);
}

static enum status prepare(struct compare_text *t, compare_vocab *v, const struct sample *s, arena *ar)
{
    return compare_text_make(t, v, buf_str(&s->clean), s->at, s->paragraph, NULL, s->n, ar, NULL);
}

TEST(a_text_against_itself_is_all_kept)
{
    uint64_t seed = 11;
    for (int round = 0; round < 200; round++) {
        struct sample x = {0}, y = {0};
        make_pair(&x, &y, &seed);
        arena *ar = arena_new(0);
        compare_vocab *v;
        struct compare_text t;
        struct compare_alignment al;
        CHECK(ar && compare_vocab_new(&v, NULL, ar, NULL) == OK && prepare(&t, v, &x, ar) == OK);
        CHECK(compare_align(&al, &t, &t, &compare_default_settings, ar, NULL) == OK);
        CHECK_INT(al.n_link, x.n);
        for (uint32_t i = 0; i < x.n; i++) {
            CHECK_INT(al.newer_label[i], LABEL_KEPT);
            CHECK_INT(al.older_label[i], LABEL_KEPT);
        }
        arena_free(ar);
        buf_free(&x.clean);
        buf_free(&y.clean);
    }
}

/* Applied to the older words the script gives the newer; what is called the same is. */
static bool script_holds(const struct compare_edit *e, uint32_t n, const struct compare_text *a, const struct compare_text *b)
{
    uint32_t i = 0, j = 0;
    for (uint32_t k = 0; k < n; k++) {
        if (e[k].older_from != i || e[k].newer_from != j) return false;
        uint32_t gone = e[k].older_to - i, came = e[k].newer_to - j;
        if (e[k].op == OP_SAME) {
            if (gone != came) return false;
            for (uint32_t w = 0; w < gone; w++)
                if (a->word[i + w] != b->word[j + w]) return false;
        } else if ((e[k].op == OP_DELETED) ? came || !gone : gone || !came) {
            return false;
        }
        i = e[k].older_to;
        j = e[k].newer_to;
    }
    return i == a->n_word && j == b->n_word;
}

TEST(the_redline_turns_x_into_y)
{
    uint64_t seed = 7;
    for (int round = 0; round < 300; round++) {
        struct sample x = {0}, y = {0};
        make_pair(&x, &y, &seed);
        arena *ar = arena_new(0);
        compare_vocab *v;
        struct compare_text a, b;
        CHECK(ar && compare_vocab_new(&v, NULL, ar, NULL) == OK);
        CHECK(prepare(&a, v, &x, ar) == OK && prepare(&b, v, &y, ar) == OK);
        struct compare_edit *e, *back;
        uint32_t n, n_back;
        CHECK(compare_redline(&e, &n, &a, 0, a.n_word, &b, 0, b.n_word, ar, NULL) == OK);
        CHECK(script_holds(e, n, &a, &b));
        CHECK(compare_redline(&back, &n_back, &b, 0, b.n_word, &a, 0, a.n_word, ar, NULL) == OK);
        CHECK(script_holds(back, n_back, &b, &a));
        uint64_t same = 0, same_back = 0;
        for (uint32_t k = 0; k < n; k++) same += e[k].op == OP_SAME ? hash64_mix(e[k].older_from, e[k].newer_to) : 0;
        for (uint32_t k = 0; k < n_back; k++)
            same_back += back[k].op == OP_SAME ? hash64_mix(back[k].newer_from, back[k].older_to) : 0;
        CHECK(same == same_back);
        arena_free(ar);
        buf_free(&x.clean);
        buf_free(&y.clean);
    }
}

TESTS(CASE(a_text_against_itself_is_all_kept), CASE(the_redline_turns_x_into_y))
