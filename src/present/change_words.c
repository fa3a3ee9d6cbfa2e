/* The wording of what changed, once for all faces: what the program says of a finding, and nothing about why. */
#include "present/change.h"

/* ---- pieces of sentences ---- */

static str done(buf *b, arena *ar)
{
    str s = str_copy(ar, buf_str(b));
    buf_free(b);
    return s;
}

static void add_quoted(buf *b, str words)
{
    buf_addc(b, '"');
    buf_add(b, words);
    buf_addc(b, '"');
}

static void add_count(buf *b, uint32_t n, const char *one) { buf_addf(b, "%u %s%s", n, one, n == 1 ? "" : "s"); }

static str clean_of(const struct compare_member *m, span at)
{
    return m->read && at.end > at.begin ? str_span(m->read->clean, at) : (str){NULL, 0};
}

/* Texts between the first and the last that lack it; one that could be read only in part may have said it. */
static void add_gaps(buf *b, const struct compare_member *text, const struct compare_runs *runs)
{
    uint32_t lacking = 0, part = 0;
    for (uint32_t r = 1; r < runs->n; r++) {
        for (uint32_t i = runs->run[r - 1].to + 1; i < runs->run[r].from; i++) {
            lacking++;
            part += text[i].n_not_read > 0;
        }
    }
    if (!lacking) return;
    buf_addf(b, ", without %u between", lacking);
    if (part == lacking)
        buf_addz(b, " (read only in part)");
    else if (part)
        buf_addf(b, " (%u read only in part)", part);
}

str change_say_runs(const struct compare_member *text, const struct compare_runs *runs, bool cut, arena *ar)
{
    buf b = {0};
    uint32_t first = compare_runs_first(runs), last = compare_runs_last(runs);
    if (first == COMPARE_NONE) return (str){NULL, 0};
    if (cut) buf_addz(&b, "at least ");
    add_count(&b, runs->n_text, "text");
    buf_addz(&b, ", ");
    buf_add(&b, text[first].doc.name);
    if (last != first) {
        buf_addz(&b, " to ");
        buf_add(&b, text[last].doc.name);
        add_gaps(&b, text, runs);
    }
    return done(&b, ar);
}

/* ---- remarks ---- */

static struct change_remark *new_remark(struct change_remarks *list, const char *code)
{
    if (list->n == list->cap) {
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

/* The list's lead-in, cut from the front when it is long: its last words say what it lists. */
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
        add_quoted(b, frame);
}

static str say_note(const struct compare_note *n, str older, str newer, str frame, const struct compare_report *rep, arena *ar)
{
    buf b = {0};
    switch (n->kind) {
    case NOTE_LIST_LOST:
    case NOTE_LIST_GAINED:
        buf_addz(&b, "the list ");
        if (frame.n) {
            buf_addz(&b, "after ");
            add_frame(&b, frame);
            buf_addc(&b, ' ');
        }
        buf_addz(&b, n->kind == NOTE_LIST_LOST ? "keeps its frame, loses " : "keeps its frame, gains ");
        add_quoted(&b, n->kind == NOTE_LIST_LOST ? older : newer);
        break;
    case NOTE_LIST_REORDERED: buf_addz(&b, "the list has the same items in another order"); break;
    case NOTE_SPEAKER:
        buf_addz(&b, "who says it changed: ");
        add_quoted(&b, older);
        buf_addz(&b, " -> ");
        add_quoted(&b, newer);
        break;
    case NOTE_NAME:
        buf_addz(&b, "the same under another name: ");
        add_quoted(&b, older);
        buf_addz(&b, " -> ");
        add_quoted(&b, newer);
        if (n->concept < rep->list->n_concept) {
            buf_addz(&b, ", both ");
            buf_add(&b, rep->list->concept[n->concept].name);
        }
        break;
    case NOTE_ONLY_CASE: buf_addz(&b, "only capital letters changed"); break;
    case NOTE_ONLY_PUNCTUATION: buf_addz(&b, "only punctuation changed"); break;
    }
    return done(&b, ar);
}

static void remark_on_note(struct change_remarks *list, const struct compare_report *rep, const struct compare_change *c,
                           const struct compare_note *n)
{
    const struct compare_member *older = &rep->text[c->older_text], *newer = &rep->text[rep->newest];
    struct change_remark *r = new_remark(list, note_code(n->kind));
    if (!r) return;
    str frame = clean_of(newer, n->frame_newer);
    r->older = clean_of(older, n->older);
    r->newer = clean_of(newer, n->newer);
    r->strong = n->kind == NOTE_LIST_LOST || n->kind == NOTE_SPEAKER;
    r->line = say_note(n, r->older, r->newer, frame.n ? frame : clean_of(older, n->frame_older), rep, list->ar);
}

static void remark_on_fate(struct change_remarks *list, const struct compare_report *rep, const struct compare_change *c,
                           const struct compare_fate *f)
{
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
        add_quoted(&b, words);
        r->minor = true;
        r->newer = words;
        break;
    case FATE_RETURNED:
        buf_addz(&b, "returned: ");
        add_quoted(&b, words);
        buf_addz(&b, " (stood in ");
        buf_add(&b, runs);
        buf_addc(&b, ')');
        r->newer = words;
        r->strong = true;
        r->last_text = f->last.text;
        break;
    case FATE_GONE:
        buf_addz(&b, "gone: ");
        add_quoted(&b, words);
        buf_addz(&b, " (had stood in ");
        buf_add(&b, runs);
        buf_addc(&b, ')');
        r->minor = f->stood.n_text < 2;
        r->older = words;
        break;
    }
    r->in = f->stood;
    r->line = done(&b, list->ar);
}

