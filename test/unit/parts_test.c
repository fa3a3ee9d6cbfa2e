/* The pure parts under the record: passages, columns, sketches, keys and acts, against plain readings of what they should be,
** and against bytes that no writer wrote. */
#include "base/random.h"
#include "record/internal.h"
#include "record_help.h"
#include "test.h"

struct world {
    struct temp t;
    struct clock clock;
    struct env env;
    record *r;
    arena *ar;
    struct err err;
};

static bool begin(struct world *w)
{
    *w = (struct world){.clock = {NOON}};
    w->env = TEST_ENV(w->clock);
    w->ar = arena_new(0);
    return w->ar && temp_make(&w->t) && record_make(&w->r, "", &w->env, &w->err) == OK;
}

static void end(struct world *w)
{
    record_close(w->r);
    arena_free(w->ar);
    temp_remove(&w->t);
}

/* A page with a menu, headings, lists and text, of random words; the same for the same seed. */
static void random_page(buf *b, uint64_t seed)
{
    static const char *const word[] = {
        "river", "Ufer", "d\xC3\xA9j\xC3\xA0", "\xED\x95\x9C\xEA\xB5\xAD", "42", "open", "the", "of", "NCG", "x"};
    static const char *const tag[] = {"p", "li", "h2", "nav", "footer", "td"};
    buf_addz(b, "<html><title>A page</title><body>");
    for (uint32_t i = 0; i < 4 + random_below(&seed, 12); i++) {
        const char *t = tag[random_below(&seed, ARRAY_LEN(tag))];
        buf_addf(b, "<%s>", t);
        for (uint32_t k = 0; k < 3 + random_below(&seed, 25); k++) {
            buf_addz(b, word[random_below(&seed, ARRAY_LEN(word))]);
            buf_addz(b, random_below(&seed, 8) ? " " : ". The ");
        }
        buf_addf(b, "</%s>\n", t);
    }
    buf_addz(b, "</body></html>");
}

static enum status read_page(struct reading **rd, struct world *w, uint64_t seed)
{
    buf b = {0};
    struct source_hints hints = {.media_type = STR("text/html")};
    random_page(&b, seed);
    str bytes = str_copy(w->ar, buf_str(&b));
    buf_free(&b);
    *rd = ARENA_NEW(w->ar, 1, struct reading);
    return reading_make(*rd, w->r, bytes, &hints, STR(""), w->ar, &w->err);
}

TEST(passages_are_what_was_read)
{
    struct world w;
    CHECK_MSG(begin(&w), "%s", w.err.msg);
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct reading *rd;
        buf b = {0};
        size_t at = 0;
        uint32_t last = 0;
        span source;
        enum text_kind kind;
        CHECK_INT(read_page(&rd, &w, seed), OK);
        reading_passages_write(&b, rd);
        for (uint32_t i = 0; i < rd->sentences.n; i++) {
            span want = text_source_span(&rd->page, rd->sentences.at[i]);
            CHECK(passage_next(buf_str(&b), &at, &last, &source, &kind));
            CHECK(source.begin == want.begin && source.end == want.end);
            CHECK(kind == rd->page.block[rd->sentences.block[i]].kind);
        }
        CHECK(!passage_next(buf_str(&b), &at, &last, &source, &kind) && at == b.n);
        buf_free(&b);
        arena_reset(w.ar);
    }
    end(&w);
}

/* Of any bytes: every passage ends where it may, and the walk ends. */
TEST(passages_of_any_bytes_stay_in_bounds)
{
    uint64_t seed = 11;
    for (uint32_t round = 0; round < 4000; round++) {
        char bytes[40];
        size_t n = random_below(&seed, sizeof bytes + 1);
        size_t at = 0;
        uint32_t last = 0;
        span source;
        enum text_kind kind;
        for (size_t i = 0; i < n; i++)
            bytes[i] = (char)(random_below(&seed, 4) ? 0x80 | random_below(&seed, 128) : random_below(&seed, 128));
        for (size_t steps = 0; passage_next((str){bytes, n}, &at, &last, &source, &kind); steps++) {
            CHECK(steps < n && at <= n);
            CHECK(source.begin <= source.end && (unsigned)kind < TEXT_KIND_COUNT && last == source.end);
        }
    }
}

/* The column of words holds the blocks; every byte of it leads to the same byte of the clean text. */
TEST(places_in_columns_lead_to_the_text)
{
    struct world w;
    CHECK_MSG(begin(&w), "%s", w.err.msg);
    uint32_t n_aside = 0;
    for (uint64_t seed = 100; seed < 130; seed++) {
        struct reading *rd;
        buf column[2] = {{0}, {0}};
        CHECK_INT(read_page(&rd, &w, seed), OK);
        reading_columns_write(&column[0], &column[1], rd);
        for (int aside = 0; aside < 2; aside++) {
            for (uint32_t k = 0; k < column[aside].n; k++) {
                uint32_t place = reading_column_place(rd, aside, k);
                CHECK(place <= rd->page.clean.n);
                if (column[aside].p[k] != '\n') CHECK(rd->page.clean.p[place] == column[aside].p[k]);
            }
            CHECK_INT(reading_column_place(rd, aside, (uint32_t)column[aside].n + 7), rd->page.clean.n);
        }
        n_aside += column[1].n > 0;
        buf_free(&column[0]);
        buf_free(&column[1]);
        arena_reset(w.ar);
    }
    CHECK(n_aside > 5);
    end(&w);
}

