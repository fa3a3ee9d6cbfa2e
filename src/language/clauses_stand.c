/* How clauses stand, from the root down. A clause gets from above a ground (what its governor makes of it, by the governor's group in
** the word lists and the governor's own standing), adds its own (modal, tense, adverb, question), and hands down both. Of two
** modalities the weaker holds, in the order of enum language_modality: what is planned to be discussed is possible, no more. */
#include "language/clauses_parts.h"

/* How far each rule is to be trusted, before the parse is weighed. Set by hand: a word that says it, a form that allows another
** reading, a guess for want of either. */
#define SURE 0.95f
#define LIKELY 0.85f
#define FAIR 0.7f
#define GUESS 0.55f

/* What comes from above, or from within, with the word that says so. */
struct ground {
    uint8_t modality;
    bool negative;
    uint32_t cue;
    float prob;
    uint32_t source, said_by;
};

struct standing {
    const struct clauses_tree *tree;
    const struct language_text *t;
    struct language_clauses *out;
    struct ground *ground; /* [n] what each clause got from above */
};

static uint8_t weaker(uint8_t a, uint8_t b) { return a > b ? a : b; }

static uint8_t modality_of(enum clauses_act act)
{
    switch (act) {
    case ACT_PROMISE: return MODALITY_PROMISED;
    case ACT_DEMAND: return MODALITY_DEMANDED;
    case ACT_PLAN:
    case ACT_TRY: return MODALITY_PLANNED;
    case ACT_POSSIBLE: return MODALITY_POSSIBLE;
    case ACT_DENY: return MODALITY_DENIED;
    case ACT_SAY:
    case ACT_THINK: return MODALITY_REPORTED;
    case ACT_NONE:
    default: return MODALITY_DONE;
    }
}

/* Is it told with a tense of its own, or a modal? Infinitives, gerunds and bare participles are not. */
static bool is_finite(const struct standing *k, uint32_t c)
{
    return k->out->tense[c] != TENSE_NONE || k->out->modal[c] != LANGUAGE_NONE;
}

/* "That Seoul pay": a marker and a subject of its own make a bare form finite. */
static bool is_finite_complement(const struct standing *k, uint32_t c)
{
    if (is_finite(k, c)) return !clauses_lemma_in(k->tree, k->out->marker[c], "to");
    return clauses_lemma_in(k->tree, k->out->marker[c], "that whether if");
}

/* ---- from above ---- */

static bool is_negative(const struct standing *k, uint32_t c) { return k->out->negated[c] != k->ground[c].negative; }

/* What a word of this group, standing in clause p, makes of what hangs on it. base: how the word itself stands; no: it is negated. */
static struct ground under(const struct standing *k, uint32_t p, uint32_t word, const struct clauses_word *g,
                           enum clauses_act act, uint8_t base, bool no)
{
    bool flips = g && (g->flags & WORD_NEGATIVE);
    struct ground out = {base, false, word, LIKELY, k->ground[p].source, k->ground[p].said_by};
    switch (act) {
    case ACT_NONE:
        out.negative = no != flips;
        if (!flips) out.cue = k->out->cue[p];
        out.prob = k->ground[p].prob;
        break;
    case ACT_TRY:
        out.negative = no;
        out.modality = base <= MODALITY_REPORTED ? MODALITY_PLANNED : base;
        out.prob = FAIR;
        break;
    case ACT_PROMISE:
    case ACT_PLAN:
    case ACT_POSSIBLE:
        out.negative = no != flips;
        out.modality = weaker(base, modality_of(act));
        break;
    case ACT_DEMAND:
    case ACT_DENY:
        out.negative = flips;
        /* what is not asked, or not denied, is open */
        out.modality = no ? MODALITY_POSSIBLE : weaker(base, modality_of(act));
        if (no) out.prob = FAIR;
        break;
    case ACT_SAY:
        out.modality = no ? MODALITY_POSSIBLE : weaker(base, MODALITY_REPORTED);
        if (no) out.prob = FAIR;
        break;
    case ACT_THINK:
    default:
        out.negative = no; /* "does not believe that" holds the contrary */
        out.modality = weaker(base, MODALITY_REPORTED);
        break;
    }
    if (act == ACT_SAY || act == ACT_THINK || act == ACT_DENY) {
        out.source = p;
        out.said_by = k->out->subject[p];
    }
    return out;
}

/* A passive has no speaker but its agent: "it was said by both". */
static uint32_t speaker_of(const struct standing *k, uint32_t p, uint32_t subject)
{
    if (!k->out->passive[p] || k->out->hang[p] == HANG_NOUN) return subject;
    for (uint32_t c = k->tree->first[k->out->word[p]]; c != LANGUAGE_NONE; c = k->tree->next[c])
        if ((k->tree->rel[c] == REL_OBL || k->tree->rel[c] == REL_OBL_AGENT) &&
            clauses_lemma_in(k->tree, clauses_child(k->tree, c, REL_CASE), "by"))
            return c;
    return LANGUAGE_NONE;
}

