/* Trainer of the section "tokens": train_tokens [options] OUT FILE.conllu[:PREFIX,...]...
** Learns, from treebanks as raw text, the three classifiers of src/language/words_parts.h and the table of forms that are parted.
** Behind a file's name may stand prefixes of document ids: only documents whose "# newdoc id" begins with one of them are read, so
** that a file of mixed licences gives its clean part. Each document is read in three shapes (raw_text.h): junctions and parts are
** learned from the first, ends of sentences from all.
**
** Options: --seed N (order of examples and widths of wrapping; 1), --epochs N (12), --lines J,E,P (of the three tables, 64 slots each).
** The same files, options and seed give the same bytes. Talk goes to standard error. */
#include "language/words_parts.h"
#include "linear.h"
#include "raw_text.h"
#include "source/source.h"

#include <stdio.h>
#include <stdlib.h>

#define MAX_FILE_BYTES ((size_t)1 << 30)
#define MAX_FORMS 4096u
#define BLOCK_PIECES (1u << 17)

struct options {
    uint64_t seed;
    uint32_t epochs;
    uint32_t lines[WORDS_JUDGES];
    double decay;
    uint32_t dropout[WORDS_JUDGES];
    uint32_t least[WORDS_JUDGES];
};

/* How often a word stands inside sentences with a small letter and with a capital. */
struct case_count {
    uint32_t hash, small, capital;
};

struct trainer {
    struct options options;
    struct linear_data data[WORDS_JUDGES];
    struct words_form form[MAX_FORMS]; /* [n_form] in the order of the text */
    struct words_model forms;          /* with nothing but the table of forms */
    uint32_t n_form;
    struct hash_map seen; /* words to their places in count */
    buf count;            /* of struct case_count */
    uint8_t cases[WORDS_CASES / 4];
    uint32_t n_sentence, n_token, n_lost, n_address; /* lost: ends of tokens that lie inside a piece */
    uint64_t random;
    bool verbose;
    struct words_block block;
    arena *ar;
};

/* ---- gold laid against the pieces ---- */

/* First token of the gold that ends at or behind byte at, going on from *from. */
static const struct raw_token *token_at(const struct raw_text *raw, uint32_t *from, uint32_t at)
{
    const struct raw_token *t = raw_tokens(raw);
    uint32_t n = raw_n_token(raw);
    while (*from + 1 < n && t[*from].end < at) ++*from;
    return &t[*from];
}

/* Sets joined of all pieces as in gold: a junction inside a token. */
static void join_as_gold(struct trainer *tr, const struct raw_text *raw, uint32_t *from)
{
    struct words_block *b = &tr->block;
    for (uint32_t i = 0; i < b->n_piece; i++) {
        struct words_piece *p = &b->piece[i];
        const struct raw_token *t = token_at(raw, from, p->begin + 1);
        p->joined = p->chunk_at && t->begin < p->begin;
        tr->n_lost += t->end < p->end;
    }
    words_make_tokens(b);
}

static void junction_examples(struct trainer *tr)
{
    struct words_features f;
    const struct words_block *b = &tr->block;
    for (uint32_t i = 0; i < b->n_piece;) {
        struct words_chunk chunk = words_chunk_at(b, i);
        for (i++; i < chunk.end; i++) {
            if (words_in_address(&chunk, i)) {
                tr->n_address += !b->piece[i].joined;
                if (!b->piece[i].joined && tr->verbose)
                    fprintf(stderr, "address parted: %.*s\n", (int)(b->piece[chunk.end - 1].end - b->piece[chunk.first].begin),
                            b->text.p + b->piece[chunk.first].begin);
                continue;
            }
            words_junction_features(&f, b, &chunk, i);
            linear_add(&tr->data[WORDS_JOIN], f.hash, f.n, b->piece[i].joined);
        }
    }
}

static void end_examples(struct trainer *tr, const struct raw_text *raw, uint32_t *from)
{
    struct words_features f;
    struct words_state state = {0};
    const struct words_block *b = &tr->block;
    for (uint32_t i = 0; i < b->n_token; i++) {
        bool begins = i == 0;
        if (i) {
            const struct raw_token *t = token_at(raw, from, b->token[i - 1].end);
            begins = t->ends && t->end == b->token[i - 1].end;
            if (words_may_end(b, i)) {
                words_gap_features(&f, b, &state, i);
                linear_add(&tr->data[WORDS_END], f.hash, f.n, begins);
            }
        }
        words_state_step(&state, b, i, begins);
    }
}

