/* Reading of treebanks, see tokens_read.h. Each document is read in three shapes (raw_text.h): junctions and parts are learned from
** the first, ends of sentences from all of them, since line ends mean something else in each. */
#include "tokens_read.h"
#include "raw_text.h"
#include "source/source.h"

#include <stdlib.h>

#define MAX_FILE_BYTES ((size_t)1 << 30)

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
static void join_as_gold(struct tokens_reader *r, const struct raw_text *raw, uint32_t *from, bool first)
{
    struct words_block *b = &r->block;
    for (uint32_t i = 0; i < b->n_piece; i++) {
        struct words_piece *p = &b->piece[i];
        const struct raw_token *t = token_at(raw, from, p->begin + 1);
        p->joined = p->chunk_at && t->begin < p->begin;
        if (raw->shape == RAW_PARAGRAPHS && !first) r->n_lost += t->end < p->end;
    }
    words_make_tokens(b);
}

static void junction_examples(struct tokens_reader *r)
{
    struct words_features f;
    const struct words_block *b = &r->block;
    for (uint32_t i = 0; i < b->n_piece;) {
        struct words_chunk chunk = words_chunk_at(b, i);
        for (i++; i < chunk.end; i++) {
            if (words_in_address(&chunk, i)) {
                r->n_address += !b->piece[i].joined;
                continue;
            }
            words_junction_features(&f, b, &chunk, i);
            linear_add(&r->data[WORDS_JOIN], f.hash, f.n, b->piece[i].joined);
        }
    }
}

static void end_examples(struct tokens_reader *r, const struct raw_text *raw, uint32_t *from)
{
    struct words_features f;
    struct words_state state = {0};
    const struct words_block *b = &r->block;
    for (uint32_t i = 0; i < b->n_token; i++) {
        bool begins = i == 0;
        if (i) {
            const struct raw_token *t = token_at(raw, from, b->token[i - 1].end);
            begins = t->ends && t->end == b->token[i - 1].end;
            if (words_may_end(b, i)) {
                words_gap_features(&f, b, &state, i);
                linear_add(&r->data[WORDS_END], f.hash, f.n, begins);
            }
        }
        words_state_step(&state, b, i, begins);
    }
}

/* Puts a form into the table unless the rule of apostrophes gives the same split. */
static void learn_form(struct tokens_reader *r, uint32_t i, const struct raw_token *gold)
{
    const struct words_block *b = &r->block;
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
    if (gold->n_word > 3 || r->n_form == TOKENS_MAX_FORMS || (gold->n_word == 2 && rule.n == 2 && rule.size[0] == bytes))
        return;
    for (uint32_t k = 0; k < r->n_form; k++)
        if (r->form[k].hash == form.hash) return; /* the first spelling stays */
    r->form[r->n_form++] = form;
}

/* ---- cases ---- */

