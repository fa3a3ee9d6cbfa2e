/* Whom the subject of a verb of saying stands for. The rule says "one side" or "joint" only of words it knows
** to name someone: a party of the concept list, a name, an office. A thing is no side ("the joint statement
** noted"), nor is a body that several parties keep together ("the NCG reviewed"); plurals are joint only when
** nobody is named who owns them ("the ministers", not "ROK ministers").
**
** By the head of the words before the first preposition ("A spokesman for the ministry": spokesman). Sides,
** allies, they: joint. A party, person or office of the concept list, or a body of one party: one. A document,
** term or system, a body of no party: nobody. An office in the plural: all who hold it, or those of its owner.
** An office in the singular, a name in capitals: one. All else: nobody, and so unknown. */
#include "compare/speaker.h"

/* All lists are in byte order, in small letters. */

/* One of these inside shows that the words are a clause: "the launch came a day after the North warned". */
static const char *const clausal[] = {
    "after", "although", "are",    "as",    "be",  "because", "been", "before",  "being", "can",  "could", "did",    "do",
    "does",  "had",      "has",    "have",  "if",  "is",      "may",  "might",   "must",  "not",  "shall", "should", "since",
    "than",  "though",   "unless", "until", "was", "were",    "when", "whether", "while", "will", "would"};
/* Heads of phrases that name a side, an office or a person; each in the singular, the plural is worked out. */
static const char *const voices[] = {
    "administration", "admiral",     "adviser",      "advisor",    "agency",     "ally",       "ambassador",
    "analyst",        "army",        "assembly",     "bank",       "board",      "bureau",     "cabinet",
    "chair",          "chairman",    "chairperson",  "chairwoman", "chancellor", "chief",      "command",
    "commander",      "commission",  "commissioner", "committee",  "company",    "congress",   "congressman",
    "council",        "counterpart", "country",      "court",      "delegate",   "delegation", "department",
    "deputy",         "diplomat",    "director",     "embassy",    "envoy",      "executive",  "expert",
    "general",        "government",  "governor",     "head",       "judge",      "king",       "lawmaker",
    "leader",         "legislator",  "member",       "military",   "minister",   "ministry",   "nation",
    "navy",           "negotiator",  "office",       "officer",    "official",   "parliament", "partner",
    "party",          "premier",     "president",    "principal",  "prosecutor", "queen",      "regime",
    "representative", "secretary",   "senate",       "senator",    "side",       "speaker",    "spokesman",
    "spokesperson",   "spokeswoman", "staff",        "state",      "team",       "treasury",   "undersecretary"};
static const char *const irregular[] = {"chairmen", "chairwomen", "congressmen", "spokesmen", "spokespeople", "spokeswomen"};
/* Plurals that mean all who are there, whoever is named beside them. */
static const char *const everyone[] = {"allies", "participants", "parties", "partners", "principals", "sides", "they", "we"};
/* Of these, "the" and the plural mean those of all sides; "the officials" may be anybody's. */
static const char *const heads_of_sides[] = {
    "chairmen", "chiefs",  "commanders", "countries",  "delegations", "envoys",     "governments", "governors", "heads",
    "leaders",  "members", "ministers",  "ministries", "nations",     "presidents", "secretaries", "states"};
/* Names in capitals that are no speaker for all that: a text, a gathering, a body of several sides. */
static const char *const things[] = {
    "accord",     "act",          "agreement",  "alliance",   "article",      "bill",     "charter",    "communique",
    "communiqué", "constitution", "convention", "data",       "declaration",  "dialogue", "directive",  "document",
    "exercise",   "exercises",    "forum",      "framework",  "group",        "guidance", "guidelines", "initiative",
    "law",        "mechanism",    "meeting",    "memorandum", "negotiations", "outline",  "pact",       "plan",
    "policy",     "posture",      "program",    "programme",  "protocol",     "readout",  "report",     "resolution",
    "review",     "section",      "statement",  "strategy",   "summit",       "survey",   "talks",      "text",
    "treaty",     "workstream",   "workstreams"};
/* A subject that points back: who it is stands in another sentence. */
static const char *const blind[] = {"another", "anyone", "everybody", "everyone", "he",    "it",   "many", "nobody",
                                    "none",    "one",    "others",    "she",      "some",  "such", "that", "there",
                                    "these",   "this",   "those",     "what",     "which", "who"};
static const char *const quantifiers[] = {"all", "both", "four", "three", "two"};
static const char *const articles[] = {"a", "an", "her", "his", "its", "our", "the", "their"};
static const char *const whole[] = {"all", "the", "these", "they", "we"};
static const char *const prepositions[] = {"against", "among", "at",   "between", "by",    "for",  "from",  "in",
                                           "of",      "on",    "over", "to",      "under", "with", "within"};
