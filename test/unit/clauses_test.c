/* Clauses of sentences annotated by hand, and what holds of every text. */
#include "base/random.h"
#include "clauses_help.h"
#include "language/clauses_tree.h"
#include "language/clauses_words.h"

/* Invented sentences, each with what its clauses are to be; written down before the program saw them. */
static const struct {
    const char *text, *want;
} cases[] = {
    {"Arland/NNP/2/nsubj said=say/VBD/0/root it/PRP/6/nsubj would/MD/6/aux not/RB/6/advmod withdraw/VB/2/ccomp "
     "its/PRP$/8/nmod:poss troops/NNS/6/obj unless/IN/12/mark the/DT/11/det pact/NN/12/nsubj fails=fail/VBZ/6/advcl "
     "~././2/punct",
     "said main Arland done +; withdraw complement it promised - IF by Arland; fails condition pact possible + IF by Arland"},
    {"The/DT/2/det ministers=minister/NNS/3/nsubj pledged=pledge/VBD/0/root to/TO/5/mark expand/VB/3/xcomp the/DT/7/det "
     "drills=drill/NNS/5/obj and/CC/10/cc to/TO/10/mark share/VB/5/conj data/NN/10/obj ~././3/punct",
     "pledged main ministers promised +; expand complement ministers promised +; share conjunct ministers promised +"},
    {"Bordavia/NNP/2/nsubj denied=deny/VBD/0/root that/IN/7/mark its/PRP$/5/nmod:poss navy/NN/7/nsubj would/MD/7/aux "
     "leave/VB/2/ccomp the/DT/9/det strait/NN/7/obj ~././2/punct",
     "denied main Bordavia denied +; leave complement navy denied + by Bordavia"},
    {"The/DT/3/det two/CD/3/nummod sides=side/NNS/4/nsubj agreed=agree/VBD/0/root to/TO/6/mark seek/VB/4/xcomp to/TO/8/mark "
     "widen/VB/6/xcomp the/DT/10/det talks=talk/NNS/8/obj ~././4/punct",
     "agreed main sides promised +; seek complement sides promised +; widen complement sides promised +"},
    {"The/DT/2/det chancellor/NN/3/nsubj urged=urge/VBD/0/root Arland/NNP/3/obj to/TO/6/mark stop/VB/3/xcomp "
     "building=build/VBG/6/xcomp the/DT/9/det base/NN/7/obj ~././3/punct",
     "urged main chancellor demanded +; stop complement Arland demanded -; building complement Arland demanded -"},
    {"The/DT/2/det council/NN/4/nsubj may/MD/4/aux consider/VB/0/root lifting=lift/VBG/4/xcomp the/DT/7/det ban/NN/5/obj "
     "~././4/punct",
     "consider main council possible +; lifting complement council possible +"},
    {"Arland/NNP/2/nsubj failed=fail/VBD/0/root to/TO/4/mark meet/VB/2/xcomp the/DT/6/det target/NN/4/obj ~,/./12/punct "
     "which/WDT/12/obj the/DT/10/det pact/NN/12/nsubj had=have/VBD/12/aux set/VBN/6/acl:relcl ~././2/punct",
     "failed main Arland done -; meet complement Arland done -; set relative pact done +"},
    {"The/DT/2/det mission/NN/5/nsubj:outer is=be/VBZ/5/cop to/TO/5/mark leave/VB/0/root in/IN/7/case May/NNP/5/obl "
     "~././5/punct",
     "leave main mission planned +"},
    {"We/PRP/4/nsubj will/MD/4/aux never/RB/4/advmod accept/VB/0/root the/DT/6/det plan/NN/4/obj ~././4/punct",
     "accept main We promised -"},
    {"If/IN/4/mark the/DT/3/det talks=talk/NNS/4/nsubj fail/VBP/9/advcl ~,/./4/punct the/DT/7/det allies=ally/NNS/9/nsubj "
     "will/MD/9/aux expand/VB/0/root the/DT/11/det drills=drill/NNS/9/obj ~././9/punct",
     "fail condition talks possible + IF; expand main allies planned + IF"},
    {"Both/DT/2/det governments=government/NNS/4/nsubj must/MD/4/aux respect/VB/0/root the/DT/6/det line/NN/4/obj ~././4/punct",
     "respect main governments demanded +"},
    {"Talks=talk/NNS/5/nsubj held=hold/VBN/1/acl in/IN/4/case May/NNP/2/obl ended=end/VBD/0/root without/IN/8/case a/DT/8/det "
     "deal/NN/5/obl ~././5/punct",
     "held noun Talks done +; ended main Talks done +"},
    {"Leaving=leave/VBG/6/csubj now/RB/1/advmod would/MD/6/aux be/VB/6/cop a/DT/6/det mistake/NN/0/root ~././6/punct",
     "Leaving subject - possible +; mistake main Leaving possible +"},
    {"The/DT/2/det minister/NN/5/nsubj did=do/VBD/5/aux not/RB/5/advmod say/VB/0/root whether/IN/10/mark the/DT/8/det "
     "fleet/NN/10/nsubj had=have/VBD/10/aux sailed=sail/VBN/5/ccomp ~././5/punct",
     "say main minister done -; sailed complement fleet possible + by minister"},
    {"Kastel/NNP/4/nsubj does=do/VBZ/4/aux not/RB/4/advmod believe/VB/0/root that/IN/9/mark the/DT/7/det treaty/NN/9/nsubj "
     "is=be/VBZ/9/cop dead/JJ/4/ccomp ~././4/punct",
     "believe main Kastel done -; dead complement treaty reported - by Kastel"},
    {"The/DT/2/det pact/NN/4/nsubj:pass was=be/VBD/4/aux:pass signed=sign/VBN/0/root by/IN/7/case both/DT/7/det "
     "presidents=president/NNS/4/obl:agent and/CC/9/cc entered=enter/VBD/4/conj into/IN/11/case force/NN/9/obl ~././4/punct",
     "signed main pact promised +; entered conjunct pact done +"},
    {"Arland/NNP/2/nsubj has=have/VBZ/0/root no/DT/4/det plans=plan/NNS/2/obj to/TO/6/mark join/VB/4/acl the/DT/8/det "
     "bloc/NN/6/obj ~././2/punct",
     "has main Arland planned -; join noun Arland planned -"},
    {"The/DT/2/det envoy/NN/3/nsubj called=call/VBD/0/root on/IN/5/case Bordavia/NNP/3/obl to/TO/7/mark free/VB/3/xcomp "
     "the/DT/9/det crew/NN/7/obj ~././3/punct",
     "called main envoy demanded +; free complement Bordavia demanded +"},
    {"Officials=official/NNS/2/nsubj said=say/VBD/0/root the/DT/4/det cost/NN/6/nsubj had=have/VBD/6/aux "
     "doubled=double/VBN/2/ccomp because/IN/9/mark prices=price/NNS/9/nsubj rose=rise/VBD/6/advcl ~././2/punct",
     "said main Officials done +; doubled complement cost reported + by Officials; rose reason prices reported + by Officials"},
    {"The/DT/2/det ships=ship/NNS/3/nsubj turned=turn/VBD/0/root back/RB/3/advmod before/IN/8/mark the/DT/7/det "
     "storm/NN/8/nsubj arrived=arrive/VBD/3/advcl ~././3/punct",
     "turned main ships done +; arrived time storm done +"},
    {"To/TO/2/mark protect/VB/7/advcl the/DT/4/det port/NN/2/obj ~,/./2/punct Arland/NNP/7/nsubj bought=buy/VBD/0/root "
     "radars=radar/NNS/7/obj ~././7/punct",
     "protect purpose Arland planned +; bought main Arland done +"},
    {"Although/IN/3/mark costs=cost/NNS/3/nsubj rose=rise/VBD/7/advcl ~,/./2/punct the/DT/6/det programme/NN/7/nsubj "
     "continued=continue/VBD/0/root ~././7/punct",
     "rose concession costs done +; continued main programme done +"},
    {"Did=do/VBD/4/aux the/DT/3/det council/NN/4/nsubj approve/VB/0/root the/DT/6/det budget/NN/4/obj ~?/./4/punct",
     "approve main council possible +"},
    {"Withdraw/VB!/0/root the/DT/3/det troops/NNS/1/obj now/RB/1/advmod ~././1/punct", "Withdraw main - demanded +"},
    {"The/DT/2/det army/NN/4/nsubj reportedly/RB/4/advmod tested=test/VBD/0/root a/DT/6/det missile/NN/4/obj ~././4/punct",
     "tested main army reported +"},
    {"Perhaps/RB/4/advmod the/DT/3/det talks=talk/NNS/4/nsubj resumed=resume/VBD/0/root ~././4/punct",
     "resumed main talks possible +"},
    {"The/DT/2/det budget/NN/8/nsubj:pass ~,/./5/punct officials=official/NNS/5/nsubj said=say/VBD/8/parataxis ~,/./5/punct "
     "was=be/VBD/8/aux:pass approved=approve/VBN/0/root ~././8/punct",
     "said parataxis officials done +; approved main budget reported + by officials"},
    {"According=accord/VBG/4/case to/IN/1/fixed the/DT/4/det ministry/NN/9/obl ~,/./4/punct the/DT/7/det bridge/NN/9/nsubj "
     "is=be/VBZ/9/cop safe/JJ/0/root ~././9/punct",
     "safe main bridge reported + by ministry"},
    {"The/DT/2/det union/NN/3/nsubj rejected=reject/VBD/0/root claims=claim/NNS/3/obj that/IN/8/mark it/PRP/8/nsubj "
     "had=have/VBD/8/aux misled=mislead/VBN/4/acl workers=worker/NNS/8/obj ~././3/punct",
     "rejected main union denied +; misled noun it denied + by union"},
    {"Neither/DT/2/det side/NN/3/nsubj wants=want/VBZ/0/root to/TO/5/mark return/VB/3/xcomp to/IN/7/case war/NN/5/obl "
     "~././3/punct",
     "wants main side planned -; return complement side planned -"},
    {"Arland/NNP/2/nsubj wants=want/VBZ/0/root Bordavia/NNP/2/obj to/TO/5/mark disarm/VB/2/xcomp ~././2/punct",
     "wants main Arland demanded +; disarm complement Bordavia demanded +"},
    {"The/DT/2/det guards=guard/NNS/3/nsubj prevented=prevent/VBD/0/root the/DT/5/det crowd/NN/3/obj from/IN/7/mark "
     "entering=enter/VBG/3/advcl the/DT/9/det hall/NN/7/obj ~././3/punct",
     "prevented main guards done -; entering manner crowd done -"},
    {"The/DT/2/det Parties=party/NNS/4/nsubj shall/MD/4/aux notify/VB/0/root each/DT/4/obj other/JJ/5/fixed ~,/./10/punct "
     "and/CC/10/cc may/MD/10/aux invite/VB/4/conj observers=observer/NNS/10/obj ~././4/punct",
     "notify main Parties promised +; invite conjunct Parties possible +"},
    {"Should/MD/4/aux the/DT/3/det pact/NN/4/nsubj lapse/VB/8/advcl ~,/./4/punct trade/NN/8/nsubj would/MD/8/aux "
     "suffer/VB/0/root ~././8/punct",
     "lapse condition pact possible + IF; suffer main trade possible + IF"},
    {"The/DT/2/det general/NN/4/nsubj:pass is=be/VBZ/4/aux:pass expected=expect/VBN/0/root to/TO/6/mark announce/VB/4/xcomp "
     "that/IN/11/mark the/DT/9/det base/NN/11/nsubj will/MD/11/aux close/VB/6/ccomp ~././4/punct",
     "expected main general planned +; announce complement general planned +; close complement base planned + by general"},
    {"It/PRP/3/expl is=be/VBZ/3/cop essential/JJ/0/root that/IN/7/mark both/DT/6/det sides=side/NNS/7/nsubj show/VBP/3/csubj "
     "restraint/NN/7/obj ~././3/punct",
     "essential main show demanded +; show subject sides demanded +"},
    {"Arland/NNP/2/nsubj refused=refuse/VBD/0/root to/TO/4/mark sign/VB/2/xcomp and/CC/6/cc cut/VBD/2/conj "
     "its/PRP$/8/nmod:poss aid/NN/6/obj ~././2/punct",
     "refused main Arland done -; sign complement Arland done -; cut conjunct Arland done +"},
    {"Kastel/NNP/2/nsubj promised=promise/VBD/0/root voters=voter/NNS/2/iobj that/IN/7/mark taxes=tax/NNS/7/nsubj "
     "would/MD/7/aux fall/VB/2/ccomp ~././2/punct",
     "promised main Kastel promised +; fall complement taxes promised +"},
    {"The/DT/3/det press/NN/3/compound office/NN/4/nsubj said=say/VBD/0/root nothing/PRN/7/nsubj had=have/VBD/7/aux "
     "changed=change/VBN/4/ccomp ~././4/punct",
     "said main office done +; changed complement nothing reported - by office"},
    {"There/EX/2/expl are=be/VBP/0/root no/DT/4/det plans=plan/NNS/2/nsubj ~,/./9/punct and/CC/9/cc nobody/PRN/9/nsubj:pass "
     "was=be/VBD/9/aux:pass told=tell/VBN/2/conj ~././2/punct",
     "are main plans done -; told conjunct nobody done -"},
    {"The/DT/2/det envoy/NN/3/nsubj left=leave/VBD/0/root ~,/./5/punct saying=say/VBG/3/advcl the/DT/7/det deal/NN/9/nsubj "
     "was=be/VBD/9/cop dead/JJ/5/ccomp ~././3/punct",
     "left main envoy done +; saying manner envoy done +; dead complement deal reported + by envoy"},
    {"Arland/NNP/3/nmod:poss ~'s/POS/1/case commitment/NN/9/nsubj to/TO/5/mark defend/VB/3/acl the/DT/7/det "
     "islands=island/NNS/5/obj is=be/VBZ/9/cop firm/JJ/0/root ~././9/punct",
     "defend noun Arland promised +; firm main commitment done +"},
    {"He/PRP/2/nsubj hopes=hope/VBZ/0/root that/IN/5/mark rain/NN/5/nsubj comes=come/VBZ/2/ccomp ~././2/punct",
     "hopes main He possible +; comes complement rain possible +"},
    {"The/DT/2/det firm/NN/3/nsubj stopped=stop/VBD/0/root paying=pay/VBG/3/xcomp and/CC/7/cc never/RB/7/advmod "
     "apologised=apologise/VBD/3/conj ~././3/punct",
     "stopped main firm done -; paying complement firm done -; apologised conjunct firm done -"},
    {"The/DT/2/det court/NN/3/nsubj ordered=order/VBD/0/root that/IN/8/mark the/DT/6/det files=file/NNS/8/nsubj:pass "
     "be/VB/8/aux:pass opened=open/VBN/3/ccomp ~././3/punct",
     "ordered main court demanded +; opened complement files demanded +"},
    /* found by reading pages */
    {"Arland/NNP/2/nsubj considers=consider/VBZ/0/root the/DT/4/det line/NN/2/obj illegal/JJ/2/xcomp ~././2/punct",
     "considers main Arland done +"},
    {"Analysts=analyst/NNS/2/nsubj say/VBP/0/root it/PRP/5/nsubj will/MD/5/aux help/VB/2/ccomp ~././2/punct",
     "say main Analysts done +; help complement it planned + by Analysts"},
    {"Many/JJ/6/amod would/MD/7/aux ~-/./2/punct ~be/VB/7/cop home/NN/6/compound sellers=seller/NNS/7/nsubj have/VBP/0/root "
     "low/JJ/9/amod rates=rate/NNS/7/obj ~././7/punct",
     "have main sellers done +"},
    {"Arland/NNP/2/nsubj offers=offer/VBZ/0/root the/DT/4/det advantage/NN/2/obj of/IN/6/case speed/NN/4/nmod ~././2/punct",
     "offers main Arland done +"},
    {"Arland/NNP/2/nsubj offered=offer/VBD/0/root help/NN/2/obj ~././2/punct", "offered main Arland promised +"},
    {"Arland/NNP/2/nsubj offered=offer/VBD/0/root to/TO/4/mark help/VB/2/xcomp ~././2/punct",
     "offered main Arland promised +; help complement Arland promised +"},
    {"Cars=car/NNS/2/nsubj have/VBP/0/root wide/JJ/4/amod appeal/NN/2/obj ~././2/punct", "have main Cars done +"},
    {"Arland/NNP/2/nsubj made=make/VBD/0/root an/DT/4/det appeal/NN/2/obj for/IN/6/case calm/NN/4/nmod ~././2/punct",
     "made main Arland demanded +"},
    {"It/PRP/2/nsubj omitted=omit/VBD/0/root mentions=mention/NNS/2/obj of/IN/5/case talks=talk/NNS/3/nmod and/CC/8/cc "
     "the/DT/8/det "
     "commitment/NN/5/conj to/TO/10/mark pay/VB/8/acl ~././2/punct",
     "omitted main It done -; pay noun It possible +"},
    {"The/DT/2/det text/NN/3/nsubj made=make/VBD/0/root no/DT/5/det mention/NN/3/obj of/IN/8/case the/DT/8/det plan/NN/5/nmod "
     "to/TO/10/mark pay/VB/8/acl ~././3/punct",
     "made main text done -; pay noun text possible +"},
    {"The/DT/2/det text/NN/3/nsubj made=make/VBD/0/root mention/NN/3/obj of/IN/7/case the/DT/7/det plan/NN/4/nmod to/TO/9/mark "
     "pay/VB/7/acl ~././3/punct",
     "made main text done +; pay noun text planned +"},
    {"It/PRP/4/nsubj did=do/VBD/4/aux not/RB/4/advmod omit/VB/0/root the/DT/6/det pledge/NN/4/obj to/TO/8/mark pay/VB/6/acl "
     "~././4/punct",
     "omit main It done +; pay noun It promised +"},
    {"Trade/NN/3/nsubj will/MD/3/aux grow/VB/0/root provided=provide/VBN/3/advcl that/IN/7/mark rain/NN/7/nsubj "
     "falls=fall/VBZ/4/ccomp ~././3/punct",
     "grow main Trade planned + IF; provided condition Trade possible + IF; falls complement rain possible +"},
};

