/* The measures of the CoNLL 2018 shared task on texts small enough to be counted by hand. What is expected stands as
** "measure gold system correct aligned", parted by ';'; texts are in the short form of conllu_help.h. */
#include "conllu_help.h"

#define THE "1 The the DET DT Definite=Def|PronType=Art 2 det;"
#define ALLIES "2 allies ally NOUN NNS Number=Plur 3 nsubj;"
#define AGREED "3 agreed agree VERB VBD Mood=Ind|Tense=Past 0 root;"
#define STOP "4 . . PUNCT . _ 3 punct;"
#define PLAIN THE ALLIES AGREED STOP ";"

struct score_case {
    const char *gold, *system, *expected;
};

static const struct score_case labels[] = {
    {PLAIN, PLAIN,
     "tokens 4 4 4 0;sentences 1 1 1 0;words 4 4 4 0;upos 4 4 4 4;xpos 4 4 4 4;feats 4 4 4 4;alltags 4 4 4 4;"
     "lemmas 4 4 4 4;uas 4 4 4 4;las 4 4 4 4;clas 2 2 2 2;mlas 2 2 2 2;blex 2 2 2 2"},
    /* a wrong tag of a function word spoils the content word above it in MLAS */
    {PLAIN, "1 The the PRON DT Definite=Def|PronType=Art 2 det;" ALLIES AGREED STOP ";",
     "upos 4 4 3 4;xpos 4 4 4 4;alltags 4 4 3 4;las 4 4 4 4;clas 2 2 2 2;mlas 2 2 1 2;blex 2 2 2 2"},
    /* so do its features, but not its lemma or XPOS */
    {PLAIN, "1 The the DET DT Definite=Ind|PronType=Art 2 det;" ALLIES AGREED STOP ";", "feats 4 4 3 4;mlas 2 2 1 2"},
    {PLAIN, "1 The THE DET XX Definite=Def|PronType=Art 2 det;" ALLIES AGREED STOP ";",
     "xpos 4 4 3 4;alltags 4 4 3 4;lemmas 4 4 3 4;clas 2 2 2 2;mlas 2 2 2 2;blex 2 2 2 2"},
    /* a function word made a content word: one more on the system's side, and its head has lost a child */
    {PLAIN, "1 The the DET DT Definite=Def|PronType=Art 2 amod;" ALLIES AGREED STOP ";",
     "uas 4 4 4 4;las 4 4 3 4;clas 2 3 2 2;mlas 2 3 1 2;blex 2 3 2 2"},
    /* a content word made a function word: gold's count stands, and the root has a child too many */
    {PLAIN, THE "2 allies ally NOUN NNS Number=Plur 3 aux;" AGREED STOP ";", "las 4 4 3 4;clas 2 1 1 2;mlas 2 1 0 2"},
    /* the right relation to the wrong head */
    {PLAIN, "1 The the DET DT Definite=Def|PronType=Art 3 det;" ALLIES AGREED STOP ";",
     "uas 4 4 3 4;las 4 4 3 4;clas 2 2 2 2;mlas 2 2 0 2;blex 2 2 2 2"},
    /* punctuation counts for UAS and LAS only */
    {PLAIN, THE ALLIES AGREED "4 . . PUNCT . _ 2 punct;;", "uas 4 4 3 4;las 4 4 3 4;clas 2 2 2 2;mlas 2 2 2 2;blex 2 2 2 2"},
    /* subtypes do not count, on either side */
    {PLAIN, THE "2 allies ally NOUN NNS Number=Plur 3 nsubj:outer;" AGREED STOP ";", "las 4 4 4 4;mlas 2 2 2 2"},
    {"1 was be AUX _ _ 2 aux:pass;2 done do VERB _ _ 0 root:x;;", "1 was be AUX _ _ 2 aux;2 done do VERB _ _ 0 root;;",
     "las 2 2 2 2;clas 1 1 1 1;mlas 1 1 1 1;blex 1 1 1 1"},
    /* only universal features count, in any order; the layered ones are not universal */
    {PLAIN,
     THE "2 allies ally NOUN NNS Number=Plur|Typo=Yes 3 nsubj;"
         "3 agreed agree VERB VBD Style=Slng|Tense=Past|Mood=Ind 0 root;" STOP ";",
     "feats 4 4 4 4;alltags 4 4 4 4;mlas 2 2 2 2"},
    {PLAIN, THE ALLIES AGREED "4 . . PUNCT . Number[psor]=Sing 3 punct;;", "feats 4 4 4 4"},
    {PLAIN, THE ALLIES AGREED "4 . . PUNCT . Number=Sing 3 punct;;", "feats 4 4 3 4;mlas 2 2 2 2"},
    {PLAIN, THE "2 allies ally NOUN NNS Number=Plur|Number=Sing 3 nsubj;" AGREED STOP ";", "feats 4 4 3 4;mlas 2 2 1 2"},
    /* gold's lemma "_" takes any; the system's "_" is a guess like another */
    {"1 a _ X _ _ 0 root;2 b be X _ _ 1 dep;;", "1 a q X _ _ 0 root;2 b _ X _ _ 1 dep;;", "lemmas 2 2 1 2;blex 2 2 1 2"},
    {"1 a A X _ _ 0 root;;", "1 a a X _ _ 0 root;;", "lemmas 1 1 0 1;blex 1 1 0 1"}, /* lemmas keep their case */
    /* a word without a head is never right */
    {"1 a a X _ _ 0 root;;", "1 a a X _ _ _ root;;", "upos 1 1 1 1;uas 1 1 0 1;las 1 1 0 1;clas 1 1 0 1"},
    {"1 a a X _ _ _ root;;", "1 a a X _ _ _ root;;", "uas 1 1 0 1;blex 1 1 0 1"},
    /* functional children pair in order: two that change places are not the same */
    {"1 a a X _ _ 3 aux;2 b b X _ _ 3 cop;3 c c X _ _ 0 root;;", "1 a a X _ _ 3 cop;2 b b X _ _ 3 aux;3 c c X _ _ 0 root;;",
     "uas 3 3 3 3;las 3 3 1 3;clas 1 1 1 1;mlas 1 1 0 1"},
    {"1 a a X _ _ 3 aux;2 b b X _ _ 3 aux;3 c c X _ _ 0 root;;", "1 a a X _ _ 3 aux;2 b b X _ _ 1 aux;3 c c X _ _ 0 root;;",
     "clas 1 1 1 1;mlas 1 1 0 1"},
    /* empty nodes and comments are nothing */
    {"# c;0.1 e;1 a a X _ _ 0 root;1.1 f;;", "1 a a X _ _ 0 root;1.1 g;;", "tokens 1 1 1 0;words 1 1 1 0;las 1 1 1 1"},
};

