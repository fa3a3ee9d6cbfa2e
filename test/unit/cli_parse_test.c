/* entente parse and entente model as they are run: what is refused and how, the model that is damaged or given; and, in a build
** with a model, the ways of a text through all formats. */
#include "cli_help.h"
#include "model_help.h"

/* Whether the answer is JSON Lines of the schema with so many objects. */
static bool is_parse_json(str text, uint32_t n)
{
    uint32_t found = 0;
    while (text.n) {
        str line = str_cut(text, '\n', &text);
        json_t *j = json_loadb(line.p, line.n, 0, NULL);
        bool good = j && !strcmp(json_text(j, "schema"), "entente/parse/1");
        json_decref(j);
        if (!good) return false;
        found++;
    }
    return found == n;
}

/* NULL, or the member of an answer that doc/json.md does not describe. */
static const char *not_described(const char *line, str answer, str description)
{
    const char *bad = NULL;
    json_t *j = json_loadb(answer.p, answer.n, JSON_DISABLE_EOF_CHECK, NULL);
    char schema[64];
    (void)snprintf(schema, sizeof schema, "`%s`", json_text(j, "schema"));
    if (!j || !has(description, schema)) bad = line;
    static char room[64]; /* of the test: the key goes with j */
    if (!bad && (bad = undescribed(j, description))) bad = strncpy(room, bad, sizeof room - 1);
    json_decref(j);
    return bad;
}

/* ---- refused before anything is read ---- */

