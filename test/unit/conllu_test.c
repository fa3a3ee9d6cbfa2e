/* Reading CoNLL-U: what a sentence holds, what is tolerated, what is refused and how it is told; the judgement on trees. */
#include "conllu_help.h"

#define ROW(id_, form_) id_ "\t" form_ "\t_\t_\t_\t_\t_\t_\t_\t_\n"

/* ---- what a sentence holds ---- */

static const char rich[] = "# sent_id = 1;#text = He can't;0.1 _ so ADV RB _ _ _ 2:advmod CopyOf=1;"
                           "1 He he PRON PRP Case=Nom|Number=Sing 4 nsubj 4:nsubj _;"
                           "2-3 can't _ _ _ _ _ _ _ SpaceAfter=No;2 ca can AUX MD _ 4 aux 4:aux _;"
                           "3 n't not PART RB Polarity=Neg 4 advmod 4:advmod _;3.1 a;3.2 b;"
                           "4 give~up give~up VERB VB VerbForm=Inf 0 root 0:root Gloss=a~b;;";

TEST(a_sentence_holds_what_was_read)
{
    arena *ar = arena_new(0);
    struct conllu_text t = conllu_brief(rich, ar);
    CHECK_INT(t.n, 1);
    const struct conllu_sentence *s = &t.sentence[0];
    CHECK_INT(s->n_word, 4);
    CHECK_STR(s->form[3], "give up");
    CHECK_STR(s->lemma[1], "can");
    CHECK_STR(s->upos[0], "PRON");
    CHECK_STR(s->xpos[2], "RB");
    CHECK_STR(s->feats[0], "Case=Nom|Number=Sing");
    CHECK_STR(s->deprel[2], "advmod");
    CHECK_STR(s->deps[3], "0:root");
    CHECK_STR(s->misc[3], "Gloss=a b");
    static const uint32_t heads[] = {4, 4, 4, 0};
    static const uint32_t lines[] = {4, 6, 7, 10};
    for (uint32_t i = 0; i < 4; i++) {
        CHECK_INT(s->head[i], heads[i]);
        CHECK_INT(s->word_line[i], lines[i]);
    }
    CHECK_INT(s->line, 1);
    CHECK_INT(s->n_comment, 2);
    CHECK_STR(s->comment[0], "# sent_id = 1");
    CHECK_STR(s->comment[1], "#text = He can't");
    arena_free(ar);
}

TEST(ranges_and_empty_nodes_are_kept)
{
    arena *ar = arena_new(0);
    struct conllu_text t = conllu_brief(rich, ar);
    CHECK_INT(t.n, 1);
    const struct conllu_sentence *s = &t.sentence[0];
    CHECK_INT(s->n_range, 1);
    CHECK_INT(s->range[0].first, 2);
    CHECK_INT(s->range[0].last, 3);
    CHECK_INT(s->range[0].line, 5);
    CHECK_STR(s->range[0].column[CONLLU_FORM], "can't");
    CHECK_STR(s->range[0].column[CONLLU_HEAD], "_");
    CHECK_STR(s->range[0].column[CONLLU_MISC], "SpaceAfter=No");
    CHECK_INT(s->n_empty, 3);
    CHECK_INT(s->empty[0].after, 0);
    CHECK_STR(s->empty[0].column[CONLLU_DEPS], "2:advmod");
    CHECK_INT(s->empty[2].after, 3);
    CHECK_INT(s->empty[2].minor, 2);
    CHECK_STR(s->empty[2].column[CONLLU_FORM], "b");
    arena_free(ar);
}

TEST(no_head_is_not_the_root)
{
    arena *ar = arena_new(0);
    struct conllu_text t = conllu_brief("1 a;2 b _ _ _ _ 0;;", ar);
    CHECK_INT(t.n, 1);
    CHECK_INT(t.sentence[0].head[0], CONLLU_NO_HEAD);
    CHECK_INT(t.sentence[0].head[1], 0);
    arena_free(ar);
}

/* Columns of a mebibyte are borrowed, not copied: only the arrays come from the arena. */
TEST(strings_are_borrowed_from_the_text)
{
    arena *ar = arena_new(0);
    static const char text[] = "# c\n" ROW("1-1", "x") ROW("1", "ab") "\n";
    struct conllu_reader r = conllu_reader_of(str_of(text));
    struct conllu_sentence s;
    struct err err = {0};
    CHECK_INT(conllu_next(&s, &r, ar, &err), OK);
    CHECK(s.comment[0].p == text);
    CHECK(s.form[0].p >= text && s.form[0].p < text + sizeof text);
    CHECK(s.range[0].column[CONLLU_FORM].p >= text && s.range[0].column[CONLLU_FORM].p < text + sizeof text);
    arena_free(ar);
}

