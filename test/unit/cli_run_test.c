/* The program as it is run: exit status, talk and answer, JSON against its description, outputs that fail, the record that is
** found. */
#include "base/random.h"
#include "cli_help.h"

/* ---- exit status ---- */

/* Exit status, and a part of what stands on standard error ("" for silence there). */
TEST(exit_status_and_talk)
{
    static const struct {
        const char *line;
        int code;
        const char *says;
    } cases[] = {
        {"entente list", 0, ""},
        {"entente list --series none", 1, ""},
        {"entente compare --series s", 1, ""},
        {"entente compare s/2024-01-01 s/2024-01-01", -1, ""},
        {"entente history toll", 0, ""},
        {"entente history nothing_at_all", 1, ""},
        {"entente search river", 0, ""},
        {"entente search nowhere", 1, ""},
        {"entente search (", 3, "entente search: "},
        {"entente show s/latest", 0, ""},
        {"entente show s/1999-01-01", 3, "entente show: "},
        {"entente series sx", 3, "did you mean s?"},
        {"entente concept show frog", 3, "no concept \"frog\""},
        {"entente concept set none.txt", 3, "entente concept: "},
        {"entente concept sing", 2, "usage: entente concept"},
        {"entente add none.txt", 3, "none.txt"},
        {"entente add --title x 1.txt 2.txt", 2, "are for one source"},
        {"entente add --date soon 1.txt", 2, "--date"},
        {"entente edit s/latest --items many", 2, "--items"},
        {"entente edit s/latest --meta none.meta", 3, "no file none.meta"},
        {"entente compare nothing", 3, "entente compare: "},
        {"entente phrases none", 3, "entente phrases: "},
        {"entente -R none.entente list", 4, "none.entente"},
        {"entente -R 1.txt list", 4, "1.txt"},
        {"entente init r.entente", 4, "r.entente"},
        {"entente merge none.entente", 3, "none.entente"},
        {"entente hash --as-of 2025-01-01", 2, "--as-of is no option of this command"},
        {"entente verify --until 2025-01-01", 2, "--until is no option of this command"},
        {"entente --until 2025-01-01 add 1.txt", 2, "--until is no option of this command"},
        {"entente list --until never", 2, "--until wants a date"},
        {"entente list --width 39", 2, "--width wants 40 columns or more"},
        {"entente help comparr", 2, "did you mean compare?"},
        {"entente completion ksh", 2, "bash, zsh or fish"},
        {"entente", 2, "usage: entente COMMAND"},
        {"entente verify", 0, ""},
        {"entente version", 0, ""},
    };
    struct shell s;
    CHECK(shell_open(&s));
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int code = shell_run(&s, cases[i].line);
        CHECK_MSG(cases[i].code < 0 || code == cases[i].code, "%s: %d, %.*s", cases[i].line, code, STR_ARG(s.err));
        CHECK_MSG(cases[i].code < 0 || !*cases[i].says == !s.err.n, "%s: %.*s", cases[i].line, STR_ARG(s.err));
        CHECK_MSG(has(s.err, cases[i].says) || cases[i].code < 0, "%s: %.*s", cases[i].line, STR_ARG(s.err));
        CHECK_MSG(code < 2 || s.out.n == 0, "%s: an answer beside a failure", cases[i].line);
    }
    shell_close(&s);
}

