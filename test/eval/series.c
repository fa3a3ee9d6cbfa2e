/* What the engine says of every text of a series against all its predecessors, held against brute force: series DIR [-v]
** DIR holds YYYY-MM-DD.txt, one text each; other files are passed over. Prints "name value" lines:
**   returned_*  sentences absent from the previous text that stand word for word in an older one
**   first_*     sentences whose wording no earlier text has
**   offset_mismatches      sentences whose source bytes, read back and decoded, are not the sentence
**   unaccounted_sentences  sentences without exactly one fitting label, and stretches of the file in no sentence
** The oracle (series_oracle.h) compares strings and knows nothing of the engine. -v names each difference. */
#include <stdio.h>
#include <stdlib.h>

#include "compare/compare.h"
#include "series_oracle.h"

#define MAX_FILE_BYTES ((size_t)64 << 20)

struct one_text {
    str name, bytes;
    day date;
    struct text_page page;
    uint32_t n; /* main sentences */
    span *at;   /* [n] in page.clean */
    uint32_t *paragraph;
    uint8_t *kind;
    span *source;
    uint64_t *wording, (*bag)[2];
};

struct counts {
    uint64_t found, right, gold;
};

struct eval {
    arena *ar;  /* of the texts */
    arena *run; /* of one comparison */
    compare_vocab *vocab;
    struct concept_list list;
    struct one_text *text; /* [n] by date */
    uint32_t n;
    struct oracle_sentence *all; /* [n_all] by text, place */
    uint32_t *all_from;          /* [n + 1] */
    uint32_t n_all;
    struct counts returned, first;
    uint64_t offset_mismatches, unaccounted;
    bool show;
};

/* ---- reading ---- */

static bool is_text(const char *path, day *date)
{
    str s = str_of(path);
    if (s.n < 14 || !str_ends(s, STR(".txt"))) return false;
    return day_parse_iso((str){s.p + s.n - 14, 10}, date);
}

static enum status prints(struct one_text *t, arena *ar, struct err *err)
{
    buf scratch = {0};
    t->source = ARENA_NEW(ar, t->n, span);
    t->wording = ARENA_NEW(ar, t->n, uint64_t);
    t->bag = arena_alloc(ar, t->n, sizeof *t->bag);
    if (!t->source || !t->wording || !t->bag) return arena_why(ar, err);
    for (uint32_t i = 0; i < t->n; i++) {
        t->source[i] = text_source_span(&t->page, t->at[i]);
        record_sentence_prints(&t->wording[i], t->bag[i], str_span(t->page.clean, t->at[i]), &scratch);
    }
    enum status st = buf_check(&scratch, err);
    buf_free(&scratch);
    return st;
}

/* Words of the file that stand in no sentence (those of asides and titles are sentences too). */
static uint64_t uncovered(const struct one_text *t, const struct text_sentences *all, bool show, arena *ar)
{
    uint8_t *in = ARENA_NEW(ar, t->bytes.n, uint8_t);
    if (!in) return 1;
    for (uint32_t i = 0; i < all->n; i++) {
        span s = text_source_span(&t->page, all->at[i]);
        memset(in + s.begin, 1, span_len(s));
    }
    uint64_t n = 0;
    for (size_t i = 0; i < t->bytes.n; i++) {
        bool word = ascii_alnum((unsigned char)t->bytes.p[i]), before = i > 0 && ascii_alnum((unsigned char)t->bytes.p[i - 1]);
        if (in[i] || !word || (before && !in[i - 1])) continue;
        n++;
        if (show) printf("# %.*s byte %zu is in no sentence\n", STR_ARG(t->name), i);
    }
    return n;
}

static enum status read_text(struct eval *e, const char *path, struct err *err)
{
    struct one_text *t = &e->text[e->n];
    if (!is_text(path, &t->date)) return OK;
    str p = str_of(path);
    t->name = str_copy(e->ar, (str){p.p + p.n - 14, 10});
    struct source_hints hints = {.name = {p.p + p.n - 14, 14}};
    struct text_sentences all;
    enum status st = source_read_file(&t->bytes, path, MAX_FILE_BYTES, e->ar, err);
    if (!st) st = text_page_read(&t->page, t->bytes, &hints, (str){NULL, 0}, e->ar, err);
    if (!st) st = text_sentences_find(&all, &t->page, e->ar, err);
    if (st) return st;
    t->at = ARENA_NEW(e->ar, all.n, span);
    t->paragraph = ARENA_NEW(e->ar, all.n, uint32_t);
    t->kind = ARENA_NEW(e->ar, all.n, uint8_t);
    if (!t->at || !t->paragraph || !t->kind) return arena_why(e->ar, err);
    for (uint32_t i = 0; i < all.n; i++) {
        enum text_kind kind = t->page.block[all.block[i]].kind;
        if (!text_kind_is_main(kind)) continue;
        t->at[t->n] = all.at[i];
        t->kind[t->n] = (uint8_t)kind;
        t->paragraph[t->n++] = all.block[i];
    }
    e->unaccounted += uncovered(t, &all, e->show, e->run);
    arena_reset(e->run);
    e->n++;
    return prints(t, e->ar, err);
}

