/* What must hold of any alignment: mirrored when swapped, every sentence accounted for once, what stands once on both sides
** linked; over odd texts, very many equal sentences and the shared statements. The model of a gap against all its walks. */
#include "base/random.h"
#include "compare/align_parts.h"
#include "pair_fixture.h"
#include "test.h"

#include <math.h>

struct pair {
    arena *ar;
    struct err err;
    compare_vocab *v;
    struct compare_text a, b;
    struct compare_alignment al, back;
};

static bool pair_open(struct pair *p, str a, str b)
{
    *p = (struct pair){.ar = arena_new(0)};
    return p->ar && !compare_vocab_new(&p->v, NULL, p->ar, &p->err) && lines_make(&p->a, p->v, a, p->ar, &p->err) &&
           lines_make(&p->b, p->v, b, p->ar, &p->err) &&
           !compare_align(&p->al, &p->a, &p->b, &compare_default_settings, p->ar, &p->err) &&
           !compare_align(&p->back, &p->b, &p->a, &compare_default_settings, p->ar, &p->err);
}

static int by_older(const void *pa, const void *pb)
{
    const struct compare_link *x = pa, *y = pb;
    if (x->older != y->older) return x->older < y->older ? -1 : 1;
    return (x->newer > y->newer) - (x->newer < y->newer);
}

/* The links back, sorted as those there, are the same but for their sides. Sorts p->al.link. */
static bool is_mirrored(struct pair *p)
{
    if (p->al.n_link != p->back.n_link) return false;
    if (p->al.n_link) qsort(p->al.link, p->al.n_link, sizeof *p->al.link, by_older);
    for (uint32_t k = 0; k < p->al.n_link; k++) {
        const struct compare_link *x = &p->al.link[k], *y = &p->back.link[k];
        if (x->older != y->newer || x->newer != y->older || x->moved != y->moved || x->same_wording != y->same_wording ||
            fabs(x->similarity - y->similarity) > 1e-12)
            return false;
    }
    for (uint32_t i = 0; i < p->a.n_sentence; i++) {
        enum compare_label there = (enum compare_label)p->al.older_label[i], back = (enum compare_label)p->back.newer_label[i];
        if (there == LABEL_DROPPED  ? back != LABEL_NEW
            : there == LABEL_SPLIT  ? back != LABEL_JOINED
            : there == LABEL_JOINED ? back != LABEL_SPLIT
                                    : there != back)
            return false;
    }
    return true;
}

/* Links and labels of one direction, held together sentence by sentence. */
static bool is_accounted(const struct compare_alignment *al, const struct compare_text *a, const struct compare_text *b)
{
    uint32_t *n_a = calloc((size_t)a->n_sentence + 1, sizeof *n_a), *n_b = calloc((size_t)b->n_sentence + 1, sizeof *n_b);
    bool ok = n_a && n_b;
    for (uint32_t k = 0; ok && k < al->n_link; k++) {
        const struct compare_link *l = &al->link[k];
        ok = l->older < a->n_sentence && l->newer < b->n_sentence && l->similarity >= 0 && l->similarity <= 1;
        if (!ok) break;
        n_a[l->older]++;
        n_b[l->newer]++;
        ok = l->same_wording == (a->wording[l->older] == b->wording[l->newer]);
        if (l->same_wording) ok = ok && l->similarity >= 1;
    }
    for (uint32_t i = 0; ok && i < a->n_sentence; i++)
        ok = (n_a[i] == 0) == (al->older_label[i] == LABEL_DROPPED) && (n_a[i] < 2 || al->older_label[i] == LABEL_SPLIT);
    for (uint32_t j = 0; ok && j < b->n_sentence; j++)
        ok = (n_b[j] == 0) == (al->newer_label[j] == LABEL_NEW) && (n_b[j] < 2 || al->newer_label[j] == LABEL_JOINED);
    free(n_a);
    free(n_b);
    return ok;
}

static uint32_t times(const struct compare_text *t, uint64_t folded)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->n_sentence; i++) n += t->folded[i] == folded;
    return n;
}

/* A sentence that stands once on each side, word for word, is linked with itself and with nothing else. */
static bool once_is_linked(const struct pair *p)
{
    for (uint32_t i = 0; i < p->a.n_sentence; i++) {
        if (times(&p->a, p->a.folded[i]) != 1 || times(&p->b, p->a.folded[i]) != 1) continue;
        uint32_t n = 0;
        for (uint32_t k = 0; k < p->al.n_link; k++)
            n += p->al.link[k].older == i && p->b.folded[p->al.link[k].newer] == p->a.folded[i];
        if (n != 1) return false;
    }
    return true;
}

