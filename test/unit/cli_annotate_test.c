/* entente annotate as it is run: what is refused and how, and, in a build with a model, that every quote of an answer stands in the
** text and in the source at the place that it names. */
#include <sys/resource.h>
#include <sys/wait.h>

#include "base/random.h"
#include "cli_help.h"

/* ---- what is refused ---- */

TEST(wrong_lines_are_refused)
{
    static const struct {
        const char *line, *says;
    } cases[] = {
        {"entente annotate --date yesterday 1.txt", "--date wants a day such as 2025-12-11, not \"yesterday\""},
        {"entente annotate --date 2025-02-30 1.txt", "--date wants a day such as 2025-12-11, not \"2025-02-30\""},
        {"entente annotate --date 2025-12 1.txt", "--date wants a day such as 2025-12-11, not \"2025-12\""},
        {"entente annotate --date _ 1.txt", "--date wants a day such as 2025-12-11, not \"\""},
        {"entente annotate --kind person 1.txt", "--kind has no \"person\"; did you mean persons?"},
        {"entente annotate --kind dates,amonts 1.txt", "--kind has no \"amonts\"; did you mean amounts?"},
        {"entente annotate --kind xyzzy 1.txt",
         "--kind is of persons, names, dates, amounts, quotations, clauses, not \"xyzzy\""},
        {"entente annotate --kind , 1.txt", "--kind wants one or more of persons, names, dates"},
        {"entente annotate --kind", "--kind wants a value: --kind KINDS"},
        {"entente annotate --html 1.txt 2.txt", "--html is a page for one text; name one FILE"},
        {"entente annotate --as-of 2025 1.txt", "--as-of is no option of this command"},
        {"entente annotate --document", "--document wants the name of a document, such as ncg/latest"},
        {"entente annotate --ful 1.txt", "no option --ful; did you mean --full?"},
        {"entente anotate 1.txt", "no command \"anotate\"; did you mean annotate?"},
    };
    struct shell s;
    CHECK(shell_open(&s));
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int code = shell_run(&s, cases[i].line);
        CHECK_MSG(code == EXIT_USAGE && !s.out.n && has(s.err, cases[i].says), "%s: %d %.*s", cases[i].line, code,
                  STR_ARG(s.err));
        CHECK_INT(count_of(s.err, "\n"), 1);
    }
    shell_close(&s);
}

static bool write_repeated(struct shell *s, const char *name, const char *words, size_t n)
{
    buf b = {0};
    while (b.n < n) buf_addz(&b, words);
    bool good = temp_write(&s->dir, name, buf_str(&b));
    buf_free(&b);
    return good;
}

TEST(bad_input_gets_one_line)
{
    if (!language_english().n) SKIP("this build has no model");
    static const struct {
        const char *line, *says;
        int code;
    } cases[] = {
        {"entente annotate none.txt", "cannot read none.txt: No such file or directory", EXIT_INPUT},
        {"entente annotate folder", "cannot read folder: it is a folder", EXIT_INPUT},
        {"entente annotate empty.txt", "empty.txt: there is no text in it", EXIT_INPUT},
        {"entente annotate white.txt", "white.txt: there is no text in it", EXIT_INPUT},
        {"entente annotate menu.html", "menu.html: there is no text in it", EXIT_INPUT},
        {"entente annotate", "standard input: there is no text in it", EXIT_INPUT},
        {"entente annotate binary.txt", "binary.txt: this looks like", EXIT_INPUT},
        {"entente annotate long.txt", "long.txt: its text of 2097", EXIT_LIMIT},
        {"entente annotate huge.txt", "cannot read huge.txt: it is larger than the 8388608 bytes", EXIT_LIMIT},
        {"entente annotate --model none.model 1.txt", "cannot read none.model", EXIT_INPUT},
        {"entente annotate --model 1.txt 1.txt", "1.txt: not a model file of Entente", EXIT_INPUT},
    };
    struct shell s;
    CHECK(shell_open(&s));
    CHECK(temp_write(&s.dir, "empty.txt", STR("")) && temp_write(&s.dir, "white.txt", STR(" \n\n\t\n")));
    CHECK(temp_write(&s.dir, "menu.html", STR("<html><body><nav><a href=\"x\">Menu</a></nav></body></html>")));
    CHECK(temp_write(&s.dir, "binary.txt", STR("%PDF-1.4\n\0\1\2\3\4")) && !mkdir(temp_path(&s.dir, "folder"), 0700));
    CHECK(write_repeated(&s, "long.txt", "Both sides met. ", (2 << 20) + 64) &&
          write_repeated(&s, "huge.txt", "Met. ", (8 << 20) + 1));
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int code = shell_run(&s, cases[i].line);
        CHECK_MSG(code == cases[i].code && !s.out.n && has(s.err, cases[i].says), "%s: %d %.*s", cases[i].line, code,
                  STR_ARG(s.err));
        CHECK_INT(count_of(s.err, "\n"), 1);
    }
    (void)rmdir(temp_path(&s.dir, "folder"));
    shell_close(&s);
}

