/* entente parse, entente model: the grammar of texts, how well it is found, and by which model. Neither needs a record, but for
** documents of one. */
#include "cli/parse.h"
#include "cli/commands.h"

/* Largest annotated text to be measured against; longest model. The latter is the language room's own bound. */
#define GOLD_BYTES ((size_t)256 << 20)
#define MODEL_BYTES ((size_t)64 << 20)
/* Sentences from so many words on are long: a joint statement's are. */
enum { LONG_WORDS = 35 };

/* ---- the model ---- */

/* The file's bytes are copied where they do not lie right, and the first copy is given back at once: it would cost as much memory
** as the model. */
static enum status read_model(struct cli *c, str *bytes, arena **keep, const char *path, struct err *err)
{
    arena *ar = arena_new(MODEL_BYTES + (1u << 20));
    str read;
    enum status status = ar ? source_read_file(&read, path, MODEL_BYTES, ar, err) : err_set(err, E_NOMEM, "no memory left");
    if (!status) status = language_model_bytes(bytes, read, c->ar, err);
    if (!status && bytes->p == read.p)
        *keep = ar;
    else
        arena_free(ar);
    return status;
}

/* A file that is named wins over the built-in model. keep gets the arena of the bytes, NULL where they are held elsewhere. */
enum cli_exit parse_model(struct cli *c, str *bytes, arena **keep)
{
    struct err err = {0};
    str path = cli_value(c, "model");
    *keep = NULL;
    *bytes = language_english();
    if (path.p && read_model(c, bytes, keep, path.p, &err)) return cli_fail(c, &err, EXIT_INPUT);
    if (bytes->n || path.p) return EXIT_YES;
    (void)err_set(&err, E_NOTFOUND, "this build has no model; name one with --model FILE");
    return cli_fail(c, &err, EXIT_INPUT);
}

/* Fails with the model's file named, where it came from one. */
static enum cli_exit model_fails(struct cli *c, struct err *err)
{
    str path = cli_value(c, "model");
    if (path.p) (void)err_wrap(err, err->code, "%.*s", STR_ARG(path));
    return cli_fail(c, err, EXIT_INPUT);
}

/* Reads the model's words about itself only; its weights are not opened. */
static enum cli_exit run_model(struct cli *c)
{
    struct err err = {0};
    struct language_about about;
    arena *keep;
    str bytes;
    enum cli_exit code = parse_model(c, &bytes, &keep);
    if (code) return code;
    if (language_about_read(&about, bytes, c->ar, &err))
        code = model_fails(c, &err);
    else
        present_model(&c->out, &about, bytes, cli_value(c, "model"), &c->style);
    arena_free(keep);
    return code;
}

/* ---- parsing ---- */

/* What the options ask for. */
struct parse_wish {
    enum parse_format format;
    enum parse_kind kind;
    enum language_keep keep;
    uint64_t n_thread;
    str gold;      /* {NULL,0}: nothing is measured */
    bool document; /* the arguments name documents of the record */
};

/* A document's text, language and encoding stand in the record: what says how files are read is not for it. Nor are threads: texts
** of documents are short, and what is kept is parsed once. */
static enum status check_document(struct cli *c, const struct parse_wish *w, struct err *err)
{
    if (!c->n_arg) return err_set(err, E_FORMAT, "--document wants the name of a document, such as ncg/latest");
    if (w->gold.p || w->keep || w->kind != PARSE_BY_NAME || cli_has(c, "threads"))
        return err_set(err, E_FORMAT,
                       "--document takes documents of the record: no --input, --keep-tags, --eval or --threads beside it");
    return OK;
}

/* Contradictions are told before any work is done. --json is a face of all commands and chooses the format here. */
static enum status read_wish(struct cli *c, struct parse_wish *w, struct err *err)
{
    str format = cli_value(c, "format");
    str input = cli_value(c, "input");
    bool json = c->style.face == FACE_JSON;
    *w = (struct parse_wish){.gold = cli_value(c, "eval"), .n_thread = 1, .document = cli_has(c, "document")};
    w->keep = cli_has(c, "keep-tags") ? KEEP_TAGS : KEEP_WORDS;
    w->format = json || str_eq(format, STR("json")) ? PARSE_JSON : str_eq(format, STR("tree")) ? PARSE_TREE : PARSE_CONLLU;
    w->kind = str_eq(input, STR("conllu")) ? PARSE_GIVEN : str_eq(input, STR("text")) ? PARSE_TEXT : PARSE_BY_NAME;
    if (json && format.p && w->format == PARSE_JSON && !str_eq(format, STR("json")))
        return err_set(err, E_FORMAT, "--json or --format %.*s, not both", STR_ARG(format));
    if (w->document) return check_document(c, w, err);
    if (w->gold.p && (c->n_arg || format.p || input.p || w->keep))
        return err_set(err, E_FORMAT,
                       "--eval parses the text of its own file, and prints a table or --json: no FILE, --format, "
                       "--input or --keep-tags beside it");
    if (w->keep && w->kind == PARSE_TEXT)
        return err_set(err, E_FORMAT, "--keep-tags is for CoNLL-U; a text has no tags to keep");
    enum status status = cli_number(c, "threads", LANGUAGE_MAX_THREADS, &w->n_thread, err);
    if (!status && !w->n_thread) status = err_set(err, E_FORMAT, "--threads wants 1 to %u", LANGUAGE_MAX_THREADS);
    return status;
}

