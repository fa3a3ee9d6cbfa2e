/* entente add: read sources into the record. A line is printed for a source only once it is safe
** on disk; sources are committed together, by size and by time, so that many small ones are fast.
**
** What holds at any moment: the record has every source whose line was shown, and perhaps some of
** the group that is under way, all or none of them. */
#include "cli/commands.h"
#include "cli/manifest.h"

/* A group is committed at 8 MiB, after a quarter of a second, or at 20,000 sources: each commit
** waits for the disk and writes pages of every index again, and a person should see lines come. A
** long addition has its progress shown and gains by larger groups, so bytes and time double with
** each group, GROUP_DOUBLINGS times; the bytes bound what a crash can lose and what a batch holds
** in memory. */
enum { GROUP_BYTES = 8 << 20, GROUP_MS = 250, GROUP_MAX = 20000, GROUP_DOUBLINGS = 3 };

/* One run of the command. What waits in `waiting` is in the record's batch and on no disk yet;
** n_waiting is the number of its lines. */
struct adding {
    struct cli *c;
    arena *ar;   /* of one source; empty between two */
    buf waiting; /* lines about sources that are not yet safe */
    uint64_t n_waiting;
    int64_t group_ms;  /* when the first of the group came */
    uint32_t doubling; /* how often the measures of a group have doubled */
    uint32_t n_failed;
    enum cli_exit code; /* the worst so far */
    bool stopped;       /* the record itself failed: nothing more can be added */
};

/* Exit codes rise with their weight, so the largest is the one to end with: a limit after an
** unreadable file is told as the limit. */
static void worst(struct adding *a, enum cli_exit code)
{
    if (code > a->code) a->code = code;
}

/* One source that cannot be read is told and counted; the others go on. Also the callback of the
** walk over folders, hence the untyped first argument. */
static void complain(void *ctx, const struct err *why)
{
    struct adding *a = ctx;
    a->n_failed++;
    worst(a, cli_fail(a->c, why, EXIT_INPUT));
}

/* The record refused: what waited is not in it, and says so, because its lines were never shown.
** Nothing more is tried: a full disk does not empty itself. */
static void give_up(struct adding *a, const struct err *why)
{
    enum cli_exit code = cli_fail(a->c, why, EXIT_RECORD);
    if (a->n_waiting)
        cli_say(a->c, "%llu source%s before it not added", (unsigned long long)a->n_waiting, a->n_waiting == 1 ? "" : "s");
    worst(a, code);
    record_rollback(a->c->record);
    buf_clear(&a->waiting);
    a->n_waiting = 0;
    a->stopped = true;
}

/* Lines wait until the disk has what they speak of; only then are they shown. A script that reads
** a line may delete the file that it names. A failed buffer of lines is handed to the output,
** where every failure is looked at. */
static void commit(struct adding *a)
{
    struct err err = {0};
    if (!a->n_waiting) return;
    if (record_commit(a->c->record, &err)) {
        give_up(a, &err);
        return;
    }
    buf_add(&a->c->out, buf_str(&a->waiting));
    if (a->waiting.failed) a->c->out.failed = a->waiting.failed;
    buf_clear(&a->waiting);
    a->n_waiting = 0;
    if (a->doubling < GROUP_DOUBLINGS) a->doubling++;
    cli_flush(a->c);
}

/* Asked after each source: by bytes, by time since the first of the group, by number. The clock
** is the command's, so that a fixed one (in tests) makes groups by bytes and number alone. */
static void commit_when_due(struct adding *a)
{
    uint64_t bytes = 0;
    int64_t now = a->c->env.now_ms(a->c->env.ctx);
    (void)record_pending(a->c->record, &bytes);
    if (a->n_waiting == 1) a->group_ms = now;
    bool full = bytes >= (uint64_t)GROUP_BYTES << a->doubling || a->n_waiting >= GROUP_MAX;
    if (full || now - a->group_ms >= (int64_t)GROUP_MS << a->doubling) commit(a);
}

/* The name that may hold a date ("2025-12-11.html"), without its folders, whose names say nothing
** of the source. */
static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Everything known of the source at path: bytes, sidecar, options, in that order, so that options
** win over the sidecar. Standard input has no name and no sidecar; what is known of it can only
** be an option. All of it lies in the arena of one source. A sidecar that is not there is no
** error, one that cannot be read is. */
static enum status make_item(struct adding *a, struct record_item *item, const char *path, struct err *err)
{
    /* The walk gives "-" only for the argument "-": a file of that name is ./- to it. */
    bool is_input = strcmp(path, "-") == 0;
    size_t cap = a->c->env.max_doc_bytes ? a->c->env.max_doc_bytes : (size_t)256 << 20;
    *item = (struct record_item){.given = manifest_empty(), .path = str_of(is_input ? "standard input" : path)};
    enum status st = source_read_file(&item->bytes, path, cap, a->ar, err);
    if (st) return st;
    if (!is_input) {
        bool found;
        buf meta = {0};
        buf_addf(&meta, "%s.meta", path);
        const char *zt = str_zt(a->ar, buf_str(&meta));
        buf_free(&meta);
        if (!zt) return arena_why(a->ar, err);
        /* Found or not is the same here: what is not said stays as in manifest_empty. */
        if ((st = cli_sidecar(&item->given, &found, zt, a->ar, err))) return st;
        item->hints.name = str_of(base_name(path));
    }
    return cli_manifest(a->c, &item->given, a->ar, err);
}

