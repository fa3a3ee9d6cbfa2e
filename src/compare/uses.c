/* Where texts use a concept or a phrase, and who speaks there. */
#include "compare/series_parts.h"

enum status compare_use_push(struct use_list *out, const struct compare_use *use, struct err *err)
{
    if (out->n == out->cap) {
        if (out->cap > UINT32_MAX / 2) return err_set(err, E_LIMIT, "more than %u uses", out->cap);
        uint32_t cap = out->cap ? out->cap * 2 : 64;
        struct compare_use *item = arena_grow(out->ar, out->item, out->cap, cap, sizeof *item);
        if (!item) return arena_why(out->ar, err);
        out->item = item;
        out->cap = cap;
    }
    out->item[out->n++] = *use;
    return OK;
}

static enum status sentence_uses(struct use_list *out, const struct mention_list *in, const struct concept_list *list,
                                 const struct compare_text *t, struct compare_use use, arena *scratch, struct err *err)
{
    enum status st = OK;
    if (in->n) use.speaker = compare_speaker_find(t->clean, t->at[use.sentence], list, in->item, in->n, scratch);
    for (uint32_t i = 0; !st && i < in->n; i++) {
        use.form = in->item[i].form;
        use.concept = list->form[use.form].concept;
        use.at = in->item[i].at;
        st = compare_use_push(out, &use, err);
    }
    return st;
}

enum status compare_uses_of_concepts(struct use_list *out, const struct mentions *names, const struct compare_text *t,
                                     uint32_t text_no, arena *scratch, struct err *err)
{
    struct mention_list in = {.ar = arena_new(arena_cap_bytes(scratch))};
    if (!in.ar) return err_set(err, E_NOMEM, "no memory to look for concepts");
    enum status st = OK;
    for (uint32_t i = 0; !st && i < t->n_sentence; i++) {
        in.n = 0;
        st = mentions_find(&in, names, t->clean, t->at[i], scratch, err);
        if (!st)
            st = sentence_uses(out, &in, names->list, t, (struct compare_use){.text = text_no, .sentence = i}, scratch, err);
    }
    arena_free(in.ar);
    return st;
}

/* Whether seq stands at word w of the sentence that ends at word end; *last gets its last word. */
static bool stands_at(const struct compare_text *t, uint32_t w, uint32_t end, const uint32_t *seq, uint32_t n_seq,
                      uint32_t *last)
{
    for (uint32_t k = 0; k < n_seq; w++) {
        if (w >= end) return false;
        if (word_class_at(t, w) == CLASS_PUNCT) continue;
        if (t->word[w] != seq[k]) return false;
        *last = w;
        k++;
    }
    return true;
}

enum status compare_uses_of_words(struct use_list *out, const struct mentions *names, const uint32_t *seq, uint32_t n_seq,
                                  const struct compare_text *t, uint32_t text_no, arena *scratch, struct err *err)
{
    struct mention_list in = {.ar = arena_new(arena_cap_bytes(scratch))};
    if (!in.ar) return err_set(err, E_NOMEM, "no memory to look for a phrase");
    enum status st = OK;
    for (uint32_t i = 0; !st && n_seq && i < t->n_sentence; i++) {
        uint32_t end = t->word_from[i + 1], last = 0;
        bool known = false;
        struct compare_use use = {.text = text_no, .sentence = i, .concept = COMPARE_NONE, .form = COMPARE_NONE};
        for (uint32_t w = t->word_from[i]; !st && w < end; w++) {
            if (t->word[w] != seq[0] || !stands_at(t, w, end, seq, n_seq, &last)) continue;
            use.at = (span){t->word_at[w].begin, t->word_at[last].end};
            in.n = 0;
            if (!known && names) st = mentions_find(&in, names, t->clean, t->at[i], scratch, err);
            if (!known && !st) {
                use.speaker = compare_speaker_find(t->clean, t->at[i], names ? names->list : NULL, in.item, in.n, scratch);
                known = true;
            }
            if (!st) st = compare_use_push(out, &use, err);
        }
    }
    arena_free(in.ar);
    return st;
}
