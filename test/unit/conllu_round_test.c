/* Writing CoNLL-U gives back what was read; caps and memory; texts of any shape in linear time. */
#include "conllu_help.h"

/* Reads all sentences of text, going on behind refused ones, and writes them. The number refused. */
static size_t rewrite(buf *out, str text)
{
    arena *ar = arena_new(0);
    struct conllu_reader r = conllu_reader_of(text);
    size_t n_refused = 0;
    enum status status;
    do {
        struct conllu_sentence s;
        status = conllu_next(&s, &r, ar, NULL);
        if (status == OK) conllu_write(out, &s);
        n_refused += status > DONE;
        arena_reset(ar);
    } while (status != DONE);
    arena_free(ar);
    return n_refused;
}

/* ---- real treebanks ---- */

/* Counts as the treebanks' own statistics have them (stats.xml of release 2.16). */
static const struct {
    const char *name;
    uint32_t sentences, words, ranges;
} treebanks[] = {{"en_ewt-dev", 2001, 25147, 359},
                 {"en_gum-dev", 1575, 28119, 517},
                 {"en_ewt-train", 12544, 204577, 2614},
                 {"en_gum-train", 10224, 177410, 3147}};

TEST(treebanks_are_given_back_byte_for_byte)
{
    for (size_t k = 0; k < ARRAY_LEN(treebanks); k++) {
        str text = treebank(treebanks[k].name);
        if (!text.p) SKIP("a treebank (data/ud) is not on this machine");
        arena *ar = arena_new((size_t)2 << 30);
        struct conllu_text t;
        struct err err = {0};
        buf b = {0};
        CHECK_MSG(conllu_read(&t, text, ar, &err) == OK, "%s: %s", treebanks[k].name, err.msg);
        uint32_t n_word = 0;
        uint32_t n_range = 0;
        for (uint32_t i = 0; i < t.n; i++) {
            conllu_write(&b, &t.sentence[i]);
            n_word += t.sentence[i].n_word;
            n_range += t.sentence[i].n_range;
            CHECK_MSG(conllu_check(NULL, &t.sentence[i], ar, &err) == OK, "%s: %s", treebanks[k].name, err.msg);
        }
        CHECK_INT(t.n, treebanks[k].sentences);
        CHECK_INT(n_word, treebanks[k].words);
        CHECK_INT(n_range, treebanks[k].ranges);
        CHECK_MSG(str_eq(buf_str(&b), text), "%s", treebanks[k].name);
        buf_free(&b);
        arena_free(ar);
        free((char *)text.p);
    }
}

/* ---- round trips ---- */

static const char *const canonical[] = {
    "1 a;;",
    "# c;#;# x = y;1 a;;",
    "1 a _ _ _ _ 0;2 b _ _ _ _ 100;;", /* refused: nothing comes back */
    "0.1 e;0.2 f;1 a;1.1 g;2-3 bc;2 b;2.1 h;3 c;3.1 i;;",
    "1-1 a;1 a;2-4 bcd;2 b;3 c;4 d;5 e;6-7 fg;6 f;7 g;;",
    "1 a~b c~d E F G 0 root 0:root x~y;;",
    "1 # # # # # 0 # # #;2 1-2 3.1 - . , 1 : | =;;",
    "1-2 a X Y Z W 3 r d m;1 a;2 b;;",
    "1 a;;# two;1 b;;1 c;;",
};

TEST(what_was_read_is_written)
{
    for (size_t i = 0; i < ARRAY_LEN(canonical); i++) {
        buf in = {0};
        buf out = {0};
        conllu_expand(&in, canonical[i]);
        size_t n_refused = rewrite(&out, buf_str(&in));
        CHECK_MSG(n_refused ? out.n == 0 : str_eq(buf_str(&in), buf_str(&out)), "%s", canonical[i]);
        CHECK_INT(n_refused, i == 2);
        buf_free(&in);
        buf_free(&out);
    }
}

/* Tolerated departures vanish: every spelling of a text is written in the one of the format. */
TEST(departures_are_written_in_the_plain_form)
{
    buf plain = {0};
    conllu_expand(&plain, "# c;1-2 ab;1 a;2 b;;1 c;;");
    static const char *const spellings[] = {"\xEF\xBB\xBF", "\n\n", "\r\n"};
    for (size_t k = 0; k < ARRAY_LEN(spellings); k++) {
        buf in = {0};
        buf out = {0};
        buf_addz(&in, spellings[k]);
        for (size_t i = 0; i < plain.n; i++) {
            if (plain.p[i] == '\n' && k == 2) buf_addc(&in, '\r');
            buf_addc(&in, plain.p[i]);
        }
        for (size_t drop = 0; drop < 2; drop++, in.n--) { /* first the empty line, then the line end before it too */
            out.n = 0;
            CHECK_INT(rewrite(&out, buf_str(&in)), 0);
            CHECK_MSG(str_eq(buf_str(&out), buf_str(&plain)), "spelling %zu, %zu bytes less", k, drop);
        }
        buf_free(&in);
        buf_free(&out);
    }
    buf_free(&plain);
}

