/* Building the view of what changed: findings in the order in which a reader in a hurry wants
** them.
**
** What must hold, and what test/unit/change_faces_test.c checks over random series: every
** sentence of the newest text and every dropped one of the previous text stands in exactly one
** finding; a group is a contiguous range of findings; the pieces of a redline, older sides or
** newer sides put together, are the two sentences again. */
#include "present/change.h"

/* Keys are part of the JSON schema and of the page's CSS: they are never renamed. First and new
** share a sign, since both are additions; which one is meant depends on whether all predecessors
** were at hand. The meanings are what a reader may conclude, worded so that none says more than
** was compared. */
const struct change_group_face change_group_faces[GROUP_COUNT] = {
    [GROUP_DROPPED] = {"dropped", "-", "Dropped", "in the text before, not in this one"},
    [GROUP_RETURNED] = {"returned", "^", "Returned", "not in the text before, but in an older one"},
    [GROUP_FIRST] = {"first", "+", "First said here", "in no earlier text of the series"},
    [GROUP_NEW] = {"new", "+", "New", "in no earlier text that was held against it and could be read"},
    [GROUP_REWORDED] = {"reworded", "~", "Reworded", "said in other words"},
    [GROUP_MOVED] = {"moved", ">", "Moved", "word for word, in another place"},
    [GROUP_KEPT] = {"kept", "=", "Kept", "word for word"},
};

/* Split, joined and moved-and-reworded sentences are shown among the reworded: their redline
** tells which they are, and seven groups are as many as a reader keeps apart. */
enum change_group change_group_of(enum compare_label label)
{
    switch (label) {
    case LABEL_DROPPED: return GROUP_DROPPED;
    case LABEL_RETURNED: return GROUP_RETURNED;
    case LABEL_FIRST: return GROUP_FIRST;
    case LABEL_NEW: return GROUP_NEW;
    case LABEL_MOVED: return GROUP_MOVED;
    case LABEL_KEPT: return GROUP_KEPT;
    case LABEL_REWORDED:
    case LABEL_MOVED_REWORDED:
    case LABEL_SPLIT:
    case LABEL_JOINED:
    case LABEL_COUNT: break;
    }
    return GROUP_REWORDED;
}

/* What every step of the building needs; err is told by whoever fails first. */
struct build {
    struct change_view *v;
    const struct compare_report *rep;
    arena *ar;
    struct err *err;
};

/* The arena's refusal, with its line. */
static enum status no_room(struct build *b) { return arena_why(b->ar, b->err); }

/* ---- quotes ---- */

/* The words of a sentence are there only when the comparison read that member; its place always
** is. */
static struct change_quote quote_of(const struct compare_report *rep, uint32_t text, uint32_t sentence)
{
    const struct compare_member *m = &rep->text[text];
    return (struct change_quote){text, sentence, m->doc.name, m->source[sentence], compare_member_sentence(m, sentence)};
}

/* Quotes [*n] of sentences [from, to) of a text, in the arena. */
static enum status quotes_of(struct build *b, struct change_quote **out, uint32_t *n, uint32_t text, uint32_t from, uint32_t to)
{
    *n = to - from;
    *out = ARENA_NEW(b->ar, *n, struct change_quote);
    if (!*out) return no_room(b);
    for (uint32_t i = from; i < to; i++) (*out)[i - from] = quote_of(b->rep, text, i);
    return OK;
}

/* ---- redlines ---- */

/* Words [from, to) as they stand, with what stands between them. to > from. The text is borrowed
** from the comparison: a redline copies no words, so the pieces of a side can be told to be the
** source's own. */
static str words_between(const struct compare_text *t, uint32_t from, uint32_t to)
{
    return str_span(t->clean, (span){t->word_at[from].begin, t->word_at[to - 1].end});
}

/* The first word of a text counts as having space before it: a redline may put deleted words in
** front of it. */
static bool space_before(const struct compare_text *t, uint32_t word)
{
    uint32_t at = t->word_at[word].begin;
    return at == 0 || ascii_space((unsigned char)t->clean.p[at - 1]);
}

