/* Keeping a record: verify, rebuild, merge, salvage, hash. What each did is told in one sentence
** and as facts with a schema; what it found wrong is the answer, and exit status 1.
**
** verify looks and changes nothing. rebuild changes only what is derived. merge adds and never
** takes away. salvage writes a new file and never the damaged one. So each of them can be tried
** again after any failure, and none asks "are you sure". */
#include "cli/commands.h"

/* A fact that is a count, for the arrays below; the casts are for counts that are unsigned in the
** room below, where none comes near 2^63. */
#define NUMBER(key_, n_)                                                                                                       \
    {                                                                                                                          \
        (key_), CELL_NUMBER, {NULL, 0}, (int64_t)(n_)                                                                          \
    }

/* A sentence and its facts to standard output; the sentence is freed. A failed buffer is handed
** on to the output, where every failure is looked at. */
static void tell(struct cli *c, const char *schema, buf *sentence, const struct present_fact *fact, uint32_t n)
{
    struct present_facts f = {.schema = schema, .sentence = buf_str(sentence), .fact = fact, .n_fact = n};
    if (sentence->failed) c->out.failed = sentence->failed;
    present_facts(&c->out, &f, &c->style);
    buf_free(sentence);
}

/* A count with its thing, in the plural where it must be, and what follows: "3 new acts, ". */
static void count(buf *out, uint64_t n, const char *thing, const char *then)
{
    buf_addf(out, "%llu %s%s%s", (unsigned long long)n, thing, n == 1 ? "" : "s", then);
}

/* ---- verify ---- */

/* Problems go to standard output: they are the answer, not talk about it. The counts tell how
** much was looked at, since "no problems" over nothing is no comfort. 1 when there are problems;
** 4 only when the looking itself failed. */
static enum cli_exit run_verify(struct cli *c)
{
    struct err err = {0};
    struct record_verdict v;
    if (record_verify(&v, c->record, c->ar, &err)) return cli_fail(c, &err, EXIT_RECORD);
    /* The room below gives terminated lines; the present room takes borrowed strings. */
    str *line = ARENA_NEW(c->ar, v.n_problem, str);
    if (!line) {
        (void)arena_why(c->ar, &err);
        return cli_fail(c, &err, EXIT_LIMIT);
    }
    for (uint32_t i = 0; i < v.n_problem; i++) line[i] = str_of(v.problem[i]);
    buf sentence = {0};
    buf_addz(&sentence, "checked ");
    count(&sentence, v.artifacts, "artifact", ", ");
    count(&sentence, v.acts, "act", ", ");
    count(&sentence, v.documents, "document", ", ");
    count(&sentence, v.passages, "passage", v.parses ? ", " : ": ");
    if (v.parses) count(&sentence, v.parses, "parse", ": ");
    count(&sentence, v.n_problem, "problem", "");
    const struct present_fact fact[] = {NUMBER("artifacts", v.artifacts), NUMBER("acts", v.acts),
                                        NUMBER("documents", v.documents), NUMBER("passages", v.passages),
                                        NUMBER("parses", v.parses)};
    struct present_facts f = {.schema = "entente/verify/1",
                              .sentence = buf_str(&sentence),
                              .fact = fact,
                              .n_fact = ARRAY_LEN(fact),
                              .lines = "problems",
                              .line = line,
                              .n_line = v.n_problem};
    present_facts(&c->out, &f, &c->style);
    buf_free(&sentence);
    return v.n_problem ? EXIT_DIFFERS : EXIT_YES;
}

static const struct cli_example verify_examples[] = {{"entente verify", "is everything as it was written?"}};
/* Opened so that a record of another version's index can be looked at too, and one on a medium
** that cannot be written. */
const struct command command_verify = {
    .name = "verify",
    .help = "check every artifact, every act and every quote",
    .arguments = "",
    .about =
        "Hashes every artifact again, follows the chain of acts, reads every passage back from the bytes of its source, "
        "and makes "
        "the index again beside the record to see that what stands is what the artifacts say. Parses that are kept are held "
        "against the texts that they are of, not made again. Of an index that another "
        "version of this program made, one line says that it wants a rebuild, and only artifacts and acts are checked.",
    .example = verify_examples,
    .n_example = ARRAY_LEN(verify_examples),
    .exits = "there are problems; each has a line",
    .flags = CMD_MENDS | CMD_JSON,
    .run = run_verify,
};

/* ---- rebuild ---- */

/* What became of parses, told only where there was something to tell. */
static void say_parses(buf *out, const struct record_parses *p)
{
    if (p->made) {
        count(out, p->made, "parse", " made (");
        count(out, p->words, "word", "); ");
    }
    if (p->waiting) {
        count(out, p->waiting, "parse", p->waiting == 1 ? " waits" : " wait");
        buf_addz(out, " for a model, which this build does not have; ");
    }
    if (p->dropped) {
        count(out, p->dropped, "document", p->dropped == 1 ? " is" : " are");
        buf_addz(out, " not known to be English, and not parsed; ");
    }
}

