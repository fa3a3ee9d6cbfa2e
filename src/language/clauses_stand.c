/* How clauses stand, from the root down. A clause gets from above a ground (clauses_above.c), adds its own (modal, tense, adverb,
** question), and hands down both. Of two modalities the weaker holds, in the order of enum language_modality: what is planned to be
** discussed is possible, no more.
**
** Two answers come out of it, since two questions are asked of a sentence. standing: did this come about? "Urged Seoul to pay":
** the urging is done. modality: what is it worth to a reader who looks for promises and demands? The same urging is a demand.
** Whether "will" is a promise or a plan hangs on who says it: "we will defend" binds the speaker, "prices will rise" binds
** nobody; and "Seoul said it would" is Seoul's own word, "analysts say it will" is not. */
#include "language/clauses_ground.h"

/* ---- from within ---- */

/* Does the clause speak of the one who says it: "we will", "Seoul said it would"? */
static bool is_first_party(const struct standing *k, uint32_t c)
{
    uint32_t subject = k->out->subject[c], speaker = k->ground[c].said_by;
    if (subject == LANGUAGE_NONE || k->out->passive[c]) return false;
    if (clauses_in(k->t->words.form[subject], "i we")) return true;
    if (speaker == LANGUAGE_NONE) return false;
    /* "analysts say it will": a thing, not the analysts */
    bool many = clauses_in(k->t->xpos[speaker], "NNS NNPS");
    if (clauses_in(k->t->words.form[subject], many ? "they" : "he she it they")) return true;
    return subject != speaker && str_eq(k->t->lemma[subject], k->t->lemma[speaker]);
}

/* A modal by its list, but for "will" and "would", which depend on who speaks: of oneself a promise, of others a plan. "Would"
** without a speaker is no plan but a case that is thought of. */
static void own_modal(const struct standing *k, uint32_t c, uint32_t modal, struct ground *own)
{
    enum clauses_act act = clauses_modal(k->t->words.form[modal]);
    uint8_t above = k->ground[c].modality;
    /* "promised that it will": the promise says it all */
    if ((act == ACT_PLAN || act == ACT_TRY) && k->out->hang[c] == HANG_COMPLEMENT && above > MODALITY_REPORTED) return;
    bool reported = k->ground[c].source != LANGUAGE_NONE || k->ground[c].said_by != LANGUAGE_NONE;
    own->cue = modal;
    own->prob = LIKELY;
    if (act == ACT_TRY && !reported)
        own->modality = MODALITY_POSSIBLE;
    else if (act == ACT_PLAN || act == ACT_TRY)
        own->modality = is_first_party(k, c) ? MODALITY_PROMISED : MODALITY_PLANNED;
    else
        own->modality = clauses_modality_of(act);
    /* a treaty's "shall" binds whom it names */
    if (clauses_in(k->t->words.form[modal], "shall") && k->out->subject[c] != LANGUAGE_NONE && !k->out->passive[c])
        own->modality = MODALITY_PROMISED;
    if (act == ACT_TRY || own->modality == MODALITY_PROMISED) own->prob = FAIR;
    /* "must have been": a conclusion, no demand; "should" of one's own plan is less than one of another */
    if (act == ACT_DEMAND && (k->out->aspect[c] & ASPECT_PERFECT)) own->modality = MODALITY_POSSIBLE;
    if (act == ACT_DEMAND && is_first_party(k, c)) own->prob = FAIR;
}

/* By morphology alone: a bare verb at the head of a line may be a headline or a list as well ("Share post", "Read more"), and a
** parser that has seen such lines tells them apart better than their place does. */
static bool is_imperative(const struct standing *k, uint32_t c)
{
    uint32_t word = k->out->word[c];
    if (k->out->subject_is[c] == SUBJECT_OWN || k->out->aux[c] != LANGUAGE_NONE || k->out->marker[c] != LANGUAGE_NONE)
        return false;
    if (k->out->hang[c] != HANG_MAIN && k->out->hang[c] != HANG_PARATAXIS) return false;
    return clauses_feat(k->tree, word, "Mood=Imp");
}

/* A question asked by the sentence itself. */
static uint32_t question_mark(const struct standing *k, uint32_t c)
{
    uint32_t word = k->out->word[c], last = language_sentence_words(k->t, k->tree->sentence[word]).end - 1;
    return k->out->hang[c] == HANG_MAIN && clauses_in(k->t->words.form[last], "?") ? last : LANGUAGE_NONE;
}

