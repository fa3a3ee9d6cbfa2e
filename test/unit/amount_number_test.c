/* Numbers as exact values: every number that is written out in words or figures by a plain writer is read back. */
#include "language/amount_read.h"

#include "base/random.h"
#include "test.h"

static const char *const ones[] = {"zero",     "one",     "two",     "three",     "four",     "five",    "six",
                                   "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
                                   "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
static const char *const tens[] = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};

/* 1..999 in words, with "and" or a hyphen as the seed has it. */
static void write_group(buf *out, uint32_t n, uint64_t *seed)
{
    if (n >= 100) {
        buf_addf(out, "%s hundred", ones[n / 100]);
        if (n % 100) buf_addz(out, random_below(seed, 2) ? " and " : " ");
        n %= 100;
    }
    if (n >= 20) {
        buf_addz(out, tens[n / 10]);
        if (n % 10) buf_addf(out, "%s%s", random_below(seed, 2) ? "-" : " ", ones[n % 10]);
    } else if (n) {
        buf_addz(out, ones[n]);
    }
}

static void write_words(buf *out, uint64_t n, uint64_t *seed)
{
    static const struct {
        uint64_t size;
        const char *name;
    } scales[] = {{1000000000000, " trillion"}, {1000000000, " billion"}, {1000000, " million"}, {1000, " thousand"}, {1, ""}};
    if (!n) buf_addz(out, "zero");
    for (size_t k = 0; k < ARRAY_LEN(scales); k++) {
        uint32_t group = (uint32_t)(n / scales[k].size % 1000);
        if (!group) continue;
        if (out->n) buf_addc(out, ' ');
        write_group(out, group, seed);
        buf_addz(out, scales[k].name);
    }
}

/* The whole text as one number; false: not all of it is one. */
static bool read_back(str text, struct amount_number *out, arena *ar)
{
    struct pieces p;
    return !pieces_of(&p, text, ar, NULL) && amount_read_number(&p, 0, false, out) == p.n;
}

static bool equals(struct amount_value v, int64_t n)
{
    struct amount_value want = {n, 0, 1};
    return amount_value_normal(&want) && v.mantissa == want.mantissa && v.exponent == want.exponent && v.over == 1;
}

TEST(numbers_in_words_are_read_back)
{
    uint64_t seed = 1;
    buf b = {0};
    arena *ar = arena_new(0);
    for (int round = 0; round < 20000; round++) {
        static const uint64_t below[] = {100, 1000, 1000000, 1000000000, 1000000000000000};
        uint64_t n = round < 1000 ? (uint64_t)round : random_next(&seed) % below[random_below(&seed, 5)];
        struct amount_number got;
        buf_clear(&b);
        write_words(&b, n, &seed);
        CHECK_MSG(read_back(buf_str(&b), &got, ar) && got.words && equals(got.value, (int64_t)n), "round %d: %.*s", round,
                  STR_ARG(buf_str(&b)));
        arena_reset(ar);
    }
    buf_free(&b);
    arena_free(ar);
}

/* Figures with and without separators, with decimals, with a scale behind. */
TEST(numbers_in_figures_are_read_back)
{
    static const struct {
        const char *name;
        int power;
    } scales[] = {{"", 0},           {" thousand", 3},        {" million", 6}, {" billion", 9},
                  {" trillion", 12}, {" hundred million", 8}, {"bn", 9}};
    uint64_t seed = 2;
    buf b = {0};
    arena *ar = arena_new(0);
    for (int round = 0; round < 20000; round++) {
        uint32_t whole = random_below(&seed, 1000000);
        uint32_t places = random_below(&seed, 4);
        uint32_t part = random_below(&seed, 1000);
        size_t k = random_below(&seed, (uint32_t)ARRAY_LEN(scales));
        static const uint32_t power[] = {1, 10, 100, 1000};
        part %= power[places];
        buf_clear(&b);
        if (random_below(&seed, 2) && whole >= 1000)
            buf_addf(&b, "%u,%03u", whole / 1000, whole % 1000);
        else
            buf_addf(&b, "%u", whole);
        if (places) buf_addf(&b, ".%0*u", (int)places, part);
        buf_addz(&b, scales[k].name);
        struct amount_number got;
        struct amount_value want = {(int64_t)whole * power[places] + part, (int16_t)(scales[k].power - (int)places), 1};
        CHECK(amount_value_normal(&want));
        CHECK_MSG(read_back(buf_str(&b), &got, ar) && got.value.mantissa == want.mantissa &&
                      got.value.exponent == want.exponent,
                  "round %d: %.*s", round, STR_ARG(buf_str(&b)));
        arena_reset(ar);
    }
    buf_free(&b);
    arena_free(ar);
}