static const struct score_case segments[] = {
    /* one token cut in two: neither part is aligned, nor can it be a right child */
    {"1 We w X _ _ 3 nsubj;2 will w X _ _ 3 aux;3 agree a X _ _ 0 root;;",
     "1 We w X _ _ 4 nsubj;2 wi w X _ _ 4 aux;3 ll w X _ _ 4 aux;4 agree a X _ _ 0 root;;",
     "tokens 3 4 2 0;words 3 4 2 0;upos 3 4 2 2;uas 3 4 2 2;las 3 4 2 2;clas 2 2 2 2;mlas 2 2 1 2"},
    /* a head that is not aligned is wrong, whatever its form */
    {"1 ab _ X _ _ 0 root;2 c _ X _ _ 1 obj;;", "1 a _ X _ _ 0 root;2 b _ X _ _ 1 flat;3 c _ X _ _ 1 obj;;",
     "tokens 2 3 1 0;words 2 3 1 0;uas 2 3 0 1;clas 2 3 0 1"},
    /* sentences: only those with both ends right */
    {"1 a;;1 b;;1 c;2 d;;", "1 a;2 b;;1 c;2 d;;", "tokens 4 4 4 0;sentences 3 2 1 0;words 4 4 4 0"},
    {"1 a;2 b;;", "1 a;;1 b;;", "sentences 1 2 0 0"},
    {"1 a _ X _ _ 2 obj;2 b _ X _ _ 0 root;;", "1 a _ X _ _ 0 root;;1 b _ X _ _ 0 root;;", "uas 2 2 1 2;las 2 2 1 2"},
    /* spaces inside a form count nowhere, whatever their kind */
    {"1 20~000;;", "1 20;2 000;;", "tokens 1 2 0 0;words 1 2 0 0"},
    {"1 20\xC2\xA0"
     "000;2 x;;",
     "1 20000;2 \xE3\x80\x80x;;", "tokens 2 2 2 0;words 2 2 2 0"},
    /* plain tokens are aligned by place, not by form: here nothing is */
    {"1 a;2 aa;;", "1 aa;2 a;;", "tokens 2 2 0 0;words 2 2 0 0"},
};