TEST(finds_clauses_and_how_they_stand)
{
    uint32_t n_clause = 0, n_wrong = 0;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        arena *ar = arena_new(0);
        struct language_text t = brief_text(cases[i].text, ar);
        struct language_clauses c;
        struct err err = {0};
        buf got = {0};
        CHECK(t.words.n_word > 0);
        CHECK_INT(language_clauses_find(&c, &t, ar, &err), OK);
        show_clauses(&got, &t, &c);
        n_clause += c.n;
        if (!str_eq(buf_str(&got), str_of(cases[i].want))) {
            printf("# %.*s\n#   got  %.*s\n#   want %s\n", STR_ARG(t.text), STR_ARG(buf_str(&got)), cases[i].want);
            n_wrong++;
        }
        buf_free(&got);
        arena_free(ar);
    }
    CHECK_INT(n_wrong, 0);
    CHECK(n_clause >= 80);
}

/* ---- the verb, the words, the links ---- */

static uint32_t clause_of(const struct language_text *t, const struct language_clauses *c, const char *word)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (str_eq(t->words.form[c->word[i]], str_of(word))) return i;
    return LANGUAGE_NONE;
}

TEST(tells_tense_aspect_and_voice)
{
    static const struct {
        const char *text, *word;
        int tense, aspect;
        bool passive, negated;
    } verbs[] = {
        {"Ships=ship/NNS/3/nsubj have/VBP/3/aux left=leave/VBN/0/root", "left", TENSE_PRESENT, ASPECT_PERFECT, false, false},
        {"Ships=ship/NNS/4/nsubj had=have/VBD/4/aux been=be/VBN/4/aux leaving=leave/VBG/0/root", "leaving", TENSE_PAST,
         ASPECT_BOTH, false, false},
        {"Ships=ship/NNS/5/nsubj:pass will/MD/5/aux not/RB/5/advmod be/VB/5/aux:pass sold=sell/VBN/0/root", "sold",
         TENSE_FUTURE, ASPECT_SIMPLE, true, true},
        {"Ships=ship/NNS/3/nsubj are=be/VBP/3/aux leaving=leave/VBG/0/root", "leaving", TENSE_PRESENT, ASPECT_PROGRESSIVE,
         false, false},
        {"Ships=ship/NNS/0/root sold=sell/VBN/1/acl", "sold", TENSE_NONE, ASPECT_SIMPLE, true, false},
        {"Trade/NN/3/nsubj is=be/VBZ/3/cop free/JJ/0/root", "free", TENSE_PRESENT, ASPECT_SIMPLE, false, false},
        {"Ships=ship/NNS/5/nsubj left=leave/VBD/0/root not/RB/4/advmod only/RB/2/advmod Kastel/NNP/2/obj", "left", TENSE_PAST,
         ASPECT_SIMPLE, false, false},
    };
    for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
        arena *ar = arena_new(0);
        struct language_text t = brief_text(verbs[i].text, ar);
        struct language_clauses c;
        CHECK_INT(language_clauses_find(&c, &t, ar, NULL), OK);
        uint32_t k = clause_of(&t, &c, verbs[i].word);
        CHECK_MSG(k != LANGUAGE_NONE, "%s", verbs[i].text);
        bool good = c.tense[k] == verbs[i].tense && c.aspect[k] == verbs[i].aspect && c.passive[k] == verbs[i].passive &&
                    c.negated[k] == verbs[i].negated;
        CHECK_MSG(good, "%s: tense %d aspect %d passive %d negated %d", verbs[i].text, c.tense[k], c.aspect[k], c.passive[k],
                  c.negated[k]);
        arena_free(ar);
    }
}

