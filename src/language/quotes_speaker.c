/* Who speaks in a quotation with marks. Grammar first (the clause that says what is quoted), then the nearest words outside the
** marks ("..." Kim said, Kim said: "..."), then the quotation before that this one goes on with.
**
** The order is by how often each is right. "..., Kim said" directly behind the mark leaves no choice and goes first of all; a
** tree over a long quotation is its author's guess at foreign grammar, but where the quoted words are part of the sentence ("said
** the pact 'stands firm'") the clause above them says whose they are. Turns come last: a quotation that fills its sentence
** belongs to whoever spoke before it in the paragraph. The same signs, learned from annotated news, are those of O'Keefe et al.
** (EMNLP 2012). */
#include "language/quotes_parts.h"

/* How sure each way of finding the speaker is; by hand. */
#define BY_GRAMMAR 0.95f
#define BY_PLACE 0.8f
#define BY_PHRASE 0.75f
#define BY_TURN 0.65f
#define NOBODY 0.5f

enum { MAX_CLIMB = 12, MAX_BACK = 8, MAX_NAME = 8 };

/* The groups were made for what a verb does to a clause; which of them speak aloud is narrowed here. "This suggests that" is no
** speech, "Kim suggests that" is; knowing and finding tell facts; promises, demands and denials are made in words. */
bool quotes_is_speech(const struct clauses_tree *tree, uint32_t word, bool names)
{
    const struct language_text *t = tree->t;
    if (word == LANGUAGE_NONE || t->upos[word] != UPOS_VERB) return false;
    const struct clauses_word *g = clauses_verb(t->lemma[word]);
    if (!g) return false;
    if (g->flags & WORD_NAMES) return names || g->finite == ACT_SAY;
    if (g->flags & WORD_NO_THING) {
        uint32_t s = clauses_subject(tree, word);
        return s != LANGUAGE_NONE && g->infinitive != ACT_NONE &&
               (t->upos[s] == UPOS_PROPN || clauses_in(t->words.form[s], "he she they i we"));
    }
    /* words of knowing ("see that") and deciding tell of no speech */
    return (g->finite == ACT_SAY && g->infinitive != ACT_NONE && !clauses_in(t->lemma[word], "determine")) ||
           (g->finite == ACT_DENY) || clauses_in(t->lemma[word], "pledge promise vow urge demand propose joke");
}

/* ---- the mention ---- */

static bool is_hyphen(const struct clauses_tree *tree, uint32_t w) { return clauses_in(tree->t->words.form[w], "- / ."); }

/* Does w belong to the noun phrase of head by nothing but names, articles, adjectives, owners and "of"? */
static bool in_phrase(const struct clauses_tree *tree, uint32_t w, uint32_t head)
{
    for (int i = 0; i < MAX_CLIMB && w != LANGUAGE_NONE; i++) {
        if (w == head) return true;
        switch ((int)tree->rel[w]) {
        case REL_PUNCT:
            if (!is_hyphen(tree, w)) return false;
            break;
        case REL_CONJ:
            if (tree->t->upos[w] == UPOS_VERB) return false;
            break;
        case REL_DET:
        case REL_AMOD:
        case REL_COMPOUND:
        case REL_FLAT:
        case REL_NMOD:
        case REL_APPOS: /* "negotiator Kim Ahn"; one behind a comma is not reached */
        case REL_POSS:
        case REL_NUMMOD:
        case REL_CASE:
        case REL_CC:
        case REL_FIXED:
        case REL_ADVMOD: break;
        case REL_NSUBJ: /* a name that a parse left in two pieces before its verb */
            return tree->head[w] == tree->head[head] && tree->rel[head] == REL_NSUBJ;
        default: return false;
        }
        w = tree->head[w];
    }
    return false;
}

