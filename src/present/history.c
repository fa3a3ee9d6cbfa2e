/* The history of a concept or a phrase: first and last use, by form, issuer and speaker, year by
** year, gaps.
**
** Three things must never be mixed up here, and each has its own words: a text that was read and
** does not say it (silent), a text that could not be read on it (not known), and a time from
** which the record has no text at all. Every number below leaves the second out, and the coverage
** at the end says how many those are.
**
** First and last are of dated texts. An undated one is counted and quoted, but never decides
** when. */
#include "present/change.h"
#include "present/doc.h"
#include "present/sheet.h"

/* The text that a use stands in. */
static const struct compare_member *member_of(const struct compare_history *h, uint32_t use)
{
    return &h->doc[h->use[use].text].member;
}

/* The day as it sorts, "undated" in words. Undated texts stand last in a history and never decide
** a first or last use. */
static str day_text(day d, arena *ar)
{
    buf b = {0};
    if (d == DATE_NONE)
        buf_addz(&b, "undated");
    else
        day_write(&b, d);
    return doc_str(&b, ar);
}

/* Name of the document and bytes of the source: enough to find the words again. */
static str place_text(const struct compare_member *m, span at, arena *ar)
{
    buf b = {0};
    doc_place(&b, m->doc.name, compare_member_source(m, at));
    return doc_str(&b, ar);
}

/* One use: where, on which day and by what evidence, by whom, and the sentence with its words
** marked. The speaker is quoted as the rule found it; that it is one side of a joint text is told
** only where there are sides. A text that was not read has neither words nor mark. */
static struct sheet_quote quote_of_use(const struct compare_history *h, uint32_t i, arena *ar)
{
    const struct compare_use *u = &h->use[i];
    const struct compare_member *m = member_of(h, i);
    struct sheet_quote q = {.place = place_text(m, u->at, ar),
                            .words = compare_member_sentence(m, u->sentence),
                            .language = m->doc.manifest.language};
    /* Day and evidence, issuer, speaker: in that order, since the day is what a history is read
    ** for. */
    buf about = {0};
    /* The name of a text without a series is made of digits: its title says which it is. */
    if (!m->doc.manifest.series.n && m->doc.manifest.title.n) buf_addf(&about, "%.*s; ", STR_ARG(m->doc.manifest.title));
    doc_date(&about, &m->doc.manifest);
    if (m->doc.manifest.issuer.n) buf_addf(&about, "; %.*s", STR_ARG(m->doc.manifest.issuer));
    if (u->speaker.kind != SPEAKER_UNKNOWN && m->read) {
        buf_addf(&about, "; speaker: \"%.*s\"", STR_ARG(str_span(m->read->clean, u->speaker.at)));
        if (doc_is_joint(&m->doc.manifest)) buf_addf(&about, " (%s)", compare_speaker_name(u->speaker.kind));
    }
    q.about = doc_str(&about, ar);
    if (m->read && q.words.p) {
        uint32_t from = m->read->at[u->sentence].begin;
        q.mark = (span){u->at.begin - from, u->at.end - from};
    }
    return q;
}

/* ---- tables ---- */

/* Columns of all tallies; only issuers have the last one, since only of an issuer is it known
** which texts do not say it. */
static const struct present_column tally_columns[] = {
    {"key", "", CELL_TEXT, 0, true},         {"texts", "texts", CELL_NUMBER, 0, false},
    {"uses", "uses", CELL_NUMBER, 0, false}, {"first", "first", CELL_TEXT, 0, false},
    {"last", "last", CELL_TEXT, 0, false},   {"silent", "silent in", CELL_NUMBER, 0, false}};

