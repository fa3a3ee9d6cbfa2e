/* Agreed language: the longest word sequences that recur. Every distinct sentence is taken once, with all its
** places; a sequence is dropped when a longer one around it stands in as many texts, because then it is only
** part of that one.
**
** Cost: the suffix order of the distinct words, then linear passes. Brute force over small random series gives
** the same list (series_property_test.c). Invariant: of all sequences with the same texts only the longest are
** listed, so a phrase and a part of it never stand side by side with equal counts.
**
** Why three tests are enough to drop a part of a longer phrase. A sequence X with k texts can grow to the
** right: then a longer repeat (a child in the order of suffixes) or a single sentence has it in k texts. Or to
** the left, by a word a: then aX has k texts; if aX is listed, mark_tails drops X; if it is not, because all
** its places go on with one word b, then Xb has k texts as well, and X fell to the right. A sentence that
** stands unchanged in k texts and is more than X is asked by itself, for the distinct sentences hold it once
** and no repeat shows it. */
#include "compare/series_parts.h"
#include "compare/suffix.h"

#include <stdlib.h>

/* Distinct sentences by their folded words, and where each stands. Built once from the folded words, marks left
** out. */
struct sentence_set {
    uint32_t n;
    uint32_t *place_from;        /* [n + 1] */
    struct compare_place *place; /* [place_from[n]] grouped by sentence, in order */
};

/* The words of all distinct sentences in a row, each sentence closed by a number of its own. A number of its
** own behind each sentence keeps repeats inside sentences. */
struct corpus {
    const struct compare_series *s;
    struct sentence_set set;
    uint32_t *seq;         /* [n] */
    uint32_t *sentence_of; /* [n] */
    uint32_t *seq_from;    /* [set.n + 1] */
    uint32_t n, n_value;
    uint64_t *hash;  /* [n + 1] polynomial hash of seq[0 .. i) */
    uint64_t *power; /* [n + 1] */
};

/* No budget: agreed language is a question about all words. Texts that were read stay as they are. */
enum status compare_series_read_all(struct compare_series *s, struct err *err)
{
    enum status st = OK;
    for (uint32_t t = 0; !st && t < s->n_text; t++)
        if (!s->text[t].read) st = s->reader.read(s->reader.ctx, &s->text[t], err);
    return st;
}

/* ---- distinct sentences ---- */

/* A fingerprint is not trusted with the identity of sentences: word by word, marks passed over. Both texts were
** read. Linear in the shorter. */
static bool same_words(const struct compare_series *s, struct compare_place a, struct compare_place b)
{
    const struct compare_text *ta = s->text[a.text].read, *tb = s->text[b.text].read;
    uint32_t i = ta->word_from[a.sentence], j = tb->word_from[b.sentence];
    for (;;) {
        while (i < ta->word_from[a.sentence + 1] && word_class_at(ta, i) == CLASS_PUNCT) i++;
        while (j < tb->word_from[b.sentence + 1] && word_class_at(tb, j) == CLASS_PUNCT) j++;
        bool end_a = i == ta->word_from[a.sentence + 1], end_b = j == tb->word_from[b.sentence + 1];
        if (end_a || end_b) return end_a && end_b;
        if (ta->word[i++] != tb->word[j++]) return false;
    }
}

/* Number of the sentence at `p`; first: [n] a place of each number so far. A clash of fingerprints is stepped
** over by a changed key, as in a table with open addressing; it costs one comparison and never joins two
** sentences. */
static enum status number_of(uint32_t *out, struct hash_map *map, struct compare_place *first, uint32_t *n,
                             const struct compare_series *s, struct compare_place p, arena *scratch, struct err *err)
{
    uint64_t key = s->text[p.text].read->folded[p.sentence];
    for (;; key = hash64_mix(key, 1)) {
        uint32_t id = hash_map_get(map, key);
        *out = id;
        if (id == UINT32_MAX) break;
        if (same_words(s, first[id], p)) return OK;
    }
    *out = *n;
    first[*n] = p;
    return hash_map_put(map, scratch, key, (*n)++) ? arena_why(scratch, err) : OK;
}

