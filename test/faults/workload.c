/* The work under which the fault tests let memory, writes and the process fail. */
#include "workload.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char concepts[] = "concept: Freedonia\nkind: party\nalias.en: Freedonia | the Republic of Freedonia\n\n"
                               "concept: joint planning\nkind: term\n";

static const struct {
    const char *name, *date, *text;
} texts[] = {
    {"a.txt", "2024-01-10",
     "Statement of the first meeting\n\nBoth sides met in the capital. They reaffirmed that the alliance is ironclad. "
     "Freedonia will host the next meeting.\n\nThey discussed information sharing, joint planning and exercises.\n"},
    {"b.txt", "2024-06-11",
     "Statement of the second meeting\n\nBoth sides met in the harbour town. They reaffirmed that the alliance is ironclad.\n\n"
     "They discussed information sharing, joint planning, exercises and training.\n"},
    {"c.txt", "2025-02-12",
     "Statement of the third meeting\n\nBoth sides met in the capital. The Republic of Freedonia will host the next "
     "meeting.\n\n"
     "They discussed information sharing, exercises and training. Nobody spoke of money.\n"},
};

static int64_t fixed_now(void *ctx)
{
    (void)ctx;
    return 1750000000000;
}

const struct env *work_env(void)
{
    static const struct env env = {.now_ms = fixed_now, .author = {"tester", 6}};
    return &env;
}

static enum status add_text(record *r, size_t i, struct record_added *added, arena *ar, struct err *err)
{
    struct record_item item = {.bytes = str_of(texts[i].text), .path = str_of(texts[i].name)};
    item.hints.name = item.path;
    item.given = (struct manifest){.date = DATE_NONE, .items = -1, .series = STR("talks"), .issuer = STR("Freedonia")};
    if (!day_parse_iso(str_of(texts[i].date), &item.given.date)) return err_set(err, E_FORMAT, "bad date in the test");
    item.given.date_basis = TEXT_DATE_OPTION;
    return record_add(r, &item, added, ar, err);
}

bool work_make(const char *path)
{
    struct err err = {0};
    arena *ar = arena_new(0);
    record *r = NULL;
    struct record_added added;
    work_remove(path);
    enum status s = ar ? record_init(path, work_env(), &err) : E_NOMEM;
    if (!s) s = record_open(&r, path, RECORD_WRITE, work_env(), &err);
    if (!s) s = record_set_concepts(r, str_of(concepts), ar, &err);
    for (size_t i = 0; !s && i < 2; i++) s = add_text(r, i, &added, ar, &err);
    if (!s) s = record_commit(r, &err);
    if (s) printf("# making %s: %s\n", path, err.msg);
    record_close(r);
    arena_free(ar);
    return s == OK;
}

bool work_copy(const char *from, const char *to)
{
    char part[65536];
    work_remove(to);
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    size_t n = 0;
    bool good = in && out;
    while (good && (n = fread(part, 1, sizeof part, in)) > 0) good = fwrite(part, 1, n, out) == n;
    if (in) fclose(in);
    if (out && fclose(out) != 0) good = false;
    return good;
}

void work_remove(const char *path)
{
    static const char *const suffix[] = {"", "-wal", "-shm", "-journal", "-writer"};
    char name[4096];
    for (size_t i = 0; i < ARRAY_LEN(suffix); i++) {
        (void)snprintf(name, sizeof name, "%s%s", path, suffix[i]);
        (void)unlink(name);
    }
}

void work_run(struct work_done *out, const char *path)
{
    *out = (struct work_done){0};
    record *r = NULL;
    struct record_added added;
    struct record_doc doc;
    struct manifest over = {.date = DATE_NONE, .items = 9};
    struct compare_report report;
    struct compare_request req = {.series = STR("talks"), .view = RECORD_NOW};
    arena *ar = arena_new(0);
    enum status s = ar ? record_open(&r, path, RECORD_WRITE, work_env(), &out->err) : E_NOMEM;
    if (!ar) (void)err_set(&out->err, E_NOMEM, "no memory for the work");
    if (!s) s = add_text(r, 2, &added, ar, &out->err);
    if (!s) out->added[out->n_added++] = added.source;
    if (!s) s = record_commit(r, &out->err);
    out->committed = s == OK;
    if (!s) s = record_find(&doc, r, STR("talks/2024-06-11"), RECORD_NOW, ar, &out->err);
    if (!s) s = record_edit(r, &doc, &over, ar, &out->err);
    if (!s) s = compare_report_make(&report, r, &req, ar, &out->err);
    if (!s)
        out->n_change =
            report.newer_count[LABEL_REWORDED] + report.newer_count[LABEL_RETURNED] + report.older_count[LABEL_DROPPED];
    record_close(r);
    arena_free(ar);
    out->status = s;
}

bool work_intact(const char *path, const struct work_done *done, char why[512])
{
    struct err err = {0};
    record *r = NULL;
    struct record_verdict verdict = {0};
    str bytes;
    arena *ar = arena_new(0);
    enum status s = ar ? record_open(&r, path, RECORD_WRITE, work_env(), &err) : E_NOMEM;
    if (!s) s = record_verify(&verdict, r, ar, &err);
    bool good = !s && verdict.n_problem == 0;
    (void)snprintf(why, 512, "%s", s ? err.msg : verdict.n_problem ? verdict.problem[0] : "");
    for (uint32_t i = 0; good && done->committed && i < done->n_added; i++) {
        if (record_bytes(&bytes, r, &done->added[i], ar, &err) == OK) continue;
        good = false;
        (void)snprintf(why, 512, "a promised text is not there: %s", err.msg);
    }
    record_close(r);
    arena_free(ar);
    return good;
}
