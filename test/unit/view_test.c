/* Views and names over random records: what was seen on a day is seen again as of that day; every name that a list shows finds
** its document and no other; small arenas are told as limits and leave the record as it was. */
#include "base/random.h"
#include "desk.h"
#include "record/internal.h"
#include "test.h"

static enum status list(struct record_doc **d, uint32_t *n, struct desk *f, struct record_view view)
{
    struct record_query q = {.from = DATE_NONE, .to = DATE_NONE};
    return record_list(d, n, f->r, &q, view, f->ar, &f->err);
}

/* One step of work: an addition, mostly to one of two series and few days, or an edit of any document. */
static enum status work(struct desk *f, uint64_t *seed)
{
    static const char *const series[] = {"s", "t", "", "-"};
    struct record_doc *d;
    uint32_t n;
    struct manifest said = manifest_empty();
    said.series = str_of(series[random_below(seed, 3)]);
    said.date = random_below(seed, 4) ? test_day("2025-01-01") + (day)random_below(seed, 3) : DATE_NONE;
    said.date_basis = said.date == DATE_NONE ? TEXT_DATE_UNKNOWN : TEXT_DATE_OPTION;
    if (random_below(seed, 3)) {
        struct record_added a;
        buf b = {0};
        buf_addf(&b, "Statement %u. Both sides met in the capital and spoke of matter %u.", random_below(seed, 60),
                 random_below(seed, 5));
        struct record_item item = {.bytes = buf_str(&b), .given = said};
        enum status code = record_add(f->r, &item, &a, f->ar, &f->err);
        buf_free(&b);
        return code == OK ? record_commit(f->r, &f->err) : code;
    }
    enum status code = list(&d, &n, f, RECORD_NOW);
    if (code != OK || !n) return code;
    return record_edit(f->r, &d[random_below(seed, n)], &said, f->ar, &f->err);
}

/* What a list says, without names, which grow with the record: a line each. */
static str look(struct desk *f, struct record_view view)
{
    struct record_doc *d;
    uint32_t n;
    buf b = {0};
    if (list(&d, &n, f, view) != OK) return str_of(f->err.msg);
    for (uint32_t i = 0; i < n; i++) {
        source_hash_write(&b, &d[i].source);
        source_hash_write(&b, &d[i].manifest_hash);
        buf_addf(&b, " %d %lld\n", (int)d[i].disputed, (long long)d[i].added_ms);
    }
    str s = str_copy(f->ar, buf_str(&b));
    buf_free(&b);
    return s;
}

TEST(as_of_a_day_is_what_was_seen_on_it)
{
    enum { STEPS = 40 };
    for (uint64_t round = 1; round <= 6; round++) {
        struct desk f;
        uint64_t seed = round;
        int64_t when[STEPS];
        str seen[STEPS];
        CHECK_MSG(desk_open(&f), "%s", f.err.msg);
        for (int i = 0; i < STEPS; i++) {
            f.clock.ms += 1000 + random_below(&seed, 4000);
            CHECK_MSG(work(&f, &seed) == OK, "round %llu: %s", (unsigned long long)round, f.err.msg);
            when[i] = f.clock.ms;
            seen[i] = look(&f, RECORD_NOW);
        }
        for (int i = 0; i < STEPS; i++) {
            str now = look(&f, (struct record_view){when[i], DATE_NONE});
            CHECK_MSG(str_eq(now, seen[i]), "round %llu, step %d:\n%.*s--\n%.*s", (unsigned long long)round, i, STR_ARG(now),
                      STR_ARG(seen[i]));
        }
        CHECK_INT(look(&f, (struct record_view){NOON - 1, DATE_NONE}).n, 0);
        desk_close(&f);
    }
}

/* A view up to a day is the list without what is dated later. */
TEST(until_a_day_leaves_out_what_is_dated_later)
{
    struct desk f;
    uint64_t seed = 77;
    CHECK_MSG(desk_open(&f), "%s", f.err.msg);
    for (int i = 0; i < 40; i++) {
        f.clock.ms += 1000;
        CHECK_MSG(work(&f, &seed) == OK, "%s", f.err.msg);
    }
    struct record_doc *all;
    uint32_t n_all;
    CHECK_INT(list(&all, &n_all, &f, RECORD_NOW), OK);
    for (int k = -1; k < 4; k++) {
        struct record_doc *some;
        uint32_t n;
        day until = test_day("2025-01-01") + (day)k;
        CHECK_INT(list(&some, &n, &f, (struct record_view){INT64_MAX, until}), OK);
        uint32_t j = 0;
        for (uint32_t i = 0; i < n_all; i++) {
            if (all[i].manifest.date != DATE_NONE && all[i].manifest.date > until) continue;
            CHECK(j < n && source_hash_cmp(&some[j].source, &all[i].source) == 0);
            j++;
        }
        CHECK_INT(j, n);
    }
    desk_close(&f);
}

