/* What a clause gets from the clause or noun that it hangs on: by the group of that word in the lists, and by how that word itself
** stands. Under a word of saying the speaker is kept; under all others the weaker of the two modalities holds.
**
** Examples, the clause in brackets: "Seoul pledged [to pay]" promised; "may pledge [to pay]" possible, since the pledge is; "did
** not pledge [to pay]" promised and negative; "failed [to pay]" done and negative; "does not believe [it paid]" reported and
** negative, for thinking lifts its "not" out of what is thought (neg-raising: Horn, A Natural History of Negation, 1989, chapter
** 5); "did not say [it paid]" possible, for what was not said is open. FactBank (Sauri and Pustejovsky, Language Resources and
** Evaluation 43, 2009) asks of each event how sure its source is; here fewer grades do, since a record asks what was promised and
** by whom, not how likely it is. */
#include "language/clauses_ground.h"

/* A try counts as a plan: what is tried is not done yet. */
uint8_t clauses_modality_of(enum clauses_act act)
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

bool clauses_is_finite(const struct standing *k, uint32_t c)
{
    return k->out->tense[c] != TENSE_NONE || k->out->modal[c] != LANGUAGE_NONE;
}

bool clauses_is_content(const struct standing *k, uint32_t c)
{
    if (clauses_is_finite(k, c)) return !clauses_lemma_in(k->tree, k->out->marker[c], "to");
    return clauses_lemma_in(k->tree, k->out->marker[c], "that whether if");
}

/* What a word of this group, standing in clause p, makes of what hangs on it. base: how the word itself stands; no: it is
** negated. */
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
        out.modality = weaker(base, clauses_modality_of(act));
        break;
    case ACT_DEMAND:
    case ACT_DENY:
        out.negative = flips;
        /* what is not asked, or not denied, is open */
        out.modality = no ? MODALITY_POSSIBLE : weaker(base, clauses_modality_of(act));
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

/* A passive has no speaker but its agent: "it was said by both". Its subject is what was said, or of whom. */
static uint32_t speaker_of(const struct standing *k, uint32_t p, uint32_t subject)
{
    if (!k->out->passive[p] || k->out->hang[p] == HANG_NOUN) return subject;
    for (uint32_t c = k->tree->first[k->out->word[p]]; c != LANGUAGE_NONE; c = k->tree->next[c])
        if ((k->tree->rel[c] == REL_OBL || k->tree->rel[c] == REL_OBL_AGENT) &&
            clauses_lemma_in(k->tree, clauses_child(k->tree, c, REL_CASE), "by"))
            return c;
    return LANGUAGE_NONE;
}

