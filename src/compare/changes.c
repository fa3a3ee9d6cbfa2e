/* Redlines between linked sentences, and what had become of the words that came in or went out: whether an
** older text of the same provision had them already, and since when those that went had stood.
**
** A redline is made for each group of linked sentences of which one was reworded, and for each sentence that
** came back in other words. The fate of its edits is then asked of the lineages: a reader wants to know whether
** words are new or old acquaintances, and only the texts in between can tell.
**
** Invariant: every reworded link lies in exactly one change, and the edits of a change applied to its older
** words give its newer words.
**
** An example. Texts 1 to 3 say "to strengthen the Alliance and deterrence", text 4 "to strengthen deterrence",
** text 5 again as text 1. In text 5 the edit "the Alliance and" came in; its lineage runs through texts 3, 2
** and 1, which have it, so its fate is: returned, stood in 1 to 3. Had no text of the lineage had it, it would
** be first here, and `elsewhere` would name the texts that say it in other sentences. */
#include "compare/series_parts.h"

#include <stdlib.h>

/* ---- which sentences share a redline ---- */

/* Links that hang together (a split, a join) make one group. A redline of each link alone would show half of a split sentence
** as deleted, twice. */
struct groups {
    uint32_t *root; /* [n_older + n_newer] union-find over sentences, newer ones behind the older */
    uint32_t n_older;
};

/* With path halving; the least member is the root, so roots do not depend on the order of the links. */
static uint32_t root_of(struct groups *g, uint32_t x)
{
    while (g->root[x] != x) {
        g->root[x] = g->root[g->root[x]];
        x = g->root[x];
    }
    return x;
}

/* From the first to the last sentence of a group on either side, and how many of them belong to it. */
struct extent {
    uint32_t older_from, older_to, newer_from, newer_to, n_older, n_newer, n_link;
    bool reworded;
};

/* x begins zeroed; n_link 0 means that nothing is in it yet. */
static void widen(struct extent *x, const struct compare_link *l)
{
    if (!x->n_link) {
        *x = (struct extent){.older_from = l->older, .newer_from = l->newer};
        x->older_to = l->older + 1;
        x->newer_to = l->newer + 1;
    }
    if (l->older < x->older_from) x->older_from = l->older;
    if (l->older >= x->older_to) x->older_to = l->older + 1;
    if (l->newer < x->newer_from) x->newer_from = l->newer;
    if (l->newer >= x->newer_to) x->newer_to = l->newer + 1;
    x->n_link++;
    x->reworded = x->reworded || !l->same_wording;
}

/* Extents of all groups; members counted, so that a group with a hole is told from a stretch. extent: [n_older
** + n_newer]. Members without any link make groups of their own, of one: harmless, since changes are made from
** links alone. Near linear in sentences and links. */
static enum status find_groups(struct groups *g, struct extent *extent, const struct compare_report *rep, arena *ar,
                               struct err *err)
{
    uint32_t n = rep->n_older + rep->n_newer;
    g->n_older = rep->n_older;
    g->root = ARENA_NEW(ar, n, uint32_t);
    if (!g->root) return arena_why(ar, err);
    for (uint32_t i = 0; i < n; i++) g->root[i] = i;
    for (uint32_t k = 0; k < rep->links.n_link; k++) {
        const struct compare_link *l = &rep->links.link[k];
        uint32_t a = root_of(g, l->older), b = root_of(g, rep->n_older + l->newer);
        g->root[a > b ? a : b] = a < b ? a : b;
    }
    for (uint32_t k = 0; k < rep->links.n_link; k++) widen(&extent[root_of(g, rep->links.link[k].older)], &rep->links.link[k]);
    for (uint32_t i = 0; i < n; i++) {
        struct extent *x = &extent[root_of(g, i)];
        if (i < rep->n_older)
            x->n_older++;
        else
            x->n_newer++;
    }
    return OK;
}

/* Changes of one newer place are told apart by their older one; no two share both. */
static int by_newer(const void *pa, const void *pb)
{
    const struct compare_change *a = pa, *b = pb;
    if (a->newer_from != b->newer_from) return a->newer_from < b->newer_from ? -1 : 1;
    return (a->older_from > b->older_from) - (a->older_from < b->older_from);
}

