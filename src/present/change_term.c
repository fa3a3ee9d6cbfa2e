/* What changed, on a terminal: what a reader with twenty minutes wants first stands first. Signs
** carry what colours carry, so that nothing is lost without them, in a mail or in a log file.
**
** Everything shown is in the view; this file decides order, marks and indents. No line is wider
** than the terminal (from 40 columns on), and none but the quoted words comes from a source. A
** finding looks like this:
**
** ~ Both sides held [-in-depth discussions-] {+an in-depth dialogue+} on all areas: the sign of
** its group, the redline;
**
** ncg/2025-12-11 @786-1011, was ncg/2025-01-10 @831-994: where the newer and the older words
** stand;
**
** * who says it changed: "The United States" -> "The U.S. head": what stands out, then plain
** remarks after a "-". */
#include "present/change.h"
#include "present/doc.h"
#include "present/term.h"

/* Kept sentences have no colour: what did not change is background. */
static enum term_style group_style(enum change_group g)
{
    switch (g) {
    case GROUP_DROPPED: return TERM_DROPPED;
    case GROUP_RETURNED: return TERM_RETURNED;
    case GROUP_FIRST:
    case GROUP_NEW: return TERM_FIRST;
    case GROUP_REWORDED: return TERM_REWORDED;
    case GROUP_MOVED: return TERM_MOVED;
    case GROUP_KEPT:
    case GROUP_COUNT: break;
    }
    return TERM_KEPT;
}

/* What the writing of one answer needs. p is scratch, empty between two paragraphs, so that its
** memory is asked for once. */
struct face {
    buf *out;
    const struct change_view *v;
    const struct present_style *style;
    struct term_para p; /* scratch */
};

/* Write the paragraph that was gathered, its first line at the margin, and empty it. */
static void put(struct face *f, uint32_t indent)
{
    term_write(f->out, &f->p, 0, indent, f->style->columns, f->style->color);
    term_clear(&f->p);
}

/* One paragraph in one style, all its lines at the indent. */
static void put_line(struct face *f, uint32_t indent, str words, enum term_style style)
{
    buf_fill(f->out, ' ', indent);
    term_add(&f->p, words, style);
    term_write(f->out, &f->p, indent, indent, f->style->columns, f->style->color);
    term_clear(&f->p);
}

/* A group's head: its sign, its name, and what the name means in words: nobody should need the
** manual to know what "returned" claims. sign, means NULL: none. */
static void heading(struct face *f, const char *sign, const char *words, const char *means, enum term_style style)
{
    buf_addc(f->out, '\n');
    if (sign) term_addf(&f->p, style, "%s ", sign);
    term_addz(&f->p, words, style);
    if (means) {
        term_addz(&f->p, "  ", TERM_PLAIN);
        term_addz(&f->p, means, TERM_DIM);
    }
    put(f, 2);
}

/* ---- head ---- */

/* The newest text by name, title, day and issuer, and what it is held against. A first text says
** that there is nothing to hold it against, instead of calling all its sentences new. */
static void write_head(struct face *f)
{
    const struct compare_report *rep = f->v->report;
    const struct record_doc *doc = &rep->text[rep->newest].doc;
    buf line = {0};
    term_add(&f->p, doc->name, TERM_BOLD);
    term_addz(&f->p, "  ", TERM_PLAIN);
    term_add(&f->p, doc_title(&doc->manifest), TERM_BOLD);
    put(f, 2);
    doc_day_issuer(&line, &doc->manifest);
    term_add(&f->p, buf_str(&line), TERM_PLAIN);
    buf_free(&line);
    put(f, 0);
    if (rep->previous == COMPARE_NONE) {
        put_line(f, 0, STR("the first text of its series: there is nothing to hold it against"), TERM_PLAIN);
        return;
    }
    term_addz(&f->p, "against ", TERM_PLAIN);
    term_add(&f->p, rep->text[rep->previous].doc.name, TERM_PLAIN);
    if (rep->n_text > 2) term_addf(&f->p, TERM_PLAIN, " and the %u before it", rep->n_text - 2);
    put(f, 0);
}