TEST(every_name_finds_its_document)
{
    for (uint64_t round = 1; round <= 5; round++) {
        struct desk f;
        uint64_t seed = round * 31;
        struct record_doc *d;
        uint32_t n;
        uint32_t numbered = 0;
        CHECK_MSG(desk_open(&f), "%s", f.err.msg);
        for (int i = 0; i < 40; i++) {
            f.clock.ms += 1000;
            CHECK_MSG(work(&f, &seed) == OK, "%s", f.err.msg);
        }
        int64_t early = f.clock.ms - 15000;
        const struct record_view views[] = {RECORD_NOW, {early, DATE_NONE}, {INT64_MAX, test_day("2025-01-02")}};
        for (size_t v = 0; v < ARRAY_LEN(views); v++) {
            CHECK_INT(list(&d, &n, &f, views[v]), OK);
            for (uint32_t i = 0; i < n; i++) {
                struct record_doc found;
                for (uint32_t j = 0; j < i; j++)
                    CHECK_MSG(!str_eq(d[i].name, d[j].name), "two are called %.*s", STR_ARG(d[i].name));
                CHECK_MSG(record_find(&found, f.r, d[i].name, views[v], f.ar, &f.err) == OK, "%s", f.err.msg);
                CHECK_MSG(found.id == d[i].id && str_eq(found.name, d[i].name), "%.*s finds %.*s", STR_ARG(d[i].name),
                          STR_ARG(found.name));
                buf hex = {0};
                source_hash_write(&hex, &d[i].source);
                CHECK_MSG(record_find(&found, f.r, buf_str(&hex), views[v], f.ar, &f.err) == OK, "%s", f.err.msg);
                CHECK(found.id == d[i].id);
                buf_free(&hex);
                numbered += str_ends(d[i].name, STR("-2"));
            }
        }
        CHECK(numbered > 0);
        desk_close(&f);
    }
}

/* A title that looks like a name, names that look like others: the kinds of names are asked in their order. */
TEST(names_of_odd_forms_find_nothing)
{
    static const char *const odd[] = {"",
                                      " ",
                                      "/",
                                      "s/",
                                      "/2025-01-01",
                                      "s/2025-01-01-",
                                      "s/2025-01-01-0",
                                      "s/2025-01-01-99999999999",
                                      "s/2025-01-01 -2",
                                      "s/2025-13-01",
                                      "s//2025-01-01",
                                      "s/latest/",
                                      "abc",
                                      "zzzz",
                                      "\xFF\xFE",
                                      "s/2025-01-01-2x"};
    struct desk f;
    struct record_added a;
    struct record_doc d;
    CHECK_MSG(desk_open(&f), "%s", f.err.msg);
    CHECK_INT(add_text(f.r, "Both sides met.", "s", "2025-01-01", &a, f.ar, &f.err), OK);
    CHECK_INT(record_commit(f.r, &f.err), OK);
    for (size_t i = 0; i < ARRAY_LEN(odd); i++) {
        enum status code = record_find(&d, f.r, str_of(odd[i]), RECORD_NOW, f.ar, &f.err);
        CHECK_MSG(code == E_NOTFOUND, "\"%s\" gives %d", odd[i], (int)code);
    }
    CHECK_INT(record_find(&d, f.r, STR(" s/2025-01-01-1\n"), RECORD_NOW, f.ar, &f.err), OK); /* what a terminal copies along */
    desk_close(&f);
}

/* ---- small arenas ---- */

/* One call of each kind with an arena; the first status that is not OK. */
static enum status ask_all(struct desk *f, arena *ar, uint32_t which)
{
    struct record_doc d;
    struct record_doc *docs;
    struct record_series *series;
    struct record_act *acts;
    struct record_hit *hits;
    struct record_spine *spines;
    struct record_concept_set *sets;
    struct concept_list concepts;
    struct record_reading reading;
    struct record_query q = {.from = DATE_NONE, .to = DATE_NONE};
    uint32_t n;
    switch (which) {
    case 0: return record_list(&docs, &n, f->r, &q, RECORD_NOW, ar, &f->err);
    case 1: return record_find(&d, f->r, STR("s/latest"), RECORD_NOW, ar, &f->err);
    case 2: return record_series_list(&series, &n, f->r, RECORD_NOW, ar, &f->err);
    case 3: return record_log(&acts, &n, f->r, 0, RECORD_NOW, ar, &f->err);
    case 4: return record_search(&hits, &n, f->r, STR("sides"), 10, RECORD_NOW, ar, &f->err);
    case 5: return record_series_spines(&spines, &n, f->r, STR("s"), RECORD_NOW, ar, &f->err);
    case 6: return record_concept_sets(&sets, &n, f->r, RECORD_NOW, ar, &f->err);
    case 7: return record_concepts(&concepts, NULL, f->r, RECORD_NOW, ar, &f->err);
    default: {
        enum status code = record_find(&d, f->r, STR("s/latest"), RECORD_NOW, ar, &f->err);
        return code == OK ? record_read(&reading, f->r, &d, ar, &f->err) : code;
    }
    }
}

