/* The measures against a slow plain oracle, on random annotations of one text: every pair of words is looked at, and the
** definitions are written out again from the sentences, without the flat sides of the room. */
#include "conllu_help.h"

#define MAX_WORDS 400

/* A word with where it stands; characters of the text counted from 0. */
struct word {
    const struct conllu_sentence *s;
    uint32_t i;
    uint32_t begin, end; /* of its token */
};

struct words {
    struct word at[MAX_WORDS];
    uint32_t n;
    uint32_t n_token;
};

/* ---- random annotations ---- */

/* Parents are earlier words of a random order: always a tree with one root. */
static void random_heads(uint32_t *head, uint32_t n, uint64_t *seed)
{
    uint32_t order[MAX_WORDS];
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = random_below(seed, i + 1);
        order[i] = order[k];
        order[k] = i;
    }
    head[order[0]] = 0;
    for (uint32_t i = 1; i < n; i++) head[order[i]] = order[random_below(seed, i)] + 1;
}

static const char *const relations[] = {"nsubj",    "nsubj:outer", "obj",  "det",  "case",
                                        "aux:pass", "punct",       "root", "mark", "odd"};
/* In pairs that are equal to the shared task. */
static const char *const features[] = {
    "_", "Style=Slng", "Case=Nom", "Case=Nom|Typo=Yes", "Case=Nom|Number=Sing", "Number=Sing|Case=Nom"};
static const char *const tags[] = {"N", "V", "X"};
static const char *const lemmas[] = {"_", "a", "b"};

#define PICK(list_, seed_) (list_)[random_below(seed_, ARRAY_LEN(list_))]

static void add_labels(buf *out, uint32_t head, uint64_t *seed)
{
    buf_addf(out, "\t%s\t%s\t%s\t%s\t", PICK(lemmas, seed), PICK(tags, seed), PICK(tags, seed), PICK(features, seed));
    if (random_below(seed, 30))
        buf_add_u64(out, head);
    else
        buf_addc(out, '_');
    buf_addf(out, "\t%s\t_\t_\n", PICK(relations, seed));
}

/* text cut into tokens of 1..longest letters, these into sentences. */
static void random_plain(buf *out, const char *text, uint32_t longest, uint64_t *seed)
{
    uint32_t head[MAX_WORDS];
    uint32_t n = 0;
    uint32_t id = 0;
    for (size_t i = 0, left = strlen(text); left; id++) {
        if (id == n) {
            if (id) buf_addc(out, '\n');
            n = 1 + random_below(seed, 9);
            if (n > left) n = (uint32_t)left;
            random_heads(head, n, seed);
            id = 0;
        }
        /* enough letters for the words still due, and none left over behind the last sentence */
        uint32_t due = n - id - 1;
        uint32_t size = 1 + random_below(seed, longest);
        if (size > left - due) size = (uint32_t)(left - due);
        buf_addf(out, "%u\t%.*s", id + 1, (int)size, text + i);
        add_labels(out, head[id], seed);
        i += size;
        left -= size;
    }
    buf_addc(out, '\n');
}

/* Changes a tenth of the labels of a text that was read. */
static void disturb(struct conllu_text *t, uint64_t *seed)
{
    for (uint32_t k = 0; k < t->n; k++)
        for (uint32_t i = 0; i < t->sentence[k].n_word; i++) {
            struct conllu_sentence *s = &t->sentence[k];
            uint32_t what = random_below(seed, 50);
            if (what == 0) s->upos[i] = str_of(PICK(tags, seed));
            if (what == 1) s->feats[i] = str_of(PICK(features, seed));
            if (what == 2) s->deprel[i] = str_of(PICK(relations, seed));
            if (what == 3) s->lemma[i] = str_of(PICK(lemmas, seed));
            if (what == 4) s->head[i] = random_below(seed, s->n_word + 1);
        }
}

/* ---- the oracle ---- */