static struct ground complement(const struct standing *k, uint32_t c, uint32_t p)
{
    uint32_t verb = k->out->word[p];
    const struct clauses_word *g = clauses_group(k->t, verb);
    enum clauses_act act = ACT_NONE;
    if (g) act = (enum clauses_act)(is_finite_complement(k, c) ? g->finite : g->infinitive);
    /* "wants to go" plans, "wants Seoul to go" asks */
    if (g && (g->flags & WORD_OTHER) && act == ACT_DEMAND && k->out->subject_is[c] == SUBJECT_SHARED) act = ACT_PLAN;
    if (g && (g->flags & WORD_NO_THING) && act == ACT_SAY && clauses_in(k->t->lemma[verb], "show demonstrate prove"))
        act = ACT_THINK;
    struct ground out = under(k, p, verb, g, act, k->out->standing[p], is_negative(k, p));
    if (out.source == p) out.said_by = speaker_of(k, p, out.said_by);
    /* "have to", "have got to": needed */
    if (!is_finite_complement(k, c) && k->out->hang[c] == HANG_COMPLEMENT && clauses_lemma_in(k->tree, verb, "have") &&
        clauses_lemma_in(k->tree, k->out->marker[c], "to")) {
        out.modality = weaker(out.modality, MODALITY_DEMANDED);
        out.cue = verb;
    }
    if (clauses_lemma_in(k->tree, verb, "be") && k->out->copula[p] == LANGUAGE_NONE &&
        clauses_lemma_in(k->tree, k->out->marker[c], "to")) {
        out.modality = weaker(out.modality, MODALITY_PLANNED);
        out.cue = verb;
    }
    if (clauses_lemma_in(k->tree, k->out->marker[c], "whether if")) {
        out.modality = weaker(out.modality, MODALITY_POSSIBLE);
        out.cue = k->out->marker[c];
    }
    return out;
}

/* Who a noun of speech belongs to: "Seoul's claim", "a warning by Seoul", "a U.S. warning". */
static uint32_t owner_of(const struct standing *k, uint32_t noun)
{
    uint32_t name = LANGUAGE_NONE;
    for (uint32_t c = k->tree->first[noun]; c != LANGUAGE_NONE; c = k->tree->next[c]) {
        if (k->tree->rel[c] == REL_POSS) return c;
        if (k->tree->rel[c] == REL_NMOD && clauses_lemma_in(k->tree, clauses_child(k->tree, c, REL_CASE), "by from of"))
            name = c;
        bool before = k->tree->rel[c] == REL_COMPOUND || k->tree->rel[c] == REL_AMOD;
        if (before && ascii_upper((unsigned char)k->t->words.form[c].p[0])) name = c;
    }
    return name;
}

/* A clause that hangs on a noun. The noun stands as its clause does; as the object of that clause's predicate it is what is promised,
** denied or asked. */
static struct ground of_noun(const struct standing *k, uint32_t c, uint32_t p)
{
    uint32_t noun = k->tree->head[k->out->word[c]];
    const struct clauses_word *g = clauses_noun(k->t->lemma[noun]);
    bool object = k->tree->head[noun] == k->out->word[p] && k->out->object[p] == noun;
    bool content = k->out->hang[c] == HANG_NOUN && (k->out->marker[c] != LANGUAGE_NONE || is_finite(k, c));
    uint8_t base = object ? k->out->modality[p] : k->out->standing[p];
    if (k->ground[p].source == LANGUAGE_NONE && !content && base != MODALITY_DENIED) base = MODALITY_DONE;
    if (g && content) {
        enum clauses_act act = (enum clauses_act)(is_finite_complement(k, c) ? g->finite : g->infinitive);
        struct ground out = under(k, p, noun, g, act, base, object && is_negative(k, p));
        if (act == ACT_SAY || act == ACT_THINK || act == ACT_DENY) {
            uint32_t owner = owner_of(k, noun);
            out.source = k->ground[p].source;
            out.said_by = owner != LANGUAGE_NONE ? owner : object ? k->out->subject[p] : k->ground[p].said_by;
            if (base == MODALITY_DENIED) {
                out.source = p;
                out.said_by = k->out->subject[p];
                out.modality = is_negative(k, p) ? MODALITY_POSSIBLE : MODALITY_DENIED;
            }
        }
        return out;
    }
    struct ground out = {base, false, k->out->word[c], FAIR, k->ground[p].source, k->ground[p].said_by};
    if (content && !is_finite(k, c)) {
        out.modality = weaker(k->out->standing[p], MODALITY_PLANNED);
        out.cue = k->out->marker[c] != LANGUAGE_NONE ? k->out->marker[c] : out.cue;
        out.prob = GUESS;
    } else if (k->ground[p].source != LANGUAGE_NONE) {
        out.modality = MODALITY_REPORTED;
        out.cue = k->ground[p].cue;
    } else
        out.modality = MODALITY_DONE;
    return out;
}

