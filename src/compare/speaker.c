/* Who speaks in a sentence, by one rule: the words between the start of the clause and its first verb of saying in the
** active voice. A rule, not a grammar: where it does not see through, the speaker is unknown. */
#include "compare/series_parts.h"

#include <stdlib.h>

/* In byte order. */
static const char *const saying[] = {
    "acknowledge", "acknowledged", "affirm",      "affirmed",   "affirms",     "agree",       "agreed",     "agrees",
    "announce",    "announced",    "announces",   "asked",      "assessed",    "attributed",  "called",     "claimed",
    "commended",   "committed",    "complained",  "concluded",  "concurred",   "condemn",     "condemned",  "confirmed",
    "considered",  "decided",      "declared",    "demanded",   "denied",      "denounced",   "deplored",   "described",
    "discussed",   "emphasised",   "emphasize",   "emphasized", "emphasizes",  "encouraged",  "endorsed",   "expects",
    "explained",   "expressed",    "highlighted", "insisted",   "invited",     "judges",      "maintained", "mentioned",
    "noted",       "notes",        "objected",    "opposed",    "pledged",     "pledges",     "praised",    "promised",
    "proposed",    "reaffirm",     "reaffirmed",  "reaffirms",  "recalled",    "recognized",  "regretted",  "reiterate",
    "reiterated",  "reiterates",   "rejected",    "renewed",    "reported",    "requested",   "resolved",   "reviewed",
    "said",        "says",         "shared",      "stated",     "states",      "stressed",    "stresses",   "suggested",
    "supported",   "thanked",      "underlined",  "underscore", "underscored", "underscores", "urged",      "voiced",
    "vowed",       "warned",       "welcomed",    "welcomes"};
static const char *const joint[] = {
    "all",          "both",    "countries",  "governments", "heads",       "jointly", "leaders", "members", "nations",
    "participants", "parties", "presidents", "principals",  "secretaries", "sides",   "they",    "two",     "we",
};
/* A subject that points back: who it is stands in another sentence. */
static const char *const blind[] = {"he", "it", "she", "that", "this", "which", "who"};
static const char *const passive[] = {"are", "be", "been", "being", "is", "was", "were"};
static const char *const before_noun[] = {"a",    "an",  "his",   "its",   "of",   "our",
                                          "that", "the", "their", "these", "this", "those"};
static const char *const adverbs[] = {"again",   "also",     "clearly", "firmly",     "further",  "had",  "has",   "have",
                                      "jointly", "mutually", "now",     "reportedly", "strongly", "then", "today", "will"};
/* What opens a phrase that is no subject: "In this context, both sides ..." */
static const char *const openers[] = {"according", "accordingly",  "additionally", "after",       "against",   "although",
                                      "amid",      "as",           "at",           "because",     "before",    "building",
                                      "by",        "consequently", "consistent",   "currently",   "despite",   "during",
                                      "finally",   "following",    "for",          "furthermore", "given",     "however",
                                      "in",        "moreover",     "nevertheless", "nonetheless", "on",        "owing",
                                      "regarding", "similarly",    "since",        "still",       "therefore", "to",
                                      "today",     "together",     "under",        "when",        "while",     "with"};

static const char *const relatives[] = {"that", "where", "which", "who", "whose"};
static const char *const links[] = {"and", "but", "or", "so", "therefore", "thus", "while", "yet"};

#define MAX_SUBJECT_TOKENS 16

static int by_text(const void *key, const void *item) { return str_cmp(*(const str *)key, str_of(*(const char *const *)item)); }

/* Whether the word, in small letters, is on the sorted list; longer words than any listed are not. */
static bool among(str word, const char *const *list, size_t n)
{
    char low[24];
    if (word.n >= sizeof low) return false;
    for (size_t i = 0; i < word.n; i++) low[i] = (char)ascii_tolower((unsigned char)word.p[i]);
    str key = {low, word.n};
    return bsearch(&key, list, n, sizeof *list, by_text) != NULL;
}
#define AMONG(word_, list_) among((word_), (list_), ARRAY_LEN(list_))

