/* Unit tests of searching: queries, ranking, snippets, views. */
#include "record/record.h"
#include "record_help.h"
#include "test.h"

#define KO                                                                                                                     \
    "\xEB\xB6\x81\xED\x95\x9C\xEC\x9D\x80 \xED\x95\xB5\xEC\x9D\x84 \xED\x8F\xAC\xEA\xB8\xB0\xED\x95\xB4\xEC\x95\xBC "          \
    "\xED\x95\x9C\xEB\x8B\xA4."

static const struct {
    const char *text, *series, *date;
} texts[] = {
    {"The two sides met in Seoul. North Korea was not named. They agreed on joint planning and execution.", "ncg",
     "2024-06-10"},
    {"The Alliance stands ready. Any attack by North Korea would end that regime. Caf\xC3\xA9 talks followed.", "ncg",
     "2025-01-10"},
    {"Joint planning goes on. Joint planning was praised, and joint planning will go on.", "ncg", "2025-12-11"},
    {KO " \xEB\xAF\xB8\xEA\xB5\xAD\xEC\x9D\xB4 \xEB\xA7\x90\xED\x96\x88\xEB\x8B\xA4.", NULL, NULL},
};

struct fixture {
    struct temp t;
    struct clock clock;
    struct env env;
    record *r;
    arena *ar;
    struct err err;
    struct record_hit *hit;
    uint32_t n;
};

static bool begin(struct fixture *f)
{
    struct record_added a;
    *f = (struct fixture){.clock = {NOON}};
    f->env = TEST_ENV(f->clock);
    f->ar = arena_new(0);
    if (!f->ar || !temp_make(&f->t) || record_init(temp_path(&f->t, "a.entente"), &f->env, &f->err) != OK ||
        record_open(&f->r, temp_path(&f->t, "a.entente"), RECORD_WRITE, &f->env, &f->err) != OK)
        return false;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        if (add_text(f->r, texts[i].text, texts[i].series, texts[i].date, &a, f->ar, &f->err) != OK ||
            record_commit(f->r, &f->err) != OK)
            return false;
        f->clock.ms += 60000;
    }
    return true;
}

static void end(struct fixture *f)
{
    record_close(f->r);
    arena_free(f->ar);
    temp_remove(&f->t);
}

static enum status ask(struct fixture *f, const char *query)
{
    f->n = 0;
    return record_search(&f->hit, &f->n, f->r, str_of(query), 10, RECORD_NOW, f->ar, &f->err);
}

TEST(hits_have_their_sentence_and_bytes)
{
    struct fixture f;
    str bytes;
    CHECK_MSG(begin(&f), "%s", f.err.msg);
    CHECK_INT(ask(&f, "regime"), OK);
    CHECK_INT(f.n, 1);
    CHECK_STR(f.hit[0].doc.name, "ncg/2025-01-10");
    CHECK_STR(f.hit[0].snippet, "Any attack by North Korea would end that regime.");
    CHECK_INT(f.hit[0].n_match, 1);
    CHECK_STR(str_span(f.hit[0].snippet, f.hit[0].match[0]), "regime");
    CHECK(!f.hit[0].aside && f.hit[0].score > 0);
    CHECK_INT(record_bytes(&bytes, f.r, &f.hit[0].doc.source, f.ar, &f.err), OK);
    CHECK(str_eq(str_span(bytes, f.hit[0].source), f.hit[0].snippet));
    CHECK_INT(ask(&f, "\"joint planning\""), OK);
    CHECK_INT(f.n, 2);
    CHECK_STR(f.hit[0].doc.name, "ncg/2025-12-11"); /* three times in a shorter text */
    CHECK(f.hit[0].score > f.hit[1].score);
    CHECK_STR(f.hit[0].snippet, "Joint planning goes on.");
    CHECK_STR(str_span(f.hit[1].snippet, f.hit[1].match[0]), "joint planning");
    end(&f);
}