/* One change for each group that is a stretch on both sides, else one for each of its links; then the returned
** ones. A group with a hole (a sentence between its members belongs to no link of it) would show foreign words
** as deleted, so it falls back to its links. At most one change a link and one a returned sentence: the array
** never grows. */
static enum status list_changes(struct compare_report *rep, arena *ar, arena *scratch, struct err *err)
{
    struct groups g;
    struct extent *extent = ARENA_NEW(scratch, (size_t)rep->n_older + rep->n_newer, struct extent);
    rep->change = ARENA_NEW(ar, (size_t)rep->links.n_link + rep->n_newer, struct compare_change);
    if (!extent || !rep->change) return arena_why(ar, err);
    enum status st = find_groups(&g, extent, rep, scratch, err);
    if (st) return st;
    for (uint32_t k = 0; k < rep->links.n_link; k++) {
        const struct compare_link *l = &rep->links.link[k];
        struct extent *x = &extent[root_of(&g, l->older)];
        if (!x->reworded) continue;
        struct compare_change c = {.older_text = rep->previous, .similarity = l->similarity};
        if (x->n_older == x->older_to - x->older_from && x->n_newer == x->newer_to - x->newer_from) {
            /* Once is enough: the group's other links find it said already. */
            x->reworded = false; /* said once for the whole group */
            c.older_from = x->older_from, c.older_to = x->older_to;
            c.newer_from = x->newer_from, c.newer_to = x->newer_to;
        } else if (l->same_wording) {
            continue;
        } else {
            c.older_from = l->older, c.older_to = l->older + 1;
            c.newer_from = l->newer, c.newer_to = l->newer + 1;
        }
        rep->change[rep->n_change++] = c;
    }
    for (uint32_t i = 0; i < rep->n_newer; i++) {
        const struct compare_sentence *s = &rep->newer[i];
        if (s->label != LABEL_RETURNED || s->exact) continue;
        rep->change[rep->n_change++] = (struct compare_change){.older_text = s->match.text,
                                                               .older_from = s->match.sentence,
                                                               .older_to = s->match.sentence + 1,
                                                               .newer_from = i,
                                                               .newer_to = i + 1,
                                                               .similarity = s->match_similarity};
    }
    if (rep->n_change) qsort(rep->change, rep->n_change, sizeof *rep->change, by_newer);
    return OK;
}

/* ---- what became of words ---- */

/* Words [from, to) of t: an item of an edit, or a whole side. */
struct words_at {
    const struct compare_text *t;
    uint32_t from, to;
};

/* Marks and function words that come and go have no fate worth telling. */
static bool says_something(const struct words_at *w)
{
    for (uint32_t i = w->from; i < w->to; i++) {
        uint8_t class_ = word_class_at(w->t, i);
        if (class_ == CLASS_CONTENT || class_ == CLASS_NUMBER) return true;
    }
    return false;
}

/* A mark or a word of grammar. */
static bool is_light(const struct words_at *w, uint32_t i)
{
    uint8_t class_ = word_class_at(w->t, i);
    return class_ == CLASS_PUNCT || class_ == CLASS_FUNCTION;
}

/* Take marks, and with function_words_too those as well, off both ends. May leave nothing; callers ask
** says_something before. */
static void trim(struct words_at *w, bool function_words_too)
{
    while (w->from < w->to && (function_words_too ? is_light(w, w->from) : word_class_at(w->t, w->from) == CLASS_PUNCT))
        w->from++;
    while (w->from < w->to && (function_words_too ? is_light(w, w->to - 1) : word_class_at(w->t, w->to - 1) == CLASS_PUNCT))
        w->to--;
}

/* The folded words without punctuation; at most to - from. In order; what compare_words_have and
** compare_text_has look for. */
static uint32_t plain_words(uint32_t *out, const struct words_at *w)
{
    uint32_t n = 0;
    for (uint32_t i = w->from; i < w->to; i++)
        if (word_class_at(w->t, i) != CLASS_PUNCT) out[n++] = w->t->word[i];
    return n;
}