/* Distinct sentences in order of first place, their places by a counting sort. Most sentences of a series stand
** in many texts, so the suffixes that follow are those of a third of its words. place_from is filled one place
** ahead and shifted by the filling itself: after it, [place_from[k], place_from[k + 1]) are the places of k. */
static enum status collect_sentences(struct sentence_set *set, const struct compare_series *s, arena *ar, arena *scratch,
                                     struct err *err)
{
    uint64_t all = 0;
    for (uint32_t t = 0; t < s->n_text; t++) all += s->text[t].read->n_sentence;
    if (all >= UINT32_MAX / 2) return err_set(err, E_LIMIT, "a series of %llu sentences", (unsigned long long)all);
    struct hash_map map = {0};
    struct compare_place *first = ARENA_NEW(scratch, all, struct compare_place);
    uint32_t *number = ARENA_NEW(scratch, all, uint32_t), k = 0;
    set->place = ARENA_NEW(ar, all, struct compare_place);
    if (!first || !number || !set->place) return arena_why(ar, err);
    enum status st = OK;
    for (uint32_t t = 0; t < s->n_text; t++)
        for (uint32_t i = 0; !st && i < s->text[t].read->n_sentence; i++)
            st = number_of(&number[k++], &map, first, &set->n, s, (struct compare_place){t, i}, scratch, err);
    set->place_from = ARENA_NEW(ar, (size_t)set->n + 2, uint32_t);
    if (!st && !set->place_from) st = arena_why(ar, err);
    if (st) return st;
    for (uint32_t i = 0; i < k; i++) set->place_from[number[i] + 2]++;
    for (uint32_t i = 1; i <= set->n; i++) set->place_from[i + 1] += set->place_from[i];
    k = 0;
    for (uint32_t t = 0; t < s->n_text; t++)
        for (uint32_t i = 0; i < s->text[t].read->n_sentence; i++)
            set->place[set->place_from[number[k++] + 1]++] = (struct compare_place){t, i};
    return OK;
}

/* E_LIMIT where words and separators together would not fit 32 bits. Words keep their vocabulary numbers,
** separators follow behind them. */
static enum status make_corpus(struct corpus *c, const struct compare_series *s, arena *ar, arena *scratch, struct err *err)
{
    c->s = s;
    enum status st = collect_sentences(&c->set, s, ar, scratch, err);
    if (st) return st;
    uint64_t cap = 0;
    for (uint32_t k = 0; k < c->set.n; k++) {
        struct compare_place p = c->set.place[c->set.place_from[k]];
        const struct compare_text *t = s->text[p.text].read;
        cap += (uint64_t)t->word_from[p.sentence + 1] - t->word_from[p.sentence] + 1;
    }
    uint32_t n_vocab = vocab_size(s->vocab);
    if (cap + n_vocab >= UINT32_MAX) return err_set(err, E_LIMIT, "a series of %llu words", (unsigned long long)cap);
    c->seq = ARENA_NEW(scratch, cap, uint32_t);
    c->sentence_of = ARENA_NEW(scratch, cap, uint32_t);
    c->seq_from = ARENA_NEW(scratch, (size_t)c->set.n + 1, uint32_t);
    if (!c->seq || !c->sentence_of || !c->seq_from) return arena_why(scratch, err);
    for (uint32_t k = 0; k < c->set.n; k++) {
        struct compare_place p = c->set.place[c->set.place_from[k]];
        const struct compare_text *t = s->text[p.text].read;
        c->seq_from[k] = c->n;
        for (uint32_t w = t->word_from[p.sentence]; w < t->word_from[p.sentence + 1]; w++)
            if (word_class_at(t, w) != CLASS_PUNCT) c->seq[c->n++] = t->word[w];
        c->seq[c->n++] = n_vocab + k;
        for (uint32_t i = c->seq_from[k]; i < c->n; i++) c->sentence_of[i] = k;
    }
    c->seq_from[c->set.n] = c->n;
    c->n_value = n_vocab + c->set.n;
    return OK;
}

