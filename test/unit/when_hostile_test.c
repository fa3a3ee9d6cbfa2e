/* Any bytes, large texts and small arenas: what is found lies in order inside the text, in linear time, or the caller is told. */
#include "language/amount.h"
#include "language/when_piece.h"

#include "base/random.h"
#include "test.h"

#include <time.h>

/* Beginnings, middles and ends of expressions, and what breaks them. */
static const char *const scraps[] = {"the ",
                                     "end ",
                                     "of ",
                                     "early ",
                                     "first ",
                                     "half ",
                                     "quarter ",
                                     "year ",
                                     "years ",
                                     "2026",
                                     "2026 ",
                                     "-",
                                     "30",
                                     "Dec. ",
                                     "May ",
                                     "11 ",
                                     ", ",
                                     "last ",
                                     "next ",
                                     "week ",
                                     "Monday ",
                                     "from ",
                                     "to ",
                                     "between ",
                                     "and ",
                                     "his ",
                                     "five",
                                     "-year ",
                                     "term ",
                                     "ago ",
                                     "every ",
                                     "a ",
                                     "few ",
                                     "past ",
                                     "FY",
                                     "26",
                                     "Q3 ",
                                     "1990s ",
                                     "'",
                                     "s ",
                                     "$",
                                     "US",
                                     "1.5 ",
                                     "billion ",
                                     "percent ",
                                     "of ",
                                     "GDP ",
                                     "1,000",
                                     "troops ",
                                     "per ",
                                     "day ",
                                     "over ",
                                     "twenty",
                                     "hundred ",
                                     "million ",
                                     "-",
                                     "1/4",
                                     "\xC2\xBD",
                                     "\xE2\x82\xA9",
                                     "\xFF",
                                     "\xE2\x80",
                                     "\n\n",
                                     "\xE2\x80\x93",
                                     ".",
                                     "%",
                                     "minus ",
                                     "dozen ",
                                     "half a ",
                                     "about ",
                                     "summer ",
                                     "will ",
                                     "said ",
                                     "within ",
                                     "90 ",
                                     "days ",
                                     "2025년 ",
                                     "1월 ",
                                     "1일 ",
                                     "century ",
                                     "21",
                                     "st ",
                                     "999999999999999999999",
                                     "0.000000000000000000000000001",
                                     "one ",
                                     "third ",
                                     "(",
                                     ")"};

static void random_text(buf *out, uint64_t *seed, uint32_t n)
{
    buf_clear(out);
    for (uint32_t i = 0; i < n; i++) buf_addz(out, scraps[random_below(seed, (uint32_t)ARRAY_LEN(scraps))]);
}

/* What the headers promise of every find. */
static const char *dates_wrong(const struct when_list *list, str text, day document)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        const struct when *w = &list->item[i];
        if (w->at.begin < at || w->at.end <= w->at.begin || w->at.end > text.n) return "a span out of order";
        if (w->whole.begin > w->at.begin || w->whole.begin < at || w->whole.end != w->at.end) return "a relation out of order";
        bool known = w->days.first != DATE_NONE || w->days.last != DATE_NONE;
        if (known != (w->how != WHEN_UNRESOLVED) || known != (w->why == WHEN_KNOWN)) return "days and reason disagree";
        if (known && w->days.first != DATE_NONE && w->days.last != DATE_NONE && w->days.first > w->days.last)
            return "it ends before it begins";
        if (document == DATE_NONE && w->how == WHEN_BY_DOCUMENT) return "a document without a date dated something";
        if (w->kind >= WHEN_KIND_COUNT || w->relation >= WHEN_RELATION_COUNT || w->unit >= WHEN_UNIT_COUNT)
            return "no such kind";
        if ((w->length == 0) != (w->unit == WHEN_NO_UNIT)) return "a length without a unit";
        if (w->prob_right <= 0 || w->prob_right > 1) return "no probability";
        at = w->at.end;
    }
    return NULL;
}

static const char *amounts_wrong(const struct amount_list *list, str text)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        const struct amount *a = &list->item[i];
        if (a->at.begin < at || a->at.end <= a->at.begin || a->at.end > text.n) return "a span out of order";
        if (a->whole.begin > a->at.begin || a->whole.begin < at || a->whole.end != a->at.end)
            return "words before it out of order";
        const struct amount_value both[] = {a->low, a->high};
        for (int k = 0; k < 2; k++) {
            if (both[k].over < 1 || both[k].over > 1000 || both[k].exponent < -18 || both[k].exponent > 36)
                return "a value out of range";
            if (both[k].mantissa % 10 == 0 && (both[k].mantissa || both[k].exponent || both[k].over != 1))
                return "a value not in lowest form";
        }
        if ((a->unit == AMOUNT_CURRENCY) != (strlen(a->code) == 3)) return "a code where none belongs";
        const span parts[] = {a->noun, a->base_at, a->rate_at};
        for (int k = 0; k < 3; k++)
            if (parts[k].end && (parts[k].begin < a->at.begin || parts[k].end > a->at.end || parts[k].begin > parts[k].end))
                return "a part outside";
        if (a->prob_right <= 0 || a->prob_right > 1) return "no probability";
        at = a->at.end;
    }
    return NULL;
}

