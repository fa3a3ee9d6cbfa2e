/* The files below a folder. The walk keeps its own stack of paths, so that no depth of folders is too
** deep, and remembers each folder by device and inode, so that links that lead back end the walk there. */
#include "source/source.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

/* What the folder itself says of an entry. Most file systems tell plain files, which saves a stat() for each; a link to a file
** is OTHER and is followed when its turn comes, so that the order is that of the names alone. */
enum entry_type { ENTRY_FILE, ENTRY_OTHER }; /* OTHER: ask stat() */

struct entry {
    const char *path; /* terminated, in the arena */
    enum entry_type type;
};

/* All of one walk. Paths live in the arena: those of files are the answer, the rest is small beside them. Invariant: what is on the
** stack has been read from its folder but not been looked at; all of a folder is gone from it before its next brother is. */
struct walk {
    arena *ar;       /* the caller's */
    struct err *err; /* only for what ends the walk */
    void (*complain)(void *ctx, const struct err *why);
    void *ctx;            /* complain's */
    struct hash_map seen; /* folders visited, by device and inode */
    struct entry *stack;  /* [cap_stack], n_stack in use; malloc */
    size_t n_stack, cap_stack;
    size_t cap_list;         /* room at out->path */
    struct source_list *out; /* grows while the walk goes on; of use only when it ended well */
};

/* One entry that cannot be read is told and left out; it never ends the walk: of a thousand files one is always odd. */
static void complain_of(struct walk *w, const char *path, enum status code, const char *why)
{
    struct err one = {0};
    (void)err_set(&one, code, "cannot read %s: %s", path, why);
    if (w->complain) w->complain(w->ctx, &one);
}

static bool ends_with(const char *name, const char *end) { return str_ends(str_of(name), str_of(end)); }

/* Hidden, a sidecar, a table or data, a note about the folder, a record with what SQLite puts beside it. A folder of documents
** has these between them, and to read them as statements would fill the record with rubbish that nobody named. Whoever does
** mean one names it: then it is the root of the walk, of which this is not asked. */
static bool left_out(const char *name)
{
    static const char *const ends[] = {".meta", ".entente", ".entente-wal", ".entente-shm", ".entente-journal",
                                       ".tsv",  ".csv",     ".json",        ".jsonl",       ".concepts"};
    if (name[0] == '.' || str_starts(str_of(name), STR("README")) || str_starts(str_of(name), STR("LICENSE"))) return true;
    for (size_t i = 0; i < ARRAY_LEN(ends); i++)
        if (ends_with(name, ends[i])) return true;
    return false;
}

/* One entry more to look at. The stack lives outside the arena: it shrinks and grows, and is gone when the walk ends. E_NOMEM. */
static enum status push(struct walk *w, const char *path, enum entry_type type)
{
    if (w->n_stack == w->cap_stack) {
        size_t cap = w->cap_stack ? w->cap_stack * 2 : 64;
        struct entry *more = cap > SIZE_MAX / 2 / sizeof *more ? NULL : realloc(w->stack, cap * sizeof *more);
        if (!more) return err_set(w->err, E_NOMEM, "no memory left to list a folder");
        w->stack = more;
        w->cap_stack = cap;
    }
    w->stack[w->n_stack++] = (struct entry){path, type};
    return OK;
}

/* One more file for the answer, whoever can read it: its reader will say what is wrong with it. The list doubles; path must be
** in the arena. */
static enum status keep(struct walk *w, const char *path)
{
    if (w->out->n == w->cap_list) {
        size_t cap = w->cap_list ? w->cap_list * 2 : 64;
        const char **more = arena_grow(w->ar, w->out->path, w->cap_list, cap, sizeof *more);
        if (!more) return arena_why(w->ar, w->err);
        w->out->path = more;
        w->cap_list = cap;
    }
    w->out->path[w->out->n++] = path;
    return OK;
}

