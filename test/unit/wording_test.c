/* Properties of tokens and wordings against slow, plain ways: texts set side by side, the quick ways at every alignment,
** and the two spellings of one letter over all of Unicode. */
#include "text/token.h"

#include <utf8proc.h>

#include "base/random.h"
#include "test.h"

/* Words and marks of official texts, each a text of its own. */
static const char *const units[] = {"The",
                                    "allies",
                                    "U.S.-ROK",
                                    "US-led",
                                    "non-nuclear",
                                    "KF-21",
                                    "Seoul's",
                                    "3.5%",
                                    "$1",
                                    "1-1/2",
                                    "\"quoted\"",
                                    "(NCG)",
                                    "R&D",
                                    "...",
                                    "--",
                                    "e.g.,",
                                    "2024-2025",
                                    "don\xE2\x80\x99t",
                                    "\xE2\x80\x9Crole\xE2\x80\x9D",
                                    "\xED\x95\x9C\xEB\xAF\xB8",
                                    "\xE4\xBC\x9A\xE8\xAE\xAE",
                                    "a@b.example",
                                    "\xC2\xA7",
                                    "x_1",
                                    "co\xC2\xADop",
                                    "Cafe\xCC\x81",
                                    "\xFF",
                                    "''",
                                    "no.5",
                                    "J.D.",
                                    "[12]",
                                    "and/or"};

/* Appends the tokens of s, a line each. */
static void tokens_as_lines(buf *out, str s)
{
    arena *ar = arena_new(0);
    struct text_tokens t;
    if (text_tokens_of(&t, s, 0, ar, NULL)) buf_addz(out, "refused");
    for (uint32_t i = 0; i < t.n; i++) {
        buf_addf(out, "%u ", t.kind[i]);
        buf_add(out, str_span(s, t.at[i]));
        buf_addc(out, '\n');
    }
    arena_free(ar);
}

/* Space parts tokens whatever stands around it, so texts set side by side have the tokens of both. */
TEST(texts_side_by_side)
{
    static const char *const spaces[] = {" ", "\n", "  ", "\t", "\xC2\xA0", "\xE3\x80\x80"};
    uint64_t seed = 1;
    for (int round = 0; round < 3000; round++) {
        buf text = {0};
        buf want = {0};
        buf got = {0};
        for (uint32_t i = 0, n = 1 + random_below(&seed, 12); i < n; i++) {
            str unit = str_of(units[random_below(&seed, (uint32_t)ARRAY_LEN(units))]);
            if (i) buf_addz(&text, spaces[random_below(&seed, (uint32_t)ARRAY_LEN(spaces))]);
            buf_add(&text, unit);
            tokens_as_lines(&want, unit);
        }
        tokens_as_lines(&got, buf_str(&text));
        CHECK_MSG(str_eq(buf_str(&got), buf_str(&want)), "round %d: %.*s", round, STR_ARG(buf_str(&text)));
        buf_free(&text);
        buf_free(&want);
        buf_free(&got);
    }
}

/* Eight letters at a time or one by one: a word is found whole at each place, before each sign and at the end. */
TEST(words_of_every_length_at_every_place)
{
    static const char *const behind[] = {"", " ", ".", ",", ")", "[", "{", "`", "@", "/", ":", "\xE2\x80\x94", "\n"};
    for (size_t at = 0; at < 9; at++)
        for (size_t n = 1; n < 40; n++)
            for (size_t k = 0; k < ARRAY_LEN(behind); k++) {
                buf b = {0};
                arena *ar = arena_new(0);
                struct text_tokens t;
                buf_fill(&b, ' ', at);
                for (size_t i = 0; i < n; i++) buf_addc(&b, (char)((i % 3 ? 'a' : 'A') + (int)(i * 7 % 26)));
                buf_addz(&b, behind[k]);
                CHECK(!text_tokens_of(&t, buf_str(&b), 0, ar, NULL) && t.n >= 1);
                CHECK_MSG(t.at[0].begin == at && t.at[0].end == at + n && t.kind[0] == TOKEN_WORD,
                          "%zu letters at %zu before \"%s\"", n, at, behind[k]);
                arena_free(ar);
                buf_free(&b);
            }
}