/* The state hash is told because it is what a rebuild must not change: the user may hold it
** against the one noted before. Parses follow when the index stands: what of them is lost by a
** failure is made when it is needed. */
static enum cli_exit run_rebuild(struct cli *c)
{
    struct err err = {0};
    struct source_hash h;
    struct record_parses p;
    if (record_rebuild(c->record, &err) || record_state_hash(&h, NULL, NULL, c->record, &err))
        return cli_fail(c, &err, EXIT_RECORD);
    if (record_parses_make(&p, c->record, cli_has(c, "parses"), &err)) {
        (void)err_wrap(&err, err.code, "the index is rebuilt, but not every parse");
        return cli_fail(c, &err, EXIT_RECORD);
    }
    str hex = cli_hex(c, &h);
    buf sentence = {0};
    buf_addz(&sentence, "rebuilt; ");
    say_parses(&sentence, &p);
    buf_addf(&sentence, "state %.*s", STR_ARG(hex));
    const struct present_fact fact[] = {{"state", CELL_TEXT, hex, 0},
                                        NUMBER("parses", p.made),
                                        NUMBER("parsed_words", p.words),
                                        NUMBER("parses_waiting", p.waiting),
                                        NUMBER("not_english", p.dropped)};
    tell(c, "entente/rebuild/1", &sentence, fact, ARRAY_LEN(fact));
    return EXIT_YES;
}

static const struct cli_option rebuild_options[] = {
    {"parses", 0, NULL, NULL, "parse every English document, not only those that were parsed before"},
};
static const struct cli_example rebuild_examples[] = {
    {"entente rebuild", "make the index again"},
    {"entente rebuild --parses", "and parse all English documents, so that nobody waits for it later"},
};
/* Opens a record whose index is of another version: that is what it is for. */
const struct command command_rebuild = {
    .name = "rebuild",
    .help = "make the index again from the artifacts",
    .arguments = "",
    .about =
        "Everything but the artifacts and the acts is derived from them, and is made again here. The state hash (entente "
        "hash) is "
        "the same afterwards. Parses are made again for the documents that had one, by the model of this program, whichever "
        "made them before: some 25,000 words a second. Each is kept before the next is begun.",
    .option = rebuild_options,
    .n_option = ARRAY_LEN(rebuild_options),
    .example = rebuild_examples,
    .n_example = ARRAY_LEN(rebuild_examples),
    .flags = CMD_MENDS | CMD_JSON,
    .run = run_rebuild,
};

/* ---- merge ---- */

/* A file that is not there is the user's input, any other failure the records'. Documents in
** dispute are counted in the sentence: they are what the user has to look at next. */
static enum cli_exit run_merge(struct cli *c)
{
    struct err err = {0};
    struct record_merged m;
    /* One transaction: a merge that fails has taken nothing in. */
    if (record_merge(&m, c->record, c->arg[0].p, &err))
        return cli_fail(c, &err, err.code == E_NOTFOUND ? EXIT_INPUT : EXIT_RECORD);
    buf sentence = {0};
    buf_addz(&sentence, "merged: ");
    count(&sentence, m.artifacts_new, "new artifact", ", ");
    count(&sentence, m.acts_new, "new act", ", ");
    count(&sentence, m.documents_new, "new document", "; ");
    count(&sentence, m.disputed, "document", " in dispute");
    if (m.concept_lists > 1)
        buf_addf(&sentence, "; %llu concept lists in force: the later one counts until \"entente concept set\" settles it",
                 (unsigned long long)m.concept_lists);
    const struct present_fact fact[] = {NUMBER("artifacts_new", m.artifacts_new), NUMBER("acts_new", m.acts_new),
                                        NUMBER("documents_new", m.documents_new), NUMBER("disputed", m.disputed),
                                        NUMBER("concept_lists", m.concept_lists)};
    tell(c, "entente/merge/1", &sentence, fact, ARRAY_LEN(fact));
    return EXIT_YES;
}

static const struct cli_example merge_examples[] = {
    {"entente -R mine.entente merge theirs.entente", "take in a colleague's record"}};
/* The help says what happens to a disagreement, because that is what people fear of a merge. */
const struct command command_merge = {
    .name = "merge",
    .help = "take in all of another record",
    .arguments = "OTHER",
    .about =
        "The union of both: nothing is lost, merging twice changes nothing, and the order does not matter. Where two people "
        "said "
        "different things of one source, both stay and the document is marked as disputed until an edit settles it; where they "
        "set different concept lists, the later one counts, and answers say that there is another. OTHER is only read.",
    .example = merge_examples,
    .n_example = ARRAY_LEN(merge_examples),
    .flags = CMD_WRITES | CMD_JSON,
    .min_arguments = 1,
    .max_arguments = 1,
    .completes = COMPLETE_FILE,
    .run = run_merge,
};

