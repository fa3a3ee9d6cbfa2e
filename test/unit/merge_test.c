/* Properties of rebuild and merge over small random records: a rebuild changes nothing; union is idempotent, commutative and
** associative; what was merged checks clean. Seeds are printed when a run fails. */
#include "record/record.h"
#include "record_help.h"
#include "test.h"

struct rng {
    uint64_t state;
};
static uint32_t pick(struct rng *g, uint32_t n)
{
    g->state = g->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((g->state >> 33) % n);
}

static const char *const sentences[] = {
    "The two sides met in Seoul and reviewed the progress of the group.",
    "They agreed to continue joint planning and execution of strategic operations.",
    "The United States reaffirmed its commitment to extended deterrence for the Republic of Korea.",
    "Both sides will hold another simulation before the end of the year.",
    "Any attack would result in the end of that regime.",
    "The delegation thanked its hosts for their warm welcome in Washington.",
    "The next meeting will take place at a time that suits both sides.",
    "Officials of the defence ministries discussed conventional and nuclear integration.",
};

/* A text of a few sentences from a small stock, so that copies, near copies and same texts come about. */
static void random_text(buf *b, struct rng *g)
{
    if (!pick(g, 3)) { /* one that comes often */
        buf_addz(b, sentences[pick(g, 3)]);
        return;
    }
    uint32_t n = 2 + pick(g, 5);
    uint32_t from = pick(g, ARRAY_LEN(sentences));
    for (uint32_t i = 0; i < n; i++) {
        if (i) buf_addz(b, pick(g, 4) ? " " : "\n\n");
        buf_addz(b, sentences[(from + i * (1 + pick(g, 2))) % ARRAY_LEN(sentences)]);
    }
}

static enum status random_add(record *r, struct rng *g, arena *ar, struct err *err)
{
    static const char *const series[] = {"ncg", "scm", ""};
    static const char *const dates[] = {"2024-06-10", "2025-01-10", "2025-12-11", NULL};
    static const char *const titles[] = {"Joint statement", "Statement, joint", "Press guidance", ""};
    struct record_added a;
    struct record_item item = {.given = manifest_empty()};
    buf b = {0};
    random_text(&b, g);
    item.bytes = buf_str(&b);
    item.given.series = str_of(series[pick(g, 3)]);
    const char *date = dates[pick(g, 4)];
    if (date) item.given.date = test_day(date);
    item.given.title = str_of(titles[pick(g, 4)]);
    if (pick(g, 4)) item.given.address = pick(g, 2) ? STR("https://a.example/") : STR("https://b.example/");
    enum status code = record_add(r, &item, &a, ar, err);
    buf_free(&b);
    return code;
}

static enum status random_edit(record *r, struct rng *g, arena *ar, struct err *err)
{
    static const char *const series[] = {"ncg", "scm", "-"};
    struct record_doc *d;
    uint32_t n;
    struct manifest over = manifest_empty();
    struct record_query q = {.from = DATE_NONE, .to = DATE_NONE};
    enum status code = record_commit(r, err);
    if (code == OK) code = record_list(&d, &n, r, &q, RECORD_NOW, ar, err);
    if (code != OK || !n) return code;
    over.series = str_of(series[pick(g, 3)]);
    if (pick(g, 2)) over.date = test_day("2025-12-11");
    return record_edit(r, &d[pick(g, n)], &over, ar, err);
}

/* Some steps of work on a record: additions, edits, concept lists, as the clock runs on (now and then back). */
static enum status work(record *r, struct clock *clock, struct rng *g, uint32_t steps, arena *ar, struct err *err)
{
    enum status code = OK;
    for (uint32_t i = 0; i < steps && code == OK; i++) {
        clock->ms += (int64_t)pick(g, 5) * 1000 - (pick(g, 10) ? 0 : 3000);
        uint32_t what = pick(g, 10);
        if (what < 6)
            code = random_add(r, g, ar, err);
        else if (what < 8)
            code = random_edit(r, g, ar, err);
        else if (what < 9)
            code = record_commit(r, err);
        else {
            code = record_commit(r, err);
            if (code == OK) code = record_set_concepts(r, pick(g, 2) ? STR("concept: A\n") : STR("concept: B\n"), ar, err);
        }
    }
    return code == OK ? record_commit(r, err) : code;
}

