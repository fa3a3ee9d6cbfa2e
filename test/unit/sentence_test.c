/* Sentences. In the cases the sentences of a paragraph are parted by '|'. */
#include "text/text.h"

#include "test.h"

struct sentence_case {
    const char *text;
    const char *sentences;
};

static const struct sentence_case sentence_cases[] = {
    {"", ""},
    {"  \t ", ""},
    {"No full stop", "No full stop"},
    {" One. Two! Three? ", "One.|Two!|Three?"},
    /* abbreviations */
    {"Dr. Kim met Lt. Col. Park. Sgt. Lee left.", "Dr. Kim met Lt. Col. Park.|Sgt. Lee left."},
    {"The U.S. Department of War spoke to the U.S. The allies agreed.",
     "The U.S. Department of War spoke to the U.S.|The allies agreed."},
    {"Forces of the U.K. and the U.S. met. They left.", "Forces of the U.K. and the U.S. met.|They left."},
    {"It was signed by J. D. Vance. George W. Bush was not there.",
     "It was signed by J. D. Vance.|George W. Bush was not there."},
    {"See No. 5 and Art. 3 of the treaty, para. 2. The rest follows.",
     "See No. 5 and Art. 3 of the treaty, para. 2.|The rest follows."},
    {"He said no. The others agreed.", "He said no.|The others agreed."},
    {"Hanwha Co. Ltd. won. Acme Inc. The end.", "Hanwha Co. Ltd. won.|Acme Inc.|The end."},
    {"Many states, e.g. Japan, i.e. allies, vs. others. Fine.", "Many states, e.g. Japan, i.e. allies, vs. others.|Fine."},
    {"They met on Dec. 11 in Washington. In Jan. 2026 they will meet.",
     "They met on Dec. 11 in Washington.|In Jan. 2026 they will meet."},
    {"It begins at 8:30 a.m. EST on Monday. It ends at 5 p.m. The hall closes.",
     "It begins at 8:30 a.m. EST on Monday.|It ends at 5 p.m.|The hall closes."},
    {"Tanks, ships, etc. The list is long.", "Tanks, ships, etc.|The list is long."},
    {"Calm prevailed in Pyongyang. However, no one spoke.", "Calm prevailed in Pyongyang.|However, no one spoke."},
    {"The factory is in Los Angeles, CA. The yard is not.", "The factory is in Los Angeles, CA.|The yard is not."},
    {"No. I do not agree. They saw Protocol No. I of 1949.", "No.|I do not agree.|They saw Protocol No. I of 1949."},
    {"It has ships, tanks, etc. I saw them in St. Louis. It is on 21st St. The rest is not.",
     "It has ships, tanks, etc.|I saw them in St. Louis.|It is on 21st St.|The rest is not."},
    {"He was born in Seoul (b. March 1960) and died (d. 2001) there.",
     "He was born in Seoul (b. March 1960) and died (d. 2001) there."},
    {"Nobody agreed. iPhone sales fell. the rest is in dept. seven.",
     "Nobody agreed.|iPhone sales fell.|the rest is in dept. seven."},
    {"Attn. Mr. Kim, Tel. 5. P.S. They left.", "Attn. Mr. Kim, Tel. 5.|P.S. They left."},
    {"Sec. Roe met Sgn. Park of the 2nd Inf. Div. Staff. Hmm. The end.",
     "Sec. Roe met Sgn. Park of the 2nd Inf. Div. Staff.|Hmm.|The end."},
    /* numbers */
    {"They met at 11:30. The talks ended at 2.1. Then they left.",
     "They met at 11:30.|The talks ended at 2.1.|Then they left."},
    {"2.1. Scope of the plan. 2.2. Its limits.", "2.1. Scope of the plan.|2.2. Its limits."},
    {"It rose by 3.5 percent to 1.2.3 units. It fell.", "It rose by 3.5 percent to 1.2.3 units.|It fell."},
    {"It ended in 2026. A new year began.", "It ended in 2026.|A new year began."},
    {"1. The Committee shall meet. 2. The Board shall not.", "1. The Committee shall meet.|2. The Board shall not."},
    {"The steps are: 1. Plan the work; 2. Do it. That is all.", "The steps are: 1. Plan the work; 2. Do it.|That is all."},
    {"(a) The parties agree. ii) They sign. b. They leave.", "(a) The parties agree.|ii) They sign.|b. They leave."},
    {"Sec. 3. Duties of the Board. Article 5. The parties agree.",
     "Sec. 3. Duties of the Board.|Article 5. The parties agree."},
    {"This follows from Article 5. The parties agree.", "This follows from Article 5.|The parties agree."},
    {"Phase I. The next.", "Phase I. The next."},
    {"2026. 1. 26. \xEB\xB0\x9C\xED\x91\x9C", "2026. 1. 26. \xEB\xB0\x9C\xED\x91\x9C"},
    /* marks */
    {"Wait... The line is cut. And so on... and on.", "Wait...|The line is cut.|And so on... and on."},
    {"What?! No. Really?? Yes!!!", "What?!|No.|Really??|Yes!!!"},
    {"It calls this the 'end of that regime.' Such phrases are gone.",
     "It calls this the 'end of that regime.'|Such phrases are gone."},
    {"\xE2\x80\x9CWe agree. We sign.\xE2\x80\x9D They left.", "\xE2\x80\x9CWe agree.|We sign.\xE2\x80\x9D|They left."},
    {"\"We agree.\" he said. \"Good.\" Then they left.", "\"We agree.\" he said.|\"Good.\"|Then they left."},
    {"\"Why now?\" Kim asked. \"Is it late?\" The room was still.",
     "\"Why now?\" Kim asked.|\"Is it late?\"|The room was still."},
    {"They met (in Seoul.) Then they left. (No one stayed.) It ended.",
     "They met (in Seoul.)|Then they left.|(No one stayed.)|It ended."},
    {"The point is made.[12] The next is not.", "The point is made.[12]|The next is not."},
    {"The point is made. [4] The next is not. [5] [6]", "The point is made. [4]|The next is not. [5] [6]"},
    {"Is that so? ? Yes ! ! (He left. ) Then", "Is that so? ?|Yes ! !|(He left. )|Then"},
    {"\"Stop!\" I said. \"Why now?\" The room was still. Why not? they asked.",
     "\"Stop!\" I said.|\"Why now?\"|The room was still.|Why not?|they asked."},
    {"Yahoo! shares fell. It agreed (see below.) and left.", "Yahoo! shares fell.|It agreed (see below.) and left."},
    {"Is it so? \xE2\x80\x93 and why? \xE2\x80\x93 Nobody knows.",
     "Is it so? \xE2\x80\x93 and why?|\xE2\x80\x93 Nobody knows."},
    {"It was the end.The next began.", "It was the end.|The next began."},
    {"See example.com or Node.js for more. Done.", "See example.com or Node.js for more.|Done."},
    {"\xE2\x80\xA2 one item \xE2\x80\xA2 another item", "\xE2\x80\xA2 one item|\xE2\x80\xA2 another item"},
    {"It has a price of $5. $6 is more.", "It has a price of $5.|$6 is more."},
    {"One.\xC2\xA0Two. \xE2\x80\x94 Three.", "One.|Two.|\xE2\x80\x94 Three."},
    {"The plan (?) The allies saw it [...] They left.", "The plan (?) The allies saw it [...] They left."},
    {"He said: \xC2\xBBJa.\xC2\xAB Then \xE2\x80\x9ENein.\xE2\x80\x9C Then they left.",
     "He said: \xC2\xBBJa.\xC2\xAB|Then \xE2\x80\x9ENein.\xE2\x80\x9C|Then they left."},
    /* other languages */
    {"\xEC\xB0\xB8\xEC\x84\x9D \xE2\x97\x8B \xED\x95\x9C\xEA\xB5\xAD \xE2\x80\xBB \xEC\xA3\xBC",
     "\xEC\xB0\xB8\xEC\x84\x9D|\xE2\x97\x8B \xED\x95\x9C\xEA\xB5\xAD|\xE2\x80\xBB \xEC\xA3\xBC"},
    {"\xED\x9A\x8C\xEC\x9D\x98\xEB\xA5\xBC \xEC\x97\xB4\xEC\x97\x88\xEB\x8B\xA4. \xEC\x96\x91\xEC\xB8\xA1\xEC\x9D\x80 "
     "\xEA\xB0\x94\xEB\x8B\xA4.",
     "\xED\x9A\x8C\xEC\x9D\x98\xEB\xA5\xBC \xEC\x97\xB4\xEC\x97\x88\xEB\x8B\xA4.|\xEC\x96\x91\xEC\xB8\xA1\xEC\x9D\x80 "
     "\xEA\xB0\x94\xEB\x8B\xA4."},
    {"\xE4\xBC\x9A\xE8\xAE\xAE\xE3\x80\x82\xE7\xBB\x93\xE6\x9D\x9F\xE3\x80\x82",
     "\xE4\xBC\x9A\xE8\xAE\xAE\xE3\x80\x82|\xE7\xBB\x93\xE6\x9D\x9F\xE3\x80\x82"},
    {"M\xC3\xB8"
     "det var d. 26. januar kl. 10. Det varede bl.a. f.eks. ca. 3 timer.",
     "M\xC3\xB8"
     "det var d. 26. januar kl. 10.|Det varede bl.a. f.eks. ca. 3 timer."},
};

