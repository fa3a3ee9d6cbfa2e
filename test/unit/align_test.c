/* Properties of the comparison of two texts, over random small texts and the shared data. */
#include "compare/pair.h"
#include "test.h"

#include <math.h>

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

/* Beyond the size up to which all cells are looked at: cut at words that stand once. */
TEST(a_very_long_sentence_keeps_its_words)
{
    uint64_t seed = 3;
    buf x = {0}, y = {0};
    for (uint32_t i = 0; i < 6000; i++) {
        uint32_t one = next(&seed, 9), word = next(&seed, 8) ? 100 + i : next(&seed, 50);
        if (one) buf_addf(&x, "w%u ", word);
        if (one != 1) buf_addf(&y, "w%u ", one == 2 ? 9000 + i : word);
    }
    arena *ar = arena_new(0);
    compare_vocab *v;
    struct compare_text a, b;
    struct compare_edit *e;
    uint32_t n, same = 0, none = 0;
    span all_x = {0, (uint32_t)x.n}, all_y = {0, (uint32_t)y.n};
    CHECK(ar && compare_vocab_new(&v, NULL, ar, NULL) == OK);
    CHECK(compare_text_make(&a, v, buf_str(&x), &all_x, &none, NULL, 1, ar, NULL) == OK);
    CHECK(compare_text_make(&b, v, buf_str(&y), &all_y, &none, NULL, 1, ar, NULL) == OK);
    CHECK(compare_redline(&e, &n, &a, 0, a.n_word, &b, 0, b.n_word, ar, NULL) == OK);
    CHECK(script_holds(e, n, &a, &b));
    for (uint32_t k = 0; k < n; k++) same += e[k].op == OP_SAME ? e[k].older_to - e[k].older_from : 0;
    CHECK(same > 3500);
    arena_free(ar);
    buf_free(&x);
    buf_free(&y);
}

/* What two alignments of the same texts, given the one way and the other, must have in common. */
static bool mirrored(const struct compare_alignment *x, const struct compare_alignment *y)
{
    if (x->n_link != y->n_link) return false;
    for (uint32_t k = 0; k < x->n_link; k++) {
        const struct compare_link *l = &x->link[k];
        bool found = false;
        for (uint32_t q = 0; q < y->n_link && !found; q++) {
            const struct compare_link *m = &y->link[q];
            found = m->older == l->newer && m->newer == l->older && m->moved == l->moved &&
                    m->same_wording == l->same_wording && fabs(m->similarity - l->similarity) < 1e-12;
        }
        if (!found) return false;
    }
    return true;
}

/* The label that a sentence's links ask for, both ways. */
static bool labels_fit(const struct compare_alignment *al, uint32_t n_older, uint32_t n_newer)
{
    for (int side = 0; side < 2; side++) {
        for (uint32_t i = 0; i < (side ? n_newer : n_older); i++) {
            uint8_t is = side ? al->newer_label[i] : al->older_label[i];
            uint32_t links = 0;
            for (uint32_t k = 0; k < al->n_link; k++) links += (side ? al->link[k].newer : al->link[k].older) == i;
            if ((is == (side ? LABEL_NEW : LABEL_DROPPED)) != (links == 0)) return false;
            if (links > 1 && is != (side ? LABEL_JOINED : LABEL_SPLIT)) return false;
            if (is == LABEL_RETURNED || is == LABEL_FIRST || is >= LABEL_COUNT) return false;
        }
    }
    for (uint32_t k = 1; k < al->n_link; k++) {
        const struct compare_link *a = &al->link[k - 1], *b = &al->link[k];
        if (a->newer > b->newer || (a->newer == b->newer && a->older >= b->older)) return false;
    }
    return true;
}