/* Tokens of several words; the numbers after the text are what the words of the stretch pair to. */
static const struct score_case ranges[] = {
    {"1-2 don't;1 do;2 n't;3 go;;", "1-2 don't;1 do;2 n't;3 go;;", "tokens 2 2 2 0;words 3 3 3 0"},
    {"1-2 don't;1 do;2 n't;3 go;;", "1-2 don't;1 do;2 not;3 go;;", "tokens 2 2 2 0;words 3 3 2 0"},
    /* on one side only: the other's token is a word like those inside */
    {"1-2 don't;1 do;2 n't;3 go;;", "1 don't;2 go;;", "tokens 2 2 2 0;words 3 2 1 0"},
    {"1 don't;2 go;;", "1-2 don't;1 do;2 n't;3 go;;", "tokens 2 2 2 0;words 2 3 1 0"},
    {"1-2 don't;1 do;2 n't;3 go;;", "1 do;2 n't;3 go;;", "tokens 2 3 1 0;words 3 3 3 0"},
    {"1-2 don't;1 do;2 n't;3 go;;", "1 d;2 on't;3 go;;", "tokens 2 3 1 0;words 3 3 1 0"},
    /* forms in small letters, also beyond ASCII */
    {"1-2 DEL;1 DE;2 \xC3\x89L;;", "1-2 DEL;1 de;2 \xC3\xA9l;;", "words 2 2 2 0"},
    {"1 US;;", "1-1 US;1 us;;", "tokens 1 1 1 0;words 1 1 1 0"},
    /* of two longest ones: gold's word is passed over where nothing is lost by it, so b pairs here, and its tag is right */
    {"1-2 xy;1 a _ N;2 b _ V;;", "1-2 xy;1 b _ V;2 a _ X;;", "words 2 2 1 0;upos 2 2 1 1"},
    {"1-3 xyz;1 a _ N;2 b _ V;3 a _ X;;", "1-2 xyz;1 a _ N;2 a _ X;;", "words 3 2 2 0;upos 3 2 2 2"},
    /* equal words pair at once, though skipping could reach as far */
    {"1-3 xyz;1 a _ N;2 a _ V;3 b _ X;;", "1-2 xyz;1 a _ V;2 b _ X;;", "words 3 2 2 0;upos 3 2 1 2"},
    /* tokens of several words that overlap from side to side make one stretch */
    {"1-2 abc;1 ab;2 c;3 de;;", "1 ab;2-3 cde;2 c;3 de;;", "tokens 2 2 0 0;words 3 3 3 0"},
    {"1-2 abc;1 x;2 y;3-4 de;3 z;4 w;;", "1 a;2-4 bcd;2 y;3 x;4 z;5 e;;", "tokens 2 3 0 0;words 4 5 2 0"},
    /* those that only touch do not: c stands in the first on one side, in the second on the other */
    {"1-2 ab;1 a;2 b;3-4 cd;3 c;4 d;;", "1-2 ab;1 x;2 c;3-4 cd;3 y;4 d;;", "tokens 2 2 2 0;words 4 4 1 0"},
    /* plain words that straddle the edge of a stretch have no partner */
    {"1 a;2-3 bc;2 b;3 c;4 d;;", "1 ab;2 c;3 d;;", "tokens 3 3 1 0;words 4 3 2 0"},
    {"1-2 ab;1 a;2 b;3 c;4 d;;", "1 a;2 bc;3 d;;", "tokens 3 3 1 0;words 4 3 2 0"},
    {"1 a;2-3 bc;2 ab;3 c;;", "1 ab;2 c;;", "tokens 2 2 0 0;words 3 2 1 0"}, /* nor has one of their form inside */
    /* only one of them is passed over; what is cut finer before the range is searched too, as in the task's script */
    {"1 abc;2-3 de;2 b;3 d;;", "1 a;2 b;3 c;4 d;5 e;;", "tokens 2 5 0 0;words 3 5 2 0"},
    /* a stretch over the end of a sentence */
    {"1-2 ab;1 a;2 b;3 c;;1 d;;", "1 a;;1-3 bcd;1 b;2 c;3 d;;", "tokens 3 2 0 0;sentences 2 2 0 0;words 4 4 4 0"},
    /* heads and children go through the stretch */
    {"1-2 don't;1 do _ AUX _ _ 3 aux;2 n't _ PART _ _ 3 advmod;3 go _ VERB _ _ 0 root;;",
     "1 do _ AUX _ _ 3 aux;2 n't _ PART _ _ 3 advmod;3 go _ VERB _ _ 0 root;;", "las 3 3 3 3;clas 2 2 2 2;mlas 2 2 2 2"},
    {"1-2 don't;1 do _ AUX _ _ 3 aux;2 n't _ PART _ _ 3 advmod;3 go _ VERB _ _ 0 root;;",
     "1-2 don't;1 does _ AUX _ _ 3 aux;2 n't _ PART _ _ 3 advmod;3 go _ VERB _ _ 0 root;;",
     "words 3 3 2 0;las 3 3 2 2;clas 2 2 2 2;mlas 2 2 1 2"},
};

