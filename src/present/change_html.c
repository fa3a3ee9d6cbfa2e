/* What changed, as one page: findings by group, then both texts side by side in the newer one's
** order, then which texts were asked. To be printed, mailed, read on a telephone: no script,
** nothing fetched, all of it readable without colours, and every quote with its document and
** bytes.
**
** What is written with z() is the program's own; all else goes through html_text.
** test/unit/change_faces_test.c reads the pages of random series with a strict parser. */
#include "present/change.h"
#include "present/doc.h"
#include "present/html.h"

/* What the writing of one page needs. */
struct page {
    buf *out;
    const struct change_view *v;
};

/* A string of the program's own, which needs no escaping. Never for anything that a source or a
** manifest gave. */
static void z(struct page *p, const char *zt) { buf_addz(p->out, zt); }

/* Language of a text by its number in the report, for the lang attribute of what is quoted from
** it. */
static str language_of(const struct page *p, uint32_t text) { return p->v->report->text[text].doc.manifest.language; }

/* A sign for eyes, its word for a reader who hears the page: a voice would say "hyphen" or
** nothing. */
static void put_sign(struct page *p, enum change_group g)
{
    const struct change_group_face *face = &change_group_faces[g];
    buf_addf(p->out, "<span class=\"sign %s\" aria-hidden=\"true\">", face->key);
    html_textz(p->out, face->sign);
    buf_addf(p->out, "</span><span class=\"heard\">%s: </span>", face->key);
}

/* The document once, then the bytes of each sentence. */
static void put_places(struct page *p, const struct change_quote *q, uint32_t n)
{
    z(p, "<span class=\"place\">");
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            z(p, ", ");
        else
            html_text(p->out, q[0].name);
        buf_addf(p->out, " @%u-%u", q[i].source.begin, q[i].source.end);
    }
    z(p, "</span>");
}

/* ---- one side of a part ---- */

/* One side of a redline: what stands only on the other side is left out. The first piece shown
** has no space before it, whatever was left out before it. */
static void put_pieces(struct page *p, const struct change_part *part, bool older)
{
    /* The same loop writes both sides: what is the side's own is marked, what is the other's is
    ** passed over. */
    enum change_op own = older ? CHANGE_DELETED : CHANGE_INSERTED, other = older ? CHANGE_INSERTED : CHANGE_DELETED;
    bool first = true;
    for (uint32_t i = 0; i < part->n_piece; i++) {
        const struct change_piece *x = &part->piece[i];
        if (x->op == other) continue;
        if (x->space && !first) z(p, " ");
        first = false;
        if (x->op == own) z(p, older ? "<del>" : "<ins>");
        if (x->op == CHANGE_RENAMED) z(p, "<span class=\"name\">");
        html_text(p->out, older ? x->older : x->newer);
        if (x->op == CHANGE_RENAMED) z(p, "</span>");
        if (x->op == own) z(p, older ? "</del>" : "</ins>");
    }
}

/* A paragraph of words in their own language, and one with their places. The words of a side
** without a redline are its sentences, one after the other. */
static void put_side(struct page *p, const struct change_part *part, bool older)
{
    const struct change_quote *q = older ? part->older : part->newer;
    uint32_t n = older ? part->n_older : part->n_newer;
    z(p, "<p");
    html_lang(p->out, language_of(p, q[0].text));
    z(p, ">");
    if (part->n_piece) put_pieces(p, part, older);
    for (uint32_t i = 0; !part->n_piece && i < n; i++) {
        if (i) z(p, " ");
        html_text(p->out, q[i].words);
    }
    z(p, "</p>\n<p>");
    put_places(p, q, n);
    z(p, "</p>\n");
}

/* ---- head ---- */