/* Counts the words of a block; a first word with a capital tells nothing. */
static void count_cases(struct tokens_reader *r, const struct raw_text *raw, uint32_t *from)
{
    const struct words_block *b = &r->block;
    bool first = true;
    for (uint32_t i = 0; i < b->n_token; i++) {
        const struct words_token *t = &b->token[i];
        const struct raw_token *gold = token_at(raw, from, t->end);
        if (t->shape == SHAPE_SMALL || (t->shape == SHAPE_CAPITAL && !first)) {
            uint32_t k = hash_map_get(&r->seen, (uint64_t)t->hash + 1);
            struct case_count new = {.hash = t->hash};
            if (k == UINT32_MAX) {
                k = (uint32_t)(r->count.n / sizeof new);
                if (hash_map_put(&r->seen, r->ar, (uint64_t)t->hash + 1, k)) return;
                buf_add(&r->count, (str){(const char *)&new, sizeof new});
            }
            struct case_count *c = (struct case_count *)(void *)r->count.p + k;
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
static void settle_cases(struct tokens_reader *r)
{
    const struct case_count *c = (const struct case_count *)(const void *)r->count.p;
    uint32_t *most = calloc(WORDS_CASES, sizeof *most);
    size_t n = most ? r->count.n / sizeof *c : 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t at = words_case_at(c[i].hash);
        if (case_of(&c[i]) == CASE_UNKNOWN || c[i].small + c[i].capital <= most[at]) continue;
        most[at] = c[i].small + c[i].capital;
        r->cases[at / 4] = (uint8_t)((r->cases[at / 4] & ~(3u << (at % 4 * 2))) | case_of(&c[i]) << (at % 4 * 2));
    }
    free(most);
    r->block.cases = r->cases;
}

/* Forms in the first pass, examples in the second. */
static void part_examples(struct tokens_reader *r, const struct raw_text *raw, uint32_t *from, bool second)
{
    struct words_features f;
    const struct words_block *b = &r->block;
    for (uint32_t i = 0; i < b->n_token; i++) {
        const struct raw_token *t = token_at(raw, from, b->token[i].end);
        if (t->begin != b->token[i].begin || t->end != b->token[i].end) continue;
        if (!second && t->n_word > 1) learn_form(r, i, t);
        if (!second) continue;
        struct words_split split = words_split_of(&r->forms, b, i);
        if (split.n < 2) continue;
        words_split_features(&f, b, &split, i);
        linear_add(&r->data[WORDS_PART], f.hash, f.n, t->n_word > 1);
    }
}

/* One text; first: forms and cases only. */
static void read_raw(struct tokens_reader *r, const struct raw_text *raw, bool first)
{
    uint32_t from[4] = {0};
    uint32_t end = (uint32_t)raw->text.n;
    if (!raw_n_token(raw)) return;
    r->block.text = buf_str(&raw->text);
    for (uint32_t at = 0; at < end;) {
        at = words_scan(&r->block, at, end, GAP_EMPTY);
        join_as_gold(r, raw, &from[0], first);
        if (raw->shape == RAW_PARAGRAPHS) part_examples(r, raw, &from[2], !first);
        if (first) count_cases(r, raw, &from[3]);
        if (first) continue;
        if (raw->shape == RAW_PARAGRAPHS) junction_examples(r);
        end_examples(r, raw, &from[1]);
    }
}

/* ---- files ---- */

static uint32_t random_below(struct tokens_reader *r, uint32_t below)
{
    uint64_t x = r->random += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return (uint32_t)(((x ^ (x >> 31)) >> 32) % below);
}

/* A document in one shape. */
static void read_document(struct tokens_reader *r, const struct conllu_sentence *s, uint32_t n, enum raw_shape shape,
                          bool first)
{
    struct raw_text raw = {.shape = shape};
    for (uint32_t i = 0; i < n; i++) raw_add(&raw, &s[i]);
    if (shape == RAW_WRAPPED) {
        uint32_t width = 60 + random_below(r, 41);
        raw_wrap(&raw, width, random_below(r, 3) ? 0 : 8);
    }
    read_raw(r, &raw, first);
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

static void read_sentences(struct tokens_reader *r, const struct conllu_text *text, str prefixes, bool first)
{
    for (uint32_t i = 0, next; i < text->n; i = next) {
        next = i + 1;
        while (next < text->n && !raw_has_comment(&text->sentence[next], "# newdoc")) next++;
        if (!wanted(&text->sentence[i], prefixes)) continue;
        read_document(r, &text->sentence[i], next - i, RAW_PARAGRAPHS, first);
        if (first) continue;
        read_document(r, &text->sentence[i], next - i, RAW_WRAPPED, first);
        read_document(r, &text->sentence[i], next - i, RAW_LINES, first);
        r->n_sentence += next - i;
    }
}

enum status tokens_read_file(struct tokens_reader *r, const char *name, bool first, struct err *err)
{
    struct conllu_text text = {0};
    str bytes;
    str rest;
    str path = str_cut(str_of(name), ':', &rest);
    arena *ar = arena_new((size_t)8 << 30);
    if (!ar) return err_set(err, E_NOMEM, "no memory left");
    enum status status = source_read_file(&bytes, str_zt(ar, path), MAX_FILE_BYTES, ar, err);
    if (!status) status = conllu_read(&text, bytes, ar, err);
    if (!status) read_sentences(r, &text, rest, first);
    arena_free(ar);
    return status;
}

static int by_hash(const void *a, const void *b)
{
    const struct words_form *x = a;
    const struct words_form *y = b;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

void tokens_settle(struct tokens_reader *r)
{
    qsort(r->form, r->n_form, sizeof r->form[0], by_hash);
    r->forms = (struct words_model){.form = r->form, .n_form = r->n_form};
    settle_cases(r);
}

void tokens_reader_free(struct tokens_reader *r)
{
    for (int k = 0; k < WORDS_JUDGES; k++) linear_data_free(&r->data[k]);
    buf_free(&r->count);
}
