/* Clauses and quotations of pages against those that a person listed: clauses [-v] [--model FILE] FOLDER
**        clauses --list [--model FILE] FILE...
** The lists are test/gold/language/NAME.clauses.tsv and NAME.quotes.tsv, NAME the last part of FOLDER; they name files of FOLDER
** and byte offsets in them, and the values that were found by reading. Parsed by the model of this build, or by FILE. --list shows
** what is found.
**
**     file begin end role modality polarity                                       of a predicate
**     file kind begin end speaker_begin speaker_end verb_begin verb_end           of a quotation; zeros: no speaker
**
** Prints "name value" lines, in percent: clauses_main, clauses_inner (modality and polarity right, over the listed predicates),
** clauses_found (a clause with that predicate), modality, polarity; quotes_recall and quotes_precision (kind right and at least four
** fifths of all bytes of both in both), quotes_exact (and the same span), speakers and verbs (over those found). -v shows each miss. */
#include "language/language.h"
#include "source/source.h"
#include "text/text.h"

#include "eval/own_parse.h"

#include <stdio.h>

#define MAX_BYTES ((size_t)64 << 20)
#define MAX_ARENA_BYTES ((size_t)1 << 30)
enum { MAX_FILES = 64, MAX_COLUMNS = 8, SHOWN_BYTES = 160 };

/* A file of the lists, parsed. */
struct page {
    str name;
    struct language_text t;
    struct language_clauses c;
    struct language_quotes q;
    bool *used; /* [q.n] matched with one of the list */
};

struct state {
    struct language_parser *parser;
    const char *folder;
    bool verbose;
    arena *ar;
    struct page page[MAX_FILES];
    uint32_t n_page;
};

struct count {
    uint32_t right, all;
};

/* clean: the page's main text only, as `entente add` reads it; else the bytes as they are. */
static enum status read_page(struct page *p, struct language_parser *parser, const char *path, bool clean, arena *ar,
                             struct err *err)
{
    str bytes;
    enum status status = source_read_file(&bytes, path, MAX_BYTES, ar, err);
    struct source_hints hints = {.name = str_of(path)};
    struct text_page page;
    buf body = {0};
    if (!status && clean) status = text_page_read(&page, bytes, &hints, STR(""), ar, err);
    for (uint32_t i = 0; !status && clean && i < page.n_block; i++)
        if (text_kind_is_main(page.block[i].kind)) {
            buf_add(&body, text_clean_span(&page, page.block[i].at));
            buf_addz(&body, "\n\n");
        }
    if (!status && clean) bytes = str_copy(ar, buf_str(&body));
    buf_free(&body);
    if (!status) status = language_parse(&p->t, parser, bytes, ar, err);
    if (!status) status = language_clauses_find(&p->c, &p->t, ar, err);
    if (!status) status = language_quotes_find(&p->q, &p->t, ar, err);
    if (status) return status;
    p->used = ARENA_NEW(ar, p->q.n, bool);
    return p->used ? OK : arena_why(ar, err);
}

static enum status page_of(struct page **out, struct state *s, str name, struct err *err)
{
    char path[512];
    for (uint32_t i = 0; i < s->n_page; i++)
        if (str_eq(s->page[i].name, name)) {
            *out = &s->page[i];
            return OK;
        }
    if (s->n_page == MAX_FILES) return err_set(err, E_LIMIT, "more than %d files are listed", MAX_FILES);
    (void)snprintf(path, sizeof path, "%s/%.*s", s->folder, STR_ARG(name));
    *out = &s->page[s->n_page++];
    (*out)->name = name;
    return read_page(*out, s->parser, path, false, s->ar, err);
}

/* Bytes of a span, for showing. */
static int show_n(span at) { return span_len(at) < SHOWN_BYTES ? (int)span_len(at) : SHOWN_BYTES; }

static span words_span(const struct language_text *t, span words)
{
    if (words.end <= words.begin) return (span){0, 0};
    return (span){language_word_bytes(t, words.begin).begin, language_word_bytes(t, words.end - 1).end};
}

/* Columns of the next line that is no comment; false at the end. */
static bool next_row(str *rest, str column[MAX_COLUMNS], uint64_t number[MAX_COLUMNS])
{
    while (rest->n) {
        str line = str_cut(*rest, '\n', rest);
        if (!line.n || line.p[0] == '#') continue;
        for (int i = 0; i < MAX_COLUMNS; i++) {
            column[i] = str_cut(line, '\t', &line);
            number[i] = 0;
            (void)str_to_u64(column[i], UINT32_MAX, &number[i]);
        }
        return true;
    }
    return false;
}

static uint32_t clause_at(const struct page *p, span at)
{
    for (uint32_t c = 0; c < p->c.n; c++) {
        span w = language_word_bytes(&p->t, p->c.word[c]);
        if (w.begin == at.begin && w.end == at.end) return c;
    }
    return LANGUAGE_NONE;
}

