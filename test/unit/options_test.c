/* The command line taken apart: every spelling of an option, what is refused and with which words. */
#include "base/random.h"
#include "cli/command.h"
#include "test.h"

#define MAX_WORDS 16

/* A command line as the shell would hand it over, words parted by single spaces; "_" is an empty word. */
struct line {
    char text[400];
    char *argv[MAX_WORDS + 1];
    int argc;
    struct cli c;
    struct err err;
};

static enum status parse(struct line *l, const char *text)
{
    memset(l, 0, sizeof *l);
    l->c.ar = arena_new(0);
    (void)snprintf(l->text, sizeof l->text, "%s", text);
    char *p = l->text;
    while (p && l->argc < MAX_WORDS) {
        char *end = strchr(p, ' ');
        if (end) *end++ = '\0';
        l->argv[l->argc++] = strcmp(p, "_") == 0 ? p + 1 : p;
        p = end;
    }
    return cli_parse(&l->c, l->argc, l->argv, &l->err);
}

static void done(struct line *l) { arena_free(l->c.ar); }

TEST(all_spellings_of_an_option_mean_the_same)
{
    static const char *const lines[] = {
        "entente search -n 7 -R x.entente deterrence",          "entente search -n7 -Rx.entente deterrence",
        "entente search --max 7 --record x.entente deterrence", "entente search --max=7 --record=x.entente deterrence",
        "entente -R x.entente search deterrence -n 7",          "entente --record=x.entente search --max=7 deterrence",
        "entente search deterrence --max 7 -R x.entente",       "entente search -n 5 --max=7 -R y -R x.entente deterrence",
        "entente search -n 7 -R x.entente -- deterrence",
    };
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        struct line l;
        uint64_t max = 20;
        CHECK_MSG(parse(&l, lines[i]) == OK, "%s: %s", lines[i], l.err.msg);
        CHECK_STR(str_of(l.c.command->name), "search");
        CHECK_STR(cli_value(&l.c, "record"), "x.entente");
        CHECK_INT(cli_number(&l.c, "max", 100, &max, &l.err), OK);
        CHECK_INT(max, 7);
        CHECK_INT(l.c.n_arg, 1);
        CHECK_STR(l.c.arg[0], "deterrence");
        CHECK(!cli_has(&l.c, "json") && !cli_has(&l.c, "width"));
        done(&l);
    }
}