#define CHECK_PAIR(p_, what_)                                                                                                  \
    do {                                                                                                                       \
        CHECK_MSG(is_accounted(&(p_).al, &(p_).a, &(p_).b), "%s", what_);                                                      \
        CHECK_MSG(is_accounted(&(p_).back, &(p_).b, &(p_).a), "%s", what_);                                                    \
        CHECK_MSG(once_is_linked(&(p_)), "%s", what_);                                                                         \
        CHECK_MSG(is_mirrored(&(p_)), "%s", what_);                                                                            \
    } while (0)

TEST(odd_texts)
{
    static const char *const texts[] = {
        "",
        "One sentence alone.",
        "One sentence, alone!",
        "양측은 확장억제를 논의하였다.\n북한은 이를 비난했다.\n회의는 서울에서 열렸다.",
        "양측은 확장억제를 깊이 논의하였다.\n회의는 서울에서 열렸다.\n다음 회의는 봄에 열린다.",
        "双方重申承诺。\n会议在首尔举行。\n下次会议将于明年举行。",
        "双方再次重申承诺。\n下次会议将于明年春天举行。",
        "Стороны подтвердили план.\nОбе стороны согласны.",
        ".\n,\n;\n...",
        "a\na\na\n\na\n\na",
        "a\nb\na\nb\na",
        "The same.\nThe same.\nThe same.\nAnother one here.\nThe same.",
        "( 1 ) first\n( 2 ) second\n\n( 3 ) third",
    };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        for (size_t k = 0; k < ARRAY_LEN(texts); k++) {
            struct pair p;
            char what[64];
            (void)snprintf(what, sizeof what, "texts %zu and %zu", i, k);
            CHECK(pair_open(&p, str_of(texts[i]), str_of(texts[k])));
            CHECK_PAIR(p, what);
            if (i == k) CHECK_INT(p.al.n_link, p.a.n_sentence);
            arena_free(p.ar);
        }
    }
}

TEST(rewording_is_found_in_every_script)
{
    static const char *const pairs[][2] = {
        {"양측은 확장억제 공약을 재확인하였다.", "양측은 확장억제 공약을 다시 재확인하였다."},
        {"双方重申对同盟的坚定承诺。", "双方再次重申对同盟的承诺。"},
        {"Стороны подтвердили приверженность плану.", "Стороны вновь подтвердили приверженность плану."},
        {"Begge sider bekræftede planen om havnen.", "Begge parter bekræftede planen om havnen."},
    };
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
        struct pair p;
        CHECK(pair_open(&p, str_of(pairs[i][0]), str_of(pairs[i][1])));
        CHECK_INT(p.al.n_link, 1);
        CHECK_STR(str_of(compare_label_name((enum compare_label)p.al.newer_label[0])), "reworded");
        arena_free(p.ar);
    }
}

/* Equal sentences by the thousand, with one word changed in the midst: quick, and all kept but that one. */
TEST(thousands_of_equal_sentences)
{
    buf x = {0}, y = {0};
    for (int i = 0; i < 6000; i++) {
        buf_addz(&x, "The sides keep the hotline open at all hours.\n");
        buf_addz(&y,
                 i == 3000 ? "The sides close the hotline at all hours.\n" : "The sides keep the hotline open at all hours.\n");
    }
    struct pair p;
    CHECK(pair_open(&p, buf_str(&x), buf_str(&y)));
    uint32_t n_kept = 0;
    for (uint32_t j = 0; j < p.b.n_sentence; j++) n_kept += p.al.newer_label[j] == LABEL_KEPT;
    CHECK_INT(n_kept, 5999);
    CHECK(is_accounted(&p.al, &p.a, &p.b) && is_mirrored(&p));
    arena_free(p.ar);
    /* A quarter as many on one side: as many links as it has sentences. */
    x.n /= 4;
    CHECK(pair_open(&p, buf_str(&x), buf_str(&y)));
    CHECK(p.al.n_link >= p.a.n_sentence - 1 && is_accounted(&p.al, &p.a, &p.b) && is_mirrored(&p));
    arena_free(p.ar);
    buf_free(&x);
    buf_free(&y);
}

/* Paragraphs in another order: each sentence keeps its words, so all are linked, whatever is called a move. */
TEST(paragraphs_in_any_order)
{
    uint64_t seed = 31;
    for (int round = 0; round < 100; round++) {
        buf part[6] = {0}, x = {0}, y = {0};
        uint32_t order[6];
        for (uint32_t k = 0; k < 6; k++) {
            for (uint32_t i = 0; i < 1 + random_below(&seed, 4); i++)
                buf_addf(&part[k], "Point %u-%u is about fish%u and ship%u in port%u.\n", k, i, k * 7 + i, k * 5 + i, k);
            buf_addc(&part[k], '\n');
            order[k] = k;
            buf_add(&x, buf_str(&part[k]));
        }
        for (uint32_t k = 6; k > 1; k--) {
            uint32_t q = random_below(&seed, k), keep = order[q];
            order[q] = order[k - 1];
            order[k - 1] = keep;
        }
        for (uint32_t k = 0; k < 6; k++) buf_add(&y, buf_str(&part[order[k]]));
        struct pair p;
        CHECK(pair_open(&p, buf_str(&x), buf_str(&y)));
        CHECK_INT(p.al.n_link, p.a.n_sentence);
        for (uint32_t k = 0; k < p.al.n_link; k++) CHECK(p.al.link[k].same_wording);
        CHECK_PAIR(p, "paragraphs");
        arena_free(p.ar);
        for (uint32_t k = 0; k < 6; k++) buf_free(&part[k]);
        buf_free(&x);
        buf_free(&y);
    }
}

