/* Walks over random trees of folders, held against a list that was made while they were built; very deep and very wide ones; memory
** that ends midway; files that change under the reader. */
#include "source/source.h"

#include "base/random.h"
#include "temp.h"
#include "test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* The paths that a walk must give, terminated, in any order. */
struct want {
    char path[600][300];
    size_t n;
};

static int by_bytes(const void *a, const void *b) { return strcmp(a, b); }

/* Compares as a walk orders: name by name, so that "a/b" stands with folder "a", not behind "a.txt". */
static int by_names(const void *pa, const void *pb)
{
    const char *a = pa, *b = pb;
    while (*a && *a == *b) a++, b++;
    int x = *a == '/' ? 0 : (unsigned char)*a, y = *b == '/' ? 0 : (unsigned char)*b;
    /* A folder and a file never have one name, so an end only meets a slash where one name begins the other. */
    return (x > y) - (x < y);
}

/* Fills folder with files and folders; what shall be found is put down. */
static bool grow_tree(struct want *w, const char *folder, int depth, uint64_t *seed)
{
    static const char *const endings[] = {"", ".txt", ".html", ".md", "~", " with blanks"};
    static const char *const hidden[] = {".txt",       "x.meta",  "x.entente", "x.entente-wal",
                                         "README.txt", "LICENSE", "x.tsv",     "x.json"};
    uint32_t n = 1 + random_below(seed, 6);
    for (uint32_t i = 0; i < n && w->n < 500; i++) {
        char path[300];
        bool is_folder = depth < 4 && random_below(seed, 3) == 0;
        int k = snprintf(path, sizeof path, "%s/%c%u%s", folder, 'a' + (int)random_below(seed, 26), i,
                         is_folder ? "" : endings[random_below(seed, ARRAY_LEN(endings))]);
        if (k < 0 || (size_t)k >= sizeof path) return true;
        if (is_folder) {
            if (mkdir(path, 0700) != 0 || !grow_tree(w, path, depth + 1, seed)) return false;
            continue;
        }
        FILE *f = fopen(path, "wb");
        if (!f || fclose(f) != 0) return false;
        memcpy(w->path[w->n++], path, sizeof path);
    }
    char path[400];
    (void)snprintf(path, sizeof path, "%s/%s", folder, hidden[random_below(seed, ARRAY_LEN(hidden))]);
    FILE *f = fopen(path, "wb");
    return f && fclose(f) == 0;
}

TEST(random_trees_are_walked_whole_and_in_order)
{
    static struct want w;
    uint64_t seed = 91;
    for (int round = 0; round < 40; round++) {
        struct temp t;
        struct source_list list;
        struct err err = {0};
        arena *ar = arena_new((size_t)8 << 20);
        CHECK(temp_make(&t));
        w.n = 0;
        bool made = grow_tree(&w, t.dir, 0, &seed);
        enum status s = source_walk(&list, t.dir, NULL, NULL, ar, &err);
        temp_remove(&t);
        CHECK(made);
        CHECK_MSG(s == OK, "%s", err.msg);
        CHECK_INT(list.n, w.n);
        qsort(w.path, w.n, sizeof w.path[0], by_names);
        for (size_t i = 0; i < w.n; i++) CHECK_MSG(!strcmp(list.path[i], w.path[i]), "%s, not %s", list.path[i], w.path[i]);
        qsort(w.path, w.n, sizeof w.path[0], by_bytes);
        for (size_t i = 1; i < w.n; i++) CHECK(strcmp(w.path[i - 1], w.path[i]) != 0); /* the test's own names are distinct */
        arena_free(ar);
    }
}

static void count(void *ctx, const struct err *why)
{
    ++*(int *)ctx;
    if (!why->msg[0]) abort();
}

/* Folders within folders until no path reaches the last: what can be reached is given, the rest is one complaint. */
TEST(folders_deeper_than_any_path)
{
    struct temp t;
    struct source_list list;
    struct err err = {0};
    int complaints = 0, depth = 0;
    arena *ar = arena_new((size_t)64 << 20);
    CHECK(temp_make(&t) && temp_write(&t, "top", STR("1")));
    int home = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    static const char name[] = "folder-with-a-name-of-forty-characters-1";
    CHECK(home >= 0 && chdir(t.dir) == 0);
    while (depth < 120 && mkdir(name, 0700) == 0 && chdir(name) == 0) depth++;
    int fd = open("bottom", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0) close(fd);
    enum status s = source_walk(&list, t.dir, count, &complaints, ar, &err);
    (void)unlink("bottom"); /* a path that long cannot be removed by its name either: up again, step by step */
    for (int k = 0; k < depth && chdir("..") == 0; k++) (void)rmdir(name);
    bool back = fchdir(home) == 0;
    close(home);
    temp_remove(&t);
    CHECK(back && depth == 120 && fd >= 0);
    CHECK_MSG(s == OK, "%s", err.msg);
    CHECK_INT(list.n, 1);
    CHECK_INT(complaints, 1);
    arena_free(ar);
}

