/* Quotations of texts annotated by hand, and marks that must not run away. */
#include "clauses_help.h"

/* Invented texts with what is to be found in them; written down before the program saw them. */
static const struct {
    const char *text, *want;
} cases[] = {
    {"“/./3/punct ~We/PRP/3/nsubj agreed=agree/VBD/7/ccomp ~,/./3/punct ~”/./3/punct Kim/NNP/7/nsubj told=tell/VBD/0/root "
     "reporters=reporter/NNS/7/iobj ~././7/punct",
     "direct [We agreed,] Kim told"},
    {"\"/./4/punct ~The/DT/3/det plan/NN/4/nsubj works=work/VBZ/7/ccomp ~,/./4/punct ~\"/./4/punct said=say/VBD/0/root "
     "Minister/NNP/9/nmod:desc Lara/NNP/7/nsubj Dunn/NNP/9/flat ~././7/punct",
     "direct [The plan works,] Minister Lara Dunn said"},
    {"\"/./3/punct ~Talks=talk/NNS/3/nsubj help/VBP/0/root ~,/./3/punct ~\"/./3/punct Dunn/NNP/7/nsubj "
     "said=say/VBD/3/parataxis ~,/./12/punct \"/./12/punct ~but/CC/12/cc trust/NN/12/nsubj comes=come/VBZ/3/conj "
     "first/RB/12/advmod ~././3/punct ~\"/./3/punct",
     "direct [Talks help,] Dunn said; direct+ [but trust comes first.] Dunn said"},
    {"Dunn/NNP/2/nsubj said=say/VBD/0/root ~:/./6/punct \"/./6/punct ~We/PRP/6/nsubj stay/VBP/2/ccomp ~././6/punct "
     "~\"/./6/punct",
     "direct [We stay.] Dunn said"},
    {"He/PRP/2/nsubj called=call/VBD/0/root the/DT/4/det deal/NN/2/obj a/DT/8/det \"/./8/punct ~clear/JJ/8/amod "
     "step/NN/2/xcomp ~\"/./8/punct ~././2/punct",
     "partial [clear step] He called"},
    {"The/DT/4/det \"/./4/punct ~new/JJ/4/amod plan/NN/6/nsubj ~\"/./4/punct took=take/VBD/0/root effect/NN/6/obj ~././6/punct",
     "term [new plan] - -"},
    {"Dunn/NNP/2/nsubj said=say/VBD/0/root that/IN/7/mark the/DT/5/det drills=drill/NNS/7/nsubj will/MD/7/aux go/VB/2/ccomp "
     "on/IN/7/compound:prt ~././2/punct",
     "indirect [the drills will go on] Dunn said"},
    {"The/DT/2/det drills=drill/NNS/4/nsubj will/MD/4/aux go/VB/8/ccomp on/RP/4/compound:prt ~,/./4/punct Dunn/NNP/8/nsubj "
     "said=say/VBD/0/root ~././8/punct",
     "indirect [The drills will go on] Dunn said"},
    {"According=accord/VBG/4/case to/IN/1/fixed the/DT/4/det ministry/NN/7/obl ~,/./4/punct costs=cost/NNS/7/nsubj "
     "fell=fall/VBD/0/root ~././7/punct",
     "indirect [costs fell] the ministry According"},
    {"\"/./3/punct ~We/PRP/3/nsubj won=win/VBD/0/root ~././3/punct | It/PRP/3/nsubj is=be/VBZ/3/cop over/RB/0/root "
     "~././3/punct ~\"/./3/punct",
     "direct [We won. It is over.] - -"},
    {"\"/./3/punct ~We/PRP/3/nsubj waited=wait/VBD/7/ccomp ~,/./3/punct ~\"/./3/punct Dunn/NNP/7/nsubj said=say/VBD/0/root "
     "~././7/punct | \"/./3/punct ~Nobody/PRN/3/nsubj came=come/VBD/0/root ~././3/punct ~\"/./3/punct",
     "direct [We waited,] Dunn said; direct+ [Nobody came.] Dunn said"},
    {"\"/./3/punct ~We/PRP/3/nsubj waited=wait/VBD/0/root ~././3/punct | ¶ \"/./3/punct ~Nobody/PRN/3/nsubj "
     "came=come/VBD/7/ccomp ~,/./3/punct ~\"/./3/punct Dunn/NNP/7/nsubj said=say/VBD/0/root ~././7/punct",
     "direct [We waited.] Dunn said; direct+ [Nobody came,] Dunn said"},
    {"The/DT/4/det 6/CD/4/nummod ~\"/./2/punct pipe/NN/5/nsubj broke=break/VBD/0/root ~././5/punct | Dunn/NNP/2/nsubj "
     "left=leave/VBD/0/root ~././2/punct",
     ""},
    {"He/PRP/2/nsubj said=say/VBD/0/root \"/./4/punct ~stop/VB/2/ccomp and/CC/6/cc left=leave/VBD/4/conj ~././2/punct | ¶ "
     "Nobody/PRN/2/nsubj knew=know/VBD/0/root ~././2/punct",
     "partial [stop and left.] He said"},
    {"The/DT/2/det allies=ally/NNS/4/nmod:poss ~'='s/POS/2/case role/NN/9/nsubj and/CC/8/cc Arland/NNP/8/nmod:poss "
     "~'s/POS/6/case aid/NN/4/conj grew=grow/VBD/0/root ~././9/punct",
     ""},
    {"Dunn/NNP/2/nsubj praised=praise/VBD/0/root the/DT/6/det '/./6/punct ~leading=lead/VBG/6/amod role/NN/2/obj ~'/./6/punct "
     "of/IN/12/case the/DT/10/det allies=ally/NNS/12/nmod:poss ~'='s/POS/10/case fleet/NN/6/nmod ~././2/punct",
     "partial [leading role] Dunn praised"},
    {"Kim/NNP/2/nsubj said=say/VBD/0/root the/DT/6/det '/./6/punct ~joint/JJ/6/amod plan/NN/9/nsubj ~'/./6/punct "
     "is=be/VBZ/9/cop ready/JJ/2/ccomp ~././2/punct",
     "indirect [the 'joint plan' is ready] Kim said; partial [joint plan] Kim said"},
    {"\"/./2/punct ~Why/WRB/0/root now/RB/2/advmod ~?/./3/punct ~\"/./2/punct | Kim/NNP/2/nsubj asked=ask/VBD/0/root "
     "~././2/punct",
     "direct [Why now?] Kim asked"},
    {"\"/./3/punct ~No/DT/3/det comment/NN/7/ccomp ~,/./3/punct ~\"/./3/punct she/PRP/7/nsubj added=add/VBD/0/root "
     "~././7/punct",
     "direct [No comment,] she added"},
    {"The/DT/2/det mayor/NN/8/nsubj ~,/./6/punct in/IN/6/case a/DT/6/det letter/NN/2/nmod ~,/./2/punct warned=warn/VBD/0/root "
     "that/IN/13/mark the/DT/11/det dam/NN/13/nsubj may/MD/13/aux break/VB/8/ccomp ~././8/punct",
     "indirect [the dam may break] The mayor warned"},
    {"Asked=ask/VBN/7/ccomp about/IN/4/case the/DT/4/det delay/NN/1/obl ~,/./1/punct Dunn/NNP/7/nsubj said=say/VBD/0/root "
     "parts=part/NNS/10/nsubj were=be/VBD/10/cop late/JJ/7/ccomp ~././7/punct",
     "indirect [parts were late] Dunn said"},
    {"Kim/NNP/3/nmod:poss ~'s/POS/1/case claim/NN/10/nsubj that/IN/8/mark the/DT/6/det bridge/NN/8/nsubj was=be/VBD/8/cop "
     "safe/JJ/3/acl was=be/VBD/10/cop wrong/JJ/0/root ~././10/punct",
     "indirect [the bridge was safe] Kim claim"},
    {"He/PRP/2/nsubj said=say/VBD/0/root \"/./10/punct ~the/DT/7/det '/./7/punct ~old/JJ/7/amod guard/NN/10/nsubj ~'/./7/punct "
     "must/MD/10/aux go/VB/2/ccomp ~\"/./10/punct ~././2/punct",
     "direct [the 'old guard' must go] He said; partial [old guard] He said"},
    {"“/./5/punct ~We/PRP/5/nsubj will/MD/5/aux ‘/./5/punct ~reset/VB/12/ccomp ~’/./5/punct the/DT/8/det talks=talk/NNS/5/obj "
     "~,/./5/punct ~”/./5/punct Kim/NNP/12/nsubj said=say/VBD/0/root ~././12/punct",
     "direct [We will ‘reset’ the talks,] Kim said; partial [reset] Kim said"},
    {"Dunn/NNP/2/nsubj denied=deny/VBD/0/root that/IN/5/mark talks=talk/NNS/5/nsubj failed=fail/VBD/2/ccomp ~././2/punct",
     "indirect [talks failed] Dunn denied"},
    {"Kim/NNP/2/nsubj noted=note/VBD/0/root \"/./5/punct ~serious/JJ/5/amod gaps=gap/NNS/2/obj ~\"/./5/punct in/IN/9/case "
     "the/DT/9/det report/NN/2/obl and/CC/11/cc promised=promise/VBD/2/conj \"/./14/punct ~swift/JJ/14/amod action/NN/11/obj "
     "~\"/./14/punct ~././2/punct",
     "partial [serious gaps] Kim noted; partial [swift action] Kim promised"},
    {"The/DT/2/det film/NN/7/nsubj \"/./5/punct ~Long/NNP/5/compound Road/NNP/2/appos ~\"/./5/punct opened=open/VBD/0/root "
     "~././7/punct",
     "term [Long Road] - -"},
    {"The/DT/2/det group/NN/9/nsubj (/./6/punct ~the/DT/6/det \"/./6/punct ~Quartet/NNP/2/appos ~\"/./6/punct ~)/./6/punct "
     "met=meet/VBD/0/root ~././9/punct",
     "term [Quartet] - -"},
    {"Dunn/NNP/2/nsubj told=tell/VBD/0/root Kim/NNP/2/iobj that/IN/8/mark the/DT/6/det port/NN/8/nsubj:pass "
     "is=be/VBZ/8/aux:pass closed=close/VBN/2/ccomp ~,/./10/punct adding=add/VBG/2/advcl that/IN/13/mark "
     "trains=train/NNS/13/nsubj run/VBP/10/ccomp ~././2/punct",
     "indirect [the port is closed] Dunn told; indirect [trains run] Dunn adding"},
    {"\"/./3/punct ~We/PRP/3/nsubj agreed=agree/VBD/7/ccomp ~,/./3/punct ~\"/./3/punct Kim/NNP/7/nsubj said=say/VBD/0/root "
     "in/IN/10/case a/DT/10/det statement/NN/7/obl ~,/./12/punct adding=add/VBG/7/advcl that/IN/16/mark \"/./16/punct "
     "~work/NN/16/nsubj goes=go/VBZ/12/ccomp on/RP/16/compound:prt ~\"/./16/punct ~././7/punct",
     "direct [We agreed,] Kim said; direct [work goes on] Kim adding"},
    {"Officials=official/NNS/4/nsubj are=be/VBP/4/cop \"/./4/punct ~ready/JJ/11/ccomp to/TO/6/mark act/VB/4/xcomp "
     "~\"/./4/punct ~,/./4/punct the/DT/10/det ministry/NN/11/nsubj said=say/VBD/0/root ~././11/punct",
     "indirect [Officials are \"ready to act\"] the ministry said; partial [ready to act] the ministry said"},
    {"Nobody/PRN/2/nsubj said=say/VBD/0/root that/IN/6/mark it/PRP/6/nsubj was=be/VBD/6/cop over/RB/2/ccomp ~././2/punct", ""},
    {"The/DT/2/det envoys=envoy/NNS/7/nsubj of/IN/4/case Arland/NNP/2/nmod and/CC/6/cc Bordavia/NNP/4/conj "
     "agreed=agree/VBD/0/root that/IN/11/mark trade/NN/11/nsubj will/MD/11/aux grow/VB/7/ccomp ~././7/punct",
     "indirect [trade will grow] The envoys of Arland and Bordavia agreed"},
    /* words of speech between commas, as parsers hang them */
    {"A/DT/2/det form/NN/6/nsubj ~,/./2/punct the/DT/5/det ministry/NN/6/nsubj said=say/VBD/0/root ~,/./2/punct "
     "does=do/VBZ/10/aux not/RB/10/advmod mean/VB/6/ccomp less/JJR/10/obj ~././6/punct",
     "indirect [A form, the ministry said, does not mean less] the ministry said"},
    {"The/DT/2/det pact/NN/4/nsubj ~,/./2/punct said=say/VBD/0/root Kim/NNP/8/nsubj ~,/./2/punct will/MD/8/aux hold/VB/4/ccomp "
     "~././4/punct",
     "indirect [The pact, said Kim, will hold] Kim said"},
    {"Talks=talk/NNS/4/nsubj ~,/./1/punct Kim/NNP/4/nsubj told=tell/VBD/0/root reporters=reporter/NNS/4/iobj ~,/./1/punct "
     "were=be/VBD/8/aux:pass held=hold/VBN/4/ccomp ~././4/punct",
     "indirect [Talks, Kim told reporters, were held] Kim told"},
    {"The/DT/2/det deal/NN/5/nsubj ~,/./2/punct Kim/NNP/5/nsubj said=say/VBD/0/root on/IN/7/case Monday/NNP/5/obl ~,/./9/punct "
     "stands=stand/VBZ/5/conj ~././5/punct",
     "indirect [The deal, Kim said on Monday, stands] Kim said"},
    {"The/DT/2/det aides=aide/NNS/5/nsubj ~,/./2/punct Kim/NNP/2/appos said=say/VBD/0/root little/JJ/5/obj ~,/./9/punct "
     "and/CC/9/cc "
     "left=leave/VBD/5/conj ~././5/punct",
     ""},
    {"Kim/NNP/7/nsubj ~,/./5/punct in/IN/5/case a/DT/5/det letter/NN/1/nmod ~,/./5/punct said=say/VBD/0/root the/DT/9/det "
     "fleet/NN/15/nsubj ~,/./12/punct which/WDT/12/nsubj left=leave/VBD/9/acl:relcl ~,/./12/punct was=be/VBD/15/aux:pass "
     "lost=lose/VBN/7/ccomp ~././7/punct",
     "indirect [the fleet, which left, was lost] Kim said"},
    {"The/DT/2/det pact/NN/4/nsubj '/./4/punct ~helps=help/VBZ/0/root us=we/PRP/4/obj all/DT/5/det ~'/./4/punct ~,/./4/punct "
     "Kim/NNP/10/nsubj wrote=write/VBD/4/parataxis ~,/./15/punct '/./15/punct ~and/CC/15/cc it/PRP/15/nsubj "
     "costs=cost/VBZ/4/conj little/JJ/15/obj ~'/./15/punct ~././4/punct",
     "indirect [The pact 'helps us all'] Kim wrote; partial [helps us all] Kim wrote; direct [and it costs little] Kim wrote"},
};