static enum status measure_clauses(struct state *s, str list, struct err *err)
{
    struct count both[2] = {{0, 0}, {0, 0}}, found = {0, 0}, modality = {0, 0}, polarity = {0, 0};
    str column[MAX_COLUMNS];
    uint64_t number[MAX_COLUMNS];
    while (next_row(&list, column, number)) {
        struct page *p;
        enum status status = page_of(&p, s, column[0], err);
        if (status) return status;
        uint32_t c = clause_at(p, (span){(uint32_t)number[1], (uint32_t)number[2]});
        bool inner = str_eq(column[3], STR("inner")), hit = c != LANGUAGE_NONE;
        const char *name = hit ? language_modality_name((enum language_modality)p->c.modality[c]) : "no clause";
        bool m = hit && str_eq(column[4], str_of(name));
        bool n = hit && str_eq(column[5], p->c.negative[c] ? STR("negative") : STR("positive"));
        found.all++, modality.all++, polarity.all++, both[inner].all++;
        found.right += hit, modality.right += m, polarity.right += n, both[inner].right += m && n;
        if (s->verbose && !(m && n))
            fprintf(stderr, "%.*s %u %.*s: %.*s %.*s, not %s%s\n", STR_ARG(column[0]), (uint32_t)number[1],
                    (int)(number[2] - number[1]), p->t.text.p + number[1], STR_ARG(column[4]), STR_ARG(column[5]), name,
                    hit && p->c.negative[c] ? " negative" : "");
    }
    const struct count *all[] = {&both[0], &both[1], &found, &modality, &polarity};
    static const char *const name[] = {"clauses_main", "clauses_inner", "clauses_found", "modality", "polarity"};
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        if (all[i]->all)
            printf("%s %.1f (%u of %u)\n", name[i], 100.0 * all[i]->right / all[i]->all, all[i]->right, all[i]->all);
    return OK;
}

/* Do both share four fifths of what they cover together? */
static bool overlap(span a, span b)
{
    uint32_t from = a.begin > b.begin ? a.begin : b.begin, to = a.end < b.end ? a.end : b.end;
    uint32_t low = a.begin < b.begin ? a.begin : b.begin, high = a.end > b.end ? a.end : b.end;
    return to > from && 5 * (uint64_t)(to - from) >= 4 * (uint64_t)(high - low);
}

static bool same(span a, span b) { return a.begin == b.begin && a.end == b.end; }

static void show_quote(const char *sign, const struct page *p, uint32_t i)
{
    const struct language_quotes *q = &p->q;
    span who = words_span(&p->t, q->speaker[i]), verb = words_span(&p->t, q->verb[i]);
    fprintf(stderr, "%s %s %.2f [%.*s] by [%.*s] verb [%.*s]%s\n", sign, language_quote_name((enum language_quote)q->kind[i]),
            (double)q->prob[i], show_n(q->at[i]), p->t.text.p + q->at[i].begin, show_n(who), p->t.text.p + who.begin,
            show_n(verb), p->t.text.p + verb.begin, q->part_of[i] != LANGUAGE_NONE ? " (goes on)" : "");
}

static enum status measure_quotes(struct state *s, str list, struct err *err)
{
    struct count recall = {0, 0}, precision = {0, 0}, exact = {0, 0}, speaker = {0, 0}, verb = {0, 0};
    str column[MAX_COLUMNS];
    uint64_t x[MAX_COLUMNS];
    while (next_row(&list, column, x)) {
        struct page *p;
        enum status status = page_of(&p, s, column[0], err);
        if (status) return status;
        span at = {(uint32_t)x[2], (uint32_t)x[3]};
        uint32_t i = 0;
        while (i < p->q.n && (p->used[i] || !overlap(p->q.at[i], at) ||
                              !str_eq(column[1], str_of(language_quote_name((enum language_quote)p->q.kind[i])))))
            i++;
        recall.all++, exact.all++;
        if (i == p->q.n) {
            if (s->verbose) fprintf(stderr, "- %.*s [%.*s]\n", STR_ARG(column[1]), show_n(at), p->t.text.p + at.begin);
            continue;
        }
        p->used[i] = true;
        bool who = same(words_span(&p->t, p->q.speaker[i]), (span){(uint32_t)x[4], (uint32_t)x[5]});
        bool how = same(words_span(&p->t, p->q.verb[i]), (span){(uint32_t)x[6], (uint32_t)x[7]});
        recall.right++, exact.right += same(p->q.at[i], at);
        speaker.all++, verb.all++, speaker.right += who, verb.right += how;
        if (s->verbose && !(who && how && same(p->q.at[i], at))) show_quote("~", p, i);
    }
    for (uint32_t k = 0; k < s->n_page; k++)
        for (uint32_t i = 0; i < s->page[k].q.n; i++) {
            precision.all++, precision.right += s->page[k].used[i];
            if (s->verbose && !s->page[k].used[i]) show_quote("+", &s->page[k], i);
        }
    const struct count *all[] = {&recall, &precision, &exact, &speaker, &verb};
    static const char *const name[] = {"quotes_recall", "quotes_precision", "quotes_exact", "speakers", "verbs"};
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        if (all[i]->all)
            printf("%s %.1f (%u of %u)\n", name[i], 100.0 * all[i]->right / all[i]->all, all[i]->right, all[i]->all);
    return OK;
}

