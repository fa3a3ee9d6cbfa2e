/* Loading from the record: which texts make up a series, their spines, their words when they are asked for. No
** SQL is needed here: the record's own calls give all of it.
**
** What is left out of a comparison is left out here and counted: replies (shown beside it), copies and
** near-copies (they would make every sentence "kept"), undated texts (they have no place in the order). One
** answer sees one state of the record: all reading is inside one transaction, which is rolled back, since
** nothing is written.
**
** Cost, for a series of n texts: one query for its documents and one for their spines; then the core asks for
** words, as a rule those of the two newest texts and of the few that findings name. A history over many
** documents asks the full-text index first which of them to read. */
#include "compare/series_parts.h"
#include "store/store.h"

#include <stdlib.h>

/* What reading a member needs; lives as long as the series. ar is that of the answer: what is read for a
** finding lives as long as the finding. */
struct loader {
    record *r;
    compare_vocab *vocab;
    arena *ar;
};

/* A series of the record, or two documents, ready for the core. The list lies here and not in the loader, since
** the series, the vocabulary and the answer all point to it. */
struct loaded {
    struct compare_series series;
    struct concept_list list;
    struct loader loader;
    struct compare_coverage coverage; /* the counts of what was left out */
};

/* All that one answer reads is read from one state of the record, and the file is locked once instead of for every text. */
static enum status begin_reading(bool *began, record *r, struct err *err)
{
    *began = !store_in_transaction(record_store(r));
    return *began ? store_exec(record_store(r), "BEGIN", err) : OK;
}

/* A transaction of the caller's is left as it was. */
static void end_reading(bool began, record *r)
{
    if (began) store_rollback(record_store(r));
}

/* ---- members ---- */

/* The whole page again from its bytes: for what will be quoted, since only then clean text and bytes are tied
** together. The compare_reader of the record. Costs the parsing of the page. */
static enum status read_member(void *ctx, struct compare_member *m, struct err *err)
{
    struct loader *l = ctx;
    struct record_reading *reading = ARENA_NEW(l->ar, 1, struct record_reading);
    struct compare_text *t = ARENA_NEW(l->ar, 1, struct compare_text);
    if (!reading || !t) return arena_why(l->ar, err);
    enum status st = record_read(reading, l->r, &m->doc, l->ar, err);
    if (!st) st = compare_text_of_reading(t, l->vocab, reading, l->ar, err);
    if (st) return st;
    m->read = t;
    m->page = &reading->page;
    return OK;
}

/* Sentences cut from the source's bytes where the spine says they are. Cheap, and right for plain UTF-8; the
** core checks. E_FORMAT for spans beyond the bytes: a damaged index must not read outside them. All sentences
** count as one paragraph, which likeness does not look at. */
static enum status skim_member(void *ctx, const struct compare_text **out, const struct compare_member *m, struct err *err)
{
    struct loader *l = ctx;
    struct compare_text *t = ARENA_NEW(l->ar, 1, struct compare_text);
    uint32_t *paragraph = ARENA_NEW(l->ar, m->n_sentence, uint32_t);
    str bytes;
    if (!t || !paragraph) return arena_why(l->ar, err);
    enum status st = record_bytes(&bytes, l->r, &m->doc.source, l->ar, err);
    for (uint32_t i = 0; !st && i < m->n_sentence; i++)
        if (m->source[i].begin > m->source[i].end || m->source[i].end > bytes.n)
            st = err_set(err, E_FORMAT, "the index of %.*s does not fit its text; `entente rebuild` makes it again",
                         STR_ARG(m->doc.name));
    *out = t;
    if (st) return st;
    return compare_text_make(t, l->vocab, bytes, m->source, paragraph, NULL, m->n_sentence, l->ar, err);
}

/* The spine of a document that stands in no series: made from its text. For pairs, whose texts may stand in no
** series and then have no spine in the index; the signatures are the same function that the index used. */
static enum status spine_of_text(struct compare_member *m, arena *ar, struct err *err)
{
    uint32_t n = m->read->n_sentence;
    span *source = ARENA_NEW(ar, n, span);
    uint64_t(*bag)[2] = arena_alloc(ar, n, sizeof *bag), *wording = ARENA_NEW(ar, n, uint64_t);
    if (!source || !bag || !wording) return arena_why(ar, err);
    buf scratch = {0};
    for (uint32_t i = 0; i < n; i++) {
        source[i] = text_source_span(m->page, m->read->at[i]);
        record_sentence_prints(&wording[i], bag[i], compare_member_sentence(m, i), &scratch);
    }
    enum status st = buf_check(&scratch, err);
    buf_free(&scratch);
    m->n_sentence = n;
    m->source = source;
    m->wording = wording;
    m->bag = (const uint64_t(*)[2])bag;
    return st;
}

