/* What a plain page says of itself: the day by its place and label, title, author; and all that looks like one and is none. */
#include "page_read.h"

#include "base/random.h"
#include "test.h"

#define ONE "The ministers of the four states agreed on Monday that the patrols will be shared from the spring on."
#define TWO "They reaffirmed that every port stays open to all ships, and that the staffs will review the plan each year."
#define BODY ONE "\n\n" TWO "\n"
#define TITLE "Ministers agree on shared patrols\n\n"

struct found_case {
    const char *page;
    const char *found; /* "title;day basis;author" */
};

static const struct found_case cases[] = {
    {TITLE BODY, "Ministers agree on shared patrols;;"},
    {BODY, ";;"},
    {"", ";;"},
    {TITLE "26 January 2026\n\n" BODY, "Ministers agree on shared patrols;2026-01-26 page;"},
    {"26 January 2026\n\n" TITLE BODY, "Ministers agree on shared patrols;2026-01-26 page;"},
    {TITLE "Published 26 January 2026\n\n" BODY, "Ministers agree on shared patrols;2026-01-26 page;"},
    {TITLE "Updated 26 January 2026\n\n" BODY, "Ministers agree on shared patrols;;"},
    /* a labelled day before a bare one, one below the title before one above it */
    {TITLE "27 January 2026\n\nPublished 26 January 2026\n\n" BODY, "Ministers agree on shared patrols;2026-01-26 page;"},
    {"25 January 2026\n\n" TITLE "26 January 2026\n\n" BODY, "Ministers agree on shared patrols;2026-01-26 page;"},
    {TITLE "Updated 27 January 2026\n\n26 January 2026\n\n" BODY, "Ministers agree on shared patrols;2026-01-26 page;"},
    /* the line that opens the text, and the one that signs it */
    {TITLE "SEOUL, Jan. 26, 2026 -- " BODY, "Ministers agree on shared patrols;2026-01-26 page;"},
    {TITLE "WASHINGTON, 26 January 2026 \xE2\x80\x94 " BODY, "Ministers agree on shared patrols;2026-01-26 page;"},
    {TITLE BODY "\nSeoul, 26 January 2026\n", "Ministers agree on shared patrols;2026-01-26 page;"},
    {TITLE BODY "\nDone at Seoul on 26 January 2026.\n", "Ministers agree on shared patrols;2026-01-26 page;"},
    {TITLE BODY "\nUpdated 26 January 2026\n", "Ministers agree on shared patrols;;"},
    {TITLE "26 January 2026\n\n" BODY "\nSeoul, 27 January 2026\n", "Ministers agree on shared patrols;2026-01-26 page;"},
    /* days that the text speaks of */
    {TITLE "They had met on 26 January 2026 in the old hall, and agreed to meet again before the end of June.\n\n" BODY,
     "Ministers agree on shared patrols;;"},
    {TITLE BODY "\nThe next meeting will be held on 26 January 2026 in the old hall, and all of the members are invited.\n",
     "Ministers agree on shared patrols;;"},
    {"As amended effective January 28, 2014\n\n" TITLE BODY, "Ministers agree on shared patrols;;"},
    {TITLE "01/02/2026\n\n" BODY, "Ministers agree on shared patrols;;"},
    /* who wrote it */
    {TITLE "By Mara Linden\n\n" BODY, "Ministers agree on shared patrols;;Mara Linden"},
    {"By Mara Linden, Harbour Gazette\n\n" TITLE BODY, "Ministers agree on shared patrols;;Mara Linden"},
    {TITLE "홍길동 기자\n\n" BODY, "Ministers agree on shared patrols;;홍길동"},
    {TITLE "By popular demand\n\n" BODY, "Ministers agree on shared patrols;;"},
    {TITLE BODY "\nBy Mara Linden\n", "Ministers agree on shared patrols;;"},
    {TITLE "By Mara Linden\n26 January 2026\n\n" BODY, "Ministers agree on shared patrols;2026-01-26 page;Mara Linden"},
    /* which line is the title */
    {"Home\nNews\nSport\nContact\n\n" TITLE BODY, "Ministers agree on shared patrols;;"},
    {"NCG\n\n" TITLE BODY, "Ministers agree on shared patrols;;"},
    {"Press release\n\n" TITLE BODY, "Ministers agree on shared patrols;;"},
    {"- one\n- two\n\n" TITLE BODY, "Ministers agree on shared patrols;;"},
    {"# Patrols\n\n" BODY, "Patrols;;"},
    {"Patrols\n=======\n\n" BODY, "Patrols;;"},
};