/* The same thing under another name, and not only with other capitals: those the remarks tell as
** such. Names count as the same concept only where both sides' tokens carry one. */
static bool renamed(const struct compare_text *a, uint32_t i, const struct compare_text *b, uint32_t k)
{
    if (b->concept[k] == COMPARE_NONE || a->surface[i] == b->surface[k]) return false;
    return !str_eq_nocase_ascii(words_between(a, i, i + 1), words_between(b, k, k + 1));
}

/* A stretch that both have, cut where a thing changed its name, so that the change of name is
** seen in a stretch that the comparison rightly calls equal. Both sides have as many words,
** because an alias of several words counts as one. Appends to piece[*n]; gives at most 2n + 1
** pieces for n words. */
static void add_same(struct change_piece *piece, uint32_t *n, const struct compare_text *a, const struct compare_text *b,
                     const struct compare_edit *e)
{
    /* One step past the end closes the last stretch as a name in the middle does. */
    uint32_t from = 0, n_word = e->newer_to - e->newer_from;
    for (uint32_t i = 0; i <= n_word; i++) {
        bool at_name = i < n_word && renamed(a, e->older_from + i, b, e->newer_from + i);
        if (i < n_word && !at_name) continue;
        if (i > from)
            piece[(*n)++] = (struct change_piece){CHANGE_SAME, space_before(b, e->newer_from + from),
                                                  words_between(a, e->older_from + from, e->older_from + i),
                                                  words_between(b, e->newer_from + from, e->newer_from + i)};
        if (at_name)
            piece[(*n)++] = (struct change_piece){CHANGE_RENAMED, space_before(b, e->newer_from + i),
                                                  words_between(a, e->older_from + i, e->older_from + i + 1),
                                                  words_between(b, e->newer_from + i, e->newer_from + i + 1)};
        from = i + 1;
    }
}

/* A redline as pieces, sized beforehand: an edit of n equal words gives at most 2n + 1 pieces,
** when every other word changed its name; any other edit gives one. The first piece has no space
** before it, whatever stood before the sentence in its text. */
static enum status pieces_of(struct build *b, struct change_part *part, const struct compare_change *c)
{
    const struct compare_text *older = b->rep->text[c->older_text].read, *newer = b->rep->text[b->rep->newest].read;
    /* Counted first, since the arena gives a piece of fixed size; size_t because 2n + 1 of a
    ** 32-bit count may not fit in 32 bits. */
    size_t most = 0;
    for (uint32_t i = 0; i < c->n_edit; i++)
        most += c->edit[i].op == OP_SAME ? 2 * (size_t)(c->edit[i].newer_to - c->edit[i].newer_from) + 1 : 1;
    part->piece = ARENA_NEW(b->ar, most, struct change_piece);
    if (!part->piece) return no_room(b);
    for (uint32_t i = 0; i < c->n_edit; i++) {
        const struct compare_edit *e = &c->edit[i];
        struct change_piece *p = &part->piece[part->n_piece];
        switch (e->op) {
        case OP_SAME:
            if (e->newer_to > e->newer_from) add_same(part->piece, &part->n_piece, older, newer, e);
            break;
        case OP_DELETED:
            *p = (struct change_piece){CHANGE_DELETED,
                                       space_before(older, e->older_from),
                                       words_between(older, e->older_from, e->older_to),
                                       {NULL, 0}};
            part->n_piece++;
            break;
        case OP_INSERTED:
            *p = (struct change_piece){CHANGE_INSERTED,
                                       space_before(newer, e->newer_from),
                                       {NULL, 0},
                                       words_between(newer, e->newer_from, e->newer_to)};
            part->n_piece++;
            break;
        }
    }
    if (part->n_piece) part->piece[0].space = false;
    return OK;
}

/* ---- findings ---- */

