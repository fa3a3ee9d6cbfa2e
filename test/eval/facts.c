/* Dates and amounts found on pages against those that a person listed: facts [-v] FOLDER
**        facts --list [--date YYYY-MM-DD] FILE...
** FOLDER holds the pages; gold stands in test/gold/language/NAME.dates.tsv and NAME.amounts.tsv, NAME being the last part of
** FOLDER. The document's date is the one that the page states (text/text.h), so an undated page has none. Prints "name value"
** lines: dates_right and amounts_right are shares of gold with exact span and all values right, _false the number of finds beside
** gold (at no gold span). -v shows each miss and false find. --list prints all finds of any texts, one a line, for reading. */
#include "language/amount.h"
#include "language/when.h"
#include "source/source.h"
#include "text/text.h"

#include <stdio.h>

#define MAX_FILE_BYTES ((size_t)64 << 20)
#define MAX_ARENA_BYTES ((size_t)4 << 30)
#define MAX_COLUMNS 12

/* A gold line or a find in the same words, so that both are compared column by column. */
struct fact {
    span at;
    str column[MAX_COLUMNS]; /* behind file, offset and length */
    size_t n_column;
    bool matched; /* a fact of the other side has its span */
};

struct facts {
    struct fact *item;
    size_t n, cap;
};

struct page {
    str name, bytes;
    struct facts gold, found;
};

struct tally {
    size_t gold, right, wrong;
};

static struct fact *add(struct facts *f, arena *ar)
{
    if (f->n == f->cap) {
        size_t cap = f->cap ? 2 * f->cap : 64;
        f->item = arena_grow(ar, f->item, f->cap, cap, sizeof *f->item);
        if (!f->item) {
            fprintf(stderr, "facts: no memory left\n");
            exit(1);
        }
        f->cap = cap;
    }
    return &f->item[f->n++];
}

/* Takes what was written to b as the next column. */
static void column(struct fact *f, buf *b, arena *ar)
{
    f->column[f->n_column++] = b->n ? str_copy(ar, buf_str(b)) : STR("-");
    buf_empty(b);
}

static void column_z(struct fact *f, const char *zt) { f->column[f->n_column++] = str_of(zt[0] ? zt : "-"); }

/* kind, relation, edtf, why, length */
static enum status find_dates(struct facts *out, str text, day document, arena *ar, struct err *err)
{
    struct when_context ctx = {.document = document};
    struct when_list list;
    buf b = {0};
    enum status status = language_when_find(&list, text, &ctx, ar, err);
    for (uint32_t i = 0; !status && i < list.n; i++) {
        const struct when *w = &list.item[i];
        struct fact *f = add(out, ar);
        *f = (struct fact){.at = w->at};
        column_z(f, language_when_kind_name(w->kind));
        column_z(f, language_when_relation_name(w->relation));
        vague_write(&b, w->days);
        column(f, &b, ar);
        column_z(f, language_when_why_name(w->why));
        language_when_length_write(&b, w->length, w->unit);
        column(f, &b, ar);
    }
    if (!status) status = buf_check(&b, err);
    buf_free(&b);
    return status;
}

/* low, high, unit, noun, base, about */
static enum status find_amounts(struct facts *out, str text, arena *ar, struct err *err)
{
    struct amount_list list;
    buf b = {0};
    enum status status = language_amount_find(&list, text, ar, err);
    for (uint32_t i = 0; !status && i < list.n; i++) {
        const struct amount *a = &list.item[i];
        struct fact *f = add(out, ar);
        *f = (struct fact){.at = a->at};
        language_amount_value_write(&b, a->low);
        column(f, &b, ar);
        language_amount_value_write(&b, a->high);
        column(f, &b, ar);
        column_z(f, language_amount_unit_name(a));
        buf_add(&b, str_span(text, a->noun));
        column(f, &b, ar);
        if (a->base == AMOUNT_BASE_WORDS)
            buf_add(&b, str_span(text, a->base_at));
        else
            buf_addz(&b, language_amount_base_name(a->base));
        column(f, &b, ar);
        column_z(f, language_amount_about_name(a->about));
    }
    if (!status) status = buf_check(&b, err);
    buf_free(&b);
    return status;
}

