/* What a command is, and what it gets when it runs. Each command's file holds one `const struct
** command`; usage, help, completion and the manual's list are all made from these, so that none
** of them can say what the program does not do.
**
** The life of a run: cli_parse (options), cli_world (what is outside), the record opened as the
** flags say, command.run, the record closed, standard output written, exit status. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "base/base.h"
#include "cli/cli.h"
#include "present/present.h"
#include "record/record.h"

/* ---- the table ---- */

/* One option. All strings are static and belong to the table. A value is read by the command, but
** for choices, which the parser holds it against. */
struct cli_option {
    const char *name;    /* long, without its dashes */
    char letter;         /* short form, or 0 */
    const char *value;   /* what follows, as it stands in help ("FILE"); NULL: a flag */
    const char *choices; /* "auto|always|never": any other value is refused; NULL: free */
    const char *help;    /* one line */
};

/* A line that a test runs, so that no help shows what does not work. */
struct cli_example {
    const char *line; /* as typed, runs in a folder as test/golden/examples.sh makes it */
    const char *says; /* what it is for */
};

/* What the arguments name, for completion. WORD: one of command.words. */
enum cli_completes {
    COMPLETE_NOTHING,
    COMPLETE_FILE,
    COMPLETE_FOLDER,
    COMPLETE_DOC,
    COMPLETE_SERIES,
    COMPLETE_CONCEPT,
    COMPLETE_COMMAND,
    COMPLETE_WORD
};

/* What the frame does for a command before it runs, and which options of every command concern
** its answer. */
enum cli_command_flags {
    CMD_READS = 1,  /* opens the record to read */
    CMD_WRITES = 2, /* opens the record to write */
    CMD_MENDS = 4,  /* opens it even where its index is of another version */
    CMD_JSON = 8,   /* has --json */
    CMD_HTML = 16,  /* has --html */
    CMD_VIEW = 32   /* answers as of a day: has --as-of and --until */
};

struct cli;

/* One command: everything that is said of it anywhere, and the function that does it. Static and
** constant. */
struct command {
    const char *name;
    const char *help;      /* one line, lower case, no full stop */
    const char *arguments; /* synopsis after the options, "" when there are none */
    const char *about;     /* paragraphs parted by an empty line */
    const struct cli_option *option;
    uint32_t n_option;
    const struct cli_example *example;
    uint32_t n_example;
    const char *exits; /* what 1 means for this command, NULL when it never comes */
    uint32_t flags;
    uint32_t min_arguments, max_arguments; /* UINT32_MAX: any number */
    enum cli_completes completes;
    const char *words;     /* COMPLETE_WORD: "bash|zsh|fish" */
    const char *docs_with; /* a flag with which the arguments name documents instead; NULL: none */
    enum cli_exit (*run)(struct cli *c);
};

/* All commands in the order of help. */
extern const struct command *const cli_commands[];
extern const uint32_t cli_n_command;
const struct command *cli_command_named(str name); /* NULL: none */

/* Options that every command takes; --json, --html, --as-of and --until only where the command's flags have them: an option that
** would be passed over in silence makes an answer say what it does not mean. */
extern const struct cli_option cli_global_options[];
extern const uint32_t cli_n_global_option;
/* Whether the command (NULL: none named yet) takes this option of cli_global_options. What it
** does not take is refused, not passed over. */
bool cli_takes_global(const struct command *cmd, const struct cli_option *opt);

/* ---- a run ---- */

/* An option as it was given; value borrows from argv. */
struct cli_given {
    const struct cli_option *option;
    str value; /* empty for a flag */
};

/* A run, from the first argument to the exit status. A command reads it, writes to out, and keeps
** what it needs in ar; it owns nothing that outlives the run. */
struct cli {
    const struct command *command; /* NULL until known */
    arena *ar;                     /* of the whole command */
    struct cli_given *given;       /* [n_given] in the order of the command line */
    uint32_t n_given;
    str *arg; /* [n_arg] each terminated by a zero byte */
    uint32_t n_arg;
    struct env env;
    int64_t fixed_now_ms; /* from $ENTENTE_NOW; INT64_MIN: the system's clock */
    struct present_style style;
    struct record_view view;
    const char *record_path; /* set once the record is looked for */
    record *record;          /* open when the command's flags ask for one */
    buf out;                 /* standard output that is not yet written */
    bool out_closed;         /* the reader went away: writing on would be in vain, and is no error */
    int out_errno;           /* 0, or why writing failed */
    bool progress_shown;
};

