/* entente show, entente edit: one document, and what is said of it. Neither ever changes a
** source's bytes; edit adds an act that says something else of them.
**
** Both name a document in the same ways (record_find), and edit ends by showing it as show does,
** so that a wrong correction is seen at once. */
#include "cli/commands.h"
#include "cli/manifest.h"

/* --source writes the bytes as they came, whatever they are, to a terminal too: who asks for a
** source gets the source. All else is cleaned on its way out. */
static enum cli_exit run_show(struct cli *c)
{
    struct err err = {0};
    struct record_doc doc;
    if (record_find(&doc, c->record, c->arg[0], c->view, c->ar, &err)) return cli_fail(c, &err, EXIT_INPUT);
    if (cli_has(c, "source")) {
        str bytes;
        if (record_bytes(&bytes, c->record, &doc.source, c->ar, &err)) return cli_fail(c, &err, EXIT_RECORD);
        buf_add(&c->out, bytes);
        return EXIT_YES;
    }
    /* Read again from the bytes, whose hash is checked: what is shown is what was added, not what
    ** an index says of it. */
    struct record_reading reading;
    if (record_read(&reading, c->record, &doc, c->ar, &err)) return cli_fail(c, &err, EXIT_RECORD);
    struct present_document d = {.doc = &doc, .reading = &reading, .aside = cli_has(c, "aside")};
    if (record_parse_kept(&d.parse_model, &d.parse_words, c->record, &doc, &reading, c->ar, &err))
        return cli_fail(c, &err, EXIT_RECORD);
    present_document(&c->out, &d, &c->style);
    return EXIT_YES;
}

/* Without either the text as it is compared: main text only, by sentence. */
static const struct cli_option show_options[] = {
    {"aside", 0, NULL, NULL, "also what stands around the text: menus, teasers, notices"},
    {"source", 0, NULL, NULL, "the source as it came, byte for byte"},
};
static const struct cli_example show_examples[] = {
    {"entente show ncg/latest", "the newest statement of a series"},
    {"entente show --source ncg/2025-12-11 > page.txt", "the bytes that were added"},
};
/* Without a page: see present_document. */
const struct command command_show = {
    .name = "show",
    .help = "show a document: what is said of it, and its text",
    .arguments = "DOC",
    .about = "DOC is a name such as ncg/2025-12-11 or ncg/latest, four or more digits of its source's hash, or a title that "
             "only one document has. Sentences are numbered as in the comparison.",
    .option = show_options,
    .n_option = ARRAY_LEN(show_options),
    .example = show_examples,
    .n_example = ARRAY_LEN(show_examples),
    .flags = CMD_READS | CMD_JSON | CMD_VIEW,
    .min_arguments = 1,
    .max_arguments = 1,
    .completes = COMPLETE_DOC,
    .run = run_show,
};

/* ---- edit ---- */

/* The file of fields first, then the options, which win over it. What was said before is found as
** of now, whatever the day: an edit is an act of today. Afterwards the document is shown as it
** now stands, found by its hash, since a new series or date gives it a new name. An edit that
** changes nothing writes nothing and shows the same. */
static enum cli_exit run_edit(struct cli *c)
{
    struct err err = {0};
    struct record_doc doc;
    struct manifest over = manifest_empty();
    /* --meta names a file that must be there, other than a sidecar beside a source, which may be
    ** missing: who names a file means it. */
    str meta = cli_value(c, "meta");
    if (meta.p) {
        bool found = false;
        if (cli_sidecar(&over, &found, meta.p, c->ar, &err)) return cli_fail(c, &err, EXIT_INPUT);
        if (!found) {
            (void)err_set(&err, E_NOTFOUND, "no file %s", meta.p);
            return cli_fail(c, &err, EXIT_INPUT);
        }
    }
    if (cli_manifest(c, &over, c->ar, &err)) return cli_fail(c, &err, EXIT_USAGE);
    if (record_find(&doc, c->record, c->arg[0], RECORD_NOW, c->ar, &err)) return cli_fail(c, &err, EXIT_INPUT);
    if (record_edit(c->record, &doc, &over, c->ar, &err)) return cli_fail(c, &err, EXIT_RECORD);
    /* By its hash: a new series or date gives it a new name. */
    buf hex = {0};
    source_hash_write(&hex, &doc.source);
    enum status st = record_find(&doc, c->record, buf_str(&hex), RECORD_NOW, c->ar, &err);
    buf_free(&hex);
    if (st) return cli_fail(c, &err, EXIT_RECORD);
    struct present_document d = {.doc = &doc};
    present_document(&c->out, &d, &c->style);
    return EXIT_YES;
}

/* The fields of a manifest, the same as of add. */
static const struct cli_option edit_options[] = {
    CLI_MANIFEST_OPTIONS,
    {"meta", 0, "FILE", NULL, "take all fields from a file as it stands beside a source"},
};
static const struct cli_example edit_examples[] = {
    {"entente edit ncg/2025-12-11 --issuer \"United States\" --issuer \"Republic of Korea\"", "correct who issued it"},
};
/* Takes no --as-of: nothing can be edited in the past. */
const struct command command_edit = {
    .name = "edit",
    .help = "correct what is said of a document",
    .arguments = "DOC",
    .about = "The fields given replace those that stand; the value - takes a field away. What was said before stays in the "
             "record, with its author and time, and --as-of still shows it.",
    .option = edit_options,
    .n_option = ARRAY_LEN(edit_options),
    .example = edit_examples,
    .n_example = ARRAY_LEN(edit_examples),
    .flags = CMD_WRITES | CMD_JSON,
    .min_arguments = 1,
    .max_arguments = 1,
    .completes = COMPLETE_DOC,
    .run = run_edit,
};