/* ---- what is tolerated ---- */

/* Forms of all words, sentences parted by '|'; the message in brackets where one is refused. */
static void read_forms(buf *out, str text)
{
    arena *ar = arena_new(0);
    struct conllu_reader r = conllu_reader_of(text);
    enum status status;
    do {
        struct conllu_sentence s;
        struct err err = {0};
        status = conllu_next(&s, &r, ar, &err);
        if (status > DONE) buf_addf(out, "[%s]|", err.msg);
        for (uint32_t i = 0; i < s.n_word; i++) buf_addf(out, i ? " %.*s" : "%.*s", STR_ARG(s.form[i]));
        if (status == OK) buf_addc(out, '|');
    } while (status != DONE);
    arena_free(ar);
}

static const struct {
    str text;
    const char *forms;
} tolerated[] = {
    {{NULL, 0}, ""},
    {STR("\n\n\n"), ""},
    {STR("\r\n"), ""},
    {STR(ROW("1", "a") "\n"), "a|"},
    {STR(ROW("1", "a")), "a|"},
    {STR(ROW("1", "a") "\n1\tb\t_\t_\t_\t_\t_\t_\t_\t_"), "a|b|"},
    {STR("1\ta\t_\t_\t_\t_\t_\t_\t_\tend\r\n2\tb\t_\t_\t_\t_\t_\t_\t_\t_\r\n\r\n1\tc\t_\t_\t_\t_\t_\t_\t_\t_\r"), "a b|c|"},
    {STR("\n\n" ROW("1", "a") "\n\n\n" ROW("1", "b") "\n\n"), "a|b|"},
    {STR("\xEF\xBB\xBF# c\n" ROW("1", "a")), "a|"},
    {STR(ROW("1", "#") ROW("2", "1-2") ROW("3", "3.1")), "# 1-2 3.1|"},
    {STR("#\n#\n" ROW("1", "a")), "a|"},
    {STR("# a\tb\tc\n" ROW("1", "\xC2\xA0")), "\xC2\xA0|"},
};

TEST(small_departures_are_tolerated)
{
    for (size_t i = 0; i < ARRAY_LEN(tolerated); i++) {
        buf b = {0};
        read_forms(&b, tolerated[i].text);
        CHECK_MSG(str_eq(buf_str(&b), str_of(tolerated[i].forms)), "case %zu: %.*s", i, STR_ARG(buf_str(&b)));
        buf_free(&b);
    }
}

/* The CR belongs to the line end, not to the last column. */
TEST(carriage_returns_before_line_ends_are_no_text)
{
    arena *ar = arena_new(0);
    struct conllu_reader r = conllu_reader_of(STR("# c\r\n1\ta\t_\t_\t_\t_\t_\t_\t_\tX=1\r\n\r\n"));
    struct conllu_sentence s;
    struct err err = {0};
    CHECK_INT(conllu_next(&s, &r, ar, &err), OK);
    CHECK_STR(s.comment[0], "# c");
    CHECK_STR(s.misc[0], "X=1");
    arena_free(ar);
}

/* ---- what is refused ---- */

