#include "data.h"

#include "language/features.h"
#include "language/lemma.h"
#include "source/source.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_BYTES ((size_t)4 << 30) /* of a file to learn from */

/* Is the document named by this comment wanted? */
static bool genre_wanted(str comment, const char *genres, bool wanted)
{
    str start = STR("# newdoc id = ");
    if (!str_starts(comment, start)) return wanted;
    str id = {comment.p + start.n, comment.n - start.n};
    if (!genres || !str_starts(id, STR("GUM_"))) return true;
    str rest = {id.p + 4, id.n - 4};
    str genre = str_cut(rest, '_', &rest);
    str list = str_of(genres);
    while (list.n)
        if (str_eq(str_cut(list, ',', &list), genre)) return true;
    return false;
}

enum status data_read(struct conllu_text *out, const char *path, const char *genres, arena *ar, struct err *err)
{
    str text;
    enum status status = source_read_file(&text, path, MOST_BYTES, ar, err);
    if (!status) status = conllu_read(out, text, ar, err);
    if (status) return err_wrap(err, status, "%s", path);
    uint32_t n = 0;
    bool wanted = true;
    for (uint32_t i = 0; i < out->n; i++) {
        const struct conllu_sentence *s = &out->sentence[i];
        for (uint32_t c = 0; c < s->n_comment; c++) wanted = genre_wanted(s->comment[c], genres, wanted);
        if (wanted) out->sentence[n++] = *s;
    }
    out->n = n;
    return OK;
}

/* ---- counting ---- */

struct counted {
    uint64_t key;
    uint32_t count;
    str name;
};

struct counter {
    struct hash_map at;
    struct counted *item;
    uint32_t n, cap;
};

static bool count(struct counter *c, uint64_t key, str name, arena *ar)
{
    uint32_t i = hash_map_get(&c->at, key);
    if (i == UINT32_MAX) {
        if (c->n == c->cap) {
            uint32_t cap = c->cap ? 2 * c->cap : 1024;
            struct counted *grown = arena_grow(ar, c->item, c->cap, cap, sizeof *grown);
            if (!grown) return false;
            c->item = grown;
            c->cap = cap;
        }
        i = c->n++;
        c->item[i] = (struct counted){key, 0, name.p ? str_copy(ar, name) : name};
        if (hash_map_put(&c->at, ar, key, i)) return false;
    }
    c->item[i].count++;
    return true;
}

static int by_count(const void *a, const void *b)
{
    const struct counted *x = a;
    const struct counted *y = b;
    if (x->count != y->count) return x->count > y->count ? -1 : 1;
    if (x->name.p && y->name.p) return str_cmp(x->name, y->name);
    return x->key < y->key ? -1 : x->key > y->key;
}

static bool table_of(struct class_table *t, struct counter *c, uint32_t least, arena *ar)
{
    if (!c->n) return true;
    qsort(c->item, c->n, sizeof *c->item, by_count);
    while (t->n < c->n && c->item[t->n].count >= least) t->n++;
    t->name = arena_alloc(ar, t->n, sizeof *t->name);
    t->count = arena_alloc(ar, t->n, sizeof *t->count);
    for (uint32_t i = 0; t->name && t->count && i < t->n; i++) {
        t->name[i] = c->item[i].name;
        t->count[i] = c->item[i].count;
        if (hash_map_put(&t->number, ar, c->item[i].key, i)) return false;
    }
    return t->name && t->count;
}

static void tag_name(buf *out, const struct conllu_sentence *s, uint32_t i)
{
    buf_empty(out);
    buf_add(out, s->upos[i]);
    buf_addc(out, '|');
    buf_add(out, s->xpos[i]);
    buf_addc(out, '|');
    buf_add(out, s->feats[i]);
}

struct counters {
    struct counter tag, rel, script, single, run;
    buf name;
};

