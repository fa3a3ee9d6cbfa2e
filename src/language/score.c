/* The measures of the CoNLL 2018 shared task. All of them count over two sides laid flat (score_side.c) and one alignment of
** their words (score_align.c); what makes a word right stands in one function each, which is the measure's definition. */
#include "language/score.h"

#include <stdio.h>

const char *language_measure_name(enum language_measure m)
{
    static const char *const names[MEASURE_COUNT] = {"tokens", "sentences", "words", "upos", "xpos", "feats", "alltags",
                                                     "lemmas", "uas",       "las",   "clas", "mlas", "blex"};
    return m < MEASURE_COUNT ? names[m] : "?";
}

/* 0 out of 0 is 0, as in the task's script: a text without what a measure asks for earns nothing. */
static double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

double language_prob_precision(struct language_score s) { return share(s.correct, s.system); }
double language_prob_recall(struct language_score s) { return share(s.correct, s.gold); }
double language_prob_f1(struct language_score s) { return share(2.0 * s.correct, (double)s.gold + s.system); }
double language_prob_aligned(struct language_score s) { return share(s.correct, s.aligned); }

/* ---- the same text ---- */

/* What a side has from byte `at` on, for the message: the next twenty characters and where they stand. Characters that
** would do something to a terminal become "?". */
static void describe(buf *out, const struct score_side *side, uint32_t at)
{
    uint32_t low = 0;
    uint32_t high = side->n_token;
    str rest = {side->chars + at, side->n_char - at};
    if (!rest.n) {
        buf_addz(out, "ends");
        if (high && side->token_line[high - 1]) buf_addf(out, " with line %u", side->token_line[high - 1]);
        return;
    }
    while (high - low > 1) { /* the token that holds at: the last that begins at or before it */
        uint32_t mid = low + (high - low) / 2;
        if (side->token[mid].begin <= at)
            low = mid;
        else
            high = mid;
    }
    buf_addz(out, "has \"");
    for (size_t i = 0, size, k = 0; i < rest.n && k < 20; i += size, k++) {
        int32_t cp = utf8_decode(rest, i, &size);
        if (cp < 0 || utf8_is_hidden(cp))
            buf_addc(out, '?');
        else
            buf_add(out, (str){rest.p + i, size});
    }
    buf_addc(out, '"');
    if (side->token_line[low]) buf_addf(out, " in line %u", side->token_line[low]);
}

/* OK when both sides spell the same; else the first character at which they part, and what each has there. */
static enum status check_text(const struct score_side *gold, const struct score_side *system, struct err *err)
{
    uint32_t n = gold->n_char < system->n_char ? gold->n_char : system->n_char;
    uint32_t at = 0;
    size_t character = 1;
    while (at < n && gold->chars[at] == system->chars[at]) at++;
    if (at == gold->n_char && at == system->n_char) return OK;
    /* Back to the start of a character, should the sides part inside one. */
    while (at && ((at < gold->n_char && ((unsigned char)gold->chars[at] & 0xC0) == 0x80) ||
                  (at < system->n_char && ((unsigned char)system->chars[at] & 0xC0) == 0x80)))
        at--;
    for (uint32_t i = 0; i < at; i++) character += ((unsigned char)gold->chars[i] & 0xC0) != 0x80;
    buf b = {0};
    buf_addf(&b, "the texts part at character %zu (spaces not counted): gold ", character);
    describe(&b, gold, at);
    buf_addz(&b, ", the system ");
    describe(&b, system, at);
    enum status status = buf_check(&b, err);
    if (!status) status = err_set(err, E_FORMAT, "%.*s", STR_ARG(buf_str(&b)));
    buf_free(&b);
    return status;
}

/* ---- what is right ---- */

/* Both sides and their alignment; g and s below are words of gold and system that are aligned. Strings are compared as they
** stand: what does not count was taken out when the sides were laid flat. */
struct pairing {
    const struct score_side *gold, *system;
    uint32_t *system_of; /* [gold->n_word] */
    uint32_t *gold_of;   /* [system->n_word] */
};

/* One column each, as strings: a tag that is unknown ("_") is right only where gold has none either. */
static bool same_upos(const struct pairing *p, uint32_t g, uint32_t s) { return str_eq(p->gold->upos[g], p->system->upos[s]); }
static bool same_xpos(const struct pairing *p, uint32_t g, uint32_t s) { return str_eq(p->gold->xpos[g], p->system->xpos[s]); }
static bool same_feats(const struct pairing *p, uint32_t g, uint32_t s)
{
    return str_eq(p->gold->feats[g], p->system->feats[s]);
}

