/* What stands around a document in pages copied out of a browser, in several languages; and official texts, which have
** nothing around them and must stay whole, whatever is set before or behind them. */
#include "page_read.h"

#include "text/furniture.h"
#include "text/phrases.h"

#include "base/random.h"
#include "test.h"

/* A document of five blocks that no judge may touch. */
#define STATEMENT                                                                                                              \
    "Joint statement of the four states\n\n"                                                                                   \
    "The ministers of the four states met on Monday and agreed that the patrols of the harbour will be shared.\n\n"            \
    "They reaffirmed that every port stays open to all ships, and that the staffs will review the plan each year.\n\n"         \
    "They welcomed the work of the joint group on cables, and asked it to report again before the end of the year.\n\n"        \
    "They thanked the host for the welcome, and agreed to meet again in the spring to look at what has been done.\n"
#define MAIN                                                                                                                   \
    "The ministers of the four states met on Monday and agreed that the patrols of the harbour will be shared.|"               \
    "They reaffirmed that every port stays open to all ships, and that the staffs will review the plan each year.|"            \
    "They welcomed the work of the joint group on cables, and asked it to report again before the end of the year.|"           \
    "They thanked the host for the welcome, and agreed to meet again in the spring to look at what has been done."

static const char *const heads[] = {
    "",
    "Home\nNews\nWorld\nContact\n\n",
    "Skip to main content\n\nMenu\nSearch\nSign in\n\n",
    "We use cookies to improve this site.\n\nAccept all\nReject all\n\n",
    "Home > World > Asia\n\n",
    "홈\n뉴스\n정치\n로그인\n\n",
    "Startseite\nPolitik\nAnmelden\nSuche\n\n",
    "Forside\nNyheder\nLog ind\nMenu\n\n",
    "Accueil\nRechercher\nSe connecter\nMenu\n\n",
};

static const char *const tails[] = {
    "",
    "\nRelated articles\n\nHarbour fees rise again\n\nA new pilot for the old port\n",
    "\nMost read\n\nTen ships in a row...\n\nWhy the cranes stand still...\n",
    "\nShare\nFacebook\nTwitter\nE-mail\n",
    "\n\xC2\xA9 2025 Harbour Gazette. All rights reserved.\n",
    "\nComments (3)\n\nI do not believe a word.\n",
    "\n관련기사\n\n항만 요금 또 오른다\n",
    "\nLæs også\n\nNy lods i den gamle havn\n",
    "\nLesen Sie auch\n\nNeuer Lotse im alten Hafen\n",
    "\nÀ lire aussi\n\nUn nouveau pilote au vieux port\n",
    "\nSubscribe to our newsletter\n\nEnter your email\n",
};

TEST(any_head_and_any_tail_leave_the_document_whole)
{
    buf file = {0};
    buf got = {0};
    for (size_t h = 0; h < ARRAY_LEN(heads); h++)
        for (size_t t = 0; t < ARRAY_LEN(tails); t++) {
            buf_clear(&file);
            buf_addz(&file, heads[h]);
            buf_addz(&file, STATEMENT);
            buf_addz(&file, tails[t]);
            struct page_read r = page_read_with(buf_str(&file), "text/plain", "x.txt", "", 0);
            CHECK_MSG(!r.s && !r.wrong, "head %zu, tail %zu: %s", h, t, r.s ? r.err.msg : r.wrong);
            CHECK_MSG(str_eq(page_read_main(&r, &got), STR(MAIN)), "head %zu, tail %zu: %.*s", h, t, STR_ARG(buf_str(&got)));
            CHECK_MSG(str_eq(r.page.found.title, STR("Joint statement of the four states")), "head %zu, tail %zu: title %.*s",
                      h, t, STR_ARG(r.page.found.title));
            page_read_free(&r);
        }
    buf_free(&file);
    buf_free(&got);
}

