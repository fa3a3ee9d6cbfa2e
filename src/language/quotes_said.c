/* Speech that is told without marks: a finite clause under a word of speech ("said that"), beside one ("..., he said"), under a
** noun of speech ("a warning that") or with "according to". What is in marks of its own is not told twice.
**
**     [The talks will go on], the ministry said.                the clause is the main one, the words of speech hang on it
**     The ministry said [the talks will go on].                 under the word of speech
**     a U.S. warning that [any attack ends the regime]          under a noun, whose owner speaks
**     According to Kim, [the talks will go on].                 no verb; "according" stands for it
**
** The span is what someone answers for: without "that", without the words of speech, with all that hangs on the clause. */
#include "language/quotes_parts.h"

/* Cut words at the edges that are no part of what is said: marks, "that", and the words of speech themselves, [tag). */
static span trim(const struct quotes_work *k, span words, span tag)
{
    const struct clauses_tree *tree = &k->tree;
    span before = {0, 0};
    while (before.begin != words.begin || before.end != words.end) {
        before = words;
        if (tag.end > tag.begin && words.begin >= tag.begin && words.begin < tag.end) words.begin = tag.end;
        if (tag.end > tag.begin && words.end > tag.begin && words.end <= tag.end) words.end = tag.begin;
        while (words.begin < words.end && (tree->t->upos[words.begin] == UPOS_PUNCT ||
                                           (tree->rel[words.begin] == REL_MARK && clauses_lemma_in(tree, words.begin, "that"))))
            words.begin++;
        while (words.end > words.begin && tree->t->upos[words.end - 1] == UPOS_PUNCT) words.end--;
    }
    return words;
}

/* Words of the clause, its conjuncts and all that hangs on it; of a conjunct that tells another's words, up to where it begins. */
static span whole_of(const struct quotes_work *k, uint32_t word) { return (span){k->tree.left[word], k->tree.right[word] + 1}; }

/* One more quotation: clause c and all that hangs on it, but for the words of speech inside it. verb: the word of speech. */
static enum status add_said(struct quotes_work *k, uint32_t c, uint32_t verb, span tag, float prob, struct err *err)
{
    const struct language_text *t = k->tree.t;
    span words = whole_of(k, k->clauses.word[c]);
    uint32_t subject = k->clauses.subject[c];
    /* a subject that a parse hung on the word of speech stands before the clause */
    if (k->clauses.subject_is[c] == SUBJECT_CONTROL && k->tree.right[subject] + 1 == words.begin &&
        verb < k->tree.left[subject])
        words.begin = k->tree.left[subject];
    words = trim(k, words, tag);
    /* behind the words of speech a quotation in marks goes on: "The pact works, Kim said, 'and lasts'" */
    if (tag.end > tag.begin && tag.begin > words.begin && tag.end < words.end) {
        uint32_t w = tag.end;
        while (w < words.end && t->upos[w] == UPOS_PUNCT) w++;
        if (w < words.end && k->quoted[w]) words = trim(k, (span){words.begin, tag.begin}, tag);
    }
    /* the mark that ends a quotation within it stays */
    uint32_t inner = words.end < t->words.n_word ? k->ends[words.end] : LANGUAGE_NONE;
    if (words.end <= words.begin) return OK;
    struct quote *q = quotes_add(k);
    if (!q) return arena_why(k->ar, err);
    q->kind = QUOTE_INDIRECT;
    q->words = words;
    q->at = (span){language_word_bytes(t, words.begin).begin, language_word_bytes(t, words.end - 1).end};
    if (inner != LANGUAGE_NONE && k->q[inner].closed && k->q[inner].outer.begin >= q->at.begin)
        q->at.end = k->q[inner].outer.end;
    q->outer = q->at;
    q->closed = true;
    q->part_of = LANGUAGE_NONE;
    q->verb = (span){verb, verb + 1};
    q->prob = prob * t->prob_head[k->clauses.word[c]];
    if (k->clauses.said_by[c] == LANGUAGE_NONE) return OK;
    q->speaker = quotes_mention(&k->tree, k->clauses.said_by[c]);
    return OK;
}