TEST(swapping_the_texts_mirrors_the_alignment)
{
    uint64_t seed = 23;
    for (int round = 0; round < 600; round++) {
        struct sample x = {0}, y = {0};
        make_pair(&x, &y, &seed);
        arena *ar = arena_new(0);
        compare_vocab *v, *w;
        struct compare_text a, b, a2, b2;
        struct compare_alignment there, back, again;
        CHECK(ar && compare_vocab_new(&v, NULL, ar, NULL) == OK && compare_vocab_new(&w, NULL, ar, NULL) == OK);
        CHECK(prepare(&a, v, &x, ar) == OK && prepare(&b, v, &y, ar) == OK);
        /* Words numbered in another order: no matter. */
        CHECK(prepare(&b2, w, &y, ar) == OK && prepare(&a2, w, &x, ar) == OK);
        CHECK(compare_align(&there, &a, &b, &compare_default_settings, ar, NULL) == OK);
        CHECK(compare_align(&back, &b2, &a2, &compare_default_settings, ar, NULL) == OK);
        CHECK(compare_align(&again, &a2, &b2, &compare_default_settings, ar, NULL) == OK);
        CHECK(labels_fit(&there, x.n, y.n) && labels_fit(&back, y.n, x.n));
        CHECK_MSG(mirrored(&there, &back), "round %d", round);
        CHECK_INT(again.n_link, there.n_link);
        for (uint32_t k = 0; k < there.n_link; k++) CHECK(memcmp(&again.link[k], &there.link[k], sizeof again.link[k]) == 0);
        CHECK(memcmp(again.newer_label, there.newer_label, y.n) == 0);
        arena_free(ar);
        buf_free(&x.clean);
        buf_free(&y.clean);
    }
}

TEST(the_wording_is_that_of_the_text_room)
{
    static const char *const pieces[] = {"don't",
                                         "it\u2019s",
                                         "``so''",
                                         "...",
                                         "--",
                                         "\u2013",
                                         "\u201Cq\u201D",
                                         "U.S.-ROK",
                                         "3.5%",
                                         "a`b",
                                         "\uD55C\uAD6D\uC740",
                                         "co\u00ADop",
                                         "e\u0301t",
                                         ",",
                                         "'90s",
                                         "rock 'n' roll",
                                         "A&B",
                                         "$1,000",
                                         "(x)",
                                         "caf\u00E9",
                                         "and/or",
                                         "e.g.",
                                         "_",
                                         "\u00A7 4",
                                         "1/4",
                                         "non-nuclear",
                                         "\u2026",
                                         "\"",
                                         ".",
                                         "'s"};
    uint64_t seed = 5;
    for (int round = 0; round < 3000; round++) {
        buf b = {0}, plain = {0};
        uint32_t n = 1 + next(&seed, 8), paragraph = 0;
        for (uint32_t i = 0; i < n; i++) {
            buf_addz(&b, pieces[next(&seed, ARRAY_LEN(pieces))]);
            if (next(&seed, 3) && i + 1 < n) buf_addc(&b, ' ');
        }
        arena *ar = arena_new(0);
        compare_vocab *v;
        struct compare_text t;
        span all = {0, (uint32_t)b.n};
        CHECK(ar && compare_vocab_new(&v, NULL, ar, NULL) == OK);
        CHECK(compare_text_make(&t, v, buf_str(&b), &all, &paragraph, NULL, 1, ar, NULL) == OK);
        text_wording(&plain, buf_str(&b));
        CHECK_MSG(t.wording[0] == hash64(buf_str(&plain)), "%.*s", STR_ARG(buf_str(&b)));
        arena_free(ar);
        buf_free(&b);
        buf_free(&plain);
    }
}

/* Sentences parted by " / ", paragraphs by " // ". */
static void read_sample(struct sample *s, const char *text)
{
    str rest = str_of(text);
    uint32_t paragraph = 0;
    while (rest.n) {
        size_t at = str_find(rest, STR(" /"), 0);
        str one = {rest.p, at == SIZE_MAX ? rest.n : at};
        bool ends = at != SIZE_MAX && rest.n > at + 2 && rest.p[at + 2] == '/';
        put(s, one, paragraph);
        paragraph += ends;
        rest = at == SIZE_MAX ? (str){0} : str_trim((str){rest.p + at + 2 + ends, rest.n - at - 2 - ends});
    }
}

