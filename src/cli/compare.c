/* entente compare, history, phrases, silences: the questions asked of a series. Each reads its
** options, has the answer made by the compare room and shown by the present room; nothing is
** computed here.
**
** All four take --as-of and --until, and end with what they went over. Their exit status 1 is an
** answer, not a failure: the texts differ, no text says it, nothing recurs, nothing fell silent.
** The answer is written in every case, since an empty one still says which texts were asked. */
#include "cli/commands.h"

/* The exit status says whether anything differs, as diff and cmp do, so that a script can wait
** for a new wording without reading the answer. Nothing to compare (an unknown document, an empty
** series) is an input that is not there. */
static enum cli_exit run_compare(struct cli *c)
{
    struct err err = {0};
    struct compare_report report;
    bool differs = false;
    /* Without documents the series decides, without a series the record's only one; which of them
    ** is missing is told by the room below, that knows what there is. */
    struct compare_request req = {.series = cli_value(c, "series"), .view = c->view};
    if (c->n_arg > 0) req.newer = c->arg[0];
    if (c->n_arg > 1) req.older = c->arg[1];
    if (str_eq(cli_value(c, "against"), STR("previous"))) req.against = AGAINST_PREVIOUS;
    enum status st = compare_report_make(&report, c->record, &req, c->ar, &err);
    if (!st) st = present_compare(&c->out, &report, cli_has(c, "all"), &c->style, &differs, c->ar, &err);
    if (st) return cli_fail(c, &err, EXIT_INPUT);
    return differs ? EXIT_DIFFERS : EXIT_YES;
}

/* --series names the newest text of a series; a document as argument wins over it. */
static const struct cli_option compare_options[] = {
    {"series", 0, "NAME", NULL, "the newest text of this series"},
    {"against", 0, "WHICH", "all|previous", "all its predecessors (when not given), or only the text before"},
    {"all", 0, NULL, NULL, "also the sentences that were kept, and every remark"},
};
/* The three ways to ask: the newest, an older one, two by name. */
static const struct cli_example compare_examples[] = {
    {"entente compare --series ncg", "the newest statement against all before it"},
    {"entente compare ncg/2025-01-10", "an older one against all before it"},
    {"entente compare ncg/2025-12-11 ncg/2023-12-15 --html > page.html", "two statements, as a page to print or to send"},
};
/* compare answers for two texts or one against all before it; it never asks the network or the
** clock. */
const struct command command_compare = {
    .name = "compare",
    .help = "say what a text changed against those before it",
    .arguments = "[DOC [OLDER]]",
    .about =
        "Without OLDER, DOC (or the newest text of the series) is held against all texts before it in its series. Every "
        "sentence of "
        "both texts gets one label: kept, reworded, moved, moved and reworded, split, joined, returned (not in the text "
        "before, but in "
        "an older one), new, first (no earlier text of the series said it), dropped. Each finding names its document and the "
        "bytes "
        "of its source.\n\n"
        "Names of the same thing (the concepts' aliases) count as one, and a change of name is told. The answer ends with its "
        "coverage: which texts, to which day, and what could not be read.",
    .option = compare_options,
    .n_option = ARRAY_LEN(compare_options),
    .example = compare_examples,
    .n_example = ARRAY_LEN(compare_examples),
    .exits = "the texts differ",
    .flags = CMD_READS | CMD_JSON | CMD_HTML | CMD_VIEW,
    .max_arguments = 2,
    .completes = COMPLETE_DOC,
    .run = run_compare,
};

/* ---- history ---- */

/* 1 when no text says it: also then the answer is written, since it says which texts were asked
** and in which forms. */
static enum cli_exit run_history(struct cli *c)
{
    struct err err = {0};
    struct compare_history h;
    enum status st = compare_history_make(&h, c->record, c->arg[0], cli_value(c, "series"), c->view, c->ar, &err);
    if (!st) st = present_history(&c->out, &h, cli_has(c, "all"), &c->style, c->ar, &err);
    if (st) return cli_fail(c, &err, EXIT_INPUT);
    return h.n_use ? EXIT_YES : EXIT_DIFFERS;
}

/* --series narrows the texts asked; without it every document of the record is, of whatever
** series. */
static const struct cli_option history_options[] = {
    {"series", 0, "NAME", NULL, "only texts of this series"},
    {"all", 0, NULL, NULL, "every use, not only the first and the last"},
};
static const struct cli_example history_examples[] = {
    {"entente history \"leading role\"", "when it was first said, and in whose words"},
    {"entente history '\"full range\"' --all", "a phrase, word for word, every time"},
};
/* The quotes reach the program inside the shell's own: '"joint planning"'. Without them a word
** that is no concept's name is taken as a phrase too, so nobody gets an error for want of quotes. */
const struct command command_history = {
    .name = "history",
    .help = "say when a thing was first and last said, and by whom",
    .arguments = "CONCEPT|'\"PHRASE\"'",
    .about = "For a concept all its forms count. In double quotes, or when no concept has that name, it is a phrase, word for "
             "word. Silent "
             "(a text that does not say it), no text issued, and not in the record are told apart. By issuer, \"silent in\" "
             "counts its texts after the last use that do not say it.",
    .option = history_options,
    .n_option = ARRAY_LEN(history_options),
    .example = history_examples,
    .n_example = ARRAY_LEN(history_examples),
    .exits = "no text says it",
    .flags = CMD_READS | CMD_JSON | CMD_HTML | CMD_VIEW,
    .min_arguments = 1,
    .max_arguments = 1,
    .completes = COMPLETE_CONCEPT,
    .run = run_history,
};

