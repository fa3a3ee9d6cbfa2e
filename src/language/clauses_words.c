/* The lists behind clauses_words.h: groups of lemmas that do the same. A lemma stands once in a list, with its commonest use in
** statements and news; where uses differ by what follows ("agree to", "agree that"), the columns part them. Written for this
** project from general knowledge; no list of others was taken over.
**
** How to read a line: {"agree ...", P, S, P, 0} is promise with an infinitive or gerund ("agreed to pay"), saying with a finite
** clause ("agreed that it works"), promise with a noun ("agreed a deal"). What is on no line does nothing to its complement:
** "began to pay" is as done as the beginning. A word whose uses pull apart without a sign in the sentence ("address", "see")
** stays out, since then the wrong half would be found with confidence. The kinds follow Searle's of speech acts (A Taxonomy of
** Illocutionary Acts, 1975): commissives promise, directives demand, assertives say; plans, tries and possibilities are those of
** intention. */
#include "language/clauses_words.h"

/* Columns: what the word does to an infinitive or gerund, to a finite clause, with a noun at most; flags. */
#define N ACT_NONE
#define P ACT_PROMISE
#define D ACT_DEMAND
#define L ACT_PLAN
#define M ACT_POSSIBLE
#define X ACT_DENY
#define S ACT_SAY
#define T ACT_THINK
#define A ACT_TRY

/* Verbs, and adjectives as predicates ("is able to"). */
static const struct clauses_word verbs[] = {
    /* One commits oneself. "Agree that" states a shared view; "reaffirm that" says it again. */
    {"pledge promise vow undertake swear guarantee commit recommit committed", P, P, P, 0},
    {"agree concur volunteer reaffirm", P, S, P, 0},
    {"offer", P, S, N, 0}, /* with a noun it may be help, a promise, or "the advantage of speed", none: clauses_stand.c */
    {"assure reassure", P, P, N, 0},
    /* What is said again or with weight is what the noun says: "reiterated its commitment", "stressed the need". */
    {"affirm reassert reiterate restate repeat emphasize emphasise stress underscore underline voice express renew confirm", S,
     S, N, WORD_LIGHT},
    {"make give have issue reach sign deliver receive adopt honor honour uphold fulfil fulfill convey release", N, N, N,
     WORD_LIGHT},
    /* Another is asked, or it is called necessary. */
    {"urge demand implore beseech exhort request recommend advocate prescribe mandate stipulate instruct order direct require "
     "compel "
     "entreat counsel",
     D, D, D, 0},
    {"call appeal", D, S, D, WORD_PREP | WORD_NAMES},
    {"ask beg plead insist", D, S, D, WORD_PREP},
    {"invite encourage press pressure admonish prod lobby obligate oblige obliged need must ought should", D, D, N, 0},
    {"essential necessary imperative vital crucial critical important indispensable incumbent advisable", N, D, N, 0},
    {"push", D, D, D, WORD_OTHER | WORD_PREP},
    {"want desire like prefer", D, D, N, WORD_OTHER},
    {"forbid prohibit ban bar outlaw", D, D, D, WORD_NEGATIVE},
    /* It is meant to be. */
    {"plan intend aim schedule mean design slate due set poised scheduled destined intent determined eager keen expect "
     "anticipate "
     "envisage envision foresee project forecast predict expected decide resolve opt elect choose prepare ready prepared "
     "threaten "
     "bound",
     L, L, N, 0},
    {"determine", L, S, N, 0},
    {"go", L, N, N, 0},
    /* It is left open. */
    {"consider discuss explore weigh contemplate mull debate ponder", M, M, M, 0},
    {"hope wish aspire long yearn", M, M, M, WORD_PREP},
    {"review study examine allow permit let enable "
     "entitle "
     "authorize authorise empower equip able possible likely willing open liable apt free capable probable conceivable "
     "plausible "
     "hopeful optional eligible feasible potential",
     M, M, N, 0},
    {"speculate wonder doubt suspect fear worry imagine assume suppose guess", N, M, N, 0},
    {"unlikely impossible unable unwilling reluctant improbable inconceivable incapable hesitant powerless", M, M, N,
     WORD_NEGATIVE},
    {"appear seem", M, M, M, 0},
    {"propose", M, D, M, 0},
    {"suggest", M, S, N, WORD_NO_THING},
    /* It is said not to be so. */
    {"deny reject dismiss refute dispute repudiate rebut disavow disclaim rebuff contradict debunk", X, X, X, 0},
    /* It does not happen, or no longer. */
    {"refuse decline fail stop cease halt avoid omit neglect forget forgo refrain desist abstain quit discontinue suspend "
     "cancel "
     "abandon prevent deter dissuade preclude withhold scrap revoke rescind renounce forswear terminate lack drop eschew shun "
     "shelve "
     "abolish end",
     N, N, N, WORD_NEGATIVE},
    /* It is said to be so. "Tell to" and "advise to" ask. */
    {"tell advise warn", D, S, N, 0},
    {"say state note announce declare report claim assert remark observe comment argue contend maintain acknowledge admit "
     "concede "
     "disclose reveal explain add allege testify proclaim caution mention recall recount respond reply answer write tweet post "
     "signal "
     "indicate clarify quip opine lament complain boast joke conclude inform notify brief vouch echo attest retort interject "
     "whisper "
     "shout accuse",
     S, S, N, 0},
    {"describe label brand term dub characterize characterise portray hail denounce cite quote praise criticize criticise "
     "depict "
     "condemn slam blast deem pronounce",
     S, S, N, WORD_NAMES},
    {"show demonstrate prove imply", N, S, N, WORD_NO_THING},
    /* It is held to be so, or known. */
    {"believe think assess judge reckon estimate view regard feel understand sure certain confident convinced aware optimistic "
     "pessimistic",
     T, T, N, 0},
    {"know realize realise recognize recognise learn see hear find", N, S, N, 0},
    {"seek try attempt strive endeavor endeavour work struggle fight move proceed", A, N, N, 0},
};

