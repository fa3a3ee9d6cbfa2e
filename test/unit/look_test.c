/* How blocks look by themselves: what stops, what is cut short, what runs, what could be a headline. */
#include "text/look.h"

#include "test.h"

enum { STOPS = 1, CUT = 2, BODY = 4, TITLED = 8 };

struct look_case {
    const char *block;
    int looks; /* or-ed */
    enum text_kind kind;
};

#define LONG "The ministers of the four states agreed on Monday that the patrols will be shared from the spring on"
static const struct look_case cases[] = {
    {LONG ".", STOPS | BODY, TEXT_PARAGRAPH},
    {LONG, TITLED, TEXT_PARAGRAPH},
    {LONG ":", STOPS | BODY, TEXT_PARAGRAPH},
    {LONG ";", STOPS | BODY, TEXT_PARAGRAPH},
    {LONG ",", 0, TEXT_PARAGRAPH},
    {LONG "...", STOPS | CUT, TEXT_PARAGRAPH},
    {LONG " [\xE2\x80\xA6]", STOPS | CUT, TEXT_PARAGRAPH},
    {LONG " (...)", STOPS | CUT, TEXT_PARAGRAPH},
    /* a quotation of few words may be a headline as well: it depends on where it stands */
    {"\"" LONG ".\"", STOPS | BODY | TITLED, TEXT_PARAGRAPH},
    {"\xE2\x80\x9C" LONG ".\xE2\x80\x9D", STOPS | BODY | TITLED, TEXT_PARAGRAPH},
    {"(" LONG ".)", STOPS | BODY | TITLED, TEXT_PARAGRAPH},
    {"\xE3\x80\x8C\xE4\xBC\x9A\xE8\xAE\xAE\xE3\x80\x82\xE3\x80\x8D", STOPS | TITLED, TEXT_PARAGRAPH},
    {"Short and done.", STOPS, TEXT_PARAGRAPH},
    {"One two three four five six seven eight nine ten or more.", STOPS | BODY, TEXT_PARAGRAPH},
    {"Ministers agree on shared patrols", TITLED, TEXT_PARAGRAPH},
    {"Why do the ministers not agree?", STOPS | TITLED, TEXT_PARAGRAPH},
    {"Ministers agree!", STOPS | TITLED, TEXT_PARAGRAPH},
    {"Aims:", STOPS, TEXT_PARAGRAPH},
    {"exercises at sea, to be held once each year in all waters", TITLED | BODY, TEXT_ITEM},
    {"exercises at sea", TITLED, TEXT_ITEM},
    {"", TITLED, TEXT_PARAGRAPH},
};

/* Looks of one block of this text. */
static struct look look_of(const char *text, enum text_kind kind, arena *ar)
{
    struct source_text src = {.utf8 = str_of(text)};
    struct draft d;
    draft_start(&d, &src, ar);
    draft_open(&d);
    draft_text(&d, (span){0, (uint32_t)src.utf8.n});
    if (draft_close(&d, kind, 0, 0)) d.block[0].columns = draft_columns(draft_str(&d, &d.block[0]));
    struct look *l = look_at_all(&d);
    return l && d.n_block ? l[0] : (struct look){.titled = true};
}

TEST(ends_and_lengths_make_the_look)
{
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        arena *ar = arena_new(0);
        struct look l = look_of(cases[i].block, cases[i].kind, ar);
        int got = (l.stops ? STOPS : 0) | (l.cut ? CUT : 0) | (l.body ? BODY : 0) | (l.titled ? TITLED : 0);
        CHECK_MSG(got == cases[i].looks, "\"%s\" looks %d, not %d", cases[i].block, got, cases[i].looks);
        CHECK(!l.menuish && !l.fixed);
        arena_free(ar);
    }
}

TEST(words_are_counted_in_all_scripts)
{
    static const struct {
        const char *block;
        int n;
    } counts[] = {
        {"one", 1},
        {"one two", 2},
        {"one  two\nthree", 3},
        {"non-nuclear U.S.-ROK", 2},
        {"네 나라의 장관들은", 3},
        {"四つの国の大臣は月曜日に会い巡視を共に行う", 7}, /* 21 signs without a space: three to a word */
    };
    for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
        arena *ar = arena_new(0);
        CHECK_MSG(look_of(counts[i].block, TEXT_PARAGRAPH, ar).n_word == counts[i].n, "%s: %d", counts[i].block,
                  look_of(counts[i].block, TEXT_PARAGRAPH, ar).n_word);
        arena_free(ar);
    }
}

TEST(set_phrases_are_neither_text_nor_label)
{
    arena *ar = arena_new(0);
    struct look l = look_of("Related articles", TEXT_PARAGRAPH, ar);
    CHECK(l.phrase == PHRASE_RELATED && l.label == PHRASE_NONE && look_is_furniture(&l));
    l = look_of("Photo: a boat at the quay", TEXT_PARAGRAPH, ar);
    CHECK(l.phrase == PHRASE_NONE && l.label == PHRASE_CAPTION && l.n_label == 6 && !look_is_furniture(&l));
    l = look_of("Press release", TEXT_PARAGRAPH, ar);
    CHECK(l.phrase == PHRASE_NOTE && !look_is_furniture(&l));
    arena_free(ar);
}

TEST(a_refusal_gives_no_looks)
{
    arena *ar = arena_new(20000);
    struct source_text src = {.utf8 = STR("a")};
    struct draft d;
    draft_start(&d, &src, ar);
    for (int i = 0; i < 200; i++) {
        draft_open(&d);
        draft_text(&d, (span){0, 1});
        (void)draft_close(&d, TEXT_PARAGRAPH, 0, 0);
    }
    CHECK(!d.failed);
    while (arena_raw(ar, 64, 1)) continue;
    CHECK(!look_at_all(&d) && d.failed == E_LIMIT);
    CHECK(!look_at_all(&d)); /* and again, without a second word */
    arena_free(ar);
}

TESTS(CASE(ends_and_lengths_make_the_look), CASE(words_are_counted_in_all_scripts),
      CASE(set_phrases_are_neither_text_nor_label), CASE(a_refusal_gives_no_looks))
