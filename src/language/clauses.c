/* The shape of clauses: which words are predicates, what belongs to each, how it hangs, its subject, tense and voice. Two passes
** over each sentence, both from the root down: what a word needs of its head is known when it is reached.
**
** "The ministry said that it would consider buying ships if prices fell": four predicates, each a clause.
**
**     said       main
**     consider   complement of said       marker that, subject it
**     buying     complement of consider   subject shared with it: it
**     fell       condition of consider    marker if
**
** The relations are those of Universal Dependencies (universaldependencies.org/u/dep); which of them opens a clause is said
** there, too. Where a parse is wrong in a way that it often is ("provided that it passes" with "provided" for a verb, a subject
** between two verbs hung on the first), the words decide against it; each such place names its example. */
#include "language/clauses_parts.h"

const char *language_hang_name(enum language_hang hang)
{
    static const char *const name[HANG_COUNT] = {"main", "complement", "subject",    "condition", "purpose",
                                                 "time", "reason",     "concession", "manner",    "relative",
                                                 "noun", "conjunct",   "parataxis",  "other"};
    return hang < HANG_COUNT ? name[hang] : "none";
}

const char *language_modality_name(enum language_modality modality)
{
    static const char *const name[MODALITY_COUNT] = {"done",     "reported", "promised", "planned",
                                                     "demanded", "possible", "denied"};
    return modality < MODALITY_COUNT ? name[modality] : "none";
}

const struct clauses_word *clauses_group(const struct language_text *t, uint32_t word)
{
    if (t->upos[word] == UPOS_NOUN || t->upos[word] == UPOS_PROPN) return clauses_noun(t->lemma[word]);
    return clauses_verb(t->lemma[word]);
}

bool clauses_is_tag(const struct clauses_tree *tree, uint32_t word)
{
    const struct clauses_word *g = clauses_group(tree->t, word);
    if (!g || g->finite != ACT_SAY || clauses_subject(tree, word) == LANGUAGE_NONE) return false;
    return clauses_child(tree, word, REL_CCOMP) == LANGUAGE_NONE && clauses_child(tree, word, REL_OBJ) == LANGUAGE_NONE;
}

/* ---- predicates ---- */

/* An auxiliary may be all that an ellipsis leaves ("they did"). */
static bool is_verb(const struct language_text *t, uint32_t w) { return t->upos[w] == UPOS_VERB || t->upos[w] == UPOS_AUX; }

static bool has(const struct clauses_tree *tree, uint32_t w, enum clauses_rel rel)
{
    return clauses_child(tree, w, rel) != LANGUAGE_NONE;
}

/* Does word w head a clause? By its relation, and where that leaves it open by what it has: a verb does in most places, a noun or
** adjective where it has a subject or a copula ("is ready", "the talks a success"). Nominal conjuncts of a nominal predicate
** ("safe and sound") share its copula and are no clauses of their own; a bare participle or adjective behind "remain" or "call"
** is part of the predicate above it. head_is: its head is a predicate. */
static bool is_predicate(const struct clauses_tree *tree, uint32_t w, bool head_is)
{
    bool verb = is_verb(tree->t, w);
    bool full = clauses_subject(tree, w) != LANGUAGE_NONE || has(tree, w, REL_COP);
    switch ((enum clauses_rel)tree->rel[w]) {
    case REL_ROOT: return verb || full || has(tree, w, REL_AUX);
    case REL_CCOMP:
    case REL_CSUBJ:
    case REL_RELCL:
    case REL_PARATAXIS: return verb || full;
    case REL_XCOMP:
    case REL_ADVCL:
    case REL_ACL: return verb || full || has(tree, w, REL_MARK);
    case REL_CONJ: return full || (verb && (head_is || has(tree, w, REL_AUX)));
    case REL_AUX:
    case REL_AUX_PASS:
    case REL_COP:
    case REL_MARK:
    case REL_CASE:
    case REL_CC:
    case REL_FIXED:
    case REL_PUNCT: return false;
    case REL_OTHER:
    case REL_NSUBJ:
    case REL_NSUBJ_PASS:
    case REL_OBJ:
    case REL_IOBJ:
    case REL_OBL:
    case REL_OBL_AGENT:
    case REL_ADVMOD:
    case REL_DET:
    case REL_AMOD:
    case REL_COMPOUND:
    case REL_FLAT:
    case REL_NMOD:
    case REL_POSS:
    case REL_NUMMOD:
    case REL_APPOS:
    case REL_EXPL:
    default: return full && tree->t->upos[w] != UPOS_PUNCT;
    }
}