/* Flag the texts below `below` whose step of the lineage has the words; *last gets the latest place. Texts that
** may not be read any more are passed over: `stood` then says less than there was, never more, and the coverage
** says that the budget was spent. */
static enum status flag_steps(uint8_t *flag, struct compare_place *last, const struct lineage *l, uint32_t below,
                              const uint32_t *seq, uint32_t n_seq, struct engine *e)
{
    uint32_t known = COMPARE_NONE;
    bool had = false;
    for (uint32_t k = 0; l && k < l->n_step; k++) {
        struct compare_place at = l->step[k].place;
        if (at.text >= below) continue;
        /* A provision often stands unchanged for many texts: one look for each run of equal wordings. */
        uint32_t id = wordings_id(&e->w, at.text, at.sentence);
        if (id != known) {
            struct features *f;
            enum status st = compare_engine_features(&f, e, at.text, at.sentence);
            if (st == DONE) continue;
            if (st) return st;
            had = compare_words_have(f->word, f->n_word, seq, n_seq);
            known = id;
        }
        if (!had) continue;
        flag[at.text] = 1;
        if (last->text == COMPARE_NONE || at.text > last->text) *last = at;
    }
    return OK;
}

/* Lineages that a change descends from. */
struct descent {
    struct lineage *const *line; /* [n] */
    uint32_t n;
};

/* A change against the previous text descends from the sentences it holds; one against an older text, to which a returned
** sentence is like, from that sentence's own lineage. */
static struct descent descent_of(const struct compare_report *rep, const struct compare_change *c,
                                 struct lineage *const *older_line, struct lineage *const *newer_line)
{
    if (c->older_text == rep->previous) return (struct descent){older_line + c->older_from, c->older_to - c->older_from};
    return (struct descent){newer_line + c->newer_from, 1};
}

/* Fill at, stood and last from the lineages: words that went had stood in the older text of the change too.
** flag is as long as the series, so the runs come out in order of text whatever the order of the steps. */
static enum status look_back(struct compare_fate *fate, const struct compare_change *c, const struct descent *d,
                             const struct words_at *w, arena *scratch, struct engine *e)
{
    uint32_t *seq = ARENA_NEW(scratch, w->to - w->from, uint32_t);
    uint8_t *flag = ARENA_NEW(scratch, e->s->n_text, uint8_t);
    if (!seq || !flag) return arena_why(scratch, e->err);
    uint32_t n_seq = plain_words(seq, w);
    fate->last = (struct compare_place){COMPARE_NONE, COMPARE_NONE};
    fate->at = (span){w->t->word_at[w->from].begin, w->t->word_at[w->to - 1].end};
    enum status st = OK;
    for (uint32_t i = 0; !st && i < d->n; i++) st = flag_steps(flag, &fate->last, d->line[i], c->older_text, seq, n_seq, e);
    if (fate->kind == FATE_GONE) flag[c->older_text] = 1;
    if (!st) st = compare_runs_of_flags(&fate->stood, flag, e->s->n_text, e->ar, e->err);
    return st;
}

/* Earlier texts that have the words of a FIRST_HERE in other sentences. Every earlier text is searched as far
** as the budget goes, newest first; the newest text itself is left out. */
static enum status look_around(struct compare_fate *fate, const struct words_at *w, arena *scratch, struct engine *e)
{
    uint32_t *seq = ARENA_NEW(scratch, w->to - w->from, uint32_t);
    uint8_t *flag = ARENA_NEW(scratch, e->s->n_text, uint8_t);
    if (!seq || !flag) return arena_why(scratch, e->err);
    uint32_t n_seq = plain_words(seq, w);
    for (uint32_t t = e->s->n_text - 1; t-- > 0;) {
        const struct compare_text *words;
        enum status st = compare_engine_words(&words, e, t);
        if (st == DONE) continue;
        if (st) return st;
        flag[t] = compare_text_has(words, seq, n_seq);
    }
    return compare_runs_of_flags(&fate->elsewhere, flag, e->s->n_text, e->ar, e->err);
}

