/* How well a parser finds the clauses of long sentences: statements [-v] GOLD.conllu [SYSTEM.conllu]
** Without SYSTEM, the parser that is built in parses gold's words.
** GOLD is marked in part (test/gold/language/README.md): subjects, objects, complements, adverbial clauses and conjuncts, all other
** words have no head. Both files must hold the same sentences cut into the same words. A relation is right when the same word
** depends on the same word by the same relation, both before their ':' ("nsubj:pass" is "nsubj"); relations outside the list are
** asked of neither side. Prints "name value" lines, F1 in percent: "all" (counts of all relations together), "heads" (the same,
** whichever relation of the list stands on the two sides), then each relation. -v adds NAME_counts and, to standard
** error, each relation missed (-) or found where gold has another or none (+). */
#include "language/language.h"
#include "source/source.h"

#include "eval/own_parse.h"

#include <stdio.h>

#define MAX_FILE_BYTES ((size_t)1 << 30)
#define MAX_ARENA_BYTES ((size_t)8 << 30)

enum { ALL, HEADS, FIRST_RELATION, N_FIGURE = FIRST_RELATION + 8 };
static const char *const figure_name[N_FIGURE] = {"all",  "heads", "nsubj", "csubj", "obj",
                                                  "iobj", "ccomp", "xcomp", "advcl", "conj"};

/* Which figure the relation of word i belongs to; ALL where it is none of the list or the word has no head. */
static int figure_of(const struct conllu_sentence *s, uint32_t i)
{
    str r = s->deprel[i];
    for (size_t k = 0; k < r.n; k++)
        if (r.p[k] == ':') r.n = k;
    if (s->head[i] == CONLLU_NO_HEAD || s->head[i] == 0) return ALL;
    for (int f = FIRST_RELATION; f < N_FIGURE; f++)
        if (str_eq(r, str_of(figure_name[f]))) return f;
    return ALL;
}

static enum status read_text(struct conllu_text *out, const char *path, arena *ar, struct err *err)
{
    str bytes;
    enum status status = source_read_file(&bytes, path, MAX_FILE_BYTES, ar, err);
    if (status) return status; /* the message names the path */
    status = conllu_read(out, bytes, ar, err);
    return status ? err_wrap(err, status, "%s", path) : OK;
}

/* Heads are compared by id, which means something only where both sides have the same words. */
static enum status check_words(const struct conllu_text *gold, const struct conllu_text *system, struct err *err)
{
    if (gold->n != system->n) return err_set(err, E_FORMAT, "%u sentences against %u", gold->n, system->n);
    for (uint32_t k = 0; k < gold->n; k++) {
        const struct conllu_sentence *g = &gold->sentence[k];
        const struct conllu_sentence *s = &system->sentence[k];
        for (uint32_t i = 0; i < g->n_word || i < s->n_word; i++) {
            str a = i < g->n_word ? g->form[i] : STR("the end");
            str b = i < s->n_word ? s->form[i] : STR("the end");
            if (i >= g->n_word || i >= s->n_word || !str_eq(a, b))
                return err_set(err, E_FORMAT,
                               "other words: sentence %u, word %u is %.*s in gold (line %u), %.*s in system (line %u)", k + 1,
                               i + 1, (int)a.n, a.p, g->line, (int)b.n, b.p, s->line);
        }
    }
    return OK;
}

/* One line for a relation that only one side has. */
static void show(char sign, uint32_t sentence, const struct conllu_sentence *s, uint32_t i)
{
    str relation = s->deprel[i];
    str word = s->form[i];
    str head = s->form[s->head[i] - 1];
    fprintf(stderr, "%u %c %.*s %.*s-%u of %.*s-%u\n", sentence + 1, sign, (int)relation.n, relation.p, (int)word.n, word.p,
            i + 1, (int)head.n, head.p, s->head[i]);
}

/* Add the counts of sentence k to score[N_FIGURE]. */
static void count_sentence(struct language_score *score, uint32_t k, const struct conllu_sentence *gold,
                           const struct conllu_sentence *system, bool verbose)
{
    for (uint32_t i = 0; i < gold->n_word; i++) {
        int g = figure_of(gold, i);
        int s = figure_of(system, i);
        bool head = g && s && gold->head[i] == system->head[i];
        bool right = head && g == s;
        for (int f = 0; f < N_FIGURE; f++) {
            score[f].gold += g && (f < FIRST_RELATION || f == g);
            score[f].system += s && (f < FIRST_RELATION || f == s);
            score[f].correct += f == HEADS ? head : right && (f == ALL || f == g);
        }
        if (verbose && g && !right) show('-', k, gold, i);
        if (verbose && s && !right) show('+', k, system, i);
    }
}

static enum status compare(struct language_score *score, const char *const path[2], bool verbose, arena *ar, struct err *err)
{
    struct conllu_text gold = {0};
    struct conllu_text system = {0};
    enum status status = read_text(&gold, path[0], ar, err);
    if (!status) status = path[1] ? read_text(&system, path[1], ar, err) : own_parse_given(&system, &gold, ar, err);
    if (!status) status = check_words(&gold, &system, err);
    if (status) return status;
    for (uint32_t k = 0; k < gold.n; k++) count_sentence(score, k, &gold.sentence[k], &system.sentence[k], verbose);
    if (score[ALL].gold == 0) return err_set(err, E_FORMAT, "%s: none of the relations that are measured", path[0]);
    return OK;
}

int main(int argc, char **argv)
{
    bool verbose = argc > 1 && strcmp(argv[1], "-v") == 0;
    if (argc != 3 + verbose && argc != 2 + verbose) {
        fprintf(stderr, "usage: statements [-v] GOLD.conllu [SYSTEM.conllu]\n");
        return 2;
    }
    struct language_score score[N_FIGURE] = {{0}};
    struct err err = {0};
    arena *ar = arena_new(MAX_ARENA_BYTES);
    enum status status = ar ? OK : err_set(&err, E_NOMEM, "no memory left");
    const char *const path[2] = {argv[1 + verbose], argc == 3 + verbose ? argv[2 + verbose] : NULL};
    if (!status) status = compare(score, path, verbose, ar, &err);
    for (int f = 0; f < N_FIGURE && !status; f++) {
        printf("%s %.2f\n", figure_name[f], 100 * language_prob_f1(score[f]));
        if (verbose)
            printf("%s_counts gold=%u system=%u correct=%u\n", figure_name[f], score[f].gold, score[f].system,
                   score[f].correct);
    }
    if (status) fprintf(stderr, "statements: %s\n", err.msg);
    arena_free(ar);
    return status != OK;
}
