/* Sentences made from hosts and donors. */
#include "base/random.h"
#include "graft.h"

#include <string.h>

#define MOST_WORDS 100u /* of a sentence that is made */
#define MOST_TRIES 200u /* donors looked at for one place; as many hosts for one sentence */

static const uint32_t share[GRAFT_KINDS] = {35, 25, 12, 13, 15};          /* in 100 of the sentences made */
static const float repeats[GRAFT_KINDS] = {0.5f, 0.0f, 0.8f, 0.3f, 0.0f}; /* how often each conjunct has its own mark */

struct word {
    str form, lemma, upos, xpos, feats, deprel;
    uint32_t head; /* place in the draft, GRAFT_NOWHERE: the root */
};

/* The sentence being made. */
struct draft {
    struct word word[MOST_WORDS];
    uint32_t n;
};

static bool is(str a, const char *b) { return str_eq(a, str_of(b)); }

static struct word word_of(const struct conllu_sentence *s, uint32_t i)
{
    return (struct word){s->form[i],
                         s->lemma[i],
                         s->upos[i],
                         s->xpos[i],
                         s->feats[i],
                         s->deprel[i],
                         s->head[i] ? s->head[i] - 1 : GRAFT_NOWHERE};
}

static void begin_draft(struct draft *d, const struct conllu_sentence *s)
{
    d->n = s->n_word;
    for (uint32_t i = 0; i < d->n; i++) d->word[i] = word_of(s, i);
}

/* How a phrase is joined to what stands before it. */
struct joint {
    const char *deprel;
    bool comma;     /* a comma is put before it */
    bool mark;      /* it keeps its mark: "to A, [to] B" */
    const char *cc; /* the conjunction before it, or NULL */
};

/* Insert phrase p at the place `at` of the draft, below word `up`; returns the words inserted, 0: the draft would grow too long. */
static uint32_t insert(struct draft *d, const struct grafter *g, const struct graft_phrase *p, uint32_t at, uint32_t up,
                       const struct joint *j)
{
    const struct conllu_sentence *s = &g->sentence[p->sentence];
    uint32_t from = p->begin + (p->mark != GRAFT_NOWHERE && !j->mark);
    uint32_t before = (uint32_t)j->comma + (j->cc != NULL);
    uint32_t n = before + p->end - from;
    if (d->n + n > MOST_WORDS) return 0;
    memmove(&d->word[at + n], &d->word[at], (d->n - at) * sizeof *d->word);
    d->n += n;
    for (uint32_t i = 0; i < d->n; i++) {
        bool moved = i < at || i >= at + n;
        if (moved && d->word[i].head != GRAFT_NOWHERE && d->word[i].head >= at) d->word[i].head += n;
    }
    uint32_t head = at + before + p->head - from;
    str none = STR("_");
    if (j->comma) d->word[at] = (struct word){STR(","), STR(","), STR("PUNCT"), STR(","), none, STR("punct"), head};
    if (j->cc)
        d->word[at + j->comma] = (struct word){str_of(j->cc), str_of(j->cc), STR("CCONJ"), STR("CC"), none, STR("cc"), head};
    for (uint32_t i = from; i < p->end; i++) {
        struct word w = word_of(s, i);
        w.head = i == p->head ? up : w.head - from + at + before;
        if (i == p->head) w.deprel = str_of(j->deprel);
        d->word[at + before + i - from] = w;
    }
    return n;
}

/* Does the donor fit the host: verbs of one form, noun phrases that open alike while nothing between them does? A conjunct that opens
** as a nearer noun does would hang on either. */
static bool fits(const struct grafter *g, enum graft_kind kind, const struct draft *d, uint32_t begin, uint32_t first,
                 uint32_t end, const struct graft_phrase *p)
{
    const struct conllu_sentence *s = &g->sentence[p->sentence];
    if (kind == GRAFT_FINITE) return str_eq(s->xpos[p->head], d->word[first].xpos);
    if (kind != GRAFT_NOUN) return true;
    uint32_t opens = p->begin + (p->mark != GRAFT_NOWHERE);
    if (!is(s->upos[opens], "DET") || !str_eq(s->form[opens], d->word[begin].form)) return false;
    for (uint32_t i = begin + 1; i < end; i++)
        if (str_eq(d->word[i].form, s->form[opens])) return false;
    return true;
}

/* Where the words of the draft end and the marks at its end begin. */
static uint32_t end_of(const struct draft *d)
{
    uint32_t end = d->n;
    while (end > 1 && is(d->word[end - 1].upos, "PUNCT")) end--;
    return end;
}

