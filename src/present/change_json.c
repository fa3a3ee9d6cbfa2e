/* What changed, as JSON: schema entente/compare/1, described in doc/json.md, which a test holds
** against what is written. Unlike the other faces it leaves nothing out: what they pass over is
** marked, not missing.
**
** Rules of the schema that the code below must keep: documents are named, never numbered;
** sentences count from 1; bytes are of the source as it was added; what is not known is null; a
** list that is empty is there and empty; a member that says nothing for this value (the words of
** a remark without words) is left out. A new member may be added anywhere; a change of meaning
** needs a new number in the schema. */
#include "present/change.h"
#include "present/doc.h"

/* The labels' names with hyphens, since a code has no spaces; part of the schema. */
static const char *code_of(enum compare_label label)
{
    return label == LABEL_MOVED_REWORDED ? "moved-and-reworded" : compare_label_name(label);
}

/* Pairs of names, first and last of each unbroken run, both ends included. Names, not numbers: a
** number would mean something only beside `texts`, and findings are often cut out and kept. */
static void runs_json(struct jout *j, const char *key, const struct compare_report *rep, const struct compare_runs *runs)
{
    jout_array(j, key);
    for (uint32_t i = 0; i < runs->n; i++) {
        jout_array(j, NULL);
        jout_str(j, NULL, rep->text[runs->run[i].from].doc.name);
        jout_str(j, NULL, rep->text[runs->run[i].to].doc.name);
        jout_end(j);
    }
    jout_end(j);
}

/* Sentences are numbered from 1 as `entente show` numbers them; inside the program they count
** from 0. The text stands beside its bytes although those would do, so that a reader of the JSON
** needs no record at hand. */
static void quotes_json(struct jout *j, const char *key, const struct change_quote *q, uint32_t n)
{
    jout_array(j, key);
    for (uint32_t i = 0; i < n; i++) {
        jout_object(j, NULL);
        jout_str(j, "document", q[i].name);
        jout_int(j, "sentence", (int64_t)q[i].sentence + 1);
        jout_span(j, "bytes", q[i].source);
        jout_str(j, "text", q[i].words);
        jout_end(j);
    }
    jout_end(j);
}

/* Each side only where it stands: an insertion has no older words, not even empty ones. `space`
** is a member of its own because the words of a piece are the source's, and white space between
** them may be a line end there. */
static void pieces_json(struct jout *j, const struct change_part *part)
{
    static const char *const op[] = {
        [CHANGE_SAME] = "same", [CHANGE_RENAMED] = "renamed", [CHANGE_DELETED] = "deleted", [CHANGE_INSERTED] = "inserted"};
    jout_array(j, "redline");
    for (uint32_t i = 0; i < part->n_piece; i++) {
        const struct change_piece *p = &part->piece[i];
        jout_object(j, NULL);
        jout_strz(j, "op", op[p->op]);
        jout_bool(j, "space", p->space);
        if (p->op != CHANGE_INSERTED) jout_str(j, "older", p->older);
        if (p->op != CHANGE_DELETED) jout_str(j, "newer", p->newer);
        jout_end(j);
    }
    jout_end(j);
}

/* All of them, also the minor and the merged ones, which the other faces leave out: a program may
** want each item of a list by itself. Words, documents and runs only where the remark has any. */
static void remarks_json(struct jout *j, const struct compare_report *rep, const struct change_finding *f)
{
    jout_array(j, "remarks");
    for (uint32_t i = 0; i < f->n_remark; i++) {
        const struct change_remark *r = &f->remark[i];
        jout_object(j, NULL);
        jout_strz(j, "code", r->code);
        jout_str(j, "line", r->line);
        if (r->older.n) jout_str(j, "older", r->older);
        if (r->newer.n) jout_str(j, "newer", r->newer);
        if (r->last_text != COMPARE_NONE) jout_str(j, "last", rep->text[r->last_text].doc.name);
        if (r->in.n) runs_json(j, "texts", rep, &r->in);
        jout_end(j);
    }
    jout_end(j);
}