void change_remark_on_change(struct change_remarks *list, const struct compare_report *rep, const struct compare_change *c)
{
    for (uint32_t i = 0; i < c->n_note; i++) remark_on_note(list, rep, c, &c->note[i]);
    for (uint32_t i = 0; i < c->n_fate; i++) remark_on_fate(list, rep, c, &c->fate[i]);
}

/* Where a returned sentence stood before. */
static void remark_on_return(struct change_remarks *list, const struct compare_report *rep, const struct compare_sentence *s)
{
    bool redlined = s->n_change && rep->change[s->change_from].older_text == rep->previous; /* against what it replaces */
    struct change_remark *r = new_remark(list, "returned");
    if (!r || s->match.text == COMPARE_NONE) return;
    buf b = {0};
    buf_addz(&b, s->exact ? "word for word in " : "close to what stood in ");
    buf_add(&b, rep->text[s->match.text].doc.name);
    if (s->match_first.text != COMPARE_NONE && s->match_first.text != s->match.text) {
        buf_addz(&b, ", first in ");
        buf_add(&b, rep->text[s->match_first.text].doc.name);
    }
    if (rep->previous != COMPARE_NONE) {
        buf_addz(&b, "; not in ");
        buf_add(&b, rep->text[rep->previous].doc.name);
    }
    r->strong = true;
    r->last_text = s->match.text;
    r->in = s->stood;
    r->line = done(&b, list->ar);
    if (redlined || s->in_place_of == COMPARE_NONE || rep->previous == COMPARE_NONE) return;
    r = new_remark(list, "in-place-of");
    if (!r) return;
    buf c = {0};
    r->older = compare_member_sentence(&rep->text[rep->previous], s->in_place_of);
    buf_addz(&c, "stands where ");
    buf_add(&c, rep->text[rep->previous].doc.name);
    buf_addz(&c, " had: ");
    add_quoted(&c, r->older);
    r->line = done(&c, list->ar);
}

static void remark_on_speaker(struct change_remarks *list, const struct compare_report *rep, const struct compare_sentence *s)
{
    if (s->speaker.kind == SPEAKER_UNKNOWN) return;
    struct change_remark *r = new_remark(list, "said-by");
    if (!r) return;
    buf b = {0};
    r->newer = clean_of(&rep->text[rep->newest], s->speaker.at);
    buf_addf(&b, "said by %s: ", s->speaker.kind == SPEAKER_ONE ? "one side only" : "the sides together");
    add_quoted(&b, r->newer);
    r->strong = s->speaker.kind == SPEAKER_ONE;
    r->line = done(&b, list->ar);
}

static void remark_on_unread(struct change_remarks *list, const struct compare_report *rep, const struct compare_sentence *s)
{
    uint32_t first = compare_runs_first(&s->unread);
    if (first == COMPARE_NONE) return;
    struct change_remark *r = new_remark(list, "not-read");
    if (!r) return;
    buf b = {0};
    buf_addz(&b, "whether it stood before is not known for ");
    buf_add(&b, rep->text[first].doc.name);
    if (s->unread.n_text > 1) buf_addf(&b, " and %u more", s->unread.n_text - 1);
    buf_addz(&b, ", which could not be read");
    if (s->unread_subject.n) {
        buf_addz(&b, " on ");
        add_quoted(&b, s->unread_subject);
    }
    r->in = s->unread;
    r->line = done(&b, list->ar);
}

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
        r->line = done(&b, list->ar);
    }
    if (g == GROUP_FIRST || g == GROUP_NEW || g == GROUP_RETURNED) remark_on_speaker(list, rep, s);
    if (g == GROUP_NEW || g == GROUP_FIRST) remark_on_unread(list, rep, s);
}

void change_remark_on_dropped(struct change_remarks *list, const struct compare_report *rep, const struct compare_sentence *s)
{
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
    r->line = done(&b, list->ar);
}

/* ---- concepts ---- */

static void add_forms(buf *b, const struct compare_report *rep, const uint32_t *form, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (i) buf_addz(b, ", ");
        add_quoted(b, rep->list->form[form[i]].text);
    }
}

