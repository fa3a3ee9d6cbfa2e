/* What a command meets outside: the clock, the user, the terminal, the record's file, standard
** output. The only place of the program that asks for any of these; all below gets them through
** struct env or as arguments, so that a test can set them. */
#include <dirent.h>
#include <errno.h>
#include <pwd.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/command.h"

/* A fixed time, for tests and examples, or the system's; 1970 when that cannot be told, which
** every act would show. Wall clock, since it dates acts; nothing is measured with it but how long
** a group of sources waits. */
static int64_t now_ms(void *ctx)
{
    const struct cli *c = ctx;
    if (c->fixed_now_ms != INT64_MIN) return c->fixed_now_ms;
    struct timespec t;
    if (clock_gettime(CLOCK_REALTIME, &t) != 0) return 0;
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- progress, talk ---- */

/* Leaves room for the work's name and two numbers on a line of 80 columns. */
enum { BAR_COLUMNS = 30 };

/* Never asks to stop: an interrupt ends the program, which loses only what was not acknowledged.
** Drawn over itself on standard error, and only set as a callback where that is a terminal. total
** 0: nobody knows how much there is. */
static bool show_progress(void *ctx, const char *work, uint64_t done, uint64_t total)
{
    struct cli *c = ctx;
    char bar[BAR_COLUMNS + 1];
    if (total) {
        uint64_t full = done >= total ? BAR_COLUMNS : (uint64_t)((double)done / (double)total * BAR_COLUMNS);
        for (uint64_t i = 0; i < BAR_COLUMNS; i++) bar[i] = i < full ? '#' : '.';
        bar[BAR_COLUMNS] = 0;
        (void)fprintf(stderr, "\r%s [%s] %llu of %llu", work, bar, (unsigned long long)done, (unsigned long long)total);
    } else
        (void)fprintf(stderr, "\r%s %llu", work, (unsigned long long)done);
    (void)fflush(stderr);
    c->progress_shown = true;
    return false;
}

/* Before anything else is written to a terminal: the bar's line is not ended. */
void cli_progress_clear(struct cli *c)
{
    if (c->progress_shown) (void)fputs("\r\033[K", stderr);
    c->progress_shown = false;
}

/* A message may quote a title or a file name: no control code of theirs may reach the terminal,
** and neither may bytes that are no text, since a terminal that is not set to UTF-8 takes some of
** them for controls (C1). Each hidden byte becomes "?", so that the length stays. Longer messages
** are cut at 1023 bytes. */
void cli_say(struct cli *c, const char *fmt, ...)
{
    char line[1024];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    if (n < 0) line[0] = 0;
    str said = str_of(line);
    for (size_t at = 0, size; at < said.n; at += size) {
        int32_t cp = utf8_decode(said, at, &size);
        if (cp < 0 || utf8_is_hidden(cp)) memset(line + at, '?', size);
    }
    cli_progress_clear(c);
    (void)fprintf(stderr, "entente%s%s: %s\n", c->command ? " " : "", c->command ? c->command->name : "", line);
}

/* The codes that mean the same in every command are set here, the others by the caller, who knows
** whether it was the input or the record that failed. */
enum cli_exit cli_fail(struct cli *c, const struct err *err, enum cli_exit otherwise)
{
    cli_say(c, "%s", err->msg[0] ? err->msg : status_name(err->code));
    if (err->code == E_LIMIT || err->code == E_NOMEM) return EXIT_LIMIT;
    return err->code == E_BUSY ? EXIT_RECORD : otherwise;
}

/* ---- standard output ---- */

/* A reader that went away ends the writing without a word (`entente list | head` is no failure);
** any other failure is kept for the exit status, the first one only. A failed buffer is told as
** the memory that it lacked. Interrupted calls go on; short writes too. */
void cli_flush(struct cli *c)
{
    size_t at = 0;
    if (c->out.failed && !c->out_errno) c->out_errno = ENOMEM;
    if (c->out.n) cli_progress_clear(c);
    while (at < c->out.n && !c->out_closed && !c->out_errno) {
        ssize_t w = write(STDOUT_FILENO, c->out.p + at, c->out.n - at);
        if (w >= 0)
            at += (size_t)w;
        else if (errno == EPIPE)
            c->out_closed = true;
        else if (errno != EINTR)
            c->out_errno = errno;
    }
    buf_clear(&c->out);
}

/* 64 KiB: enough that the calls cost nothing, little enough that a long answer begins at once. */
void cli_flush_some(struct cli *c)
{
    if (c->out.n > 65536) cli_flush(c);
}

/* ---- options and environment ---- */

/* The variable is for tests and for examples whose output is shown; a wrong value is refused,
** since acts would carry it. */
static enum status clock_of(struct cli *c, struct err *err)
{
    const char *said = getenv("ENTENTE_NOW");
    c->fixed_now_ms = INT64_MIN;
    if (said && *said && !time_parse_iso(str_of(said), &c->fixed_now_ms))
        return err_set(err, E_FORMAT, "$ENTENTE_NOW is no time such as 2026-01-01T00:00:00Z: \"%s\"", said);
    return OK;
}

/* The option, then the environment, then the name of the user whose rights the process has: not
** $USER, which anyone may set to anyone. An author is a claim all the same; the record says who
** claimed, not who it was. */
static str author_of(struct cli *c)
{
    str said = str_trim(cli_value(c, "author"));
    if (said.n) return said;
    const char *z = getenv("ENTENTE_AUTHOR");
    if (z && *z) return str_of(z);
    const struct passwd *pw = getpwuid(geteuid());
    if (pw && pw->pw_name && *pw->pw_name) return str_copy(c->ar, str_of(pw->pw_name));
    return STR("unknown");
}

/* Under 40 columns no answer can be read: a stated width is refused, a terminal's is taken for
** 80. A file or pipe has 80, so that what is kept or compared does not depend on the window it
** was made in. */
static enum status columns_of(struct cli *c, struct err *err)
{
    uint64_t n = 0;
    enum status st = cli_number(c, "width", 1000, &n, err);
    if (st) return st;
    if (cli_has(c, "width") && n < 40) return err_set(err, E_FORMAT, "--width wants 40 columns or more");
    struct winsize size;
    if (!n && isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) n = size.ws_col;
    c->style.columns = n >= 40 ? (uint32_t)n : 80;
    return OK;
}

/* The option wins over NO_COLOR (no-color.org: any non-empty value), which wins over the look at
** the terminal. */
static void color_of(struct cli *c)
{
    str when = cli_value(c, "color");
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    if (str_eq(when, STR("always")))
        c->style.color = true;
    else if (str_eq(when, STR("never")))
        c->style.color = false;
    else
        c->style.color = !(no && *no) && isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") != 0;
}

/* --as-of: a day means its last millisecond, so that what was done on that day counts; a time is
** taken as it stands. Both in UTC, as acts are. */
static enum status view_of(struct cli *c, struct err *err)
{
    c->view = RECORD_NOW;
    str as_of = cli_value(c, "as-of");
    if (as_of.p && !time_parse_iso(as_of, &c->view.as_of_ms)) {
        day d = DATE_NONE;
        enum status st = cli_day(c, "as-of", false, &d, err);
        if (st) return st;
        c->view.as_of_ms = ((int64_t)d + 1) * 86400000 - 1;
    }
    return cli_day(c, "until", false, &c->view.until, err);
}

/* The first fault ends it; c is then set in part, which the message needs no more than. Progress
** is shown only where standard error is a terminal: in a log file the bar would be noise. */
enum status cli_world(struct cli *c, struct err *err)
{
    enum status st = clock_of(c, err);
    if (!st) st = columns_of(c, err);
    if (!st) st = view_of(c, err);
    if (st) return st;
    if (cli_has(c, "json") && cli_has(c, "html")) return err_set(err, E_FORMAT, "--json or --html, not both");
    color_of(c);
    c->style.face = cli_has(c, "json") ? FACE_JSON : cli_has(c, "html") ? FACE_HTML : FACE_TERMINAL;
    c->env = (struct env){.ctx = c, .now_ms = now_ms, .author = author_of(c)};
    if (isatty(STDERR_FILENO)) c->env.progress = show_progress;
    return OK;
}

/* Empty when memory ran out, which the arena tells whoever writes it. */
str cli_hex(struct cli *c, const struct source_hash *h)
{
    buf hex = {0};
    source_hash_write(&hex, h);
    str s = str_copy(c->ar, buf_str(&hex));
    buf_free(&hex);
    return s;
}

/* ---- the record's file ---- */

/* The records in a folder, in byte order: how many (counted to 2), the first two into found. Two
** are enough to refuse and to name them. Hidden files and anything but regular files are passed
** over; the -wal and -shm beside a record end otherwise. A folder that cannot be read has none. */
static int records_in(struct cli *c, const char *folder, const char *found[2])
{
    int n = 0;
    DIR *d = opendir(folder);
    if (!d) return 0;
    for (const struct dirent *e; (e = readdir(d));) {
        str name = str_of(e->d_name);
        if (name.p[0] == '.' || !str_ends(name, STR(".entente"))) continue;
        buf path = {0};
        if (strcmp(folder, ".") != 0) buf_addf(&path, "%s%s", folder, folder[1] ? "/" : "");
        buf_add(&path, name);
        const char *zt = str_zt(c->ar, buf_str(&path));
        buf_free(&path);
        struct stat st;
        if (!zt || stat(zt, &st) != 0 || !S_ISREG(st.st_mode)) continue;
        /* Keep the two that sort first, whatever order the folder gives: the message must be the
        ** same each time. */
        for (int i = 0; i < 2; i++) {
            if (i < n && strcmp(found[i], zt) <= 0) continue;
            const char *was = i < n ? found[i] : NULL;
            found[i] = zt;
            if (!was) {
                n++;
                break;
            }
            zt = was;
        }
    }
    (void)closedir(d);
    return n;
}

/* From the current folder upwards, as git looks for its own: the nearest folder with one record
** decides, and one with two is never guessed about. What was named by option or environment is
** taken as it is, without a look whether it is there: the opening tells that better. */
enum status cli_find_record(struct cli *c, struct err *err)
{
    str said = cli_value(c, "record");
    const char *env = getenv("ENTENTE_RECORD");
    /* An empty variable is none: `ENTENTE_RECORD= entente list` asks for the search. */
    if (said.p || (env && *env)) {
        c->record_path = said.p ? said.p : env;
        return OK;
    }
    /* Cut shorter step by step, up to "/". The first look is at "." and not at the folder's name,
    ** so that a record here is named as the user would. */
    char *folder = getcwd(NULL, 0);
    if (!folder) return err_set(err, E_IO, "cannot tell the current folder: %s", strerror(errno));
    enum status st = OK;
    for (bool first = true; !st && !c->record_path; first = false) {
        const char *found[2] = {NULL, NULL};
        int n = records_in(c, first ? "." : folder, found);
        if (n == 1)
            c->record_path = found[0];
        else if (n > 1)
            st = err_set(err, E_FORMAT, "two records here: %s and %s; name one with -R FILE", found[0], found[1]);
        char *cut = strrchr(folder, '/');
        if (!cut || !cut[1]) break;
        cut[cut == folder ? 1 : 0] = 0;
    }
    free(folder);
    if (!st && !c->record_path)
        st = err_set(err, E_NOTFOUND, "no record here or above; name one with -R FILE, or make one: entente init FILE");
    return st;
}
