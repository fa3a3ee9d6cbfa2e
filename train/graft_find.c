/* Hosts and donors: which phrases of annotated sentences can be coordinated with others. */
#include "graft.h"

#include <string.h>

#define MOST_HOST_WORDS 45u  /* of a sentence that is begun with */
#define LEAST_DONOR_WORDS 3u /* of a conjunct, without its mark */
#define MOST_DONOR_WORDS 16u

static bool is(str a, const char *b) { return str_eq(a, str_of(b)); }

static bool note(struct graft_phrases *p, struct graft_phrase item, arena *ar)
{
    if (p->n == p->cap) {
        uint32_t cap = p->cap ? 2 * p->cap : 256;
        struct graft_phrase *more = arena_grow(ar, p->item, p->n, cap, sizeof *more);
        if (!more) return false;
        p->item = more, p->cap = cap;
    }
    p->item[p->n++] = item;
    return true;
}

/* ---- what can be grafted ---- */

/* Words [begin, end) that head reaches, when they lie side by side. */
static bool reach(uint32_t *begin, uint32_t *end, const struct conllu_sentence *s, uint32_t head)
{
    uint32_t n = 0;
    *begin = *end = head;
    for (uint32_t i = 0; i < s->n_word; i++) {
        uint32_t up = i;
        for (uint32_t steps = 0; up != head && s->head[up] && steps < s->n_word; steps++) up = s->head[up] - 1;
        if (up != head) continue;
        n++;
        if (i < *begin) *begin = i;
        *end = i;
    }
    *end += 1;
    return n == *end - *begin;
}

/* Does every word of [begin, end) but the head hang on another of them? */
static bool closed(const struct conllu_sentence *s, uint32_t head, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++) {
        if (i == head) continue;
        if (s->head[i] <= begin || s->head[i] > end) return false;
    }
    return true;
}

bool graft_has(const struct conllu_sentence *s, uint32_t head, const char *deprel)
{
    for (uint32_t i = 0; i < s->n_word; i++)
        if (s->head[i] == head + 1 && str_starts(s->deprel[i], str_of(deprel))) return true;
    return false;
}

/* Marks of speech and of layout make no conjunct: quotes, brackets, colons, asides. */
static bool plain(const struct conllu_sentence *s, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++) {
        str rel = s->deprel[i];
        if (is(rel, "parataxis") || is(rel, "discourse") || is(rel, "vocative") || is(rel, "reparandum") || is(rel, "goeswith"))
            return false;
        if (is(s->upos[i], "PUNCT") && !is(s->form[i], ",") && !is(s->form[i], "-")) return false;
        if (is(s->upos[i], "X") || is(s->upos[i], "SYM")) return false;
    }
    return !is(s->form[end - 1], ",");
}

static bool one_of(str a, const char *const *list)
{
    for (; *list; list++)
        if (is(a, *list)) return true;
    return false;
}

/* Nothing but one mark that ends sentences stands behind the phrase. */
static bool at_end(const struct conllu_sentence *s, uint32_t end)
{
    if (end == s->n_word) return true;
    return end + 1 == s->n_word && (is(s->form[end], ".") || is(s->form[end], "!") || is(s->form[end], "?"));
}

/* A verb of a main clause that can take others beside it: its subject stands before it, and nothing that it reports. */
static bool takes_others(const struct conllu_sentence *s, uint32_t h)
{
    bool subject = false;
    for (uint32_t i = 0; i < s->n_word; i++) {
        if (s->head[i] != h + 1) continue;
        bool before = i < h;
        str rel = s->deprel[i];
        subject = subject || (before && is(rel, "nsubj"));
        if (is(rel, "aux") || is(rel, "expl") || (before && (is(rel, "ccomp") || is(rel, "obj") || is(rel, "csubj"))))
            return false;
        if (!before && str_starts(rel, STR("nsubj"))) return false;
    }
    return subject && (is(s->xpos[h], "VBD") || is(s->xpos[h], "VBZ") || is(s->xpos[h], "VBP"));
}

