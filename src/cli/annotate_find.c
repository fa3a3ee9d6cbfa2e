/* From a parsed text to its answer: the finders are asked in their order, and what they found is handed to the present room. Where the
** parse came from, a file just read or a record that keeps it, does not matter here. */
#include "cli/annotate.h"

/* What was found in one text; what was not asked for stays zeroed. */
struct annotate_found {
    struct language_names names;
    struct language_coref coref;
    struct language_quotes quotes;
    struct language_clauses clauses;
    struct when_list dates;
    struct amount_list amounts;
};

/* Does a finding begin in a sentence of the parse? *s goes on from finding to finding. */
static bool is_parsed(const struct language_text *t, span at, uint32_t *s)
{
    for (; *s < t->words.n_sentence; ++*s) {
        span token = language_sentence_tokens(t, *s);
        if (at.begin < t->words.token[token.end - 1].end) return at.begin >= t->words.token[token.begin].begin;
    }
    return false;
}

/* Of a document of the record only the main text is parsed, but all of it is at hand: what stands in menus and teasers goes. */
static void keep_parsed(struct annotate_found *f, const struct language_text *t)
{
    uint32_t n = 0;
    for (uint32_t i = 0, s = 0; i < f->dates.n; i++)
        if (is_parsed(t, f->dates.item[i].at, &s)) f->dates.item[n++] = f->dates.item[i];
    f->dates.n = n;
    n = 0;
    for (uint32_t i = 0, s = 0; i < f->amounts.n; i++)
        if (is_parsed(t, f->amounts.item[i].at, &s)) f->amounts.item[n++] = f->amounts.item[i];
    f->amounts.n = n;
}

/* Everything asked for, in the order in which one finder needs another; dates and amounts need none, and give their scratch memory back
** before the others begin. This is the one place from which finders are called: what the caller knows of the world (the names of a
** concept list) goes from here to the names' and the coreference's. */
static enum status find(struct annotate_found *f, const struct language_text *t, const struct language_known *known, day date,
                        uint32_t parts, arena *ar, struct err *err)
{
    struct when_context ctx = {.document = date};
    bool who = parts & (PART_PERSONS | PART_NAMES | PART_QUOTATIONS | PART_CLAUSES);
    enum status status = OK;
    if (parts & PART_DATES) status = language_when_find(&f->dates, t->text, &ctx, ar, err);
    if (!status && parts & PART_AMOUNTS) status = language_amount_find(&f->amounts, t->text, ar, err);
    if (!status) keep_parsed(f, t);
    if (!status && who) status = language_names_find(&f->names, t, known, ar, err);
    if (!status && who) status = language_coref_find(&f->coref, t, &f->names, ar, err);
    if (!status && parts & PART_QUOTATIONS) status = language_quotes_find(&f->quotes, t, ar, err);
    if (!status && parts & PART_CLAUSES) status = language_clauses_find(&f->clauses, t, ar, err);
    return status;
}

static void flush_some(void *ctx) { cli_flush_some(ctx); }

enum status annotate_answer(struct cli *c, const struct annotate_doc *doc, const struct language_text *text,
                            const struct language_about *model, const struct annotate_known *known,
                            const struct annotate_wish *wish, arena *ar, struct err *err)
{
    struct annotate_found found = {0};
    struct present_annotation a = {.document = doc->name,
                                   .title = doc->title,
                                   .language = doc->language,
                                   .date = doc->date,
                                   .date_basis = doc->date_basis,
                                   .source = &doc->source,
                                   .text = text,
                                   .piece = doc->piece,
                                   .n_piece = doc->n_piece,
                                   .n_aside = doc->n_aside,
                                   .parts = wish->parts,
                                   .model = model,
                                   .names = &found.names,
                                   .coref = &found.coref,
                                   .quotes = &found.quotes,
                                   .clauses = &found.clauses,
                                   .dates = &found.dates,
                                   .amounts = &found.amounts,
                                   .known = &known->names,
                                   .concept = known->names.n ? known->concept : NULL,
                                   .flush = flush_some,
                                   .ctx = c};
    enum status status = find(&found, text, &known->names, doc->date, wish->parts, ar, err);
    return status ? status : present_annotate(&c->out, &a, wish->full, &c->style, ar, err);
}