/* ---- answers ---- */

TEST(files_follow_each_other)
{
    if (!language_english().n) SKIP("this build has no model");
    struct shell s;
    CHECK(shell_open(&s));
    /* A file that fails costs its own answer, and the exit status. */
    CHECK_INT(shell_run(&s, "entente annotate --json 1.txt none.txt 2.txt"), EXIT_INPUT);
    CHECK_INT(count_of(s.out, "\n"), 2);
    CHECK_INT(count_of(s.out, "{\"schema\": \"entente/annotate/1\", "), 2);
    CHECK(has(s.out, "\"document\": \"1.txt\"") && has(s.out, "\"document\": \"2.txt\"") && has(s.err, "none.txt"));
    CHECK_INT(shell_run(&s, "entente annotate none.txt 1.txt 2.txt"), EXIT_INPUT);
    CHECK(str_starts(s.out, STR("1.txt\n")) && has(s.out, "\n\n2.txt\n") && count_of(s.out, "\nCoverage: ") == 2);
    /* Standard input is a text like any other. */
    CHECK(shell_run(&s, "entente annotate --json 1.txt") == 0);
    uint64_t print = hash64((str){s.out.p + 60, s.out.n - 60});
    s.in = "1.txt";
    CHECK(shell_run(&s, "entente annotate --json -") == 0 && has(s.out, "\"document\": null") && has(s.out, "\"quote\""));
    CHECK(shell_run(&s, "entente annotate --json") == 0 && has(s.out, "\"document\": null"));
    s.in = NULL;
    CHECK(shell_run(&s, "entente annotate --json 1.txt") == 0 && hash64((str){s.out.p + 60, s.out.n - 60}) == print);
    CHECK(shell_run(&s, "entente annotate --html p.html") == 0 && !html_fault(s.out) && has(s.out, "A page"));
    shell_close(&s);
}

/* The day of a page is the page's, unless the person who asks says another; a plain text has none. */
TEST(dates_are_told_from_the_right_day)
{
    if (!language_english().n) SKIP("this build has no model");
    static const struct {
        const char *line, *date, *means;
    } cases[] = {
        {"entente annotate --json t.txt", "\"date\": null, \"date_basis\": \"unknown\"", "\"means\": null, \"by\": null"},
        {"entente annotate --json --date 2025-12-11 t.txt", "\"date\": \"2025-12-11\", \"date_basis\": \"option\"",
         "\"means\": \"2025-12-09\", \"by\": \"document\""},
        {"entente annotate --json 2025-12-11.txt", "\"date\": \"2025-12-11\", \"date_basis\": \"file name\"",
         "\"means\": \"2025-12-09\""},
        {"entente annotate --json t.html", "\"date\": \"2024-03-06\", \"date_basis\": \"page metadata\"",
         "\"means\": \"2024-03-05\""},
        {"entente annotate --json --date 2025-12-11 t.html", "\"date\": \"2025-12-11\", \"date_basis\": \"option\"",
         "\"means\": \"2025-12-09\""},
    };
    static const char said[] = "The two ministers met on Tuesday in the town and spoke about the river for some hours.";
    struct shell s;
    buf page = {0};
    CHECK(shell_open(&s));
    buf_addf(&page,
             "<html><head><meta property=\"article:published_time\" content=\"2024-03-06T08:00:00Z\"></head><body><h1>They met"
             "</h1><p>%s</p></body></html>",
             said);
    CHECK(temp_write(&s.dir, "t.txt", str_of(said)) && temp_write(&s.dir, "2025-12-11.txt", str_of(said)) &&
          temp_write(&s.dir, "t.html", buf_str(&page)));
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CHECK(shell_run(&s, cases[i].line) == 0);
        CHECK_MSG(has(s.out, cases[i].date) && has(s.out, cases[i].means), "%s: %.*s", cases[i].line, STR_ARG(s.out));
    }
    buf_free(&page);
    shell_close(&s);
}

