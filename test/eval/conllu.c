/* How well one annotation of a text agrees with another: conllu [-v] GOLD.conllu [SYSTEM.conllu]
** Without SYSTEM, the parser that is built in parses gold's raw text; the LAS of long sentences is then told as long_las too.
** The measures of the CoNLL 2018 shared task (src/language/language.h) as "name value" lines, F1 in percent. -v adds, for each
** measure, NAME_precision, NAME_recall, NAME_aligned (right among the aligned words) and the counts behind them.
** Both files must spell the same text and their heads must be trees; a sentence of SYSTEM without any head is let through and
** has none of its heads right, so that the steps before a parser can be measured alone. */
#include "language/language.h"
#include "source/source.h"

#include "eval/own_parse.h"

#include <stdio.h>

#define MAX_FILE_BYTES ((size_t)1 << 30)
#define MAX_ARENA_BYTES ((size_t)8 << 30)

/* Read a file and judge its trees. */
static enum status read_text(struct conllu_text *out, const char *path, bool gold, arena *ar, struct err *err)
{
    str bytes;
    enum status status = source_read_file(&bytes, path, MAX_FILE_BYTES, ar, err);
    if (status) return status; /* the message names the path */
    status = conllu_read(out, bytes, ar, err);
    for (uint32_t i = 0; i < out->n && !status; i++) {
        enum conllu_tree what = CONLLU_TREE;
        status = conllu_check(&what, &out->sentence[i], ar, err);
        if (status == E_FORMAT && what == CONLLU_NO_HEADS && !gold) status = OK;
    }
    return status ? err_wrap(err, status, "%s", path) : OK;
}

static void print_scores(const struct language_score *score, bool verbose)
{
    for (int m = 0; m < MEASURE_COUNT; m++)
        printf("%s %.2f\n", language_measure_name((enum language_measure)m), 100 * language_prob_f1(score[m]));
    for (int m = 0; m < MEASURE_COUNT && verbose; m++) {
        const char *name = language_measure_name((enum language_measure)m);
        struct language_score s = score[m];
        printf("%s_precision %.2f\n%s_recall %.2f\n", name, 100 * language_prob_precision(s), name,
               100 * language_prob_recall(s));
        if (m > MEASURE_WORDS) printf("%s_aligned %.2f\n", name, 100 * language_prob_aligned(s));
        printf("%s_counts gold=%u system=%u correct=%u aligned=%u\n", name, s.gold, s.system, s.correct, s.aligned);
    }
}

int main(int argc, char **argv)
{
    bool verbose = argc > 1 && strcmp(argv[1], "-v") == 0;
    if (argc != 3 + verbose && argc != 2 + verbose) {
        fprintf(stderr, "usage: conllu [-v] GOLD.conllu [SYSTEM.conllu]\n");
        return 2;
    }
    struct conllu_text gold = {0};
    struct conllu_text system = {0};
    struct language_score score[MEASURE_COUNT];
    struct err err = {0};
    arena *ar = arena_new(MAX_ARENA_BYTES);
    enum status status = ar ? OK : err_set(&err, E_NOMEM, "no memory left");
    if (!status) status = read_text(&gold, argv[1 + verbose], true, ar, &err);
    bool own = argc == 2 + verbose;
    if (!status)
        status = own ? own_parse_raw(&system, &gold, ar, &err) : read_text(&system, argv[2 + verbose], false, ar, &err);
    if (!status) status = language_score_texts(score, &gold, &system, ar, &err);
    if (!status) print_scores(score, verbose);
    struct language_score only_long[MEASURE_COUNT];
    if (!status && own) status = language_score_long(only_long, &gold, &system, 35, ar, &err);
    if (!status && own) printf("long_las %.2f\n", 100 * language_prob_f1(only_long[MEASURE_LAS]));
    if (status) fprintf(stderr, "conllu: %s\n", err.msg);
    arena_free(ar);
    return status != OK;
}
