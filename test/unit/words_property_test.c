/* What holds for every model and every text: tokens spell it, known sentences give the same words back, and where a block was cut
** makes no difference. Models are random; texts are random bytes, random pieces of language, and a treebank where it is there. */
#include "conllu_help.h"
#include "words_help.h"

#define ROUNDS 300

/* Appends random language: words, marks, spaces, line ends, addresses, broken bytes. */
static void random_text(buf *out, uint32_t n, uint64_t *seed)
{
    static const char *const piece[] = {"the",
                                        "Kim",
                                        "US",
                                        "U.S.",
                                        "3.5",
                                        "2026",
                                        "don't",
                                        "it's",
                                        "cannot",
                                        "www.a.b",
                                        "a@b.c",
                                        "http://x.y/z",
                                        "\xE2\x80\x9C",
                                        "\xE2\x80\x99",
                                        "\xC3\xA9",
                                        "\xFF",
                                        "\xE2",
                                        "...",
                                        "-",
                                        ".",
                                        "?",
                                        "!",
                                        ",",
                                        ":",
                                        "(",
                                        ")",
                                        "\"",
                                        "'",
                                        "/",
                                        "$",
                                        "%",
                                        "\x01",
                                        "\xC2\xA0",
                                        "_"};
    static const char *const gap[] = {"", "", "", " ", " ", " ", " ", " ", "\n", "\n\n", "\r\n", "\t", "  "};
    for (uint32_t i = 0; i < n; i++) {
        buf_addz(out, piece[random_below(seed, ARRAY_LEN(piece))]);
        buf_addz(out, gap[random_below(seed, ARRAY_LEN(gap))]);
    }
}

/* Holds for one model and one text, or says what does not. */
static const char *check_text(str text, const struct words_model *m, arena *ar)
{
    struct language_words w;
    struct language_words in;
    struct err err = {0};
    if (language_words_of(&w, text, m, ar, &err)) return "refused";
    const char *broken = help_broken(&w, text, true);
    if (broken) return broken;
    if (language_words_in(&in, text, help_spans(&w, ar), w.n_sentence, m, ar, &err)) return "given spans are refused";
    return help_equal(&w, &in) ? NULL : "given spans give other words";
}

TEST(random_language_under_random_models)
{
    uint64_t seed = 20261;
    struct help_section s;
    arena *ar = arena_new(0);
    for (int round = 0; round < ROUNDS; round++) {
        buf text = {0};
        help_random(&s, &seed);
        struct words_model m = help_open(&s);
        random_text(&text, random_below(&seed, 400), &seed);
        const char *why = check_text(buf_str(&text), &m, ar);
        CHECK_MSG(!why, "round %d: %s", round, why);
        buf_free(&text);
        arena_reset(ar);
    }
    arena_free(ar);
}

TEST(random_bytes_under_random_models)
{
    uint64_t seed = 20262;
    struct help_section s;
    arena *ar = arena_new(0);
    for (int round = 0; round < ROUNDS; round++) {
        char bytes[600];
        size_t n = random_below(&seed, sizeof bytes);
        for (size_t i = 0; i < n; i++) bytes[i] = (char)random_next(&seed);
        help_random(&s, &seed);
        struct words_model m = help_open(&s);
        const char *why = check_text((str){bytes, n}, &m, ar);
        CHECK_MSG(!why, "round %d: %s", round, why);
        arena_reset(ar);
    }
    arena_free(ar);
}

/* The tokens of a text that has no empty line, from one block that holds all of it. */
static uint32_t tokens_uncut(span *out, str text, const struct words_model *m, arena *ar)
{
    struct words_block b = {.text = text};
    struct words_features f;
    if (words_block_room(&b, (uint32_t)text.n + 512, ar, NULL)) return 0;
    (void)words_scan(&b, 0, (uint32_t)text.n, GAP_EMPTY);
    for (uint32_t i = 0; i < b.n_piece;) {
        struct words_chunk c = words_chunk_at(&b, i);
        uint32_t begin = b.piece[i].begin;
        for (i++; i < c.end; i++) {
            bool sure = words_in_address(&c, i);
            if (!sure) words_junction_features(&f, &b, &c, i);
            b.piece[i].joined =
                (sure || words_score(m, WORDS_JOIN, &f) > 0) && b.piece[i].end - begin <= LANGUAGE_MAX_TOKEN_BYTES;
            if (!b.piece[i].joined) begin = b.piece[i].begin;
        }
    }
    words_make_tokens(&b);
    for (uint32_t i = 0; i < b.n_token; i++) out[i] = (span){b.token[i].begin, b.token[i].end};
    return b.n_token;
}

