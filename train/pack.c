/* Puts the sections of a model together into its file: train_pack OUT --about FILE NAME=FILE...
** The section "about" comes first, the others in the order of the command line; the same files give the same bytes. OUT is
** replaced only once the whole file was written and read back. Prints a line: sections, bytes, fingerprint. Exit status 1: nothing
** was written, and a line on standard error says why; 2: usage. */
#include <errno.h>
#include <unistd.h>

#include "language/language.h"
#include "language/model.h"
#include "source/source.h"

/* Read the sections that the command line names: argv[2..], "--about" FILE anywhere among them. part has room for argc. */
static enum status read_parts(struct model_part *part, uint32_t *n, int argc, char **argv, arena *ar, struct err *err)
{
    bool about = false;
    *n = 1;
    for (int i = 2; i < argc; i++) {
        str path = str_of(argv[i]);
        str name = STR("about");
        struct model_part *to = &part[0];
        if (str_eq(path, STR("--about")) && i + 1 < argc && !about) {
            about = true;
            path = str_of(argv[++i]);
        } else {
            name = str_cut(path, '=', &path);
            to = &part[(*n)++];
            if (!path.n) return err_set(err, E_FORMAT, "\"%s\" is no NAME=FILE", argv[i]);
        }
        to->name = name;
        enum status status = source_read_file(&to->bytes, path.p, MODEL_MAX_BYTES, ar, err);
        if (status) return status;
    }
    return about ? OK : err_set(err, E_FORMAT, "a model says what it is: --about FILE");
}

/* Beside the file, then over it: whoever reads meanwhile sees the old model or the new one. */
static enum status write_file(const char *path, str bytes, arena *ar, struct err *err)
{
    buf name = {0};
    buf_addf(&name, "%s.new", path);
    const char *new_path = str_zt(ar, buf_str(&name));
    buf_free(&name);
    if (!new_path) return arena_why(ar, err);
    FILE *f = fopen(new_path, "wb");
    if (!f) return err_set(err, E_IO, "cannot make %s: %s", new_path, strerror(errno));
    bool good = fwrite(bytes.p, 1, bytes.n, f) == bytes.n;
    good = fclose(f) == 0 && good;
    if (good && rename(new_path, path) == 0) return OK;
    enum status status = err_set(err, E_IO, "cannot write %s: %s", path, strerror(errno));
    (void)unlink(new_path);
    return status;
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        (void)fprintf(stderr, "usage: train_pack OUT --about FILE NAME=FILE...\n");
        return 2;
    }
    struct err err = {0};
    buf out = {0};
    uint32_t n = 0;
    arena *ar = arena_new((size_t)MODEL_MAX_BYTES * 2);
    struct model_part *part = ar ? ARENA_NEW(ar, (size_t)argc, struct model_part) : NULL;
    enum status status = part ? OK : err_set(&err, E_NOMEM, "no memory left");
    if (!status) status = read_parts(part, &n, argc, argv, ar, &err);
    if (!status) status = model_file_write(&out, part, n, &err);
    if (!status) status = write_file(argv[1], buf_str(&out), ar, &err);
    if (status)
        (void)fprintf(stderr, "train_pack: %s\n", err.msg);
    else
        printf("%s: %u sections, %zu bytes, fingerprint %016llx\n", argv[1], n, out.n,
               (unsigned long long)hash64((str){out.p + 64, out.n - 64}));
    buf_free(&out);
    arena_free(ar);
    return status != OK;
}
