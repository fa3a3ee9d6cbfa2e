/* Remarks: what a reader would say of a change, in a line each, and nothing about why.
**
** Three levels keep a page readable: a strong remark is marked and comes first to the eye
** (something came back, a list lost an item, the speaker changed); a plain one is shown; a minor
** one repeats what the redline shows and is left out unless all is asked for. A merged one is
** said already by another's line and stands alone only in JSON. The order is that of the words in
** the sentence, so that line and redline can be read side by side. */
#include "present/change.h"
#include "present/doc.h"

/* Words of a member that was read; nothing for an empty span, or for a member that was not read,
** whose words nobody has in memory. A remark then stands without them rather than with guessed
** ones. */
static str clean_of(const struct compare_member *m, span at)
{
    return m->read && at.end > at.begin ? str_span(m->read->clean, at) : (str){NULL, 0};
}

/* An empty remark at the end of the list, or NULL when memory ran out: list->failed is then set,
** and the caller returns. The pointer holds only until the next call, which may move the list. */
static struct change_remark *new_remark(struct change_remarks *list, const char *code)
{
    if (list->n == list->cap) {
        /* Most sentences have no remark at all, and few have more than four. */
        uint32_t cap = list->cap ? list->cap * 2 : 4;
        struct change_remark *item = arena_grow(list->ar, list->item, list->cap, cap, sizeof *item);
        if (!item) {
            list->failed = E_NOMEM;
            return NULL;
        }
        list->item = item;
        list->cap = cap;
    }
    struct change_remark *r = &list->item[list->n++];
    *r = (struct change_remark){.code = code, .last_text = COMPARE_NONE};
    return r;
}

/* The codes are part of the JSON schema: they are never renamed. */
static const char *note_code(enum compare_note_kind kind)
{
    switch (kind) {
    case NOTE_LIST_LOST: return "list-lost";
    case NOTE_LIST_GAINED: return "list-gained";
    case NOTE_LIST_REORDERED: return "list-reordered";
    case NOTE_SPEAKER: return "speaker";
    case NOTE_NAME: return "name";
    case NOTE_ONLY_CASE: return "case";
    case NOTE_ONLY_PUNCTUATION: return "punctuation";
    }
    return "other";
}

/* The list's lead-in, cut from the front when it is long: its last words say what it lists. The
** cut is at a space, so no character is halved. */
static void add_frame(buf *b, str frame)
{
    enum { FRAME_BYTES = 60 };
    if (frame.n > FRAME_BYTES) {
        size_t from = frame.n - FRAME_BYTES;
        while (from < frame.n && frame.p[from] != ' ') from++;
        buf_addz(b, "\"...");
        buf_add(b, str_trim((str){frame.p + from, frame.n - from}));
        buf_addc(b, '"');
    } else
        change_add_quoted(b, frame);
}

/* Notes that tell of single items of a list, and are told together. A list that was only
** reordered is one note for itself. */
static bool is_item(enum compare_note_kind k) { return k == NOTE_LIST_LOST || k == NOTE_LIST_GAINED; }

/* A fate of this kind for the words of an item, or for some of them; NULL when the lineage of
** these words was not told. Linear: a change has a handful of fates. */
static const struct compare_fate *fate_of(const struct compare_change *c, enum compare_fate_kind kind, span at)
{
    for (uint32_t i = 0; i < c->n_fate; i++) {
        if (c->fate[i].kind == kind && c->fate[i].at.begin >= at.begin && c->fate[i].at.end <= at.end) return &c->fate[i];
    }
    return NULL;
}

/* ", loses "a" (had stood in 3 texts), "b"; gains "c"": all items of the list that the note
** begins, losses before gains, since a loss is what a reader of a communique looks for. How long
** an item had stood is told only from two texts on: one text is the one just shown. */
static void add_items(buf *b, const struct compare_report *rep, const struct compare_change *c, const struct compare_note *n,
                      uint32_t n_item)
{
    /* Whether anything was lost decides how the gains are set off: by a semicolon from losses, by
    ** a comma from the frame. */
    bool lost = false;
    for (int gained = 0; gained < 2; gained++) {
        const char *before = gained ? "gains " : "loses ";
        bool some = false;
        for (uint32_t i = 0; i < n_item; i++) {
            if ((n[i].kind == NOTE_LIST_GAINED) != (gained == 1)) continue;
            /* An item that was lost has words on the older side only, one that was gained on the
            ** newer. */
            span at = gained ? n[i].newer : n[i].older;
            const struct compare_fate *f = fate_of(c, gained ? FATE_RETURNED : FATE_GONE, at);
            buf_addz(b, !some && gained && lost ? "; " : ", ");
            if (!some) buf_addz(b, before);
            some = true;
            lost = lost || !gained;
            change_add_quoted(b, clean_of(&rep->text[gained ? rep->newest : c->older_text], at));
            if (f && f->stood.n_text > 1)
                buf_addf(b, gained ? " (back, as in %u texts)" : " (had stood in %u texts)", f->stood.n_text);
        }
    }
}