/* Every byte but a letter ends the run of letters there, wherever in the eight it stands. */
TEST(no_byte_passes_for_a_letter)
{
    for (int c = 0; c < 128; c++)
        for (size_t at = 0; at < 16; at++) {
            char text[20] = "abcdefghijklmnopqrs";
            text[at] = (char)c;
            struct token_scan scan = {{text, 19}, 0};
            span first = {0, 0};
            enum text_token_kind kind;
            bool plain;
            CHECK(token_next(&scan, &first, &kind, &plain));
            bool letter = ascii_alpha((unsigned char)c);
            bool inner = letter || ascii_digit((unsigned char)c) || c == '_' || (at && (c == '-' || c == '.' || c == '\''));
            size_t want = inner ? 19 : at ? at : 1;
            if (ascii_space((unsigned char)c) && !at) want = 19;
            CHECK_MSG(first.end == want, "byte %d at %zu: the first token ends at %u", c, at, first.end);
        }
}

TEST(offsets_only_shift)
{
    uint64_t seed = 3;
    for (int round = 0; round < 300; round++) {
        buf b = {0};
        arena *ar = arena_new(0);
        struct text_tokens a;
        struct text_tokens z;
        uint32_t offset = (uint32_t)random_next(&seed) / 2;
        for (int i = 0; i < 8; i++) buf_addf(&b, "%s ", units[random_below(&seed, (uint32_t)ARRAY_LEN(units))]);
        CHECK(!text_tokens_of(&a, buf_str(&b), 0, ar, NULL) && !text_tokens_of(&z, buf_str(&b), offset, ar, NULL));
        CHECK_INT(a.n, z.n);
        for (uint32_t i = 0; i < a.n; i++)
            CHECK(z.at[i].begin == a.at[i].begin + offset && z.at[i].end == a.at[i].end + offset && z.kind[i] == a.kind[i]);
        arena_free(ar);
        buf_free(&b);
    }
}

/* Tokens denser than the first guess make the arrays grow, with others in the arena behind them. */
TEST(dense_tokens_grow_their_arrays)
{
    for (size_t n = 1; n < 3000; n += 97) {
        buf b = {0};
        arena *ar = arena_new(0);
        struct text_tokens t;
        buf_fill(&b, '(', n);
        CHECK(!text_tokens_of(&t, buf_str(&b), 0, ar, NULL));
        CHECK_INT(t.n, n);
        for (uint32_t i = 0; i < t.n; i++) CHECK(t.at[i].begin == i && t.at[i].end == i + 1 && t.kind[i] == TOKEN_PUNCT);
        arena_free(ar);
        buf_free(&b);
    }
}

TEST(small_arenas_refuse_with_a_reason)
{
    buf b = {0};
    buf_fill(&b, '(', 100000);
    size_t refused = 0;
    for (size_t cap = 100; cap < (size_t)8 << 20; cap *= 2) {
        arena *ar = arena_new(cap);
        struct text_tokens t;
        struct err err = {0};
        enum status s = text_tokens_of(&t, buf_str(&b), 0, ar, &err);
        CHECK_MSG(s == OK || (s == E_LIMIT && err.msg[0]), "cap %zu", cap);
        refused += s != OK;
        arena_free(ar);
    }
    CHECK(refused > 5 && refused < 16);
    buf_free(&b);
}

/* ---- wordings ---- */

static bool same_wording(str a, str b)
{
    buf x = {0};
    buf y = {0};
    text_wording(&x, a);
    text_wording(&y, b);
    bool same = !x.failed && !y.failed && str_eq(buf_str(&x), buf_str(&y));
    buf_free(&x);
    buf_free(&y);
    return same;
}

/* The wording of plain ASCII is its tokens with one space between, appended to what was there. */
TEST(wordings_of_plain_text)
{
    static const char *const plain[] = {"The", "U.S.-ROK", "US-led", "Seoul's",     "3.5%",  "(NCG)",
                                        "R&D", "[12],",    "and/or", "a@b.example", "no.5;", "\"x\""};
    uint64_t seed = 9;
    for (int round = 0; round < 2000; round++) {
        buf text = {0};
        buf want = {0};
        buf got = {0};
        arena *ar = arena_new(0);
        struct text_tokens t;
        for (uint32_t i = 0, n = random_below(&seed, 10); i < n; i++)
            buf_addf(&text, "%s%s", plain[random_below(&seed, (uint32_t)ARRAY_LEN(plain))],
                     random_below(&seed, 3) ? " " : "  ");
        CHECK(!text_tokens_of(&t, buf_str(&text), 0, ar, NULL));
        buf_addz(&want, "before|");
        buf_addz(&got, "before|");
        for (uint32_t i = 0; i < t.n; i++) {
            if (i) buf_addc(&want, ' ');
            buf_add(&want, str_span(buf_str(&text), t.at[i]));
        }
        text_wording(&got, buf_str(&text));
        CHECK_MSG(str_eq(buf_str(&got), buf_str(&want)), "round %d: %.*s", round, STR_ARG(buf_str(&got)));
        arena_free(ar);
        buf_free(&text);
        buf_free(&want);
        buf_free(&got);
    }
}