/* Leftwards and rightwards as long as words belong to the phrase; then words that only join it to its sentence are given back:
** "of" and "according to" before it, "and" and marks behind it. */
span quotes_mention(const struct clauses_tree *tree, uint32_t word)
{
    span at = language_sentence_words(tree->t, tree->sentence[word]), out = {word, word + 1};
    while (out.begin > at.begin && in_phrase(tree, out.begin - 1, word)) out.begin--;
    while (out.end < at.end && in_phrase(tree, out.end, word)) out.end++;
    while (out.end > word + 1 && (tree->rel[out.end - 1] == REL_CC || tree->rel[out.end - 1] == REL_PUNCT)) out.end--;
    while (out.begin < word &&
           (tree->rel[out.begin] == REL_PUNCT || tree->rel[out.begin] == REL_FIXED || tree->rel[out.begin] == REL_CASE ||
            tree->rel[out.begin] == REL_CC || tree->rel[out.begin] == REL_ADVMOD))
        out.begin++;
    /* an owner is named without its 's */
    if (tree->rel[word] == REL_POSS && tree->rel[out.end - 1] == REL_CASE) out.end--;
    return out;
}

/* ---- where the speaker may stand ---- */

static bool inside(const struct quote *q, uint32_t w) { return w >= q->words.begin && w < q->words.end; }

static bool is_mark(const struct quotes_work *k, uint32_t w) { return k->tree.t->upos[w] == UPOS_PUNCT; }

/* The speaker of verb, as its clause has it: its subject, or the agent of a passive. */
static bool take_verb(struct quotes_work *k, struct quote *q, uint32_t verb, float prob)
{
    uint32_t c = k->clauses.of_word[verb];
    if (c == LANGUAGE_NONE || inside(q, verb)) return false;
    uint32_t who = k->clauses.word[c] == verb ? k->clauses.subject[c] : clauses_subject(&k->tree, verb);
    if (who == LANGUAGE_NONE || inside(q, who)) return false;
    if (k->clauses.passive[c] && k->clauses.subject_is[c] == SUBJECT_OWN) return false;
    q->speaker = quotes_mention(&k->tree, who);
    q->verb = (span){verb, verb + 1};
    q->prob = prob;
    return true;
}

/* By the clause that q's head word, or the words around it, belong to, upwards: in "Kim stressed that it plays a 'leading role'"
** the phrase lies in a clause that Kim says. */
static bool by_grammar(struct quotes_work *k, struct quote *q, uint32_t root)
{
    const struct language_clauses *c = &k->clauses;
    uint32_t at = c->of_word[root];
    for (int i = 0; i < MAX_CLIMB && at != LANGUAGE_NONE; i++, at = c->parent[at]) {
        uint32_t source = c->source[at], who = c->said_by[at];
        if (source != LANGUAGE_NONE && take_verb(k, q, c->word[source], BY_GRAMMAR)) return true;
        if (source == LANGUAGE_NONE && who != LANGUAGE_NONE && !inside(q, who) && !inside(q, c->cue[at])) {
            q->speaker = quotes_mention(&k->tree, who);
            q->verb = (span){c->cue[at], c->cue[at] + 1};
            q->prob = BY_GRAMMAR;
            return true;
        }
    }
    return false;
}

/* A phrase that is what a verb of speech or naming has for its object, at most one noun away. */
static bool by_phrase(struct quotes_work *k, struct quote *q, uint32_t root)
{
    int hops = 0;
    uint32_t w = root;
    for (int i = 0; i < MAX_CLIMB && w != LANGUAGE_NONE; i++, w = k->tree.head[w]) {
        uint32_t c = k->clauses.of_word[w];
        if (c != LANGUAGE_NONE && k->clauses.word[c] == w) {
            /* what is added to a phrase ("which it called ...", "as ...") is looked through, a clause of its own is not */
            if (quotes_is_speech(&k->tree, w, true)) return take_verb(k, q, w, BY_PHRASE);
            if (!inside(q, w) && k->clauses.subject_is[c] == SUBJECT_OWN) return false;
        }
        bool nominal = k->tree.rel[w] == REL_NMOD || k->tree.rel[w] == REL_CONJ || k->tree.rel[w] == REL_APPOS;
        hops += nominal && !inside(q, w) + (w == root);
        if (hops > 1) return false;
    }
    return false;
}