/* The title is the document's, in its language; "What changed" stands above it, since the page
** may be printed and found on a desk. */
static void put_head(struct page *p)
{
    const struct compare_report *rep = p->v->report;
    const struct record_doc *doc = &rep->text[rep->newest].doc;
    buf line = {0};
    z(p, "<header>\n<p class=\"over\">What changed</p>\n<h1");
    html_lang(p->out, doc->manifest.language);
    z(p, ">");
    /* A page headed "untitled" says nothing on a desk: then the name stands there. */
    bool titled = doc->manifest.title.n > 0;
    html_text(p->out, titled ? doc->manifest.title : doc->name);
    z(p, "</h1>\n<p>");
    html_text(p->out, titled ? doc->name : doc_title(&doc->manifest));
    z(p, "; ");
    doc_day_issuer(&line, &doc->manifest);
    html_text(p->out, buf_str(&line));
    buf_free(&line);
    z(p, "</p>\n<p>");
    if (rep->previous == COMPARE_NONE)
        z(p, "The first text of its series: there is nothing to hold it against.");
    else {
        z(p, "Against ");
        html_text(p->out, rep->text[rep->previous].doc.name);
        if (rep->n_text > 2) buf_addf(p->out, " and the %u before it", rep->n_text - 2);
        z(p, ".");
    }
    z(p, "</p>\n</header>\n");
}

/* That a group is empty is an answer too, and it has no box to tick. Only one of first and new is
** spoken of, as on a terminal. Not for a first text, which has no groups to speak of. */
static void put_empty_groups(struct page *p)
{
    const struct change_view *v = p->v;
    const char *empty[GROUP_COUNT];
    uint32_t n = 0;
    for (int g = 0; g < GROUP_COUNT; g++) {
        if (v->group_sentences[g] || g == (v->report->whole_series ? GROUP_NEW : GROUP_FIRST)) continue;
        empty[n++] = change_group_faces[g].key;
    }
    if (!n || v->report->previous == COMPARE_NONE) return;
    z(p, "<p class=\"foot\">No sentence is ");
    for (uint32_t i = 0; i < n; i++) {
        if (i) z(p, i + 1 < n ? ", " : " or ");
        z(p, empty[i]);
    }
    z(p, ".</p>\n");
}

/* A box for each group that has sentences: unticked, its findings and rows are hidden by the
** style sheet (:has), without a script. Browsers that do not know :has show all, which is the
** safe side. */
static void put_counts(struct page *p)
{
    const struct change_view *v = p->v;
    z(p, "<fieldset class=\"filter\">\n<legend>Sentences; untick to hide</legend>\n");
    for (int g = 0; g < GROUP_COUNT; g++) {
        const struct change_group_face *face = &change_group_faces[g];
        if (!v->group_sentences[g]) continue;
        buf_addf(p->out, "<label><input type=\"checkbox\" id=\"f-%s\" checked> ", face->key);
        buf_addf(p->out, "<span class=\"sign %s\" aria-hidden=\"true\">", face->key);
        html_textz(p->out, face->sign);
        buf_addf(p->out, "</span> %u %s</label>\n", v->group_sentences[g], face->key);
    }
    z(p, "</fieldset>\n");
    put_empty_groups(p);
    if (v->report->previous == COMPARE_NONE) return;
    /* Before the length: a page is often quoted by its first lines, and "6 dropped" without this would be quoted as six that
    ** are gone. */
    if (v->gone_unread.n) {
        z(p, "<p class=\"warn\">");
        html_text(p->out, v->gone_unread);
        z(p, ".</p>\n");
    }
    z(p, v->report->length.shorter ? "<p class=\"warn\"><strong>Much shorter:</strong> " : "<p>Length: ");
    html_text(p->out, v->length);
    z(p, ".</p>\n");
}

/* As on the terminal, but whole: a page may be long. */
static void put_replies(struct page *p)
{
    const struct compare_report *rep = p->v->report;
    for (uint32_t i = 0; i < rep->n_reply; i++) {
        const struct compare_reply *r = &rep->reply[i];
        buf line = {0};
        z(p, "<section class=\"reply\">\n<h2>Reply: ");
        html_text(p->out, doc_title(&r->doc.manifest));
        z(p, "</h2>\n<p>");
        html_text(p->out, r->doc.name);
        z(p, "; ");
        doc_day_issuer(&line, &r->doc.manifest);
        html_text(p->out, buf_str(&line));
        buf_free(&line);
        z(p, "</p>\n<blockquote");
        html_lang(p->out, r->doc.manifest.language);
        z(p, ">");
        for (uint32_t s = 0; r->read && s < r->read->n_sentence; s++) {
            z(p, "<p>");
            html_text(p->out, str_span(r->read->clean, r->read->at[s]));
            z(p, "</p>");
        }
        z(p, "</blockquote>\n</section>\n");
    }
}

/* ---- concepts ---- */