/* Official texts of random make: sections, items, paragraphs, and nothing that is not of the document. */
TEST(official_texts_stay_whole)
{
    static const char *const parts[] = {
        "The Parties reaffirm their commitment to the plan and will keep it under review in the years to come.\n\n",
        "The Council noted the report on cables, and asked that the next one be made before the end of June.\n\n",
        "Comments received from the members were considered by the Council, and most of them were taken up in full.\n\n",
        "1. Each Party shall name an officer who is answerable for the patrols in the waters of that Party.\n\n",
        "(a) Ships of one Party may enter the ports of another when the weather or a need of the crew asks for it.\n\n",
        "Article 5\n\n",
        "Scope and aims of the arrangement\n\n",
        "Share of the costs borne by each of the Parties shall follow the tonnage of its ships in the past year.\n\n",
        "\xE2\x80\xA2 exercises at sea, to be held once a year in the waters of the Party that presides.\n\n",
    };
    uint64_t seed = 41;
    for (int round = 0; round < 500; round++) {
        buf file = {0};
        uint32_t n = 4 + random_below(&seed, 10);
        buf_addz(&file, parts[0]);
        for (uint32_t i = 1; i + 1 < n; i++) buf_addz(&file, parts[random_below(&seed, (uint32_t)ARRAY_LEN(parts))]);
        buf_addz(&file, parts[1]);
        struct page_read r = page_read_with(buf_str(&file), "text/plain", "x.txt", "", 0);
        CHECK_MSG(!r.s && !r.wrong && r.page.n_block == n, "round %d: %u of %u", round, r.page.n_block, n);
        for (uint32_t i = 0; i < n; i++)
            CHECK_MSG(text_kind_is_main(r.page.block[i].kind), "round %d: block %u is a %s in %.*s", round, i,
                      text_kind_name(r.page.block[i].kind), STR_ARG(buf_str(&file)));
        page_read_free(&r);
        buf_free(&file);
    }
}

struct kind_case {
    const char *block;
    enum text_kind kind;
};

/* Blocks before the statement, by their words alone. */
TEST(blocks_of_the_head)
{
    static const struct kind_case cases[] = {
        {"By Mara Linden", TEXT_BYLINE},
        {"Von Mara Linden", TEXT_BYLINE},
        {"홍길동 기자", TEXT_BYLINE},
        {"Monday, January 26, 2026", TEXT_DATELINE},
        {"Published 26 January 2026, 09:40", TEXT_DATELINE},
        {"입력 2026.01.26. 오후 4:12", TEXT_DATELINE},
        {"Home > World > Asia", TEXT_MENU},
        {"News | Sport | Weather", TEXT_MENU},
        {"For immediate release", TEXT_NOTE},
        {"Unofficial translation", TEXT_NOTE},
        {"This is a digest written for the archive; it is not the full text of the statement.", TEXT_NOTE},
        {"Photo: A boat at the quay", TEXT_CAPTION},
        {"We use cookies and similar tools on this site to see how it is used.", TEXT_NOTICE},
        {"Accept all", TEXT_NOTICE},
        {"Facebook Twitter E-mail", TEXT_MENU},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        buf file = {0};
        buf got = {0};
        buf_addf(&file, "%s\n\n%s", cases[i].block, STATEMENT);
        struct page_read r = page_read_with(buf_str(&file), "text/plain", "x.txt", "", 0);
        CHECK(!r.s && !r.wrong);
        enum text_kind kind = page_read_kind(&r, cases[i].block);
        CHECK_MSG(kind == cases[i].kind, "\"%s\" is a %s", cases[i].block, text_kind_name(kind));
        CHECK_MSG(str_eq(page_read_main(&r, &got), STR(MAIN)), "\"%s\": %.*s", cases[i].block, STR_ARG(buf_str(&got)));
        page_read_free(&r);
        buf_free(&file);
        buf_free(&got);
    }
}

/* The same words inside the text: headings and sentences of the document. */
TEST(words_of_furniture_inside_a_text_stay)
{
    static const char *const inside[] = {
        "The use of cookies by the agencies was discussed, and the members agreed that a common rule is needed soon.",
        "Related party transactions were reviewed by the auditors, who found nothing that had to be reported to members.",
        "By popular demand the hall was opened to the public, and more than a hundred people came to hear the debate.",
        "Published papers of the group are kept at the library, where they may be read by all who ask for them in time.",
        "The next meeting will be held on 26 January 2026 in the same hall, and the agenda will be sent out a month before.",
    };
    for (size_t i = 0; i < ARRAY_LEN(inside); i++) {
        buf file = {0};
        buf_addf(&file, "%s\n%s\n\n%s", STATEMENT, inside[i], STATEMENT);
        struct page_read r = page_read_with(buf_str(&file), "text/plain", "x.txt", "", 0);
        CHECK(!r.s && !r.wrong);
        CHECK_MSG(page_read_kind(&r, inside[i]) == TEXT_PARAGRAPH, "%s", inside[i]);
        page_read_free(&r);
        buf_free(&file);
    }
}

