/* Runs a fuzz target over the files of a folder without libFuzzer, each also cut at every eighth of its
** length, and prints TAP. A crash is a failure by itself; an empty folder is one too. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static int run_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) return 0;
    size_t cap = (size_t)64 << 20;
    uint8_t *data = malloc(cap);
    size_t n = data ? fread(data, 1, cap, f) : 0;
    fclose(f);
    for (size_t k = 0; k <= 8 && data; k++) {
        size_t part = n * k / 8;
        uint8_t *copy = malloc(part ? part : 1); /* exact size: an overrun by one byte is seen */
        if (!copy) break;
        memcpy(copy, data, part);
        LLVMFuzzerTestOneInput(copy, part);
        free(copy);
    }
    free(data);
    return 1;
}

int main(int argc, char **argv)
{
    struct dirent *e;
    char *names[10000];
    int n = 0;
    int ran = 0;
    DIR *dir = argc > 1 ? opendir(argv[1]) : NULL;
    while (dir && n < 10000 && (e = readdir(dir)))
        if (e->d_name[0] != '.') names[n++] = strdup(e->d_name);
    if (dir) closedir(dir);
    qsort(names, (size_t)n, sizeof names[0], by_name);
    printf("1..%d\n", n ? n : 1);
    (void)LLVMFuzzerTestOneInput(NULL, 0); /* no bytes at no place, as libFuzzer begins too */
    for (int i = 0; i < n; i++) {
        char path[4096];
        (void)snprintf(path, sizeof path, "%s/%s", argv[1], names[i]);
        int ok = run_file(path);
        printf("%s %d - %s\n", ok ? "ok" : "not ok", i + 1, names[i]);
        fflush(stdout);
        ran += ok;
        free(names[i]);
    }
    if (!n) printf("not ok 1 - no seeds in %s\n", argc > 1 ? argv[1] : "(no folder given)");
    return ran != n || !n;
}