/* A dot for each text, with its name and what it says as a tooltip. The newest CHANGE_STRIP_MAX
** of them. */
static void put_strip(struct page *p, const struct compare_concept_row *row)
{
    /* What a dot shows and what its tooltip says; a text that was not issued leaves a gap of the
    ** same width. */
    static const struct {
        const char *sign, *heard;
    } said[] = {[SAID_YES] = {"&#9679;", "said"},
                [SAID_SILENT] = {"&#183;", "silent"},
                [SAID_NO_TEXT] = {"&#160;", "no text"},
                [SAID_NOT_READ] = {"?", "not known"}};
    const struct compare_report *rep = p->v->report;
    for (uint32_t i = rep->n_text > CHANGE_STRIP_MAX ? rep->n_text - CHANGE_STRIP_MAX : 0; i < rep->n_text; i++) {
        z(p, "<span title=\"");
        html_text(p->out, rep->text[i].doc.name);
        buf_addf(p->out, ": %s\">%s</span>", said[row->cell[i].said].heard, said[row->cell[i].said].sign);
    }
}

/* Without a spoken word: what became of the concept is said in the same row. */
static void put_concept_sign(struct page *p, const struct change_concept *c)
{
    buf_addf(p->out, "<span class=\"sign %s\" aria-hidden=\"true\">", change_group_faces[c->group].key);
    html_textz(p->out, c->sign);
    z(p, "</span> ");
}

/* The name is a heading of its row, so that a voice repeats it with each cell. */
static void put_concept_row(struct page *p, const struct change_concept *c)
{
    z(p, "<tr><th scope=\"row\">");
    put_concept_sign(p, c);
    html_text(p->out, c->name);
    z(p, "</th><td class=\"strip\">");
    put_strip(p, c->row);
    z(p, "</td><td>");
    html_text(p->out, c->line);
    if (c->row->shorter) z(p, "; much shorter text");
    z(p, "</td></tr>\n");
}

/* The same thing in other words; then people and offices, who change with every meeting, in one
** line. */
static void put_concept_lines(struct page *p)
{
    const struct change_view *v = p->v;
    /* Each list is opened by the first that belongs in it, and not at all without one. */
    bool words = false, people = false;
    for (uint32_t i = 0; i < v->n_concept; i++) {
        const struct change_concept *c = &v->concept[i];
        if (c->kind != CONCEPT_SHOWN_WORDS) continue;
        z(p, words ? "<li>" : "<p>In other words:</p>\n<ul>\n<li>");
        words = true;
        html_text(p->out, c->name);
        z(p, ": ");
        html_text(p->out, c->line);
        z(p, "</li>\n");
    }
    if (words) z(p, "</ul>\n");
    for (uint32_t i = 0; i < v->n_concept; i++) {
        const struct change_concept *c = &v->concept[i];
        if (c->kind != CONCEPT_SHOWN_PERSON) continue;
        z(p, people ? ", " : "<p>People and offices: ");
        people = true;
        put_concept_sign(p, c);
        html_text(p->out, c->name);
    }
    if (people) z(p, ".</p>\n");
}

/* Opens the table; it says how many texts the strip goes over when it is not all of them. */
static void put_concepts_head(struct page *p)
{
    z(p, "<table class=\"concepts\">\n<thead><tr><th scope=\"col\">Concept</th><th scope=\"col\">");
    z(p, p->v->report->n_text > CHANGE_STRIP_MAX ? "The 24 newest texts, oldest first" : "Texts, oldest first");
    z(p, "</th><th scope=\"col\">What became of it</th></tr></thead>\n<tbody>\n");
}

/* Rows first, then the lines, then what is said as before. No table where there is no row: people
** may be all the news. */
static void put_concepts(struct page *p)
{
    const struct change_view *v = p->v;
    bool rows = false;
    if (!v->n_concept && !v->same_concepts.n) return;
    z(p, "<section>\n<h2>Concepts</h2>\n");
    for (uint32_t i = 0; i < v->n_concept; i++) {
        if (v->concept[i].kind != CONCEPT_SHOWN_ROW) continue;
        if (!rows) put_concepts_head(p);
        rows = true;
        put_concept_row(p, &v->concept[i]);
    }
    if (rows) z(p, "</tbody></table>\n<p class=\"foot\">&#9679; said, &#183; silent, ? not known.</p>\n");
    put_concept_lines(p);
    if (v->same_concepts.n) {
        z(p, "<p>Said as before: ");
        html_text(p->out, v->same_concepts);
        z(p, ".</p>\n");
    }
    z(p, "</section>\n");
}

