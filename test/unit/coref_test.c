/* Who is meant by pronouns and descriptions. Texts are invented. */
#include "names_help.h"

/* What all mentions but plain names are tied to: "the ministry=defense ministry 0.85"; '?' where nothing fits. */
static void written(buf *out, const struct language_text *t, const struct language_coref *c)
{
    buf_empty(out);
    for (uint32_t i = 0; i < c->n; i++) {
        if (c->how[i] == COREF_NAME) continue;
        buf_addf(out, "%s%.*s=", out->n ? ";" : "", STR_ARG(str_span(t->text, c->bytes[i])));
        if (c->actor[0][i] == NAME_NONE)
            buf_addc(out, '?');
        else
            buf_addf(out, "%.*s", STR_ARG(c->actor_name[c->actor[0][i]]));
        if (c->actor[1][i] != NAME_NONE) buf_addf(out, "+%.*s", STR_ARG(c->actor_name[c->actor[1][i]]));
        if (c->prob[i] > 0) buf_addf(out, " %.2f", (double)c->prob[i]);
    }
}

static const struct {
    const char *text, *want;
} cases[] = {
    /* ---- he, she ---- */
    {"Robert Sofer:nsubj spoke . He said so .", "He=Robert Sofer 0.90"},
    {"Robert Sofer:nsubj met Kim Hong-chan . He said so .", "He=Robert Sofer 0.70"},
    {"Mr. Ruben met Ms. Bond . She said so .", "She=Bond 0.90"},
    {"Mr. Ruben met Ms. Bond . He said so .", "He=Ruben 0.90"},
    {"Ms. Bond spoke . He agreed .", "He=?"},
    {"The plan held . He agreed .", "He=?"},
    {"Robert Sofer spoke . The plan held . The talks/n held . The pact held . He agreed .", "He=?"},
    {"Robert Sofer:nsubj spoke . The plan held . He agreed .", "He=Robert Sofer 0.50"},
    {"Kim Hong-chan spoke . During his visit , Elbert Coley met officials .", "his=Elbert Coley 0.60"},
    {"Lee Jae Myun has pledged/v that during his term .", "his=Lee Jae Myun 0.90"},
    /* ---- who it cannot be, who it rather is ---- */
    {"Robert Sofer:nsubj met Tim Moran . Moran:nsubj told him:obj so .", "him=Robert Sofer 0.90"},
    {"Tim Moran:nsubj told him:obj so .", "him=?"},
    {"Tim Moran:nsubj told his:nmod:poss envoy:obj so .", "his=Tim Moran 0.90"},
    {"Robert Sofer:nsubj said/v Tim Moran left/n . He agreed .", "He=Robert Sofer 0.70"},
    {"Steve Cast:nsubj met Tim Moran . Moran:nsubj cited/v his:nmod:poss words/n , he:nsubj said .",
     "his=Tim Moran 0.70;he=Tim Moran 0.70"},
    {"The Arab League:nsubj called/v it:obj so .", "it=?"},
    {"Robert Sofer:nsubj met Cho Hong-chan . Their discussions held .", "Their=Robert Sofer+Cho Hong-chan 0.50"},
    {"Robert Sofer:nsubj met Cho Hong-chan and Tim Moran . They agreed .", "They=?"},
    /* ---- it, they ---- */
    {"The attack on Japan and its allies held .", "its=Japan 0.80"},
    {"South Korea and the United States met protesters/n . They left .", "They=?"},
    {"American Kevin King and Australian Tim West left . They agreed .", "They=Kevin King+Tim West 0.50"},
    {"China:nsubj said it would act/v .", "it=China 0.60"},
    {"The strategy:nsubj said so . It would act/v .", "It=?"},
    {"South Korea and the United States:nsubj agreed . They pledged so .", "They=South Korea+US 0.60"},
    {"The officials met . They agreed .", "They=?"},
    /* ---- pairs ---- */
    {"South Korea and the United States met . The two sides agreed .", "The two sides=South Korea+US 0.70"},
    {"Elbert Coley met Defense Minister Ahn Do-yun . Both sides agreed .", "Both sides=Elbert Coley+Ahn Do-yun 0.80"},
    {"Elbert Coley met Ahn Do-yun and Kim Hong-chan . Both sides agreed .", "Both sides=?"},
    {"The U.S. - ROK alliance held . North Korea spoke . The allies agreed .", "The allies=US+South Korea 0.70"},
    {"Japan spoke . China spoke . Both countries agreed .", "Both countries=Japan+China 0.50"},
    {"Japan spoke . China spoke . Cuba spoke . Both countries agreed .", "Both countries=?"},
    {"Japan spoke . The two countries agreed .", "The two countries=?"},
    {"President Lee Jae Myun met President Donald Tramm . The two leaders agreed .",
     "The two leaders=Lee Jae Myun+Donald Tramm 0.80"},
    /* ---- metonyms ---- */
    {"Seoul and Washington agreed . They met .", "Seoul=South Korea 0.90;Washington=US 0.90;They=South Korea+US 0.60"},
    {"The talks were held in Seoul .", ""},
    {"He:nsubj visited Seoul .", "He=?"},
    {"The control from Washington held .", "Washington=US 0.50"},
    {"Pyongyang 's program held .", "Pyongyang=North Korea 0.90"},
    /* ---- roles ---- */
    {"Defense Minister Ahn Do-yun spoke . The minister agreed .", "The minister=Ahn Do-yun 0.85"},
    {"Defense Minister Ahn Do-yun met Foreign Minister Cho Hyun . The defense minister agreed .",
     "The defense minister=Ahn Do-yun 0.85"},
    {"Defense Minister Ahn Do-yun met Foreign Minister Cho Hyun . The minister agreed .", "The minister=Cho Hyun 0.60"},
    {"Defense Minister Ahn Do-yun spoke . The president agreed .", "The president=?"},
    {"The minister spoke . Defense Minister Ahn Do-yun agreed .", "The minister=?"},
    {"Japanese Minister Shin Kodama met South Korean Minister Ahn Do-yun . The Japanese minister agreed .",
     "minister=Shin Kodama 0.85"},
    {"Ahn Do-yun , the defense minister , spoke .", ""},
    {"President Donald Tramm spoke . The Japanese president agreed .", ""}, /* his country is not said */
    /* ---- bodies ---- */
    {"The Ministry of National Defense spoke . The ministry agreed .", "The ministry=Ministry of National Defense 0.85"},
    {"South Korea 's defense ministry spoke . The defense ministry agreed .",
     "defense ministry=defense ministry 0.80;The defense ministry=defense ministry 0.85"},
    {"South Korea 's defense ministry met Japan 's foreign/a ministry . The ministry agreed .",
     "defense ministry=defense ministry 0.80;foreign ministry=foreign ministry 0.80;The ministry=foreign ministry 0.60"},
    {"The ministry agreed .", "The ministry=?"},
    {"The South Korean government and the Chinese military agreed .", "government=South Korea 0.80;military=China 0.80"},
    {"The Nuclear Consultative Group met . The group agreed .", "The group=Nuclear Consultative Group 0.85"},
    {"The ministry building/n held .", ""},
    {"The Frontier Watch Council spoke . The group agreed .", "The group=Frontier Watch Council 0.50"},
    {"The Frontier Watch Council met the Ministry of Trade . The group agreed .", "The group=?"},
    /* ---- countries ---- */
    {"South Korea 's army left . The country agreed .", "army=army 0.80;The country=South Korea 0.50"},
    {"Japan agreed . The Chinese government said the country held .", "government=China 0.80;the country=China 0.50"},
    {"North Korea spoke . The North refused .", "The North=North Korea 0.90"},
    {"The North refused .", "The North=?"},
    {"North Korea spoke . The North Atlantic Treaty held .", ""},
    {"South Sudan spoke . The South refused . The North agreed .", "The South=South Sudan 0.90;The North=?"},
    {"South Sudan met South Africa . The South refused .", "The South=?"},
    {"Ruritania spoke . The West refused .", "The West=?"},
};