/* ---- how it hangs ---- */

/* The word that joins a clause: its marker; else a preposition, which treebanks hang before gerunds as "case"; else a relative
** adverb, which says of what kind the clause is though grammar has it for a modifier. */
static uint32_t marker_of(const struct clauses_tree *tree, uint32_t w)
{
    uint32_t m = clauses_child(tree, w, REL_MARK);
    if (m == LANGUAGE_NONE) m = clauses_child(tree, w, REL_CASE);
    if (m != LANGUAGE_NONE) return m;
    uint32_t a = clauses_child(tree, w, REL_ADVMOD);
    return clauses_lemma_in(tree, a, "when whenever where wherever how why once") ? a : LANGUAGE_NONE;
}

/* "Should it fail", "had they known": the auxiliary stands before the subject, and nothing joins the clause. */
static bool is_inverted(const struct clauses_tree *tree, uint32_t w)
{
    uint32_t aux = clauses_child(tree, w, REL_AUX), subject = clauses_subject(tree, w);
    if (aux == LANGUAGE_NONE) aux = clauses_child(tree, w, REL_COP);
    return aux != LANGUAGE_NONE && subject != LANGUAGE_NONE && aux < subject && aux == tree->left[w] &&
           clauses_in(tree->t->words.form[aux], "should had were");
}

/* "Provided that it passes", where a parse takes the first word for a verb. */
static bool is_provided(const struct clauses_tree *tree, uint32_t w)
{
    return clauses_in(tree->t->words.form[w], "provided providing assuming supposing") && has(tree, w, REL_CCOMP) &&
           clauses_subject(tree, w) == LANGUAGE_NONE;
}

/* The kinds of adverbial clauses are told apart by their marker alone. "Since" and "as" may give a reason too, and "while" a
** contrast: time is what they mean more often. "For" and "in" decide nothing without a second marker ("in order to"), since they
** also stand before gerunds of any kind. */
static enum language_hang hang_adverbial(const struct clauses_tree *tree, uint32_t w, uint32_t marker)
{
    const struct language_text *t = tree->t;
    uint32_t fixed = marker == LANGUAGE_NONE ? LANGUAGE_NONE : clauses_child(tree, marker, REL_FIXED);
    /* "as long as": the clause hangs on "long", which hangs on the verb */
    if (tree->head[w] != LANGUAGE_NONE && tree->rel[tree->head[w]] == REL_ADVMOD &&
        clauses_lemma_in(tree, tree->head[w], "long"))
        return HANG_CONDITION;
    if (marker == LANGUAGE_NONE) return is_provided(tree, w) || is_inverted(tree, w) ? HANG_CONDITION : HANG_MANNER;
    if (fixed != LANGUAGE_NONE) {
        if (clauses_lemma_in(tree, fixed, "case event condition long")) return HANG_CONDITION;
        if (clauses_lemma_in(tree, fixed, "order")) return HANG_PURPOSE;
    }
    str m = t->words.form[marker];
    if (clauses_in(m, "if unless provided providing assuming supposing lest")) return HANG_CONDITION;
    if (clauses_in(m, "because given")) return HANG_REASON;
    if (clauses_in(m, "although though even whereas despite albeit notwithstanding")) return HANG_CONCESSION;
    if (clauses_in(m, "when whenever after before since until till while as once upon")) return HANG_TIME;
    if (clauses_in(m, "so for in") && has(tree, w, REL_MARK)) {
        /* "so that", "in order to", "for it to work": a second marker says which */
        for (uint32_t c = tree->next[marker]; c != LANGUAGE_NONE; c = tree->next[c])
            if (tree->rel[c] == REL_MARK && clauses_in(t->words.form[c], "that to order")) return HANG_PURPOSE;
    }
    if (clauses_in(m, "to for so")) return HANG_PURPOSE;
    return HANG_MANNER;
}

