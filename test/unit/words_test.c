/* The sure part of the tokenizer: pieces, line ends, addresses, splits, caps and hostile input, with models that always say the
** same, so that every difference comes from the rules. */
#include "words_help.h"

#define YES 1
#define NO (-1)

/* What comes of a text under constant answers, as help_show writes it. */
static bool gives(const char *text, int join, int end, int part, const char *want)
{
    struct help_section s;
    struct language_words w;
    struct err err = {0};
    buf got = {0};
    arena *ar = arena_new(0);
    help_empty(&s, join, end, part, NULL, 0);
    struct words_model m = help_open(&s);
    bool ok = language_words_of(&w, str_of(text), &m, ar, &err) == OK && !help_broken(&w, str_of(text), true);
    if (ok) help_show(&got, &w);
    ok = ok && str_eq(buf_str(&got), str_of(want));
    if (!ok) printf("# \"%s\" gave:\n%.*s# %s\n", text, STR_ARG(buf_str(&got)), err.msg);
    buf_free(&got);
    arena_free(ar);
    return ok;
}

TEST(pieces)
{
    CHECK(gives("Seoul's 3.5% of US-led", NO, NO, NO, "Seoul ' s 3 . 5 % of US - led\n"));
    CHECK(gives("abc123def", NO, NO, NO, "abc 123 def\n"));
    CHECK(gives("\xC3\x89t\xC3\xA9\xE2\x80\x94"
                "fini",
                NO, NO, NO, "\xC3\x89t\xC3\xA9 \xE2\x80\x94 fini\n"));
    CHECK(gives("e\xCC\x81t\xC2\xA0"
                "a\xE2\x80\xA8"
                "b",
                NO, NO, NO, "e\xCC\x81t a b\n")); /* mark; spaces beyond ASCII */
    CHECK(gives("Seoul's 3.5% of US-led", YES, NO, NO, "Seoul's 3.5% of US-led\n"));
    CHECK(gives("a\xFF\xC3(b", NO, NO, NO, "a \xFF \xC3 ( b\n")); /* each broken byte by itself */
}

TEST(white_texts)
{
    CHECK(gives("", NO, NO, NO, ""));
    CHECK(gives(" \n\n\t\r\n ", YES, YES, YES, ""));
}

TEST(empty_lines_end_sentences)
{
    CHECK(gives("a b\n\nc d", NO, NO, NO, "a b\nc d\n"));
    CHECK(gives("a b\n \t\nc\r\n\r\nd\r\re\n\n\n", NO, NO, NO, "a b\nc\nd\ne\n"));
    CHECK(gives("\n\na b\nc", NO, NO, NO, "a b c\n"));
    CHECK(gives("a b\r\nc", NO, NO, NO, "a b c\n")); /* one line end, not two */
}

/* Where nobody is asked, a yes to all does not matter. */
TEST(small_letters_behind_a_space_are_no_question)
{
    CHECK(gives("one two, three", NO, YES, NO, "one two , three\n"));
    CHECK(gives("one. two", NO, YES, NO, "one\n.\ntwo\n"));
    CHECK(gives("One Two", NO, YES, NO, "One\nTwo\n"));
}

/* Scans a text as one block and reads what stands before its n-th piece. */
static struct words_piece piece_of(const char *text, uint32_t n)
{
    struct words_block b = {.text = str_of(text)};
    struct words_piece none = {0};
    arena *ar = arena_new(0);
    bool ok = words_block_room(&b, 1024, ar, NULL) == OK;
    if (ok) (void)words_scan(&b, 0, (uint32_t)b.text.n, GAP_EMPTY);
    if (ok && n < b.n_piece) none = b.piece[n];
    arena_free(ar);
    return none;
}

TEST(line_ends_are_weighed_by_the_room_left)
{
    CHECK_INT(piece_of("one two", 1).gap, GAP_SPACE);
    CHECK_INT(piece_of("one two\nseven", 2).gap, GAP_WRAP); /* the widest line: no word would have fitted */
    CHECK_INT(piece_of("one\ntwo three four five six", 1).gap, GAP_LINE);
    CHECK_INT(piece_of("one\ntwo three four five six", 1).slack, 3);                  /* 24 columns, 7 needed */
    CHECK_INT(piece_of("one two three four\nfive-and-more six\nx", 4).gap, GAP_WRAP); /* the whole chunk counts */
    CHECK_INT(piece_of("one two three four\nfive six\nx", 6).gap, GAP_LINE);
    char wide[200];
    memset(wide, 'a', sizeof wide);
    memcpy(wide + 150, "\nb c", 5);
    CHECK_INT(piece_of(wide, 1).gap, GAP_LINE); /* nobody wraps at 150 columns */
    CHECK_INT(piece_of(wide, 1).slack, 5);
}

