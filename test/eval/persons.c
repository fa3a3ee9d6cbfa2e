/* Persons and other names found on pages against those that a person listed: persons [-v] [--model FILE] FOLDER
**        persons --list [-v] [--model FILE] FILE...
** FOLDER holds the pages; gold (test/gold/language/README.md) stands in test/gold/language/NAME.persons.tsv and NAME.names.tsv,
** NAME being the last part of FOLDER. Parsed by the model of this build, or by FILE; a page is parsed as the bytes it has. Prints
** "name value" lines: persons_gold, how many mentions the list has; persons_right, the share of them whose name has gold's span
** and whose phrase, office and country (or organisation, where gold has one) are gold's; persons_false, mentions found where gold
** has none; names_gold, names_right, names_precision: bodies, countries, nations, seats and places of the list, the share of them
** found with gold's span and kind, and the share of those found that gold has so; KIND_right likewise for one kind. -v shows each
** that is not right, and each false one. --list prints the persons of any pages (HTML too), for reading: a line for each mention,
** one for each person, and with -v all other names and what refers to whom. */
#include "language/coref.h"
#include "language/language.h"
#include "source/source.h"
#include "text/text.h"

#include "eval/own_parse.h"

#include <stdio.h>
#include <stdlib.h>

#define MAX_FILE_BYTES ((size_t)64 << 20)
#define MAX_ARENA_BYTES ((size_t)4 << 30)
enum { COLUMNS = 8, MAX_PAGES = 64 };

struct eval {
    struct language_model *model;
    struct language_parser *parser;
    bool verbose;
    arena *ar;
    struct err err;
    uint32_t gold, right, wrong;
    uint32_t named[NAME_KINDS], named_right[NAME_KINDS],
        named_found; /* names of gold by kind, those that are right, all found */
};

/* Everything found in one text. */
struct found {
    struct language_text t;
    struct language_names names;
    struct language_coref coref;
};

static enum status find(struct found *f, struct eval *e, str text)
{
    enum status status = language_parse(&f->t, e->parser, text, e->ar, &e->err);
    if (!status) status = language_names_find(&f->names, &f->t, NULL, e->ar, &e->err);
    if (!status) status = language_coref_find(&f->coref, &f->t, &f->names, e->ar, &e->err);
    return status;
}

/* ---- against gold ---- */

static uint32_t number(str s)
{
    uint64_t v = UINT32_MAX;
    return str_to_u64(s, UINT32_MAX, &v) ? (uint32_t)v : UINT32_MAX;
}

static str or_none(str s) { return s.n ? s : STR("-"); }

/* Without an article: "the ministry" is "ministry". */
static str plain(str s) { return str_starts(s, STR("the ")) ? (str){s.p + 4, s.n - 4} : s; }

/* Is mention m what a line of gold says of its place? */
static bool is_right(const struct found *f, uint32_t m, const str column[COLUMNS])
{
    const struct language_names *n = &f->names;
    span phrase = n->phrase[m];
    str organisation = str_span(f->t.text, n->organisation_at[m]);
    str land = n->office_country[m];
    bool where = str_eq(column[7], or_none(land.n ? land : organisation)) ||
                 (organisation.n && str_eq(plain(column[7]), plain(organisation)));
    return phrase.begin == number(column[1]) && span_len(phrase) == number(column[2]) &&
           str_eq(or_none(n->office[m]), column[6]) && where;
}

static void show(const char *what, const struct found *f, uint32_t m)
{
    const struct language_names *n = &f->names;
    str name = str_span(f->t.text, n->bytes[n->name[m]]);
    str phrase = str_span(f->t.text, n->phrase[m]);
    str body = str_span(f->t.text, n->organisation_at[m]);
    printf("%s %u \"%.*s\" | %.*s | %s | %.*s | %.*s | %.*s | %.2f | person %u\n", what, n->phrase[m].begin, STR_ARG(phrase),
           STR_ARG(name), language_name_how(n->how[m]), STR_ARG(n->office[m]), STR_ARG(n->office_country[m]), STR_ARG(body),
           (double)n->prob_mention[m], n->person[m]);
}

