/* Where two people's words stand side by side: which concept lists are in force, held against a slow reading of the log;
** which manifests a disputed document has, and in which fields they differ. */
#include "base/random.h"
#include "record/record.h"
#include "record_help.h"
#include "test.h"

#define TEXT "The two sides met in Seoul. They agreed to continue joint planning."
#define N_PEOPLE 3

struct world {
    struct temp t;
    struct clock clock;
    struct env env;
    record *r[N_PEOPLE]; /* each person's record */
    arena *ar;
    struct err err;
};

static const char *const person[N_PEOPLE] = {"Ada", "Bob", "Cem"};

static bool begin(struct world *w, bool shared)
{
    *w = (struct world){.clock = {NOON}};
    w->env = TEST_ENV(w->clock);
    w->ar = arena_new(0);
    if (!w->ar || !temp_make(&w->t)) return false;
    for (int i = 0; i < N_PEOPLE; i++) {
        w->clock.ms += 1000;
        w->env.author = str_of(person[i]);
        if (record_init(temp_path(&w->t, person[i]), &w->env, &w->err) != OK) return false;
        if (record_open(&w->r[i], temp_path(&w->t, person[i]), RECORD_WRITE, &w->env, &w->err) != OK) return false;
        struct record_merged m;
        if (shared && i && record_merge(&m, w->r[i], temp_path(&w->t, person[0]), &w->err) != OK) return false;
    }
    return true;
}

static void end(struct world *w)
{
    for (int i = 0; i < N_PEOPLE; i++) record_close(w->r[i]);
    arena_free(w->ar);
    temp_remove(&w->t);
}

/* ---- concept lists ---- */

static enum status set_list(struct world *w, int who, uint32_t which)
{
    buf b = {0};
    buf_addf(&b, "concept: C%u\n", which);
    enum status code = record_set_concepts(w->r[who], buf_str(&b), w->ar, &w->err);
    buf_free(&b);
    return code;
}

/* Does act b follow act a, at any remove? */
static bool follows(const struct record_act *log, uint32_t n, uint32_t b, uint32_t a)
{
    for (uint32_t k = 0; k < log[b].n_parent; k++)
        for (uint32_t j = 0; j < n; j++)
            if (source_hash_cmp(&log[j].hash, &log[b].parent[k]) == 0 && (j == a || follows(log, n, j, a))) return true;
    return false;
}

/* The lists in force by the definition: those of acts that no other setting of a list follows; by the log alone, whose
** order is that of time, the latest first. */
static uint32_t oracle(struct source_hash *out, const struct record_act *log, uint32_t n)
{
    uint32_t k = 0;
    for (uint32_t a = 0; a < n; a++) {
        bool stands = str_eq(log[a].verb, STR("concepts"));
        for (uint32_t b = 0; b < n && stands; b++) stands = !str_eq(log[b].verb, STR("concepts")) || !follows(log, n, b, a);
        for (uint32_t i = 0; i < k && stands; i++) stands = source_hash_cmp(&out[i], &log[a].object[0]) != 0;
        if (stands) out[k++] = log[a].object[0];
    }
    return k;
}

static const char *check_lists(struct world *w, int who, uint32_t *most)
{
    struct record_act *log;
    struct record_concept_set *set;
    struct concept_list list;
    struct source_hash want[64];
    uint32_t n;
    uint32_t n_set;
    if (record_log(&log, &n, w->r[who], 0, RECORD_NOW, w->ar, &w->err) != OK || n > ARRAY_LEN(want)) return "log";
    if (record_concept_sets(&set, &n_set, w->r[who], RECORD_NOW, w->ar, &w->err) != OK) return w->err.msg;
    if (record_concepts(&list, NULL, w->r[who], RECORD_NOW, w->ar, &w->err) != OK) return w->err.msg;
    uint32_t n_want = oracle(want, log, n);
    if (n_want != n_set) return "another number of lists is in force";
    for (uint32_t i = 0; i < n_set; i++) {
        bool among = false; /* acts of one second have no order in the log that says which list is the later */
        for (uint32_t j = 0; j < n_want; j++) among = among || source_hash_cmp(&want[j], &set[i].hash) == 0;
        if (!among) return "other lists are in force";
        if (i && set[i].set_ms > set[i - 1].set_ms) return "the latest does not come first";
    }
    if (list.n_rival != (n_set ? n_set - 1 : 0) || list.n_concept != (n_set > 0)) return "the list that counts";
    if (n_set && !str_eq(list.concept[0].name, set[0].list.concept[0].name)) return "the first does not count";
    *most = n_set > *most ? n_set : *most;
    return NULL;
}