/* Row numbers are unique. */
static int by_doc(const void *pa, const void *pb)
{
    const struct record_spine *a = pa, *b = pb;
    return (a->doc > b->doc) - (a->doc < b->doc);
}

/* Spines come in order of date and members too, but documents left out have spines as well: they are met by row
** number. One query for the series, then a search for each member. */
static enum status take_spines(struct loaded *l, str series, struct record_view view, arena *ar, struct err *err)
{
    struct record_spine *spine;
    uint32_t n;
    enum status st = record_series_spines(&spine, &n, l->loader.r, series, view, ar, err);
    if (st) return st;
    if (n) qsort(spine, n, sizeof *spine, by_doc);
    for (uint32_t t = 0; t < l->series.n_text; t++) {
        struct compare_member *m = &l->series.text[t];
        struct record_spine key = {.doc = m->doc.id};
        const struct record_spine *s = n ? bsearch(&key, spine, n, sizeof *spine, by_doc) : NULL;
        if (!s) continue; /* a text without a sentence has none; another is found out when it is read */
        m->n_sentence = s->n;
        m->source = s->source;
        m->wording = s->wording;
        m->bag = (const uint64_t(*)[2])s->bag;
    }
    return OK;
}

/* The concept list in force in this view; its aliases fold in every text that is read from here on. The view
** decides which list is in force, so an answer as of a day folds the names of that day. */
static enum status open_loader(struct loaded *l, record *r, struct record_view view, arena *ar, struct err *err)
{
    enum status st = record_concepts(&l->list, NULL, r, view, ar, err);
    if (!st) st = compare_vocab_new(&l->loader.vocab, &l->list, ar, err);
    if (st) return st;
    l->loader.r = r;
    l->loader.ar = ar;
    l->coverage = (struct compare_coverage){.view = view, .n_rival_list = l->list.n_rival};
    l->series = (struct compare_series){.whole = true, .vocab = l->loader.vocab, .list = &l->list};
    l->series.reader = (struct compare_reader){&l->loader, read_member, skim_member};
    return OK;
}

/* After the list is known: a subject may be named by any form of a concept. */
static enum status take_subjects(struct loaded *l, arena *ar, struct err *err)
{
    enum status st = OK;
    for (uint32_t t = 0; !st && t < l->series.n_text; t++) st = compare_member_subjects(&l->series.text[t], &l->list, ar, err);
    return st;
}

/* ---- a series ---- */

/* Why a document of the series is not compared, counted; false when it is. In this order, so that each text is
** counted once, under the first reason. */
static bool left_out(struct compare_coverage *c, const struct record_doc *d)
{
    if (str_eq(d->manifest.kind, STR("reply"))) {
        c->n_reply++;
        return true;
    }
    if (d->copy_of.n || d->near_of.n) {
        c->n_copy++;
        return true;
    }
    if (d->manifest.date == DATE_NONE) {
        c->n_undated++;
        return true;
    }
    return false;
}

/* The texts of a series up to the document `newest` (NULL: all), in order of date. A text that was asked for is
** compared whatever it is, even undated or a copy: the user named it. Texts behind it in the list are not
** looked at, so counts of what was left out are those up to it. */
static enum status load_series(struct loaded *l, str series, const struct record_doc *newest, arena *ar, struct err *err)
{
    struct record_view view = l->coverage.view;
    struct record_query q = {.series = series, .from = DATE_NONE, .to = DATE_NONE};
    struct record_doc *doc;
    uint32_t n;
    enum status st = record_list(&doc, &n, l->loader.r, &q, view, ar, err);
    if (st) return st;
    l->series.text = arena_raw(ar, n, sizeof *l->series.text);
    if (!l->series.text) return arena_why(ar, err);
    for (uint32_t i = 0; i < n; i++) {
        bool asked = newest && doc[i].id == newest->id;
        if (!asked && left_out(&l->coverage, &doc[i])) continue;
        l->series.text[l->series.n_text++] = (struct compare_member){.doc = doc[i]};
        if (asked) break;
    }
    st = take_spines(l, series, view, ar, err);
    return st ? st : take_subjects(l, ar, err);
}