TEST(links_clauses_words_and_cues)
{
    arena *ar = arena_new(0);
    struct language_text t =
        brief_text(cases[0].text, ar); /* Arland said it would not withdraw its troops unless the pact fails. */
    struct language_clauses c;
    CHECK_INT(language_clauses_find(&c, &t, ar, NULL), OK);
    uint32_t said = clause_of(&t, &c, "said"), leave = clause_of(&t, &c, "withdraw"), fails = clause_of(&t, &c, "fails");
    CHECK_INT(c.parent[said], LANGUAGE_NONE);
    CHECK_INT(c.parent[leave], said);
    CHECK_INT(c.parent[fails], leave);
    CHECK_INT(c.source[leave], said);
    CHECK_INT(c.source[said], LANGUAGE_NONE);
    CHECK_INT(c.condition[leave], fails);
    CHECK(c.negated[leave] && !c.negated[fails]);
    CHECK_STR(t.words.form[c.object[leave]], "troops");
    CHECK_STR(t.words.form[c.modal[leave]], "would");
    CHECK_STR(t.words.form[c.cue[leave]], "would");
    CHECK_STR(t.words.form[c.cue[fails]], "unless");
    CHECK_STR(t.words.form[c.marker[fails]], "unless");
    CHECK_INT(c.words[leave].begin, 2); /* it ... troops */
    CHECK_INT(c.words[leave].end, 8);
    CHECK_INT(c.of_word[7], leave);
    CHECK_INT(c.of_word[10], fails);
    CHECK(c.prob[leave] > 0.2f && c.prob[leave] < 0.5f); /* half of the head's 0.5 at least */
    arena_free(ar);
}

