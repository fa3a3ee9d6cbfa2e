/* Between CoNLL-U and texts: raw text of annotated sentences, words that are given, a parsed text written. */
#include "parse_help.h"

/* ---- names ---- */

TEST(parts_of_speech_have_their_names)
{
    for (int u = 0; u < UPOS_COUNT; u++) {
        str name = language_upos_name((enum language_upos)u);
        CHECK(name.n >= 1 && language_upos_of(name) == (enum language_upos)u);
        CHECK(!u || str_cmp(language_upos_name((enum language_upos)(u - 1)), name) < 0);
    }
    CHECK_STR(language_upos_name(UPOS_COUNT), "_");
    CHECK_INT(language_upos_of(STR("_")), UPOS_COUNT);
    CHECK_INT(language_upos_of(STR("noun")), UPOS_COUNT);
    CHECK_INT(language_upos_of(STR("")), UPOS_COUNT);
}

/* ---- raw text ---- */

static const struct {
    const char *brief, *text;
} raws[] = {
    {"", ""},
    {"1 a;;", "a"},
    {"1 a _ _ _ _ _ _ _ SpaceAfter=No;2 .;;1 b;;", "a. b"},
    {"1 a;2 . _ _ _ _ _ _ _ SpaceAfter=No;;1 b;;", "a .b"},
    {"1 a _ _ _ _ _ _ _ X=1|SpaceAfter=No|Y=2;2 .;;", "a."},
    {"1 a _ _ _ _ _ _ _ SpaceAfter=Not;2 .;;", "a ."},
    {"1-2 can't _ _ _ _ _ _ _ SpaceAfter=No;1 ca _ _ _ _ _ _ _ SpaceAfter=No;2 n't;3 !;;", "can't!"},
    {"1-1 a;1 b _ _ _ _ _ _ _ SpaceAfter=No;2 c;;", "a c"},
    {"# newdoc id = x;1 a;;# newpar;1 b;;#newpar id = 3;1 c;;# newpar_block;1 d;;# newparagraph;1 e;;", "a\n\nb\n\nc d e"},
    {"1 a _ _ _ _ _ _ _ SpaceAfter=No;;# newdoc;1 b;;", "a\n\nb"},
    {"1 10~000;1.1 not;2 a;;", "10 000 a"},
};

TEST(raw_text_is_joined_as_it_says)
{
    for (size_t i = 0; i < ARRAY_LEN(raws); i++) {
        arena *ar = arena_new(0);
        buf b = {0};
        struct conllu_text t = conllu_brief(raws[i].brief, ar);
        language_raw_text(&b, &t);
        CHECK_MSG(str_eq(buf_str(&b), str_of(raws[i].text)), "case %zu: \"%.*s\"", i, STR_ARG(buf_str(&b)));
        buf_free(&b);
        arena_free(ar);
    }
}

TEST(given_words_lie_over_their_text)
{
    arena *ar = arena_new(0);
    struct conllu_text t = conllu_brief("# newpar;1 So _ _ _ _ _ _ _ SpaceAfter=No;2 ,;3-4 don't;3 do;4 n't;5 go;;", ar);
    struct language_words w;
    str text;
    CHECK_INT(t.n, 1);
    CHECK(!language_words_given(&w, &text, &t.sentence[0], ar, NULL));
    CHECK_STR(text, "So, don't go ");
    CHECK(w.n_sentence == 1 && w.n_token == 4 && w.n_word == 5 && w.sentence_par[0] && !w.sentence_cut[0]);
    CHECK(w.sentence_token[0] == 0 && w.sentence_token[1] == 4);
    static const char *const tokens[] = {"So", ",", "don't", "go"};
    static const uint32_t words[] = {0, 1, 2, 4, 5};
    for (uint32_t k = 0; k < 4; k++) CHECK_STR(str_span(text, w.token[k]), tokens[k]);
    for (uint32_t k = 0; k < 5; k++) CHECK_INT(w.token_word[k], words[k]);
    CHECK(w.form == t.sentence[0].form);
    arena_free(ar);
}

/* ---- a text written ---- */

static const char two[] =
    "# newpar;1 He he PRON PRP Case=Nom 2 nsubj;2-3 can't _ _ _ _ _ _ _ SpaceAfter=No;2 ca can AUX MD _ 0 "
    "root;3 n't not PART RB _ 2 advmod;4 . . PUNCT . _ 2 punct;;1 Why why ADV WRB _ 0 root _ SpaceAfter=No;2 "
    "? ? PUNCT . _ 1 punct;;# newpar;1 Go go VERB VB _ 0 root;;";

