/* What pages say of themselves: dates in many forms, lines that only state one, addresses, labels, languages. */
#include "text/found.h"
#include "text/html_meta.h"
#include "text/plain.h"

#include "test.h"

#include <stdlib.h>

/* The day as text, "" for none. */
static const char *day_text(char out[16], day d)
{
    buf b = {0};
    day_write(&b, d);
    (void)snprintf(out, 16, "%.*s", STR_ARG(buf_str(&b)));
    buf_free(&b);
    return out;
}

struct date_case {
    const char *in;
    const char *day; /* "": none */
};

TEST(dates_are_found_in_many_forms)
{
    static const struct date_case cases[] = {
        {"March 3, 2025", "2025-03-03"},
        {"on 3rd March 2025 at noon", "2025-03-03"},
        {"3. marts 2025", "2025-03-03"},
        {"26. Januar 2026", "2026-01-26"},
        {"den 5. oktober 2024", "2024-10-05"},
        {"le 1er janvier 2026", "2026-01-01"},
        {"26 de enero de 2026", "2026-01-26"},
        {"15 août 2024", "2024-08-15"},
        {"2026년 1월 26일", "2026-01-26"},
        {"2026年1月26日", "2026-01-26"},
        {"입력 2025.03.03. 오후", "2025-03-03"},
        {"Stand: 03.03.2025", "2025-03-03"},
        {"31/12/2025", "2025-12-31"},
        {"12/31/2025", "2025-12-31"},
        {"03/03/2025", "2025-03-03"},
        {"01/02/2025", ""}, /* which of the two is the month? */
        {"31.02.2025", ""},
        {"March 2025", ""},
        {"3 March", ""},
        {"version 10.11.2025.7", "2025-11-10"},
        {"12345.1.2025", ""},
        {"Thursday", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        size_t at = 0;
        day d = DATE_NONE;
        span where;
        char text[16];
        bool found = found_date_next(str_of(cases[i].in), &at, &d, &where);
        CHECK_MSG(!strcmp(day_text(text, found ? d : DATE_NONE), cases[i].day), "%s gives \"%s\"", cases[i].in, text);
    }
}

struct line_case {
    const char *in;
    bool is;
    enum found_label label;
};

TEST(datelines_are_no_sentences)
{
    static const struct line_case cases[] = {
        {"Monday, January 26, 2026", true, FOUND_BARE},
        {"Washington, D.C., December 11, 2025", true, FOUND_BARE},
        {"For release at 2:00 p.m. EST December 11, 2013", true, FOUND_PUBLISHED},
        {"Published 3 March 2025, 09:40 GMT | Updated 4 March 2025", true, FOUND_PUBLISHED},
        {"Opdateret 3. marts 2025 kl. 10.15", true, FOUND_UPDATED},
        {"입력 2025.03.03. 오후 4:12", true, FOUND_PUBLISHED},
        {"It was signed on 3 March 2025", false, FOUND_BARE},
        {"As amended effective January 28, 2014", false, FOUND_BARE},
        {"The Council met on March 3, 2025 and approved the plan of patrols", false, FOUND_BARE},
        {"Date:", false, FOUND_BARE},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        day d;
        span where;
        enum found_label label = FOUND_BARE;
        bool is = found_dateline(str_of(cases[i].in), &d, &where, &label);
        CHECK_MSG(is == cases[i].is && (!is || label == cases[i].label), "%s", cases[i].in);
    }
}

TEST(addresses_may_hold_one_day)
{
    static const struct date_case cases[] = {
        {"https://x.example/2025/12/11/title", "2025-12-11"},
        {"https://x.example/news/2025-12-11-title.html", "2025-12-11"},
        {"https://x.example/2025/dec/11/title", "2025-12-11"},
        {"https://x.example/a/20251211-title", "2025-12-11"},
        {"https://x.example/2025/12/title", ""},
        {"https://x.example/20251311-title", ""},
        {"https://x.example/from-2025-12-11-to-2025-12-12", ""},
        {"https://2025-12-11.example/title", ""},
        {"", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char text[16];
        CHECK_MSG(!strcmp(day_text(text, found_address_day(str_of(cases[i].in))), cases[i].day), "%s gives \"%s\"", cases[i].in,
                  text);
    }
}

TEST(metadata_days)
{
    static const struct date_case cases[] = {
        {"2025-03-03T23:59:00+09:00", "2025-03-03"},
        {" 2025-03-03 ", "2025-03-03"},
        {"20250303", "2025-03-03"},
        {"20250303T101500Z", "2025-03-03"},
        {"Mon, 03 Mar 2025 10:15:00 GMT", "2025-03-03"},
        {"1741000000", ""},
        {"03/04/2025", ""},
        {"soon", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char text[16];
        CHECK_MSG(!strcmp(day_text(text, html_meta_day(str_of(cases[i].in))), cases[i].day), "%s gives \"%s\"", cases[i].in,
                  text);
    }
}

TEST(structured_data_are_read)
{
    struct html_meta m = {.ar = arena_new(0)};
    html_meta_json(&m,
                   STR("/*<![CDATA[*/ {\"@graph\": [{\"@type\": \"WebPage\", \"name\": \"A page\"}, {\"@type\": [\"Thing\", "
                       "\"NewsArticle\"], \"headline\": \"Patrols &amp;\nports\", \"datePublished\": \"2025-03-03T01:00Z\", "
                       "\"author\": [{\"name\": \"Mara Linden\"}, \"Ove Strand\", {\"name\": \"https://x.example\"}], "
                       "\"publisher\": {\"name\": \"Gazette\"}}]} /*]]>*/"));
    CHECK_STR(m.value[META_TITLE], "Patrols & ports");
    CHECK_STR(m.value[META_DATE], "2025-03-03T01:00Z");
    CHECK_STR(m.value[META_AUTHOR], "Mara Linden, Ove Strand");
    CHECK_STR(m.value[META_SITE], "Gazette");
    html_meta_offer(&m, META_TITLE, 1, STR("weaker"));
    html_meta_offer(&m, META_DATE, 99, STR("no day"));
    CHECK_STR(m.value[META_TITLE], "Patrols & ports");
    CHECK_STR(m.value[META_DATE], "2025-03-03T01:00Z");
    html_meta_json(&m, STR("{ broken"));
    html_meta_json(&m, STR(""));
    arena_free(m.ar);
}

struct tongue_case {
    const char *code;
    const char *text;
};

TEST(languages_are_told_by_their_words)
{
    static const struct tongue_case cases[] = {
        {"en", "The ministers of the four states met on Monday and agreed that the patrols will be shared with all of them."},
        {"de", "Die Minister der vier Staaten haben sich am Montag getroffen und sind mit dem Plan nicht in allem einig."},
        {"da", "De fire lande mødtes og blev enige om at drive kystvagten sammen, og det er ikke for at spare penge."},
        {"no", "De fire landene møttes og ble enige om å drive kystvakten sammen, og det er ikke for å spare penger etter at."},
        {"sv", "De fyra länderna möttes och enades om att driva kustbevakningen tillsammans, och det är inte för att spara."},
        {"fr", "Les quatre États se sont réunis lundi et ont décidé de mettre en commun les moyens dans une seule flotte pour "
               "la mer."},
        {"es", "Los cuatro Estados se reunieron el lunes y decidieron que la flota será común para todos los puertos del mar."},
        {"nl", "De vier landen kwamen op maandag bijeen en besloten dat het toezicht op de kust voor een jaar niet verandert."},
        {"ko", "네 나라의 장관들은 월요일에 만나 순찰을 함께 하기로 합의하였다."},
        {"ja", "四つの国の大臣は月曜日に会い、巡視を共に行うことで合意した。"},
        {"zh", "四国部长星期一会晤，同意共同巡逻，并在年底之前再次举行会议。"},
        {"ru", "Министры четырёх стран встретились в понедельник и решили вместе охранять берег."},
        {"uk", "Міністри чотирьох країн зустрілися в понеділок і вирішили разом охороняти узбережжя."},
        {"", "Plan 2025"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        arena *ar = arena_new(0);
        struct source_text src = {.utf8 = str_of(cases[i].text)};
        struct draft d;
        draft_start(&d, &src, ar);
        draft_open(&d);
        draft_text(&d, (span){0, (uint32_t)src.utf8.n});
        CHECK(draft_close(&d, TEXT_PARAGRAPH, 0, 0));
        CHECK_MSG(!strcmp(language_of(&d), cases[i].code), "%s taken for \"%s\"", cases[i].text, language_of(&d));
        arena_free(ar);
    }
}

struct marker_case {
    const char *in;
    size_t n;
    uint32_t number;
};

TEST(bullets_and_numbers_open_items)
{
    static const struct marker_case cases[] = {
        {"- one", 2, 0},       {"• one", 4, 0},  {"3. one", 3, 3}, {"12) one", 4, 12}, {"(3) one", 4, 3},   {"(iv) one", 5, 1},
        {"II. one", 4, 1},     {"b) one", 3, 1}, {"①one", 3, 1},   {"ㅇ 하나", 4, 0},  {"2025. one", 0, 0}, {"A. Smith", 0, 0},
        {"3.5 percent", 0, 0}, {"-one", 0, 0},   {"(a", 0, 0},     {"", 0, 0},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        uint32_t number = 99;
        CHECK_MSG(plain_marker(str_of(cases[i].in), &number) == cases[i].n, "%s", cases[i].in);
        CHECK_MSG(!cases[i].n || number == cases[i].number, "%s: %u", cases[i].in, number);
    }
}

TEST(labels_need_their_end)
{
    size_t n;
    CHECK(phrase_label(STR("Photo: a boat"), &n) == PHRASE_CAPTION && n == 6);
    CHECK(phrase_label(STR("By Mara Linden"), &n) == PHRASE_BYLINE && n == 3);
    CHECK(phrase_label(STR("Bylaws of the Council"), &n) == PHRASE_NONE);
    CHECK(phrase_label(STR("Posteds"), &n) == PHRASE_NONE);
    CHECK(phrase_of(STR("Relaterede artikler")) == PHRASE_RELATED);
    CHECK(phrase_of(STR("  COMMENTS (12) ")) == PHRASE_COMMENTS);
    CHECK(phrase_of(STR("Facebook Twitter E-mail")) == PHRASE_SHARE);
    CHECK(phrase_of(STR("Related party transactions")) == PHRASE_NONE);
    CHECK(phrase_is_notice(STR("Wir verwenden Cookies, um die Seite zu verbessern.")));
    CHECK(!phrase_is_notice(STR("Parliament voted for a law on cookies.")));
    CHECK(phrase_is_note(STR("(This is an unofficial translation of the statement.)")));
    CHECK(!phrase_is_note(STR("This is a great day for the four states.")));
}

TESTS(CASE(dates_are_found_in_many_forms), CASE(datelines_are_no_sentences), CASE(addresses_may_hold_one_day),
      CASE(metadata_days), CASE(structured_data_are_read), CASE(languages_are_told_by_their_words),
      CASE(bullets_and_numbers_open_items), CASE(labels_need_their_end))