/* One number for each group, also for empty ones (dimmed): that nothing was dropped is an answer.
** Of "first" and "new" only the one that can occur is shown when it is empty. Then the lengths,
** as a warning where the newer is much shorter: much of what follows may be owed to that alone. A
** no-break space keeps a number beside its sign. */
static void write_counts(struct face *f)
{
    const struct change_view *v = f->v;
    buf_addc(f->out, '\n');
    for (int g = 0; g < GROUP_COUNT; g++) {
        const struct change_group_face *face = &change_group_faces[g];
        /* Held against all predecessors a sentence is first, not new, unless one of them could
        ** not be read; the other way round "first" cannot be said. The one that should not occur
        ** is shown only when it does. */
        if (g == (v->report->whole_series ? GROUP_NEW : GROUP_FIRST) && !v->group_sentences[g]) continue;
        if (f->p.text.n) term_addz(&f->p, "  ", TERM_PLAIN);
        term_addf(&f->p, v->group_sentences[g] ? group_style((enum change_group)g) : TERM_DIM, "%s\u00a0%u\u00a0%s", face->sign,
                  v->group_sentences[g], face->key);
    }
    put(f, 0);
    if (v->report->previous == COMPARE_NONE) return;
    /* Right below the numbers, for those who read no further. */
    if (v->gone_unread.n) {
        term_addz(&f->p, "! ", TERM_WARNING);
        term_add(&f->p, v->gone_unread, TERM_WARNING);
        put(f, 2);
    }
    if (v->report->length.shorter)
        term_addz(&f->p, "! much shorter: ", TERM_WARNING);
    else
        term_addz(&f->p, "length: ", TERM_PLAIN);
    term_add(&f->p, v->length, v->report->length.shorter ? TERM_WARNING : TERM_PLAIN);
    put(f, 2);
}

/* An official answer stands beside what it answers, in its own words and before the findings, so
** that no page can be quoted without it. A long one is cut, with the command that shows the rest. */
static void write_replies(struct face *f)
{
    /* Enough for a denial in full; a speech is for `entente show`. */
    enum { SENTENCES_MAX = 8 };
    for (uint32_t i = 0; i < f->v->report->n_reply; i++) {
        const struct compare_reply *r = &f->v->report->reply[i];
        buf_addc(f->out, '\n');
        buf line = {0};
        buf_addz(&line, ", ");
        doc_day_issuer(&line, &r->doc.manifest);
        term_addz(&f->p, "Reply: ", TERM_BOLD);
        term_add(&f->p, doc_title(&r->doc.manifest), TERM_BOLD);
        term_add(&f->p, buf_str(&line), TERM_PLAIN);
        term_addf(&f->p, TERM_DIM, " (%.*s)", STR_ARG(r->doc.name));
        buf_free(&line);
        put(f, 2);
        for (uint32_t s = 0; r->read && s < r->read->n_sentence && s < SENTENCES_MAX; s++)
            put_line(f, 4, str_span(r->read->clean, r->read->at[s]), TERM_PLAIN);
        if (r->read && r->read->n_sentence > SENTENCES_MAX)
            buf_addf(f->out, "    (%u more: entente show %.*s)\n", r->read->n_sentence - SENTENCES_MAX, STR_ARG(r->doc.name));
    }
}

/* ---- concepts ---- */

/* A space where no text was issued, so that the strip keeps its columns. */
static char cell_sign(const struct compare_cell *cell)
{
    switch (cell->said) {
    case SAID_YES: return 'x';
    case SAID_SILENT: return '.';
    case SAID_NO_TEXT: return ' ';
    case SAID_NOT_READ: break;
    }
    return '?';
}