static struct ground adverbial(const struct standing *k, uint32_t c, uint32_t p)
{
    struct ground out = {MODALITY_DONE, false, k->out->word[c], LIKELY, k->ground[p].source, k->ground[p].said_by};
    const struct clauses_word *g = clauses_group(k->t, k->out->word[p]);
    enum language_hang hang = (enum language_hang)k->out->hang[c];
    uint32_t marker = k->out->marker[c];
    /* "prevent X from doing": no circumstance but what is prevented */
    if (clauses_lemma_in(k->tree, marker, "from") && g && (g->flags & WORD_NEGATIVE))
        return under(k, p, k->out->word[p], g, (enum clauses_act)g->infinitive, k->out->standing[p], is_negative(k, p));
    /* "call on X to act", "ask X to act": the infinitive is what is asked, wherever a parse hangs it */
    if (hang == HANG_PURPOSE && g && g->infinitive == ACT_DEMAND && clauses_lemma_in(k->tree, marker, "to") &&
        !k->out->passive[p] && k->out->subject_is[c] == SUBJECT_CONTROL)
        return under(k, p, k->out->word[p], g, ACT_DEMAND, k->out->standing[p], is_negative(k, p));
    if (out.source != LANGUAGE_NONE) {
        out.modality = MODALITY_REPORTED;
        out.cue = k->ground[p].cue;
    }
    if (hang == HANG_CONDITION) {
        out.modality = MODALITY_POSSIBLE;
        out.cue = marker != LANGUAGE_NONE ? marker : k->out->word[c];
    } else if (hang == HANG_PURPOSE && !is_finite(k, c)) {
        out.modality = weaker(k->out->standing[p], MODALITY_PLANNED);
        out.cue = marker;
        out.prob = FAIR;
    } else if (!is_finite(k, c) && k->out->standing[p] > MODALITY_REPORTED) {
        /* a participle goes with its verb: "will meet, opening the way" */
        out.modality = k->out->standing[p];
        out.cue = k->out->cue[p];
        out.prob = FAIR;
    }
    return out;
}

/* Is what clause c tells said by someone whom a clause or phrase beside it names: "..., he said", "according to X"? */
static bool is_attributed(const struct standing *k, uint32_t c, struct ground *out)
{
    for (uint32_t w = k->tree->first[k->out->word[c]]; w != LANGUAGE_NONE; w = k->tree->next[w]) {
        uint32_t tag = k->out->of_word[w], by = clauses_child(k->tree, w, REL_CASE);
        if (k->tree->rel[w] == REL_PARATAXIS && clauses_is_tag(k->tree, w)) {
            *out = (struct ground){MODALITY_REPORTED, false, w, LIKELY, tag, clauses_subject(k->tree, w)};
            return true;
        }
        if (by != LANGUAGE_NONE && clauses_in(k->t->words.form[by], "according")) {
            *out = (struct ground){MODALITY_REPORTED, false, by, SURE, LANGUAGE_NONE, w};
            return true;
        }
    }
    return false;
}

static struct ground from_above(const struct standing *k, uint32_t c)
{
    struct ground out = {MODALITY_DONE, false, k->out->word[c], SURE, LANGUAGE_NONE, LANGUAGE_NONE};
    uint32_t p = k->out->parent[c], word = k->out->word[c];
    if (p != LANGUAGE_NONE) switch ((enum language_hang)k->out->hang[c]) {
        case HANG_COMPLEMENT: out = complement(k, c, p); break;
        case HANG_SUBJECT: {
            /* "it is essential to act": the predicate above says how */
            const struct clauses_word *g = clauses_group(k->t, k->out->word[p]);
            out = under(k, p, k->out->word[p], g, g ? (enum clauses_act)weaker(g->infinitive, g->finite) : ACT_NONE,
                        k->out->standing[p], is_negative(k, p));
            break;
        }
        case HANG_NOUN:
        case HANG_RELATIVE: out = of_noun(k, c, p); break;
        case HANG_CONJUNCT: out = k->ground[p]; break;
        case HANG_PARATAXIS:
        case HANG_OTHER:
            /* what goes on beside what is said is said too, but for the words that say so */
            if (k->ground[p].source != c) out = k->ground[p];
            if (clauses_is_tag(k->tree, word) && out.source == LANGUAGE_NONE) out.modality = MODALITY_DONE;
            break;
        case HANG_MAIN: break;
        case HANG_CONDITION:
        case HANG_PURPOSE:
        case HANG_TIME:
        case HANG_REASON:
        case HANG_CONCESSION:
        case HANG_MANNER:
        case HANG_COUNT:
        default: out = adverbial(k, c, p); break;
        }
    struct ground said;
    if (out.source == LANGUAGE_NONE && is_attributed(k, c, &said)) {
        said.modality = weaker(out.modality, MODALITY_REPORTED);
        said.negative = out.negative;
        return said;
    }
    return out;
}