/* Lines of the page `name` in a gold file. */
static enum status read_gold(struct facts *out, str gold, str name, const char *path, arena *ar, struct err *err)
{
    uint32_t line = 0;
    while (gold.n) {
        str rest = str_cut(gold, '\n', &gold);
        uint64_t at;
        uint64_t n;
        line++;
        if (!rest.n || rest.p[0] == '#' || !str_eq(str_cut(rest, '\t', &rest), name)) continue;
        if (!str_to_u64(str_cut(rest, '\t', &rest), UINT32_MAX / 2, &at) ||
            !str_to_u64(str_cut(rest, '\t', &rest), UINT32_MAX / 2, &n))
            return err_set(err, E_FORMAT, "%s: line %u: no offset and length", path, line);
        struct fact *f = add(out, ar);
        *f = (struct fact){.at = {(uint32_t)at, (uint32_t)(at + n)}};
        while (rest.n && f->n_column < MAX_COLUMNS) f->column[f->n_column++] = str_cut(rest, '\t', &rest);
    }
    return OK;
}

static void show(const char *what, const struct page *page, const struct fact *f)
{
    printf("%s %.*s:%u \"%.*s\"", what, STR_ARG(page->name), f->at.begin,
           STR_ARG(f->at.end <= page->bytes.n ? str_span(page->bytes, f->at) : STR("?")));
    for (size_t i = 0; i < f->n_column; i++) printf("\t%.*s", STR_ARG(f->column[i]));
    printf("\n");
}

static bool same(const struct fact *a, const struct fact *b)
{
    if (a->n_column != b->n_column) return false;
    for (size_t i = 0; i < a->n_column; i++)
        if (!str_eq(a->column[i], b->column[i])) return false;
    return true;
}

/* Both sides are short lists: every pair is looked at. */
static void compare(struct tally *t, struct page *page, bool verbose)
{
    for (size_t g = 0; g < page->gold.n; g++) {
        struct fact *gold = &page->gold.item[g];
        bool right = false;
        for (size_t k = 0; k < page->found.n; k++) {
            struct fact *found = &page->found.item[k];
            if (found->at.begin != gold->at.begin || found->at.end != gold->at.end) continue;
            gold->matched = found->matched = true;
            right = same(gold, found);
            if (!right && verbose) show("found", page, found);
        }
        t->gold++;
        t->right += right;
        if (!right && verbose) show("gold ", page, gold);
    }
    for (size_t k = 0; k < page->found.n; k++) {
        if (page->found.item[k].matched) continue;
        t->wrong++;
        if (verbose) show("false", page, &page->found.item[k]);
    }
}

static day stated_date(str bytes, const char *path, arena *ar)
{
    struct source_hints hints = {.name = str_of(path)};
    struct text_page page;
    struct err err = {0};
    return text_page_read(&page, bytes, &hints, STR(""), ar, &err) ? DATE_NONE : page.found.date;
}

static enum status one_kind(struct tally *t, const struct source_list *files, str name, const char *kind, bool verbose,
                            arena *ar, struct err *err)
{
    char path[512];
    str gold;
    bool dates = strcmp(kind, "dates") == 0;
    (void)snprintf(path, sizeof path, "test/gold/language/%.*s.%s.tsv", STR_ARG(name), kind);
    enum status status = source_read_file(&gold, path, MAX_FILE_BYTES, ar, err);
    for (size_t i = 0; i < files->n && !status; i++) {
        struct page page = {0};
        str rest = str_of(files->path[i]);
        while (rest.n) page.name = str_cut(rest, '/', &rest);
        status = source_read_file(&page.bytes, files->path[i], MAX_FILE_BYTES, ar, err);
        if (!status) status = read_gold(&page.gold, gold, page.name, path, ar, err);
        if (status || !page.gold.n) continue;
        status = dates ? find_dates(&page.found, page.bytes, stated_date(page.bytes, files->path[i], ar), ar, err)
                       : find_amounts(&page.found, page.bytes, ar, err);
        if (!status) compare(t, &page, verbose);
    }
    return status;
}