/* The frame is quoted from the newer text, or from the older one where the newer has none of it
** left. */
static str say_items(const struct compare_report *rep, const struct compare_change *c, const struct compare_note *n,
                     uint32_t n_item, arena *ar)
{
    buf b = {0};
    /* The list's lead-in as it reads now; as it read before where nothing of it is left. */
    str frame = clean_of(&rep->text[rep->newest], n->frame_newer);
    if (!frame.n) frame = clean_of(&rep->text[c->older_text], n->frame_older);
    buf_addz(&b, "the list ");
    if (frame.n) {
        buf_addz(&b, "after ");
        add_frame(&b, frame);
        buf_addc(&b, ' ');
    }
    buf_addz(&b, "keeps its frame");
    add_items(&b, rep, c, n, n_item);
    return doc_str(&b, ar);
}

/* The line of a note that stands for itself; items of lists are told together by say_items, and a
** list's two kinds give an empty line here. */
static str say_note(const struct compare_note *n, str older, str newer, const struct compare_report *rep, arena *ar)
{
    buf b = {0};
    switch (n->kind) {
    case NOTE_LIST_LOST:
    case NOTE_LIST_GAINED: break; /* say_items */
    case NOTE_LIST_REORDERED: buf_addz(&b, "the list has the same items in another order"); break;
    case NOTE_SPEAKER:
        buf_addz(&b, "who says it changed: ");
        change_add_quoted(&b, older);
        buf_addz(&b, " -> ");
        change_add_quoted(&b, newer);
        break;
    case NOTE_NAME:
        buf_addz(&b, "the same under another name: ");
        change_add_quoted(&b, older);
        buf_addz(&b, " -> ");
        change_add_quoted(&b, newer);
        if (n->concept < rep->list->n_concept) {
            buf_addz(&b, ", both ");
            buf_add(&b, rep->list->concept[n->concept].name);
        }
        break;
    case NOTE_ONLY_CASE: buf_addz(&b, "only capital letters changed"); break;
    case NOTE_ONLY_PUNCTUATION: buf_addz(&b, "only punctuation changed"); break;
    }
    return doc_str(&b, ar);
}

/* Items of one list stand together: the first of them speaks for all, the others are kept for
** JSON (`merged`), where a program wants each item by itself. Strong when an item went out or one
** came back; a plain gain is not. */
static void remarks_on_items(struct change_remarks *list, const struct compare_report *rep, const struct compare_change *c,
                             const struct compare_note *n, uint32_t n_item)
{
    str line = say_items(rep, c, n, n_item, list->ar);
    bool strong = false; /* an item went out, or one came back */
    for (uint32_t i = 0; i < n_item; i++)
        strong = strong || n[i].kind == NOTE_LIST_LOST || fate_of(c, FATE_RETURNED, n[i].newer);
    for (uint32_t i = 0; i < n_item; i++) {
        struct change_remark *r = new_remark(list, note_code(n[i].kind));
        if (!r) return;
        r->older = clean_of(&rep->text[c->older_text], n[i].older);
        r->newer = clean_of(&rep->text[rep->newest], n[i].newer);
        r->line = line;
        r->merged = i > 0;
        r->strong = strong;
    }
}

/* How many notes from n on are items of one list: those with the very same frame on both sides.
** At least one. */
static uint32_t items_together(const struct compare_note *n, uint32_t n_note)
{
    uint32_t k = 1;
    while (k < n_note && is_item(n[k].kind) && n[k].frame_newer.begin == n->frame_newer.begin &&
           n[k].frame_newer.end == n->frame_newer.end && n[k].frame_older.begin == n->frame_older.begin &&
           n[k].frame_older.end == n->frame_older.end)
        k++;
    return k;
}

/* Notes in their order, the items of one list as one. A change of speaker is always strong: "both
** sides" that becomes "the U.S. side" is the finding, whatever else the sentence says. */
static void remarks_on_notes(struct change_remarks *list, const struct compare_report *rep, const struct compare_change *c)
{
    /* Steps over all items of a list at once. */
    for (uint32_t i = 0; i < c->n_note;) {
        const struct compare_note *n = &c->note[i];
        if (is_item(n->kind)) {
            uint32_t k = items_together(n, c->n_note - i);
            remarks_on_items(list, rep, c, n, k);
            i += k;
            continue;
        }
        struct change_remark *r = new_remark(list, note_code(n->kind));
        if (!r) return;
        r->older = clean_of(&rep->text[c->older_text], n->older);
        r->newer = clean_of(&rep->text[rep->newest], n->newer);
        r->strong = n->kind == NOTE_SPEAKER;
        r->line = say_note(n, r->older, r->newer, rep, list->ar);
        i++;
    }
}