/* Names of the record's series in one line, for a message. Cut at some 300 bytes; ends in NUL for the message's
** %s. */
static void list_names(buf *out, const struct record_series *s, uint32_t n)
{
    for (uint32_t i = 0; i < n && out->n < 300; i++) {
        if (i) buf_addz(out, ", ");
        buf_add(out, s[i].name);
    }
    buf_addc(out, '\0');
}

/* The series meant: the one named, else the only one that has two texts or more. Refusals name what there is,
** because the likeliest cause is a name spelled otherwise. A series of one text is no candidate unless it is
** named. */
static enum status choose_series(str *out, str asked, record *r, struct record_view view, arena *ar, struct err *err)
{
    struct record_series *s;
    uint32_t n, n_long = 0, known = UINT32_MAX, only = UINT32_MAX;
    enum status st = record_series_list(&s, &n, r, view, ar, err);
    if (st) return st;
    for (uint32_t i = 0; i < n; i++) {
        if (str_eq(s[i].name, asked)) known = i;
        if (s[i].n < 2) continue;
        n_long++;
        only = i;
    }
    buf names = {0};
    list_names(&names, s, n);
    st = buf_check(&names, err);
    if (st) {
        buf_free(&names);
        return st;
    }
    if (asked.n ? known != UINT32_MAX : n_long == 1)
        *out = s[asked.n ? known : only].name;
    else if (!n)
        st = err_set(err, E_NOTFOUND,
                     "no series in this record; give texts one with `entente add --series NAME` or `entente edit`");
    else if (asked.n)
        st = err_set(err, E_NOTFOUND, "no series \"%.*s\"; there are: %s", STR_ARG(asked), names.p);
    else if (n_long)
        st = err_set(err, E_NOTFOUND, "which series? say --series with one of: %s", names.p);
    else
        st = err_set(err, E_NOTFOUND, "no series of two texts or more; there are: %s", names.p);
    buf_free(&names);
    return st;
}

/* ---- compare ---- */

/* Two documents, whatever their series: made ready from their texts. Whole is false: of two texts nothing can
** be called first. Both are read at once, for the spine is made from their words. */
static enum status load_pair(struct loaded *l, const struct record_doc *older, const struct record_doc *newer, arena *ar,
                             struct err *err)
{
    l->series.whole = false;
    l->series.n_text = 2;
    l->series.text = ARENA_NEW(ar, 2, struct compare_member);
    if (!l->series.text) return arena_why(ar, err);
    l->series.text[0].doc = *older;
    l->series.text[1].doc = *newer;
    enum status st = OK;
    for (uint32_t t = 0; !st && t < 2; t++) {
        st = read_member(&l->loader, &l->series.text[t], err);
        if (!st) st = spine_of_text(&l->series.text[t], ar, err);
    }
    return st ? st : take_subjects(l, ar, err);
}

/* A pair, though its two texts belong to a series: nothing can then be said about what was never said. Called
** after the spines are there, so the two that stay have theirs. */
static enum status keep_previous_only(struct loaded *l)
{
    if (l->series.n_text <= 2) return OK;
    l->series.text += l->series.n_text - 2;
    l->series.n_text = 2;
    l->series.whole = false;
    return OK;
}

