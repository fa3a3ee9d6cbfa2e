/* Trees put right where the marks and words of a sentence tell more than its parse: called while a tree is made, before children
** are listed, so that clauses and quotations see the mended one.
**
** Words of speech between two commas leave a clause around them without its first half. A parser that reads from the left
** has that half for the subject of "said", and what follows for what it said:
**
**     A shorter form, the ministry said, does not mean less.    "said" with two subjects, "mean" its complement
**     The pact, said Kim, will hold for years.                  "pact" says it, "Kim" holds
**     The deal, his aide told reporters on Monday, stands.      "deal" and "aide" tell, and then stand (a conjunct without "and")
**
** Here the clause gets its subject back, and the words of speech hang on it as they do in "..., the ministry said" (parataxis, as
** universaldependencies.org/u/dep/parataxis has it for reported speech).
**
** "Would-be sellers have": a word, in three pieces by the rules of the treebank, of which the first is no modal of "have". */
#include "language/clauses_tree.h"
#include "language/clauses_words.h"

enum { MAX_SPEAKER = 10 }; /* words of "South Korea's vice minister for trade and industry" */

/* Is word w of the sentence one of the forms in list? Any w will do, so that neighbours are asked for without a thought for edges:
** before the first word w wraps round, and is in no sentence. */
static bool is_form(const struct clauses_tree *tree, uint32_t w, span at, const char *list)
{
    return w >= at.begin && w < at.end && clauses_in(tree->t->words.form[w], list);
}

/* May w stand in the noun phrase of a speaker? "who said" is a relative clause, "but Kim said" a clause of its own. */
static bool in_speaker(const struct clauses_tree *tree, uint32_t w)
{
    switch ((int)tree->t->upos[w]) {
    case UPOS_VERB:
    case UPOS_AUX:
    case UPOS_SCONJ: return false;
    case UPOS_PUNCT: return clauses_in(tree->t->words.form[w], "- . /");
    default: return !clauses_in(tree->t->words.form[w], "who which that whom but as");
    }
}

/* The comma at the far end of the speaker's words ("South Korea's vice minister for trade"), or of what else stands there without a
** verb ("told reporters on Monday"), which stand from `from` on in steps of +1 or -1; LANGUAGE_NONE. */
static uint32_t comma_beyond(const struct clauses_tree *tree, uint32_t from, span at, bool ahead)
{
    uint32_t w = from;
    for (int n = 0; n <= MAX_SPEAKER && w >= at.begin && w < at.end; n++, w = ahead ? w + 1 : w - 1) {
        if (n && is_form(tree, w, at, ",")) return w;
        if (!in_speaker(tree, w)) break;
        if (w == at.begin && !ahead) break;
    }
    return LANGUAGE_NONE;
}

/* The two commas around the words of speech at verb, and between them the speaker's words; false: there are none. */
static bool between_commas(const struct clauses_tree *tree, uint32_t verb, span at, span *tag, span *speaker)
{
    uint32_t behind = is_form(tree, verb + 1, at, ",") ? verb + 1 : comma_beyond(tree, verb + 1, at, true);
    if (verb == at.begin || behind == LANGUAGE_NONE) return false;
    if (is_form(tree, verb - 1, at, ",")) { /* ", said Kim," */
        *tag = (span){verb - 1, behind + 1};
        *speaker = (span){verb + 1, behind};
        return behind > verb + 1 && tree->t->upos[verb + 1] != UPOS_ADP;
    }
    uint32_t before = comma_beyond(tree, verb - 1, at, false);
    if (before == LANGUAGE_NONE) return false;
    *tag = (span){before, behind + 1}; /* ", Kim told reporters on Friday," */
    *speaker = (span){before + 1, verb};
    return tree->t->upos[before + 1] != UPOS_ADP && tree->t->upos[before + 1] != UPOS_CCONJ;
}

/* Clauses as subjects ("Leaving, Kim said, would hurt") are left: parsers get those right. */
static bool is_subject(uint8_t rel) { return rel == REL_NSUBJ || rel == REL_NSUBJ_PASS; }

/* Does the verb hang, at any height, on a word between its commas? Turning such a tree would leave a ring. Heads of a text that was
** read from a file may run in one already, hence the bound. */
static bool hangs_in(const struct clauses_tree *tree, uint32_t verb, span tag)
{
    uint32_t h = tree->head[verb];
    for (int n = 0; n < 64 && h != LANGUAGE_NONE; n++, h = tree->head[h])
        if (h >= tag.begin && h < tag.end) return true;
    return h != LANGUAGE_NONE;
}