/* Whether the words of a fate are told already, as an item of a list or as who said it: the same
** words twice in one finding read like two findings. */
static bool told_by_note(const struct compare_change *c, const struct compare_fate *f)
{
    for (uint32_t i = 0; i < c->n_note; i++) {
        if (!is_item(c->note[i].kind) && c->note[i].kind != NOTE_SPEAKER) continue;
        span at = f->kind == FATE_GONE ? c->note[i].older : c->note[i].newer;
        if (f->at.begin >= at.begin && f->at.end <= at.end) return true;
    }
    return false;
}

/* Words that came in or went out, with the texts that had them. Minor, and left out unless all is
** asked for: words that are first in this sentence (the redline shows them), and words gone that
** had stood in one text alone. */
static void remark_on_fate(struct change_remarks *list, const struct compare_report *rep, const struct compare_change *c,
                           const struct compare_fate *f)
{
    /* Part of the JSON schema, by kind of fate. */
    static const char *const code[] = {
        [FATE_FIRST_HERE] = "first-here", [FATE_RETURNED] = "words-returned", [FATE_GONE] = "words-gone"};
    struct change_remark *r = new_remark(list, code[f->kind]);
    if (!r) return;
    str words = clean_of(&rep->text[f->kind == FATE_GONE ? c->older_text : rep->newest], f->at);
    str runs = change_say_runs(rep->text, &f->stood, false, list->ar);
    buf b = {0};
    switch (f->kind) {
    case FATE_FIRST_HERE:
        buf_addz(&b, "first in this sentence: ");
        change_add_quoted(&b, words);
        r->minor = true;
        r->newer = words;
        break;
    case FATE_RETURNED:
        buf_addz(&b, "returned: ");
        change_add_quoted(&b, words);
        buf_addz(&b, " (stood in ");
        buf_add(&b, runs);
        buf_addc(&b, ')');
        r->newer = words;
        r->strong = true;
        r->last_text = f->last.text;
        break;
    case FATE_GONE:
        buf_addz(&b, "gone: ");
        change_add_quoted(&b, words);
        buf_addz(&b, " (had stood in ");
        buf_add(&b, runs);
        buf_addc(&b, ')');
        /* One text that had it is the previous one, whose words the redline shows as gone. */
        r->minor = f->stood.n_text < 2;
        r->older = words;
        break;
    }
    r->in = f->stood;
    r->merged = told_by_note(c, f);
    r->line = doc_str(&b, list->ar);
}

/* Notes first: they say in words what the fates only list. */
void change_remark_on_change(struct change_remarks *list, const struct compare_report *rep, const struct compare_change *c)
{
    remarks_on_notes(list, rep, c);
    for (uint32_t i = 0; i < c->n_fate; i++) remark_on_fate(list, rep, c, &c->fate[i]);
}

/* Where a returned sentence stood before: the latest text that had it, and the first. What stands
** in its place in the text before is told only when the redline does not show it already. A text
** between that could not be read on the subject is neither for the return nor against it;
** remark_on_unread tells of it. */
static void remark_on_return(struct change_remarks *list, const struct compare_report *rep, const struct compare_sentence *s)
{
    /* Against what it replaces: then the redline shows that already, and no remark repeats it. */
    bool redlined = s->n_change && rep->change[s->change_from].older_text == rep->previous;
    struct change_remark *r = new_remark(list, "returned");
    if (!r || s->match.text == COMPARE_NONE) return;
    buf b = {0};
    buf_addz(&b, s->exact ? "word for word in " : "close to what stood in ");
    buf_add(&b, rep->text[s->match.text].doc.name);
    if (s->match_first.text != COMPARE_NONE && s->match_first.text != s->match.text) {
        buf_addz(&b, ", first in ");
        buf_add(&b, rep->text[s->match_first.text].doc.name);
    }
    /* A text between that could not be read on the subject is neither for it nor against it:
    ** remark_on_unread tells. */
    bool unknown = compare_runs_has(&s->unread, rep->previous);
    if (rep->previous != COMPARE_NONE && !unknown) {
        buf_addz(&b, "; not in ");
        buf_add(&b, rep->text[rep->previous].doc.name);
    }
    r->strong = true;
    r->last_text = s->match.text;
    r->in = s->stood;
    r->line = doc_str(&b, list->ar);
    if (redlined || s->in_place_of == COMPARE_NONE || rep->previous == COMPARE_NONE) return;
    r = new_remark(list, "in-place-of");
    if (!r) return;
    buf c = {0};
    r->older = compare_member_sentence(&rep->text[rep->previous], s->in_place_of);
    buf_addz(&c, "stands where ");
    buf_add(&c, rep->text[rep->previous].doc.name);
    buf_addz(&c, " had: ");
    change_add_quoted(&c, r->older);
    r->line = doc_str(&c, list->ar);
}