/* A row for each key: texts, uses, first and last day. n_column may leave the last column out.
** NULL when memory is short; the sheet then lacks the table, and the arena tells. */
static struct present_table *tally_table(const struct compare_history *h, const struct compare_tally *tally, uint32_t n,
                                         const struct present_column *column, uint32_t n_column, arena *ar)
{
    struct present_table *t = ARENA_NEW(ar, 1, struct present_table);
    struct present_cell *cell = ARENA_NEW(ar, (size_t)n * n_column, struct present_cell);
    if (!t || !cell) return NULL;
    for (uint32_t i = 0; i < n; i++) {
        struct present_cell *row = &cell[(size_t)i * n_column];
        row[0].text = tally[i].key.n ? tally[i].key : STR("(nobody named)");
        row[1].number = tally[i].n_doc;
        row[2].number = tally[i].n_use;
        row[3].text = day_text(member_of(h, tally[i].first_use)->doc.manifest.date, ar);
        row[4].text = day_text(member_of(h, tally[i].last_use)->doc.manifest.date, ar);
        if (n_column > 5) row[5].number = tally[i].n_silent_after;
    }
    *t = (struct present_table){.column = column, .n_column = n_column, .cell = cell, .n_row = n};
    return t;
}

/* ---- year by year ---- */

/* Columns of 28 beside the year fill 80 columns with two issuers and are still read with three on
** a wider terminal. */
enum { ISSUERS_MAX = 3 };

/* Issuers who ever said it, those with the earliest text first; as many as a line can hold beside
** each other. The others stand in the table by issuer. Returns how many were picked. */
static uint32_t issuers_who_said(const struct compare_history *h, uint32_t pick[ISSUERS_MAX])
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < h->n_timeline && n < ISSUERS_MAX; i++) {
        bool said = false;
        for (uint32_t y = 0; y < h->timeline[i].n_period; y++) said = said || h->timeline[i].period[y].said == SAID_YES;
        if (said) pick[n++] = i;
    }
    return n;
}

/* Whether two years can share a row: nobody said it in either, and each issuer is the same in
** both. A year in which somebody said it always has its own row. */
static bool alike(const struct compare_history *h, const uint32_t *pick, uint32_t n, uint32_t a, uint32_t b)
{
    for (uint32_t c = 0; c < n; c++) {
        const struct compare_period *p = &h->timeline[pick[c]].period[a], *q = &h->timeline[pick[c]].period[b];
        if (p->said == SAID_YES || p->said != q->said) return false;
    }
    return true;
}

/* Texts of an issuer in years [from, to] that could not be read on the subject. A year counts as
** silent as soon as one of its texts was read, so these must be taken off before anyone is called
** silent. Linear in the documents, for each cell of the table: years that share a row keep the
** cells few. */
static uint32_t not_read_in(const struct compare_history *h, const struct compare_timeline *t, uint32_t from, uint32_t to)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < h->n_doc; i++) {
        const struct manifest *m = &h->doc[i].member.doc.manifest;
        if (h->doc[i].said != SAID_NOT_READ || m->date == DATE_NONE || !str_eq(m->issuer, t->key)) continue;
        int32_t year = civil_of_day(m->date).year;
        n += year >= t->period[from].year && year <= t->period[to].year;
    }
    return n;
}

/* What an issuer's texts say in years that share a row: "said in 3 of 4", "silent in 2, 1 not
** read". No text in the record is told from silence: the record may lack what was issued, and
** claims nothing of it. */
static str years_text(const struct compare_history *h, const struct compare_timeline *t, uint32_t from, uint32_t to, arena *ar)
{
    buf b = {0};
    uint32_t n_doc = 0, n_said = 0, n_not_read = not_read_in(h, t, from, to);
    for (uint32_t y = from; y <= to; y++) {
        n_doc += t->period[y].n_doc;
        n_said += t->period[y].n_doc_said;
    }
    switch (t->period[from].said) {
    case SAID_YES: buf_addf(&b, "said in %u of %u", n_said, n_doc - n_not_read); break;
    case SAID_SILENT: buf_addf(&b, "silent in %u", n_doc - n_not_read); break;
    case SAID_NO_TEXT: buf_addz(&b, "no text in the record"); break;
    case SAID_NOT_READ: buf_addf(&b, "not known, %u not read on it", n_not_read); break;
    }
    if (n_not_read && t->period[from].said != SAID_NOT_READ) buf_addf(&b, ", %u not read", n_not_read);
    return doc_str(&b, ar);
}