static bool same_tags(const struct pairing *p, uint32_t g, uint32_t s)
{
    return same_upos(p, g, s) && same_xpos(p, g, s) && same_feats(p, g, s);
}

/* Case counts: "Apple" and "apple" are two lemmas. */
static bool same_lemma(const struct pairing *p, uint32_t g, uint32_t s)
{
    return str_eq(p->gold->lemma[g], STR("_")) || str_eq(p->gold->lemma[g], p->system->lemma[s]);
}

/* The system's head must be aligned, and aligned with gold's head: the same form elsewhere is no match. */
static bool same_head(const struct pairing *p, uint32_t g, uint32_t s)
{
    uint32_t want = p->gold->parent[g];
    uint32_t got = p->system->parent[s];
    if (want == SCORE_NONE || got == SCORE_NONE) return false;
    if (want == SCORE_ROOT || got == SCORE_ROOT) return want == got;
    return p->gold_of[got] == want;
}

static bool same_relation(const struct pairing *p, uint32_t g, uint32_t s)
{
    return same_head(p, g, s) && str_eq(p->gold->deprel[g], p->system->deprel[s]);
}

/* Functional children pair in the order of the text, none left over on either side: one that is missing, of another kind or
** not aligned makes the parent wrong. */
static bool same_children(const struct pairing *p, uint32_t g, uint32_t s)
{
    uint32_t a = p->gold->child[g];
    uint32_t b = p->system->child[s];
    while (a != SCORE_NONE && b != SCORE_NONE) {
        if (p->gold_of[b] != a || !str_eq(p->gold->deprel[a], p->system->deprel[b]) || !same_upos(p, a, b) ||
            !same_feats(p, a, b))
            return false;
        a = p->gold->sibling[a];
        b = p->system->sibling[b];
    }
    return a == b;
}

/* The right side of MLAS; the word's own relation is of content, or it is not asked. */
static bool same_morphology(const struct pairing *p, uint32_t g, uint32_t s)
{
    return same_relation(p, g, s) && same_upos(p, g, s) && same_feats(p, g, s) && same_children(p, g, s);
}

static bool same_lexeme(const struct pairing *p, uint32_t g, uint32_t s)
{
    return same_relation(p, g, s) && same_lemma(p, g, s);
}

/* To be aligned is to be right: the measure of words. */
static bool always(const struct pairing *p, uint32_t g, uint32_t s)
{
    (void)p;
    (void)g;
    (void)s;
    return true;
}

/* ---- counting ---- */

/* Whether a place lies in one of gold's sentences that are left; *s is where the look begins, and moves on: places must rise. */
static bool is_measured(const struct score_side *gold, uint32_t *s, uint32_t place)
{
    while (*s < gold->n_sentence && gold->sentence[*s].end <= place) ++*s;
    return *s < gold->n_sentence && gold->sentence[*s].begin <= place;
}

/* Spans of a list that begin in a measured stretch, moved to its front. How many. */
static uint32_t keep_spans(span *list, uint32_t n, const struct score_side *gold)
{
    uint32_t s = 0;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (is_measured(gold, &s, list[i].begin)) list[kept++] = list[i];
    return kept;
}

/* Gold's sentences of min_words words and more are the stretches that are measured: marks the words of both sides that begin
** in one, and drops all other tokens and sentences from the lists. */
static void keep_long(struct score_side *gold, struct score_side *system, const struct conllu_text *text, uint32_t min_words)
{
    struct score_side *side[2] = {gold, system};
    uint32_t n_long = 0;
    for (uint32_t i = 0; i < gold->n_sentence; i++)
        if (text->sentence[i].n_word >= min_words) gold->sentence[n_long++] = gold->sentence[i];
    gold->n_sentence = n_long;
    for (int k = 0; k < 2; k++) {
        uint32_t s = 0;
        for (uint32_t w = 0; w < side[k]->n_word; w++)
            if (is_measured(gold, &s, side[k]->at[w].begin)) side[k]->flags[w] |= WORD_COUNTS;
        side[k]->n_token = keep_spans(side[k]->token, side[k]->n_token, gold);
    }
    system->n_sentence = keep_spans(system->sentence, system->n_sentence, gold);
}

