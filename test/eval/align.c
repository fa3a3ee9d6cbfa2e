/* How well sentences are aligned: `align FILE.jsonl...` (or folders) prints one `name value` a line. -v names every
** link missed or wrong. Formats: test/eval/README.md. */
#include "named.h"

struct tally {
    uint64_t gold, found, right;
};

/* By `what` of the data, in the order met. */
struct kind {
    const char *what;
    struct tally changed;
};

struct totals {
    struct tally all, changed, moved;
    uint64_t pairs, false_moves;
    struct named named;
    struct kind kind[32];
    uint32_t n_kind;
    bool verbose;
};

static double f1(const struct tally *t)
{
    return t->gold + t->found ? 2.0 * (double)t->right / (double)(t->gold + t->found) : 1;
}

static double share(uint64_t part, uint64_t whole) { return whole ? (double)part / (double)whole : 1; }

/* Whether two sentences differ once every run of white space is one space. */
static bool differ(str a, str b)
{
    a = str_trim(a);
    b = str_trim(b);
    size_t i = 0, j = 0;
    while (i < a.n && j < b.n) {
        bool sa = ascii_space((unsigned char)a.p[i]), sb = ascii_space((unsigned char)b.p[j]);
        if (sa != sb || (!sa && a.p[i] != b.p[j])) return true;
        if (!sa) {
            i++;
            j++;
            continue;
        }
        while (i < a.n && ascii_space((unsigned char)a.p[i])) i++;
        while (j < b.n && ascii_space((unsigned char)b.p[j])) j++;
    }
    return i < a.n || j < b.n;
}

static struct kind *kind_of(struct totals *t, const char *what)
{
    for (uint32_t k = 0; k < t->n_kind; k++)
        if (strcmp(t->kind[k].what, what) == 0) return &t->kind[k];
    if (t->n_kind == ARRAY_LEN(t->kind)) return &t->kind[t->n_kind - 1];
    t->kind[t->n_kind].what = what;
    return &t->kind[t->n_kind++];
}

static void show(const struct eval_pair *p, const char *mark, uint32_t i, uint32_t j, double similarity)
{
    printf("# %s %s %u-%u %.2f\n#   %.*s\n#   %.*s\n", mark, p->id, i, j, similarity, STR_ARG(eval_sentence(p, 0, i)),
           STR_ARG(eval_sentence(p, 1, j)));
}

static void count_links(struct totals *t, const struct eval_pair *p, const struct compare_alignment *al)
{
    struct kind *kind = kind_of(t, p->what);
    for (uint32_t g = 0; g < p->n_link; g++) {
        uint32_t i = p->link[g].older, j = p->link[g].newer, k = 0;
        bool changed = differ(eval_sentence(p, 0, i), eval_sentence(p, 1, j)), is_moved = p->link[g].moved;
        while (k < al->n_link && (al->link[k].older != i || al->link[k].newer != j)) k++;
        bool hit = k < al->n_link;
        t->all.gold++;
        t->all.right += hit;
        t->changed.gold += changed;
        t->changed.right += hit && changed;
        kind->changed.gold += changed;
        kind->changed.right += hit && changed;
        t->moved.gold += is_moved;
        t->moved.right += hit && is_moved && al->link[k].moved;
        if (t->verbose && !hit) show(p, changed ? "missed" : "missed equal", i, j, 0);
        if (t->verbose && hit && p->knows_moves && is_moved != al->link[k].moved)
            show(p, is_moved ? "move missed" : "false move", i, j, al->link[k].similarity);
    }
    for (uint32_t k = 0; k < al->n_link; k++) {
        const struct compare_link *l = &al->link[k];
        bool changed = differ(eval_sentence(p, 0, l->older), eval_sentence(p, 1, l->newer)), gold = false, gold_moved = false;
        for (uint32_t g = 0; g < p->n_link; g++) {
            bool same = p->link[g].older == l->older && p->link[g].newer == l->newer;
            gold = gold || same;
            gold_moved = gold_moved || (same && p->link[g].moved);
        }
        t->all.found++;
        t->changed.found += changed;
        kind->changed.found += changed;
        t->moved.found += l->moved;
        t->false_moves += l->moved && !gold_moved;
        if (t->verbose && !gold) show(p, changed ? "wrong" : "wrong equal", l->older, l->newer, l->similarity);
        if (t->verbose && !p->knows_moves && l->moved) show(p, "false move", l->older, l->newer, l->similarity);
    }
    t->pairs++;
}

