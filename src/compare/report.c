/* The newest text against all others: labels, each exactly one for every sentence of both sides.
**
** Order of work, since each part needs the ones before it: wordings (from the spines alone), links with the
** previous text, lineages, what returned, concepts (they say what a text could not be read on), what is first,
** redlines.
**
** Invariant when compare_series_run returns OK: each sentence of both sides has exactly one label, counted once
** in the counts; every text that a sentence, step, match or change names is in the series, and those whose
** words are quoted were read.
**
** Which label wins where several could be said: an exact return over a link (the sentence says so, and
** in_place_of names what it replaced); a link over everything else; a close return only where nothing in the
** previous text is close; first only where nothing that came before could hide it. */
#include "compare/series_parts.h"

/* close_similarity: of the sentences of the 113 FOMC statements that nothing in the previous text explains, 37
** are alike from 0.55 on to one of an older text; read by eye, all but 3 of these pairs stand for one provision
** in other words. Of the 37 pairs that a bound of 0.40 adds about half do. max_read_bytes: some 0.05 s of
** skimming. shorter_share: a choice, not measured. */
const struct compare_limits compare_default_limits = {
    .close_similarity = 0.55, .max_read_bytes = (uint64_t)1 << 20, .shorter_share = 0.6};

/* For places that are not known. */
#define NOWHERE ((struct compare_place){COMPARE_NONE, COMPARE_NONE})

/* ---- sentences ---- */

/* Labels are NEW until something better is known, so that a sentence that every later step passes over is still
** counted. In e->ar. The speaker is looked for in every sentence here, since the report shows it beside what is
** new. */
enum status compare_sentences_make(struct compare_sentence **out, struct engine *e, uint32_t text, uint32_t below)
{
    const struct compare_member *m = &e->s->text[text];
    struct compare_sentence *s = ARENA_NEW(e->ar, m->n_sentence, struct compare_sentence);
    if (!s) return arena_why(e->ar, e->err);
    arena *scratch = arena_new(arena_cap_bytes(e->ar));
    struct mention_list in = {.ar = e->ar};
    enum status st = scratch ? OK : err_set(e->err, E_NOMEM, "no memory for the sentences of a text");
    for (uint32_t i = 0; !st && i < m->n_sentence; i++) {
        s[i] = (struct compare_sentence){.label = LABEL_NEW, .at = m->read->at[i], .source = m->source[i]};
        s[i].match = s[i].match_first = NOWHERE;
        s[i].in_place_of = COMPARE_NONE;
        in.n = 0;
        st = mentions_find(&in, &e->names, m->read->clean, s[i].at, scratch, e->err);
        if (!st) s[i].speaker = compare_speaker_find(m->read->clean, s[i].at, e->s->list, in.item, in.n, scratch);
        if (!st) st = compare_wordings_runs(&s[i].wording, &e->w, wordings_id(&e->w, text, i), below, e->ar, e->err);
    }
    arena_free(scratch);
    *out = s;
    return st;
}

/* Two plain facts about the wording, kept beside the label: a sentence may be linked as a rewording and still
** be word for word what an older text said. With no previous text nothing has returned: `previous` is then
** COMPARE_NONE, which no run holds, and the wording has no runs either. */
static void mark_wordings(struct compare_report *rep)
{
    for (uint32_t i = 0; i < rep->n_newer; i++) {
        struct compare_sentence *s = &rep->newer[i];
        s->wording_is_first = s->wording.n == 0;
        s->wording_returned = s->wording.n && !compare_runs_has(&s->wording, rep->previous);
    }
}

/* ---- links ---- */

/* The links once more, in the order of the previous text: a counting sort. Two passes over the links. link_from
** and n_link of the older sentences are set on the way. */
static enum status sort_by_older(struct compare_report *rep, arena *ar, struct err *err)
{
    uint32_t n = rep->links.n_link, *from = ARENA_NEW(ar, (size_t)rep->n_older + 1, uint32_t);
    rep->by_older = ARENA_NEW(ar, n, uint32_t);
    if (!from || !rep->by_older) return arena_why(ar, err);
    for (uint32_t k = 0; k < n; k++) from[rep->links.link[k].older + 1]++;
    for (uint32_t j = 0; j < rep->n_older; j++) {
        from[j + 1] += from[j];
        rep->older[j].link_from = from[j];
        rep->older[j].n_link = from[j + 1] - from[j];
    }
    /* Links come sorted by newer, so equal older ones stay in that order. */
    for (uint32_t k = 0; k < n; k++) rep->by_older[from[rep->links.link[k].older]++] = k;
    return OK;
}