/* ---- which repeats are phrases ---- */

/* A repeat, or a whole sentence that stands in several texts: a candidate. Its places are suffixes [from, to]
** of the order, both inclusive. */
struct candidate {
    uint32_t from, to; /* suffixes */
    uint32_t n_word;
    uint32_t n_text;
    bool part_of_longer;
};

/* All in the scratch of find_phrases. */
struct finder {
    struct corpus c;
    struct suffixes suf;
    struct candidate *cand; /* [n_cand] */
    uint32_t n_cand;
    uint32_t *n_text_of; /* [set.n] texts that have each sentence */
    uint32_t *stamp;     /* [n_text] */
    uint32_t stamp_now;
};

/* Texts of sentence k not yet counted under this stamp. A new stamp_now forgets all texts at once, without
** clearing. */
static uint32_t stamp_texts(struct finder *f, uint32_t k)
{
    uint32_t n = 0;
    for (uint32_t p = f->c.set.place_from[k]; p < f->c.set.place_from[k + 1]; p++) {
        uint32_t t = f->c.set.place[p].text;
        n += f->stamp[t] != f->stamp_now;
        f->stamp[t] = f->stamp_now;
    }
    return n;
}

/* The sequence is the sentence, word for word. */
static bool is_whole(const struct corpus *c, uint32_t at, uint32_t n_word)
{
    uint32_t k = c->sentence_of[at];
    return at == c->seq_from[k] && at + n_word + 1 == c->seq_from[k + 1];
}

/* Count its texts. When one sentence that is more than it stands in as many, it is only part of that sentence.
** Linear in its places. */
static void weigh(struct finder *f, struct candidate *x)
{
    uint32_t around = 0;
    f->stamp_now++;
    for (uint32_t i = x->from; i <= x->to; i++) {
        uint32_t at = f->suf.at[i], k = f->c.sentence_of[at];
        x->n_text += stamp_texts(f, k);
        if (f->n_text_of[k] > around && !is_whole(&f->c, at, x->n_word)) around = f->n_text_of[k];
    }
    x->part_of_longer = around == x->n_text;
}

/* The longest stretch that suffix i shares with another one. With the one before or behind in order; no other
** shares more. */
static uint32_t shared_at(const struct suffixes *s, uint32_t i)
{
    uint32_t next = i + 1 < s->n ? s->lcp[i + 1] : 0;
    return s->lcp[i] > next ? s->lcp[i] : next;
}

/* Repeats with two places or more, then whole sentences that share less than themselves with any other. A
** repeat that its most widespread child equals in texts is only a part of that child. Whole sentences that
** stand once as a sequence but in several texts are no repeats of the distinct words, so they are added by
** hand. */
static enum status list_candidates(struct finder *f, uint32_t min_words, arena *scratch, struct err *err)
{
    struct repeat *rep;
    uint32_t n_rep, n_set = f->c.set.n;
    enum status st = suffixes_repeats(&rep, &n_rep, &f->suf, min_words, scratch, err);
    if (st) return st;
    f->cand = ARENA_NEW(scratch, (size_t)n_rep + n_set, struct candidate);
    f->stamp = ARENA_NEW(scratch, f->c.s->n_text, uint32_t);
    f->n_text_of = ARENA_NEW(scratch, n_set, uint32_t);
    if (!f->cand || !f->stamp || !f->n_text_of) return arena_why(scratch, err);
    for (uint32_t k = 0; k < n_set; k++) {
        f->stamp_now++;
        f->n_text_of[k] = stamp_texts(f, k);
    }
    for (uint32_t i = 0; i < n_rep; i++) {
        f->cand[i] = (struct candidate){.from = rep[i].from, .to = rep[i].to, .n_word = rep[i].n_word};
        weigh(f, &f->cand[i]);
        if (rep[i].parent == UINT32_MAX) continue;
        /* Children come before parents: keep the count where the parent will find it. */
        uint32_t *most = &rep[rep[i].parent].best_child;
        if (f->cand[i].n_text > *most) *most = f->cand[i].n_text;
    }
    for (uint32_t i = 0; i < n_rep; i++)
        if (rep[i].best_child == f->cand[i].n_text) f->cand[i].part_of_longer = true;
    f->n_cand = n_rep;
    /* Sentences that are longer than what they share with any other. */
    for (uint32_t k = 0; k < n_set; k++) {
        uint32_t at = f->c.seq_from[k], n_word = f->c.seq_from[k + 1] - at - 1, i = f->suf.rank[at];
        if (n_word < min_words || shared_at(&f->suf, i) >= n_word) continue;
        f->cand[f->n_cand++] = (struct candidate){i, i, n_word, f->n_text_of[k], false};
    }
    return OK;
}