/* Whether w, as words or as stems, stands in another stretch. Stems only where asked: "enhance" in place of
** "enhancing" is the same thought in the same sentence, but as plain search it would find too much. Scratch is
** the caller's to reset. */
static enum status stands_in(bool *out, const struct words_at *w, const struct words_at *other, bool as_stems, arena *scratch,
                             struct err *err)
{
    uint32_t *seq = ARENA_NEW(scratch, w->to - w->from, uint32_t), *in = ARENA_NEW(scratch, other->to - other->from, uint32_t);
    if (!seq || !in) return arena_why(scratch, err);
    uint32_t n_seq = plain_words(seq, w), n_in = plain_words(in, other);
    for (uint32_t i = 0; as_stems && i < n_seq; i++) seq[i] = vocab_at(w->t->vocab, seq[i])->stem;
    for (uint32_t i = 0; as_stems && i < n_in; i++) in[i] = vocab_at(w->t->vocab, in[i])->stem;
    *out = compare_words_have(in, n_in, seq, n_seq);
    return OK;
}

/* A change while the fates of its edits are found. One for each change; cap is the room in c->fate. */
struct fate_work {
    struct compare_change *c;
    struct words_at older, newer; /* all words of both sides */
    struct descent from;
    uint32_t cap;
    arena *scratch;
    struct engine *e;
};

/* Whether the words also stand on the other side: then they only went to another place of the sentence. Among the words that
** changed there another form of them will do ("enhancing", "enhance"). */
static enum status stands_opposite(bool *out, const struct fate_work *f, const struct words_at *w, bool in)
{
    const struct words_at *other = in ? &f->older : &f->newer;
    enum status st = stands_in(out, w, other, false, f->scratch, f->e->err);
    for (uint32_t i = 0; !st && !*out && i < f->c->n_edit; i++) {
        const struct compare_edit *ed = &f->c->edit[i];
        struct words_at changed = {other->t, in ? ed->older_from : ed->newer_from, in ? ed->older_to : ed->newer_to};
        if (ed->op == (in ? OP_DELETED : OP_INSERTED)) st = stands_in(out, w, &changed, true, f->scratch, f->e->err);
    }
    return st;
}

/* In the arena of the result, since the report keeps them. */
static enum status push_fate(struct fate_work *f, const struct compare_fate *fate)
{
    struct compare_change *c = f->c;
    if (c->n_fate == f->cap) {
        uint32_t cap = f->cap ? f->cap * 2 : 4;
        struct compare_fate *grown = arena_grow(f->e->ar, c->fate, f->cap, cap, sizeof *grown);
        if (!grown) return arena_why(f->e->ar, f->e->err);
        c->fate = grown;
        f->cap = cap;
    }
    c->fate[c->n_fate++] = *fate;
    return OK;
}

/* One item of an edit. What came in is looked for with its function words first ("the Alliance and"), then
** without. What went out is asked without its function words alone: whether "of the" stood before says nothing.
** An item that only moved inside the sentence has no fate. */
static enum status item_fate(struct fate_work *f, uint32_t edit, struct words_at w)
{
    bool in = f->c->edit[edit].op == OP_INSERTED;
    if (!says_something(&w)) return OK;
    /* w keeps its function words ("the Alliance and"), core does not: both are asked, the fuller one first. */
    struct words_at core = w;
    trim(&w, false);
    trim(&core, true);
    bool opposite = false;
    enum status st = stands_opposite(&opposite, f, &core, in);
    if (st || opposite) return st;
    struct compare_fate fate = {.kind = in ? FATE_RETURNED : FATE_GONE, .edit = edit};
    st = look_back(&fate, f->c, &f->from, in ? &w : &core, f->scratch, f->e);
    if (!st && in && !fate.stood.n) st = look_back(&fate, f->c, &f->from, &core, f->scratch, f->e);
    if (!st && in && !fate.stood.n) {
        fate.kind = FATE_FIRST_HERE;
        st = look_around(&fate, &core, f->scratch, f->e);
    }
    return st ? st : push_fate(f, &fate);
}