static void list_words(struct words *out, const struct conllu_text *t)
{
    uint32_t at = 0;
    out->n = out->n_token = 0;
    for (uint32_t k = 0; k < t->n; k++)
        for (uint32_t i = 0; i < t->sentence[k].n_word; i++) {
            uint32_t size = (uint32_t)t->sentence[k].form[i].n;
            out->at[out->n++] = (struct word){&t->sentence[k], i, at, at + size};
            out->n_token++;
            at += size;
        }
}

static const struct word *partner(const struct words *in, const struct word *w)
{
    for (uint32_t i = 0; i < in->n; i++)
        if (in->at[i].begin == w->begin && in->at[i].end == w->end) return &in->at[i];
    return NULL;
}

/* The word at index i of the sentence that w belongs to. */
static const struct word *sister(const struct words *in, const struct word *w, uint32_t i)
{
    for (uint32_t k = 0; k < in->n; k++)
        if (in->at[k].s == w->s && in->at[k].i == i) return &in->at[k];
    return NULL;
}

static str relation_of(const struct word *w)
{
    str subtype;
    return str_cut(w->s->deprel[w->i], ':', &subtype);
}

static bool is_one_of(str s, const char *list)
{
    str rest = str_of(list);
    while (rest.n)
        if (str_eq(s, str_cut(rest, ' ', &rest))) return true;
    return false;
}

static bool is_content(const struct word *w) { return is_one_of(relation_of(w), "nsubj obj root"); }
static bool is_functional(const struct word *w) { return is_one_of(relation_of(w), "det case aux mark"); }

static bool upos_equal(const struct word *g, const struct word *s) { return str_eq(g->s->upos[g->i], s->s->upos[s->i]); }
static bool xpos_equal(const struct word *g, const struct word *s) { return str_eq(g->s->xpos[g->i], s->s->xpos[s->i]); }

/* By the place in the list above, whose neighbours are equal. */
static int feature_class(str feats)
{
    int i = 0;
    while (!str_eq(feats, str_of(features[i]))) i++;
    return i / 2;
}

static bool feats_equal(const struct word *g, const struct word *s)
{
    return feature_class(g->s->feats[g->i]) == feature_class(s->s->feats[s->i]);
}

static bool lemma_equal(const struct word *g, const struct word *s)
{
    return str_eq(g->s->lemma[g->i], STR("_")) || str_eq(g->s->lemma[g->i], s->s->lemma[s->i]);
}

struct sides {
    struct words gold, system;
};

static bool head_equal(const struct sides *o, const struct word *g, const struct word *s)
{
    uint32_t a = g->s->head[g->i];
    uint32_t b = s->s->head[s->i];
    if (a == CONLLU_NO_HEAD || b == CONLLU_NO_HEAD) return false;
    if (!a || !b) return a == b;
    return partner(&o->gold, sister(&o->system, s, b - 1)) == sister(&o->gold, g, a - 1);
}

static bool relation_equal(const struct sides *o, const struct word *g, const struct word *s)
{
    return head_equal(o, g, s) && str_eq(relation_of(g), relation_of(s));
}

/* Functional children of w, in order. */
static uint32_t children_of(const struct word **out, const struct words *in, const struct word *w)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->s->n_word; i++) {
        const struct word *child = sister(in, w, i);
        if (w->s->head[i] == w->i + 1 && is_functional(child)) out[n++] = child;
    }
    return n;
}

static bool children_equal(const struct sides *o, const struct word *g, const struct word *s)
{
    const struct word *a[16];
    const struct word *b[16];
    uint32_t n = children_of(a, &o->gold, g);
    if (n != children_of(b, &o->system, s)) return false;
    for (uint32_t k = 0; k < n; k++)
        if (partner(&o->gold, b[k]) != a[k] || !str_eq(relation_of(a[k]), relation_of(b[k])) || !upos_equal(a[k], b[k]) ||
            !feats_equal(a[k], b[k]))
            return false;
    return true;
}