bool compare_word_says(str word) { return AMONG(word, saying); }

/* First token of saying whose verb is not passive, or tok->n. */
static uint32_t find_verb(const struct text_tokens *tok, str clean)
{
    for (uint32_t i = 1; i < tok->n; i++) {
        if (ascii_upper((unsigned char)clean.p[tok->at[i].begin])) continue; /* "States" is no verb */
        if (!AMONG(str_span(clean, tok->at[i]), saying)) continue;
        /* "the agreed conditions", "all riparian states underlined" */
        if (AMONG(str_span(clean, tok->at[i - 1]), before_noun)) continue;
        if (i + 1 < tok->n && AMONG(str_span(clean, tok->at[i + 1]), saying)) continue;
        uint32_t before = i;
        while (before > 0 && AMONG(str_span(clean, tok->at[before - 1]), adverbs)) before--;
        if (!before || AMONG(str_span(clean, tok->at[before - 1]), passive)) return tok->n;
        return i;
    }
    return tok->n;
}

static bool is_comma(str clean, span at) { return span_len(at) == 1 && clean.p[at.begin] == ','; }

/* Tokens [*from, *to) of the subject before the verb, which is where they end. The clause next to the verb holds it, from its
** last relative pronoun on; where a comma stands before the verb ("Kim, the head, stressed") the sentence's first words do. */
static void trim_subject(const struct text_tokens *tok, str clean, uint32_t *from, uint32_t *to)
{
    uint32_t verb = *to, begin = 0;
    while (*to > 0 && AMONG(str_span(clean, tok->at[*to - 1]), adverbs)) --*to;
    if (*to && is_comma(clean, tok->at[*to - 1])) {
        for (*to = 0; *to < verb && !is_comma(clean, tok->at[*to]);) ++*to;
    } else {
        for (uint32_t i = 0; i < *to; i++)
            if (is_comma(clean, tok->at[i]) || AMONG(str_span(clean, tok->at[i]), relatives)) begin = i + 1;
    }
    while (begin < *to && AMONG(str_span(clean, tok->at[begin]), links)) begin++;
    if (begin < *to && AMONG(str_span(clean, tok->at[begin]), openers)) begin = *to;
    *from = begin;
}

/* Joint when a word of the subject says so, or an "and" puts two together. */
static enum compare_speaker_kind kind_of(const struct text_tokens *tok, str clean, uint32_t from, uint32_t to)
{
    if (from >= to || to - from > MAX_SUBJECT_TOKENS) return SPEAKER_UNKNOWN;
    if (tok->kind[from] != TOKEN_WORD || AMONG(str_span(clean, tok->at[from]), blind)) return SPEAKER_UNKNOWN;
    for (uint32_t i = from; i < to; i++) {
        str word = str_span(clean, tok->at[i]);
        if (AMONG(word, joint) || (i > from && str_eq(word, STR("and")))) return SPEAKER_JOINT;
    }
    return SPEAKER_ONE;
}

struct compare_speaker compare_speaker_find(str clean, span sentence, const struct concept_list *list, const struct mention *in,
                                            uint32_t n_in, arena *scratch)
{
    struct compare_speaker who = {.concept = COMPARE_NONE};
    struct arena_mark mark = arena_here(scratch);
    struct text_tokens tok;
    if (text_tokens_of(&tok, str_span(clean, sentence), sentence.begin, scratch, NULL)) return who;
    uint32_t verb = find_verb(&tok, clean), from = 0, to = verb;
    if (verb < tok.n) {
        trim_subject(&tok, clean, &from, &to);
        who.kind = kind_of(&tok, clean, from, to);
    }
    if (who.kind != SPEAKER_UNKNOWN) {
        who.at = (span){tok.at[from].begin, tok.at[to - 1].end};
        who.verb = tok.at[verb];
        for (uint32_t i = 0; i < n_in; i++)
            if (in[i].at.begin >= who.at.begin && in[i].at.end <= who.at.end) who.concept = list->form[in[i].form].concept;
    }
    arena_back(scratch, mark);
    return who;
}