static bool count_word(struct counters *c, const struct conllu_sentence *s, uint32_t i, arena *ar)
{
    tag_name(&c->name, s, i);
    bool ok = count(&c->tag, hash64(buf_str(&c->name)), buf_str(&c->name), ar);
    if (s->head[i] != CONLLU_NO_HEAD) ok = ok && count(&c->rel, hash64(s->deprel[i]), s->deprel[i], ar);
    buf_empty(&c->name);
    lemma_script(&c->name, s->form[i], s->lemma[i]);
    ok = ok && count(&c->script, hash64(buf_str(&c->name)), buf_str(&c->name), ar);
    struct features f;
    features_of(&f, s->form[i]);
    for (uint32_t k = 0; ok && k < f.n; k++)
        if (f.key[k]) ok = count(k < FEATURES_SINGLE ? &c->single : &c->run, f.key[k], (str){0}, ar);
    return ok;
}

static bool rows_of(struct vocabulary *v, struct counter *c, uint32_t least)
{
    if (!c->n) return true;
    qsort(c->item, c->n, sizeof *c->item, by_count);
    uint32_t n = 0;
    while (n < c->n && c->item[n].count >= least) n++;
    uint64_t *grown = arena_grow(v->ar, v->row_key, v->n_row, v->n_row + n, sizeof *grown);
    if (!grown) return false;
    v->row_key = grown;
    for (uint32_t i = 0; i < n; i++) {
        if (hash_map_put(&v->row, v->ar, c->item[i].key, v->n_row)) return false;
        if (hash_map_put(&v->word_count, v->ar, c->item[i].key, c->item[i].count)) return false;
        v->row_key[v->n_row++] = c->item[i].key;
    }
    return true;
}

enum status data_tables(struct vocabulary *v, const struct conllu_text *text, uint32_t n, uint32_t min_single, uint32_t min_run,
                        struct err *err)
{
    struct counters c = {0};
    bool ok = true;
    for (uint32_t t = 0; t < n; t++)
        for (uint32_t i = 0; i < text[t].n; i++)
            for (uint32_t w = 0; ok && w < text[t].sentence[i].n_word; w++) ok = count_word(&c, &text[t].sentence[i], w, v->ar);
    buf_free(&c.name);
    ok = ok && table_of(&v->tag, &c.tag, 1, v->ar) && table_of(&v->rel, &c.rel, 1, v->ar) &&
         table_of(&v->script, &c.script, 1, v->ar);
    while (v->n_script < v->script.n && v->script.count[v->n_script] >= 2) v->n_script++;
    ok = ok && rows_of(v, &c.single, min_single) && rows_of(v, &c.run, min_run);
    return ok ? OK : arena_why(v->ar, err);
}

enum status data_vectors(struct vocabulary *v, const char *path, uint32_t most, struct err *err)
{
    str file;
    enum status status = source_read_file(&file, path, MOST_BYTES, v->ar, err);
    if (status) return status;
    uint32_t head[2] = {0};
    if (file.n >= 8) memcpy(head, file.p, 8);
    size_t n = head[0];
    size_t dim = head[1];
    if (!n || !dim || file.n != 8 + n * (12 + 4 * dim)) return err_set(err, E_FORMAT, "%s is no file of word vectors", path);
    size_t taken = n < most ? n : most;
    v->n_vector = (uint32_t)taken + 1;
    v->dim_vector = (uint32_t)dim;
    v->vector_key = arena_alloc(v->ar, taken + 1, sizeof *v->vector_key);
    v->vector_value = arena_alloc(v->ar, (taken + 1) * dim, sizeof *v->vector_value);
    if (!v->vector_key || !v->vector_value) return arena_why(v->ar, err);
    memcpy(v->vector_key + 1, file.p + 8, taken * 8);
    memcpy(v->vector_value + dim, file.p + 8 + n * 12, taken * dim * 4);
    double square = 0;
    for (size_t i = dim; i < (taken + 1) * dim; i++) square += (double)(v->vector_value[i] * v->vector_value[i]);
    float scale = (float)(0.5 / sqrt(square / (double)(taken * dim)));
    for (size_t i = dim; i < (taken + 1) * dim; i++) v->vector_value[i] *= scale;
    for (uint32_t i = 1; i < v->n_vector; i++)
        if (hash_map_put(&v->vector, v->ar, v->vector_key[i], i)) return arena_why(v->ar, err);
    return OK;
}