/* Years as rows, the newest first; years of the same silence share a row. NULL: nobody said it,
** or no memory. The columns are made here because their headings are the issuers' names. */
static struct present_table *year_table(const struct compare_history *h, arena *ar)
{
    /* All time lines have the same years, so the first picked one gives their number. */
    uint32_t pick[ISSUERS_MAX], n = issuers_who_said(h, pick), n_year = n ? h->timeline[pick[0]].n_period : 0;
    struct present_table *t = ARENA_NEW(ar, 1, struct present_table);
    struct present_column *column = ARENA_NEW(ar, (size_t)n + 1, struct present_column);
    struct present_cell *cell = ARENA_NEW(ar, (size_t)n_year * (n + 1), struct present_cell);
    /* Nobody said it: then the answer is in the lead, and a table of silences would hide it. */
    if (!n || !t || !column || !cell) return NULL;
    column[0] = (struct present_column){"year", "year", CELL_TEXT, 0, false};
    for (uint32_t c = 0; c < n; c++) {
        str key = h->timeline[pick[c]].key;
        /* Headings are terminated strings, as most are the program's own; an issuer's name must
        ** be copied for it. */
        const char *head = str_zt(ar, key.n ? key : STR("(issuer unknown)"));
        column[c + 1] = (struct present_column){"said", head ? head : "issuer", CELL_TEXT, 28, false};
    }
    *t = (struct present_table){.column = column, .n_column = n + 1, .cell = cell};
    /* From the newest year back; each step takes as many years as share a row with it. */
    for (uint32_t to = n_year; to > 0;) {
        uint32_t from = to - 1;
        while (from > 0 && alike(h, pick, n, from - 1, to - 1)) from--;
        struct present_cell *row = &cell[(size_t)t->n_row++ * (n + 1)];
        const struct compare_period *first = &h->timeline[pick[0]].period[from], *last = &h->timeline[pick[0]].period[to - 1];
        buf years = {0};
        buf_addf(&years, "%d", first->year);
        if (last != first) buf_addf(&years, "-%d", last->year);
        row[0].text = doc_str(&years, ar);
        for (uint32_t c = 0; c < n; c++) row[c + 1].text = years_text(h, &h->timeline[pick[c]], from, to - 1, ar);
        to = from;
    }
    return t;
}

/* ---- lines ---- */

/* The answer in a sentence. Texts that could not be read on the subject are in neither number:
** "said in none of 6" must not count a text that nobody could read. */
static str lead_line(const struct compare_history *h, arena *ar)
{
    buf b = {0};
    /* Texts read on it: those that say it and those that are silent. */
    uint32_t said = 0, read = 0;
    for (uint32_t i = 0; i < h->n_doc; i++) {
        said += h->doc[i].said == SAID_YES;
        read += h->doc[i].said == SAID_YES || h->doc[i].said == SAID_SILENT;
    }
    if (!h->n_use)
        buf_addf(&b, "Said in none of %u texts that could be read on it.", read);
    else
        buf_addf(&b, "Said in %u of %u texts, %u time%s.", said, read, h->n_use, h->n_use == 1 ? "" : "s");
    return doc_str(&b, ar);
}