/* ---- salvage ---- */

/* Each loss as it is found, on standard error: the answer counts them, and a run that dies later
** has named them. */
static void say_lost(void *ctx, str line)
{
    struct cli *c = ctx;
    cli_say(c, "lost: %.*s", STR_ARG(line));
}

/* Opens neither record in the usual way: the damaged one may not open at all. */
static enum cli_exit run_salvage(struct cli *c)
{
    struct err err = {0};
    struct record_salvaged s;
    if (record_salvage(&s, c->arg[0].p, c->arg[1].p, &c->env, say_lost, c, &err)) return cli_fail(c, &err, EXIT_RECORD);
    buf sentence = {0};
    count(&sentence, s.kept, "artifact", " kept (");
    count(&sentence, s.sources, "source", ", ");
    count(&sentence, s.manifests, "manifest", ", ");
    count(&sentence, s.concepts, "concept list", ", ");
    count(&sentence, s.acts, "act", "), ");
    buf_addf(&sentence, "%llu lost", (unsigned long long)s.lost);
    if (s.from_pages)
        buf_addz(&sentence,
                 "; its tables could not be followed, so its pages were searched: what is lost without a trace is not counted");
    const struct present_fact fact[] = {NUMBER("kept", s.kept),
                                        NUMBER("lost", s.lost),
                                        NUMBER("sources", s.sources),
                                        NUMBER("manifests", s.manifests),
                                        NUMBER("concepts", s.concepts),
                                        NUMBER("acts", s.acts),
                                        {"from_pages", CELL_FLAG, {NULL, 0}, s.from_pages}};
    tell(c, "entente/salvage/1", &sentence, fact, ARRAY_LEN(fact));
    return s.lost ? EXIT_DIFFERS : EXIT_YES;
}

static const struct cli_example salvage_examples[] = {
    {"entente salvage broken.entente saved.entente", "save what can be saved"}};
/* DAMAGED is opened to read only; a salvage can be tried again. */
const struct command command_salvage = {
    .name = "salvage",
    .help = "save what still reads right from a damaged record",
    .arguments = "DAMAGED NEW",
    .about =
        "Writes every artifact whose hash is still right into a new record. DAMAGED is only read; NEW must not exist. It may "
        "lack its head, have holes or end early: where its tables cannot be followed, its pages are searched. What is lost is "
        "named on standard error, as far as anything still names it.",
    .example = salvage_examples,
    .n_example = ARRAY_LEN(salvage_examples),
    .exits = "something was lost",
    .flags = CMD_JSON,
    .min_arguments = 2,
    .max_arguments = 2,
    .completes = COMPLETE_FILE,
    .run = run_salvage,
};

/* ---- hash ---- */

/* The dump may be as large as the record: it is written piece by piece. */
static void write_dump(void *ctx, str piece)
{
    struct cli *c = ctx;
    buf_add(&c->out, piece);
    cli_flush_some(c);
}

/* With --dump what is hashed, for holding two records against each other with diff; its SHA-256
** is the hash. */
static enum cli_exit run_hash(struct cli *c)
{
    struct err err = {0};
    struct source_hash h;
    /* The hash is made in both cases; with a dump its text is the answer, and the hash can be
    ** made from that by anyone. */
    bool dump = cli_has(c, "dump");
    if (record_state_hash(&h, dump ? write_dump : NULL, c, c->record, &err)) return cli_fail(c, &err, EXIT_RECORD);
    if (dump) return EXIT_YES;
    str hex = cli_hex(c, &h);
    const struct present_fact fact[] = {{"state", CELL_TEXT, hex, 0}};
    buf sentence = {0};
    buf_add(&sentence, hex);
    tell(c, "entente/hash/1", &sentence, fact, ARRAY_LEN(fact));
    return EXIT_YES;
}

/* The dump is for people who find two hashes differ and want to know where. */
static const struct cli_option hash_options[] = {{"dump", 0, NULL, NULL, "what is hashed, instead of the hash"}};
static const struct cli_example hash_examples[] = {{"entente hash", "one number for all that the record says"}};
/* Takes no --as-of: the hash is of all that the record holds, whenever it came. */
const struct command command_hash = {
    .name = "hash",
    .help = "say the hash of the record's state",
    .arguments = "",
    .about = "SHA-256 over a canonical dump of all artifacts and all that is derived from them: the same on any machine, and "
             "after any "
             "rebuild.",
    .option = hash_options,
    .n_option = ARRAY_LEN(hash_options),
    .example = hash_examples,
    .n_example = ARRAY_LEN(hash_examples),
    .flags = CMD_READS | CMD_JSON,
    .run = run_hash,
};