static int by_date(const void *pa, const void *pb)
{
    const struct one_text *a = pa, *b = pb;
    return (a->date > b->date) - (a->date < b->date);
}

static enum status read_folder(struct eval *e, const char *dir, struct err *err)
{
    struct source_list files;
    enum status st = source_walk(&files, dir, NULL, NULL, e->ar, err);
    if (st) return st;
    e->text = ARENA_NEW(e->ar, files.n + 1, struct one_text);
    if (!e->text) return arena_why(e->ar, err);
    for (size_t i = 0; !st && i < files.n; i++) st = read_text(e, files.path[i], err);
    if (!st && !e->n) st = err_set(err, E_NOTFOUND, "%s holds no YYYY-MM-DD.txt", dir);
    if (!st) qsort(e->text, e->n, sizeof *e->text, by_date);
    return st;
}

/* ---- the oracle's side ---- */

static enum status oracle_text(str *out, str s, arena *ar, struct err *err)
{
    buf b = {0};
    oracle_fold(&b, s);
    *out = str_copy(ar, buf_str(&b));
    enum status st = buf_check(&b, err);
    buf_free(&b);
    return st ? st : out->p ? OK : arena_why(ar, err);
}

static enum status oracle_all(struct eval *e, struct err *err)
{
    uint32_t n = 0;
    for (uint32_t t = 0; t < e->n; t++) n += e->text[t].n;
    e->all = ARENA_NEW(e->ar, n, struct oracle_sentence);
    e->all_from = ARENA_NEW(e->ar, (size_t)e->n + 1, uint32_t);
    if (!e->all || !e->all_from) return arena_why(e->ar, err);
    enum status st = OK;
    for (uint32_t t = 0; t < e->n; t++) {
        const struct one_text *x = &e->text[t];
        e->all_from[t] = e->n_all;
        for (uint32_t i = 0; !st && i < x->n; i++) {
            struct oracle_sentence *s = &e->all[e->n_all++];
            s->text = t;
            st = oracle_text(&s->folded, str_span(x->page.clean, x->at[i]), e->ar, err);
        }
    }
    e->all_from[e->n] = e->n_all;
    return st;
}

/* ---- the engine's side ---- */

struct reader_ctx {
    struct eval *e;
    struct compare_member *first;
};

static enum status read_member(void *ctx, struct compare_member *m, struct err *err)
{
    struct reader_ctx *r = ctx;
    const struct one_text *x = &r->e->text[m - r->first];
    struct compare_text *t = ARENA_NEW(r->e->run, 1, struct compare_text);
    if (!t) return arena_why(r->e->run, err);
    m->read = t;
    m->page = &x->page;
    return compare_text_make(t, r->e->vocab, x->page.clean, x->at, x->paragraph, x->kind, x->n, r->e->run, err);
}

static void tally(struct counts *c, bool engine, bool oracle)
{
    c->found += engine;
    c->gold += oracle;
    c->right += engine && oracle;
}

static void show(const struct eval *e, uint32_t text, uint32_t i, const char *what)
{
    const struct one_text *x = &e->text[text];
    if (e->show) printf("# %.*s %u %s: %.*s\n", STR_ARG(x->name), i, what, STR_ARG(str_span(x->page.clean, x->at[i])));
}

static void check_sentence(struct eval *e, const struct compare_report *rep, uint32_t i)
{
    const struct compare_sentence *s = &rep->newer[i];
    str folded = e->all[e->all_from[rep->newest] + i].folded;
    bool returned = oracle_returned(e->all, e->n_all, rep->newest, folded);
    bool first = oracle_first(e->all, e->n_all, rep->newest, folded);
    tally(&e->returned, s->wording_returned, returned);
    tally(&e->first, s->wording_is_first, first);
    if (s->wording_returned != returned) show(e, rep->newest, i, returned ? "not seen to return" : "wrongly returned");
    if (s->wording_is_first != first) show(e, rep->newest, i, first ? "not seen as first" : "wrongly first");
    bool fits = s->label != LABEL_DROPPED && s->label < LABEL_COUNT;
    fits = fits && (s->label != LABEL_RETURNED || (s->match.text != COMPARE_NONE && s->match.text < rep->previous));
    fits = fits && (s->label != LABEL_FIRST || first) && (s->label != LABEL_NEW) && (!returned || s->label == LABEL_RETURNED);
    e->unaccounted += !fits;
    if (!fits) show(e, rep->newest, i, compare_label_name(s->label));
}