/* People set lists, merge one another, and their clocks go back now and then. */
TEST(lists_in_force_are_those_that_no_later_one_knows)
{
    uint32_t most = 0;
    for (uint32_t round = 0; round < 25; round++) {
        struct world w;
        uint64_t seed = round + 1;
        CHECK_MSG(begin(&w, round % 2), "%s", w.err.msg);
        for (int step = 0; step < 14; step++) {
            int who = (int)random_below(&seed, N_PEOPLE);
            struct record_merged m;
            w.clock.ms += (int64_t)random_below(&seed, 5) * 1000 - 1500;
            enum status code = OK;
            if (random_below(&seed, 5) < 3)
                code = set_list(&w, who, random_below(&seed, 4));
            else
                code = record_merge(&m, w.r[who], temp_path(&w.t, person[random_below(&seed, N_PEOPLE)]), &w.err);
            CHECK_MSG(code == OK, "round %u: %s", round, w.err.msg);
            const char *why = check_lists(&w, who, &most);
            CHECK_MSG(!why, "round %u, step %d: %s", round, step, why);
        }
        end(&w);
    }
    CHECK_MSG(most >= 3, "never more than %u lists: the test looks at nothing", most);
}

TEST(setting_a_list_settles_all_of_them)
{
    struct world w;
    struct record_merged m;
    struct record_concept_set *set;
    uint32_t n;
    CHECK_MSG(begin(&w, false), "%s", w.err.msg);
    for (int i = 0; i < N_PEOPLE; i++) CHECK_INT(set_list(&w, i, (uint32_t)i), OK);
    for (int i = 1; i < N_PEOPLE; i++) CHECK_INT(record_merge(&m, w.r[0], temp_path(&w.t, person[i]), &w.err), OK);
    CHECK_INT(m.concept_lists, 3);
    CHECK_INT(record_concept_sets(&set, &n, w.r[0], RECORD_NOW, w.ar, &w.err), OK);
    CHECK_INT(n, 3);
    for (uint32_t i = 1; i < n; i++) CHECK(set[i].set_ms <= set[i - 1].set_ms);
    /* The very text that counts already: it stands alone only from now on. */
    str text;
    struct concept_list list;
    CHECK_INT(record_concepts(&list, &text, w.r[0], RECORD_NOW, w.ar, &w.err), OK);
    CHECK_INT(list.n_rival, 2);
    CHECK_INT(record_set_concepts(w.r[0], text, w.ar, &w.err), OK);
    CHECK_INT(record_concept_sets(&set, &n, w.r[0], RECORD_NOW, w.ar, &w.err), OK);
    CHECK_INT(n, 1);
    CHECK_STR(set[0].set_by, "Ada");
    struct record_act *log;
    uint32_t before;
    CHECK_INT(record_log(&log, &before, w.r[0], 0, RECORD_NOW, w.ar, &w.err), OK);
    CHECK_INT(record_set_concepts(w.r[0], text, w.ar, &w.err), OK); /* and once more is nothing */
    CHECK_INT(record_log(&log, &n, w.r[0], 0, RECORD_NOW, w.ar, &w.err), OK);
    CHECK_INT(n, before);
    /* As of the time before, there were three. */
    struct record_view early = {NOON, DATE_NONE};
    CHECK_INT(record_concept_sets(&set, &n, w.r[0], early, w.ar, &w.err), OK);
    CHECK_INT(n, 0);
    end(&w);
}

/* ---- manifests ---- */

static enum status add_as(struct world *w, int who, struct manifest given)
{
    struct record_added a;
    struct record_item item = {.bytes = STR(TEXT), .given = given, .hints = {.name = STR("t.txt")}};
    enum status code = record_add(w->r[who], &item, &a, w->ar, &w->err);
    return code == OK ? record_commit(w->r[who], &w->err) : code;
}

