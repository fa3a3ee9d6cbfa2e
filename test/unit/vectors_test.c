/* The trainer of word vectors: how it takes text apart, its vocabulary, that it learns, that it repeats itself and resumes. */
#include "vectors.h"

#include <math.h>

#include "base/random.h"
#include "temp.h"
#include "test.h"

/* ---- text ---- */

/* The words of text joined by spaces, "|" where a sentence ends; malloc'ed. */
static char *words_of(const char *text)
{
    struct vectors_text t;
    buf b = {0};
    bool good = vectors_text_open(&t, NULL) == OK && vectors_text_add(&t, str_of(text), NULL) == OK &&
                vectors_text_close(&t, 1, 1000, NULL) == OK;
    for (size_t i = 0; good && i < t.n_token; i++) {
        if (i) buf_addc(&b, ' ');
        buf_add(&b, t.token[i] == VECTORS_BREAK ? STR("|") : t.word[t.token[i]]);
    }
    buf_addc(&b, '\0');
    vectors_text_free(&t);
    return b.p;
}

#define CHECK_WORDS(text_, want_)                                                                                              \
    do {                                                                                                                       \
        char *got_ = words_of(text_);                                                                                          \
        bool same_ = strcmp(got_, want_) == 0;                                                                                 \
        if (!same_) printf("# \"%s\" gave \"%s\"\n", text_, got_);                                                             \
        free(got_);                                                                                                            \
        CHECK(same_);                                                                                                          \
    } while (0)

TEST(words_are_taken_apart_as_the_treebanks_do)
{
    CHECK_WORDS("I don't know.", "i do n't know . |");
    CHECK_WORDS("Kim’s \"test\" (of U.S. will)", "kim 's \" test \" ( of u.s. will ) |");
    CHECK_WORDS("a long-term re-elected pro-China e-mail", "a long - term re-elected pro-china e-mail |");
    CHECK_WORDS("We're gonna go; you cannot.", "we 're gon na go ; you can not . |");
    CHECK_WORDS("Mr. Smith paid $1,250 (5%) at 3:30pm!!", "mr. smith paid $ 0,000 ( 0 % ) at 0:00 pm !! |");
    CHECK_WORDS("wait... what—no -- yes", "wait ... | what - no -- yes |");
    CHECK_WORDS("soldiers' and/or 2010-2012 713-853-3848", "soldiers ' and / or 0000 - 0000 000-000-0000 |");
    CHECK_WORDS("al-Assad self-made counter-attack gover- — the", "al - assad self - made counter-attack gover- - the |");
    CHECK_WORDS("Really?! :) ;-) (no :) x:", "really ?! | :) ;-) ( no :) x : |");
    CHECK_WORDS("see https://a.org/x-y, now", "see https://a.org/x-y , now |");
    CHECK_WORDS("One\n\nTwo. Three", "one | two . | three |");
    CHECK_WORDS("", "");
    CHECK_WORDS(" \t \n \n", "");
    CHECK_WORDS("'s ''' -- ( \xFF", "'s ''' -- ( \xFF |");
}

TEST(any_bytes_are_taken_apart)
{
    static const char signs[] = "aZ0.,-'\"()/:$%#@!? \n\xE2\x80\x99\x94\xC3\xA9";
    uint64_t seed = 77;
    char text[65];
    for (int round = 0; round < 20000; round++) {
        uint32_t n = random_below(&seed, 64);
        for (uint32_t i = 0; i < n; i++) text[i] = signs[random_below(&seed, sizeof signs - 1)];
        text[n] = '\0';
        struct vectors_text t;
        CHECK_INT(vectors_text_open(&t, NULL), OK);
        CHECK_INT(vectors_text_add(&t, (str){text, n}, NULL), OK);
        CHECK_INT(vectors_text_close(&t, 2, 5, NULL), OK);
        CHECK(t.n_word <= 6 && t.n_word >= 1);
        for (size_t i = 0; i < t.n_token; i++)
            CHECK_MSG(t.token[i] == VECTORS_BREAK || t.token[i] < t.n_word, "round %d", round);
        CHECK(t.n_token == 0 || t.token[t.n_token - 1] == VECTORS_BREAK);
        vectors_text_free(&t);
    }
}

TEST(the_vocabulary_is_by_count_and_keeps_the_rest_as_one)
{
    struct vectors_text t;
    CHECK_INT(vectors_text_open(&t, NULL), OK);
    CHECK_INT(vectors_text_add(&t, STR("b b b a a a c c d d e\n"), NULL), OK);
    CHECK_INT(vectors_text_close(&t, 2, 3, NULL), OK);
    CHECK_INT(t.n_word, 4);
    static const char *const words[] = {"<unk>", "a", "b", "c"}; /* equal counts by bytes */
    static const uint32_t counts[] = {3, 3, 3, 2};
    for (uint32_t i = 0; i < 4; i++) {
        CHECK_STR(t.word[i], words[i]);
        CHECK_INT(t.count[i], counts[i]);
    }
    CHECK_INT(t.n_token, 12);
    CHECK(t.token[0] == 2 && t.token[3] == 1 && t.token[6] == 3 && t.token[8] == 0 && t.token[10] == 0);
    vectors_text_free(&t);
}