/* Numbered in the order in which they are shown: `sentences` refers to these numbers, and so may
** whoever writes about the answer. `stood` counts earlier texts only; a sentence that is new has
** none. */
static void findings_json(struct jout *j, const struct change_view *v)
{
    jout_array(j, "findings");
    for (uint32_t i = 0; i < v->n_finding; i++) {
        const struct change_finding *f = &v->finding[i];
        jout_object(j, NULL);
        jout_int(j, "finding", i);
        jout_strz(j, "group", change_group_faces[change_group_of(f->label)].key);
        jout_strz(j, "label", code_of(f->label));
        jout_array(j, "parts");
        for (uint32_t k = 0; k < f->n_part; k++) {
            jout_object(j, NULL);
            quotes_json(j, "older", f->part[k].older, f->part[k].n_older);
            quotes_json(j, "newer", f->part[k].newer, f->part[k].n_newer);
            jout_real(j, "similarity", f->part[k].similarity);
            pieces_json(j, &f->part[k]);
            jout_end(j);
        }
        jout_end(j);
        remarks_json(j, v->report, f);
        jout_object(j, "stood");
        jout_int(j, "texts", f->stood.n_text);
        jout_bool(j, "at_least", f->stood_cut);
        runs_json(j, "runs", v->report, &f->stood);
        jout_end(j);
        jout_end(j);
    }
    jout_end(j);
}

/* Every sentence of both texts once, with its one label and the finding that tells of it. This is
** the account by which a program can see that nothing was passed over; the labels of all entries
** add up to the counts. */
static void sentences_json(struct jout *j, const char *key, const struct compare_sentence *s, uint32_t n, const uint32_t *of,
                           const struct compare_member *m)
{
    jout_array(j, key);
    for (uint32_t i = 0; i < n; i++) {
        jout_object(j, NULL);
        jout_int(j, "sentence", (int64_t)i + 1);
        jout_strz(j, "label", code_of(s[i].label));
        jout_span(j, "bytes", m->source[i]);
        if (of[i] != COMPARE_NONE)
            jout_int(j, "finding", of[i]);
        else
            jout_null(j, "finding");
        jout_end(j);
    }
    jout_end(j);
}

/* Forms as the concept list writes them. */
static void forms_json(struct jout *j, const char *key, const struct concept_list *list, const uint32_t *form, uint32_t n)
{
    jout_array(j, key);
    for (uint32_t i = 0; i < n; i++) jout_str(j, NULL, list->form[form[i]].text);
    jout_end(j);
}

/* Every concept of the list, also those that are no news: what was never said is an answer to a
** program's question. The streak is null where no text was read on the concept. `texts` runs
** parallel to the array of the same name above. */
static void concepts_json(struct jout *j, const struct compare_report *rep)
{
    static const char *const said[] = {
        [SAID_YES] = "said", [SAID_SILENT] = "silent", [SAID_NO_TEXT] = "no-text", [SAID_NOT_READ] = "not-read"};
    jout_array(j, "concepts");
    for (uint32_t i = 0; i < rep->concepts.n_row; i++) {
        const struct compare_concept_row *row = &rep->concepts.row[i];
        jout_object(j, NULL);
        jout_str(j, "concept", rep->list->concept[row->concept].name);
        jout_strz(j, "fate", compare_concept_fate_name(row->fate));
        jout_array(j, "texts");
        for (uint32_t t = 0; t < rep->n_text; t++) jout_strz(j, NULL, said[row->cell[t].said]);
        jout_end(j);
        jout_int(j, "texts_saying_it", row->said.n_text);
        if (row->streak.to < rep->n_text) {
            jout_object(j, "streak");
            jout_strz(j, "of", row->streak_said ? "said" : "silent");
            jout_str(j, "from", rep->text[row->streak.from].doc.name);
            jout_str(j, "to", rep->text[row->streak.to].doc.name);
            jout_end(j);
        } else
            jout_null(j, "streak");
        forms_json(j, "forms_gained", rep->list, row->form_gained, row->n_form_gained);
        forms_json(j, "forms_lost", rep->list, row->form_lost, row->n_form_lost);
        jout_bool(j, "much_shorter_text", row->shorter);
        jout_strz(j, "speaker", compare_speaker_name(row->speaker));
        jout_end(j);
    }
    jout_end(j);
}