/* A bound that no probability reaches leaves word for word alone; more pairs than may be looked at still give whole answers. */
TEST(settings_at_their_ends)
{
    buf x = {0}, y = {0};
    for (int i = 0; i < 60; i++) {
        buf_addf(&x, "Article %d gives the port of town%d its dues for year%d.\n", i, i * 3, i * 5);
        buf_addf(&y,
                 i % 3 ? "Article %d gives the port of town%d its dues for year%d.\n"
                       : "Article %d gave a port of town%d some dues in year%d.\n",
                 i, i * 3, i * 5);
    }
    struct pair p;
    CHECK(pair_open(&p, buf_str(&x), buf_str(&y)));
    uint32_t n_usual = p.al.n_link;
    struct compare_settings strict = compare_default_settings, few = compare_default_settings;
    strict.prob_link = 1.5;
    strict.min_overlap = 1.5;
    few.max_pairs = 1;
    CHECK(!compare_align(&p.al, &p.a, &p.b, &strict, p.ar, &p.err));
    for (uint32_t k = 0; k < p.al.n_link; k++) CHECK(p.al.link[k].same_wording);
    CHECK_INT(p.al.n_link, 40);
    CHECK(!compare_align(&p.al, &p.a, &p.b, &few, p.ar, &p.err) && !compare_align(&p.back, &p.b, &p.a, &few, p.ar, &p.err));
    CHECK(is_accounted(&p.al, &p.a, &p.b) && is_mirrored(&p));
    CHECK(n_usual >= 55);
    arena_free(p.ar);
    buf_free(&x);
    buf_free(&y);
}

TEST(too_little_room_leaves_the_result_alone)
{
    buf x = {0}, y = {0};
    for (int i = 0; i < 12; i++) {
        buf_addf(&x, "Article %d gives the port its dues for year%d.\n", i, i * 5);
        buf_addf(&y,
                 i % 2 ? "Article %d gives the port its dues for year%d.\n" : "Some dues of article %d are due in year%d.\n", i,
                 i * 5);
    }
    struct pair p;
    uint32_t n_ok = 0, n_limit = 0;
    CHECK(pair_open(&p, buf_str(&x), buf_str(&y)));
    for (size_t cap = 64; cap < (size_t)4 << 20; cap += cap / 3) {
        struct compare_alignment al = {.n_link = 77};
        struct err err = {0};
        arena *small = arena_new(cap);
        CHECK(small);
        enum status st = compare_align(&al, &p.a, &p.b, &compare_default_settings, small, &err);
        CHECK(st == OK || (st == E_LIMIT && err.msg[0] && al.n_link == 77 && !al.link));
        if (st == OK) CHECK(al.n_link == p.al.n_link && memcmp(al.newer_label, p.al.newer_label, p.b.n_sentence) == 0);
        n_ok += st == OK;
        n_limit += st == E_LIMIT;
        arena_free(small);
    }
    CHECK(n_ok && n_limit);
    arena_free(p.ar);
    buf_free(&x);
    buf_free(&y);
}

/* ---- the model of a gap ---- */

struct walks {
    const struct gap_model *m;
    const double *score;
    uint32_t n_a, n_b;
    double all;     /* sum of the weights of all walks */
    double *linked; /* [n_a * n_b] of those that link the pair */
    uint32_t pair[32], n_pair;
};

/* All walks from (u, v): state 0 after a link or at the start, 1 after a sentence of a was passed, 2 of b. */
static void walk(struct walks *w, uint32_t u, uint32_t v, int state, double sum)
{
    const double *weight = w->m->weight;
    if (u == w->n_a && v == w->n_b) {
        w->all += exp(sum);
        for (uint32_t k = 0; k < w->n_pair; k++) w->linked[w->pair[k]] += exp(sum);
        return;
    }
    if (u < w->n_a && v < w->n_b && !isinf(w->score[u * w->n_b + v])) {
        w->pair[w->n_pair++] = u * w->n_b + v;
        walk(w, u + 1, v + 1, 0, sum + w->score[u * w->n_b + v]);
        w->n_pair--;
    }
    if (u < w->n_a && state != 2) walk(w, u + 1, v, 1, sum + weight[state ? GAP_PASS_ON : GAP_PASS]);
    if (v < w->n_b) walk(w, u, v + 1, 2, sum + weight[state == 2 ? GAP_PASS_ON : state == 1 ? GAP_PASS_OTHER : GAP_PASS]);
}