/* ---- findings ---- */

/* Those that the terminal shows without --all. */
static void put_remarks(struct page *p, const struct change_finding *f)
{
    bool some = false;
    for (uint32_t i = 0; i < f->n_remark; i++) {
        if (f->remark[i].minor || f->remark[i].merged) continue;
        if (!some) z(p, "<ul>\n");
        some = true;
        z(p, f->remark[i].strong ? "<li class=\"strong\">" : "<li>");
        html_text(p->out, f->remark[i].line);
        z(p, "</li>\n");
    }
    if (some) z(p, "</ul>\n");
}

/* Older and newer side by side when there is a redline, else one below the other's place. A
** rewording that is more than that (moved, split, joined) says so above its first part. */
static void put_finding(struct page *p, const struct change_finding *f, enum change_group g)
{
    z(p, "<article>\n");
    for (uint32_t i = 0; i < f->n_part; i++) {
        const struct change_part *part = &f->part[i];
        /* Without a redline the two sides are the same words, and once is enough. */
        bool both = part->n_piece && part->n_older && part->n_newer;
        z(p, both ? "<div class=\"pair\">\n<div>\n" : "<div>\n");
        if (g == GROUP_REWORDED && f->label != LABEL_REWORDED && i == 0) {
            z(p, "<p class=\"over\">");
            html_textz(p->out, compare_label_name(f->label));
            z(p, "</p>\n");
        }
        if (both || !part->n_newer) put_side(p, part, true);
        if (both) z(p, "</div>\n<div>\n");
        if (part->n_newer) put_side(p, part, false);
        if (!both && part->n_newer && part->n_older) {
            z(p, g == GROUP_RETURNED ? "<p>as in " : "<p>was ");
            put_places(p, part->older, part->n_older);
            z(p, "</p>\n");
        }
        z(p, both ? "</div>\n</div>\n" : "</div>\n");
    }
    put_remarks(p, f);
    z(p, "</article>\n");
}

/* Kept ones stand in the side by side below, and nowhere else. */
static void put_groups(struct page *p)
{
    const struct change_view *v = p->v;
    for (int g = 0; g < GROUP_KEPT; g++) {
        const struct change_group_face *face = &change_group_faces[g];
        if (v->group_from[g] == v->group_from[g + 1]) continue;
        buf_addf(p->out, "<section class=\"g-%s\">\n<h2><span class=\"sign %s\" aria-hidden=\"true\">", face->key, face->key);
        html_textz(p->out, face->sign);
        buf_addf(p->out, "</span> %s</h2>\n<p class=\"foot\">%s</p>\n", face->heading, face->means);
        for (uint32_t i = v->group_from[g]; i < v->group_from[g + 1]; i++) put_finding(p, &v->finding[i], (enum change_group)g);
        z(p, "</section>\n");
    }
}

/* ---- side by side ---- */

/* A row for each part. An older text that is not the previous one is shown on the left only where
** a redline needs it; its place names it, so it cannot be taken for the previous one. The class
** is that of the group, by which the boxes at the top hide rows and findings alike. */
static void put_row(struct page *p, const struct change_finding *f)
{
    enum change_group g = change_group_of(f->label);
    uint32_t previous = p->v->report->previous;
    for (uint32_t i = 0; i < f->n_part; i++) {
        const struct change_part *part = &f->part[i];
        /* A returned sentence without a redline equals an older text's; the previous text, whose
        ** column this is, does not have it. */
        bool older = part->n_older && (part->older[0].text == previous || part->n_piece);
        buf_addf(p->out, "<tr class=\"g-%s\"><td>", change_group_faces[g].key);
        if (older)
            put_side(p, part, true);
        else
            z(p, "<p class=\"foot\">not in this text</p>\n");
        z(p, "</td><td>");
        put_sign(p, g);
        if (part->n_newer)
            put_side(p, part, false);
        else
            z(p, "<p class=\"foot\">not in this text</p>\n");
        z(p, "</td></tr>\n");
    }
}