/* Older and newer sentences of one change, and the redline between them. The older text is the
** previous one, or the older one that a returned sentence is held against. */
static enum status part_of_change(struct build *b, struct change_part *part, const struct compare_change *c)
{
    enum status st = quotes_of(b, &part->older, &part->n_older, c->older_text, c->older_from, c->older_to);
    if (!st) st = quotes_of(b, &part->newer, &part->n_newer, b->rep->newest, c->newer_from, c->newer_to);
    part->similarity = c->similarity;
    return st ? st : pieces_of(b, part, c);
}

/* A sentence without a change: with the older one that it equals, or alone. A returned one stands
** with the latest older text that had it word for word; a kept or moved one with the sentence
** that it is linked to; a new one alone. */
static enum status part_of_sentence(struct build *b, struct change_part *part, const struct compare_sentence *s, uint32_t at)
{
    enum status st = quotes_of(b, &part->newer, &part->n_newer, b->rep->newest, at, at + 1);
    part->similarity = 1;
    if (st) return st;
    if (s->label == LABEL_RETURNED && s->match.text != COMPARE_NONE)
        return quotes_of(b, &part->older, &part->n_older, s->match.text, s->match.sentence, s->match.sentence + 1);
    if (s->n_link && s->label != LABEL_RETURNED) {
        uint32_t older = b->rep->links.link[s->link_from].older;
        return quotes_of(b, &part->older, &part->n_older, b->rep->previous, older, older + 1);
    }
    return OK;
}

/* All that is told of a sentence of the newest text: its parts (several when its words came from,
** or went to, several places), and the remarks on each. Remarks on changes come before those on
** the sentence: the reader has the redline before the eyes when they begin. */
static enum status finding_of_newer(struct build *b, struct change_finding *f, uint32_t at)
{
    const struct compare_report *rep = b->rep;
    const struct compare_sentence *s = &rep->newer[at];
    struct change_remarks remarks = {.ar = b->ar};
    enum status st = OK;
    *f = (struct change_finding){
        .label = s->label, .n_part = s->n_change ? s->n_change : 1, .stood = s->stood, .stood_cut = s->stood_cut};
    f->part = ARENA_NEW(b->ar, f->n_part, struct change_part);
    if (!f->part) return no_room(b);
    if (!s->n_change) st = part_of_sentence(b, &f->part[0], s, at);
    for (uint32_t i = 0; i < s->n_change && !st; i++) {
        const struct compare_change *c = &rep->change[s->change_from + i];
        st = part_of_change(b, &f->part[i], c);
        change_remark_on_change(&remarks, rep, c);
    }
    if (st) return st;
    change_remark_on_sentence(&remarks, rep, s);
    if (remarks.failed) return no_room(b);
    f->remark = remarks.item;
    f->n_remark = remarks.n;
    return OK;
}

/* A dropped sentence stands alone; how long it had stood is its remark. What was said in its
** place is no finding: the comparison found none that is close enough to be called the same
** provision. */
static enum status finding_of_dropped(struct build *b, struct change_finding *f, uint32_t at)
{
    const struct compare_sentence *s = &b->rep->older[at];
    *f = (struct change_finding){.label = LABEL_DROPPED, .n_part = 1, .stood = s->stood, .stood_cut = s->stood_cut};
    f->part = ARENA_NEW(b->ar, 1, struct change_part);
    if (!f->part) return no_room(b);
    struct change_remarks remarks = {.ar = b->ar};
    change_remark_on_dropped(&remarks, b->rep, s);
    if (remarks.failed) return no_room(b);
    f->remark = remarks.item;
    f->n_remark = remarks.n;
    return quotes_of(b, &f->part[0].older, &f->part[0].n_older, b->rep->previous, at, at + 1);
}