TEST(small_arenas_are_limits)
{
    struct desk f;
    struct record_verdict v;
    uint64_t seed = 9;
    uint32_t refused = 0;
    CHECK_MSG(desk_open(&f), "%s", f.err.msg);
    for (int i = 0; i < 20; i++) CHECK_MSG(work(&f, &seed) == OK, "%s", f.err.msg);
    CHECK_INT(record_set_concepts(f.r, STR("concept: A\nalias.en: a | b\n"), f.ar, &f.err), OK);
    str before = state_of(f.r, f.ar);
    for (uint32_t which = 0; which < 9; which++) {
        bool good = false;
        for (size_t cap = 16; cap < ((size_t)1 << 22) && !good; cap += cap / 3 + 1) {
            arena *ar = arena_new(cap);
            if (!ar) continue;
            enum status code = ask_all(&f, ar, which);
            CHECK_MSG(code == OK || code == E_LIMIT, "call %u with %zu bytes: %d, %s", which, cap, (int)code, f.err.msg);
            good = code == OK;
            refused += code == E_LIMIT;
            arena_free(ar);
        }
        CHECK_MSG(good, "call %u never succeeds: %s", which, f.err.msg);
    }
    CHECK(refused > 20);
    CHECK(str_eq(before, state_of(f.r, f.ar))); /* and no statement was left in the middle of its rows */
    CHECK_INT(record_verify(&v, f.r, f.ar, &f.err), OK);
    CHECK_INT(v.n_problem, 0);
    desk_close(&f);
}

/* An addition that gets no memory leaves the batch as it was, or gives all of it up; what is committed then is whole. */
TEST(additions_without_memory_leave_the_batch_sound)
{
    struct desk f;
    struct record_verdict v;
    struct record_doc *d;
    uint32_t n;
    uint32_t refused = 0;
    CHECK_MSG(desk_open(&f), "%s", f.err.msg);
    for (size_t cap = 16; cap < 200000; cap += cap / 2 + 1) {
        struct record_added a;
        char text[80];
        arena *ar = arena_new(cap);
        if (!ar) continue;
        (void)snprintf(text, sizeof text, "Both sides met. They spoke of %zu bytes.", cap);
        enum status code = add_text(f.r, text, "s", "2025-01-01", &a, ar, &f.err);
        CHECK_MSG(code == OK || code == E_LIMIT || code == E_NOMEM, "%zu bytes: %d, %s", cap, (int)code, f.err.msg);
        refused += code != OK;
        CHECK_INT(record_commit(f.r, &f.err), OK);
        arena_free(ar);
    }
    CHECK(refused > 0);
    CHECK_INT(list(&d, &n, &f, RECORD_NOW), OK);
    CHECK(n > 0);
    CHECK_INT(record_verify(&v, f.r, f.ar, &f.err), OK);
    CHECK_MSG(!v.n_problem, "%s", v.problem[0]);
    desk_close(&f);
}

/* ---- bodies that no packing made ---- */

TEST(hostile_bodies_are_refused)
{
    static const struct {
        const char *body;
        size_t n;
        int64_t size;
        bool packed;
        enum status want;
    } cases[] = {
        {"abc", 3, 3, false, OK},
        {"abc", 3, 4, false, E_FORMAT},
        {"abc", 3, -1, false, E_FORMAT},
        {"", 0, 0, false, OK},
        {"abc", 3, 3, true, E_FORMAT},
        {"", 0, 0, true, E_FORMAT},
        {"\x28\xB5\x2F\xFD\x20\x01\x09\x00\x00"
         "a",
         10, 1, true, OK}, /* a frame by hand (RFC 8878): one raw block of a byte */
        {"\x28\xB5\x2F\xFD\x20\x01\x09\x00\x00"
         "a",
         10, 2, true, E_FORMAT},
        {"\x28\xB5\x2F\xFD\x20\x02\x09\x00\x00"
         "a",
         10, 2, true, E_FORMAT},
        {"\x28\xB5\x2F\xFD\x20\x01\x09\x00\x00"
         "a",
         9, 1, true, E_FORMAT},
        {"\x28\xB5\x2F\xFD\xE0\x00\x00\x00\x00\x00\x01\x00\x00\x01\x00\x00", 16, (int64_t)1 << 40, true,
         E_LIMIT}, /* a terabyte, it says */
    };
    struct desk f;
    CHECK_MSG(desk_open(&f), "%s", f.err.msg);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        str out = {NULL, 0};
        enum status code =
            artifact_unpack(&out, f.r, cases[i].packed, cases[i].size, (str){cases[i].body, cases[i].n}, f.ar, &f.err);
        CHECK_MSG(code == cases[i].want, "case %zu: %d, %s", i, (int)code, f.err.msg);
        if (code == OK) CHECK_INT(out.n, cases[i].size);
    }
    desk_close(&f);
}

TESTS(CASE(as_of_a_day_is_what_was_seen_on_it), CASE(until_a_day_leaves_out_what_is_dated_later),
      CASE(every_name_finds_its_document), CASE(names_of_odd_forms_find_nothing), CASE(small_arenas_are_limits),
      CASE(additions_without_memory_leave_the_batch_sound), CASE(hostile_bodies_are_refused))
