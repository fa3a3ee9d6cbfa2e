/* The program run inside a test: a folder with a small record, the command line as words, what it printed. */
#ifndef TEST_CLI_HELP_H
#define TEST_CLI_HELP_H

#include <fcntl.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "cli/command.h"
#include "face_help.h"
#include "test.h"

struct shell {
    struct temp dir;
    arena *ar; /* of what was printed; emptied by each run */
    str out, err;
    int home;       /* the folder that the test was started in */
    int out_fd;     /* where standard output goes instead of a file; -1: captured */
    const char *in; /* file of the folder that is standard input; NULL: nothing is in it */
};

/* All of a file of the folder, in the arena; empty when it is not there. */
static inline str shell_read(struct shell *s, const char *name)
{
    str text = {NULL, 0};
    struct err err = {0};
    if (source_read_file(&text, temp_path(&s->dir, name), 64 << 20, s->ar, &err)) return STR("");
    return text;
}

/* Point descriptor fd at `to` and return a copy of what it was. */
static inline int shell_point(int fd, int to)
{
    int was = dup(fd);
    (void)dup2(to, fd);
    return was;
}

/* Words parted by single spaces; "_" in a word stands for a space, a lone "_" for an empty word. Returns the exit status. */
static inline int shell_run(struct shell *s, const char *line)
{
    enum { MAX_WORDS = 24 };
    char text[1024], *argv[MAX_WORDS + 1];
    int argc = 0;
    (void)snprintf(text, sizeof text, "%s", line);
    for (char *p = text; p && argc < MAX_WORDS;) {
        char *end = strchr(p, ' ');
        if (end) *end++ = '\0';
        if (!strcmp(p, "_")) *p = '\0';
        for (char *c = p; *c; c++)
            if (*c == '_') *c = ' ';
        argv[argc++] = p;
        p = end;
    }
    argv[argc] = NULL;
    int out = open(temp_path(&s->dir, ".out"), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    int err = open(temp_path(&s->dir, ".err"), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    (void)fflush(stdout);
    (void)fflush(stderr);
    int was_out = shell_point(STDOUT_FILENO, s->out_fd >= 0 ? s->out_fd : out), was_err = shell_point(STDERR_FILENO, err);
    int in = open(s->in ? temp_path(&s->dir, s->in) : "/dev/null", O_RDONLY | O_CLOEXEC),
        was_in = shell_point(STDIN_FILENO, in);
    int code = cli_main(argc, argv);
    (void)fflush(stderr);
    (void)dup2(was_out, STDOUT_FILENO);
    (void)dup2(was_err, STDERR_FILENO);
    (void)dup2(was_in, STDIN_FILENO);
    const int open_fds[] = {out, err, in, was_out, was_err, was_in};
    for (size_t i = 0; i < ARRAY_LEN(open_fds); i++) (void)close(open_fds[i]);
    arena_reset(s->ar);
    s->out = shell_read(s, ".out");
    s->err = shell_read(s, ".err");
    return code;
}

/* The first key of j, or of what is in it, that the description does not have between back quotes; NULL: it has all. */
static inline const char *undescribed(const json_t *j, str description)
{
    const char *key, *bad = NULL;
    json_t *value;
    size_t i;
    char quoted[64];
    json_array_foreach(j, i, value)
    {
        if ((bad = undescribed(value, description))) return bad;
    }
    json_object_foreach((json_t *)j, key, value)
    {
        (void)snprintf(quoted, sizeof quoted, "`%s`", key);
        if (!has(description, quoted)) return key;
        if ((bad = undescribed(value, description))) return bad;
    }
    return bad;
}

/* A record r.entente with a concept list and three texts, the working folder, a fixed clock and author. */
static inline bool shell_open(struct shell *s)
{
    *s = (struct shell){.ar = arena_new(0), .home = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), .out_fd = -1};
    if (!s->ar || s->home < 0 || !temp_make(&s->dir) || chdir(s->dir.dir) != 0) return false;
    (void)setenv("ENTENTE_NOW", "2026-01-01T00:00:00Z", 1);
    (void)setenv("ENTENTE_AUTHOR", "tester", 1);
    (void)unsetenv("ENTENTE_RECORD");
    (void)unsetenv("NO_COLOR");
    bool good = temp_write(&s->dir, "c.txt", STR("concept: river\n\nconcept: toll\nform.en: tolls\n\nconcept: ferry\n"));
    good = good &&
           temp_write(&s->dir, "1.txt", STR("Both sides met in the town.\n\nThe toll stays as it is.\n\nThe river is open.\n"));
    good = good && temp_write(&s->dir, "2.txt", STR("Both sides met in the town.\n\nThe river is open to all.\n"));
    good = good && temp_write(&s->dir, "p.html",
                              STR("<html><head><title>A page</title></head><body><h1>A page</h1><p>The ferry of the river "
                                  "runs.</p></body></html>"));
    return good && !shell_run(s, "entente init r.entente") && !shell_run(s, "entente concept set c.txt") &&
           !shell_run(s, "entente add --series s --date 2024-01-01 --issuer Upland --title First 1.txt") &&
           !shell_run(s, "entente add --series s --date 2025-01-01 --issuer Upland --title Second 2.txt") &&
           !shell_run(s, "entente add p.html");
}

static inline void shell_close(struct shell *s)
{
    (void)fchdir(s->home);
    (void)close(s->home);
    arena_free(s->ar);
    temp_remove(&s->dir);
}

#endif