/* Labels of both sides as the pair comparison gives them; what is NEW there is looked into further below. Both
** texts were read. Sets links, labels, and where the links of each sentence begin. */
static enum status link_previous(struct compare_report *rep, struct engine *e)
{
    enum status st = compare_align(&rep->links, rep->text[rep->previous].read, rep->text[rep->newest].read,
                                   e->s->settings ? e->s->settings : &compare_default_settings, e->ar, e->err);
    if (st) return st;
    /* Backwards, so that link_from ends as the first of the sentence's links. */
    for (uint32_t k = rep->links.n_link; k-- > 0;) {
        struct compare_sentence *s = &rep->newer[rep->links.link[k].newer];
        s->link_from = k;
        s->n_link++;
    }
    for (uint32_t i = 0; i < rep->n_newer; i++) rep->newer[i].label = (enum compare_label)rep->links.newer_label[i];
    for (uint32_t j = 0; j < rep->n_older; j++) rep->older[j].label = (enum compare_label)rep->links.older_label[j];
    return sort_by_older(rep, e->ar, e->err);
}

/* The link of a newer sentence that is most alike; COMPARE_NONE without links. The first among equals, that is
** the one to the earliest older sentence. */
static uint32_t best_link(const struct compare_report *rep, const struct compare_sentence *s)
{
    uint32_t best = COMPARE_NONE;
    for (uint32_t k = s->link_from; k < s->link_from + s->n_link; k++)
        if (best == COMPARE_NONE || rep->links.link[k].similarity > rep->links.link[best].similarity) best = k;
    return best;
}

/* ---- lineages ---- */

/* Which lineages are followed: one for every sentence of the previous text, and one for each newest sentence
** that has no link there or whose very wording is older than its link. At most one a sentence of either side,
** so the array has its size from the start and pointers into it hold. */
struct lines {
    struct lineage *line;            /* [n] */
    struct lineage **older, **newer; /* [n_older], [n_newer]; newer NULL where the linked sentence's lineage serves */
    uint32_t n;
};

/* The rest of the lineage is set by compare_lineages_follow. */
static void begin_line(struct lines *l, struct lineage **slot, const struct engine *e, uint32_t text, uint32_t sentence)
{
    struct lineage *line = &l->line[l->n++];
    line->own = wordings_id(&e->w, text, sentence);
    line->own_place = (struct compare_place){text, sentence};
    *slot = line;
}

/* Lineages run through the texts before the previous one: the step into it is the link. */
static enum status follow(struct lines *l, const struct compare_report *rep, struct engine *e)
{
    l->line = ARENA_NEW(e->ar, (size_t)rep->n_older + rep->n_newer, struct lineage);
    l->older = ARENA_NEW(e->ar, rep->n_older, struct lineage *);
    l->newer = ARENA_NEW(e->ar, rep->n_newer, struct lineage *);
    if (!l->line || !l->older || !l->newer) return arena_why(e->ar, e->err);
    for (uint32_t j = 0; j < rep->n_older; j++) begin_line(l, &l->older[j], e, rep->previous, j);
    for (uint32_t i = 0; i < rep->n_newer; i++)
        if (!rep->newer[i].n_link || rep->newer[i].wording_returned) begin_line(l, &l->newer[i], e, rep->newest, i);
    return compare_lineages_follow(l->line, l->n, e, rep->previous);
}

/* first: the step to the previous text, for a linked sentence; own_text: the text itself, when it counts as
** standing. Steps come newest first, runs are made oldest first. */
static enum status take_steps(struct compare_sentence *s, const struct compare_step *first, const struct lineage *l,
                              uint32_t own_text, struct engine *e)
{
    uint32_t n = 0;
    s->step = ARENA_NEW(e->ar, (size_t)l->n_step + 1, struct compare_step);
    uint32_t *text = ARENA_NEW(e->ar, (size_t)l->n_step + 2, uint32_t);
    if (!s->step || !text) return arena_why(e->ar, e->err);
    if (first) s->step[s->n_step++] = *first;
    for (uint32_t k = 0; k < l->n_step; k++) s->step[s->n_step++] = l->step[k];
    s->stood_cut = l->cut;
    for (uint32_t k = s->n_step; k-- > 0;) text[n++] = s->step[k].place.text;
    if (own_text != COMPARE_NONE) text[n++] = own_text;
    return compare_runs_of_list(&s->stood, text, n, e->ar, e->err);
}