/* Lines of gold of one page, against what was found in it. */
static enum status measure_page(struct eval *e, str gold, str page, const char *folder)
{
    char path[1024];
    struct found f;
    str text;
    (void)snprintf(path, sizeof path, "%s/%.*s", folder, STR_ARG(page));
    enum status status = source_read_file(&text, path, MAX_FILE_BYTES, e->ar, &e->err);
    if (!status) status = find(&f, e, text);
    if (status) return status;
    bool *taken = ARENA_NEW(e->ar, f.names.n_mention, bool);
    if (!taken) return arena_why(e->ar, &e->err);
    while (gold.n) {
        str line = str_cut(gold, '\n', &gold), column[COLUMNS] = {{0}};
        str rest = line;
        for (int k = 0; k < COLUMNS; k++) column[k] = str_cut(rest, '\t', &rest);
        if (!str_eq(column[0], page)) continue;
        uint32_t m = 0;
        while (m < f.names.n_mention && (f.names.bytes[f.names.name[m]].begin != number(column[3]) ||
                                         span_len(f.names.bytes[f.names.name[m]]) != number(column[4])))
            m++;
        bool found = m < f.names.n_mention;
        bool right = found && is_right(&f, m, column);
        if (found) taken[m] = true;
        e->gold++;
        e->right += right;
        if (e->verbose && !right) printf("- %.*s\n", STR_ARG(line));
        if (e->verbose && !right && found) show("+", &f, m);
    }
    for (uint32_t m = 0; m < f.names.n_mention; m++) {
        e->wrong += !taken[m];
        if (e->verbose && !taken[m]) show("false", &f, m);
    }
    return OK;
}

/* ---- other names ---- */

/* Kinds that are measured here: gold lists things, too, so that what is found inside one is seen to be false. */
static bool is_measured(uint32_t kind) { return kind >= NAME_ORGANISATION && kind <= NAME_PLACE; }

static bool is_inside(str text, size_t at) { return at < text.n && ascii_alnum((unsigned char)text.p[at]); }

/* Where a form stands for the nth time as whole words; SIZE_MAX: nowhere. */
static size_t find_nth(str text, str form, uint32_t nth)
{
    size_t at = str_find(text, form, 0);
    for (; at != SIZE_MAX; at = str_find(text, form, at + 1)) {
        bool whole = !(at && is_inside(text, at - 1)) && !is_inside(text, at + form.n);
        if (whole && --nth == 0) break;
    }
    return at;
}

/* Lines of gold of one page (file, kind, form, which of its occurrences), against what was found in it. */
static enum status measure_names(struct eval *e, str gold, str page, const char *folder)
{
    char path[1024];
    struct found f;
    str text;
    (void)snprintf(path, sizeof path, "%s/%.*s", folder, STR_ARG(page));
    enum status status = source_read_file(&text, path, MAX_FILE_BYTES, e->ar, &e->err);
    if (!status) status = find(&f, e, text);
    if (status) return status;
    bool *taken = ARENA_NEW(e->ar, f.names.n, bool);
    if (!taken) return arena_why(e->ar, &e->err);
    while (gold.n) {
        str line = str_cut(gold, '\n', &gold), rest, kind, form, first = str_cut(line, '\t', &rest);
        if (!str_eq(first, page)) continue;
        kind = str_cut(rest, '\t', &rest);
        form = str_cut(rest, '\t', &rest);
        size_t at = find_nth(text, form, number(rest));
        uint32_t k = 0, m = 0;
        while (k < NAME_KINDS && !str_eq(kind, str_of(language_name_kind((enum name_kind)k)))) k++;
        if (at == SIZE_MAX || k == NAME_KINDS)
            return err_set(&e->err, E_FORMAT, "%.*s: not in the page, or no kind", STR_ARG(line));
        while (m < f.names.n && (f.names.bytes[m].begin != at || span_len(f.names.bytes[m]) != form.n)) m++;
        bool right = m < f.names.n && f.names.kind[m] == k;
        if (m < f.names.n) taken[m] = right;
        e->named[k]++;
        e->named_right[k] += right;
        if (e->verbose && is_measured(k) && !right)
            printf("- %.*s (%s)\n", STR_ARG(line), m < f.names.n ? language_name_kind(f.names.kind[m]) : "no such name");
    }
    for (uint32_t m = 0; m < f.names.n; m++) {
        e->named_found += is_measured(f.names.kind[m]);
        if (e->verbose && !taken[m] && is_measured(f.names.kind[m]))
            printf("false %u %s \"%.*s\"\n", f.names.bytes[m].begin, language_name_kind(f.names.kind[m]),
                   STR_ARG(str_span(text, f.names.bytes[m])));
    }
    return OK;
}

/* The lines of the figures of names. */
static void print_names(const struct eval *e)
{
    uint32_t gold = 0, right = 0;
    for (uint32_t k = 0; k < NAME_KINDS; k++) {
        if (!is_measured(k)) continue;
        gold += e->named[k];
        right += e->named_right[k];
        printf("%s_right %.4f (%u of %u)\n", language_name_kind((enum name_kind)k),
               e->named[k] ? (double)e->named_right[k] / e->named[k] : 0.0, e->named_right[k], e->named[k]);
    }
    printf("names_gold %u\nnames_right %.4f\nnames_precision %.4f\n", gold, gold ? (double)right / gold : 0.0,
           e->named_found ? (double)right / e->named_found : 0.0);
}