TEST(shapes)
{
    CHECK_INT(piece_of("seoul", 0).shape, SHAPE_SMALL);
    CHECK_INT(piece_of("Seoul", 0).shape, SHAPE_CAPITAL);
    CHECK_INT(piece_of("\xC3\x89tat", 0).shape, SHAPE_CAPITAL);
    CHECK_INT(piece_of("I", 0).shape, SHAPE_LETTER);
    CHECK_INT(piece_of("US", 0).shape, SHAPE_CAPITALS);
    CHECK_INT(piece_of("eBay", 0).shape, SHAPE_MIXED);
    CHECK_INT(piece_of("2026", 0).shape, SHAPE_DIGIT + 3);
    CHECK_INT(piece_of("1234567", 0).shape, SHAPE_DIGIT_LAST);
    CHECK_INT(piece_of("\xE2\x80\x99", 0).shape, '\''); /* the curly apostrophe as the plain one */
    CHECK_INT(piece_of("\x01", 0).shape, 0xFFFD);       /* never the number of a shape */
    CHECK(piece_of("SEOUL", 0).hash == piece_of("seoul", 0).hash);
}

TEST(addresses_are_one_token)
{
    CHECK(gives("see http://www.a-b.org/x_y?z=1&w=2.", NO, NO, NO, "see http://www.a-b.org/x_y?z=1&w=2 .\n"));
    CHECK(gives("(www.state.gov)", NO, NO, NO, "( www.state.gov )\n"));
    CHECK(gives("https://en.org/Korea_(South), then", NO, NO, NO, "https://en.org/Korea_(South) , then\n"));
    CHECK(gives("<ftp://a.b/c>!", NO, NO, NO, "< ftp://a.b/c > !\n"));
    CHECK(gives("\"j.kim-2+x@mnd.go.kr\".", NO, NO, NO, "\" j.kim-2+x@mnd.go.kr \" .\n"));
    CHECK(gives("@POTUS a@ @ http:// www. ://x", NO, NO, NO, "@ POTUS a @ @ http : / / www . : / / x\n"));
    CHECK(gives("...@b.c .a@b", NO, NO, NO, ". . . @ b . c . a@b\n"));
}

TEST(words_of_tokens)
{
    CHECK(gives("don't can't won\xE2\x80\x99t", YES, NO, YES, "do+n't ca+n't wo+n\xE2\x80\x99t\n"));
    CHECK(gives("Kim's allies' they've I'd we'll", YES, NO, YES, "Kim+'s allies+' they+'ve I+'d we+'ll\n"));
    CHECK(gives("DON'T DPRK's", YES, NO, YES, "DO+N'T DPRK+'s\n"));
    CHECK(gives("Kim's", YES, NO, NO, "Kim's\n"));
    CHECK(gives("n't 's ' '' o'clock rock'n'roll -'s", YES, NO, YES, "n't 's ' '' o'clock rock'n'roll -'s\n"));
}

/* Forms of the table are parted by characters, whatever bytes these have, and go before the apostrophe. */
TEST(forms_of_the_table)
{
    struct words_form form[3] = {
        {.hash = piece_of("cannot", 0).hash, .n = 2, .size = {3}},
        {.hash = piece_of("\xC3\xA9t\xC3\xA9", 0).hash, .n = 3, .size = {1, 1}},
        {.hash = piece_of("it", 0).hash, .n = 2, .size = {2}}, /* as another word with the same hash would find it: too short */
    };
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < 2; k++)
            if (form[k].hash > form[k + 1].hash) {
                struct words_form t = form[k];
                form[k] = form[k + 1];
                form[k + 1] = t;
            }
    struct help_section s;
    struct language_words w;
    struct err err = {0};
    buf got = {0};
    arena *ar = arena_new(0);
    help_empty(&s, NO, NO, YES, form, 3);
    struct words_model m = help_open(&s);
    str text = STR("Cannot \xC3\x89t\xC3\xA9 it");
    CHECK_INT(language_words_of(&w, text, &m, ar, &err), OK);
    CHECK(!help_broken(&w, text, true));
    help_show(&got, &w);
    CHECK_STR(buf_str(&got), "Can+not \xC3\x89+t+\xC3\xA9 it\n");
    buf_free(&got);
    arena_free(ar);
}

/* ---- caps ---- */