/* Sentence s of the three above as written at a place. */
static void written(buf *out, uint32_t s, struct language_place place, bool cut)
{
    arena *ar = arena_new(0);
    struct conllu_text t = conllu_brief(two, ar);
    struct language_text p;
    struct conllu_sentence c;
    if (!parsed_of(&p, &t, ar)) return;
    p.words.sentence_cut[s] = cut;
    if (!language_text_conllu(&c, &p, s, &place, ar, NULL)) conllu_write(out, &c);
    arena_free(ar);
}

static bool is_written(uint32_t s, struct language_place place, bool cut, const char *brief)
{
    buf got = {0}, want = {0};
    written(&got, s, place, cut);
    conllu_expand(&want, brief);
    bool same = str_eq(buf_str(&got), buf_str(&want));
    if (!same) printf("# got\n%.*s# want\n%.*s", STR_ARG(buf_str(&got)), STR_ARG(buf_str(&want)));
    buf_free(&got);
    buf_free(&want);
    return same;
}

#define HE                                                                                                                     \
    "1 He he PRON PRP Case=Nom 2 nsubj;2-3 can't _ _ _ _ _ _ _ SpaceAfter=No;2 ca can AUX MD _ 0 root;3 n't not PART RB _ 2 "  \
    "advmod;4 . . PUNCT . _ 2 punct;;"
#define WHY "1 Why why ADV WRB _ 0 root _ SpaceAfter=No;2 ? ? PUNCT . _ 1 punct;;"

TEST(a_sentence_is_written_with_its_place)
{
    CHECK(is_written(0, (struct language_place){0}, false, "# newpar;# text = He can't.;" HE));
    CHECK(is_written(0, (struct language_place){.opens_doc = true, .doc = STR("a"), .id = STR("a-1")}, false,
                     "# newdoc id = a;# newpar;# sent_id = a-1;# text = He can't.;" HE));
    CHECK(is_written(0, (struct language_place){.opens_doc = true, .goes_on = true}, true,
                     "# newdoc;# text = He can't.;# cut = yes;" HE));
    CHECK(is_written(1, (struct language_place){.id = STR("7"), .goes_on = true}, false, "# sent_id = 7;# text = Why?;" WHY));
    CHECK(is_written(1, (struct language_place){.cut = true, .glued = true}, false, "# text = Why?;" WHY));
    CHECK(is_written(2, (struct language_place){0}, false, "# newpar;# text = Go;1 Go go VERB VB _ 0 root;;"));
    CHECK(is_written(2, (struct language_place){.cut = true}, false,
                     "# newpar;# text = Go;# cut = yes;1 Go go VERB VB _ 0 root;;"));
    CHECK(is_written(2, (struct language_place){.cut = true, .glued = true}, false,
                     "# newpar;# text = Go;# cut = yes;1 Go go VERB VB _ 0 root _ SpaceAfter=No;;"));
}