/* Rows in the order of the newer text; what was dropped stands where it stood in the older one,
** before the first newer sentence that is linked to something after it. Each finding has its rows
** once, also one that tells of several sentences. Linear in the sentences of both texts. */
static void put_both(struct page *p)
{
    const struct change_view *v = p->v;
    const struct compare_report *rep = v->report;
    uint32_t next = 0; /* dropped sentences before this one are written */
    if (rep->previous == COMPARE_NONE) return;
    z(p, "<section>\n<h2>Both texts, side by side</h2>\n<table class=\"both\">\n<thead><tr><th scope=\"col\">");
    html_text(p->out, rep->text[rep->previous].doc.name);
    z(p, "</th><th scope=\"col\">");
    html_text(p->out, rep->text[rep->newest].doc.name);
    z(p, "</th></tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i <= rep->n_newer; i++) {
        /* Dropped sentences up to the one that this newer sentence grew from go before it; after
        ** the last newer one, all that are left. A newer sentence without a link moves nothing
        ** forward, and one that moved up lets nothing be written twice, since next only grows. */
        uint32_t upto = rep->n_older;
        if (i < rep->n_newer) upto = rep->newer[i].n_link ? rep->links.link[rep->newer[i].link_from].older : next;
        for (; next < upto; next++) {
            if (rep->older[next].label == LABEL_DROPPED) put_row(p, &v->finding[v->of_older[next]]);
        }
        /* Sentences that share a finding stand side by side in its one row. */
        bool told = i > 0 && i < rep->n_newer && v->of_newer[i] == v->of_newer[i - 1];
        if (i < rep->n_newer && !told) put_row(p, &v->finding[v->of_newer[i]]);
    }
    z(p, "</tbody></table>\n</section>\n");
}

/* Which texts, where they came from, and the hash of each source: with it anyone can tell whether
** the file in hand is the one that was compared. The newest first; more than a screenful is
** folded away. */
static void put_texts(struct page *p)
{
    const struct compare_report *rep = p->v->report;
    z(p, "<section>\n<h2>Coverage</h2>\n<p>");
    html_text(p->out, p->v->coverage);
    z(p, "</p>\n");
    /* A longer list is folded away; printed, it stays folded, since the coverage above it counts
    ** the texts. */
    enum { OPEN_MAX = 12 };
    bool folded = rep->n_text > OPEN_MAX;
    if (folded) buf_addf(p->out, "<details>\n<summary>The %u texts</summary>\n", rep->n_text);
    z(p, "<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">Text</th><th scope=\"col\">Title</th><th "
         "scope=\"col\">Address</th><th scope=\"col\">SHA-256 of the source</th></tr></thead>\n<tbody>\n");
    for (uint32_t i = rep->n_text; i-- > 0;) {
        const struct record_doc *doc = &rep->text[i].doc;
        z(p, "<tr><td>");
        html_text(p->out, doc->name);
        z(p, "</td><td");
        html_lang(p->out, doc->manifest.language);
        z(p, ">");
        html_text(p->out, doc_title(&doc->manifest));
        z(p, "</td><td class=\"address\">");
        html_text(p->out, doc->manifest.address);
        z(p, "</td><td class=\"hash\">");
        source_hash_write(p->out, &doc->source);
        z(p, "</td></tr>\n");
    }
    z(p, "</tbody></table></div>\n");
    if (folded) z(p, "</details>\n");
    z(p, "<p class=\"foot\">Places are bytes of the source: @1032-1190 is from byte 1032 up to byte "
         "1190.</p>\n</section>\n");
}

/* In the terminal's order, with both texts in full before the coverage. */
void change_html(buf *out, const struct change_view *v)
{
    /* The title of the window names the document, for whoever has several of these pages open. */
    struct page p = {out, v};
    const struct record_doc *doc = &v->report->text[v->report->newest].doc;
    buf title = {0};
    buf_addf(&title, "What changed: %.*s", STR_ARG(doc->name));
    html_begin(out, buf_str(&title), STR("en"));
    buf_free(&title);
    z(&p, "<main id=\"main\">\n");
    put_head(&p);
    put_counts(&p);
    put_replies(&p);
    put_concepts(&p);
    put_groups(&p);
    put_both(&p);
    put_texts(&p);
    z(&p, "</main>\n");
    html_end(out);
}