/* A verb over an act: what was done is the urging, what is told is a demand. */
TEST(keeps_the_act_and_its_matter_apart)
{
    arena *ar = arena_new(0);
    struct language_text t =
        brief_text("The/DT/2/det council/NN/4/nsubj may/MD/4/aux urge/VB/0/root Arland/NNP/4/obj to/TO/7/mark "
                   "pay/VB/4/xcomp ~././4/punct",
                   ar);
    struct language_clauses c;
    CHECK_INT(language_clauses_find(&c, &t, ar, NULL), OK);
    CHECK_INT(c.n, 2);
    CHECK_INT(c.standing[0], MODALITY_POSSIBLE);
    CHECK_INT(c.modality[0], MODALITY_POSSIBLE);
    CHECK_INT(c.modality[1], MODALITY_POSSIBLE);
    CHECK_INT(c.subject_is[1], SUBJECT_CONTROL);
    t = brief_text(cases[4].text, ar); /* The chancellor urged Arland to stop building the base. */
    CHECK_INT(language_clauses_find(&c, &t, ar, NULL), OK);
    CHECK_INT(c.standing[0], MODALITY_DONE);
    CHECK_INT(c.modality[0], MODALITY_DEMANDED);
    arena_free(ar);
}

TEST(lists_name_each_word_once)
{
    const struct clauses_word *(*at[2])(uint32_t) = {clauses_verb_at, clauses_noun_at};
    const struct clauses_word *(*find[2])(str) = {clauses_verb, clauses_noun};
    for (int k = 0; k < 2; k++)
        for (uint32_t i = 0; at[k](i); i++) {
            str rest = str_of(at[k](i)->lemmas);
            CHECK(rest.n > 0 && rest.p[rest.n - 1] != ' ');
            while (rest.n) {
                str lemma = str_cut(rest, ' ', &rest);
                CHECK(lemma.n > 0);
                CHECK_MSG(find[k](lemma) == at[k](i), "%.*s stands in two groups", STR_ARG(lemma));
                CHECK(!clauses_in(lemma, rest.p ? rest.p : ""));
            }
        }
    CHECK(clauses_verb(STR("PLEDGE")) == clauses_verb(STR("pledge")));
    CHECK(!clauses_verb(STR("")) && !clauses_verb(STR("pledg")) && !clauses_noun(STR("pledge vow")));
}