/* Puts a form into the table unless the rule of apostrophes gives the same split. */
static void learn_form(struct trainer *tr, uint32_t i, const struct raw_token *gold)
{
    const struct words_block *b = &tr->block;
    struct words_model none = {0};
    struct words_split rule = words_split_of(&none, b, i);
    struct words_form form = {.hash = b->token[i].hash, .n = gold->n_word, .size = {gold->size[0], gold->size[1]}};
    str whole = str_span(b->text, (span){b->token[i].begin, b->token[i].end});
    uint32_t bytes = 0;
    for (uint32_t k = 0; k < gold->size[0]; k++) {
        size_t size;
        (void)utf8_decode(whole, bytes, &size);
        bytes += (uint32_t)size;
    }
    if (gold->n_word > 3 || tr->n_form == MAX_FORMS || (gold->n_word == 2 && rule.n == 2 && rule.size[0] == bytes)) return;
    for (uint32_t k = 0; k < tr->n_form; k++)
        if (tr->form[k].hash == form.hash) return; /* the first spelling stays */
    tr->form[tr->n_form++] = form;
}

/* ---- cases ---- */

/* Counts the words of a block; a first word with a capital tells nothing. */
static void count_cases(struct trainer *tr, const struct raw_text *raw, uint32_t *from)
{
    const struct words_block *b = &tr->block;
    bool first = true;
    for (uint32_t i = 0; i < b->n_token; i++) {
        const struct words_token *t = &b->token[i];
        const struct raw_token *gold = token_at(raw, from, t->end);
        if (t->shape == SHAPE_SMALL || (t->shape == SHAPE_CAPITAL && !first)) {
            uint32_t k = hash_map_get(&tr->seen, (uint64_t)t->hash + 1);
            struct case_count new = {.hash = t->hash};
            if (k == UINT32_MAX) {
                k = (uint32_t)(tr->count.n / sizeof new);
                if (hash_map_put(&tr->seen, tr->ar, (uint64_t)t->hash + 1, k)) return;
                buf_add(&tr->count, (str){(const char *)&new, sizeof new});
            }
            struct case_count *c = (struct case_count *)(void *)tr->count.p + k;
            c->small += t->shape == SHAPE_SMALL;
            c->capital += t->shape == SHAPE_CAPITAL;
        }
        first = gold->ends && gold->end == t->end ? true : first && t->shape >= SHAPE_COUNT; /* quotes and bullets come first */
    }
}

static uint32_t case_of(const struct case_count *c)
{
    if (c->small + c->capital < 3) return CASE_UNKNOWN;
    if (c->small >= 4 * c->capital) return CASE_SMALL;
    return c->capital >= 4 * c->small ? CASE_CAPITAL : CASE_BOTH;
}

/* Where two words share a place the more frequent has it. */
static void set_cases(struct trainer *tr)
{
    const struct case_count *c = (const struct case_count *)(const void *)tr->count.p;
    uint32_t *most = calloc(WORDS_CASES, sizeof *most);
    size_t n = most ? tr->count.n / sizeof *c : 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t at = words_case_at(c[i].hash);
        if (case_of(&c[i]) == CASE_UNKNOWN || c[i].small + c[i].capital <= most[at]) continue;
        most[at] = c[i].small + c[i].capital;
        tr->cases[at / 4] = (uint8_t)((tr->cases[at / 4] & ~(3u << (at % 4 * 2))) | case_of(&c[i]) << (at % 4 * 2));
    }
    free(most);
    tr->block.cases = tr->cases;
}

/* Forms in the first pass, examples in the second. */
static void part_examples(struct trainer *tr, const struct raw_text *raw, uint32_t *from, bool second)
{
    struct words_features f;
    const struct words_block *b = &tr->block;
    for (uint32_t i = 0; i < b->n_token; i++) {
        const struct raw_token *t = token_at(raw, from, b->token[i].end);
        if (t->begin != b->token[i].begin || t->end != b->token[i].end) continue;
        if (!second && t->n_word > 1) learn_form(tr, i, t);
        if (!second) continue;
        struct words_split split = words_split_of(&tr->forms, b, i);
        if (split.n < 2) continue;
        words_split_features(&f, b, &split, i);
        linear_add(&tr->data[WORDS_PART], f.hash, f.n, t->n_word > 1);
    }
}

/* One text; first: forms only. */
static void read_raw(struct trainer *tr, const struct raw_text *raw, bool first)
{
    uint32_t from[4] = {0};
    uint32_t end = (uint32_t)raw->text.n;
    if (!raw_n_token(raw)) return;
    tr->block.text = buf_str(&raw->text);
    for (uint32_t at = 0; at < end;) {
        at = words_scan(&tr->block, at, end, GAP_EMPTY);
        join_as_gold(tr, raw, &from[0]);
        if (raw->shape == RAW_PARAGRAPHS) part_examples(tr, raw, &from[2], !first);
        if (first) count_cases(tr, raw, &from[3]);
        if (first) continue;
        if (raw->shape == RAW_PARAGRAPHS) junction_examples(tr);
        end_examples(tr, raw, &from[1]);
    }
}

