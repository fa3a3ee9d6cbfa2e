/* Parses of documents. They are index: made when first needed, kept where that can be, thrown away without loss. Invariants: what is
** given is what the model says of the text as the record reads it, whether it was kept or is made at once; what cannot be kept is
** given all the same; a kept parse counts only where the model, the text, its passages and the way of parsing are those that it was
** made with, and its bytes are whole. */
#include "record/parse_body.h"
#include "record/parse_store.h"

/* ---- the model ---- */

void record_set_model(record *r, str model)
{
    language_parser_free(r->parser);
    language_model_close(r->model);
    r->parser = NULL;
    r->model = NULL;
    buf_free(&r->model_name);
    r->model_bytes = model;
}

/* What the model is called, and its fingerprint: all that is wanted of it where every parse is kept. */
static enum status know_model(record *r, struct err *err)
{
    struct language_about about;
    if (r->model_name.n) return OK;
    if (!r->model_bytes.n) return err_set(err, E_NOTFOUND, "there is no model to parse by");
    arena *ar = arena_new((size_t)1 << 20);
    enum status code = ar ? language_about_read(&about, r->model_bytes, ar, err) : err_set(err, E_NOMEM, "no memory left");
    if (code == OK) {
        buf_addf(&r->model_name, "%.*s %.*s", STR_ARG(about.model), STR_ARG(about.version));
        r->model_fingerprint = about.fingerprint;
        code = buf_check(&r->model_name, err);
        if (code != OK) buf_free(&r->model_name);
    }
    arena_free(ar);
    return code;
}

/* Once for all documents: opening costs more than parsing a short one. */
static enum status open_parser(record *r, struct err *err)
{
    if (!r->model) TRY(language_model_open(&r->model, r->model_bytes, err));
    return r->parser ? OK : language_parser_new(&r->parser, r->model, err);
}

/* ---- what is parsed ---- */

/* "en", "en-GB", "ENG". */
static bool is_english_tag(str tag)
{
    str rest;
    str first = str_cut(tag, '-', &rest);
    return str_eq_nocase_ascii(first, STR("en")) || str_eq_nocase_ascii(first, STR("eng"));
}

/* The manifest's word counts before the page's own, and a person's "-" leaves the page's. page NULL: it has not been read yet, and
** only what the manifest says can refuse. */
static enum status check_english(const struct record_doc *doc, const struct text_page *page, struct err *err)
{
    str tag = doc->manifest.language;
    if (!tag.n && !page) return OK;
    if (!tag.n) tag = page->found.language;
    if (is_english_tag(tag)) return OK;
    if (tag.n)
        return err_set(err, E_NOTFOUND, "%.*s is in another language (%.*s); only English is parsed", STR_ARG(doc->name),
                       STR_ARG(tag));
    return err_set(err, E_NOTFOUND,
                   "%.*s: its language is not known; if it is English, say so: entente edit %.*s --language en",
                   STR_ARG(doc->name), STR_ARG(doc->name));
}

/* The passages of the main text, which are the parser's sentences. */
struct passages {
    span *at;     /* [n] in clean */
    uint32_t *of; /* [n] index among all sentences of the reading */
    uint32_t n;
    uint64_t print; /* of the text, its passages and the way of parsing: struct parse_row's reading */
};

static enum status take_passages(struct passages *out, const struct text_page *page, const struct text_sentences *s, arena *ar,
                                 struct err *err)
{
    *out = (struct passages){.at = ARENA_NEW(ar, s->n, span), .of = ARENA_NEW(ar, s->n, uint32_t)};
    if (!out->at || !out->of) return arena_why(ar, err);
    out->print = hash64_mix(RECORD_PARSE_VERSION, hash64(page->clean));
    for (uint32_t i = 0; i < s->n; i++) {
        if (!text_kind_is_main(page->block[s->block[i]].kind)) continue;
        out->print = hash64_mix(out->print, (uint64_t)s->at[i].begin << 32 | s->at[i].end);
        out->at[out->n] = s->at[i];
        out->of[out->n++] = i;
    }
    return OK;
}

/* The passage of each sentence, (*of)[n_sentence]. E_FORMAT: a sentence that does not lie in one, or a second one in a passage
** whose first was not cut; of a parse that has just been made neither can be. */
static enum status place_sentences(uint32_t **of, const struct language_text *t, const struct passages *p, arena *ar,
                                   struct err *err)
{
    uint32_t i = 0;
    *of = ARENA_NEW(ar, t->words.n_sentence, uint32_t);
    if (!*of) return arena_why(ar, err);
    for (uint32_t s = 0; s < t->words.n_sentence; s++) {
        span token = language_sentence_tokens(t, s);
        uint32_t begin = t->words.token[token.begin].begin;
        uint32_t end = t->words.token[token.end - 1].end;
        while (i < p->n && p->at[i].end <= begin) i++;
        bool second = s && i < p->n && (*of)[s - 1] == p->of[i];
        if (i == p->n || begin < p->at[i].begin || end > p->at[i].end || (second && !t->words.sentence_cut[s - 1]))
            return err_set(err, E_FORMAT, "sentence %u of it does not lie in a passage of the text", s + 1);
        (*of)[s] = p->of[i];
    }
    return OK;
}