/* Silences between two uses in one series: they ended, so they are no silences of today, which
** `entente silences` lists. */
static str gaps_line(const struct compare_history *h, arena *ar)
{
    buf b = {0};
    for (uint32_t i = 0; i < h->n_gap; i++) {
        const struct compare_gap *g = &h->gap[i];
        if (i) buf_addz(&b, "; ");
        buf_addf(&b, "%.*s: silent in %u text%s between %.*s and %.*s", STR_ARG(g->series), g->n_silent,
                 g->n_silent == 1 ? "" : "s", STR_ARG(h->doc[g->before].member.doc.name),
                 STR_ARG(h->doc[g->after].member.doc.name));
    }
    return doc_str(&b, ar);
}

/* What was looked for, so that "never said" can be judged: a word that is missing from the list
** was not looked for. */
static str forms_line(const struct compare_history *h, arena *ar)
{
    buf b = {0};
    for (uint32_t i = 0; h->concept != COMPARE_NONE && i < h->list->n_form; i++) {
        if (h->list->form[i].concept != h->concept) continue;
        buf_addz(&b, b.n ? ", " : "Forms looked for: ");
        buf_add(&b, h->list->form[i].text);
    }
    return doc_str(&b, ar);
}

/* The series that all texts asked belong to; empty when they are of several, or of none. Linear
** in the documents. */
static str common_series(const struct compare_history *h)
{
    str series = h->n_doc ? h->doc[0].member.doc.manifest.series : (str){NULL, 0};
    for (uint32_t i = 1; i < h->n_doc; i++) {
        if (!str_eq(h->doc[i].member.doc.manifest.series, series)) return (str){NULL, 0};
    }
    return series;
}

/* Which texts, to which day, and of which nothing is known. A text that was read in part only is
** told apart by whether the thing asked for is among what could not be read. Copies are named as
** left out: else the same text would count as two. */
static str coverage_line(const struct compare_history *h, arena *ar)
{
    buf b = {0};
    uint32_t n_not_read = 0, n_other = 0, n_disputed = 0;
    str disputed = {"", 0}; /* the first of them */
    for (uint32_t i = 0; i < h->n_doc; i++) {
        n_not_read += h->doc[i].said == SAID_NOT_READ;
        n_other += h->doc[i].said != SAID_NOT_READ && h->doc[i].member.n_not_read > 0;
        if (h->doc[i].member.doc.disputed && !n_disputed++) disputed = h->doc[i].member.doc.name;
    }
    buf_addf(&b, "%u text%s", h->n_doc, h->n_doc == 1 ? "" : "s");
    if (common_series(h).n) buf_addf(&b, " of %.*s", STR_ARG(common_series(h)));
    if (h->first != DATE_NONE) {
        buf_addz(&b, ", ");
        day_write_long(&b, h->first);
        if (h->last != h->first) buf_addz(&b, " to ");
        if (h->last != h->first) day_write_long(&b, h->last);
    }
    buf_addc(&b, '.');
    if (h->n_undated) buf_addf(&b, " %u without a date.", h->n_undated);
    if (n_not_read) buf_addf(&b, " %u could not be read on it: there it is unknown, not silent.", n_not_read);
    if (n_other) buf_addf(&b, " %u could not be read on other subjects.", n_other);
    if (h->n_copy) buf_addf(&b, " %u cop%s left out.", h->n_copy, h->n_copy == 1 ? "y was" : "ies were");
    doc_say_disputes(&b, n_disputed, disputed, h->list ? h->list->n_rival : 0);
    doc_view(&b, &h->view);
    return doc_str(&b, ar);
}

/* ---- JSON ---- */

/* First and last as documents, not days: a program that wants the day has it in `documents`. */
static void tallies_json(struct jout *j, const char *key, const struct compare_history *h, const struct compare_tally *t,
                         uint32_t n)
{
    jout_array(j, key);
    for (uint32_t i = 0; i < n; i++) {
        jout_object(j, NULL);
        jout_str(j, "key", t[i].key);
        jout_int(j, "texts", t[i].n_doc);
        jout_int(j, "uses", t[i].n_use);
        jout_str(j, "first", member_of(h, t[i].first_use)->doc.name);
        jout_str(j, "last", member_of(h, t[i].last_use)->doc.name);
        jout_int(j, "silent_after", t[i].n_silent_after);
        jout_end(j);
    }
    jout_end(j);
}

