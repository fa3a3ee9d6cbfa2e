/* Long inputs cut into pieces: nothing is lost, and how the input was read does not show. */
#include "base/random.h"
#include "language/language.h"
#include "test.h"

#include <time.h>

/* What pieces say together: each paragraph on a line of its own behind where it begins; "~" opens one that goes on, "/" ends one
** that was cut and "|" one that was cut within a word. */
static void say(buf *out, const struct language_piece *p)
{
    str rest = buf_str(&p->in);
    size_t at = 0;
    bool first = true;
    while (at < rest.n) {
        size_t end = at;
        uint32_t lines = 0;
        for (size_t i = at; i < rest.n && lines < 2; i++) {
            if (!ascii_space((unsigned char)rest.p[i])) {
                end = i + 1;
                lines = 0;
            } else
                lines += rest.p[i] == '\n';
        }
        if (end > at) buf_addf(out, "%llu%s", (unsigned long long)(p->base + at), first && p->goes_on ? "~" : " ");
        first = false;
        buf_add(out, (str){rest.p + at, end - at});
        for (at = end; at < rest.n && ascii_space((unsigned char)rest.p[at]); at++) {
        }
        if (at == rest.n) buf_addz(out, p->glued ? "|" : p->cut ? "/" : "");
        buf_addc(out, '\n');
    }
}

/* Cut text, read in steps of at most `step` bytes (0: all at once); seed varies them. False where a piece breaks its bounds. */
static bool cut_all(buf *out, str text, uint32_t step, uint64_t seed, size_t *n_piece)
{
    struct language_cutter c = {0};
    size_t from = 0, to = 0;
    uint64_t last = 0;
    *n_piece = 0;
    for (;;) {
        struct language_piece p = {0};
        size_t used;
        bool whole = to == text.n;
        enum status status = language_cut_piece(&p, &c, (str){text.p + from, to - from}, whole, &used, NULL);
        from += used;
        if (!status) {
            bool good = p.in.n && p.in.n <= LANGUAGE_PIECE_BYTES && p.base >= last && c.base == from &&
                        memcmp(p.in.p, text.p + p.base, p.in.n) == 0 && p.opens_doc == !*n_piece;
            for (uint64_t i = last; i < p.base; i++) good = good && ascii_space((unsigned char)text.p[i]);
            last = p.base + p.in.n;
            ++*n_piece;
            say(out, &p);
            buf_free(&p.in);
            if (!good) return false;
        } else if (whole) {
            for (uint64_t i = last; i < text.n; i++)
                if (!ascii_space((unsigned char)text.p[i])) return false;
            return true;
        } else {
            if (to - from >= 2 * LANGUAGE_PIECE_BYTES) return false; /* enough for a piece */
            size_t more = step ? 1 + random_below(&seed, step) : text.n;
            to = to + more < text.n ? to + more : text.n;
        }
    }
}

static const struct {
    const char *text, *says;
} small[] = {
    {"", ""},
    {" \n\n ", ""},
    {"a", "0 a\n"},
    {"\n\n a\nb \n", "3 a\nb\n"},
    {"a\n\nb", "0 a\n3 b\n"},
    {"a\n \t\r\n\n\nb\n\n", "0 a\n8 b\n"},
    {"a\r\n\r\nb", "0 a\n5 b\n"},
};

TEST(small_texts_are_one_piece)
{
    for (size_t i = 0; i < ARRAY_LEN(small); i++) {
        buf b = {0};
        size_t n;
        CHECK(cut_all(&b, str_of(small[i].text), 0, 1, &n));
        CHECK_MSG(str_eq(buf_str(&b), str_of(small[i].says)), "case %zu: %.*s", i, STR_ARG(buf_str(&b)));
        CHECK(n == (small[i].says[0] != '\0'));
        buf_free(&b);
    }
}

/* `from` with this after it up to n bytes. */
static str long_text(buf *b, const char *from, const char *again, size_t n)
{
    buf_addz(b, from);
    while (b->n < n) buf_addz(b, again);
    return buf_str(b);
}

/* The last paragraph that fits ends the piece; one that does not fit is cut where a sentence surely ends; else at a space; else
** at a
** character. */
TEST(the_best_place_is_taken)
{
    static const struct {
        const char *from, *again;
        const char *ends; /* what stands behind the first place that is cut */
        size_t first;     /* bytes of the first piece */
    } cases[] = {
        {"A first one.\n\n", "word and word ", "", 14},
        {"", "They had to meet Mr. Kim in the U.S. Then they met. ", "", 52 * 630},
        {"", "They met him there.\nThey were in a hurry? (Very) \"Yes!\" ", "", 32746},
        {"", "e.g. Lee and Mr. Kim ", "/", 21 * 1560 + 5},
        {"", "no end of words 3.5 Million ", "/", 32767},
        {"", "x", "|", 32768},
        {"", "\xEC\x95\x88", "|", 32766},
        {"", "\xF0\x9F\x98\x80", "|", 32768},
        {"a", "\xF0\x9F\x98\x80", "|", 32765},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct language_cut cut;
        buf b = {0};
        str text = long_text(&b, cases[i].from, cases[i].again, 40000);
        language_cut(&cut, text, false);
        CHECK_MSG(cut.n == cases[i].first, "case %zu: %zu: %.*s", i, cut.n, 20, text.p + cut.n);
        CHECK_MSG(cut.cut == (cases[i].ends[0] != '\0') && cut.glued == (cases[i].ends[0] == '|'), "case %zu", i);
        CHECK(cut.par == (i == 0));
        buf_free(&b);
    }
}