/* ---- kept parses ---- */

/* The body of a row over the text that it was made of. */
static enum status read_row(struct language_text *out, uint32_t **passage, const struct parse_row *row, str clean,
                            const struct passages *p, arena *ar, struct err *err)
{
    TRY(parse_body_read(out, row->body, clean, ar, err));
    if (out->words.n_word != row->n_word) return err_set(err, E_FORMAT, "it does not have the words that it should have");
    return place_sentences(passage, out, p, ar, err);
}

/* out->as is set when a kept parse counts. Damage is no failure here: the parse is made again, and verify names it. */
static enum status find_kept(struct record_parsed *out, record *r, const struct source_hash *doc, const struct passages *p,
                             arena *ar, struct err *err)
{
    struct parse_row row;
    struct err damage = {0};
    bool there;
    arena_reset(r->read);
    enum status code = parse_row_get(&row, &there, r, doc, r->read, &damage);
    bool counts = code == OK && there && !row.waits && row.fingerprint == r->model_fingerprint && row.reading == p->print;
    if (counts) code = read_row(&out->text, &out->passage, &row, out->reading.page.clean, p, ar, &damage);
    if (counts && code == OK) out->as = RECORD_PARSE_KEPT;
    if (code == OK || code == E_FORMAT) return OK;
    return err_set(err, code, "%s", damage.msg);
}

/* In a transaction of its own. patient: wait for another writer, as long as any call that writes. */
static enum status put_parse(record *r, const struct record_doc *doc, const struct record_parsed *parsed, uint64_t print,
                             bool patient, struct err *err)
{
    buf body = {0};
    arena_reset(r->read);
    enum status code = parse_body_write(&body, &parsed->text, r->read, err);
    struct parse_row row = {.model = buf_str(&r->model_name),
                            .fingerprint = r->model_fingerprint,
                            .reading = print,
                            .n_word = parsed->text.words.n_word,
                            .body = buf_str(&body)};
    if (code == OK) code = patient ? store_begin(r->st, err) : store_try_begin(r->st, err);
    if (code == DONE) code = err_set(err, E_BUSY, "%s is being written by another program", store_path(r->st));
    if (code == OK) {
        code = parse_row_put(r, &doc->source, &row, err);
        if (code == OK)
            code = store_commit(r->st, err);
        else
            store_rollback(r->st);
    }
    buf_free(&body);
    return code;
}

/* An open batch is left alone: its words wait in the middle of a transaction, and it may be given up. */
static void keep(struct record_parsed *out, record *r, const struct record_doc *doc, uint64_t print, bool patient)
{
    struct err why = {0};
    enum status code = OK;
    out->as = RECORD_PARSE_MADE;
    if (r->mode == RECORD_READ) return;
    if (r->batch.open || store_in_transaction(r->st))
        code = err_set(&why, E_BUSY, "the record is in the middle of other work");
    else
        code = put_parse(r, doc, out, print, patient, &why);
    if (code == OK)
        out->as = RECORD_PARSE_STORED;
    else
        out->not_kept = why;
}

static enum status parse_document(struct record_parsed *out, record *r, const struct record_doc *doc, bool patient, arena *ar,
                                  struct err *err)
{
    struct passages p;
    *out = (struct record_parsed){0};
    TRY(check_english(doc, NULL, err));
    TRY(record_read(&out->reading, r, doc, ar, err));
    const struct text_page *page = &out->reading.page;
    TRY(check_english(doc, page, err));
    TRY(know_model(r, err));
    TRY(take_passages(&p, page, &out->reading.sentences, ar, err));
    TRY(find_kept(out, r, &doc->source, &p, ar, err));
    out->model = str_copy(ar, buf_str(&r->model_name));
    if (!out->model.p) return arena_why(ar, err);
    if (out->as == RECORD_PARSE_KEPT) return OK;
    TRY(open_parser(r, err));
    enum status code = language_parse_in(&out->text, r->parser, page->clean, p.at, p.n, ar, err);
    if (code == OK) code = place_sentences(&out->passage, &out->text, &p, ar, err);
    if (code != OK) return err_wrap(err, code, "%.*s", STR_ARG(doc->name));
    keep(out, r, doc, p.print, patient);
    return OK;
}

enum status record_parse(struct record_parsed *out, record *r, const struct record_doc *doc, arena *ar, struct err *err)
{
    return parse_document(out, r, doc, false, ar, err);
}