/* Which texts the request means: two that are named, one and its predecessors, or a series up to its newest.
** *series stays empty when two texts share none. */
static enum status load_asked(struct loaded *l, str *series, const struct compare_request *req, arena *ar, struct err *err)
{
    record *r = l->loader.r;
    struct record_doc newer = {0}, older;
    enum status st = req->newer.n ? record_find(&newer, r, req->newer, req->view, ar, err) : OK;
    if (!st && req->older.n) {
        st = record_find(&older, r, req->older, req->view, ar, err);
        if (!st && !req->newer.n) st = err_set(err, E_NOTFOUND, "an older text was named and no newer one");
        if (!st && str_eq(older.manifest.series, newer.manifest.series)) *series = newer.manifest.series;
        return st ? st : load_pair(l, &older, &newer, ar, err);
    }
    if (st) return st;
    if (!req->newer.n) {
        st = choose_series(series, req->series, r, req->view, ar, err);
    } else if (req->series.n && !str_eq(req->series, newer.manifest.series)) {
        st = err_set(err, E_NOTFOUND, "%.*s is not in the series \"%.*s\"", STR_ARG(newer.name), STR_ARG(req->series));
    } else if (!newer.manifest.series.n) {
        st = err_set(err, E_NOTFOUND, "%.*s belongs to no series; name the older text too", STR_ARG(newer.name));
    } else {
        *series = newer.manifest.series;
    }
    if (!st) st = load_series(l, *series, req->newer.n ? &newer : NULL, ar, err);
    if (!st && !l->series.n_text) st = err_set(err, E_NOTFOUND, "the series \"%.*s\" has no dated text", STR_ARG(*series));
    if (!st && req->against == AGAINST_PREVIOUS) st = keep_previous_only(l);
    return st;
}

/* By its name as the manifest has it, or by any name that finds the same document (a hash, "series/latest").
** Errors of the second look-up are swallowed on purpose: a reply that names no document answers none of ours. */
static bool replies_to(record *r, const struct record_doc *reply, const struct record_doc *to, struct record_view view,
                       arena *ar)
{
    str name = reply->manifest.reply_to;
    if (!name.n) return false;
    if (str_eq(name, to->name)) return true;
    struct record_doc found;
    return !record_find(&found, r, name, view, ar, NULL) && found.id == to->id;
}

/* Replies dated on the day of the newest text or later, whatever their series. A reply may be filed under any
** series or none, so all of the record are asked. They are read whole: their words are shown. */
static enum status load_replies(struct compare_report *rep, const struct loaded *l, arena *ar, struct err *err)
{
    record *r = l->loader.r;
    struct record_view view = l->coverage.view;
    struct record_query q = {.kind = STR("reply"), .from = rep->text[rep->newest].doc.manifest.date, .to = DATE_NONE};
    struct record_doc *doc;
    uint32_t n;
    enum status st = record_list(&doc, &n, r, &q, view, ar, err);
    if (st || !n) return st;
    rep->reply = ARENA_NEW(ar, n, struct compare_reply);
    if (!rep->reply) return arena_why(ar, err);
    for (uint32_t i = 0; !st && i < n; i++) {
        if (!replies_to(r, &doc[i], &rep->text[rep->newest].doc, view, ar)) continue;
        struct compare_member m = {.doc = doc[i]};
        st = read_member(l->series.reader.ctx, &m, err);
        rep->reply[rep->n_reply++] = (struct compare_reply){.doc = doc[i], .read = m.read, .page = m.page};
    }
    return st;
}

/* What the core counted, with what the loader left out. */
static void add_left_out(struct compare_coverage *c, const struct loaded *l)
{
    c->n_undated = l->coverage.n_undated;
    c->n_copy = l->coverage.n_copy;
    c->n_reply = l->coverage.n_reply;
    c->n_rival_list = l->coverage.n_rival_list;
    c->view = l->coverage.view;
}

/* In the arena of the answer, since the series points into it. */
static struct loaded *new_loaded(arena *ar) { return ARENA_NEW(ar, 1, struct loaded); }

/* coverage.n_reply is those shown, not those of the series that were passed over. */
static enum status make_report(struct compare_report *out, record *r, const struct compare_request *req, arena *ar,
                               struct err *err)
{
    struct loaded *l = new_loaded(ar);
    str series = {NULL, 0};
    if (!l) return arena_why(ar, err);
    enum status st = open_loader(l, r, req->view, ar, err);
    if (!st) st = load_asked(l, &series, req, ar, err);
    if (!st) st = compare_series_run(out, &l->series, ar, err);
    if (!st) st = load_replies(out, l, ar, err);
    if (st) return st;
    out->series = series;
    add_left_out(&out->coverage, l);
    out->coverage.n_reply = out->n_reply;
    return OK;
}