/* A sentence with several links takes the line of the one it is most like; a sentence whose very wording came
** back follows its own line as well as its link. */
static enum status take_lines(struct compare_report *rep, const struct lines *l, struct engine *e)
{
    enum status st = OK;
    for (uint32_t j = 0; !st && j < rep->n_older; j++) st = take_steps(&rep->older[j], NULL, l->older[j], rep->previous, e);
    for (uint32_t i = 0; !st && i < rep->n_newer; i++) {
        struct compare_sentence *s = &rep->newer[i];
        uint32_t k = best_link(rep, s);
        if (k == COMPARE_NONE) {
            st = take_steps(s, NULL, l->newer[i], COMPARE_NONE, e);
            continue;
        }
        const struct compare_link *link = &rep->links.link[k];
        struct compare_step first = {{rep->previous, link->older}, link->same_wording, link->similarity};
        st = take_steps(s, &first, l->newer[i] ? l->newer[i] : l->older[link->older], COMPARE_NONE, e);
    }
    return st;
}

/* ---- returned, first, new ---- */

/* Word for word in an older text. Fingerprints said so; the two texts that the finding names are read and must
** agree. The latest and the first place both count as findings, so both are confirmed byte by byte. */
static enum status return_exactly(struct compare_report *rep, uint32_t i, struct engine *e)
{
    struct compare_sentence *s = &rep->newer[i];
    uint32_t id = wordings_id(&e->w, rep->newest, i), k = best_link(rep, s);
    s->match = compare_wordings_place(&e->w, id, rep->newest, false);
    s->match_first = compare_wordings_place(&e->w, id, rep->newest, true);
    s->match_similarity = 1;
    s->exact = true;
    s->label = LABEL_RETURNED;
    if (k != COMPARE_NONE) s->in_place_of = rep->links.link[k].older;
    enum status st = compare_engine_confirm(e, (struct compare_place){rep->newest, i}, s->match);
    return st ? st : compare_engine_confirm(e, s->match, s->match_first);
}

/* Whether a sentence of the previous text is close after all: then nothing came back, whatever the links say.
** The alignment may have left a pair unlinked that the likeness of lineages calls close; to say "returned" then
** would contradict the text beside it. */
static enum status close_in_previous(bool *out, const struct compare_report *rep, const struct features *own, struct engine *e)
{
    *out = false;
    for (uint32_t j = 0; !*out && j < rep->n_older; j++) {
        struct features *f;
        enum status st = compare_engine_features(&f, e, rep->previous, j);
        if (st) return st;
        *out = compare_features_likeness(own, f, e->limits->close_similarity) >= e->limits->close_similarity;
    }
    return OK;
}

/* Of the steps of an unlinked sentence, the one most like it; the latest among equals. Features of a step that
** may not be read any more are passed over; the lineage was marked cut then. */
static enum status return_reworded(struct compare_report *rep, uint32_t i, struct engine *e)
{
    struct compare_sentence *s = &rep->newer[i];
    struct features *own, *f;
    bool close;
    enum status st = compare_engine_features(&own, e, rep->newest, i);
    if (!st) st = close_in_previous(&close, rep, own, e);
    if (st || close) return st;
    for (uint32_t k = 0; k < s->n_step; k++) {
        st = compare_engine_features(&f, e, s->step[k].place.text, s->step[k].place.sentence);
        if (st == DONE) continue;
        if (st) return st;
        double like = compare_features_likeness(own, f, e->limits->close_similarity);
        if (like < e->limits->close_similarity || like <= s->match_similarity) continue;
        s->match = s->step[k].place;
        s->match_similarity = like;
    }
    if (s->match.text == COMPARE_NONE) return OK;
    s->match_first = s->step[s->n_step - 1].place;
    s->label = LABEL_RETURNED;
    return OK;
}

/* An exact return outranks a link (the sentence says what it stands in place of); a close one needs that there
** is none. Needs wordings, links and steps. */
static enum status label_returned(struct compare_report *rep, struct engine *e)
{
    enum status st = OK;
    for (uint32_t i = 0; !st && i < rep->n_newer; i++) {
        struct compare_sentence *s = &rep->newer[i];
        if (s->wording_returned)
            st = return_exactly(rep, i, e);
        else if (s->label == LABEL_NEW && s->n_step)
            st = return_reworded(rep, i, e);
    }
    return st;
}