/* ---- files ---- */

static uint32_t random_below(struct trainer *tr, uint32_t below)
{
    uint64_t x = tr->random += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return (uint32_t)(((x ^ (x >> 31)) >> 32) % below);
}

/* A document in one shape. */
static void read_document(struct trainer *tr, const struct conllu_sentence *s, uint32_t n, enum raw_shape shape, bool first)
{
    struct raw_text raw = {.shape = shape};
    for (uint32_t i = 0; i < n; i++) raw_add(&raw, &s[i]);
    if (shape == RAW_WRAPPED) raw_wrap(&raw, 60 + random_below(tr, 41), random_below(tr, 3) ? 0 : 8);
    read_raw(tr, &raw, first);
    raw_free(&raw);
}

/* Does the document that begins with s count? prefixes: parted by commas, empty: all do. */
static bool wanted(const struct conllu_sentence *s, str prefixes)
{
    if (!prefixes.n) return true;
    for (uint32_t i = 0; i < s->n_comment; i++) {
        str id = s->comment[i];
        if (!str_starts(id, STR("# newdoc id = "))) continue;
        id = (str){id.p + 14, id.n - 14};
        for (str rest = prefixes, prefix; list_next(&rest, ',', &prefix);)
            if (str_starts(id, prefix)) return true;
    }
    return false;
}

static void read_sentences(struct trainer *tr, const struct conllu_text *text, str prefixes, bool first)
{
    for (uint32_t i = 0, next; i < text->n; i = next) {
        next = i + 1;
        while (next < text->n && !raw_has_comment(&text->sentence[next], "# newdoc")) next++;
        if (!wanted(&text->sentence[i], prefixes)) continue;
        read_document(tr, &text->sentence[i], next - i, RAW_PARAGRAPHS, first);
        if (first) continue;
        read_document(tr, &text->sentence[i], next - i, RAW_WRAPPED, first);
        read_document(tr, &text->sentence[i], next - i, RAW_LINES, first);
        tr->n_sentence += next - i;
    }
}

static enum status read_file(struct trainer *tr, const char *name, bool first, struct err *err)
{
    struct conllu_text text = {0};
    str bytes;
    str rest;
    str path = str_cut(str_of(name), ':', &rest);
    arena *ar = arena_new((size_t)8 << 30);
    if (!ar) return err_set(err, E_NOMEM, "no memory left");
    enum status status = source_read_file(&bytes, str_zt(ar, path), MAX_FILE_BYTES, ar, err);
    if (!status) status = conllu_read(&text, bytes, ar, err);
    if (!status) read_sentences(tr, &text, rest, first);
    arena_free(ar);
    return status;
}

/* ---- the section ---- */