/* Any options on any command: the program ends with a known status, says a line when it refuses, and the record stays whole. */
TEST(any_command_line_ends_well)
{
    static const char *const words[] = {"--json",
                                        "--html",
                                        "--all",
                                        "--series",
                                        "s",
                                        "none",
                                        "--max",
                                        "0",
                                        "-n",
                                        "3",
                                        "--as-of",
                                        "2025-01-01",
                                        "2024",
                                        "--until",
                                        "s/latest",
                                        "river",
                                        "\"the_river\"",
                                        "--words",
                                        "2",
                                        "--names",
                                        "--dump",
                                        "--aside",
                                        "--source",
                                        "1.txt",
                                        "list",
                                        "show",
                                        "--width",
                                        "44",
                                        "--color=always",
                                        "-h"};
    uint64_t seed = 91;
    struct shell s;
    CHECK(shell_open(&s));
    for (int round = 0; round < 300; round++) {
        char line[512];
        const struct command *c = cli_commands[random_below(&seed, cli_n_command)];
        if (!strcmp(c->name, "export")) continue; /* may be told to write a folder */
        int at = snprintf(line, sizeof line, "entente %s", c->name);
        uint32_t n = random_below(&seed, 5);
        for (uint32_t i = 0; i < n; i++)
            at += snprintf(line + at, sizeof line - (size_t)at, " %s", words[random_below(&seed, ARRAY_LEN(words))]);
        int code = shell_run(&s, line);
        CHECK_MSG(code >= 0 && code <= 5, "%s: %d", line, code);
        CHECK_MSG(code < 2 || (s.err.n && s.err.p[s.err.n - 1] == '\n'), "%s: exit %d without a word", line, code);
    }
    CHECK_INT(shell_run(&s, "entente verify"), 0);
    shell_close(&s);
}

/* ---- JSON ---- */

/* Every command with --json: one value (or one a line) that an independent reader takes, of a schema that doc/json.md lists,
** with no member that doc/json.md does not describe. */
TEST(json_is_valid_and_described)
{
    static const char *const lines[] = {"list",
                                        "list --series none",
                                        "show s/latest",
                                        "show s/latest --aside",
                                        "edit s/latest --note n",
                                        "series",
                                        "series s",
                                        "concept list",
                                        "concept show toll",
                                        "concept set c.txt",
                                        "search river OR ferry",
                                        "compare --series s",
                                        "compare s/2024-01-01",
                                        "history toll",
                                        "history nothing",
                                        "phrases s --texts 2 --words 2",
                                        "silences s --texts 1",
                                        "log",
                                        "verify",
                                        "rebuild",
                                        "hash",
                                        "export",
                                        "version",
                                        "init n.entente",
                                        "merge -R r.entente n.entente",
                                        "salvage r.entente new.entente",
                                        "add -R r.entente 1.txt",
                                        "add -R r.entente c.txt"};
    struct shell s;
    str description;
    struct err err = {0};
    arena *ar = arena_new(0);
    CHECK(ar && !source_read_file(&description, "doc/json.md", 1 << 20, ar, &err));
    CHECK(shell_open(&s));
    (void)setenv("ENTENTE_RECORD", "r.entente", 1);
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        char line[128], schema[64];
        (void)snprintf(line, sizeof line, "entente %s --json", lines[i]);
        int code = shell_run(&s, line);
        CHECK_MSG(code <= 1, "%s: %.*s", line, STR_ARG(s.err));
        json_error_t why;
        json_t *j = json_loadb(s.out.p, s.out.n, 0, &why);
        CHECK_MSG(j, "%s: %s", line, why.text);
        (void)snprintf(schema, sizeof schema, "`%s`", json_text(j, "schema"));
        CHECK_MSG(has(description, schema), "%s: schema %s is not described", line, schema);
        const char *bad = undescribed(j, description);
        CHECK_MSG(!bad, "%s: member %s is not described", line, bad);
        json_decref(j);
    }
    arena_free(ar);
    shell_close(&s);
}

/* The pages of all commands that have one are well formed, and nothing else is printed. */
TEST(pages_are_pages)
{
    static const char *const lines[] = {
        "list", "series", "series s", "log", "compare --series s", "history river --all", "phrases s", "silences s --texts 1"};
    struct shell s;
    CHECK(shell_open(&s));
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        char line[128];
        (void)snprintf(line, sizeof line, "entente %s --html", lines[i]);
        int code = shell_run(&s, line);
        CHECK_MSG(code <= 1 && !s.err.n, "%s: %.*s", line, STR_ARG(s.err));
        CHECK_MSG(str_starts(s.out, STR("<!DOCTYPE html>\n")) && !html_fault(s.out), "%s: %s", line, html_fault(s.out));
        CHECK_INT(count_of(s.out, "<h1"), 1);
    }
    shell_close(&s);
}