/* ---- options (options.c) ---- */

/* Take the command line apart into c, whose arena is all that must be set. argv is borrowed for
** the run. E_FORMAT: one line that names the nearest known option or command. E_NOMEM from the
** arena. Linear in the letters of the line. */
enum status cli_parse(struct cli *c, int argc, char **argv, struct err *err) MUST_CHECK;
/* Value of an option by its long name: the last one given; {NULL,0} when it was not. A flag has
** an empty, non-NULL value. */
str cli_value(const struct cli *c, const char *name);
/* Whether an option was given, by its long name; with an empty value too. */
bool cli_has(const struct cli *c, const char *name);
/* All values of a repeated option joined with "; ", in c->ar. */
str cli_values(struct cli *c, const char *name);
/* Whole value as a number up to max into *out; untouched when not given. E_FORMAT names the option. */
enum status cli_number(struct cli *c, const char *name, uint64_t max, uint64_t *out, struct err *err) MUST_CHECK;
/* Value as a day ("2025-12-11"); a vague date ("2025-12") stands for its last day, or its first when `first`. */
enum status cli_day(struct cli *c, const char *name, bool first, day *out, struct err *err) MUST_CHECK;
/* E_FORMAT with the line for a name that no command has; it names the nearest that there is. */
enum status cli_no_command(str name, struct err *err);
/* The candidate nearest to word by edit distance, or NULL when none is near. */
const char *cli_nearest(str word, const char *const *candidate, size_t n);

/* ---- the world (world.c) ---- */

/* Clock, author, colour, width, view: from options, environment and system, into c. E_FORMAT
** names the option or variable that is wrong. Needs cli_parse before it. */
enum status cli_world(struct cli *c, struct err *err) MUST_CHECK;
/* Path of the record: -R, $ENTENTE_RECORD, or the only *.entente in this folder or above, into
** c->record_path. E_NOTFOUND: there is none, with how to name or make one; E_FORMAT: there are
** two, both named; E_IO. */
enum status cli_find_record(struct cli *c, struct err *err) MUST_CHECK;
/* Find the record and open it; closed when the command has ended. Exit EXIT_YES, or EXIT_RECORD with its line said. */
enum cli_exit cli_open(struct cli *c, enum record_mode mode) MUST_CHECK;
/* The same; to read where the file may not be written. */
enum cli_exit cli_open_as_can(struct cli *c, enum record_mode mode) MUST_CHECK;
/* The hash in hexadecimal digits, in c->ar. */
str cli_hex(struct cli *c, const struct source_hash *h);
/* Write what stands in c->out; the failure sticks in c (out_errno, or out_closed when the reader
** went away). Writes nothing after one. The buffer is empty afterwards in any case. */
void cli_flush(struct cli *c);
/* cli_flush once there is enough for it. */
void cli_flush_some(struct cli *c);
/* One line on standard error, with the command's name before it; over the progress bar, if any.
** Never more than one line, whatever is quoted in it. */
void cli_say(struct cli *c, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Take the progress bar off the terminal, if one is shown. */
void cli_progress_clear(struct cli *c);
/* Say err and give the exit status: EXIT_LIMIT for limits and memory, EXIT_RECORD for a busy record, else `otherwise`. */
enum cli_exit cli_fail(struct cli *c, const struct err *err, enum cli_exit otherwise);

/* ---- made from the table ---- */

/* Append the synopsis of a command; NULL: of the program. */
void cli_write_usage(buf *out, const struct command *cmd); /* NULL: of the program */
/* Append all that is said of a command, NULL: of the program. columns: from 40; lines that are
** typed are not broken. */
void cli_write_help(buf *out, const struct command *cmd, uint32_t columns);
/* Append the manual's sections on options and commands. */
void cli_write_mdoc(buf *out); /* the manual's sections on options and commands */
/* Append the table, a fact a line. */
void cli_write_table(buf *out);
/* Append the completion of a shell: "bash", "zsh", "fish". */
void cli_write_completion(buf *out, str shell); /* "bash", "zsh", "fish" */

#endif