enum { LINE_MIN = 20 }; /* columns that words need to be read beside a table */

/* Sign, name and strip in columns, then what became of it; on a narrow terminal, or beside many
** texts, that goes below them. The exclamation mark says that it was lost in a much shorter text,
** which the legend explains. */
static void concept_row(struct face *f, const struct change_concept *c, uint32_t wide)
{
    /* Only the newest texts: the strip must fit beside the name, and what became of a concept is
    ** decided at its end. */
    uint32_t n = f->v->report->n_text, from = n > CHANGE_STRIP_MAX ? n - CHANGE_STRIP_MAX : 0;
    buf b = {0};
    buf_addf(&b, "%s%c ", c->sign, c->row->shorter ? '!' : ' ');
    term_put(f->out, buf_str(&b), TERM_BOLD, f->style->color);
    buf_clear(&b);
    term_fit(&b, c->name, wide, true);
    buf_addz(&b, "  ");
    for (uint32_t i = from; i < n; i++) buf_addc(&b, cell_sign(&c->row->cell[i]));
    uint32_t indent = (uint32_t)utf8_columns(buf_str(&b)) + 5;
    /* A narrow terminal, or many texts. */
    bool below = indent + LINE_MIN > f->style->columns;
    if (below) indent = 5;
    term_put(f->out, buf_str(&b), TERM_PLAIN, false);
    buf_addz(f->out, below ? "\n     " : "  ");
    buf_free(&b);
    term_add(&f->p, c->line, TERM_PLAIN);
    term_write(f->out, &f->p, indent, indent, f->style->columns, f->style->color);
    term_clear(&f->p);
}

/* The same thing in other words: both forms, which are often long, so they get a line of their
** own instead of columns. */
static void concept_words(struct face *f, const struct change_concept *c)
{
    term_addf(&f->p, TERM_BOLD, "%s  ", c->sign);
    term_add(&f->p, c->name, TERM_PLAIN);
    term_addz(&f->p, ": ", TERM_PLAIN);
    term_add(&f->p, c->line, TERM_PLAIN);
    put(f, 5);
}

/* Names of people and offices change with every meeting: one line for all of them. A no-break
** space keeps each beside its sign. */
static void concept_people(struct face *f)
{
    const struct change_view *v = f->v;
    for (uint32_t i = 0; i < v->n_concept; i++) {
        const struct change_concept *c = &v->concept[i];
        if (c->kind != CONCEPT_SHOWN_PERSON) continue;
        term_addz(&f->p, f->p.text.n ? ", " : "people and offices: ", TERM_PLAIN);
        term_addf(&f->p, TERM_BOLD, "%s\u00a0", c->sign);
        term_add(&f->p, c->name, TERM_PLAIN);
    }
    if (!f->p.text.n) return;
    buf_addz(f->out, "   ");
    term_write(f->out, &f->p, 3, 5, f->style->columns, f->style->color);
    term_clear(&f->p);
}

/* Columns are as wide as the longest name, at most 32 or half the line. The heading says how many texts
** the strip goes over, since a strip that begins in the middle of a series must not read as the
** whole of it. */
static void write_concepts(struct face *f)
{
    const struct change_view *v = f->v;
    uint32_t wide = 4, most = f->style->columns / 2 < 32 ? f->style->columns / 2 : 32;
    if (!v->n_concept && !v->same_concepts.n) return;
    const char *means = v->report->n_text > CHANGE_STRIP_MAX
                            ? "the 24 newest texts, this one last: x said, . silent, ? not known"
                            : "from the oldest text to this one: x said, . silent, ? not known";
    heading(f, NULL, "Concepts", v->n_concept ? means : NULL, TERM_BOLD);
    for (uint32_t i = 0; i < v->n_concept; i++) {
        size_t w = v->concept[i].kind == CONCEPT_SHOWN_ROW ? utf8_columns(v->concept[i].name) : 0;
        if (w > wide) wide = w > most ? most : (uint32_t)w;
    }
    for (uint32_t i = 0; i < v->n_concept; i++) {
        if (v->concept[i].kind == CONCEPT_SHOWN_WORDS) concept_words(f, &v->concept[i]);
        if (v->concept[i].kind == CONCEPT_SHOWN_ROW) concept_row(f, &v->concept[i], wide);
    }
    concept_people(f);
    if (!v->same_concepts.n) return;
    term_addz(&f->p, "=  said as before: ", TERM_DIM);
    term_add(&f->p, v->same_concepts, TERM_DIM);
    put(f, 5);
}