static void join_sentences(buf *out, str text)
{
    arena *ar = arena_new(0);
    struct text_sentences t;
    struct err err = {0};
    if (text_sentences_of(&t, text, ar, &err)) buf_addz(out, err.msg);
    for (uint32_t i = 0; i < t.n; i++) {
        if (i) buf_addc(out, '|');
        buf_add(out, str_span(text, t.at[i]));
    }
    arena_free(ar);
}

TEST(sentences_end_where_people_end_them)
{
    for (size_t i = 0; i < ARRAY_LEN(sentence_cases); i++) {
        buf b = {0};
        join_sentences(&b, str_of(sentence_cases[i].text));
        CHECK_MSG(str_eq(buf_str(&b), str_of(sentence_cases[i].sentences)), "%s -> %.*s", sentence_cases[i].text,
                  STR_ARG(buf_str(&b)));
        buf_free(&b);
    }
}

/* ---- properties ---- */

/* Every byte that is no space is in exactly one sentence; sentences are trimmed and cut no character. */
static bool is_whole(str s, const struct text_sentences *t, span within)
{
    uint32_t at = within.begin;
    for (uint32_t i = 0; i <= t->n; i++) {
        uint32_t begin = i < t->n ? t->at[i].begin : within.end;
        for (size_t size; at < begin; at += (uint32_t)size)
            if (utf8_class(utf8_decode(s, at, &size)) != CHAR_SPACE) return false;
        if (at != begin) return false;
        if (i == t->n) break;
        if (t->at[i].end <= begin || t->at[i].end > within.end) return false;
        size_t size;
        if (utf8_class(utf8_decode(s, begin, &size)) == CHAR_SPACE) return false;
        bool space = false;
        for (; at < t->at[i].end; at += (uint32_t)size) space = utf8_class(utf8_decode(s, at, &size)) == CHAR_SPACE;
        if (at != t->at[i].end || space) return false;
    }
    return at == within.end;
}