enum status record_parse_kept(str *model, uint32_t *n_word, record *r, const struct record_doc *doc,
                              const struct record_reading *reading, arena *ar, struct err *err)
{
    struct parse_row row;
    struct passages p;
    bool there;
    *model = STR("");
    *n_word = 0;
    TRY(take_passages(&p, &reading->page, &reading->sentences, ar, err));
    enum status code = parse_row_get(&row, &there, r, &doc->source, ar, err);
    if (code == E_FORMAT) return OK; /* it will be made again */
    if (code != OK || !there || row.waits || row.reading != p.print) return code;
    *model = row.model;
    *n_word = (uint32_t)row.n_word;
    return OK;
}

/* ---- all of them ---- */

static enum status drop_alone(record *r, const struct source_hash *doc, struct err *err)
{
    TRY(store_begin(r->st, err));
    enum status code = parse_row_drop(r, doc, err);
    if (code == OK) return store_commit(r->st, err);
    store_rollback(r->st);
    return code;
}

/* A row for every document that may be English and has none: what is there waits, or is a parse that was made since. */
static enum status want_all(record *r, arena *ar, struct err *err)
{
    struct record_doc *doc;
    uint32_t n;
    struct record_query all = {.from = DATE_NONE, .to = DATE_NONE};
    TRY(record_list(&doc, &n, r, &all, RECORD_NOW, ar, err));
    TRY(store_begin(r->st, err));
    enum status code = OK;
    for (uint32_t i = 0; code == OK && i < n; i++) {
        struct parse_row row;
        bool there = false;
        if (check_english(&doc[i], NULL, NULL) != OK) continue;
        arena_reset(r->read);
        code = parse_row_get(&row, &there, r, &doc[i].source, r->read, err);
        if (code == E_FORMAT || (code == OK && !there))
            code = parse_row_put(r, &doc[i].source, &(struct parse_row){.waits = true}, err);
    }
    if (code == OK) return store_commit(r->st, err);
    store_rollback(r->st);
    return code;
}

/* One that waits. A source without a document, one that is not English (any more), and one that cannot be read, wait in vain: their
** rows go. */
static enum status make_waiting(struct record_parses *out, record *r, const struct source_hash *h, arena *ar, struct err *err)
{
    int64_t id;
    struct record_doc doc;
    struct record_parsed *parsed = ARENA_NEW(ar, 1, struct record_parsed);
    if (!parsed) return arena_why(ar, err);
    TRY(index_find_document(&id, r, h, err));
    enum status code = id ? view_document(&doc, r, id, RECORD_NOW, ar, err) : E_NOTFOUND;
    if (code == OK) code = parse_document(parsed, r, &doc, true, ar, err);
    if (code == E_NOTFOUND || code == E_FORMAT || code == E_LIMIT) {
        out->dropped++;
        return drop_alone(r, h, err);
    }
    if (code != OK) return code;
    if (parsed->as == RECORD_PARSE_MADE) return err_set(err, parsed->not_kept.code, "%s", parsed->not_kept.msg);
    out->made++;
    out->words += parsed->text.words.n_word;
    return OK;
}

/* Each by itself, so that nobody waits long for the writer's place, and a stop or a kill loses one at most: the others wait on. */
enum status record_parses_make(struct record_parses *out, record *r, bool all, struct err *err)
{
    struct source_hash *hash;
    uint32_t n;
    *out = (struct record_parses){0};
    if (r->batch.open) return err_set(err, E_BUSY, "commit what was added before parsing");
    if (r->mode == RECORD_READ) return err_set(err, E_IO, "%s was opened for reading", store_path(r->st));
    arena *ar = arena_new(0);
    arena *each = arena_new((size_t)4 << 30);
    enum status code = ar && each ? OK : err_set(err, E_NOMEM, "no memory left");
    bool able = r->model_bytes.n > 0;
    if (code == OK && all) code = able ? want_all(r, ar, err) : know_model(r, err);
    if (code == OK) code = parse_rows_list(&hash, &n, r, PARSES_WAITING, ar, err);
    if (code == OK && !able) out->waiting = n;
    for (uint32_t i = 0; code == OK && able && i < n; i++) {
        arena_reset(each);
        code = make_waiting(out, r, &hash[i], each, err);
        if (code == OK && env_stop(r->env, "parse", i + 1, n)) code = err_set(err, E_CANCELLED, "stopped");
    }
    arena_free(ar);
    arena_free(each);
    return code;
}

/* ---- checking ---- */

enum status parse_verify(bool *whole, record *r, const struct source_hash *doc, const struct text_page *page,
                         const struct text_sentences *sentences, arena *ar, struct err *err)
{
    struct parse_row row;
    struct passages p;
    struct language_text text;
    uint32_t *passage;
    bool there;
    *whole = false;
    TRY(parse_row_get(&row, &there, r, doc, ar, err));
    if (!there || row.waits) return OK;
    TRY(take_passages(&p, page, sentences, ar, err));
    if (row.reading != p.print) return OK; /* of another reading: never used, and nothing to hold it against */
    TRY(read_row(&text, &passage, &row, page->clean, &p, ar, err));
    *whole = true;
    return OK;
}
