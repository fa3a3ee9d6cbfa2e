/* The wording of what changed, once for all faces: what the program says of a finding, and nothing about why. */
#include "present/change.h"
#include "present/doc.h"

/* ---- pieces of sentences ---- */

/* Straight quotes, whatever stands inside: the words are shown as they are, never escaped. */
void change_add_quoted(buf *b, str words)
{
    buf_addc(b, '"');
    buf_add(b, words);
    buf_addc(b, '"');
}

static void add_count(buf *b, uint32_t n, const char *one) { buf_addf(b, "%u %s%s", n, one, n == 1 ? "" : "s"); }

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

/* An empty run gives an empty string, so that a caller can leave the remark out. */
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
    return doc_str(&b, ar);
}

/* ---- concepts ---- */

/* "DPRK", "North Korea": forms as the concept list writes them. */
static void add_forms(buf *b, const struct compare_report *rep, const uint32_t *form, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (i) buf_addz(b, ", ");
        change_add_quoted(b, rep->list->form[form[i]].text);
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

/* One short line beside the strip of texts, which shows the same thing text by text. */
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
    bool joint = doc_is_joint(&rep->text[rep->newest].doc.manifest);
    if (joint && row->speaker == SPEAKER_ONE && row->fate != CONCEPT_STAYS) buf_addz(&b, "; one side only");
    return doc_str(&b, ar);
}

/* ---- lengths, coverage ---- */

/* Words always; items only where both texts state or show how many they have. */
str change_say_length(const struct compare_length *l, arena *ar)
{
    static const char *const basis[] = {
        [ITEMS_UNKNOWN] = "", [ITEMS_MANIFEST] = "as the manifest says", [ITEMS_COUNTED] = "counted"};
    buf b = {0};
    buf_addf(&b, "%u words against %u", l->newer_words, l->older_words);
    if (l->newer_items < 0 || l->older_items < 0) return doc_str(&b, ar);
    buf_addf(&b, "; %d items against %d (%s", l->newer_items, l->older_items, basis[l->newer_items_basis]);
    if (l->older_items_basis != l->newer_items_basis) buf_addf(&b, "; %s", basis[l->older_items_basis]);
    buf_addc(&b, ')');
    return doc_str(&b, ar);
}

/* " Left out: 2 copies, 1 without a date": the first one opens the sentence. */
static void add_left_out(buf *b, uint32_t n, const char *what, bool *some)
{
    if (!n) return;
    buf_addf(b, "%s%u %s", *some ? ", " : " Left out: ", n, what);
    *some = true;
}

/* Every answer ends with it: which texts were asked, up to which day, and what was left out and why. */
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
        if (c->last != c->first) buf_addz(&b, " to ");
        if (c->last != c->first) day_write_long(&b, c->last);
    }
    if (c->n_dateless) buf_addf(&b, ", %u without a date", c->n_dateless);
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
    uint32_t n_disputed = 0;
    str disputed = {"", 0};
    for (uint32_t i = 0; i < n_text; i++)
        if (text[i].doc.disputed && !n_disputed++) disputed = text[i].doc.name;
    doc_say_disputes(&b, n_disputed, disputed, c->n_rival_list);
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
    return doc_str(&b, ar);
}