/* Run everything through; the input and the output of run are set. */
static enum status flow(struct parse_run *run, const struct parse_wish *w, const struct language_model *model, struct err *err)
{
    struct language_parsing parsing = {model, w->keep};
    struct language_flow f = {.ctx = run,
                              .next = parse_next,
                              .put = parse_put,
                              .work = language_parsing_work(&parsing),
                              .n_thread = (uint32_t)w->n_thread};
    run->out.ar = arena_new((size_t)64 << 20);
    enum status status = run->out.ar ? language_flow_run(&f, err) : err_set(err, E_NOMEM, "no memory left");
    parse_input_end(&run->in);
    arena_free(run->out.ar);
    return status;
}

/* A failure of one document is in run.out.code already; err is what ended the run. The worse of the two is the answer. */
static enum cli_exit parse_files(struct cli *c, const struct parse_wish *w, const struct language_model *model)
{
    struct err err = {0};
    struct parse_run run = {.in = {.kind = w->kind, .map = w->format == PARSE_JSON, .fd = -1},
                            .out = {.c = c, .format = w->format}};
    enum status status = parse_docs(&run.in, c->arg, c->n_arg, c->ar, &err);
    run.out.doc = run.in.doc;
    if (!status) status = flow(&run, w, model, &err);
    if (!status) return run.out.code;
    enum cli_exit code = cli_fail(c, &err, EXIT_INPUT);
    return code > run.out.code ? code : run.out.code;
}

/* ---- measuring ---- */

/* Gold must be trees, as the shared task's script asks; else heads would count that no parser could give. */
static enum status read_gold(struct conllu_text *gold, str path, arena *ar, struct err *err)
{
    str bytes;
    enum status status = source_read_file(&bytes, path.p, GOLD_BYTES, ar, err);
    if (status) return status;
    status = conllu_read(gold, bytes, ar, err);
    for (uint32_t i = 0; i < gold->n && !status; i++) status = conllu_check(NULL, &gold->sentence[i], ar, err);
    if (!status && !gold->n) status = err_set(err, E_FORMAT, "no sentence to measure against");
    return status ? err_wrap(err, status, "%.*s", STR_ARG(path)) : OK;
}

/* Parse gold's raw text as any other text is, to CoNLL-U, and read that back: what is measured is what users get.
** The input is open and whole from the start, with the text in its bytes and no file behind it. */
static enum status parse_gold(struct conllu_text *system, buf *conllu, const struct conllu_text *gold, struct cli *c,
                              const struct parse_wish *w, const struct language_model *model, struct err *err)
{
    struct parse_doc doc = {0};
    struct parse_run run = {.in = {.doc = &doc, .n_doc = 1, .open = true, .whole = true, .fd = -1},
                            .out = {.c = c, .format = PARSE_CONLLU, .doc = &doc, .keep = conllu}};
    language_raw_text(&run.in.bytes, gold);
    enum status status = buf_check(&run.in.bytes, err);
    if (status) return status;
    status = flow(&run, w, model, err);
    if (!status && run.out.code) status = err_set(err, E_LIMIT, "the text was not parsed whole");
    if (!status) status = buf_check(conllu, err);
    return status ? status : conllu_read(system, buf_str(conllu), c->ar, err);
}

/* Long sentences are measured by themselves beside all of them. */
static enum status measure(struct cli *c, const struct parse_wish *w, const struct language_model *model, struct err *err)
{
    struct conllu_text gold;
    struct conllu_text system;
    struct language_score all[MEASURE_COUNT];
    struct language_score only_long[MEASURE_COUNT];
    struct present_scores s = {.gold = w->gold, .min_words = LONG_WORDS, .all = all, .only_long = only_long};
    buf conllu = {0};
    enum status status = read_gold(&gold, w->gold, c->ar, err);
    if (!status) status = parse_gold(&system, &conllu, &gold, c, w, model, err);
    if (!status) status = language_score_texts(all, &gold, &system, c->ar, err);
    if (!status) status = language_score_long(only_long, &gold, &system, LONG_WORDS, c->ar, err);
    if (!status) {
        s.n_sentence = gold.n;
        for (uint32_t i = 0; i < gold.n; i++) s.n_long += gold.sentence[i].n_word >= LONG_WORDS;
        status = present_scores(&c->out, &s, &c->style, c->ar, err);
    }
    buf_free(&conllu);
    return status;
}