/* "; in 3 texts since 2023-07-18" */
static void add_since(buf *b, const struct compare_report *rep, const struct compare_runs *runs)
{
    uint32_t first = compare_runs_first(runs);
    if (first == COMPARE_NONE) return;
    buf_addz(b, "; in ");
    add_count(b, runs->n_text, "text");
    buf_addz(b, runs->n_text > 1 ? " since " : ", ");
    if (rep->text[first].doc.manifest.date != DATE_NONE)
        day_write(b, rep->text[first].doc.manifest.date);
    else
        buf_add(b, rep->text[first].doc.name);
}

str change_say_concept(const struct compare_report *rep, const struct compare_concept_row *row, arena *ar)
{
    buf b = {0};
    switch (row->fate) {
    case CONCEPT_DROPPED:
        buf_addz(&b, "dropped");
        add_since(&b, rep, &row->said);
        break;
    case CONCEPT_RETURNED: {
        struct compare_runs before = row->said; /* up to its last run, which is the newest text alone */
        if (before.n) before.n--;
        buf_addz(&b, "returned");
        if (before.n) {
            buf_addz(&b, "; last in ");
            buf_add(&b, rep->text[compare_runs_last(&before)].doc.name);
        }
        break;
    }
    case CONCEPT_FIRST: buf_addz(&b, row->unread.n_text ? "first, as far as is known" : "first said here"); break;
    case CONCEPT_STAYS:
        if (!row->n_form_gained) buf_addz(&b, "no longer ");
        add_forms(&b, rep, row->form_lost, row->n_form_lost);
        buf_addz(&b, !row->n_form_lost ? "now also " : row->n_form_gained ? " -> " : "");
        add_forms(&b, rep, row->form_gained, row->n_form_gained);
        break;
    case CONCEPT_UNKNOWN: buf_addz(&b, "not known: one of the last two texts could not be read on it"); break;
    case CONCEPT_ABSENT:
        buf_addz(&b, "absent");
        add_since(&b, rep, &row->said);
        break;
    case CONCEPT_NEVER: buf_addz(&b, "never said"); break;
    }
    if (row->speaker == SPEAKER_ONE && row->fate != CONCEPT_STAYS) buf_addz(&b, "; one side only");
    return done(&b, ar);
}

/* ---- lengths, coverage ---- */

str change_say_length(const struct compare_length *l, arena *ar)
{
    static const char *const basis[] = {
        [ITEMS_UNKNOWN] = "", [ITEMS_MANIFEST] = "as the manifest says", [ITEMS_COUNTED] = "counted"};
    buf b = {0};
    buf_addf(&b, "%u words against %u", l->newer_words, l->older_words);
    if (l->newer_items < 0 || l->older_items < 0) return done(&b, ar);
    buf_addf(&b, "; %d items against %d (%s", l->newer_items, l->older_items, basis[l->newer_items_basis]);
    if (l->older_items_basis != l->newer_items_basis) buf_addf(&b, "; %s", basis[l->older_items_basis]);
    buf_addc(&b, ')');
    return done(&b, ar);
}

static void add_left_out(buf *b, uint32_t n, const char *what, bool *some)
{
    if (!n) return;
    buf_addf(b, "%s%u %s", *some ? ", " : " Left out: ", n, what);
    *some = true;
}

str change_say_coverage(const struct compare_coverage *c, str series, const struct compare_member *text, uint32_t n_text,
                        arena *ar)
{
    buf b = {0};
    bool some = false;
    add_count(&b, c->n_text, "text");
    if (series.n) {
        buf_addz(&b, " of ");
        buf_add(&b, series);
    }
    if (c->first != DATE_NONE) {
        buf_addz(&b, ", ");
        day_write_long(&b, c->first);
        buf_addz(&b, " to ");
        day_write_long(&b, c->last);
    }
    buf_addc(&b, '.');
    if (c->n_digest)
        buf_addf(&b, " %u of them %s that stand for texts not in the record.", c->n_digest,
                 c->n_digest == 1 ? "is a digest" : "are digests");
    for (uint32_t i = 0; i < n_text; i++) {
        if (!text[i].n_not_read) continue;
        buf_addf(&b, " %.*s could not be read on ", STR_ARG(text[i].doc.name));
        add_count(&b, text[i].n_not_read, "subject");
        buf_addz(&b, ": there it is unknown, not silent.");
    }
    add_left_out(&b, c->n_undated, "without a date", &some);
    add_left_out(&b, c->n_copy, c->n_copy == 1 ? "copy" : "copies", &some);
    if (some) buf_addc(&b, '.');
    if (c->n_reply) buf_addf(&b, " %u repl%s shown, not compared.", c->n_reply, c->n_reply == 1 ? "y is" : "ies are");
    if (c->cut) buf_addz(&b, " Far older texts were not all read: close matches there may be missed.");
    if (c->view.as_of_ms != INT64_MAX) {
        buf_addz(&b, " The record as of ");
        time_write_iso(&b, c->view.as_of_ms);
        buf_addc(&b, '.');
    }
    if (c->view.until != DATE_NONE) {
        buf_addz(&b, " Texts up to ");
        day_write_long(&b, c->view.until);
        buf_addz(&b, " only.");
    }
    return done(&b, ar);
}