/* E_NOTFOUND, E_FORMAT (damage, or an index that does not fit), E_LIMIT, E_IO, E_BUSY. *out only on success. */
enum status compare_report_make(struct compare_report *out, record *r, const struct compare_request *req, arena *ar,
                                struct err *err)
{
    bool began;
    enum status st = begin_reading(&began, r, err);
    if (st) return st;
    st = make_report(out, r, req, ar, err);
    end_reading(began, r);
    return st;
}

/* ---- phrases and silences ---- */

/* For questions to a whole series, which have no newest text of their own but the last. */
static enum status load_whole(struct loaded **out, str *series, record *r, struct record_view view, arena *ar, struct err *err)
{
    struct loaded *l = new_loaded(ar);
    if (!l) return arena_why(ar, err);
    *out = l;
    enum status st = open_loader(l, r, view, ar, err);
    if (!st) st = choose_series(series, *series, r, view, ar, err);
    if (!st) st = load_series(l, *series, NULL, ar, err);
    if (!st && !l->series.n_text) st = err_set(err, E_NOTFOUND, "the series \"%.*s\" has no dated text", STR_ARG(*series));
    return st;
}

/* The core does the work; here only which texts, and what was left out. */
enum status compare_phrases_make(struct compare_phrases *out, record *r, str series, uint32_t min_words, uint32_t min_texts,
                                 enum compare_phrase_order order, struct record_view view, arena *ar, struct err *err)
{
    struct loaded *l;
    bool began;
    enum status st = begin_reading(&began, r, err);
    if (st) return st;
    st = load_whole(&l, &series, r, view, ar, err);
    if (!st) st = compare_phrases_run(out, &l->series, min_words, min_texts, order, ar, err);
    end_reading(began, r);
    if (st) return st;
    out->series = series;
    add_left_out(&out->coverage, l);
    return OK;
}

/* As compare_phrases_make. */
enum status compare_silences_make(struct compare_silences *out, record *r, str series, uint32_t min_texts,
                                  struct record_view view, arena *ar, struct err *err)
{
    struct loaded *l;
    bool began;
    enum status st = begin_reading(&began, r, err);
    if (st) return st;
    st = load_whole(&l, &series, r, view, ar, err);
    if (!st) st = compare_silences_run(out, &l->series, min_texts, ar, err);
    end_reading(began, r);
    if (st) return st;
    out->series = series;
    add_left_out(&out->coverage, l);
    return OK;
}

/* ---- history ---- */

/* Up to this many documents are all read; of more, only those that the full-text index offers. */
#define READ_ALL_DOCS 200
#define MAX_HITS 100000

/* Undated last; the name makes it a total order. */
static int by_date(const void *pa, const void *pb)
{
    const struct compare_history_doc *a = pa, *b = pb;
    day da = a->member.doc.manifest.date, db = b->member.doc.manifest.date;
    if ((da == DATE_NONE) != (db == DATE_NONE)) return da == DATE_NONE ? 1 : -1;
    if (da != db) return da < db ? -1 : 1;
    return str_cmp(a->member.doc.name, b->member.doc.name);
}

/* Every document of the view but copies, in order of date: a paraphrase is not a second voice. */
static enum status load_docs(struct compare_history *h, struct loaded *l, str series, arena *ar, struct err *err)
{
    struct record_query q = {.series = series, .from = DATE_NONE, .to = DATE_NONE};
    struct record_doc *doc;
    uint32_t n;
    enum status st = record_list(&doc, &n, l->loader.r, &q, l->coverage.view, ar, err);
    if (st) return st;
    h->doc = ARENA_NEW(ar, n, struct compare_history_doc);
    if (!h->doc) return arena_why(ar, err);
    for (uint32_t i = 0; !st && i < n; i++) {
        if (doc[i].copy_of.n || doc[i].near_of.n) {
            h->n_copy++;
            continue;
        }
        struct compare_history_doc *d = &h->doc[h->n_doc++];
        d->member.doc = doc[i];
        d->said = SAID_SILENT;
        st = compare_member_subjects(&d->member, &l->list, ar, err);
    }
    if (h->n_doc) qsort(h->doc, h->n_doc, sizeof *h->doc, by_date);
    return st;
}

/* The words of a form as a query for the index: one phrase; a Korean word may go on with a particle. Quotation
** marks inside would end the phrase early, so they become blanks. */
static void write_query(buf *out, str words)
{
    buf_clear(out);
    buf_addc(out, '"');
    for (size_t i = 0; i < words.n; i++) buf_addc(out, words.p[i] == '"' ? ' ' : words.p[i]);
    buf_addc(out, '"');
    if (words.n && (unsigned char)words.p[words.n - 1] >= 0x80) buf_addc(out, '*');
}