/* Equal fractions have equal structs; the value does not change: m * 10^e / over against the fraction it came from. */
TEST(values_have_one_form)
{
    uint64_t seed = 3;
    for (int round = 0; round < 20000; round++) {
        int64_t m = (int64_t)random_below(&seed, 100000) - 50000;
        uint16_t over = (uint16_t)(1 + random_below(&seed, 99));
        int16_t by = (int16_t)(1 + random_below(&seed, 9));
        struct amount_value a = {m, 3, over};
        struct amount_value b = {m * by, 3, (uint16_t)(over * by)};
        CHECK(amount_value_normal(&a) && amount_value_normal(&b));
        CHECK_MSG(memcmp(&a.mantissa, &b.mantissa, sizeof a.mantissa) == 0 && a.exponent == b.exponent && a.over == b.over,
                  "round %d", round);
        CHECK(a.over == 1 || a.mantissa % 10 != 0);
        int64_t left = a.mantissa * over; /* a.mantissa * 10^a.exponent / a.over == m * 1000 / over */
        int64_t right = m * 1000 * a.over;
        for (int e = a.exponent; e > 0; e--) left *= 10;
        for (int e = a.exponent; e < 0; e++) right *= 10;
        CHECK_MSG(left == right, "round %d: %lld/%d", round, (long long)m, over);
    }
    struct amount_value bad = {1, 0, 0};
    CHECK(!amount_value_normal(&bad));
    struct amount_value far = {1, 37, 1};
    CHECK(!amount_value_normal(&far));
}

TEST(odd_numbers_and_none)
{
    static const struct {
        const char *text, *want; /* NULL: no number, or not to its end */
    } cases[] = {{"half a million", "5e5"},
                 {"a hundred", "1e2"},
                 {"half a dozen", "6e0"},
                 {"three dozen", "36e0"},
                 {"one-third", "1e0/3"},
                 {"three quarters", "75e-2"},
                 {"2-1/4", "225e-2"},
                 {"7/8", "875e-3"},
                 {"two out of three", "2e0/3"},
                 {"0.00", "0e0"},
                 {"999999999999999999", "999999999999999999e0"},
                 {"9999999999999999999", NULL},
                 {"nine hundred hundred", NULL},
                 {"twenty thirty", NULL},
                 {"one million billion", NULL},
                 {"3/17", NULL},
                 {"1/2/3", NULL},
                 {"million", NULL},
                 {"", NULL}};
    arena *ar = arena_new(0);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct amount_number got;
        buf b = {0};
        bool whole = read_back(str_of(cases[i].text), &got, ar) && cases[i].text[0];
        if (whole) language_amount_value_write(&b, got.value);
        CHECK_MSG(whole == (cases[i].want != NULL), "%s", cases[i].text);
        if (whole) CHECK_STR(buf_str(&b), cases[i].want);
        buf_free(&b);
    }
    arena_free(ar);
}

TESTS(CASE(numbers_in_words_are_read_back), CASE(numbers_in_figures_are_read_back), CASE(values_have_one_form),
      CASE(odd_numbers_and_none))