TEST(a_disputed_document_has_what_the_others_say)
{
    struct world w;
    struct record_merged m;
    struct record_doc d;
    CHECK_MSG(begin(&w, false), "%s", w.err.msg);
    for (int i = 0; i < N_PEOPLE; i++) {
        struct manifest given = manifest_empty();
        w.clock.ms += 1000;
        given.title = i ? STR("Second word") : STR("First word");
        given.series = STR("s");
        given.date = test_day("2025-01-01");
        given.date_basis = i == 2 ? TEXT_DATE_SIDECAR : TEXT_DATE_OPTION;
        if (i == 1) given.items = 7;
        CHECK_MSG(add_as(&w, i, given) == OK, "%s", w.err.msg);
    }
    for (int i = 1; i < N_PEOPLE; i++) CHECK_INT(record_merge(&m, w.r[0], temp_path(&w.t, person[i]), &w.err), OK);
    CHECK_INT(record_find(&d, w.r[0], STR("s/latest"), RECORD_NOW, w.ar, &w.err), OK);
    CHECK(d.disputed);
    CHECK_INT(d.n_rival, 2);
    CHECK_INT(d.manifest.date_basis, TEXT_DATE_SIDECAR); /* the latest is shown, the others come latest first */
    const struct record_rival *bob = &d.rival[0];
    const struct record_rival *ada = &d.rival[1];
    CHECK(bob->said_ms == ada->said_ms + 1000 && source_hash_cmp(&bob->manifest_hash, &d.manifest_hash) != 0);
    CHECK_INT(bob->n_difference, 2);
    CHECK(!strcmp(bob->difference[0].key, "date-basis") && !strcmp(bob->difference[1].key, "items"));
    CHECK_STR(bob->difference[1].one, "");
    CHECK_STR(bob->difference[1].other, "7");
    CHECK_INT(ada->n_difference, 2);
    CHECK(!strcmp(ada->difference[0].key, "title"));
    CHECK_STR(ada->difference[0].one, "Second word");
    CHECK_STR(ada->difference[0].other, "First word");
    struct record_view early = {bob->said_ms, DATE_NONE};
    CHECK_INT(record_find(&d, w.r[0], STR("s/latest"), early, w.ar, &w.err), OK);
    CHECK_INT(d.n_rival, 1); /* the third had said nothing yet */
    struct manifest over = manifest_empty();
    w.clock.ms += 1000;
    CHECK_INT(record_find(&d, w.r[0], STR("s/latest"), RECORD_NOW, w.ar, &w.err), OK);
    CHECK_INT(record_edit(w.r[0], &d, &over, w.ar, &w.err), OK);
    CHECK_INT(record_find(&d, w.r[0], STR("s/latest"), RECORD_NOW, w.ar, &w.err), OK);
    CHECK(!d.disputed && !d.n_rival);
    end(&w);
}

/* Fields that differ are told once each, and a manifest differs from itself in nothing. */
TEST(differences_are_those_of_the_fields)
{
    static const struct {
        const char *one, *other, *keys;
    } cases[] = {
        {"title: a\n", "title: a\n", ""},
        {"title: a\n", "title: b\n", "title "},
        {"title: a\n", "", "title "},
        {"", "note: n\nitems: 3\n", "items note "},
        {"items: 0\n", "", "items "},
        {"date: 2025-01-01\ndate-basis: page\n", "date: 2025-01-01\ndate-basis: option\n", "date-basis "},
        {"date: 2025-01-01\ndate-basis: page\n", "date: 2025-01-02\ndate-basis: option\n", "date "},
        {"date: unknown\ndate-basis: option\n", "", "date "},
        {"date: unknown\ndate-basis: option\n", "date: 2025-01-01\ndate-basis: option\n", "date "},
        {"issuer: A; B\nkind: speech\n", "issuer: B; A\nkind: news\n", "issuer kind "},
        {"series: s\nlanguage: en\nmedia-type: text/html\ncharset: EUC-KR\nrights: own\naddress: x\nheads: h\nreply-to: r\n"
         "not-read: q\n",
         "", "series language media-type charset rights address heads reply-to not-read "},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct manifest m[2];
        struct manifest_difference *d;
        uint32_t n;
        struct err err = {0};
        arena *ar = arena_new(0);
        CHECK_INT(manifest_parse(&m[0], str_of(cases[i].one), TEXT_DATE_UNKNOWN, ar, &err), OK);
        CHECK_INT(manifest_parse(&m[1], str_of(cases[i].other), TEXT_DATE_UNKNOWN, ar, &err), OK);
        for (int way = 0; way < 2; way++) {
            buf keys = {0};
            CHECK_INT(manifest_differences(&d, &n, &m[way], &m[!way], ar, &err), OK);
            for (uint32_t k = 0; k < n; k++) {
                buf_addf(&keys, "%s ", d[k].key);
                CHECK(!str_eq(d[k].one, d[k].other));
            }
            CHECK_STR(buf_str(&keys), cases[i].keys);
            buf_free(&keys);
            CHECK_INT(manifest_differences(&d, &n, &m[way], &m[way], ar, &err), OK);
            CHECK_INT(n, 0);
        }
        arena_free(ar);
    }
}

TESTS(CASE(lists_in_force_are_those_that_no_later_one_knows), CASE(setting_a_list_settles_all_of_them),
      CASE(a_disputed_document_has_what_the_others_say), CASE(differences_are_those_of_the_fields))
