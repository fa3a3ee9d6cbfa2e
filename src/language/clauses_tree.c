/* Trees for walking. Everything is one pass over the words, or two: children are chained from the last word to the first so that
** lists run rightwards, and the order of each sentence is its own queue while it is gone through breadth first.
**
** A parser's own trees are always trees, but a text may come from a file: there heads may lie outside the sentence, run in rings,
** or be missing. Such a head is taken for none, and of a ring one word is parted, so that every rule above this file may follow
** heads upwards without counting its steps, and children downwards without meeting a word twice. left and right are the edges of
** all that hangs on a word; in a tree with crossing arcs words of others may lie between them. */
#include "language/clauses_tree.h"
#include "language/clauses_words.h"

/* First with its subtype, then without; rarer subtypes ("nsubj:outer", "obl:tmod") are their base. */
enum clauses_rel clauses_rel_of(str deprel)
{
    static const struct {
        const char *name;
        enum clauses_rel rel;
    } known[] = {
        {"root", REL_ROOT},
        {"nsubj:pass", REL_NSUBJ_PASS},
        {"nsubj", REL_NSUBJ},
        {"csubj", REL_CSUBJ},
        {"obj", REL_OBJ},
        {"iobj", REL_IOBJ},
        {"obl:agent", REL_OBL_AGENT},
        {"obl", REL_OBL},
        {"ccomp", REL_CCOMP},
        {"xcomp", REL_XCOMP},
        {"advcl:relcl", REL_RELCL},
        {"advcl", REL_ADVCL},
        {"acl:relcl", REL_RELCL},
        {"acl", REL_ACL},
        {"conj", REL_CONJ},
        {"cc", REL_CC},
        {"parataxis", REL_PARATAXIS},
        {"aux:pass", REL_AUX_PASS},
        {"aux", REL_AUX},
        {"cop", REL_COP},
        {"mark", REL_MARK},
        {"case", REL_CASE},
        {"fixed", REL_FIXED},
        {"advmod", REL_ADVMOD},
        {"det", REL_DET},
        {"amod", REL_AMOD},
        {"compound", REL_COMPOUND},
        {"flat", REL_FLAT},
        {"nmod:poss", REL_POSS},
        {"nmod", REL_NMOD},
        {"nummod", REL_NUMMOD},
        {"appos", REL_APPOS},
        {"expl", REL_EXPL},
        {"punct", REL_PUNCT},
    };
    str base = deprel;
    for (size_t k = 0; k < base.n; k++)
        if (base.p[k] == ':') base.n = k;
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (str_eq(deprel, str_of(known[i].name))) return known[i].rel;
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (str_eq(base, str_of(known[i].name))) return known[i].rel;
    return REL_OTHER;
}

/* Heads as words of the text; the words of `at` are sentence s. A root that has a head, and a word without one that is no root,
** keep what can be used of them: the relation becomes "other", which no rule leans on. */
static void read_sentence(struct clauses_tree *out, uint32_t s, span at)
{
    for (uint32_t w = at.begin; w < at.end; w++) {
        uint32_t h = out->t->head[w];
        bool good = h >= 1 && h <= span_len(at) && at.begin + h - 1 != w;
        out->sentence[w] = s;
        out->rel[w] = (uint8_t)clauses_rel_of(out->t->deprel[w]);
        out->head[w] = good ? at.begin + h - 1 : LANGUAGE_NONE;
        if (good == (out->rel[w] == REL_ROOT)) out->rel[w] = REL_OTHER;
    }
}

/* Children in lists, from the last word to the first. */
static void link_sentence(struct clauses_tree *out, span at)
{
    for (uint32_t w = at.end; w-- > at.begin;) {
        if (out->head[w] == LANGUAGE_NONE) continue;
        out->next[w] = out->first[out->head[w]];
        out->first[out->head[w]] = w;
    }
}

/* Add to the queue what hangs on its words from `from` on; the new end. left[] marks what has been in it. */
static uint32_t walk_down(struct clauses_tree *out, uint32_t from, uint32_t n)
{
    for (uint32_t i = from; i < n; i++)
        for (uint32_t c = out->first[out->order[i]]; c != LANGUAGE_NONE; c = out->next[c])
            if (out->left[c] == LANGUAGE_NONE) {
                out->left[c] = c;
                out->order[n++] = c;
            }
    return n;
}