TEST(probabilities_are_shares_of_all_walks)
{
    uint64_t seed = 1995;
    for (int round = 0; round < 400; round++) {
        uint32_t n_a = 1 + random_below(&seed, 4), n_b = 1 + random_below(&seed, 4);
        double score[16], linked[16] = {0};
        struct gap_model m = gap_default_model;
        struct gap_tables t;
        for (uint32_t k = 0; k < n_a * n_b; k++)
            score[k] = random_below(&seed, 8) ? (double)random_below(&seed, 8000) / 1000 - 4 : -INFINITY;
        for (int k = GAP_PASS; k < GAP_WEIGHTS; k++) m.weight[k] = (double)random_below(&seed, 3000) / 1000 - 1.5;
        arena *ar = arena_new(0);
        CHECK(ar && !gap_tables_new(&t, n_a, n_b, ar, NULL));
        t.score = score;
        gap_run(&t, &m, n_a, n_b);
        struct walks w = {.m = &m, .score = score, .n_a = n_a, .n_b = n_b, .linked = linked};
        walk(&w, 0, 0, 0, 0);
        CHECK_MSG(fabs(t.all - log(w.all)) < 1e-9, "round %d: %g, not %g", round, t.all, log(w.all));
        for (uint32_t k = 0; k < n_a * n_b; k++)
            CHECK_MSG(fabs(t.prob[k] - linked[k] / w.all) < 1e-9, "round %d, pair %u: %g, not %g", round, k, t.prob[k],
                      linked[k] / w.all);
        arena_free(ar);
    }
}

/* ---- the shared statements ---- */

static bool read_main(str *out, const char *path, arena *ar)
{
    struct text_page page;
    struct text_sentences all;
    struct source_hints hints = {.name = STR("x.txt")};
    str bytes;
    buf b = {0};
    if (source_read_file(&bytes, path, 1 << 24, ar, NULL) || text_page_read(&page, bytes, &hints, (str){NULL, 0}, ar, NULL) ||
        text_sentences_find(&all, &page, ar, NULL))
        return false;
    for (uint32_t i = 0; i < all.n; i++) {
        if (!text_kind_is_main(page.block[all.block[i]].kind)) continue;
        if (i && all.block[i] != all.block[i - 1]) buf_addc(&b, '\n');
        buf_add(&b, str_span(page.clean, all.at[i]));
        buf_addc(&b, '\n');
    }
    *out = str_copy(ar, buf_str(&b));
    buf_free(&b);
    return true;
}

TEST(statements_of_a_central_bank)
{
    static const char *const days[] = {"2008-09-16", "2008-10-29", "2008-12-16", "2009-01-28",
                                       "2012-12-12", "2013-12-18", "2014-01-29", "2014-12-17"};
    const char *shared = test_shared();
    if (!shared) SKIP("no shared data");
    arena *ar = arena_new(0);
    str text[ARRAY_LEN(days)];
    CHECK(ar);
    for (size_t i = 0; i < ARRAY_LEN(days); i++) {
        char path[512];
        (void)snprintf(path, sizeof path, "%s/data/statements/fomc/%s.txt", shared, days[i]);
        if (!read_main(&text[i], path, ar)) SKIP("no shared statements");
    }
    for (size_t i = 0; i < ARRAY_LEN(days); i++) {
        for (size_t k = 0; k < ARRAY_LEN(days); k++) {
            struct pair p;
            struct compare_edit *e;
            uint32_t n;
            CHECK(pair_open(&p, text[i], text[k]));
            CHECK_PAIR(p, days[k]);
            for (uint32_t q = 0; q < p.al.n_link; q++) {
                const struct compare_link *l = &p.al.link[q];
                uint32_t a = p.a.word_from[l->older], b = p.a.word_from[l->older + 1], c = p.b.word_from[l->newer],
                         d = p.b.word_from[l->newer + 1];
                CHECK(!compare_redline(&e, &n, &p.a, a, b, &p.b, c, d, p.ar, NULL) &&
                      script_turns(e, n, &p.a, a, b, &p.b, c, d));
            }
            arena_free(p.ar);
        }
    }
    arena_free(ar);
}

TESTS(CASE(odd_texts), CASE(rewording_is_found_in_every_script), CASE(thousands_of_equal_sentences),
      CASE(paragraphs_in_any_order), CASE(settings_at_their_ends), CASE(too_little_room_leaves_the_result_alone),
      CASE(probabilities_are_shares_of_all_walks), CASE(statements_of_a_central_bank))
