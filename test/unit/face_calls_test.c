/* Every call of entente.h, as a stranger uses it: what each gives, each error that it promises, and how long the texts live that
** it hands out. Run under the address sanitizer too: there a text that died too early is read on purpose by nobody. */
#include <entente.h>

#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"

static int64_t fixed_now(void *ctx)
{
    int64_t *calls = ctx;
    if (calls) ++*calls;
    return 1750000000000;
}

/* ---- a folder, and texts ---- */

static char folder[] = "/tmp/entente-calls-XXXXXX";
static char path[80], other[80];

static void remove_records(void)
{
    static const char *const suffix[] = {"", "-wal", "-shm", "-writer"};
    const char *const names[] = {path, other};
    char name[128];
    for (size_t n = 0; n < 2; n++) {
        for (size_t i = 0; i < sizeof suffix / sizeof suffix[0]; i++) {
            (void)snprintf(name, sizeof name, "%s%s", names[n], suffix[i]);
            (void)unlink(name);
        }
    }
}
static void set_up(void)
{
    if (!mkdtemp(folder)) abort();
    (void)snprintf(path, sizeof path, "%s/r.entente", folder);
    (void)snprintf(other, sizeof other, "%s/o.entente", folder);
}
static void clean_up(void)
{
    remove_records();
    (void)rmdir(folder);
}

static struct ent_options options_of(void) { return (struct ent_options){.author = "tester", .now_ms = fixed_now}; }

/* A new record, open for writing; NULL when that failed. */
static ent_record *fresh(const struct ent_options *opt)
{
    struct ent_error err = {ENT_OK, ""};
    ent_record *r = NULL;
    remove_records();
    if (ent_record_init(path, opt, &err) != ENT_OK || ent_record_open(&r, path, ENT_WRITE, opt, &err) != ENT_OK)
        printf("# %s\n", err.message);
    return r;
}

static enum ent_status add(ent_record *r, const char *text, const char *manifest, struct ent_added *added,
                           struct ent_error *err)
{
    return ent_record_add(r, text, strlen(text), manifest, added, err);
}

#define ONE "Both sides met in the capital.\n\nThey discussed ferries, locks, and tolls at the northern bridge.\n"
#define TWO "Both sides met in the harbour.\n\nThey discussed ferries and tolls at the northern bridge.\n"

/* ---- statuses and messages ---- */

/* A call that worked leaves the caller's error alone; one that failed sets both its members, in one line. */
TEST(errors_are_told_in_one_line)
{
    struct ent_options opt = options_of();
    struct ent_error err = {ENT_LIMIT, "as before"};
    struct ent_added added;
    struct ent_text text;
    ent_record *r = fresh(&opt);
    CHECK(r);
    CHECK_INT(add(r, ONE, "series: talks\ndate: 2024-01-01\n", &added, &err), ENT_OK);
    CHECK(err.status == ENT_LIMIT && !strcmp(err.message, "as before"));
    static const struct {
        const char *manifest;
        enum ent_status status;
    } bad[] = {{"title", ENT_FORMAT},          {"date: soon\n", ENT_FORMAT},
               {"kind: letter\n", ENT_FORMAT}, {"title: a\ntitle: b\n", ENT_FORMAT},
               {"series: a b\n", ENT_FORMAT},  {"rights: mine\n", ENT_FORMAT},
               {"unheard: of\n", ENT_FORMAT}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK_MSG(add(r, TWO, bad[i].manifest, &added, &err) == bad[i].status, "%s", bad[i].manifest);
        CHECK(err.status == bad[i].status && err.message[0] && !strchr(err.message, '\n') &&
              err.message[strlen(err.message) - 1] != '.');
    }
    CHECK_INT(ent_record_bytes(r, "talks/1999-09-09", &text, &err), ENT_NOTFOUND);
    CHECK(err.status == ENT_NOTFOUND && strstr(err.message, "talks/1999-09-09"));
    CHECK_INT(ent_record_bytes(r, NULL, &text, &err), ENT_MISUSE);
    CHECK_INT(ent_record_add(r, NULL, 3, NULL, &added, &err), ENT_MISUSE);
    CHECK_INT(ent_record_set_concepts(r, NULL, &err), ENT_MISUSE);
    CHECK_INT(ent_record_set_concepts(r, "concept: a\n", &err), ENT_BUSY); /* what was added waits for its commit */
    CHECK_INT(ent_record_commit(r, &err), ENT_OK);
    CHECK_INT(ent_record_set_concepts(r, "concept: a\n\nconcept: a\n", &err), ENT_FORMAT);
    CHECK_INT(ent_record_set_concepts(r, "concept: a\n\nconcept: a\n", NULL), ENT_FORMAT); /* nobody listens: fine */
    ent_record_close(r);
}

