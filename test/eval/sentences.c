/* How well text_sentences_of finds the sentences of a treebank: sentences FILE.conllu... [-v]
** The raw text of each paragraph ("# newpar", "# newdoc") is rebuilt from the tokens (SpaceAfter=No), its sentences
** joined by a space, and split again. Prints "name value" lines: a boundary is an end of a sentence inside a
** paragraph; sentence_f1 counts whole sentences, both ends right, as the CoNLL shared tasks do.
** -v shows each wrong place: "+" a boundary too many, "-" one too few.
** sentences --list FILE... reads any document instead and prints its sentences, one a line, behind their kind. */
#include "text/text.h"

#include <stdio.h>

struct tally {
    size_t gold, found, right;
};

struct eval {
    buf paragraph;
    uint32_t *gold_end; /* [n_gold] byte after each sentence */
    size_t n_gold, cap_gold;
    struct tally boundary, sentence;
    bool show;
    bool failed;
};

static void show(const struct eval *e, char sign, size_t at)
{
    str s = buf_str(&e->paragraph);
    size_t from = at > 50 ? at - 50 : 0;
    size_t to = s.n - at > 40 ? at + 40 : s.n;
    printf("%c %.*s <|> %.*s\n", sign, (int)(at - from), s.p + from, (int)(to - at), s.p + at);
}

static void count_boundaries(struct eval *e, const struct text_sentences *t)
{
    size_t g = 0;
    size_t f = 0;
    size_t n_gold = e->n_gold - 1; /* the end of the paragraph is given */
    size_t n_found = t->n ? t->n - 1 : 0;
    e->boundary.gold += n_gold;
    e->boundary.found += n_found;
    while (g < n_gold || f < n_found) {
        uint32_t a = g < n_gold ? e->gold_end[g] : UINT32_MAX;
        uint32_t b = f < n_found ? t->at[f].end : UINT32_MAX;
        if (a == b)
            e->boundary.right++;
        else if (e->show)
            show(e, a < b ? '-' : '+', a < b ? a : b);
        g += a <= b;
        f += b <= a;
    }
}

static void count_sentences(struct eval *e, const struct text_sentences *t)
{
    size_t f = 0;
    uint32_t gold_from = 0;
    e->sentence.gold += e->n_gold;
    e->sentence.found += t->n;
    for (size_t g = 0; g < e->n_gold; g++) {
        while (f < t->n && t->at[f].begin < gold_from) f++;
        e->sentence.right += f < t->n && t->at[f].begin == gold_from && t->at[f].end == e->gold_end[g];
        gold_from = e->gold_end[g] + 1;
    }
}

static void end_paragraph(struct eval *e)
{
    if (!e->n_gold) return;
    arena *ar = arena_new(0);
    struct text_sentences t;
    struct err err = {0};
    if (!ar || text_sentences_of(&t, buf_str(&e->paragraph), ar, &err)) {
        fprintf(stderr, "sentences: %s\n", err.msg);
        e->failed = true;
    } else {
        count_boundaries(e, &t);
        count_sentences(e, &t);
    }
    arena_free(ar);
    buf_clear(&e->paragraph);
    e->n_gold = 0;
}

/* One sentence: its lines up to the empty one. A token of several words ("don't") stands as a range "4-5". */
static void add_sentence(struct eval *e, str lines)
{
    uint64_t skip_to = 0;
    if (e->n_gold) buf_addc(&e->paragraph, ' ');
    while (lines.n) {
        str line = str_cut(lines, '\n', &lines);
        str rest;
        str range;
        uint64_t id;
        uint64_t last;
        str number = str_cut(str_cut(line, '\t', &rest), '-', &range);
        if (!line.n || line.p[0] == '#' || !str_to_u64(number, 100000, &id)) continue; /* comments, empty nodes 8.1 */
        if (id <= skip_to) continue;
        if (range.n && str_to_u64(range, 100000, &last)) skip_to = last;
        str form = str_cut(rest, '\t', &rest);
        bool glued = str_find(line, STR("SpaceAfter=No"), 0) != SIZE_MAX;
        buf_add(&e->paragraph, form);
        if (!glued) buf_addc(&e->paragraph, ' ');
    }
    str trimmed = str_trim(buf_str(&e->paragraph));
    e->paragraph.n = trimmed.n;
    if (e->n_gold == e->cap_gold) {
        size_t cap = e->cap_gold ? e->cap_gold * 2 : 256;
        uint32_t *more = realloc(e->gold_end, cap * sizeof *more);
        if (!more) {
            e->failed = true;
            return;
        }
        e->gold_end = more;
        e->cap_gold = cap;
    }
    e->gold_end[e->n_gold++] = (uint32_t)trimmed.n;
}