/* Counts that nobody states are null; the struct has -1. What says so stands beside each, since a
** counted number and a stated one must not be compared without knowing it. */
static void length_json(struct jout *j, const struct compare_length *l)
{
    static const char *const basis[] = {
        [ITEMS_UNKNOWN] = "unknown", [ITEMS_MANIFEST] = "manifest", [ITEMS_COUNTED] = "counted"};
    jout_object(j, "length");
    jout_int(j, "older_words", l->older_words);
    jout_int(j, "newer_words", l->newer_words);
    if (l->older_items >= 0)
        jout_int(j, "older_items", l->older_items);
    else
        jout_null(j, "older_items");
    if (l->newer_items >= 0)
        jout_int(j, "newer_items", l->newer_items);
    else
        jout_null(j, "newer_items");
    jout_strz(j, "older_items_basis", basis[l->older_items_basis]);
    jout_strz(j, "newer_items_basis", basis[l->newer_items_basis]);
    jout_bool(j, "much_shorter", l->shorter);
    jout_end(j);
}

/* Whole, with their bytes where the page was read. A reply is never compared: it answers the
** text, it is no version of it. */
static void replies_json(struct jout *j, const struct compare_report *rep)
{
    jout_array(j, "replies");
    for (uint32_t i = 0; i < rep->n_reply; i++) {
        const struct compare_reply *r = &rep->reply[i];
        jout_object(j, NULL);
        doc_json(j, "document", &r->doc);
        jout_array(j, "sentences");
        for (uint32_t s = 0; r->read && s < r->read->n_sentence; s++) {
            jout_object(j, NULL);
            if (r->page) jout_span(j, "bytes", text_source_span(r->page, r->read->at[s]));
            jout_str(j, "text", str_span(r->read->clean, r->read->at[s]));
            jout_end(j);
        }
        jout_end(j);
        jout_end(j);
    }
    jout_end(j);
}

/* The counts by name, and the sentences that people read. A program should take the counts: the
** wording of the line may change within a version of the schema, its members not. */
static void coverage_json(struct jout *j, const struct change_view *v)
{
    const struct compare_coverage *c = &v->report->coverage;
    jout_object(j, "coverage");
    jout_int(j, "texts", c->n_text);
    jout_int(j, "read", c->n_read);
    jout_int(j, "partly_read", c->n_part_read);
    jout_int(j, "digests", c->n_digest);
    jout_int(j, "undated_left_out", c->n_undated);
    jout_int(j, "copies_left_out", c->n_copy);
    jout_int(j, "replies", c->n_reply);
    jout_day(j, "first", c->first);
    jout_day(j, "last", c->last);
    jout_bool(j, "cut", c->cut);
    jout_int(j, "rival_concept_lists", c->n_rival_list);
    jout_str(j, "line", v->coverage);
    jout_end(j);
}

/* Head, counts, then findings, then the account of every sentence, then concepts, replies and
** coverage. Within a version of the schema members are only added. */
void change_json(buf *out, const struct change_view *v)
{
    const struct compare_report *rep = v->report;
    struct jout j = {.out = out};
    jout_object(&j, NULL);
    jout_strz(&j, "schema", "entente/compare/1");
    if (rep->series.n)
        jout_str(&j, "series", rep->series);
    else
        jout_null(&j, "series");
    jout_bool(&j, "whole_series", rep->whole_series);
    jout_bool(&j, "differs", v->differs);
    jout_array(&j, "texts");
    for (uint32_t i = 0; i < rep->n_text; i++) doc_json(&j, NULL, &rep->text[i].doc);
    jout_end(&j);
    jout_str(&j, "newer", rep->text[rep->newest].doc.name);
    if (rep->previous != COMPARE_NONE)
        jout_str(&j, "older", rep->text[rep->previous].doc.name);
    else
        jout_null(&j, "older");
    jout_object(&j, "counts");
    for (int g = 0; g < GROUP_COUNT; g++) jout_int(&j, change_group_faces[g].key, v->group_sentences[g]);
    jout_end(&j);
    length_json(&j, &rep->length);
    findings_json(&j, v);
    jout_object(&j, "sentences");
    sentences_json(&j, "newer", rep->newer, rep->n_newer, v->of_newer, &rep->text[rep->newest]);
    if (rep->previous != COMPARE_NONE)
        sentences_json(&j, "older", rep->older, rep->n_older, v->of_older, &rep->text[rep->previous]);
    jout_end(&j);
    concepts_json(&j, rep);
    replies_json(&j, rep);
    coverage_json(&j, v);
    jout_end(&j);
}