static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

static void random_text(buf *out, uint64_t *state)
{
    static const char *const pieces[] = {"a",
                                         "The",
                                         "U.S.",
                                         ".",
                                         ". ",
                                         "! ",
                                         "?",
                                         "...",
                                         " ",
                                         "  ",
                                         "\n",
                                         "1.",
                                         "(",
                                         ")",
                                         "\"",
                                         "'",
                                         "\xE2\x80\x9D",
                                         "\xE2\x80\x9C",
                                         "\xE2\x80\xA6",
                                         "\xE2\x80\xA2",
                                         "\xED\x95\x9C",
                                         "\xE3\x80\x82",
                                         "\xC2\xA0",
                                         "\xCC\x81",
                                         "\xFF",
                                         "\xE2\x80",
                                         "\xE2",
                                         "[1]",
                                         "No.",
                                         "a.m.",
                                         "said",
                                         "Sec. 3.",
                                         ":",
                                         "-"};
    size_t n = next_random(state) % 40;
    for (size_t i = 0; i < n; i++) buf_addz(out, pieces[next_random(state) % ARRAY_LEN(pieces)]);
}

TEST(each_byte_is_in_one_sentence)
{
    uint64_t state = 20251211;
    for (int round = 0; round < 20000; round++) {
        arena *ar = arena_new(0);
        struct text_sentences t;
        struct err err = {0};
        buf b = {0};
        random_text(&b, &state);
        CHECK_INT(text_sentences_of(&t, buf_str(&b), ar, &err), OK);
        CHECK_MSG(is_whole(buf_str(&b), &t, (span){0, (uint32_t)b.n}), "round %d: %.*s", round, STR_ARG(buf_str(&b)));
        for (uint32_t i = 0; i < t.n; i++) CHECK_INT(t.block[i], 0);
        buf_free(&b);
        arena_free(ar);
    }
}

