/* Lemmas by edit scripts: every pair has a script that gives the lemma back, and no script upsets any form. */
#include "language/lemma.h"

#include "base/random.h"
#include "test.h"

static const char *script_of(buf *b, str form, str lemma)
{
    buf_clear(b);
    lemma_script(b, form, lemma);
    buf_addc(b, '\0');
    return b->p;
}

/* Script and lemma of known words. */
TEST(scripts_of_english_words)
{
    static const struct {
        const char *form, *lemma, *script;
    } all[] = {
        {"studies", "study", "l3y"},
        {"Studies", "study", "l3y"},
        {"ministers", "minister", "l1"},
        {"the", "the", "l0"},
        {"The", "the", "l0"},
        {"Korea", "Korea", "k0"},
        {"NATO", "NATO", "k0"},
        {"KOREA", "Korea", "t0"},
        {"is", "be", "=be"},
        {"'s", "have", "=have"},
        {"n't", "not", "l2ot"},
        {"pledged", "pledge", "l1"},
        {"better", "good", "=good"},
        {"went", "go", "=go"},
        {"2026", "2026", "l0"},
        {"U.S.", "U.S.", "k0"},
        {"SOLDIERS", "Soldier", "t1"},
        {"Österreichs", "Österreich", "k1"},
        {"ÖSTERREICHS", "Österreich", "t1"},
        {"ÖFEN", "ofen", "=ofen"},
        {"wolves", "wolf", "l3f"},
        {"children", "child", "l3"},
        {"$", "$", "l0"},
        {"“", "\"", "=\""},
        {"their", "they", "l2y"},
        {"", "x", "=x"},
        {"x", "", "="},
    };
    buf b = {0}, got = {0};
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        const char *script = script_of(&b, str_of(all[i].form), str_of(all[i].lemma));
        CHECK_MSG(!strcmp(script, all[i].script), "%s -> %s: %s, not %s", all[i].form, all[i].lemma, script, all[i].script);
        buf_clear(&got);
        CHECK(lemma_apply(&got, str_of(script), str_of(all[i].form)));
        CHECK_STR(buf_str(&got), all[i].lemma);
    }
    buf_free(&b);
    buf_free(&got);
}

/* What is learned from one word serves others: that is the point of scripts. */
TEST(scripts_serve_other_words)
{
    static const struct {
        const char *script, *form, *lemma;
    } all[] = {
        {"l3y", "Treaties", "treaty"}, {"l1", "Talks", "talk"}, {"l2", "CALLED", "call"}, {"k1", "Koreans", "Korean"},
        {"t0", "McCAIN", "Mccain"},    {"=be", "was", "be"},    {"l3", "abcé", "a"},      {"l9x", "abcdefghij", "ax"},
    };
    buf got = {0};
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        buf_clear(&got);
        CHECK(lemma_apply(&got, str_of(all[i].script), str_of(all[i].form)));
        CHECK_STR(buf_str(&got), all[i].lemma);
    }
    buf_free(&got);
}

/* Too much is taken off, all of it with nothing instead, a form beyond the cap, no script at all. */
TEST(what_does_not_fit_leaves_the_form)
{
    static const char *const bad[] = {"", "l", "l:", "l-1", "x0", "L0", "0l", "lx", " l0", "\xFF\xFF", "l5", "k9ing", "t4"};
    buf got = {0};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        buf_clear(&got);
        CHECK_MSG(!lemma_apply(&got, str_of(bad[i]), STR("Abé\xFF")), "%s", bad[i]);
        CHECK_STR(buf_str(&got), "Abé\xFF");
    }
    char long_form[LEMMA_MAX_BYTES + 1];
    memset(long_form, 'A', sizeof long_form);
    buf_clear(&got);
    CHECK(lemma_apply(&got, STR("l1"), (str){long_form, LEMMA_MAX_BYTES}));
    CHECK(got.n == LEMMA_MAX_BYTES - 1 && got.p[0] == 'a');
    buf_clear(&got);
    CHECK(!lemma_apply(&got, STR("l1"), (str){long_form, LEMMA_MAX_BYTES + 1}));
    CHECK(got.n == LEMMA_MAX_BYTES + 1 && got.p[0] == 'A');
    buf_clear(&got);
    CHECK(!lemma_apply(&got, STR("l0"), STR("")));
    CHECK_INT(got.n, 0);
    buf_free(&got);
}

/* Up to 40 bytes: letters of both cases and several scripts, some whose small form has other bytes, marks, broken bytes. */
static str random_word(char *out, uint64_t *seed)
{
    static const char *const parts[] = {"a", "b", "Z",  "S", "e", "é", "É",    "ß",    "İ",        "Ⱥ",
                                        "Ω", "K", "韓", "-", "'", "0", "\xC3", "\x80", "\xF0\x9F", "\xE2"};
    size_t n = 0;
    uint32_t count = random_below(seed, 10);
    bool plain = random_below(seed, 2);
    for (uint32_t i = 0; i < count; i++) {
        const char *p = parts[random_below(seed, plain ? 5 : ARRAY_LEN(parts))];
        memcpy(out + n, p, strlen(p));
        n += strlen(p);
    }
    return (str){out, n};
}