/* ---- every quote stands ---- */

struct spans {
    str text, source;
    bool same; /* text and source are both UTF-8 without markup: the bytes of a quote give its words, but for white space */
    uint32_t n;
};

/* The first quote below j that does not stand where it says; NULL: all do. */
static const char *wrong_quote(const json_t *j, struct spans *s)
{
    const char *key, *bad = NULL, *quote = json_string_value(json_object_get(j, "quote"));
    json_t *value;
    size_t i;
    if (quote) {
        size_t begin = (size_t)json_integer_value(json_at(j, "at", 0)), end = (size_t)json_integer_value(json_at(j, "at", 1));
        size_t first = (size_t)json_integer_value(json_at(j, "bytes", 0)),
               last = (size_t)json_integer_value(json_at(j, "bytes", 1));
        s->n++;
        if (begin >= end || end > s->text.n || !str_eq(str_of(quote), (str){s->text.p + begin, end - begin})) return quote;
        if (first >= last || last > s->source.n) return quote;
        buf a = squeezed(str_of(quote)), b = squeezed((str){s->source.p + first, last - first});
        bool equal = str_eq(buf_str(&a), buf_str(&b));
        buf_free(&a);
        buf_free(&b);
        if (s->same && !equal) return quote;
    }
    json_array_foreach(j, i, value) if ((bad = wrong_quote(value, s))) return bad;
    json_object_foreach((json_t *)j, key, value) if ((bad = wrong_quote(value, s))) return bad;
    return NULL;
}

static bool quotes_of(struct shell *s, const char *file, bool same, uint32_t *n)
{
    char line[128];
    (void)snprintf(line, sizeof line, "entente annotate --json %s", file);
    if (shell_run(s, line)) {
        printf("# %s: %.*s\n", file, STR_ARG(s->err));
        return false;
    }
    json_t *j = json_loadb(s->out.p, s->out.n, 0, NULL);
    struct spans spans = {str_of(json_text(j, "text")), shell_read(s, file), same, 0};
    const char *wrong = j ? wrong_quote(j, &spans) : "no JSON";
    if (wrong) printf("# %s: %s\n", file, wrong);
    *n += spans.n;
    json_decref(j);
    return !wrong;
}

/* Texts put together from pieces that finders look for, and from what none expects. */
TEST(every_quote_stands_in_text_and_source)
{
    if (!language_english().n) SKIP("this build has no model");
    static const char *const piece[] = {"Defense Minister Ahn Do-yun",
                                        "Robert Sofer",
                                        "the ministry",
                                        "both sides",
                                        "he",
                                        "South Korea",
                                        "Washington",
                                        "said that",
                                        "pledged to",
                                        "will not",
                                        "urged",
                                        "\"We agree,\"",
                                        "\xE2\x80\x9Cnever again\xE2\x80\x9D",
                                        "3.5 percent of GDP",
                                        "$350 billion",
                                        "by 2030",
                                        "on Thursday",
                                        "in the first half of 2026",
                                        ". ",
                                        ".\n",
                                        "\n\n",
                                        ", ",
                                        " and ",
                                        "\xEB\xB6\x81\xED\x95\x9C",
                                        "caf\xC3\xA9",
                                        "\xF0\x9F\x9A\xA2",
                                        "(",
                                        ")",
                                        "'s ",
                                        "\xE2\x80\x94",
                                        "<b>",
                                        "&amp;",
                                        "\t",
                                        "  ",
                                        "Upland",
                                        "may visit",
                                        "it"};
    struct shell s;
    uint64_t seed = 3;
    uint32_t n = 0;
    CHECK(shell_open(&s));
    for (int round = 0; round < 24; round++) {
        buf b = {0};
        uint32_t pieces = 20 + random_below(&seed, 120);
        buf_addz(&b, "The talks began. ");
        for (uint32_t i = 0; i < pieces; i++) {
            buf_addz(&b, piece[random_below(&seed, ARRAY_LEN(piece))]);
            if (random_below(&seed, 4)) buf_addc(&b, ' ');
        }
        CHECK(temp_write(&s.dir, "t.txt", buf_str(&b)));
        buf_free(&b);
        CHECK_MSG(quotes_of(&s, "t.txt", true, &n), "round %d", round);
    }
    CHECK_MSG(n > 2000, "only %u quotes", n);
    shell_close(&s);
}