#define CHECK_LABELS(older_, newer_, want_older_, want_newer_)                                                                 \
    do {                                                                                                                       \
        struct sample x_ = {0}, y_ = {0};                                                                                      \
        compare_vocab *v_;                                                                                                     \
        struct compare_text a_, b_;                                                                                            \
        struct compare_alignment al_;                                                                                          \
        buf said_ = {0};                                                                                                       \
        arena *ar_ = arena_new(0);                                                                                             \
        read_sample(&x_, older_);                                                                                              \
        read_sample(&y_, newer_);                                                                                              \
        CHECK(ar_ &&compare_vocab_new(&v_, NULL, ar_, NULL) == OK);                                                            \
        CHECK(prepare(&a_, v_, &x_, ar_) == OK && prepare(&b_, v_, &y_, ar_) == OK);                                           \
        CHECK(compare_align(&al_, &a_, &b_, &compare_default_settings, ar_, NULL) == OK);                                      \
        for (uint32_t i_ = 0; i_ < x_.n; i_++)                                                                                 \
            buf_addf(&said_, "%s%s", i_ ? ", " : "", compare_label_name((enum compare_label)al_.older_label[i_]));             \
        CHECK_STR(buf_str(&said_), want_older_);                                                                               \
        buf_clear(&said_);                                                                                                     \
        for (uint32_t i_ = 0; i_ < y_.n; i_++)                                                                                 \
            buf_addf(&said_, "%s%s", i_ ? ", " : "", compare_label_name((enum compare_label)al_.newer_label[i_]));             \
        CHECK_STR(buf_str(&said_), want_newer_);                                                                               \
        buf_free(&said_);                                                                                                      \
        buf_free(&x_.clean);                                                                                                   \
        buf_free(&y_.clean);                                                                                                   \
        arena_free(ar_);                                                                                                       \
    } while (0)

TEST(every_label_is_met)
{
    CHECK_LABELS("The harbour is closed at night. / Ships wait outside until dawn. / The pilots are paid by the town.",
                 "The harbour is closed at night. / Ships wait outside the mole until dawn. / Fishing is free.",
                 "kept, reworded, dropped", "kept, reworded, new");
    CHECK_LABELS("The mill grinds rye for the town, and the baker sells bread at the gate. / Prices are low.",
                 "The mill grinds rye for the town. / The baker sells bread at the gate. / Prices are low.", "split, kept",
                 "split, split, kept");
    CHECK_LABELS("The council keeps the bridge in repair. / Tolls go to the keeper of the ferry. / Boats are free.",
                 "The council keeps the bridge in repair, and tolls go to the keeper of the ferry. / Boats are free.",
                 "joined, joined, kept", "joined, kept");
    CHECK_LABELS(
        "The lamp on the cape burns all year. / Oil comes by boat. // Keepers change in spring. / They serve two years. / "
        "Storms close the path.",
        "Oil comes by boat. // Keepers change in spring. / They serve two years. / The lamp on the cape burns all year. / "
        "Storms close the path.",
        "moved, kept, kept, kept, kept", "kept, kept, kept, moved, kept");
    CHECK_LABELS(
        "The lamp on the northern cape burns all the year. / Oil comes by boat. // Keepers change in spring. / They serve two "
        "years. / Storms close the path.",
        "Oil comes by boat. // Keepers change in spring. / They serve two years. / The lamp on the northern cape has burnt all "
        "the year. / Storms close the path.",
        "moved and reworded, kept, kept, kept, kept", "kept, kept, kept, moved and reworded, kept");
}

TEST(texts_without_sentences_have_no_links)
{
    CHECK_LABELS("", "", "", "");
    CHECK_LABELS("", "One stays alone.", "", "new");
    CHECK_LABELS("One stays alone.", "", "dropped", "");
}

TESTS(CASE(a_text_against_itself_is_all_kept), CASE(the_redline_turns_x_into_y), CASE(swapping_the_texts_mirrors_the_alignment),
      CASE(the_wording_is_that_of_the_text_room), CASE(a_very_long_sentence_keeps_its_words), CASE(every_label_is_met),
      CASE(texts_without_sentences_have_no_links))
