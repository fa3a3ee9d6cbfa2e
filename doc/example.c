/* A client of libentente: makes a record, adds texts with their sidecars, and prints what the newest one changed.
**
**   cc -o example example.c $(pkg-config --cflags --libs entente)
**   ./example talks.entente talks/2025-*.txt
**
** A sidecar FILE.meta beside FILE holds "key: value" lines (title, issuer, date, series, ...). */
#include <entente.h>
#include <stdio.h>
#include <stdlib.h>

/* A whole file with a zero byte after it; yours to free. NULL: it is not there. */
static char *slurp(const char *path, size_t *n_bytes)
{
    FILE *f = fopen(path, "rb");
    char *p = NULL;
    size_t n = 0, room = 0;
    while (f && !feof(f) && !ferror(f)) {
        if (n + 4096 >= room) {
            char *more = realloc(p, room = 2 * room + 8192);
            if (!more) break;
            p = more;
        }
        n += fread(p + n, 1, 4096, f);
        p[n] = '\0';
    }
    if (f) fclose(f);
    *n_bytes = n;
    return p;
}

static int add_file(ent_record *r, const char *path, struct ent_error *err)
{
    char sidecar[4096];
    size_t n = 0, n_meta = 0;
    struct ent_added added;
    (void)snprintf(sidecar, sizeof sidecar, "%s.meta", path);
    char *text = slurp(path, &n), *meta = slurp(sidecar, &n_meta);
    if (!text) (void)snprintf(err->message, sizeof err->message, "%s cannot be read", path);
    int failed = !text || ent_record_add(r, text, n, meta, &added, err) != ENT_OK;
    if (!failed) printf("%s is %s\n", path, added.name);
    free(text);
    free(meta);
    return failed;
}

static int show(ent_record *r, struct ent_error *err)
{
    struct ent_doc doc;
    struct ent_docs *docs = NULL;
    struct ent_text json;
    struct ent_verdict verdict;
    if (ent_docs_open(&docs, r, NULL, err) != ENT_OK) return 1;
    while (ent_docs_next(docs, &doc) == ENT_OK) printf("%-10s  %5u words  %s\n", doc.date, doc.n_words, doc.title);
    ent_docs_close(docs);
    if (ent_compare_json(r, NULL, NULL, NULL, &json, err) != ENT_OK) return 1;
    (void)fwrite(json.p, 1, json.n_bytes, stdout);
    if (ent_record_verify(r, &verdict, err) != ENT_OK) return 1;
    printf("%llu passages read back from their sources, %u complaints\n", (unsigned long long)verdict.passages,
           verdict.n_problems);
    return verdict.n_problems != 0;
}

int main(int argc, char **argv)
{
    struct ent_options options = {.author = "example", .now_ms = ent_clock};
    struct ent_error err = {ENT_OK, ""};
    ent_record *r = NULL;
    if (argc < 3) {
        fprintf(stderr, "usage: example RECORD FILE...\n");
        return 2;
    }
    int failed =
        ent_record_init(argv[1], &options, &err) != ENT_OK || ent_record_open(&r, argv[1], ENT_WRITE, &options, &err) != ENT_OK;
    for (int i = 2; i < argc && !failed; i++) failed = add_file(r, argv[i], &err);
    failed = failed || ent_record_commit(r, &err) != ENT_OK || show(r, &err);
    if (failed) fprintf(stderr, "example: %s\n", err.message);
    ent_record_close(r);
    return failed;
}