/* In short form; each must be refused with exactly this message. */
static const struct {
    const char *brief;
    const char *message;
} refused[] = {
    {"1 a;3 b;;", "line 2: the id is \"3\" where 2 is due"},
    {"2 a;;", "line 1: the id is \"2\" where 1 is due"},
    {"0 a;;", "line 1: the id is \"0\" where 1 is due"},
    {"1 a;1 b;;", "line 2: the id is \"1\" where 2 is due"},
    {"01 a;;", "line 1: the id is \"01\" where 1 is due"},
    {"+1 a;;", "line 1: the id is \"+1\" where 1 is due"},
    {"x a;;", "line 1: the id is \"x\" where 1 is due"},
    {"_ a;;", "line 1: the id is \"_\" where 1 is due"},
    {"99999999999999999999 a;;", "line 1: the id is \"99999999999999999999\" where 1 is due"},
    {"1 a _ _ _ _ 2;;", "line 1: the head of word 1 is 2, beyond the last word, 1"},
    {"#c;1 a _ _ _ _ 0;2 b _ _ _ _ 7;3 c _ _ _ _ 9;;", "line 3: the head of word 2 is 7, beyond the last word, 3"},
    {"1 a _ _ _ _ -1;;", "line 1: the head is \"-1\", neither the id of a word nor 0 nor \"_\""},
    {"1 a _ _ _ _ 00;;", "line 1: the head is \"00\", neither the id of a word nor 0 nor \"_\""},
    {"1 a _ _ _ _ 1.1;;", "line 1: the head is \"1.1\", neither the id of a word nor 0 nor \"_\""},
    {"1 a _ _ _ _ 100001;;", "line 1: the head is \"100001\", neither the id of a word nor 0 nor \"_\""},
    {"1 a;#late;2 b;;", "line 2: a comment between the words of a sentence"},
    {"1-2 ab;#late;1 a;2 b;;", "line 2: a comment between the words of a sentence"},
    {"0.1 e;#late;1 a;;", "line 2: a comment between the words of a sentence"},
    {"#one;#two;;1 a;;", "line 1: a sentence without words"},
    {"0.1 e;;", "line 1: a sentence without words"},
    {"1-3 abc;1 a;2-3 bc;2 b;3 c;;", "line 3: the range 2-3 overlaps the one before, which ends with 3"},
    {"1-2 ab;1 a;2-3 bc;2 b;3 c;;", "line 3: the range 2-3 overlaps the one before, which ends with 2"},
    {"1-2 ab;1-2 ab;1 a;2 b;;", "line 2: the range 1-2 overlaps the one before, which ends with 2"},
    {"1 a;1-2 ab;2 b;;", "line 2: the range 1-2 stands before word 2"},
    {"2-3 bc;1 a;2 b;3 c;;", "line 1: the range 2-3 stands before word 1"},
    {"1-4 ab;1 a;2 b;;", "line 1: the range 1-4 goes beyond the last word, 2"},
    {"1 a;2-2 b;;", "line 2: the range 2-2 goes beyond the last word, 1"},
    {"2-1 ab;1 a;2 b;;", "line 1: \"2-1\" is no range of ids"},
    {"1- ab;1 a;;", "line 1: \"1-\" is no range of ids"},
    {"-1 ab;1 a;;", "line 1: \"-1\" is no range of ids"},
    {"1-2-3 ab;1 a;;", "line 1: \"1-2-3\" is no range of ids"},
    {"1-02 ab;1 a;2 b;;", "line 1: \"1-02\" is no range of ids"},
    {"1-2 ab;0.1 e;1 a;2 b;;", "line 2: word 1 should stand here, right behind its range"},
    {"1-1 a;2-2 b;1 a;2 b;;", "line 2: word 1 should stand here, right behind its range"},
    {"1 a;1.2 e;;", "line 2: the id is \"1.2\" where the empty node 1.1 or word 2 is due"},
    {"1 a;1.1 e;1.1 e;;", "line 3: the id is \"1.1\" where the empty node 1.2 or word 2 is due"},
    {"1 a;0.1 e;;", "line 2: the id is \"0.1\" where the empty node 1.1 or word 2 is due"},
    {"1 a;2.1 e;2 b;;", "line 2: the id is \"2.1\" where the empty node 1.1 or word 2 is due"},
    {"1 a;1.0 e;;", "line 2: the id is \"1.0\" where the empty node 1.1 or word 2 is due"},
    {"1 a;1.01 e;;", "line 2: the id is \"1.01\" where the empty node 1.1 or word 2 is due"},
    {"1 a _ NO~UN;;", "line 1: a space in the column UPOS"},
    {"1 a _ _ _ A=b~c;;", "line 1: a space in the column FEATS"},
    {"1-1 a _ _ _ _ _ _ 1:a~b;1 a;;", "line 1: a space in the column DEPS"},
    {"1 a _ _ _ _ _ _ _ _ _;;", "line 1: 11 columns parted by tabs, not 10"},
};

TEST(errors_name_line_and_cause)
{
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        arena *ar = arena_new(0);
        struct conllu_text t = {0};
        struct err err = {0};
        buf b = {0};
        conllu_expand(&b, refused[i].brief);
        CHECK_MSG(conllu_read(&t, buf_str(&b), ar, &err) == E_FORMAT, "%s", refused[i].brief);
        CHECK_MSG(strcmp(err.msg, refused[i].message) == 0, "%s: %s", refused[i].brief, err.msg);
        CHECK_INT(t.n, 0);
        buf_free(&b);
        arena_free(ar);
    }
}