/* The modal decides, or the form ("is to visit"); an adverb or a question may weaken it further. */
static struct ground from_within(const struct standing *k, uint32_t c)
{
    uint32_t word = k->out->word[c], modal = k->out->modal[c];
    struct ground own = {MODALITY_DONE, false, word, clauses_is_finite(k, c) ? SURE : LIKELY, LANGUAGE_NONE, LANGUAGE_NONE};
    if (k->out->hang[c] == HANG_CONDITION && k->out->marker[c] == LANGUAGE_NONE) modal = LANGUAGE_NONE;
    if (modal != LANGUAGE_NONE)
        own_modal(k, c, modal, &own);
    else if (is_imperative(k, c))
        own = (struct ground){MODALITY_DEMANDED, false, word, FAIR, 0, 0};
    uint32_t be = k->out->aux[c] != LANGUAGE_NONE ? k->out->aux[c] : k->out->copula[c];
    if (clauses_lemma_in(k->tree, be, "be") && be < k->out->marker[c] && clauses_lemma_in(k->tree, k->out->marker[c], "to"))
        own = (struct ground){MODALITY_PLANNED, false, be, LIKELY, 0, 0}; /* "is to visit" */
    for (uint32_t a = k->tree->first[word]; a != LANGUAGE_NONE; a = k->tree->next[a]) {
        enum clauses_act act = k->tree->rel[a] == REL_ADVMOD ? clauses_adverb(k->t->lemma[a]) : ACT_NONE;
        if (act == ACT_NONE || clauses_modality_of(act) <= own.modality) continue;
        own = (struct ground){clauses_modality_of(act), false, a, LIKELY, 0, 0};
    }
    uint32_t mark = question_mark(k, c);
    if (mark != LANGUAGE_NONE) own = (struct ground){MODALITY_POSSIBLE, false, mark, FAIR, 0, 0};
    return own;
}

/* ---- the predicate's own meaning ---- */

/* Which column of its group holds: what hangs on the predicate. "Agreed to meet" is a promise, "agreed that talks help" a view,
** "agreed on terms" needs its preposition. A light verb says what its noun says ("made a pledge", "voiced hope"), and then the
** noun is the cue. */
static enum clauses_act own_act(const struct standing *k, uint32_t c, const struct clauses_word *g, uint32_t *cue)
{
    uint32_t word = k->out->word[c], noun = k->out->object[c];
    if (k->out->passive[c] && noun == LANGUAGE_NONE) noun = clauses_child(k->tree, word, REL_NSUBJ_PASS);
    bool prep = false, addressed = noun != LANGUAGE_NONE;
    for (uint32_t a = k->tree->first[word]; a != LANGUAGE_NONE; a = k->tree->next[a]) {
        uint32_t d = k->out->of_word[a];
        bool clause = d != LANGUAGE_NONE && k->out->word[d] == a;
        if (clause && (k->out->hang[d] == HANG_COMPLEMENT || k->out->hang[d] == HANG_SUBJECT)) {
            if (clauses_is_content(k, d)) return (enum clauses_act)g->finite;
            if ((g->flags & WORD_OTHER) && !addressed && clauses_subject(k->tree, a) == LANGUAGE_NONE) return ACT_PLAN;
            return (enum clauses_act)g->infinitive;
        }
        /* "considers it illegal": held to be so, not weighed */
        if (k->tree->rel[a] == REL_XCOMP && !clause && g->noun == ACT_POSSIBLE) return ACT_NONE;
        prep = prep ||
               ((k->tree->rel[a] == REL_OBL || clause) &&
                clauses_lemma_in(k->tree, clause ? k->out->marker[d] : clauses_child(k->tree, a, REL_CASE), "for on upon"));
    }
    /* "offered help", not "offers the advantage of speed"; "made an appeal", not "has wide appeal" */
    if (clauses_lemma_in(k->tree, word, "offer"))
        return clauses_lemma_in(k->tree, noun, "help assistance aid support protection relief cooperation guarantee assurance")
                   ? ACT_PROMISE
                   : ACT_NONE;
    if (clauses_lemma_in(k->tree, word, "have") && clauses_lemma_in(k->tree, noun, "appeal")) return ACT_NONE;
    if ((g->flags & WORD_LIGHT) && noun != LANGUAGE_NONE) {
        const struct clauses_word *n = clauses_noun(k->t->lemma[noun]);
        enum clauses_act act = n ? (enum clauses_act)n->noun : ACT_NONE;
        if (act == ACT_PROMISE || act == ACT_DEMAND || act == ACT_PLAN || act == ACT_POSSIBLE) *cue = noun;
        return *cue == noun ? act : ACT_NONE;
    }
    return (g->flags & WORD_PREP) && !prep ? ACT_NONE : (enum clauses_act)g->noun;
}