static int by_hash(const void *a, const void *b)
{
    const struct words_form *x = a;
    const struct words_form *y = b;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static void put_u32(buf *out, uint32_t v)
{
    for (int i = 0; i < 4; i++) buf_addc(out, (char)(v >> (8 * i)));
}

static void write_section(buf *out, const struct trainer *tr, const struct linear_table *model)
{
    buf_addz(out, "WORDS003");
    put_u32(out, tr->n_form);
    put_u32(out, 0);
    for (int k = 0; k < WORDS_JUDGES; k++) {
        put_u32(out, model[k].lines);
        put_u32(out, (uint32_t)model[k].bias);
        for (int i = 0; i < 16; i += 2)
            put_u32(out, (uint32_t)(uint16_t)model[k].level[i] | (uint32_t)(uint16_t)model[k].level[i + 1] << 16);
    }
    buf_fill(out, '\0', 192 - out->n);
    for (int k = 0; k < WORDS_JUDGES; k++)
        buf_add(out, (str){(const char *)model[k].slot, (size_t)model[k].lines * WORDS_LINE_SLOTS});
    buf_add(out, (str){(const char *)tr->cases, sizeof tr->cases});
    buf_add(out, (str){(const char *)tr->form, tr->n_form * sizeof tr->form[0]});
}

static enum status write_file(const char *path, const buf *bytes, struct err *err)
{
    enum status status = buf_check(bytes, err);
    if (status) return status;
    FILE *f = fopen(path, "wb");
    bool ok = f && fwrite(bytes->p, 1, bytes->n, f) == bytes->n;
    if (f && fclose(f)) ok = false;
    return ok ? OK : err_set(err, E_IO, "%s cannot be written", path);
}

static enum status learn_all(struct trainer *tr, const char *out, struct err *err)
{
    static const char *const names[] = {"join", "end", "part"};
    struct linear_table model[WORDS_JUDGES] = {0};
    buf bytes = {0};
    enum status status = OK;
    for (int k = 0; k < WORDS_JUDGES && !status; k++) {
        struct linear_options o = {.lines = tr->options.lines[k],
                                   .epochs = tr->options.epochs,
                                   .seed = tr->options.seed,
                                   .rate = 0.1,
                                   .decay = tr->options.decay,
                                   .dropout = tr->options.dropout[k],
                                   .least = tr->options.least[k]};
        status = buf_check(&tr->data[k].hash, err);
        if (!status) status = linear_learn(&model[k], &tr->data[k], &o, names[k], err);
    }
    if (!status) write_section(&bytes, tr, model);
    if (!status) status = write_file(out, &bytes, err);
    if (!status) fprintf(stderr, "%s: %zu bytes, %u forms\n", out, bytes.n, tr->n_form);
    buf_free(&bytes);
    for (int k = 0; k < WORDS_JUDGES; k++) free(model[k].slot);
    return status;
}

static enum status train(struct trainer *tr, const char *out, char *const *file, int n, struct err *err)
{
    enum status status = words_block_room(&tr->block, BLOCK_PIECES, tr->ar, err);
    for (int i = 0; i < n && !status; i++) status = read_file(tr, file[i], true, err);
    qsort(tr->form, tr->n_form, sizeof tr->form[0], by_hash);
    tr->forms = (struct words_model){.form = tr->form, .n_form = tr->n_form};
    tr->n_lost = 0;
    set_cases(tr);
    for (int i = 0; i < n && !status; i++) status = read_file(tr, file[i], false, err);
    if (status) return status;
    fprintf(stderr, "%u sentences; %u ends of tokens inside a piece, %u inside an address\n", tr->n_sentence, tr->n_lost / 3,
            tr->n_address);
    return learn_all(tr, out, err);
}

/* ---- options ---- */

static bool read_options(struct options *o, int argc, char **argv, int *at)
{
    for (; *at + 1 < argc && str_starts(str_of(argv[*at]), STR("--")); *at += 2) {
        const char *name = argv[*at];
        char *value = argv[*at + 1];
        if (strcmp(name, "--seed") == 0)
            o->seed = strtoull(value, NULL, 10);
        else if (strcmp(name, "--epochs") == 0)
            o->epochs = (uint32_t)strtoul(value, NULL, 10);
        else if (strcmp(name, "--decay") == 0)
            o->decay = strtod(value, NULL);
        else if (strcmp(name, "--lines") == 0)
            for (int k = 0; k < WORDS_JUDGES; k++, value += *value == ',') o->lines[k] = (uint32_t)strtoul(value, &value, 10);
        else if (strcmp(name, "--dropout") == 0)
            for (int k = 0; k < WORDS_JUDGES; k++, value += *value == ',') o->dropout[k] = (uint32_t)strtoul(value, &value, 10);
        else if (strcmp(name, "--least") == 0)
            for (int k = 0; k < WORDS_JUDGES; k++, value += *value == ',') o->least[k] = (uint32_t)strtoul(value, &value, 10);
        else
            return false;
    }
    return argc - *at >= 2;
}

int main(int argc, char **argv)
{
    struct err err = {0};
    int at = 1;
    struct trainer *tr = calloc(1, sizeof *tr);
    if (!tr) return 1;
    tr->options = (struct options){.seed = 1, .epochs = 12, .lines = {1408, 6144, 104}, .decay = 0, .least = {1, 1, 1}};
    if (!read_options(&tr->options, argc, argv, &at)) {
        fprintf(stderr, "usage: train_tokens [--seed N] [--epochs N] [--lines J,E,P] OUT FILE.conllu[:PREFIX,...]...\n");
        free(tr);
        return 2;
    }
    tr->random = tr->options.seed;
    tr->verbose = true;
    tr->ar = arena_new(0);
    enum status status =
        tr->ar ? train(tr, argv[at], argv + at + 1, argc - at - 1, &err) : err_set(&err, E_NOMEM, "no memory left");
    if (status) fprintf(stderr, "train_tokens: %s\n", err.msg);
    for (int k = 0; k < WORDS_JUDGES; k++) linear_data_free(&tr->data[k]);
    buf_free(&tr->count);
    arena_free(tr->ar);
    free(tr);
    return status != OK;
}