TEST(opening_and_its_errors)
{
    struct ent_options opt = options_of(), no_clock = {.author = "a"}, no_author = {.now_ms = fixed_now};
    struct ent_error err = {ENT_OK, ""};
    ent_record *r = fresh(&opt), *second = (ent_record *)&opt;
    CHECK(r);
    CHECK_INT(ent_record_init(path, &opt, &err), ENT_IO); /* something is there */
    CHECK_INT(ent_record_init(NULL, &opt, &err), ENT_MISUSE);
    CHECK_INT(ent_record_init(other, &no_clock, &err), ENT_MISUSE);
    CHECK_INT(ent_record_init(other, &no_author, &err), ENT_MISUSE);
    CHECK_INT(ent_record_init(other, NULL, &err), ENT_MISUSE);
    CHECK(access(other, F_OK) != 0); /* what was refused left nothing behind */
    CHECK_INT(ent_record_open(&second, path, ENT_WRITE, NULL, &err), ENT_MISUSE);
    CHECK(!second);
    CHECK_INT(ent_record_open(&second, path, ENT_READ, NULL, &err), ENT_OK); /* reading beside a writer */
    ent_record_close(second);
    ent_record_close(r);
    CHECK_INT(ent_record_open(&second, folder, ENT_READ, NULL, &err), ENT_FORMAT);
    CHECK(!second && err.message[0]);
    FILE *f = fopen(other, "w");
    CHECK(f && fputs("this is no record, but it is long enough to be looked at\n", f) >= 0 && fclose(f) == 0);
    CHECK_INT(ent_record_open(&second, other, ENT_READ, NULL, &err), ENT_FORMAT);
    CHECK(!second && strstr(err.message, other));
}

/* A record opened to read refuses every change, in words, and is as before. */
TEST(readers_change_nothing)
{
    struct ent_options opt = options_of();
    struct ent_error err = {ENT_OK, ""};
    struct ent_added added;
    char before[65], after[65];
    ent_record *r = fresh(&opt);
    CHECK(r && add(r, ONE, NULL, &added, &err) == ENT_OK && ent_record_commit(r, &err) == ENT_OK);
    CHECK_INT(ent_record_hash(r, before, &err), ENT_OK);
    ent_record_close(r);
    CHECK_INT(ent_record_open(&r, path, ENT_READ, NULL, &err), ENT_OK);
    CHECK(add(r, TWO, NULL, &added, &err) > ENT_DONE && err.message[0]);
    CHECK(ent_record_set_concepts(r, "concept: a\n", &err) > ENT_DONE && err.message[0]);
    ent_record_rollback(r);
    CHECK_INT(ent_record_hash(r, after, &err), ENT_OK);
    CHECK(!strcmp(before, after));
    ent_record_close(r);
}

/* ---- options ---- */

static int stop_at_once(void *ctx, const char *work, uint64_t done, uint64_t total)
{
    *(int64_t *)ctx += 1000000; /* told from the calls of the clock */
    return work && done <= total;
}

TEST(options_are_heeded)
{
    int64_t calls = 0;
    struct ent_options opt = options_of();
    struct ent_error err = {ENT_OK, ""};
    struct ent_added added;
    struct ent_verdict v;
    opt.ctx = &calls;
    opt.max_text_bytes = 100;
    char author[] = "somebody";
    opt.author = author;
    ent_record *r = fresh(&opt);
    CHECK(r);
    memset(author, 'x', sizeof author - 1); /* it was copied by the call */
    CHECK_INT(add(r, ONE ONE, NULL, &added, &err), ENT_LIMIT);
    CHECK(strstr(err.message, "100"));
    CHECK_INT(add(r, "A short text that is taken.\n", NULL, &added, &err), ENT_OK);
    CHECK_INT(ent_record_commit(r, &err), ENT_OK);
    CHECK(calls > 0); /* the clock is the caller's */
    ent_record_close(r);
    opt.progress = stop_at_once;
    CHECK_INT(ent_record_open(&r, path, ENT_READ, &opt, &err), ENT_OK);
    enum ent_status st = ent_record_verify(r, &v, &err);
    CHECK_INT(st, calls >= 1000000 ? ENT_CANCELLED : ENT_OK); /* whoever was asked to stop did */
    ent_record_close(r);
    CHECK(ent_clock(NULL) > 1700000000000);
}

/* ---- what is handed out ---- */

