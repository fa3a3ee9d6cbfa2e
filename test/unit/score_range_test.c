/* The alignment of words in tokens of several words against a slow plain oracle.
** A text is made in chunks; on one side at least one token of several words spans the whole chunk, so that all words of both
** sides in the chunk are one stretch; behind each chunk both sides have the same plain token. Then the words that pair in a chunk
** are a longest common subsequence of all its words, which the oracle finds by trying. */
#include "conllu_help.h"

#define MAX_CHUNKS 6

/* One side of the text: the chunk in which each word lies, -1 between chunks. */
struct side {
    int chunk[400];
    uint32_t n, n_token;
};

/* Words of one chunk on one side: ids from *id on; whole: one range over the chunk. */
static void chunk_words(buf *out, const char *letters, bool whole, uint32_t *id, struct side *list, int chunk, uint64_t *seed)
{
    size_t left = strlen(letters);
    for (size_t i = 0; left;) {
        size_t size = whole ? left : 1 + random_below(seed, 2);
        if (size > left) size = left;
        bool multi = whole || random_below(seed, 2);
        uint32_t n = multi ? 1 + random_below(seed, whole ? 8 : 3) : 1;
        if (multi) buf_addf(out, "%u-%u\t%.*s\t_\t_\t_\t_\t_\t_\t_\t_\n", *id, *id + n - 1, (int)size, letters + i);
        for (uint32_t k = 0; k < n; k++, (*id)++) {
            char form[4];
            random_letters(form, 1 + random_below(seed, 2), seed);
            if (multi)
                buf_addf(out, "%u\t%s", *id, form);
            else
                buf_addf(out, "%u\t%.*s", *id, (int)size, letters + i);
            buf_addz(out, "\t_\tX\t_\t_\t0\tdep\t_\t_\n");
            list->chunk[list->n++] = chunk;
        }
        list->n_token++;
        i += size;
        left -= size;
    }
}

static char small(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static bool forms_equal(str a, str b)
{
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (small(a.p[i]) != small(b.p[i])) return false;
    return true;
}

/* Length of the longest common subsequence by trying all: [from, end) of each side, with what was found already. */
struct subsequence {
    const str *a, *b;
    uint32_t n_a, n_b;
    int known[64][64]; /* length + 1 from (i, k) on; 0: not yet tried */
};

static int longest_from(struct subsequence *q, uint32_t i, uint32_t k)
{
    if (i == q->n_a || k == q->n_b) return 0;
    if (q->known[i][k]) return q->known[i][k] - 1;
    int best = longest_from(q, i + 1, k);
    int other = longest_from(q, i, k + 1);
    if (other > best) best = other;
    int both = forms_equal(q->a[i], q->b[k]) ? 1 + longest_from(q, i + 1, k + 1) : 0;
    if (both > best) best = both;
    q->known[i][k] = best + 1;
    return best;
}

/* Words right in one chunk. */
static uint32_t oracle_chunk(const struct side list[2], const struct conllu_text t[2], int chunk)
{
    str forms[2][64];
    uint32_t n[2] = {0, 0};
    struct subsequence q = {.a = forms[0], .b = forms[1]};
    for (int k = 0; k < 2; k++)
        for (uint32_t i = 0; i < list[k].n; i++)
            if (list[k].chunk[i] == chunk) forms[k][n[k]++] = t[k].sentence[0].form[i];
    q.n_a = n[0];
    q.n_b = n[1];
    return (uint32_t)longest_from(&q, 0, 0);
}

TEST(words_in_ranges_are_aligned_as_by_the_oracle)
{
    uint64_t seed = 31;
    for (int round = 0; round < 1500; round++) {
        arena *ar = arena_new(0);
        struct side list[2] = {{{0}, 0, 0}, {{0}, 0, 0}};
        buf side[2] = {{0}, {0}};
        uint32_t id[2] = {1, 1};
        struct conllu_text t[2];
        struct language_score score[MEASURE_COUNT];
        struct language_score mirror[MEASURE_COUNT];
        struct err err = {0};
        int n_chunk = 1 + (int)random_below(&seed, MAX_CHUNKS);
        uint32_t right = 0;
        for (int c = 0; c < n_chunk; c++) {
            char letters[16];
            random_letters(letters, 1 + random_below(&seed, 9), &seed);
            uint32_t whole = 1 + random_below(&seed, 3); /* 1: gold, 2: the system, 3: both */
            for (int k = 0; k < 2; k++) {
                chunk_words(&side[k], letters, whole >> k & 1, &id[k], &list[k], c, &seed);
                buf_addf(&side[k], "%u\t|\t_\tX\t_\t_\t0\tdep\t_\t_\n", id[k]++);
                list[k].chunk[list[k].n++] = -1;
                list[k].n_token++;
            }
            right++;
        }
        for (int k = 0; k < 2; k++) CHECK_MSG(conllu_read(&t[k], buf_str(&side[k]), ar, &err) == OK, "%s", err.msg);
        for (int c = 0; c < n_chunk; c++) right += oracle_chunk(list, t, c);
        CHECK_MSG(language_score_texts(score, &t[0], &t[1], ar, &err) == OK, "%s", err.msg);
        CHECK_MSG(score[MEASURE_WORDS].correct == right, "round %d: %u, not %u\n%.*s\n%.*s", round,
                  score[MEASURE_WORDS].correct, right, STR_ARG(buf_str(&side[0])), STR_ARG(buf_str(&side[1])));
        CHECK_INT(score[MEASURE_WORDS].gold, list[0].n);
        CHECK_INT(score[MEASURE_TOKENS].system, list[1].n_token);
        CHECK_INT(score[MEASURE_UPOS].correct, right);
        /* the longest is as long from the other side */
        CHECK_INT(language_score_texts(mirror, &t[1], &t[0], ar, &err), OK);
        CHECK_INT(mirror[MEASURE_WORDS].correct, right);
        CHECK_INT(mirror[MEASURE_TOKENS].correct, score[MEASURE_TOKENS].correct);
        for (int k = 0; k < 2; k++) buf_free(&side[k]);
        arena_free(ar);
    }
}

TESTS(CASE(words_in_ranges_are_aligned_as_by_the_oracle))