/* ---- phrases ---- */

/* The option's words are checked by the parser, so any other is the one that stands for none
** given. */
static enum compare_phrase_order order_of(str name)
{
    if (str_eq(name, STR("ended"))) return PHRASE_BY_ENDED;
    return str_eq(name, STR("first")) ? PHRASE_BY_FIRST : PHRASE_BY_WEIGHT;
}

/* Zero stands for "not given" in the room below, which has its own measures for it. The argument
** wins over --series: it is the shorter way to say the same. */
static enum cli_exit run_phrases(struct cli *c)
{
    struct err err = {0};
    struct compare_phrases p;
    /* 0: the room's own measure. 40 phrases are about two screens. */
    uint64_t words = 0, texts = 0, max = 40;
    if (cli_number(c, "words", 1000, &words, &err) || cli_number(c, "texts", UINT32_MAX, &texts, &err) ||
        cli_number(c, "max", UINT32_MAX, &max, &err))
        return cli_fail(c, &err, EXIT_USAGE);
    str series = c->n_arg ? c->arg[0] : cli_value(c, "series");
    enum status st = compare_phrases_make(&p, c->record, series, (uint32_t)words, (uint32_t)texts,
                                          order_of(cli_value(c, "order")), c->view, c->ar, &err);
    if (!st) st = present_phrases(&c->out, &p, (uint32_t)max, &c->style, c->ar, &err);
    if (st) return cli_fail(c, &err, EXIT_INPUT);
    return p.n_phrase ? EXIT_YES : EXIT_DIFFERS;
}

/* What is not given is decided by the compare room, whose defaults the help repeats; a test would
** see the help go stale only by its examples, so both are changed together. */
static const struct cli_option phrases_options[] = {
    {"series", 0, "NAME", NULL, "the series, where the record has more than one"},
    {"words", 0, "N", NULL, "phrases of at least so many words, 3 when not given"},
    {"texts", 0, "N", NULL, "that stand in at least so many texts, 2 when not given"},
    {"order", 0, "BY", "weight|ended|first", "words times texts (when not given), those that ended first, or by first use"},
    {"max", 'n', "N", NULL, "at most so many, 40 when not given, 0 for all"},
};
static const struct cli_example phrases_examples[] = {
    {"entente phrases ncg --order ended", "agreed language that broke off, the latest first"},
};
/* What recurs in the texts; a phrase's being agreed is the reader's conclusion, not the
** program's. */
const struct command command_phrases = {
    .name = "phrases",
    .help = "list the agreed language of a series",
    .arguments = "[SERIES]",
    .about = "Formulas that recur from text to text, each with its first and last use and whether it still stands.",
    .option = phrases_options,
    .n_option = ARRAY_LEN(phrases_options),
    .example = phrases_examples,
    .n_example = ARRAY_LEN(phrases_examples),
    .exits = "nothing recurs",
    .flags = CMD_READS | CMD_JSON | CMD_HTML | CMD_VIEW,
    .max_arguments = 1,
    .completes = COMPLETE_SERIES,
    .run = run_phrases,
};

/* ---- silences ---- */

/* 1 when nothing fell silent, which is an answer like any other and has its coverage. */
static enum cli_exit run_silences(struct cli *c)
{
    struct err err = {0};
    struct compare_silences s;
    /* As for phrases. */
    uint64_t texts = 0, max = 40;
    if (cli_number(c, "texts", UINT32_MAX, &texts, &err) || cli_number(c, "max", UINT32_MAX, &max, &err))
        return cli_fail(c, &err, EXIT_USAGE);
    str series = c->n_arg ? c->arg[0] : cli_value(c, "series");
    enum status st = compare_silences_make(&s, c->record, series, (uint32_t)texts, c->view, c->ar, &err);
    if (!st) st = present_silences(&c->out, &s, (uint32_t)max, &c->style, c->ar, &err);
    if (st) return cli_fail(c, &err, EXIT_INPUT);
    return s.n_silence ? EXIT_YES : EXIT_DIFFERS;
}

static const struct cli_option silences_options[] = {
    {"series", 0, "NAME", NULL, "the series, where the record has more than one"},
    {"texts", 0, "N", NULL, "what stood in at least so many texts, 2 when not given"},
    {"max", 'n', "N", NULL, "at most so many, 40 when not given, 0 for all"},
};
static const struct cli_example silences_examples[] = {{"entente silences ncg", "what was said and is said no more"}};
/* The help says what silence is not: a subject that could not be read. */
const struct command command_silences = {
    .name = "silences",
    .help = "list what a series said and says no more",
    .arguments = "[SERIES]",
    .about = "Concepts and phrases that stood in earlier texts and that the newest does not say, the latest silence first, "
             "with the last "
             "use. A subject on which a text could not be read is unknown there, not silent.",
    .option = silences_options,
    .n_option = ARRAY_LEN(silences_options),
    .example = silences_examples,
    .n_example = ARRAY_LEN(silences_examples),
    .exits = "nothing fell silent",
    .flags = CMD_READS | CMD_JSON | CMD_HTML | CMD_VIEW,
    .max_arguments = 1,
    .completes = COMPLETE_SERIES,
    .run = run_silences,
};