/* Each page that a list names, by one of the measures. */
static enum status measure(struct eval *e, const char *gold_path, const char *folder,
                           enum status (*page_of)(struct eval *, str, str, const char *))
{
    str gold, seen[MAX_PAGES];
    uint32_t n = 0;
    enum status status = source_read_file(&gold, gold_path, MAX_FILE_BYTES, e->ar, &e->err);
    if (status) return status;
    for (str rest = gold; rest.n && !status;) {
        str line = str_cut(rest, '\n', &rest), other;
        str page = str_cut(line, '\t', &other);
        bool new = page.n &&page.p[0] != '#' && n < MAX_PAGES;
        for (uint32_t k = 0; k < n; k++) new = new && !str_eq(seen[k], page);
        if (!new) continue;
        seen[n++] = page;
        status = page_of(e, gold, page, folder);
    }
    return status;
}

/* ---- for reading ---- */

static void list_coref(const struct found *f)
{
    const struct language_coref *c = &f->coref;
    for (uint32_t i = 0; i < c->n; i++) {
        str at = str_span(f->t.text, c->bytes[i]);
        printf("  %u \"%.*s\" %s", c->bytes[i].begin, STR_ARG(at), language_coref_how(c->how[i]));
        for (uint32_t k = 0; k < 2; k++)
            if (c->actor[k][i] != NAME_NONE) printf(" -> %.*s", STR_ARG(c->actor_name[c->actor[k][i]]));
        printf(" %.2f\n", (double)c->prob[i]);
    }
}

static enum status list(struct eval *e, const char *path)
{
    struct found f;
    struct text_page page;
    str bytes;
    enum status status = source_read_file(&bytes, path, MAX_FILE_BYTES, e->ar, &e->err);
    if (!status) status = text_page_read(&page, bytes, NULL, (str){0}, e->ar, &e->err);
    if (!status) status = find(&f, e, page.clean);
    if (status) return status;
    const struct language_names *n = &f.names;
    printf("== %s\n", path);
    for (uint32_t m = 0; m < n->n_mention; m++) show(" ", &f, m);
    for (uint32_t p = 0; p < n->n_person; p++) {
        printf("# %u %.*s, %u mentions", p, STR_ARG(n->full[p]), n->n_mentions[p]);
        if (n->variant_of[p] != NAME_NONE)
            printf(", variant of %u %.2f %s", n->variant_of[p], (double)n->prob_variant[p],
                   language_same_reason(n->variant_reason[p]));
        printf("\n");
    }
    for (uint32_t i = 0; i < n->n && e->verbose; i++)
        if (n->kind[i] != NAME_PERSON)
            printf("  %s \"%.*s\" %.*s %.2f\n", language_name_kind(n->kind[i]), STR_ARG(str_span(f.t.text, n->bytes[i])),
                   STR_ARG(n->country[i]), (double)n->prob[i]);
    if (e->verbose) list_coref(&f);
    return OK;
}

/* ---- the program ---- */

int main(int argc, char **argv)
{
    struct eval e = {0};
    const char *model = NULL;
    bool lists = false, bad = false;
    int at = 1;
    for (; at < argc && argv[at][0] == '-'; at++) {
        if (strcmp(argv[at], "--list") == 0)
            lists = true;
        else if (strcmp(argv[at], "-v") == 0)
            e.verbose = true;
        else if (strcmp(argv[at], "--model") == 0 && at + 1 < argc)
            model = argv[++at];
        else
            bad = true;
    }
    if (bad || at >= argc || (!lists && argc - at != 1)) {
        fprintf(stderr, "usage: persons [-v] [--model FILE] FOLDER\n       persons --list [-v] [--model FILE] FILE...\n");
        return 2;
    }
    char path[1024];
    const char *slash = strrchr(argv[at], '/');
    const char *name = slash ? slash + 1 : argv[at];
    (void)snprintf(path, sizeof path, "test/gold/language/%s.persons.tsv", name);
    e.ar = arena_new(MAX_ARENA_BYTES);
    enum status status =
        e.ar ? own_parser(&e.parser, &e.model, model, e.ar, &e.err) : err_set(&e.err, E_NOMEM, "no memory left");
    if (!status && !lists) status = measure(&e, path, argv[at], measure_page);
    if (!status && !lists) {
        printf("persons_gold %u\npersons_right %.4f\npersons_false %u\n", e.gold, e.gold ? (double)e.right / e.gold : 0.0,
               e.wrong);
        (void)snprintf(path, sizeof path, "test/gold/language/%s.names.tsv", name);
        status = measure(&e, path, argv[at], measure_names);
        if (!status) print_names(&e);
    }
    for (int k = at; k < argc && !status && lists; k++) status = list(&e, argv[k]);
    if (status) fprintf(stderr, "persons: %s\n", e.err.msg);
    language_parser_free(e.parser);
    language_model_close(e.model);
    arena_free(e.ar);
    return status != OK;
}