/* Polynomial over 2^64: quick to take of any stretch, weak against malice, and every hit is compared word by
** word. Prefix hashes, so that stretch_hash is O(1). */
static enum status hash_seq(struct corpus *c, arena *scratch, struct err *err)
{
    const uint64_t base = 0x9E3779B97F4A7C15u;
    c->hash = ARENA_NEW(scratch, (size_t)c->n + 1, uint64_t);
    c->power = ARENA_NEW(scratch, (size_t)c->n + 1, uint64_t);
    if (!c->hash || !c->power) return arena_why(scratch, err);
    c->power[0] = 1;
    for (uint32_t i = 0; i < c->n; i++) {
        c->hash[i + 1] = c->hash[i] * base + c->seq[i] + 1;
        c->power[i + 1] = c->power[i] * base;
    }
    return OK;
}

/* Mixed with the length, so that no stretch has the hash of a longer one by accident of zeros. */
static uint64_t stretch_hash(const struct corpus *c, uint32_t at, uint32_t n)
{
    return hash64_mix(c->hash[at + n] - c->hash[at] * c->power[n], n);
}

/* A candidate that is another one without its first word, in as many texts, is part of that one. That no longer
** one is missed: if aX stands in as many texts as X but is no repeat of its own, some aXb is one, and X is then
** part of Xb. Together with weigh and the children this covers growth to the left, to the right and to whole
** sentences. Of two stretches with one hash only one is known to the map; the comparison of words then merely
** misses, which leaves a phrase too many, never one too few. */
static enum status mark_tails(struct finder *f, arena *scratch, struct err *err)
{
    struct hash_map map = {0};
    enum status st = hash_seq(&f->c, scratch, err);
    for (uint32_t i = 0; !st && i < f->n_cand; i++) {
        const struct candidate *x = &f->cand[i];
        if (hash_map_put(&map, scratch, stretch_hash(&f->c, f->suf.at[x->from], x->n_word), i)) st = arena_why(scratch, err);
    }
    for (uint32_t i = 0; !st && i < f->n_cand; i++) {
        const struct candidate *x = &f->cand[i];
        uint32_t tail = f->suf.at[x->from] + 1, n_tail = x->n_word - 1;
        uint32_t k = n_tail ? hash_map_get(&map, stretch_hash(&f->c, tail, n_tail)) : UINT32_MAX;
        if (k == UINT32_MAX || f->cand[k].n_word != n_tail || f->cand[k].n_text != x->n_text) continue;
        const uint32_t *words = f->c.seq + f->suf.at[f->cand[k].from];
        if (memcmp(words, f->c.seq + tail, n_tail * sizeof *words) == 0) f->cand[k].part_of_longer = true;
    }
    return st;
}