/* Offices whose names hold an "and": "the Minister of Trade and Industry". */
static const char *const portfolios[] = {"agency",    "bureau",  "center",     "centre",        "commission",
                                         "committee", "council", "department", "institute",     "minister",
                                         "ministry",  "office",  "secretary",  "undersecretary"};
/* Capitals that belong to an office and not to its owner: "the Defense Ministers" are those of all. */
static const char *const titles[] = {"assistant", "chief",    "defence", "defense", "deputy", "economy", "finance", "foreign",
                                     "joint",     "national", "prime",   "senior",  "trade",  "under",   "unified", "vice"};

/* Longer ones are clauses that the rule did not see through. */
#define MAX_SUBJECT_TOKENS 16
#define NEARBY_BYTES 4096 /* of text on either side, looked through for a word in small letters */

/* What a noun phrase stands for. */
enum voice { VOICE_NONE, VOICE_ONE, VOICE_ALL };

/* As in speaker.c. */
static bool is_capital(str word) { return word.n && (ascii_upper((unsigned char)word.p[0]) || (word.p[0] & 0x80)); }

/* As the tokens have it: apart from its noun, in either spelling of the mark. */
static bool is_possessive(str word)
{
    return str_eq(word, STR("'s")) || str_eq(word, STR("\u2019s")) || str_eq(word, STR("'"));
}

/* "officials", "countries", "spokesmen". By the listed singular; "headquarters" and the like are none. */
static bool is_plural_voice(str word)
{
    char low[24];
    if (word.n < 3 || word.n >= sizeof low) return false;
    if (AMONG(word, irregular)) return true;
    memcpy(low, word.p, word.n);
    str one = {low, word.n - 1};
    if (ascii_tolower((unsigned char)word.p[word.n - 1]) != 's') return false;
    if (str_ends(one, STR("ie"))) {
        low[one.n - 2] = 'y';
        one.n--;
    }
    return AMONG(one, voices);
}

/* The last token of the words that name: before the first preposition, bracket or other mark. `to` when there is none. */
static uint32_t head_of(const struct speaker_subject *s, uint32_t from, uint32_t to)
{
    uint32_t end = from;
    for (; end < to; end++) {
        str word = speaker_word(s, end);
        if (s->tok->kind[end] == TOKEN_PUNCT && !str_eq(word, STR("-")) && !is_possessive(word)) break;
        if (end > from && !is_capital(word) && AMONG(word, prepositions)) break;
    }
    while (end > from && is_possessive(speaker_word(s, end - 1))) end--;
    return end > from ? end - 1 : to;
}

/* ---- parties ---- */

/* Whose it is: a party itself, or the party that the list names for a person, office or body. */
static str party_of(const struct speaker_subject *s, const struct mention *m)
{
    const struct concept *c = &s->list->concept[s->list->form[m->form].concept];
    return str_eq(c->kind, STR("party")) ? c->name : c->party;
}

/* How many different parties are named in tokens [from, to): 0, 1, or 2 for more. */
static uint32_t parties_in(const struct speaker_subject *s, uint32_t from, uint32_t to)
{
    str first = {NULL, 0};
    for (uint32_t i = 0; i < s->n_in; i++) {
        if (s->in[i].at.begin < s->tok->at[from].begin || s->in[i].at.end > s->tok->at[to - 1].end) continue;
        str party = party_of(s, &s->in[i]);
        if (first.n && party.n && !str_eq(first, party)) return 2;
        if (!first.n) first = party;
    }
    return first.n > 0;
}

/* What the concept list knows of the head: -1 when it knows nothing. The mention that reaches furthest left counts. */
static int listed_voice(const struct speaker_subject *s, uint32_t head)
{
    span at = s->tok->at[head];
    for (uint32_t i = 0; i < s->n_in; i++) {
        if (s->in[i].at.begin > at.begin || s->in[i].at.end < at.end) continue;
        str kind = s->list->concept[s->list->form[s->in[i].form].concept].kind;
        if (str_eq(kind, STR("party")) || str_eq(kind, STR("person")) || str_eq(kind, STR("office"))) return VOICE_ONE;
        if (str_eq(kind, STR("body"))) return party_of(s, &s->in[i]).n ? VOICE_ONE : VOICE_NONE;
        if (str_eq(kind, STR("document")) || str_eq(kind, STR("system")) || str_eq(kind, STR("term"))) return VOICE_NONE;
    }
    return -1;
}