/* Everything that is found in one file. */
static void show(const struct page *p)
{
    const struct language_clauses *c = &p->c;
    const str *form = p->t.words.form;
    for (uint32_t s = 0; s < p->t.words.n_sentence; s++) {
        span at = words_span(&p->t, language_sentence_words(&p->t, s));
        fprintf(stderr, "\n%.*s\n", (int)span_len(at), p->t.text.p + at.begin);
        for (uint32_t i = c->sentence_clause[s]; i < c->sentence_clause[s + 1]; i++) {
            str who = c->subject[i] == LANGUAGE_NONE ? STR("-") : form[c->subject[i]];
            str what = c->object[i] == LANGUAGE_NONE ? STR("-") : form[c->object[i]];
            str by = c->said_by[i] == LANGUAGE_NONE ? STR("-") : form[c->said_by[i]];
            fprintf(stderr, "    %-14.*s %-10s < %-12.*s %-12.*s %-12.*s %s/%s %s%scue %.*s by %.*s %.2f\n",
                    STR_ARG(form[c->word[i]]), language_hang_name((enum language_hang)c->hang[i]),
                    c->parent[i] == LANGUAGE_NONE ? 1 : (int)form[c->word[c->parent[i]]].n,
                    c->parent[i] == LANGUAGE_NONE ? "-" : form[c->word[c->parent[i]]].p, STR_ARG(who), STR_ARG(what),
                    language_modality_name((enum language_modality)c->modality[i]),
                    language_modality_name((enum language_modality)c->standing[i]), c->negative[i] ? "NEG " : "",
                    c->conditional[i] ? "IF " : "", STR_ARG(form[c->cue[i]]), STR_ARG(by), (double)c->prob[i]);
        }
    }
    fprintf(stderr, "\n");
    for (uint32_t i = 0; i < p->q.n; i++) show_quote("", p, i);
}

static enum status measure(struct state *s, const char *folder, struct err *err)
{
    const char *slash = strrchr(folder, '/');
    char path[1024];
    str list;
    s->folder = folder;
    (void)snprintf(path, sizeof path, "test/gold/language/%s.clauses.tsv", slash ? slash + 1 : folder);
    enum status status = source_read_file(&list, path, MAX_BYTES, s->ar, err);
    if (!status) status = measure_clauses(s, list, err);
    (void)snprintf(path, sizeof path, "test/gold/language/%s.quotes.tsv", slash ? slash + 1 : folder);
    if (!status) status = source_read_file(&list, path, MAX_BYTES, s->ar, err);
    return status ? status : measure_quotes(s, list, err);
}

int main(int argc, char **argv)
{
    struct state s = {0};
    const char *path = NULL;
    bool lists = false, bad = false;
    int at = 1;
    for (; at < argc && argv[at][0] == '-'; at++) {
        if (strcmp(argv[at], "--list") == 0)
            lists = true;
        else if (strcmp(argv[at], "-v") == 0)
            s.verbose = true;
        else if (strcmp(argv[at], "--model") == 0 && at + 1 < argc)
            path = argv[++at];
        else
            bad = true;
    }
    if (bad || at >= argc || (!lists && argc - at != 1)) {
        fprintf(stderr, "usage: clauses [-v] [--model FILE] FOLDER\n       clauses --list [--model FILE] FILE...\n");
        return 2;
    }
    struct language_model *model = NULL;
    struct err err = {0};
    s.ar = arena_new(MAX_ARENA_BYTES);
    enum status status = s.ar ? own_parser(&s.parser, &model, path, s.ar, &err) : err_set(&err, E_NOMEM, "no memory left");
    if (!status && !lists) status = measure(&s, argv[at], &err);
    for (int k = at; k < argc && !status && lists; k++) {
        status = read_page(&s.page[0], s.parser, argv[k], true, s.ar, &err);
        if (!status) show(&s.page[0]);
    }
    if (status) fprintf(stderr, "clauses: %s\n", err.msg);
    language_parser_free(s.parser);
    language_model_close(model);
    arena_free(s.ar);
    return status != OK;
}
