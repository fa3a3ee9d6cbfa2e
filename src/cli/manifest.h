/* The options that say what a source is, shared by add and edit, and the file that says the same
** beside a source. */
#ifndef CLI_MANIFEST_H
#define CLI_MANIFEST_H

#include "cli/command.h"

/* One entry for each field of a manifest; their names are the keys of a sidecar. */
/* clang-format off */
#define CLI_MANIFEST_OPTIONS \
    {"title", 0, "TEXT", NULL, "its title"}, \
    {"issuer", 0, "NAME", NULL, "who issued it; may stand more than once"}, \
    {"date", 0, "DATE", NULL, "its day, such as 2025-12-11; - for unknown"}, \
    {"kind", 0, "KIND", "statement|communique|fact-sheet|strategy|speech|reply|news|digest|data|other", "what it is"}, \
    {"series", 0, "NAME", NULL, "the series of statements that it belongs to"}, \
    {"language", 0, "TAG", NULL, "its language, such as en or ko"}, \
    {"rights", 0, "CLASS", "public-domain|open|own|quote|none", "how much of it may be published"}, \
    {"address", 0, "ADDRESS", NULL, "where it came from"}, \
    {"reply-to", 0, "DOC", NULL, "the document that it answers"}, \
    {"heads", 0, "NAME", NULL, "who led the sides; may stand more than once"}, \
    {"not-read", 0, "SUBJECT", NULL, "a subject on which the official text could not be read; may stand more than once"}, \
    {"items", 0, "N", NULL, "numbered items of the official text"}, \
    {"note", 0, "TEXT", NULL, "a note for readers"}
/* clang-format on */

/* Set in m what the options say; "-" stays in m as a field to take away. Strings may lie in ar.
** E_FORMAT names the option; m may then be set in part. Fields that no option names are left as
** they are. */
enum status cli_manifest(struct cli *c, struct manifest *m, arena *ar, struct err *err) MUST_CHECK;
/* What a file of fields (a sidecar) says. *found is false, and m untouched, when there is no such
** file. E_IO: it cannot be read. E_FORMAT: the line that is wrong, after the file's name.
** E_LIMIT: larger than a text of fields may be. */
enum status cli_sidecar(struct manifest *m, bool *found, const char *path, arena *ar, struct err *err) MUST_CHECK;

#endif
