/* Long coordinations made of short ones: what they are made of is right, what is no tree is left out. */
#include "graft.h"

#include "test.h"

static const char gold[] =
    "1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n2\tministers\tminister\tNOUN\tNNS\t_\t3\tnsubj\t_\t_\n"
    "3\tagreed\tagree\tVERB\tVBD\t_\t0\troot\t_\t_\n4\tto\tto\tPART\tTO\t_\t5\tmark\t_\t_\n"
    "5\texpand\texpand\tVERB\tVB\t_\t3\txcomp\t_\t_\n6\tthe\tthe\tDET\tDT\t_\t8\tdet\t_\t_\n"
    "7\tjoint\tjoint\tADJ\tJJ\t_\t8\tamod\t_\t_\n8\texercises\texercise\tNOUN\tNNS\t_\t5\tobj\t_\t_\n"
    "9\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n\n"
    "1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n2\tsides\tside\tNOUN\tNNS\t_\t3\tnsubj\t_\t_\n"
    "3\treaffirmed\treaffirm\tVERB\tVBD\t_\t0\troot\t_\t_\n4\tthe\tthe\tDET\tDT\t_\t5\tdet\t_\t_\n"
    "5\tgoal\tgoal\tNOUN\tNN\t_\t3\tobj\t_\t_\n6\tof\tof\tADP\tIN\t_\t9\tcase\t_\t_\n"
    "7\ta\ta\tDET\tDT\t_\t9\tdet\t_\t_\n8\tfree\tfree\tADJ\tJJ\t_\t9\tamod\t_\t_\n"
    "9\tregion\tregion\tNOUN\tNN\t_\t5\tnmod\t_\t_\n10\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n\n"
    "1\tDelegates\tdelegate\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n2\tstressed\tstress\tVERB\tVBD\t_\t0\troot\t_\t_\n"
    "3\tthat\tthat\tSCONJ\tIN\t_\t6\tmark\t_\t_\n4\tthe\tthe\tDET\tDT\t_\t5\tdet\t_\t_\n"
    "5\tposture\tposture\tNOUN\tNN\t_\t6\tnsubj\t_\t_\n6\tremains\tremain\tVERB\tVBZ\t_\t2\tccomp\t_\t_\n"
    "7\tstrong\tstrong\tADJ\tJJ\t_\t6\txcomp\t_\t_\n8\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n"
    "1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2\tkeep\tkeep\tVERB\tVBP\t_\t0\troot\t_\t_\n"
    "3\torder\torder\tNOUN\tNN\t_\t2\tobj\t_\t_\n4\tby\tby\tSCONJ\tIN\t_\t5\tmark\t_\t_\n"
    "5\ttraining\ttrain\tVERB\tVBG\t_\t2\tadvcl\t_\t_\n6\tthe\tthe\tDET\tDT\t_\t8\tdet\t_\t_\n"
    "7\tnew\tnew\tADJ\tJJ\t_\t8\tamod\t_\t_\n8\tcrews\tcrew\tNOUN\tNNS\t_\t5\tobj\t_\t_\n"
    "9\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";

/* The sentences of a text and what they are made into. */
static enum status open_gold(struct grafter *g, const char *text, uint64_t seed, arena *ar, struct err *err)
{
    struct conllu_text t;
    enum status status = conllu_read(&t, str_of(text), ar, err);
    return status ? status : graft_find(g, t.sentence, t.n, seed, ar, err);
}

static bool is(str a, const char *b) { return str_eq(a, str_of(b)); }

/* Of the joints of one sentence: "and" hangs on a conjunct behind it, a conjunct on a word before it that is no conjunct of another, and
** is of its kind. */
static const char *joints_wrong(const struct conllu_sentence *s, uint32_t *conjuncts)
{
    for (uint32_t i = 0; i < s->n_word; i++) {
        uint32_t head = s->head[i] - 1;
        if (is(s->deprel[i], "cc") && (head <= i || !is(s->deprel[head], "conj"))) return "a conjunction without its conjunct";
        if (is(s->form[i], ",") && (head <= i || !(is(s->deprel[head], "conj") || is(s->xpos[head], "VBG"))))
            return "a comma without its conjunct";
        if (is(s->form[i], "to") && !is(s->xpos[head], "VB")) return "an infinitive lost its verb";
        if (!is(s->deprel[i], "conj")) continue;
        ++*conjuncts;
        if (head >= i) return "a conjunct before the first";
        if (is(s->deprel[head], "conj")) return "a conjunct of a conjunct";
        if (!str_eq(s->upos[head], s->upos[i])) return "conjuncts of two kinds";
        if (is(s->upos[i], "VERB") && is(s->deprel[head], "root") && !str_eq(s->xpos[head], s->xpos[i]))
            return "verbs of two forms";
    }
    return NULL;
}