/* What a character is composed to has the wording of the character, between letters, for every one there is but
** symbols: those of mathematics and music come apart into a sign and marks. */
TEST(both_spellings_of_every_letter)
{
    for (int32_t cp = 0x80; cp < 0x110000; cp++) {
        char enc[8] = "x";
        utf8proc_uint8_t *composed = NULL;
        if ((cp >= 0xD800 && cp < 0xE000) || utf8_class(cp) == CHAR_SYMBOL) continue;
        size_t n = 1 + utf8_encode(enc + 1, cp);
        enc[n++] = 'y';
        utf8proc_ssize_t size =
            utf8proc_map((const utf8proc_uint8_t *)enc, (utf8proc_ssize_t)n, &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
        CHECK(size > 0);
        bool same = (size_t)size == n && !memcmp(composed, enc, n);
        bool alike = same || same_wording((str){enc, n}, (str){(char *)composed, (size_t)size});
        free(composed);
        CHECK_MSG(alike, "U+%04X and its composed form", (unsigned)cp);
    }
}

/* Decomposed text, as some systems copy it, has the wording of the composed one. */
TEST(decomposed_text_has_the_same_wording)
{
    static const char *const texts[] = {"L'Assembl\xC3\xA9"
                                        "e a vot\xC3\xA9.",
                                        "\xC3\x84"
                                        "hnliche Gr\xC3\xB6\xC3\x9F"
                                        "e",
                                        "\xED\x95\x9C\xEB\xAF\xB8 \xEC\xA0\x95\xEC\x83\x81",
                                        "\xC3\x85rhus, \xC3\xB8l",
                                        "Vi\xE1\xBB\x87t Nam",
                                        "\xE3\x82\xAC\xE3\x83\xBC\xE3\x83\x89"};
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        utf8proc_uint8_t *apart = utf8proc_NFD((const utf8proc_uint8_t *)texts[i]);
        CHECK(apart);
        bool same = same_wording(str_of(texts[i]), str_of((char *)apart));
        free(apart);
        CHECK_MSG(same, "%s", texts[i]);
    }
}

TEST(marks_of_one_meaning_are_one)
{
    static const char *const groups[][6] = {
        {"a \"b\"",
         "a \xE2\x80\x9C"
         "b\xE2\x80\x9D",
         "a ``b''", NULL},
        {"it's", "it\xE2\x80\x99s", NULL},
        {"a - b", "a \xE2\x80\x93 b", "a \xE2\x80\x94 b", "a -- b", "a --- b",
         "a\xE2\x80\x94"
         "b"},
        {"so ...", "so\xE2\x80\xA6", "so ....", "so \xE2\x80\xA6", NULL},
        {"a b", "a\xE2\x80\x8B b",
         "\xEF\xBB\xBF"
         "a b",
         "a \xE2\x81\xA0 b", "a\xC2\xAD b", NULL},
    };
    for (size_t g = 0; g < ARRAY_LEN(groups); g++)
        for (size_t k = 1; k < 6 && groups[g][k]; k++)
            CHECK_MSG(same_wording(str_of(groups[g][0]), str_of(groups[g][k])), "group %zu, %zu: %s", g, k, groups[g][k]);
    for (size_t g = 0; g < ARRAY_LEN(groups); g++)
        for (size_t h = 0; h < g; h++) CHECK(!same_wording(str_of(groups[g][0]), str_of(groups[h][0])));
}

TESTS(CASE(texts_side_by_side), CASE(words_of_every_length_at_every_place), CASE(no_byte_passes_for_a_letter),
      CASE(offsets_only_shift), CASE(dense_tokens_grow_their_arrays), CASE(small_arenas_refuse_with_a_reason),
      CASE(wordings_of_plain_text), CASE(both_spellings_of_every_letter), CASE(decomposed_text_has_the_same_wording),
      CASE(marks_of_one_meaning_are_one))
