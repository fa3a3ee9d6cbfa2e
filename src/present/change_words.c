/* The wording of what changed, once for all faces: what the program says of a finding, and
** nothing about why. No line here guesses at intent, weighs or advises; each can be checked
** against the report that it was made from.
**
** All functions that return a str give {NULL,0} when memory ran out or when there is nothing to
** say; the arena tells which. Lines have no full stop, so that faces may join them; the coverage
** is sentences and has them. */
#include "present/change.h"
#include "present/doc.h"

/* ---- pieces of sentences ---- */

/* Straight quotes, whatever stands inside: the words are shown as they are, never escaped, so
** that they can be searched for in the source. */
void change_add_quoted(buf *b, str words)
{
    buf_addc(b, '"');
    buf_add(b, words);
    buf_addc(b, '"');
}

/* For the words that take a plain s in the plural; all others are written out where they are
** used. */
static void add_count(buf *b, uint32_t n, const char *one) { buf_addf(b, "%u %s%s", n, one, n == 1 ? "" : "s"); }

/* Texts between the first and the last that lack it. One that could be read only in part may have
** said it, and is told apart: "without 1 between" alone would claim a silence that nobody saw. */
static void add_gaps(buf *b, const struct compare_member *text, const struct compare_runs *runs)
{
    /* Texts in the gaps, and those of them whose manifest names subjects not read: not whether
    ** this subject is among them, which the runs do not know. So the line says "read only in
    ** part" and no more. */
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

/* An empty run gives an empty string, so that a caller can leave the remark out. Names, not
** dates: the reader may want to open them, and an undated text has no other handle. */
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

/* Forms as the concept list writes them, each in quotes, with commas: forms hold commas and "and"
** themselves. */
static void add_forms(buf *b, const struct compare_report *rep, const uint32_t *form, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (i) buf_addz(b, ", ");
        change_add_quoted(b, rep->list->form[form[i]].text);
    }
}

/* From when on, by day where there is one. A single text has no "since". */
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

/* One short line beside the strip of texts, which shows the same thing text by text. "First" is
** said without reserve only where every earlier text could be read on it. Who spoke is added only
** of joint texts, and only where all uses in the newest text agree. */
str change_say_concept(const struct compare_report *rep, const struct compare_concept_row *row, arena *ar)
{
    buf b = {0};
    switch (row->fate) {
    case CONCEPT_DROPPED:
        buf_addz(&b, "dropped");
        add_since(&b, rep, &row->said);
        break;
    case CONCEPT_RETURNED: {
        /* Up to its last run, which is the newest text alone. */
        struct compare_runs before = row->said; /* up to its last run, which is the newest text alone */
        if (before.n) before.n--;
        buf_addz(&b, "returned");
        if (before.n) {
            buf_addz(&b, "; last in ");
            buf_add(&b, rep->text[compare_runs_last(&before)].doc.name);
        }
        break;
    }
    case CONCEPT_FIRST:
        /* Only the texts that were held against it are known not to say it: first of all is more than that. */
        if (!rep->whole_series)
            buf_addz(&b, "new: not in the text before");
        else
            buf_addz(&b, row->unread.n_text ? "first, as far as is known" : "first said here");
        break;
    case CONCEPT_STAYS:
        if (!row->n_form_gained) buf_addz(&b, "no longer as ");
        add_forms(&b, rep, row->form_lost, row->n_form_lost);
        buf_addz(&b, !row->n_form_lost ? "now also as " : row->n_form_gained ? " -> " : "");
        add_forms(&b, rep, row->form_gained, row->n_form_gained);
        break;
    case CONCEPT_UNKNOWN:
        buf_addz(&b, row->cell[rep->newest].said == SAID_NOT_READ ? "not known: not read in this text"
                                                                  : "not known: not read in the text before");
        break;
    case CONCEPT_ABSENT:
        buf_addz(&b, "absent");
        add_since(&b, rep, &row->said);
        break;
    case CONCEPT_NEVER: buf_addz(&b, "never said"); break;
    }
    /* Of a text by one issuer alone "one side only" would be true of every word. */
    bool joint = doc_is_joint(&rep->text[rep->newest].doc.manifest);
    if (joint && row->speaker == SPEAKER_ONE && row->fate != CONCEPT_STAYS) buf_addz(&b, "; one side only");
    return doc_str(&b, ar);
}

/* ---- lengths, coverage ---- */

/* Words always; items only where both texts state or show how many they have. Whether the number
** is the manifest's or was counted is said, because a digest has fewer items than the text that
** it stands for. */
str change_say_length(const struct compare_length *l, arena *ar)
{
    /* Unknown has no words: the items are then left out altogether. */
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

/* Said beside the counts, where "6 dropped" is read first and often alone. */
str change_say_gone_unread(const struct change_view *v, arena *ar)
{
    buf b = {0};
    uint32_t n = v->n_gone_unread;
    if (!n) return (str){NULL, 0};
    buf_addf(&b, "%u of the dropped %s on subjects on which this text could not be read: not known to be gone", n,
             n == 1 ? "is" : "are");
    return doc_str(&b, ar);
}

/* The first one opens the sentence: " Left out: 2 without a date, 1 copy". */
static void add_left_out(buf *b, uint32_t n, const char *what, bool *some)
{
    if (!n) return;
    buf_addf(b, "%s%u %s", *some ? ", " : " Left out: ", n, what);
    *some = true;
}

/* Every answer ends with it: which texts were asked, up to which day, and what was left out and
** why. A text that could not be read on some subjects is named, since everything said of it is
** said with that reserve. In the order in which it matters to a claim: how much was read, what
** stands in for a text, what is unknown, what is missing, what was cut short, what the user asked
** to leave out. */
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
        buf_addf(&b, " %u of them %s not in the record.", c->n_digest,
                 c->n_digest == 1 ? "is a digest that stands for a text" : "are digests that stand for texts");
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
    doc_view(&b, &c->view);
    return doc_str(&b, ar);
}