/* "of the" recurs in every text and is nobody's agreed language. A number alone is enough: "2 percent" is
** wanted by those who ask for short phrases. */
static bool says_something(const struct finder *f, const struct candidate *x)
{
    for (uint32_t i = 0; i < x->n_word; i++) {
        uint8_t class_ = vocab_at(f->c.s->vocab, f->c.seq[f->suf.at[x->from] + i])->class_;
        if (class_ == CLASS_CONTENT || class_ == CLASS_NUMBER) return true;
    }
    return false;
}

/* ---- what is said of each ---- */

/* The use at `place` of the n_word words from the skip-th word of the sentence on, punctuation not counted.
** From word `skip` of the sentence; the span runs from the first to the last of its words, marks between them
** included. */
static struct compare_use use_at(const struct compare_series *s, struct compare_place place, uint32_t skip, uint32_t n_word)
{
    const struct compare_text *t = s->text[place.text].read;
    struct compare_use use = {.text = place.text, .sentence = place.sentence, .concept = COMPARE_NONE, .form = COMPARE_NONE};
    use.speaker.concept = COMPARE_NONE;
    uint32_t seen = 0;
    for (uint32_t w = t->word_from[place.sentence]; w < t->word_from[place.sentence + 1] && seen < skip + n_word; w++) {
        if (word_class_at(t, w) == CLASS_PUNCT) continue;
        if (seen == skip) use.at.begin = t->word_at[w].begin;
        if (seen >= skip) use.at.end = t->word_at[w].end;
        seen++;
    }
    return use;
}

/* Order of places inside the series; skip tells two places of one sentence apart. Total over all places of the
** series. */
static bool before(struct compare_place a, uint32_t skip_a, struct compare_place b, uint32_t skip_b)
{
    if (a.text != b.text) return a.text < b.text;
    if (a.sentence != b.sentence) return a.sentence < b.sentence;
    return skip_a < skip_b;
}

/* Looked at where the phrase stands last, since its concepts are the same everywhere. */
static enum status find_unread(struct compare_phrase *p, const struct compare_series *s, const struct mentions *names,
                               arena *ar, struct err *err)
{
    const struct compare_text *t = s->text[p->last.text].read;
    struct unread_query q = {s->text, s->n_text, &p->stood, t->clean, t->at[p->last.sentence], p->last.at, names};
    return compare_unread_find(&p->unread, NULL, &q, ar, err);
}

/* Whether a text between two others was read on the phrase and lacks it. A text that could not be read on it
** does not break anything. */
static bool is_break(const struct compare_phrase *p, uint32_t from, uint32_t to)
{
    for (uint32_t t = from + 1; t < to; t++)
        if (!compare_runs_has(&p->unread, t)) return true;
    return false;
}

/* flag: [n_text], scratch. First and last place by text, then sentence, then word; in the last text it is the
** first place there that is shown. */
static enum status describe(struct compare_phrase *out, const struct finder *f, const struct candidate *x, uint8_t *flag,
                            const struct mentions *names, arena *ar, struct err *err)
{
    const struct compare_series *s = f->c.s;
    struct compare_place first = {0}, last = {0};
    uint32_t first_skip = 0, last_skip = 0;
    memset(flag, 0, s->n_text);
    *out = (struct compare_phrase){.n_word = x->n_word};
    for (uint32_t i = x->from; i <= x->to; i++) {
        uint32_t at = f->suf.at[i], k = f->c.sentence_of[at], skip = at - f->c.seq_from[k];
        for (uint32_t p = f->c.set.place_from[k]; p < f->c.set.place_from[k + 1]; p++) {
            struct compare_place place = f->c.set.place[p];
            /* Of the last text the first place is kept, of the others the latest text. */
            bool opens = place.text != last.text || !out->n_use;
            flag[place.text] = 1;
            if (!out->n_use || before(place, skip, first, first_skip)) first = place, first_skip = skip;
            if (opens ? !out->n_use || place.text > last.text : before(place, skip, last, last_skip))
                last = place, last_skip = skip;
            out->n_use++;
        }
    }
    enum status st = compare_runs_of_flags(&out->stood, flag, s->n_text, ar, err);
    if (st) return st;
    for (uint32_t i = 0; i < x->n_word; i++)
        out->n_content += vocab_at(s->vocab, f->c.seq[f->suf.at[x->from] + i])->class_ == CLASS_CONTENT;
    out->in_newest = flag[s->n_text - 1];
    out->first = use_at(s, first, first_skip, x->n_word);
    out->last = use_at(s, last, last_skip, x->n_word);
    out->text = str_span(s->text[last.text].read->clean, out->last.at);
    st = find_unread(out, s, names, ar, err);
    for (uint32_t i = 1; i < out->stood.n; i++) out->n_break += is_break(out, out->stood.run[i - 1].to, out->stood.run[i].from);
    return st;
}