/* ---- outputs that fail ---- */

TEST(a_full_disk_is_told)
{
    static const char *const lines[] = {"list", "compare --series s", "show --source s/latest", "export", "hash --dump",
                                        "help", "add 1.txt"};
    struct shell s;
    CHECK(shell_open(&s));
    int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    if (full < 0) SKIP("no /dev/full here");
    s.out_fd = full;
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        char line[128];
        (void)snprintf(line, sizeof line, "entente %s", lines[i]);
        int code = shell_run(&s, line);
        CHECK_MSG(code == EXIT_INPUT && has(s.err, "cannot write to standard output: "), "%s: %d %.*s", line, code,
                  STR_ARG(s.err));
    }
    s.out_fd = -1;
    (void)close(full);
    CHECK_INT(shell_run(&s, "entente verify"), 0);
    shell_close(&s);
}

/* A reader that goes away is no error: the status is that of the answer, and nothing is said. */
TEST(a_reader_that_left_is_no_error)
{
    static const struct {
        const char *line;
        int code;
    } cases[] = {{"entente list", 0}, {"entente compare --series s", 1}, {"entente search nowhere", 1}, {"entente help", 0}};
    struct shell s;
    CHECK(shell_open(&s));
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int ends[2];
        CHECK(pipe(ends) == 0);
        (void)close(ends[0]);
        s.out_fd = ends[1];
        int code = shell_run(&s, cases[i].line);
        (void)close(ends[1]);
        CHECK_MSG(code == cases[i].code && !s.err.n, "%s: %d %.*s", cases[i].line, code, STR_ARG(s.err));
    }
    s.out_fd = -1;
    shell_close(&s);
}

/* ---- colours, widths, messages ---- */

TEST(colours_only_where_asked)
{
    struct shell s;
    CHECK(shell_open(&s));
    CHECK(shell_run(&s, "entente compare --series s") == 1 && !has(s.out, "\033")); /* a file is no terminal */
    buf plain = {0}, bare = {0};
    buf_add(&plain, s.out);
    CHECK(shell_run(&s, "entente compare --series s --color=always") == 1 && has(s.out, "\033["));
    for (size_t i = 0; i < s.out.n; i++) {
        if (s.out.p[i] != '\033')
            buf_addc(&bare, s.out.p[i]);
        else
            while (s.out.p[i] != 'm') i++;
    }
    CHECK(str_eq(buf_str(&bare), buf_str(&plain)));
    (void)setenv("NO_COLOR", "1", 1);
    CHECK(shell_run(&s, "entente compare --series s --color=auto") == 1 && !has(s.out, "\033"));
    CHECK(shell_run(&s, "entente compare --series s --color=always") == 1 &&
          has(s.out, "\033[")); /* the option is nearer than the environment */
    (void)unsetenv("NO_COLOR");
    CHECK(shell_run(&s, "entente compare --series s --json --color=always") == 1 && !has(s.out, "\033"));
    buf_free(&plain);
    buf_free(&bare);
    shell_close(&s);
}

TEST(answers_keep_the_width)
{
    static const char *const lines[] = {"list",          "series",       "log",
                                        "show s/latest", "search river", "compare --series s --all",
                                        "history river", "phrases s",    "silences s --texts 1",
                                        "concept list",  "verify",       "hash"};
    struct shell s;
    CHECK(shell_open(&s));
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        for (uint32_t columns = 40; columns < 120; columns += 37) {
            char line[128];
            (void)snprintf(line, sizeof line, "entente %s --width %u", lines[i], columns);
            CHECK_MSG(shell_run(&s, line) <= 1, "%s: %.*s", line, STR_ARG(s.err));
            str bad = bad_line(s.out, columns);
            CHECK_MSG(!bad.p, "%s: \"%.*s\"", line, STR_ARG(bad));
        }
    }
    shell_close(&s);
}