/* Spans that both lists hold, both in order and without overlap. Time linear. */
static struct language_score count_spans(const span *gold, uint32_t n_gold, const span *system, uint32_t n_system)
{
    struct language_score out = {.gold = n_gold, .system = n_system};
    for (uint32_t g = 0, s = 0; g < n_gold && s < n_system;) {
        out.correct += gold[g].begin == system[s].begin && gold[g].end == system[s].end;
        bool gold_on = gold[g].begin <= system[s].begin;
        bool system_on = system[s].begin <= gold[g].begin;
        g += gold_on;
        s += system_on;
    }
    return out;
}

/* How many words of a side a measure over words with all of these flags asks for, by that side's own relations. */
static uint32_t count_words(const struct score_side *side, uint8_t flag)
{
    uint32_t n = 0;
    for (uint32_t w = 0; w < side->n_word; w++) n += (side->flags[w] & flag) == flag;
    return n;
}

/* Each measure over words: whether an aligned word is right, and the words it is about. Whether an aligned word counts is
** asked of gold's relation alone. */
static void count_pairs(struct language_score *out, const struct pairing *p)
{
    static const struct {
        enum language_measure measure;
        bool (*right)(const struct pairing *p, uint32_t g, uint32_t s);
        uint8_t flag;
    } rule[] = {{MEASURE_WORDS, always, 0},
                {MEASURE_UPOS, same_upos, 0},
                {MEASURE_XPOS, same_xpos, 0},
                {MEASURE_UFEATS, same_feats, 0},
                {MEASURE_ALLTAGS, same_tags, 0},
                {MEASURE_LEMMAS, same_lemma, 0},
                {MEASURE_UAS, same_head, 0},
                {MEASURE_LAS, same_relation, 0},
                {MEASURE_CLAS, same_relation, WORD_CONTENT},
                {MEASURE_MLAS, same_morphology, WORD_CONTENT},
                {MEASURE_BLEX, same_lexeme, WORD_CONTENT}};
    for (size_t r = 0; r < ARRAY_LEN(rule); r++) {
        uint8_t flag = rule[r].flag | WORD_COUNTS;
        struct language_score score = {.gold = count_words(p->gold, flag), .system = count_words(p->system, flag)};
        for (uint32_t g = 0; g < p->gold->n_word; g++) {
            uint32_t s = p->system_of[g];
            if (s == SCORE_NONE || (p->gold->flags[g] & flag) != flag) continue;
            score.aligned++;
            score.correct += rule[r].right(p, g, s);
        }
        if (rule[r].measure == MEASURE_WORDS) score.aligned = 0;
        out[rule[r].measure] = score;
    }
}

/* Everything is laid out in ar and given back by the caller; out is written only once nothing can fail any more. */
static enum status score_texts(struct language_score *out, const struct conllu_text *gold_text,
                               const struct conllu_text *system_text, uint32_t min_words, arena *ar, struct err *err)
{
    struct score_side gold;
    struct score_side system;
    enum status status = score_side_of(&gold, gold_text, ar, err);
    if (status) return err_wrap(err, status, "gold");
    status = score_side_of(&system, system_text, ar, err);
    if (status) return err_wrap(err, status, "the system");
    status = check_text(&gold, &system, err);
    if (status) return status;
    struct pairing p = {&gold, &system, ARENA_NEW(ar, gold.n_word, uint32_t), ARENA_NEW(ar, system.n_word, uint32_t)};
    if (!p.system_of || !p.gold_of) return arena_why(ar, err);
    status = score_align(p.system_of, p.gold_of, &gold, &system, ar, err);
    if (status) return status;
    keep_long(&gold, &system, gold_text, min_words);
    out[MEASURE_TOKENS] = count_spans(gold.token, gold.n_token, system.token, system.n_token);
    out[MEASURE_SENTENCES] = count_spans(gold.sentence, gold.n_sentence, system.sentence, system.n_sentence);
    count_pairs(out, &p);
    return OK;
}

enum status language_score_texts(struct language_score out[MEASURE_COUNT], const struct conllu_text *gold,
                                 const struct conllu_text *system, arena *ar, struct err *err)
{
    return language_score_long(out, gold, system, 0, ar, err);
}

enum status language_score_long(struct language_score out[MEASURE_COUNT], const struct conllu_text *gold,
                                const struct conllu_text *system, uint32_t min_words, arena *ar, struct err *err)
{
    struct arena_mark mark = arena_here(ar);
    enum status status = score_texts(out, gold, system, min_words, ar, err);
    arena_back(ar, mark);
    return status;
}