/* Nouns that govern a clause ("a commitment to provide", "reports that") or are the matter of a light verb ("made a pledge"). */
static const struct clauses_word nouns[] = {
    {"commitment pledge promise vow guarantee undertaking oath assurance reassurance", P, P, P, 0},
    {"agreement accord consensus deal pact", P, S, P, 0},
    {"demand call request appeal plea insistence requirement ultimatum recommendation instruction order mandate exhortation "
     "need "
     "obligation duty responsibility necessity",
     D, D, D, 0},
    {"plan intention intent aim goal objective decision resolve determination ambition schedule expectation forecast "
     "prediction "
     "threat",
     L, L, L, 0},
    {"effort attempt bid endeavor endeavour drive push campaign", A, N, N, 0},
    {"hope wish proposal suggestion desire", M, M, M, 0},
    {"interest possibility chance option opportunity ability capability capacity prospect likelihood potential readiness "
     "willingness "
     "freedom right permission speculation suspicion fear concern doubt question risk power idea notion offer",
     M, M, N, 0},
    {"refusal failure inability unwillingness reluctance", N, N, N, WORD_NEGATIVE},
    {"denial rejection", X, X, X, 0},
    {"statement claim report allegation assertion remark warning announcement declaration acknowledgment acknowledgement "
     "admission "
     "argument accusation comment message testimony rumor rumour news",
     S, S, N, 0},
    {"view belief assessment opinion judgment judgement conviction impression understanding confidence conclusion position "
     "stance",
     T, T, N, 0},
    {"fact realization recognition finding", N, S, N, 0},
};

bool clauses_in(str s, const char *list)
{
    const char *p = list;
    unsigned char first = s.n ? ascii_tolower((unsigned char)s.p[0]) : ' ';
    while (*p) {
        size_t n = 0;
        while (p[n] && p[n] != ' ') n++;
        if (n == s.n && ascii_tolower((unsigned char)p[0]) == first && str_eq_nocase_ascii(s, (str){p, n})) return true;
        p += n + (p[n] == ' ');
    }
    return false;
}

static const struct clauses_word *look_up(const struct clauses_word *list, size_t n, str lemma)
{
    for (size_t i = 0; i < n; i++)
        if (clauses_in(lemma, list[i].lemmas)) return &list[i];
    return NULL;
}

const struct clauses_word *clauses_verb(str lemma) { return look_up(verbs, ARRAY_LEN(verbs), lemma); }
const struct clauses_word *clauses_noun(str lemma) { return look_up(nouns, ARRAY_LEN(nouns), lemma); }
const struct clauses_word *clauses_verb_at(uint32_t i) { return i < ARRAY_LEN(verbs) ? &verbs[i] : NULL; }
const struct clauses_word *clauses_noun_at(uint32_t i) { return i < ARRAY_LEN(nouns) ? &nouns[i] : NULL; }

enum clauses_act clauses_adverb(str lemma)
{
    if (clauses_in(lemma,
                   "likely possibly perhaps maybe probably potentially presumably conceivably seemingly apparently hopefully"))
        return ACT_POSSIBLE;
    return clauses_in(lemma, "reportedly allegedly purportedly supposedly reputedly ostensibly") ? ACT_SAY : ACT_NONE;
}

enum clauses_act clauses_modal(str form)
{
    if (clauses_in(form, "will shall 'll \xE2\x80\x99ll wo sha")) return ACT_PLAN;
    if (clauses_in(form, "may might can could ca")) return ACT_POSSIBLE;
    if (clauses_in(form, "must should ought")) return ACT_DEMAND;
    return clauses_in(form, "would 'd \xE2\x80\x99"
                            "d")
               ? ACT_TRY
               : ACT_NONE;
}

bool clauses_negator(str word)
{
    return clauses_in(word, "not n't n\xE2\x80\x99t no never neither nor none nobody nothing nowhere hardly scarcely cannot");
}