/* Said twice where the previous text said it once: no link is left for it, and yet it is nothing new. The match
** names the place in the previous text. Labelled KEPT without a link, the only such case. */
static void label_repeated(struct compare_report *rep, const struct engine *e)
{
    for (uint32_t i = 0; i < rep->n_newer; i++) {
        struct compare_sentence *s = &rep->newer[i];
        if (s->n_link || !compare_runs_has(&s->wording, rep->previous)) continue;
        s->label = LABEL_KEPT;
        s->exact = true;
        s->match_similarity = 1;
        s->match = compare_wordings_place(&e->w, wordings_id(&e->w, rep->newest, i), rep->newest, false);
    }
}

/* Earlier texts that may have said it, unseen. Those of the lineage did say it, so they are not asked. Only
** texts before `text` are asked. */
static enum status find_unread(struct compare_sentence *s, const struct compare_report *rep, uint32_t text, struct engine *e)
{
    struct unread_query q = {rep->text, text, &s->stood, rep->text[text].read->clean, s->at, s->at, &e->names};
    return compare_unread_find(&s->unread, &s->unread_subject, &q, e->ar, e->err);
}

/* Whether the newest text could be read on what a dropped sentence says: if not, its absence is nobody's finding. */
static enum status find_unread_in_newest(struct compare_sentence *s, const struct compare_report *rep, struct engine *e)
{
    struct compare_runs runs;
    struct unread_query q = {&rep->text[rep->newest], 1, NULL, rep->text[rep->previous].read->clean, s->at, s->at, &e->names};
    return compare_unread_find(&runs, &s->newest_unread_subject, &q, e->ar, e->err);
}

/* NEW becomes FIRST where every predecessor is there, could be read on what the sentence says, and holds
** nothing that may be a close match and was not looked at. A returned sentence is asked as well, for its own
** sake: an unread text may have had it before its first known place. Dropped ones are asked so that a reader
** knows how far back nobody can say. */
static enum status label_first(struct compare_report *rep, struct engine *e)
{
    enum status st = OK;
    for (uint32_t i = 0; !st && i < rep->n_newer; i++) {
        struct compare_sentence *s = &rep->newer[i];
        /* What is linked stands in the previous text: no older one can matter to its label. */
        if (s->label != LABEL_NEW && s->label != LABEL_RETURNED) continue;
        st = find_unread(s, rep, rep->newest, e);
        if (!st && s->label == LABEL_NEW && rep->whole_series && !s->unread.n && !s->stood_cut) s->label = LABEL_FIRST;
    }
    for (uint32_t j = 0; !st && j < rep->n_older; j++) {
        if (rep->older[j].label != LABEL_DROPPED) continue;
        st = find_unread(&rep->older[j], rep, rep->previous, e);
        if (!st) st = find_unread_in_newest(&rep->older[j], rep, e);
    }
    return st;
}

/* ---- the whole ---- */

/* The official count when the manifest gives it: a digest's own list is not the text's. Else list items, one a
** paragraph. A list item of several sentences opens one paragraph and counts once. */
static int32_t count_items(const struct compare_member *m, enum compare_items_basis *basis)
{
    int32_t n = 0;
    *basis = ITEMS_MANIFEST;
    if (m->doc.manifest.items >= 0) return m->doc.manifest.items;
    for (uint32_t i = 0; m->read && i < m->read->n_sentence; i++) {
        /* An item may hold several sentences. */
        bool opens = !i || m->read->paragraph[i] != m->read->paragraph[i - 1];
        n += opens && m->read->kind[i] == TEXT_ITEM;
    }
    *basis = n ? ITEMS_COUNTED : ITEMS_UNKNOWN;
    return n ? n : -1;
}

/* An alias of several words counts as one here; for a share of two texts of one series that does not matter. Of
** the main text. */
static uint32_t count_words(const struct compare_text *t)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->n_word; i++) n += word_class_at(t, i) != CLASS_PUNCT;
    return n;
}

/* share in [0,1]. Both members were read. Shorter by either measure is shorter: fewer items in long sentences
** drop subjects all the same. */
void compare_length_make(struct compare_length *out, const struct compare_member *older, const struct compare_member *newer,
                         double share)
{
    *out = (struct compare_length){.older_words = count_words(older->read), .newer_words = count_words(newer->read)};
    out->older_items = count_items(older, &out->older_items_basis);
    out->newer_items = count_items(newer, &out->newer_items_basis);
    /* Items counted in a digest say nothing about items that a manifest gives: only like is held against like. */
    bool known = out->older_items >= 0 && out->newer_items >= 0 && out->older_items_basis == out->newer_items_basis;
    out->shorter = out->newer_words < share * out->older_words || (known && out->newer_items < share * out->older_items);
}

