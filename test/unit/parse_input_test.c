/* What `entente parse` reads and writes, with a stand-in for the parser: streams, pages, CoNLL-U, files that cannot be read. */
#include "base/random.h"
#include "cli/parse.h"
#include "cli_help.h"
#include "plain_parser.h"

/* A folder, what was said, what was written. */
struct desk_of_files {
    struct temp dir;
    buf out;
    char said[4096];
    enum cli_exit code;
};

/* Runs the files (names in the folder, parted by spaces; "-" for none) through; what is written is CoNLL-U. */
static bool run(struct desk_of_files *d, const char *names, enum parse_kind kind, uint32_t n_thread)
{
    struct cli c = {.ar = arena_new(0)};
    struct parse_run r = {.in = {.kind = kind, .map = true, .fd = -1}, .out = {.c = &c, .keep = &d->out, .ar = arena_new(0)}};
    struct language_flow flow = {.ctx = &r, .next = parse_next, .put = parse_put, .work = plain_parser(), .n_thread = n_thread};
    struct err err = {0};
    str arg[8];
    uint32_t n = 0;
    for (str rest = str_of(names), one; list_next(&rest, ' ', &one);)
        arg[n++] = str_copy(c.ar, str_of(temp_path(&d->dir, str_zt(c.ar, one))));
    buf_clear(&d->out);
    int said = open(temp_path(&d->dir, ".said"), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    (void)fflush(stderr);
    int was = shell_point(STDERR_FILENO, said);
    enum status status = parse_docs(&r.in, arg, n, c.ar, &err);
    r.out.doc = r.in.doc;
    if (!status) status = language_flow_run(&flow, &err);
    parse_input_end(&r.in);
    (void)fflush(stderr);
    (void)dup2(was, STDERR_FILENO);
    ssize_t size = pread(said, d->said, sizeof d->said - 1, 0);
    d->said[size > 0 ? size : 0] = '\0';
    (void)close(said);
    (void)close(was);
    d->code = r.out.code;
    arena_free(r.out.ar);
    arena_free(c.ar);
    buf_free(&c.out);
    return status == OK;
}

/* Comments and forms of what was written in short: "# comment|" and words with a space before each, "/" behind a sentence. */
static void brief_of(buf *out, str conllu)
{
    while (conllu.n) {
        str line = str_cut(conllu, '\n', &conllu), rest;
        if (!line.n)
            buf_addz(out, " /");
        else if (line.p[0] == '#') {
            if (str_starts(line, STR("# text"))) continue;
            buf_add(out, line);
            buf_addc(out, '|');
        } else {
            (void)str_cut(line, '\t', &rest);
            buf_addc(out, ' ');
            buf_add(out, str_cut(rest, '\t', &rest));
        }
    }
}

static bool writes(struct desk_of_files *d, const char *names, enum parse_kind kind, const char *want)
{
    buf got = {0};
    bool good = run(d, names, kind, 1);
    brief_of(&got, buf_str(&d->out));
    good = good && str_eq(buf_str(&got), str_of(want));
    if (!good) printf("# %s: %.*s\n# not %s\n# %s", names, STR_ARG(buf_str(&got)), want, d->said);
    buf_free(&got);
    return good;
}

#define OPEN(d_) CHECK(temp_make(&(d_).dir))
#define CLOSE(d_)                                                                                                              \
    do {                                                                                                                       \
        buf_free(&(d_).out);                                                                                                   \
        temp_remove(&(d_).dir);                                                                                                \
    } while (0)
#define FILE_(name_, bytes_) CHECK(temp_write(&d.dir, name_, STR(bytes_)))

TEST(texts_have_paragraphs_and_ids)
{
    struct desk_of_files d = {0};
    OPEN(d);
    FILE_("a.b.txt", "One two. Three.\n\n\nFour\nfive");
    FILE_("a.b.md", "\xEF\xBB\xBFSix.\n");
    FILE_("a_c", "\n \n");
    FILE_("none", "");
    CHECK(writes(
        &d, "a.b.txt", PARSE_BY_NAME,
        "# newdoc id = a.b|# newpar|# sent_id = a.b-1| One two . /# sent_id = a.b-2| Three . /# newpar|# sent_id = a.b-3| Four "
        "five /"));
    CHECK(writes(
        &d, "a.b.txt none a_c a.b.md", PARSE_TEXT,
        "# newdoc id = a.b|# newpar|# sent_id = a.b-1| One two . /# sent_id = a.b-2| Three . /# newpar|# sent_id = a.b-3| Four "
        "five /# newdoc id = a.b.2|# newpar|# sent_id = a.b.2-1| Six . /"));
    CHECK(d.code == EXIT_YES && !d.said[0]);
    CLOSE(d);
}

/* The blocks of a page's main text are its paragraphs; menus and notices are not parsed, and every word leads to the source. */
TEST(pages_are_read_by_their_text)
{
    struct desk_of_files d = {0};
    OPEN(d);
    FILE_("p.html", "<html><head><title>T</title></head><body><nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/b\">All "
                    "news</a></li></ul></nav><h1>A heading</h1><p>One &amp; two.\nThree.</p><p>Four.</p><footer>All rights "
                    "reserved.</footer></body></html>");
    FILE_("u.txt", "\xFF\xFEO\0n\0e\0.\0\n\0\n\0T\0w\0o\0.\0");
    CHECK(writes(
        &d, "p.html", PARSE_BY_NAME,
        "# newdoc id = p|# newpar|# sent_id = p-1| One & two . /# sent_id = p-2| Three . /# newpar|# sent_id = p-3| Four . /"));
    CHECK(has(buf_str(&d.out), "# text = One & two.\n") && !d.said[0]);
    CHECK(writes(&d, "u.txt", PARSE_BY_NAME,
                 "# newdoc id = u|# newpar|# sent_id = u-1| One . /# newpar|# sent_id = u-2| Two . /"));
    CLOSE(d);
}

#define ROW(id_, form_) id_ "\t" form_ "\tl\tX\t_\t_\t_\t_\t_\tM=1\n"

TEST(given_sentences_keep_what_is_theirs)
{
    struct desk_of_files d = {0};
    OPEN(d);
    FILE_("g.conllu", "# sent_id = x\n# note\n" ROW("1", "One") ROW("2", "two") "\n# sent_id = y\n" ROW("1", "Three") "\n");
    CHECK(writes(&d, "g.conllu", PARSE_BY_NAME, "# sent_id = x|# note| One two /# sent_id = y| Three /"));
    CHECK(has(buf_str(&d.out), "2\ttwo\ttwo\tNOUN\tNN\t_\t1\tdep\t_\tM=1\n"));
    FILE_("g.txt", "# newpar\n" ROW("1", "One") "\n");
    CHECK(writes(&d, "g.txt", PARSE_GIVEN, "# newpar| One /"));
    CLOSE(d);
}

/* ---- what cannot be read ---- */

/* One line each that names the file, the others all the same. */
TEST(bad_files_are_named_and_passed_over)
{
    static const struct {
        const char *name, *says;
        enum cli_exit code;
    } cases[] = {
        {"missing", "missing: cannot be read: No such file or directory\n", EXIT_INPUT},
        {"folder", "folder: is a folder, no file\n", EXIT_INPUT},
        {"b.pdf", "b.pdf: ", EXIT_INPUT},
        {"bad.conllu", "bad.conllu: line 4: ", EXIT_INPUT},
        {"long.conllu", "long.conllu: line 3: 401 words\n", EXIT_LIMIT},
    };
    for (uint32_t n_thread = 1; n_thread <= 3; n_thread++) {
        struct desk_of_files d = {0};
        OPEN(d);
        FILE_("a.txt", "One.");
        FILE_("z.txt", "Two.");
        FILE_("b.pdf", "%PDF-1.4\n\x01\x02\0\0\0\0stream\n");
        FILE_("bad.conllu", "# a\n" ROW("1", "Good") "\n1\tbad\n\n" ROW("1", "Late") "\n");
        CHECK(mkdir(temp_path(&d.dir, "folder"), 0700) == 0);
        buf b = {0};
        buf_addz(&b, ROW("1", "Good") "\n");
        for (int i = 1; i <= 401; i++) buf_addf(&b, "%d\tw\t_\t_\t_\t_\t_\t_\t_\t_\n", i);
        CHECK(temp_write(&d.dir, "long.conllu", buf_str(&b)));
        buf_free(&b);
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
            char names[64];
            (void)snprintf(names, sizeof names, "a.txt %s z.txt", cases[i].name);
            CHECK(run(&d, names, PARSE_BY_NAME, n_thread));
            CHECK_MSG(d.code == cases[i].code && strstr(d.said, cases[i].says), "%s: %d %s", cases[i].name, d.code, d.said);
            CHECK_INT(count_of(str_of(d.said), "\n"), 1);
            CHECK_MSG(has(buf_str(&d.out), "# sent_id = a-1\n") && has(buf_str(&d.out), "# sent_id = z-1\n"), "%s",
                      cases[i].name);
            CHECK_INT(count_of(buf_str(&d.out), "1\tGood\t"), strstr(cases[i].name, "conllu") ? 1 : 0);
            CHECK(!has(buf_str(&d.out), "Late") && !has(buf_str(&d.out), "%PDF"));
        }
        CLOSE(d);
    }
}