static enum status count_notes(struct totals *t, const struct eval_pair *p, const struct compare_alignment *al,
                               const struct compare_text side[2], arena *ar, struct err *err)
{
    enum status st = OK;
    t->named.lists += json_array_size(json_object_get(p->object, "lists"));
    t->named.speakers += json_array_size(json_object_get(p->object, "speakers"));
    for (uint32_t k = 0; k < al->n_link && !st; k++) {
        struct compare_note *note;
        uint32_t n;
        if (al->link[k].same_wording) continue;
        st = compare_notes(&note, &n, &side[0], al->link[k].older, &side[1], al->link[k].newer, ar, err);
        if (!st) named_link(&t->named, p, &al->link[k], note, n, t->verbose);
    }
    return st;
}

static enum status measure(struct totals *t, const struct eval_pair *p, struct err *err)
{
    arena *ar = arena_new(0);
    compare_vocab *v;
    struct compare_text side[2];
    struct compare_alignment al;
    if (!ar) return err_set(err, E_NOMEM, "no memory for %s", p->id);
    enum status st = compare_vocab_new(&v, NULL, ar, err);
    for (int s = 0; s < 2 && !st; s++) st = eval_text(&side[s], v, &p->side[s], ar, err);
    if (!st) st = compare_align(&al, &side[0], &side[1], &compare_default_settings, ar, err);
    if (!st) count_links(t, p, &al);
    if (!st) st = count_notes(t, p, &al, side, ar, err);
    arena_free(ar);
    return st;
}

static void report(const struct totals *t)
{
    printf("pairs %llu\nlinks %llu\n", (unsigned long long)t->pairs, (unsigned long long)t->all.gold);
    printf("all_f1 %.4f\nchanged_f1 %.4f\nmoved_f1 %.4f\n", f1(&t->all), f1(&t->changed), f1(&t->moved));
    printf("false_moves_per_1000 %.2f\n", 1000 * (t->all.found ? share(t->false_moves, t->all.found) : 0));
    printf("changed_links %llu\nchanged_found %llu\nchanged_right %llu\n", (unsigned long long)t->changed.gold,
           (unsigned long long)t->changed.found, (unsigned long long)t->changed.right);
    if (t->named.lists)
        printf("lists_named %.4f\nlists %llu\n", share(t->named.lists_right, t->named.lists),
               (unsigned long long)t->named.lists);
    if (t->named.speakers)
        printf("speakers_named %.4f\nspeakers %llu\n", share(t->named.speakers_right, t->named.speakers),
               (unsigned long long)t->named.speakers);
    printf("list_notes %llu\nlist_notes_unasked %llu\n", (unsigned long long)t->named.list_notes,
           (unsigned long long)t->named.list_notes_unasked);
    printf("speaker_notes %llu\nspeaker_notes_unasked %llu\n", (unsigned long long)t->named.speaker_notes,
           (unsigned long long)t->named.speaker_notes_unasked);
    for (uint32_t k = 0; k < t->n_kind; k++)
        if (*t->kind[k].what) printf("changed_f1.%s %.4f\n", t->kind[k].what, f1(&t->kind[k].changed));
}

int main(int argc, char **argv)
{
    struct totals t = {0};
    struct err err = {0};
    arena *ar = arena_new(0);
    enum status st = ar ? OK : E_NOMEM;
    int first = 1;
    if (argc > 1 && strcmp(argv[1], "-v") == 0) t.verbose = true, first = 2;
    if (argc <= first) {
        fprintf(stderr, "usage: align [-v] FILE.jsonl | FOLDER ...\n");
        return 2;
    }
    for (int a = first; a < argc && !st; a++) {
        struct eval_pair *pair = NULL;
        uint32_t n = 0;
        st = eval_read(&pair, &n, argv[a], ar, &err);
        for (uint32_t i = 0; i < n && !st; i++) st = measure(&t, &pair[i], &err);
        eval_free(pair, n);
    }
    if (st) {
        fprintf(stderr, "align: %s\n", err.msg);
        return 3;
    }
    report(&t);
    arena_free(ar);
    return 0;
}