/* A clause of a fragment ("Ships sold in May") has no clause above it: it is the sentence's own, but where it says more of a
** noun. */
static enum language_hang hang_of(const struct clauses_tree *tree, uint32_t w, uint32_t parent, uint32_t marker)
{
    if (parent == LANGUAGE_NONE && tree->rel[w] != REL_ACL && tree->rel[w] != REL_RELCL) return HANG_MAIN;
    if (tree->rel[w] == REL_CONJ && is_provided(tree, w)) return HANG_CONDITION;
    switch ((int)tree->rel[w]) {
    case REL_CCOMP:
    case REL_XCOMP: return HANG_COMPLEMENT;
    case REL_CSUBJ: return HANG_SUBJECT;
    case REL_ADVCL: return hang_adverbial(tree, w, marker);
    case REL_RELCL: return HANG_RELATIVE;
    case REL_ACL: return HANG_NOUN;
    case REL_CONJ: return HANG_CONJUNCT;
    case REL_PARATAXIS: return HANG_PARATAXIS;
    default: return HANG_OTHER;
    }
}

/* ---- subject ---- */

/* Who is addressed: the indirect object before the direct one ("promised voters a cut"). */
static uint32_t either_object(const struct clauses_tree *tree, uint32_t w)
{
    uint32_t o = clauses_child(tree, w, REL_IOBJ);
    return o != LANGUAGE_NONE ? o : clauses_child(tree, w, REL_OBJ);
}

/* Whom "call on X to", "rely on X to", "ask of X to" addresses. */
static uint32_t addressed(const struct clauses_tree *tree, uint32_t w)
{
    for (uint32_t c = tree->first[w]; c != LANGUAGE_NONE; c = tree->next[c])
        if (tree->rel[c] == REL_OBL && clauses_lemma_in(tree, clauses_child(tree, c, REL_CASE), "on upon for")) return c;
    return LANGUAGE_NONE;
}