/* Broken UTF-8, another encoding, markup between words: the text's own quotes stand all the same. */
TEST(quotes_of_other_encodings_stand)
{
    if (!language_english().n) SKIP("this build has no model");
    struct shell s;
    uint32_t n = 0;
    CHECK(shell_open(&s));
    CHECK(temp_write(&s.dir, "bad.txt", STR("Kim met \xFF\xFE Lee in Seoul on Thursday. \xC3 They agreed, \xE2\x80 he said.")));
    CHECK(temp_write(&s.dir, "latin.txt",
                     STR("The caf\xE9 of Fran\xE7ois closed on 11 December 2025, he said. It had paid 5 percent.")));
    CHECK(temp_write(
        &s.dir, "mark.html",
        STR("<html><body><p>President <b>Lee</b>&nbsp;Jae&#45;myung said <i>South</i> Korea&rsquo;s army would leave "
            "by 2030, and <a href=\"x\">the ministry</a> denied it.</p></body></html>")));
    CHECK(quotes_of(&s, "bad.txt", false, &n) && quotes_of(&s, "latin.txt", false, &n) &&
          quotes_of(&s, "mark.html", false, &n));
    CHECK_MSG(n > 20, "%u", n);
    shell_close(&s);
}

TEST(answers_are_described)
{
    if (!language_english().n) SKIP("this build has no model");
    str description;
    arena *ar = arena_new(0);
    struct shell s;
    CHECK(ar && !source_read_file(&description, "doc/json.md", 1 << 20, ar, NULL));
    CHECK(has(description, "`entente/annotate/1`") && shell_open(&s));
    CHECK(temp_write(&s.dir, "t.txt",
                     STR("Defense Minister Ahn Do-yun of South Korea met Robert Sofer. \"We agree,\" he said. It will pay "
                         "3.5 percent of GDP by 2030 if the ministry agrees. Deputy Minister Robert Soper left.")));
    CHECK(shell_run(&s, "entente annotate --json t.txt") == 0);
    json_t *j = json_loadb(s.out.p, s.out.n, 0, NULL);
    CHECK_MSG(j && !undescribed(j, description), "%s", undescribed(j, description));
    json_decref(j);
    arena_free(ar);
    shell_close(&s);
}

/* ---- memory ---- */

/* The most that a process of its own held while it ran the line; 0: it ended in another way than with this exit status. */
static long peak_kib(struct shell *s, const char *line, int code)
{
    (void)fflush(stdout);
    pid_t child = fork();
    if (child == 0) _exit(shell_run(s, line));
    int status = 1;
    struct rusage use = {0};
    if (child < 0 || wait4(child, &status, 0, &use) != child || !WIFEXITED(status) || WEXITSTATUS(status) != code) return 0;
    return use.ru_maxrss;
}