/* ---- numbers ---- */

static enum status type_of(uint32_t *out, struct vocabulary *v, str form, struct err *err)
{
    uint64_t key = hash64(form);
    *out = hash_map_get(&v->type_number, key);
    if (*out != UINT32_MAX) return OK;
    if (v->n_type == v->cap_type) {
        uint32_t cap = v->cap_type ? 2 * v->cap_type : 1024;
        struct net_type *grown = arena_grow(v->ar, v->type, v->cap_type, cap, sizeof *grown);
        if (!grown) return arena_why(v->ar, err);
        v->type = grown;
        v->cap_type = cap;
    }
    struct features f;
    features_of(&f, form);
    struct net_type t = {.row = arena_alloc(v->ar, f.n, sizeof *t.row), .word_row = NET_NO_CLASS};
    if (!t.row) return arena_why(v->ar, err);
    for (uint32_t k = 0; k < f.n; k++) {
        uint32_t row = f.key[k] ? hash_map_get(&v->row, f.key[k]) : UINT32_MAX;
        if (row == UINT32_MAX) continue;
        if (k == 0) t.word_row = row;
        if (k == 0) t.word_count = hash_map_get(&v->word_count, f.key[0]);
        if (k < FEATURES_SINGLE) t.n_single = t.n_row + 1;
        t.row[t.n_row++] = row;
    }
    uint32_t vector = hash_map_get(&v->vector, f.word);
    t.vector = vector == UINT32_MAX ? 0 : vector;
    *out = v->n_type;
    v->type[v->n_type++] = t;
    enum status status = hash_map_put(&v->type_number, v->ar, key, *out);
    return status ? arena_why(v->ar, err) : OK;
}

static uint32_t class_of(const struct class_table *t, str name) { return hash_map_get(&t->number, hash64(name)); }

static enum status sentence_of(struct net_sentence *out, struct vocabulary *v, const struct conllu_sentence *s, buf *name,
                               struct err *err)
{
    uint32_t n = s->n_word;
    uint32_t *number = arena_alloc(v->ar, 5 * (size_t)n, sizeof *number);
    if (!number) return arena_why(v->ar, err);
    uint32_t *head = number + n;
    uint32_t *rel = head + n;
    uint32_t *tag = rel + n;
    uint32_t *script = tag + n;
    for (uint32_t i = 0; i < n; i++) {
        enum status status = type_of(&number[i], v, s->form[i], err);
        if (status) return status;
        head[i] = s->head[i] == CONLLU_NO_HEAD ? NET_NO_CLASS : s->head[i];
        rel[i] = class_of(&v->rel, s->deprel[i]);
        tag_name(name, s, i);
        tag[i] = class_of(&v->tag, buf_str(name));
        buf_empty(name);
        lemma_script(name, s->form[i], s->lemma[i]);
        script[i] = str_eq(s->lemma[i], STR("_")) ? NET_NO_CLASS : class_of(&v->script, buf_str(name));
        if (script[i] != NET_NO_CLASS && script[i] >= v->n_script) script[i] = NET_NO_CLASS;
    }
    *out = (struct net_sentence){.n = n, .type = number, .head = head, .rel = rel, .tag = tag, .script = script, .weight = 1};
    return buf_check(name, err);
}

enum status data_corpus(struct corpus *out, struct vocabulary *v, const struct conllu_text *text, float weight, struct err *err)
{
    *out = (struct corpus){.n = text->n, .read = text->sentence};
    out->sentence = arena_alloc(v->ar, text->n, sizeof *out->sentence);
    if (!out->sentence) return arena_why(v->ar, err);
    buf name = {0};
    enum status status = OK;
    for (uint32_t i = 0; !status && i < text->n; i++) {
        status = sentence_of(&out->sentence[i], v, &text->sentence[i], &name, err);
        out->sentence[i].weight = weight;
        out->words += text->sentence[i].n_word;
    }
    buf_free(&name);
    return status;
}