/* A verb of speech with a subject, at w or up to two words above it. */
static uint32_t speech_near(const struct quotes_work *k, const struct quote *q, uint32_t w)
{
    for (int i = 0; i < 4 && w != LANGUAGE_NONE; i++, w = k->tree.head[w])
        if (!inside(q, w) && quotes_is_speech(&k->tree, w, false)) return w;
    return LANGUAGE_NONE;
}

/* The comma, question mark or stop that a writer sets inside the mark tells how the sentence goes on. */
static char last_byte(const struct quotes_work *k, const struct quote *q)
{
    return q->at.end > q->at.begin ? k->tree.t->text.p[q->at.end - 1] : ' ';
}

/* By parts of speech alone, for sentences whose parse went wrong: up to MAX_NAME words without a verb between the mark and a
** word of speech, or behind one that stands at the mark. w: first word behind the mark. */
static bool by_words(struct quotes_work *k, struct quote *q, uint32_t w)
{
    const struct language_text *t = k->tree.t;
    uint32_t end = language_sentence_words(t, k->tree.sentence[w]).end, verb = w, from = w;
    while (verb < end && verb - w <= MAX_NAME && t->upos[verb] != UPOS_VERB && t->upos[verb] != UPOS_AUX &&
           t->upos[verb] != UPOS_ADP && t->upos[verb] != UPOS_SCONJ &&
           (!is_mark(k, verb) || is_hyphen(&k->tree, verb) || clauses_in(t->words.form[verb], ",")))
        verb++;
    if (verb >= end || !quotes_is_speech(&k->tree, verb, false)) return false;
    uint32_t until = verb;
    if (verb == w) {
        from = until = verb + 1;
        while (until < end && until - from < MAX_NAME &&
               (t->upos[until] == UPOS_DET || t->upos[until] == UPOS_PROPN || t->upos[until] == UPOS_NOUN ||
                t->upos[until] == UPOS_PRON || t->upos[until] == UPOS_ADJ))
            until++;
    }
    for (uint32_t x = from; x < until; x++)
        if (is_mark(k, x) && !is_hyphen(&k->tree, x)) until = x;
    if (until == from) return false;
    q->speaker = (span){from, until};
    q->verb = (span){verb, verb + 1};
    q->prob = BY_TURN;
    return true;
}

/* '"...," Kim said' and '"...," said Kim': the words right behind the mark are a verb of speech and its subject. */
static bool by_place_behind(struct quotes_work *k, struct quote *q)
{
    const struct language_text *t = k->tree.t;
    uint32_t n = t->words.n_word, w = q->words.end, first = q->words.begin;
    while (w < n && is_mark(k, w) && language_word_bytes(t, w).begin < q->outer.end) w++;
    bool parted = strchr(",.?!-", last_byte(k, q)) || (unsigned char)last_byte(k, q) >= 0x80; /* or an ellipsis */
    for (; w < n && is_mark(k, w) && clauses_in(t->words.form[w], ", - --"); w++) parted = true;
    if (!q->closed || !parted || w >= n || is_mark(k, w)) return false;
    if (k->tree.sentence[w] != k->tree.sentence[q->words.end - 1]) {
        /* the mark may have been taken for the end of the sentence */
        bool small = ascii_lower((unsigned char)t->words.form[w].p[0]);
        bool asks = last_byte(k, q) == ',' || last_byte(k, q) == '?' || last_byte(k, q) == '!';
        if (!small && !asks) return false;
        if (t->words.sentence_par[k->tree.sentence[w]]) return false;
    }
    if (last_byte(k, q) == '.' && !ascii_lower((unsigned char)t->words.form[w].p[0])) return false;
    uint32_t verb = speech_near(k, q, w);
    uint32_t subject = verb == LANGUAGE_NONE || verb < first ? LANGUAGE_NONE : clauses_subject(&k->tree, verb);
    bool beside = subject != LANGUAGE_NONE && (w == verb || (w >= k->tree.left[subject] && w <= k->tree.right[subject]));
    return (beside && take_verb(k, q, verb, BY_PLACE)) || by_words(k, q, w);
}