/* Whatever bytes a text holds, what is written is read back, and white space is one space. */
TEST(any_bytes_are_made_fit)
{
    arena *ar = arena_new(0);
    static const char bytes[] = "a\xFF\xC3  \n\t b\0\x1F \xC2\x85x \xEC\x95\x88";
    str text = {bytes, sizeof bytes - 1};
    struct language_text t = {.text = text};
    CHECK(parsed_arrays(&t, 1, 4, 4, ar));
    t.words.n_sentence = 1;
    t.words.sentence_token[1] = t.words.n_token = t.words.n_word = 4;
    static const span at[] = {{0, 3}, {8, 11}, {12, 15}, {16, 19}};
    for (uint32_t k = 0; k < 4; k++) {
        t.words.token[k] = at[k];
        t.words.token_word[k + 1] = k + 1;
        t.words.form[k] = t.lemma[k] = str_span(text, at[k]);
        t.xpos[k] = t.feats[k] = t.deprel[k] = STR("_");
        t.upos[k] = UPOS_X;
    }
    struct conllu_sentence s;
    buf b = {0};
    struct err err = {0};
    CHECK(!language_text_conllu(&s, &t, 0, &(struct language_place){.id = STR("a\nb"), .opens_doc = true, .doc = STR("\x80")},
                                ar, &err));
    conllu_write(&b, &s);
    struct conllu_text again;
    CHECK_MSG(!conllu_read(&again, buf_str(&b), ar, &err), "%s", err.msg);
    CHECK_STR(again.sentence[0].form[0], "a\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK_STR(again.sentence[0].form[1], "b\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK_STR(again.sentence[0].lemma[2], "\xEF\xBF\xBDx");
    CHECK_STR(again.sentence[0].form[3], "\xEC\x95\x88");
    CHECK_STR(again.sentence[0].comment[0], "# newdoc id = \xEF\xBF\xBD");
    CHECK_STR(again.sentence[0].comment[1], "# sent_id = a\xEF\xBF\xBD"
                                            "b");
    CHECK_STR(again.sentence[0].comment[2],
              "# text = a\xEF\xBF\xBD\xEF\xBF\xBD b\xEF\xBF\xBD\xEF\xBF\xBD \xEF\xBF\xBDx \xEC\x95\x88");
    buf_free(&b);
    arena_free(ar);
}

TEST(a_given_sentence_is_filled)
{
    arena *ar = arena_new(0);
    buf b = {0};
    struct conllu_text given =
        conllu_brief("# sent_id = x;# a = note;0.1 _ e;1-2 don't _ _ _ _ _ _ _ SpaceAfter=No;1 do _ X _ _ _ _ "
                     "1:dep M=1;2 n't;;",
                     ar);
    struct conllu_text parse = conllu_brief("1 do do AUX VB VerbForm=Inf 0 root;2 n't not PART RB _ 1 advmod;;", ar);
    struct language_text t;
    struct conllu_sentence s;
    CHECK(given.n == 1 && parsed_of(&t, &parse, ar));
    CHECK(!language_fill_conllu(&s, &given.sentence[0], &t, ar, NULL));
    conllu_write(&b, &s);
    buf want = {0};
    conllu_expand(&want,
                  "# sent_id = x;# a = note;1-2 don't _ _ _ _ _ _ _ SpaceAfter=No;1 do do AUX VB VerbForm=Inf 0 root _ M=1;2 "
                  "n't not PART RB _ 1 advmod;;");
    CHECK_MSG(str_eq(buf_str(&b), buf_str(&want)), "%.*s", STR_ARG(buf_str(&b)));
    buf_free(&b);
    buf_free(&want);
    arena_free(ar);
}

/* Each given column stands; FEATS goes with UPOS; what is not given stays the parse's. */
TEST(given_tags_are_taken)
{
    arena *ar = arena_new(0);
    struct err err = {0};
    struct conllu_text parse =
        conllu_brief("1 a pa NOUN PX A=1 0 root;2 b pb NOUN PX A=1 1 dep;3 c pc NOUN PX A=1 1 dep;;", ar);
    struct conllu_text given = conllu_brief("1 a ga VERB GX B=2;2 b _ ADJ;3 c gc _ GX B=2;;", ar);
    struct language_text t;
    CHECK(parsed_of(&t, &parse, ar) && !language_take_tags(&t, &given.sentence[0], &err));
    static const char *const want[] = {"ga VERB GX B=2", "pb ADJ PX _", "gc NOUN GX A=1"};
    for (uint32_t i = 0; i < 3; i++) {
        char got[64];
        (void)snprintf(got, sizeof got, "%.*s %.*s %.*s %.*s", STR_ARG(t.lemma[i]),
                       STR_ARG(language_upos_name((enum language_upos)t.upos[i])), STR_ARG(t.xpos[i]), STR_ARG(t.feats[i]));
        CHECK_STR(str_of(got), want[i]);
        CHECK(t.prob_tag[i] == (i < 2 ? 1.0f : 0.25f) && t.prob_head[i] == 0.5f);
    }
    given = conllu_brief("# c;1 a ga VERB;2 b _ Verb;3 c;;", ar);
    CHECK_INT(language_take_tags(&t, &given.sentence[0], &err), E_FORMAT);
    CHECK_STR(str_of(err.msg), "line 3: \"Verb\" is no universal part of speech");
    arena_free(ar);
}

/* ---- real treebanks ---- */

static str comment_of(const struct conllu_sentence *s, const char *key)
{
    for (uint32_t i = 0; i < s->n_comment; i++)
        if (str_starts(s->comment[i], str_of(key))) return (str){s->comment[i].p + strlen(key), s->comment[i].n - strlen(key)};
    return STR("");
}

static bool same_words(const struct conllu_sentence *a, const struct conllu_sentence *b)
{
    bool same = a->n_word == b->n_word && a->n_range == b->n_range;
    for (uint32_t i = 0; i < a->n_word && same; i++)
        same = str_eq(a->form[i], b->form[i]) && str_eq(a->lemma[i], b->lemma[i]) && str_eq(a->upos[i], b->upos[i]) &&
               str_eq(a->xpos[i], b->xpos[i]) && str_eq(a->feats[i], b->feats[i]) && a->head[i] == b->head[i] &&
               str_eq(a->deprel[i], b->deprel[i]);
    for (uint32_t i = 0; i < a->n_range && same; i++)
        same = a->range[i].first == b->range[i].first && a->range[i].last == b->range[i].last &&
               str_eq(a->range[i].column[CONLLU_FORM], b->range[i].column[CONLLU_FORM]);
    return same;
}

/* Gold sentences laid over their raw text and written come out with the same words and the same text, and spell the same raw
** text again: nothing is lost in between. */
TEST(treebanks_come_through)
{
    static const char *const names[] = {"en_ewt-dev", "en_gum-dev"};
    for (size_t k = 0; k < ARRAY_LEN(names); k++) {
        str file = treebank(names[k]);
        if (!file.p) SKIP("a treebank (data/ud) is not on this machine");
        arena *ar = arena_new(0);
        struct conllu_text gold, again;
        struct language_text t;
        struct err err = {0};
        buf b = {0}, raw = {0};
        CHECK_MSG(!conllu_read(&gold, file, ar, &err), "%s", err.msg);
        CHECK(parsed_of(&t, &gold, ar));
        for (uint32_t s = 0; s < gold.n; s++) {
            struct conllu_sentence c;
            CHECK(!language_text_conllu(&c, &t, s, &(struct language_place){0}, ar, &err));
            CHECK_MSG(same_words(&c, &gold.sentence[s]), "%s line %u", names[k], gold.sentence[s].line);
            str want = comment_of(&gold.sentence[s], "# text = ");
            CHECK_MSG(str_eq(comment_of(&c, "# text = "), want), "%s: %.*s", names[k], STR_ARG(want));
            conllu_write(&b, &c);
        }
        CHECK_MSG(!conllu_read(&again, buf_str(&b), ar, &err), "%s", err.msg);
        language_raw_text(&raw, &again);
        CHECK(str_eq(buf_str(&raw), t.text));
        buf_free(&b);
        buf_free(&raw);
        arena_free(ar);
        free((char *)file.p);
    }
}

/* ---- memory ---- */

/* Every size of arena gives the sentence or a line; what was there before stays. */
TEST(caps_are_told)
{
    bool done = false;
    arena *big = arena_new(0);
    struct conllu_text t = conllu_brief(two, big);
    struct language_text p;
    CHECK(parsed_of(&p, &t, big));
    p.words.form[0] = STR("\x01"); /* a form that must be copied */
    for (size_t cap = 16; !done && cap < 8192; cap += 16) {
        arena *ar = arena_new(cap);
        struct conllu_sentence c;
        struct language_words w;
        str text;
        struct err err = {0};
        struct language_place place = {.opens_doc = true, .doc = STR("d"), .id = STR("d-1"), .cut = true};
        enum status a = language_text_conllu(&c, &p, 0, &place, ar, &err);
        CHECK_MSG(a == OK || (a == E_LIMIT && err.msg[0]), "cap %zu", cap);
        enum status b = language_words_given(&w, &text, &t.sentence[0], ar, &err);
        CHECK_MSG(b == OK || b == E_LIMIT, "cap %zu", cap);
        enum status d = language_fill_conllu(&c, &t.sentence[0], &p, ar, &err);
        CHECK_MSG(d == OK || d == E_LIMIT, "cap %zu", cap);
        done = !a && !b && !d;
        arena_free(ar);
    }
    CHECK(done);
    arena_free(big);
}

TESTS(CASE(parts_of_speech_have_their_names), CASE(raw_text_is_joined_as_it_says), CASE(given_words_lie_over_their_text),
      CASE(a_sentence_is_written_with_its_place), CASE(any_bytes_are_made_fit), CASE(a_given_sentence_is_filled),
      CASE(given_tags_are_taken), CASE(treebanks_come_through), CASE(caps_are_told))