/* Give the clause around the words of speech at verb what a parse gave to them, if it did: a complement behind the second comma
** that has no subject there, and before the first comma a subject. All else of verb outside the commas goes along. */
static void mend_tag(struct clauses_tree *tree, uint32_t verb, span at)
{
    span tag, speaker;
    uint32_t clause = LANGUAGE_NONE, subject = LANGUAGE_NONE;
    bool passive = false;
    if (!between_commas(tree, verb, at, &tag, &speaker)) return;
    for (uint32_t w = tag.end; w < at.end && clause == LANGUAGE_NONE; w++)
        if (tree->head[w] == verb && (tree->rel[w] == REL_CCOMP || tree->rel[w] == REL_CONJ)) clause = w;
    for (uint32_t w = at.begin; w < tag.begin; w++)
        if (tree->head[w] == verb && is_subject(tree->rel[w])) subject = w;
    if (clause == LANGUAGE_NONE || subject == LANGUAGE_NONE) return;
    if (hangs_in(tree, verb, tag)) return;
    /* "The minister, in a letter, said the fleet, which left, was lost": the commas are the letter's */
    for (uint32_t w = subject; w < tag.begin && tag.begin + 1 == verb; w++)
        if (is_form(tree, w, at, ",")) return;
    for (uint32_t w = tag.end; w < at.end; w++) {
        if (tree->head[w] != clause) continue;
        if (is_subject(tree->rel[w]) || tree->rel[w] == REL_CSUBJ || tree->rel[w] == REL_MARK) return;
        if (tree->rel[clause] == REL_CONJ && tree->rel[w] == REL_CC) return;
        passive = passive || tree->rel[w] == REL_AUX_PASS;
    }
    tree->head[clause] = tree->head[verb];
    tree->rel[clause] = tree->rel[verb];
    for (uint32_t w = at.begin; w < at.end; w++)
        if (tree->head[w] == verb && (w < tag.begin || w >= tag.end) && w != clause) tree->head[w] = clause;
    tree->rel[subject] = passive ? REL_NSUBJ_PASS : REL_NSUBJ;
    tree->head[verb] = clause;
    tree->rel[verb] = REL_PARATAXIS;
    for (uint32_t w = speaker.begin; w < speaker.end; w++) {
        uint32_t h = tree->head[w];
        if (h >= speaker.begin && h < speaker.end) continue;
        bool noun = tree->t->upos[w] != UPOS_PUNCT && tree->t->upos[w] != UPOS_ADP;
        if (noun && (h != verb || tree->rel[w] == REL_OBJ || tree->rel[w] == REL_NSUBJ_PASS)) tree->rel[w] = REL_NSUBJ;
        tree->head[w] = verb;
    }
}

/* "Would" of "would-be", and its "be": parts of a word, whatever they hang on. */
static void mend_would_be(struct clauses_tree *tree, uint32_t w, span at)
{
    if (!is_form(tree, w + 1, at, "-") || !is_form(tree, w + 2, at, "be")) return;
    if (tree->rel[w] == REL_AUX) tree->rel[w] = REL_AMOD;
    if (tree->rel[w + 2] == REL_COP || tree->rel[w + 2] == REL_AUX || tree->rel[w + 2] == REL_AUX_PASS)
        tree->rel[w + 2] = REL_AMOD;
}

/* Every finite verb of speech is tried; of most the first look at its neighbours says that no comma closes its words. Verbs of
** naming ("called", "hailed") take a noun behind them, and are no parentheses. */
void clauses_mend(struct clauses_tree *tree, span at)
{
    const struct language_text *t = tree->t;
    for (uint32_t w = at.begin; w < at.end; w++) {
        if (clauses_in(t->words.form[w], "would")) mend_would_be(tree, w, at);
        if (t->upos[w] != UPOS_VERB || clauses_feat(tree, w, "VerbForm=Part")) continue;
        const struct clauses_word *g = clauses_verb(t->lemma[w]);
        if (g && g->finite == ACT_SAY && !(g->flags & WORD_NAMES)) mend_tag(tree, w, at);
    }
}