static bool copy_file(const char *from, const char *to)
{
    FILE *in = fopen(from, "rb");
    FILE *out = fopen(to, "wb");
    char block[65536];
    size_t n;
    bool good = in && out;
    while (good && (n = fread(block, 1, sizeof block, in)) > 0) good = fwrite(block, 1, n, out) == n;
    if (in) fclose(in);
    if (out) good = fclose(out) == 0 && good;
    return good;
}

struct world {
    struct temp t;
    struct clock clock;
    struct env env;
    arena *ar;
    struct err err;
};

/* A copy of record `from` under the name `to` into which the others are merged in turn; its state hash. */
static str merged(struct world *w, const char *from, const char *to, const char *one, const char *two)
{
    record *r;
    struct record_merged m;
    if (!copy_file(temp_path(&w->t, from), temp_path(&w->t, to))) return STR("not copied");
    if (record_open(&r, temp_path(&w->t, to), RECORD_WRITE, &w->env, &w->err) != OK) return str_of(w->err.msg);
    enum status code = record_merge(&m, r, temp_path(&w->t, one), &w->err);
    if (code == OK && two) code = record_merge(&m, r, temp_path(&w->t, two), &w->err);
    str s = code == OK ? state_of(r, w->ar) : str_of(w->err.msg);
    record_close(r);
    return s;
}

static bool make_world(struct world *w, uint64_t seed)
{
    static const char *const names[] = {"a", "b", "c"};
    struct rng g = {seed * 7919 + 1};
    *w = (struct world){.clock = {NOON}};
    w->env = TEST_ENV(w->clock);
    w->ar = arena_new(0);
    if (!w->ar || !temp_make(&w->t) || record_init(temp_path(&w->t, "base"), &w->env, &w->err) != OK) return false;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        record *r;
        bool shared = pick(&g, 2); /* a common beginning, or records that never met */
        if (shared && !copy_file(temp_path(&w->t, "base"), temp_path(&w->t, names[i]))) return false;
        if (!shared && record_init(temp_path(&w->t, names[i]), &w->env, &w->err) != OK) return false;
        if (record_open(&r, temp_path(&w->t, names[i]), RECORD_WRITE, &w->env, &w->err) != OK) return false;
        enum status code = work(r, &w->clock, &g, 4 + pick(&g, 12), w->ar, &w->err);
        record_close(r);
        if (code != OK) return false;
    }
    return true;
}

static void close_world(struct world *w)
{
    arena_free(w->ar);
    temp_remove(&w->t);
}

#define N_WORLDS 40

TEST(union_is_commutative_and_associative)
{
    for (uint64_t seed = 1; seed <= N_WORLDS; seed++) {
        struct world w;
        CHECK_MSG(make_world(&w, seed), "seed %llu: %s", (unsigned long long)seed, w.err.msg);
        str abc = merged(&w, "a", "abc", "b", "c");
        str cba = merged(&w, "c", "cba", "b", "a");
        str ab = merged(&w, "a", "ab", "b", NULL);
        str ba = merged(&w, "b", "ba", "a", NULL);
        str bc = merged(&w, "b", "bc", "c", NULL);
        str a_bc = merged(&w, "a", "a_bc", "bc", NULL);
        CHECK_INT(abc.n, 64);
        CHECK_MSG(str_eq(ab, ba), "seed %llu: %.*s / %.*s", (unsigned long long)seed, STR_ARG(ab), STR_ARG(ba));
        CHECK_MSG(str_eq(abc, cba), "seed %llu: %.*s / %.*s", (unsigned long long)seed, STR_ARG(abc), STR_ARG(cba));
        CHECK_MSG(str_eq(abc, a_bc), "seed %llu", (unsigned long long)seed);
        CHECK(!str_eq(ab, bc) || str_eq(ab, abc));
        close_world(&w);
    }
}