/* ---- what holds of every text ---- */

/* A text of n words with random tags, heads (rings and far ones too) and relations, in sentences of some words. */
static struct language_text random_text(uint64_t *seed, uint32_t n, arena *ar)
{
    static const char *const form[] = {"said", "Kim",  "not", "will", "if",  "to",           "that", "deny", "plan", "\"",
                                       ",",    "they", "no",  "who",  "may", "\xE2\x80\x9C", "'",    "be",   "stop", "."};
    static const char *const rel[] = {"root", "nsubj", "obj",       "ccomp", "xcomp", "advcl", "acl",  "acl:relcl",
                                      "conj", "cc",    "parataxis", "aux",   "cop",   "mark",  "case", "obl",
                                      "nmod", "csubj", "punct",     "fixed", "zzz",   "advmod"};
    static const char *const xpos[] = {"VBD", "VB", "NN", "MD", "VBG", "VBN", "_"};
    struct language_text t = {0};
    if (!parsed_arrays(&t, n, n, n, ar)) return t;
    buf raw = {0};
    for (uint32_t i = 0; i < n; i++) {
        str f = str_of(form[random_below(seed, ARRAY_LEN(form))]);
        t.words.token[i] = (span){(uint32_t)raw.n, (uint32_t)(raw.n + f.n)};
        buf_add(&raw, f);
        if (random_below(seed, 4)) buf_addc(&raw, ' ');
        t.words.token_word[i] = i;
        t.words.form[i] = t.lemma[i] = f;
        t.upos[i] = (uint8_t)random_below(seed, UPOS_COUNT);
        t.xpos[i] = str_of(xpos[random_below(seed, ARRAY_LEN(xpos))]);
        t.feats[i] = str_of(random_below(seed, 3) ? "_" : "Mood=Imp|VerbForm=Fin");
        t.head[i] = random_below(seed, 20) ? random_below(seed, 12) : UINT32_MAX - random_below(seed, 2);
        t.deprel[i] = str_of(rel[random_below(seed, ARRAY_LEN(rel))]);
        t.prob_head[i] = 1;
    }
    for (uint32_t at = 0; at < n;) {
        uint32_t s = t.words.n_sentence++, size = 1 + random_below(seed, 12);
        t.words.sentence_par[s] = random_below(seed, 3) == 0 || s == 0;
        at = at + size > n ? n : at + size;
        t.words.sentence_token[s + 1] = at;
    }
    t.words.n_token = t.words.n_word = t.words.token_word[n] = n;
    t.text = str_copy(ar, buf_str(&raw));
    buf_free(&raw);
    return t;
}

