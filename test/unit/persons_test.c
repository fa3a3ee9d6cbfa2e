/* Persons with office and country: constructions of news and statements. All persons, offices and sayings are invented but for
** the shapes of their names. */
#include "names_help.h"

/* Each mention as "phrase|name|how|office|country|organisation", ';' between them. */
static void written(buf *out, const char *brief, struct test_case *test_self)
{
    arena *ar = arena_new(0);
    struct language_text t;
    struct language_names n;
    struct err err = {0};
    buf_empty(out);
    CHECK(names_text(&t, brief, ar));
    CHECK(!language_names_find(&n, &t, NULL, ar, &err));
    for (uint32_t m = 0; m < n.n_mention; m++) {
        str phrase = str_span(t.text, n.phrase[m]), name = str_span(t.text, n.bytes[n.name[m]]),
            body = str_span(t.text, n.organisation_at[m]);
        buf_addf(out, "%s%.*s|%.*s|%s|%.*s|%.*s|%.*s", m ? ";" : "", STR_ARG(phrase), STR_ARG(name),
                 language_name_how(n.how[m]), STR_ARG(n.office[m]), STR_ARG(n.office_country[m]), STR_ARG(body));
    }
    arena_free(ar);
}

static const struct {
    const char *text, *want;
} cases[] = {
    /* ---- titles before the name ---- */
    {"Defense Minister Ahn Do-yun said so .", "Defense Minister Ahn Do-yun|Ahn Do-yun|title|defense minister||"},
    {"US Secretary of War Pete Hollis met officials .",
     "US Secretary of War Pete Hollis|Pete Hollis|title|secretary of war|US|"},
    {"Acting Assistant Secretary of Defense John Nory spoke .",
     "Acting Assistant Secretary of Defense John Nory|John Nory|title|acting assistant secretary of defense||"},
    {"The meeting under President Donald Tramm 's term .", "President Donald Tramm|Donald Tramm|title|president||"},
    {"He met/v former South Korean President Yoon Sang Yeol .",
     "former South Korean President Yoon Sang Yeol|Yoon Sang Yeol|title|former president|South Korea|"},
    {"North Korean leader Kim Jong-il said so .", "North Korean leader Kim Jong-il|Kim Jong-il|title|leader|North Korea|"},
    {"National Security Adviser Wi Song-rak said so .",
     "National Security Adviser Wi Song-rak|Wi Song-rak|title|national security adviser||"},
    {"Senior US policy architect Elbert Coley visited Seoul .",
     "Senior US policy architect Elbert Coley|Elbert Coley|title|senior policy architect|US|"},
    {"Pentagon press secretary Karl Wilton said so .",
     "Pentagon press secretary Karl Wilton|Karl Wilton|title|press secretary|US|Pentagon"},
    {"White House Press Secretary Stephanie Gray said so .",
     "White House Press Secretary Stephanie Gray|Stephanie Gray|title|press secretary|US|White House"},
    {"Major Shareholders agreed .", ""},
    {"State Department spokesperson Tammy Brook said so .",
     "State Department spokesperson Tammy Brook|Tammy Brook|title|spokesperson||State Department"},
    {"defense ministry spokesperson Chung Bina said so .",
     "defense ministry spokesperson Chung Bina|Chung Bina|title|spokesperson||defense ministry"},
    {"Vice Foreign Minister Park Yun-ju agreed .",
     "Vice Foreign Minister Park Yun-ju|Park Yun-ju|title|vice foreign minister||"},
    {"Secretary of Health and Human/a Services Robert Kelly spoke .",
     "Secretary of Health and Human Services Robert Kelly|Robert Kelly|title|secretary of health and human services||"},
    {"CEO and founder Craig Mender left .", "CEO and founder Craig Mender|Craig Mender|title|ceo and founder||"},
    {"Seoul 's top/a nuclear envoy Kim Gan left .",
     "Seoul's top nuclear envoy Kim Gan|Kim Gan|title|top nuclear envoy|South Korea|"},
    {"Minister Cho said so .", "Minister Cho|Cho|title|minister||"},
    {"Japanese Defense Minister Shin Kodama and his South Korean counterpart Ahn Do-yun agreed .",
     "Japanese Defense Minister Shin Kodama|Shin Kodama|title|defense minister|Japan|;"
     "his South Korean counterpart Ahn Do-yun|Ahn Do-yun|title|counterpart|South Korea|"},
    {"Prime Minister Sana Tachi of Japan spoke .", "Prime Minister Sana Tachi of Japan|Sana Tachi|title|prime minister|Japan|"},
    {"Analyst Yu Ji-won from the Korea Institute for Defense Studies said so .",
     "Analyst Yu Ji-won from the Korea Institute for Defense Studies|Yu Ji-won|title|analyst||Korea Institute for Defense "
     "Studies"},
    {"Another/d expert , Professor Yang Mu-jin , agreed .", "Professor Yang Mu-jin|Yang Mu-jin|title|professor||"},
    {"Under/p Secretary of War for Policy Elbert Coley spoke .",
     "Under Secretary of War for Policy Elbert Coley|Elbert Coley|title|under secretary of war for policy||"},
    {"Home Minister Amit Shan and Attorney General Pam Bonner met .",
     "Home Minister Amit Shan|Amit Shan|title|home minister||;Attorney General Pam Bonner|Pam Bonner|title|attorney general||"},
    {"Britain 's Defence Secretary John Healy signed it .",
     "Britain's Defence Secretary John Healy|John Healy|title|defence secretary|UK|"},
    {"Secretary of State Marco Rubin and Foreign Minister Cho Hyon met .",
     "Secretary of State Marco Rubin|Marco Rubin|title|secretary of state||;Foreign Minister Cho Hyon|Cho Hyon|title|foreign "
     "minister||"},
    {"National Security Office chief/n Wi Song-rak left .",
     "National Security Office chief Wi Song-rak|Wi Song-rak|title|chief||National Security Office"},
    {"Intelligence Committee Chairman Adam Shiff spoke .",
     "Intelligence Committee Chairman Adam Shiff|Adam Shiff|title|chairman||Intelligence Committee"},
    {"NASA planetary/a scientist Lucas Pagan agreed .",
     "NASA planetary scientist Lucas Pagan|Lucas Pagan|title|planetary scientist||NASA"},
    {"Former Goldman Sachs CEO Lloyd Blank left .",
     "Former Goldman Sachs CEO Lloyd Blank|Lloyd Blank|title|former ceo||Goldman Sachs"},
    {"Deputy Secretary of State Christopher Landon agreed .",
     "Deputy Secretary of State Christopher Landon|Christopher Landon|title|deputy secretary of state||"},
    {"He met/v his old/a friend/n Emma Reid .", "Emma Reid|Emma Reid||||"},
    {"then-President Moon Jae-un spoke .", "then-President Moon Jae-un|Moon Jae-un|title|then-president||"},
    {"Unification Minister Chung Dong-yeon said so .",
     "Unification Minister Chung Dong-yeon|Chung Dong-yeon|title|unification minister||"},
    {"the company 's founder Jeff Bessel left .", "the company's founder Jeff Bessel|Jeff Bessel|title|founder||company"},
    {"President Lee Jae Myun 's administration agreed .", "President Lee Jae Myun|Lee Jae Myun|title|president||"},
    {"United Nations Secretary General Antonio Gutierrez spoke .",
     "United Nations Secretary General Antonio Gutierrez|Antonio Gutierrez|title|secretary general||United Nations"},
    {"Sri Lankan President Gota Raja met Pakistan Prime Minister Imran Kahn .",
     "Sri Lankan President Gota Raja|Gota Raja|title|president|Sri Lanka|;Pakistan Prime Minister Imran Kahn|Imran "
     "Kahn|title|prime minister|Pakistan|"},
    {"Ms. Kang Kyung-wha , Seoul 's ambassador to the United States , met officials .",
     "Ms. Kang Kyung-wha, Seoul's ambassador to the United States|Kang Kyung-wha|apposition|ambassador to the united "
     "states|South Korea|"},
    {"Kim Yong-han , who served/v as defense minister under Yoon , left .",
     "Kim Yong-han, who served as defense minister|Kim Yong-han|relative|defense minister||"},
    {"JCS Chairman Gen. Jin Yong-sun met Indo - Pacific Command chief/n Adm. Samuel Papper .",
     "JCS Chairman Gen. Jin Yong-sun|Jin Yong-sun|title|chairman||JCS;Indo-Pacific Command chief Adm. Samuel Papper|Samuel "
     "Papper|title|chief||Indo-Pacific Command"},
    {"He met/v Rep . Joe Wilton . Sen . Andy Kimber left .",
     "Rep. Joe Wilton|Joe Wilton|title|representative||;Sen. Andy Kimber|Andy Kimber|title|senator||"},
    {"He met/v the chief . Joe Wilton left .", "Joe Wilton|Joe Wilton||||"},
    /* ---- ranks ---- */
    {"Adm. Samuel Papper spoke .", "Adm. Samuel Papper|Samuel Papper|title|admiral||"},
    {"Gov. Kristi Noble and Sen. Tom Carter spoke .",
     "Gov. Kristi Noble|Kristi Noble|title|governor||;Sen. Tom Carter|Tom Carter|title|senator||"},
    {"Gen. Xavier Brown , the commander of U.S. Forces Korea , spoke .",
     "Gen. Xavier Brown, the commander of U.S. Forces Korea|Xavier Brown|apposition|commander||U.S. Forces Korea"},
    {"Chairman of the Joint Chiefs of Staff Gen. Dan Cane spoke .",
     "Chairman of the Joint Chiefs of Staff Gen. Dan Cane|Dan Cane|title|chairman||Joint Chiefs of Staff"},
    {"Mr. Ruben said so .", "Mr. Ruben|Ruben||||"},
    {"Ms. Park Hye-jun , a researcher at the Korea Institute for National Unification , agreed .",
     "Ms. Park Hye-jun, a researcher at the Korea Institute for National Unification|Park Hye-jun|apposition|researcher||Korea "
     "Institute for National Unification"},
    /* ---- appositions ---- */
    {"It was led/v by Kim Hong-chan , South Korea 's deputy minister for national defense policy , and Robert Sofer , the U.S. "
     "acting deputy "
     "assistant/a secretary of defense for nuclear deterrence , chemical and biological policy .",
     "Kim Hong-chan, South Korea's deputy minister for national defense policy|Kim Hong-chan|apposition|deputy minister for "
     "national defense policy|South Korea|;"
     "Robert Sofer, the U.S. acting deputy assistant secretary of defense for nuclear deterrence, chemical and biological "
     "policy|Robert Sofer|apposition|"
     "acting deputy assistant secretary of defense for nuclear deterrence, chemical and biological policy|US|"},
    {"Lee Kyung-su , the ministry 's spokesperson , told reporters .",
     "Lee Kyung-su, the ministry's spokesperson|Lee Kyung-su|apposition|spokesperson||ministry"},
    {"Ahn Do-yun spoke . Ahn , the South Korean defense minister , said so .",
     "Ahn Do-yun|Ahn Do-yun||||;Ahn, the South Korean defense minister|Ahn|apposition|defense minister|South Korea|"},
    {"Elbert Coley , under secretary of war for policy , spoke .",
     "Elbert Coley, under secretary of war for policy|Elbert Coley|apposition|under secretary of war for policy||"},
    {"Paul Torrent , associate/a professor of physics at the University of Florida , agreed .",
     "Paul Torrent, associate professor of physics at the University of Florida|Paul Torrent|apposition|associate professor of "
     "physics||University of Florida"},
    {"Alexander Vindon , a National Security Council expert , spoke .",
     "Alexander Vindon, a National Security Council expert|Alexander Vindon|apposition|expert||National Security Council"},
    {"Tim Morris , the outgoing/v senior director of European and Russian affairs , left .",
     "Tim Morris, the outgoing senior director of European and Russian affairs|Tim Morris|apposition|outgoing senior director "
     "of european and russian affairs||"},
    {"Brent Sherman , 54 , a lawyer , left .", "Brent Sherman, 54, a lawyer|Brent Sherman|apposition|lawyer||"},
    {"Yun Byung-chul , ambassador to Japan , left .",
     "Yun Byung-chul, ambassador to Japan|Yun Byung-chul|apposition|ambassador to japan||"},
    {"Emma Reid , president of the Brookfield Institute , left .",
     "Emma Reid, president of the Brookfield Institute|Emma Reid|apposition|president||Brookfield Institute"},
    {"Kate Parr , spokeswoman for the U.S. Department of Justice , left .",
     "Kate Parr, spokeswoman for the U.S. Department of Justice|Kate Parr|apposition|spokeswoman|US|Department of Justice"},
    {"It was the U.S. Department of Justice , Oct. 5 .", ""},
    {"The Emma Reid Award was held .", ""},
    {"Emma Reid , prime minister of Norway , left .",
     "Emma Reid, prime minister of Norway|Emma Reid|apposition|prime minister|Norway|"},
    {"Kim Yo-jin , sister of North Korean leader Kim Jong-il , spoke .",
     "Kim Yo-jin|Kim Yo-jin||||;North Korean leader Kim Jong-il|Kim Jong-il|title|leader|North Korea|"},
    {"Ri Son Gwan , a North Korean official , refused .",
     "Ri Son Gwan, a North Korean official|Ri Son Gwan|apposition|official|North Korea|"},
    {"Owen Dempster , a chest doctor at the Aberdeen Royal Infirmary , agreed .",
     "Owen Dempster, a chest doctor at the Aberdeen Royal Infirmary|Owen Dempster|apposition|chest doctor||Aberdeen Royal "
     "Infirmary"},
    {"Michael Simms , CEO and founder of Cereal Robotics Inc. , left .",
     "Michael Simms, CEO and founder of Cereal Robotics Inc.|Michael Simms|apposition|ceo and founder||Cereal Robotics Inc."},
    {"Jennifer Willis , an aide to Vice President Mike Pencil , spoke .",
     "Jennifer Willis, an aide to Vice President Mike Pencil|Jennifer Willis|apposition|aide to vice president mike pencil||;"
     "Vice President Mike Pencil|Mike Pencil|title|vice president||"},
    {"Redd , Apple 's former vice president of mobile/a advertising/n Andy Mill , left .", "Andy Mill|Andy Mill||||"},
    {"Kurt Volk , the former special/a envoy to Ukraine , left .",
     "Kurt Volk, the former special envoy to Ukraine|Kurt Volk|apposition|former special envoy to ukraine||"},
    /* ---- office first, a comma, the name ---- */
    {"South Korea 's defense minister , Ahn Do-yun , said so .",
     "South Korea's defense minister, Ahn Do-yun|Ahn Do-yun|comma|defense minister|South Korea|"},
    {"The ministry 's spokesperson , Jeon Ha-kyu , said so .",
     "The ministry's spokesperson, Jeon Ha-kyu|Jeon Ha-kyu|comma|spokesperson||ministry"},
    {"As president , Emma Reid signed it .", "Emma Reid|Emma Reid||||"},
    /* ---- parentheses ---- */
    {"The NCG heads , Kim Hong-chan ( deputy minister for policy ) and Robert Sofer ( acting assistant/a secretary ) , met .",
     "Kim Hong-chan (deputy minister for policy)|Kim Hong-chan|parenthesis|deputy minister for policy||;"
     "Robert Sofer (acting assistant secretary)|Robert Sofer|parenthesis|acting assistant secretary||"},
    {"Lee Jae Min ( center/n ) spoke .", "Lee Jae Min|Lee Jae Min||||"},
    /* ---- clauses ---- */
    {"Chung Bina , who serves as spokesperson of the defense ministry , refused .",
     "Chung Bina, who serves as spokesperson of the defense ministry|Chung Bina|relative|spokesperson of the defense "
     "ministry||"},
    {"Emma Reid , who was the finance minister , left .",
     "Emma Reid, who was the finance minister|Emma Reid|relative|finance minister||"},
    {"Emma Reid is the Canadian foreign minister .",
     "Emma Reid is the Canadian foreign minister|Emma Reid|copula|foreign minister|Canada|"},
    {"Emma Reid , who/r left early , spoke .", "Emma Reid|Emma Reid||||"},
    /* ---- no mention ---- */
    {"The Trump administration and the Trump - era pact held .", ""},
    {"The US National Defense Strategy and the White House said so .", ""},
    {"Nuclear Consultative Group members met in Kanagawa Prefecture .", ""},
    {"The State Department told the Pentagon .", ""},
    {"Business Insider has said so .", ""},
};