/* A mark that ends an item of an enumeration, as far as a single mark can tell. Only marks of one byte: a
** bullet or dash does not part items inside a sentence. */
static bool parts_items(const struct compare_text *t, uint32_t w)
{
    return span_len(t->word_at[w]) == 1 && memchr(",;:()[]", t->clean.p[t->word_at[w].begin], 7);
}

/* Item by item: "joint planning and execution" is asked for by itself, not with what stood before it in the
** list. w runs to `to` and no further: the end closes the last item. Scratch is reset for each item, so one
** long edit cannot fill it. */
static enum status edit_fates(struct fate_work *f, uint32_t edit)
{
    const struct compare_edit *ed = &f->c->edit[edit];
    if (ed->op == OP_SAME) return OK;
    bool in = ed->op == OP_INSERTED;
    const struct compare_text *t = in ? f->newer.t : f->older.t;
    uint32_t from = in ? ed->newer_from : ed->older_from, to = in ? ed->newer_to : ed->older_to;
    enum status st = OK;
    for (uint32_t w = from; !st && w <= to; w++) {
        if (w < to && !parts_items(t, w)) continue;
        st = item_fate(f, edit, (struct words_at){t, from, w});
        from = w + 1;
        arena_reset(f->scratch);
    }
    return st;
}

/* Notes are for one sentence on each side; of a split or a join they would call every clause that went its way
** lost. Both texts are read, whatever the budget: their words are quoted. */
static enum status fill_change(struct compare_change *c, const struct compare_report *rep, const struct descent *d,
                               arena *scratch, struct engine *e)
{
    enum status st = compare_engine_read(e, c->older_text, true);
    if (st) return st;
    const struct compare_text *o = rep->text[c->older_text].read, *n = rep->text[rep->newest].read;
    struct fate_work f = {.c = c, .from = *d, .scratch = scratch, .e = e};
    f.older = (struct words_at){o, o->word_from[c->older_from], o->word_from[c->older_to]};
    f.newer = (struct words_at){n, n->word_from[c->newer_from], n->word_from[c->newer_to]};
    st = compare_redline(&c->edit, &c->n_edit, o, f.older.from, f.older.to, n, f.newer.from, f.newer.to, e->ar, e->err);
    if (!st && c->older_to == c->older_from + 1 && c->newer_to == c->newer_from + 1)
        st = compare_notes(&c->note, &c->n_note, o, c->older_from, n, c->newer_from, e->ar, e->err);
    for (uint32_t i = 0; !st && i < c->n_edit; i++) st = edit_fates(&f, i);
    return st;
}

/* Backwards, so that change_from ends as the first change of a sentence: those of one newest sentence lie side
** by side. A sentence of the newest text may have two changes (a rewording, and the older text it came back
** from); they lie side by side because the list is sorted by newer_from and groups do not overlap. */
static void attach(struct compare_report *rep)
{
    /* The count is right in any order; the first index needs this one. */
    for (uint32_t k = rep->n_change; k-- > 0;) {
        const struct compare_change *c = &rep->change[k];
        for (uint32_t i = c->newer_from; i < c->newer_to; i++) {
            rep->newer[i].change_from = k;
            rep->newer[i].n_change++;
        }
        if (c->older_text != rep->previous) continue;
        for (uint32_t i = c->older_from; i < c->older_to; i++) {
            rep->older[i].change_from = k;
            rep->older[i].n_change = 1;
        }
    }
}

/* Needs links, labels, lineages and what returned. O(sum of the redlines) and the readings that fates ask for. */
enum status compare_changes_make(struct compare_report *rep, struct engine *e, struct lineage *const *older_line,
                                 struct lineage *const *newer_line)
{
    arena *scratch = arena_new(arena_cap_bytes(e->ar));
    if (!scratch) return err_set(e->err, E_NOMEM, "no memory for redlines");
    enum status st = list_changes(rep, e->ar, scratch, e->err);
    arena_reset(scratch);
    for (uint32_t k = 0; !st && k < rep->n_change; k++) {
        struct compare_change *c = &rep->change[k];
        struct descent d = descent_of(rep, c, older_line, newer_line);
        st = fill_change(c, rep, &d, scratch, e);
    }
    if (!st) attach(rep);
    arena_free(scratch);
    return st;
}