/* Breadth first from the words without a head, which are the roots, and left and right edges from the leaves up, by the same order
** backwards: a word comes before all that hangs on it. Linear, but for the search of a ring's first word in its head's list.
** A ring has no word without a head: its first word that was not reached is parted from its head, and so on. */
static void order_sentence(struct clauses_tree *out, span at)
{
    uint32_t n = at.begin, done = at.begin;
    for (uint32_t w = at.begin; w < at.end; w++)
        if (out->head[w] == LANGUAGE_NONE) {
            out->left[w] = w;
            out->order[n++] = w;
        }
    n = walk_down(out, done, n);
    for (uint32_t w = at.begin; w < at.end; w++) {
        if (out->left[w] != LANGUAGE_NONE) continue;
        uint32_t *link = &out->first[out->head[w]];
        while (*link != w) link = &out->next[*link];
        *link = out->next[w];
        out->head[w] = LANGUAGE_NONE;
        out->rel[w] = REL_OTHER;
        out->left[w] = w;
        done = n;
        out->order[n++] = w;
        n = walk_down(out, done, n);
    }
    for (uint32_t i = at.end; i-- > at.begin;) {
        uint32_t w = out->order[i], h = out->head[w];
        if (h == LANGUAGE_NONE) continue;
        if (out->left[w] < out->left[h]) out->left[h] = out->left[w];
        if (out->right[w] > out->right[h]) out->right[h] = out->right[w];
    }
}

enum status clauses_tree_make(struct clauses_tree *out, const struct language_text *t, arena *ar, struct err *err)
{
    uint32_t n = t->words.n_word;
    *out = (struct clauses_tree){.t = t, .rel = ARENA_NEW(ar, n, uint8_t)};
    uint32_t *block = ARENA_NEW(ar, 7 * (size_t)n, uint32_t);
    if (!out->rel || !block) return arena_why(ar, err);
    uint32_t **part[] = {&out->head, &out->first, &out->next, &out->order, &out->left, &out->right, &out->sentence};
    for (size_t i = 0; i < ARRAY_LEN(part); i++) *part[i] = block + i * n;
    for (uint32_t w = 0; w < n; w++) {
        out->first[w] = out->next[w] = out->left[w] = LANGUAGE_NONE;
        out->right[w] = w;
    }
    for (uint32_t s = 0; s < t->words.n_sentence; s++) {
        span at = language_sentence_words(t, s);
        read_sentence(out, s, at);
        clauses_mend(out, at);
        link_sentence(out, at);
        order_sentence(out, at);
    }
    return OK;
}

uint32_t clauses_child(const struct clauses_tree *tree, uint32_t w, enum clauses_rel rel)
{
    uint32_t c = tree->first[w];
    while (c != LANGUAGE_NONE && tree->rel[c] != rel) c = tree->next[c];
    return c;
}

uint32_t clauses_subject(const struct clauses_tree *tree, uint32_t w)
{
    for (uint32_t c = tree->first[w]; c != LANGUAGE_NONE; c = tree->next[c])
        if (tree->rel[c] == REL_NSUBJ || tree->rel[c] == REL_NSUBJ_PASS || tree->rel[c] == REL_CSUBJ) return c;
    return LANGUAGE_NONE;
}

/* Features are few, and asked for rarely: a walk over the column beats any index. */
bool clauses_feat(const struct clauses_tree *tree, uint32_t w, const char *feat)
{
    str rest = tree->t->feats[w];
    while (rest.n)
        if (str_eq(str_cut(rest, '|', &rest), str_of(feat))) return true;
    return false;
}

bool clauses_lemma_in(const struct clauses_tree *tree, uint32_t w, const char *list)
{
    return w != LANGUAGE_NONE && clauses_in(tree->t->lemma[w], list);
}

span language_word_bytes(const struct language_text *t, uint32_t w)
{
    const char *p = t->words.form[w].p;
    uint32_t at = 0, n = t->words.n_token;
    if (p >= t->text.p && p + t->words.form[w].n <= t->text.p + t->text.n) {
        at = (uint32_t)(p - t->text.p);
        return (span){at, at + (uint32_t)t->words.form[w].n};
    }
    /* A word that is spelled apart from its text (annotated ranges): all of its token. */
    uint32_t low = 0, high = n;
    while (low + 1 < high) {
        uint32_t mid = low + (high - low) / 2;
        if (t->words.token_word[mid] <= w)
            low = mid;
        else
            high = mid;
    }
    return t->words.token[low];
}