/* ---- running them ---- */

/* The measure with that name, or MEASURE_COUNT. */
static int measure_named(str name)
{
    int m = 0;
    while (m < MEASURE_COUNT && !str_eq(name, str_of(language_measure_name((enum language_measure)m)))) m++;
    return m;
}

/* Appends what differs from `expected`; nothing when all is as expected. */
static void compare_scores(buf *out, const struct language_score *score, const char *expected)
{
    str rest = str_of(expected);
    while (rest.n) {
        str one = str_cut(rest, ';', &rest);
        str want;
        str name = str_cut(one, ' ', &want);
        int m = measure_named(name);
        buf got = {0};
        if (m < MEASURE_COUNT)
            buf_addf(&got, "%u %u %u %u", score[m].gold, score[m].system, score[m].correct, score[m].aligned);
        if (!str_eq(buf_str(&got), want)) buf_addf(out, "%.*s, not %.*s; ", STR_ARG(one), STR_ARG(buf_str(&got)));
        buf_free(&got);
    }
}

static enum status score_briefs(struct language_score score[MEASURE_COUNT], const char *gold, const char *system,
                                struct err *err)
{
    arena *ar = arena_new(0);
    struct conllu_text g = conllu_brief(gold, ar);
    struct conllu_text s = conllu_brief(system, ar);
    size_t used = arena_used_bytes(ar);
    enum status status = language_score_texts(score, &g, &s, ar, err);
    if (arena_used_bytes(ar) != used) status = err_set(err, E_LIMIT, "memory was kept");
    arena_free(ar);
    return status;
}

#define CHECK_CASES(cases_)                                                                                                    \
    for (size_t i_ = 0; i_ < ARRAY_LEN(cases_); i_++) {                                                                        \
        struct language_score score_[MEASURE_COUNT];                                                                           \
        struct err err_ = {0};                                                                                                 \
        buf b_ = {0};                                                                                                          \
        CHECK_MSG(score_briefs(score_, (cases_)[i_].gold, (cases_)[i_].system, &err_) == OK, "%s: %s", (cases_)[i_].gold,      \
                  err_.msg);                                                                                                   \
        compare_scores(&b_, score_, (cases_)[i_].expected);                                                                    \
        CHECK_MSG(b_.n == 0, "%s | %s: %.*s", (cases_)[i_].gold, (cases_)[i_].system, STR_ARG(buf_str(&b_)));                  \
        buf_free(&b_);                                                                                                         \
    }

TEST(labels_are_counted_as_by_hand) { CHECK_CASES(labels); }
TEST(segments_are_counted_as_by_hand) { CHECK_CASES(segments); }
TEST(words_in_ranges_are_aligned_as_by_hand) { CHECK_CASES(ranges); }

