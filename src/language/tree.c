/* Chu-Liu-Edmonds over a full matrix of arcs.
**
** Live nodes are indices 0..n of the matrix, 0 the root. A cycle is contracted into its first member: that row and column then
** speak for all of it, and each cell remembers which arc of the sentence it stands for. Names of contracted nodes (ids above n)
** remember who went into whom, so that cycles are opened again from the last to the first. */
#include "language/tree.h"

#include <math.h>
#include <string.h>

/* An arc of the sentence. */
struct arc {
    uint16_t head, word;
};

struct forest {
    uint32_t n, side; /* words; side = n + 1 */
    double *score;    /* [side][side] best arc from column to row, between live nodes */
    struct arc *arc;  /* [side][side] which arc of the sentence that is */
    uint32_t *best;   /* [side] column of the best arc into each live node */
    uint32_t *name;   /* [side] id of each live node: itself, or that of a contraction */
    uint32_t *into;   /* [2 side] the contraction that an id went into, 0: none */
    struct arc *in;   /* [2 side] arc by which an id is entered */
    uint8_t *dead;    /* [side] contracted into another */
    uint8_t *seen;    /* [side] 0 new, 1 on the path that is walked, 2 known to reach the root */
    uint32_t n_name;  /* ids given */
};

/* Rows are words, columns heads: the search for a best head runs along memory. */
static size_t cell(const struct forest *f, uint32_t word, uint32_t head) { return (size_t)word * f->side + head; }

/* Each word's best head; of equal ones the first. True where they form a tree with one root.
** For most sentences of a good model that is the whole work, and costs no double matrix. seen: [n + 1], 1 on the path that
** is walked, 2 known to reach the root. */
static bool take_best(uint32_t *head, const float *score, uint32_t n, uint8_t *seen)
{
    uint32_t roots = 0;
    for (uint32_t i = 0; i < n; i++) {
        const float *row = score + (size_t)i * (n + 1);
        uint32_t best = 0;
        for (uint32_t j = 0; j <= n; j++)
            if (j != i + 1 && row[j] > row[best]) best = j;
        head[i] = best;
        roots += best == 0;
    }
    if (roots != 1) return false;
    memset(seen, 0, n + 1);
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t at = i;
        while (at && !seen[at]) {
            seen[at] = 1;
            at = head[at - 1];
        }
        if (at && seen[at] == 1) return false;
        for (at = i; at && seen[at] == 1; at = head[at - 1]) seen[at] = 2;
    }
    return true;
}

/* Of equal arcs the first column, as in take_best, so that the answer is one. */
static void find_best(struct forest *f, uint32_t word)
{
    uint32_t best = UINT32_MAX;
    for (uint32_t j = 0; j < f->side; j++)
        if (j != word && !f->dead[j] && (best == UINT32_MAX || f->score[cell(f, word, j)] > f->score[cell(f, word, best)]))
            best = j;
    f->best[word] = best;
}

/* Contract the cycle that goes through `first` along best arcs: its first member takes the others in. What an outer arc into the cycle
** costs is what it displaces inside.
** Costs are sums of whole cycles: entering at one member gives up that member's arc and keeps the others, hence the total.
** Arcs out of the cycle need no such care: any member may be the head. The root's own row is never asked for. */
static void contract(struct forest *f, uint32_t first)
{
    uint32_t id = f->n_name++;
    double total = 0;
    uint32_t at = first;
    do {
        f->into[f->name[at]] = id;
        f->in[f->name[at]] = f->arc[cell(f, at, f->best[at])];
        total += f->score[cell(f, at, f->best[at])];
        f->seen[at] = 3; /* a member */
        at = f->best[at];
    } while (at != first);
    for (uint32_t out = 0; out < f->side; out++) {
        if (f->dead[out] || f->seen[out] == 3) continue;
        double enter = 0;
        double leave = 0;
        struct arc by_enter = {0, 0};
        struct arc by_leave = {0, 0};
        bool any = false;
        at = first;
        do {
            double e = f->score[cell(f, at, out)] - f->score[cell(f, at, f->best[at])];
            double l = out ? f->score[cell(f, out, at)] : 0;
            if (!any || e > enter) by_enter = f->arc[cell(f, at, out)];
            if (!any || e > enter) enter = e;
            if (!any || l > leave) by_leave = f->arc[cell(f, out, at)];
            if (!any || l > leave) leave = l;
            any = true;
            at = f->best[at];
        } while (at != first);
        f->score[cell(f, first, out)] = enter + total;
        f->arc[cell(f, first, out)] = by_enter;
        f->score[cell(f, out, first)] = leave;
        f->arc[cell(f, out, first)] = by_leave;
        if (out && f->seen[f->best[out]] == 3) f->best[out] = first;
    }
    for (at = f->best[first]; at != first; at = f->best[at]) f->dead[at] = 1;
    f->name[first] = id;
    f->seen[first] = 0;
    find_best(f, first);
}