static void random_columns(buf *out, uint64_t *seed, bool head, uint32_t n_word)
{
    static const char *const values[] = {"_",        "a",       "\xEB\x8F\x99\xEB\xA7\xB9", "-", "1", "#", "A=B|C=D",
                                         "\xC2\xA0", "\xCC\x81"};
    for (int c = CONLLU_FORM; c < CONLLU_COLUMNS; c++) {
        buf_addc(out, '\t');
        if (c != CONLLU_HEAD || !head)
            buf_addz(out, values[random_below(seed, ARRAY_LEN(values))]);
        else if (random_below(seed, 5))
            buf_add_u64(out, random_below(seed, n_word + 1));
        else
            buf_addc(out, '_');
    }
    buf_addc(out, '\n');
}

static void random_sentence(buf *out, uint64_t *seed)
{
    uint32_t n = 1 + random_below(seed, 12);
    uint32_t range_end = 0;
    for (uint32_t i = random_below(seed, 3); i > 0; i--) buf_addf(out, "# %u\n", random_below(seed, 100));
    for (uint32_t word = 0; word <= n; word++) {
        if (word) {
            if (word > range_end && random_below(seed, 4) == 0) {
                range_end = word + random_below(seed, n - word + 1);
                buf_addf(out, "%u-%u", word, range_end);
                random_columns(out, seed, false, n);
            }
            buf_add_u64(out, word);
            random_columns(out, seed, true, n);
        }
        for (uint32_t k = 1; random_below(seed, 6) == 0; k++) {
            buf_addf(out, "%u.%u", word, k);
            random_columns(out, seed, false, n);
        }
    }
    buf_addc(out, '\n');
}

TEST(random_sentences_are_given_back)
{
    uint64_t seed = 20181031;
    for (int round = 0; round < 3000; round++) {
        buf in = {0};
        buf out = {0};
        for (uint32_t i = random_below(&seed, 4); i > 0; i--) random_sentence(&in, &seed);
        CHECK_INT(rewrite(&out, buf_str(&in)), 0);
        CHECK_MSG(str_eq(buf_str(&in), buf_str(&out)), "round %d:\n%.*s", round, STR_ARG(buf_str(&in)));
        buf_free(&in);
        buf_free(&out);
    }
}

/* A damaged text is read or refused sentence by sentence; what was read is stable from then on. */
TEST(damaged_texts_settle_at_once)
{
    static const char damage[] = "\t\n\r-.#_ 0129a\xFF\xC3\xA9";
    uint64_t seed = 4;
    for (int round = 0; round < 4000; round++) {
        buf in = {0};
        buf once = {0};
        buf twice = {0};
        for (int i = 0; i < 3; i++) random_sentence(&in, &seed);
        for (uint32_t k = random_below(&seed, 6); k > 0; k--)
            in.p[random_below(&seed, (uint32_t)in.n)] = damage[random_below(&seed, sizeof damage)]; /* its NUL too */
        (void)rewrite(&once, buf_str(&in));
        CHECK_INT(rewrite(&twice, buf_str(&once)), 0);
        CHECK_MSG(str_eq(buf_str(&once), buf_str(&twice)), "round %d", round);
        buf_free(&in);
        buf_free(&once);
        buf_free(&twice);
    }
}

/* ---- caps and memory ---- */

static enum status read_status(str text, size_t arena_bytes, struct err *err)
{
    arena *ar = arena_new(arena_bytes);
    struct conllu_text t;
    enum status status = conllu_read(&t, text, ar, err);
    if (status) status = t.n || t.sentence ? OK : status; /* *out is left empty */
    arena_free(ar);
    return status;
}

TEST(lines_have_a_cap)
{
    for (size_t over = 0; over < 2; over++) {
        buf b = {0};
        struct err err = {0};
        buf_addz(&b, "1\t");
        buf_fill(&b, 'a', CONLLU_MAX_LINE_BYTES - 18 + over);
        buf_addz(&b, "\t_\t_\t_\t_\t_\t_\t_\t_\r\n\n");
        CHECK_INT(b.n, CONLLU_MAX_LINE_BYTES + over + 3);
        CHECK_INT(read_status(buf_str(&b), 0, &err), over ? E_LIMIT : OK);
        CHECK(!over || strcmp(err.msg, "line 1: longer than 1048576 bytes") == 0);
        b.p[0] = '#';
        buf_addz(&b, "1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n");
        CHECK_INT(read_status(buf_str(&b), 0, &err), over ? E_LIMIT : E_FORMAT); /* a comment alone is no sentence */
        buf_free(&b);
    }
}

static void add_words(buf *b, uint32_t n)
{
    for (uint32_t i = 1; i <= n; i++) buf_addf(b, "%u\ta\t_\t_\t_\t_\t%u\t_\t_\t_\n", i, i - 1);
}