/* Every relation of the 37 by its kind: content words are counted by CLAS, the others not. */
TEST(relations_are_of_the_kind_the_task_says)
{
    static const char content[] =
        "acl advcl advmod amod appos ccomp compound conj csubj dep discourse dislocated expl fixed flat "
        "goeswith iobj list nmod nsubj nummod obj obl orphan parataxis reparandum root vocative xcomp";
    static const char others[] = "aux case cc clf cop det mark punct unknown Root nsub nsubjx _";
    for (int k = 0; k < 2; k++) {
        str rest = str_of(k ? others : content);
        while (rest.n) {
            str relation = str_cut(rest, ' ', &rest);
            struct language_score score[MEASURE_COUNT];
            buf b = {0};
            buf_addf(&b, "1 a a X _ _ 0 %.*s;;%c", STR_ARG(relation), 0);
            CHECK_INT(score_briefs(score, b.p, b.p, NULL), OK);
            CHECK_MSG(score[MEASURE_CLAS].gold == (k == 0), "%.*s", STR_ARG(relation));
            CHECK_INT(score[MEASURE_LAS].correct, 1);
            buf_free(&b);
        }
    }
}

/* A function word is a functional child by its relation: the 7 spoil MLAS of their head, others do not. */
TEST(children_are_functional_by_their_relation)
{
    str rest = STR("aux case cc clf cop det mark aux:pass punct advmod expl unknown");
    for (int k = 0; rest.n; k++) {
        str relation = str_cut(rest, ' ', &rest);
        struct language_score score[MEASURE_COUNT];
        buf gold = {0};
        buf system = {0};
        buf_addf(&gold, "1 a a X _ _ 2 %.*s;2 b b X _ _ 0 root;;%c", STR_ARG(relation), 0);
        buf_addf(&system, "1 a a Y _ _ 2 %.*s;2 b b X _ _ 0 root;;%c", STR_ARG(relation), 0);
        CHECK_INT(score_briefs(score, gold.p, system.p, NULL), OK);
        bool root_right = score[MEASURE_MLAS].correct == 1;
        CHECK_MSG(root_right == (k >= 8), "%.*s", STR_ARG(relation));
        buf_free(&gold);
        buf_free(&system);
    }
}

/* ---- figures ---- */

TEST(figures_come_from_counts)
{
    struct language_score s = {.gold = 8, .system = 5, .correct = 3, .aligned = 4};
    CHECK(language_prob_precision(s) == 3.0 / 5);
    CHECK(language_prob_recall(s) == 3.0 / 8);
    CHECK(language_prob_f1(s) == 6.0 / 13);
    CHECK(language_prob_aligned(s) == 3.0 / 4);
    s = (struct language_score){0};
    CHECK(language_prob_precision(s) == 0 && language_prob_recall(s) == 0);
    CHECK(language_prob_f1(s) == 0 && language_prob_aligned(s) == 0);
    s = (struct language_score){UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX};
    CHECK(language_prob_f1(s) == 1 && language_prob_aligned(s) == 1);
}

TEST(two_empty_texts_have_nothing_to_count)
{
    struct language_score score[MEASURE_COUNT];
    struct err err = {0};
    CHECK_INT(score_briefs(score, "", "", &err), OK);
    for (int m = 0; m < MEASURE_COUNT; m++) CHECK(score[m].gold == 0 && score[m].correct == 0 && score[m].aligned == 0);
}

/* ---- refusals ---- */

static const struct {
    const char *gold, *system, *message;
} apart[] = {
    {"1 abc;;", "1 abd;;",
     "the texts part at character 3 (spaces not counted): gold has \"c\" in line 1, the system has \"d\" in line 1"},
    {"1 ab;2 cd;;", "# c;1 a;2 b~c;3 x;;",
     "the texts part at character 4 (spaces not counted): gold has \"d\" in line 2, the system has \"x\" in line 4"},
    {"1 \xC3\xA9;2 \xC3\xA9;;", "1 \xC3\xA9\xC3\xA8;;",
     "the texts part at character 2 (spaces not counted): gold has \"\xC3\xA9\" in line 2, the system has \"\xC3\xA8\" in line "
     "1"},
    {"1 ab;;1 cd;;", "1 ab;;",
     "the texts part at character 3 (spaces not counted): gold has \"cd\" in line 3, the system ends with line 1"},
    {"1 \xC3\xA9;;", "1 \xC3\xA9\xC3\xA9;;",
     "the texts part at character 2 (spaces not counted): gold ends with line 1, the system has \"\xC3\xA9\" in line 1"},
    {"", "1 a;;", "the texts part at character 1 (spaces not counted): gold ends, the system has \"a\" in line 1"},
    {"1 abcdefghijklmnopqrstuvwxyz;;", "1 x\xC2\x85\x1By;;",
     "the texts part at character 1 (spaces not counted): gold has \"abcdefghijklmnopqrst\" in line 1, the system has \"x??y\" "
     "in line 1"},
    {"1 a;2 \xC2\xA0;;", "1 a;;", "gold: line 2: a form of nothing but spaces"},
    {"1 a;;", "1-1 ~;1 a;;", "the system: line 1: a form of nothing but spaces"},
};