/* Counted first, so the array has its size. min_texts 1 lists every sentence too. */
static enum status describe_all(struct compare_phrases *out, const struct finder *f, uint32_t min_texts, arena *ar,
                                struct err *err)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->n_cand; i++) {
        struct candidate *x = &f->cand[i];
        x->part_of_longer = x->part_of_longer || x->n_text < min_texts || !says_something(f, x);
        n += !x->part_of_longer;
    }
    out->phrase = ARENA_NEW(ar, n, struct compare_phrase);
    uint8_t *flag = ARENA_NEW(ar, f->c.s->n_text, uint8_t);
    if (!out->phrase || !flag) return arena_why(ar, err);
    struct mentions names;
    enum status st = mentions_make(&names, f->c.s->list, ar, err);
    for (uint32_t i = 0; !st && i < f->n_cand; i++)
        if (!f->cand[i].part_of_longer) st = describe(&out->phrase[out->n_phrase++], f, &f->cand[i], flag, &names, ar, err);
    return st;
}

/* ---- order ---- */

/* Of two at one place the longer comes first. */
static int by_place(const struct compare_phrase *a, const struct compare_phrase *b)
{
    if (a->first.text != b->first.text) return a->first.text < b->first.text ? -1 : 1;
    if (a->first.at.begin != b->first.at.begin) return a->first.at.begin < b->first.at.begin ? -1 : 1;
    return (a->n_word < b->n_word) - (a->n_word > b->n_word);
}

/* A phrase of one content word ("1/4 percent") weighs nothing, however often it stands. A choice: it puts
** formulas with much to say that stood long at the top. */
static uint64_t weight_of(const struct compare_phrase *p)
{
    return p->n_content ? ((uint64_t)p->n_content - 1) * p->stood.n_text : 0;
}

/* Total but for phrases at one place with one length, and there are no two. */
static int by_weight(const void *pa, const void *pb)
{
    const struct compare_phrase *a = pa, *b = pb;
    uint64_t wa = weight_of(a), wb = weight_of(b);
    if (wa != wb) return wa > wb ? -1 : 1;
    if (a->n_word != b->n_word) return a->n_word > b->n_word ? -1 : 1;
    return by_place(a, b);
}

/* What a reporter looks for first: what has just gone out of use. */
static int by_ended(const void *pa, const void *pb)
{
    const struct compare_phrase *a = pa, *b = pb;
    if (a->in_newest != b->in_newest) return a->in_newest ? 1 : -1;
    if (!a->in_newest && a->last.text != b->last.text) return a->last.text > b->last.text ? -1 : 1;
    if (a->in_newest && (a->n_break > 0) != (b->n_break > 0)) return a->n_break ? -1 : 1;
    return by_weight(pa, pb);
}

/* For reading a series as it grew. */
static int by_first(const void *pa, const void *pb)
{
    int c = by_place(pa, pb);
    return c ? c : by_weight(pa, pb);
}

