/* Who speaks in a sentence, by one rule: the words between the start of the clause and its first verb of saying in the
** active voice. A rule, not a grammar: what it does not see through is left unknown, never guessed. This file finds the
** verb and the words before it; speaker_kind.c says what those words stand for.
**
** Read for errors over the example, the two pages of news and 123 statements of a central bank: of what the rule names
** there, every subject is one (test/unit/speaker_test.c keeps the ones that an earlier rule got wrong). */
#include "compare/speaker.h"

#include <stdlib.h>

/* All lists are in byte order, in small letters. */
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
/* A subject is no longer being named once one of these stands before the verb: "the agreed conditions". */
static const char *const before_noun[] = {"a",    "an",  "her",   "his",   "its",  "my",    "of",  "our",
                                          "that", "the", "their", "these", "this", "those", "your"};
static const char *const passive[] = {"are", "be", "been", "being", "is", "was", "were"};
/* What may stand between a subject and its verb, besides words in -ly. */
static const char *const adverbs[] = {"again",   "also", "further", "had",   "has", "have",
                                      "jointly", "now",  "then",    "today", "too", "will"};
/* Words in -ly that belong to the subject. */
static const char *const subject_in_ly[] = {"ally", "assembly", "family", "only"};
/* Behind a verb of saying these show that it was none: "the workstreams reviewed were", "the pledges remain". */
static const char *const main_verbs[] = {"are",     "be",    "been",   "can",   "could", "had",    "has",
                                         "have",    "is",    "may",    "might", "must",  "remain", "remained",
                                         "remains", "shall", "should", "was",   "were",  "will",   "would"};
/* Forms that are nouns as often as verbs ("U.S. states", "its notes"): verbs only before what opens a clause or an object. */
static const char *const noun_forms[] = {"judges", "notes", "pledges", "states"};
static const char *const behind_verb[] = {"a", "an", "her", "his", "its", "our", "that", "the", "their", "these", "this", "to"};
/* What opens a phrase that is no subject: "In this context, both sides ...". An apposition behind such an
** opener is not untangled. */
static const char *const openers[] = {
    "according", "accordingly", "additionally", "after",      "against",      "alongside",   "also",      "although",
    "amid",      "as",          "at",           "because",    "before",       "beside",      "besides",   "beyond",
    "building",  "by",          "consequently", "consistent", "currently",    "despite",     "during",    "finally",
    "following", "for",         "furthermore",  "given",      "hence",        "however",     "if",        "in",
    "instead",   "likewise",    "meanwhile",    "moreover",   "nevertheless", "nonetheless", "on",        "once",
    "owing",     "regarding",   "similarly",    "since",      "specifically", "still",       "therefore", "though",
    "through",   "throughout",  "thus",         "to",         "today",        "together",    "under",     "unless",
    "unlike",    "until",       "upon",         "when",       "while",        "with",        "within",    "without"};
static const char *const relatives[] = {"that", "where", "which", "who", "whom", "whose"};
static const char *const links[] = {"and", "but", "nor", "or", "so", "therefore", "thus", "while", "yet"};
/* A noun phrase right behind a relative pronoun opens with one of these, else the pronoun is the subject. */
static const char *const determiners[] = {"a",   "all",   "an",    "another", "any",  "both",  "each",  "every",   "her",
                                          "his", "its",   "many",  "most",    "no",   "other", "our",   "several", "some",
                                          "the", "their", "these", "they",    "this", "those", "three", "two",     "we"};

#define LONGEST_WORD 24 /* bytes; no list holds a longer one */

/* For bsearch over lists of C strings. */
static int by_text(const void *key, const void *item) { return str_cmp(*(const str *)key, str_of(*(const char *const *)item)); }

/* ASCII letters alone are made small: the lists are English. */
bool speaker_among(str word, const char *const *list, size_t n)
{
    char low[LONGEST_WORD];
    if (word.n >= sizeof low) return false;
    for (size_t i = 0; i < word.n; i++) low[i] = (char)ascii_tolower((unsigned char)word.p[i]);
    str key = {low, word.n};
    return bsearch(&key, list, n, sizeof *list, by_text) != NULL;
}

/* Both tenses, as they are listed; not the infinitive. */
bool compare_word_says(str word) { return AMONG(word, saying); }

/* Words in -ly stand between subject and verb as the listed ones do ("currently expects"); a name in -ly is in capitals. */
static bool is_adverb(str word)
{
    if (AMONG(word, adverbs)) return true;
    return ascii_lower((unsigned char)word.p[0]) && str_ends(word, STR("ly")) && !AMONG(word, subject_in_ly);
}

/* Borrowed from the text. */
static str word_at(const struct text_tokens *tok, str clean, uint32_t i) { return str_span(clean, tok->at[i]); }