/* Flag the documents that the index offers for the words. flag: [n_doc], by_id: document numbers sorted by row
** number. The index only saves reading: what it offers is read and searched by our own rules, so an offer too
** many costs time and one too few would cost a finding. Hits in furniture are no offer. E_FORMAT from the
** search means that the words are no query for it, which is no error of ours: then everything is read. */
static enum status offer(uint8_t *flag, uint32_t n_doc, const struct hash_map *by_id, str words, struct loaded *l,
                         struct err *err)
{
    buf query = {0};
    write_query(&query, words);
    arena *scratch = arena_new(arena_cap_bytes(l->loader.ar));
    struct record_hit *hit;
    uint32_t n = 0;
    enum status st = scratch ? buf_check(&query, err) : err_set(err, E_NOMEM, "no memory to search");
    if (!st) st = record_search(&hit, &n, l->loader.r, buf_str(&query), MAX_HITS, l->coverage.view, scratch, NULL);
    /* A form without a word of its own ("%") is no query, and of too many hits not all are given: then all are read. */
    if (st == E_FORMAT || (!st && n == MAX_HITS)) {
        memset(flag, 1, n_doc);
        st = OK;
        n = 0;
    }
    for (uint32_t i = 0; !st && i < n; i++) {
        uint32_t d = hit[i].aside ? UINT32_MAX : hash_map_get(by_id, (uint64_t)hit[i].doc.id);
        if (d != UINT32_MAX) flag[d] = 1;
    }
    buf_free(&query);
    arena_free(scratch);
    return st ? err_set(err, st, "the full-text index could not be searched for \"%.*s\"", STR_ARG(words)) : OK;
}

/* What is looked for: the concept of the list that the words name, else the words as a phrase. Exactly one of
** the two is looked for: history->concept, or seq with plain_seq. */
struct sought {
    struct mentions names;
    uint8_t *touched; /* [n_concept] concepts that uses of the phrase mention */
    uint32_t *seq;    /* [n_seq] folded words of the phrase */
    uint32_t n_seq;
    str other_words;   /* its longest stretch without an alias: "regime" of "the DPRK's regime" may follow North Korea too */
    uint32_t alias_of; /* concept of its first alias, or COMPARE_NONE */
    /* The same with no alias folded: "joint planning" stands inside the alias "joint planning and execution" too. */
    compare_vocab *plain;
    uint32_t *plain_seq; /* [n_plain_seq] */
    uint32_t n_plain_seq;
};

/* A vocabulary of its own without concepts, so that no alias can swallow a part of the phrase. */
static enum status unfolded_phrase(struct sought *s, str phrase, arena *ar, struct err *err)
{
    struct compare_text t;
    span whole = {0, (uint32_t)phrase.n};
    uint32_t paragraph = 0;
    enum status st = compare_vocab_new(&s->plain, NULL, ar, err);
    if (!st) st = compare_text_make(&t, s->plain, phrase, &whole, &paragraph, NULL, 1, ar, err);
    if (st) return st;
    s->plain_seq = ARENA_NEW(ar, t.n_word, uint32_t);
    if (!s->plain_seq) return arena_why(ar, err);
    for (uint32_t w = 0; w < t.n_word; w++)
        if (word_class_at(&t, w) != CLASS_PUNCT) s->plain_seq[s->n_plain_seq++] = t.word[w];
    return OK;
}