/* ---- training ---- */

#define N_CLASS 4
#define N_EACH 12
static const struct vectors_settings small = {
    .dim = 16, .window = 2, .negative = 4, .passes = 6, .threads = 1, .round_tokens = 1, .seed = 5, .rate = 0.05};

/* A language of sentences "w0_i w1_j w2_k w3_l": only the place tells the class of a word. */
static bool toy_text(struct vectors_text *t, uint32_t n_sentence)
{
    uint64_t seed = 11;
    buf b = {0};
    for (uint32_t i = 0; i < n_sentence; i++)
        for (int class = 0; class < N_CLASS; class ++)
            buf_addf(&b, "%c%c%c", 'p' + class, 'a' + (int)random_below(&seed, N_EACH), class == N_CLASS - 1 ? '\n' : ' ');
    bool good = vectors_text_open(t, NULL) == OK && vectors_text_add(t, buf_str(&b), NULL) == OK &&
                vectors_text_close(t, 1, 1000, NULL) == OK;
    buf_free(&b);
    return good;
}

/* Train rounds up to `until` (at most all). */
static bool train_until(struct vectors_model *m, const struct vectors_text *t, const struct vectors_settings *s, uint64_t until)
{
    struct vectors_report r;
    while (m->round < until && m->round < vectors_rounds(t, s))
        if (vectors_train_round(&r, m, t, s, NULL) != OK) return false;
    return true;
}

static bool train_all(struct vectors_model *m, const struct vectors_text *t, const struct vectors_settings *s)
{
    return vectors_model_new(m, t, s, NULL) == OK && train_until(m, t, s, UINT64_MAX);
}

static bool same_vectors(const struct vectors_model *a, const struct vectors_model *b)
{
    return memcmp(a->in, b->in, (size_t)a->n_word * a->dim * sizeof *a->in) == 0;
}

static double cosine(const float *a, const float *b, uint32_t dim)
{
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (uint32_t i = 0; i < dim; i++) {
        ab += (double)a[i] * (double)b[i];
        aa += (double)a[i] * (double)a[i];
        bb += (double)b[i] * (double)b[i];
    }
    return ab / sqrt(aa * bb);
}

TEST(words_of_one_place_come_near)
{
    struct vectors_text t;
    struct vectors_model m;
    CHECK(toy_text(&t, 8000) && train_all(&m, &t, &small));
    uint32_t right = 0;
    uint32_t asked = 0;
    for (uint32_t i = 0; i < t.n_word; i++) {
        if (str_eq(t.word[i], STR("<unk>"))) continue;
        uint32_t best = i;
        double best_cosine = -2;
        for (uint32_t j = 0; j < t.n_word; j++) {
            double c = cosine(m.in + i * m.dim, m.in + j * m.dim, m.dim);
            if (j != i && c > best_cosine && !str_eq(t.word[j], STR("<unk>"))) best_cosine = c, best = j;
        }
        asked++;
        right += t.word[best].p[0] == t.word[i].p[0];
    }
    CHECK_INT(asked, N_CLASS * N_EACH);
    CHECK_MSG(right == asked, "%u of %u", right, asked);
    vectors_model_free(&m);
    vectors_text_free(&t);
}

TEST(the_loss_falls)
{
    struct vectors_text t;
    struct vectors_model m;
    struct vectors_report first;
    struct vectors_report last;
    CHECK(toy_text(&t, 4000) && vectors_model_new(&m, &t, &small, NULL) == OK);
    CHECK_INT(vectors_train_round(&first, &m, &t, &small, NULL), OK);
    CHECK(train_until(&m, &t, &small, vectors_rounds(&t, &small) - 1));
    CHECK_INT(vectors_train_round(&last, &m, &t, &small, NULL), OK);
    CHECK_MSG(last.loss < first.loss * 0.9, "%f, then %f", first.loss, last.loss);
    CHECK(first.centres > 0);
    vectors_model_free(&m);
    vectors_text_free(&t);
}

TEST(the_same_seed_and_threads_give_the_same_bits)
{
    for (uint32_t threads = 1; threads <= 3; threads++) {
        struct vectors_settings s = small;
        s.threads = threads;
        struct vectors_text t;
        struct vectors_model a;
        struct vectors_model b;
        struct vectors_model other;
        CHECK(toy_text(&t, 3000) && train_all(&a, &t, &s) && train_all(&b, &t, &s));
        CHECK_MSG(same_vectors(&a, &b), "%u threads", threads);
        s.seed++;
        CHECK(train_all(&other, &t, &s));
        CHECK(!same_vectors(&a, &other));
        vectors_model_free(&a);
        vectors_model_free(&b);
        vectors_model_free(&other);
        vectors_text_free(&t);
    }
}

