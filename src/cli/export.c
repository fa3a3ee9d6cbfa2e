/* entente export: all documents as JSON, or their sources and sidecars as files. With --as-of it
** gives what the record said then. Nothing that exists is overwritten.
**
** What --bytes writes can be added to another record and gives the same documents with the same
** manifests there: it is the way out of the program, for whoever wants to leave it or to look at
** the sources with other tools. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/commands.h"

/* The present room knows nothing of a command line; it gets this to call. */
static void flush_some(void *ctx) { cli_flush_some(ctx); }

/* A name of a document as a path below a folder: no way up, nothing hidden, not from the root.
** Names come from manifests, and a record may come from a stranger: without this look its names
** could write anywhere. */
static bool name_is_path(str name)
{
    str rest = name, part;
    if (!name.n || name.p[0] == '/') return false;
    while (list_next(&rest, '/', &part)) {
        /* Neither "." nor ".." nor a hidden name; an empty part ("a//b") is passed over by the
        ** cutting. */
        if (part.p[0] == '.') return false;
    }
    return true;
}

/* Make all folders of path, which is terminated and changed on the way only: each slash becomes
** the end for one call, and is put back, also on failure. A folder that is there already is fine.
** E_IO names the one that failed. */
static enum status make_folders(char *path, struct err *err)
{
    for (char *p = path + 1; *p; p++) {
        if (*p != '/') continue;
        *p = 0;
        int r = mkdir(path, 0777);
        int why = errno;
        if (r != 0 && why != EEXIST) {
            enum status st = err_set(err, E_IO, "cannot make the folder %s: %s", path, strerror(why));
            *p = '/';
            return st;
        }
        *p = '/';
    }
    return OK;
}

/* A new file with these bytes; one that is already there is left alone and is an error (O_EXCL),
** so a second export into the same folder changes nothing. A failed write leaves a part of the
** file behind, which the message names. close is looked at too: some file systems tell of a full
** disk only then. */
static enum status write_new(char *path, str bytes, struct err *err)
{
    enum status st = make_folders(path, err);
    if (st) return st;
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) return err_set(err, E_IO, "cannot make %s: %s", path, strerror(errno));
    size_t at = 0;
    while (at < bytes.n && !st) {
        ssize_t w = write(fd, bytes.p + at, bytes.n - at);
        if (w >= 0)
            at += (size_t)w;
        else if (errno != EINTR)
            st = err_set(err, E_IO, "cannot write %s: %s", path, strerror(errno));
    }
    if (close(fd) != 0 && !st) st = err_set(err, E_IO, "cannot write %s: %s", path, strerror(errno));
    return st;
}

/* The sidecar leaves out what only this record knows (the hash, what was replaced): added again,
** the file makes the same manifest, byte for byte. The suffix follows how the source was read, so
** that it is read in that way again. */
static enum status export_one(struct cli *c, const struct record_doc *doc, const char *folder, arena *ar, struct err *err)
{
    str bytes;
    struct record_reading reading;
    if (!name_is_path(doc->name)) return err_set(err, E_FORMAT, "%.*s cannot name a file", STR_ARG(doc->name));
    enum status st = record_bytes(&bytes, c->record, &doc->source, ar, err);
    if (!st) st = record_read(&reading, c->record, doc, ar, err);
    if (st) return st;
    buf path = {0}, meta = {0};
    buf_addf(&path, "%s/%.*s.%s", folder, STR_ARG(doc->name), reading.page.media == SOURCE_HTML ? "html" : "txt");
    buf_addc(&path, 0);
    st = buf_check(&path, err);
    if (!st) st = write_new(path.p, bytes, err);
    /* A copy whose strings are the document's: only what a sidecar must not have is taken out of
    ** it. */
    struct manifest m = doc->manifest;
    m.source = (struct source_hash){{0}};
    m.n_replaces = 0;
    manifest_write(&meta, &m);
    if (!st) {
        /* Off with the zero byte that ended the first path: the sidecar's name goes on from
        ** there. */
        path.n--;
        buf_addz(&path, ".meta");
        buf_addc(&path, 0);
        st = buf_check(&path, err);
    }
    if (!st) st = buf_check(&meta, err);
    if (!st) st = write_new(path.p, buf_str(&meta), err);
    buf_free(&path);
    buf_free(&meta);
    return st;
}

/* Stops at the first failure; what was written until then stays and is whole. A failing disk is
** told as output that could not be written, a document that cannot be read as the record's fault.
** The arena is emptied for each document. */
static enum cli_exit export_files(struct cli *c, const struct record_doc *doc, uint32_t n, const char *folder)
{
    struct err err = {0};
    arena *ar = arena_new(0);
    enum status st = ar ? OK : err_set(&err, E_NOMEM, "no memory");
    for (uint32_t i = 0; i < n && !st; i++) {
        arena_reset(ar);
        st = export_one(c, &doc[i], folder, ar, &err);
    }
    arena_free(ar);
    if (st) return cli_fail(c, &err, st == E_IO ? EXIT_INPUT : EXIT_RECORD);
    cli_say(c, "%u source%s and their sidecars are in %s", n, n == 1 ? "" : "s", folder);
    return EXIT_YES;
}

/* JSON is the only face of the list of documents here; --json is taken and changes nothing. */
static enum cli_exit run_export(struct cli *c)
{
    struct err err = {0};
    struct record_doc *doc;
    struct concept_list list;
    uint32_t n;
    str text;
    struct record_query q = {.series = cli_value(c, "series"), .from = DATE_NONE, .to = DATE_NONE};
    if (record_list(&doc, &n, c->record, &q, c->view, c->ar, &err) ||
        record_concepts(&list, &text, c->record, c->view, c->ar, &err))
        return cli_fail(c, &err, EXIT_RECORD);
    if (cli_has(c, "bytes")) return export_files(c, doc, n, cli_value(c, "bytes").p);
    present_export(&c->out, doc, n, text, flush_some, c);
    return EXIT_YES;
}

/* --as-of gives the manifests as they stood then, of the documents that were there. */
static const struct cli_option export_options[] = {
    {"series", 0, "NAME", NULL, "only this series"},
    {"bytes", 0, "DIR", NULL, "write each source and a sidecar into this folder instead"},
};
static const struct cli_example export_examples[] = {
    {"entente export > record.json", "all documents and what is said of them"},
    {"entente export --bytes sources", "files that entente add reads back as they were"},
};
/* Copies of other addresses and older manifests are not exported: the record itself is the file
** to copy for those. */
const struct command command_export = {
    .name = "export",
    .help = "write out documents and manifests",
    .arguments = "",
    .about = "All documents, their manifests and the concept list as JSON (doc/json.md). With --bytes the sources themselves, "
             "byte for byte, "
             "each with a sidecar; a file that is already there is never overwritten.",
    .option = export_options,
    .n_option = ARRAY_LEN(export_options),
    .example = export_examples,
    .n_example = ARRAY_LEN(export_examples),
    .flags = CMD_READS | CMD_JSON | CMD_VIEW,
    .run = run_export,
};
