/* The works under which the fault tests let memory and writes fail. */
#include "workload.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "network_help.h"
#include "record/record.h"

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
    item.given = (struct manifest){
        .date = DATE_NONE, .items = -1, .series = STR("talks"), .issuer = STR("Freedonia"), .language = STR("en")};
    if (!day_parse_iso(str_of(texts[i].date), &item.given.date)) return err_set(err, E_FORMAT, "bad date in the test");
    item.given.date_basis = TEXT_DATE_OPTION;
    return record_add(r, &item, added, ar, err);
}

/* A small model for parsing, made once, before anything fails, and there to the end of the process. */
static str work_model(void)
{
    static str bytes;
    static arena *life;
    struct network_made made;
    if (life) return bytes;
    life = arena_new(0);
    if (!life) return bytes;
    network_make(&made, 7, life);
    bytes = network_file(&made, life);
    return bytes;
}

/* A file beside the record at path. */
static void beside(char out[4096], const char *path, const char *name)
{
    const char *slash = strrchr(path, '/');
    (void)snprintf(out, 4096, "%.*s%s", slash ? (int)(slash - path + 1) : 0, path, name);
}

/* A new record with some of the texts. */
static bool make_one(const char *path, const char *list, size_t from, size_t to)
{
    struct err err = {0};
    arena *ar = arena_new(0);
    record *r = NULL;
    struct record_added added;
    work_remove(path);
    enum status s = ar ? record_init(path, work_env(), &err) : E_NOMEM;
    if (!s) s = record_open(&r, path, RECORD_WRITE, work_env(), &err);
    if (!s && list) s = record_set_concepts(r, str_of(list), ar, &err);
    for (size_t i = from; !s && i < to; i++) s = add_text(r, i, &added, ar, &err);
    if (!s) s = record_commit(r, &err);
    if (s) printf("# making %s: %s\n", path, err.msg);
    record_close(r);
    arena_free(ar);
    return s == OK;
}