static enum status evaluate(const char *folder, bool verbose, arena *ar, struct err *err)
{
    static const char *const kinds[] = {"dates", "amounts"};
    struct source_list files;
    str name = {0};
    for (str rest = str_of(folder); rest.n;) {
        str part = str_cut(rest, '/', &rest);
        if (part.n) name = part;
    }
    enum status status = source_walk(&files, folder, NULL, NULL, ar, err);
    for (size_t k = 0; k < ARRAY_LEN(kinds) && !status; k++) {
        struct tally t = {0};
        status = one_kind(&t, &files, name, kinds[k], verbose, ar, err);
        if (!status && !t.gold) status = err_set(err, E_NOTFOUND, "%s: no page of the gold list", folder);
        if (!status)
            printf("%s_gold %zu\n%s_right %.4f\n%s_false %zu\n", kinds[k], t.gold, kinds[k], (double)t.right / (double)t.gold,
                   kinds[k], t.wrong);
    }
    return status;
}

/* The words around a find, on one line. */
static void list_one(const char *sort, str text, const struct fact *f)
{
    size_t from = f->at.begin > 40 ? f->at.begin - 40 : 0;
    size_t to = text.n - f->at.end > 30 ? f->at.end + 30 : text.n;
    printf("%s\t", sort);
    for (size_t i = 0; i < f->n_column; i++) printf("%.*s | ", STR_ARG(f->column[i]));
    printf("\t");
    for (size_t i = from; i < to; i++) {
        if (i == f->at.begin) printf("[");
        printf("%c", (unsigned char)text.p[i] < ' ' ? ' ' : text.p[i]);
        if (i + 1 == f->at.end) printf("]");
    }
    printf("\n");
}

static enum status list(const char *path, day document, arena *ar, struct err *err)
{
    str text;
    struct facts dates = {0};
    struct facts amounts = {0};
    enum status status = source_read_file(&text, path, MAX_FILE_BYTES, ar, err);
    if (!status && document == DATE_NONE) document = stated_date(text, path, ar);
    if (!status) status = find_dates(&dates, text, document, ar, err);
    if (!status) status = find_amounts(&amounts, text, ar, err);
    for (size_t i = 0; i < dates.n && !status; i++) list_one("date", text, &dates.item[i]);
    for (size_t i = 0; i < amounts.n && !status; i++) list_one("amount", text, &amounts.item[i]);
    return status;
}

int main(int argc, char **argv)
{
    bool lists = argc > 2 && strcmp(argv[1], "--list") == 0;
    bool verbose = argc > 1 && strcmp(argv[1], "-v") == 0;
    day document = DATE_NONE;
    struct err err = {0};
    int first = lists || verbose ? 2 : 1;
    if (lists && argc > 4 && strcmp(argv[2], "--date") == 0 && day_parse_iso(str_of(argv[3]), &document)) first = 4;
    if (argc <= first || (!lists && argc != first + 1)) {
        fprintf(stderr, "usage: facts [-v] FOLDER\n       facts --list [--date YYYY-MM-DD] FILE...\n");
        return 2;
    }
    arena *ar = arena_new(MAX_ARENA_BYTES);
    enum status status = ar ? OK : err_set(&err, E_NOMEM, "no memory left");
    for (int i = first; i < argc && !status; i++)
        status = lists ? list(argv[i], document, ar, &err) : evaluate(argv[i], verbose, ar, &err);
    if (status) fprintf(stderr, "facts: %s\n", err.msg);
    arena_free(ar);
    return status != OK;
}