TEST(sentences_have_a_cap)
{
    struct err err = {0};
    buf b = {0};
    add_words(&b, CONLLU_MAX_WORDS);
    CHECK_INT(read_status(buf_str(&b), 0, &err), OK);
    buf_addz(&b, "100001\ta\t_\t_\t_\t_\t0\t_\t_\t_\n");
    CHECK_INT(read_status(buf_str(&b), 0, &err), E_LIMIT);
    CHECK_MSG(strcmp(err.msg, "line 1: a sentence of 100001 words; at most 100000 are read") == 0, "%s", err.msg);
    /* the cap holds for one sentence, not for the text; the next one is read */
    buf_addz(&b, "\n1\ta\t_\t_\t_\t_\t0\t_\t_\t_\n\n");
    buf out = {0};
    CHECK_INT(rewrite(&out, buf_str(&b)), 1);
    CHECK_STR(buf_str(&out), "1\ta\t_\t_\t_\t_\t0\t_\t_\t_\n\n");
    buf_free(&out);
    buf_clear(&b);
    for (uint32_t i = 0; i <= CONLLU_MAX_WORDS; i++) buf_addz(&b, "#\n");
    add_words(&b, 1);
    CHECK_INT(read_status(buf_str(&b), 0, &err), E_LIMIT);
    CHECK_MSG(strcmp(err.msg, "line 1: a sentence of 100001 comments; at most 100000 are read") == 0, "%s", err.msg);
    buf_free(&b);
}

/* The longest chain of heads, both ways round: no recursion, no quadratic walk. */
TEST(long_chains_are_judged)
{
    arena *ar = arena_new(0);
    struct conllu_text t;
    struct err err = {0};
    buf b = {0};
    enum conllu_tree what;
    add_words(&b, CONLLU_MAX_WORDS);
    CHECK_INT(conllu_read(&t, buf_str(&b), ar, &err), OK);
    struct conllu_sentence *s = &t.sentence[0];
    CHECK_INT(conllu_check(&what, s, ar, &err), OK);
    for (uint32_t i = 0; i < s->n_word; i++) s->head[i] = i + 1 < s->n_word ? i + 2 : 0;
    CHECK_INT(conllu_check(&what, s, ar, &err), OK);
    s->head[s->n_word - 2] = 1;
    CHECK_INT(conllu_check(&what, s, ar, &err), E_FORMAT);
    CHECK_INT(what, CONLLU_CYCLE);
    buf_free(&b);
    arena_free(ar);
}

TEST(small_arenas_are_a_limit)
{
    buf b = {0};
    struct err err = {0};
    for (int i = 0; i < 200; i++) {
        add_words(&b, 40);
        buf_addc(&b, '\n');
    }
    bool was_good = false;
    size_t limits = 0;
    for (size_t kib = 16; kib <= 8192; kib += kib / 2) {
        enum status status = read_status(buf_str(&b), kib << 10, &err);
        CHECK_MSG(status == OK || (status == E_LIMIT && !was_good && err.msg[0]), "%zu KiB: %s", kib, status_name(status));
        was_good = status == OK;
        limits += status == E_LIMIT;
    }
    CHECK(was_good && limits > 3);
    buf_free(&b);
    arena *ar = arena_new((size_t)16 << 10);
    uint32_t head[8000] = {0};
    struct conllu_sentence s = {.n_word = 8000, .head = head};
    for (uint32_t i = 1; i < 8000; i++) head[i] = 1;
    CHECK_INT(conllu_check(NULL, &s, ar, &err), E_LIMIT);
    arena_free(ar);
}

/* The writer's failure sticks, so one check after many sentences is enough. */
TEST(a_full_buffer_is_seen_at_the_end)
{
    arena *ar = arena_new(0);
    struct conllu_text t = conllu_brief("1 a;;1 b;;", ar);
    struct err err = {0};
    buf b = {.cap_max = 30};
    for (uint32_t i = 0; i < t.n; i++) conllu_write(&b, &t.sentence[i]);
    CHECK_INT(buf_check(&b, &err), E_LIMIT);
    buf_free(&b);
    arena_free(ar);
}

/* Three megabytes of one unit: each would show a step that is not linear by the time limit. */
TEST(endless_texts_take_linear_time)
{
    static const char *const units[] = {
        "\n", "\r\n", "#\n", "#", "1-1\n", "1.1\n", "\t", "1\t", "1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n\n", "\xC3\xA9", "a\n\n", "-"};
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        buf in = {0};
        buf out = {0};
        while (in.n < 3000000) buf_addz(&in, units[i]);
        (void)rewrite(&out, buf_str(&in));
        CHECK_INT(out.n, i == 8 ? in.n : 0);
        buf_free(&in);
        buf_free(&out);
    }
}

TESTS(CASE(treebanks_are_given_back_byte_for_byte), CASE(what_was_read_is_written),
      CASE(departures_are_written_in_the_plain_form), CASE(random_sentences_are_given_back), CASE(damaged_texts_settle_at_once),
      CASE(lines_have_a_cap), CASE(sentences_have_a_cap), CASE(long_chains_are_judged), CASE(small_arenas_are_a_limit),
      CASE(a_full_buffer_is_seen_at_the_end), CASE(endless_texts_take_linear_time))