static bool starts_paragraph(str lines)
{
    while (lines.n) {
        str line = str_cut(lines, '\n', &lines);
        if (str_starts(line, STR("# newpar")) || str_starts(line, STR("# newdoc"))) return true;
    }
    return false;
}

static void read_file(struct eval *e, const char *path)
{
    arena *ar = arena_new(0);
    struct err err = {0};
    str rest;
    if (!ar || source_read_file(&rest, path, (size_t)512 << 20, ar, &err)) {
        fprintf(stderr, "sentences: %s\n", err.msg);
        e->failed = true;
        arena_free(ar);
        return;
    }
    while (rest.n) {
        size_t end = str_find(rest, STR("\n\n"), 0);
        str lines = {rest.p, end == SIZE_MAX ? rest.n : end};
        rest = end == SIZE_MAX ? (str){0} : (str){rest.p + end + 2, rest.n - end - 2};
        if (starts_paragraph(lines)) end_paragraph(e);
        add_sentence(e, lines);
    }
    end_paragraph(e);
    arena_free(ar);
}

static bool list_sentences(const char *path)
{
    arena *ar = arena_new(0);
    struct err err = {0};
    str bytes;
    struct text_page page;
    struct text_sentences t = {0};
    struct source_hints hints = {.name = str_of(path)};
    enum status s = ar ? source_read_file(&bytes, path, (size_t)512 << 20, ar, &err) : E_NOMEM;
    if (!s) s = text_page_read(&page, bytes, &hints, STR(""), ar, &err);
    if (!s) s = text_sentences_find(&t, &page, ar, &err);
    for (uint32_t i = 0; !s && i < t.n; i++)
        printf("%s\t%.*s\n", text_kind_name(page.block[t.block[i]].kind), STR_ARG(text_clean_span(&page, t.at[i])));
    if (s) fprintf(stderr, "sentences: %s: %s\n", path, err.msg);
    arena_free(ar);
    return !s;
}

static void print_tally(const char *name, const struct tally *t)
{
    double precision = t->found ? (double)t->right / (double)t->found : 0;
    double recall = t->gold ? (double)t->right / (double)t->gold : 0;
    double sum = precision + recall;
    printf("%s_precision %.4f\n%s_recall %.4f\n%s_f1 %.4f\n%s_gold %zu\n", name, precision, name, recall, name,
           sum > 0 ? 2 * precision * recall / sum : 0, name, t->gold);
}

int main(int argc, char **argv)
{
    struct eval e = {0};
    int files = 0;
    bool list = argc > 1 && strcmp(argv[1], "--list") == 0;
    for (int i = 2; list && i < argc; i++) e.failed = !list_sentences(argv[i]) || e.failed;
    if (list) return e.failed;
    for (int i = 1; i < argc; i++) e.show = e.show || strcmp(argv[i], "-v") == 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "-v") == 0) continue;
        read_file(&e, argv[i]);
        files++;
    }
    if (!files) fprintf(stderr, "usage: sentences FILE.conllu... [-v] | --list FILE...\n");
    if (files && !e.failed) {
        print_tally("boundary", &e.boundary);
        print_tally("sentence", &e.sentence);
    }
    buf_free(&e.paragraph);
    free(e.gold_end);
    return files ? e.failed : 2;
}