TEST(union_is_idempotent_and_checks_clean)
{
    for (uint64_t seed = 101; seed <= 100 + N_WORLDS / 2; seed++) {
        struct world w;
        record *r;
        struct record_merged m;
        struct record_verdict v;
        CHECK_MSG(make_world(&w, seed), "seed %llu: %s", (unsigned long long)seed, w.err.msg);
        str once = merged(&w, "a", "once", "b", NULL);
        str twice = merged(&w, "a", "twice", "b", "b");
        CHECK_INT(once.n, 64);
        CHECK(str_eq(once, twice));
        CHECK_INT(record_open(&r, temp_path(&w.t, "once"), RECORD_WRITE, &w.env, &w.err), OK);
        CHECK_INT(record_merge(&m, r, temp_path(&w.t, "b"), &w.err), OK);
        CHECK(!m.artifacts_new && !m.acts_new && !m.documents_new);
        CHECK_INT(record_verify(&v, r, w.ar, &w.err), OK);
        CHECK_MSG(!v.n_problem, "seed %llu: %s", (unsigned long long)seed, v.problem[0]);
        CHECK(v.artifacts && v.acts >= 2);
        record_close(r);
        close_world(&w);
    }
}

/* Lines of a dump that begin with a word, counted as they come by. */
struct census {
    uint32_t near, spine, copies, replaced;
};
static void count_lines(void *ctx, str piece)
{
    struct census *c = ctx;
    while (piece.n) {
        str line = str_cut(piece, '\n', &piece);
        c->near += str_starts(line, STR("near "));
        c->spine += str_starts(line, STR("spine "));
        if (!str_starts(line, STR("stands "))) continue;
        c->copies += str_ends(line, STR(" 1 2")) || str_ends(line, STR(" 1 3"));
        c->replaced += !str_ends(line, STR(" 0 0")) && str_find(line, STR(" - "), 0) == SIZE_MAX;
    }
}

TEST(a_rebuild_changes_nothing)
{
    struct census c = {0};
    for (uint64_t seed = 201; seed <= 200 + N_WORLDS; seed++) {
        struct world w;
        record *r;
        CHECK_MSG(make_world(&w, seed), "seed %llu: %s", (unsigned long long)seed, w.err.msg);
        CHECK_INT(record_open(&r, temp_path(&w.t, "a"), RECORD_WRITE, &w.env, &w.err), OK);
        str before = state_of(r, w.ar);
        CHECK_MSG(record_rebuild(r, &w.err) == OK, "%s", w.err.msg);
        str after = state_of(r, w.ar);
        struct source_hash h;
        CHECK_INT(record_state_hash(&h, count_lines, &c, r, &w.err), OK);
        CHECK_MSG(str_eq(before, after), "seed %llu: %.*s / %.*s", (unsigned long long)seed, STR_ARG(before), STR_ARG(after));
        record_close(r);
        close_world(&w);
    }
    /* The records were such that it could have mattered. */
    CHECK_MSG(c.near > 10 && c.spine > 10 && c.copies > 3 && c.replaced > 10, "%u %u %u %u", c.near, c.spine, c.copies,
              c.replaced);
}