/* The subject that an infinitive or participle borrows from the clause above: its object where there is one ("urged Seoul to
** pay": Seoul pays), else its subject ("plans to pay"); but promises bind who makes them ("promised voters to cut": not the
** voters). This is control as Rosenbaum has it (The Grammar of English Predicate Complement Constructions, 1967: the nearest noun
** phrase) with its known exceptions. Of a noun's clause it is the owner ("their pledge to act") or the noun itself ("talks held
** in May"). */
static void borrow(struct clauses_work *k, uint32_t c, uint32_t word)
{
    const struct clauses_tree *tree = &k->tree;
    struct language_clauses *out = k->out;
    uint32_t parent = out->parent[c], above = tree->head[word], who = LANGUAGE_NONE;
    enum language_hang hang = (enum language_hang)out->hang[c];
    if (hang == HANG_NOUN || hang == HANG_RELATIVE) {
        /* "their pledge to act": the owner acts; "talks held": the noun is held */
        if (above == LANGUAGE_NONE) return;
        bool infinitive = out->marker[c] != LANGUAGE_NONE;
        who = infinitive ? clauses_child(tree, above, REL_POSS) : above;
        if (who == LANGUAGE_NONE && parent != LANGUAGE_NONE) who = out->subject[parent];
        out->subject[c] = who;
        out->subject_is[c] = (uint8_t)(who == LANGUAGE_NONE ? SUBJECT_NONE : infinitive ? SUBJECT_SHARED : SUBJECT_ANTECEDENT);
        return;
    }
    if (parent == LANGUAGE_NONE || hang == HANG_PARATAXIS || hang == HANG_SUBJECT || hang == HANG_OTHER) return;
    bool from = hang == HANG_MANNER && clauses_lemma_in(tree, out->marker[c], "from");
    const struct clauses_word *g = clauses_group(tree->t, out->word[parent]);
    bool asks = hang == HANG_PURPOSE && g && g->infinitive == ACT_DEMAND && clauses_lemma_in(tree, out->marker[c], "to");
    /* "stressed such steps would help": what stands between two verbs is the subject of the second, whatever a parse made of it */
    bool between = tree->rel[word] == REL_CCOMP && out->marker[c] == LANGUAGE_NONE &&
                   (out->tense[c] != TENSE_NONE || out->modal[c] != LANGUAGE_NONE);
    if ((tree->rel[word] == REL_XCOMP || from || asks) &&
        !clauses_lemma_in(tree, out->word[parent], "promise pledge vow swear")) {
        who = either_object(tree, out->word[parent]);
        if (who == LANGUAGE_NONE && clauses_lemma_in(tree, out->word[parent], "call appeal rely count depend"))
            who = addressed(tree, out->word[parent]);
    }
    for (uint32_t o = between ? tree->first[out->word[parent]] : LANGUAGE_NONE; o != LANGUAGE_NONE; o = tree->next[o])
        if (o > out->word[parent] && tree->right[o] + 1 == tree->left[word] && tree->t->upos[o] != UPOS_PUNCT) who = o;
    out->subject_is[c] = SUBJECT_CONTROL;
    if (who == LANGUAGE_NONE) {
        who = out->subject[parent];
        out->subject_is[c] = (uint8_t)(who == LANGUAGE_NONE ? SUBJECT_NONE : SUBJECT_SHARED);
    }
    out->subject[c] = who;
}

/* The subject in the clause, or behind a relative pronoun the noun that it stands for, or a borrowed one. In "the pact that
** Seoul signed" the pronoun is the object, and is left as it is. */
static void find_subject(struct clauses_work *k, uint32_t c)
{
    const struct clauses_tree *tree = &k->tree;
    uint32_t word = k->out->word[c], own = clauses_subject(tree, word), above = tree->head[word];
    k->out->object[c] = clauses_child(tree, word, REL_OBJ);
    if (own == LANGUAGE_NONE) {
        borrow(k, c, word);
        return;
    }
    bool stands_for =
        tree->rel[word] == REL_RELCL && above != LANGUAGE_NONE && clauses_lemma_in(tree, own, "who which that whom");
    k->out->subject[c] = stands_for ? above : own;
    k->out->subject_is[c] = stands_for ? SUBJECT_ANTECEDENT : SUBJECT_OWN;
}

/* ---- all of it ---- */

/* All arrays for n clauses; numbers of words and clauses begin as LANGUAGE_NONE, all others as zero. */
static enum status make_arrays(struct language_clauses *out, uint32_t n, arena *ar, struct err *err)
{
    uint32_t **wide[] = {&out->word, &out->parent, &out->marker, &out->subject,   &out->object, &out->copula,
                         &out->aux,  &out->modal,  &out->cue,    &out->condition, &out->source, &out->said_by};
    uint8_t **narrow[] = {&out->hang, &out->subject_is, &out->tense, &out->aspect, &out->standing, &out->modality};
    bool **flag[] = {&out->passive, &out->negated, &out->negative, &out->conditional};
    for (size_t i = 0; i < ARRAY_LEN(wide); i++) {
        *wide[i] = arena_raw(ar, n, sizeof **wide[i]);
        if (!*wide[i]) return arena_why(ar, err);
        if (n) memset(*wide[i], 0xFF, n * sizeof **wide[i]); /* LANGUAGE_NONE */
    }
    for (size_t i = 0; i < ARRAY_LEN(narrow); i++)
        if (!(*narrow[i] = ARENA_NEW(ar, n, uint8_t))) return arena_why(ar, err);
    for (size_t i = 0; i < ARRAY_LEN(flag); i++)
        if (!(*flag[i] = ARENA_NEW(ar, n, bool))) return arena_why(ar, err);
    out->words = ARENA_NEW(ar, n, span);
    out->prob = ARENA_NEW(ar, n, float);
    return out->words && out->prob ? OK : arena_why(ar, err);
}