/* Why the clauses break what clauses.h says, or NULL. */
static const char *broken(const struct language_text *t, const struct language_clauses *c)
{
    if (c->sentence_clause[t->words.n_sentence] != c->n) return "the last sentence";
    for (uint32_t s = 0; s < t->words.n_sentence; s++) {
        span at = language_sentence_words(t, s);
        for (uint32_t i = c->sentence_clause[s]; i < c->sentence_clause[s + 1]; i++) {
            uint32_t w = c->word[i],
                     links[] = {c->subject[i], c->object[i], c->marker[i], c->aux[i], c->copula[i], c->modal[i], c->said_by[i]};
            uint32_t clauses[] = {c->parent[i], c->source[i], c->condition[i]};
            if (w < at.begin || w >= at.end) return "a predicate outside its sentence";
            if (i > c->sentence_clause[s] && w <= c->word[i - 1]) return "the order of predicates";
            if (c->of_word[w] != i) return "a predicate in another clause";
            if (c->words[i].begin < at.begin || c->words[i].end > at.end || w < c->words[i].begin || w >= c->words[i].end)
                return "the span of words";
            for (size_t k = 0; k < ARRAY_LEN(links); k++)
                if (links[k] != LANGUAGE_NONE && (links[k] < at.begin || links[k] >= at.end))
                    return "a word of another sentence";
            for (size_t k = 0; k < ARRAY_LEN(clauses); k++)
                if (clauses[k] != LANGUAGE_NONE &&
                    (clauses[k] < c->sentence_clause[s] || clauses[k] >= c->sentence_clause[s + 1]))
                    return "a clause of another sentence";
            if (c->parent[i] == i || c->hang[i] >= HANG_COUNT || c->modality[i] >= MODALITY_COUNT ||
                c->standing[i] >= MODALITY_COUNT)
                return "a value";
            if (c->cue[i] == LANGUAGE_NONE || c->cue[i] < at.begin || c->cue[i] >= at.end) return "no cue";
            if (!(c->prob[i] >= 0 && c->prob[i] <= 1)) return "prob";
            if (c->modality[i] < c->standing[i]) return "a modality firmer than its standing";
            if (c->condition[i] != LANGUAGE_NONE && !c->conditional[i]) return "a condition that does not count";
        }
    }
    return NULL;
}