/* ---- long inputs ---- */

/* Words, sentences and paragraphs of some sizes, up to beyond a piece. */
static void long_file(buf *b, uint64_t *seed, size_t n)
{
    while (b->n < n) {
        uint32_t words = 1 + random_below(seed, 30);
        for (uint32_t i = 0; i < words; i++) buf_addf(b, "%s%u", i ? " " : "", random_below(seed, 1000));
        buf_addz(b, random_below(seed, 20) ? " words. The " : random_below(seed, 3) ? ".\n\n" : "\n\n");
    }
}

/* Any number of threads writes the same; sentences are numbered through; all words are there once and in order. */
TEST(threads_do_not_show)
{
    uint64_t seed = 29;
    struct desk_of_files d = {0};
    buf text = {0}, one = {0}, words = {0};
    OPEN(d);
    long_file(&text, &seed, 400000);
    buf_addz(&text, "\n\n");
    buf_fill(&text, 'x', 70000); /* a word of two pieces */
    buf_addz(&text, " \n\n");
    long_file(&text, &seed, 600000);
    CHECK(temp_write(&d.dir, "a.txt", buf_str(&text)) && temp_write(&d.dir, "b.txt", (str){text.p, 50000}));
    CHECK(run(&d, "a.txt b.txt missing a.txt", PARSE_BY_NAME, 1) && d.code == EXIT_INPUT);
    buf_add(&one, buf_str(&d.out));
    for (uint32_t n = 2; n <= 8; n *= 2) {
        CHECK(run(&d, "a.txt b.txt missing a.txt", PARSE_BY_NAME, n) && d.code == EXIT_INPUT);
        CHECK_MSG(str_eq(buf_str(&d.out), buf_str(&one)), "%u threads", n);
    }
    CHECK(run(&d, "a.txt", PARSE_BY_NAME, 2));
    uint32_t number = 0, cut = 0;
    for (str rest = buf_str(&d.out); rest.n;) {
        str line = str_cut(rest, '\n', &rest), columns;
        char want[32];
        if (str_starts(line, STR("# sent_id"))) {
            (void)snprintf(want, sizeof want, "# sent_id = a-%u", ++number);
            CHECK_STR(line, want);
        }
        cut += str_eq(line, STR("# cut = yes"));
        if (!line.n || line.p[0] == '#') continue;
        (void)str_cut(line, '\t', &columns);
        buf_add(&words, str_cut(columns, '\t', &columns));
    }
    buf all = squeezed(buf_str(&text));
    CHECK(str_eq(buf_str(&words), buf_str(&all)) && number > 1000);
    CHECK_INT(cut, 2); /* the long word, twice */
    buf_free(&all);
    buf_free(&words);
    buf_free(&one);
    buf_free(&text);
    CLOSE(d);
}