/* pattern with name in the place of "%s". */
static void put_name(char *out, size_t room, const char *pattern, const char *name)
{
    const char *at = strstr(pattern, "%s");
    (void)snprintf(out, room, "%.*s%s%s", (int)(at - pattern), pattern, name, at + 2);
}

/* Whatever is quoted in a message, it is one line and gives the terminal no orders, also as bytes that are no text. */
TEST(messages_give_no_orders)
{
    static const char *const names[] = {"\033[2J",
                                        "\xC2\x9B"
                                        "31m",
                                        "\x9B"
                                        "31m",
                                        "a\nb",
                                        "\xE2\x80\xAE"
                                        "x",
                                        "\xFF\xFE",
                                        "\x7F"};
    static const char *const lines[] = {"show %s",        "add %s",          "-R %s list", "%s",
                                        "list --from %s", "concept show %s", "series %s",  "history --zz%s"};
    struct shell s;
    CHECK(shell_open(&s));
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        for (size_t k = 0; k < ARRAY_LEN(names); k++) {
            char tail[64], line[128];
            put_name(tail, sizeof tail, lines[i], names[k]);
            (void)snprintf(line, sizeof line, "entente %s", tail);
            CHECK_MSG(shell_run(&s, line) > 1, "%s", lines[i]);
            CHECK_MSG(count_of(s.err, "\n") == 1 && !bad_line(s.err, 2000).p, "%s with name %zu: %.*s", lines[i], k,
                      STR_ARG(s.err));
        }
    }
    shell_close(&s);
}

/* ---- the record at hand ---- */

TEST(the_record_is_found_as_promised)
{
    struct shell s;
    CHECK(shell_open(&s));
    CHECK(mkdir(temp_path(&s.dir, "a"), 0700) == 0 && mkdir(temp_path(&s.dir, "a/b"), 0700) == 0 &&
          chdir(temp_path(&s.dir, "a/b")) == 0);
    CHECK(shell_run(&s, "entente list --names") == 0 && has(s.out, "s/2024-01-01\n")); /* two folders up */
    CHECK_INT(shell_run(&s, "entente init near.entente"), 0);
    CHECK_INT(shell_run(&s, "entente list --names"), 1); /* the nearest one decides, and it is empty */
    CHECK_INT(shell_run(&s, "entente -R ../../r.entente list --names"), 0);
    CHECK_INT(shell_run(&s, "entente init second.entente"), 0);
    CHECK_INT(shell_run(&s, "entente list"), 4);
    CHECK(has(s.err, "two records here: near.entente and second.entente; name one with -R FILE"));
    (void)setenv("ENTENTE_RECORD", "../../r.entente", 1);
    CHECK(shell_run(&s, "entente list --names") == 0 && has(s.out, "s/2025-01-01\n"));
    CHECK_INT(shell_run(&s, "entente list --names -R near.entente"), 1); /* the option wins over the environment */
    (void)unsetenv("ENTENTE_RECORD");
    CHECK(temp_write(&s.dir, "a/.hidden.entente", STR("x")) && chdir(temp_path(&s.dir, "a")) == 0);
    CHECK_INT(shell_run(&s, "entente list --names"), 0); /* hidden files are passed over */
    shell_close(&s);
}

TESTS(CASE(exit_status_and_talk), CASE(any_command_line_ends_well), CASE(json_is_valid_and_described), CASE(pages_are_pages),
      CASE(a_full_disk_is_told), CASE(a_reader_that_left_is_no_error), CASE(colours_only_where_asked),
      CASE(answers_keep_the_width), CASE(messages_give_no_orders), CASE(the_record_is_found_as_promised))