TEST(what_is_made_is_a_tree_with_conjuncts_of_one_kind)
{
    arena *ar = arena_new(1 << 24);
    struct err err = {0};
    struct grafter g;
    CHECK(!open_gold(&g, gold, 3, ar, &err));
    uint32_t longest = 0, conjuncts = 0;
    for (uint32_t i = 0; i < 2000; i++) {
        struct arena_mark here = arena_here(ar);
        struct conllu_sentence s;
        CHECK_MSG(!graft_make(&s, &g, ar, &err), "%s", err.msg);
        CHECK(!conllu_check(NULL, &s, ar, &err));
        uint32_t before = conjuncts;
        const char *wrong = joints_wrong(&s, &conjuncts);
        CHECK_MSG(!wrong, "sentence %u: %s", i, wrong);
        CHECK(conjuncts > before);
        if (s.n_word > longest) longest = s.n_word;
        arena_back(ar, here);
    }
    CHECK(longest > 30 && longest <= 100);
    CHECK(conjuncts > 2000);
    arena_free(ar);
}

TEST(a_seed_gives_its_sentences_and_another_gives_others)
{
    arena *ar = arena_new(1 << 24);
    struct err err = {0};
    buf text[3] = {{0}};
    static const uint64_t seed[] = {5, 5, 6};
    for (uint32_t k = 0; k < 3; k++) {
        struct grafter g;
        CHECK(!open_gold(&g, gold, seed[k], ar, &err));
        for (uint32_t i = 0; i < 40; i++) {
            struct conllu_sentence s;
            CHECK(!graft_make(&s, &g, ar, &err));
            conllu_write(&text[k], &s);
        }
        CHECK(!buf_check(&text[k], &err));
    }
    CHECK(text[0].n == text[1].n && !memcmp(text[0].p, text[1].p, text[0].n));
    CHECK(text[0].n != text[2].n || memcmp(text[0].p, text[2].p, text[0].n) != 0);
    for (uint32_t k = 0; k < 3; k++) buf_free(&text[k]);
    arena_free(ar);
}

TEST(what_is_no_tree_is_left_out_and_what_lacks_is_named)
{
    arena *ar = arena_new(1 << 24);
    struct err err = {0};
    struct grafter whole, more;
    CHECK(!open_gold(&whole, gold, 1, ar, &err));
    buf text = {0};
    buf_addz(&text, "1\tto\tto\tPART\tTO\t_\t2\tmark\t_\t_\n2\tgo\tgo\tVERB\tVB\t_\t3\txcomp\t_\t_\n"
                    "3\twants\twant\tVERB\tVBZ\t_\t2\tccomp\t_\t_\n\n1\tgo\tgo\tVERB\tVB\t_\t_\t_\t_\t_\n\n");
    buf_addz(&text, gold);
    buf_addc(&text, 0);
    CHECK(!open_gold(&more, text.p, 1, ar, &err));
    for (enum graft_kind k = 0; k < GRAFT_KINDS; k++) {
        CHECK_INT(more.host[k].n, whole.host[k].n);
        CHECK_INT(more.donor[k].n, whole.donor[k].n);
    }
    buf_free(&text);
    struct grafter none;
    CHECK_INT(open_gold(&none, strstr(gold, "1\tThey"), 1, ar, &err), E_FORMAT);
    CHECK_STR(str_of(err.msg), "no infinitives to make others from");
    arena_free(ar);
}

TEST(an_arena_too_small_is_told)
{
    arena *ar = arena_new(1 << 24);
    arena *small = arena_new(1 << 12);
    struct err err = {0};
    struct conllu_text t;
    CHECK(!conllu_read(&t, str_of(gold), ar, &err));
    struct grafter g;
    enum status status = graft_find(&g, t.sentence, t.n, 1, small, &err);
    struct conllu_sentence s;
    for (uint32_t i = 0; !status && i < 100; i++) status = graft_make(&s, &g, small, &err);
    CHECK_INT(status, E_LIMIT);
    arena_free(small);
    arena_free(ar);
}

TESTS(CASE(what_is_made_is_a_tree_with_conjuncts_of_one_kind), CASE(a_seed_gives_its_sentences_and_another_gives_others),
      CASE(what_is_no_tree_is_left_out_and_what_lacks_is_named), CASE(an_arena_too_small_is_told))