/* ---- from within ---- */

/* Does the clause speak of the one who says it: "we will", "Seoul said it would"? */
static bool is_first_party(const struct standing *k, uint32_t c)
{
    uint32_t subject = k->out->subject[c], speaker = k->ground[c].said_by;
    if (subject == LANGUAGE_NONE || k->out->passive[c]) return false;
    if (clauses_in(k->t->words.form[subject], "i we")) return true;
    if (speaker == LANGUAGE_NONE) return false;
    if (clauses_in(k->t->words.form[subject], "he she it they")) return true;
    return subject != speaker && str_eq(k->t->lemma[subject], k->t->lemma[speaker]);
}

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
        own->modality = modality_of(act);
    /* a treaty's "shall" binds whom it names */
    if (clauses_in(k->t->words.form[modal], "shall") && k->out->subject[c] != LANGUAGE_NONE && !k->out->passive[c])
        own->modality = MODALITY_PROMISED;
    if (act == ACT_TRY || own->modality == MODALITY_PROMISED) own->prob = FAIR;
    /* "must have been": a conclusion, no demand; "should" of one's own plan is less than one of another */
    if (act == ACT_DEMAND && (k->out->aspect[c] & ASPECT_PERFECT)) own->modality = MODALITY_POSSIBLE;
    if (act == ACT_DEMAND && is_first_party(k, c)) own->prob = FAIR;
}

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

static struct ground from_within(const struct standing *k, uint32_t c)
{
    uint32_t word = k->out->word[c], modal = k->out->modal[c];
    struct ground own = {MODALITY_DONE, false, word, is_finite(k, c) ? SURE : LIKELY, LANGUAGE_NONE, LANGUAGE_NONE};
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
        if (act == ACT_NONE || modality_of(act) <= own.modality) continue;
        own = (struct ground){modality_of(act), false, a, LIKELY, 0, 0};
    }
    uint32_t mark = question_mark(k, c);
    if (mark != LANGUAGE_NONE) own = (struct ground){MODALITY_POSSIBLE, false, mark, FAIR, 0, 0};
    return own;
}

/* ---- the predicate's own meaning ---- */

/* Which column of its group holds: what hangs on the predicate. */
static enum clauses_act own_act(const struct standing *k, uint32_t c, const struct clauses_word *g, uint32_t *cue)
{
    uint32_t word = k->out->word[c], noun = k->out->object[c];
    if (k->out->passive[c] && noun == LANGUAGE_NONE) noun = clauses_child(k->tree, word, REL_NSUBJ_PASS);
    bool prep = false, addressed = noun != LANGUAGE_NONE;
    for (uint32_t a = k->tree->first[word]; a != LANGUAGE_NONE; a = k->tree->next[a]) {
        uint32_t d = k->out->of_word[a];
        bool clause = d != LANGUAGE_NONE && k->out->word[d] == a;
        if (clause && (k->out->hang[d] == HANG_COMPLEMENT || k->out->hang[d] == HANG_SUBJECT)) {
            if (is_finite_complement(k, d)) return (enum clauses_act)g->finite;
            if ((g->flags & WORD_OTHER) && !addressed && clauses_subject(k->tree, a) == LANGUAGE_NONE) return ACT_PLAN;
            return (enum clauses_act)g->infinitive;
        }
        prep = prep ||
               ((k->tree->rel[a] == REL_OBL || clause) &&
                clauses_lemma_in(k->tree, clause ? k->out->marker[d] : clauses_child(k->tree, a, REL_CASE), "for on upon"));
    }
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
    uint8_t of_act = act == ACT_DENY && no ? MODALITY_POSSIBLE : modality_of(act);
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

enum status clauses_stand(struct clauses_work *w, arena *ar, struct err *err)
{
    struct language_clauses *out = w->out;
    struct standing k = {.tree = &w->tree, .t = w->tree.t, .out = out, .ground = ARENA_NEW(ar, out->n, struct ground)};
    if (!k.ground) return arena_why(ar, err);
    for (uint32_t i = 0; i < out->n; i++) {
        uint32_t c = w->order[i];
        k.ground[c] = from_above(&k, c);
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