/* ---- the commands ---- */

static enum cli_exit run_parse(struct cli *c)
{
    struct err err = {0};
    struct parse_wish w;
    struct language_model *model;
    arena *keep;
    str bytes;
    if (read_wish(c, &w, &err)) return cli_fail(c, &err, EXIT_USAGE);
    enum cli_exit code = parse_model(c, &bytes, &keep);
    if (code) return code;
    if (w.document) {
        code = parse_documents(c, w.format, bytes);
        arena_free(keep);
        return code;
    }
    if (language_model_open(&model, bytes, &err)) {
        code = model_fails(c, &err);
    } else if (w.gold.p) {
        if (measure(c, &w, model, &err)) code = cli_fail(c, &err, EXIT_INPUT);
    } else
        code = parse_files(c, &w, model);
    language_model_close(model);
    arena_free(keep);
    return code;
}

static const struct cli_option parse_options[] = {
    {"document", 0, NULL, NULL, "the arguments name documents of the record, as in entente show"},
    {"format", 0, "FORMAT", "conllu|json|tree", "how it is written: CoNLL-U when not given, or JSON, or trees to look at"},
    {"input", 0, "KIND", "text|conllu", "what the files are; else known by their names"},
    {"keep-tags", 0, NULL, NULL, "of CoNLL-U, keep the tags and lemmas that are given"},
    {"eval", 0, "FILE", NULL, "parse the text of this CoNLL-U file and say how well"},
    {"threads", 0, "N", NULL, "so many threads, 1 when not given; the answer is the same"},
    {"model", 0, "FILE", NULL, "this model instead of the one in the program"},
};
static const struct cli_example parse_examples[] = {
    {"entente parse statement.txt", "sentences, words and their grammar as CoNLL-U"},
    {"entente parse --format tree page.html", "the main text of a page as trees"},
    {"entente parse --document ncg/latest", "the newest statement of a series"},
};
const struct command command_parse = {
    .name = "parse",
    .help = "find the grammar of English texts",
    .arguments = "[FILE|DOC...]",
    .about = "Splits texts into sentences and words, and gives each word its lemma, part of speech, features, head and "
             "relation after "
             "Universal Dependencies. Without FILE, or for -, reads standard input.\n\n"
             "Plain text is UTF-8 of any length; an empty line ends a paragraph. Of an HTML page, or a text in another "
             "encoding, the main "
             "text is parsed, each of its blocks a paragraph. A sentence too long to be parsed is cut, and marked \"cut\". A "
             "file whose "
             "name ends in .conllu is CoNLL-U: its sentences, words and comments stay, and heads, relations and tags are put "
             "in anew; the "
             "enhanced graph, which was over the old ones, goes.\n\n"
             "With --document the arguments are documents of the record, named as in \"entente show\"; without it no record is "
             "needed. Each "
             "passage of the main text is a sentence, numbered as show numbers it. The parse is kept in the record, where that "
             "can be written, and given again until the model changes. Only English documents are parsed: what is said of the "
             "document counts, then what its words show.\n\n"
             "--eval prints the measures of the CoNLL 2018 shared task, and LAS over sentences of 35 words and more. A file "
             "that cannot "
             "be read is named on standard error, the others are parsed, and the exit status is 3.",
    .option = parse_options,
    .n_option = ARRAY_LEN(parse_options),
    .example = parse_examples,
    .n_example = ARRAY_LEN(parse_examples),
    .flags = CMD_JSON,
    .max_arguments = UINT32_MAX,
    .completes = COMPLETE_FILE,
    .docs_with = "document",
    .run = run_parse,
};

static const struct cli_option model_options[] = {
    {"model", 0, "FILE", NULL, "this model instead of the one in the program"},
};
static const struct cli_example model_examples[] = {
    {"entente model", "which model parses, who is to be named for it, and how well it does"},
};
const struct command command_model = {
    .name = "model",
    .help = "say what the parser's model is",
    .arguments = "",
    .about = "The model's version, licence, attribution, the data and seed that it was trained with, its measures, and its "
             "checksums. "
             "The model is a file of its own within the program; its bytes are checked whenever it is opened.",
    .option = model_options,
    .n_option = ARRAY_LEN(model_options),
    .example = model_examples,
    .n_example = ARRAY_LEN(model_examples),
    .flags = CMD_JSON,
    .run = run_model,
};