/* Each source by itself: what is wrong with one is said, and only a failure of the record ends
** the run. E_FORMAT, E_LIMIT and E_NOMEM are the source's own (the batch is as it was before it);
** any other status means that the batch is gone, as record.h says. */
static void add_one(struct adding *a, const char *path)
{
    struct err err = {0};
    struct record_item item;
    struct record_added added;
    arena_reset(a->ar);
    enum status st = make_item(a, &item, path, &err);
    if (st) {
        complain(a, &err);
        return;
    }
    st = record_add(a->c->record, &item, &added, a->ar, &err);
    if (!st) {
        present_added(&a->waiting, &added, item.path, &a->c->style);
        a->n_waiting++;
        commit_when_due(a);
    } else if (st == E_FORMAT || st == E_LIMIT || st == E_NOMEM) {
        (void)err_wrap(&err, st, "%.*s", STR_ARG(item.path));
        complain(a, &err);
    } else
        give_up(a, &err);
}

/* The files that the arguments name, in order; folders are walked by source_walk, which leaves
** out sidecars. A file or folder that is not there is told and counted, and the others are
** listed. [*n] in *path, in the command's arena. */
static enum status list_files(struct adding *a, const char ***path, size_t *n, struct err *err)
{
    struct cli *c = a->c;
    *path = NULL;
    *n = 0;
    for (uint32_t i = 0; i < c->n_arg; i++) {
        /* Standard input is listed like a file, in its place among the arguments. */
        const char *input[] = {"-"};
        struct source_list list = {input, 1};
        struct err why = {0};
        if (!str_eq(c->arg[i], STR("-")) && source_walk(&list, c->arg[i].p, complain, a, c->ar, &why)) {
            complain(a, &why);
            continue;
        }
        *path = arena_grow(c->ar, *path, *n, *n + list.n, sizeof **path);
        if (!*path) return arena_why(c->ar, err);
        memcpy(*path + *n, list.path, list.n * sizeof **path);
        *n += list.n;
    }
    return OK;
}

/* A bar from 20 sources on: fewer are done before it could be read. It is drawn for every
** sixteenth source, since drawing takes longer than adding a small one. */
static void add_all(struct adding *a, const char *const *path, size_t n)
{
    struct cli *c = a->c;
    enum { SHOW_FROM = 20 };
    for (size_t i = 0; i < n && !a->stopped; i++) {
        if (n >= SHOW_FROM && c->env.progress && i % 16 == 0) (void)c->env.progress(c->env.ctx, "adding", i, n);
        add_one(a, path[i]);
    }
    if (!a->stopped) commit(a);
    cli_progress_clear(c);
}

/* A wrong option is told once, before anything is read: it would be wrong for every source. A
** title or an address belongs to one source; given to many it would make false manifests that no
** one can take back. */
static enum cli_exit run_add(struct cli *c)
{
    struct err err = {0};
    struct adding a = {.c = c, .ar = arena_new(0)};
    struct manifest said = manifest_empty();
    const char **path = NULL;
    size_t n = 0;
    enum status st = OK;
    if (!a.ar) st = err_set(&err, E_NOMEM, "no memory");
    if (!st) st = cli_manifest(c, &said, c->ar, &err); /* a wrong option is told once, before anything is read */
    if (!st) st = list_files(&a, &path, &n, &err);
    if (!st && n > 1 && (cli_has(c, "title") || cli_has(c, "address")))
        st = err_set(&err, E_FORMAT, "--title and --address are for one source; %zu were named", n);
    if (st)
        a.code = cli_fail(c, &err, EXIT_USAGE);
    else
        add_all(&a, path, n);
    if (!st && a.n_failed > 1) cli_say(c, "%u sources could not be read; the others were added", a.n_failed);
    buf_free(&a.waiting);
    arena_free(a.ar);
    return a.code;
}

/* The fields of a manifest, the same as of edit. */
static const struct cli_option add_options[] = {CLI_MANIFEST_OPTIONS};
static const struct cli_example add_examples[] = {
    {"entente add --series ncg --date 2025-12-11 statement.txt", "one text, with what is known of it"},
    {"entente add statements", "all files of a folder, each with its sidecar"},
    {"cat page.html | entente add --address https://example.org/page -", "a page from another program"},
};
/* The synopsis shows what may stand there; "-" is standard input. */
const struct command command_add = {
    .name = "add",
    .help = "read texts and pages into the record",
    .arguments = "FILE...|DIR|-",
    .about =
        "Reads plain text and HTML in any encoding. What stands around the text (menus, teasers, notices) is kept apart. A "
        "folder is read with all folders below it.\n\n"
        "What is known of a source can stand beside it in a file of the same name with .meta after it, as lines \"key: "
        "value\" with the options' names as keys; options win over it, and both win over what the page says of itself. A page "
        "that states no date has none.\n\n"
        "For each source one line says what it was taken for: new, same (already in the record), copy (the same text from "
        "another place), near-copy (much of a text that claims to be the same one). The line is printed once the source is "
        "safe on disk. A source that cannot be read is named on standard error, the others are added, and the exit status is "
        "3.",
    .option = add_options,
    .n_option = ARRAY_LEN(add_options),
    .example = add_examples,
    .n_example = ARRAY_LEN(add_examples),
    .flags = CMD_WRITES | CMD_JSON,
    .min_arguments = 1,
    .max_arguments = UINT32_MAX,
    .completes = COMPLETE_FILE,
    .run = run_add,
};