static void oracle_pair(uint32_t right[MEASURE_COUNT], const struct sides *o, const struct word *g, const struct word *s)
{
    bool upos = upos_equal(g, s);
    bool xpos = xpos_equal(g, s);
    bool feats = feats_equal(g, s);
    bool las = relation_equal(o, g, s);
    bool clas = las && is_content(g);
    right[MEASURE_WORDS]++;
    right[MEASURE_UPOS] += upos;
    right[MEASURE_XPOS] += xpos;
    right[MEASURE_UFEATS] += feats;
    right[MEASURE_ALLTAGS] += upos && xpos && feats;
    right[MEASURE_LEMMAS] += lemma_equal(g, s);
    right[MEASURE_UAS] += head_equal(o, g, s);
    right[MEASURE_LAS] += las;
    right[MEASURE_CLAS] += clas;
    right[MEASURE_MLAS] += clas && upos && feats && children_equal(o, g, s);
    right[MEASURE_BLEX] += clas && lemma_equal(g, s);
}

/* Sentences with both ends equal: a word that opens one and a word that ends one, on both sides. */
static uint32_t oracle_sentences(const struct sides *o)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < o->gold.n; i++)
        for (uint32_t k = 0; k < o->system.n; k++) {
            const struct word *g = &o->gold.at[i];
            const struct word *s = &o->system.at[k];
            if (g->i || s->i || g->begin != s->begin) continue;
            n += sister(&o->gold, g, g->s->n_word - 1)->end == sister(&o->system, s, s->s->n_word - 1)->end;
        }
    return n;
}

/* NULL, or the name of the measure that the oracle counts otherwise. */
static const char *plain_wrong(const struct language_score *score, const struct sides *o)
{
    uint32_t right[MEASURE_COUNT] = {0};
    uint32_t gold[2] = {o->gold.n, 0};
    uint32_t system[2] = {o->system.n, 0};
    uint32_t aligned[2] = {0, 0};
    for (uint32_t i = 0; i < o->system.n; i++) system[1] += is_content(&o->system.at[i]);
    for (uint32_t i = 0; i < o->gold.n; i++) {
        const struct word *g = &o->gold.at[i];
        const struct word *s = partner(&o->system, g);
        gold[1] += is_content(g);
        aligned[0] += s != NULL;
        aligned[1] += s && is_content(g);
        if (s) oracle_pair(right, o, g, s);
    }
    right[MEASURE_TOKENS] = right[MEASURE_WORDS];
    right[MEASURE_SENTENCES] = oracle_sentences(o);
    for (int m = 0; m < MEASURE_COUNT; m++) {
        bool content = m >= MEASURE_CLAS;
        bool good = score[m].correct == right[m];
        if (m != MEASURE_SENTENCES) good = good && score[m].gold == gold[content] && score[m].system == system[content];
        if (m >= MEASURE_UPOS) good = good && score[m].aligned == aligned[content];
        if (!good) return language_measure_name((enum language_measure)m);
    }
    return NULL;
}

TEST(random_splits_and_merges_are_counted_as_by_the_oracle)
{
    uint64_t seed = 2018;
    uint32_t seen[MEASURE_COUNT] = {0};
    for (int round = 0; round < 1500; round++) {
        arena *ar = arena_new(0);
        struct sides *o = ARENA_NEW(ar, 1, struct sides);
        char text[64];
        buf side[2] = {{0}, {0}};
        struct conllu_text t[2];
        struct language_score score[MEASURE_COUNT];
        struct err err = {0};
        random_letters(text, 1 + random_below(&seed, 60), &seed);
        uint32_t longest = 1 + random_below(&seed, 3);
        bool near = round % 2; /* the same annotation but for some labels */
        for (int k = 0; k < 2; k++) {
            if (k && near)
                buf_add(&side[1], buf_str(&side[0]));
            else
                random_plain(&side[k], text, longest, &seed);
            CHECK_MSG(conllu_read(&t[k], buf_str(&side[k]), ar, &err) == OK, "%s", err.msg);
        }
        if (near) disturb(&t[1], &seed);
        list_words(&o->gold, &t[0]);
        list_words(&o->system, &t[1]);
        CHECK_MSG(language_score_texts(score, &t[0], &t[1], ar, &err) == OK, "%s", err.msg);
        const char *wrong = plain_wrong(score, o);
        CHECK_MSG(!wrong, "round %d: %s\n%.*s\n%.*s", round, wrong, STR_ARG(buf_str(&side[0])), STR_ARG(buf_str(&side[1])));
        for (int m = 0; m < MEASURE_COUNT; m++) seen[m] += score[m].correct > 0;
        for (int k = 0; k < 2; k++) buf_free(&side[k]);
        arena_free(ar);
    }
    for (int m = 0; m < MEASURE_COUNT; m++) /* the rounds tried every measure */
        CHECK_MSG(seen[m] > 50, "%s: %u", language_measure_name((enum language_measure)m), seen[m]);
}