TEST(a_text_without_ends_is_cut_with_a_mark)
{
    struct help_section s;
    struct language_words w;
    struct err err = {0};
    buf text = {0};
    arena *ar = arena_new(0);
    help_empty(&s, YES, NO, YES, NULL, 0);
    struct words_model m = help_open(&s);
    for (int i = 0; i < 1000; i++) buf_addz(&text, i == 399 ? "don't " : "word ");
    CHECK_INT(language_words_of(&w, buf_str(&text), &m, ar, &err), OK);
    CHECK(!help_broken(&w, buf_str(&text), true));
    CHECK_INT(w.n_sentence, 3);
    CHECK_INT(w.sentence_token[1], 399); /* two words have no room beside 399 */
    CHECK(w.sentence_cut[0] && w.sentence_cut[1] && !w.sentence_cut[2]);
    CHECK(w.sentence_par[0] && !w.sentence_par[1] && !w.sentence_par[2]);
    span whole = {0, (uint32_t)text.n};
    struct language_words in;
    CHECK_INT(language_words_in(&in, buf_str(&text), &whole, 1, &m, ar, &err), OK);
    CHECK(help_equal(&w, &in));
    buf_free(&text);
    arena_free(ar);
}

TEST(a_long_token_is_cut_between_characters)
{
    struct help_section s;
    struct language_words w;
    struct err err = {0};
    buf text = {0};
    arena *ar = arena_new(0);
    help_empty(&s, YES, NO, NO, NULL, 0);
    struct words_model m = help_open(&s);
    for (int i = 0; i < 3000; i++) buf_addz(&text, "\xC3\xA9");
    for (int i = 0; i < 3000; i++) buf_addz(&text, "-1");
    CHECK_INT(language_words_of(&w, buf_str(&text), &m, ar, &err), OK);
    CHECK(!help_broken(&w, buf_str(&text), true));
    CHECK(w.n_token > 11 && w.n_token < 60);
    for (uint32_t i = 0; i < w.n_token; i++) CHECK(utf8_valid(str_span(buf_str(&text), w.token[i]), NULL));
    buf_free(&text);
    arena_free(ar);
}

TEST(limits)
{
    struct help_section s;
    struct language_words w;
    struct err err = {0};
    arena *small = arena_new(4096);
    buf text = {0};
    help_empty(&s, NO, NO, NO, NULL, 0);
    struct words_model m = help_open(&s);
    CHECK_INT(language_words_of(&w, (str){"a", UINT32_MAX}, &m, small, &err), E_LIMIT);
    CHECK(strstr(err.msg, "4 GiB") != NULL);
    for (int i = 0; i < 5000; i++) buf_addz(&text, "a b. ");
    err = (struct err){0};
    CHECK_INT(language_words_of(&w, buf_str(&text), &m, small, &err), E_LIMIT);
    CHECK(err.msg[0]);
    buf_free(&text);
    arena_free(small);
}

/* ---- given sentences ---- */

TEST(given_sentences_are_kept)
{
    struct help_section s;
    struct language_words w;
    struct err err = {0};
    buf got = {0};
    arena *ar = arena_new(0);
    str text = STR("One two. Skipped here. Kim's US-led\n\nend");
    const span given[] = {{0, 8}, {8, 9}, {23, 29}, {29, 40}};
    help_empty(&s, YES, NO, YES, NULL, 0);
    struct words_model m = help_open(&s);
    CHECK_INT(language_words_in(&w, text, given, 4, &m, ar, &err), OK);
    CHECK(!help_broken(&w, text, false));
    help_show(&got, &w);
    CHECK_STR(buf_str(&got), "One two.\nKim+'s\nUS-led end\n"); /* white spans are none; an empty line ends nothing here */
    CHECK(w.sentence_par[0] && !w.sentence_par[1]);
    CHECK_INT(language_words_in(&w, text, NULL, 0, &m, ar, &err), OK);
    CHECK_INT(w.n_sentence + w.n_token, 0);
    buf_free(&got);
    arena_free(ar);
}

TEST(a_token_across_an_edge_is_cut)
{
    struct help_section s;
    struct language_words w;
    struct err err = {0};
    buf got = {0};
    arena *ar = arena_new(0);
    str text = STR("don't US-led allies");
    const span given[] = {{1, 4}, {4, 8}, {9, 16}};
    help_empty(&s, YES, NO, YES, NULL, 0);
    struct words_model m = help_open(&s);
    CHECK_INT(language_words_in(&w, text, given, 3, &m, ar, &err), OK);
    CHECK(!help_broken(&w, text, false));
    help_show(&got, &w);
    CHECK_STR(buf_str(&got), "on'\nt US\nled all\n");
    buf_free(&got);
    arena_free(ar);
}

TESTS(CASE(pieces), CASE(white_texts), CASE(empty_lines_end_sentences), CASE(small_letters_behind_a_space_are_no_question),
      CASE(line_ends_are_weighed_by_the_room_left), CASE(shapes), CASE(addresses_are_one_token), CASE(words_of_tokens),
      CASE(forms_of_the_table), CASE(a_text_without_ends_is_cut_with_a_mark), CASE(a_long_token_is_cut_between_characters),
      CASE(limits), CASE(given_sentences_are_kept), CASE(a_token_across_an_edge_is_cut))
