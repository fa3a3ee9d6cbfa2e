/* The verb of a clause: tense, aspect and voice from its auxiliaries and tags, and the words that negate it.
**
** "Has been discussing": has tells the tense (present), been with a participle the perfect, -ing the progressive. "Was signed": a
** form of be with a past participle is passive; annotators mark that on the auxiliary (aux:pass) or the subject (nsubj:pass), and
** a parser may get one of the two right, so either will do. */
#include "language/clauses_parts.h"

/* By the Penn tag where there is one, else by morphology: annotated sentences may have either. */
static bool is_form(const struct clauses_tree *tree, uint32_t w, const char *xpos, const char *feat)
{
    return clauses_in(tree->t->xpos[w], xpos) || clauses_feat(tree, w, feat);
}

/* Tense is that of the first of auxiliaries, copula and verb, which in English alone is finite; the others tell aspect and
** voice. A bare participle has no tense, whatever its morphology says, since "Tense=Past" is the name of its form there. */
void clauses_find_verb(struct clauses_work *k, uint32_t c)
{
    const struct clauses_tree *tree = &k->tree;
    struct language_clauses *out = k->out;
    uint32_t word = out->word[c], first = word;
    bool participle = is_form(tree, word, "VBN VBG", "VerbForm=Part");
    for (uint32_t a = tree->first[word]; a != LANGUAGE_NONE; a = tree->next[a]) {
        bool aux = tree->rel[a] == REL_AUX || tree->rel[a] == REL_AUX_PASS;
        if (tree->rel[a] == REL_COP) out->copula[c] = a;
        if (!aux && tree->rel[a] != REL_COP) continue;
        if (first == word) first = a;
        if (tree->rel[a] == REL_AUX_PASS) out->passive[c] = true;
        if (!aux) continue;
        if (out->aux[c] == LANGUAGE_NONE) out->aux[c] = a;
        if (out->modal[c] == LANGUAGE_NONE && clauses_modal(tree->t->words.form[a]) != ACT_NONE) out->modal[c] = a;
        if (clauses_lemma_in(tree, a, "have")) out->aspect[c] |= ASPECT_PERFECT;
        if (tree->rel[a] == REL_AUX && clauses_lemma_in(tree, a, "be") && clauses_in(tree->t->xpos[word], "VBG"))
            out->aspect[c] |= ASPECT_PROGRESSIVE;
    }
    /* conjuncts share an auxiliary: "will meet and agree" */
    bool shares = out->hang[c] == HANG_CONJUNCT && out->aux[c] == LANGUAGE_NONE && is_form(tree, word, "VB", "VerbForm=Inf");
    if (shares) out->modal[c] = out->modal[out->parent[c]];
    uint32_t subject = clauses_subject(tree, word);
    if (subject != LANGUAGE_NONE && tree->rel[subject] == REL_NSUBJ_PASS) out->passive[c] = true;
    /* a participle without auxiliary: "talks held in May" */
    if (first == word && participle && !clauses_in(tree->t->xpos[word], "VBG") && !clauses_feat(tree, word, "Tense=Pres"))
        out->passive[c] = true;
    if (out->modal[c] != LANGUAGE_NONE && clauses_modal(tree->t->words.form[out->modal[c]]) == ACT_PLAN)
        out->tense[c] = TENSE_FUTURE;
    else if (first == word && participle)
        out->tense[c] = TENSE_NONE;
    else if (is_form(tree, first, "VBD", "Tense=Past"))
        out->tense[c] = TENSE_PAST;
    else if (is_form(tree, first, "VBZ VBP MD", "Tense=Pres"))
        out->tense[c] = TENSE_PRESENT;
}

/* ---- negation ---- */

/* "not", "no longer" on the predicate; not "not only". */
static bool negates(const struct clauses_tree *tree, uint32_t w)
{
    const struct language_text *t = tree->t;
    if (clauses_in(t->words.form[w], "longer more")) {
        uint32_t d = tree->first[w];
        return d != LANGUAGE_NONE && clauses_lemma_in(tree, d, "no");
    }
    if (!clauses_negator(t->words.form[w]) && !clauses_negator(t->lemma[w])) return false;
    uint32_t s = tree->sentence[w], after = w + 1;
    return after >= language_sentence_words(t, s).end || !clauses_in(t->words.form[after], "only just merely");
}

/* "Nobody", "no reference", "neither side": a noun phrase that denies what its verb tells. */
static bool is_none(const struct clauses_tree *tree, uint32_t noun)
{
    if (noun == LANGUAGE_NONE) return false;
    if (tree->t->upos[noun] == UPOS_PRON && clauses_negator(tree->t->lemma[noun])) return true;
    for (uint32_t c = tree->first[noun]; c != LANGUAGE_NONE; c = tree->next[c])
        if ((tree->rel[c] == REL_DET || tree->rel[c] == REL_CC) && clauses_lemma_in(tree, c, "no neither")) return true;
    return false;
}

/* Every negation counts once, and two undo each other ("no one did not"). A conjunct behind "or" shares what negates the one
** before it ("did not meet or agree"); behind "and" it does not, since the reading is open. */
void clauses_find_negation(struct clauses_work *k, uint32_t c)
{
    const struct clauses_tree *tree = &k->tree;
    struct language_clauses *out = k->out;
    uint32_t word = out->word[c], subject = clauses_subject(tree, word);
    bool no = false;
    for (uint32_t a = tree->first[word]; a != LANGUAGE_NONE; a = tree->next[a]) {
        bool may = tree->rel[a] == REL_ADVMOD || tree->rel[a] == REL_DET || tree->rel[a] == REL_CC;
        if (may && negates(tree, a)) no = !no;
        if (tree->rel[a] == REL_CC && clauses_lemma_in(tree, a, "or") && out->hang[c] == HANG_CONJUNCT)
            no = out->negated[out->parent[c]];
    }
    if (is_none(tree, subject)) no = !no;
    if (is_none(tree, out->object[c])) no = !no;
    if (clauses_lemma_in(tree, out->marker[c], "without")) no = !no;
    out->negated[c] = no;
}