/* 'Kim said: "..."': the words before the mark lead to a verb of speech, within the sentence or behind a colon. */
static bool by_place_before(struct quotes_work *k, struct quote *q)
{
    const struct language_text *t = k->tree.t;
    uint32_t w = q->words.begin;
    bool led = false; /* by a colon or comma */
    while (w && is_mark(k, w - 1)) {
        w--;
        led = led || clauses_in(t->words.form[w], ": ,");
    }
    if (!w) return false;
    bool colon = w < t->words.n_word && clauses_in(t->words.form[w], ":");
    if (t->words.sentence_par[k->tree.sentence[q->words.begin]] &&
        k->tree.sentence[w - 1] != k->tree.sentence[q->words.begin] && !colon)
        return false;
    if (k->tree.sentence[w - 1] != k->tree.sentence[q->words.begin] && !colon) return false;
    uint32_t verb = speech_near(k, q, w - 1);
    if (verb == LANGUAGE_NONE || verb >= q->words.begin) return false;
    return (led || q->words.begin - verb <= 4) && take_verb(k, q, verb, BY_PLACE);
}

/* A quotation that fills its sentence goes on with the one before it in its paragraph, or with one that the last paragraph left
** open. */
static bool by_turn(struct quotes_work *k, uint32_t i)
{
    struct quote *q = &k->q[i];
    const struct language_text *t = k->tree.t;
    for (uint32_t j = i; j-- > 0 && i - j <= MAX_BACK;) {
        const struct quote *p = &k->q[j];
        if (p->kind != QUOTE_DIRECT || p->outer.end > q->outer.begin) continue;
        bool broken = false;
        uint32_t from = k->tree.sentence[p->words.end ? p->words.end - 1 : 0], to = k->tree.sentence[q->words.begin];
        for (uint32_t s = from + 1; s <= to; s++) broken = broken || t->words.sentence_par[s];
        bool goes_on = p->goes_on && q->opens_par;
        if (broken && !goes_on) return false;
        if (p->speaker.begin == p->speaker.end && !goes_on) return false;
        q->speaker = p->speaker;
        q->verb = p->verb;
        q->part_of = p->part_of != LANGUAGE_NONE ? p->part_of : j;
        q->prob = goes_on ? p->prob : BY_TURN * p->prob;
        return true;
    }
    return false;
}

/* ---- what it is ---- */

/* The word in q that the others hang on: the first predicate whose head is outside, else the first word such. */
static uint32_t root_of(const struct quotes_work *k, const struct quote *q)
{
    uint32_t first = LANGUAGE_NONE;
    for (uint32_t w = q->words.begin; w < q->words.end; w++) {
        uint32_t h = k->tree.head[w], c = k->clauses.of_word[w];
        if (is_mark(k, w) || (h != LANGUAGE_NONE && inside(q, h))) continue;
        if (c != LANGUAGE_NONE && k->clauses.word[c] == w) return w;
        if (first == LANGUAGE_NONE) first = w;
    }
    return first != LANGUAGE_NONE ? first : q->words.begin;
}

/* Does it hold a sentence's predicate with its subject, or an imperative? */
static bool is_sentence(const struct quotes_work *k, const struct quote *q, uint32_t root)
{
    const struct language_clauses *c = &k->clauses;
    uint32_t at = c->of_word[root];
    if (at == LANGUAGE_NONE || c->word[at] != root) return false;
    if (c->tense[at] == TENSE_NONE && c->modal[at] == LANGUAGE_NONE) return clauses_feat(&k->tree, root, "Mood=Imp");
    return c->subject_is[at] == SUBJECT_OWN && inside(q, c->subject[at]) && c->hang[at] != HANG_RELATIVE;
}