TEST(the_query_language)
{
    static const struct {
        const char *query;
        uint32_t n;
    } cases[] = {
        {"north korea", 2},
        {"north AND korea", 2},
        {"regime OR seoul", 2},
        {"korea NOT regime", 1},
        {"korea AND NOT regime", 1},
        {"(regime OR seoul) named", 1},
        {"alli*", 1},
        {"\"joint plan\" *", 0}, /* the star stands at the mark */
        {"\"joint plan\"*", 2},
        {"NEAR(attack regime, 6)", 1},
        {"NEAR(attack regime, 2)", 0},
        {"NEAR(\"North Korea\" regime)", 1},
        {"cafe", 1},
        {"CAF\xC3\x89", 1},
        {"and OR seoul", 2}, /* small letters: a word */
        {"u.s.-rok", 0},
        {"- seoul -", 1},
        {"\xE2\x80\x9CNorth Korea\xE2\x80\x9D", 2},
        {"\xEB\xB6\x81\xED\x95\x9C", 1}, /* with a particle in the text */
        {"\xEB\xAF\xB8\xEA\xB5\xAD \xEB\xB6\x81\xED\x95\x9C", 1},
        {"nothinglikeit", 0},
        {"body:seoul", 0}, /* no columns: a phrase */
    };
    struct fixture f;
    CHECK(begin(&f));
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CHECK_MSG(ask(&f, cases[i].query) == OK, "%s: %s", cases[i].query, f.err.msg);
        CHECK_MSG(f.n == cases[i].n, "%s: %u", cases[i].query, f.n);
    }
    end(&f);
}

TEST(bad_queries_say_what_is_wrong)
{
    static const struct {
        const char *query, *what;
    } cases[] = {
        {"", "no word"},
        {"-- ...", "no word"},
        {"\"open", "quotation mark"},
        {"(a", "not closed"},
        {"a)", "not opened"},
        {"()", "nothing"},
        {"AND a", "AND stands between"},
        {"a OR", "OR stands between"},
        {"a OR AND b", "between"},
        {"NEAR(a", "not closed"},
        {"NEAR(a)", "two words"},
        {"NEAR(a b, x)", "no number"},
        {"NEAR(a (b))", "words"},
        {"NOT a", "NOT stands"},
        {"a\xFF", "UTF-8"},
        {"(a OR) b", "between"},
    };
    struct fixture f;
    CHECK(begin(&f));
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CHECK_MSG(ask(&f, cases[i].query) == E_FORMAT, "%s", cases[i].query);
        CHECK_MSG(strstr(f.err.msg, cases[i].what), "%s: %s", cases[i].query, f.err.msg);
    }
    buf b = {0};
    buf_fill(&b, '(', 1000);
    buf_addc(&b, '\0');
    CHECK_INT(ask(&f, b.p), E_LIMIT);
    buf_free(&b);
    end(&f);
}

TEST(views_hide_hits)
{
    struct fixture f;
    CHECK(begin(&f));
    struct record_view early = {NOON + 30000, DATE_NONE};
    CHECK_INT(record_search(&f.hit, &f.n, f.r, STR("joint"), 10, early, f.ar, &f.err), OK);
    CHECK_INT(f.n, 1);
    struct record_view until = {INT64_MAX, test_day("2024-12-31")};
    CHECK_INT(record_search(&f.hit, &f.n, f.r, STR("korea"), 10, until, f.ar, &f.err), OK);
    CHECK_INT(f.n, 1);
    CHECK_INT(record_search(&f.hit, &f.n, f.r, STR("korea"), 1, RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(f.n, 1);
    CHECK_INT(record_search(&f.hit, &f.n, f.r, STR("korea"), 0, RECORD_NOW, f.ar, &f.err), OK);
    CHECK_INT(f.n, 0);
    end(&f);
}

TEST(overlapping_matches_are_one)
{
    struct fixture f;
    CHECK(begin(&f));
    CHECK_INT(ask(&f, "\"North Korea\" korea \"korea would\""), OK);
    CHECK_INT(f.n, 1);
    CHECK_INT(f.hit[0].n_match, 1);
    CHECK_STR(str_span(f.hit[0].snippet, f.hit[0].match[0]), "North Korea would");
    end(&f);
}

TESTS(CASE(hits_have_their_sentence_and_bytes), CASE(the_query_language), CASE(bad_queries_say_what_is_wrong),
      CASE(views_hide_hits), CASE(overlapping_matches_are_one))