/* Has the predicate something that it can undo? "The talks failed" tells what happened, "failed to agree" what did not. */
static bool governs(const struct standing *k, uint32_t c)
{
    uint32_t word = k->out->word[c];
    if (k->out->object[c] != LANGUAGE_NONE || k->out->passive[c]) return true;
    for (uint32_t a = k->tree->first[word]; a != LANGUAGE_NONE; a = k->tree->next[a])
        if (k->tree->rel[a] == REL_XCOMP || k->tree->rel[a] == REL_CCOMP || k->tree->rel[a] == REL_CSUBJ) return true;
    return clauses_lemma_in(k->tree, word, "refrain desist abstain refuse decline") || k->t->upos[word] == UPOS_ADJ;
}

/* Seen from outside, the clause is what its predicate does: modality, and polarity where the predicate says that something ends. */
static void finish(struct standing *k, uint32_t c)
{
    struct language_clauses *out = k->out;
    uint32_t word = out->word[c], cue = word;
    const struct clauses_word *g = clauses_group(k->t, word);
    enum clauses_act act =
        g && k->t->upos[word] != UPOS_NOUN && k->t->upos[word] != UPOS_PROPN ? own_act(k, c, g, &cue) : ACT_NONE;
    bool no = is_negative(k, c);
    out->negative[c] = no != (g && (g->flags & WORD_NEGATIVE) && governs(k, c));
    out->modality[c] = out->standing[c];
    if (act == ACT_NONE || act == ACT_SAY || act == ACT_THINK || act == ACT_TRY) return;
    uint8_t of_act = act == ACT_DENY && no ? MODALITY_POSSIBLE : clauses_modality_of(act);
    if (act == ACT_DENY && no) out->negative[c] = false;
    if (of_act <= out->standing[c]) return;
    out->modality[c] = of_act;
    out->cue[c] = cue;
    out->prob[c] = LIKELY * k->t->prob_head[word];
}

/* A condition holds for the clause it hangs on, and for what that one only begins, pledges or plans. */
static void find_conditions(struct standing *k, const uint32_t *order)
{
    struct language_clauses *out = k->out;
    for (uint32_t c = 0; c < out->n; c++) {
        if (out->hang[c] != HANG_CONDITION) continue;
        out->conditional[c] = true;
        if (out->parent[c] == LANGUAGE_NONE) continue;
        out->condition[out->parent[c]] = c;
        out->conditional[out->parent[c]] = true;
    }
    for (uint32_t i = 0; i < out->n; i++) {
        uint32_t c = order[i], p = out->parent[c];
        if (out->hang[c] != HANG_COMPLEMENT || p == LANGUAGE_NONE || out->condition[p] == LANGUAGE_NONE) continue;
        if (out->condition[c] != LANGUAGE_NONE || out->source[c] == p) continue;
        out->condition[c] = out->condition[p];
        out->conditional[c] = true;
    }
}

/* One pass in which each clause comes behind its parent, so that all it needs from above is there; conditions last, since they
** act on the clause above them. */
enum status clauses_stand(struct clauses_work *w, arena *ar, struct err *err)
{
    struct language_clauses *out = w->out;
    struct standing k = {.tree = &w->tree, .t = w->tree.t, .out = out, .ground = ARENA_NEW(ar, out->n, struct ground)};
    if (!k.ground) return arena_why(ar, err);
    for (uint32_t i = 0; i < out->n; i++) {
        uint32_t c = w->order[i];
        k.ground[c] = clauses_from_above(&k, c);
        struct ground own = from_within(&k, c);
        const struct ground *decides = own.modality > k.ground[c].modality ? &own : &k.ground[c];
        if (k.ground[c].modality == MODALITY_DONE) decides = &own;
        out->standing[c] = weaker(own.modality, k.ground[c].modality);
        out->cue[c] = decides->cue;
        out->prob[c] = decides->prob * k.t->prob_head[out->word[c]];
        out->source[c] = k.ground[c].source;
        out->said_by[c] = k.ground[c].said_by;
        finish(&k, c);
    }
    find_conditions(&k, w->order);
    return OK;
}