/* Someone is named before the head whom it belongs to: "South Korea's officials", "ROK ministers". */
static bool is_owned(const struct speaker_subject *s, uint32_t from, uint32_t head, uint32_t to)
{
    if (s->n_in && parties_in(s, from, to) == 1) return true;
    for (uint32_t i = from; i < head; i++) {
        str word = speaker_word(s, i);
        if (is_possessive(word)) return true;
        if (!is_capital(word) || AMONG(word, titles) || s->tok->kind[i] != TOKEN_WORD) continue;
        /* The first word of a sentence has its capital anyway, unless it is all in capitals. */
        if (i || (word.n > 1 && ascii_upper((unsigned char)word.p[word.n - 1]))) return true;
    }
    return false;
}

/* "U.S.-ROK": what follows belongs to both. */
static bool is_compound(const struct speaker_subject *s, uint32_t from, uint32_t to)
{
    for (uint32_t i = from + 1; i + 1 < to; i++)
        if (str_eq(speaker_word(s, i), STR("-")) && is_capital(speaker_word(s, i - 1)) && is_capital(speaker_word(s, i + 1)))
            return true;
    return false;
}

/* ---- noun phrases ---- */

/* Anywhere in the words, since "the heads of both delegations" are two as well. */
static bool has_quantifier(const struct speaker_subject *s, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (AMONG(speaker_word(s, i), quantifiers)) return true;
    return false;
}

/* Counted ones are all of them, unless one party owns them; owned ones are one side; the rest is all of them
** only for heads of sides, since "officials" may be anybody's. */
static enum voice plural_voice(const struct speaker_subject *s, uint32_t from, uint32_t head, uint32_t to)
{
    bool counted = has_quantifier(s, from, to) || is_compound(s, from, head);
    if (counted) return s->n_in && parties_in(s, from, to) == 1 ? VOICE_ONE : VOICE_ALL;
    if (is_owned(s, from, head, to)) return VOICE_ONE;
    bool the = str_eq(speaker_word(s, from), STR("the")) || str_eq(speaker_word(s, from), STR("The"));
    return the && AMONG(speaker_word(s, head), heads_of_sides) ? VOICE_ALL : VOICE_NONE;
}

/* A lone capitalised word that opens the sentence is a name, unless the text writes it in small letters elsewhere, as it does
** "exports" and "inflation". */
static bool is_word_of_the_text(const struct speaker_subject *s, uint32_t token)
{
    char low[64];
    span at = s->tok->at[token];
    str word = str_span(s->clean, at);
    if (word.n >= sizeof low) return false;
    for (size_t i = 0; i < word.n; i++) low[i] = (char)ascii_tolower((unsigned char)word.p[i]);
    size_t from = at.begin > NEARBY_BYTES ? at.begin - NEARBY_BYTES : 0, to = (size_t)at.end + NEARBY_BYTES;
    str near = {s->clean.p + from, (to < s->clean.n ? to : s->clean.n) - from};
    for (size_t k = 0; (k = str_find(near, (str){low, word.n}, k)) != SIZE_MAX; k++) {
        bool opens = k && (ascii_alnum((unsigned char)near.p[k - 1]) || (near.p[k - 1] & 0x80));
        size_t end = k + word.n;
        bool goes_on = end < near.n && (ascii_alnum((unsigned char)near.p[end]) || (near.p[end] & 0x80));
        if (!opens && !goes_on) return true;
    }
    return false;
}

/* The order of the questions is the order of trust: words that always mean both; what the concept list knows;
** things; offices; names. */
static enum voice voice_of(const struct speaker_subject *s, uint32_t from, uint32_t to)
{
    uint32_t head = head_of(s, from, to);
    if (head >= to) return VOICE_NONE;
    str word = speaker_word(s, head);
    if (AMONG(word, everyone)) return VOICE_ALL;
    /* "both", "the two", "they all"; but not "only two" */
    if (AMONG(word, quantifiers)) return head == from || AMONG(speaker_word(s, from), whole) ? VOICE_ALL : VOICE_NONE;
    int listed = s->n_in ? listed_voice(s, head) : -1;
    if (listed >= 0) return (enum voice)listed;
    if (AMONG(word, things)) return VOICE_NONE;
    if (is_plural_voice(word)) return plural_voice(s, from, head, to);
    bool one = AMONG(word, voices);
    if (!one && (!is_capital(word) || s->tok->kind[head] != TOKEN_WORD)) return VOICE_NONE;
    if (is_compound(s, from, head + 1)) return VOICE_NONE;
    if (one || head > from) return VOICE_ONE;
    /* "Held in Washington, the envoys said": no name is followed by a preposition here. */
    bool alone = head + 1 == to || is_possessive(speaker_word(s, head + 1));
    return from || (alone && !is_word_of_the_text(s, head)) ? VOICE_ONE : VOICE_NONE;
}