/* A page of several pieces: its stretches are cut like texts. */
TEST(long_pages_come_through)
{
    uint64_t seed = 31;
    struct desk_of_files d = {0};
    buf page = {0};
    OPEN(d);
    buf_addz(&page, "<html><body>");
    for (uint32_t i = 0; i < 2000; i++)
        buf_addf(&page, "<p>Paragraph %u has the number %u and says &quot;more&quot; of it.</p>\n", i,
                 random_below(&seed, 1000));
    buf_addz(&page, "</body></html>");
    CHECK(temp_write(&d.dir, "p.html", buf_str(&page)));
    CHECK(run(&d, "p.html", PARSE_BY_NAME, 2) && d.code == EXIT_YES);
    CHECK_INT(count_of(buf_str(&d.out), "# newpar\n"), 2000);
    CHECK_INT(count_of(buf_str(&d.out), "# newdoc"), 1);
    CHECK(has(buf_str(&d.out), "# text = Paragraph 1999 has the number "));
    buf_free(&page);
    CLOSE(d);
}

TESTS(CASE(texts_have_paragraphs_and_ids), CASE(pages_are_read_by_their_text), CASE(given_sentences_keep_what_is_theirs),
      CASE(bad_files_are_named_and_passed_over), CASE(threads_do_not_show), CASE(long_pages_come_through))
