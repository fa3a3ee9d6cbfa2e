/* Agreed language and silences of a series: what recurs, what broke off, what is said no more.
** "Silent" is said only of texts that were read on the subject; "ended" says that the newest text
** lacks a phrase, not that anyone withdrew it.
**
** Both answers may be long, so both are cut by --max, and say so with the number that there is.
** JSON is cut too and has that number as `found`. */
#include "present/change.h"
#include "present/doc.h"
#include "present/sheet.h"

/* Stretches of texts in which it stood, first and last of each by name: an array of pairs. Two
** runs mean that it broke off in between, in a text that was read. */
static void runs_json(struct jout *j, const struct compare_member *text, const struct compare_runs *runs)
{
    jout_array(j, "stood");
    for (uint32_t i = 0; i < runs->n; i++) {
        jout_array(j, NULL);
        jout_str(j, NULL, text[runs->run[i].from].doc.name);
        jout_str(j, NULL, text[runs->run[i].to].doc.name);
        jout_end(j);
    }
    jout_end(j);
}

/* One use by document and source bytes; the words only of a text that was read. The sentence is
** numbered as `entente show` numbers it. */
static void use_json(struct jout *j, const char *key, const struct compare_member *text, const struct compare_use *u)
{
    const struct compare_member *m = &text[u->text];
    jout_object(j, key);
    jout_str(j, "document", m->doc.name);
    jout_int(j, "sentence", (int64_t)u->sentence + 1);
    jout_span(j, "bytes", compare_member_source(m, u->at));
    if (m->read) jout_str(j, "words", str_span(m->read->clean, u->at));
    jout_end(j);
}

/* How many of those found are shown, and how to have the others: a list that was cut must not
** look whole. */
static void add_shown(buf *lead, uint32_t shown, uint32_t found)
{
    if (shown < found)
        buf_addf(lead, "; the first %u (--max 0 shows all):", shown);
    else
        buf_addc(lead, found ? ':' : '.');
}

/* ---- phrases ---- */

/* Whether it still stands, how long and how common it is, its first and last place, and where it
** broke off in between. A break is a stretch of texts that were read and lack it. */
static str say_phrase(const struct compare_phrases *p, const struct compare_phrase *f, arena *ar)
{
    buf b = {0};
    const struct compare_member *first = &p->text[f->first.text], *last = &p->text[f->last.text];
    buf_addf(&b, "%s; %u words in %u of %u texts, first ", f->in_newest ? "stands" : "ended", f->n_word, f->stood.n_text,
             p->n_text);
    doc_place(&b, first->doc.name, compare_member_source(first, f->first.at));
    buf_addz(&b, ", last ");
    doc_place(&b, last->doc.name, compare_member_source(last, f->last.at));
    if (f->n_break) buf_addf(&b, ", %u break%s between", f->n_break, f->n_break == 1 ? "" : "s");
    return doc_str(&b, ar);
}

/* Schema entente/phrases/1. `found` counts all phrases, of which the list may be the first few. */
static void phrases_json(buf *out, const struct compare_phrases *p, uint32_t n, str coverage)
{
    struct jout j = {.out = out};
    jout_object(&j, NULL);
    jout_strz(&j, "schema", "entente/phrases/1");
    jout_str(&j, "series", p->series);
    jout_int(&j, "min_words", p->min_words);
    jout_int(&j, "min_texts", p->min_texts);
    jout_int(&j, "texts", p->n_text);
    jout_int(&j, "found", p->n_phrase);
    jout_array(&j, "phrases");
    for (uint32_t i = 0; i < n; i++) {
        const struct compare_phrase *f = &p->phrase[i];
        jout_object(&j, NULL);
        jout_str(&j, "phrase", f->text);
        jout_int(&j, "words", f->n_word);
        jout_int(&j, "texts", f->stood.n_text);
        jout_int(&j, "uses", f->n_use);
        jout_int(&j, "breaks", f->n_break);
        jout_bool(&j, "stands", f->in_newest);
        use_json(&j, "first", p->text, &f->first);
        use_json(&j, "last", p->text, &f->last);
        runs_json(&j, p->text, &f->stood);
        jout_end(&j);
    }
    jout_end(&j);
    jout_str(&j, "coverage", coverage);
    jout_end(&j);
}