TEST(a_folder_of_many_files)
{
    enum { N = 6000 };
    struct temp t;
    struct source_list list;
    struct err err = {0};
    CHECK(temp_make(&t));
    for (int i = 0; i < N; i++) {
        char name[16];
        (void)snprintf(name, sizeof name, "%05d", (i * 7919) % N); /* not in order; 7919 is prime to N */
        CHECK(temp_write(&t, name, STR("")));
    }
    arena *ar = arena_new((size_t)64 << 20);
    enum status s = source_walk(&list, t.dir, NULL, NULL, ar, &err);
    bool in_order = s == OK && list.n == N;
    for (size_t i = 0; in_order && i < N; i++) in_order = strtoul(strrchr(list.path[i], '/') + 1, NULL, 10) == i;
    CHECK_MSG(in_order, "%zu files: %s", list.n, err.msg);
    /* Too little memory for the list, at every size: told, and nothing else. */
    for (size_t cap = 64; cap < 400000; cap *= 2) {
        arena *small = arena_new(cap);
        struct err why = {0};
        CHECK_INT(source_walk(&list, t.dir, NULL, NULL, small, &why), E_LIMIT);
        CHECK(why.msg[0]);
        arena_free(small);
    }
    arena_free(ar);
    temp_remove(&t);
}

TEST(folders_may_be_named_with_a_slash)
{
    struct temp t;
    struct source_list list;
    struct err err = {0};
    char path[600];
    arena *ar = arena_new((size_t)1 << 20);
    CHECK(temp_make(&t) && temp_write(&t, "x", STR("1")));
    (void)snprintf(path, sizeof path, "%s/", t.dir);
    CHECK_INT(source_walk(&list, path, NULL, NULL, ar, &err), OK);
    CHECK(list.n == 1 && !strcmp(list.path[0] + strlen(path), "x") && !strstr(list.path[0], "//"));
    (void)snprintf(path, sizeof path, "%s/x/y", t.dir); /* a file is no folder */
    CHECK_INT(source_walk(&list, path, NULL, NULL, ar, &err), E_NOTFOUND);
    CHECK_INT(source_walk(&list, "", NULL, NULL, ar, &err), E_NOTFOUND);
    arena_free(ar);
    temp_remove(&t);
}

/* ---- reading ---- */

/* Around every bound: the cap of the caller, the cap of the arena, the size of one piece of a pipe. */
TEST(caps_are_exact_for_files_and_pipes)
{
    static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 200000};
    struct temp t;
    CHECK(temp_make(&t));
    for (size_t k = 0; k < ARRAY_LEN(sizes); k++) {
        buf b = {0};
        uint64_t seed = 92 + k;
        while (b.n < sizes[k]) buf_addc(&b, (char)random_next(&seed));
        CHECK(temp_write(&t, "f", buf_str(&b).p ? buf_str(&b) : STR("")));
        for (size_t cap = sizes[k] ? sizes[k] - 1 : 0; cap <= sizes[k] + 1; cap++) {
            for (int piped = 0; piped < 2; piped++) {
                arena *ar = arena_new((size_t)1 << 20);
                struct err err = {0};
                char command[600], path[40];
                str got = {0};
                (void)snprintf(command, sizeof command, "cat '%s'", temp_path(&t, "f"));
                FILE *pipe = piped ? popen(command, "r") : NULL;
                if (pipe) (void)snprintf(path, sizeof path, "/dev/fd/%d", fileno(pipe));
                enum status s = source_read_file(&got, piped ? path : temp_path(&t, "f"), cap, ar, &err);
                if (pipe) (void)pclose(pipe);
                CHECK_MSG(s == (cap < sizes[k] ? E_LIMIT : OK), "%zu bytes under %zu: %s", sizes[k], cap, err.msg);
                CHECK(s || (got.n == b.n && (!b.n || !memcmp(got.p, b.p, b.n))));
                arena_free(ar);
            }
        }
        arena *small = arena_new(1024);
        struct err err = {0};
        str got;
        enum status s = source_read_file(&got, temp_path(&t, "f"), SIZE_MAX, small, &err);
        CHECK_INT(s, sizes[k] < 1000 ? OK : E_LIMIT);
        CHECK(!s || strstr(err.msg, "/f: "));
        arena_free(small);
        buf_free(&b);
    }
    temp_remove(&t);
}

TESTS(CASE(random_trees_are_walked_whole_and_in_order), CASE(folders_deeper_than_any_path), CASE(a_folder_of_many_files),
      CASE(folders_may_be_named_with_a_slash), CASE(caps_are_exact_for_files_and_pipes))