/* Folded as texts are, so that case, marks and aliases do not matter. E_NOTFOUND for a phrase of marks alone;
** E_LIMIT for one of more than 10,000 bytes, which is no phrase but a paste. */
static enum status fold_phrase(struct sought *s, struct loaded *l, str phrase, arena *ar, struct err *err)
{
    struct compare_text t;
    span whole = {0, (uint32_t)phrase.n};
    uint32_t paragraph = 0;
    if (phrase.n > 10000) return err_set(err, E_LIMIT, "a phrase of %zu bytes", phrase.n);
    enum status st = compare_text_make(&t, l->loader.vocab, phrase, &whole, &paragraph, NULL, 1, ar, err);
    if (st) return st;
    s->seq = ARENA_NEW(ar, t.n_word, uint32_t);
    if (!s->seq) return arena_why(ar, err);
    s->alias_of = COMPARE_NONE;
    for (uint32_t w = 0, from = 0; w < t.n_word; w++) {
        if (word_class_at(&t, w) != CLASS_PUNCT) s->seq[s->n_seq++] = t.word[w];
        if (t.concept[w] != UINT32_MAX) {
            if (s->alias_of == COMPARE_NONE) s->alias_of = t.concept[w];
            from = w + 1;
            continue;
        }
        if (word_class_at(&t, w) == CLASS_PUNCT) continue;
        str stretch = str_span(phrase, (span){t.word_at[from].begin, t.word_at[w].end});
        if (stretch.n > s->other_words.n) s->other_words = stretch;
    }
    return s->n_seq ? OK : err_set(err, E_NOTFOUND, "\"%.*s\" holds no word to look for", STR_ARG(phrase));
}

/* Which documents to read: all of a few, else what the index offers for the phrase or any form. flag: [n_doc],
** zeroed. A phrase with an alias in it is offered by its longest other words, since those stand whatever the
** name; a phrase of aliases alone by all forms of the first. */
static enum status choose_docs(uint8_t *flag, const struct compare_history *h, const struct sought *s, struct loaded *l,
                               arena *ar, struct err *err)
{
    if (h->n_doc <= READ_ALL_DOCS) {
        memset(flag, 1, h->n_doc);
        return OK;
    }
    struct hash_map by_id = {0};
    for (uint32_t d = 0; d < h->n_doc; d++)
        if (hash_map_put(&by_id, ar, (uint64_t)h->doc[d].member.doc.id, d)) return arena_why(ar, err);
    if (s->other_words.n) return offer(flag, h->n_doc, &by_id, s->other_words, l, err);
    uint32_t concept = h->concept != COMPARE_NONE ? h->concept : s->alias_of;
    enum status st = OK;
    for (uint32_t i = 0; !st && i < h->list->n_form; i++)
        if (h->list->form[i].concept == concept) st = offer(flag, h->n_doc, &by_id, h->list->form[i].text, l, err);
    return st;
}

/* Uses of one document; those at one place in one sentence are one use, by then. */
static int by_place(const void *a, const void *b)
{
    const struct compare_use *x = a, *y = b;
    if (x->sentence != y->sentence) return x->sentence < y->sentence ? -1 : 1;
    return x->at.begin < y->at.begin ? -1 : x->at.begin > y->at.begin;
}

/* Uses of a phrase in document d: with aliases folded, and word for word where a longer alias swallows a part
** of it. Uses that overlap one found with aliases folded are the same use and are dropped. The list is put in
** order again only when something was added. */
static enum status find_phrase(struct use_list *uses, const struct sought *s, const struct compare_text *t, uint32_t d,
                               arena *scratch, struct err *err)
{
    struct compare_text plain;
    uint32_t from = uses->n;
    enum status st = compare_uses_of_words(uses, s->touched, &s->names, s->seq, s->n_seq, t, d, scratch, err);
    uint32_t folded = uses->n, n = uses->n;
    if (!st) st = compare_text_make(&plain, s->plain, t->clean, t->at, t->paragraph, t->kind, t->n_sentence, scratch, err);
    if (!st) st = compare_uses_of_words(uses, s->touched, &s->names, s->plain_seq, s->n_plain_seq, &plain, d, scratch, err);
    if (st) return st;
    for (uint32_t i = folded; i < uses->n; i++) {
        const struct compare_use *u = &uses->item[i];
        bool known = false;
        for (uint32_t k = from; k < folded && !known; k++)
            known = uses->item[k].at.begin < u->at.end && u->at.begin < uses->item[k].at.end;
        if (!known) uses->item[n++] = *u;
    }
    uses->n = n;
    if (n > folded) qsort(uses->item + from, n - from, sizeof *uses->item, by_place);
    return OK;
}