enum graft_kind graft_kind_of(const struct conllu_sentence *s, uint32_t h, struct graft_phrase *p)
{
    static const char *const marks[] = {"by", "for", "of", "in", "on", "through", "from", "after", "while", NULL};
    static const char *const clause[] = {"advcl", "acl", NULL};
    str rel = s->deprel[h];
    str xpos = s->xpos[h];
    bool verb = is(s->upos[h], "VERB");
    bool marked =
        p->begin < h && s->head[p->begin] == h + 1 && (is(s->deprel[p->begin], "mark") || is(s->deprel[p->begin], "case"));
    p->mark = marked ? p->begin : GRAFT_NOWHERE;
    if (verb && marked && is(xpos, "VB") && is(s->form[p->begin], "to") && (is(rel, "xcomp") || one_of(rel, clause)))
        return GRAFT_INFINITIVE;
    if (verb && marked && is(rel, "ccomp") && is(s->form[p->begin], "that")) return GRAFT_THAT;
    if (verb && is(xpos, "VBG") && one_of(rel, clause) && p->begin + marked == h &&
        (!marked || one_of(s->form[p->begin], marks)))
        return GRAFT_ING;
    if (verb && is(rel, "root") && takes_others(s, h)) {
        p->begin = h, p->mark = GRAFT_NOWHERE;
        return GRAFT_FINITE;
    }
    if (is(s->upos[h], "NOUN") && (is(rel, "obj") || is(rel, "obl") || is(rel, "nmod") || is(rel, "nsubj"))) return GRAFT_NOUN;
    return GRAFT_KINDS;
}

/* The phrases of sentence number k. */
static bool find(struct grafter *g, uint32_t k, arena *ar)
{
    const struct conllu_sentence *s = &g->sentence[k];
    for (uint32_t h = 0; h < s->n_word; h++) {
        struct graft_phrase p = {.sentence = k, .head = h};
        if (!is(s->upos[h], "VERB") && !is(s->upos[h], "NOUN")) continue;
        if (!reach(&p.begin, &p.end, s, h)) continue;
        while (p.end - 1 > h && is(s->upos[p.end - 1], "PUNCT")) p.end--;
        enum graft_kind kind = graft_kind_of(s, h, &p);
        if (kind == GRAFT_KINDS || !closed(s, h, p.begin, p.end)) continue;
        bool host =
            s->n_word <= MOST_HOST_WORDS && at_end(s, p.end) && !graft_has(s, h, "conj") && s->n_word > p.end - p.begin + 1;
        if (kind == GRAFT_NOUN) host = host && is(s->deprel[h], "obj") && p.mark == GRAFT_NOWHERE && graft_has(s, h, "nmod");
        if (host && !note(&g->host[kind], p, ar)) return false;
        uint32_t n = p.end - p.begin - (p.mark != GRAFT_NOWHERE);
        if (n < LEAST_DONOR_WORDS || n > MOST_DONOR_WORDS || !plain(s, p.begin, p.end)) continue;
        if (s->form[h].p[0] < 'a' || s->form[h].p[0] > 'z') continue;
        if (kind == GRAFT_NOUN && graft_has(s, h, "acl")) continue;
        if (!note(&g->donor[kind], p, ar)) return false;
    }
    return true;
}

enum status graft_find(struct grafter *out, const struct conllu_sentence *sentence, uint32_t n, uint64_t seed, arena *ar,
                       struct err *err)
{
    static const char *const name[] = {"infinitives", "main clauses", "that-clauses", "gerunds", "noun phrases"};
    *out = (struct grafter){.sentence = sentence, .n = n, .random = seed};
    for (uint32_t k = 0; k < n; k++) {
        struct err no_tree;
        if (conllu_check(NULL, &sentence[k], ar, &no_tree)) continue;
        if (!find(out, k, ar)) return arena_why(ar, err);
    }
    for (enum graft_kind kind = 0; kind < GRAFT_KINDS; kind++)
        if (!out->host[kind].n || !out->donor[kind].n) return err_set(err, E_FORMAT, "no %s to make others from", name[kind]);
    return OK;
}