/* Every use, also where the other faces show the first and the last. */
static void uses_json(struct jout *j, const struct compare_history *h)
{
    jout_array(j, "uses");
    for (uint32_t i = 0; i < h->n_use; i++) {
        const struct compare_use *u = &h->use[i];
        const struct compare_member *m = member_of(h, i);
        jout_object(j, NULL);
        jout_str(j, "document", m->doc.name);
        jout_day(j, "date", m->doc.manifest.date);
        jout_int(j, "sentence", (int64_t)u->sentence + 1);
        jout_span(j, "bytes", compare_member_source(m, u->at));
        if (m->read) jout_str(j, "words", str_span(m->read->clean, u->at));
        jout_str(j, "text", compare_member_sentence(m, u->sentence));
        jout_strz(j, "speaker_kind", compare_speaker_name(u->speaker.kind));
        if (u->speaker.kind != SPEAKER_UNKNOWN && m->read)
            jout_str(j, "speaker", str_span(m->read->clean, u->speaker.at));
        else
            jout_null(j, "speaker");
        jout_end(j);
    }
    jout_end(j);
}

/* Every year of every issuer, one by one: the joining of rows is for people. */
static void years_json(struct jout *j, const struct compare_history *h)
{
    jout_array(j, "timelines");
    for (uint32_t i = 0; i < h->n_timeline; i++) {
        jout_object(j, NULL);
        jout_str(j, "issuer", h->timeline[i].key);
        jout_array(j, "years");
        for (uint32_t y = 0; y < h->timeline[i].n_period; y++) {
            const struct compare_period *p = &h->timeline[i].period[y];
            jout_object(j, NULL);
            jout_int(j, "year", p->year);
            jout_strz(j, "said", compare_said_name(p->said));
            jout_int(j, "texts", p->n_doc);
            jout_int(j, "texts_saying_it", p->n_doc_said);
            jout_int(j, "uses", p->n_use);
            jout_end(j);
        }
        jout_end(j);
        jout_end(j);
    }
    jout_end(j);
}

/* Schema entente/history/1. concept is null for a phrase. */
static void history_json(buf *out, const struct compare_history *h, str coverage)
{
    struct jout j = {.out = out};
    jout_object(&j, NULL);
    jout_strz(&j, "schema", "entente/history/1");
    jout_str(&j, "asked", h->asked);
    if (h->concept != COMPARE_NONE)
        jout_str(&j, "concept", h->list->concept[h->concept].name);
    else
        jout_null(&j, "concept");
    jout_array(&j, "documents");
    for (uint32_t i = 0; i < h->n_doc; i++) {
        jout_object(&j, NULL);
        jout_str(&j, "document", h->doc[i].member.doc.name);
        jout_day(&j, "date", h->doc[i].member.doc.manifest.date);
        jout_strz(&j, "said", compare_said_name(h->doc[i].said));
        jout_int(&j, "uses", h->doc[i].n_use);
        jout_end(&j);
    }
    jout_end(&j);
    uses_json(&j, h);
    tallies_json(&j, "by_form", h, h->by_form, h->n_by_form);
    tallies_json(&j, "by_issuer", h, h->by_issuer, h->n_by_issuer);
    tallies_json(&j, "by_speaker", h, h->by_speaker, h->n_by_speaker);
    years_json(&j, h);
    jout_array(&j, "gaps");
    for (uint32_t i = 0; i < h->n_gap; i++) {
        jout_object(&j, NULL);
        jout_str(&j, "series", h->gap[i].series);
        jout_str(&j, "before", h->doc[h->gap[i].before].member.doc.name);
        jout_str(&j, "after", h->doc[h->gap[i].after].member.doc.name);
        jout_int(&j, "silent_texts", h->gap[i].n_silent);
        jout_end(&j);
    }
    jout_end(&j);
    jout_str(&j, "coverage", coverage);
    jout_end(&j);
}