/* ---- sketches ---- */

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The bottom SKETCH_MAX of a set of n numbers that are all different. */
static uint32_t sketch_of(uint32_t *out, uint32_t *set, uint32_t n)
{
    qsort(set, n, sizeof *set, by_number);
    uint32_t k = n < SKETCH_MAX ? n : SKETCH_MAX;
    memcpy(out, set, k * sizeof *out);
    return k;
}

/* Two sets with so many members of their own and in common; odd factors make all numbers different. */
static void make_sets(uint32_t *a, uint32_t *b, uint32_t n_a, uint32_t n_b, uint32_t n_both, uint32_t salt)
{
    for (uint32_t i = 0; i < n_a; i++) a[i] = (i + salt * 7919u) * 2654435761u;
    for (uint32_t i = 0; i < n_b; i++) b[i] = i < n_both ? a[i] : (i + salt * 7919u + 100000u) * 2654435761u;
}

TEST(likeness_is_exact_for_short_texts_and_near_it_for_long_ones)
{
    uint64_t seed = 5;
    for (uint32_t round = 0; round < 300; round++) {
        uint32_t a[3000];
        uint32_t b[3000];
        uint32_t sa[SKETCH_MAX];
        uint32_t sb[SKETCH_MAX];
        uint32_t most = round % 2 ? 60 : 3000;
        uint32_t n_a = 1 + random_below(&seed, most);
        uint32_t n_b = 1 + random_below(&seed, most);
        uint32_t both = random_below(&seed, 1 + (n_a < n_b ? n_a : n_b));
        make_sets(a, b, n_a, n_b, both, round);
        double exact = (double)both / (n_a + n_b - both);
        uint32_t ka = sketch_of(sa, a, n_a);
        uint32_t kb = sketch_of(sb, b, n_b);
        double said = sketch_similarity(sa, ka, sb, kb);
        double off = said > exact ? said - exact : exact - said;
        bool whole = n_a + n_b - both <= SKETCH_MAX;
        CHECK_MSG(whole ? off < 1e-9 : off < 0.2, "round %u: %.3f, not %.3f", round, said, exact);
        CHECK(said == sketch_similarity(sb, kb, sa, ka)); /* mirrored */
        CHECK(sketch_similarity(sa, ka, sa, ka) == 1);
        double words = sketch_words(sa, ka);
        CHECK_MSG(n_a < SKETCH_MAX ? words == n_a : words > n_a * 0.6 && words < n_a * 1.6, "%u words: %.0f", n_a, words);
    }
    CHECK(sketch_similarity(NULL, 0, NULL, 0) == 0);
    CHECK(sketch_words(NULL, 0) == 0);
}

/* The sketch of a reading is that of its content words, worked out the slow way. */
TEST(the_sketch_of_a_text_is_of_its_words)
{
    struct world w;
    CHECK_MSG(begin(&w), "%s", w.err.msg);
    struct reading *rd = ARENA_NEW(w.ar, 1, struct reading);
    struct source_hints hints = {.name = STR("")};
    buf b = {0};
    uint32_t want[600];
    uint32_t n = 0;
    for (uint32_t i = 0; i < 500; i++) {
        char word[16];
        (void)snprintf(word, sizeof word, "word%u", i);
        buf_addf(&b, "%s%u%s", i % 2 ? "WORD" : "word", i, i % 20 == 19 ? " the. " : " "); /* "the" is no content word */
        want[n++] = (uint32_t)(hash64(str_of(word)) >> 32);
    }
    CHECK_INT(reading_make(rd, w.r, buf_str(&b), &hints, STR(""), w.ar, &w.err), OK);
    uint32_t sketch[SKETCH_MAX];
    CHECK_INT(rd->n_sketch, sketch_of(sketch, want, n));
    CHECK(memcmp(rd->sketch, sketch, sizeof sketch) == 0);
    CHECK_INT(rd->n_word, 525);
    buf_free(&b);
    end(&w);
}