/* Whatever joins names. */
static bool is_and(str word) { return str_eq(word, STR("and")) || str_eq(word, STR("&")); }

/* "the Minister of Trade and Industry": the "and" stands inside the name of one office. */
static bool is_portfolio(const struct speaker_subject *s, uint32_t from, uint32_t mid, uint32_t to)
{
    uint32_t head = head_of(s, from, mid);
    if (head >= mid || head + 1 >= mid || !AMONG(speaker_word(s, head), portfolios)) return false;
    if (s->n_in && parties_in(s, mid, to)) return false;
    str next = speaker_word(s, mid + 1);
    return is_capital(next) && !AMONG(next, quantifiers) && !is_plural_voice(speaker_word(s, to - 1)) &&
           !AMONG(speaker_word(s, to - 1), voices);
}

/* The phrase around its "and"s: all joint when each part is someone; the parts before the last may be no more than attributes
** ("the foreign and defense ministers"), but not when the last opens a phrase of its own. */
static enum voice voice_of_all(const struct speaker_subject *s)
{
    uint32_t from = s->from, n_none = 0, n_part = 0;
    enum voice last = VOICE_NONE;
    for (uint32_t i = s->from; i <= s->to; i++) {
        if (i < s->to && !is_and(speaker_word(s, i))) continue;
        if (i == s->to && !n_part) return voice_of(s, s->from, s->to);
        if (i < s->to && i > from && i + 1 < s->to && is_portfolio(s, from, i, s->to)) return voice_of(s, from, i);
        last = i > from ? voice_of(s, from, i) : VOICE_NONE;
        n_none += last == VOICE_NONE;
        n_part++;
        if (i < s->to) from = i + 1;
    }
    /* "Minister and envoy Kim": one person with two titles, or two; not seen through. */
    bool titled =
        !is_capital(speaker_word(s, from)) && !AMONG(speaker_word(s, from), articles) && is_capital(speaker_word(s, s->to - 1));
    if (!n_none) return titled ? VOICE_NONE : VOICE_ALL;
    if (last == VOICE_NONE && !(from < s->to && is_plural_voice(speaker_word(s, s->to - 1)))) return VOICE_NONE;
    bool apart = is_capital(speaker_word(s, from)) || AMONG(speaker_word(s, from), articles);
    return apart ? VOICE_NONE : voice_of(s, s->from, s->to);
}

/* ---- what the rule asks ---- */

/* Refuses first what cannot be a noun phrase: too long, a pronoun that points back, a clause, a part of a
** bracket. */
enum compare_speaker_kind speaker_kind_of(const struct speaker_subject *s)
{
    if (s->from >= s->to || s->to - s->from > MAX_SUBJECT_TOKENS) return SPEAKER_UNKNOWN;
    /* A subject that begins inside a bracket was cut at a mark that does not end a clause. */
    for (uint32_t i = s->from, open = 0; i < s->to; i++) {
        open += str_eq(speaker_word(s, i), STR("("));
        if (str_eq(speaker_word(s, i), STR(")")) && !open--) return SPEAKER_UNKNOWN; /* cut inside a bracket */
    }
    if (s->tok->kind[s->from] != TOKEN_WORD || AMONG(speaker_word(s, s->from), blind)) return SPEAKER_UNKNOWN;
    for (uint32_t i = s->from; i < s->to; i++)
        if (!is_capital(speaker_word(s, i)) && AMONG(speaker_word(s, i), clausal)) return SPEAKER_UNKNOWN;
    switch (voice_of_all(s)) {
    case VOICE_NONE: break;
    case VOICE_ONE: return SPEAKER_ONE;
    case VOICE_ALL: return SPEAKER_JOINT;
    }
    return SPEAKER_UNKNOWN;
}

/* At most two words may lead up to it ("all the parties"). */
uint32_t speaker_pair_end(const struct speaker_subject *s)
{
    for (uint32_t i = s->from; i < s->to && i < s->from + 3; i++)
        if (AMONG(speaker_word(s, i), everyone)) return i + 1;
    return s->from;
}

/* Each must be someone by itself. */
bool speaker_are_two(const struct speaker_subject *s, uint32_t mid, uint32_t second)
{
    return voice_of(s, s->from, mid) != VOICE_NONE && voice_of(s, second, s->to) != VOICE_NONE;
}