TEST(holds_for_any_text)
{
    uint64_t seed = 20261125;
    for (int round = 0; round < 3000; round++) {
        arena *ar = arena_new(0);
        struct language_text t = random_text(&seed, random_below(&seed, 60), ar);
        struct language_clauses c, again;
        struct language_quotes q;
        buf one = {0}, two = {0};
        CHECK_INT(language_clauses_find(&c, &t, ar, NULL), OK);
        const char *why = broken(&t, &c);
        CHECK_MSG(!why, "round %d: %s", round, why);
        CHECK_INT(language_clauses_find(&again, &t, ar, NULL), OK);
        show_clauses(&one, &t, &c);
        show_clauses(&two, &t, &again);
        CHECK(str_eq(buf_str(&one), buf_str(&two)));
        CHECK_INT(language_quotes_find(&q, &t, ar, NULL), OK);
        for (uint32_t i = 0; i < q.n; i++) {
            CHECK(q.at[i].begin <= q.at[i].end && q.at[i].end <= t.text.n);
            CHECK(i == 0 || q.at[i - 1].begin <= q.at[i].begin);
            CHECK(q.speaker[i].begin <= q.speaker[i].end && q.speaker[i].end <= t.words.n_word);
            CHECK(q.part_of[i] == LANGUAGE_NONE || q.part_of[i] < i);
            CHECK(q.kind[i] < QUOTE_COUNT && q.prob[i] >= 0 && q.prob[i] <= 1);
        }
        buf_free(&one);
        buf_free(&two);
        arena_free(ar);
    }
}