/* What is found in a text takes no more than 120 bytes for each of its bytes; and of a text that is all short words, which takes
** more, no more than 256 MiB before it is refused. */
TEST(memory_keeps_to_its_measure)
{
#if defined(__SANITIZE_ADDRESS__)
    SKIP("a sanitizer takes memory of its own");
#endif
    if (!language_english().n) SKIP("this build has no model");
    struct shell s;
    CHECK(shell_open(&s));
    static const char said[] =
        "Defense Minister Ahn Do-yun said the two sides would raise spending to 3.5 percent of GDP by 2030, "
        "and that the ministry had agreed to hold talks on Thursday. He urged Seoul to pay.\n\n";
    CHECK(write_repeated(&s, "small.txt", said, 1000) && write_repeated(&s, "large.txt", said, 200000) &&
          write_repeated(&s, "dense.txt", "a b c d e f. ", (2 << 20) - 64));
    long small = peak_kib(&s, "entente annotate --json small.txt", EXIT_YES);
    long large = peak_kib(&s, "entente annotate --json large.txt", EXIT_YES);
    long dense = peak_kib(&s, "entente annotate --json dense.txt", EXIT_LIMIT);
    CHECK_MSG(small > 0 && large > small && dense > large, "%ld, %ld, %ld KiB", small, large, dense);
    CHECK_MSG((large - small) * 1024 < 200000L * 120, "%ld KiB more", large - small);
    CHECK_MSG(dense < 256 * 1024, "%ld KiB", dense);
    shell_close(&s);
}

/* ---- of a record ---- */

static const char spoken[] =
    "The Nuclear Group (NG) met on 11 December 2025. Defense Minister An Kyu-baek and Robert Soofer led it.\n\n"
    "The Joint Board will help the NG, and the NG will thank the Joint Board.\n";
static const char list[] = "concept: Ahn Gyu-back\nkind: person\nparty: Republic of Korea\nalias.en: Ahn Gyu-back | Ahn\n\n"
                           "concept: Robert Soofer\nkind: person\n\nconcept: Board\nkind: body\nalias.en: Joint Board\n\n"
                           "concept: An Kyu-baek of the moon\nkind: term\n";

/* A document of the record, and a file beside a named record, are told of with its concept list; a record that is only there is not. */
TEST(a_concept_list_says_who_is_known)
{
    if (!language_english().n) SKIP("this build has no model");
    static const struct {
        const char *line;
        bool listed;
    } cases[] = {{"entente annotate --width 200 -R k.entente --document talks/latest", true},
                 {"entente annotate -R k.entente --document talks/latest --json", true},
                 {"entente annotate --width 200 -R k.entente spoken.txt", true},
                 {"entente annotate --width 200 spoken.txt", false}};
    struct shell s;
    CHECK(shell_open(&s));
    CHECK(temp_write(&s.dir, "spoken.txt", str_of(spoken)) && temp_write(&s.dir, "list.concepts", str_of(list)));
    CHECK_INT(shell_run(&s, "entente init k.entente"), EXIT_YES);
    CHECK_INT(shell_run(&s, "entente add -R k.entente --series talks --date 2025-12-11 spoken.txt"), EXIT_YES);
    CHECK_INT(shell_run(&s, "entente concept -R k.entente set list.concepts"), EXIT_YES);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CHECK_MSG(shell_run(&s, cases[i].line) == EXIT_YES, "%s: %.*s", cases[i].line, STR_ARG(s.err));
        bool json = strstr(cases[i].line, "--json") != NULL;
        CHECK_MSG(has(s.out, json ? "\"concept\": \"Ahn Gyu-back\", \"form\": \"Ahn Gyu-back\", \"reason\": \"romanised\""
                                  : "may be the listed Ahn Gyu-back (romanised") == cases[i].listed,
                  "%s: %.*s", cases[i].line, STR_ARG(s.out));
        CHECK(has(s.out, json ? "\"concept\": \"Robert Soofer\"" : "listed as Robert Soofer") == cases[i].listed);
        CHECK(!has(s.out, "of the moon"));
        CHECK(has(s.out, json ? "\"short_for\": {" : "Nuclear Group 4 (NG 3, Nuclear Group 1)"));
    }
    CHECK_INT(shell_run(&s, "entente annotate -R k.entente --document talks/none"), EXIT_INPUT);
    CHECK_INT(count_of(s.err, "\n"), 1);
    shell_close(&s);
}

TESTS(CASE(a_concept_list_says_who_is_known), CASE(wrong_lines_are_refused), CASE(bad_input_gets_one_line),
      CASE(files_follow_each_other), CASE(dates_are_told_from_the_right_day), CASE(every_quote_stands_in_text_and_source),
      CASE(quotes_of_other_encodings_stand), CASE(answers_are_described), CASE(memory_keeps_to_its_measure))