TEST(offices_are_found_as_they_stand)
{
    buf b = {0};
    int wrong = 0;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        written(&b, cases[i].text, test_self);
        if (test_self->failed) return;
        wrong += differs(buf_str(&b), cases[i].text, cases[i].want);
    }
    buf_free(&b);
    CHECK_INT(wrong, 0);
}

/* ---- who is who ---- */

/* Persons as "full name(mentions)" and ">other score reason" where one may be another's. */
static const struct {
    const char *text, *want;
} crowds[] = {
    {"Robert Sofer spoke . Sofer agreed .", "Robert Sofer(2)"},
    {"Sofer agreed . Robert Sofer spoke .", "Robert Sofer(2)"},
    {"Lee Jae Myun spoke . Lee has pledged . President Lee Jae-myun left .", "Lee Jae Myun(3)"},
    {"Kim Hong-chan met Kim Jong-il . Kim agreed .", "Kim Hong-chan(1);Kim Jong-il(2)"},
    {"Defense Minister Kim Hong-chan met leader Kim Jong-il . Minister Kim agreed .", "Kim Hong-chan(2);Kim Jong-il(1)"},
    {"Reporter Lee Ha-na wrote/v . President Lee spoke .", "Lee Ha-na(1);Lee(1)"},
    {"Ahn Gyu-back spoke . An Kyu-baek spoke .", "Ahn Gyu-back(1);An Kyu-baek(1)>0 0.90 romanised"},
    {"Robert Soofer , acting/v secretary , spoke . Robert Soper , acting/v secretary , spoke .",
     "Robert Soofer(1);Robert Soper(1)>0 0.80 misspelt"},
    {"Robert Soofer spoke . Robert Soper spoke .", "Robert Soofer(1);Robert Soper(1)>0 0.40 misspelt"},
    {"Joe Bidder spoke . Joseph Bidder spoke .", "Joe Bidder(1);Joseph Bidder(1)"},
    {"Joe Bidder spoke . J. Bidder spoke .", "Joe Bidder(1);J. Bidder(1)>0 0.80 initial"},
    {"Kim Hong-chan spoke . Hong-chan Kim spoke .", "Kim Hong-chan(1);Hong-chan Kim(1)>0 0.88 order"},
    {"Martin Truex Jr. spoke . Truex left .", "Martin Truex Jr.(2)"},
    /* ---- middle initials, lists of persons ---- */
    {"Randel K. Quarlos left . Quarlos left .", "Randel K. Quarlos(2)"},
    {"The Plan B. Committee left . Vitamin D. left .", ""},
    {"They were John H. Powers , Chair ; Lail Brainert ; Randel K. Quarlos ; and Esthel L. Gorge . Brainert left .",
     "John H. Powers(1);Lail Brainert(2);Randel K. Quarlos(1);Esthel L. Gorge(1)"},
    {"John Powers , Lail Brainert and Robert Sofer met .", "John Powers(1);Lail Brainert(1);Robert Sofer(1)"},
    {"John Powers , Lail Brainert and Tarn Rukan met .", "John Powers(1);Tarn Rukan(1)"},
    {"John Powers , Lail Brainert , Seoul and Robert Sofer met .", "John Powers(1);Robert Sofer(1)"},
    {"John Powers , Robert Sofer and the Rukan Plan met .", "John Powers(1);Robert Sofer(1)"},
};