TEST(finds_quotations_and_their_speakers)
{
    uint32_t n_quote = 0, n_wrong = 0;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        arena *ar = arena_new(0);
        struct language_text t = brief_text(cases[i].text, ar);
        struct language_quotes q;
        struct err err = {0};
        buf got = {0};
        CHECK(t.words.n_word > 0);
        CHECK_INT(language_quotes_find(&q, &t, ar, &err), OK);
        show_quotes(&got, &t, &q);
        n_quote += q.n;
        if (!str_eq(buf_str(&got), str_of(cases[i].want))) {
            printf("# %.*s\n#   got  %.*s\n#   want %s\n", STR_ARG(t.text), STR_ARG(buf_str(&got)), cases[i].want);
            n_wrong++;
        }
        buf_free(&got);
        arena_free(ar);
    }
    CHECK_INT(n_wrong, 0);
    CHECK(n_quote >= 40);
}

/* A mark that never closes ends with its paragraph, whatever follows. */
TEST(an_open_mark_swallows_no_document)
{
    arena *ar = arena_new(0);
    buf brief = {0};
    buf_addz(&brief, "He/PRP/2/nsubj left=leave/VBD/0/root \"/./2/punct ~today/NN/2/obl ~././2/punct");
    for (int i = 0; i < 200; i++) buf_addz(&brief, " | \xC2\xB6 Rain/NN/2/nsubj fell=fall/VBD/0/root ~././2/punct");
    struct language_text t = brief_text(str_zt(ar, buf_str(&brief)), ar);
    struct language_quotes q;
    CHECK_INT(t.words.n_sentence, 201);
    CHECK_INT(language_quotes_find(&q, &t, ar, NULL), OK);
    CHECK_INT(q.n, 1);
    CHECK(!q.closed[0]);
    CHECK_STR(str_span(t.text, q.at[0]), "today.");
    buf_free(&brief);
    arena_free(ar);
}