/* of_word gets the number of the clause at each predicate, LANGUAGE_NONE elsewhere; their sum. */
static uint32_t find_predicates(struct clauses_work *k)
{
    const struct clauses_tree *tree = &k->tree;
    struct language_clauses *out = k->out;
    const struct language_text *t = tree->t;
    uint32_t n = 0;
    for (uint32_t s = 0; s < t->words.n_sentence; s++) {
        span at = language_sentence_words(t, s);
        out->sentence_clause[s] = n;
        for (uint32_t i = at.begin; i < at.end; i++) {
            uint32_t w = tree->order[i], h = tree->head[w];
            out->of_word[w] = is_predicate(tree, w, h != LANGUAGE_NONE && out->of_word[h] == 0) ? 0 : LANGUAGE_NONE;
        }
        for (uint32_t w = at.begin; w < at.end; w++)
            if (out->of_word[w] == 0) out->of_word[w] = n++;
    }
    out->sentence_clause[t->words.n_sentence] = n;
    return n;
}

/* From the root down: number each clause's words, then what it has of its parent. */
static void shape(struct clauses_work *k)
{
    const struct clauses_tree *tree = &k->tree;
    struct language_clauses *out = k->out;
    uint32_t done = 0;
    for (uint32_t i = 0; i < out->n_word; i++) {
        uint32_t w = tree->order[i], h = tree->head[w], above = h == LANGUAGE_NONE ? LANGUAGE_NONE : out->of_word[h];
        uint32_t c = out->of_word[w];
        if (c == LANGUAGE_NONE) {
            c = out->of_word[w] = above;
            if (c == LANGUAGE_NONE || tree->t->upos[w] == UPOS_PUNCT) continue;
            if (w < out->words[c].begin) out->words[c].begin = w;
            if (w >= out->words[c].end) out->words[c].end = w + 1;
            continue;
        }
        out->word[c] = w;
        out->words[c] = (span){w, w + 1};
        out->parent[c] = above;
        out->marker[c] = marker_of(tree, w);
        out->hang[c] = (uint8_t)hang_of(tree, w, above, out->marker[c]);
        k->order[done++] = c;
        clauses_find_verb(k, c);
        find_subject(k, c);
        clauses_find_negation(k, c);
    }
}

enum status language_clauses_find(struct language_clauses *out, const struct language_text *t, arena *ar, struct err *err)
{
    struct clauses_work k = {.out = out};
    uint32_t n_word = t->words.n_word;
    *out = (struct language_clauses){.n_word = n_word};
    out->sentence_clause = ARENA_NEW(ar, (size_t)t->words.n_sentence + 1, uint32_t);
    out->of_word = ARENA_NEW(ar, n_word, uint32_t);
    if (!out->sentence_clause || !out->of_word) return arena_why(ar, err);
    enum status status = clauses_tree_make(&k.tree, t, ar, err);
    if (status) return status;
    out->n = find_predicates(&k);
    status = make_arrays(out, out->n, ar, err);
    if (status) return status;
    k.order = ARENA_NEW(ar, out->n, uint32_t);
    if (!k.order) return arena_why(ar, err);
    shape(&k);
    return clauses_stand(&k, ar, err);
}
