/* What a source is, from options and from sidecars: both end in the same struct manifest, by the
** same parser of values. */
#include "cli/manifest.h"

/* Each option goes through manifest_set, so that a value means the same here as in a sidecar, and
** is refused in the same words with the option's name before them. Fields that are lists may
** stand more than once and are joined; of any other the last one counts, as for all options. */
enum status cli_manifest(struct cli *c, struct manifest *m, arena *ar, struct err *err)
{
    static const char *const keys[] = {"title",   "issuer",   "date",  "kind",     "series", "language", "rights",
                                       "address", "reply-to", "heads", "not-read", "items",  "note"};
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        if (!cli_has(c, keys[i])) continue;
        /* The fields that doc/formats.md calls lists and that name one thing at a time on a
        ** command line. */
        bool many = strcmp(keys[i], "issuer") == 0 || strcmp(keys[i], "heads") == 0 || strcmp(keys[i], "not-read") == 0;
        str value = many ? cli_values(c, keys[i]) : cli_value(c, keys[i]);
        enum status st = manifest_set(m, str_of(keys[i]), value, TEXT_DATE_OPTION, ar, err);
        if (st) return err_wrap(err, st, "--%s", keys[i]);
    }
    return OK;
}

/* That there is no file is no error: most sources have none. A file that cannot be read, or that
** is no manifest, is, with its name before the line that is wrong. */
enum status cli_sidecar(struct manifest *m, bool *found, const char *path, arena *ar, struct err *err)
{
    str text;
    *found = false;
    enum status st = source_read_file(&text, path, FIELDS_MAX_BYTES, ar, err);
    if (st == E_NOTFOUND) {
        *err = (struct err){0};
        return OK;
    }
    if (st) return st;
    st = manifest_parse(m, text, TEXT_DATE_SIDECAR, ar, err);
    if (st) return err_wrap(err, st, "%s", path);
    *found = true;
    return OK;
}