/* A lemma that shares a beginning with the form, in another case now and then, or nothing. */
static str random_lemma(char *out, str form, uint64_t *seed)
{
    char rest[64];
    str tail = random_word(rest, seed);
    size_t keep = random_below(seed, 3) ? random_below(seed, (uint32_t)form.n + 1) : 0;
    for (size_t i = 0; i < keep; i++)
        out[i] = random_below(seed, 4) ? form.p[i] : (char)ascii_tolower((unsigned char)form.p[i]);
    memcpy(out + keep, rest, tail.n);
    return (str){out, keep + tail.n};
}

TEST(every_pair_comes_back)
{
    uint64_t seed = 1;
    buf script = {0}, got = {0};
    uint32_t edits = 0;
    for (int round = 0; round < 60000; round++) {
        char a[64], b[128];
        str form = random_word(a, &seed);
        str lemma = random_lemma(b, form, &seed);
        buf_clear(&script);
        buf_clear(&got);
        lemma_script(&script, form, lemma);
        CHECK(script.n && !script.failed);
        edits += script.p[0] != '=';
        CHECK_MSG(lemma_apply(&got, buf_str(&script), form), "round %d: %.*s", round, STR_ARG(buf_str(&script)));
        CHECK_MSG(str_eq(buf_str(&got), lemma), "round %d: %.*s by %.*s gives %.*s, not %.*s", round, STR_ARG(form),
                  STR_ARG(buf_str(&script)), STR_ARG(buf_str(&got)), STR_ARG(lemma));
    }
    CHECK(edits > 10000);
    buf_free(&script);
    buf_free(&got);
}

/* Long forms too, though their scripts are of use for no other word. */
TEST(long_pairs_come_back)
{
    buf script = {0}, got = {0};
    for (size_t n = LEMMA_MAX_BYTES - 3; n < LEMMA_MAX_BYTES + 4; n++) {
        char form[LEMMA_MAX_BYTES + 4];
        memset(form, 'b', sizeof form);
        str lemma = {form, n - 1};
        buf_clear(&script);
        buf_clear(&got);
        lemma_script(&script, (str){form, n}, lemma);
        CHECK_MSG(lemma_apply(&got, buf_str(&script), (str){form, n}) && str_eq(buf_str(&got), lemma), "%zu bytes", n);
    }
    buf_free(&script);
    buf_free(&got);
}

/* Any script over any form gives a lemma made of both, or the form. */
TEST(any_script_is_survived)
{
    uint64_t seed = 3;
    buf got = {0};
    for (int round = 0; round < 40000; round++) {
        char a[64], s[8];
        str form = random_word(a, &seed);
        uint32_t n = random_below(&seed, 8);
        for (uint32_t i = 0; i < n; i++)
            s[i] = random_below(&seed, 3) ? "lkt=0123456789ye"[random_below(&seed, 16)] : (char)random_below(&seed, 256);
        buf_clear(&got);
        buf_addz(&got, "before ");
        bool applied = lemma_apply(&got, (str){s, n}, form);
        str out = {got.p + 7, got.n - 7};
        CHECK(!memcmp(got.p, "before ", 7));
        CHECK_MSG(applied || str_eq(out, form), "round %d", round);
        CHECK_MSG(out.n || !form.n || (n == 1 && s[0] == '='), "round %d: an empty lemma", round);
        /* A good form and script give good text. */
        bool good = utf8_valid(form, NULL) && utf8_valid((str){s, n}, NULL);
        CHECK_MSG(!good || utf8_valid(out, NULL), "round %d: %.*s", round, STR_ARG(out));
    }
    buf_free(&got);
}

/* A buf that may not grow fails once, and is not read beyond. */
TEST(a_full_buf_is_told)
{
    for (size_t cap = 1; cap < 8; cap++) {
        buf b = {.cap_max = cap};
        lemma_script(&b, STR("ministries"), STR("ministry"));
        CHECK_INT(b.failed, cap < 3 ? E_LIMIT : OK);
        buf_free(&b);
        b = (buf){.cap_max = cap};
        (void)lemma_apply(&b, STR("l3y"), STR("ministries"));
        CHECK_INT(b.failed, E_LIMIT);
        buf_free(&b);
    }
}

TESTS(CASE(scripts_of_english_words), CASE(scripts_serve_other_words), CASE(what_does_not_fit_leaves_the_form),
      CASE(every_pair_comes_back), CASE(long_pairs_come_back), CASE(any_script_is_survived), CASE(a_full_buf_is_told))