static const char *finds_wrong(str text, day document)
{
    struct when_context ctx = {.document = document};
    struct when_list dates = {0};
    struct amount_list amounts = {0};
    arena *ar = arena_new(0);
    const char *why = language_when_find(&dates, text, &ctx, ar, NULL) ? "dates failed" : dates_wrong(&dates, text, document);
    if (!why) why = language_amount_find(&amounts, text, ar, NULL) ? "amounts failed" : amounts_wrong(&amounts, text);
    arena_free(ar);
    return why;
}

TEST(any_bytes_give_finds_that_hold)
{
    uint64_t seed = 7;
    buf b = {0};
    for (int round = 0; round < 30000; round++) {
        random_text(&b, &seed, random_below(&seed, 24));
        for (uint32_t k = random_below(&seed, 3); k && b.n; k--)
            b.p[random_below(&seed, (uint32_t)b.n)] = (char)random_below(&seed, 256);
        const char *why = finds_wrong(buf_str(&b), round % 3 ? (day)random_below(&seed, 40000) - 10000 : DATE_NONE);
        CHECK_MSG(!why, "round %d: %s: %.*s", round, why ? why : "", STR_ARG(buf_str(&b)));
    }
    buf_free(&b);
}

/* What was found in a sentence is found in it when other sentences stand around it, if no cue or day reaches over. */
TEST(a_blank_line_parts_texts)
{
    static const char *const parts[] = {"They will meet on Thursday.", "It rose 3.5 percent by 2030.",
                                        "He said on Nov. 7 that 12 boats sank."};
    struct when_context ctx = {.document = 20434};
    struct when_list one;
    struct when_list all;
    buf b = {0};
    arena *ar = arena_new(0);
    uint32_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) buf_addf(&b, "%s\n\n", parts[i]);
    CHECK(!language_when_find(&all, buf_str(&b), &ctx, ar, NULL));
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        CHECK(!language_when_find(&one, str_of(parts[i]), &ctx, ar, NULL) && one.n == 1 && n < all.n);
        CHECK(one.item[0].days.first == all.item[n].days.first && one.item[0].days.last == all.item[n].days.last);
        n++;
    }
    CHECK_INT(n, all.n);
    buf_free(&b);
    arena_free(ar);
}

static double seconds_for(const char *unit, size_t times)
{
    buf b = {0};
    for (size_t i = 0; i < times; i++) buf_addz(&b, unit);
    arena *ar = arena_new(0);
    struct when_list dates;
    struct amount_list amounts;
    struct when_context ctx = {.document = 20434};
    clock_t t = clock();
    bool good =
        !language_when_find(&dates, buf_str(&b), &ctx, ar, NULL) && !language_amount_find(&amounts, buf_str(&b), ar, NULL);
    double s = (double)(clock() - t) / CLOCKS_PER_SEC;
    arena_free(ar);
    buf_free(&b);
    return good ? s : 1e9;
}

/* Texts of nothing but beginnings: sixteen times the text may take at most sixty times as long (it would be 256 were it
** quadratic). */
TEST(time_is_linear)
{
    static const char *const hard[] = {"the end of ",
                                       "from ",
                                       "in the first half of ",
                                       "Dec. ",
                                       "January, ",
                                       "2026 ",
                                       "2026-",
                                       "1 ",
                                       "twenty ",
                                       "hundred million ",
                                       "under A ",
                                       "on Monday ",
                                       "a few ",
                                       "$1 to ",
                                       "0",
                                       "a",
                                       "1,000,",
                                       "1.1.",
                                       " ",
                                       "\n\n",
                                       "half of the ",
                                       "\xFF",
                                       "-",
                                       "(2019) "};
    for (size_t i = 0; i < ARRAY_LEN(hard); i++) {
        size_t n = 200000 / strlen(hard[i]) / 16;
        double small = seconds_for(hard[i], n);
        double large = seconds_for(hard[i], 16 * n);
        CHECK_MSG(large < 60 * small + 0.25 && large < 5, "\"%s\": %.4f s and %.4f s", hard[i], small, large);
    }
}