/* "folder/name" in the arena; a folder given with a slash at its end gets no second one. NULL when the arena refuses. */
static char *join(arena *ar, const char *folder, const char *name)
{
    size_t n = strlen(folder);
    size_t k = strlen(name);
    bool slash = n && folder[n - 1] != '/';
    char *p = arena_raw(ar, n + slash + k + 1, 1);
    if (!p) return NULL;
    memcpy(p, folder, n);
    if (slash) p[n] = '/';
    memcpy(p + n + slash, name, k + 1);
    return p;
}

/* Last first, so that the stack gives them back in byte order. By bytes, not by the locale: the order in which texts are added,
** and with it what is called a copy of what, is then the same everywhere. */
static int by_path_backwards(const void *a, const void *b)
{
    return strcmp(((const struct entry *)b)->path, ((const struct entry *)a)->path);
}

/* Puts what the folder holds onto the stack, sorted here because readdir() gives any order, another on each machine. What it
** gave before it failed is kept. A name that is left out is left out as a folder too. */
static enum status enter(struct walk *w, const char *path)
{
    DIR *dir = opendir(path);
    if (!dir) {
        complain_of(w, path, E_IO, strerror(errno));
        return OK;
    }
    size_t from = w->n_stack;
    enum status s = OK;
    while (!s) {
        errno = 0;
        struct dirent *e = readdir(dir);
        if (!e && errno) complain_of(w, path, E_IO, strerror(errno));
        if (!e) break;
        if (left_out(e->d_name)) continue;
        char *full = join(w->ar, path, e->d_name);
        s = full ? push(w, full, e->d_type == DT_REG ? ENTRY_FILE : ENTRY_OTHER) : arena_why(w->ar, w->err);
    }
    closedir(dir);
    if (w->n_stack > from) qsort(w->stack + from, w->n_stack - from, sizeof w->stack[0], by_path_backwards);
    return s;
}

/* Whatever the path leads to, links followed: a file is kept, a folder is entered unless it was before, all else is told. A
** path longer than the system takes is one that cannot be read, and is told. Only folders are remembered: they alone can lead
** back. */
static enum status visit(struct walk *w, const char *path)
{
    struct stat st;
    if (stat(path, &st)) {
        complain_of(w, path, errno == ENOENT ? E_NOTFOUND : E_IO, errno == ENOENT ? "the link leads nowhere" : strerror(errno));
        return OK;
    }
    if (S_ISREG(st.st_mode)) return keep(w, path);
    if (!S_ISDIR(st.st_mode)) {
        complain_of(w, path, E_IO, "it is a device, pipe or socket, not a file");
        return OK;
    }
    /* Before it is entered, so that a link within it to itself meets its own mark. Two folders with one fingerprint out of 2^64
    ** would be taken for one; device and inode tell real ones apart. */
    uint64_t id = hash64_mix(hash64_mix(0, (uint64_t)st.st_dev), (uint64_t)st.st_ino);
    if (hash_map_get(&w->seen, id) != UINT32_MAX) return OK;
    enum status s = hash_map_put(&w->seen, w->ar, id, 0);
    if (s) return arena_why(w->ar, w->err);
    return enter(w, path);
}

/* The root is looked at first and by itself, so that its failure is the caller's error and not a complaint among others. Depth
** first by an own stack. O(n log m) for n entries in folders of m, one stat() for each entry that is no plain file by the
** folder's word. */
enum status source_walk(struct source_list *out, const char *path, void (*complain)(void *ctx, const struct err *why),
                        void *ctx, arena *ar, struct err *err)
{
    struct stat st;
    *out = (struct source_list){0};
    struct walk w = {.ar = ar, .err = err, .complain = complain, .ctx = ctx, .out = out};
    if (stat(path, &st))
        return err_set(err, errno == ENOENT || errno == ENOTDIR ? E_NOTFOUND : E_IO, "cannot read %s: %s", path,
                       strerror(errno));
    char *first = str_zt(ar, str_of(path));
    if (!first) return arena_why(ar, err);
    enum status s = S_ISDIR(st.st_mode) ? push(&w, first, ENTRY_OTHER) : keep(&w, first);
    while (!s && w.n_stack) {
        struct entry e = w.stack[--w.n_stack];
        s = e.type == ENTRY_FILE ? keep(&w, e.path) : visit(&w, e.path);
    }
    free(w.stack);
    return s;
}