TEST(mentions_are_tied_or_left)
{
    buf b = {0};
    int wrong = 0;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        arena *ar = arena_new(0);
        struct language_text t;
        struct language_names n;
        struct language_coref c;
        CHECK(names_text(&t, cases[i].text, ar) && !language_names_find(&n, &t, NULL, ar, NULL) &&
              !language_coref_find(&c, &t, &n, ar, NULL));
        written(&b, &t, &c);
        wrong += differs(buf_str(&b), cases[i].text, cases[i].want);
        arena_free(ar);
    }
    buf_free(&b);
    CHECK_INT(wrong, 0);
}

TEST(actors_say_what_they_are)
{
    arena *ar = arena_new(0);
    struct language_text t;
    struct language_names n;
    struct language_coref c;
    CHECK(names_text(&t, "South Korean Minister Ahn Do-yun spoke . Seoul 's defense ministry agreed . He left . Ahn agreed .",
                     ar));
    CHECK(!language_names_find(&n, &t, NULL, ar, NULL) && !language_coref_find(&c, &t, &n, ar, NULL));
    CHECK(c.n_actor == 3 && c.n == 5);
    CHECK(c.actor_kind[0] == NAME_COUNTRY && c.actor_kind[1] == NAME_PERSON && c.actor_kind[2] == NAME_ORGANISATION);
    CHECK(c.actor_person[1] == 0 && c.actor_person[0] == NAME_NONE);
    CHECK_STR(c.actor_country[1], "South Korea");
    CHECK_STR(c.actor_country[2], "South Korea");
    CHECK(c.actor[0][0] == 1 && c.before[0] == NAME_NONE && c.how[0] == COREF_NAME);
    CHECK(c.how[1] == COREF_METONYM && c.how[2] == COREF_BODY && c.how[3] == COREF_PRONOUN && c.before[3] == 0);
    CHECK(c.actor[0][4] == 1 && strcmp(language_coref_how(COREF_HOWS), "") == 0);
    arena_free(ar);
}

TESTS(CASE(mentions_are_tied_or_left), CASE(actors_say_what_they_are))