/* Who speaks is worth a line only where several issued the text: then "one side only" tells
** something. The rule that found the speaker may fail; its words are quoted, so that the reader
** can judge. */
static void remark_on_speaker(struct change_remarks *list, const struct compare_report *rep, const struct compare_sentence *s)
{
    if (s->speaker.kind == SPEAKER_UNKNOWN || !doc_is_joint(&rep->text[rep->newest].doc.manifest)) return;
    struct change_remark *r = new_remark(list, "said-by");
    if (!r) return;
    buf b = {0};
    r->newer = clean_of(&rep->text[rep->newest], s->speaker.at);
    buf_addf(&b, "said by %s: ", s->speaker.kind == SPEAKER_ONE ? "one side only" : "the sides together");
    change_add_quoted(&b, r->newer);
    r->strong = s->speaker.kind == SPEAKER_ONE;
    r->line = doc_str(&b, list->ar);
}

/* A sentence is new only as far as is known: some earlier text could not be read on its subject.
** The text and the subject are named, since the reader may have the text. */
static void remark_on_unread(struct change_remarks *list, const struct compare_report *rep, const struct compare_sentence *s)
{
    uint32_t first = compare_runs_first(&s->unread);
    if (first == COMPARE_NONE) return;
    struct change_remark *r = new_remark(list, "not-read");
    if (!r) return;
    buf b = {0};
    buf_addz(&b, s->label == LABEL_RETURNED ? "whether it was gone in between is not known for "
                                            : "whether it stood before is not known for ");
    buf_add(&b, rep->text[first].doc.name);
    if (s->unread.n_text > 1) buf_addf(&b, " and %u more", s->unread.n_text - 1);
    buf_addz(&b, ", which could not be read");
    if (s->unread_subject.n) {
        buf_addz(&b, " on ");
        change_add_quoted(&b, s->unread_subject);
    }
    r->in = s->unread;
    r->line = doc_str(&b, list->ar);
}

/* What the lineage of a sentence says, beside what its change says. A rewording that brings back
** an older wording is a return too, and a strong one, though the provision never left. */
void change_remark_on_sentence(struct change_remarks *list, const struct compare_report *rep, const struct compare_sentence *s)
{
    enum change_group g = change_group_of(s->label);
    if (g == GROUP_RETURNED)
        remark_on_return(list, rep, s);
    else if (s->wording_returned) {
        struct change_remark *r = new_remark(list, "wording-returned");
        if (!r) return;
        buf b = {0};
        buf_addz(&b, "this very wording stood before: ");
        buf_add(&b, change_say_runs(rep->text, &s->wording, false, list->ar));
        r->in = s->wording;
        r->strong = true;
        r->last_text = compare_runs_last(&s->wording);
        r->line = doc_str(&b, list->ar);
    }
    if (g == GROUP_FIRST || g == GROUP_NEW || g == GROUP_RETURNED) remark_on_speaker(list, rep, s);
    if (g == GROUP_NEW || g == GROUP_FIRST || g == GROUP_RETURNED) remark_on_unread(list, rep, s);
}

/* The newest text could not be read on what a dropped sentence says: its absence proves nothing, and whoever reads "dropped"
** must read this with it. */
static void remark_on_gone_unread(struct change_remarks *list, const struct compare_report *rep, str subject)
{
    struct change_remark *r = new_remark(list, "not-read");
    if (!r) return;
    buf b = {0};
    buf_addf(&b, "whether it is gone is not known: %.*s could not be read on ", STR_ARG(rep->text[rep->newest].doc.name));
    change_add_quoted(&b, subject);
    r->strong = true;
    r->line = doc_str(&b, list->ar);
}

/* Standing in one text alone is told apart: it was never agreed language. "At least" when the
** reading budget ended before the lineage did. */
void change_remark_on_dropped(struct change_remarks *list, const struct compare_report *rep, const struct compare_sentence *s)
{
    if (s->newest_unread_subject.n) remark_on_gone_unread(list, rep, s->newest_unread_subject);
    struct change_remark *r = s->stood.n ? new_remark(list, "had-stood") : NULL;
    if (!r) return;
    buf b = {0};
    if (s->stood.n_text == 1 && !s->stood_cut)
        buf_addz(&b, "had stood in that text alone");
    else {
        buf_addz(&b, "had stood in ");
        buf_add(&b, change_say_runs(rep->text, &s->stood, s->stood_cut, list->ar));
    }
    r->in = s->stood;
    r->line = doc_str(&b, list->ar);
}