/* "x x , x said , x x x ." under a random tree: what is mended is a tree again, with one root and every word once in its order. */
TEST(a_mended_tree_is_a_tree)
{
    static const char *const form[] = {"x", "x", ",", "x", "said", ",", "x", "x", "x", "."};
    static const char *const rel[] = {"nsubj", "ccomp", "obl", "conj", "nmod"};
    enum { N = ARRAY_LEN(form) };
    uint64_t seed = 5;
    uint32_t n_mended = 0;
    arena *ar = arena_new(0);
    struct language_text t = {0};
    CHECK(parsed_arrays(&t, N, N, N, ar));
    for (uint32_t i = 0; i < N; i++) {
        t.words.form[i] = t.lemma[i] = str_of(form[i]);
        t.upos[i] = form[i][0] == 'x' ? UPOS_NOUN : UPOS_PUNCT;
        t.words.token_word[i] = i;
    }
    t.lemma[4] = STR("say");
    t.upos[4] = UPOS_VERB;
    t.words.n_sentence = 1;
    t.words.n_token = t.words.n_word = t.words.token_word[N] = t.words.sentence_token[1] = N;
    for (int round = 0; round < 20000; round++) {
        uint32_t order[N], seen = 0, moved = 0, roots = 0;
        struct clauses_tree tree;
        for (uint32_t i = 0; i < N; i++) order[i] = i;
        for (uint32_t i = N - 1; i; i--) {
            uint32_t k = random_below(&seed, i + 1), x = order[i];
            order[i] = order[k], order[k] = x;
        }
        for (uint32_t i = 0; i < N; i++) {
            t.head[order[i]] = i ? order[random_below(&seed, i)] + 1 : 0;
            t.deprel[order[i]] = i ? str_of(rel[random_below(&seed, ARRAY_LEN(rel))]) : STR("root");
        }
        arena *each = arena_new(0);
        CHECK_INT(clauses_tree_make(&tree, &t, each, NULL), OK);
        for (uint32_t i = 0; i < N; i++) {
            roots += tree.head[i] == LANGUAGE_NONE;
            moved += tree.head[i] != t.head[i] - 1;
            seen |= 1u << tree.order[i];
        }
        CHECK(roots == 1 && seen == (1u << N) - 1);
        if (moved) {
            CHECK(tree.rel[4] == REL_PARATAXIS && tree.head[4] > 5);
            n_mended++;
        }
        arena_free(each);
    }
    CHECK(n_mended >= 20);
    arena_free(ar);
}

/* Memory that is refused at any point is said, and nothing else happens. */
TEST(says_when_memory_is_refused)
{
    uint64_t seed = 7;
    arena *ar = arena_new(0);
    struct language_text t = random_text(&seed, 400, ar);
    uint32_t refused = 0;
    for (size_t cap = 256; cap < (size_t)128 << 10; cap += cap / 4) {
        arena *small = arena_new(cap);
        struct language_clauses c;
        struct language_quotes q;
        struct err err = {0};
        enum status status = language_clauses_find(&c, &t, small, &err);
        CHECK(status == OK || (status == E_LIMIT && err.msg[0]));
        refused += status == E_LIMIT;
        status = language_quotes_find(&q, &t, small, &err);
        CHECK(status == OK || status == E_LIMIT);
        arena_free(small);
    }
    CHECK(refused > 3);
    arena_free(ar);
}

/* Ten times the words take about ten times the memory: nothing is kept for pairs of words. */
TEST(is_linear_in_memory)
{
    uint64_t seed = 9;
    size_t used[2];
    for (int k = 0; k < 2; k++) {
        arena *in = arena_new(0), *ar = arena_new(0);
        struct language_text t = random_text(&seed, k ? 20000 : 2000, in);
        struct language_clauses c;
        CHECK_INT(language_clauses_find(&c, &t, ar, NULL), OK);
        used[k] = arena_used_bytes(ar);
        arena_free(ar);
        arena_free(in);
    }
    CHECK(used[1] < 15 * used[0]);
}

TESTS(CASE(finds_clauses_and_how_they_stand), CASE(tells_tense_aspect_and_voice), CASE(links_clauses_words_and_cues),
      CASE(a_mended_tree_is_a_tree), CASE(keeps_the_act_and_its_matter_apart), CASE(lists_name_each_word_once),
      CASE(holds_for_any_text), CASE(says_when_memory_is_refused), CASE(is_linear_in_memory))