TEST(bylines_need_names)
{
    static const struct {
        const char *line;
        bool is;
    } cases[] = {
        {"By Mara Linden", true},
        {"By Mara Linden and Ove Strand", true},
        {"By Mara van der Linden", true},
        {"Par Zoé Étienne", true},
        {"Af Åse Ørsted", true},
        {"By popular demand", false},
        {"By the sea", true},
        {"By Mara Linden.", false},
        {"By", false},
        {"Mara Linden", false},
        {"홍길동 기자", true},
        {"By Kim Min-ji", true},
        {"By one two three four five six seven eight nine ten", false},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct look l = {0};
        str s = str_of(cases[i].line);
        size_t n = 0;
        l.n_word = 1;
        for (size_t k = 0; k < s.n; k++) l.n_word = (uint16_t)(l.n_word + (s.p[k] == ' '));
        l.stops = str_ends(s, STR("."));
        l.label = (uint8_t)phrase_label(s, &n);
        l.n_label = (uint8_t)n;
        CHECK_MSG(furniture_is_byline(s, &l) == cases[i].is, "%s", cases[i].line);
    }
}

/* ---- phrases ---- */

/* Case, marks and a count around a phrase change nothing; letters do. */
TEST(phrases_in_all_dress)
{
    static const char *const dress[][2] = {{"", ""},   {" ", " "},   {"» ", " «"},  {"[", "]"}, {"", ":"},
                                           {"▶ ", ""}, {"- ", " -"}, {"", " (12)"}, {"", " 7"}, {"", "…"}};
    size_t n;
    const struct phrase *table = phrase_table(&n);
    for (size_t i = 0; i < n; i += 3)
        for (size_t k = 0; k < ARRAY_LEN(dress); k++) {
            buf b = {0};
            buf_addz(&b, dress[k][0]);
            for (size_t c = 0; c < table[i].text.n; c++) {
                char letter = table[i].text.p[c];
                buf_addc(&b, k % 2 && ascii_lower((unsigned char)letter) ? (char)(letter - 32) : letter);
            }
            buf_addz(&b, dress[k][1]);
            enum phrase_class got = b.n <= PHRASE_MAX_BYTES ? phrase_of(buf_str(&b)) : table[i].class;
            CHECK_MSG(got == table[i].class, "\"%.*s\" is %d, not %d", STR_ARG(buf_str(&b)), got, table[i].class);
            buf_addz(&b, "qx");
            CHECK_MSG(phrase_of(buf_str(&b)) == PHRASE_NONE || !ascii_alpha((unsigned char)b.p[b.n - 3]), "%.*s",
                      STR_ARG(buf_str(&b)));
            buf_free(&b);
        }
}

TEST(rows_are_of_one_sort)
{
    static const struct {
        const char *row;
        enum phrase_class class;
    } cases[] = {
        {"Facebook Twitter LinkedIn", PHRASE_SHARE},
        {"Home News Politics Sport", PHRASE_NAV},
        {"Home Facebook", PHRASE_NAV},
        {"Share Facebook News", PHRASE_NAV},
        {"Accept all Reject all", PHRASE_BUTTON},
        {"Accept all Facebook", PHRASE_NONE},
        {"Facebook said", PHRASE_NONE},
        {"Reported by AI Image generated by AI", PHRASE_NOTE},
        {"공유하기 인쇄 댓글", PHRASE_NONE},
        {"", PHRASE_NONE},
        {"...", PHRASE_NONE},
        {"12", PHRASE_NONE},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        enum phrase_class c = phrase_of(str_of(cases[i].row));
        bool mixed = cases[i].class == PHRASE_NAV && c == PHRASE_SHARE; /* menus and share rows are one sort */
        CHECK_MSG(c == cases[i].class || mixed, "\"%s\" is %d", cases[i].row, c);
    }
}

TESTS(CASE(any_head_and_any_tail_leave_the_document_whole), CASE(official_texts_stay_whole), CASE(blocks_of_the_head),
      CASE(words_of_furniture_inside_a_text_stay), CASE(bylines_need_names), CASE(phrases_in_all_dress),
      CASE(rows_are_of_one_sort))