TEST(what_is_refused_and_why)
{
    static const struct {
        const char *line;
        const char *says; /* a part of the message */
    } cases[] = {
        {"entente serach x", "did you mean search?"},
        {"entente qqqqqqq", "entente help lists them"},
        {"entente search --mx 3 x", "did you mean --max?"},
        {"entente search --zzzzzzzzz x", "entente help search lists them"},
        {"entente search -z x", "no option -z"},
        {"entente search x --max", "--max wants a value: --max N"},
        {"entente search x -n", "-n wants a value: -n N"},
        {"entente list --names=yes", "--names takes no value"},
        {"entente list --color=blue", "--color is one of auto|always|never, not \"blue\""},
        {"entente compare --against=none", "--against is one of all|previous"},
        {"entente compare a b c", "\"c\" is one argument too many; usage: entente compare"},
        {"entente search", "an argument is missing; usage: entente search"},
        {"entente init a.entente --html", "--html is no option of this command"},
        {"entente --html init a.entente", "--html is no option of this command"},
        {"entente add --kind=letter x", "--kind is one of statement|"},
        {"entente --", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct line l;
        enum status st = parse(&l, cases[i].line);
        CHECK_MSG(st == (*cases[i].says ? E_FORMAT : OK), "%s: %s", cases[i].line, l.err.msg);
        CHECK_MSG(strstr(l.err.msg, cases[i].says), "%s: %s", cases[i].line, l.err.msg);
        done(&l);
    }
}

TEST(dashes_and_empty_words)
{
    struct line l;
    CHECK_INT(parse(&l, "entente add - -- --json -x _"), OK);
    CHECK_INT(l.c.n_arg, 4);
    CHECK_STR(l.c.arg[0], "-"); /* standard input, no option */
    CHECK_STR(l.c.arg[1], "--json");
    CHECK_STR(l.c.arg[3], "");
    CHECK(!cli_has(&l.c, "json"));
    done(&l);
    CHECK_INT(parse(&l, "entente add --title= --date - x"), OK);
    CHECK(cli_has(&l.c, "title") && cli_value(&l.c, "title").n == 0);
    CHECK_STR(cli_value(&l.c, "date"), "-");
    CHECK(!cli_has(&l.c, "issuer") && !cli_value(&l.c, "issuer").p);
    done(&l);
    CHECK_INT(parse(&l, "entente add --issuer ROK --issuer=US x --title a=b"), OK);
    CHECK_STR(cli_values(&l.c, "issuer"), "ROK; US");
    CHECK_STR(cli_value(&l.c, "issuer"), "US"); /* the last one counts where one is asked for */
    CHECK_STR(cli_value(&l.c, "title"), "a=b");
    done(&l);
    CHECK_INT(parse(&l, "entente --version"), OK);
    CHECK_STR(str_of(l.c.command->name), "version");
    done(&l);
    CHECK_INT(parse(&l, "entente search -h"), OK); /* help is given without the argument that is wanted */
    CHECK(cli_has(&l.c, "help"));
    done(&l);
    CHECK_INT(parse(&l, "entente"), OK);
    CHECK(!l.c.command);
    done(&l);
}

TEST(numbers_and_days)
{
    static const struct {
        const char *line;
        const char *day; /* "" for a refusal */
        bool first;
    } cases[] = {
        {"entente list --from 2025-12-11", "2025-12-11", true},
        {"entente list --from 2025-12", "2025-12-01", true},
        {"entente list --from 2024-02", "2024-02-29", false},
        {"entente list --from 2025", "2025-12-31", false},
        {"entente list --from 2025-13", "", true},
        {"entente list --from soon", "", true},
        {"entente list --from=", "", true},
        {"entente list --from ../2025", "", true},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct line l;
        day d = DATE_NONE;
        buf b = {0};
        CHECK_INT(parse(&l, cases[i].line), OK);
        enum status st = cli_day(&l.c, "from", cases[i].first, &d, &l.err);
        CHECK_MSG(st == (*cases[i].day ? OK : E_FORMAT), "%s", cases[i].line);
        CHECK(st == OK || strstr(l.err.msg, "--from"));
        day_write(&b, d);
        CHECK_STR(buf_str(&b), cases[i].day);
        buf_free(&b);
        done(&l);
    }
    struct line l;
    uint64_t n = 5;
    CHECK_INT(parse(&l, "entente search x -n 101"), OK);
    CHECK_INT(cli_number(&l.c, "max", 100, &n, &l.err), E_FORMAT);
    CHECK(strstr(l.err.msg, "--max wants a number up to 100, not \"101\"") && n == 5);
    CHECK_INT(cli_number(&l.c, "width", 100, &n, &l.err), OK); /* not given: untouched */
    CHECK_INT(n, 5);
    done(&l);
}

/* Edit distance with swaps of neighbours by its plain recursion, for short words. */
static size_t slow_distance(const char *a, size_t n, const char *b, size_t k)
{
    if (!n || !k) return n + k;
    size_t best = slow_distance(a, n - 1, b, k - 1) + (a[n - 1] != b[k - 1]);
    size_t one = slow_distance(a, n - 1, b, k) + 1;
    size_t two = slow_distance(a, n, b, k - 1) + 1;
    if (one < best) best = one;
    if (two < best) best = two;
    bool swapped = n > 1 && k > 1 && a[n - 1] == b[k - 2] && a[n - 2] == b[k - 1];
    size_t swap = swapped ? slow_distance(a, n - 2, b, k - 2) + 1 : best;
    return swap < best ? swap : best;
}

/* The name offered is the nearest by the slow measure too, or a name that the word begins. */
TEST(the_nearest_name_is_the_nearest)
{
    static const char *const names[] = {"abcde", "acbd", "bbca", "dce", "eabbc"};
    uint64_t seed = 41;
    for (int round = 0; round < 400; round++) {
        char word[6];
        size_t n = 1 + random_below(&seed, 5);
        for (size_t i = 0; i < n; i++) word[i] = (char)('a' + random_below(&seed, 5));
        word[n] = '\0';
        const char *want = NULL;
        size_t want_far = n / 3 + 2;
        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
            bool begins = n > 1 && strncmp(names[i], word, n) == 0;
            size_t far = begins ? 1 : slow_distance(word, n, names[i], strlen(names[i]));
            if (far >= want_far) continue;
            want_far = far;
            want = names[i];
        }
        const char *got = cli_nearest((str){word, n}, names, ARRAY_LEN(names));
        CHECK_MSG(got == want, "\"%s\": %s, not %s", word, got ? got : "none", want ? want : "none");
    }
    CHECK(!cli_nearest(STR("a-word-of-more-than-thirty-two-bytes"), names, ARRAY_LEN(names)));
    CHECK(!cli_nearest(STR(""), names, 0));
}

/* Any words at all: the parser takes them or says one line, and what it took are pieces of the line. */
TEST(any_line_is_taken_or_told)
{
    static const char *const words[] = {"search", "add", "--max",  "-n",      "3",      "--json", "--html", "-h",
                                        "--",     "-",   "--max=", "--mxa",   "-zn",    "-n3R",   "x",      "_",
                                        "---",    "--=", "-R",     "--as-of", "--kind", "reply",  "\xFF",   "--color"};
    uint64_t seed = 42;
    for (int round = 0; round < 5000; round++) {
        char text[400] = "entente";
        uint32_t n = random_below(&seed, 9);
        for (uint32_t i = 0; i < n; i++) {
            strncat(text, " ", sizeof text - strlen(text) - 1);
            strncat(text, words[random_below(&seed, ARRAY_LEN(words))], sizeof text - strlen(text) - 1);
        }
        struct line l;
        enum status st = parse(&l, text);
        CHECK_MSG(st == OK || (st == E_FORMAT && l.err.msg[0]), "%s", text);
        CHECK_MSG(l.c.n_given + l.c.n_arg <= 2 * strlen(text), "%s", text);
        for (uint32_t i = 0; i < l.c.n_given; i++)
            CHECK_MSG(l.c.given[i].value.p && (l.c.given[i].option->value || !l.c.given[i].value.n), "%s", text);
        done(&l);
    }
}

TESTS(CASE(all_spellings_of_an_option_mean_the_same), CASE(what_is_refused_and_why), CASE(dashes_and_empty_words),
      CASE(numbers_and_days), CASE(the_nearest_name_is_the_nearest), CASE(any_line_is_taken_or_told))