/* In place. Each order ends in by_place, so the result does not depend on the order before. */
void compare_phrases_sort(struct compare_phrases *p, enum compare_phrase_order order)
{
    if (!p->n_phrase) return;
    switch (order) {
    case PHRASE_BY_WEIGHT: qsort(p->phrase, p->n_phrase, sizeof *p->phrase, by_weight); break;
    case PHRASE_BY_ENDED: qsort(p->phrase, p->n_phrase, sizeof *p->phrase, by_ended); break;
    case PHRASE_BY_FIRST: qsort(p->phrase, p->n_phrase, sizeof *p->phrase, by_first); break;
    }
}

/* By last place, heavier ones first among those of one sentence. Pointers are compared by what they point to,
** never by address. */
static int by_last(const void *pa, const void *pb)
{
    const struct compare_phrase *a = *(struct compare_phrase *const *)pa, *b = *(struct compare_phrase *const *)pb;
    if (a->last.text != b->last.text) return a->last.text < b->last.text ? -1 : 1;
    if (a->last.sentence != b->last.sentence) return a->last.sentence < b->last.sentence ? -1 : 1;
    return by_weight(a, b);
}

/* By their last use. */
static bool same_sentence(const struct compare_phrase *a, const struct compare_phrase *b)
{
    return a->last.text == b->last.text && a->last.sentence == b->last.sentence;
}

/* Quadratic in the phrases that end in one sentence, which are few. For `silences`: of overlapping formulas
** that ended together one is enough. */
static enum status mark_shadows(struct compare_phrases *p, arena *scratch, struct err *err)
{
    struct compare_phrase **at = ARENA_NEW(scratch, p->n_phrase, struct compare_phrase *);
    if (!at) return arena_why(scratch, err);
    for (uint32_t i = 0; i < p->n_phrase; i++) at[i] = &p->phrase[i];
    if (p->n_phrase) qsort(at, p->n_phrase, sizeof *at, by_last);
    for (uint32_t i = 0, from = 0; i < p->n_phrase; i++) {
        if (!same_sentence(at[from], at[i])) from = i;
        for (uint32_t k = from; k < i && !at[i]->shadowed; k++)
            at[i]->shadowed =
                !at[k]->shadowed && at[k]->last.at.begin < at[i]->last.at.end && at[i]->last.at.begin < at[k]->last.at.end;
    }
    return OK;
}

/* The steps in order; `out` gets everything that must outlive scratch. */
static enum status find_phrases(struct compare_phrases *out, struct compare_series *s, arena *ar, arena *scratch,
                                struct err *err)
{
    struct finder f = {0};
    enum status st = make_corpus(&f.c, s, ar, scratch, err);
    if (!st) st = suffixes_make(&f.suf, f.c.seq, f.c.n, f.c.n_value, scratch, err);
    if (!st) st = list_candidates(&f, out->min_words, scratch, err);
    if (!st) st = mark_tails(&f, scratch, err);
    if (!st) st = describe_all(out, &f, out->min_texts, ar, err);
    return st ? st : mark_shadows(out, scratch, err);
}

/* 0 for min_words and min_texts means 3 and 2. No text gives no phrase, which is OK. */
enum status compare_phrases_run(struct compare_phrases *out, struct compare_series *s, uint32_t min_words, uint32_t min_texts,
                                enum compare_phrase_order order, arena *ar, struct err *err)
{
    struct compare_phrases p = {.text = s->text, .n_text = s->n_text};
    p.min_words = min_words ? min_words : 3;
    p.min_texts = min_texts ? min_texts : 2;
    enum status st = compare_series_read_all(s, err);
    if (st) return st;
    arena *scratch = arena_new(arena_cap_bytes(ar));
    if (!scratch) return err_set(err, E_NOMEM, "no memory to look for phrases");
    if (s->n_text) st = find_phrases(&p, s, ar, scratch, err);
    arena_free(scratch);
    if (st) return st;
    compare_phrases_sort(&p, order);
    compare_coverage_fill(&p.coverage, s->text, s->n_text);
    *out = p;
    return OK;
}