/* In the order in which the comparison sorted them. max 0: all. The words of a phrase are those
** of its last use, in the language of that text; its place stands in the line above. */
enum status present_phrases(buf *out, const struct compare_phrases *p, uint32_t max, const struct present_style *style,
                            arena *ar, struct err *err)
{
    /* The comparison sorted them by what was asked for, so the first n are the ones wanted. */
    uint32_t n = max && p->n_phrase > max ? max : p->n_phrase;
    str coverage = change_say_coverage(&p->coverage, p->series, p->text, p->n_text, ar);
    if (style->face == FACE_JSON) {
        phrases_json(out, p, n, coverage);
        return OK;
    }
    /* One section without a heading: the title says what they are. */
    struct sheet_section section = {.quote = ARENA_NEW(ar, n, struct sheet_quote)};
    if (!section.quote) return arena_why(ar, err);
    for (uint32_t i = 0; i < n; i++) {
        const struct compare_phrase *f = &p->phrase[i];
        section.quote[section.n_quote++] = (struct sheet_quote){
            .about = say_phrase(p, f, ar), .words = f->text, .language = p->text[f->last.text].doc.manifest.language};
    }
    buf title = {0}, lead = {0};
    buf_addf(&title, "Agreed language of %.*s", STR_ARG(p->series.n ? p->series : STR("the texts")));
    buf_addf(&lead, "%u phrase%s of %u word%s or more in %u text%s or more", p->n_phrase, p->n_phrase == 1 ? "" : "s",
             p->min_words, p->min_words == 1 ? "" : "s", p->min_texts, p->min_texts == 1 ? "" : "s");
    add_shown(&lead, n, p->n_phrase);
    struct sheet sheet = {
        .title = doc_str(&title, ar), .lead = doc_str(&lead, ar), .section = &section, .n_section = 1, .coverage = coverage};
    if (style->face == FACE_HTML)
        sheet_html(out, &sheet);
    else
        sheet_terminal(out, &sheet, style);
    return OK;
}

/* ---- silences ---- */

/* A concept by its name, a phrase by its words as they last stood. */
static str silence_name(const struct compare_silences *s, const struct compare_silence *x)
{
    return x->concept != COMPARE_NONE ? s->list->concept[x->concept].name : x->phrase;
}

/* The last use, with what is meant marked in it: a phrase needs no other heading. Since when,
** over how many texts, and that the silence began in a much shorter text, if it did: there the
** length alone may explain it, and the reader should be told before writing that a promise was
** dropped. */
static struct sheet_quote quote_of_silence(const struct compare_silences *s, const struct compare_silence *x, arena *ar)
{
    const struct compare_member *m = &s->text[x->last.text];
    struct sheet_quote q = {.name = x->concept != COMPARE_NONE ? silence_name(s, x) : (str){NULL, 0},
                            .words = compare_member_sentence(m, x->last.sentence),
                            .language = m->doc.manifest.language};
    buf b = {0};
    buf_addz(&b, "said in ");
    buf_add(&b, change_say_runs(s->text, &x->stood, false, ar));
    /* The first text after the last use that was read on it; none was, when every later text
    ** could not be read on it. */
    if (x->since != COMPARE_NONE && x->since < s->n_text)
        buf_addf(&b, "; silent since %.*s, %u text%s", STR_ARG(s->text[x->since].doc.name), x->n_silent,
                 x->n_silent == 1 ? "" : "s");
    if (x->shorter) buf_addz(&b, " (a much shorter text)");
    buf_addz(&b, "; last use ");
    doc_place(&b, m->doc.name, compare_member_source(m, x->last.at));
    q.about = doc_str(&b, ar);
    if (m->read && q.words.p) {
        uint32_t from = m->read->at[x->last.sentence].begin;
        q.mark = (span){x->last.at.begin - from, x->last.at.end - from};
    }
    return q;
}