TEST(persons_are_told_apart)
{
    buf b = {0};
    int wrong = 0;
    for (size_t i = 0; i < ARRAY_LEN(crowds); i++) {
        arena *ar = arena_new(0);
        struct language_text t;
        struct language_names n;
        CHECK(names_text(&t, crowds[i].text, ar) && !language_names_find(&n, &t, NULL, ar, NULL));
        buf_empty(&b);
        for (uint32_t p = 0; p < n.n_person; p++) {
            buf_addf(&b, "%s%.*s(%u)", p ? ";" : "", STR_ARG(n.full[p]), n.n_mentions[p]);
            if (n.variant_of[p] != NAME_NONE)
                buf_addf(&b, ">%u %.2f %s", n.variant_of[p], (double)n.prob_variant[p],
                         language_same_reason(n.variant_reason[p]));
        }
        wrong += differs(buf_str(&b), crowds[i].text, crowds[i].want);
        arena_free(ar);
    }
    buf_free(&b);
    CHECK_INT(wrong, 0);
}

TEST(titles_tell_gender_and_offices_their_country)
{
    arena *ar = arena_new(0);
    struct language_text t;
    struct language_names n;
    CHECK(names_text(&t, "Mr. Ruben met Ms. Carla Bond . South Korean Minister Ahn Do-yun met Ahn .", ar));
    CHECK(!language_names_find(&n, &t, NULL, ar, NULL));
    CHECK(n.n_person == 3 && n.n_mention == 4);
    CHECK(n.gender[0] == GENDER_MALE && n.gender[1] == GENDER_FEMALE && n.gender[2] == GENDER_UNKNOWN);
    CHECK_STR(n.person_country[2], "South Korea");
    CHECK(n.titled[2] == 2 && n.titled[0] == NAME_NONE && n.first[2] == 2 && n.person[3] == 2);
    CHECK(n.prob_mention[2] > 0.9f && n.prob_mention[3] < 0.9f);
    arena_free(ar);
}

TESTS(CASE(offices_are_found_as_they_stand), CASE(persons_are_told_apart), CASE(titles_tell_gender_and_offices_their_country))