/* A sentence alone in its paragraph stays one: splitting twice changes nothing. */
TEST(splitting_again_changes_nothing)
{
    for (size_t i = 0; i < ARRAY_LEN(sentence_cases); i++) {
        str rest = str_of(sentence_cases[i].sentences);
        while (rest.n) {
            str one = str_cut(rest, '|', &rest);
            buf b = {0};
            join_sentences(&b, one);
            CHECK_MSG(str_eq(buf_str(&b), one), "%.*s", STR_ARG(buf_str(&b)));
            buf_free(&b);
        }
    }
}

TEST(blocks_keep_their_sentences)
{
    str clean = STR("What next? The allies decide\n\nOne. Two.\n\n1. First. Then.\n\nMonday, Jan. 26. 2026");
    struct text_block blocks[] = {
        {{0, 28}, TEXT_HEADING, 1}, {{30, 39}, TEXT_PARAGRAPH, 0}, {{41, 56}, TEXT_ITEM, 1}, {{58, 79}, TEXT_DATELINE, 0}};
    struct text_page page = {.clean = clean, .block = blocks, .n_block = 4};
    arena *ar = arena_new(0);
    struct text_sentences t;
    struct err err = {0};
    CHECK_INT(text_sentences_find(&t, &page, ar, &err), OK);
    static const uint32_t want[] = {0, 1, 1, 2, 2, 3};
    CHECK_INT(t.n, ARRAY_LEN(want));
    for (uint32_t i = 0; i < t.n; i++) CHECK_INT(t.block[i], want[i]);
    CHECK_STR(str_span(clean, t.at[0]), "What next? The allies decide");
    CHECK_STR(str_span(clean, t.at[3]), "1. First.");
    CHECK_STR(str_span(clean, t.at[5]), "Monday, Jan. 26. 2026");
    page.n_block = 0;
    CHECK_INT(text_sentences_find(&t, &page, ar, &err), OK);
    CHECK_INT(t.n, 0);
    arena_free(ar);
}

TEST(endless_text_takes_linear_time)
{
    static const char *const units[] = {
        "a", ".", ". ",  ".'",           "A.", "U.S. ", "! ", ". . ",          "1. ",
        " ", "?", "[1]", "\xE2\x80\xA6", "\"", "a. ",   "[",  "\xE2\x80\xA2 ", "a.                    "};
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        arena *ar = arena_new((size_t)256 << 20);
        struct text_sentences t;
        struct err err = {0};
        buf b = {0};
        while (b.n < 3000000) buf_addz(&b, units[i]);
        CHECK_INT(text_sentences_of(&t, buf_str(&b), ar, &err), OK);
        CHECK_MSG(is_whole(buf_str(&b), &t, (span){0, (uint32_t)b.n}), "unit \"%s\"", units[i]);
        buf_free(&b);
        arena_free(ar);
    }
}

TEST(a_small_arena_is_a_limit)
{
    arena *ar = arena_new((size_t)64 << 10);
    struct text_sentences t;
    struct err err = {0};
    buf b = {0};
    for (int i = 0; i < 50000; i++) buf_addz(&b, "Yes. ");
    CHECK_INT(text_sentences_of(&t, buf_str(&b), ar, &err), E_LIMIT);
    CHECK(err.msg[0]);
    buf_free(&b);
    arena_free(ar);
}

TESTS(CASE(sentences_end_where_people_end_them), CASE(each_byte_is_in_one_sentence), CASE(splitting_again_changes_nothing),
      CASE(blocks_keep_their_sentences), CASE(endless_text_takes_linear_time), CASE(a_small_arena_is_a_limit))