/* Words, marks, spaces, line ends and empty lines in any mixture. */
static void random_text(buf *b, uint64_t *seed, size_t n)
{
    static const char *const parts[] = {"word", "The",  ". ", ".\n", "\n", "\n\n", " ", "\n \n", ", ", "안",
                                        "\xFF", "Mr. ", "? ", "\t",  "x",  "\r\n", "A", "said",  "\"", ")"};
    uint32_t par = random_below(seed, 4);   /* how often paragraphs may end */
    uint32_t space = random_below(seed, 3); /* how often words may */
    while (b->n < n) {
        const char *part = parts[random_below(seed, ARRAY_LEN(parts))];
        bool ends = strstr(part, "\n\n") || strstr(part, "\n \n") || (b->n && b->p[b->n - 1] == '\n' && strchr(part, '\n'));
        if (ends && (par == 0 || random_below(seed, 1u << (5 * par - 4)))) continue;
        if (!ends && space == 0 && ascii_space((unsigned char)part[strlen(part) - 1]) && random_below(seed, 8192)) continue;
        buf_addz(b, part);
        if (random_below(seed, 60000) == 0) buf_fill(b, random_below(seed, 2) ? ' ' : '\n', random_below(seed, 100000));
    }
}

TEST(reads_do_not_show)
{
    uint64_t seed = 17;
    for (int round = 0; round < 60; round++) {
        buf text = {0}, want = {0};
        size_t n;
        random_text(&text, &seed, 1 + random_below(&seed, 200000));
        CHECK_MSG(cut_all(&want, buf_str(&text), 0, 0, &n), "round %d", round);
        static const uint32_t steps[] = {100, 4096, 50000, 65536};
        for (size_t k = 0; k < ARRAY_LEN(steps); k++) {
            buf got = {0};
            CHECK_MSG(cut_all(&got, buf_str(&text), steps[k], seed + k, &n), "round %d step %u", round, steps[k]);
            CHECK_MSG(str_eq(buf_str(&got), buf_str(&want)), "round %d step %u", round, steps[k]);
            buf_free(&got);
        }
        buf_free(&text);
        buf_free(&want);
    }
}

/* ---- CoNLL-U ---- */

/* Pieces of CoNLL-U end behind empty lines, know their line, and join to the text. */
TEST(given_sentences_are_kept_whole)
{
    static const char text[] = "# a\n1\ta\n2\tb\n\n1\tc\n\r\n\n# d\n1\td\r\n\r\n1\te";
    for (uint32_t step = 1; step <= sizeof text; step++) {
        struct language_cutter c = {.conllu = true};
        size_t from = 0, to = 0;
        uint32_t lines = 0;
        buf all = {0};
        for (bool end = false; !end;) {
            struct language_piece p = {0};
            size_t used;
            bool whole = to == sizeof text - 1;
            enum status status = language_cut_piece(&p, &c, (str){text + from, to - from}, whole, &used, NULL);
            if (!status) {
                CHECK(p.conllu && p.line == lines + 1 && p.base == from);
                str in = buf_str(&p.in);
                CHECK(whole || str_ends(in, STR("\n\n")) || str_ends(in, STR("\n\r\n")));
                for (size_t i = 0; i < in.n; i++) lines += in.p[i] == '\n';
                buf_add(&all, in);
                buf_free(&p.in);
            }
            from += used;
            end = status && whole;
            to = to + step < sizeof text - 1 ? to + step : sizeof text - 1;
        }
        CHECK_STR(buf_str(&all), text);
        buf_free(&all);
    }
}

TEST(a_sentence_without_end_is_refused)
{
    buf b = {0};
    struct language_cutter c = {.conllu = true, .line = 6};
    struct language_piece p = {0};
    struct err err = {0};
    size_t used;
    str text = long_text(&b, "1\ta\n", "2\tb\n", LANGUAGE_GIVEN_BYTES + 8);
    CHECK_INT(language_cut_piece(&p, &c, (str){text.p, 4096}, false, &used, &err), DONE);
    CHECK_INT(language_cut_piece(&p, &c, text, false, &used, &err), E_LIMIT);
    CHECK_STR(str_of(err.msg), "line 7: no empty line within 4194304 bytes of CoNLL-U");
    buf_free(&b);
}

/* ---- time ---- */

static double seconds(const char *again, size_t n)
{
    buf text = {0}, said = {0};
    size_t n_piece;
    struct timespec a, b;
    (void)long_text(&text, "", again, n);
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
    bool good = cut_all(&said, buf_str(&text), 65536, 3, &n_piece);
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
    buf_free(&text);
    buf_free(&said);
    return good ? (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) * 1e-9 : 1e9;
}

/* Eight times the text takes less than thirty-two times the time, whatever it consists of. */
TEST(time_is_linear)
{
    static const char *const parts[] = {" ", "\n", "x", "a ", "said. \"", "\n \t", "The end.\n\n"};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        double one = seconds(parts[i], 1 << 20), eight = seconds(parts[i], 8 << 20);
        CHECK_MSG(eight < 32 * (one + 0.002), "\"%s\": %.4f s, %.4f s", parts[i], one, eight);
    }
}

TESTS(CASE(small_texts_are_one_piece), CASE(the_best_place_is_taken), CASE(reads_do_not_show),
      CASE(given_sentences_are_kept_whole), CASE(a_sentence_without_end_is_refused), CASE(time_is_linear))