/* Walk from each live node towards the root, contracting every cycle met.
** A contracted cycle stands as a new node on the same path and is walked on from: at stays at its first member, whose mark
** was taken off. */
static void contract_all(struct forest *f)
{
    for (uint32_t i = 1; i < f->side; i++) {
        if (f->dead[i]) continue;
        uint32_t at = i;
        while (f->seen[at] != 2) {
            if (f->seen[at] == 1) {
                contract(f, at);
            } else {
                f->seen[at] = 1;
                at = f->best[at];
            }
        }
        /* Members of contracted cycles are marked 3 and dead; the rest of the path reaches the root. */
        for (uint32_t j = 1; j < f->side; j++)
            if (f->seen[j] == 1) f->seen[j] = 2;
    }
}

/* Open the contractions from the last to the first: the arc that enters one enters one member, the others keep theirs.
** Walking up `into` finds the member of this contraction that holds the word, which may itself be a contraction that is
** opened later. */
static void open_all(uint32_t *head, struct forest *f)
{
    for (uint32_t i = 1; i < f->side; i++)
        if (!f->dead[i]) f->in[f->name[i]] = f->arc[cell(f, i, f->best[i])];
    for (uint32_t id = f->n_name - 1; id >= f->side; id--) {
        struct arc in = f->in[id];
        uint32_t member = in.word;
        while (f->into[member] != id) member = f->into[member];
        f->in[member] = in;
    }
    for (uint32_t i = 1; i < f->side; i++) head[i - 1] = f->in[i].head;
}

/* What an arc of the root is made dearer by: more than any choice of other arcs can win back. Of the order of the scores
** themselves, whatever that is, so that taking it off loses none of their last bits that count. */
static double root_price(const float *score, uint32_t n)
{
    float low = score[0];
    float high = score[0];
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j <= n; j++) {
            float s = score[(size_t)i * (n + 1) + j];
            if (j == i + 1) continue;
            low = s < low ? s : low;
            high = s > high ? s : high;
        }
    double range = (double)high - (double)low;
    return range > 0 ? range * (double)(n + 1) : fabs((double)high) + 1; /* all are equal */
}

/* Arcs from the root are made dear by one price each, so that the best tree is the best one with a single root: two would
** cost more than any rearranging gains. Scores become double for that, since sums over cycles and the price would eat the
** last bits of a float. */
static bool make(struct forest *f, const float *score, uint32_t n, arena *ar)
{
    size_t side = n + 1;
    *f = (struct forest){.n = n, .side = n + 1, .n_name = n + 1};
    f->score = arena_raw(ar, side * side, sizeof *f->score);
    f->arc = arena_raw(ar, side * side, sizeof *f->arc);
    f->best = arena_alloc(ar, side, sizeof *f->best);
    f->name = arena_alloc(ar, side, sizeof *f->name);
    f->into = arena_alloc(ar, 2 * side, sizeof *f->into);
    f->in = arena_alloc(ar, 2 * side, sizeof *f->in);
    f->dead = arena_alloc(ar, side, 1);
    f->seen = arena_alloc(ar, side, 1);
    if (!f->score || !f->arc || !f->best || !f->name || !f->into || !f->in || !f->dead || !f->seen) return false;
    double dear = root_price(score, n);
    for (uint32_t i = 0; i <= n; i++)
        for (uint32_t j = 0; j <= n; j++) {
            f->score[cell(f, i, j)] = i ? (double)score[(size_t)(i - 1) * side + j] - (j ? 0 : dear) : 0;
            f->arc[cell(f, i, j)] = (struct arc){(uint16_t)j, (uint16_t)i};
        }
    for (uint32_t i = 0; i <= n; i++) f->name[i] = i;
    for (uint32_t i = 1; i <= n; i++) find_best(f, i);
    f->seen[0] = 2;
    return true;
}

/* What take_best and make ask for, and the arena's rounding of these nine pieces. */
size_t language_tree_bytes(uint32_t n)
{
    const struct forest *f = NULL;
    size_t side = (size_t)n + 1;
    size_t cells = sizeof *f->score + sizeof *f->arc;
    size_t words = sizeof *f->best + sizeof *f->name + 2 * sizeof *f->into + 2 * sizeof *f->in + 3;
    return side * (side * cells + words) + (size_t)9 * 16;
}

/* The cap on n comes from the 16 bits of struct arc. */
enum status language_tree_of(uint32_t *head, const float *score, uint32_t n, arena *ar, struct err *err)
{
    if (!n) return OK;
    if (n > UINT16_MAX - 1) return err_set(err, E_LIMIT, "a sentence of %u words has too many for a tree", n);
    struct arena_mark mark = arena_here(ar);
    uint8_t *seen = arena_raw(ar, (size_t)n + 1, 1);
    if (!seen) return arena_why(ar, err);
    enum status status = OK;
    struct forest f;
    if (!take_best(head, score, n, seen)) {
        if (make(&f, score, n, ar)) {
            contract_all(&f);
            open_all(head, &f);
        } else {
            status = arena_why(ar, err);
        }
    }
    arena_back(ar, mark);
    return status;
}