/* Schema entente/silences/1. `never` holds all names, also where people see fewer. */
static void silences_json(buf *out, const struct compare_silences *s, uint32_t n, str coverage)
{
    struct jout j = {.out = out};
    jout_object(&j, NULL);
    jout_strz(&j, "schema", "entente/silences/1");
    jout_str(&j, "series", s->series);
    jout_int(&j, "min_texts", s->min_texts);
    jout_int(&j, "found", s->n_silence);
    jout_array(&j, "silences");
    for (uint32_t i = 0; i < n; i++) {
        const struct compare_silence *x = &s->silence[i];
        jout_object(&j, NULL);
        jout_strz(&j, "kind", x->concept != COMPARE_NONE ? "concept" : "phrase");
        jout_str(&j, "name", silence_name(s, x));
        jout_int(&j, "texts", x->stood.n_text);
        runs_json(&j, s->text, &x->stood);
        if (x->since < s->n_text)
            jout_str(&j, "since", s->text[x->since].doc.name);
        else
            jout_null(&j, "since");
        jout_int(&j, "silent_texts", x->n_silent);
        jout_bool(&j, "much_shorter_text", x->shorter);
        use_json(&j, "last", s->text, &x->last);
        jout_end(&j);
    }
    jout_end(&j);
    jout_array(&j, "never");
    for (uint32_t i = 0; i < s->n_never; i++) jout_str(&j, NULL, s->list->concept[s->never[i]].name);
    jout_end(&j);
    jout_str(&j, "coverage", coverage);
    jout_end(&j);
}

/* Concepts of the list that the series never said: told apart from what fell silent. A list made
** for another series may be all but unsaid here, so no more names are given than silences were
** asked for. max 0: all. */
static str never_line(const struct compare_silences *s, uint32_t max, arena *ar)
{
    buf b = {0};
    uint32_t n = max && s->n_never > max ? max : s->n_never;
    for (uint32_t i = 0; i < n; i++) {
        if (i) buf_addz(&b, ", ");
        buf_add(&b, s->list->concept[s->never[i]].name);
    }
    if (n < s->n_never) buf_addf(&b, " and %u more (--max 0 names all)", s->n_never - n);
    return doc_str(&b, ar);
}

/* Concepts first, then phrases, each in the order of the comparison: the latest silence first.
** The three sections are one answer and share one limit. */
enum status present_silences(buf *out, const struct compare_silences *s, uint32_t max, const struct present_style *style,
                             arena *ar, struct err *err)
{
    /* Concepts stand before phrases in the comparison's order, so a small max shows concepts
    ** alone. */
    uint32_t n = max && s->n_silence > max ? max : s->n_silence;
    str coverage = change_say_coverage(&s->coverage, s->series, s->text, s->n_text, ar);
    if (style->face == FACE_JSON) {
        silences_json(out, s, n, coverage);
        return OK;
    }
    /* All three are always made; the sheet leaves out those that stay empty. */
    struct sheet_section section[3] = {{.heading = "Concepts"},
                                       {.heading = "Phrases"},
                                       {.heading = "Concepts that no text of the series said", .line = never_line(s, max, ar)}};
    /* Each may have to hold all n: which are concepts is known only when they are looked at. */
    section[0].quote = ARENA_NEW(ar, n, struct sheet_quote);
    section[1].quote = ARENA_NEW(ar, n, struct sheet_quote);
    if (!section[0].quote || !section[1].quote) return arena_why(ar, err);
    for (uint32_t i = 0; i < n; i++) {
        struct sheet_section *x = &section[s->silence[i].concept == COMPARE_NONE];
        x->quote[x->n_quote++] = quote_of_silence(s, &s->silence[i], ar);
    }
    buf title = {0}, lead = {0};
    buf_addf(&title, "Silences of %.*s", STR_ARG(s->series.n ? s->series : STR("the texts")));
    buf_addf(&lead, "%u thing%s said in %u text%s or more and not in the newest", s->n_silence, s->n_silence == 1 ? "" : "s",
             s->min_texts, s->min_texts == 1 ? "" : "s");
    add_shown(&lead, n, s->n_silence);
    struct sheet sheet = {.title = doc_str(&title, ar),
                          .lead = doc_str(&lead, ar),
                          .section = section,
                          .n_section = ARRAY_LEN(section),
                          .coverage = coverage};
    if (style->face == FACE_HTML)
        sheet_html(out, &sheet);
    else
        sheet_terminal(out, &sheet, style);
    return OK;
}