static enum status check_offset(struct eval *e, const struct compare_report *rep, uint32_t i, struct err *err)
{
    const struct one_text *x = &e->text[rep->newest];
    struct source_text back;
    struct source_hints hints = {.charset = str_of(x->page.charset)};
    str folded = {NULL, 0};
    enum status st = source_decode(&back, str_span(x->bytes, rep->newer[i].source), &hints, e->run, err);
    if (!st) st = oracle_text(&folded, back.utf8, e->run, err);
    bool same = !st && str_eq(folded, e->all[e->all_from[rep->newest] + i].folded);
    e->offset_mismatches += !same;
    if (!same) show(e, rep->newest, i, "is not what its bytes say");
    return st;
}

static void check_labels(struct eval *e, const struct compare_report *rep)
{
    uint32_t n_newer = e->text[rep->newest].n, counted = 0;
    for (int l = 0; l < LABEL_COUNT; l++) counted += rep->newer_count[l];
    e->unaccounted += counted != n_newer || rep->n_newer != n_newer;
    if (rep->previous == COMPARE_NONE) return;
    counted = 0;
    for (int l = 0; l <= LABEL_JOINED; l++) counted += rep->older_count[l];
    counted += rep->older_count[LABEL_DROPPED];
    e->unaccounted += counted != e->text[rep->previous].n || rep->n_older != e->text[rep->previous].n;
}

static enum status compare_one(struct eval *e, uint32_t newest, struct err *err)
{
    struct compare_member *m = ARENA_NEW(e->run, (size_t)newest + 1, struct compare_member);
    enum status st = m ? compare_vocab_new(&e->vocab, NULL, e->run, err) : arena_why(e->run, err);
    if (st) return st;
    for (uint32_t t = 0; t <= newest; t++) {
        const struct one_text *x = &e->text[t];
        m[t] = (struct compare_member){.n_sentence = x->n, .source = x->source, .wording = x->wording};
        m[t].bag = (const uint64_t(*)[2])x->bag;
        m[t].doc.name = x->name;
        m[t].doc.n_bytes = (uint32_t)x->bytes.n;
        m[t].doc.manifest = (struct manifest){.date = x->date, .items = -1};
    }
    struct reader_ctx ctx = {e, m};
    struct compare_series s = {.text = m,
                               .n_text = newest + 1,
                               .whole = true,
                               .vocab = e->vocab,
                               .list = &e->list,
                               .reader = {.ctx = &ctx, .read = read_member}};
    struct compare_report rep;
    st = compare_series_run(&rep, &s, e->run, err);
    if (st) return st;
    check_labels(e, &rep);
    for (uint32_t i = 0; !st && i < rep.n_newer && i < e->text[newest].n; i++) {
        check_sentence(e, &rep, i);
        st = check_offset(e, &rep, i, err);
    }
    return st;
}

static void print_share(const char *name, uint64_t part, uint64_t all)
{
    printf("%s %.6f\n", name, all ? (double)part / (double)all : 1.0);
}

static void print_all(const struct eval *e)
{
    print_share("returned_precision", e->returned.right, e->returned.found);
    print_share("returned_recall", e->returned.right, e->returned.gold);
    print_share("first_precision", e->first.right, e->first.found);
    print_share("first_recall", e->first.right, e->first.gold);
    printf("offset_mismatches %llu\n", (unsigned long long)e->offset_mismatches);
    printf("unaccounted_sentences %llu\n", (unsigned long long)e->unaccounted);
    printf("texts %u\nsentences %u\n", e->n, e->n_all);
    printf("returned %llu\nfirst %llu\n", (unsigned long long)e->returned.gold, (unsigned long long)e->first.gold);
}

int main(int argc, char **argv)
{
    struct eval e = {.ar = arena_new(0), .run = arena_new(0), .show = argc == 3 && str_eq(str_of(argv[2]), STR("-v"))};
    struct err err = {0};
    if (!e.ar || !e.run || argc < 2 || (argc == 3 && !e.show) || argc > 3) {
        fprintf(stderr, "usage: series DIR [-v]\n");
        return 2;
    }
    enum status st = read_folder(&e, argv[1], &err);
    if (!st) st = oracle_all(&e, &err);
    for (uint32_t t = 0; !st && t < e.n; t++) {
        arena_reset(e.run);
        st = compare_one(&e, t, &err);
    }
    if (st)
        fprintf(stderr, "series: %s\n", err.msg);
    else
        print_all(&e);
    arena_free(e.run);
    arena_free(e.ar);
    return st ? 1 : 0;
}