/* Paragraphs of 20 to 60 thousand pieces are far above one block: the reader must cut, take back and go on. */
TEST(cuts_of_blocks_leave_no_trace)
{
    uint64_t seed = 20263;
    struct help_section s;
    arena *ar = arena_new(0);
    for (int round = 0; round < 6; round++) {
        buf text = {0};
        struct language_words w;
        help_random(&s, &seed);
        if (round == 0) help_empty(&s, -1, -1, -1, NULL, 0); /* sentences end at the cap only */
        if (round == 1) help_empty(&s, 1, -1, 1, NULL, 0);
        struct words_model m = help_open(&s);
        random_text(&text, 20000, &seed);
        for (size_t i = 0; i < text.n; i++)
            if (text.p[i] == '\n' || text.p[i] == '\r') text.p[i] = ' ';
        const char *why = check_text(buf_str(&text), &m, ar);
        CHECK_MSG(!why, "round %d: %s", round, why);
        CHECK_INT(language_words_of(&w, buf_str(&text), &m, ar, NULL), OK);
        span *want = ARENA_NEW(ar, text.n + 1, span);
        CHECK(want != NULL);
        CHECK_INT(tokens_uncut(want, buf_str(&text), &m, ar), w.n_token);
        for (uint32_t i = 0; i < w.n_token; i++)
            CHECK_MSG(want[i].begin == w.token[i].begin && want[i].end == w.token[i].end, "round %d, token %u", round, i);
        buf_free(&text);
        arena_reset(ar);
    }
    arena_free(ar);
}

/* A text without white space, all of one token: blocks must grow until its sentence ends, and time must not. */
TEST(one_chunk_of_a_megabyte)
{
    uint64_t seed = 20264;
    struct help_section s;
    arena *ar = arena_new(0);
    static const char *const unit[] = {"a", "-", "a1", "\xFF", "http://a/"};
    for (size_t k = 0; k < ARRAY_LEN(unit); k++) {
        buf text = {0};
        for (int i = 0; i < 200000; i++) buf_addz(&text, unit[k]);
        help_empty(&s, k & 1 ? 1 : -1, -1, 1, NULL, 0);
        if (k == 2) help_random(&s, &seed);
        struct words_model m = help_open(&s);
        const char *why = check_text(buf_str(&text), &m, ar);
        CHECK_MSG(!why, "%s: %s", unit[k], why);
        buf_free(&text);
        arena_reset(ar);
    }
    arena_free(ar);
}

/* Forms of gold laid in a row, as a text. */
TEST(a_treebank_under_random_models)
{
    str bytes = treebank("en_ewt-dev");
    if (!bytes.p) SKIP("no treebank beside the project");
    uint64_t seed = 20265;
    struct help_section s;
    struct conllu_text gold;
    struct err err = {0};
    buf text = {0};
    arena *ar = arena_new((size_t)2 << 30);
    CHECK_INT(conllu_read(&gold, bytes, ar, &err), OK);
    for (uint32_t k = 0; k < gold.n; k++)
        for (uint32_t i = 0; i < gold.sentence[k].n_word; i++) {
            buf_add(&text, gold.sentence[k].form[i]);
            if (random_below(&seed, 4)) buf_addc(&text, random_below(&seed, 12) ? ' ' : '\n');
        }
    for (int round = 0; round < 3; round++) {
        help_random(&s, &seed);
        struct words_model m = help_open(&s);
        const char *why = check_text(buf_str(&text), &m, ar);
        CHECK_MSG(!why, "round %d: %s", round, why);
    }
    buf_free(&text);
    arena_free(ar);
    free((char *)bytes.p);
}

TESTS(CASE(random_language_under_random_models), CASE(random_bytes_under_random_models), CASE(cuts_of_blocks_leave_no_trace),
      CASE(one_chunk_of_a_megabyte), CASE(a_treebank_under_random_models))