TEST(keys_tell_claims_apart)
{
    buf scratch = {0};
    static const char *const same[][2] = {{"Joint Statement on Peace", "peace: on JOINT statement"},
                                          {"A, B and C", "c And (b) a"},
                                          {"\xC3\x84rger heute", "HEUTE \xC3\xA4rger"}};
    static const char *const other[][2] = {
        {"Joint Statement", "Joint Statements"}, {"one two two", "one one two"}, {"5th talks", "6th talks"}};
    for (size_t i = 0; i < ARRAY_LEN(same); i++)
        CHECK(title_key(str_of(same[i][0]), &scratch) == title_key(str_of(same[i][1]), &scratch));
    for (size_t i = 0; i < ARRAY_LEN(other); i++)
        CHECK(title_key(str_of(other[i][0]), &scratch) != title_key(str_of(other[i][1]), &scratch));
    CHECK(!title_key(STR(""), &scratch) && !title_key(STR(" - ... !"), &scratch) && title_key(STR("x"), &scratch));
    CHECK(!claim_key(STR(""), 5) && !claim_key(STR("s"), DATE_NONE) && claim_key(STR("s"), 0));
    CHECK(claim_key(STR("s"), 1) != claim_key(STR("s"), 2) && claim_key(STR("s"), 1) != claim_key(STR("t"), 1));
    buf_free(&scratch);
}

/* ---- acts ---- */

static void random_act(struct act *a, struct source_hash *h, uint64_t *seed)
{
    static const char *const notes[] = {"", "one line", "two\nlines", "a: b\nobject: c", "\xE2\x80\xAE turned"};
    *a = (struct act){.verb = STR("add"), .author = STR("Ada"), .parent = h, .object = h + 4, .lost = h + 8};
    a->time_ms = (int64_t)random_below(seed, 2000000000) * 1000;
    a->n_parent = random_below(seed, 5);
    a->n_object = random_below(seed, 5);
    a->n_lost = random_below(seed, 3);
    a->note = str_of(notes[random_below(seed, ARRAY_LEN(notes))]);
    for (size_t i = 0; i < 12; i++)
        for (size_t k = 0; k < sizeof h->b; k++) h[i].b[k] = (unsigned char)random_next(seed);
}

TEST(acts_are_written_and_read_back)
{
    uint64_t seed = 3;
    arena *ar = arena_new(0);
    for (uint32_t round = 0; round < 200; round++) {
        struct source_hash h[12];
        struct act a;
        struct act back;
        struct err err = {0};
        buf text = {0};
        buf again = {0};
        random_act(&a, h, &seed);
        act_write(&text, &a);
        CHECK_MSG(act_parse(&back, buf_str(&text), ar, &err) == OK, "%s", err.msg);
        CHECK(back.time_ms == a.time_ms && back.n_parent == a.n_parent && back.n_object == a.n_object &&
              back.n_lost == a.n_lost);
        CHECK(str_eq(back.note, a.note) && str_eq(back.author, a.author) && str_eq(back.verb, a.verb));
        for (uint32_t i = 0; i < a.n_object; i++) CHECK(source_hash_cmp(&back.object[i], &a.object[i]) == 0);
        act_write(&again, &back);
        CHECK(str_eq(buf_str(&again), buf_str(&text)));
        /* Cut anywhere it is an act no more, or one with less in it; never one that says something else. */
        size_t cut = random_below(&seed, (uint32_t)text.n);
        if (act_parse(&back, (str){text.p, cut}, ar, &err) == OK)
            CHECK(back.n_parent <= a.n_parent && back.n_object <= a.n_object);
        buf_free(&text);
        buf_free(&again);
        arena_reset(ar);
    }
    arena_free(ar);
}

TEST(what_is_no_act_is_refused)
{
    static const char *const bad[] = {
        "",
        "verb: add\ntime: 2025-01-01T00:00:00Z\n",
        "entente-act: 2\nverb: add\ntime: 2025-01-01T00:00:00Z\n",
        "entente-act: 1\ntime: 2025-01-01T00:00:00Z\n",
        "entente-act: 1\nverb: add\n",
        "entente-act: 1\nverb: add\ntime: yesterday\n",
        "entente-act: 1\nverb: add\ntime: 2025-01-01T00:00:00Z\nparent: 12\n",
        "entente-act: 1\nverb: add\ntime: 2025-01-01T00:00:00Z\nobject: zz\n",
        "entente-act: 1\nverb: add\ntime: 2025-01-01T00:00:00Z\n\nentente-act: 1\nverb: add\n",
    };
    arena *ar = arena_new(0);
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct act a;
        struct err err = {0};
        CHECK_MSG(act_parse(&a, str_of(bad[i]), ar, &err) == E_FORMAT && err.msg[0], "case %zu: %s", i, err.msg);
    }
    struct act later; /* a key of a later version is passed over */
    CHECK_INT(act_parse(&later, STR("entente-act: 1\nverb: add\ntime: 2025-01-01T00:00:00Z\nsigned: yes\n"), ar, NULL), OK);
    arena_free(ar);
}

TESTS(CASE(passages_are_what_was_read), CASE(passages_of_any_bytes_stay_in_bounds), CASE(places_in_columns_lead_to_the_text),
      CASE(likeness_is_exact_for_short_texts_and_near_it_for_long_ones), CASE(the_sketch_of_a_text_is_of_its_words),
      CASE(keys_tell_claims_apart), CASE(acts_are_written_and_read_back), CASE(what_is_no_act_is_refused))