TEST(wrong_lines_are_refused)
{
    static const struct {
        const char *line, *says;
    } cases[] = {
        {"entente parse --format xml 1.txt", "--format is one of conllu|json|tree, not \"xml\""},
        {"entente parse --input html 1.txt", "--input is one of text|conllu, not \"html\""},
        {"entente parse --format", "--format wants a value: --format FORMAT"},
        {"entente parse --json --format tree 1.txt", "--json or --format tree, not both"},
        {"entente parse --json --format conllu 1.txt", "--json or --format conllu, not both"},
        {"entente parse --threads 0 1.txt", "--threads wants 1 to 64"},
        {"entente parse --threads 65 1.txt", "--threads wants a number up to 64, not \"65\""},
        {"entente parse --threads two 1.txt", "--threads wants a number up to 64, not \"two\""},
        {"entente parse --eval g.conllu 1.txt", "--eval parses the text of its own file"},
        {"entente parse --eval g.conllu --format json", "--eval parses the text of its own file"},
        {"entente parse --eval g.conllu --keep-tags", "--eval parses the text of its own file"},
        {"entente parse --keep-tags --input text 1.txt", "--keep-tags is for CoNLL-U; a text has no tags to keep"},
        {"entente parse --document", "--document wants the name of a document, such as ncg/latest"},
        {"entente parse --document --threads 2 s/latest", "--document takes documents of the record: no --input"},
        {"entente parse --document --input text s/latest", "--document takes documents of the record: no --input"},
        {"entente parse --document --keep-tags s/latest", "--document takes documents of the record: no --input"},
        {"entente parse --document --eval g.conllu s/latest", "--document takes documents of the record: no --input"},
        {"entente parse --document --json --format tree s/latest", "--json or --format tree, not both"},
        {"entente parse --html 1.txt", "--html is no option of this command"},
        {"entente parse --until 2025 1.txt", "--until is no option of this command"},
        {"entente parse --frmat tree", "no option --frmat; did you mean --format?"},
        {"entente model 1.txt", "\"1.txt\" is one argument too many"},
        {"entente modle", "no command \"modle\"; did you mean model?"},
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

/* ---- the model ---- */

TEST(a_model_from_a_file_is_told_of)
{
    struct shell s;
    CHECK(shell_open(&s));
    arena *ar = arena_new(0);
    struct model_part part[] = {{STR("about"), STR(ABOUT_SMALL "scores: dev las 80.00\n")}, {STR("w"), STR("weights")}};
    str file = model_of(part, 2, ar);
    CHECK(temp_write(&s.dir, "m.model", file) && temp_write(&s.dir, "cut.model", (str){file.p, file.n - 1}));
    CHECK_INT(shell_run(&s, "entente model --model m.model"), 0);
    CHECK(has(s.out, "licence       CC BY-SA 4.0\nattribution   A treebank\n") && has(s.out, "dev las 80.00") && !s.err.n);
    CHECK_INT(shell_run(&s, "entente model --json --model m.model"), 0);
    json_t *j = json_loadb(s.out.p, s.out.n, 0, NULL);
    CHECK(j && !strcmp(json_text(j, "schema"), "entente/model/1") && json_number(j, "sections") == 2);
    CHECK_INT(json_number(j, "bytes"), file.n);
    struct source_hash hash;
    buf hex = {0};
    source_hash_bytes(&hash, file);
    source_hash_write(&hex, &hash);
    CHECK_STR(buf_str(&hex), json_text(j, "sha256"));
    buf_free(&hex);
    json_decref(j);
    CHECK_INT(shell_run(&s, "entente model --model cut.model"), EXIT_INPUT);
    CHECK(str_starts(s.err, STR("entente model: cut.model: truncated model: ")) && !s.out.n);
    CHECK_INT(shell_run(&s, "entente model --model 1.txt"), EXIT_INPUT);
    CHECK_STR(s.err, "entente model: 1.txt: not a model file of Entente\n");
    CHECK_INT(shell_run(&s, "entente model --model none.model"), EXIT_INPUT);
    CHECK(has(s.err, "none.model"));
    /* A parser needs more than these sections: it refuses the file by name. */
    CHECK_INT(shell_run(&s, "entente parse --model m.model 1.txt"), EXIT_INPUT);
    CHECK_MSG(str_starts(s.err, STR("entente parse: m.model: ")) && !s.out.n, "%.*s", STR_ARG(s.err));
    arena_free(ar);
    shell_close(&s);
}

/* ---- with a model ---- */

TEST(texts_go_through_every_format)
{
    if (!language_english().n) SKIP("this build has no model");
    struct shell s;
    CHECK(shell_open(&s));
    CHECK(temp_write(&s.dir, "t.txt", STR("Both sides met. They spoke.\n\nThe river is open.\n")));
    CHECK_MSG(shell_run(&s, "entente parse t.txt") == 0 && !s.err.n, "%.*s", STR_ARG(s.err));
    CHECK(str_starts(s.out, STR("# newdoc id = t\n# newpar\n# sent_id = t-1\n# text = Both sides met.\n1\tBoth\t")));
    CHECK_INT(count_of(s.out, "# sent_id = t-"), 3);
    CHECK_INT(count_of(s.out, "# newpar\n"), 2);
    CHECK_INT(count_of(s.out, "\t0\troot\t"), 3);
    CHECK(temp_write(&s.dir, "t.conllu", s.out));
    CHECK(shell_run(&s, "entente parse --json t.txt") == 0 && is_parse_json(s.out, 3));
    CHECK(shell_run(&s, "entente parse --format json t.txt 1.txt") == 0 && is_parse_json(s.out, 6));
    CHECK(shell_run(&s, "entente parse --format tree --width 60 t.txt") == 0 && count_of(s.out, " root\n") == 3);
    CHECK(!bad_line(s.out, 60).p && str_starts(s.out, STR("[t-1] Both sides met.\n")));
    /* What was parsed is parsed to the same again, and measured against itself is right. */
    CHECK(shell_run(&s, "entente parse t.conllu") == 0);
    CHECK_MSG(str_eq(s.out, shell_read(&s, "t.conllu")), "%.*s", STR_ARG(s.out));
    CHECK(shell_run(&s, "entente parse --eval t.conllu") == 0 && count_of(s.out, "100.00") >= 13 * 3);
    CHECK(shell_run(&s, "entente parse --json --eval t.conllu --threads 3") == 0 && has(s.out, "\"entente/parse-eval/1\""));
    s.in = "t.txt";
    CHECK(shell_run(&s, "entente parse -") == 0 && str_starts(s.out, STR("# newdoc\n# newpar\n# sent_id = 1\n")));
    CHECK(shell_run(&s, "entente parse") == 0 && count_of(s.out, "# sent_id = ") == 3);
    s.in = NULL;
    CHECK(shell_run(&s, "entente parse") == 0 && !s.out.n && !s.err.n);
    shell_close(&s);
}

/* Documents of the record: their passages, by show's numbers; kept, and the state hash knows nothing of it. */
TEST(documents_go_through_every_format)
{
    if (!language_english().n) SKIP("this build has no model");
    struct shell s;
    CHECK(shell_open(&s));
    CHECK_INT(shell_run(&s, "entente edit s/2024-01-01 --language en"), 0);
    CHECK_INT(shell_run(&s, "entente edit s/2025-01-01 --language ko"), 0);
    CHECK(shell_run(&s, "entente hash") == 0);
    uint64_t state = hash64(s.out);
    CHECK(shell_run(&s, "entente verify") == 0 && !has(s.out, "parse"));
    CHECK_MSG(shell_run(&s, "entente parse --document s/2024-01-01") == 0 && !s.err.n, "%.*s", STR_ARG(s.err));
    CHECK(str_starts(s.out, STR("# newdoc id = s/2024-01-01\n# newpar\n# sent_id = s-2024-01-01-1\n"
                                "# text = Both sides met in the town.\n1\tBoth\t")));
    CHECK(count_of(s.out, "# sent_id = s-2024-01-01-") == 3 && count_of(s.out, "# newpar\n") == 3 &&
          count_of(s.out, "\t0\troot\t") == 3);
    uint64_t made = hash64(s.out);
    CHECK(shell_run(&s, "entente parse --document s/2024-01-01") == 0 && hash64(s.out) == made);
    CHECK(shell_run(&s, "entente verify") == 0 && has(s.out, ", 1 parse:"));
    CHECK(shell_run(&s, "entente show s/2024-01-01") == 0 && has(s.out, " words, kept, by "));
    CHECK(shell_run(&s, "entente show --json s/2024-01-01") == 0 && has(s.out, "\"words\": 1"));
    CHECK(shell_run(&s, "entente show s/2025-01-01") == 0 && !has(s.out, "kept"));
    CHECK(shell_run(&s, "entente verify --json") == 0 && has(s.out, "\"parses\": 1"));
    CHECK(shell_run(&s, "entente parse --document --json s/2024-01-01") == 0 && is_parse_json(s.out, 3));
    CHECK(has(s.out, "\"document\": \"s/2024-01-01\", \"sentence\": 2, \"sent_id\": \"s-2024-01-01-2\""));
    CHECK(has(s.out, "{\"form\": \"The\", \"bytes\": [29, 32]")); /* of the source */
    CHECK(shell_run(&s, "entente parse --document --format tree --width 60 s/2024-01-01") == 0);
    CHECK(count_of(s.out, " root\n") == 3 && !bad_line(s.out, 60).p);
    CHECK_INT(shell_run(&s, "entente parse --document none s/2025-01-01 s/2024-01-01"), EXIT_INPUT);
    CHECK(has(s.err, "no document is called \"none\"") && has(s.err, "s/2025-01-01 is in another language (ko)"));
    CHECK(count_of(s.err, "\n") == 2 && hash64(s.out) == made);
    CHECK(shell_run(&s, "entente hash") == 0 && hash64(s.out) == state);
    CHECK(shell_run(&s, "entente rebuild") == 0 && has(s.out, "rebuilt; 1 parse made (") && !has(s.out, "English"));
    CHECK(shell_run(&s, "entente parse --document s/2024-01-01") == 0 && hash64(s.out) == made);
    CHECK(shell_run(&s, "entente rebuild --parses --json") == 0 && has(s.out, "\"parses\": 1"));
    CHECK(shell_run(&s, "entente hash") == 0 && hash64(s.out) == state);
    CHECK_INT(shell_run(&s, "entente -R none.entente parse --document s/latest"), EXIT_RECORD);
    CHECK(count_of(s.err, "\n") == 1 && has(s.err, "none.entente"));
    shell_close(&s);
}

#define ROW(id_, form_, tags_) id_ "\t" form_ "\t" tags_ "\t_\t_\t_\tM=1\n"

TEST(given_tags_and_comments_are_kept)
{
    if (!language_english().n) SKIP("this build has no model");
    struct shell s;
    CHECK(shell_open(&s));
    CHECK(temp_write(
        &s.dir, "g.conllu",
        STR("# sent_id = x\n# my note\n" ROW("1", "Both", "lemma\tX\tFW\tAbbr=Yes") ROW("2", "met", "_\t_\t_\t_") "\n")));
    CHECK(shell_run(&s, "entente parse --keep-tags g.conllu") == 0);
    CHECK(str_starts(s.out, STR("# sent_id = x\n# my note\n1\tBoth\tlemma\tX\tFW\tAbbr=Yes\t")));
    CHECK(!has(s.out, "2\tmet\t_\t") && count_of(s.out, "\tM=1\n") == 2 && count_of(s.out, "\t0\troot\t") == 1);
    CHECK(shell_run(&s, "entente parse g.conllu") == 0 && !has(s.out, "\tlemma\t"));
    CHECK(temp_write(&s.dir, "g.conllu", STR(ROW("1", "Both", "a\tNOPE\t_\t_") "\n")));
    CHECK(shell_run(&s, "entente parse g.conllu") == 0);
    CHECK_INT(shell_run(&s, "entente parse --keep-tags g.conllu"), EXIT_INPUT);
    CHECK(str_starts(s.err, STR("entente parse: g.conllu: line 1: ")));
    CHECK(temp_write(&s.dir, "bad.conllu", STR(ROW("1", "Both", "a\tX\t_\t_") "\n# c\n1\tmet\n")));
    CHECK_INT(shell_run(&s, "entente parse bad.conllu 1.txt"), EXIT_INPUT);
    CHECK(str_starts(s.err, STR("entente parse: bad.conllu: line 4: 2 columns")) && count_of(s.err, "\n") == 1);
    CHECK(has(s.out, "1\tBoth\t") && has(s.out, "# sent_id = 1-1\n"));
    CHECK_INT(shell_run(&s, "entente parse --eval bad.conllu"), EXIT_INPUT);
    CHECK(has(s.err, "bad.conllu: line 4: ") && !s.out.n);
    CHECK_INT(shell_run(&s, "entente parse --eval c.txt"), EXIT_INPUT);
    shell_close(&s);
}

TEST(answers_are_described)
{
    str description;
    arena *ar = arena_new(0);
    struct shell s;
    CHECK(ar && !source_read_file(&description, "doc/json.md", 1 << 20, ar, NULL));
    CHECK(shell_open(&s));
    struct model_part part = {STR("about"), STR(ABOUT_SMALL "scores: dev las 80.00\n")};
    CHECK(temp_write(&s.dir, "m.model", model_of(&part, 1, ar)) && temp_write(&s.dir, "t.txt", STR("It can't end.")));
    CHECK(shell_run(&s, "entente model --json --model m.model") == 0);
    CHECK_MSG(!not_described("model", s.out, description), "%s", not_described("model", s.out, description));
    if (language_english().n) {
        CHECK(shell_run(&s, "entente parse --json t.txt") == 0);
        CHECK_MSG(!not_described("parse", s.out, description), "%s", not_described("parse", s.out, description));
        CHECK(shell_run(&s, "entente rebuild --json") == 0);
        CHECK_MSG(!not_described("rebuild", s.out, description), "%s", not_described("rebuild", s.out, description));
        CHECK(shell_run(&s, "entente parse t.txt") == 0 && temp_write(&s.dir, "t.conllu", s.out));
        CHECK(shell_run(&s, "entente parse --json --eval t.conllu") == 0);
        CHECK_MSG(!not_described("eval", s.out, description), "%s", not_described("eval", s.out, description));
    }
    arena_free(ar);
    shell_close(&s);
}

/* What is written for any number of threads, to a full disk, and to nobody. */
TEST(outputs_end_well)
{
    if (!language_english().n) SKIP("this build has no model");
    struct shell s;
    CHECK(shell_open(&s));
    buf b = {0};
    while (b.n < 100000)
        buf_addf(&b, "The two sides met for the %zuth time and agreed on the river. They left.\n%s", b.n, b.n % 3 ? "" : "\n");
    CHECK(temp_write(&s.dir, "t.txt", buf_str(&b)) && shell_run(&s, "entente parse t.txt") == 0);
    uint64_t one = hash64(s.out);
    CHECK(shell_run(&s, "entente parse --threads 4 t.txt") == 0 && hash64(s.out) == one && s.out.n > b.n);
    int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    s.out_fd = full;
    if (full >= 0)
        CHECK(shell_run(&s, "entente parse t.txt --threads 2") == EXIT_INPUT && has(s.err, "cannot write to standard output"));
    int ends[2];
    CHECK(pipe(ends) == 0 && close(ends[0]) == 0);
    s.out_fd = ends[1];
    CHECK(shell_run(&s, "entente parse t.txt") == 0 && !s.err.n);
    (void)close(ends[1]);
    (void)close(full);
    s.out_fd = -1;
    buf_free(&b);
    shell_close(&s);
}

TESTS(CASE(wrong_lines_are_refused), CASE(a_model_from_a_file_is_told_of), CASE(texts_go_through_every_format),
      CASE(documents_go_through_every_format), CASE(given_tags_and_comments_are_kept), CASE(answers_are_described),
      CASE(outputs_end_well))