/* Coordinate the phrase at the end of the draft with others of its kind. */
static void coordinate(struct grafter *g, struct draft *d, enum graft_kind kind, uint32_t begin, uint32_t first)
{
    uint32_t end = end_of(d);
    uint32_t at = end;
    uint32_t more = 1 + random_below(&g->random, 3); /* conjuncts beside the host's own */
    bool comma_last = random_unit(&g->random) < (more > 1 ? 0.75f : 0.4f);
    bool marks = random_unit(&g->random) < repeats[kind];
    const char *cc = random_unit(&g->random) < 0.93f ? "and" : "or";
    for (uint32_t k = 0; k < more; k++) {
        const struct graft_phrase *p = NULL;
        for (uint32_t tries = 0; !p && tries < MOST_TRIES; tries++) {
            const struct graft_phrase *q = &g->donor[kind].item[random_below(&g->random, g->donor[kind].n)];
            if (fits(g, kind, d, begin, first, end, q)) p = q;
        }
        bool last = k + 1 == more;
        struct joint j = {.deprel = "conj", .comma = !last || comma_last, .mark = marks, .cc = last ? cc : NULL};
        uint32_t n = p ? insert(d, g, p, at, first, &j) : 0;
        if (!n) return;
        at += n;
    }
}

/* Let the main clause end with what its subject does beside: "..., underlining the need for talks and calling on all sides to ...". */
static void trail(struct grafter *g, struct draft *d, uint32_t verb)
{
    const struct graft_phrases *all = &g->donor[GRAFT_ING];
    const struct graft_phrase *p = &all->item[random_below(&g->random, all->n)];
    uint32_t at = end_of(d);
    struct joint j = {.deprel = "advcl", .comma = true};
    if (insert(d, g, p, at, verb, &j) && random_unit(&g->random) < 0.5f) coordinate(g, d, GRAFT_ING, at + 1, at + 1);
}

/* The verb of the main clause where it can take others beside it, else GRAFT_NOWHERE. */
static uint32_t main_verb(const struct conllu_sentence *s)
{
    for (uint32_t h = 0; h < s->n_word; h++) {
        struct graft_phrase p = {.head = h, .end = s->n_word};
        if (s->head[h] == 0) return graft_kind_of(s, h, &p) == GRAFT_FINITE && !graft_has(s, h, "conj") ? h : GRAFT_NOWHERE;
    }
    return GRAFT_NOWHERE;
}

/* Make one sentence: a host with a coordination in it and, now and then, its main verb coordinated and followed as well. False: no donor
** fitted. */
static bool make(struct grafter *g, struct draft *d)
{
    uint32_t at = random_below(&g->random, 100);
    enum graft_kind kind = 0;
    while (at >= share[kind]) at -= share[kind++];
    const struct graft_phrase *host = &g->host[kind].item[random_below(&g->random, g->host[kind].n)];
    const struct conllu_sentence *s = &g->sentence[host->sentence];
    begin_draft(d, s);
    coordinate(g, d, kind, host->begin, host->head);
    if (d->n == s->n_word) return false;
    uint32_t verb = main_verb(s);
    bool others = random_unit(&g->random) < 0.4f;
    bool trails = random_unit(&g->random) < 0.2f;
    if (verb == GRAFT_NOWHERE || verb > host->head) return true;
    if (others && verb < host->head) coordinate(g, d, GRAFT_FINITE, verb, verb);
    if (trails) trail(g, d, verb);
    return true;
}

/* The draft as a sentence. */
static enum status finish(struct conllu_sentence *out, const struct draft *d, arena *ar, struct err *err)
{
    str none = STR("_");
    struct conllu_sentence s = {.n_word = d->n};
    str **column[] = {&s.form, &s.lemma, &s.upos, &s.xpos, &s.feats, &s.deprel, &s.deps, &s.misc};
    for (size_t i = 0; i < ARRAY_LEN(column); i++)
        if (!(*column[i] = ARENA_NEW(ar, d->n, str))) return arena_why(ar, err);
    if (!(s.head = ARENA_NEW(ar, d->n, uint32_t))) return arena_why(ar, err);
    for (uint32_t i = 0; i < d->n; i++) {
        const struct word *w = &d->word[i];
        s.form[i] = w->form, s.lemma[i] = w->lemma, s.upos[i] = w->upos, s.xpos[i] = w->xpos, s.feats[i] = w->feats;
        s.deprel[i] = w->deprel, s.deps[i] = none, s.misc[i] = none;
        s.head[i] = w->head == GRAFT_NOWHERE ? 0 : w->head + 1;
    }
    *out = s;
    return conllu_check(NULL, out, ar, err);
}

enum status graft_make(struct conllu_sentence *out, struct grafter *g, arena *ar, struct err *err)
{
    struct draft d;
    for (uint32_t tries = 0; tries < MOST_TRIES; tries++)
        if (make(g, &d)) return finish(out, &d, ar, err);
    return err_set(err, E_FORMAT, "no phrase fits another");
}