/* Nothing handed out is NULL, not even where nothing is known. */
TEST(no_text_is_null)
{
    struct ent_options opt = options_of();
    struct ent_error err = {ENT_OK, ""};
    struct ent_added added;
    struct ent_docs *docs;
    struct ent_doc doc;
    struct ent_text bytes;
    ent_record *r = fresh(&opt);
    CHECK(r && ent_record_add(r, NULL, 0, NULL, &added, &err) != ENT_MISUSE); /* no bytes are bytes, if no text */
    CHECK_INT(add(r, "Some words by nobody in particular.\n", NULL, &added, &err), ENT_OK);
    CHECK(added.as == ENT_NEW && added.name[0] && strlen(added.hash) == 64 && !strcmp(added.of, "") && added.similarity == 0);
    CHECK(!strncmp(added.hash, added.name, strlen(added.name))); /* without a series the hash's first digits name it */
    CHECK_INT(ent_record_commit(r, &err), ENT_OK);
    CHECK_INT(ent_docs_open(&docs, r, NULL, &err), ENT_OK);
    while (ent_docs_next(docs, &doc) == ENT_OK) {
        const char *const texts[] = {doc.name,     doc.hash,   doc.title,   doc.issuer, doc.series,    doc.kind,
                                     doc.language, doc.rights, doc.address, doc.date,   doc.date_basis};
        for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) CHECK_MSG(texts[i], "text %zu", i);
        CHECK(doc.date[0] || !strcmp(doc.date_basis, "unknown"));
    }
    ent_docs_close(docs);
    CHECK_INT(ent_docs_open(&docs, r, "no-such-series", &err), ENT_OK);
    CHECK_INT(ent_docs_next(docs, &doc), ENT_DONE);
    ent_docs_close(docs);
    CHECK_INT(ent_record_bytes(r, added.name, &bytes, &err), ENT_OK);
    CHECK(bytes.p[bytes.n_bytes] == '\0');
    ent_record_close(r);
}

/* A walk holds what it saw when it was opened, and its texts outlive calls on the record. */
TEST(a_walk_has_texts_of_its_own)
{
    struct ent_options opt = options_of();
    struct ent_error err = {ENT_OK, ""};
    struct ent_added added;
    struct ent_docs *docs;
    struct ent_doc first, second;
    char name[64];
    ent_record *r = fresh(&opt);
    CHECK(r && add(r, ONE, "series: talks\ndate: 2024-01-01\ntitle: The first\n", &added, &err) == ENT_OK);
    CHECK(add(r, TWO, "series: talks\ndate: 2025-01-01\n", &added, &err) == ENT_OK && ent_record_commit(r, &err) == ENT_OK);
    CHECK_INT(ent_docs_open(&docs, r, "talks", &err), ENT_OK);
    CHECK_INT(ent_docs_next(docs, &first), ENT_OK);
    CHECK(add(r, "A third text, of another day.\n", "series: talks\ndate: 2025-06-01\n", &added, &err) == ENT_OK &&
          ent_record_commit(r, &err) == ENT_OK);
    CHECK(!strcmp(first.name, "talks/2024-01-01") && !strcmp(first.title, "The first")); /* other calls did not touch it */
    (void)snprintf(name, sizeof name, "%s", first.name);
    CHECK_INT(ent_docs_next(docs, &second), ENT_OK);
    CHECK(!strcmp(second.name, "talks/2025-01-01") && second.n_words > 0 && second.n_sentences == 2);
    CHECK_INT(ent_docs_next(docs, &second), ENT_DONE); /* the third came after the walk began */
    CHECK_INT(ent_docs_next(docs, &second), ENT_DONE);
    ent_docs_close(docs);
    ent_record_close(r);
}

/* ---- what sources are taken for ---- */

TEST(copies_are_told_from_new_texts)
{
    struct ent_options opt = options_of();
    struct ent_error err = {ENT_OK, ""};
    struct ent_added added;
    ent_record *r = fresh(&opt);
    CHECK(r && add(r, ONE, "series: talks\ndate: 2024-01-01\n", &added, &err) == ENT_OK && added.as == ENT_NEW);
    CHECK(add(r, ONE, NULL, &added, &err) == ENT_OK && added.as == ENT_SAME && !strcmp(added.name, "talks/2024-01-01"));
    CHECK(add(r, ONE "\n\n", NULL, &added, &err) == ENT_OK && added.as == ENT_COPY && !strcmp(added.of, "talks/2024-01-01"));
    CHECK(add(r, ONE "\nA last sentence came on top of it.\n", "series: talks\ndate: 2024-01-01\n", &added, &err) == ENT_OK);
    CHECK(added.as == ENT_NEAR_COPY && added.similarity > 0.5 && added.similarity < 1 && !strcmp(added.of, "talks/2024-01-01"));
    CHECK(!strcmp(added.name, "talks/2024-01-01-2"));
    ent_record_close(r);
}