/* What the short form cannot write. */
static const struct {
    str text;
    const char *message;
} refused_bytes[] = {
    {STR("1 a _ _ _ _ _ _ _ _\n"), "line 1: 1 columns parted by tabs, not 10"},
    {STR(ROW("1", "a") "2\tb\t_\t_\t_\t_\t_\t_\t_\n"), "line 2: 9 columns parted by tabs, not 10"},
    {STR(ROW("1", "")), "line 1: the column FORM is empty (\"_\" stands for nothing)"},
    {STR("1\ta\t_\t_\t_\t_\t_\t_\t_\t\n"), "line 1: the column MISC is empty (\"_\" stands for nothing)"},
    {STR("\ta\t_\t_\t_\t_\t_\t_\t_\t_\n"), "line 1: the id is \"\" where 1 is due"},
    {STR(" \n"), "line 1: 1 columns parted by tabs, not 10"},
    {STR("# caf\xE9\n" ROW("1", "a")), "line 1: broken UTF-8 at byte 6 of it"},
    {STR(ROW("1", "a") ROW("2", "\xC0\x80")), "line 2: broken UTF-8 at byte 3 of it"},
    {STR(ROW("1", "\xED\xA0\x80")), "line 1: broken UTF-8 at byte 3 of it"},
    {STR(ROW("1", "a\0b")), "line 1: a NUL byte"},
    {STR(ROW("1", "a\rb")), "line 1: a carriage return inside it"},
    {STR("# c\r\r\n" ROW("1", "a")), "line 1: a carriage return inside it"},
    {STR(ROW("1", "a") "\n\xEF\xBB\xBF# c\n" ROW("1", "a")), "line 3: 1 columns parted by tabs, not 10"},
};

TEST(bad_bytes_are_refused)
{
    for (size_t i = 0; i < ARRAY_LEN(refused_bytes); i++) {
        arena *ar = arena_new(0);
        struct conllu_text t = {0};
        struct err err = {0};
        CHECK_INT(conllu_read(&t, refused_bytes[i].text, ar, &err), E_FORMAT);
        CHECK_MSG(strcmp(err.msg, refused_bytes[i].message) == 0, "case %zu: %s", i, err.msg);
        arena_free(ar);
    }
}

/* A caller may go on behind a refused sentence; the numbers of lines stay right, and no memory of it is kept. */
TEST(reading_goes_on_after_an_error)
{
    buf b = {0};
    read_forms(&b, STR(ROW("1", "a") ROW("3", "b")
                           ROW("3", "c") "\n\n" ROW("1", "good") "\n" ROW("1", "\xFF") "\n# only\n\n" ROW("1", "last")));
    CHECK_STR(buf_str(&b), "[line 2: the id is \"3\" where 2 is due]|good|[line 8: broken UTF-8 at byte 3 of it]|"
                           "[line 10: a sentence without words]|last|");
    buf_free(&b);
    arena *ar = arena_new(0);
    struct conllu_reader r = conllu_reader_of(STR(ROW("1", "a") ROW("3", "b") "\n"));
    struct conllu_sentence s;
    struct err err = {0};
    size_t used = arena_used_bytes(ar);
    CHECK_INT(conllu_next(&s, &r, ar, &err), E_FORMAT);
    CHECK_INT(arena_used_bytes(ar), used);
    CHECK_INT(s.n_word, 0);
    CHECK(s.form == NULL);
    CHECK_INT(conllu_next(&s, &r, ar, &err), DONE);
    CHECK_INT(conllu_next(&s, &r, ar, &err), DONE);
    arena_free(ar);
}

/* A column of a mebibyte does not make a message of one. */
TEST(long_columns_are_cut_in_messages)
{
    arena *ar = arena_new(0);
    struct conllu_text t;
    struct err err = {0};
    buf b = {0};
    for (int i = 0; i < 30; i++) buf_addz(&b, "\xC3\xA9");
    buf_addz(&b, "\ta\t_\t_\t_\t_\t_\t_\t_\t_\n");
    CHECK_INT(conllu_read(&t, buf_str(&b), ar, &err), E_FORMAT);
    CHECK(utf8_valid(str_of(err.msg), NULL));
    CHECK_MSG(strlen(err.msg) < 100, "%s", err.msg);
    buf_free(&b);
    arena_free(ar);
}

/* ---- trees ---- */