TEST(pages_say_who_when_and_what)
{
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct page_read r = page_read_plain(cases[i].page);
        CHECK_MSG(!r.s && !r.wrong, "case %zu: %s", i, r.s ? r.err.msg : r.wrong);
        const struct text_found *f = &r.page.found;
        buf b = {0};
        buf_add(&b, f->title);
        buf_addc(&b, ';');
        day_write(&b, f->date);
        if (f->date != DATE_NONE) buf_addf(&b, " %s", text_date_basis_name(f->date_basis));
        buf_addc(&b, ';');
        buf_add(&b, f->author);
        CHECK_MSG(str_eq(buf_str(&b), str_of(cases[i].found)), "case %zu gives \"%.*s\", not \"%s\"", i, STR_ARG(buf_str(&b)),
                  cases[i].found);
        buf_free(&b);
        page_read_free(&r);
    }
}

/* The bases in their order: the page itself, then the address, then the name of the file. */
TEST(the_page_goes_before_address_and_name)
{
    static const struct {
        const char *page, *address, *name;
        int32_t dom; /* of January 2026; 0: none */
        enum text_date_basis basis;
    } bases[] = {
        {TITLE "26 January 2026\n\n" BODY, "https://x.example/2026/01/25/a", "2026-01-24.txt", 26, TEXT_DATE_PAGE},
        {TITLE BODY, "https://x.example/2026/01/25/a", "2026-01-24.txt", 25, TEXT_DATE_ADDRESS},
        {TITLE BODY, "https://x.example/a", "2026-01-24.txt", 24, TEXT_DATE_NAME},
        {TITLE BODY, "", "2026-01-24", 24, TEXT_DATE_NAME},
        {TITLE BODY, "", "2026-01-24_a.txt", 24, TEXT_DATE_NAME},
        {TITLE BODY, "", "2026-01-2.txt", 0, TEXT_DATE_UNKNOWN},
        {TITLE BODY, "", "20260124.txt", 0, TEXT_DATE_UNKNOWN},
        {TITLE BODY, "", "", 0, TEXT_DATE_UNKNOWN},
    };
    for (size_t i = 0; i < ARRAY_LEN(bases); i++) {
        struct page_read r = page_read_with(str_of(bases[i].page), "text/plain", bases[i].name, bases[i].address, 0);
        CHECK(!r.s && !r.wrong);
        day want = bases[i].dom ? day_of_civil((struct civil){2026, 1, bases[i].dom}) : DATE_NONE;
        CHECK_MSG(r.page.found.date == want && r.page.found.date_basis == bases[i].basis, "case %zu: %s", i,
                  text_date_basis_name(r.page.found.date_basis));
        page_read_free(&r);
    }
}

/* However a day is set into a sentence of the text, it is never the page's own. */
TEST(days_inside_sentences_are_news)
{
    static const char *const before[] = {"The plan was agreed on ", "Since ", "The report of ", "Between the talks and ",
                                         "From the first of May to "};
    static const char *const days[] = {"26 January 2026", "January 26, 2026", "2026-01-26",
                                       "26.1.2026",       "26. januar 2026",  "2026年1月26日"};
    static const char *const behind[] = {", all ports are open to the ships of the four states, and they will stay so.",
                                         " the staffs have met each month to look at what has been done and what has not.",
                                         " was read by the members of the Council, who asked for a second one before June."};
    uint64_t seed = 71;
    for (int round = 0; round < 300; round++) {
        buf b = {0};
        buf_addz(&b, random_below(&seed, 2) ? TITLE : "");
        for (uint32_t i = 0, n = 2 + random_below(&seed, 4); i < n; i++)
            buf_addf(&b, "%s%s%s\n\n", before[random_below(&seed, 5)], days[random_below(&seed, 6)],
                     behind[random_below(&seed, 3)]);
        struct page_read r = page_read_with(buf_str(&b), "text/plain", "x.txt", "", 0);
        CHECK(!r.s && !r.wrong);
        CHECK_MSG(r.page.found.date == DATE_NONE, "round %d: %.*s", round, STR_ARG(buf_str(&b)));
        page_read_free(&r);
        buf_free(&b);
    }
}

TESTS(CASE(pages_say_who_when_and_what), CASE(the_page_goes_before_address_and_name), CASE(days_inside_sentences_are_news))