/* First token of saying that is a verb in the active voice, or tok->n. Once a passive, an infinitive or a participle was met
** the search ends: the sentence has another main verb, and a subject found behind it would be a guess. */
static uint32_t find_verb(const struct text_tokens *tok, str clean)
{
    /* From the second token on: before the first there is no subject. */
    for (uint32_t i = 1; i < tok->n; i++) {
        str word = word_at(tok, clean, i);
        if (ascii_upper((unsigned char)word.p[0])) continue; /* "States" is no verb */
        if (!AMONG(word, saying)) continue;
        uint32_t before = i;
        while (before > 0 && is_adverb(word_at(tok, clean, before - 1))) before--;
        if (!before) return tok->n;
        str last = word_at(tok, clean, before - 1);
        /* "the agreed conditions", "the previously announced"; but "the ones that the board noted" */
        if (AMONG(last, before_noun) && !(before == i && str_eq(last, STR("that")))) continue;
        str next = i + 1 < tok->n ? word_at(tok, clean, i + 1) : (str){NULL, 0};
        /* "all riparian states underlined" */
        if (AMONG(next, saying)) continue;
        if (AMONG(last, passive) || str_eq(last, STR("to")) || str_eq(last, STR("not"))) return tok->n;
        if (AMONG(word, noun_forms) && !AMONG(next, behind_verb)) continue;
        if (AMONG(next, main_verbs) || str_eq(next, STR("by"))) return tok->n;
        return i;
    }
    return tok->n;
}

/* The mark alone: a number's comma lies inside its token. */
static bool is_comma(str clean, span at) { return span_len(at) == 1 && clean.p[at.begin] == ','; }

/* Letters beyond ASCII pass for capitals: whether they are is not known here, and names are the likelier case. */
static bool is_capital(str word) { return word.n && (ascii_upper((unsigned char)word.p[0]) || (word.p[0] & 0x80)); }

/* A comma stands before the verb ("Kim, the head, stressed"): the sentence's first words hold the subject, and an "and" behind
** a later comma a second one ("Kim, the head, and Lee, his deputy, stressed"). True when there are two. */
static bool trim_apposition(struct speaker_subject *s, uint32_t verb)
{
    uint32_t mid = s->from;
    s->to = s->from;
    if (AMONG(speaker_word(s, 0), openers)) return false; /* "In a letter to Kim, the head, he said" */
    while (mid < verb && !is_comma(s->clean, s->tok->at[mid])) mid++;
    s->to = mid;
    /* Only an "and" right behind a comma joins a second name; others stand inside the apposition. */
    for (uint32_t i = mid + 1; i + 1 < verb; i++) {
        if (!str_eq(speaker_word(s, i), STR("and")) || !is_comma(s->clean, s->tok->at[i - 1])) continue;
        s->to = i + 1;
        while (s->to < verb && !is_comma(s->clean, s->tok->at[s->to])) s->to++;
        if (is_capital(speaker_word(s, i + 1)) && speaker_are_two(s, mid, i + 1)) return true;
        s->to = s->from; /* one person with two titles, or two with one each: not seen through */
    }
    return false;
}

/* Subject [s->from, s->to) before the verb. The clause next to the verb holds it, from its last comma or relative pronoun on.
** Left empty where it does not look like one. True: two who are named. */
static bool trim_subject(struct speaker_subject *s, uint32_t verb)
{
    uint32_t to = verb;
    bool relative = false;
    s->from = 0;
    while (to > 0 && is_adverb(speaker_word(s, to - 1))) to--;
    s->to = to;
    if (to && is_comma(s->clean, s->tok->at[to - 1])) return trim_apposition(s, to - 1);
    for (uint32_t i = 0; i < to; i++) {
        bool comma = is_comma(s->clean, s->tok->at[i]) || str_eq(speaker_word(s, i), STR(":"));
        if (!comma && !AMONG(speaker_word(s, i), relatives)) continue;
        s->from = i + 1;
        relative = !comma;
    }
    while (s->from < to && (AMONG(speaker_word(s, s->from), links) || is_adverb(speaker_word(s, s->from)))) s->from++;
    if (s->from >= to) return false;
    str first = speaker_word(s, s->from), last = speaker_word(s, to - 1);
    if (AMONG(first, openers) || (relative && !is_capital(first) && !AMONG(first, determiners)))
        s->to = s->from;
    else if (AMONG(last, links)) /* "Both sides met and reaffirmed": the subject is that of another verb */
        s->to = speaker_pair_end(s);
    return false;
}

/* No error is told: without memory for the tokens the speaker is unknown, but a sentence that has come here was
** cut into tokens once already, under the same cap. Scratch is given back. */
struct compare_speaker compare_speaker_find(str clean, span sentence, const struct concept_list *list, const struct mention *in,
                                            uint32_t n_in, arena *scratch)
{
    struct compare_speaker who = {.concept = COMPARE_NONE};
    struct arena_mark mark = arena_here(scratch);
    struct text_tokens tok;
    if (text_tokens_of(&tok, str_span(clean, sentence), sentence.begin, scratch, NULL)) return who;
    struct speaker_subject s = {.tok = &tok, .clean = clean, .list = list, .in = in, .n_in = n_in};
    uint32_t verb = find_verb(&tok, clean);
    if (verb < tok.n) {
        who.kind = trim_subject(&s, verb) ? SPEAKER_JOINT : speaker_kind_of(&s);
        /* Two do not "pledges": the word was a noun ("the umbrella and deterrence pledges"). */
        if (who.kind == SPEAKER_JOINT && str_ends(word_at(&tok, clean, verb), STR("s"))) who.kind = SPEAKER_UNKNOWN;
    }
    if (who.kind != SPEAKER_UNKNOWN) {
        who.at = (span){tok.at[s.from].begin, tok.at[s.to - 1].end};
        who.verb = tok.at[verb];
        for (uint32_t i = 0; i < n_in; i++)
            if (in[i].at.begin >= who.at.begin && in[i].at.end <= who.at.end) who.concept = list->form[in[i].form].concept;
    }
    arena_back(scratch, mark);
    return who;
}