/* The second of two clauses that one word of speech says, joined by "and": part of the first one's span. */
static bool join_said(struct quotes_work *k, uint32_t verb, uint32_t word, uint32_t n_marked)
{
    struct quote *q = k->n > n_marked ? &k->q[k->n - 1] : NULL;
    uint32_t from = k->tree.left[word];
    if (!q || q->verb.begin != verb || clauses_child(&k->tree, word, REL_CC) == LANGUAGE_NONE) return false;
    for (uint32_t w = q->words.end; w < from; w++)
        if (k->tree.t->upos[w] != UPOS_PUNCT) return false;
    if (from < q->words.end) return true;
    span words = trim(k, (span){q->words.begin, k->tree.right[word] + 1}, (span){0, 0});
    q->words = words;
    q->at.end = q->outer.end = language_word_bytes(k->tree.t, words.end - 1).end;
    return true;
}

/* Is clause c what someone is told to have said? Only finite clauses are: "asked Seoul to pay" is a demand, which its clause
** tells, and no words. A clause that nobody says ("it was said that") is passed over, since a quotation without speaker tells
** nobody's words. */
static enum status look_at(struct quotes_work *k, uint32_t c, uint32_t n_marked, struct err *err)
{
    const struct language_clauses *a = &k->clauses;
    uint32_t word = a->word[c], p = a->parent[c], source = a->source[c];
    bool finite = a->tense[c] != TENSE_NONE || a->modal[c] != LANGUAGE_NONE;
    if (!finite || a->said_by[c] == LANGUAGE_NONE || clauses_negator(k->tree.t->words.form[a->said_by[c]])) return OK;
    switch ((int)a->hang[c]) {
    case HANG_COMPLEMENT:
        if (source != p || clauses_lemma_in(&k->tree, a->marker[c], "to")) break;
        if (join_said(k, a->word[p], word, n_marked)) return OK;
        if (quotes_is_speech(&k->tree, a->word[p], false)) return add_said(k, c, a->word[p], (span){0, 0}, 0.95f, err);
        return OK;
    case HANG_NOUN:
        if (!clauses_lemma_in(&k->tree, a->marker[c], "that") || k->tree.head[word] == LANGUAGE_NONE) return OK;
        return add_said(k, c, k->tree.head[word], (span){0, 0}, 0.8f, err);
    case HANG_CONJUNCT: return OK; /* in the span of its first conjunct */
    default: break;
    }
    if (source != LANGUAGE_NONE && a->parent[source] == c && a->hang[source] == HANG_PARATAXIS) {
        span tag = whole_of(k, a->word[source]);
        return add_said(k, c, a->word[source], tag, 0.85f, err);
    }
    uint32_t who = a->said_by[c];
    if (source == LANGUAGE_NONE && k->tree.head[who] == word) {
        uint32_t by = clauses_child(&k->tree, who, REL_CASE);
        if (by != LANGUAGE_NONE && clauses_in(k->tree.t->words.form[by], "according"))
            return add_said(k, c, by, whole_of(k, who), 0.9f, err);
    }
    return OK;
}

/* Clauses inside a direct quotation are its speaker's own words, and told already. */
enum status quotes_find_said(struct quotes_work *k, struct err *err)
{
    uint32_t n = k->tree.t->words.n_word, n_marked = k->n;
    k->quoted = ARENA_NEW(k->ar, n, bool);
    k->ends = arena_raw(k->ar, n, sizeof *k->ends);
    if (!k->quoted || !k->ends) return arena_why(k->ar, err);
    if (n) memset(k->ends, 0xFF, n * sizeof *k->ends); /* LANGUAGE_NONE */
    for (uint32_t i = 0; i < n_marked; i++) {
        uint32_t last = k->q[i].words.end;
        /* a comma or full stop inside the mark is no part of the words before it */
        while (last > k->q[i].words.begin && k->tree.t->upos[last - 1] == UPOS_PUNCT) last--;
        if (last > k->q[i].words.begin && last < n) k->ends[last] = i;
    }
    for (uint32_t i = 0; i < n_marked; i++) {
        if (k->q[i].kind != QUOTE_DIRECT) continue;
        for (uint32_t w = k->q[i].words.begin; w < k->q[i].words.end; w++) k->quoted[w] = true;
        /* "recalled he said": the clause says no more than whose words they are */
        if (k->q[i].verb.end > k->q[i].verb.begin) k->quoted[k->q[i].verb.begin] = true;
    }
    for (uint32_t c = 0; c < k->clauses.n; c++) {
        if (k->quoted[k->clauses.word[c]]) continue;
        enum status status = look_at(k, c, n_marked, err);
        if (status) return status;
    }
    return OK;
}