/* ---- batches ---- */

/* Rolled back or closed: what was not committed never was; a commit of nothing is fine and makes no act. */
TEST(only_a_commit_keeps)
{
    struct ent_options opt = options_of();
    struct ent_error err = {ENT_OK, ""};
    struct ent_added added;
    struct ent_verdict v, again;
    ent_record *r = fresh(&opt);
    CHECK(r && ent_record_verify(r, &v, &err) == ENT_OK && v.documents == 0 && v.n_problems == 0);
    CHECK_INT(ent_record_commit(r, &err), ENT_OK);
    CHECK(ent_record_verify(r, &again, &err) == ENT_OK && again.acts == v.acts);
    CHECK_INT(add(r, ONE, NULL, &added, &err), ENT_OK);
    ent_record_rollback(r);
    CHECK_INT(ent_record_commit(r, &err), ENT_OK);
    CHECK(ent_record_verify(r, &again, &err) == ENT_OK && again.artifacts == v.artifacts);
    CHECK_INT(add(r, ONE, NULL, &added, &err), ENT_OK);
    CHECK(added.as == ENT_NEW); /* the one rolled back left no trace */
    CHECK_INT(ent_record_commit(r, &err), ENT_OK);
    CHECK(ent_record_verify(r, &again, &err) == ENT_OK && again.documents == 1 && again.acts == v.acts + 1);
    ent_record_close(r);
}

/* ---- answers ---- */

TEST(comparisons_and_their_errors)
{
    struct ent_options opt = options_of();
    struct ent_error err = {ENT_OK, ""};
    struct ent_added added;
    struct ent_text json = {NULL, 0};
    ent_record *r = fresh(&opt);
    CHECK(r);
    CHECK(ent_compare_json(r, NULL, NULL, NULL, &json, &err) > ENT_DONE && err.message[0]); /* an empty record */
    CHECK(add(r, ONE, "series: talks\ndate: 2024-01-01\n", &added, &err) == ENT_OK &&
          add(r, TWO, "series: talks\ndate: 2025-01-01\n", &added, &err) == ENT_OK);
    CHECK_INT(ent_record_commit(r, &err), ENT_OK);
    CHECK_INT(ent_record_set_concepts(r, "concept: locks\n", &err), ENT_OK); /* kept at once */
    CHECK_INT(ent_compare_json(r, NULL, NULL, "no-such", &json, &err), ENT_NOTFOUND);
    CHECK_INT(ent_compare_json(r, "talks/2025-01-01", "talks/1990-01-01", NULL, &json, &err), ENT_NOTFOUND);
    CHECK_INT(ent_compare_json(r, "talks/2025-01-01", "talks/2024-01-01", NULL, &json, &err), ENT_OK);
    CHECK(json.p[json.n_bytes] == '\0' && strstr(json.p, "\"schema\": \"entente/compare/1\""));
    char *kept = strdup(json.p);
    CHECK_INT(ent_compare_json(r, NULL, NULL, "talks", &json, &err), ENT_OK);
    CHECK(kept && strstr(json.p, "\"older\": \"talks/2024-01-01\"") && strstr(kept, "\"older\": \"talks/2024-01-01\""));
    free(kept);
    ent_record_close(r);
}

/* Two records with the same texts, added in the same order at the same time, have the same hash; another text, another hash. */
TEST(hashes_are_of_the_contents)
{
    struct ent_options opt = options_of();
    struct ent_error err = {ENT_OK, ""};
    struct ent_added added;
    char hash[3][65];
    for (int i = 0; i < 3; i++) {
        ent_record *r = fresh(&opt);
        CHECK(r && add(r, i == 2 ? TWO : ONE, "series: talks\ndate: 2024-01-01\n", &added, &err) == ENT_OK &&
              ent_record_commit(r, &err) == ENT_OK);
        CHECK_INT(ent_record_hash(r, hash[i], &err), ENT_OK);
        CHECK_INT(strspn(hash[i], "0123456789abcdef"), 64);
        ent_record_close(r);
    }
    CHECK(!strcmp(hash[0], hash[1]) && strcmp(hash[0], hash[2]));
}

TESTS_WITH(set_up, clean_up, CASE(errors_are_told_in_one_line), CASE(opening_and_its_errors), CASE(readers_change_nothing),
           CASE(options_are_heeded), CASE(no_text_is_null), CASE(a_walk_has_texts_of_its_own),
           CASE(copies_are_told_from_new_texts), CASE(only_a_commit_keeps), CASE(comparisons_and_their_errors),
           CASE(hashes_are_of_the_contents))