/* A text of one paragraph and one long sentence of marks, each word a mark of some kind. */
TEST(any_row_of_marks_is_taken)
{
    static const char *const mark[] = {"\"",           "'", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x98",
                                       "\xE2\x80\x99", "a", "s'",           "\xFF",         "\xC2\xAB"};
    uint64_t seed = 41;
    for (int round = 0; round < 2000; round++) {
        arena *ar = arena_new(0);
        struct language_text t = {0};
        uint32_t n = 1 + random_below(&seed, 40);
        buf raw = {0};
        CHECK(parsed_arrays(&t, 1, n, n, ar));
        for (uint32_t i = 0; i < n; i++) {
            str f = str_of(mark[random_below(&seed, ARRAY_LEN(mark))]);
            t.words.token[i] = (span){(uint32_t)raw.n, (uint32_t)(raw.n + f.n)};
            t.words.token_word[i] = i;
            t.words.form[i] = t.lemma[i] = f;
            t.upos[i] = (uint8_t)(random_below(&seed, 2) ? UPOS_PUNCT : UPOS_NOUN);
            t.xpos[i] = t.feats[i] = STR("_");
            t.deprel[i] = STR("dep");
            t.head[i] = i;
            buf_add(&raw, f);
            if (random_below(&seed, 2)) buf_addc(&raw, ' ');
        }
        t.words.n_sentence = 1;
        t.words.n_token = t.words.n_word = t.words.sentence_token[1] = t.words.token_word[n] = n;
        t.text = str_copy(ar, buf_str(&raw));
        struct language_quotes q;
        CHECK_INT(language_quotes_find(&q, &t, ar, NULL), OK);
        CHECK_MSG(q.n <= n, "round %d", round);
        for (uint32_t i = 0; i < q.n; i++)
            CHECK_MSG(q.at[i].begin <= q.at[i].end && q.at[i].end <= t.text.n, "round %d", round);
        buf_free(&raw);
        arena_free(ar);
    }
}

TEST(an_empty_text_has_none)
{
    arena *ar = arena_new(0);
    struct language_text t = {0};
    struct language_quotes q;
    CHECK(parsed_arrays(&t, 0, 0, 0, ar));
    CHECK_INT(language_quotes_find(&q, &t, ar, NULL), OK);
    CHECK_INT(q.n, 0);
    arena_free(ar);
}

TESTS(CASE(finds_quotations_and_their_speakers), CASE(an_open_mark_swallows_no_document), CASE(any_row_of_marks_is_taken),
      CASE(an_empty_text_has_none))
