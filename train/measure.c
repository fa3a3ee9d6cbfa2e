#include "language/lemma.h"
#include "language/tree.h"
#include "parser.h"

#include <stdio.h>
#include <string.h>

struct tally {
    uint32_t n, tag, upos, lemma, uas, las, long_n, long_las;
};

static uint32_t field_end(str s)
{
    size_t i = 0;
    while (i < s.n && s.p[i] != '|') i++;
    return (uint32_t)i;
}

static bool same_relation(str a, str b)
{
    str cut_a = str_cut(a, ':', &a);
    str cut_b = str_cut(b, ':', &b);
    return str_eq(cut_a, cut_b);
}

static void tally_sentence(struct tally *y, const struct trainer *t, const struct net *net, const struct net_sentence *s,
                           const struct conllu_sentence *gold, const struct net_answer *a, arena *ar)
{
    uint32_t head[512];
    float score[512];
    if (language_tree_of(head, a->arc, s->n, ar, NULL)) return;
    for (uint32_t i = 0; i < s->n; i++) {
        net_relations(score, net, a, i, head[i]);
        uint32_t best = UINT32_MAX;
        uint32_t root = hash_map_get(&t->v.rel.number, hash64(STR("root")));
        for (uint32_t r = 0; r < t->v.rel.n; r++)
            if ((r == root) == (head[i] == 0) && (best == UINT32_MAX || score[r] > score[best])) best = r;
        bool las = head[i] == gold->head[i] && same_relation(t->v.rel.name[best], gold->deprel[i]);
        str tag = t->v.tag.name[a->tag[i]];
        buf lemma = {0};
        (void)lemma_apply(&lemma, t->v.script.name[a->script[i]], gold->form[i]);
        y->n++;
        y->tag += a->tag[i] == s->tag[i];
        y->upos += str_eq((str){tag.p, field_end(tag)}, gold->upos[i]);
        y->lemma += str_eq(buf_str(&lemma), gold->lemma[i]) || str_eq(gold->lemma[i], STR("_"));
        y->uas += head[i] == gold->head[i];
        y->las += las;
        y->long_n += s->n >= 35;
        y->long_las += s->n >= 35 && las;
        buf_free(&lemma);
    }
}

void parser_measure(struct trainer *t, uint32_t d)
{
    struct net net = t->net;
    net.theta = t->adam.mean;
    net.type = t->v.type;
    struct tally y = {0};
    arena *ar = arena_new(0);
    for (uint32_t i = 0; i < t->dev[d].n; i++) {
        struct net_loss loss = {0};
        struct net_answer answer;
        const struct net_sentence *s = &t->dev[d].sentence[i];
        if (s->n > 500 || !net_batch(&loss, NULL, &answer, &net, s, 1, (struct net_drop){0}, 0, &t->work[0])) continue;
        tally_sentence(&y, t, &net, s, &t->dev[d].read[i], &answer, ar);
    }
    arena_free(ar);
    double n = y.n / 100.0;
    const char *name = strrchr(t->o.dev[d], '/');
    printf("  %s: upos %.2f tag %.2f lemma %.2f uas %.2f las %.2f long %.2f\n", name ? name + 1 : t->o.dev[d], y.upos / n,
           y.tag / n, y.lemma / n, y.uas / n, y.las / n, y.long_las / (y.long_n / 100.0));
}