/* ---- planted errors ---- */

/* What a planted error may touch: one column of every n-th word. Only measures that ask for the column may fall, by exactly the
** words touched (a wrong head or relation also counts for what stands on it: those are asked of the oracle above). */
TEST(planted_errors_are_counted)
{
    uint64_t seed = 7;
    for (uint32_t every = 1; every < 12; every++) {
        arena *ar = arena_new(0);
        char text[301];
        buf b = {0};
        struct conllu_text gold;
        struct conllu_text system;
        struct language_score score[MEASURE_COUNT];
        struct err err = {0};
        random_letters(text, 300, &seed);
        random_plain(&b, text, 1, &seed);
        CHECK_INT(conllu_read(&gold, buf_str(&b), ar, &err), OK);
        CHECK_INT(conllu_read(&system, buf_str(&b), ar, &err), OK);
        uint32_t n = 0;
        uint32_t n_lemma = 0;
        uint32_t touched = 0;
        uint32_t lemmas_touched = 0;
        for (uint32_t k = 0; k < system.n; k++)
            for (uint32_t i = 0; i < system.sentence[k].n_word; i++, n++) {
                bool any = str_eq(gold.sentence[k].lemma[i], STR("_"));
                n_lemma += !any;
                if (n % every) continue;
                system.sentence[k].xpos[i] = STR("other");
                system.sentence[k].lemma[i] = STR("other");
                touched++;
                lemmas_touched += !any;
            }
        CHECK_INT(language_score_texts(score, &gold, &system, ar, &err), OK);
        CHECK_INT(n, 300);
        CHECK(n_lemma > 100);
        CHECK_INT(score[MEASURE_WORDS].correct, 300);
        CHECK_INT(score[MEASURE_UPOS].correct, 300);
        CHECK_INT(score[MEASURE_UFEATS].correct, 300);
        CHECK_INT(score[MEASURE_XPOS].correct, 300 - touched);
        CHECK_INT(score[MEASURE_ALLTAGS].correct, 300 - touched);
        CHECK_INT(score[MEASURE_LEMMAS].correct, 300 - lemmas_touched);
        CHECK_INT(score[MEASURE_CLAS].correct, score[MEASURE_MLAS].correct);
        CHECK(score[MEASURE_BLEX].correct < score[MEASURE_CLAS].correct);
        buf_free(&b);
        arena_free(ar);
    }
}

/* Identity is 100 in everything, over real text too, and one token cut in two costs just that. */
TEST(a_treebank_agrees_with_itself)
{
    str text = treebank("en_gum-dev");
    if (!text.p) SKIP("a treebank (data/ud) is not on this machine");
    arena *ar = arena_new(0);
    struct conllu_text t;
    struct language_score score[MEASURE_COUNT];
    struct err err = {0};
    CHECK_INT(conllu_read(&t, text, ar, &err), OK);
    CHECK_INT(language_score_texts(score, &t, &t, ar, &err), OK);
    for (int m = 0; m < MEASURE_COUNT; m++) {
        CHECK_INT(score[m].correct, score[m].gold);
        CHECK(language_prob_f1(score[m]) == 1);
    }
    CHECK_INT(score[MEASURE_WORDS].gold, 28119);
    CHECK_INT(score[MEASURE_TOKENS].gold, 27602);
    CHECK_INT(score[MEASURE_SENTENCES].gold, 1575);
    arena_free(ar);
    free((char *)text.p);
}

TESTS(CASE(random_splits_and_merges_are_counted_as_by_the_oracle), CASE(planted_errors_are_counted),
      CASE(a_treebank_agrees_with_itself))