/* Uses in document d; those of other concepts are left out. What the document says, from its words; said and
** counts are the caller's to set. */
static enum status find_uses(struct use_list *uses, struct compare_history *h, uint32_t d, const struct sought *s,
                             struct loaded *l, arena *scratch, struct err *err)
{
    struct compare_history_doc *doc = &h->doc[d];
    enum status st = read_member(&l->loader, &doc->member, err);
    uint32_t from = uses->n;
    if (!st && h->concept == COMPARE_NONE)
        st = find_phrase(uses, s, doc->member.read, d, scratch, err);
    else if (!st)
        st = compare_uses_of_concepts(uses, &s->names, doc->member.read, d, scratch, err);
    uint32_t n = from;
    for (uint32_t i = from; !st && i < uses->n; i++)
        if (uses->item[i].concept == h->concept) uses->item[n++] = uses->item[i];
    uses->n = n;
    return st;
}

/* Silent, or not read on it: on the concept, or on one that the phrase speaks of where it stands. A text that
** says it says it, whatever its manifest admits not to have read. */
static void tell_silence(struct compare_history *h, const struct sought *s)
{
    for (uint32_t d = 0; d < h->n_doc; d++) {
        struct compare_history_doc *doc = &h->doc[d];
        bool unread = false;
        for (uint32_t i = 0; i < doc->member.n_not_read; i++) {
            uint32_t concept = doc->member.not_read_concept[i];
            unread = unread || (concept != COMPARE_NONE && (concept == h->concept || s->touched[concept]));
        }
        doc->said = doc->n_use ? SAID_YES : unread ? SAID_NOT_READ : SAID_SILENT;
    }
}

/* All uses, document by document; what the index did not offer was not read and is silent. Scratch is reset for
** each document, so memory grows with the uses, not with the record. */
static enum status find_all(struct compare_history *h, struct loaded *l, arena *ar, struct err *err)
{
    struct sought s = {0};
    struct use_list uses = {.ar = ar};
    arena *scratch = arena_new(arena_cap_bytes(ar));
    uint8_t *flag = ARENA_NEW(ar, h->n_doc, uint8_t);
    s.touched = ARENA_NEW(ar, l->list.n_concept, uint8_t);
    enum status st = scratch && flag && s.touched ? mentions_make(&s.names, &l->list, ar, err) : arena_why(ar, err);
    if (!st && h->concept == COMPARE_NONE) st = fold_phrase(&s, l, h->asked, ar, err);
    if (!st && h->concept == COMPARE_NONE) st = unfolded_phrase(&s, h->asked, ar, err);
    if (!st) st = choose_docs(flag, h, &s, l, ar, err);
    for (uint32_t d = 0; !st && d < h->n_doc; d++) {
        struct compare_history_doc *doc = &h->doc[d];
        doc->use_from = uses.n;
        if (flag[d]) st = find_uses(&uses, h, d, &s, l, scratch, err);
        doc->n_use = uses.n - doc->use_from;
        arena_reset(scratch);
    }
    arena_free(scratch);
    if (!st) tell_silence(h, &s);
    h->use = uses.item;
    h->n_use = uses.n;
    return st;
}

/* Quotation marks around the whole mean a phrase even where the words name a concept. */
static enum status make_history(struct compare_history *h, struct loaded *l, str series, arena *ar, struct err *err)
{
    enum status st = open_loader(l, l->loader.r, h->view, ar, err);
    if (st) return st;
    h->list = &l->list;
    if (h->asked.n > 1 && h->asked.p[0] == '"' && h->asked.p[h->asked.n - 1] == '"')
        h->asked = str_trim((str){h->asked.p + 1, h->asked.n - 2});
    else
        st = compare_concept_named(&h->concept, &l->list, h->asked, ar, err);
    if (!st) st = load_docs(h, l, series, ar, err);
    if (!st) st = find_all(h, l, ar, err);
    return st ? st : compare_history_tally(h, ar, err);
}

/* White space around the question does not matter. */
enum status compare_history_make(struct compare_history *out, record *r, str what, str series, struct record_view view,
                                 arena *ar, struct err *err)
{
    struct loaded *l = new_loaded(ar);
    struct compare_history h = {.asked = str_trim(what), .concept = COMPARE_NONE, .view = view};
    bool began;
    if (!l) return arena_why(ar, err);
    l->loader.r = r;
    enum status st = begin_reading(&began, r, err);
    if (st) return st;
    st = make_history(&h, l, series, ar, err);
    end_reading(began, r);
    if (!st) *out = h;
    return st;
}