/* What is said, pledged, begun. The group's column is that of the form: finite, or infinitive and gerund. A few verbs that are
** in no group since they have other uses too ("have", "be") count by their infinitive with "to"; "whether" and "if" leave any
** content open. */
static struct ground complement(const struct standing *k, uint32_t c, uint32_t p)
{
    uint32_t verb = k->out->word[p];
    const struct clauses_word *g = clauses_group(k->t, verb);
    enum clauses_act act = ACT_NONE;
    if (g) act = (enum clauses_act)(clauses_is_content(k, c) ? g->finite : g->infinitive);
    /* "wants to go" plans, "wants Seoul to go" asks */
    if (g && (g->flags & WORD_OTHER) && act == ACT_DEMAND && k->out->subject_is[c] == SUBJECT_SHARED) act = ACT_PLAN;
    if (g && (g->flags & WORD_NO_THING) && act == ACT_SAY && clauses_in(k->t->lemma[verb], "show demonstrate prove"))
        act = ACT_THINK;
    struct ground out = under(k, p, verb, g, act, k->out->standing[p], is_negative(k, p));
    if (out.source == p) out.said_by = speaker_of(k, p, out.said_by);
    /* "have to", "have got to": needed */
    if (!clauses_is_content(k, c) && k->out->hang[c] == HANG_COMPLEMENT && clauses_lemma_in(k->tree, verb, "have") &&
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

/* Is noun, or a mention of it, what clause p leaves out? Then a text that could have held it does not, which says neither that it
** stands nor that it fell.
**
**     omitted [the pledge to pay]                            object of a verb that leaves out
**     omitted mentions of drills and [the pledge to pay]     its conjunct, by way of a mention
**     made no mention of [the plan to pay]                   a mention that is denied
**     did not omit [the pledge to pay]                       not left out: promised */
static bool is_left_out(const struct standing *k, uint32_t noun, uint32_t p)
{
    const struct clauses_tree *tree = k->tree;
    bool named = false;
    uint32_t top = noun, verb = k->out->word[p];
    for (int hops = 0; hops < 4 && tree->head[top] != LANGUAGE_NONE; hops++, top = tree->head[top]) {
        bool mention = tree->rel[top] == REL_NMOD && clauses_lemma_in(tree, tree->head[top], "mention reference");
        if (!mention && tree->rel[top] != REL_CONJ) break;
        named = named || mention;
    }
    bool object = tree->rel[top] == REL_OBJ || tree->rel[top] == REL_NSUBJ_PASS;
    if (tree->head[top] != verb || !object) return false;
    if (clauses_lemma_in(tree, verb, "omit remove delete exclude drop strike")) return !is_negative(k, p);
    return named && is_negative(k, p) != clauses_lemma_in(tree, verb, "lack avoid");
}

/* A clause that hangs on a noun. The noun stands as its clause does; as the object of that clause's predicate it is what is
** promised, denied or asked, or left out: "made a pledge [to pay]" promised, "omitted the pledge [to pay]" possible, "denied claims [that it paid]" denied by who denies, "a warning
** [that prices rise]" reported by who warns. A clause that only describes ("the talks [held in May]", "the ship [that sank]") is
** told as a fact by whoever tells the rest; an infinitive behind a noun of no list ("ships [to patrol]") is a plan, for want of
** better (GUESS). */
static struct ground of_noun(const struct standing *k, uint32_t c, uint32_t p)
{
    uint32_t noun = k->tree->head[k->out->word[c]];
    const struct clauses_word *g = clauses_noun(k->t->lemma[noun]);
    bool object = k->tree->head[noun] == k->out->word[p] && k->out->object[p] == noun;
    bool content = k->out->hang[c] == HANG_NOUN && (k->out->marker[c] != LANGUAGE_NONE || clauses_is_finite(k, c));
    uint8_t base = object ? k->out->modality[p] : k->out->standing[p];
    if (k->ground[p].source == LANGUAGE_NONE && !content && base != MODALITY_DENIED) base = MODALITY_DONE;
    if (g && content) {
        enum clauses_act act = (enum clauses_act)(clauses_is_content(k, c) ? g->finite : g->infinitive);
        const struct clauses_word *verb = clauses_group(k->t, k->out->word[p]);
        bool ends = verb && (verb->flags & WORD_NEGATIVE); /* "did not drop the plan": it stands */
        struct ground out = under(k, p, noun, g, act, base, object && !ends && is_negative(k, p));
        if (is_left_out(k, noun, p)) {
            out.modality = weaker(out.modality, MODALITY_POSSIBLE);
            out.negative = false;
            out.cue = k->out->word[p];
        }
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
    if (content && !clauses_is_finite(k, c)) {
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

/* A circumstance is told as a fact, by whoever tells its clause, but for conditions, purposes, and participles that share the
** time of a verb that is no fact itself: "will meet [after prices rose]" the rise is done, "will pay [if prices rise]" possible,
** "met [to talk]" planned, "will meet, [opening the way]" planned with the meeting. */
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
    } else if (hang == HANG_PURPOSE && !clauses_is_finite(k, c)) {
        out.modality = weaker(k->out->standing[p], MODALITY_PLANNED);
        out.cue = marker;
        out.prob = FAIR;
    } else if (!clauses_is_finite(k, c) && k->out->standing[p] > MODALITY_REPORTED) {
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

/* The ground of clause c: by how it hangs. A conjunct stands as the clause before it does, and so needs no rules; what hangs on
** nothing is told by the text itself, unless a phrase beside it names another. */
struct ground clauses_from_above(const struct standing *k, uint32_t c)
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