/* The sentence whose finding tells of this one too: the first of those that share its first
** change, as the halves of a split do. Only one with the same label counts, since a finding has
** one label, and each sentence is accounted for under its own. */
static uint32_t teller(const struct compare_report *rep, uint32_t at)
{
    const struct compare_sentence *s = &rep->newer[at];
    if (!s->n_change) return at;
    uint32_t first = rep->change[s->change_from].newer_from;
    const struct compare_sentence *t = &rep->newer[first];
    return first < at && t->label == s->label && t->change_from == s->change_from ? first : at;
}

/* Findings of one group, in the order of the newer text; dropped ones in the order of the older.
** Counts sentences, not findings: "2 split into 3" is three sentences of the newer text. One pass
** over both texts for each of the seven groups is cheaper than a sort and keeps the order of the
** text without one. */
static enum status findings_of_group(struct build *b, enum change_group g)
{
    const struct compare_report *rep = b->rep;
    struct change_view *v = b->v;
    enum status st = OK;
    v->group_from[g] = v->n_finding;
    for (uint32_t i = 0; i < rep->n_newer && !st; i++) {
        if (change_group_of(rep->newer[i].label) != g) continue;
        v->group_sentences[g]++;
        uint32_t first = teller(rep, i);
        v->of_newer[i] = first == i ? v->n_finding : v->of_newer[first];
        if (first == i) st = finding_of_newer(b, &v->finding[v->n_finding++], i);
    }
    for (uint32_t i = 0; i < rep->n_older && !st; i++) {
        if (g != GROUP_DROPPED || rep->older[i].label != LABEL_DROPPED) continue;
        v->group_sentences[g]++;
        v->of_older[i] = v->n_finding;
        v->n_gone_unread += rep->older[i].newest_unread_subject.n > 0;
        st = finding_of_dropped(b, &v->finding[v->n_finding++], i);
    }
    v->group_from[g + 1] = v->n_finding;
    return st;
}

/* Groups one after the other, so that a group is a range of findings. Older sentences that live
** on are told of by the finding of the first newer sentence that they are linked to. Afterwards
** of_newer has a finding for every sentence; of_older may have none (COMPARE_NONE) only where an
** older sentence has neither link nor label dropped. */
static enum status make_findings(struct build *b)
{
    const struct compare_report *rep = b->rep;
    struct change_view *v = b->v;
    v->finding = ARENA_NEW(b->ar, (size_t)rep->n_newer + rep->n_older, struct change_finding);
    v->of_newer = ARENA_NEW(b->ar, rep->n_newer, uint32_t);
    v->of_older = ARENA_NEW(b->ar, rep->n_older, uint32_t);
    if (!v->finding || !v->of_newer || !v->of_older) return no_room(b);
    for (uint32_t i = 0; i < rep->n_older; i++) v->of_older[i] = COMPARE_NONE;
    enum status st = OK;
    for (int g = 0; g < GROUP_COUNT && !st; g++) st = findings_of_group(b, (enum change_group)g);
    for (uint32_t i = 0; i < rep->links.n_link && !st; i++) {
        const struct compare_link *l = &rep->links.link[i];
        if (v->of_older[l->older] == COMPARE_NONE) v->of_older[l->older] = v->of_newer[l->newer];
    }
    v->differs = v->group_from[GROUP_KEPT] > 0;
    return st;
}

/* ---- concepts ---- */

/* The sign under which a concept is shown: the fate of its mentions, in the terms used for
** sentences. A concept whose names changed counts as reworded. */
static enum change_group concept_group(const struct compare_report *rep, const struct compare_concept_row *row)
{
    switch (row->fate) {
    case CONCEPT_DROPPED: return GROUP_DROPPED;
    case CONCEPT_RETURNED: return GROUP_RETURNED;
    case CONCEPT_FIRST: return rep->whole_series ? GROUP_FIRST : GROUP_NEW;
    case CONCEPT_STAYS: return row->n_form_gained || row->n_form_lost ? GROUP_REWORDED : GROUP_KEPT;
    case CONCEPT_UNKNOWN:
    case CONCEPT_ABSENT:
    case CONCEPT_NEVER: break;
    }
    return GROUP_KEPT;
}