/* Each step needs what the ones before it found; see the head of the file. */
static enum status compare_with_previous(struct compare_report *rep, struct engine *e)
{
    struct lines l = {0};
    enum status st = link_previous(rep, e);
    if (!st) st = follow(&l, rep, e);
    if (!st) st = take_lines(rep, &l, e);
    if (!st) label_repeated(rep, e);
    if (!st) st = label_returned(rep, e);
    if (!st) st = compare_concepts_make(rep, e);
    if (!st) st = label_first(rep, e);
    if (!st) st = compare_changes_make(rep, e, l.older, l.newer);
    return st;
}

/* What the loader left out (undated, copies, replies) is not its business. first and last pass undated texts
** over. */
void compare_coverage_fill(struct compare_coverage *c, const struct compare_member *text, uint32_t n_text)
{
    c->n_text = n_text;
    c->n_read = c->n_part_read = c->n_digest = 0;
    c->first = c->last = DATE_NONE;
    c->n_dateless = 0;
    for (uint32_t t = 0; t < n_text; t++) {
        day date = text[t].doc.manifest.date;
        if (c->first == DATE_NONE) c->first = date;
        if (date != DATE_NONE) c->last = date;
        c->n_dateless += date == DATE_NONE;
        c->n_read += text[t].read != NULL;
        c->n_part_read += text[t].n_not_read > 0;
        c->n_digest += str_eq(text[t].doc.manifest.kind, STR("digest"));
    }
}

/* Last, when no label changes any more. */
static void count_labels(struct compare_report *rep, const struct engine *e)
{
    compare_coverage_fill(&rep->coverage, rep->text, rep->n_text);
    rep->coverage.cut = e->cut;
    for (uint32_t i = 0; i < rep->n_newer; i++) rep->newer_count[rep->newer[i].label]++;
    for (uint32_t j = 0; j < rep->n_older; j++) rep->older_count[rep->older[j].label]++;
}

/* A text without predecessor is compared with nothing: every wording is its first, every list empty. */
static enum status run(struct compare_report *rep, struct engine *e)
{
    enum status st = compare_engine_read(e, rep->newest, true);
    if (!st) st = compare_sentences_make(&rep->newer, e, rep->newest, rep->newest);
    if (st) return st;
    rep->n_newer = rep->text[rep->newest].n_sentence;
    if (rep->previous == COMPARE_NONE) {
        mark_wordings(rep);
        st = compare_concepts_make(rep, e);
        if (!st) st = label_first(rep, e);
    } else {
        st = compare_engine_read(e, rep->previous, true);
        if (!st) st = compare_sentences_make(&rep->older, e, rep->previous, rep->newest);
        if (st) return st;
        rep->n_older = rep->text[rep->previous].n_sentence;
        mark_wordings(rep);
        compare_length_make(&rep->length, &rep->text[rep->previous], &rep->text[rep->newest], e->limits->shorter_share);
        st = compare_with_previous(rep, e);
    }
    if (!st) count_labels(rep, e);
    return st;
}

/* Close the engine whatever this returns. */
static enum status open_engine(struct engine *e, struct compare_series *s, arena *ar, struct err *err)
{
    enum status st = compare_engine_open(e, s, s->limits ? s->limits : &compare_default_limits, ar, err);
    if (!st) st = compare_wordings_make(&e->w, s->text, s->n_text, ar, err);
    if (st) return st;
    e->feat = ARENA_NEW(ar, e->w.n, struct features *);
    return e->feat ? OK : arena_why(ar, err);
}

/* The members' read, page and skim are filled as a side effect; a second run over the same series finds them
** there. *out only on success. */
enum status compare_series_run(struct compare_report *out, struct compare_series *s, arena *ar, struct err *err)
{
    struct engine e;
    struct compare_report rep = {.text = s->text,
                                 .n_text = s->n_text,
                                 .newest = s->n_text - 1,
                                 .previous = s->n_text > 1 ? s->n_text - 2 : COMPARE_NONE,
                                 .whole_series = s->whole,
                                 .list = s->list,
                                 .vocab = s->vocab};
    if (!s->n_text) return err_set(err, E_NOTFOUND, "no text to compare");
    enum status st = open_engine(&e, s, ar, err);
    if (!st) st = run(&rep, &e);
    compare_engine_close(&e);
    if (!st) *out = rep;
    return st;
}