bool work_make(const char *path)
{
    char other[4096];
    beside(other, path, "other.entente");
    return make_one(path, concepts, 0, 2) && make_one(other, NULL, 2, 3);
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

/* Each of the works below: the status of the first call that failed. */

static enum status work_add(struct work_done *out, record *r, arena *ar)
{
    struct record_added added;
    struct record_doc doc;
    struct manifest over = {.date = DATE_NONE, .items = 9};
    struct compare_report report;
    struct compare_request req = {.series = STR("talks"), .view = RECORD_NOW};
    enum status s = add_text(r, 2, &added, ar, &out->err);
    if (!s) out->added[out->n_added++] = added.source;
    if (!s) s = record_commit(r, &out->err);
    out->committed = s == OK;
    if (!s) s = record_find(&doc, r, STR("talks/2024-06-11"), RECORD_NOW, ar, &out->err);
    if (!s) s = record_edit(r, &doc, &over, ar, &out->err);
    if (!s) s = compare_report_make(&report, r, &req, ar, &out->err);
    if (!s)
        out->n_change =
            report.newer_count[LABEL_REWORDED] + report.newer_count[LABEL_RETURNED] + report.older_count[LABEL_DROPPED];
    return s;
}

static enum status work_concepts(struct work_done *out, record *r, arena *ar)
{
    static const char list[] = "concept: Sylvania\nkind: party\nalias.en: the Duchy\n\nconcept: exercises\nkind: term\n";
    struct record_doc doc;
    struct concept_list l;
    struct manifest title = manifest_empty(), gone = manifest_empty();
    title.title = STR("A better title");
    gone.title = STR("-");
    enum status s = record_set_concepts(r, str_of(list), ar, &out->err);
    if (!s) s = record_concepts(&l, NULL, r, RECORD_NOW, ar, &out->err);
    if (!s) out->n_change = l.n_concept;
    if (!s) s = record_find(&doc, r, STR("talks/2024-01-10"), RECORD_NOW, ar, &out->err);
    if (!s) s = record_edit(r, &doc, &title, ar, &out->err);
    if (!s) s = record_find(&doc, r, STR("talks/2024-01-10"), RECORD_NOW, ar, &out->err);
    if (!s) s = record_edit(r, &doc, &gone, ar, &out->err);
    return s;
}

static enum status work_merge(struct work_done *out, record *r, const char *path)
{
    char other[4096];
    struct record_merged merged;
    beside(other, path, "other.entente");
    enum status s = record_merge(&merged, r, other, &out->err);
    out->committed = s == OK;
    if (s) return s;
    source_hash_bytes(&out->added[out->n_added++], str_of(texts[2].text));
    out->n_change = (uint32_t)merged.artifacts_new;
    return OK;
}

static enum status work_rebuild(struct work_done *out, record *r)
{
    struct source_hash before, after;
    enum status s = record_state_hash(&before, NULL, NULL, r, &out->err);
    if (!s) s = record_rebuild(r, &out->err);
    if (!s) s = record_state_hash(&after, NULL, NULL, r, &out->err);
    out->other_state = !s && source_hash_cmp(&before, &after) != 0;
    out->n_change = 1;
    return s;
}

static void no_loss(void *ctx, str line)
{
    (void)line;
    ++*(uint32_t *)ctx;
}

/* path is only read; the new record must be whole, or not be there. */
static enum status work_salvage(struct work_done *out, const char *path)
{
    char made[4096];
    struct record_salvaged saved;
    uint32_t lost = 0;
    beside(made, path, "salvaged.entente");
    work_remove(made);
    enum status s = record_salvage(&saved, path, made, work_env(), no_loss, &lost, &out->err);
    out->half_written = s && access(made, F_OK) == 0;
    out->other_state = !s && (lost || saved.lost);
    if (!s) out->n_change = (uint32_t)saved.kept;
    return s;
}

/* One document. What could not be kept is a failure that was told; what was kept must be what was made. */
static enum status parse_one(struct work_done *out, record *r, const char *name, arena *ar)
{
    struct record_doc doc;
    struct record_parsed a, b;
    struct err *err = &out->err;
    enum status s = record_find(&doc, r, str_of(name), RECORD_NOW, ar, err);
    if (!s) s = record_parse(&a, r, &doc, ar, err);
    if (!s && a.as == RECORD_PARSE_MADE) s = err_set(err, a.not_kept.code, "%s", a.not_kept.msg);
    if (!s) s = record_parse(&b, r, &doc, ar, err);
    if (s) return s;
    uint32_t n = a.text.words.n_word;
    if (n != b.text.words.n_word || memcmp(a.text.head, b.text.head, n * sizeof *a.text.head) != 0) out->other_state = true;
    out->n_change += n;
    return OK;
}

static enum status work_parse(struct work_done *out, record *r, arena *ar)
{
    struct source_hash before, after;
    struct record_parses made;
    struct err *err = &out->err;
    record_set_model(r, work_model());
    enum status s = record_state_hash(&before, NULL, NULL, r, err);
    if (!s) s = parse_one(out, r, "talks/2024-01-10", ar);
    if (!s) s = record_rebuild(r, err);
    if (!s) s = record_parses_make(&made, r, true, err);
    if (!s) s = parse_one(out, r, "talks/2024-06-11", ar);
    if (!s) s = record_state_hash(&after, NULL, NULL, r, err);
    if (!s && source_hash_cmp(&before, &after) != 0) out->other_state = true;
    return s;
}

static enum status work_read(struct work_done *out, record *r, arena *ar)
{
    struct record_doc *doc = NULL;
    struct record_hit *hit;
    struct record_act *act;
    struct record_series *series;
    struct record_reading reading;
    struct compare_history history;
    struct compare_phrases phrases;
    struct compare_silences silences;
    struct source_hash state;
    struct record_query q = {.from = DATE_NONE, .to = DATE_NONE};
    uint32_t n_doc, n_hit, n_act, n_series;
    struct err *err = &out->err;
    enum status s = record_list(&doc, &n_doc, r, &q, RECORD_NOW, ar, err);
    if (!s) s = record_series_list(&series, &n_series, r, RECORD_NOW, ar, err);
    if (!s) s = record_search(&hit, &n_hit, r, STR("\"joint planning\" OR ironclad"), 5, RECORD_NOW, ar, err);
    if (!s) s = record_log(&act, &n_act, r, 0, RECORD_NOW, ar, err);
    if (!s) s = record_read(&reading, r, &doc[0], ar, err);
    if (!s) s = compare_history_make(&history, r, STR("Freedonia"), STR("talks"), RECORD_NOW, ar, err);
    if (!s) s = compare_phrases_make(&phrases, r, STR("talks"), 0, 0, (enum compare_phrase_order)0, RECORD_NOW, ar, err);
    if (!s) s = compare_silences_make(&silences, r, STR("talks"), 0, RECORD_NOW, ar, err);
    if (!s) s = record_state_hash(&state, NULL, NULL, r, err);
    if (!s) out->n_change = n_doc + n_hit + n_act;
    return s;
}

void work_run(struct work_done *out, enum work which, const char *path)
{
    *out = (struct work_done){0};
    record *r = NULL;
    arena *ar = arena_new(0);
    enum status s = ar ? OK : err_set(&out->err, E_NOMEM, "no memory for the work");
    if (!s && which != WORK_SALVAGE) s = record_open(&r, path, RECORD_WRITE, work_env(), &out->err);
    if (!s) switch (which) {
        case WORK_ADD: s = work_add(out, r, ar); break;
        case WORK_CONCEPTS: s = work_concepts(out, r, ar); break;
        case WORK_MERGE: s = work_merge(out, r, path); break;
        case WORK_REBUILD: s = work_rebuild(out, r); break;
        case WORK_SALVAGE: s = work_salvage(out, path); break;
        case WORK_PARSE: s = work_parse(out, r, ar); break;
        case WORK_READ: s = work_read(out, r, ar); break;
        case WORK_COUNT: break;
        }
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
    bool good = !s && verdict.n_problem == 0 && !done->other_state && !done->half_written;
    const char *wrong = s                    ? err.msg
                        : verdict.n_problem  ? verdict.problem[0]
                        : done->other_state  ? "the state is another than before"
                        : done->half_written ? "half of a new record was left behind"
                                             : "";
    (void)snprintf(why, 512, "%s", wrong);
    for (uint32_t i = 0; good && done->committed && i < done->n_added; i++) {
        if (record_bytes(&bytes, r, &done->added[i], ar, &err) == OK) continue;
        good = false;
        (void)snprintf(why, 512, "a promised text is not there: %s", err.msg);
    }
    record_close(r);
    arena_free(ar);
    return good;
}