/* ---- the sheet ---- */

/* First and last use, or all of them in one section. Undated texts come last and cannot say when:
** the last use is that of the last dated one, and there is none to show when that is the first. */
static enum status use_sections(struct sheet_section *first, struct sheet_section *last, const struct compare_history *h,
                                bool all, arena *ar, struct err *err)
{
    uint32_t n = all ? h->n_use : h->n_use ? 1 : 0;
    first->heading = all ? "Every use" : "First use";
    first->quote = ARENA_NEW(ar, n, struct sheet_quote);
    if (!first->quote) return arena_why(ar, err);
    for (; first->n_quote < n; first->n_quote++) first->quote[first->n_quote] = quote_of_use(h, first->n_quote, ar);
    /* Undated texts come last and cannot say when: step back over them. One dated use alone is
    ** the first use, and needs no second section. */
    uint32_t at = h->n_use;
    while (at > 1 && member_of(h, at - 1)->doc.manifest.date == DATE_NONE) at--;
    if (all || at < 2) return OK;
    last->heading = "Last use";
    last->quote = ARENA_NEW(ar, 1, struct sheet_quote);
    if (!last->quote) return arena_why(ar, err);
    last->quote[last->n_quote++] = quote_of_use(h, at - 1, ar);
    return OK;
}

/* First use, last use, then the counts by form, issuer and speaker, then the years, then the
** gaps, then what was looked for. The sections are made for both people's faces at once; JSON is
** written from the history itself. */
enum status present_history(buf *out, const struct compare_history *h, bool all, const struct present_style *style, arena *ar,
                            struct err *err)
{
    if (style->face == FACE_JSON) {
        history_json(out, h, coverage_line(h, ar));
        return OK;
    }
    /* Forms and speakers go without the last column: of neither is it known which texts do not
    ** say it. */
    enum { TALLY_COLUMNS = ARRAY_LEN(tally_columns) };
    /* Empty ones are left out by the sheet, so all are filled in without asking which have
    ** anything. */
    struct sheet_section section[8] = {{0}};
    struct sheet sheet = {
        .section = section, .n_section = ARRAY_LEN(section), .lead = lead_line(h, ar), .coverage = coverage_line(h, ar)};
    buf title = {0};
    if (h->concept != COMPARE_NONE)
        buf_addf(&title, "History of %.*s", STR_ARG(h->list->concept[h->concept].name));
    else
        buf_addf(&title, "History of \"%.*s\"", STR_ARG(h->asked));
    sheet.title = doc_str(&title, ar);
    enum status st = use_sections(&section[0], &section[1], h, all, ar, err);
    if (st) return st;
    section[2] = (struct sheet_section){
        .heading = "By form", .table = tally_table(h, h->by_form, h->n_by_form, tally_columns, TALLY_COLUMNS - 1, ar)};
    section[3] = (struct sheet_section){
        .heading = "By issuer", .table = tally_table(h, h->by_issuer, h->n_by_issuer, tally_columns, TALLY_COLUMNS, ar)};
    section[4] = (struct sheet_section){
        .heading = "By speaker", .table = tally_table(h, h->by_speaker, h->n_by_speaker, tally_columns, TALLY_COLUMNS - 1, ar)};
    section[5] = (struct sheet_section){.heading = "Year by year", .table = h->n_use ? year_table(h, ar) : NULL};
    section[6] = (struct sheet_section){.heading = "Gaps", .line = gaps_line(h, ar)};
    section[7] = (struct sheet_section){.line = forms_line(h, ar)};
    if (style->face == FACE_HTML)
        sheet_html(out, &sheet);
    else
        sheet_terminal(out, &sheet, style);
    return OK;
}