TEST(texts_that_differ_are_told_where)
{
    for (size_t i = 0; i < ARRAY_LEN(apart); i++) {
        struct language_score score[MEASURE_COUNT];
        struct err err = {0};
        memset(score, 0x55, sizeof score);
        CHECK_INT(score_briefs(score, apart[i].gold, apart[i].system, &err), E_FORMAT);
        CHECK_MSG(strcmp(err.msg, apart[i].message) == 0, "%zu: %s", i, err.msg);
        CHECK_INT(score[MEASURE_COUNT - 1].aligned, 0x55555555);
    }
}

/* A token of n words of which the first is `first`, the others "a". */
static void add_long_range(buf *b, uint32_t n, char first)
{
    buf_addf(b, "1-%u x;1 %c;", n, first);
    for (uint32_t i = 2; i <= n; i++) buf_addf(b, "%u a;", i);
    buf_addf(b, ";%c", 0);
}

TEST(endless_ranges_are_a_limit_unless_they_agree)
{
    struct language_score score[MEASURE_COUNT];
    struct err err = {0};
    buf gold = {0};
    buf system = {0};
    add_long_range(&gold, 8193, 'b');
    add_long_range(&system, 8193, 'c');
    CHECK_INT(score_briefs(score, gold.p, system.p, &err), E_LIMIT);
    CHECK_MSG(str_find(str_of(err.msg), STR("8193 words of gold and 8193"), 0) != SIZE_MAX, "%s", err.msg);
    CHECK_INT(score_briefs(score, gold.p, gold.p, &err), OK);
    CHECK_INT(score[MEASURE_WORDS].correct, 8193);
    buf_clear(&system);
    add_long_range(&system, 500, 'c');
    CHECK_INT(score_briefs(score, gold.p, system.p, &err), OK);
    CHECK_INT(score[MEASURE_WORDS].correct, 499);
    buf_free(&gold);
    buf_free(&system);
}

/* Whatever the arena's cap: refused with E_LIMIT or done, never half. */
TEST(small_arenas_are_a_limit)
{
    arena *texts = arena_new(0);
    buf b = {0};
    for (int i = 0; i < 300; i++)
        buf_addz(&b, "1-2 ab;1 a _ X _ Typo=Yes|Case=Nom 2 det;2 b _ X _ _ 0 root;3 c _ X _ _ 2 obj;;");
    buf_addc(&b, '\0');
    struct conllu_text t = conllu_brief(b.p, texts);
    CHECK_INT(t.n, 300);
    size_t limits = 0;
    bool good = false;
    for (size_t kib = 16; kib <= 1024; kib += 8) {
        struct language_score score[MEASURE_COUNT] = {{0}};
        struct err err = {0};
        arena *ar = arena_new(kib << 10);
        enum status status = language_score_texts(score, &t, &t, ar, &err);
        CHECK_MSG(status == OK || (status == E_LIMIT && !good && err.msg[0]), "%zu KiB: %s", kib, status_name(status));
        CHECK_INT(score[MEASURE_WORDS].correct, status ? 0 : 900);
        good = status == OK;
        limits += status == E_LIMIT;
        arena_free(ar);
    }
    CHECK(good && limits > 3);
    buf_free(&b);
    arena_free(texts);
}

TESTS(CASE(labels_are_counted_as_by_hand), CASE(segments_are_counted_as_by_hand), CASE(words_in_ranges_are_aligned_as_by_hand),
      CASE(relations_are_of_the_kind_the_task_says), CASE(children_are_functional_by_their_relation),
      CASE(figures_come_from_counts), CASE(two_empty_texts_have_nothing_to_count), CASE(texts_that_differ_are_told_where),
      CASE(endless_ranges_are_a_limit_unless_they_agree), CASE(small_arenas_are_a_limit))