TEST(disputes_are_shown_and_settled)
{
    struct world w = {.clock = {NOON}};
    record *r;
    struct record_added added;
    struct record_merged m;
    struct record_doc d;
    w.env = TEST_ENV(w.clock);
    w.ar = arena_new(0);
    CHECK(temp_make(&w.t));
    for (int i = 0; i < 2; i++) {
        const char *name = i ? "b" : "a";
        w.clock.ms += 60000;
        CHECK_INT(record_init(temp_path(&w.t, name), &w.env, &w.err), OK);
        CHECK_INT(record_open(&r, temp_path(&w.t, name), RECORD_WRITE, &w.env, &w.err), OK);
        CHECK_INT(add_text(r, sentences[0], "ncg", i ? "2025-12-12" : "2025-12-11", &added, w.ar, &w.err), OK);
        CHECK_INT(record_commit(r, &w.err), OK);
        record_close(r);
    }
    CHECK_INT(record_open(&r, temp_path(&w.t, "a"), RECORD_WRITE, &w.env, &w.err), OK);
    CHECK_INT(record_merge(&m, r, temp_path(&w.t, "b"), &w.err), OK);
    CHECK(m.acts_new == 2 && m.documents_new == 0 && m.disputed == 1);
    CHECK_INT(record_find(&d, r, STR("ncg/latest"), RECORD_NOW, w.ar, &w.err), OK);
    CHECK_STR(d.name, "ncg/2025-12-12"); /* the later act */
    CHECK(d.disputed);
    CHECK_INT(record_find(&d, r, STR("ncg/2025-12-11"), RECORD_NOW, w.ar, &w.err), E_NOTFOUND);
    struct record_view early = {NOON + 61000, DATE_NONE};
    CHECK_INT(record_find(&d, r, STR("ncg/latest"), early, w.ar, &w.err), OK);
    CHECK_STR(d.name, "ncg/2025-12-11");
    CHECK(!d.disputed);
    CHECK_INT(record_find(&d, r, STR("ncg/latest"), RECORD_NOW, w.ar, &w.err), OK);
    struct manifest over = manifest_empty();
    w.clock.ms += 60000;
    CHECK_INT(record_edit(r, &d, &over, w.ar, &w.err), OK); /* nothing changes but that it stands alone */
    CHECK_INT(record_find(&d, r, STR("ncg/latest"), RECORD_NOW, w.ar, &w.err), OK);
    CHECK(!d.disputed && d.manifest.n_replaces == 2);
    struct record_act *log;
    uint32_t n;
    CHECK_INT(record_log(&log, &n, r, 0, RECORD_NOW, w.ar, &w.err), OK);
    CHECK_INT(n, 5);
    CHECK_STR(log[0].verb, "edit");
    CHECK_INT(log[0].n_parent, 2); /* it follows both chains */
    CHECK_INT(log[0].n_object, 1);
    CHECK_STR(log[4].verb, "init");
    CHECK_INT(record_log(&log, &n, r, 2, RECORD_NOW, w.ar, &w.err), OK);
    CHECK_INT(n, 2);
    CHECK_INT(record_log(&log, &n, r, 0, early, w.ar, &w.err), OK);
    CHECK_INT(n, 2);
    record_close(r);
    close_world(&w);
}

TEST(a_damaged_record_is_not_merged)
{
    struct world w;
    record *r;
    struct record_merged m;
    CHECK(make_world(&w, 7));
    CHECK_INT(record_open(&r, temp_path(&w.t, "a"), RECORD_WRITE, &w.env, &w.err), OK);
    str before = state_of(r, w.ar);
    CHECK(temp_write(&w.t, "junk", STR("nothing")));
    CHECK_INT(record_merge(&m, r, temp_path(&w.t, "junk"), &w.err), E_FORMAT);
    CHECK_INT(record_merge(&m, r, temp_path(&w.t, "nowhere"), &w.err), E_NOTFOUND);
    CHECK(str_eq(before, state_of(r, w.ar)));
    record_close(r);
    close_world(&w);
}

TESTS(CASE(union_is_commutative_and_associative), CASE(union_is_idempotent_and_checks_clean), CASE(a_rebuild_changes_nothing),
      CASE(disputes_are_shown_and_settled), CASE(a_damaged_record_is_not_merged))