/* Does nothing but marks stand beside q in the sentence where it begins? */
static bool fills_sentence(const struct quotes_work *k, const struct quote *q)
{
    span at = language_sentence_words(k->tree.t, k->tree.sentence[q->words.begin]);
    for (uint32_t w = at.begin; w < q->words.begin; w++)
        if (!is_mark(k, w)) return false;
    for (uint32_t w = q->words.end; w < at.end; w++)
        if (!is_mark(k, w)) return false;
    return true;
}

/* The part before it that the same words of speech introduce: '"We agreed," Kim said, "and we will act."' */
static void join_parts(struct quotes_work *k, uint32_t i)
{
    struct quote *q = &k->q[i];
    for (uint32_t j = i; j-- > 0 && i - j <= MAX_BACK;) {
        const struct quote *p = &k->q[j];
        if (p->kind != QUOTE_DIRECT || p->verb.begin != q->verb.begin || p->verb.end != q->verb.end) continue;
        if (p->outer.end > q->outer.begin) continue;
        q->part_of = p->part_of != LANGUAGE_NONE ? p->part_of : j;
        return;
    }
}

/* q[i] goes on with the paragraph before. Whoever is named in either speaks in both: the last paragraph often names the speaker
** of all. */
static void go_on(struct quotes_work *k, uint32_t i, bool found)
{
    struct quote *q = &k->q[i];
    uint32_t first = k->q[i - 1].part_of != LANGUAGE_NONE ? k->q[i - 1].part_of : i - 1;
    const struct quote *named = k->q[first].speaker.begin < k->q[first].speaker.end ? &k->q[first] : found ? q : NULL;
    q->part_of = first;
    q->kind = QUOTE_DIRECT;
    for (uint32_t j = i + 1; named && j-- > first;) {
        if (j != i && j != first && k->q[j].part_of != first) continue;
        if (j != i && k->q[j].speaker.begin < k->q[j].speaker.end) break;
        k->q[j].speaker = named->speaker;
        k->q[j].verb = named->verb;
        k->q[j].prob = named->prob;
        k->q[j].kind = QUOTE_DIRECT;
    }
}

/* Place goes before grammar: "..., Kim said" leaves no choice, while a parse of a long quotation may hang it on the wrong verb.
** What is no sentence and has no comma before "said" is a phrase; a phrase whose speaker nothing names is a term. A mark that
** never closed may be a slip, so half as much is believed of it. */
void quotes_attribute(struct quotes_work *k, uint32_t i)
{
    struct quote *q = &k->q[i];
    q->part_of = LANGUAGE_NONE;
    q->kind = QUOTE_TERM;
    q->prob = NOBODY;
    if (q->words.begin == q->words.end) return;
    uint32_t root = root_of(k, q);
    bool whole = is_sentence(k, q, root), fills = fills_sentence(k, q);
    bool several = k->tree.sentence[q->words.begin] != k->tree.sentence[q->words.end - 1];
    bool place = by_place_behind(k, q), found = place;
    if (!found) found = by_grammar(k, q, root);
    if (!found && (whole || several)) found = by_place_before(k, q);
    if (!found && fills) found = by_turn(k, i);
    char last = last_byte(k, q);
    bool says = place && (last == ',' || last == '?' || last == '!');
    if (whole || several || says || (fills && (last == '.' || last == '?' || last == '!')))
        q->kind = QUOTE_DIRECT;
    else if (found || by_phrase(k, q, root) || by_place_before(k, q))
        q->kind = QUOTE_PARTIAL;
    if (q->kind == QUOTE_DIRECT && found && q->part_of == LANGUAGE_NONE) join_parts(k, i);
    if (i && k->q[i - 1].goes_on && q->opens_par) go_on(k, i, found);
    if (!q->closed && !q->goes_on) q->prob *= 0.5f;
}