/* ---- findings ---- */

/* A piece of a redline: marks around what is gone and what is new, so that it reads without
** colour too. The marks are those of wdiff. */
static void add_piece(struct term_para *p, const struct change_piece *piece)
{
    if (piece->space) term_addz(p, " ", TERM_PLAIN);
    switch (piece->op) {
    case CHANGE_SAME: term_add(p, piece->newer, TERM_PLAIN); break;
    case CHANGE_DELETED:
        term_addz(p, "[-", TERM_DELETED);
        term_add(p, piece->older, TERM_DELETED);
        term_addz(p, "-]", TERM_DELETED);
        break;
    case CHANGE_INSERTED:
        term_addz(p, "{+", TERM_INSERTED);
        term_add(p, piece->newer, TERM_INSERTED);
        term_addz(p, "+}", TERM_INSERTED);
        break;
    case CHANGE_RENAMED:
        term_addz(p, "{=", TERM_REWORDED);
        term_add(p, piece->older, TERM_REWORDED);
        term_addz(p, " -> ", TERM_REWORDED);
        term_add(p, piece->newer, TERM_REWORDED);
        term_addz(p, "=}", TERM_REWORDED);
        break;
    }
}

/* Where the quotes stand, so that a reader can check them with `entente show`. Sentences of one
** part are of one document: its name is written once. */
static void add_places(struct term_para *p, const struct change_quote *q, uint32_t n)
{
    buf place = {0};
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            buf_addf(&place, ", @%u-%u", q[i].source.begin, q[i].source.end);
        else
            doc_place(&place, q[i].name, q[i].source);
    }
    term_add(p, buf_str(&place), TERM_DIM);
    buf_free(&place);
}

/* The redline, or the sentence alone; then its place, what kind of rewording it is, and where it
** stood before. A moved sentence gives its numbers only where they differ: with equal ones others
** came and went around it, and "sentence 4, was 4" would look like an error. */
static void write_part(struct face *f, enum compare_label label, const struct change_part *part, const char *sign,
                       enum term_style style)
{
    /* The newer side where there is one: a dropped sentence has only the older. */
    const struct change_quote *shown = part->n_newer ? part->newer : part->older;
    uint32_t n_shown = part->n_newer ? part->n_newer : part->n_older;
    buf_addc(f->out, '\n');
    term_addf(&f->p, style, "%s ", sign);
    if (part->n_piece) {
        for (uint32_t i = 0; i < part->n_piece; i++) add_piece(&f->p, &part->piece[i]);
    } else {
        for (uint32_t i = 0; i < n_shown; i++) {
            if (i) term_addz(&f->p, " ", TERM_PLAIN);
            term_add(&f->p, shown[i].words, TERM_PLAIN);
        }
    }
    put(f, 2);
    term_addz(&f->p, "  ", TERM_PLAIN);
    if (change_group_of(label) == GROUP_REWORDED && label != LABEL_REWORDED)
        term_addf(&f->p, TERM_BOLD, "%s: ", compare_label_name(label));
    add_places(&f->p, shown, n_shown);
    if (part->n_newer && part->n_older && label != LABEL_KEPT) {
        /* A returned sentence stands beside the older text that had it, or beside what it
        ** replaces. */
        bool elsewhere = label == LABEL_RETURNED && (part->older[0].text != f->v->report->previous || !part->n_piece);
        term_addz(&f->p, !elsewhere ? ", was " : part->n_piece ? ", like " : ", as in ", TERM_DIM);
        add_places(&f->p, part->older, part->n_older);
        bool moved = label == LABEL_MOVED || label == LABEL_MOVED_REWORDED;
        if (moved && part->newer[0].sentence != part->older[0].sentence) /* equal numbers: others came and went around it */
            term_addf(&f->p, TERM_DIM, " (sentence %u, was %u)", part->newer[0].sentence + 1, part->older[0].sentence + 1);
    }
    buf_addz(f->out, "  ");
    term_write(f->out, &f->p, 2, 4, f->style->columns, f->style->color);
    term_clear(&f->p);
}

