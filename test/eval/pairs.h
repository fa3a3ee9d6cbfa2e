/* Labelled pairs of texts, one JSON object a line: `old`, `new` (lists of {s, par}), `links` ([old, new] from 0), and
** where the data have them `moved`, `what`, `lists`, `speakers`. Shared by the programs that measure and train. */
#ifndef EVAL_PAIRS_H
#define EVAL_PAIRS_H

#include "compare/pair.h"
#include "source/source.h"

#include <jansson.h>

struct eval_side {
    str clean; /* the sentences, a line each */
    span *at;  /* [n] */
    uint32_t *paragraph;
    uint32_t n;
};

struct eval_link {
    uint32_t older, newer;
    bool moved;
};

struct eval_pair {
    struct eval_side side[2]; /* old, new */
    struct eval_link *link;   /* [n_link] gold */
    uint32_t n_link;
    bool knows_moves;
    const char *id, *what; /* "" where the data say nothing */
    json_t *object;        /* until eval_free */
};

static inline str eval_sentence(const struct eval_pair *p, int side, uint32_t i)
{
    return str_span(p->side[side].clean, p->side[side].at[i]);
}

static inline bool eval_read_side(struct eval_side *s, const json_t *list, arena *ar)
{
    s->n = (uint32_t)json_array_size(list);
    s->at = ARENA_NEW(ar, s->n, span);
    s->paragraph = ARENA_NEW(ar, s->n, uint32_t);
    buf all = {0};
    if (!json_is_array(list) || !s->at || !s->paragraph) return false;
    for (uint32_t i = 0; i < s->n; i++) {
        const json_t *item = json_array_get(list, i);
        const json_t *text = json_object_get(item, "s");
        s->at[i].begin = (uint32_t)all.n;
        buf_add(&all, (str){json_string_value(text), json_string_length(text)});
        s->at[i].end = (uint32_t)all.n;
        s->paragraph[i] = (uint32_t)json_integer_value(json_object_get(item, "par"));
        buf_addc(&all, '\n');
    }
    s->clean = str_copy(ar, buf_str(&all));
    bool ok = !buf_check(&all, NULL) && s->clean.p;
    buf_free(&all);
    return ok;
}

static inline bool eval_read_pair(struct eval_pair *p, json_t *object, arena *ar)
{
    const json_t *links = json_object_get(object, "links"), *moved = json_object_get(object, "moved");
    const char *id = json_string_value(json_object_get(object, "id"));
    const char *what = json_string_value(json_object_get(object, "what"));
    *p = (struct eval_pair){.object = object, .knows_moves = moved != NULL};
    p->id = str_zt(ar, str_of(id ? id : ""));
    p->what = str_zt(ar, str_of(what ? what : ""));
    if (!p->id || !p->what) return false;
    if (!eval_read_side(&p->side[0], json_object_get(object, "old"), ar)) return false;
    if (!eval_read_side(&p->side[1], json_object_get(object, "new"), ar)) return false;
    p->n_link = (uint32_t)json_array_size(links);
    p->link = ARENA_NEW(ar, p->n_link, struct eval_link);
    if (!json_is_array(links) || !p->link) return false;
    for (uint32_t k = 0; k < p->n_link; k++) {
        const json_t *l = json_array_get(links, k);
        p->link[k].older = (uint32_t)json_integer_value(json_array_get(l, 0));
        p->link[k].newer = (uint32_t)json_integer_value(json_array_get(l, 1));
        p->link[k].moved = json_is_true(json_array_get(moved, k));
        if (p->link[k].older >= p->side[0].n || p->link[k].newer >= p->side[1].n) return false;
    }
    return true;
}

/* All pairs of a file, or of the .jsonl files of a folder; to be given to eval_free, also after a failure. */
static inline enum status eval_read(struct eval_pair **out, uint32_t *n, const char *path, arena *ar, struct err *err)
{
    struct source_list files;
    enum status st = source_walk(&files, path, NULL, NULL, ar, err);
    *n = 0;
    *out = NULL;
    for (size_t f = 0; !st && f < files.n; f++) {
        str text, line;
        if (files.n > 1 && !str_ends(str_of(files.path[f]), STR(".jsonl"))) continue;
        st = source_read_file(&text, files.path[f], (size_t)64 << 20, ar, err);
        while (!st && text.n) {
            line = str_cut(text, '\n', &text);
            if (!str_trim(line).n) continue;
            json_t *object = json_loadb(line.p, line.n, 0, NULL);
            struct eval_pair *grown = arena_grow(ar, *out, *n, *n + 1, sizeof **out);
            if (!grown) {
                json_decref(object);
                return arena_why(ar, err);
            }
            *out = grown;
            grown[*n].object = object;
            if (!object || !eval_read_pair(&grown[*n], object, ar))
                st = err_set(err, E_FORMAT, "%s: line %u is no labelled pair", files.path[f], *n + 1);
            ++*n;
        }
    }
    return st;
}

static inline void eval_free(struct eval_pair *pair, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) json_decref(pair[i].object);
}

static inline enum status eval_text(struct compare_text *out, compare_vocab *v, const struct eval_side *s, arena *ar,
                                    struct err *err)
{
    return compare_text_make(out, v, s->clean, s->at, s->paragraph, NULL, s->n, ar, err);
}

#endif
