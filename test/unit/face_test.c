/* The library's face, used as a stranger would: this file includes entente.h and nothing of the rooms. */
#include <entente.h>

#include <sys/stat.h>
#include <unistd.h>

#include "test.h"

static const char first[] =
    "Statement of the first meeting\n\nBoth sides met in the capital. They reaffirmed that the alliance is "
    "ironclad.\n\nThey discussed information sharing, joint planning and exercises.\n";
static const char second[] = "Statement of the second meeting\n\nBoth sides met in the harbour town.\n\n"
                             "They discussed information sharing and exercises. Freedonia will take the leading role.\n";

static int64_t fixed_now(void *ctx)
{
    (void)ctx;
    return 1750000000000;
}
static struct ent_options options_of(const char *author) { return (struct ent_options){.author = author, .now_ms = fixed_now}; }

static char folder[] = "/tmp/entente-face-XXXXXX";
static char path[64];
static void set_up(void)
{
    if (!mkdtemp(folder)) abort();
    (void)snprintf(path, sizeof path, "%s/r.entente", folder);
}
static void remove_record(void)
{
    static const char *const suffix[] = {"", "-wal", "-shm"};
    char name[96];
    for (size_t i = 0; i < sizeof suffix / sizeof suffix[0]; i++) {
        (void)snprintf(name, sizeof name, "%s%s", path, suffix[i]);
        (void)unlink(name);
    }
}
static void clean_up(void)
{
    remove_record();
    (void)rmdir(folder);
}

/* A record with the two statements, open for writing; NULL and a TAP remark when something failed. */
static ent_record *two_statements(void)
{
    struct ent_options opt = options_of("tester");
    struct ent_error err = {ENT_OK, ""};
    struct ent_added added;
    ent_record *r = NULL;
    remove_record();
    if (ent_record_init(path, &opt, &err) == ENT_OK && ent_record_open(&r, path, ENT_WRITE, &opt, &err) == ENT_OK &&
        ent_record_add(r, first, sizeof first - 1, "series: talks\ndate: 2024-01-10\n", &added, &err) == ENT_OK &&
        ent_record_add(r, second, sizeof second - 1, "series: talks\ndate: 2025-02-12\ntitle: The second\n", &added, &err) ==
            ENT_OK &&
        ent_record_commit(r, &err) == ENT_OK)
        return r;
    printf("# %s\n", err.message);
    ent_record_close(r);
    return NULL;
}

TEST(versions_agree) { CHECK(!strcmp(ent_version(), ENT_VERSION)); }

TEST(what_was_added_is_told_and_walked)
{
    struct ent_error err = {ENT_OK, ""};
    struct ent_added added;
    struct ent_docs *docs = NULL;
    struct ent_doc doc;
    struct ent_text bytes;
    ent_record *r = two_statements();
    CHECK(r);
    CHECK_INT(ent_record_add(r, first, sizeof first - 1, NULL, &added, &err), ENT_OK);
    CHECK_INT(added.as, ENT_SAME);
    CHECK_INT(strlen(added.hash), 64);
    CHECK_INT(ent_record_commit(r, &err), ENT_OK);
    CHECK_INT(ent_docs_open(&docs, r, "talks", &err), ENT_OK);
    CHECK_INT(ent_docs_next(docs, &doc), ENT_OK);
    CHECK(!strcmp(doc.date, "2024-01-10"));
    CHECK(!strcmp(doc.name, "talks/2024-01-10"));
    CHECK_INT(ent_docs_next(docs, &doc), ENT_OK);
    CHECK(!strcmp(doc.title, "The second"));
    CHECK(doc.n_sentences >= 3 && doc.n_bytes == sizeof second - 1);
    CHECK_INT(ent_docs_next(docs, &doc), ENT_DONE);
    CHECK_INT(ent_docs_next(docs, &doc), ENT_DONE);
    ent_docs_close(docs);
    CHECK_INT(ent_record_bytes(r, "talks/2024-01-10", &bytes, &err), ENT_OK);
    CHECK(bytes.n_bytes == sizeof first - 1 && !memcmp(bytes.p, first, bytes.n_bytes + 1));
    ent_record_close(r);
}

TEST(the_comparison_names_what_was_lost)
{
    struct ent_error err = {ENT_OK, ""};
    struct ent_text json;
    ent_record *r = two_statements();
    CHECK(r);
    CHECK_INT(ent_compare_json(r, NULL, NULL, "talks", &json, &err), ENT_OK);
    CHECK(strlen(json.p) == json.n_bytes);
    CHECK(strstr(json.p, "joint planning") && strstr(json.p, "ironclad") && strstr(json.p, "leading role"));
    CHECK_INT(ent_compare_json(r, "talks/1999-01-01", NULL, NULL, &json, &err), ENT_NOTFOUND);
    CHECK(err.message[0] && err.status == ENT_NOTFOUND);
    ent_record_close(r);
}

TEST(what_was_not_committed_is_given_up)
{
    struct ent_options opt = options_of("tester");
    struct ent_error err = {ENT_OK, ""};
    struct ent_added added;
    struct ent_verdict verdict;
    char before[65], after[65];
    ent_record *r = two_statements();
    CHECK(r);
    CHECK_INT(ent_record_hash(r, before, &err), ENT_OK);
    CHECK_INT(strlen(before), 64);
    CHECK_INT(ent_record_add(r, "A third text that nobody keeps.", 31, NULL, &added, &err), ENT_OK);
    ent_record_close(r);
    CHECK_INT(ent_record_open(&r, path, ENT_READ, NULL, &err), ENT_OK);
    CHECK_INT(ent_record_hash(r, after, &err), ENT_OK);
    CHECK(!strcmp(before, after));
    CHECK_INT(ent_record_verify(r, &verdict, &err), ENT_OK);
    CHECK_INT(verdict.n_problems, 0);
    CHECK(verdict.documents == 2 && verdict.passages >= 6);
    ent_record_close(r);
    CHECK_INT(ent_record_open(&r, path, ENT_WRITE, &opt, &err), ENT_OK);
    ent_record_close(r);
}

TEST(misuse_is_told_not_punished)
{
    struct ent_options nobody = options_of("");
    struct ent_error err = {ENT_OK, ""};
    struct ent_added added;
    ent_record *r = (ent_record *)path;
    CHECK_INT(ent_record_open(&r, NULL, ENT_READ, NULL, &err), ENT_MISUSE);
    CHECK(!r);
    remove_record();
    CHECK_INT(ent_record_init(path, &nobody, &err), ENT_MISUSE);
    CHECK_INT(ent_record_open(&r, path, ENT_READ, NULL, &err), ENT_NOTFOUND);
    CHECK(strstr(err.message, path));
    CHECK_INT(ent_record_open(&r, path, ENT_READ, NULL, NULL), ENT_NOTFOUND); /* nobody listens: fine */
    r = two_statements();
    CHECK(r);
    CHECK_INT(ent_record_add(r, "text", 4, "no such key: x\n", &added, &err), ENT_FORMAT);
    CHECK(strstr(err.message, "line 1"));
    ent_record_close(r);
    ent_record_close(NULL);
    ent_docs_close(NULL);
}

TESTS_WITH(set_up, clean_up, CASE(versions_agree), CASE(what_was_added_is_told_and_walked),
           CASE(the_comparison_names_what_was_lost), CASE(what_was_not_committed_is_given_up),
           CASE(misuse_is_told_not_punished))