/* News for the reader: its fate changed, or its names, or nothing can be said of it though an
** older text had it. A concept that nobody ever said is no news here; `entente silences` lists
** those. */
static bool concept_is_news(const struct compare_concept_row *row)
{
    switch (row->fate) {
    case CONCEPT_DROPPED:
    case CONCEPT_RETURNED:
    case CONCEPT_FIRST: return true;
    case CONCEPT_STAYS: return row->n_form_gained || row->n_form_lost;
    case CONCEPT_UNKNOWN: return row->said.n > 0;
    case CONCEPT_ABSENT:
    case CONCEPT_NEVER: break;
    }
    return false;
}

/* Those whose fate is news, by group, in the order of the concept list within a group: the list's
** author put first what matters most. Names of those said as before are gathered in one line.
** Persons and offices are marked, since they change with every meeting and would hide the rest. */
static enum status make_concepts(struct build *b)
{
    const struct compare_concepts *all = &b->rep->concepts;
    struct change_view *v = b->v;
    v->concept = ARENA_NEW(b->ar, all->n_row, struct change_concept);
    if (!v->concept) return no_room(b);
    for (int g = 0; g < GROUP_COUNT; g++) {
        for (uint32_t i = 0; i < all->n_row; i++) {
            const struct compare_concept_row *row = &all->row[i];
            if (!concept_is_news(row) || (int)concept_group(b->rep, row) != g) continue;
            const struct concept *c = &b->rep->list->concept[row->concept];
            struct change_concept *shown = &v->concept[v->n_concept++];
            bool person = str_eq(c->kind, STR("person")) || str_eq(c->kind, STR("office"));
            *shown = (struct change_concept){.row = row, .name = c->name, .group = (enum change_group)g};
            /* Kept is no news: only the unknown is here. */
            shown->sign = g == GROUP_KEPT ? "?" : change_group_faces[g].sign;
            shown->kind = row->fate == CONCEPT_STAYS ? CONCEPT_SHOWN_WORDS : CONCEPT_SHOWN_ROW;
            if (person) shown->kind = CONCEPT_SHOWN_PERSON;
            shown->line = change_say_concept(b->rep, row, b->ar);
        }
    }
    buf same = {0};
    for (uint32_t i = 0; i < all->n_row; i++) {
        if (all->row[i].fate != CONCEPT_STAYS || concept_is_news(&all->row[i])) continue;
        if (same.n) buf_addz(&same, ", ");
        buf_add(&same, b->rep->list->concept[all->row[i].concept].name);
    }
    v->same_concepts = str_copy(b->ar, buf_str(&same));
    buf_free(&same);
    return OK;
}

/* Findings first, then concepts, then the two lines. Strings of the report are borrowed, so the
** view dies with the report's arena or with its own, whichever goes first. */
enum status change_view_make(struct change_view *out, const struct compare_report *report, arena *ar, struct err *err)
{
    struct build b = {out, report, ar, err};
    *out = (struct change_view){.report = report};
    enum status st = make_findings(&b);
    if (!st) st = make_concepts(&b);
    if (st) return st;
    out->gone_unread = change_say_gone_unread(out, ar);
    out->length = change_say_length(&report->length, ar);
    out->coverage = change_say_coverage(&report->coverage, report->series, report->text, report->n_text, ar);
    return OK;
}

/* The view is made once and the face chosen last: a face cannot show what the view does not hold.
** `all` matters to the terminal alone; JSON and the page always hold every sentence. */
enum status present_compare(buf *out, const struct compare_report *report, bool all, const struct present_style *style,
                            bool *differs, arena *ar, struct err *err)
{
    struct change_view v;
    enum status st = change_view_make(&v, report, ar, err);
    if (st) return st;
    *differs = v.differs;
    switch (style->face) {
    case FACE_TERMINAL: change_terminal(out, &v, all, style); break;
    case FACE_JSON: change_json(out, &v); break;
    case FACE_HTML: change_html(out, &v); break;
    }
    return OK;
}