/* ---- files ---- */

TEST(a_stopped_training_goes_on_as_if_it_had_not)
{
    struct temp dir;
    struct vectors_text t;
    struct vectors_model whole;
    CHECK(temp_make(&dir) && toy_text(&t, 3000));
    struct vectors_settings s = small;
    s.threads = 2;
    uint64_t print = vectors_fingerprint(&t, &s);
    CHECK(train_all(&whole, &t, &s));
    for (uint64_t stop = 1; stop < vectors_rounds(&t, &s); stop += 3) {
        const char *path = temp_path(&dir, "checkpoint");
        struct vectors_model m;
        CHECK(vectors_model_new(&m, &t, &s, NULL) == OK && train_until(&m, &t, &s, stop));
        CHECK_INT(vectors_checkpoint_save(path, &m, print, NULL), OK);
        vectors_model_free(&m);
        CHECK_INT(vectors_model_new(&m, &t, &s, NULL), OK);
        CHECK_INT(vectors_checkpoint_load(path, &m, print, NULL), OK);
        CHECK_INT(m.round, stop);
        CHECK(train_until(&m, &t, &s, UINT64_MAX));
        CHECK_MSG(same_vectors(&m, &whole), "stopped after %llu", (unsigned long long)stop);
        vectors_model_free(&m);
    }
    vectors_model_free(&whole);
    vectors_text_free(&t);
    temp_remove(&dir);
}

TEST(a_foreign_or_cut_checkpoint_is_refused)
{
    struct temp dir;
    struct vectors_text t;
    struct vectors_model m;
    struct err err = {0};
    CHECK(temp_make(&dir) && toy_text(&t, 300) && vectors_model_new(&m, &t, &small, NULL) == OK);
    const char *path = temp_path(&dir, "checkpoint");
    struct vectors_settings other = small;
    other.rate = 0.04;
    uint64_t print = vectors_fingerprint(&t, &small);
    CHECK(print != vectors_fingerprint(&t, &other));
    CHECK_INT(vectors_checkpoint_load(path, &m, print, &err), E_NOTFOUND);
    CHECK_INT(vectors_checkpoint_save(path, &m, print, NULL), OK);
    CHECK_INT(vectors_checkpoint_load(path, &m, print + 1, NULL), E_FORMAT);
    FILE *f = fopen(path, "r+b");
    CHECK(f != NULL);
    CHECK(ftruncate(fileno(f), 100) == 0);
    CHECK(fclose(f) == 0);
    CHECK_INT(vectors_checkpoint_load(path, &m, print, NULL), E_FORMAT);
    vectors_model_free(&m);
    vectors_text_free(&t);
    temp_remove(&dir);
}

TEST(the_file_holds_keys_counts_and_vectors)
{
    struct temp dir;
    struct vectors_text t;
    struct vectors_model m;
    CHECK(temp_make(&dir) && toy_text(&t, 300) && train_all(&m, &t, &small));
    CHECK_INT(vectors_write(temp_path(&dir, "v.bin"), temp_path(&dir, "v.txt"), &m, &t, NULL), OK);
    FILE *f = fopen(temp_path(&dir, "v.bin"), "rb");
    CHECK(f != NULL);
    uint32_t head[2];
    CHECK(fread(head, sizeof *head, 2, f) == 2 && head[0] == t.n_word && head[1] == small.dim);
    for (uint32_t i = 0; i < t.n_word; i++) {
        uint64_t key;
        CHECK(fread(&key, sizeof key, 1, f) == 1 && key == hash64(t.word[i]));
    }
    for (uint32_t i = 0; i < t.n_word; i++) {
        uint32_t count;
        CHECK(fread(&count, sizeof count, 1, f) == 1 && count == t.count[i]);
    }
    for (size_t i = 0; i < (size_t)t.n_word * m.dim; i++) {
        float v;
        CHECK(fread(&v, sizeof v, 1, f) == 1 && memcmp(&v, &m.in[i], sizeof v) == 0);
    }
    CHECK(fgetc(f) == EOF);
    CHECK(fclose(f) == 0);
    vectors_model_free(&m);
    vectors_text_free(&t);
    temp_remove(&dir);
}

TESTS(CASE(words_are_taken_apart_as_the_treebanks_do), CASE(any_bytes_are_taken_apart),
      CASE(the_vocabulary_is_by_count_and_keeps_the_rest_as_one), CASE(words_of_one_place_come_near), CASE(the_loss_falls),
      CASE(the_same_seed_and_threads_give_the_same_bits), CASE(a_stopped_training_goes_on_as_if_it_had_not),
      CASE(a_foreign_or_cut_checkpoint_is_refused), CASE(the_file_holds_keys_counts_and_vectors))