static const struct {
    const char *heads;
    enum conllu_tree what;
    const char *message;
} trees[] = {
    {"0", CONLLU_TREE, ""},
    {"2 0 2", CONLLU_TREE, ""},
    {"2 3 4 5 0", CONLLU_TREE, ""},
    {"0 1 2 3 4", CONLLU_TREE, ""},
    {"_", CONLLU_NO_HEADS, "line 1: no word of the sentence has a head"},
    {"_ _ _", CONLLU_NO_HEADS, "line 1: no word of the sentence has a head"},
    {"0 _ _", CONLLU_PART, "line 2: word 2 has no head"},
    {"0 1 _", CONLLU_PART, "line 3: word 3 has no head"},
    {"2 1", CONLLU_NO_ROOT, "line 1: no word of the sentence is its root (head 0)"},
    {"1", CONLLU_NO_ROOT, "line 1: no word of the sentence is its root (head 0)"},
    {"0 1 0", CONLLU_MANY_ROOTS, "line 3: word 3 is a root, and so is word 1"},
    {"0 0 0", CONLLU_MANY_ROOTS, "line 2: word 2 is a root, and so is word 1"},
    {"0 3 2", CONLLU_CYCLE, "line 2: the heads run in a circle: 2, 3, 2"},
    {"2 3 4 2 0", CONLLU_CYCLE, "line 2: the heads run in a circle: 2, 3, 4, 2"},
    {"0 2", CONLLU_CYCLE, "line 2: the heads run in a circle: 2, 2"},
    {"0 1 4 5 6 7 8 9 10 11 12 3", CONLLU_CYCLE, "line 3: the heads run in a circle: 3, 4, 5, 6, 7, 8, 9, 10, ..., 3"},
};

TEST(trees_are_told_from_what_is_none)
{
    for (size_t i = 0; i < ARRAY_LEN(trees); i++) {
        arena *ar = arena_new(0);
        buf b = {0};
        str rest = str_of(trees[i].heads);
        for (unsigned id = 1; rest.n; id++) {
            str head = str_cut(rest, ' ', &rest);
            buf_addf(&b, "%u a _ _ _ _ %.*s;", id, STR_ARG(head));
        }
        buf_addz(&b, ";");
        struct conllu_text t = conllu_brief(str_zt(ar, buf_str(&b)), ar);
        struct err err = {0};
        enum conllu_tree what = CONLLU_OUTSIDE;
        CHECK_INT(t.n, 1);
        size_t used = arena_used_bytes(ar);
        CHECK_INT(conllu_check(&what, &t.sentence[0], ar, &err), trees[i].what == CONLLU_TREE ? OK : E_FORMAT);
        CHECK_MSG(what == trees[i].what && strcmp(err.msg, trees[i].message) == 0, "%s: %s", trees[i].heads, err.msg);
        CHECK_INT(arena_used_bytes(ar), used);
        buf_free(&b);
        arena_free(ar);
    }
}

/* A parser's own sentence: no lines, a head that the reader would have refused. */
TEST(a_sentence_built_by_hand_is_judged)
{
    arena *ar = arena_new(0);
    uint32_t head[] = {0, 4, 1};
    struct conllu_sentence s = {.n_word = 3, .head = head};
    struct err err = {0};
    enum conllu_tree what = CONLLU_TREE;
    CHECK_INT(conllu_check(&what, &s, ar, &err), E_FORMAT);
    CHECK_INT(what, CONLLU_OUTSIDE);
    head[1] = 3;
    CHECK_INT(conllu_check(&what, &s, ar, NULL), OK);
    CHECK_INT(what, CONLLU_TREE);
    head[2] = 2;
    CHECK_INT(conllu_check(NULL, &s, ar, &err), E_FORMAT);
    CHECK(str_find(str_of(err.msg), STR("2, 3, 2"), 0) != SIZE_MAX);
    arena_free(ar);
}

TESTS(CASE(a_sentence_holds_what_was_read), CASE(ranges_and_empty_nodes_are_kept), CASE(no_head_is_not_the_root),
      CASE(strings_are_borrowed_from_the_text), CASE(small_departures_are_tolerated),
      CASE(carriage_returns_before_line_ends_are_no_text), CASE(errors_name_line_and_cause), CASE(bad_bytes_are_refused),
      CASE(reading_goes_on_after_an_error), CASE(long_columns_are_cut_in_messages), CASE(trees_are_told_from_what_is_none),
      CASE(a_sentence_built_by_hand_is_judged))