/* Small caps: an answer or E_LIMIT with a line, never a half one. */
TEST(small_arenas_are_told)
{
    buf b = {0};
    uint64_t seed = 11;
    bool limited = false;
    bool answered = false;
    random_text(&b, &seed, 4000);
    for (size_t cap = 64; cap < (size_t)4 << 20; cap *= 2) {
        arena *ar = arena_new(cap);
        struct err err = {0};
        struct when_list dates = {.n = 77};
        struct amount_list amounts = {.n = 77};
        enum status a = language_when_find(&dates, buf_str(&b), NULL, ar, &err);
        CHECK(a == OK ? dates.n != 77 : a == E_LIMIT && dates.n == 77 && err.msg[0]);
        enum status c = language_amount_find(&amounts, buf_str(&b), ar, &err);
        CHECK(c == OK ? amounts.n != 77 : c == E_LIMIT && amounts.n == 77 && err.msg[0]);
        limited = limited || a == E_LIMIT;
        answered = answered || (a == OK && c == OK);
        arena_free(ar);
    }
    CHECK(limited && answered);
    buf_free(&b);
}

/* The list of words is sorted and each is found, in any case of letters; what is not in it is not. */
TEST(each_word_of_the_list_is_found)
{
    size_t n = 0;
    for (; piece_list_word(n); n++) {
        str w = str_of(piece_list_word(n));
        char loud[20] = "";
        int32_t value = -999;
        CHECK(!n || str_cmp(str_of(piece_list_word(n - 1)), w) < 0);
        for (size_t k = 0; k < w.n; k++) loud[k] = (char)(ascii_lower((unsigned char)w.p[k]) ? w.p[k] - 32 : w.p[k]);
        CHECK_MSG(piece_look_up(w, &value) != WORD_OTHER && value != -999, "%.*s", STR_ARG(w));
        CHECK(piece_look_up((str){loud, w.n}, &value) == piece_look_up(w, &value));
    }
    int32_t value;
    CHECK(n > 150 && piece_look_up(STR("zzz"), &value) == WORD_OTHER && piece_look_up(STR(""), &value) == WORD_OTHER);
    CHECK(piece_look_up(STR("a word of far more bytes than any"), &value) == WORD_OTHER);
}

/* Pieces, in order, hold all bytes but white space; a blank line is a piece of its own. */
TEST(pieces_hold_the_text)
{
    uint64_t seed = 13;
    buf b = {0};
    arena *ar = arena_new(0);
    for (int round = 0; round < 3000; round++) {
        struct pieces p;
        random_text(&b, &seed, random_below(&seed, 30));
        CHECK(!pieces_of(&p, buf_str(&b), ar, NULL));
        uint32_t at = 0;
        for (uint32_t i = 0; i < p.n; i++) {
            const struct piece *x = &p.item[i];
            CHECK(x->at.begin >= at && (x->at.end > x->at.begin || x->kind == PIECE_BREAK));
            CHECK(x->spaced || x->at.begin == at);
            for (uint32_t k = at; k < x->at.begin; k++)
                CHECK_MSG(ascii_space((unsigned char)b.p[k]), "round %d, byte %u", round, k);
            at = x->at.end;
        }
        for (uint32_t k = at; k < b.n; k++) CHECK(ascii_space((unsigned char)b.p[k]));
        CHECK(piece_at(&p, p.n)->kind == PIECE_END && piece_at(&p, UINT32_MAX)->kind == PIECE_END);
        arena_reset(ar);
    }
    arena_free(ar);
    buf_free(&b);
}

TEST(names_of_everything)
{
    for (int k = 0; k < WHEN_KIND_COUNT; k++) CHECK(language_when_kind_name((enum when_kind)k)[0]);
    for (int k = 0; k < WHEN_RELATION_COUNT; k++) CHECK(language_when_relation_name((enum when_relation)k)[0]);
    for (int k = 0; k <= WHEN_LENGTH; k++) CHECK(language_when_why_name((enum when_why)k)[0]);
    for (int k = 0; k < AMOUNT_ABOUT_COUNT; k++) CHECK(language_amount_about_name((enum amount_about)k)[0]);
    for (int k = 0; k <= AMOUNT_BASE_WORDS; k++) CHECK(language_amount_base_name((enum amount_base)k)[0]);
    static const char *const lengths[] = {"",    "PT3S", "PT3M", "PT3H", "P3D",  "P3W",
                                          "P6D", "P3M",  "P9M",  "P3Y",  "P30Y", "P300Y"};
    for (int u = 0; u < WHEN_UNIT_COUNT; u++) {
        buf b = {0};
        language_when_length_write(&b, 3, (enum when_unit)u);
        CHECK_STR(buf_str(&b), lengths[u]);
        buf_clear(&b);
        language_when_length_write(&b, 0, (enum when_unit)u);
        CHECK_INT(b.n, 0);
        buf_free(&b);
    }
}

TESTS(CASE(any_bytes_give_finds_that_hold), CASE(a_blank_line_parts_texts), CASE(time_is_linear), CASE(small_arenas_are_told),
      CASE(each_word_of_the_list_is_found), CASE(pieces_hold_the_text), CASE(names_of_everything))