/* All parts under the sign of their group, then the remarks that are not told elsewhere. */
static void write_finding(struct face *f, const struct change_finding *x, bool all)
{
    enum change_group g = change_group_of(x->label);
    for (uint32_t i = 0; i < x->n_part; i++) write_part(f, x->label, &x->part[i], change_group_faces[g].sign, group_style(g));
    for (uint32_t i = 0; i < x->n_remark; i++) {
        /* What another line says already is never said again, not even with --all. */
        if (x->remark[i].merged || (x->remark[i].minor && !all)) continue;
        term_addz(&f->p, x->remark[i].strong ? "* " : "- ", x->remark[i].strong ? TERM_BOLD : TERM_PLAIN);
        term_add(&f->p, x->remark[i].line, TERM_PLAIN);
        buf_addz(f->out, "  ");
        term_write(f->out, &f->p, 2, 4, f->style->columns, f->style->color);
        term_clear(&f->p);
    }
}

/* In the order of the groups; kept sentences are one line unless all is asked for, because they
** are most of many texts. The line says how to see them. */
static void write_groups(struct face *f, bool all)
{
    const struct change_view *v = f->v;
    for (int g = 0; g < GROUP_COUNT; g++) {
        const struct change_group_face *face = &change_group_faces[g];
        uint32_t from = v->group_from[g], to = v->group_from[g + 1];
        if (from == to) continue;
        /* Most of many texts is kept: a line that counts them, and how to see them. */
        if (g == GROUP_KEPT && !all) {
            buf_addc(f->out, '\n');
            term_addf(&f->p, TERM_DIM, "%s %u sentence%s kept word for word; --all shows %s", face->sign, v->group_sentences[g],
                      v->group_sentences[g] == 1 ? "" : "s", v->group_sentences[g] == 1 ? "it" : "them");
            put(f, 2);
            continue;
        }
        heading(f, face->sign, face->heading, face->means, group_style((enum change_group)g));
        for (uint32_t i = from; i < to; i++) write_finding(f, &v->finding[i], all);
    }
}

/* Head, counts, official replies, concepts, findings, legend, coverage. The legend stands at the
** end, where the eye is when a sign was not understood; the coverage is always the last thing
** said. */
void change_terminal(buf *out, const struct change_view *v, bool all, const struct present_style *style)
{
    struct face f = {.out = out, .v = v, .style = style};
    write_head(&f);
    write_counts(&f);
    write_replies(&f);
    write_concepts(&f);
    write_groups(&f, all);
    buf_addc(out, '\n');
    if (v->report->previous != COMPARE_NONE)
        put_line(&f, 0,
                 STR("[-gone-] {+come in+} {=same thing, old name -> new name=}; name @a-b: the document and the bytes of its "
                     "source; * what stands out; -! in a much shorter text"),
                 TERM_DIM);
    term_addz(&f.p, "Coverage: ", TERM_BOLD);
    term_add(&f.p, v->coverage, TERM_PLAIN);
    put(&f, 0);
    if (f.p.text.failed) out->failed = f.p.text.failed;
    term_free(&f.p);
}
